"""For which points a finding holds, compared with the points that its statement speaks of.

Both stand in the ledger as the kernel's data. What is the same in both need not be repeated to a reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from checks.encode.latex_terms import conjuncts, variables

__all__ = ["Context", "Relation", "closed_parts", "context_of", "in_words", "own_scope"]

Record = Mapping[str, Any]
NOTHING_MORE = ["=", "0", "0"]


class Relation(StrEnum):
    """What a finding assumes, against what its statement assumes."""

    SAME = "same"
    FEWER = "fewer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Context:
    """The context of a finding as a reader of the statement needs it.

    kind: "all" or "some".
    symbols: those that occur in the finding's formulas, with their domains.
    given: hypotheses to be listed; where `with_given`, those of the statement hold as well and are not among them.
    evolves: recursions to be listed; where `with_evolves`, they are the statement's and none is listed.
    concludes: the conjuncts of what holds there; none where only the point itself is asserted.
    """

    relation: Relation
    kind: str
    symbols: list[tuple[str, str]]
    given: list[Any]
    with_given: bool
    evolves: list[Any]
    with_evolves: bool
    concludes: list[Any]


def context_of(check: Record, statement: Record) -> Context | None:
    """The context of a finding; None where the finding records no judgement."""
    found, claim = check["judgement"], statement["judgement"]
    if found is None:
        return None
    concludes = [part for part in conjuncts(found["concludes"]) if part != NOTHING_MORE]
    used = set().union(*(variables(f) for f in (*found["given"], *found["evolves"], *concludes)))
    symbols = [(symbol, domain) for symbol, domain in found["symbols"].items() if symbol in used]
    with_given = bool(claim["given"]) and all(f in found["given"] for f in claim["given"])
    with_evolves = bool(found["evolves"]) and all(f in claim["evolves"] for f in found["evolves"])
    return Context(
        _relation(found, claim, symbols),
        found["kind"],
        symbols,
        [f for f in found["given"] if not (with_given and f in claim["given"])],
        with_given,
        [] if with_evolves else found["evolves"],
        with_evolves,
        concludes,
    )


def own_scope(check: Record) -> str:
    """The scope in the words of the check's author; empty where it is only the beginning of the claim, or the point
    that the finding rests on."""
    scope: str = check["scope"]
    place = "at " + ", ".join(f"{symbol} = {value}" for symbol, value in (check["witness"] or {}).items())
    return "" if check["claim"] and scope in (check["claim"].split(" ⊢ ")[0], place) else scope


def closed_parts(check: Record, statement: Record) -> tuple[list[int], list[Any]]:
    """The parts of the encoded conclusion that a finding settles, counted from 0, and what else it establishes."""
    judgement, parts = check["judgement"], statement["judgement"]["concludes"]
    if judgement is None:
        return [], []
    if check["verdict"] == "refuted":
        return sorted({i for group in check["refutes"] for i in group}), []
    settled = [parts[i] for i in check["closes"]]
    more = [f for f in conjuncts(judgement["concludes"]) if f not in settled] if settled else []
    return list(check["closes"]), more if judgement["kind"] == "all" else []


def in_words(parts: Sequence[int], statement: Record) -> str:
    """Parts of the encoded conclusion, counted from 0, by their names."""
    if len(parts) == len(statement["concludes"]):
        return "the encoded conclusion"
    names = [statement["concludes"][i]["name"] for i in parts]
    called = [name if name.isdigit() else f"“{name}”" for name in names]
    which = ", ".join(called[:-1]) + (" and " if len(called) > 1 else "") + called[-1]
    return f"part{'s' if len(parts) > 1 else ''} {which} of the encoded conclusion"


def _relation(found: Record, claim: Record, symbols: list[tuple[str, str]]) -> Relation:
    def within(formulas: str) -> bool:
        return all(f in claim[formulas] for f in found[formulas])

    known = all(symbol in claim["symbols"] for symbol, _ in symbols)
    if not (known and within("given") and within("evolves")):
        return Relation.OTHER
    complete = all(f in found[formulas] for formulas in ("given", "evolves") for f in claim[formulas])
    if complete and all(claim["symbols"][symbol] == domain for symbol, domain in symbols):
        return Relation.SAME
    wider = all(_inside(claim["symbols"][symbol], domain) for symbol, domain in symbols)
    return Relation.FEWER if wider else Relation.OTHER


_INTERVAL = re.compile(r"([\[(])(-oo|-?\d+(?:/\d+)?), (oo|-?\d+(?:/\d+)?)([\])])( in N)?")


def _inside(inner: str, outer: str) -> bool:
    """Whether one interval lies in another; where either cannot be read, only if they are the same."""
    a, b = _INTERVAL.fullmatch(inner), _INTERVAL.fullmatch(outer)
    if inner == outer or not a or not b:
        return inner == outer
    if b[5] and not a[5]:
        return False
    below = b[2] == "-oo" or (a[2] != "-oo" and (Fraction(a[2]), a[1] == "(") >= (Fraction(b[2]), b[1] == "("))
    above = b[3] == "oo" or (a[3] != "oo" and (Fraction(a[3]), a[4] == "]") <= (Fraction(b[3]), b[4] == "]"))
    return below and above
