"""Methods that settle a relation in one call: identity, enclose, monotone, quadrature, cite.

Each takes a statement, for whose hypotheses the claim is made, and the relation `goal` (the statement's conclusion when
it is left out), and returns a Finding. `refutes=True` turns the result round: the goal is then the contrary of what the
check was asked about (`given` pins the point or region at which it fails).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from checks.kernel import Rejected
from checks.methods.argue import Line, Proof
from checks.methods.search import NotFound
from checks.outcome import Finding
from checks.paper import Statement

__all__ = ["cite", "enclose", "identity", "monotone", "quadrature"]


def _proof(
    statement: Statement, goal: Any, given: Iterable[Any] | None, also: Mapping[Any, Any] | None, s: float
) -> Proof:
    """A proof with the symbols of the goal added, at the domains that the paper gives them."""
    wanted = dict(also or {})
    for symbol in getattr(goal, "free_symbols", ()):
        if symbol not in statement.symbols:
            wanted.setdefault(symbol, None)
    for f in given or ():
        for symbol in f.free_symbols:
            if symbol not in statement.symbols:
                wanted.setdefault(symbol, None)
    return Proof.about(statement, given=given, also=wanted, seconds=s)


def identity(
    statement: Statement,
    goal: Any = None,
    *using: Any,
    given: Iterable[Any] | None = None,
    also: Mapping[Any, Any] | None = None,
    **more: Any,
) -> Finding:
    """An equation (or a conjunction of equations) by exact algebra, at every point of the statement's domains.

    using: facts that show that divisors do not vanish. Returns proved, or undecided with the reason.
    """
    p = _proof(statement, goal, given, also, 60.0)
    formula = p.goal if goal is None else p.formula(goal)
    assert formula is not None
    try:
        from checks.kernel.terms import conjuncts

        lines = [p.identity(part, *using) for part in conjuncts(formula)]
        return p.finding(lines[0] if len(lines) == 1 else p.both(*lines), **more)
    except Rejected as problem:
        return Finding.undecided(f"identity: {problem}")


def enclose(
    statement: Statement,
    goal: Any = None,
    *,
    given: Iterable[Any] | None = None,
    also: Mapping[Any, Any] | None = None,
    seconds: float = 30.0,
    bits: int = 128,
    refutes: bool = False,
    **more: Any,
) -> Finding:
    """Relations over the box of the statement's domains, by subdivision with intervals and mean values."""
    p = _proof(statement, goal, given, also, seconds)
    try:
        line = p.enclose(p.goal if goal is None else goal, bits=bits)
    except (NotFound, Rejected) as problem:
        return Finding.undecided(f"enclosure: {problem}")
    return _told(p, line, refutes, more)


def monotone(
    statement: Statement,
    goal: Any,
    x: Any,
    end: str = "lo",
    *,
    order: int = 1,
    given: Iterable[Any] | None = None,
    also: Mapping[Any, Any] | None = None,
    seconds: float = 30.0,
    **more: Any,
) -> Finding:
    """A relation from its value at an end of the range of x and the sign of the derivative (of order `order`)."""
    p = _proof(statement, goal, given, also, seconds)
    try:
        line = p.by_derivatives(goal, x, end, order=order)
        return p.finding(line, **more)
    except (NotFound, Rejected) as problem:
        return Finding.undecided(f"derivatives from the end {end} of {x}: {problem}")


def quadrature(statement: Statement, goal: Any, **options: Any) -> Finding:
    """A relation between definite integrals with numbers as limits, by certified quadrature."""
    return enclose(statement, goal, **options)


def cite(statement: Statement, theorem: str, goal: Any, *using: Any, **more: Any) -> Finding:
    """A relation by a named theorem; the name is printed beside the verdict."""
    p = _proof(statement, goal, None, None, 60.0)
    return p.finding(p.cite(theorem, goal, *using), **more)


def _told(p: Proof, line: Line, refutes: bool, more: dict[str, Any]) -> Finding:
    try:
        return p.refutation(line, **more) if refutes else p.finding(line, **more)
    except Rejected as problem:
        return Finding.undecided(f"the kernel rejects the certificate that was found: {problem}")
