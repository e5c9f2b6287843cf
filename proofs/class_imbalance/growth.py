"""1/(1 − p_y) = 1 + e^(−2x) grows as the time 2at, for x the gap or the solution: explicit bounds on both sides.

The gap needs a ≤ 1 for the bound from above; the solution needs nothing. φ₀ = φ(u₀), y₀ = 1/φ₀ = 1 + e^(−2u₀).
"""

from functools import cache
from typing import Any

from sympy import Abs, Expr, exp, log

from checks.methods import Established, Line, Proof, absolute
from checks.paper import le, lt
from proofs.class_imbalance.error import proof_with_solution, solution_stays_below_start
from proofs.class_imbalance.gap import (
    gap_below_solution_in_primitive,
    proof_about_gap,
    weight_at_least,
    weight_at_most_for_small_steps,
)
from proofs.class_imbalance.notation import Group, t
from proofs.foundations.elementary import (
    exp_below_log,
    log_monotone,
    log_nonnegative,
    reciprocals_near_above,
    reciprocals_near_below,
)
from proofs.foundations.logistic import primitive_tangent, reciprocal_of_phi_positive
from proofs.foundations.notation import phi, primitive


def reciprocal_start(group: Group) -> Expr:
    """y₀ = 1 + e^(−2u₀)."""
    return 1 + exp(-2 * group.start)


def deficit(group: Group) -> Expr:
    """log(1 + 2at·e^(2u₀)), by which 1/φ may fall behind y₀ + 2at."""
    return log(1 + group.time * exp(2 * group.start))


def bounds(group: Group, x: Any) -> tuple[Any, Any]:
    """y₀ + 2at − log(1 + 2at·e^(2u₀)) ≤ 1 + e^(−2x) ≤ y₀ + 2at."""
    top = reciprocal_start(group) + group.time
    return le(top - deficit(group), 1 + exp(-2 * x)), le(1 + exp(-2 * x), top)


def _lower(p: Proof, group: Group, x: Any, weight: Line, fallen: Line) -> Line:
    """The lower bound, from e^(−2x) ≤ e^(−2u₀) + 2at and G(x) ≤ G(u₀) − at: 2u₀ − 2x ≤ log(1 + 2at·e^(2u₀))."""
    ratio = 1 + group.time * exp(2 * group.start)
    fact = p.linear(le(exp(2 * group.start - 2 * x), ratio), (weight, exp(2 * group.start)))
    moved = p.instance(exp_below_log(), fact, x=2 * group.start - 2 * x, w=ratio)
    return p.linear(bounds(group, x)[0], (fallen, 2), moved)


@cache
def gap_bounds(group: Group) -> tuple[Established, Established, Established]:
    """For x = gᵗ and a ≤ 1: the bounds from below and above, and (1 − φ₀)·2at ≤ 1 + e^(−2x)."""
    p, x = proof_about_gap(group, le(group.step, 1)), group.gap(t)
    weight = p.instance(weight_at_most_for_small_steps(group))
    upper = p.linear(bounds(group, x)[1], weight)
    lower = _lower(p, group, x, weight, p.instance(gap_below_solution_in_primitive(group)))
    rough = _rough(p, group, x, p.instance(weight_at_least(group)))
    return p.established(lower), p.established(upper), p.established(rough)


@cache
def solution_bounds(group: Group) -> tuple[Established, Established, Established]:
    """The same for x = u(th), without a condition on a."""
    p, x = proof_with_solution(group), group.solution(t)
    below = p.use(solution_stays_below_start(group))
    on_solution = p.each_step(group.on_solution, lambda q: q.given(q.goal))
    weight = p.linear(le(exp(-2 * x), exp(-2 * group.start) + group.time), (below, 2), (on_solution, -2))
    upper = p.linear(bounds(group, x)[1], weight)
    lower = _lower(
        p, group, x, weight, p.linear(le(primitive(x), primitive(group.start) - group.step * t), on_solution)
    )
    tangent = p.instance(primitive_tangent(), x=x, y=group.start)
    least = le(exp(-2 * group.start) + (1 - phi(group.start)) * group.time, exp(-2 * x))
    rough = _rough(
        p, group, x, p.linear(least, (tangent, 2 * phi(group.start)), (on_solution, 2 - 2 * phi(group.start)))
    )
    return p.established(lower), p.established(upper), p.established(rough)


def _rough(p: Proof, group: Group, x: Any, weight: Line) -> Line:
    goal = le((1 - phi(group.start)) * group.time, 1 + exp(-2 * x))
    return p.linear(goal, weight, p.enclose(lt(0, 1 + exp(-2 * group.start))))


def constant(group: Group) -> Expr:
    """C = [(y₀ + log(1 + 2a·e^(2u₀)))/log 2 + 1]/(4a²(1 − φ₀))."""
    a = group.step
    spread = (reciprocal_start(group) + log(1 + 2 * a * exp(2 * group.start))) / log(2) + 1
    return spread / (4 * a**2 * (1 - phi(group.start)))


def plateau_bound(group: Group) -> Expr:
    """(y₀ + log(1 + 2at·e^(2u₀)))/((1 − φ₀)·2at)."""
    return (reciprocal_start(group) + deficit(group)) / ((1 - phi(group.start)) * group.time)


@cache
def gap_plateau(group: Group) -> Established:
    """|2at·φ(gᵗ) − 1| ≤ (y₀ + log(1 + 2at·e^(2u₀)))/((1 − φ₀)·2at) for t ≥ 1 and a ≤ 1."""
    p = proof_about_gap(group, le(group.step, 1), le(1, t))
    return p.established(_plateau(p, group, group.gap(t), gap_bounds(group)))


@cache
def solution_plateau(group: Group) -> Established:
    """The same for u(th), without a condition on a."""
    p = proof_with_solution(group, le(1, t))
    return p.established(_plateau(p, group, group.solution(t), solution_bounds(group)))


@cache
def gap_rate(group: Group) -> Established:
    """|φ(gᵗ) − 1/(2at)| ≤ C·log t/t² for t ≥ 2 and a ≤ 1."""
    p = proof_about_gap(group, le(group.step, 1), le(2, t))
    return p.established(_rate(p, group, group.gap(t), gap_bounds(group)))


@cache
def solution_rate(group: Group) -> Established:
    """The same for u(th), without a condition on a."""
    p = proof_with_solution(group, le(2, t))
    return p.established(_rate(p, group, group.solution(t), solution_bounds(group)))


def _near(p: Proof, group: Group, x: Any, known: tuple[Established, ...]) -> tuple[Line, Line]:
    """±(φ(x) − 1/(2at)) ≤ (y₀ + deficit)/((1 − φ₀)(2at)²)."""
    lower, upper, rough = (p.instance(e) for e in known)
    late, y, ratio = deficit(group), 1 + exp(-2 * x), 1 + group.time * exp(2 * group.start)
    late_positive = p.instance(log_nonnegative(), p.enclose(le(1, ratio)), x=ratio)
    positive = p.enclose(lt(0, reciprocal_start(group)))
    spread = reciprocal_start(group) + late
    facts = [
        p.linear(le(group.time - y, spread), lower, (positive, 2)),
        p.linear(le(y - group.time, spread), upper, late_positive),
        p.linear(le(0, spread), late_positive, positive),
        _share_positive(p, group),
        rough,
        p.instance(reciprocal_of_phi_positive(), x=x),
        p.enclose(lt(0, group.time)),
    ]
    values = {"x": y, "y": group.time, "d": spread, "s": 1 - phi(group.start)}
    bound = spread / ((1 - phi(group.start)) * group.time**2)
    error = phi(x) - 1 / group.time
    return (
        p.instance(reciprocals_near_above(), *facts, goal=le(error, bound), **values),
        p.instance(reciprocals_near_below(), *facts, goal=le(-error, bound), **values),
    )


def _share_positive(p: Proof, group: Group) -> Line:
    return p.linear(lt(0, 1 - phi(group.start)), (lt(0, exp(-2 * group.start)), phi(group.start)))


def _plateau(p: Proof, group: Group, x: Any, known: tuple[Established, ...]) -> Line:
    value, bound = group.time * phi(x) - 1, plateau_bound(group)
    above, below = _near(p, group, x, known)
    return absolute(
        p,
        le(Abs(value), bound),
        p.linear(le(value, bound), (above, group.time)),
        p.linear(le(-bound, value), (below, group.time)),
    )


def _rate(p: Proof, group: Group, x: Any, known: tuple[Established, ...]) -> Line:
    """log(1 + ct) ≤ log(1 + c) + log t for t ≥ 1, and 1 ≤ log t/log 2 for t ≥ 2."""
    c = 2 * group.step * exp(2 * group.start)
    order = p.linear(le(1 + c * t, (1 + c) * t), p.enclose(le(1, t)))
    sizes = [p.enclose(lt(0, size)) for size in (1 + c * t, (1 + c) * t, 1 + c, log(2), reciprocal_start(group))]
    apart = p.instance(log_monotone(), order, *sizes, x=1 + c * t, y=(1 + c) * t)
    late = p.linear(le(deficit(group), log(1 + c) + log(t)), apart, p.axiom("log-product", 1 + c, t, *sizes))
    two = p.instance(log_monotone(), le(2, t), x=2, y=t)
    log_positive = p.instance(log_nonnegative(), p.enclose(le(1, 1 + c)), x=1 + c)
    fixed = reciprocal_start(group) + log(1 + c)
    share = _share_positive(p, group)
    scale = 1 / ((1 - phi(group.start)) * group.time**2)
    scale_positive = p.linear(lt(0, scale), (share, 1 / ((1 - phi(group.start)) ** 2 * group.time**2)))
    signs = [share, scale_positive, *sizes]
    weight = p.linear(
        le(0, scale * fixed / log(2)),
        (sizes[-1], scale / log(2)),
        (log_positive, scale / log(2)),
        using=signs,
    )
    error, bound = phi(x) - 1 / group.time, constant(group) * log(t) / t**2
    above, below = (
        p.linear(le(one_side, bound), near, (late, scale), (two, scale * fixed / log(2)), using=[weight, *signs])
        for one_side, near in zip((error, -error), _near(p, group, x, known), strict=True)
    )
    return absolute(p, le(Abs(error), bound), above, below)
