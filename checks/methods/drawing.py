"""Points at which hypotheses hold: drawn by construction where they bound symbols one after the other, else filtered.

`points_of(context)` is a Hypothesis strategy for points, as dictionaries symbol name → Fraction: every domain and every
hypothesis that bounds one symbol linearly in those drawn before is met by construction; what remains is filtered, which
Hypothesis reports when it filters too much. `plain_point`, `find_point` and `solved_point` look for a simple one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import count, product
from typing import Any

from checks.encode.contexts import context as made
from checks.encode.contexts import hypotheses
from checks.encode.from_sympy import term_of
from checks.encode.terms import ONE, ZERO, div, func, neg, rational, sub, var
from checks.encode.to_sympy import to_sympy
from checks.kernel import Context, Domain
from checks.kernel.extensions.calculus import derivative
from checks.kernel.rules import membership
from checks.kernel.terms import Malformed, Term, conjuncts
from checks.methods.closed import rational_value
from checks.methods.decide import Formulas
from checks.methods.likeness import equal

__all__ = ["SMALL", "Point", "find_point", "narrowed", "plain_point", "points_of", "simplified", "solved_point"]

Point = dict[str, Fraction]
FAR = Fraction(10**4)
STARTS = tuple(Fraction(q) for q in ("1", "2", "3", "1/2", "0", "10"))
SMALL = [Fraction(p, q) for q in (1, 2, 3, 4) for p in range(-10, 11)]


def narrowed(context: Context) -> dict[str, Domain]:
    """Symbol → its domain, narrowed by the hypotheses that compare it with a number."""
    box = context.narrowed(hypotheses(context))
    return {name: box[var(name)] for name, _ in context.symbols}


def order(context: Context) -> list[str]:
    """Symbols with both ends bounded first, then those that hypotheses tie to them."""
    sides = narrowed(context)

    def freedom(name: str) -> tuple[int, str]:
        d = sides[name]
        return ((d.lo is None) + (d.hi is None), name)

    return sorted(sides, key=freedom)


# Simple points -------------------------------------------------------------------------------------------------------


def plain_point(context: Context, formula: Term, *orders: Sequence[str]) -> Point | None:
    """A point of small whole numbers and halves at which hypotheses and formula hold, by a few passes over the symbols
    (no search: most hypotheses are met by the first numbers that come to mind); None when none of them does. The passes
    are in the orders that are named, or forward and backward."""
    forward, sides = order(context), narrowed(context)
    all_of_it = Formulas([*context.given, *conjuncts(formula)], context)
    for first, names in product(STARTS, orders or (forward, forward[::-1])):
        drawn: Point = {}
        for name in names:
            domain = _bounded(sides[name], name, context, drawn)
            tried = (first, *map(Fraction, (1, 2, 3, 4, 10, 0, -1)), Fraction(1, 2), *_beside(domain))
            value = next((q for q in tried if q in domain), None)
            if value is None:
                break
            drawn[name] = value
        else:
            if all_of_it.hold(drawn):
                return drawn
    return None


def _beside(d: Domain) -> tuple[Fraction, ...]:
    """Points well inside a domain: its middle, or one beyond its only finite end."""
    if d.lo is not None and d.hi is not None:
        return ((d.lo + d.hi) / 2, d.lo, d.hi)
    return (d.lo + 1,) if d.lo is not None else (d.hi - 1,) if d.hi is not None else ()


class _Enough(BaseException):
    """Ends a search by Hypothesis, which takes an Exception for one more failing example."""


def find_point(context: Context, formula: Term, examples: int, shrinks: int | None = None) -> Point | None:
    """A small point at which hypotheses and formula hold, found and shrunk by Hypothesis; None when none was found.

    shrinks: how many more points may be tried once one is found; None for as many as Hypothesis wants.
    """
    from hypothesis import HealthCheck, Phase, find, settings
    from hypothesis.errors import NoSuchExample, Unsatisfiable

    goal = Formulas(list(conjuncts(formula)), context)
    profile = settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    guided = made(context.symbols, [*context.given, *_simple(formula)], context.evolves)
    found: list[Point] = []
    left = count() if shrinks is None else iter(range(shrinks))

    def holds(point: Point) -> bool:
        if found and next(left, None) is None:
            raise _Enough
        if goal.hold(point):
            found.append(point)
            return True
        return False

    try:
        if not context.domains:
            return {} if Formulas([*context.given, *conjuncts(formula)], context).hold({}) else None
        point = find(points_of(guided), holds, settings=profile)
    except (NoSuchExample, Unsatisfiable):
        return None
    except _Enough:
        point = found[-1]
    return simplified(point, context, formula)


def _simple(formula: Term) -> list[Term]:
    """Conjuncts that only bound symbols; they may guide the drawing."""
    return [
        f
        for f in conjuncts(formula)
        if f.op in ("<", "<=") and all(t.op in ("q", "v", "+", "*") for t in f.subterms() if t is not f)
    ]


def solved_point(context: Context, formula: Term, examples: int, shrinks: int | None = None) -> dict[str, Any] | None:
    """As `find_point`, after hypotheses that are equations have been solved for a symbol in which they are affine; the
    coordinates of such symbols are terms without variables."""
    solutions: dict[str, Term] = {}
    while (found := _solvable(context)) is not None:
        equation, name, value = found
        conditions = [f for f in context.given if f != equation] + membership(value, context.domains[name])
        symbols = [(k, d) for k, d in context.symbols if k != name]
        context = made(symbols, [f.substitute({name: value}) for f in conditions], context.evolves)
        formula = formula.substitute({name: value})
        solutions = {k: t.substitute({name: value}) for k, t in solutions.items()} | {name: value}
    point = plain_point(context, formula) or find_point(context, formula, examples, shrinks)
    if point is None:
        return None
    numbers = {k: rational(q) for k, q in point.items()}
    return {**point, **{k: _tidied(t.substitute(numbers)) for k, t in solutions.items()}}


def _tidied(t: Term) -> Term | Fraction:
    """The same number as SymPy would write it (the kernel looks at it afresh)."""
    value = rational_value(t)
    if value is not None:
        return value
    try:
        tidy = term_of(to_sympy(t))
    except (Malformed, ArithmeticError):
        return t
    return tidy.args[0] if tidy.op == "q" else tidy


def _solvable(context: Context) -> tuple[Term, str, Term] | None:
    """An equation among the hypotheses, a real symbol in which it is affine, and the symbol's value in the others; the
    equation may first have to be taken to logarithms."""
    moving = {name for f in context.evolves for name in f.variables}
    for f in context.given:
        if f.op != "=" or len(f.variables) < 2:
            continue
        sides: list[tuple[Term, ...]] = [f.args]
        if any(side.op == "exp" for side in f.args):
            sides.append(tuple(side.args[0] if side.op == "exp" else func("log", side) for side in f.args))
        for left, right in sides:
            difference = sub(left, right)
            for name in sorted(f.variables - moving):
                if context.domains[name].whole:
                    continue
                try:
                    slope = derivative(difference, var(name))
                except Malformed:
                    continue
                if slope != ZERO and name not in slope.variables:
                    rest = difference.substitute({name: ZERO})
                    return f, name, neg(div(rest, slope))
    return None


def simplified(point: Point, context: Context, formula: Term) -> Point:
    """The same kind of point with simpler numbers: each coordinate in turn becomes the simplest fraction that
    still works."""
    wanted = Formulas([*context.given, *conjuncts(formula)], context)
    for name in sorted(point):
        rounded = [Fraction(round(point[name] * q), q) for q in (1, 2, 3, 4, 5, 8, 10, 12, 16, 20, 32, 50, 64, 100)]
        simpler = [q for q in (*SMALL, *rounded) if _simplicity(q) < _simplicity(point[name])]
        for q in sorted(dict.fromkeys(simpler), key=_simplicity):
            candidate = {**point, name: q}
            if all(candidate[n] in d for n, d in context.symbols) and wanted.hold(candidate):
                point = candidate
                break
    return point


def _simplicity(q: Fraction) -> tuple[int, int, bool]:
    return (q.denominator + abs(q.numerator), q.denominator, q < 0)


# Strategies ----------------------------------------------------------------------------------------------------------


def points_of(context: Context) -> Any:
    """The strategy for points at which every hypothesis of a context holds."""
    from hypothesis import strategies as st

    names, sides = order(context), narrowed(context)
    given = Formulas(context.given, context)

    @st.composite
    def draw_point(draw: Any) -> Point:
        from hypothesis import assume

        drawn: Point = {}
        for name in names:
            domain = _bounded(sides[name], name, context, drawn)
            assume(not domain.empty)
            drawn[name] = draw(fractions_in(domain))
        assume(given.hold(drawn))
        return drawn

    return draw_point()


@lru_cache(maxsize=4096)
def fractions_in(domain: Domain) -> Any:
    """A strategy for rational numbers (natural numbers) in a domain; simple ones first."""
    from hypothesis import strategies as st

    if domain.whole:
        low = 0 if domain.lo is None else -(-domain.lo.numerator // domain.lo.denominator)
        high = 10**6 if domain.hi is None else domain.hi.numerator // domain.hi.denominator
        return st.integers(max(0, low), max(low, high)).filter(lambda n: Fraction(n) in domain).map(Fraction)
    lo = domain.lo if domain.lo is not None else (min(-FAR, domain.hi - FAR) if domain.hi is not None else -FAR)
    hi = domain.hi if domain.hi is not None else max(FAR, lo + FAR)
    if lo == hi:
        return st.just(lo)
    width = hi - lo
    # a point between the ends: either lo + width·p/q, or near an end, or a small number that happens to lie inside
    inside = st.tuples(st.integers(1, 255), st.integers(0, 255)).map(
        lambda pq: lo + width * Fraction(pq[1], 255 if pq[0] else 1)
    )
    small = st.tuples(st.integers(-24, 24), st.integers(1, 12)).map(lambda pq: Fraction(*pq))
    near = st.tuples(st.integers(1, 40), st.booleans()).map(
        lambda ks: (lo + width / 2 ** ks[0]) if ks[1] else (hi - width / 2 ** ks[0])
    )
    return st.one_of(small.filter(lambda q: q in domain) if _has_small(domain) else inside, inside, near).filter(
        lambda q: q in domain
    )


def _has_small(domain: Domain) -> bool:
    return sum(Fraction(p, q) in domain for p in range(-24, 25) for q in range(1, 13)) >= 40


def _bounded(domain: Domain, name: str, context: Context, drawn: Mapping[str, Fraction]) -> Domain:
    """The domain, narrowed by hypotheses that are linear in the symbol once the earlier ones have their values."""
    values = {k: rational(v) for k, v in drawn.items()}
    for f in context.given:
        if name not in f.variables or not f.variables <= {*drawn, name} or f.op not in ("<", "<=", "="):
            continue
        bound = _linear_bound(sub(f.args[1], f.args[0]).substitute(values), name)
        if bound is None:
            continue
        slope, root = bound
        if f.op == "=":
            domain = domain.meet(Domain(root, root, False, False))
        elif slope > 0:
            domain = domain.meet(Domain(root, None, f.op == "<", True))
        else:
            domain = domain.meet(Domain(None, root, True, f.op == "<"))
    return domain


def _linear_bound(difference: Term, name: str) -> tuple[Fraction, Fraction] | None:
    """(slope, root) of an affine function of one symbol with rational coefficients; None if it is not one."""
    at0 = rational_value(difference.substitute({name: ZERO}))
    at1 = rational_value(difference.substitute({name: ONE}))
    if at0 is None or at1 is None or at0 == at1:
        return None
    try:
        if not equal(derivative(difference, var(name)), rational(at1 - at0)):
            return None
    except Malformed:
        return None
    return at1 - at0, at0 / (at0 - at1)
