"""Class imbalance, evaluated independently in mpmath: conclusions hold where hypotheses hold, and fail without them."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from mpmath import e as euler
from mpmath import exp, lambertw, log, mp, mpf
from sympy import Rational

from checks.methods import satisfying, violating
from proofs.class_imbalance import balanced_loss, dynamics, rate, uniform_bound
from proofs.class_imbalance import euler as section_3
from proofs.class_imbalance.horizon import constant_of, gap_between, proof_at
from proofs.class_imbalance.notation import HORIZON, epsilon, h, minority, u0

Point = dict[str, Fraction]
EXAMPLES = 40
TINY = mpf(10) ** -40


def phi(x: Any) -> Any:
    return 1 / (1 + exp(-2 * x))


def moderate(point: Point, least_step: int = 0) -> dict[str, Any]:
    """The same point with sizes that a loop can follow; clamping keeps every hypothesis of these statements."""
    values: dict[str, Any] = {}
    for name, value in point.items():
        if name == "t":
            values[name] = int(value) if value < 30 else least_step + int(value) % 30
        elif name in ("u_0", "v_0"):
            values[name] = _mpf(min(max(value, Fraction(-12)), Fraction(4)))
        elif name == "h":
            values[name] = _mpf(min(value, Fraction(8)))
        else:
            values[name] = _mpf(value)
    return values


def _mpf(q: Fraction) -> Any:
    return mpf(q.numerator) / mpf(q.denominator)


def gap(step: Any, start: Any, count: int) -> Any:
    x = start
    for _ in range(count):
        x = x - step * phi(x)
    return x


def solution(step: Any, start: Any, count: int) -> Any:
    """Lambert's W of e^z, by Newton's method on w + log w = z where e^z is too large."""
    z = 2 * step * count - 2 * start + exp(-2 * start)
    if z < 50:
        return -log(lambertw(exp(z)).real) / 2
    w = z
    for _ in range(60):
        w = w - (w + log(w) - z) / (1 + 1 / w)
    return -log(w) / 2


def loss(x: Any) -> Any:
    return log(1 + exp(2 * x)) / 2


def euler_bounds(p: dict[str, Any]) -> bool:
    a = 2 * p["epsilon"] * p["h"]
    g, u, top = gap(a, p["u_0"], p["t"]), solution(a, p["u_0"], p["t"]), phi(p["u_0"])
    sharp = a / 2 * top / euler * exp(2 * a * top) * (1 + 2 * euler * a * top)
    probability = a / 2 * top**2 * exp(2 * a * top) * (1 / euler + 4 * a * top)
    small = TINY * (1 + abs(g))
    return -small <= u - g <= min(sharp, a * top) + small and -small <= phi(u) - phi(g) <= probability + small


def printed_euler_bound(p: dict[str, Any]) -> bool:
    a = 2 * p["epsilon"] * p["h"]
    return abs(gap(a, p["u_0"], p["t"]) - solution(a, p["u_0"], p["t"])) <= mpf(5) / 10**5


def every_start(p: dict[str, Any]) -> bool:
    a = 2 * p["epsilon"] * p["h"]
    return abs(gap(a, p["u_0"], p["t"]) - solution(a, p["u_0"], p["t"])) <= mpf(37) / 10**6


def reciprocal_bounds(p: dict[str, Any]) -> bool:
    a, start, t = 2 * p["epsilon"] * p["h"], p["u_0"], p["t"]
    value, top = 1 + exp(-2 * gap(a, start, t)), 1 + exp(-2 * start) + 2 * a * t
    small = TINY * top
    return top - log(1 + 2 * a * t * exp(2 * start)) - small <= value <= top + small


def effective_rate(p: dict[str, Any]) -> bool:
    a, start, t = 2 * p["epsilon"] * p["h"], p["u_0"], p["t"]
    spread = (1 + exp(-2 * start) + log(1 + 2 * a * exp(2 * start))) / log(2) + 1
    constant = spread / (4 * a**2 * (1 - phi(start)))
    return t > 0 and abs(phi(gap(a, start, t)) - 1 / (2 * a * t)) <= constant * log(t) / t**2 * (1 + TINY)


def order_of_losses(p: dict[str, Any]) -> bool:
    def at(share: Any) -> Any:
        minor, major = 2 * share * p["h"], 2 * (1 - share) * p["h"]
        return loss(gap(minor, p["u_0"], p["t"])) + loss(gap(major, p["v_0"], p["t"]))

    return at(p["epsilonprime"]) <= at(p["epsilon"]) * (1 + TINY)


def held_at(strategy: Any, holds: Callable[[dict[str, Any]], bool], least_step: int = 0) -> int:
    """At how many drawn points the conclusion was evaluated; it must hold at each."""
    seen: list[Point] = []

    @settings(settings(), max_examples=EXAMPLES)
    @given(strategy)
    def run(point: Point) -> None:
        with mp.workdps(60):
            assert holds(moderate(point, least_step)), point
        seen.append(point)

    run()
    return len(seen)


@pytest.mark.parametrize(
    ("statement", "holds", "least_step"),
    [
        (section_3.ASSUMPTION_1, printed_euler_bound, 0),
        (uniform_bound.UNIFORM_EULER_BOUND, euler_bounds, 0),
        (uniform_bound.EVERY_START, every_start, 0),
        (rate.DISCRETE_RATE, reciprocal_bounds, 0),
        (rate.EFFECTIVE_RATE, effective_rate, 2),
        (balanced_loss.TEST_LOSS_MONOTONE, order_of_losses, 0),
    ],
    ids=lambda value: getattr(value, "id", getattr(value, "__name__", str(value))),
)
def test_conclusions_hold_where_hypotheses_hold(statement: Any, holds: Any, least_step: int) -> None:
    assert held_at(satisfying(statement), holds, least_step) >= EXAMPLES // 2


def violation(statement: Any, hypothesis: Any, holds: Callable[[dict[str, Any]], bool]) -> Point:
    """A point that meets the other hypotheses and at which the conclusion fails; NoSuchExample if none is found."""

    def fails(point: Point) -> bool:
        with mp.workdps(60):
            return not holds(moderate(point))

    return find(
        violating(statement, hypothesis),
        fails,
        settings=settings(max_examples=1000, derandomize=True, phases=(Phase.generate,)),
    )


@pytest.mark.parametrize(
    ("statement", "index", "holds"),
    [
        (rate.DISCRETE_RATE, 0, reciprocal_bounds),
        (rate.EFFECTIVE_RATE, 1, effective_rate),
        (balanced_loss.TEST_LOSS_MONOTONE, 1, order_of_losses),
        (balanced_loss.TEST_LOSS_MONOTONE, 2, order_of_losses),
    ],
    ids=lambda value: getattr(value, "id", getattr(value, "__name__", str(value))),
)
def test_a_necessary_hypothesis_cannot_be_dropped(statement: Any, index: int, holds: Any) -> None:
    assert violation(statement, statement.given[index], holds)


def test_what_lemma_1_asks_of_the_start_is_kept_and_so_is_its_failure() -> None:
    statement = dynamics.PROPOSITION_1  # of the start it asks for part (i) of Lemma 1

    def excess(point: Point) -> Any:
        w = [_mpf(point[f"theta_{i}^0"]) / 1000 for i in (1, 2, 3, 4)]
        rate_, copies = mpf(1) / 10, {(1, 1): 3, (-1, -1): 3, (-1, 1): 1, (1, -1): 1}
        for _ in range(5):
            slope = [mpf(0)] * 4
            for (a, b), k in copies.items():
                wrong = 1 / (1 + exp(b * ((w[2] - w[0]) * a + (w[3] - w[1]) * b)))
                slope = [d + k * b * wrong * x / 8 for d, x in zip(slope, (a, b, -a, -b), strict=True)]
            w = [x - rate_ * d for x, d in zip(w, slope, strict=True)]
        return w[2] - w[3] + w[0] - w[1]

    seen = []

    @settings(settings(), max_examples=EXAMPLES)
    @given(satisfying(statement), violating(statement, statement.given[0]))
    def run(good: Point, bad: Point) -> None:
        with mp.workdps(60):
            assert abs(excess(good)) < TINY * 10**6
            start = [bad[f"theta_{i}^0"] for i in (1, 2, 3, 4)]
            kept = _mpf(start[2] - start[3] + start[0] - start[1]) / 1000
            assert kept != 0
            assert abs(excess(bad) - kept) < TINY * 10**6
        seen.append(bad)

    run()
    assert len(seen) >= EXAMPLES // 2


def test_the_horizon_of_the_cited_bound_is_short_of_the_printed_one() -> None:
    with mp.workdps(30):
        slope, curvature = 4 * mpf("0.1") * phi(-1) * (1 - phi(-1)), 8 * mpf("0.01") * phi(-1) ** 2 * (1 - phi(-1))
        horizon = log(1 + mpf("3.7e-5") * 2 * slope / (curvature * mpf("1e-4"))) / (slope * mpf("1e-4"))
        assert 825_519 < horizon < 825_520 < HORIZON


@pytest.mark.parametrize(
    ("share", "rate_", "start", "steps", "followed"),
    [
        ("1/10", "1/10000", "-1", 500, 0),
        ("9/10", "1/2", "0", 700, 0),
        ("1/2", "3", "1", 900, 100),
        ("1/3", "8", "-2", 60, 5),
    ],
)
def test_the_expansion_encloses_the_orbit(share: str, rate_: str, start: str, steps: int, followed: int) -> None:
    """Bounds that come from Λ and not from following the orbit contain what iterating in mpmath gives."""
    values = {epsilon: Rational(share), h: Rational(rate_), u0: Rational(start)}
    p = proof_at([minority], values, steps)
    bounds = [line.formula for line in gap_between(p, minority, values, steps, followed=followed)]
    low, high = bounds[0].args[0].args[0], bounds[1].args[1].args[0]
    with mp.workdps(60):
        step = 2 * mpf(Fraction(share).numerator) / Fraction(share).denominator * mpf(Fraction(rate_).numerator)
        end = gap(step / Fraction(rate_).denominator, mpf(int(start)), steps)
        assert _mpf(low) < end < _mpf(high)


def test_steps_that_are_followed_narrow_the_constant_of_the_expansion() -> None:
    """The error is (8/3)a³e^(6aφ)φ², φ = φ(g^N): nothing else may widen the enclosure, and they are nested."""
    values = {epsilon: Rational(1, 10), h: Rational(1, 10**4), u0: Rational(-1)}
    bounds = [constant_of(minority, values, followed=n)[1] for n in (0, 20_000)]
    (low, high), (lower, upper) = ((Fraction(q.lower), Fraction(q.upper)) for q in bounds)
    assert low < lower < upper < high
    assert upper - lower < (high - low) * Fraction(95, 100)
    assert high - low < high / 10**15
