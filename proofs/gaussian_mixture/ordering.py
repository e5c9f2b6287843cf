r"""Which method when: the order of the methods in the closed form, for all parameters and in numbers on a box."""

from sympy import Interval, S, sqrt

from checks.methods import enclose, proves
from checks.paper import ge, le, lt

from .elementary import (
    ERROR_DECREASES,
    ERROR_FALLS,
    ORDER_OF_SQUARES,
    STRICT_ORDER_OF_SQUARES,
    error_decreases,
    error_falls,
    order_of_squares,
    strict_order_of_squares,
)
from .error import TEST_ERROR
from .margins import MARGIN_ADJUSTMENT
from .notation import d, error, n_M, n_m, nu, nu_M, nu_m, s, theta
from .offsets import LOGIT_ADJUSTMENT
from .paper import CLOSED_FORM, PAPER, SUMMARY

CE = theta * nu_m / sqrt(nu_m + nu_M)
MA = theta / sqrt(1 / nu_m + 1 / nu_M)
LA = theta * sqrt(nu_m + nu_M) / 2

ORDER = PAPER.statement(
    "order-of-methods",
    label="Which method for the minority, in the closed form",
    where=CLOSED_FORM,
    origin="derived",
    reading=(
        "In every pair of a smaller and a larger class the minority's error is largest for cross-entropy, smaller "
        "for the best margins and smallest for the best offsets, for all parameters."
    ),
    printed=r"\Phi\Bigl(-\tfrac\theta2\sqrt{\nu_m+\nu_M}\Bigr)\le\Phi\Bigl(-\frac{\theta}{\sqrt{1/\nu_m+1/\nu_M}}"
    r"\Bigr)\le"
    r"\Phi\Bigl(-\frac{\theta\nu_m}{\sqrt{\nu_m+\nu_M}}\Bigr)\qquad(\nu_m\le\nu_M)",
    given=[le(nu_m, nu_M)],
    concludes=[
        ("offsets no worse than margins", le(error(LA), error(MA))),
        ("margins no worse than cross-entropy", le(error(MA), error(CE))),
    ],
    uses=[MARGIN_ADJUSTMENT, LOGIT_ADJUSTMENT, ORDER_OF_SQUARES, ERROR_DECREASES],
    derivation=False,
    note=(
        "So: offsets after training where the class counts, d, s and σ are known well enough to set b_c = −s²ν_c/2; "
        "margins where the test rule must stay argmax⟨w_c, x⟩; temperatures never with two classes (they change "
        "nothing), and with more they are bounded by gaussian_mixture/any-temperatures."
    ),
)


@proves(ORDER, "by squares of the exponents")
def order_of_methods(p):
    """MA² − CE² = θ²ν_m(ν_M − ν_m)/(ν_m + ν_M); LA² − MA² = θ²(ν_M − ν_m)²/(4(ν_m + ν_M))."""
    total = nu_m + nu_M
    first = p.linear(le(CE**2, MA**2), (le(nu_m, nu_M), theta**2 * nu_m / total))
    first = p.instance(order_of_squares(), first, x=CE, y=MA)
    second = p.linear(le(MA**2, LA**2), (p.enclose(le(0, (nu_M - nu_m) ** 2)), theta**2 / (4 * total)))
    second = p.instance(order_of_squares(), second, x=MA, y=LA)
    return p.both(
        p.instance(error_decreases(), second, x=MA, y=LA, goal=le(error(LA), error(MA))),
        p.instance(error_decreases(), first, x=CE, y=MA, goal=le(error(MA), error(CE))),
    )


MITIGATE = PAPER.statement(
    "adjustments-mitigate",
    label="Logit and margin adjustment mitigate class imbalance",
    where=SUMMARY,
    quote="Logit adjustment and margin adjustment successfully mitigate class imbalance.",
    reading=(
        "In every pair of a smaller and a larger class the minority's error is below that of cross-entropy, strictly, "
        "with the best margins and with the best offsets; both make the two classes' errors equal. In the closed form."
    ),
    given=[lt(nu_m, nu_M)],
    concludes=[("margins", lt(error(MA), error(CE))), ("offsets", lt(error(LA), error(CE)))],
    uses=[MARGIN_ADJUSTMENT, LOGIT_ADJUSTMENT, TEST_ERROR, ERROR_FALLS, STRICT_ORDER_OF_SQUARES],
    derivation=False,
)


@proves(MITIGATE, "the minority's error is smaller with the best margins, and with the best offsets")
def strictly_better(p):
    """As in the order of the methods, with strict squares; x < y follows from x² < y² and 0 ≤ y."""
    total = nu_m + nu_M
    margins = p.linear(lt(CE**2, MA**2), (lt(nu_m, nu_M), theta**2 * nu_m / total))
    offsets = p.linear(lt(CE**2, LA**2), (lt(nu_m, nu_M), theta**2 * (3 * nu_m + nu_M) / (4 * total)))
    return p.both(
        *(
            p.instance(error_falls(), p.instance(strict_order_of_squares(), squares, x=CE, y=f), x=CE, y=f, goal=goal)
            for squares, f, goal in ((margins, MA, MITIGATE.part("margins")), (offsets, LA, MITIGATE.part("offsets")))
        )
    )


NU_m, NU_M = nu(n_m, noise=1), nu(n_M, noise=1)
THETA = sqrt(1 - (n_m + n_M) / d) * s**2
ERRORS = {
    name: error(f.subs({theta: THETA, nu_m: NU_m, nu_M: NU_M})) for name, f in (("ce", CE), ("ma", MA), ("la", LA))
}

ON_A_BOX = PAPER.statement(
    "ordering-on-a-box",
    label="The order in numbers, in the closed form",
    where=CLOSED_FORM,
    origin="derived",
    reading="On a box of sizes the best margins save the minority at least 1/10 of error, the best offsets 1/200 more.",
    printed=r"\mathrm{CE}_{\min}-\mathrm{MA}\ge\tfrac1{10},\quad \mathrm{MA}-\mathrm{LA}\ge\tfrac1{200}",
    over={
        d: Interval(8000, 12000),
        n_m: Interval(5, 15),
        n_M: Interval(150, 400),
        s: Interval(6, 8),
    },
    concludes=[
        ("margins against cross-entropy", ge(ERRORS["ce"] - ERRORS["ma"], S(1) / 10)),
        ("offsets against margins", ge(ERRORS["ma"] - ERRORS["la"], S(1) / 200)),
    ],
    derivation=False,
)


@ON_A_BOX.conclusion("margins save at least a tenth", claims=["margins against cross-entropy"])
def margins_save_a_tenth(c):
    return enclose(c, seconds=60, bits=64)


@ON_A_BOX.conclusion("offsets save at least one two-hundredth more", claims=["offsets against margins"])
def offsets_save_more(c):
    return enclose(c, seconds=60, bits=64)
