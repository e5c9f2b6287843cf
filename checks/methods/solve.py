"""Formulas for sequences that are described by equations, beside others that obey a recursion.

Some relations say what g(n + 1) is; others tie the value of a sequence at n to n and to values at n. Where such an
equation is affine in the unknown value, or of the form a·v + b·exp(k·v) = c with k·b/a > 0, it is solved: then
y = (b·k/a)·exp(k·v) has y·exp(y) = s with s = (b·k/a)·exp(c·k/a), so that v = c/a − W(s)/k. Nothing here is trusted:
that the formulas obey the relations is shown to the kernel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isfinite

from checks.encode.terms import MINUS_ONE, ONE, ZERO, div, func, mul, neg, rational, relation, sequence_values, sub, var
from checks.kernel.extensions.calculus import derivative
from checks.kernel.functions import Evaluation
from checks.kernel.intervals import Undefined, from_ends
from checks.kernel.terms import BOUND, Malformed, Rejected, Term, index
from checks.methods.closed import Closed, rational_value
from checks.methods.sheet import Line
from checks.methods.tape import atoms_of

__all__ = ["recursive", "shown_by_lambert", "solved_runs"]

STEP, NEXT = var(BOUND), index(Term("+", (var(BOUND), ONE)))


def recursive(evolves: Sequence[Term]) -> frozenset[str]:
    """The sequences that obey an explicit recursion among themselves."""
    steps = {f.args[0].args[0]: f.args[1] for f in evolves if _defines(f, NEXT)}
    names = {f.args[0].args[0] for f in evolves if _defines(f, ZERO)} & steps.keys()
    while True:
        tied = {
            g for g in names if not all(v.args[0] in names and v.args[1] == STEP for v in sequence_values(steps[g]))
        }
        if not tied:
            return frozenset(names)
        names -= tied


def _defines(f: Term, i: Term) -> bool:
    return f.op == "=" and f.args[0].op == "app" and f.args[0].args[1] == i


def solved_runs(evolves: Sequence[Term]) -> dict[str, Term]:
    """A term in BOUND, and in values at BOUND of the recursive sequences, for each sequence that is not recursive. The
    parameters of the relations are numbers. Raises Rejected where an equation is not solved."""
    known = recursive(evolves)
    free = sorted({v.args[0] for f in evolves for v in sequence_values(f)} - known)
    runs: dict[str, Term] = {}
    for f in evolves:
        unknown = [v for v in sorted(sequence_values(f), key=repr) if v.args[0] in free]
        if f.op != "=" or not unknown:
            continue
        if any(v.args[1] != STEP for v in unknown):
            raise Rejected("a sequence that is not recursive is described at other steps")
        equation = _put(sub(*f.args), runs)
        left = [v for v in sorted(sequence_values(equation), key=repr) if v.args[0] in free]
        solution = next((s for s in (_solution(equation, v) for v in left) if s is not None), None)
        if solution is None:
            if left:
                raise Rejected("an equation between values at one step is not solved")
            continue
        runs = {g: _put(t, dict([solution])) for g, t in runs.items()} | dict([solution])
    rest = {g: ZERO for g in free if g not in runs}
    return {g: _put(t, rest) for g, t in runs.items()} | rest


def _put(t: Term, runs: Mapping[str, Term]) -> Term:
    """The term with runs for values at BOUND."""
    if t.op == "app":
        return runs.get(t.args[0], t) if t.args[1] == STEP else t
    return t.rebuild(lambda a: _put(a, runs))


def _solution(equation: Term, v: Term) -> tuple[str, Term] | None:
    """(sequence, its value) where the equation `0 = equation` is solved for the value v of a sequence."""
    try:
        inner = [u for u in equation.subterms() if u.op == "exp" and v in u.subterms()]
        plain = equation
        for u in inner[:1]:
            plain = plain.replace(u, var("E"))
        a = rational_value(derivative(plain, v))
        b = rational_value(derivative(plain, var("E"))) if inner else Fraction(0)
        k = rational_value(derivative(inner[0].args[0], v)) if inner else Fraction(1)
    except Malformed:
        return None
    if not a or b is None or not k or len(set(inner)) > 1:
        return None
    c = neg(plain.replace(v, ZERO).substitute({"E": ZERO}))
    value = div(c, rational(a))
    if b:
        if b * k / a <= 0 or rational_value(inner[0].args[0].replace(v, ZERO)) != 0:
            return None
        s = mul(rational(b * k / a), func("exp", mul(rational(k / a), c)))
        value = sub(value, mul(rational(1 / k), func("lambertw", s)))
    return v.args[0], value


def shown_by_lambert(steps: Closed, goal: Term) -> Line:
    """An equation in which W occurs, from W(s)·exp(W(s)) = s: it is r·exp(−W(s)) times that. Raises Rejected."""
    for w in dict.fromkeys(u for u in goal.subterms() if u.op == "lambertw"):
        (s,) = w.args
        law = relation("=", Term("*", (w, Term("exp", (w,)))), s)
        premises: list[Line] = []
        steps.require(relation("<=", Term("*", (MINUS_ONE, Term("exp", (MINUS_ONE,)))), s), premises)
        steps.define([s], premises)
        line = steps.write("axiom", law, premises, name="lambertw", terms=[s.to_json()])
        factor = func("exp", neg(w))
        r = _ratio(sub(goal.args[1], goal.args[0]), mul(factor, sub(law.args[1], law.args[0])))
        if r is not None:
            multiplier, used = mul(rational(r), factor), [line]
            steps.define([goal, multiplier], used)
            return steps.write("linear", goal, used, multipliers=[multiplier.to_json()])
    raise Rejected("no law of W shows the equation")


def _ratio(a: Term, b: Term) -> Fraction | None:
    """A simple number r for which a = r·b seems to hold: W is replaced by a made-up number in both."""
    made_up = {u: var("W") for t in (a, b) for u in t.subterms() if u.op == "lambertw"}
    for old, new in made_up.items():
        a, b = a.replace(old, new), b.replace(old, new)
    box = {atom: from_ends(Fraction(2, 7), Fraction(2, 7), False, False) for atom in atoms_of(a, b)}
    try:
        x, y = (float(Evaluation(box).term(t).ball().mid()) for t in (a, b))
    except Undefined:
        return None
    return Fraction(x / y).limit_denominator(1000) if y and isfinite(x / y) else None
