"""Conditions that follow from several known facts: sums of two, and ranges of compound terms.

`by_sum`: the difference of the sides is r·d + s·e with rational r, s > 0 and the differences d, e of two facts.

`by_parts`: such as 0 < a·b^(-2) from 0 < a and b < 0. One evaluation over the box decides a condition from the ranges
of variables. Where facts bound compound terms by numbers, these take the part of variables: the condition is shown for
all numbers in those ranges, in a context of its own, and then instantiated at the terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from checks.encode.contexts import context
from checks.encode.terms import ONE, ZERO, add, mul, rational, sub, var
from checks.kernel import Rejected
from checks.kernel.contexts import REALS, Domain, half_lines
from checks.kernel.step import Facts
from checks.kernel.terms import BINDERS, Term
from checks.methods.likeness import equal
from checks.methods.sheet import Line
from checks.methods.tape import atoms_of

if TYPE_CHECKING:
    from checks.methods.elaborate import Scope

__all__ = ["by_parts", "by_sum"]

POSITIVE = Term("<", (ZERO, ONE))
Known = Mapping[Term, Callable[[], Line]]


def by_sum(scope: Scope, formula: Term, known: Known) -> Line:
    """The formula as a combination of two facts with positive rational multipliers. Raises Rejected."""
    if formula.op == "!=":
        return scope.line(formula, [_either_side(scope, formula, known)])
    wanted = sub(formula.args[1], formula.args[0])
    usable = [(f, sub(f.args[1], f.args[0])) for f in known if f.op in ("<", "<=") and formula.op in ("<", "<=")]
    for (f, d), (g, e) in combinations([*usable, (POSITIVE, ONE)], 2):
        factors = scope.likeness.pair(wanted, d, e)
        if factors is None or (formula.op == "<" and "<" not in (f.op, g.op)):
            continue
        if not equal(wanted, add(*(mul(rational(r), t) for r, t in zip(factors, (d, e), strict=True)))):
            continue
        premises = [known[h]() if h in known else scope.write("given", h) for h in (f, g)]
        scope.define([formula], premises)
        return scope.write("linear", formula, premises, multipliers=[rational(r).to_json() for r in factors])
    raise Rejected("no sum of two facts")


def _either_side(scope: Scope, formula: Term, known: Known) -> Line:
    """a < b or b < a, for a ≠ b."""
    a, b = formula.args
    try:
        return by_sum(scope, Term("<", (a, b)), known)
    except Rejected:
        return by_sum(scope, Term("<", (b, a)), known)


def by_parts(scope: Scope, formula: Term, known: Known) -> Line:
    """The formula by one evaluation with the compound terms that facts bound as variables.

    What is known of a whole side may say less than what is known of its parts; it is then left aside. Raises
    Rejected."""
    try:
        return _by_parts(scope, formula, known, frozenset())
    except Rejected:
        return _by_parts(scope, formula, known, frozenset(formula.args))


def _by_parts(scope: Scope, formula: Term, known: Known, aside: frozenset[Term]) -> Line:
    ranges: dict[Term, Domain] = {}
    sources: dict[Term, list[Callable[[], Line]]] = {}
    inside = frozenset(formula.subterms())
    for f, write in known.items():
        for t, side in _bounded(f):
            if (
                t in inside
                and t not in aside
                and t.op != "q"
                and not (t.op == "v" and ranges.get(t, REALS).inside(side))
            ):
                ranges[t] = ranges.get(t, REALS).meet(side)
                sources.setdefault(t, []).append(write)
    fresh: dict[Term, str] = {}
    general = _generalised(formula, ranges, fresh)
    if not any(t.op != "v" for t in fresh):
        raise Rejected("no compound term has a known range")
    symbols = {name: ranges.get(t, REALS) for t, name in fresh.items() if t.op != "v"}
    domains = scope.context.domains
    for t in atoms_of(general):
        if t.args[0] in domains:
            symbols[t.args[0]] = domains[t.args[0]].meet(ranges.get(t, REALS))
    lemma = context(symbols.items())
    if not Facts(lemma).granted(general):
        raise Rejected("the ranges of its parts do not decide it")
    shown = scope.sheet.add("given", lemma, general)
    premises = list(dict.fromkeys(write() for t in (*fresh, *atoms_of(general)) for write in sources.get(t, ())))
    return scope.instantiate(shown, formula, {name: t for t, name in fresh.items() if t.op != "v"}, premises)


def _bounded(f: Term) -> Iterable[tuple[Term, Domain]]:
    """(term, half-line in which the fact says that it lies)."""
    if f.op in ("<", "<=", "="):
        for a, b in (f.args, f.args[::-1]):
            if b.op == "q":
                for side in half_lines(f.op, b.args[0], a is f.args[0]):
                    yield a, side


def _generalised(t: Term, ranges: dict[Term, Domain], fresh: dict[Term, str]) -> Term:
    """The term with fresh variables for the largest sub-terms of known range, and for values of sequences."""
    if t.op != "v" and (t in ranges or t.op == "app"):
        name = fresh.setdefault(t, f"y_{len(fresh) + 1}")
        return var(name)
    if t.op in BINDERS:
        return t
    return t.rebuild(lambda a: _generalised(a, ranges, fresh))
