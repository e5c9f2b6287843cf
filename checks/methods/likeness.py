"""Which of many terms may be equal: their values at a few made-up points tell most of them apart at once.

Floats are good enough here, because nothing rests on them: two terms that look alike are compared by normal form, and
terms that cannot be evaluated look like anything.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from fractions import Fraction
from functools import reduce

from checks.kernel.contexts import Context, Domain
from checks.kernel.extensions.vectors import factors_and_vectors
from checks.kernel.functions import MINUS_ONE, ONE
from checks.kernel.normal import vanishes
from checks.kernel.terms import BINDERS, Rejected, Term

__all__ = ["Likeness", "equal"]

LARGEST_FACTOR = 1000

_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": math.exp,
    "log": math.log,
    "erf": math.erf,
    "abs": abs,
    **{
        name: getattr(math, name)
        for name in ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh")
    },
}


def equal(a: Term, b: Term) -> bool:
    """Whether two terms have one normal form."""
    try:
        return a == b or vanishes((ONE, a), (MINUS_ONE, b))
    except Rejected:
        return False


class Likeness:
    """Values of terms at points in the domains of a context, kept."""

    def __init__(self, context: Context, points: int = 4) -> None:
        self._domains = context.domains
        self._known: list[dict[Term, float | None]] = [{} for _ in range(points)]

    def values(self, t: Term) -> tuple[float | None, ...]:
        """The term's values at the points; None where there is none."""
        return tuple(self._value(t, i) for i in range(len(self._known)))

    def alike(self, a: Term, b: Term) -> bool:
        """Whether the two terms may be equal."""
        for x, y in zip(self.values(a), self.values(b), strict=True):
            if x is not None and y is not None and abs(x - y) > 1e-6 * max(abs(x), abs(y)) + 1e-12:
                return False
        return True

    def ratio(self, a: Term, b: Term) -> Fraction | None:
        """A small rational number r with which a may be r·b; None if there is none."""
        quotients = []
        for x, y in zip(self.values(a), self.values(b), strict=True):
            if x is None or y is None:
                continue
            if y == 0 or x == 0:
                return None
            quotients.append(x / y)
        if not quotients:
            return Fraction(1)
        r = Fraction(quotients[0]).limit_denominator(LARGEST_FACTOR)
        close = r != 0 and all(abs(q - r) <= 1e-6 * abs(q) for q in quotients)
        return r if close and abs(r.numerator) <= LARGEST_FACTOR else None

    def pair(self, a: Term, b: Term, c: Term) -> tuple[Fraction, Fraction] | None:
        """Small rational numbers r, s > 0 with which a may be r·b + s·c; None if there are none."""
        values = zip(self.values(a), self.values(b), self.values(c), strict=True)
        rows = [(x, y, z) for x, y, z in values if x is not None and y is not None and z is not None]
        if len(rows) < 3:
            return None
        (a0, b0, c0), (a1, b1, c1) = rows[:2]
        det = b0 * c1 - b1 * c0
        if abs(det) <= 1e-9 * (abs(b0 * c1) + abs(b1 * c0)):
            return None
        r, s = (a0 * c1 - a1 * c0) / det, (b0 * a1 - b1 * a0) / det
        if not (0 < r < LARGEST_FACTOR and 0 < s < LARGEST_FACTOR):
            return None
        exact = Fraction(r).limit_denominator(LARGEST_FACTOR), Fraction(s).limit_denominator(LARGEST_FACTOR)
        for x, y, z in rows:
            made = float(exact[0]) * y + float(exact[1]) * z
            if abs(x - made) > 1e-6 * max(abs(x), abs(made)):
                return None
        return exact

    def _value(self, t: Term, i: int) -> float | None:
        known = self._known[i]
        if t not in known:
            try:
                value = self._evaluated(t, i)
                known[t] = value if value is not None and math.isfinite(value) else None
            except (ValueError, ZeroDivisionError, OverflowError, TypeError):
                known[t] = None
        return known[t]

    def _evaluated(self, t: Term, i: int) -> float | None:
        if t.op in ("v", "app"):
            domain = self._domains.get(t.args[0], Domain()) if t.op == "v" else Domain()
            return _inside(domain, random.Random(f"{t} {i}").uniform(0.2, 0.8))
        if t.op == "q":
            return float(t.args[0])
        if t.op == "pi":
            return math.pi
        if t.op in BINDERS or t.op == "fun":
            return None
        if t.op == "inner":
            left, right = (self._coordinates(v, i) for v in t.args)
            return math.fsum(a * b for a, b in zip(left, right, strict=True))
        args = [self._value(a, i) for a in t.children]
        if None in args:
            return None
        numbers = [a for a in args if a is not None]
        match t.op:
            case "+":
                return math.fsum(numbers)
            case "*":
                return math.prod(numbers)
            case "^":
                return numbers[0] ** int(t.args[1])
            case "root":
                return math.pow(numbers[0], 1 / t.args[1])
            case "**":
                return math.pow(*numbers)
            case "min" | "max":
                return float(reduce(min if t.op == "min" else max, numbers))
        return _FUNCTIONS[t.op](numbers[0]) if t.op in _FUNCTIONS else None

    def _coordinates(self, v: Term, i: int) -> list[float]:
        """A combination of made-up vectors with four coordinates."""
        total = [0.0] * 4
        for factors, vector in factors_and_vectors(v):
            scale = math.prod(self._value(a, i) or math.nan for a in factors)
            total = [x + scale * random.Random(f"{vector} {i} {k}").uniform(-1, 1) for k, x in enumerate(total)]
        return total


def _inside(domain: Domain, u: float) -> float:
    if domain.lo is not None and domain.hi is not None:
        return float(domain.lo) + u * float(domain.hi - domain.lo)
    if domain.lo is not None:
        return float(domain.lo) + 2 * u
    return float(domain.hi) - 2 * u if domain.hi is not None else 2 * u
