"""Definite integrals: certified quadrature, comparison, the fundamental theorem of calculus, tails of improper ones.

["int", f, "s", a, b] is the oriented integral of f over s from a to b. It is defined where a and b are and f is
defined, hence continuous, on the closed interval between them; with b = ["oo"] where the improper integral converges.
Every head of the language is continuous where it is defined, but for an improper integral (or an expectation) in its
parameters: s e^(-s^2 r) has over r from 0 to oo the integral 1/s for s > 0, and 0 at s = 0. So none may depend on a
variable of integration, nor may a flow, except in its time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flint import acb, arb, fmpq

from checks.kernel.contexts import REALS, Context
from checks.kernel.extensions.calculus import continuous, derivative
from checks.kernel.extensions.subdivision import atoms, having
from checks.kernel.functions import MINUS_ONE, ONE, SPECIAL, ZERO, Evaluation, Special, difference
from checks.kernel.intervals import Interval, Undefined, hull
from checks.kernel.normal import vanishes
from checks.kernel.step import Step
from checks.kernel.terms import Malformed, Rejected, Term, name

if TYPE_CHECKING:
    from checks.kernel.replay import Language

__all__ = ["HEADS", "READERS", "RULES", "between", "beyond", "envelope", "tail_bound"]

HEADS = frozenset({"int"})
Rule = Callable[[Step], None]


def _evaluate(t: Term, at: Evaluation) -> Interval:
    """Arb's quadrature; parameters (symbols and values of sequences) and limits range over the box. It is certified for
    integrands that are holomorphic where they say so; ours answers nan where that is not certain."""
    body, bound, *limits = t.args
    if limits[1].op == "oo":
        raise Undefined("an improper integral is enclosed by the rule `tail`")
    ends = [at.term(limit) for limit in limits]
    for u in body.subterms():
        if u.op not in _INTEGRATED:
            raise Undefined(f"{u.op} is not integrated; rewrite the integrand")
    free = [a for a in atoms(body) if a != Term("v", (bound,))]
    parameters = [at.term(a) for a in free]
    if any(bound in a.variables for a in free) or not all(side.finite for side in (*ends, *parameters)):
        raise Undefined("an unbounded limit or parameter of an integral")
    fixed = {a: acb(side.ball()) for a, side in zip(free, parameters, strict=True)}
    s = Term("v", (bound,))
    a, b = (acb(end.ball()) for end in ends)
    value = acb.integral(lambda z, analytic: _complex(body, {**fixed, s: z}), a, b)
    if not value.is_finite():
        raise Undefined("the quadrature found no finite enclosure")
    return hull(value.real)._replace(exact=False)


_HOLOMORPHIC = frozenset({"exp", "sin", "cos", "sinh", "cosh", "erf", "tan", "tanh"})  # at poles: no finite ball
_INTEGRATED = _HOLOMORPHIC | {"q", "pi", "v", "app", "+", "*", "^", "root", "**", "log"}


def _complex(t: Term, at: Mapping[Term, acb]) -> acb:
    """The value of a term at complex balls; not finite unless it is certainly holomorphic on them. (Whether the
    quadrature asks for that or for a plain value makes no difference here.)"""
    if t.op == "q":
        return acb(arb(fmpq(t.args[0].numerator, t.args[0].denominator)))
    if t.op == "pi":
        return acb(arb.pi())
    if t.op in ("v", "app"):
        return at[t]
    args = [_complex(a, at) for a in t.children]
    match t.op:
        case "+":
            total: acb = sum(args[1:], args[0])
            return total
        case "*":
            product: acb = args[0]
            for a in args[1:]:
                product = product * a
            return product
        case "^":
            return acb(_whole_power(args[0], t.args[1]))
        case "root":
            return (_log(args[0]) / int(t.args[1])).exp()
        case "**":
            return (args[1] * _log(args[0])).exp()
        case "log":
            return _log(args[0])
    return getattr(args[0], t.op)()  # type: ignore[no-any-return]


def _whole_power(z: acb, n: int) -> acb:
    if n < 0:
        return 1 / _whole_power(z, -n)
    result = acb(1) + z * 0  # nan stays nan
    while n:
        result = result * z if n & 1 else result
        z, n = z * z, n >> 1
    return result


def _log(z: acb) -> acb:
    """The principal logarithm away from its cut; a real integrand needs a positive argument."""
    return z.log() if z.real > 0 or z.imag > 0 or z.imag < 0 else acb(arb.nan())


def _leibniz(t: Term, x: Term) -> Term:
    """d/dx ∫_a^b f ds = f(b) b′ − f(a) a′ + ∫_a^b ∂f/∂x ds, f and ∂f/∂x being continuous where they are defined. (What
    has a factor 0 is left out, as in other derivatives.)"""
    body, bound, lower, upper = t.args
    if upper.op == "oo" or x == Term("v", (bound,)):
        raise Malformed("no derivative rule for improper integrals, nor by the variable of integration")
    slopes, inside = [(end, derivative(end, x)) for end in (upper, lower)], derivative(body, x)
    ends = [ZERO if d == ZERO else Term("*", (body.substitute({bound: end}), d)) for end, d in slopes]
    change = difference(*ends)
    return change if inside == ZERO else Term("+", (change, Term("int", (inside, bound, lower, upper))))


SPECIAL["int"] = Special(_evaluate, _leibniz, total=False)


def between(context: Context, s: str, lower: Term, upper: Term) -> Context:
    """The context with s between the limits of integration."""
    v = Term("v", (s,))
    return having(context, s, REALS).assuming(Term("<=", (lower, v))).assuming(Term("<=", (v, upper)))


def beyond(context: Context, s: str, b: Term) -> Context:
    """The context with s from b on."""
    return having(context, s, REALS).assuming(Term("<=", (b, Term("v", (s,)))))


def _parts(t: Term) -> tuple[Term, str, Term, Term]:
    if t.op != "int":
        raise Rejected("an integral is expected")
    return t.args


def integrable(step: Step) -> None:
    """∫_a^b f ds = itself, that is: it is defined. a ≤ b is granted (so a and b are defined), and f is defined for
    every s between them: it is continuous there. Premises stand in the step's context or in that with s."""
    t = step.goal.args[0]
    f, s, lower, upper = _parts(t)
    if step.goal != Term("=", (t, t)) or upper.op == "oo":
        raise Rejected("the goal must be ∫f = ∫f with finite limits")
    step.facts_in(step.context).grant(Term("<=", (lower, upper)))
    step.facts_in(between(step.context, s, lower, upper)).define(f)


def split(step: Step) -> None:
    """∫_a^c f ds = ∫_a^b f ds + ∫_b^c f ds, all of them defined: a ≤ b and b ≤ c are granted, and f is defined, so
    continuous, for every s between a and c."""
    left, right = step.goal.args
    f, s, lower, upper = _parts(left)
    middle = right.args[0].args[3] if right.op == "+" and right.args[0].op == "int" else upper
    parts = Term("+", (Term("int", (f, s, lower, middle)), Term("int", (f, s, middle, upper))))
    if step.goal != Term("=", (left, parts)) or upper.op == "oo":
        raise Rejected("the goal must be ∫_a^c f = ∫_a^b f + ∫_b^c f with finite limits")
    here = step.facts_in(step.context)
    here.grant(Term("<=", (lower, middle)))
    here.grant(Term("<=", (middle, upper)))
    step.facts_in(between(step.context, s, lower, upper)).define(f)


def comparison(step: Step) -> None:
    """∫f ≤ ∫g over the same limits a ≤ b, from f ≤ g (or <) between them; both integrals are defined."""
    left, right = step.goal.args
    f, s, lower, upper = _parts(left)
    if step.goal.op != "<=" or right.op != "int" or right.args[1:] != left.args[1:] or upper.op == "oo":
        raise Rejected("the goal must be ∫f ≤ ∫g with the same variable and finite limits")
    shown = step.premise(0, between(step.context, s, lower, upper))
    if shown.op not in ("<", "<=") or shown.args != (f, right.args[0]):
        raise Rejected("the premise does not compare the integrands")
    facts = step.facts(1)
    facts.grant(Term("<=", (lower, upper)))
    facts.define(step.goal)


def antiderivative(step: Step) -> None:
    """∫_a^b f ds = F(b) − F(a), from dF/ds = f between the limits (fundamental theorem of calculus): a ≤ b is granted,
    so both are defined; F, its formal derivative and f are defined, so continuous, on the closed interval, and the
    derivative agrees with f by normal form. The right side is defined and has the normal form of F(b) − F(a), which is
    defined since a and b lie in the interval."""
    left, right = step.goal.args
    f, s, lower, upper = _parts(left)
    if step.goal.op != "=" or upper.op == "oo":
        raise Rejected("the goal must be ∫f = … with finite limits")
    here = step.facts_in(step.context)
    here.grant(Term("<=", (lower, upper)))
    inner = between(step.context, s, lower, upper)
    primitive = step.term(step.data["antiderivative"], inner)
    slope = derivative(primitive, Term("v", (s,)))
    step.facts_in(inner).define(primitive, slope, f)
    if any(u.op == "int" for u in primitive.subterms()):
        raise Rejected("an antiderivative without integrals is expected")
    if not vanishes((ONE, slope), (MINUS_ONE, f)):
        raise Rejected("the derivative of the antiderivative is another function")
    ends = [primitive.substitute({s: end}) for end in (upper, lower)]
    here.define(right)
    if not vanishes((ONE, difference(*ends)), (MINUS_ONE, right)):
        raise Rejected("the antiderivative gives another value")


def envelope(c: Term, k: Term, at: Term) -> Term:
    """C·exp(−k·at)."""
    return Term("*", (c, Term("exp", (Term("*", (MINUS_ONE, k, at)),))))


def tail_bound(c: Term, k: Term, b: Term) -> Term:
    """(C/k)·exp(−k·b)."""
    return Term("*", (Term("^", (k, -1)), envelope(c, k, b)))


def tail(step: Step) -> None:
    """−(C/k)e^(−kb) ≤ ∫_a^∞ f ds − ∫_a^b f ds ≤ (C/k)e^(−kb), from −C e^(−ks) ≤ f ≤ C e^(−ks) for all s ≥ b, with k > 0
    and C, k, b free of s. f is defined from b on, as the premises hold there, and between a and b, as the finite
    integral is defined; so the improper integral converges by comparison, and the rest is the integral from b on."""
    c, k, b = (step.term(step.data[key]) for key in ("bound", "rate", "from-point"))
    improper = step.goal.args[0].args[0].args[0]
    f, s, lower, upper = _parts(improper)
    if upper.op != "oo" or s in c.variables | k.variables | b.variables | lower.variables:
        raise Rejected("no improper integral, or a bound that depends on the variable of integration")
    finite, small, far = Term("int", (f, s, lower, b)), tail_bound(c, k, b), beyond(step.context, s, b)
    rest, around = difference(improper, finite), envelope(c, k, Term("v", (s,)))
    low, high = Term("*", (MINUS_ONE, small)), Term("*", (MINUS_ONE, around))
    if step.goal != Term("and", (Term("<=", (rest, small)), Term("<=", (low, rest)))):
        raise Rejected("the goal is not the two-sided bound of the rest")
    for i, sides in enumerate(((f, around), (high, f))):
        shown = step.premise(i, far)
        if shown.op not in ("<", "<=") or shown.args != sides:
            raise Rejected(f"premise {i} does not bound the integrand")
    facts = step.facts(2)
    facts.grant(Term("<", (ZERO, k)))
    facts.define(finite, c, k, b)


def read(language: Language, rest: Sequence[Any], depth: int) -> Term:
    """["int", body, name, lower, upper or ["oo"]]."""
    body, bound, lower, upper = rest
    inside, low = (language.term(a, False, depth) for a in (body, lower))
    continuous(inside, bound)
    return Term(
        "int", (inside, name(bound), low, Term("oo", ()) if upper == ["oo"] else language.term(upper, False, depth))
    )


READERS = {"int": read}
RULES: dict[tuple[str, str], Rule] = {
    (rule.__name__, "all"): rule for rule in (integrable, split, comparison, antiderivative, tail)
}
