"""One run: collect the papers, choose the checks, run what is not known already, compare with what was expected.

This module imports no paper and no SymPy. Papers are read in worker processes; what they declare and what their
checks found is filed in the cache as it comes, so that an interrupted run loses nothing that was finished and a run
in which nothing changed only reads.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from typing import Any, Protocol

import checks
from checks.complaints import BadInput
from checks.ledger import assemble, record_check
from checks.outcome import Argument, Finding, Role, Trust, Verdict
from checks.paper import Check
from checks.run.cache import Cache, key_of
from checks.run.dependencies import Dependencies
from checks.run.discover import Source, Target, sibling
from checks.run.pool import Ending, Outcome, Pool, Task
from checks.run.selection import Keyword, chosen

__all__ = ["Listener", "Run", "Settings", "run", "versions"]

SECONDS_TO_CONCLUDE = 120.0
KEPT_VERDICTS = {Verdict.PROVED.value, Verdict.REFUTED.value, Verdict.SUPPORTED.value, Verdict.UNDECIDED.value}
DISTRIBUTIONS = ("sympy", "mpmath", "python-flint", "gmpy2", "numpy", "scipy", "hypothesis", "scikit-learn")

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on besides the papers.

    precision: working precision of ball arithmetic, in bits.  seed: of everything that is drawn at random.
    jobs: worker processes.  seconds: no check gets more wall time than this.  fresh: look up nothing.
    """

    precision: int = 128
    seed: int = 0
    jobs: int = 1
    seconds: float | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A ledger, the problems of papers that could not be read, and how many findings were made or looked up.

    asked: ids of the statements that were asked for; the ledger also has those that they rest on.
    """

    ledger: Record
    asked: tuple[str, ...]
    problems: tuple[str, ...]
    made: int
    looked_up: int


class Listener(Protocol):
    """Who is told how a run goes on."""

    def begin(self, total: int, known: int) -> None:
        """Before the first check: how many there are, and how many of them need not run."""

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
    problems: list[str] = field(default_factory=list)
    indices: dict[Source, list[Record]] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=lambda: versions())

    def known(self, kind: str, name: str, key: str) -> Any:
        return None if self.settings.fresh else self.cache.get(kind, name, key)

    def trouble(self, message: str) -> None:
        if message not in self.problems:
            self.problems.append(message)
            self.listener.problem(message)


def run(
    targets: Sequence[Target], keyword: Keyword | None, settings: Settings, cache: Cache, listener: Listener
) -> Run:
    """Referee what the targets ask for; raises BadInput where an id names nothing."""
    with Pool(settings.jobs, {"precision": settings.precision, "seed": settings.seed}) as pool:
        state = _State(settings, cache, pool, listener)
        _collect(state, dict.fromkeys(source for target in targets for source in target.sources))
        asked, selected = _select(state, targets, keyword)
        found, looked_up = _examine(state, selected)
        statements = _conclude(state, selected, found)
    if cache.trouble:
        listener.problem(cache.trouble)
    papers = {p["record"]["folder"]: p["record"] for index in state.indices.values() for p in index}
    present = {record["paper"] for record in statements}
    ledger = assemble(
        [papers[folder] for folder in sorted(present)],
        statements,
        {name: c for outcome in found.values() for name, c in outcome["certificates"].items()},
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
    return Run(ledger, asked, tuple(state.problems), len(found) - looked_up, looked_up)


def versions() -> dict[str, str]:
    """Versions of everything that a finding may depend on."""
    found = {"referee": checks.__version__, "python": platform.python_version()}
    for name in DISTRIBUTIONS:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _collect(state: _State, sources: Iterable[Source]) -> None:
    """What the papers declare: from the cache where their modules are unchanged, else from a worker."""
    missing: list[Task] = []
    for source in sources:
        key = _key(state, state.dependencies.of_paper(source))
        index = state.known("index", source.root, key)
        if index is None:
            request = {"kind": "collect", "source": source.to_json()}
            missing.append(Task(request, SECONDS_TO_CONCLUDE, (source, key)))
        else:
            state.indices[source] = index
    for outcome in state.pool.run(missing):
        source, key = outcome.task.tag
        if outcome.ending is Ending.ANSWERED:
            state.indices[source] = outcome.answer
            state.cache.put("index", source.root, key, outcome.answer)
        elif outcome.ending is Ending.PROBLEM:
            state.trouble(outcome.note)
        else:
            state.trouble(f"{source.label}: cannot be imported: {outcome.note}")
    _refuse_twins(state)


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
    for id in user.entry["uses"]:
        if id not in wanted or len(wanted[id].checks) < len(wanted[id].entry["checks"]):
            used = _declared(state, id, user.source)
            if used is not None:
                wanted[id] = used
                _add_used(state, used, wanted)


def _declared(state: _State, id: str, near: Source) -> Selected | None:
    """A statement by its id, in a paper of this run or in one beside it."""

    def look() -> Selected | None:
        for source, index in state.indices.items():
            for paper in index:
                for entry in paper["statements"]:
                    if entry["id"] == id:
                        return Selected(source, entry, tuple(entry["checks"]))
        return None

    found = look()
    if found is None:
        other = sibling(near, id.partition("/")[0])
        if other is not None and other not in state.indices:
            _collect(state, [other])
            found = look()
    return found


def _in_order(state: _State, selection: Iterable[Selected]) -> list[Selected]:
    """By paper, and in each paper in the paper's own order."""
    by_id = {selected.entry["id"]: selected for selected in selection}
    papers = sorted((p for index in state.indices.values() for p in index), key=lambda p: str(p["record"]["folder"]))
    return [by_id[entry["id"]] for paper in papers for entry in paper["statements"] if entry["id"] in by_id]


def _examine(state: _State, selection: Sequence[Selected]) -> tuple[dict[str, Record], int]:
    """Check id → what was found, and how many of them were known already."""
    found: dict[str, Record] = {}
    missing: list[Task] = []
    for selected in selection:
        for check in selected.checks:
            code = state.dependencies.of_modules(selected.source, check["modules"])
            key = _key(state, code, check=check)
            known = state.known("finding", check["id"], key)
            if known is None:
                missing.append(_task(state.settings, selected, check, key))
            else:
                found[check["id"]] = known
    looked_up = len(found)
    state.listener.begin(looked_up + len(missing), looked_up)
    if missing:
        last = state.cache.durations()
        missing.sort(key=lambda task: -last.get(task.tag[0]["id"], float("inf")))
        _run_checks(state, missing, found)
    return found, looked_up


def _run_checks(state: _State, tasks: Sequence[Task], found: dict[str, Record]) -> None:
    durations: dict[str, float] = {}
    try:
        for outcome in state.pool.run(tasks):
            check, key = outcome.task.tag
            entry = _finding(check, outcome)
            found[check["id"]] = entry
            durations[check["id"]] = entry["record"]["seconds"]
            if entry["record"]["verdict"] in KEPT_VERDICTS:
                state.cache.put("finding", check["id"], key, entry)
            state.listener.finished(entry["record"], [task.tag[0]["id"] for task in state.pool.running])
    finally:
        state.cache.keep_durations(durations)


def _task(settings: Settings, selected: Selected, check: Record, key: str) -> Task:
    request = {
        "kind": "check",
        "source": selected.source.to_json(),
        "statement": selected.entry["id"],
        "check": check["id"],
    }
    return Task(request, min(check["seconds"], settings.seconds or float("inf")), (check, key))


def _finding(check: Record, outcome: Outcome) -> Record:
    """What a worker answered, or what it means that it did not."""
    if outcome.ending is Ending.ANSWERED:
        answer: Record = outcome.answer
        return answer
    verdict = Verdict.TIMEOUT if outcome.ending is Ending.TIMEOUT else Verdict.ERROR
    finding = Finding(verdict=verdict, trust=Trust.NUMERICAL, scope="", note=outcome.note)
    declared = Check(
        check["id"],
        check["title"],
        Role(check["role"]),
        _not_here,
        Verdict(check["expected"]),
        Argument(check["refutation_means"]),
        check["seconds"],
    )
    return {"record": record_check(declared, finding, outcome.seconds), "quantities": [], "certificates": {}}


def _not_here() -> Finding:
    raise RuntimeError("checks run in workers")


def _conclude(state: _State, selection: Sequence[Selected], found: Mapping[str, Record]) -> list[Record]:
    """The record of every statement, those that others use first."""
    by_id = {selected.entry["id"]: selected for selected in selection}
    records: dict[str, Record] = {}
    for selected in _used_first(by_id):
        id = selected.entry["id"]
        outcomes = [found[check["id"]] for check in selected.checks]
        request = {
            "statement": id,
            "checks": [outcome["record"] for outcome in outcomes],
            "quantities": [q for outcome in outcomes for q in outcome["quantities"]],
            "established": {used: records[used]["conclusion"] for used in selected.entry["uses"] if used in records},
        }
        key = _key(state, state.dependencies.of_paper(selected.source), request=request)
        record = state.known("statement", id, key)
        if record is None:
            source = selected.source.to_json()
            (outcome,) = state.pool.run([Task({"kind": "conclude", "source": source, **request}, SECONDS_TO_CONCLUDE)])
            if outcome.ending is not Ending.ANSWERED:
                state.trouble(f"{id}: its findings cannot be put together: {outcome.note}")
                continue
            record = outcome.answer
            state.cache.put("statement", id, key, record)
        records[id] = record
    return [records[id] for id in by_id if id in records]


def _used_first(by_id: Mapping[str, Selected]) -> Iterator[Selected]:
    done: set[str] = set()
    stack = [iter(by_id)]
    path: list[str] = []
    while stack:
        id = next(stack[-1], None)
        if id is None:
            stack.pop()
            if path:
                last = path.pop()
                if last not in done:
                    done.add(last)
                    yield by_id[last]
        elif id in path:
            raise BadInput(f"{id}: rests on itself ({' uses '.join([*path[path.index(id) :], id])})")
        elif id in by_id and id not in done:
            path.append(id)
            stack.append(iter(by_id[id].entry["uses"]))


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
