"""The report: what a ledger says, for people. Each module here reads a ledger and nothing else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checks.writing import write_whole

__all__ = ["write_report"]


def write_report(
    ledger: Mapping[str, Any],
    outdir: str | os.PathLike[str],
    *,
    paper: str | None = None,
    full: bool = False,
    pdf: bool | None = None,
) -> list[Path]:
    """Write a volume of the report, `constants.tex`, `figures/` and, where a TeX is installed, the PDF of the volume.

    ledger: as `checks.ledger.read` returns it.
    paper: folder of the one paper that the volume is about, and that it is called after; None for all, in `report.tex`.
    full: every statement with its findings and proofs; `-full` is added to the name.
    pdf: True to insist on the PDF, False to do without, None to make it where pdflatex is installed.
    Returns the paths that were written. Raises `checks.report.pdf.TexAbsent` where a PDF is insisted on and cannot be
    made, and `checks.report.pdf.ReportError` where TeX fails; the other files are there by then.
    """
    from checks.report import constants, figures, latex
    from checks.report.pdf import compile_pdf, tex_installed

    directory = Path(outdir)
    directory.mkdir(parents=True, exist_ok=True)
    name = (paper or "report") + ("-full" if full else "")
    written = [
        _write(directory / f"{name}.tex", latex.document(ledger, paper, full=full)),
        _write(directory / "constants.tex", constants.document(ledger)),
        *(figures.draw(ledger, directory) if full else []),
    ]
    if pdf or (pdf is None and tex_installed()):
        written.append(compile_pdf(directory, ledger["created"], name))
    return written


def _write(path: Path, text: str) -> Path:
    write_whole(path, text)
    return path
