"""From terms back to SymPy, for searches that use its algebra; what they find is justified by the kernel's rules."""

from __future__ import annotations

from typing import Any

from checks.encode.terms import text
from checks.kernel.terms import BINDERS, Malformed, Term

__all__ = ["to_sympy"]

_NAMES = {"lambertw": "LambertW", "abs": "Abs", "min": "Min", "max": "Max"}


def to_sympy(t: Term) -> Any:
    """The SymPy expression of a term without integrals, flows, expectations; its symbols and sequences are real."""
    import sympy as sp

    args = [to_sympy(a) for a in t.children]
    match t.op:
        case "q":
            return sp.Rational(t.args[0].numerator, t.args[0].denominator)
        case "v":
            return sp.Symbol(t.args[0], real=True)
        case "app":
            return sp.Function(t.args[0], real=True)(*args)
        case "pi":
            return sp.pi
        case "e":
            return sp.E
        case "+":
            return sp.Add(*args)
        case "*":
            return sp.Mul(*args)
        case "^":
            return sp.Pow(args[0], t.args[1])
        case "root":
            return sp.Pow(args[0], sp.Rational(1, t.args[1]))
        case "**":
            return sp.Pow(*args)
    function = getattr(sp, _NAMES.get(t.op, t.op), None)
    if function is None or t.op in (*BINDERS, "fun"):
        raise Malformed(f"{text(t)[:200]} has no SymPy form here")
    return function(*args)
