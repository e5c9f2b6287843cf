"""One run: every check has an outcome of its own, what is known is looked up, what has changed is run again."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from checks import ledger
from checks.complaints import BadInput
from checks.run import runner
from checks.run.cache import Cache
from checks.run.discover import find
from checks.run.runner import Run, Settings
from checks.run.runner import run as run_checks
from checks.run.selection import Keyword
from tests.cli.toy_papers import EVIDENCE, write_paper

TRUE_AND_FALSE = """
from sympy import Interval, Rational
from checks.methods import enclose, quantity, witness
from checks.paper import gt, real

x = real("x")
PAPER.symbols[x] = Interval(-3, 3)
TRUE = PAPER.theorem("2", where="Section 2", quote="$x^2 + x > -1$", concludes=[gt(x**2 + x, -1)], uses=[LEMMA_1])
FALSE = PAPER.theorem(
    "3", where="Section 2", quote="$x^2 > 0$", concludes=[gt(x**2, 0)], why="It fails at 0.", fix="Leave 0 out."
)

@TRUE.conclusion("on the whole range")
def holds():
    from dataclasses import replace
    one = quantity("one_half", Rational(1, 2), symbol="1/2", meaning="a half")
    return replace(enclose(TRUE), quantities=(one,))

@FALSE.conclusion("at zero", expect=Verdict.REFUTED)
def fails():
    return witness(FALSE, at={x: 0})
"""


class Heard:
    """A listener that remembers."""

    def __init__(self) -> None:
        self.finished_ids: list[str] = []
        self.problems: list[str] = []

    def begin(self, total: int, known: int, running: Callable[[], Sequence[str]]) -> None:
        self.total, self.known = total, known

    def finished(self, record: Mapping[str, Any], running: Sequence[str]) -> None:
        self.finished_ids.append(record["id"])

    def problem(self, message: str) -> None:
        self.problems.append(message)


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refereed(*arguments: str, keyword: str | None = None, heard: Heard | None = None, **settings: Any) -> Run:
    chosen = None if keyword is None else Keyword.parse(keyword)
    heard = heard or Heard()
    return run_checks(find(arguments), chosen, Settings(**settings), Cache(Path("cache")), heard)


def records(run: Run) -> dict[str, Any]:
    return {check["id"]: check for statement in run.ledger["statements"] for check in statement["checks"]}


def statements(run: Run) -> dict[str, Any]:
    return {statement["id"]: statement for statement in run.ledger["statements"]}


def test_a_paper_with_a_true_and_a_false_statement_outside_the_project(tmp_path: Path) -> None:
    write_paper(tmp_path / "toy", EVIDENCE.format(name="seen") + TRUE_AND_FALSE, package=False)
    run = refereed("toy")
    assert run.problems == ()
    found = statements(run)
    assert found["toy/theorem-3"]["conclusion"] == "refuted"
    assert found["toy/theorem-3"]["checks"][-1]["witness"] == {"x": "0"}
    assert records(run)["toy/theorem-2#holds"]["verdict"] == "proved"
    assert records(run)["toy/theorem-2#holds"]["closes"] == [0]
    assert records(run)["toy/theorem-2#hypotheses-satisfiable"]["verdict"] == "proved"
    # It rests on a lemma that is only supported, and can be no better.
    assert found["toy/theorem-2"]["conclusion"] == "supported"
    assert [q["lower"] for q in found["toy/theorem-2"]["quantities"]] == ["1/2"]
    assert ledger.as_expected(run.ledger)
    ledger.validate(run.ledger)


@pytest.mark.parametrize(
    ("body", "verdict", "note"),
    [
        ("while True: pass", "timeout", "stopped after its budget of 1 s"),
        ("time.sleep(60)", "timeout", "stopped after its budget of 1 s"),
        ("return 1 / 0", "error", r"ZeroDivisionError: division by zero (toy/section_1.py:10 in broken)"),
        ("return [0] * 10**12", "error", "out of memory"),
        ("raise RecursionError('deep')", "error", "RecursionError: deep"),
        ("raise SystemExit(0)", "error", "SystemExit: 0"),
        ("raise KeyboardInterrupt", "error", "KeyboardInterrupt"),
        ("os._exit(9)", "error", "the process ended itself with status 9"),
        ("os.kill(os.getpid(), 9)", "error", "the process was killed by SIGKILL"),
        ("import ctypes; ctypes.string_at(0)", "error", "SIGSEGV (Fatal Python error: Segmentation fault)"),
        ("pass", "error", "toy.section_1.broken returned None and not evidence; did it forget `return`?"),
        ("return True", "error", "toy.section_1.broken returned True and not evidence"),
        ("return Evidence(trust=Trust.SAMPLED, scope='')", "error", "numbers must say their scope"),
        ("from checks.outcome import Finding; return Finding(Verdict.PROVED, Trust.EXACT)", "error", "not evidence"),
        ("return Evidence(certificate={'anything': 1})", "undecided", "not a certificate of format 2"),
        ("return Evidence(certificate={'x': object()})", "error", "cannot be recorded"),
        ("return Evidence(note='tried everything')", "undecided", "tried everything"),
        ("print('noise'); os.write(1, b'noise'); return Evidence(note='quiet')", "undecided", "quiet"),
    ],
)
def test_whatever_a_check_does_is_an_outcome_of_that_check_alone(
    body: str, verdict: str, note: str, tmp_path: Path
) -> None:
    broken = f'\n@LEMMA_1.argument("broken", seconds=1)\ndef broken():\n    {body}\n'
    write_paper(tmp_path / "toy", broken + EVIDENCE.format(name="sound_one"))
    run = refereed("toy")
    found = records(run)
    assert (found["toy/lemma-1#broken"]["verdict"], found["toy/lemma-1#broken"]["as_expected"]) == (verdict, False)
    assert note in found["toy/lemma-1#broken"]["note"]
    assert "\n" not in found["toy/lemma-1#broken"]["note"]
    assert found["toy/lemma-1#sound-one"]["verdict"] == "supported"
    ledger.validate(run.ledger)


def test_what_a_check_leaves_behind_costs_the_next_one_nothing(tmp_path: Path) -> None:
    section = """
    @LEMMA_1.argument("leaves a thread that ends the process")
    def one():
        import threading
        threading.Timer(0.4, os._exit, [7]).start()
        return Evidence(note="one")
    """
    write_paper(tmp_path / "a", section)
    write_paper(tmp_path / "b", EVIDENCE.format(name="seen") + "\ntime.sleep(0.8)\n")
    run = run_checks(find(["a", "b"]), None, Settings(jobs=1), Cache(Path("cache")), Heard())
    assert {id: record["verdict"] for id, record in records(run).items()} == {
        "a/lemma-1#one": "undecided",
        "b/lemma-1#seen": "supported",
    }


def test_a_check_that_answers_twice_does_not_answer_for_the_next_one(tmp_path: Path) -> None:
    section = """
    @LEMMA_1.argument("both processes return")
    def forks():
        if os.fork() == 0:
            time.sleep(0.1)
        return Evidence(note="forked")

    @LEMMA_1.argument("the next one")
    def other():
        time.sleep(0.3)
        return Evidence(note="not forked")
    """
    write_paper(tmp_path / "toy", section)
    run = run_checks(find(["toy"]), None, Settings(jobs=1), Cache(Path("cache")), Heard())
    assert {id: record["note"] for id, record in records(run).items()} == {
        "toy/lemma-1#forks": "forked",
        "toy/lemma-1#other": "not forked",
    }


def test_a_timeout_kills_the_children_of_the_check(tmp_path: Path) -> None:
    forks = """
    @LEMMA_1.argument("forks", seconds=1)
    def forks():
        import subprocess
        child = subprocess.Popen(["sleep", "600"])
        open("child", "w").write(str(child.pid))
        child.wait()
    """
    write_paper(tmp_path / "toy", forks)
    assert records(refereed("toy"))["toy/lemma-1#forks"]["verdict"] == "timeout"
    child = Path(f"/proc/{Path('child').read_text()}/stat")
    until = time.monotonic() + 5
    while child.exists() and child.read_text().rpartition(")")[2].split()[0] != "Z" and time.monotonic() < until:
        time.sleep(0.05)
    assert not child.exists() or child.read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_check_cannot_reach_the_next_one_through_global_precision(tmp_path: Path) -> None:
    section = """
    def look():
        import flint, mpmath
        seen = (flint.ctx.prec, mpmath.mp.prec)
        flint.ctx.prec = mpmath.mp.prec = 77
        return Evidence(trust=Trust.SAMPLED, scope=str(seen))

    @LEMMA_1.conclusion("first", expect=Verdict.SUPPORTED)
    def first():
        return look()

    @LEMMA_1.conclusion("second", expect=Verdict.SUPPORTED)
    def second():
        return look()
    """
    write_paper(tmp_path / "toy", section)
    run = run_checks(find(["toy"]), None, Settings(jobs=1, precision=200), Cache(Path("cache")), Heard())
    assert {record["scope"] for record in records(run).values()} == {"(200, 53)"}


def test_the_cap_on_seconds_goes_before_the_budget_of_a_check(tmp_path: Path) -> None:
    write_paper(tmp_path / "toy", '\n@LEMMA_1.argument("slow")\ndef slow():\n    time.sleep(60)\n')
    begun = time.monotonic()
    run = refereed("toy", seconds=0.5)
    assert records(run)["toy/lemma-1#slow"]["note"] == "stopped after its budget of 0.5 s"
    assert time.monotonic() - begun < 20


COUNTED = """
@LEMMA_1.conclusion("{name}", expect=Verdict.SUPPORTED)
def {name}():
    os.open("ran-{name}-%d" % time.time_ns(), os.O_CREAT)
    return Evidence(trust=Trust.SAMPLED, scope="five points, seed 0")
"""


def runs(name: str) -> int:
    return sum(entry.startswith(f"ran-{name}-") for entry in os.listdir())


def test_what_is_known_is_not_run_again(tmp_path: Path) -> None:
    write_paper(tmp_path / "toy", COUNTED.format(name="a") + COUNTED.format(name="b"))
    first = refereed("toy")
    second = refereed("toy")
    assert (first.made, first.looked_up, second.made, second.looked_up) == (2, 0, 0, 2)
    assert (runs("a"), runs("b")) == (1, 1)
    assert {**first.ledger, "created": ""} == {**second.ledger, "created": ""}


@pytest.mark.parametrize(
    ("change", "again"),
    [
        ("section_1.py", True),
        ("paper.py", True),
        ("data.csv", True),
        ("test_toy.py", False),
        ("precision", True),
        ("seed", True),
        ("fresh", True),
        ("seconds", False),
    ],
)
def test_a_finding_is_stale_when_something_it_depends_on_has_changed(change: str, again: bool, tmp_path: Path) -> None:
    folder = write_paper(tmp_path / "toy", COUNTED.format(name="a"))
    refereed("toy")
    options: dict[str, dict[str, Any]] = {
        "precision": {"precision": 256},
        "seed": {"seed": 1},
        "fresh": {"fresh": True},
        "seconds": {"seconds": 100.0},
    }
    if change not in options:
        with (folder / change).open("a") as stream:
            stream.write("# changed\n")
    refereed("toy", **options.get(change, {}))
    assert runs("a") == (2 if again else 1)


def test_a_finding_is_stale_when_a_library_has_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_paper(tmp_path / "toy", COUNTED.format(name="a"))
    refereed("toy")
    refereed("toy")
    assert runs("a") == 1
    installed = runner.versions()
    monkeypatch.setattr(runner, "versions", lambda: {**installed, "python-flint": "0.0.0"})
    assert refereed("toy").ledger["versions"]["python-flint"] == "0.0.0"
    assert runs("a") == 2


def test_a_timeout_and_an_error_are_not_kept(tmp_path: Path) -> None:
    section = """
    @LEMMA_1.argument("fails the first time", seconds=20)
    def flaky():
        if not os.path.exists("tried"):
            open("tried", "w").close()
            raise OSError("the network is down")
        return Evidence(note="the network is up")
    """
    write_paper(tmp_path / "toy", section)
    assert records(refereed("toy"))["toy/lemma-1#flaky"]["verdict"] == "error"
    assert records(refereed("toy"))["toy/lemma-1#flaky"]["verdict"] == "undecided"


def test_a_damaged_cache_costs_time_and_nothing_else(tmp_path: Path) -> None:
    write_paper(tmp_path / "toy", COUNTED.format(name="a"))
    first = refereed("toy")
    for place in Path("cache").rglob("*"):
        if place.is_file():
            place.write_bytes(place.read_bytes()[:-2] + b"?}")
    second = refereed("toy")
    assert (second.made, runs("a")) == (1, 2)
    assert statements(first).keys() == statements(second).keys()


def test_long_checks_go_first(tmp_path: Path) -> None:
    section = "".join(
        f'\n@LEMMA_1.argument("t", seconds=9)\ndef sleeps_{ms}():\n    time.sleep({ms} / 1000)\n'
        for ms in (1, 400, 200)
    )
    write_paper(tmp_path / "toy", section)
    settings = Settings(jobs=1)
    run_checks(find(["toy"]), None, settings, Cache(Path("cache")), Heard())
    heard = Heard()
    run_checks(find(["toy"]), None, settings, Cache(Path("cache")), heard)
    assert [id.rpartition("-")[2] for id in heard.finished_ids] == ["400", "200", "1"]


LINKED = """
from proofs.base.section_1 import LEMMA_1 as BASE
LEMMA_2 = PAPER.lemma("2", where="Section 1", quote="so is this", uses=[BASE, LEMMA_1])

@LEMMA_2.conclusion("from there", expect=Verdict.SUPPORTED)
def from_there():
    return Evidence(trust=Trust.SAMPLED, scope="five points, seed 0")
"""


@pytest.fixture
def two_papers(tmp_path: Path) -> None:
    write_paper(tmp_path / "proofs" / "base", EVIDENCE.format(name="seen"))
    write_paper(tmp_path / "proofs" / "toy", EVIDENCE.format(name="seen") + LINKED)
    (tmp_path / "proofs" / "__init__.py").touch()


@pytest.mark.usefixtures("two_papers")
def test_a_statement_is_checked_with_those_that_it_rests_on() -> None:
    run = refereed("toy/lemma-2")
    assert list(records(run)) == ["base/lemma-1#seen", "toy/lemma-1#seen", "toy/lemma-2#from-there"]
    assert run.asked == ("toy/lemma-2",)
    assert "base/lemma-1, which it uses, is supported" in statements(run)["toy/lemma-2"]["held_back_by"]


@pytest.mark.usefixtures("two_papers")
@pytest.mark.parametrize(
    ("arguments", "keyword", "ids"),
    [
        ([], None, ["base/lemma-1#seen", "toy/lemma-1#seen", "toy/lemma-2#from-there"]),
        (["toy/lemma-1"], None, ["toy/lemma-1#seen"]),
        (["toy/lemma-1#seen"], None, ["toy/lemma-1#seen"]),
        (["base"], None, ["base/lemma-1#seen"]),
        (["proofs/base/section_1.py"], None, ["base/lemma-1#seen"]),
        (["toy"], "from and there", ["toy/lemma-2#from-there"]),
        (["toy"], "not from", ["toy/lemma-1#seen"]),
        ([], "(BASE or 'from there') and not nothing", ["base/lemma-1#seen", "toy/lemma-2#from-there"]),
    ],
)
def test_selection(arguments: list[str], keyword: str | None, ids: list[str]) -> None:
    assert list(records(refereed(*arguments, keyword=keyword))) == ids


@pytest.mark.usefixtures("two_papers")
@pytest.mark.parametrize(
    ("argument", "said"),
    [("toy/lema-1", "did you mean lemma-1"), ("toy/lemma-1#sen", "did you mean"), ("toy/x#", "no such statement")],
)
def test_an_id_that_names_nothing_is_refused_with_what_is_near(argument: str, said: str) -> None:
    with pytest.raises(BadInput, match="no such") as caught:
        refereed(argument.replace("#sen", "#sene"))
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["", "(", "a and", "not", "a b", "a)", "or", "'a", "x" * 2000, "(" * 300])
def test_a_keyword_expression_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"^-k"):
        Keyword.parse(text)


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("def f(:\n    pass\n", r"toy/section_1.py:7: not valid Python"),
        ("import nothing_of_the_kind\n", "No module named 'nothing_of_the_kind'; correct the name or install"),
        ("from paper import PAPER\n", "inside a paper write `from .paper import …`"),
        ("from .papre import PAPER\n", "there is no papre.py there; did you mean paper?"),
        ("from .paper import PAPRE\n", "cannot import name 'PAPRE'"),
        ("1 / 0\n", "toy/section_1.py:7: ZeroDivisionError: division by zero; a paper is imported"),
        ("PAPER.lemma('1', where='x', quote='again')\n", "toy/lemma-1: declared twice"),
        ("PAPER.lema('1', where='x', quote='again')\n", "a paper has no 'lema'"),
        ("raise SystemExit(3)\n", "ends the program while it is imported"),
        ("os._exit(0)\n", "cannot be imported: the process ended itself with status 0"),
    ],
)
def test_a_paper_that_cannot_be_read_is_named_and_the_others_are_not_lost(
    section: str, said: str, tmp_path: Path
) -> None:
    write_paper(tmp_path / "papers" / "toy", section)
    write_paper(tmp_path / "papers" / "good", EVIDENCE.format(name="seen"))
    heard = Heard()
    run = refereed("papers", heard=heard)
    (problem,) = run.problems
    assert said in problem
    assert "\n" not in problem
    assert heard.problems == [problem]
    assert list(records(run)) == ["good/lemma-1#seen"]


@pytest.mark.parametrize("name", ["json", "numpy", "random", "checks", "2nd paper"])
def test_a_folder_with_the_name_of_something_installed(name: str, tmp_path: Path) -> None:
    write_paper(tmp_path / name, EVIDENCE.format(name="seen"), name="toy", package=False)
    run = refereed(name)
    assert run.problems == ()
    assert list(records(run)) == ["toy/lemma-1#seen"]


def test_a_single_file_is_a_paper(tmp_path: Path) -> None:
    text = "from checks.outcome import *\nfrom checks.paper import Paper\nPAPER = Paper('toy', 'Toy')\n"
    text += "LEMMA_1 = PAPER.lemma('1', where='here', quote='all is well')\n" + EVIDENCE.format(name="seen")
    (tmp_path / "my lemma.py").write_text(text)
    assert list(records(refereed("my lemma.py"))) == ["toy/lemma-1#seen"]


def test_two_papers_of_one_name_are_refused(tmp_path: Path) -> None:
    write_paper(tmp_path / "a", EVIDENCE.format(name="seen"), name="toy")
    write_paper(tmp_path / "b", EVIDENCE.format(name="seen"), name="toy")
    with pytest.raises(BadInput, match="both declare the paper toy"):
        refereed("a", "b")
