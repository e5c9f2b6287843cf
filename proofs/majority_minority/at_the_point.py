r"""What the Lipschitz constant M is for: Morse at one point only, and how far critical points stay apart."""

from sympy import Interval, Rational, oo, sqrt

from checks.methods import Proof, quantity
from checks.outcome import Curve, Figure
from checks.paper import eq, ge, gt, le, lt
from proofs.majority_minority.notation import M, delta, distance, other, slope, tau, tau_h, u
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.printed import THEOREM_1

ROOT = sqrt(delta**2 - 2 * M * tau)
RADIUS = (delta - ROOT) / M
VALID = le(2 * M * tau, delta**2)

AT_THE_POINT = PAPER.repair(
    "morse-at-the-point",
    repairs=THEOREM_1,
    printed=r"\nabla L_1(\hat\theta_1)=0,\ \rho_{\min}(\nabla^2L_1(\hat\theta_1))\ge\delta,\ 2M\tau\le\delta^2"
    r"\ \Longrightarrow\ \exists\,\hat\theta\in\operatorname{crit}L:\ \|\hat\theta-\hat\theta_1\|\le "
    r"r_-=\frac{\delta-\sqrt{\delta^2-2M\tau}}{M}",
    words=(
        "Morse at θ̂₁ alone, ∇²L₁ with Lipschitz constant M and |∇L₀| ≤ τ (L₀ ∈ C¹) on the closed ball of radius r₋ "
        "about θ̂₁: then L has a critical point in that ball. It is the only one there if ‖∇²L₀‖ ≤ τ_h < √(δ² − 2Mτ)."
    ),
    given=[VALID],
)

SEPARATION = PAPER.repair(
    "separation",
    repairs=THEOREM_1,
    printed=r"K\text{ convex},\ \theta\ne\theta'\in\operatorname{crit}L\cap K\ \Longrightarrow\ "
    r"\|\theta-\theta'\|\ge\frac{2(\delta-\tau_h)}M",
    words=(
        "K convex, strong Morse, ∇²L₁ with Lipschitz constant M, |∇L₀| ≤ τ_g ≤ c and ‖∇²L₀‖ ≤ τ_h < δ on K. Two "
        "critical points of L in K are at least 2(δ − τ_h)/M apart, so a ball of radius kτ/δ holds at most one when "
        "τ < δ(δ − τ_h)/(kM)."
    ),
    given=[lt(tau_h, delta)],
)


@AT_THE_POINT.conclusion("the ball of radius r₋ is mapped into itself")
def maps_into_itself():
    """T(h) = h − A⁻¹∇L(θ̂₁ + h) with A = ∇²L₁(θ̂₁). As |∇L₁(θ̂₁ + h) − Ah| ≤ M|h|²/2, |T(h)| ≤ (M|h|²/2 + τ)/δ ≤
    (M r²/2 + τ)/δ for |h| ≤ r, and this is r at r = r₋. Here D = |h| and E = |T(h)|."""
    given = [VALID, le(distance, RADIUS), le(other, (M * distance**2 / 2 + tau) / delta)]
    proof = Proof.about(AT_THE_POINT, given=given, also={distance: None, other: None})
    defined = _defined(proof)
    positive = proof.linear(ge(RADIUS, 0), _radius_positive(proof), using=[defined])
    balance = proof.identity(eq((M * RADIUS**2 / 2 + tau) / delta, RADIUS), defined)
    square = proof.linear(
        le(distance**2, RADIUS**2), (le(distance, RADIUS), distance), (le(distance, RADIUS), RADIUS),
        using=[defined, positive],
    )  # fmt: skip
    line = proof.linear(le(other, RADIUS), given[2], (square, M / (2 * delta)), balance, using=[defined])
    return proof.finding(
        proof.cite("Brouwer fixed point theorem", line.formula, line),
        modulo=(
            "inference: Taylor's formula |∇L₁(θ̂₁ + h) − Ah| ≤ M|h|²/2 for a Hessian with Lipschitz constant M, and "
            "|A⁻¹v| ≤ |v|/δ; T is continuous, and its fixed points are the critical points of L",
        ),
        scope="D = |h| ≤ r₋, E = |T(h)|, any dimension",
    )


def _defined(proof):
    """δ² − 2Mτ ≥ 0."""
    return proof.linear(ge(delta**2 - 2 * M * tau, 0), VALID)


def _radius_positive(proof):
    """r₋ > 0: √(δ² − 2Mτ) < δ, from (δ − w)(δ + w) = 2Mτ with w the root."""
    lemma = Proof({delta: Interval.open(0, oo), M: Interval.open(0, oo), tau: Interval.open(0, oo),
                   other: Interval(0, oo)}, [eq(other**2, delta**2 - 2 * M * tau)])  # fmt: skip
    fact = eq(other**2, delta**2 - 2 * M * tau)
    weight = 1 / (M * (delta + other))
    shown = lemma.established(lemma.linear(gt((delta - other) / M, 0), (fact, weight), (gt(2 * M * tau, 0), weight)))
    defined = _defined(proof)
    square = proof.identity(eq(ROOT**2, delta**2 - 2 * M * tau), defined)
    return proof.instance(shown, square, defined, _root(proof, defined), E=ROOT)


def _root(proof, defined):
    """√(δ² − 2Mτ) ≥ 0."""
    lemma = Proof({other: Interval(0, oo)})
    return proof.instance(lemma.established(lemma.enclose(ge(sqrt(other), 0))), defined, E=delta**2 - 2 * M * tau)


@AT_THE_POINT.conclusion("T contracts the ball when τ_h < √(δ² − 2Mτ)")
def contracts():
    """‖DT(h)‖ ≤ ‖A⁻¹‖(M|h| + τ_h) ≤ (M r₋ + τ_h)/δ, and M r₋ = δ − √(δ² − 2Mτ)."""
    small = lt(tau_h, ROOT)
    proof = Proof.about(AT_THE_POINT, given=[VALID, small], also={tau_h: None})
    defined = _defined(proof)
    line = proof.linear(lt((M * RADIUS + tau_h) / delta, 1), (small, 1 / delta), using=[defined])
    return proof.finding(
        proof.cite("Banach fixed point theorem", line.formula, line),
        modulo=("inference: a map whose derivative has norm less than 1 on a convex set contracts it",),
        scope="any dimension",
    )


@AT_THE_POINT.sharpness("r₋ is attained")
def radius_is_attained():
    """L₁ = δu²/2 − Mu³/6, L₀ = −τu: L′ = δu − Mu²/2 − τ = −(M/2)(u − r₋)(u − r₊) is negative below r₋."""
    proof = Proof.about(AT_THE_POINT, given=[VALID, lt(u, RADIUS)], also={u: None})
    defined = _defined(proof)
    total = slope(delta * u**2 / 2 - M * u**3 / 6 - tau * u, u)
    below = proof.linear(gt(RADIUS - u, 0), lt(u, RADIUS), using=[defined])
    upper = proof.linear(gt((delta + ROOT) / M - u, 0), below, (_root(proof, defined), 2 / M), using=[defined])
    weight = proof.linear(gt(M * (RADIUS - u) / 2, 0), (below, M / 2), using=[defined])
    line = proof.linear(lt(total, 0), (upper, M * (RADIUS - u) / 2), using=[defined, weight])
    at_root = proof.identity(eq(delta * RADIUS - M * RADIUS**2 / 2 - tau, 0), defined)
    return proof.finding(proof.both(line, at_root), scope="d = 1, every u < r₋, all δ, M, τ with 2Mτ ≤ δ²")


@AT_THE_POINT.sharpness("for 2Mτ > δ² there need not be any critical point")
def no_critical_point():
    """For the same losses −L′ = (M/2)(u − δ/M)² + (2Mτ − δ²)/(2M) > 0 on all of ℝ: this is what M is for."""
    large = gt(2 * M * tau, delta**2)
    proof = Proof.about(AT_THE_POINT, given=[large], also={u: None})
    total = slope(delta * u**2 / 2 - M * u**3 / 6 - tau * u, u)
    square = proof.settle(ge((u - delta / M) ** 2, 0))
    line = proof.linear(lt(total, 0), (square, M / 2), (large, 1 / (2 * M)))
    return proof.finding(line, scope="d = 1, all real u, all δ, M, τ with 2Mτ > δ²")


@AT_THE_POINT.sharpness("at the poster's limit τ = δ²/(32M) the radius is 1.016 τ/δ")
def ratio_at_the_limit():
    """r₋ = (2τ/δ)/(1 + √(1 − 2Mτ/δ²)) by the conjugate."""
    proof = Proof.about(AT_THE_POINT)
    defined = _defined(proof)
    line = proof.identity(eq(RADIUS * (delta + ROOT), 2 * tau), defined)
    ratio = 2 / (1 + sqrt(Rational(15, 16)))
    published = quantity(
        "radius_ratio_at_limit",
        ratio,
        symbol=r"r_-\delta/\tau",
        meaning="exact radius over τ/δ when 2Mτ/δ² = 1/16, the largest value that the poster admits",
        printed="4",
    )
    return proof.finding(line, scope="all δ, M, τ with 2Mτ ≤ δ²", quantities=(published,), figures=(radius_figure(),))


def radius_figure():
    """r₋ in units of τ/δ against 2Mτ/δ²."""
    grid = [Rational(k, 200) for k in range(201)]
    exact = [float(2 / (1 + sqrt(1 - w))) for w in grid]
    x = [float(w) for w in grid]
    return Figure(
        "radius",
        "How far the critical point can move",
        r"$2M\tau/\delta^2$",
        r"radius in units of $\tau/\delta$",
        (
            Curve("Morse at the point only: $r_-$, attained", x, exact),
            Curve(r"strong Morse: $\tau/\delta$, attained", x, [1] * len(x), "dashed"),
            Curve(r"printed: $4\tau/\delta$, up to $1/16$", [0, float(Rational(1, 16))], [4, 4]),
        ),
        caption="Beyond 1 there may be no critical point of L at all if Morse is known at one point only.",
    )


@THEOREM_1.sharpness("where 4τ/δ and δ²/(32M) come from: Newton and Kantorovich, with the ball inside K")
def newton_kantorovich():
    """For ∇L at θ̂₁: β = ‖(∇²L)⁻¹‖ ≤ 1/(δ − τ) ≤ 2/δ, first step η ≤ βτ ≤ 2τ/δ, Lipschitz constant 2M of ∇²L, so
    h = β·2M·η ≤ 8Mτ/δ² < 1/4, and a zero lies within 2η ≤ 4τ/δ. Here D stands for β and E for η."""
    limits = [lt(tau, delta / 8), lt(tau, delta**2 / (32 * M))]
    bounds = [ge(distance, 0), le(distance * (delta - tau), 1), ge(other, 0), le(other, distance * tau)]
    symbols = dict.fromkeys((tau, delta, M, distance, other))
    proof = Proof.about(THEOREM_1, given=[*limits, *bounds], also=symbols)
    twice = proof.linear(
        le(distance * delta / 2, 1),
        bounds[1],
        (limits[0], distance),
        (ge(distance, 0), 3 * delta / 8),
        using=[bounds[0]],
    )
    inverse = proof.linear(le(distance, 2 / delta), (twice, 2 / delta))
    first = proof.linear(le(other, 2 * tau / delta), bounds[3], (inverse, tau))
    small = proof.linear(
        lt(distance * 2 * M * other, Rational(1, 4)),
        (inverse, 2 * M * other),
        (first, 4 * M / delta),
        (limits[1], 8 * M / delta**2),
        using=[bounds[2]],
    )
    radius = proof.linear(le(2 * other, 4 * tau / delta), (first, 2))
    line = proof.both(inverse, first, small, radius)
    return proof.finding(
        proof.cite("Newton–Kantorovich theorem", line.formula, line),
        scope="β = D, η = E, h = 2Mβη; any dimension, if the closed ball of radius 4τ/δ about θ̂₁ lies in K",
        note="So existence in Theorem 1 holds as printed for critical points of L₁ with that ball in K.",
    )


@SEPARATION.conclusion("δ|h| ≤ τ_h|h| + M|h|²/2 for the difference h of two critical points")
def far_apart():
    """δ|h| ≤ |∇²L₁(θ)h| ≤ |∇L₁(θ + h) − ∇L₁(θ)| + M|h|²/2 and the first difference is |∇L₀(θ + h) − ∇L₀(θ)| ≤ τ_h|h|.
    Here D = |h| > 0 and E = |∇L₁(θ + h) − ∇L₁(θ)|."""
    facts = [gt(distance, 0), le(delta * distance, other + M * distance**2 / 2), le(other, tau_h * distance)]
    proof = Proof.about(SEPARATION, given=[*SEPARATION.given, *facts], also={distance: None, other: None, M: None})
    weight = 2 / (M * distance)
    line = proof.linear(le(2 * (delta - tau_h) / M, distance), (facts[1], weight), (facts[2], weight), using=[facts[0]])
    return proof.finding(
        line,
        modulo=(
            "inference: critical points of L have |∇L₁| = |∇L₀| ≤ τ_g ≤ c, so |∇²L₁ h| ≥ δ|h| there; Taylor's formula "
            "with a Lipschitz Hessian and the mean value inequality on the segment, which lies in the convex K",
        ),
        scope="any dimension",
    )


@SEPARATION.conclusion("a ball of radius kτ/δ holds at most one")
def at_most_one():
    """Two points of the ball are at most 2kτ/δ apart (k is the symbol E)."""
    small = lt(tau, delta * (delta - tau_h) / (other * M))
    given = [*SEPARATION.given, small, gt(other, 0)]
    proof = Proof.about(SEPARATION, given=given, also={tau: None, M: None, other: None})
    line = proof.linear(
        lt(2 * other * tau / delta, 2 * (delta - tau_h) / M), (small, 2 * other / delta), using=[gt(other, 0)]
    )
    return proof.finding(line, scope="every k > 0 and τ < δ(δ − τ_h)/(kM)")


@SEPARATION.sharpness("attained when Morse is asked for at the critical points only")
def separation_is_attained():
    """L₁ = δu²/2 − Mu³/6, L₀ = 0: critical points 0 and 2δ/M, with L₁″ = δ and −δ there."""
    proof = Proof.about(SEPARATION, also={M: None, u: None})
    loss = delta * u**2 / 2 - M * u**3 / 6
    line = proof.both(
        proof.identity(eq(slope(loss, u), M / 2 * u * (2 * delta / M - u))),
        proof.identity(eq(slope(loss, u, u), delta - M * u)),
        proof.identity(eq(delta - M * (2 * delta / M), -delta)),
        proof.identity(eq(slope(loss, u, u, u), -M)),
    )
    return proof.finding(
        line,
        scope="d = 1, all δ, M > 0",
        note="Under strong Morse with c > 0 the distance is larger; the exact constant in that case is not examined.",
    )
