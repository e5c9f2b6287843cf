"""`referee constants`: the quantities of a paper, as published or at the reader's own parameters.

A paper offers the second in its module `constants` by a function

    def at(*, epsilon=Fraction(1, 10), h=Fraction(1, 10_000)) -> list[Quantity]

whose parameters have exact defaults.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from checks.commands.check import refereed
from checks.discover import BadInput, Source, close_matches, find
from checks.ledger import read

if TYPE_CHECKING:
    from checks.paper import Paper

__all__ = ["evaluated", "run"]

Row = Mapping[str, Any]


def run(options: argparse.Namespace) -> int:
    """Print the quantities; status 0, 2 for parameters that no paper knows, 4 out of time."""
    if options.settings:
        return _at_own_parameters(options)
    if options.ledger is not None:
        ledger, status = read(options.ledger), 0
    else:
        done = refereed(options, [options.paper] if options.paper else [], quiet=True)
        ledger, status = done.ledger, 2 if done.problems else 0
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
    from checks.pool import Ending, Pool, Task

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
    with Pool(options.jobs, {"precision": options.precision, "seed": 0}) as pool:
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
    from checks.grammar import exact_number

    name, equals, value = text.partition("=")
    if not equals or not name.strip().isidentifier():
        raise BadInput(f"--set {text[:60]!r}: write NAME=VALUE, for instance --set epsilon=1/20")
    return name.strip(), str(exact_number(value))


def _offers(source: Source) -> bool:
    return f"{source.package}.constants" in source.module_files()


def evaluated(papers: Sequence[Paper], package: str, parameters: Mapping[str, str]) -> list[dict[str, Any]]:
    """In a worker: call the paper's `at` with the given parameters; raises PaperProblem."""
    from checks.loading import PaperProblem
    from checks.outcome import Quantity

    paper = papers[0]
    at = getattr(sys.modules.get(f"{package}.constants"), "at", None)
    if not callable(at):
        raise PaperProblem(
            f"{paper.folder} has no constants at other parameters; a function `at` in its constants.py offers them"
        )
    known = {name: p.default for name, p in inspect.signature(at).parameters.items()}
    for name in parameters.keys() - known.keys():
        hint = close_matches(name, list(known))
        raise PaperProblem(f"{paper.folder} has no parameter {name}{hint}; there are {', '.join(known)}")
    for name, default in known.items():
        if isinstance(default, bool) or not isinstance(default, int | Fraction):
            raise PaperProblem(f"{at.__module__}.at: the default of {name} must be an int or a Fraction")
    values = {name: Fraction(value) for name, value in parameters.items()}
    for name, value in values.items():
        if isinstance(known[name], int) and value.denominator != 1:
            raise PaperProblem(f"{paper.folder}: the parameter {name} is a whole number, not {value}")
    given = {name: int(v) if isinstance(known[name], int) else v for name, v in values.items()}
    try:
        quantities = list(at(**given))
    except ValueError as problem:
        raise PaperProblem(f"{paper.folder}: {' '.join(str(problem).split())}") from problem
    if not all(isinstance(q, Quantity) for q in quantities):
        raise PaperProblem(f"{at.__module__}.at returned something that is not a Quantity")
    shown = ", ".join(f"{name} = {given.get(name, default)}" for name, default in known.items())
    rows = [
        {k: getattr(q, k) for k in ("name", "meaning", "lower", "upper", "printed", "tightness")} for q in quantities
    ]
    return [
        {
            "paper": paper.folder,
            "at": shown,
            "quantities": [{**r, "trust": str(q.trust)} for r, q in zip(rows, quantities, strict=True)],
        }
    ]


def _print(title: str, quantities: Sequence[Row]) -> None:
    print(title)
    for q in quantities:
        value = q["lower"] if q["lower"] == q["upper"] else f"[{q['lower']}, {q['upper']}]"
        more = [f"printed {q['printed']}"] if q["printed"] else []
        more += [f"tightness {q['tightness']}"] if q["tightness"] else []
        more += [q["trust"]] if q["trust"] in ("numerical", "sampled") else []
        print(f"  {q['name']} = {value}" + (f"  ({', '.join(more)})" if more else ""))
        print(f"      {q['meaning']}")
