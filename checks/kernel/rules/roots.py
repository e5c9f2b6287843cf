"""Rules for the zeros of a system in a box: where they all are, that one is there, that no two are.

F is a system F₁ = … = F_m = 0 in n variables. Three judgements, in the plain language of formulas, say together how
many zeros a box holds and where:

* rule `roots`, for all:   x ∈ K  ⊢  F₁ ≠ 0 or … or F_m ≠ 0 or x ∈ B₁ or … or x ∈ B_N      (there are no others);
* rule `root`, for some:   x ∈ B  ⊢  F₁ = 0 and … and F_m = 0                              (there is one);
* rule `root`, for all:    x ∈ B, y ∈ B  ⊢  F(x) ≠ 0 or F(y) ≠ 0 or x = y                   (there are not two).

If B₁, …, B_N are disjoint and lie in K, and the last two hold for each, then F has exactly N zeros in K. A zero on a
face of a leaf, or in two leaves, is not counted twice: what is counted are boxes. A double zero passes the first rule
and fails at the other two; so does a zero that cannot be told from its neighbour.

All three rest on one identity. Let X be a closed box, c ∈ X, x ∈ X. By the mean value theorem, applied to each Fᵢ on
the segment from c to x, F(x) = F(c) + A (x − c) with a matrix A whose entries lie in the enclosures of ∂Fᵢ/∂xⱼ over X.
For every matrix Y then x − Y F(x) = c − Y F(c) + (I − Y A)(x − c) ∈ K(X), Krawczyk's operator.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction

from flint import arb, arb_mat, fmpq

from checks.kernel import intervals as iv
from checks.kernel.boxes import Box, box_of, interval_of, leaves
from checks.kernel.calculus import derivative, expand_derivatives
from checks.kernel.evaluate import Tape
from checks.kernel.intervals import Interval, Undefined
from checks.kernel.judgement import Rejected
from checks.kernel.replay import Step
from checks.kernel.terms import MalformedTerm, Term, conjuncts, relation, sub, text, var

__all__ = ["System", "exactly_there", "nowhere_else", "only_one"]

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


def nowhere_else(step: Step) -> None:
    """Every zero in the context's box lies in one of the boxes of the goal: F₁ ≠ 0 or … or (p ≤ x and x ≤ q and …) or …

    data: "tree", a subdivision tree over the symbols of the goal in alphabetical order, with leaves
      x  some equation has no solution in the leaf;
      k  repeated contraction X ∩ K(X) takes the leaf into one of the boxes of the goal, or to nothing.
    """
    step.enclosed = True
    parts = step.goal.args if step.goal.op == "or" else (step.goal,)
    left_sides = [_left_side(f) for f in parts if f.op == "!="]
    names = sorted(step.goal.variables())
    boxes = [_ends_of(step, f, names) for f in parts if f.op != "!="]
    if not left_sides:
        raise step.reject("the goal has no equation: write F != 0 for each")
    system = System(left_sides, names)
    for mark, here in leaves(str(step.data["tree"]), _finite_box(step, names), names):
        cell = _closed(here)
        try:
            accepted = (mark == "x" and system.excluded(cell)) or (
                mark == "k" and system.narrowed_to(cell, boxes) is not None
            )
        except Undefined as problem:
            raise step.reject(f"on a leaf: {problem}") from None
        if not accepted:
            place = ", ".join(f"{n} ∈ {d}" for n, d in zip(names, here, strict=True))
            raise step.reject(f"the leaf {mark!r} on {place} is not settled")


def exactly_there(step: Step) -> None:
    """There is a zero in the context's box B: F₁ = 0 and … and F_n = 0 for some point.

    T(x) = x − Y F(x) is continuous and maps the closed box X ⊇ B into K(X). If K(X) ⊆ B, then T has a fixed point there
    (Brouwer; T is even a contraction in the norm weighted by the sides), and Y F = 0 with an invertible Y gives F = 0.
    """
    step.enclosed = True
    if step.context.given or step.context.evolves:
        raise step.reject("the context has hypotheses; put the box into the domains")
    parts = conjuncts(step.goal)
    if any(f.op != "=" for f in parts):
        raise step.reject("the goal must be a conjunction of equations")
    names = sorted(step.goal.variables())
    if set(names) != set(step.context.domains) or any(d.whole for d in step.context.domains.values()):
        raise step.reject("the symbols must be the real unknowns of the system, and no others")
    box = _finite_box(step, names)
    system = System([_left_side(f) for f in parts], names)
    found = system.krawczyk(_closed(box))
    if found is None:
        raise step.reject("the system is not square, or its Jacobian cannot be inverted near the middle of the box")
    image, _, y = found
    determinant = y.det()
    invertible = determinant > 0 or determinant < 0
    if not invertible:
        raise step.reject("the matrix Y may be singular")
    for name, side, new in zip(names, box, image, strict=True):
        within = new.finite and new.lo > _ball(side.lo) and new.hi < _ball(side.hi)
        if not within:
            raise step.reject(f"Krawczyk's operator does not map the box into its interior (side {name})")


def only_one(step: Step) -> None:
    """Two zeros in one box are the same: F(x) ≠ 0 or F(y) ≠ 0 or (x₁ = y₁ and … and x_n = y_n), with both in B.

    data: "twins", the name of each xᵢ → the name of yᵢ; the domains of both must be the same. On the closed box X ⊇ B,
    F(x) − F(y) = A (x − y) as above. Were both 0 and x ≠ y, then x − y = (I − Y A)(x − y), against
    Σⱼ |(I − Y A)ᵢⱼ| wⱼ < wᵢ for all i: take the i for which |xᵢ − yᵢ|/wᵢ is greatest.
    """
    step.enclosed = True
    twins = {str(a): str(b) for a, b in step.data["twins"].items()}
    names = sorted(twins)
    domains = step.context.domains
    if len({*twins, *twins.values()}) != 2 * len(twins) or {*twins, *twins.values()} - set(domains):
        raise step.reject("each unknown needs a twin of its own")
    parts = step.goal.args if step.goal.op == "or" else ()
    left_sides = [_left_side(f) for f in parts if f.op == "!=" and f.variables() <= set(names)]
    renamed = {a: var(b) for a, b in twins.items()}
    wanted = [relation("!=", f, Term("q", (Fraction(0),))) for f in left_sides]
    same = tuple(relation("=", var(a), var(twins[a])) for a in names)
    wanted += [f.substitute(renamed) for f in wanted]
    wanted.append(same[0] if len(same) == 1 else Term("and", same))
    if [_normalised(f) for f in parts] != wanted:
        raise step.reject("the goal must be F(x) != 0 …, F(y) != 0 …, and x = y, in this order")
    box = _finite_box(step, names)
    if _finite_box(step, [twins[a] for a in names]) != box:
        raise step.reject("the two points do not range over the same box")
    system, cell = System(left_sides, names), _closed(box)
    found = system.krawczyk(cell)
    if found is None:
        raise step.reject("the system is not square, or its Jacobian cannot be inverted near the middle of the box")
    widths = [side.hi - side.lo for side in cell]
    for width, row in zip(widths, found[1], strict=True):
        if not all(e.finite for e in row):
            raise step.reject("the Jacobian has no finite enclosure on the box")
        total = sum((max(abs(e.lo), abs(e.hi)) * w for e, w in zip(row, widths, strict=True)), arb(0))
        contracts = total < width
        if not contracts:
            raise step.reject("the Jacobian is not certainly invertible on the box; two zeros cannot be told apart")


def _normalised(f: Term) -> Term:
    return relation("!=", _left_side(f), Term("q", (Fraction(0),))) if f.op == "!=" else f


def _left_side(f: Term) -> Term:
    """F for F = 0 or F ≠ 0; the difference of the sides where the right one is not 0."""
    a, b = f.args
    return expand_derivatives(a if b == Term("q", (Fraction(0),)) else sub(a, b))


def _ends_of(step: Step, formula: Term, names: Sequence[str]) -> Ends:
    """The box that a conjunction of p ≤ x and x ≤ q describes; every unknown needs both."""
    low: dict[str, Fraction] = {}
    high: dict[str, Fraction] = {}
    for f in conjuncts(formula):
        a, b = f.args if f.op == "<=" else (formula, formula)
        if a.op == "q" and b.op == "v" and b.args[0] not in low:
            low[b.args[0]] = a.args[0]
        elif a.op == "v" and b.op == "q" and a.args[0] not in high:
            high[a.args[0]] = b.args[0]
        else:
            raise step.reject(f"{text(f)[:200]} is not one side of a box with rational ends")
    if any(set(side) != set(names) for side in (low, high)):
        raise step.reject("a box of the goal must bound every unknown from both sides, once")
    return tuple((low[n], high[n]) for n in names)


def _finite_box(step: Step, names: Sequence[str]) -> Box:
    box = box_of(step.context, names)
    if any(side.lo is None or side.hi is None for side in box):
        raise step.reject("the box must be bounded")
    return box


def _closed(box: Box) -> Cell:
    return [Interval(side.lo, side.hi) for side in map(interval_of, box)]


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


def _ball(x: Fraction | None) -> arb:
    if x is None:
        raise Rejected("roots: the box must be bounded")
    return arb(fmpq(x.numerator, x.denominator))


def _inside(cell: Cell, box: Ends) -> bool:
    return all(side.lo >= _ball(p) and side.hi <= _ball(q) for side, (p, q) in zip(cell, box, strict=True))


def _meet(a: Interval, b: Interval) -> Interval | None:
    """The intersection of two closed intervals with exact ends; None when it is empty."""
    lo, hi = (b.lo if b.lo > a.lo else a.lo), (b.hi if b.hi < a.hi else a.hi)
    return None if lo > hi else Interval(lo, hi)
