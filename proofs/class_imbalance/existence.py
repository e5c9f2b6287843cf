"""Sequences that obey what Proposition 2 and Corollary 1 assume: gradient descent, Lemma 1, Eq. (10) and Assumption 1.

The solution is Lambert's W (see `closed-form`), the weights are made of the gap; that gap and solution stay within
5·10⁻⁵ at every step is the telescoping bound of `uniform-euler-bound`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sympy import LambertW, Reals, exp

from checks.methods import Established, Line, Proof, absolute
from checks.methods.runs import explicit_run
from checks.outcome import Evidence
from checks.paper import Claim, Statement, eq, le, lt, natural
from proofs.class_imbalance.convergence import PROPOSITION_2
from proofs.class_imbalance.euler import ALLOWED
from proofs.class_imbalance.gap import (
    gap_below_solution_in_primitive,
    shifted_gap_above_solution_in_primitive,
    symbols_of,
)
from proofs.class_imbalance.majority import COROLLARY_1
from proofs.class_imbalance.notation import STANDARD, Group, g, majority, minority, s, t, weights
from proofs.foundations.logistic import primitive_reflects_order
from proofs.foundations.notation import phi, primitive, x


@cache
def near_the_number(group: Group) -> tuple[Established, Established]:
    """gᵗ ≤ x ≤ gᵗ + aφ₀ for the number x with G(x) = G(u₀) − at."""
    on_solution = eq(primitive(x), primitive(group.start) - group.step * t)
    p = Proof({**symbols_of(group), x: Reals}, [on_solution], group.recursion)
    here, shifted = group.gap(t), group.gap(t) + group.step * (phi(group.start) - phi(group.gap(t)))
    below = p.linear(
        le(primitive(here), primitive(x)), p.instance(gap_below_solution_in_primitive(group)), (on_solution, -1)
    )
    above = p.linear(
        le(primitive(x), primitive(shifted)), p.instance(shifted_gap_above_solution_in_primitive(group)), on_solution
    )
    behind = p.instance(primitive_reflects_order(), below, y=here, x=x)
    ahead = p.instance(primitive_reflects_order(), above, y=x, x=shifted)
    most = p.linear(le(x, here + group.step * phi(group.start)), ahead, (lt(0, phi(here)), group.step))
    return p.established(behind), p.established(most)


def run_of(group: Group, claim: Claim, others: Mapping[Any, Any]) -> Evidence:
    """The hypotheses of a claim about this group hold together at the paper's parameters, from the start −1, along the
    orbit, the solution of Eq. (10) and these formulas for the weights (in the gap at t)."""
    values = {**STANDARD, group.start: -1}
    names = {str(s): v for s, v in values.items() if s in symbols_of(group)}
    start = (primitive(group.start) - group.step * n).subs(values)
    small = (group.step * phi(group.start)).subs(values)
    w = LambertW(exp(-2 * start))
    number, here = start + w / 2, group.gap(n)

    def close(q: Proof) -> Line:
        """|gⁿ − u(nh)| ≤ 5·10⁻⁵, where u(nh) = G(u₀) − an + W/2 with We^W = e^(2an − 2G(u₀)): that is Eq. (10)."""
        assert q.goal is not None
        equation = q.axiom("lambertw", exp(-2 * start))
        solves = q.linear(eq(primitive(number), start), (equation, exp(-w) / 2))
        behind, ahead = (q.instance(e, solves, x=number, t=n, **names) for e in near_the_number(group))
        over = q.linear(le(here - number, ALLOWED), behind, (le(0, 1), ALLOWED))
        under = q.linear(le(-ALLOWED, here - number), ahead, q.enclose(le(small, ALLOWED)))
        return absolute(q, q.goal, over, under)

    return explicit_run(claim, {**values, t: 2}, others, step=t, show=close)


n = natural("n")  # what `explicit_run` calls the step


def declare(statement: Statement, group: Group, others: Mapping[Any, Any]) -> None:
    """The check `hypotheses-satisfiable` of a statement about this group."""

    def hypotheses_satisfiable(claim: Claim) -> Evidence:
        return run_of(group, claim, others)

    hypotheses_satisfiable.__module__ = statement.module
    statement.hypotheses("sequences meet all hypotheses at every step", exists=[])(hypotheses_satisfiable)


declare(PROPOSITION_2, minority, dict(zip(weights, (0, g(t), g(t), 0), strict=True)))
declare(COROLLARY_1, majority, dict(zip(weights, (s(t), 0, -s(t), 0), strict=True)))
