"""A run that grows: statements, terms of one formula, findings in the cache; seconds and memory per thousand."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from checks.run.cache import Cache, key_of
from tests.benchmarks.timing import Row
from tests.cli.toy_papers import environment, write_paper

STATEMENTS = (500, 5_000)
TERMS = (1_000, 10_000, 100_000)
FINDINGS = (1_000, 10_000)
SECONDS = 60

MANY = """
from sympy import Interval
from checks.methods import enclose
from checks.paper import lt, real
x = real("x")
PAPER.symbols[x] = Interval(0, 1)

def declare(n):
    S = PAPER.lemma(str(n), where="here", quote="so it is", concludes=[lt(x, n + 2)])

    @S.conclusion("on the whole range")
    def holds(c):
        return enclose(c)

for n in range(2, {n} + 2):
    declare(n)
"""

LONG = """
from sympy import Add, Interval
from checks.methods import enclose
from checks.paper import lt, real
x = real("x")
PAPER.symbols[x] = Interval(1, 2)
S = PAPER.lemma("2", where="here", quote="so it is", concludes=[lt(0, Add(*[x**k / (k + 1) for k in range({n})]))])

@S.conclusion("on the whole range")
def holds(c):
    return enclose(c)
"""


def run(folder: Path, *options: str) -> tuple[float, float, int]:
    """Seconds, largest megabytes of any process so far, status."""
    begun = perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "checks.cli", "check", "toy", *options],
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, done.returncode


def measure() -> list[Row]:
    """What each size takes; the ratio of the per-item times of the largest and the smallest is 1 where it is linear."""
    return [*_statements(), *_terms(), *_findings()]


def _statements() -> list[Row]:
    rows, per = [], []
    for n in STATEMENTS:
        with tempfile.TemporaryDirectory() as place:
            write_paper(Path(place) / "toy", MANY.format(n=n))
            cold, memory, status = run(Path(place))
            warm, _, _ = run(Path(place))
            assert status == 0
        rows += [
            Row(f"{n} statements, cold", cold, "s"),
            Row(f"{n} statements, nothing changed", warm, "s"),
            Row(f"{n} statements, largest process", memory, "MB"),
        ]
        per.append(cold / n)
    return [*rows, Row("time per statement, largest against smallest", per[-1] / per[0], "", at_most=2)]


def _terms() -> list[Row]:
    rows = []
    for n in TERMS:
        with tempfile.TemporaryDirectory() as place:
            write_paper(Path(place) / "toy", LONG.format(n=n))
            seconds, memory, status = run(Path(place), "--seconds", str(SECONDS), "--fresh")
        said = {0: "proved", 2: "refused", 4: "out of time"}.get(status, f"status {status}")
        # Import, check and kernel each have the budget; more than three of them would be a budget that does not hold.
        rows.append(Row(f"a formula of {n} terms: {said}", seconds, "s", at_most=3 * (SECONDS + 6)))
        rows.append(Row(f"a formula of {n} terms, largest process so far", memory, "MB"))
    return rows


def _findings() -> list[Row]:
    rows, per = [], []
    entry = {"evidence": None, "failed": {"verdict": "error", "note": "x" * 2000}, "seconds": 0, "certificates": {}}
    for n in FINDINGS:
        with tempfile.TemporaryDirectory() as place:
            cache = Cache(Path(place, "cache"))
            names = [(f"toy/lemma-{i}#holds", key_of(number=i)) for i in range(n)]
            begun = perf_counter()
            for name, key in names:
                cache.put("evidence", name, key, entry)
            filed = perf_counter() - begun
            begun = perf_counter()
            assert all(cache.get("evidence", name, key) == entry for name, key in names)
            looked_up = perf_counter() - begun
        rows += [Row(f"{n} findings filed", filed, "s"), Row(f"{n} findings looked up", looked_up, "s")]
        per.append(looked_up / n)
    return [*rows, Row("time per look-up, largest against smallest", per[-1] / per[0], "", at_most=2)]
