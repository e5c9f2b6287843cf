"""Points: drawing parameters that meet (or break) hypotheses, finding counterexamples, confirming them exactly.

`satisfying(statement)` and `violating(statement, hypothesis)` are Hypothesis strategies for points, as dictionaries
symbol name → Fraction. They are built from the statement: every domain and every hypothesis that bounds one symbol
linearly in those drawn before is met by construction; what remains is filtered, which Hypothesis reports when it
filters too much. `witness` lets Hypothesis search and shrink, and the kernel decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from checks.kernel import Judgement, Rejected, establish
from checks.kernel.calculus import derivative, expand_derivatives
from checks.kernel.judgement import Context, Domain, contrary
from checks.kernel.normal import TooLarge, equal
from checks.kernel.rules.logic import membership
from checks.kernel.rules.points import decide_at
from checks.kernel.sympy_terms import formula_of
from checks.kernel.terms import ZERO, MalformedTerm, Term, conjuncts, div, func, neg, rational, sub, text
from checks.methods.handing import evidence, nothing
from checks.outcome import Evidence
from checks.paper import Claim, Statement

__all__ = ["exists", "satisfiable", "satisfying", "violating", "witness"]

Point = dict[str, Fraction]
BOUND = Fraction(10**4)


def _judgement(
    claim: Claim | Statement, goal: Any, given: Iterable[Any] | None, also: Mapping[Any, Any] | None
) -> Judgement:
    from checks.methods.argue import Proof

    p = Proof.about(claim, given=given, also=also)
    formula = p.goal if goal is None else p.formula(goal)
    if formula is None:
        raise ValueError("nothing is claimed here as a formula; give goal=")
    return Judgement("all", p.context, formula)


def witness(
    claim: Claim | Statement,
    goal: Any = None,
    *,
    at: Mapping[Any, Any] | None = None,
    given: Iterable[Any] | None = None,
    also: Mapping[Any, Any] | None = None,
    examples: int = 2000,
    **more: Any,
) -> Evidence:
    """A counterexample: an exact point at which the hypotheses hold and the goal (the claim when left out) fails.

    at: the point, symbol → exact number; when it is left out, Hypothesis looks for one and shrinks it.
    """
    wanted = _judgement(claim, goal, given, also)
    return _shown(wanted.context, contrary(wanted.formula), at, examples, more)


def exists(
    claim: Claim | Statement,
    such: Any = None,
    *,
    at: Mapping[Any, Any] | None = None,
    given: Iterable[Any] | None = None,
    also: Mapping[Any, Any] | None = None,
    examples: int = 2000,
    **more: Any,
) -> Evidence:
    """An exact point at which the hypotheses hold and the relation `such` (the claim when left out) too."""
    wanted = _judgement(claim, such, given, also)
    return _shown(wanted.context, wanted.formula, at, examples, more)


def satisfiable(claim: Claim | Statement) -> Evidence:
    """A point at which all of the statement's hypotheses hold. Relations between sequences are included
    where they are explicit recursions (which then have a solution); else the scope says that they are left out."""
    from checks.kernel.terms import relation

    context = _context(claim)
    true = relation("=", rational(0), rational(0))
    found = _solved(context, true, "the hypotheses hold together at the point")
    if found.certificate is None and context.evolves:
        bare = Context.of(context.domains, context.given)
        return _solved(bare, true, "the hypotheses on the parameters; that such sequences exist is not examined here")
    return found


def _solved(context: Context, formula: Term, scope: str) -> Evidence:
    point: Mapping[str, Any] | None = plain_point(context, formula) or solved_point(context, formula, 2000)
    if point is None:
        return nothing("no point found among some 2000 drawn from the hypotheses")
    return _shown(context, formula, point, 0, {"scope": scope})


STARTS = tuple(Fraction(q) for q in ("1", "2", "3", "1/2", "0", "10"))


def plain_point(context: Context, formula: Term) -> Point | None:
    """A point of small whole numbers and halves at which hypotheses and formula hold, by a few passes over the symbols
    (no search: most hypotheses are met by the first numbers that come to mind); None when none of them does."""
    forward = _order(context)
    for first, names in product(STARTS, (forward, forward[::-1])):
        drawn: Point = {}
        for name in names:
            domain = _narrowed(context.box[name], name, context, drawn)
            tried = (first, *map(Fraction, (1, 2, 3, 4, 10, 0, -1)), Fraction(1, 2), *_beside(domain))
            value = next((q for q in tried if q in domain), None)
            if value is None:
                break
            drawn[name] = value
        else:
            try:
                if all(decide_at(f, drawn, context)[0] is True for f in (*context.given, *conjuncts(formula))):
                    return drawn
            except Rejected:
                continue
    return None


def _beside(d: Domain) -> tuple[Fraction, ...]:
    """Points well inside a domain: its middle, or one beyond its only finite end."""
    if d.lo is not None and d.hi is not None:
        return ((d.lo + d.hi) / 2, d.lo, d.hi)
    return (d.lo + 1,) if d.lo is not None else (d.hi - 1,) if d.hi is not None else ()


def _context(claim: Claim | Statement) -> Context:
    from checks.methods.argue import Proof

    return Proof.about(claim).context


def _shown(
    context: Context, formula: Term, at: Mapping[Any, Any] | None, examples: int, more: dict[str, Any]
) -> Evidence:
    point: dict[str, Any] | None
    if at is None:
        point = find_point(context, formula, examples)
        if point is None:
            return nothing(f"no point found among some {examples} drawn from the hypotheses")
    else:
        point = {str(getattr(s, "name", s)): v if isinstance(v, Term) else _exact(v) for s, v in at.items()}
    certificate = witness_certificate(context, formula, point)
    try:
        established = establish(certificate)
    except Rejected as problem:
        return nothing(f"the point {_text(point)} is not confirmed: {problem}")
    more.setdefault("scope", f"at {_text(point)}" if point else "no symbols")
    return evidence(
        established, witness={name: text(v) if isinstance(v, Term) else str(v) for name, v in point.items()}, **more
    )


def witness_certificate(context: Context, formula: Term, point: Mapping[str, Any]) -> dict[str, Any]:
    """The certificate of the rule `witness`."""
    step = {
        "rule": "witness",
        "some": True,
        "in": 0,
        "shows": formula.to_json(),
        "at": {name: v.to_json() if isinstance(v, Term) else str(v) for name, v in point.items()},
    }
    return {"certificate": 1, "contexts": [context.to_json()], "steps": [step]}


def _exact(value: Any) -> Fraction:
    if isinstance(value, int | str | Fraction):
        return Fraction(value)
    if getattr(value, "is_Rational", False):
        return Fraction(int(value.p), int(value.q))
    raise ValueError(f"{value!r} is not an exact number; write Rational(p, q)")


def _text(point: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {text(v) if isinstance(v, Term) else v}" for name, v in point.items())


# Strategies ----------------------------------------------------------------------------------------------------------


def fractions_in(domain: Domain) -> Any:
    """A strategy for rational numbers (natural numbers) in a domain; simple ones first."""
    from hypothesis import strategies as st

    if domain.whole:
        low = 0 if domain.lo is None else -(-domain.lo.numerator // domain.lo.denominator)
        high = 10**6 if domain.hi is None else domain.hi.numerator // domain.hi.denominator
        return st.integers(max(0, low), max(low, high)).filter(lambda n: Fraction(n) in domain).map(Fraction)
    lo = domain.lo if domain.lo is not None else (min(-BOUND, domain.hi - BOUND) if domain.hi is not None else -BOUND)
    hi = domain.hi if domain.hi is not None else max(BOUND, lo + BOUND)
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


def _narrowed(domain: Domain, name: str, context: Context, drawn: Mapping[str, Fraction]) -> Domain:
    """The domain, narrowed by hypotheses that are linear in the symbol once the earlier ones have their values."""
    values = {k: rational(v) for k, v in drawn.items()}
    for f in context.given:
        if name not in f.variables() or not f.variables() <= {*drawn, name} or f.op not in ("<", "<=", "="):
            continue
        difference = sub(f.args[1], f.args[0]).substitute(values)
        bound = _linear_bound(difference, name)
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
    try:
        slope = derivative(difference, name)
        at0 = value_of(difference.substitute({name: rational(0)}))
        at1 = value_of(difference.substitute({name: rational(1)}))
        if at0 is None or at1 is None or at0 == at1 or not equal(slope, rational(at1 - at0)):
            return None
    except (TooLarge, ValueError):
        return None
    return at1 - at0, at0 / (at0 - at1)


def value_of(t: Term) -> Fraction | None:
    """The value of a term without variables that is built from rationals by +, · and whole powers."""
    if t.op == "q":
        return t.args[0]  # type: ignore[no-any-return]
    if t.op in ("+", "*"):
        parts = [value_of(a) for a in t.args]
        if any(p is None for p in parts):
            return None
        total = Fraction(0) if t.op == "+" else Fraction(1)
        for p in parts:
            assert p is not None
            total = total + p if t.op == "+" else total * p
        return total
    if t.op == "^" and t.args[1].op == "q" and t.args[1].args[0].denominator == 1 and 0 <= t.args[1].args[0] <= 64:
        base = value_of(t.args[0])
        return None if base is None else base ** int(t.args[1].args[0])
    return None


def points_of(context: Context) -> Any:
    """The strategy for points at which every hypothesis of a context holds."""
    from hypothesis import strategies as st

    names = _order(context)

    @st.composite
    def draw_point(draw: Any) -> Point:
        from hypothesis import assume

        drawn: Point = {}
        for name in names:
            domain = _narrowed(context.box[name], name, context, drawn)
            if domain.lo is not None and domain.hi is not None and not _inhabited(domain):
                assume(False)
            drawn[name] = draw(fractions_in(domain))
        assume(all(decide_at(f, drawn, context)[0] is True for f in context.given))
        return drawn

    return draw_point()


def _inhabited(d: Domain) -> bool:
    assert d.lo is not None
    assert d.hi is not None
    return d.lo < d.hi or (d.lo == d.hi and not d.lo_open and not d.hi_open)


def _order(context: Context) -> list[str]:
    """Symbols with both ends bounded first, then those that hypotheses tie to them."""

    def freedom(name: str) -> tuple[int, str]:
        d = context.box[name]
        return ((d.lo is None) + (d.hi is None), name)

    return sorted(context.domains, key=freedom)


def satisfying(claim: Claim | Statement, **also: Any) -> Any:
    """A Hypothesis strategy: points (name → Fraction) that meet all hypotheses of the statement."""
    del also
    return points_of(_context(claim))


def violating(statement: Statement, hypothesis: Any) -> Any:
    """A Hypothesis strategy: points that break this hypothesis and meet all the others.

    hypothesis: one of `statement.given`, or a symbol, whose domain is then left (its other conditions kept).
    """
    context = _context(statement)
    if hasattr(hypothesis, "is_Symbol") and hypothesis.is_Symbol:
        return _outside(context, str(hypothesis.name))
    broken = formula_of(hypothesis)
    if broken not in context.given:
        raise ValueError(
            f"{hypothesis} is not one of the hypotheses of {statement.id}: {list(map(str, context.given))}"
        )
    rest = [f for f in context.given if f != broken]
    return points_of(Context.of(context.domains, [*rest, contrary(broken)], context.evolves))


def _outside(context: Context, name: str) -> Any:
    from hypothesis import strategies as st

    d = context.domains[name]
    rest = {k: v for k, v in context.symbols if k != name}
    sides = []
    if d.lo is not None:
        sides.append(Domain(None, d.lo, True, not d.lo_open))
    if d.hi is not None:
        sides.append(Domain(d.hi, None, not d.hi_open, True))
    if not sides:
        raise ValueError(f"the domain of {name} cannot be left")
    return st.one_of([points_of(Context.of({**rest, name: s}, context.given, context.evolves)) for s in sides])


def find_point(context: Context, formula: Term, examples: int) -> Point | None:
    """A small point at which hypotheses and formula hold, found and shrunk by Hypothesis; None when none was found."""
    from hypothesis import HealthCheck, Phase, find, settings
    from hypothesis.errors import NoSuchExample, Unsatisfiable

    def holds(point: Point) -> bool:
        try:
            return all(decide_at(f, point, context)[0] is True for f in conjuncts(formula))
        except Rejected:
            return False

    profile = settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    assumed = expand_derivatives(formula)
    strategy = points_of(Context.of(context.domains, [*context.given, *_simple(assumed)], context.evolves))
    try:
        if not context.domains:
            return {} if holds({}) else None
        return simplified(find(strategy, holds, settings=profile), context, formula)
    except (NoSuchExample, Unsatisfiable):
        return None


def _simple(formula: Term) -> list[Term]:
    """Conjuncts that only bound symbols; they may guide the drawing."""
    return [
        f
        for f in conjuncts(formula)
        if f.op in ("<", "<=") and all(t.op in ("q", "v", "+", "*") for t in f.subterms() if t is not f)
    ]


SMALL = [Fraction(p, q) for q in (1, 2, 3, 4) for p in range(-10, 11)]


def _simplicity(q: Fraction) -> tuple[int, int, bool]:
    return (q.denominator + abs(q.numerator), q.denominator, q < 0)


def solved_point(context: Context, formula: Term, examples: int) -> dict[str, Any] | None:
    """As `find_point`, after hypotheses that are equations have been solved for a symbol in which they are affine; the
    coordinates of such symbols are terms without variables."""
    solutions: dict[str, Term] = {}
    while (found := _solvable(context)) is not None:
        equation, name, value = found
        conditions = [f for f in context.given if f != equation] + membership(value, context.domains[name])
        symbols = {k: d for k, d in context.symbols if k != name}
        context = Context.of(symbols, [f.substitute({name: value}) for f in conditions], context.evolves)
        formula = formula.substitute({name: value})
        solutions = {k: t.substitute({name: value}) for k, t in solutions.items()} | {name: value}
    point = find_point(context, formula, examples)
    if point is None:
        return None
    numbers = {k: rational(q) for k, q in point.items()}
    return {**point, **{k: _tidied(t.substitute(numbers)) for k, t in solutions.items()}}


def _tidied(t: Term) -> Term | Fraction:
    """The same number as SymPy would write it (the kernel looks at it afresh)."""
    from checks.kernel.sympy_terms import term_of
    from checks.methods.forms import to_sympy

    try:
        tidy = term_of(to_sympy(t))
    except (MalformedTerm, ArithmeticError):
        return t
    return tidy.args[0] if tidy.op == "q" else tidy


def _solvable(context: Context) -> tuple[Term, str, Term] | None:
    """An equation among the hypotheses, a real symbol in which it is affine, and the symbol's value in the others; the
    equation may first have to be taken to logarithms."""
    moving = {name for f in context.evolves for name in f.variables()}
    for f in context.given:
        if f.op != "=" or len(f.variables()) < 2:
            continue
        sides = [f.args]
        if any(side.op == "exp" for side in f.args):
            sides.append(tuple(side.args[0] if side.op == "exp" else func("log", side) for side in f.args))
        for left, right in sides:
            difference = sub(left, right)
            for name in sorted(f.variables() - moving):
                if context.domains[name].whole:
                    continue
                slope = derivative(difference, name)
                if slope != ZERO and name not in slope.variables():
                    rest = difference.substitute({name: ZERO})
                    return f, name, neg(div(rest, slope))
    return None


def simplified(point: Point, context: Context, formula: Term) -> Point:
    """The same kind of point with simpler numbers: each coordinate in turn becomes the simplest fraction that
    still works."""
    wanted = [*context.given, *conjuncts(formula)]

    def works(candidate: Point) -> bool:
        try:
            return all(candidate[n] in d for n, d in context.symbols) and all(
                decide_at(f, candidate, context)[0] is True for f in wanted
            )
        except Rejected:
            return False

    for name in sorted(point):
        rounded = [Fraction(round(point[name] * q), q) for q in (1, 2, 3, 4, 5, 8, 10, 12, 16, 20, 32, 50, 64, 100)]
        simpler = [q for q in (*SMALL, *rounded) if _simplicity(q) < _simplicity(point[name])]
        for q in sorted(dict.fromkeys(simpler), key=_simplicity):
            if works({**point, name: q}):
                point = {**point, name: q}
                break
    return point
