r"""More examples against Theorem 1, each with every hypothesis of the poster verified for all points of K.

These judgements are universal: for all points of K the hypotheses hold and the conclusion fails. Each says of its
losses what the points in `printed` say of the quadratic ones; together they show which hypothesis is missing.
"""

from sympy import Interval, Rational, Reals, oo, sqrt

from checks.methods import Proof
from checks.paper import eq, gt, le, lt
from proofs.majority_minority.counterexamples import critical, hypotheses, not_critical, points_of, settled, small
from proofs.majority_minority.notation import TAU, slope, tau, u, x, x_other, y
from proofs.majority_minority.printed import THEOREM_1

UNIT = Interval(0, 1)
CENTRED, SHIFTED, TILT = x**2 / 2, (x + TAU) ** 2 / 2, x / 64


@THEOREM_1.hypotheses(
    "on K = [0, 1], L₁ = x²/2 and L₀ = x/64 meet them; 0 is critical for L₁ and nothing in K for L",
    claims=[*hypotheses(CENTRED, TILT), critical(CENTRED, 0), not_critical(CENTRED + TILT)],
    given=[],
    over=points_of(UNIT),
)
def none_in_k(claim):
    return settled(
        claim,
        scope="K = [0, 1], L₁ = x²/2, L₀ = x/64, δ = c = M = 1, τ = 1/64; all points x, x′ of K",
        note="K is convex and compact. θ̂₁ = 0 lies in K; the only critical point of L on the line is −1/64.",
    )


INSIDE = (le(-u, x), le(-u, x_other))


@THEOREM_1.hypotheses(
    "a margin below τ/δ does not help: the same on K = [−m, 1] for every 0 < m < τ/δ",
    claims=[*hypotheses(CENTRED, TILT), critical(CENTRED, 0), lt(-u, 0), gt(slope(CENTRED + TILT, x), 0)],
    given=INSIDE,
    over={**points_of(Interval(-TAU, 1)), u: Interval.open(0, TAU)},
)
def any_margin_below(claim):
    """For all such m at once (m is the symbol u)."""
    proof = Proof.about(claim)
    total = slope(CENTRED + TILT, x)
    away = proof.linear(gt(x + TAU, 0), INSIDE[0], lt(u, TAU))
    positive = proof.rewrite(gt(total, 0), away, proof.identity(eq(total, x + TAU)))
    return proof.finding(
        proof.both(*map(proof.settle, proof.goals[:-1]), positive),
        scope="K = [−m, 1] for every 0 < m < 1/64 = τ/δ; L₁ = x²/2, L₀ = x/64, δ = c = M = 1, τ = 1/64",
        note="θ̂₁ = 0 is an inner point of K, and L′ > 0 on K. With m = τ/δ the theorem holds, see local-theorem.",
    )


@THEOREM_1.hypotheses(
    "conversely, on K = [0, 1] with L₁ = (x + 1/64)²/2 and L₀ = −x/64: 0 is critical for L and nothing in K for L₁",
    claims=[*hypotheses(SHIFTED, -TILT), critical(SHIFTED - TILT, 0), not_critical(SHIFTED)],
    given=[],
    over=points_of(UNIT),
)
def none_of_the_majority_in_k(claim):
    """L is x²/2 + 1/8192."""
    return settled(claim, scope="K = [0, 1], L₁ = (x + 1/64)²/2, L₀ = −x/64, δ = c = M = 1, τ = 1/64")


EDGE, INNER, FIFTH, RADIUS = Rational(3, 40), Rational(1, 8), Rational(1, 5), Rational(1, 4)
LEFT, RIGHT = x**2 / 2, (x_other - FIFTH) ** 2 / 2
BRIDGE = -5 * (u - Rational(1, 10)) + 3200 * (u - Rational(1, 10)) ** 3


@THEOREM_1.hypotheses(
    "two critical points of L in one ball of radius 4τ/δ, on a set K of two pieces",
    claims=[
        eq(slope(LEFT, x, x), 1),
        eq(slope(RIGHT, x_other, x_other), 1),
        eq(BRIDGE - u, 3200 * (u - EDGE) ** 2 * (u - Rational(3, 20))),
        eq(BRIDGE - (u - FIFTH), 3200 * (u - INNER) ** 2 * (u - Rational(1, 20))),
        eq(slope(LEFT, x), x),
        eq(slope(RIGHT, x_other), x_other - FIFTH),
        le(FIFTH, RADIUS),
        lt(Rational(1, 16), EDGE),
        *small(lipschitz=Rational(1, 4), tau=Rational(1, 16)),
    ],
    given=[],
    over={x: Interval(-EDGE, EDGE), x_other: Interval(INNER, Rational(11, 40)), u: Interval(EDGE, INNER)},
)
def two_in_one_ball(claim):
    """L₁′ = x on [−3/40, 3/40] and x − 1/5 on [1/8, 11/40], joined by −5s + 3200s³ with s = x − 1/10 in the gap, and
    L₀ = 0. The bridge differs from either line by a double zero at its end, so value and slope fit and L₁ ∈ C². Here
    M = 1/4, τ = 1/16, and 4τ/δ = 1/4."""
    return settled(
        claim,
        scope="K = [−3/40, 3/40] ∪ [1/8, 11/40], L₀ = 0, δ = c = 1, M = 1/4, τ = 1/16",
        note=(
            "0 and 1/5 are critical points of L = L₁ in K, both within 4τ/δ = 1/4 of 0, and each farther than τ/δ from "
            "the boundary of K. On convex K the statement `separation` says when the ball holds only one."
        ),
    )


K, E2 = Rational(1, 2**15), Rational(1, 2**10) ** 2


def _root(at):
    """w = √(v² + e²) with v = x + 255k."""
    return sqrt((at + 255 * K) ** 2 + E2)


def _bent(at):
    """L₁′ of the example without any critical point of L: (v + w)/2 − 256k."""
    return (at + 255 * K + _root(at)) / 2 - 256 * K


def _curvature(at):
    """L₁″ of that example: (1 + v/w)/2."""
    return (1 + (at + 255 * K) / _root(at)) / 2


RISE = _curvature(x + u) - _curvature(x)


@THEOREM_1.hypotheses(
    "L₁ with a critical point in K = [0, 1] and L₀ = x/64 such that L has no critical point anywhere",
    claims=[
        eq(slope(_bent(x), x), _curvature(x)),
        eq(2 * _bent(x) * (_root(x) - x + 257 * K), x / 32),
        le(Rational(99, 100), _curvature(x)),
        le(RISE, u),
        le(0, RISE),
        eq(slope(TILT, x), TAU),
        eq(slope(TILT, x, x), 0),
        *small(delta=Rational(99, 100)),
        gt(_bent(x) + TAU, 0),
    ],
    given=[],
    over={x: UNIT, u: UNIT},
)
def none_on_the_whole_line(claim):
    """L₁′ = (v + √(v² + e²))/2 − 256k with v = x + 255k, e = 32k, k = 2⁻¹⁵, and L₀ = 512k·x = x/64. By the second
    relation L₁′ vanishes at 0; L₁′ > −256k. The derivative L₁‴ = e²/(2(v² + e²)^(3/2)) < 1 on [0, 1] gives M = 1."""
    proof = Proof.about(claim)
    third = E2 / 2 * ((x + u + 255 * K) ** 2 + E2) ** Rational(-3, 2)

    def value(q):
        return q.settle(q.goal)

    below = proof.endpoint(le(RISE, u), u, "lo", value, lambda q: q.linear(q.goal, le(third, 1)))
    above = proof.endpoint(le(0, RISE), u, "lo", value, lambda q: q.linear(q.goal, gt(third, 0)))
    lines = [below if g == below.formula else above if g == above.formula else proof.settle(g) for g in proof.goals]
    return proof.finding(
        proof.both(*lines),
        scope="K = [0, 1], L₀ = x/64, δ = 99/100, c = M = 1, τ = 1/64; points x and x + u of K with u ≥ 0",
        note="L₁ is analytic, θ̂₁ = 0 lies in K, and L′ > 0. The next check shows L′ > 0 on the whole line.",
    )


@THEOREM_1.sharpness("in that example L′ > 0 on all of ℝ", claims=[gt(_bent(x) + TAU, 0)], given=[])
def slope_positive_on_the_line(claim):
    """w = √(v² + e²) has (w − v)(w + v) = e² > 0; for v ≤ 0 the first factor is positive, for v > 0 the second."""
    v, w = x, y
    lemma = Proof({v: Reals, w: Interval.open(0, oo)}, [eq(w**2, v**2 + E2)])

    def left(q):
        below = q.linear(gt(w - v, 0), gt(w, 0), le(v, 0))
        weight = 1 / (w - v)
        return q.linear(q.goal, (eq(w**2, v**2 + E2), -weight), (lt(0, E2), weight), using=[below])

    def right(q):
        return q.linear(q.goal, gt(w, 0), lt(0, v))

    sum_positive = lemma.established(lemma.cases(gt(w + v, 0), v, 0, left, right))
    proof = Proof.about(claim)
    at = x + 255 * K
    square = proof.identity(eq(_root(x) ** 2, at**2 + E2))
    line = proof.linear(
        proof.goal, (proof.instance(sum_positive, square, x=at, y=_root(x)), Rational(1, 2)), lt(0, 256 * K)
    )
    return proof.finding(line, scope="all real x; L′ = L₁′ + 1/64")


ONE_SIDED = -(x**2) / 2 + tau * x / 2
NEAR = (le(-tau / 2, x), le(x, tau / 2))


@THEOREM_1.hypotheses(
    "with a signed ρ_max of ∇²L₀ the slope of L may vanish nowhere: K = [−τ/2, τ/2], L₁ = x²/2, L₀ = −x²/2 + τx/2",
    claims=[
        le(slope(ONE_SIDED, x), tau),
        le(-tau, slope(ONE_SIDED, x)),
        le(slope(ONE_SIDED, x, x), tau),
        eq(slope(ONE_SIDED, x, x), -1),
        eq(slope(CENTRED, x, x), 1),
        *small(tau=tau),
        critical(CENTRED, 0),
        gt(slope(CENTRED + ONE_SIDED, x), 0),
    ],
    given=NEAR,
    over={tau: Interval.open(0, Rational(1, 32))},
)
def one_sided_bound_on_the_hessian(claim):
    """For every 0 < τ < 1/32: the Hessian of L₀ is −1 ≤ τ, the gradient at most τ, and L′ = τ/2."""
    proof = Proof.about(claim)
    above, below, _, bent, *_, positive = proof.goals
    flat = proof.identity(eq(slope(ONE_SIDED, x), tau / 2 - x))
    total = proof.identity(eq(slope(CENTRED + ONE_SIDED, x), tau / 2))
    lines = {
        above: proof.rewrite(above, proof.linear(le(tau / 2 - x, tau), NEAR[0]), flat),
        below: proof.rewrite(below, proof.linear(le(-tau, tau / 2 - x), NEAR[1], (gt(tau, 0), 1)), flat),
        bent: proof.identity(bent),
        positive: proof.rewrite(positive, proof.linear(gt(tau / 2, 0), (gt(tau, 0), Rational(1, 2))), total),
    }
    return proof.finding(
        proof.both(*(lines.get(g) or proof.settle(g) for g in proof.goals)),
        scope="K = [−τ/2, τ/2] for every 0 < τ < 1/32, δ = c = M = 1; reading ρ_max as the largest signed eigenvalue",
        note="So the bound on ∇²L₀ has to be two-sided.",
    )


@THEOREM_1.hypotheses(
    "they can be met: K = [−1, 1], L₁ = x²/2, L₀ = x/64",
    claims=hypotheses(CENTRED, TILT),
    given=[],
    over=points_of(Interval(-1, 1)),
)
def hypotheses_can_be_met(claim):
    return settled(claim, scope="K = [−1, 1], L₁ = x²/2, L₀ = x/64, δ = c = M = 1, τ = 1/64")


CURVE = eq(x * y, 1)
PRODUCT = (x * y - 1) ** 2 / 2


@THEOREM_1.hypotheses(
    "over-parametrised models lie outside: the Hessian of (ab − 1)²/2 is singular on its curve of minima",
    claims=[
        eq(slope(PRODUCT, x), 0),
        eq(slope(PRODUCT, y), 0),
        eq(slope(PRODUCT, x, x) * slope(PRODUCT, y, y) - slope(PRODUCT, x, y) ** 2, 0),
    ],
    given=[CURVE],
)
def continuous_symmetry(claim):
    """Here a = x and b = y."""
    proof = Proof.about(claim)
    first, second, determinant = proof.goals
    line = proof.both(
        proof.linear(first, (CURVE, y)),
        proof.linear(second, (CURVE, x)),
        proof.linear(determinant, (CURVE, 1 - 3 * x * y)),
    )
    return proof.finding(
        line,
        scope="L₁ = (ab − 1)²/2 at every point of the curve ab = 1",
        note=(
            "Gradient and determinant of the Hessian vanish together, so strong Morse fails for every δ > 0 on a set K "
            "that meets the curve. A predictor with a continuous symmetry (rescaling of two layers) behaves alike: the "
            "networks of the poster's table are outside of the theorems."
        ),
    )
