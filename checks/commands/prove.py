"""`referee prove`: decide an inequality that somebody types."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from checks.grammar import parse_claim

__all__ = ["answer", "run"]

STATUS = {"proved": 0, "refuted": 1}
UNDECIDED = 4
GRACE = 10.0
INDENT = 12


def run(options: argparse.Namespace) -> int:
    """Print the verdict; status 0 proved, 1 refuted, 2 not in the language, 4 undecided."""
    from checks.pool import Ending, Pool, Task

    claim = parse_claim(options.claim, options.where)
    request = {
        "kind": "prove",
        "claim": options.claim,
        "where": options.where,
        "seconds": options.seconds,
        "precision": options.precision,
    }
    begun = time.monotonic()
    with Pool(1, {"precision": options.precision, "seed": 0}) as pool:
        (outcome,) = pool.run([Task(request, options.seconds + GRACE)])
    found: dict[str, Any]
    if outcome.ending is Ending.ANSWERED:
        found = outcome.answer
    else:
        found = {"verdict": "undecided", "note": outcome.note}
    from checks.kernel import Judgement

    asked = Judgement("all", claim.context, claim.formula).text
    found = {"asked": asked, **found, "seconds": round(time.monotonic() - begun, 3)}
    if options.json:
        json.dump(found, sys.stdout, indent=1, ensure_ascii=False)
        print()
    else:
        _print(found)
    return STATUS.get(found["verdict"], UNDECIDED)


def answer(claim: str, where: Sequence[str], seconds: float, precision: int) -> dict[str, Any]:
    """In a worker: search, and say what came of it as plain data."""
    from checks.methods.prove import prove

    parsed = parse_claim(claim, where)
    result = prove(parsed.formula, parsed.context, seconds, precision)
    established = result.established
    return {
        "verdict": str(result.verdict),
        "note": result.note,
        "witness": None if result.witness is None else {str(k): str(v) for k, v in result.witness.items()},
        "trust": None if established is None else str(established.trust),
        "modulo": [] if established is None else list(established.modulo),
        "established": None if established is None else established.text,
        "certificate": None if established is None else established.certificate,
    }


def _print(found: Mapping[str, Any]) -> None:
    print(f"{found['verdict']}  ({found['seconds']:.2f} s)")
    _line("claim", found["asked"])
    if found["verdict"] == "refuted" and found.get("witness"):
        _line("witness", ", ".join(f"{name} = {value}" for name, value in found["witness"].items()))
    for side in found.get("sides") or ():
        _line("", side)
    if found.get("trust"):
        _line("trust", found["trust"] + (f", modulo {'; '.join(found['modulo'])}" if found["modulo"] else ""))
    if found.get("certificate"):
        _line("certificate", _counted(found["certificate"]))
    if found.get("note"):
        _line("note", found["note"])


def _counted(certificate: Mapping[str, Any]) -> str:
    """Which rules a certificate uses, how often."""
    rules: dict[str, int] = {}
    for step in certificate.get("steps", ()):
        rules[step["rule"]] = rules.get(step["rule"], 0) + 1
    return ", ".join(f"{rule} × {n}" if n > 1 else rule for rule, n in rules.items())


def _line(label: str, text: str) -> None:
    print(f"  {label:<{INDENT}}{text}")
