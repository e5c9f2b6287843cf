r"""The projection under isotropic Gaussian noise.

A mini-batch gradient is ū + noise, isotropic Gaussian with variance σ²/b in each coordinate, r = ‖ū‖√b/σ. In units of
the noise, p(r) = 𝔼[X_1/‖X‖] for X standard normal in ℝ^d about (r, 0, …, 0).

With s = u/√(2(1 − u²)), which runs from 0 to ∞ as u runs from 0 to 1, 1 + 2s² = 1/(1 − u²), and the derivative of
erf(s‖x‖)/‖x‖ by u is √(2/π)(1 − u²)^(−3/2) e^(−s²‖x‖²). So 1/‖x‖ is the integral of this over 0 ≤ u < 1. For a
coordinate, 𝔼[X_1 e^(−s²X_1²)] = r(1 + 2s²)^(−3/2) e^(−r²s²/(1+2s²)), where 2s²/(1 + 2s²) = u², and for the others
𝔼e^(−s²X_i²) = (1 + 2s²)^(−1/2). Together

    p(r) = √(2/π)·r∫_0^1 e^(−r²u²/2) (1 − u²)^((d−1)/2) du = √(2/π)·r∫_0^(π/2) e^(−r² sin²φ/2) cos^d φ dφ,

which is (r/√2)·Γ((d+1)/2)/Γ((d+2)/2)·₁F₁(1/2; (d+2)/2; −r²/2) by Euler's integral for ₁F₁ (DLMF 13.4.1).
"""

import math
import random

from sympy import (
    Integer,
    Integral,
    Interval,
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

r, w, u, b, n, z, phi = real("r w u b n z phi")
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
    printed=r"p = \sqrt{\tfrac2\pi}\,r\int_0^1 e^{-r^2u^2/2}(1-u^2)^{\frac{d-1}2}\,du",
    derivation=False,
    note="The kernel checks the integral for 1/‖x‖, the algebra of the derivation, and values. That expectation and "
    "integral may be exchanged, and the mass and mean of a normal law, are no rules of the kernel and are named.",
)

k = 1 / (1 - u**2)  # 1 + 2s²
half_square = u**2 * k / 2  # s²
primitive = erf(u * n / (sqrt(2) * sqrt(1 - u**2)))
integrand = NORMALIZATION * n * exp(-half_square * n**2) * k / sqrt(1 - u**2)
INVERSE = Integral(b * integrand.subs(u, b * w), (w, 0, 1))  # over u = bw from 0 to b


@GAUSSIAN_NOISE.conclusion(
    "1/‖x‖ as an integral, the square completed, and the powers of 1 − u²",
    claims=[
        eq(INVERSE, primitive.subs(u, b)),
        eq(half_square * z**2 + (z - r) ** 2 / 2, k * (z - r / k) ** 2 / 2 + r**2 * u**2 / 2),
        eq(1 + 2 * half_square, k),
    ],
    over={r: POSITIVE, n: POSITIVE, b: Interval.open(0, 1), u: Interval.open(0, 1), z: S.Reals},
)
def derivation(claim):
    """With n = ‖x‖ and 1 + 2s² = k = 1/(1 − u²): ∫_0^b √(2/π) n k^(3/2) e^(−s²n²) du = erf(s(b)·n), and s²z² +
    (z − r)²/2 = k(z − r/k)²/2 + r²u²/2. The weights k^(3/2) of the integral, k^(−3/2) of the mean and k^(−(d−1)/2) of
    the other coordinates leave (1 − u²)^((d−1)/2)."""
    p = Proof.about(claim)
    first, *others = p.goals
    whole = antiderivative(p, INVERSE, primitive.subs(u, b * w))
    zero = p.enclose(eq(erf(0, evaluate=False), 0))
    line = p.linear(first, whole, (zero, -1))
    names = ("Fubini–Tonelli theorem", "Mean and mass of a normal law")
    return p.finding(p.both(line, *map(p.identity, others)), modulo=names)


def series(dimension, signal, terms):
    """(r/√2)·Γ((d+1)/2)/Γ((d+2)/2)·₁F₁(1/2; (d+2)/2; −r²/2) with the power series of ₁F₁ cut off."""
    half, second, x = Rational(1, 2), Rational(dimension + 2, 2), -(signal**2) / 2
    total = sum(rf(half, k) / rf(second, k) * x**k / factorial(k) for k in range(terms))
    return signal / sqrt(2) * gamma(Rational(dimension + 1, 2), evaluate=False) / gamma(second, evaluate=False) * total


CASES = {(2, Integer(1)): "p_d2_r1", (3, Rational(1, 2)): "p_d3_r_half", (10, Integer(2)): "p_d10_r2"}
TINY = Rational(1, 10**20)
DIFFERENCES = [projection(*case) - series(*case, 40) for case in CASES]


@GAUSSIAN_NOISE.sharpness(
    "values: the certified integral agrees to 10⁻²⁰ with the power series of the form with ₁F₁, cut off after 40 terms",
    claims=[f for difference in DIFFERENCES for f in (lt(difference, TINY), lt(-TINY, difference))],
)
def values(claim):
    """An independent look: the claim is about the forty terms, not about ₁F₁."""
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
    return p.finding(
        p.both(*map(p.enclose, p.goals)),
        quantities=published,
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
