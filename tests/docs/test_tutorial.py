"""The tutorial is run as it is printed: its files are written, its commands are run, its output is compared."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
REPLACED_FROM = {
    "my_paper/lemmas.py, the last check": "@LEMMA_2.conclusion",
    "my_paper/lemmas.py, Lemma 2": "LEMMA_2 = PAPER.lemma(",
}
BLOCK = re.compile(r"```\{code-block\} (\w+)\n:caption: (.+?)\n\n(.*?)```", re.DOTALL)


def blocks(page: str) -> list[tuple[str, str, str]]:
    """(language, caption, text) of every captioned block."""
    return BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = command.split()
    assert words[0] == "referee"
    return subprocess.run(
        [sys.executable, "-m", "checks.cli", *words[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def compare(printed: str, status: int, folder: Path) -> None:
    """Every printed line must appear in the output, seconds and the width of columns apart."""
    command, outputs = "", {}
    for line in printed.splitlines():
        if line.startswith("$ "):
            command = line[2:]
            outputs[command] = run(command, folder)
            if command.startswith("referee check"):
                assert outputs[command].returncode == status, outputs[command].stderr
        elif line.strip():
            seen = [" ".join(shown.split()) for shown in outputs[command].stdout.splitlines()]
            wanted = " ".join(line.split())
            assert any(shown.startswith(wanted) for shown in seen), (wanted, seen)


@pytest.mark.parametrize(("page", "runs"), [("tutorial.md", 4), ("tutorial-recursion.md", 1)])
def test_the_tutorial_is_true(page: str, runs: int, tmp_path: Path) -> None:
    compared = 0
    for language, caption, text in blocks(page):
        if language == "python" and caption in REPLACED_FROM:
            path = tmp_path / "my_paper" / "lemmas.py"
            source = path.read_text(encoding="utf-8")
            path.write_text(source[: source.rindex(REPLACED_FROM[caption])] + text, encoding="utf-8")
        elif language == "python":
            path = tmp_path / caption
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        else:
            compare(text, int(caption.rpartition(" ")[2]), tmp_path)
            compared += 1
    assert compared == runs
