r"""The abstract: the rate at which 1 − p_y falls on each group, and which group is ahead.

What has the proportion ε in this data set is a group; the two classes (labels) are balanced. Read of the groups the
rate is right for each with its own share, 1/(4εhT) and 1/(4(1 − ε)hT), for every learning rate and all starts.
"""

from sympy import Abs

from checks.methods import Line, Proof, met_at
from checks.paper import le
from proofs.class_imbalance.growth import FOR_ANY_STEP, FOR_THE_LIMIT, gap_limit, late_enough, union
from proofs.class_imbalance.notation import delta, epsilon, g, h, majority, minority, s, t, u0, v0
from proofs.class_imbalance.paper import PAPER
from proofs.class_imbalance.rate import plateau_within
from proofs.foundations.notation import HALF, phi

BOTH_LATE = [le(1, t), late_enough(minority), late_enough(majority)]

ABSTRACT = PAPER.statement(
    "abstract",
    label="Abstract",
    where="Abstract",
    quote=(
        r"By explicitly characterizing the evolution of the logits during training, we show that the classification "
        r"error for each class converges at a rate proportional to $\frac{1}{\varepsilon hT}$, where $\varepsilon$ is "
        r"the class proportion, $h$ the learning rate, and $T$ the number of training steps. These theoretical "
        r"predictions are confirmed by controlled experiments in realistic settings. The article formalizes, in closed "
        r"form, the empirical observation that imbalance implicitly biases the optimization dynamics toward the "
        r"majority class."
    ),
    reading=(
        "The error of a group is 1 − p_y on it, its proportion is its share of the data, ε or 1 − ε. In effective "
        "form: 4·share·hT·(1 − p_y) is within δ of 1 from an explicit T on, for every δ > 0, every ε, h and all starts."
    ),
    given=BOTH_LATE,
    evolves=[*minority.recursion, *majority.recursion],
    concludes=[
        ("minority", le(Abs(minority.time * phi(g(t)) - 1), delta)),
        ("majority", le(Abs(majority.time * phi(s(t)) - 1), delta)),
    ],
    unexamined=["that the predictions are confirmed by experiments in realistic settings"],
    uses=union(FOR_ANY_STEP, FOR_THE_LIMIT),
    derivation=False,
    note=(
        "Classes, that is labels, are balanced in this data set: what has the proportion ε is a group. And 1 − p_y is "
        "a probability: with both starts ≤ −1 every point is classified rightly at every step."
    ),
)


met_at(ABSTRACT, {epsilon: HALF, h: 1, u0: -1, v0: -1, t: 1000, delta: 1})


@ABSTRACT.conclusion("4εhT(1 − p_y) → 1 on the minority, 4(1 − ε)hT(1 − p_y) → 1 on the majority")
def rate_of_each_group(c):
    p = Proof.about(c)
    return p.finding(p.both(plateau_within(p, minority), plateau_within(p, majority)))


IMBALANCED = le(delta, 1 - 2 * epsilon)


@ABSTRACT.sharpness(
    "“biases the optimization dynamics toward the majority”: for ε < 1/2, 1 − p_y is no larger on G than on G′ from an "
    "explicit time on, for every h and all starts",
    claims=[le(phi(s(t)), phi(g(t)))],
    given=[*BOTH_LATE, IMBALANCED],
)
def majority_is_ahead_in_the_end(c):
    """4ht·φ(s) ≤ (1 + δ)/(1 − ε) ≤ (1 − δ)/ε ≤ 4ht·φ(g) for δ ≤ 1 − 2ε."""
    p = Proof.about(c)
    above, below = p.instance(gap_limit(majority)[0]), p.instance(gap_limit(minority)[1])
    weight = 1 / (4 * epsilon * (1 - epsilon) * h * t)
    positive: list[Line] = [p.enclose(le(0, weight))]
    return p.finding(
        p.linear(
            p.goal,
            (above, epsilon * weight),
            (below, (1 - epsilon) * weight),
            (IMBALANCED, weight),
            using=positive,
        )
    )
