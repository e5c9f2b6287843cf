"""What a user may type after `referee prove`: never executed, never a fault of the program, one line with a place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.toy_papers import referee
from tests.faults.tables import quick_or_all

REFUSED = quick_or_all(
    [
        "__import__('os').system('touch pwned')",
        "9**9**9**9 > 1",
        "1e999999999 > x",
        "х < 1 + x + ехр(x)",  # Cyrillic
        "x <\u200b 1",
        "\u202ex > 1",
        "x \x1b[31m< 1",
        "factorial(x) > 3",
        "(" * 300 + "x" + ")" * 300 + " > 1",
    ],
    [
        "",
        " ",
        "x",
        "x <",
        "< x",
        "x = 1",
        "x := 1",
        "lambda: 1",
        "[x for x in y]",
        "x if x > 1 else 2 > 1",
        "f'{x}' > 1",
        "x.__class__ > 1",
        "x[0] > 1",
        "x < y < z <",
        "1 < nan",
        "x < oo",
        "x < inf",
        "i*i == -1 and I",
        "0x10 < x",
        "1_000 < x < 'a'",
        "10**1000000 > x",
        "x**(10**9) > 1",
        "3" * 3000 + " > x",
        "exp(" * 200 + "x" + ")" * 200 + " > 1",
        "x > 1; y > 1",
        "x > 1 # comment \n y",
        "$(id) > 1",
        "`id` > 1",
        "eval('1') > 1",
        "exec('x') > 1",
        "open('/etc/passwd') > 1",
        "max() > 1",
        "exp() > 1",
        "exp(x, y) > 1",
        "exp(*x) > 1",
        "exp(x=1) > 1",
        "sin x > 1",
        "2x > 1",
        "x! > 1",
        "|x| > 1",
        "x > 1 and",
        "not x > 1 or",
        "x ≪ 1",
        "a+b+c+d+f+g+h > 1",
        "pow(x, 2) > 1",
        "sign(x) > 1",
        "True",
        "None > 1",
        "... > 1",
        "x @ y > 1",
        "x // y > 1",
        "x % 2 > 1",
        "x << 2 > 1",
        "~x > 1",
        "x is y",
        "x in y",
        "await x > 1",
        "\ufeffx >",
        "x >\x01 1",
        "e > 2",
    ],
)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_in_the_language_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    done = referee("prove", text, "--seconds", "5", cwd=tmp_path)
    assert done.returncode == 2, done.stdout
    said = [line for line in done.stderr.splitlines() if not line.startswith("    ")]
    assert len(said) == 1, done.stderr
    assert said[0].startswith("referee")
    assert "\x1b" not in done.stderr
    assert list(tmp_path.iterdir()) == []  # nothing was executed, and nothing is left behind


@pytest.mark.parametrize(
    ("claim", "where", "status", "said"),
    quick_or_all(
        [
            ("x > y", ["x < y", "y < x"], 0, "may speak of nothing"),  # L2
            ("x == 1", ["x in [1, 1]"], 0, ""),
            ("x**(9999/10000) <= x**(4999/5000)", ["x in [0, 1]"], None, ""),
        ],
        [
            ("x > 1", ["x in [2, 3]", "x in [4, 5]"], 2, ""),
            ("x > 1", ["x in (1, 1)"], 2, ""),
            ("0 < 1", [], 0, ""),
            ("1/x > 0", ["x >= 0"], 4, ""),
            ("log(x) < x", [], 4, ""),
            ("x > y", ["x > y"], 0, ""),
            ("x + y > 3", ["x > 2", "y > 1"], 0, ""),
        ],
    ),
)
def test_conditions(claim: str, where: list[str], status: int | None, said: str, tmp_path: Path) -> None:
    """L2, L14"""
    conditions = [part for condition in where for part in ("--where", condition)]
    done = referee("prove", claim, *conditions, "--seconds", "20", "--json", cwd=tmp_path)
    assert status is None or done.returncode == status, done.stdout + done.stderr
    if done.returncode != 2:
        note = json.loads(done.stdout)["note"]
        assert said in note
        assert ("may speak of nothing" in note) == (said == "may speak of nothing")
        assert "Rejected" not in note  # the kernel's own words are no use to who typed the claim
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "locale",
    [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}],
)
def test_a_claim_is_read_and_printed_in_any_locale(locale: dict[str, Any], tmp_path: Path) -> None:
    """L14: `prove "π > 3"` without UTF-8 mode."""
    done = referee("prove", "π > 3", cwd=tmp_path, **locale)
    assert (done.returncode, "UnicodeEncodeError" in done.stderr) == (0, False), done.stderr
    assert "3 < π" in done.stdout
    done = referee("prove", "π > \udcff", cwd=tmp_path, **locale)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 3), done.stderr


@pytest.mark.parametrize(
    ("name", "hint"), [("factorial", "gamma(n + 1)"), ("cot", "1/tan(x)"), ("log10", "log(x)/log(10)")]
)
def test_what_is_called_otherwise_is_said(name: str, hint: str, tmp_path: Path) -> None:
    done = referee("prove", f"{name}(x) > 3", cwd=tmp_path)
    assert (done.returncode, hint in done.stderr) == (2, True), done.stderr
