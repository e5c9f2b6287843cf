"""Facts about square roots and the normal distribution that the sections share."""

from sympy import Interval, Rational, S, exp, oo, pi, sqrt

from checks.methods import Proof, proves
from checks.paper import le, lt, real
from proofs.foundations.elementary import exp_tangent

from .notation import error
from .paper import OURS, PAPER

x, y, h = real("x y h")
NONNEGATIVE = Interval(0, oo)

ORDER_OF_SQUARES = PAPER.statement(
    "order-of-squares",
    kind="lemma",
    label="Squares keep the order",
    where=OURS,
    printed=r"x^2\le y^2,\ 0\le y\ \Rightarrow\ x\le y",
    over={x: S.Reals, y: NONNEGATIVE},
    given=[le(x**2, y**2)],
    concludes=le(x, y),
    derivation=False,
)


@proves(ORDER_OF_SQUARES, "divide by x + y where it is positive")
def order_of_squares(p):
    def above(q):
        both = q.linear(lt(0, x + y), lt(0, x), le(0, y))
        return q.linear(q.goal, (le(x**2, y**2), 1 / (x + y)), using=[both])

    return p.cases(p.goal, x, 0, lambda q: q.linear(q.goal, le(x, 0), le(0, y)), above)


ROOT = PAPER.statement(
    "root-is-nonnegative",
    kind="lemma",
    label="A square root is not negative",
    where=OURS,
    printed=r"0\le\sqrt{x}\quad(x\ge0)",
    over={x: NONNEGATIVE},
    concludes=le(0, sqrt(x)),
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
    printed=r"0<\frac1x\quad(x>0)",
    over={x: Interval.open(0, oo)},
    concludes=lt(0, 1 / x),
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
    printed=r"\tfrac12-\frac{x}{\sqrt{2\pi}}\le\Phi(-x)\qquad(x\ge0)",
    over={x: NONNEGATIVE},
    concludes=le(Rational(1, 2) - x / sqrt(2 * pi), error(x)),
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
    printed=r"x\le y\ \Rightarrow\ \Phi(-y)\le\Phi(-x)",
    over={x: S.Reals, y: S.Reals},
    given=[le(x, y)],
    concludes=le(error(y), error(x)),
    derivation=False,
)


@proves(ERROR_DECREASES, "the error at x + h falls as h grows from 0")
def error_decreases(p):
    q = Proof({x: S.Reals, h: NONNEGATIVE})
    step = q.by_derivatives(le(error(x + h), error(x)), h, "lo")
    return p.instance(q.established(step), le(x, y), h=y - x, goal=p.goal)
