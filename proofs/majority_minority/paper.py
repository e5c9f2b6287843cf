"""The paper: title, symbols with their domains, order of the sections."""

from sympy import Interval, Reals, oo

from checks.paper import Paper
from proofs.majority_minority.notation import (
    M,
    a,
    b,
    c,
    delta,
    distance,
    drop_minority,
    drop_total,
    duration,
    factor,
    lam,
    lam_total,
    left,
    norm,
    norm_1,
    other,
    p,
    push,
    rate,
    right,
    s,
    steep,
    t,
    tau,
    tau_g,
    tau_h,
    theta,
    theta_1,
    u,
    x,
    x0,
    x_other,
    y,
    y0,
    y_other,
)

PAPER = Paper(
    folder="majority_minority",
    title="When majority rules, minority loses: bias amplification of gradient descent",
    authors="F. Bachoc, J. Bolte, R. Boustany, J.-M. Loubes",
    source="the poster (2025); the paper's body was not available",
    about=(
        "A loss L = L₁ + L₀ whose minority part L₀ is small: near each critical point of L₁ there is one of L, and "
        "outside of small balls a step that decreases L decreases L₁. How near, how small, and on which sets K?"
    ),
    symbols={
        **dict.fromkeys((x, y, x_other, y_other, x0, y0, u, b, lam, lam_total, drop_minority), Reals),
        **dict.fromkeys((theta, theta_1, push, left, right), Reals),
        **dict.fromkeys((delta, c, M, tau, duration, rate), Interval.open(0, oo)),
        **dict.fromkeys((tau_g, tau_h, a, norm, norm_1, distance, other, drop_total, steep, t), Interval(0, oo)),
        s: Interval(0, 1),
        p: Interval.open(0, 1),
        factor: Interval.open(1, oo),
    },
    contents=(
        "printed",
        "examples",
        "zone",
        "sharp",
        "extremal",
        "local",
        "whole_space",
        "at_the_point",
        "flow",
        "table",
        "double_well",
        "linear_network",
        "ridge",
    ),
)
