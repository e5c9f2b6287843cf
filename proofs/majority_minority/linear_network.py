r"""Worked instance: a linear network with two weights and a ridge; two minima and a saddle.

L₁ = (ab − 1)²/2 + (a² + b²)/8,  L₀ = ζ(ab + 1)²/2,  ζ = 1/100,  K = [−3/2, 3/2]²,  c = 1/10,  δ = 7/20 (a = x, b = y).

Without the ridge L₁ has a curve of minima, and strong Morse fails for every δ. |∇L₀|² = ζ²(ab + 1)²(a² + b²) is at most
τ_g² = ζ²(13/4)²·9/2 on K, attained at the corners (3/2, 3/2) and (−3/2, −3/2).
"""

from functools import cache

from sympy import Rational

from checks.methods import Proof
from checks.methods.landscape import MORSE, Landscape, combined
from checks.methods.pairing import extreme_distance, paired
from checks.outcome import Finding
from checks.paper import le, lt
from proofs.majority_minority.notation import slope, x, y
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.pictures import balls

HALF = Rational(1, 2)
SIDE = (-3 * HALF, 3 * HALF)
ZETA, C, DELTA = Rational(1, 100), Rational(1, 10), Rational(7, 20)
UNSCALED = Rational(13, 4) ** 2 * Rational(9, 2)
TAU2 = ZETA**2 * UNSCALED
RADIUS2 = TAU2 / DELTA**2
MAJORITY = (x * y - 1) ** 2 / 2 + (x**2 + y**2) / 8
MINORITY = ZETA * (x * y + 1) ** 2 / 2

LINEAR_NETWORK = PAPER.repair(
    "linear-network",
    repairs=None,
    label="Worked instance: linear network",
    printed=r"L_1=\tfrac12(ab-1)^2+\tfrac18(a^2+b^2),\quad L_0=\tfrac\zeta2(ab+1)^2,\quad \zeta=\tfrac1{100}",
    words=(
        "On K = [−3/2, 3/2]² with c = 1/10 and δ = 7/20, L₁ and L have three critical points each (two minima and a "
        "saddle), in pairs of equal index within τ_g/δ, and the balls of that radius cover the adversarial set."
    ),
    note=(
        "The hypotheses of sharp-theorem are verified here, and its conclusions apart from it: nothing below rests "
        "on the theorem."
    ),
)


@cache
def landscape():
    """The instance."""
    return Landscape(MAJORITY, MINORITY, {x: SIDE, y: SIDE})


@LINEAR_NETWORK.conclusion("three critical points of L₁ and three of L, paired with equal indices within τ_g/δ")
def three_pairs():
    problem = landscape()
    pairs, established = paired(problem, RADIUS2)
    quantities = (
        problem.majority_zeros.number(
            "critical_points_majority", symbol=r"\#\operatorname{crit}L_1", meaning="critical points of L₁ in K"
        ),
        problem.total_zeros.number(
            "critical_points_total", symbol=r"\#\operatorname{crit}L", meaning="critical points of L in K"
        ),
        extreme_distance(
            pairs,
            "max",
            "distance_max",
            symbol=r"\max\|\hat\theta_1-\hat\theta\|",
            meaning="greatest distance of a pair",
        ),
    )
    caption = r"Linear network at $\zeta=1/100$. The adversarial set around the saddle is a point: it does not move."
    figure = balls(problem, RADIUS2, caption)
    indices = ", ".join(str(pair.majority.index) for pair in pairs)
    return Finding.proved(established, scope=f"K; indices {indices}", quantities=quantities, figures=(figure,))


@LINEAR_NETWORK.conclusion("strong Morse on K with c = 1/10, δ = 7/20")
def morse():
    shown = landscape().morse(C, DELTA)
    together = combined(MORSE, shown.claim.formula, shown.claim.context, shown)
    return Finding.proved(together, scope="all points of K")


@LINEAR_NETWORK.conclusion("τ_g ≤ c, τ_h < δ and the boundary condition")
def hypotheses_hold():
    problem = landscape()
    proof = Proof()
    proof.context = problem.context
    norm2 = slope(MINORITY, x) ** 2 + slope(MINORITY, y) ** 2
    corner = proof.enclose(le((x * y + 1) ** 2 * (x**2 + y**2), UNSCALED))
    line = proof.both(
        proof.linear(le(norm2, TAU2), (corner, ZETA**2)),
        proof.settle(lt(TAU2, C**2)),
        proof.use(problem.hessian_bound(DELTA)),
        proof.use(problem.boundary(TAU2)),
    )
    return proof.finding(
        line,
        scope="all points of K; δI ± ∇²L₀ positive definite, so τ_h < δ on the compact K",
        modulo=("inference: leading minors, Sylvester's criterion",),
    )


@LINEAR_NETWORK.conclusion("the adversarial set is covered by the balls of radius τ_g/δ about crit L₁")
def covered():
    problem = landscape()
    shown = problem.cover(RADIUS2)
    inference = "inference: a critical point of L₁ is within 2⁻⁶⁰ of the middle of its small box (triangle inequality)"
    together = combined(inference, shown.claim.formula, problem.context, shown, problem.majority_zeros.established)
    return Finding.proved(together, scope="all points of K")
