"""Worker processes: each on a leash, each killed with its children when its time is up or this process has gone.

Tasks go out and answers come back as JSON lines, each with the number of its task. A worker that hangs, crashes, is
killed or says something else costs its own task and nothing else; the next task gets a new one. There are two kinds of
workers: those that import papers, and the kernel, which imports none.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import secrets
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import TracebackType
from typing import Any

from checks.complaints import printable

__all__ = ["OUT_OF_MEMORY", "Ending", "Outcome", "Pool", "Task", "Worker", "share_of_memory"]

PAPER, KERNEL = "paper", "kernel"
# The workers share the processors; a linear algebra library that starts threads of its own in each makes all wait.
ONE_THREAD_EACH = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
# Hypothesis keeps what it has read of sources in the folder where it stands, and goes without where it cannot.
KEEPS_NOTHING = {"HYPOTHESIS_STORAGE_DIRECTORY": os.path.join(os.devnull, "hypothesis")}
# No byte code is read or written where it could be that of another source: see `checks.run.sources`.
FROM_SOURCE = ["-P", "-B", "-X", f"pycache_prefix={os.devnull}"]
START = {
    PAPER: """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from checks.leash import hold, limit_memory
hold(int(sys.argv[2]))
limit_memory(int(sys.argv[3]))
from checks.run.sources import compile_what_is_read
compile_what_is_read()
sys.pycache_prefix = None
from checks.run.worker import main
main()
""",
    KERNEL: """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from checks.leash import hold, limit_memory
hold(int(sys.argv[2]))
limit_memory(int(sys.argv[3]))
from checks.run.kernel_process import main
main()
""",
}
SECONDS_TO_LOAD = 120.0
SECONDS_TO_END = 5.0
LONGEST_WAIT = 0.5
SHARE_OF_MEMORY = 0.9
LEAST_MEMORY = 2 << 30
OUT_OF_MEMORY = "out of memory"
# What libraries say when they are refused memory, before they end the process.
REFUSED_MEMORY = ("Unable to allocate memory", "Cannot allocate memory", "cannot allocate memory", "MemoryError")


class Ending(Enum):
    """How a task ended: with an answer, with a problem that the worker reports, out of time, or with the process."""

    ANSWERED = "answered"
    PROBLEM = "problem"
    TIMEOUT = "timeout"
    DIED = "died"


@dataclass(frozen=True, eq=False, slots=True)
class Task:
    """A request for a worker of a kind. `seconds` counts from when the paper is loaded, for which there are `loading`;
    `until` is the moment (of `time.monotonic`) by which it has ended in any case. `tag` is the caller's own."""

    request: Mapping[str, Any]
    seconds: float
    tag: Any = None
    kind: str = PAPER
    loading: float = SECONDS_TO_LOAD
    until: float = math.inf


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task. `note` is one line unless it was answered."""

    task: Task
    ending: Ending
    answer: Any = None
    note: str = ""
    seconds: float = 0.0
    exhausted: bool = False


class Pool:
    """Up to `size` workers at work, started as they are needed; a context manager that leaves no process behind.

    settings: precision and seed for the workers; and `memory`, the bytes that one of them may use, where that is not to
    be its share of the machine's.
    """

    def __init__(self, size: int, settings: Mapping[str, Any]) -> None:
        self._size = size
        self._settings = {**settings, "memory": settings.get("memory") or share_of_memory(size)}
        self._workers: list[Worker] = []
        self._waiting: deque[Task] = deque()
        self._tried_again: set[Task] = set()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    @property
    def running(self) -> list[Task]:
        """The tasks that are being worked on, longest first."""
        busy = [w for w in self._workers if w.task is not None]
        return [w.task for w in sorted(busy, key=lambda w: w.begun) if w.task is not None]

    def next(self, task: Task) -> None:
        """Do one more task, before those that wait; for whoever takes the outcomes of `run`."""
        self._waiting.appendleft(task)

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Do the tasks, the first ones first; outcomes come as they are ready."""
        self._waiting = deque(tasks)
        with selectors.DefaultSelector() as selector:
            for worker in self._workers:
                selector.register(worker.answers, selectors.EVENT_READ, worker)
            while self._waiting or any(w.task is not None for w in self._workers):
                while self._begin_one(selector):
                    pass
                ready = {key.data for key, _ in selector.select(self._wait())}
                for worker in list(self._workers):
                    yield from self._progress(worker, worker in ready)
                    if worker.gone:
                        selector.unregister(worker.answers)
                        self._workers.remove(worker)
                        worker.kill()

    def _begin_one(self, selector: selectors.BaseSelector) -> bool:
        """Give the first task to a worker, if there is one to be had."""
        if not self._waiting or (idle := self._idle(self._waiting[0], selector)) is None:
            return False
        idle.begin(self._waiting.popleft())
        return True

    def _idle(self, task: Task, selector: selectors.BaseSelector) -> Worker | None:
        """A worker for a task: one that has nothing to do, or a new one; None where all places are taken."""
        if sum(w.task is not None or w.gone for w in self._workers) >= self._size:
            return None
        return self._worker(Worker, task.kind, selector)

    def _worker(self, make: type[Worker], kind: str, selector: selectors.BaseSelector) -> Worker:
        for worker in self._workers:
            if type(worker) is make and worker.kind == kind and worker.task is None and not worker.gone:
                return worker
        worker = make(kind, self._settings_of(make))
        self._workers.append(worker)
        selector.register(worker.answers, selectors.EVENT_READ, worker)
        return worker

    def _settings_of(self, make: type[Worker]) -> Mapping[str, Any]:
        return self._settings

    def _wait(self) -> float:
        deadlines = [w.deadline for w in self._workers if w.task is not None]
        return max(0.0, min([LONGEST_WAIT, *(d - time.monotonic() for d in deadlines)]))

    def _progress(self, worker: Worker, ready: bool) -> Iterator[Outcome]:
        for message in worker.messages(ready):
            if message.get("spoilt"):
                # It cannot do this task, nor, perhaps, any other: a check has changed what the referee itself uses.
                worker.gone, worker.loaded = True, False
                if worker.task not in self._tried_again:
                    break
            outcome = worker.understand(message)
            if outcome is not None:
                yield outcome
        if worker.task is not None:
            if worker.gone and not worker.loaded and worker.task not in self._tried_again:
                # Of something that an earlier task has left behind, as it seems: once more, in another process.
                self._tried_again.add(worker.task)
                self._waiting.appendleft(worker.task)
                worker.task = None
            elif worker.gone:
                words, exhausted = worker.last_words()
                yield worker.end(Ending.DIED, words, exhausted=exhausted)
            elif time.monotonic() > worker.deadline:
                worker.gone = True
                yield worker.end(Ending.TIMEOUT, worker.late())


@dataclass(eq=False)
class Worker:
    """One process, and what it is doing."""

    kind: str
    settings: Mapping[str, Any]
    number: str = ""  # of the task; drawn, so that nothing else that writes to the pipe hits it by chance
    task: Task | None = None
    begun: float = 0.0
    deadline: float = 0.0
    loaded: bool = False
    gone: bool = False
    strange: bool = False  # something else than this module's protocol came through the pipe
    _pending: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the worker)
        self._killed_before = _killed_for_memory()
        held, self._leash = os.pipe()
        path, memory = json.dumps([os.path.abspath(p) for p in sys.path]), str(self.settings["memory"] or 0)
        try:
            self._process = subprocess.Popen(
                [sys.executable, *FROM_SOURCE, "-c", START[self.kind], path, str(held), memory],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                env={**os.environ, **ONE_THREAD_EACH, **KEEPS_NOTHING, "PYTHONHASHSEED": "0"},
                start_new_session=True,
                pass_fds=(held,),
            )
        finally:
            os.close(held)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests = self._process.stdin
        self.answers = self._process.stdout
        os.set_blocking(self.answers.fileno(), False)
        if self.kind == PAPER:
            self._send(self.settings)

    def begin(self, task: Task) -> None:
        """Send out a task."""
        self.task, self.loaded = task, task.kind == KERNEL  # which has nothing to load
        self.number = secrets.token_hex(8)
        self.begun = time.monotonic()
        self.deadline = min(self.begun + (task.seconds if self.loaded else task.loading), task.until)
        self._send({"id": self.number, **task.request})

    def messages(self, ready: bool) -> Iterator[Mapping[str, Any]]:
        """What has arrived; notices the end of the process even where a grandchild still holds the pipe."""
        ended = self._process.poll() is not None
        if ready or ended:
            while True:
                with contextlib.suppress(BlockingIOError):
                    part = os.read(self.answers.fileno(), 1 << 20)
                    self._pending += part
                    if part:
                        continue
                    ended = True
                break
        *lines, self._pending = self._pending.split(b"\n")
        self.gone = self.gone or ended
        for line in lines:
            message = _message(line)
            if message is None:
                self.gone = self.strange = True
            elif message["id"] == self.number:
                yield message  # an answer to an earlier task comes from a process that a check has left behind

    def understand(self, message: Mapping[str, Any]) -> Outcome | None:
        """What a message makes of the task, if it is at its end."""
        if self.task is None:
            return None
        if "started" in message:
            self.loaded = True
            self.begun = time.monotonic()
            self.deadline = min(self.begun + self.task.seconds, self.task.until)
            return None
        if "problem" in message:
            return self.end(Ending.PROBLEM, str(message["problem"]), exhausted=bool(message.get("exhausted")))
        return self.end(Ending.ANSWERED, answer=message["answers" if self.kind == KERNEL else "answer"])

    def end(self, ending: Ending, note: str = "", answer: Any = None, exhausted: bool = False) -> Outcome:
        """The task is at its end."""
        assert self.task is not None
        outcome = Outcome(self.task, ending, answer, note, time.monotonic() - self.begun, exhausted)
        self.task = None
        return outcome

    def late(self) -> str:
        """What is said of a task that is out of time."""
        assert self.task is not None
        if self.loaded or math.isfinite(self.task.until):
            return f"stopped after its budget of {self.task.seconds:g} s"
        return f"stopped: importing the paper took more than {self.task.loading:g} s; a paper only declares"

    def last_words(self) -> tuple[str, bool]:
        """How the process ended, with what it wrote to its standard error stream in the end; and was it for memory?"""
        if self.strange:
            return "something else than an answer came through the worker's pipe", False
        try:
            code = self._process.wait(timeout=SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            return "the process closed its pipe", False
        self._complaints.seek(max(0, self._complaints.seek(0, os.SEEK_END) - 4000))
        lines = [line for line in self._complaints.read().decode("utf-8", "replace").split("\n") if line.strip()]
        by_the_system = code == -signal.SIGKILL and _killed_for_memory() > self._killed_before
        if by_the_system or any(words in line for line in lines for words in REFUSED_MEMORY):
            return OUT_OF_MEMORY, True
        fatal = [line for line in lines if line.startswith("Fatal Python error")]
        text = printable(" ".join((fatal or lines or [""])[-1].split()))
        how = f"was killed by {_signal_name(-code)}" if code < 0 else f"ended itself with status {code}"
        return f"the process {how}" + (f" ({text[:200]})" if text else ""), False

    def kill(self) -> None:
        """End the process and all that it has started."""
        os.close(self._leash)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(SECONDS_TO_END)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._requests, self.answers, self._complaints):
            with contextlib.suppress(OSError):
                stream.close()

    def _send(self, message: Mapping[str, Any]) -> None:
        with contextlib.suppress(BrokenPipeError):
            self._requests.write(json.dumps(message).encode() + b"\n")
            self._requests.flush()


def _message(line: bytes) -> Mapping[str, Any] | None:
    """A message of a worker; None for anything else that came through its pipe."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    known = isinstance(message, dict) and "id" in message
    return message if known and len({"started", "answer", "answers", "problem"} & set(message)) == 1 else None


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def share_of_memory(processes: int) -> int | None:
    """The bytes that each of so many processes may use: most of the machine's memory (or of what this process and its
    like are allowed of it), divided by their number; None where the system does not say."""
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return None
    for place in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        with contextlib.suppress(OSError, ValueError), open(place, encoding="ascii") as stream:
            whole = min(whole, int(stream.read()))
    return max(int(whole * SHARE_OF_MEMORY / processes), min(LEAST_MEMORY, whole))


def _killed_for_memory() -> int:
    """How many processes the system has killed for want of memory since it was started."""
    with contextlib.suppress(OSError, ValueError), open("/proc/vmstat", encoding="ascii") as stream:
        return next((int(line.split()[1]) for line in stream if line.startswith("oom_kill ")), 0)
    return 0
