r"""Any set K at all: what holds near a point whose ball of radius τ_g/δ lies in K."""

from checks.methods import Proof
from checks.paper import eq, ge, gt, le, lt
from proofs.majority_minority.cited import GLOBAL_INVERSE
from proofs.majority_minority.notation import a, c, delta, distance, s, slope, tau_g, u
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.sharp import SHARP_THEOREM, SMALL
from proofs.majority_minority.zone import THEOREM_2

LOCAL_THEOREM = PAPER.repair(
    "local-theorem",
    repairs=THEOREM_2,
    label="Local theorem",
    printed=r"\overline B\Big(\theta_0,\frac{\tau_g}\delta\Big)\subset K,\ \|\nabla L_1(\theta_0)\|\le\tau_g\ "
    r"\Longrightarrow\ \exists\,\hat\theta_1\in\operatorname{crit}L_1\cap K:\ "
    r"\|\theta_0-\hat\theta_1\|\le\frac{\tau_g}\delta",
    reading=(
        "K arbitrary, no condition on its boundary, τ_g ≤ c, τ_h < δ. If the closed ball of radius τ_g/δ about a "
        "point lies in K, then: an adversarial point or a critical point of L has a critical point of L₁ within "
        "τ_g/δ; a critical point of L₁ has one of L within τ_g/δ."
    ),
    given=SMALL,
    uses=[SHARP_THEOREM],
    note="On K = [−m, 1] the first counterexample fails exactly from m = τ/δ on, so this margin is the least one.",
)
STEEP, MOVED, INNER = le(a, tau_g), le(distance, s * a / delta), (gt(a, 0), lt(s, 1))


@LOCAL_THEOREM.conclusion(
    "the lift cannot leave the ball, and |∇L₁| ≤ c along it",
    claims=[lt(distance, tau_g / delta), le((1 - s) * a, c)],
    given=[*SMALL, STEEP, MOVED, *INNER],
)
def stays_in_the_ball(claim):
    """|θ(s) − θ₀| ≤ s|g|/δ < τ_g/δ for s < 1 (D is the distance, a = |g| > 0), with |∇L₁| = (1 − s)a ≤ c there."""
    positive, before = INNER
    proof = Proof.about(claim)
    room = proof.linear(gt((1 - s) * a / delta, 0), (before, a / delta), using=[positive, gt(delta, 0)])
    inside = proof.linear(lt(distance, tau_g / delta), MOVED, room, (STEEP, 1 / delta))
    below = proof.linear(le((1 - s) * a, c), STEEP, le(tau_g, c), (ge(a, 0), s), using=[ge(s, 0)])
    return proof.finding(
        proof.both(inside, below),
        modulo=(GLOBAL_INVERSE,),
        note=(
            "The lifts from θ̂₁ define G on |y| ≤ τ_g with values in the ball, and steps ⟨4⟩ to ⟨6⟩ of sharp-theorem "
            "apply to it."
        ),
        scope="all s ∈ [0, 1), a = |∇L₁(θ₀)| ∈ (0, τ_g]; for a = 0 the point is critical itself",
    )


MOVED_BOWL = slope(delta * u**2 / 2 - tau_g * u, u)


@LOCAL_THEOREM.sharpness(
    "the margin τ_g/δ is the least: L₁ = δu²/2, L₀ = −τ_gu has L′ < 0 below τ_g/δ",
    claims=[lt(MOVED_BOWL, 0)],
    given=[*SMALL, lt(u, tau_g / delta)],
)
def margin_is_least(claim):
    """The critical point moves by exactly τ_g/δ: a K that ends at m < τ_g/δ loses it."""
    proof = Proof.about(claim)
    negative = proof.linear(lt(delta * u - tau_g, 0), (lt(u, tau_g / delta), delta), using=[gt(delta, 0)])
    line = proof.rewrite(proof.goal, negative, proof.identity(eq(MOVED_BOWL, delta * u - tau_g)))
    return proof.finding(line, scope="d = 1, every u < τ_g/δ")
