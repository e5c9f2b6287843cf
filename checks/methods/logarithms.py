"""Logarithms away: v ≤ log u from exp v ≤ u, and log u ≤ v from u ≤ exp v, by a lemma that the logarithm increases."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from checks.encode.terms import ZERO, add, func, mul, rational, relation, sub, var
from checks.kernel import Context, Domain, Rejected
from checks.kernel.terms import Term
from checks.methods.argue import Proof
from checks.methods.likeness import equal
from checks.methods.polynomials import quotients
from checks.methods.sheet import Line

__all__ = ["without_logarithm"]

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


def _increasing(p: Proof, strict: bool) -> Line:
    """log x ≤ log(x + d) for x > 0 and d ≥ 0; strictly for d > 0."""
    zero = Fraction(0)
    symbols = (("d", Domain(zero, None, strict, True)), ("x", Domain(zero, None, True, True)))
    x, d = var("x"), var("d")
    q = p.sub(Context(symbols, (), ()), relation("<" if strict else "<=", func("log", x), func("log", add(x, d))))

    def value(r: Proof) -> Line:
        assert r.goal is not None
        return r.write("given", relation("<=", *r.goal.args), [r.equation(*r.goal.args)])

    def slope(r: Proof) -> Line:
        assert r.goal is not None
        return r.enclose(relation("<", *r.goal.args))

    assert q.goal is not None
    return q.endpoint(q.goal, d, "lo", value, slope)
