"""What runs in a worker process: one request at a time, as JSON lines on the standard streams.

A worker imports papers, runs checks and turns what they return into records of the ledger. It ends with its parent:
when the parent's end of the pipe closes, the worker kills its whole process group, whatever it is doing.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import queue
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import IO, Any

from checks.complaints import PaperProblem
from checks.outcome import Finding, Role, Trust, Verdict
from checks.paper import Check, Paper, Statement
from checks.run.discover import Source
from checks.run.loading import load, place_of

__all__ = ["main"]

Record = dict[str, Any]
AUTOMATIC = "hypotheses-satisfiable"
SECONDS_FOR_HYPOTHESES = 60.0


def main() -> None:
    """Answer requests until the parent closes the pipe; the first line holds the settings."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    faulthandler.enable()
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_read_requests, args=(sys.stdin, requests), daemon=True).start()
    settings = json.loads(requests.get())
    _limit_memory(settings.get("memory"))
    while True:
        request = json.loads(requests.get())
        _reset_global_state(settings)
        answer = _answered(request, lambda: _write(answers, {"event": "started"}))
        _write(answers, {"event": "done", **answer})


def _read_requests(stream: IO[str], requests: queue.SimpleQueue[str]) -> None:
    for line in stream:
        requests.put(line)
    os.killpg(0, signal.SIGKILL)


def _write(stream: IO[str], message: Mapping[str, Any]) -> None:
    stream.write(json.dumps(message, ensure_ascii=False, allow_nan=False) + "\n")
    stream.flush()


def _answered(request: Record, started: Callable[[], None]) -> Record:
    """The answer to one request; `problem` holds one line where the request itself cannot be met."""
    try:
        return {"answer": REQUESTS[request["kind"]](request, started)}
    except PaperProblem as problem:
        return {"problem": str(problem)}
    except MemoryError:
        return {"problem": "out of memory", "exhausted": True}
    except Exception as problem:
        message = " ".join(str(problem).split())
        return {"problem": f"{type(problem).__name__}: {message} ({place_of(problem, os.sep)})"}


def _collect(request: Record, started: Callable[[], None]) -> list[Record]:
    """What the papers of one source declare."""
    from checks.ledger import record_paper

    started()
    source = Source(**request["source"])
    return [
        {"record": record_paper(paper), "statements": [_declared(s) for s in paper.in_order()]}
        for paper in _papers(source)
    ]


def _declared(statement: Statement) -> Record:
    module = sys.modules.get(statement.module)
    return {
        "id": statement.id,
        "label": statement.label,
        "module": statement.module,
        "file": getattr(module, "__file__", None),
        "uses": [used.id for used in statement.uses],
        "checks": [
            {
                "id": check.id,
                "title": check.title,
                "role": str(check.role),
                "expected": str(check.expected),
                "refutation_means": str(check.refutation_means),
                "seconds": check.seconds,
                "modules": sorted({statement.module, getattr(check, "module", None) or check.run.__module__}),
            }
            for check in _checks(statement).values()
        ],
    }


def _check(request: Record, started: Callable[[], None]) -> Record:
    """Run one check; whatever it does, short of ending the process, comes back as a finding."""
    statement = _statement(request)
    check = _checks(statement)[request["check"]]
    started()
    begun = time.perf_counter()
    finding = _finding(check, statement.paper.path)
    return _recorded(statement, check, finding, time.perf_counter() - begun)


def _finding(check: Check, root: os.PathLike[str]) -> Finding:
    try:
        result: object = check.run()
    except MemoryError:
        return _error("out of memory")
    except (Exception, SystemExit, KeyboardInterrupt) as problem:
        message = " ".join(str(problem).split())
        text = f"{type(problem).__name__}: {message}" if message else type(problem).__name__
        return _error(f"{text[:600]} ({place_of(problem, os.fspath(root))})")
    if not isinstance(result, Finding):
        name = f"{check.run.__module__}.{check.run.__name__}"
        shown = repr(result)
        hint = "; did it forget `return`?" if result is None else ""
        return _error(f"{name} returned {shown[:80]} and not a Finding{hint}")
    settled = result.verdict is Verdict.PROVED or result.verdict is Verdict.REFUTED
    if settled and not (isinstance(result.certificate, Mapping) and isinstance(result.judgement, Mapping)):
        return _error(f"a finding that is {result.verdict} carries no certificate of the kernel")
    if settled and result.trust not in (Trust.EXACT, Trust.ENCLOSED):
        return _error(f"a finding of trust {result.trust} says {result.verdict}")
    return result


def _recorded(statement: Statement, check: Check, finding: Finding, seconds: float) -> Record:
    from checks.ledger import certificates_of, record_check, record_quantities

    try:
        closes: tuple[int, ...] = ()
        if check.role is Role.CONCLUSION and finding.judgement is not None:
            from checks.methods.claims import closes as closed_by

            closes = tuple(closed_by(statement, finding))
        return {
            "record": record_check(check, finding, seconds, closes=closes),
            "quantities": record_quantities(check, finding),
            "certificates": certificates_of(finding),
        }
    except (TypeError, ValueError, RecursionError) as problem:
        if finding.verdict is Verdict.ERROR:
            raise
        place = place_of(problem, os.sep)
        broken = _error(f"the finding cannot be recorded: {' '.join(str(problem).split())} ({place})")
        return _recorded(statement, check, broken, seconds)


def _conclude(request: Record, started: Callable[[], None]) -> Record:
    """The two axes of one statement, from the records of its checks."""
    from checks.ledger import record_statement
    from checks.methods.claims import context_of, judgement_of, parts

    statement = _statement(request)
    started()
    if statement.concludes is None:
        context = context_of(statement.symbols, statement.given, statement.evolves)
        judgement = {"kind": "all", **context.to_json(), "concludes": None}
    else:
        judgement = judgement_of(statement).to_json()
    return record_statement(
        statement, request["checks"], request["quantities"], parts(statement), request["established"], judgement
    )


def _replay(request: Record, started: Callable[[], None]) -> Record:
    """Let the kernel establish one certificate anew."""
    from checks.kernel import Rejected, establish

    started()
    try:
        established = establish(request["certificate"])
    except Rejected as problem:
        return {"rejected": " ".join(str(problem).split()) or "rejected"}
    except RecursionError:
        return {"rejected": "nested too deeply"}
    return {
        "text": established.text,
        "trust": str(established.trust),
        "modulo": list(established.modulo),
        "judgement": dict(established.judgement),
    }


def _prove(request: Record, started: Callable[[], None]) -> Record:
    """Decide a claim that a user typed, within a budget."""
    from checks.methods.prove import answer

    started()
    return answer(request["claim"], request["where"], request["seconds"], request["precision"])


def _constants(request: Record, started: Callable[[], None]) -> list[Record]:
    """The quantities of a paper at the reader's own parameters."""
    from checks.methods.constants import evaluated

    papers = _papers(Source(**request["source"]))
    started()
    return evaluated(papers, Source(**request["source"]).package, request["parameters"])


REQUESTS: dict[str, Callable[[Record, Callable[[], None]], Any]] = {
    "collect": _collect,
    "check": _check,
    "conclude": _conclude,
    "replay": _replay,
    "prove": _prove,
    "constants": _constants,
}


@cache
def _papers(source: Source) -> tuple[Paper, ...]:
    return load(source)


def _statement(request: Record) -> Statement:
    wanted = request["statement"]
    for paper in _papers(Source(**request["source"])):
        if wanted in paper.statements:
            return paper.statements[wanted]
    raise PaperProblem(f"{wanted}: no longer declared; the paper changed while it was being checked")


def _checks(statement: Statement) -> dict[str, Check]:
    """The declared checks, and before them the one that every statement with hypotheses gets: can they be met?"""
    automatic = f"{statement.id}#{AUTOMATIC}"
    if automatic in statement.checks or not (statement.given or statement.symbols):
        return statement.checks

    def satisfiable() -> Finding:
        from checks.methods import satisfiable as found_satisfiable

        finding: Finding = found_satisfiable(statement)
        return finding

    satisfiable.__module__ = statement.module
    title = "a point meets all hypotheses"
    check = Check(automatic, title, Role.HYPOTHESES, satisfiable, seconds=SECONDS_FOR_HYPOTHESES, statement=statement)
    return {automatic: check, **statement.checks}


def _error(note: str) -> Finding:
    return Finding(verdict=Verdict.ERROR, trust=Trust.NUMERICAL, scope="", note=note)


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

    def numpy() -> None:
        import numpy

        numpy.random.seed(settings["seed"])

    yield "mpmath", mpmath
    yield "numpy", numpy


def _limit_memory(limit: int | None) -> None:
    """Let a check that asks for too much memory fail alone: MemoryError first, the system's killer second."""
    if not limit:
        return
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        score.write("500")
