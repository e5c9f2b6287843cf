r"""Gradient flow θ′ = −∇L(θ): where it decreases L₁, and how long the minority waits."""

from fractions import Fraction

from sympy import And, Interval, exp, log, oo

from checks.methods import Proof, exists
from checks.outcome import Curve, Figure, Finding, Trust, Verdict
from checks.paper import eq, gt, le, lt
from proofs.majority_minority.notation import (
    a,
    b,
    drop_minority,
    drop_total,
    duration,
    factor,
    p,
    slope,
    steep,
    t,
    tau_g,
    u,
    x,
    x0,
    y,
    y0,
)
from proofs.majority_minority.paper import PAPER

GRADIENT_FLOW = PAPER.statement(
    "gradient-flow",
    kind="section",
    label="Gradient flow",
    where="Poster, Learning unbalanced data with the gradient method",
    printed=r"\frac{d}{dt}\theta(t)=-\nabla L(\theta(t)),\qquad "
    r"Z_{\mathrm{maj}}=\{\langle\nabla L,\nabla L_1\rangle>0\}",
    words="While θ(t) is in the majority-training zone, L₁ decreases along the flow.",
    derivation=False,
    note="The poster says it of gradient descent; for steps of finite size it need not hold, see below.",
)

CATCH_UP_TIME = PAPER.repair(
    "catch-up-time",
    repairs=GRADIENT_FLOW,
    printed=r"T\ge\frac{(\Delta L_0)^2}{\tau_g^2\,\Delta L},\qquad "
    r"\inf\{t:\|\nabla L_1(\theta(t))\|\le2\tau_g\}\le\frac{L_1(\theta(0))-\inf L_1}{2\tau_g^2}",
    words=(
        "|∇L₀| ≤ τ_g along the flow. A change ΔL₀ of the minority loss while L falls by ΔL takes at least the time "
        "(ΔL₀)²/(τ_g² ΔL); after at most (L₁(θ(0)) − inf L₁)/(2τ_g²) the gradient of L₁ has been as small as 2τ_g. "
        "In the model L₁ = (1 − p)x²/2, L₀ = p(y − 1)²/2 the minority needs exactly 100(1 − 2p)/p per cent more time "
        "than the majority for the same relative progress."
    ),
)


@GRADIENT_FLOW.conclusion("d/dt L₁(θ(t)) = −⟨∇L₁, ∇L⟩ < 0 in the zone")
def decreases_the_majority_loss():
    """With a = |∇L₁| and b = ⟨∇L₀, ∇L₁⟩ the derivative of L₁ along the flow is −(a² + b)."""
    proof = Proof.about(GRADIENT_FLOW, given=[gt(a**2 + b, 0)], also={a: None, b: None})
    return proof.finding(
        proof.linear(lt(-(a**2 + b), 0), gt(a**2 + b, 0)),
        modulo=("inference: chain rule, d/dt L₁(θ(t)) = ⟨∇L₁, θ′⟩ = −⟨∇L₁, ∇L⟩",),
        scope="any dimension, at every point of the zone",
    )


@GRADIENT_FLOW.sharpness("a gradient step of finite size may increase L₁ in the zone")
def finite_steps():
    """L₁ = x²/2, L₀ = 0, step size 3: the point x = 1 lies in the zone and goes to −2."""
    majority = x**2 / 2
    after = majority.subs(x, x - 3 * x)
    in_zone = gt(slope(majority, x) * slope(majority, x), 0)
    return exists(GRADIENT_FLOW, And(in_zone, gt(after, majority)), at={x: 1}, also={x: None})


@CATCH_UP_TIME.conclusion("time from the change of L₀: T ≥ (ΔL₀)²/(τ_g² ΔL)")
def lower_bound():
    """V = ∫|θ′| is the length. ΔL = ∫|θ′|² dt ≥ V²/T by Cauchy–Schwarz, and |ΔL₀| ≤ τ_g V:
    τ_g² ΔL T − (ΔL₀)² = τ_g²(ΔL T − V²) + (τ_g V)² − (ΔL₀)²."""
    schwarz, change = le(steep**2, drop_total * duration), le(drop_minority**2, (tau_g * steep) ** 2)
    given = [schwarz, change, gt(drop_total, 0), gt(tau_g, 0)]
    proof = Proof.about(CATCH_UP_TIME, given=given,
                        also=dict.fromkeys((steep, drop_total, duration, drop_minority, tau_g)))  # fmt: skip
    weight = 1 / (tau_g**2 * drop_total)
    positive = proof.linear(
        gt(tau_g**2 * drop_total, 0), (gt(tau_g, 0), tau_g * drop_total), using=[gt(drop_total, 0), gt(tau_g, 0)]
    )
    line = proof.linear(
        le(drop_minority**2 * weight, duration), (change, weight), (schwarz, tau_g**2 * weight), using=[positive]
    )
    return proof.finding(
        line,
        modulo=(
            "Cauchy–Schwarz inequality for integrals",
            "inference: d/dt L(θ(t)) = −|θ′|² and |d/dt L₀(θ(t))| ≤ τ_g|θ′| (chain rule)",
        ),
        scope="any dimension, any stretch of the flow of duration T",
    )


@CATCH_UP_TIME.conclusion("time to |∇L₁| ≤ 2τ_g at most (L₁(0) − inf L₁)/(2τ_g²)")
def upper_bound():
    """While a = |∇L₁| > 2τ_g, −d/dt L₁ = a² + b ≥ a(a − τ_g) ≥ 2τ_g², so L₁ falls at that rate at least."""
    schwarz, large = le(-tau_g * a, b), gt(a, 2 * tau_g)
    proof = Proof.about(CATCH_UP_TIME, given=[schwarz, large], also={tau_g: None, a: None, b: None})
    line = proof.linear(le(2 * tau_g**2, a**2 + b), schwarz, (large, a + tau_g))
    return proof.finding(
        line,
        modulo=("Cauchy–Schwarz inequality", "inference: L₁ cannot fall by more than L₁(θ(0)) − inf L₁"),
        scope="any dimension, wherever |∇L₁| > 2τ_g",
    )


@CATCH_UP_TIME.conclusion("the two-rate model solved: overcost 100(1 − 2p)/p per cent")
def two_rates():
    """x = x₀e^{−(1−p)t}, y − 1 = (y₀ − 1)e^{−pt}. A loss falls by the factor F at t₁ = log F/(2(1 − p)) (majority) and
    at t₀ = log F/(2p) (minority), whatever the start."""
    majority, minority = (1 - p) * x**2 / 2, p * (y - 1) ** 2 / 2
    first, second = x0 * exp(-(1 - p) * t), 1 + (y0 - 1) * exp(-p * t)
    symbols = dict.fromkeys((p, t, x0, y0, factor))
    proof = Proof.about(CATCH_UP_TIME, also=symbols)
    early, late = log(factor) / (2 * (1 - p)), log(factor) / (2 * p)
    total = majority + minority
    positive = proof.enclose(gt(log(factor), 0))
    line = proof.both(
        proof.identity(eq(slope(first, t), -total.diff(x).subs(x, first))),
        proof.identity(eq(slope(second, t), -total.diff(y).subs(y, second))),
        proof.identity(eq(majority.subs(x, first), exp(-2 * (1 - p) * t) * (1 - p) * x0**2 / 2)),
        proof.identity(eq(minority.subs(y, second), exp(-2 * p * t) * p * (y0 - 1) ** 2 / 2)),
        proof.identity(eq(2 * (1 - p) * early, log(factor))),
        proof.identity(eq(2 * p * late, log(factor))),
        proof.identity(eq(100 * (late - early) / early, 100 * (1 - 2 * p) / p), positive),
    )
    return proof.finding(
        line,
        modulo=("inference: a loss that is e^{−rt} times its start has fallen by the factor F at t = log F/r",),
        scope="all 0 < p < 1, F > 1, all starts, all t ≥ 0",
        figures=(overcost_figure(),),
    )


def overcost_figure():
    """The overcost of the two-rate model, and what the poster measures."""
    from proofs.majority_minority.table import LEVELS, ROWS

    shares = [Fraction(k, 200) for k in range(2, 165)]
    percent = [float(100 * (1 - 2 * q) / q) for q in shares]
    levels = [float(Fraction(z, 100)) for z in LEVELS]
    rows = [Curve(name, levels, row[:4], "points") for name, _, row in (ROWS[0], ROWS[4], ROWS[6])]
    return Figure(
        "overcost",
        "Extra time for the minority",
        r"share of the minority $p$ (imbalance level $\zeta$)",
        "overcost in %",
        (Curve(r"two-rate model: $100(1-2p)/p$", [float(q) for q in shares], percent), *rows),
        y_scale="symlog",
        caption="Marks: the poster's table at κ = 90 %. The model goes below 0 where the minority is the larger group.",
    )


@CATCH_UP_TIME.sharpness("both bounds along integrated trajectories", expect=Verdict.SUPPORTED)
def along_trajectories():
    """Runge–Kutta steps in floating point from eight starts in the double-well example of `double_well`."""
    from proofs.majority_minority.trajectories import paths, shares

    used = [pair for path in paths() for pair in shares(path)]
    lower, upper = (max(pair[k] for pair in used) for k in (0, 1))
    note = f"the largest share used of the lower bound is {lower:.3f}, of the upper bound {upper:.3f}"
    if lower > 1 or upper > 1:
        return Finding.undecided(f"a trajectory seems to violate a bound: {note}")
    scope = f"{len(paths())} trajectories of the double-well example at ζ = 1/20, {len(used)} instants, step 1/64"
    return Finding.evidence(Trust.NUMERICAL, scope=scope, note=note)


@CATCH_UP_TIME.hypotheses("an exact trajectory keeps the upper bound")
def upper_bound_at_a_quadratic():
    """L₁ = u²/2, L₀ = −τu: from u to 2τ the flow takes the time log((u − τ)/τ), and the bound is u²/(4τ²)."""
    proof = Proof({u: Interval.open(2, oo)})
    return proof.finding(
        proof.by_derivatives(le(log(u - 1), u**2 / 4), u, "lo", order=2),
        scope="τ = 1, every start u > 2; the time is log(u − 1) ≤ u²/4",
    )
