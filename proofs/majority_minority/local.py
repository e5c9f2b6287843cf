r"""Any set K at all: what holds near a point whose ball of radius τ_g/δ lies in K."""

from checks.methods import Proof
from checks.paper import eq, ge, gt, le, lt
from proofs.majority_minority.notation import a, c, delta, distance, s, slope, tau_g, u
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.sharp import LIFT, SHARP_THEOREM, SMALL
from proofs.majority_minority.zone import THEOREM_2

LOCAL_THEOREM = PAPER.repair(
    "local-theorem",
    repairs=THEOREM_2,
    printed=r"\overline B\Big(\theta_0,\frac{\tau_g}\delta\Big)\subset K,\ \|\nabla L_1(\theta_0)\|\le\tau_g\ "
    r"\Longrightarrow\ \exists\,\hat\theta_1\in\operatorname{crit}L_1\cap K:\ "
    r"\|\theta_0-\hat\theta_1\|\le\frac{\tau_g}\delta",
    words=(
        "K arbitrary, no condition on its boundary, τ_g ≤ c, τ_h < δ. If the closed ball of radius τ_g/δ about a "
        "point lies in K, then: an adversarial point or a critical point of L has a critical point of L₁ within "
        "τ_g/δ; a critical point of L₁ has one of L within τ_g/δ."
    ),
    given=SMALL,
    uses=[SHARP_THEOREM],
    note="On K = [−m, 1] the first counterexample fails exactly from m = τ/δ on, so this margin is the least one.",
)


@LOCAL_THEOREM.conclusion("the lift cannot leave the ball")
def stays_in_the_ball():
    """|θ(s) − θ₀| ≤ s|g|/δ < τ_g/δ for s < 1 (D is the distance, a = |g| > 0), with |∇L₁| = (1 − s)a ≤ c there."""
    small, moved, positive = le(a, tau_g), le(distance, s * a / delta), gt(a, 0)
    given = [*SMALL, small, moved, positive, lt(s, 1)]
    proof = Proof.about(LOCAL_THEOREM, given=given, also={a: None, s: None, distance: None})
    room = proof.linear(gt((1 - s) * a / delta, 0), (lt(s, 1), a / delta), using=[positive, gt(delta, 0)])
    inside = proof.linear(lt(distance, tau_g / delta), moved, room, (small, 1 / delta))
    below = proof.linear(le((1 - s) * a, c), small, le(tau_g, c), (ge(a, 0), s), using=[ge(s, 0)])
    return proof.finding(
        proof.both(inside, below),
        modulo=(
            LIFT,
            "inference: the same lifts from θ̂₁ define G on |y| ≤ τ_g with values in the ball, and steps ⟨4⟩ to ⟨6⟩ of "
            "sharp-theorem apply to it",
        ),
        scope="all s ∈ [0, 1), a = |∇L₁(θ₀)| ∈ (0, τ_g]; for a = 0 the point is critical itself",
    )


@LOCAL_THEOREM.sharpness("the margin τ/δ is the least")
def margin_is_least():
    """L₁ = δu²/2, L₀ = −τu moves the critical point by exactly τ/δ: a K that ends at m < τ/δ loses it."""
    proof = Proof.about(LOCAL_THEOREM, given=[*SMALL, lt(u, tau_g / delta)], also={u: None})
    total = slope(delta * u**2 / 2 - tau_g * u, u)
    negative = proof.linear(lt(delta * u - tau_g, 0), (lt(u, tau_g / delta), delta), using=[gt(delta, 0)])
    line = proof.rewrite(lt(total, 0), negative, proof.identity(eq(total, delta * u - tau_g)))
    return proof.finding(line, scope="d = 1, every u < τ_g/δ")
