"""Honest certificates with something changed: numbers, relations, heads, names, domains, premises, leaves, bits."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

__all__ = ["altered", "places"]

SWAPS = {"exp": "sin", "log": "exp", "+": "*", "*": "+", "and": "or", "or": "and", "sin": "cos", "^": "root",
         "root": "^", "<": "<=", "<=": "<", "=": "<=", "!=": "=", "abs": "exp", "min": "max", "max": "min",
         "**": "*"}  # fmt: skip
RANGES = [
    "(-oo, oo)",
    "[0, oo) in N",
    "[-10, 10]",
    "[-1/10, 3]",
    "(0, oo)",
    "[0, 0]",
    "(0, 0)",
    "[1, oo) in N",
    "[0, 1]",
]


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every place in a certificate with what stands there."""
    yield path, data
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*path, key))


def altered(certificate: Any, draw: random.Random) -> Any:
    """The certificate (changed in place) with one to three things changed; the same number everywhere, sometimes."""
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        found = [(path, value) for path, value in places(certificate) if path and path[0] in ("contexts", "steps")]
        path, value = draw.choice(found)
        new = copy.deepcopy(_other(path, value, draw, found))  # not the thing itself: it may contain this place
        if draw.random() < 0.2 and isinstance(value, str):
            for other, same in found:
                if same == value:
                    _set(certificate, other, new)
        else:
            _set(certificate, path, new)
    return certificate


def _set(whole: Any, path: tuple[Any, ...], value: Any) -> None:
    here = whole
    try:
        for key in path[:-1]:
            here = here[key]
        here[path[-1]] = value
    except (KeyError, IndexError, TypeError):
        return  # an earlier change took the place away


def _other(path: tuple[Any, ...], value: Any, draw: random.Random, found: list[tuple[tuple[Any, ...], Any]]) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return draw.choice([value + 1, value - 1, 0, 64])
    if isinstance(value, str):
        if path[-2:-1] == ("symbols",):
            return draw.choice(RANGES)
        if path[-1] == "tree":
            return draw.choice(["n", "m", "v", value[:-1], value.replace("n", "m"), value.replace("m", "n"), "0nn"])
        try:
            q = Fraction(value)
        except (ValueError, ZeroDivisionError):
            names = [v for p, v in found if isinstance(v, str) and p[-1] == path[-1] and v != value]
            return SWAPS.get(value) or draw.choice(names or [value])
        return str(draw.choice([q + 1, -q, q * 2, q / 3, Fraction(0), q + Fraction(1, 10**6), q - Fraction(1, 10**6)]))
    if isinstance(value, list):
        if value and draw.random() < 0.5:
            return draw.choice([value[::-1], value[1:], value[:-1], [*value, value[-1]]])
        same = [v for _, v in found if isinstance(v, list) and v != value]
        return draw.choice(same or [[]])
    alike = [v for p, v in found if isinstance(v, dict) and p[0] == path[0] and v != value]
    return draw.choice(alike or [{}])
