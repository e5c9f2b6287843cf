r"""Divergences, moment generating functions, the slope of the sigmoid."""

from sympy import Interval, Rational, exp, log

from checks.methods import decide
from checks.outcome import Verdict
from checks.paper import le
from checks.vocabulary import kl, sigmoid

from .notation import known, p, q, s, x

# Pinsker's inequality for two outcomes
PINSKER = known("pinsker", concludes=[le(2 * (p - q) ** 2, kl(p, q))])


@PINSKER.conclusion("for all p and q")
def pinsker(claim):
    return decide(claim, seconds=60)


@PINSKER.sharpness("with the constant 3", claims=[le(3 * (p - q) ** 2, kl(p, q))], expect=Verdict.REFUTED)
def constant(claim):
    return decide(claim)


# Hoeffding's lemma for two values
HOEFFDING = known("hoeffding", over={p: Interval(0, 1)}, concludes=[le(log(1 - p + p * exp(s)), p * s + s**2 / 8)])


@HOEFFDING.conclusion("for all s and p")
def hoeffding(claim):
    return decide(claim)


@HOEFFDING.sharpness("with 9", claims=[le(log(1 - p + p * exp(s)), p * s + s**2 / 9)], expect=Verdict.REFUTED)
def ninth(claim):
    return decide(claim)


# The slope of the sigmoid
SLOPE = known("slope", concludes=[le(sigmoid(x) * (1 - sigmoid(x)), Rational(1, 4))])


@SLOPE.conclusion("for all x")
def slope(claim):
    return decide(claim)


@SLOPE.sharpness("with a fifth", claims=[le(sigmoid(x) * (1 - sigmoid(x)), Rational(1, 5))], expect=Verdict.REFUTED)
def fifth(claim):
    return decide(claim)
