"""Pictures of the orbits; numbers for the eye, from what grows by 2a in a step (see `potential`), never evidence."""

from collections.abc import Mapping
from math import exp, log
from typing import Any

from sympy import Rational

from checks.outcome import Curve, Figure
from proofs.class_imbalance.horizon import gap_about
from proofs.class_imbalance.notation import HORIZON, STANDARD, Group, epsilon, h, majority, minority, t, u0
from proofs.class_imbalance.orbits import from_minus_1

SHARES = (Rational(1, 100), Rational(1, 20), Rational(1, 10), Rational(1, 5), Rational(3, 10), Rational(1, 2))


def steps(per_decade: int = 12) -> list[int]:
    """Steps from 1 to 10⁶, evenly on a logarithmic scale."""
    return sorted({round(10 ** (k / per_decade)) for k in range(6 * per_decade + 1)})


def gaps(group: Group, at: Mapping[Any, Any]) -> list[float]:
    """The gap at these steps, from the start −1."""
    a = group.step.subs(at)
    return [float(gap_about(a, Rational(-1), step)) for step in steps()]


def rescaled_curves() -> Figure:
    """4εht(1 − p_y) over t for several shares."""
    curves = []
    for share in SHARES:
        at = {epsilon: share, h: STANDARD[h], u0: -1}
        rate = float(4 * share * STANDARD[h])
        values = [rate * step / (1 + exp(-2 * x)) for step, x in zip(steps(), gaps(minority, at), strict=True)]
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
        at = from_minus_1(group)
        times = [float((group.time / t).subs(at)) * step for step in steps()]
        lower = [-log(exp(2) + time) / 2 for time in times]
        upper = [-log(exp(2) + time - log(1 + time * exp(-2))) / 2 for time in times]
        curves.append(Curve(f"{group.name}", steps(), gaps(group, at)))
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
