"""`referee check --on`: a scheduler and two workers on the loopback address, one of them killed in the middle."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checks import ledger
from tests.cli.toy_papers import environment, referee, write_paper
from tests.faults.tables import wait_until

SECTION = """
from sympy import Interval
from checks.methods import enclose, witness
from checks.paper import gt, lt, real
x = real("x")
PAPER.symbols[x] = Interval(0, 1)

def declare(n, bound):
    S = PAPER.lemma(str(n), where="here", quote="so", concludes=[lt(x, bound)], why="It fails at 1.", fix="Say 2.")

    @S.conclusion("on the whole range", expect=Verdict.PROVED if bound > 1 else Verdict.REFUTED, seconds=60)
    def holds(c):
        open(f"begun-{n}-{os.getpid()}", "w")
        time.sleep(PAUSE)
        return enclose(c) if bound > 1 else witness(c, at={x: 1})

for n in range(2, 8):
    declare(n, 1 if n == 4 else n)
"""


class Cluster:
    """A scheduler and its workers, as processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        self.folder = folder
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        wait_until(lambda: self.file.exists() and self.file.read_text().strip().endswith("}"), 120)
        self.address = str(json.loads(self.file.read_text())["address"])

    def worker(self) -> subprocess.Popen[bytes]:
        return self._start("worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")

    def _start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(self.file), *options],
                cwd=self.folder,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[Cluster, list[subprocess.Popen[bytes]]]]:
    (tmp_path / "cluster").mkdir()
    started = Cluster(tmp_path / "cluster")
    workers = [started.worker(), started.worker()]
    try:
        yield started, workers
    finally:
        for process in (*workers, started.scheduler):
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            process.wait()


def without_times(found: dict[str, Any]) -> dict[str, Any]:
    for check in (check for statement in found["statements"] for check in statement["checks"]):
        check["seconds"] = 0
    return {**found, "created": ""}


def test_a_cluster_says_what_local_processes_say_though_a_worker_is_killed(
    cluster: tuple[Cluster, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    started, workers = cluster
    write_paper(tmp_path / "toy", SECTION.replace("PAUSE", "0"))
    here = referee("check", "toy", "--json", "here.json", "-j", "1", cwd=tmp_path, REFEREE_CACHE="one")
    assert here.returncode == 0, here.stderr
    for marker in tmp_path.glob("begun-*"):
        marker.unlink()
    write_paper(tmp_path / "toy", SECTION.replace("PAUSE", "1"))

    def kill_one() -> None:
        wait_until(lambda: len(list(tmp_path.glob("begun-*"))) >= 2, 120)
        workers[0].send_signal(signal.SIGKILL)

    killing = threading.Thread(target=kill_one)
    killing.start()
    there = referee(
        "check", "toy", "--json", "there.json", "--on", started.address, cwd=tmp_path, REFEREE_CACHE="two", seconds=300
    )
    killing.join()
    assert there.returncode == 0, there.stderr
    assert workers[0].wait(30) == -signal.SIGKILL
    assert len(list(tmp_path.glob("begun-*"))) >= 7  # six checks, and at least one of them twice
    found = without_times(ledger.read(tmp_path / "there.json"))
    assert found == without_times(ledger.read(tmp_path / "here.json"))
    assert {s["conclusion"] for s in found["statements"][1:]} == {"proved", "refuted"}


def test_a_scheduler_that_does_not_answer_is_said_in_one_line(tmp_path: Path) -> None:
    write_paper(tmp_path / "toy", SECTION.replace("PAUSE", "0"))
    done = referee("check", "toy", "--on", "tcp://127.0.0.1:9", cwd=tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert "tcp://127.0.0.1:9" in done.stderr
