r"""Assumption 1: how far the gap is from the solution of the differential equation.

The paper cites the global error bound for Euler's method, (Mh/2L)(e^(Lth) − 1), and evaluates it. With the exact M and
L it is twice the printed 3.7·10⁻⁵ at t = 10⁶ and unbounded in t, so neither 3.7·10⁻⁵ nor 5·10⁻⁵ follows from it at the
horizon, and nothing follows for all t. What is assumed is true nevertheless, for all t, by `uniform-euler-bound`.
"""

from typing import Any

from sympy import Abs, Derivative, Expr, Interval, Rational, cosh, exp, log, oo

from checks.methods import Line, Proof, absolute, along, enclose, identity, proves, quantity, witness
from checks.outcome import Argument, Verdict
from checks.paper import eq, le, lt
from proofs.class_imbalance.error import (
    gap_below_solution,
    solution_below_shifted_gap,
    solution_stays_below_start,
)
from proofs.class_imbalance.gap import gap_stays_below_start
from proofs.class_imbalance.notation import BARE, HORIZON, STANDARD, epsilon, g, h, minority, t, tau, u, u0
from proofs.class_imbalance.orbits import equations, pinned
from proofs.class_imbalance.paper import PAPER
from proofs.class_imbalance.solution import EQUATION_10
from proofs.foundations.logistic import PHI_MONOTONE, PRIMITIVE_REFLECTS_ORDER
from proofs.foundations.logistic_step import SHIFTED_STEP, STEP_FALLS_BELOW
from proofs.foundations.notation import HALF, phi, phi_slope, primitive, x

ALLOWED = Rational(5, 10**5)
OUTER = Rational(37, 10**6)
PRINTED_M, PRINTED_L = Rational(74, 10**4), Rational(42, 10**3)
AT_STANDARD = equations(STANDARD)
CLOSE_TO_SOLUTION = le(Abs(g(t) - u(t)), ALLOWED)

ASSUMPTION_1 = PAPER.assumption(
    "1",
    where="Section 3",
    quote=(
        r"From Remark (i), we assume for simplicity that $\theta_3^0-\theta_4^0\le-1$. Then the solution of Eq (4) can "
        r"be approximated by the solution $u$ of Eq (8): $\forall t\ge0,\ \theta_3^t-\theta_4^t = u(th)+\delta_t$, "
        r"with $|\delta_t|\le5\cdot10^{-5}$. This assumption is justified by Sauer, Numerical Analysis (2nd ed.), "
        r"Corollary 6.5. Using standard parameters: $h=10^{-4}$, $\varepsilon=0.1$, "
        r"$M=\max_{s<-1}|2\varepsilon\phi'\cdot2\varepsilon\phi|\le7.4\times10^{-3}$, "
        r"$L=\max_{x<-1}|2\varepsilon\phi'|=4.2\times10^{-2}$. Corollary 6.5 ensures: "
        r"$|\theta_3^t-\theta_4^t-u(th)| \le \frac{Mh}{2L}(e^{Lth}-1) \le 3.7\times10^{-5}\quad\forall t\le10^6$."
    ),
    reading="The bound on δ_t at the standard parameters; the derivation that follows it is examined step by step.",
    given=[*AT_STANDARD, le(u0, -1)],
    evolves=[*minority.recursion, minority.on_solution],
    concludes=[CLOSE_TO_SOLUTION],
    uses=[EQUATION_10, PHI_MONOTONE, PRIMITIVE_REFLECTS_ORDER, SHIFTED_STEP, STEP_FALLS_BELOW],
    says=r"$|\theta_3^t-\theta_4^t-u(th)| \le \frac{Mh}{2L}(e^{Lth}-1) \le 3.7\times10^{-5}\quad\forall t\le10^6$",
    why=(
        "At t = 10⁶ the cited bound (Mh/2L)(e^(Lth) − 1) is 7.83·10⁻⁵ with the exact M = 1.0012·10⁻³ and L = 0.041997 "
        "(5.79·10⁻⁴ with M = 7.4·10⁻³), not 3.7·10⁻⁵, and it grows with t beyond every number, so that it gives "
        "nothing for all t ≥ 0."
    ),
    fix=(
        "Replace the citation: the drift −2εφ(u) is negative and decreasing in u, so the errors of Euler's steps "
        "telescope and |δ_t| ≤ 2εhφ(θ₃⁰ − θ₄⁰) for every t ≥ 0, every start, ε and h; with the standard parameters and "
        "θ₃⁰ − θ₄⁰ ≤ −1 that is 2.4·10⁻⁶ (and the sharp constant 4.4·10⁻⁷)."
    ),
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


SHARE = STANDARD[epsilon]
DRIFT_SLOPE = 4 * SHARE**2 * phi_slope(x) * phi(x)  # |2εφ′·2εφ|
EULER_M = 4 * SHARE**2 * phi_slope(-1) * phi(-1)
EULER_L = 2 * SHARE * phi_slope(-1)
LEFT_OF_MINUS_1: dict[str, Any] = {"over": {x: Interval.open(-oo, -1)}, **BARE}


def euler_bound(m: Expr, lipschitz: Expr, time: Expr = t * h) -> Expr:
    """(Mh/2L)(e^(L·time) − 1), the bound of the cited theorem."""
    return m * h / (2 * lipschitz) * (exp(lipschitz * time) - 1)


def at_step(bound: Expr, step: int) -> Expr:
    """The bound after so many steps of length 10⁻⁴."""
    return bound.subs({h: STANDARD[h], t: step})


def euler_horizon(bound: Expr) -> Expr:
    """The step t up to which the cited bound, with exact M and L, is at most so large."""
    return log(1 + bound * 2 * EULER_L / (EULER_M * STANDARD[h])) / (EULER_L * STANDARD[h])


SAUER = "Sauer, Numerical Analysis (2nd ed.), Corollary 6.5: the global error of Euler's method"
CITED = euler_bound(EULER_M, EULER_L)
UP_TO_HORIZON = {"given": [*AT_STANDARD, le(t, HORIZON)], "evolves": []}
AT_HORIZON = {**STANDARD, u0: -1, t: HORIZON}


@ASSUMPTION_1.argument(
    "M is a bound of |u″|: along (8) the derivative of −2εφ(u) in time is 2εφ′·2εφ",
    claims=[eq(Derivative(-2 * epsilon * phi(x), x) * (-2 * epsilon * phi(x)), 4 * epsilon**2 * phi_slope(x) * phi(x))],
    **BARE,
)
def second_derivative(c):
    return identity(c)


@ASSUMPTION_1.argument(
    "M ≤ 7.4·10⁻³: |2εφ′·2εφ| ≤ 7.4·10⁻³ for s < −1", claims=[le(DRIFT_SLOPE, PRINTED_M)], **LEFT_OF_MINUS_1
)
def printed_m(c):
    m = quantity(
        "euler_M",
        EULER_M,
        symbol="M",
        meaning="supremum of |2εφ′·2εφ| over s < −1, which is its value at s = −1",
        printed="7.4e-3",
    )
    note = "Right as an upper bound, and larger than the supremum by the factor e² (see the origin of the number)."
    return enclose(c, quantities=(m,), note=note)


@ASSUMPTION_1.sharpness(
    "|2εφ′·2εφ| is below its value at −1 for every s < −1, and so that value is the supremum",
    claims=[lt(DRIFT_SLOPE, EULER_M)],
    **LEFT_OF_MINUS_1,
)
def exact_m(c):
    """(φ²(1 − φ))′ = φ(2 − 3φ)φ′ > 0 where φ < 2/3."""
    p = Proof.about(c)
    return p.finding(m_is_the_supremum(p))


@ASSUMPTION_1.sharpness(
    "|2εφ′| is below its value at −1 for every x < −1: φ″ = 2φ′(1 − 2φ) > 0 where φ < 1/2",
    claims=[lt(2 * SHARE * phi_slope(x), EULER_L)],
    **LEFT_OF_MINUS_1,
)
def exact_l(c):
    p = Proof.about(c)
    return p.finding(l_is_the_supremum(p))


def m_is_the_supremum(p: Proof) -> Line:
    """|2εφ′·2εφ| < M on x < −1."""
    return _rises(p, DRIFT_SLOPE, EULER_M, phi(x) * (2 - 3 * phi(x)) * 8 * SHARE**2)


def l_is_the_supremum(p: Proof) -> Line:
    """|2εφ′| < L on x < −1."""
    return _rises(p, 2 * SHARE * phi_slope(x), EULER_L, 4 * SHARE * (1 - 2 * phi(x)))


def _rises(p: Proof, function: Expr, at_minus_1: Expr, slope_over_phi_slope: Expr) -> Line:
    """function < its value at −1 on x < −1, where its derivative is slope_over_phi_slope·φ′ with both factors > 0."""

    def value(q):
        return q.given(le(function.subs(x, -1), at_minus_1), q.identity(eq(function.subs(x, -1), at_minus_1)))

    def slope(q):
        rising = q.enclose(lt(0, slope_over_phi_slope)), q.enclose(lt(0, phi_slope(x)))
        falls = lt(Derivative(at_minus_1 - function, x), 0)
        return q.linear(falls, (rising[0], phi_slope(x)), using=[rising[1]])

    return p.endpoint(lt(function, at_minus_1), x, "hi", value=value, slope=slope)


@ASSUMPTION_1.argument(
    "the maximum over s < −1 is attained there: |2εφ′·2εφ| is as large as at −1 for some s < −1",
    exists=[le(EULER_M, DRIFT_SLOPE)],
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
    **LEFT_OF_MINUS_1,
)
def maximum_is_attained(c):
    """On the open half-line |2εφ′·2εφ| stays below its value at −1, to which it tends: a supremum."""
    p = Proof.about(c)
    return p.finding(m_is_the_supremum(p))


@ASSUMPTION_1.argument(
    "|2εφ′| ≤ 4.2·10⁻² for x < −1", claims=[le(2 * SHARE * phi_slope(x), PRINTED_L)], **LEFT_OF_MINUS_1
)
def printed_l(c):
    lipschitz = quantity(
        "euler_L",
        EULER_L,
        symbol="L",
        meaning="supremum of |2εφ′| over x < −1, which is ε/cosh²(1)",
        printed="4.2e-2",
    )
    return enclose(c, quantities=(lipschitz,))


@ASSUMPTION_1.argument(
    "L = 4.2·10⁻² to the two digits printed: |L − 4.2·10⁻²| < 5·10⁻⁴",
    claims=[lt(Abs(EULER_L - PRINTED_L), Rational(5, 10**4))],
    **BARE,
)
def l_is_rounded(c):
    return enclose(c, note="L = ε/cosh²(1) = 0.0419974… is a little smaller; a larger L makes a larger bound.")


@ASSUMPTION_1.sharpness("L = ε/cosh²(1)", claims=[eq(EULER_L, SHARE / cosh(1) ** 2)], **BARE)
def l_in_closed_form(c):
    return identity(c)


@ASSUMPTION_1.argument(
    "(Mh/2L)(e^(Lth) − 1) ≤ 3.7·10⁻⁵ for all t ≤ 10⁶, with the exact M and L",
    claims=[le(CITED, OUTER)],
    expect=Verdict.REFUTED,
    **UP_TO_HORIZON,
)
def middle_inequality(c):
    bound = quantity(
        "euler_bound_minority",
        at_step(CITED, HORIZON),
        symbol=r"\frac{Mh}{2L}(e^{LTh}-1)",
        meaning="the cited bound at t = 10⁶ with exact M and L",
        printed="3.7e-5",
    )
    return witness(c, at=AT_HORIZON, quantities=(bound,))


WITH_PRINTED_M = euler_bound(PRINTED_M, EULER_L)


@ASSUMPTION_1.argument(
    "(Mh/2L)(e^(Lth) − 1) ≤ 3.7·10⁻⁵ for all t ≤ 10⁶, with the printed M and the exact L",
    claims=[le(WITH_PRINTED_M, OUTER)],
    expect=Verdict.REFUTED,
    **UP_TO_HORIZON,
)
def middle_inequality_with_printed_m(c):
    bound = quantity(
        "euler_bound_printed_M",
        at_step(WITH_PRINTED_M, HORIZON),
        symbol=r"\frac{7.4\cdot10^{-3}h}{2L}(e^{LTh}-1)",
        meaning="the cited bound at t = 10⁶ with the printed M and the exact L",
        printed="3.7e-5",
    )
    return witness(c, at=AT_HORIZON, quantities=(bound,))


@ASSUMPTION_1.argument(
    "(Mh/2L)(e^(Lth) − 1) ≤ 3.7·10⁻⁵ for all t ≤ 10⁶, with the printed M and the printed L",
    claims=[le(euler_bound(PRINTED_M, PRINTED_L), OUTER)],
    expect=Verdict.REFUTED,
    **UP_TO_HORIZON,
)
def middle_inequality_as_printed(c):
    return witness(c, at=AT_HORIZON)


@ASSUMPTION_1.argument(
    "at least 5·10⁻⁵ follows for t ≤ 10⁶: (Mh/2L)(e^(Lth) − 1) ≤ 5·10⁻⁵, with the exact M and L",
    claims=[le(CITED, ALLOWED)],
    expect=Verdict.REFUTED,
    **UP_TO_HORIZON,
)
def allowed_error_does_not_follow(c):
    """The cited bound passes 5·10⁻⁵ between steps 895 275 and 895 276."""
    return witness(c, at={**AT_HORIZON, t: 895_276})


def _passed_between(level: Expr, last: int) -> dict[str, Any]:
    """The claims that the cited bound is at most so large up to the step `last`, and larger a step later."""
    before = euler_bound(EULER_M, EULER_L, tau).subs(h, STANDARD[h])
    return {
        "claims": [le(before, level), lt(level, at_step(CITED, last + 1))],
        "over": {tau: Interval(0, last * STANDARD[h])},
        **BARE,
    }


@ASSUMPTION_1.sharpness(
    "the cited bound is at most 3.7·10⁻⁵ up to step 825 519 and not at 825 520", **_passed_between(OUTER, 825_519)
)
def horizon(c):
    """The bound increases in t; `euler_horizon` is where it equals 3.7·10⁻⁵."""
    last = quantity(
        "euler_horizon",
        euler_horizon(OUTER),
        symbol=r"t_{\max}",
        meaning="largest t at which the cited bound, with exact M and L, is at most 3.7·10⁻⁵",
        printed=str(HORIZON),
    )
    return enclose(c, quantities=(last,))


@ASSUMPTION_1.sharpness(
    "the cited bound is at most 5·10⁻⁵ up to step 895 275 and not at 895 276", **_passed_between(ALLOWED, 895_275)
)
def horizon_of_the_allowance(c):
    return enclose(c)


@ASSUMPTION_1.argument(
    "the theorem gives |δ_t| ≤ 5·10⁻⁵ for all t ≥ 0",
    claims=[le(CITED, ALLOWED)],
    given=AT_STANDARD,
    evolves=[],
    expect=Verdict.REFUTED,
)
def for_all_t(c):
    """(Mh/2L)(e^(Lth) − 1) ≥ (Mh/2)·th grows beyond every number; at t = 10⁷ the bound is over 10¹²."""
    return witness(c, at={**AT_HORIZON, t: 10**7})


ORIGIN = [eq(h, STANDARD[h]), eq(t, HORIZON)]


@ASSUMPTION_1.sharpness(
    "where 3.7·10⁻⁵ comes from: it is the printed M times h·(th)/2, the exponential replaced by its tangent",
    claims=[eq(PRINTED_M * h * (t * h) / 2, OUTER)],
    given=ORIGIN,
    evolves=[],
)
def origin_of_the_number(c):
    """M·h·(th)/2 = 7.4·10⁻³·10⁻⁴·100/2. It would be the bound if Euler's map expanded nothing (L → 0)."""
    p = Proof.about(c)
    squares = (ORIGIN[0], PRINTED_M * t * (h + STANDARD[h]) / 2)
    return p.finding(p.linear(p.goal, squares, (ORIGIN[1], PRINTED_M * STANDARD[h] ** 2 / 2)))


AT_PLUS_1 = 4 * SHARE**2 * phi_slope(1) * phi(1)


@ASSUMPTION_1.sharpness(
    "where 7.4·10⁻³ comes from: the value at s = +1, e² times that at s = −1, is between 7.39·10⁻³ and 7.4·10⁻³",
    claims=[
        eq(AT_PLUS_1, exp(2) * EULER_M),
        lt(Rational(739, 10**5), AT_PLUS_1),
        lt(AT_PLUS_1, PRINTED_M),
    ],
    **BARE,
)
def origin_of_m(c):
    p = Proof.about(c)
    return p.finding(p.both(p.identity(p.goals[0]), p.enclose(p.goals[1]), p.enclose(p.goals[2])))


@ASSUMPTION_1.argument(
    "|θ₃ᵗ − θ₄ᵗ − u(th)| ≤ 3.7·10⁻⁵, the outer inequality, for every t", claims=[le(Abs(g(t) - u(t)), OUTER)]
)
def outer_inequality(c):
    p = Proof.about(c)
    return p.finding(error_below(p, OUTER), note="True for every t; not by the printed chain.")


@ASSUMPTION_1.argument(
    "where the theorem is applied: gap and solution stay in (−∞, −1]", claims=[le(g(t), -1), le(u(t), -1)]
)
def stays_in_the_strip(c):
    p = Proof.about(c)
    return p.finding(in_the_strip(p))


def in_the_strip(p: Proof) -> Line:
    """gᵗ ≤ −1 and u(th) ≤ −1."""
    gap, solution = p.instance(gap_stays_below_start(minority)), p.instance(solution_stays_below_start(minority))
    return p.both(p.linear(le(g(t), -1), gap, le(u0, -1)), p.linear(le(u(t), -1), solution, le(u0, -1)))


@ASSUMPTION_1.argument(
    "the cited theorem gives |θ₃ᵗ − θ₄ᵗ − u(th)| ≤ (Mh/2L)(e^(Lth) − 1) with the exact M and L",
    claims=[le(Abs(g(t) - u(t)), CITED)],
)
def cited_bound(c):
    """Where gap and solution stay, |u″| ≤ M and L is a Lipschitz constant of the drift."""
    p, left = Proof.about(c), Proof({x: LEFT_OF_MINUS_1["over"][x]})
    suprema = [p.use(left.established(line(left))) for line in (m_is_the_supremum, l_is_the_supremum)]
    return p.finding(p.cite(SAUER, p.goal, in_the_strip(p), *suprema))


@ASSUMPTION_1.hypotheses("|δ_t| ≤ 5·10⁻⁵ without θ₃⁰ − θ₄⁰ ≤ −1", claims=[CLOSE_TO_SOLUTION], given=AT_STANDARD)
def every_start_will_do(c):
    p = Proof.about(c)
    return p.finding(error_below(p, ALLOWED))


@ASSUMPTION_1.hypotheses(
    "|δ_t| ≤ 5·10⁻⁵ for all ε and h: u(th) ≤ gᵗ + 5·10⁻⁵, that is G(u₀) − 2εht ≤ G(gᵗ + 5·10⁻⁵)",
    claims=[le(primitive(u0) - minority.step * t, primitive(g(t) + ALLOWED))],
    given=[le(u0, -1)],
    evolves=minority.recursion,
    expect=Verdict.REFUTED,
)
def parameters_are_needed(c):
    """At ε = 1/2, h = 1, start −1: G(g¹ + 5·10⁻⁵) < G(−1) − 1 = G(u(h)), so u(h) − g¹ > 5·10⁻⁵ (it is 0.011…)."""
    return witness(c, at={epsilon: HALF, h: 1, u0: -1, t: 1})


FROM_ZERO = {**STANDARD, u0: 0}


@ASSUMPTION_1.hypotheses(
    "from θ⁰ = 0 the gap is above −1 at step 209 725 and below −1 at step 209 726, a fifth of the horizon",
    claims=[lt((g(t) + 1) * (2 * t - 419_451), 0)],
    given=pinned(FROM_ZERO, first=209_725, last=209_726),
    evolves=minority.recursion,
)
def steps_to_reach_minus_1(c):
    """By Remark 1 the gap falls, so it first reaches −1 there."""
    return along(c, FROM_ZERO, first=209_725, last=209_726)
