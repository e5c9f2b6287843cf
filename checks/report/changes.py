"""What differs between two ledgers: statements that came and went, verdicts, what is asserted, constants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Change", "changes"]

Record = Mapping[str, Any]

_WORDS = (("conclusion", "conclusion"), ("argument", "argument"), ("trust", "trust"), ("existence", "existence"))
_LISTS = (("modulo", "modulo"), ("unexamined", "not encoded"))


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. what: of what kind; check: its id, where a finding is meant; before, after: words, or nothing."""

    statement: str
    what: str
    before: str
    after: str
    check: str = ""


def changes(before: Record, after: Record) -> list[Change]:
    """All differences that a reader would want to know of, in the order of the later ledger; running times are none."""
    old = {statement["id"]: statement for statement in before["statements"]}
    new = {statement["id"]: statement for statement in after["statements"]}
    found = [change for id, statement in new.items() for change in _of_statement(old.get(id), statement)]
    return found + [Change(id, "statement", s["conclusion"], "") for id, s in old.items() if id not in new]


def _of_statement(old: Record | None, new: Record) -> Iterator[Change]:
    id = new["id"]
    if old is None:
        yield Change(id, "statement", "", new["conclusion"])
        return
    for key, word in _WORDS:
        if old[key] != new[key]:
            yield Change(id, word, old[key] or "none", new[key] or "none")
    for key, word in _LISTS:
        for entry in old[key]:
            if entry not in new[key]:
                yield Change(id, word, entry, "")
        for entry in new[key]:
            if entry not in old[key]:
                yield Change(id, word, "", entry)
    if old["quote"] != new["quote"]:
        yield Change(id, "quote", "", "")
    if old["judgement"] != new["judgement"]:
        yield Change(id, "what is asserted", "", "")
    yield from _of_findings(id, old, new)
    yield from _of_constants(id, old, new)


def _of_findings(id: str, old: Record, new: Record) -> Iterator[Change]:
    earlier = {check["id"]: check["verdict"] for check in old["checks"]}
    later = {check["id"]: check["verdict"] for check in new["checks"]}
    for check in dict.fromkeys([*later, *earlier]):
        if earlier.get(check) != later.get(check):
            yield Change(id, "finding", earlier.get(check, ""), later.get(check, ""), check)


def _of_constants(id: str, old: Record, new: Record) -> Iterator[Change]:
    def ends(quantity: Record) -> str:
        return (
            str(quantity["lower"])
            if quantity["lower"] == quantity["upper"]
            else (f"[{quantity['lower']}, {quantity['upper']}]")
        )

    earlier = {quantity["name"]: ends(quantity) for quantity in old["quantities"]}
    later = {quantity["name"]: ends(quantity) for quantity in new["quantities"]}
    for name in dict.fromkeys([*later, *earlier]):
        if earlier.get(name) != later.get(name):
            yield Change(id, f"constant {name}", earlier.get(name, ""), later.get(name, ""))
