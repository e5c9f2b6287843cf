"""Orbits of 10⁶ steps at the paper's parameters: what is read off them, and their transcription for mpmath."""

from collections.abc import Callable, Mapping
from typing import Any

from sympy import Rational

from checks.methods import Leap, Wanted, mp_exp
from checks.paper import eq, le
from proofs.class_imbalance.notation import HORIZON, STANDARD, Group, h, t
from proofs.foundations.notation import phi

IN_LEAPS = Leap(500, between=(2, 6))  # z = −2·gap from the start −1 stays in there for 10⁶ steps, for every share
SEE_MPMATH = "The second witness, both gaps iterated in mpmath, stands at generalization-gap#both-orbits-in-mpmath."


def from_minus_1(group: Group) -> dict[Any, Any]:
    """The paper's parameters and the start −1."""
    return {**STANDARD, group.start: -1}


def equations(at: Mapping[Any, Any]) -> list[Any]:
    """Parameters at these values, as hypotheses."""
    return [eq(symbol, value) for symbol, value in at.items()]


def pinned(at: Mapping[Any, Any], last: int, first: int = 0) -> list[Any]:
    """The hypotheses of a claim along one orbit: the parameters at these values, and the steps first ≤ t ≤ last."""
    return [*equations(at), le(first, t), le(t, last)]


def observed(group: Group, letter: str, printed: str | None = None) -> list[Wanted]:
    """The gap and 1 − p_y after 10⁶ steps."""
    gap = group.gap(HORIZON)
    return [
        Wanted(f"gap_{group.name}", gap, f"{letter}^{{T}}", f"gap of the {group.name} at T = 10⁶, start −1"),
        Wanted(f"error_{group.name}", phi(gap), rf"\phi({letter}^T)", f"1 − p_y on the {group.name} at T", printed),
    ]


def transcription(share: Rational) -> Callable[[Any], Any]:
    """One step z + 4·share·h/(1 + e^z) in mpmath, typed in anew, for z = −2·gap: one half as many operations."""
    step = 4 * share * STANDARD[h]
    cached: list[Any] = []

    def advance(z: Any) -> Any:
        if not cached:
            cached.extend((z.context.mpf(int(step.p)) / int(step.q), z.context.exp))
        rate, exp = cached
        return z + rate / (1 + exp(z))

    return advance


def probability_in_mpmath(z: Any) -> Any:
    """φ(−z/2) in mpmath."""
    return 1 / (1 + mp_exp(z))
