"""Differentiation of terms, and the conditions under which a term is defined.

The derivative is the formal one of the calculus rules. It is the derivative of the function wherever the term and the
formal derivative are both defined; rules that use it check both.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from fractions import Fraction

from checks.kernel1.terms import (
    MINUS_ONE,
    ONE,
    PI,
    ZERO,
    E,
    MalformedTerm,
    Term,
    add,
    div,
    func,
    mul,
    neg,
    power,
    rational,
    relation,
    sub,
)

__all__ = ["derivative", "expand_derivatives", "obligations"]

TWO = rational(2)


def _d_function(name: str, u: Term) -> Term:
    """The derivative of a named function at u."""
    match name:
        case "exp":
            return func("exp", u)
        case "log":
            return power(u, MINUS_ONE)
        case "sin":
            return func("cos", u)
        case "cos":
            return neg(func("sin", u))
        case "tan":
            return add(ONE, power(func("tan", u), TWO))
        case "asin":
            return power(sub(ONE, power(u, TWO)), Fraction(-1, 2))
        case "acos":
            return neg(power(sub(ONE, power(u, TWO)), Fraction(-1, 2)))
        case "atan":
            return power(add(ONE, power(u, TWO)), MINUS_ONE)
        case "sinh":
            return func("cosh", u)
        case "cosh":
            return func("sinh", u)
        case "tanh":
            return sub(ONE, power(func("tanh", u), TWO))
        case "asinh":
            return power(add(ONE, power(u, TWO)), Fraction(-1, 2))
        case "acosh":
            return power(sub(power(u, TWO), ONE), Fraction(-1, 2))
        case "atanh":
            return power(sub(ONE, power(u, TWO)), MINUS_ONE)
        case "erf":
            return mul(TWO, power(PI, Fraction(-1, 2)), func("exp", neg(power(u, TWO))))
        case "lambertw":
            w = func("lambertw", u)  # W′ = 1/(e^W (1 + W)), also at 0
            return power(mul(func("exp", w), add(ONE, w)), MINUS_ONE)
    raise MalformedTerm(f"no derivative rule for {name}")


def derivative(t: Term, x: str) -> Term:
    """The formal derivative of t with respect to the variable x."""
    if x not in t.variables():
        return ZERO
    if t.op == "v":
        return ONE
    if t.op == "+":
        return add(*(derivative(a, x) for a in t.args))
    if t.op == "*":
        parts = []
        for i, a in enumerate(t.args):
            d = derivative(a, x)
            if d != ZERO:
                parts.append(mul(*t.args[:i], d, *t.args[i + 1 :]))
        return add(*parts) if parts else ZERO
    if t.op == "^":
        base, exponent = t.args
        if x not in exponent.variables():
            if exponent.op == "q" and exponent.args[0] == 0:
                return ZERO
            return mul(exponent, power(base, sub(exponent, ONE)), derivative(base, x))
        inner = add(
            mul(derivative(exponent, x), func("log", base)), mul(exponent, derivative(base, x), power(base, MINUS_ONE))
        )
        return mul(t, inner)
    if t.op == "int":
        return _leibniz(t, x)
    if t.op == "D":
        return derivative(expand_derivatives(t), x)
    if len(t.args) == 1:
        return mul(_d_function(t.op, t.args[0]), derivative(t.args[0], x))
    raise MalformedTerm(f"no derivative rule for {t.op}")


def _leibniz(t: Term, x: str) -> Term:
    """Leibniz: d/dx ∫_a^b f ds = f(b) b′ − f(a) a′ + ∫_a^b ∂f/∂x ds, for f with continuous ∂f/∂x on [a, b]."""
    body, bound, lower, upper = t.args
    if upper.op == "oo":
        raise MalformedTerm("no derivative rule for improper integrals")
    if bound == x:
        raise MalformedTerm(f"the variable of integration {bound} shadows the variable of differentiation")
    parts = [
        mul(body.substitute({bound: upper}), derivative(upper, x)),
        neg(mul(body.substitute({bound: lower}), derivative(lower, x))),
    ]
    if x in body.variables():
        parts.append(Term("int", (derivative(body, x), bound, lower, upper)))
    return add(*parts)


def expand_derivatives(t: Term) -> Term:
    """Carry out every derivative that is written in a term or formula. What is differentiated stays beside a factor 0
    where it might be undefined: d/dx log(x) is 1/x + 0·log(x), and undefined at −1."""
    if t.op == "D":
        body, x = expand_derivatives(t.args[0]), t.args[1].args[0]
        if any(u.op == "app" for u in body.subterms()):
            raise MalformedTerm(f"d/d{x} of a sequence, which may depend on {x}")
        return add(derivative(body, x), mul(ZERO, body))
    return t.rebuild(expand_derivatives)


def obligations(t: Term, defined: Container[Term] = ()) -> Iterator[Term]:
    """Formulas which together imply that the term is defined. They are to be shown for inner terms first in the sense
    that each may take the terms in it for defined. Nothing is asked about terms known to be defined; an integral asks
    for itself, in the form t = t, since its integrand has a variable more."""
    if t in defined:
        return
    if t.op == "int":
        yield Term("=", (t, t))
        for limit in t.args[2:]:
            yield from obligations(limit, defined)
        return
    for child in t.children:
        yield from obligations(child, defined)
    if t.op == "^":
        base, exponent = t.args
        if exponent.op != "q":
            yield relation("<", ZERO, base)
        elif exponent.args[0].denominator == 1:
            if exponent.args[0] < 0:
                yield relation("!=", base, ZERO)
        else:
            yield relation("<" if exponent.args[0] < 0 else "<=", ZERO, base)
    elif t.op in ("log", "gamma"):
        yield relation("<", ZERO, t.args[0])
    elif t.op == "tan":
        yield relation("!=", func("cos", t.args[0]), ZERO)
    elif t.op in ("asin", "acos"):
        yield relation("<=", MINUS_ONE, t.args[0])
        yield relation("<=", t.args[0], ONE)
    elif t.op == "acosh":
        yield relation("<=", ONE, t.args[0])
    elif t.op == "atanh":
        yield relation("<", MINUS_ONE, t.args[0])
        yield relation("<", t.args[0], ONE)
    elif t.op == "lambertw":
        yield relation("<=", neg(div(ONE, E)), t.args[0])
