r"""Enclosures in print: the digits that both ends share, then where the two ends differ."""

from __future__ import annotations

from checks.encode.decimals import Numeral, exact_value, rounded_down, rounded_outward

__all__ = ["enclosure", "numeral"]


def enclosure(lower: str, upper: str) -> str:
    r"""An enclosure as LaTeX, at most 20 digits and rounded outward.

    Digits that both ends share are written once and the ends follow one above the other: 0.0419^{8}_{7} says that the
    number lies between 0.04197 and 0.04198. A single point is written as it is, a fraction as a fraction.
    """
    exact = exact_value(lower, upper)
    if exact is not None:
        if "/" in lower and exact.denominator != 1:
            return rf"$\frac{{{exact.numerator}}}{{{exact.denominator}}}$"
        if (point := rounded_down(exact)).value == exact:
            return f"${numeral(*point.parts())}$"
    low, high = rounded_outward(lower, upper)
    (mantissa, power), (above, power_above) = low.parts(), high.parts()
    prefix, below_tail, above_tail = _shared(low, high)
    if power != power_above or not prefix.strip("-0."):
        return f"$[{numeral(mantissa, power)},\\ {numeral(above, power_above)}]$"
    tail = rf"\times 10^{{{power}}}" if power else ""
    return rf"$\refenclosed{{{prefix}}}{{{below_tail}}}{{{above_tail}}}{tail}$"


def _shared(low: Numeral, high: Numeral) -> tuple[str, str, str]:
    """What two mantissas begin with alike, and their two tails, equally long; alike in nothing if of unlike length."""
    a, b = low.parts()[0], high.parts()[0]
    (whole, _, fraction), (other_whole, _, other_fraction) = a.partition("."), b.partition(".")
    if len(whole) != len(other_whole):
        return "", a, b
    places = max(len(fraction), len(other_fraction))
    if places:
        a, b = f"{whole}.{fraction.ljust(places, '0')}", f"{other_whole}.{other_fraction.ljust(places, '0')}"
    count = next((i for i in range(len(a)) if a[i] != b[i]), len(a))
    return a[:count], a[count:], b[count:]


def numeral(mantissa: str, power: int) -> str:
    """Mantissa and power of ten."""
    return mantissa if power == 0 else rf"{mantissa}\times 10^{{{power}}}"
