"""`referee prove`: decide an inequality that somebody types."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from checks.encode.grammar import parse_claim
from checks.encode.plain import judgement_text

if TYPE_CHECKING:
    from checks.run.verifier import Verifier

__all__ = ["run"]

STATUS = {"proved": 0, "refuted": 1}
UNDECIDED = 4
GRACE = 0.05  # of the budget, and at least GRACE_SECONDS: for the kernel, when a certificate comes in the last moment
GRACE_SECONDS = 0.5
MOST_MEMORY = 4 << 30
INDENT = 12
UNDEFINED = "undefined"


def run(options: argparse.Namespace) -> int:
    """Print the verdict; status 0 proved, 1 refuted, 2 not in the language, 4 undecided."""
    from checks.run.pool import Ending, Pool, Task, share_of_memory
    from checks.run.verifier import Verifier

    claim = parse_claim(options.claim, options.where)
    asked = {"kind": "all", **claim.context.to_json(), "concludes": claim.formula.to_json()}
    until = options.begun + options.seconds
    request = {
        "kind": "prove",
        "claim": options.claim,
        "where": options.where,
        "until": until - GRACE * options.seconds,
        "precision": options.precision,
        "script": options.script,
    }
    memory = options.memory or min(MOST_MEMORY, share_of_memory(1) or MOST_MEMORY)
    with Pool(1, {"precision": options.precision, "seed": 0, "memory": memory}) as pool:
        (outcome,) = pool.run([Task(request, options.seconds, until=until)])
        found: dict[str, Any]
        if outcome.ending is Ending.ANSWERED:
            later = until + max(GRACE_SECONDS, GRACE * options.seconds)
            found = {**outcome.answer, **_judged(asked, outcome.answer, Verifier(pool, until=later))}
        else:
            found = {"verdict": "undecided", "note": outcome.note}
    found = {"asked": judgement_text(asked), **found, "seconds": round(time.monotonic() - options.begun, 3)}
    text = found.pop("script", "")
    if options.json:
        json.dump(found, sys.stdout, indent=1, ensure_ascii=True)
        print()
    elif options.script:
        print(f"# {found['verdict']} in {found['seconds']:.1f} s\n{text}".rstrip())
    else:
        _print(found)
        if options.explain:
            _explain(found)
    return STATUS.get(found["verdict"], UNDECIDED)


def _judged(asked: Mapping[str, Any], answer: Mapping[str, Any], verifier: Verifier) -> dict[str, Any]:
    """The verdict: what was asked beside what the kernel says of the certificate that was found."""
    from checks.encode.latex_terms import conjuncts
    from checks.ledger import digest
    from checks.verdict import judge

    nothing: dict[str, Any] = {"verdict": "undecided", "trust": None, "modulo": [], "established": None}
    if answer["certificate"] is None:
        return nothing
    name = digest(answer["certificate"])
    ((_, told),) = verifier.all({name: answer["certificate"]}, [name])
    if "stopped" in told:
        return {**nothing, "note": told["stopped"]}
    handed = {"certificate": name, "trust": None, "scope": "", "note": answer["note"], "modulo": [], "quantities": []}
    claim = {**asked, "concludes": conjuncts(asked["concludes"])}
    finding = judge(claim, {**handed, "witness": answer["witness"]}, told)
    return {
        "verdict": str(finding.verdict),
        "note": finding.note,
        "trust": str(finding.trust),
        "modulo": list(finding.modulo),
        "established": finding.claim,
    }


def _explain(found: Mapping[str, Any]) -> None:
    """How it went, technique by technique; what the best attempt lacked."""
    tried = found.get("tried", ())
    done = [name for name, _, problem in tried if not problem]
    failed = list({name: problem for name, _, problem in tried if problem}.items())
    if found["verdict"] == "proved":
        print(f"It was shown by {done[-1] if done else 'plain evaluation'}, and the kernel has replayed every step.")
        for name, problem in failed[:6]:
            print(f"  before that, {name} did not do: {problem}")
    elif found["verdict"] == "refuted":
        print("A point was found at which every condition holds and the claim fails; both sides are enclosed above.")
        print("Change the claim, or leave such points out with --where.")
    else:
        print("Nothing settled it. What each technique lacked:")
        for name, problem in failed:
            print(f"  {name}: {problem}")
        print("More time (--seconds), narrower ranges (--where), or a lemma of your own in a paper may help.")


def _print(found: Mapping[str, Any]) -> None:
    from checks.report.terminal import painted

    print(f"{painted(found['verdict'], found['verdict'], sys.stdout)}  ({found['seconds']:.2f} s)")
    _line("claim", found["asked"].removeprefix("for all (no symbols) ⊢ "))
    if found.get("witness"):
        _line("witness", ", ".join(f"{name} = {value}" for name, value in found["witness"].items()))
    for side in found.get("sides", ()):
        _line("", f"{side['term']} {_between(side['lower'], side['upper'])}")
    if found.get("trust"):
        _line("trust", found["trust"] + (f", modulo {'; '.join(found['modulo'])}" if found["modulo"] else ""))
    if found.get("certificate"):
        _line("rules", _counted(found["certificate"]))
    if found.get("note"):
        _line("note", found["note"])


def _between(lower: str, upper: str) -> str:
    if lower == upper:
        return f"= {Fraction(lower)}" if lower != UNDEFINED else "is undefined there"
    return f"in [{lower}, {upper}]"


def _counted(certificate: Mapping[str, Any]) -> str:
    """Which rules a certificate uses, how often, and over how many boxes; a digit in a tree says where a box splits."""
    trees: dict[str, list[str]] = {}
    for step in certificate.get("steps", ()):
        trees.setdefault(step["rule"], []).append(step.get("tree") or "")
    parts = []
    for rule, uses in trees.items():
        boxes = sum(not mark.isdigit() for tree in uses for mark in tree)
        often = f" × {len(uses)}" if len(uses) > 1 else ""
        parts.append(f"{rule}{often}" + (f" ({boxes} {'boxes' if boxes > 1 else 'box'})" if boxes else ""))
    return ", ".join(parts)


def _line(label: str, value: str) -> None:
    from checks.report.terminal import painted

    print(f"  {painted(f'{label:<{INDENT}}', 'faint', sys.stdout)}{value}")
