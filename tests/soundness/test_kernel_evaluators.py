"""The evaluators of the kernel against mpmath at 60 digits: intervals, balls, integrals, derivatives, normal forms."""

import itertools
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from flint import arb, ctx, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from checks.kernel import intervals as iv
from checks.kernel.boxes import Inequality, decide, split
from checks.kernel.calculus import derivative
from checks.kernel.evaluate import Tape, ball_function, evaluate, orbit_function, precision
from checks.kernel.intervals import Interval, Undefined
from checks.kernel.judgement import Domain
from checks.kernel.normal import TooLarge, _Field
from checks.kernel.sympy_terms import term_of
from checks.kernel.terms import FUNCTIONS, MalformedTerm, Term, add, from_json, func, mul, power, rational, text, var
from tests.soundness.certificates import term
from tests.soundness.oracle import NEAR, TooCloseError, UndefinedHereError, draw, value

ENDS = [Fraction(n, d) for n, d in ((-3, 1), (-2, 1), (-1, 1), (-1, 3), (0, 1), (1, 3), (1, 2), (1, 1), (2, 1), (7, 2))]


def domains() -> list[Domain]:
    """Every interval between few numbers and ±∞, open and closed."""
    found = []
    for lo, hi in itertools.combinations_with_replacement([None, *ENDS, None], 2):
        first = lo is None
        for lo_open, hi_open in itertools.product((False, True), repeat=2):
            if (first and not lo_open) or (hi is None and not hi_open):
                continue
            if lo is not None and hi is not None and (lo > hi or (lo == hi and (lo_open or hi_open))):
                continue
            found.append(Domain(lo, hi, lo_open, hi_open))
    return list(dict.fromkeys(found))


DOMAINS = domains()


def exactly(x: arb) -> Fraction:
    assert x.rad() == 0
    mantissa, exponent = x.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def inside(number: Any, bounds: Interval, *, ends_count: bool = True) -> bool:
    """Whether an mpmath number lies in an interval, up to its own error."""
    error = NEAR * max(1, abs(number))
    for end, sign, is_open in ((bounds.lo, 1, bounds.lo_open), (bounds.hi, -1, bounds.hi_open)):
        if not end.is_finite():
            continue
        q = exactly(end)
        distance = sign * (number - mp.mpf(q.numerator) / q.denominator)
        if distance < -error or (ends_count and is_open and distance == 0 and abs(number) < 10**6):
            return False
    return True


def samples(domain: Domain, seed: int, count: int = 12) -> list[Fraction]:
    """Points of the domain: its closed ends and others near them."""
    drawn = [draw(domain, random.Random(seed + k)) for k in range(count)]
    return list(
        dict.fromkeys([e for e in (domain.lo, domain.hi, Fraction(0)) if e is not None and e in domain] + drawn)
    )


def box(*sides: Domain) -> list[Interval]:
    return [iv.from_ends(d.lo, d.hi, d.lo_open, d.hi_open) for d in sides]


# Every operation on every interval -----------------------------------------------------------------------------------

UNARY = [func(name, var("x")) for name in sorted(FUNCTIONS)]
UNARY += [power(var("x"), Fraction(p, q)) for p in (-3, -2, -1, 0, 1, 2, 3, 4) for q in (1, 2, 3)]
UNARY += [term("-x"), term("x - x"), term("2**x"), term("x**x"), term("(1/3)**x")]


@pytest.mark.parametrize("t", UNARY, ids=text)
def test_an_interval_holds_all_values_of_a_function(t: Term) -> None:
    tape, met = Tape([t], ["x"]), 0
    for seed, domain in enumerate(DOMAINS):
        points = samples(domain, seed)
        with mp.workdps(60):
            try:
                (bounds,) = tape.run(box(domain))
            except Undefined:
                continue
            for x in points:
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
    [term(s) for s in ("x + y", "x - y", "x*y", "x/y", "min(x, y)", "max(x, y)", "x**y", "x*y*x", "(x + y)**2")],
    ids=text,
)
def test_an_interval_holds_all_values_of_an_operation(t: Term) -> None:
    tape, met, random_ = Tape([t], ["x", "y"]), 0, random.Random(7)
    pairs = list(itertools.product(range(len(DOMAINS)), repeat=2))
    for i, j in random_.sample(pairs, 1200):
        with mp.workdps(60):
            try:
                (bounds,) = tape.run(box(DOMAINS[i], DOMAINS[j]))
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
        bounds = iv.mul(*box(a, b))
        for x, y in itertools.product(samples(a, 1, 4), samples(b, 2, 4)):
            assert inside(mp.mpf((x * y).numerator) / (x * y).denominator, bounds), (a, b, x, y, bounds)


def test_products_of_zero_and_infinity() -> None:
    zero, line, ray = (
        iv.from_ends(*ends)
        for ends in ((Fraction(0),) * 2 + (False,) * 2, (None, None, True, True), (Fraction(0), None, True, True))
    )
    assert iv.mul(zero, line).zero()
    assert iv.mul(ray, ray).positive()
    assert not iv.mul(line, ray).nonnegative()
    with pytest.raises(Undefined):
        iv.inverse(iv.from_ends(Fraction(0), Fraction(1), False, False))
    assert iv.inverse(iv.from_ends(Fraction(0), Fraction(1), True, False)).lo == 1


# Random terms --------------------------------------------------------------------------------------------------------

leaf = st.one_of(
    st.sampled_from([var("x"), var("y"), Term("pi", ()), Term("e", ())]),
    st.fractions(-3, 3, max_denominator=7).map(rational),
)


def larger(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return st.one_of(
        st.tuples(inner, inner).map(lambda p: Term("+", p)),
        st.tuples(inner, inner).map(lambda p: Term("*", p)),
        st.tuples(inner, inner, st.sampled_from(["min", "max"])).map(lambda p: Term(p[2], p[:2])),
        st.tuples(st.sampled_from(sorted(FUNCTIONS)), inner).map(lambda p: Term(p[0], (p[1],))),
        st.tuples(inner, st.sampled_from([-3, -2, -1, 0, 2, 3, 4])).map(lambda p: Term("^", (p[0], rational(p[1])))),
        st.tuples(inner, st.fractions(-2, 2, max_denominator=3)).map(lambda p: Term("^", (p[0], rational(p[1])))),
        st.tuples(inner, inner).map(lambda p: Term("^", p)),
    )


terms = st.recursive(leaf, larger, max_leaves=8)
sides = st.sampled_from(DOMAINS)


@given(terms, sides, sides, st.integers(0, 10**6))
@settings(max_examples=settings.default.max_examples * 5 if settings.default else 200)
def test_a_box_holds_all_values_of_a_term(t: Term, a: Domain, b: Domain, seed: int) -> None:
    try:
        (bounds,) = Tape([t], ["x", "y"]).run(box(a, b))
    except Undefined:
        return
    for x, y in zip(samples(a, seed, 4), samples(b, seed + 1, 4), strict=False):
        with mp.workdps(60):
            try:
                number = value(t, {"x": x, "y": y})
            except (TooCloseError, OverflowError):
                continue
            assert inside(number, bounds, ends_count=False), (t, x, y, number, bounds)


@given(terms, st.fractions(-4, 4, max_denominator=9), st.fractions(-4, 4, max_denominator=9))
@settings(max_examples=settings.default.max_examples * 10 if settings.default else 400)
def test_a_ball_holds_the_value_and_a_finite_ball_means_that_there_is_one(t: Term, x: Fraction, y: Fraction) -> None:
    with precision(128):
        point = [arb(fmpq(q.numerator, q.denominator)) for q in (x, y)]
        try:
            (ball,) = ball_function([t], ["x", "y"])(*point)
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


@given(terms, st.fractions(-3, 3, max_denominator=9), st.fractions(-3, 3, max_denominator=9))
@settings(max_examples=settings.default.max_examples * 5 if settings.default else 200)
def test_the_derivative_is_the_limit_of_difference_quotients(t: Term, x: Fraction, y: Fraction) -> None:
    try:
        slope = derivative(t, "x")
        with mp.workdps(60):
            here = value(slope, {"x": x, "y": y})
            value(t, {"x": x, "y": y})
            quotient = value(Term("D", (t, var("x"))), {"x": x, "y": y})
    except (MalformedTerm, UndefinedHereError, TooCloseError, OverflowError):
        return
    with mp.workdps(60):
        if abs(here) < 10**6:
            assert abs(quotient - here) < mp.mpf(10) ** -8 * max(1, abs(here)) ** 3, (t, slope, x, y)


COMPOSED = [Term(f, (term(u),)) for f in sorted(FUNCTIONS - {"abs", "gamma"}) for u in ("x", "x**2/3 + x/5", "y/x")]
COMPOSED += [
    term(s) for s in ("x**y", "y**x", "x**x", "x**3*y", "1/x**2", "sqrt(x)", "x**(-4/3)", "(x + y)/(x - y)", "x**0")
]
COMPOSED += [term(s) for s in ("integral(exp(-x*s), s, 0, 1)", "integral(s*y, s, x, x**2)", "D(x**3*y, x)", "2**(x*y)")]


@pytest.mark.parametrize("t", COMPOSED, ids=text)
def test_the_derivative_of_every_function(t: Term) -> None:
    met = 0
    for x, y in (
        (Fraction(3, 7), Fraction(1, 3)),
        (Fraction(-2, 5), Fraction(1, 9)),
        (Fraction(9, 4), Fraction(11, 4)),
    ):
        with mp.workdps(60):
            try:
                here = value(derivative(t, "x"), {"x": x, "y": y})
                quotient = value(Term("D", (t, var("x"))), {"x": x, "y": y})
            except UndefinedHereError:
                continue
            met += 1
            assert abs(here - quotient) < mp.mpf(10) ** -12 * max(1, abs(here)), (x, y, here, quotient)
    assert met


@given(terms)
def test_a_term_survives_json_and_reads_alike_only_when_it_is_alike(t: Term) -> None:
    assert from_json(t.to_json()) == t
    assert text(from_json(t.to_json())) == text(t)


@given(terms, st.fractions(-3, 3, max_denominator=9), st.fractions(-3, 3, max_denominator=9))
def test_constructors_do_not_change_values_or_define_anything(t: Term, x: Fraction, y: Fraction) -> None:
    def rebuilt(u: Term) -> Term:
        args = [rebuilt(a) if isinstance(a, Term) else a for a in u.args]
        match u.op:
            case "+":
                return add(*args)
            case "*":
                return mul(*args)
            case "^":
                return power(*args)
        return func(u.op, args[0]) if u.op in FUNCTIONS else Term(u.op, tuple(args))

    at = {"x": x, "y": y}
    results: list[Any] = []
    for u in (t, rebuilt(t)):
        try:
            with mp.workdps(60):
                results.append(value(u, at))
        except UndefinedHereError:
            results.append(None)
        except (TooCloseError, OverflowError):
            return
    if results[0] is None or results[1] is None:
        # An exponent that is a sum of numbers asks for a positive base; written out as one number it may ask for less.
        assert results == [None, None] or any(u.op == "^" and u.args[1].op != "q" for u in t.subterms())
    else:
        assert abs(results[0] - results[1]) <= NEAR * max(1, abs(results[0]))


# The normal form, on all small terms ---------------------------------------------------------------------------------


def small_terms() -> Iterator[Term]:
    """All terms of few operations over a few leaves."""
    x, y = var("x"), var("y")
    level = [x, y, rational(-1), rational(2), rational(Fraction(1, 2))]
    exponents = [rational(Fraction(*e)) for e in ((-1, 1), (2, 1), (3, 1), (1, 2), (-1, 2), (1, 3), (3, 2))]
    functions = ["exp", "log", "abs", "sin", "cos", "tan", "tanh", "cosh", "lambertw"]

    def applied(of: list[Term]) -> list[Term]:
        return [Term("^", (a, e)) for a in of for e in exponents] + [Term(f, (a,)) for a in of for f in functions]

    def joined(left: list[Term], right: list[Term]) -> list[Term]:
        return [Term(op, (a, b)) for op in "+*" for a in left for b in right] + [
            Term("^", (a, b)) for a in left for b in right
        ]

    first = applied(level) + joined(level, level)
    yield from level + first
    random_ = random.Random(2)
    yield from random_.sample(applied(first), 1200)
    yield from random_.sample(joined(first, first), 2500)
    yield from random_.sample(applied(joined(first[:60], first[-60:])), 1200)


@pytest.mark.filterwarnings("ignore")
def test_equal_normal_forms_are_equal_values() -> None:
    points = [
        {"x": Fraction(a, 7), "y": Fraction(b, 5)} for a, b in ((3, 4), (15, -2), (-5, 7), (-9, -8), (22, 13), (2, 1))
    ]
    groups: dict[str, list[Term]] = {}
    field = _Field()
    for t in small_terms():
        try:
            groups.setdefault(field._name(t), []).append(t)
        except (TooLarge, ZeroDivisionError):
            continue
    compared = 0
    with mp.workdps(60):
        for members in groups.values():
            if len(members) == 1:
                continue
            for at in points:
                first: tuple[Term, Any] | None = None
                for t in members:
                    try:
                        number = value(t, at)
                    except (UndefinedHereError, TooCloseError, OverflowError):
                        continue
                    if first is None:
                        first = (t, number)
                    compared += 1
                    assert abs(number - first[1]) <= NEAR * max(1, abs(number)), f"{t} and {first[0]} at {at}"
    assert compared > 3000
    assert len(groups) > 1000


# Integrals -----------------------------------------------------------------------------------------------------------


INTEGRANDS = [
    "exp(-s**2)*x",
    "1/(1 + s**2*x**2)",
    "sqrt(1 + s**2)",
    "log(2 + s)*x",
    "(s + 4)**x",
    "sin(s*x)",
    "tanh(s + x)",
    "erf(s)",
    "s**3 - x*s",
    "1/(s**2 + x**2 + 1/10)",
    "cosh(s)*cos(x)",
    "exp(-exp(s))",
    "(3 + s)**(1/3)",
]


@pytest.mark.parametrize("body", INTEGRANDS)
def test_an_integral_is_enclosed(body: str) -> None:
    random_ = random.Random(body)
    for _ in range(2):
        a, b, x = (Fraction(random_.randint(-20, 20), 12) for _ in range(3))
        width = Fraction(random_.randint(0, 3), 40)
        t = Term("int", (term(body), "s", var("a"), var("b")))
        wide = [Domain(q - width, q + width, False, False) for q in (a, b, x)]
        bounds = evaluate(t, dict(zip("abx", box(*wide), strict=True)))
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


def test_leibniz() -> None:
    t = term("integral(exp(-x*s**2), s, x, x**2 + 1)")
    with mp.workdps(40):
        slope = value(derivative(t, "x"), {"x": Fraction(1, 3)})
        numeric = value(Term("D", (t, var("x"))), {"x": Fraction(1, 3)})
        assert abs(slope - numeric) < mp.mpf(10) ** -12


# Guards against the libraries' traps (see test_library_traps.py) -----------------------------------------------------


def test_a_comparison_has_three_outcomes() -> None:
    apart, touching, across = Interval(arb(1), arb(2)), Interval(arb(0), arb(1)), Interval(arb(-1), arb(1))
    assert [decide("<", d) for d in (apart, touching, across, iv.neg(apart))] == [True, None, None, False]
    assert [decide("<=", d) for d in (apart, touching, across, iv.neg(touching))] == [True, True, None, None]
    assert [decide("=", d) for d in (apart, touching, Interval(arb(0), arb(0)))] == [False, None, True]
    assert [decide("!=", d) for d in (apart, touching, Interval(arb(0), arb(0)))] == [True, None, False]
    assert decide("<", Interval(arb(0), arb(1), True, False)) is True
    assert decide("<", Interval(arb(-1), arb(0), False, True)) is False


@pytest.mark.parametrize("n", [2, 4, 6, -2])
def test_an_even_power_across_zero_keeps_its_sign_and_stays_finite(n: int) -> None:
    across = iv.from_ends(Fraction(-1), Fraction(1, 2), False, False)
    if n < 0:
        with pytest.raises(Undefined):
            iv.int_power(across, n)
    else:
        assert iv.int_power(across, n) == Interval(arb(0), arb(1))
        (ball,) = ball_function([power(var("x"), n)], ["x"])(arb(0, 1))
        assert ball.is_finite()


def test_nan_is_never_true() -> None:
    with pytest.raises(Undefined):
        iv.hull(arb.nan())
    with pytest.raises(Undefined):
        iv.hull(arb(0, 1) ** 2)
    with pytest.raises(Undefined):
        iv.constant(arb.nan())
    for bad in (
        "log(x)",
        "1/x",
        "x**(-1/2)",
        "atanh(1 + x)",
        "gamma(x)",
        "tan(pi/2 + x)",
        "0/x",
        "min(1, 1/x)",
        "exp(-1/x)",
        "atan(1/x)",
    ):
        (ball,) = ball_function([term(bad)], ["x"])(arb(0))
        assert not ball.is_finite(), bad


def test_a_rational_is_compiled_to_a_ball_that_contains_it() -> None:
    with precision(64):
        for ball in (
            *ball_function([rational(Fraction(1, 3))], [])(),
            *ball_function([term("x + 1/10")], ["x"])(arb(0)),
        ):
            assert ball.rad() > 0
            assert 3 * ball - 1 != arb(5)
        (third,) = ball_function([rational(Fraction(1, 3))], [])()
        assert exactly(third.lower()) < Fraction(1, 3) < exactly(third.upper())
        low = iv.from_ends(Fraction(1, 10), Fraction(1, 10), False, False)
        assert exactly(low.lo) < Fraction(1, 10) < exactly(low.hi)


def test_a_number_of_python_does_not_slip_into_a_loop_as_a_float() -> None:
    """1/n for an index n of Python's own would be a double."""
    advance = orbit_function({"g": term("g + 1/t")}, "t")
    with precision(128):
        (sum_,) = advance((arb(0),), 1, 11)
    harmonic = sum((Fraction(1, n) for n in range(1, 11)), Fraction(0))
    assert exactly(sum_.lower()) <= harmonic <= exactly(sum_.upper())
    assert 0 < sum_.rad() < arb(2) ** -100


def test_floats_do_not_enter_terms() -> None:
    import sympy

    for bad in (0.5, sympy.Float("0.5"), sympy.Symbol("x") + sympy.Float(1), True, sympy.true):
        with pytest.raises(MalformedTerm):
            term_of(bad)
    with pytest.raises(MalformedTerm):
        rational(0.5)  # type: ignore[arg-type]
    assert term_of(sympy.Rational(1, 3)) == rational(Fraction(1, 3))


def test_the_precision_is_put_back() -> None:
    before = ctx.prec

    def careless() -> None:
        with precision(77):
            assert ctx.prec == 77
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        careless()
    assert ctx.prec == before
    with pytest.raises(ValueError, match="bits"), precision(1):
        pass
    assert ctx.prec == before


@given(sides, st.lists(st.booleans(), max_size=12))
def test_halves_cover_their_whole_exactly(domain: Domain, path: list[bool]) -> None:
    for right in path:
        low, high = split(domain)
        assert (low.lo, low.lo_open, high.hi, high.hi_open) == (domain.lo, domain.lo_open, domain.hi, domain.hi_open)
        assert low.hi == high.lo
        assert not low.hi_open
        assert not high.lo_open
        domain = high if right else low


@given(sides, sides)
def test_a_domain_lies_in_another_when_its_points_do(a: Domain, b: Domain) -> None:
    if a.inside(b):
        assert all(x in b for x in samples(a, 3))
    met = a.meet(b)
    assert all((x in met) == (x in a and x in b) for d in (a, b) for x in samples(d, 5))


@given(terms, sides, sides, st.integers(0, 10**6))
@settings(max_examples=settings.default.max_examples * 3 if settings.default else 100)
def test_the_mean_value_form_is_right_wherever_it_says_yes(t: Term, a: Domain, b: Domain, seed: int) -> None:
    inequality = Inequality(Term("<=", (rational(0), t)), ["x", "y"])
    if not inequality.differentiable:
        return
    try:
        yes, slopes = inequality.mean_value(box(a, b))
    except Undefined:
        return
    for x, y in zip(samples(a, seed, 5), samples(b, seed + 1, 5), strict=False):
        with mp.workdps(60):
            try:
                number = value(t, {"x": x, "y": y})
                assert not yes or number >= -NEAR, (t, a, b, x, y)
                number = value(derivative(t, "x"), {"x": x, "y": y})
                assert inside(number, slopes[0], ends_count=False), (t, a, b, x, y)
            except (TooCloseError, OverflowError):
                continue
