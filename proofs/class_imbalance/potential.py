"""Λ along an orbit gᵗ⁺¹ = gᵗ − aφ(gᵗ) of either group: Λ(gᵗ) − 2at converges, and how fast.

Λ(x) = e^(−2x) − 2x − a·log(1 + e^(−2x)) + a²(2φ/3 − φ²/2). Each step adds 2a up to an error that telescopes (see
`foundations/expansion-step`), from any step t on and for any number j of further steps.
"""

from functools import cache
from typing import Any

from sympy import Expr, Rational, exp, log

from checks.methods import Established, Line, Proof
from checks.paper import eq, le, lt
from proofs.class_imbalance.gap import proof_about_gap, symbols_of
from proofs.class_imbalance.growth import (
    any_step,
    gap_bounds_for_any_step,
    gap_plateau_above_for_any_step,
    never_wrong,
    plateau_bound,
    reciprocal_start,
    scale,
)
from proofs.class_imbalance.notation import Group, later, t
from proofs.foundations.elementary import exp_tangent, log_nonnegative
from proofs.foundations.logistic import complement_positive, phi_monotone, phi_positive, reciprocal_of_phi_positive
from proofs.foundations.logistic_expansion import correction, expansion_step_above, expansion_step_below
from proofs.foundations.notation import phi, softplus


def potential(group: Group, x: Any) -> Expr:
    """Λ(x), with the step a of the group."""
    a = group.step
    return exp(-2 * x) - 2 * x - a * softplus(x) + a**2 * correction(phi(x))


def gained(group: Group) -> Expr:
    """Λ(gᵗ⁺ʲ) − Λ(gᵗ) − 2aj."""
    return potential(group, group.gap(t + later)) - potential(group, group.gap(t)) - 2 * group.step * later


def telescoping(group: Group) -> Expr:
    """(8/3)a³e^(6aφ(gᵗ))."""
    return Rational(8, 3) * group.step**3 * exp(6 * group.step * phi(group.gap(t)))


@cache
def gap_stays_below(group: Group) -> Established:
    """gᵗ⁺ʲ ≤ gᵗ."""
    p, gap = _about(group), group.gap

    def step(q: Proof) -> Line:
        falls = q.enclose(le(0, group.step * phi(gap(t + later))))
        moved = eq(gap(t + later + 1), gap(t + later) - group.step * phi(gap(t + later)))
        return q.linear(q.goal, falls, le(gap(t + later), gap(t)), moved)

    goal = le(gap(t + later), gap(t))
    return p.established(p.induction(goal, lambda q: q.settle(q.goal), step, over=later))


@cache
def potential_grows(group: Group) -> tuple[Established, Established]:
    """±(Λ(gᵗ⁺ʲ) − Λ(gᵗ) − 2aj) ≤ (8/3)a³e^(6aφ(gᵗ))·(φ(gᵗ)² − φ(gᵗ⁺ʲ)²)."""
    return _grows(group, 1), _grows(group, -1)


def _about(group: Group) -> Proof:
    return Proof(symbols_of(group, later), [], group.recursion)


def _grows(group: Group, sign: int) -> Established:
    p, gap, a = _about(group), group.gap, group.step
    here, top = gap(t + later), phi(gap(t))

    def error(end: Any) -> Expr:
        return telescoping(group) * (top**2 - phi(end) ** 2)

    def step(q: Proof) -> Line:
        value = phi(here)
        below = q.instance(phi_monotone(), le(here, gap(t)), x=here, y=gap(t))
        facts = [q.identity(eq(value * (1 + exp(-2 * here)), 1)), q.enclose(lt(0, value)), below]
        lemma = expansion_step_above() if sign > 0 else expansion_step_below()
        moved = eq(gap(t + later + 1), here - a * value)
        after = here - a * value
        rise = potential(group, after) - potential(group, here) - 2 * a
        fall = telescoping(group) * (value**2 - phi(after) ** 2)
        one_step = q.instance(lemma, *facts, goal=le(sign * rise, fall), x=here, f=value, a=a, c=top)
        at_next = gap(t + later + 1)
        rise = potential(group, at_next) - potential(group, here) - 2 * a
        fall = telescoping(group) * (value**2 - phi(at_next) ** 2)
        return q.linear(q.goal, q.rewrite(le(sign * rise, fall), one_step, moved), q.hypotheses()[-1])

    goal = le(sign * gained(group), error(here))
    facts = [p.use(gap_stays_below(group))]
    return p.established(p.induction(goal, lambda q: q.settle(q.goal), step, facts=facts, over=later))


def offset(group: Group, x: Any, i: Any) -> Expr:
    """1 + Λ(x) − 2ai − (1 − a)·log(2a): what 2at − (1 − a)·log t has to be shifted by."""
    a = group.step
    return 1 + potential(group, x) - 2 * a * i - (1 - a) * log(2 * a)


def remainder(group: Group, i: Any = t) -> Expr:
    """1/(1 − p_y) − 2ai + (1 − a)·log i after i steps."""
    a = group.step
    return 1 + exp(-2 * group.gap(i)) - 2 * a * i + (1 - a) * log(i)


def fading(group: Group) -> Expr:
    """(2 + a + a²)·B_t with B_t = (y₀ + f·L)/((1 − φ₀)·2at), which tends to 0."""
    return (2 + group.step + group.step**2) * plateau_bound(group, any_step(group))


@cache
def remainder_near_offset(group: Group) -> tuple[Established, Established]:
    """±(R_t − offset) ≤ (2 + a + a²)·B_t for t ≥ 1.

    R_t − offset = (r + 2g) − (1 − a)·(r − log 2at) − a²ψ(φ) at g = gᵗ, where 0 ≤ r + 2g ≤ e^(2g), |r − log 2at| ≤ B_t,
    0 ≤ ψ(φ) ≤ φ ≤ e^(2g) ≤ B_t.
    """
    p, x, a, pace = proof_about_gap(group, le(1, t)), group.gap(t), group.step, any_step(group)
    time, bound, value = group.time, plateau_bound(group, pace), phi(group.gap(t))
    known = [p.instance(e, x=x) for e in (reciprocal_of_phi_positive(), phi_positive(), complement_positive())]
    known.append(p.enclose(lt(0, time)))
    small, above = _sizes(p, group, known)
    wrong = p.instance(probability_below_plateau_bound(group))
    below = p.instance(gap_plateau_above_for_any_step(group))
    ratio, excess = softplus(x) - log(time), softplus(x) + 2 * x
    under, over = (
        p.linear(le(side, bound), p.instance(exp_tangent(), *known, v=side), size, using=known)
        for side, size in ((-ratio, below), (ratio, above))
    )
    least = p.linear(le(0, excess), p.instance(exp_tangent(), *known, v=-excess), (lt(0, value), 1), using=known)
    near = p.linear(le(excess, bound), p.instance(exp_tangent(), *known, v=excess), small, using=known)
    split = p.axiom("log-product", 2 * a, t, *known)
    difference = remainder(group) - offset(group, x, t)
    upper = p.linear(
        le(difference, fading(group)),
        near,
        under,
        (over, a),
        (split, a - 1),
        (known[1], a**2 / 6),
        (known[2], a**2 * value / 2),
        (wrong, a**2),
        (known[1], a**2),
        using=known,
    )
    lower = p.linear(
        le(-difference, fading(group)),
        least,
        over,
        (under, a),
        (split, 1 - a),
        (known[1], a**2 * (Rational(1, 3) + value / 2)),
        (wrong, 1 + a**2),
        (known[1], 1),
        using=known,
    )
    return p.established(upper), p.established(lower)


@cache
def probability_below_plateau_bound(group: Group) -> Established:
    """φ(gᵗ) ≤ B_t for t ≥ 1."""
    p, x = proof_about_gap(group, le(1, t)), group.gap(t)
    known = [p.instance(reciprocal_of_phi_positive(), x=x), p.enclose(lt(0, group.time))]
    small, _ = _sizes(p, group, known)
    goal = le(phi(x), plateau_bound(group, any_step(group)))
    return p.established(p.linear(goal, small, (lt(0, exp(2 * x)), phi(x)), using=known))


def _sizes(p: Proof, group: Group, known: list[Line]) -> tuple[Line, Line]:
    """e^(2g) ≤ B_t and (1 + e^(−2g))/(2at) − 1 ≤ B_t."""
    x, pace, time, share = group.gap(t), any_step(group), group.time, never_wrong(group)
    _, upper, rough = (p.instance(e) for e in gap_bounds_for_any_step(group))
    bound, spare, start = plateau_bound(group, pace), share * time, p.enclose(lt(0, exp(-2 * group.start)))
    positive = p.linear(lt(0, share), (start, phi(group.start)))
    weight = p.linear(lt(0, 1 / spare), (positive, 1 / (share**2 * time)))
    reach = p.linear(lt(0, pace.f / spare), (p.enclose(lt(0, pace.f)), 1 / spare), using=[positive, weight])
    ratio = 1 + time * scale(group, pace)
    late = p.instance(log_nonnegative(), p.enclose(le(1, ratio)), x=ratio)
    signs = [*known, positive, weight, reach]
    first = p.linear(le(1 / spare, bound), (late, pace.f / spare), (start, 1 / spare), using=signs)
    inverse = p.linear(le(exp(2 * x), 1 / spare), (rough, exp(2 * x) / spare), using=signs)
    part = p.linear(lt(0, phi(group.start) * pace.f / spare), (reach, phi(group.start)), using=signs)
    shared = p.linear(lt(0, phi(group.start) / spare), (weight, phi(group.start)), using=signs)
    above = p.linear(
        le((1 + exp(-2 * x)) / time - 1, bound),
        (upper, 1 / time),
        (late, phi(group.start) * pace.f / spare + 1 / time),
        (p.enclose(lt(0, reciprocal_start(group))), phi(group.start) / spare),
        using=[*signs, part, shared],
    )
    return p.linear(le(exp(2 * x), bound), inverse, first), above
