r"""The decision page of a paper: what is wrong, why, how it is mended; what is new; what had to be believed.

One page, for a reader who has ten minutes. It is set as large as it fits: `\refonepage` tries smaller letters until
the page holds it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from checks.encode.latex_formula import breakable, fitted, mixed
from checks.encode.latex_text import piece_of_prose, prose, words
from checks.encode.sentences import spans
from checks.report.latex_finding import badge
from checks.report.message import Message

__all__ = ["called", "decision_page", "enumerated", "verdict_lines"]

Record = Mapping[str, Any]

_SHORT_FORMULA = 150  # characters of LaTeX
_LONG_WORDS = 230  # characters
_FEW = 3


def decision_page(said: Message, pages: Mapping[str, str]) -> str:
    """The page of one paper.

    pages: id of a statement → its label in this volume; what is not in it is named and not linked.
    """
    paper = said.paper
    told = [rf"\textit{{{words(paper['authors'])}.}}"] if paper["authors"] else []
    told += [words(f"Read: {paper['source']}.")] if paper["source"] else []
    lines = [
        rf"\label{{d:{paper['folder']}}}{{\large\bfseries\color{{refink}}\raggedright {words(paper['title'])}\par}}",
        r"{\raggedright " + r"\enspace ".join(told) + r"\par}" if told else "",
        r"\vskip 2pt\hrule height 0.3pt\vskip 3pt",
        *(rf"{{\raggedright {line}\par}}" for line in verdict_lines(said)),
    ]
    if said.faulty:
        lines += [_head("What is wrong"), *(_row(statement, pages) for statement in said.faulty)]
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
        lines.append(rf"\textbf{{False as printed {_counted(said.false, total)}: {_names(said.false)}.}}")
    elif not said.disputed:
        lines.append(rf"\textbf{{None of the {total} statements of the source was found to be false.}}")
    if said.disputed:
        lines.append(
            rf"\textbf{{False, up to a step that a person takes (disputed), {_counted(said.disputed, total)}: "
            rf"{_names(said.disputed)}.}}"
        )
    if said.flawed:
        lines.append(rf"Not refuted, but the printed argument is wrong: {_names(said.flawed)}.")
    if said.incomplete:
        lines.append(rf"Not refuted, but the printed argument lacks a step or a hypothesis: {_names(said.incomplete)}.")
    kinds = (("proved", "proved"), ("argued", "argued"), ("supported", "supported by evidence only"),
             ("undecided", "undecided"), ("unchecked", "not checked"))  # fmt: skip
    held = [(words, [s for s in said.hold if s["conclusion"] == word]) for word, words in kinds]
    counted = [f"{len(found)} {words} ({_names(found)})" for words, found in held if found]
    if counted:
        which = "the other" if said.faulty else "all"
        lines.append(f"Nothing wrong was found in {which} {len(said.hold)}: {'; '.join(counted)}.")
    return lines


def _counted(found: Sequence[Record], total: int) -> str:
    return f"{'is' if len(found) == 1 else 'are'} {len(found)} of {total}"


def called(statement: Record) -> str:
    """What a statement is called in a sentence: a section is not what is refuted, but what it claims."""
    label: str = statement["label"]
    part = re.fullmatch(r"(Sections?|Appendix) [\w., ]+|Abstract|Introduction|Experiments", label)
    if part is None or statement["origin"] != "source":
        return label
    return f"Claim of {label}" if part[1] else f"Claim of the {label}"


def enumerated(names: Sequence[str]) -> str:
    """a, b and c."""
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1] if names else ""


def _names(statements: Sequence[Record]) -> str:
    return enumerated([prose(called(statement)) for statement in statements])


def _head(title: str) -> str:
    return rf"\vskip 4pt{{\scshape\color{{refink}} {title}\par}}\vskip 1pt\hrule height 0.3pt\vskip 2pt"


def _row(statement: Record, pages: Mapping[str, str]) -> str:
    argument = statement["argument"]
    proof = rf" proof~{badge(argument)}" if argument in ("flawed", "incomplete") else ""
    head = rf"\textbf{{{_linked(statement, pages)}}}{_page(statement, pages)} {badge(statement['conclusion'])}{proof}"
    says = rf"\textit{{says}} {_excerpt(statement['says'])}" if statement.get("says") else ""
    why, fix = (mixed(statement[key] or "---") for key in ("why", "fix"))
    return rf"\refverdict{{{head}}}{{{says}}}{{\textit{{Why}} {why}}}{{\textit{{Correct version}} {fix}}}"


def _excerpt(text: str) -> str:
    """A clause of the quote, its formulas as small as in a sentence."""
    return "".join(f"${breakable(s.text)}$" if s.kind == "latex" else piece_of_prose(s) for s in spans(text))


def _linked(statement: Record, pages: Mapping[str, str]) -> str:
    label, name = pages.get(statement["id"]), prose(called(statement))
    return rf"\hyperref[{label}]{{{name}}}" if label else name


def _page(statement: Record, pages: Mapping[str, str]) -> str:
    label = pages.get(statement["id"])
    return rf", p.~\pageref{{{label}}}" if label else ""


def _new(statement: Record, pages: Mapping[str, str]) -> str:
    """A result of ours in one paragraph: its formula where that is short, and its first words."""
    shown, words = _shown(statement), mixed(_opening(statement["reading"] or ""))
    head = rf"\textbf{{{_linked(statement, pages)}}} ({statement['conclusion']}{_page(statement, pages)})"
    pieces = [shown, words] if statement["printed"] else [words, shown]
    told = r" --- ".join(piece for piece in pieces if piece)
    return rf"{{\raggedright\hangindent=1em\hangafter=1 {head}: {told}\par}}\vskip 1pt"


def _opening(text: str) -> str:
    """Its first sentences, as many as are short."""
    if len(text) <= _LONG_WORDS:
        return text
    ends = [m.end() for m in re.finditer(r"[.;:](?=\s)", text) if text[: m.end()].count("$") % 2 == 0]
    fitting = [end for end in ends if end <= _LONG_WORDS] or ends[:1]
    return text[: fitting[-1]].rstrip(";:. ") + "." if fitting else text


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
