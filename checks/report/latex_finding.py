r"""One finding of the report in LaTeX: for which points, what was established, at which point it fails.

What the statement has said already is referred to and not repeated. A formula that is long is set with letters for its
parts, never left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from checks.encode import latex_names as names
from checks.encode.abbreviations import abbreviated
from checks.encode.latex_formula import breaking
from checks.encode.latex_terms import chained, formula_latex, width
from checks.encode.latex_text import mono, prose
from checks.report.contexts import Context, Relation, closed_parts, context_of, in_words, own_scope
from checks.report.message import shown_verdict

__all__ = ["badge", "finding", "items", "mathematics", "modulo", "numbered", "point"]

Record = Mapping[str, Any]

_STYLE = {
    "proved": "refgood",
    "sound": "refgood",
    "refuted": "refbad",
    "flawed": "refbad",
    "error": "refbad",
    "argued": "refhalf",
    "disputed": "refbad",
    "incomplete": "refhalf",
    "supported": "refhalf",
    "undecided": "refquiet",
    "unchecked": "refquiet",
    "timeout": "refquiet",
    "none": "refquiet",
    "holds": "refgood",
    "fails": "refstep",
    "needed": "refhalf",
    "not needed": "refgood",
    "can be met": "refgood",
    "measured": "refgood",
}
_SHORT = 26.0  # characters
_LONG_SENTENCE = 80
_MOST_VALUES = 12


def badge(word: str) -> str:
    """A verdict, a conclusion or an argument as a small box with its word in it."""
    return rf"\{_STYLE[word]}{{{word}}}"


def modulo(entries: Sequence[str]) -> str:
    """The theorems and inferences that a verdict leans on, in words."""
    return "; ".join(prose(entry) for entry in entries)


def numbered(entries: Sequence[str]) -> str:
    """The same for a statement; several are numbered, so that its findings can refer to them."""
    if len(entries) < 2:
        return modulo(entries)
    return "\\\\\n".join(f"({i}) {prose(entry)}" for i, entry in enumerate(entries, 1))


def _modulo(entries: Sequence[str], known: Sequence[str]) -> str:
    """What a finding leans on; a sentence that its statement has given in full is referred to."""
    parts = []
    for entry in entries:
        if entry in known and len(entry) > _LONG_SENTENCE:
            number = f" ({known.index(entry) + 1})" if len(known) > 1 else ""
            kind = "inference" if entry.startswith("inference:") else "theorem"
            parts.append(f"the {kind}{number} named above")
        else:
            parts.append(prose(entry))
    return "; ".join(parts)


def items(rows: Sequence[tuple[str, str]]) -> str:
    """Labels in a left column, matter in the right one; nothing for what is empty."""
    lines = [rf"\item[{label}] {text}" for label, text in rows if text]
    return "\n".join([r"\begin{refitems}", *lines, r"\end{refitems}"]) if lines else ""


def finding(check: Record, statement: Record, by_id: Mapping[str, Record]) -> str:
    """Title, verdict and trust of a finding, and below them what it says."""
    number = prose("#" + check["id"].partition("#")[2])
    verdict = badge(shown_verdict(check, statement))
    trust = ", ".join([check["trust"], *(f"also {name}" for name in check["also"])])
    head = rf"\reffinding{{{prose(check['title'])}}}{{{number}}}{{{verdict}}}{{{trust}}}"
    context = context_of(check, statement)
    scope = own_scope(check)
    rows = [("Not expected", "" if check["as_expected"] else f"The author expected {badge(check['expected'])}.")]
    if check["role"] != "conclusion" and check["asked"] is not None and check["verdict"] != "proved":
        rows.append(("Claimed", mathematics(check["asked"]["concludes"])))
    if context is not None and _only_meets(context, check):
        rows.append(("", _met(check, scope)))
    elif context is not None and _as_encoded(context, check, statement) and not scope:
        rows.append(("Established", f"{_established(check, statement, context)}, under the statement's hypotheses"))
    else:
        rows.append(("For", _scope(scope) if scope or context is None else _points(context, statement, by_id)))
        rows.append(("Established", _established(check, statement, context)))
    if context is None or not _only_meets(context, check):
        rows.append(("Counterexample" if check["verdict"] == "refuted" else "Witness", point(check["witness"])))
    rows += [("Modulo", _modulo(check["modulo"], statement["modulo"])), ("Note", prose(check["note"]))]
    return head + "\n" + items(rows)


def mathematics(
    formulas: Sequence[Any],
    *,
    called: Sequence[str] = (),
) -> str:
    """Formulas of a ledger: short ones run on, long ones stand on lines of their own, the longest with named parts.

    called: the name of each, which stands before it where there are several.
    """
    rows: list[str] = []
    running: list[str] = []
    for i, part in enumerate(formulas if called else chained(formulas)):
        mark = prose(called[i]) if len(called) > 1 else ""
        if width(part) <= _SHORT and not mark:
            running.append(_inline(part))
            continue
        if running:
            rows.append(", ".join(running))
            running = []
        rows.append(rf"\refnumbered{{{mark}}}{{{_fitted(part)}}}" if mark else _fitted(part))
    if running:
        rows.append(", ".join(running))
    return "\\\\[2pt]\n".join(rows)


def _inline(part: Any) -> str:
    latex = formula_latex(part)
    return rf"$\displaystyle {latex}$" if r"\frac" in latex else f"${latex}$"


def point(witness: Mapping[str, str] | None) -> str:
    """An exact point; symbols with one value together: a = b = 0."""
    if not witness:
        return ""
    groups: dict[str, list[str]] = {}
    for symbol, value in witness.items():
        groups.setdefault(value, []).append(symbol)
    parts = []
    for value, symbols in groups.items():
        try:
            number = names.number(str(Fraction(value)))
        except (ValueError, ZeroDivisionError):
            parts.append(mono(f"{' = '.join(symbols)} = {value}"))
            continue
        parts.append(f"${' = '.join(map(names.name, symbols))} = {number}$")
    more = len(parts) - _MOST_VALUES
    return ", ".join(parts[:_MOST_VALUES]) + (f", and {more} more values" if more > 0 else "")


_VALUES = re.compile(r"at (?:[^\W\d]\w* = -?\d+(?:/\d+)?(?:, |$))+")


def _scope(scope: str) -> str:
    """The author's words; a list of values is a point."""
    if not _VALUES.fullmatch(scope):
        return prose(scope)
    return "at " + point(dict(part.split(" = ") for part in scope.removeprefix("at ").split(", ")))


def _only_meets(context: Context, check: Record) -> bool:
    """Does the finding say only that the statement's hypotheses can be met?"""
    settled = check["verdict"] == "proved" and check["role"] == "hypotheses"
    own = context.relation is Relation.SAME or check["id"].endswith("#hypotheses-satisfiable")
    return settled and context.kind == "some" and own and not context.concludes


def _met(check: Record, scope: str) -> str:
    place = point(check["witness"])
    remark = f" ({prose(scope)})" if scope else ""
    return f"The hypotheses can be met{f', e.g. at {place}' if place else ''}{remark}."


def _as_encoded(context: Context, check: Record, statement: Record) -> bool:
    """Is what was established a part of the encoded conclusion, under the statement's own hypotheses?"""
    parts, more = closed_parts(check, statement)
    return context.relation is Relation.SAME and bool(parts) and not more and check["verdict"] == "proved"


def _points(context: Context, statement: Record, by_id: Mapping[str, Record]) -> str:
    """For which points: in words where the statement has said it, in symbols where not."""
    some = context.kind == "some"
    if context.relation is Relation.SAME:
        return "a point that meets the statement's hypotheses" if some else "under the statement's hypotheses"
    symbols = [f"${group}$" for group in names.grouped(context.symbols)]
    pieces = [("some " if some else "all ") + ", ".join(symbols)] if symbols else []
    conditions = ["the statement's hypotheses"] if context.with_given else []
    conditions += [mathematics(context.given)] if context.given else []
    conditions += ["the recursions of the statement"] if context.with_evolves else []
    if context.evolves:
        same = [other for other in by_id.values() if _obeys(other, context.evolves)]
        words = f"the recursions of {prose(same[0]['label'])}" if same else ""
        conditions.append(words or mathematics(context.evolves))
    if conditions:
        pieces.append(("with " if pieces else "") + ", and ".join(conditions))
    words = " ".join(pieces)
    return f"with fewer hypotheses: {words}" if context.relation is Relation.FEWER and words else words


def _obeys(statement: Record, evolves: Sequence[Any]) -> bool:
    judgement = statement["judgement"]
    return judgement is not None and all(f in judgement["evolves"] for f in evolves)


def _established(check: Record, statement: Record, context: Context | None) -> str:
    """What the kernel established, or where the encoded conclusion says it already."""
    if context is None:
        return mono(check["claim"])
    parts, more = closed_parts(check, statement)
    if parts:
        words = prose(in_words(parts, statement))
        if check["verdict"] == "refuted":
            return f"the contrary of {words}"
        return f"{words}, and\\\\[2pt]\n{mathematics(more)}" if more else words
    if not context.concludes:
        return "there is such a point"
    return mathematics(context.concludes)


def _fitted(part: Any) -> str:
    """One formula, broken to the width of the text; a long one with letters for its parts, and what they stand for."""
    whole, parts = abbreviated(part)
    shown = breaking(formula_latex(whole))
    if not parts:
        return shown
    meant = [breaking(f"{names.name(name)} = {formula_latex(term)}") for name, term in reversed(list(parts.items()))]
    return "\\\\[2pt]\n".join([shown, rf"where\quad {meant[0]}", *meant[1:]])
