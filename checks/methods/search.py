"""Search for subdivision trees and for proofs by derivatives: what finds the certificates of `enclosure`, `endpoint`.

Nothing here is trusted: whatever is found is replayed by the kernel. The search for a tree goes depth first, so that
its memory is bounded by the depth; the tree itself is one character for each box.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction

from checks.kernel.boxes import Box, Decider, Inequality, box_of, interval_of, split
from checks.kernel.calculus import expand_derivatives
from checks.kernel.evaluate import precision
from checks.kernel.intervals import Interval, Undefined
from checks.kernel.judgement import Context, Domain
from checks.kernel.rules.analysis import box_names
from checks.kernel.terms import Term

__all__ = ["Budget", "NotFound", "Tree", "subdivide"]


class NotFound(Exception):
    """The search ended without a certificate. `boxes` are some boxes that stayed undecided."""

    def __init__(self, why: str, boxes: tuple[Box, ...] = (), names: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.boxes = boxes
        self.names = names


@dataclass
class Budget:
    """How long a search may go on: seconds of wall time, a depth of subdivision, a number of boxes; and how many boxes
    that stay open it collects before it gives up."""

    seconds: float = 20.0
    depth: int = 40
    boxes: int = 200_000
    open_boxes: int = 1

    def __post_init__(self) -> None:
        self.until = time.monotonic() + self.seconds

    def left(self) -> float:
        """Seconds that remain."""
        return self.until - time.monotonic()

    def spent(self) -> bool:
        """Whether the time is up."""
        return self.left() <= 0


@dataclass(frozen=True)
class Tree:
    """A subdivision tree and the number of its leaves."""

    marks: str
    leaves: int


def subdivide(context: Context, goal: Term, budget: Budget, bits: int = 128) -> Tree:
    """A tree for the rule `enclosure`. Raises NotFound with boxes on which the goal stayed open, or Rejected when the
    hypotheses leave no point."""
    goal = expand_derivatives(goal)
    names = box_names(context, goal)
    root = box_of(context, names)
    with precision(bits):
        return _Search(context, goal, names, budget).run(root)


class _Search:
    def __init__(self, context: Context, goal: Term, names: list[str], budget: Budget) -> None:
        self.names = names
        self.budget = budget
        self.decider = Decider([goal], names)
        self.hypotheses = Decider([f for f in context.given if f.variables() <= set(names)], names)
        self.has_hypotheses = any(len(f.variables()) > 1 for f in context.given)
        self.inequality: Inequality | None = None
        if goal.op in ("<", "<="):
            inequality = Inequality(goal, names)
            if inequality.differentiable:
                self.inequality = inequality
        self.goal = goal

    def run(self, root: Box) -> Tree:
        marks: list[str] = []
        stack: list[tuple[Box, list[Interval], int]] = [(root, [interval_of(d) for d in root], 0)]
        leaves = 0
        stuck: list[Box] = []
        while stack:
            here, box, depth = stack.pop()
            mark, slopes = self._leaf(box)
            if mark:
                marks.append(mark)
                leaves += 1
                continue
            if depth >= self.budget.depth or self.budget.spent() or len(marks) > self.budget.boxes:
                stuck.append(here)
                if len(stuck) < self.budget.open_boxes and depth >= self.budget.depth and not self.budget.spent():
                    continue
                why = "the time is up" if self.budget.spent() else f"undecided after {len(marks)} boxes, depth {depth}"
                raise NotFound(why, tuple(stuck), tuple(self.names))
            i = self._widest(here, slopes)
            if i is None:
                raise NotFound("a single point stays undecided", (here,), tuple(self.names))
            left, right = split(here[i])
            marks.append(str(i))
            for side in (right, left):
                child = (*here[:i], side, *here[i + 1 :])
                child_box = [*box[:i], interval_of(side), *box[i + 1 :]]
                stack.append((child, child_box, depth + 1))
        if stuck:
            raise NotFound(
                f"{len(stuck)} boxes stay open at depth {self.budget.depth}", tuple(stuck), tuple(self.names)
            )
        return Tree("".join(marks), leaves)

    def _leaf(self, box: list[Interval]) -> tuple[str, list[Interval] | None]:
        slopes = None
        try:
            answer = self.decider.run(box)[0]
            if answer is True:
                return "n", None
        except Undefined:
            answer = None
        if self.inequality is not None and self.names:
            try:
                enough, slopes = self.inequality.mean_value(box)
                if enough:
                    return "m", slopes
            except Undefined:
                pass
        if self.has_hypotheses:
            try:
                if False in self.hypotheses.run(box):
                    return "v", slopes
            except Undefined:
                pass
        return "", slopes

    def _widest(self, here: Box, slopes: list[Interval] | None) -> int | None:
        """The side to split: infinite sides first, then the largest slope times width."""
        best, best_weight = None, -1.0
        for i, side in enumerate(here):
            if side.lo is not None and side.lo == side.hi:
                continue
            if side.lo is None or side.hi is None:
                weight = 1e300 / (1 + _size(side))
            else:
                weight = float(min(side.hi - side.lo, Fraction(10**30)))
                if slopes is not None and slopes[i].finite:
                    weight *= max(abs(float(slopes[i].lo)), abs(float(slopes[i].hi)), 1e-30)
                elif slopes is not None:
                    weight *= 1e30
            if weight > best_weight:
                best, best_weight = i, weight
        return best


def _size(side: Domain) -> float:
    end = side.lo if side.lo is not None else side.hi
    return 0.0 if end is None else float(min(abs(end), Fraction(10**30)))
