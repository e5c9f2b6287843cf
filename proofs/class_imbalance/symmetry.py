r"""Section 2: what gradient descent keeps.

The last two components of the gradient are the first two with the other sign (Eq. (3)), so θ₁ + θ₃ and θ₂ + θ₄ never
move. Lemma 1 is two consequences of this.
"""

from sympy import Abs, Rational

from checks.methods import Proof, Wanted, along, exists, identity, iterate, met_at, mp_exp, orbit, proves, witness
from checks.outcome import Verdict
from checks.paper import eq, le, lt
from proofs.class_imbalance.gradient import EQUATION_2, SLOPES
from proofs.class_imbalance.notation import (
    MAJORITY_POINTS,
    MINORITY_POINTS,
    SHARE,
    gradient,
    h,
    n,
    n_minor,
    probability,
    starts,
    t,
    theta,
    weights,
)
from proofs.class_imbalance.orbits import pinned
from proofs.class_imbalance.paper import PAPER
from proofs.foundations.notation import HALF, phi

theta_t = [weight(t) for weight in weights]
DESCENT = [eq(weight(t + 1), weight(t) - h * d) for weight, d in zip(weights, gradient(theta_t), strict=True)]
DESCENT += [eq(weight(0), start) for weight, start in zip(weights, starts, strict=True)]
DIFFERENCES_OPPOSE = eq(starts[2] - starts[3], -(starts[0] - starts[1]))
SUMS_OPPOSE = eq(starts[2] + starts[3], -(starts[0] + starts[1]))

LEMMA_1 = PAPER.lemma(
    "1",
    where="Section 2",
    quote=(
        r"(i) If $\theta_3^0-\theta_4^0 = -(\theta_1^0-\theta_2^0)$, then "
        r"$\theta_3^t-\theta_4^t = -(\theta_1^t-\theta_2^t)$ for all $t\ge0$. "
        r"(ii) If $\theta_3^0+\theta_4^0 = -(\theta_1^0+\theta_2^0)$, then "
        r"$\theta_3^t+\theta_4^t = -(\theta_1^t+\theta_2^t)$ for all $t\ge0$."
    ),
    given=[DIFFERENCES_OPPOSE, SUMS_OPPOSE],
    evolves=DESCENT,
    concludes=[
        ("(i)", eq(theta_t[2] - theta_t[3], -(theta_t[0] - theta_t[1]))),
        ("(ii)", eq(theta_t[2] + theta_t[3], -(theta_t[0] + theta_t[1]))),
    ],
    uses=[EQUATION_2],
    note="Each part is proved from its own hypothesis alone. Nothing is asked of h, n, n′ but that they are positive.",
)

SOME_START = {**dict(zip(starts, (0, -1, 0, 1), strict=True)), n: 9, n_minor: 1, h: 1, t: 1}
met_at(LEMMA_1, SOME_START)


def _kept(p, sign):
    """θ₃ᵗ ± θ₄ᵗ = −(θ₁ᵗ ± θ₂ᵗ), by induction: the gradient's components cancel in the sum of both sides."""
    start = eq(starts[2] + sign * starts[3], -(starts[0] + sign * starts[1]))
    goal, signs = p.goal, (1, sign, 1, sign)

    def base(q):
        return q.linear(q.goal, start, *((DESCENT[4 + i], signs[i]) for i in range(4)))

    def step(q):
        return q.linear(q.goal, goal, *((DESCENT[i], signs[i]) for i in range(4)))

    return p.induction(goal, base, step)


@proves(LEMMA_1, "part (i), by induction over t", claims=["(i)"], given=[DIFFERENCES_OPPOSE])
def differences_stay_opposed(p):
    return _kept(p, -1)


@proves(LEMMA_1, "part (ii), by induction over t", claims=["(ii)"], given=[SUMS_OPPOSE])
def sums_stay_opposed(p):
    return _kept(p, 1)


AFTER_A_STEP = [weight - h * slope for weight, slope in zip(theta, SLOPES, strict=True)]


@LEMMA_1.argument(
    "“by induction using Eq. (1)”: θ₃ − θ₄ + θ₁ − θ₂ and θ₃ + θ₄ + θ₁ + θ₂ do not change in a step, by Eq. (3)",
    claims=[
        eq(
            AFTER_A_STEP[2] + sign * AFTER_A_STEP[3] + AFTER_A_STEP[0] + sign * AFTER_A_STEP[1],
            theta[2] + sign * theta[3] + theta[0] + sign * theta[1],
        )
        for sign in (-1, 1)
    ],
    given=[],
    evolves=[],
)
def one_step(c):
    return identity(c)


SMALL_DATA = {n: 9, n_minor: 1, h: Rational(1, 100)}
STEPS = 1000


START = (Rational(1, 2), Rational(-1, 4), Rational(-1, 3), Rational(2, 7))
FROM_START = [*DESCENT[:4], *(eq(weight(0), value) for weight, value in zip(weights, START, strict=True))]
SMALL = Rational(1, 10**20)


@LEMMA_1.sharpness(
    "the descent of all four weights from (1/2, −1/4, −1/3, 2/7): θ₁ + θ₃ = 1/6 and θ₂ + θ₄ = 1/28 to within 10⁻²⁰ at "
    "each of 1000 steps",
    claims=[
        lt(Abs(theta_t[0] + theta_t[2] - Rational(1, 6)), SMALL),
        lt(Abs(theta_t[1] + theta_t[3] - Rational(1, 28)), SMALL),
    ],
    given=pinned(SMALL_DATA, STEPS),
    evolves=FROM_START,
)
def real_descent(c):
    return along(c, SMALL_DATA, last=STEPS)


@LEMMA_1.sharpness("the gap ½[(θ₃ − θ₁) − (θ₄ − θ₂)] of that descent after 1000 steps, in balls")
def real_gap():
    final = symmetric_gap([weight(STEPS) for weight in weights])
    meaning = "gap of the descent of all four weights after 1000 steps, n = 9, n′ = 1, h = 1/100"
    wanted = [Wanted("real_gap", final, r"\tilde g^{1000}", meaning)]
    return orbit(LEMMA_1, SMALL_DATA, wanted, evolves=FROM_START)


@LEMMA_1.sharpness("that gap in mpmath, softmax and gradient typed in anew", expect=Verdict.SUPPORTED)
def real_gap_in_mpmath():
    observe = {"real_gap": symmetric_gap}
    return iterate(_mpmath_step, START, STEPS, observe=observe, against=real_gap().quantities)


def _mpmath_step(w):
    slope = [0, 0, 0, 0]
    for (a, b), copies in {(1, 1): 9, (-1, -1): 9, (-1, 1): 1, (1, -1): 1}.items():
        wrong = 1 / (1 + mp_exp(b * ((w[2] - w[0]) * a + (w[3] - w[1]) * b)))
        for i, entry in enumerate((a, b, -a, -b)):
            slope[i] += copies * b * wrong * entry / 20
    return [weight - d / 100 for weight, d in zip(w, slope, strict=True)]


FROM_ONE_ZERO = {**dict(zip(starts, (1, 0, 0, 0), strict=True)), n: 1, n_minor: 1, h: 1, t: 0}
AT_ORIGIN = {**dict.fromkeys(starts, 0), n: 1, n_minor: 1, h: 1, t: 0}
FAR_START = le(starts[2] - starts[3], -1)  # what Assumption 1 asks for


@LEMMA_1.hypotheses("part (i) without its hypothesis", claims=["(i)"], given=[], expect=Verdict.REFUTED)
def differences_must_oppose_at_the_start(c):
    """The quantity is kept: if it is not 0 at the start it is 0 at no step."""
    return witness(c, at=FROM_ONE_ZERO)


@LEMMA_1.hypotheses("part (ii) without its hypothesis", claims=["(ii)"], given=[], expect=Verdict.REFUTED)
def sums_must_oppose_at_the_start(c):
    return witness(c, at=FROM_ONE_ZERO)


@LEMMA_1.argument("both hypotheses hold “trivially” when θ⁰ = 0", exists=[eq(start, 0) for start in starts])
def hold_at_the_origin(c):
    return exists(c, at=AT_ORIGIN)


@LEMMA_1.hypotheses(
    "θ⁰ = 0, the paper's example, also meets θ₃⁰ − θ₄⁰ ≤ −1 of Assumption 1",
    claims=[FAR_START],
    given=[eq(start, 0) for start in starts],
    expect=Verdict.REFUTED,
)
def origin_contradicts_assumption_1(c):
    """0 ≤ −1 is false: the start that Section 2 recommends is excluded in Section 3."""
    return witness(c, at=AT_ORIGIN)


@LEMMA_1.hypotheses(
    "the hypotheses of Lemma 1 and of Assumption 1 can be met together, by θ⁰ = (0, −1, 0, 1)", exists=[FAR_START]
)
def compatible_start(c):
    return exists(c, at={**SOME_START, n: 1, t: 0})


@LEMMA_1.hypotheses(
    "the two hypotheses together say θ₃⁰ = −θ₁⁰ and θ₄⁰ = −θ₂⁰",
    claims=[eq(starts[2], -starts[0]), eq(starts[3], -starts[1])],
)
def hypotheses_in_short(c):
    p = Proof.about(c)
    third = p.linear(p.goals[0], (DIFFERENCES_OPPOSE, HALF), (SUMS_OPPOSE, HALF))
    fourth = p.linear(p.goals[1], (DIFFERENCES_OPPOSE, -HALF), (SUMS_OPPOSE, HALF))
    return p.finding(p.both(third, fourth))


def symmetric_gap(weight):
    """g̃ = ½[(θ₃ − θ₁) − (θ₄ − θ₂)], which is θ₃ − θ₄ under part (i)."""
    return ((weight[2] - weight[0]) - (weight[3] - weight[1])) / 2


def symmetric_majority_gap(weight):
    """s̃ = ½[(θ₁ − θ₃) + (θ₂ − θ₄)], which is θ₁ + θ₂ under part (ii)."""
    return ((weight[0] - weight[2]) + (weight[1] - weight[3])) / 2


theta_next = [weight(t + 1) for weight in weights]
GAP_STEP = eq(symmetric_gap(theta_next), symmetric_gap(theta_t) - 2 * SHARE * h * phi(symmetric_gap(theta_t)))
MAJORITY_GAP_STEP = eq(
    symmetric_majority_gap(theta_next),
    symmetric_majority_gap(theta_t) - 2 * (1 - SHARE) * h * phi(symmetric_majority_gap(theta_t)),
)
FIRST_SUM = eq(theta_t[0] + theta_t[2], starts[0] + starts[2])
SECOND_SUM = eq(theta_t[1] + theta_t[3], starts[1] + starts[3])

INVARIANTS = PAPER.repair(
    "invariants",
    repairs=LEMMA_1,
    printed=(
        r"\theta_1^t+\theta_3^t,\ \theta_2^t+\theta_4^t \text{ are constant};\quad "
        r"\tilde g^{t+1} = \tilde g^t - 2\varepsilon h\phi(\tilde g^t),\ "
        r"\tilde s^{t+1} = \tilde s^t - 2(1-\varepsilon)h\phi(\tilde s^t)"
    ),
    reading=(
        "Every start is allowed: with g̃ = ½[(θ₃ − θ₁) − (θ₄ − θ₂)] and s̃ = ½[(θ₁ − θ₃) + (θ₂ − θ₄)] both recursions "
        "hold, and 1 − p_y is φ(g̃) on G′ and φ(s̃) on G. Lemma 1 is the case in which both constants are 0."
    ),
    evolves=DESCENT,
    concludes=[
        ("first sum", FIRST_SUM),
        ("second sum", SECOND_SUM),
        ("minority gap", GAP_STEP),
        ("majority gap", MAJORITY_GAP_STEP),
    ],
)

met_at(INVARIANTS, SOME_START)


@proves(INVARIANTS, "θ₁ + θ₃ is constant", claims=["first sum"])
def first_sum(p):
    return _sum_is_kept(p, 0)


@proves(INVARIANTS, "θ₂ + θ₄ is constant", claims=["second sum"])
def second_sum(p):
    return _sum_is_kept(p, 1)


def _sum_is_kept(p, i):
    goal = p.goal

    def base(q):
        return q.linear(q.goal, (DESCENT[4 + i], 1), (DESCENT[6 + i], 1))

    def step(q):
        return q.linear(q.goal, goal, (DESCENT[i], 1), (DESCENT[i + 2], 1))

    return p.induction(goal, base, step)


@proves(INVARIANTS, "the recursion of g̃, with the full gradient, for every start", claims=["minority gap"])
def gap_step(p):
    signs = (-HALF, HALF, HALF, -HALF)
    return p.each_step(p.goal, lambda q: q.linear(q.goal, *zip(DESCENT[:4], signs, strict=True)))


@proves(INVARIANTS, "the recursion of s̃, with the full gradient, for every start", claims=["majority gap"])
def majority_gap_step(p):
    signs = (HALF, HALF, -HALF, -HALF)
    return p.each_step(p.goal, lambda q: q.linear(q.goal, *zip(DESCENT[:4], signs, strict=True)))


@INVARIANTS.sharpness(
    "1 − p_y = φ(g̃) on both points of G′ and φ(s̃) on both points of G, for all θ",
    claims=[
        *(eq(1 - probability(x[1], x), phi(symmetric_gap(theta))) for x in MINORITY_POINTS),
        *(eq(1 - probability(x[1], x), phi(symmetric_majority_gap(theta))) for x in MAJORITY_POINTS),
    ],
    evolves=[],
)
def wrong_probabilities(c):
    return identity(c)
