"""Integrals in proofs: comparison under the integral sign, antiderivatives, tails of improper integrals.

Thin fronts of the kernel's rules `comparison`, `antiderivative` and `tail`, for use inside a `Proof`:

    antiderivative(p, Integral(exp(z), (z, 0, x)), exp(z), le(0, x))   the line ∫ = F(b) − F(a)
    split(p, Integral(f, (z, a, c)), b)                                  ∫_a^c = ∫_a^b + ∫_b^c, for a ≤ b ≤ c
    comparison(p, le(Integral(f, L), Integral(g, L)), lambda q: …)       f ≤ g is shown for z between the limits
    integrable(p, Integral(1/f, L), lambda q: …)                         the line ∫ = ∫; 0 < f, say, is shown there
    tail(p, f, z, lower, bound, rate, start, envelope)                    ∫_a^∞ within (C/k)e^(−kb) of ∫_a^b
    improper("name", …)                                                   a Quantity for an improper integral
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from flint import ctx

from checks.encode.terms import ZERO, add, rational, relation, sub
from checks.kernel.extensions.calculus import derivative
from checks.kernel.extensions.integrals import between, beyond, envelope, tail_bound
from checks.kernel.functions import MINUS_ONE, Evaluation, difference
from checks.kernel.terms import Term
from checks.methods.argue import Line, Proof
from checks.methods.quantities import bounds_of, from_established
from checks.outcome import Quantity

__all__ = ["antiderivative", "comparison", "improper", "integrable", "split", "tail"]


def antiderivative(p: Proof, integral: Any, primitive: Any, *facts: Any) -> Line:
    """∫_a^b f = F(b) − F(a); `facts` may help to see that a ≤ b and that F is defined."""
    whole, inside = p.term(integral), p.term(primitive)
    body, name, lower, upper = whole.args
    value = sub(inside.substitute({name: upper}), inside.substitute({name: lower}))
    here = [p.fact(f) for f in facts]
    p.require(relation("<=", lower, upper), here)
    p.define([value], here)
    there: list[Line] = []
    within = p.sub(between(p.context, name, lower, upper), None)
    within.define([inside, derivative(inside, Term("v", (name,))), body], there)
    return p.write("antiderivative", relation("=", whole, value), [*here, *there], antiderivative=inside.to_json())


def split(p: Proof, integral: Any, at: Any, *facts: Any) -> Line:
    """∫_a^c f = ∫_a^b f + ∫_b^c f for a ≤ b ≤ c; b is `at`."""
    whole, b, here = p.term(integral), p.term(at), [p.fact(f) for f in facts]
    f, name, lower, upper = whole.args
    p.require(relation("<=", lower, b), here)
    p.require(relation("<=", b, upper), here)
    there: list[Line] = []
    p.sub(between(p.context, name, lower, upper), None).define([f], there)
    parts = Term("+", (Term("int", (f, name, lower, b)), Term("int", (f, name, b, upper))))
    return p.write("split", Term("=", (whole, parts)), [*here, *there])


def comparison(p: Proof, goal: Any, pointwise: Callable[[Proof], Line], *facts: Any) -> Line:
    """∫f ≤ ∫g over the same limits; `pointwise` shows f ≤ g in a sub-proof with the variable between the limits."""
    formula = p.formula(goal)
    (f, name, lower, upper), g = formula.args[0].args, formula.args[1].args[0]
    lines = [p.fact(x) for x in facts]
    shown = p.sub(between(p.context, name, lower, upper), relation("<=", f, g)).compared(pointwise)
    p.require(relation("<=", lower, upper), lines)
    p.define([formula], lines)
    return p.write("comparison", formula, [shown, *lines])


def integrable(p: Proof, integral: Any, show: Callable[[Proof], Line], *facts: Any) -> Line:
    """∫f = ∫f, that is: it is defined; `show` writes what helps to see that f is, for z between the limits."""
    whole, here = p.term(integral), [p.fact(f) for f in facts]
    f, name, lower, upper = whole.args
    p.require(relation("<=", lower, upper), here)
    inside = p.sub(between(p.context, name, lower, upper), None)
    there = [show(inside)]
    inside.define([f], there)
    return p.write("integrable", relation("=", whole, whole), [*here, *there])


def tail(
    p: Proof,
    improper_integral: Any,
    *facts: Any,
    bound: Any,
    rate: Any,
    start: Any,
    above: Callable[[Proof], Line],
    below: Callable[[Proof], Line],
    bits: int = 128,
) -> Line:
    """|∫_a^∞ f − ∫_a^b f| ≤ (C/k)e^(−kb), as a conjunction; `above` shows f ≤ Ce^(−ks) and `below` −Ce^(−ks) ≤ f for
    s ≥ b, each in a sub-proof with its `goal`."""
    with p.precision(bits):
        return _tail(p, p.term(improper_integral), facts, (bound, rate, start), above, below)


def _tail(
    p: Proof,
    whole: Term,
    facts: Sequence[Any],
    envelope_of: tuple[Any, Any, Any],
    above: Callable[[Proof], Line],
    below: Callable[[Proof], Line],
) -> Line:
    f, name, lower, _ = whole.args
    c, k, b = map(p.term, envelope_of)
    far, around = beyond(p.context, name, b), envelope(c, k, Term("v", (name,)))
    first = p.sub(far, relation("<=", f, around)).compared(above)
    second = p.sub(far, relation("<=", Term("*", (MINUS_ONE, around)), f)).compared(below)
    finite, small = Term("int", (f, name, lower, b)), tail_bound(c, k, b)
    rest = difference(whole, finite)
    goal = Term("and", (relation("<=", rest, small), relation("<=", Term("*", (MINUS_ONE, small)), rest)))
    lines = [p.fact(x) for x in facts]
    p.require(relation("<", ZERO, k), lines)
    p.define([finite, c, k, b], lines)
    data = {"bound": c.to_json(), "rate": k.to_json(), "from-point": b.to_json()}
    return p.write("tail", goal, [first, second, *lines], **data)


def improper(
    name: str, p: Proof, within_tail: Line, *, symbol: str, meaning: str, bits: int = 192, digits: int = 24
) -> tuple[Quantity, Line]:
    """A quantity for the improper integral of a line made by `tail` (whose symbols are none): the finite part by
    certified quadrature, the rest by its envelope. Returned with the line lower ≤ ∫_a^∞ ≤ upper."""
    high, low = within_tail.formula.args
    whole, part, small = high.args[0].args[0], high.args[0].args[1].args[1], high.args[1]
    with ctx.workprec(bits):
        value, radius = (Evaluation({}).term(t).ball() for t in (part, small))
        lower, upper = bounds_of((value - radius).union(value + radius), digits)
    top, bottom = rational(Fraction(upper)), rational(Fraction(lower))
    above = p.enclose(relation("<=", add(part, small), top), bits=bits + 8)
    below = p.enclose(relation("<=", bottom, sub(part, small)), bits=bits + 8)
    upper_line = p.linear(relation("<=", whole, top), p.given(high, within_tail), above)
    lower_line = p.linear(relation("<=", bottom, whole), p.given(low, within_tail), below)
    line = p.both(lower_line, upper_line)
    established = p.established(line)
    quantity = from_established(name, established, lower, upper, symbol=symbol, meaning=meaning, printed=None)
    return quantity, line
