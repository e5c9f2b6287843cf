"""Proofs line by line: each kind of line once where it works and once where it must not."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from sympy import Derivative, Eq, Integral, Interval, Rational, Reals, S, exp, log, oo, sqrt

from checks.kernel import Rejected
from checks.methods import Proof, along, enclose, exists, identity, monotone, orbit, quantity, satisfiable, witness
from checks.methods.orbits import Leap, Wanted, iterate
from checks.methods.search import NotFound
from checks.outcome import Trust, Verdict
from checks.paper import Paper, Statement, eq, ge, gt, le, lt, natural, real, sequence
from tests.judged import judged

x, y, a, h = real("x y a h")
t = natural("t")
g = sequence("g")


@pytest.fixture
def paper() -> Paper:
    positive = Interval.open(0, oo)
    return Paper("demo", "Demo", symbols={x: Reals, y: positive, a: Interval.Lopen(0, 1), h: positive, t: S.Naturals0})


def lemma(paper: Paper, *concludes: Any, **more: Any) -> Statement:
    number = str(len(paper.statements) + 1)
    return paper.lemma(number, where="Section 1", quote="p", concludes=list(concludes), **more)


def test_a_line_that_does_not_add_up_fails_where_it_is_written(paper: Paper) -> None:
    p = Proof.about(lemma(paper, ge(exp(x), 1 + x)))
    with pytest.raises(Rejected, match=r"no multipliers were found .* which leaves"):
        p.linear(gt(exp(x), x), gt(exp(x), 0))


def test_a_multiplier_of_unknown_sign_is_refused(paper: Paper) -> None:
    p = Proof.about(lemma(paper, gt(x * exp(x), 0)))
    with pytest.raises(Rejected, match="not known to be"):
        p.linear(p.goal, (gt(exp(x), 0), x))


def test_cases_and_derivatives_from_a_touching_point(paper: Paper) -> None:
    statement = lemma(paper, ge(exp(x), 1 + x))
    p = Proof.about(statement)
    line = p.cases(
        p.goal, x, 0, lambda q: q.by_derivatives(q.goal, x, "hi"), lambda q: q.by_derivatives(q.goal, x, "lo")
    )
    assert judged(p.finding(line), statement).verdict is Verdict.PROVED


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
    found = judged(p.finding(line), statement)
    assert (found.verdict, found.closes) == (Verdict.PROVED, (0,))
    other = judged(p.finding(line), decreasing(paper, lt(g(t), x)))
    assert (other.verdict, other.closes) == (Verdict.UNDECIDED, ())


def test_an_induction_needs_its_base(paper: Paper) -> None:
    p = Proof.about(decreasing(paper, lt(g(t), x)))  # false at t = 0
    with pytest.raises((Rejected, NotFound)):
        p.induction(p.goal, base=lambda q: q.fact(q.goal), step=lambda q: q.fact(q.goal))


def test_evidence_under_more_hypotheses_supports_and_does_not_close(paper: Paper) -> None:
    statement = lemma(paper, ge(x**2, x))
    found = judged(enclose(statement, given=[ge(x, 1)]), statement)
    assert (found.verdict, found.closes) == (Verdict.SUPPORTED, ())


def test_each_part_is_closed_by_itself(paper: Paper) -> None:
    statement = lemma(paper, gt(exp(x), 0), gt(1 + x**2, 0))
    one = judged(enclose(statement, gt(1 + x**2, 0)), statement)
    whole = judged(enclose(statement), statement)
    assert (one.verdict, one.closes) == (Verdict.SUPPORTED, (1,))
    assert (whole.verdict, whole.closes) == (Verdict.PROVED, (0, 1))


def test_a_witness_refutes_only_what_fails_there(paper: Paper) -> None:
    statement = lemma(paper, lt(log(y), y / 3))
    found = judged(witness(statement), statement)
    assert (found.verdict, found.refutes) == (Verdict.REFUTED, ((0,),))
    assert judged(witness(statement), lemma(paper, lt(log(y), y / 2))).verdict is Verdict.UNDECIDED


def test_a_method_takes_the_claim_of_a_check(paper: Paper) -> None:
    statement = lemma(paper, gt(exp(x), 0))

    @statement.argument("false without its hypothesis", claims=[ge(x**2, x)], expect=Verdict.REFUTED)
    def false(claim: Any) -> Any:
        return witness(claim)

    @statement.argument("true with it", claims=[ge(x**2, x)], given=[ge(x, 1)])
    def true(claim: Any) -> Any:
        return enclose(claim)

    @statement.hypotheses("it can be met", exists=[eq(x**2, x)])
    def met(claim: Any) -> Any:
        return exists(claim, at={x: 1})

    for check in statement.checks.values():
        assert judged(check.run(), check.claim).verdict is check.expected


def test_a_proof_knows_the_formulas_of_its_claim_one_by_one(paper: Paper) -> None:
    p = Proof.about(lemma(paper, gt(exp(x), 0), gt(1 + x**2, 0)))
    assert [line.formula for line in map(p.enclose, p.goals)] == p.goals
    assert p.goal is not None
    assert p.both(*map(p.enclose, p.goals)).formula == p.goal


def test_a_witness_given_by_the_author_is_still_checked(paper: Paper) -> None:
    found = witness(lemma(paper, lt(log(y), y / 3)), at={y: 10})
    assert found.certificate is None
    assert "not confirmed" in found.note


def test_hypotheses_that_no_point_meets_are_not_satisfiable(paper: Paper) -> None:
    none, some = lemma(paper, given=[gt(x, 1), lt(x, 0)]), lemma(paper, given=[gt(x, y), lt(x, 2 * y)])
    assert judged(satisfiable(none), none.inhabited).verdict is Verdict.UNDECIDED
    assert judged(satisfiable(some), some.inhabited).verdict is Verdict.PROVED


def test_exists_takes_a_point_or_finds_one(paper: Paper) -> None:
    statement = lemma(paper, gt(x, 0))
    assert exists(statement, gt(x, 5)).certificate is not None
    assert exists(statement, lt(x**2, 0), examples=50).certificate is None


def test_identity_needs_defined_sides(paper: Paper) -> None:
    assert identity(lemma(paper, eq((x**2 - 1) / (x - 1), x + 1))).certificate is None
    defined = lemma(paper, eq((y**2 - 1) / (y + 1), y - 1))
    assert judged(identity(defined), defined).verdict is Verdict.PROVED


def test_written_derivatives_and_integrals_are_carried_out(paper: Paper) -> None:
    s = real("s")
    slope = lemma(paper, eq(Derivative(sqrt(y), y), 1 / (2 * sqrt(y))))
    assert judged(identity(slope), slope).verdict is Verdict.PROVED
    wide = lemma(paper, gt(Integral(exp(-(s**2)), (s, 0, 1)), Rational(7468, 10**4)))
    assert judged(enclose(wide), wide).verdict is Verdict.PROVED


def test_monotone_from_one_end(paper: Paper) -> None:
    statement = lemma(paper, le(log(1 + y), y))
    assert judged(monotone(statement, y, "lo"), statement).verdict is Verdict.PROVED


AT = {a: Rational(1, 10), x: -1}


def test_an_orbit_publishes_quantities_that_mpmath_confirms(paper: Paper) -> None:
    from mpmath import exp as mp_exp
    from mpmath import mpf

    statement = decreasing(paper, le(g(t), x))
    found = orbit(statement, AT, [Wanted("end", g(200), "g_{200}", "the value after 200 steps")])
    assert judged(found, None).verdict is Verdict.PROVED
    end = found.quantities[0]
    assert 0 < Fraction(end.upper) - Fraction(end.lower) < Fraction(1, 10**25)

    def step(z: Any) -> Any:
        return z - mp_exp(z) / 10

    agreed = iterate(step, lambda: mpf(-1), 200, observe={"end": lambda z: z}, against=found.quantities)
    assert agreed.trust is Trust.NUMERICAL
    wrong = iterate(step, lambda: mpf(-1), 199, observe={"end": lambda z: z}, against=found.quantities)
    assert wrong.trust is None


def test_an_orbit_in_leaps_is_the_orbit(paper: Paper) -> None:
    from mpmath import exp as mp_exp

    statement = decreasing(paper, le(g(t), x))
    known = orbit(statement, AT, [Wanted("end", g(207), "g_{207}", "the value after 207 steps")]).quantities

    def step(z: Any) -> Any:
        return z - mp_exp(z) / 10

    def leaping(steps: int, between: tuple[int, int]) -> Trust | None:
        read = {"end": lambda z: z[0]}
        return iterate([step], [-1], steps, observe=read, against=known, leap=Leap(20, between=between)).trust

    assert leaping(207, (-4, -1)) is Trust.NUMERICAL
    assert leaping(206, (-4, -1)) is None
    with pytest.raises(ValueError, match="leaves"):
        leaping(207, (-2, -1))


def test_a_relation_along_an_orbit_holds_at_every_step_or_not_at_all(paper: Paper) -> None:
    statement = decreasing(paper, le(g(t), x))
    assert along(statement, AT, goal=le(g(t), -1), last=50).certificate is not None
    assert along(statement, AT, goal=lt(g(t), -1), last=50).certificate is None
    assert along(statement, AT, goal=lt(g(t), -1), first=1, last=50).certificate is not None
    assert judged(along(statement, AT, last=50), statement).verdict is Verdict.SUPPORTED


def test_a_claim_may_give_the_parameters_and_the_steps_of_an_orbit(paper: Paper) -> None:
    statement = decreasing(paper, le(g(t), x))
    start = [eq(s, value) for s, value in AT.items()]

    @statement.sharpness(
        "strictly, at every step from the first", claims=[lt(g(t), -1)], given=[*start, ge(t, 1), le(t, 50)]
    )
    def strictly(claim: Any) -> Any:
        return along(claim)

    (check,) = statement.checks.values()
    assert judged(check.run(), check.claim).verdict is Verdict.PROVED


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
