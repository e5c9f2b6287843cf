"""Systems of equations over boxes: exclusion, and Krawczyk's operator.

Let X be a closed box, c ∈ X, x ∈ X. By the mean value theorem, applied to each Fᵢ on the segment from c to x,
F(x) = F(c) + A (x − c) with a matrix A whose entries lie in the enclosures of ∂Fᵢ/∂xⱼ over X. For every matrix Y then
x − Y F(x) = c − Y F(c) + (I − Y A)(x − c), which lies in K(X) := c − Y F(c) + (I − Y F′(X))(X − c).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction

from flint import arb, arb_mat, fmpq

from checks.kernel1 import intervals as iv
from checks.kernel1.calculus import derivative
from checks.kernel1.evaluate import Tape
from checks.kernel1.intervals import Interval, Undefined
from checks.kernel1.terms import MalformedTerm, Term

__all__ = ["Cell", "Ends", "System", "ball"]

MOST_CONTRACTIONS = 40
Cell = list[Interval]
Ends = tuple[tuple[Fraction, Fraction], ...]


class System:
    """The left sides of F₁ = 0, …, F_m = 0 in the named variables, with their partial derivatives where these exist."""

    def __init__(self, left_sides: Sequence[Term], names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.square = len(left_sides) == len(names)
        self._values = Tape(left_sides, names)
        self._slopes: Tape | None = None
        with suppress(MalformedTerm, Undefined):
            self._slopes = Tape([derivative(f, x) for f in left_sides for x in names], names)

    def excluded(self, cell: Cell) -> bool:
        """Whether some equation certainly has no solution in the cell: by natural evaluation, or by the mean value
        form F(c) + Σ ∂F/∂xⱼ (xⱼ − cⱼ)."""
        if any(v.positive() or v.negative() for v in self._values.run(cell)):
            return True
        centre = _centre(cell)
        if centre is None or self._slopes is None:
            return False
        for value, row in zip(self._values.run(centre), self.jacobian(cell), strict=True):
            for slope, side, c in zip(row, cell, centre, strict=True):
                value = iv.add(value, iv.mul(slope, iv.add(side, iv.neg(c))))
            if value.positive() or value.negative():
                return True
        return False

    def jacobian(self, cell: Cell) -> list[Cell]:
        """Enclosures of ∂Fᵢ/∂xⱼ over the cell. Raises Undefined."""
        if self._slopes is None:
            raise Undefined("the system is not differentiated here")
        self._values.run(cell)  # the formal derivative is the derivative where the function is defined, too
        flat, n = self._slopes.run(cell), len(self.names)
        return [flat[i : i + n] for i in range(0, len(flat), n)]

    def krawczyk(self, cell: Cell) -> tuple[Cell, list[Cell], arb_mat] | None:
        """(K(X), an enclosure of I − Y A, Y) for Y near the inverse of the Jacobian's middle; None where there is no
        such Y. Y is exact, and any Y is right; only its being invertible is for the caller to see."""
        centre = _centre(cell)
        if centre is None or not self.square:
            return None
        rows, n = self.jacobian(cell), len(self.names)
        if not all(entry.finite for row in rows for entry in row):
            return None
        try:
            inverse = arb_mat([[((e.lo + e.hi) / 2).mid() for e in row] for row in rows]).inv()
        except ZeroDivisionError:
            return None
        entries = [[inverse[i, j].mid() for j in range(n)] for i in range(n)]
        if not all(e.is_finite() for row in entries for e in row):
            return None
        points = [[Interval(e, e) for e in row] for row in entries]
        rest = [[_minus_product(points[i], rows, i, j) for j in range(n)] for i in range(n)]
        at_centre = self._values.run(centre)
        image = []
        for i in range(n):
            value = centre[i]
            for j in range(n):
                value = iv.add(value, iv.neg(iv.mul(points[i][j], at_centre[j])))
                value = iv.add(value, iv.mul(rest[i][j], iv.add(cell[j], iv.neg(centre[j]))))
            image.append(value)
        return image, rest, arb_mat(entries)

    def narrowed_to(self, cell: Cell, boxes: Sequence[Ends]) -> int | None:
        """The number of a box in which all zeros in the cell lie, −1 if there are none in the cell; None if that is not
        seen. A zero x has x − Y F(x) = x, so it lies in X ∩ K(X); this is repeated."""
        self._values.run(cell)  # a formula holds only where it is defined
        for _ in range(MOST_CONTRACTIONS):
            for k, box in enumerate(boxes):
                if _inside(cell, box):
                    return k
            found = self.krawczyk(cell)
            if found is None:
                return None
            met = [_meet(side, new) for side, new in zip(cell, found[0], strict=True)]
            if any(side is None for side in met):
                return -1
            smaller = [side for side in met if side is not None]
            if not any(b.hi - b.lo < (a.hi - a.lo) * 0.9375 for a, b in zip(cell, smaller, strict=True)):
                return None
            cell = smaller
        return None


def _centre(cell: Cell) -> Cell | None:
    """The middle of a cell as a point that is certainly in it."""
    points = [((side.lo + side.hi) / 2).mid() for side in cell]
    if all(side.finite and side.lo <= c <= side.hi for side, c in zip(cell, points, strict=True)):
        return [Interval(c, c) for c in points]
    return None


def _minus_product(row: Cell, matrix: list[Cell], i: int, j: int) -> Interval:
    """The entry (i, j) of I − Y A."""
    total = Interval(arb(int(i == j)), arb(int(i == j)))
    for y, a in zip(row, matrix, strict=True):
        total = iv.add(total, iv.neg(iv.mul(y, a[j])))
    return total


def ball(x: Fraction) -> arb:
    """A ball that contains the number."""
    return arb(fmpq(x.numerator, x.denominator))


def _inside(cell: Cell, box: Ends) -> bool:
    return all(side.lo >= ball(p) and side.hi <= ball(q) for side, (p, q) in zip(cell, box, strict=True))


def _meet(a: Interval, b: Interval) -> Interval | None:
    """The intersection of two closed intervals with exact ends; None when it is empty."""
    lo, hi = (b.lo if b.lo > a.lo else a.lo), (b.hi if b.hi < a.hi else a.hi)
    return None if lo > hi else Interval(lo, hi)
