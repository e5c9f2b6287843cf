"""What is wrong with something that somebody gave us, said in one line that names the place and the remedy."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

__all__ = ["BadInput", "PaperProblem", "close_matches"]


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
