r"""LaTeX of what formulas are made of: names of symbols, exact numbers, intervals.

A name is set as SymPy sets a symbol of that name: theta_1^0 is $\theta_{1}^{0}$, nprime is $n'$; x_other is $x'$.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from checks.encode.latex_formula import formula

__all__ = ["domain", "grouped", "index", "name", "number"]

_INTERVAL = re.compile(r"([\[(])(.+), (.+)([\])])( in N)?")
_LONGEST = 26  # digits


@cache
def name(plain: str) -> str:
    """The name of a symbol."""
    if re.fullmatch(r"[A-Za-z]", plain):
        return plain
    if not re.fullmatch(r"[A-Za-z0-9_^]+|[^\W\d_][\w^']*", plain):
        return rf"\text{{\ttfamily {formula_text(plain)}}}"
    from sympy import Symbol, latex

    found = latex(Symbol(plain)).replace(r"\epsilon", r"\varepsilon").replace("{star}", r"{\star}")
    return formula(found.replace("_{other}", "'"))


def formula_text(plain: str) -> str:
    """A name that is no identifier, as it stands."""
    return "".join(rf"\{char}" if char in "{}$&#%_" else char for char in plain if char not in "\\^~")


def index(sequence: str, at: str) -> str:
    """The value of a sequence at an index: g_{t+1}; theta_1 has its own subscript, which comes first."""
    whole = name(sequence)
    found = re.fullmatch(r"(.*)_\{([^{}]*)\}", whole)
    if found:
        return rf"{found[1]}_{{{found[2]},\,{at}}}"
    return f"{whole}_{{{at}}}" if "^" not in whole and "_" not in whole else rf"{whole}[{at}]"


def number(text: str, *, small: bool = False) -> str:
    """An exact number. Decimal fractions with many digits are written as decimals, round ones with powers of ten, and
    what has more digits than anyone reads is cut and ends in dots. small: in an exponent or an index."""
    value = Fraction(text)
    sign, value = ("-" if value < 0 else ""), abs(value)
    if value.denominator == 1:
        return sign + _whole(value.numerator)
    if value.denominator < 10_000 and value.numerator < 1_000_000:
        ratio = "%s/%s" if small else r"\frac{%s}{%s}"
        return sign + ratio % (value.numerator, value.denominator)
    decimal = _decimal(value)
    if decimal is not None:
        return sign + decimal
    if len(text) <= _LONGEST:
        ratio = "%s/%s" if small else r"\frac{%s}{%s}"
        return sign + ratio % (_whole(value.numerator), _whole(value.denominator))
    return sign + _cut(value)


def _whole(value: int) -> str:
    digits = str(value)
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros >= 5:
        head = digits[: len(digits) - zeros]
        if len(head) <= _LONGEST:
            return f"10^{{{zeros}}}" if head == "1" else rf"{head}\cdot 10^{{{zeros}}}"
    return digits if len(digits) <= _LONGEST else _cut(Fraction(value))


def _decimal(value: Fraction) -> str | None:
    """The finite decimal that the number is; None where it is none, or a long one."""
    rest, places = value.denominator, 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    for prime in (2, 5):
        while rest % prime == 0:
            rest, places = rest // prime, places + 1
    if rest != 1 or places > 400:
        return None
    digits = str(value.numerator * 10**places // value.denominator).rstrip("0")
    if len(digits) > _LONGEST:
        return None
    power = len(str(value.numerator * 10**places // value.denominator)) - places - 1
    if power > -4:
        exact = f"{value.numerator * 10**places // value.denominator:0{places + 1}d}"
        return f"{exact[:-places]}.{exact[-places:]}".rstrip("0")
    mantissa = digits[0] + (f".{digits[1:]}" if len(digits) > 1 else "")
    tail = f"10^{{{power}}}"
    return tail if mantissa == "1" else rf"{mantissa}\cdot {tail}"


def _cut(value: Fraction) -> str:
    """The first digits of a number, and dots for the others."""
    power = len(str(value.numerator)) - len(str(value.denominator))
    power -= value < Fraction(10) ** power
    digits = str(int(value / Fraction(10) ** (power - 15)))
    if -4 <= power < 0:
        return rf"0.{'0' * (-power - 1)}{digits}\ldots"
    if 0 <= power < 9:
        return rf"{digits[: power + 1]}.{digits[power + 1 :]}\ldots"
    return rf"{digits[0]}.{digits[1:]}\ldots\cdot 10^{{{power}}}"


def domain(interval: str) -> str:
    r"""What follows the symbol: "(0, oo)" is `> 0`, "[0, oo) in N" is `\in\mathbb{N}_0`."""
    found = _INTERVAL.fullmatch(interval)
    if not found:
        return rf"\in\text{{{formula_text(interval)}}}"
    left, low, high, right, whole = found.groups()
    if whole:
        known = {("0", "oo"): r"\in\mathbb{N}_0", ("1", "oo"): r"\in\mathbb{N}"}
        ends = rf"\in\{{{_end(low)},\dots,{_end(high)}\}}" if high != "oo" else rf"\in\{{{_end(low)},\dots\}}"
        return known.get((low, high), ends)
    if (low, high) == ("-oo", "oo"):
        return r"\in\mathbb{R}"
    if high == "oo":
        return (">" if left == "(" else r"\ge") + _end(low)
    if low == "-oo":
        return ("<" if right == ")" else r"\le") + _end(high)
    return rf"\in{left}{_end(low)},\,{_end(high)}{right}"


def _end(text: str) -> str:
    infinite = {"oo": r"\infty", "-oo": r"-\infty"}
    return infinite[text] if text in infinite else number(text)


def grouped(symbols: Sequence[tuple[str, str]]) -> list[str]:
    """Symbols with their domains, those of one domain together: h, n > 0."""
    groups: dict[str, list[str]] = {}
    for symbol, interval in symbols:
        groups.setdefault(interval, []).append(name(symbol))
    return [r",\,".join(names) + domain(interval) for interval, names in groups.items()]
