"""Rules of real analysis: enclosure over a box by subdivision, inequalities from an end point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from flint import arb

from checks.kernel import intervals as iv
from checks.kernel.calculus import derivative
from checks.kernel.contexts import REALS, Domain
from checks.kernel.evaluate import Evaluation
from checks.kernel.functions import ZERO, difference
from checks.kernel.intervals import Interval, Undefined, from_ends
from checks.kernel.step import Step
from checks.kernel.terms import Rejected, Term, literal

__all__ = ["Sides", "closed", "enclosure", "endpoint", "halves", "leaves", "mean_value"]

LONGEST_TREE = 2_000_000
Sides = dict[Term, Domain]
Cell = dict[Term, Interval]


def halves(side: Domain) -> tuple[Domain, Domain]:
    """Two parts that cover a side: cut at the middle, or where an end is infinite at a point that doubles."""
    if side.lo is not None and side.hi is not None:
        at = (side.lo + side.hi) / 2
    elif side.lo is not None:
        at = max(2 * side.lo, side.lo + 1)
    elif side.hi is not None:
        at = min(2 * side.hi, side.hi - 1)
    else:
        at = Fraction(0)
    return replace(side, hi=at, hi_open=False, whole=False), replace(side, lo=at, lo_open=False, whole=False)


def leaves(tree: object, sides: Sides, split: Sequence[Term]) -> Iterator[tuple[str, Sides]]:
    """The leaves of a subdivision tree in preorder: a digit halves that atom's side, a letter is a leaf. The parts of
    a side cover it, its ends being exact; so the leaves cover the box."""
    if not isinstance(tree, str) or len(tree) > LONGEST_TREE:
        raise Rejected("the subdivision tree is no text, or too long")
    stack = [sides]
    for mark in tree:
        if not stack:
            raise Rejected("the subdivision tree goes on after its last leaf")
        here = stack.pop()
        if mark in "0123456789":
            if int(mark) >= len(split):
                raise Rejected(f"the subdivision tree splits atom {mark} of {len(split)}")
            atom = split[int(mark)]
            left, right = halves(here[atom])
            stack += [{**here, atom: right}, {**here, atom: left}]
        else:
            yield mark, here
    if stack:
        raise Rejected("the subdivision tree ends before it covers the box")


def cell_of(sides: Sides) -> Cell:
    """The sides as intervals; the ends of natural symbols are taken for real ones. Raises Undefined if one is empty."""
    return {atom: from_ends(d.lo, d.hi, d.lo_open, d.hi_open) for atom, d in sides.items()}


def closed(side: Interval) -> Interval:
    """The side with its finite ends."""
    return side._replace(lo_open=not side.lo.is_finite(), hi_open=not side.hi.is_finite())


def enclosure(step: Step) -> None:
    """A formula over the context's box, narrowed by the facts, leaf by leaf of a subdivision tree:
      n  evaluation decides the formula on the leaf;   m  the mean-value form does, see `mean_value`;
      v  some fact is false on the whole leaf, so that no point of it meets the hypotheses."""
    facts, goal = step.facts(), step.goal
    sides = step.context.narrowed(facts.list)
    split = [step.term(atom) for atom in step.data.get("split", [])]
    if any(atom.op not in ("v", "app") for atom in split):
        raise Rejected("only symbols and values of sequences are split")
    sides = {**dict.fromkeys((*split, *_atoms(goal)), REALS), **sides}
    slopes: dict[Term, Term] | None = None
    for mark, here in leaves(step.data["tree"], sides, split):
        where = ", ".join(f"{atom}: {here[atom]}" for atom in split)
        try:
            at = Evaluation(cell_of(here))
            accepted, exact = False, True
            if mark == "n":
                answer, exact = at.formula(goal)
                accepted = answer is True
            elif mark == "m" and goal.op in ("<", "<="):
                f = difference(goal.args[1], goal.args[0])
                slopes = slopes or {atom: derivative(f, atom) for atom in _atoms(goal)}
                accepted, exact = mean_value(f, goal.op == "<", slopes, at.box), False
            elif mark == "v":
                answers = [at.formula(fact) for fact in facts.list if not facts_undefined(at, fact)]
                accepted, exact = any(answer is False for answer, _ in answers), False
        except Undefined as problem:
            raise Rejected(f"on the leaf {where}: {problem}") from None
        if not accepted:
            raise Rejected(f"the leaf {mark!r} at {where} does not decide the goal")
        step.enclosed = step.enclosed or not exact


def facts_undefined(at: Evaluation, fact: Term) -> bool:
    """Whether a fact has no value on the leaf, so that it says nothing there."""
    try:
        at.formula(fact)
    except Undefined:
        return True
    return False


def _atoms(t: Term) -> list[Term]:
    """The symbols and values of sequences in a term, without those that are bound in it or stand in an index."""
    if t.op in ("v", "app"):
        return [t]
    if t.op == "int":
        return [*(a for a in _atoms(t.args[0]) if t.args[1] not in a.variables), *_atoms_of(t.children[1:])]
    return _atoms_of(t.children)


def _atoms_of(terms: Sequence[Term]) -> list[Term]:
    return list(dict.fromkeys(a for t in terms for a in _atoms(t)))


def mean_value(f: Term, strict: bool, slopes: dict[Term, Term], cell: dict[Term, Interval]) -> bool:
    """f ≥ 0 (> 0 if strict) on a cell. f and its partial derivatives are defined on the closed cell, so f is
    differentiable there along each axis: moving an atom in which f is monotone to the end where f is least makes f no
    greater. On what is left of the cell, f(c) + Σ ∂f/∂xᵢ·(xᵢ − cᵢ) encloses f by the mean value theorem, the
    derivatives being taken over that closed box, which contains the segment from c to x."""

    def enough(value: Interval) -> bool:
        return value.positive() if strict else value.nonnegative()

    around = {atom: closed(side) for atom, side in cell.items()}
    wide = Evaluation(around)
    wide.term(f)
    least = dict(around)
    for atom, slope in slopes.items():
        side, d = around[atom], wide.term(slope)
        if d.nonnegative() and side.lo.is_finite():
            least[atom] = Interval(side.lo, side.lo, exact=side.exact)
        elif d.nonpositive() and side.hi.is_finite():
            least[atom] = Interval(side.hi, side.hi, exact=side.exact)
    near = Evaluation(least)
    if enough(near.term(f)):
        return True
    if not all(least[atom].finite for atom in slopes):
        return False
    middle = {**least, **{atom: _middle(least[atom]) for atom in slopes}}
    total = Evaluation(middle).term(f)
    for atom, slope in slopes.items():
        away = iv.add(least[atom], iv.neg(middle[atom]))
        total = iv.add(total, iv.mul(near.term(slope), away))
    return enough(total)


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
    x, rest = Term("v", (name,)), step.context.without(name)
    facts = step.context.hypotheses
    side = step.context.narrowed(f for f in facts if f.variables == {name})[x]
    end, open_there = (side.lo, side.lo_open) if at_lo else (side.hi, side.hi_open)
    if goal.op not in ("<", "<=") or end is None or side.whole or side.empty:
        raise Rejected("the goal must be < or <=, and the range of the symbol real, not empty and with a finite end")
    for f in (*(f for f in facts if f.variables & {name}), *step.context.evolves):
        bound = f.op in ("<", "<=", "=") and {f.args[0].op, f.args[1].op} == {"v", "q"}
        if name in f.variables and not (bound or f.op == "and"):
            raise Rejected(f"the hypothesis {str(f)[:200]} ties {name} to other things")
    if any(u.op == "app" and name in u.variables for u in goal.subterms()):
        raise Rejected(f"{name} stands in an index")
    beside = replace(side, lo_open=side.lo_open or at_lo, hi_open=side.hi_open or not at_lo)
    whole = replace(side, lo_open=side.lo_open and not at_lo, hi_open=side.hi_open and at_lo)
    value, slope = step.premise(0, rest), step.premise(1, rest.having(name, beside))
    at_end = goal.substitute({name: literal(end)})
    rate = derivative(difference(goal.args[1], goal.args[0]), x)
    if value.op not in ("<", "<=") or value.args != at_end.args:
        raise Rejected(f"the first premise does not show {at_end}")
    if slope.op not in ("<", "<=") or slope.args != ((ZERO, rate) if at_lo else (rate, ZERO)):
        raise Rejected(f"the second premise does not compare {rate} with 0")
    step.facts(2, rest.having(name, whole)).define(goal)
    if goal.op == "<" and value.op == "<=" and not (slope.op == "<" and open_there):
        raise Rejected("the premises are not strict enough")
