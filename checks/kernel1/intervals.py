"""Intervals with exact dyadic or infinite ends, each open or closed, rounded outward.

`Interval(lo, hi, lo_open, hi_open)` holds exact `arb` ends. An open end means that the value is strictly beyond the
end's number; that keeps exp(x) > 0 on all of ℝ. Every operation returns an interval that contains all values of the
operation on points of its operands, and raises Undefined when the operation is not defined on all of them. Endpoint
arithmetic (rather than balls) is used because a ball around a wide box overshoots its ends.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from flint import arb, fmpq

__all__ = ["Interval", "Undefined", "apply_function", "constant", "from_ends", "hull"]

NEG, POS = arb.neg_inf(), arb.pos_inf()
ZERO, ONE = arb(0), arb(1)


class Undefined(Exception):
    """The expression is not certainly defined on the whole box (or the evaluation gave no finite bound)."""


class Interval(NamedTuple):
    """{x : lo ≤ x ≤ hi}, without the ends that are open. lo < +∞, hi > −∞."""

    lo: arb
    hi: arb
    lo_open: bool = False
    hi_open: bool = False

    @property
    def finite(self) -> bool:
        """Whether both ends are numbers."""
        return bool(self.lo.is_finite()) and bool(self.hi.is_finite())

    def positive(self) -> bool:
        """Certainly > 0."""
        return self.lo > 0 or (self.lo_open and self.lo >= 0)

    def negative(self) -> bool:
        """Certainly < 0."""
        return self.hi < 0 or (self.hi_open and self.hi <= 0)

    def nonnegative(self) -> bool:
        """Certainly ≥ 0."""
        return bool(self.lo >= 0)

    def nonpositive(self) -> bool:
        """Certainly ≤ 0."""
        return bool(self.hi <= 0)

    def zero(self) -> bool:
        """Certainly = 0."""
        return bool(self.lo == 0) and bool(self.hi == 0)

    def ball(self) -> arb:
        """A ball that contains the interval."""
        return self.lo.union(self.hi) if self.lo is not self.hi else self.lo


def _checked(lo: arb, hi: arb, lo_open: bool = False, hi_open: bool = False) -> Interval:
    if lo.is_nan() or hi.is_nan():
        raise Undefined("not a number")
    return Interval(lo, hi, lo_open, hi_open)


def from_ends(lo: Fraction | None, hi: Fraction | None, lo_open: bool, hi_open: bool) -> Interval:
    """The interval between two rational numbers (None is infinite), ends rounded outward."""
    low = NEG if lo is None else arb(fmpq(lo.numerator, lo.denominator)).lower()
    high = POS if hi is None else arb(fmpq(hi.numerator, hi.denominator)).upper()
    return Interval(low, high, lo_open or lo is None, hi_open or hi is None)


def constant(value: arb) -> Interval:
    """The interval of a ball."""
    return _checked(value.lower(), value.upper())


def hull(balls: arb) -> Interval:
    """The interval of a finite ball."""
    if not balls.is_finite():
        raise Undefined("no finite enclosure")
    return Interval(balls.lower(), balls.upper())


def add(a: Interval, b: Interval) -> Interval:
    return Interval((a[0] + b[0]).lower(), (a[1] + b[1]).upper(), a[2] or b[2], a[3] or b[3])


def neg(a: Interval) -> Interval:
    return Interval((-a[1]).lower(), (-a[0]).upper(), a[3], a[2])


def _times(x: arb, y: arb) -> arb:
    """Product of two ends; 0·∞ = 0, since an infinite end is only approached."""
    z = x * y
    return ZERO if z.is_nan() else z


def mul(a: Interval, b: Interval) -> Interval:
    """The extreme values of a product are products of ends. An end of the result is closed when some pair of ends
    that gives it is attained; a factor 0 that is attained gives an attained 0 whatever the other end is."""
    alo, ahi, alo_open, ahi_open = a
    blo, bhi, blo_open, bhi_open = b
    if alo > 0 and blo > 0:
        return Interval((alo * blo).lower(), (ahi * bhi).upper(), alo_open or blo_open, ahi_open or bhi_open)
    lo = hi = None
    lo_open = hi_open = True
    for x, x_open in ((alo, alo_open), (ahi, ahi_open)):
        for y, y_open in ((blo, blo_open), (bhi, bhi_open)):
            z = _times(x, y)
            is_open = x_open or y_open
            if (not x_open and bool(x == 0)) or (not y_open and bool(y == 0)):
                is_open = False
            low, high = z.lower(), z.upper()
            if lo is None or low < lo:
                lo, lo_open = low, is_open
            elif low == lo:
                lo_open = lo_open and is_open
            if hi is None or high > hi:
                hi, hi_open = high, is_open
            elif high == hi:
                hi_open = hi_open and is_open
    assert lo is not None
    assert hi is not None
    return _checked(lo, hi, lo_open, hi_open)


def inverse(a: Interval) -> Interval:
    if a.positive():
        hi = POS if a.lo == 0 else (ONE / a.lo).upper()
        lo = ZERO if not a.hi.is_finite() else (ONE / a.hi).lower()
        return Interval(lo, hi, a.hi_open, a.lo_open)
    if a.negative():
        return neg(inverse(neg(a)))
    raise Undefined("division by something that may be zero")


def _monotone(f: Callable[[arb], arb], at_minus: arb, at_plus: arb) -> Callable[[Interval], Interval]:
    """An increasing function from its values at the ends; limits at ±∞ are given and never attained."""

    def apply(a: Interval) -> Interval:
        lo = f(a.lo).lower() if a.lo.is_finite() else at_minus
        hi = f(a.hi).upper() if a.hi.is_finite() else at_plus
        return _checked(lo, hi, a.lo_open, a.hi_open)

    return apply


def int_power(a: Interval, n: int) -> Interval:
    """a**n for an integer n; even powers of an interval across 0 start at an attained 0."""
    if n < 0:
        return inverse(int_power(a, -n))
    if n == 0:
        return Interval(ONE, ONE)
    if n == 1:
        return a
    if n % 2 == 0 and not a.nonnegative():
        if a.nonpositive():
            return int_power(neg(a), n)
        low, high = -a.lo, a.hi
        top = max_end(low, a.lo_open, high, a.hi_open)
        return Interval(ZERO, (top[0] ** n).upper(), False, top[1])
    lo = (a.lo**n).lower() if a.lo.is_finite() else a.lo
    hi = (a.hi**n).upper() if a.hi.is_finite() else a.hi
    return _checked(lo, hi, a.lo_open, a.hi_open)


def max_end(x: arb, x_open: bool, y: arb, y_open: bool) -> tuple[arb, bool]:
    if x > y:
        return x, x_open
    if y > x:
        return y, y_open
    return x, x_open and y_open


def root(a: Interval, p: int, q: int) -> Interval:
    """a**(p/q) for q > 1 and a ≥ 0 (a > 0 when p < 0)."""
    if not a.nonnegative():
        raise Undefined("root of something that may be negative")
    lo = a.lo.root(q).lower() if a.lo > 0 else ZERO
    hi = POS if not a.hi.is_finite() else a.hi.root(q).upper() if a.hi > 0 else ZERO
    return int_power(_checked(lo, hi, a.lo_open, a.hi_open), p)


def exp(a: Interval) -> Interval:
    lo = a.lo.exp().lower() if a.lo.is_finite() else ZERO
    lo = lo if lo > 0 else ZERO
    hi = a.hi.exp().upper() if a.hi.is_finite() else POS
    return _checked(lo, hi, a.lo_open or bool(lo == 0), a.hi_open)


def log(a: Interval) -> Interval:
    if not a.positive():
        raise Undefined("logarithm of something that may be ≤ 0")
    lo = NEG if a.lo == 0 else a.lo.log().lower()
    hi = POS if not a.hi.is_finite() else a.hi.log().upper()
    return _checked(lo, hi, a.lo_open, a.hi_open)


def absolute(a: Interval) -> Interval:
    if a.nonnegative():
        return a
    if a.nonpositive():
        return neg(a)
    top = max_end(-a.lo, a.lo_open, a.hi, a.hi_open)
    return Interval(ZERO, top[0], False, top[1])


def cosh(a: Interval) -> Interval:
    b = absolute(a)
    return _checked(b.lo.cosh().lower(), b.hi.cosh().upper() if b.hi.is_finite() else POS, b.lo_open, b.hi_open)


def _clipped(f: Callable[[arb], arb]) -> Callable[[Interval], Interval]:
    """sin and cos: a ball's image, cut to [−1, 1]."""

    def apply(a: Interval) -> Interval:
        if not a.finite:
            return Interval(-ONE, ONE)
        value = hull(f(a.ball()))
        lo = value.lo if value.lo > -1 else -ONE
        hi = value.hi if value.hi < 1 else ONE
        return Interval(lo, hi)

    return apply


def tan(a: Interval) -> Interval:
    return hull(a.ball().tan())


def _within(a: Interval, lo: int, hi: int, strict: bool) -> None:
    inside = (a.lo > lo or (a.lo_open and a.lo >= lo)) if strict else a.lo >= lo
    below = (a.hi < hi or (a.hi_open and a.hi <= hi)) if strict else a.hi <= hi
    if not (inside and below):
        raise Undefined(f"argument not certainly between {lo} and {hi}")


def asin(a: Interval) -> Interval:
    _within(a, -1, 1, strict=False)
    return _monotone(arb.asin, NEG, POS)(a)


def acos(a: Interval) -> Interval:
    _within(a, -1, 1, strict=False)
    return _checked(a.hi.acos().lower(), a.lo.acos().upper(), a.hi_open, a.lo_open)


def atanh(a: Interval) -> Interval:
    _within(a, -1, 1, strict=True)
    lo = NEG if a.lo == -1 else a.lo.atanh().lower()
    hi = POS if a.hi == 1 else a.hi.atanh().upper()
    return _checked(lo, hi, a.lo_open, a.hi_open)


def acosh(a: Interval) -> Interval:
    if a.lo >= 1:
        return _monotone(arb.acosh, NEG, POS)(a)
    raise Undefined("acosh of something that may be < 1")


def atan(a: Interval) -> Interval:
    half = arb.pi() / 2
    return _monotone(arb.atan, (-half).lower(), half.upper())(a)


def _bounded(f: Callable[[arb], arb]) -> Callable[[Interval], Interval]:
    """erf and tanh: increasing, strictly between −1 and 1."""

    def apply(a: Interval) -> Interval:
        b = _monotone(f, -ONE, ONE)(a)
        lo, lo_open = (b.lo, b.lo_open) if b.lo > -1 else (-ONE, True)
        hi, hi_open = (b.hi, b.hi_open) if b.hi < 1 else (ONE, True)
        return Interval(lo, hi, lo_open, hi_open)

    return apply


def lambertw(a: Interval) -> Interval:
    """Principal branch, increasing on [−1/e, ∞)."""
    if a.lo > (-((-ONE).exp())).upper():
        return _monotone(arb.lambertw, NEG, POS)(a)
    raise Undefined("LambertW of something that may be < −1/e")


def gamma(a: Interval) -> Interval:
    """Γ on the positive axis: convex, with minimum above 22/25."""
    if not a.positive():
        raise Undefined("gamma of something that may be ≤ 0")
    floor = arb(fmpq(22, 25)).lower()
    if a.finite and a.lo > 0:
        value = hull(a.ball().gamma())
        return Interval(value.lo if value.lo > floor else floor, value.hi)
    return Interval(floor, POS, False, True)


_FUNCTIONS: dict[str, Callable[[Interval], Interval]] = {
    "exp": exp,
    "log": log,
    "sin": _clipped(arb.sin),
    "cos": _clipped(arb.cos),
    "tan": tan,
    "asin": asin,
    "acos": acos,
    "atan": atan,
    "sinh": _monotone(arb.sinh, NEG, POS),
    "cosh": cosh,
    "tanh": _bounded(arb.tanh),
    "asinh": _monotone(arb.asinh, NEG, POS),
    "acosh": acosh,
    "atanh": atanh,
    "erf": _bounded(arb.erf),
    "lambertw": lambertw,
    "gamma": gamma,
    "abs": absolute,
}


def apply_function(name: str) -> Callable[[Interval], Interval]:
    """The interval extension of a named function."""
    return _FUNCTIONS[name]


def minimum(a: Interval, b: Interval) -> Interval:
    return neg(maximum(neg(a), neg(b)))


def maximum(a: Interval, b: Interval) -> Interval:
    hi, hi_open = max_end(a.hi, a.hi_open, b.hi, b.hi_open)
    if a.lo > b.lo:
        lo, lo_open = a.lo, a.lo_open
    elif b.lo > a.lo:
        lo, lo_open = b.lo, b.lo_open
    else:
        lo, lo_open = a.lo, a.lo_open or b.lo_open
    return Interval(lo, hi, lo_open, hi_open)


def real_power(base: Interval, exponent: Interval) -> Interval:
    """base**exponent for a positive base, as exp(exponent·log base)."""
    return exp(mul(exponent, log(base)))
