"""Section 2.1: the gradient (12), its sum (13), and Lemma 2.1, whose second half needs a hypothesis of its own."""

from sympy import Derivative, Ne, Reals, exp, log

from checks.methods import Proof, exists, witness
from checks.methods.argue import Line
from checks.outcome import Argument, Verdict
from checks.paper import eq, le, real, sequence
from proofs.spurious_correlation.notation import h, r, s, t
from proofs.spurious_correlation.paper import PAPER

theta = real("theta_1:5")
starts = real("theta_1^0 theta_2^0 theta_3^0 theta_4^0")
weights = [sequence(f"theta_{i}") for i in (1, 2, 3, 4)]
first_gradient, second_gradient = sequence("A"), sequence("B")  # ∇_{θ₁}L and ∇_{θ₂}L along the descent
EVERY = {**dict.fromkeys((*theta, r, s), Reals)}


def point_loss(label: int):
    """−log p_y at (r, s); the first logit belongs to the label −1."""
    low, high = theta[0] * r + theta[1] * s, theta[2] * r + theta[3] * s
    return -log(exp(high if label == 1 else low) / (exp(low) + exp(high)))


def wrong(label: int):
    """1 − p_y."""
    low, high = theta[0] * r + theta[1] * s, theta[2] * r + theta[3] * s
    return exp(low if label == 1 else high) / (exp(low) + exp(high))


LEMMA_2_1 = PAPER.lemma(
    "2.1",
    where="Section 2.1",
    printed=r"(i)\ \theta_3^t - \theta_4^t = -(\theta_1^t - \theta_2^t), \quad "
    r"(ii)\ \theta_3^t + \theta_4^t = -(\theta_1^t + \theta_2^t) \quad \text{for all } t \ge 0",
    words=(
        "Encoded at t = 0, where the induction starts, for a start that satisfies Assumption 1.2: (13) carries either "
        "equality from t to t + 1, and neither appears from nothing."
    ),
    over=dict.fromkeys(starts, Reals),
    given=[eq(starts[0] - starts[1], -(starts[2] - starts[3])), le(starts[0] - starts[1], -1)],
    concludes=eq(starts[2] - starts[3], -(starts[0] - starts[1])) & eq(starts[2] + starts[3], -(starts[0] + starts[1])),
)


@LEMMA_2_1.conclusion("(ii) fails for a start that Assumption 1.2 admits", expect=Verdict.REFUTED)
def second_half_fails():
    """θ⁰ = (0, 1, 1, 0): the differences are −1 and 1, the sums 1 and 1."""
    return witness(LEMMA_2_1, at=dict(zip(starts, (0, 1, 1, 0), strict=True)))


@LEMMA_2_1.argument("Eq. (12): the gradient at one point, both labels")
def gradient_at_a_point():
    """y(1 − p_y)·[r, s, −r, −s]: right with the paper's order of the softmax, p_{−1} first."""
    p = Proof(EVERY)
    lines = []
    for label in (1, -1):
        for weight, factor in zip(theta, (r, s, -r, -s), strict=True):
            lines.append(p.identity(eq(Derivative(point_loss(label), weight), label * wrong(label) * factor)))
    return p.finding(p.both(*lines))


@LEMMA_2_1.argument("Eq. (13): each summand has ∇_{θ₁} = −∇_{θ₃} and ∇_{θ₂} = −∇_{θ₄}")
def gradients_cancel():
    p = Proof(EVERY)
    lines = [
        p.identity(eq(Derivative(point_loss(label), theta[i]) + Derivative(point_loss(label), theta[i + 2]), 0))
        for label in (1, -1)
        for i in (0, 1)
    ]
    return p.finding(p.both(*lines), modulo=("inference: a sum (or mean) of zeros is zero",))


DESCENT = [
    eq(weights[0](t + 1), weights[0](t) - h * first_gradient(t)),
    eq(weights[1](t + 1), weights[1](t) - h * second_gradient(t)),
    eq(weights[2](t + 1), weights[2](t) + h * first_gradient(t)),
    eq(weights[3](t + 1), weights[3](t) + h * second_gradient(t)),
    *(eq(w(0), start) for w, start in zip(weights, starts, strict=True)),
]

INVARIANTS = PAPER.repair(
    "invariants",
    repairs=LEMMA_2_1,
    printed=r"\theta_1^t+\theta_3^t = \theta_1^0+\theta_3^0, \quad \theta_2^t+\theta_4^t = \theta_2^0+\theta_4^0",
    words=(
        "For every start. So (i) holds for all t iff it holds at 0, which Assumption 1.2 gives, and (ii) iff it "
        "holds at "
        "0, which nothing in the source gives: it has to be assumed for the majority group."
    ),
    over=dict.fromkeys(starts, Reals),
    evolves=DESCENT,
    concludes=eq(weights[0](t) + weights[2](t), starts[0] + starts[2])
    & eq(weights[1](t) + weights[3](t), starts[1] + starts[3]),
)


def invariant(p: Proof, i: int) -> Line:
    goal = eq(weights[i](t) + weights[i + 2](t), starts[i] + starts[i + 2])

    def base(q: Proof) -> Line:
        return q.linear(q.goal, DESCENT[4 + i], DESCENT[6 + i])

    def step(q: Proof) -> Line:
        return q.linear(q.goal, goal, DESCENT[i], DESCENT[i + 2])

    return p.induction(goal, base, step)


@INVARIANTS.conclusion("induction: the two gradients cancel")
def constant():
    p = Proof.about(INVARIANTS)
    return p.finding(p.given(p.goal, invariant(p, 0), invariant(p, 1)))


@LEMMA_2_1.argument(
    "“the result follows by induction”: (ii) has no base", expect=Verdict.REFUTED, refutation_means=Argument.INCOMPLETE
)
def no_base():
    """The step is right for both halves; the base of (ii) is θ₃⁰ + θ₄⁰ = −(θ₁⁰ + θ₂⁰), which is not assumed."""
    goal = eq(starts[2] + starts[3], -(starts[0] + starts[1]))
    return witness(LEMMA_2_1, goal, at=dict(zip(starts, (-1, 0, 3, 2), strict=True)))


@LEMMA_2_1.hypotheses("both halves can hold: θ⁰ = (−1, 0, 1, 0)")
def both_halves():
    return exists(LEMMA_2_1, LEMMA_2_1.concludes, at=dict(zip(starts, (-1, 0, 1, 0), strict=True)))


@LEMMA_2_1.hypotheses("the symmetric start is necessary for (i) as well")
def symmetric_start_needed():
    goal = eq(starts[2] - starts[3], -(starts[0] - starts[1]))
    finding = exists(
        LEMMA_2_1,
        Ne(*goal.args, evaluate=False),
        given=[LEMMA_2_1.given[1]],
        at=dict(zip(starts, (-1, 0, 0, 0), strict=True)),
    )
    return finding
