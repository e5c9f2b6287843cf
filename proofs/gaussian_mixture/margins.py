r"""Margin adjustment: class c is asked for a margin δ_c, the test rule stays argmax⟨w_c, x⟩.

In the closed form a pair of classes (y, c) has errors Φ(−f_y), Φ(−f_c) with

    f_y = θδ_yν_y/√(δ_y²ν_y + δ_c²ν_c),   f_c with y and c exchanged.

The margins only enter through their ratio, and as it varies (f_y, f_c) runs along a quarter of an ellipse.
"""

from sympy import sqrt

from checks.methods import proves
from checks.paper import eq, le

from .elementary import ORDER_OF_SQUARES, order_of_squares
from .notation import as_written, d, m, margin_exponents, n, nu, nu_c, nu_y, s, sigma, theta
from .paper import CLOSED_FORM, PAPER

F_Y, F_C = margin_exponents()
AT_INVERSE_Y, AT_INVERSE_C = as_written(lambda: margin_exponents(delta_y=1 / nu_y, delta_c=1 / nu_c))
EQUAL = theta / sqrt(1 / nu_y + 1 / nu_c)
CURVE = eq(F_Y**2 / nu_y + F_C**2 / nu_c, theta**2)
INVERSE = eq(1 / nu(n), s**2 + sigma**2 * d / n)

MARGIN_ADJUSTMENT = PAPER.statement(
    "margin-adjustment",
    label="Margin adjustment in the closed form",
    where=CLOSED_FORM,
    origin="derived",
    reading="Whatever the margins, a pair's two exponents lie on an ellipse; margins inverse to ν make them equal.",
    printed=r"\frac{f_y^2}{\nu_y}+\frac{f_c^2}{\nu_c}=\theta^2,\qquad "
    r"\delta_c\propto\frac1{\nu_c}=s^2+\frac{\sigma^2d}{n_c}"
    r"\ \Rightarrow\ f_y=f_c=\frac{\theta}{\sqrt{1/\nu_y+1/\nu_c}}",
    concludes=[
        ("ellipse", CURVE),
        ("exponent of y", eq(AT_INVERSE_Y, EQUAL)),
        ("exponent of c", eq(AT_INVERSE_C, EQUAL)),
        ("margins in terms of the data", INVERSE),
    ],
    derivation=False,
)


@proves(MARGIN_ADJUSTMENT, "the two exponents lie on an ellipse, whatever the margins", claims=["ellipse"])
def ellipse(p):
    return p.identity(CURVE)


@proves(
    MARGIN_ADJUSTMENT,
    "margins inverse to ν make both classes of every pair equally likely to err",
    claims=["exponent of y", "exponent of c"],
)
def equal_exponents(p):
    return p.both(p.identity(eq(AT_INVERSE_Y, EQUAL)), p.identity(eq(AT_INVERSE_C, EQUAL)))


@proves(MARGIN_ADJUSTMENT, "what 1/ν is in terms of the data", claims=["margins in terms of the data"])
def inverse_of_nu(p):
    return p.identity(INVERSE)


OPTIMAL_MARGINS = PAPER.statement(
    "optimal-margins",
    label="No margins do better in the closed form",
    where=CLOSED_FORM,
    origin="derived",
    reading="Whatever the margins, the worse of the two exponents is at most that of δ inverse to ν.",
    printed=r"m\le f_y,\ m\le f_c\ \Rightarrow\ m\le\frac{\theta}{\sqrt{1/\nu_y+1/\nu_c}}",
    given=[le(m, F_Y), le(m, F_C)],
    concludes=[le(m, EQUAL)],
    uses=[MARGIN_ADJUSTMENT, ORDER_OF_SQUARES],
    derivation=False,
)


@proves(OPTIMAL_MARGINS, "the ellipse and Cauchy–Schwarz with weights 1/ν")
def optimal_margins(p):
    """With R = 1/ν_y + 1/ν_c and W = f_y/ν_y + f_c/ν_c: mR ≤ W, and θ²R − W² = (f_y − f_c)²/(ν_yν_c) ≥ 0 on the
    ellipse, so m ≤ W/R ≤ θ/√R."""
    r, w = 1 / nu_y + 1 / nu_c, F_Y / nu_y + F_C / nu_c
    squares = p.linear(le(w**2, theta**2 * r), (p.enclose(le(0, (F_Y - F_C) ** 2)), 1 / (nu_y * nu_c)))
    roots = p.instance(order_of_squares(), squares, x=w, y=theta * sqrt(r))
    return p.linear(p.goal, (le(m, F_Y), 1 / (nu_y * r)), (le(m, F_C), 1 / (nu_c * r)), (roots, 1 / r))
