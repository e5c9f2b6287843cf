"""The functions of the language: for each its interval extension, where it is defined, its derivative, its definition
by other functions. Extensions add to the table; a certificate may use what it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from checks.kernel import intervals as iv
from checks.kernel.intervals import Interval
from checks.kernel.terms import Term, literal

__all__ = ["FUNCTIONS", "MINUS_ONE", "ONE", "SPECIAL", "ZERO", "Function", "Special", "difference"]

ZERO, ONE, MINUS_ONE, TWO = (literal(n) for n in (0, 1, -1, 2))


@dataclass(frozen=True)
class Function:
    """A function of one argument u.

    interval: its interval extension. conditions: relations that say where it is defined, u being defined.
    derivative: the derivative at u, None where the language has none. form: the same function by other ones, if that
    helps the normal form (it must be equal wherever the function is defined). square: f(u)² in other terms, likewise.
    """

    interval: Callable[[Interval], Interval]
    derivative: Callable[[Term], Term] | None = None
    conditions: Callable[[Term], tuple[Term, ...]] = lambda u: ()
    form: Callable[[Term], Term] | None = None
    square: Callable[[Term], Term] | None = None


@dataclass(frozen=True)
class Special:
    """A head that is no function of its arguments' values: how it is evaluated over a box, and differentiated.

    `conditions` are judged where the head stands; a condition in a wider context is for the extension's own rules.
    """

    evaluate: Callable[[Term, Mapping[Term, Interval]], Interval]
    derivative: Callable[[Term, Term], Term]


def difference(a: Term, b: Term) -> Term:
    """a − b, without any simplification."""
    return Term("+", (a, Term("*", (MINUS_ONE, b))))


def _bell(u: Term) -> Term:
    """2/√π · exp(−u²)."""
    below = Term("^", (Term("root", (Term("pi", ()), 2)), -1))
    return Term("*", (TWO, below, Term("exp", (Term("*", (MINUS_ONE, Term("^", (u, 2)))),))))


FUNCTIONS: dict[str, Function] = {
    "exp": Function(iv.exp, lambda u: Term("exp", (u,))),
    "log": Function(iv.log, lambda u: Term("^", (u, -1)), lambda u: (Term("<", (ZERO, u)),)),
    "erf": Function(iv.erf, _bell),
    "abs": Function(iv.absolute, square=lambda u: Term("^", (u, 2))),
}
SPECIAL: dict[str, Special] = {}
