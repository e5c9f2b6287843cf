"""The inductions that compare the gap gᵗ⁺¹ = gᵗ − aφ(gᵗ) with the solution of u′ = −φ(u), for either group.

The solution enters through G(u(th)) = G(u₀) − at alone, and the gap through single inductions on G(gᵗ) and on the
weight e^(−2gᵗ): no condition on the step a or on the start u₀ is needed. φ₀ stands for φ(u₀). Each function returns
what the kernel established for the group; the docstring says what.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from sympy import E, Reals, S, exp, log

from checks.kernel import Established
from checks.methods import Line, Proof
from checks.paper import eq, ge, le, lt
from proofs.class_imbalance.notation import Group, epsilon, h, t
from proofs.class_imbalance.paper import PAPER
from proofs.foundations.elementary import exp_below_log, exp_monotone, exp_tangent, log_monotone
from proofs.foundations.logistic import (
    phi_monotone,
    primitive_reflects_order,
    primitive_tangent,
    softplus_lipschitz,
)
from proofs.foundations.logistic_step import (
    excess_above,
    excess_below,
    shifted_step,
    step_falls_below,
    weight_grows_by_at_least,
    weight_grows_by_at_most,
    weight_of_a_small_step,
)
from proofs.foundations.notation import phi, primitive, softplus

SYMBOLS = {symbol: PAPER.symbols[symbol] for symbol in (epsilon, h, t)}


def proof_about_gap(group: Group, *given: Any) -> Proof:
    """A proof in which the gap of the group obeys its recursion."""
    return Proof({**SYMBOLS, group.start: Reals}, given, group.recursion)


def proof_with_solution(group: Group, *given: Any) -> Proof:
    """A proof in which, besides, u(th) is the value of the solution at time th."""
    return Proof({**SYMBOLS, group.start: Reals}, given, [*group.recursion, group.on_solution])


def doubled_start(group: Group) -> Any:
    """2aφ₀, at most what the logarithm of the weight e^(−2g) gains in a step."""
    return 2 * group.step * phi(group.start)


# The gap alone ------------------------------------------------------------------------------------------------------


@cache
def gap_stays_below_start(group: Group) -> Established:
    """gᵗ ≤ u₀."""
    p, gap = proof_about_gap(group), group.gap

    def step(q: Proof) -> Line:
        falls = q.enclose(le(0, group.step * phi(gap(t))))
        return q.linear(q.goal, falls, le(gap(t), group.start), group.recursion[0])

    goal = le(gap(t), group.start)
    return p.established(p.induction(goal, lambda q: q.given(q.goal, group.recursion[1]), step))


@cache
def gap_below_solution_in_primitive(group: Group) -> Established:
    """G(gᵗ) ≤ G(u₀) − at."""
    p, gap = proof_about_gap(group), group.gap

    def step(q: Proof) -> Line:
        fall = q.instance(step_falls_below(), group.recursion[0], x=gap(t), y=gap(t + 1), a=group.step)
        return q.linear(q.goal, fall, le(primitive(gap(t)), primitive(group.start) - group.step * t))

    goal = le(primitive(gap(t)), primitive(group.start) - group.step * t)
    return p.established(p.induction(goal, lambda q: at_start(q, group), step))


@cache
def shifted_gap_above_solution_in_primitive(group: Group) -> Established:
    """G(gᵗ + a(φ₀ − φ(gᵗ))) ≥ G(u₀) − at."""
    p, gap, a, top = proof_about_gap(group), group.gap, group.step, phi(group.start)

    def shifted(i: Any) -> Any:
        return gap(i) + a * (top - phi(gap(i)))

    def step(q: Proof) -> Line:
        lower = q.instance(phi_monotone(), le(gap(t + 1), group.start), x=gap(t + 1), y=group.start)
        above = q.linear(le(gap(t + 1), shifted(t + 1)), (lower, a))
        apart = q.linear(eq(shifted(t) - shifted(t + 1), a * phi(gap(t + 1))), (group.recursion[0], -1))
        fall = q.instance(shifted_step(), apart, above, y=gap(t + 1), v=shifted(t), w=shifted(t + 1), a=a)
        return q.linear(q.goal, fall, le(primitive(group.start) - a * t, primitive(shifted(t))))

    goal = le(primitive(group.start) - a * t, primitive(shifted(t)))
    facts = [p.use(gap_stays_below_start(group))]
    return p.established(p.induction(goal, lambda q: at_start(q, group), step, facts=facts))


@cache
def lag_above(group: Group) -> Established:
    """G(u₀) − at − G(gᵗ) ≤ (a/2)e^(2aφ₀)·(r(gᵗ) − r(u₀))."""
    factor = group.step / 2 * exp(doubled_start(group))
    return _by_steps(
        group,
        lambda x, i: le(lag(group, x, i), factor * (softplus(x) - softplus(group.start))),
        excess_above,
        lambda x, y: le(excess(group, x, y), factor * (softplus(y) - softplus(x))),
    )


@cache
def lag_below(group: Group) -> Established:
    """(a/2)e^(−2aφ₀)·(r(gᵗ) − r(u₀)) ≤ G(u₀) − at − G(gᵗ)."""
    factor = group.step / 2 * exp(-doubled_start(group))
    return _by_steps(
        group,
        lambda x, i: le(factor * (softplus(x) - softplus(group.start)), lag(group, x, i)),
        excess_below,
        lambda x, y: le(factor * (softplus(y) - softplus(x)), excess(group, x, y)),
    )


@cache
def weight_at_least(group: Group) -> Established:
    """e^(−2u₀) + 2a(1 − φ₀)t ≤ e^(−2gᵗ)."""
    rate = 2 * group.step * (1 - phi(group.start))
    return _by_steps(
        group,
        lambda x, i: le(exp(-2 * group.start) + rate * i, exp(-2 * x)),
        weight_grows_by_at_least,
        lambda x, y: le(exp(-2 * x) + rate, exp(-2 * y)),
    )


@cache
def weight_at_most(group: Group) -> Established:
    """e^(−2gᵗ) ≤ e^(−2u₀) + 2a e^(2aφ₀)t."""
    rate = 2 * group.step * exp(doubled_start(group))
    return _by_steps(
        group,
        lambda x, i: le(exp(-2 * x), exp(-2 * group.start) + rate * i),
        weight_grows_by_at_most,
        lambda x, y: le(exp(-2 * y), exp(-2 * x) + rate),
    )


@cache
def weight_at_most_for_small_steps(group: Group) -> Established:
    """e^(−2gᵗ) ≤ e^(−2u₀) + 2at, if a ≤ 1."""
    return _by_steps(
        group,
        lambda x, i: le(exp(-2 * x), exp(-2 * group.start) + 2 * group.step * i),
        weight_of_a_small_step,
        lambda x, y: le(exp(-2 * y), exp(-2 * x) + 2 * group.step),
        le(group.step, 1),
    )


def lag(group: Group, x: Any, i: Any) -> Any:
    """G(u₀) − ai − G(x): by how much the gap is ahead of the solution, measured in time."""
    return primitive(group.start) - group.step * i - primitive(x)


def excess(group: Group, x: Any, y: Any) -> Any:
    """G(x) − G(y) − a."""
    return primitive(x) - primitive(y) - group.step


def at_start(q: Proof, group: Group) -> Line:
    """The base of an induction whose goal becomes an identity at g⁰ = u₀."""
    at_u0 = q.goal.replace(q.term(group.gap(0)), q.term(group.start))
    return q.rewrite(q.goal, q.settle(at_u0), group.recursion[1])


def _by_steps(
    group: Group,
    bound: Callable[[Any, Any], Any],
    lemma: Callable[[], Established],
    one_step: Callable[[Any, Any], Any],
    *given: Any,
) -> Established:
    """∀t: bound(gᵗ, t), where a lemma on one step x ↦ y gives one_step(x, y)."""
    p, gap = proof_about_gap(group, *given), group.gap

    def step(q: Proof) -> Line:
        here, value = gap(t), phi(gap(t))
        facts = [q.identity(eq(value * (1 + exp(-2 * here)), 1)), q.enclose(lt(0, value)), *given]
        lower = q.instance(phi_monotone(), le(here, group.start), x=here, y=group.start)
        values = {"x": here, "f": value, "a": group.step}
        if "c" in lemma().claim.context.domains:
            values["c"], facts = phi(group.start), [*facts, lower]
        at_next = here - group.step * value
        fall = q.instance(lemma(), *facts, goal=one_step(here, at_next), **values)
        return q.linear(q.goal, q.rewrite(one_step(here, gap(t + 1)), fall, group.recursion[0]), bound(here, t))

    facts = [p.instance(gap_stays_below_start(group))]
    return p.established(p.induction(bound(gap(t), t), lambda q: at_start(q, group), step, facts=facts))


# The gap and the solution -------------------------------------------------------------------------------------------


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
        return q.linear(
            q.goal, local, (peak, factor * phi(u(t))), (below, factor * doubled_start(group))
        )

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
