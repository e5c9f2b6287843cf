r"""The report as a LaTeX document: a decision page and a letter for each paper, or everything, and what it rests on.

`document(ledger)` gives the text of `report.tex`. It reads the ledger and nothing else: no clock, no running times,
no file system. The same ledger gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from checks.encode.latex_text import ascii_text, mono, prose, untranslated, words
from checks.report.figures import figure_files, graph_files
from checks.report.latex_decision import decision_page
from checks.report.latex_finding import badge, modulo
from checks.report.latex_lemmas import elementary_lemmas
from checks.report.latex_letter import labels_of, letter
from checks.report.latex_statement import link_text, statement_text, titled
from checks.report.latex_summary import at_a_glance, count, summary
from checks.report.message import ELEMENTARY, Message, legible, message, papers
from checks.report.preamble import PREAMBLE
from checks.report.proofs import Proof, lemma_names, proof_of

__all__ = ["document"]

Record = Mapping[str, Any]

_HOW_TO_READ = rf"""
\section*{{How to read this report}}
Each statement of a paper is judged twice, because a true theorem may come with a wrong proof.
The \emph{{conclusion}} says whether what is asserted holds:
{badge("proved")} for all that its hypotheses allow; {badge("refuted")} by an exact counterexample or a proof of the
contrary; {badge("argued")} or {badge("disputed")} where a person joins what is established to the sentence, for it or
against it; {badge("supported")} by evidence or by a proof of something weaker; {badge("undecided")} after an attempt;
{badge("unchecked")} without one.
The \emph{{argument}} (the proof in print) is {badge("sound")}, {badge("flawed")} where a step is wrong,
{badge("incomplete")} where a step or a hypothesis is missing, or {badge("none")} is printed.
A single step {badge("holds")} or {badge("fails")}; a hypothesis is {badge("needed")} or {badge("not needed")}.
The mark $^{{\circ}}$ says that no sequence is shown to obey what is assumed.

What the source says is quoted and counted. Other senses in which a sentence may be taken (\emph{{readings}}) and what
is \emph{{derived}} here are ours, and never charged to a paper.
\emph{{Trust}}, strongest first: \reftrust{{exact}} (algebra over the rationals), \reftrust{{enclosed}} (interval
arithmetic, each rounding outward), \reftrust{{numerical}} (many digits, no bound on the error), \reftrust{{sampled}}
(finitely many instances). Only the first two can prove or refute.
\emph{{Modulo}} names every theorem that was cited and not checked and, as an \emph{{inference}}, every step that a
person and not the kernel has taken. \emph{{Held back}} says what keeps a conclusion from being proved,
\emph{{not encoded}} which clauses were not examined, \emph{{evolves}} the recursions that sequences obey.
A verified constant such as $0.04199{{}}^{{75}}_{{73}}$ lies between $0.0419973$ and $0.0419975$;
its \emph{{tightness}} is the printed bound divided by it: $1$ is sharp, less than $1$ is false.
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
\item The notation in which formulas are entered, and the translation from it to the kernel's own exact terms. Computer
algebra may suggest a proof (simplification, limits, integrals, solutions); none of it is believed.
\item The encoding. Whether the formula under \emph{Encoded} says what the source says under \emph{As printed} is for
the reader to judge, which is why the two stand together throughout.
\item The theorems and inferences listed next, wherever a verdict is modulo one.
\end{itemize}
The search for certificates, numerical iteration, random sampling, the runner and this report are not trusted: an error
in them can lose a proof or misprint one, but the certificate that stands in the ledger still replays or does not.
"""


def document(ledger: Record, folder: str | None = None, *, full: bool = False) -> str:
    """The whole of a volume: decision page and letter of each paper, or everything.

    folder: of the one paper that it is about; all papers if None. full: every statement with its findings, its
    constants and its proofs, instead of the letters.
    """
    ledger = legible(ledger)
    by_id = {statement["id"]: statement for statement in ledger["statements"]}
    chosen = [p for p in papers(ledger) if folder in (None, p["folder"]) and _statements(ledger, p["folder"])]
    told = [message(ledger, paper["folder"]) for paper in chosen if paper["folder"] != ELEMENTARY]
    parts = [PREAMBLE, _pdf_data(chosen, ledger["created"]), r"\begin{document}", _title(ledger, chosen)]
    parts += [at_a_glance(ledger, told) if told else "", _unexpected(ledger, chosen), _HOW_TO_READ, _CONTENTS]
    shown = (
        set(by_id) if full and folder is None else {s["id"] for s in by_id.values() if full and s["paper"] == folder}
    )
    for said in told:
        pages = {id: f"s:{id}" for id in shown} if full else labels_of(said)
        parts.append(rf"\refonpage{{{titled(said.paper['title'])}}}" + decision_page(said, pages))
        if not full:
            parts += [_letter_heading(said), letter(said)]
    if full or not told:
        parts += _chapters(ledger, chosen, {id: by_id[id] for id in by_id if not full or id in shown})
    parts += [_appendix(ledger, chosen, told, full), r"\end{document}"]
    return "\n".join(part for part in parts if part) + "\n"


_CONTENTS = r"{\setlength{\parskip}{1pt}\tableofcontents}"


def _statements(ledger: Record, folder: str) -> list[Record]:
    return [statement for statement in ledger["statements"] if statement["paper"] == folder]


def _chapters(ledger: Record, chosen: Sequence[Record], by_id: Mapping[str, Record]) -> list[str]:
    """Every statement of the papers with all that was found."""
    figures, graphs = figure_files(ledger), graph_files(ledger)
    lemmas = lemma_names(ledger)

    def proofs(check: Record) -> Proof | None:
        return proof_of(ledger["certificates"].get(check["certificate"], {}), lemmas)

    parts = [summary(ledger, chosen)]
    for paper in chosen:
        own = _statements(ledger, paper["folder"])
        if paper["folder"] == ELEMENTARY:
            parts += [_lemmas_heading(paper), elementary_lemmas(own, by_id, figures)]
            continue
        parts += [_paper_heading(paper), _graph(graphs.get(paper["folder"]))]
        parts += [statement_text(statement, by_id, figures, proofs) for statement in own]
    return parts


def _pdf_data(chosen: Sequence[Record], created: str) -> str:
    """What the PDF says of itself: title, subject, language, and the ledger's time for its own."""

    def safe(text: str) -> str:
        return "".join(char for char in ascii_text(text) if char not in "\\{}$#%&~^_")

    titles = [safe(paper["title"]) for paper in chosen if paper["folder"] != ELEMENTARY]
    time = f"D:{datetime.fromisoformat(created).astimezone(UTC):%Y%m%d%H%M%SZ}"
    about = titles[0] if len(titles) == 1 else f"{len(titles)} papers"
    return (
        rf"\hypersetup{{pdftitle={{Referee's report: {about}}},pdfsubject={{{'; '.join(titles)}}},"
        r"pdfauthor={Referee},pdfcreator={Referee},pdflang={en-GB},pdfdisplaydoctitle=true}"
        rf"\refdated{{{time}}}{{{time[2:6]}-{time[6:8]}-{time[8:10]}}}{{uuid:{uuid5(NAMESPACE_URL, created + about)}}}"
    )


def _title(ledger: Record, chosen: Sequence[Record]) -> str:
    rows = []
    for paper in chosen:
        if paper["folder"] == ELEMENTARY and len(chosen) > 1:
            continue
        authors = rf"\\{{\small {words(paper['authors'])}}}" if paper["authors"] else ""
        rows.append(rf"\textit{{{words(paper['title'])}}}{authors}\par")
    return "\n".join(
        [
            r"\thispagestyle{plain}\markboth{At a glance}{}",
            r"\begin{center}{\LARGE\bfseries\color{refink} Referee's report\par}\vskip 8pt",
            *rows,
            rf"\vskip 6pt{{\small Ledger of {words(ledger['created'][:10])}.\par}}",
            r"\end{center}\vskip 2pt\hrule height 0.3pt",
        ]
    )


def _letter_heading(said: Message) -> str:
    paper = said.paper
    how = " Where something is wrong: left what is printed, right what holds." if said.faulty else ""
    who = rf"To {words(paper['authors'])}" if paper["authors"] else "To the authors"
    title = titled(paper["title"])
    return (
        rf"\markboth{{{title}}}{{}}\phantomsection\addcontentsline{{toc}}{{subsection}}{{Letter to the authors}}"
        rf"{{\Large\bfseries\color{{refink}} Letter\par}}\vskip 2pt {who}."
        rf"{how}\par"
    )


def _unexpected(ledger: Record, chosen: Sequence[Record]) -> str:
    """The findings that are not what their authors expected, before anything else is read."""
    own = [s for paper in chosen for s in _statements(ledger, paper["folder"])]
    rows = [
        rf"\item {mono(statement['id'])}, {prose(check['title'])}: "
        rf"{badge(check['verdict'])} where {badge(check['expected'])} was expected. {prose(check['note'])}"
        for statement in own
        for check in statement["checks"]
        if not check["as_expected"]
    ]
    rows += [
        rf"\item {mono(statement['id'])}: {prose(failure)}." for statement in own for failure in statement["failures"]
    ]
    if not rows:
        return ""
    title = r"\section*{Not as expected\textsuperscript{!}}"
    return "\n".join([title, r"\begin{itemize}\raggedright", *rows, r"\end{itemize}"])


def _paper_heading(paper: Record) -> str:
    lines = [rf"\clearpage\section{{{titled(paper['title'])}}}"]
    if paper["authors"]:
        lines.append(rf"{words(paper['authors'])}\par")
    if paper["source"]:
        lines.append(rf"{{\small Source: {words(paper['source'])}\par}}")
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
        r"\textit{Figure~\thefigure.} What rests on what: an arrow points to a statement that uses another, directly"
        r" or through lemmas, a dashed arrow to a repair. The border shows the conclusion (green proved, brown argued,"
        r" red and thick refuted), the fill the printed argument (green sound, red flawed, yellow incomplete);"
        r" round boxes are statements of the source.\end{minipage}\par"
    )


def _appendix(ledger: Record, chosen: Sequence[Record], told: Sequence[Message], full: bool) -> str:
    return "\n".join(
        [
            r"\clearpage\appendix\section{What the verdicts rest on}",
            r"\subsection{Trusted base}" + _TRUSTED_BASE,
            r"\subsection{Cited theorems and inferences}",
            _leaned_on(ledger, chosen, told, full),
            r"\refneed{14\baselineskip}\subsection{Versions and settings}",
            _table("Program or library", "Version", ledger["versions"]),
            _table("Setting", "Value", {k: v for k, v in ledger["settings"].items() if k not in _UNPRINTED}),
            rf"{{\small Ledger written {words(ledger['created'])},"
            rf" with {count(ledger['certificates'], 'certificate')}.\par}}",
            _missing_characters(ledger),
        ]
    )


_UNPRINTED = ("asked", "keyword")  # what was asked for names folders of the machine it was asked on


def _leaned_on(ledger: Record, chosen: Sequence[Record], told: Sequence[Message], full: bool) -> str:
    """Every theorem and every inference once, with the statements that lean on it.

    In a letter: those under statements of the source and what mends them; in a full report all.
    """
    users: dict[str, dict[str, None]] = {}
    if full or not told:
        for statement in (s for paper in chosen for s in _statements(ledger, paper["folder"])):
            for entry in dict.fromkeys(entry for check in statement["checks"] for entry in check["modulo"]):
                users.setdefault(entry, {})[_place(statement)] = None
    for said in () if full else told:
        for entry, found in (*said.theorems.items(), *said.inferences.items()):
            users.setdefault(entry, {}).update((_place(s), None) for s in found)
    if not users:
        return r"No verdict is modulo anything: every step was taken by the kernel.\par"
    cited = sorted(users, key=lambda entry: (entry.startswith("inference:"), entry))
    rows = [rf"\item {modulo([entry])}. \emph{{Used by}} {', '.join(users[entry])}."
            for entry in cited]  # fmt: skip
    return "\n".join([r"{\small\begin{itemize}\raggedright", *rows, r"\end{itemize}}"])


def _place(statement: Record) -> str:
    return rf"{link_text(statement)} (p.~\pageref{{s:{statement['id']}}})"


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
