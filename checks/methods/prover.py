"""The search for a proof of one relation: for `referee prove`, `decide`, and inequalities along runs.

Hypotheses are read as boxes first. Then, each within its share of the time: an exact identity; subdivision; a point at
which the claim fails; algebra (combinations of facts, sums of squares); absolute values, minima and maxima by cases;
derivatives from end points and from points at which the two sides touch; the claim times its denominators; the claim in
other variables; and subdivision for as long as there is time. Every success is a certificate that the kernel has
replayed; an attempt whose certificate it turns down is one failed attempt, and the next is made.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations, permutations

from checks.encode.terms import ZERO, mul, neg, power, rational, relation, sub, var
from checks.kernel import Context, Rejected
from checks.kernel.functions import conditions
from checks.kernel.terms import Term, conjuncts
from checks.methods.algebra import UnknownSign, by_algebra, is_algebraic
from checks.methods.angles import evaluated, expanded
from checks.methods.argue import Proof
from checks.methods.calculus import SEARCHING, Calculus, Fails
from checks.methods.closed import Closed
from checks.methods.combine import load
from checks.methods.decide import Formulas, decide
from checks.methods.drawing import SMALL
from checks.methods.ends import rescaled
from checks.methods.forms import factored
from checks.methods.likeness import equal
from checks.methods.logarithms import tangents, without_exponential, without_logarithm
from checks.methods.polynomials import quotients
from checks.methods.reduce import (
    absolute_both_sides,
    beside,
    boxed,
    expanded_logs,
    nonzero_cases,
    paired,
    piecewise,
    split_apart,
    split_piecewise,
    substituted,
    untied,
)
from checks.methods.refute import completed, counterexample
from checks.methods.search import Budget, NotFound, subdivide
from checks.methods.sheet import Lemma, Line
from checks.methods.sos import square_line
from checks.methods.squares import sum_of_squares

__all__ = ["SEARCHING", "Attempt", "Fails", "proved", "shown"]

ORDER = 6  # how often the argument by derivatives is nested
Tactic = tuple[str, Callable[[], Line]]


@dataclass
class Attempt:
    """What was tried at the outermost level: the name of a technique, how long it took, and why it failed ("" if it did
    not)."""

    name: str
    seconds: float
    problem: str = field(default="")


def proved(
    formula: Term, context: Context, budget: Budget, bits: int = 128, tried: list[Attempt] | None = None
) -> Lemma:
    """A proof of a relation, or of a conjunction, at every point of a context. Raises `Fails` with a point at which it
    is false, or one of SEARCHING."""
    searcher, p = _Prover(bits, [] if tried is None else tried), Proof().sub(context, None)
    load()
    pieces = list(conjuncts(formula))
    lines = []
    for k, part in enumerate(pieces):
        share = Budget(budget.left() / (len(pieces) - k))
        lines.append(searcher.show(p, part, share, ORDER))
    return p.established(lines[0] if len(lines) == 1 else p.write("both", formula, lines))


def shown(p: Proof, goal: Term, budget: Budget, bits: int = 128, tried: list[Attempt] | None = None) -> Line:
    """A line of a proof for the goal, by the same search. Raises `Fails` or one of SEARCHING."""
    searcher = _Prover(bits, [] if tried is None else tried)
    lines = [searcher.show(p, part, budget, ORDER) for part in conjuncts(goal)]
    return lines[0] if len(lines) == 1 else p.write("both", goal, lines)


class _Prover(Calculus):
    """Finds lines for relations, each in the context of a proof. Raises one of SEARCHING when it does not, `Fails`
    when it found a counterexample."""

    def __init__(self, bits: int, tried: list[Attempt]) -> None:
        self.bits, self.tried = bits, tried

    def show(self, p: Proof, goal: Term, budget: Budget, order: int) -> Line:
        """A line for the goal."""
        if goal.op == "and":
            return p.write("both", goal, [self.show(p, part, budget, order) for part in goal.args])
        if p.facts(()).granted(goal):
            return p.write("given", goal)
        exact = evaluated(p, goal)
        if exact is not None:
            return p.write("rewrite", goal, [self.show(p, exact[0], budget, order), *exact[1]])
        several = paired(p, goal)
        if several is not None:
            return p.write("rewrite", goal, [self.show(p, several[0], budget, order), *several[1]])
        if not p.context.domains:
            return self._number(p, goal)
        if budget.spent():
            raise NotFound("the time is up")
        reduced = boxed(p, goal)
        if reduced is not None:
            q, same, back = reduced
            try:
                return back(self.show(q, same, budget, order))
            except Fails as failure:
                if not Formulas(p.context.given, p.context).hold(completed(p.context, dict(failure.point))):
                    raise NotFound("it fails at a point that the hypotheses exclude") from None
                raise
        if goal.op == "=":
            return self._equation(p, goal, budget, order)
        outermost = order == ORDER
        stuck: list[NotFound] = []
        problems: list[str] = []
        for name, tactic in self._tactics(p, goal, budget, order, stuck):
            begun = time.monotonic()
            try:
                line = tactic()
                if outermost and any(s["rule"] in ("enclosure", "orbit") for s in p.sheet.steps):
                    p.established(line)
                if outermost:
                    self.tried.append(Attempt(name, time.monotonic() - begun))
                return line
            except SEARCHING as problem:
                problems.append(f"{name}: {problem}")
                if outermost:
                    self.tried.append(Attempt(name, time.monotonic() - begun, str(problem)))
            if budget.spent():
                break
        last = stuck[-1] if stuck else NotFound("")
        raise NotFound(problems[-1] if problems else "the time is up", last.boxes, last.names)

    def _tactics(self, p: Proof, goal: Term, budget: Budget, order: int, stuck: list[NotFound]) -> Iterator[Tactic]:
        """What to try, in this order, each with its share of what is left of the time."""
        comparison, outermost = goal.op in ("<", "<="), order == ORDER
        algebraic = comparison and is_algebraic(goal, *p.context.given)
        cases = piecewise(p, goal)

        def quick(seconds: float, depth: int, boxes: int) -> Line:
            try:
                return self.enclosed(p, goal, Budget(min(budget.left() / 6, seconds), depth, boxes, 12))
            except NotFound as problem:
                stuck.append(problem)
                raise

        if comparison:
            yield "the same terms", lambda: self._plain(p, goal, budget, order)
        piece = comparison and cases and all(map(_affine, goal.args))
        if piece:
            yield "linear arithmetic", lambda: self._algebra(p, goal, budget, order, squares=False)
        yield "a few boxes", lambda: quick(0.02 if piece else 0.3, 10, 200)
        if comparison and not algebraic and not cases and len(p.context.domains) == 1:
            yield "Taylor forms", lambda: self.enclosed(p, goal, Budget(min(budget.left() / 6, 0.4), 8, 100), True)
        seconds = 0.02 if piece else 0.3 if outermost else 0.08
        self._refuted(p, goal, Budget(min(budget.left() / 8, seconds)))
        if comparison and (algebraic or cases) and not piece:
            yield "linear arithmetic", lambda: self._algebra(p, goal, budget, order, squares=False)
        if cases:
            if comparison and goal.args[0].op == "abs":
                yield (
                    "both sides of an absolute value",
                    lambda: absolute_both_sides(
                        p, goal, lambda q, f: self._lemma(q, f, Budget(budget.left() / 2), order + 1)
                    ),
                )
            yield (
                "cases of absolute values, minima, maxima",
                lambda: split_piecewise(p, goal, lambda q, f: self.show(q, f, Budget(budget.left() * 0.7), order)),
            )
            if not (outermost and not p.context.given):
                return  # the cases are as good as the claim
        if algebraic and (outermost or len(p.context.domains) < 2):
            yield "sums of squares", lambda: self._algebra(p, goal, budget, order)
            if outermost and comparison and not p.context.given and len(goal.variables) == 3:
                yield "orders of the symbols", lambda: self._ordered(p, goal, Budget(budget.left() / 3))
        if comparison and outermost:
            for name, (q, f, back) in rescaled(p, goal):
                yield name, lambda q=q, f=f, back=back: back(self._lemma(q, f, Budget(budget.left() * 0.8), order + 1))  # type: ignore[misc]
        if comparison and order > ORDER - 2 and (sums := expanded(p, goal)) is not None:
            yield (
                "sines of sums",
                lambda: p.write(
                    "rewrite", goal, [self._lemma(p, sums[0], Budget(budget.left() * 0.4), order), *sums[1]]
                ),
            )
        if comparison and order > 0 and (logs := expanded_logs(p, goal)) is not None:
            q, f, back = logs
            yield "logarithms of products", lambda: back(self.show(q, f, Budget(budget.left() * 0.7), order))
        if comparison and order > 0:
            yield "factors", lambda: self._factors(p, goal, Budget(budget.left() / 2), order)
        if outermost:
            yield "more boxes", lambda: quick(1.0, 12 * len(p.context.domains), 2000)
            self._refuted(p, goal, Budget(min(budget.left() / 4, 2.0)))
        if comparison and order >= ORDER - 2 and not algebraic:
            yield (
                "a logarithm away",
                lambda: without_logarithm(p, goal, lambda q, f: self._lemma(q, f, Budget(budget.left() / 8), order)),
            )
            yield (
                "an exponential away",
                lambda: without_exponential(p, goal, lambda q, f: self._lemma(q, f, Budget(budget.left() / 6), order)),
            )
        if outermost and any(f.op == "!=" for f in p.context.given):
            count = [2]

            def half(q: Proof) -> Line:
                count[0] -= 1
                return self.show(q, goal, Budget(budget.left() / (1 + count[0])), order - 1)

            yield "cases of a hypothesis", lambda: split_apart(p, goal, half)
        if comparison and order > 0:
            yield "derivatives", lambda: self._inequality(p, goal, Budget(budget.left() * 0.6), order, stuck[-1])
            if order > ORDER - 2:
                for name, (q, f, back) in substituted(p, goal):
                    yield (
                        name,
                        lambda q=q, f=f, back=back: back(  # type: ignore[misc]
                            self._lemma(q, f, Budget(budget.left() / 2), order)
                        ),
                    )
            if outermost:
                yield "without hypotheses", lambda: self._untied(p, goal, Budget(budget.left() / 3), order)
            if not algebraic and order > ORDER - 2:
                yield "algebra with exponentials as variables", lambda: self._algebra(p, goal, budget, order)
                if near := tangents(p, goal):
                    yield (
                        "tangents of exponentials and logarithms",
                        lambda: by_algebra(p, goal, Budget(budget.left() / 2), self._plain_sign(order), near(), False),
                    )
        yield "subdivision", lambda: self._last(p, goal, budget, outermost)

    def _plain(self, p: Proof, goal: Term, budget: Budget, order: int) -> Line:
        if goal.op == "<=" and equal(*goal.args):
            return self._from_equality(p, goal, budget, order)
        squares = sum_of_squares(p.sheet, p.context, goal) if is_algebraic(goal) else None
        if squares is None:
            raise NotFound("no square is completed")
        return squares

    def _refuted(self, p: Proof, goal: Term, budget: Budget) -> None:
        point = counterexample(p.context, goal, budget)
        if point is not None:
            raise Fails(point)

    def _last(self, p: Proof, goal: Term, budget: Budget, outermost: bool) -> Line:
        seconds = budget.left() if outermost else min(budget.left(), 2.0)
        return self.enclosed(p, goal, Budget(seconds, depth=60 * len(p.context.domains), boxes=400_000), series=True)

    def _algebra(self, p: Proof, goal: Term, budget: Budget, order: int, squares: bool = True) -> Line:
        share = Budget(budget.left() / 3)
        try:
            return by_algebra(p, goal, share, lambda q, t: self._sign(q, t, share, order), squares=squares)
        except UnknownSign as problem:
            return self._by_sign(p, goal, problem.term, Budget(budget.left() / 2), order)

    def _plain_sign(self, order: int) -> Callable[[Proof, Term], Line]:
        return lambda q, t: self._sign(q, t, Budget(1.0), order)

    def _ordered(self, p: Proof, goal: Term, budget: Budget) -> Line:
        """The goal for each order of its symbols, by products of their differences."""
        names = sorted(goal.variables)
        pairs = [(var(x), var(y)) for x, y in combinations(names, 2)]

        def show(q: Proof, rest: list[tuple[Term, Term]]) -> Line:
            if not rest:
                return by_algebra(q, goal, Budget(budget.left()))
            return q.cases(goal, *rest[0], lambda r: show(r, rest[1:]), lambda r: show(r, rest[1:]))

        return show(p, pairs)

    def _factors(self, p: Proof, goal: Term, budget: Budget, order: int) -> Line:
        """The goal from the sign of one factor of the difference of its sides, the signs of the others being known."""
        forms = quotients([sub(goal.args[1], goal.args[0])])
        c, above = forms.factors(forms.numerators[0])
        d, below = forms.factors(forms.denominator)
        signs: dict[Term, Line] = {}
        unknown: list[Term] = []
        for t, e in (*below, *above):
            try:
                signs[t] = self._sign(p, t, budget, 0 if is_algebraic(t) or (t, e) not in below else order)
            except SEARCHING:
                if (t, e) in below or e % 2:
                    unknown.append(t)
        if len(above) + len(below) - len(unknown) == 0:
            raise NotFound("no factor has a known sign")
        if any(t in unknown for t, _ in below) or len(unknown) > 1:
            simple = next((t for t in unknown if _affine(t)), unknown[0])
            return self._by_sign(p, goal, simple, budget, order)
        sign = 1 if c / d > 0 else -1
        for t, e in (*above, *below):
            if t in signs and e % 2 and signs[t].formula.args[1] == ZERO:
                sign = -sign
        squares = [square_line(p, power(t, e // 2)) for t, e in above if e % 2 == 0 and t not in signs]
        if not unknown:
            if goal.op == "<" and squares:
                raise NotFound("a square may be 0")
            whole = mul(rational(c / d), *(power(t, e) for t, e in above), *(power(t, -e) for t, e in below))
            premises = [*signs.values(), *squares]
            form = relation(goal.op, ZERO, whole)
            p.require(form, premises)
            return self.restated(p, goal, p.line(form, premises), budget, order)
        h = unknown[0]
        wanted = relation(goal.op, *((ZERO, h) if sign > 0 else (h, ZERO)))
        line = self._lemma(p, wanted, budget, order)
        rest = mul(
            rational(c / d),
            *(power(t, e if t != h else e - 1) for t, e in above if t != h or e > 1),
            *(power(t, -e) for t, e in below),
        )
        multiplier = rest if sign > 0 else neg(rest)
        premises = [line, *signs.values(), *squares]
        p.define([goal, multiplier], premises)
        p.require(relation("<" if goal.op == "<" else "<=", ZERO, multiplier), premises)
        return p.write("linear", goal, premises, multipliers=[multiplier.to_json()])

    def _sign(self, p: Proof, t: Term, budget: Budget, order: int) -> Line:
        """0 < t or t < 0. Raises UnknownSign."""
        both = relation("<", ZERO, t), relation("<", t, ZERO)
        for f in both:
            try:
                return p.line(f)
            except SEARCHING:
                continue
        signs = {v > 0 for v in p.likeness.values(t) if v}
        if len(signs) > 1:
            raise UnknownSign(t)
        for f in both if not signs else both[:1] if True in signs else both[1:]:
            small, part = Budget(min(0.2, max(0.05, budget.left() / 8)), 8, 60), Budget(min(1.0, budget.left() / 4))
            attempts: list[Callable[[], Line]] = [
                partial(self.enclosed, p, f, small),
                partial(by_algebra, p, f, Budget(0.3), squares=False),
                partial(self._lemma, p, f, part, min(order, 2)),
            ]
            for attempt in attempts[: 3 if order > ORDER - 3 else 2]:
                try:
                    return attempt()
                except SEARCHING:
                    continue
        raise UnknownSign(t)

    def _by_sign(self, p: Proof, goal: Term, t: Term, budget: Budget, order: int) -> Line:
        """The goal for t < 0 and for t > 0, where t is known not to be 0; else for t ≤ 0 and t > 0, if t is affine."""
        if order <= ORDER - 3:
            raise Rejected("too many cases")
        count = [2]

        def show(q: Proof) -> Line:
            count[0] -= 1
            return self.show(q, goal, Budget(budget.left() / (1 + count[0])), order - 1)

        try:
            apart = p.line(relation("!=", t, ZERO))
        except SEARCHING:
            if not _affine(t):
                raise UnknownSign(t) from None
            return p.cases(goal, t, ZERO, show, show)
        return nonzero_cases(p, goal, t, apart, show)

    def _untied(self, p: Proof, goal: Term, budget: Budget, order: int) -> Line:
        reduced = untied(p, goal)
        if reduced is None:
            raise NotFound("there are none")
        q, same, back = reduced
        return back(self._lemma(q, same, budget, order))

    def enclosed(self, p: Proof, goal: Term, budget: Budget, series: bool = False) -> Line:
        """The goal by subdivision."""
        tree = subdivide(p.context, goal, budget, self.bits, series=series)
        split = [atom.to_json() for atom in tree.split]
        return p.note("enclosure", goal, tree=tree.marks, split=split, bits=self.bits)

    def _number(self, p: Proof, goal: Term) -> Line:
        """A relation between two numbers."""
        premises: list[Line] = []
        if decide(goal) is False:
            raise Fails({})
        numbers = Closed(p.sheet, p.context)
        numbers.grant(goal, premises)
        return next((line for line in premises if line.formula == goal), None) or p.write("given", goal, premises)

    def _equation(self, p: Proof, goal: Term, budget: Budget, order: int) -> Line:
        if equal(*goal.args):
            return p.write("identity", goal, self.defined(p, goal, budget, order))
        if (sums := expanded(p, goal)) is not None and equal(*sums[0].args):
            line = p.write("identity", sums[0], self.defined(p, sums[0], budget, order))
            return p.write("rewrite", goal, [line, *sums[1]])
        point = counterexample(p.context, goal, Budget(budget.left() / 2))
        if point is not None:
            raise Fails(point)
        if piecewise(p, goal):
            return split_piecewise(p, goal, lambda q, f: self.show(q, f, Budget(budget.left() * 0.7), order))
        if p.context.given:
            return by_algebra(p, goal, budget)
        raise NotFound("the normal forms of the two sides differ, and no point shows it")

    def defined(self, p: Proof, t: Term, budget: Budget, order: int) -> list[Line]:
        """Lines from which it is seen that a term, or a formula, is defined."""
        premises: list[Line] = []
        try:
            p.define([t], premises)
            return premises
        except SEARCHING:
            pass
        for u in dict.fromkeys(t.subterms()):
            for condition in conditions(u):
                try:
                    p.require(condition, premises)
                except SEARCHING:
                    with suppress(*SEARCHING):
                        premises.append(by_algebra(p, condition, Budget(1.0), squares=False))
                        continue
                    if condition.op == "!=":
                        premises.append(self._sign(p, condition.args[0], budget, order))
                    else:
                        premises.append(self._lemma(p, condition, Budget(budget.left() / 3), order))
        p.define([t], premises)
        return premises

    def _from_equality(self, p: Proof, goal: Term, budget: Budget, order: int) -> Line:
        return p.write("given", goal, [self._equation(p, relation("=", *goal.args), budget, order)])

    def _inequality(self, p: Proof, goal: Term, budget: Budget, order: int, stuck: NotFound) -> Line:
        if order <= 0 or budget.spent():
            raise NotFound("nested too deeply")
        for form in factored(goal) if order == ORDER else ():
            try:
                line = self.enclosed(p, form, Budget(min(budget.left() / 4, 1.0), depth=12, boxes=1000))
                return self.restated(p, goal, line, budget, order)
            except SEARCHING:
                continue
        if len(p.context.domains) == 1:
            return self._one_variable(p, goal, budget, order, stuck)
        for x in () if p.context.given else sorted(p.context.domains):
            try:
                return self._from_plane(p, goal, x, Budget(budget.left() * 0.8), order)
            except SEARCHING:
                continue
        for x, y in () if p.context.given else permutations(sorted(p.context.domains), 2):
            try:
                return self._from_diagonal(p, goal, x, y, Budget(budget.left() * 0.8), order)
            except SEARCHING:
                continue
        for x in sorted(p.context.domains):
            for end in ("lo", "hi"):
                try:
                    return self._from_end(p, goal, x, end, Budget(budget.left() / 3), order)
                except SEARCHING:
                    continue
        raise NotFound("no variable in which the difference is monotone")

    def _from_plane(self, p: Proof, goal: Term, x: str, budget: Budget, order: int) -> Line:
        """From the values of x at which both sides are equal, whatever the other symbols are."""
        side = p.context.domains[x]
        inside = (side.lo is None or side.lo < c for c in SMALL)
        for c in (c for c, far in zip(SMALL, inside, strict=True) if far and (side.hi is None or c < side.hi)):
            if self.touches(p, goal, x, c):
                return p.cases(
                    goal,
                    var(x),
                    rational(c),
                    lambda q: self._from_end(q, goal, x, "hi", Budget(budget.left() / 2), order),
                    lambda q: self._from_end(q, goal, x, "lo", budget, order),
                )
        raise NotFound("no such value")

    def _from_diagonal(self, p: Proof, goal: Term, x: str, y: str, budget: Budget, order: int) -> Line:
        """From y = x, where both sides are equal, in both directions."""
        if not _same(p, *(t.substitute({y: var(x)}) for t in goal.args)):
            raise NotFound("the sides differ there")

        def direction(above: bool) -> Callable[[Proof], Line]:
            def show(q: Proof) -> Line:
                reduced = beside(q, goal, x, y, above)
                if reduced is None:
                    raise NotFound("no such symbols")
                r, simpler, back = reduced
                (s,) = r.context.domains.keys() - q.context.domains.keys()
                return back(self._from_end(r, simpler, s, "lo", Budget(budget.left() * (0.6 if above else 1)), order))

            return show

        return p.cases(goal, var(x), var(y), direction(True), direction(False))

    def restated(self, p: Proof, goal: Term, line: Line, budget: Budget, order: int) -> Line:
        """The goal from a relation with an equal difference of sides."""
        premises = [line, *self.defined(p, goal, budget, order)]
        return p.write("linear", goal, premises, multipliers=["1"])


def _same(p: Proof, a: Term, b: Term) -> bool:
    """Whether two terms seem to be equal."""
    known = p.likeness.values(a)
    return any(v is not None for v in known) and p.likeness.alike(a, b)


def _affine(t: Term) -> bool:
    """Whether it is of first degree in its variables piece by piece, by its form."""
    return not any(u.op not in ("q", "v", "+", "*", "abs", "min", "max") for u in t.subterms()) and all(
        sum(a.op != "q" for a in u.args) <= 1 for u in t.subterms() if u.op == "*"
    )
