"""Relations by algebra alone: from the facts of a context, their products and sums of squares.

The order: a linear combination of facts; of products of two; sums of squares; and each of these once more with the
contrary of the goal as a further fact, to a contradiction (with which a strict goal, or one that holds only because of
its hypotheses, comes within reach). Divisions are cleared first, where the signs of the denominators are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

from checks.encode.contexts import context
from checks.encode.terms import ONE, ZERO, add, contrary, mul, power, rational, relation, sub, text, var
from checks.kernel import Rejected
from checks.kernel.contexts import REALS, Domain
from checks.kernel.intervals import Undefined
from checks.kernel.rules import membership
from checks.kernel.terms import Malformed, Term, conjuncts
from checks.methods.combine import Column, NoCombination, columns_of, constant, multipliers, products, written
from checks.methods.polynomials import quotients
from checks.methods.search import Budget
from checks.methods.sheet import Line
from checks.methods.sos import sums_of_squares

if TYPE_CHECKING:
    from checks.methods.argue import Proof

__all__ = ["UnknownSign", "by_algebra", "cleared", "facts_at", "is_algebraic", "known_sign"]

ALGEBRAIC = frozenset({"q", "v", "app", "+", "*", "^", "root", "abs", "<", "<=", "=", "!=", "and"})
HIGHEST = 12
MOST_EQUATIONS = 12
SEARCHING = (Rejected, Undefined, Malformed, KeyError)
NONNEGATIVE = Domain(Fraction(0), None, False, True)
Sign = Callable[["Proof", Term], Line]


def is_algebraic(*terms: Term) -> bool:
    """Whether only sums, products, powers, roots and absolute values occur."""
    return all(u.op in ALGEBRAIC for t in terms for u in t.subterms())


def by_algebra(
    p: Proof,
    goal: Term,
    budget: Budget,
    sign: Sign | None = None,
    facts: Sequence[Line] = (),
    squares: bool = True,
) -> Line:
    """The goal (<, <= or =) from the facts, the hypotheses and the domains of the context. `sign` shows the sign of a
    denominator; without `squares` only products of facts are combined. Raises Rejected."""
    sign = sign or known_sign
    simpler, known, restore = eliminated(p, goal, facts_at(p, goal, facts=facts))
    plain, uncleared = cleared(p, simpler, sign)
    facts = _cleared_facts(p, facts_at(p, plain, facts=known), sign)

    def back(line: Line) -> Line:
        return restore(uncleared(line))

    columns = _distinct(columns_of(p, facts), p)
    try:
        return back(_direct(p, plain, columns, budget, squares))
    except Rejected:
        if plain.op == "=" or budget.spent():
            raise
    return back(_indirect(p, plain, facts, budget, squares))


def _distinct(columns: Iterable[Column], p: Proof) -> list[Column]:
    """Columns that say something (0 < 1 among them), each once."""
    seen: dict[tuple[Term, str], Column] = {}
    for c in (constant(p), *columns):
        seen.setdefault((c.term, c.op), c)
    return list(seen.values())


def _direct(p: Proof, goal: Term, columns: list[Column], budget: Budget, squares: bool) -> Line:
    """The goal as a combination of products of facts and squares."""
    degree = _degree(goal, columns)
    monomials = _small_monomials(goal, columns) if any(c.free for c in columns) else []
    several = len([c for c in columns if not c.free])
    for times in (1, 2, 3) if squares else (1, 2):
        if (several**times > 400 and times > 1) or budget.spent():
            break
        try:
            more = products(p, [c for c in columns if c.term != ONE], times, monomials) if times > 1 else []
            return written(p, goal, multipliers(goal, [*columns, *more]))
        except NoCombination:
            continue
    if goal.op == "=":
        raise NoCombination("the equation is no combination of those that are known")
    if not squares:
        raise NoCombination("no combination of facts and products of two")
    return _squares(p, goal, columns, degree, budget)


def _small_monomials(goal: Term, columns: Sequence[Column]) -> list[Term]:
    """Variables and other generators, and products of two: what an equation may be multiplied by."""
    inside = (u for t in (goal, *(c.term for c in columns)) for u in t.subterms())
    atoms = [u for u in dict.fromkeys(inside) if u.op not in ("q", "+", "*", "^", "<", "<=", "=", "!=", "and", "or")]
    pairs = [mul(a, b) if a != b else power(a, 2) for a, b in combinations_with_replacement(atoms[:5], 2)]
    return [*atoms[:12], *pairs]


def _squares(p: Proof, goal: Term, columns: list[Column], degree: int, budget: Budget) -> Line:
    inequalities = [c for c in columns if not c.free and c.term != ONE]
    few = len(inequalities) <= 8
    wider = [*columns, *(products(p, inequalities, 2) if few else ())]
    wider = [c for c in wider if c.term != ONE]
    tried: set[tuple[int, int]] = set()
    for top, chosen in ((degree, columns), (degree + degree % 2, wider), (degree + 2 - degree % 2, wider)):
        chosen = [c for c in chosen if c.term != ONE]
        if (top, len(chosen)) in tried or top > HIGHEST or budget.spent():
            continue
        tried.add((top, len(chosen)))
        try:
            return written(p, goal, sums_of_squares(p, goal, chosen, top, budget))
        except NoCombination:
            continue
    if not inequalities and len([c for c in columns if c.free]) == 0 and not budget.spent():
        return _motzkin(p, goal, degree, budget)
    raise NoCombination("no sum of squares was found")


def _motzkin(p: Proof, goal: Term, degree: int, budget: Budget) -> Line:
    """The goal times 1 + Σ x² as a sum of squares (a nonnegative polynomial need not be one itself)."""
    factor = _sum_of_squares_term(goal)
    product = relation(goal.op, ZERO, mul(factor, sub(goal.args[1], goal.args[0])))
    line = written(p, product, sums_of_squares(p, product, [], degree + 2, budget))
    positive = p.line(relation("<", ZERO, factor))
    premises = [line, positive]
    inverse = power(factor, -1)
    p.define([goal, inverse], premises)
    p.require(relation("<", ZERO, inverse), premises)
    return p.write("linear", goal, premises, multipliers=[inverse.to_json()])


def _sum_of_squares_term(goal: Term) -> Term:
    return add(ONE, *(power(var(n), 2) for n in sorted(goal.variables)))


def _indirect(p: Proof, goal: Term, facts: Sequence[Line], budget: Budget, squares: bool) -> Line:
    """By cases: the goal, or its contrary, from which a false relation between numbers follows."""
    against = contrary(goal)
    if goal.op == "<=":
        split, order = relation("<=", *goal.args), True
    else:
        split, order = relation("<=", *against.args), False
    either = p.axiom("dichotomy", *split.args)
    q = p.sub(p.context.assuming(against), goal)
    here = [q.line(against), *(q.fact(f) for f in facts)]
    false = relation("<", ZERO, ZERO)
    columns = _distinct(columns_of(q, here), q)
    second = q.write("absurd", goal, [_direct(q, false, columns, budget, squares)])
    own = p.sub(p.context.assuming(goal), goal)
    first = own.write("given", goal)
    return p.write("cases", goal, [either, first, second] if order else [either, second, first])


def _degree(goal: Term, columns: Sequence[Column]) -> int:
    forms = quotients([sub(goal.args[1], goal.args[0]), *(c.term for c in columns)])
    tops = [max((sum(m) for m in n), default=0) for n in forms.numerators]
    return max(tops[0], *tops[1:], 2) if tops[0] == 0 else max(tops[0], 1)


# Facts ---------------------------------------------------------------------------------------------------------------


def facts_at(p: Proof, *about: Term, facts: Sequence[Line] = ()) -> list[Line]:
    """The facts, hypotheses, domains, and what holds of roots, exponentials, absolute values, sines that occur."""
    out = {f.formula: f for f in facts}
    for f in (g for h in p.context.given for g in conjuncts(h)):
        if f.op in ("<", "<=", "="):
            out.setdefault(f, p.line(f))
    used = {n for t in (*about, *out) for n in t.variables}
    for name, domain in p.context.symbols:
        if name in used:
            for f in membership(var(name), domain):
                out.setdefault(f, p.line(f))
            if domain.whole and domain.lo is None:
                out.setdefault(relation("<=", ZERO, var(name)), p.line(relation("<=", ZERO, var(name))))
    inside = list(dict.fromkeys(u for t in (*about, *list(out)) for u in t.subterms()))
    for u in (u for u in inside if u.op == "abs"):  # −|t| ≤ t ≤ |t|
        with suppress(*SEARCHING):
            own = p.given(relation("<=", u, u), p.equation(u, u))
            both = p.axiom("abs-below", u.args[0], u, own)
            for f in conjuncts(both.formula):
                out.setdefault(f, p.write("given", f, [both]))
    for u in inside:
        for general, value in _of_head(u):
            try:
                out.setdefault(general.substitute({"y": value}), _at(p, general, value))
            except Rejected:
                continue
    return list(out.values())


def _of_head(u: Term) -> list[tuple[Term, Term]]:
    """What holds of a term by its head: formulas in y, and the term that y stands for."""
    y = var("y")
    if u.op == "exp":
        return [(relation("<", ZERO, Term("exp", (y,))), u.args[0])]
    if u.op in ("root", "abs"):
        return [(relation("<=", ZERO, y), u)]
    if u.op in ("sin", "cos"):
        return [(relation("<=", u_at, ONE), u.args[0]) for u_at in (Term(u.op, (y,)),)]
    return []


def _at(p: Proof, formula: Term, value: Term) -> Line:
    """A formula in y that holds for every real y (for y ≥ 0: a root or an absolute value itself), at a term."""
    wanted = formula.substitute({"y": value})
    if formula.args[1] == var("y"):
        premises: list[Line] = []
        p.define([value], premises)
        try:
            return p.line(wanted, premises)
        except Rejected:
            inner, root = var("y"), value
            domain = REALS if value.op == "abs" else NONNEGATIVE
            general = relation("<=", ZERO, Term(root.op, (inner, *root.args[1:])))
            lemma = p.sheet.add("given", context([("y", domain)]), general)
            return p.instantiate(lemma, wanted, {"y": value.args[0]}, premises)
    lemma = p.sheet.add("given", context([("y", REALS)]), formula)
    return p.instantiate(lemma, wanted, {"y": value})


# Defined values ------------------------------------------------------------------------------------------------------


def eliminated(p: Proof, goal: Term, facts: Sequence[Line]) -> tuple[Term, list[Line], Callable[[Line], Line]]:
    """Goal and facts with b put for a, for each equation a = b between a symbol (or a value of a sequence) and a term
    without it; and how the goal follows."""
    left, equations = list(facts), list[Line]()
    while True:
        found = next((e for f in left for e in _oriented(f.formula)), None)
        if found is None or len(equations) > MOST_EQUATIONS:
            break
        source = next(f for f in left if found in _oriented(f.formula))
        equation = p.line(found, [source])
        equations.append(equation)
        left = [_rewritten(p, f, equation) for f in left if f is not source]
    simpler = goal
    for equation in equations:
        simpler = simpler.replace(*equation.formula.args)

    def back(line: Line) -> Line:
        return line if simpler == goal else p.write("rewrite", goal, [line, *equations])

    return simpler, left, back


def _oriented(f: Term) -> list[Term]:
    """The equation as definitions of a symbol or of a value of a sequence."""
    sides = (f.args, f.args[::-1]) if f.op == "=" else ()
    return [relation("=", a, b) for a, b in sides if a.op in ("v", "app") and a not in set(b.subterms())]


def _rewritten(p: Proof, line: Line, equation: Line) -> Line:
    changed = line.formula.replace(*equation.formula.args)
    return line if changed == line.formula else p.write("rewrite", changed, [line, equation])


# Denominators --------------------------------------------------------------------------------------------------------


def cleared(p: Proof, goal: Term, sign: Sign) -> tuple[Term, Callable[[Line], Line]]:
    """The goal times its denominator, and how the goal follows from that."""
    plain, den, positive = _over(p, goal, sign)
    if den is None:
        return goal, lambda line: line

    def back(line: Line) -> Line:
        inverse = power(den, -1)
        premises = [line, *positive]
        p.define([goal, inverse], premises)
        p.require(relation("<", ZERO, inverse), premises)
        return p.write("linear", goal, premises, multipliers=[inverse.to_json()])

    return plain, back


def _cleared_facts(p: Proof, facts: Iterable[Line], sign: Sign) -> list[Line]:
    """Facts with their denominators multiplied out; those whose denominators have no known sign are left out."""
    out = []
    for line in facts:
        if line.formula.op not in ("<", "<=", "="):
            continue
        try:
            plain, den, positive = _over(p, line.formula, sign)
            if den is None:
                out.append(line)
                continue
            premises = [line, *positive]
            p.define([plain, den], premises)
            p.require(relation("<", ZERO, den), premises)
            out.append(p.write("linear", plain, premises, multipliers=[den.to_json()]))
        except SEARCHING:
            continue
    return out


def _over(p: Proof, f: Term, sign: Sign) -> tuple[Term, Term | None, list[Line]]:
    """0 op n with n = d·(difference of sides) a polynomial; d, or None where nothing is divided by; lines for 0 < d."""
    forms = quotients([sub(f.args[1], f.args[0])])
    if not any(any(m) for m in forms.denominator):
        return f, None, []
    c, factors = forms.factors(forms.denominator)
    lines, den = list[Line](), list[Term]()
    for factor, e in factors:
        line = sign(p, factor)
        turned = line.formula.args[0] != ZERO  # factor < 0
        lines.append(p.line(relation("<", ZERO, mul(rational(-1), factor)), [line]) if turned else line)
        den.append(power(lines[-1].formula.args[1], e))
        c = c if not turned or e % 2 == 0 else -c
    n = forms.term({m: x / c for m, x in forms.numerators[0].items()})
    return relation(f.op, ZERO, n), mul(*den), lines


def known_sign(p: Proof, t: Term) -> Line:
    """0 < t or t < 0, where one of them is plain here. Raises Rejected."""
    for f in (relation("<", ZERO, t), relation("<", t, ZERO)):
        try:
            return p.line(f)
        except Rejected:
            continue
    raise UnknownSign(t)


class UnknownSign(Rejected):
    """The sign of a denominator is not known."""

    def __init__(self, t: Term) -> None:
        super().__init__(f"the sign of {text(t)[:200]} is not known")
        self.term = t
