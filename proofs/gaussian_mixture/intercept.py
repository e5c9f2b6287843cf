r"""Two classes with opposite means, x = yμ + σz, and the role of the intercept."""

import math
from fractions import Fraction

import numpy as np
from sympy import And, S

from checks.methods import proves
from checks.methods.concentration import empirical_bernstein
from checks.outcome import Finding, Trust, Verdict
from checks.paper import eq, lt, real

from .law import normal_cdf
from .notation import d, n_M, n_m, normal, s, sigma
from .paper import OURS, PAPER, POSITIVE

slope, length, delta_p, delta_n, score = real("a L delta_p delta_n z")
HALF = Fraction(1, 2)

PLUS, MINUS = normal((0 - slope) / (sigma * length)), 1 - normal((0 + slope) / (sigma * length))
SYMMETRY = PAPER.statement(
    "no-intercept-symmetry",
    label="Opposite means without an intercept",
    where=OURS,
    words="Without an intercept every linear classifier has the same error on both classes, however imbalanced the "
    "training set.",
    printed=r"\Phi\Bigl(-\frac{\langle w,\mu\rangle}{\sigma\|w\|}\Bigr)=1-\Phi\Bigl(\frac{\langle "
    r"w,\mu\rangle}{\sigma\|w\|}\Bigr)",
    over={slope: S.Reals, length: POSITIVE},
    concludes=eq(PLUS, MINUS),
    derivation=False,
    note=(
        "a = ⟨w, μ⟩ and L = ‖w‖. Class + errs when a + σLg < 0, class − when −a + σLg > 0, g standard normal. (That "
        "erf is odd is used by the notation already.)"
    ),
)


@proves(SYMMETRY, "the normal distribution is symmetric")
def symmetric_errors(p):
    return p.identity(p.goal)


SHIFT, MEAN = (delta_p - delta_n) / 2, (delta_p + delta_n) / 2
ABSORBED = PAPER.statement(
    "intercept-absorbs-margins",
    label="Margins with a free intercept",
    where=OURS,
    words=(
        "With an unpenalised intercept, on any data, margin adjustment is logit adjustment: the machine with margins "
        "δ₊, δ₋ is the margin-1 machine scaled by (δ₊ + δ₋)/2 with its intercept shifted by (δ₊ − δ₋)/2."
    ),
    printed=r"\pm z'\ge\delta_\pm\iff\pm z\ge1\quad\text{for}\quad "
    r"z'=\tfrac{\delta_++\delta_-}2z+\tfrac{\delta_+-\delta_-}2",
    over={delta_p: POSITIVE, delta_n: POSITIVE, score: S.Reals},
    concludes=And(
        eq(MEAN * score + SHIFT - delta_p, MEAN * (score - 1)),
        eq(-(MEAN * score + SHIFT) - delta_n, MEAN * (-score - 1)),
        evaluate=False,
    ),
    derivation=False,
    note=(
        "z = ⟨w, x⟩ + b. The map (w, b) ↦ ((δ₊ + δ₋)/2)(w, b) + (0, (δ₊ − δ₋)/2) carries the constraints of one "
        "problem to those of the other and multiplies ‖w‖ by a constant, so it carries minimiser to minimiser."
    ),
)


@proves(ABSORBED, "the constraints correspond, example by example")
def same_constraints(p):
    return p.both(*(p.identity(part) for part in ABSORBED.concludes.args))


DEN = (n_m + n_M) * sigma**2 * d + 4 * s**2 * n_m * n_M
ON_M, ON_m = 2 * n_m / DEN, -2 * n_M / DEN  # the majority is class +
SIGNAL = s**2 * (n_M * ON_M - n_m * ON_m)
OFFSET = (n_M - n_m) * sigma**2 * d / DEN
SYSTEM = And(
    eq(sigma**2 * d * ON_M + SIGNAL + OFFSET, 1),
    eq(sigma**2 * d * ON_m - SIGNAL + OFFSET, -1),
    eq(n_M * ON_M + n_m * ON_m, 0),
    evaluate=False,
)
MINORITY_MARGIN = SIGNAL - OFFSET
THRESHOLD = eq(MINORITY_MARGIN * DEN, 4 * s**2 * n_M * n_m - sigma**2 * d * (n_M - n_m))

ANTIPODAL = PAPER.statement(
    "antipodal-intercept",
    label="Opposite means with a free intercept",
    where=OURS,
    words="With an unpenalised intercept the minority is worse than a coin exactly when 4s²n₊n₋ < σ²d(n_maj − n_min).",
    printed=r"\langle w,\mu\rangle-b=\frac{4s^2n_+n_--\sigma^2d\,(n_{\mathrm{maj}}-n_{\min})}{N\sigma^2d+4s^2n_+n_-}",
    concludes=And(SYSTEM, THRESHOLD, lt(0, DEN), evaluate=False),
    derivation=False,
    note=(
        "With the Gram matrix at its mean, K = σ²d·I + s²yyᵀ, the all-tight machine with intercept solves Kα + b·1 = "
        "y, 1ᵀα = 0; α is constant on each class. The minority's margin at its own mean is ⟨w, μ⟩ − b; its sign "
        "decides. The exact law of K moves numerator and denominator by the same factor to first order; it is "
        "sampled apart."
    ),
)


@proves(ANTIPODAL, "the solution of the linear system")
def tight_with_intercept(p):
    return p.both(*(p.identity(part) for part in SYSTEM.args))


@proves(ANTIPODAL, "the sign of the minority's margin")
def sign_of_the_margin(p):
    return p.both(p.identity(THRESHOLD), p.enclose(lt(0, DEN)))


@ANTIPODAL.sharpness("the exact law on both sides of the threshold", expect=Verdict.SUPPORTED)
def both_sides():
    """n = (100, 10), s = 4: the threshold is d = 6400/9 ≈ 711; mean minority errors at d = 400 and d = 1600."""
    rows, decided = [], True
    for size, worse in ((400, False), (1600, True)):
        errors = _minority_errors(100, 10, size, 4, count=1500, seed=10)
        interval = empirical_bernstein(errors, 0, 1, float(Fraction(9995, 10000)))
        side = interval.lower > HALF if worse else interval.upper < HALF
        decided = decided and side
        rows.append(
            f"d = {size}: mean {math.fsum(errors) / len(errors):.4f} in [{interval.lower:.4f}, {interval.upper:.4f}]"
        )
    scope = (
        "all-tight machine with intercept, n = (100, 10), s = 4, σ = 1, 1500 training sets each, seed 10, confidence "
        "0.999"
    )
    if not decided:
        return Finding.undecided("; ".join(rows), scope=scope)
    return Finding.evidence(Trust.SAMPLED, scope=scope, note="; ".join(rows))


def _minority_errors(majority: int, minority: int, size: int, s_: int, *, count: int, seed: int) -> list[float]:
    """Errors of the all-tight machine with intercept for x = yμ + z, training sets drawn through their Gram matrix."""
    rng, total = np.random.default_rng(seed), majority + minority
    y = np.repeat([1, -1], (majority, minority)).astype(np.float64)
    found = []
    for _ in range(count):
        along = s_ * y + rng.standard_normal(total)
        triangle = np.tril(rng.standard_normal((total, total)), -1)
        triangle[np.diag_indices(total)] = np.sqrt(rng.chisquare(size - 1 - np.arange(total)))
        gram = np.outer(along, along) + triangle @ triangle.T
        both = np.linalg.solve(gram, np.stack([y, np.ones(total)], axis=1))
        intercept = both[:, 0].sum() / both[:, 1].sum()
        alpha = both[:, 0] - intercept * both[:, 1]
        margin = s_ * float(along @ alpha) - intercept
        found.append(float(normal_cdf(np.array([-margin / math.sqrt(float(alpha @ gram @ alpha))]))[0]))
    return found
