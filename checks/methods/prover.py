"""The search for a proof of one relation: what `referee prove` tries, and what shows inequalities along runs.

The order: exact identity; a point at which it fails; subdivision; then derivatives from end points and from points at
which the two sides touch (found among simple rationals near the boxes that stayed open); completing squares for
quadratic polynomials. Every success is a certificate that the kernel has replayed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from checks.encode.terms import contrary, rational, relation, var
from checks.kernel import Context, Domain, Rejected
from checks.kernel.functions import conditions
from checks.kernel.intervals import Undefined
from checks.kernel.terms import Malformed, Term, conjuncts
from checks.methods.argue import Proof
from checks.methods.closed import Closed
from checks.methods.decide import Formulas, decide
from checks.methods.drawing import SMALL, narrowed
from checks.methods.forms import factored
from checks.methods.likeness import equal
from checks.methods.refute import counterexample
from checks.methods.search import Budget, NotFound, subdivide
from checks.methods.sheet import Lemma, Line
from checks.methods.squares import sum_of_squares

__all__ = ["SEARCHING", "Fails", "proved"]

ORDER = 6  # how often the argument by derivatives is nested
SEARCHING = (NotFound, Rejected, Undefined, Malformed, KeyError)


def proved(formula: Term, context: Context, budget: Budget, bits: int = 128) -> Lemma:
    """A proof of a relation, or of a conjunction, at every point of a context. Raises `Fails` with a point at which it
    is false, or one of SEARCHING."""
    searcher, p = _Prover(bits), Proof().sub(context, None)
    lines = [searcher.show(p, part, budget, ORDER) for part in conjuncts(formula)]
    return p.established(lines[0] if len(lines) == 1 else p.write("both", formula, lines))


class Fails(Exception):
    """A point at which the relation is false."""

    def __init__(self, point: Mapping[str, Fraction]) -> None:
        super().__init__("a counterexample was found")
        self.point = point


class _Prover:
    """Finds lines for relations, each in the context of a proof. Raises one of SEARCHING when it does not, `Fails`
    when it found a counterexample."""

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def show(self, p: Proof, goal: Term, budget: Budget, order: int) -> Line:
        """A line for the goal."""
        if p.facts(()).granted(goal):
            return p.write("given", goal)
        if goal.op == "=":
            return self._equation(p, goal, budget, order)
        if not p.context.domains:
            return self._number(p, goal)
        quick = Budget(min(budget.left() / 6, 2.0), depth=12, boxes=3000, open_boxes=12)
        stuck: NotFound
        try:
            return self._enclosed(p, goal, quick)
        except NotFound as problem:
            stuck = problem
        point = counterexample(p.context, goal, Budget(max(0.2, min(budget.left() / 4, 5.0))))
        if point is not None:
            raise Fails(point)
        if goal.op in ("<", "<="):
            try:
                return self._inequality(p, goal, budget, order, stuck)
            except SEARCHING:
                pass
        return self._enclosed(p, goal, Budget(budget.left(), depth=60 * len(p.context.domains), boxes=400_000))

    def _enclosed(self, p: Proof, goal: Term, budget: Budget) -> Line:
        tree = subdivide(p.context, goal, budget, self.bits)
        split = [atom.to_json() for atom in tree.split]
        return p.note("enclosure", goal, tree=tree.marks, split=split, bits=self.bits)

    def _number(self, p: Proof, goal: Term) -> Line:
        """A relation between two numbers."""
        premises: list[Line] = []
        if decide(goal) is False:
            raise Fails({})
        numbers = Closed(p.sheet, p.context)
        numbers.grant(goal, premises)
        return next((line for line in premises if line.formula == goal), None) or p.write("given", goal, premises)

    def _equation(self, p: Proof, goal: Term, budget: Budget, order: int) -> Line:
        if equal(*goal.args):
            return p.write("identity", goal, self._defined(p, goal, budget, order))
        point = counterexample(p.context, goal, Budget(budget.left() / 2))
        if point is not None:
            raise Fails(point)
        raise NotFound("the normal forms of the two sides differ, and no point shows it")

    def _defined(self, p: Proof, t: Term, budget: Budget, order: int) -> list[Line]:
        """Lines from which it is seen that a term, or a formula, is defined."""
        premises: list[Line] = []
        try:
            p.define([t], premises)
            return premises
        except SEARCHING:
            pass
        for u in dict.fromkeys(t.subterms()):
            for condition in conditions(u):
                if not p.facts(premises).granted(condition):
                    premises.append(self._lemma(p, condition, Budget(budget.left() / 3), order))
        p.define([t], premises)
        return premises

    def _from_equality(self, p: Proof, goal: Term, budget: Budget, order: int) -> Line:
        return p.write("given", goal, [self._equation(p, relation("=", *goal.args), budget, order)])

    def _inequality(self, p: Proof, goal: Term, budget: Budget, order: int, stuck: NotFound) -> Line:
        if goal.op == "<=" and equal(*goal.args):
            return self._from_equality(p, goal, budget, order)
        squares = sum_of_squares(p.sheet, p.context, goal)
        if squares is not None:
            return squares
        if order <= 0 or budget.spent():
            raise NotFound("nested too deeply")
        for form in factored(goal) if order == ORDER else ():
            try:
                line = self._enclosed(p, form, Budget(min(budget.left() / 4, 1.0), depth=12, boxes=1000))
                return self._restated(p, goal, line, budget, order)
            except SEARCHING:
                continue
        if len(p.context.domains) == 1:
            return self._one_variable(p, goal, budget, order, stuck)
        for x in sorted(p.context.domains):
            for end in ("lo", "hi"):
                try:
                    return self._from_end(p, goal, x, end, Budget(budget.left() / 3), order)
                except SEARCHING:
                    continue
        raise NotFound("no variable in which the difference is monotone")

    def _restated(self, p: Proof, goal: Term, line: Line, budget: Budget, order: int) -> Line:
        """The goal from a relation with an equal difference of sides."""
        premises = [line, *self._defined(p, goal, budget, order)]
        return p.write("linear", goal, premises, multipliers=["1"])

    def _one_variable(self, p: Proof, goal: Term, budget: Budget, order: int, stuck: NotFound) -> Line:
        ((x, side),) = narrowed(p.context).items()
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

    def _from_end(self, p: Proof, goal: Term, x: str, end: str, budget: Budget, order: int) -> Line:
        side = narrowed(p.context)[x]
        if (side.lo if end == "lo" else side.hi) is None or order <= 0:
            raise NotFound("no finite end")
        weak_will_do = goal.op == "<" and (side.lo_open if end == "lo" else side.hi_open)
        strict_needed = []

        def value(q: Proof) -> Line:
            assert q.goal is not None
            line = self._at_end(q, q.goal, weak_will_do, budget, order)
            strict_needed.append(weak_will_do and line.formula.op == "<=")
            return line

        def slope(q: Proof) -> Line:
            assert q.goal is not None
            return self._slope(q, relation("<", *q.goal.args) if strict_needed[-1] else q.goal, budget, order)

        return p.endpoint(goal, var(x), end, value, slope)

    def _slope(self, p: Proof, slope: Term, budget: Budget, order: int) -> Line:
        """The sign of a derivative, in the form in which the calculus rules leave it or else factored."""
        try:
            return self._enclosed(p, slope, Budget(min(budget.left(), 1.0), depth=8, boxes=500))
        except NotFound:
            pass
        for form in factored(slope):
            try:
                line = self._enclosed(p, form, Budget(min(budget.left(), 1.0), depth=10, boxes=1000))
                return self._restated(p, slope, line, budget, order)
            except SEARCHING:
                continue
        return self._lemma(p, slope, budget, order)

    def _lemma(self, p: Proof, goal: Term, budget: Budget, order: int) -> Line:
        """A line for something that would help. That it is false says nothing about the claim itself."""
        try:
            return self.show(p, goal, budget, order - 1)
        except Fails:
            raise NotFound("an auxiliary claim is false") from None

    def _at_end(self, p: Proof, formula: Term, weak_will_do: bool, budget: Budget, order: int) -> Line:
        part = Budget(max(1.0, budget.left() / 3))
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
