"""Solutions of differential equations u′ = f(u): what a bound on the rate of a potential says of it at a later time.

["flow", f, "x", a, z] is u(z), where u solves u′ = f(u), u(0) = a. A *solution on [0, s]* is a function u on [0, s]
with u(0) = a at whose every value f (a term in x) is defined, differentiable with u′ = f(u) (on {0}, nothing more). The
term is defined where a and z are, z ≥ 0, and there is one and only one solution on [0, s] for every s from 0 to z. They
are restrictions of the one on [0, z], so the flow is then defined, and continuous, at all times from 0 to z. That it is
defined is a hypothesis (a formula that contains the term), or is shown by the rule `solution`.

["fun", "p", a] is the value at a of p, which like a sequence may be any function: any that is continuous on ℝ.

Neither an expectation nor an improper integral nor a flow may depend on x in f: so f is continuous where it is defined.
Two drifts f, g that agree wherever both are defined have the same flow where both have one (so equal terms, and terms
of one normal form, may stand for each other in a drift): let the solutions part at the value p. If f(p) = g(p) = 0, the
first could stay at p, so it does, being the only one; so does the second. Otherwise both leave p in the direction of
f(p), through values at which f and g are defined, agree, and are continuous and not 0; there a solution is the inverse
of a primitive of 1/f, so they do not part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from checks.kernel.contexts import REALS, Context
from checks.kernel.extensions.calculus import continuous, derivative
from checks.kernel.extensions.subdivision import having
from checks.kernel.functions import MINUS_ONE, ONE, SPECIAL, ZERO, Evaluation, Special, difference
from checks.kernel.intervals import NEG, POS, Interval, Undefined
from checks.kernel.normal import vanishes
from checks.kernel.step import Step
from checks.kernel.terms import Malformed, Term, name, require

if TYPE_CHECKING:
    from checks.kernel.replay import Language

__all__ = ["HEADS", "READERS", "RULES", "gain", "rate_of", "says_of", "with_functions", "within"]

HEADS = frozenset({"flow", "fun"})
Ends = tuple[Term | None, Term | None]  # None: infinite


def _flow_over_a_box(t: Term, at: Evaluation) -> Interval:
    raise Undefined("a flow is not enclosed; bound it by the rule `flow`")


def _any_value(t: Term, at: Evaluation) -> Interval:
    at.term(t.args[1])
    return Interval(NEG, POS, True, True)


SPECIAL["flow"] = Special(_flow_over_a_box, None, total=False)
SPECIAL["fun"] = Special(_any_value, None, total=True)


def read_flow(language: Language, rest: Sequence[Any], depth: int) -> Term:
    """["flow", drift, name, start, time]."""
    body, bound, start, time = rest
    drift, a, z = (language.term(t, False, depth) for t in (body, start, time))
    continuous(drift, name(bound))
    nested = any(u.op == "flow" and bound in u.variables for u in drift.subterms())
    require(not nested, f"a flow that depends on {bound} in a drift", Malformed)
    return Term("flow", (drift, bound, a, z))


def read_function(language: Language, rest: Sequence[Any], depth: int) -> Term:
    """["fun", name, argument]."""
    function, argument = rest
    return Term("fun", (name(function), language.term(argument, False, depth)))


def within(context: Context, y: str, ends: Ends, op: str) -> Context:
    """The context with y between the ends of a range; op is < or <=."""
    v, (lo, hi), inner = Term("v", (y,)), ends, having(context, y, REALS)
    limits = [Term(op, pair) for pair in ((lo, v), (v, hi)) if None not in pair]
    return replace(inner, given=(*inner.given, *limits))


def rate_of(potential: Term, flow: Term, y: str) -> Term:
    """G′(y)·f(y)."""
    v = Term("v", (y,))
    return Term("*", (derivative(potential, v), flow.args[0].substitute({flow.args[1]: v})))


def gain(potential: Term, flow: Term, y: str) -> Term:
    """G(u(z)) − G(a)."""
    return difference(potential.substitute({y: flow}), potential.substitute({y: flow.args[2]}))


def _flow(step: Step) -> Term:
    t = step.term(step.data["flow"])
    require(t.op == "flow", "a flow is expected")
    return t


def _range(step: Step, op: str) -> tuple[Ends, Context]:
    low, high = step.data["range"]
    ends = (None if low is None else step.term(low), None if high is None else step.term(high))
    return ends, within(step.context, step.data["symbol"], ends, op)


def _kept(step: Step, t: Term) -> tuple[Context, Term, Term]:
    """The context with y in the range [lo, hi] of the data, G, and G′·f. G, G′ and f are defined on the range, and u
    stays in it. u(0) = a lies in it; and f(hi) ≤ 0 or u(z) ≤ hi is granted (likewise 0 ≤ f(lo) or lo ≤ u(z)).

    f(hi) ≤ 0: suppose that u(s) = hi, and u > hi right after s. If u′(s) = f(hi) < 0, then u < hi right after s. If
    f(hi) = 0, then u up to s and hi from there on is another solution on [0, z], and there is only one.

    u(z) ≤ hi: u is monotone, and so between a and u(z). For suppose that it falls and then rises, to a value u(s) and
    up to values ≥ m > u(s) on both sides (or the other way round). Let u(s) < c < m. At the last time before s at which
    u = c, u′ = f(c) ≤ 0; at the first one after s, f(c) ≥ 0. So f = 0 between u(s) and m, and u is constant as long as
    it lies between them, which a continuous function on its way from m to u(s) is not."""
    here = step.facts_in(step.context)
    here.define(t)
    (lo, hi), inner = _range(step, "<=")
    drift, x, a, _ = t.args
    for end, below in ((lo, True), (hi, False)):
        if end is not None:
            kept = (ZERO, drift.substitute({x: end})) if below else (drift.substitute({x: end}), ZERO)
            for other in (a, t) if not here.granted(Term("<=", kept)) else (a,):
                if other != end:
                    here.grant(Term("<=", (end, other) if below else (other, end)))
    potential = step.term(step.data["potential"], inner)
    rate = rate_of(potential, t, step.data["symbol"])
    step.facts_in(inner).define(potential, rate)
    return inner, potential, rate


def flow(step: Step) -> None:
    """G(u(z)) ≤ G(a) + c·z from G′·f ≤ c on a range in which u stays; likewise with ≥ and =, and with < and > if z > 0.
    On the range G has the derivative G′ (at its ends a one-sided one, G′ being continuous; on a range of one point u is
    constant and f is 0), so G(u(s)) has the derivative G′(u(s))·f(u(s)) ≤ c for s from 0 to z; the mean value theorem
    gives the claim. Premise and goal are read up to normal form. c is free of y. What the goal says is defined, since
    a and u(z) lie in the range."""
    t = _flow(step)
    inner, potential, rate = _kept(step, t)
    shown, goal, here = step.premise(0, inner), step.goal, step.facts_in(step.context)
    c = step.term(step.data["rate"])
    here.define(c)
    here.define(goal)
    rest = difference(Term("*", (c, t.args[3])), gain(potential, t, step.data["symbol"]))
    room = difference(c, rate)
    alike = any(_compares(shown, sign, room) and _compares(goal, sign, rest) for sign in (ONE, MINUS_ONE))
    require(alike, "premise and goal do not compare the rate of the potential, and its gain, with the same bound")
    enough = {"<=": ("<", "<=", "="), "<": ("<",), "=": ("=",)}
    require(shown.op in enough[goal.op], "the premise is not strong enough")
    if goal.op == "<":
        here.grant(Term("<", (ZERO, t.args[3])))


def _compares(f: Term, sign: Term, rest: Term) -> bool:
    """Whether a relation says that sign·rest is ≥ 0, > 0 or 0, up to normal form."""
    return f.op in ("<", "<=", "=") and vanishes((MINUS_ONE, difference(f.args[1], f.args[0])), (sign, rest))


def along(step: Step) -> None:
    """∫₀^z h(u(s)) ds = G(u(z)) − G(a), from h = G′·f by normal form on a range in which u stays, and where h is
    defined: then G(u(s)) has the derivative h(u(s)), which is continuous in s, and defined from 0 to z."""
    t, y = _flow(step), step.data["symbol"]
    inner, potential, rate = _kept(step, t)
    h = step.term(step.data["rate"], inner)
    step.facts_in(inner).define(h)
    require(vanishes((ONE, h), (MINUS_ONE, rate)), "the rate of the potential is another function")
    left, right = step.goal.args
    require(step.goal.op == "=" and left.op == "int", "the goal must be ∫ = G(u(z)) − G(a)")
    s, time = left.args[1], t.args[3]
    require(s not in t.variables | h.variables, "the variable of integration has another meaning here")
    at = Term("flow", (*t.args[:3], Term("v", (s,))))
    wanted = (h.substitute({y: at}), s, ZERO, time)
    require(left.args == wanted, "the integral is not that of h(u(s)) from 0 to z")
    step.facts_in(step.context).define(right)
    require(vanishes((ONE, gain(potential, t, y)), (MINUS_ONE, right)), "the potential gains something else")


def _same(step: Step) -> Term:
    left: Term = step.goal.args[0]
    right = step.goal.args[1]
    require(step.goal.op == "=" and left == right and left.op == "flow", "the goal must be u(z) = u(z)")
    return left


def sooner(step: Step) -> None:
    """u(s) = u(s), that is: it is defined; from u(z) being defined, and 0 ≤ s ≤ z."""
    t, wanted, here = _flow(step), _same(step), step.facts_in(step.context)
    require(wanted.args[:3] == t.args[:3], "it is another flow")
    here.define(t)
    here.grant(Term("<=", (ZERO, wanted.args[3])))
    here.grant(Term("<=", (wanted.args[3], t.args[3])))


def later(step: Step) -> None:
    """u(s + z) = the flow of the same drift from u(s), after the time z; from u(s + z) being defined, 0 ≤ s and 0 ≤ z.
    A solution from u(s) on [0, r], r ≤ z, continues u to a solution on [0, s + r], since both have the slope f(u(s)) at
    s; of these there is one and only one, so that the former is r ↦ u(s + r)."""
    t, here = _flow(step), step.facts_in(step.context)
    here.define(t)
    drift, x, a, whole = t.args
    require(whole.op == "+" and len(whole.args) == 2, "the time is no sum of two")
    s, z = whole.args
    after = Term("flow", (drift, x, Term("flow", (drift, x, a, s)), z))
    require(step.goal == Term("=", (t, after)), "the goal must be u(s + z) = the flow from u(s) until z")
    here.grant(Term("<=", (ZERO, s)))
    here.grant(Term("<=", (ZERO, z)))


def solution(step: Step) -> None:
    """u(z) = u(z), that is: there is one and only one solution, up to every time from 0 to z. On an open range D that
    contains a, k ≤ f < 0 (or 0 < f ≤ k), and a + k·z lies in D; k is free of y. f is continuous on D; F(x) = ∫_a^x 1/f
    has F′ = 1/f, so that it is strictly monotone, and |F(x)| ≥ |x − a|/|k|. So F takes all values from 0 to z between a
    and a + k·z, and u = F⁻¹ has u(0) = a and u′ = f(u). Let v be a solution on [0, s]. As long as it has not left D,
    F(v(r)) has the derivative 1, so v = u. It never leaves D: at the first time at which it is outside, v = u, since
    both are continuous, and u has its values in D."""
    t, here = _same(step), step.facts_in(step.context)
    drift, x, a, z = t.args
    (lo, hi), inner = _range(step, "<")
    k, f = step.term(step.data["speed"]), drift.substitute({x: Term("v", (step.data["symbol"],))})
    signed, bounded = step.premise(0, inner), step.premise(1, inner)
    falling = signed == Term("<", (f, ZERO))
    require(falling or signed == Term("<", (ZERO, f)), "the first premise does not show the sign of the drift")
    bounds = bounded.op in ("<", "<=") and bounded.args == ((k, f) if falling else (f, k))
    require(bounds, "the second premise does not bound the drift")
    here.grant(Term("<=", (ZERO, z)))
    here.define(a, k)
    for point in (a, Term("+", (a, Term("*", (k, z))))):
        for pair in ((lo, point), (point, hi)):
            if None not in pair:
                here.grant(Term("<", pair))


def with_functions(t: Term, terms: Mapping[str, tuple[str, Term]]) -> Term:
    """The term or formula with `terms` {p: (x, value)} put for some functions."""
    made = t.rebuild(lambda part: with_functions(part, terms))
    if t.op != "fun" or t.args[0] not in terms:
        return made
    x, value = terms[t.args[0]]
    return value.substitute({x: made.args[1]})


def says_of(step: Step, put: Callable[[Term], Term]) -> bool:
    """Whether the premise says, for some point, all that the goal says in its context, with `put` applied to it."""
    c, j = step.context, step.premises[0].judgement
    there = Context(c.symbols, tuple(map(put, c.given)), tuple(map(put, c.evolves)))
    return (j.kind, j.context, j.formula) == ("some", there, put(step.goal))


def chosen(step: Step) -> None:
    """For some point, sequences and functions: from the same, of kind for some, with terms put for some functions,
    `functions` {p: [name, term]}. Each term is defined for all real values of its one variable, and continuous."""
    terms: dict[str, tuple[str, Term]] = {}
    for p, (x, data) in step.data["functions"].items():
        line = Context(((name(x), REALS),))
        terms[p] = x, step.term(data, line)
        plain = not any(u.op in ("app", "flow", "E", "fun") for u in terms[p][1].subterms())
        require(plain, "a function of one variable is expected")
        continuous(terms[p][1], x)
        step.facts_in(line).define(terms[p][1])

    require(says_of(step, lambda t: with_functions(t, terms)), "the premise does not say this of these functions")


READERS = {"flow": read_flow, "fun": read_function}
RULES: dict[tuple[str, str], Callable[[Step], None]] = {
    (rule.__name__, "all"): rule for rule in (flow, along, sooner, later, solution)
}
RULES["chosen", "some"] = chosen
