"""Run a checker over the corpus: `python -m tests.soundness.corpus [--checker "COMMAND {}"]`."""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import time

from tests.soundness.corpus.cases import CASES, Case, verdict


def main() -> int:
    """Print every case on which the checker is wrong, and a summary; status 1 if there is one."""
    parser = argparse.ArgumentParser(prog="python -m tests.soundness.corpus", description=__doc__)
    parser.add_argument("--checker", help='command with {} for the file; status 0 accepts, 1 rejects; e.g. "mine {}"')
    parser.add_argument("--first", action="store_true", help="stop at the first case that is judged wrongly")
    options = parser.parse_args()
    begun, wrong = time.perf_counter(), []
    for case in CASES:
        problem = verdict(case) if options.checker is None else _asked(options.checker, case)
        if problem:
            wrong.append(case)
            print(f"{case.path}: {problem}")
            if options.first:
                break
    seconds = time.perf_counter() - begun
    print(f"{len(CASES)} certificates, {len(wrong)} judged wrongly, {seconds:.1f} s")
    return 1 if wrong else 0


def _asked(checker: str, case: Case) -> str:
    command = [part.replace("{}", str(case.path)) for part in shlex.split(checker)]
    try:
        status = subprocess.run(command, capture_output=True, timeout=60, check=False).returncode
    except subprocess.TimeoutExpired:
        return "" if case.rejected else "no answer in 60 s"
    expected = 1 if case.rejected else 0
    return "" if status == expected else f"status {status}, expected {expected}: {case.says}"


if __name__ == "__main__":
    sys.exit(main())
