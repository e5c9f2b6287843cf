"""Solutions of u′ = f(u) to 42 digits, by extrapolation (Gragg, Bulirsch, Stoer): the oracle's, not the kernel's."""

from collections.abc import Callable
from typing import Any

from mpmath import mp, mpf

__all__ = ["NoDigitsError", "solution"]

COLUMNS, FARTHEST, MOST_STEPS = 20, mpf(10) ** 6, 8
ENOUGH = mpf(10) ** -42


class NoDigitsError(Exception):
    """The solution was not found to 42 digits."""


def solution(f: Callable[[Any], Any], start: Any, time: Any) -> Any:
    """u(time) for u′ = f(u), u(0) = start, time ≥ 0; the number of steps is doubled until two answers agree.

    Raises NoDigitsError where they do not, or u grows beyond all bounds, and whatever f raises."""
    steps, before = max(1, int(mp.ceil(time))), None
    while steps <= MOST_STEPS:
        u = start
        for _ in range(steps):
            u = _step(f, u, time / steps)
        if before is not None and abs(u - before) < ENOUGH * max(1, abs(u)):
            return u
        steps, before = 2 * steps, u
    raise NoDigitsError


def _step(f: Callable[[Any], Any], start: Any, time: Any) -> Any:
    """One step: modified midpoint rules with 2, 4, 6, … parts, with errors in powers of h²."""
    row: list[Any] = []
    for k in range(1, COLUMNS + 1):
        h = time / (2 * k)
        old, u = start, start + h * f(start)
        for _ in range(2 * k - 1):
            old, u = u, old + 2 * h * f(u)
            if abs(u) > FARTHEST:
                raise NoDigitsError
        new = [(old + u + h * f(u)) / 2]
        for j, entry in enumerate(row, 1):
            new.append(new[-1] + (new[-1] - entry) / ((mpf(k) / (k - j)) ** 2 - 1))
        row = new
    return row[-1]
