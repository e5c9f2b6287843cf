"""Small tools for limits in effective form: a disjunction from one of its parts, and a claim that fails everywhere."""

from dataclasses import replace
from functools import cache
from typing import Any

from sympy import Abs, Interval, Or, Reals, StrictLessThan, oo

from checks.methods import Established, Proof, exists
from checks.methods.argue import Line
from checks.outcome import Evidence
from checks.paper import Claim, eq, le, lt, real

first, second = real("y_1 y_2")


@cache
def _one_part(strict: tuple[bool, bool], part: int) -> Established:
    """0 < y₁ (or ≤) or 0 < y₂ (or ≤), over the domain on which the part with this number holds."""
    domain = Interval.open(0, oo) if strict[part] else Interval(0, oo)
    domains = [domain if part == k else Reals for k in (0, 1)]
    p = Proof(dict(zip((first, second), domains, strict=True)))
    parts = [(lt if s else le)(0, y) for s, y in zip(strict, (first, second), strict=True)]
    return p.established(p.enclose(Or(*parts)))


def either(p: Proof, goal: Any, line: Line, *known: Line) -> Line:
    """The disjunction `goal`, of which the line is one part; what is known may show that the other is defined."""
    if hasattr(p, "either"):
        return p.either(goal, line)
    parts = goal.args
    strict = tuple(isinstance(f, StrictLessThan) for f in parts)
    shown = next(k for k, f in enumerate(parts) if p.formula(f) == line.formula)
    values = {y.name: f.args[1] - f.args[0] for y, f in zip((first, second), parts, strict=True)}
    return p.instance(_one_part(strict, shown), line, *known, goal=goal, **values)


def size_of(p: Proof, e: Any, line: Line) -> Line:
    """|e| = −e from e ≤ 0, or |e| = e from 0 ≤ e, however SymPy turns the sign of e under the bars."""
    inside, below = Abs(e).args[0], p.formula(le(e, 0)) == line.formula
    turned = inside != e
    fact = line if not turned else p.linear(le(0, inside) if below else le(inside, 0), line)
    return p.axiom("abs-positive" if below is turned else "abs-negative", inside, 1, fact)


def within(p: Proof, e: Any, bound: Any, least: Line, most: Line) -> Line:
    """|e| ≤ bound, from −bound ≤ e and e ≤ bound, however SymPy turns the sign of e under the bars."""
    inside = Abs(e).args[0]
    if inside != e:
        least, most = p.linear(le(-bound, inside), most), p.linear(le(inside, bound), least)
    return p.axiom("abs-bound", inside, bound, most, least)


def nowhere(p: Proof, line: Line, claim: Claim, at: dict[Any, Any], **more: Any) -> Evidence:
    """Evidence that a claim fails at all points of its context: its contrary, and a point that shows that there are
    some."""
    return replace(p.finding(line, **more), inhabited=exists(claim, eq(0, 0), at=at).certificate)
