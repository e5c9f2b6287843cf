"""`referee replay` on the installed program: a ledger that says something else than its certificates does not pass."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checks import ledger
from tests.cli.toy_papers import referee, write_paper

PAPER = """
from sympy import Abs, Interval, Rational, exp
from checks.methods import enclose, evidence, quantity, witness
from checks.paper import ge, gt, le, real

x = real("x")
PAPER.symbols[x] = Interval(0, 3)

TRUE = PAPER.theorem("2", where="Section 2", quote="$e^x > x$", concludes=[gt(exp(x), x)])
FALSE = PAPER.theorem(
    "3", where="Section 2", quote="$x > 0$ and $e^x > 0$", concludes=[("lower", gt(x, 0)), ("exp", gt(exp(x), 0))],
    uses=[TRUE], why="It fails at 0.", fix="Leave 0 out.",
)
CONSTANTS = PAPER.theorem("4", where="Section 2", quote="two constants", derivation=True)

@TRUE.conclusion("on the whole range")
def holds(c):
    return enclose(c)

@TRUE.argument("a step", claims=[ge(exp(x), 1)])
def step(c):
    return enclose(c)

@FALSE.conclusion("at zero", claims=["lower"], expect=Verdict.REFUTED)
def fails(c):
    return witness(c, at={x: 0})

@FALSE.conclusion("the other part", claims=["exp"])
def other(c):
    return enclose(c)

@CONSTANTS.sharpness("measured")
def measured():
    whole = quantity("thousand", Rational(1000), symbol="n", meaning="a whole number", printed="1000")
    e = quantity("e", exp(1), symbol="e", meaning="Euler's number", printed="2.72")
    return Evidence(note="see there", quantities=(whole, e))
"""

Ledger = dict[str, Any]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    folder = tmp_path_factory.mktemp("replay")
    write_paper(folder / "toy", PAPER)
    done = referee("check", "toy", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return ledger.read(folder / "build/ledger.json")


def replay(book: Ledger, folder: Path) -> tuple[int, str]:
    (folder / "ledger.json").write_text(ledger.dumps(book), encoding="utf-8")
    done = referee("replay", "ledger.json", "-j", "2", cwd=folder)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def statement(book: Ledger, number: int) -> Any:
    return next(s for s in book["statements"] if s["id"].endswith(str(number)))


def check(book: Ledger, name: str) -> Any:
    return next(c for s in book["statements"] for c in s["checks"] if c["id"].endswith(f"#{name}"))


def quantity(book: Ledger, name: str) -> Any:
    return next(q for q in statement(book, 4)["quantities"] if q["name"] == name)


def test_what_was_established_is_established_again(book: Ledger, tmp_path: Path) -> None:
    found = {s["id"]: (s["conclusion"], s["argument"]) for s in book["statements"]}
    assert found == {
        "toy/lemma-1": ("unchecked", "unchecked"),
        "toy/theorem-2": ("proved", "sound"),
        "toy/theorem-3": ("refuted", "unchecked"),
        "toy/theorem-4": ("unchecked", "unchecked"),
    }
    status, said = replay(book, tmp_path)
    assert (status, "0 rejected" in said, "no differences" in said) == (0, True, True), said


def test_running_times_and_the_date_may_differ(book: Ledger, tmp_path: Path) -> None:
    later = copy.deepcopy(book)
    later["created"] = "2031-01-01T00:00:00+00:00"
    check(later, "holds")["seconds"] = 99.0
    assert replay(later, tmp_path)[0] == 0


def test_what_another_checker_has_accepted_is_not_made_again(book: Ledger, tmp_path: Path) -> None:
    also = copy.deepcopy(book)
    check(also, "holds")["also"] = ["coq"]
    assert replay(also, tmp_path)[0] == 0


def _proof_of_something_else(book: Ledger) -> None:
    """Every conclusion check of the false statement rests on a proof of something true that is not the statement."""
    right = check(book, "step")
    for name in ("fails", "other"):
        check(book, name).update(
            {key: right[key] for key in ("verdict", "trust", "claim", "judgement", "certificate", "scope")},
            closes=[0, 1], refutes=[], expected="proved", as_expected=True, witness=None,
        )  # fmt: skip
    statement(book, 3).update(conclusion="proved", why=None, fix=None)


def _another_statement(book: Ledger) -> None:
    """The statement becomes x < x, its conclusion stays proved."""
    wrong = [["<", ["v", "x"], ["v", "x"]]]
    statement(book, 2)["judgement"]["concludes"] = wrong
    statement(book, 2)["concludes"][0].update(text="x < x", latex="x < x")
    check(book, "holds")["asked"]["concludes"] = wrong
    check(book, "holds")["claims"] = ["x < x"]


def _the_finding_of_another(book: Ledger) -> None:
    """The true statement's finding stands in place of the false one's (`wrongstmt`, `allproved`)."""
    right = check(book, "holds")
    check(book, "fails").update(
        {key: right[key] for key in ("verdict", "trust", "claim", "judgement", "certificate", "asked", "claims")},
        closes=[0], refutes=[], expected="proved", as_expected=True, witness=None,
    )  # fmt: skip
    statement(book, 3)["conclusion"] = "proved"


def _exchanged(book: Ledger) -> None:
    one, two = check(book, "holds"), check(book, "step")
    for key in ("verdict", "trust", "claim", "judgement", "certificate", "closes"):
        one[key], two[key] = two[key], one[key]


def _forged(book: Ledger) -> None:
    """A certificate of 1 < 0, filed under its proper name."""
    one = check(book, "holds")
    certificate = copy.deepcopy(book["certificates"][one["certificate"]])
    certificate["steps"][-1]["shows"] = ["<", "1", "0"]
    one["certificate"] = ledger.digest(certificate)
    book["certificates"][one["certificate"]] = certificate


def _without_its_counterexample(book: Ledger) -> None:
    """What refuted it has run out of time instead."""
    check(book, "fails").update(
        verdict="timeout", expected="timeout", trust="numerical", certificate=None, judgement=None, claim="", scope="",
        evidence=None, refutes=[], witness=None,
    )  # fmt: skip
    statement(book, 3).update(conclusion="supported")


def _numbers_called_proof(book: Ledger) -> None:
    check(book, "holds").update(evidence=None, note="")


EDITS: dict[str, tuple[Callable[[Ledger], object], str]] = {
    "conclusion turned round": (lambda b: statement(b, 3).update(conclusion="proved"), "conclusion is proved in the"),
    "conclusion made better": (lambda b: statement(b, 1).update(conclusion="proved"), "toy/lemma-1: conclusion"),
    "argument": (lambda b: statement(b, 2).update(argument="flawed"), "argument is flawed"),
    "trust of a statement": (lambda b: statement(b, 2).update(trust="exact"), "toy/theorem-2: trust"),
    "modulo of a statement": (lambda b: statement(b, 2).update(modulo=["Banach"]), "modulo"),
    "held_back_by": (lambda b: statement(b, 3).update(held_back_by=["nothing"]), "held_back_by"),
    "existence": (lambda b: statement(b, 2).update(existence="shown"), "existence"),
    "failures hidden": (lambda b: statement(b, 3).update(why=None), "failures"),
    "formula of a statement": (lambda b: statement(b, 2)["concludes"][0].update(text="x > 7"), "concludes"),
    "latex of a statement": (lambda b: statement(b, 2)["concludes"][0].update(latex="x > 7"), "concludes"),
    "domain as printed": (lambda b: statement(b, 2)["text"].update(symbols=["x ∈ ℝ"]), "text"),
    "hypotheses": (lambda b: statement(b, 2)["judgement"]["symbols"].update(x="[-9, 9]"), "toy/theorem-2"),
    "uses that name nothing": (lambda b: statement(b, 2).update(uses=["toy/theorem-9"]), "conclusion is proved in the"),
    "uses in a circle": (lambda b: statement(b, 2).update(uses=["toy/theorem-3"]), "rests on itself"),
    "another statement": (_another_statement, "toy/theorem-2#holds: verdict is proved in the ledger"),
    "verdict turned round": (lambda b: check(b, "holds").update(verdict="refuted"), "verdict"),
    "verdict and expectation": (lambda b: check(b, "fails").update(verdict="proved", expected="proved"), "verdict"),
    "as_expected": (lambda b: check(b, "fails").update(expected="proved"), "as_expected"),
    "trust of a finding": (lambda b: check(b, "holds").update(trust="exact"), "toy/theorem-2#holds: trust"),
    "modulo of a finding": (lambda b: check(b, "holds").update(modulo=["Banach"]), "modulo"),
    "claim established": (lambda b: check(b, "holds").update(claim="0 = 1"), "claim is 0 = 1 in the ledger"),
    "claims": (lambda b: check(b, "step").update(claims=["0 = 1"]), "claims"),
    "asked": (lambda b: check(b, "step")["asked"].update(concludes=[["<", "0", ["v", "x"]]]), "verdict"),
    "judgement": (lambda b: check(b, "holds")["judgement"].update(kind="some"), "judgement"),
    "witness": (lambda b: check(b, "fails")["witness"].update(x="1/2"), "witness"),
    "closes": (lambda b: check(b, "other").update(closes=[0, 1]), "closes"),
    "refutes": (lambda b: check(b, "fails").update(refutes=[]), "refutes"),
    "note": (lambda b: check(b, "holds").update(note="certain"), "note"),
    "proof of something else": (_proof_of_something_else, "toy/theorem-3#fails: verdict"),
    "the finding of another": (_the_finding_of_another, "closes"),
    "findings exchanged": (_exchanged, "verdict"),
    "forged certificate": (_forged, "rejected"),
    "counterexample taken away": (_without_its_counterexample, "toy/theorem-3"),
    "evidence taken away": (_numbers_called_proof, "verdict is proved in the ledger"),
    "whole number widened": (lambda b: quantity(b, "thousand").update(lower="1000", upper="1001"), "toy/theorem-4"),
    "whole number moved": (lambda b: quantity(b, "thousand").update(lower="1001", upper="1001"), "toy/theorem-4"),
    "enclosure narrowed": (lambda b: quantity(b, "e").update(upper=quantity(b, "e")["lower"]), "toy/theorem-4"),
    "enclosure moved": (lambda b: quantity(b, "e").update(lower="2.8", upper="2.9"), "toy/theorem-4#measured"),
    "tightness": (lambda b: quantity(b, "e").update(tightness="1.5"), "the quantity e: tightness"),
    "trust of a quantity": (lambda b: quantity(b, "e").update(trust="exact"), "toy/theorem-4"),
    "another term": (lambda b: quantity(b, "e").update(term=["exp", "2"]), "toy/theorem-4"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_ledger_does_not_pass(edit: str, book: Ledger, tmp_path: Path) -> None:
    change, said = EDITS[edit]
    edited = copy.deepcopy(book)
    change(edited)
    assert edited != book
    status, output = replay(edited, tmp_path)
    assert (status, said in output) == (2 if said == "rests on itself" else 1, True), output


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda b: b["papers"].clear(), "belongs to no paper"),
        (lambda b: check(b, "holds").update(id="toy/theorem-3#holds"), "a check of another statement"),
        (lambda b: b["certificates"].pop(check(b, "holds")["certificate"]), "is not in this ledger"),
        (lambda b: b["certificates"][check(b, "holds")["certificate"]].update(more=1), "it was changed"),
        (lambda b: b.update(schema="referee-ledger/1"), "expected 'referee-ledger/2'"),
    ],
)
def test_what_does_not_hold_together_is_no_ledger(
    change: Callable[[Ledger], object], said: str, book: Ledger, tmp_path: Path
) -> None:
    edited = copy.deepcopy(book)
    change(edited)
    status, output = replay(edited, tmp_path)
    assert (status, said in output) == (2, True), output


def test_kept_answers_are_not_used(book: Ledger, tmp_path: Path) -> None:
    """Whatever the cache says, the kernel is asked."""
    write_paper(tmp_path / "toy", PAPER)
    referee("check", "toy", cwd=tmp_path)
    forged = copy.deepcopy(book)
    _forged(forged)
    answers = tmp_path / ".referee-cache" / "answer"
    assert answers.is_dir()
    assert replay(forged, tmp_path)[0] == 1
    assert json.loads(json.dumps(book)) == book
