"""Named constants with rigorous enclosures: decimals rounded outward from exact dyadic ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from flint import arb

from checks.encode.decimals import outward, tightness_of
from checks.kernel import Established, Rejected, establish
from checks.kernel.evaluate import ball_function, precision
from checks.kernel.judgement import Context
from checks.kernel.sympy_terms import term_of
from checks.kernel.terms import Term, conjunction, conjuncts, rational, relation
from checks.outcome import Quantity, Trust

__all__ = ["bounds_of", "outward", "quantity", "tightness_of"]

DIGITS = 30


def fraction_of(x: arb) -> Fraction:
    """The exact value of a ball of radius 0."""
    mantissa, exponent = x.man_exp()
    m, e = int(mantissa), int(exponent)
    return Fraction(m * 2**e) if e >= 0 else Fraction(m, 2**-e)


def bounds_of(ball: arb, digits: int = DIGITS) -> tuple[str, str]:
    """Decimal bounds of a ball, rounded outward; no more digits than the ball carries plus a few."""
    if not ball.is_finite():
        raise Rejected("the value has no finite enclosure")
    return outward(fraction_of(ball.lower()), digits, False), outward(fraction_of(ball.upper()), digits, True)


def within(term: Term, lower: str, upper: str) -> Term:
    """The formula lower ≤ term ≤ upper."""
    return conjunction([relation("<=", rational(lower), term), relation("<=", term, rational(upper))])


def quantity(
    name: str,
    value: Any,
    *,
    symbol: str,
    meaning: str,
    printed: str | None = None,
    bits: int = 192,
    digits: int = DIGITS,
) -> Quantity:
    """A quantity from a SymPy expression without free symbols (definite integrals included).

    A rational value is published exactly. printed: the source's figure as a decimal or fraction string.
    """
    term = value if isinstance(value, Term) else term_of(value)
    context = Context.of({})
    if term.op == "q":
        exact = str(term.args[0])
        goal = relation("=", term, rational(exact))
        established = _establish(context, goal, "identity", {})
        return Quantity(
            name,
            symbol,
            meaning,
            exact,
            exact,
            printed,
            tightness_of(printed, exact, exact),
            Trust.EXACT,
            established.certificate,
            term.to_json(),
            context.to_json(),
        )
    with precision(bits):
        (ball,) = ball_function([term], [])()
        lower, upper = bounds_of(ball, digits)
    established = _establish(context, within(term, lower, upper), "enclosure", {"tree": "n", "bits": bits + 64})
    return from_established(name, established, lower, upper, symbol=symbol, meaning=meaning, printed=printed, term=term)


def from_established(
    name: str,
    established: Established,
    lower: str,
    upper: str,
    *,
    symbol: str,
    meaning: str,
    printed: str | None = None,
    term: Term | None = None,
) -> Quantity:
    """A quantity whose bounds are part of something established: lower ≤ term ≤ upper, for a term that is looked up
    there when it is left out. Where the bounds occur in another way (a threshold, a first step), the quantity is read
    off all that was established, with its bounds in their places."""
    found = term if term is not None else _bounded(established, Fraction(lower), Fraction(upper))
    return Quantity(
        name,
        symbol,
        meaning,
        lower,
        upper,
        printed,
        tightness_of(printed, lower, upper),
        Trust(established.trust),
        established.certificate,
        _read_off(name, established, lower, upper) if found is None else found.to_json(),
        established.claim.context.to_json(),
    )


def _bounded(established: Established, lower: Fraction, upper: Fraction) -> Term | None:
    """The only term with lower ≤ term and term ≤ upper among what was established."""
    shown = conjuncts(established.claim.formula)
    above = [f.args[1] for f in shown if f.op == "<=" and f.args[0] == rational(lower)]
    below = [f.args[0] for f in shown if f.op == "<=" and f.args[1] == rational(upper)]
    both = [t for t in above if t in below]
    return both[0] if len(both) == 1 else None


def _read_off(name: str, established: Established, lower: str, upper: str) -> dict[str, Any]:
    """What was established, with the variables `lower` and `upper` in the places of the bounds."""
    ends = {str(Fraction(upper)): "upper", str(Fraction(lower)): "lower"}

    def put(data: Any) -> Any:
        if isinstance(data, str):
            return ["v", ends[data]] if data in ends else data
        return [data[0], *map(put, data[1:])]

    judgement = established.judgement
    given, evolves = ([put(f) for f in judgement[key]] for key in ("given", "evolves"))
    symbols = {s: _with_ends(domain, ends) for s, domain in judgement["symbols"].items()}
    template = {"symbols": symbols, "given": given, "evolves": evolves, "concludes": put(judgement["concludes"])}
    if not all(end in str(template) for end in ends.values()):
        raise ValueError(f"quantity {name}: its bounds {lower} and {upper} do not occur in what was established")
    return {"read": {"kind": judgement["kind"], **template}}


def _with_ends(domain: str, ends: Mapping[str, str]) -> str:
    found = re.fullmatch(r"(.)(.*), (.*?)([\])].*)", domain)
    assert found is not None
    left, low, high, right = found.groups()
    return f"{left}{ends.get(low, low)}, {ends.get(high, high)}{right}"


def _establish(context: Context, goal: Term, rule: str, data: Mapping[str, Any]) -> Established:
    step = {"rule": rule, "in": 0, "shows": goal.to_json(), "from": [], **data}
    return establish({"certificate": 1, "contexts": [context.to_json()], "steps": [step]})
