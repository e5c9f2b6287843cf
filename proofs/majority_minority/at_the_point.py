r"""What the Lipschitz constant M is for: Morse at one point only, and how far critical points stay apart."""

from sympy import Interval, Or, Rational, oo, sqrt

from checks.methods import Proof, quantity
from checks.outcome import Curve, Figure
from checks.paper import eq, ge, gt, le, lt
from proofs.majority_minority.disjunctions import either
from proofs.majority_minority.notation import M, delta, distance, k, other, slope, tau, tau_h, u
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.printed import THEOREM_1

ROOT = sqrt(delta**2 - 2 * M * tau)
RADIUS = (delta - ROOT) / M
VALID = le(2 * M * tau, delta**2)

AT_THE_POINT = PAPER.repair(
    "morse-at-the-point",
    repairs=THEOREM_1,
    label="Morse at the point only",
    printed=r"\nabla L_1(\hat\theta_1)=0,\ \rho_{\min}(\nabla^2L_1(\hat\theta_1))\ge\delta,\ 2M\tau\le\delta^2"
    r"\ \Longrightarrow\ \exists\,\hat\theta\in\operatorname{crit}L:\ \|\hat\theta-\hat\theta_1\|\le "
    r"r_-=\frac{\delta-\sqrt{\delta^2-2M\tau}}{M}",
    reading=(
        "Morse at θ̂₁ alone, ∇²L₁ with Lipschitz constant M and |∇L₀| ≤ τ (L₀ ∈ C¹) on the closed ball of radius r₋ "
        "about θ̂₁: then L has a critical point in that ball. It is the only one there if ‖∇²L₀‖ ≤ τ_h < √(δ² − 2Mτ)."
    ),
    given=[VALID],
)

APART = (gt(distance, 0), le(delta * distance, other + M * distance**2 / 2), le(other, tau_h * distance))

SEPARATION = PAPER.repair(
    "separation",
    repairs=THEOREM_1,
    label="Separation",
    printed=r"K\text{ convex},\ \theta\ne\theta'\in\operatorname{crit}L\cap K\ \Longrightarrow\ "
    r"\|\theta-\theta'\|\ge\frac{2(\delta-\tau_h)}M",
    reading=(
        "K convex, strong Morse, ∇²L₁ with Lipschitz constant M, |∇L₀| ≤ τ_g ≤ c and ‖∇²L₀‖ ≤ τ_h < δ on K. Two "
        "critical points of L in K are at least 2(δ − τ_h)/M apart, so a ball of radius kτ/δ holds at most one when "
        "τ < δ(δ − τ_h)/(kM). Here D is the length of their difference h and E = |∇L₁(θ + h) − ∇L₁(θ)|; the last two "
        "hypotheses are what the first step of the proof finds."
    ),
    given=[lt(tau_h, delta), *APART],
    concludes=[
        ("at least 2(δ − τ_h)/M apart", le(2 * (delta - tau_h) / M, distance)),
        ("at most one in a ball", Or(le(delta * (delta - tau_h) / (k * M), tau), lt(2 * k * tau / delta, distance))),
    ],
)


@AT_THE_POINT.conclusion(
    "the ball of radius r₋ is mapped into itself",
    claims=[le(other, RADIUS)],
    given=[VALID, le(distance, RADIUS), le(other, (M * distance**2 / 2 + tau) / delta)],
)
def maps_into_itself(claim):
    """T(h) = h − A⁻¹∇L(θ̂₁ + h) with A = ∇²L₁(θ̂₁). As |∇L₁(θ̂₁ + h) − Ah| ≤ M|h|²/2, |T(h)| ≤ (M|h|²/2 + τ)/δ ≤
    (M r²/2 + τ)/δ for |h| ≤ r, and this is r at r = r₋. Here D = |h| and E = |T(h)|."""
    proof = Proof.about(claim)
    _, inside, step = claim.given
    defined = _defined(proof)
    positive = proof.linear(ge(RADIUS, 0), _radius_positive(proof), using=[defined])
    balance = proof.identity(eq((M * RADIUS**2 / 2 + tau) / delta, RADIUS), defined)
    square = proof.linear(le(distance**2, RADIUS**2), (inside, distance), (inside, RADIUS), using=[defined, positive])
    line = proof.linear(le(other, RADIUS), step, (square, M / (2 * delta)), balance, using=[defined])
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


@AT_THE_POINT.conclusion(
    "T contracts the ball when τ_h < √(δ² − 2Mτ)",
    claims=[lt((M * RADIUS + tau_h) / delta, 1)],
    given=[VALID, lt(tau_h, ROOT)],
)
def contracts(claim):
    """‖DT(h)‖ ≤ ‖A⁻¹‖(M|h| + τ_h) ≤ (M r₋ + τ_h)/δ, and M r₋ = δ − √(δ² − 2Mτ)."""
    proof = Proof.about(claim)
    line = proof.linear(proof.goal, (lt(tau_h, ROOT), 1 / delta), using=[_defined(proof)])
    return proof.finding(
        proof.cite("Banach fixed point theorem", line.formula, line),
        modulo=("inference: a map whose derivative has norm less than 1 on a convex set contracts it",),
        scope="any dimension",
    )


CUBIC = delta * u**2 / 2 - M * u**3 / 6
SLOPE = delta * u - M * u**2 / 2 - tau
IS_SLOPE = eq(slope(CUBIC - tau * u, u), SLOPE)  # L′ for L₁ = δu²/2 − Mu³/6 and L₀ = −τu


@AT_THE_POINT.sharpness(
    "r₋ is attained by L₁ = δu²/2 − Mu³/6, L₀ = −τu",
    claims=[Or(le(RADIUS, u), lt(SLOPE, 0)), eq(SLOPE.subs(u, RADIUS), 0), IS_SLOPE],
)
def radius_is_attained(claim):
    """L′ = δu − Mu²/2 − τ = −(M/2)(u − r₋)(u − r₊) is negative below r₋ and vanishes there."""
    proof = Proof.about(claim)
    below_radius, at_root, derivative = claim.formulas

    def below(q):
        defined = _defined(q)
        near = q.linear(gt(RADIUS - u, 0), lt(u, RADIUS), using=[defined])
        upper = q.linear(gt((delta + ROOT) / M - u, 0), near, (_root(q, defined), 2 / M), using=[defined])
        weight = q.linear(gt(M * (RADIUS - u) / 2, 0), (near, M / 2), using=[defined])
        return either(q, below_radius, q.linear(lt(SLOPE, 0), (upper, M * (RADIUS - u) / 2), using=[defined, weight]))

    line = proof.both(
        proof.cases(below_radius, RADIUS, u, lambda q: either(q, below_radius, q.given(le(RADIUS, u))), below),
        proof.identity(at_root, _defined(proof)),
        proof.identity(derivative),
    )
    return proof.finding(line, scope="d = 1, every real u, all δ, M, τ with 2Mτ ≤ δ²")


@AT_THE_POINT.sharpness(
    "for 2Mτ > δ² there need not be any critical point",
    claims=[lt(SLOPE, 0), IS_SLOPE],
    given=[gt(2 * M * tau, delta**2)],
)
def no_critical_point(claim):
    """For the same losses −L′ = (M/2)(u − δ/M)² + (2Mτ − δ²)/(2M) > 0 on all of ℝ: this is what M is for."""
    (large,) = claim.given
    proof = Proof.about(claim)
    square = proof.settle(ge((u - delta / M) ** 2, 0))
    line = proof.linear(lt(SLOPE, 0), (square, M / 2), (large, 1 / (2 * M)))
    return proof.finding(
        proof.both(line, proof.identity(IS_SLOPE)), scope="d = 1, all real u, all δ, M, τ with 2Mτ > δ²"
    )


@AT_THE_POINT.sharpness(
    "r₋ = (2τ/δ)/(1 + √(1 − 2Mτ/δ²)), which at the poster's limit τ = δ²/(32M) is 1.016 τ/δ",
    claims=[eq(RADIUS * (delta + ROOT), 2 * tau)],
)
def ratio_at_the_limit(claim):
    """By the conjugate."""
    proof = Proof.about(claim)
    ratio = 2 / (1 + sqrt(Rational(15, 16)))
    published = quantity(
        "radius_ratio_at_limit",
        ratio,
        symbol=r"r_-\delta/\tau",
        meaning="exact radius over τ/δ when 2Mτ/δ² = 1/16, the largest value that the poster admits",
        printed="4",
    )
    return proof.finding(
        proof.identity(proof.goal, _defined(proof)),
        scope="all δ, M, τ with 2Mτ ≤ δ²",
        quantities=(published,),
        figures=(radius_figure(),),
    )


def radius_figure():
    """r₋ in units of τ/δ against 2Mτ/δ²."""
    grid = [Rational(i, 200) for i in range(201)]
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


def _apart(proof):
    """2(δ − τ_h)/M ≤ |h|."""
    positive, morse, minority = APART
    weight = 2 / (M * distance)
    return proof.linear(SEPARATION.concludes[0], (morse, weight), (minority, weight), using=[positive])


@SEPARATION.conclusion(
    "δ|h| ≤ τ_h|h| + M|h|²/2 for the difference h of two critical points", claims=["at least 2(δ − τ_h)/M apart"]
)
def far_apart(claim):
    """δ|h| ≤ |∇²L₁(θ)h| ≤ |∇L₁(θ + h) − ∇L₁(θ)| + M|h|²/2, and |∇L₁(θ + h) − ∇L₁(θ)| = |∇L₀(θ + h) − ∇L₀(θ)| ≤
    τ_h|h|."""
    proof = Proof.about(claim)
    return proof.finding(
        _apart(proof),
        modulo=(
            "inference: critical points of L have |∇L₁| = |∇L₀| ≤ τ_g ≤ c, so |∇²L₁ h| ≥ δ|h| there; Taylor's formula "
            "with a Lipschitz Hessian and the mean value inequality on the segment, which lies in the convex K",
        ),
        scope="any dimension",
    )


@SEPARATION.conclusion("a ball of radius kτ/δ holds at most one", claims=["at most one in a ball"])
def at_most_one(claim):
    """Two points of the ball are at most 2kτ/δ apart."""
    proof = Proof.about(claim)
    (goal,) = claim.formulas
    bound = delta * (delta - tau_h) / (k * M)

    def small(q):
        apart = q.linear(lt(2 * k * tau / delta, distance), _apart(q), (lt(tau, bound), 2 * k / delta))
        return either(q, goal, apart)

    line = proof.cases(goal, bound, tau, lambda q: either(q, goal, q.given(le(bound, tau))), small)
    return proof.finding(line, scope="every k > 0 and τ < δ(δ − τ_h)/(kM)")


@SEPARATION.sharpness(
    "attained when Morse is asked for at the critical points only: L₁ = δu²/2 − Mu³/6, L₀ = 0",
    claims=[
        eq(slope(CUBIC, u), M / 2 * u * (2 * delta / M - u)),
        eq(slope(CUBIC, u, u), delta - M * u),
        eq(slope(CUBIC, u, u, u), -M),
    ],
    given=[],
)
def separation_is_attained(claim):
    """The critical points are 0 and 2δ/M, and L₁″ = δ − Mu is δ and −δ there."""
    proof = Proof.about(claim)
    return proof.finding(
        proof.both(*map(proof.identity, proof.goals)),
        scope="d = 1, all δ, M > 0",
        note="Under strong Morse with c > 0 the distance is larger; the exact constant in that case is not examined.",
    )
