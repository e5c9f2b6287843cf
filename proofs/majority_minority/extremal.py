r"""How sharp-theorem cannot be improved: equality in every dimension, and what happens beyond its two thresholds."""

from sympy import Interval, Or, Rational

from checks.methods import Proof
from checks.paper import eq, ge, gt, le, lt
from proofs.majority_minority.notation import a, c, delta, distance, slope, tau_g, u
from proofs.majority_minority.sharp import SHARP_THEOREM

HALF, TENTH = Rational(1, 2), Rational(1, 10)
AT = tau_g / delta
BOWL, TILT = delta * (u**2 + distance**2) / 2, -tau_g * u  # L₁ and L₀ at θ, u = θ₁ and D² = |θ|² − θ₁²
LENGTH2 = slope(BOWL + TILT, u) ** 2 + slope(BOWL + TILT, distance) ** 2  # |∇L|²
PRODUCT = slope(BOWL + TILT, u) * slope(BOWL, u) + slope(BOWL + TILT, distance) * slope(BOWL, distance)  # ⟨∇L, ∇L₁⟩


@SHARP_THEOREM.sharpness(
    "L₁ = δ|θ|²/2 and L₀ = −τ_gθ₁ on ℝᵈ: equality in (1), (3) and (4), in every dimension",
    claims=[
        eq(LENGTH2, delta**2 * ((u - AT) ** 2 + distance**2)),
        eq(PRODUCT, delta**2 * (u * (u - AT) + distance**2)),
        eq(BOWL - tau_g**2 / (2 * delta), delta * ((u - AT) * (u + AT) + distance**2) / 2),
        eq(-TILT - tau_g**2 / delta, tau_g * (u - AT)),
    ],
)
def extremal_quadratic(claim):
    """With u = θ₁ and r² = |θ|² − θ₁² (r is written D) every relation shows what happens at (τ_g/δ, 0, …, 0), where
    u = τ_g/δ and D = 0: ∇L vanishes there and nowhere else, ⟨∇L, ∇L₁⟩ = 0, and the values are τ_g²/(2δ) and −τ_g²/δ."""
    proof = Proof.about(claim)
    return proof.finding(
        proof.both(*map(proof.identity, proof.goals)),
        scope="all δ > 0, τ_g ≥ 0, all points of ℝᵈ in the coordinates u = θ₁ and D = |θ − θ₁e₁|",
        note="|∇L|² = δ²|θ − (τ/δ)e₁|². The radius τ_g/δ and both bounds on values are attained.",
    )


STEEP = (c + TENTH) * u
STEEP2 = slope(STEEP, u) ** 2 + slope(delta * distance**2 / 2, distance) ** 2  # |∇L₁|²


@SHARP_THEOREM.hypotheses(
    "τ_g ≤ c cannot be dropped, in any dimension: with τ_g = c + 1/10, L₁ may have no critical point while L has",
    claims=[
        gt(STEEP2, c**2),
        eq(slope(STEEP + delta * distance**2 / 2 - STEEP, distance), delta * distance),
        eq(slope(STEEP + delta * distance**2 / 2, u), c + TENTH),
    ],
    given=[],
)
def gradient_bound_needed(claim):
    """L₁ = (c + 1/10)u + δD²/2 with D = |θ − θ₁e₁|, L₀ = −(c + 1/10)u: |∇L₁|² = (c + 1/10)² + δ²D² > c², so strong
    Morse holds for want of points and L₁ has no critical point; L = δD²/2, and ∇L vanishes where D = 0."""
    proof = Proof.about(claim)
    large, of_total, of_majority = proof.goals
    spelled = proof.identity(eq(STEEP2, (c + TENTH) ** 2 + delta**2 * distance**2))
    positive = proof.enclose(ge(delta**2 * distance**2, 0))
    larger = proof.linear(
        gt((c + TENTH) ** 2 + delta**2 * distance**2, c**2), positive, (gt(c + TENTH / 2, 0), 2 * TENTH)
    )
    line = proof.both(proof.rewrite(large, larger, spelled), proof.identity(of_total), proof.identity(of_majority))
    return proof.finding(line, scope="K = ℝᵈ, every d, c, δ > 0, τ_g = c + 1/10, τ_h = 0")


BENT = 1 + a**2
WELL, PUSH = u**2 / 2, -BENT * u**2 / 2 + u**4 / 4  # L₁ and L₀
FIRST, SECOND = u**3 - BENT * u, 3 * u**2 - BENT  # L₀′ and L₀″
TAU = Rational(3, 8) + a**2 / 2


@SHARP_THEOREM.hypotheses(
    "τ_h < δ cannot be weakened to any larger bound: three critical points of L, one of L₁",
    claims=[
        eq(slope(WELL + PUSH, u), u * (u - a) * (u + a)),
        eq(slope(PUSH, u), FIRST),
        eq(slope(PUSH, u, u), SECOND),
        le(FIRST, TAU),
        le(-TAU, FIRST),
        le(-BENT, SECOND),
        le(SECOND, BENT),
        lt(TAU, HALF),
        Or(lt(u, HALF), lt(TAU, slope(WELL, u))),
        Or(lt(-HALF, u), lt(TAU, -slope(WELL, u))),
    ],
    given=[],
    over={u: Interval(-HALF, HALF), a: Interval.Lopen(0, Rational(1, 4))},
)
def hessian_bound_needed(claim):
    """For every 0 < a ≤ 1/4: L₁ = u²/2, L₀ = −(1 + a²)u²/2 + u⁴/4 on K = [−1/2, 1/2]. L′ = u(u² − a²) has three zeros
    in K, L₁′ has one; τ_h = 1 + a², and τ_g = 3/8 + a²/2 is attained at the ends."""
    proof = Proof.about(claim)
    lines = {
        proof.formula(le(FIRST, TAU)): proof.by_derivatives(le(FIRST, TAU), u, "lo"),
        proof.formula(le(-TAU, FIRST)): proof.by_derivatives(le(-TAU, FIRST), u, "hi"),
        proof.formula(le(-BENT, SECOND)): proof.linear(le(-BENT, SECOND), (proof.enclose(ge(u**2, 0)), 3)),
    }
    return proof.finding(
        proof.both(*(lines.get(g) or proof.settle(g) for g in proof.goals)),
        scope="d = 1, K = [−1/2, 1/2], δ = c = 1, every 0 < a ≤ 1/4: τ_g < |L₁′| on ∂K, τ_h = 1 + a²",
        note="In ℝᵈ add |θ′|²/2 to L₁, with θ′ the other coordinates and K the product with a cube [−1/2, 1/2]^(d−1).",
    )
