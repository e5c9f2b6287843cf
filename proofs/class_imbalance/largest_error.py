r"""How large the Euler error really is: its maximum over all t ≤ 10⁶ at the paper's parameters, enclosed.

u(th) ≤ gᵗ + m says G(u₀) − at ≤ G(gᵗ + m), because G increases. One orbit in balls checks this at every t ≤ 10⁶, and
u(th) ≥ gᵗ + m′ at one t*; so m′ ≤ max|δ_t| ≤ m. Where t* lies and what m is, was searched for with `errors`.
"""

import math
from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

from sympy import Expr, Rational, exp

from checks.methods import Proof, along, evidence, values_along
from checks.methods.quantities import fraction_of, from_established
from checks.outcome import Curve, Figure
from checks.paper import le, lt
from proofs.class_imbalance.error import sharp_bound
from proofs.class_imbalance.euler import ALLOWED, ASSUMPTION_1, EULER_L, EULER_M, OUTER
from proofs.class_imbalance.gap import lag
from proofs.class_imbalance.notation import HORIZON, STANDARD, Group, g, minority, t
from proofs.class_imbalance.orbits import from_minus_1, pinned
from proofs.class_imbalance.uniform_bound import UNIFORM_EULER_BOUND, at_standard
from proofs.foundations.notation import phi, primitive

BITS = 128
PEAK = 387_421  # the step at which the error of the minority is largest
LOWER, UPPER = "4.385236139604734274228e-7", "4.385236139604734274229e-7"  # and how large it is there


def errors(group: Group, steps: Sequence[int]) -> dict[int, tuple[Decimal, Decimal]]:
    """u(th) − gᵗ and e^(−2gᵗ) at some steps, without error bounds: the first is the root e of
    D = e + w(1 − e^(−2e))/2, by Newton's method."""
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
            found[step] = error, weight
    return found


def _decimal(q: Fraction) -> Decimal:
    return Decimal(q.numerator) / Decimal(q.denominator)


SOLUTION = primitive(-1) - at_standard(minority, minority.step) * t  # G(u(th)) from the start −1


def gap_raised_by(size: str) -> Expr:
    """G(gᵗ + size)."""
    return primitive(g(t) + Rational(size))


def at_peak(size: str) -> Any:
    """G(gᵗ + size) at the step at which the error is largest."""
    return primitive(g(PEAK) + Rational(size))


@ASSUMPTION_1.sharpness(
    f"the largest error over t ≤ 10⁶ is between {LOWER} and {UPPER}: the upper bound at every t ≤ 10⁶, the lower bound "
    f"at t = {PEAK}; 5·10⁻⁵ is over a hundred times that",
    claims=[le(SOLUTION, gap_raised_by(UPPER)), le(at_peak(LOWER), SOLUTION.subs(t, PEAK))],
    given=pinned(from_minus_1(minority), last=HORIZON),
    evolves=minority.recursion,
)
def largest_error_minority(c):
    p = Proof.about(c)
    established = p.established(p.both(*(p.orbit(goal, bits=BITS + 16) for goal in p.goals)))
    largest = from_established(
        "max_error",
        established,
        LOWER,
        UPPER,
        symbol=r"\max_{t\le10^6}|\delta_t|",
        meaning=f"largest distance of gap and solution over t ≤ 10⁶, minority, start −1; taken at t = {PEAK}",
        printed="5e-5",
    )
    scope = f"at every t ≤ 10⁶ (from above) and at t = {PEAK} (from below), start −1, standard parameters"
    return evidence(established, scope=scope, quantities=(largest,), figures=(error_figure(),))


@UNIFORM_EULER_BOUND.sharpness(
    f"the proved bound is within 0.01 % of the error at step {PEAK}, at the standard parameters",
    claims=[
        le(gap_raised_by(LOWER), SOLUTION),
        lt(at_standard(minority, sharp_bound(minority)), Rational(10_001, 10_000) * Rational(LOWER)),
    ],
    given=pinned(from_minus_1(minority), first=PEAK, last=PEAK),
    evolves=minority.recursion,
)
def bound_against_largest_error(c):
    """At t* the error is at least m′ (enclosed orbit up to t*), and 1.0001·m′ exceeds the bound for all t."""
    return along(c, bits=BITS)


def error_figure() -> Figure:
    """The error over t against the bounds."""
    steps = sorted({round(10 ** (k / 12)) for k in range(73)})
    found = errors(minority, steps)
    a = at_standard(minority, minority.step)
    values = [1 / (1 + float(weight)) for _, weight in found.values()]
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
            Curve(r"$|\delta_t|$", steps, [float(error) for error, _ in found.values()]),
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
