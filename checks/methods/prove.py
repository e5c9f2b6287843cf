"""What `referee prove` runs: prove or refute one relation by itself, within a budget.

The order: exact identity; a point at which it fails; subdivision; then derivatives from end points and from points at
which the two sides touch (found among simple rationals near the boxes that stayed open); completing squares for
quadratic polynomials. Every success is a certificate that the kernel has replayed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from checks.encode.grammar import parse_claim
from checks.kernel import Context, Established, Rejected, establish
from checks.kernel.calculus import expand_derivatives
from checks.kernel.evaluate import ball_function
from checks.kernel.evaluate import precision as working_precision
from checks.kernel.intervals import Undefined
from checks.kernel.judgement import Domain, contrary
from checks.kernel.normal import TooLarge, equal
from checks.kernel.rules.analysis import MalformedHypothesis, endpoint_premises
from checks.kernel.rules.definedness import known
from checks.kernel.rules.points import decide_at, decide_number
from checks.kernel.terms import RELATIONS, MalformedTerm, Term, conjuncts, rational, relation, sub, text, var
from checks.methods.forms import factored
from checks.methods.points import SMALL, witness_certificate
from checks.methods.quantities import bounds_of
from checks.methods.refute import counterexample, undefined_at
from checks.methods.search import Budget, NotFound, subdivide
from checks.methods.sheet import Line, Sheet
from checks.methods.squares import sum_of_squares
from checks.outcome import Verdict

__all__ = ["Outcome", "answer", "prove"]

ORDER = 6  # how often the argument by derivatives is nested
DIGITS = 12
UNDEFINED = "undefined"
SEARCHING = (NotFound, Rejected, Undefined, MalformedTerm, MalformedHypothesis, TooLarge, KeyError)


@dataclass(frozen=True)
class Outcome:
    """verdict: proved, refuted or undecided; `established` is what the kernel replayed; `note` what was tried."""

    verdict: Verdict
    established: Established | None = None
    witness: Mapping[str, Fraction] | None = None
    note: str = ""


def prove(formula: Term, context: Context, seconds: float = 20.0, bits: int = 128) -> Outcome:
    """Decide a relation (or a conjunction or disjunction) at every point of a context."""
    budget = Budget(seconds)
    formula = expand_derivatives(formula)
    searcher = _Prover(bits)
    hole = undefined_at(context, formula)
    if hole is not None:
        point = counterexample(context, formula, Budget(min(seconds, 2.0)))
        if point is not None:
            return _refuted(context, formula, point)
        where = ", ".join(f"{name} = {value}" for name, value in hole.items()) or "any point"
        return Outcome(
            Verdict.UNDECIDED, note=f"the claim is not defined at {where}; leave such points out with --where"
        )
    try:
        lines = [searcher.show(context, part, budget, ORDER) for part in conjuncts(formula)]
        last = lines[0] if len(lines) == 1 else searcher.sheet.add("both", context, formula, lines)
        return Outcome(Verdict.PROVED, establish(searcher.sheet.certificate(last)))
    except _Fails as failure:
        return _refuted(context, formula, failure.point)
    except SEARCHING as problem:
        note = f"{problem}" if isinstance(problem, NotFound) else f"{type(problem).__name__}: {problem}"
    point = counterexample(context, formula, Budget(max(1.0, seconds / 4)))
    if point is not None:
        return _refuted(context, formula, point)
    return Outcome(Verdict.UNDECIDED, note=f"tried subdivision, derivatives and a search for a counterexample; {note}")


def answer(claim: str, where: Sequence[str], seconds: float, precision: int) -> dict[str, Any]:
    """Decide a claim that a user typed: search, and say what came of it as plain data."""
    parsed = parse_claim(claim, where)
    result = prove(parsed.formula, parsed.context, seconds, precision)
    established, point = result.established, result.witness
    return {
        "verdict": str(result.verdict),
        "note": result.note,
        "witness": None if point is None else {name: str(value) for name, value in point.items()},
        "sides": [] if point is None else _sides(parsed.formula, point, precision),
        "trust": None if established is None else str(established.trust),
        "modulo": [] if established is None else list(established.modulo),
        "established": None if established is None else established.text,
        "certificate": None if established is None else established.certificate,
    }


def _sides(formula: Term, point: Mapping[str, Fraction], precision: int) -> list[dict[str, str]]:
    """What both sides of every relation in a formula come to at a point, in decimals rounded outward."""
    names = sorted(point)
    rows = []
    with working_precision(precision):
        at = [arb(fmpq(point[name].numerator, point[name].denominator)) for name in names]
        for relation in (part for part in formula.subterms() if part.op in RELATIONS):
            for side, ball in zip(relation.args, ball_function(relation.args, names)(*at), strict=True):
                lower, upper = bounds_of(ball, DIGITS) if ball.is_finite() else (UNDEFINED, UNDEFINED)
                if side.op != "q":
                    rows.append({"term": text(side), "lower": lower, "upper": upper})
    return rows


def _refuted(context: Context, formula: Term, point: Mapping[str, Fraction]) -> Outcome:
    try:
        established = establish(witness_certificate(context, contrary(formula), point))
    except Rejected as problem:
        return Outcome(Verdict.UNDECIDED, note=f"a point where it seems to fail was not confirmed: {problem}")
    return Outcome(Verdict.REFUTED, established, dict(point))


class _Fails(Exception):
    """A point at which the relation is false."""

    def __init__(self, point: Mapping[str, Fraction]) -> None:
        super().__init__("a counterexample was found")
        self.point = point


class _Prover:
    """Finds lines for relations. Raises one of SEARCHING when it does not, `_Fails` when it found a counterexample."""

    def __init__(self, bits: int) -> None:
        self.bits = bits
        self.sheet = Sheet()

    def show(self, context: Context, goal: Term, budget: Budget, order: int) -> Line:
        if known(goal, context.given):
            return self.sheet.add("given", context, goal, [])
        if goal.op == "=":
            return self._equation(context, goal, budget)
        if not context.domains:
            return self._number(context, goal)
        quick = Budget(min(budget.left() / 6, 2.0), depth=12, boxes=3000, open_boxes=12)
        stuck: NotFound
        try:
            return self._enclosed(context, goal, quick)
        except NotFound as problem:
            stuck = problem
        point = counterexample(context, goal, Budget(max(0.2, min(budget.left() / 4, 5.0))))
        if point is not None:
            raise _Fails(point)
        if goal.op in ("<", "<="):
            try:
                return self._inequality(context, goal, budget, order, stuck)
            except SEARCHING:
                pass
        return self._enclosed(context, goal, Budget(budget.left(), depth=60 * len(context.domains), boxes=400_000))

    def _enclosed(self, context: Context, goal: Term, budget: Budget) -> Line:
        tree = subdivide(context, goal, budget, self.bits)
        return self.sheet.add("enclosure", context, goal, [], tree=tree.marks, bits=self.bits)

    def _number(self, context: Context, goal: Term) -> Line:
        bits = self.bits
        while bits <= 8192:
            try:
                tree = subdivide(context, goal, Budget(5.0), bits)
                return self.sheet.add("enclosure", context, goal, [], tree=tree.marks, bits=bits)
            except NotFound:
                bits *= 2
        if decide_at(contrary(goal), {}, context)[0] is True:
            raise _Fails({})
        if goal.op == "<=" and equal(*goal.args):
            return self._from_equality(context, goal)
        raise NotFound("the two sides agree to 8192 bits")

    def _equation(self, context: Context, goal: Term, budget: Budget) -> Line:
        if equal(*goal.args):
            return self._checked("identity", context, goal)
        point = counterexample(context, goal, Budget(budget.left() / 2))
        if point is not None:
            raise _Fails(point)
        raise NotFound("the normal forms of the two sides differ, and no point shows it")

    def _checked(self, rule: str, context: Context, goal: Term) -> Line:
        line = self.sheet.add(rule, context, goal, [])
        establish(self.sheet.certificate(line))
        return line

    def _from_equality(self, context: Context, goal: Term) -> Line:
        equality = self._checked("identity", context, relation("=", *goal.args))
        return self.sheet.add("given", context, goal, [equality])

    def _inequality(self, context: Context, goal: Term, budget: Budget, order: int, stuck: NotFound) -> Line:
        if goal.op == "<=" and equal(*goal.args):
            return self._from_equality(context, goal)
        squares = sum_of_squares(self.sheet, context, goal)
        if squares is not None:
            return squares
        if order <= 0 or budget.spent():
            raise NotFound("nested too deeply")
        for form in factored(goal) if order == ORDER else ():
            try:
                line = self._enclosed(context, form, Budget(min(budget.left() / 4, 1.0), depth=12, boxes=1000))
            except SEARCHING:
                continue
            return self.sheet.add("rewrite", context, goal, [line])
        if len(context.domains) == 1:
            return self._one_variable(context, goal, budget, order, stuck)
        for x in sorted(context.domains):
            for end in ("lo", "hi"):
                try:
                    return self._from_end(context, goal, x, end, Budget(budget.left() / 3), order)
                except SEARCHING:
                    continue
        raise NotFound("no variable in which the difference is monotone")

    def _one_variable(self, context: Context, goal: Term, budget: Budget, order: int, stuck: NotFound) -> Line:
        ((x, _),) = context.symbols
        side = context.box[x]
        for c in self._touching(context, goal, x, stuck):
            if (side.lo is None or side.lo < c) and (side.hi is None or c < side.hi):
                left, right = relation("<=", var(x), rational(c)), relation("<", rational(c), var(x))
                below = self._piece(context.assuming(left), goal, x, "hi", budget, order)
                above = self._piece(context.assuming(right), goal, x, "lo", budget, order)
                data = {"left": var(x).to_json(), "right": rational(c).to_json()}
                return self.sheet.add("cases", context, goal, [below, above], **data)
        for end in ("lo", "hi"):
            try:
                return self._piece(context, goal, x, end, budget, order)
            except SEARCHING:
                continue
        return self._far(context, goal, x, budget, order)

    def _far(self, context: Context, goal: Term, x: str, budget: Budget, order: int) -> Line:
        """Towards infinity the difference is monotone from some point on; before it, whatever works."""
        side = context.box[x]
        for k in range(0, 12, 2):
            if budget.spent() or (side.lo is not None and side.hi is not None):
                break
            up = side.hi is None
            c = (
                max(side.lo or Fraction(0), Fraction(0)) + 2**k
                if up
                else min(side.hi or Fraction(0), Fraction(0)) - 2**k
            )
            near = relation("<=", var(x), rational(c))
            halves = (context.assuming(near), context.assuming(contrary(near)))
            far, rest = (halves[1], halves[0]) if up else halves
            try:
                first = self._from_end(far, goal, x, "lo" if up else "hi", Budget(budget.left() / 4), order)
            except SEARCHING:
                continue
            second = self.show(rest, goal, budget, order - 1)
            lines = [second, first] if up else [first, second]
            data = {"left": var(x).to_json(), "right": rational(c).to_json()}
            return self.sheet.add("cases", context, goal, lines, **data)
        raise NotFound("no end from which derivatives decide")

    def _piece(self, context: Context, goal: Term, x: str, end: str, budget: Budget, order: int) -> Line:
        """A goal beside a point at which the sides may touch: derivatives on a part next to it, the rest by itself."""
        try:
            return self._from_end(context, goal, x, end, Budget(budget.left() / 3), order)
        except SEARCHING:
            pass
        side = context.box[x]
        a = side.lo if end == "lo" else side.hi
        if a is None:
            raise NotFound("no finite end")
        for k in range(0, 8, 2):
            if budget.spent():
                break
            c = _beside(side, a, end == "lo", k)
            if c is None:
                continue
            near = relation("<=", var(x), rational(c))
            far = contrary(near)
            mine, rest = (near, far) if end == "lo" else (far, near)
            try:
                first = self._from_end(context.assuming(mine), goal, x, end, Budget(budget.left() / 4), order)
            except SEARCHING:
                continue
            second = self.show(context.assuming(rest), goal, budget, order - 1)
            lines = [first, second] if end == "lo" else [second, first]
            data = {"left": var(x).to_json(), "right": rational(c).to_json()}
            return self.sheet.add("cases", context, goal, lines, **data)
        raise NotFound("derivatives next to the end do not decide")

    def _from_end(self, context: Context, goal: Term, x: str, end: str, budget: Budget, order: int) -> Line:
        side = context.box[x]
        if (side.lo if end == "lo" else side.hi) is None or order <= 0:
            raise NotFound("no finite end")
        at_end, beside = endpoint_premises(context, goal, x, end == "lo")
        strict_inside = goal.op == "<" and (side.lo_open if end == "lo" else side.hi_open)
        value = self._at_end(at_end.context, at_end.formula, strict_inside, budget, order)
        slope = beside.formula
        if strict_inside and value.formula.op == "<=":
            slope = relation("<", *slope.args)
        steeper = self._slope(beside.context, slope, budget, order)
        return self.sheet.add("endpoint", context, goal, [value, steeper], variable=x, end=end)

    def _slope(self, context: Context, slope: Term, budget: Budget, order: int) -> Line:
        """The sign of a derivative, in the form in which the calculus rules leave it or else factored."""
        try:
            return self._enclosed(context, slope, Budget(min(budget.left(), 1.0), depth=8, boxes=500))
        except NotFound:
            pass
        for form in factored(slope):
            try:
                return self._enclosed(context, form, Budget(min(budget.left(), 1.0), depth=10, boxes=1000))
            except SEARCHING:
                continue
        return self._lemma(context, slope, budget, order)

    def _lemma(self, context: Context, goal: Term, budget: Budget, order: int) -> Line:
        """A line for something that would help. That it is false says nothing about the claim itself."""
        try:
            return self.show(context, goal, budget, order - 1)
        except _Fails:
            raise NotFound("an auxiliary claim is false") from None

    def _at_end(self, context: Context, formula: Term, weak_will_do: bool, budget: Budget, order: int) -> Line:
        part = Budget(max(1.0, budget.left() / 3))
        try:
            return self._lemma(context, formula, part, order)
        except SEARCHING:
            if not weak_will_do:
                raise NotFound("the value at the end is not known") from None
        return self._lemma(context, relation("<=", *formula.args), part, order)

    def _touching(self, context: Context, goal: Term, x: str, stuck: NotFound) -> Iterator[Fraction]:
        """Simple rationals in or beside the boxes that stayed open at which the two sides are exactly equal."""
        difference = sub(goal.args[1], goal.args[0])
        inside = [c for box in stuck.boxes if len(box) == 1 for c in _simple_rationals(box[0])]
        candidates = [c for c in dict.fromkeys((*inside, *SMALL)) if c in context.box[x]]
        at = ball_function([difference], [x])
        for c in candidates:
            (d,) = at(arb(fmpq(c.numerator, c.denominator)))
            try:
                if d.contains(0) and decide_number("=", difference.substitute({x: rational(c)}))[0] is True:
                    yield c
            except SEARCHING:
                continue


def _beside(side: Domain, a: Fraction, to_the_right: bool, k: int) -> Fraction | None:
    """A point inside the side, at 2^-k of its width (of 1 where it is infinite) from the end a."""
    other = side.hi if to_the_right else side.lo
    width = Fraction(4) if other is None else abs(other - a) / 2
    if width == 0:
        return None
    step: Fraction = width / 2**k
    return a + step if to_the_right else a - step


def _simple_rationals(d: Domain) -> Iterator[Fraction]:
    lo = d.lo if d.lo is not None else (d.hi - 4 if d.hi is not None else Fraction(-4))
    hi = d.hi if d.hi is not None else lo + 8
    margin = (hi - lo) / 4
    for q in range(1, 13):
        first = -(-((lo - margin) * q).numerator // ((lo - margin) * q).denominator)
        last = ((hi + margin) * q).numerator // ((hi + margin) * q).denominator
        for p in range(first, min(last, first + 64) + 1):
            yield Fraction(p, q)
