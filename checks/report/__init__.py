"""The report: what a ledger says, for people. Each module here reads a ledger and nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from checks.writing import write_whole

__all__ = ["as_typed", "write_report"]

AUTHORS_OWN = ("where", "quote", "reading", "note", "why", "fix", "unexamined")  # may hold LaTeX between dollar signs
# TeX that defines or repeats belongs in no formula: `\def\a{\a}\a` never ends, and no error says where it was.
PROGRAMS = re.compile(r"\\(?:[egx]?def|let|futurelet|loop|csname|expandafter|(?:re|provide)?newcommand)(?![A-Za-z])")
MOST_TYPED = 8  # statements; each costs another run of TeX


def write_report(
    ledger: Mapping[str, Any],
    outdir: str | os.PathLike[str],
    *,
    paper: str | None = None,
    full: bool = False,
    pdf: bool | None = None,
    told: Callable[[str], None] = lambda message: None,
) -> list[Path]:
    """Write a volume of the report, `constants.tex`, `figures/` and, where a TeX is installed, the PDF of the volume.

    ledger: as `checks.ledger.read` returns it.
    paper: folder of the one paper that the volume is about, and that it is called after; None for all, in `report.tex`.
    full: every statement with its findings and proofs; `-full` is added to the name.
    pdf: True to insist on the PDF, False to do without, None to make it where pdflatex is installed.
    told: is told of each statement whose formulas TeX refuses; these are then set as they were typed.
    Returns the paths that were written. Raises `checks.report.pdf.TexAbsent` where a PDF is insisted on and cannot be
    made, and `checks.report.pdf.ReportError` where TeX fails; the other files are there by then.
    """
    from checks.report import constants, figures, latex
    from checks.report.pdf import tex_installed

    ledger = _without_programs(ledger, told)
    directory = Path(outdir)
    directory.mkdir(parents=True, exist_ok=True)
    name = (paper or "report") + ("-full" if full else "")
    written = [
        _write(directory / f"{name}.tex", latex.document(ledger, paper, full=full)),
        _write(directory / "constants.tex", constants.document(ledger)),
        *(figures.draw(ledger, directory) if full else []),
    ]
    if pdf or (pdf is None and tex_installed()):
        written.append(_compiled(ledger, directory, name, paper, full, told))
    return written


def _compiled(
    ledger: Mapping[str, Any], directory: Path, name: str, paper: str | None, full: bool, told: Callable[[str], None]
) -> Path:
    """The PDF; a formula that TeX refuses costs its statement its formulas, and no one else anything."""
    from checks.report import latex
    from checks.report.pdf import ReportError, compile_pdf

    typed: list[str] = []
    while True:
        try:
            return compile_pdf(directory, ledger["created"], name)
        except ReportError as problem:
            id = problem.statement
            if id is None or id in typed or len(typed) >= MOST_TYPED:
                raise
            typed.append(id)
            told(f"{id}: its formulas are set as they were typed, for {problem}")
            statements = [as_typed(s) if s["id"] == id else s for s in ledger["statements"]]
            ledger = {**ledger, "statements": statements}
            _write(directory / f"{name}.tex", latex.document(ledger, paper, full=full))


def _without_programs(ledger: Mapping[str, Any], told: Callable[[str], None]) -> Mapping[str, Any]:
    statements = list(ledger["statements"])
    for i, statement in enumerate(statements):
        own = [statement[key] for key in (*AUTHORS_OWN, "printed")]
        own += [text for c in statement["checks"] for text in (c["title"], c["note"])]
        own += [text for q in statement["quantities"] for text in (q["symbol"], q["meaning"])]
        if found := next((m for text in _texts(own) if (m := PROGRAMS.search(text))), None):
            told(
                f"{statement['id']}: its formulas are set as they were typed, for {found[0]} has no place in a formula"
            )
            statements[i] = as_typed(statement)
    return {**ledger, "statements": statements}


def _texts(values: list[Any]) -> list[str]:
    return [text for value in values for text in (value if isinstance(value, list) else [value]) if text]


def as_typed(statement: Mapping[str, Any]) -> dict[str, Any]:
    """A statement whose author's LaTeX stands there as text."""
    plain = {
        key: _plain(value) if key in AUTHORS_OWN and value is not None else value for key, value in statement.items()
    }
    checks = [{**c, "title": _plain(c["title"]), "note": _plain(c["note"])} for c in statement["checks"]]
    quantities = [{**q, "symbol": r"\cdot", "meaning": _plain(q["meaning"])} for q in statement["quantities"]]
    plain["quote"] = f"{_plain(statement['printed'])} {plain['quote'] or ''}".strip() or None
    return {**plain, "printed": "", "checks": checks, "quantities": quantities}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.replace("$", "").replace("`", "'")


def _write(path: Path, text: str) -> Path:
    write_whole(path, text)
    return path
