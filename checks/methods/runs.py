"""Runs of recursions: where an orbit first crosses zero, and whether relations allow a constant run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flint import arb

from checks.kernel import Established
from checks.kernel.evaluate import ball_function, precision
from checks.kernel.judgement import as_variables
from checks.kernel.rules.sequences import Recursion, point_of
from checks.kernel.sympy_terms import formula_of, term_of
from checks.kernel.terms import rational
from checks.methods.argue import Proof
from checks.methods.orbits import established_along, orbit_context
from checks.outcome import Evidence
from checks.paper import Claim, Statement, lt

__all__ = ["along_in_balls", "constant_run", "crossing", "first_positive"]


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
    context = orbit_context(claim, at, evolves)
    with precision(bits):
        point = point_of(context)
        recursion = Recursion(context, point)
        fixed = {name: rational(v) for name, v in point.items()}
        read = recursion.readings([term_of(e).substitute(fixed) for e in expressions])
        evaluate, state = ball_function(read, [*recursion.state, recursion.step]), recursion.start()
    for index in range(last + 1):
        with precision(bits):
            row = evaluate(*state, arb(index))
            state = recursion.advance(state, index, index + 1)
        yield row


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
) -> tuple[int, Established]:
    """(T, established): the value is negative at 1, …, T − 1 and positive at T.

    Established as (2T − 1 − 2t)·value < 0 for 1 ≤ t ≤ T, every step in balls; `step` is the step symbol t.
    """
    last = first_positive(claim, value, at, evolves=evolves)
    goal = lt((2 * last - 1 - 2 * step) * value, 0)
    return last, established_along(claim, goal, at, first=1, last=last, evolves=evolves)


def constant_run(claim: Claim | Statement, at: Mapping[Any, Any], values: Mapping[Any, Any]) -> Evidence:
    """Hypotheses and relations hold together where every sequence keeps one value.

    at: parameter (and step symbol) → number; values: sequence → its value. For statements whose relations are not
    explicit recursions, so that no orbit can be followed.
    """
    known = {symbol.name: rational(number) for symbol, number in at.items()}
    known |= {f"{f.__name__}[{i}]": rational(v) for f, v in values.items() for i in ("0", "t", "t+1")}
    p = Proof({})
    lines = [p.enclose(as_variables(formula_of(f)).substitute(known)) for f in (*claim.given, *claim.evolves)]
    return p.finding(p.both(*lines), scope="a constant run, at one set of parameters")
