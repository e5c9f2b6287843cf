"""`pytest --referee`, as somebody sees it who has a paper and tests of their own."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGIN = "checks.pytest_plugin"
KNOWN = any(e.value == PLUGIN for e in entry_points(group="pytest11"))
PAPER = """
from sympy import Reals, exp
from checks.methods import enclose, witness
from checks.outcome import Verdict
from checks.paper import Paper, le, real

x = real("x")
PAPER = Paper("mine", "A paper", symbols={x: Reals})
LEMMA_1 = PAPER.lemma("1", where="Section 1", origin="derived", concludes=[le(1 + x, exp(x))])
LEMMA_2 = PAPER.lemma("2", where="Section 1", quote="all of it", concludes=[le(1 + x**2, exp(x))])


@LEMMA_1.conclusion("the tangent")
def tangent(claim):
    return enclose(claim)


@LEMMA_2.conclusion("the parabola", expect=Verdict.REFUTED)
def parabola(claim):
    return witness(claim)


@LEMMA_2.conclusion("the parabola, once more")
def once_more(claim):
    return enclose(claim)
"""
Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(mine=PAPER)
    pytester.makepyfile(test_own="def test_own():\n    pass")
    named = () if KNOWN else ("-p", PLUGIN)
    return lambda *arguments: pytester.runpytest_subprocess(*named, "-p", "no:cacheprovider", *arguments)


def test_the_entry_point_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"referee": PLUGIN}


def test_checks_and_statements_are_tests_and_failures_are_explained(run: Run) -> None:
    done = run("--referee", "mine.py", "-v")
    done.assert_outcomes(passed=6, failed=2)
    done.stdout.fnmatch_lines(
        [
            "*mine.py::lemma-1#tangent PASSED*",
            "*mine.py::lemma-2#once-more FAILED*",
            "mine/lemma-2#once-more: undecided, expected proved (the parabola, once more)",
            "*undecided after * boxes*",
            "*counterexample x = *",
            "mine/lemma-2 is refuted: say in one sentence what is wrong (why=)",
        ]
    )


def test_a_keyword_chooses_and_nothing_else_is_run(run: Run) -> None:
    done = run("--referee", "mine.py", "-k", "tangent")
    done.assert_outcomes(passed=1, deselected=7)


def test_without_papers_the_plugin_does_nothing_and_a_wrong_name_is_said(run: Run) -> None:
    run().assert_outcomes(passed=1)
    done = run("--referee", "there_is_none.py")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(["*there_is_none.py: no such file, folder, paper or id*"])
