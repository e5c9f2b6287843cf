"""Orbits of recursions: enclosed by the kernel step by step, and iterated independently in mpmath.

`orbit` encloses values and publishes quantities; `along` checks a relation at every step; `iterate` is the second
witness: the author writes the recursion once more, as an mpmath function, and the result must lie in the enclosure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, ctx

from checks.encode.claims import context_of
from checks.encode.from_sympy import formula_of, term_of
from checks.encode.terms import conjunction, rational, relation, sequence_values, var
from checks.kernel import Context, Rejected
from checks.kernel.extensions.orbits import STEP, Recursion, ball_function, pinned
from checks.kernel.terms import Term
from checks.methods.argue import Proof
from checks.methods.handing import evidence, nothing, numbers
from checks.methods.quantities import bounds_of, from_established, within
from checks.methods.sheet import Lemma, Sheet
from checks.outcome import Evidence, Quantity, Trust
from checks.paper import Claim, Statement

__all__ = [
    "Followed",
    "Leap",
    "Wanted",
    "along",
    "established_along",
    "iterate",
    "mp_exp",
    "orbit",
    "orbit_context",
    "values_along",
]


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
    with ctx.workprec(bits):
        balls = _read(context, terms)
        bounds = [bounds_of(ball, w.digits) for ball, w in zip(balls, wanted, strict=True)]
    goal = conjunction(within(t, *b) for t, b in zip(terms, bounds, strict=True))
    established = _followed(context, goal, bits + 16)
    quantities = tuple(
        from_established(w.name, established, *b, symbol=w.symbol, meaning=w.meaning, printed=w.printed, term=term)
        for w, b, term in zip(wanted, bounds, terms, strict=True)
    )
    more.setdefault("scope", f"every step up to {index} in balls of {bits + 16} bits, at {_values_text(at)}")
    return evidence(established, quantities=(*quantities, *more.pop("quantities", ())), **more)


def _followed(context: Context, goal: Term, bits: int) -> Lemma:
    sheet = Sheet()
    return sheet.lemma(sheet.add("orbit", context, goal, data={"bits": bits}))


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
) -> Lemma:
    """What `along` establishes, for use in a proof. Raises Rejected."""
    context = orbit_context(claim, at, evolves)
    formula = goal if isinstance(goal, Term) else formula_of(goal)
    if last is not None:
        t = var(step_symbol(context, [formula]))
        for bound in (relation("<=", rational(first), t), relation("<=", t, rational(last))):
            context = context.assuming(bound)
    return _followed(context, formula, bits)


def step_symbol(context: Context, terms: Iterable[Term]) -> str:
    """The natural symbol in which terms speak of steps."""
    whole = {name for name, domain in context.symbols if domain.whole} - pinned(context).keys()
    names = {name for t in terms for name in t.variables} & whole or whole
    if len(names) != 1:
        raise Rejected(f"one natural step symbol is needed, found {sorted(names) or 'none'}")
    return min(names)


class Followed:
    """Expressions in the step symbol, and in values of recursions at it, along the enclosed orbit: for searches and
    figures."""

    def __init__(
        self,
        claim: Claim | Statement,
        at: Mapping[Any, Any],
        expressions: Sequence[Any],
        evolves: Sequence[Any] | None,
        bits: int,
    ) -> None:
        context, terms = orbit_context(claim, at, evolves), list(map(term_of, expressions))
        fixed = pinned(context)
        if any(t.variables - fixed.keys() for t in terms):
            fixed = {**fixed, step_symbol(context, terms): STEP}
        self.bits = bits
        with ctx.workprec(bits):
            self._recursion = Recursion([f.substitute(fixed) for f in context.evolves])
            read = [t.substitute(fixed) for t in terms]
            self._evaluate = ball_function(read, [*self._recursion.state, STEP])
            self._state, self._here = self._recursion.start(), 0

    def at(self, index: int) -> tuple[arb, ...]:
        """Balls of the expressions at an index that is not before the last one."""
        with ctx.workprec(self.bits):
            self._state, self._here = self._recursion.advance(self._state, self._here, index), index
            return self._evaluate(*self._state, arb(index))


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
    followed = Followed(claim, at, expressions, evolves, bits)
    return [followed.at(index) for index in indices]


def _single_index(terms: Sequence[Term]) -> int:
    indices = {v.args[1] for t in terms for v in sequence_values(t)}
    if len(indices) != 1 or next(iter(indices)).op != "q":
        raise ValueError("the expressions must speak of values at one index, a number")
    return int(next(iter(indices)).args[0])


def _read(context: Context, terms: Sequence[Term]) -> list[arb]:
    """Balls of terms in values of sequences at numbers."""
    fixed = pinned(context)
    closed = [t.substitute(fixed) for t in terms]
    recursion = Recursion([f.substitute(fixed) for f in context.evolves])
    values = recursion.values(list({v for t in closed for v in sequence_values(t)}))
    return list(ball_function(closed, list(values))(*values.values()))


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


@dataclass(frozen=True)
class Leap:
    """So many steps of a smooth map at a time: x ↦ step(step(… x)) − x is sampled, step by step, at Chebyshev points of
    the range in which the orbit stays, and interpolated there (barycentric formula). Nothing bounds the error; that the
    result lies in the enclosure is the check."""

    steps: int
    between: tuple[int, int]
    points: int = 48

    def follow(self, step: Callable[[Any], Any], x: Any, steps: int) -> Any:
        """x after so many steps. Raises ValueError where the orbit leaves the range."""
        from mpmath import mp, mpf

        low, high = map(mpf, self.between)
        turns = [mp.pi * k / (self.points - 1) for k in range(self.points)]
        nodes = [(low + high) / 2 - (high - low) / 2 * mp.cos(turn) for turn in turns]
        weights = [mpf((-1) ** k) / (2 if k in (0, self.points - 1) else 1) for k in range(self.points)]
        moved = [
            weight * (_repeated(step, node, self.steps) - node) for node, weight in zip(nodes, weights, strict=True)
        ]
        for _ in range(steps // self.steps):
            if not low <= x <= high:
                raise ValueError(f"the orbit leaves [{low}, {high}] at {x}")
            near = [x - node for node in nodes]
            if not all(near):
                x = _repeated(step, x, self.steps)
                continue
            x += mp.fsum(m / d for m, d in zip(moved, near, strict=True)) / mp.fsum(
                w / d for w, d in zip(weights, near, strict=True)
            )
        return _repeated(step, x, steps % self.steps)


def _repeated(step: Callable[[Any], Any], x: Any, times: int) -> Any:
    for _ in range(times):
        x = step(x)
    return x


def iterate(
    step: Callable[[Any], Any] | Sequence[Callable[[Any], Any]],
    start: Any,
    steps: int,
    *,
    observe: Mapping[str, Callable[[Any], Any]],
    against: Sequence[Quantity],
    bits: int = 80,
    digits: int = 15,
    leap: Leap | None = None,
    **more: Any,
) -> Evidence:
    """The second witness: iterate x ← step(x) in mpmath and compare with quantities that were enclosed.

    start: a rational number or a sequence of them (or a function that makes the first value). step, observe: the
    author's own transcription, functions of an `mpf` (or of a list of them); `mp_exp` is for them. `against` are the
    enclosed quantities with the same names as in `observe`. Agreement to `digits` significant digits gives
    numbers that support; disagreement gives nothing, which no suite expects. leap: for very many steps of a smooth map
    of one number (or, with a sequence of maps for `step`, of as many independent numbers), see `Leap`.
    """
    from mpmath import mp, mpf

    known = {q.name: q for q in against}
    agreed: list[str] = []
    with mp.workprec(bits):
        x = start() if callable(start) else _in_mpmath(start)
        if callable(step):
            x = _repeated(step, x, steps)
        elif leap is not None:
            x = [leap.follow(f, z, steps) for f, z in zip(step, x, strict=True)]
        else:
            raise ValueError("several maps are followed in leaps; say of how many steps")
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
    how = "" if leap is None else f", {leap.steps} at a time by interpolation at {leap.points} Chebyshev points"
    more.setdefault("scope", f"{steps} steps in mpmath at {bits} bits{how}, no error bound; {digits} digits compared")
    return numbers(Trust.NUMERICAL, **more)
