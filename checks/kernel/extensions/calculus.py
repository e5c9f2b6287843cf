"""Derivatives: the notation D, mean-value leaves of subdivision trees, inequalities from an end point.

The formal derivative follows the rules of calculus. It is the derivative of the function at every point in the interior
of a set on which both are defined; whoever uses it checks that both are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flint import arb

from checks.kernel import intervals as iv
from checks.kernel.extensions.subdivision import Leaf, atoms, closed, having, hypotheses, without
from checks.kernel.functions import FUNCTIONS, ONE, SPECIAL, ZERO, Evaluation, difference
from checks.kernel.intervals import Interval
from checks.kernel.step import Step
from checks.kernel.terms import Malformed, Rejected, Term, literal, require

if TYPE_CHECKING:
    from checks.kernel.replay import Language

__all__ = ["HEADS", "LEAVES", "READERS", "RULES", "continuous", "derivative", "expanded", "mean_value"]

HEADS = frozenset({"D"})


def derivative(t: Term, x: Term) -> Term:
    """∂t/∂x for an atom x (a variable, or the value of a sequence as a number of its own); other atoms rest."""
    if t == x:
        return ONE
    if t.op == "app" or (x.op == "v" and x.args[0] not in t.variables) or not t.children:
        return ZERO
    if t.op == "+":
        return _sum([derivative(a, x) for a in t.args])
    if t.op == "*":
        slopes = [(i, derivative(a, x)) for i, a in enumerate(t.args)]
        return _sum([_product((*t.args[:i], d, *t.args[i + 1 :])) for i, d in slopes if d != ZERO])
    if t.op == "^":
        base, n = t.args
        return ZERO if n == 0 else _product((literal(n), Term("^", (base, n - 1)), derivative(base, x)))
    if t.op == "root":  # u^(1/q) has slope u^(1/q)/(q·u)
        base, q = t.args
        return _product((_inverse(literal(q)), t, _inverse(base), derivative(base, x)))
    if t.op == "**":
        base, e = t.args
        parts = [_product((derivative(e, x), Term("log", (base,)))), _product((e, derivative(base, x), _inverse(base)))]
        return _product((t, _sum(parts)))
    if t.op in SPECIAL and (special := SPECIAL[t.op].derivative) is not None:
        return special(t, x)
    rule = FUNCTIONS[t.op].derivative if t.op in FUNCTIONS else None
    if rule is None:
        raise Malformed(f"no derivative rule for {t.op}")
    return _product((rule(t.args[0]), derivative(t.args[0], x)))


def read(language: Language, rest: Sequence[Any], depth: int) -> Term:
    """["D", body, ["v", x]], expanded."""
    body, x = (language.term(a, False, depth) for a in rest)
    require(x.op == "v", "a derivative needs a variable")
    return expanded(body, x)


def expanded(body: Term, x: Term) -> Term:
    """What the notation ["D", body, x] stands for: the derivative, defined only where the body is, too."""
    if any(u.op == "app" for u in body.subterms()):
        raise Malformed(f"a derivative of a value of a sequence, which may depend on {x}")
    return Term("+", (derivative(body, x), Term("*", (ZERO, body))))


def continuous(body: Term, bound: str) -> None:
    """Raises Malformed unless the body is continuous in the bound name where it is defined. Every head is, but for an
    expectation and an improper integral, in what they depend on, and a flow, which is known to be in its time only."""
    for u in body.subterms():
        still = u.op == "E" or (u.op == "int" and u.args[3].op == "oo")
        kept = u.children if still else (u.args[0], u.args[2]) if u.op == "flow" else ()
        moves = any(bound in part.variables - {u.args[1]} for part in kept)
        require(not moves, f"an expectation, an improper integral or a flow that depends on {bound}", Malformed)


def _inverse(t: Term) -> Term:
    return Term("^", (t, -1))


def _sum(parts: list[Term]) -> Term:
    kept = tuple(p for p in parts if p != ZERO)
    return kept[0] if len(kept) == 1 else Term("+", kept) if kept else ZERO


def _product(parts: tuple[Term, ...]) -> Term:
    """A product without factors 1. A factor 0 makes it 0: only in derivatives, whose use checks that the term itself,
    parts of the lost factors included, is defined."""
    if ZERO in parts:
        return ZERO
    kept = tuple(p for p in parts if p != ONE)
    return kept[0] if len(kept) == 1 else Term("*", kept) if kept else ONE


def mean_value(goal: Term, at: Evaluation) -> tuple[bool, bool]:
    """a < b or a ≤ b on a cell, with f = b − a. f and its partial derivatives are defined on the closed cell, so f is
    differentiable there along each axis: moving an atom in which f is monotone to the end where f is least makes f no
    greater. On what is left of the cell, f(c) + Σ ∂f/∂xᵢ·(xᵢ − cᵢ) encloses f by the mean value theorem, the
    derivatives being taken over that closed box, which contains the segment from c to x."""
    if goal.op not in ("<", "<="):
        raise Rejected("a mean-value leaf needs a goal < or <=")
    f = difference(goal.args[1], goal.args[0])
    slopes = {atom: derivative(f, atom) for atom in atoms(f)}

    def enough(value: Interval) -> bool:
        return value.positive() if goal.op == "<" else value.nonnegative()

    around = {atom: closed(side) for atom, side in at.box.items()}
    wide = Evaluation(around)
    wide.term(f)
    least = dict(around)
    for atom, slope in slopes.items():
        side, d = around[atom], wide.term(slope)
        if d.nonnegative() and side.lo.is_finite():
            least[atom] = Interval(side.lo, side.lo)
        elif d.nonpositive() and side.hi.is_finite():
            least[atom] = Interval(side.hi, side.hi)
    near = Evaluation(least)
    if enough(near.term(f)):
        return True, False
    if not all(least[atom].finite for atom in slopes):
        return False, False
    middle = {**least, **{atom: _middle(least[atom]) for atom in slopes}}
    total = Evaluation(middle).term(f)
    for atom, slope in slopes.items():
        away = iv.add(least[atom], iv.neg(middle[atom]))
        total = iv.add(total, iv.mul(near.term(slope), away))
    return enough(total), False


def _middle(side: Interval) -> Interval:
    c: arb = ((side.lo + side.hi) / 2).mid()
    return Interval(c, c) if side.lo <= c <= side.hi else Interval(side.lo, side.lo)


def endpoint(step: Step) -> None:
    """f = b − a ≥ 0 (goal a ≤ b or a < b) on the range of x, from its value at a finite end A of the range and the sign
    of ∂f/∂x on the range without A. For fixed other symbols and sequences (which nothing ties to x) f is continuous on
    the range together with A, being defined there, and differentiable inside, its formal derivative being defined
    there. By the mean value theorem f(x) ≥ f(A) ≥ 0 if A is the lower end and f′ ≥ 0, or A the upper one and f′ ≤ 0.
    f(x) > 0 if f(A) > 0, or if f′ is strict and x is never A."""
    name, at_lo, goal = step.data["variable"], step.data["end"] == "lo", step.goal
    x, rest = Term("v", (name,)), without(step.context, name)
    facts = hypotheses(step.context)
    side = step.context.narrowed(f for f in facts if f.variables == {name})[x]
    end, open_there = (side.lo, side.lo_open) if at_lo else (side.hi, side.hi_open)
    if goal.op not in ("<", "<=") or end is None or side.whole or side.empty:
        raise Rejected("the goal must be < or <=, and the range of the symbol real, not empty and with a finite end")
    for f in facts:
        bound = f.op in ("<", "<=", "=") and {f.args[0].op, f.args[1].op} == {"v", "q"}
        require(bound or name not in f.variables, f"a hypothesis ties {name} to other things")
    for f in step.context.evolves:
        require(name not in f.variables, f"a relation between sequences contains {name}")
    if any(u.op == "app" and name in u.variables for u in goal.subterms()):
        raise Rejected(f"{name} stands in an index")
    beside = replace(side, lo_open=side.lo_open or at_lo, hi_open=side.hi_open or not at_lo)
    whole = replace(side, lo_open=side.lo_open and not at_lo, hi_open=side.hi_open and at_lo)
    value, slope = step.premise(0, rest), step.premise(1, having(rest, name, beside))
    at_end = goal.substitute({name: literal(end)})
    rate = derivative(difference(goal.args[1], goal.args[0]), x)
    if value.op not in ("<", "<=") or value.args != at_end.args:
        raise Rejected(f"the first premise does not show {at_end}")
    if slope.op not in ("<", "<=") or slope.args != ((ZERO, rate) if at_lo else (rate, ZERO)):
        raise Rejected(f"the second premise does not compare {rate} with 0")
    step.facts(2, having(rest, name, whole)).define(goal)
    if goal.op == "<" and value.op == "<=" and not (slope.op == "<" and open_there):
        raise Rejected("the premises are not strict enough")


RULES: dict[tuple[str, str], Callable[[Step], None]] = {("endpoint", "all"): endpoint}
LEAVES: dict[str, Leaf] = {"m": mean_value}
READERS = {"D": read}
