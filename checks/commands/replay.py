"""`referee replay`: establish every certificate of a ledger anew, make again what it displays, and compare."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from checks.commands.progress import tracked
from checks.ledger import LedgerError, read
from checks.run.again import differences, needed
from checks.run.pool import Pool
from checks.run.verifier import Verifier

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Replay; status 0 if the ledger says what its certificates say, 1 if not, 4 out of time or memory."""
    ledger = read(options.ledger)
    users = needed(ledger)
    rejected = late = 0
    shared = {"precision": ledger["settings"].get("precision", 128), "seed": 0, "memory": options.memory}
    with Pool(options.jobs, shared) as pool:
        verifier = Verifier(pool, seconds=options.seconds)  # without a cache: nothing that was said before counts
        answers = verifier.all(ledger["certificates"], sorted(users))
        for name, answer in tracked(answers, len(users), "certificates", lambda pair: users[pair[0]][0]):
            if "rejected" in answer:
                rejected += 1
                _say(name, users[name], f"rejected: {answer['rejected']}")
            elif "stopped" in answer:
                late += 1
                _say(name, users[name], answer["stopped"])
    try:
        unlike = [] if late else list(differences(ledger, verifier.answers))
    except ValueError as problem:
        raise LedgerError(f"{options.ledger}: {problem}") from None
    for difference in unlike:
        print(difference, file=sys.stderr)
    print(_total(len(users), rejected, late, len(ledger["certificates"]) - len(users)))
    if not late:
        count = sum(1 + len(s["checks"]) + len(s["quantities"]) for s in ledger["statements"])
        print(f"{count} statements, findings and quantities made again: {len(unlike) or 'no'} differences")
    return 1 if rejected or unlike else 4 if late else 0


def _total(count: int, rejected: int, late: int, spare: int) -> str:
    return (
        f"{count} certificates: {count - rejected - late} established anew, {rejected} rejected"
        + (f", {late} out of time or memory" if late else "")
        + (f"; {spare} more are lemmas or belong to no finding" if spare else "")
    )


def _say(name: str, users: Iterable[str], problem: str) -> None:
    print(f"{name[:23]}… ({', '.join(users)}): {problem}", file=sys.stderr)
