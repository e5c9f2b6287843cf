"""Which statements and checks a user means: by id, by the beginning of an id, by file, by a `-k` expression."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from checks.complaints import BadInput, close_matches
from checks.run.discover import Target

__all__ = ["Keyword", "chosen"]

LONGEST = 1000
DEEPEST = 50
Predicate = Callable[[str], bool]
Record = dict[str, Any]


def chosen(target: Target, entries: Sequence[Record]) -> Iterator[tuple[Record, set[str]]]:
    """The statements that a target asks for, each with the ids of those of its checks that are meant.

    An exact id goes before the beginning of one: `lemma-1` does not ask for `lemma-10` where there is a `lemma-1`.
    """
    if target.module is not None:
        entries = [e for e in entries if e["file"] and os.path.samefile(e["file"], target.module)]
        if not entries:
            raise BadInput(f"{target.text}: this module declares no statement")
    statement, mark, check = (target.slug or "").partition("#")
    ids = {entry["id"]: entry["id"].partition("/")[2] for entry in entries}
    exact = [entry for entry in entries if ids[entry["id"]] == statement]
    asked = exact or [entry for entry in entries if ids[entry["id"]].startswith(statement)]
    if not asked:
        raise BadInput(f"{target.text}: no such statement{close_matches(statement, sorted(ids.values()))}")
    known = {c["id"]: c["id"].partition("#")[2] for entry in asked for c in entry["checks"]}
    meant = {id for id, name in known.items() if name == check} or {
        id for id, name in known.items() if name.startswith(check)
    }
    if mark and not meant:
        raise BadInput(f"{target.text}: no such check{close_matches(check, sorted(set(known.values())))}")
    for entry in asked:
        of_this = {c["id"] for c in entry["checks"]} & meant
        if of_this or not mark:
            yield entry, of_this


@dataclass(frozen=True)
class Keyword:
    """A `-k` expression: words joined by and, or, not and brackets; a word matches as part of an id, title or label."""

    text: str
    _holds: Callable[[Predicate], bool]

    def matches(self, *names: str) -> bool:
        """Does the expression hold of something with these names? Capitals do not matter."""
        lowered = [name.lower() for name in names]
        return self._holds(lambda word: any(word in name for name in lowered))

    @classmethod
    def parse(cls, text: str) -> Keyword:
        """Read an expression; raises BadInput with the place of what cannot be read."""
        if len(text) > LONGEST:
            raise BadInput(f"-k: the expression is longer than {LONGEST} characters")
        return cls(text, _Parser(text).whole())


class _Parser:
    """or-terms of and-terms of negations of words and brackets, by recursive descent."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [(m.group(), m.start()) for m in re.finditer(r"\(|\)|\"[^\"]*\"|'[^']*'|[^\s()\"']+|[\"']", text)]
        self.next = self.depth = 0

    def whole(self) -> Callable[[Predicate], bool]:
        holds = self.either()
        if self.next < len(self.tokens):
            raise self.unexpected()
        return holds

    def either(self) -> Callable[[Predicate], bool]:
        parts = [self.both()]
        while self.accept("or"):
            parts.append(self.both())
        return lambda has: any(part(has) for part in parts)

    def both(self) -> Callable[[Predicate], bool]:
        parts = [self.negation()]
        while self.accept("and"):
            parts.append(self.negation())
        return lambda has: all(part(has) for part in parts)

    def negation(self) -> Callable[[Predicate], bool]:
        odd = False
        while self.accept("not"):
            odd = not odd
        inner = self.single()
        return (lambda has: not inner(has)) if odd else inner

    def single(self) -> Callable[[Predicate], bool]:
        if self.accept("("):
            self.depth += 1
            if self.depth > DEEPEST:
                raise BadInput(f"-k: brackets are nested more than {DEEPEST} deep")
            inner = self.either()
            if not self.accept(")"):
                raise self.unexpected()
            self.depth -= 1
            return inner
        if self.next == len(self.tokens) or self.tokens[self.next][0] in {")", "and", "or", '"', "'"}:
            raise self.unexpected()
        word = self.tokens[self.next][0].strip("\"'").lower()
        self.next += 1
        return lambda has: has(word)

    def accept(self, token: str) -> bool:
        found = self.next < len(self.tokens) and self.tokens[self.next][0] == token
        self.next += found
        return found

    def unexpected(self) -> BadInput:
        if self.next == len(self.tokens):
            return BadInput(f"-k {self.text!r}: ends where a word is expected; write for instance -k 'lemma and not 1'")
        token, column = self.tokens[self.next]
        return BadInput(
            f"-k {self.text!r}: {token!r} at column {column + 1} is not expected; "
            "join words with and, or, not and brackets"
        )
