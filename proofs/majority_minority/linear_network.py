r"""Worked instance: a linear network with two weights and a ridge; two minima and a saddle.

L₁ = (ab − 1)²/2 + (a² + b²)/8,  L₀ = ζ(ab + 1)²/2,  ζ = 1/100,  K = [−3/2, 3/2]²,  c = 1/10,  δ = 7/20 (a = x, b = y).

Without the ridge L₁ has a curve of minima, and strong Morse fails for every δ. |∇L₀|² = ζ²(ab + 1)²(a² + b²) is at most
τ_g² = ζ²(13/4)²·9/2 on K, attained at the corners (3/2, 3/2) and (−3/2, −3/2), and ‖∇²L₀‖ ≤ τ_h := 1/10.

What is claimed has the same form as in `double_well`; nothing rests on sharp-theorem.
"""

from functools import cache

from sympy import Interval, Rational, Reals

from checks.methods import Proof
from checks.methods.landscape import Landscape
from checks.methods.pairing import extreme_distance
from checks.paper import ge, le, lt
from proofs.majority_minority.notation import lam, slope, v_1, v_2, x, x_other, y, y_other
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.pictures import balls
from proofs.majority_minority.plane import (
    all_critical,
    around,
    copies,
    found,
    near,
    near_some,
    no_boundary,
    same_sign,
    same_trace,
    steepness,
    strong_morse,
    within_balls,
)

HALF = Rational(1, 2)
SIDE = (-3 * HALF, 3 * HALF)
ZETA, C, DELTA, TAU_H = Rational(1, 100), Rational(1, 10), Rational(7, 20), Rational(1, 10)
UNSCALED = Rational(13, 4) ** 2 * Rational(9, 2)
TAU2 = ZETA**2 * UNSCALED
RADIUS2 = TAU2 / DELTA**2
MAJORITY = (x * y - 1) ** 2 / 2 + (x**2 + y**2) / 8
MINORITY = ZETA * (x * y + 1) ** 2 / 2
PLACE = Rational(43, 50)
PLACES = [(-PLACE, -PLACE), (0 * PLACE, 0 * PLACE), (PLACE, PLACE)]
LOSSES = MAJORITY, MINORITY
BENT = [[slope(MINORITY, v, w) for w in (x, y)] for v in (x, y)]  # ∇²L₀

LINEAR_NETWORK = PAPER.repair(
    "linear-network",
    repairs=None,
    label="Worked instance: linear network",
    printed=r"L_1=\tfrac12(ab-1)^2+\tfrac18(a^2+b^2),\quad L_0=\tfrac\zeta2(ab+1)^2,\quad \zeta=\tfrac1{100}",
    reading=(
        "On K = [−3/2, 3/2]² with c = 1/10 and δ = 7/20: strong Morse, the bounds on L₀ and the boundary condition of "
        "sharp-theorem hold; a critical point θ = (x, y) of L₁ and a critical point θ′ = (x′, y′) of L that are less "
        "than 1/2 apart are within τ_g/δ and have equal Morse indices (equal signs of the determinants and traces of "
        "the Hessians); an adversarial point lies within 1/4 of one of three places, near each of which there is a "
        "critical point of L₁ (linear-network-critical-points), and within τ_g/δ of every critical point of L₁ that is "
        "less than 1/2 away."
    ),
    over={
        **dict.fromkeys((x, y, x_other, y_other), Interval(*SIDE)),
        lam: Interval(-DELTA, DELTA),
        **dict.fromkeys((v_1, v_2), Reals),
    },
    concludes=[
        ("strong Morse", strong_morse(MAJORITY, C)),
        ("|∇L₀| ≤ τ_g", le(steepness(MINORITY), TAU2)),
        ("τ_g < c", lt(TAU2, C**2)),
        (
            "‖∇²L₀‖ ≤ τ_h",
            le(
                (BENT[0][0] * v_1 + BENT[0][1] * v_2) ** 2 + (BENT[0][1] * v_1 + BENT[1][1] * v_2) ** 2,
                TAU_H**2 * (v_1**2 + v_2**2),
            ),
        ),
        ("τ_h < δ", lt(TAU_H, DELTA)),
        ("|∇L₁| > τ_g on the boundary", no_boundary(MAJORITY, TAU2, SIDE)),
        ("pairs within τ_g/δ", near(*LOSSES, RADIUS2, HALF)),
        ("equal signs of determinants", same_sign(*LOSSES, HALF)),
        ("equal signs of traces", same_trace(*LOSSES, HALF)),
        ("the adversarial set is near the three places", near_some(*LOSSES, PLACES, HALF / 2)),
        ("and within τ_g/δ of crit L₁", within_balls(*LOSSES, RADIUS2, HALF)),
    ],
)


@cache
def landscape():
    """The instance."""
    return Landscape(MAJORITY, MINORITY, {x: SIDE, y: SIDE})


def _enclosed(claim, symbols, **more):
    """Every relation of the claim over the box of these symbols."""
    proof = Proof({v: claim.symbols[v] for v in symbols})
    return proof.finding(proof.both(*(proof.enclose(f, bits=64) for f in claim.formulas)), **more)


@LINEAR_NETWORK.conclusion(
    "critical points of L₁ and L in pairs of equal index, within τ_g/δ",
    claims=["pairs within τ_g/δ", "equal signs of determinants", "equal signs of traces"],
)
def three_pairs(claim):
    problem = landscape()
    pairs = problem.pairs(RADIUS2)
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
    return _enclosed(
        claim,
        (x, y, x_other, y_other),
        scope=f"all θ, θ′ ∈ K; indices {indices}",
        quantities=quantities,
        figures=(figure,),
    )


@LINEAR_NETWORK.conclusion("strong Morse on K with c = 1/10, δ = 7/20", claims=["strong Morse"])
def morse(claim):
    """det(∇²L₁ − λI) ≠ 0 for |λ| ≤ δ wherever |∇L₁| ≤ c: no eigenvalue lies in [−δ, δ]."""
    return _enclosed(claim, (x, y, lam), scope="all points of K, all |λ| ≤ 7/20")


@LINEAR_NETWORK.sharpness(
    "δ = 2/5 is possible, too",
    claims=[strong_morse(MAJORITY, C)],
    over={lam: Interval(-Rational(2, 5), Rational(2, 5))},
)
def larger_delta(claim):
    return _enclosed(claim, (x, y, lam), scope="all points of K, all |λ| ≤ 2/5")


@LINEAR_NETWORK.conclusion(
    "τ_g ≤ c, τ_h < δ and the boundary condition",
    claims=["|∇L₀| ≤ τ_g", "τ_g < c", "‖∇²L₀‖ ≤ τ_h", "τ_h < δ", "|∇L₁| > τ_g on the boundary"],
)
def hypotheses_hold(claim):
    """With H = ∇²L₀ and its entries h: (h₁₁² + 2h₁₂² + h₂₂²)|v|² − |Hv|² = (h₁₁v₂ − h₁₂v₁)² + (h₁₂v₂ − h₂₂v₁)²."""
    proof = Proof({v: claim.symbols[v] for v in (x, y, v_1, v_2)})
    gentle, small, bounded, gap, steep = claim.formulas
    corner = proof.enclose(le((x * y + 1) ** 2 * (x**2 + y**2), UNSCALED))
    (first, mixed), (_, second) = BENT
    entries = proof.enclose(le(first**2 + 2 * mixed**2 + second**2, TAU_H**2))
    squares = [proof.settle(ge((p * v_2 - q * v_1) ** 2, 0)) for p, q in ((first, mixed), (mixed, second))]
    line = proof.both(
        proof.linear(gentle, (corner, ZETA**2)),
        proof.settle(small),
        proof.linear(bounded, (entries, v_1**2 + v_2**2), *squares),
        proof.settle(gap),
        proof.enclose(steep),
    )
    return proof.finding(line, scope="all points of K, all vectors v = (v₁, v₂)")


@LINEAR_NETWORK.conclusion(
    "the adversarial set is covered by the balls of radius τ_g/δ about crit L₁",
    claims=["the adversarial set is near the three places", "and within τ_g/δ of crit L₁"],
)
def covered(claim):
    return _enclosed(claim, (x, y, x_other, y_other), scope="all points of K")


OF_MAJORITY, OF_TOTAL = copies(3, "1"), copies(3, "")

CRITICAL_POINTS = PAPER.repair(
    "linear-network-critical-points",
    repairs=None,
    label="Critical points of the linear network",
    reading=(
        "L₁ and L have a critical point near each of three places: within 1/10 of it in either coordinate. They are "
        "two minima and a saddle. That there are no others in K is part of how they are counted (quantities of "
        "linear-network)."
    ),
)


@CRITICAL_POINTS.conclusion(
    "L₁ has a critical point near each of the three places",
    exists=all_critical(MAJORITY, OF_MAJORITY),
    over=around(OF_MAJORITY, PLACES, C),
)
def three_of_the_majority(claim):
    return found(claim, scope="three points at once, each within 1/10 of its place in either coordinate")


@CRITICAL_POINTS.conclusion(
    "L has a critical point near each of the three places",
    exists=all_critical(MAJORITY + MINORITY, OF_TOTAL),
    over=around(OF_TOTAL, PLACES, C),
)
def three_of_the_total(claim):
    return found(claim, scope="three points at once, each within 1/10 of its place in either coordinate")
