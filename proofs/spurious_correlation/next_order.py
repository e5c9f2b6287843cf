r"""The next order of the rate: 4α²εht·E[1 − p_y] = 1 − 1/(α|x_t|) + O(1/|x_t|²), with explicit constants.

With u = |x| the flow (19) preserves G(u) − αat for G(u) = (u − 1/(2α))e^(2αu), up to what is exponentially small. In a
step of (14) of length σ, G(u) − κu grows by at most αa, as the second order of the step is at most κσ, and G(u) +
ke^(2αu)/(1 + αu) by at least αa, as D(u)e^(2αu) ≥ 1 − O(1/u²). Both corrections are of order G(u)/u² or smaller, and
Lemma D.1 has its second term, so the product of the two expansions is (1 − 1/(2αu))² + O(1/u²).
"""

from typing import Any

from sympy import Expr, Rational, exp

from checks.methods import Line, Proof, Wanted, iterate, orbit, proves
from checks.outcome import Evidence, Verdict
from checks.paper import Claim, eq, le, lt
from proofs.foundations.elementary import (
    EXP_MONOTONE,
    EXP_SECOND_ORDER_ABOVE,
    EXP_SECOND_ORDER_BELOW,
    EXP_SLOPE,
    EXP_TANGENT,
    NONNEGATIVE,
    exp_monotone,
    exp_second_order_above,
    exp_second_order_below,
    exp_slope,
    exp_tangent,
)
from proofs.spurious_correlation.appendix_d import (
    MISFIT_ABOVE,
    MISFIT_BELOW,
    MISFIT_POSITIVE,
    MISFIT_SECOND,
    misfit_second,
)
from proofs.spurious_correlation.drift import (
    MOMENT_CLOSED,
    PULL_ABOVE,
    PULL_BELOW,
    QUOTIENT_POSITIVE,
    SPREAD_POSITIVE,
    STEP_POSITIVE,
    D,
    pull_above,
    pull_below,
    quotient_positive,
)
from proofs.spurious_correlation.flows import constants_positive
from proofs.spurious_correlation.gap_orbit import (
    ANY_SHARE,
    GAP_GROWS,
    GAP_STAYS_BELOW,
    X,
    gap_grows,
    gap_stays_below,
    parameter_facts,
    step_facts,
    step_values,
)
from proofs.spurious_correlation.notation import (
    ORDER,
    RECURSION,
    STEP,
    a,
    alpha,
    beta,
    d,
    eta,
    gap,
    in_paper,
    kappa,
    misfit,
    s,
    t,
    u,
    u0,
    x0,
)
from proofs.spurious_correlation.orbits import WORKED
from proofs.spurious_correlation.paper import PAPER
from proofs.spurious_correlation.potentials import STEP_IS
from proofs.spurious_correlation.rate import LEAST, RESCALED, i, m, misfit_facts
from proofs.spurious_correlation.setting import THEOREM_1_3

E, E0, A, TAIL = exp(2 * alpha * u), exp(2 * alpha * u0), exp(-2 * alpha * u), exp(-2 * d * u)
CURVATURE = alpha * a * (1 + alpha) * exp(alpha * a * exp(-2 * alpha))  # κ
FIRST, SECOND = (1 + 1 / (2 * d)) / alpha, (1 + alpha / d) / d
DEFICIT = FIRST + SECOND  # k
SMALL = 1 / (2 * alpha * u)


def principal(value: Expr) -> Expr:
    """G(u) = (u − 1/(2α))e^(2αu)."""
    return (value - 1 / (2 * alpha)) * exp(2 * alpha * value)


def correction(value: Expr) -> Expr:
    """e^(2αu)/(1 + αu)."""
    return exp(2 * alpha * value) / (1 + alpha * value)


PUSH_SECOND = PAPER.statement(
    "push-to-second-order",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"D(u)\,e^{2\alpha u}\Bigl(1 + \frac{k}{2u(1+\alpha u)}\Bigr) \ge 1, \quad "
    r"k = \tfrac1\alpha\bigl(1+\tfrac1{2d}\bigr) + \tfrac1d\bigl(1+\tfrac\alpha d\bigr),\ d = \beta-\alpha",
    concludes=[le(1, D * E * (1 + DEFICIT / (2 * u * (1 + alpha * u))))],
    uses=[PULL_BELOW, EXP_TANGENT, EXP_SECOND_ORDER_BELOW],
    derivation=False,
)


@proves(PUSH_SECOND, "the lower bound for D; e^v ≥ 1 + v + v²/2 at 2αu and 2du")
def push_second(p):
    """With b = e^(−2du) and w = 2u(1 + αu) it is (1 − b)k/w ≥ A + b; the two parts of k take care of A and of b."""
    w, below = 2 * u * (1 + alpha * u), 1 / (1 + A)
    return p.linear(
        p.goal,
        (p.instance(pull_below()), E * (1 + DEFICIT / w)),
        (p.instance(exp_tangent(), v=2 * d * u), below * TAIL / (1 + 2 * d * u) * FIRST / w),
        (le(1, u), below / ((1 + 2 * d * u) * alpha * w)),
        (p.instance(exp_second_order_below(), x=2 * alpha * u), below * A / (alpha * w)),
        (lt(0, A), below / (alpha * w)),
        (p.instance(exp_second_order_below(), x=2 * d * u), below * TAIL * SECOND / w),
        (lt(0, TAIL), below * (d * u + alpha / d) / (1 + alpha * u)),
    )


SECOND_FROM_BELOW = PAPER.statement(
    "second-order-step-from-below",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"G(u) + \frac{k e^{2\alpha u}}{1+\alpha u} + \alpha a \le G(u+\sigma) + "
    r"\frac{k e^{2\alpha(u+\sigma)}}{1+\alpha(u+\sigma)}, \quad G(u) = \bigl(u-\tfrac1{2\alpha}\bigr)e^{2\alpha u}",
    given=[STEP_IS],
    concludes=[le(principal(u) + DEFICIT * correction(u) + alpha * a, principal(u + s) + DEFICIT * correction(u + s))],
    uses=[EXP_TANGENT, EXP_SLOPE, EXP_SECOND_ORDER_BELOW, PUSH_SECOND],
    derivation=False,
)


@proves(SECOND_FROM_BELOW, "e^v ≥ 1 + v + v²/2 at v = 2ασ, and the lemma `push-to-second-order`")
def second_from_below(p):
    """G grows by 2αue^(2αu)σ + e^(2αu)/(2α)·{2αu[e^v − 1 − v] + [ve^v − e^v + 1]}, the correction by at least
    αe^(2αu)σ/(1 + αu)."""
    v, here, there = 2 * alpha * s, 1 + alpha * u, 1 + alpha * (u + s)
    room = alpha**2 * s * u + alpha**2 * s**2 * (1 + 2 * alpha * u)
    return p.linear(
        p.goal,
        (p.instance(exp_tangent(), v=v), u * E),
        (p.instance(exp_slope(), x=v), E / (2 * alpha)),
        (p.instance(exp_second_order_below(), x=v), DEFICIT * E / there),
        (le(0, 1), DEFICIT * E * room / (here * there)),
        (p.instance(push_second()), alpha * a),
        (STEP_IS, -(2 * alpha * u * E + DEFICIT * alpha * E / here)),
    )


SECOND_FROM_ABOVE = PAPER.statement(
    "second-order-step-from-above",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"G(u+\sigma) - \kappa(u+\sigma) \le G(u) - \kappa u + \alpha a, \quad "
    r"\kappa = \alpha(1+\alpha)\,a\,e^{\alpha a e^{-2\alpha}}",
    given=[STEP_IS],
    concludes=[le(principal(u + s) - CURVATURE * (u + s), principal(u) - CURVATURE * u + alpha * a)],
    uses=[EXP_TANGENT, EXP_SLOPE, EXP_SECOND_ORDER_ABOVE, EXP_MONOTONE, PULL_ABOVE],
    derivation=False,
)


@proves(SECOND_FROM_ABOVE, "D ≤ e^(−2αu); the second order of the step is at most κσ")
def second_from_above(p):
    """With v = 2ασ: e^v − 1 − v ≤ v²e^v/2 and (v − 1)e^v + 1 ≤ v²e^v, so that the second order is at most
    2α(αu + 1)e^(2αu)σ²e^v; and e^(2αu)σ ≤ a/(2u), v ≤ αae^(−2α)."""
    v = 2 * alpha * s
    pulled, tangent = p.instance(pull_above()), p.instance(exp_tangent(), v=v)
    short = p.linear(le(E * s, a / (2 * u)), (pulled, a * E / (2 * u)), (STEP_IS, E))
    order = p.linear(le(-2 * alpha * u, -2 * alpha), (le(1, u), 2 * alpha))
    fallen = p.instance(exp_monotone(), order, x=-2 * alpha * u, y=-2 * alpha)
    most = alpha * a * exp(-2 * alpha)
    length = p.linear(
        le(v, most), (pulled, alpha * a / u), (STEP_IS, 2 * alpha), (le(1, u), alpha * a * A / u), (fallen, alpha * a)
    )
    powers = p.instance(exp_monotone(), length, x=v, y=most)
    return p.linear(
        p.goal,
        (pulled, alpha * a * E),
        (STEP_IS, 2 * alpha * u * E),
        (p.instance(exp_second_order_above(), x=v), u * E),
        (p.instance(exp_slope(), x=v), E * s),
        (tangent, E / (2 * alpha)),
        (short, 2 * alpha * s * exp(v) * (alpha * u + 1)),
        (le(1, u), alpha * a * s * exp(v) / u),
        (powers, alpha * a * (1 + alpha) * s),
    )


FROM_START = u0 + 1 / (2 * alpha)  # u·e^(2αu₀) is at most so many e^(2αu)
MOST = Rational(3, 4) / alpha**2 + DEFICIT / alpha + FROM_START / (2 * alpha)  # K₊
LEFT = CURVATURE / (2 * alpha**2) + u0 * FROM_START  # what the gap leaves
SMALLEST = LEFT + 1 / (2 * d**2) + 1 / (2 * alpha**2)  # K₋


def grown(p: Proof) -> Line:
    """u·e^(2αu₀) ≤ (u₀ + 1/(2α))e^(2αu): the exponential's tangent at 2α(u − u₀) ≥ 0."""
    tangent = p.instance(exp_tangent(), v=2 * alpha * (u - u0))
    room = p.linear(le(0, u - u0), le(u0, u))
    return p.linear(
        le(u * E0, FROM_START * E),
        (tangent, FROM_START * E0),
        (room, 2 * alpha * u0 * E0),
        (le(0, 1), E0 / (2 * alpha)),
    )


RATE_SECOND_ABOVE = PAPER.statement(
    "rate-above-to-second-order",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"m \le G(u) + \tfrac{k e^{2\alpha u}}{1+\alpha u} + \tfrac{1}{2\alpha}e^{2\alpha u_0} \Rightarrow "
    r"2\alpha m i \le 1 - \tfrac1{\alpha u} + \tfrac{K_+}{u^2}",
    reading="For i at most both upper bounds for I, and u ≥ u₀.",
    over={i: NONNEGATIVE, m: NONNEGATIVE},
    given=[
        le(m, principal(u) + DEFICIT * correction(u) + E0 / (2 * alpha)),
        le(i, A / (2 * alpha * u)),
        le(i, A / (2 * alpha * u) * (1 - SMALL + 2 * SMALL**2)),
        le(u0, u),
    ],
    concludes=[le(2 * alpha * m * i, 1 - 1 / (alpha * u) + MOST / u**2)],
    uses=[EXP_TANGENT],
    derivation=False,
)


@proves(RATE_SECOND_ABOVE, "(1 − z)(1 − z + 2z²) ≤ 1 − 2z + 3z² for z = 1/(2αu)")
def rate_second_above(p):
    first, lead, second, _ = RATE_SECOND_ABOVE.given
    late = grown(p)
    rest = [
        (first, 2 * alpha * i),
        (lead, 2 * alpha * DEFICIT * correction(u) + E0),
        (late, A / (2 * alpha * u**2)),
        (le(0, 1), DEFICIT / (alpha * u**2 * (1 + alpha * u))),
    ]

    def small(q: Proof) -> Line:
        return q.linear(q.goal, *rest, (le(2 * alpha * u, 1), E * i), (le(0, 1), (1 - SMALL) ** 2 + 2 * SMALL**2))

    def large(q: Proof) -> Line:
        room = q.linear(le(0, 2 * alpha * u - 1), lt(1, 2 * alpha * u))
        weight = q.linear(le(0, (2 * alpha * u - 1) * E), (room, E))
        return q.linear(q.goal, *rest, (second, (2 * alpha * u - 1) * E), (le(0, 1), 2 * SMALL**3), using=[weight])

    return p.cases(p.goal, 2 * alpha * u, 1, small, large)


RATE_SECOND_BELOW = PAPER.statement(
    "rate-below-to-second-order",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"G(u) - \kappa u \le u_0e^{2\alpha u_0} + m \Rightarrow "
    r"1 - \tfrac1{\alpha u} - \tfrac{K_-}{u^2} \le 2\alpha m i",
    reading="For i at least the lower bound of Lemma D.1, and u ≥ u₀.",
    over={i: NONNEGATIVE, m: NONNEGATIVE},
    given=[le(principal(u) - CURVATURE * u, u0 * E0 + m), le(LEAST, i), le(u0, u)],
    concludes=[le(1 - 1 / (alpha * u) - SMALLEST / u**2, 2 * alpha * m * i)],
    uses=[EXP_TANGENT, EXP_SECOND_ORDER_BELOW],
    derivation=False,
)


@proves(RATE_SECOND_BELOW, "trivial for 1 − z ≤ ρ; else the product of two lower bounds, the first positive")
def rate_second_below(p):
    """z = 1/(2αu), ρ = κA + u₀e^(2αu₀)A/u, η = e^(−2du) + A: (1 − z − ρ)(1 − z − η) ≥ 1 − 2z − ρ − η."""
    first, least, _ = RATE_SECOND_BELOW.given
    low = p.linear(
        le(A, 1 / (2 * alpha**2 * u**2)),
        (p.instance(exp_second_order_below(), x=2 * alpha * u), A / (2 * alpha**2 * u**2)),
        (le(0, 1), A * (1 + 2 * alpha * u) / (2 * alpha**2 * u**2)),
    )
    tail = p.linear(
        le(TAIL, 1 / (2 * d**2 * u**2)),
        (p.instance(exp_second_order_below(), x=2 * d * u), TAIL / (2 * d**2 * u**2)),
        (le(0, 1), TAIL * (1 + 2 * d * u) / (2 * d**2 * u**2)),
    )
    rho, eta = CURVATURE * A + u0 * E0 * A / u, TAIL + A
    lost = p.linear(le(rho, LEFT / u**2), (low, CURVATURE), (grown(p), u0 * A / u**2))
    spare = 1 / (2 * d**2 * u**2) + 1 / (2 * alpha**2 * u**2)

    def near(q: Proof) -> Line:
        return q.linear(q.goal, (le(0, i), 2 * alpha * m), le(1 - SMALL, rho), lost, (le(0, 1), SMALL + spare))

    def far(q: Proof) -> Line:
        room = q.linear(le(0, 1 - SMALL - rho), lt(rho, 1 - SMALL))
        weight = q.linear(le(0, 2 * alpha * u * E * (1 - SMALL - rho)), (room, 2 * alpha * u * E))
        left = A * (SMALL + TAIL + A) / (1 + A)
        return q.linear(
            q.goal,
            (first, 2 * alpha * i),
            (least, 2 * alpha * u * E * (1 - SMALL - rho)),
            (room, left),
            lost,
            low,
            tail,
            (le(0, 1), SMALL**2 + SMALL * (rho + eta) + rho * eta),
            using=[weight],
        )

    return p.cases(p.goal, 1 - SMALL, rho, near, far)


KAPPA = in_paper(CURVATURE)
ORBIT = [SPREAD_POSITIVE, QUOTIENT_POSITIVE, MOMENT_CLOSED, STEP_POSITIVE, GAP_STAYS_BELOW]


def low_side(value: Expr) -> Expr:
    """G + k·e^(2αu)/(1 + αu) at u = −value, in the paper's symbols."""
    return in_paper(principal(-value) + DEFICIT * correction(-value))


def high_side(value: Expr) -> Expr:
    """G − κu at u = −value."""
    return in_paper(principal(-value) - CURVATURE * -value)


def along(p: Proof, goal: Any, side: Any, lemma: Any) -> Line:
    """By induction: what one step does to a potential."""

    def base(q: Proof) -> Line:
        start = side(gap(0))
        return q.rewrite(q.goal, q.given(le(start, start), q.identity(eq(start, start))), eq(gap(0), x0))

    def step(q: Proof) -> Line:
        return q.linear(q.goal, q.instance(lemma, *step_facts(q), **step_values()), goal)

    return p.induction(goal, base, step, facts=[*parameter_facts(p), p.instance(gap_stays_below())])


GAP_SECOND_BELOW = PAPER.statement(
    "gap-from-below-to-second-order",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"G(u_0) + \tfrac{k e^{2\alpha u_0}}{1+\alpha u_0} + \alpha a t \le G(|x_t|) + "
    r"\tfrac{k e^{2\alpha |x_t|}}{1+\alpha |x_t|}",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[le(low_side(x0) + alpha * STEP * t, low_side(X))],
    uses=[*ORBIT, SECOND_FROM_BELOW],
    derivation=False,
)


@proves(GAP_SECOND_BELOW, "induction with the lemma on one step")
def gap_second_below(p):
    return along(p, p.goal, low_side, second_from_below())


GAP_SECOND_ABOVE = PAPER.statement(
    "gap-from-above-to-second-order",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"G(|x_t|) - \kappa|x_t| \le G(u_0) - \kappa u_0 + \alpha a t",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[le(high_side(X), high_side(x0) + alpha * STEP * t)],
    uses=[*ORBIT, SECOND_FROM_ABOVE],
    derivation=False,
)


@proves(GAP_SECOND_ABOVE, "induction with the lemma on one step")
def gap_second_above(p):
    return along(p, p.goal, high_side, second_from_above())


def in_gap(e: Expr) -> Expr:
    """K₊ or K₋ with |x₀| for u₀."""
    return in_paper(e).subs(u0, -x0)


EXPANDED = 1 - 1 / (alpha * -X)
NEXT_ORDER = PAPER.repair(
    "next-order",
    repairs=THEOREM_1_3,
    label="Next order of the rate",
    printed=r"-\frac{K_-}{x_t^2} \le 4\alpha^2\varepsilon h t\,\mathbb E_{\min}[1-p_y] - "
    r"\Bigl(1-\frac{1}{\alpha|x_t|}\Bigr) \le \frac{K_+}{x_t^2}, \quad "
    r"K_+ = \tfrac{3}{4\alpha^2} + \tfrac{k}{\alpha} + \tfrac{|x_0|+\frac1{2\alpha}}{2\alpha},\quad "
    r"K_- = \tfrac{\kappa}{2\alpha^2} + |x_0|\bigl(|x_0|+\tfrac1{2\alpha}\bigr) + \tfrac1{2(\beta-\alpha)^2} + "
    r"\tfrac1{2\alpha^2}",
    reading="For every α > 0, h > 0, every start x₀ ≤ −1, every t and every share: the rescaled error is "
    "1 − 1/(α|x_t|) up to O(1/|x_t|²), and so less than 1 in the end, by about 1/(α|x_t|), of order 1/ln t. k is that "
    "of the lemma `push-to-second-order`, κ = α(1 + α)·a·exp(αa·e^(−2α)) with a = 2εh/ln(β/α).",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[
        ("at least", le(EXPANDED - in_gap(SMALLEST) / X**2, RESCALED)),
        ("at most", le(RESCALED, EXPANDED + in_gap(MOST) / X**2)),
    ],
    uses=[
        SPREAD_POSITIVE,
        QUOTIENT_POSITIVE,
        GAP_STAYS_BELOW,
        GAP_GROWS,
        GAP_SECOND_BELOW,
        GAP_SECOND_ABOVE,
        MISFIT_BELOW,
        MISFIT_ABOVE,
        MISFIT_SECOND,
        MISFIT_POSITIVE,
        RATE_SECOND_ABOVE,
        RATE_SECOND_BELOW,
    ],
)


@proves(NEXT_ORDER, "both potentials against both expansions of I, at every step")
def next_order(p):
    orbit = [p.instance(lemma()) for lemma in (gap_stays_below, gap_second_below, gap_second_above, gap_grows)]

    def show(q: Proof) -> Line:
        known = constants_positive(q)[:3]
        size, far = q.linear(le(1, -X), le(X, -1)), q.linear(le(-x0, -X), le(X, x0))
        start, negative = q.linear(le(1, -x0), le(x0, -1)), q.linear(lt(X, 0), le(X, -1), (lt(0, 1), 1))
        low, high, positive = misfit_facts(q)
        second = q.instance(misfit_second(), q.fact(ORDER), negative, x=X)
        mass, begun = alpha * STEP * t, exp(-2 * alpha * x0)
        nonnegative = q.linear(le(0, mass), (lt(0, STEP), alpha * t), using=known)
        deficit = in_paper(DEFICIT)
        inverse = q.instance(quotient_positive(), known[1], u=1, s=beta - alpha, goal=lt(0, 1 / (beta - alpha)))
        spare = q.linear(
            le(0, deficit),
            (inverse, 1 / (2 * alpha) + 1 + alpha / (beta - alpha)),
            (le(0, 1), 1 / alpha),
            using=[inverse, *known],
        )
        whole = q.linear(le(0, deficit * correction(-x0)), (spare, correction(-x0)), using=[start, *known])
        reached = q.linear(
            le(mass, low_side(X) + begun / (2 * alpha)),
            q.fact(orbit[1].formula),
            whole,
            (le(1, -x0), begun),
            (le(0, 1), begun),
            using=known,
        )
        curved = q.linear(le(0, KAPPA * -x0), (lt(0, STEP), KAPPA / STEP * -x0), using=[start, *known])
        fallen = q.linear(
            le(high_side(X), -x0 * begun + mass),
            q.fact(orbit[2].formula),
            curved,
            (le(0, 1), begun / (2 * alpha)),
            using=known,
        )
        values = {"u": -X, "u_0": -x0, "i": misfit(X), "m": mass, "d": beta - alpha}
        facts = [*known, size, start, far, positive, nonnegative]
        upper = q.instance(rate_second_above(), *facts, reached, high, second, **values)
        lower = q.instance(rate_second_below(), *facts, fallen, low, a=STEP, **values)
        return q.given(q.goal, lower, upper)

    return p.each_step(p.goal, show, facts=[*parameter_facts(p), *orbit])


LESS, MORE = 1 - eta / (alpha * -X), 1 - (1 + kappa) / (alpha * -X)
LATE_ENOUGH = lt(alpha * in_gap(MOST), (1 - eta) * -X)
LATER_STILL = lt(alpha * in_gap(SMALLEST), kappa * -X)


@NEXT_ORDER.sharpness(
    "a coefficient below 1 serves as well: at some step with |x_t| > αK₊/(1 − η) the rescaled error is at least "
    "1 − η/(α|x_t|), 0 < η < 1",
    exists=[le(LESS, RESCALED)],
    given=[ORDER, LATE_ENOUGH],
    expect=Verdict.REFUTED,
)
def no_smaller_coefficient(claim: Claim) -> Evidence:
    p = Proof.about(claim)

    def show(q: Proof) -> Line:
        size = q.linear(lt(0, -X), le(X, -1), (lt(0, 1), 1))
        return q.linear(q.goal, NEXT_ORDER.concludes[1], (LATE_ENOUGH, 1 / (alpha * X**2)), using=[size])

    facts = [*parameter_facts(p), *(p.instance(lemma()) for lemma in (gap_stays_below, next_order))]
    return p.finding(p.each_step(lt(RESCALED, LESS), show, facts=facts))


@NEXT_ORDER.sharpness(
    "a coefficient above 1 serves as well: at some step with |x_t| > αK₋/κ the rescaled error is at most "
    "1 − (1 + κ)/(α|x_t|), κ > 0",
    exists=[le(RESCALED, MORE)],
    given=[ORDER, LATER_STILL],
    expect=Verdict.REFUTED,
)
def no_larger_coefficient(claim: Claim) -> Evidence:
    p = Proof.about(claim)

    def show(q: Proof) -> Line:
        size = q.linear(lt(0, -X), le(X, -1), (lt(0, 1), 1))
        return q.linear(q.goal, NEXT_ORDER.concludes[0], (LATER_STILL, 1 / (alpha * X**2)), using=[size])

    facts = [*parameter_facts(p), *(p.instance(lemma()) for lemma in (gap_stays_below, next_order))]
    return p.finding(p.each_step(lt(MORE, RESCALED), show, facts=facts))


STEPS, SHARE = 20_000, Rational(1, 10)


def left_over(case: Any, value: Expr) -> Expr:
    """x²·(4α²εht·E − 1 + 1/(α|x|)), which lies between −K₋ and K₊."""
    return value**2 * (case.rescaled(SHARE, value, STEPS) - 1 - 1 / (case.low * value))


@NEXT_ORDER.sharpness(f"x²·(4α²εht·E − 1 + 1/(α|x|)) after {STEPS} steps, α = 3/2, β = 3, ε = h = 1/10")
def remainder_enclosed() -> Evidence:
    at_end = gap(STEPS)
    meaning = f"what the two orders leave, times x², after {STEPS} steps, α = 3/2, β = 3, ε = h = 1/10, x₀ = −1"
    symbol = r"x_t^2\bigl(4\alpha^2\varepsilon h t\,\mathbb E_{\min}[1-p_y] - 1 + \tfrac{1}{\alpha|x_t|}\bigr)"
    wanted = [Wanted("next_order_remainder", left_over(WORKED, at_end), symbol, meaning, digits=20)]
    return orbit(NEXT_ORDER, WORKED.at(SHARE), wanted, evolves=WORKED.recursion, bits=96)


@NEXT_ORDER.sharpness("the same in mpmath, the error by quadrature", expect=Verdict.SUPPORTED)
def remainder_in_mpmath() -> Evidence:
    def step(x: Any) -> Any:
        m = x.context
        return x - m.log((1 + m.exp(6 * x)) / (1 + m.exp(3 * x))) / (100 * m.log(2) * x)

    def observed(x: Any) -> Any:
        m = x.context
        error = m.quad(lambda z: 1 / (z * (1 + m.exp(-2 * x * z))), [m.mpf(3) / 2, 2, 3]) / m.log(2)
        return x**2 * (m.mpf(9 * STEPS) / 100 * error - 1 - 1 / (m.mpf(3) / 2 * x))

    known = remainder_enclosed().quantities
    return iterate(step, -1, STEPS, observe={"next_order_remainder": observed}, against=known, digits=12)
