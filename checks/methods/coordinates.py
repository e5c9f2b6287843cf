"""Vectors with coordinates: that hypotheses about vectors can be met, and counterexamples to claims about them.

A claim about vectors is about every inner product space. One choice of a dimension, of coordinates and of numbers at
which the hypotheses hold and the claim fails refutes it; the kernel's rule `coordinates` puts them in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from checks.encode.contexts import context as made
from checks.encode.from_sympy import term_of
from checks.encode.terms import ZERO, contrary, relation, sequence_values, text, var
from checks.kernel import Context, Rejected
from checks.kernel.contexts import NATURALS, REALS
from checks.kernel.extensions.vectors import in_coordinates
from checks.kernel.rules import membership
from checks.kernel.terms import BOUND, Term
from checks.methods.closed import Closed
from checks.methods.decide import at_terms
from checks.methods.drawing import plain_point
from checks.methods.exact import exact_number, for_every_step, point_text
from checks.methods.handing import evidence, nothing
from checks.methods.sheet import Lemma, Line, Sheet
from checks.outcome import Evidence
from checks.paper import Claim, Statement

__all__ = ["about_vectors", "at_rest", "met_in", "placed"]

INDEX = "n"  # the name that stands for the step in coordinates of sequences
Rows = Mapping[str, Sequence[Term]]


def placed(
    claim: Claim | Statement,
    *,
    vectors: Mapping[str, Sequence[Any]],
    at: Mapping[Any, Any] | None = None,
    runs: Mapping[str, Any] | None = None,
    **more: Any,
) -> Evidence:
    """A point, vectors and sequences at which the hypotheses hold and the claim too (of kind *some*), or fails (*all*).

    vectors: name of a vector, or of a sequence of vectors → its coordinates, of the same number for all; for a sequence
    in the natural symbol n. at: symbol → exact number. runs: sequence of numbers → its value at n.
    """
    from checks.methods.argue import Proof

    p = Proof.about(claim)
    wanted = p.goal if p.goal is not None else relation("=", ZERO, ZERO)
    formula = wanted if isinstance(claim, Claim) and claim.kind == "some" else contrary(wanted)
    point: dict[str, Fraction | Term] = {
        str(getattr(s, "name", s)): v if isinstance(v, Term) else exact_number(v) for s, v in (at or {}).items()
    }
    names = _sequences_of_vectors(p.context, formula)
    rows = {f"<{v}>" if v in names else v: [term_of(c) for c in row] for v, row in vectors.items()}
    values = {g: term_of(e) for g, e in (runs or {}).items()}
    try:
        shown = shown_in_coordinates(p.context, formula, at_terms(point), rows, values)
    except Rejected as problem:
        return nothing(f"the point {point_text(point)} with these vectors is not confirmed: {problem}")
    given = {**point, **values, **{f"{v}": f"({', '.join(map(text, row))})" for v, row in rows.items()}}
    witness = {v.strip("<>"): text(e) if isinstance(e, Term) else str(e) for v, e in given.items()}
    more.setdefault("scope", "at " + ", ".join(f"{name} = {value}" for name, value in witness.items()))
    return evidence(shown, witness=witness, **more)


def met_in(
    statement: Statement,
    vectors: Mapping[str, Sequence[Any]],
    at: Mapping[Any, Any] | None = None,
    runs: Mapping[str, Any] | None = None,
) -> None:
    """Declare vectors, a point and runs with which all hypotheses of a statement hold."""

    def hypotheses_satisfiable(claim: Claim) -> Evidence:
        return placed(claim, vectors=vectors, at=at, runs=runs)

    hypotheses_satisfiable.__module__ = statement.module
    statement.hypotheses("a point meets all hypotheses", exists=[])(hypotheses_satisfiable)


def about_vectors(context: Context, formula: Term) -> bool:
    """Whether something is said of vectors."""
    return any(u.op == "inner" for f in (*context.given, *context.evolves, formula) for u in f.subterms())


def at_rest(context: Context, formula: Term) -> Evidence:
    """Hypotheses and formula hold where all vectors are 0, and sequences of numbers stay what they are."""
    parts = (*context.given, *context.evolves, formula)
    vectors = {u.args[0] for f in parts for u in f.subterms() if u.op == "vec"}
    rows = dict.fromkeys((*vectors, *(f"<{v}>" for v in _sequences_of_vectors(context, formula))), (ZERO,))
    scalars = sorted({v.args[0] for f in parts for v in sequence_values(f)} - rows.keys())
    rest = {g: var(f"{g} at rest") for g in scalars}
    flat = [in_coordinates(f.substitute({BOUND: var(INDEX)}), rows, rest, INDEX) for f in parts]
    there = made([*context.symbols, *((f"{g} at rest", REALS) for g in scalars), (INDEX, NATURALS)], flat)
    point = plain_point(there, relation("=", ZERO, ZERO))
    if point is None:
        return nothing("the hypotheses are not seen to hold where all vectors are 0; name vectors with met_in")
    at = at_terms({name: point[name] for name in context.domains})
    runs = {g: at_terms({"": point[f"{g} at rest"]})[""] for g in scalars}
    try:
        shown = shown_in_coordinates(context, formula, at, rows, runs)
    except Rejected as problem:
        return nothing(f"the point {point_text(point)} with all vectors 0 is not confirmed: {problem}")
    numbers = {**{name: str(point[name]) for name in context.domains}, **{g: text(e) for g, e in runs.items()}}
    scope = "the hypotheses hold together at the point, where all vectors are 0"
    return evidence(shown, witness=numbers, scope=scope)


def shown_in_coordinates(
    context: Context, formula: Term, at: Mapping[str, Term], rows: Rows, runs: Mapping[str, Term]
) -> Lemma:
    """What the kernel establishes from coordinates: hypotheses, relations and formula hold together. Raises
    Rejected."""
    sheet = Sheet()
    numbers, steps = Closed(sheet, Context()), Closed(sheet, Context(((INDEX, NATURALS),)))
    premises: list[Line] = []
    for name, domain in context.symbols:
        if name not in at:
            raise Rejected(f"the point gives no value for {name}")
        numbers.declare(at[name], premises)
        for condition in membership(at[name], domain) if at[name].op != "q" else []:
            numbers.grant(condition, premises)
    for vector, row in rows.items():
        for c in row:
            (steps if vector.startswith("<") else numbers).define([c], premises)
    steps.define(runs.values(), premises)
    for f in (*context.given, formula):
        numbers.grant(in_coordinates(f.substitute(at), rows, runs, INDEX), premises)
    for f in context.evolves:
        said = in_coordinates(f.substitute({**at, BOUND: var(INDEX)}), rows, runs, INDEX)
        if not said.variables:
            steps.grant(said, premises)
        elif said.op == "=":
            premises.append(steps.equation(*said.args))
        else:
            premises += for_every_step(steps, said, None)
    data = {
        "at": {name: value.to_json() for name, value in at.items()},
        "vectors": {v: [c.to_json() for c in row] for v, row in rows.items()},
        "runs": {g: value.to_json() for g, value in runs.items()},
        "index": INDEX,
    }
    return sheet.lemma(sheet.add("coordinates", context, formula, premises, data, "some"))


def _sequences_of_vectors(context: Context, formula: Term) -> set[str]:
    values = (v.args[0] for f in (*context.given, *context.evolves, formula) for v in sequence_values(f))
    return {name.strip("<>") for name in values if name.startswith("<")}
