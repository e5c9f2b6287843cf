"""Random class losses against the statements of `proofs/per_class_normalization`, in exact arithmetic.

The losses are quadratics ½⟨x, Ax⟩ + ⟨u, x⟩ with A = QΛQᵀ for a rational orthogonal Q: indefinite in general, and
smooth with the exact constant max|λ|. The gradients at the start 0 have rational lengths, so that the optimizers are
exact too.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from checks.methods import Proof, satisfying, violating
from checks.methods.decide import decide_at
from proofs.per_class_normalization import directional_noise, initial_drop, many_classes, pcngd
from proofs.per_class_normalization.growth import AFTER, BEFORE
from proofs.per_class_normalization.notation import eta as step_size
from proofs.per_class_normalization.notation import rho
from proofs.per_class_normalization.optimizers import cosine, direction, dot, gd, norm, projections
from proofs.per_class_normalization.optimizers import pcngd as pcngd_step

F = Fraction
RATIONALS = st.fractions(min_value=-3, max_value=3, max_denominator=6)
POSITIVE = st.fractions(min_value=F(1, 8), max_value=4, max_denominator=8)
SHARES = st.fractions(min_value=F(1, 16), max_value=F(15, 16), max_denominator=16)


def reflection(v):
    """The orthogonal matrix I − 2vvᵀ/⟨v, v⟩."""
    square = dot(v, v)
    return [[F(i == j) - 2 * a * b / square for j, b in enumerate(v)] for i, a in enumerate(v)]


@dataclass(frozen=True)
class Quadratic:
    """½⟨x, QΛQ x⟩ + ⟨u, x⟩ with a reflection Q."""

    basis: list
    eigenvalues: tuple
    gradient: tuple

    @property
    def smoothness(self):
        return max(map(abs, self.eigenvalues))

    def __call__(self, x):
        turned = [dot(row, x) for row in self.basis]
        curved = sum(e * z * z for e, z in zip(self.eigenvalues, turned, strict=True))
        return curved / 2 + dot(self.gradient, x)


@st.composite
def unit_vectors(draw, size):
    """A rational vector of length 1: a column of a reflection."""
    v = draw(st.tuples(*[RATIONALS] * size).filter(any))
    return tuple(reflection(v)[0])


@st.composite
def problems(draw, classes, spherical=False):
    """Class losses in a common dimension, with non-zero curvature and gradients of rational length."""
    size = draw(st.integers(2, 4))
    made = []
    for _ in range(classes):
        basis = reflection(draw(st.tuples(*[RATIONALS] * size).filter(any)))
        one = draw(POSITIVE)
        eigenvalues = (one,) * size if spherical else draw(st.tuples(*[RATIONALS] * size).filter(any))
        length = draw(POSITIVE)
        made.append(Quadratic(basis, eigenvalues, tuple(length * z for z in draw(unit_vectors(size)))))
    return made


def start(problem):
    return (F(0),) * len(problem[0].gradient)


def gradients(problem):
    return [f.gradient for f in problem]


# Two classes


@given(problems(2), SHARES)
def test_pcngd_decreases_every_class_below_the_threshold(problem, share):
    u = gradients(problem)
    c = cosine(*u)
    assume(c > -1)
    eta = share * min(norm(f.gradient) / f.smoothness for f in problem)
    after = pcngd_step(start(problem), u, eta)
    for f in problem:
        assert f(after) <= -eta * (1 + c) * (norm(f.gradient) - f.smoothness * eta) < 0


@given(problems(2, spherical=True), SHARES)
def test_from_the_threshold_on_a_spherical_quadratic_does_not_decrease(problem, share):
    u = gradients(problem)
    f = problem[0]
    eta = norm(f.gradient) / f.smoothness / share
    assert f(pcngd_step(start(problem), u, eta)) >= 0


@given(problems(2), SHARES)
def test_minority_loss_under_gd_on_both_sides_of_the_angle(problem, share):
    u = gradients(problem)
    s = tuple(a + b for a, b in zip(*u, strict=True))
    rate, square, f = dot(u[1], s), dot(s, s), problem[1]
    below = cosine(*u) < -norm(u[1]) / norm(u[0])
    assert below == (rate < 0)
    assume(rate != 0)
    change = f(gd(start(problem), u, share * 2 * abs(rate) / (f.smoothness * square)))
    assert change > 0 if below else change < 0


@st.composite
def beyond_the_angle(draw):
    """Two spherical quadratics whose gradients meet at a rational cosine below −‖u_1‖/‖u_0‖."""
    basis = reflection(draw(st.tuples(*[RATIONALS] * draw(st.integers(2, 4))).filter(any)))
    half = draw(SHARES)
    c, s = -(1 - half**2) / (1 + half**2), 2 * half / (1 + half**2)
    length, curvature = draw(POSITIVE), draw(POSITIVE)
    shorter = draw(SHARES) * -c * length
    first = tuple(length * z for z in basis[0])
    second = tuple(shorter * (c * z + s * w) for z, w in zip(basis[0], basis[1], strict=True))
    flat = (curvature,) * len(basis)
    return [Quadratic(basis, flat, first), Quadratic(basis, flat, second)]


@given(beyond_the_angle(), POSITIVE)
def test_a_convex_minority_rises_for_every_step_beyond_the_angle(problem, eta):
    u = gradients(problem)
    assert cosine(*u) < -norm(u[1]) / norm(u[0])
    assert problem[1](gd(start(problem), u, eta)) > 0


@given(problems(2))
def test_not_both_classes_rise_at_first_order(problem):
    u = gradients(problem)
    s = tuple(a + b for a, b in zip(*u, strict=True))
    assert dot(u[0], s) + dot(u[1], s) == dot(s, s)


@given(problems(2), st.integers(2, 9))
def test_replication_changes_gd_and_not_pcngd(problem, copies):
    first, second = gradients(problem)
    repeated = tuple(copies * z for z in second)
    origin = start(problem)
    assert pcngd_step(origin, (first, repeated), F(1)) == pcngd_step(origin, (first, second), F(1))
    assert gd(origin, (first, repeated), F(1)) != gd(origin, (first, second), F(1))


# Many classes


@given(problems(3), SHARES)
def test_the_condition_for_many_classes(problem, share):
    u = gradients(problem)
    g = [direction(v) for v in u]
    total = tuple(map(sum, zip(*g, strict=True)))
    square = dot(total, total)
    for f, own in zip(problem, g, strict=True):
        p = dot(own, total)
        if p > 0:
            eta = share * 2 * norm(f.gradient) * p / (f.smoothness * square)
            assert f(pcngd_step(start(problem), u, eta)) < 0


@given(problems(3, spherical=True), POSITIVE)
def test_without_the_condition_a_convex_class_does_not_decrease(problem, eta):
    u = gradients(problem)
    g = [direction(v) for v in u]
    total = tuple(map(sum, zip(*g, strict=True)))
    after = pcngd_step(start(problem), u, eta)
    for f, own in zip(problem, g, strict=True):
        p = dot(own, total)
        if p <= 0 or f.smoothness * eta * dot(total, total) >= 2 * norm(f.gradient) * p:
            assert f(after) >= 0


# Mini-batches


@given(st.lists(SHARES, min_size=1, max_size=4), POSITIVE)
def test_symmetric_noise_shortens_the_mean_direction_to_the_mean_projection(halves, length):
    """Pairs of gradients mirrored at (1, 0): the mean of the directions is p·(1, 0), p the mean projection."""
    group = []
    for half in halves:
        c, s = (1 - half**2) / (1 + half**2), 2 * half / (1 + half**2)
        group += [(length * c, length * s), (length * c, -length * s)]
    mean = [sum(column) / len(group) for column in zip(*map(direction, group), strict=True)]
    drawn = [projections((tuple(group),), [(i,)])[0] for i in range(len(group))]
    assert mean == [sum(drawn) / len(drawn), 0]
    assert 0 < mean[0] < 1


# The statements' own hypotheses

SCALAR = [
    initial_drop.NO_INITIAL_DROP,
    pcngd.PCNGD_MONOTONE,
    pcngd.PCNGD_DECREASES,
    many_classes.CONDITION,
    directional_noise.DIRECTIONAL_NOISE,
]


@pytest.mark.parametrize("statement", SCALAR, ids=lambda s: s.id.rpartition("/")[2])
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_conclusions_hold_where_hypotheses_hold(statement, data):
    claim = Proof.about(statement)
    assert claim.goal is not None
    point = data.draw(satisfying(statement))
    assert decide_at(claim.goal, point, claim.context) is True


@pytest.mark.parametrize(
    ("statement", "hypothesis"),
    [
        (pcngd.PCNGD_DECREASES, 2),
        (pcngd.PCNGD_DECREASES, 0),
        (directional_noise.DIRECTIONAL_NOISE, 0),
    ],
    ids=["step", "smoothness", "angle"],
)
def test_without_a_necessary_hypothesis_the_conclusion_fails_somewhere(statement, hypothesis):
    claim, failures = Proof.about(statement), []
    goal = claim.goal
    assert goal is not None

    @settings(
        max_examples=40,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(violating(statement, statement.given[hypothesis]))
    def look(point):
        if decide_at(goal, point, claim.context) is False:
            failures.append(point)

    look()
    assert failures


@settings(max_examples=25, deadline=None)
@given(st.fractions(min_value=F(13, 10), max_value=60, max_denominator=10), st.fractions(F(1, 4), 4, max_denominator=4))
def test_the_minority_recovers_between_the_bounds(ratio, eta):
    """The first step with a positive margin, in floating point, against both bounds and the law for ρ ≥ 5/2."""
    h, x, y, first = float(eta / (1 + ratio)), 0.0, 0.0, 0
    while first == 0 or y <= 0:
        push, pull = float(ratio) / (1 + math.exp(x)), 1 / (1 + math.exp(y))
        x, y, first = x + h * (push - 0.8 * pull), y + h * (pull - 0.8 * push), first + 1
    at = {rho: ratio, step_size: eta}
    assert float(BEFORE.subs(at)) <= first <= float(AFTER.subs(at)) + 1
    if ratio >= F(5, 2):
        assert -5 <= h * first - 20 / 9 * math.log(ratio) <= 19 + h
