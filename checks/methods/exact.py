"""What witnesses are made of: exact numbers, points as text, and what holds at every step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from checks.encode.from_sympy import term_of
from checks.encode.terms import sequence_values, text
from checks.kernel import Context, Rejected
from checks.kernel.terms import Malformed, Term
from checks.methods.closed import Closed
from checks.methods.search import Budget
from checks.methods.sheet import Line, Sheet

if TYPE_CHECKING:
    from checks.methods.argue import Proof

__all__ = ["Show", "by_author", "exact_number", "for_every_step", "point_text"]

Show = Callable[["Proof"], Line]


def exact_number(value: Any) -> Fraction | Term:
    """A rational number as it is, another SymPy number as a term; never a float."""
    if isinstance(value, int | str | Fraction):
        return Fraction(value)
    if getattr(value, "is_Rational", False):
        return Fraction(int(value.p), int(value.q))
    try:
        t = term_of(value)
    except Malformed:
        raise ValueError(f"{value!r} is not an exact number; write Rational(p, q)") from None
    if t.variables or sequence_values(t):
        raise ValueError(f"{value!r} is not a number")
    return t


def point_text(point: Mapping[str, Any]) -> str:
    """x = 1, y = 1/2."""
    return ", ".join(f"{name} = {text(v) if isinstance(v, Term) else v}" for name, v in point.items())


def for_every_step(steps: Closed, formula: Term, show: Show | None) -> list[Line]:
    """What shows an inequality in the number of the step."""
    from checks.methods.prover import SEARCHING, Fails, proved

    premises: list[Line] = []
    try:
        steps.require(formula, premises)
        return premises
    except Rejected:
        pass
    if show is not None:
        return [by_author(steps.sheet, steps.context, formula, show)]
    try:
        if not steps.context.evolves:
            return [steps.sheet.cite(proved(formula, steps.context, Budget()))]
    except (Fails, *SEARCHING):
        pass
    raise Rejected(f"{text(formula)[:300]} is not known for every the step")


def by_author(sheet: Sheet, context: Context, formula: Term, show: Show) -> Line:
    """What a sub-proof shows in a context of the sheet."""
    from checks.methods.argue import Proof

    p = Proof()
    p.sheet = sheet
    return show(p.sub(context, formula))
