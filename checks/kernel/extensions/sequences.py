"""Sequences that obey relations at every step: a relation at an index, induction."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from checks.kernel.functions import ONE
from checks.kernel.step import Step, place
from checks.kernel.terms import BOUND, Rejected, Term, literal, require

__all__ = ["HEADS", "RULES"]

HEADS: frozenset[str] = frozenset()


def unfold(step: Step) -> None:
    """A relation of `evolves` at a natural index: it is assumed for every natural number (and so defined there)."""
    relation = step.context.evolves[place(step.data["relation"], step.context.evolves)]
    at = step.term(step.data.get("at", "0"))
    if not step.context.natural(at) or step.goal != relation.substitute({BOUND: at}):
        raise Rejected("it says something else, or the index is not a natural number by its form")


def induction(step: Step) -> None:
    """P for all natural t ≥ a, from P at a and from P at t + 1 under P at t. No hypothesis and no relation between
    sequences contains t, so that they all stay true while t moves, for the same sequences."""
    name = step.data["symbol"]
    domain = step.context.domains[name]
    require(domain.whole and domain.hi is None, f"{name} does not range over all natural numbers from some one on")
    tied = any(name in f.variables for f in (*step.context.given, *step.context.evolves))
    require(not tied, f"a hypothesis or a relation between sequences contains {name}")
    first = max(Fraction(0), domain.lo or Fraction(0))
    start = -(-first // 1) + (1 if domain.lo_open and domain.lo == first and first.denominator == 1 else 0)
    t = Term("v", (name,))
    if step.premise(0, step.context) != step.goal.substitute({name: literal(start)}):
        raise Rejected(f"the base does not show the goal at {start}")
    after = step.goal.substitute({name: Term("+", (t, ONE))})
    if step.premise(1, step.context.assuming(step.goal)) != after:
        raise Rejected(f"the step does not show the goal at {name} + 1")


RULES: dict[tuple[str, str], Callable[[Step], None]] = {("unfold", "all"): unfold, ("induction", "all"): induction}
