r"""Section 1 and Eqs. (2), (3): data, model, and the gradient of the loss.

The logit of label −1 stands first. With p_y = e^{f_y}/(e^{f_{−1}} + e^{f_1}) the loss −log p_y has the gradient
y(1 − p_y)·[x₁, x₂, −x₁, −x₂] in both cases y = ±1; its last two components are the first two with the other sign.
"""

from sympy import And, Derivative, Rational

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

EQUATION_2 = PAPER.equation(
    "2",
    where="Section 2",
    printed=(
        r"\nabla_\theta l[f(x,\theta),y] = y(1-p_y(x,\theta))\,[x_1,x_2,-x_1,-x_2]^T,\quad"
        r"\nabla_{\theta_1}L = -\nabla_{\theta_3}L,\ \nabla_{\theta_2}L = -\nabla_{\theta_4}L"
    ),
    words="Eq. (2), the gradient at one point, and Eq. (3), its consequence for the training set.",
    concludes=And(
        *(
            eq(Derivative(point_loss(y, X), theta[i]), y * (1 - probability(y, X)) * PATTERN[i])
            for y in (1, -1)
            for i in range(4)
        ),
        eq(Derivative(LOSS, theta[0]), -Derivative(LOSS, theta[2])),
        eq(Derivative(LOSS, theta[1]), -Derivative(LOSS, theta[3])),
    ),
    note="The source calls Eq. (2) the gradient formula and gives no derivation of it; Eq. (3) is its sum over D.",
)

met_at(EQUATION_2, {**dict.fromkeys(theta, 0), x1: 1, x2: 1, n: 9, n_minor: 1})


@EQUATION_2.conclusion("four components, both labels, for all real θ and x; and Eq. (3)")
def gradient_formula():
    return identity(
        EQUATION_2,
        note="x need not be ±1 for Eq. (2), and Eq. (3) needs no symmetry of the data set or of the weights.",
    )


@EQUATION_2.argument("summing Eq. (2) over D gives Eq. (3)")
def sum_over_data():
    total = And(*(eq(Derivative(LOSS, theta[i]), gradient()[i]) for i in range(4)))
    return identity(EQUATION_2, total, also={n: None, n_minor: None})


@EQUATION_2.argument("sizes: |G| = 2n, |G′| = 2n′, |D| = 2(n + n′), and ε = n′/(n + n′) is the share of G′ in D")
def sizes():
    in_g, in_g_minor = len(MAJORITY_POINTS) * n, len(MINORITY_POINTS) * n_minor
    whole = eq(in_g + in_g_minor, 2 * (n + n_minor))
    return identity(EQUATION_2, And(whole, eq(in_g_minor / (in_g + in_g_minor), SHARE)), also={n: None, n_minor: None})


@EQUATION_2.hypotheses(
    "Eq. (2) needs the order of the logits: with p₁ first the sign would be the other one", expect=Verdict.REFUTED
)
def order_of_logits():
    """With the components of the softmax exchanged, −log p₁ at θ = 0, x = (1, 1) has slope −1/2 in θ₁, not +1/2."""
    exchanged = point_loss(1, X, (theta[2], theta[3], theta[0], theta[1]))
    claim = eq(Derivative(exchanged, theta[0]), (1 - probability(1, X)) * x1)
    return witness(EQUATION_2, claim, at={**dict.fromkeys(theta, 0), x1: 1, x2: 1, n: 1, n_minor: 1})


@EQUATION_2.hypotheses(
    "ε is the proportion of one class (abstract): the share of label +1 in D is ε", expect=Verdict.REFUTED
)
def classes_are_balanced():
    """Half of the points have y = 1, whatever n and n′: what is out of balance is the group, not the class."""
    positive = n + n_minor  # (1, 1) n times, (−1, 1) n′ times
    claim = eq(positive / (2 * (n + n_minor)), SHARE)
    return witness(EQUATION_2, claim, also={n: None, n_minor: None}, at={**_origin(), n: 9, n_minor: 1})


@EQUATION_2.hypotheses("the label is +1 on exactly half of the training set, for all n, n′")
def half_of_the_labels():
    half = eq((n + n_minor) / (2 * (n + n_minor)), Rational(1, 2))
    return identity(EQUATION_2, half, also={n: None, n_minor: None})


@EQUATION_2.hypotheses("G′ is the smaller group: n′ ≤ n is part of the set-up", expect=Verdict.REFUTED)
def minority_may_be_larger():
    """Nothing in Section 1 says so; up to Section 5 nothing needs it."""
    return witness(EQUATION_2, le(n_minor, n), also={n: None, n_minor: None}, at={**_origin(), n: 1, n_minor: 2})


def _origin():
    return {**dict.fromkeys(theta, 0), x1: 1, x2: 1}
