r"""The interpolator in finite dimension: how far its exponents are from the closed form, with high probability.

Write D = d − N, m = D + k. The all-tight solution w with ⟨w, x_i⟩ = a_{y_i} is the shortest one. With its coordinates b
along the k means and the shortest possible rest, ‖w‖² is the least value over b of

    g(b) = ‖b‖² + zᵀFᵀTFz,   T = (σ²S)⁻¹,  z = (a, −b),  Fz = (a_{y_i} − ⟨b, A_i⟩)_i,   A_i = s·e_{y_i} + σ·(normal).

The closed form is the same with g_0(b) = ‖b‖² + (Σ_c n_c(a_c − sb_c)² + σ²N‖b‖²)/(σ²D): its minimum is at b_c = sν_ca_c
and has the value Σν_ca_c²/κ². Both are quadratic forms in (a, b), and |g − g_0| ≤ εg_0, for two reasons.

* (FᵀS⁻¹F)⁻¹ is a Wishart matrix of m degrees of freedom. By Davidson and Szarek the singular values of the m×2k normal
  matrix in it lie between √m(1 ∓ η), η = (√(2k) + x)/√m. Hence FᵀS⁻¹F lies between (1 ∓ 5η/2)·FᵀF/D, for η ≤ 1/8.
* ‖Fz‖² = Σ_c n_c(a_c − sb_c)² − 2σΣ_c √n_c(a_c − sb_c)⟨b, h_c⟩ + σ²bᵀGb with a normal k×k matrix (h_c) and a Wishart
  matrix G of N degrees of freedom. By the same theorem ‖h‖ ≤ 2√k + x and ‖G − N‖ ≤ 2√N(√k + x) + (√k + x)², so that
  over σ²D the two terms are at most ε_2g_0, ε_2 = (2√k + x)/√D + (2√N(√k + x) + (√k + x)²)/D.

Each of the three events fails with probability at most 2e^(−x²/2). Let b be the minimum of g and δ = b − b_0. Both are
stationary, so that g(0, δ) = −(g − g_0)((0, δ), (a, b_0)): with Γ = g_0(0, δ) ≥ ‖δ‖² and V_0 = g_0(a, b_0) this says
(1 − ε)Γ ≤ ε√(ΓV_0). What is not the theorem of Davidson and Szarek is proved: |g − g_0| ≤ εg_0 in
`interpolator-in-finite-dimension`, what it makes of both minima in `stationary-forms`, and of the exponents in
`interpolator-perturbed`.
"""

import math
from fractions import Fraction

import numpy as np
from sympy import Interval, Rational, Reals, oo, pi, sqrt

from checks.methods import Proof, nothing, numbers, proves, quantity
from checks.methods.coordinates import met_in
from checks.methods.lemmas import met_at
from checks.methods.vectors import gram, inner, norm, vector
from checks.outcome import Trust, Verdict
from checks.paper import eq, le, lt, real

from .agreement import nus, tuned
from .error import EXACT_LAW
from .law import Model, draws
from .notation import d, k, s, sigma
from .paper import OURS, PAPER, POSITIVE

NONNEGATIVE = Interval(0, oo)
DAVIDSON = (
    "Davidson and Szarek, Local operator theory, random matrices and Banach spaces (2001), Theorem II.13: singular "
    "values of Gaussian matrices"
)
eps, Gamma, g_delta, cross = real("epsilon Gamma g_delta e")
b, b_0, v, v_0, o, F = real("b b_0 v v_0 o F")
gap = real("X")  # |b − b_0|
near = v_0 / v
f, f_0 = (s * b + o) / (sigma * v), (s * b_0 + o) / (sigma * v_0)
BOUND = 8 * eps * s / (5 * sigma) + 5 * eps * F / 8

PERTURBED = PAPER.statement(
    "interpolator-perturbed",
    kind="theorem",
    label="Exponents of two quadratic forms that are close",
    where=OURS,
    origin="derived",
    reading=(
        "For quadratic forms with |g − g_0| ≤ εg_0, ε ≤ 1/4: their minimum points are at most ε√V_0/(1 − ε) apart, in "
        "every coordinate, and the exponents f = (sb + o)/(σ√V) differ by at most (8/5)ε·s/σ + (5/8)ε·F, F a bound of "
        "|f_0|. Γ = g_0(0, δ) is at least X², X = |b − b_0|; g(0, δ) is at least (1 − ε)Γ and at most √e², e² ≤ "
        "ε²ΓV_0; "
        "v = √V and v_0 = √V_0."
    ),
    printed=r"|f-f_0|\le\tfrac85\,\varepsilon\,\frac s\sigma+\tfrac58\,\varepsilon\,|f_0|",
    over={
        eps: Interval(0, Rational(1, 4)),
        **dict.fromkeys((Gamma, gap, F, g_delta), NONNEGATIVE),
        **dict.fromkeys((v, v_0), POSITIVE),
        **dict.fromkeys((b, b_0, o, cross), Reals),
    },
    given=[
        le(gap**2, Gamma),
        le((1 - eps) * Gamma, g_delta),
        le(g_delta**2, cross**2),
        le(cross**2, eps**2 * Gamma * v_0**2),
        le(b - b_0, gap),
        le(b_0 - b, gap),
        le((1 - eps) * v_0**2, v**2),
        le(v**2, (1 + eps) * v_0**2),
        le(f_0, F),
        le(-F, f_0),
    ],
    concludes=[
        ("minimum points", le((1 - eps) * gap, eps * v_0)),
        ("exponents, above", le(f - f_0, BOUND)),
        ("exponents, below", le(f_0 - f, BOUND)),
    ],
    derivation=False,
)


@PERTURBED.conclusion("the minimum points are close", claims=["minimum points"])
def minimum_points(claim):
    """((1 − ε)Γ)² ≤ ε²ΓV_0, divided by Γ; where Γ = 0 nothing is left to show."""
    p = Proof.about(claim)
    return p.finding(_apart(p))


def _apart(p):
    """(1 − ε)X ≤ εv_0, by squares."""
    inside, above, below, crossed = PERTURBED.given[:4]
    goal = PERTURBED.part("minimum points")

    def nothing_left(q):
        none = q.linear(le(gap**2, 0), inside, le(Gamma, 0))
        zero = q.cases(le(gap, 0), gap, 0, lambda r: r.given(le(gap, 0)), lambda r: r.linear(r.goal, (none, 1 / gap)))
        return q.linear(goal, (zero, 1 - eps), (le(0, v_0), eps))

    def divided(q):
        squares = q.linear(
            le((1 - eps) ** 2 * Gamma, eps**2 * v_0**2),
            (above, ((1 - eps) * Gamma + g_delta) / Gamma), (below, 1 / Gamma), (crossed, 1 / Gamma),
        )  # fmt: skip
        both = q.linear(le(((1 - eps) * gap) ** 2, (eps * v_0) ** 2), (inside, (1 - eps) ** 2), squares)

        def larger(r):
            more = lt(eps * v_0, (1 - eps) * gap)
            total = (1 - eps) * gap + eps * v_0
            positive = r.linear(lt(0, total), more, (le(0, v_0), 2 * eps))
            return r.absurd(r.goal, r.linear(lt(0, 0), both, (more, total), using=[positive]))

        return q.cases(goal, (1 - eps) * gap, eps * v_0, lambda r: r.given(r.goal), larger)

    return p.cases(goal, Gamma, 0, nothing_left, divided)


@PERTURBED.conclusion("and so are the exponents", claims=["exponents, above", "exponents, below"])
def exponents(claim):
    """f − f_0 = s(b − b_0)/(σv) + f_0(v_0/v − 1), and −ε/2 ≤ v_0/v − 1 ≤ 5ε/8 for ε ≤ 1/4."""
    p = Proof.about(claim)
    apart = _apart(p)
    low, high = PERTURBED.given[6:8]
    large = p.linear(le(near**2 * (1 - eps), 1), (low, 1 / v**2))
    small = p.linear(le(1, near**2 * (1 + eps)), (high, 1 / v**2))

    def too_large(q):
        more = lt(1 + 5 * eps / 8, near)
        squares = q.linear(lt((1 + 5 * eps / 8) ** 2, near**2), (more, near + 1 + 5 * eps / 8))
        room = q.enclose(le(0, Rational(1, 4) - 55 * eps / 64 - 25 * eps**2 / 64))
        return q.absurd(q.goal, q.linear(lt(0, 0), large, (squares, 1 - eps), (room, eps)))

    def too_small(q):
        less = lt(near, 1 - eps / 2)
        squares = q.linear(lt(near**2, (1 - eps / 2) ** 2), (less, near + 1 - eps / 2))
        room = q.enclose(le(0, Rational(3, 4) - eps / 4))
        return q.absurd(q.goal, q.linear(lt(0, 0), small, (squares, 1 + eps), (room, eps**2)))

    above = p.cases(le(near, 1 + 5 * eps / 8), near, 1 + 5 * eps / 8, lambda q: q.given(q.goal), too_large)
    below = p.cases(le(1 - eps / 2, near), 1 - eps / 2, near, lambda q: q.given(q.goal), too_small)
    factor = p.enclose(le((1 + 5 * eps / 8), Rational(8, 5) * (1 - eps)))
    share = s / (sigma * (1 - eps))
    moved = [
        p.linear(
            le(s * step / (sigma * v), 8 * eps * s / (5 * sigma)),
            (fact, s / (sigma * v)), (apart, share / v), (above, share * eps), (factor, share * eps),
        )
        for step, fact in ((b - b_0, PERTURBED.given[4]), (b_0 - b, PERTURBED.given[5]))
    ]  # fmt: skip
    scaled = [scaled_by(p, above, below, sign) for sign in (1, -1)]
    return p.finding(p.both(*(p.linear(goal, m, t) for goal, m, t in zip(p.goals, moved, scaled, strict=True))))


def scaled_by(p, above, below, sign):
    """±f_0(v_0/v − 1) ≤ (5/8)εF."""
    upper, lower = PERTURBED.given[8:]
    goal = le(sign * f_0 * (near - 1), 5 * eps * F / 8)
    more = p.linear(le(near - 1, 5 * eps / 8), above)
    less = p.linear(le(1 - near, 5 * eps / 8), below, (le(0, eps), Rational(1, 8)))

    def grown(q):
        rest = q.linear(le(0, near - 1), le(1, near))
        return q.linear(goal, (upper if sign == 1 else lower, near - 1), (more, F), using=[rest])

    def shrunk(q):
        rest = q.linear(lt(0, 1 - near), lt(near, 1))
        return q.linear(goal, (lower if sign == 1 else upper, 1 - near), (less, F), using=[rest])

    return p.cases(goal, 1, near, grown, shrunk)


t = real("t")
step, centre, bent_step, bent_centre = (vector(name) for name in ("X", "Y", "EX", "EY"))
ALONG = inner(bent_step, centre)


def _bounded(sign, side):
    """side·(g − g_0) ≤ ε·g_0 at tX + sign·Y."""
    at = t * step + sign * centre
    return le(side * inner(t * bent_step + sign * bent_centre, at), eps * norm(at) ** 2)


STATIONARY = PAPER.statement(
    "stationary-forms",
    kind="lemma",
    label="Minimum points of two quadratic forms that are close",
    where=OURS,
    origin="derived",
    reading=(
        "The inner product is that of the form g_0, E the symmetric operator of g − g_0, and |g − g_0| ≤ εg_0 is asked "
        "at tX ± Y, X = (0, δ) and Y = (a, b_0), where t‖X‖ = ‖Y‖. The minimum points b_0 of g_0 and b_0 + δ of g are "
        "stationary: ⟨X, Y⟩ = 0, and ⟨X, X + Y⟩ + ⟨EX, X + Y⟩ = 0. Then g(X) = −⟨EX, Y⟩, and ⟨EX, Y⟩² ≤ ε²‖X‖²‖Y‖²."
    ),
    printed=r"g(0,\delta)^2=\langle EX,Y\rangle^2\le\varepsilon^2\,g_0(0,\delta)\,g_0(a,b_0)",
    over={eps: NONNEGATIVE, t: POSITIVE},
    given=[
        lt(0, norm(centre) ** 2),
        eq(t**2 * norm(step) ** 2, norm(centre) ** 2),
        eq(inner(bent_step, centre), inner(step, bent_centre)),
        eq(inner(step, centre), 0),
        eq(inner(step, step + centre) + inner(bent_step, step + centre), 0),
        *(_bounded(sign, side) for sign in (1, -1) for side in (1, -1)),
    ],
    concludes=[
        ("of the step", eq(norm(step) ** 2 + inner(bent_step, step), -ALONG)),
        ("Cauchy–Schwarz", le(ALONG**2, eps**2 * norm(step) ** 2 * norm(centre) ** 2)),
    ],
    derivation=False,
)
met_in(STATIONARY, {"X": [1, 0], "Y": [0, 1], "EX": [0, -1], "EY": [-1, 0]}, at={eps: 1, t: 1})


@proves(STATIONARY, "4t⟨EX, Y⟩ is the difference of the forms at tX + Y and tX − Y")
def stationary_forms(p):
    """With V = ‖Y‖² = t²‖X‖²: ±t⟨EX, Y⟩ ≤ εV, so t²⟨EX, Y⟩² ≤ ε²V², which is to be divided by t²."""
    positive, scaled, symmetric, orthogonal, still = STATIONARY.given[:5]
    first = gram(p, p.goals[0], still, (orthogonal, -1))
    size, swap = norm(centre) ** 2, (symmetric, t / 2)
    above = gram(
        p, le(t * ALONG, eps * size),
        (_bounded(1, 1), Rational(1, 4)), (_bounded(-1, -1), Rational(1, 4)), (scaled, eps / 2), swap,
    )  # fmt: skip
    below = gram(
        p, le(-t * ALONG, eps * size),
        (_bounded(1, -1), Rational(1, 4)), (_bounded(-1, 1), Rational(1, 4)), (scaled, eps / 2), (symmetric, -t / 2),
    )  # fmt: skip
    return p.both(first, _squared(p, above, below, scaled, positive))


def _squared(p, above, below, scaled, positive):
    """e² ≤ ε²ΓV from (εV − te)(εV + te) ≥ 0 and t²Γ = V."""
    size, product = norm(centre) ** 2, t * ALONG
    room = p.linear(le(0, eps * size - product), above)
    squares = p.linear(le(product**2, (eps * size) ** 2), (below, eps * size - product), using=[room])
    return p.linear(p.goals[1], (squares, 1 / t**2), (scaled, -(eps**2) * size / t**2))


eta, x, n, N, a_c, b_c = real("eta x n N a_c b_c")
D = d - N
WEIGHT = 1 / (sigma**2 * D)
SPREAD = (sqrt(2 * k) + x) / sqrt(D + k)  # η
ROWS, WISHART = 2 * sqrt(k) + x, 2 * sqrt(N) * (sqrt(k) + x) + (sqrt(k) + x) ** 2  # bounds of ‖h‖ and ‖G − N‖
COUPLING = ROWS / sqrt(D) + WISHART / D  # ε_2
EPSILON = (1 + 5 * SPREAD / 2) * (1 + COUPLING) - 1
own, other = real("B W")  # ‖b‖, and the root of Σ_c n_c(a_c − sb_c)²/(σ²D)
mixed_term, wishart_term, form = real("chi omega Q")
REST = other**2 + N * own**2 / D  # of g_0 = ‖b‖² + …
FORM_0 = own**2 + REST
FACTOR = REST + mixed_term + wishart_term  # ‖Fz‖²/(σ²D)
PART = b_c**2 + WEIGHT * (n * (a_c - s * b_c) ** 2 + sigma**2 * N * b_c**2)  # of g_0, for one class
NU = n / (sigma**2 * d + s**2 * n)
AT = s * NU * a_c

MINIMUM = [
    eq(PART, PART.subs(b_c, AT) + (1 + WEIGHT * (s**2 * n + sigma**2 * N)) * (b_c - AT) ** 2),
    eq(PART.subs(b_c, AT), NU * a_c**2 / (1 - N / d)),
]
SPECTRUM = [le(1 / (1 - eta) ** 2, 1 + 5 * eta / 2), le(1 - 5 * eta / 2, (1 - eta**2) / (1 + eta) ** 2)]
WHOLE = (1 + 5 * eta / 2) * (1 + COUPLING) - 1  # ε

FINITE = PAPER.statement(
    "interpolator-in-finite-dimension",
    kind="theorem",
    label="The interpolator in finite dimension",
    where=OURS,
    origin="derived",
    reading=(
        "With probability at least 1 − 6e^(−x²/2) over the training set every pair exponent of every all-tight "
        "solution is within (8/5)ε·s/σ + (5/8)ε·|f| of the closed form f, at once for all margins and offsets, where "
        "ε = (1 + 5η/2)(1 + ε_2) − 1 ≤ 1/4, η = (√(2k) + x)/√(d − N + k) ≤ 1/8 and ε_2 = (2√k + x)/√(d − N) + "
        "(2√N(√k + x) + (√k + x)²)/(d − N). Test errors of pairs differ by at most that over √(2π). Encoded: the "
        "closed form is the minimum of g_0 (class by class); what η makes of the spectrum; and |g − g_0| ≤ εg_0, where "
        "B = ‖b‖, W² = Σ_c n_c(a_c − sb_c)²/(σ²D), χ and ω are the two terms by which ‖Fz‖²/(σ²D) differs from its "
        "mean, and Q = zᵀFᵀTFz. Their bounds are hypotheses: they hold on the events of Davidson and Szarek, by "
        "Cauchy–Schwarz."
    ),
    printed=r"|f-f_{\mathrm{closed}}|\le\tfrac85\,\varepsilon\,\frac s\sigma+\tfrac58\,\varepsilon\,"
    r"|f_{\mathrm{closed}}|,\qquad \varepsilon=O\Bigl(\frac{\sqrt k+x}{\sqrt{d-N}}\Bigr)",
    over={
        eta: Interval(0, Rational(1, 8)),
        **dict.fromkeys((N, n, x), POSITIVE),
        **dict.fromkeys((own, other), NONNEGATIVE),
        **dict.fromkeys((a_c, b_c, mixed_term, wishart_term, form), Reals),
    },
    given=[
        lt(N, d),
        *(le(sign * mixed_term, 2 * other * own * ROWS / sqrt(D)) for sign in (1, -1)),
        *(le(sign * wishart_term, own**2 * WISHART / D) for sign in (1, -1)),
        le(0, FACTOR),
        le((1 - 5 * eta / 2) * FACTOR, form),
        le(form, (1 + 5 * eta / 2) * FACTOR),
    ],
    concludes=[
        ("minimum of g_0", MINIMUM[0]),
        ("its value", MINIMUM[1]),
        ("spectrum, above", SPECTRUM[0]),
        ("spectrum, below", SPECTRUM[1]),
        ("g − g_0, above", le(own**2 + form - FORM_0, WHOLE * FORM_0)),
        ("g − g_0, below", le(FORM_0 - own**2 - form, WHOLE * FORM_0)),
    ],
    unexamined=["that χ, ω and Q are those of a training set, whose law is exact-law, and so the probability"],
    uses=[EXACT_LAW, PERTURBED, STATIONARY],
    derivation=False,
    note="The bound is of the order 1/√(d − N), whatever the counts and however close N is to d; its constants are not "
    "sharp. At the sizes of the published grid it is empty, and sharp constants would not help: the exponents of "
    "single training sets scatter by the order of s/(σ√(d − N)), which is 0.06 at d = 16000 and s = 8. What test-error "
    "asks is a bound of the mean error, of second order; there it rests on simulation.",
)
met_at(
    FINITE,
    {
        **dict.fromkeys((N, n, x, s, sigma, own, other), 1), d: 2, k: 2, eta: 0, a_c: 0, b_c: 0,
        mixed_term: 0, wishart_term: 0, form: 2,
    },
)  # fmt: skip


@FINITE.conclusion(
    "the closed form is the minimum of g_0, and η ≤ 1/8 keeps the spectrum within 1 ∓ 5η/2",
    claims=FINITE.names[:4],
)
def close_to_the_closed_form(claim):
    """1 − (1 + 5η/2)(1 − η)² = −η/2·(1 − 8η + 5η²), and (1 − η²)/(1 + η)² = (1 − η)/(1 + η) ≥ 1 − 2η."""
    p = Proof.about(claim)
    first, second, above, below = p.goals
    room = p.linear(lt(0, d - N), lt(N, d))
    whole = p.linear(lt(0, 1 - N / d), (lt(N, d), 1 / d))
    quadratic = p.enclose(le(0, 1 - 8 * eta + 5 * eta**2))
    spectrum = [
        p.linear(above, (quadratic, eta / (2 * (1 - eta) ** 2))),
        p.linear(below, (le(0, eta), (1 + 5 * eta) / (2 * (1 + eta)))),
    ]
    line = p.both(p.identity(first, room), p.identity(second, room, whole), *spectrum)
    return p.finding(line, quantities=_bounds())


@FINITE.conclusion("|g − g_0| ≤ εg_0 on the events of Davidson and Szarek", claims=FINITE.names[4:])
def close_forms(claim):
    """±(χ + ω) ≤ ε_2g_0, as 2WB ≤ W² + B² ≤ g_0; so ‖Fz‖²/(σ²D) ≤ (1 + ε_2)g_0, which Q misses by the factor 5η/2."""
    p = Proof.about(claim)
    room = p.linear(lt(0, D), lt(N, d))
    rows, spread = p.enclose(le(0, ROWS)), p.enclose(le(0, WISHART))
    known = [room, rows, spread]
    weight = p.linear(le(0, ROWS / sqrt(D)), (rows, 1 / sqrt(D)), using=known)
    products = p.settle(le(0, (other - own) ** 2))
    small = [
        p.linear(
            le(sign * (mixed_term + wishart_term), COUPLING * FORM_0),
            FINITE.given[1 + place],
            FINITE.given[3 + place],
            (products, ROWS / sqrt(D)),
            (le(0, N * own**2), ROWS / (sqrt(D) * D) + WISHART / D**2),
            (le(0, other**2), WISHART / D),
            using=[*known, weight],
        )
        for place, sign in enumerate((1, -1))
    ]
    line = [
        p.linear(goal, bound, (off, 1), (small[0], 5 * eta / 2), (le(0, own**2), 5 * eta / 2), using=known)
        for goal, bound, off in zip(p.goals, (FINITE.given[7], FINITE.given[6]), small, strict=True)
    ]
    return p.finding(p.both(*line), modulo=(DAVIDSON,))


SIZES = ((10_000, 1_000_000, 8), (100_000, 10_000_000, 8))  # n_M = 10n_m, d, s
CONFIDENT = 4  # x: the events fail with probability at most 6e^(−8) < 0.0021


def _bounds():
    """What the theorem leaves for a pair error, two classes, at sizes where it says something."""
    found = []
    for number, (many, size, length) in enumerate(SIZES, 1):
        few = many // 10
        at = {k: 2, x: CONFIDENT, N: many + few, d: size}
        bound = Rational(8, 5) * EPSILON.subs(at) * length + Rational(5, 8) * EPSILON.subs(at) * length
        found.append(
            quantity(
                f"finite_bound_{number}",
                bound / sqrt(2 * pi),
                symbol=r"|\Delta\,\mathrm{error}|",
                meaning=f"largest distance of a pair error from the closed form, with probability 0.997, n = ({few}, "
                f"{many}), d = {size}, s = {length}, σ = 1 (|f| ≤ s/σ)",
            )
        )
    return tuple(found)


@FINITE.sharpness("drawn exponents are within the bound, which is far from sharp", expect=Verdict.SUPPORTED)
def drawn_exponents():
    """Exponents of the exact law against the closed form, with equal and with the best margins."""
    many, size, length = SIZES[0]
    model, count = Model((many // 10, many), size, Fraction(length)), 2000
    sets = draws(model, count, np.random.default_rng(15))
    allowed = float(_bounds()[0].lower) * math.sqrt(2 * math.pi)
    farthest = float(0)
    for method in ("CE", "MA"):
        margins, _ = tuned(model, method)
        coefficients = np.array([margins[0], -margins[1]])
        spread = np.sqrt(np.einsum("i,nij,j->n", coefficients, sets.noise, coefficients))
        closed = closed_exponents(model, margins)
        for y, sign in enumerate((1, -1)):
            seen = sign * (sets.signal[:, :, y] @ coefficients) / spread
            farthest = max(farthest, float(np.abs(seen - closed[y]).max()))
    scope = f"n = {model.counts}, d = {size}, s = {length}, σ = 1, {count} training sets, seed 15"
    note = f"largest distance of an exponent: {farthest:.4f}; the theorem allows {allowed:.4f}"
    return numbers(Trust.SAMPLED, scope=scope, note=note) if farthest < allowed else nothing(note, scope=scope)


def closed_exponents(model, margins):
    """f of both classes."""
    small = nus(model)
    theta = math.sqrt(1 - model.total / model.d) * float(model.s) ** 2 / float(model.sigma)
    spread = math.sqrt(sum(m * m * v for m, v in zip(margins, small, strict=True)))
    return [theta * m * v / spread for m, v in zip(margins, small, strict=True)]
