"""Quotients inside exponentials as variables: e^x·e^(η/(1 + e^x)) = e^(x + η/(1 + e^x)) for any 1/(1 + e^x).

The normal form takes an exponential apart along the sum in its argument, which a denominator of several terms prevents.
Where a step fails for that reason, it is written with a fresh variable for each such reciprocal, in a context whose
hypotheses are the premises, and then instantiated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from checks.encode.contexts import context
from checks.encode.terms import power, var
from checks.kernel import Rejected
from checks.kernel.contexts import REALS
from checks.kernel.terms import BINDERS, Term
from checks.methods.sheet import Line

if TYPE_CHECKING:
    from checks.methods.elaborate import Scope

__all__ = ["opened"]

APART = (*BINDERS, "inner", "D", "fun")


def opened(scope: Scope, rule: str, formula: Term, premises: Sequence[Line], multipliers: Sequence[Term] = ()) -> Line:
    """The formula by a rule that needs nothing but normal forms. Raises Rejected where there is nothing to open."""
    fresh: dict[Term, str] = {}
    wanted = _opened(formula, fresh, False)
    known = [_opened(line.formula, fresh, False) for line in premises]
    factors = [_opened(m, fresh, False) for m in multipliers]
    if not any(t.op == "^" for t in fresh):
        raise Rejected("no exponential has such a quotient")
    domains = scope.context.domains
    used = {name for t in (wanted, *known, *factors) for name in t.variables}
    symbols = {name: domains.get(name, REALS) for name in sorted(used)}
    inner = scope.within(context(symbols.items(), known))
    lines = [inner.write("given", f) for f in known]
    inner.define([wanted, *factors], lines)
    data: dict[str, Any] = {"multipliers": [m.to_json() for m in factors]} if multipliers else {}
    line = inner.write(rule, wanted, lines, **data)
    return scope.instantiate(line, formula, {name: t for t, name in fresh.items()}, premises)


def _opened(t: Term, fresh: dict[Term, str], inside: bool) -> Term:
    """The term with variables for values of sequences, and for reciprocals of sums inside exponentials."""
    if t.op in APART:
        raise Rejected("not for such terms")
    if t.op == "app":
        return var(fresh.setdefault(t, f"y_{len(fresh) + 1}"))
    if inside and t.op == "^" and t.args[1] < 0 and t.args[0].op == "+":
        reciprocal = power(t.args[0], -1)
        return power(var(fresh.setdefault(reciprocal, f"y_{len(fresh) + 1}")), -t.args[1])
    return t.rebuild(lambda a: _opened(a, fresh, inside or t.op == "exp"))
