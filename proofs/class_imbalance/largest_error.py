r"""How large the Euler error really is: its maximum over all t ≤ 10⁶ at the paper's parameters, enclosed.

u(th) ≤ gᵗ + m says G(u₀) − at ≤ G(gᵗ + m), because G increases. One orbit in balls checks this at every t ≤ 10⁶, and
u(th) ≥ gᵗ + m′ at one t*; so m′ ≤ max|δ_t| ≤ m. Where t* lies and what m is, is searched for first.
"""

import math
from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cache

from sympy import And, Rational, exp, log

from checks.methods import Established, along, values_along
from checks.methods.orbits import established_along
from checks.methods.quantities import fraction_of, from_established, outward
from checks.outcome import Curve, Figure, Finding, Quantity
from checks.paper import le, lt
from proofs.class_imbalance.error import sharp_bound
from proofs.class_imbalance.euler import ALLOWED, ASSUMPTION_1, EULER_L, EULER_M, OUTER
from proofs.class_imbalance.gap import lag
from proofs.class_imbalance.notation import HORIZON, STANDARD, Group, g, minority, t
from proofs.class_imbalance.orbits import from_minus_1
from proofs.class_imbalance.uniform_bound import UNIFORM_EULER_BOUND, at_standard
from proofs.foundations.notation import phi, primitive

BITS = 128
DIGITS = 21
AROUND = 200  # steps on either side of where the first order puts the maximum


def predicted_step(group: Group) -> int:
    """The step at which φ(u(th)) = φ₀/e, where the error is largest to first order in h."""
    there = -log(exp(1) * (1 + exp(2)) - 1) / 2
    time = (primitive(-1) - primitive(there)) / at_standard(group, group.step)
    return int(time.evalf(30))


def errors(group: Group, steps: Sequence[int]) -> dict[int, Decimal]:
    """u(th) − gᵗ at some steps, without error bounds: the root e of D = e + w(1 − e^(−2e))/2 by Newton's method."""
    wanted = [lag(group, group.gap(t), t), exp(-2 * group.gap(t))]
    rows = values_along(ASSUMPTION_1, from_minus_1(group), wanted, steps, evolves=group.recursion, bits=BITS)
    found = {}
    with localcontext(Context(prec=45)):
        for step, row in zip(steps, rows, strict=True):
            late, weight = (_decimal(fraction_of(ball.mid())) for ball in row)
            error = late / (1 + weight)
            for _ in range(4):
                fallen = (-2 * error).exp()
                error -= (error + weight * (1 - fallen) / 2 - late) / (1 + weight * fallen)
            found[step] = error
    return found


def _decimal(q: Fraction) -> Decimal:
    return Decimal(q.numerator) / Decimal(q.denominator)


@cache
def largest_error(group: Group) -> tuple[Established, str, str, int]:
    """(what is established, lower, upper, t*) for the maximum of |δ_t| over t ≤ 10⁶."""
    near = predicted_step(group)
    found = errors(group, range(near - AROUND, near + AROUND + 1))
    peak = max(found, key=lambda step: found[step])
    lower, upper = (outward(Fraction(found[peak]), DIGITS, up) for up in (False, True))
    at, gap, a = from_minus_1(group), group.gap, at_standard(group, group.step)
    solution = primitive(-1) - a * t
    everywhere = le(solution, primitive(gap(t) + Rational(upper)))
    at_peak = le(primitive(gap(t) + Rational(lower)), solution + (t - peak) ** 2)
    established = established_along(
        ASSUMPTION_1, And(everywhere, at_peak), at, last=HORIZON, evolves=group.recursion, bits=BITS
    )
    return established, lower, upper, peak


def largest_error_quantity(group: Group, name: str) -> Quantity:
    """The maximum of |δ_t| over t ≤ 10⁶ as a quantity."""
    established, lower, upper, peak = largest_error(group)
    return from_established(
        name,
        established,
        lower,
        upper,
        symbol=r"\max_{t\le10^6}|\delta_t|",
        meaning=f"largest distance of gap and solution over t ≤ 10⁶, {group.name}, start −1; taken at t = {peak}",
        printed="5e-5",
    )


@ASSUMPTION_1.sharpness("the largest error over t ≤ 10⁶, from the enclosed orbit; 5·10⁻⁵ is over a hundred times that")
def largest_error_minority():
    """At t ≠ t* the second relation is empty, its right side being larger by 1 at least."""
    established, *_, peak = largest_error(minority)
    scope = f"at every t ≤ 10⁶ (from above) and at t = {peak} (from below), start −1, standard parameters"
    figures = (error_figure(),)
    return Finding.proved(
        established, scope=scope, quantities=(largest_error_quantity(minority, "max_error"),), figures=figures
    )


@UNIFORM_EULER_BOUND.sharpness("the proved bound is within 0.01 % of the largest error, at the standard parameters")
def bound_against_largest_error():
    """At t* the error is at least m′ (enclosed orbit up to t*), and 1.0001·m′ exceeds the bound for all t."""
    peak = predicted_step(minority)
    least = Rational(outward(Fraction(errors(minority, [peak])[peak]), DIGITS, False))
    bound, at = at_standard(minority, sharp_bound(minority)), from_minus_1(minority)
    reached = le(primitive(g(t) + least), primitive(-1) - at_standard(minority, minority.step) * t)
    close = lt(bound, Rational(10_001, 10_000) * least)
    return along(ASSUMPTION_1, And(reached, close), at, first=peak, last=peak, evolves=minority.recursion, bits=BITS)


def error_figure() -> Figure:
    """The error over t against the bounds."""
    steps = sorted({round(10 ** (k / 12)) for k in range(73)})
    found = errors(minority, steps)
    a = at_standard(minority, minority.step)
    rows = values_along(
        ASSUMPTION_1, from_minus_1(minority), [phi(minority.gap(t))], steps, evolves=minority.recursion, bits=64
    )
    values = [float(row[0].mid()) for row in rows]
    start = float(phi(-1).evalf())
    first_order = [float(a) / 2 * f * math.log(start / f) for f in values]
    slope, curvature, h = float(EULER_L.evalf()), float(EULER_M.evalf()), float(list(STANDARD.values())[1])
    cited = [curvature * h / (2 * slope) * math.expm1(slope * h * step) for step in steps]

    def level(label: str, value: float) -> Curve:
        return Curve(label, [steps[0], steps[-1]], [value, value], kind="dashed")

    return Figure(
        "euler_error",
        "Distance of the gap from the solution of the differential equation",
        "step $t$",
        r"$|\delta_t|$",
        (
            Curve(r"$|\delta_t|$", steps, [float(found[step]) for step in steps]),
            Curve(r"first order: $\varepsilon h\,\phi\log(\phi_0/\phi)$", steps, first_order, kind="points"),
            level("proved here, all $t$", float(at_standard(minority, sharp_bound(minority)).evalf())),
            level(r"telescoping: $2\varepsilon h\phi_0$", float((a * phi(-1)).evalf())),
            Curve("cited theorem, exact $M$, $L$", steps, cited, kind="dashed"),
            level(r"printed $3.7\cdot10^{-5}$", float(OUTER)),
            level(r"printed $5\cdot10^{-5}$", float(ALLOWED)),
        ),
        x_scale="log",
        y_scale="log",
        caption="Standard parameters, start $-1$. The cited bound leaves both printed levels before the horizon.",
    )
