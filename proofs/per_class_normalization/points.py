"""Simple points at which the hypotheses of a statement hold together, and disjunctions from one of their parts."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sympy import Interval, Or, Reals, StrictLessThan, oo

from checks.methods import Established, Line, Proof, exists
from checks.outcome import Evidence
from checks.paper import Claim, Statement, le, lt, real

__all__ = ["either", "possible"]


def possible(statement: Statement, title: str, at: Mapping[Any, Any]) -> None:
    """Declare the check that all hypotheses of a statement hold at one exact point."""

    def hypotheses_satisfiable(claim: Claim) -> Evidence:
        return exists(claim, at=at)

    statement.hypotheses(title, exists=[])(hypotheses_satisfiable)


SIGNS = real("y_1 y_2")


@cache
def _one_part(strict: tuple[bool, bool], part: int) -> Established:
    """0 < y₁ (or ≤) or 0 < y₂ (or ≤), over the domain on which the part with this number holds."""
    domain = Interval.open(0, oo) if strict[part] else Interval(0, oo)
    p = Proof({y: domain if i == part else Reals for i, y in enumerate(SIGNS)})
    return p.established(p.enclose(Or(*((lt if s else le)(0, y) for s, y in zip(strict, SIGNS, strict=True)))))


def either(p: Proof, goal: Any, line: Line) -> Line:
    """The disjunction `goal` of two inequalities, of which the line is one."""
    if hasattr(p, "either"):
        return p.either(goal, line)
    order = p.formula(goal).args
    parts = sorted(goal.args, key=lambda f: order.index(p.formula(f)))
    first, second = (isinstance(f, StrictLessThan) for f in parts)
    values = {y.name: f.args[1] - f.args[0] for y, f in zip(SIGNS, parts, strict=True)}
    return p.instance(_one_part((first, second), order.index(line.formula)), line, goal=goal, **values)
