r"""The decision page of a paper: what is wrong, why, how it is mended; what is new; what had to be believed.

One page, for a reader who has ten minutes. It is set as large as it fits: `\refonepage` tries smaller letters until
the page holds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checks.encode.latex_formula import fitted, mixed
from checks.encode.latex_text import prose, words
from checks.report.latex_finding import badge
from checks.report.message import Message

__all__ = ["called", "decision_page", "enumerated", "verdict_lines"]

Record = Mapping[str, Any]

_SHORT_FORMULA = 150  # characters of LaTeX
_FEW = 3


def decision_page(said: Message, pages: Mapping[str, str]) -> str:
    """The page of one paper.

    pages: id of a statement → its label in this volume; what is not in it is named and not linked.
    """
    paper = said.paper
    lines = [
        rf"\label{{d:{paper['folder']}}}{{\Large\bfseries\color{{refink}}\raggedright {words(paper['title'])}\par}}",
        rf"{{\itshape {words(paper['authors'])}\par}}" if paper["authors"] else "",
        rf"{{\raggedright {words('Read: ' + paper['source'])}.\par}}" if paper["source"] else "",
        r"\vskip 4pt\hrule height 0.3pt\vskip 4pt",
        *(rf"{{\raggedright {line}\par}}" for line in verdict_lines(said)),
    ]
    if said.faulty:
        lines += [_head("What is wrong"), _table(said.faulty, pages)]
    if said.stronger:
        lines += [_head("New and stronger, ours"), *(_new(s, pages) for s in _fewer(said))]
    lines += [_head("What had to be believed, and what was not looked at"), *_believed(said, pages)]
    return rf"\refonepage{{{chr(10).join(line for line in lines if line)}}}"


def _fewer(said: Message) -> list[Record]:
    """As many new results as leave room for what is wrong."""
    return said.stronger[: max(2, len(said.stronger) - max(0, len(said.faulty) - 6))]


def verdict_lines(said: Message) -> list[str]:
    """The verdict on a paper in a few sentences; each statement is counted once, by the worst that can be said."""
    total = len(said.source)
    if not total:
        return ["No statement of the source is entered yet."]
    lines = []
    if said.false:
        verb = "is" if len(said.false) == 1 else "are"
        lines.append(rf"\textbf{{False as printed {verb} {len(said.false)} of {total}: {_names(said.false)}.}}")
    else:
        lines.append(rf"\textbf{{None of the {total} statements of the source was found to be false.}}")
    if said.disputed:
        lines.append(rf"Disputed (false, up to a step that a person takes): {_names(said.disputed)}.")
    if said.flawed:
        lines.append(rf"Not refuted, but the printed argument is wrong: {_names(said.flawed)}.")
    if said.incomplete:
        lines.append(rf"Not refuted, but the printed argument lacks a step or a hypothesis: {_names(said.incomplete)}.")
    kinds = (("proved", "proved"), ("argued", "argued"), ("supported", "supported by evidence only"),
             ("undecided", "undecided"), ("unchecked", "not checked"))  # fmt: skip
    held = [(words, [s for s in said.hold if s["conclusion"] == word]) for word, words in kinds]
    counted = [f"{len(found)} {words} ({_names(found)})" for words, found in held if found]
    if counted:
        lines.append(f"Nothing wrong was found in the other {len(said.hold)}: {'; '.join(counted)}.")
    return lines


def called(statement: Record) -> str:
    """What a statement is called in a sentence: a section is not what is refuted, but what it claims."""
    label: str = statement["label"]
    parts = ("Section", "Sections", "Abstract", "Introduction", "Appendix", "Experiments")
    if statement["origin"] == "source" and label.partition(" ")[0] in parts:
        return f"Claim of {label}" if label.startswith(("Section", "Appendix")) else f"Claim of the {label}"
    return label


def enumerated(names: Sequence[str]) -> str:
    """a, b and c."""
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1] if names else ""


def _names(statements: Sequence[Record]) -> str:
    return enumerated([prose(called(statement)) for statement in statements])


def _head(title: str) -> str:
    return rf"\vskip 5pt{{\scshape\large\color{{refink}} {title}\par}}\vskip 1pt\hrule height 0.3pt\vskip 2pt"


def _table(statements: Sequence[Record], pages: Mapping[str, str]) -> str:
    rows = [_row(statement, pages) for statement in statements]
    return "\n".join(
        [
            r"\begin{tabular}{@{}>{\raggedright\arraybackslash}p{0.165\linewidth}@{\hspace{5pt}}"
            r">{\raggedright\arraybackslash}p{0.42\linewidth}@{\hspace{7pt}}"
            r">{\raggedright\arraybackslash}p{0.385\linewidth}@{}}",
            r"\itshape Statement & \itshape Why & \itshape Correct version \\[1pt]",
            r"\\[2pt]".join(rows),
            r"\end{tabular}\par",
        ]
    )


def _row(statement: Record, pages: Mapping[str, str]) -> str:
    argument = statement["argument"]
    proof = rf" proof~{badge(argument)}" if argument in ("flawed", "incomplete") else ""
    name = rf"\textbf{{{_linked(statement, pages)}}}{_page(statement, pages)}"
    return (
        rf"{name}\newline {badge(statement['conclusion'])}{proof} & "
        rf"{mixed(statement['why'] or '---')} & {mixed(statement['fix'] or '---')}"
    )


def _linked(statement: Record, pages: Mapping[str, str]) -> str:
    label, name = pages.get(statement["id"]), prose(called(statement))
    return rf"\hyperref[{label}]{{{name}}}" if label else name


def _page(statement: Record, pages: Mapping[str, str]) -> str:
    label = pages.get(statement["id"])
    return rf", p.~\pageref{{{label}}}" if label else ""


def _new(statement: Record, pages: Mapping[str, str]) -> str:
    """A result of ours in one paragraph: its formula where that is short, else its words."""
    shown = _shown(statement)
    words = mixed(statement["reading"] or "") if not shown or len(statement["reading"] or "") < 160 else ""
    head = rf"\textbf{{{_linked(statement, pages)}}} ({statement['conclusion']}{_page(statement, pages)})"
    between = " --- " if shown and words else ""
    return rf"{{\raggedright\hangindent=1em\hangafter=1 {head}: {shown}{between}{words}\par}}\vskip 1pt"


def _shown(statement: Record) -> str:
    if statement["printed"] and len(statement["printed"]) <= _SHORT_FORMULA:
        return fitted(statement["printed"])
    parts = [part["latex"] for part in statement["concludes"]]
    return fitted(parts[0]) if len(parts) == 1 and len(parts[0]) <= _SHORT_FORMULA else ""


def _believed(said: Message, pages: Mapping[str, str]) -> list[str]:
    theorems = [prose(entry) for entry in said.theorems]
    lines = []
    if theorems:
        shown = "; ".join(theorems[:_FEW]) + (f"; and {len(theorems) - _FEW} more" if len(theorems) > _FEW else "")
        lines.append(f"Theorems cited: {shown}.")
    if said.inferences:
        users = list({s["id"]: s for found in said.inferences.values() for s in found}.values())
        few = [_linked(s, pages) for s in users[: 2 * _FEW]]
        more = [f"{len(users) - len(few)} more"] if len(users) > len(few) else []
        number = "One sentence" if len(said.inferences) == 1 else f"{len(said.inferences)} sentences"
        lines.append(f"{number} that a person and not the kernel vouches for, under {enumerated([*few, *more])}.")
    if said.unexamined:
        names = enumerated([_linked(s, pages) for s in said.unexamined])
        lines.append(f"Clauses that the encoding leaves out: in {names}.")
    empty = [s for s in said.source if s["existence"] == "not shown"]
    if empty:
        names = enumerated([_linked(s, pages) for s in empty])
        lines.append(rf"No sequence is shown to obey what is assumed ($^\circ$): {names}.")
    return [rf"{{\raggedright {line}\par}}" for line in lines or ["Nothing: every step was taken by the kernel."]]
