"""Orbits of 10⁶ steps at the paper's parameters: what is read off them, and their transcription for mpmath."""

from collections.abc import Callable
from typing import Any

from sympy import Rational

from checks.methods import Wanted, mp_exp
from proofs.class_imbalance.notation import HORIZON, STANDARD, Group, h
from proofs.foundations.notation import phi

SEE_MPMATH = "The second witness, both gaps iterated in mpmath, stands at generalization-gap#both-orbits-in-mpmath."


def from_minus_1(group: Group) -> dict[Any, Any]:
    """The paper's parameters and the start −1."""
    return {**STANDARD, group.start: -1}


def observed(group: Group, letter: str, printed: str | None = None) -> list[Wanted]:
    """The gap and 1 − p_y after 10⁶ steps."""
    gap = group.gap(HORIZON)
    return [
        Wanted(f"gap_{group.name}", gap, f"{letter}^{{T}}", f"gap of the {group.name} at T = 10⁶, start −1"),
        Wanted(f"error_{group.name}", phi(gap), rf"\phi({letter}^T)", f"1 − p_y on the {group.name} at T", printed),
    ]


def transcription(share: Rational) -> Callable[[Any], Any]:
    """One step x − 2·share·h/(1 + e^(−2x)) in mpmath, typed in anew."""
    step = 2 * share * STANDARD[h]
    numerator, denominator = int(step.p), int(step.q)

    def advance(x: Any) -> Any:
        return x - numerator / (denominator * (1 + mp_exp(-2 * x)))

    return advance


def probability_in_mpmath(x: Any) -> Any:
    """φ(x) in mpmath."""
    return 1 / (1 + mp_exp(-2 * x))
