r"""Section 5: the loss on a balanced test set after T steps.

Under Lemma 1 it is −½ log(1 − φ(gᵀ)) − ½ log(1 − φ(sᵀ)) exactly. The printed 1/(8ε(1 − ε)Th) is its limit law, 14 % too
large at the paper's parameters, undefined in between for ε ≤ 1/400 and far above what the loss can be for small ε.
That a smaller ε makes the loss larger does not follow from what is assumed: a majority that starts behind turns it
round. With equal starts it is true; see `test-loss-monotone`.
"""

from dataclasses import replace
from functools import cache

from sympy import Integer, Interval, Or, Rational, log, oo

from checks.methods import Line, Proof, Wanted, iterate, met_at, orbit, witness
from checks.outcome import Argument, Verdict
from checks.paper import eq, le, lt
from proofs.class_imbalance.convergence import PROPOSITION_2
from proofs.class_imbalance.euler import AT_STANDARD, CITED, OUTER
from proofs.class_imbalance.gap import gap_stays_below_start
from proofs.class_imbalance.horizon import gap_between, set_precision
from proofs.class_imbalance.majority import COROLLARY_1
from proofs.class_imbalance.notation import (
    BALANCED_SET,
    BARE,
    HORIZON,
    MAJORITY_POINTS,
    MINORITY_POINTS,
    STANDARD,
    average,
    epsilon,
    epsilon_2,
    g,
    h,
    majority,
    minority,
    other_majority,
    other_minority,
    point_loss,
    printed_test_loss,
    probability,
    s,
    t,
    tau,
    test_loss,
    theta,
    u0,
    v0,
)
from proofs.class_imbalance.orbits import (
    IN_LEAPS,
    equations,
    from_minus_1,
    observed,
    probability_in_mpmath,
    transcription,
)
from proofs.class_imbalance.paper import PAPER
from proofs.foundations.elementary import (
    EXP_MONOTONE,
    EXP_SECOND_ORDER_ABOVE,
    EXP_SECOND_ORDER_BELOW,
    EXP_SLOPE,
    EXP_TANGENT,
    LOG_MONOTONE,
    LOG_OF_COMPLEMENT_BELOW,
    log_monotone,
    log_of_complement_below,
)
from proofs.foundations.logistic import (
    COMPLEMENT_POSITIVE,
    PHI_CONTRACTS,
    PHI_MONOTONE,
    PHI_MONOTONE_STRICTLY,
    complement_positive,
    phi_contracts,
    phi_monotone,
    phi_monotone_strictly,
)
from proofs.foundations.logistic_expansion import EXPANSION_STEP
from proofs.foundations.logistic_step import WEIGHT_GROWS_BY_AT_MOST
from proofs.foundations.notation import HALF, phi

g_2, s_2 = other_minority.gap, other_majority.gap
BOTH_GAPS = [*minority.recursion, *majority.recursion]
ORDERED = [lt(epsilon, epsilon_2), le(epsilon_2, HALF)]
TWO_SHARES = [*BOTH_GAPS, *other_minority.recursion, *other_majority.recursion]
SOMEWHERE = {epsilon: Rational(1, 10), epsilon_2: Rational(1, 5), h: 1, u0: -1, v0: -1, t: 1}

LARGER_LOSS = le(test_loss(g_2(t), s_2(t)), test_loss(g(t), s(t)))
HORIZON_TIME = HORIZON * STANDARD[h]

GENERALIZATION_GAP = PAPER.statement(
    "generalization-gap",
    label="Section 5",
    where="Section 5",
    quote=(
        r"Equations (9) and (11) reveal that model performance improves faster on $G$ than on $G'$, since "
        r"$\varepsilon\ll1-\varepsilon$. Let $\theta^*$ denote the final parameters after $T\simeq10^6$ training steps "
        r"(to comply with Assumption 1). The test loss is: $L(\tilde D,\theta^*) = \ldots \approx "
        r"-\frac12\log\left(1-\frac{1}{4(1-\varepsilon)Th}\right)-\frac12\log\left(1-\frac{1}{4\varepsilon Th}\right) "
        r"\approx \frac12\cdot\frac{1}{4(1-\varepsilon)Th}+\frac12\cdot\frac{1}{4\varepsilon Th} = "
        r"\frac{1}{8\varepsilon(1-\varepsilon)Th}$. Conclusion: The smaller $\varepsilon$ (i.e., the more imbalanced "
        r"the training set), the larger the test loss, demonstrating poor generalization. The model overfits to the "
        r"spurious correlation in the majority group, failing to learn that only $x_2$ is relevant for prediction."
    ),
    reading=(
        "The conclusion: for ε < ε′ ≤ 1/2, the same start and the same number of steps, the test loss at ε is at least "
        "that at ε′, under what the paper assumes of the start: Lemma 1 and θ₃⁰ − θ₄⁰ ≤ −1, nothing of θ₁⁰ + θ₂⁰. The "
        "chain of ≈ and the sentences around it are examined as steps."
    ),
    given=[*ORDERED, le(u0, -1)],
    evolves=TWO_SHARES,
    concludes=[LARGER_LOSS],
    uses=[
        PROPOSITION_2,
        COROLLARY_1,
        EXPANSION_STEP,
        EXP_MONOTONE,
        EXP_SECOND_ORDER_ABOVE,
        EXP_SECOND_ORDER_BELOW,
        EXP_SLOPE,
        EXP_TANGENT,
        WEIGHT_GROWS_BY_AT_MOST,
        COMPLEMENT_POSITIVE,
        LOG_MONOTONE,
        LOG_OF_COMPLEMENT_BELOW,
        PHI_CONTRACTS,
        PHI_MONOTONE,
        PHI_MONOTONE_STRICTLY,
    ],
    says=r"The smaller $\varepsilon$ (i.e., the more imbalanced the training set), the larger the test loss",
    why=(
        "After finitely many steps the loss depends on both starts, and Assumption 1 says nothing of θ₁⁰ + θ₂⁰: from "
        "θ₃⁰ − θ₄⁰ = −4, θ₁⁰ + θ₂⁰ = −1 at h = 10⁻⁴ and T = 10⁶ it is 0.001539 at ε = 1/10 and larger, 0.001706, at "
        "ε = 1/5; and 1/(8ε(1 − ε)Th), its limit law, is 14 % above it at the paper's parameters (starts −1)."
    ),
    fix=(
        "Assume equal starts, θ₁⁰ + θ₂⁰ = θ₃⁰ − θ₄⁰ ≤ 0, and h ≤ 1 (then it holds for every T), or let T → ∞: for "
        "every ε < ε′ ≤ 1/2, every h and all starts it holds from an explicit T on, and 8ε(1 − ε)Th·L(D̃, θ*) → 1. For "
        "the differential equation dL/dε = −2Th(φ(u)² − φ(v)²), so there it holds exactly while the majority is ahead."
    ),
    note="T = 10⁶ complies with Assumption 1, which is true for all t; the cited theorem reaches step 825 519 only.",
)

met_at(GENERALIZATION_GAP, SOMEWHERE)


@GENERALIZATION_GAP.conclusion("the smaller ε, the larger the test loss: L at ε′ ≤ L at ε", expect=Verdict.REFUTED)
def smaller_share_smaller_loss(c):
    """One step from θ⁰ = (1/2, −3/2, −1/2, 3/2) at ε = 1/4 and 1/2, h = 1, so g⁰ = −2, s⁰ = −1.

    The majority starts behind, and more of it in the training set helps: 0.0541 < 0.0594.
    """
    return witness(c, at={epsilon: Rational(1, 4), epsilon_2: HALF, h: 1, u0: -2, v0: -1, t: 1})


@GENERALIZATION_GAP.hypotheses(
    "L at ε′ ≤ L at ε for the paper's own parameters: h = 10⁻⁴, ε = 1/10, ε′ = 1/5, T = 10⁶",
    claims=[LARGER_LOSS],
    given=[
        *equations({epsilon: STANDARD[epsilon], epsilon_2: Rational(1, 5), h: STANDARD[h], t: HORIZON}),
        le(u0, -1),
    ],
    expect=Verdict.REFUTED,
)
def smaller_share_smaller_loss_at_the_horizon(c):
    """g⁰ = −4, s⁰ = −1: 0.001539 < 0.001706. From this start it turns round by Th = 3000."""
    at = {epsilon: Rational(1, 10), epsilon_2: Rational(1, 5), h: STANDARD[h], u0: -4, v0: -1, t: HORIZON}
    groups = (minority, majority, other_minority, other_majority)

    def show(q: Proof) -> Line:
        set_precision(q, HORIZON)
        return q.given(q.goal, *(line for g in groups for line in gap_between(q, g, at, HORIZON, put_in=True)))

    return witness(c, at=at, show=show)


@GENERALIZATION_GAP.hypotheses(
    "L at ε′ ≤ L at ε with equal starts, but without ε′ ≤ 1/2",
    claims=[LARGER_LOSS],
    given=[lt(epsilon, epsilon_2), le(u0, -1), eq(v0, u0)],
    expect=Verdict.REFUTED,
)
def half_is_needed(c):
    """The loss is symmetric under ε ↔ 1 − ε when g⁰ = s⁰."""
    return witness(c, at={epsilon: HALF, epsilon_2: Rational(9, 10), h: 1, u0: -1, v0: -1, t: 1})


GAP_OF_WEIGHTS, MAJORITY_GAP_OF_WEIGHTS = theta[2] - theta[3], theta[0] + theta[1]
OPPOSED = [eq(theta[2], -theta[0]), eq(theta[3], -theta[1])]  # both parts of Lemma 1


@GENERALIZATION_GAP.argument(
    "the mean of −log p_y over D̃ is −½ log(1 − φ(g)) − ½ log(1 − φ(s)), |D̃| = 4n",
    claims=[eq(average(point_loss, BALANCED_SET), test_loss(GAP_OF_WEIGHTS, MAJORITY_GAP_OF_WEIGHTS))],
    given=OPPOSED,
    evolves=[],
)
def loss_of_the_gaps(c):
    """With both parts of Lemma 1, θ₃ = −θ₁ and θ₄ = −θ₂; each group has the weight 2n/4n."""
    p = Proof.about(c)
    values = []
    for points, x in ((MINORITY_POINTS, GAP_OF_WEIGHTS), (MAJORITY_POINTS, MAJORITY_GAP_OF_WEIGHTS)):
        for point in points:
            right = probability(point[1], point)
            same = p.identity(eq(right, right))
            values.append(p.rewrite(eq(right, 1 - phi(x)), same, *OPPOSED))
    loss = test_loss(GAP_OF_WEIGHTS, MAJORITY_GAP_OF_WEIGHTS)
    return p.finding(p.rewrite(p.goal, p.identity(eq(loss, loss)), *values))


def taylor(share, time):
    """The middle line: −½ log(1 − 1/(4(1 − ε)Th)) − ½ log(1 − 1/(4εTh))."""
    return -log(1 - 1 / (4 * (1 - share) * time)) / 2 - log(1 - 1 / (4 * share * time)) / 2


SUM_OF_BOTH = (1 / (4 * (1 - epsilon) * tau) + 1 / (4 * epsilon * tau)) / 2


@GENERALIZATION_GAP.argument(
    "the last equality: ½·1/(4(1 − ε)Th) + ½·1/(4εTh) = 1/(8ε(1 − ε)Th)",
    claims=[eq(SUM_OF_BOTH, printed_test_loss(epsilon, tau))],
    over={tau: Interval.open(0, oo)},
    **BARE,
)
def sum_of_both_terms(c):
    p = Proof.about(c)
    return p.finding(p.identity(p.goal, p.linear(lt(0, 1 - epsilon), lt(epsilon, 1))))


ARGUMENTS_BELOW_ONE = [lt(1, 4 * epsilon * tau), lt(1, 4 * (1 - epsilon) * tau)]


@GENERALIZATION_GAP.argument(
    "the second ≈ is a bound: x ≤ −log(1 − x), so the printed value is below the middle line",
    claims=[le(SUM_OF_BOTH, taylor(epsilon, tau))],
    over={tau: Interval.open(0, oo)},
    given=ARGUMENTS_BELOW_ONE,
    evolves=[],
)
def second_approximation(c):
    p = Proof.about(c)
    parts, signs = [], []
    for time in (4 * epsilon * tau, 4 * (1 - epsilon) * tau):
        positive = p.linear(lt(0, time), lt(1, time), lt(0, 1))
        inverse = p.linear(lt(0, 1 / time), (positive, 1 / time**2), using=[positive])
        small = p.linear(lt(1 / time, 1), (lt(1, time), 1 / time), using=[positive, inverse])
        signs += [positive, p.linear(lt(0, 1 - 1 / time), small, using=[positive])]
        parts.append(p.instance(log_of_complement_below(), small, inverse, positive, p=1 / time))
    return p.finding(p.linear(p.goal, (parts[0], HALF), (parts[1], HALF), using=signs))


@GENERALIZATION_GAP.argument(
    "“the smaller ε”: the argument 1 − 1/(4εTh) of the logarithm is positive for every ε in (0, 1), at Th = 100",
    claims=[lt(0, 1 - 1 / (4 * epsilon * tau))],
    given=[eq(tau, HORIZON_TIME)],
    evolves=[],
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def logarithm_needs_a_large_share(c):
    """1 − 1/(4εTh) = 0 at ε = 1/400; below, the logarithm is undefined, and “the smaller ε” ends there."""
    return witness(c, at={**SOMEWHERE, epsilon: Rational(1, 400), tau: HORIZON_TIME})


@GENERALIZATION_GAP.hypotheses(
    "“T ≃ 10⁶ (to comply with Assumption 1)”: the bound cited for it is at most 3.7·10⁻⁵ at T = 10⁶",
    claims=[le(CITED, OUTER)],
    given=[*AT_STANDARD, eq(t, HORIZON)],
    evolves=[],
    expect=Verdict.REFUTED,
)
def horizon_of_the_cited_bound(c):
    """It is up to T = 825 519 only, with the exact M and L; Assumption 1 itself is true at every T."""
    return witness(c, at={**SOMEWHERE, **STANDARD, t: HORIZON})


LOSS = test_loss(g(HORIZON), s(HORIZON))
PRINTED = printed_test_loss(STANDARD[epsilon], HORIZON_TIME)
MIDDLE = taylor(STANDARD[epsilon], HORIZON_TIME)


def both_gaps(wanted, **more):
    """Both recursions at the standard parameters from −1, 10⁶ steps in balls."""
    at = {**from_minus_1(minority), **from_minus_1(majority)}
    return orbit(GENERALIZATION_GAP, at, wanted, evolves=BOTH_GAPS, **more)


def losses():
    """The test loss and what the two ≈ of the display leave out."""
    return [
        Wanted("test_loss", LOSS, r"L(\tilde D,\theta^*)", "test loss after 10⁶ steps, both gaps from −1", "1/72"),
        Wanted(
            "test_loss_ratio",
            LOSS / PRINTED,
            r"L(\tilde D,\theta^*)\cdot 8\varepsilon(1-\varepsilon)Th",
            "true test loss over the printed one",
        ),
        Wanted("first_error", MIDDLE / LOSS - 1, r"\text{first }{\approx}", "relative error of the first ≈"),
        Wanted("second_error", PRINTED / MIDDLE - 1, r"\text{second }{\approx}", "relative error of the second ≈"),
    ]


@cache
def at_the_horizon():
    """Losses, gaps and probabilities after 10⁶ steps, from one pass over both orbits."""
    return both_gaps([*losses(), *observed(minority, "g"), *observed(majority, "s")])


@GENERALIZATION_GAP.argument("both ≈ at the paper's parameters: the relative errors that they leave")
def approximations():
    """The first is 15 % too large (the O-terms of Eqs. (9) and (11)), the second 1 % too small."""
    found = at_the_horizon()
    return replace(found, quantities=found.quantities[: len(losses())])


@GENERALIZATION_GAP.sharpness("both orbits in mpmath, read for gaps, probabilities and loss", expect=Verdict.SUPPORTED)
def both_orbits_in_mpmath():
    known = at_the_horizon()
    minor, major = transcription(STANDARD[epsilon]), transcription(1 - STANDARD[epsilon])

    def loss(z):
        log_in_mpmath = z[0].context.log
        return -sum(log_in_mpmath(1 - probability_in_mpmath(part)) for part in z) / 2

    observe = {
        "gap_minority": lambda z: -z[0] / 2,
        "error_minority": lambda z: probability_in_mpmath(z[0]),
        "gap_majority": lambda z: -z[1] / 2,
        "error_majority": lambda z: probability_in_mpmath(z[1]),
        "test_loss": loss,
        "test_loss_ratio": lambda z: 72 * loss(z),
    }
    return iterate([minor, major], [2, 2], HORIZON, observe=observe, against=known.quantities, digits=18, leap=IN_LEAPS)


@GENERALIZATION_GAP.argument(
    "1/(8ε(1 − ε)Th) falls as ε grows to 1/2",
    claims=[lt(printed_test_loss(epsilon_2, tau), printed_test_loss(epsilon, tau))],
    over={tau: Interval.open(0, oo)},
    given=ORDERED,
    evolves=[],
)
def printed_loss_falls(c):
    p = Proof.about(c)
    room = p.linear(lt(0, 1 - epsilon - epsilon_2), (le(epsilon_2, HALF), 2), lt(epsilon, epsilon_2))
    first, second = (p.linear(lt(0, 1 - share), lt(share, 1)) for share in (epsilon, epsilon_2))
    below = 8 * tau * epsilon * (1 - epsilon) * epsilon_2 * (1 - epsilon_2)
    smaller = p.linear(lt(0, (1 - epsilon) * (1 - epsilon_2)), (first, 1 - epsilon_2), using=[second])
    weight = p.linear(lt(0, below), (smaller, 8 * tau * epsilon * epsilon_2))
    factor = p.linear(lt(0, (1 - epsilon - epsilon_2) / below), (room, 1 / below), using=[weight, first, second])
    multiplier = (1 - epsilon - epsilon_2) / below
    return p.finding(p.linear(p.goal, (lt(epsilon, epsilon_2), multiplier), using=[factor, weight, first, second]))


@GENERALIZATION_GAP.hypotheses(
    "“performance improves faster on G than on G′”, read as a speed: d/dt of −1/(4εht) is at most that with 1 − ε",
    claims=[le(1 / (4 * epsilon * h * tau**2), 1 / (4 * (1 - epsilon) * h * tau**2))],
    given=[le(epsilon, HALF), lt(0, tau)],
    evolves=[],
    expect=Verdict.REFUTED,
)
def speed_of_improvement(c):
    """A reading, not what the sentence must mean: the speed of the printed law is larger on G′, which has more to gain.

    That 1 − p_y is smaller on G is `majority_is_ahead`.
    """
    return witness(c, at={**SOMEWHERE, **STANDARD, tau: 1})


@GENERALIZATION_GAP.sharpness(
    "in which sense G is ahead (“bias toward the majority”): sᵗ ≤ gᵗ and 1 − p_y is no larger on G, for all t, if "
    "s⁰ ≤ g⁰, ε ≤ 1/2 and εh ≤ 1",
    claims=[le(s(t), g(t)), le(phi(s(t)), phi(g(t)))],
    given=[le(v0, u0), le(epsilon, HALF), le(epsilon * h, 1)],
    evolves=BOTH_GAPS,
)
def majority_is_ahead(c):
    """x ↦ x − aφ(x) keeps order for a ≤ 2, and the majority's step is the larger one."""
    p = Proof.about(c)
    starts = (minority.recursion[1], majority.recursion[1])

    def base(q):
        return q.linear(q.goal, le(v0, u0), (starts[0], -1), (starts[1], 1))

    def step(q):
        apart = q.linear(le(0, g(t) - s(t)), le(s(t), g(t)))
        near = q.instance(
            phi_contracts(), apart, x=s(t), d=g(t) - s(t), goal=le(phi(g(t)) - phi(s(t)), (g(t) - s(t)) / 2)
        )
        larger = q.linear(le(minority.step, majority.step), (le(epsilon, HALF), 4 * h))
        slack = q.linear(le(0, 1 - epsilon * h), le(epsilon * h, 1))
        return q.linear(
            q.goal,
            (near, minority.step),
            (le(s(t), g(t)), 1 - epsilon * h),
            (larger, phi(s(t))),
            (minority.recursion[0], -1),
            (majority.recursion[0], 1),
            using=[slack],
        )

    line = p.induction(le(s(t), g(t)), base, step)
    return p.finding(p.both(line, p.instance(phi_monotone(), line, x=s(t), y=g(t))))


@GENERALIZATION_GAP.hypotheses(
    "“since ε ≪ 1 − ε”, which is nowhere assumed: at ε = 1/2 both groups have the same step",
    claims=[eq(minority.step, majority.step)],
    given=[eq(epsilon, HALF)],
    evolves=[],
)
def balanced_groups(c):
    p = Proof.about(c)
    return p.finding(p.linear(p.goal, (eq(epsilon, HALF), 4 * h)))


BOTH_FAR = {"given": [le(u0, -1), le(v0, -1)], "evolves": BOTH_GAPS}


def right_on_all_points(p: Proof):
    """φ(gᵗ) < 1/2 and φ(sᵗ) < 1/2: p_y > 1/2 on all four points."""
    lines = []
    for group in (minority, majority):
        gap = group.gap(t)
        below = p.linear(lt(gap, 0), p.instance(gap_stays_below_start(group)), le(group.start, -1), lt(-1, 0))
        lines.append(p.instance(phi_monotone_strictly(), below, x=gap, y=0, goal=lt(phi(gap), HALF)))
    return p.both(*lines)


@GENERALIZATION_GAP.hypotheses(
    "abstract, “the classification error for each class converges at a rate proportional to 1/(εhT)”, read as the "
    "share of wrongly classified points: at some t some point is classified wrongly, with starts ≤ −1",
    exists=[Or(le(HALF, phi(g(t))), le(HALF, phi(s(t))))],
    expect=Verdict.REFUTED,
    **BOTH_FAR,
)
def classification_error(c):
    """1 − p_y is a probability, not an error rate. With both gaps ≤ −1 every point is classified rightly at every t."""
    p = Proof.about(c)
    return p.finding(right_on_all_points(p))


@GENERALIZATION_GAP.argument(
    "the model fails “to learn that only x₂ is relevant for prediction”: at some t it decides against x₂ on G′, with "
    "starts ≤ −1",
    exists=[le(HALF, phi(g(t)))],
    expect=Verdict.REFUTED,
    **BOTH_FAR,
)
def decision_rule(c):
    """sign(f₂ − f₁) = x₂ on all four points at every t; what grows with x₁ stays bounded (see `test-loss-monotone`)."""
    p = Proof.about(c)
    return p.finding(right_on_all_points(p))


SMALL_SHARE = printed_test_loss(Rational(1, 1000), HORIZON_TIME)


@GENERALIZATION_GAP.sharpness(
    "1/(8ε(1 − ε)Th) at ε = 1/1000 is 1.25…; no loss can exceed log(1 + e^(−2)) = 0.127 from starts ≤ −1",
    claims=[
        le(test_loss(g(t), s(t)), -log(1 - phi(-1))),
        lt(-log(1 - phi(-1)), Rational(127, 1000)),
        lt(Rational(5, 4), SMALL_SHARE),
    ],
    **BOTH_FAR,
)
def printed_loss_for_small_shares(c):
    p = Proof.about(c)
    parts = []
    for group in (minority, majority):
        below = p.linear(le(group.gap(t), -1), p.instance(gap_stays_below_start(group)), le(group.start, -1))
        parts.append(loss_is_monotone(p, group.gap(t), Integer(-1), below))
    bound = p.linear(p.goals[0], (parts[0], HALF), (parts[1], HALF))
    return p.finding(p.both(bound, *(p.enclose(number) for number in p.goals[1:])))


def loss_is_monotone(p: Proof, x, y, order):
    """−log(1 − φ(x)) ≤ −log(1 − φ(y)) from x ≤ y."""
    values = p.instance(phi_monotone(), order, x=x, y=y)
    right = p.linear(le(1 - phi(y), 1 - phi(x)), values)
    signs = [p.instance(complement_positive(), x=z) for z in (x, y)]
    logs = p.instance(log_monotone(), right, *signs, x=1 - phi(y), y=1 - phi(x))
    return p.linear(le(-log(1 - phi(x)), -log(1 - phi(y))), logs, using=signs)
