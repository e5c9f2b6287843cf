"""The statements about the mixture at random parameters, by routes that share nothing with their proofs."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import nnls

from checks.methods import satisfying, violating
from checks.methods.quantities import quantity
from proofs.gaussian_mixture.failure import DOMINATED, FAILURE
from proofs.gaussian_mixture.margins import OPTIMAL_MARGINS
from proofs.gaussian_mixture.notation import k, nu_M, nu_m
from proofs.gaussian_mixture.offsets import OPTIMAL_OFFSETS
from proofs.gaussian_mixture.ordering import ORDER
from proofs.gaussian_mixture.temperature import BEST, OPTIMAL_TEMPERATURE

positive = st.floats(0.01, 100)
SLACK = 1 + 1e-9


def exponents(nu: tuple[float, float], delta: tuple[float, float], shift: float = 0.0) -> tuple[float, float]:
    spread = math.sqrt(delta[0] ** 2 * nu[0] + delta[1] ** 2 * nu[1])
    return (delta[0] * nu[0] + shift) / spread, (delta[1] * nu[1] - shift) / spread


@given(positive, positive, positive, positive, st.floats(-100, 100))
def test_no_margins_and_no_offset_beat_the_tuned_ones(a: float, b: float, x: float, y: float, shift: float) -> None:
    best_margins, best_offsets = 1 / math.sqrt(1 / a + 1 / b), math.sqrt(a + b) / 2
    assert min(exponents((a, b), (x, y))) <= best_margins * SLACK
    assert min(exponents((a, b), (x, y), shift)) <= best_offsets * SLACK
    assert min(exponents((a, b), (1 / a, 1 / b))) == pytest.approx(best_margins)
    assert min(exponents((a, b), (1, 1), (b - a) / 2)) == pytest.approx(best_offsets)


@given(positive, positive, positive, positive)
def test_for_all_margins_an_offset_serves_both_classes_no_worse(a: float, b: float, x: float, y: float) -> None:
    f = exponents((a, b), (x, y))
    matched = exponents((a, b), (1, 1), f[0] * math.sqrt(a + b) - a)
    assert matched[0] == pytest.approx(f[0], rel=1e-6, abs=1e-9)
    assert matched[1] >= f[1] - 1e-6 * (1 + abs(f[1]))


def pair_under_temperature(a: list[float], nu: list[float], c: int) -> float:
    """The exponent of class 0 against c over θ, from the matrix of coefficients."""
    temperatures = np.array(a)
    shares = temperatures**2 / (temperatures**2).sum()
    rows = temperatures[:, None] * (np.eye(len(a)) - shares)
    v = rows[0] - rows[c]
    assert abs(v.sum()) < 1e-9 * max(a)
    return float(nu[0] * v[0] / math.sqrt((np.array(nu) * v**2).sum()))


@given(st.integers(2, 7).flatmap(lambda k: st.tuples(*[st.lists(positive, min_size=k, max_size=k)] * 2)), st.data())
def test_no_temperatures_pass_the_floor(both: tuple[list[float], list[float]], data: st.DataObject) -> None:
    a, nu = both
    c = data.draw(st.integers(1, len(a) - 1))
    f = pair_under_temperature(a, nu, c)
    ceiling = nu[0] / math.sqrt(nu[0] + 1 / sum(1 / v for v in nu[1:]))
    assert f <= ceiling * SLACK
    assert ceiling <= nu[0] * math.sqrt((len(a) - 1) / min(nu[1:])) * SLACK


@given(st.integers(2, 40), st.floats(0.02, 50), positive, positive)
def test_the_best_temperature_ratio(k: int, t: float, small: float, large: float) -> None:
    nu = [small] + [large] * (k - 1)
    best = pair_under_temperature([1 + math.sqrt(k)] + [1.0] * (k - 1), nu, 1)
    assert pair_under_temperature([t] + [1.0] * (k - 1), nu, 1) <= best * SLACK
    h = (1 + math.sqrt(k)) ** 3 / (7 + 5 * math.sqrt(k))
    assert best == pytest.approx(small / math.sqrt(small + large / h))
    if k == 2:
        assert best == pytest.approx(small / math.sqrt(small + large))


def train(points: np.ndarray, signs: np.ndarray, gammas: tuple[float, float], end: float, steps: int) -> np.ndarray:
    """w₊ − w₋ after gradient flow by the classical Runge–Kutta method."""

    def field(w: np.ndarray) -> np.ndarray:
        score = signs * (points @ (gammas[0] * w[0] - gammas[1] * w[1]))
        pull = (signs / (1 + np.exp(score))) @ points
        return np.stack([gammas[0] * pull, -gammas[1] * pull])

    w, h = np.zeros((2, points.shape[1])), end / steps
    for _ in range(steps):
        k1 = field(w)
        k2 = field(w + h / 2 * k1)
        k3 = field(w + h / 2 * k2)
        w = w + h / 6 * (k1 + 2 * k2 + 2 * k3 + field(w + h * k3))
    assert np.allclose(w[0] / gammas[0] + w[1] / gammas[1], 0, atol=1e-9)
    return np.asarray(w[0] - w[1])


@given(
    arrays(np.float64, (5, 3), elements=st.floats(-2, 2)),
    st.lists(st.sampled_from([-1, 1]), min_size=5, max_size=5),
    st.floats(0.3, 2),
    st.floats(0.3, 2),
)
def test_two_classes_with_temperatures_are_cross_entropy_at_another_time(
    points: np.ndarray, signs: list[int], up: float, down: float
) -> None:
    y, end = np.array(signs), 2.0
    tempered = train(points, y, (up, down), end, 120)
    plain = train(points, y, (1.0, 1.0), end * (up**2 + down**2) / 2, 120)
    assert np.allclose(tempered / (up + down) * (up**2 + down**2), plain, atol=1e-4)


@given(
    arrays(np.float64, (4, 4), elements=st.floats(-1, 1)),
    st.lists(st.floats(0.5, 3), min_size=3, max_size=3),
    st.lists(st.floats(0.5, 2), min_size=3, max_size=3),
)
def test_the_sign_condition_decides_whether_all_constraints_are_tight(
    noise: np.ndarray, deltas: list[float], gammas: list[float]
) -> None:
    x, labels, k = 2 * np.eye(4) + noise / 2, [0, 0, 1, 2], 3
    weights = np.array(gammas) ** -2
    shares = weights / weights.sum()
    u = np.array([[deltas[y] * (float(y == c) - shares[y]) for c in range(k)] for y in labels])
    solved = np.linalg.solve(x.T @ x, u)
    pairs = [(i, c) for i in range(4) for c in range(k) if c != labels[i]]
    signs = np.array([solved[i, c] for i, c in pairs])
    rows = np.zeros((len(pairs), k, 4))  # the gradient of each margin
    for row, (i, c) in zip(rows, pairs, strict=True):
        row[labels[i]] += gammas[labels[i]] * x[:, i]
        row[c] -= gammas[c] * x[:, i]
    flat, wanted = rows.reshape(len(pairs), -1), np.array([deltas[labels[i]] for i, _ in pairs])
    # the shortest feasible vector, by non-negative least squares on the dual (Lawson and Hanson, chapter 23)
    residual_matrix = np.vstack([flat.T, wanted])
    target = np.zeros(flat.shape[1] + 1)
    target[-1] = 1
    dual, _ = nnls(residual_matrix, target)
    residual = residual_matrix @ dual - target
    shortest = (-residual[:-1] / residual[-1]).reshape(k, 4)
    tight = np.stack([x @ solved[:, c] / gammas[c] for c in range(k)])
    length, best = float((tight**2).sum()), float((shortest**2).sum())
    assert best <= length * (1 + 1e-6)
    if signs.max() < -1e-6:
        assert length == pytest.approx(best, rel=1e-6)
    elif signs.max() > 1e-3:
        assert length > best * (1 + 1e-9)


@given(arrays(np.float64, 4, elements=st.floats(-3, 3)), st.floats(0.1, 3))
def test_without_an_intercept_both_classes_err_alike(w: np.ndarray, sigma: float) -> None:
    if not np.linalg.norm(w) > 1e-3:
        return
    z = np.random.default_rng(0).standard_normal((4000, 4))
    mean = np.array([1.0, 0.5, -0.5, 0.0])
    plus = ((mean + sigma * z) @ w < 0).mean()
    minus = ((-mean - sigma * z) @ w > 0).mean()
    assert plus == minus


# The declarations themselves


@pytest.mark.parametrize("statement", [OPTIMAL_MARGINS, OPTIMAL_OFFSETS, FAILURE, ORDER, OPTIMAL_TEMPERATURE])
def test_the_hypotheses_can_be_met(statement) -> None:
    from checks.methods import satisfiable

    assert satisfiable(statement).certificate is not None


@given(violating(ORDER, ORDER.given[0]))
def test_the_order_breaks_when_the_minority_is_the_larger_class(point) -> None:
    small, large = float(point["nu_m"]), float(point["nu_M"])
    assert small / math.sqrt(small + large) >= 1 / math.sqrt(1 / small + 1 / large)


@given(satisfying(DOMINATED))
def test_the_share_of_the_norm_passes_a_half_where_it_says(point) -> None:
    k_, small, large = (float(point[s.name]) for s in (k, nu_m, nu_M))
    own, others = ((k_ - 1) / k_) ** 2 * small, (k_ - 1) * large / k_**2
    if abs(large - (k_ - 1) * small) > 1e-9 * large:
        assert (others > own) == (large > (k_ - 1) * small)


def test_the_published_factor_is_one_for_two_classes_and_grows() -> None:
    from sympy import sqrt

    r = next(iter(BEST.free_symbols))
    found = [quantity("h", BEST.subs(r, sqrt(c)), symbol="h", meaning="factor") for c in (2, 3, 10, 100)]
    values = [float(Fraction(q.lower)) for q in found]
    assert values[0] == pytest.approx(1)
    assert values == sorted(values)
