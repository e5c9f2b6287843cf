"""A ledger made again from what it holds: its declarations, its evidence, and what the kernel says of its certificates.

Everything that a ledger displays of findings and conclusions is a function of these (`checks.run.review`). So it can be
computed once more, and compared with what stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checks.encode.display import displayed
from checks.ledger import certificates_of
from checks.run.review import reviewed
from checks.run.verifier import Answer, with_cited

__all__ = ["differences", "entries_of", "needed"]

Record = dict[str, Any]

DECLARED = (
    "id", "paper", "kind", "label", "where", "module", "origin", "quote", "printed", "reading", "note", "unexamined",
    "judgement", "uses", "repairs", "says", "why", "fix", "derivation", "declared",
)  # fmt: skip
HANDED = ("trust", "scope", "note", "modulo")
SHOWN = 160  # characters of a value in a message


def entries_of(ledger: Mapping[str, Any]) -> dict[str, Record]:
    """Check id → the evidence that the ledger holds for it."""
    return {
        check["id"]: _entry(check, statement, ledger["certificates"])
        for statement in ledger["statements"]
        for check in statement["checks"]
    }


def needed(ledger: Mapping[str, Any]) -> dict[str, list[str]]:
    """Name of a certificate → the checks that rest on it."""
    users: dict[str, list[str]] = {}
    for id, entry in entries_of(ledger).items():
        for name in certificates_of(entry):
            users.setdefault(name, []).append(id)
    return users


def differences(ledger: Mapping[str, Any], answers: Mapping[str, Answer]) -> Iterator[str]:
    """One line for everything that the ledger says otherwise than its certificates. Raises ValueError for a circle."""
    entries = entries_of(ledger)
    declared = [_declared(statement) for statement in ledger["statements"]]
    again, contradictions = reviewed(declared, entries, answers)
    yield from (f"CONTRADICTION: {message}" for message in contradictions)
    for written, anew in zip(ledger["statements"], again, strict=True):
        yield from _differing(written["id"], written, anew, {"checks", "quantities"})
        for old, new in zip(written["checks"], anew["checks"], strict=True):
            yield from _differing(old["id"], old, new, {"also"})
        found = {quantity["name"]: quantity for quantity in anew["quantities"]}
        for old in written["quantities"]:
            yield from _differing(f"{written['id']}: the quantity {old['name']}", old, found[old["name"]], set())


def _declared(statement: Mapping[str, Any]) -> Record:
    names = [part["name"] for part in statement["concludes"]]
    record = {key: statement.get(key) for key in DECLARED} | displayed(statement["judgement"], names)
    checks = [
        {key: check[key] for key in ("id", "title", "role", "expected", "refutation_means", "asked")}
        for check in statement["checks"]
    ]
    return {"record": record, "checks": checks}


def _entry(check: Mapping[str, Any], statement: Mapping[str, Any], certificates: Mapping[str, Any]) -> Record:
    """The evidence of a check as it was handed over; see `checks.ledger.evidence_entry`."""
    kept = {"figures": [{k: v for k, v in figure.items() if k != "file"} for figure in check["figures"]]}
    if check["evidence"] is None:
        verdict = check["verdict"] if check["verdict"] in ("timeout", "error") else "error"
        failed = {"verdict": verdict, "note": check["note"]}
        return {**kept, "evidence": None, "failed": failed, "seconds": check["seconds"], "certificates": {}}
    quantities = [
        {k: v for k, v in q.items() if k != "check"} for q in statement["quantities"] if q["check"] == check["id"]
    ]
    evidence = {
        **{key: check["evidence"][key] for key in HANDED},
        "witness": check["witness"],
        "quantities": quantities,
        "certificate": check["certificate"],
        "inhabited": check["inhabited"],
    }
    entry = {**kept, "evidence": evidence, "failed": None, "seconds": check["seconds"], "certificates": {}}
    for name in certificates_of(entry):
        entry["certificates"] |= with_cited(certificates, name)
    return entry


def _differing(name: str, written: Mapping[str, Any], anew: Mapping[str, Any], aside: set[str]) -> Iterator[str]:
    for key in written.keys() | anew.keys() if written.keys() != anew.keys() else written:
        if key not in aside and written.get(key) != anew.get(key):
            yield f"{name}: {key} is {_short(written.get(key))} in the ledger; made again it is {_short(anew.get(key))}"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
