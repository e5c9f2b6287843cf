"""The optimizers of `proofs/per_class_normalization`: steps by hand, in every arithmetic, and what is refused."""

from fractions import Fraction

import numpy as np
import pytest
from flint import arb, fmpq
from sympy import Rational, Symbol, expand, sqrt

from proofs.per_class_normalization.optimizers import (
    VanishingGradient,
    VanishingProjection,
    batch_gradients,
    class_gradients,
    cosine,
    direction,
    gd,
    norm,
    pcngd,
    pcnsgd,
    pcnsgd_o,
    pcnsgd_r,
    projections,
    sgd,
)

F = Fraction
ORIGIN = (F(0), F(0))
MAJORITY, MINORITY = (F(9), F(0)), (F(-4, 5), F(3, 5))
ETA = F(1, 10)
# class 0: four examples (1, 0); class 1: (−3, 4) and (−3, −4), whose mean points along (−1, 0)
EXAMPLES = (((F(1), F(0)),) * 4, ((F(-3), F(4)), (F(-3), F(-4))))


def test_gd_adds_the_class_gradients():
    assert gd(ORIGIN, (MAJORITY, MINORITY), ETA) == (F(-41, 50), F(-3, 50))


def test_pcngd_adds_the_directions():
    assert pcngd(ORIGIN, (MAJORITY, MINORITY), ETA) == (F(-1, 50), F(-3, 50))


def test_pcngd_ignores_the_lengths_of_the_gradients():
    longer = tuple(7 * z for z in MINORITY)
    assert pcngd(ORIGIN, (MAJORITY, longer), ETA) == pcngd(ORIGIN, (MAJORITY, MINORITY), ETA)


def test_class_gradients_are_sums_over_the_class_divided_by_all_examples():
    assert class_gradients(EXAMPLES) == [(F(2, 3), F(0)), (F(-1), F(0))]


def test_batch_gradients_are_divided_by_the_size_of_the_batch():
    assert batch_gradients(EXAMPLES, [(0, 1), (1,)]) == [(F(2, 3), F(0)), (F(-1), F(-4, 3))]


def test_sgd_with_the_whole_data_is_gd():
    everything = [range(4), range(2)]
    assert sgd(ORIGIN, EXAMPLES, everything, ETA) == gd(ORIGIN, class_gradients(EXAMPLES), ETA)


def test_pcnsgd_normalizes_each_mini_batch_gradient():
    assert pcnsgd(ORIGIN, EXAMPLES, [(0, 1), (0,)], F(1)) == (F(-2, 5), F(-4, 5))


def test_oversampling_needs_equal_class_batches():
    assert pcnsgd_o(ORIGIN, EXAMPLES, [(0, 1), (0, 1)], F(1)) == (F(0), F(0))
    with pytest.raises(ValueError, match="equal class batch sizes"):
        pcnsgd_o(ORIGIN, EXAMPLES, [(0, 1), (0,)], F(1))


def test_rescaling_divides_by_the_projection():
    assert projections(EXAMPLES, [(0,), (0,)]) == [F(1), F(3, 5)]
    assert pcnsgd_r(ORIGIN, EXAMPLES, [(0, 1), (0,)], F(1)) == (F(0), F(-4, 3))


def test_a_vanishing_gradient_is_refused_in_every_arithmetic():
    for zero in (F(0), Rational(0), arb(0, 1)):
        with pytest.raises(VanishingGradient, match="class 1"):
            pcngd(ORIGIN, (MAJORITY, (zero, zero)), ETA)
    with pytest.raises(VanishingGradient):
        pcngd(np.zeros(2), (np.ones(2), np.zeros(2)), 1)
    with pytest.raises(VanishingGradient):
        pcngd(np.zeros(2), (np.ones(2), np.full(2, np.nan)), 1)


def test_a_vanishing_projection_is_refused():
    examples = (((F(0), F(1)), (F(2), F(-1))),)
    with pytest.raises(VanishingProjection, match="projection 0"):
        pcnsgd_r(ORIGIN, examples, [(0,)], ETA)


def test_a_class_without_a_drawn_example_is_refused():
    with pytest.raises(ValueError, match="without an example"):
        pcnsgd(ORIGIN, EXAMPLES, [(0,), ()], ETA)


def test_irrational_lengths_of_fractions_are_refused_with_a_remedy():
    with pytest.raises(ValueError, match="SymPy numbers or balls"):
        norm((F(1), F(1)))


def test_the_errors_are_zero_divisions():
    assert issubclass(VanishingGradient, ZeroDivisionError)
    assert issubclass(VanishingProjection, ZeroDivisionError)


def test_sympy_keeps_a_symbolic_step_size_and_irrational_lengths():
    eta = Symbol("eta")
    after = pcngd((Rational(0), Rational(0)), ((Rational(1), Rational(1)), (Rational(1), Rational(-1))), eta)
    assert [expand(z) for z in after] == [-sqrt(2) * eta, 0]


def test_balls_enclose_the_exact_step():
    def balls(u):
        return tuple(arb(fmpq(z.numerator, z.denominator)) for z in u)

    for step in (gd, pcngd):
        exact = step(ORIGIN, (MAJORITY, MINORITY), ETA)
        enclosed = step(balls(ORIGIN), (balls(MAJORITY), balls(MINORITY)), ETA)
        assert all(b.contains(e) for b, e in zip(enclosed, balls(exact), strict=True))


def test_numpy_agrees_with_the_exact_step_and_returns_an_array():
    examples = [[np.array([float(z) for z in u]) for u in group] for group in EXAMPLES]
    batches = [(0, 1), (0,)]
    for step in (sgd, pcnsgd, pcnsgd_r):
        exact = [float(z) for z in step(ORIGIN, EXAMPLES, batches, ETA)] if step is not sgd else None
        after = step(np.zeros(2), examples, batches, ETA)
        assert isinstance(after, np.ndarray)
        if exact is not None:
            np.testing.assert_allclose(after, exact, rtol=1e-14)


def test_matrices_are_vectors_too():
    weights, gradient = np.zeros((2, 3)), np.ones((2, 3))
    np.testing.assert_allclose(pcngd(weights, (gradient, gradient), 1), -2 * gradient / np.sqrt(6))
    assert cosine(gradient, gradient) == pytest.approx(1)


def test_direction_has_length_one():
    assert norm(direction((F(3), F(-4)))) == 1
