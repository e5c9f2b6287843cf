"""No way to `proved` past the kernel: forged findings, unrelated evidence, selections, edited caches and sources.

Each of these once made the installed program print `proved` for something false, or was one step away from it.
"""

import json
import os
import shutil
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from checks import ledger
from checks.run import cache
from tests.cli.toy_papers import EVIDENCE, ROOT, referee, write_paper

BOUNDS = """
from sympy import Interval, Reals, exp
from checks.methods import enclose, evidence, exists, witness
from checks.paper import eq, ge, gt, le, lt, real

x, y = real("x"), real("y")
PAPER.symbols.update({x: Reals, y: Interval(0, 1)})
"""


def statements(folder: Path) -> dict[str, Any]:
    return {s["id"]: s for s in ledger.read(folder / "build/ledger.json")["statements"]}


def checked(folder: Path, *arguments: str, **more: Any) -> tuple[int, str]:
    done = referee("check", "toy", *arguments, cwd=folder, **more)
    assert "Traceback" not in done.stderr
    assert "fault of the program" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


# ---------------------------------------------------------------------------------------- papers that cheat


@pytest.mark.parametrize(
    "body",
    [
        "return Finding(Verdict.PROVED, Trust.EXACT, 'everywhere', claim='5 <= y', closes=(0,))",
        "f = Evidence(note='x'); object.__setattr__(f, 'verdict', Verdict.PROVED); return f",
        "return Evidence(certificate={'anything': 1})",
        "e = enclose(TRUE); return dataclasses.replace(e, note='that was it', modulo=('Banach',))",
        "e = enclose(TRUE); e.certificate['steps'][-1]['shows'] = ['<=', '5', ['v', 'y']]; return e",
        "import checks.verdict as v; v.judge = lambda *a, **k: Finding(Verdict.PROVED, Trust.EXACT); return None",
        "import checks.kernel as k; k.establish = None; return Evidence(certificate={'certificate': 1, 'steps': []})",
    ],
)
def test_a_paper_cannot_say_proved(body: str, tmp_path: Path) -> None:
    section = f"""
    import dataclasses
    from checks.outcome import Finding
    TRUE = PAPER.theorem("2", where="here", quote="$y \\\\le 1$", concludes=[le(y, 1)])
    FORGED = PAPER.theorem("3", where="here", quote="$y \\\\ge 5$", concludes=[ge(y, 5)])

    @FORGED.conclusion("a forgery")
    def forged():
        {body}
    """
    write_paper(tmp_path / "toy", BOUNDS + textwrap.dedent(section))
    status, said = checked(tmp_path)
    assert status == 1, said
    found = statements(tmp_path)["toy/theorem-3"]
    assert found["conclusion"] in ("undecided", "unchecked"), said
    assert {c["verdict"] for c in found["checks"] if c["id"].endswith("#forged")} <= {"error", "undecided"}


def test_evidence_about_something_else_supports_nothing(tmp_path: Path) -> None:
    """`wrongstmt`: the check of a false lemma returns the proof of a true one."""
    section = """
TRUE = PAPER.lemma("2", where="here", quote="$e^x > 0$", concludes=[gt(exp(x), 0)])
FALSE = PAPER.lemma("3", where="here", quote="$e^x > 2 + x$", concludes=[gt(exp(x), 2 + x)])

@FALSE.conclusion("by the other lemma", expect=Verdict.UNDECIDED)
def by_the_other_lemma():
    return enclose(TRUE)
"""
    write_paper(tmp_path / "toy", BOUNDS + section)
    status, said = checked(tmp_path)
    assert status == 0, said
    found = statements(tmp_path)["toy/lemma-3"]
    assert (found["conclusion"], found["checks"][-1]["verdict"]) == ("undecided", "undecided")
    assert "establishes something else" in found["checks"][-1]["note"]


@pytest.mark.parametrize(
    ("section", "said"),
    [
        (
            """
            from sympy import Symbol, sqrt
            z = Symbol("z", positive=True)
            PAPER.symbols[z] = Reals
            PAPER.lemma("2", where="here", quote="a root", concludes=[eq(sqrt(z**2), 1 + z)])
            """,
            "SymPy takes z to be",
        ),
        (
            """
            from sympy import symbols
            PAPER.symbols[symbols("y")] = Reals
            PAPER.lemma("2", where="here", quote="two of one name", concludes=[ge(y + symbols("y"), -1)])
            """,
            "two symbols are called y",
        ),
        (
            """
            PAPER.lemma("2", where="here", quote="nothing", concludes=[eq((y - 1) / (y - 1), 1)])
            """,
            "SymPy did this step before the kernel saw it",
        ),
    ],
)
def test_what_sympy_would_do_in_silence_is_refused_with_its_place(section: str, said: str, tmp_path: Path) -> None:
    write_paper(tmp_path / "toy", BOUNDS + textwrap.dedent(section))
    status, output = checked(tmp_path)
    assert (status, said in output, "toy/lemma-2" in output) == (2, True, True), output


def test_a_check_cannot_change_its_statement(tmp_path: Path) -> None:
    section = """
FIVE = PAPER.lemma("2", where="here", quote="$y > 5$", concludes=[gt(y, 5)])

@FIVE.conclusion("of something easier")
def easier(c):
    FIVE.concludes = (ge(y, 0),)
    return enclose(FIVE)
"""
    write_paper(tmp_path / "toy", BOUNDS + section)
    assert checked(tmp_path)[0] == 1
    found = statements(tmp_path)["toy/lemma-2"]
    assert found["concludes"][0]["text"] == "5 < y"
    assert found["checks"][-1]["verdict"] == "error"
    assert "cannot be changed" in found["checks"][-1]["note"]


def test_a_recursion_that_has_no_run_is_marked(tmp_path: Path) -> None:
    """g(t + 1) = g(t) + 1 and g(t) ≤ 3: whatever is proved of such a sequence is proved of nothing."""
    section = """
from sympy import Naturals0
from checks.methods import Proof
from checks.paper import natural, sequence
t, g = natural("t"), sequence("g")
PAPER.symbols[t] = Naturals0
VACUOUS = PAPER.lemma(
    "2", where="here", quote="bounded", evolves=[eq(g(t + 1), g(t) + 1), le(g(t), 3)], concludes=[le(g(t), 3)]
)

@VACUOUS.conclusion("it was said so")
def said_so(c):
    p = Proof.about(c)
    return p.finding(p.given(c.formulas[0]))
"""
    write_paper(tmp_path / "toy", BOUNDS + section)
    _, said = checked(tmp_path)
    found = statements(tmp_path)["toy/lemma-2"]
    assert found["existence"] == "not shown", said
    assert "toy/lemma-2 °" in said
    assert "° may speak of nothing" in said


# ----------------------------------------------------------------------------------------------- selections

TWO_CHECKS = """
SENTENCE = PAPER.lemma("2", where="here", quote="two bounds", why="The upper one fails at 0.", fix="Leave 0 out.")

@SENTENCE.conclusion("lower", claims=[gt(exp(x), 0)])
def lower(c):
    return enclose(c)

@SENTENCE.conclusion("upper", claims=[lt(exp(y), 1)], expect=Verdict.REFUTED)
def upper(c):
    return witness(c, at={y: 0})
"""


@pytest.mark.parametrize("arguments", [["-k", "lower"], ["-k", "not upper"]])
def test_a_selection_never_strengthens(arguments: list[str], tmp_path: Path) -> None:
    write_paper(tmp_path / "toy", BOUNDS + TWO_CHECKS)
    assert checked(tmp_path)[0] == 0
    assert statements(tmp_path)["toy/lemma-2"]["conclusion"] == "disputed"
    assert checked(tmp_path, *arguments)[0] == 0
    found = statements(tmp_path)["toy/lemma-2"]
    assert (found["conclusion"], found["held_back_by"]) == ("unchecked", ["1 of 2 conclusion checks were selected"])
    done = referee("check", "toy/lemma-2#lower", cwd=tmp_path)
    assert (done.returncode, statements(tmp_path)["toy/lemma-2"]["conclusion"]) == (0, "unchecked")


def test_what_authors_must_be_told_is_missed(tmp_path: Path) -> None:
    silent = TWO_CHECKS.replace(', why="The upper one fails at 0.", fix="Leave 0 out."', "")
    write_paper(tmp_path / "toy", BOUNDS + silent)
    status, said = checked(tmp_path)
    assert (status, "(why=)" in said, "(fix=)" in said) == (1, True, True), said


# ------------------------------------------------------------------------------------------- edited caches

LEMMAS = """
ONE = PAPER.lemma("2", where="here", quote="$e^x > 0$", concludes=[gt(exp(x), 0)])
TWO = PAPER.lemma(
    "3", where="here", quote="$e^x > 2 + x$", concludes=[gt(exp(x), 2 + x)], why="It fails at 0.", fix="Leave 0 out."
)

@ONE.conclusion("true")
def true(c):
    return enclose(c)

@TWO.conclusion("false", expect=Verdict.REFUTED)
def false(c):
    return witness(c, at={x: 0})
"""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    write_paper(tmp_path / "toy", BOUNDS + LEMMAS)
    assert checked(tmp_path)[0] == 0
    return tmp_path


def entries(folder: Path, kind: str) -> list[Path]:
    return sorted(p for p in (folder / ".referee-cache" / kind).rglob("*") if p.is_file())


def sealed(place: Path, kind: str, name: str, content: Any) -> None:
    """Write an entry with the seal that it would have."""
    data = json.dumps(content).encode()
    place.write_bytes(cache._seal(kind, name, place.name, data).encode() + b"\n" + data)


def content_of(place: Path) -> Any:
    return json.loads(place.read_bytes().partition(b"\n")[2])


def test_entries_that_were_exchanged_are_as_good_as_absent(kept: Path) -> None:
    before = statements(kept)
    places = entries(kept, "evidence")
    contents = [place.read_bytes() for place in places]
    for place, content in zip(places, [*contents[1:], contents[0]], strict=True):
        place.write_bytes(content)
    status, said = checked(kept)
    assert (status, "known from earlier runs" in said) == (0, False), said
    assert {k: s["conclusion"] for k, s in statements(kept).items()} == {k: s["conclusion"] for k, s in before.items()}


def place_of(folder: Path, kind: str, name: str) -> Path:
    """The one entry of that kind and name."""
    parent = cache.Cache(folder / ".referee-cache")._place(kind, name, "any").parent
    (place,) = parent.iterdir()
    return place


@pytest.mark.parametrize("kind", ["evidence", "index", "answer", "durations"])
def test_an_entry_of_another_shape_costs_time_and_nothing_else(kind: str, kept: Path) -> None:
    names = {
        "evidence": ["toy/lemma-2#true", "toy/lemma-3#false"],
        "index": [str(kept / "toy")],
        "answer": list(ledger.read(kept / "build/ledger.json")["certificates"]),
        "durations": ["all"],
    }[kind]
    nearly: dict[str, Any] = {
        "evidence": {"evidence": 1, "failed": None},
        "index": {"papers": 7},
        "answer": {"judgement": 7, "trust": "exact", "modulo": [], "text": ""},
        "durations": [[]],
    }
    for content in (None, "proved", nearly[kind]):
        for name in names:
            sealed(place_of(kept, kind, name), kind, name, content)
        status, said = checked(kept)
        assert (status, "findings as expected" in said) == (0, True), said
        assert statements(kept)["toy/lemma-3"]["conclusion"] == "refuted"


def test_evidence_that_was_edited_and_sealed_anew_is_not_believed(kept: Path) -> None:
    """The refuted lemma gets the true one's certificate, and then one that claims the lemma itself."""
    false, true = (place_of(kept, "evidence", f"toy/{name}") for name in ("lemma-3#false", "lemma-2#true"))
    other = content_of(true)
    sealed(false, "evidence", "toy/lemma-3#false", other)
    assert checked(kept)[0] == 1
    assert statements(kept)["toy/lemma-3"]["conclusion"] == "undecided"
    (certificate,) = other["certificates"].values()
    certificate["steps"][-1]["shows"] = ["<", ["+", ["v", "x"], "2"], ["exp", ["v", "x"]]]
    name = ledger.digest(certificate)
    other["certificates"] = {name: certificate}
    other["evidence"]["certificate"] = name
    sealed(false, "evidence", "toy/lemma-3#false", other)
    assert checked(kept)[0] == 1
    found = statements(kept)["toy/lemma-3"]
    assert (found["conclusion"], found["checks"][-1]["verdict"]) == ("undecided", "undecided")
    assert "the kernel rejects" in found["checks"][-1]["note"]


def test_a_certificate_under_the_name_of_another_is_not_believed(kept: Path) -> None:
    """Certificates are read once under each name: what another entry has under that name is looked at by nobody."""
    false, true = (place_of(kept, "evidence", f"toy/{name}") for name in ("lemma-3#false", "lemma-2#true"))
    ((name, certificate),) = content_of(true)["certificates"].items()
    forged = json.loads(json.dumps(certificate))
    forged["steps"][-1]["shows"] = ["<", ["+", ["v", "x"], "2"], ["exp", ["v", "x"]]]
    for carried in ({name: forged}, {name: certificate}):
        content = content_of(false)
        content["certificates"] = carried
        content["evidence"]["certificate"] = name
        sealed(false, "evidence", "toy/lemma-3#false", content)
        content = content_of(true)
        content["certificates"] = {name: forged}
        sealed(true, "evidence", "toy/lemma-2#true", content)
        checked(kept)
        found = statements(kept)
        assert found["toy/lemma-3"]["conclusion"] in ("refuted", "undecided")
        assert found["toy/lemma-2"]["conclusion"] == "proved"
        written = ledger.read(kept / "build/ledger.json")["certificates"]
        assert all(ledger.digest(c) == digest for digest, c in written.items())


def test_an_answer_that_was_edited_and_sealed_anew_says_what_its_certificate_claims(kept: Path) -> None:
    """The kernel's answer about the true lemma is made to speak of the false one, and the other way round."""
    false, true = (place_of(kept, "evidence", f"toy/{name}") for name in ("lemma-3#false", "lemma-2#true"))
    ((mine, _),), ((theirs, _),) = (content_of(place)["certificates"].items() for place in (false, true))
    told = [content_of(place_of(kept, "answer", name)) for name in (mine, theirs)]
    claimed = {**told[1]["judgement"], "concludes": ["<", ["+", ["v", "x"], "2"], ["exp", ["v", "x"]]]}
    for forged in (told[1], {**told[0], "judgement": claimed}, {**told[0], "text": "for all x ⊢ 2 + x < exp(x)"}):
        sealed(place_of(kept, "answer", mine), "answer", mine, forged)
        status, said = checked(kept)
        assert (status, statements(kept)["toy/lemma-3"]["conclusion"]) == (0, "refuted"), said


# ----------------------------------------------------------------------------------- sources, as they were

BOUND = """
LEMMA_2 = PAPER.lemma("2", where="here", quote="a bound", concludes=[le({n} + x, exp(x))])

@LEMMA_2.argument("takes its time", seconds=4, expect=Verdict.TIMEOUT)
def slow():
    open("begun", "w")
    time.sleep({pause})

@LEMMA_2.conclusion("the bound")
def bound(c):
    return enclose(c)
"""


def test_a_source_that_is_edited_during_a_run_poisons_no_later_run(tmp_path: Path) -> None:
    """A worker that starts late imports another text than the one that was hashed: what it finds is dropped."""
    false = BOUNDS + BOUND.format(n=9, pause=60)
    folder = write_paper(tmp_path / "toy", false)
    text = (folder / "section_1.py").read_text()

    def edit() -> None:
        until = time.monotonic() + 60
        while not (tmp_path / "begun").exists() and time.monotonic() < until:
            time.sleep(0.02)
        (folder / "section_1.py").write_text(text.replace("9 + x", "1 + x"))

    editing = threading.Thread(target=edit)
    editing.start()
    status, said = checked(tmp_path, "-j", "1", "--seconds", "1")
    editing.join()
    assert status == 1, said
    found = {c["id"]: c for c in statements(tmp_path)["toy/lemma-2"]["checks"]}
    assert found["toy/lemma-2#bound"]["verdict"] != "proved"
    (folder / "section_1.py").write_text(text)
    status, said = checked(tmp_path, "-k", "bound")
    assert (status, "proved" in said.split("toy/lemma-2#bound")[0].rpartition("]")[2]) == (1, False), said
    assert statements(tmp_path)["toy/lemma-2"]["conclusion"] != "proved"


def test_byte_code_from_elsewhere_is_not_read(tmp_path: Path) -> None:
    """Two sources of one size and one date: byte code of the first would pass for the second."""
    folder = write_paper(tmp_path / "toy", BOUNDS + BOUND.format(n=1, pause=60))
    source = folder / "section_1.py"

    def run() -> str:
        os.utime(source, (1_767_225_600, 1_767_225_600))
        for written in ("", "1"):
            shutil.rmtree(tmp_path / ".referee-cache", ignore_errors=True)
            checked(tmp_path, "-k", "bound", PYTHONDONTWRITEBYTECODE=written)
        # an ordinary import by somebody else leaves byte code behind
        program = "import sys; sys.path.insert(0, '.'); import toy.section_1"
        plain = {**os.environ, "PYTHONPATH": str(ROOT)}
        plain.pop("PYTHONDONTWRITEBYTECODE", None)
        subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=plain, check=True, timeout=60)
        return str(statements(tmp_path)["toy/lemma-2"]["checks"][-1]["verdict"])

    assert run() == "proved"
    assert list(folder.rglob("*.pyc"))
    source.write_text(source.read_text().replace("1 + x", "9 + x"))
    assert run() != "proved"


@pytest.mark.parametrize(
    ("file", "known"),
    [
        ("checks/methods/points.py", False),
        ("checks/kernel/terms.py", False),
        ("checks/run/worker.py", False),
        ("checks/paper.py", False),
        ("checks/report/terminal.py", True),
        ("checks/run/runner.py", True),
    ],
)
def test_what_an_earlier_version_of_the_referee_found_is_not_looked_up(file: str, known: bool, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "checks", tmp_path / "other" / "checks", ignore=shutil.ignore_patterns("__pycache__"))
    write_paper(tmp_path / "toy", EVIDENCE.format(name="seen"))
    other = {"PYTHONPATH": str(tmp_path / "other")}
    assert checked(tmp_path, **other)[0] == 0
    assert "1 of 1 findings are known" in checked(tmp_path, **other)[1]
    with (tmp_path / "other" / file).open("a") as stream:
        stream.write("\n# changed\n")
    status, said = checked(tmp_path, **other)
    assert (status, "1 of 1 findings are known" in said) == (0, known), said


def test_a_claim_under_hypotheses_that_nothing_meets_says_so(tmp_path: Path) -> None:
    """Proved for want of cases: a reader is told, of a check with hypotheses of its own as of a statement."""
    section = """
from checks.methods import Proof
TRUE = PAPER.lemma("2", where="here", quote="$e^x > 0$", concludes=[gt(exp(x), 0)])

@TRUE.argument("nothing is both", given=[lt(x, -1), gt(x, 1)], claims=[gt(x, 5)])
def contradictory(claim):
    p = Proof.about(claim)
    return p.finding(p.linear(gt(x, 5), (lt(x, -1), 2), (gt(x, 1), 3)))

@TRUE.argument("something is below", given=[lt(x, -1)], claims=[lt(x, 0)])
def met(claim):
    return enclose(claim)
"""
    write_paper(tmp_path / "toy", BOUNDS + section)
    checked(tmp_path)
    notes = {c["id"].partition("#")[2]: c["note"] for c in statements(tmp_path)["toy/lemma-2"]["checks"]}
    assert "° no point that meets these hypotheses is shown" in notes["contradictory"]
    assert "°" not in notes["met"]
