"""The evaluators of the kernel against mpmath at 60 digits: intervals, balls, integrals, derivatives, slopes."""

import itertools
import random
from fractions import Fraction
from typing import Any

import pytest
from flint import arb, ctx, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from checks.kernel import Domain, Rejected
from checks.kernel import intervals as iv
from checks.kernel.extensions.calculus import derivative, mean_value
from checks.kernel.extensions.orbits import Recursion, ball_function
from checks.kernel.extensions.subdivision import closed, halves
from checks.kernel.functions import FUNCTIONS, Evaluation
from checks.kernel.intervals import Interval, Undefined, decide
from checks.kernel.replay import EXTENSIONS, Language
from checks.kernel.terms import Malformed, Term, literal
from tests.soundness.certificates import term
from tests.soundness.drawing import (
    DOMAINS,
    NAMES,
    box,
    exactly,
    inside,
    numbers,
    samples,
    seeds,
    sides,
    terms,
    v,
)
from tests.soundness.oracle import NEAR, TooCloseError, UndefinedHereError, value

X, Y = v("x"), v("y")
MANY = settings.default.max_examples if settings.default else 40


def over(t: Term, **domains: Domain) -> Interval:
    return Evaluation(box(**domains)).term(t)


# Every operation on every interval -----------------------------------------------------------------------------------

UNARY = [Term(name, (X,)) for name in NAMES]
UNARY += [Term("^", (X, n)) for n in (-3, -2, -1, 0, 1, 2, 3, 4)] + [Term("root", (X, q)) for q in (2, 3, 4)]
UNARY += [
    term(s) for s in ("-x", "x - x", "power(2, x)", "power(x, x)", "power(1/3, x)", "power(x, 2)", "power(x, -1)")
]


@pytest.mark.parametrize("t", UNARY, ids=str)
def test_an_interval_holds_all_values_of_a_function(t: Term) -> None:
    met = 0
    for seed, domain in enumerate(DOMAINS):
        with mp.workdps(60):
            try:
                bounds = over(t, x=domain)
            except Undefined:
                continue
            for x in samples(domain, seed):
                try:
                    number = value(t, {"x": x})
                except TooCloseError:
                    continue
                met += 1
                rounded = t.op in ("erf", "tanh") and abs(x) > 5  # to ±1 at 60 digits
                assert inside(number, bounds, ends_count=not rounded), f"{t} at {x} ∈ {domain}: {number} ∉ {bounds}"
    assert met > 50


@pytest.mark.parametrize(
    "t",
    [
        term(s)
        for s in (
            "x + y", "x - y", "x*y", "x/y", "min(x, y)", "max(x, y)", "power(x, y)", "x*y*x", "(x + y)**2",
            "max(x, y, 1)",
        )
    ],
    ids=str,
)  # fmt: skip
def test_an_interval_holds_all_values_of_an_operation(t: Term) -> None:
    met, random_ = 0, random.Random(7)
    pairs = list(itertools.product(range(len(DOMAINS)), repeat=2))
    for i, j in random_.sample(pairs, 1200):
        with mp.workdps(60):
            try:
                bounds = over(t, x=DOMAINS[i], y=DOMAINS[j])
            except Undefined:
                continue
            for x, y in itertools.product(samples(DOMAINS[i], i, 3), samples(DOMAINS[j], j, 3)):
                try:
                    number = value(t, {"x": x, "y": y})
                except TooCloseError:
                    continue
                met += 1
                assert inside(number, bounds), f"{t} at {x}, {y}: {number} is not in {bounds}"
    assert met > 500


def test_an_attained_end_is_closed() -> None:
    """For every pair of small intervals, an end of the product that some pair of points attains is not called open."""
    few = [d for d in DOMAINS if d.lo in (None, -1, 0, 1) and d.hi in (None, -1, 0, 1, 2)]
    for a, b in itertools.product(few, repeat=2):
        bounds = iv.mul(*box(x=a, y=b).values())
        for x, y in itertools.product(samples(a, 1, 4), samples(b, 2, 4)):
            assert inside(mp.mpf((x * y).numerator) / (x * y).denominator, bounds), (a, b, x, y, bounds)


def test_products_of_zero_and_infinity() -> None:
    zero, line, ray = (
        iv.from_ends(*ends)
        for ends in ((Fraction(0),) * 2 + (False,) * 2, (None, None, True, True), (Fraction(0), None, True, True))
    )
    assert decide("=", iv.mul(zero, line)) is True
    assert iv.mul(ray, ray).positive()
    assert not iv.mul(line, ray).nonnegative()
    with pytest.raises(Undefined):
        iv.inverse(iv.from_ends(Fraction(0), Fraction(1), False, False))
    assert iv.inverse(iv.from_ends(Fraction(0), Fraction(1), True, False)).lo == 1


# Random terms --------------------------------------------------------------------------------------------------------


@given(terms, sides, sides, seeds)
@settings(max_examples=5 * MANY)
def test_a_box_holds_all_values_of_a_term(t: Term, a: Domain, b: Domain, seed: int) -> None:
    try:
        bounds = over(t, x=a, y=b)
    except Undefined:
        return
    for x, y in zip(samples(a, seed, 4), samples(b, seed + 1, 4), strict=False):
        with mp.workdps(60):
            try:
                number = value(t, {"x": x, "y": y})
            except (TooCloseError, OverflowError):
                continue
            assert inside(number, bounds, ends_count=False), (t, x, y, number, bounds)


@given(terms, sides, sides, seeds, st.sampled_from([2, 8, 24, 53]))
@settings(max_examples=3 * MANY)
def test_a_box_holds_all_values_at_low_precision(t: Term, a: Domain, b: Domain, seed: int, bits: int) -> None:
    try:
        with ctx.workprec(bits):
            bounds = over(t, x=a, y=b)
    except Undefined:
        return
    for x, y in zip(samples(a, seed, 3), samples(b, seed + 1, 3), strict=False):
        with mp.workdps(60):
            try:
                number = value(t, {"x": x, "y": y})
            except (TooCloseError, OverflowError):
                continue
            assert inside(number, bounds, ends_count=False), (t, x, y, number, bounds)


@given(terms, sides, sides)
@settings(max_examples=3 * MANY)
def test_what_is_called_exact_does_not_depend_on_the_precision(t: Term, a: Domain, b: Domain) -> None:
    try:
        bounds = over(t, x=a, y=b)
        if bounds.exact:
            with ctx.workprec(1024):
                again = over(t, x=a, y=b)
            assert bounds == again
    except Undefined:
        return


@given(terms, numbers, numbers)
@settings(max_examples=10 * MANY)
def test_a_ball_holds_the_value_and_a_finite_ball_means_that_there_is_one(t: Term, x: Fraction, y: Fraction) -> None:
    with ctx.workprec(128):
        point = [arb(fmpq(q.numerator, q.denominator)) for q in (x, y)]
        try:
            (ball,) = ball_function([t], [X, Y])(*point)
        except ZeroDivisionError:
            return
    if not ball.is_finite():
        return
    with mp.workdps(60):
        try:
            number = value(t, {"x": x, "y": y})
        except (TooCloseError, OverflowError):
            return
        assert inside(number, Interval(ball.lower(), ball.upper())), (t, x, y, number, ball)


# Derivatives ---------------------------------------------------------------------------------------------------------


def quotient(t: Term, at: dict[str, Fraction]) -> Any:
    """∂t/∂x by differences."""
    h = Fraction(1, 10**15)
    return (value(t, {**at, "x": at["x"] + h}) - value(t, {**at, "x": at["x"] - h})) * 10**15 / 2


@given(terms, numbers, numbers)
@settings(max_examples=5 * MANY)
def test_the_derivative_is_the_limit_of_difference_quotients(t: Term, x: Fraction, y: Fraction) -> None:
    at = {"x": x, "y": y}
    try:
        slope = derivative(t, X)
        with mp.workdps(60):
            here = value(slope, at)
            value(t, at)
            limit = quotient(t, at)
    except (Malformed, UndefinedHereError, TooCloseError, OverflowError):
        return
    with mp.workdps(60):
        if abs(here) < 10**6:
            assert abs(limit - here) < mp.mpf(10) ** -8 * max(1, abs(here)) ** 3, (t, slope, x, y)


SMOOTH = [name for name in NAMES if FUNCTIONS[name].derivative is not None]
COMPOSED = [Term(f, (term(u),)) for f in SMOOTH for u in ("x", "x**2/3 + x/5", "y/x")]
COMPOSED += [
    term(s)
    for s in (
        "power(x, y)", "power(y, x)", "power(x, x)", "x**3*y", "1/x**2", "sqrt(x)", "root(x, 3)**-4", "(x + y)/(x - y)",
        "x**0", "integral(exp(-x*s), s, 0, 1)", "integral(s*y, s, x, x**2)", "D(x**3*y, x)", "power(2, x*y)",
    )
]  # fmt: skip


@pytest.mark.parametrize("t", COMPOSED, ids=str)
def test_the_derivative_of_every_function(t: Term) -> None:
    met = 0
    for x, y in (("3/7", "1/3"), ("-2/5", "1/9"), ("9/4", "11/4")):
        at = {"x": Fraction(x), "y": Fraction(y)}
        with mp.workdps(60):
            try:
                here, limit = value(derivative(t, X), at), quotient(t, at)
            except UndefinedHereError:
                continue
            met += 1
            assert abs(here - limit) < mp.mpf(10) ** -12 * max(1, abs(here)), (x, y, here, limit)
    assert met


def test_leibniz() -> None:
    t = term("integral(exp(-x*s**2), s, x, x**2 + 1)")
    with mp.workdps(40):
        at = {"x": Fraction(1, 3)}
        assert abs(value(derivative(t, X), at) - quotient(t, at)) < mp.mpf(10) ** -12


def test_values_of_sequences_rest_while_others_move() -> None:
    t = term("g[0]**2*x + g[1]*x + g[x]*0")
    assert derivative(t, X) == term("g[0]**2 + g[1]")
    assert derivative(t, term("g[0]")) == term("2*g[0]**1*x")
    assert derivative(t, term("g[1]")) == X


# Integrals -----------------------------------------------------------------------------------------------------------

INTEGRANDS = [
    "exp(-s**2)*x",
    "1/(1 + s**2*x**2)",
    "sqrt(1 + s**2)",
    "log(2 + s)*x",
    "power(s + 4, x)",
    "sin(s*x)",
    "tanh(s + x)",
    "erf(s)",
    "s**3 - x*s",
    "1/(s**2 + x**2 + 1/10)",
    "cosh(s)*cos(x)",
    "exp(-exp(s))",
    "root(3 + s, 3)",
]


@pytest.mark.parametrize("body", INTEGRANDS)
def test_an_integral_is_enclosed(body: str) -> None:
    random_ = random.Random(body)
    for _ in range(2):
        a, b, x = (Fraction(random_.randint(-20, 20), 12) for _ in range(3))
        width = Fraction(random_.randint(0, 3), 40)
        t = Term("int", (term(body), "s", v("a"), v("b")))
        wide = {n: Domain(q - width, q + width, False, False) for n, q in zip("abx", (a, b, x), strict=True)}
        bounds = over(t, **wide)
        with mp.workdps(60):
            for corner in ((-1, 1, 1), (1, -1, 0), (0, 0, -1), (1, 1, -1)):
                at = {name: q + width * k for name, q, k in zip("abx", (a, b, x), corner, strict=True)}
                number = mp.quad(
                    lambda s, at=at: value(term(body), {**at, "s": s}),
                    [mp.mpf(q.numerator) / q.denominator for q in (at["a"], at["b"])],
                )
                for end, sign in ((bounds.lo, 1), (bounds.hi, -1)):
                    q = exactly(end)
                    assert sign * (number - mp.mpf(q.numerator) / q.denominator) >= -(mp.mpf(10) ** -15), (body, at)


def test_values_of_sequences_are_parameters_of_an_integral() -> None:
    t = term("integral(g[0]*s + g[1], s, 0, 2)")
    ranges = {term("g[0]"): Interval(arb(3), arb(4)), term("g[1]"): Interval(arb(1), arb(1))}
    bounds = Evaluation(ranges).term(t)
    assert bounds.lo <= 8
    assert bounds.hi >= 10
    assert bounds.hi < 11
    with pytest.raises(Undefined, match="unbounded"):
        Evaluation({term("g[0]"): Interval(arb(3), arb(4))}).term(t)


# Guards against the libraries' traps (see test_library_traps.py) -----------------------------------------------------


def test_a_comparison_has_three_outcomes() -> None:
    apart, touching, across = Interval(arb(1), arb(2)), Interval(arb(0), arb(1)), Interval(arb(-1), arb(1))
    assert [decide("<", d) for d in (apart, touching, across, iv.neg(apart))] == [True, None, None, False]
    assert [decide("<=", d) for d in (apart, touching, across, iv.neg(apart))] == [True, True, None, False]
    assert [decide("<=", d) for d in (apart, touching, across, iv.neg(touching))] == [True, True, None, None]
    assert [decide("=", d) for d in (apart, touching, Interval(arb(0), arb(0)))] == [False, None, True]
    assert [decide("!=", d) for d in (apart, touching, Interval(arb(0), arb(0)))] == [True, None, False]
    assert decide("<", Interval(arb(0), arb(1), True, False)) is True
    assert decide("<", Interval(arb(-1), arb(0), False, True)) is False
    assert decide("<", Interval(arb(-1), arb(0))) is False


@pytest.mark.parametrize("n", [2, 4, 6, -2])
def test_an_even_power_across_zero_keeps_its_sign_and_stays_finite(n: int) -> None:
    across = iv.from_ends(Fraction(-1), Fraction(1, 2), False, False)
    if n < 0:
        with pytest.raises(Undefined):
            iv.power(across, n)
    else:
        assert iv.power(across, n) == Interval(arb(0), arb(1))
        (ball,) = ball_function([Term("^", (X, n))], [X])(arb(0, 1))
        assert ball.is_finite()


@pytest.mark.parametrize(
    "bad",
    [
        "log(x)", "1/x", "1/sqrt(x)", "atanh(1 + x)", "gamma(x)", "tan(pi/2 + x)", "0/x", "min(1, 1/x)", "max(1, 1/x)",
        "exp(-1/x)", "atan(1/x)", "power(x, 2)", "power(x, 0)", "log(x)**0", "sqrt(x - 1)", "asin(2 + x)",
        "acos(2 + x)", "acosh(x)", "lambertw(x - 1)", "abs(1/x)", "integral(1/s, s, x, 1)", "integral(1, s, 0, log(x))",
    ],
)  # fmt: skip
def test_nothing_undefined_has_a_finite_ball_or_an_interval(bad: str) -> None:
    try:
        (ball,) = ball_function([term(bad)], [X])(arb(0))
    except ZeroDivisionError:
        ball = arb.nan()
    assert not ball.is_finite()
    at_zero = Domain(Fraction(0), Fraction(0), False, False)
    with pytest.raises(Undefined):
        over(term(bad), x=at_zero)


ENDS_OF_DOMAINS = [
    ("log(x)", "0"), ("1/x", "0"), ("x**-2", "0"), ("sqrt(x)", "0"), ("root(x, 3)", "0"), ("power(x, 1/3)", "0"),
    ("power(x, 2)", "0"), ("acosh(x)", "1"), ("asin(x)", "1"), ("asin(x)", "-1"), ("acos(x)", "1"), ("acos(x)", "-1"),
    ("atanh(x)", "1"), ("atanh(x)", "-1"), ("lambertw(x)", "-exp(-1)"), ("gamma(x)", "0"), ("gamma(x)", "-1"),
    ("tan(x)", "pi/2"), ("tan(x)", "-pi/2"), ("integral(1/s, s, x, 1)", "0"), ("integral(log(s), s, 1, x)", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "end"), ENDS_OF_DOMAINS)
def test_a_ball_that_leaves_the_domain_has_no_value_whatever_is_made_of_it(inner: str, end: str) -> None:
    """Arb gives W of a ball around −1/e as [±∞], and sin, cos, atan of that as finite balls."""
    u = term(inner)
    outer = [Term(name, (u,)) for name in NAMES] + [Term("^", (u, n)) for n in (-2, 0, 1, 2)] + [Term("root", (u, 2))]
    outer += [Term(op, args) for op in ("+", "*", "min", "max", "**") for args in ((literal(0), u), (u, literal(0)))]
    outer += [Term("atan", (a,)) for a in outer] + [Term("*", (literal(0), a)) for a in outer]
    for bits in (24, 128):
        with ctx.workprec(bits):
            (middle,) = ball_function([term(end)], [])()
            values = ball_function([u, *outer], [X])
            for away in (0, -60, -bits):
                ball = middle + arb(0, arb(2) ** away) if away else middle.union(middle - arb(2) ** (2 - bits))
                for t, found in zip([u, *outer], values(ball), strict=True):
                    assert not found.is_finite(), (t, ball, found)


def test_nan_is_never_true() -> None:
    with pytest.raises(Undefined):
        iv.hull(arb.nan())
    with pytest.raises(Undefined):
        iv.hull(arb(0, 1) ** 2)
    with pytest.raises(Undefined):
        iv.between(arb.nan(), arb(1), False, False, True)
    with pytest.raises(Undefined):
        iv.between(arb(1), arb.nan(), False, False, True)


def test_a_rational_is_read_as_a_ball_that_contains_it() -> None:
    third = literal(Fraction(1, 3))
    with ctx.workprec(64):
        for ball in (*ball_function([third], [])(), *ball_function([term("x + 1/10")], [X])(arb(0))):
            assert ball.rad() > 0
            assert 3 * ball - 1 != arb(5)
        (ball,) = ball_function([third], [])()
        assert exactly(ball.lower()) < Fraction(1, 3) < exactly(ball.upper())
        low = iv.from_ends(Fraction(1, 10), Fraction(1, 10), False, False)
        assert exactly(low.lo) < Fraction(1, 10) < exactly(low.hi)
        assert not low.exact
        assert iv.from_ends(Fraction(1, 8), Fraction(3), False, False).exact


def test_a_number_of_python_does_not_slip_into_a_loop_as_a_float() -> None:
    """1/n for an index n of Python's own would be a double."""
    relations = [term(f) for f in ("g[0] == 0", "g[n + 1] == g[n] + 1/(n + 1)")]
    with ctx.workprec(128):
        recursion = Recursion([f.substitute({"n": v("·")}) for f in relations])
        sum_ = recursion.values([term("g[10]")])[term("g[10]")]
    harmonic = sum((Fraction(1, n) for n in range(1, 11)), Fraction(0))
    assert exactly(sum_.lower()) <= harmonic <= exactly(sum_.upper())
    assert 0 < sum_.rad() < arb(2) ** -100


@given(terms, numbers)
@settings(max_examples=2 * MANY)
def test_a_loop_computes_what_its_terms_say(t: Term, start: Fraction) -> None:
    """g(0) = start, g(n + 1) = t(g(n), n): two steps of the loop, and of mpmath."""
    relations = [Term("=", (term("g[0]"), literal(start))), Term("=", (term("g[n + 1]"), _of_sequence(t)))]
    with ctx.workprec(128):
        recursion = Recursion([f.substitute({"n": v("·")}) for f in relations])
        try:
            ball = recursion.values([term("g[2]")])[term("g[2]")]
        except ZeroDivisionError:
            return
    if not ball.is_finite():
        return
    with mp.workdps(60):
        try:
            first = value(t, {"x": start, "y": Fraction(0)})
        except (UndefinedHereError, TooCloseError, OverflowError):
            return  # where it is undefined, no sequence obeys the recursion, and anything holds for all of them
        try:
            number = value(t, {"x": first, "y": Fraction(1)})
        except (TooCloseError, OverflowError):
            return
        assert inside(number, Interval(ball.lower(), ball.upper())), (t, start, number, ball)


def _of_sequence(t: Term) -> Term:
    """x as g(n), y as n."""
    return t.replace(X, term("g[n]")).replace(Y, v("n"))


# Boxes and their halves ----------------------------------------------------------------------------------------------


@given(sides, st.lists(st.booleans(), max_size=12))
def test_halves_cover_their_whole_exactly(domain: Domain, path: list[bool]) -> None:
    for right in path:
        low, high = halves(domain)
        assert (low.lo, low.lo_open, high.hi, high.hi_open) == (domain.lo, domain.lo_open, domain.hi, domain.hi_open)
        assert low.hi == high.lo
        assert low.hi is not None
        assert not low.hi_open
        assert not high.lo_open
        assert low.meet(domain) == low
        assert high.meet(domain) == high
        domain = high if right else low


@given(sides, sides)
def test_a_domain_lies_in_another_when_its_points_do(a: Domain, b: Domain) -> None:
    if a.inside(b):
        assert all(x in b for x in samples(a, 3))
    elif not a.meet(b).empty and a.lo is not None and a.lo == a.hi:
        assert a.lo in b
    met = a.meet(b)
    assert all((x in met) == (x in a and x in b) for d in (a, b) for x in samples(d, 5))


def test_a_closed_side_has_its_finite_ends() -> None:
    assert closed(iv.from_ends(Fraction(0), Fraction(1), True, True)) == Interval(arb(0), arb(1))
    assert closed(iv.from_ends(Fraction(0), None, True, True))[2:4] == (False, True)


@given(terms, sides, sides, seeds, st.sampled_from(["<", "<="]))
@settings(max_examples=5 * MANY)
def test_a_mean_value_leaf_is_right_wherever_it_says_yes(t: Term, a: Domain, b: Domain, seed: int, op: str) -> None:
    goal = Term(op, (literal(0), t))
    try:
        yes, _ = mean_value(goal, Evaluation(box(x=a, y=b)))
    except (Undefined, Rejected):
        return
    if not yes:
        return
    for x, y in zip(samples(a, seed, 6), samples(b, seed + 1, 6), strict=False):
        with mp.workdps(60):
            try:
                number = value(t, {"x": x, "y": y})
            except (TooCloseError, OverflowError):
                continue
            assert number >= -NEAR, (t, a, b, x, y)


def test_a_language_has_what_its_extensions_have() -> None:
    assert "sin" not in Language().heads
    assert "sin" in Language(("functions",)).heads
    assert set(Language(EXTENSIONS).leaves) == {"n", "m", "t"}
