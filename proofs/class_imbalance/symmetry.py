r"""Section 2: what gradient descent keeps.

The last two components of the gradient are the first two with the other sign (Eq. (3)), so θ₁ + θ₃ and θ₂ + θ₄ never
move. Lemma 1 is two consequences of this.
"""

from sympy import Abs, And, Rational

from checks.methods import Proof, Wanted, along, exists, identity, iterate, met_at, mp_exp, orbit, proves, witness
from checks.outcome import Verdict
from checks.paper import eq, le, lt
from proofs.class_imbalance.gradient import EQUATION_2
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
from proofs.class_imbalance.paper import PAPER
from proofs.foundations.notation import phi

theta_t = [weight(t) for weight in weights]
DESCENT = [eq(weight(t + 1), weight(t) - h * d) for weight, d in zip(weights, gradient(theta_t), strict=True)]
DESCENT += [eq(weight(0), start) for weight, start in zip(weights, starts, strict=True)]
DIFFERENCES_OPPOSE = eq(starts[2] - starts[3], -(starts[0] - starts[1]))
SUMS_OPPOSE = eq(starts[2] + starts[3], -(starts[0] + starts[1]))

LEMMA_1 = PAPER.lemma(
    "1",
    where="Section 2",
    printed=(
        r"\text{(i) } \theta_3^0-\theta_4^0 = -(\theta_1^0-\theta_2^0) \Rightarrow "
        r"\theta_3^t-\theta_4^t = -(\theta_1^t-\theta_2^t); \quad "
        r"\text{(ii) } \theta_3^0+\theta_4^0 = -(\theta_1^0+\theta_2^0) \Rightarrow "
        r"\theta_3^t+\theta_4^t = -(\theta_1^t+\theta_2^t)"
    ),
    given=[DIFFERENCES_OPPOSE, SUMS_OPPOSE],
    evolves=DESCENT,
    concludes=And(
        eq(theta_t[2] - theta_t[3], -(theta_t[0] - theta_t[1])), eq(theta_t[2] + theta_t[3], -(theta_t[0] + theta_t[1]))
    ),
    uses=[EQUATION_2],
    note="Each part is proved from its own hypothesis alone. Nothing is asked of h, n, n′ but that they are positive.",
)

SOME_START = {**dict(zip(starts, (0, -1, 0, 1), strict=True)), n: 9, n_minor: 1, h: 1, t: 1}
met_at(LEMMA_1, SOME_START)


def _kept(p, sign):
    """θ₃ᵗ ± θ₄ᵗ = −(θ₁ᵗ ± θ₂ᵗ), by induction: the gradient's components cancel in the sum of both sides."""
    first, second, third, fourth = theta_t
    goal = eq(third + sign * fourth, -(first + sign * second))
    start = eq(starts[2] + sign * starts[3], -(starts[0] + sign * starts[1]))
    moves = DESCENT[:4]
    signs = (1, sign, 1, sign)

    def base(q):
        values = [(DESCENT[4 + i], signs[i]) for i in range(4)]
        return q.linear(q.goal, start, *values)

    def step(q):
        return q.linear(q.goal, goal, *((moves[i], signs[i]) for i in range(4)))

    return p.induction(goal, base, step)


@proves(LEMMA_1, "part (i), by induction over t", about={"given": [DIFFERENCES_OPPOSE]})
def differences_stay_opposed(p):
    return _kept(p, -1)


@proves(LEMMA_1, "part (ii), by induction over t", about={"given": [SUMS_OPPOSE]})
def sums_stay_opposed(p):
    return _kept(p, 1)


@LEMMA_1.argument(
    "“by induction using Eq. (1)”: θ₃ − θ₄ + θ₁ − θ₂ and θ₃ + θ₄ + θ₁ + θ₂ do not change in a step, by Eq. (3)"
)
def one_step():
    first, second, third, fourth = (theta[i] - h * gradient()[i] for i in range(4))
    kept = And(
        eq(third - fourth + first - second, theta[2] - theta[3] + theta[0] - theta[1]),
        eq(third + fourth + first + second, theta[2] + theta[3] + theta[0] + theta[1]),
    )
    return identity(EQUATION_2, kept, also={n: None, n_minor: None, h: None})


SMALL_DATA = {n: 9, n_minor: 1, h: Rational(1, 100)}
STEPS = 1000


START = (Rational(1, 2), Rational(-1, 4), Rational(-1, 3), Rational(2, 7))
FROM_START = [*DESCENT[:4], *(eq(weight(0), value) for weight, value in zip(weights, START, strict=True))]


@LEMMA_1.sharpness("the descent of all four weights from (1/2, −1/4, −1/3, 2/7): both sums stay, at each of 1000 steps")
def real_descent():
    """Checked along the orbit to within 10⁻²⁰; the sums are 1/6 and 1/28 at the start."""
    first, second, third, fourth = theta_t
    small = Rational(1, 10**20)
    kept = And(lt(Abs(first + third - Rational(1, 6)), small), lt(Abs(second + fourth - Rational(1, 28)), small))
    return along(LEMMA_1, kept, SMALL_DATA, last=STEPS, evolves=FROM_START)


@LEMMA_1.sharpness("its gap ½[(θ₃ − θ₁) − (θ₄ − θ₂)] after 1000 steps, in balls")
def real_gap():
    final = symmetric_gap([weight(STEPS) for weight in weights])
    meaning = "gap of the descent of all four weights after 1000 steps, n = 9, n′ = 1, h = 1/100"
    wanted = [Wanted("real_gap", final, r"\tilde g^{1000}", meaning)]
    return orbit(LEMMA_1, SMALL_DATA, wanted, evolves=FROM_START)


@LEMMA_1.sharpness("the same gap in mpmath, softmax and gradient typed in anew", expect=Verdict.SUPPORTED)
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


@LEMMA_1.hypotheses("part (i) without its hypothesis", expect=Verdict.REFUTED)
def differences_must_oppose_at_the_start():
    """The quantity is kept: if it is not 0 at the start it is 0 at no step."""
    claim = eq(theta_t[2] - theta_t[3], -(theta_t[0] - theta_t[1]))
    return witness(LEMMA_1, claim, given=[], at=_from_one_zero())


@LEMMA_1.hypotheses("part (ii) without its hypothesis", expect=Verdict.REFUTED)
def sums_must_oppose_at_the_start():
    claim = eq(theta_t[2] + theta_t[3], -(theta_t[0] + theta_t[1]))
    return witness(LEMMA_1, claim, given=[], at=_from_one_zero())


def _from_one_zero():
    return {**dict(zip(starts, (1, 0, 0, 0), strict=True)), n: 1, n_minor: 1, h: 1, t: 0}


@LEMMA_1.argument("both hypotheses hold “trivially” when θ⁰ = 0")
def hold_at_the_origin():
    return exists(
        LEMMA_1, And(*(eq(start, 0) for start in starts)), at={**dict.fromkeys(starts, 0), n: 1, n_minor: 1, h: 1, t: 0}
    )


@LEMMA_1.hypotheses("θ⁰ = 0, the paper's example, also meets θ₃⁰ − θ₄⁰ ≤ −1 of Assumption 1", expect=Verdict.REFUTED)
def origin_contradicts_assumption_1():
    """0 ≤ −1 is false: the start that Section 2 recommends is excluded in Section 3."""
    origin = {**dict.fromkeys(starts, 0), n: 1, n_minor: 1, h: 1, t: 0}
    return witness(LEMMA_1, le(starts[2] - starts[3], -1), at=origin)


@LEMMA_1.hypotheses("the hypotheses of Lemma 1 and of Assumption 1 can be met together: θ⁰ = (0, −1, 0, 1)")
def compatible_start():
    at = {**dict(zip(starts, (0, -1, 0, 1), strict=True)), n: 1, n_minor: 1, h: 1, t: 0}
    return exists(LEMMA_1, le(starts[2] - starts[3], -1), at=at)


@LEMMA_1.hypotheses("the two hypotheses together say θ₃⁰ = −θ₁⁰ and θ₄⁰ = −θ₂⁰")
def hypotheses_in_short():
    p = Proof.about(LEMMA_1)
    half = Rational(1, 2)
    third = p.linear(eq(starts[2], -starts[0]), (DIFFERENCES_OPPOSE, half), (SUMS_OPPOSE, half))
    fourth = p.linear(eq(starts[3], -starts[1]), (DIFFERENCES_OPPOSE, -half), (SUMS_OPPOSE, half))
    return p.finding(p.both(third, fourth))


# Repair: every start --------------------------------------------------------------------------------------------------


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
    words=(
        "Every start is allowed: with g̃ = ½[(θ₃ − θ₁) − (θ₄ − θ₂)] and s̃ = ½[(θ₁ − θ₃) + (θ₂ − θ₄)] both recursions "
        "hold, and 1 − p_y is φ(g̃) on G′ and φ(s̃) on G."
    ),
    evolves=DESCENT,
    concludes=And(FIRST_SUM, SECOND_SUM, GAP_STEP, MAJORITY_GAP_STEP),
)

met_at(INVARIANTS, SOME_START)


@proves(INVARIANTS, "θ₁ + θ₃ is constant")
def first_sum(p):
    return _sum_is_kept(p, 0, FIRST_SUM)


@proves(INVARIANTS, "θ₂ + θ₄ is constant")
def second_sum(p):
    return _sum_is_kept(p, 1, SECOND_SUM)


def _sum_is_kept(p, i, goal):
    def base(q):
        return q.linear(q.goal, (DESCENT[4 + i], 1), (DESCENT[6 + i], 1))

    def step(q):
        return q.linear(q.goal, goal, (DESCENT[i], 1), (DESCENT[i + 2], 1))

    return p.induction(goal, base, step)


@proves(INVARIANTS, "the recursion of g̃, with the full gradient, for every start")
def gap_step(p):
    half = Rational(1, 2)
    signs = (-half, half, half, -half)
    return p.each_step(GAP_STEP, lambda q: q.linear(q.goal, *zip(DESCENT[:4], signs, strict=True)))


@proves(INVARIANTS, "the recursion of s̃, with the full gradient, for every start")
def majority_gap_step(p):
    half = Rational(1, 2)
    signs = (half, half, -half, -half)
    return p.each_step(MAJORITY_GAP_STEP, lambda q: q.linear(q.goal, *zip(DESCENT[:4], signs, strict=True)))


@INVARIANTS.sharpness("1 − p_y = φ(g̃) on both points of G′ and φ(s̃) on both points of G, for all θ")
def wrong_probabilities():
    minor = [eq(1 - probability(x[1], x), phi(symmetric_gap(theta))) for x in MINORITY_POINTS]
    major = [eq(1 - probability(x[1], x), phi(symmetric_majority_gap(theta))) for x in MAJORITY_POINTS]
    return identity(EQUATION_2, And(*minor, *major))
