"""Proofs line by line: each kind of line once where it works and once where it must not."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from sympy import Derivative, Eq, Integral, Interval, Rational, Reals, S, exp, log, oo, sqrt

from checks.kernel import Rejected
from checks.methods import Proof, along, enclose, exists, identity, monotone, orbit, quantity, satisfiable, witness
from checks.methods.claims import closes
from checks.methods.orbits import Wanted, iterate
from checks.methods.search import NotFound
from checks.outcome import Finding, Trust, Verdict
from checks.paper import DeclarationError, Paper, Statement, eq, ge, gt, le, lt, natural, real, sequence

x, y, a, h = real("x y a h")
t = natural("t")
g = sequence("g")


@pytest.fixture
def paper() -> Paper:
    positive = Interval.open(0, oo)
    return Paper("demo", "Demo", symbols={x: Reals, y: positive, a: Interval.Lopen(0, 1), h: positive, t: S.Naturals0})


def lemma(paper: Paper, concludes: Any = None, **more: Any) -> Statement:
    number = str(len(paper.statements) + 1)
    return paper.lemma(number, where="Section 1", printed="p", concludes=concludes, **more)


def test_a_line_that_does_not_add_up_fails_where_it_is_written(paper: Paper) -> None:
    p = Proof.about(lemma(paper, ge(exp(x), 1 + x)))
    with pytest.raises(Rejected, match="does not add up"):
        p.linear(gt(exp(x), x), gt(exp(x), 0))


def test_a_multiplier_of_unknown_sign_is_refused(paper: Paper) -> None:
    p = Proof.about(lemma(paper, gt(x * exp(x), 0)))
    with pytest.raises(Rejected, match="not known to be"):
        p.linear(p.goal, (gt(exp(x), 0), x))


def test_cases_and_derivatives_from_a_touching_point(paper: Paper) -> None:
    p = Proof.about(lemma(paper, ge(exp(x), 1 + x)))
    line = p.cases(
        p.goal, x, 0, lambda q: q.by_derivatives(q.goal, x, "hi"), lambda q: q.by_derivatives(q.goal, x, "lo")
    )
    assert p.finding(line).verdict is Verdict.PROVED


def test_derivatives_do_not_prove_a_false_claim(paper: Paper) -> None:
    p = Proof.about(lemma(paper, lt(log(1 + y), y / 2)))
    with pytest.raises((NotFound, Rejected)):
        p.by_derivatives(p.goal, y, "lo")


def decreasing(paper: Paper, concludes: Any) -> Statement:
    return lemma(paper, concludes, evolves=[Eq(g(t + 1), g(t) - a * exp(g(t))), Eq(g(0), x)])


def test_an_induction_closes_the_statement(paper: Paper) -> None:
    statement = decreasing(paper, le(g(t), x))
    p = Proof.about(statement)
    line = p.induction(
        p.goal,
        base=lambda q: q.linear(q.goal, Eq(g(0), x)),
        step=lambda q: q.linear(q.goal, le(g(t), x), Eq(g(t + 1), g(t) - a * exp(g(t))), (gt(exp(g(t)), 0), a)),
    )
    finding = p.finding(line)
    assert finding.verdict is Verdict.PROVED
    assert closes(statement, finding) == (0,)
    assert closes(decreasing(paper, lt(g(t), x)), finding) == ()


def test_an_induction_needs_its_base(paper: Paper) -> None:
    p = Proof.about(decreasing(paper, lt(g(t), x)))  # false at t = 0
    with pytest.raises((Rejected, NotFound)):
        p.induction(p.goal, base=lambda q: q.fact(q.goal), step=lambda q: q.fact(q.goal))


def test_a_finding_under_more_hypotheses_does_not_close(paper: Paper) -> None:
    statement = lemma(paper, ge(x**2, x))
    finding = enclose(statement, given=[ge(x, 1)], goal=ge(x**2, x))
    assert finding.verdict is Verdict.PROVED
    assert closes(statement, finding) == ()


def test_each_conjunct_is_closed_by_itself(paper: Paper) -> None:
    statement = lemma(paper, gt(exp(x), 0) & gt(1 + x**2, 0))
    one = enclose(statement, goal=gt(1 + x**2, 0))
    whole = enclose(statement)
    assert len(closes(statement, one)) == 1
    assert closes(statement, whole) == (0, 1)


def test_a_refutation_closes_only_the_contrary(paper: Paper) -> None:
    statement = lemma(paper, lt(log(y), y / 3))
    finding = witness(statement)
    assert finding.verdict is Verdict.REFUTED
    assert closes(statement, finding) == (0,)
    assert closes(lemma(paper, lt(log(y), y / 2)), finding) == ()


def test_a_witness_given_by_the_author_is_still_checked(paper: Paper) -> None:
    finding = witness(lemma(paper, lt(log(y), y / 3)), at={y: 10})
    assert finding.verdict is Verdict.UNDECIDED
    assert "not confirmed" in finding.note


def test_hypotheses_that_no_point_meets_are_not_satisfiable(paper: Paper) -> None:
    assert satisfiable(lemma(paper, gt(x, 0), given=[gt(x, 1), lt(x, 0)])).verdict is Verdict.UNDECIDED
    assert satisfiable(lemma(paper, gt(x, 0), given=[gt(x, y), lt(x, 2 * y)])).verdict is Verdict.PROVED


def test_exists_takes_a_point_or_finds_one(paper: Paper) -> None:
    statement = lemma(paper, gt(x, 0))
    assert exists(statement, gt(x, 5)).verdict is Verdict.PROVED
    assert exists(statement, lt(x**2, 0)).verdict is Verdict.UNDECIDED


def test_identity_needs_defined_sides(paper: Paper) -> None:
    assert identity(lemma(paper, eq((x**2 - 1) / (x - 1), x + 1))).verdict is Verdict.UNDECIDED
    assert identity(lemma(paper, eq((y**2 - 1) / (y + 1), y - 1))).verdict is Verdict.PROVED


def test_written_derivatives_and_integrals_are_carried_out(paper: Paper) -> None:
    s = real("s")
    assert identity(lemma(paper, eq(Derivative(sqrt(y), y), 1 / (2 * sqrt(y))))).verdict is Verdict.PROVED
    wide = enclose(lemma(paper, gt(Integral(exp(-(s**2)), (s, 0, 1)), Rational(7468, 10**4))))
    assert wide.verdict is Verdict.PROVED


def test_monotone_from_one_end(paper: Paper) -> None:
    assert monotone(lemma(paper, le(log(1 + y), y)), le(log(1 + y), y), y).verdict is Verdict.PROVED


AT = {a: Rational(1, 10), x: -1}


def test_an_orbit_publishes_quantities_that_mpmath_confirms(paper: Paper) -> None:
    from mpmath import exp as mp_exp
    from mpmath import mpf

    statement = decreasing(paper, le(g(t), x))
    found = orbit(statement, AT, [Wanted("end", g(200), "g_{200}", "the value after 200 steps")])
    assert found.verdict is Verdict.PROVED
    end = found.quantities[0]
    assert 0 < Fraction(end.upper) - Fraction(end.lower) < Fraction(1, 10**25)

    def step(z: Any) -> Any:
        return z - mp_exp(z) / 10

    agreed = iterate(step, lambda: mpf(-1), 200, observe={"end": lambda z: z}, against=found.quantities)
    assert (agreed.verdict, agreed.trust) == (Verdict.SUPPORTED, Trust.NUMERICAL)
    wrong = iterate(step, lambda: mpf(-1), 199, observe={"end": lambda z: z}, against=found.quantities)
    assert wrong.verdict is Verdict.UNDECIDED


def test_a_relation_along_an_orbit_holds_at_every_step_or_not_at_all(paper: Paper) -> None:
    statement = decreasing(paper, le(g(t), x))
    assert along(statement, le(g(t), -1), AT, last=50).verdict is Verdict.PROVED
    assert along(statement, lt(g(t), -1), AT, last=50).verdict is Verdict.UNDECIDED
    assert along(statement, lt(g(t), -1), AT, first=1, last=50).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("value", "digits"),
    [(exp(1), "2.718281828459045"), (sqrt(2) / 10**30, "1.41421356"), (-exp(10), "-22026.4657948067")],
)
def test_bounds_are_rounded_outward(value: Any, digits: str) -> None:
    from mpmath import mp, mpf

    q = quantity("q", value, symbol="q", meaning="m")
    assert q.lower.startswith(digits) or q.upper.startswith(digits)
    with mp.workdps(60):
        true = mp.mpf(value.evalf(60)._mpf_)
        low, high = (mpf(Fraction(s).numerator) / Fraction(s).denominator for s in (q.lower, q.upper))
        assert low < true < high


def test_an_exact_value_is_published_exactly() -> None:
    q = quantity("q", Rational(3, 8), symbol="q", meaning="m", printed="0.5")
    assert (q.lower, q.upper, q.trust) == ("3/8", "3/8", Trust.EXACT)
    assert q.tightness is not None
    assert q.tightness.startswith("1.333")


def test_findings_have_no_truth_value(paper: Paper) -> None:
    finding = enclose(lemma(paper, gt(exp(x), 0)))
    with pytest.raises(TypeError):
        bool(finding)
    with pytest.raises(TypeError):
        bool(finding.verdict)


def test_a_settled_finding_needs_a_certificate() -> None:
    with pytest.raises(ValueError, match="certificate"):
        Finding(Verdict.PROVED, Trust.EXACT, "everything")
    with pytest.raises(ValueError, match="at most"):
        Finding(Verdict.PROVED, Trust.SAMPLED, "some", certificate={}, judgement={})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"concludes": gt(x, 0.5)}, "float"),
        ({"concludes": Eq(x, x)}, "bare truth value"),
        ({"concludes": gt(real("z"), 0)}, "no domain"),
        ({"concludes": x + 1}, "not a relation"),
        ({"printed": "", "concludes": gt(x, 0)}, "say what is asserted"),
    ],
)
def test_a_statement_refuses_what_cannot_be_checked(paper: Paper, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(DeclarationError, match=message):
        paper.lemma("9", **{"where": "w", "printed": "p", **fields})


def test_ids_are_unique(paper: Paper) -> None:
    paper.lemma("1", where="w", printed="p", concludes=gt(exp(x), 0))
    with pytest.raises(DeclarationError, match="twice"):
        paper.lemma("1", where="w", printed="p", concludes=gt(exp(x), 0))
