"""Relations over boxes: three-valued decisions, the mean-value form, and boxes that split at rational numbers.

A side of a box is a `Domain` (rational or infinite ends, open or closed). Subdivision happens on these exact ends, so
the pieces cover the box exactly; only the evaluation rounds, and it rounds outward.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from flint import arb

from checks.kernel1 import intervals as iv
from checks.kernel1.calculus import derivative
from checks.kernel1.evaluate import Tape
from checks.kernel1.intervals import Interval, Undefined
from checks.kernel1.judgement import Context, Domain, Rejected
from checks.kernel1.terms import MalformedTerm, Term, sub

__all__ = ["Box", "Decider", "Inequality", "box_of", "split"]

Box = tuple[Domain, ...]


def interval_of(d: Domain) -> Interval:
    return iv.from_ends(d.lo, d.hi, d.lo_open, d.hi_open)


def box_of(context: Context, names: Sequence[str]) -> Box:
    """The sides of the context's box; empty boxes are refused, so that nothing is true for want of points."""
    sides = []
    for name in names:
        d = context.box[name]
        if d.lo is not None and d.hi is not None and (d.lo > d.hi or (d.lo == d.hi and (d.lo_open or d.hi_open))):
            raise Rejected(f"the hypotheses leave no value for {name}")
        sides.append(d)
    return tuple(sides)


def split(side: Domain) -> tuple[Domain, Domain]:
    """Two halves: at the middle, or where an end is infinite at a point that doubles (0 for the whole line)."""
    if side.lo is not None and side.hi is not None:
        at = (side.lo + side.hi) / 2
    elif side.lo is not None:
        at = max(2 * side.lo, side.lo + 1)
    elif side.hi is not None:
        at = min(2 * side.hi, side.hi - 1)
    else:
        at = Fraction(0)
    return replace(side, hi=at, hi_open=False, whole=False), replace(side, lo=at, lo_open=False, whole=False)


def decide(op: str, d: Interval) -> bool | None:
    """Whether 0 op d for all points (True), for none (False), or cannot tell (None)."""
    if op == "<":
        return True if d.positive() else False if d.nonpositive() else None
    if op == "<=":
        return True if d.nonnegative() else False if d.negative() else None
    apart = d.positive() or d.negative()
    same = d.zero()
    if op == "=":
        return True if same else False if apart else None
    return True if apart else False if same else None


class Decider:
    """Decides a formula over boxes by natural interval evaluation of the difference of each relation's sides."""

    def __init__(self, formulas: Sequence[Term], names: Sequence[str]) -> None:
        self._shape: list[Term] = list(formulas)
        differences: list[Term] = []
        self._plan = [self._collect(f, differences) for f in formulas]
        self._tape = Tape(differences, names)

    def _collect(self, f: Term, differences: list[Term]) -> tuple[str, Any]:
        if f.op in ("and", "or"):
            return (f.op, [self._collect(g, differences) for g in f.args])
        differences.append(sub(f.args[1], f.args[0]))
        return (f.op, len(differences) - 1)

    def run(self, box: Sequence[Interval]) -> list[bool | None]:
        """One answer per formula; None where it cannot tell. Raises Undefined."""
        values = self._tape.run(box)

        def answer(plan: tuple[str, Any]) -> bool | None:
            op, rest = plan
            if op not in ("and", "or"):
                return decide(op, values[rest])
            answers = [answer(p) for p in rest]
            decisive = op == "or"
            if decisive in answers:
                return decisive
            return None if None in answers else not decisive

        return [answer(p) for p in self._plan]


def holds_on_box(formula: Term, context: Context) -> bool:
    """Whether one natural evaluation over the context's whole box shows the formula (and that it is defined)."""
    names = sorted(formula.variables())
    try:
        box = [interval_of(d) for d in box_of(context, names)]
        return Decider([formula], names).run(box) == [True]
    except (Undefined, KeyError):
        return False


class Inequality:
    """f ≥ 0 (or f > 0) over boxes, where f is the difference of the two sides of a relation < or <=."""

    def __init__(self, goal: Term, names: Sequence[str]) -> None:
        if goal.op not in ("<", "<="):
            raise MalformedTerm("the mean-value form needs a relation < or <=")
        self.strict = goal.op == "<"
        self.names = tuple(names)
        self.f = sub(goal.args[1], goal.args[0])
        self._value = Tape([self.f], names)
        self._slopes: Tape | None = None
        self.differentiable = True
        try:
            self._slopes = Tape([self.f, *(derivative(self.f, x) for x in names)], names)
        except (MalformedTerm, Undefined):
            self.differentiable = False

    def enough(self, value: Interval) -> bool:
        """Whether an enclosure of f shows the inequality."""
        return value.positive() if self.strict else value.nonnegative()

    def value(self, box: Sequence[Interval]) -> Interval:
        """Natural enclosure of f."""
        return self._value.run(box)[0]

    def natural(self, box: Sequence[Interval]) -> bool:
        """Whether natural evaluation over the box shows it."""
        return self.enough(self.value(box))

    def slopes(self, box: Sequence[Interval]) -> list[Interval]:
        """Enclosures of the partial derivatives over the box with its finite ends closed; f is defined there too."""
        assert self._slopes is not None
        return self._slopes.run([_closed(side) for side in box])[1:]

    def mean_value(self, box: Sequence[Interval]) -> tuple[bool, list[Interval]]:
        """First move every variable in which f is monotone on the box to the end where f is least (f is continuous on
        the closed box, being defined there); then f(c) + Σ ∂f/∂x_i(box)·(x_i − c_i) around the middle c."""
        slopes = self.slopes(box)
        least = [_to_the_least(_closed(side), slope) for side, slope in zip(box, slopes, strict=True)]
        value = self.value(least)
        if self.enough(value):
            return True, slopes
        if not all(side.finite for side in least):
            return False, slopes
        middle = [_middle(side) for side in least]
        total = self.value(middle)
        steeper = self.slopes(least) if least != list(box) else slopes
        for side, slope, c in zip(least, steeper, middle, strict=True):
            if side.lo is not side.hi:
                total = iv.add(total, iv.mul(slope, iv.add(side, iv.neg(c))))
        return self.enough(total), slopes


def _closed(side: Interval) -> Interval:
    return Interval(side.lo, side.hi, not side.lo.is_finite(), not side.hi.is_finite())


def _to_the_least(side: Interval, slope: Interval) -> Interval:
    if slope.nonnegative() and side.lo.is_finite():
        return Interval(side.lo, side.lo)
    if slope.nonpositive() and side.hi.is_finite():
        return Interval(side.hi, side.hi)
    return side


def _middle(side: Interval) -> Interval:
    c: arb = ((side.lo + side.hi) / 2).mid()
    c = c if side.lo <= c <= side.hi else side.lo  # the middle was rounded, and the box may be very thin
    return Interval(c, c)


def leaves(tree: str, box: Box, names: Sequence[str]) -> Iterator[tuple[str, Box]]:
    """The leaves of a subdivision tree in preorder: a digit splits that variable, a letter is a leaf."""
    stack = [box]
    for mark in tree:
        if not stack:
            raise Rejected("the subdivision tree goes on after its last leaf")
        here = stack.pop()
        if mark.isdigit():
            i = int(mark)
            if i >= len(names):
                raise Rejected(f"the subdivision tree splits variable {i}, there are {len(names)}")
            left, right = split(here[i])
            stack.append((*here[:i], right, *here[i + 1 :]))
            stack.append((*here[:i], left, *here[i + 1 :]))
        else:
            yield mark, here
    if stack:
        raise Rejected("the subdivision tree ends before it covers the box")
