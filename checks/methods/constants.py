"""The quantities of a paper at the reader's own parameters, through the function `at` of its module `constants`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from checks.complaints import PaperProblem, close_matches
from checks.outcome import Quantity

if TYPE_CHECKING:
    from checks.paper import Paper

__all__ = ["evaluated"]


def evaluated(papers: Sequence[Paper], package: str, parameters: Mapping[str, str]) -> list[dict[str, Any]]:
    """Call the paper's `at` with the given parameters; raises PaperProblem."""
    paper = papers[0]
    at = getattr(sys.modules.get(f"{package}.constants"), "at", None)
    if not callable(at):
        raise PaperProblem(
            f"{paper.folder} has no constants at other parameters; a function `at` in its constants.py offers them"
        )
    known = {name: p.default for name, p in inspect.signature(at).parameters.items()}
    for name in parameters.keys() - known.keys():
        hint = close_matches(name, list(known))
        raise PaperProblem(f"{paper.folder} has no parameter {name}{hint}; there are {', '.join(known)}")
    for name, default in known.items():
        if isinstance(default, bool) or not isinstance(default, int | Fraction):
            raise PaperProblem(f"{at.__module__}.at: the default of {name} must be an int or a Fraction")
    values = {name: Fraction(value) for name, value in parameters.items()}
    for name, value in values.items():
        if isinstance(known[name], int) and value.denominator != 1:
            raise PaperProblem(f"{paper.folder}: the parameter {name} is a whole number, not {value}")
    given = {name: int(v) if isinstance(known[name], int) else v for name, v in values.items()}
    try:
        quantities = list(at(**given))
    except ValueError as problem:
        raise PaperProblem(f"{paper.folder}: {' '.join(str(problem).split())}") from problem
    if not all(isinstance(q, Quantity) for q in quantities):
        raise PaperProblem(f"{at.__module__}.at returned something that is not a Quantity")
    shown = ", ".join(f"{name} = {given.get(name, default)}" for name, default in known.items())
    rows = [
        {k: getattr(q, k) for k in ("name", "meaning", "lower", "upper", "printed", "tightness")} for q in quantities
    ]
    return [
        {
            "paper": paper.folder,
            "at": shown,
            "quantities": [{**r, "trust": str(q.trust)} for r, q in zip(rows, quantities, strict=True)],
        }
    ]
