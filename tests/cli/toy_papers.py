"""Small papers outside the project, and the program run on them as a user would run it."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent

PAPER = """
from checks.paper import Paper
PAPER = Paper(folder="{folder}", title="A toy")
"""

SECTION = """
import os, time
from checks.outcome import Evidence, Quantity, Trust, Verdict
from .paper import PAPER

LEMMA_1 = PAPER.lemma("1", where="Section 1", quote="all is well")
"""

EVIDENCE = """
@LEMMA_1.conclusion("{name} title", expect=Verdict.SUPPORTED)
def {name}():
    return Evidence(trust=Trust.SAMPLED, scope="five points, seed 0")
"""


def write_paper(folder: Path, section: str, *, name: str | None = None, package: bool = True) -> Path:
    """A paper of two modules, `paper.py` and `section_1.py`."""
    folder.mkdir(parents=True, exist_ok=True)
    if package:
        (folder / "__init__.py").write_text("", encoding="utf-8")
    (folder / "paper.py").write_text(PAPER.format(folder=name or folder.name), encoding="utf-8")
    (folder / "section_1.py").write_text(SECTION + textwrap.dedent(section), encoding="utf-8")
    return folder


def environment(**more: str) -> dict[str, str]:
    """That of the tests, with this tree first on the path and nothing that changes how the program prints."""
    kept = {k: v for k, v in os.environ.items() if k not in ("REFEREE_CACHE", "REFEREE_DEBUG", "NO_COLOR", "COLUMNS")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **more}


def referee(*arguments: str, cwd: Path, seconds: float = 120, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the program and wait for it.

    One worker, if nothing else is asked for: each loads SymPy, which takes longer than all checks of a toy.
    """
    one = ("-j", "1") if arguments[:1] == ("check",) and "-j" not in arguments else ()
    return subprocess.run(
        [sys.executable, "-m", "checks.cli", *arguments, *one],
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=seconds,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def started(*arguments: str, cwd: Path) -> subprocess.Popen[str]:
    """Start the program and do not wait for it."""
    return subprocess.Popen(
        [sys.executable, "-m", "checks.cli", *arguments],
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        stdin=subprocess.DEVNULL,
    )
