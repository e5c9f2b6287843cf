"""Section 1: Theorem 1.1, which the source states without proof. It is false, and this is what is true of it.

The instance that settles it is the paper's own one-layer network on four points ±v₁ (majority) and ±v₂ (minority) with
v₁ = (5, 1) and v₂ = (1, −1): relevant feature first, rs > 0 on the majority, rs < 0 on the minority, y = sign(r), and
the law of (r, s) is symmetric. With margins m on the majority and q on the minority (logit of the right label minus
logit of the other) gradient descent from θ⁰ = 0 reads

    m₊ = m + 2h[26(1 − ε)σ(−m) + 4εσ(−q)],    q₊ = q + 2h[4(1 − ε)σ(−m) + 2εσ(−q)],    σ(x) = 1/(1 + e^(−x)),

so that m − 2q never falls. Hence the majority's error is at most the square of e^(−q), and falls like 1/t². With the
roles exchanged it is the minority whose error falls like 1/t².
"""

from functools import cache

from sympy import Derivative, Integer, Interval, Rational, Reals, exp, log

from checks.methods import Proof, values_along
from checks.methods.argue import Line
from checks.outcome import Curve, Figure, Finding, Trust, Verdict
from checks.paper import eq, le, lt, real, sequence
from proofs.foundations.elementary import exp_monotone, exp_tangent
from proofs.spurious_correlation.notation import epsilon, h, t
from proofs.spurious_correlation.paper import PAPER, POSITIVE

margin_maj, margin_min = sequence("m"), sequence("q")
M, Q, M_NEXT, Q_NEXT = margin_maj(t), margin_min(t), margin_maj(t + 1), margin_min(t + 1)
theta = real("theta_1:5")
V_MAJ, V_MIN = (5, 1), (1, -1)


def wrong(margin):
    """σ(−margin) = 1 − p_y."""
    return 1 / (1 + exp(margin))


def steps(share_first):
    """Margins under gradient descent when the group of v₁ has this share."""
    first, second = share_first * wrong(M), (1 - share_first) * wrong(Q)
    return [
        eq(M_NEXT, M + 2 * h * (26 * first + 4 * second)),
        eq(Q_NEXT, Q + 2 * h * (4 * first + 2 * second)),
        eq(margin_maj(0), 0),
        eq(margin_min(0), 0),
    ]


THEOREM_1_1 = PAPER.theorem(
    "1.1",
    where="Section 1",
    printed=r"\mathbb E_{\mathcal G_{\mathrm{maj}}}[1-p_y] \propto \frac{1}{(1-\varepsilon)t}\ (2), \quad "
    r"\mathbb E_{\mathcal G_{\mathrm{min}}}[1-p_y] \propto \frac{1}{\varepsilon t}\ (3)",
    words="For every symmetric law of (r, s) with a finite second moment, and t large.",
    over={h: POSITIVE, epsilon: Interval.open(0, 1)},
    evolves=steps(1 - epsilon),
    derivation=False,
    note="The source gives no proof; it proves a special case, Theorem 1.3. `evolves` is the instance that refutes it.",
)


def square_law(p: Proof) -> tuple[Line, Line, Line]:
    """0 ≤ q_t, 2q_t ≤ m_t and 2·share·h·t ≤ e^(q_t) − 1 by induction, where share is that of v₂."""
    share = epsilon

    def first_base(q: Proof) -> Line:
        return q.linear(q.goal, (eq(margin_min(0), 0), -1))

    def first_step(q: Proof) -> Line:
        return q.linear(
            q.goal,
            le(0, Q),
            (THEOREM_1_1.evolves[1], -1),
            (le(0, 1), 2 * h * (4 * (1 - share) * wrong(M) + 2 * share * wrong(Q))),
        )

    positive = p.induction(le(0, Q), first_base, first_step)

    def second_step(q: Proof) -> Line:
        return q.linear(
            q.goal,
            le(2 * Q, M),
            (THEOREM_1_1.evolves[0], -1),
            (THEOREM_1_1.evolves[1], 2),
            (le(0, 1), 2 * h * 18 * (1 - share) * wrong(M)),
        )

    ahead = p.induction(
        le(2 * Q, M), lambda q: q.linear(q.goal, (eq(margin_min(0), 0), 2), (eq(margin_maj(0), 0), -1)), second_step
    )

    def third_step(q: Proof) -> Line:
        gain = Q_NEXT - Q
        tangent = q.instance(exp_tangent(), v=gain)
        power = q.instance(exp_tangent(), v=Q)
        return q.linear(
            q.goal,
            le(2 * share * h * t, exp(Q) - 1),
            (tangent, exp(Q)),
            (THEOREM_1_1.evolves[1], -exp(Q)),
            (le(0, 1), exp(Q) * 8 * h * (1 - share) * wrong(M)),
            (power, 2 * share * h * wrong(Q)),
            (le(0, Q), 2 * share * h * wrong(Q)),
        )

    grown = p.induction(
        le(2 * share * h * t, exp(Q) - 1),
        lambda q: q.rewrite(q.goal, q.enclose(le(0, exp(Integer(0)) - 1)), eq(margin_min(0), 0)),
        third_step,
        facts=[positive],
    )
    return positive, ahead, grown


@cache
def too_fast():
    """1 − p_y = σ(−m) ≤ e^(−m) ≤ e^(−2q) ≤ (1 + 2·share·ht)^(−2) on the group of v₁."""
    p = Proof.about(THEOREM_1_1)
    facts = square_law(p)

    def show(q: Proof) -> Line:
        powers = q.instance(exp_monotone(), le(2 * Q, M), x=2 * Q, y=M)
        size = 2 * epsilon * h * t
        room = q.linear(le(0, exp(Q) - 1 - size), le(size, exp(Q) - 1))
        return q.linear(q.goal, powers, (room, exp(Q) + 1 + size), (le(0, 1), 1))

    return p.established(p.each_step(le((1 + 2 * epsilon * h * t) ** 2, 1 / wrong(M)), show, facts=facts))


@THEOREM_1_1.conclusion("the majority's error is at most 1/(1 + 2εht)²: t·E → 0", expect=Verdict.REFUTED)
def majority_is_too_fast():
    """No positive constant over (1 − ε)t; majority at ±(5, 1)."""
    return Finding.refuted(
        too_fast(),
        scope="for all ε ∈ (0, 1), h > 0 and t, on the four points ±(5, 1), ±(1, −1), from θ⁰ = 0",
        modulo=("inference: t·E ≤ t/(1 + 2εht)² → 0, while (2) asks for a positive limit of (1 − ε)t·E",),
    )


@THEOREM_1_1.conclusion("roles exchanged: the minority's error is at most 1/(1 + 2(1 − ε)ht)²", expect=Verdict.REFUTED)
def minority_is_too_fast():
    """Minority at ±(5, −1), majority at ±(1, 1): the same margins, ε being now the share of the majority. The minority
    learns faster than the majority, against the sentence after the theorem."""
    return Finding.refuted(
        too_fast(),
        scope="for all shares ε ∈ (0, 1) of the group of v₂ = (1, 1), h > 0 and t, v₁ = (5, −1), θ⁰ = 0",
        modulo=("inference: t·E ≤ t/(1 + 2(1 − ε)ht)² → 0, while (3) asks for a positive limit of εt·E",),
    )


@THEOREM_1_1.hypotheses("the margins of the instance are gradient descent on the paper's network")
def instance_is_the_network():
    """The gradient (12) averaged over ±v₁ with weight (1 − ε)/2 each and ±v₂ with ε/2 each, in the four weights; the
    margin of v is (θ₃ − θ₁)v_r + (θ₄ − θ₂)v_s."""
    p = Proof({**dict.fromkeys(theta, Reals), h: POSITIVE, epsilon: Interval.open(0, 1)})

    def loss(v, sign):  # of the label y = sign at the point sign·v
        low, high = (sign * (theta[i] * v[0] + theta[i + 1] * v[1]) for i in (0, 2))
        return -log(exp(high if sign == 1 else low) / (exp(low) + exp(high)))

    total = sum((1 - epsilon) / 2 * loss(V_MAJ, y) + epsilon / 2 * loss(V_MIN, y) for y in (1, -1))
    moved = [w - h * Derivative(total, w) for w in theta]

    def margin(w, v):
        return (w[2] - w[0]) * v[0] + (w[3] - w[1]) * v[1]

    m, q = margin(theta, V_MAJ), margin(theta, V_MIN)
    first, second = (1 - epsilon) * wrong(m), epsilon * wrong(q)
    lines = [
        p.identity(eq(margin(moved, V_MAJ), m + 2 * h * (26 * first + 4 * second))),
        p.identity(eq(margin(moved, V_MIN), q + 2 * h * (4 * first + 2 * second))),
    ]
    return p.finding(p.both(*lines))


@THEOREM_1_1.hypotheses("alignment: rs = 5 on the majority, −1 on the minority, with margin 1/2")
def instance_is_aligned():
    p = Proof({})
    bounds = [lt(Rational(1, 2), V_MAJ[0] * V_MAJ[1]), lt(V_MIN[0] * V_MIN[1], Rational(-1, 2)), lt(0, V_MIN[0])]
    return p.finding(p.both(*map(p.enclose, bounds)))


@THEOREM_1_1.sharpness("decay exponents in the instance, for the eye", expect=Verdict.SUPPORTED)
def exponents():
    points = [10**k for k in range(1, 6)]
    at = {epsilon: Rational(1, 10), h: Rational(1, 10)}
    rows = values_along(THEOREM_1_1, at, [wrong(M), wrong(Q)], points)
    lines = [[float(row[i].mid()) for row in rows] for i in (0, 1)]
    figure = Figure(
        "theorem_1_1",
        "The instance that settles Theorem 1.1",
        "step $t$",
        r"$\mathbb{E}[1-p_y]$",
        (
            Curve("majority, falls like $t^{-2}$", tuple(map(float, points)), tuple(lines[0])),
            Curve("minority, falls like $t^{-1}$", tuple(map(float, points)), tuple(lines[1])),
            Curve(
                "$(1+2\\varepsilon ht)^{-2}$",
                tuple(map(float, points)),
                tuple(1 / (1 + t_ / 50) ** 2 for t_ in points),
                kind="dashed",
            ),
        ),
        x_scale="log",
        y_scale="log",
        caption="Points $\\pm(5,1)$ and $\\pm(1,-1)$, $\\varepsilon = h = 1/10$, start 0.",
    )
    return Finding.evidence(Trust.NUMERICAL, scope="t = 10 … 10⁵ at ε = h = 1/10", figures=(figure,))
