"""Simple points at which the hypotheses of a statement hold together, written down instead of searched for."""

from collections.abc import Mapping
from typing import Any

from checks.methods import exists
from checks.outcome import Finding
from checks.paper import Statement, eq

__all__ = ["in_order", "possible"]


def possible(statement: Statement, title: str, at: Mapping[Any, Any]) -> None:
    """Declare the check that all hypotheses of a statement hold at one exact point."""

    def hypotheses_satisfiable() -> Finding:
        return exists(statement, eq(0, 0), at=at)

    statement.hypotheses(title)(hypotheses_satisfiable)


def in_order(p, *lines):
    """The lines of a proof in the order of the conjuncts of its goal."""
    wanted = list(p.goal.args)
    return sorted(lines, key=lambda line: wanted.index(line.formula))
