"""Inductions on the gap gᵗ⁺¹ = gᵗ − aφ(gᵗ) of either group: its primitive G(gᵗ) and its weight e^(−2gᵗ) against time.

G(u₀) − at is where the primitive of the solution of u′ = −φ(u) stands after t steps. No condition on the step a or on
the start u₀ is needed, but for the last function. φ₀ stands for φ(u₀). Each function returns what the kernel
established for the group; the docstring says what.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from sympy import exp

from checks.methods import Established, Line, Proof
from checks.paper import eq, le, lt
from proofs.class_imbalance.notation import Group, h, t
from proofs.class_imbalance.paper import PAPER
from proofs.foundations.logistic import (
    phi_monotone,
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


def symbols_of(group: Group, *others: Any) -> dict[Any, Any]:
    """The group's share and start, h, t and any others, with their domains."""
    return {symbol: PAPER.symbols[symbol] for symbol in (*group.share.free_symbols, h, t, group.start, *others)}


def proof_about_gap(group: Group, *given: Any) -> Proof:
    """A proof in which the gap of the group obeys its recursion."""
    return Proof(symbols_of(group), given, group.recursion)


def doubled_start(group: Group) -> Any:
    """2aφ₀, at most what the logarithm of the weight e^(−2g) gains in a step."""
    return 2 * group.step * phi(group.start)


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
    assert q.goal is not None
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
