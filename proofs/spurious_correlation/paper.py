"""The paper: title, symbols with their domains, order of the sections."""

from sympy import Interval, Rational, Reals, S, oo

from checks.paper import Paper
from proofs.spurious_correlation.notation import (
    T,
    a,
    alpha,
    beta,
    d,
    epsilon,
    eta,
    h,
    r,
    s,
    t,
    tau,
    u,
    u0,
    x,
    x0,
    y,
    z,
)

POSITIVE = Interval.open(0, oo)
BELOW = Interval(-oo, -1)

PAPER = Paper(
    folder="spurious_correlation",
    title="Impact of Spurious Correlation on Gradient Descent Dynamics and Generalization",
    authors="Boammani Aser Lompo, Patrik Kenfack",
    source="Sections 1 to 4, Appendices A to D",
    about=(
        "A linear softmax classifier on a relevant feature r and a spurious feature s, with s = r on a majority group "
        "and s = −r on a minority group of share ε: how fast does the probability of the wrong label fall in each?"
    ),
    symbols={
        alpha: Interval.open(1, oo),
        beta: Interval.open(1, oo),
        epsilon: Interval.open(0, Rational(1, 2)),
        eta: Interval.open(0, 1),
        **dict.fromkeys((h, d, a, s), POSITIVE),
        **dict.fromkeys((x0, x), BELOW),
        **dict.fromkeys((u, u0), Interval(1, oo)),
        **dict.fromkeys((y, z, r), Reals),
        T: Interval(2, oo),
        tau: Interval(0, oo),
        t: S.Naturals0,
    },
    contents=(
        "problem",
        "aligned",
        "setting",
        "horizon_reading",
        "rate",
        "symmetry",
        "learning_dynamics",
        "euler_error",
        "uniform_bound",
        "horizon",
        "conclusion",
        "generalization",
        "appendix_a",
        "appendix_b",
        "appendix_c",
        "appendix_d",
        "drift",
        "drift_shape",
        "potentials",
        "gap_orbit",
        "flows",
    ),
)
