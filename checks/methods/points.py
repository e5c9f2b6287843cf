"""Points and runs at which something holds: finding them, and letting the kernel confirm them exactly.

`witness`, `exists` and `satisfiable` end in the kernel's rule `witness`, or, where sequences obey relations, in its
rule `run`: the relations are explicit recursions that are defined everywhere, or every sequence is given by a formula.

`satisfying(statement)` and `violating(statement, hypothesis)` are Hypothesis strategies for points, as dictionaries
symbol name → Fraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from checks.encode.contexts import context as made
from checks.encode.from_sympy import formula_of
from checks.encode.terms import ZERO, add, contrary, mul, rational, relation, sequence_values, text, var
from checks.kernel import Context, Domain, Judgement, Rejected
from checks.kernel.contexts import NATURALS, REALS
from checks.kernel.extensions.orbits import Recursion
from checks.kernel.rules import membership
from checks.kernel.terms import BOUND, Term
from checks.methods.closed import Closed
from checks.methods.coordinates import about_vectors, at_rest
from checks.methods.decide import at_terms
from checks.methods.drawing import find_point, plain_point, points_of, solved_point
from checks.methods.elaborate import Scope
from checks.methods.exact import Show, by_author, exact_number, for_every_step, point_text
from checks.methods.handing import evidence, nothing
from checks.methods.sheet import Lemma, Line, Sheet
from checks.methods.solve import shown_by_lambert, solved_runs
from checks.outcome import Evidence
from checks.paper import Claim, Statement

if TYPE_CHECKING:
    pass

__all__ = ["exists", "point_text", "satisfiable", "satisfying", "shown_at", "violating", "witness"]

Coordinates = Mapping[str, Fraction | Term]
EXAMPLES = 2000
SHRINKS = 40  # where any point does, and is made simple afterwards
INDEX = "n"  # the name that stands for the step in formulas for runs


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
    examples: int = EXAMPLES,
    show: Show | None = None,
    **more: Any,
) -> Evidence:
    """A counterexample: an exact point at which the hypotheses hold and the goal (the claim when left out) fails.

    at: the point, symbol → exact number; when it is left out, Hypothesis looks for one and shrinks it. show: proves
    that the goal fails there (a sub-proof with its `goal`, in which only the recursions with their numbers are known),
    where following the orbits takes too long.
    """
    wanted = _judgement(claim, goal, given, also)
    return _shown(wanted.context, contrary(wanted.formula), at, examples, more, show)


def exists(
    claim: Claim | Statement,
    such: Any = None,
    *,
    at: Mapping[Any, Any] | None = None,
    given: Iterable[Any] | None = None,
    also: Mapping[Any, Any] | None = None,
    examples: int = EXAMPLES,
    **more: Any,
) -> Evidence:
    """An exact point at which the hypotheses hold and the relation `such` (the claim when left out) too."""
    wanted = _judgement(claim, such, given, also)
    return _shown(wanted.context, wanted.formula, at, examples, more)


def satisfiable(claim: Claim | Statement) -> Evidence:
    """A point at which all of the statement's hypotheses hold, with sequences that obey its relations: those of an
    explicit recursion, which has a solution, or such as rest, or change by the same amount at every step. Where none is
    found, the relations are left aside, and the scope says so."""
    from checks.methods.argue import Proof

    p = Proof.about(claim)
    context, true = p.context, relation("=", ZERO, ZERO)
    formula = p.goal if p.goal is not None and isinstance(claim, Claim) and claim.kind == "some" else true
    if about_vectors(context, formula):
        return at_rest(context, formula)
    bare = made(context.symbols, context.given)
    if not context.evolves:
        return _solved(bare, formula, "the hypotheses hold together at the point")
    try:
        return _along_a_run(context, formula)
    except Rejected:
        return _solved(
            bare, formula, "the hypotheses on the parameters; that such sequences exist is not examined here"
        )


def _along_a_run(context: Context, formula: Term) -> Evidence:
    """Hypotheses and relations hold together, along the run of the recursion or along constant sequences. Raises
    Rejected."""
    bare = made(context.symbols, context.given)
    if any(sequence_values(f) for f in (*bare.given, formula)):
        bare = context
    point = plain_point(bare, formula) or solved_point(bare, formula, EXAMPLES, SHRINKS)
    scope = "the hypotheses hold together at the point, along the run that starts there"
    if point is not None:
        try:
            runs = solved_at(context, point)
            return _confirmed(shown_at(context, formula, point, runs), {**point, **runs}, {"scope": scope})
        except Rejected:
            pass
    rest, move = "that rest", "that change by the same amount at every step"
    for how, moves, search in ((rest, False, False), (move, True, False), (rest, False, True)):
        found = _simple_runs(context, formula, moves, search)
        if found is not None:
            at, runs = found
            scope = f"the hypotheses hold together at the point, along sequences {how}"
            try:
                return _confirmed(shown_at(context, formula, at, runs), {**at, **runs}, {"scope": scope})
            except Rejected:
                pass
    raise Rejected("no run is found")


def solved_at(context: Context, point: Coordinates) -> dict[str, Term]:
    """Formulas in `INDEX` for the sequences that equations describe. Raises Rejected."""
    runs = solved_runs([f.substitute(at_terms(point)) for f in context.evolves])
    return {g: value.substitute({BOUND: var(INDEX)}) for g, value in runs.items()}


def _simple_runs(
    context: Context, formula: Term, moves: bool, search: bool
) -> tuple[Coordinates, dict[str, Term]] | None:
    """A point, and g(n) = a, or a + b·n, for each sequence, such that hypotheses, relations (looked at for some n) and
    formula hold."""
    ends = {f.args[0].args[0] for f in context.evolves if f.op == "=" and f.args[0].op == "app"}
    names = sorted({v.args[0] for f in context.evolves for v in sequence_values(f)}, key=lambda g: (g in ends, g))
    first, change = {g: f"{g} at 0" for g in names}, {g: f"{g} a step" for g in names}

    def along(t: Term) -> Term:
        if t.op == "app" and t.args[0] in first:
            start, slope = var(first[t.args[0]]), var(change[t.args[0]])
            return add(start, mul(slope, t.args[1])) if moves else start
        return t.rebuild(along)

    relations = [along(f.substitute({BOUND: rational(k)})) for f in context.evolves for k in (0, 1, 7)]
    new = [kept[g] for g in names for kept in ((first, change) if moves else (first,))]
    there = made([*context.symbols, *((name, REALS) for name in new)], map(along, (*context.given, *relations)))
    known = [name for name, _ in context.symbols]
    found: Mapping[str, Any] | None
    if search:
        found = solved_point(there, along(formula), EXAMPLES // 4, SHRINKS)
    else:
        found = plain_point(there, along(formula), [*known, *new], [*known[::-1], *new])
    if found is None:
        return None
    values = at_terms({name: found[name] for name in new})
    runs = {g: add(values[first[g]], mul(values[change[g]], var(INDEX))) if moves else values[first[g]] for g in names}
    return {n: found[n] for n in context.domains}, runs


def _solved(context: Context, formula: Term, scope: str) -> Evidence:
    point: Mapping[str, Any] | None = plain_point(context, formula) or solved_point(context, formula, EXAMPLES, SHRINKS)
    if point is None:
        return nothing(f"no point found among some {EXAMPLES} drawn from the hypotheses")
    return _shown(context, formula, point, 0, {"scope": scope})


def _shown(
    context: Context,
    formula: Term,
    at: Mapping[Any, Any] | None,
    examples: int,
    more: dict[str, Any],
    show: Show | None = None,
) -> Evidence:
    point: Mapping[str, Any] | None
    if at is None:
        point = find_point(context, formula, examples)
        if point is None:
            return nothing(f"no point found among some {examples} drawn from the hypotheses")
    else:
        point = {str(getattr(s, "name", s)): v if isinstance(v, Term) else exact_number(v) for s, v in at.items()}
        for name, value in point.items():
            if isinstance(value, Fraction) and name in context.domains and value not in context.domains[name]:
                return nothing(
                    f"the point {point_text(point)} is not confirmed: {name} lies outside of {context.domains[name]}"
                )
    try:
        return _confirmed(shown_at(context, formula, point, show_formula=show), point, more)
    except Rejected as problem:
        return nothing(f"the point {point_text(point)} is not confirmed: {problem}")


def _confirmed(established: Lemma, point: Coordinates, more: dict[str, Any]) -> Evidence:
    more.setdefault("scope", f"at {point_text(point)}" if point else "no symbols")
    return evidence(
        established, witness={name: text(v) if isinstance(v, Term) else str(v) for name, v in point.items()}, **more
    )


def shown_at(
    context: Context,
    formula: Term,
    point: Coordinates,
    runs: Mapping[str, Term] | None = None,
    show: Show | None = None,
    show_formula: Show | None = None,
) -> Lemma:
    """What the kernel establishes from a point (and from formulas in `INDEX`, and in values at it of the sequences that
    obey a recursion, for other sequences): the context's hypotheses hold together, and the formula. `show` proves, in a
    sub-proof with its `goal`, what the relations then say of every `INDEX` and is not plain; `show_formula` proves the
    formula. Raises Rejected."""
    sheet = Sheet()
    at, numbers = at_terms(point), Closed(sheet, Context())
    premises: list[Line] = []
    for name, domain in context.symbols:
        if name not in at:
            raise Rejected(f"the point gives no value for {name}")
        numbers.declare(at[name], premises)
        if at[name].op != "q":
            for condition in membership(at[name], domain):
                numbers.grant(condition, premises)
    data: dict[str, Any] = {"at": {name: value.to_json() for name, value in at.items()}}
    wanted = [f.substitute(at) for f in (*context.given, formula)]
    rule, conditions = "witness", numbers
    if context.evolves:
        rule, runs = "run", runs or {}
        relations = [f.substitute(at) for f in context.evolves]
        told = [any(v.args[0] in runs for v in sequence_values(f)) for f in relations]
        recursion = tuple(f for f, by_runs in zip(relations, told, strict=True) if not by_runs)
        if recursion:
            premises += _total(sheet, Recursion(recursion), numbers)
            conditions = Closed(sheet, Context((), (), recursion))
        if runs:
            rest = [f for f, by_runs in zip(relations, told, strict=True) if by_runs]
            premises += _along(sheet, recursion, rest, runs, conditions, show)
            data |= {"runs": {g: value.to_json() for g, value in runs.items()}, "index": INDEX}
            wanted = [along_runs(f, runs) for f in wanted]
    if show_formula is not None:
        premises.append(by_author(sheet, conditions.context, wanted.pop(), show_formula))
    for f in wanted:
        conditions.grant(f, premises)
    return sheet.lemma(sheet.add(rule, context, formula, premises, data, "some"))


def _total(sheet: Sheet, recursion: Recursion, numbers: Closed) -> list[Line]:
    """What shows that a recursion is defined for all real values at every step."""
    premises: list[Line] = []
    steps = Scope(sheet, Context(((INDEX, NATURALS),)))
    for g in recursion.names:
        numbers.declare(recursion.first[g], premises)
        steps.define([recursion.next[g].substitute({BOUND: var(INDEX)})], premises)
    return premises


def _along(
    sheet: Sheet,
    recursion: tuple[Term, ...],
    relations: Iterable[Term],
    runs: Mapping[str, Term],
    there: Closed,
    show: Show | None,
) -> list[Line]:
    """What shows that sequences given by formulas obey relations at every step."""
    premises: list[Line] = []
    steps = Closed(sheet, Context(((INDEX, NATURALS),), (), recursion))
    for value in runs.values():
        steps.define([value], premises)
    for f in relations:
        here = along_runs(f.substitute({BOUND: var(INDEX)}), runs)
        if BOUND not in f.variables:
            there.grant(here, premises)
        elif not here.variables:
            steps.grant(here, premises)
        elif here.op == "=":
            try:
                premises.append(steps.equation(*here.args))
            except Rejected:
                premises.append(shown_by_lambert(steps, here))
        else:
            premises += for_every_step(steps, here, show)
    return premises


def along_runs(t: Term, runs: Mapping[str, Term]) -> Term:
    """Every value g(i) of a sequence replaced by its run, a term in `INDEX`, at i."""
    if t.op == "app" and t.args[0] in runs:
        return runs[t.args[0]].substitute({INDEX: t.args[1]})
    return t.rebuild(lambda a: along_runs(a, runs))


# Strategies ----------------------------------------------------------------------------------------------------------


def _context(claim: Claim | Statement) -> Context:
    from checks.methods.argue import Proof

    return Proof.about(claim).context


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
            f"{hypothesis} is not one of the hypotheses of {statement.id}: {list(map(text, context.given))}"
        )
    rest = [f for f in context.given if f != broken]
    return points_of(made(context.symbols, [*rest, contrary(broken)], context.evolves))


def _outside(context: Context, name: str) -> Any:
    from hypothesis import strategies as st

    d = context.domains[name]
    rest = [(k, v) for k, v in context.symbols if k != name]
    sides = []
    if d.lo is not None:
        sides.append(Domain(None, d.lo, True, not d.lo_open))
    if d.hi is not None:
        sides.append(Domain(d.hi, None, not d.hi_open, True))
    if not sides:
        raise ValueError(f"the domain of {name} cannot be left")
    return st.one_of([points_of(made([*rest, (name, s)], context.given, context.evolves)) for s in sides])
