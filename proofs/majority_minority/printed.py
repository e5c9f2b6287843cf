r"""Theorem 1 as the poster prints it, on an arbitrary set K, and the points that refute it.

A refutation needs one instance. The encoded statement is the theorem for the simplest losses there are, L₁ = r(x −
θ₁)²/2 and L₀ = qx on an interval K = [k₀, k₁]: then L₁″ = r, both Hessians are constant, |L₀′| = |q|, and θ₁ and θ =
θ₁ − q/r are the only critical points of L₁ and L on the line. Other losses and sets follow in `examples`.
"""

from sympy import And, Integer, Or, Rational

from checks.methods import Proof, exists, quantity, witness
from checks.outcome import Verdict
from checks.paper import eq, ge, le, lt
from proofs.majority_minority.notation import (
    TAU,
    M,
    c,
    delta,
    distance,
    left,
    other,
    push,
    rate,
    right,
    slope,
    tau,
    tau_g,
    theta,
    theta_1,
    x,
)
from proofs.majority_minority.paper import PAPER

SETTING = (
    r"Functions $L_1$ and $L_0$ from $\mathbb R^d$ to $\mathbb R$ and a subset $K\subset\mathbb R^d$; constants "
    r"$\delta,c,M,\tau$; $L=L_1+L_0$. Strong Morse property: for all $\theta\in K$, $\|\nabla L_1(\theta)\|\le "
    r"c\implies\rho_{\min}(\nabla^2L_1(\theta))\ge\delta$. Strong Lipschitz regularity: for all "
    r"$\theta_1,\theta_2\in K$, $\rho_{\max}\left(\nabla^2L_1(\theta_1)-\nabla^2L_1(\theta_2)\right)\le "
    r"M\|\theta_1-\theta_2\|$ and $\rho_{\max}\left(\nabla^2L_0(\theta_1)-\nabla^2L_0(\theta_2)\right)\le "
    r"M\|\theta_1-\theta_2\|$. Bounds on the minority loss: $\sup_{\theta\in K}\|\nabla L_0(\theta)\|\le\tau$, "
    r"$\sup_{\theta\in K}\rho_{\max}\left(\nabla^2L_0(\theta)\right)\le\tau$. Minority small enough: "
    r"$\tau<\min\left\{\frac c2,\frac\delta8,\frac{\delta^2}{32M}\right\}$. "
)

QUADRATIC = (
    le(delta, rate),
    le(-tau, push),
    le(push, tau),
    lt(tau, c / 2),
    lt(tau, delta / 8),
    lt(tau, delta**2 / (32 * M)),
)
CRITICAL = eq(rate * (theta - theta_1) + push, 0)  # L′(θ) = 0
MAJORITY_IN_K, MAJORITY_OUTSIDE = (le(left, theta_1), le(theta_1, right)), (lt(theta_1, left), lt(right, theta_1))
TOTAL_IN_K, TOTAL_OUTSIDE = (le(left, theta), le(theta, right)), (lt(theta, left), lt(right, theta))
STANDARD = {rate: 1, delta: 1, c: 1, M: 1, tau: TAU}

THEOREM_1 = PAPER.theorem(
    "1",
    where="Perturbation results for critical points",
    quote=SETTING + r"Theorem: critical points are close. For each $\hat\theta_1\in\mathrm{crit}\,L_1\cap K$ (resp. "
    r"$\hat\theta\in\mathrm{crit}\,L\cap K$) there exists a unique corresponding $\hat\theta\in\mathrm{crit}\,L\cap K$ "
    r"(resp. $\hat\theta_1\in\mathrm{crit}\,L_1\cap K$) such that $\|\hat\theta_1-\hat\theta\|\le\frac{4\tau}\delta$.",
    reading=(
        "ρ_min is the smallest absolute value of an eigenvalue (the smallest signed eigenvalue would admit no saddle "
        "among the critical points of L₁ in K), and ρ_max bounds the eigenvalues of ∇²L₀ on both sides. Encoded for "
        "L₁ = r(x − θ₁)²/2, L₀ = qx on K = [k₀, k₁], whose only critical points on the line are θ₁ and θ = θ₁ − q/r: a "
        "special case, enough to refute, not to prove."
    ),
    given=[*QUADRATIC, CRITICAL],
    concludes=[
        ("to each of L₁ one of L", Or(*MAJORITY_OUTSIDE, And(*TOTAL_IN_K))),
        ("to each of L one of L₁", Or(*TOTAL_OUTSIDE, And(*MAJORITY_IN_K))),
        ("distance", le((theta - theta_1) ** 2, (4 * tau / delta) ** 2)),
    ],
    unexamined=["that the corresponding point is unique"],
    says=(
        r"For each $\hat\theta_1\in\mathrm{crit}\,L_1\cap K$ … there exists a unique corresponding "
        r"$\hat\theta\in\mathrm{crit}\,L\cap K$ … such that $\|\hat\theta_1-\hat\theta\|\le\frac{4\tau}\delta$"
    ),
    why=(
        "Nothing is asked of K near its boundary: with K = [0, 1], L₁ = x²/2 and L₀ = x/64 (δ = c = M = 1, τ = 1/64) "
        "all hypotheses hold, θ̂₁ = 0 is critical for L₁ and lies in K, and the only critical point −1/64 of L does not."
    ),
    fix=(
        "Take K = ℝᵈ, or K closed with ‖∇L₁‖ > τ on its boundary: then the theorem holds, with τ/δ in place of 4τ/δ "
        "and without the Lipschitz constant M (sharp-theorem, which rests on named theorems)."
    ),
    derivation=False,
    note=(
        "One τ bounds a gradient and a Hessian, so the condition changes with the unit of θ; the repairs write τ_g and "
        "τ_h. The constants 4τ/δ and δ²/(32M) are what the theorem of Newton and Kantorovich gives at h = 8Mτ/δ² ≤ "
        "1/4, which needs the ball around the critical point to lie in K. The body of the paper, which was not at "
        "hand, may put more conditions on K than the poster does."
    ),
)


@THEOREM_1.hypotheses("a point meets all hypotheses, with a critical point of L₁ in K", exists=[*MAJORITY_IN_K])
def hypotheses_satisfiable(claim):
    return exists(claim, at={**STANDARD, theta_1: 0, theta: -TAU, push: TAU, left: -1, right: 1})


@THEOREM_1.conclusion(
    "where L₁ has a critical point in K, so has L", claims=["to each of L₁ one of L"], expect=Verdict.REFUTED
)
def critical_point_pushed_out_of_k(claim):
    """K = [0, 1], L₁ = x²/2, L₀ = x/64: θ̂₁ = 0 is in K, the only critical point −1/64 of L is not."""
    return witness(claim, at={**STANDARD, theta_1: 0, theta: -TAU, push: TAU, left: 0, right: 1})


@THEOREM_1.conclusion(
    "the same for an inner critical point of L₁ with a margin just below τ/δ",
    claims=["to each of L₁ one of L"],
    expect=Verdict.REFUTED,
)
def critical_point_pushed_over_a_margin(claim):
    """K = [−1/65, 1]: for every margin m < τ/δ see the check of that name in `examples`."""
    return witness(claim, at={**STANDARD, theta_1: 0, theta: -TAU, push: TAU, left: Rational(-1, 65), right: 1})


@THEOREM_1.conclusion(
    "conversely, where L has a critical point in K, so has L₁",
    claims=["to each of L one of L₁"],
    expect=Verdict.REFUTED,
)
def critical_point_drawn_into_k(claim):
    """K = [0, 1], L₁ = (x + 1/64)²/2, L₀ = −x/64: 0 is critical for L, −1/64 for L₁."""
    return witness(claim, at={**STANDARD, theta_1: -TAU, theta: 0, push: -TAU, left: 0, right: 1})


@THEOREM_1.sharpness(
    "the factor 1 of τ/δ is attained: L₁ = δx²/2 and L₀ = −τx have their critical points at distance τ/δ",
    claims=[
        eq(slope(delta * x**2 / 2, x), delta * x),
        eq(slope(delta * x**2 / 2 - tau_g * x, x), delta * (x - tau_g / delta)),
    ],
    given=[],
)
def radius_factor(claim):
    """That the factor 1 is enough is `sharp-theorem`."""
    proof = Proof.about(claim)
    factor = quantity(
        "radius_factor",
        Integer(1),
        symbol=r"\kappa_1",
        meaning="least factor k such that corresponding critical points are within kτ/δ",
        printed="4",
    )
    return proof.finding(proof.both(*map(proof.identity, proof.goals)), quantities=(factor,))


FIRST_STEP = [ge(distance, 0), le(distance * (delta - tau), 1), ge(other, 0), le(other, distance * tau)]
PRINTED_LIMITS = [lt(tau, delta / 8), lt(tau, delta**2 / (32 * M))]


@THEOREM_1.sharpness(
    "where 4τ/δ and δ²/(32M) come from: the hypotheses of Newton and Kantorovich, with the ball inside K",
    claims=[
        le(distance, 2 / delta),
        le(other, 2 * tau / delta),
        lt(distance * 2 * M * other, Rational(1, 4)),
        le(2 * other, 4 * tau / delta),
    ],
    given=[*PRINTED_LIMITS, *FIRST_STEP],
)
def newton_kantorovich(claim):
    """For ∇L at θ̂₁: β = ‖(∇²L)⁻¹‖ ≤ 1/(δ − τ) ≤ 2/δ, first step η ≤ βτ ≤ 2τ/δ, Lipschitz constant 2M of ∇²L, so
    h = β·2M·η ≤ 8Mτ/δ² < 1/4, and a zero lies within 2η ≤ 4τ/δ. Here D stands for β and E for η."""
    proof = Proof.about(claim)
    positive, bounded, nonnegative, first_step = FIRST_STEP
    twice = proof.linear(
        le(distance * delta / 2, 1),
        bounded,
        (PRINTED_LIMITS[0], distance),
        (positive, 3 * delta / 8),
        using=[positive],
    )
    inverse = proof.linear(le(distance, 2 / delta), (twice, 2 / delta))
    first = proof.linear(le(other, 2 * tau / delta), first_step, (inverse, tau))
    small = proof.linear(
        lt(distance * 2 * M * other, Rational(1, 4)),
        (inverse, 2 * M * other),
        (first, 4 * M / delta),
        (PRINTED_LIMITS[1], 8 * M / delta**2),
        using=[nonnegative],
    )
    radius = proof.linear(le(2 * other, 4 * tau / delta), (first, 2))
    line = proof.both(inverse, first, small, radius)
    return proof.finding(
        line,
        scope="β = D, η = E, h = 2Mβη; any dimension, if the closed ball of radius 4τ/δ about θ̂₁ lies in K",
        note=(
            "With the Newton–Kantorovich theorem, which is not part of the claim, existence in Theorem 1 follows as "
            "printed for critical points of L₁ with that ball in K."
        ),
    )
