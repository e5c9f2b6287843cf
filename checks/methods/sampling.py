"""Evidence by sampling: finitely many random instances, with the confidence that finitely many can give.

Such findings are `supported` at most; a violation is only a candidate until the kernel has looked at it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from checks.outcome import Finding, Trust
from checks.paper import Statement

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
    """Clopper and Pearson (1934): exact binomial limits, by bisection of the binomial tail in mpmath."""
    if not 0 <= successes <= count or count < 1 or not 0 < confidence < 1:
        raise ValueError(f"{successes} successes of {count}, confidence={confidence}")
    alpha = (1 - confidence) / 2
    lower = 0.0 if successes == 0 else _beta_quantile(alpha, successes, count - successes + 1)
    upper = 1.0 if successes == count else _beta_quantile(1 - alpha, successes + 1, count - successes)
    return Interval(lower, upper, confidence)


def _beta_quantile(probability: float, a: int, b: int) -> float:
    from mpmath import betainc, mp

    low, high = 0.0, 1.0
    with mp.workprec(80):
        for _ in range(60):
            middle = (low + high) / 2
            if betainc(a, b, 0, middle, regularized=True) < probability:
                low = middle
            else:
                high = middle
    return (low + high) / 2


def sample(
    statement: Statement,
    predicate: Callable[[dict[str, Any]], bool],
    *,
    count: int = 500,
    seed: int = 0,
    **more: Any,
) -> Finding:
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
    @given(satisfying(statement))
    def run(point: dict[str, Any]) -> None:
        tried.append(point)
        if predicate(point) is not True:
            failed.append(point)

    try:
        run()
    except HypothesisException as problem:
        return Finding.undecided(f"sampling ended early: {problem}")
    if failed:
        at = ", ".join(f"{k} = {v}" for k, v in min(failed, key=lambda p: len(str(p))).items())
        return Finding.undecided(f"{len(failed)} of {len(tried)} points fail, for example {at}")
    more.setdefault("scope", f"{len(tried)} random points that satisfy the hypotheses, seed {seed}")
    return Finding.evidence(Trust.SAMPLED, **more)
