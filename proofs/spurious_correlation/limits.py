"""Small tools for limits in effective form: absolute values, and a claim that fails everywhere."""

from dataclasses import replace
from typing import Any

from sympy import Abs

from checks.methods import Proof, exists
from checks.methods.argue import Line
from checks.outcome import Evidence
from checks.paper import Claim, eq, le


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
