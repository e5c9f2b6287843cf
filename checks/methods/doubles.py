"""A recursion in double precision, as a second witness that shares nothing with the balls of the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["differs", "followed_in_doubles"]

EVERY, AGREES, DIGITS = 5000, 2, 15  # steps between two looks at mpmath; how near, in units of 10⁻¹⁵

Pair = tuple[float, float]


def followed_in_doubles(
    step: Callable[[float], float], exact: Callable[[Any], Any], start: int, steps: int
) -> tuple[Pair, str]:
    """x_{n+1} = x_n + step(x_n) from x₀ = start: x_steps as an unevaluated sum of two doubles, and what is wrong.

    step: how far one step goes, a number of 16 digits; the steps are added up without loss (Knuth's exact sum).
    exact: the same in mpmath; at every 5,000th step both must agree to 2·10⁻¹⁵ of it, so that a sum that stays of the
    order of its steps' total is right to some 14 digits and, as roundings go both ways, to more.
    """
    from mpmath import mp, mpf

    high, low = float(start), float(0)
    with mp.workprec(120):
        for count in range(steps):
            moved = step(high + low) + low
            total = high + moved
            part = total - high
            high, low = total, (high - (total - part)) + (moved - part)
            if count % EVERY == 0:
                at = high + low
                if abs(exact(mpf(at)) - step(at)) > AGREES * mpf(10) ** -DIGITS * abs(step(at)):
                    return (high, low), f"at step {count} a step from {at} is not that of mpmath"
    return (high, low), ""


def differs(pair: Pair, ball: Any) -> bool:
    """Whether the sum of two doubles and the middle of a ball differ in their first 15 digits."""
    from mpmath import mp, mpf

    with mp.workprec(120):
        middle = mpf(ball.mid().str(25, radius=False))
        return bool(abs(mpf(pair[0]) + mpf(pair[1]) - middle) > mpf(10) ** -DIGITS * abs(middle))
