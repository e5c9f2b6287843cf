r"""Logit adjustment: train with equal margins, add b_c to the score of class c afterwards.

With β = κ(b_y − b_c)/σ the closed form is f_y = (θν_y + β)/√(ν_y + ν_c), f_c = (θν_c − β)/√(ν_y + ν_c): as the offset
varies, (f_y, f_c) runs along the line f_y + f_c = θ√(ν_y + ν_c). The ellipse of the margins touches this line at the
point of cross-entropy and lies below it.
"""

import math

from sympy import Interval, Rational, exp, oo, pi, sqrt

from checks.methods import Proof, proves
from checks.outcome import Curve, Figure
from checks.paper import eq, le, lt, real
from proofs.foundations.elementary import EXP_TANGENT, exp_tangent

from .elementary import ORDER_OF_SQUARES, order_of_squares
from .margins import EQUAL, MARGIN_ADJUSTMENT
from .notation import (
    as_written,
    beta,
    delta_c,
    delta_y,
    error,
    kappa,
    m,
    margin_exponents,
    nu_c,
    nu_y,
    offset_exponents,
    s,
    sigma,
    theta,
)
from .paper import CLOSED_FORM, PAPER

HALF = Rational(1, 2)
SUM = sqrt(nu_y + nu_c)
F_Y, F_C = offset_exponents()
LINE = eq(F_Y + F_C, theta * SUM)
OF_DATA = kappa * s**2 / sigma
TUNED_Y, TUNED_C = offset_exponents(kappa * (-(s**2) * nu_y / 2 + s**2 * nu_c / 2) / sigma, theta=OF_DATA)
TUNED = eq(TUNED_Y, OF_DATA * SUM / 2), eq(TUNED_C, OF_DATA * SUM / 2)
CE_Y, CE_C = offset_exponents(0)
TANGENT = (
    eq(CE_Y**2 / nu_y + CE_C**2 / nu_c, theta**2),
    as_written(lambda: eq(2 * CE_Y / nu_y, 2 * CE_C / nu_c)),
)
GAP = eq(theta**2 * SUM**2 / 4 - EQUAL**2, theta**2 * (nu_y - nu_c) ** 2 / (4 * (nu_y + nu_c)))

LOGIT_ADJUSTMENT = PAPER.statement(
    "logit-adjustment",
    label="Logit adjustment in the closed form",
    where=CLOSED_FORM,
    origin="derived",
    reading="Whatever the offset, a pair's two exponents have the same sum; the offset −s²ν/2 makes them equal. The "
    "line of offsets touches the ellipse of margins at cross-entropy.",
    printed=r"f_y+f_c=\theta\sqrt{\nu_y+\nu_c},\qquad b_c=-\tfrac12 s^2\nu_c\ \Rightarrow\ f_y=f_c=\tfrac{\theta}2"
    r"\sqrt{\nu_y+\nu_c},\qquad \tfrac{\theta^2}4(\nu_y+\nu_c)-\frac{\theta^2}{1/\nu_y+1/\nu_c}"
    r"=\frac{\theta^2(\nu_y-\nu_c)^2}{4(\nu_y+\nu_c)}",
    concludes=[
        ("line", LINE),
        ("exponent of y", TUNED[0]),
        ("exponent of c", TUNED[1]),
        ("cross-entropy on the ellipse", TANGENT[0]),
        ("gradient there along (1, 1)", TANGENT[1]),
        ("gap of squares", GAP),
    ],
    derivation=False,
)


@proves(LOGIT_ADJUSTMENT, "every offset gives the same sum of exponents", claims=["line"])
def trade_off_line(p):
    return p.identity(LINE)


@proves(
    LOGIT_ADJUSTMENT,
    "the offset −s²ν/2 makes both classes of every pair equally likely to err",
    claims=["exponent of y", "exponent of c"],
)
def tuned_offsets(p):
    return p.both(*map(p.identity, TUNED))


@proves(
    LOGIT_ADJUSTMENT,
    "the line touches the ellipse of the margins at cross-entropy",
    claims=["cross-entropy on the ellipse", "gradient there along (1, 1)"],
)
def tangent(p):
    """The point lies on the ellipse, and the ellipse's gradient (2f_y/ν_y, 2f_c/ν_c) has equal entries there."""
    return p.both(*map(p.identity, TANGENT))


@proves(
    LOGIT_ADJUSTMENT,
    "by how much the squared exponent exceeds that of the best margins",
    claims=["gap of squares"],
)
def gap_of_squares(p):
    return p.identity(GAP)


D_Y, D_C = margin_exponents()
BOTH_Y, BOTH_C = margin_exponents(beta=beta)
MATCHING = D_Y * SUM - theta * nu_y
BELOW = le(BOTH_Y + BOTH_C, theta * SUM)
DOMINATED = as_written(lambda: eq(offset_exponents(MATCHING)[0], D_Y)), le(D_C, offset_exponents(MATCHING)[1])
LOSS = eq(
    (nu_y + nu_c) * (delta_y**2 * nu_y + delta_c**2 * nu_c) - (delta_y * nu_y + delta_c * nu_c) ** 2,
    nu_y * nu_c * (delta_y - delta_c) ** 2,
)

DOMINANCE = PAPER.statement(
    "offsets-dominate-margins",
    label="Offsets dominate margins in the closed form",
    where=CLOSED_FORM,
    origin="derived",
    reading=(
        "For each pair of classes and all margins there is an offset with the same exponent for one class and no "
        "smaller one for the other; margins together with offsets do no better than offsets alone, and worse unless "
        "δ_y = δ_c."
    ),
    printed=r"\frac{\theta\delta_y\nu_y+\beta}{\sqrt{\delta_y^2\nu_y+\delta_c^2\nu_c}}+\frac{\theta\delta_c\nu_c-\beta}"
    r"{\sqrt{\delta_y^2\nu_y+\delta_c^2\nu_c}}\le\theta\sqrt{\nu_y+\nu_c}",
    concludes=[
        ("sum of the exponents", BELOW),
        ("same exponent of y", DOMINATED[0]),
        ("no smaller exponent of c", DOMINATED[1]),
        ("what unequal margins lose", LOSS),
    ],
    uses=[MARGIN_ADJUSTMENT, LOGIT_ADJUSTMENT, ORDER_OF_SQUARES],
    derivation=False,
)


def _sum_below(p, sum_):
    """sum² ≤ θ²(ν_y + ν_c) by the identity LOSS, then roots."""
    spread = delta_y**2 * nu_y + delta_c**2 * nu_c
    squares = p.linear(
        le(sum_**2, theta**2 * (nu_y + nu_c)),
        (p.enclose(le(0, (delta_y - delta_c) ** 2)), theta**2 * nu_y * nu_c / spread),
    )
    return p.instance(order_of_squares(), squares, x=sum_, y=theta * SUM)


@proves(
    DOMINANCE,
    "margins and offsets together: the sum of exponents stays below the line",
    claims=["sum of the exponents"],
)
def below_the_line(p):
    total = theta * (delta_y * nu_y + delta_c * nu_c) / sqrt(delta_y**2 * nu_y + delta_c**2 * nu_c)
    return p.linear(BELOW, _sum_below(p, total))


@proves(
    DOMINANCE,
    "the offset that matches one class serves the other no worse",
    claims=["same exponent of y", "no smaller exponent of c"],
)
def matching_offset(p):
    first, second = DOMINATED
    total = theta * (delta_y * nu_y + delta_c * nu_c) / sqrt(delta_y**2 * nu_y + delta_c**2 * nu_c)
    return p.both(p.identity(first), p.linear(second, _sum_below(p, total)))


@proves(DOMINANCE, "what unequal margins lose", claims=["what unequal margins lose"])
def what_margins_lose(p):
    return p.identity(LOSS)


OPTIMAL_OFFSETS = PAPER.statement(
    "optimal-offsets",
    label="No offsets and margins do better in the closed form",
    where=CLOSED_FORM,
    origin="derived",
    reading="Whatever margins and offset, the worse of the two exponents is at most that of b_c = −s²ν_c/2 with equal "
    "margins.",
    printed=r"m\le f_y,\ m\le f_c\ \Rightarrow\ m\le\tfrac{\theta}{2}\sqrt{\nu_y+\nu_c}",
    given=[le(m, BOTH_Y), le(m, BOTH_C)],
    concludes=[le(m, theta * SUM / 2)],
    uses=[DOMINANCE],
    derivation=False,
)


@proves(OPTIMAL_OFFSETS, "the mean of the two exponents is at most half of θ√(ν_y + ν_c)")
def optimal_offsets(p):
    below = p.instance(below_the_line())
    return p.linear(p.goal, (le(m, BOTH_Y), HALF), (le(m, BOTH_C), HALF), (below, HALF))


u = real("u")
BALANCED = PAPER.statement(
    "balanced-error",
    label="The mean of the two errors in the closed form",
    where=CLOSED_FORM,
    origin="derived",
    reading="Along the line the equal split is also best for the mean of the two errors.",
    printed=r"\Phi(-(m+u))+\Phi(-(m-u))\ \ge\ 2\Phi(-m)\qquad(m,u\ge 0)",
    over={m: Interval(0, oo), u: Interval(0, oo)},
    concludes=[le(2 * error(m), error(m + u) + error(m - u))],
    uses=[LOGIT_ADJUSTMENT, EXP_TANGENT],
    derivation=False,
)


@proves(BALANCED, "equality at u = 0, and the difference grows with u")
def balanced_error(p):
    """Its slope in u is φ(m − u) − φ(m + u) = φ(m + u)·(e^(2mu) − 1) ≥ φ(m + u)·2mu ≥ 0."""

    def slope(q):
        tangent_ = q.instance(exp_tangent(), v=2 * m * u)
        density = exp(-((m + u) ** 2) / 2) / sqrt(2 * pi)
        return q.linear(q.goal, (tangent_, density), (le(0, m * u), 2 * density))

    return p.endpoint(p.goal, u, "lo", value=lambda q: q.settle(q.goal), slope=slope)


EXAMPLE = {nu_y: Rational(10, 4160), nu_c: Rational(100, 5600), theta: 16 * sqrt(1 - Rational(110, 4000))}


@DOMINANCE.sharpness(
    "at n = (10, 100), d = 4000, s = 4 the best offsets have a larger exponent than the best margins",
    claims=[lt(EQUAL.subs(EXAMPLE), (theta * SUM / 2).subs(EXAMPLE))],
)
def picture(c):
    p = Proof.about(c)
    return p.finding(p.enclose(p.goal), scope="n = (10, 100), d = 4000, s = 4, σ = 1", figures=(_figure(EXAMPLE),))


def _figure(at):
    y, c, th = (float(at[key]) for key in (nu_y, nu_c, theta))
    angles = [i * math.pi / 120 for i in range(61)]
    total = th * math.sqrt(y + c)
    equal_margins, equal_offsets = th / math.sqrt(1 / y + 1 / c), total / 2
    touch = th * y / math.sqrt(y + c), th * c / math.sqrt(y + c)
    return Figure(
        "trade-off",
        "What margins and offsets can trade",
        "exponent of the minority",
        "exponent of the majority",
        (
            Curve(
                "margins",
                [th * math.sqrt(y) * math.sin(a) for a in angles],
                [th * math.sqrt(c) * math.cos(a) for a in angles],
            ),
            Curve("offsets", [0, total], [total, 0], kind="dashed"),
            Curve("cross-entropy", [touch[0]], [touch[1]], kind="points"),
            Curve("best margins", [equal_margins], [equal_margins], kind="points"),
            Curve("best offsets", [equal_offsets], [equal_offsets], kind="points"),
        ),
        caption="Pair of classes with 10 and 100 examples, $d = 4000$, $s = 4$: the ellipse touches the line at "
        "cross-entropy.",
    )
