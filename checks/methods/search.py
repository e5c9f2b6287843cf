"""Search for subdivision trees: what finds the certificates of the rule `enclosure`.

Nothing here is trusted: whatever is found is replayed by the kernel. The search goes depth first, so that its memory is
bounded by the depth; the tree itself is one character for each box.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import ctx

from checks.encode.contexts import hypotheses
from checks.encode.terms import text
from checks.kernel import intervals as iv
from checks.kernel.contexts import REALS, Context, Domain
from checks.kernel.extensions.calculus import derivative
from checks.kernel.extensions.subdivision import closed, halves
from checks.kernel.extensions.taylor import taylor
from checks.kernel.functions import Evaluation, difference
from checks.kernel.intervals import Interval, Undefined, from_ends
from checks.kernel.terms import Malformed, Rejected, Term
from checks.methods.tape import Answers, Tape, atoms_of

__all__ = ["Box", "Budget", "NotFound", "Tree", "subdivide"]

Box = tuple[Domain, ...]
MOST_SPLIT = 10  # a tree names the atoms that it splits by digits


class NotFound(Exception):
    """The search ended without a certificate. `boxes` are some boxes that stayed undecided, with sides `names`."""

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
    """A subdivision tree, the number of its leaves, and the atoms that its digits name."""

    marks: str
    leaves: int
    split: tuple[Term, ...]


def subdivide(
    context: Context, goal: Term, budget: Budget, bits: int = 128, facts: Sequence[Term] = (), series: bool = False
) -> Tree:
    """A tree for the rule `enclosure` with premises `facts`; with Taylor leaves, too, if `series`. Raises NotFound with
    boxes on which the goal stayed open, or Rejected when the hypotheses leave no point."""
    known = [*hypotheses(context), *facts]
    sides = context.narrowed(known)
    for atom, side in sides.items():
        if side.empty:
            raise Rejected(f"the hypotheses leave no value for {text(atom)}")
    with ctx.workprec(bits):
        return _Search(goal, {**dict.fromkeys(atoms_of(goal), REALS), **sides}, known, budget, series).run()


def _bounds(f: Term) -> bool:
    """Whether the formula compares an atom with a number, so that the box says as much."""
    return {side.op for side in f.args if isinstance(side, Term)} in ({"v", "q"}, {"app", "q"})


class _Search:
    def __init__(
        self, goal: Term, sides: dict[Term, Domain], known: Sequence[Term], budget: Budget, series: bool
    ) -> None:
        self.budget, self.sides = budget, sides
        self.relation = goal if series and goal.op in ("<", "<=") and len(atoms_of(goal)) == 1 else None
        self.strict = goal.op == "<"
        own = atoms_of(goal)
        useful = [f for f in known if not _bounds(f) and not set(atoms_of(f)).isdisjoint(own)]
        self.split = tuple(sorted(list(dict.fromkeys((*own, *atoms_of(*useful))))[:MOST_SPLIT], key=text))
        self.own = own
        self.goal = Answers([goal])
        self.hypotheses = Answers(useful) if useful else None
        self.f: Tape | None = None
        if goal.op in ("<", "<=") and own:
            f = difference(goal.args[1], goal.args[0])
            try:
                self.slopes = Tape([f, *(derivative(f, atom) for atom in own)])
                self.f = Tape([f])
            except Malformed:
                pass

    def run(self) -> Tree:
        marks: list[str] = []
        root = tuple(self.sides.get(atom, REALS) for atom in self.split)
        whole = {atom: from_ends(d.lo, d.hi, d.lo_open, d.hi_open) for atom, d in self.sides.items()}
        stack: list[tuple[Box, dict[Term, Interval], int]] = [(root, whole, 0)]
        names = tuple(map(text, self.split))
        leaves, stuck = 0, list[Box]()
        while stack:
            here, cell, depth = stack.pop()
            mark, slopes = self._leaf(cell)
            if mark:
                marks.append(mark)
                leaves += 1
                continue
            if depth >= self.budget.depth or self.budget.spent() or len(marks) > self.budget.boxes:
                stuck.append(here)
                if len(stuck) < self.budget.open_boxes and depth >= self.budget.depth and not self.budget.spent():
                    continue
                why = "the time is up" if self.budget.spent() else f"undecided after {len(marks)} boxes, depth {depth}"
                raise NotFound(why, tuple(stuck), names)
            i = self._widest(here, slopes)
            if i is None:
                raise NotFound("a single point stays undecided", (here,), names)
            left, right = halves(here[i])
            marks.append(str(i))
            for side in (right, left):
                inside = from_ends(side.lo, side.hi, side.lo_open, side.hi_open)
                stack.append(((*here[:i], side, *here[i + 1 :]), {**cell, self.split[i]: inside}, depth + 1))
        if stuck:
            raise NotFound(f"{len(stuck)} boxes stay open at depth {self.budget.depth}", tuple(stuck), names)
        return Tree("".join(marks), leaves, self.split)

    def _leaf(self, cell: dict[Term, Interval]) -> tuple[str, dict[Term, Interval | None]]:
        slopes: dict[Term, Interval | None] = {}
        if self.goal.run(cell) == [True]:
            return "n", slopes
        if self.f is not None:
            enough, slopes = self._mean_value(cell)
            if enough:
                return "m", slopes
        if self.hypotheses is not None and False in self.hypotheses.run(cell):
            return "v", slopes
        if self.relation is not None and self._by_series(cell):
            return "t", slopes
        return "", slopes

    def _by_series(self, cell: dict[Term, Interval]) -> bool:
        assert self.relation is not None
        try:
            return taylor(self.relation, Evaluation(cell))[0]
        except (Rejected, Undefined):
            return False

    def _mean_value(self, cell: dict[Term, Interval]) -> tuple[bool, dict[Term, Interval | None]]:
        """As `checks.kernel.boxes.mean_value`, and the slopes over the cell."""
        assert self.f is not None
        around = {atom: closed(side) for atom, side in cell.items()}
        value, *rates = self.slopes.run(around)
        slopes = dict(zip(self.own, rates, strict=True))
        if value is None or None in rates:
            return False, slopes
        least = dict(around)
        for atom, d in slopes.items():
            side = around[atom]
            if d.nonnegative() and side.lo.is_finite():  # type: ignore[union-attr]
                least[atom] = Interval(side.lo, side.lo, exact=side.exact)
            elif d.nonpositive() and side.hi.is_finite():  # type: ignore[union-attr]
                least[atom] = Interval(side.hi, side.hi, exact=side.exact)
        (value,) = self.f.run(least)
        if self._enough(value):
            return True, slopes
        if not all(least[atom].finite for atom in self.own):
            return False, slopes
        middle = {**least, **{atom: _middle(least[atom]) for atom in self.own}}
        (total,) = self.f.run(middle)
        for atom, d in zip(self.own, self.slopes.run(least)[1:], strict=True):
            if total is None or d is None:
                return False, slopes
            total = iv.add(total, iv.mul(d, iv.add(least[atom], iv.neg(middle[atom]))))
        return self._enough(total), slopes

    def _enough(self, value: Interval | None) -> bool:
        return value is not None and (value.positive() if self.strict else value.nonnegative())

    def _widest(self, here: Box, slopes: dict[Term, Interval | None]) -> int | None:
        """The side to split: infinite sides first, then the largest slope times width."""
        best, best_weight = None, -1.0
        for i, side in enumerate(here):
            if side.lo is not None and side.lo == side.hi:
                continue
            if side.lo is None or side.hi is None:
                weight = 1e300 / (1 + _size(side))
            else:
                weight = float(min(side.hi - side.lo, Fraction(10**30)))
                slope = slopes.get(self.split[i])
                if slope is not None and slope.finite:
                    weight *= max(abs(float(slope.lo)), abs(float(slope.hi)), 1e-30)
                elif slopes:
                    weight *= 1e30 if self.split[i] in slopes else 1e-30
            if weight > best_weight:
                best, best_weight = i, weight
        return best


def _middle(side: Interval) -> Interval:
    c = ((side.lo + side.hi) / 2).mid()
    return Interval(c, c) if side.lo <= c <= side.hi else Interval(side.lo, side.lo)


def _size(side: Domain) -> float:
    end = side.lo if side.lo is not None else side.hi
    return 0.0 if end is None else float(min(abs(end), Fraction(10**30)))
