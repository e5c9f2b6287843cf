"""From the LaTeX of a volume to its PDF, with the TeX that is installed; never for longer than the time allowed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import checks.leash

__all__ = ["ReportError", "TexAbsent", "compile_pdf", "tex_installed"]

RUNS = 4


class ReportError(RuntimeError):
    """The report could not be made into a PDF; one line says why and where the log is.

    statement: id of the statement at which TeX stopped, where that is known.
    """

    def __init__(self, message: str, statement: str | None = None) -> None:
        super().__init__(message)
        self.statement = statement


class TexAbsent(ReportError):
    """A PDF was asked for and no LaTeX is installed."""


def tex_installed() -> bool:
    """Is there a pdflatex to call?"""
    return shutil.which("pdflatex") is not None


def compile_pdf(directory: Path, created: str, name: str = "report", seconds: float = 600.0) -> Path:
    """Compile a volume in this directory; returns the path of the PDF.

    created: the ledger's time, which becomes the time of the PDF.
    name: of the volume, `report` for `report.tex`.
    seconds: for all runs together; then TeX and whatever it started are killed. Raises ReportError.
    """
    if not tex_installed():
        raise TexAbsent(
            "pdflatex is not installed: apt-get install texlive-latex-recommended, or compile the LaTeX elsewhere"
        )
    with tempfile.TemporaryDirectory(prefix="referee-tex-") as scratch:
        work = Path(scratch)
        shutil.copy(directory / f"{name}.tex", work / "report.tex")
        if (directory / "figures").is_dir():
            shutil.copytree(directory / "figures", work / "figures")
        failure = _run(work, _environment(created), seconds)
        log = directory / f"{name}.log"
        if (work / "report.log").exists():
            shutil.copy(work / "report.log", log)
        if failure or not (work / "report.pdf").exists():
            reason, statement = _first_error(work / "report.log")
            why = reason or failure or "no PDF was made"
            raise ReportError(f"{name}.tex does not compile: {why} (log: {log})", statement)
        return _put(work / "report.pdf", directory / f"{name}.pdf")


def _run(work: Path, environment: dict[str, str], seconds: float) -> str:
    """Run TeX until its cross references settle; returns what went wrong, or nothing."""
    options = ["-interaction=nonstopmode", "-halt-on-error", "-file-line-error", "-no-shell-escape"]
    if shutil.which("latexmk"):
        latexmk = ["latexmk", "-norc", "-pdf", "-silent", *options, "report.tex"]
        return _call(latexmk, work, environment, seconds)
    before = ""
    for _ in range(RUNS):
        if failure := _call(["pdflatex", *options, "report.tex"], work, environment, seconds / RUNS):
            return failure
        after = (work / "report.aux").read_text(encoding="utf-8", errors="replace")
        if after == before:
            break
        before = after
    return ""


def _call(command: list[str], work: Path, environment: dict[str, str], seconds: float) -> str:
    held, leash = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-S", "-P", "-B", checks.leash.__file__, str(held), *command], cwd=work, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        pass_fds=(held,),
    )  # fmt: skip
    os.close(held)
    try:
        code = process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"{command[0]} took longer than {seconds:.0f} s"
    finally:
        os.close(leash)  # ends TeX and whatever it started; so does the end of this process, however it comes
        process.wait()
    return f"{command[0]} ended with status {code}" if code else ""


def _environment(created: str) -> dict[str, str]:
    """TeX sees the ledger's time for its own and no file outside its trees and its directory."""
    stamp = str(int(datetime.fromisoformat(created).timestamp()))
    return {
        **os.environ, "SOURCE_DATE_EPOCH": stamp, "FORCE_SOURCE_DATE": "1", "TZ": "UTC", "openin_any": "p",
        "openout_any": "p", "max_print_line": "1000",
    }  # fmt: skip


def _first_error(log: Path) -> tuple[str, str | None]:
    """What TeX complains of first, and the statement in which it stands."""
    if not log.exists():
        return "", None
    text = log.read_text(encoding="utf-8", errors="replace")
    match = re.search(r"^(?:\S*?:(\d+): |! )(.+)$", text, re.MULTILINE)
    if match is None:
        return "", None
    place = match if match.group(1) else re.compile(r"^l\.(\d+)", re.MULTILINE).search(text, match.end())
    if place is None:
        return match.group(2).strip(), None
    line = int(place.group(1))
    above = log.with_name("report.tex").read_text(encoding="utf-8").splitlines()[:line]
    labels = re.findall(r"\\label\{s:([^{}]*)\}", "\n".join(above))
    where = f", in {labels[-1]}" if labels else ""
    return f"line {line}{where}: {match.group(2).strip()}", labels[-1] if labels else None


def _put(source: Path, target: Path) -> Path:
    """Copy so that a reader of the target sees the old file or the new one whole."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    shutil.copy(source, temporary)
    os.replace(temporary, target)
    return target
