r"""More examples against Theorem 1, each with every hypothesis of the poster verified for all points of K.

These judgements are universal: for all points of K the hypotheses hold and the conclusion fails. Each says of its
losses what the points in `printed` say of the quadratic ones; together they show which hypothesis is missing.
"""

from sympy import Integer, Interval, Rational, Reals, S, oo, sqrt

from checks.methods import Proof
from checks.paper import eq, gt, le, lt
from proofs.majority_minority.counterexamples import counterexample, critical, not_critical, small
from proofs.majority_minority.notation import TAU, slope, tau, u, x, x_other, y
from proofs.majority_minority.printed import THEOREM_1


@THEOREM_1.hypotheses("L₁ has a critical point in K, L has none")
def none_in_k():
    proof, line = counterexample(x**2 / 2, x / 64, Interval(0, 1), [
        critical(x**2 / 2, 0),
        not_critical(x**2 / 2 + x / 64),
    ])  # fmt: skip
    return proof.finding(
        line,
        scope="K = [0, 1], L₁ = x²/2, L₀ = x/64, δ = c = M = 1, τ = 1/64; all points x, x′ of K",
        note="K is convex and compact. θ̂₁ = 0 lies in K; the only critical point of L on the line is −1/64.",
    )


@THEOREM_1.hypotheses("a margin below τ/δ does not help")
def any_margin_below():
    """K = [−m, 1] with 0 < m < τ/δ, for all such m at once (m is the symbol u)."""
    majority, minority = x**2 / 2, x / 64
    total = slope(majority + minority, x)
    inside = [le(-u, x), le(-u, x_other)]
    proof, hypotheses_hold = counterexample(
        majority, minority, Interval(-TAU, 1), [critical(majority, 0)], given=inside, also={u: Interval.open(0, TAU)}
    )
    away = proof.linear(gt(x + TAU, 0), inside[0], lt(u, TAU))
    line = proof.both(
        hypotheses_hold,
        proof.settle(lt(-u, 0)),
        proof.rewrite(gt(total, 0), away, proof.identity(eq(total, x + TAU))),
    )
    return proof.finding(
        line,
        scope="K = [−m, 1] for every 0 < m < 1/64 = τ/δ; L₁ = x²/2, L₀ = x/64, δ = c = M = 1, τ = 1/64",
        note="θ̂₁ = 0 is an inner point of K, and L′ > 0 on K. With m = τ/δ the theorem holds, see local-theorem.",
    )


@THEOREM_1.hypotheses("the converse: L has a critical point in K, L₁ has none")
def none_of_the_majority_in_k():
    majority, minority = (x + TAU) ** 2 / 2, -x / 64
    proof, line = counterexample(majority, minority, Interval(0, 1), [
        critical(majority + minority, 0),
        not_critical(majority),
    ])  # fmt: skip
    return proof.finding(line, scope="K = [0, 1], L₁ = (x + 1/64)²/2, L₀ = −x/64, δ = c = M = 1, τ = 1/64")


@THEOREM_1.hypotheses("two critical points of L in one ball, on a set K of two pieces")
def two_in_one_ball():
    """L₁′ = x on [−3/40, 3/40] and x − 1/5 on [1/8, 11/40], joined by −5s + 3200s³ with s = x − 1/10 in the gap, and
    L₀ = 0. The bridge and its slope fit at both ends, so L₁ ∈ C². Here M = 1/4, τ = 1/16, and 4τ/δ = 1/4."""
    left, right, bridge = x**2 / 2, (x_other - Rational(1, 5)) ** 2 / 2, -5 * (u - TENTH) + 3200 * (u - TENTH) ** 3
    first, second = slope(left, x), slope(right, x_other)
    radius = Rational(1, 4)
    proof = Proof({x: Interval(-EDGE, EDGE), x_other: Interval(Rational(1, 8), Rational(11, 40))})
    fits = [
        eq(bridge.subs(u, EDGE), EDGE),
        eq(bridge.subs(u, Rational(1, 8)), Rational(1, 8) - Rational(1, 5)),
        eq(bridge.diff(u).subs(u, EDGE), 1),
        eq(bridge.diff(u).subs(u, Rational(1, 8)), 1),
    ]
    facts = [
        eq(slope(first, x), 1),
        eq(slope(second, x_other), 1),
        *fits,
        critical(left, 0),
        eq(second.doit().subs(x_other, Rational(1, 5)), 0),
        lt(0, Rational(1, 5)),
        le(Rational(1, 5), radius),
        lt(Rational(1, 16), EDGE),
        *small(lipschitz=Rational(1, 4), tau=Rational(1, 16)),
    ]
    return proof.finding(
        proof.both(*(proof.settle(f) for f in facts)),
        scope="K = [−3/40, 3/40] ∪ [1/8, 11/40], L₀ = 0, δ = c = 1, M = 1/4, τ = 1/16",
        note=(
            "0 and 1/5 are critical points of L = L₁ in K, both within 4τ/δ = 1/4 of 0, and each farther than τ/δ from "
            "the boundary of K. On convex K the statement `separation` says when the ball holds only one."
        ),
    )


TENTH, EDGE = Rational(1, 10), Rational(3, 40)


@THEOREM_1.hypotheses("L has no critical point anywhere on the line")
def none_on_the_whole_line():
    """L₁′ = (v + √(v² + e²))/2 − 256k with v = x + 255k, e = 32k, k = 2⁻¹⁵, so that L₁′(0) = (255 + 257)k/2 − 256k = 0
    and L₁′ > −256k; L₀ = 512k·x = x/64. The derivative L₁‴ = e²/(2(v² + e²)^(3/2)) < 1 on [0, 1] gives M = 1."""
    h = u
    proof = Proof({x: Interval(0, 1), h: Interval(0, 1)})
    here, there = slope(_bent(x), x), slope(_bent(x + h), h)
    third = E2 / 2 * ((x + h + 255 * K) ** 2 + E2) ** Rational(-3, 2)

    def same(q):
        return q.settle(q.goal)

    facts = [
        proof.settle(eq(_bent(Integer(0)), 0)),
        proof.enclose(le(Rational(99, 100), here)),
        proof.endpoint(le(there - here, h), h, "lo", value=same, slope=lambda q: q.linear(q.goal, le(third, 1))),
        proof.endpoint(le(0, there - here), h, "lo", value=same, slope=lambda q: q.linear(q.goal, gt(third, 0))),
        proof.settle(eq(slope(x / 64, x), TAU)),
        proof.settle(eq(slope(x / 64, x, x), 0)),
        *(proof.settle(f) for f in small(delta=Rational(99, 100))),
        proof.enclose(gt(_bent(x) + TAU, 0)),
    ]
    return proof.finding(
        proof.both(*facts),
        scope="K = [0, 1], L₀ = x/64, δ = 99/100, c = M = 1, τ = 1/64; points x and x + h of K with h ≥ 0",
        note="L₁ is analytic, θ̂₁ = 0 lies in K, and L′ > 0. The next check shows L′ > 0 on the whole line.",
    )


K, E2 = Rational(1, 2**15), Rational(1, 2**10) ** 2


def _bent(at):
    """L₁′ of the example without any critical point."""
    v = at + 255 * K
    return (v + sqrt(v**2 + E2)) / 2 - 256 * K


@THEOREM_1.sharpness("in that example L′ > 0 on all of ℝ")
def slope_positive_on_the_line():
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
    proof = Proof({x: Reals})
    at = x + 255 * K
    root = sqrt(at**2 + E2)
    line = proof.linear(
        gt(_bent(x) + TAU, 0),
        (proof.instance(sum_positive, proof.identity(eq(root**2, at**2 + E2)), x=at, y=root), Rational(1, 2)),
        lt(0, 256 * K),
    )
    return proof.finding(line, scope="all real x; L′ = L₁′ + 1/64")


@THEOREM_1.hypotheses("with a signed ρ_max the slope of L may vanish nowhere")
def one_sided_bound_on_the_hessian():
    """K = [−τ/2, τ/2], L₁ = x²/2, L₀ = −x²/2 + τx/2 for every 0 < τ < 1/32: the Hessian of L₀ is −1 ≤ τ, the gradient
    at most τ, and L′ = τ/2."""
    minority = -(x**2) / 2 + tau * x / 2
    total = slope(x**2 / 2 + minority, x)
    small_tau = Interval.open(0, Rational(1, 32))
    proof = Proof({x: Reals, tau: small_tau}, [le(-tau / 2, x), le(x, tau / 2)])
    flat = proof.identity(eq(slope(minority, x), tau / 2 - x))
    line = proof.both(
        proof.rewrite(le(slope(minority, x), tau), proof.linear(le(tau / 2 - x, tau), le(-tau / 2, x)), flat),
        proof.rewrite(
            le(-tau, slope(minority, x)), proof.linear(le(-tau, tau / 2 - x), le(x, tau / 2), (gt(tau, 0), 1)), flat
        ),
        proof.settle(le(slope(minority, x, x), tau)),
        proof.settle(eq(slope(x**2 / 2, x, x), 1)),
        proof.identity(eq(slope(minority, x, x), -1)),
        *(proof.settle(f) for f in small(tau=tau)),
        proof.settle(critical(x**2 / 2, 0)),
        proof.rewrite(gt(total, 0), proof.linear(gt(tau / 2, 0), (gt(tau, 0), Rational(1, 2))),
                      proof.identity(eq(total, tau / 2))),
    )  # fmt: skip
    return proof.finding(
        line,
        scope="K = [−τ/2, τ/2] for every 0 < τ < 1/32, δ = c = M = 1; reading ρ_max as the largest signed eigenvalue",
        note="So the bound on ∇²L₀ has to be two-sided.",
    )


@THEOREM_1.hypotheses("a set K and losses that meet all hypotheses")
def hypotheses_can_be_met():
    majority, minority = x**2 / 2, x / 64
    proof, line = counterexample(majority, minority, Interval(-1, 1), [])
    return proof.finding(line, scope="K = [−1, 1], L₁ = x²/2, L₀ = x/64, δ = c = M = 1, τ = 1/64")


@THEOREM_1.hypotheses("over-parametrised models lie outside: the Hessian is singular on a curve of minima")
def continuous_symmetry():
    a, b = x, y
    loss = (a * b - 1) ** 2 / 2
    proof = Proof({a: S.Reals, b: S.Reals}, [eq(a * b, 1)])
    flat = proof.fact(eq(a * b, 1))
    aa, ab, bb = slope(loss, a, a), slope(loss, a, b), slope(loss, b, b)
    line = proof.both(
        proof.linear(eq(slope(loss, a), 0), (flat, b)),
        proof.linear(eq(slope(loss, b), 0), (flat, a)),
        proof.linear(eq(aa * bb - ab**2, 0), (flat, 1 - 3 * a * b)),
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
