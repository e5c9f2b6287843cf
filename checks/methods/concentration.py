"""Intervals for a mean that use the spread of the sample, and several intervals at once.

`sampling.hoeffding` knows the range only; where draws hardly vary, the bound here is many times narrower.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from checks.methods.sampling import Interval

__all__ = ["empirical_bernstein", "each_of"]


def empirical_bernstein(
    values: Sequence[float], low: float = 0.0, high: float = 1.0, confidence: float = 0.999
) -> Interval:
    """Maurer and Pontil (2009), Theorem 4, to both sides: the mean of n independent draws from [low, high] with sample
    variance V misses the expectation by more than √(2V·ln(4/δ)/n) + 7(high − low)·ln(4/δ)/(3(n − 1)) with probability
    at most δ = 1 − confidence.

    Raises ValueError for fewer than two draws, draws outside the range, or a confidence outside (0, 1).
    """
    n = len(values)
    if n < 2 or not 0 < confidence < 1 or not low < high:
        raise ValueError(f"{n} draws in [{low}, {high}], confidence {confidence}: two draws and 0 < confidence < 1")
    if not (low <= min(values) and max(values) <= high):
        raise ValueError(f"draws from {min(values)} to {max(values)} leave the range [{low}, {high}]")
    mean = math.fsum(values) / n
    variance = math.fsum((v - mean) ** 2 for v in values) / (n - 1)
    size = math.log(4 / (1 - confidence))
    radius = math.sqrt(2 * variance * size / n) + 7 * (high - low) * size / (3 * (n - 1))
    return Interval(max(low, mean - radius), min(high, mean + radius), confidence)


def each_of(count: int, confidence: float = 0.999) -> float:
    """The confidence that each of `count` intervals needs so that all of them together cover (Bonferroni)."""
    if count < 1:
        raise ValueError("at least one interval")
    return 1 - (1 - confidence) / count
