"""Evidence by sampling: finitely many random instances, with the confidence that finitely many can give.

Such evidence supports at most; a violation is only a candidate until the kernel has looked at it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from checks.methods.handing import nothing, numbers
from checks.outcome import Evidence, Trust
from checks.paper import Claim, Statement

__all__ = ["Interval", "clopper_pearson", "hoeffding", "sample"]


@dataclass(frozen=True)
class Interval:
    """An interval that covers an unknown mean or probability with at least the stated confidence."""

    lower: float
    upper: float
    confidence: float

    def __contains__(self, value: float) -> bool:
        return self.lower <= value <= self.upper


def hoeffding(mean: float, count: int, low: float, high: float, confidence: float = 0.999) -> Interval:
    """Hoeffding (1963): the mean of `count` independent draws from [low, high] misses the expectation by more than
    (high − low)·√(ln(2/(1 − confidence))/(2·count)) with probability at most 1 − confidence."""
    if count < 1 or not 0 < confidence < 1 or not low <= mean <= high:
        raise ValueError(f"count={count}, confidence={confidence}, mean={mean} in [{low}, {high}]")
    radius = (high - low) * math.sqrt(math.log(2 / (1 - confidence)) / (2 * count))
    return Interval(max(low, mean - radius), min(high, mean + radius), confidence)


def clopper_pearson(successes: int, count: int, confidence: float = 0.999) -> Interval:
    """Clopper and Pearson (1934): exact binomial limits, by bisection of the binomial tail."""
    if not 0 <= successes <= count or count < 1 or not 0 < confidence < 1:
        raise ValueError(f"{successes} successes of {count}, confidence={confidence}")
    alpha = (1 - confidence) / 2
    lower = 0.0 if successes == 0 else _beta_quantile(alpha, successes, count - successes + 1)
    upper = 1.0 if successes == count else _beta_quantile(1 - alpha, successes + 1, count - successes)
    return Interval(lower, upper, confidence)


def _beta_quantile(probability: float, a: int, b: int) -> float:
    """The x at which a binomial variable of a + b − 1 trials is at least a with that probability."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _binomial_at_least(a, a + b - 1, middle) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _binomial_at_least(a: int, n: int, x: float) -> float:
    """P(Bin(n, x) ≥ a) for 1 ≤ a ≤ n, summed away from a on the side of the smaller tail, where terms fall."""
    if x <= 0 or x >= 1:
        return 1.0 if x >= 1 else 0.0
    above = a > n * x
    j = a if above else a - 1
    term = math.exp(
        math.lgamma(n + 1) - math.lgamma(j + 1) - math.lgamma(n - j + 1) + j * math.log(x) + (n - j) * math.log1p(-x)
    )
    total, odds = 0.0, x / (1 - x)
    while term > 0 and term > total * 1e-17 and 0 <= j <= n:
        total += term
        term *= (n - j) / (j + 1) * odds if above else j / (n - j + 1) / odds
        j += 1 if above else -1
    return min(1.0, total) if above else max(0.0, 1 - total)


def sample(
    claim: Claim | Statement,
    predicate: Callable[[dict[str, Any]], bool],
    *,
    count: int = 500,
    seed: int = 0,
    **more: Any,
) -> Evidence:
    """Try a predicate at `count` random points that satisfy the statement's hypotheses (drawn with the seed).

    predicate: point (name → Fraction) → whether the conclusion was seen to hold there. All hold: `supported`. One
    fails: `undecided`, with the point; hand it to `witness` for the exact second look.
    """
    from hypothesis import HealthCheck, given, settings
    from hypothesis import seed as seeded
    from hypothesis.errors import HypothesisException

    from checks.methods.points import satisfying

    tried: list[dict[str, Any]] = []
    failed: list[dict[str, Any]] = []

    @seeded(seed)
    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(satisfying(claim))
    def run(point: dict[str, Any]) -> None:
        tried.append(point)
        if predicate(point) is not True:
            failed.append(point)

    try:
        run()
    except HypothesisException as problem:
        return nothing(f"sampling ended early: {problem}")
    if failed:
        at = ", ".join(f"{k} = {v}" for k, v in min(failed, key=lambda p: len(str(p))).items())
        return nothing(f"{len(failed)} of {len(tried)} points fail, for example {at}")
    more.setdefault("scope", f"{len(tried)} random points that satisfy the hypotheses, seed {seed}")
    return numbers(Trust.SAMPLED, **more)
