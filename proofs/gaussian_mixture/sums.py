r"""Any temperatures, any number of classes: how little they can help a minority class.

Number the classes other than m by 0, 1, …; let v_j be the coefficient of w_m − w_c at class j and q_j = 1/ν_j. With
S = Σv_j (which is −A), V = Σν_jv_j² and R = Σ1/ν_j, Cauchy–Schwarz gives S² ≤ VR, whatever the temperatures are. So

    f = θν_mA/√(ν_mA² + V) ≤ θν_m/√(ν_m + 1/R) ≤ θν_m√R ≤ θν_m√((k − 1)/min_{j≠m} ν_j).
"""

from sympy import Rational, S, sqrt

from checks.methods import proves, witness
from checks.methods.runs import explicit_run
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


A, nu_least = real("A nu_least")
n = natural("n")  # the number of the last of the other classes
F_ANY = theta * nu_m * A / sqrt(nu_m * A**2 + V(n))
CEILING = theta * nu_m / sqrt(nu_m + 1 / R(n))
ROUGH = theta * nu_m * sqrt((k - 1) / nu_least)

ANY_TEMPERATURES = PAPER.statement(
    "any-temperatures",
    label="A floor under every choice of temperatures, in the closed form",
    where=CLOSED_FORM,
    origin="derived",
    reading=(
        "However the temperatures are chosen, for any number of classes: no pair m → c has a larger exponent than "
        "θν_m/√(ν_m + 1/R), R = Σ_{j≠m} 1/ν_j, so the error of class m in any pair is at least "
        "Φ(−θν_m√(k − 1)/√(min_{j≠m} ν_j)). The other classes are numbered 0, …, n; A > 0 is the coefficient of class "
        "m, minus the sum of the others' v_j, and q_j = 1/ν_j."
    ),
    printed=r"f\le\frac{\theta\nu_m}{\sqrt{\nu_m+1/\sum_{j\ne "
    r"m}\nu_j^{-1}}}\le\theta\nu_m\sqrt{\frac{k-1}{\min_{j\ne m}\nu_j}}",
    over={A: POSITIVE, nu_least: POSITIVE, n: S.Naturals0, j: S.Naturals0},
    given=[eq(A, -T(n)), eq(k, n + 2)],
    evolves=[*CAUCHY_SCHWARZ.evolves, le(q(j), 1 / nu_least)],
    concludes=[
        ("ceiling of the exponent", le(F_ANY, CEILING)),
        ("rougher ceiling", le(CEILING, ROUGH)),
        ("floor of the error", le(error(ROUGH), error(F_ANY))),
    ],
    uses=[COEFFICIENTS, CAUCHY_SCHWARZ, ORDER_OF_SQUARES, ERROR_DECREASES],
    derivation=False,
    note="A class errs at least as often as in a pair. All of this is about the all-tight solution.",
)


@ANY_TEMPERATURES.hypotheses("two other classes with equal coefficients", exists=[])
def hypotheses_satisfiable(claim):
    at = {n: 1, j: 1, k: 3, A: 2, nu_least: 1, theta: 1, nu_m: 1}
    return explicit_run(claim, at, {v: -1, q: 1, T: -(j + 1), V: j + 1, R: j + 1}, step=j)


def _sums_of_classes(p):
    """0 < R, A² ≤ VR and R ≤ (k − 1)/min ν."""
    before = le(R(j), (j + 1) / nu_least)
    counted = p.induction(
        before,
        lambda b: b.linear(b.goal, le(q(0), 1 / nu_least), eq(R(0), q(0))),
        lambda b: b.linear(b.goal, before, le(q(j + 1), 1 / nu_least), eq(R(j + 1), R(j) + q(j + 1))),
        over=j,
    )
    positive, squares = (p.instance(weighted_cauchy_schwarz(), part=part, j=n) for part in (0, 1))
    own = p.linear(le(A**2, V(n) * R(n)), squares, (eq(A, -T(n)), A - T(n)))
    few = p.linear(le(R(n), (k - 1) / nu_least), p.instance(counted, j=n), (eq(k, n + 2), -1 / nu_least))
    return positive, own, few


@proves(ANY_TEMPERATURES, "the exponent of every pair, and the error of the class")
def any_temperatures(p):
    """Squares: θ²ν_m²A²/(ν_mA² + V) ≤ θ²ν_m²/(ν_m + 1/R), because V ≥ A²/R; and 1/R ≥ min ν/(k − 1)."""
    positive, own, few = _sums_of_classes(p)
    enough = p.linear(le(A**2 / R(n), V(n)), (own, 1 / R(n)), using=[positive])
    above = p.linear(lt(0, V(n)), enough, (lt(0, A), A / R(n)), using=[positive])
    known = [positive, above]
    squares = p.linear(
        le(F_ANY**2, CEILING**2),
        (enough, theta**2 * nu_m**2 / ((nu_m * A**2 + V(n)) * (nu_m + 1 / R(n)))),
        using=known,
    )
    first = p.instance(order_of_squares(), squares, *known, x=F_ANY, y=CEILING)
    rough = p.linear(lt(0, (k - 1) / nu_least), few, positive)
    squares = p.linear(
        le(CEILING**2, ROUGH**2),
        (le(0, nu_m), theta**2 * nu_m**2 * R(n) ** 2 / (nu_m * R(n) + 1)),
        (few, theta**2 * nu_m**2),
        using=[*known, rough],
    )
    second = p.instance(order_of_squares(), squares, *known, rough, x=CEILING, y=ROUGH)
    whole = p.linear(le(F_ANY, ROUGH), first, second)
    fewer = p.instance(error_decreases(), whole, x=F_ANY, y=ROUGH, goal=le(error(ROUGH), error(F_ANY)))
    return p.both(first, second, fewer)


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
