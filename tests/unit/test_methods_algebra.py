"""Multipliers, sums of squares and the parts of the search: what they show, and what they must never show."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sympy import Interval, Reals, exp, log, oo, sqrt

from checks.encode.grammar import parse_claim
from checks.kernel import Rejected, establish
from checks.methods import Proof, decide
from checks.methods.algebra import by_algebra
from checks.methods.polynomials import quotients
from checks.methods.prove import prove
from checks.methods.script import script
from checks.methods.search import Budget
from checks.methods.sos import _complement, _factored
from checks.outcome import Verdict
from checks.paper import Paper, eq, ge, le, lt, real
from checks.vocabulary import kl, sigmoid, softplus

x, y, z, p, q, s = real("x y z p q s")

ALGEBRA = [
    ("y > 0", ["x > 2*y", "x == 3*y"]),
    ("x**2 >= x*y", ["x > 0", "y <= x"]),
    ("-2 <= x <= 7", ["x**2 - 5*x - 4 <= 10"]),
    ("4 <= y", ["y == x**2 - 6*x + 13"]),
    ("a**4 + b**4 + c**4 >= a**2*b**2 + b**2*c**2 + c**2*a**2", []),
    ("a**4 + b**4 >= a**3*b + a*b**3", []),
    ("x**4*y**2 + x**2*y**4 - 3*x**2*y**2 + 1 >= 0", []),
    ("a/(b + c) + b/(c + a) + c/(a + b) >= 3/2", ["a > 0", "b > 0", "c > 0"]),
    ("a**2*b + b**2*c + c**2*a <= 4/27", ["a >= 0", "b >= 0", "c >= 0", "a + b + c == 1"]),
    ("sqrt(x*y) <= (x + y)/2", ["x >= 0", "y >= 0"]),
    ("abs(x) <= x**2 + 1/4", []),
    ("x < y", ["x**3 < y**3"]),
]
FALSE_ALGEBRA = [
    ("y > 0", ["x > 2*y", "x == y"]),
    ("x**2 > x*y", ["x > 0", "y <= x"]),
    ("x <= 6.999", ["x**2 - 5*x - 4 <= 10"]),
    ("x**2 + y**2 > 0", []),
    ("x**4*y**2 + x**2*y**4 - 3*x**2*y**2 + 1 > 0", []),
    ("x**4*y**2 + x**2*y**4 - 3.0001*x**2*y**2 + 1 >= 0", []),
    ("a/(b + c) + b/(c + a) + c/(a + b) >= 1.5000001", ["a > 0", "b > 0", "c > 0"]),
    ("a/(b + c) + b/(c + a) + c/(a + b) >= 3/2", []),
    ("sqrt(x*y) <= (x + y)/2.0001", ["x >= 0", "y >= 0"]),
    ("1/x + 1/y >= 4/(x + y)", ["x > y"]),
    ("x/y <= 1", ["x <= y"]),
    ("x < y", ["x**2 < y**2"]),
    ("abs(x) < x**2 + 1/4", []),
    ("x*y <= 1/4", ["x + y <= 1"]),
]
SEARCH = [
    ("(2*x**2 - 1)**2 <= 1", ["abs(x) <= 1"]),
    ("abs(abs(x) - abs(y)) <= abs(x - y)", []),
    ("max(x, 0) <= x**2 + 1/4", []),
    ("tan(x) <= 2*x", ["x >= 0", "x < pi/4"]),
    ("log(y) <= y/E", ["y > 0"]),
    ("log(x) <= log(y)", ["0 < x", "x <= y"]),
    ("exp(x) < exp(y)", ["x < y"]),
    ("1/(x - 1)**2 > 0", ["x != 1"]),
    ("log(1 - p + p*exp(s)) <= p*s + s**2/8", ["p in [0, 1]"]),
    ("sigmoid(x)*(1 - sigmoid(x)) <= 1/4", []),
    ("sin(x) > 2*x/pi", ["0 < x", "x < pi/2"]),
    ("sin(x) > 0", ["0 < x", "x < pi"]),
    ("sin(3*x) == 3*sin(x) - 4*sin(x)**3", []),
    ("cos(pi/2 - x) == sin(x)", []),
    ("atan(sqrt(3)) + acos(-1/2) == pi", []),
    ("abs(sin(x) - (x - x**3/6 + x**5/120)) <= 1/5000", ["x in [-1, 1]"]),
    ("tan(x) > x", ["0 < x", "x < pi/2"]),
    ("x**5 < 30*exp(x)", ["x > 0"]),
    ("max(a, b, c) >= (a + b + c)/3", []),
    ("softplus(x) >= x", []),
    ("log((a + b)/2) >= (log(a) + log(b))/2", ["a > 0", "b > 0"]),
    ("sqrt(a*b) < (a + b)/2", ["0 < a", "a < b"]),
    ("exp(x) > 1 + x", ["x != 0"]),
]
FALSE_SEARCH = [
    ("(2*x**2 - 1)**2 < 1", ["abs(x) <= 1"]),
    ("abs(abs(x) - abs(y)) < abs(x - y)", []),
    ("max(x, 0) < x**2 + 1/4", []),
    ("tan(x) < 1", ["x >= 0", "x <= pi/4"]),
    ("log(y) < y/E", ["y > 0"]),
    ("log(x) < log(y)", ["0 < x", "x <= y"]),
    ("log(x) <= log(y)", ["x <= y"]),
    ("exp(x) < exp(y)", ["x <= y"]),
    ("1/(x - 1) > 0", ["x != 1"]),
    ("log(x**2) == 2*log(x)", ["x != 0"]),
    ("log(x*y) == log(x) + log(y)", ["x*y > 0"]),
    ("log(1 - p + p*exp(s)) <= p*s + s**2/9", ["p in [0, 1]"]),
    ("kl(p, q) >= 2.01*(p - q)**2", ["p in (0, 1)", "q in (0, 1)"]),
    ("sigmoid(x)*(1 - sigmoid(x)) <= 0.2499999", []),
    ("sqrt(x**2) == x", []),
    ("x**(1/2)*x**(1/2) == x", []),
    ("abs(x)/x <= 1", []),
    ("sin(x) > 2*x/pi", ["0 < x", "x < 8/5"]),
    ("sin(x) > 0", ["0 < x", "x <= pi + 1/1000000"]),
    ("sin(3*x) == 3*sin(x) + 4*sin(x)**3", []),
    ("cos(pi/2 + x) == sin(x)", []),
    ("atan(sqrt(3)) + acos(-1/2) == 22/7", []),
    ("abs(sin(x) - (x - x**3/6 + x**5/120)) <= 1/5200", ["x in [-1, 1]"]),
    ("tan(x) > x", ["0 <= x", "x < pi/2"]),
    ("x**5 < 21*exp(x)", ["x > 0"]),
    ("max(a, b, c) > (a + b + c)/3", []),
    ("softplus(x) <= x + 0.69", ["x >= 0"]),
    ("log((a + b)/2) > (log(a) + log(b))/2", ["a > 0", "b > 0"]),
    ("sqrt(a*b) < (a + b)/2", ["0 < a", "a <= b"]),
    ("exp(x) > 1 + x", ["x != 1"]),
]


@pytest.mark.parametrize(("claim", "where"), ALGEBRA, ids=[c for c, _ in ALGEBRA])
def test_algebra_shows_it_and_the_kernel_agrees(claim: str, where: list[str]) -> None:
    parsed = parse_claim(claim, where)
    proof = Proof().sub(parsed.context, None)
    parts = parsed.formula.args if parsed.formula.op == "and" else (parsed.formula,)
    for part in parts:
        assert establish(proof.established(by_algebra(proof, part, Budget(30))).certificate).claim.formula == part


@pytest.mark.parametrize(("claim", "where"), FALSE_ALGEBRA, ids=[c for c, _ in FALSE_ALGEBRA])
def test_algebra_shows_nothing_false(claim: str, where: list[str]) -> None:
    parsed = parse_claim(claim, where)
    proof = Proof().sub(parsed.context, None)
    with pytest.raises(Rejected):
        by_algebra(proof, parsed.formula, Budget(5))


@pytest.mark.parametrize(("claim", "where"), SEARCH, ids=[c for c, _ in SEARCH])
def test_the_search_shows_it(claim: str, where: list[str]) -> None:
    parsed = parse_claim(claim, where)
    found = prove(parsed.formula, parsed.context, 60)
    assert found.verdict is Verdict.PROVED, found.note
    assert found.established is not None
    assert found.established.claim.context == parsed.context
    assert found.established.claim.formula == parsed.formula


@pytest.mark.parametrize(("claim", "where"), FALSE_SEARCH, ids=[c for c, _ in FALSE_SEARCH])
def test_the_search_never_proves_what_is_false_or_undefined(claim: str, where: list[str]) -> None:
    parsed = parse_claim(claim, where)
    assert prove(parsed.formula, parsed.context, 3).verdict is not Verdict.PROVED


def test_linear_finds_its_multipliers() -> None:
    proof = Proof({x: Interval(0, oo), y: Reals, z: Reals}, [lt(x, y), eq(z, x + y)])
    for goal, facts in (
        (le(2 * x, x + y), [lt(x, y)]),
        (lt(0, z), [lt(x, y), eq(z, x + y)]),
        (le((y - x) ** 2 / (4 * (y - x)), y - x), [lt(x, y)]),
        (le(x**2, y**2), [lt(x, y), le(0, x)]),
    ):
        line = proof.linear(goal, *facts)
        assert proof.established(line).claim.formula == proof.formula(goal)


def test_linear_says_what_comes_nearest() -> None:
    proof = Proof({x: Reals, y: Reals, z: Reals}, [le(x, y)])
    with pytest.raises(Rejected, match=r"nearest is \(2\)·\[x ≤ y\], which leaves z"):
        proof.linear(le(2 * x, 2 * y + z), le(x, y))


def test_a_form_is_a_sum_of_squares_or_it_is_not() -> None:
    assert _factored([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(1)]]) is None
    assert _factored([[Fraction(0), Fraction(1)], [Fraction(1), Fraction(0)]]) is None
    squares = _factored([[Fraction(2), Fraction(1)], [Fraction(1), Fraction(1)]])
    assert squares == [(2, [1, Fraction(1, 2)]), (Fraction(1, 2), [0, 1])]


def test_what_is_orthogonal_to_a_null_vector_is_rational() -> None:
    import numpy as np

    face = _complement(np.array([[1.0], [1.0], [1.0]]) / np.sqrt(3))
    assert face is not None
    assert all(sum(column) == 0 for column in face)
    assert len(face) == 2


def test_denominators_and_roots_have_one_normal_form() -> None:
    proof = Proof({x: Reals})
    forms = quotients([proof.term(1 / sqrt(x) + 1 / x), proof.term(exp(2 * x))])
    assert forms.denominator != {(0,) * len(next(iter(forms.denominator))): 1}


def test_decide_proves_refutes_and_leaves_open() -> None:
    paper = Paper("demo", "A demo", symbols={x: Reals, p: Interval.open(0, 1), q: Interval.open(0, 1), s: Reals})
    true = paper.lemma("1", where="1", quote="p", concludes=[le(sigmoid(x) * (1 - sigmoid(x)), sp_rational(1, 4))])
    false = paper.lemma("2", where="1", quote="p", concludes=[le(sigmoid(x) * (1 - sigmoid(x)), sp_rational(1, 5))])
    divergence = paper.lemma("3", where="1", quote="p", concludes=[ge(kl(p, q), 3 * (p - q) ** 2)])
    plus = paper.lemma("4", where="1", quote="p", concludes=[lt(0, softplus(x))])
    assert decide(true).certificate is not None
    assert decide(plus).certificate is not None
    for refuted in (false, divergence):
        found = decide(refuted, seconds=10)
        assert found.certificate is not None
        assert found.witness is not None
    open_ = paper.lemma("5", where="1", quote="p", concludes=[lt(log(2 + x**2), 1000 + exp(exp(x)) * 0 + x**2)])
    assert decide(open_, seconds=60).certificate is not None


def sp_rational(a: int, b: int) -> object:
    from sympy import Rational

    return Rational(a, b)


def test_a_script_is_a_paper_that_decides_the_claim() -> None:
    parsed = parse_claim("x*y <= 1/4", ["x >= 0", "y in [0, 1]", "x + y == 1"])
    found = prove(parsed.formula, parsed.context, 20)
    assert found.established is not None
    written = script(parsed.formula, parsed.context, found.established.certificate)
    there: dict[str, object] = {"__name__": "claim_written_by_prove"}
    exec(compile(written, "claim.py", "exec"), there)
    claim = there["CLAIM"].claim  # type: ignore[attr-defined]
    evidence = decide(claim)
    assert evidence.certificate is not None
    assert "linear(" in written or "# 1. " in written  # lines of a proof, or its steps as remarks
