"""Methods that settle a relation in one call: identity, enclose, monotone, quadrature, cite.

Each takes the claim of a check, or a statement, in whose context it works, and the relation `goal` (the claim's own
formulas when it is left out), and returns evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from checks.encode.terms import parts
from checks.kernel import Rejected
from checks.methods.argue import Proof
from checks.methods.handing import nothing
from checks.methods.search import NotFound
from checks.outcome import Evidence
from checks.paper import Claim, Statement

__all__ = ["cite", "enclose", "identity", "monotone", "proof_about", "quadrature"]


def proof_about(
    claim: Claim | Statement, goal: Any, given: Iterable[Any] | None, also: Mapping[Any, Any] | None, s: float
) -> Proof:
    """A proof about the claim, with the symbols of the goal added, at the domains that the paper gives them."""
    wanted = dict(also or {})
    for symbol in {x for f in (goal, *(given or ())) for x in getattr(f, "free_symbols", ())}:
        if symbol not in claim.symbols:
            wanted.setdefault(symbol, None)
    return Proof.about(claim, given=given, also=wanted, seconds=s)


def identity(
    claim: Claim | Statement,
    goal: Any = None,
    *using: Any,
    given: Iterable[Any] | None = None,
    also: Mapping[Any, Any] | None = None,
    **more: Any,
) -> Evidence:
    """An equation (or a conjunction of equations) by exact algebra, at every point of the statement's domains.

    using: facts that show that divisors do not vanish.
    """
    p = proof_about(claim, goal, given, also, 60.0)
    formula = p.goal if goal is None else p.formula(goal)
    assert formula is not None
    try:
        lines = [p.identity(part, *using) for part in parts(formula)]
        return p.finding(lines[0] if len(lines) == 1 else p.both(*lines), **more)
    except Rejected as problem:
        return nothing(f"identity: {problem}")


def enclose(
    claim: Claim | Statement,
    goal: Any = None,
    *,
    given: Iterable[Any] | None = None,
    also: Mapping[Any, Any] | None = None,
    seconds: float = 30.0,
    bits: int = 128,
    **more: Any,
) -> Evidence:
    """Relations over the box of the statement's domains, by subdivision with intervals and mean values."""
    p = proof_about(claim, goal, given, also, seconds)
    try:
        return p.finding(p.enclose(p.goal if goal is None else goal, bits=bits), **more)
    except (NotFound, Rejected) as problem:
        return nothing(f"enclosure: {problem}")


def monotone(
    claim: Claim | Statement,
    x: Any,
    end: str = "lo",
    *,
    goal: Any = None,
    order: int = 1,
    given: Iterable[Any] | None = None,
    also: Mapping[Any, Any] | None = None,
    seconds: float = 30.0,
    **more: Any,
) -> Evidence:
    """A relation from its value at an end of the range of x and the sign of the derivative (of order `order`)."""
    p = proof_about(claim, goal, given, also, seconds)
    try:
        line = p.by_derivatives(p.goal if goal is None else goal, x, end, order=order)
        return p.finding(line, **more)
    except (NotFound, Rejected) as problem:
        return nothing(f"derivatives from the end {end} of {x}: {problem}")


def quadrature(claim: Claim | Statement, goal: Any = None, **options: Any) -> Evidence:
    """A relation between definite integrals with numbers as limits, by certified quadrature."""
    return enclose(claim, goal, **options)


def cite(claim: Claim | Statement, theorem: str, *using: Any, goal: Any = None, **more: Any) -> Evidence:
    """A relation by a named theorem; the name is printed beside the verdict."""
    p = proof_about(claim, goal, None, None, 60.0)
    return p.finding(p.cite(theorem, p.goal if goal is None else goal, *using), **more)
