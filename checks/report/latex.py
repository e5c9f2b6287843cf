r"""The report as a LaTeX document: summary on one page, each paper in its order, and what the verdicts rest on.

`document(ledger)` gives the text of `report.tex`. It reads the ledger and nothing else: no clock, no running times,
no file system. The same ledger gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.encode.latex_text import ascii_text, mono, prose, untranslated
from checks.report.figures import figure_files, graph_files
from checks.report.graph import ELEMENTARY
from checks.report.latex_finding import badge, modulo
from checks.report.latex_lemmas import elementary_lemmas
from checks.report.latex_statement import link, link_text, statement_text, titled
from checks.report.latex_summary import count, papers, summary, tally
from checks.report.preamble import PREAMBLE

__all__ = ["document"]

Record = Mapping[str, Any]

_HOW_TO_READ = rf"""
\section*{{How to read this report}}
Each statement is judged twice, because a true theorem may come with a wrong proof.
The \emph{{conclusion}} says whether what is asserted holds:
{badge("proved")} for all that its hypotheses allow, {badge("refuted")} by an exact counterexample or a proof of the
contrary, {badge("argued")} and {badge("disputed")} where a person joins what is established to the sentence, for it or
against it, {badge("supported")} by evidence or by a proof of something weaker, {badge("undecided")} after an attempt,
{badge("unchecked")} without one. A statement marked $^{{\circ}}$ may speak of nothing: no sequence is shown to obey its
relations.
The \emph{{argument}} judges the derivation in print: {badge("sound")}, {badge("flawed")} where a step is wrong,
{badge("incomplete")} where a step or a hypothesis is missing, {badge("none")} where nothing is printed,
{badge("unchecked")} otherwise.
White on dark marks what speaks against a claim.

Beside a verdict stands its \emph{{trust}}, strongest first: \reftrust{{exact}} (algebra over the rationals),
\reftrust{{enclosed}} (interval arithmetic, each rounding outward), \reftrust{{numerical}} (many digits, no bound on the
error), \reftrust{{sampled}} (finitely many instances). Only the first two can prove or refute; a conclusion is trusted
no more than the weakest finding under it.
\emph{{Modulo}} names every theorem that was cited rather than checked and, as an \emph{{inference}}, every step that a
person and not the kernel has taken.
A verified constant such as $0.04199{{}}^{{75}}_{{73}}$ lies between $0.0419973$ and $0.0419975$;
its \emph{{tightness}} is the printed bound divided by it, so that $1$ is sharp.
"""

_TRUSTED_BASE = r"""
A reader who doubts a verdict \emph{proved} or \emph{refuted} has to trust the following, and nothing else of the
program.
\begin{itemize}\raggedright
\item The kernel, \refmono{checks/kernel}: a few rules, each of which builds its claim from claims that were built
before it. Every such finding carries a certificate, and \refmono{referee replay} re-establishes it from plain data
without any search.
\item Python, its integers and fractions; python-flint with FLINT and Arb underneath, for rational arithmetic and for
balls that contain the number they stand for.
\item SymPy as a notation for formulas, and the kernel's compiler from that notation to its own exact terms. SymPy's
simplifier, limits, integrals and solvers may suggest a proof; none of them is believed.
\item The encoding. Whether the formula under \emph{Encoded} says what the source says under \emph{As printed} is for
the reader to judge, which is why the two stand together throughout.
\item The theorems and inferences listed next, wherever a verdict is modulo one.
\end{itemize}
The search for certificates, numerical iteration, random sampling, the runner and this report are not trusted: an error
in them can lose a proof or misprint one, but the certificate that stands in the ledger still replays or does not.
"""


def document(ledger: Record) -> str:
    """The whole of `report.tex`."""
    by_id = {statement["id"]: statement for statement in ledger["statements"]}
    figures, graphs = figure_files(ledger), graph_files(ledger)
    parts = [PREAMBLE, _pdf_title(ledger), r"\begin{document}", _title(ledger), _HOW_TO_READ, tally(ledger)]
    parts += [summary(ledger), _unexpected(ledger)]
    for paper in papers(ledger):
        own = [statement for statement in ledger["statements"] if statement["paper"] == paper["folder"]]
        if paper["folder"] == ELEMENTARY:
            parts += [_lemmas_heading(paper), elementary_lemmas(own, by_id, figures)] if own else []
            continue
        parts += [_paper_heading(paper), _graph(graphs.get(paper["folder"]))]
        parts += [statement_text(statement, by_id, figures) for statement in own]
    parts += [_appendix(ledger, by_id), r"\end{document}"]
    return "\n".join(part for part in parts if part) + "\n"


def _pdf_title(ledger: Record) -> str:
    titles = "; ".join(ascii_text(paper["title"]) for paper in papers(ledger))
    safe = "".join(char for char in titles if char not in "\\{}$#%&~^_")
    return rf"\hypersetup{{pdftitle={{Referee's report: {safe}}},pdfcreator={{Referee}}}}"


def _title(ledger: Record) -> str:
    checks = [check for statement in ledger["statements"] for check in statement["checks"]]
    amiss = sum(not check["as_expected"] for check in checks)
    amiss += sum(len(statement["failures"]) for statement in ledger["statements"])
    verdict = "every finding as its author expected" if not amiss else rf"\textbf{{{amiss} not as expected}}"
    rows = []
    for paper in papers(ledger):
        authors = rf"\\{{\small {prose(paper['authors'])}}}" if paper["authors"] else ""
        rows.append(rf"\textit{{{prose(paper['title'])}}}{authors}\par")
    return "\n".join(
        [
            r"\thispagestyle{plain}\markboth{Summary}{}",
            r"\begin{center}{\LARGE\bfseries\color{refink} Referee's report\par}\vskip 8pt",
            *rows,
            rf"\vskip 6pt{{\small {count(ledger['statements'], 'statement')}, {count(checks, 'finding')}: {verdict}."
            rf"\quad Ledger of {prose(ledger['created'][:10])}.\par}}",
            r"\end{center}\vskip 2pt\hrule height 0.3pt",
        ]
    )


def _unexpected(ledger: Record) -> str:
    """The findings that are not what their authors expected, before anything else is read."""
    rows = [
        rf"\item {link_text(statement)}, {prose(check['title'])}: "
        rf"{badge(check['verdict'])} where {badge(check['expected'])} was expected. {prose(check['note'])}"
        for statement in ledger["statements"]
        for check in statement["checks"]
        if not check["as_expected"]
    ]
    rows += [
        rf"\item {link_text(statement)}: {prose(failure)}."
        for statement in ledger["statements"]
        for failure in statement["failures"]
    ]
    if not rows:
        return ""
    title = r"\section*{Not as expected\textsuperscript{!}}"
    return "\n".join([title, r"\begin{itemize}\raggedright", *rows, r"\end{itemize}"])


def _paper_heading(paper: Record) -> str:
    lines = [rf"\clearpage\section{{{titled(paper['title'])}}}"]
    if paper["authors"]:
        lines.append(rf"{prose(paper['authors'])}\par")
    if paper["source"]:
        lines.append(rf"{{\small Source: {prose(paper['source'])}\par}}")
    if paper["about"]:
        lines.append(rf"{{\raggedright {prose(paper['about'])}\par}}")
    return "\n".join(lines)


def _lemmas_heading(paper: Record) -> str:
    about = rf"{{\raggedright {prose(paper['about'])}\par}}" if paper["about"] else ""
    return rf"\clearpage\section{{Elementary lemmas}}\label{{elementary}}{about}"


def _graph(path: str | None) -> str:
    if path is None:
        return ""
    return (
        r"\vskip 6pt\begin{minipage}{\linewidth}\centering"
        rf"\refgraph{{{path}}}\par\vskip 2pt\refstepcounter{{figure}}\small\raggedright"
        r"\textit{Figure~\thefigure.} What rests on what. An arrow points from a statement to one that uses it,"
        r" a dashed arrow from what is printed to its repair; elementary lemmas are left out, and so are arrows"
        r" that others imply.\end{minipage}\par"
    )


def _appendix(ledger: Record, by_id: Mapping[str, Record]) -> str:
    return "\n".join(
        [
            r"\clearpage\appendix\section{What the verdicts rest on}",
            r"\subsection{Trusted base}" + _TRUSTED_BASE,
            r"\subsection{Cited theorems and inferences}",
            _leaned_on(ledger, by_id),
            r"\subsection{Versions and settings}",
            _table("Program or library", "Version", ledger["versions"]),
            _table("Setting", "Value", ledger["settings"]),
            rf"{{\small Ledger written {prose(ledger['created'])},"
            rf" with {count(ledger['certificates'], 'certificate')}.\par}}",
            _missing_characters(ledger),
        ]
    )


def _leaned_on(ledger: Record, by_id: Mapping[str, Record]) -> str:
    """Every theorem and every inference once, with the statements that have a finding modulo it."""
    users: dict[str, dict[str, None]] = {}
    for statement in ledger["statements"]:
        for entry in dict.fromkeys(entry for check in statement["checks"] for entry in check["modulo"]):
            users.setdefault(entry, {})[statement["id"]] = None
    if not users:
        return r"No verdict is modulo anything: every step was taken by the kernel.\par"
    cited = sorted(users, key=lambda entry: (entry.startswith("inference:"), entry))
    rows = [rf"\item {modulo([entry])}. \emph{{Used by}} {', '.join(link(id, by_id) for id in users[entry])}."
            for entry in cited]  # fmt: skip
    return "\n".join([r"\begin{itemize}\raggedright", *rows, r"\end{itemize}"])


def _table(name: str, value: str, entries: Mapping[str, object]) -> str:
    if not entries:
        return ""
    rows = [rf"{mono(key)} & {mono(_value(entries[key]))} \\" for key in sorted(entries)]
    return "\n".join(
        [
            r"{\small\begin{longtable}[l]{@{}>{\raggedright}p{0.30\linewidth}>{\raggedright\arraybackslash}p{0.62\linewidth}@{}}",
            rf"\toprule {name} & {value} \\ \midrule\endhead \bottomrule\endlastfoot",
            *rows,
            r"\end{longtable}}",
        ]
    )


def _value(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _missing_characters(ledger: Record) -> str:
    texts = [
        text
        for statement in ledger["statements"]
        for record in (statement, *statement["checks"], *statement["quantities"])
        for text in record.values()
        if isinstance(text, str)
    ]
    missing = sorted(set().union(*(untranslated(text) for text in texts)))
    if not missing:
        return ""
    points = ", ".join(f"U+{ord(char):04X}" for char in missing)
    return rf"Characters without a form in print, shown by their code points: {points}.\par"
