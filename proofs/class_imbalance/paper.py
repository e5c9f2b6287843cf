"""The paper: title, symbols with their domains, order of the sections."""

from sympy import Interval, Reals, S, oo

from checks.paper import Paper
from proofs.class_imbalance.notation import (
    alpha,
    delta,
    epsilon,
    epsilon_2,
    h,
    k,
    later,
    level,
    majority,
    minority,
    n,
    n_minor,
    starts,
    t,
    tau,
    theta,
    x1,
    x2,
)
from proofs.foundations.notation import x, y

PAPER = Paper(
    folder="class_imbalance",
    title="Impact of Class Imbalance on Gradient Descent Dynamics and Generalization",
    source="Sections 1 to 5 and Experiments",
    about=(
        "A softmax classifier with four weights on the points of {−1, +1}², trained by gradient descent on 2n points "
        "of a majority group and 2n′ points of a minority group: how fast does the probability of the wrong label fall?"
    ),
    symbols={
        **dict.fromkeys((*theta, *starts, x1, x2, minority.start, majority.start, level, k, x, y), Reals),
        **dict.fromkeys((h, n, n_minor, delta), Interval.open(0, oo)),
        epsilon: Interval.open(0, 1),
        epsilon_2: Interval.open(0, 1),
        alpha: Interval.Lopen(0, 2),
        tau: Interval(0, oo),
        t: S.Naturals0,
        later: S.Naturals0,
    },
    contents=(
        "abstract",
        "gradient",
        "symmetry",
        "dynamics",
        "solution",
        "euler",
        "uniform_bound",
        "largest_error",
        "convergence",
        "rate",
        "expansion",
        "majority",
        "generalization",
        "balanced_loss",
        "flow_loss",
        "experiments",
    ),
)
