r"""What the Lipschitz constant M is for: Morse at one point only, and how far critical points stay apart."""

from sympy import Interval, Or, Rational, oo, sqrt

from checks.methods import Proof, met_at, quantity
from checks.methods.coordinates import met_in
from checks.methods.vectors import gram, norm, same, vector
from checks.outcome import Curve, Figure
from checks.paper import eq, ge, gt, le, lt
from proofs.foundations.vectors import CAUCHY_SCHWARZ, SQUARES, no_longer, squares_and_roots, sum_of_lengths
from proofs.majority_minority.cited import ALONG_A_CURVE, BANACH, BROUWER, INTERMEDIATE, ROLLE
from proofs.majority_minority.disjunctions import either
from proofs.majority_minority.notation import M, c, delta, distance, k, norm_1, other, reach, slope, tau, tau_h, u
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.printed import THEOREM_1

h, Hh, e, e_0 = vector("h"), vector("Hh"), vector("e"), vector("e_0")
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

LENGTH = norm(h)
FAR = (
    lt(0, LENGTH),
    le(delta * LENGTH, norm(Hh)),
    le(norm(e - Hh), M / 2 * LENGTH**2),
    same(e, -e_0),
    le(norm(e_0), tau_h * LENGTH),
)

SEPARATION = PAPER.repair(
    "separation",
    repairs=THEOREM_1,
    label="Separation",
    printed=r"K\text{ convex},\ \theta\ne\theta'\in\operatorname{crit}L\cap K\ \Longrightarrow\ "
    r"\|\theta-\theta'\|\ge\frac{2(\delta-\tau_h)}M",
    reading=(
        "K convex, strong Morse, ∇²L₁ with Lipschitz constant M, |∇L₀| ≤ τ_g ≤ c and ‖∇²L₀‖ ≤ τ_h < δ on K. Two "
        "critical points θ and θ + h of L in K are at least 2(δ − τ_h)/M apart, so a ball of radius kτ/δ holds at most "
        "one when τ < δ(δ − τ_h)/(kM). What the proof uses of the two points: Hh = ∇²L₁(θ)h is no shorter than δ|h|, "
        "as |∇L₁(θ)| = |∇L₀(θ)| ≤ τ_g ≤ c; e = ∇L₁(θ + h) − ∇L₁(θ) is within M|h|²/2 of Hh (Taylor); e₀ = "
        "∇L₀(θ + h) − ∇L₀(θ) is no longer than τ_h|h|; and e + e₀ = 0."
    ),
    given=[lt(tau_h, delta), *FAR],
    uses=[CAUCHY_SCHWARZ, SQUARES],
    concludes=[
        ("at least 2(δ − τ_h)/M apart", le(2 * (delta - tau_h) / M, LENGTH)),
        ("at most one in a ball", Or(le(delta * (delta - tau_h) / (k * M), tau), lt(2 * k * tau / delta, LENGTH))),
    ],
)

met_in(
    SEPARATION,
    {"h": [2], "Hh": [2], "e": [0], "e_0": [0]},
    at={delta: 1, M: 1, tau: 1, tau_h: 0, k: 1},
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
        proof.cite(BROUWER, line.formula, line),
        modulo=(ALONG_A_CURVE,),
        note="T is continuous, and its fixed points are the critical points of L; |A⁻¹v| ≤ |v|/δ.",
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
        proof.cite(BANACH, line.formula, line),
        modulo=(ALONG_A_CURVE,),
        note="A map whose derivative has norm at most q on a convex set changes distances by the factor q at most.",
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
    positive, morse, taylor, critical, minority = FAR
    parts = sum_of_lengths(proof, Hh, e, e - Hh, -1)
    same_length = no_longer(proof, e, norm(e_0), gram(proof, le(norm(e) ** 2, norm(e_0) ** 2), using=[critical]))
    weight = 2 / (M * LENGTH)
    facts = (morse, parts, taylor, same_length, minority)
    return proof.linear(SEPARATION.concludes[0], *((fact, weight) for fact in facts), using=[positive])


@SEPARATION.conclusion("δ|h| ≤ |Hh| ≤ |e| + M|h|²/2 ≤ τ_h|h| + M|h|²/2", claims=["at least 2(δ − τ_h)/M apart"])
def far_apart(claim):
    proof = Proof.about(claim)
    return proof.finding(_apart(proof), scope="any dimension", modulo=(ALONG_A_CURVE,))


@SEPARATION.conclusion("a ball of radius kτ/δ holds at most one", claims=["at most one in a ball"])
def at_most_one(claim):
    """Two points of the ball are at most 2kτ/δ apart."""
    proof = Proof.about(claim)
    (goal,) = claim.formulas
    bound = delta * (delta - tau_h) / (k * M)

    def small(q):
        apart = q.linear(lt(2 * k * tau / delta, LENGTH), _apart(q), (lt(tau, bound), 2 * k / delta))
        return either(q, goal, apart)

    line = proof.cases(goal, bound, tau, lambda q: either(q, goal, q.given(le(bound, tau))), small)
    return proof.finding(line, scope="every k > 0 and τ < δ(δ − τ_h)/(kM)", modulo=(ALONG_A_CURVE,))


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
        note="Under strong Morse with c > 0 the distance is larger: see separation-on-the-line.",
    )


HALF_WAY = sqrt(delta**2 + 2 * M * c) / M
SLOPES = (
    le(c, M / 2 * (distance**2 - other**2)),
    le(delta, M * other),
    le(c, M / 2 * (reach**2 - norm_1**2)),
    le(delta, M * norm_1),
)

ON_THE_LINE = PAPER.repair(
    "separation-on-the-line",
    repairs=THEOREM_1,
    label="Separation on the line",
    printed=r"d=1:\quad \theta\ne\theta'\in\operatorname{crit}L_1\ \Longrightarrow\ "
    r"\lvert\theta-\theta'\rvert\ge\frac{2\sqrt{\delta^2+2Mc}}M",
    reading=(
        "Strong Morse (c, δ) on an interval K ⊂ ℝ, L₁″ with Lipschitz constant M: two critical points of L₁ in K are "
        "at least 2√(δ² + 2Mc)/M apart, and no more can be said. Between two neighbouring zeros of L₁′ there is a "
        "point m with L₁″(m) = 0 (Rolle), so |L₁′(m)| > c, and on each side of m, at the distances D and n from the "
        "zeros, a point at the distance E or n₁ from m with |L₁′| = c for the first time, so |L₁″| ≥ δ there. As "
        "|L₁″(x)| ≤ M|x − m|, its integral from there to the zero, whose size is c, is at most (M/2)(D² − E²). These "
        "inequalities are the hypotheses."
    ),
    given=SLOPES,
    unexamined=["the way from L₁ to these hypotheses, by the theorems named"],
    uses=[SQUARES],
    concludes=[le(2 * HALF_WAY, distance + reach)],
    note="In higher dimensions the sharp constant is not known to us.",
)


met_at(ON_THE_LINE, {delta: 1, M: 1, c: 1, distance: 2, other: 1, reach: 2, norm_1: 1})


@ON_THE_LINE.conclusion("from the slopes on either side of the extremum between two zeros")
def far_apart_on_the_line(claim):
    """|L₁″(x)| ≤ M|x − m|: integrated from the zero to the point where |L₁′| = c it gives c ≤ (M/2)(D² − E²), and at
    that point δ ≤ ME. So M²D² ≥ 2Mc + M²E² ≥ 2Mc + δ²."""
    proof = Proof.about(claim)

    def one_side(whole, part, area, steep):
        square = proof.linear(le(delta**2, M**2 * part**2), (steep, delta), (steep, M * part))
        bound = proof.linear(le(HALF_WAY**2, whole**2), (area, 2 / M), (square, 1 / M**2))
        length = proof.instance(squares_and_roots(), bound, a=HALF_WAY, c=whole)
        return proof.given(le(HALF_WAY, whole), proof.axiom("abs-below", HALF_WAY, whole, length))

    sides = one_side(distance, other, *SLOPES[:2]), one_side(reach, norm_1, *SLOPES[2:])
    return proof.finding(
        proof.linear(proof.goal, *sides),
        modulo=(ROLLE, INTERMEDIATE, ALONG_A_CURVE),
        scope="d = 1, all c, δ, M > 0",
    )


STEEPNESS = sqrt(delta**2 + 2 * M * c)
LONGEST = STEEPNESS * u - M * u**2 / 2


@ON_THE_LINE.sharpness(
    "attained by L₁′ = su − Mu²/2 with s² = δ² + 2Mc, which is strongly Morse on the whole line",
    claims=[
        Or(lt(c, LONGEST), le(delta**2, slope(LONGEST, u) ** 2)),
        eq(LONGEST, M / 2 * u * (2 * HALF_WAY - u)),
        eq(slope(LONGEST, u, u), -M),
    ],
    given=[],
)
def line_attained(claim):
    """L₁″² = s² − 2ML₁′ ≥ s² − 2Mc = δ² wherever L₁′ ≤ c; the zeros are 0 and 2s/M."""
    proof = Proof.about(claim)
    morse, zeros, bent = claim.formulas

    def flat(q):
        curvature = q.identity(eq(slope(LONGEST, u) ** 2, delta**2 + 2 * M * (c - LONGEST)))
        return q.either(
            q.goal, q.linear(le(delta**2, slope(LONGEST, u) ** 2), (curvature, -1), (le(LONGEST, c), 2 * M))
        )

    strong = proof.cases(morse, LONGEST, c, flat, lambda q: q.either(q.goal, q.fact(lt(c, LONGEST))))
    line = proof.both(strong, proof.identity(zeros), proof.identity(bent))
    return proof.finding(line, scope="d = 1, every real u, all c, δ, M > 0")
