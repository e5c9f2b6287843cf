"""`proves`: a proof that is at once a check of its statement and a lemma for others.

    @proves(EXP_TANGENT, "convexity: the minimum of e^v − 1 − v is at 0")
    def exp_tangent(p):
        return p.cases(p.goal, v, 0, lambda q: …, lambda q: …)

The function receives the proof, about the statement, and returns its last line. Afterwards `exp_tangent()` is what the
kernel established (computed once in a process, when it is first needed), and the statement has a check of that name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from checks.kernel import Established
from checks.methods.argue import Line, Proof
from checks.methods.points import exists
from checks.outcome import Finding, Role
from checks.paper import Statement, eq

__all__ = ["absolute", "met_at", "proves"]


def proves(
    statement: Statement,
    title: str,
    *,
    role: Role = Role.CONCLUSION,
    about: dict[str, Any] | None = None,
    note: str = "",
    seconds: float = 300.0,
) -> Callable[[Callable[[Proof], Line]], Callable[[], Established]]:
    """Declare the proof of a statement, or of one conjunct or step of it.

    about: further arguments for `Proof.about` (given=, also=, evolves=). note: what a reader of the finding should
    know.
    """

    def declare(write: Callable[[Proof], Line]) -> Callable[[], Established]:
        @cache
        def established() -> Established:
            p = Proof.about(statement, **(about or {}))
            return p.established(write(p))

        def check() -> Finding:
            return Finding.proved(established(), note=note)

        check.__name__, check.__doc__, check.__module__ = write.__name__, write.__doc__, write.__module__
        declare_check = getattr(statement, role.value)
        declare_check(title, seconds=seconds)(check)
        established.__name__, established.__doc__ = write.__name__, write.__doc__
        return established

    return declare


def met_at(statement: Statement, at: Mapping[Any, Any]) -> None:
    """Declare the point at which all hypotheses of a statement hold, so that none has to be searched for."""

    def hypotheses_satisfiable() -> Finding:
        return exists(statement, eq(0, 0), at=at, scope="the hypotheses hold together at the point")

    hypotheses_satisfiable.__module__ = statement.module
    statement.hypotheses("a point meets all hypotheses")(hypotheses_satisfiable)


def absolute(p: Proof, goal: Any, *facts: Any) -> Line:
    """The goal |u| ≤ v, from the facts u ≤ v and −v ≤ u."""
    formula = p.formula(goal)
    (inside,), bound = formula.args[0].args, formula.args[1]
    return p.given(formula, p.axiom("abs-bound", inside, bound, *facts))
