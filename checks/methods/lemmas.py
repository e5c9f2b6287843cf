"""`proves`: a proof that is at once a check of its statement and a lemma for others.

    @proves(EXP_TANGENT, "convexity: the minimum of e^v − 1 − v is at 0")
    def exp_tangent(p):
        return p.cases(p.goal, v, 0, lambda q: …, lambda q: …)

The function receives the proof, about the statement, and returns its last line. Afterwards `exp_tangent()` is what the
kernel established (computed once in a process, when it is first needed), and the statement has a check of that name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from checks.methods.argue import Line, Proof
from checks.methods.handing import evidence
from checks.methods.sheet import Lemma
from checks.outcome import Argument, Evidence, Role, Verdict
from checks.paper import Claim, Statement

__all__ = ["absolute", "met_at", "proves"]


def proves(
    statement: Statement,
    title: str,
    *,
    role: Role = Role.CONCLUSION,
    about: dict[str, Any] | None = None,
    note: str = "",
    claims: Sequence[Any] | None = None,
    exists: Sequence[Any] | None = None,
    given: Iterable[Any] | None = None,
    over: Mapping[Any, Any] | None = None,
    evolves: Iterable[Any] | None = None,
    expect: Verdict = Verdict.PROVED,
    refutation_means: Argument = Argument.FLAWED,
    seconds: float = 300.0,
) -> Callable[[Callable[[Proof], Line]], Callable[[], Lemma]]:
    """Declare the proof of a statement, or of a part or step of it; keywords as for `Statement.conclusion`.

    about: further arguments for `Proof.about` (also=, and given= or evolves= where the proof needs less than the claim
    assumes). note: what a reader of the finding should know.
    """

    def declare(write: Callable[[Proof], Line]) -> Callable[[], Lemma]:
        @cache
        def established() -> Lemma:
            p = Proof.about(claimed(), **(about or {}))
            return p.established(write(p))

        def claimed() -> Claim | Statement:
            (claim,) = (check.claim for check in statement.checks.values() if check.run is run)
            return claim or statement

        def check() -> Evidence:
            return evidence(established(), note=note)

        check.__name__, check.__doc__, check.__module__ = write.__name__, write.__doc__, write.__module__
        declare_check = getattr(statement, role.value)
        run = declare_check(
            title,
            claims=claims,
            exists=exists,
            given=given,
            over=over,
            evolves=evolves,
            expect=expect,
            refutation_means=refutation_means,
            seconds=seconds,
        )(check)
        established.__name__, established.__doc__ = write.__name__, write.__doc__
        return established

    return declare


def met_at(statement: Statement, at: Mapping[Any, Any]) -> None:
    """Declare the point at which all hypotheses of a statement hold, so that none has to be searched for."""

    def hypotheses_satisfiable(claim: Claim) -> Evidence:
        from checks.methods.points import exists as exists_at

        return exists_at(claim, at=at, scope="the hypotheses hold together at the point")

    hypotheses_satisfiable.__module__ = statement.module
    statement.hypotheses("a point meets all hypotheses", exists=[])(hypotheses_satisfiable)


def absolute(p: Proof, goal: Any, *facts: Any) -> Line:
    """The goal |u| ≤ v, from the facts u ≤ v and −v ≤ u."""
    formula = p.formula(goal)
    (inside,), bound = formula.args[0].args, formula.args[1]
    return p.given(formula, p.axiom("abs-bound", inside, bound, *facts))
