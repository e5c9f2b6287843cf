"""The low-dimensional law against training sets in all d dimensions; machines against their optimality conditions."""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from sympy import Integral, lambdify, oo

from checks.methods.concentration import each_of, empirical_bernstein
from proofs.gaussian_mixture import agreement, curves
from proofs.gaussian_mixture.constants import at
from proofs.gaussian_mixture.law import Array, Model, draws, normal_cdf
from proofs.gaussian_mixture.predicted import Sizes, class_error, margins_of, offsets_of, temperature_error
from tests.benchmarks.bench_interpolator import mean_error

SMALL = Model((4, 7), 24, Fraction(2), Fraction(3, 2))
THREE = Model((3, 5, 6), 40, Fraction(3))


def in_all_dimensions(model: Model, count: int, seed: int) -> tuple[Array, Array]:
    """Signals and noises computed from X itself."""
    rng, k = np.random.default_rng(seed), model.k
    labels = np.repeat(np.arange(k), model.counts)
    indicators = np.eye(k)[labels]
    signal, noise = np.empty((count, k, k)), np.empty((count, k, k))
    for i in range(count):
        points = float(model.sigma) * rng.standard_normal((model.d, model.total))
        points[labels, np.arange(model.total)] += float(model.s)
        vectors = points @ np.linalg.solve(points.T @ points, indicators)  # XK⁻¹1_c as columns
        signal[i] = float(model.s) * vectors[:k].T
        noise[i] = vectors.T @ vectors
    return signal, noise


def kolmogorov_smirnov(a: Array, b: Array) -> float:
    """The two-sample statistic in units of its threshold: above about 1.95 at a level of 10⁻³."""
    both = np.sort(np.concatenate([a, b]))
    gap = np.abs(
        np.searchsorted(np.sort(a), both, side="right") / len(a)
        - np.searchsorted(np.sort(b), both, side="right") / len(b)
    )
    return float(gap.max() * math.sqrt(len(a) * len(b) / (len(a) + len(b))))


@pytest.mark.parametrize("model", [SMALL, THREE], ids=["two classes", "three classes"])
def test_the_law_is_that_of_training_sets_in_all_dimensions(model: Model) -> None:
    signal, noise = in_all_dimensions(model, 2500, seed=1)
    drawn = draws(model, 20_000, np.random.default_rng(2))
    for i in range(model.k):
        for j in range(model.k):
            assert kolmogorov_smirnov(signal[:, i, j], drawn.signal[:, i, j]) < 2.3
            assert kolmogorov_smirnov(noise[:, i, j], drawn.noise[:, i, j]) < 2.3
    a = np.array([1, -2, 1][: model.k])  # joint law: errors of one combination
    for y in range(model.k):
        spread = float(model.sigma) * np.sqrt(np.einsum("i,nij,j->n", a, noise, a))
        full = normal_cdf(-(signal[:, :, y] @ a) / spread)
        assert kolmogorov_smirnov(full, drawn.pair_errors(a.tolist(), y)) < 2.3


def test_the_comparison_notices_a_wrong_law() -> None:
    wrong = Model(SMALL.counts, SMALL.d + 2, SMALL.s, SMALL.sigma)
    _, noise = in_all_dimensions(SMALL, 4000, seed=1)
    drawn = draws(wrong, 40_000, np.random.default_rng(2))
    assert kolmogorov_smirnov(noise[:, 0, 0], drawn.noise[:, 0, 0]) > 2.3


def test_mistakes_are_counted_at_the_rate_of_the_exact_errors() -> None:
    drawn = draws(SMALL, 60_000, np.random.default_rng(3))
    rate = drawn.mistakes(np.array([[1, 0], [0, 1]]), [0.2, 0.0], 0, np.random.default_rng(4)).mean()
    assert abs(rate - drawn.pair_errors([1, -1], 0, 0.2).mean()) < 0.01


def test_a_model_refuses_sizes_outside_the_law() -> None:
    for counts, d in (((5,), 20), ((1, 1), 20), ((5, 5), 11)):
        with pytest.raises(ValueError, match="needs"):
            Model(counts, d, Fraction(1))
    with pytest.raises(ValueError, match="σ > 0"):
        Model((5, 5), 20, Fraction(1), Fraction(0))


def test_the_benchmark_computes_what_the_closed_form_predicts() -> None:
    assert abs(mean_error(20_000) - float(class_error(Sizes(4000, Fraction(4), ((10, 1), (100, 1))), 0))) < 0.01


@pytest.mark.parametrize(("d", "s"), [(4000, 16), (4000, 4), (1000, 4)])
def test_alignment_and_noise_share_are_those_of_the_law(d: int, s: int) -> None:
    model = Model((10, 100), d, Fraction(s))
    drawn, small, large = draws(model, 4000, np.random.default_rng(9)), 10 / (d + s * s * 10), 100 / (d + s * s * 100)
    own = drawn.signal[:, 0, 0] - drawn.signal[:, 1, 0]  # twice w_min's product with its mean
    along = drawn.signal[:, 1, :] / s  # along both means, of the majority's vector
    norm = drawn.noise[:, 0, 0] - 2 * drawn.noise[:, 0, 1] + drawn.noise[:, 1, 1]
    kappa_squared = 1 - model.total / d
    cosine = math.sqrt(kappa_squared * s * s * small * small / (small + large))
    assert abs((own / s / np.sqrt(norm)).mean() - cosine) < 0.01
    noise = (drawn.noise[:, 1, 1] - (along**2).sum(axis=1)) / norm
    assert abs(noise.mean() - large * (1 - kappa_squared * s * s * large) / (small + large)) < 0.02


# Machines


@pytest.mark.parametrize("margins", [(1, 1), (6, 1), (1, 9)])
def test_a_machine_meets_the_optimality_conditions(margins: tuple[float, float]) -> None:
    from proofs.gaussian_mixture.machines import full_training_set, hard_margin

    data, points = full_training_set(Model((5, 20), 40, Fraction(3)), np.random.default_rng(5))
    machine = hard_margin(data, margins)
    w = points @ machine.coefficients
    sign = np.where(data.labels == 0, 1, -1)
    room = sign * (points.T @ w) - np.where(data.labels == 0, *margins)
    multipliers = sign * machine.coefficients
    assert room.min() > -1e-7
    assert multipliers.min() > -1e-9
    assert np.abs(room * multipliers).max() < 1e-7
    assert machine.support == int((multipliers > 1e-12).sum())


def test_machines_with_strong_margins_have_few_support_vectors() -> None:
    from proofs.gaussian_mixture.machines import hard_margin, training_set

    near = training_set(Model((10, 100), 220, Fraction(4)), np.random.default_rng(6))
    far = training_set(Model((10, 100), 40_000, Fraction(4)), np.random.default_rng(6))
    assert not hard_margin(near).tight
    assert hard_margin(far).tight


def test_gram_matrices_are_drawn_as_those_of_points() -> None:
    from proofs.gaussian_mixture.machines import full_training_set, hard_margin, training_set

    model, count = Model((3, 9), 30, Fraction(2)), 800
    one, other = np.random.default_rng(7), np.random.default_rng(8)
    fast = np.array([hard_margin(training_set(model, one), (3, 1)).error(1) for _ in range(count)])
    slow = np.array([hard_margin(full_training_set(model, other)[0], (3, 1)).error(1) for _ in range(count)])
    assert kolmogorov_smirnov(fast, slow) < 2.3


# Closed forms


def integrated(integral: Integral) -> float:
    """An even, analytic integrand that is nothing beyond 12: sums of equally spaced values converge exponentially."""
    ((variable, low, high),) = integral.limits
    assert (low, high) == (0, oo)
    at, step = lambdify(variable, integral.function, "math"), 1 / 32
    assert math.isclose(at(-0.5), at(0.5), rel_tol=1e-12)
    return step * (math.fsum(at(step * i) for i in range(1, int(12 / step))) + at(0.0) / 2)


def test_the_integral_that_is_certified_is_the_double_that_simulation_is_compared_with() -> None:
    sizes, model = Sizes(4000, Fraction(4), ((10, 1), (100, 2))), Model((10, 100, 100), 4000, Fraction(4))
    exact = {
        "CE": class_error(sizes, 0),
        "MA": class_error(sizes, 0, margins_of(sizes)),
        "LA": class_error(sizes, 0, None, offsets_of(sizes)),
        "CDT": temperature_error(sizes, 1 + 3**0.5),
    }
    for method, value in exact.items():
        assert isinstance(value, Integral)
        assert abs(integrated(value) - curves.closed(model, method, 0)) < 1e-9, method


def test_for_two_classes_both_closed_forms_are_the_same() -> None:
    sizes, model = Sizes(1000, Fraction(2), ((10, 1), (100, 1))), Model((10, 100), 1000, Fraction(2))
    for y in (0, 1):
        for method, delta, b in (("CE", None, None), ("MA", margins_of(sizes), None), ("LA", None, offsets_of(sizes))):
            predicted = agreement.closed_form(model, *agreement.tuned(model, method))[y]
            assert abs(predicted - float(class_error(sizes, y, delta, b))) < 1e-12
            assert abs(predicted - curves.closed(model, method, y)) < 1e-9


def test_constants_at_the_defaults_and_their_range() -> None:
    found = {q.name: q for q in at()}
    assert found["ratio_of_margins"].lower == "52/7"
    assert float(found["la_min"].lower) < float(found["ma_min"].lower) < float(found["ce_min"].lower)
    assert found["cdt_min"].lower == found["ce_min"].lower
    assert "in range" in found["ce_min"].meaning
    assert "OUT OF RANGE" in {q.name: q for q in at(d=300)}["ma_min"].meaning


@pytest.mark.parametrize(
    "sizes",
    [{"d": 110}, {"k": 1}, {"k_min": 2}, {"n_min": 0}, {"n_maj": 5}, {"s": Fraction(0)}, {"sigma": Fraction(-1)}],
)
def test_constants_refuse_sizes_outside_the_model(sizes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"needs|positive|above"):
        at(**sizes)


# Intervals


def test_the_bernstein_interval_covers_and_is_narrow_where_draws_hardly_vary() -> None:
    rng = np.random.default_rng(9)
    missed = sum(0.3 not in empirical_bernstein((0.3 + 0.1 * rng.uniform(-1, 1, 300)).tolist()) for _ in range(200))
    assert missed == 0
    calm = empirical_bernstein((0.3 + 0.001 * rng.uniform(-1, 1, 5000)).tolist())
    assert calm.upper - calm.lower < 0.01


def test_the_bernstein_interval_refuses_what_it_does_not_cover() -> None:
    for values, confidence in (([0.5], 0.9), ([0.5, 1.5], 0.9), ([0.5, 0.6], 1.0)):
        with pytest.raises(ValueError, match="draws"):
            empirical_bernstein(values, confidence=confidence)
    assert each_of(10, 0.99) == pytest.approx(0.999)
