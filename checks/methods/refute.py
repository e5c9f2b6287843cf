"""Looking for a point at which a relation fails: grids, ends, magnitudes, then a descent towards the least value.

Points are exact rationals throughout; balls only rank them. Whatever is found the kernel decides again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice, product

from flint import ctx

from checks.encode.contexts import context as made
from checks.encode.terms import ZERO, contrary, rational, relation, sub
from checks.kernel import Context, Domain, Rejected
from checks.kernel.functions import conditions
from checks.kernel.intervals import Undefined
from checks.kernel.terms import Term
from checks.methods.decide import Formulas, decide_at, numbers_at
from checks.methods.drawing import Point, narrowed, plain_point, simplified
from checks.methods.search import Budget
from checks.methods.tape import Tape

__all__ = ["completed", "counterexample", "undefined_at"]

BITS = 128
SIMPLE = [Fraction(s * p, q) for p, q in ((0, 1), (1, 1), (2, 1), (1, 2), (3, 1), (10, 1), (1, 3), (1, 10), (100, 1),
                                          (1, 100), (1000, 1), (10**6, 1), (1, 10**6)) for s in (1, -1)]  # fmt: skip


def counterexample(context: Context, formula: Term, budget: Budget) -> Point | None:
    """A point of the context at which the formula is certainly false, with simple numbers; None when none was found."""
    names = sorted(context.domains)
    opposite = contrary(formula)
    against = Formulas([*context.given, opposite], context)

    def fails(point: Point) -> bool:
        return all(point[n] in context.domains[n] for n in names) and against.hold(point)

    if not names:
        return {} if fails({}) else None
    height = _height(formula)
    allowed = _allowed(context)
    best: list[tuple[float, int, Point]] = []
    for count, point in enumerate(_starts(context, names)):
        if budget.spent() or count > 4000:
            break
        if not allowed(point):
            continue
        h = height(point)
        if h is None:
            continue
        if h < 0 and fails(point):
            return simplified(point, context, opposite)
        best.append((h, count, point))
    best.sort(key=lambda b: (b[0], b[1]))
    for h, _, point in best[:4]:
        lower = _descend(point, h, height, allowed, context, names, budget)
        if lower is not None and fails(lower):
            return simplified(lower, context, opposite)
    return None


def completed(context: Context, point: Point) -> Point:
    """The point with values for the symbols that it leaves out. Raises Rejected where no simple ones are found."""
    missing = [(n, d) for n, d in context.symbols if n not in point]
    if not missing:
        return point
    values = {n: rational(q) for n, q in point.items()}
    rest = made(missing, (f.substitute(values) for f in context.given))
    found = plain_point(rest, relation("=", ZERO, ZERO))
    if found is None:
        raise Rejected("no values for the symbols that do not occur in the claim")
    return {**point, **found}


def undefined_at(context: Context, formula: Term) -> Point | None:
    """A simple point of the context at which some part of the formula is certainly not defined."""
    wanted = list(dict.fromkeys(_obligations(formula)))
    if not wanted:
        return None
    names = sorted(context.domains)
    allowed = _allowed(context)
    for point in islice(_starts(context, names), 300) if names else ({},):
        for condition in wanted:
            try:
                if decide_at(contrary(condition), point, context) is True and allowed(point):
                    return point
            except (Rejected, Undefined):
                continue
    return None


def _obligations(t: Term) -> Iterator[Term]:
    """Formulas which together imply that a term is defined; inner ones first."""
    if t.op != "int":
        for child in t.children:
            yield from _obligations(child)
        yield from conditions(t)


def _height(formula: Term) -> Callable[[Point], float | None]:
    """How far from failing a relation is at a point: the least difference of sides (negative: it fails)."""
    parts = formula.args if formula.op in ("and", "or") else (formula,)
    if any(f.op in ("and", "or") for f in parts):
        parts = ()
    differences = Tape([sub(f.args[1], f.args[0]) for f in parts])

    def height(point: Point) -> float | None:
        with ctx.workprec(BITS):
            values = differences.run(numbers_at(point))
        heights = []
        for f, d in zip(parts, values, strict=True):
            if d is None or not d.finite:
                return None
            x = float(d.ball().mid())
            if f.op == "=":
                x = -abs(x)
            elif f.op == "!=":
                x = abs(x)
            if x == 0 and f.op in ("<", "!="):
                x = -1e-300
            heights.append(x)
        if not heights:
            return None
        return max(heights) if formula.op == "or" else min(heights)

    return height


def _allowed(context: Context) -> Callable[[Point], bool]:
    return Formulas([f for f in context.given if not _is_bound(f)], context).hold


def _is_bound(f: Term) -> bool:
    """Whether it compares a symbol with a number, so that `narrowed` knows it."""
    return f.op in ("<", "<=", "=") and {f.args[0].op, f.args[1].op} == {"v", "q"}


def _candidates(d: Domain) -> list[Fraction]:
    """Numbers in a side: its ends and points close to them, simple numbers, a coarse grid."""
    out = [q for q in SIMPLE if q in d]
    for end, sign in ((d.lo, 1), (d.hi, -1)):
        if end is not None:
            near = [end + sign * Fraction(1, 10**k) for k in (0, 1, 3, 9)]
            out += [q for q in (end, *near) if q in d]
    if d.lo is not None and d.hi is not None:
        grid = (d.lo + (d.hi - d.lo) * Fraction(k, 16) for k in range(1, 16))
        out += [q for q in grid if q in d]
    return list(dict.fromkeys(out))


def _starts(context: Context, names: list[str]) -> Iterator[Point]:
    box = narrowed(context)
    sides = [_candidates(box[n]) for n in names]
    short = [side[: max(4, int(1500 ** (1 / len(names))))] for side in sides]
    for values in islice(product(*short), 2000):
        yield dict(zip(names, values, strict=True))
    rng = random.Random(0)
    for _ in range(2000):
        yield {n: rng.choice(side) if side else Fraction(0) for n, side in zip(names, sides, strict=True)}


def _descend(
    point: Point,
    height: float,
    measure: Callable[[Point], float | None],
    allowed: Callable[[Point], bool],
    context: Context,
    names: list[str],
    budget: Budget,
) -> Point | None:
    """Pattern search: steps along the axes, doubled after success and halved after failure, down to 2^-60."""
    sides = narrowed(context)
    steps = {n: max(abs(point[n]), Fraction(1)) / 4 for n in names}
    for _ in range(400):
        if height < 0:
            return point
        if budget.spent() or max(steps.values()) < Fraction(1, 2**60):
            return None
        moved = False
        for n in names:
            for sign in (1, -1):
                q = point[n] + sign * steps[n]
                candidate = {**point, n: _dyadic(q)}
                if candidate[n] not in sides[n] or not allowed(candidate):
                    continue
                h = measure(candidate)
                if h is not None and h < height:
                    point, height, moved = candidate, h, True
                    steps[n] *= 2
                    break
            else:
                steps[n] /= 2
        del moved
    return point if height < 0 else None


def _dyadic(q: Fraction) -> Fraction:
    """The number rounded to 80 binary places, so that denominators stay small."""
    return q if q.denominator < 2**80 else Fraction(round(q * 2**80), 2**80)
