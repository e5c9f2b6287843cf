r"""How sharp-theorem cannot be improved: equality in every dimension, and what happens beyond its two thresholds."""

from sympy import Interval, Or, Rational, Subs

from checks.methods import Proof
from checks.paper import eq, ge, gt, le, lt
from proofs.majority_minority.notation import a, c, delta, distance, slope, tau_g, u
from proofs.majority_minority.sharp import SHARP_THEOREM

TENTH = Rational(1, 10)


@SHARP_THEOREM.sharpness("equality in (1), (3) and (4), in every dimension")
def extremal_quadratic():
    """L₁ = δ|θ|²/2 and L₀ = −τθ₁ on ℝᵈ, with u = θ₁ and r² = |θ|² − θ₁² (r is written D): ∇L vanishes only at
    (τ/δ, 0, …, 0), which is also an adversarial point."""
    proof = Proof.about(SHARP_THEOREM, also={u: None, distance: None})
    at = tau_g / delta
    square = (delta * u - tau_g) ** 2 + delta**2 * distance**2  # |∇L|²
    product = delta**2 * (u**2 + distance**2) - tau_g * delta * u  # ⟨∇L, ∇L₁⟩
    majority, minority = delta * (u**2 + distance**2) / 2, -tau_g * u
    here = {u: at, distance: 0}
    line = proof.both(
        proof.identity(eq(square, delta**2 * ((u - at) ** 2 + distance**2))),
        proof.identity(eq(product.subs(here), 0)),
        proof.identity(eq(majority.subs(here), tau_g**2 / (2 * delta))),
        proof.identity(eq(-minority.subs(here), tau_g**2 / delta)),
    )
    return proof.finding(
        line,
        scope="all δ > 0, τ_g ≥ 0, all points of ℝᵈ in the coordinates u = θ₁ and D = |θ − θ₁e₁|",
        note="|∇L|² = δ²|θ − (τ/δ)e₁|². The radius τ_g/δ and both bounds on values are attained.",
    )


@SHARP_THEOREM.hypotheses("τ_g ≤ c cannot be dropped, in any dimension")
def gradient_bound_needed():
    """L₁ = (c + 1/10)u + δD²/2 with D = |θ − θ₁e₁|, L₀ = −(c + 1/10)u: |∇L₁|² = (c + 1/10)² + δ²D² > c², so strong
    Morse holds for want of points and L₁ has no critical point; ∇L vanishes where D = 0."""
    proof = Proof.about(SHARP_THEOREM, given=[], also={c: None, u: None, distance: None})
    square = slope((c + TENTH) * u, u) ** 2 + slope(delta * distance**2 / 2, distance) ** 2  # |∇L₁|²
    spelled = proof.identity(eq(square, (c + TENTH) ** 2 + delta**2 * distance**2))
    positive = proof.enclose(ge(delta**2 * distance**2, 0))
    larger = proof.linear(
        gt((c + TENTH) ** 2 + delta**2 * distance**2, c**2), positive, (gt(c + TENTH / 2, 0), 2 * TENTH)
    )
    minority = -(c + TENTH) * u
    line = proof.both(
        proof.rewrite(gt(square, c**2), larger, spelled),
        proof.identity(eq(slope((c + TENTH) * u + minority, u), 0)),
    )
    return proof.finding(line, scope="K = ℝᵈ, every d, c, δ > 0, τ_g = c + 1/10, τ_h = 0")


@SHARP_THEOREM.hypotheses("τ_h < δ cannot be weakened to any larger bound")
def hessian_bound_needed():
    """For every 0 < a ≤ 1/4: L₁ = u²/2, L₀ = −(1 + a²)u²/2 + u⁴/4 on K = [−1/2, 1/2]. L′ = u(u² − a²) has three zeros
    in K, L₁′ has one; τ_h = 1 + a², and τ_g = 3/8 + a²/2 is attained at the ends."""
    half, bent = Rational(1, 2), 1 + a**2
    majority, minority = u**2 / 2, -bent * u**2 / 2 + u**4 / 4
    first, second, total = slope(minority, u), slope(minority, u, u), slope(majority + minority, u)
    tau = Rational(3, 8) + a**2 / 2
    proof = Proof({u: Interval(-half, half), a: Interval.Lopen(0, Rational(1, 4))})
    line = proof.both(
        *(proof.identity(eq(Subs(total, u, at), 0)) for at in (-a, Rational(0), a)),
        proof.by_derivatives(le(first, tau), u, "lo"),
        proof.by_derivatives(le(-tau, first), u, "hi"),
        proof.linear(le(-bent, second), (proof.enclose(ge(u**2, 0)), 3)),
        proof.enclose(le(second, bent)),
        proof.enclose(lt(tau, half)),
        proof.enclose(Or(lt(u, half), lt(tau, slope(majority, u)))),
        proof.enclose(Or(lt(-half, u), lt(tau, -slope(majority, u)))),
    )
    return proof.finding(
        line,
        scope="d = 1, K = [−1/2, 1/2], δ = c = 1, every 0 < a ≤ 1/4: τ_g < |L₁′| on ∂K, τ_h = 1 + a²",
        note="In ℝᵈ add |θ′|²/2 to L₁, with θ′ the other coordinates and K the product with a cube [−1/2, 1/2]^(d−1).",
    )
