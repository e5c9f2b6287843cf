"""`referee constants`: the quantities of a paper, as published or at the reader's own parameters.

A paper offers the second in its module `constants` by a function

    def at(*, epsilon=Fraction(1, 10), h=Fraction(1, 10_000)) -> list[Quantity]

whose parameters have exact defaults.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from checks.commands.check import refereed
from checks.complaints import BadInput, printable
from checks.ledger import read
from checks.run.discover import Source, find

__all__ = ["run"]

Row = Mapping[str, Any]


def run(options: argparse.Namespace) -> int:
    """Print the quantities; status 0, 2 for parameters that no paper knows, 4 out of time."""
    if options.settings:
        return _at_own_parameters(options)
    if options.ledger is not None:
        ledger, status = read(options.ledger), 0
    else:
        done = refereed(options, [options.paper] if options.paper else [], quiet=True)
        ledger, status = done.ledger, 1 if done.contradictions else 2 if done.problems else 0
    statements = [s for s in ledger["statements"] if s["quantities"] and _of_paper(s["id"], options)]
    if not statements:
        raise BadInput(f"{options.paper or options.ledger or 'these papers'}: no quantities are published there")
    for statement in statements:
        _print(statement["id"], statement["quantities"])
    return status


def _of_paper(id: str, options: argparse.Namespace) -> bool:
    wanted = (options.paper or "").rstrip("/").rpartition("/")[2]
    return options.ledger is None or not options.paper or id.partition("/")[0] == wanted


def _at_own_parameters(options: argparse.Namespace) -> int:
    from checks.run.pool import Ending, Pool, Task

    if options.ledger is not None:
        raise BadInput("--set computes quantities afresh and does not go with --from")
    parameters = dict(_parameter(text) for text in options.settings)
    sources = dict.fromkeys(s for t in find([options.paper] if options.paper else []) for s in t.sources)
    tasks = [
        Task({"kind": "constants", "source": s.to_json(), "parameters": parameters}, options.seconds or 600.0, s)
        for s in sources
        if options.paper or _offers(s)
    ]
    if not tasks:
        raise BadInput("no paper here offers its constants at other parameters")
    answers: list[Row] = []
    with Pool(options.jobs, {"precision": options.precision, "seed": 0, "memory": options.memory}) as pool:
        for outcome in pool.run(tasks):
            if outcome.ending is Ending.TIMEOUT or outcome.exhausted:
                print(f"referee: {outcome.task.tag.label}: {outcome.note}", file=sys.stderr)
                return 4
            if outcome.ending is not Ending.ANSWERED:
                raise BadInput(outcome.note)
            answers += outcome.answer
    for answer in sorted(answers, key=lambda a: str(a["paper"])):
        _print(f"{answer['paper']} at {answer['at']}", answer["quantities"])
    return 0


def _parameter(text: str) -> tuple[str, str]:
    from checks.encode.grammar import exact_number

    name, equals, value = text.partition("=")
    if not equals or not name.strip().isidentifier():
        raise BadInput(f"--set {text[:60]!r}: write NAME=VALUE, for instance --set epsilon=1/20")
    return name.strip(), str(exact_number(value))


def _offers(source: Source) -> bool:
    return f"{source.package}.constants" in source.module_files()


def _print(title: str, quantities: Sequence[Row]) -> None:
    from checks.report.terminal import painted

    print(painted(printable(title), "bold", sys.stdout))
    for q in quantities:
        value = q["lower"] if q["lower"] == q["upper"] else f"[{q['lower']}, {q['upper']}]"
        more = [f"printed {q['printed']}"] if q["printed"] else []
        more += [f"tightness {q['tightness']}"] if q["tightness"] else []
        more += [q["trust"]] if q["trust"] in ("numerical", "sampled") else []
        name = painted(printable(q["name"]), "bold", sys.stdout)
        print(f"  {name} = " + printable(value + (f"  ({', '.join(more)})" if more else "")))
        print(painted(printable(f"      {q['meaning']}"), "faint", sys.stdout))
