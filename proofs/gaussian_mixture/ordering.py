r"""Which method when: the order of the methods in the closed form, for all parameters and in numbers on a box."""

from sympy import And, Interval, S, sqrt

from checks.methods import enclose, proves
from checks.paper import ge, le

from .elementary import error_decreases, order_of_squares
from .margins import MARGIN_ADJUSTMENT
from .notation import d, error, n_M, n_m, nu, nu_M, nu_m, s, theta
from .offsets import LOGIT_ADJUSTMENT
from .paper import OURS, PAPER

CE = theta * nu_m / sqrt(nu_m + nu_M)
MA = theta / sqrt(1 / nu_m + 1 / nu_M)
LA = theta * sqrt(nu_m + nu_M) / 2

ORDER = PAPER.statement(
    "order-of-methods",
    label="Which method for the minority",
    where=OURS,
    words=(
        "In every pair of a smaller and a larger class the minority's error is largest for cross-entropy, smaller "
        "for the best margins and smallest for the best offsets, for all parameters."
    ),
    printed=r"\Phi\Bigl(-\tfrac\theta2\sqrt{\nu_m+\nu_M}\Bigr)\le\Phi\Bigl(-\frac{\theta}{\sqrt{1/\nu_m+1/\nu_M}}"
    r"\Bigr)\le"
    r"\Phi\Bigl(-\frac{\theta\nu_m}{\sqrt{\nu_m+\nu_M}}\Bigr)\qquad(\nu_m\le\nu_M)",
    given=[le(nu_m, nu_M)],
    concludes=And(le(error(LA), error(MA)), le(error(MA), error(CE)), evaluate=False),
    uses=[MARGIN_ADJUSTMENT, LOGIT_ADJUSTMENT],
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


NU_m, NU_M = nu(n_m, noise=1), nu(n_M, noise=1)
THETA = sqrt(1 - (n_m + n_M) / d) * s**2
ERRORS = {
    name: error(f.subs({theta: THETA, nu_m: NU_m, nu_M: NU_M})) for name, f in (("ce", CE), ("ma", MA), ("la", LA))
}

ON_A_BOX = PAPER.statement(
    "ordering-on-a-box",
    label="The order in numbers",
    where=OURS,
    words="On a box of sizes the best margins save the minority at least 1/10 of error, the best offsets 1/200 more.",
    printed=r"\mathrm{CE}_{\min}-\mathrm{MA}\ge\tfrac1{10},\quad \mathrm{MA}-\mathrm{LA}\ge\tfrac1{200}",
    over={
        d: Interval(8000, 12000),
        n_m: Interval(5, 15),
        n_M: Interval(150, 400),
        s: Interval(6, 8),
    },
    concludes=And(
        ge(ERRORS["ce"] - ERRORS["ma"], S(1) / 10), ge(ERRORS["ma"] - ERRORS["la"], S(1) / 200), evaluate=False
    ),
    uses=[ORDER],
    derivation=False,
)


@ON_A_BOX.conclusion("margins against cross-entropy")
def margins_save_a_tenth():
    return enclose(ON_A_BOX, ge(ERRORS["ce"] - ERRORS["ma"], S(1) / 10), seconds=60, bits=64)


@ON_A_BOX.conclusion("offsets against margins")
def offsets_save_more():
    return enclose(ON_A_BOX, ge(ERRORS["ma"] - ERRORS["la"], S(1) / 200), seconds=60, bits=64)
