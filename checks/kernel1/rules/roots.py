"""Rules for the zeros of a system in a box: where they all are, that one is there, that no two are.

F is a system F₁ = … = F_m = 0 in n variables. Three judgements, in the plain language of formulas, say together how
many zeros a box holds and where:

* rule `roots`, for all:   x ∈ K  ⊢  F₁ ≠ 0 or … or F_m ≠ 0 or x ∈ B₁ or … or x ∈ B_N      (there are no others);
* rule `root`, for some:   x ∈ B  ⊢  F₁ = 0 and … and F_m = 0                              (there is one);
* rule `root`, for all:    x ∈ B, y ∈ B  ⊢  F(x) ≠ 0 or F(y) ≠ 0 or x = y                   (there are not two).

If B₁, …, B_N are disjoint and lie in K, and the last two hold for each, then F has exactly N zeros in K. A zero on a
face of a leaf, or in two leaves, is not counted twice: what is counted are boxes. A double zero passes the first rule
and fails at the other two; so does a zero that cannot be told from its neighbour.

All three rest on Krawczyk's operator K(X), see `checks.kernel1.systems`: x − Y F(x) ∈ K(X) for x in a closed box X.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import arb

from checks.kernel1.boxes import Box, box_of, interval_of, leaves
from checks.kernel1.calculus import expand_derivatives
from checks.kernel1.intervals import Interval, Undefined
from checks.kernel1.replay import Step
from checks.kernel1.systems import Cell, Ends, System, ball
from checks.kernel1.terms import Term, conjuncts, relation, sub, text, var

__all__ = ["exactly_there", "nowhere_else", "only_one"]


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
        assert side.lo is not None
        assert side.hi is not None
        within = new.finite and new.lo > ball(side.lo) and new.hi < ball(side.hi)
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
