r"""Theorem 2 as the poster prints it: the majority-training zone, on an arbitrary set K; what refutes it there."""

from sympy import Integer, Interval, Ne, Rational, Subs, oo

from checks.methods import Proof, exists, quantity, witness
from checks.outcome import Verdict
from checks.paper import eq, le, lt
from proofs.majority_minority.counterexamples import hypotheses, not_critical, points_of, settled, small
from proofs.majority_minority.notation import (
    TAU,
    delta,
    gradient,
    inner,
    left,
    push,
    rate,
    right,
    slope,
    tau,
    theta,
    theta_1,
    x,
    y,
)
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.printed import QUADRATIC, SETTING, STANDARD

THEOREM_2 = PAPER.theorem(
    "2",
    where="Majority-training zone",
    quote=r"Majority-training zone. For losses $L=L_1+L_0$: $Z_{\mathrm{maj}}=\{\theta\in\mathbb R^d:\langle\nabla "
    r"L(\theta),\nabla L_1(\theta)\rangle>0\}$. Theorem: Majority-training zone is large. Under the previous setting, "
    r"$Z_{\mathrm{maj-adv}}:=K\setminus Z_{\mathrm{maj}}\subset\bigcup_{\hat\theta_1\in\mathrm{crit}\,L_1\cap "
    r"K}B\left(\hat\theta_1,\frac{2\tau}\delta\right)$. The previous setting: " + SETTING.strip(),
    reading=(
        "B is the open ball; ρ_min and ρ_max as in Theorem 1. Encoded for L₁ = r(x − θ₁)²/2, L₀ = qx on K = [k₀, k₁], "
        "with an adversarial point θ of K: a special case, enough to refute. θ₁ is the only critical point of L₁."
    ),
    over={tau: Interval(0, oo)},
    given=[
        *QUADRATIC,
        le(left, theta),
        le(theta, right),
        le((rate * (theta - theta_1) + push) * rate * (theta - theta_1), 0),
    ],
    concludes=[
        ("θ̂₁ is not below K", le(left, theta_1)),
        ("θ̂₁ is not above K", le(theta_1, right)),
        ("within 2τ/δ", lt((theta - theta_1) ** 2, (2 * tau / delta) ** 2)),
    ],
    says=(
        r"$Z_{\mathrm{maj-adv}}:=K\setminus "
        r"Z_{\mathrm{maj}}\subset\bigcup_{\hat\theta_1\in\mathrm{crit}\,L_1\cap "
        r"K}B\left(\hat\theta_1,\frac{2\tau}\delta\right)$"
    ),
    why=(
        "Nothing is asked of K near its boundary: with K = [0, 1], L₁ = (x + 1/128)²/2 and L₀ = −x/64 (δ = c = M = 1, "
        "τ = 1/64) all hypotheses hold, ⟨∇L, ∇L₁⟩ = x² − 1/128² ≤ 0 on [0, 1/128], and L₁ has no critical point in K."
    ),
    fix=(
        "Take K = ℝᵈ, or K closed with ‖∇L₁‖ > τ on its boundary: then closed balls of radius τ/δ suffice "
        "(sharp-theorem), hence for τ > 0 open ones of radius 2τ/δ."
    ),
    derivation=False,
    note="The body of the paper, which was not at hand, may put more conditions on K than the poster does.",
)


@THEOREM_2.hypotheses("a point meets all hypotheses", exists=[])
def hypotheses_satisfiable(claim):
    return exists(claim, at={**STANDARD, theta_1: 0, theta: TAU / 2, push: -TAU, left: -1, right: 1})


@THEOREM_2.conclusion(
    "an adversarial point in K has a critical point of L₁ in K", claims=["θ̂₁ is not below K"], expect=Verdict.REFUTED
)
def no_ball_at_all(claim):
    """K = [0, 1], L₁ = (x + 1/128)²/2, L₀ = −x/64: 0 is adversarial, and the union of balls is empty."""
    return witness(claim, at={**STANDARD, theta_1: -TAU / 2, theta: 0, push: -TAU, left: 0, right: 1})


@THEOREM_2.conclusion("the open balls cover also when τ = 0", claims=["within 2τ/δ"], expect=Verdict.REFUTED)
def no_minority(claim):
    """L₀ = 0 on K = [−1, 1]: the critical point 0 of L₁ = x²/2 is adversarial, as ⟨∇L, ∇L₁⟩ = 0 there, and balls of
    radius 0 are empty. Closed balls, or τ > 0, are meant."""
    return witness(claim, at={**STANDARD, tau: 0, theta_1: 0, theta: 0, push: 0, left: -1, right: 1})


SHIFTED, TILT = (x + TAU / 2) ** 2 / 2, x / 64


@THEOREM_2.hypotheses(
    "on K = [0, 1], L₁ = (x + 1/128)²/2 and L₀ = −x/64 meet them; 0 is adversarial, L₁ has no critical point in K",
    claims=[
        *hypotheses(SHIFTED, -TILT),
        lt(Subs((slope(SHIFTED, x) - slope(TILT, x)) * slope(SHIFTED, x), x, 0), 0),
        not_critical(SHIFTED),
    ],
    given=[],
    over=points_of(Interval(0, 1)),
)
def no_ball_for_all_points(claim):
    """⟨∇L, ∇L₁⟩ = (x − 1/128)(x + 1/128) at x = 0 ∈ K, while L₁′ = x + 1/128 > 0 on K: the union of balls is empty."""
    return settled(
        claim,
        scope="K = [0, 1], L₁ = (x + 1/128)²/2, L₀ = −x/64, δ = c = M = 1, τ = 1/64",
        note="Every point of [0, 1/128] is adversarial.",
    )


MIDDLE, RADIUS = Rational(1, 128), Rational(1, 256)
DISK = le((x - MIDDLE) ** 2 + y**2, RADIUS**2)
BOWL = (x**2 + y**2) / 2
OF_MAJORITY, OF_TOTAL = gradient(BOWL, x, y), gradient(BOWL - TILT, x, y)


@THEOREM_2.hypotheses(
    "in the plane all of a disk K can be adversarial, with no critical point of L₁ or L in it",
    claims=[
        *(eq(slope(BOWL, *pair), value) for pair, value in (((x, x), 1), ((x, y), 0), ((y, y), 1))),
        *(eq(slope(-TILT, *pair), 0) for pair in ((x, x), (x, y), (y, y))),
        le(slope(-TILT, x) ** 2 + slope(-TILT, y) ** 2, TAU**2),
        *small(),
        le(inner(OF_MAJORITY, OF_TOTAL), 0),
        Ne(OF_MAJORITY[0], 0, evaluate=False),
        Ne(OF_TOTAL[0], 0, evaluate=False),
    ],
    given=[DISK],
    over={x: Interval(MIDDLE - RADIUS, MIDDLE + RADIUS), y: Interval(-RADIUS, RADIUS)},
)
def adversarial_disk(claim):
    proof = Proof.about(claim)
    product = proof.formula(le(inner(OF_MAJORITY, OF_TOTAL), 0))
    lines = [proof.linear(g, DISK, le(RADIUS**2, MIDDLE**2)) if g == product else proof.settle(g) for g in proof.goals]
    return proof.finding(
        proof.both(*lines),
        scope="K the closed disk about (1/128, 0) of radius 1/256, L₁ = (x² + y²)/2, L₀ = −x/64",
        note="∇²L₁ = I, so M = 1 is more than enough; neither L₁ nor L has a critical point in K.",
    )


ADVERSARIAL = slope(x**2 / 2 - TILT, x) * slope(x**2 / 2, x)


@THEOREM_2.sharpness(
    "the factor 1 of τ/δ is attained: for L₁ = x²/2, L₀ = −x/64 all of [0, τ/δ] is adversarial",
    claims=[le(ADVERSARIAL, 0)],
    given=[],
    over={x: Interval(0, TAU)},
)
def ball_factor(claim):
    """That 1 is enough is `sharp-theorem`."""
    proof = Proof.about(claim)
    factor = quantity(
        "radius_factor",
        Integer(1),
        symbol=r"\kappa_2",
        meaning="least factor k such that balls of radius kτ/δ cover the adversarial set",
        printed="2",
    )
    line = proof.linear(proof.goal, (le(x, TAU), x))
    return proof.finding(line, scope="L₁ = x²/2, L₀ = −x/64, 0 ≤ x ≤ τ/δ = 1/64", quantities=(factor,))


@THEOREM_2.hypotheses(
    "the adversarial set need not be empty: L₁ = x²/2, L₀ = −x/64 on K = [−1, 1]",
    exists=[lt(ADVERSARIAL, 0), le(left, x), le(x, right)],
)
def not_vacuous(claim):
    """The point 1/128 of K."""
    at = {**STANDARD, theta_1: 0, theta: TAU / 2, push: -TAU, left: -1, right: 1, x: TAU / 2}
    return exists(claim, at=at)
