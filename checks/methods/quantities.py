"""Named constants with rigorous enclosures: decimals rounded outward from exact dyadic ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from flint import arb, ctx

from checks.encode.decimals import outward, tightness_of
from checks.encode.from_sympy import term_of
from checks.encode.terms import conjunction, rational, relation
from checks.kernel import Context, Rejected
from checks.kernel.functions import Evaluation
from checks.kernel.intervals import Undefined
from checks.kernel.terms import Term, conjuncts
from checks.methods.sheet import Lemma, Sheet
from checks.outcome import Quantity, Trust

__all__ = ["bounds_of", "fraction_of", "from_established", "outward", "quantity", "tightness_of", "within"]

DIGITS = 30


def fraction_of(x: arb) -> Fraction:
    """The exact value of a ball of radius 0."""
    mantissa, exponent = x.man_exp()
    m, e = int(mantissa), int(exponent)
    return Fraction(m * 2**e) if e >= 0 else Fraction(m, 2**-e)


def bounds_of(ball: arb, digits: int = DIGITS) -> tuple[str, str]:
    """Decimal bounds of a ball, rounded outward to so many digits."""
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
    sheet = Sheet()
    if term.op == "q":
        lower = upper = str(term.args[0])
        line = sheet.add("identity", Context(), relation("=", term, term))
    else:
        with ctx.workprec(bits):
            try:
                lower, upper = bounds_of(Evaluation({}).term(term).ball(), digits)
            except Undefined as problem:
                raise Rejected(f"{name}: {problem}") from None
        line = sheet.add("given", Context(), within(term, lower, upper), data={"bits": bits + 64})
    words = {"symbol": symbol, "meaning": meaning, "printed": printed}
    return from_established(name, sheet.lemma(line), lower, upper, term=term, **words)  # type: ignore[arg-type]


def from_established(
    name: str,
    established: Lemma,
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
    off all that was established, with its bounds in their places. Its certificate cites no other."""
    found = term if term is not None else _bounded(established, Fraction(lower), Fraction(upper))
    data = _read_off(name, established, lower, upper) if found is None else found.to_json()
    return published(name, established, lower, upper, data, symbol=symbol, meaning=meaning, printed=printed)


def published(
    name: str,
    established: Lemma,
    lower: str,
    upper: str,
    data: Any,
    *,
    symbol: str,
    meaning: str,
    printed: str | None = None,
) -> Quantity:
    """The quantity with its bounds, what is bounded (as `checks.verdict` reads it) and a certificate that cites no
    other."""
    alone = established.alone() if established.carried else established
    return Quantity(
        name,
        symbol,
        meaning,
        lower,
        upper,
        printed,
        tightness_of(printed, lower, upper),
        Trust(alone.trust),
        alone.certificate,
        data,
        alone.claim.context.to_json(),
    )


def _bounded(established: Lemma, lower: Fraction, upper: Fraction) -> Term | None:
    """The only term with lower ≤ term and term ≤ upper among what was established."""
    shown = conjuncts(established.claim.formula)
    above = [f.args[1] for f in shown if f.op == "<=" and f.args[0] == rational(lower)]
    below = [f.args[0] for f in shown if f.op == "<=" and f.args[1] == rational(upper)]
    both = [t for t in above if t in below]
    return both[0] if len(both) == 1 else None


def _read_off(name: str, established: Lemma, lower: str, upper: str) -> dict[str, Any]:
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
    return {"read": {**judgement, **template}}


def _with_ends(domain: str, ends: Mapping[str, str]) -> str:
    found = re.fullmatch(r"(.)(.*), (.*?)([\])].*)", domain)
    assert found is not None
    left, low, high, right = found.groups()
    return f"{left}{ends.get(low, low)}, {ends.get(high, high)}{right}"
