"""Radii at the reader's own δ, M, τ_g, τ_h: `referee constants majority_minority --set delta=1/2 --set tau_g=1/100`."""

from fractions import Fraction

from sympy import Rational, sqrt

from checks.methods import quantity
from checks.outcome import Quantity


def at(
    delta: Fraction = Fraction(1),
    lipschitz: Fraction = Fraction(1),
    tau_g: Fraction = Fraction(1, 64),
    tau_h: Fraction = Fraction(1, 64),
) -> list[Quantity]:
    """The printed radii 4τ/δ and 2τ/δ with τ = max(τ_g, τ_h), the sharp one, the radius for Morse at one point (where
    2Mτ_g ≤ δ²) and the separation of critical points (where τ_h < δ)."""
    d, m, g, h = (Rational(q.numerator, q.denominator) for q in (delta, lipschitz, tau_g, tau_h))
    if d <= 0 or m <= 0 or g < 0 or h < 0:
        raise ValueError("delta and lipschitz must be positive, tau_g and tau_h not negative")
    tau = max(g, h)
    found = [
        quantity("radius_printed", 4 * tau / d, symbol=r"4\tau/\delta", meaning="printed radius of Theorem 1"),
        quantity("ball_printed", 2 * tau / d, symbol=r"2\tau/\delta", meaning="printed radius of Theorem 2"),
    ]
    if h < d:
        found.append(quantity("radius_sharp", g / d, symbol=r"\tau_g/\delta", meaning="radius of sharp-theorem"))
        separation = 2 * (d - h) / m
        found.append(
            quantity("separation", separation, symbol=r"2(\delta-\tau_h)/M", meaning="least distance in crit L")
        )
    if 2 * m * g <= d**2:
        radius = (d - sqrt(d**2 - 2 * m * g)) / m
        found.append(quantity("radius_at_the_point", radius, symbol="r_-", meaning="radius for Morse at one point"))
    return found
