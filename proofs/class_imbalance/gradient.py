r"""Section 1 and Eqs. (2), (3): data, model, and the gradient of the loss.

The logit of label −1 stands first. With p_y = e^{f_y}/(e^{f_{−1}} + e^{f_1}) the loss −log p_y has the gradient
y(1 − p_y)·[x₁, x₂, −x₁, −x₂] in both cases y = ±1; its last two components are the first two with the other sign.
"""

from sympy import Derivative, Rational

from checks.methods import identity, met_at, witness
from checks.outcome import Verdict
from checks.paper import eq, le
from proofs.class_imbalance.notation import (
    MAJORITY_POINTS,
    MINORITY_POINTS,
    SHARE,
    TRAINING_SET,
    average,
    gradient,
    n,
    n_minor,
    point_loss,
    probability,
    theta,
    x1,
    x2,
)
from proofs.class_imbalance.paper import PAPER

X = (x1, x2)
PATTERN = (x1, x2, -x1, -x2)
LOSS = average(lambda y, x: point_loss(y, x), TRAINING_SET)
SLOPES = [Derivative(LOSS, weight) for weight in theta]  # ∇L, before Eq. (2) is put in
ORIGIN = {**dict.fromkeys(theta, 0), x1: 1, x2: 1}

EQUATION_2 = PAPER.equation(
    "2",
    where="Section 2, proof of Lemma 1",
    quote=(
        r"These follow from the gradient formula $\nabla_\theta l[f(x,\theta),y] = "
        r"y(1-p_y(x,\theta))\cdot[x_1,x_2,-x_1,-x_2]^T$ (2). Summing over $D$ yields "
        r"$\nabla_{\theta_1}L = -\nabla_{\theta_3}L$ and $\nabla_{\theta_2}L = -\nabla_{\theta_4}L$ (3)."
    ),
    reading="Eq. (2) component by component for both labels, at every real x; Eq. (3) for the training set D.",
    concludes=[
        *(
            (
                f"(2) for y = {y}, component {i + 1}",
                eq(Derivative(point_loss(y, X), theta[i]), y * (1 - probability(y, X)) * PATTERN[i]),
            )
            for y in (1, -1)
            for i in range(4)
        ),
        ("(3), first", eq(SLOPES[0], -SLOPES[2])),
        ("(3), second", eq(SLOPES[1], -SLOPES[3])),
    ],
    note="The source calls Eq. (2) the gradient formula and gives no derivation of it; Eq. (3) is its sum over D.",
)

met_at(EQUATION_2, {**ORIGIN, n: 9, n_minor: 1})


@EQUATION_2.conclusion("four components, both labels, for all real θ and x; and Eq. (3)")
def gradient_formula(c):
    return identity(
        c, note="x need not be ±1 for Eq. (2), and Eq. (3) needs no symmetry of the data set or of the weights."
    )


@EQUATION_2.argument(
    "summing Eq. (2) over D: the gradient of L is the mean of y(1 − p_y)·[x₁, x₂, −x₁, −x₂]",
    claims=[eq(SLOPES[i], gradient()[i]) for i in range(4)],
)
def sum_over_data(c):
    return identity(c)


@EQUATION_2.argument(
    "ε = n′/(n + n′) is the share |G′|/(|G| + |G′|) for |G| = 2n, |G′| = 2n′",
    claims=[
        eq(
            len(MINORITY_POINTS) * n_minor / (len(MAJORITY_POINTS) * n + len(MINORITY_POINTS) * n_minor),
            SHARE,
        )
    ],
)
def sizes(c):
    return identity(c)


EXCHANGED = point_loss(1, X, (theta[2], theta[3], theta[0], theta[1]))


@EQUATION_2.hypotheses(
    "Eq. (2), first component at y = 1, with the two logits in the other order",
    claims=[eq(Derivative(EXCHANGED, theta[0]), (1 - probability(1, X)) * x1)],
    expect=Verdict.REFUTED,
)
def order_of_logits(c):
    """With the components of the softmax exchanged, −log p₁ at θ = 0, x = (1, 1) has slope −1/2 in θ₁, not +1/2."""
    return witness(c, at={**ORIGIN, n: 1, n_minor: 1})


POSITIVE = n + n_minor  # points with label +1: (1, 1) n times, (−1, 1) n′ times


@EQUATION_2.hypotheses(
    "“ε is the class proportion” (abstract), read as the share of label +1 in D",
    claims=[eq(POSITIVE / (2 * (n + n_minor)), SHARE)],
    expect=Verdict.REFUTED,
)
def classes_are_balanced(c):
    """Half of the points have y = 1, whatever n and n′: what is out of balance is the group, not the class."""
    return witness(c, at={**ORIGIN, n: 9, n_minor: 1})


@EQUATION_2.hypotheses(
    "the label is +1 on exactly half of the training set, for all n, n′",
    claims=[eq(POSITIVE / (2 * (n + n_minor)), Rational(1, 2))],
)
def half_of_the_labels(c):
    return identity(c)


@EQUATION_2.hypotheses(
    "G′ is the smaller group: n′ ≤ n is part of the set-up", claims=[le(n_minor, n)], expect=Verdict.REFUTED
)
def minority_may_be_larger(c):
    """Nothing in Section 1 says so; up to Section 5 nothing needs it."""
    return witness(c, at={**ORIGIN, n: 1, n_minor: 2})
