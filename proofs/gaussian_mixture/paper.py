"""The paper: its bibliographic line, its notation with domains, the order of its sections."""

from sympy import Interval, S, oo

from checks.paper import Paper

from .notation import (
    b_c,
    b_y,
    beta,
    d,
    delta_c,
    delta_y,
    gamma_c,
    gamma_y,
    k,
    kappa,
    m,
    n,
    n_M,
    n_m,
    nu_c,
    nu_M,
    nu_m,
    nu_y,
    s,
    sigma,
    theta,
)

POSITIVE = Interval.open(0, oo)
CORE, SUMMARY, SIGNATURES = "summary, core contribution", "summary, key results", "summary, failure signatures"
EXPERIMENTS, MECHANISM = "summary, key results and first experiments", "summary, mechanism"
OURS = "derived for this report"
CLOSED_FORM = "derived for this report, about the closed form of the test error"
FIRST_ORDER_TERMS = "derived for this report, with the interpolator's law at first order"

PAPER = Paper(
    folder="gaussian_mixture",
    title="An Analytical Model for Overparameterized Learning Under Class Imbalance",
    authors="Mor and Carmon",
    source="TMLR 2025, arXiv 2503.05289; refereed from a secondary summary in words",
    about=(
        "Classes are Gaussian around orthogonal means in a dimension above the number of examples; a linear "
        "classifier is trained by gradient flow on cross-entropy or one of three modifications. The summary prints "
        "no formula: its assertions are entered in words, all formulas are ours."
    ),
    symbols={
        **dict.fromkeys((d, s, sigma, theta, n, n_m, n_M), POSITIVE),
        **dict.fromkeys((nu_y, nu_c, nu_m, nu_M, delta_y, delta_c, gamma_y, gamma_c), POSITIVE),
        **dict.fromkeys((beta, b_y, b_c, m), S.Reals),
        kappa: Interval.Lopen(0, 1),
        k: Interval(2, oo),
    },
    contents=(
        "elementary",
        "training",
        "planar",
        "error",
        "agreement",
        "finite",
        "failure",
        "margins",
        "offsets",
        "temperature",
        "sums",
        "family",
        "intercept",
        "tuning",
        "ordering",
    ),
)
