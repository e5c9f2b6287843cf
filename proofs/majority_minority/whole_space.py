r"""K = ℝᵈ: the theorems as printed are true there, and more than true."""

from sympy import Integer, Or

from checks.methods import Proof
from checks.methods.vectors import norm, same
from checks.paper import gt, le, lt
from proofs.foundations.vectors import CAUCHY_SCHWARZ, SQUARES, sum_of_lengths
from proofs.majority_minority.at_the_point import SEPARATION
from proofs.majority_minority.disjunctions import in_each_case
from proofs.majority_minority.notation import M, c, delta, distance, tau
from proofs.majority_minority.pairs import theta, theta_1, theta_other
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.printed import THEOREM_1
from proofs.majority_minority.sharp import SHARP_THEOREM
from proofs.majority_minority.zone import THEOREM_2

ONE = Integer(1)
PRINTED_LIMITS = (lt(tau, c / 2), lt(tau, delta / 8), lt(tau, delta**2 / (32 * M)))

THEOREM_1_WHOLE_SPACE = PAPER.repair(
    "theorem-1-whole-space",
    repairs=THEOREM_1,
    label="Theorem 1 on the whole space",
    printed=r"K=\mathbb R^d:\quad \|\hat\theta_1-\hat\theta\|\le\frac{\tau}{\delta}\le\frac{4\tau}\delta,\qquad "
    r"\operatorname{crit}L\cap B\Big(\hat\theta_1,\frac{4\tau}\delta\Big)=\{\hat\theta\}",
    reading=(
        "Under the poster's hypotheses with K = ℝᵈ, Theorem 1 holds as printed, also in the literal reading: the "
        "ball of radius 4τ/δ about a critical point of L₁ holds exactly one of L, and it lies within τ/δ. The "
        "converse likewise."
    ),
    given=PRINTED_LIMITS,
    uses=[SHARP_THEOREM, SEPARATION, CAUCHY_SCHWARZ, SQUARES],
)

THEOREM_2_WHOLE_SPACE = PAPER.repair(
    "theorem-2-whole-space",
    repairs=THEOREM_2,
    label="Theorem 2 on the whole space",
    printed=r"K=\mathbb R^d:\quad \mathbb R^d\setminus Z_{\mathrm{maj}}\subset"
    r"\bigcup_{\hat\theta_1\in\operatorname{crit}L_1}\overline B\Big(\hat\theta_1,\frac{\tau}\delta\Big)\subset"
    r"\bigcup B\Big(\hat\theta_1,\frac{2\tau}\delta\Big)",
    reading="Under the poster's hypotheses with K = ℝᵈ and τ > 0, Theorem 2 holds as printed.",
    given=PRINTED_LIMITS,
    uses=[SHARP_THEOREM],
)


def _limits(proof):
    """The poster's limits imply those of sharp-theorem."""
    return (
        proof.linear(le(tau, c), lt(tau, c / 2), (gt(c, 0), ONE / 2)),
        proof.linear(lt(tau, delta), lt(tau, delta / 8), (gt(delta, 0), 7 * ONE / 8)),
    )


@THEOREM_1_WHOLE_SPACE.conclusion(
    "the poster's limits imply those of sharp-theorem, and τ/δ ≤ 4τ/δ",
    claims=[le(tau, c), lt(tau, delta), le(tau / delta, 4 * tau / delta)],
)
def limits_suffice(claim):
    proof = Proof.about(claim)
    wider = proof.linear(le(tau / delta, 4 * tau / delta), (gt(tau, 0), 3 / delta))
    return proof.finding(
        proof.both(*_limits(proof), wider),
        note="K = ℝᵈ is one of the two cases of sharp-theorem, here with τ_g = τ_h = τ.",
    )


BALL = 4 * tau / delta
IN_BALL = (le(norm(theta - theta_1), BALL), le(norm(theta_other - theta_1), BALL))
SEPARATED = Or(same(theta, theta_other), le(2 * (delta - tau) / M, norm(theta - theta_other)))


@THEOREM_1_WHOLE_SPACE.conclusion(
    "only one critical point in the ball of radius 4τ/δ: its diameter is less than 2(δ − τ)/M",
    claims=[same(theta, theta_other)],
    given=[*PRINTED_LIMITS, *IN_BALL, SEPARATED],
)
def one_in_the_ball(claim):
    """θ and θ′ are critical points of L in the ball about θ₁, at most 8τ/δ apart; by `separation` they are the same, or
    at least 2(δ − τ)/M apart, which is more: 2(δ − τ)/M − 8τ/δ = (8/δ)(δ²/(32M) − τ) + (2/M)(δ/8 − τ) + (3/2)(δ/M).
    For critical points of L₁ in a ball about θ̂ take L₀ = 0."""
    proof = Proof.about(claim)
    one = le(2 * (delta - tau) / M, norm(theta - theta_other))
    other = same(theta, theta_other)

    def different(q):
        apart = sum_of_lengths(q, theta - theta_other, theta - theta_1, theta_other - theta_1, -1)
        room = q.linear(
            lt(2 * BALL, 2 * (delta - tau) / M),
            (lt(tau, delta**2 / (32 * M)), 8 / delta),
            (lt(tau, delta / 8), 2 / M),
            (gt(delta, 0), 3 * ONE / (2 * M)),
        )
        return q.absurd(q.goal, q.linear(lt(0, 0), one, room, apart, *IN_BALL))

    shows = {other: lambda q: q.fact(q.goal), one: different}
    return proof.finding(in_each_case(proof, SEPARATED, shows))


@THEOREM_2_WHOLE_SPACE.conclusion(
    "the closed ball of radius τ/δ lies in the open ball of radius 2τ/δ, and sharp-theorem applies",
    claims=[lt(distance, 2 * tau / delta), le(tau, c), lt(tau, delta)],
    given=[*PRINTED_LIMITS, le(distance, tau / delta)],
)
def inside_the_printed_ball(claim):
    proof = Proof.about(claim)
    inside = proof.linear(lt(distance, 2 * tau / delta), le(distance, tau / delta), (gt(tau, 0), 1 / delta))
    return proof.finding(
        proof.both(inside, *_limits(proof)),
        note="K = ℝᵈ is one of the two cases of sharp-theorem, here with τ_g = τ_h = τ.",
    )
