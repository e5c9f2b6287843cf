"""What the tables of faults share: which rows run, and processes that are looked after."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from tests.cli.toy_papers import environment

__all__ = ["ALL", "alive", "marked", "processes", "quick_or_all", "shell", "wait_until"]

ALL = os.environ.get("FAULTS") == "all"
Row = TypeVar("Row")


def quick_or_all(quick: Iterable[Row], more: Iterable[Row] = ()) -> list[Row]:
    """The rows for this run."""
    return [*quick, *(more if ALL else ())]


def shell(command: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """A command line for bash in which `$R` is the program; standard output in bytes."""
    program = f"{sys.executable} -m checks.cli"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=cwd,
        env=environment(R=program, **more),
        capture_output=True,
        timeout=300,
        check=False,
    )


def marked(mark: str) -> list[int]:
    """The processes that have a mark in their environment: those that a run has started, wherever they are by now."""
    found = []
    for pid in processes():
        try:
            if mark.encode() in Path(f"/proc/{pid}/environ").read_bytes() and alive(pid):
                found.append(pid)
        except OSError:
            continue
    return found


def processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return False


def wait_until(condition: Callable[[], Any], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "this did not come about"
        time.sleep(0.02)
