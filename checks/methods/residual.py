"""What a combination of facts leaves over, for the message that it does not add up."""

from __future__ import annotations

from collections.abc import Iterable

from checks.encode.terms import add, mul, neg, sub, text
from checks.kernel.terms import Malformed, Term

__all__ = ["residual"]

MOST_CHARACTERS = 3000


def residual(goal: Term, combination: Iterable[tuple[Term, Term]]) -> str:
    """(b − a) − Σ m·(bᵢ − aᵢ) as simply as SymPy can write it quickly."""
    used = [neg(mul(m, sub(fact.args[1], fact.args[0]))) for fact, m in combination]
    left = add(sub(goal.args[1], goal.args[0]), *used)
    plain = text(left)
    if len(plain) > MOST_CHARACTERS:
        return plain
    import sympy as sp

    from checks.encode.to_sympy import to_sympy

    try:
        whole = sp.expand(to_sympy(left))
        short = sp.factor(sp.together(whole)) if len(str(whole)) < MOST_CHARACTERS else whole
    except (Malformed, ValueError, TypeError, NotImplementedError, sp.PolynomialError):
        return plain
    return min((str(whole), str(short)), key=len)
