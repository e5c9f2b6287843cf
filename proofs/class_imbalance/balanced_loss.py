r"""Repairs of Section 5: the rate of the test loss, and its monotony in ε for equal starts.

Rate: −log(1 − φ) lies between φ and φ/(1 − φ) = e^(2g), and 1/φ between the bounds of `discrete-rate`.

Monotony: with x_t(a) the recursion with step a, m = −∂x/∂a and k = ∂²x/∂a² obey m⁺ = (1 − aφ′)m + φ and
k⁺ = (1 − aφ′)k + 2φ′m − aφ″m². From a start x ≤ 0 and for a ≤ 2 the conditions x ≤ 0, m ≥ 0, am ≤ 1, k ≥ 0 carry
over from step to step, because 1 − am⁺ = (1 − am)(1 − aφ′) + aφ(1 − 2φ) and
k⁺ = (1 − aφ′)k + 2φ′m[(1 − am)(1 − 2φ) + 2φ]. So ℓ(x_T(a)), ℓ(x) = log(1 + e^(2x)), is convex in a.
"""

from sympy import And, Reals, exp

from checks.methods import Line, Proof, met_at, proves
from checks.outcome import Finding
from checks.paper import eq, le, lt, real, sequence
from proofs.class_imbalance.generalization import BOTH_GAPS, GENERALIZATION_GAP, ORDERED, TWO_SHARES, g_2, s_2
from proofs.class_imbalance.growth import deficit, gap_bounds, reciprocal_start
from proofs.class_imbalance.notation import (
    Group,
    alpha,
    epsilon,
    epsilon_2,
    g,
    h,
    majority,
    minority,
    s,
    t,
    test_loss,
    u0,
    v0,
)
from proofs.class_imbalance.paper import PAPER
from proofs.foundations.elementary import log_tangent
from proofs.foundations.logistic import (
    complement_positive,
    loss_at_least,
    loss_at_most,
    phi_monotone,
    phi_rises,
)
from proofs.foundations.notation import HALF, phi, phi_slope


def least(group: Group):
    """1/(y₀ + s), below −log p_y."""
    return 1 / (reciprocal_start(group) + group.time)


def most(group: Group):
    """1/(w₀ + s − log(1 + s/w₀)), above −log p_y; w₀ = y₀ − 1."""
    return 1 / (exp(-2 * group.start) + group.time - deficit(group))


TEST_LOSS_RATE = PAPER.repair(
    "test-loss-rate",
    repairs=GENERALIZATION_GAP,
    printed=(
        r"\frac12\sum_i \frac{1}{y_i+s_i} \le L(\tilde D,\theta^T) \le "
        r"\frac12\sum_i \frac{1}{w_i+s_i-\log(1+s_i/w_i)},\quad s_1=4\varepsilon Th,\ s_2=4(1-\varepsilon)Th"
    ),
    words=(
        "wᵢ = e^(−2·start), yᵢ = 1 + wᵢ; starts ≤ 0 and steps 2εh, 2(1 − ε)h ≤ 1. Hence 8ε(1 − ε)Th·L → 1 as T → ∞, "
        "and the test loss tends to 0 for every ε."
    ),
    given=[le(minority.step, 1), le(majority.step, 1), le(u0, 0), le(v0, 0)],
    evolves=BOTH_GAPS,
    concludes=And(
        le((least(minority) + least(majority)) / 2, test_loss(g(t), s(t))),
        le(test_loss(g(t), s(t)), (most(minority) + most(majority)) / 2),
    ),
    uses=[],
)

met_at(TEST_LOSS_RATE, {epsilon: HALF, h: HALF, u0: -1, v0: -1, t: 1})


@proves(TEST_LOSS_RATE, "from below: φ ≤ −log(1 − φ) and 1/φ ≤ y₀ + s")
def loss_from_below(p):
    parts = []
    for group in (minority, majority):
        bound = reciprocal_start(group) + group.time
        upper, positive = p.instance(gap_bounds(group)[1]), p.enclose(lt(0, bound))
        parts.append(p.instance(loss_at_least(), upper, positive, x=group.gap(t), y=bound))
    return _half_of_both(p, le((least(minority) + least(majority)) / 2, test_loss(g(t), s(t))), parts)


@proves(TEST_LOSS_RATE, "from above: −log(1 − φ) ≤ φ/(1 − φ) = 1/w and w ≥ w₀ + s − log(1 + s/w₀)")
def loss_from_above(p):
    parts, signs = [], []
    for group in (minority, majority):
        bound, ratio = exp(-2 * group.start) + group.time - deficit(group), 1 + group.time * exp(2 * group.start)
        short = p.instance(log_tangent(), p.enclose(lt(0, ratio)), x=ratio)
        slow = p.enclose(le(exp(2 * group.start), 1))
        positive = p.linear(lt(0, bound), short, (slow, group.time), p.enclose(lt(0, exp(-2 * group.start))))
        weight = p.linear(le(bound, exp(-2 * group.gap(t))), p.instance(gap_bounds(group)[0]))
        parts.append(p.instance(loss_at_most(), weight, positive, x=group.gap(t), y=bound))
        signs.append(positive)
    return _half_of_both(p, le(test_loss(g(t), s(t)), (most(minority) + most(majority)) / 2), parts, signs)


def _half_of_both(p: Proof, goal, parts: list[Line], signs=()) -> Line:
    defined = [p.instance(complement_positive(), x=gap) for gap in (g(t), s(t))]
    return p.linear(goal, (parts[0], HALF), (parts[1], HALF), using=[*signs, *defined])


# Monotony -----------------------------------------------------------------------------------------------------------

position, slope, bend = sequence("x"), sequence("m"), sequence("k")
start = real("x_0")
CURVATURE = phi_slope(position(t)) * slope(t) ** 2 + phi(position(t)) * bend(t)  # ½ d²ℓ(x_T(a))/da²
DERIVED = [
    eq(position(t + 1), position(t) - alpha * phi(position(t))),
    eq(slope(t + 1), (1 - alpha * phi_slope(position(t))) * slope(t) + phi(position(t))),
    eq(
        bend(t + 1),
        (1 - alpha * phi_slope(position(t))) * bend(t)
        + 2 * phi_slope(position(t)) * slope(t)
        - alpha * 2 * phi_slope(position(t)) * (1 - 2 * phi(position(t))) * slope(t) ** 2,
    ),
    eq(position(0), start),
    eq(slope(0), 0),
    eq(bend(0), 0),
]

CONVEX_IN_STEP = PAPER.repair(
    "loss-convex-in-step",
    repairs=None,
    printed=(
        r"\phi'(x_t)m_t^2 + \phi(x_t)k_t \ge 0,\quad m_t = -\partial x_t/\partial a,\ "
        r"k_t = \partial^2 x_t/\partial a^2,\quad x_{t+1} = x_t - a\phi(x_t)"
    ),
    words=(
        "Half the second derivative of log(1 + e^(2x_t)) in the step a, for 0 < a ≤ 2 and starts x₀ ≤ 0: it is not "
        "negative. m and k are defined by the recursions that differentiation of x⁺ = x − aφ(x) gives."
    ),
    over={start: Reals},
    given=[le(start, 0)],
    evolves=DERIVED,
    concludes=le(0, CURVATURE),
)


@proves(CONVEX_IN_STEP, "x ≤ 0, m ≥ 0, am ≤ 1, k ≥ 0 carry over from step to step")
def loss_is_convex(p):
    kept = [le(position(t), 0), le(0, slope(t)), le(alpha * slope(t), 1), le(0, bend(t))]
    goal = And(*kept)

    def base(q):
        facts = [DERIVED[3], DERIVED[4], DERIVED[5]]
        lines = [
            q.linear(le(position(0), 0), le(start, 0), (facts[0], 1)),
            q.linear(le(0, slope(0)), (facts[1], -1)),
            q.linear(le(alpha * slope(0), 1), le(0, 1), (facts[1], alpha)),
            q.linear(le(0, bend(0)), (facts[2], -1)),
        ]
        return q.given(q.goal, *lines)

    def step(q):
        lines = signs_of_a_step(q)
        _, _, twice, weight, product = lines
        f, m = phi(position(t)), slope(t)
        rest = 1 - alpha * phi_slope(position(t))
        after = [
            q.linear(le(position(t + 1), 0), (lt(0, f), alpha), kept[0], DERIVED[0]),
            q.linear(
                le(0, slope(t + 1)),
                (kept[1], 1 - alpha * phi_slope(position(t))),
                lt(0, f),
                (DERIVED[1], -1),
                using=lines,
            ),
            q.linear(
                le(alpha * slope(t + 1), 1),
                (kept[2], rest),
                (twice, alpha * f),
                (DERIVED[1], alpha),
                using=lines,
            ),
            q.linear(
                le(0, bend(t + 1)),
                (kept[3], rest),
                (kept[2], 2 * phi_slope(position(t)) * m * (1 - 2 * f)),
                (weight, 4 * f),
                (DERIVED[2], -1),
                using=[*lines, q.linear(le(0, 2 * phi_slope(position(t)) * m * (1 - 2 * f)), (product, 2))],
            ),
        ]
        return q.given(q.goal, *after)

    invariants = p.induction(goal, base, step)

    def curvature(q):
        steep = q.instance(phi_rises(), x=position(t))
        return q.linear(q.goal, (steep, slope(t) ** 2), (le(0, bend(t)), phi(position(t))))

    return p.each_step(p.goal, curvature, facts=[invariants])


def signs_of_a_step(q: Proof) -> tuple[Line, ...]:
    """0 ≤ 1 − aφ′, 0 < φ′, 2φ ≤ 1, 0 ≤ φ′m, 0 ≤ φ′m(1 − 2φ)."""
    z, m = position(t), slope(t)
    f = phi(z)
    shrink = q.linear(
        le(0, 1 - alpha * phi_slope(z)), (le(alpha, 2), HALF), (le(0, 1), alpha * HALF * (1 - 2 * f) ** 2)
    )
    rise = q.linear(lt(0, phi_slope(z)), (lt(0, exp(-2 * z)), 2 * f**2))
    half = q.instance(phi_monotone(), le(z, 0), x=z, y=0, goal=le(f, HALF))
    twice = q.linear(le(0, 1 - 2 * f), (half, 2))
    weight = q.linear(le(0, phi_slope(z) * m), (le(0, m), phi_slope(z)), using=[rise])
    product = q.linear(le(0, phi_slope(z) * m * (1 - 2 * f)), (twice, phi_slope(z) * m), using=[weight])
    return shrink, rise, twice, weight, product


TEST_LOSS_MONOTONE = PAPER.repair(
    "test-loss-monotone",
    repairs=GENERALIZATION_GAP,
    printed=(
        r"0<\varepsilon<\varepsilon'\le\tfrac12,\ g^0 = s^0 \le 0,\ 0<h\le1 "
        r"\ \Rightarrow\ L_{\varepsilon'} \le L_\varepsilon"
    ),
    words="With equal starts of both gaps and a learning rate up to 1 the paper's conclusion holds, for every T.",
    given=[*ORDERED, eq(v0, u0), le(u0, 0), le(h, 1)],
    evolves=TWO_SHARES,
    concludes=le(test_loss(g_2(t), s_2(t)), test_loss(g(t), s(t))),
    uses=[CONVEX_IN_STEP],
    note="Open: majorities that start strictly ahead (s⁰ < g⁰), equal positive starts, and h > 1.",
)

met_at(TEST_LOSS_MONOTONE, {epsilon: HALF / 2, epsilon_2: HALF, h: 1, u0: -1, v0: -1, t: 1})

MONOTONY = (
    "inference: H(a) = log(1 + e^(2x_T(a))) has the derivatives H′ = −2φm and H″ = 2(φ′m² + φk), by differentiating "
    "the recursion T times, so H″ ≥ 0 on (0, 2]; the loss is ½H(2εh) + ½H(2(1 − ε)h) for equal starts, its "
    "derivative in ε is h·(H′(2εh) − H′(2(1 − ε)h)) ≤ 0 for ε ≤ 1/2 and h ≤ 1, so it does not increase with "
    "ε (mean value theorem)"
)


@TEST_LOSS_MONOTONE.conclusion("the loss of one group is convex in the step, on (0, 2]")
def monotone_in_the_share():
    return Finding.proved(loss_is_convex(), modulo=(MONOTONY,))


@TEST_LOSS_MONOTONE.conclusion("both steps 2εh and 2(1 − ε)h lie in (0, 2], and 2εh ≤ 2(1 − ε)h")
def steps_in_range():
    p = Proof.about(TEST_LOSS_MONOTONE, evolves=[])
    below = p.linear(lt(epsilon, HALF), lt(epsilon, epsilon_2), le(epsilon_2, HALF))
    return p.finding(
        p.both(
            p.enclose(lt(0, minority.step)),
            p.linear(le(minority.step, majority.step), (below, 4 * h)),
            p.linear(le(majority.step, 2), (le(h, 1), 2 * (1 - epsilon)), (lt(0, epsilon), 2), using=[lt(epsilon, 1)]),
        )
    )
