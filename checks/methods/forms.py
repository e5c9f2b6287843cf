"""Other forms of a relation, found with SymPy and justified by the kernel's normal form where they are used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checks.encode.from_sympy import term_of
from checks.encode.terms import ZERO, relation, sub
from checks.encode.to_sympy import to_sympy
from checks.kernel.terms import Malformed, Term

__all__ = ["factored", "to_sympy"]


def factored(formula: Term) -> Iterator[Term]:
    """0 op f for f = right − left, brought over one denominator and factored; nothing where SymPy does not help."""
    import sympy as sp

    try:
        difference = to_sympy(sub(formula.args[1], formula.args[0]))
        forms = [_factored_in_roots(difference), _factored_in_roots(difference.rewrite(sp.exp))]
        for form in dict.fromkeys(forms):
            yield relation(formula.op, ZERO, term_of(form))
    except (Malformed, ValueError, TypeError, NotImplementedError, sp.PolynomialError):
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
