"""`referee check`: run the checks, write the ledger, print the table, and say what is not as expected."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from checks.commands.progress import listener
from checks.complaints import BadInput
from checks.ledger import as_expected, write
from checks.run.cache import Cache, default_folder
from checks.run.discover import find
from checks.run.pool import OUT_OF_MEMORY
from checks.run.runner import Run, Settings
from checks.run.runner import run as referee
from checks.run.selection import Keyword
from checks.writing import write_whole

__all__ = ["refereed", "run", "status_of"]

LEDGER = Path("build/ledger.json")
WATCH_SECONDS = 0.3
LONGEST_CHECKS = 20


def run(options: argparse.Namespace) -> int:
    """Referee the targets, once or whenever they change; status 0, 1, 2 or 4."""
    while options.watch:
        seen = _changed(options.targets)
        try:
            _once(options)
        except BadInput as problem:
            print(f"referee: {problem}", file=sys.stderr)
        print("watching; Ctrl-C ends it", file=sys.stderr)
        while _changed(options.targets) == seen:
            time.sleep(WATCH_SECONDS)
    return _once(options)


def _changed(targets: Sequence[str]) -> dict[str, int]:
    """When each Python file below the targets (below proofs/ if there are none) was last written."""
    roots = [Path(t) for t in targets if Path(t).exists()] or [Path("proofs")]
    files = [f for root in roots for f in ([root] if root.is_file() else root.rglob("*.py"))]
    return {str(f): f.stat().st_mtime_ns for f in files if f.exists()}


def _profile(done: Run) -> None:
    """The checks that took longest."""
    rows = sorted(((c["seconds"], c["id"]) for s in done.ledger["statements"] for c in s["checks"]), reverse=True)
    print("seconds  check")
    for seconds, name in rows[:LONGEST_CHECKS]:
        print(f"{seconds:7.2f}  {name}")


def _once(options: argparse.Namespace) -> int:
    """Referee the targets; status 0, 1, 2 or 4."""
    from checks.report.terminal import print_summary

    for place in (options.json, options.junit):
        if place is not None and place != "-":
            _require_writable(Path(place))
    done = refereed(options, options.targets, options.keyword, keep=True)
    if not done.ledger["statements"]:
        if done.problems:
            return 2
        raise BadInput(
            f"no check was chosen{f' by -k {options.keyword!r}' if options.keyword else ''}; nothing was run"
        )
    on_stdout = options.json == "-"
    if on_stdout:
        json.dump(done.ledger, sys.stdout, indent=1, ensure_ascii=False)
        print()
    else:
        path = Path(options.json) if options.json else LEDGER
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, done.ledger, done.spelled)
    if options.junit:
        from checks.report.junit import document

        Path(options.junit).parent.mkdir(parents=True, exist_ok=True)
        write_whole(options.junit, document(done.ledger))
    print_summary(done.ledger, sys.stderr if on_stdout else sys.stdout)
    if options.profile and not on_stdout:
        _profile(done)
    if not done.made and not done.looked_up and not done.problems:
        raise BadInput(
            f"no check was chosen{f' by -k {options.keyword!r}' if options.keyword else ''}; nothing was run"
        )
    return status_of(done)


def refereed(
    options: argparse.Namespace,
    targets: Sequence[str],
    keyword: str | None = None,
    *,
    quiet: bool = False,
    keep: bool = False,
) -> Run:
    """One run with the options that all running commands share.

    quiet: say less.  keep: make a cache where there is none; a command that only reads does not.
    """
    chosen = Keyword.parse(keyword) if keyword is not None else None
    settings = Settings(
        precision=options.precision,
        jobs=options.jobs,
        seconds=options.seconds,
        memory=options.memory,
        fresh=options.fresh,
        on=getattr(options, "on", None),
    )
    found = find(targets)
    with listener(quiet) as told:
        return referee(found, chosen, settings, Cache(default_folder(), create=keep), told)


def status_of(done: Run) -> int:
    """0 all as expected, 1 not, 2 a paper could not be read, 4 where only time or memory was short."""
    if done.contradictions:
        return 1
    if done.problems:
        return 2
    if as_expected(done.ledger):
        return 0
    if any(statement["failures"] for statement in done.ledger["statements"]):
        return 1
    unexpected = [c for s in done.ledger["statements"] for c in s["checks"] if not c["as_expected"]]
    return 4 if all(_short_of_time_or_memory(check) for check in unexpected) else 1


def _short_of_time_or_memory(check: Mapping[str, Any]) -> bool:
    return bool(check["verdict"] == "timeout" or (check["verdict"] == "error" and check["note"] == OUT_OF_MEMORY))


def _require_writable(path: Path) -> None:
    """Say before an hour of work, not after it, that its result cannot be written."""
    if path.is_dir():
        raise BadInput(f"{path}: is a folder; name a file")
    nearest = next((p for p in path.absolute().parents if p.exists()), None)
    if nearest is not None and not nearest.is_dir():
        raise BadInput(f"{path}: {nearest} is not a folder")
