"""Points and runs: confirmed exactly where they can be, at enough bits elsewhere, and refused where something fails."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, Expr, Integral, Interval, LambertW, Max, Or, Rational, Reals, S, exp, log, oo, sqrt

from checks.encode.terms import add, contrary, mul, power, rational, relation
from checks.kernel import Context, Rejected
from checks.kernel.terms import Term
from checks.methods import exists, quantity, satisfiable, satisfying, violating, witness
from checks.methods.closed import Closed, rational_value
from checks.methods.decide import decide
from checks.methods.runs import explicit_run
from checks.methods.sheet import Sheet
from checks.outcome import Trust, Verdict
from checks.paper import Paper, Statement, eq, ge, gt, le, lt, natural, real, sequence
from tests.judged import answer, judged

x, y, h = real("x y h")
t = natural("t")
g, w = sequence("g"), sequence("w")
THIRD = Rational(1, 3)


@pytest.fixture
def paper() -> Paper:
    return Paper("demo", "Demo", symbols={x: Reals, y: Interval.open(0, oo), h: Interval.open(0, oo), t: S.Naturals0})


def lemma(paper: Paper, *concludes: Any, **more: Any) -> Statement:
    number = str(len(paper.statements) + 1)
    return paper.lemma(number, where="Section 1", quote="p", concludes=list(concludes), **more)


def rules(evidence: Any) -> list[str]:
    return [step["rule"] for step in evidence.certificate["steps"]]


# one point


@pytest.mark.parametrize(
    "such",
    [
        lt(x / 3 + THIRD**2, Rational(2, 9) + Rational(1, 10**60)),
        eq(x / 3, Rational(1, 9)),
        le(x / 3, Rational(1, 9)),
        gt(1 / (x + THIRD), 1),
        lt(Abs(x - 1), Abs(-x - 1)),
        eq(sqrt(x / 3), x),
        Or(lt(log(x - 1), 0), lt(x, 1)),
        lt(exp(3 * x - 1), 1 + x),
        eq(x, 1 / (2 + 3 * x)),
    ],
)
def test_rational_points_are_confirmed_without_rounding(paper: Paper, such: Any) -> None:
    statement = lemma(paper, such)
    found = exists(statement, at={x: THIRD})
    told = answer(found.certificate)
    assert told is not None
    assert told["trust"] == "exact"
    assert judged(found, statement).verdict is Verdict.SUPPORTED  # the claim is about all points


@pytest.mark.parametrize(
    "such",
    [
        lt(x / 3, Rational(1, 9)),
        eq(x / 3, Rational(1, 9) + Rational(1, 10**200)),
        gt(log(x - 1), -(10**6)),
        eq(1 / (x - THIRD), 1 / (x - THIRD)),
        Or(lt(log(x - 1), 0), lt(x, 0)),
        le(0, sqrt(x - 1)),
    ],
)
def test_what_fails_or_is_undefined_at_the_point_is_not_confirmed(paper: Paper, such: Any) -> None:
    found = exists(lemma(paper, gt(exp(x), 0)), such, at={x: THIRD})
    assert found.certificate is None
    assert "not confirmed" in found.note


def test_numbers_that_agree_to_many_digits_are_told_apart(paper: Paper) -> None:
    """e^x − 1 − x < 10⁻⁷⁹ at x = 10⁻⁴⁰."""
    statement = lemma(paper, le(exp(x), 1 + x))
    found = witness(statement, at={x: Rational(1, 10**40)})
    assert judged(found, statement).verdict is Verdict.REFUTED
    assert max(step.get("bits", 128) for step in found.certificate["steps"]) > 256  # type: ignore[index]


def test_an_equation_is_met_at_an_irrational_point(paper: Paper) -> None:
    statement = lemma(paper, gt(x, 1), given=[eq(exp(x), 2), le(x**2, 1)])
    found = witness(statement, at={x: log(2)})
    assert judged(found, statement).verdict is Verdict.REFUTED
    assert "identity" in rules(found)
    assert witness(statement, at={x: Rational(69, 100)}).certificate is None


def test_a_coordinate_must_lie_in_its_domain_and_be_there(paper: Paper) -> None:
    statement = lemma(paper, gt(y, 1))
    assert "not confirmed" in exists(statement, at={y: -1}).note
    assert "no value for y" in exists(lemma(paper, gt(x, y)), at={x: 2}).note
    with pytest.raises(ValueError, match="not an exact number"):
        exists(statement, at={y: 0.5})


def test_an_integral_at_a_point(paper: Paper) -> None:
    z = real("z")
    statement = lemma(paper, lt(Integral(exp(-(z**2)), (z, 0, y)), Rational(7, 10)))
    assert judged(witness(statement, at={y: 1}), statement).verdict is Verdict.REFUTED


# sequences


def climbing(paper: Paper, *concludes: Any, **more: Any) -> Statement:
    return lemma(paper, *concludes, evolves=[eq(g(t + 1), g(t) + h * exp(-g(t))), eq(g(0), x)], **more)


def test_values_of_a_recursion_at_the_point(paper: Paper) -> None:
    statement = climbing(paper, lt(g(t), x + t * h))
    found = witness(statement, at={x: -1, h: 1, t: 3})
    assert judged(found, statement).verdict is Verdict.REFUTED
    assert rules(found)[-1] == "run"
    assert "orbit" in rules(found)
    assert witness(statement, at={x: 0, h: 1, t: 3}).certificate is None


def test_a_start_is_known_exactly(paper: Paper) -> None:
    statement = climbing(paper, le(g(0), x - THIRD))
    found = witness(statement, at={x: THIRD, h: 1, t: 0})
    assert judged(found, statement).verdict is Verdict.REFUTED
    assert "orbit" not in rules(found)
    assert exists(climbing(paper, eq(g(0), x)), at={x: THIRD, h: 1, t: 0}).certificate is not None


def test_a_recursion_that_may_leave_its_domain_shows_no_run(paper: Paper) -> None:
    falls = lemma(paper, gt(g(t), 0), evolves=[eq(g(t + 1), log(g(t))), eq(g(0), x)])
    assert witness(falls, at={x: 1, t: 1}).certificate is None


def satisfied(statement: Statement) -> tuple[Verdict, bool]:
    """The verdict on the hypotheses, and whether the certificate keeps the relations between sequences."""
    evidence = satisfiable(statement)
    told = answer(evidence.certificate, evidence.lemmas)
    assert told is not None
    return judged(evidence, statement.inhabited).verdict, bool(told["judgement"]["evolves"])


def test_hypotheses_hold_along_a_run(paper: Paper) -> None:
    explicit = climbing(paper, gt(g(t), x), given=[lt(x, -h)])
    rest = lemma(paper, gt(g(t), 0), evolves=[le(g(t + 1), g(t)), lt(h, g(t))], given=[lt(h, 3)])
    sums = lemma(paper, gt(g(t), 0), evolves=[eq(g(t + 1), g(t) + w(t + 1)), lt(0, w(t)), eq(g(0), w(0))])
    for statement in (explicit, rest, sums):
        assert satisfied(statement) == (Verdict.PROVED, True)


def test_sequences_that_equations_describe_stand_beside_a_recursion(paper: Paper) -> None:
    """u(t) + e^u(t) = x + ht is solved by W, and 2v(t) + u(t) = g(t) for v; g is followed."""
    u, v = sequence("u"), sequence("v")
    recursion = [eq(g(t + 1), g(t) - h * exp(g(t))), eq(g(0), x)]
    solution = [eq(u(t) + exp(u(t)), x + h * t), eq(2 * v(t) + u(t), g(t))]
    both, other = (lemma(paper, gt(g(t), -t), evolves=[*recursion, *more]) for more in (solution, [eq(u(t) ** 5, t)]))
    assert satisfied(both) == (Verdict.PROVED, True)
    assert satisfied(other) == (Verdict.PROVED, False)


def test_where_no_run_is_found_the_scope_says_so(paper: Paper) -> None:
    statement = lemma(paper, gt(g(t), 0), evolves=[eq(2 * g(t + 1), g(t)), lt(0, g(t))])
    assert satisfied(statement) == (Verdict.PROVED, False)
    assert "not examined" in satisfiable(statement).scope


def test_a_run_by_formulas(paper: Paper) -> None:
    """g(t) = 1/(t + 1) falls by w(t) = 1/((t + 1)(t + 2)), which is less than g(t)."""
    statement = lemma(
        paper,
        gt(g(t), 0),
        evolves=[eq(g(t + 1), g(t) - w(t)), eq(g(0), 1), lt(0, w(t)), lt(w(t), g(t))],
    )
    told = explicit_run(statement, {}, {g: 1 / (t + 1), w: 1 / ((t + 1) * (t + 2))}, step=t)
    assert judged(told, statement.inhabited).verdict is Verdict.PROVED
    with pytest.raises(Rejected):
        explicit_run(statement, {}, {g: 1 / (t + 1), w: 1 / ((t + 1) * (t + 3))}, step=t)
    with pytest.raises(Rejected):
        explicit_run(statement, {}, {g: 2 / (t + 1), w: 2 / ((t + 1) * (t + 2))}, step=t)


def test_a_relation_along_a_run_may_have_a_proof_of_its_own(paper: Paper) -> None:
    """g(t) ≤ 1 < w(t) by induction; w is found from its equation."""
    n = natural("n")
    recursion = [eq(g(t + 1), g(t) / 2), eq(g(0), 1)]
    statement = lemma(paper, gt(w(t), 0), evolves=[*recursion, eq(w(t), 2), lt(g(t), w(t))])

    def show(q: Any) -> Any:
        at_most_1 = q.induction(
            le(g(n), 1),
            base=lambda b: b.linear(b.goal, eq(g(0), 1)),
            step=lambda b: b.linear(
                b.goal, eq(g(n + 1), g(n) / 2), (le(g(n), 1), Rational(1, 2)), lt(0, Rational(1, 2))
            ),
        )
        return q.linear(q.goal, at_most_1, lt(0, 1))

    told = explicit_run(statement, {t: 0}, {}, show=show)
    assert judged(told, statement.inhabited).verdict is Verdict.PROVED
    with pytest.raises(Rejected):
        explicit_run(statement, {t: 0}, {})


# strategies


def test_strategies_meet_and_break_hypotheses(paper: Paper) -> None:
    first, second = lt(x, y), lt(y, 2 * x)
    statement, other = lemma(paper, gt(x, 0), given=[first, second]), lemma(paper, gt(x, 0), given=[first])

    @settings(max_examples=40, database=None, derandomize=True)
    @given(satisfying(statement), violating(statement, second), violating(other, y))
    def drawn(inside: Any, beyond: Any, outside: Any) -> None:
        assert 0 < inside["y"] / 2 < inside["x"] < inside["y"]
        assert beyond["x"] < beyond["y"]
        assert beyond["y"] >= 2 * beyond["x"]
        assert outside["x"] < outside["y"] <= 0

    drawn()
    with pytest.raises(ValueError, match="not one of the hypotheses"):
        violating(statement, lt(x, 2))
    with pytest.raises(ValueError, match="cannot be left"):
        violating(statement, x)


# closed formulas

NUMBERS = st.fractions(min_value=-9, max_value=9, max_denominator=9).map(rational)


def _grown(inner: Any) -> Any:
    pairs = st.tuples(inner, inner)
    powers = st.tuples(inner, st.integers(-2, 3)).map(lambda p: power(*p))
    return st.one_of(pairs.map(lambda p: add(*p)), pairs.map(lambda p: mul(*p)), powers)


CLOSED = st.recursive(NUMBERS, _grown, max_leaves=6)
RELATIONS = st.tuples(st.sampled_from(["<", "<=", "=", "!="]), CLOSED, CLOSED).map(lambda r: relation(*r))


@given(RELATIONS)
def test_rational_relations_are_granted_exactly_where_they_hold(formula: Term) -> None:
    a, b = map(rational_value, formula.args)
    sheet, premises = Sheet(), list[Any]()
    numbers = Closed(sheet, Context())
    holds = a is not None and b is not None and {"<": a < b, "<=": a <= b, "=": a == b, "!=": a != b}[formula.op]
    try:
        numbers.grant(formula, premises)
        granted = True
    except Rejected:
        granted = False
    assert granted is holds
    assert decide(formula) is (holds if None not in (a, b) else None)
    if holds:
        shown = sheet.lemma(sheet.add("given", Context(), formula, premises))
        assert (shown.claim.formula, shown.trust) == (formula, "exact")


def test_a_formula_and_its_contrary_are_not_both_decided() -> None:
    for value in (Fraction(1, 3), Fraction(0), Fraction(-2)):
        formula = relation("<", rational(value), power(rational(2), Fraction(1, 2)))
        assert decide(formula) is not decide(contrary(formula))


@pytest.mark.parametrize("value", [sqrt(2) + log(3), Max(THIRD, LambertW(1)), Rational(7, 3)])
def test_quantities_enclose_their_value(value: Expr) -> None:
    found = quantity("q", value, symbol="q", meaning="a number")
    low, high = Fraction(found.lower), Fraction(found.upper)
    close = Fraction(str(value.evalf(45)))
    assert low - Fraction(1, 10**40) <= close <= high + Fraction(1, 10**40)
    assert high - low < Fraction(1, 10**25)
    assert found.trust is (Trust.EXACT if value.is_Rational else Trust.ENCLOSED)
    assert answer(found.certificate) is not None


def test_a_value_that_is_undefined_is_not_published() -> None:
    with pytest.raises(Rejected):
        quantity("q", log(sqrt(2) - 2), symbol="q", meaning="no number")
    assert ge(1, 0) == le(0, 1)
