r"""Section 5: the loss on a balanced test set after T steps.

Under Lemma 1 it is −½ log(1 − φ(gᵀ)) − ½ log(1 − φ(sᵀ)) exactly. The printed 1/(8ε(1 − ε)Th) is its limit law, 14 % too
large at the paper's parameters, undefined in between for ε ≤ 1/400 and far above what the loss can be for small ε.
That a smaller ε makes the loss larger does not follow from what is assumed: a majority that starts behind turns it
round. With equal starts it is true; see `test-loss-monotone`.
"""

from sympy import And, Integer, Interval, Rational, log, oo

from checks.methods import Proof, Wanted, iterate, met_at, orbit, witness
from checks.outcome import Verdict
from checks.paper import eq, le, lt
from proofs.class_imbalance.convergence import PROPOSITION_2
from proofs.class_imbalance.gap import gap_stays_below_start
from proofs.class_imbalance.gradient import EQUATION_2
from proofs.class_imbalance.majority import COROLLARY_1
from proofs.class_imbalance.notation import (
    BALANCED_SET,
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
    n,
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
from proofs.class_imbalance.orbits import from_minus_1, observed, probability_in_mpmath, transcription
from proofs.class_imbalance.paper import PAPER
from proofs.class_imbalance.solution import EQUATION_10
from proofs.foundations.elementary import log_monotone, log_of_complement_below
from proofs.foundations.logistic import complement_positive, phi_contracts, phi_monotone, phi_monotone_strictly
from proofs.foundations.notation import HALF, phi

g_2, s_2 = other_minority.gap, other_majority.gap
BOTH_GAPS = [*minority.recursion, *majority.recursion]
ORDERED = [lt(epsilon, epsilon_2), le(epsilon_2, HALF)]
TWO_SHARES = [*BOTH_GAPS, *other_minority.recursion, *other_majority.recursion]

GENERALIZATION_GAP = PAPER.statement(
    "generalization-gap",
    label="Section 5",
    where="Section 5",
    printed=(
        r"L(\tilde D,\theta^*) \approx -\tfrac12\log\Bigl(1-\tfrac{1}{4(1-\varepsilon)Th}\Bigr) "
        r"-\tfrac12\log\Bigl(1-\tfrac{1}{4\varepsilon Th}\Bigr) \approx \frac{1}{8\varepsilon(1-\varepsilon)Th}"
    ),
    words=(
        "The smaller ε, the larger the test loss: for ε < ε′ ≤ 1/2 and the same start, the loss at ε is at least the "
        "loss at ε′. Under what the paper assumes of the start: Lemma 1 and θ₃⁰ − θ₄⁰ ≤ −1, nothing of θ₁⁰ + θ₂⁰."
    ),
    given=[*ORDERED, le(u0, -1)],
    evolves=TWO_SHARES,
    concludes=le(test_loss(g_2(t), s_2(t)), test_loss(g(t), s(t))),
    uses=[PROPOSITION_2, COROLLARY_1],
)

met_at(GENERALIZATION_GAP, {epsilon: Rational(1, 10), epsilon_2: Rational(1, 5), h: 1, u0: -1, v0: -1, t: 1})


@GENERALIZATION_GAP.conclusion("one step from θ⁰ = (1/2, −3/2, −1/2, 3/2) at ε = 1/4 and 1/2", expect=Verdict.REFUTED)
def smaller_share_smaller_loss():
    """g⁰ = −2, s⁰ = −1: the majority starts behind, and more of it in the training set helps. 0.0541 < 0.0594."""
    return witness(GENERALIZATION_GAP, at={epsilon: Rational(1, 4), epsilon_2: HALF, h: 1, u0: -2, v0: -1, t: 1})


@GENERALIZATION_GAP.hypotheses(
    "also at the paper's own parameters: h = 10⁻⁴, ε = 1/10, 1/5 and T = 10⁶", expect=Verdict.REFUTED
)
def smaller_share_smaller_loss_at_the_horizon():
    """g⁰ = −4, s⁰ = −1: 0.001539 < 0.001706."""
    at = {epsilon: Rational(1, 10), epsilon_2: Rational(1, 5), h: STANDARD[h], u0: -4, v0: -1, t: HORIZON}
    return witness(GENERALIZATION_GAP, at=at)


@GENERALIZATION_GAP.hypotheses("with equal starts but beyond ε′ ≤ 1/2", expect=Verdict.REFUTED)
def half_is_needed():
    """The loss is symmetric under ε ↔ 1 − ε when g⁰ = s⁰."""
    given = [lt(epsilon, epsilon_2), le(u0, -1), eq(v0, u0)]
    at = {epsilon: HALF, epsilon_2: Rational(9, 10), h: 1, u0: -1, v0: -1, t: 1}
    return witness(GENERALIZATION_GAP, given=given, at=at)


# The chain of displays ------------------------------------------------------------------------------------------------


@GENERALIZATION_GAP.argument("the mean of −log p_y over D̃ is −½ log(1 − φ(g)) − ½ log(1 − φ(s)), |D̃| = 4n")
def loss_of_the_gaps():
    """With both parts of Lemma 1, θ₃ = −θ₁ and θ₄ = −θ₂; each group has the weight 2n/4n."""
    third, fourth = eq(theta[2], -theta[0]), eq(theta[3], -theta[1])
    p = Proof.about(EQUATION_2, given=[third, fourth], also={n: None})
    gap, majority_gap = theta[2] - theta[3], theta[0] + theta[1]
    values = []
    for points, x in ((MINORITY_POINTS, gap), (MAJORITY_POINTS, majority_gap)):
        for point in points:
            right = probability(point[1], point)
            same = p.identity(eq(right, right))
            values.append(p.rewrite(eq(right, 1 - phi(x)), same, third, fourth))
    loss = test_loss(gap, majority_gap)
    return p.finding(p.rewrite(eq(average(point_loss, BALANCED_SET), loss), p.identity(eq(loss, loss)), *values))


def taylor(share, time):
    """The middle line: −½ log(1 − 1/(4(1 − ε)Th)) − ½ log(1 − 1/(4εTh))."""
    return -log(1 - 1 / (4 * (1 - share) * time)) / 2 - log(1 - 1 / (4 * share * time)) / 2


@GENERALIZATION_GAP.argument("the last equality: ½·1/(4(1 − ε)Th) + ½·1/(4εTh) = 1/(8ε(1 − ε)Th)")
def sum_of_both_terms():
    p = Proof({epsilon: Interval.open(0, 1), tau: Interval.open(0, oo)})
    total = 1 / (4 * (1 - epsilon) * tau) / 2 + 1 / (4 * epsilon * tau) / 2
    positive = p.linear(lt(0, 1 - epsilon), lt(epsilon, 1))
    return p.finding(p.identity(eq(total, printed_test_loss(epsilon, tau)), positive))


@GENERALIZATION_GAP.argument("the second ≈ is a bound: x ≤ −log(1 − x), so the printed value is below the middle line")
def second_approximation():
    over = {epsilon: Interval.open(0, 1), tau: Interval.open(0, oo)}
    p = Proof(over, [lt(1, 4 * epsilon * tau), lt(1, 4 * (1 - epsilon) * tau)])
    parts, signs = [], []
    for time in (4 * epsilon * tau, 4 * (1 - epsilon) * tau):
        positive = p.linear(lt(0, time), lt(1, time), lt(0, 1))
        inverse = p.linear(lt(0, 1 / time), (positive, 1 / time**2), using=[positive])
        small = p.linear(lt(1 / time, 1), (lt(1, time), 1 / time), using=[positive, inverse])
        signs += [positive, p.linear(lt(0, 1 - 1 / time), small, using=[positive])]
        parts.append(p.instance(log_of_complement_below(), small, inverse, positive, p=1 / time))
    total = (1 / (4 * epsilon * tau) + 1 / (4 * (1 - epsilon) * tau)) / 2
    goal = le(total, taylor(epsilon, tau))
    return p.finding(p.linear(goal, (parts[0], HALF), (parts[1], HALF), using=signs))


def logarithm_needs_a_large_share():
    """1 − 1/(4εTh) = 0 at ε = 1/400; below, the logarithm is undefined, and “the smaller ε” ends there."""
    claim = lt(0, 1 - 1 / (4 * epsilon * tau))
    return witness(EQUATION_10, claim, also={epsilon: None, tau: None}, at={epsilon: Rational(1, 400), tau: 100})


TIME = HORIZON * STANDARD[h]
LOSS = test_loss(g(HORIZON), s(HORIZON))
PRINTED = printed_test_loss(STANDARD[epsilon], TIME)
MIDDLE = taylor(STANDARD[epsilon], TIME)


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


@GENERALIZATION_GAP.argument("both ≈ at the paper's parameters: how far they are off")
def approximations():
    """The first is 15 % too large (the O-terms of Eqs. (9) and (11)), the second 1 % too small."""
    return both_gaps(losses())


@GENERALIZATION_GAP.sharpness("both orbits in mpmath, read for gaps, probabilities and loss", expect=Verdict.SUPPORTED)
def both_orbits_in_mpmath():
    known = both_gaps([*losses()[:2], *observed(minority, "g"), *observed(majority, "s")])
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
    return iterate(
        lambda z: [minor(z[0]), major(z[1])], [2, 2], HORIZON, observe=observe, against=known.quantities, digits=18
    )


# What is said about them ----------------------------------------------------------------------------------------------


@GENERALIZATION_GAP.argument("1/(8ε(1 − ε)Th) falls as ε grows to 1/2")
def printed_loss_falls():
    p = Proof({epsilon: Interval.open(0, 1), epsilon_2: Interval.open(0, 1), tau: Interval.open(0, oo)}, ORDERED)
    room = p.linear(lt(0, 1 - epsilon - epsilon_2), (le(epsilon_2, HALF), 2), lt(epsilon, epsilon_2))
    first, second = (p.linear(lt(0, 1 - share), lt(share, 1)) for share in (epsilon, epsilon_2))
    below = 8 * tau * epsilon * (1 - epsilon) * epsilon_2 * (1 - epsilon_2)
    smaller = p.linear(lt(0, (1 - epsilon) * (1 - epsilon_2)), (first, 1 - epsilon_2), using=[second])
    weight = p.linear(lt(0, below), (smaller, 8 * tau * epsilon * epsilon_2))
    factor = p.linear(lt(0, (1 - epsilon - epsilon_2) / below), (room, 1 / below), using=[weight, first, second])
    goal = lt(printed_test_loss(epsilon_2, tau), printed_test_loss(epsilon, tau))
    return p.finding(
        p.linear(
            goal, (lt(epsilon, epsilon_2), (1 - epsilon - epsilon_2) / below), using=[factor, weight, first, second]
        )
    )


@GENERALIZATION_GAP.argument(
    "“performance improves faster on G than on G′”, by Eqs. (9) and (11), as a speed", expect=Verdict.REFUTED
)
def speed_of_improvement():
    """d/dt of −1/(4εht) is 1/(4εht²): the printed law lets the minority improve faster, at every ε < 1/2."""
    claim = le(1 / (4 * epsilon * h * tau**2), 1 / (4 * (1 - epsilon) * h * tau**2))
    return witness(
        EQUATION_10,
        claim,
        also={epsilon: None, tau: None, h: None},
        at={epsilon: Rational(1, 10), h: STANDARD[h], tau: 1},
    )


@GENERALIZATION_GAP.sharpness(
    "what is true: sᵗ ≤ gᵗ for all t, if s⁰ ≤ g⁰, ε ≤ 1/2 and εh ≤ 1; so 1 − p_y is smaller on G"
)
def majority_is_ahead():
    """x ↦ x − aφ(x) keeps order for a ≤ 2, and the majority's step is the larger one."""
    given = [le(v0, u0), le(epsilon, HALF), le(epsilon * h, 1)]
    p = Proof.about(GENERALIZATION_GAP, given=given, evolves=BOTH_GAPS)
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


@GENERALIZATION_GAP.hypotheses("ε ≪ 1 − ε is nowhere assumed: at ε = 1/2 both groups are alike")
def balanced_groups():
    p = Proof.about(GENERALIZATION_GAP, given=[eq(epsilon, HALF)], evolves=[])
    return p.finding(p.linear(eq(minority.step, majority.step), (eq(epsilon, HALF), 4 * h)))


def right_on_all_points(p: Proof):
    """φ(gᵗ) < 1/2 and φ(sᵗ) < 1/2: p_y > 1/2 on all four points."""
    lines = []
    for group in (minority, majority):
        gap = group.gap(t)
        below = p.linear(lt(gap, 0), p.instance(gap_stays_below_start(group)), le(group.start, -1), lt(-1, 0))
        lines.append(p.instance(phi_monotone_strictly(), below, x=gap, y=0, goal=lt(phi(gap), HALF)))
    return p.both(*lines)


@GENERALIZATION_GAP.argument(
    "abstract: the classification error of each class falls like 1/(εhT)", expect=Verdict.REFUTED
)
def classification_error():
    """1 − p_y is a probability, not an error rate. With both gaps ≤ −1 every point is classified rightly at every t."""
    p = Proof.about(GENERALIZATION_GAP, given=[le(u0, -1), le(v0, -1)], evolves=BOTH_GAPS)
    return p.refutation(right_on_all_points(p))


@GENERALIZATION_GAP.argument("conclusion: the model fails to learn that only x₂ is relevant", expect=Verdict.REFUTED)
def decision_rule():
    """sign(f₂ − f₁) = x₂ on all four points at every t; what grows with x₁ stays bounded (see `test-loss-monotone`)."""
    return classification_error()


@GENERALIZATION_GAP.sharpness(
    "1/(8ε(1 − ε)Th) at ε = 1/1000 is 1.25…; no loss can exceed log(1 + e^(−2)) = 0.127 from starts ≤ −1"
)
def printed_loss_for_small_shares():
    p = Proof.about(GENERALIZATION_GAP, given=[le(u0, -1), le(v0, -1)], evolves=BOTH_GAPS)
    parts = []
    for group in (minority, majority):
        below = p.linear(le(group.gap(t), -1), p.instance(gap_stays_below_start(group)), le(group.start, -1))
        parts.append(loss_is_monotone(p, group.gap(t), Integer(-1), below))
    bound = p.linear(le(test_loss(g(t), s(t)), -log(1 - phi(-1))), (parts[0], HALF), (parts[1], HALF))
    numbers = And(
        lt(-log(1 - phi(-1)), Rational(127, 1000)), lt(Rational(5, 4), printed_test_loss(Rational(1, 1000), TIME))
    )
    return p.finding(p.both(bound, p.enclose(numbers)))


def loss_is_monotone(p: Proof, x, y, order):
    """−log(1 − φ(x)) ≤ −log(1 − φ(y)) from x ≤ y."""
    values = p.instance(phi_monotone(), order, x=x, y=y)
    right = p.linear(le(1 - phi(y), 1 - phi(x)), values)
    signs = [p.instance(complement_positive(), x=z) for z in (x, y)]
    logs = p.instance(log_monotone(), right, *signs, x=1 - phi(y), y=1 - phi(x))
    return p.linear(le(-log(1 - phi(x)), -log(1 - phi(y))), logs, using=signs)
