"""`referee report`: the report and the file of constants, from a ledger or from a run that brings it up to date."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checks.commands.check import LEDGER, refereed
from checks.complaints import BadInput, close_matches, printable
from checks.ledger import LedgerError, read, write
from checks.report import write_report

__all__ = ["ledger_of", "run"]


def run(options: argparse.Namespace) -> int:
    """Write the report; status 0, 2 where a paper cannot be read, 3 where LaTeX is wanted and absent."""
    from checks.report.pdf import ReportError, TexAbsent

    ledger, status = ledger_of(options)
    if not ledger["statements"]:
        return 2
    paper = _known(options.paper, ledger) if options.paper else None

    def told(message: str) -> None:
        nonlocal status
        status = status or 1
        print(f"referee: {printable(message)}", file=sys.stderr)

    try:
        for path in write_report(ledger, options.folder, paper=paper, full=options.full, pdf=options.pdf, told=told):
            print(os.path.relpath(path))
    except TexAbsent as problem:
        print(f"referee: {problem}", file=sys.stderr)
        return 3
    except ReportError as problem:
        print(f"referee: {problem}", file=sys.stderr)
        return 1
    return status


def ledger_of(options: argparse.Namespace) -> tuple[dict[str, Any], int]:
    """The ledger that is named, or that of a run which brings the last one up to date; and the status so far."""
    if options.ledger is not None:
        return read(options.ledger), 0
    done = refereed(options, *_last_asked(), quiet=True, keep=True)
    if done.ledger["statements"]:
        LEDGER.parent.mkdir(parents=True, exist_ok=True)
        write(LEDGER, done.ledger)
    return done.ledger, 1 if done.contradictions else 2 if done.problems else 0


def _known(asked: str, ledger: Mapping[str, Any]) -> str:
    """The folder of the paper that is meant by its name or its path."""
    folders = list(dict.fromkeys(statement["paper"] for statement in ledger["statements"]))
    wanted = asked.rstrip("/").rpartition("/")[2]
    if wanted not in folders:
        raise BadInput(f"{asked}: no such paper in this ledger{close_matches(wanted, folders)}")
    return wanted


def _last_asked() -> tuple[list[str], str | None]:
    """What the ledger of the last run was asked for, so that the report is of the same papers."""
    try:
        asked = read(LEDGER)["settings"] if Path(LEDGER).is_file() else {}
    except LedgerError:
        asked = {}
    return list(asked.get("asked") or []), asked.get("keyword")
