"""Integrals in proofs: comparison under the integral sign, antiderivatives, tails of improper integrals.

Thin fronts of the kernel's rules `comparison`, `antiderivative` and `tail`, for use inside a `Proof`:

    antiderivative(p, Integral(exp(z), (z, 0, x)), exp(z), le(0, x))   the line ∫ = F(b) − F(a)
    comparison(p, le(Integral(f, L), Integral(g, L)), lambda q: …)       f ≤ g is shown for z between the limits
    tail(p, f, z, lower, bound, rate, start, envelope)                    ∫_a^∞ within (C/k)e^(−kb) of ∫_a^b
    improper("name", …)                                                   a Quantity for an improper integral
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checks.kernel.evaluate import ball_function, precision
from checks.kernel.judgement import Domain
from checks.kernel.rules.integrals import _between
from checks.kernel.terms import Term, conjunction, div, func, mul, neg, relation, sub
from checks.methods.argue import Line, Proof
from checks.methods.quantities import bounds_of, from_established
from checks.outcome import Quantity

__all__ = ["antiderivative", "comparison", "improper", "tail"]


def antiderivative(p: Proof, integral: Any, primitive: Any, *facts: Any) -> Line:
    """∫_a^b f = F(b) − F(a); `facts` may help to see that a ≤ b and that F is defined."""
    whole, inside = p.term(integral), p.term(primitive)
    _, name, lower, upper = whole.args
    value = sub(inside.substitute({name: upper}), inside.substitute({name: lower}))
    lines = [p.fact(f) for f in facts]
    return p._line("antiderivative", relation("=", whole, value), lines, antiderivative=inside.to_json())


def comparison(p: Proof, goal: Any, pointwise: Callable[[Proof], Line], *facts: Any) -> Line:
    """∫f ≤ ∫g over the same limits; `pointwise` shows f ≤ g in a sub-proof with the variable between the limits."""
    formula = p.formula(goal)
    (f, name, lower, upper), g = formula.args[0].args, formula.args[1].args[0]
    inner = p._sub(_between(p.context, name, lower, upper), relation("<=", f, g))
    lines = [p.fact(x) for x in facts]
    return p._line("comparison", formula, [pointwise(inner), *lines])


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
    whole = p.term(improper_integral)
    f, name, lower, _ = whole.args
    c, k, b = p.term(bound), p.term(rate), p.term(start)
    s = Term("v", (name,))
    beyond = p.context.with_symbols(**{name: Domain()}).assuming(relation("<=", b, s))
    envelope = mul(c, func("exp", neg(mul(k, s))))
    first = above(p._sub(beyond, relation("<=", f, envelope)))
    second = below(p._sub(beyond, relation("<=", neg(envelope), f)))
    rest, small = sub(whole, Term("int", (f, name, lower, b))), mul(div(c, k), func("exp", neg(mul(k, b))))
    goal = conjunction([relation("<=", rest, small), relation("<=", neg(small), rest)])
    data = {"bound": c.to_json(), "rate": k.to_json(), "from-point": b.to_json(), "bits": bits}
    return p._line("tail", goal, [first, second, *(p.fact(x) for x in facts)], **data)


def improper(
    name: str, p: Proof, within_tail: Line, *, symbol: str, meaning: str, bits: int = 192, digits: int = 24
) -> tuple[Quantity, Line]:
    """A quantity for the improper integral of a line made by `tail` (whose symbols are none): the finite part by
    certified quadrature, the rest by its envelope. Returned with the line lower ≤ ∫_a^∞ ≤ upper."""
    high, low = within_tail.formula.args
    whole = next(t for t in high.subterms() if t.op == "int" and t.args[3].op == "oo")
    part = next(t for t in high.subterms() if t.op == "int" and t.args[3].op != "oo")
    small = high.args[1]
    with precision(bits):
        value, radius = ball_function([part, small], [])()
        lower, upper = bounds_of((value - radius).union(value + radius), digits)
    above = p.enclose(relation("<=", Term("+", (part, small)), p.term(_exact(upper))), bits=bits + 8)
    below = p.enclose(relation("<=", p.term(_exact(lower)), sub(part, small)), bits=bits + 8)
    upper_line = p.linear(relation("<=", whole, p.term(_exact(upper))), p.given(high, within_tail), above)
    lower_line = p.linear(relation("<=", p.term(_exact(lower)), whole), p.given(low, within_tail), below)
    line = p.both(lower_line, upper_line)
    established = p.established(line)
    quantity = from_established(name, established, lower, upper, symbol=symbol, meaning=meaning, printed=None)
    return quantity, line


def _exact(decimal: str) -> Any:
    from fractions import Fraction

    from checks.kernel.terms import rational

    return rational(Fraction(decimal))
