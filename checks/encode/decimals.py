"""Decimal numerals of an enclosure: rounded outward, never through a float.

An enclosure comes as two strings, decimal or rational. `rounded_down` and `rounded_up` give numerals that still
enclose; `shared_value` gives the digits on which both ends agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

__all__ = [
    "Numeral",
    "exact_value",
    "outward",
    "rounded_down",
    "rounded_outward",
    "rounded_up",
    "shared_value",
    "tightness_of",
]

DIGITS = 20


@dataclass(frozen=True, slots=True)
class Numeral:
    """`digits` · 10^`exponent`, with digits a whole number; how many digits are written is part of it."""

    digits: int
    exponent: int

    @property
    def value(self) -> Fraction:
        """The number that is written."""
        return Fraction(self.digits) * Fraction(10) ** self.exponent

    def plain(self) -> str:
        """Digits with a point, and a power of ten only where the number is very large or very small: 4.2e-7."""
        mantissa, power = self.parts()
        return mantissa if power == 0 else f"{mantissa}e{power}"

    def parts(self) -> tuple[str, int]:
        """Mantissa as text, and the power of ten to write after it; 0 for none."""
        sign, digits = ("-", -self.digits) if self.digits < 0 else ("", self.digits)
        text = str(digits)
        leading = len(text) - 1 + self.exponent
        if digits == 0:
            return "0", 0
        if -4 <= leading < 9:
            return sign + _pointed(text, self.exponent), 0
        return sign + _pointed(text, 1 - len(text)), leading


def exact_value(lower: str, upper: str) -> Fraction | None:
    """The number itself where the enclosure is a single point."""
    low, high = Fraction(lower), Fraction(upper)
    return low if low == high else None


def rounded_down(number: str | Fraction, digits: int = DIGITS) -> Numeral:
    """The largest numeral of so many significant digits that is ≤ the number."""
    return _rounded(Fraction(number), digits, floor)


def rounded_up(number: str | Fraction, digits: int = DIGITS) -> Numeral:
    """The smallest numeral of so many significant digits that is ≥ the number."""
    return _rounded(Fraction(number), digits, ceil)


def rounded_outward(lower: str, upper: str) -> tuple[Numeral, Numeral]:
    """Both ends with as many digits as the width of the enclosure gives a meaning to, and never more than 20."""
    low, high = Fraction(lower), Fraction(upper)
    digits = DIGITS
    if low < high:
        largest = max(abs(low), abs(high))
        digits = min(DIGITS, _leading_power(largest) - _leading_power(high - low) + 2)
    return rounded_down(low, digits), rounded_up(high, digits)


def shared_value(lower: str, upper: str, digits: int = DIGITS) -> Numeral | None:
    """Both ends rounded to nearest, to as many digits as they agree on; None where they agree on none."""
    low, high = Fraction(lower), Fraction(upper)
    for count in range(digits, 0, -1):
        a, b = _rounded(low, count, round), _rounded(high, count, round)
        if a.value == b.value:
            return a if a.digits or low == high == 0 else None
    return None


def outward(x: Fraction, digits: int, up: bool) -> str:
    """A decimal string with that many significant digits, rounded down or up."""
    if x == 0:
        return "0"
    size = len(str(abs(x.numerator))) - len(str(x.denominator))
    places = digits - size  # so that x·10^places has `digits` or one more digits before the point
    scaled = x * Fraction(10) ** places
    whole = -((-scaled.numerator) // scaled.denominator) if up else scaled.numerator // scaled.denominator
    return _decimal_text(whole, places)


def _decimal_text(whole: int, places: int) -> str:
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


def tightness_of(printed: str | None, lower: str, upper: str) -> str | None:
    """|printed| over the verified value, to five digits; None where there is nothing printed or the value may be 0."""
    if printed is None or Fraction(lower) * Fraction(upper) <= 0:
        return None
    middle = (Fraction(lower) + Fraction(upper)) / 2
    return outward(abs(Fraction(printed) / middle), 5, False)


def _rounded(number: Fraction, digits: int, rounding: object) -> Numeral:
    assert callable(rounding)
    if number == 0:
        return Numeral(0, 0)
    exponent = _leading_power(abs(number)) - digits + 1
    count = int(rounding(number / Fraction(10) ** exponent))
    while count and count % 10 == 0 and Fraction(count) * Fraction(10) ** exponent == number:
        count, exponent = count // 10, exponent + 1  # an exact value is written without trailing zeros
    return Numeral(count, exponent)


def _leading_power(number: Fraction) -> int:
    """The k with 10^k ≤ number < 10^(k+1)."""
    guess = len(str(number.numerator)) - len(str(number.denominator))
    return guess if Fraction(10) ** guess <= number else guess - 1


def _pointed(digits: str, exponent: int) -> str:
    """The digits with a decimal point so many places from the right."""
    if exponent >= 0:
        return digits + "0" * exponent
    whole, fraction = digits[:exponent] or "0", digits[exponent:].rjust(-exponent, "0")
    return f"{whole}.{fraction}"
