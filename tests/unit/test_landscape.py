"""Enumeration of critical points, Morse constants, pairs and coverings: what must be accepted, what must be refused."""

import time
from fractions import Fraction

import pytest
from sympy import Expr, Integer, Rational, cos, exp, log, symbols

from checks.kernel import Rejected
from checks.methods.landscape import Landscape
from checks.methods.search import NotFound
from checks.methods.zeros import all_zeros

x, y, z = symbols("x y z", real=True)
TAU = Rational(1, 64)
H = Rational(3, 2)


def extremal(dimension: int) -> Landscape:
    """L₁ = |θ|²/2, L₀ = −τx on [−1, 1]ᵈ: critical points 0 and τ, adversarial set the ball with diameter [0, τ]."""
    point = (x, y, z)[:dimension]
    majority = sum((v**2 for v in point), start=Integer(0)) / 2
    return Landscape(majority, -TAU * x, dict.fromkeys(point, (Integer(-1), Integer(1))), seconds=10)


@pytest.mark.parametrize("dimension", [1, 2, 3])
def test_a_radius_that_is_one_per_cent_too_small_is_refused(dimension: int) -> None:
    problem = extremal(dimension)
    assert len(problem.pairs((TAU * Rational(101, 100)) ** 2)) == 1
    with pytest.raises((NotFound, Rejected)):
        problem.pairs((TAU * Rational(99, 100)) ** 2)


@pytest.mark.parametrize("dimension", [1, 2])
def test_a_ball_that_is_one_per_cent_too_small_does_not_cover(dimension: int) -> None:
    problem = extremal(dimension)
    problem.cover((TAU * Rational(101, 100)) ** 2)
    problem.seconds = 3
    with pytest.raises((NotFound, Rejected)):
        problem.cover((TAU * Rational(99, 100)) ** 2)


@pytest.mark.parametrize("dimension", [1, 2, 3])
def test_morse_constants_of_a_quadratic(dimension: int) -> None:
    problem = extremal(dimension)
    problem.morse(1, Rational(99, 100))
    with pytest.raises((NotFound, Rejected)):
        problem.morse(1, Rational(101, 100))


def double_well() -> Landscape:
    majority = ((x**2 - 1) ** 2 + (y**2 - 1) ** 2) / 4 + x * y / 10
    minority = ((x + Rational(1, 2)) ** 2 + (y - Rational(1, 3)) ** 2) / 40
    return Landscape(majority, minority, {x: (-H, H), y: (-H, H)}, seconds=10)


def test_the_double_well_within_its_cost() -> None:
    start = time.process_time()
    problem = double_well()
    pairs = problem.pairs(Rational(265, 14400) / Rational(13, 20) ** 2)
    problem.morse(Rational(1, 5), Rational(13, 20))
    problem.boundary(Rational(265, 14400))
    assert time.process_time() - start < 3
    assert sorted(p.majority.index for p in pairs) == [0, 0, 0, 0, 1, 1, 1, 1, 2]


@pytest.mark.parametrize("delta", [Rational(14, 20), Rational(9, 10), Integer(2)])
def test_a_morse_constant_that_is_too_large_is_refused(delta: Expr) -> None:
    with pytest.raises((NotFound, Rejected)):
        double_well().morse(Rational(1, 5), delta)


def test_a_boundary_through_a_valley_is_refused() -> None:
    majority = ((x**2 - 1) ** 2 + (y**2 - 1) ** 2) / 4
    narrow = Landscape(majority, x / 64, {x: (Integer(-1), Integer(1)), y: (-H, H)}, seconds=5)
    with pytest.raises((NotFound, Rejected)):
        narrow.boundary(TAU**2)


def test_a_critical_point_that_leaves_the_box_breaks_the_pairing() -> None:
    """L₁ = x²/2 on [0, 1]: the counterexample to the printed theorem. 0 lies on the boundary, −1/64 outside."""
    cut = Landscape(x**2 / 2, TAU * x, {x: (Integer(0), Integer(1))})
    assert cut.majority_zeros.count == 1
    assert cut.total_zeros.count == 0
    with pytest.raises(NotFound, match="1 critical points of L₁, 0 of L"):
        cut.pairs(16 * TAU**2)


def test_bounds_of_the_minority() -> None:
    problem = double_well()
    problem.gradient_bound(Rational(266, 14400))
    problem.hessian_bound(Rational(51, 1000))
    with pytest.raises((NotFound, Rejected)):
        problem.gradient_bound(Rational(264, 14400))
    with pytest.raises((NotFound, Rejected)):
        problem.hessian_bound(Rational(49, 1000))


def test_a_smooth_function_in_space() -> None:
    """(1 − cos x) + (1 − cos 2y)/4 + z²/2 + xz/10 with x ∈ [−4, 4], y ∈ [−2, 2]: saddles and minima alternate."""
    majority = 1 - cos(x) + (1 - cos(2 * y)) / 4 + z**2 / 2
    box = {x: (Integer(-4), Integer(4)), y: (Integer(-2), Integer(2)), z: (Integer(-1), Integer(1))}
    problem = Landscape(majority, exp(z) * TAU / 4, box, seconds=30)
    assert sorted(p.index for p in problem.of_majority()) == [0, 1, 1, 1, 1, 2, 2, 2, 2]
    assert len(problem.pairs(Rational(1, 100))) == 9


def test_the_index_where_a_leading_minor_vanishes() -> None:
    """xy has the Hessian [[0, 1], [1, 0]]; a change of basis gives minors with signs."""
    problem = Landscape(x * y + (x**4 + y**4), 0 * x, {x: (Rational(-1, 4), Rational(1, 4)), y: (Rational(-1, 4), H)})
    (point,) = problem.of_majority()
    assert point.index == 1
    cyclic = Landscape(x * y + y * z + z * x, 0 * x, dict.fromkeys((x, y, z), (Integer(-1), Integer(1))))
    assert [p.index for p in cyclic.of_majority()] == [2]  # eigenvalues 2, −1, −1


def test_a_degenerate_critical_point_is_refused() -> None:
    flat = Landscape(x**2 / 2 + y**4, 0 * x, dict.fromkeys((x, y), (Integer(-1), Integer(1))), seconds=5)
    with pytest.raises(NotFound):
        flat.of_majority()


def test_four_unknowns_are_refused() -> None:
    with pytest.raises(ValueError, match="one to three"):
        Landscape(x, y, dict.fromkeys(symbols("a b c d", real=True), (0, 1)))


def test_zeros_are_enclosed_and_sorted() -> None:
    found = all_zeros([log(x) - y, x * y - 1], {x: (Rational(1, 2), Integer(3)), y: (Integer(-2), Integer(2))})
    (zero,) = found.zeros
    assert abs(float(zero.centre[0]) - 1.7632228343518967) < 1e-12  # x log x = 1
    assert all(hi - lo == Fraction(2, 2**100) for lo, hi in zero.box)
