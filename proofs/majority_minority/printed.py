r"""Theorem 1 as the poster prints it, on an arbitrary set K, and the points that refute it.

A refutation needs one instance. The encoded statement is the theorem for the simplest losses there are, L₁ = r(x −
θ₁)²/2 and L₀ = qx on an interval K = [k₀, k₁]: then L₁″ = r, both Hessians are constant, |L₀′| = |q|, and θ₁ and θ =
θ₁ − q/r are the only critical points of L₁ and L on the line. Other losses and sets follow in `examples`.
"""

from sympy import And, Integer, Rational, Reals

from checks.methods import Proof, exists, quantity, witness
from checks.outcome import Verdict
from checks.paper import eq, le, lt
from proofs.majority_minority.counterexamples import critical
from proofs.majority_minority.notation import (
    TAU,
    M,
    c,
    delta,
    left,
    push,
    rate,
    right,
    tau,
    theta,
    theta_1,
    x,
)
from proofs.majority_minority.paper import PAPER

SETTING = (
    r"\|\nabla L_1\|\le c\Rightarrow\rho_{\min}(\nabla^2L_1)\ge\delta,\quad "
    r"\nabla^2L_1,\nabla^2L_0\ M\text{-Lipschitz},\quad \sup_K\|\nabla L_0\|\le\tau,\ "
    r"\sup_K\rho_{\max}(\nabla^2L_0)\le\tau,\quad \tau<\min\Big\{\tfrac c2,\tfrac\delta8,\tfrac{\delta^2}{32M}\Big\}"
)

QUADRATIC = (
    le(delta, rate),
    le(-tau, push),
    le(push, tau),
    lt(tau, c / 2),
    lt(tau, delta / 8),
    lt(tau, delta**2 / (32 * M)),
)
CONVERSELY = "inference: the poster adds “and conversely”, so each critical point of L in K needs a partner in K"
CRITICAL = eq(rate * (theta - theta_1) + push, 0)  # L′(θ) = 0
MAJORITY_IN_K, TOTAL_IN_K = And(le(left, theta_1), le(theta_1, right)), And(le(left, theta), le(theta, right))
STANDARD = {rate: 1, delta: 1, c: 1, M: 1, tau: TAU}

THEOREM_1 = PAPER.theorem(
    "1",
    where="Poster, Perturbation results for critical points",
    printed=SETTING + r"\ \Longrightarrow\ \forall\,\hat\theta_1\in\operatorname{crit}L_1\cap K\ \exists!\,"
    r"\hat\theta\in\operatorname{crit}L\cap K\ (\text{and conversely}):\ "
    r"\|\hat\theta_1-\hat\theta\|\le\frac{4\tau}{\delta}",
    words=(
        "For every K: to each critical point of L₁ in K there belongs exactly one critical point of L in K at "
        "distance at most 4τ/δ, and the other way round."
    ),
    given=[*QUADRATIC, CRITICAL, MAJORITY_IN_K],
    concludes=And(TOTAL_IN_K, le((theta - theta_1) ** 2, (4 * tau / delta) ** 2)),
    derivation=False,
    note=(
        "Encoded for L₁ = r(x − θ₁)²/2, L₀ = qx on K = [k₀, k₁], a special case: enough to refute, not to prove. "
        "ρ_min is read as the smallest absolute value of an eigenvalue: with the signed one and K = ℝᵈ, L₁ would be "
        "strongly convex where its gradient is small and have at most one critical point. The bound on ∇²L₀ is read "
        "on both sides, as a bound of the norm. One τ bounds a gradient and a Hessian, so the condition changes with "
        "the unit of θ; the repairs write τ_g and τ_h. 4τ/δ and δ²/(32M) are what Newton and Kantorovich's theorem "
        "gives at h = 8Mτ/δ² ≤ 1/4, which needs the ball around the critical point to lie in K."
    ),
)


@THEOREM_1.hypotheses("a point meets all hypotheses")
def hypotheses_satisfiable():
    at = {**STANDARD, theta_1: 0, theta: -TAU, push: TAU, left: -1, right: 1}
    return exists(THEOREM_1, eq(Integer(0), 0), at=at)


@THEOREM_1.conclusion("L₁ has a critical point in K, L has none", expect=Verdict.REFUTED)
def critical_point_pushed_out_of_k():
    """K = [0, 1], L₁ = x²/2, L₀ = x/64: θ̂₁ = 0 is in K, the only critical point −1/64 of L is not."""
    return witness(THEOREM_1, at={**STANDARD, theta_1: 0, theta: -TAU, push: TAU, left: 0, right: 1})


@THEOREM_1.conclusion("an inner critical point with a margin below τ/δ", expect=Verdict.REFUTED)
def critical_point_pushed_over_a_margin():
    """K = [−1/65, 1]: for every margin m < τ/δ see the check of that name in `examples`."""
    at = {**STANDARD, theta_1: 0, theta: -TAU, push: TAU, left: Rational(-1, 65), right: 1}
    return witness(THEOREM_1, at=at)


@THEOREM_1.conclusion("the converse: L has a critical point in K, L₁ has none", expect=Verdict.REFUTED)
def critical_point_drawn_into_k():
    """K = [0, 1], L₁ = (x + 1/64)²/2, L₀ = −x/64: 0 is critical for L, −1/64 for L₁."""
    at = {**STANDARD, theta_1: -TAU, theta: 0, push: -TAU, left: 0, right: 1}
    return witness(THEOREM_1, MAJORITY_IN_K, given=[*QUADRATIC, CRITICAL, TOTAL_IN_K], at=at, modulo=(CONVERSELY,))


@THEOREM_1.sharpness("the best factor of τ/δ is 1, not 4")
def radius_factor():
    """L₁ = δx²/2, L₀ = −τx has the critical points 0 and τ/δ. That the factor 1 is enough is `sharp-theorem`."""
    delta, small_tau = Integer(1), TAU
    at = small_tau / delta
    proof = Proof({x: Reals})
    line = proof.both(
        proof.settle(critical(delta * x**2 / 2, 0)), proof.settle(critical(delta * x**2 / 2 - small_tau * x, at))
    )
    factor = quantity(
        "radius_factor",
        at * delta / small_tau,
        symbol=r"\kappa_1",
        meaning="least factor k such that corresponding critical points are within kτ/δ",
        printed="4",
    )
    return proof.finding(line, scope="L₁ = x²/2, L₀ = −x/64: distance τ/δ", quantities=(factor,))
