"""What runs in a worker process: one request at a time, as JSON lines on the standard streams.

A worker imports papers, says what they declare, runs checks and hands back the evidence that they return. It says
nothing of verdicts: those are computed where no paper is imported. With each answer goes the digest of the source that
it was made from, as it was when it was imported.

What one check leaves behind must not reach the next: folder, environment, limits, precisions and random numbers are put
back. A process that a check has forked cannot answer in its place.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import queue
import random
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import IO, Any, ClassVar

from checks.complaints import BadInput, PaperProblem, printable
from checks.outcome import Evidence, Role, Verdict
from checks.paper import Check, Claim, Paper, Statement
from checks.run.dependencies import CHECKS, Dependencies
from checks.run.discover import Source
from checks.run.loading import load, place_of
from checks.run.sources import SourceOnly
from checks.run.surroundings import Surroundings

__all__ = ["main"]

Record = dict[str, Any]
AUTOMATIC = "hypotheses-satisfiable"
SECONDS_FOR_HYPOTHESES = 60.0
LEAST_SEARCH = 0.1


def main() -> None:
    """Answer requests until the parent closes the pipe; the first line holds the settings."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    asked = os.fdopen(os.dup(0), encoding="utf-8")
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # a check that reads its input must not read requests
    faulthandler.enable()
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_read_requests, args=(asked, requests), daemon=True).start()
    settings = json.loads(requests.get())
    with contextlib.suppress(OSError):
        os.chdir(settings.get("folder", "."))  # far from where the run was started, messages name the same paths
    begin = Surroundings()
    while True:
        _reset_global_state(settings)
        _answer(json.loads(requests.get()), answers)
        begin.restore()


def _read_requests(stream: IO[str], requests: queue.SimpleQueue[str]) -> None:
    for line in stream:
        requests.put(line)


def _answer(request: Record, answers: IO[str]) -> None:
    """Meet one request; `problem` holds one line where it cannot be met."""
    number = {"id": request["id"]}
    this = os.getpid()
    try:
        answer = {"answer": REQUESTS[request["kind"]](request, lambda: _write(answers, {**number, "started": True}))}
    except PaperProblem as problem:
        answer = {"problem": str(problem)}
    except MemoryError:
        answer = {"problem": "out of memory", "exhausted": True}
    except Exception as problem:
        message = " ".join(str(problem).split())
        # The referee itself failed: something of what it stands on has been changed under it. Another process may not.
        answer = {"problem": f"{type(problem).__name__}: {message} ({place_of(problem, os.sep)})", "spoilt": True}
    if os.getpid() != this:
        os._exit(0)  # a process that the check has forked came back here; its answer is not asked for
    if "problem" in answer:
        answer["problem"] = printable(answer["problem"])
    _write(answers, {**number, **answer})


def _write(stream: IO[str], message: Mapping[str, Any]) -> None:
    stream.write(json.dumps(message, allow_nan=False) + "\n")
    stream.flush()


def _collect(request: Record, started: Callable[[], None]) -> Record:
    """What the papers of one source declare, and the statements of which that cannot be said."""
    from checks.run.declared import declared_paper

    source = Source(**request["source"])
    papers = _papers(source)
    started()
    problems: list[str] = []
    declared = [declared_paper(paper, _checks, problems) for paper in papers]
    return {"papers": declared, "problems": problems, "source": _Sources.of(source)}


def _check(request: Record, started: Callable[[], None]) -> Record:
    """Run one check; whatever it does, short of ending the process, comes back as evidence or as a failure."""
    source = Source(**request["source"])
    statement = _statement(source, request["statement"])
    check = _checks(statement)[request["check"]]
    before = _Sources.of(source, request["modules"])
    started()
    begun = time.perf_counter()
    evidence, failure = _evidence(check, statement.paper.path)
    if evidence is not None:
        evidence = _with_a_point(evidence, check)
    entry = _entry(evidence, failure, time.perf_counter() - begun)
    unchanged = _Sources.of(source, request["modules"]) == before
    return {"entry": entry, "source": before if unchanged else None}


def _evidence(check: Check, root: os.PathLike[str]) -> tuple[Evidence | None, str]:
    """What a check returns, or what went wrong."""
    try:
        result: object = check.run()
    except MemoryError:
        return None, "out of memory"
    except (Exception, SystemExit, KeyboardInterrupt) as problem:
        message = " ".join(str(problem).split())
        text = f"{type(problem).__name__}: {message}" if message else type(problem).__name__
        return None, f"{text[:600]} ({place_of(problem, os.fspath(root))})"
    if not isinstance(result, Evidence):
        name = f"{check.run.__module__}.{check.run.__name__}"
        shown = re.sub(r" at 0x[0-9a-f]+", "", repr(result))
        hint = "; did it forget `return`?" if result is None else ""
        return None, f"{name} returned {shown[:80]} and not evidence{hint}"
    return result, ""


def _with_a_point(evidence: Evidence, check: Check) -> Evidence:
    """The evidence of a check with hypotheses of its own, and beside it a certificate that they can be met: without
    one, its claim may speak of nothing. The hypotheses of the statement have a check of their own."""
    claim = check.claim
    if claim is None or claim.kind == "some" or evidence.certificate is None or evidence.inhabited is not None:
        return evidence
    theirs = claim.statement
    own = [*claim.given, *claim.evolves] != [*theirs.given, *theirs.evolves] or claim.symbols != theirs.symbols
    if not own or not (claim.given or claim.evolves):
        return evidence
    from checks.methods import satisfiable

    try:
        met = satisfiable(replace(claim, formulas=(), kind="some", parts=()))
    except Exception:  # a search that breaks down costs the point, not the proof
        return evidence
    return replace(evidence, inhabited=met.certificate, lemmas={**met.lemmas, **evidence.lemmas})


def _entry(evidence: Evidence | None, failure: str, seconds: float) -> Record:
    from checks.ledger import evidence_entry, failed_entry

    if evidence is None:
        return failed_entry(Verdict.ERROR, failure, seconds)
    try:
        return evidence_entry(evidence, seconds)
    except (TypeError, ValueError, RecursionError) as problem:
        place = place_of(problem, os.sep)
        note = f"the evidence cannot be recorded: {' '.join(str(problem).split())} ({place})"
        return failed_entry(Verdict.ERROR, note, seconds)


def _prove(request: Record, started: Callable[[], None]) -> Record:
    """Decide a claim that a user typed, by a moment of the system's clock."""
    from checks.methods.prove import answer

    started()
    left = max(LEAST_SEARCH, request["until"] - time.monotonic())
    return answer(request["claim"], request["where"], left, request["precision"], as_script=request["script"])


def _constants(request: Record, started: Callable[[], None]) -> list[Record]:
    """The quantities of a paper at the reader's own parameters."""
    from checks.methods.constants import evaluated

    source = Source(**request["source"])
    papers = _papers(source)
    started()
    return evaluated(papers, source.package, request["parameters"])


REQUESTS: dict[str, Callable[[Record, Callable[[], None]], Any]] = {
    "collect": _collect,
    "check": _check,
    "prove": _prove,
    "constants": _constants,
}


@cache
def _papers(source: Source) -> tuple[Paper, ...]:
    return load(source)


class _Sources:
    """Digests of source as this process imported it."""

    seen: ClassVar[Dependencies] = Dependencies(SourceOnly.read)
    told: ClassVar[dict[Any, tuple[Any, list[str]]]] = {}

    @classmethod
    def of(cls, source: Source, modules: Sequence[str] | None = None) -> list[str] | None:
        """The digests of a paper (or some modules of it) and of the referee; None where they cannot be told."""
        asked = (source, None if modules is None else tuple(modules))
        try:
            moment = (len(SourceOnly.read), _moment(os.fspath(CHECKS)), _moment(source.file or source.root))
            before, digests = cls.told.get(asked, (None, []))
            if before != moment:
                cls.seen = cls.seen.again()
                of_paper = cls.seen.of_paper(source) if modules is None else cls.seen.of_modules(source, modules)
                digests = [of_paper, cls.seen.referee]
                cls.told[asked] = (moment, digests)
            return digests
        except (OSError, PaperProblem, BadInput):
            return None


def _moment(place: str) -> int:
    """A number that changes when a file below does; what was imported is known by content, this is for the others."""
    if not os.path.isdir(place):
        return hash((os.stat(place).st_mtime_ns, os.stat(place).st_size))
    found = 0
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                found ^= hash((entry.name, _moment(entry.path)))
            elif entry.is_file():
                status = entry.stat()
                found ^= hash((entry.name, status.st_mtime_ns, status.st_size))
    return found


def _statement(source: Source, wanted: str) -> Statement:
    for paper in _papers(source):
        if wanted in paper.statements:
            return paper.statements[wanted]
    raise PaperProblem(f"{wanted}: no longer declared; the paper changed while it was being checked")


def _checks(statement: Statement) -> dict[str, Check]:
    """The declared checks, and before them the one that every statement with hypotheses gets: can they be met?

    Its claim leaves out the relations between sequences. Where the certificate keeps them, it shows more than is asked:
    that there is a run which obeys them.
    """
    automatic = f"{statement.id}#{AUTOMATIC}"
    if automatic in statement.checks or not (statement.given or statement.symbols):
        return dict(statement.checks)

    def hypotheses_satisfiable() -> Evidence:
        from checks.methods import satisfiable

        return satisfiable(statement)

    hypotheses_satisfiable.__module__ = statement.module
    title = "a point meets all hypotheses"
    claim = Claim(statement, (), "some", statement.symbols, statement.given, (), ())
    check = Check(
        automatic,
        title,
        Role.HYPOTHESES,
        hypotheses_satisfiable,
        seconds=SECONDS_FOR_HYPOTHESES,
        statement=statement,
        module=statement.module,
        claim=claim,
    )
    return {automatic: check, **statement.checks}


def _reset_global_state(settings: Record) -> None:
    """What a check may have left behind must not reach the next one."""
    import flint

    flint.ctx.prec = settings["precision"]
    random.seed(settings["seed"])
    for name, reset in _library_states(settings):
        if name in sys.modules:
            reset()


def _library_states(settings: Record) -> Iterator[tuple[str, Callable[[], None]]]:
    def mpmath() -> None:
        import mpmath

        mpmath.mp.prec = 53
        vars(mpmath)["iv"].prec = 53  # put back, not used: it does not enclose

    def numpy() -> None:
        import numpy

        numpy.random.seed(settings["seed"])

    yield "mpmath", mpmath
    yield "numpy", numpy
