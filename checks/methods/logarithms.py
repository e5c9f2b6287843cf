"""Logarithms and exponentials away: v ≤ log u from exp v ≤ u, exp v ≤ u from v ≤ log u, and so on, by lemmas that both
functions increase; and their tangents."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from checks.encode.terms import ONE, ZERO, add, func, mul, rational, relation, sub, var
from checks.kernel import Context, Domain, Rejected
from checks.kernel.intervals import Undefined
from checks.kernel.terms import Malformed, Term
from checks.methods.argue import Proof
from checks.methods.likeness import equal
from checks.methods.polynomials import quotients
from checks.methods.search import NotFound
from checks.methods.sheet import Line

__all__ = ["tangents", "without_exponential", "without_logarithm"]

Show = Callable[[Proof, Term], Line]


def without_logarithm(p: Proof, goal: Term, show: Show) -> Line:
    """The goal, whose difference of sides is c·log u + rest with a rational c, from a relation between u and
    exp(−rest/c). Raises Rejected."""
    difference = sub(goal.args[1], goal.args[0])
    for u in dict.fromkeys(t for t in difference.subterms() if t.op == "log" and t.args[0].op != "v"):
        rest, one = difference.replace(u, ZERO), difference.replace(u, rational(1))
        slope = quotients([sub(one, rest)])
        if any(any(m) for q in (*slope.numerators, slope.denominator) for m in q) or not slope.numerators[0]:
            continue
        c: Fraction = next(iter(slope.numerators[0].values())) / next(iter(slope.denominator.values()))
        if not equal(difference, add(rest, mul(rational(c), u))):
            continue
        v = mul(rational(-1 / c), rest)
        return _from_exponentials(p, goal, u, v, c, show)
    raise Rejected("no logarithm stands by itself")


def _from_exponentials(p: Proof, goal: Term, u: Term, v: Term, c: Fraction, show: Show) -> Line:
    power, argument = func("exp", v), u.args[0]
    low, high = (power, argument) if c > 0 else (argument, power)
    known = show(p, relation(goal.op, low, high))
    lemma = _increasing(p, goal.op == "<")
    values = {"x": low, "d": sub(high, low)}
    there = p.instantiate(lemma, lemma.formula.substitute(values), values, [known])
    wanted = relation(goal.op, *((v, u) if c > 0 else (u, v)))
    line = p.restated(wanted, there)
    premises = [line]
    p.define([goal], premises)
    return p.write("linear", goal, premises, multipliers=[rational(abs(c)).to_json()])


def without_exponential(p: Proof, goal: Term, show: Show) -> Line:
    """The goal, whose difference of sides is c·exp v + rest with a rational c, from a relation between v and
    log(−rest/c), where −rest/c is positive. Raises Rejected."""
    difference = sub(goal.args[1], goal.args[0])
    found = [t for t in dict.fromkeys(difference.subterms()) if t.op in ("exp", "**") and t.variables]
    for u in found:
        rest, one = difference.replace(u, ZERO), difference.replace(u, rational(1))
        slope = quotients([sub(one, rest)])
        if any(any(m) for q in (*slope.numerators, slope.denominator) for m in q) or not slope.numerators[0]:
            continue
        c: Fraction = next(iter(slope.numerators[0].values())) / next(iter(slope.denominator.values()))
        if not equal(difference, add(rest, mul(rational(c), u))) or equal(rest, ZERO):
            continue
        v = u.args[0] if u.op == "exp" else mul(u.args[1], func("log", u.args[0]))
        other = mul(rational(-1 / c), rest)
        try:
            positive = show(p, relation("<", ZERO, other))
        except (NotFound, Rejected, Undefined, Malformed):
            continue
        return _from_logarithms(p, goal, v, other, c, positive, show)
    raise Rejected("no exponential stands by itself")


def _from_logarithms(p: Proof, goal: Term, v: Term, other: Term, c: Fraction, positive: Line, show: Show) -> Line:
    line = func("log", other)
    if other.op == "exp":
        line = other.args[0]
    p.define([line], [positive])
    low, high = (line, v) if c > 0 else (v, line)
    known = show(p, relation(goal.op, low, high))
    lemma = _increasing(p, goal.op == "<", "exp")
    values = {"x": low, "d": sub(high, low)}
    there = p.instantiate(lemma, lemma.formula.substitute(values), values, [known])
    premises = [there, positive]
    p.define([goal], premises)
    return p.write("linear", goal, premises, multipliers=[rational(abs(c)).to_json()])


def tangents(p: Proof, goal: Term) -> Callable[[], list[Line]] | None:
    """What writes exp u ≥ 1 + u and log u ≤ u − 1 for the exponentials and logarithms in the goal."""
    inside = [u for u in dict.fromkeys(goal.subterms()) if u.op in ("exp", "log") and u.variables]
    if not inside or len(inside) > 4:
        return None

    def write() -> list[Line]:
        lines: list[Line] = []
        for u in inside:
            for says, domain in _TANGENTS[u.op]:
                lemma = _tangent(p, says, domain)
                try:
                    lines.append(p.instantiate(lemma, says.substitute({"y": u.args[0]}), {"y": u.args[0]}))
                except (Rejected, Undefined):
                    continue
        return lines

    return write


_Y = var("y")
_LINE, _HALF = Domain(), Domain(Fraction(0), None, True, True)
_TANGENTS = {
    "exp": [(relation("<=", add(ONE, _Y), func("exp", _Y)), _LINE)],
    "log": [
        (relation("<=", func("log", _Y), sub(_Y, ONE)), _HALF),
    ],
}


def _tangent(p: Proof, says: Term, domain: Domain) -> Line:
    """The lemma, from the point at which both sides are equal, in both directions."""
    at = ZERO if domain.lo is None else ONE
    q = p.sub(Context((("y", domain),), (), ()), says)

    def value(r: Proof) -> Line:
        assert r.goal is not None
        return r.write("given", r.goal, [r.write("given", relation("=", *r.goal.args))])

    def slope(r: Proof) -> Line:
        assert r.goal is not None
        return r.enclose(r.goal, seconds=2.0)

    return q.cases(
        says,
        _Y,
        at,
        lambda r: r.endpoint(says, _Y, "hi", value, slope),
        lambda r: r.endpoint(says, _Y, "lo", value, slope),
    )


def _increasing(p: Proof, strict: bool, name: str = "log") -> Line:
    """log x ≤ log(x + d) for x > 0 and d ≥ 0, exp x ≤ exp(x + d) for d ≥ 0; strictly for d > 0."""
    zero = Fraction(0)
    start = Domain(zero, None, True, True) if name == "log" else Domain()
    symbols = (("d", Domain(zero, None, strict, True)), ("x", start))
    x, d = var("x"), var("d")
    q = p.sub(Context(symbols, (), ()), relation("<" if strict else "<=", func(name, x), func(name, add(x, d))))

    def value(r: Proof) -> Line:
        assert r.goal is not None
        return r.write("given", relation("<=", *r.goal.args), [r.equation(*r.goal.args)])

    def slope(r: Proof) -> Line:
        assert r.goal is not None
        return r.enclose(relation("<", *r.goal.args))

    assert q.goal is not None
    return q.endpoint(q.goal, d, "lo", value, slope)
