"""Checks on more than one machine: the workers of a Dask cluster do what local processes do otherwise.

Only checks travel. Papers are declared, and certificates are judged, where the run was started: a worker, near or far,
hands over evidence and says nothing of verdicts. On each worker a check runs in a process of its own, under the same
budgets (`checks.run.pool`). A worker that is lost costs its checks another try, and not the run.

The folder of a paper must be readable under the same path everywhere, and the referee and its libraries must be of the
same versions; the one is told by the digests that come with each answer, the other is asked for at the beginning.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import threading
import uuid
from collections.abc import Mapping
from itertools import islice
from types import TracebackType
from typing import Any, ClassVar

from checks.complaints import BadInput
from checks.run.pool import PAPER, Ending, Outcome, Pool, Task, Worker
from checks.run.versions import versions as installed_versions

__all__ = ["Cluster"]

SECONDS_TO_CONNECT = 10
SECONDS_ON_THE_WAY = 120.0  # a task whose worker is lost waits for another one
LOOK_AHEAD = 64
LOST = "lost on the cluster, twice"


class Cluster(Pool):
    """A pool whose checks go to a cluster; everything else stays with up to `size` local processes.

    address: of the scheduler, as in tcp://scheduler:8786.  versions: of everything that a finding may depend on, as
    they are here. Raises BadInput where nobody answers, or where the versions differ.
    """

    def __init__(self, address: str, size: int, settings: Mapping[str, Any], versions: Mapping[str, str]) -> None:
        super().__init__(size, settings)
        self._run = uuid.uuid4().hex
        self._client = _connected(address)
        try:
            self._places = sum(self._client.nthreads().values())
            if not self._places:
                raise BadInput(f"{address}: a scheduler without workers; start some with `dask worker {address}`")
            _compare(self._client, versions)
        except BaseException:
            self._client.close()
            raise
        # What a far process may use of its own machine's memory is that machine's business, unless it was asked for.
        far = {**settings, "memory": settings.get("memory"), "folder": os.getcwd()}
        self._far_settings = {"client": self._client, "run": self._run, "far": far}

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        super().__exit__(kind, value, tb)
        with contextlib.suppress(Exception):
            self._client.run(_release, self._run, on_error="ignore")
        self._client.close()

    def _settings_of(self, make: type[Worker]) -> Mapping[str, Any]:
        return self._far_settings if make is _Far else self._settings

    def _begin_one(self, selector: selectors.BaseSelector) -> bool:
        for i, task in enumerate(islice(self._waiting, LOOK_AHEAD)):
            if (idle := self._idle(task, selector)) is not None:
                del self._waiting[i]
                idle.begin(task)
                return True
        return False

    def _idle(self, task: Task, selector: selectors.BaseSelector) -> Worker | None:
        far = task.kind == PAPER and task.request["kind"] == "check"
        busy = sum(isinstance(w, _Far) is far and (w.task is not None or w.gone) for w in self._workers)
        if busy >= (self._places if far else self._size):
            return None
        return self._worker(_Far if far else Worker, task.kind, selector)


class _Far(Worker):
    """One place on the cluster: a task goes out, and a byte in a pipe says that something has become of it."""

    def __post_init__(self) -> None:
        self._client = self.settings["client"]
        self._future: Any = None
        reading, self._rung = os.pipe()
        self.answers = os.fdopen(reading, "rb")
        os.set_blocking(reading, False)

    def begin(self, task: Task) -> None:
        super().begin(task)
        self.loaded = False
        self.deadline = self.begun + task.loading + task.seconds + SECONDS_ON_THE_WAY
        self._future = self._client.submit(
            _run, self.settings["run"], self.settings["far"], dict(task.request), task.seconds, task.loading, pure=False
        )
        number = self.number.encode()

        def ring(_: Any) -> None:
            with contextlib.suppress(OSError):
                os.write(self._rung, number + b"\n")

        self._future.add_done_callback(ring)

    def messages(self, ready: bool) -> Any:
        rung = b""
        with contextlib.suppress(BlockingIOError):
            rung = os.read(self.answers.fileno(), 1 << 16)
        if self.number.encode() not in rung.split() or self._future is None:
            return
        if self._future.status == "finished":
            told = json.loads(self._future.result(timeout=SECONDS_ON_THE_WAY))
            if isinstance(told, dict) and told.get("ending") in {str(e.value) for e in Ending}:
                yield told
                return
        self.gone = True  # it was lost, more often than the scheduler tries again

    def understand(self, message: Mapping[str, Any]) -> Outcome | None:
        outcome = self.end(Ending(message["ending"]), message["note"], message["answer"], bool(message["exhausted"]))
        self._future = None
        return outcome

    def late(self) -> str:
        return "the cluster gave no answer"

    def last_words(self) -> tuple[str, bool]:
        return LOST, False

    def kill(self) -> None:
        if self._future is not None:
            with contextlib.suppress(Exception):
                self._future.cancel()
        with contextlib.suppress(OSError):
            os.close(self._rung)
        self.answers.close()

    def _send(self, message: Mapping[str, Any]) -> None:
        """Nothing: the task has gone out by other means."""


def _connected(address: str) -> Any:
    try:
        from distributed import Client

        make: Any = Client
    except ImportError:
        raise BadInput("--on needs the package distributed: pip install 'referee[cluster]'") from None
    try:
        return make(address, timeout=SECONDS_TO_CONNECT, set_as_default=False, direct_to_workers=False)
    except (OSError, ValueError, TimeoutError) as problem:
        why = " ".join(str(problem).split())[:200]
        raise BadInput(f"--on {address}: no scheduler of a Dask cluster answers there ({why})") from None


def _compare(client: Any, versions: Mapping[str, str]) -> None:
    for place, there in client.run(_versions).items():
        for name in sorted({*versions, *there}):
            if versions.get(name) != there.get(name):
                have = f"{there.get(name) or 'absent'} and here {versions.get(name) or 'absent'}"
                raise BadInput(f"{place}: {name} is {have}; a finding must not depend on where it was made")


# ------------------------------------------------------------------------------------------ on a worker


def _versions() -> dict[str, str]:
    return installed_versions()


class _Places:
    """The pools of this process of the cluster, one for each of its threads, all of one run."""

    run: ClassVar[str] = ""
    pools: ClassVar[dict[int, Pool]] = {}
    lock: ClassVar[threading.Lock] = threading.Lock()

    @classmethod
    def pool(cls, run: str, settings: Mapping[str, Any], places: int) -> Pool:
        with cls.lock:
            if cls.run != run:
                cls.close()
                cls.run = run
            thread = threading.get_ident()
            if thread not in cls.pools:
                from checks.run.pool import share_of_memory

                memory = settings.get("memory") or share_of_memory(places)
                cls.pools[thread] = Pool(1, {**settings, "memory": memory})
            return cls.pools[thread]

    @classmethod
    def close(cls) -> None:
        for pool in cls.pools.values():
            pool.__exit__(None, None, None)
        cls.pools.clear()


def _run(run: str, settings: Mapping[str, Any], request: Mapping[str, Any], seconds: float, loading: float) -> str:
    """Do one check in a process of this worker; what became of it, as JSON."""
    from distributed import get_worker

    pool = _Places.pool(run, settings, max(1, get_worker().state.nthreads))
    (outcome,) = pool.run([Task(request, seconds, loading=loading)])
    told = {key: getattr(outcome, key) for key in ("answer", "note", "seconds", "exhausted")}
    return json.dumps({**told, "ending": outcome.ending.value}, allow_nan=False)


def _release(run: str) -> None:
    with _Places.lock:
        if _Places.run == run:
            _Places.close()
