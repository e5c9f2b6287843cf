r"""Assumption 1: how far the gap is from the solution of the differential equation.

The paper cites the global error bound for Euler's method, (Mh/2L)(e^(Lth) − 1), and evaluates it. With the exact M and
L it is twice the printed 3.7·10⁻⁵ at t = 10⁶ and unbounded in t, so neither 3.7·10⁻⁵ nor 5·10⁻⁵ follows from it at the
horizon, and nothing follows for all t. What is assumed is true nevertheless, for all t, by `uniform-euler-bound`.
"""

from sympy import Abs, And, Derivative, Expr, Interval, Rational, cosh, exp, log, oo

from checks.methods import Proof, absolute, along, proves, quantity, witness
from checks.outcome import Verdict
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
        "euler_M",
        EULER_M,
        symbol="M",
        meaning="supremum of |2εφ′·2εφ| over s < −1, which is its value at s = −1",
        printed="7.4e-3",
    )
    note = "Right as an upper bound, and larger than the supremum by the factor e² (see the origin of the number)."
    return p.finding(p.enclose(le(DRIFT_SLOPE, PRINTED_M)), quantities=(m,), note=note)


@ASSUMPTION_1.sharpness("the supremum over s < −1 is the value at −1: the function increases there")
def exact_m():
    """(φ²(1 − φ))′ = φ(2 − 3φ)φ′ > 0 where φ < 2/3."""
    p = Proof(LEFT_OF_MINUS_1)
    return p.finding(_rises(p, DRIFT_SLOPE, EULER_M, phi(x) * (2 - 3 * phi(x)) * 8 * SHARE**2))


@ASSUMPTION_1.sharpness("so is that of |2εφ′|: φ″ = 2φ′(1 − 2φ) > 0 where φ < 1/2")
def exact_l():
    p = Proof(LEFT_OF_MINUS_1)
    return p.finding(_rises(p, 2 * SHARE * phi_slope(x), EULER_L, 4 * SHARE * (1 - 2 * phi(x))))


def _rises(p, function, at_minus_1, slope_over_phi_slope):
    """function < its value at −1 on x < −1, where its derivative is slope_over_phi_slope·φ′ with both factors > 0."""

    def value(q):
        return q.given(le(function.subs(x, -1), at_minus_1), q.identity(eq(function.subs(x, -1), at_minus_1)))

    def slope(q):
        rising = q.enclose(lt(0, slope_over_phi_slope)), q.enclose(lt(0, phi_slope(x)))
        falls = lt(Derivative(at_minus_1 - function, x), 0)
        return q.linear(falls, (rising[0], phi_slope(x)), using=[rising[1]])

    return p.endpoint(lt(function, at_minus_1), x, "hi", value=value, slope=slope)


@ASSUMPTION_1.argument("the maximum over s < −1 is attained there", expect=Verdict.REFUTED)
def maximum_is_attained():
    """On the open half-line |2εφ′·2εφ| stays below its value at −1, to which it tends: a supremum."""
    p = Proof(LEFT_OF_MINUS_1)
    return p.refutation(_rises(p, DRIFT_SLOPE, EULER_M, phi(x) * (2 - 3 * phi(x)) * 8 * SHARE**2))


@ASSUMPTION_1.argument("|2εφ′| ≤ 4.2·10⁻² for x < −1")
def printed_l():
    p = Proof(LEFT_OF_MINUS_1)
    lipschitz = quantity(
        "euler_L",
        EULER_L,
        symbol="L",
        meaning="supremum of |2εφ′| over x < −1, which is ε/cosh²(1)",
        printed="4.2e-2",
    )
    return p.finding(p.enclose(le(2 * SHARE * phi_slope(x), PRINTED_L)), quantities=(lipschitz,))


@ASSUMPTION_1.argument("L = 4.2·10⁻², with the sign of equality", expect=Verdict.REFUTED)
def l_is_rounded():
    """L = ε/cosh²(1) is a little smaller; harmless, since a larger L makes a larger bound."""
    p = Proof()
    return p.refutation(p.enclose(lt(EULER_L, PRINTED_L)))


@ASSUMPTION_1.argument("L = ε/cosh²(1)")
def l_in_closed_form():
    p = Proof()
    return p.finding(p.identity(eq(EULER_L, SHARE / cosh(1) ** 2)))


@ASSUMPTION_1.argument("(Mh/2L)(e^(Lth) − 1) ≤ 3.7·10⁻⁵ at t = 10⁶, with the exact M and L", expect=Verdict.REFUTED)
def middle_inequality():
    bound = quantity(
        "euler_bound_minority",
        AT_HORIZON,
        symbol=r"\frac{Mh}{2L}(e^{LTh}-1)",
        meaning="the cited bound at t = 10⁶ with exact M and L",
        printed="3.7e-5",
    )
    p = Proof()
    return p.refutation(p.enclose(lt(OUTER, AT_HORIZON)), quantities=(bound,))


@ASSUMPTION_1.argument("the same with the printed M and the exact L", expect=Verdict.REFUTED)
def middle_inequality_with_printed_m():
    value = euler_bound(PRINTED_M, EULER_L, TIME)
    bound = quantity(
        "euler_bound_printed_M",
        value,
        symbol=r"\frac{7.4\cdot10^{-3}h}{2L}(e^{LTh}-1)",
        meaning="the cited bound at t = 10⁶ with the printed M and the exact L",
        printed="3.7e-5",
    )
    p = Proof()
    return p.refutation(p.enclose(lt(OUTER, value)), quantities=(bound,))


@ASSUMPTION_1.argument("the same with the printed M and the printed L", expect=Verdict.REFUTED)
def middle_inequality_as_printed():
    p = Proof()
    return p.refutation(p.enclose(lt(OUTER, euler_bound(PRINTED_M, PRINTED_L, TIME))))


@ASSUMPTION_1.argument("then at least 5·10⁻⁵ follows at t = 10⁶", expect=Verdict.REFUTED)
def allowed_error_does_not_follow():
    """The cited bound passes 5·10⁻⁵ before step 895 276."""
    p = Proof()
    passed = euler_bound(EULER_M, EULER_L, 895_276 * STANDARD[h])
    return p.refutation(p.enclose(And(lt(ALLOWED, AT_HORIZON), lt(ALLOWED, passed))))


@ASSUMPTION_1.sharpness("the cited bound is at most 3.7·10⁻⁵ up to step 825 519 and not at 825 520")
def horizon():
    """The bound increases in t; `euler_horizon` is where it equals 3.7·10⁻⁵."""
    last = quantity(
        "euler_horizon",
        euler_horizon(OUTER),
        symbol=r"t_{\max}",
        meaning="largest t at which the cited bound, with exact M and L, is at most 3.7·10⁻⁵",
        printed=str(HORIZON),
    )
    p = Proof({tau: Interval(0, 825_519 * STANDARD[h])})
    before = p.enclose(le(euler_bound(EULER_M, EULER_L, tau), OUTER))
    after = p.enclose(lt(OUTER, euler_bound(EULER_M, EULER_L, 825_520 * STANDARD[h])))
    return p.finding(p.both(before, after), quantities=(last,))


@ASSUMPTION_1.argument("the theorem gives the bound for all t ≥ 0", expect=Verdict.REFUTED)
def for_all_t():
    """Beyond any number: (Mh/2L)(e^(Lτ) − 1) ≥ (Mh/2)τ, which passes 5·10⁻⁵ at τ = 1000, that is at t = 10⁷."""
    p = Proof({tau: Interval(1000, oo)})
    return p.refutation(p.enclose(lt(ALLOWED, euler_bound(EULER_M, EULER_L, tau))))


@ASSUMPTION_1.sharpness(
    "where 3.7·10⁻⁵ comes from: the printed M times h·(th)/2, the exponential replaced by its tangent"
)
def origin_of_the_number():
    """M·h·(th)/2 = 7.4·10⁻³·10⁻⁴·100/2. It would be the bound if Euler's map expanded nothing (L → 0)."""
    p = Proof()
    return p.finding(p.identity(eq(PRINTED_M * STANDARD[h] * TIME / 2, OUTER)))


@ASSUMPTION_1.sharpness("where 7.4·10⁻³ comes from: the value at s = +1 instead of s = −1, e² times as large")
def origin_of_m():
    p = Proof()
    at_plus_1 = 4 * SHARE**2 * phi_slope(1) * phi(1)
    ratio = p.identity(eq(at_plus_1, exp(2) * EULER_M))
    rounded = p.enclose(And(lt(Rational(739, 10**5), at_plus_1), lt(at_plus_1, PRINTED_M)))
    return p.finding(p.both(ratio, rounded))


@ASSUMPTION_1.argument("|θ₃ᵗ − θ₄ᵗ − u(th)| ≤ 3.7·10⁻⁵, the outer inequality, for every t")
def outer_inequality():
    p = Proof.about(ASSUMPTION_1)
    return p.finding(error_below(p, OUTER), note="True for every t; not by the printed chain.")


@ASSUMPTION_1.argument("where the theorem is applied: gap and solution stay in (−∞, −1]")
def stays_in_the_strip():
    p = Proof.about(ASSUMPTION_1)
    gap, solution = p.instance(gap_stays_below_start(minority)), p.instance(solution_stays_below_start(minority))
    return p.finding(p.both(p.linear(le(g(t), -1), gap, le(u0, -1)), p.linear(le(u(t), -1), solution, le(u0, -1))))


# Hypotheses ---------------------------------------------------------------------------------------------------------


@ASSUMPTION_1.hypotheses("θ₃⁰ − θ₄⁰ ≤ −1 is not needed")
def every_start_will_do():
    p = Proof.about(ASSUMPTION_1, given=AT_STANDARD)
    return p.finding(error_below(p, ALLOWED))


@ASSUMPTION_1.hypotheses("without the standard parameters, for all ε and h", expect=Verdict.REFUTED)
def parameters_are_needed():
    """At ε = 1/2, h = 1, start −1: G(g¹ + 5·10⁻⁵) < G(−1) − 1 = G(u(h)), so u(h) − g¹ > 5·10⁻⁵ (it is 0.011…)."""
    claim = le(primitive(u0) - minority.step * t, primitive(g(t) + ALLOWED))
    return witness(REMARK_1, claim, at={epsilon: HALF, h: 1, u0: -1, t: 1})


@ASSUMPTION_1.hypotheses("from θ⁰ = 0 the gap first reaches −1 at step 209 726, a fifth of the horizon")
def steps_to_reach_minus_1():
    """(gᵗ + 1)(t − 209725.5) < 0 at t = 209 725 and 209 726, along the orbit from 0; the sequence decreases."""
    first = lt((g(t) + 1) * (2 * t - 419_451), 0)
    at = {**STANDARD, u0: 0}
    return along(ASSUMPTION_1, first, at, first=209_725, last=209_726, evolves=minority.recursion)
