"""Simple points at which the hypotheses of a statement hold together."""

from collections.abc import Mapping
from typing import Any

from checks.methods import exists
from checks.outcome import Evidence
from checks.paper import Claim, Statement

__all__ = ["possible"]


def possible(statement: Statement, title: str, at: Mapping[Any, Any]) -> None:
    """Declare the check that all hypotheses of a statement hold at one exact point."""

    def hypotheses_satisfiable(claim: Claim) -> Evidence:
        return exists(claim, at=at)

    statement.hypotheses(title, exists=[])(hypotheses_satisfiable)
