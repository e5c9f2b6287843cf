"""Inequalities by calculus: from the ends of ranges, from points at which the two sides touch, and towards infinity.

A part of the search in `prover`: a point at which the sides are equal is looked for among simple rationals near the
boxes that stayed open; beside it the sign of the derivative decides, and the rest of the range is left to the search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from checks.encode.contexts import without
from checks.encode.terms import contrary, rational, relation, var
from checks.kernel import Context, Domain, Rejected
from checks.kernel.intervals import Undefined
from checks.kernel.terms import Malformed, Term
from checks.methods.algebra import cleared, known_sign
from checks.methods.argue import Proof
from checks.methods.decide import Formulas, decide
from checks.methods.drawing import SMALL, narrowed
from checks.methods.forms import factored
from checks.methods.likeness import Likeness
from checks.methods.search import Budget, NotFound
from checks.methods.sheet import Line

__all__ = ["SEARCHING", "Calculus", "Fails"]

SEARCHING = (NotFound, Rejected, Undefined, Malformed, KeyError)


class Fails(Exception):
    """A point at which the relation is false."""

    def __init__(self, point: Mapping[str, Fraction]) -> None:
        super().__init__("a counterexample was found")
        self.point = point


class Calculus:
    """What the search does with derivatives; `show`, `enclosed` and `restated` are the searcher's."""

    def show(self, p: Proof, goal: Term, budget: Budget, order: int) -> Line:
        """A line for the goal."""
        raise NotImplementedError

    def enclosed(self, p: Proof, goal: Term, budget: Budget) -> Line:
        """The goal by subdivision."""
        raise NotImplementedError

    def defined(self, p: Proof, t: Term, budget: Budget, order: int) -> list[Line]:
        """Lines from which it is seen that a term, or a formula, is defined."""
        raise NotImplementedError

    def restated(self, p: Proof, goal: Term, line: Line, budget: Budget, order: int) -> Line:
        """The goal from a relation with an equal difference of sides."""
        raise NotImplementedError

    def _one_variable(self, p: Proof, goal: Term, budget: Budget, order: int, stuck: NotFound) -> Line:
        ((x, side),) = narrowed(p.context).items()
        for end in ("lo", "hi"):
            try:
                return self._from_end(p, goal, x, end, Budget(min(1.0, budget.left() / 4)), order, light=True)
            except SEARCHING:
                continue
        for c in self._touching(p.context, goal, x, stuck):
            if (side.lo is None or side.lo < c) and (side.hi is None or c < side.hi):
                return self._split(p, goal, x, c, budget, order)
        for end in ("lo", "hi"):
            try:
                return self._piece(p, goal, x, end, budget, order)
            except SEARCHING:
                continue
        return self._far(p, goal, x, budget, order)

    def _split(self, p: Proof, goal: Term, x: str, c: Fraction, budget: Budget, order: int) -> Line:
        """Up to c and beyond it, from c on both sides."""
        return p.cases(
            goal,
            var(x),
            rational(c),
            lambda q: self._piece(q, goal, x, "hi", budget, order),
            lambda q: self._piece(q, goal, x, "lo", budget, order),
        )

    def _far(self, p: Proof, goal: Term, x: str, budget: Budget, order: int) -> Line:
        """Towards infinity the difference is monotone from some point on; before it, whatever works."""
        side = narrowed(p.context)[x]
        for k in range(0, 12, 2):
            if budget.spent() or (side.lo is not None and side.hi is not None):
                break
            up = side.hi is None
            c = (
                max(side.lo or Fraction(0), Fraction(0)) + 2**k
                if up
                else min(side.hi or Fraction(0), Fraction(0)) - 2**k
            )
            try:
                return self._beyond(p, goal, x, c, up, "lo" if up else "hi", budget, order)
            except _NotThere:
                continue
        raise NotFound("no end from which derivatives decide")

    def _piece(self, p: Proof, goal: Term, x: str, end: str, budget: Budget, order: int) -> Line:
        """A goal beside a point at which the sides may touch: derivatives on a part next to it, the rest by itself."""
        try:
            return self._from_end(p, goal, x, end, Budget(budget.left() / 3), order)
        except SEARCHING:
            pass
        side = narrowed(p.context)[x]
        a = side.lo if end == "lo" else side.hi
        if a is None:
            raise NotFound("no finite end")
        for k in range(0, 8, 2):
            if budget.spent():
                break
            c = _beside(side, a, end == "lo", k)
            if c is None:
                continue
            try:
                return self._beyond(p, goal, x, c, end == "hi", end, budget, order)
            except _NotThere:
                continue
        raise NotFound("derivatives next to the end do not decide")

    def _beyond(
        self, p: Proof, goal: Term, x: str, c: Fraction, above: bool, end: str, budget: Budget, order: int
    ) -> Line:
        """By derivatives from an end of the part above (or else below) c, and the other part by whatever works. Raises
        _NotThere where the derivatives do not decide."""
        near = relation("<=", var(x), rational(c))
        parts = [p.sub(p.context.assuming(f), goal) for f in (near, contrary(near))]
        mine, rest = parts[::-1] if above else parts
        try:
            first = self._from_end(mine, goal, x, end, Budget(budget.left() / 4), order)
        except SEARCHING:
            raise _NotThere from None
        second = self.show(rest, goal, budget, order - 1)
        return p.cases(
            goal,
            var(x),
            rational(c),
            lambda q: second if above else first,
            lambda q: first if above else second,
        )

    def _from_end(
        self, p: Proof, goal: Term, x: str, end: str, budget: Budget, order: int, light: bool = False
    ) -> Line:
        """From the value at an end and the sign of the derivative; `light`: that by subdivision or in the same way."""
        side = narrowed(p.context)[x]
        if (side.lo if end == "lo" else side.hi) is None or order <= 0:
            raise NotFound("no finite end")
        a = side.lo if end == "lo" else side.hi
        if p.context.domains.keys() != {x} and not self.defined_at(p, goal, x, a or Fraction(0)):
            raise NotFound("not defined at the end")
        weak_will_do = goal.op == "<" and (side.lo_open if end == "lo" else side.hi_open)
        strict_needed = []

        def value(q: Proof) -> Line:
            assert q.goal is not None
            line = self._at_end(q, q.goal, weak_will_do, budget, order)
            strict_needed.append(weak_will_do and line.formula.op == "<=")
            return line

        def slope(q: Proof) -> Line:
            assert q.goal is not None
            goal_there = relation("<", *q.goal.args) if strict_needed[-1] else q.goal
            return self._slope(q, goal_there, x, end, budget, order, light)

        return p.endpoint(goal, var(x), end, value, slope, lambda q: self.defined(q, goal, budget, order))

    def _slope(self, p: Proof, slope: Term, x: str, end: str, budget: Budget, order: int, light: bool) -> Line:
        """The sign of a derivative: by subdivision; from the same end, where it is 0, too; or by whatever works."""
        try:
            return self.enclosed(p, slope, Budget(min(budget.left() / 8, 0.3), depth=8, boxes=200))
        except SEARCHING:
            pass
        side = narrowed(p.context)[x]
        a = side.lo if end == "lo" else side.hi
        if a is not None and order > 1 and (self.touches(p, slope, x, a) or self._holds_at(p, slope, x, a)):
            try:
                return self._from_end(p, slope, x, end, Budget(budget.left() / 2), order - 1, light=True)
            except SEARCHING:
                pass
        if a is not None and order > 1:
            try:
                return self._cleared_slope(p, slope, x, end, a, Budget(budget.left() / 2), order)
            except SEARCHING:
                pass
        if light:
            raise NotFound("its derivatives do not decide at this end")
        for form in factored(slope) if order > 3 else ():
            try:
                line = self.enclosed(p, form, Budget(min(budget.left() / 8, 0.5), depth=10, boxes=500))
                return self.restated(p, slope, line, budget, order)
            except SEARCHING:
                continue
        return self._lemma(p, slope, budget, order)

    def defined_at(self, p: Proof, goal: Term, x: str, c: Fraction) -> bool:
        """Whether the goal seems to be defined at x = c, for some values of the others."""
        rest = Likeness(without(p.context, x))
        return all(any(v is not None for v in rest.values(t.substitute({x: rational(c)}))) for t in goal.args)

    def _cleared_slope(self, p: Proof, slope: Term, x: str, end: str, a: Fraction, budget: Budget, order: int) -> Line:
        """The sign of a derivative by that of its numerator, where the denominators have plain signs."""
        plain, back = cleared(p, slope, known_sign)
        if plain is slope or not (self.touches(p, plain, x, a) or self._holds_at(p, plain, x, a)):
            raise NotFound("no denominator")
        try:
            line = self.enclosed(p, plain, Budget(min(budget.left() / 8, 0.2), depth=8, boxes=100))
        except SEARCHING:
            line = self._from_end(p, plain, x, end, budget, order - 1, light=True)
        return back(line)

    def _holds_at(self, p: Proof, goal: Term, x: str, c: Fraction) -> bool:
        """Whether the relation, in x alone, holds at x = c."""
        there = goal.substitute({x: rational(c)})
        return not there.variables and decide(there) is True

    def touches(self, p: Proof, goal: Term, x: str, c: Fraction) -> bool:
        """Whether both sides seem to be equal at x = c."""
        rest = Likeness(without(p.context, x))
        sides = [t.substitute({x: rational(c)}) for t in goal.args]
        return any(v is not None for v in rest.values(sides[0])) and rest.alike(*sides)

    def _lemma(self, p: Proof, goal: Term, budget: Budget, order: int) -> Line:
        """A line for something that would help. That it is false says nothing about the claim itself."""
        try:
            return self.show(p, goal, budget, order - 1)
        except Fails:
            raise NotFound("an auxiliary claim is false") from None

    def _at_end(self, p: Proof, formula: Term, weak_will_do: bool, budget: Budget, order: int) -> Line:
        part = Budget(max(0.2, budget.left() / 2))
        try:
            return self._lemma(p, formula, part, order)
        except SEARCHING:
            if not weak_will_do:
                raise NotFound("the value at the end is not known") from None
        return self._lemma(p, relation("<=", *formula.args), part, order)

    def _touching(self, context: Context, goal: Term, x: str, stuck: NotFound) -> Iterator[Fraction]:
        """Simple rationals in or beside the boxes that stayed open at which the two sides are exactly equal."""
        inside = [c for box in stuck.boxes if len(box) == 1 for c in _simple_rationals(box[0])]
        side, touch = narrowed(context)[x], Formulas([relation("=", *goal.args)], context)
        for c in dict.fromkeys((*inside, *SMALL)):
            if c in side and touch.hold({x: c}):
                yield c


class _NotThere(Exception):
    """Derivatives do not decide on this part."""


def _beside(side: Domain, a: Fraction, to_the_right: bool, k: int) -> Fraction | None:
    """A point inside the side, at 2^-k of its width (of 1 where it is infinite) from the end a."""
    other = side.hi if to_the_right else side.lo
    width = Fraction(4) if other is None else abs(other - a) / 2
    if width == 0:
        return None
    step: Fraction = width / 2**k
    return a + step if to_the_right else a - step


def _simple_rationals(d: Domain) -> Iterator[Fraction]:
    lo = d.lo if d.lo is not None else (d.hi - 4 if d.hi is not None else Fraction(-4))
    hi = d.hi if d.hi is not None else lo + 8
    margin = (hi - lo) / 4
    for q in range(1, 13):
        first = -(-((lo - margin) * q).numerator // ((lo - margin) * q).denominator)
        last = ((hi + margin) * q).numerator // ((hi + margin) * q).denominator
        for p in range(first, min(last, first + 64) + 1):
            yield Fraction(p, q)
