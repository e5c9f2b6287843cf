r"""Assumption 1: how far the gap is from the solution of the differential equation.

The paper cites the global error bound for Euler's method, (Mh/2L)(e^(Lth) − 1), and evaluates it. With the exact M and L
it is twice the printed 3.7·10⁻⁵ at t = 10⁶ and unbounded in t, so neither 3.7·10⁻⁵ nor 5·10⁻⁵ follows from it at the
horizon, and nothing follows for all t. What is assumed is true nevertheless, for all t, by `uniform-euler-bound`.
"""

from sympy import Abs, And, Expr, Interval, Rational, Reals, cosh, exp, log, oo

from checks.methods import Proof, absolute, along, proves, quantity, witness
from checks.outcome import Finding, Verdict
from checks.paper import eq, le, lt
from proofs.class_imbalance.dynamics import REMARK_1
from proofs.class_imbalance.error import (
    gap_below_solution,
    solution_below_shifted_gap,
    solution_stays_below_start,
)
from proofs.class_imbalance.gap import gap_stays_below_start
from proofs.class_imbalance.notation import HORIZON, STANDARD, epsilon, g, h, minority, t, tau, u, u0
from proofs.class_imbalance.paper import PAPER
from proofs.class_imbalance.solution import EQUATION_10
from proofs.foundations.notation import HALF, phi, phi_slope, primitive, x

ALLOWED = Rational(5, 10**5)
OUTER = Rational(37, 10**6)
PRINTED_M, PRINTED_L = Rational(74, 10**4), Rational(42, 10**3)
AT_STANDARD = [eq(symbol, value) for symbol, value in STANDARD.items()]

ASSUMPTION_1 = PAPER.assumption(
    "1",
    where="Section 3",
    printed=(
        r"\forall t\ge0,\quad \theta_3^t-\theta_4^t = u(th)+\delta_t,\ |\delta_t|\le5\cdot10^{-5} \qquad "
        r"(h = 10^{-4},\ \varepsilon = 0.1,\ \theta_3^0-\theta_4^0\le-1)"
    ),
    given=[*AT_STANDARD, le(u0, -1)],
    evolves=[*minority.recursion, minority.on_solution],
    concludes=le(Abs(g(t) - u(t)), ALLOWED),
    uses=[REMARK_1, EQUATION_10],
    note="Called an assumption, it is a theorem at the printed parameters, and a hypothesis for none of the others.",
)


def error_below(p: Proof, bound: Expr):
    """|gᵗ − u(th)| ≤ bound, where the kernel sees that 2εhφ(u₀) ≤ bound."""
    ahead, behind = p.instance(gap_below_solution(minority)), p.instance(solution_below_shifted_gap(minority))
    small = p.enclose(le(minority.step * phi(u0), bound))
    above = p.linear(le(g(t) - u(t), bound), (ahead, 2), behind, small)
    return absolute(p, le(Abs(g(t) - u(t)), bound), above, p.linear(le(-bound, g(t) - u(t)), behind, small))


@proves(ASSUMPTION_1, "0 ≤ u(th) − gᵗ ≤ 2εhφ(g⁰), for every t")
def assumption_holds(p):
    return error_below(p, ALLOWED)


# The cited bound ----------------------------------------------------------------------------------------------------

SHARE = STANDARD[epsilon]
DRIFT_SLOPE = 4 * SHARE**2 * phi_slope(x) * phi(x)  # |2εφ′·2εφ|
EULER_M = 4 * SHARE**2 * phi_slope(-1) * phi(-1)
EULER_L = 2 * SHARE * phi_slope(-1)
LEFT_OF_MINUS_1 = {x: Interval.open(-oo, -1)}


def euler_bound(m: Expr, lipschitz: Expr, time: Expr) -> Expr:
    """(Mh/2L)(e^(L·time) − 1), the bound of the cited theorem at time th."""
    return m * STANDARD[h] / (2 * lipschitz) * (exp(lipschitz * time) - 1)


def euler_horizon(bound: Expr) -> Expr:
    """The step t up to which the cited bound, with exact M and L, is at most so large."""
    return log(1 + bound * 2 * EULER_L / (EULER_M * STANDARD[h])) / (EULER_L * STANDARD[h])


TIME = HORIZON * STANDARD[h]
AT_HORIZON = euler_bound(EULER_M, EULER_L, TIME)


@ASSUMPTION_1.argument("M ≤ 7.4·10⁻³ for s < −1")
def printed_m():
    p = Proof(LEFT_OF_MINUS_1)
    m = quantity(
        "euler_M".lower(),
        EULER_M,
        symbol="M",
        meaning="supremum of |2εφ′·2εφ| over s < −1, the value at s = −1",
        printed="7.4e-3",
    )
    note = "Right as an upper bound; e² times the printed quotient: see the origin of the number."
    return p.finding(p.enclose(le(DRIFT_SLOPE, PRINTED_M)), quantities=(m,), note=note)
