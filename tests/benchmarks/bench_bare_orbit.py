"""The bare loops that an enclosed orbit is measured against: python-flint, and mpmath on gmpy2.

The recursion x ← x − c/(1 + e^(−2x)) with c = 1/100, from x = −1, with 128 bits.
"""

import flint
import mpmath
from flint import arb, fmpq

from tests.benchmarks.timing import Row, best_seconds

BITS = 128
STEPS = 100_000


def in_flint(steps: int = STEPS) -> arb:
    """The ball after `steps` steps."""
    with flint.ctx.workprec(BITS):
        x, c = arb(-1), arb(fmpq(1, 100))
        for _ in range(steps):
            x -= c / (1 + (-2 * x).exp())
        return x


def in_mpmath(steps: int = STEPS) -> mpmath.mpf:
    """The rounded number after `steps` steps."""
    with mpmath.workprec(BITS):
        x, c = mpmath.mpf(-1), mpmath.mpf(1) / 100
        for _ in range(steps):
            x -= c / (1 + mpmath.exp(-2 * x))
        return x


def measure() -> list[Row]:
    """Seconds of both, and how many times slower mpmath is."""
    flint_seconds, mpmath_seconds = best_seconds([in_flint, in_mpmath])
    return [
        Row(f"python-flint, {STEPS:,} steps", flint_seconds, "s"),
        Row(f"mpmath on {mpmath.libmp.BACKEND}, {STEPS:,} steps", mpmath_seconds, "s"),
        Row("mpmath over python-flint", mpmath_seconds / flint_seconds, "×"),
    ]
