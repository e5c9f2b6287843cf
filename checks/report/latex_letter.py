r"""The letter to the authors of a paper: statement by statement of the source, the worst first.

What is printed stands on the left, what is true on the right; below them the point at which it fails, in the paper's
own symbols. Statements in which nothing wrong was found are listed at the end, a line or two each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checks.encode.latex_formula import fitted, mixed, quoted
from checks.encode.latex_text import prose, words
from checks.report.latex_decision import called
from checks.report.latex_finding import badge, point
from checks.report.message import Message, fails_at, shown_verdict

__all__ = ["labels_of", "letter"]

Record = Mapping[str, Any]

_MOST_POINTS = 3
_MOST_STEPS = 5
_LONG_READING = 420


def labels_of(said: Message) -> dict[str, str]:
    """id → label of every statement that the letter shows."""
    shown = [*said.source, *(r for s in said.source for r in said.repairs.get(s["id"], []))]
    return {statement["id"]: f"s:{statement['id']}" for statement in shown}


def letter(said: Message) -> str:
    """The letter, without its heading."""
    parts = [_statement(statement, said) for statement in said.faulty]
    if said.hold:
        title = "Nothing wrong was found in these" if said.faulty else "Statement by statement"
        parts += [rf"\refpart{{{title}}}", *(_held(statement, said) for statement in said.hold)]
    return "\n".join(parts)


def _statement(statement: Record, said: Message) -> str:
    repairs = said.repairs.get(statement["id"], [])
    lines = [_heading(statement), _pair(statement, repairs[:1])]
    read = statement["reading"] or ""
    rows = [("Why", mixed(statement["why"] or "")), ("Read as", mixed(read) if len(read) <= _LONG_READING else "")]
    rows += [("What fails", _points(statement))]
    rows += [("Steps that fail", _steps(statement)), ("Mend", mixed(statement["fix"] or ""))]
    rows += [("Not encoded", "; ".join(map(mixed, statement["unexamined"])))]
    pairs = [repairs[i : i + 2] for i in range(1, len(repairs), 2)]
    more = [rf"\refpair{{{_repair(p[0])}}}{{{_repair(p[1])}}}" if p[1:] else _alone(_repair(p[0])) for p in pairs]
    return "\n".join([*lines, _items(rows), *more])


def _heading(statement: Record) -> str:
    told = statement["where"] and statement["where"] not in statement["label"]
    place = mixed(statement["where"]) if "$" in statement["where"] else words(statement["where"])
    where = rf"\enspace{{\normalfont\normalcolor\small\itshape {place}}}" if told else ""
    argument = statement["argument"]
    proof = "" if argument == "none" else rf"\enspace{{\small proof}} {badge(argument)}"
    return (
        rf"\refclaim{{\label{{s:{statement['id']}}}}}{{{prose(called(statement))}{where}}}"
        rf"{{{badge(statement['conclusion'])}{proof}}}"
    )


def _pair(statement: Record, repairs: Sequence[Record]) -> str:
    """What is printed on the left, what is established instead on the right; alone over the width if nothing is."""
    left = rf"{{\small\itshape As printed}}\par\vskip 2pt {quoted(statement['quote'] or '---')}"
    if not repairs:
        return _alone(left)
    right = r"\par\vskip 4pt ".join(_repair(repair) for repair in repairs)
    return rf"\refpair{{{left}}}{{{right}}}"


def _alone(matter: str) -> str:
    return rf"{{\setlength{{\parskip}}{{0pt}}\raggedright {matter}\par}}\vskip 4pt"


def _repair(repair: Record, word: str = "Instead") -> str:
    head = (
        rf"\leavevmode\phantomsection\label{{s:{repair['id']}}}{{\small\itshape {word}: {prose(repair['label'])}}}"
        rf"\enspace{badge(repair['conclusion'])}"
    )
    shown = fitted(repair["printed"]) if repair["printed"] else ""
    if not shown and repair["concludes"]:
        shown = r"\par\vskip 2pt ".join(fitted(part["latex"]) for part in repair["concludes"])
    told = repair["reading"] or ""
    if shown and len(told) > _LONG_READING:
        told = ""
    said = rf"{{\small {mixed(told)}}}" if told else ""
    pieces = (head, shown, said) if repair["printed"] else (head, said, shown)  # without its hypotheses, words first
    return r"\par\vskip 2pt ".join(piece for piece in pieces if piece)


def _points(statement: Record) -> str:
    """Exact points at which the conclusion fails."""
    found = [check for check in fails_at(statement) if check["role"] == "conclusion"]
    lines = []
    for check in found[:_MOST_POINTS]:
        place = point(check["witness"])
        lines.append(f"{badge('refuted')} {mixed(check['title'])}{f': at {place}' if place else ''}")
    if len(found) > _MOST_POINTS:
        lines.append(_more(len(found) - _MOST_POINTS))
    return r"\newline ".join(lines)


def _steps(statement: Record) -> str:
    """Printed steps and constants that do not hold."""
    found = [check for check in fails_at(statement) if check["role"] == "argument"]
    lines = []
    for check in found[:_MOST_STEPS]:
        place = point(check["witness"]) if len(check["witness"] or {}) <= 4 else ""
        mark = badge(shown_verdict(check, statement))
        lines.append(rf"{mark} {mixed(check['title'])}{f', at {place}' if place else ''}")
    if len(found) > _MOST_STEPS:
        lines.append(_more(len(found) - _MOST_STEPS))
    return r"\newline ".join(lines)


def _more(number: int) -> str:
    return f"and {number} more, on the site and in the full report"


def _held(statement: Record, said: Message) -> str:
    """A statement that stands: what it says, what speaks for it, what holds it back, what is stronger."""
    rows = [("", quoted(statement["quote"] or statement["reading"] or "---"))]
    if statement["conclusion"] not in ("proved",):
        rows.append(("Because", "; ".join(mixed(reason) for reason in statement["held_back_by"][:2])))
    stronger = said.repairs.get(statement["id"], [])
    rows += [("Also", r"\par\vskip 2pt ".join(_repair(repair, "Ours") for repair in stronger))]
    return _heading(statement) + "\n" + _items(rows)


def _items(rows: Sequence[tuple[str, str]]) -> str:
    lines = [rf"\item[{label}] {text}" for label, text in rows if text]
    return "\n".join([r"\begin{refitems}", *lines, r"\end{refitems}"]) if lines else ""
