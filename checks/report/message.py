"""What a report has to say about one paper, before any page is set: what is wrong, what is right, what is new.

Everything here speaks of statements of the source; what is ours (readings, derived statements) is counted apart and
never charged to the paper. The pages of the PDF and of the site are made from this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["ELEMENTARY", "Message", "at_fault", "fails_at", "legible", "message", "papers", "severity", "shown_verdict"]

Record = Mapping[str, Any]

ELEMENTARY = "foundations"  # the paper whose lemmas everything else may use
MOST_NEW = 5
_WORST_FIRST = ("refuted", "disputed", "flawed", "incomplete", "")
_INFERENCE = "inference:"
_KINDS = ("theorem", "proposition", "corollary", "lemma")  # the weightiest first


@dataclass(frozen=True, slots=True)
class Message:
    """One paper in a few lists of statements, each in the ledger's order.

    source: all statements of the paper itself.
    false, disputed: those whose conclusion is refuted or disputed.
    flawed, incomplete: those whose conclusion stands and whose printed argument does not.
    hold: those about which nothing bad was found, whatever speaks for them.
    repairs: id of a statement → the statements that mend it.
    stronger: up to five results that are ours and established, the most telling first.
    theorems: cited theorem → statements that lean on it; inferences: the same for sentences that a person vouches for.
    unexamined: source statements with clauses that are not encoded.
    """

    paper: Record
    source: list[Record]
    false: list[Record]
    disputed: list[Record]
    flawed: list[Record]
    incomplete: list[Record]
    hold: list[Record]
    repairs: Mapping[str, list[Record]]
    stronger: list[Record]
    theorems: Mapping[str, list[Record]]
    inferences: Mapping[str, list[Record]]
    unexamined: list[Record]

    @property
    def faulty(self) -> list[Record]:
        """What its authors have to look at, the worst first."""
        return [*self.false, *self.disputed, *self.flawed, *self.incomplete]


def papers(ledger: Record) -> list[Record]:
    """The papers in the ledger's order, elementary lemmas last; one without a record is called by its folder."""
    known = {paper["folder"]: paper for paper in ledger["papers"]}
    for statement in ledger["statements"]:
        folder = statement["paper"]
        known.setdefault(folder, {"folder": folder, "title": folder, "authors": "", "source": "", "about": ""})
    return sorted(known.values(), key=lambda paper: paper["folder"] == ELEMENTARY)


def legible(ledger: Record) -> dict[str, Any]:
    """The ledger with its sentences as a reader of pages wants them: labels of statements for their ids."""
    labels = {statement["id"]: statement["label"] for statement in ledger["statements"]}
    return {**ledger, "statements": [_legible(statement, labels) for statement in ledger["statements"]]}


_SENTENCES = ("reading", "note", "why", "fix", "title", "scope", "meaning", "caption")
_LISTS = ("unexamined", "modulo", "held_back_by", "failures")
_ID = re.compile(r"`?(?<![\w/.-])(?:([a-z][a-z0-9_]*)/)?([a-z0-9]+(?:[.-][a-z0-9]+)*)(#[\w-]+)?(?![\w/-])`?")


def _legible(record: Record, labels: Mapping[str, str]) -> dict[str, Any]:
    folder = str(record["id"]).partition("/")[0]

    def named(text: str) -> str:
        def label(match: re.Match[str]) -> str:
            found = labels.get(f"{match[1] or folder}/{match[2]}")
            coded = match[0].startswith("`") or match[1] or "-" in match[2]
            return f"“{found}”" if found and coded else match[0]

        return _ID.sub(label, text)

    out = dict(record)
    out.update({key: named(out[key]) for key in _SENTENCES if out.get(key)})
    out.update({key: [named(text) for text in out[key]] for key in _LISTS if key in out})
    if "checks" in out:
        out["checks"] = [_legible(check, labels) for check in out["checks"]]
        out["quantities"] = [{**q, "meaning": named(q["meaning"])} for q in out["quantities"]]
    return out


def severity(statement: Record) -> str:
    """The worst that is to be said of a statement: refuted, disputed, flawed, incomplete, or nothing."""
    words = (statement["conclusion"], statement["argument"])
    return next(word for word in _WORST_FIRST if not word or word in words)


def at_fault(statement: Record) -> bool:
    """Is it a statement of the source that is false or disputed, or whose argument does not hold?"""
    return statement["origin"] == "source" and severity(statement) != ""


def message(ledger: Record, folder: str) -> Message:
    """What there is to say about the paper of this folder."""
    own = [statement for statement in ledger["statements"] if statement["paper"] == folder]
    source = [statement for statement in own if statement["origin"] == "source"]
    kinds: dict[str, list[Record]] = {word: [] for word in _WORST_FIRST}
    for statement in source:
        kinds[severity(statement)].append(statement)
    repairs: dict[str, list[Record]] = {}
    for statement in own:
        if statement["repairs"]:
            repairs.setdefault(statement["repairs"], []).append(statement)
    for mended in repairs.values():
        mended.sort(key=_standing)
    leaning = [*source, *(repair for s in source for repair in repairs.get(s["id"], []))]
    return Message(
        next(paper for paper in papers(ledger) if paper["folder"] == folder), source,
        kinds["refuted"], kinds["disputed"], kinds["flawed"], kinds["incomplete"], kinds[""],
        repairs, _stronger(own, repairs), _leaned_on(leaning, inferences=False), _leaned_on(leaning, inferences=True),
        [statement for statement in source if statement["unexamined"]],
    )  # fmt: skip


def shown_verdict(check: Record, statement: Record) -> str:
    """The verdict of a finding in the words of its role, so that no true remark is called refuted.

    A step of an argument holds or fails; a hypothesis is needed, not needed, or can be met; elsewhere the verdict.
    """
    verdict, role, asked = str(check["verdict"]), check["role"], check["asked"]
    if role == "conclusion" or verdict not in ("proved", "refuted"):
        return verdict
    if role == "hypotheses" and asked is not None:
        if asked["kind"] == "some":
            return {"proved": "can be met" if not asked["concludes"] else "holds", "refuted": "fails"}[verdict]
        dropped = [f for f in statement["judgement"]["given"] if f not in asked["given"]]
        kept = all(f in statement["judgement"]["given"] for f in asked["given"])
        own = bool(asked["concludes"]) and all(f in statement["judgement"]["concludes"] for f in asked["concludes"])
        if dropped and kept and (verdict == "refuted" or own):
            return "needed" if verdict == "refuted" else "not needed"
    if role == "sharpness" and asked is None:
        return "measured"
    return "holds" if verdict == "proved" else "fails"


def fails_at(statement: Record) -> list[Record]:
    """The findings in which a statement or a step of its printed argument fails, the conclusion's first."""
    found = [check for check in statement["checks"] if check["verdict"] == "refuted"]
    return [c for role in ("conclusion", "argument") for c in found if c["role"] == role]


def _standing(statement: Record) -> int:
    words = ("proved", "argued", "supported")
    return words.index(statement["conclusion"]) if statement["conclusion"] in words else len(words)


def _stronger(own: Sequence[Record], repairs: Mapping[str, list[Record]]) -> list[Record]:
    """Established results of ours that a reader should know of: repairs, and ends that nothing else rests on."""
    used = {id for statement in own for id in statement["uses"]}
    settled = [s for s in own if s["origin"] == "derived" and s["conclusion"] in ("proved", "argued")]
    broken = {s["id"]: s for s in own if at_fault(s)}

    def weight(statement: Record) -> tuple[bool, bool, int, int, bool]:
        mended = broken.get(statement["repairs"])
        kind = mended["kind"] if mended else ""
        rank = _KINDS.index(kind) if kind in _KINDS else len(_KINDS)
        used_here = not statement["repairs"] and statement["id"] in used
        return (statement["repairs"] is None, mended is None, rank, _standing(statement), used_here)

    ranked = sorted(settled, key=weight)
    first: list[Record] = []  # one for each statement that is mended, then others
    for statement in ranked:
        if statement["repairs"] and all(other["repairs"] != statement["repairs"] for other in first):
            first.append(statement)
    rest = [s for s in ranked if s not in first and (s["repairs"] or (s["id"] not in used and s["reading"]))]
    return [*first, *rest][:MOST_NEW]


def _leaned_on(statements: Iterable[Record], *, inferences: bool) -> dict[str, list[Record]]:
    users: dict[str, list[Record]] = {}
    for statement in statements:
        for entry in statement["modulo"]:
            if entry.startswith(_INFERENCE) is inferences:
                users.setdefault(entry, []).append(statement)
    return users
