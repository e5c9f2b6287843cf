"""1/(1 − p_y) = 1 + e^(−2x) grows as the time 2at, for x the gap or the solution: explicit bounds on both sides.

The gap with a ≤ 1 and the solution obey y₀ + 2at − L ≤ 1 + e^(−2x) ≤ y₀ + 2at with L = log(1 + 2at·e^(2u₀)). For the
gap and any a > 0 a factor q = e^(2aφ₀) enters: the bounds are −L and +aq·L with L = log(1 + 2at·q·e^(2u₀)). In both
cases the distance of 1/(1 − p_y) and 2at is at most y₀ + f·L, with f = 1 or f = 1 + aq, and everything else follows
from that: the rescaled value 2at·φ, the rate with its remainder, the loss. φ₀ = φ(u₀), y₀ = 1/φ₀ = 1 + e^(−2u₀).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sympy import Abs, Expr, Interval, S, exp, log, oo

from checks.methods import Established, Line, Proof, absolute
from checks.paper import Statement, eq, le, lt
from proofs.class_imbalance.error import proof_with_solution, solution_stays_below_start
from proofs.class_imbalance.gap import (
    doubled_start,
    gap_below_solution_in_primitive,
    gap_stays_below_start,
    lag_above,
    proof_about_gap,
    symbols_of,
    weight_at_least,
    weight_at_most,
    weight_at_most_for_small_steps,
)
from proofs.class_imbalance.notation import Group, delta, t
from proofs.foundations.elementary import (
    EXP_BELOW_LOG,
    EXP_TANGENT,
    LOG_MONOTONE,
    LOG_NONNEGATIVE,
    LOG_OF_COMPLEMENT_BELOW,
    LOG_TANGENT,
    RECIPROCALS_NEAR_ABOVE,
    RECIPROCALS_NEAR_BELOW,
    exp_below_log,
    exp_tangent,
    log_monotone,
    log_nonnegative,
    log_of_complement_below,
    log_tangent,
    reciprocals_near_above,
    reciprocals_near_below,
)
from proofs.foundations.logistic import (
    COMPLEMENT_POSITIVE,
    LOSS_AT_MOST,
    PHI_BELOW_ONE,
    PHI_MONOTONE,
    PHI_POSITIVE,
    PRIMITIVE_REFLECTS_ORDER,
    PRIMITIVE_TANGENT,
    RECIPROCAL_OF_PHI,
    complement_positive,
    loss_at_most,
    phi_below_one,
    phi_positive,
    primitive_tangent,
    reciprocal_of_phi_positive,
)
from proofs.foundations.logistic_step import (
    EXCESS_ABOVE,
    STEP_FALLS_BELOW,
    WEIGHT_GROWS_BY_AT_LEAST,
    WEIGHT_GROWS_BY_AT_MOST,
    WEIGHT_OF_A_SMALL_STEP,
)
from proofs.foundations.notation import a as steepness
from proofs.foundations.notation import c as slope
from proofs.foundations.notation import d as level
from proofs.foundations.notation import phi, primitive, softplus
from proofs.foundations.notation import x as size


def union(*groups: Sequence[Statement]) -> list[Statement]:
    """The statements of these groups, each once."""
    return list(dict.fromkeys(statement for group in groups for statement in group))


# What the functions below instantiate: the bounds for small steps, for any step, for the solution; what follows.
FOR_SMALL_STEPS = [EXP_BELOW_LOG, PHI_MONOTONE, STEP_FALLS_BELOW, WEIGHT_GROWS_BY_AT_LEAST, WEIGHT_OF_A_SMALL_STEP]
FOR_ANY_STEP = [
    EXCESS_ABOVE,
    EXP_BELOW_LOG,
    LOG_MONOTONE,
    PHI_MONOTONE,
    RECIPROCAL_OF_PHI,
    STEP_FALLS_BELOW,
    WEIGHT_GROWS_BY_AT_LEAST,
    WEIGHT_GROWS_BY_AT_MOST,
]
FOR_THE_SOLUTION = [EXP_BELOW_LOG, PRIMITIVE_REFLECTS_ORDER, PRIMITIVE_TANGENT]
FOR_THE_DISTANCE = [LOG_NONNEGATIVE, RECIPROCAL_OF_PHI, RECIPROCALS_NEAR_ABOVE, RECIPROCALS_NEAR_BELOW]
FOR_THE_RATE = [*FOR_THE_DISTANCE, LOG_MONOTONE]
FOR_THE_LIMIT = [*FOR_THE_DISTANCE, EXP_TANGENT, LOG_TANGENT]
FOR_THE_LOSS = [COMPLEMENT_POSITIVE, LOG_OF_COMPLEMENT_BELOW, LOSS_AT_MOST, PHI_BELOW_ONE, PHI_POSITIVE]


@dataclass(frozen=True)
class Pace:
    """How closely 1/(1 − p_y) follows 2at: within y₀ + f·log(1 + 2at·q·e^(2u₀))."""

    q: Expr = S.One
    f: Expr = S.One


SMALL_STEPS = Pace()  # the gap if a ≤ 1, and the solution


def any_step(group: Group) -> Pace:
    """q = e^(2aφ₀) and f = 1 + aq, without a condition on a."""
    q = exp(doubled_start(group))
    return Pace(q, 1 + group.step * q)


def reciprocal_start(group: Group) -> Expr:
    """y₀ = 1 + e^(−2u₀)."""
    return 1 + exp(-2 * group.start)


def never_wrong(group: Group) -> Expr:
    """1 − φ₀."""
    return 1 - phi(group.start)


def scale(group: Group, pace: Pace = SMALL_STEPS) -> Expr:
    """q·e^(2u₀)."""
    return pace.q * exp(2 * group.start)


def deficit(group: Group, pace: Pace = SMALL_STEPS) -> Expr:
    """L = log(1 + 2at·q·e^(2u₀))."""
    return log(1 + group.time * scale(group, pace))


def bounds(group: Group, x: Any, pace: Pace = SMALL_STEPS) -> tuple[Any, Any]:
    """y₀ + 2at − L ≤ 1 + e^(−2x) ≤ y₀ + 2at + (f − 1)·L."""
    top = reciprocal_start(group) + group.time
    late = deficit(group, pace)
    return le(top - late, 1 + exp(-2 * x)), le(1 + exp(-2 * x), top + (pace.f - 1) * late)


def constant(group: Group, pace: Pace = SMALL_STEPS) -> Expr:
    """C = [(y₀ + f·log(1 + 2a·q·e^(2u₀)))/log 2 + f]/(4a²(1 − φ₀))."""
    a = group.step
    spread = (reciprocal_start(group) + pace.f * log(1 + 2 * a * scale(group, pace))) / log(2) + pace.f
    return spread / (4 * a**2 * never_wrong(group))


def plateau_bound(group: Group, pace: Pace = SMALL_STEPS) -> Expr:
    """(y₀ + f·L)/((1 − φ₀)·2at)."""
    return (reciprocal_start(group) + pace.f * deficit(group, pace)) / (never_wrong(group) * group.time)


def late_enough(group: Group) -> Any:
    """2y₀/((1 − φ₀)δ) + (2f/((1 − φ₀)δ))²·q·e^(2u₀) ≤ 2at: from here on 2at·φ(gᵗ) is within δ of 1."""
    pace, share = any_step(group), never_wrong(group) * delta
    return le(2 * reciprocal_start(group) / share + (2 * pace.f / share) ** 2 * scale(group, pace), group.time)


def _lower(p: Proof, group: Group, x: Any, pace: Pace, weight: Line, fallen: Line) -> Line:
    """The lower bound, from e^(−2x) ≤ e^(−2u₀) + 2atq and G(x) ≤ G(u₀) − at: 2u₀ − 2x ≤ L."""
    ratio = 1 + group.time * scale(group, pace)
    fact = p.linear(le(exp(2 * group.start - 2 * x), ratio), (weight, exp(2 * group.start)))
    moved = p.instance(exp_below_log(), fact, x=2 * group.start - 2 * x, w=ratio)
    return p.linear(bounds(group, x, pace)[0], (fallen, 2), moved)


@cache
def gap_bounds(group: Group) -> tuple[Established, Established, Established]:
    """For x = gᵗ and a ≤ 1: the bounds from below and above, and (1 − φ₀)·2at ≤ e^(−2x)."""
    p, x = proof_about_gap(group, le(group.step, 1)), group.gap(t)
    weight = p.instance(weight_at_most_for_small_steps(group))
    upper = p.linear(bounds(group, x)[1], weight)
    lower = _lower(p, group, x, SMALL_STEPS, weight, p.instance(gap_below_solution_in_primitive(group)))
    rough = _rough(p, group, x, p.instance(weight_at_least(group)))
    return p.established(lower), p.established(upper), p.established(rough)


@cache
def gap_bounds_for_any_step(group: Group) -> tuple[Established, Established, Established]:
    """The same without a condition on a.

    From above: e^(−2g) = 2g − 2G(g) ≤ e^(−2u₀) + 2at + 2D with D = G(u₀) − at − G(g) ≤ (aq/2)·(r(g) − r(u₀)), and
    r(g) − r(u₀) = log((1 + e^(−2g))/y₀) ≤ L.
    """
    p, x, pace = proof_about_gap(group), group.gap(t), any_step(group)
    weight = p.instance(weight_at_most(group))
    y, y0, ratio = 1 + exp(-2 * x), reciprocal_start(group), 1 + group.time * scale(group, pace)
    sizes = [p.enclose(lt(0, e)) for e in (y0, ratio, y0 * ratio)]
    sizes.append(p.instance(reciprocal_of_phi_positive(), x=x))
    spread = p.linear(le(y, y0 * ratio), weight, p.enclose(le(0, group.time * scale(group, pace))))
    grown = p.instance(log_monotone(), spread, *sizes, x=y, y=y0 * ratio)
    split = p.axiom("log-product", y0, ratio, *sizes)
    gained = p.linear(le(softplus(x) - softplus(group.start), deficit(group, pace)), grown, split)
    late, below = p.instance(lag_above(group)), p.instance(gap_stays_below_start(group))
    upper = p.linear(bounds(group, x, pace)[1], (late, 2), (below, 2), (gained, group.step * pace.q))
    lower = _lower(p, group, x, pace, weight, p.instance(gap_below_solution_in_primitive(group)))
    rough = _rough(p, group, x, p.instance(weight_at_least(group)))
    return p.established(lower), p.established(upper), p.established(rough)


@cache
def solution_bounds(group: Group) -> tuple[Established, Established, Established]:
    """The bounds for small steps hold for x = u(th), without a condition on a."""
    p, x = proof_with_solution(group), group.solution(t)
    below = p.use(solution_stays_below_start(group))
    on_solution = p.each_step(group.on_solution, lambda q: q.given(q.goal))
    weight = p.linear(le(exp(-2 * x), exp(-2 * group.start) + group.time), (below, 2), (on_solution, -2))
    upper = p.linear(bounds(group, x)[1], weight)
    fallen = p.linear(le(primitive(x), primitive(group.start) - group.step * t), on_solution)
    lower = _lower(p, group, x, SMALL_STEPS, weight, fallen)
    tangent = p.instance(primitive_tangent(), x=x, y=group.start)
    least = le(exp(-2 * group.start) + never_wrong(group) * group.time, exp(-2 * x))
    rough = _rough(
        p, group, x, p.linear(least, (tangent, 2 * phi(group.start)), (on_solution, 2 - 2 * phi(group.start)))
    )
    return p.established(lower), p.established(upper), p.established(rough)


def _rough(p: Proof, group: Group, x: Any, weight: Line) -> Line:
    goal = le(never_wrong(group) * group.time, exp(-2 * x))
    return p.linear(goal, weight, p.enclose(lt(0, exp(-2 * group.start))))


@cache
def gap_plateau(group: Group) -> Established:
    """|2at·φ(gᵗ) − 1| ≤ (y₀ + L)/((1 − φ₀)·2at) for t ≥ 1 and a ≤ 1."""
    p = proof_about_gap(group, le(group.step, 1), le(1, t))
    return p.established(_plateau(p, group, group.gap(t), gap_bounds(group), SMALL_STEPS))


@cache
def gap_plateau_for_any_step(group: Group) -> Established:
    """|2at·φ(gᵗ) − 1| ≤ (y₀ + f·L)/((1 − φ₀)·2at) for t ≥ 1."""
    p = proof_about_gap(group, le(1, t))
    return p.established(_plateau(p, group, group.gap(t), gap_bounds_for_any_step(group), any_step(group)))


@cache
def gap_plateau_above_for_any_step(group: Group) -> Established:
    """2at·φ(gᵗ) − 1 ≤ (y₀ + f·L)/((1 − φ₀)·2at) for t ≥ 1."""
    p, pace = proof_about_gap(group, le(1, t)), any_step(group)
    above, _ = _near(p, group, group.gap(t), gap_bounds_for_any_step(group), pace)
    goal = le(group.time * phi(group.gap(t)) - 1, plateau_bound(group, pace))
    return p.established(p.linear(goal, (above, group.time)))


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


@cache
def solution_rate_sides(group: Group) -> tuple[Established, Established]:
    """±(φ(u(th)) − 1/(2at)) ≤ C·log t/t² for t ≥ 2."""
    p = proof_with_solution(group, le(2, t))
    above, below = _rate_sides(p, group, group.solution(t), solution_bounds(group), SMALL_STEPS)
    return p.established(above), p.established(below)


@cache
def gap_rate_sides_for_any_step(group: Group) -> tuple[Established, Established]:
    """±(φ(gᵗ) − 1/(2at)) ≤ C·log t/t² for t ≥ 2, with the C of any step."""
    p = proof_about_gap(group, le(2, t))
    above, below = _rate_sides(p, group, group.gap(t), gap_bounds_for_any_step(group), any_step(group))
    return p.established(above), p.established(below)


@cache
def log_below_line() -> Established:
    """log(1 + ax) ≤ cx + d for x ≥ 0, a, c > 0 and cd = a: the tangent at d/a if c ≤ 2a, log(1 + ax) ≤ ax else."""
    product, ratio = eq(slope * level, steepness), slope / steepness
    positive_numbers = dict.fromkeys((slope, level, steepness), Interval.open(0, oo))
    p = Proof({size: Interval(0, oo), **positive_numbers}, [product])
    inside = 1 + steepness * size

    def flat(q: Proof) -> Line:
        positive = [q.enclose(lt(0, e)) for e in (slope, level, steepness, ratio, inside, ratio * inside)]
        tangent = q.instance(log_tangent(), *positive, x=ratio * inside)
        split = q.axiom("log-product", ratio, inside, *positive)
        below = q.instance(exp_tangent(), v=-log(ratio))
        shallow = (le(slope, 2 * steepness), 1 / steepness)
        return q.linear(q.goal, tangent, (split, -1), below, shallow, (product, -1 / slope), using=positive)

    def steep(q: Proof) -> Line:
        positive = [q.enclose(lt(0, e)) for e in (level, steepness, inside)]
        tangent = q.instance(log_tangent(), *positive, x=inside)
        more = q.linear(lt(0, slope - steepness), lt(2 * steepness, slope), positive[1])
        return q.linear(q.goal, tangent, (le(0, size), slope - steepness), positive[0], using=[more, *positive])

    return p.established(p.cases(le(log(inside), slope * size + level), slope, 2 * steepness, flat, steep))


@cache
def gap_limit(group: Group) -> tuple[Established, Established]:
    """±(2at·φ(gᵗ) − 1) ≤ δ from `late_enough` on, for any step."""
    p = _proof_from_late(group)
    above, below = _near(p, group, group.gap(t), gap_bounds_for_any_step(group), any_step(group))
    return _rescaled(p, group, phi(group.gap(t)), above, below)


@cache
def loss_limit(group: Group) -> tuple[Established, Established]:
    """±(2at·ℓ − 1) ≤ δ for ℓ = −log(1 − φ(gᵗ)), likewise: φ ≤ ℓ ≤ φ/(1 − φ) = e^(2g)."""
    p, x, pace = _proof_from_late(group), group.gap(t), any_step(group)
    loss, time, weight = -log(1 - phi(x)), group.time, exp(-2 * x)
    _, near = _near(p, group, x, gap_bounds_for_any_step(group), pace)
    lower, _, rough = (p.instance(e) for e in gap_bounds_for_any_step(group))
    signs = [p.instance(e, x=x) for e in (phi_below_one(), complement_positive(), reciprocal_of_phi_positive())]
    signs.append(p.instance(phi_positive(), x=x))
    weight_positive = p.linear(lt(0, weight), rough, (_share_positive(p, group), time))
    below = p.linear(
        le(-(loss - 1 / time), _distance(group, pace)),
        near,
        p.instance(log_of_complement_below(), *signs, p=phi(x)),
        using=signs,
    )
    late, start = _late_is_positive(p, group, pace), p.enclose(lt(0, exp(-2 * group.start)))
    more = [p.enclose(le(0, pace.f - 1))]
    spread = reciprocal_start(group) + pace.f * deficit(group, pace)
    facts = [
        p.linear(le(time - weight, spread), lower, (start, 2), lt(0, 1), (late, pace.f - 1), using=more),
        p.linear(le(0, spread), (late, pace.f), p.enclose(lt(0, reciprocal_start(group)))),
        _share_positive(p, group),
        rough,
        weight_positive,
        p.enclose(lt(0, time)),
    ]
    values = {"x": weight, "y": time, "d": spread, "s": never_wrong(group)}
    reciprocal = p.instance(
        reciprocals_near_above(), *facts, goal=le(1 / weight - 1 / time, _distance(group, pace)), **values
    )
    most = p.instance(loss_at_most(), weight_positive, p.settle(le(weight, weight)), x=x, y=weight)
    above = p.linear(le(loss - 1 / time, _distance(group, pace)), reciprocal, most, using=signs)
    return _rescaled(p, group, loss, above, below, signs)


def _proof_from_late(group: Group) -> Proof:
    """A proof about the gap from `late_enough` on."""
    return Proof(symbols_of(group, delta), [le(1, t), late_enough(group)], group.recursion)


def _rescaled(
    p: Proof, group: Group, value: Any, above: Line, below: Line, signs: Any = ()
) -> tuple[Established, Established]:
    """±(2at·value − 1) ≤ δ, from ±(value − 1/(2at)) ≤ (y₀ + f·L)/((1 − φ₀)(2at)²) and `late_enough`.

    f·L ≤ (1 − φ₀)δ·2at/2 + 2f²·q·e^(2u₀)/((1 − φ₀)δ), by log(1 + ax) ≤ cx + a/c with c = (1 − φ₀)δ/(2f).
    """
    time = group.time
    small, weight, using = _spread_is_small(p, group)
    using = [*using, weight, *signs]
    over = p.linear(le(time * value - 1, delta), (above, time), (small, 1 / _scaled(group)), using=using)
    under = p.linear(le(-(time * value - 1), delta), (below, time), (small, 1 / _scaled(group)), using=using)
    return p.established(over), p.established(under)


def _scaled(group: Group) -> Expr:
    """(1 − φ₀)·2at."""
    return never_wrong(group) * group.time


def _spread_is_small(p: Proof, group: Group) -> tuple[Line, Line, list[Line]]:
    """y₀ + f·L ≤ (1 − φ₀)δ·2at from `late_enough` on, 0 < 1/((1 − φ₀)·2at), and what shows the signs."""
    pace, share, time = any_step(group), never_wrong(group), group.time
    positive = _share_positive(p, group)
    line, height = share * delta / (2 * pace.f), 2 * pace.f * scale(group, pace) / (share * delta)
    line_positive = p.linear(lt(0, line), (positive, delta / (2 * pace.f)))
    height_positive = p.linear(lt(0, height), (positive, height / share))
    product = p.identity(eq(line * height, scale(group, pace)), positive)
    known = [line_positive, height_positive, product]
    short = p.instance(log_below_line(), *known, x=time, a=scale(group, pace), c=line, d=height)
    spread = reciprocal_start(group) + pace.f * deficit(group, pace)
    using = [positive, line_positive]
    small = p.linear(
        le(spread, share * delta * time), (short, pace.f), (late_enough(group), share * delta / 2), using=using
    )
    weight = p.linear(lt(0, 1 / _scaled(group)), (positive, 1 / (share**2 * time)), using=using)
    return small, weight, using


@cache
def plateau_bound_is_small(group: Group) -> Established:
    """(y₀ + f·L)/((1 − φ₀)·2at) ≤ δ from `late_enough` on."""
    p = _proof_from_late(group)
    small, weight, using = _spread_is_small(p, group)
    goal = le(plateau_bound(group, any_step(group)), delta)
    return p.established(p.linear(goal, (small, 1 / _scaled(group)), using=[*using, weight]))


def _late_is_positive(p: Proof, group: Group, pace: Pace) -> Line:
    ratio = 1 + group.time * scale(group, pace)
    return p.instance(log_nonnegative(), p.enclose(le(1, ratio)), x=ratio)


def _distance(group: Group, pace: Pace) -> Expr:
    """(y₀ + f·L)/((1 − φ₀)(2at)²)."""
    return (reciprocal_start(group) + pace.f * deficit(group, pace)) / (never_wrong(group) * group.time**2)


def _near(p: Proof, group: Group, x: Any, known: tuple[Established, ...], pace: Pace) -> tuple[Line, Line]:
    """±(φ(x) − 1/(2at)) ≤ (y₀ + f·L)/((1 − φ₀)(2at)²)."""
    lower, upper, rough = (p.instance(e) for e in known)
    late, y = deficit(group, pace), 1 + exp(-2 * x)
    late_positive = _late_is_positive(p, group, pace)
    positive = p.enclose(lt(0, reciprocal_start(group)))
    spread = reciprocal_start(group) + pace.f * late
    more = [p.enclose(le(0, pace.f - 1))]
    facts = [
        p.linear(le(group.time - y, spread), lower, (positive, 2), (late_positive, pace.f - 1), using=more),
        p.linear(le(y - group.time, spread), upper, late_positive),
        p.linear(le(0, spread), (late_positive, pace.f), positive),
        _share_positive(p, group),
        p.linear(le(never_wrong(group) * group.time, y), rough, lt(0, 1)),
        p.instance(reciprocal_of_phi_positive(), x=x),
        p.enclose(lt(0, group.time)),
    ]
    values = {"x": y, "y": group.time, "d": spread, "s": never_wrong(group)}
    bound, error = _distance(group, pace), phi(x) - 1 / group.time
    return (
        p.instance(reciprocals_near_above(), *facts, goal=le(error, bound), **values),
        p.instance(reciprocals_near_below(), *facts, goal=le(-error, bound), **values),
    )


def _share_positive(p: Proof, group: Group) -> Line:
    return p.linear(lt(0, never_wrong(group)), (lt(0, exp(-2 * group.start)), phi(group.start)))


def _plateau(p: Proof, group: Group, x: Any, known: tuple[Established, ...], pace: Pace) -> Line:
    value, bound = group.time * phi(x) - 1, plateau_bound(group, pace)
    above, below = _near(p, group, x, known, pace)
    return absolute(
        p,
        le(Abs(value), bound),
        p.linear(le(value, bound), (above, group.time)),
        p.linear(le(-bound, value), (below, group.time)),
    )


def _rate(p: Proof, group: Group, x: Any, known: tuple[Established, ...]) -> Line:
    error, bound = phi(x) - 1 / group.time, constant(group) * log(t) / t**2
    return absolute(p, le(Abs(error), bound), *_rate_sides(p, group, x, known, SMALL_STEPS))


def _rate_sides(p: Proof, group: Group, x: Any, known: tuple[Established, ...], pace: Pace) -> tuple[Line, Line]:
    """log(1 + ct) ≤ log(1 + c) + log t for t ≥ 1, and 1 ≤ log t/log 2 for t ≥ 2."""
    c = 2 * group.step * scale(group, pace)
    order = p.linear(le(1 + c * t, (1 + c) * t), p.enclose(le(1, t)))
    sizes = [p.enclose(lt(0, e)) for e in (1 + c * t, (1 + c) * t, 1 + c, log(2), reciprocal_start(group), pace.f)]
    apart = p.instance(log_monotone(), order, *sizes, x=1 + c * t, y=(1 + c) * t)
    late = p.linear(le(deficit(group, pace), log(1 + c) + log(t)), apart, p.axiom("log-product", 1 + c, t, *sizes))
    two = p.instance(log_monotone(), le(2, t), x=2, y=t)
    log_positive = p.instance(log_nonnegative(), p.enclose(le(1, 1 + c)), x=1 + c)
    fixed = reciprocal_start(group) + pace.f * log(1 + c)
    share = _share_positive(p, group)
    factor = 1 / (never_wrong(group) * group.time**2)
    factor_positive = p.linear(lt(0, factor), (share, 1 / (never_wrong(group) ** 2 * group.time**2)))
    signs = [share, factor_positive, *sizes]
    reach = p.linear(lt(0, factor * pace.f), (factor_positive, pace.f), using=signs)
    weight = p.linear(
        le(0, factor * fixed / log(2)),
        (sizes[4], factor / log(2)),
        (log_positive, factor * pace.f / log(2)),
        using=[*signs, reach],
    )
    error, bound = phi(x) - 1 / group.time, constant(group, pace) * log(t) / t**2
    above, below = (
        p.linear(
            le(one_side, bound),
            near,
            (late, factor * pace.f),
            (two, factor * fixed / log(2)),
            using=[weight, reach, *signs],
        )
        for one_side, near in zip((error, -error), _near(p, group, x, known, pace), strict=True)
    )
    return above, below
