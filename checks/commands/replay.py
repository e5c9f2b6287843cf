"""`referee replay`: establish every certificate of a ledger anew, and compare with what the ledger says of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from checks.ledger import read
from checks.pool import Ending, Outcome, Pool, Task

__all__ = ["run"]

SECONDS = 3600.0
SETTLED = ("proved", "refuted")

Record = Mapping[str, Any]


def run(options: argparse.Namespace) -> int:
    """Replay; status 0 if the kernel accepts everything, 1 if it rejects something, 4 out of time."""
    ledger = read(options.ledger)
    uses = _uses(ledger)
    tasks = [
        Task({"kind": "replay", "certificate": ledger["certificates"][name]}, SECONDS, name) for name in sorted(uses)
    ]
    rejected = late = 0
    settings = {"precision": ledger["settings"].get("precision", 128), "seed": 0}
    with Pool(options.jobs, settings) as pool:
        for outcome in pool.run(tasks):
            if outcome.ending is Ending.TIMEOUT or outcome.exhausted:
                late += 1
                _say(outcome, uses, outcome.note)
            elif problems := list(_problems(outcome, uses[outcome.task.tag])):
                rejected += 1
                for problem in problems:
                    _say(outcome, uses, problem)
    spare = len(ledger["certificates"]) - len(uses)
    print(
        f"{len(tasks)} certificates: {len(tasks) - rejected - late} established anew, {rejected} rejected"
        + (f", {late} out of time or memory" if late else "")
        + (f"; {spare} more belong to no finding" if spare else "")
    )
    return 1 if rejected else 4 if late else 0


def _uses(ledger: Record) -> dict[str, list[Record]]:
    """Certificate → the records that rest on it. A settled finding without one would rest on nothing."""
    uses: dict[str, list[Record]] = {}
    for statement in ledger["statements"]:
        for record in (*statement["checks"], *statement["quantities"]):
            if record["certificate"] is not None:
                uses.setdefault(record["certificate"], []).append(record)
    return uses


def _problems(outcome: Outcome, records: list[Record]) -> Iterator[str]:
    """What the kernel's answer and the ledger disagree on."""
    if outcome.ending is not Ending.ANSWERED:
        yield outcome.note
        return
    if "rejected" in outcome.answer:
        yield f"rejected: {outcome.answer['rejected']}"
        return
    for record in records:
        if record.get("verdict") not in SETTLED:
            continue
        if record["claim"] != outcome.answer["text"]:
            yield f"{record['id']} claims {record['claim']!r}; its certificate establishes {outcome.answer['text']!r}"
        if record["trust"] != outcome.answer["trust"]:
            yield f"{record['id']} says {record['trust']}; its certificate is {outcome.answer['trust']}"
        if missing := [m for m in outcome.answer["modulo"] if m not in record["modulo"]]:
            yield f"{record['id']} does not say that it leans on {', '.join(missing)}"


def _say(outcome: Outcome, uses: Mapping[str, list[Record]], problem: str) -> None:
    names = ", ".join(str(r.get("id") or r.get("name")) for r in uses[outcome.task.tag])
    print(f"{outcome.task.tag[:23]}… ({names}): {problem}", file=sys.stderr)
