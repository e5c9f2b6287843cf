"""What is wrong with something that somebody gave us, said in one line that names the place and the remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["BadInput", "PaperProblem", "close_matches", "printable", "unprintable"]

# Control characters but for tab and newline, marks that reverse the direction of writing, halves of characters.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class BadInput(ValueError):
    """Something the user gave cannot be used; the message is one line that names the place and the remedy."""


class PaperProblem(ValueError):
    """A paper cannot be imported or declares nothing; the message is one line with file, line and remedy."""


def close_matches(word: str, known: Sequence[str]) -> str:
    """`; did you mean a or b?`, or nothing where nothing is close."""
    close = difflib.get_close_matches(word, known, n=3, cutoff=0.5)
    if not close:
        tails = {name.rpartition("/")[2]: name for name in known}
        close = [tails[t] for t in difflib.get_close_matches(word.rpartition("/")[2], list(tails), n=3, cutoff=0.6)]
    return f"; did you mean {' or '.join(close)}?" if close else ""


def unprintable(data: Any) -> str | None:
    """Where plain data hold a character that would do something to a terminal or to TeX instead of being shown: the
    text around it, as it can be shown; None if there is none."""
    stack = [data]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            if found := UNPRINTABLE.search(one):
                return printable(one[max(0, found.start() - 20) : found.end() + 20])
        elif isinstance(one, Mapping):
            stack += [*one.keys(), *one.values()]
        elif isinstance(one, list | tuple):
            stack += one
    return None


def printable(text: str) -> str:
    """A text with every such character written as an escape."""
    return UNPRINTABLE.sub(_escape, text)


def _escape(character: re.Match[str]) -> str:
    number = ord(character[0])
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"
