"""`x·e^(−y) + y·e^(−z) + z·e^(−x) < 0.92·(x+y+z)` on [1/10, 1]³, and the start of the program."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc

from checks.encode.grammar import parse_claim
from checks.kernel.terms import Term, conjuncts
from checks.methods.prove import prove
from checks.methods.search import Budget, subdivide
from checks.outcome import Verdict
from tests.benchmarks.timing import Row, best_seconds

CLAIM = "x*exp(-y) + y*exp(-z) + z*exp(-x) < 0.92*(x + y + z)"
WHERE = ["x in [1/10, 1]", "y in [1/10, 1]", "z in [1/10, 1]"]
MANY_WHERE = ["x in [-2, 2]", "y in [-2, 2]"]
MANY_BOXES = "x**4*y**2 + x**2*y**4 - 3*x**2*y**2 + 1 > -0.000001"  # Motzkin's polynomial


def three_variables() -> None:
    """Parse, search, replay."""
    claim = parse_claim(CLAIM, WHERE)
    found = prove(claim.formula, claim.context, 10)
    assert found.established is not None
    assert found.verdict is Verdict.PROVED


def help_text() -> None:
    """`referee --help` as a process of its own."""
    subprocess.run([sys.executable, "-m", "checks.cli", "--help"], check=True, capture_output=True)


def peak_megabytes(goal: Term, depth: int) -> tuple[float, int]:
    """Peak memory of a subdivision and the number of its leaves."""
    claim = parse_claim(MANY_BOXES, MANY_WHERE)
    tracemalloc.start()
    tree = subdivide(claim.context, goal, Budget(60, depth))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20, tree.leaves


def measure() -> list[Row]:
    """Seconds for the claim and for the help text; memory of a search with many boxes."""
    claim, start = best_seconds([three_variables, help_text])
    (goal,) = conjuncts(parse_claim(MANY_BOXES, MANY_WHERE).formula)
    peak, leaves = peak_megabytes(goal, 60)
    return [
        Row("the three-variable claim", claim, "s", at_most=0.5),
        Row("referee --help", start, "s", at_most=0.4),
        Row(f"peak memory of a search with {leaves} leaves", peak, "MB", at_most=20),
    ]
