"""Storage: what is no regular file, what is full, what is damaged, and what commands leave where they stand."""

from __future__ import annotations

import json
import os
import shutil
import stat
import threading
from pathlib import Path

import pytest

from checks import ledger
from tests.cli.toy_papers import EVIDENCE, referee, write_paper
from tests.faults.tables import quick_or_all, shell


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    write_paper(tmp_path / "toy", EVIDENCE.format(name="seen"))
    return tmp_path


def test_a_ledger_that_is_no_file_stays_what_it_is(toy: Path) -> None:
    """H3: a pipe is written to, a link is followed, a device (where one may be made) survives."""
    os.mkfifo(toy / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((toy / "pipe").read_text()))
    reader.start()
    assert referee("check", "toy", "--json", "pipe", cwd=toy).returncode == 0
    reader.join(30)
    assert json.loads(read[0])["schema"] == ledger.SCHEMA
    assert stat.S_ISFIFO((toy / "pipe").stat().st_mode)
    (toy / "store").mkdir()
    (toy / "store/real.json").write_text("old")
    (toy / "link.json").symlink_to("store/real.json")
    assert referee("check", "toy", "--json", "link.json", cwd=toy).returncode == 0
    assert (toy / "link.json").is_symlink()
    assert ledger.read(toy / "store/real.json")["statements"]
    try:
        os.mknod(toy / "null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except (PermissionError, OSError):
        return
    done = referee("check", "toy", "--json", "null", "--junit", "null", cwd=toy)
    assert stat.S_ISCHR((toy / "null").stat().st_mode), done.stderr


@pytest.mark.parametrize("litter", quick_or_all(["lock", "pipe"], ["dangling", "loop", "folder"]))
def test_what_lies_about_in_a_papers_folder_is_passed_over(litter: str, toy: Path) -> None:
    """M7: an editor's lock, a link to nothing, a pipe that nobody writes to."""
    place = toy / "toy"
    if litter == "lock":
        (place / ".#paper.py").symlink_to("me@host.1:2")
    elif litter == "dangling":
        (place / "old.py").symlink_to("nothing.py")
    elif litter == "loop":
        (place / "self.py").symlink_to("self.py")
    elif litter == "folder":
        (place / "x.py").mkdir()
    else:
        os.mkfifo(place / "x.py")
        os.mkfifo(place / "data.txt")
    done = referee("check", "toy", cwd=toy, seconds=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("place", quick_or_all(["build/ledger.json"], ["out.xml"]))
def test_a_full_disk_is_named_with_the_file(place: str, toy: Path) -> None:
    """L6, L7: the old file stays whole, nothing temporary stays."""
    option = ["--junit", "out.xml"] if place == "out.xml" else []
    assert referee("check", "toy", *option, cwd=toy).returncode == 0
    before = (toy / place).read_bytes()
    size = 1 if place == "build/ledger.json" else 4
    arguments = " ".join(["check", "toy", *option, "--fresh", *(["--json", "-"] if option else [])])
    (toy / "cache").write_text("where a folder should be")
    done = shell(
        f"trap '' XFSZ; ulimit -f {size}; $R {arguments} >/dev/null",
        toy,
        REFEREE_CACHE="cache",
        COVERAGE_PROCESS_CONFIG="",
    )
    said = done.stderr.decode()
    if option and done.returncode == 0:
        return  # the file of a paper as small as this is within the limit
    assert (done.returncode, Path(place).name in said) == (2, True), said
    assert "Traceback" not in said
    assert (toy / place).read_bytes() == before
    assert not [p for p in (toy / place).parent.iterdir() if p.name.endswith(".tmp")]


SPOILT = quick_or_all(
    [b"", b"\xff\xfe\x00", b"[" * 100_000, b'{"schema": "referee-ledger/2"}'],
    [
        b"null",
        b"7",
        b'{"schema": "referee-ledger/1"}',
        b'{"a": NaN}',
        b'{"schema": "referee-ledger/2", "papers": 1e400}',
    ],
)


@pytest.mark.parametrize("content", SPOILT)
@pytest.mark.parametrize("command", quick_or_all(["replay"], ["report --from", "show x --from", "constants --from"]))
def test_a_spoilt_ledger_is_refused_in_one_line(command: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "ledger.json").write_bytes(content)
    done = referee(*command.split(), "ledger.json", cwd=tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert "ledger.json" in done.stderr


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a paper and its ledger, and no cache."""
    folder = tmp_path_factory.mktemp("written")
    write_paper(folder / "toy", EVIDENCE.format(name="seen"))
    done = referee("check", "toy", "--json", "ledger.json", cwd=folder, REFEREE_CACHE=f"{folder}-elsewhere")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("text", ["\x1b]0;pwn\x07", "\udc80", "\x9b31m", "\u202e", "\x7f"])
def test_what_no_terminal_should_see_is_in_no_ledger(text: str, written: Path, tmp_path: Path) -> None:
    """L4, L14: edited into a ledger; papers are asked in test_papers."""
    content = json.loads((written / "ledger.json").read_text())
    content["statements"][0]["where"] = text
    for plain in (True, False):
        (tmp_path / "edited.json").write_bytes(json.dumps(content, ensure_ascii=plain).encode("utf-8", "surrogatepass"))
        done = referee("show", "toy/lemma-1", "--from", "edited.json", cwd=tmp_path)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stdout
        assert text not in done.stdout + done.stderr


READING = quick_or_all(
    [["show", "toy/lemma-1", "--from", "ledger.json"], ["show", "toy/lemma-1"], ["replay", "ledger.json"]],
    [["prove", "x^2 >= 0"], ["constants", "--from", "ledger.json"], ["constants", "toy"], ["doctor"]],
)


def test_reading_leaves_nothing_where_it_stands(written: Path) -> None:
    """L11 and item 7: no cache, no folder of Hypothesis, no byte code."""
    before = sorted(written.rglob("*"))
    for command in READING:
        done = referee(*command, cwd=written)
        assert done.returncode in (0, 2), done.stderr
        assert sorted(written.rglob("*")) == before, command


def test_a_search_by_hypothesis_leaves_no_folder(tmp_path: Path) -> None:
    """L11"""
    section = """
from sympy import Reals
from checks.methods import witness
from checks.paper import lt, real
a, b = real("a"), real("b")
PAPER.symbols.update({a: Reals, b: Reals})
FALSE = PAPER.lemma("2", where="here", quote="no", given=[lt(a, b)], concludes=[lt(a * b, 5)], why="w.", fix="f.")

@FALSE.conclusion("found", expect=Verdict.REFUTED)
def found(c):
    return witness(c)
"""
    write_paper(tmp_path / "toy", section)
    done = referee("check", "toy", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not list(tmp_path.rglob(".hypothesis"))


def test_a_long_chain_of_uses_is_walked(tmp_path: Path) -> None:
    """L8"""
    section = """
last = LEMMA_1
for n in range(2, 1502):
    last = PAPER.lemma(str(n), where="here", quote="so", uses=[last])

@last.conclusion("seen", expect=Verdict.SUPPORTED)
def seen():
    return Evidence(trust=Trust.SAMPLED, scope="five points, seed 0")
"""
    write_paper(tmp_path / "toy", section)
    done = referee("check", "toy/lemma-1501", cwd=tmp_path)
    assert "fault of the program" not in done.stderr
    assert done.returncode == 0, done.stderr


@pytest.mark.tex
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no LaTeX is installed")
def test_a_formula_that_tex_refuses_costs_its_statement_and_no_report(tmp_path: Path) -> None:
    """L5: the PDF is made, with the formulas of that statement as they were typed."""
    section = r"""
PAPER.lemma("2", where="here", quote=r"$\nosuchmacro x$")
PAPER.lemma("3", where="here", quote=r"$x \le 1$")
"""
    write_paper(tmp_path / "toy", section + EVIDENCE.format(name="seen"))
    assert referee("check", "toy", cwd=tmp_path).returncode == 0
    done = referee("report", "--full", "--pdf", "--from", "build/ledger.json", "-o", "out", cwd=tmp_path, seconds=300)
    assert (tmp_path / "out/report-full.pdf").read_bytes().startswith(b"%PDF")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "toy/lemma-2: its formulas are set as they were typed" in done.stderr
