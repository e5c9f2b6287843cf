r"""Any temperatures, any number of classes: how little they can help a minority class.

Number the classes other than m by 0, 1, …; let v_j be the coefficient of w_m − w_c at class j and q_j = 1/ν_j. With
S = Σv_j (which is −A), V = Σν_jv_j² and R = Σ1/ν_j, Cauchy–Schwarz gives S² ≤ VR, whatever the temperatures are. So

    f = θν_mA/√(ν_mA² + V) ≤ θν_m/√(ν_m + 1/R) ≤ θν_m√R ≤ θν_m√((k − 1)/min_{j≠m} ν_j).
"""

from sympy import Rational, S, sqrt

from checks.methods import proves, witness
from checks.outcome import Verdict
from checks.paper import eq, le, lt, natural, real, sequence

from .elementary import ERROR_DECREASES, ORDER_OF_SQUARES, error_decreases, order_of_squares
from .notation import error, k, nu_M, nu_m, theta
from .paper import CLOSED_FORM, OURS, PAPER, POSITIVE
from .temperature import COEFFICIENTS, coefficients

j = natural("j")
v, q, V, R, T = (sequence(name) for name in "vqVRT")

CAUCHY_SCHWARZ = PAPER.statement(
    "weighted-cauchy-schwarz",
    kind="lemma",
    label="Cauchy–Schwarz over the other classes",
    where=OURS,
    origin="derived",
    reading="For every number of terms: (Σv)² ≤ (Σv²/q)(Σq) with positive q.",
    printed=r"\Bigl(\sum_{i\le j}v_i\Bigr)^2\le\sum_{i\le j}\frac{v_i^2}{q_i}\cdot\sum_{i\le j}q_i",
    over={j: S.Naturals0},
    evolves=[
        eq(T(j + 1), T(j) + v(j + 1)),
        eq(V(j + 1), V(j) + v(j + 1) ** 2 / q(j + 1)),
        eq(R(j + 1), R(j) + q(j + 1)),
        lt(0, q(j)),
        eq(T(0), v(0)),
        eq(V(0), v(0) ** 2 / q(0)),
        eq(R(0), q(0)),
    ],
    concludes=[("positive sum", lt(0, R(j))), ("Cauchy–Schwarz", le(T(j) ** 2, V(j) * R(j)))],
    derivation=False,
)


@proves(CAUCHY_SCHWARZ, "induction over the classes")
def weighted_cauchy_schwarz(p):
    """(V + v²/q)(R + q) − (T + v)² = (VR − T²)(1 + q/R) + (qT − Rv)²/(qR)."""

    def positive_at_0(b):
        return b.linear(b.goal, lt(0, q(0)), eq(q(0), R(0)))

    def positive_after(b):
        return b.linear(b.goal, lt(0, R(j)), lt(0, q(j + 1)), (eq(R(j + 1), R(j) + q(j + 1)), -1))

    positive = p.induction(lt(0, R(j)), positive_at_0, positive_after)

    def base(b):
        return b.rewrite(
            b.goal,
            b.linear(le(v(0) ** 2, v(0) ** 2 / q(0) * q(0)), le(0, 1 - 1), using=[lt(0, q(0))]),
            eq(T(0), v(0)),
            eq(V(0), v(0) ** 2 / q(0)),
            eq(R(0), q(0)),
        )

    def step(b):
        now, new = q(j + 1), v(j + 1)
        square = b.enclose(le(0, (now * T(j) - R(j) * new) ** 2))
        product = b.linear(lt(0, now * R(j)), (lt(0, now), R(j)), using=[lt(0, R(j))])
        grown = b.linear(
            le((T(j) + new) ** 2, (V(j) + new**2 / now) * (R(j) + now)),
            (le(T(j) ** 2, V(j) * R(j)), 1 + now / R(j)),
            (square, 1 / (now * R(j))),
            using=[product, lt(0, now), lt(0, R(j))],
        )
        return b.rewrite(
            b.goal,
            grown,
            eq(T(j + 1), T(j) + new),
            eq(V(j + 1), V(j) + new**2 / now),
            eq(R(j + 1), R(j) + now),
        )

    return p.both(positive, p.induction(le(T(j) ** 2, V(j) * R(j)), base, step, facts=[positive]))


A, U, B, nu_least = real("A U B nu_least")
F_ANY = theta * nu_m * A / sqrt(nu_m * A**2 + U)
CEILING = theta * nu_m / sqrt(nu_m + 1 / B)
ROUGH = theta * nu_m * sqrt((k - 1) / nu_least)

ANY_TEMPERATURES = PAPER.statement(
    "any-temperatures",
    label="A floor under every choice of temperatures, in the closed form",
    where=CLOSED_FORM,
    origin="derived",
    reading=(
        "However the temperatures are chosen, for any number of classes: no pair m → c has a larger exponent than "
        "θν_m/√(ν_m + 1/R), R = Σ_{j≠m} 1/ν_j, so the error of class m is at least Φ(−θν_m√(k − 1)/√(min_{j≠m} ν_j))."
    ),
    printed=r"f\le\frac{\theta\nu_m}{\sqrt{\nu_m+1/\sum_{j\ne "
    r"m}\nu_j^{-1}}}\le\theta\nu_m\sqrt{\frac{k-1}{\min_{j\ne m}\nu_j}}",
    over=dict.fromkeys((A, U, B, nu_least), POSITIVE),
    given=[le(A**2, U * B), le(B, (k - 1) / nu_least)],
    concludes=[
        ("ceiling of the exponent", le(F_ANY, CEILING)),
        ("rougher ceiling", le(CEILING, ROUGH)),
        ("floor of the error", le(error(ROUGH), error(F_ANY))),
    ],
    uses=[COEFFICIENTS, CAUCHY_SCHWARZ, ORDER_OF_SQUARES, ERROR_DECREASES],
    derivation=False,
    note=(
        "A is the coefficient of class m (minus the sum of the others), U = Σ_{j≠m} ν_jv_j², B = Σ_{j≠m} 1/ν_j; A² ≤ "
        "UB is the lemma before. All of this is about the all-tight solution."
    ),
)


@proves(ANY_TEMPERATURES, "the exponent of every pair, and the error of the class")
def any_temperatures(p):
    """Squares: θ²ν_m²A²/(ν_mA² + U) ≤ θ²ν_m²/(ν_m + 1/B), because U ≥ A²/B; and 1/B ≥ ν_least/(k − 1)."""
    enough = p.linear(le(A**2 / B, U), (le(A**2, U * B), 1 / B))
    squares = p.linear(
        le(F_ANY**2, CEILING**2),
        (enough, theta**2 * nu_m**2 / ((nu_m * A**2 + U) * (nu_m + 1 / B))),
    )
    first = p.instance(order_of_squares(), squares, x=F_ANY, y=CEILING)
    squares = p.linear(
        le(CEILING**2, ROUGH**2),
        (le(0, nu_m), theta**2 * nu_m**2 * B**2 / (nu_m * B + 1)),
        (le(B, (k - 1) / nu_least), theta**2 * nu_m**2),
    )
    second = p.instance(order_of_squares(), squares, x=CEILING, y=ROUGH)
    whole = p.linear(le(F_ANY, ROUGH), first, second)
    fewer = p.instance(error_decreases(), whole, x=F_ANY, y=ROUGH, goal=le(error(ROUGH), error(F_ANY)))
    return p.cite(
        "inference: A, U and B of every choice of temperatures meet the hypotheses, the first by Cauchy–Schwarz over "
        "the classes, the second because 1/ν_j ≤ 1/min ν in every term; a class errs at least as often as in a pair",
        p.goal,
        p.both(first, second, fewer),
    )


EQUAL_PAIR = theta * nu_m / sqrt(2 * nu_m)  # the two minority classes against each other: coefficients 1, −1, 0
SMALL_SHARE = real("eps")  # a_M, with a_m = 1 for both minority classes
OWN, RIVAL, REST = coefficients(1, SMALL_SHARE, 1 / (2 + SMALL_SHARE**2), SMALL_SHARE**2 / (2 + SMALL_SHARE**2))
AGAINST_MAJORITY = theta * nu_m * OWN / sqrt(nu_m * OWN**2 + nu_M * RIVAL**2 + nu_m * REST**2)

SEVERAL = PAPER.statement(
    "any-temperatures-several-minorities",
    label="An over-reading: the floor with several minority classes",
    where=CLOSED_FORM,
    origin="reading",
    reading=(
        "With two minority classes and one majority class, too, no temperatures give a minority an error (at most "
        "the sum of its pair errors) below Φ(−2θν_m/√ν_M), with the smallest ν of the majority classes only."
    ),
    printed=r"\Phi\Bigl(-\frac{(k-1)\theta\nu_m}{\sqrt{\nu_M}}\Bigr)\le\sum_{c\ne m}\Phi(-f_c)",
    over={SMALL_SHARE: POSITIVE},
    concludes=[le(error(2 * theta * nu_m / sqrt(nu_M)), error(EQUAL_PAIR) + error(AGAINST_MAJORITY))],
    uses=[ANY_TEMPERATURES],
    derivation=False,
    why="A small temperature ratio a_M silences the majority's vector; the minorities then only compete with each "
    "other.",
    fix="Take the minimum of ν over all other classes, minorities included, or ask for a single minority class.",
)


@SEVERAL.conclusion("the floor with the majority's ν, whatever the temperatures", expect=Verdict.REFUTED)
def silenced_majority(c):
    return witness(c, at={theta: 2, nu_m: 1, nu_M: 100, SMALL_SHARE: Rational(1, 100)})
