r"""Symbols, and the closed forms that the statements speak of.

x = μ_y + σz with z ~ N(0, I_d), orthogonal means of length s, n_c examples of class c, N in all.
ν_c = n_c/(σ²d + s²n_c), κ = √(1 − N/d), θ = κs²/σ; Φ is the normal distribution function.
"""

from collections.abc import Callable
from typing import Any

from sympy import Expr, erf, evaluate, sqrt

from checks.paper import real

d, s, sigma, kappa, theta, k = real("d s sigma kappa theta k")
n, n_m, n_M = real("n n_m n_M")  # noqa: N816
nu_y, nu_c, nu_m, nu_M = real("nu_y nu_c nu_m nu_M")  # noqa: N816
delta_y, delta_c, beta, b_y, b_c = real("delta_y delta_c beta b_y b_c")
gamma_y, gamma_c = real("gamma_y gamma_c")
m = real("m")


def as_written(build: Callable[[], Any]) -> Any:
    """What `build` returns, every product, quotient and erf(−x) as it stands: SymPy would do these steps silently."""
    with evaluate(False):
        return build()


def normal(x: Expr) -> Expr:
    """Φ(x) = (1 + erf(x/√2))/2."""
    return (1 + erf(x / sqrt(2))) / 2


def nu(count: Any, dimension: Any = d, length: Any = s, noise: Any = sigma) -> Expr:
    """ν = n/(σ²d + s²n): how much of its own mean a class's vector holds."""
    return count / (noise**2 * dimension + length**2 * count)


def error(f: Expr) -> Expr:
    """Φ(−f) = (1 − erf(f/√2))/2: the probability of an error whose exponent is f."""
    return (1 - erf(f / sqrt(2))) / 2


def margin_exponents(
    nu_y: Any = nu_y,
    nu_c: Any = nu_c,
    delta_y: Any = delta_y,
    delta_c: Any = delta_c,
    beta: Any = 0,
    theta: Any = theta,
) -> tuple[Expr, Expr]:
    """The two exponents f of a pair of classes, whose pair errors are Φ(−f): margins δ, offset β = κ(b_y − b_c)/σ."""
    spread = sqrt(delta_y**2 * nu_y + delta_c**2 * nu_c)
    return (theta * delta_y * nu_y + beta) / spread, (theta * delta_c * nu_c - beta) / spread


def offset_exponents(beta: Any = beta, nu_y: Any = nu_y, nu_c: Any = nu_c, theta: Any = theta) -> tuple[Expr, Expr]:
    """The same for equal margins: logit adjustment."""
    spread = sqrt(nu_y + nu_c)
    return (theta * nu_y + beta) / spread, (theta * nu_c - beta) / spread
