r"""One step x ↦ y = x − aφ(x) to the order at which its errors can be summed for ever.

With w = e^(−2x) and r = log(1 + w) the function Λ(x) = w + log w − a·r(x) + a²ψ(φ(x)), ψ(z) = 2z/3 − z²/2, gains 2a
in a step up to ρ, and |ρ| ≤ (8/3)a³e^(6ac)·(φ(x)² − φ(y)²) for φ(x) ≤ c: the errors telescope. First everything in w
and X = 2aφ(x), by which log w moves (written x): K = log(1 + we^x) − log(1 + w), S = (e^x − 1)(1 + w)/(1 + we^x).
"""

from typing import Any

from sympy import Rational, exp, log

from checks.methods import Line, Proof, proves
from checks.paper import le, lt
from proofs.foundations.elementary import (
    EXP_MONOTONE,
    EXP_SECOND_ORDER_ABOVE,
    EXP_SECOND_ORDER_BELOW,
    EXP_SLOPE,
    EXP_TANGENT,
    NONNEGATIVE,
    POSITIVE,
    exp_monotone,
    exp_second_order_above,
    exp_second_order_below,
    exp_slope,
    exp_tangent,
)
from proofs.foundations.logistic_step import EXCESS, GROWTH_OF_SOFTPLUS, IS_PHI, SIZES, W, X
from proofs.foundations.notation import a, c, f, phi, w, x
from proofs.foundations.paper import PAPER

THIRD = exp(x) - 1 - x - x**2 / 2
FOURTH = THIRD - x**3 / 6


def _lemma(slug: str, label: str, printed: str, **more: Any) -> Any:
    return PAPER.statement(
        slug,
        kind="lemma",
        label=label,
        origin="derived",
        derivation=False,
        where="logistic_expansion",
        printed=printed,
        **more,
    )


EXP_THIRD_ORDER = _lemma(
    "exp-third-order",
    "Third order of the exponential",
    r"0 \le e^x - 1 - x - \tfrac12 x^2 \le \tfrac16 x^3 e^x \quad (x \ge 0)",
    over={x: NONNEGATIVE},
    concludes=[("below", le(0, THIRD)), ("above", le(THIRD, x**3 * exp(x) / 6))],
    uses=[EXP_SECOND_ORDER_ABOVE, EXP_SECOND_ORDER_BELOW],
)


@proves(EXP_THIRD_ORDER, "from below: second order", claims=["below"])
def exp_third_order_below(q):
    return q.linear(q.goal, q.instance(exp_second_order_below()))


@proves(EXP_THIRD_ORDER, "from above: value at 0, and the slope by second order", claims=["above"])
def exp_third_order_above(q):
    def slope(r: Proof) -> Line:
        return r.linear(r.goal, r.instance(exp_second_order_above()), (le(0, x), x**2 * exp(x) / 6))

    return q.endpoint(q.goal, x, "lo", value=lambda r: r.settle(r.goal), slope=slope)


EXP_FOURTH_ORDER = _lemma(
    "exp-fourth-order",
    "Fourth order of the exponential",
    r"0 \le e^x - 1 - x - \tfrac12 x^2 - \tfrac16 x^3 \le \tfrac1{24} x^4 e^x \quad (x \ge 0)",
    over={x: NONNEGATIVE},
    concludes=[("below", le(0, FOURTH)), ("above", le(FOURTH, x**4 * exp(x) / 24))],
    uses=[EXP_THIRD_ORDER],
)


@proves(EXP_FOURTH_ORDER, "from below: value at 0, and the slope by third order", claims=["below"])
def exp_fourth_order_below(q):
    def slope(r: Proof) -> Line:
        return r.linear(r.goal, r.instance(exp_third_order_below()))

    return q.endpoint(q.goal, x, "lo", value=lambda r: r.settle(r.goal), slope=slope)


@proves(EXP_FOURTH_ORDER, "from above: value at 0, and the slope by third order", claims=["above"])
def exp_fourth_order_above(q):
    def slope(r: Proof) -> Line:
        return r.linear(r.goal, r.instance(exp_third_order_above()), (le(0, x), x**3 * exp(x) / 24))

    return q.endpoint(q.goal, x, "lo", value=lambda r: r.settle(r.goal), slope=slope)


SHARE, REST, V = w / (1 + w), 1 / (1 + w), w * exp(x)  # 1 − φ and φ before the step, the weight after it
GROWTH = log(1 + V) - log(1 + w)  # K
SECOND_ORDER_OF_GROWTH = SHARE * x + SHARE * REST * x**2 / 2

GROWTH_TO_SECOND_ORDER = _lemma(
    "softplus-second-order",
    "Second order of the softplus",
    r"\Bigl|\log\frac{1+we^x}{1+w} - \frac{w}{1+w}x - \frac{w}{(1+w)^2}\frac{x^2}2\Bigr| \le \frac{w}{1+w}\,"
    r"\frac{x^3e^x}{6} \quad (x \ge 0)",
    over={x: NONNEGATIVE, w: POSITIVE},
    concludes=[
        ("above", le(GROWTH - SECOND_ORDER_OF_GROWTH, SHARE * x**3 * exp(x) / 6)),
        ("below", le(SECOND_ORDER_OF_GROWTH - GROWTH, SHARE * x**3 * exp(x) / 6)),
    ],
    uses=[EXP_TANGENT],
)


def _by_third_derivative(q: Proof, rest: Any) -> Line:
    """Value, slope and curvature vanish at 0; the third derivative, without the part that comes from
    (e^x x³/6)‴ − e^x, is we^x·[(v − w)/((1 + w)(1 + v)) + rest/(1 + v)³] with v = we^x."""

    def third(r: Proof) -> Line:
        growth = r.linear(le(0, exp(x) - 1), r.instance(exp_tangent(), v=x), le(0, x))
        return r.linear(
            r.goal,
            (growth, w * V / ((1 + w) * (1 + V))),
            (le(0, 1), V * rest / (1 + V) ** 3),
            (le(0, x), SHARE * exp(x) * (3 + 3 * x / 2 + x**2 / 6)),
        )

    def down(r: Proof, order: int) -> Line:
        if order == 0:
            return third(r)
        return r.endpoint(
            r.goal, x, "lo", value=lambda at_0: at_0.settle(at_0.goal), slope=lambda s: down(s, order - 1)
        )

    return down(q, 3)


@proves(GROWTH_TO_SECOND_ORDER, "from above, by the third derivative", claims=["above"])
def growth_above(q):
    return _by_third_derivative(q, 3 * V + V**2)


@proves(GROWTH_TO_SECOND_ORDER, "from below, by the third derivative", claims=["below"])
def growth_below(q):
    return _by_third_derivative(q, 2 + V + V**2)


FALL = (exp(x) - 1) * (1 + w) / (1 + V)  # S: φ falls by the factor 1 − S·w/(1 + w)

FALL_TO_FIRST_ORDER = _lemma(
    "fall-of-phi",
    "How far φ falls, to first order",
    r"|S - x| \le \tfrac12 x^2 e^x,\quad 0 \le S \le xe^x,\quad S = \frac{(e^x-1)(1+w)}{1+we^x} \quad (x \ge 0)",
    over={x: NONNEGATIVE, w: POSITIVE},
    concludes=[
        ("above", le(FALL - x, x**2 * exp(x) / 2)),
        ("below", le(x - FALL, x**2 * exp(x) / 2)),
        ("sign", le(0, FALL)),
        ("size", le(FALL, x * exp(x))),
    ],
    uses=[EXP_TANGENT, EXP_SLOPE, EXP_SECOND_ORDER_ABOVE],
)


def _growth_of_exp(q: Proof) -> Line:
    return q.linear(le(0, exp(x) - 1), q.instance(exp_tangent(), v=x), le(0, x))


@proves(FALL_TO_FIRST_ORDER, "S ≤ e^x − 1, and second order", claims=["above"])
def fall_above(q):
    """e^x − 1 − S = (e^x − 1)²·w/(1 + we^x)."""
    return q.linear(q.goal, q.instance(exp_second_order_above()), (le(0, 1), (exp(x) - 1) ** 2 * w / (1 + V)))


@proves(FALL_TO_FIRST_ORDER, "S ≥ 1 − e^(−x), and second order", claims=["below"])
def fall_below(q):
    """S − (1 − e^(−x)) = (e^x − 1)²e^(−x)/(1 + we^x); and e^x − 1 − xe^x + x²e^(2x)/2 ≥ 0, with the slope
    e^x·(x e^x − x + x²e^x)."""

    def slope(r: Proof) -> Line:
        return r.linear(r.goal, (_growth_of_exp(r), x * exp(x)), (le(0, x), x * exp(2 * x)))

    turned = le(x * exp(x) - exp(x) + 1, x**2 * exp(2 * x) / 2)
    short = q.endpoint(turned, x, "lo", value=lambda r: r.settle(r.goal), slope=slope)
    return q.linear(q.goal, (short, exp(-x)), (le(0, 1), (exp(x) - 1) ** 2 * exp(-x) / (1 + V)))


@proves(FALL_TO_FIRST_ORDER, "e^x ≥ 1", claims=["sign"])
def fall_sign(q):
    return q.linear(q.goal, (_growth_of_exp(q), (1 + w) / (1 + V)))


@proves(FALL_TO_FIRST_ORDER, "S ≤ e^x − 1 ≤ xe^x", claims=["size"])
def fall_size(q):
    return q.linear(q.goal, q.instance(exp_slope()), (le(0, 1), (exp(x) - 1) ** 2 * w / (1 + V)))


def correction(z: Any) -> Any:
    """ψ(z) = 2z/3 − z²/2."""
    return 2 * z / 3 - z**2 / 2


STEP = x * (1 + w) / 2  # a, of which x = 2aφ
RESIDUAL = w * (exp(x) - 1 - x) - STEP * GROWTH + STEP**2 * (correction(1 / (1 + V)) - correction(REST))

RESIDUAL_OF_A_STEP = _lemma(
    "residual-of-a-step",
    "Residual of a step",
    r"|\rho| \le \tfrac13 w x^4 e^{2x},\quad \rho = w(e^x-1-x) - a\log\frac{1+we^x}{1+w} + "
    r"a^2\Bigl(\psi\bigl(\tfrac1{1+we^x}\bigr) - \psi\bigl(\tfrac1{1+w}\bigr)\Bigr),\quad a = \tfrac{x(1+w)}2,\ "
    r"\psi(z) = \tfrac23z - \tfrac12z^2",
    over={x: NONNEGATIVE, w: POSITIVE},
    concludes=[
        ("above", le(RESIDUAL, w * x**4 * exp(2 * x) / 3)),
        ("below", le(-RESIDUAL, w * x**4 * exp(2 * x) / 3)),
    ],
    uses=[EXP_TANGENT, EXP_FOURTH_ORDER, GROWTH_TO_SECOND_ORDER, FALL_TO_FIRST_ORDER],
)

SIXTH = Rational(1, 6)
IN_FALL = w * x**2 / 4  # the factor of (φ − 2/3)(S − x) in ρ


@proves(RESIDUAL_OF_A_STEP, "the terms to third order cancel", claims=["above"])
def residual_above(q):
    """ρ/w = r − (x/2)(K/m − x − φx²/2) + (x²/4)(φ − 2/3)(S − x) − (x²/8)φmS² with r = e^x − 1 − … − x³/6, m = 1 − φ."""
    power = w * x**4 * exp(x)
    parts = [
        (q.instance(exp_fourth_order_above()), w),
        (q.instance(growth_below()), x * (1 + w) / 2),
        (q.instance(fall_above()), IN_FALL * REST),
        (q.instance(fall_below()), IN_FALL * 2 / 3),
        (le(0, 1), w * x**2 / 8 * REST * SHARE * FALL**2),
        (_growth_of_exp(q), power / 3),
        (le(0, 1), power * SHARE / 8),
    ]
    return q.linear(q.goal, *parts)


@proves(RESIDUAL_OF_A_STEP, "the same from below; S² ≤ x²e^(2x), φ(1 − φ) ≤ 1/4", claims=["below"])
def residual_below(q):
    power = w * x**4 * exp(x)
    sign, size = q.instance(fall_sign()), q.instance(fall_size())
    sixteenth = w * x**2 / 8 * REST * SHARE  # the factor of S²
    parts = [
        (q.instance(exp_fourth_order_below()), w),
        (q.instance(growth_above()), x * (1 + w) / 2),
        (q.instance(fall_below()), IN_FALL * REST),
        (q.instance(fall_above()), IN_FALL * 2 / 3),
        (size, sixteenth * (FALL + x * exp(x))),
        (_growth_of_exp(q), power * (REST / 8 + SIXTH)),
        (le(0, 1), power * exp(x) * (SHARE**2 / 8 + SIXTH / 4)),
    ]
    return q.linear(q.goal, *parts, using=[sign])


DROP = _lemma(
    "drop-of-phi",
    "A step lowers φ²",
    r"2a\phi^4 w \le e^{2a\phi}(\phi^2 - \phi_+^2),\quad \phi = \phi(x),\ \phi_+ = \phi(x - a\phi(x)),\ w = e^{-2x}",
    over=SIZES,
    given=[IS_PHI],
    concludes=[le(2 * a * f**4 * W, exp(X) * (f**2 - phi(x - a * f) ** 2))],
    uses=[EXP_TANGENT],
)


@proves(DROP, "φ − φ₊ = φφ₊·w(e^X − 1), φ₊ ≥ φe^(−X), e^X − 1 ≥ X")
def drop_of_phi(q):
    """e^X(φ² − φ₊²) − 2aφ⁴w is e^Xφ₊(φ − φ₊) + φ²w(e^X − 1)(e^Xφ₊ − φ) + φ³w(e^X − 1 − X), each part ≥ 0."""
    after, grown = phi(x - a * f), exp(X)
    tangent = q.instance(exp_tangent(), v=X)
    growth = q.linear(le(0, grown - 1), tangent, (lt(0, f), 2 * a))
    falls = q.linear(le(0, f - after), (growth, f * after * W), (IS_PHI, -after))
    bounded = q.linear(le(0, grown * after - f), (growth, f * after), (IS_PHI, grown * after))
    return q.linear(
        q.goal,
        (falls, grown * after),
        (bounded, f**2 * W * (grown - 1)),
        (tangent, f**3 * W),
        (IS_PHI, -f * grown * after),
        using=[growth],
    )


AFTER = phi(x - a * f)
STEP_RESIDUAL = 2 * EXCESS - a * GROWTH_OF_SOFTPLUS + a**2 * (correction(AFTER) - correction(f))
TELESCOPING = Rational(8, 3) * a**3 * exp(6 * a * c) * (f**2 - AFTER**2)

EXPANSION_STEP = _lemma(
    "expansion-step",
    "A step to third order",
    r"|\Lambda(y) - \Lambda(x) - 2a| \le \tfrac83a^3e^{6ac}(\phi(x)^2 - \phi(y)^2),\ y = x - a\phi(x),\ \phi(x) \le c,"
    r"\Lambda = e^{-2x} - 2x - a\log(1+e^{-2x}) + a^2\bigl(\tfrac23\phi - \tfrac12\phi^2\bigr)",
    reading="Λ(y) − Λ(x) − 2a is written as 2(G(x) − G(y) − a) − a(r(y) − r(x)) + a²(ψ(φ(y)) − ψ(φ(x))).",
    over=SIZES,
    given=[IS_PHI, le(f, c)],
    concludes=[("above", le(STEP_RESIDUAL, TELESCOPING)), ("below", le(-STEP_RESIDUAL, TELESCOPING))],
    uses=[EXP_MONOTONE, EXP_TANGENT, DROP, RESIDUAL_OF_A_STEP],
)


def _telescoped(q: Proof, sign: int, residual: Line) -> Line:
    """±ρ ≤ (1/3)wX⁴e^(2X) = (8/3)a³·2aφ⁴w·e^(2X) ≤ (8/3)a³e^(3X)(φ² − φ₊²), with X ≤ 2ac. The multiplier of
    φ(1 + w) = 1 makes a of X(1 + w)/2 and φ of 1/(1 + w)."""
    drop, grown, before = q.instance(drop_of_phi()), exp(X), 1 / (1 + W)
    moved, off = a * f * (1 + W), f * (1 + W) - 1
    order = q.linear(le(3 * X, 6 * a * c), (le(f, c), 6 * a))
    power = q.instance(exp_monotone(), order, x=3 * X, y=6 * a * c)
    whole = q.linear(le(0, f**2 - AFTER**2), (drop, exp(-X)), (lt(0, f), 2 * a * f**3 * W * exp(-X)))
    ties = (
        a * GROWTH_OF_SOFTPLUS
        - a**2 * (2 + off) * (correction(AFTER) - correction(f))
        - moved**2 * before * (Rational(2, 3) - (f + before) / 2)
        + 2 * a
    )
    third = Rational(8, 3) * a**3
    return q.linear(
        q.goal,
        residual,
        (drop, third * grown**2),
        (power, third * (f**2 - AFTER**2)),
        (IS_PHI, sign * ties),
        using=[whole],
    )


@proves(EXPANSION_STEP, "the residual is at most (1/3)wX⁴e^(2X), of which φ² gives the sum", claims=["above"])
def expansion_step_above(q):
    return _telescoped(q, 1, q.instance(residual_above(), x=X, w=W))


@proves(EXPANSION_STEP, "the same from below", claims=["below"])
def expansion_step_below(q):
    return _telescoped(q, -1, q.instance(residual_below(), x=X, w=W))
