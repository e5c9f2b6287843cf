"""Facts about square roots and the normal distribution that the sections share."""

from sympy import Interval, Rational, S, erf, exp, oo, pi, sqrt

from checks.methods import Proof, proves
from checks.paper import le, lt, real
from proofs.foundations.elementary import EXP_TANGENT, exp_tangent

from .notation import as_written, error
from .paper import OURS, PAPER

x, y, h = real("x y h")
NONNEGATIVE = Interval(0, oo)

ORDER_OF_SQUARES = PAPER.statement(
    "order-of-squares",
    kind="lemma",
    label="Squares keep the order",
    where=OURS,
    origin="derived",
    printed=r"x^2\le y^2,\ 0\le y\ \Rightarrow\ x\le y",
    over={x: S.Reals, y: NONNEGATIVE},
    given=[le(x**2, y**2)],
    concludes=[le(x, y)],
    derivation=False,
)


@proves(ORDER_OF_SQUARES, "divide by x + y where it is positive")
def order_of_squares(p):
    def above(q):
        both = q.linear(lt(0, x + y), lt(0, x), le(0, y))
        return q.linear(q.goal, (le(x**2, y**2), 1 / (x + y)), using=[both])

    return p.cases(p.goal, x, 0, lambda q: q.linear(q.goal, le(x, 0), le(0, y)), above)


STRICT_ORDER_OF_SQUARES = PAPER.statement(
    "strict-order-of-squares",
    kind="lemma",
    label="Squares keep the strict order",
    where=OURS,
    origin="derived",
    printed=r"x^2<y^2,\ 0\le y\ \Rightarrow\ x<y",
    over={x: S.Reals, y: NONNEGATIVE},
    given=[lt(x**2, y**2)],
    concludes=[lt(x, y)],
    derivation=False,
)


@proves(STRICT_ORDER_OF_SQUARES, "were y ≤ x, then y² ≤ x²")
def strict_order_of_squares(p):
    """y − x = (y² − x²)/(x + y) where x > 0; for x ≤ 0 < y it is plain, and for x ≤ 0 = y there would be x² < 0."""

    def nothing_left(q):
        return q.linear(q.goal, le(0, y), le(x, 0), lt(x**2, y**2), (le(y, 0), y), q.enclose(le(0, x**2)))

    def below(q):
        return q.cases(q.goal, y, 0, nothing_left, lambda r: r.linear(r.goal, lt(0, y), le(x, 0)))

    def above(q):
        both = q.linear(lt(0, x + y), lt(0, x), le(0, y))
        return q.linear(q.goal, (lt(x**2, y**2), 1 / (x + y)), using=[both])

    return p.cases(p.goal, x, 0, below, above)


ROOT = PAPER.statement(
    "root-is-nonnegative",
    kind="lemma",
    label="A square root is not negative",
    where=OURS,
    origin="derived",
    printed=r"0\le\sqrt{x}\quad(x\ge0)",
    over={x: NONNEGATIVE},
    concludes=[le(0, sqrt(x))],
    derivation=False,
)


@proves(ROOT, "one evaluation")
def root_is_nonnegative(p):
    return p.enclose(p.goal)


INVERSE = PAPER.statement(
    "inverse-is-positive",
    kind="lemma",
    label="An inverse is positive",
    where=OURS,
    origin="derived",
    printed=r"0<\frac1x\quad(x>0)",
    over={x: Interval.open(0, oo)},
    concludes=[lt(0, 1 / x)],
    derivation=False,
)


@proves(INVERSE, "one evaluation")
def inverse_is_positive(p):
    return p.enclose(p.goal)


ERROR_NEAR_HALF = PAPER.statement(
    "error-near-half",
    kind="lemma",
    label="Small exponents",
    where=OURS,
    origin="derived",
    printed=r"\tfrac12-\frac{x}{\sqrt{2\pi}}\le\Phi(-x)\qquad(x\ge0)",
    over={x: NONNEGATIVE},
    concludes=[le(Rational(1, 2) - x / sqrt(2 * pi), error(x))],
    uses=[EXP_TANGENT],
    derivation=False,
)


@proves(ERROR_NEAR_HALF, "equality at 0; the density is at most 1/√(2π)")
def error_near_half(p):
    """The slope of the difference is (1 − e^(−x²/2))/√(2π), and e^(−v) ≤ 1 by the tangent: 1 − e^(−v) ≥ v·e^(−v)."""

    def slope(q):
        half = q.instance(exp_tangent(), v=x**2 / 2)
        weight = exp(-(x**2) / 2) / sqrt(2 * pi)
        return q.linear(q.goal, (half, weight), (q.enclose(le(0, x**2)), weight / 2))

    return p.endpoint(p.goal, x, "lo", value=lambda q: q.settle(q.goal), slope=slope)


ERROR_DECREASES = PAPER.statement(
    "error-decreases",
    kind="lemma",
    label="Larger exponents, smaller errors",
    where=OURS,
    origin="derived",
    printed=r"x\le y\ \Rightarrow\ \Phi(-y)\le\Phi(-x)",
    over={x: S.Reals, y: S.Reals},
    given=[le(x, y)],
    concludes=[le(error(y), error(x))],
    derivation=False,
)


@proves(ERROR_DECREASES, "the error at x + h falls as h grows from 0")
def error_decreases(p):
    q = Proof({x: S.Reals, h: NONNEGATIVE})
    step = q.by_derivatives(le(error(x + h), error(x)), h, "lo")
    return p.instance(q.established(step), le(x, y), h=y - x, goal=p.goal)


ERROR_FALLS = PAPER.statement(
    "error-falls",
    kind="lemma",
    label="Strictly larger exponents, strictly smaller errors",
    where=OURS,
    origin="derived",
    printed=r"0\le x<y\ \Rightarrow\ \Phi(-y)<\Phi(-x)",
    over={x: NONNEGATIVE, y: S.Reals},
    given=[lt(x, y)],
    concludes=[lt(error(y), error(x))],
    derivation=False,
)


@proves(ERROR_FALLS, "from x to x + h the error falls by h times the density at x + h, or more")
def error_falls(p):
    """With φ the density, Φ(−x) − Φ(−x − h) − hφ(x + h) is 0 at h = 0 and has the slope h(x + h)φ(x + h) ≥ 0."""
    q = Proof({x: NONNEGATIVE, h: NONNEGATIVE})

    def slope(r):
        return r.linear(r.goal, (le(0, h), (x + h) * exp(-((x + h) ** 2) / 2) / sqrt(2 * pi)))

    density = exp(-((x + h) ** 2) / 2) / sqrt(2 * pi)
    step = q.endpoint(le(error(x + h) + h * density, error(x)), h, "lo", value=lambda r: r.settle(r.goal), slope=slope)
    fall = p.instance(q.established(step), lt(x, y), h=y - x)
    return p.linear(p.goal, fall, (lt(x, y), exp(-(y**2) / 2) / sqrt(2 * pi)))


ODD = PAPER.statement(
    "error-of-the-opposite",
    kind="lemma",
    label="The normal distribution is symmetric",
    where=OURS,
    origin="derived",
    printed=r"\operatorname{erf}(-x)+\operatorname{erf}(x)=0",
    over={x: S.Reals},
    concludes=[
        ("not above", as_written(lambda: le(erf(-x) + erf(x), 0))),
        ("not below", as_written(lambda: le(0, erf(-x) + erf(x)))),
    ],
    derivation=False,
)


@proves(ODD, "0 at 0, and the slope is 0")
def error_of_the_opposite(p):
    def flat(goal):
        return p.cases(
            goal, x, 0, lambda q: q.by_derivatives(q.goal, x, "hi"), lambda q: q.by_derivatives(q.goal, x, "lo")
        )

    return p.both(*(flat(goal) for goal in ODD.concludes))
