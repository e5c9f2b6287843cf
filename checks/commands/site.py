"""`referee site`: a static site to explore a ledger."""

from __future__ import annotations

import argparse
import os

from checks.commands.report import ledger_of
from checks.ledger import read
from checks.report.site import write_site

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Write the site; status as for `report`."""
    ledger, status = ledger_of(options)
    if not ledger["statements"]:
        return 2
    earlier = read(options.since) if options.since is not None else None
    written = write_site(ledger, options.folder, earlier=earlier)
    print(f"{os.path.relpath(written[0])} ({len(written)} files)")
    return status
