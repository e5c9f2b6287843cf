"""The conditions under which a term is defined, and formal derivatives.

The formal derivative follows the rules of calculus. It is the derivative of the function wherever both are defined on
a neighbourhood, and whoever uses it checks that both are defined.
"""

from __future__ import annotations

from checks.kernel.functions import FUNCTIONS, ONE, SPECIAL, ZERO
from checks.kernel.terms import Malformed, Term, literal

__all__ = ["conditions", "derivative", "expanded"]


def conditions(t: Term) -> tuple[Term, ...]:
    """Relations that, together with t's parts being defined, mean that t is defined."""
    if t.op == "^" and t.args[1] < 0:
        return (Term("!=", (t.args[0], ZERO)),)
    if t.op == "root":
        return (Term("<=", (ZERO, t.args[0])),)
    if t.op == "**":
        return (Term("<", (ZERO, t.args[0])),)
    return FUNCTIONS[t.op].conditions(t.args[0]) if t.op in FUNCTIONS else ()


def derivative(t: Term, x: Term) -> Term:
    """∂t/∂x for an atom x (a variable, or the value of a sequence as a number of its own); other atoms rest."""
    if t == x:
        return ONE
    if t.op == "app" or (x.op == "v" and x.args[0] not in t.variables) or not t.children:
        return ZERO
    if t.op == "+":
        return _sum([derivative(a, x) for a in t.args])
    if t.op == "*":
        slopes = [(i, derivative(a, x)) for i, a in enumerate(t.args)]
        return _sum([_product((*t.args[:i], d, *t.args[i + 1 :])) for i, d in slopes if d != ZERO])
    if t.op == "^":
        base, n = t.args
        return ZERO if n == 0 else _product((literal(n), Term("^", (base, n - 1)), derivative(base, x)))
    if t.op == "root":  # u^(1/q) has slope u^(1/q)/(q·u)
        base, q = t.args
        return _product((_inverse(literal(q)), t, _inverse(base), derivative(base, x)))
    if t.op == "**":
        base, e = t.args
        parts = [_product((derivative(e, x), Term("log", (base,)))), _product((e, derivative(base, x), _inverse(base)))]
        return _product((t, _sum(parts)))
    if t.op in SPECIAL:
        return SPECIAL[t.op].derivative(t, x)
    rule = FUNCTIONS[t.op].derivative if t.op in FUNCTIONS else None
    if rule is None:
        raise Malformed(f"no derivative rule for {t.op}")
    return _product((rule(t.args[0]), derivative(t.args[0], x)))


def expanded(body: Term, x: Term) -> Term:
    """What the notation ["D", body, x] stands for: the derivative, defined only where the body is, too."""
    if any(u.op == "app" for u in body.subterms()):
        raise Malformed(f"a derivative of a value of a sequence, which may depend on {x}")
    return Term("+", (derivative(body, x), Term("*", (ZERO, body))))


def _inverse(t: Term) -> Term:
    return Term("^", (t, -1))


def _sum(parts: list[Term]) -> Term:
    kept = tuple(p for p in parts if p != ZERO)
    return kept[0] if len(kept) == 1 else Term("+", kept) if kept else ZERO


def _product(parts: tuple[Term, ...]) -> Term:
    """A product without factors 1. A factor 0 makes it 0: only in derivatives, whose use checks that the term itself,
    parts of the lost factors included, is defined."""
    if ZERO in parts:
        return ZERO
    kept = tuple(p for p in parts if p != ONE)
    return kept[0] if len(kept) == 1 else Term("*", kept) if kept else ONE
