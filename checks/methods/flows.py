"""Solutions of differential equations in proofs: thin fronts of the kernel's rules about flows.

    solution(p, u, y, between=(None, -1), speed=-1, sign=…, bound=…)    u is defined: there is one solution, until then
    sooner(p, u, s)                                                     u(s) is defined, since u(z) is and s ≤ z
    later(p, u, s, z)                                                   u(s + z) is the flow from u(s) until z
    potential(p, goal, u, y, G, rate=c, show=…, between=(None, a))      G(u(z)) ≤ G(a) + c·z, from G′·f ≤ c
    along(p, ∫h(u(s)), u, y, G, rate=h, between=(None, a))              ∫₀^z h(u(s)) ds = G(u(z)) − G(a), where h = G′·f

u is a flow of `checks.notions`, y a symbol for its values that the context does not have yet. `between` are the ends
(None: infinite) of a range in which u stays: a lies in it, and at its upper end f ≤ 0, or it is not below u(z); at its
lower end f ≥ 0, or it is not above u(z).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from checks.encode.terms import ZERO, mul, relation
from checks.kernel import Context, Rejected
from checks.kernel.extensions.flows import gain, rate_of, with_functions, within
from checks.kernel.functions import difference
from checks.kernel.terms import Term
from checks.methods.argue import Line, Proof, Show
from checks.methods.likeness import equal

__all__ = ["along", "later", "potential", "solution", "sooner", "with_functions_chosen"]

Ends = tuple[Any, Any]


def _ends(p: Proof, between: Ends) -> tuple[Term | None, Term | None]:
    lo, hi = (None if end is None else p.term(end) for end in between)
    return lo, hi


def _data(p: Proof, u: Term, y: str, between: Ends) -> dict[str, Any]:
    ends = [None if end is None else end.to_json() for end in _ends(p, between)]
    return {"flow": u.to_json(), "symbol": y, "range": ends}


def _kept(p: Proof, u: Term, y: str, between: Ends, g: Term, facts: Sequence[Any]) -> tuple[Context, list[Line], Proof]:
    """What it takes for u to stay in the range: lines here, the context with y there, and a proof in it."""
    here = [p.fact(f) for f in facts]
    p.define([u], here)
    drift, x, a, _ = u.args
    lo, hi = _ends(p, between)
    for end, below in ((lo, True), (hi, False)):
        if end is None:
            continue
        value, others = drift.substitute({x: end}), [a]
        if end == u:
            p.define([value], here)
        else:
            try:
                p.require(Term("<=", (ZERO, value) if below else (value, ZERO)), here)
            except Rejected:
                others.append(u)
        for other in others:
            if other != end:
                p.require(Term("<=", (end, other) if below else (other, end)), here)
    inner = within(p.context, y, (lo, hi), "<=")
    return inner, here, p.sub(inner, None)


def potential(
    p: Proof,
    goal: Any,
    u: Any,
    y: Any,
    g: Any,
    *facts: Any,
    rate: Any = 0,
    show: Callable[[Proof], Line] | None = None,
    between: Ends = (None, None),
) -> Line:
    """G(u(z)) ≤ G(a) + c·z (or ≥, =, <, >) as `goal`, in any form of the same normal form; `show` proves what the goal
    says of the rate, G′·f ≤ c, in a sub-proof with that as its `goal` (`settle` is tried if it is left out)."""
    formula, t, name = p.formula(goal), p.term(u), str(y.name)
    c = p.term(rate)
    inner, here, there = _kept(p, t, name, between, p.term(g), facts)
    slope = rate_of(p.term(g), t, name)
    rest = difference(mul(c, t.args[3]), gain(p.term(g), t, name))
    above = equal(difference(formula.args[1], formula.args[0]), rest)
    wanted = relation(formula.op, slope, c) if above else relation(formula.op, c, slope)
    premise = p.sub(inner, wanted).shown(show or (lambda q: q.settle(q.goal)))
    needed: list[Line] = []
    there.define([p.term(g), slope], needed)
    p.define([c, formula], here)
    if formula.op == "<":
        p.require(relation("<", ZERO, t.args[3]), here)
    data = {**_data(p, t, name, between), "potential": p.term(g).to_json(), "rate": c.to_json()}
    return p.write("flow", formula, [premise, *here, *needed], **data)


def along(
    p: Proof, integral: Any, u: Any, y: Any, g: Any, *facts: Any, rate: Any, between: Ends = (None, None)
) -> Line:
    """∫₀^z h(u(s)) ds = G(u(z)) − G(a), for h = G′·f by normal form; h is `rate`, an expression in y."""
    t, name, h = p.term(u), str(y.name), p.term(rate)
    _, here, there = _kept(p, t, name, between, p.term(g), facts)
    needed: list[Line] = []
    there.define([p.term(g), rate_of(p.term(g), t, name), h], needed)
    value = gain(p.term(g), t, name)
    p.define([value], here)
    data = {**_data(p, t, name, between), "potential": p.term(g).to_json(), "rate": h.to_json()}
    return p.write("along", relation("=", p.term(integral), value), [*here, *needed], **data)


def sooner(p: Proof, u: Any, time: Any, *facts: Any) -> Line:
    """u at an earlier time is defined, as u is: the line u(s) = u(s)."""
    t, s, here = p.term(u), p.term(time), [p.fact(f) for f in facts]
    p.define([t], here)
    p.require(relation("<=", ZERO, s), here)
    p.require(relation("<=", s, t.args[3]), here)
    earlier = Term("flow", (*t.args[:3], s))
    return p.write("sooner", Term("=", (earlier, earlier)), here, flow=t.to_json())


def later(p: Proof, u: Any, first: Any, then: Any, *facts: Any) -> Line:
    """u(s + z) = the flow from u(s) until z, where s is `first` and z `then`."""
    t, s, z, here = p.term(u), p.term(first), p.term(then), [p.fact(f) for f in facts]
    p.define([t], here)
    drift, x, a, _ = t.args
    total = Term("flow", (drift, x, a, Term("+", (s, z))))
    after = Term("flow", (drift, x, Term("flow", (drift, x, a, s)), z))
    if total != t:
        here.append(sooner(p, t, total.args[3], *here))
    same = p.write("identity", Term("=", (t, total)), here)
    for time in (s, z):
        p.require(relation("<=", ZERO, time), here)
    rest = p.write("later", Term("=", (total, after)), here, flow=total.to_json())
    return p.write("linear", Term("=", (t, after)), [same, rest], multipliers=["1", "1"])


def with_functions_chosen(
    p: Proof,
    goal: Any,
    functions: Mapping[Any, tuple[Any, Any]],
    at: Mapping[Any, Any],
    show: Callable[[Proof, list[Term]], Any],
) -> Line:
    """For some point, and some continuous functions: the goal and the hypotheses. `functions`: p → (x, what p(x) is);
    `at`: a number for each symbol; `show` writes lines in a proof without symbols that help to see each of the
    formulas that are handed to it, which are hypotheses and goal with all that put in."""
    terms = {str(f.__name__): (str(x.name), p.term(value)) for f, (x, value) in functions.items()}

    def put(t: Term) -> Term:
        return with_functions(t, terms)

    here, formula = p.context, p.formula(goal)
    there = p.sub(Context(here.symbols, tuple(map(put, here.given)), tuple(map(put, here.evolves))), None)
    numbers = p.sub(Context(), None)
    point = {str(s.name): p.term(value) for s, value in at.items()}
    wanted = [f.substitute(point) for f in (*there.context.given, put(formula))]
    show(numbers, wanted)
    premises: list[Line] = []
    for f in wanted:
        numbers.require(f, premises)
    place = {name: value.to_json() for name, value in point.items()}
    shown = there.write("witness", put(formula), premises, kind="some", at=place)
    given = {name: [x, value.to_json()] for name, (x, value) in terms.items()}
    return p.write("chosen", formula, [shown], kind="some", functions=given)


def solution(
    p: Proof,
    u: Any,
    y: Any,
    *facts: Any,
    speed: Any,
    falling: bool = True,
    sign: Show | None = None,
    bound: Show | None = None,
    between: Ends = (None, None),
) -> Line:
    """u is defined: the line u(z) = u(z). On the open range `between` f < 0 and k ≤ f (or 0 < f ≤ k, if it is not
    falling), shown by `sign` and `bound`, each in a sub-proof with its `goal`; k is `speed`."""
    t, name, k = p.term(u), str(y.name), p.term(speed)
    drift, x, a, z = t.args
    lo, hi = _ends(p, between)
    inner, f = within(p.context, name, (lo, hi), "<"), drift.substitute({x: p.term(y)})
    signed, bounded = ((f, ZERO), (k, f)) if falling else ((ZERO, f), (f, k))
    first = p.sub(inner, relation("<", *signed)).shown(sign or (lambda q: q.settle(q.goal)))
    second = p.sub(inner, relation("<=", *bounded)).compared(bound or (lambda q: q.settle(q.goal)))
    here = [p.fact(fact) for fact in facts]
    p.require(relation("<=", ZERO, z), here)
    p.define([a, k], here)
    for point in (a, Term("+", (a, Term("*", (k, z))))):
        for pair in ((lo, point), (point, hi)):
            if None not in pair:
                p.require(Term("<", pair), here)
    data = {**_data(p, t, name, between), "speed": k.to_json()}
    del data["flow"]
    return p.write("solution", Term("=", (t, t)), [first, second, *here], **data)
