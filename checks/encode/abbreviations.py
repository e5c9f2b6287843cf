"""Long formulas written with named parts, so that a page can show all of them.

`abbreviated(formula)` gives the formula with letters for what occurs often or is long, and what the letters stand for.
Putting them back gives the same data again (`restored`), so that nothing is left out or changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from checks.encode.latex_terms import size, variables

__all__ = ["abbreviated", "restored"]

LONG = 48  # symbols and numbers, from which on a formula is given parts
PART = (5, 40)  # how long a part may be
LETTERS = "ABDFGHJKQRSUVWXYZ"
_RELATIONS = ("<", "<=", "=", "!=", "and", "or", "chain")


def abbreviated(formula: Any, *, long: int = LONG) -> tuple[Any, dict[str, Any]]:
    """The formula, and name → part in the order in which they are to be read: a part may contain those before it."""
    names = _names(variables(formula) | set(_sequences(formula)))
    parts: dict[str, Any] = {}
    while size(formula) > long:
        part = _best(formula)
        if part is None:
            break
        name = next(names)
        parts[name] = part
        formula = _replaced(formula, part, ["v", name])
    return formula, parts


def restored(formula: Any, parts: Mapping[str, Any]) -> Any:
    """The formula with every part in its place."""
    for name, part in reversed(list(parts.items())):
        formula = _replaced(formula, ["v", name], part)
    return formula


def _names(taken: set[str]) -> Iterator[str]:
    letters = [letter for letter in LETTERS if letter not in taken]
    yield from letters
    number = 1
    while True:
        yield from (f"{letter}_{number}" for letter in letters if f"{letter}_{number}" not in taken)
        number += 1


def _best(formula: Any) -> Any:
    """The part whose name saves most: what occurs again, or else the longest that is not too long."""
    found: dict[str, tuple[Any, int]] = {}
    counts: Counter[str] = Counter()
    _collect(formula, found, counts)
    again = [key for key in found if counts[key] > 1]
    if again:
        return found[max(again, key=lambda key: (counts[key] - 1) * (found[key][1] - 1))][0]
    return found[max(found, key=lambda key: found[key][1])][0] if found else None


def _collect(data: Any, found: dict[str, tuple[Any, int]], counts: Counter[str]) -> tuple[str, int]:
    """Every term that may be named, with its length; none below an index or an integral, whose variable is bound."""
    if not isinstance(data, list):
        return str(data), 1
    if data[0] in ("v", "app", "int", "D"):
        return repr(data), size(data)
    pieces = [_collect(piece, found, counts) for piece in data[1:]]
    key = f"({data[0]} {' '.join(piece for piece, _ in pieces)})"
    length = sum(length for _, length in pieces) + (data[0] in ("pi", "e"))
    if data[0] not in _RELATIONS and PART[0] <= length <= PART[1]:
        found[key] = (data, length)
        counts[key] += 1
    return key, length


def _sequences(data: Any) -> Iterator[str]:
    if isinstance(data, list):
        if data[0] == "app":
            yield data[1]
        for part in data[1:]:
            yield from _sequences(part)


def _replaced(data: Any, part: Any, by: Any) -> Any:
    if data == part:
        return by
    if not isinstance(data, list) or data[0] in ("v", "app", "int", "D"):
        return data
    return [data[0], *(_replaced(piece, part, by) for piece in data[1:])]
