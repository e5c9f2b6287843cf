"""From SymPy's expression tree to the kernel's terms: exact numbers stay exact, anything unknown is refused by name.

SymPy is used as notation only; nothing is simplified, evaluated or compared by it here. `json_of` keeps derivatives in
the notation ["D", a, x], as an author wrote them; in a term they are expanded.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.functions.elementary.miscellaneous import Max, Min
from sympy.logic.boolalg import And, BooleanAtom, Or

from checks.encode.inner import Inner
from checks.encode.language import term_of_json
from checks.encode.terms import ONE, PI, ZERO, E, add, app, conjunction, func, mul, power, rational, relation, var
from checks.kernel.functions import difference
from checks.kernel.terms import Malformed, Term
from checks.notions import ContinuousValue, Expectation, Flow, Shortfall

__all__ = ["formula_of", "json_of", "term_of"]

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
_RECIPROCALS = {sp.sech: "cosh", sp.csch: "sinh", sp.coth: "tanh", sp.sec: "cos", sp.csc: "sin", sp.cot: "tan"}
_RELATIONS = {
    sp.StrictLessThan: "<",
    sp.LessThan: "<=",
    sp.StrictGreaterThan: ">",
    sp.GreaterThan: ">=",
    sp.Equality: "=",
    sp.Unequality: "!=",
}


def term_of(e: Any) -> Term:
    """The term of a SymPy expression (or a Python int or Fraction). Raises Malformed, naming the sub-expression."""
    return _read(_written(e), False)


def formula_of(f: Any) -> Term:
    """The formula of a SymPy relational, And or Or."""
    return _read(_stated(f), True)


def json_of(f: Any) -> Any:
    """A SymPy relational, And or Or as JSON, as it is written."""
    return _stated(f).to_json()


def _read(t: Term, formula: bool) -> Term:
    """The same term with its derivatives expanded."""
    return term_of_json(t.to_json(), formula) if any(u.op == "D" for u in t.subterms()) else t


def _stated(f: Any) -> Term:
    if isinstance(f, bool | BooleanAtom):
        raise Malformed(
            f"{f} is a bare truth value, for == and <= may decide; write eq(a, b), le(a, b), lt(a, b) of checks.paper"
        )
    if isinstance(f, And):
        return conjunction(map(_stated, sorted(f.args, key=sp.default_sort_key)))
    if isinstance(f, Or):
        return Term("or", tuple(map(_stated, sorted(f.args, key=sp.default_sort_key))))
    op = _RELATIONS.get(type(f))
    if op is None:
        raise Malformed(f"{f!r} ({type(f).__name__}) is not a relation between expressions; write le(a, b), eq(a, b)")
    return relation(op, _written(f.lhs), _written(f.rhs))


def _written(e: Any) -> Term:
    if isinstance(e, bool | BooleanAtom):
        raise Malformed(f"{e} is a truth value, not a number")
    if isinstance(e, int | Fraction):
        return rational(e)
    if isinstance(e, float | sp.Float):
        raise Malformed(f"the float {e} is not exact; write Rational(…) instead")
    if isinstance(e, sp.Rational):
        return rational(Fraction(int(e.p), int(e.q)))
    if isinstance(e, sp.Dummy):
        raise Malformed(f"{e} is a dummy symbol, whose name may not be its own; use Symbol")
    if isinstance(e, sp.Symbol):
        return var(e.name)
    if e is sp.pi or e is sp.E:
        return PI if e is sp.pi else E
    if isinstance(e, sp.Add | sp.Mul):
        return (add if isinstance(e, sp.Add) else mul)(*map(_written, e.args))
    if isinstance(e, sp.Pow):
        return power(_written(e.base), _written(e.exp))
    if isinstance(e, Min | Max):
        return Term("min" if isinstance(e, Min) else "max", tuple(map(_written, sorted(e.args, key=str))))
    if isinstance(e, Inner):
        return Term("inner", tuple(map(_combination, e.args)))
    if isinstance(e, sp.Integral):
        return _integral(e)
    if isinstance(e, Shortfall):
        return Term("max", (ZERO, difference(*map(_written, e.args))))
    if isinstance(e, Flow | Expectation):
        return _bound(e)
    if isinstance(e, sp.Derivative):
        return _derivative(e)
    if isinstance(e, sp.Subs):
        values = {v.name: term_of(p) for v, p in zip(e.variables, e.point, strict=True)}
        return term_of(e.expr).substitute(values)
    if len(e.args) == 1:
        return _applied(e)
    raise _unknown(e)


def _applied(e: Any) -> Term:
    """A function of one argument, or the value of a sequence."""
    argument = _written(e.args[0])
    if e.func in _FUNCTIONS:
        return func(_FUNCTIONS[e.func], argument)
    if e.func in _RECIPROCALS:
        return power(func(_RECIPROCALS[e.func], argument), -1)
    if isinstance(e, sp.core.function.AppliedUndef):
        if isinstance(e, ContinuousValue):
            return Term("fun", (e.func.__name__, argument))
        return app(e.func.__name__, argument)
    raise _unknown(e)


_INSTEAD = {
    "Sum": "; make it a sequence of partial sums (checks.vocabulary.partial_sums)",
    "Product": "; make it a sequence with its recursion in evolves",
    "Piecewise": "; use Max, Min, Abs, or make each case a statement",
    "Mod": "; number the steps by blocks, with one sequence for each place in a block",
    "Indexed": '; declare sequence("g") and write g(t)',
}


def _unknown(e: Any) -> Malformed:
    name = type(e).__name__
    return Malformed(f"{e} ({name}) is not in the language of terms{_INSTEAD.get(name, '')}")


def _bound(e: Any) -> Term:
    """A solution, or an expectation."""
    function, *rest = e.args
    (x,) = function.variables
    limits = map(_written, rest) if isinstance(e, Flow) else (Term("law", (rest[0].name,)),)
    return Term("flow" if isinstance(e, Flow) else "E", (_written(function.expr), x.name, *limits))


def _combination(pairs: Any) -> Term:
    """A combination of vectors; a factor 1 is left out."""
    parts = [_scaled(_written(a), v) for a, v in pairs]
    return parts[0] if len(parts) == 1 else Term("+", tuple(parts))


def _scaled(a: Term, v: Any) -> Term:
    if isinstance(v, sp.Tuple):
        vector = _combination(v)
    else:
        vector = Term("vec", (v.name,)) if v.index is None else app(f"<{v.name}>", _written(v.index))
    factors = a.args if a.op == "*" else (a,)
    return vector if a == ONE else Term("*", (*factors, vector))


def _integral(e: Any) -> Term:
    if len(e.limits) != 1 or len(e.limits[0]) != 3:
        raise Malformed(f"{e}: only definite integrals in one variable")
    s, lower, upper = e.limits[0]
    top = Term("oo", ()) if upper is sp.oo else _written(upper)
    return Term("int", (_written(e.function), s.name, _written(lower), top))


def _derivative(e: Any) -> Term:
    t = _written(e.expr)
    for x, times in e.variable_count:
        for _ in range(int(times)):
            t = Term("D", (t, _written(x)))
    return t
