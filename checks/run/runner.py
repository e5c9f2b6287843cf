"""One run: collect the papers, choose the checks, run what is not known already, compare with what was expected.

This module imports no paper and no SymPy. Papers are read in worker processes; what they declare and what their
checks found is filed in the cache as it comes, so that an interrupted run loses nothing that was finished and a run
in which nothing changed only reads.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from checks.complaints import BadInput
from checks.ledger import assemble, certificates_of, failed_entry, is_entry
from checks.outcome import Role, Verdict
from checks.run.cache import Cache, key_of
from checks.run.dependencies import Dependencies
from checks.run.discover import Source, Target, sibling
from checks.run.kept import Kept
from checks.run.pool import KERNEL, PAPER, SECONDS_TO_LOAD, Ending, Outcome, Pool, Task
from checks.run.review import finding, points_of, reviewed, used_first
from checks.run.selection import Keyword, chosen
from checks.run.verifier import Answer, Verifier
from checks.run.versions import versions

__all__ = ["Listener", "Run", "Selected", "Settings", "declared", "run", "versions"]

SECONDS_TO_COLLECT = 120.0
LEAST_SECONDS_TO_LOAD = 10.0
UNUSABLE = "THE KERNEL OR AN ENCODING IS WRONG; NOTHING OF THIS RUN CAN BE USED"

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on besides the papers.

    precision: working precision of ball arithmetic, in bits.  seed: of everything that is drawn at random.
    jobs: worker processes.  seconds: no check gets more wall time than this, nor the import of a paper, nor the kernel
    for a certificate.  memory: bytes that each process may use; None for its share.  fresh: look up nothing.
    on: address of the scheduler of a cluster that runs the checks; None for local processes.
    """

    precision: int = 128
    seed: int = 0
    jobs: int = 1
    seconds: float | None = None
    memory: int | None = None
    fresh: bool = False
    on: str | None = None

    @property
    def loading(self) -> float:
        """Seconds for the import of a paper: as many, but SymPy alone takes some of them."""
        return min(SECONDS_TO_LOAD, max(self.seconds or SECONDS_TO_LOAD, LEAST_SECONDS_TO_LOAD))


@dataclass(frozen=True, slots=True)
class Run:
    """A ledger, the problems of papers that could not be read, and how much evidence was made or looked up.

    asked: ids of the statements that were asked for; the ledger also has those that they rest on.
    contradictions: claims that were both proved and refuted; with any, nothing in the ledger can be used.
    spelled: the canonical JSON of those certificates that were looked up.
    """

    ledger: Record
    asked: tuple[str, ...]
    problems: tuple[str, ...]
    contradictions: tuple[str, ...]
    made: int
    looked_up: int
    spelled: Mapping[str, str] = field(default_factory=dict)


class Listener(Protocol):
    """Who is told how a run goes on."""

    def begin(self, total: int, known: int, running: Callable[[], Sequence[str]]) -> None:
        """Before the first check: how many there are, how many of them need not run, and which run at the moment."""

    def finished(self, record: Mapping[str, Any], running: Sequence[str]) -> None:
        """One check has finished; these others are running."""

    def problem(self, message: str) -> None:
        """A paper cannot be read, or something else that the user should know."""


@dataclass(frozen=True, slots=True)
class Selected:
    """A statement of the run with those of its checks that were asked for."""

    source: Source
    entry: Record
    checks: tuple[Record, ...]


@dataclass
class _State:
    """What one run has gathered so far."""

    settings: Settings
    cache: Cache
    pool: Pool
    listener: Listener
    dependencies: Dependencies = field(default_factory=Dependencies)
    kept: Kept = field(default_factory=Kept)
    verifier: Verifier = field(init=False)
    problems: list[str] = field(default_factory=list)
    indices: dict[Source, list[Record]] = field(default_factory=dict)
    homes: dict[str, tuple[Source, Record]] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=lambda: versions())

    def __post_init__(self) -> None:
        self.verifier = Verifier(self.pool, self.cache, fresh=self.settings.fresh, seconds=self.settings.seconds)

    def known(self, kind: str, name: str, key: str) -> Any:
        return None if self.settings.fresh else self.cache.get(kind, name, key)

    def kept_evidence(self, name: str, key: str) -> Record | None:
        return None if self.settings.fresh else self.kept.entry(self.cache.read("evidence", name, key))

    def trouble(self, message: str) -> None:
        if message not in self.problems:
            self.problems.append(message)
            self.listener.problem(message)


def run(
    targets: Sequence[Target], keyword: Keyword | None, settings: Settings, cache: Cache, listener: Listener
) -> Run:
    """Referee what the targets ask for; raises BadInput where an id names nothing."""
    shared = {"precision": settings.precision, "seed": settings.seed, "memory": settings.memory}
    with _pool(settings, shared) as pool:
        state = _State(settings, cache, pool, listener)
        _collect(state, dict.fromkeys(source for target in targets for source in target.sources))
        asked, selected = _select(state, targets, keyword)
        _refuse_circles(selected)
        entries, looked_up = _examine(state, selected)
    declared = [selected.entry for selected in selected]
    statements, contradictions = reviewed(declared, entries, state.verifier.answers)
    for contradiction in contradictions:
        listener.problem(f"CONTRADICTION: {contradiction}. {UNUSABLE}")
    if cache.trouble:
        listener.problem(cache.trouble)
    papers = {p["record"]["folder"]: p["record"] for index in state.indices.values() for p in index}
    present = {record["paper"] for record in statements}
    ledger = assemble(
        [papers[folder] for folder in sorted(present)],
        statements,
        {name: c for entry in entries.values() for name, c in entry["certificates"].items()},
        {
            "precision": settings.precision,
            "seed": settings.seed,
            "seconds": settings.seconds,
            "asked": [target.text for target in targets],
            "keyword": None if keyword is None else keyword.text,
        },
        state.versions,
        _now(),
    )
    made = len(entries) - looked_up
    return Run(ledger, asked, tuple(state.problems), tuple(contradictions), made, looked_up, state.kept.spelled)


def declared(
    targets: Sequence[Target], settings: Settings, cache: Cache, listener: Listener
) -> tuple[list[Selected], list[str]]:
    """The statements that the targets ask for, each with its checks, none of which is run; and what cannot be read."""
    shared = {"precision": settings.precision, "seed": settings.seed, "memory": settings.memory}
    with _pool(settings, shared) as pool:
        state = _State(settings, cache, pool, listener)
        _collect(state, dict.fromkeys(source for target in targets for source in target.sources))
        asked, selected = _select(state, targets, None)
    return [s for s in selected if s.entry["id"] in asked], state.problems


def _pool(settings: Settings, shared: Mapping[str, Any]) -> Pool:
    if settings.on is None:
        return Pool(settings.jobs, shared)
    from checks.run.cluster import Cluster

    return Cluster(settings.on, settings.jobs, shared, versions())


def _collect(state: _State, sources: Iterable[Source]) -> None:
    """What the papers declare: from the cache where their modules are unchanged, else from a worker."""
    missing: list[Task] = []
    for source in sources:
        code = state.dependencies.of_paper(source)
        key = _key(state, code)
        index = state.known("index", source.root, key)
        if _is_index(index):
            _taken(state, source, index)
        else:
            request = {"kind": "collect", "source": source.to_json()}
            missing.append(Task(request, SECONDS_TO_COLLECT, (source, key, code), loading=state.settings.loading))
    for outcome in state.pool.run(missing):
        source, key, code = outcome.task.tag
        if outcome.ending is Ending.PROBLEM:
            state.trouble(outcome.note)
        elif outcome.ending is not Ending.ANSWERED:
            state.trouble(f"{source.label}: cannot be imported: {outcome.note}")
        elif not _is_index(outcome.answer):
            state.trouble(f"{source.label}: something else than statements came through the worker's pipe")
        elif outcome.answer.get("source") != [code, state.dependencies.referee]:
            state.trouble(f"{source.label}: changed while it was being read; run it again")
        else:
            _taken(state, source, outcome.answer)
            state.cache.put("index", source.root, key, outcome.answer)
    _refuse_twins(state)


def _taken(state: _State, source: Source, index: Record) -> None:
    state.indices[source] = index["papers"]
    for entry in (entry for paper in index["papers"] for entry in paper["statements"]):
        state.homes.setdefault(entry["id"], (source, entry))
    for problem in index["problems"]:
        state.trouble(problem)


def _is_index(kept: Any) -> bool:
    """Has an entry of the cache the shape of what papers declare?"""
    try:
        return all(
            isinstance(statement[key], kind)
            for paper in kept["papers"]
            for statement in paper["statements"]
            for key, kind in (("id", str), ("label", str), ("record", dict), ("checks", list))
        ) and all(isinstance(problem, str) for problem in kept["problems"])
    except (TypeError, KeyError):
        return False


def _refuse_twins(state: _State) -> None:
    """Two papers of one name would share their ids."""
    home: dict[str, Source] = {}
    for source in sorted(state.indices, key=lambda s: s.root):
        for paper in state.indices[source]:
            folder = paper["record"]["folder"]
            other = home.setdefault(folder, source)
            if other != source:
                raise BadInput(f"{source.label} and {other.label} both declare the paper {folder}; ids are unique")


def _select(
    state: _State, targets: Sequence[Target], keyword: Keyword | None
) -> tuple[tuple[str, ...], list[Selected]]:
    """The statements that were asked for, and with them those that they rest on, each with the checks to run."""
    wanted: dict[str, Selected] = {}
    for target, source in ((t, s) for t in targets for s in t.sources if s in state.indices):
        entries = [entry for paper in state.indices[source] for entry in paper["statements"]]
        for entry, ids in chosen(target, entries):
            earlier = wanted[entry["id"]].checks if entry["id"] in wanted else ()
            asked = tuple(c for c in entry["checks"] if c["id"] in ids or c in earlier)
            wanted[entry["id"]] = Selected(source, entry, asked)
    if keyword is not None:
        wanted = {selected.entry["id"]: selected for selected in _matching(wanted.values(), keyword)}
    in_order = _in_order(state, wanted.values())
    if keyword is None:
        for selected in in_order:
            if len(selected.checks) == len(selected.entry["checks"]):
                _add_used(state, selected, wanted)
    return tuple(selected.entry["id"] for selected in in_order), _in_order(state, wanted.values())


def _matching(selection: Iterable[Selected], keyword: Keyword) -> Iterator[Selected]:
    for selected in selection:
        label = selected.entry["label"]
        matching = tuple(c for c in selected.checks if keyword.matches(c["id"], c["title"], label))
        if matching:
            yield Selected(selected.source, selected.entry, matching)


def _add_used(state: _State, user: Selected, wanted: dict[str, Selected]) -> None:
    """With a statement all that it uses, directly or not."""
    stack = [user]
    while stack:
        user = stack.pop()
        for id in user.entry["record"]["uses"]:
            if id not in wanted or len(wanted[id].checks) < len(wanted[id].entry["checks"]):
                used = _declared(state, id, user.source)
                if used is not None:
                    wanted[id] = used
                    stack.append(used)


def _declared(state: _State, id: str, near: Source) -> Selected | None:
    """A statement by its id, in a paper of this run or in one beside it."""

    if id not in state.homes:
        other = sibling(near, id.partition("/")[0])
        if other is not None and other not in state.indices:
            _collect(state, [other])
    if id not in state.homes:
        return None
    source, entry = state.homes[id]
    return Selected(source, entry, tuple(entry["checks"]))


def _refuse_circles(selection: Iterable[Selected]) -> None:
    try:
        list(used_first({s.entry["id"]: s.entry["record"]["uses"] for s in selection}))
    except ValueError as problem:
        raise BadInput(str(problem)) from None


def _in_order(state: _State, selection: Iterable[Selected]) -> list[Selected]:
    """By paper, and in each paper in the paper's own order."""
    by_id = {selected.entry["id"]: selected for selected in selection}
    papers = sorted((p for index in state.indices.values() for p in index), key=lambda p: str(p["record"]["folder"]))
    return [by_id[entry["id"]] for paper in papers for entry in paper["statements"] if entry["id"] in by_id]


@dataclass
class _Examination:
    """The evidence of the checks of one run as it comes in, and what the kernel says of it."""

    state: _State
    selection: Sequence[Selected]
    entries: dict[str, Record] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.selected = {selected.entry["id"]: selected for selected in self.selection}
        self.homes = {c["id"]: s.entry["id"] for s in self.selection for c in s.checks}

    def take(self, check: Mapping[str, Any], entry: Record) -> list[Task]:
        """The evidence of one check; the answer is what the kernel must be asked about it."""
        self.entries[check["id"]] = entry
        return list(self.state.verifier.ask(entry["certificates"], certificates_of(entry)))

    def tell(self, ids: Iterable[str]) -> None:
        """Say what has become of those fresh checks among these of which everything is known by now."""
        for selected in (self.selected[home] for home in dict.fromkeys(self.homes[id] for id in ids)):
            hypotheses = [c for c in selected.checks if c["role"] == Role.HYPOTHESES]
            if not all(map(self._known, hypotheses)):
                continue
            points = points_of(hypotheses, self.entries, self.state.verifier.answers)
            for check in selected.checks:
                if check["id"] in self.fresh - self.told and self._known(check):
                    self.told.add(check["id"])
                    self._tell(selected, check, points)

    def _known(self, check: Mapping[str, Any]) -> bool:
        entry = self.entries.get(check["id"])
        return entry is not None and all(name in self.state.verifier.answers for name in certificates_of(entry))

    def _tell(self, selected: Selected, check: Record, points: Sequence[Answer]) -> None:
        entry, answers = self.entries[check["id"]], self.state.verifier.answers
        found = finding(check, entry, answers, selected.entry["record"]["judgement"], points)
        shown = {**check, **found.record(), "as_expected": found.verdict == check["expected"]}
        self.state.listener.finished({**shown, "seconds": entry["seconds"]}, _running(self.state))


def _running(state: _State) -> list[str]:
    return [task.tag[0]["id"] for task in state.pool.running if task.kind == PAPER]


def _examine(state: _State, selection: Sequence[Selected]) -> tuple[dict[str, Record], int]:
    """Check id → the evidence for it, and how much of that was known already."""
    examination = _Examination(state, selection)
    missing: list[Task] = []
    unverified: list[Task] = []
    for selected in selection:
        for check in selected.checks:
            code = state.dependencies.of_modules(selected.source, check["modules"])
            key = _key(state, code, check=check)
            known = state.kept_evidence(check["id"], key)
            if known is not None:
                unverified += examination.take(check, known)
            else:
                missing.append(_task(state, selected, check, key, code))
    looked_up = len(examination.entries)
    state.listener.begin(looked_up + len(missing), looked_up, lambda: _running(state))
    if missing or unverified:
        last = state.cache.durations()
        missing.sort(key=lambda task: -last.get(task.tag[0]["id"], float("inf")))
        _run_checks(state, [*unverified, *missing], examination)
    return examination.entries, looked_up


def _run_checks(state: _State, tasks: Sequence[Task], examination: _Examination) -> None:
    durations: dict[str, float] = {}
    waiting: dict[str, set[str]] = {}
    try:
        for outcome in state.pool.run(tasks):
            if outcome.task.kind == KERNEL:
                name = state.verifier.understand(outcome)
                examination.tell(waiting.pop(name, ()))
                continue
            check, key, source = outcome.task.tag
            entry = _entry(outcome, source)
            durations[check["id"]] = entry["seconds"]
            if entry["failed"] is None:
                state.cache.put("evidence", check["id"], key, entry)
            examination.fresh.add(check["id"])
            asked = examination.take(check, entry)
            for task in asked:
                if task.tag not in waiting:
                    state.pool.next(task)
                waiting.setdefault(task.tag, set()).add(check["id"])
            if not asked:
                examination.tell([check["id"]])
    finally:
        state.cache.keep_durations(durations)


def _task(state: _State, selected: Selected, check: Record, key: str, code: str) -> Task:
    request = {
        "kind": "check",
        "source": selected.source.to_json(),
        "statement": selected.entry["id"],
        "check": check["id"],
        "modules": check["modules"],
    }
    seconds = min(check["seconds"], state.settings.seconds or float("inf"))
    tag = (check, key, [code, state.dependencies.referee])
    return Task(request, seconds, tag, loading=state.settings.loading)


def _entry(outcome: Outcome, source: list[str]) -> Record:
    """The evidence that a worker handed over, or what it means that it did not."""
    if outcome.ending is Ending.ANSWERED:
        answer = outcome.answer
        if not (isinstance(answer, dict) and is_entry(answer.get("entry"))):
            note = "something else than evidence came through the worker's pipe"
            return failed_entry(Verdict.ERROR, note, outcome.seconds)
        if answer.get("source") == source:
            entry: Record = answer["entry"]
            return entry
        note = "the source changed while it was being checked; run it again"
        return failed_entry(Verdict.ERROR, note, answer["entry"]["seconds"])
    verdict = Verdict.TIMEOUT if outcome.ending is Ending.TIMEOUT else Verdict.ERROR
    return failed_entry(verdict, outcome.note, outcome.seconds)


def _key(state: _State, code: str, **more: Any) -> str:
    settings = state.settings
    return key_of(
        code=code,
        referee=state.dependencies.referee,
        versions=state.versions,
        precision=settings.precision,
        seed=settings.seed,
        **more,
    )


def _now() -> str:
    """The time of the run; `SOURCE_DATE_EPOCH` fixes it for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = float(epoch) if epoch.isdigit() else time.time()
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")
