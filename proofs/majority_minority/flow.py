r"""Gradient flow θ′ = −∇L(θ): where it decreases L₁, and how long the minority waits.

Along the flow d/dt L₁(θ(t)) = ⟨∇L₁, θ′⟩ = −⟨∇L₁, ∇L⟩. A step of finite size adds the curvature of L₁: L₁(θ − η∇L) ≤
L₁(θ) − η⟨∇L₁, ∇L⟩ + (Λ/2)η²|∇L|² where ∇L₁ has the Lipschitz constant Λ.
"""

from fractions import Fraction

from sympy import Interval, Rational, exp, log, oo

from checks.methods import Proof, nothing, numbers, proves, witness
from checks.methods.coordinates import met_in
from checks.methods.vectors import gram, inner, norm
from checks.outcome import Curve, Figure, Trust, Verdict
from checks.paper import eq, ge, gt, le, lt
from proofs.foundations.vectors import CAUCHY_SCHWARZ, between_lengths
from proofs.majority_minority.cited import ALONG_A_CURVE
from proofs.majority_minority.notation import (
    a,
    change,
    drop_minority,
    drop_total,
    duration,
    early,
    factor,
    k,
    late,
    p,
    slope,
    smooth,
    steep,
    step,
    t,
    tau_g,
    u,
    x,
    x0,
    y,
    y0,
    zeta,
)
from proofs.majority_minority.pairs import g_0, g_1
from proofs.majority_minority.paper import PAPER

IN_ZONE = gt(inner(g_1 + g_0, g_1), 0)

GRADIENT_FLOW = PAPER.statement(
    "gradient-flow",
    label="Gradient flow",
    where="Learning unbalanced data with the gradient method",
    quote=r"Continuous approximation of gradient descent for loss $L(\theta)$: $\frac d{dt}\theta(t)=-\nabla "
    r"L(\theta(t))$ with $\theta(0)=\theta_{\mathrm{init}}\in\mathbb R^d$. Majority-training zone. For losses "
    r"$L=L_1+L_0$: $Z_{\mathrm{maj}}=\{\theta\in\mathbb R^d:\langle\nabla L(\theta),\nabla L_1(\theta)\rangle>0\}$. "
    r"Gradient descent on $L$ also decreases $L_1$.",
    reading=(
        "Of the continuous approximation: while θ(t) is in the zone, L₁ decreases along the flow. With g₁ = ∇L₁ and g₀ "
        "= ∇L₀ the zone is ⟨g₁ + g₀, g₁⟩ > 0, and θ′ = −(g₁ + g₀), so ⟨g₁, θ′⟩ is the derivative of L₁ along the flow."
    ),
    given=[IN_ZONE],
    concludes=[lt(inner(g_1, -g_1 - g_0), 0)],
    derivation=False,
    note="For steps of finite size see gradient-descent-steps and descent-step.",
)


@GRADIENT_FLOW.conclusion("d/dt L₁(θ(t)) = −⟨∇L₁, ∇L⟩ < 0 in the zone")
def decreases_the_majority_loss(claim):
    proof = Proof.about(claim)
    return proof.finding(
        gram(proof, proof.goal, IN_ZONE),
        modulo=(ALONG_A_CURVE,),
        note="L₁ changes by the integral of ⟨∇L₁, θ′⟩ = −⟨∇L₁, ∇L⟩.",
        scope="any dimension, at every point of the zone",
    )


GRADIENT_STEPS = PAPER.statement(
    "gradient-descent-steps",
    kind="remark",
    label="Gradient steps of any size",
    where="Learning unbalanced data with the gradient method, read for steps of finite size",
    origin="reading",
    reading=(
        "A step θ − η∇L(θ) from a point of the zone decreases L₁, whatever its size η > 0. Encoded for L₁ = x²/2 and "
        "L₀ = 0 on the line, whose zone is x ≠ 0: a special case, enough to refute."
    ),
    given=[gt(x**2, 0)],
    concludes=[lt((x - step * x) ** 2 / 2, x**2 / 2)],
    derivation=False,
    note="The poster speaks of the flow just before; this sense is not charged to it.",
)


@GRADIENT_STEPS.conclusion("a step of any size decreases L₁ in the zone", expect=Verdict.REFUTED)
def finite_steps(claim):
    """Step size 3 takes x = 1 to −2."""
    return witness(claim, at={x: 1, step: 3})


SMOOTH = le(change, -step * inner(g_1, g_1 + g_0) + smooth / 2 * step**2 * norm(g_1 + g_0) ** 2)
SHORT = lt(step * smooth * norm(g_1 + g_0) ** 2, 2 * inner(g_1, g_1 + g_0))

DESCENT_STEP = PAPER.repair(
    "descent-step",
    repairs=GRADIENT_STEPS,
    label="Gradient steps that are short enough",
    printed=r"\theta\in Z_{\mathrm{maj}},\ 0<\eta<\frac{2\langle\nabla L,\nabla L_1\rangle}{\Lambda\|\nabla L\|^2}\ "
    r"\Longrightarrow\ L_1(\theta-\eta\nabla L)<L_1(\theta)",
    reading=(
        "∇L₁ has the Lipschitz constant Λ along the step; of it only the quadratic bound on the change Δ₁ of L₁ is "
        "used. Here g₁ = ∇L₁ and g₀ = ∇L₀ at θ, so ∇L = g₁ + g₀."
    ),
    given=[gt(inner(g_1, g_1 + g_0), 0), SMOOTH, SHORT],
    concludes=[lt(change, 0)],
)


met_in(GRADIENT_FLOW, {"g_1": [1], "g_0": [0]})
met_in(DESCENT_STEP, {"g_1": [1], "g_0": [0]}, at={smooth: 1, step: Rational(1, 2), change: -1})


@proves(DESCENT_STEP, "the linear gain outweighs the curvature")
def short_steps(q):
    """−Δ₁ ≥ (η/2)(2⟨g₁, g₁ + g₀⟩ − ηΛ|g₁ + g₀|²) > 0."""
    return gram(q, q.goal, SMOOTH, (SHORT, step / 2))


CATCH_UP_TIME = PAPER.repair(
    "catch-up-time",
    repairs=GRADIENT_FLOW,
    uses=[CAUCHY_SCHWARZ],
    label="Catch-up time",
    printed=r"T\ge\frac{(\Delta L_0)^2}{\tau_g^2\,\Delta L},\qquad "
    r"\inf\{t:\|\nabla L_1(\theta(t))\|\le2\tau_g\}\le\frac{L_1(\theta(0))-\inf L_1}{2\tau_g^2}",
    reading=(
        "|∇L₀| ≤ τ_g along the flow. A change ΔL₀ of the minority loss while L falls by ΔL takes at least the time "
        "(ΔL₀)²/(τ_g² ΔL); after at most (L₁(θ(0)) − inf L₁)/(2τ_g²) the gradient of L₁ has been as small as 2τ_g. "
        "In the model L₁ = (1 − p)x²/2, L₀ = p(y − 1)²/2 the minority needs exactly 100(1 − 2p)/p per cent more time "
        "than the majority for the same relative progress."
    ),
)
MEAN = eq(k * duration, steep)
INTEGRATED = le(2 * k * steep - k**2 * duration, drop_total)
CHANGE = le(drop_minority**2, (tau_g * steep) ** 2)


@CATCH_UP_TIME.conclusion(
    "time from the change of L₀: T ≥ (ΔL₀)²/(τ_g² ΔL)",
    claims=[le(2 * k * a - k**2, a**2), le(drop_minority**2 / (tau_g**2 * drop_total), duration)],
    given=[MEAN, INTEGRATED, CHANGE, gt(drop_total, 0), gt(tau_g, 0)],
    over={k: Interval(0, oo)},
)
def lower_bound(claim):
    """With a = |θ′|, V = ∫a the length and k = V/T the mean speed, a² ≥ 2ka − k² is integrated to ΔL = ∫a² ≥ 2kV − k²T
    = V²/T; and |ΔL₀| ≤ τ_g V: τ_g² ΔL T − (ΔL₀)² = τ_g²(ΔL T − V²) + (τ_g V)² − (ΔL₀)²."""
    proof = Proof.about(claim)
    pointwise, bound = claim.formulas
    square = proof.settle(ge((a - k) ** 2, 0))
    schwarz = proof.linear(le(steep**2, drop_total * duration), (INTEGRATED, duration), (MEAN, k * duration - steep))
    weight = 1 / (tau_g**2 * drop_total)
    positive = proof.linear(
        gt(tau_g**2 * drop_total, 0), (gt(tau_g, 0), tau_g * drop_total), using=[gt(drop_total, 0), gt(tau_g, 0)]
    )
    time = proof.linear(bound, (CHANGE, weight), (schwarz, tau_g**2 * weight), using=[positive])
    return proof.finding(
        proof.both(proof.linear(pointwise, square), time),
        modulo=(ALONG_A_CURVE,),
        note="L falls by the integral of |θ′|², and |ΔL₀| is at most that of τ_g|θ′|.",
        scope="any dimension, any stretch of the flow of duration T",
    )


BOUNDED, LARGE = le(norm(g_0), tau_g), lt(2 * tau_g, norm(g_1))
FALLEN = (le(2 * tau_g**2 * duration, drop_total), le(drop_total, steep), gt(tau_g, 0))


@CATCH_UP_TIME.conclusion(
    "while |∇L₁| > 2τ_g, L₁ falls at the rate 2τ_g² at least: so for a time at most (L₁(0) − inf L₁)/(2τ_g²)",
    claims=[le(2 * tau_g**2, inner(g_1 + g_0, g_1)), le(duration, steep / (2 * tau_g**2))],
    given=[BOUNDED, LARGE, *FALLEN],
)
def upper_bound(claim):
    """−d/dt L₁ = ⟨g₁ + g₀, g₁⟩ ≥ |g₁|(|g₁| − τ_g) ≥ 2τ_g² with g₁ = ∇L₁ and g₀ = ∇L₀. In the time T, L₁ falls by ΔL ≥
    2τ_g²T, and by no more than V = L₁(θ(0)) − inf L₁."""
    proof = Proof.about(claim)
    rate, time = claim.formulas
    below, _ = between_lengths(proof, g_0, g_1)
    falls = gram(proof, rate, below, (BOUNDED, norm(g_1)), (LARGE, norm(g_1) + tau_g))
    weight = 1 / (2 * tau_g**2)
    return proof.finding(
        proof.both(falls, proof.linear(time, (FALLEN[0], weight), (FALLEN[1], weight), using=[FALLEN[2]])),
        modulo=(ALONG_A_CURVE,),
        scope="any dimension, any stretch of the flow of duration T on which |∇L₁| > 2τ_g",
    )


MAJORITY, MINORITY = (1 - p) * x**2 / 2, p * (y - 1) ** 2 / 2
FIRST, SECOND = x0 * exp(-(1 - p) * t), 1 + (y0 - 1) * exp(-p * t)
AT_EARLY, AT_LATE = eq(2 * (1 - p) * early, log(factor)), eq(2 * p * late, log(factor))
REACHED = (
    eq(factor * MAJORITY.subs(x, FIRST.subs(t, early)), MAJORITY.subs(x, x0)),
    eq(factor * MINORITY.subs(y, SECOND.subs(t, late)), MINORITY.subs(y, y0)),
)


@CATCH_UP_TIME.conclusion(
    "the two-rate model solved: overcost 100(1 − 2p)/p per cent",
    claims=[
        eq(slope(MAJORITY + MINORITY, x), (1 - p) * x),
        eq(slope(MAJORITY + MINORITY, y), p * (y - 1)),
        eq(slope(FIRST, t), -(1 - p) * FIRST),
        eq(slope(SECOND, t), -p * (SECOND - 1)),
        *REACHED,
        gt(early, 0),
        eq(100 * (late - early), 100 * (1 - 2 * p) / p * early),
    ],
    given=[AT_EARLY, AT_LATE],
)
def two_rates(claim):
    """The flow is x = x₀e^{−(1−p)t}, y − 1 = (y₀ − 1)e^{−pt}. Each loss has fallen to its F-th part at
    t₁ = log F/(2(1 − p)) (majority) and at t₀ = log F/(2p) (minority), whatever the start."""
    proof = Proof.about(claim)
    *flow, first, second, positive, overcost = proof.goals
    growth = proof.axiom("exp-log", factor)
    reached = []
    for goal, exponent, given, start in (
        (first, 2 * (1 - p) * early, AT_EARLY, MAJORITY.subs(x, x0)),
        (second, 2 * p * late, AT_LATE, MINORITY.subs(y, y0)),
    ):
        grown = proof.rewrite(eq(exp(exponent), factor), growth, given)
        reached.append(proof.linear(goal, (grown, -start * exp(-exponent))))
    later = proof.linear(overcost, (AT_LATE, 50 / p), (AT_EARLY, -50 / p))
    waits = proof.linear(
        positive, (proof.enclose(gt(log(factor), 0)), 1 / (2 * (1 - p))), (AT_EARLY, -1 / (2 * (1 - p)))
    )
    return proof.finding(
        proof.both(*map(proof.identity, flow), *reached, waits, later),
        scope="all 0 < p < 1, F > 1, all starts, all t ≥ 0",
        figures=(overcost_figure(),),
    )


@CATCH_UP_TIME.sharpness(
    "if ζ is the ratio n₀/n₁, so p = ζ/(1 + ζ), the overcost of the two-rate model is 100(1 − ζ)/ζ per cent",
    claims=[eq(100 * (1 - 2 * p) / p, 100 * (1 - zeta) / zeta)],
    given=[eq(p, zeta / (1 + zeta))],
)
def imbalance_as_a_ratio(claim):
    """The poster says “imbalance level ζ” and not whether ζ is the minority's share or its ratio to the majority."""
    proof = Proof.about(claim)
    (ratio,) = claim.given
    line = proof.linear(proof.goal, (ratio, -100 * (1 + zeta) / (p * zeta)))
    return proof.finding(
        line,
        note="At ζ = 80 % the model gives +25 % in this sense, and −75 % if ζ = p is the minority's share.",
        scope="all 0 < ζ < 1",
    )


def overcost_figure():
    """The overcost of the two-rate model in both senses of ζ, and what the poster measures."""
    from proofs.majority_minority.table import LEVELS, ROWS

    shares = [Fraction(i, 200) for i in range(2, 165)]
    levels = [float(Fraction(z, 100)) for z in LEVELS]
    rows = [Curve(name, levels, row[:4], "points") for name, _, row in (ROWS[0], ROWS[4], ROWS[6])]
    return Figure(
        "overcost",
        "Extra time for the minority",
        r"imbalance level $\zeta$",
        "overcost in %",
        (
            Curve(
                r"two-rate model, $\zeta$ a share: $100(1-2\zeta)/\zeta$",
                [float(q) for q in shares],
                [float(100 * (1 - 2 * q) / q) for q in shares],
            ),
            Curve(
                r"two-rate model, $\zeta$ a ratio: $100(1-\zeta)/\zeta$",
                [float(q) for q in shares],
                [float(100 * (1 - q) / q) for q in shares],
                "dashed",
            ),
            *rows,
        ),
        y_scale="symlog",
        caption="Marks: the poster's table at κ = 90 %. The poster does not say whether ζ is the minority's share or "
        "its ratio to the majority; the model goes below 0 where the minority is the larger group.",
    )


@CATCH_UP_TIME.sharpness("both bounds along integrated trajectories", expect=Verdict.SUPPORTED)
def along_trajectories():
    """Runge–Kutta steps in floating point from eight starts in the double-well example of `double_well`."""
    from proofs.majority_minority.double_well import LEAST_MAJORITY, ZETA, landscape, tau2
    from proofs.majority_minority.trajectories import paths, shares

    problem = landscape(ZETA)
    followed = paths(problem)
    used = [pair for path in followed for pair in shares(path, problem, tau2(ZETA), LEAST_MAJORITY)]
    lower, upper = (max(pair[i] for pair in used) for i in (0, 1))
    note = f"the largest share used of the lower bound is {lower:.3f}, of the upper bound {upper:.3f}"
    if lower > 1 or upper > 1:
        return nothing(f"a trajectory seems to violate a bound: {note}")
    scope = f"{len(followed)} trajectories of the double-well example at ζ = 1/20, {len(used)} instants, step 1/64"
    return numbers(Trust.NUMERICAL, scope=scope, note=note)


@CATCH_UP_TIME.hypotheses(
    "an exact trajectory keeps the upper bound: log(u − 1) ≤ u²/4", claims=[le(log(u - 1), u**2 / 4)],
    over={u: Interval.open(2, oo)},
)  # fmt: skip
def upper_bound_at_a_quadratic(claim):
    """L₁ = u²/2, L₀ = −τu: from u to 2τ the flow takes the time log((u − τ)/τ), and the bound is u²/(4τ²)."""
    proof = Proof.about(claim)
    return proof.finding(
        proof.by_derivatives(proof.goal, u, "lo", order=2),
        scope="τ = 1, every start u > 2; the time is log(u − 1) ≤ u²/4",
    )
