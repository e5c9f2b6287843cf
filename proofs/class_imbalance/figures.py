"""Pictures of the orbits; numbers for the eye, taken from the enclosed orbits, never evidence."""

from sympy import Rational, exp, log

from checks.methods import values_along
from checks.outcome import Curve, Figure
from proofs.class_imbalance.notation import HORIZON, STANDARD, Group, epsilon, h, majority, minority, t, u0
from proofs.class_imbalance.orbits import from_minus_1
from proofs.class_imbalance.paper import PAPER
from proofs.foundations.notation import phi

SHARES = (Rational(1, 100), Rational(1, 20), Rational(1, 10), Rational(1, 5), Rational(3, 10), Rational(1, 2))
BITS = 64


def steps(per_decade: int = 12) -> list[int]:
    """Steps from 1 to 10⁶, evenly on a logarithmic scale."""
    return sorted({round(10 ** (k / per_decade)) for k in range(6 * per_decade + 1)})


def along_orbit(group: Group, at, *expressions) -> list[list[float]]:
    """Expressions in t and the gap at these steps, as floats."""
    statement = PAPER.statements["class_imbalance/remark-1"]
    rows = values_along(statement, at, expressions, steps(), evolves=group.recursion, bits=BITS)
    return [[float(row[i].mid()) for row in rows] for i in range(len(expressions))]


def rescaled_curves() -> Figure:
    """4εht(1 − p_y) over t for several shares."""
    curves = []
    for share in SHARES:
        at = {epsilon: share, h: STANDARD[h], u0: -1}
        (values,) = along_orbit(minority, at, minority.time * phi(minority.gap(t)))
        curves.append(Curve(rf"$\varepsilon = {share}$", steps(), values))
    curves.append(Curve("limit for every $\\varepsilon$", [1, HORIZON], [1, 1], kind="dashed"))
    return Figure(
        "rescaled_curves",
        "The rescaled probability of the wrong label",
        "step $t$",
        r"$4\varepsilon ht\,(1-p_y)$",
        tuple(curves),
        x_scale="log",
        caption="The analytic model alone, start $-1$: at $10^6$ steps the curves stand at different heights, "
        "all of them on their way to 1.",
    )


def gap_orbits() -> Figure:
    """Both gaps over t, with the bounds that follow from 1/(1 − p_y) ≤ y₀ + 2at and its companion."""
    curves = []
    for group in (minority, majority):
        weight = exp(-2 * group.start) + group.time
        late = log(1 + group.time * exp(2 * group.start))
        gap, lower, upper = along_orbit(
            group, from_minus_1(group), group.gap(t), -log(weight) / 2, -log(weight - late) / 2
        )
        curves.append(Curve(f"{group.name}", steps(), gap))
        curves.append(Curve(f"{group.name}: proved bounds", steps(), lower, kind="band", upper=upper))
    return Figure(
        "gap_orbits",
        "Both gaps over a million steps",
        "step $t$",
        "gap",
        tuple(curves),
        x_scale="log",
        caption="Standard parameters, both starts $-1$; the bands are the bounds of `discrete-rate`.",
    )
