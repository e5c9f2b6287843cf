r"""The projection under isotropic Gaussian noise.

A mini-batch gradient is ū + noise, isotropic Gaussian with variance σ²/b in each coordinate, r = ‖ū‖√b/σ. In units of
the noise, p(r) = 𝔼[X_1/‖X‖] for X standard normal in ℝ^d about (r, 0, …, 0).

With 1/‖x‖ = (2/√π)∫_0^∞ e^(−s²‖x‖²) ds, and 𝔼[X_1 e^(−s²X_1²)] = r(1 + 2s²)^(−3/2) e^(−r²s²/(1+2s²)),
𝔼e^(−s²X_i²) = (1 + 2s²)^(−1/2) for the other coordinates, p = (2/√π)·r∫_0^∞ (1 + 2s²)^(−(d+2)/2) e^(−r²s²/(1+2s²))
ds. The substitution u = √2 s/√(1 + 2s²) turns this into

    p(r) = √(2/π)·r∫_0^1 e^(−r²u²/2) (1 − u²)^((d−1)/2) du = √(2/π)·r∫_0^(π/2) e^(−r² sin²φ/2) cos^d φ dφ,

which is (r/√2)·Γ((d+1)/2)/Γ((d+2)/2)·₁F₁(1/2; (d+2)/2; −r²/2) by Euler's integral for ₁F₁.
"""

import math
import random

from sympy import (
    Derivative,
    Integer,
    Integral,
    Rational,
    S,
    cos,
    erf,
    exp,
    factorial,
    gamma,
    pi,
    rf,
    sin,
    sqrt,
)

from checks.methods import Proof, hoeffding, nothing, numbers, proves, quantity
from checks.methods.integrals import antiderivative
from checks.outcome import Trust
from checks.paper import eq, lt, real
from proofs.per_class_normalization.notation import POSITIVE
from proofs.per_class_normalization.paper import PAPER

r, w, s, z, phi = real("r w s z phi")
NORMALIZATION = sqrt(2 / pi)


def projection(dimension, signal):
    """p(r) as a definite integral that is entire in φ, for whole dimensions."""
    return (
        NORMALIZATION
        * signal
        * Integral(exp(-(signal**2) * sin(phi) ** 2 / 2) * cos(phi) ** dimension, (phi, 0, pi / 2))
    )


GAUSSIAN_NOISE = PAPER.statement(
    "gaussian-noise",
    kind="theorem",
    label="Isotropic Gaussian noise",
    origin="derived",
    where="derived for this report",
    reading="Under isotropic Gaussian noise of the mini-batch gradients the projection is a function of the dimension "
    "and of r = ‖ū‖√b/σ alone.",
    printed=r"p = \frac{r}{\sqrt2}\,\frac{\Gamma(\frac{d+1}2)}{\Gamma(\frac{d+2}2)}\;"
    r"{}_1F_1\Bigl(\tfrac12;\tfrac{d+2}2;-\tfrac{r^2}2\Bigr) "
    r"= \sqrt{\tfrac2\pi}\,r\int_0^1 e^{-r^2u^2/2}(1-u^2)^{\frac{d-1}2}\,du",
    derivation=False,
    note="The kernel checks the algebra of the derivation and the values; expectations of Gaussians, the order of "
    "integration and Euler's integral are not rules of the kernel and are named.",
)


k = 1 + 2 * s**2
u = sqrt(2) * s / sqrt(k)


@GAUSSIAN_NOISE.conclusion(
    "completing the square, and the substitution u = √2 s/√(1 + 2s²)",
    claims=[
        eq(s**2 * z**2 + (z - r) ** 2 / 2, k * (z - r / k) ** 2 / 2 + r**2 * s**2 / k),
        eq(1 - u**2, 1 / k),
        eq(Derivative(u, s), sqrt(2) / (k * sqrt(k))),
    ],
    over={r: POSITIVE, s: POSITIVE, z: S.Reals},
)
def derivation(claim):
    """With k = 1 + 2s²: s²z² + (z − r)²/2 = k(z − r/k)²/2 + r²s²/k; 1 − u² = 1/k, so r²u²/2 = r²s²/k, and du/ds =
    √2/(k√k)."""
    p = Proof.about(claim)
    steps = (
        "inference: 1/‖x‖ = (2/√π)∫ exp(−s²‖x‖²) ds, Fubini's theorem, and the mean and mass of a Gaussian",
        "inference: change of variable in an integral, from s to u",
        "Euler's integral for ₁F₁ (DLMF 13.4.1)",
    )
    return p.finding(p.both(*map(p.identity, p.goals)), modulo=steps)


def series(dimension, signal, terms):
    """The printed form with the power series of ₁F₁ cut off."""
    half, second, x = Rational(1, 2), Rational(dimension + 2, 2), -(signal**2) / 2
    total = sum(rf(half, k) / rf(second, k) * x**k / factorial(k) for k in range(terms))
    return signal / sqrt(2) * gamma(Rational(dimension + 1, 2), evaluate=False) / gamma(second, evaluate=False) * total


CASES = {(2, Integer(1)): "p_d2_r1", (3, Rational(1, 2)): "p_d3_r_half", (10, Integer(2)): "p_d10_r2"}
TINY = Rational(1, 10**20)
DIFFERENCES = [projection(*case) - series(*case, 40) for case in CASES]


@GAUSSIAN_NOISE.sharpness(
    "values: the certified integral agrees with the cut-off series of the printed form to 10⁻²⁰",
    claims=[f for difference in DIFFERENCES for f in (lt(difference, TINY), lt(-TINY, difference))],
)
def values(claim):
    """Forty terms; for r²/2 ≤ 2 the rest of the alternating series is below 10⁻²⁵."""
    p = Proof.about(claim)
    published = tuple(
        quantity(
            name,
            projection(dimension, signal),
            symbol=rf"p(r = {signal}, d = {dimension})",
            meaning=f"projection under isotropic Gaussian noise in dimension {dimension} at r = {signal}",
        )
        for (dimension, signal), name in CASES.items()
    )
    rest = ("inference: an alternating series with falling terms is within its next term of a partial sum (Leibniz)",)
    return p.finding(
        p.both(*map(p.enclose, p.goals)),
        quantities=published,
        modulo=rest,
        scope="(d, r) = (2, 1), (3, 1/2), (10, 2)",
    )


@GAUSSIAN_NOISE.sharpness("independent simulation in dimension 10 at r = 2", expect="supported")
def simulation():
    """Hoeffding's interval for the mean of X_1/‖X‖ in 60 000 draws, confidence 0.999, against the certified value."""
    count, seed, dimension = 60_000, 5, 10
    generator, seen = random.Random(seed), []
    for _ in range(count):
        x = [generator.gauss(2 if i == 0 else 0, 1) for i in range(dimension)]
        seen.append(x[0] / math.hypot(*x))
    mean = sum(seen) / count
    interval = hoeffding(mean, count, -1, 1)
    value = float(quantity("p", projection(dimension, Integer(2)), symbol="p", meaning="the certified value").lower)
    scope = f"{count} draws, seed {seed}; Hoeffding's interval [{interval.lower:.4f}, {interval.upper:.4f}]"
    if value not in interval:
        return nothing(f"the formula gives {value:.5f}, the simulation {mean:.5f}", scope=scope)
    return numbers(Trust.SAMPLED, scope=scope, note=f"mean {mean:.5f}; the formula gives {value:.5f}")


INTEGRAL = Integral(NORMALIZATION * r * exp(-(r**2) * w**2 / 2), (w, 0, 1))

ONE_DIMENSION = PAPER.statement(
    "gaussian-noise-one-dimension",
    kind="corollary",
    label="Gaussian noise in one dimension",
    origin="derived",
    where="derived for this report",
    printed=r"d = 1:\quad p = \operatorname{erf}(r/\sqrt2)",
    over={r: POSITIVE},
    concludes=[eq(INTEGRAL, erf(r / sqrt(2)))],
    derivation=False,
)


@proves(ONE_DIMENSION, "the antiderivative erf(rw/√2)")
def one_dimension(p):
    line = antiderivative(p, INTEGRAL, erf(r * w / sqrt(2)))
    zero = p.enclose(eq(erf(0, evaluate=False), 0))
    return p.linear(p.goal, line, (zero, -1))
