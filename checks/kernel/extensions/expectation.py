"""Expectations: E is linear, positive, and E 1 = 1, for any law of a real random variable.

["E", f, "r", ["law", "m"]] is the expectation of f (a term in r) where r has the law m, which like a sequence may be
anything: any Borel probability measure on ℝ. It is defined where f is defined for almost every r, and integrable: E|f|
is finite. (f is measurable: every head is continuous where it is defined, in what f may depend on r by; an improper
integral, or an expectation, may not depend on r.) Two terms that agree wherever both are defined have the same
expectation where both have one. That an expectation is defined is a hypothesis (a formula that contains it), or is
shown by the rule `expected`.

That r ≥ lo almost surely is the fact E max(0, lo − r) ≤ 0: this random variable is ≥ 0, and so 0 almost surely if its
expectation is not positive.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from checks.kernel.contexts import Context, exact
from checks.kernel.extensions.calculus import continuous
from checks.kernel.extensions.flows import says_of, within
from checks.kernel.functions import MINUS_ONE, ONE, SPECIAL, ZERO, Evaluation, Special, difference
from checks.kernel.intervals import Interval, Undefined
from checks.kernel.normal import vanishes
from checks.kernel.step import Step
from checks.kernel.terms import Malformed, Term, literal, name, require

if TYPE_CHECKING:
    from checks.kernel.replay import Language

__all__ = ["HEADS", "READERS", "RULES", "beside", "expectation", "with_laws"]

HEADS = frozenset({"E"})


def _over_a_box(t: Term, at: Evaluation) -> Interval:
    raise Undefined("an expectation is not enclosed; bound it by the rule `expect`")


SPECIAL["E"] = Special(_over_a_box, None, total=False)


def read(language: Language, rest: Sequence[Any], depth: int) -> Term:
    """["E", body, name, ["law", name]]."""
    data, bound, law = rest
    right = isinstance(law, list) and len(law) == 2 and law[0] == "law"
    require(right, 'a law is written ["law", name]', Malformed)
    body = language.term(data, False, depth)
    continuous(body, name(bound))
    return expectation(body, bound, name(law[1]))


def expectation(body: Term, bound: str, law: str) -> Term:
    """E body, where the bound name has the law."""
    return Term("E", (body, bound, Term("law", (law,))))


def beside(lo: Term | None, hi: Term | None, r: str, law: str) -> list[Term]:
    """The formulas that say that lo ≤ r ≤ hi almost surely."""
    v = Term("v", (r,))
    sides = ([] if lo is None else [difference(lo, v)]) + ([] if hi is None else [difference(v, hi)])
    return [Term("<=", (expectation(Term("max", (ZERO, side)), r, law), ZERO)) for side in sides]


def _support(step: Step, r: str, law: str) -> Context:
    """The context with y between the ends `support`, between which r lies almost surely."""
    lo, hi = (None if end is None else step.term(end) for end in step.data["support"])
    for formula in beside(lo, hi, r, law):
        step.facts_in(step.context).grant(formula)
    return within(step.context, step.data["symbol"], (lo, hi), "<=")


def _sum(step: Step, inner: Context, r: str, law: str, shape: Callable[[Term], Term]) -> tuple[Term, Term]:
    """m₀ + Σ mᵢ·shape(fᵢ) at y, and m₀ + Σ mᵢ·E fᵢ, for `constant` m₀ and `terms` [[mᵢ, fᵢ], …], fᵢ a term in y. The
    expectations, and m₀ and the mᵢ, which are free of y, are defined."""
    here, y = step.facts_in(step.context), step.data["symbol"]
    constant = step.term(step.data.get("constant", "0"))
    here.define(constant)
    pointwise, expected = [constant], [constant]
    for factor, data in step.data["terms"]:
        m, f = step.term(factor), step.term(data, inner)
        e = expectation(f.substitute({y: Term("v", (r,))}), r, law)
        step.context.require_known(e)
        continuous(e.args[0], r)
        here.define(m, e)
        pointwise.append(Term("*", (m, shape(f))))
        expected.append(Term("*", (m, e)))
    return Term("+", tuple(pointwise)), Term("+", tuple(expected))


def expect(step: Step) -> None:
    """0 ≤ m₀ + Σ mᵢ·E fᵢ (or <, =) from 0 ≤ m₀ + Σ mᵢ·fᵢ for all r in the support: almost surely, therefore. E is
    linear, E 1 = 1, the expectation of what is ≥ 0 almost surely is ≥ 0, and > 0 if it is > 0 almost surely. Premise
    and goal are read up to normal form; the fᵢ are defined in the support, as their expectations are asked to be
    defined and the premise is asked of all of it."""
    r, law = name(step.data["variable"]), name(step.data["law"])
    inner = _support(step, r, law)
    pointwise, expected = _sum(step, inner, r, law, lambda f: f)
    step.facts_in(inner).define(pointwise)
    shown, goal = step.premise(0, inner), step.goal
    step.facts_in(step.context).define(goal)
    for f, wanted in ((shown, pointwise), (goal, expected)):
        require(f.op in ("<", "<=", "="), "a relation <, <= or = is expected")
        same = vanishes((ONE, difference(f.args[1], f.args[0])), (MINUS_ONE, wanted))
        require(same, "premise and goal do not compare the combination, and its expectation, with 0")
    enough = {"<=": ("<", "<=", "="), "<": ("<",), "=": ("=",)}
    require(shown.op in enough[goal.op], "the premise is not strong enough")


def expected(step: Step) -> None:
    """E f = E f, that is: it is defined; from |f| ≤ m₀ + Σ mᵢ·|fᵢ| for all r in the support, where the E fᵢ are
    defined: then the |fᵢ| are integrable, and so is f, which is defined in the support since the premise is true."""
    left, right = step.goal.args
    require(step.goal.op == "=" and left == right and left.op == "E", "the goal must be E f = E f")
    body, r, law = left.args
    inner = _support(step, r, law.args[0])
    bound, _ = _sum(step, inner, r, law.args[0], lambda f: Term("abs", (f,)))
    step.facts_in(inner).define(bound)
    shown, f = step.premise(0, inner), body.substitute({r: Term("v", (step.data["symbol"],))})
    dominated = shown.op in ("<", "<=") and shown.args[0] == Term("abs", (f,))
    require(
        dominated and vanishes((ONE, shown.args[1]), (MINUS_ONE, bound)), "the premise does not bound |f| like that"
    )


def with_laws(t: Term, laws: Mapping[str, Sequence[tuple[Fraction, Term]]]) -> Term:
    """The term or formula with Σ wᵢ·f(aᵢ) for E f under the laws {m: ((wᵢ, aᵢ), …)}."""
    made = t.rebuild(lambda part: with_laws(part, laws))
    if t.op != "E" or t.args[2].args[0] not in laws:
        return made
    body, r, law = made.args
    return Term("+", tuple(Term("*", (literal(w), body.substitute({r: a}))) for w, a in laws[law.args[0]]))


def discrete(step: Step) -> None:
    """For some point, sequences and laws: from the same, of kind for some, where Σ wᵢ f(aᵢ) is put for E f under some
    laws: r takes the value aᵢ with the probability wᵢ > 0, `laws` {m: [[wᵢ, aᵢ], …]}, Σ wᵢ = 1. f is then integrable if
    it is defined at the aᵢ, as the sum is."""
    laws: dict[str, list[tuple[Fraction, Term]]] = {}
    for m, atoms in step.data["laws"].items():
        laws[m] = [(exact(w), literal(exact(a))) for w, a in atoms]
        right = all(w > 0 for w, _ in laws[m]) and sum(w for w, _ in laws[m]) == 1
        require(right, "the weights of a law are positive, and their sum is 1")

    require(says_of(step, lambda t: with_laws(t, laws)), "the premise does not say this of these laws")


READERS = {"E": read}
RULES: dict[tuple[str, str], Callable[[Step], None]] = {(rule.__name__, "all"): rule for rule in (expect, expected)}
RULES["discrete", "some"] = discrete
