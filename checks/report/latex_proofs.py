r"""The proof of a finding in LaTeX: numbered steps, each with its rule and what it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.encode import latex_names as names
from checks.encode.latex_formula import breaking
from checks.encode.latex_terms import formula_latex
from checks.encode.latex_text import mono, prose
from checks.report.proofs import Proof, Step

__all__ = ["proof_text"]

Record = Mapping[str, Any]

_MOST_VALUES = 6


def proof_text(proof: Proof | None, by_id: Mapping[str, Record]) -> str:
    """All steps that are shown; nothing for a finding without a certificate, or with one of a single step."""
    if proof is None or proof.total < 2:
        return ""
    head = f"Proof, {proof.total} steps" if proof.whole else f"Outline, {len(proof.steps)} of {proof.total} steps"
    before = [(), *(step.assumed for step in proof.steps)]
    lines = [
        rf"\refstepline{{{step.number}}}{{{_line(step, by_id, step.assumed == known)}}}"
        for step, known in zip(proof.steps, before, strict=False)
    ]
    return "\n".join([rf"\refproof{{{head}}}", *lines, r"\refproofend"])


def _line(step: Step, by_id: Mapping[str, Record], same: bool) -> str:
    some = "for some point " if step.some else ""
    reason = [prose(step.words)]
    if step.lemma is not None:
        other = by_id.get(step.lemma.partition("#")[0])
        reason[0] += ": " + (prose(other["label"]) if other else mono(step.lemma))
    values = [_value(symbol, term) for symbol, term in step.terms[:_MOST_VALUES]]
    if values:
        reason[0] += " " + ", ".join(values) + (" and others" if len(step.terms) > _MOST_VALUES else "")
    if step.premises:
        reason.append("from " + ", ".join(f"({number})" for number in step.premises))
    if step.assumed and same:
        reason.append("under the same")
    elif step.assumed:
        reason.append("assuming " + ", ".join(f"${formula_latex(f)}$" for f in step.assumed))
    return rf"{some}{breaking(formula_latex(step.formula))}\quad\refby{{{', '.join(reason)}}}"


def _value(symbol: str, term: Any) -> str:
    latex = formula_latex(term)
    if symbol.startswith("("):
        return rf"{symbol} by ${latex}$"
    return rf"${names.name(symbol)} = {latex}$" if symbol else f"${latex}$"
