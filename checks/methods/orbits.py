"""Orbits of recursions: enclosed by the kernel step by step, and iterated independently in mpmath.

`orbit` encloses values and publishes quantities; `along` checks a relation at every step; `iterate` is the second
witness: the author writes the recursion once more, as an mpmath function, and the result must lie in the enclosure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb

from checks.encode.claims import context_of
from checks.kernel import Established, Rejected, establish
from checks.kernel.evaluate import ball_function, precision
from checks.kernel.judgement import Context, sequence_values
from checks.kernel.rules.sequences import Recursion, point_of
from checks.kernel.sympy_terms import formula_of, term_of
from checks.kernel.terms import Term, conjunction, rational, relation, var
from checks.methods.argue import Proof
from checks.methods.handing import evidence, nothing, numbers
from checks.methods.quantities import bounds_of, from_established, within
from checks.outcome import Evidence, Quantity, Trust
from checks.paper import Claim, Statement

__all__ = ["Wanted", "along", "iterate", "mp_exp", "orbit", "orbit_context", "values_along"]


@dataclass(frozen=True)
class Wanted:
    """A quantity to be read off an orbit: its name, the expression in values of sequences at one index, and the words
    under which it is published (see Quantity)."""

    name: str
    value: Any
    symbol: str
    meaning: str
    printed: str | None = None
    digits: int = 30


def orbit_context(
    claim: Claim | Statement, at: Mapping[Any, Any] | None, evolves: Sequence[Any] | None = None
) -> Context:
    """The recursions of a claim or statement at particular parameters: symbols keep their domains, values come as
    equations. Without parameters (None): the context of the claim as it stands, which then gives them."""
    import sympy as sp

    claim = claim if isinstance(claim, Claim) else claim.claim
    relations = claim.evolves if evolves is None else tuple(evolves)
    if at is None:
        return context_of(claim.symbols, claim.given, relations)
    used = set().union(*(f.free_symbols for f in relations))
    usual = {**claim.statement.paper.symbols, **claim.symbols}
    symbols = {s: usual[s] for s in used | set(at)}
    return context_of(symbols, [sp.Eq(s, v, evaluate=False) for s, v in at.items()], relations)


def orbit(
    claim: Claim | Statement,
    at: Mapping[Any, Any],
    wanted: Sequence[Wanted],
    *,
    evolves: Sequence[Any] | None = None,
    bits: int = 128,
    **more: Any,
) -> Evidence:
    """Enclose expressions in values of the statement's recursions at one index, and publish them.

    at: parameter → exact value. What is established: every quantity lies between its bounds.
    """
    context = orbit_context(claim, at, evolves)
    terms = [term_of(w.value) for w in wanted]
    index = _single_index(terms)
    with precision(bits):
        balls = _read(context, terms)
        bounds = [bounds_of(ball, w.digits) for ball, w in zip(balls, wanted, strict=True)]
    goal = conjunction(within(t, *b) for t, b in zip(terms, bounds, strict=True))
    step = {"rule": "orbit", "in": 0, "shows": goal.to_json(), "from": [], "bits": bits + 16}
    established = establish({"certificate": 1, "contexts": [context.to_json()], "steps": [step]})
    quantities = tuple(
        from_established(w.name, established, *b, symbol=w.symbol, meaning=w.meaning, printed=w.printed, term=term)
        for w, b, term in zip(wanted, bounds, terms, strict=True)
    )
    more.setdefault("scope", f"every step up to {index} in balls of {bits + 16} bits, at {_values_text(at)}")
    return evidence(established, quantities=(*quantities, *more.pop("quantities", ())), **more)


def along(
    claim: Claim | Statement,
    at: Mapping[Any, Any] | None = None,
    *,
    goal: Any = None,
    first: int = 0,
    last: int | None = None,
    evolves: Sequence[Any] | None = None,
    bits: int = 128,
    **more: Any,
) -> Evidence:
    """A relation in the step symbol and values at it (the claim's own when it is left out), at every step from `first`
    to `last` of the enclosed orbit. Without `at` the claim itself gives the parameters and the steps."""
    formula = Proof.about(claim).goal if goal is None else formula_of(goal)
    if formula is None:
        raise ValueError("nothing is claimed here as a formula; give goal=")
    try:
        established = established_along(claim, formula, at, first=first, last=last, evolves=evolves, bits=bits)
    except Rejected as problem:
        return nothing(f"along the orbit: {problem}")
    if at is not None:
        more.setdefault("scope", f"at every step from {first} to {last}, at {_values_text(at)}")
    return evidence(established, **more)


def established_along(
    claim: Claim | Statement,
    goal: Any,
    at: Mapping[Any, Any] | None = None,
    *,
    first: int = 0,
    last: int | None = None,
    evolves: Sequence[Any] | None = None,
    bits: int = 128,
) -> Established:
    """What `along` establishes, for use in a proof. Raises Rejected."""
    from checks.kernel.rules.sequences import step_symbol

    context = orbit_context(claim, at, evolves)
    if last is not None:
        t = var(step_symbol(context))
        context = context.assuming(relation("<=", rational(first), t), relation("<=", t, rational(last)))
    formula = goal if isinstance(goal, Term) else formula_of(goal)
    step = {"rule": "orbit", "in": 0, "shows": formula.to_json(), "from": [], "bits": bits}
    return establish({"certificate": 1, "contexts": [context.to_json()], "steps": [step]})


def values_along(
    claim: Claim | Statement,
    at: Mapping[Any, Any],
    expressions: Sequence[Any],
    indices: Sequence[int],
    *,
    evolves: Sequence[Any] | None = None,
    bits: int = 128,
) -> list[tuple[arb, ...]]:
    """Balls of expressions (in the step symbol and values at it) at increasing indices; for searches and figures."""
    context = orbit_context(claim, at, evolves)
    with precision(bits):
        recursion = Recursion(context, point_of(context))
        fixed = {name: rational(v) for name, v in point_of(context).items()}
        read = recursion.readings([term_of(e).substitute(fixed) for e in expressions])
        evaluate = ball_function(read, [*recursion.state, recursion.step])
        state, here, rows = recursion.start(), 0, []
        for index in indices:
            state, here = recursion.advance(state, here, index), index
            rows.append(evaluate(*state, arb(index)))
    return rows


def _single_index(terms: Sequence[Term]) -> int:
    indices = {v.args[1] for t in terms for v in sequence_values(t)}
    if len(indices) != 1 or next(iter(indices)).op != "q":
        raise ValueError("the expressions must speak of values at one index, a number")
    return int(next(iter(indices)).args[0])


def _read(context: Context, terms: Sequence[Term]) -> list[arb]:
    """Balls of terms in values of sequences at numbers."""
    values = point_of(context)
    fixed = {name: rational(v) for name, v in values.items()}
    zero = rational(0)
    return Recursion(context, values).differences(conjunction(relation("<=", zero, t.substitute(fixed)) for t in terms))


def _values_text(at: Mapping[Any, Any]) -> str:
    return ", ".join(f"{s} = {v}" for s, v in at.items())


def mp_exp(x: Any) -> Any:
    """e^x of an `mpf`, at the precision in force."""
    return x.context.exp(x)


def _in_mpmath(start: Any) -> Any:
    """A rational number as an `mpf`, a sequence of them as a list."""
    from mpmath import mpf

    if isinstance(start, list | tuple):
        return [_in_mpmath(x) for x in start]
    exact = Fraction(str(start))
    return mpf(exact.numerator) / mpf(exact.denominator)


def iterate(
    step: Callable[[Any], Any],
    start: Any,
    steps: int,
    *,
    observe: Mapping[str, Callable[[Any], Any]],
    against: Sequence[Quantity],
    bits: int = 80,
    digits: int = 15,
    **more: Any,
) -> Evidence:
    """The second witness: iterate x ← step(x) in mpmath and compare with quantities that were enclosed.

    start: a rational number or a sequence of them (or a function that makes the first value). step, observe: the
    author's own transcription, functions of an `mpf` (or of a list of them); `mp_exp` is for them. `against` are the
    enclosed quantities with the same names as in `observe`. Agreement to `digits` significant digits gives
    numbers that support; disagreement gives nothing, which no suite expects.
    """
    from mpmath import mp, mpf

    known = {q.name: q for q in against}
    agreed: list[str] = []
    with mp.workprec(bits):
        x = start() if callable(start) else _in_mpmath(start)
        for _ in range(steps):
            x = step(x)
        for name, read in observe.items():
            value = read(x)
            lower, upper = (Fraction(s) for s in (known[name].lower, known[name].upper))
            middle = (lower + upper) / 2
            target = mpf(middle.numerator) / mpf(middle.denominator)
            if abs(value - target) > abs(target) * mpf(10) ** -digits:
                return nothing(
                    f"mpmath gives {name} = {mp.nstr(value, digits + 5)}, the enclosure [{known[name].lower}, "
                    f"{known[name].upper}]"
                )
            agreed.append(f"{name} = {mp.nstr(value, digits)}")
    more.setdefault("note", "mpmath agrees: " + ", ".join(agreed))
    more.setdefault("scope", f"{steps} steps in mpmath at {bits} bits, no error bound; {digits} digits compared")
    return numbers(Trust.NUMERICAL, **more)
