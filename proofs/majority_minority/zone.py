r"""Theorem 2 as the poster prints it: the majority-training zone, on an arbitrary set K; what refutes it there."""

from sympy import And, Integer, Interval, Ne, Rational, Subs

from checks.methods import Proof, exists, quantity, witness
from checks.outcome import Verdict
from checks.paper import eq, ge, le, lt
from proofs.majority_minority.counterexamples import counterexample, not_critical, small
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
from proofs.majority_minority.printed import MAJORITY_IN_K, QUADRATIC, SETTING, STANDARD

THEOREM_2 = PAPER.theorem(
    "2",
    where="Poster, Majority-training zone",
    printed=SETTING + r"\ \Longrightarrow\ K\setminus Z_{\mathrm{maj}}\subset\bigcup_{\hat\theta_1\in"
    r"\operatorname{crit}L_1\cap K}B\Big(\hat\theta_1,\frac{2\tau}\delta\Big),\qquad "
    r"Z_{\mathrm{maj}}=\{\langle\nabla L,\nabla L_1\rangle>0\}",
    words="For every K: where L's gradient does not point away from L₁'s, a critical point of L₁ in K is within 2τ/δ.",
    given=[
        *QUADRATIC,
        le(left, theta),
        le(theta, right),
        le((rate * (theta - theta_1) + push) * rate * (theta - theta_1), 0),
    ],
    concludes=And(MAJORITY_IN_K, lt((theta - theta_1) ** 2, (2 * tau / delta) ** 2)),
    derivation=False,
    note=(
        "Encoded for L₁ = r(x − θ₁)²/2, L₀ = qx on K = [k₀, k₁], with an adversarial point θ of K: a special case, "
        "enough to refute. θ₁ is the only critical point of L₁."
    ),
)


@THEOREM_2.hypotheses("a point meets all hypotheses")
def hypotheses_satisfiable():
    at = {**STANDARD, theta_1: 0, theta: TAU / 2, push: -TAU, left: -1, right: 1}
    return exists(THEOREM_2, eq(Integer(0), 0), at=at)


@THEOREM_2.conclusion("an adversarial point in K, no critical point of L₁ in K", expect=Verdict.REFUTED)
def no_ball_at_all():
    """K = [0, 1], L₁ = (x + 1/128)²/2, L₀ = −x/64: 0 is adversarial, and the union of balls is empty."""
    return witness(THEOREM_2, at={**STANDARD, theta_1: -TAU / 2, theta: 0, push: -TAU, left: 0, right: 1})


@THEOREM_2.hypotheses("the same with every hypothesis for all points of K")
def no_ball_for_all_points():
    """⟨∇L, ∇L₁⟩ = (x − 1/128)(x + 1/128) at x = 0 ∈ K, while L₁′ = x + 1/128 > 0 on K: the union of balls is empty."""
    majority, minority = (x + TAU / 2) ** 2 / 2, -x / 64
    product = (slope(majority, x) + slope(minority, x)) * slope(majority, x)
    proof, line = counterexample(majority, minority, Interval(0, 1), [
        lt(Subs(product, x, 0), 0),
        not_critical(majority),
    ])  # fmt: skip
    return proof.finding(
        line,
        scope="K = [0, 1], L₁ = (x + 1/128)²/2, L₀ = −x/64, δ = c = M = 1, τ = 1/64",
        note="Every point of [0, 1/128] is adversarial.",
    )


@THEOREM_2.hypotheses("all of K is adversarial: a disk in the plane")
def adversarial_disk():
    majority, minority = (x**2 + y**2) / 2, -x / 64
    middle, radius = Rational(1, 128), Rational(1, 256)
    disk = [le((x - middle) ** 2 + y**2, radius**2)]
    first, second = gradient(majority, x, y), gradient(majority + minority, x, y)
    product = inner(first, second)
    proof = Proof({x: Interval(middle - radius, middle + radius), y: Interval(-radius, radius)}, disk)
    hessian = [(slope(majority, x, x), 1), (slope(majority, x, y), 0), (slope(majority, y, y), 1)]
    line = proof.both(
        *(proof.settle(eq(h, value)) for h, value in hessian),
        *(proof.settle(eq(slope(minority, v, w), 0)) for v, w in ((x, x), (x, y), (y, y))),
        proof.settle(le(slope(minority, x) ** 2 + slope(minority, y) ** 2, TAU**2)),
        *(proof.settle(f) for f in small()),
        proof.linear(le(product, 0), disk[0], le(radius**2, middle**2)),
        proof.settle(Ne(first[0], 0, evaluate=False)),
        proof.settle(Ne(second[0], 0, evaluate=False)),
    )
    return proof.finding(
        line,
        scope="K the closed disk about (1/128, 0) of radius 1/256, L₁ = (x² + y²)/2, L₀ = −x/64",
        note="∇²L₁ = I, so M = 1 is more than enough; neither L₁ nor L has a critical point in K.",
    )


@THEOREM_2.sharpness("the best factor of τ/δ is 1, not 2")
def ball_factor():
    """L₁ = δx²/2, L₀ = −τx: the adversarial set is exactly [0, τ/δ]. That 1 is enough is `sharp-theorem`."""
    delta, small_tau = Integer(1), TAU
    at = small_tau / delta
    majority, total = delta * x**2 / 2, delta * x**2 / 2 - small_tau * x
    product = slope(total, x) * slope(majority, x)
    proof = Proof({x: Interval(0, at)})
    line = proof.linear(le(product, 0), (le(x, at), delta**2 * x))
    factor = quantity(
        "radius_factor",
        at * delta / small_tau,
        symbol=r"\kappa_2",
        meaning="least factor k such that balls of radius kτ/δ cover the adversarial set",
        printed="2",
    )
    return proof.finding(line, scope="L₁ = x²/2, L₀ = −x/64, 0 ≤ x ≤ τ/δ = 1/64", quantities=(factor,))


@THEOREM_2.hypotheses("the adversarial set need not be empty")
def not_vacuous():
    """On K = [−1, 1] with L₁ = x²/2 the adversarial set [0, 1/64] is not empty."""
    majority, total = x**2 / 2, x**2 / 2 - x / 64
    proof = Proof({x: Interval(0, TAU)})
    product = slope(total, x) * slope(majority, x)
    return proof.finding(proof.linear(ge(0, product), (le(x, TAU), x)), scope="the adversarial set is not empty")
