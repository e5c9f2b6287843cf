r"""Cross-entropy: why the minority fails.

In the closed form the minority's exponent against a majority class is f = θν_m/√(ν_m + ν_M). The minority's vector is
w_min = Σ_j u_jXK⁻¹1_j with u = 1 − 1/k on its own examples and −1/k on all others, and to first order the vectors
XK⁻¹1_j are orthogonal, of squared length ν_j/κ², of which (sν_j)² lies along the class mean. So, with V = Σ_{j≠m} ν_j
and V₂ = Σ_{j≠m} ν_j²,

    others' share of ‖w_min‖² = V/((k − 1)²ν_m + V),   of which noise = (V − κ²s²V₂)/((k − 1)²ν_m + V),
    ⟨w_min, μ_min⟩ = (1 − 1/k)s²ν_m > 0,               cos² = κ²(k − 1)²s²ν_m²/((k − 1)²ν_m + V).
"""

from fractions import Fraction

from sympy import Derivative, Or, Rational, pi, sqrt

from checks.methods import Proof, exists, nothing, numbers, proves, witness
from checks.outcome import Argument, Trust, Verdict
from checks.paper import eq, le, lt, real

from .elementary import (
    ERROR_DECREASES,
    ERROR_NEAR_HALF,
    INVERSE,
    ORDER_OF_SQUARES,
    error_decreases,
    error_near_half,
    inverse_is_positive,
    order_of_squares,
)
from .error import FIRST_ORDER, TEST_ERROR
from .law import Model, draws
from .notation import as_written, d, error, k, kappa, n_M, n_m, nu, nu_M, nu_m, s, sigma, theta
from .paper import CLOSED_FORM, CORE, FIRST_ORDER_TERMS, MECHANISM, PAPER, POSITIVE, SIGNATURES

HALF = Rational(1, 2)
V_REST, V_SQUARES = real("V V_2")
NU_m, NU_M = nu(n_m), nu(n_M)
KAPPA_SQUARED = 1 - (n_m + n_M) / d
SQUARE = KAPPA_SQUARED * s**4 / sigma**2 * NU_m**2 / (NU_m + NU_M)
FALLS = lt(Derivative(SQUARE, n_M), 0)
CEILING = s**3 * NU_m / sigma * sqrt(1 + sigma**2 * d / (s**2 * n_M))
F = sqrt(KAPPA_SQUARED) * s**2 / sigma * NU_m / sqrt(NU_m + NU_M)
NEAR_A_COIN = le(HALF - CEILING / sqrt(2 * pi), error(F))
OWN, OTHERS = ((k - 1) / k) ** 2 * nu_m, V_REST / k**2
SHARE = V_REST / ((k - 1) ** 2 * nu_m + V_REST)

FAILURE = PAPER.statement(
    "cross-entropy-failure",
    label="Cross-entropy on a minority class, in the closed form",
    where=CLOSED_FORM,
    origin="derived",
    reading=(
        "The minority's exponent falls as the majority grows and is at most (s³ν_m/σ)√(1 + σ²d/(s²n_M)), so that its "
        "error is near that of a coin where this is small; the other classes' share of ‖w_min‖² is V/((k − 1)²ν_min + "
        "V), V = Σ_{j≠min}ν_j."
    ),
    printed=r"\frac{\partial}{\partial n_M}\frac{\theta^2\nu_m^2}{\nu_m+\nu_M}<0,\qquad "
    r"\frac{\theta\nu_m}{\sqrt{\nu_m+\nu_M}}\le"
    r"\frac{s^3\nu_m}{\sigma}\sqrt{1+\frac{\sigma^2d}{s^2n_M}},\qquad "
    r"\frac{\sum_{j\ne\min}\nu_j}{(k-1)^2\nu_{\min}+\sum_{j\ne\min}\nu_j}",
    over={V_REST: POSITIVE},
    given=[lt(n_m + n_M, d)],
    concludes=[
        ("falls with the majority", FALLS),
        ("ceiling of the exponent", le(F, CEILING)),
        ("error near a coin's", NEAR_A_COIN),
        ("others' share of the norm", eq(OTHERS / (OWN + OTHERS), SHARE)),
    ],
    uses=[ORDER_OF_SQUARES, ERROR_NEAR_HALF, ERROR_DECREASES],
    derivation=False,
    note="Where s³ν_m → 0 and s²n_M is not small against σ²d, the minority's pair error tends to 1/2.",
)


def _kappa(p):
    return p.linear(lt(0, KAPPA_SQUARED), (lt(n_m + n_M, d), 1 / d))


@proves(FAILURE, "more majority examples, smaller exponent of the minority", claims=["falls with the majority"])
def falls_with_the_majority(p):
    """Minus the slope is (s⁴/σ²)ν_m²·[1/(d(ν_m + ν_M)) + κ²ν_M′/(ν_m + ν_M)²] with ν_M′ = σ²d/(σ²d + s²n_M)²."""
    kappa_ = _kappa(p)
    front, total = s**4 / sigma**2 * NU_m**2, NU_m + NU_M
    slope = sigma**2 * d / (sigma**2 * d + s**2 * n_M) ** 2
    return p.linear(FALLS, (lt(0, front), 1 / (d * total)), (kappa_, front * slope / total**2))


@proves(FAILURE, "the exponent is at most s³ν_m/σ up to a factor", claims=["ceiling of the exponent"])
def ceiling(p):
    """κ ≤ 1 and ν_m + ν_M ≥ ν_M = 1/(s²·(1 + σ²d/(s²n_M))); by squares."""
    kappa_ = _kappa(p)
    below = p.linear(le(KAPPA_SQUARED, 1), (lt(0, n_m + n_M), 1 / d))
    front = s**4 / sigma**2 * NU_m**2
    squares = p.linear(
        le(F**2, CEILING**2),
        (below, front / (NU_m + NU_M)),
        (lt(0, NU_m), front / (NU_M * (NU_m + NU_M))),
        using=[kappa_],
    )
    return p.instance(order_of_squares(), squares, kappa_, x=F, y=CEILING)


@proves(FAILURE, "so the minority's error is near that of a coin", claims=["error near a coin's"])
def near_a_coin(p):
    kappa_ = _kappa(p)
    bound = p.use(ceiling())
    half = p.instance(error_near_half(), x=CEILING)
    fewer = p.instance(error_decreases(), bound, kappa_, x=F, y=CEILING)
    return p.linear(NEAR_A_COIN, half, fewer)


@proves(FAILURE, "the share of the norm that the other classes' examples carry", claims=["others' share of the norm"])
def share_of_the_norm(p):
    """u_min is 1 − 1/k on the minority's examples and −1/k on all others, and ‖w‖² ∝ Σ_j ν_ju(j)²."""
    return p.identity(eq(OTHERS / (OWN + OTHERS), SHARE))


ALIKE = SHARE.subs(V_REST, (k - 1) * nu_M)
EXCESS = eq(ALIKE - HALF, (nu_M - (k - 1) * nu_m) / (2 * ((k - 1) * nu_m + nu_M)))
DOMINATED = PAPER.statement(
    "when-noise-dominates",
    label="When the other classes carry most of the minority's vector",
    where=FIRST_ORDER_TERMS,
    origin="derived",
    reading=(
        "One minority class among k: the other classes carry more than half of ‖w_min‖² if and only if ν_M > (k − "
        "1)ν_m; with two classes whenever ν_M > ν_m, with many classes only under strong imbalance. How much of this "
        "is noise, and not the classes' means, says the next statement."
    ),
    printed=r"\frac{(k-1)\nu_M}{(k-1)^2\nu_m+(k-1)\nu_M}-\frac12=\frac{\nu_M-(k-1)\nu_m}{2\bigl((k-1)\nu_m+\nu_M"
    r"\bigr)}",
    concludes=[
        ("excess over one half", EXCESS),
        ("positive denominator", lt(0, 2 * ((k - 1) * nu_m + nu_M))),
    ],
    uses=[FAILURE],
    derivation=False,
)


@proves(DOMINATED, "algebra", claims=["excess over one half"])
def half_of_the_norm(p):
    return p.identity(EXCESS)


@proves(DOMINATED, "so that its sign is that of ν_M − (k − 1)ν_m", claims=["positive denominator"])
def sign_of_the_excess(p):
    return p.linear(p.goal, (lt(0, nu_M), 2), (le(2, k), 2 * nu_m), (lt(0, nu_m), 2))


@DOMINATED.sharpness(
    "imbalance alone is not enough: ten classes, the minority's ν five times smaller",
    exists=[lt(ALIKE, HALF), eq(k, 10), eq(nu_M, 5 * nu_m)],
)
def imbalance_without_domination(c):
    return exists(c, at={k: 10, nu_m: 1, nu_M: 5})


NORM = ((k - 1) ** 2 * nu_m + V_REST) / (k**2 * kappa**2)
ALONG = s * nu_m * (k - 1) / k  # ⟨w_min, μ_min⟩/s
NOISE = (V_REST / kappa**2 - s**2 * V_SQUARES) / k**2  # of the other classes, squared
NOISE_SHARE = (V_REST - kappa**2 * s**2 * V_SQUARES) / ((k - 1) ** 2 * nu_m + V_REST)
COSINE_SQUARED = kappa**2 * (k - 1) ** 2 * s**2 * nu_m**2 / ((k - 1) ** 2 * nu_m + V_REST)

ALIGNMENT = PAPER.statement(
    "alignment",
    label="Noise share and alignment of the minority's vector",
    where=FIRST_ORDER_TERMS,
    origin="derived",
    reading=(
        "The other classes' noise carries the share (V − κ²s²V₂)/((k − 1)²ν_m + V) of ‖w_min‖², V = Σ_{j≠min}ν_j and "
        "V₂ = Σ_{j≠min}ν_j²; the minority's vector has a positive product with its mean, of squared cosine "
        "κ²(k − 1)²s²ν_m²/((k − 1)²ν_m + V)."
    ),
    printed=r"\frac{\sum_{j\ne m}\nu_j(1-\kappa^2s^2\nu_j)}{(k-1)^2\nu_m+\sum_{j\ne m}\nu_j},\qquad "
    r"\langle w_m,\mu_m\rangle=\tfrac{k-1}ks^2\nu_m>0,\qquad "
    r"\cos^2=\frac{\kappa^2(k-1)^2s^2\nu_m^2}{(k-1)^2\nu_m+\sum_{j\ne m}\nu_j}",
    over={V_REST: POSITIVE, V_SQUARES: POSITIVE},
    concludes=[
        ("noise share", eq(NOISE / NORM, NOISE_SHARE)),
        ("positive product", lt(0, s * ALONG)),
        ("squared cosine", as_written(lambda: eq(ALONG**2 / NORM, COSINE_SQUARED))),
    ],
    uses=[FIRST_ORDER, INVERSE],
    derivation=False,
)


@proves(ALIGNMENT, "the noise of the other classes in the minority's vector", claims=["noise share"])
def noise_share(p):
    return p.identity(ALIGNMENT.part("noise share"))


@proves(ALIGNMENT, "the minority's vector never points away from its mean", claims=["positive product"])
def positive_product(p):
    inverse = p.instance(inverse_is_positive(), x=k)
    return p.linear(lt(0, s * ALONG), (le(2, k), s**2 * nu_m / k), (lt(0, 1), s**2 * nu_m / k), using=[inverse])


@proves(ALIGNMENT, "the squared cosine of vector and mean", claims=["squared cosine"])
def squared_cosine(p):
    return p.identity(ALIGNMENT.part("squared cosine"))


SIZES = ((4000, 4), (4000, 16), (1000, 4))


@ALIGNMENT.sharpness("positive in every training set that is drawn, for s ≥ 4", expect=Verdict.SUPPORTED)
def positive_in_draws():
    """⟨w_min, μ_min⟩ for two classes, n = (10, 100): proportional to the first entry of M minus the second. At s = 1,
    where the error is 0.49, about one training set in six has a negative one, by chance."""
    import numpy as np

    count, negative = 4000, 0
    for size, length in SIZES:
        sets = draws(Model((10, 100), size, Fraction(length)), count, np.random.default_rng(11))
        product = sets.signal[:, 0, 0] - sets.signal[:, 1, 0]
        negative += int((product < 0).sum())
    scope = f"n = (10, 100), (d, s) = {', '.join(map(str, SIZES))}, σ = 1, {count} training sets each, seed 11"
    seen = f"{negative} of {len(SIZES) * count} products are negative"
    return numbers(Trust.SAMPLED, scope=scope, note=seen) if negative == 0 else nothing(seen, scope=scope)


# Five minority classes of n_m and five majority classes of n_M examples.
PAIR = sqrt(1 - 5 * (n_m + n_M) / d) * s**2 / sigma * NU_m / sqrt(NU_m + NU_M)
TEN_CLASSES = SHARE.subs({k: 10, nu_m: NU_m, V_REST: 4 * NU_m + 5 * NU_M})

FAILS = PAPER.statement(
    "cross-entropy-fails",
    label="Cross-entropy fails on minority classes",
    where=CORE,
    quote=(
        "Standard cross-entropy minimization fails on minority classes because their classifier vectors become "
        '"dominated by noise from majority examples".'
    ),
    reading=(
        "Fails: against a majority class the minority's error is at least 1/2 − (s³ν_m/σ)√(1 + σ²d/(s²n_M))/√(2π), "
        "and its exponent falls as the majority grows, in the closed form. Because: where it fails, at least half of "
        "‖w_min‖² comes from the other classes' examples, of whose share noise is a part."
    ),
    given=[lt(n_m + n_M, d)],
    concludes=[("worse with a larger majority", FALLS), ("an error near a coin's", NEAR_A_COIN)],
    uses=[FAILURE, TEST_ERROR],
    says=r'their classifier vectors become "dominated by noise from majority examples"',
    why=(
        "A class can fail without being dominated: with five classes of 5 and five of 50 examples, d = 10⁴ and s = 8, "
        "the minority loses 3 of 10 test points to a single majority class, while all other classes' examples "
        "together, means and noise, carry less than half of its vector's squared length."
    ),
    fix=(
        "Give the exponent θν_min/√(ν_min + ν_maj) as the cause, ν_c = n_c/(σ²d + s²n_c), and noise from majority "
        "examples as what dominates the vector where ν_maj(1 − 2κ²s²ν_maj) > (k − 1)ν_min."
    ),
)


@FAILS.conclusion("the exponent falls with the majority, and the error is near a coin's")
def as_in_the_closed_form(c):
    p = Proof.about(c)
    rest = {"V": 1, "k": 2, "nu_m": 1}
    return p.finding(
        p.both(p.instance(falls_with_the_majority(), goal=FALLS, **rest), p.instance(near_a_coin(), **rest))
    )


@FAILS.argument(
    "because: a minority that loses more than 3 of 10 to a majority class has a vector that is dominated by others",
    claims=[Or(le(error(PAIR), Rational(3, 10)), lt(HALF, TEN_CLASSES))],
    given=[lt(n_m, n_M), lt(5 * (n_m + n_M), d)],
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def because_dominated(c):
    """Ten classes: five of 5 and five of 50 examples."""
    return witness(c, at={d: 10**4, s: 8, sigma: 1, n_m: 5, n_M: 50})


AT_SIZES = {d: 4000, s: 4, sigma: 1, n_m: 10, n_M: 100}
MAJORITY = sqrt(KAPPA_SQUARED) * s**2 / sigma * NU_M / sqrt(NU_m + NU_M)


@FAILS.sharpness(
    "poor accuracy on the minority despite good overall performance: 39 % errors against 6 %",
    exists=[
        lt(Rational(39, 100), error(F)),
        lt((n_m * error(F) + n_M * error(MAJORITY)) / (n_m + n_M), Rational(6, 100)),
    ],
)
def good_overall(c):
    """The signature of failure that the summary names; overall with the classes' frequencies of training."""
    return exists(c, at=AT_SIZES)


LEARNED = as_written(lambda: (s**2 * nu_m) ** 2 / (s**2 * ((nu_m + nu_M) / kappa**2)))  # cos² of w_m − w_c and μ_m
TRACKS = PAPER.statement(
    "tracking-the-alignment",
    label="The approximations track the alignment",
    where=MECHANISM,
    quote=(
        'The analytical approximations capture the phenomenon "by tracking the alignment between learned classifier '
        'vectors and true class means".'
    ),
    reading="A pair's exponent in the closed form is s/σ times the cosine of w_m − w_c and μ_m, to first order: the "
    "squares are compared.",
    printed=r"\frac{\theta^2\nu_m^2}{\nu_m+\nu_M}=\frac{s^2}{\sigma^2}\cos^2\angle(w_m-w_c,\mu_m)",
    concludes=[as_written(lambda: eq((theta * nu_m / sqrt(nu_m + nu_M)) ** 2, s**2 / sigma**2 * LEARNED))],
    given=[eq(theta, kappa * s**2 / sigma)],
    uses=[FIRST_ORDER, TEST_ERROR],
    derivation=False,
)


@TRACKS.conclusion("the exponent is s/σ times a cosine")
def cosine_of_the_difference(c):
    """The difference of the squares is ν_m²/(ν_m + ν_M) times (κs²/σ)² − θ²."""
    p, scale = Proof.about(c), kappa * s**2 / sigma
    return p.finding(p.linear(p.goal, (eq(theta, scale), (theta + scale) * nu_m**2 / (nu_m + nu_M))))


POORLY = PAPER.statement(
    "aligns-poorly",
    label="The minority's vector aligns poorly",
    where=MECHANISM,
    quote=(
        "When classes are imbalanced, the gradient updates for minority class examples become dominated by noise from "
        'the majority class, "causing their classifier vectors to align poorly with the true class direction".'
    ),
    reading=(
        "Poorly: the squared cosine of w_min and its mean is at most κ²s²ν_m, in which ν_m = n_m/(σ²d + s²n_m), and "
        "with two classes it is smaller than that of the majority, to first order. Because of noise from the majority: "
        "the cosine falls as the others' V = Σ_{j≠m}ν_j grows, of which V − κ²s²V₂ is noise (alignment)."
    ),
    printed=r"\cos^2\angle(w_m,\mu_m)=\frac{\kappa^2(k-1)^2s^2\nu_m^2}{(k-1)^2\nu_m+\sum_{j\ne m}\nu_j}"
    r"\le\kappa^2s^2\nu_m",
    over={V_REST: POSITIVE},
    given=[lt(nu_m, nu_M)],
    concludes=[
        ("poor with few examples", le(COSINE_SQUARED, kappa**2 * s**2 * nu_m)),
        (
            "poorer than the majority's",
            lt(kappa**2 * s**2 * nu_m**2 / (nu_m + nu_M), kappa**2 * s**2 * nu_M**2 / (nu_m + nu_M)),
        ),
        ("the worse the larger the others", lt(Derivative(COSINE_SQUARED, V_REST), 0)),
    ],
    unexamined=["“gradient updates” before the limit of training"],
    uses=[ALIGNMENT, TEST_ERROR],
    derivation=False,
)


@POORLY.conclusion("the squared cosine is small, and falls with the others' weight")
def small_cosine(c):
    p = Proof.about(c)
    few, order, falls = p.goals
    own = (k - 1) ** 2 * nu_m
    total = own + V_REST
    more = p.linear(lt(0, k - 1), (le(2, k), 1), lt(0, 1))
    squared = p.linear(lt(0, own), (more, (k - 1) * nu_m))
    sums = p.linear(lt(0, total), squared, lt(0, V_REST))
    weight = kappa**2 * s**2 / (nu_m + nu_M)
    return p.finding(
        p.both(
            p.linear(few, (lt(0, V_REST), kappa**2 * s**2 * nu_m / total), using=[sums]),
            p.linear(order, (lt(nu_m, nu_M), weight * (nu_m + nu_M))),
            p.linear(falls, (squared, kappa**2 * s**2 * nu_m / total**2), using=[sums]),
        )
    )


NEGATIVE = PAPER.statement(
    "negative-alignment",
    label="Negative alignment scores",
    where=SIGNATURES,
    quote='Failures are predicted "through negative alignment scores between learned and true classifier vectors".',
    reading="The alignment score of a class is the product ⟨w_c, μ_c⟩ of its learned vector with its mean, to first "
    "order; a minority that fails has a negative one.",
    printed=r"\langle w_m,\mu_m\rangle=\tfrac{k-1}ks^2\nu_m<0",
    concludes=[lt(s * ALONG, 0)],
    uses=[ALIGNMENT],
    says=r'Failures are predicted "through negative alignment scores between learned and true classifier vectors"',
    why=(
        "In the model the learned vector of every class, a failing one included, has to first order a positive "
        "product with its mean, (1 − 1/k)s²ν_c: with 10 against 100 examples, d = 4000 and s = 4, the minority errs "
        "on 40 % and none of 4000 training sets gives a negative score; they occur by chance, where the error is "
        "that of a coin."
    ),
    fix=(
        "Speak of an alignment near 0, which the framework tracks: cos² = κ²(k − 1)²s²ν_m²/((k − 1)²ν_m + Σ_{j≠m} ν_j)."
    ),
    derivation=False,
)


@NEGATIVE.conclusion("a minority's vector has a negative product with its mean", expect=Verdict.REFUTED)
def never_negative(c):
    p = Proof.about(c)
    line = p.cite(
        "inference: the product ⟨w_m, μ_m⟩ of a training set is taken at its first-order value",
        le(0, s * ALONG),
        p.instance(positive_product(), V=1, V_2=1, kappa=1),
    )
    return p.finding(line)
