r"""Cross-entropy: why the minority fails, in the closed form.

The minority's exponent against a majority class is f = θν_m/√(ν_m + ν_M). Its squared norm's part that comes from
examples of the other classes is noise for the minority: they say nothing about its mean.
"""

from sympy import And, Derivative, S, pi, sqrt

from checks.methods import exists, proves
from checks.paper import eq, le, lt, real

from .elementary import error_decreases, error_near_half, order_of_squares
from .notation import d, error, k, n_M, n_m, nu, nu_M, nu_m, s, sigma
from .paper import OURS, PAPER, POSITIVE, SUMMARY

V_REST = real("V")
NU_m, NU_M = nu(n_m), nu(n_M)
KAPPA_SQUARED = 1 - (n_m + n_M) / d
SQUARE = KAPPA_SQUARED * s**4 / sigma**2 * NU_m**2 / (NU_m + NU_M)
FALLS = lt(Derivative(SQUARE, n_M), 0)
CEILING = s**3 * NU_m / sigma * sqrt(1 + sigma**2 * d / (s**2 * n_M))
F = sqrt(KAPPA_SQUARED) * s**2 / sigma * NU_m / sqrt(NU_m + NU_M)
OWN, OTHERS = ((k - 1) / k) ** 2 * nu_m, V_REST / k**2
SHARE = V_REST / ((k - 1) ** 2 * nu_m + V_REST)

FAILURE = PAPER.statement(
    "cross-entropy-failure",
    label="Cross-entropy on minority classes",
    where=SUMMARY,
    words=(
        "Plain cross-entropy fails on minority classes: their classifier vectors are dominated by noise from "
        "majority examples. In our terms: the minority's exponent falls as the majority grows, is at most "
        "(s³ν_m/σ)√(1 + σ²d/(s²n_M)), and the other classes' share of ‖w_min‖² is Σ_{j≠min}ν_j/((k − 1)²ν_min + "
        "Σ_{j≠min}ν_j)."
    ),
    printed=r"\frac{\partial}{\partial n_M}\frac{\theta^2\nu_m^2}{\nu_m+\nu_M}<0,\qquad "
    r"\frac{\theta\nu_m}{\sqrt{\nu_m+\nu_M}}\le"
    r"\frac{s^3\nu_m}{\sigma}\sqrt{1+\frac{\sigma^2d}{s^2n_M}},\qquad "
    r"\frac{\sum_{j\ne\min}\nu_j}{(k-1)^2\nu_{\min}+\sum_{j\ne\min}\nu_j}",
    over={V_REST: POSITIVE},
    given=[lt(n_m + n_M, d)],
    concludes=And(
        FALLS,
        le(F, CEILING),
        le(1 / S(2) - CEILING / sqrt(2 * pi), error(F)),
        eq(OTHERS / (OWN + OTHERS), SHARE),
        evaluate=False,
    ),
    derivation=False,
    note=(
        "The summary gives words only; the formulas are ours, in the closed form of gaussian_mixture/test-error. V "
        "is Σ_{j≠min}ν_j. So where s³ν_m → 0 and s²n_M is not small against σ²d, the minority's pair error tends to "
        "1/2."
    ),
)


def _kappa(p):
    return p.linear(lt(0, KAPPA_SQUARED), (lt(n_m + n_M, d), 1 / d))


@proves(FAILURE, "more majority examples, smaller exponent of the minority")
def falls_with_the_majority(p):
    """Minus the slope is (s⁴/σ²)ν_m²·[1/(d(ν_m + ν_M)) + κ²ν_M′/(ν_m + ν_M)²] with ν_M′ = σ²d/(σ²d + s²n_M)²."""
    kappa = _kappa(p)
    front, total = s**4 / sigma**2 * NU_m**2, NU_m + NU_M
    slope = sigma**2 * d / (sigma**2 * d + s**2 * n_M) ** 2
    return p.linear(FALLS, (lt(0, front), 1 / (d * total)), (kappa, front * slope / total**2))


@proves(FAILURE, "a ceiling for the exponent that is s³ν_m/σ up to a factor")
def ceiling(p):
    """κ ≤ 1 and ν_m + ν_M ≥ ν_M = 1/(s²·(1 + σ²d/(s²n_M))); by squares."""
    kappa = _kappa(p)
    below = p.linear(le(KAPPA_SQUARED, 1), (lt(0, n_m + n_M), 1 / d))
    front = s**4 / sigma**2 * NU_m**2
    squares = p.linear(
        le(F**2, CEILING**2),
        (below, front / (NU_m + NU_M)),
        (lt(0, NU_m), front / (NU_M * (NU_m + NU_M))),
        using=[kappa],
    )
    return p.instance(order_of_squares(), squares, kappa, x=F, y=CEILING)


@proves(FAILURE, "so the minority's error is near that of a coin")
def near_a_coin(p):
    kappa = _kappa(p)
    bound = p.use(ceiling())
    half = p.instance(error_near_half(), x=CEILING)
    fewer = p.instance(error_decreases(), bound, kappa, x=F, y=CEILING)
    return p.linear(le(1 / S(2) - CEILING / sqrt(2 * pi), error(F)), half, fewer)


@proves(FAILURE, "the share of the norm that the other classes' examples carry")
def share_of_the_norm(p):
    """u_min is 1 − 1/k on the minority's examples and −1/k on all others, and ‖w‖² ∝ Σ_j ν_ju(j)²."""
    return p.identity(eq(OTHERS / (OWN + OTHERS), SHARE))


ALIKE = SHARE.subs(V_REST, (k - 1) * nu_M)
DOMINATED = PAPER.statement(
    "when-noise-dominates",
    label="When noise dominates the minority's vector",
    where=OURS,
    words=(
        "One minority class among k: the other classes carry more than half of ‖w_min‖² if and only if ν_M > (k − "
        "1)ν_m; with two classes always, with many classes only under strong imbalance."
    ),
    printed=r"\frac{(k-1)\nu_M}{(k-1)^2\nu_m+(k-1)\nu_M}-\frac12=\frac{\nu_M-(k-1)\nu_m}{2\bigl((k-1)\nu_m+\nu_M"
    r"\bigr)}",
    concludes=eq(ALIKE - 1 / S(2), (nu_M - (k - 1) * nu_m) / (2 * ((k - 1) * nu_m + nu_M))),
    uses=[FAILURE],
    derivation=False,
)


@proves(DOMINATED, "algebra")
def half_of_the_norm(p):
    return p.identity(p.goal)


@DOMINATED.sharpness("imbalance alone is not enough: ten classes, the minority five times rarer")
def imbalance_without_domination():
    return exists(DOMINATED, lt(ALIKE, 1 / S(2)), at={k: 10, nu_m: 1, nu_M: 5})
