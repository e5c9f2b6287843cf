"""How far the gap is from the solution of the differential equation, for either group, every step and every start.

The solution enters through Eq. (10), G(u(th)) = G(u₀) − at, alone. φ₀ stands for φ(u₀).
"""

from functools import cache
from typing import Any

from sympy import E, exp

from checks.methods import Established, Line, Proof
from checks.paper import le, lt
from proofs.class_imbalance.gap import (
    doubled_start,
    gap_below_solution_in_primitive,
    lag,
    lag_above,
    shifted_gap_above_solution_in_primitive,
    symbols_of,
)
from proofs.class_imbalance.notation import Group, t
from proofs.foundations.elementary import exp_tangent
from proofs.foundations.logistic import (
    phi_monotone,
    primitive_reflects_order,
    primitive_tangent,
    softplus_lipschitz,
)
from proofs.foundations.notation import phi, primitive, softplus


def proof_with_solution(group: Group, *given: Any) -> Proof:
    """A proof in which, besides, u(th) is the value of the solution at time th."""
    return Proof(symbols_of(group), given, [*group.recursion, group.on_solution])


@cache
def gap_below_solution(group: Group) -> Established:
    """gᵗ ≤ u(th)."""
    p, gap, u = proof_with_solution(group), group.gap, group.solution

    def show(q: Proof) -> Line:
        below = le(primitive(gap(t)), primitive(group.start) - group.step * t)
        order = q.linear(le(primitive(gap(t)), primitive(u(t))), below, (group.on_solution, -1))
        return q.instance(primitive_reflects_order(), order, y=gap(t), x=u(t))

    facts = [p.instance(gap_below_solution_in_primitive(group))]
    return p.established(p.each_step(le(gap(t), u(t)), show, facts=facts))


@cache
def solution_stays_below_start(group: Group) -> Established:
    """u(th) ≤ u₀."""
    p, u = proof_with_solution(group), group.solution

    def show(q: Proof) -> Line:
        elapsed = q.enclose(le(0, group.step * t))
        order = q.linear(le(primitive(u(t)), primitive(group.start)), elapsed, group.on_solution)
        return q.instance(primitive_reflects_order(), order, y=u(t), x=group.start)

    return p.established(p.each_step(le(u(t), group.start), show))


@cache
def solution_below_shifted_gap(group: Group) -> Established:
    """u(th) − gᵗ ≤ a(φ₀ − φ(gᵗ)) ≤ aφ₀; here without the middle."""
    p, gap, u, a, top = proof_with_solution(group), group.gap, group.solution, group.step, phi(group.start)

    def show(q: Proof) -> Line:
        shifted = gap(t) + a * (top - phi(gap(t)))
        above = le(primitive(group.start) - a * t, primitive(shifted))
        order = q.linear(le(primitive(u(t)), primitive(shifted)), above, group.on_solution)
        below = q.instance(primitive_reflects_order(), order, y=u(t), x=shifted)
        return q.linear(q.goal, below, (q.enclose(lt(0, phi(gap(t)))), a))

    facts = [p.instance(shifted_gap_above_solution_in_primitive(group))]
    return p.established(p.each_step(le(u(t) - gap(t), a * top), show, facts=facts))


def local_bound(group: Group) -> Any:
    """(a/2)e^(2aφ₀)·(r(u(th)) − r(u₀) + 2aφ₀); r(u) − r(u₀) = log(φ₀/φ(u))."""
    growth = softplus(group.solution(t)) - softplus(group.start) + doubled_start(group)
    return group.step / 2 * exp(doubled_start(group)) * growth


@cache
def solution_lags_at_most(group: Group) -> Established:
    """G(u(th)) − G(gᵗ) ≤ (a/2)e^(2aφ₀)·(r(u(th)) − r(u₀) + 2aφ₀)."""
    p, gap, u, a = proof_with_solution(group), group.gap, group.solution, group.step
    factor = a / 2 * exp(doubled_start(group))

    def show(q: Proof) -> Line:
        nonnegative = q.linear(le(0, u(t) - gap(t)), le(gap(t), u(t)))
        lipschitz = q.instance(
            softplus_lipschitz(),
            nonnegative,
            d=u(t) - gap(t),
            w=exp(-2 * u(t)),
            goal=le(softplus(gap(t)) - softplus(u(t)), 2 * (u(t) - gap(t))),
        )
        bounded = le(u(t) - gap(t), a * phi(group.start))
        late = le(lag(group, gap(t), t), factor * (softplus(gap(t)) - softplus(group.start)))
        return q.linear(q.goal, late, (lipschitz, factor), (bounded, 2 * factor), (group.on_solution, 1))

    facts = [p.instance(lag_above(group))]
    facts += [p.use(e(group)) for e in (gap_below_solution, solution_below_shifted_gap)]
    goal = le(primitive(u(t)) - primitive(gap(t)), local_bound(group))
    return p.established(p.each_step(goal, show, facts=facts))


@cache
def local_error(group: Group) -> Established:
    """u(th) − gᵗ ≤ φ(u(th))·(a/2)e^(2aφ₀)·(log(φ₀/φ(u(th))) + 2aφ₀), which tends to 0 as t grows."""
    p, gap, u = proof_with_solution(group), group.gap, group.solution

    def show(q: Proof) -> Line:
        tangent = q.instance(primitive_tangent(), x=gap(t), y=u(t))
        late = le(primitive(u(t)) - primitive(gap(t)), local_bound(group))
        return q.linear(q.goal, (tangent, phi(u(t))), (late, phi(u(t))))

    facts = [p.use(solution_lags_at_most(group))]
    goal = le(u(t) - gap(t), phi(u(t)) * local_bound(group))
    return p.established(p.each_step(goal, show, facts=facts))


def sharp_bound(group: Group) -> Any:
    """(a/2)(φ₀/e)·e^(2aφ₀)·(1 + 2e·aφ₀)."""
    a, top = group.step, phi(group.start)
    return a * top / (2 * E) * exp(doubled_start(group)) * (1 + 2 * E * a * top)


@cache
def sharp_error(group: Group) -> Established:
    """u(th) − gᵗ ≤ (a/2)(φ₀/e)·e^(2aφ₀)·(1 + 2e·aφ₀)."""
    p, gap, u, a = proof_with_solution(group), group.gap, group.solution, group.step
    factor = a / 2 * exp(doubled_start(group))

    def show(q: Proof) -> Line:
        below = q.instance(phi_monotone(), le(u(t), group.start), x=u(t), y=group.start)
        peak = q.instance(exp_tangent(), v=softplus(u(t)) - softplus(group.start) - 1)
        local = le(u(t) - gap(t), phi(u(t)) * local_bound(group))
        return q.linear(q.goal, local, (peak, factor * phi(u(t))), (below, factor * doubled_start(group)))

    facts = [p.use(e(group)) for e in (local_error, solution_stays_below_start)]
    return p.established(p.each_step(le(u(t) - gap(t), sharp_bound(group)), show, facts=facts))


def probability_bound(group: Group) -> Any:
    """(a/2)φ₀²·e^(2aφ₀)·(1/e + 4aφ₀)."""
    a, top = group.step, phi(group.start)
    return a / 2 * top**2 * exp(doubled_start(group)) * (1 / E + 4 * a * top)


@cache
def probability_error(group: Group) -> Established:
    """φ(u(th)) − φ(gᵗ) ≤ (a/2)φ₀²·e^(2aφ₀)·(1/e + 4aφ₀).

    φ(u) − φ(g) = φ(u)φ(g)(e^(−2g) − e^(−2u)) = 2φ(u)φ(g)·(D − (u − g)) ≤ 2φ(u)²·D with D = G(u) − G(g) ≥ 0.
    """
    p, gap, u, a = proof_with_solution(group), group.gap, group.solution, group.step
    factor, top = a / 2 * exp(doubled_start(group)), phi(group.start)

    def show(q: Proof) -> Line:
        at_u, at_gap = phi(u(t)), phi(gap(t))
        order = q.instance(phi_monotone(), le(gap(t), u(t)), x=gap(t), y=u(t))
        below = q.instance(phi_monotone(), le(u(t), group.start), x=u(t), y=group.start)
        ahead = primitive(u(t)) - primitive(gap(t))
        fallen = le(primitive(gap(t)), primitive(group.start) - a * t)
        positive = q.linear(le(0, ahead), fallen, (group.on_solution, -1))
        peak = q.instance(exp_tangent(), v=2 * (softplus(u(t)) - softplus(group.start)) - 1)
        weight = q.linear(le(0, 2 * at_u * ahead), (positive, 2 * at_u))
        late = le(ahead, local_bound(group))
        return q.linear(
            q.goal,
            (le(gap(t), u(t)), 2 * at_u * at_gap),
            (order, 2 * at_u * ahead),
            (late, 2 * at_u**2),
            (peak, factor * at_u**2),
            (below, 2 * factor * doubled_start(group) * (at_u + top)),
            using=[weight],
        )

    facts = [p.use(e(group)) for e in (gap_below_solution, solution_stays_below_start, solution_lags_at_most)]
    facts.append(p.instance(gap_below_solution_in_primitive(group)))
    return p.established(p.each_step(le(phi(u(t)) - phi(gap(t)), probability_bound(group)), show, facts=facts))
