"""Ranges whose ends are no rational numbers, as 0 ≤ x ≤ π/2: the claim in s with x = a + (b − a)·s and 0 ≤ s ≤ 1.

A box has rational corners, so such an end stands among the hypotheses, and no derivative can start from it. In the new
variable it is 0 or 1, and the claim has π in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from checks.encode.terms import ONE, ZERO, add, mul, power, rational, relation, sub, text, var
from checks.kernel import Context, Domain, Rejected
from checks.kernel.terms import Term, conjuncts
from checks.methods.argue import Proof
from checks.methods.decide import decide
from checks.methods.reduce import Reduced
from checks.methods.sheet import Line

__all__ = ["rescaled"]


def rescaled(p: Proof, goal: Term) -> Iterator[tuple[str, Reduced]]:
    """The goal with one symbol rescaled, for each symbol that a hypothesis bounds by such a number."""
    for name in sorted(goal.variables):
        try:
            found = _rescaled(p, goal, name)
        except Rejected:
            continue
        if found is not None:
            low, high, reduced = found
            yield (
                f"{name} between {'−∞' if low is None else text(low)} and {'∞' if high is None else text(high)}",
                reduced,
            )


def _rescaled(p: Proof, goal: Term, name: str) -> tuple[Term | None, Term | None, Reduced] | None:
    x, domain = var(name), p.context.domains[name]
    given = [g for h in p.context.given for g in conjuncts(h)]
    lower = next((f for f in given if f.op in ("<", "<=") and f.args[1] == x and _number(f.args[0])), None)
    upper = next((f for f in given if f.op in ("<", "<=") and f.args[0] == x and _number(f.args[1])), None)
    if (lower is None and upper is None) or domain.whole:
        return None
    low, high = lower.args[0] if lower else None, upper.args[1] if upper else None
    if domain.lo is not None:
        if low is None:
            low, lower = rational(domain.lo), relation("<" if domain.lo_open else "<=", rational(domain.lo), x)
        elif decide(relation("<", rational(domain.lo), low)) is not True:
            return None
    if domain.hi is not None:
        if high is None:
            high, upper = rational(domain.hi), relation("<" if domain.hi_open else "<=", x, rational(domain.hi))
        elif decide(relation("<", high, rational(domain.hi))) is not True:
            return None
    if low is not None and high is not None and decide(relation("<", low, high)) is not True:
        return None
    value, there, side = _scale(x, low, high, lower, upper)
    rest = tuple(f for f in given if f not in (lower, upper))
    moved = tuple(f.substitute({name: value}) for f in rest)
    symbols = tuple((n, side if n == name else d) for n, d in p.context.symbols)
    q = p.sub(Context(symbols, moved, ()), goal.substitute({name: value}))
    assert q.goal is not None

    def back(line: Line) -> Line:
        known = [p.restated(f.substitute({name: there}), p.line(g)) for f, g in zip(moved, rest, strict=True)]
        known += _inside(p, x, low, high, lower, upper, there)
        made = p.instantiate(line, line.formula.substitute({name: there}), {name: there}, known)
        same = p.equation(value.substitute({name: there}), x)
        return p.write("rewrite", goal, [made, same])

    return low, high, (q, q.goal, back)


def _number(t: Term) -> bool:
    """Whether it is a number that is not plainly rational."""
    return not t.variables and t.op != "q" and not any(u.op == "app" for u in t.subterms())


def _scale(
    x: Term, low: Term | None, high: Term | None, lower: Term | None, upper: Term | None
) -> tuple[Term, Term, Domain]:
    """x in terms of the new variable (of the same name), that in terms of x, and its domain."""
    zero, one = Fraction(0), Fraction(1)
    open_low, open_high = lower is not None and lower.op == "<", upper is not None and upper.op == "<"
    if low is not None and high is not None:
        width = sub(high, low)
        return (
            add(low, mul(width, x)),
            mul(sub(x, low), power(width, -1)),
            Domain(zero, one, open_low, open_high),
        )
    if low is not None:
        return add(low, x), sub(x, low), Domain(zero, None, open_low, True)
    assert high is not None
    return sub(high, x), sub(high, x), Domain(zero, None, open_high, True)


def _inside(
    p: Proof, x: Term, low: Term | None, high: Term | None, lower: Term | None, upper: Term | None, there: Term
) -> list[Line]:
    """Lines which say that the new variable lies in its range."""
    if low is None or high is None:
        bound = lower or upper
        assert bound is not None
        return [p.restated(relation(bound.op, ZERO, there), p.line(bound))]
    assert lower is not None
    assert upper is not None
    inverse = power(sub(high, low), -1)
    lines = []
    for wanted, bound in ((relation(lower.op, ZERO, there), lower), (relation(upper.op, there, ONE), upper)):
        premises = [p.line(bound)]
        p.define([wanted, inverse], premises)
        p.require(relation("<", ZERO, inverse), premises)
        lines.append(p.write("linear", wanted, premises, multipliers=[inverse.to_json()]))
    return lines
