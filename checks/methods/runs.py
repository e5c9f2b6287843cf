"""Runs of recursions: where an orbit first crosses zero, and sequences given by formulas that obey relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import Any

from flint import arb

from checks.encode.contexts import context as made
from checks.encode.from_sympy import term_of
from checks.encode.terms import ZERO, relation, text, var
from checks.kernel import Rejected
from checks.kernel.terms import Term
from checks.methods.argue import Proof
from checks.methods.decide import at_terms
from checks.methods.drawing import find_point, plain_point
from checks.methods.exact import Show, exact_number, point_text
from checks.methods.handing import evidence
from checks.methods.orbits import Followed, established_along
from checks.methods.points import INDEX, along_runs, shown_at, solved_at
from checks.methods.sheet import Lemma
from checks.outcome import Evidence
from checks.paper import Claim, Statement, lt

__all__ = ["along_in_balls", "constant_run", "crossing", "first_positive", "explicit_run"]


def along_in_balls(
    claim: Claim | Statement,
    at: Mapping[Any, Any],
    expressions: Sequence[Any],
    *,
    evolves: Sequence[Any] | None = None,
    bits: int = 128,
    last: int = 10**6,
) -> Iterator[tuple[arb, ...]]:
    """Balls of expressions (in the step symbol and values at it) at t = 0, 1, …, last: for searches and figures."""
    followed = Followed(claim, at, expressions, evolves, bits)
    return map(followed.at, range(last + 1))


def first_positive(claim: Claim | Statement, value: Any, at: Mapping[Any, Any], **options: Any) -> int:
    """The first t ≥ 1 at which the value seems positive, after it was negative at 1. Raises ValueError."""
    for index, (here,) in enumerate(along_in_balls(claim, at, [value], **options)):
        if index == 1 and not bool(here < 0):
            raise ValueError(f"{value} is not negative after the first step")
        if index and here > 0:
            return index
    raise ValueError(f"{value} is not positive within the orbit followed")


def crossing(
    claim: Claim | Statement, value: Any, step: Any, at: Mapping[Any, Any], *, evolves: Sequence[Any] | None = None
) -> tuple[int, Lemma]:
    """(T, established): the value is negative at 1, …, T − 1 and positive at T.

    Established as (2T − 1 − 2t)·value < 0 for 1 ≤ t ≤ T, every step in balls; `step` is the step symbol t.
    """
    last = first_positive(claim, value, at, evolves=evolves)
    goal = lt((2 * last - 1 - 2 * step) * value, 0)
    return last, established_along(claim, goal, at, first=1, last=last, evolves=evolves)


def constant_run(claim: Claim | Statement, at: Mapping[Any, Any], values: Mapping[Any, Any], **more: Any) -> Evidence:
    """Hypotheses and relations hold together where every sequence keeps one value.

    at: parameter (and step symbol) → number; values: sequence → its value. For statements whose relations are not
    explicit recursions, so that no orbit can be followed. Raises Rejected where a hypothesis or a relation fails.
    """
    more.setdefault("scope", "a constant run, at one set of parameters")
    return explicit_run(claim, at, values, **more)


def explicit_run(
    claim: Claim | Statement,
    at: Mapping[Any, Any],
    runs: Mapping[Any, Any],
    *,
    step: Any = None,
    show: Show | None = None,
    **more: Any,
) -> Evidence:
    """Hypotheses and relations, and what a claim for some point says, hold together along sequences given by formulas.

    at: symbol → number; one that is left out is chosen. runs: sequence → expression in the symbol `step`, and in values
    at it of sequences that obey a recursion; these are left out, as are those that equations describe which can be
    solved. show: proves a relation between the formulas for every step where it is not plain (a sub-proof with its
    `goal`, in which the step is called n).
    """
    p = Proof.about(claim)
    some = p.goal is not None and isinstance(claim, Claim) and claim.kind == "some"
    formula = p.goal if some and p.goal is not None else relation("=", ZERO, ZERO)
    point: dict[str, Fraction | Term] = {str(s.name): exact_number(v) for s, v in at.items()}
    numbered = {} if step is None else {str(step.name): var(INDEX)}
    given = {str(f.__name__): term_of(v).substitute(numbered) for f, v in runs.items()}
    if missing := p.context.domains.keys() - point.keys():
        point |= _completed(p, formula, point, given, missing)
    with suppress(Rejected):
        given = {**solved_at(p.context, point), **given}
    more.setdefault("scope", f"at {point_text(point)}, along sequences given by formulas")
    established = shown_at(p.context, formula, point, given, show)
    told = {name: text(v) if isinstance(v, Term) else str(v) for name, v in {**point, **given}.items()}
    return evidence(established, witness=told, **more)


def _completed(
    p: Proof, formula: Term, point: Mapping[str, Fraction | Term], runs: Mapping[str, Term], missing: Any
) -> dict[str, Fraction]:
    """Values for the symbols that the author left out."""
    known = at_terms(point)

    def at(f: Term) -> Term:
        return along_runs(f.substitute(known), runs)

    rest = made([(n, d) for n, d in p.context.symbols if n in missing], map(at, p.context.given))
    return plain_point(rest, at(formula)) or find_point(rest, at(formula), 500) or {}
