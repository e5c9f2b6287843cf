"""Trigonometric and hyperbolic functions, Lambert's W (principal branch, on [−1/e, ∞)), and Γ on the positive axis.

Increasing functions are enclosed by their values at the ends of an interval; sin, cos and tan by Arb's image of a ball.
"""

from __future__ import annotations

from collections.abc import Callable

from flint import arb, fmpq

from checks.kernel import intervals as iv
from checks.kernel.functions import FUNCTIONS, MINUS_ONE, ONE, SPECIAL, ZERO, Evaluation, Function, Special, difference
from checks.kernel.intervals import NEG, POS, Interval, Undefined, between, hull, monotone
from checks.kernel.intervals import ONE as UNIT
from checks.kernel.step import Step
from checks.kernel.terms import Term, literal

__all__ = ["HEADS", "RULES"]

RULES: dict[tuple[str, str], Callable[[Step], None]] = {}


def _f(name: str, u: Term) -> Term:
    return Term(name, (u,))


def _sum(*parts: Term) -> Term:
    return Term("+", parts)


def _product(*parts: Term) -> Term:
    return Term("*", parts)


def _square(u: Term) -> Term:
    return Term("^", (u, 2))


def _inverse(u: Term) -> Term:
    return Term("^", (u, -1))


def _minus(u: Term) -> Term:
    return _product(MINUS_ONE, u)


def _one_over_root(u: Term) -> Term:
    return _inverse(Term("root", (u, 2)))


def clipped(a: Interval, lo: arb, hi: arb, strict: bool) -> Interval:
    """An enclosure cut to bounds that are known beforehand; strict: these are never attained."""
    low = (a.lo, a.lo_open) if a.lo > lo else (lo, strict or a.lo_open)
    high = (a.hi, a.hi_open) if a.hi < hi else (hi, strict or a.hi_open)
    return Interval(low[0], high[0], low[1], high[1], a.exact)


def _erf(a: Interval) -> Interval:
    """The error function, strictly between −1 and 1."""
    return clipped(monotone(arb.erf, -UNIT, UNIT)(a), -UNIT, UNIT, True)


def _bell(u: Term) -> Term:
    """2/√π · exp(−u²)."""
    below = Term("^", (Term("root", (Term("pi", ()), 2)), -1))
    return Term("*", (literal(2), below, Term("exp", (Term("*", (MINUS_ONE, Term("^", (u, 2)))),))))


def _wave(f: Callable[[arb], arb]) -> Callable[[Interval], Interval]:
    """sin and cos: a ball's image, cut to [−1, 1], which they attain."""

    def apply(a: Interval) -> Interval:
        if not a.finite:
            return Interval(-UNIT, UNIT, exact=False)
        return clipped(hull(f(a.ball())), -UNIT, UNIT, False)._replace(exact=False)

    return apply


def _tan(a: Interval) -> Interval:
    return hull(a.ball().tan())._replace(exact=False)


def _within(a: Interval, strict: bool) -> None:
    """Undefined unless a lies in [−1, 1], or strict: in (−1, 1)."""
    above = a.lo > -1 or (a.lo >= -1 and (a.lo_open or not strict))
    below = a.hi < 1 or (a.hi <= 1 and (a.hi_open or not strict))
    if not (above and below):
        raise Undefined("argument not certainly between −1 and 1")


def _asin(a: Interval) -> Interval:
    _within(a, strict=False)
    return monotone(arb.asin)(a)


def _acos(a: Interval) -> Interval:
    _within(a, strict=False)
    return between(a.hi.acos(), a.lo.acos(), a.hi_open, a.lo_open, False)


def _atanh(a: Interval) -> Interval:
    _within(a, strict=True)
    lo = NEG if a.lo == -1 else a.lo.atanh()
    return between(lo, POS if a.hi == 1 else a.hi.atanh(), a.lo_open, a.hi_open, False)


def _acosh(a: Interval) -> Interval:
    inside = a.lo >= 1
    if not inside:
        raise Undefined("acosh of something that may be < 1")
    return monotone(arb.acosh)(a)


def _atan(a: Interval) -> Interval:
    half = arb.pi() / 2
    return monotone(arb.atan, (-half).lower(), half.upper())(a)


def _cosh(a: Interval) -> Interval:
    return monotone(arb.cosh)(iv.absolute(a))


def _tanh(a: Interval) -> Interval:
    return clipped(monotone(arb.tanh, -UNIT, UNIT)(a), -UNIT, UNIT, True)


def _lambertw(a: Interval) -> Interval:
    inside = a.lo > -((-UNIT).exp())
    if not inside:
        raise Undefined("W of something that may be < −1/e")
    return monotone(arb.lambertw)(a)


def _gamma(a: Interval) -> Interval:
    """Γ is convex on the positive axis, with its minimum above 22/25."""
    if not a.positive():
        raise Undefined("Γ of something that may be ≤ 0")
    floor = arb(fmpq(22, 25)).lower()
    inside = a.finite and a.lo > 0
    if not inside:
        return Interval(floor, POS, False, True, False)
    return clipped(hull(a.ball().gamma()), floor, POS, False)._replace(exact=False)


def _slope_of_w(u: Term) -> Term:
    """W′ = 1/(e^W (1 + W)), also at 0."""
    w = _f("lambertw", u)
    return _inverse(_product(_f("exp", w), _sum(ONE, w)))


def _half(u: Term, sign: Term) -> Term:
    return _product(_inverse(literal(2)), _sum(_f("exp", u), _product(sign, _f("exp", _minus(u)))))


def _lt(a: Term, b: Term) -> Term:
    return Term("<", (a, b))


def _le(a: Term, b: Term) -> Term:
    return Term("<=", (a, b))


def maximum(a: Interval, b: Interval) -> Interval:
    """The greater of two: its lower end is attained if both lower ends that give it are, its upper end if one is."""
    lo, lo_open = (a.lo, a.lo_open) if a.lo > b.lo else (b.lo, b.lo_open)
    if a.lo == b.lo:
        lo_open = a.lo_open or b.lo_open
    hi, hi_closed = max((a.hi, not a.hi_open), (b.hi, not b.hi_open))
    return Interval(lo, hi, lo_open, not hi_closed, a.exact and b.exact)


def minimum(a: Interval, b: Interval) -> Interval:
    """The lesser of two."""
    return iv.neg(maximum(iv.neg(a), iv.neg(b)))


def _joined(join: Callable[[Interval, Interval], Interval]) -> Special:
    """min or max of several terms, defined where all of them are; the language has no derivative of it."""

    def evaluate(t: Term, at: Evaluation) -> Interval:
        first, *rest = [at.term(a) for a in t.children]
        for other in rest:
            first = join(first, other)
        return first

    return Special(evaluate, None, total=True)


_BRANCH_POINT = _minus(_f("exp", MINUS_ONE))
_TABLE = {
    "erf": Function(_erf, _bell),
    "sin": Function(_wave(arb.sin), lambda u: _f("cos", u), square=lambda u: difference(ONE, _square(_f("cos", u)))),
    "cos": Function(_wave(arb.cos), lambda u: _minus(_f("sin", u))),
    "tan": Function(
        _tan,
        lambda u: _sum(ONE, _square(_f("tan", u))),
        lambda u: (Term("!=", (_f("cos", u), ZERO)),),
        form=lambda u: _product(_f("sin", u), _inverse(_f("cos", u))),
    ),
    "asin": Function(
        _asin,
        lambda u: _one_over_root(difference(ONE, _square(u))),
        lambda u: (_le(MINUS_ONE, u), _le(u, ONE)),
    ),
    "acos": Function(
        _acos,
        lambda u: _minus(_one_over_root(difference(ONE, _square(u)))),
        lambda u: (_le(MINUS_ONE, u), _le(u, ONE)),
    ),
    "atan": Function(_atan, lambda u: _inverse(_sum(ONE, _square(u)))),
    "sinh": Function(monotone(arb.sinh), lambda u: _f("cosh", u), form=lambda u: _half(u, MINUS_ONE)),
    "cosh": Function(_cosh, lambda u: _f("sinh", u), form=lambda u: _half(u, ONE)),
    "tanh": Function(
        _tanh,
        lambda u: difference(ONE, _square(_f("tanh", u))),
        form=lambda u: difference(ONE, _product(literal(2), _inverse(_sum(_f("exp", _product(literal(2), u)), ONE)))),
    ),
    "asinh": Function(monotone(arb.asinh), lambda u: _one_over_root(_sum(ONE, _square(u)))),
    "acosh": Function(_acosh, lambda u: _one_over_root(difference(_square(u), ONE)), lambda u: (_le(ONE, u),)),
    "atanh": Function(
        _atanh, lambda u: _inverse(difference(ONE, _square(u))), lambda u: (_lt(MINUS_ONE, u), _lt(u, ONE))
    ),
    "lambertw": Function(_lambertw, _slope_of_w, lambda u: (_le(_BRANCH_POINT, u),)),
    "gamma": Function(_gamma, conditions=lambda u: (_lt(ZERO, u),)),
}
FUNCTIONS |= _TABLE
SPECIAL |= {"min": _joined(minimum), "max": _joined(maximum)}
HEADS = frozenset({*_TABLE, "min", "max"})
