"""Decimal numerals of an enclosure: rounded outward, never through a float.

An enclosure comes as two strings, decimal or rational. `rounded_down` and `rounded_up` give numerals that still
enclose; `shared_value` gives the digits on which both ends agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

__all__ = ["Numeral", "exact_value", "rounded_down", "rounded_outward", "rounded_up", "shared_value"]

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
