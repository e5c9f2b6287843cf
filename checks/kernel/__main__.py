"""`python -m checks.kernel FILE …`: replay certificates, bundles and ledgers with nothing else of the project.

Status 0: all accepted; 1: something is rejected; 2: a file cannot be read; 4: out of time or memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import sys

from checks.kernel.replay import Established, digest, replay
from checks.kernel.terms import Rejected


def main(arguments: list[str] | None = None) -> int:
    """Replay what the files hold; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m checks.kernel", description="Replay certificates.")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a certificate, a bundle of certificates, or a ledger")
    parser.add_argument("--seconds", type=int, default=3600, help="processor time for everything (3600)")
    parser.add_argument("--memory", type=float, default=8.0, help="address space in GB (8)")
    options = parser.parse_args(arguments)
    _bound(options.seconds, options.memory)
    try:
        return max(_file(path) for path in options.files)
    except (MemoryError, _Late) as problem:
        print(f"out of bounds: {str(problem) or 'out of memory'}", file=sys.stderr)
        return 4


class _Late(BaseException):
    """Time is over: no fault of the certificate at hand, which an Exception would be taken for."""


def _bound(seconds: int, gigabytes: float) -> None:
    """The soft limit raises an error where it can, the hard one ends the process wherever it is."""

    def late(number: int, frame: object) -> None:
        raise _Late(f"{seconds} s of processor time are over")

    signal.signal(signal.SIGXCPU, late)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (int(gigabytes * 2**30),) * 2)


def _file(path: str) -> int:
    try:
        with open(path, encoding="utf-8") as stream:
            data = json.load(stream)
        several = isinstance(data, dict) and isinstance(data.get("certificates"), dict)
        answers = replay(data["certificates"] if several else {digest(data): data})
    except (OSError, ValueError, RecursionError) as problem:
        print(f"{path}: cannot be read: {str(problem)[:200]}", file=sys.stderr)
        return 2
    bad = [f"{name}: rejected: {a}" for name, a in sorted(answers.items()) if isinstance(a, Rejected)]
    for answer in (a for a in answers.values() if not several and isinstance(a, Established)):
        print(f"{path}: {answer.trust}, modulo {list(answer.modulo)}: {json.dumps(answer.claim.to_json())}")
    print("\n".join([*bad, f"{path}: {len(answers) - len(bad)} accepted, {len(bad)} rejected"]))
    return 1 if bad or not answers else 0


if __name__ == "__main__":
    sys.exit(main())
