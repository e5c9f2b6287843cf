"""`decide`: inside a paper what `referee prove` does outside of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from checks.encode.terms import contrary, sequence_values, text
from checks.kernel import Context, Rejected
from checks.kernel.terms import Term
from checks.methods.argue import Line, Proof
from checks.methods.direct import proof_about
from checks.methods.handing import evidence, nothing
from checks.methods.points import point_text, shown_at
from checks.methods.prover import SEARCHING, Attempt, Fails, shown
from checks.methods.refute import completed
from checks.methods.search import Budget
from checks.outcome import Evidence
from checks.paper import Claim, Statement

__all__ = ["decide", "told"]


def decide(
    claim: Claim | Statement,
    goal: Any = None,
    *,
    given: Iterable[Any] | None = None,
    also: Mapping[Any, Any] | None = None,
    seconds: float = 20.0,
    bits: int = 128,
    **more: Any,
) -> Evidence:
    """A proof of the claim, or a point at which it fails, found by the search behind `referee prove`.

    Values of sequences take part as numbers of which only the hypotheses are known. What is found is a certificate; a
    claim that stays open gives evidence of nothing, with a note of what was tried and what was missing.
    """
    p = proof_about(claim, goal, given, also, seconds)
    formula = p.goal if goal is None else p.formula(goal)
    if formula is None:
        raise ValueError("nothing is claimed here as a formula; give goal=")
    tried: list[Attempt] = []
    q = p.sub(without_sequences(p.context), formula)
    try:
        line = shown(q, formula, Budget(seconds), bits, tried)
        return p.finding(line if q.context == p.context else p.instantiate(line, formula, {}), **more)
    except Fails as failure:
        return _refuted(p, failure, more)
    except SEARCHING as problem:
        return nothing(f"decide: {told(tried)} {problem}")


def searched(q: Proof, formula: Term, seconds: float) -> Line:
    """A line for a formula in its own context. Raises Rejected with what was tried."""
    tried: list[Attempt] = []
    try:
        return shown(q, formula, Budget(seconds), q.bits, tried)
    except Fails as failure:
        raise Rejected(f"decide: {text(formula)[:300]} fails at {point_text(dict(failure.point))}") from None
    except SEARCHING as problem:
        raise Rejected(f"decide: {text(formula)[:300]} stays open. {told(tried) or problem}") from None


Proof.search = searched


def without_sequences(context: Context) -> Context:
    """The context without relations between sequences and hypotheses about their values."""
    if not context.evolves:
        return context
    return replace(context, given=tuple(f for f in context.given if not sequence_values(f)), evolves=())


def _refuted(p: Proof, failure: Fails, more: dict[str, Any]) -> Evidence:
    assert p.goal is not None
    try:
        point = completed(p.context, dict(failure.point))
        lemma = shown_at(p.context, contrary(p.goal), point)
    except Rejected as problem:
        return nothing(f"decide: it seems to fail at {point_text(failure.point)}, which is not confirmed: {problem}")
    more.setdefault("scope", f"at {point_text(point)}" if point else "no symbols")
    return evidence(lemma, witness={name: str(value) for name, value in point.items()}, **more)


def told(tried: Iterable[Attempt]) -> str:
    """What was tried, in a sentence or two; of the attempts that failed, the last words of each."""
    said: list[str] = []
    for a in tried:
        if not a.problem:
            said.append(f"Shown by {a.name} ({a.seconds:.1f} s).")
        elif not any(s.startswith(f"Tried {a.name}:") for s in said):
            said.append(f"Tried {a.name}: {a.problem}.")
    return " ".join(said)
