"""The paper: title, symbols with their domains, order of the sections."""

from sympy import Interval, Rational, Reals, S, oo

from checks.paper import Paper
from proofs.spurious_correlation.notation import (
    T,
    a,
    alpha,
    beta,
    bound,
    d,
    delta,
    epsilon,
    eta,
    h,
    kappa,
    r,
    s,
    t,
    tau,
    threshold,
    u,
    u0,
    x,
    x0,
    y,
    z,
)

POSITIVE = Interval.open(0, oo)
BELOW = Interval(-oo, -1)
BEFORE_ZERO = Interval.open(-oo, 0)
FROM_ONE = Interval(1, oo)  # α where α > 0 is not enough: Assumption 1.2 says α > 1, Remark 2.5 takes α = 1

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
        epsilon: Interval.open(0, Rational(1, 2)),
        eta: Interval.open(0, 1),
        **dict.fromkeys((alpha, beta, h, d, a, s, delta, kappa), POSITIVE),
        **dict.fromkeys((x0, x), BELOW),
        **dict.fromkeys((u, u0), FROM_ONE),
        **dict.fromkeys((y, z, r, bound, threshold), Reals),
        T: Interval(2, oo),
        tau: Interval(0, oo),
        t: S.Naturals0,
    },
    contents=(
        "abstract",
        "problem",
        "aligned",
        "setting",
        "ceilings",
        "horizon_reading",
        "rate",
        "next_order",
        "symmetry",
        "loss",
        "learning_dynamics",
        "euler_error",
        "uniform_bound",
        "euler_order",
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
        "step_time",
    ),
)
