r"""The elementary lemmas of a report, a line or two each: name, formula, verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checks.encode import latex_names as names
from checks.encode.latex_formula import fitted
from checks.encode.latex_terms import variables
from checks.encode.latex_text import prose
from checks.report.latex_finding import badge, mathematics, modulo
from checks.report.latex_statement import statement_text
from checks.report.latex_summary import is_plain

__all__ = ["elementary_lemmas"]

Record = Mapping[str, Any]


def elementary_lemmas(
    lemmas: Sequence[Record], by_id: Mapping[str, Record], figures: Mapping[tuple[str, str], str]
) -> str:
    """All of them, those about which there is something to say in full and first."""
    plain = [statement for statement in lemmas if is_plain(statement)]
    full = [statement_text(statement, by_id, figures) for statement in lemmas if not is_plain(statement)]
    if not plain:
        return "\n".join(full)
    return "\n".join([*full, r"\vskip 6pt", *map(_lemma, plain)])


def _lemma(statement: Record) -> str:
    trust = rf"\quad\reftrust{{{statement['trust']}}}" if statement["trust"] else ""
    head = (
        rf"\reflemma{{\label{{s:{statement['id']}}}}}{{{prose(statement['label'])}}}{{{prose(statement['id'])}}}"
        rf"{{{badge(statement['conclusion'])}{trust}}}"
    )
    leans_on = rf"\\*{{\small Modulo {modulo(statement['modulo'])}.}}" if statement["modulo"] else ""
    return rf"{head}{{{_content(statement)}{leans_on}}}"


def _content(statement: Record) -> str:
    """What the lemma says: its formula with the domains and hypotheses, or its words."""
    judgement = statement["judgement"]
    if not judgement["concludes"]:
        return fitted(statement["printed"]) if statement["printed"] else prose(statement["reading"] or "")
    assumed = [*judgement["given"], *judgement["evolves"]]
    used = set().union(*map(variables, (*assumed, *judgement["concludes"])))
    symbols = names.grouped([(s, domain) for s, domain in judgement["symbols"].items() if s in used])
    points = ", ".join(f"${group}$" for group in symbols)
    conditions = mathematics(assumed)
    quantified = " with ".join(part for part in (points, conditions) if part)
    conclusion = mathematics(judgement["concludes"])
    return rf"{conclusion}\quad {{\small for {quantified}}}" if quantified else conclusion
