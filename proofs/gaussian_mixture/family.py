r"""Temperature failing arbitrarily badly: a family in which it leaves a coin while margins and offsets are right.

σ = 1, d = n_m s^(7/2), k − 1 majority classes of n_M = n_m s² examples each. With u = √s,

    ν_m = 1/(u⁷ + u⁴),   ν_M = 1/(u³ + u⁴),   κ² = 1 − (1 + (k − 1)u⁴)/u⁷,   θ = κu⁴,

whatever n_m is. As s → ∞ the exponents of cross-entropy and of all temperatures are of order s^(−1/2), those of the
best margins of order s^(1/4) and those of the best offsets of order s. All this is about the closed form. The best
margins are so unequal here (T = s^(1/4) to first order, see `agreement`) that the max-margin classifier has fewer
support vectors than the all-tight solution, of which the closed form speaks.
"""

from sympy import Interval, Rational, exp, oo, pi, sqrt

from checks.methods import Proof, proves, quantity
from checks.outcome import Curve, Figure
from checks.paper import eq, ge, le, real
from proofs.foundations.elementary import POSITIVE

from .elementary import (
    ERROR_DECREASES,
    ERROR_NEAR_HALF,
    ORDER_OF_SQUARES,
    ROOT,
    error_decreases,
    error_near_half,
    order_of_squares,
    root_is_nonnegative,
)
from .error import TEST_ERROR
from .notation import error, k, n_m, nu, nu_M, nu_m, theta
from .ordering import CE, LA, MA
from .paper import CLOSED_FORM, PAPER, SUMMARY
from .sums import ANY_TEMPERATURES
from .temperature import BEST, BINARY, r

u = real("u")
KAPPA_SQUARED = 1 - (1 + (k - 1) * u**4) / u**7
SMALL, LARGE = 1 / (u**7 + u**4), 1 / (u**3 + u**4)
HERE = {theta: sqrt(KAPPA_SQUARED) * u**4, nu_m: SMALL, nu_M: LARGE}
CE_HERE, MA_HERE, LA_HERE = (f.subs(HERE) for f in (CE, MA, LA))
ANY_HERE = sqrt(KAPPA_SQUARED) * u**4 * SMALL * sqrt((k - 1) / LARGE)
COIN = sqrt(2 * (k - 1)) / u
FOR_ANY = le(Rational(1, 2) - COIN / sqrt(2 * pi), error(ANY_HERE))
FOR_CE = le(Rational(1, 2) - sqrt(2) / u / sqrt(2 * pi), error(CE_HERE))
FOR_MA, FOR_LA = le(sqrt(u / 8), MA_HERE), le(u**2 / 4, LA_HERE)
SIZES = eq(nu(n_m, n_m * u**7, u**2, 1), SMALL), eq(nu(n_m * u**4, n_m * u**7, u**2, 1), LARGE)

TEMPERATURE = PAPER.statement(
    "temperature",
    label="A family in which temperature fails, in the closed form",
    where=CLOSED_FORM,
    origin="derived",
    reading=(
        "With σ = 1, d = n_m s^(7/2) and k − 1 classes of n_M = n_m s² examples no choice of temperatures gives the "
        "minority an error below 1/2 − √((k − 1)/(πs)), while the exponents of the best margins and offsets are at "
        "least s^(1/4)/√8 and s/4."
    ),
    printed=r"\sigma=1,\ d=n_ms^{7/2},\ n_M=n_ms^2:\quad\text{any temperatures}\ \ge\tfrac12-\sqrt{\tfrac{k-1}{\pi "
    r"s}},\quad"
    r"\text{cross-entropy}\ \ge\tfrac12-\tfrac1{\sqrt{\pi s}},\quad f_{\mathrm{MA}}\ge\frac{s^{1/4}}{\sqrt8},\quad "
    r"f_{\mathrm{LA}}\ge\frac s4",
    over={u: Interval(1, oo)},
    given=[le(2 * k, u**3)],
    concludes=[
        ("ν of the minority", SIZES[0]),
        ("ν of a majority", SIZES[1]),
        ("any temperatures", FOR_ANY),
        ("cross-entropy", FOR_CE),
        ("margins", FOR_MA),
        ("offsets", FOR_LA),
    ],
    uses=[ANY_TEMPERATURES, ORDER_OF_SQUARES, ERROR_DECREASES, ERROR_NEAR_HALF, ROOT],
    derivation=False,
    note="u stands for √s. That no pair has a larger exponent under any temperatures is any-temperatures.",
)


def _kappa(p):
    """1/2 ≤ κ² ≤ 1: κ² − 1/2 = (u³ − 2k)/(2u³) + (u⁴ − 1)/u⁷."""
    low = p.linear(le(Rational(1, 2), KAPPA_SQUARED), (le(2 * k, u**3), 1 / (2 * u**3)), (le(1, u**4), 1 / u**7))
    high = p.linear(le(KAPPA_SQUARED, 1), (le(0, 1 + (k - 1) * u**4), 1 / u**7))
    positive = p.linear(ge(KAPPA_SQUARED, 0), low, le(0, Rational(1, 2)))
    return low, high, positive


@proves(TEMPERATURE, "ν in the family", claims=["ν of the minority", "ν of a majority"])
def sizes(p):
    return p.both(*map(p.identity, SIZES))


def _coin(p, exponent, square, simple):
    """Φ(−f) ≥ 1/2 − f̄/√(2π) from f² ≤ f̄²."""
    _, _, positive = _kappa(p)
    below = p.instance(order_of_squares(), square, positive, x=exponent, y=simple)
    fewer = p.instance(error_decreases(), below, positive, x=exponent, y=simple)
    near = p.instance(error_near_half(), x=simple)
    return p.linear(le(Rational(1, 2) - simple / sqrt(2 * pi), error(exponent)), near, fewer)


def _ratio(p):
    """u⁸ν_m²/ν_M ≤ 2/u², because 2(u³ + 1)² − u²(u³ + u⁴) = u⁵(u − 1) + 4u³ + 2."""
    weight = 1 / (u**2 * (u**3 + 1) ** 2)
    return p.linear(le(u**8 * SMALL**2 / LARGE, 2 / u**2), (le(1, u), u**5 * weight), (le(0, 4 * u**3 + 2), weight))


@proves(TEMPERATURE, "any temperatures leave the minority near a coin", claims=["any temperatures"])
def temperatures_fail(p):
    _, high, positive = _kappa(p)
    ratio = _ratio(p)
    square = p.linear(
        le(ANY_HERE**2, COIN**2), (ratio, k - 1), (high, (k - 1) * u**8 * SMALL**2 / LARGE), using=[positive]
    )
    return _coin(p, ANY_HERE, square, COIN)


@proves(TEMPERATURE, "and so does cross-entropy", claims=["cross-entropy"])
def cross_entropy_fails(p):
    _, high, positive = _kappa(p)
    ratio = _ratio(p)
    front = u**8 * SMALL**2
    square = p.linear(
        le(CE_HERE**2, (sqrt(2) / u) ** 2),
        ratio,
        (high, front / (SMALL + LARGE)),
        (le(0, SMALL), front / (LARGE * (SMALL + LARGE))),
        using=[positive],
    )
    return _coin(p, CE_HERE, square, sqrt(2) / u)


@proves(TEMPERATURE, "the best margins: an exponent that grows like s^(1/4)", claims=["margins"])
def margins_succeed(p):
    """MA² − u/8 = (κ² − 1/2)u⁸/P + u(4u⁷ − P)/(8P), P = u⁷ + 2u⁴ + u³, 4u⁷ − P = 2u⁴(u³ − 1) + u³(u⁴ − 1)."""
    low, _, positive = _kappa(p)
    total = u**7 + 2 * u**4 + u**3
    room = p.linear(le(total, 4 * u**7), (le(1, u**3), 2 * u**4), (le(1, u**4), u**3))
    square = p.linear(le(sqrt(u / 8) ** 2, MA_HERE**2), (low, u**8 / total), (room, u / (8 * total)), using=[positive])
    root = p.instance(root_is_nonnegative(), positive, x=KAPPA_SQUARED)
    sign = p.linear(le(0, MA_HERE), (root, u**4 / sqrt(1 / SMALL + 1 / LARGE)), using=[positive])
    return p.instance(order_of_squares(), square, sign, positive, x=sqrt(u / 8), y=MA_HERE)


@proves(TEMPERATURE, "the best offsets: an exponent that grows like s", claims=["offsets"])
def offsets_succeed(p):
    """LA² − u⁴/16 = (κ² − 1/2)u⁸(ν_m + ν_M)/4 + u⁸ν_m/8 + u⁷(u − 1)/(16(u³ + u⁴))."""
    low, _, positive = _kappa(p)
    square = p.linear(
        le((u**2 / 4) ** 2, LA_HERE**2),
        (low, u**8 * (SMALL + LARGE) / 4),
        (le(0, SMALL), u**8 / 8),
        (le(1, u), u**7 / (16 * (u**3 + u**4))),
        using=[positive],
    )
    root = p.instance(root_is_nonnegative(), positive, x=KAPPA_SQUARED)
    sign = p.linear(le(0, LA_HERE), (root, u**4 * sqrt(SMALL + LARGE) / 2), using=[positive])
    return p.instance(order_of_squares(), square, sign, positive, x=u**2 / 4, y=LA_HERE)


VANISHING = le(error(MA_HERE), exp(-u / 16) / 2), le(error(LA_HERE), exp(-(u**4) / 32) / 2)


@TEMPERATURE.sharpness("the errors of the best margins and offsets vanish", claims=VANISHING)
def errors_vanish(c):
    """The minority's error is at most the sum over the k − 1 pairs."""
    p = Proof.about(c)
    tail = "Gaussian tail: Φ(−f) ≤ exp(−f²/2)/2 for f ≥ 0"
    positive = _kappa(p)[2]

    def vanishes(goal, exponent, established, simple, bound):
        smaller = p.instance(error_decreases(), p.use(established), positive, x=simple, y=exponent)
        return p.linear(goal, smaller, p.cite(tail, le(error(simple), bound)))

    return p.finding(
        p.both(
            vanishes(VANISHING[0], MA_HERE, margins_succeed(), sqrt(u / 8), exp(-u / 16) / 2),
            vanishes(VANISHING[1], LA_HERE, offsets_succeed(), u**2 / 4, exp(-(u**4) / 32) / 2),
        )
    )


eps = real("eps")
TWO_CLASSES = {k: 2}
CAN_FAIL = PAPER.statement(
    "temperature-can-fail",
    label="Class-dependent temperature can fail arbitrarily badly",
    where=SUMMARY,
    quote="Class-dependent temperature can fail arbitrarily badly in certain settings.",
    reading=(
        "However small ε > 0 is, there are settings of the family (two classes, every s = u² ≥ 1/(πε²)) in which every "
        "choice of temperatures leaves the minority an error of at least 1/2 − ε, while with the best offsets its "
        "exponent is at least s/4. In the closed form."
    ),
    printed=r"\varepsilon>0,\ s\ge\frac1{\pi\varepsilon^2}\ \Rightarrow\ "
    r"\mathrm{error}\ge\tfrac12-\varepsilon\ \text{for any temperatures},\quad f_{\mathrm{LA}}\ge\tfrac s4",
    over={u: Interval(2, oo), eps: POSITIVE},
    given=[le(1 / sqrt(pi), eps * u)],
    concludes=[
        ("temperatures", le(Rational(1, 2) - eps, error(ANY_HERE.subs(TWO_CLASSES)))),
        ("offsets", FOR_LA.subs(TWO_CLASSES)),
    ],
    uses=[TEMPERATURE, BINARY, TEST_ERROR],
    derivation=False,
)


@proves(CAN_FAIL, "an error above 1/2 − ε, and an exponent above s/4 with the best offsets")
def arbitrarily_badly(p):
    values = {"k": 2, "n_m": 1}
    cube = p.linear(le(4, u**3), (le(2, u), u**2 + 2 * u + 4), (le(0, 1), 4))
    room = le((1 + u**4) / u**7, 1)
    room = p.linear(room, (cube, 1 / u**3), (le(1, u**4), 1 / u**7), (le(0, 1), 2 / u**3))
    positive = p.linear(le(0, KAPPA_SQUARED.subs(TWO_CLASSES)), room)
    floor = p.instance(temperatures_fail(), cube, positive, **values)
    enough = p.linear(le(1 / (sqrt(pi) * u), eps), (CAN_FAIL.given[0], 1 / u))
    return p.both(
        p.linear(CAN_FAIL.part("temperatures"), floor, enough, using=[positive]),
        p.instance(offsets_succeed(), cube, positive, goal=CAN_FAIL.part("offsets"), **values),
    )


def _at(s, error_):
    """An error of the family with two classes at s = u²."""
    return error_.subs({u: sqrt(s), k: 2})


AT_16 = (
    ge(_at(16, error(CE_HERE)), Rational(39, 100)),
    le(_at(16, error(MA_HERE)), Rational(26, 1000)),
)


@TEMPERATURE.sharpness(
    "two classes at s = 16: temperature errs on 0.39 of the minority, margins on 0.026", claims=AT_16
)
def published(c):
    """Enclosures; with two classes cross-entropy and every temperature give the same classifier."""
    closed = {"ce": error(CE_HERE), "ma": error(MA_HERE), "la": error(LA_HERE)}
    names = {"ce": "cross-entropy (and any temperatures)", "ma": "the best margins", "la": "the best offsets"}
    quantities = [
        quantity(
            f"{method}_family_{size}",
            _at(size, value),
            symbol=rf"\mathrm{{{method.upper()}}}_{{{size}}}",
            meaning=f"minority error of {names[method]}, two classes of the family at s = {size}, closed form",
        )
        for size in (16, 64, 256, 1024)
        for method, value in closed.items()
        if size == 16 or method != "la"  # offsets err with probability below e^(−128) from s = 64 on
    ]
    quantities.append(
        quantity(
            "optimal_temperature_k3",
            1 + sqrt(3),
            symbol=r"t^*_3",
            meaning="best ratio a_min/a_maj of temperatures for one minority among three classes",
        )
    )
    for classes in (3, 10):
        quantities.append(
            quantity(
                f"h_max_squared_k{classes}",
                BEST.subs(r, sqrt(classes)),
                symbol=rf"h^2_{{\max,{classes}}}",
                meaning=f"the factor by which the best temperature shrinks ν_maj, {classes} classes",
            )
        )
    p = Proof.about(c)
    line = p.both(*(p.enclose(goal) for goal in p.goals))
    return p.finding(line, scope="s = 16, k = 2", quantities=tuple(quantities), figures=(_figure(),))


def _figure():
    """Errors of the family against s, with the bound for any temperatures."""
    import numpy as np

    from .law import normal_cdf

    s = np.geomspace(4, 4096, 60)
    v = np.sqrt(s)
    kappa = np.sqrt(1 - (1 + v**4) / v**7)
    small, large = 1 / (v**7 + v**4), 1 / (v**3 + v**4)
    exponents = {
        "cross-entropy and temperature": kappa * v**4 * small / np.sqrt(small + large),
        "margins": kappa * v**4 / np.sqrt(1 / small + 1 / large),
        "offsets": kappa * v**4 * np.sqrt(small + large) / 2,
    }
    curves = [Curve(label, s.tolist(), normal_cdf(-f).tolist()) for label, f in exponents.items()]
    floor = np.maximum(0, (1 - 2 / np.sqrt(np.pi * s)) / 2)
    curves.append(Curve(r"proved floor $1/2 - 1/\sqrt{\pi s}$", s.tolist(), floor.tolist(), kind="dashed"))
    return Figure(
        "family",
        "A family in which temperature fails",
        "$s$",
        "error of the minority class",
        tuple(curves),
        x_scale="log",
        caption="Two classes, $d = n_m s^{7/2}$, $n_M = n_m s^2$: the closed forms.",
    )
