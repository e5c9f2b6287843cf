r"""Two classes with opposite means, x = yμ + σz, and the role of the intercept."""

import math
from fractions import Fraction

import numpy as np
from sympy import Rational, Reals, sqrt

from checks.methods import nothing, numbers, proves
from checks.methods.concentration import empirical_bernstein
from checks.methods.coordinates import met_in
from checks.methods.vectors import gram, inner, norm, vector
from checks.outcome import Trust, Verdict
from checks.paper import eq, le, lt, real

from .elementary import ODD, error_of_the_opposite
from .law import normal_cdf
from .notation import as_written, d, n_M, n_m, normal, s, sigma
from .paper import OURS, PAPER, POSITIVE

slope, length, delta_p, delta_n = real("a L delta_p delta_n")
on_M, on_m, offset = real("alpha_M alpha_m b")  # noqa: N816
HALF = Rational(1, 2)

Z = slope / (sigma * length)
PLUS = as_written(lambda: normal(-Z))
MINUS = 1 - normal(Z)
SYMMETRY = PAPER.statement(
    "no-intercept-symmetry",
    label="Opposite means without an intercept",
    where=OURS,
    origin="derived",
    reading="Without an intercept every linear classifier has the same error on both classes, however imbalanced the "
    "training set.",
    printed=r"\Phi\Bigl(-\frac{\langle w,\mu\rangle}{\sigma\|w\|}\Bigr)=1-\Phi\Bigl(\frac{\langle "
    r"w,\mu\rangle}{\sigma\|w\|}\Bigr)",
    over={slope: Reals, length: POSITIVE},
    concludes=[("class + errs no more often", le(PLUS, MINUS)), ("class − errs no more often", le(MINUS, PLUS))],
    uses=[ODD],
    derivation=False,
    note="a = ⟨w, μ⟩, L = ‖w‖, g standard normal: class + errs when a + σLg < 0, whose probability is Φ(−a/(σL)) by "
    "the definition of Φ, and class − when −a + σLg > 0, with probability 1 − Φ(a/(σL)).",
)


@proves(SYMMETRY, "the normal distribution is symmetric")
def symmetric_errors(p):
    above, below = (p.instance(error_of_the_opposite(), part=part, x=Z / sqrt(2)) for part in (0, 1))
    return p.both(p.linear(le(PLUS, MINUS), (above, HALF)), p.linear(le(MINUS, PLUS), (below, HALF)))


SHIFT, MEAN = (delta_p - delta_n) / 2, (delta_p + delta_n) / 2
best, rival, plus, minus = (vector(name) for name in ("w", "v", "x_plus", "x_minus"))
intercept, rivals = real("b_w b_v")


def scores(w, b):
    """y(⟨w, x⟩ + b) at an example of class + and at one of class −."""
    return inner(w, plus) + b, -inner(w, minus) - b


MADE, UNMADE = scores(MEAN * best, MEAN * intercept + SHIFT), scores(rival / MEAN, (rivals - SHIFT) / MEAN)
ABSORBED = PAPER.statement(
    "intercept-absorbs-margins",
    label="Margins with a free intercept",
    where=OURS,
    origin="derived",
    reading=(
        "With an unpenalised intercept, on any data, margin adjustment is logit adjustment: the machine with margins "
        "δ₊, δ₋ is the margin-1 machine (w, b) scaled by M = (δ₊ + δ₋)/2 with its intercept shifted by (δ₊ − δ₋)/2. It "
        "is feasible, at any example x₊ of class + and x₋ of class −. For any feasible competitor (v, b_v) the pair "
        "v/M with the intercept scaled and shifted back meets the constraints with margin 1; so ‖w‖ ≤ ‖v/M‖, which is "
        "the last hypothesis, and Mw is not longer than v."
    ),
    printed=r"\pm z'\ge\delta_\pm\iff\pm z\ge1\quad\text{for}\quad "
    r"z'=\tfrac{\delta_++\delta_-}2z+\tfrac{\delta_+-\delta_-}2",
    over={delta_p: POSITIVE, delta_n: POSITIVE, intercept: Reals, rivals: Reals},
    given=[
        *(le(1, margin) for margin in scores(best, intercept)),
        *(le(wanted, margin) for wanted, margin in zip((delta_p, delta_n), scores(rival, rivals), strict=True)),
        le(norm(best) ** 2, norm(rival / MEAN) ** 2),
    ],
    concludes=[
        ("feasible in class +", le(delta_p, MADE[0])),
        ("feasible in class −", le(delta_n, MADE[1])),
        ("the competitor's constraint in class +", le(1, UNMADE[0])),
        ("the competitor's constraint in class −", le(1, UNMADE[1])),
        ("not longer", le(norm(MEAN * best) ** 2, norm(rival) ** 2)),
    ],
    derivation=False,
)


met_in(
    ABSORBED,
    {"w": [1], "v": [3 * HALF], "x_plus": [1], "x_minus": [-1]},
    at={delta_p: 2, delta_n: 1, intercept: 0, rivals: HALF},
)


@proves(ABSORBED, "the constraints correspond, example by example, and lengths by the factor M")
def same_constraints(p):
    *feasible, competing_p, competing_n, shorter = ABSORBED.given
    mean = p.enclose(lt(0, MEAN))
    made = [gram(p, goal, (fact, MEAN)) for goal, fact in zip(p.goals[:2], feasible, strict=True)]
    back = [
        gram(p, goal, (fact, 1 / MEAN), knowing=[mean])
        for goal, fact in zip(p.goals[2:4], (competing_p, competing_n), strict=True)
    ]
    return p.both(*made, *back, gram(p, p.goals[4], (shorter, MEAN**2), knowing=[mean]))


# K at its mean, σ²d·I + s²yyᵀ; the majority is class +. Unknown: the multipliers α, one for each class, and b.
S_ = sigma**2 * d
SIGNAL = s**2 * (n_M * on_M - n_m * on_m)
SYSTEM = [
    eq(S_ * on_M + SIGNAL + offset, 1),
    eq(S_ * on_m - SIGNAL + offset, -1),
    eq(n_M * on_M + n_m * on_m, 0),
]
DEN = (n_m + n_M) * S_ + 4 * s**2 * n_m * n_M
SOLUTION = [eq(DEN * on_M, 2 * n_m), eq(DEN * on_m, -2 * n_M), eq(DEN * offset, (n_M - n_m) * S_)]
THRESHOLD = eq((SIGNAL - offset) * DEN, 4 * s**2 * n_M * n_m - S_ * (n_M - n_m))

ANTIPODAL = PAPER.statement(
    "antipodal-intercept",
    label="Opposite means with a free intercept",
    where="derived for this report, with the Gram matrix at its mean",
    origin="derived",
    reading="With an unpenalised intercept, and the Gram matrix at its mean, the minority is worse than a coin exactly "
    "when 4s²n₊n₋ < σ²d(n_maj − n_min).",
    printed=r"\langle w,\mu\rangle-b=\frac{4s^2n_+n_--\sigma^2d\,(n_{\mathrm{maj}}-n_{\min})}{N\sigma^2d+4s^2n_+n_-}",
    over=dict.fromkeys((on_M, on_m, offset), Reals),
    given=SYSTEM,
    concludes=[
        ("multiplier of the majority", SOLUTION[0]),
        ("multiplier of the minority", SOLUTION[1]),
        ("intercept", SOLUTION[2]),
        ("margin of the minority", THRESHOLD),
        ("positive denominator", lt(0, DEN)),
    ],
    derivation=False,
    note=(
        "With K = σ²d·I + s²yyᵀ the all-tight machine with intercept solves Kα + b·1 = y, 1ᵀα = 0; α is constant on "
        "each class. The minority's margin at its own mean is ⟨w, μ⟩ − b; its sign decides. Single training sets fall "
        "on either side near the threshold; mean errors are sampled apart."
    ),
)


@proves(
    ANTIPODAL,
    "the solution of the linear system",
    claims=["multiplier of the majority", "multiplier of the minority", "intercept"],
)
def tight_with_intercept(p):
    """Combinations of the three lines: n_m, −n_m, S + 2s²n_m give DEN·α_M = 2n_m, with S = σ²d; likewise the others."""
    first, second, third = SYSTEM
    both = 2 * s**2 * n_m * n_M
    majority = p.linear(SOLUTION[0], (first, n_m), (second, -n_m), (third, S_ + 2 * s**2 * n_m))
    minority = p.linear(SOLUTION[1], (first, -n_M), (second, n_M), (third, S_ + 2 * s**2 * n_M))
    intercept = p.linear(
        SOLUTION[2],
        (first, n_M * S_ + both),
        (second, n_m * S_ + both),
        (third, -S_ * (S_ + s**2 * (n_m + n_M))),
    )
    return p.both(majority, minority, intercept)


@proves(ANTIPODAL, "the sign of the minority's margin", claims=["margin of the minority", "positive denominator"])
def sign_of_the_margin(p):
    solved = p.use(tight_with_intercept())
    majority, minority, intercept = (p.given(line, solved) for line in SOLUTION)
    margin = p.linear(THRESHOLD, (majority, s**2 * n_M), (minority, -(s**2) * n_m), (intercept, -1))
    return p.both(margin, p.enclose(lt(0, DEN)))


@ANTIPODAL.sharpness("mean errors are on the predicted sides of 1/2, off the threshold", expect=Verdict.SUPPORTED)
def both_sides():
    """n = (100, 10), s = 4: the threshold is d = 6400/9 ≈ 711; mean minority errors at d = 400 and d = 1600."""
    rows, decided = [], True
    for size, worse in ((400, False), (1600, True)):
        errors = _minority_errors(100, 10, size, 4, count=1500, seed=10)
        interval = empirical_bernstein(errors, 0, 1, float(Fraction(9995, 10000)))
        side = 2 * interval.lower > 1 if worse else 2 * interval.upper < 1
        decided = decided and side
        rows.append(
            f"d = {size}: mean {math.fsum(errors) / len(errors):.4f} in [{interval.lower:.4f}, {interval.upper:.4f}]"
        )
    scope = (
        "all-tight machine with intercept, n = (100, 10), s = 4, σ = 1, Gram matrices by Bartlett's triangle, 1500 "
        "training sets each, seed 10, confidence 0.999"
    )
    if not decided:
        return nothing("; ".join(rows), scope=scope)
    return numbers(Trust.SAMPLED, scope=scope, note="; ".join(rows))


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
