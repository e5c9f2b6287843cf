"""Euler's method and the solution of the same equation in mpmath, as a witness that shares nothing with the kernel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["euler_and_flow"]

PARTS, ROUNDS = 12, 3  # pieces of the integral, Newton steps


def euler_and_flow(f: Callable[[Any], Any], start: int, step: Any, steps: int, *, bits: int = 100) -> tuple[Any, Any]:
    """x_steps of x ← x + step·f(x), and w(step·steps) of w′ = f(w), both from `start`, as `mpf`; no error bound.

    f: the author's own transcription, a function of an `mpf` that has no zero between start and the values reached.
    step: a rational number. w is found from ∫ dq/f(q) = time over [start, w], by quadrature and Newton's method.
    """
    from mpmath import mp, mpf

    with mp.workprec(bits):
        begun = x = mpf(start)
        length = mpf(int(step.p)) / int(step.q)
        for _ in range(steps):
            x += length * f(x)
        w, time = x, length * steps
        for _ in range(ROUNDS):
            places = [begun + (w - begun) * k / PARTS for k in range(PARTS + 1)]
            w -= (mp.quad(lambda q: 1 / f(q), places) - time) * f(w)
        return x, w
