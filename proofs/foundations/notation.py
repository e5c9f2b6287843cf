"""Symbols and the functions of the logistic model: φ, its derivative, the primitive of 1/φ, the softplus."""

from sympy import Expr, Rational, exp, log

from checks.paper import real

x, y, v, w, d, s, p = real("x y v w d s p")
a, c, f = real("a c f")


def phi(z: Expr) -> Expr:
    """The logistic function φ(z) = 1/(1 + e^(−2z))."""
    return 1 / (1 + exp(-2 * z))


def phi_slope(z: Expr) -> Expr:
    """φ′(z) = 2φ(z)(1 − φ(z))."""
    return 2 * phi(z) * (1 - phi(z))


def primitive(z: Expr) -> Expr:
    """G(z) = z − e^(−2z)/2, the primitive of 1/φ."""
    return z - exp(-2 * z) / 2


def softplus(z: Expr) -> Expr:
    """r(z) = log(1 + e^(−2z)) = −log φ(z)."""
    return log(1 + exp(-2 * z))


HALF = Rational(1, 2)
