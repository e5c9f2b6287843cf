"""One million draws of the interpolator's exact law, two classes, with the error of each, on one thread."""

from fractions import Fraction

from proofs.gaussian_mixture.law import Model, in_chunks
from tests.benchmarks.timing import Row, best_seconds

DRAWS = 1_000_000


def mean_error(count: int = DRAWS) -> float:
    """The minority's mean error under cross-entropy: n = (10, 100), d = 4000, s = 4."""
    model = Model((10, 100), 4000, Fraction(4))
    return sum(float(sets.pair_errors([1, -1], 0).sum()) for sets, _ in in_chunks(model, count, seed=0)) / count


def measure() -> list[Row]:
    """Seconds for a million draws."""
    (seconds,) = best_seconds([mean_error])
    return [Row(f"{DRAWS:,} draws of the interpolator's law", seconds, "s", at_most=10)]
