r"""Repairs of Section 5: the rate of the test loss, and its monotony in ε.

Rate: −log(1 − φ) lies between φ and φ/(1 − φ) = e^(2g), and 1/φ between the bounds of `discrete-rate` (small steps) or
`rate-for-every-step`. By the latter 4·share·hT·(−log(1 − φ)) is within δ of 1 from an explicit T on, for both groups,
any learning rate and all starts. So 8ε(1 − ε)Th·L, a mean of the two, is too, and two shares are told apart in the end.

Monotony at every T: with x_t(a) the recursion with step a, m = −∂x/∂a and k = ∂²x/∂a² obey m⁺ = (1 − aφ′)m + φ and
k⁺ = (1 − aφ′)k + 2φ′m − aφ″m². From a start x ≤ 0 and for a ≤ 2 the conditions x ≤ 0, m ≥ 0, am ≤ 1, k ≥ 0 carry
over from step to step, because 1 − am⁺ = (1 − am)(1 − aφ′) + aφ(1 − 2φ) and
k⁺ = (1 − aφ′)k + 2φ′m[(1 − am)(1 − 2φ) + 2φ]. So ℓ(x_T(a)), ℓ(x) = log(1 + e^(2x)), is convex in a.
"""

from sympy import Abs, And, Rational, Reals, exp

from checks.methods import Line, Proof, absolute, met_at, proves, witness
from checks.outcome import Verdict
from checks.paper import eq, le, lt, real, sequence
from proofs.class_imbalance.generalization import BOTH_GAPS, GENERALIZATION_GAP, ORDERED, TWO_SHARES, g_2, s_2
from proofs.class_imbalance.growth import (
    FOR_ANY_STEP,
    FOR_THE_LIMIT,
    FOR_THE_LOSS,
    deficit,
    gap_bounds,
    late_enough,
    loss_limit,
    reciprocal_start,
    union,
)
from proofs.class_imbalance.notation import (
    Group,
    alpha,
    delta,
    epsilon,
    epsilon_2,
    g,
    h,
    majority,
    minority,
    other_majority,
    other_minority,
    s,
    t,
    test_loss,
    u0,
    v0,
)
from proofs.class_imbalance.paper import PAPER
from proofs.foundations.elementary import EXP_BELOW_LOG, LOG_TANGENT, log_tangent
from proofs.foundations.logistic import (
    COMPLEMENT_POSITIVE,
    LOSS_AT_LEAST,
    LOSS_AT_MOST,
    PHI_MONOTONE,
    PHI_RISES,
    complement_positive,
    loss_at_least,
    loss_at_most,
    phi_monotone,
    phi_rises,
)
from proofs.foundations.logistic_step import STEP_FALLS_BELOW, WEIGHT_OF_A_SMALL_STEP
from proofs.foundations.notation import HALF, phi, phi_slope


def least(group: Group):
    """1/(y₀ + s), below −log p_y."""
    return 1 / (reciprocal_start(group) + group.time)


def most(group: Group):
    """1/(w₀ + s − log(1 + s/w₀)), above −log p_y; w₀ = y₀ − 1."""
    return 1 / (exp(-2 * group.start) + group.time - deficit(group))


LOSS = test_loss(g(t), s(t))

TEST_LOSS_RATE = PAPER.repair(
    "test-loss-rate",
    label="Rate of the test loss",
    repairs=GENERALIZATION_GAP,
    printed=(
        r"\frac12\sum_i \frac{1}{y_i+s_i} \le L(\tilde D,\theta^T) \le "
        r"\frac12\sum_i \frac{1}{w_i+s_i-\log(1+s_i/w_i)},\quad s_1=4\varepsilon Th,\ s_2=4(1-\varepsilon)Th"
    ),
    reading=(
        "wᵢ = e^(−2·start), yᵢ = 1 + wᵢ; starts ≤ 0 and steps 2εh, 2(1 − ε)h ≤ 1. So the test loss tends to 0 for "
        "every ε; for its law without these conditions see `test-loss-law`."
    ),
    given=[le(minority.step, 1), le(majority.step, 1), le(u0, 0), le(v0, 0)],
    evolves=BOTH_GAPS,
    concludes=[
        ("from below", le((least(minority) + least(majority)) / 2, LOSS)),
        ("from above", le(LOSS, (most(minority) + most(majority)) / 2)),
    ],
    uses=[
        COMPLEMENT_POSITIVE,
        EXP_BELOW_LOG,
        LOG_TANGENT,
        LOSS_AT_LEAST,
        LOSS_AT_MOST,
        STEP_FALLS_BELOW,
        WEIGHT_OF_A_SMALL_STEP,
    ],
)

met_at(TEST_LOSS_RATE, {epsilon: HALF, h: HALF, u0: -1, v0: -1, t: 1})


@proves(TEST_LOSS_RATE, "from below: φ ≤ −log(1 − φ) and 1/φ ≤ y₀ + s", claims=["from below"])
def loss_from_below(p):
    parts = []
    for group in (minority, majority):
        bound = reciprocal_start(group) + group.time
        upper, positive = p.instance(gap_bounds(group)[1]), p.enclose(lt(0, bound))
        parts.append(p.instance(loss_at_least(), upper, positive, x=group.gap(t), y=bound))
    return _half_of_both(p, parts)


@proves(
    TEST_LOSS_RATE,
    "from above: −log(1 − φ) ≤ φ/(1 − φ) = 1/w and w ≥ w₀ + s − log(1 + s/w₀)",
    claims=["from above"],
)
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
    return _half_of_both(p, parts, signs)


def _half_of_both(p: Proof, parts: list[Line], signs=()) -> Line:
    defined = [p.instance(complement_positive(), x=gap) for gap in (g(t), s(t))]
    return p.linear(p.goal, (parts[0], HALF), (parts[1], HALF), using=[*signs, *defined])


def rescaled(share, loss):
    """8·share·(1 − share)·th times the loss."""
    return 8 * share * (1 - share) * t * h * loss


TEST_LOSS_LAW = PAPER.repair(
    "test-loss-law",
    label="Law of the test loss",
    repairs=GENERALIZATION_GAP,
    printed=(
        r"8\varepsilon(1-\varepsilon)Th\,L(\tilde D,\theta^T) \to 1 \text{ as } T\to\infty, "
        r"\text{ for every } \varepsilon,\ h \text{ and all starts}"
    ),
    reading=(
        "The printed law of the test loss in effective form: for every δ > 0 it is off by a factor within δ of 1 as "
        "soon as 4εTh ≥ 2y₀/((1 − φ₀)δ) + (2f/((1 − φ₀)δ))²·q·e^(2g⁰) for the minority (q = e^(4εhφ₀), f = 1 + 2εhq, "
        "φ₀ = φ(g⁰), y₀ = 1/φ₀), and likewise for the majority with 1 − ε and s⁰."
    ),
    given=[le(1, t), late_enough(minority), late_enough(majority)],
    evolves=BOTH_GAPS,
    concludes=[le(Abs(rescaled(epsilon, LOSS) - 1), delta)],
    uses=union(FOR_ANY_STEP, FOR_THE_LIMIT, FOR_THE_LOSS),
)


LATE = {epsilon: HALF, h: 1, u0: -1, v0: -1, t: 1000, delta: 1}
met_at(TEST_LOSS_LAW, LATE)


def loss_within(p: Proof, first: Group, second: Group) -> tuple[Line, Line]:
    """±(8ε(1 − ε)th·L − 1) ≤ δ: with s₁ = 4εth, s₂ = 4(1 − ε)th it is (1 − ε)·s₁ℓ₁ + ε·s₂ℓ₂ − 1."""
    share = first.share
    loss = test_loss(first.gap(t), second.gap(t))
    signs = [p.instance(complement_positive(), x=group.gap(t)) for group in (first, second)]
    rest = p.linear(lt(0, 1 - share), lt(share, 1))
    minor, major = loss_limit(first), loss_limit(second)
    difference = rescaled(share, loss) - 1

    def side(i: int, signed) -> Line:
        parts = (p.instance(minor[i]), 1 - share), (p.instance(major[i]), share)
        return p.linear(le(signed, delta), *parts, using=[rest, *signs])

    return side(0, difference), side(1, -difference)


@proves(TEST_LOSS_LAW, "a mean of 4εTh·(−log(1 − φ(gᵀ))) and 4(1 − ε)Th·(−log(1 − φ(sᵀ))), both within δ of 1")
def test_loss_law(p):
    return absolute(p, p.goal, *loss_within(p, minority, majority))


P_1, P_2 = epsilon * (1 - epsilon), epsilon_2 * (1 - epsilon_2)
APART = le(delta * (P_1 + P_2), P_2 - P_1)

TEST_LOSS_EVENTUALLY_MONOTONE = PAPER.repair(
    "test-loss-eventually-monotone",
    label="The test loss is monotone in the end",
    repairs=GENERALIZATION_GAP,
    printed=(
        r"0<\varepsilon<\varepsilon'\le\tfrac12\ \Rightarrow\ L_{\varepsilon'}(\tilde D,\theta^T) \le "
        r"L_\varepsilon(\tilde D,\theta^T) \text{ from an explicit } T \text{ on, for every } h \text{ and all starts}"
    ),
    reading=(
        "The paper's conclusion as a statement about large T. With P = ε(1 − ε), P′ = ε′(1 − ε′) let δ be at most "
        "(P′ − P)/(P′ + P); T is late enough if each of the four rescaled losses is within δ of its limit, for which "
        "`test-loss-law` has an explicit condition."
    ),
    given=[
        *ORDERED,
        APART,
        le(1, t),
        *(late_enough(group) for group in (minority, majority, other_minority, other_majority)),
    ],
    evolves=TWO_SHARES,
    concludes=[le(test_loss(g_2(t), s_2(t)), LOSS)],
    uses=union(FOR_ANY_STEP, FOR_THE_LIMIT, FOR_THE_LOSS),
)


met_at(TEST_LOSS_EVENTUALLY_MONOTONE, {**LATE, epsilon: Rational(1, 10), epsilon_2: HALF, delta: Rational(2, 5)})


@proves(TEST_LOSS_EVENTUALLY_MONOTONE, "8Th·L is at least (1 − δ)/P at ε and at most (1 + δ)/P′ at ε′")
def eventually_monotone(p):
    """8Th·P·P′·(L − L′) = P′·(8ThP·L − 1 + δ) + P·(1 + δ − 8ThP′·L′) + (P′ − P − δ(P + P′))."""
    _, below = loss_within(p, minority, majority)
    above, _ = loss_within(p, other_minority, other_majority)
    shares = [p.linear(lt(0, 1 - share), lt(share, 1)) for share in (epsilon, epsilon_2)]
    sizes = [p.linear(lt(0, P_1), (shares[0], epsilon)), p.linear(lt(0, P_2), (shares[1], epsilon_2))]
    whole = 8 * t * h * P_1 * P_2
    weight = p.linear(lt(0, P_1 * P_2), (sizes[0], P_2), using=sizes)
    positive = p.linear(lt(0, whole), (weight, 8 * t * h))
    signs = [p.instance(complement_positive(), x=gap(t)) for gap in (g, s, g_2, s_2)]
    using = [*signs, *shares, *sizes, weight, positive]
    return p.linear(p.goal, (below, P_2 / whole), (above, P_1 / whole), (APART, 1 / whole), using=using)


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
    label="The loss is convex in the step",
    repairs=None,
    printed=(
        r"\phi'(x_t)m_t^2 + \phi(x_t)k_t \ge 0,\quad m_t = -\partial x_t/\partial a,\ "
        r"k_t = \partial^2 x_t/\partial a^2,\quad x_{t+1} = x_t - a\phi(x_t)"
    ),
    reading=(
        "Half the second derivative of log(1 + e^(2x_t)) in the step a, for 0 < a ≤ 2 and starts x₀ ≤ 0: it is not "
        "negative. m and k are defined by the recursions that differentiation of x⁺ = x − aφ(x) gives."
    ),
    over={start: Reals},
    given=[le(start, 0)],
    evolves=DERIVED,
    concludes=[le(0, CURVATURE)],
    uses=[PHI_MONOTONE, PHI_RISES],
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


MONOTONY = (
    "inference: H(a) = log(1 + e^(2x_T(a))) has the derivatives H′ = −2φm and H″ = 2(φ′m² + φk), by differentiating "
    "the recursion T times, so H″ ≥ 0 on (0, 2]; the loss is ½H(2εh) + ½H(2(1 − ε)h) for equal starts, its "
    "derivative in ε is h·(H′(2εh) − H′(2(1 − ε)h)) ≤ 0 for ε ≤ 1/2 and h ≤ 1, so it does not increase with "
    "ε (mean value theorem)"
)

TEST_LOSS_MONOTONE = PAPER.repair(
    "test-loss-monotone",
    label="The test loss is monotone",
    repairs=GENERALIZATION_GAP,
    printed=(
        r"0<\varepsilon<\varepsilon'\le\tfrac12,\ g^0 = s^0 \le 0,\ 0<h\le1 "
        r"\ \Rightarrow\ L_{\varepsilon'} \le L_\varepsilon"
    ),
    reading="With equal starts of both gaps and a learning rate up to 1 the paper's conclusion holds, for every T.",
    given=[*ORDERED, eq(v0, u0), le(u0, 0), le(h, 1)],
    evolves=TWO_SHARES,
    concludes=[le(test_loss(g_2(t), s_2(t)), LOSS)],
    uses=[CONVEX_IN_STEP],
    note=(
        "False for large learning rates, see the check at h = 8. Open: majorities that start strictly ahead (s⁰ < g⁰) "
        "and equal positive starts, with h ≤ 1."
    ),
)

met_at(TEST_LOSS_MONOTONE, {epsilon: HALF / 2, epsilon_2: HALF, h: 1, u0: -1, v0: -1, t: 1})

IN_RANGE = [lt(0, minority.step), le(minority.step, majority.step), le(majority.step, 2)]


@proves(TEST_LOSS_MONOTONE, "the loss of one group is convex in the step, on (0, 2], where both steps lie")
def monotone_in_the_share(p):
    return p.cite(MONOTONY, p.goal, p.use(loss_is_convex()), in_range(p))


@TEST_LOSS_MONOTONE.hypotheses(
    "both steps 2εh and 2(1 − ε)h lie in (0, 2], and 2εh ≤ 2(1 − ε)h", claims=IN_RANGE, evolves=[]
)
def steps_in_range(c):
    p = Proof.about(c)
    return p.finding(in_range(p))


def in_range(p: Proof) -> Line:
    """Both steps lie in (0, 2], and 2εh ≤ 2(1 − ε)h."""
    below = p.linear(lt(epsilon, HALF), lt(epsilon, epsilon_2), le(epsilon_2, HALF))
    return p.both(
        p.enclose(IN_RANGE[0]),
        p.linear(IN_RANGE[1], (below, 4 * h)),
        p.linear(IN_RANGE[2], (le(h, 1), 2 * (1 - epsilon)), (lt(0, epsilon), 2), using=[lt(epsilon, 1)]),
    )


@TEST_LOSS_MONOTONE.hypotheses(
    "L at ε′ ≤ L at ε with equal starts ≤ 0, for every learning rate",
    claims=TEST_LOSS_MONOTONE.names,
    given=[*ORDERED, eq(v0, u0), le(u0, 0)],
    expect=Verdict.REFUTED,
)
def small_rate_is_needed(c):
    """At h = 8 from θ⁰ = 0, after 1000 steps: the loss at ε = 1/2 is larger than at ε = 2/5."""
    return witness(c, at={epsilon: Rational(2, 5), epsilon_2: HALF, h: 8, u0: 0, v0: 0, t: 1000})
