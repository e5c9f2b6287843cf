"""Zeros that are planted, and what the search and the rules `roots` and `root` make of them.

The rules under attack are in the corpus; here is what only a search brings to light: double zeros, zeros on faces and
corners, near-misses, and random systems.
"""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import Abs, Expr, Integer, Rational, cos, exp, sin, symbols

from checks.kernel import Domain
from checks.kernel import intervals as iv
from checks.kernel.extensions.roots import System
from checks.kernel.intervals import Undefined
from checks.methods.search import NotFound
from checks.methods.zeros import all_zeros
from tests.soundness.certificates import term
from tests.soundness.drawing import samples, sides, terms
from tests.soundness.oracle import TooCloseError, value

x, y = symbols("x y", real=True)
UNIT = (Integer(0), Integer(1))
MANY = settings.default.max_examples if settings.default else 40


# Zeros on faces and corners -----------------------------------------------------------------------------------------


def test_a_zero_on_the_face_between_two_leaves_is_counted_once() -> None:
    assert all_zeros([2 * x - 1], {x: UNIT}).count == 1


def test_a_zero_on_the_corner_of_four_leaves_is_counted_once() -> None:
    curved = [(2 * x - 1) + (2 * y - 1) ** 2, (2 * y - 1) - (2 * x - 1) ** 3]
    assert all_zeros([sin(2 * x - 1), 2 * y - 1], {x: UNIT, y: UNIT}).count == 1
    zeros = all_zeros(curved, {x: UNIT, y: UNIT})
    assert zeros.count == 2  # (1/2, 1/2) and, with u = 2x − 1, v = 2y − 1: u = −v², v = u³


def test_a_rational_zero_on_the_boundary_is_counted() -> None:
    for equations, count in (([x, y], 1), ([x, y - 1], 1), ([x * (x - 1), y * (y - 1)], 4), ([x - 1, 2 * y - 1], 1)):
        assert all_zeros(equations, {x: UNIT, y: UNIT}).count == count


def test_a_zero_within_a_hair_of_the_boundary_is_not_guessed() -> None:
    """At −2⁻²⁰⁰ it is certainly outside; at 2⁻²⁰⁰ its small box meets the boundary, and it is not a simple fraction."""
    assert all_zeros([x + Rational(1, 2**200)], {x: UNIT}).count == 0
    with pytest.raises(NotFound):
        all_zeros([x - Rational(1, 2**200)], {x: UNIT})
    with pytest.raises(NotFound):
        all_zeros([exp(x) - 1 + sin(x) - Rational(1, 2**200)], {x: UNIT})


def test_an_irrational_zero_outside_of_the_box_is_not_counted() -> None:
    assert all_zeros([x**2 - 2], {x: (Integer(0), Rational(7, 5))}).count == 0
    assert all_zeros([x**2 - 2], {x: (Integer(-2), Rational(7, 5))}).count == 1


# Double zeros and near-misses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("equations", [[x**2], [x**3], [(2 * x - 1) ** 2], [1 - cos(x)], [x**2 * (x - 1)]])
def test_a_multiple_zero_on_the_line_is_not_certified(equations: list[Expr]) -> None:
    with pytest.raises(NotFound):
        all_zeros(equations, {x: (Integer(-2), Rational(3, 2))}, depth=40)


def test_a_multiple_zero_in_the_plane_is_not_certified() -> None:
    with pytest.raises(NotFound):
        all_zeros([y - x**2, y], {x: (Integer(-1), Integer(1)), y: (Integer(-1), Integer(1))}, depth=30)


@pytest.mark.parametrize("exponent", [10, 30])
def test_a_near_miss_is_no_zero(exponent: int) -> None:
    missed = x**2 + Rational(1, 4**exponent)
    assert all_zeros([missed], {x: (Integer(-1), Integer(1))}, depth=80).count == 0


def test_two_zeros_next_to_each_other_are_told_apart() -> None:
    assert all_zeros([x**2 - Rational(1, 4**20)], {x: (Integer(-1), Integer(1))}, depth=80).count == 2


def test_a_kink_is_not_differentiated() -> None:
    with pytest.raises(NotFound):
        all_zeros([Abs(x)], {x: (Integer(-1), Integer(1))}, depth=20)


# Random systems with planted zeros ----------------------------------------------------------------------------------

PLACES = st.fractions(min_value=-2, max_value=2, max_denominator=7)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PLACES, min_size=1, max_size=4, unique=True))
def test_planted_simple_zeros_are_all_found(roots: list[Fraction]) -> None:
    f = exp(x / 3)
    for r in roots:
        f = f * (x - Rational(r.numerator, r.denominator))
    zeros = all_zeros([f], {x: (Integer(-2), Integer(2))})
    assert zeros.count == len(roots)
    for z, r in zip(zeros.zeros, sorted(roots), strict=True):
        assert z.box[0][0] <= r <= z.box[0][1]


@given(st.lists(PLACES, min_size=1, max_size=3, unique=True), st.data())
def test_a_planted_double_zero_is_always_refused(roots: list[Fraction], data: st.DataObject) -> None:
    double = data.draw(st.sampled_from(roots))
    f = Integer(1)
    for r in [*roots, double]:
        f = f * (x - Rational(r.numerator, r.denominator))
    with pytest.raises(NotFound):
        all_zeros([f], {x: (Integer(-3), Integer(3))}, depth=30)


UNITS = st.fractions(min_value=-1, max_value=1, max_denominator=5)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=30)
@given(st.lists(UNITS, min_size=1, max_size=3, unique=True), st.lists(UNITS, min_size=1, max_size=3, unique=True))
def test_planted_zeros_in_turned_coordinates_are_all_found(first: list[Fraction], second: list[Fraction]) -> None:
    """Zeros at x + y/2 ∈ first, y − x/3 ∈ second: one for each pair, all inside of [−2, 2]²."""
    u, w = x + y / 2, y - x / 3
    f = g = Integer(1)
    for p in first:
        f = f * (u - Rational(p.numerator, p.denominator))
    for p in second:
        g = g * (w - Rational(p.numerator, p.denominator))
    zeros = all_zeros([f * exp(w), g + 0 * x], {x: (Integer(-2), Integer(2)), y: (Integer(-2), Integer(2))})
    assert zeros.count == len(first) * len(second)


# The system of equations itself ---------------------------------------------------------------------------------------


@given(terms, sides, sides)
@settings(max_examples=5 * MANY)
def test_what_is_excluded_has_no_zero(t: object, a: Domain, b: Domain) -> None:
    """F ≠ 0 at every sample of a cell that is called free of zeros, and F has a value there."""
    if a.lo is None or a.hi is None or b.lo is None or b.hi is None:
        return
    system = System([t], ["x", "y"])  # type: ignore[list-item]
    cell = [iv.from_ends(d.lo, d.hi, False, False) for d in (a, b)]
    try:
        if not system.excluded(cell):
            return
    except Undefined:
        return
    for p, q in zip(samples(a, 1, 6), samples(b, 2, 6), strict=False):
        try:
            assert value(t, {"x": p, "y": q}) != 0  # type: ignore[arg-type]
        except (TooCloseError, OverflowError):
            continue


def test_krawczyk_contracts_to_the_zero() -> None:
    system = System([term("x**2 - 2")], ["x"])
    found = system.krawczyk([iv.from_ends(Fraction(7, 5), Fraction(3, 2), False, False)])
    assert found is not None
    ((image,), _, y_) = found
    assert image.lo**2 < 2
    assert image.hi**2 > 2
    assert y_.det() > 0
    assert system.krawczyk([iv.from_ends(Fraction(-1), Fraction(1), False, False)]) is None


@given(st.fractions(-2, 2, max_denominator=9), st.fractions(-2, 2, max_denominator=9), sides)
@settings(max_examples=5 * MANY)
def test_a_zero_stays_in_what_krawczyk_makes_of_a_box(root: Fraction, slope: Fraction, side: Domain) -> None:
    """f = (x − root)·(slope + x²/3): every zero in the box lies in K(X)."""
    if side.lo is None or side.hi is None or root not in side:
        return
    f = term(f"(x - {root})*({slope} + x**2/3)") if slope >= 0 else term(f"(x - {root})*({slope} - x**2/3)")
    try:
        found = System([f], ["x"]).krawczyk([iv.from_ends(side.lo, side.hi, False, False)])
    except Undefined:
        return
    if found is not None:
        ((image,), _, _) = found
        assert image.lo <= iv.from_ends(root, root, False, False).hi
        assert image.hi >= iv.from_ends(root, root, False, False).lo
