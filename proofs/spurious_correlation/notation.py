"""Symbols of the paper and the functions that its formulas are made of.

Times are step counts t; x stands for a value of the gap θ₁ − θ₂, always below 0, and u = −x. The paper's C is
ln(β/α)/ε. `pull` is D(u) = ln(1 + e^(−2αu)) − ln(1 + e^(−2βu)), so that a step of (14) is x ↦ x − aD(u)/(2u) with
a = 2εh/ln(β/α).
"""

from typing import Any

from sympy import Expr, Integral, Mul, exp, log

from checks.notions import flow
from checks.paper import eq, lt, natural, real, sequence

alpha, beta, epsilon, h, eta = real("alpha beta epsilon h eta")
x0, x, y, z, r, s = real("x_0 x y z r s")
u, u0, d, a = real("u u_0 d a")  # u = −x, d = β − α, a = 2εh/ln(β/α)
tau = real("tau")  # continuous time
delta, bound = real("delta B")  # in limits: how close, and above what
kappa, threshold = real("kappa T_delta")  # what a sentence says to exist: a constant, and a step for every δ
T = real("T")
t = natural("t")
gap = sequence("x")  # θ₁ᵗ − θ₂ᵗ
total = sequence("y")  # θ₁ᵗ + θ₂ᵗ
v, w = real("v w")  # bound in (19) and (20)

ORDER = lt(alpha, beta)
SPREAD = log(beta / alpha)


def phi(value: Expr) -> Expr:
    """φ(x) = 1/(1 + e^(−2x)), Eq. (18)."""
    return 1 / (1 + exp(-2 * value))


def softplus(rate: Expr, value: Expr) -> Expr:
    """ln(1 + e^(2·rate·x))."""
    return log(1 + exp(2 * rate * value))


def psi(value: Expr, share: Expr = epsilon) -> Expr:
    """Ψ, Eq. (15)."""
    return share / (SPREAD * value) * softplus(alpha, value)


def xi(value: Expr, share: Expr = epsilon) -> Expr:
    """ξ, Eq. (16)."""
    return -share / (SPREAD * value) * softplus(beta, value)


def drift(value: Expr, share: Expr = epsilon) -> Expr:
    """Ψ + ξ."""
    return psi(value, share) + xi(value, share)


def pull(size: Expr, low: Expr = alpha, high: Expr = beta) -> Expr:
    """D(u) = ln(1 + e^(−2αu)) − ln(1 + e^(−2βu)), so that (Ψ + ξ)(−u) = −(ε/ln(β/α))·D(u)/u."""
    return softplus(low, -size) - softplus(high, -size)


def misfit(value: Expr) -> Expr:
    """I(x), Eq. (23): the integral of φ(xz)/z over [α, β], written with α + z for z and so from 0 to β − α."""
    return Integral(1 / ((alpha + z) * (1 + exp(-2 * value * (alpha + z)))), (z, 0, beta - alpha))


def error(value: Expr) -> Expr:
    """E[1 − p_y] = I(x)/ln(β/α) on a group whose gap is x."""
    return misfit(value) / SPREAD


def moment(value: Expr) -> Expr:
    """E[(1 − p_y)|r|] on a group whose gap is x: the integral of φ(xz) over [α, β], over ln(β/α)."""
    return Integral(phi(value * (alpha + z)), (z, 0, beta - alpha)) / SPREAD


def descent(values: Any, start: Expr, share: Expr = epsilon) -> list[Any]:
    """Gradient descent (1) in the gap of a group of this share: x₊ = x − 2·share·h·E[(1 − p_y)|r|], for every real x.

    For x < 0 this is Eq. (14); that is Proposition 2.2. (The factors are kept in one order for every share, so that
    what is known for ε can be used for 1 − ε.)
    """
    body, spread = (moment(values(t)) * SPREAD), 1 / SPREAD
    fall = Mul(-2, share, h, spread, body, evaluate=False)
    return [eq(values(t + 1), values(t) + fall), eq(values(0), start)]


def flow_v(time: Expr, start: Expr = x0) -> Expr:
    """v(z), the solution of (19), at a time z."""
    return flow(psi(v), v, start=start, time=time)


def flow_w(time: Expr, start: Expr = x0) -> Expr:
    """w(z), the solution of (20), at a time z."""
    return flow(drift(w), w, start=start, time=time)


STEP = 2 * epsilon * h / SPREAD  # a
RECURSION = descent(gap, x0)

# constants of the two potentials (see `potentials`), with d = β − α and a = 2εh/ln(β/α)
MARGIN = (1 + 1 / (2 * alpha)) / (2 * d)
SLACK = 1 / (2 * alpha) + a * (1 + 2 * alpha) * exp(-2 * alpha) / 2


def in_paper(expression: Expr) -> Expr:
    """The same with d and a written in the paper's symbols."""
    return expression.subs({d: beta - alpha, a: STEP})
