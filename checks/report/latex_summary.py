r"""The first pages of a report: how many statements came out how, and one line for each of them.

Elementary lemmas are counted and not listed, unless there is something to say about one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checks.encode.latex_text import prose, words
from checks.report.latex_decision import called, enumerated
from checks.report.latex_finding import badge
from checks.report.latex_statement import link_text
from checks.report.message import ELEMENTARY, Message

__all__ = ["at_a_glance", "count", "is_plain", "summary"]

Record = Mapping[str, Any]


def count(things: Sequence[object] | Mapping[str, object], noun: str) -> str:
    """3 statements, 1 statement."""
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def is_plain(statement: Record) -> bool:
    """Is it an elementary lemma that is proved, with nothing about it that a reader must know?"""
    quiet = all(check["as_expected"] and not check["figures"] for check in statement["checks"])
    quiet = quiet and not statement["failures"] and statement["existence"] != "not shown"
    settled = statement["conclusion"] == "proved" and statement["argument"] not in ("flawed", "incomplete")
    return statement["paper"] == ELEMENTARY and settled and quiet and not statement["quantities"]


def at_a_glance(ledger: Record, told: Sequence[Message]) -> str:
    """How many statements of each source came out how; each is counted once, by the worst that is to be said of it."""
    heads = ("in all", "false", "dis\\-puted", "proof flawed", "proof incom\\-plete", "nothing wrong")
    rows, totals = [], [0] * len(heads)
    for said in told:
        counts = list(map(len, (said.source, said.false, said.disputed, said.flawed, said.incomplete, said.hold)))
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
        rows.append(rf"\hyperref[d:{said.paper['folder']}]{{{words(said.paper['title'])}}} & {_cells(counts)} & "
                    rf"\pageref{{d:{said.paper['folder']}}} \\")  # fmt: skip
        rows += [_named(word, found) for word, found in (("False", said.false), ("Disputed", said.disputed)) if found]
        rows.append(r"\addlinespace[3pt]")
    if len(told) > 1:
        rows.append(rf"\midrule All & {_cells(totals)} & \\")
    folders = {said.paper["folder"] for said in told}
    ours = [s for s in ledger["statements"] if s["origin"] == "derived" and s["paper"] in {*folders, ELEMENTARY}]
    readings = [s for s in ledger["statements"] if s["origin"] == "reading" and s["paper"] in folders]
    proved = sum(s["conclusion"] == "proved" for s in ours)
    return "\n".join(
        [
            r"\section*{At a glance}",
            r"\begin{center}\small\setlength{\tabcolsep}{5pt}",
            r"\begin{tabular}{@{}>{\raggedright\arraybackslash}p{0.36\linewidth}*{6}{>{\raggedleft\arraybackslash}p{0.072\linewidth}}r@{}}",
            rf"\toprule Statements of the source & {' & '.join(heads)} & Page \\ \midrule",
            *rows,
            r"\bottomrule\end{tabular}\end{center}",
            rf"{{\small Besides, {count(ours, 'statement')} of ours (repairs, sharper forms, lemmas), {proved} proved"
            + (f", and {count(readings, 'reading')} of sentences of the sources" if readings else "")
            + r".\par}",
        ]
    )


def _named(word: str, statements: Sequence[Record]) -> str:
    names = enumerated([prose(called(statement)) for statement in statements])
    return rf"\multicolumn{{8}}{{@{{}}p{{\linewidth}}@{{}}}}{{\hangindent1em\textit{{{word}:}} {names}.}} \\"


def _cells(counts: Sequence[int]) -> str:
    return " & ".join(str(number) if number else r"$\cdot$" for number in counts)


def summary(ledger: Record, chosen: Sequence[Record]) -> str:
    """One line for each statement of the papers: conclusion, argument, trust, what it is modulo, page."""
    rows: list[str] = []
    for paper in chosen:
        own = [statement for statement in ledger["statements"] if statement["paper"] == paper["folder"]]
        if not own:
            continue
        if paper["folder"] == ELEMENTARY:
            rows += _elementary_rows(own)
            continue
        rows += [r"\addlinespace[4pt]"] if rows else []
        rows.append(rf"\multicolumn{{6}}{{@{{}}l}}{{\itshape {words(_clipped(paper['title'], 90))}}}\\*[2pt]")
        rows += [_summary_row(statement) for statement in own]
    return "\n".join(
        [
            r"\clearpage\phantomsection\section*{Summary}\markboth{Summary}{}\addcontentsline{toc}{section}{Summary}",
            r"{\small\renewcommand{\arraystretch}{1.25}\begin{longtable}{@{}>{\raggedright}p{0.29\linewidth}lll>{\raggedright}p{0.23\linewidth}r@{}}",
            r"\toprule Statement & Conclusion & Argument & Trust & Modulo & Page\\ \midrule\endhead"
            r"\bottomrule\endlastfoot",
            *rows,
            r"\end{longtable}}",
        ]
    )


def _elementary_rows(lemmas: Sequence[Record]) -> list[str]:
    """One row with a count, and a row for each lemma about which there is something to say."""
    proved = sum(statement["conclusion"] == "proved" for statement in lemmas)
    row = (
        r"\addlinespace[4pt]\multicolumn{5}{@{}l}{\hyperref[elementary]{Elementary lemmas}: "
        rf"{proved} of {len(lemmas)} proved}} & \pageref{{elementary}} \\"
    )
    return [row, *(_summary_row(statement) for statement in lemmas if not is_plain(statement))]


def _summary_row(statement: Record) -> str:
    amiss = statement["failures"] or any(not check["as_expected"] for check in statement["checks"])
    mark = r"\textsuperscript{!}" if amiss else ""
    empty = r"\,$^{\circ}$" if statement["existence"] == "not shown" else ""
    return (
        rf"{link_text(statement)}{empty}{mark} & {badge(statement['conclusion'])} & "
        rf"{badge(statement['argument'])} & \reftrust{{{statement['trust'] or '---'}}} & "
        rf"{_short_modulo(statement['modulo'])} & \pageref{{s:{statement['id']}}} \\"
    )


def _short_modulo(entries: Sequence[str]) -> str:
    """Names of theorems; inferences are counted, their sentences stand at the statement."""
    names = [prose(entry) for entry in entries if not entry.startswith("inference:")]
    inferences = [entry for entry in entries if entry.startswith("inference:")]
    if len("; ".join(names)) > 40 and len(names) > 1:
        names = [f"{len(names)} theorems"]
    return "; ".join([*names, count(inferences, "inference")] if inferences else names)


def _clipped(text: str, width: int) -> str:
    return text if len(text) <= width else text[:width].rpartition(" ")[0] + " …"
