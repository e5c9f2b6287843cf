"""Intervals with exact dyadic or infinite ends, each open or closed, rounded outward.

An open end is not attained; that keeps exp(x) > 0 on all of ℝ. Every operation returns an interval that contains all
values of the operation on points of its operands, and raises Undefined when it is not defined on all of them. `exact`
tells that no rounding took place on the way. Ends (rather than balls) are used because a ball around a wide box
overshoots its ends.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from flint import arb, fmpq

NEG, POS, ZERO, ONE = arb.neg_inf(), arb.pos_inf(), arb(0), arb(1)


class Undefined(Exception):
    """The expression is not certainly defined on the whole box, or its evaluation gave no finite bound."""


class Interval(NamedTuple):
    """{x : lo ≤ x ≤ hi}, without the ends that are open. lo < +∞, hi > −∞, lo ≤ hi."""

    lo: arb
    hi: arb
    lo_open: bool = False
    hi_open: bool = False
    exact: bool = True

    @property
    def finite(self) -> bool:
        """Whether both ends are numbers."""
        return bool(self.lo.is_finite()) and bool(self.hi.is_finite())

    def positive(self) -> bool:
        """Certainly > 0."""
        return bool(self.lo > 0 or (self.lo_open and self.lo >= 0))

    def negative(self) -> bool:
        """Certainly < 0."""
        return bool(self.hi < 0 or (self.hi_open and self.hi <= 0))

    def nonnegative(self) -> bool:
        """Certainly ≥ 0."""
        return bool(self.lo >= 0)

    def nonpositive(self) -> bool:
        """Certainly ≤ 0."""
        return bool(self.hi <= 0)

    def ball(self) -> arb:
        """A ball that contains the interval."""
        return self.lo.union(self.hi)


def between(lo: arb, hi: arb, lo_open: bool, hi_open: bool, exact: bool) -> Interval:
    """The interval from a ball for its lower end to a ball for its upper end."""
    if lo.is_nan() or hi.is_nan():
        raise Undefined("not a number")
    return Interval(lo.lower(), hi.upper(), lo_open, hi_open, exact and lo.is_exact() and hi.is_exact())


def from_ends(lo: Fraction | None, hi: Fraction | None, lo_open: bool, hi_open: bool) -> Interval:
    """The interval between two rational numbers (None is infinite), which must contain a point."""
    if lo is not None and hi is not None and (lo > hi or (lo == hi and (lo_open or hi_open))):
        raise Undefined("an empty range")
    low = NEG if lo is None else arb(fmpq(lo.numerator, lo.denominator))
    high = POS if hi is None else arb(fmpq(hi.numerator, hi.denominator))
    return between(low, high, lo_open or lo is None, hi_open or hi is None, True)


def hull(ball: arb) -> Interval:
    """The interval of a finite ball."""
    if not ball.is_finite():
        raise Undefined("no finite enclosure")
    return between(ball, ball, False, False, True)


def decide(op: str, d: Interval) -> bool | None:
    """Whether 0 op d for all of its values (True), for none (False), or cannot tell (None)."""
    if op == "<":
        return True if d.positive() else False if d.nonpositive() else None
    if op == "<=":
        return True if d.nonnegative() else False if d.negative() else None
    apart = d.positive() or d.negative()
    same = bool(d.lo == 0) and bool(d.hi == 0)
    known = True if same else False if apart else None
    return known if op == "=" else None if known is None else not known


def add(a: Interval, b: Interval) -> Interval:
    """a + b."""
    return between(a.lo + b.lo, a.hi + b.hi, a.lo_open or b.lo_open, a.hi_open or b.hi_open, a.exact and b.exact)


def neg(a: Interval) -> Interval:
    """−a."""
    return Interval((-a.hi).lower(), (-a.lo).upper(), a.hi_open, a.lo_open, a.exact)


def mul(a: Interval, b: Interval) -> Interval:
    """The extreme values of a product are products of ends (0·∞ = 0, since an infinite end is only approached). An end
    of the result is closed when some pair of ends that gives it is attained; a factor 0 that is attained gives an
    attained 0 whatever the other end is."""
    exact = a.exact and b.exact
    if a.lo > 0 and b.lo > 0:
        return between(a.lo * b.lo, a.hi * b.hi, a.lo_open or b.lo_open, a.hi_open or b.hi_open, exact)
    low, high = [], []
    for x, x_open in ((a.lo, a.lo_open), (a.hi, a.hi_open)):
        for y, y_open in ((b.lo, b.lo_open), (b.hi, b.hi_open)):
            z = ZERO if (x * y).is_nan() else x * y
            attained = not (x_open or y_open) or (not x_open and bool(x == 0)) or (not y_open and bool(y == 0))
            exact = exact and bool(z.is_exact())
            low.append((z.lower(), not attained))
            high.append((z.upper(), attained))
    (lo, lo_open), (hi, hi_closed) = min(low), max(high)
    return Interval(lo, hi, lo_open, not hi_closed, exact)


def inverse(a: Interval) -> Interval:
    """1/a."""
    if a.negative():
        return neg(inverse(neg(a)))
    if not a.positive():
        raise Undefined("division by something that may be zero")
    hi = POS if a.lo == 0 else ONE / a.lo
    lo = ONE / a.hi if a.hi.is_finite() else ZERO
    return between(lo, hi, a.hi_open, a.lo_open, a.exact)


def power(a: Interval, n: int) -> Interval:
    """aⁿ for a whole number n; even powers of an interval across 0 begin at an attained 0."""
    if n < 0:
        return inverse(power(a, -n))
    if n == 0:
        return Interval(ONE, ONE, exact=a.exact)
    if n % 2 == 0 and not a.nonnegative():
        a = absolute(a)
    lo, hi = (end**n if end.is_finite() else end for end in (a.lo, a.hi))
    return between(lo, hi, a.lo_open, a.hi_open, a.exact)


def root(a: Interval, q: int) -> Interval:
    """The q-th root."""
    if not a.nonnegative():
        raise Undefined("root of something that may be negative")
    lo = a.lo.root(q) if a.lo > 0 else ZERO
    hi = POS if not a.hi.is_finite() else a.hi.root(q) if a.hi > 0 else ZERO
    return between(lo, hi, a.lo_open, a.hi_open, a.exact)


def monotone(f: Callable[[arb], arb], at_minus: arb = NEG, at_plus: arb = POS) -> Callable[[Interval], Interval]:
    """An increasing function from its values at the ends; limits at ±∞ are given and never attained."""

    def apply(a: Interval) -> Interval:
        lo = f(a.lo) if a.lo.is_finite() else at_minus
        hi = f(a.hi) if a.hi.is_finite() else at_plus
        return between(lo, hi, a.lo_open, a.hi_open, False)

    return apply


def exp(a: Interval) -> Interval:
    """eᵃ, which is > 0 however small."""
    b = monotone(arb.exp, ZERO)(a)
    return b if b.lo > 0 else b._replace(lo=ZERO, lo_open=True)


def log(a: Interval) -> Interval:
    """The natural logarithm."""
    if not a.positive():
        raise Undefined("logarithm of something that may be ≤ 0")
    lo = NEG if a.lo == 0 else a.lo.log()
    return between(lo, a.hi.log() if a.hi.is_finite() else POS, a.lo_open, a.hi_open, False)


def absolute(a: Interval) -> Interval:
    """|a|."""
    if a.nonnegative():
        return a
    if a.nonpositive():
        return neg(a)
    hi, hi_closed = max(((-a.lo).upper(), not a.lo_open), (a.hi, not a.hi_open))
    return Interval(ZERO, hi, False, not hi_closed, a.exact)
