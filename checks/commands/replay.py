"""`referee replay`: establish every certificate of a ledger anew, and compare with what the ledger says of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from checks.ledger import canonical_json, read
from checks.run.pool import Ending, Outcome, Pool, Task

__all__ = ["run"]

SECONDS = 3600.0
SETTLED = ("proved", "refuted")
TURNED_ROUND = ("argument", "hypotheses")  # checks whose author may refute a printed step by proving its contrary

Record = Mapping[str, Any]


def run(options: argparse.Namespace) -> int:
    """Replay; status 0 if the kernel accepts everything, 1 if it rejects something, 4 out of time."""
    ledger = read(options.ledger)
    uses = _uses(ledger)
    tasks = [
        Task({"kind": "replay", "certificate": ledger["certificates"][name]}, SECONDS, name) for name in sorted(uses)
    ]
    rejected = late = 0
    settings = {"precision": ledger["settings"].get("precision", 128), "seed": 0}
    with Pool(options.jobs, settings) as pool:
        for outcome in pool.run(tasks):
            if outcome.ending is Ending.TIMEOUT or outcome.exhausted:
                late += 1
                _say(outcome, uses, outcome.note)
            elif problems := list(_problems(outcome, uses[outcome.task.tag])):
                rejected += 1
                for problem in problems:
                    _say(outcome, uses, problem)
    spare = len(ledger["certificates"]) - len(uses)
    print(
        f"{len(tasks)} certificates: {len(tasks) - rejected - late} established anew, {rejected} rejected"
        + (f", {late} out of time or memory" if late else "")
        + (f"; {spare} more belong to no finding" if spare else "")
    )
    return 1 if rejected else 4 if late else 0


def _uses(ledger: Record) -> dict[str, list[Record]]:
    """Certificate → the records that rest on it. A settled finding without one would rest on nothing."""
    uses: dict[str, list[Record]] = {}
    for statement in ledger["statements"]:
        for record in (*statement["checks"], *statement["quantities"]):
            if record["certificate"] is not None:
                uses.setdefault(record["certificate"], []).append(record)
    return uses


def _problems(outcome: Outcome, records: list[Record]) -> Iterator[str]:
    """What the kernel's answer and the ledger disagree on."""
    if outcome.ending is not Ending.ANSWERED:
        yield outcome.note
        return
    if "rejected" in outcome.answer:
        yield f"rejected: {outcome.answer['rejected']}"
        return
    for record in records:
        if "verdict" not in record:
            yield from _unbounded(record, outcome.answer["judgement"])
        elif record["verdict"] in SETTLED:
            yield from _unlike(record, outcome.answer)


def _unlike(record: Record, answer: Record) -> Iterator[str]:
    """Where a settled finding says something else than its certificate."""
    id = record["id"]
    if record["claim"] != answer["text"]:
        yield f"{id} claims {record['claim']!r}; its certificate establishes {answer['text']!r}"
    if record["judgement"] != answer["judgement"]:
        yield f"{id} records another judgement than its certificate establishes"
    if record["trust"] != answer["trust"]:
        yield f"{id} says {record['trust']}; its certificate is {answer['trust']}"
    if missing := [m for m in answer["modulo"] if m not in record["modulo"]]:
        yield f"{id} does not say that it leans on {', '.join(missing)}"
    kind, refuted = answer["judgement"]["kind"], record["verdict"] == "refuted"
    told = any(entry.startswith("inference:") for entry in record["modulo"])
    if refuted and kind != "some" and record["role"] not in TURNED_ROUND and not told:
        yield f"{id} says refuted; its certificate holds at all points and names no counterexample"
    if record["closes"] and kind != ("some" if refuted else "all"):
        yield f"{id} says {record['verdict']} of the statement; its certificate is of the other kind"


def _unbounded(quantity: Record, judgement: Record) -> Iterator[str]:
    """A quantity whose certificate encloses numbers between rationals, but not between those that are published."""
    ends = [Fraction(quantity["lower"]), Fraction(quantity["upper"])]
    if all(end.denominator == 1 for end in ends):
        return
    bounds = _bounds(judgement["concludes"])
    lower = {end for sides in bounds for end in sides[0]}
    upper = {end for sides in bounds for end in sides[1]}
    if any(below and above for below, above in bounds) and not (ends[0] in lower and ends[1] in upper):
        yield f"{quantity['name']} is published as [{quantity['lower']}, {quantity['upper']}]; its certificate differs"


def _bounds(formula: Any) -> list[tuple[set[Fraction], set[Fraction]]]:
    """For each term that a formula bounds by rational numbers: those below it and those above it."""
    found: dict[str, tuple[set[Fraction], set[Fraction]]] = {}
    for op, left, right in formula[1:] if formula[0] == "and" else (formula,):
        for number, term, side in ((left, right, 0), (right, left, 1)):
            if op in ("<=", "=") and isinstance(number, str) and not isinstance(term, str):
                for each in (0, 1) if op == "=" else (side,):
                    found.setdefault(canonical_json(term), (set(), set()))[each].add(Fraction(number))
    return list(found.values())


def _say(outcome: Outcome, uses: Mapping[str, list[Record]], problem: str) -> None:
    names = ", ".join(str(r.get("id") or r.get("name")) for r in uses[outcome.task.tag])
    print(f"{outcome.task.tag[:23]}… ({names}): {problem}", file=sys.stderr)
