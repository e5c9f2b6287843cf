"""Zeros of a system in a box: where they all are, that one is there, that no two are.

F is a system F₁ = … = F_m = 0 in n unknowns. Three judgements, in the plain language of formulas, say together how many
zeros a box holds and where:

* rule `roots`, for all:   x ∈ K  ⊢  F₁ ≠ 0 or … or F_m ≠ 0 or x ∈ B₁ or … or x ∈ B_N      (there are no others);
* rule `root`, for some:   x ∈ B  ⊢  F₁ = 0 and … and F_n = 0                              (there is one);
* rule `root`, for all:    x ∈ B, y ∈ B  ⊢  F(x) ≠ 0 or F(y) ≠ 0 or x = y                   (there are not two).

If B₁, …, B_N are disjoint and lie in K, and the last two hold for each, then F has exactly N zeros in K. A double zero
passes the first rule and fails at the other two; so does a zero that cannot be told from its neighbour.

Let X be a closed box, c ∈ X, x ∈ X, and F defined on X with its formal partial derivatives. By the mean value theorem,
applied to each Fᵢ on the segment from c to x, F(x) = F(c) + A (x − c) with a matrix A whose entries lie in the
enclosures of ∂Fᵢ/∂xⱼ over X. For every matrix Y then x − Y F(x) = c − Y F(c) + (I − Y A)(x − c), which lies in
Krawczyk's K(X) := c − Y F(c) + (I − Y F′(X))(X − c).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from flint import arb, arb_mat, fmpq

from checks.kernel import intervals as iv
from checks.kernel.extensions.calculus import derivative
from checks.kernel.extensions.subdivision import Sides, cell_of, closed, hypotheses, leaves
from checks.kernel.functions import ZERO, Evaluation, difference
from checks.kernel.intervals import Interval, Undefined
from checks.kernel.step import Step
from checks.kernel.terms import Rejected, Term, conjuncts

__all__ = ["HEADS", "RULES", "Cell", "Ends", "System"]

HEADS: frozenset[str] = frozenset()
MOST_CONTRACTIONS = 40
Cell = list[Interval]
Ends = tuple[tuple[Fraction, Fraction], ...]


class System:
    """The left sides of F₁ = 0, …, F_m = 0 in the named unknowns, with their partial derivatives where these exist."""

    def __init__(self, left_sides: Sequence[Term], names: Sequence[str]) -> None:
        self.atoms = [Term("v", (name,)) for name in names]
        self.left_sides = list(left_sides)
        self.square = len(left_sides) == len(names)
        if any(u.op == "app" for f in left_sides for u in f.subterms()):
            raise Rejected("a value of a sequence in a system of equations")
        try:
            self.slopes = [[derivative(f, x) for x in self.atoms] for f in left_sides]
        except Rejected:
            self.slopes = []

    def values(self, cell: Cell) -> Cell:
        """Enclosures of the left sides over a cell. Raises Undefined."""
        at = Evaluation(dict(zip(self.atoms, cell, strict=True)))
        return [at.term(f) for f in self.left_sides]

    def excluded(self, cell: Cell) -> bool:
        """Whether some equation certainly has no solution in the cell: by evaluation, or by the mean value form
        F(c) + Σ ∂F/∂xⱼ (xⱼ − cⱼ)."""
        if any(v.positive() or v.negative() for v in self.values(cell)):
            return True
        centre = _centre(cell)
        if centre is None or not self.slopes:
            return False
        for value, row in zip(self.values(centre), self.jacobian(cell), strict=True):
            for slope, side, c in zip(row, cell, centre, strict=True):
                value = iv.add(value, iv.mul(slope, iv.add(side, iv.neg(c))))
            if value.positive() or value.negative():
                return True
        return False

    def jacobian(self, cell: Cell) -> list[Cell]:
        """Enclosures of ∂Fᵢ/∂xⱼ over a cell on which F is defined. Raises Undefined."""
        if not self.slopes:
            raise Undefined("the system is not differentiated here")
        self.values(cell)
        at = Evaluation(dict(zip(self.atoms, cell, strict=True)))
        return [[at.term(slope) for slope in row] for row in self.slopes]

    def krawczyk(self, cell: Cell) -> tuple[Cell, list[Cell], arb_mat] | None:
        """(K(X), an enclosure of I − Y A, Y) for Y near the inverse of the Jacobian's middle; None where there is no
        such Y. Y is exact, and any Y is right; only its being invertible is for the caller to see."""
        centre = _centre(cell)
        if centre is None or not self.square:
            return None
        rows, n = self.jacobian(cell), len(cell)
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
        at_centre = self.values(centre)
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
        self.values(cell)  # a formula holds only where it is defined
        for _ in range(MOST_CONTRACTIONS):
            for k, box in enumerate(boxes):
                if all(s.lo >= _ball(p) and s.hi <= _ball(q) for s, (p, q) in zip(cell, box, strict=True)):
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


def _ball(x: Fraction) -> arb:
    return arb(fmpq(x.numerator, x.denominator))


def _meet(a: Interval, b: Interval) -> Interval | None:
    """The intersection of two closed intervals with exact ends; None when it is empty."""
    lo, hi = (b.lo if b.lo > a.lo else a.lo), (b.hi if b.hi < a.hi else a.hi)
    return None if lo > hi else Interval(lo, hi)


def nowhere_else(step: Step) -> None:
    """Every zero in the context's box lies in one of the boxes of the goal: F₁ ≠ 0 or … or (p ≤ x and x ≤ q and …) or …
    Leaves of `tree` over the unknowns in alphabetical order:
      x  some equation has no solution in the leaf;
      k  repeated contraction X ∩ K(X) takes the leaf into one of the boxes of the goal, or to nothing."""
    step.enclosed = True
    parts = step.goal.args if step.goal.op == "or" else (step.goal,)
    left_sides = [_left_side(f) for f in parts if f.op == "!="]
    names = sorted(step.goal.variables)
    boxes = [_ends_of(f, names) for f in parts if f.op != "!="]
    if not left_sides:
        raise Rejected("the goal has no equation: F ≠ 0 is needed for each")
    system, atoms = System(left_sides, names), [Term("v", (name,)) for name in names]
    for mark, here in leaves(step.data["tree"], _sides(step, names), atoms):
        cell = _cell(here, names)
        try:
            accepted = (mark == "x" and system.excluded(cell)) or (
                mark == "k" and system.narrowed_to(cell, boxes) is not None
            )
        except Undefined as problem:
            raise Rejected(f"on a leaf: {problem}") from None
        if not accepted:
            raise Rejected(f"the leaf {mark!r} at {here} is not settled")


def exactly_there(step: Step) -> None:
    """There is a zero in the context's box B: F₁ = 0 and … and F_n = 0 for some point. T(x) = x − Y F(x) is continuous
    and maps the closed box X ⊇ B into K(X). If K(X) lies inside B, then T has a fixed point there (Brouwer), and
    Y F = 0 with an invertible Y gives F = 0."""
    step.enclosed = True
    if step.context.given or step.context.evolves:
        raise Rejected("the context has hypotheses; put the box into the domains")
    parts = list(conjuncts(step.goal))
    if any(f.op != "=" for f in parts):
        raise Rejected("the goal must be a conjunction of equations")
    names = sorted(step.goal.variables)
    if set(names) != set(step.context.domains) or any(d.whole for d in step.context.domains.values()):
        raise Rejected("the symbols must be the real unknowns of the system, and no others")
    sides = _sides(step, names)
    found = System([_left_side(f) for f in parts], names).krawczyk(_cell(sides, names))
    if found is None:
        raise Rejected("the system is not square, or its Jacobian cannot be inverted near the middle of the box")
    image, _, y = found
    determinant = y.det()
    invertible = determinant > 0 or determinant < 0
    if not invertible:
        raise Rejected("the matrix Y may be singular")
    for name, new in zip(names, image, strict=True):
        side = sides[Term("v", (name,))]
        assert side.lo is not None
        assert side.hi is not None
        within = new.finite and new.lo > _ball(side.lo) and new.hi < _ball(side.hi)
        if not within:
            raise Rejected(f"Krawczyk's operator does not map the box into its interior (side {name})")


def only_one(step: Step) -> None:
    """Two zeros in one box are the same: F(x) ≠ 0 or F(y) ≠ 0 or (x₁ = y₁ and … and x_n = y_n), with both in B. `twins`
    names for each xᵢ its yᵢ; the ranges of both are the same. On the closed box X ⊇ B, F(x) − F(y) = A (x − y) as
    above. Were both 0 and x ≠ y, then x − y = (I − Y A)(x − y), against Σⱼ |(I − Y A)ᵢⱼ| wⱼ < wᵢ for all i: take the
    i for which |xᵢ − yᵢ|/wᵢ is greatest."""
    step.enclosed = True
    twins = {str(a): str(b) for a, b in step.data["twins"].items()}
    names = sorted(twins)
    everybody = {*twins, *twins.values()}
    if not names or len(everybody) != 2 * len(twins) or everybody - set(step.context.domains):
        raise Rejected("each unknown needs a twin of its own")
    parts = step.goal.args if step.goal.op == "or" else ()
    mine = [f for f in parts if f.op == "!=" and f.variables <= set(names)]
    renamed = {a: Term("v", (b,)) for a, b in twins.items()}
    same = tuple(Term("=", (Term("v", (a,)), renamed[a])) for a in names)
    if list(parts) != [*mine, *(f.substitute(renamed) for f in mine), same[0] if len(same) == 1 else Term("and", same)]:
        raise Rejected("the goal must be F(x) ≠ 0 …, F(y) ≠ 0 …, and x = y, in this order")
    sides = _sides(step, names)
    if [*_sides(step, [twins[a] for a in names]).values()] != [*sides.values()]:
        raise Rejected("the two points do not range over the same box")
    cell = _cell(sides, names)
    found = System([_left_side(f) for f in mine], names).krawczyk(cell)
    if found is None:
        raise Rejected("the system is not square, or its Jacobian cannot be inverted near the middle of the box")
    widths = [side.hi - side.lo for side in cell]
    for width, row in zip(widths, found[1], strict=True):
        if not all(e.finite for e in row):
            raise Rejected("the Jacobian has no finite enclosure on the box")
        total = sum((max(abs(e.lo), abs(e.hi)) * w for e, w in zip(row, widths, strict=True)), arb(0))
        contracts = total < width
        if not contracts:
            raise Rejected("the Jacobian is not certainly invertible on the box; two zeros cannot be told apart")


def _left_side(f: Term) -> Term:
    """F for F = 0 or F ≠ 0; the difference of the sides where the right one is not 0."""
    a, b = f.args
    return a if b == ZERO else difference(a, b)


def _ends_of(formula: Term, names: Sequence[str]) -> Ends:
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
            raise Rejected(f"{str(f)[:200]} is not one side of a box with rational ends")
    if any(set(side) != set(names) for side in (low, high)):
        raise Rejected("a box of the goal must bound every unknown from both sides, once")
    return tuple((low[n], high[n]) for n in names)


def _sides(step: Step, names: Sequence[str]) -> Sides:
    box = step.context.narrowed(hypotheses(step.context))
    sides = {Term("v", (name,)): box[Term("v", (name,))] for name in names}
    if any(d.lo is None or d.hi is None or d.empty for d in sides.values()):
        raise Rejected("the box must be bounded and not empty")
    return sides


def _cell(sides: Sides, names: Sequence[str]) -> Cell:
    """The sides with their ends, as intervals."""
    cell = cell_of(sides)
    return [closed(cell[Term("v", (name,))]) for name in names]


RULES: dict[tuple[str, str], Callable[[Step], None]] = {
    ("roots", "all"): nowhere_else,
    ("root", "some"): exactly_there,
    ("root", "all"): only_one,
}
