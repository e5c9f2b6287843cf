"""What `referee prove` runs: prove or refute one relation by itself, within a budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import ctx

from checks.encode.grammar import parse_claim
from checks.encode.terms import ZERO, contrary, relation, text
from checks.kernel import Context, Rejected
from checks.kernel.functions import Evaluation
from checks.kernel.intervals import Undefined
from checks.kernel.terms import RELATIONS, Term
from checks.methods.decide import at_terms
from checks.methods.drawing import plain_point, solved_point
from checks.methods.points import shown_at
from checks.methods.prover import SEARCHING, Attempt, Fails, proved
from checks.methods.quantities import bounds_of
from checks.methods.refute import completed, counterexample, undefined_at
from checks.methods.script import script
from checks.methods.search import Budget, NotFound
from checks.methods.sheet import Lemma
from checks.outcome import Verdict

__all__ = ["Outcome", "answer", "prove"]

DIGITS = 12
UNDEFINED = "undefined"
SHARE_OF_PROOF = 0.85  # of the time; the rest is for a counterexample, after no proof was found
MEETING_EXAMPLES = 300


@dataclass(frozen=True)
class Outcome:
    """verdict: proved, refuted or undecided; `established` is what the kernel replayed; `note` what was tried; `tried`
    the techniques at the outermost level, with the time that each took."""

    verdict: Verdict
    established: Lemma | None = None
    witness: Mapping[str, Fraction] | None = None
    note: str = ""
    tried: tuple[Attempt, ...] = ()


def prove(formula: Term, context: Context, seconds: float = 20.0, bits: int = 128) -> Outcome:
    """Decide a relation (or a conjunction or disjunction) at every point of a context."""
    budget, tried = Budget(seconds), list[Attempt]()
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
        return Outcome(
            Verdict.PROVED, proved(formula, context, Budget(SHARE_OF_PROOF * seconds), bits, tried), tried=tuple(tried)
        )
    except Fails as failure:
        found = _refuted(context, formula, failure.point)
        if found.verdict is Verdict.REFUTED:
            return found
        note = found.note
    except SEARCHING as problem:
        note = f"{problem}" if isinstance(problem, NotFound) else f"{type(problem).__name__}: {problem}"
    point = counterexample(context, formula, Budget(min(budget.left(), seconds * (1 - SHARE_OF_PROOF))))
    if point is not None:
        return _refuted(context, formula, point)
    names = ", ".join(dict.fromkeys(a.name for a in tried))
    how = f"tried {names}, and a search for a counterexample" if names else "tried a search for a counterexample"
    return Outcome(Verdict.UNDECIDED, note=f"{how}; {note}", tried=tuple(tried))


def answer(
    claim: str, where: Sequence[str], seconds: float, precision: int, *, as_script: bool = False
) -> dict[str, Any]:
    """Decide a claim that a user typed: search, and say what came of it as plain data; with its Python, if wanted."""
    parsed = parse_claim(claim, where)
    result = prove(parsed.formula, parsed.context, seconds, precision)
    established, point = result.established, result.witness
    certificate = None if established is None else established.certificate
    note = result.note
    if parsed.idle:
        names = ", ".join(parsed.idle)
        note = "; ".join(filter(None, (note, f"{names} does not occur in the claim (is it misspelt?)")))
    if result.verdict == Verdict.PROVED and parsed.context.given and not _can_be_met(parsed.context):
        note = "; ".join(filter(None, (note, "no point was found that meets the conditions: it may speak of nothing")))
    return {
        "verdict": str(result.verdict),
        "note": note,
        "witness": None if point is None else {name: str(value) for name, value in point.items()},
        "sides": [] if point is None else _sides(parsed.formula, point, precision),
        "trust": None if established is None else str(established.trust),
        "modulo": [] if established is None else list(established.modulo),
        "script": script(parsed.formula, parsed.context, certificate) if as_script else "",
        "tried": [[a.name, round(a.seconds, 2), a.problem] for a in result.tried],
        "established": None if established is None else established.text,
        "certificate": None if certificate is None else dict(certificate),
    }


def _can_be_met(context: Context) -> bool:
    """Is there a point in sight that meets all conditions?"""
    anything = relation("=", ZERO, ZERO)
    if plain_point(context, anything) is not None:
        return True
    return solved_point(context, anything, MEETING_EXAMPLES) is not None


def _sides(formula: Term, point: Mapping[str, Fraction], precision: int) -> list[dict[str, str]]:
    """What both sides of every relation in a formula come to at a point, in decimals rounded outward."""
    rows = []
    with ctx.workprec(precision):
        for part in (f for f in formula.subterms() if f.op in RELATIONS):
            for side in part.args:
                try:
                    lower, upper = bounds_of(Evaluation({}).term(side.substitute(at_terms(point))).ball(), DIGITS)
                except (Undefined, Rejected):
                    lower, upper = UNDEFINED, UNDEFINED
                if side.op != "q":
                    rows.append({"term": text(side), "lower": lower, "upper": upper})
    return rows


def _refuted(context: Context, formula: Term, point: Mapping[str, Fraction]) -> Outcome:
    try:
        point = completed(context, dict(point))
        established = shown_at(context, contrary(formula), point)
    except Rejected as problem:
        return Outcome(Verdict.UNDECIDED, note=f"a point where it seems to fail was not confirmed: {problem}")
    return Outcome(Verdict.REFUTED, established, dict(point))
