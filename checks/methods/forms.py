"""Other forms of a relation, found with SymPy and justified by the kernel's normal form where they are used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checks.kernel.sympy_terms import term_of
from checks.kernel.terms import MalformedTerm, Term, rational, relation, sub

__all__ = ["factored", "to_sympy"]


def factored(formula: Term) -> Iterator[Term]:
    """0 op f for f = right − left, brought over one denominator and factored; nothing where SymPy does not help."""
    import sympy as sp

    try:
        difference = to_sympy(sub(formula.args[1], formula.args[0]))
        forms = [_factored_in_roots(difference), _factored_in_roots(difference.rewrite(sp.exp))]
        for form in dict.fromkeys(forms):
            yield relation(formula.op, rational(0), term_of(form))
    except (MalformedTerm, ValueError, TypeError, NotImplementedError, sp.PolynomialError):
        return


def _factored_in_roots(e: Any) -> Any:
    """Factored over one denominator, as a polynomial in the roots x^(1/q) of the symbols under roots."""
    import sympy as sp

    orders = dict.fromkeys(e.free_symbols, 1)
    for power in e.atoms(sp.Pow):
        if power.base in orders and power.exp.is_Rational:
            orders[power.base] = int(sp.ilcm(orders[power.base], power.exp.q))
    roots = {x: sp.Dummy(x.name, positive=True) for x, q in orders.items() if q > 1}
    inside = e.subs({x: root ** orders[x] for x, root in roots.items()})
    outside = sp.factor(sp.together(inside))
    return outside.subs({root: x ** sp.Rational(1, orders[x]) for x, root in roots.items()})


def to_sympy(t: Term) -> Any:
    """The SymPy expression of a term without sequences, derivatives and integrals."""
    import sympy as sp

    args = [to_sympy(a) for a in t.children]
    match t.op:
        case "q":
            return sp.Rational(t.args[0].numerator, t.args[0].denominator)
        case "v":
            return sp.Symbol(t.args[0], real=True)
        case "pi":
            return sp.pi
        case "e":
            return sp.E
        case "+":
            return sp.Add(*args)
        case "*":
            return sp.Mul(*args)
        case "^":
            return sp.Pow(*args)
        case "lambertw":
            return sp.LambertW(*args)
        case "abs":
            return sp.Abs(*args)
    function = getattr(sp, t.op, None)
    if function is None or len(args) != 1:
        raise MalformedTerm(f"{t.op} has no SymPy form here")
    return function(*args)
