"""From SymPy's expression tree to terms: exact numbers stay exact, anything unknown is refused by name.

SymPy is used as notation only; nothing is simplified, evaluated or compared by it here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.functions.elementary.miscellaneous import Max, Min
from sympy.logic.boolalg import And, BooleanAtom, Or

from checks.kernel1.terms import (
    PI,
    E,
    MalformedTerm,
    Term,
    add,
    app,
    conjunction,
    func,
    mul,
    power,
    rational,
    relation,
    var,
)

__all__ = ["formula_of", "term_of"]

_FUNCTIONS: dict[Any, str] = {
    sp.exp: "exp",
    sp.log: "log",
    sp.sin: "sin",
    sp.cos: "cos",
    sp.tan: "tan",
    sp.asin: "asin",
    sp.acos: "acos",
    sp.atan: "atan",
    sp.sinh: "sinh",
    sp.cosh: "cosh",
    sp.tanh: "tanh",
    sp.asinh: "asinh",
    sp.acosh: "acosh",
    sp.atanh: "atanh",
    sp.erf: "erf",
    sp.LambertW: "lambertw",
    sp.gamma: "gamma",
    sp.Abs: "abs",
}
_RELATIONS = {
    sp.StrictLessThan: "<",
    sp.LessThan: "<=",
    sp.StrictGreaterThan: ">",
    sp.GreaterThan: ">=",
    sp.Equality: "=",
    sp.Unequality: "!=",
}


def term_of(e: Any) -> Term:
    """The term of a SymPy expression (or a Python int or Fraction). Raises MalformedTerm naming the sub-expression."""
    if isinstance(e, bool | BooleanAtom):
        raise MalformedTerm(f"{e} is a truth value, not a number")
    if isinstance(e, int | Fraction):
        return rational(e)
    if isinstance(e, float | sp.Float):
        raise MalformedTerm(f"the float {e} is not exact; write Rational(…) instead")
    if isinstance(e, sp.Rational):
        return rational(Fraction(int(e.p), int(e.q)))
    if isinstance(e, sp.Dummy):
        raise MalformedTerm(f"{e} is a dummy symbol, whose name may not be its own; use Symbol")
    if isinstance(e, sp.Symbol):
        return var(e.name)
    if e is sp.pi:
        return PI
    if e is sp.E:
        return E
    if isinstance(e, sp.Add):
        return add(*map(term_of, e.args))
    if isinstance(e, sp.Mul):
        return mul(*map(term_of, e.args))
    if isinstance(e, sp.Pow):
        return power(term_of(e.base), term_of(e.exp))
    if isinstance(e, sp.exp):
        return func("exp", term_of(e.args[0]))
    if isinstance(e, sp.sech | sp.csch | sp.coth | sp.sec | sp.csc | sp.cot):
        return _reciprocal(e)
    if isinstance(e, Min | Max):
        return Term("min" if isinstance(e, Min) else "max", tuple(map(term_of, sorted(e.args, key=str))))
    if isinstance(e, sp.Integral):
        return _integral(e)
    if isinstance(e, sp.Derivative):
        return _derivative(e)
    if isinstance(e, sp.Subs):
        inner = term_of(e.expr)
        from checks.kernel1.calculus import expand_derivatives

        values = {v.name: term_of(p) for v, p in zip(e.variables, e.point, strict=True)}
        return expand_derivatives(inner).substitute(values)
    if e.func in _FUNCTIONS and len(e.args) == 1:
        return func(_FUNCTIONS[e.func], term_of(e.args[0]))
    if isinstance(e, sp.core.function.AppliedUndef) and len(e.args) == 1:
        return app(e.func.__name__, term_of(e.args[0]))
    raise MalformedTerm(f"{e} ({type(e).__name__}) is not in the language of terms")


def _reciprocal(e: Any) -> Term:
    below = {sp.sech: sp.cosh, sp.csch: sp.sinh, sp.coth: sp.tanh, sp.sec: sp.cos, sp.csc: sp.sin, sp.cot: sp.tan}
    return power(func(_FUNCTIONS[below[e.func]], term_of(e.args[0])), -1)


def _integral(e: Any) -> Term:
    if len(e.limits) != 1 or len(e.limits[0]) != 3:
        raise MalformedTerm(f"{e}: only definite integrals in one variable")
    s, lower, upper = e.limits[0]
    top = Term("oo", ()) if upper is sp.oo else term_of(upper)
    return Term("int", (term_of(e.function), s.name, term_of(lower), top))


def _derivative(e: Any) -> Term:
    t = term_of(e.expr)
    for x, times in e.variable_count:
        for _ in range(int(times)):
            t = Term("D", (t, term_of(x)))
    return t


def formula_of(f: Any) -> Term:
    """The formula of a SymPy relational, And or Or."""
    if isinstance(f, bool | BooleanAtom):
        raise MalformedTerm(f"{f} is a bare truth value; write the relation with evaluate=False")
    if isinstance(f, And):
        return conjunction(map(formula_of, sorted(f.args, key=sp.default_sort_key)))
    if isinstance(f, Or):
        return Term("or", tuple(map(formula_of, sorted(f.args, key=sp.default_sort_key))))
    op = _RELATIONS.get(type(f))
    if op is None:
        raise MalformedTerm(f"{f} is not a relation between expressions")
    return relation(op, term_of(f.lhs), term_of(f.rhs))
