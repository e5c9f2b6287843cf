"""Named constants with rigorous enclosures: decimals rounded outward from exact dyadic ends."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from flint import arb

from checks.kernel import Established, Rejected, establish
from checks.kernel.evaluate import ball_function, precision
from checks.kernel.judgement import Context
from checks.kernel.sympy_terms import term_of
from checks.kernel.terms import Term, conjunction, rational, relation
from checks.outcome import Quantity, Trust

__all__ = ["bounds_of", "outward", "quantity", "tightness_of"]

DIGITS = 30


def fraction_of(x: arb) -> Fraction:
    """The exact value of a ball of radius 0."""
    mantissa, exponent = x.man_exp()
    m, e = int(mantissa), int(exponent)
    return Fraction(m * 2**e) if e >= 0 else Fraction(m, 2**-e)


def outward(x: Fraction, digits: int, up: bool) -> str:
    """A decimal string with that many significant digits, rounded down or up."""
    if x == 0:
        return "0"
    size = len(str(abs(x.numerator))) - len(str(x.denominator))
    places = digits - size  # so that x·10^places has `digits` or one more digits before the point
    scaled = x * Fraction(10) ** places
    whole = -((-scaled.numerator) // scaled.denominator) if up else scaled.numerator // scaled.denominator
    return decimal_text(whole, places)


def decimal_text(whole: int, places: int) -> str:
    """whole·10^(−places) as a decimal string, in scientific notation where it is very large or small."""
    sign, digits = ("-" if whole < 0 else ""), str(abs(whole))
    point = len(digits) - places
    if -4 < point <= 24:
        if point <= 0:
            return f"{sign}0.{'0' * -point}{digits}"
        if point >= len(digits):
            return sign + digits + "0" * (point - len(digits))
        return f"{sign}{digits[:point]}.{digits[point:]}"
    return f"{sign}{digits[0]}.{digits[1:] or '0'}e{point - 1:+d}"


def bounds_of(ball: arb, digits: int = DIGITS) -> tuple[str, str]:
    """Decimal bounds of a ball, rounded outward; no more digits than the ball carries plus a few."""
    if not ball.is_finite():
        raise Rejected("the value has no finite enclosure")
    return outward(fraction_of(ball.lower()), digits, False), outward(fraction_of(ball.upper()), digits, True)


def within(term: Term, lower: str, upper: str) -> Term:
    """The formula lower ≤ term ≤ upper."""
    return conjunction([relation("<=", rational(lower), term), relation("<=", term, rational(upper))])


def tightness_of(printed: str | None, lower: str, upper: str) -> str | None:
    """|printed| over the verified value, to five digits; None where there is nothing printed or the value may be 0."""
    if printed is None or Fraction(lower) * Fraction(upper) <= 0:
        return None
    middle = (Fraction(lower) + Fraction(upper)) / 2
    return outward(abs(Fraction(printed) / middle), 5, False)


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
        )
    with precision(bits):
        (ball,) = ball_function([term], [])()
        lower, upper = bounds_of(ball, digits)
    established = _establish(context, within(term, lower, upper), "enclosure", {"tree": "n", "bits": bits + 64})
    return from_established(name, established, lower, upper, symbol=symbol, meaning=meaning, printed=printed)


def from_established(
    name: str,
    established: Established,
    lower: str,
    upper: str,
    *,
    symbol: str,
    meaning: str,
    printed: str | None = None,
) -> Quantity:
    """A quantity whose bounds are part of something established."""
    trust = Trust(established.trust)
    return Quantity(
        name,
        symbol,
        meaning,
        lower,
        upper,
        printed,
        tightness_of(printed, lower, upper),
        trust,
        established.certificate,
    )


def _establish(context: Context, goal: Term, rule: str, data: Mapping[str, Any]) -> Established:
    step = {"rule": rule, "in": 0, "shows": goal.to_json(), "from": [], **data}
    return establish({"certificate": 1, "contexts": [context.to_json()], "steps": [step]})
