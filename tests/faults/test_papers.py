"""Bad papers, all beside one good paper and in one run: each is told of in one line, and the good one is unharmed.

A row is the text of a section and what is expected: the verdict of its check and a part of the note, or `None` and a
part of the one line that says why the paper, or the statement, cannot be read.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pytest

from checks import ledger
from tests.cli.toy_papers import EVIDENCE, referee, write_paper
from tests.faults.tables import quick_or_all

HEAD = """
from sympy import *
from checks.methods import *
from checks.paper import *
x, y, z = real("x"), real("y"), real("z")
PAPER.symbols.update({x: Reals, y: Interval(0, 1)})
"""


def check(body: str, options: str = "") -> str:
    return f'\n@LEMMA_1.argument("t"{options})\ndef bad():\n    {body}\n'


def lemma(concludes: str, more: str = "") -> str:
    return f'\nPAPER.lemma("2", where="here", quote="it is so", concludes=[{concludes}]{more})\n'


class Row(NamedTuple):
    """A section, the verdict that its check gets (None where nothing can be checked), and what is said."""

    section: str
    verdict: str | None
    said: str


BAD = "error"
QUICK: dict[str, Row] = {
    "syntax": Row("\ndef (:\n", None, "not valid Python"),
    "ends_itself": Row("\nos._exit(3)\n", None, "ended itself with status 3"),
    "raises": Row("\nraise ValueError('no')\n", None, "ValueError: no"),
    "prints": Row("\nprint('x' * 30_000_000)\n" + check("return Evidence(note='quiet')"), "undecided", "quiet"),
    "binary": Row("\n# \x00\n", None, "section_1.py: not valid Python"),
    "infinite": Row(HEAD + lemma("le(x, oo)"), None, "section_1.py:"),
    "not_a_number": Row(HEAD + lemma("le(x, nan)"), None, "section_1.py:"),
    "floats": Row(HEAD + lemma("le(x, 0.1)"), None, "0.1"),
    "just_true": Row(HEAD + lemma("True"), None, "section_1.py:"),
    "no_domain": Row(HEAD + lemma("le(z, 1)"), None, "domain"),
    "surrogate": Row(HEAD + lemma("le(x, exp(x))", ', note="half \\udcff"'), None, "character in “half \\udcff”"),
    "escape": Row(HEAD + lemma("le(x, exp(x))", ', note="\\x1b[31mred"'), None, "control character in “\\x1b[31mred”"),
    "budget_nan": Row(check("pass", ", seconds=float('nan')"), None, "seconds=nan is not a positive number"),
    "budget_negative": Row(check("pass", ", seconds=-1"), None, "seconds=-1 is not a positive number"),
    "lambda_id": Row('\nLEMMA_1.argument("t")(lambda: None)\n', None, "a name of its own"),
    "escape_in_a_note": Row(check("raise ValueError('\\x1b]0;pwn\\x07')"), BAD, r"\x1b]0;pwn\x07"),
    "escape_in_evidence": Row(check("return Evidence(note='\\x1b[31m')"), BAD, r"“\x1b[31m”"),
    "replaced": Row(
        HEAD + check("import dataclasses; e = enclose(LEMMA_1, gt(exp(x), 0)); "
                     "return dataclasses.replace(e, note='x', witness={'x': '0'})", ", claims=[lt(exp(x), 0)]"),
        "undecided", "something else"),
    "stdin": Row(check("return Evidence(note=repr(os.read(0, 10)))"), "undecided", "b''"),
    "closes_everything": Row(check("os.closerange(0, 64); return Evidence(note='x')"), BAD, ""),
    "threads": Row(check("import threading; [threading.Thread(target=time.sleep, args=(100,)).start() "
                         "for _ in range(50)]; return Evidence(note='fifty')"), "undecided", "fifty"),
    "mute": Row(check("class E(Exception):\n        def __str__(self): raise ValueError\n    raise E()"), BAD, ""),
}  # fmt: skip
MORE: dict[str, Row] = {
    "no_such_module": Row("\nimport nothing_of_the_kind\n", None, "No module named 'nothing_of_the_kind'"),
    "exits": Row("\nraise SystemExit(0)\n", None, "ends the program while it is imported"),
    "segfault_at_import": Row("\nimport ctypes; ctypes.string_at(0)\n", None, "SIGSEGV"),
    "loops_at_import": Row("\nwhile True: pass\n", None, "importing the paper took more than"),
    "no_relation": Row(HEAD + lemma("x + 1"), None, "section_1.py:"),
    "list_in_a_list": Row(HEAD + lemma("[le(x, 1)]"), None, "section_1.py:"),
    "text_as_a_claim": Row(HEAD + lemma("'x < 1'"), None, "section_1.py:"),
    "two_ids": Row(HEAD + lemma("le(x, exp(x))") + lemma("le(x, exp(x))"), None, "section_1.py:"),
    "two_checks": Row(check("pass") + check("pass"), None, "declared twice"),
    "complex": Row(HEAD + lemma("le(x, I)"), None, "section_1.py:"),
    "unknown_function": Row(HEAD + lemma("le(x, besselj(0, x))"), None, "section_1.py:"),
    "no_title": Row('\n@LEMMA_1.argument("")\ndef bad():\n    pass\n', None, "needs a title"),
    "budget_of_words": Row(check("pass", ", seconds='long'"), None, "section_1.py"),
    "unicode_names": Row(check("pass").replace("bad", "prüfung"), None, "in ASCII"),
    "asynchronous": Row(check("pass").replace("def bad", "async def bad"), BAD, "and not evidence"),
    "generator": Row(check("yield 1"), BAD, "and not evidence"),
    "nothing": Row(check("pass"), BAD, "did it forget `return`?"),
    "loop": Row(check("while True: pass", ", seconds=1"), "timeout", "budget of 1 s"),
    "one_call": Row(check("3**(3**18)", ", seconds=1"), "timeout", "budget of 1 s"),
    "deaf": Row(check("import signal; signal.signal(15, signal.SIG_IGN); time.sleep(99)", ", seconds=1"), "timeout",
                "budget of 1 s"),
    "segfault": Row(check("import ctypes; ctypes.string_at(0)"), BAD, "SIGSEGV"),
    "aborts": Row(check("os.abort()"), BAD, "SIGABRT"),
    "ends": Row(check("os._exit(0)"), BAD, "ended itself with status 0"),
    "system_exit": Row(check("raise SystemExit"), BAD, "SystemExit"),
    "interrupts": Row(check("raise KeyboardInterrupt"), BAD, "KeyboardInterrupt"),
    "recursion": Row(check("f = lambda: f(); f()"), BAD, "RecursionError"),
    "memory": Row(check("bytes(1 << 50)"), BAD, "out of memory"),
    "writes": Row(check("os.write(1, b'x' * 10_000_000); os.write(2, b'x' * 1000); return Evidence(note='x')"),
                  "undecided", "x"),
    "a_number": Row(check("return 7"), BAD, "returned 7 and not evidence"),
    "a_class": Row(check("return Evidence"), BAD, "and not evidence"),
    "forged": Row(check("from checks.outcome import Finding; return Finding(Verdict.PROVED, Trust.EXACT)"), BAD, ""),
    "no_certificate": Row(check("return Evidence(certificate={'x': 1})"), "undecided", "not a certificate"),
    "deep": Row(check("d = []\n    for _ in range(9**5): d = [d]\n    return Evidence(certificate={'x': d})"), BAD, ""),
    "objects": Row(check("return Evidence(certificate={'x': object()})"), BAD, "cannot be recorded"),
    "infinite_number": Row(check("return Evidence(certificate={'x': float('inf')})"), BAD, "cannot be recorded"),
    "repr_raises": Row(check("class R:\n        def __repr__(self): raise ValueError\n    return R()"), BAD, ""),
    "removes_itself": Row(check("os.unlink(__file__); return Evidence(note='gone')"), "undecided", "gone"),
    "modules": Row(check("import sys; sys.modules.clear(); return Evidence(note='x')"), BAD, ""),
    "hostile_hash": Row(check("import hashlib; hashlib.sha256 = None; return Evidence(note='x')"), "undecided", "x"),
}  # fmt: skip
ROWS = QUICK | dict(quick_or_all([], MORE.items()))


class Refereed(NamedTuple):
    """One run over all of them."""

    status: int
    said: str
    statements: dict[str, Any]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Refereed:
    folder = tmp_path_factory.mktemp("papers")
    for name, row in ROWS.items():
        write_paper(folder / "papers" / name, row.section)
    write_paper(
        folder / "papers/good", "\nimport sympy\n" + EVIDENCE.format(name="seen") + EVIDENCE.format(name="again")
    )
    done = referee("check", "papers", "--seconds", "10", "--memory", "2", "-j", "2", cwd=folder, seconds=580)
    found = {s["id"]: s for s in ledger.read(folder / "build/ledger.json")["statements"]}
    return Refereed(done.returncode, done.stderr, found)


def test_a_run_over_bad_papers_ends_as_other_runs_do(run: Refereed) -> None:
    assert run.status == 2  # some papers could not be read
    assert "Traceback" not in run.said
    assert "fault of the program" not in run.said
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", run.said)
    assert max(map(len, run.said.splitlines())) < 1500


def test_the_good_paper_is_unharmed(run: Refereed) -> None:
    assert [c["verdict"] for c in run.statements["good/lemma-1"]["checks"]] == ["supported", "supported"]


@pytest.mark.parametrize("name", ROWS)
def test_a_bad_paper(name: str, run: Refereed) -> None:
    row = ROWS[name]
    lines = [line for line in run.said.splitlines() if re.search(rf"\b{name}[/:]", line)]
    if row.verdict is None:
        complaints = [line for line in lines if line.startswith("referee: ")]
        assert len(complaints) == 1, lines
        assert row.said in complaints[0]
        return
    checks = {c["id"]: c for c in run.statements[f"{name}/lemma-1"]["checks"]}
    (bad,) = (c for c in checks.values() if c["title"] == "t")
    assert bad["verdict"] == row.verdict, bad["note"]
    assert row.said in bad["note"]
    assert "\n" not in bad["note"]
