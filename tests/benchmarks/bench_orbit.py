"""An enclosed orbit of 10⁶ steps at 128 bits, against a bare python-flint loop and against mpmath on gmpy2."""

from __future__ import annotations

from fractions import Fraction

import flint
import mpmath
from flint import arb, fmpq

from checks.encode.terms import add, app, func, mul, neg, power, rational, relation, var
from checks.kernel.extensions.orbits import Recursion
from checks.kernel.terms import BOUND
from tests.benchmarks.timing import Row, best_seconds

BITS = 128
STEPS = 1_000_000
RATE = Fraction(2, 10**5)


def enclosed() -> arb:
    """The kernel's orbit of the discrete recursion of `class_imbalance`, as the rule `orbit` runs it."""
    n = var(BOUND)
    x = app("g", n)
    phi = power(add(rational(1), func("exp", mul(rational(-2), x))), -1)
    step = relation("=", app("g", add(n, rational(1))), add(x, neg(mul(rational(RATE), phi))))
    with flint.ctx.workprec(BITS):
        run = Recursion([relation("=", app("g", 0), rational(-1)), step])
        (found,) = run.values([app("g", STEPS)]).values()
    return found


def bare() -> arb:
    """The same recursion by hand."""
    with flint.ctx.workprec(BITS):
        x, c = arb(-1), arb(fmpq(RATE.numerator, RATE.denominator))
        for _ in range(STEPS):
            x -= c / (1 + (-2 * x).exp())
        return x


def in_mpmath() -> mpmath.mpf:
    """The same recursion in rounded numbers, a tenth of the steps."""
    with mpmath.workprec(BITS):
        x, c = mpmath.mpf(-1), mpmath.mpf(RATE.numerator) / RATE.denominator
        for _ in range(STEPS // 10):
            x -= c / (1 + mpmath.exp(-2 * x))
        return x


def measure() -> list[Row]:
    """Ratios of the enclosed orbit to the two others."""
    ours, by_hand, tenth = best_seconds([enclosed, bare, in_mpmath], turns=2)
    return [
        Row(f"enclosed orbit, {STEPS:,} steps", ours, "s"),
        Row("enclosed over bare python-flint", ours / by_hand, "×", at_most=1.3),
        Row(f"mpmath on {mpmath.libmp.BACKEND} over enclosed", 10 * tenth / ours, "×", at_least=5),
    ]
