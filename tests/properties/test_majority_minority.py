"""Random losses on ℝᵈ, d ≤ 5, saddles included, in search of a critical point that moves farther than τ_g/δ.

L₁(θ) = Σ fᵢ(uᵢ) in turned coordinates u = Qᵀθ, where fᵢ is λu²/2 (λ of either sign) or −5k·cos u. With c ≤ 3k in
every coordinate, |f′| = 5k|sin u| ≤ c gives |f″| ≥ 4k, so δ is exact by construction, and M = 5k. L₀ is a sum of sines;
the sum of |α||w| bounds its gradient and the sum of |α||w|² its Hessian.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from numpy.typing import NDArray

Vector = NDArray[np.float64]
SLACK = 1 + 1e-7


@dataclass(frozen=True)
class Problem:
    """rates: λ of the quadratic coordinates, 0 where the coordinate is periodic with amplitude 5·scales."""

    basis: NDArray[np.float64]
    rates: Vector
    scales: Vector
    waves: NDArray[np.float64]
    shifts: Vector
    heights: Vector

    @property
    def periodic(self) -> NDArray[np.bool_]:
        return self.rates == 0

    @property
    def c(self) -> float:
        return (
            float(min(3 * k for k, p in zip(self.scales, self.periodic, strict=True) if p))
            if any(self.periodic)
            else 9.0
        )

    @property
    def delta(self) -> float:
        return float(min(np.where(self.periodic, 4 * self.scales, abs(self.rates))))

    @property
    def tau_g(self) -> float:
        return float(sum(abs(self.heights) * np.linalg.norm(self.waves, axis=1)))

    @property
    def tau_h(self) -> float:
        return float(sum(abs(self.heights) * np.linalg.norm(self.waves, axis=1) ** 2))

    def majority_gradient(self, theta: Vector) -> Vector:
        u = self.basis.T @ theta
        slopes: Vector = self.basis @ np.where(self.periodic, 5 * self.scales * np.sin(u), self.rates * u)
        return slopes

    def majority_hessian(self, theta: Vector) -> NDArray[np.float64]:
        u = self.basis.T @ theta
        bent = np.where(self.periodic, 5 * self.scales * np.cos(u), self.rates)
        hessian: NDArray[np.float64] = self.basis @ np.diag(bent) @ self.basis.T
        return hessian

    def majority(self, theta: Vector) -> float:
        u = self.basis.T @ theta
        return float(np.where(self.periodic, -5 * self.scales * np.cos(u), self.rates * u**2 / 2).sum())

    def minority(self, theta: Vector) -> float:
        return float(self.heights @ np.sin(self.waves @ theta + self.shifts))

    def minority_gradient(self, theta: Vector) -> Vector:
        slopes: Vector = self.waves.T @ (self.heights * np.cos(self.waves @ theta + self.shifts))
        return slopes

    def minority_hessian(self, theta: Vector) -> NDArray[np.float64]:
        bent = -self.heights * np.sin(self.waves @ theta + self.shifts)
        hessian: NDArray[np.float64] = (self.waves.T * bent) @ self.waves
        return hessian

    def gradient(self, theta: Vector) -> Vector:
        return self.majority_gradient(theta) + self.minority_gradient(theta)

    def hessian(self, theta: Vector) -> NDArray[np.float64]:
        return self.majority_hessian(theta) + self.minority_hessian(theta)

    def majority_point(self, turns: Vector) -> Vector:
        """The critical point of L₁ with uᵢ = π·turnsᵢ in the periodic coordinates, 0 in the others."""
        point: Vector = self.basis @ np.where(self.periodic, np.pi * turns, 0.0)
        return point

    def nearest_majority_point(self, theta: Vector) -> Vector:
        return self.majority_point(np.round(self.basis.T @ theta / np.pi))

    def newton(self, theta: Vector) -> Vector | None:
        """A critical point of L from a start; None where Newton's method does not settle."""
        for _ in range(80):
            try:
                step = np.linalg.solve(self.hessian(theta), self.gradient(theta))
            except np.linalg.LinAlgError:
                return None
            theta = theta - step * min(1.0, 0.5 / max(float(np.linalg.norm(step)), 1e-300))
        return theta if np.linalg.norm(self.gradient(theta)) < 1e-9 else None

    def index(self, hessian: NDArray[np.float64]) -> int:
        return int((np.linalg.eigvalsh(hessian) < 0).sum())


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Scaled so that τ_g ≤ c and τ_h < δ, often with equality up to a per cent."""
    d = draw(st.integers(1, 5))
    small = st.integers(-6, 6)
    matrix = np.array(draw(st.lists(small, min_size=d * d, max_size=d * d)), dtype=float).reshape(d, d)
    basis = np.linalg.qr(matrix + 13 * np.eye(d))[0]
    kinds = draw(st.lists(st.sampled_from([-2.0, -1.0, 0.0, 0.0, 1.0, 3.0]), min_size=d, max_size=d))
    scales = np.array(draw(st.lists(st.sampled_from([0.25, 0.5, 1.0]), min_size=d, max_size=d)))
    count = draw(st.integers(1, 3))
    nonzero = st.lists(small, min_size=d, max_size=d).filter(any)
    waves = np.array([draw(nonzero) for _ in range(count)], dtype=float) / draw(st.sampled_from([1.0, 3.0, 10.0]))
    shifts = np.array(draw(st.lists(st.floats(0, 6.25), min_size=count, max_size=count)))
    signs = np.array(draw(st.lists(st.sampled_from([-1.0, -0.5, 0.5, 1.0]), min_size=count, max_size=count)))
    raw = Problem(basis, np.array(kinds), scales, waves, shifts, signs)
    share = draw(st.sampled_from([0.01, 0.1, 0.5, 0.9, 0.99]))
    height = share * min(raw.c / raw.tau_g, raw.delta / raw.tau_h)
    return Problem(basis, raw.rates, scales, waves, shifts, signs * height)


def turns(problem: Problem) -> st.SearchStrategy[list[int]]:
    d = len(problem.rates)
    return st.lists(st.integers(-2, 2), min_size=d, max_size=d)


def moved(problem: Problem, start: Vector) -> Vector:
    """The critical point of L that belongs to a critical point of L₁: y ↦ −∇L₀(G(y)), with G in closed form."""
    u0, y = problem.basis.T @ start, np.zeros(len(problem.rates))
    sign = np.where(problem.periodic, np.cos(u0), 1.0)
    theta = start
    rates = np.where(problem.periodic, 1.0, problem.rates)
    for _ in range(4000):
        v = problem.basis.T @ y
        turned = np.arcsin(np.clip(v / (5 * problem.scales), -1, 1)) * sign
        theta = problem.basis @ (u0 + np.where(problem.periodic, turned, v / rates))
        new = -problem.minority_gradient(theta)
        if np.linalg.norm(new - y) < 1e-13:
            break
        y = new
    return theta


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(problems(), st.data())
def test_the_critical_point_that_belongs_to_one_of_the_majority_is_within_the_sharp_radius(
    problem: Problem, data: st.DataObject
) -> None:
    start = problem.majority_point(np.array(data.draw(turns(problem)), dtype=float))
    assert np.linalg.norm(problem.majority_gradient(start)) < 1e-9
    end = moved(problem, start)
    assert np.linalg.norm(problem.gradient(end)) < 1e-7
    distance = float(np.linalg.norm(end - start))
    delta, tau, step = problem.delta, problem.tau_g, 1e-8
    assert distance <= np.linalg.norm(problem.minority_gradient(end)) / delta * SLACK + step
    assert distance <= tau / delta * SLACK + step
    assert distance <= np.linalg.norm(problem.minority_gradient(start)) / (delta - problem.tau_h) * SLACK + 1e-6
    assert problem.index(problem.hessian(end)) == problem.index(problem.majority_hessian(start))
    assert abs(problem.minority(end) - problem.minority(start)) <= tau**2 / delta * SLACK + step
    assert abs(problem.majority(end) - problem.majority(start)) <= tau**2 / (2 * delta) * SLACK + step


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(problems(), st.data())
def test_newton_from_anywhere_ends_near_a_critical_point_of_the_majority(problem: Problem, data: st.DataObject) -> None:
    d = len(problem.rates)
    start = np.array(data.draw(st.lists(st.floats(-7, 7), min_size=d, max_size=d)))
    end = problem.newton(start)
    if end is None:
        return
    origin = problem.nearest_majority_point(end)
    assert np.linalg.norm(end - origin) <= problem.tau_g / problem.delta * SLACK + 1e-8
    assert np.linalg.norm(end - moved(problem, origin)) < 1e-5, "two critical points of L for one of L₁"


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(problems(), st.data())
def test_adversarial_points_are_within_the_sharp_radius(problem: Problem, data: st.DataObject) -> None:
    """Points are drawn in balls of three times the radius, so that both sides of the claim are met."""
    d = len(problem.rates)
    origin = problem.majority_point(np.array(data.draw(turns(problem)), dtype=float))
    radius = problem.tau_g / problem.delta
    for share in (0.2, 0.5, 0.8, 0.99, 1.01, 1.5, 3.0):
        direction = np.array(data.draw(st.lists(st.floats(-1, 1), min_size=d, max_size=d)))
        if np.linalg.norm(direction) < 1e-3:
            continue
        theta = origin + share * radius * direction / np.linalg.norm(direction)
        if problem.gradient(theta) @ problem.majority_gradient(theta) <= 0:
            nearest = problem.nearest_majority_point(theta)
            assert np.linalg.norm(theta - nearest) <= radius * SLACK


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_the_constants_are_what_they_are_said_to_be(problem: Problem) -> None:
    rng = np.random.default_rng(0)
    for theta in rng.uniform(-4, 4, (60, len(problem.rates))):
        assert np.linalg.norm(problem.minority_gradient(theta)) <= problem.tau_g * SLACK
        assert np.linalg.norm(problem.minority_hessian(theta), 2) <= problem.tau_h * SLACK
        if np.linalg.norm(problem.majority_gradient(theta)) <= problem.c:
            assert min(abs(np.linalg.eigvalsh(problem.majority_hessian(theta)))) >= problem.delta / SLACK
    assert problem.tau_g <= problem.c
    assert problem.tau_h < problem.delta


def fails_on_half_space(problem: Problem, normal: Vector) -> bool:
    """K = {⟨normal, θ⟩ ≥ 0} is cut through θ̂₁ = 0: no critical point of L in K within the printed radius 4τ/δ."""
    end = moved(problem, np.zeros(len(normal)))
    radius = 4 * max(problem.tau_g, problem.tau_h) / problem.delta
    if normal @ end >= -1e-9:
        return False
    choices = [range(-2, 3) if p else range(1) for p in problem.periodic]
    others = (moved(problem, problem.majority_point(np.array(ns, dtype=float))) for ns in product(*choices))
    return not any(normal @ other >= 0 and np.linalg.norm(other) <= radius for other in others)


def test_a_set_cut_through_a_critical_point_loses_it() -> None:
    def failing(problem: Problem) -> bool:
        return len(problem.rates) <= 2 and fails_on_half_space(problem, np.ones(len(problem.rates)))

    found = find(problems(), failing, settings=settings(max_examples=2000))
    assert found.tau_g <= found.c
    assert found.tau_h < found.delta


def test_the_hunt_would_notice_a_radius_that_is_too_small() -> None:
    """With 0.9·τ_g/δ in place of τ_g/δ the search finds a violation; the claim is not empty."""

    def violates(problem: Problem) -> bool:
        distance = float(np.linalg.norm(moved(problem, np.zeros(len(problem.rates)))))
        return distance > 0.9 * problem.tau_g / problem.delta + 1e-9

    assert violates(find(problems(), violates, settings=settings(max_examples=5000)))


def test_the_sharp_radius_survives_a_longer_hunt() -> None:
    def violates(problem: Problem) -> bool:
        distance = float(np.linalg.norm(moved(problem, np.zeros(len(problem.rates)))))
        return distance > problem.tau_g / problem.delta * SLACK + 1e-8

    with pytest.raises(NoSuchExample):
        find(problems(), violates, settings=settings(max_examples=10 * settings().max_examples))
