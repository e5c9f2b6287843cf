"""`make mutants`: change the trusted code in one place at a time and see whether a test notices.

    python -m tests.mutants [--share 0.25] [--seed 0] [--only kernel/rules] [--seconds 300] [--quick]
    python -m tests.mutants --again LOG

Each mutant runs in a process of its own, over a copy of `checks/` in which one file is changed: first the corpus of
certificates (for the kernel), then the tests named below, until one fails. What none of them notices is printed. A
mutant that runs out of time has changed what the code does, and is counted apart; the suites as they are take less
than a third of that time.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants.changes import Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ["-m", "tests.soundness.corpus", "--first"]


IGNORED = shutil.ignore_patterns("__pycache__", ".*")


def pytest(*paths: str) -> list[str]:
    """The arguments that run some test files until one fails."""
    return ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *paths]


SOUNDNESS = "tests/soundness/test_"
NEAREST = {  # the tests that speak of one file of the kernel, before all others
    "__main__.py": pytest(SOUNDNESS + "corpus.py", "-k", "not judged_rightly"),
    "contexts.py": pytest("tests/unit/test_kernel_terms.py"),
    "terms.py": pytest("tests/unit/test_kernel_terms.py"),
    "extensions/functions.py": pytest(SOUNDNESS + "library_traps.py", SOUNDNESS + "kernel_evaluators.py"),
    "extensions/integrals.py": pytest(SOUNDNESS + "library_traps.py", SOUNDNESS + "kernel_evaluators.py"),
    "extensions/orbits.py": pytest(SOUNDNESS + "kernel_evaluators.py"),
    "extensions/roots.py": pytest(SOUNDNESS + "roots.py"),
}
KERNEL = [  # over every file of the kernel
    pytest(
        "tests/unit/test_kernel_terms.py", *(f"{SOUNDNESS}{n}.py" for n in ("library_traps", "prohibitions", "roots"))
    ),
    pytest(SOUNDNESS + "tampered_certificates.py", SOUNDNESS + "kernel_evaluators.py"),
]
AROUND: dict[str, list[list[str]]] = {  # files below checks/ → what is run over their mutants, in this order
    "verdict.py": [pytest("tests/unit/test_verdict.py")],
    "encode/judgements.py": [pytest("tests/unit/test_judgements.py", "tests/unit/test_verdict.py")],
    "run/again.py": [pytest("tests/cli/test_replay.py")],
}


def trusted() -> Iterator[tuple[Path, list[list[str]]]]:
    """Every trusted file, with what is run over its mutants, the quickest first."""
    kernel = ROOT / "checks" / "kernel"
    for path in sorted(kernel.rglob("*.py")):
        nearest = NEAREST.get(path.relative_to(kernel).as_posix())
        yield path, [CORPUS, *([nearest] if nearest else []), *KERNEL]
    for name, suites in AROUND.items():
        yield ROOT / "checks" / name, suites


def main() -> int:
    """Print every survivor and the score; status 0 however many there are."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="share of the mutants that is tried, drawn at random")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="a part of the path, such as kernel/rules")
    parser.add_argument("--seconds", type=float, default=300, help="for each suite over one mutant")
    parser.add_argument("--quick", action="store_true", help="the first suite of each file alone")
    parser.add_argument("--again", type=Path, help="what an earlier run printed: try its survivors, with every suite")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    (ROOT / "build").mkdir(exist_ok=True)
    survivors = None if options.again is None else set(options.again.read_text(encoding="utf-8").splitlines())
    chosen = [m for m in _all(options.only) if survivors is None or _told(m) in survivors]
    chosen = [m for m in chosen if random.Random(f"{options.seed} {m[0]} {m[2]}").random() < options.share]
    counts: Counter[str] = Counter()
    with ThreadPoolExecutor(options.jobs) as pool:
        answers = pool.map(lambda m: _answer(m, options.seconds, options.quick), chosen)
        for told, answer in zip(map(_told, chosen), answers, strict=True):
            counts[answer] += 1
            if answer == SURVIVED:
                print(told, flush=True)
            if counts.total() % 50 == 0:
                print(f"{counts.total()} of {len(chosen)}", file=sys.stderr, flush=True)
    print(f"{len(chosen)} mutants, " + ", ".join(f"{counts[answer]} {answer}" for answer in (*NOTICED, SURVIVED)))
    return 0


NOTICED, SURVIVED = ("noticed", "out of time"), "survived"
Chosen = tuple[Path, list[list[str]], int, Mutant]


def _told(chosen: Chosen) -> str:
    path, _, _, mutant = chosen
    return f"survived: {path}:{mutant.line}: {mutant.change}"


def _all(only: str) -> list[Chosen]:
    found: list[Chosen] = []
    for path, suites in trusted():
        relative = path.relative_to(ROOT)
        if only in relative.as_posix():
            mutants = enumerate(mutants_of(path.read_text(encoding="utf-8")))
            found += [(relative, suites, number, mutant) for number, mutant in mutants]
    return found


def _answer(chosen: Chosen, seconds: float, quick: bool) -> str:
    path, suites, _, mutant = chosen
    with tempfile.TemporaryDirectory(prefix="referee-mutant-", dir=ROOT / "build") as folder:
        there = Path(folder)
        shutil.copytree(ROOT / "checks", there / "checks", ignore=IGNORED)
        for name in ("tests", "proofs"):  # links, and not to the folder: tests look for the sources beside themselves
            shutil.copytree(ROOT / name, there / name, ignore=IGNORED, copy_function=os.link)
        for name in ("pyproject.toml", "constraints.txt"):
            os.link(ROOT / name, there / name)
        (there / path).write_text(mutant.source, encoding="utf-8")
        answers = (_asked(suite, there, seconds) for suite in suites[: 1 if quick else None])
        return next((answer for answer in answers if answer != SURVIVED), SURVIVED)


def _asked(suite: list[str], folder: Path, seconds: float) -> str:
    command = [sys.executable, "-B", "-P", *suite]
    environment = {"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "HYPOTHESIS_STORAGE_DIRECTORY": str(folder)}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=seconds,
            check=False,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        return "out of time"
    return SURVIVED if done.returncode == 0 else "noticed"


if __name__ == "__main__":
    sys.exit(main())
