"""`referee prove` on the installed program: verdicts, witnesses, exit status, budget."""

import json
import time
from fractions import Fraction
from pathlib import Path

import pytest

from checks.encode.plain import judgement_text
from checks.kernel import establish
from tests.cli.toy_papers import referee


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("exp(x) >= 1 + x", ["x in [-1, 1]"]),
        ("pi < 22/7", []),
        ("0.1 + 0.2 == 0.3", []),
        ("x^2 + y^2 >= 2*x*y", []),
        ("log(x) <= x - 1", ["x in (0, oo)"]),
        ("x*exp(-y) + y*exp(-z) + z*exp(-x) < 0.92*(x + y + z)", ["x, y, z in [1/10, 1]"]),
        ("-x<1", ["x > 0"]),
        ("0 <= x^2 <= 4", ["x in [-2, 2]"]),
    ],
)
def test_a_true_claim_is_proved(claim: str, where: list[str], tmp_path: Path) -> None:
    conditions = [part for condition in where for part in ("--where", condition)]
    done = referee("prove", claim, *conditions, cwd=tmp_path)
    assert (done.returncode, done.stdout.split()[0], done.stderr) == (0, "proved", "")


@pytest.mark.parametrize(
    ("claim", "where", "witness"),
    [
        ("sin(x) <= x/2", ["x in [1, 1]"], {"x": Fraction(1)}),
        ("x^2 > 0", [], {"x": Fraction(0)}),
        ("x < y", ["x in [3, 3]", "y in [2, 2]"], {"x": Fraction(3), "y": Fraction(2)}),
        ("pi > 22/7", [], {}),
        ("0.1 + 0.2 == 0.30000000000000004", [], {}),
    ],
)
def test_a_false_claim_is_refuted_with_an_exact_witness(
    claim: str, where: list[str], witness: dict[str, Fraction], tmp_path: Path
) -> None:
    conditions = [part for condition in where for part in ("--where", condition)]
    done = referee("prove", claim, *conditions, "--json", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert (done.returncode, found["verdict"]) == (1, "refuted")
    assert {name: Fraction(value) for name, value in found["witness"].items()} == witness
    assert judgement_text(establish(found["certificate"]).claim.to_json()) == found["established"]


def test_a_refutation_shows_both_sides(tmp_path: Path) -> None:
    done = referee("prove", "sin(x) <= x/2", "--where", "x in [1, 1]", cwd=tmp_path)
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[0].startswith("refuted")
    assert "witness     x = 1" in lines
    assert "sin(x) in [0.841470984807, 0.841470984808]" in lines
    assert "x/2 = 1/2" in lines


def test_what_cannot_be_settled_in_time_is_undecided(tmp_path: Path) -> None:
    begun = time.monotonic()
    # Equal to more digits than anyone computes in a second, and not by any identity that the kernel knows.
    done = referee("prove", "gamma(x + 1) == x*gamma(x)", "--where", "x in [1, 2]", "--seconds", "1", cwd=tmp_path)
    assert done.returncode == 4, done.stdout
    assert done.stdout.startswith("undecided")
    assert "note" in done.stdout
    assert time.monotonic() - begun < 25


def test_a_claim_that_cannot_be_read_is_shown_with_its_place(tmp_path: Path) -> None:
    done = referee("prove", "exp(x) >= foo(x)", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "referee: 'exp(x) >= foo(x)', column 11: unknown function foo; known are "
        + "abs, acos, acosh, arccos, arcsin, arctan, asin, asinh, atan, atanh, clip, cos, cosh, erf, exp, gamma, "
        + "hinge, kl, lambertw, ln, log, logsumexp, max, min, relu, sigmoid, sin, sinh, softplus, sqrt, tan, tanh\n"
        + "    exp(x) >= foo(x)\n"
        + "              ^\n"
    )


def test_the_script_can_be_pasted_into_a_paper_and_proves_the_claim(tmp_path: Path) -> None:
    done = referee("prove", "abs(x) <= x^2 + 1/4", "--script", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "decide" not in done.stdout
    (tmp_path / "my_paper.py").write_text(done.stdout, encoding="utf-8")
    checked = referee("check", "my_paper.py", "-j", "1", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "my_paper/lemma-1  proved" in checked.stdout
