r"""The first pages of a report: how many statements came out how, and one line for each of them.

Elementary lemmas are counted and not listed, unless there is something to say about one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checks.encode.latex_text import prose
from checks.report.graph import ELEMENTARY
from checks.report.latex_finding import badge
from checks.report.latex_statement import link_text

__all__ = ["count", "is_plain", "papers", "summary", "tally"]

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


def papers(ledger: Record) -> list[Record]:
    """The papers in the ledger's order, elementary lemmas last; one without a record is called by its folder."""
    known = {paper["folder"]: paper for paper in ledger["papers"]}
    for statement in ledger["statements"]:
        folder = statement["paper"]
        known.setdefault(folder, {"folder": folder, "title": folder, "authors": "", "source": "", "about": ""})
    return sorted(known.values(), key=lambda paper: paper["folder"] == ELEMENTARY)


def tally(ledger: Record) -> str:
    """How many statements of each paper came out how."""
    conclusions = ("proved", "refuted", "argued", "disputed", "supported", "undecided", "unchecked")
    arguments = ("sound", "flawed", "incomplete", "unchecked", "none")
    rows = []
    for paper in papers(ledger):
        own = [statement for statement in ledger["statements"] if statement["paper"] == paper["folder"]]
        counts = [sum(s["conclusion"] == word for s in own) for word in conclusions]
        counts += [sum(s["argument"] == word for s in own) for word in arguments]
        cells = " & ".join(str(count) if count else r"$\cdot$" for count in counts)
        rows.append(rf"{prose(paper['title'])} & {cells} \\")
    heads = " & ".join(rf"\reftilted{{{word}}}" for word in (*conclusions, *arguments))
    return "\n".join(
        [
            r"\section*{At a glance}",
            r"\begin{center}\small\setlength{\tabcolsep}{6pt}",
            r"\begin{tabular}{@{}>{\raggedright\arraybackslash}p{0.32\linewidth}rrrrrrr@{\hspace{18pt}}rrrrr@{}}",
            r"& \multicolumn{7}{c@{\hspace{18pt}}}{Conclusion} & \multicolumn{5}{c@{}}{Argument} \\"
            r"\cmidrule(r{12pt}){2-8}\cmidrule{9-13}",
            rf"& {heads} \\ \midrule",
            *rows,
            r"\bottomrule\end{tabular}\end{center}",
        ]
    )


def summary(ledger: Record) -> str:
    """One line for each statement: conclusion, argument, trust, what it is modulo, page."""
    rows = []
    for paper in papers(ledger):
        own = [statement for statement in ledger["statements"] if statement["paper"] == paper["folder"]]
        if not own:
            continue
        if paper["folder"] == ELEMENTARY:
            rows += _elementary_rows(own)
            continue
        rows += [r"\addlinespace[4pt]"] if rows else []
        rows.append(rf"\multicolumn{{6}}{{@{{}}l}}{{\itshape {prose(_clipped(paper['title'], 90))}}}\\*[2pt]")
        rows += [_summary_row(statement) for statement in own]
    return "\n".join(
        [
            r"\clearpage\section*{Summary}\markboth{Summary}{}\addcontentsline{toc}{section}{Summary}",
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
