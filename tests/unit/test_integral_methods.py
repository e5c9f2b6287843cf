"""Fronts of the kernel's rules on integrals: right uses pass, wrong ones are rejected."""

import pytest
from sympy import Integral, Interval, exp, oo, symbols

from checks.kernel import Rejected
from checks.methods import Proof
from checks.methods.integrals import antiderivative, comparison, improper, tail
from checks.paper import le

x, s = symbols("x s", real=True)
HALF_LINE = Interval(0, oo)


def proof():
    return Proof({x: HALF_LINE})


def test_antiderivative_gives_the_value():
    p = proof()
    line = antiderivative(p, Integral(exp(s), (s, 0, x)), exp(s))
    assert str(line) == "∫[s from 0 to x] exp(s) = exp(x) − exp(0)" or "exp(x)" in str(line)
    p.established(line)


def test_a_wrong_antiderivative_is_rejected():
    with pytest.raises(Rejected, match="another function"):
        antiderivative(proof(), Integral(exp(s), (s, 0, x)), exp(2 * s))


def test_limits_in_the_wrong_order_are_rejected():
    with pytest.raises(Rejected, match="not known"):
        antiderivative(proof(), Integral(exp(s), (s, x, 0)), exp(s))


def test_comparison_needs_the_inequality_between_the_limits_only():
    p = proof()
    goal = le(Integral(0 * s + 1, (s, 0, x)), Integral(1 + s, (s, 0, x)))
    p.established(comparison(p, goal, lambda q: q.linear(q.goal, le(0, s))))


def test_comparison_the_wrong_way_is_not_found():
    p = proof()
    goal = le(Integral(1 + s, (s, 0, x)), Integral(1 + 0 * s, (s, 0, x)))
    with pytest.raises(Rejected):
        comparison(p, goal, lambda q: q.linear(q.goal, le(0, s)))


def value(bound):
    p = Proof({})
    whole = Integral(exp(-s), (s, 1, oo))
    above = lambda q: q.linear(q.goal, (le(0, 1), (bound - 1) * exp(-s)))  # noqa: E731
    below = lambda q: q.linear(q.goal, (le(0, 1), (bound + 1) * exp(-s)))  # noqa: E731
    line = tail(p, whole, bound=bound, rate=1, start=60, above=above, below=below)
    return improper("tail_of_exp", p, line, symbol="e^{-1}", meaning="∫ over [1, ∞)")[0]


def test_an_improper_integral_is_enclosed():
    from fractions import Fraction
    from math import exp as float_exp
    from math import isclose

    number = value(2)
    assert Fraction(number.lower) < Fraction(number.upper)
    assert isclose(float(number.lower), float_exp(-1), rel_tol=1e-12)


def test_a_bound_that_does_not_hold_is_rejected():
    from sympy import Rational

    with pytest.raises(Rejected):
        value(Rational(1, 2))
