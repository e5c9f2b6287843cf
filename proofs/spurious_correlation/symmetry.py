"""Section 2.1: the gradient (12), its sum (13), and Lemma 2.1, whose second half needs a hypothesis of its own."""

from sympy import Derivative, Expr, Ne, Reals, exp, log

from checks.methods import Proof, exists, witness
from checks.methods.argue import Line
from checks.outcome import Argument, Evidence, Verdict
from checks.paper import Claim, eq, le, real, sequence
from proofs.spurious_correlation.notation import h, r, s, t
from proofs.spurious_correlation.paper import PAPER

theta = real("theta_1:5")
starts = real("theta_1^0 theta_2^0 theta_3^0 theta_4^0")
weights = [sequence(f"theta_{i}") for i in (1, 2, 3, 4)]
first_gradient, second_gradient = sequence("A"), sequence("B")  # ∇_{θ₁}L and ∇_{θ₂}L along the descent
EVERY = {**dict.fromkeys((*theta, r, s), Reals)}

DESCENT = [
    eq(weights[0](t + 1), weights[0](t) - h * first_gradient(t)),
    eq(weights[1](t + 1), weights[1](t) - h * second_gradient(t)),
    eq(weights[2](t + 1), weights[2](t) + h * first_gradient(t)),
    eq(weights[3](t + 1), weights[3](t) + h * second_gradient(t)),
    *(eq(w(0), start) for w, start in zip(weights, starts, strict=True)),
]
AT_REST = [eq(gradient(step), 0) for gradient in (first_gradient, second_gradient) for step in (t + 1, 0)]


def point_loss(label: int) -> Expr:
    """−log p_y at (r, s); the first logit belongs to the label −1."""
    low, high = theta[0] * r + theta[1] * s, theta[2] * r + theta[3] * s
    return -log(exp(high if label == 1 else low) / (exp(low) + exp(high)))


def wrong(label: int) -> Expr:
    """1 − p_y."""
    low, high = theta[0] * r + theta[1] * s, theta[2] * r + theta[3] * s
    return exp(low if label == 1 else high) / (exp(low) + exp(high))


def difference(i: int, j: int) -> Expr:
    return weights[i](t) - weights[j](t)


def total(i: int, j: int) -> Expr:
    return weights[i](t) + weights[j](t)


SECOND_AT_START = eq(starts[2] + starts[3], -(starts[0] + starts[1]))

LEMMA_2_1 = PAPER.lemma(
    "2.1",
    where="Section 2.1",
    quote=r"We have the following symmetry properties, for all $t \ge 0$: "
    r"(i) $\theta_3^t-\theta_4^t = -(\theta_1^t-\theta_2^t)$, (ii) $\theta_3^t+\theta_4^t = -(\theta_1^t+\theta_2^t)$.",
    reading="Under Assumption 1.2 (2), which is the only thing said of the start. A and B are ∇_{θ₁}L and ∇_{θ₂}L "
    "along the descent (1), whatever they are; (13) is built in.",
    over=dict.fromkeys(starts, Reals),
    given=[eq(starts[0] - starts[1], -(starts[2] - starts[3])), le(starts[0] - starts[1], -1)],
    evolves=DESCENT,
    concludes=[("(i)", eq(difference(2, 3), -difference(0, 1))), ("(ii)", eq(total(2, 3), -total(0, 1)))],
    says=r"for all $t \ge 0$: … (ii) $\theta_3^t+\theta_4^t = -(\theta_1^t+\theta_2^t)$",
    why="The induction of (ii) has no base: θ₃⁰ + θ₄⁰ = −(θ₁⁰ + θ₂⁰) is nowhere assumed, and θ⁰ = (0, 1, 1, 0), which "
    "satisfies Assumption 1.2, violates (ii) at t = 0 and so for ever.",
    fix="Add θ₃⁰ + θ₄⁰ = −(θ₁⁰ + θ₂⁰) to Assumption 1.2 (2); in general θ₁ + θ₃ and θ₂ + θ₄ do not move (repair "
    "`invariants`), so (i) and (ii) hold for all t if and only if they hold at 0. Or do without: with "
    "½[(θ₁ − θ₃) − (θ₂ − θ₄)] for θ₁ − θ₂ all that follows holds from every start (repair `symmetrised-gap`).",
)


def along(p: Proof, goal: object, base: list[object], step: list[object]) -> Line:
    """An invariant whose base and step are sums of relations."""
    return p.induction(goal, lambda q: q.linear(q.goal, *base), lambda q: q.linear(q.goal, goal, *step))


@LEMMA_2_1.conclusion("(i), for all t: induction", claims=["(i)"])
def first_half(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    base = [DESCENT[6], (DESCENT[7], -1), DESCENT[4], (DESCENT[5], -1), LEMMA_2_1.given[0]]
    step = [DESCENT[2], (DESCENT[3], -1), DESCENT[0], (DESCENT[1], -1)]
    return p.finding(along(p, claim.formulas[0], base, step))


@LEMMA_2_1.conclusion("(ii), for all t", claims=["(ii)"], evolves=[*DESCENT, *AT_REST], expect=Verdict.REFUTED)
def second_half_fails(claim: Claim) -> Evidence:
    """θ⁰ = (0, 1, 1, 0): the differences are −1 and 1, the sums 1 and 1. It fails at t = 0, before any gradient
    enters."""
    return witness(claim, at={**dict(zip(starts, (0, 1, 1, 0), strict=True)), h: 1, t: 0})


@LEMMA_2_1.hypotheses("a point meets all hypotheses", exists=[], evolves=[*DESCENT, *AT_REST])
def hypotheses_satisfiable(claim: Claim) -> Evidence:
    return exists(claim, at={**dict(zip(starts, (-1, 0, 1, 0), strict=True)), h: 1, t: 0})


@LEMMA_2_1.argument(
    "Eq. (12): the gradient at one point, both labels",
    claims=[
        eq(Derivative(point_loss(label), weight), label * wrong(label) * factor)
        for label in (1, -1)
        for weight, factor in zip(theta, (r, s, -r, -s), strict=True)
    ],
    given=[],
    evolves=[],
    over=EVERY,
)
def gradient_at_a_point(claim: Claim) -> Evidence:
    """y(1 − p_y)·[r, s, −r, −s]: right with the paper's order of the softmax, p_{−1} first."""
    p = Proof.about(claim)
    return p.finding(p.both(*map(p.identity, claim.formulas)))


@LEMMA_2_1.argument(
    "Eq. (13): each summand has ∇_{θ₁} = −∇_{θ₃} and ∇_{θ₂} = −∇_{θ₄}",
    claims=[
        eq(Derivative(point_loss(label), theta[i]) + Derivative(point_loss(label), theta[i + 2]), 0)
        for label in (1, -1)
        for i in (0, 1)
    ],
    given=[],
    evolves=[],
    over=EVERY,
)
def gradients_cancel(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.both(*map(p.identity, claim.formulas)))


INVARIANTS = PAPER.repair(
    "invariants",
    repairs=LEMMA_2_1,
    label="Invariants",
    printed=r"\theta_1^t+\theta_3^t = \theta_1^0+\theta_3^0, \quad \theta_2^t+\theta_4^t = \theta_2^0+\theta_4^0",
    reading="For every start. So (i) holds for all t if and only if it holds at 0, which Assumption 1.2 gives, and "
    "(ii) if and only if it holds at 0, which nothing in the source gives: it has to be assumed for the majority "
    "group.",
    over=dict.fromkeys(starts, Reals),
    evolves=DESCENT,
    concludes=[
        ("θ₁ + θ₃", eq(total(0, 2), starts[0] + starts[2])),
        ("θ₂ + θ₄", eq(total(1, 3), starts[1] + starts[3])),
    ],
)


@INVARIANTS.conclusion("induction: the two gradients cancel")
def constant(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    lines = [
        along(p, goal, [DESCENT[4 + i], DESCENT[6 + i]], [DESCENT[i], DESCENT[i + 2]])
        for i, goal in enumerate(claim.formulas)
    ]
    return p.finding(p.both(*lines))


@INVARIANTS.hypotheses("a point meets all hypotheses", exists=[], evolves=[*DESCENT, *AT_REST])  # type: ignore[no-redef]
def hypotheses_satisfiable(claim: Claim) -> Evidence:  # noqa: F811
    return exists(claim, at={**dict(zip(starts, (-1, 0, 1, 0), strict=True)), h: 1, t: 0})


@LEMMA_2_1.argument(
    "“the result follows by induction”: (ii) has its base, θ₃⁰ + θ₄⁰ = −(θ₁⁰ + θ₂⁰)",
    claims=[SECOND_AT_START],
    evolves=[],
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def no_base(claim: Claim) -> Evidence:
    """The step is right for both halves; the base of (ii) is not assumed."""
    return witness(claim, at={**dict(zip(starts, (-1, 0, 3, 2), strict=True)), h: 1, t: 0})


@LEMMA_2_1.hypotheses(
    "both halves can hold at the start: θ⁰ = (−1, 0, 1, 0)",
    exists=[eq(starts[2] - starts[3], -(starts[0] - starts[1])), SECOND_AT_START],
    evolves=[],
)
def both_halves(claim: Claim) -> Evidence:
    return exists(claim, at={**dict(zip(starts, (-1, 0, 1, 0), strict=True)), h: 1, t: 0})


@LEMMA_2_1.hypotheses(
    "the symmetric start is necessary for (i) as well",
    exists=[Ne(starts[2] - starts[3], -(starts[0] - starts[1]), evaluate=False)],
    given=[LEMMA_2_1.given[1]],
    evolves=[],
)
def symmetric_start_needed(claim: Claim) -> Evidence:
    return exists(claim, at={**dict(zip(starts, (-1, 0, 0, 0), strict=True)), h: 1, t: 0})
