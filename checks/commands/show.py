"""`referee show`: one statement in full."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence

from checks.commands.check import LEDGER, refereed, status_of
from checks.complaints import BadInput, close_matches
from checks.ledger import read

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Show what is known of a statement, running what is not; status as for `check`."""
    from checks.report.terminal import coloured, show_statement

    status = 0
    if options.ledger is not None:
        ledger = read(options.ledger)
        asked = _meant([entry["id"] for entry in ledger["statements"]], options.id)
    else:
        try:
            done = refereed(options, [options.id], quiet=True)
        except BadInput:
            if not LEDGER.is_file():
                raise
            ledger = read(LEDGER)  # of a paper that does not lie here, and was checked from here
            ids = [entry["id"] for entry in ledger["statements"]]
            if options.id.partition("#")[0].strip("/") not in ids:
                raise
            asked = _meant(ids, options.id)
        else:
            ledger, asked, status = done.ledger, done.asked, status_of(done)
    width = min(max(shutil.get_terminal_size((100, 24)).columns, 60), 120)
    text = "\n".join(show_statement(ledger, id, width, full=options.full, proof=options.proof) for id in asked)
    drawn = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    sys.stdout.write(coloured(text) if drawn else text)
    return status


def _meant(ids: Sequence[str], asked: str) -> Sequence[str]:
    """The statement of this id, or those whose ids begin with it."""
    wanted = asked.partition("#")[0].strip("/")
    found = [id for id in ids if id == wanted] or [id for id in ids if id.startswith(wanted)]
    found = found or [id for id in ids if id.partition("/")[2] == wanted]
    if not found:
        raise BadInput(f"{asked}: no such statement in this ledger{close_matches(wanted, ids)}")
    return found
