r"""Repairs of Assumption 1: the Euler error for every step, every start and every time.

The drift −aφ is decreasing, so a step of Euler's method falls further than the solution, and G measures by how much:
D_t = G(u₀) − at − G(gᵗ) gains (1 − φ)/(2φ)·(e^x − 1 − x) ≤ a²φ(1 − φ)e^x with x = 2aφ(gᵗ), which is what
(a/2)e^x·r gains at least, r = log(1 + e^(−2g)) = −log φ. So D_t ≤ (a/2)e^(2aφ₀)·log(φ₀/φ(gᵗ)), and
|δ_t| = u(th) − gᵗ ≤ φ(u)·D_t, whose largest value is (a/2)φ₀/e to first order. The inductions stand in `gap`, `error`.
"""

from sympy import Abs, E, Expr, Rational, exp

from checks.methods import Line, Proof, absolute, enclose, proves, quantity
from checks.paper import eq, le, lt
from proofs.class_imbalance.error import (
    gap_below_solution,
    local_bound,
    local_error,
    probability_bound,
    probability_error,
    sharp_bound,
    sharp_error,
    solution_below_shifted_gap,
)
from proofs.class_imbalance.euler import ASSUMPTION_1, OUTER
from proofs.class_imbalance.gap import doubled_start, lag_below
from proofs.class_imbalance.notation import STANDARD, Group, g, h, majority, minority, s, t, u, u0, v
from proofs.class_imbalance.paper import PAPER
from proofs.class_imbalance.solution import EQUATION_10
from proofs.foundations.elementary import EXP_MONOTONE, EXP_TANGENT, exp_monotone
from proofs.foundations.logistic import (
    PHI_MONOTONE,
    PHI_POSITIVE,
    PRIMITIVE_REFLECTS_ORDER,
    PRIMITIVE_TANGENT,
    RECIPROCAL_OF_PHI,
    SOFTPLUS_LIPSCHITZ,
    phi_monotone,
    phi_positive,
    primitive_tangent,
    reciprocal_of_phi_positive,
)
from proofs.foundations.logistic_step import EXCESS_ABOVE, EXCESS_BELOW, SHIFTED_STEP, STEP_FALLS_BELOW
from proofs.foundations.notation import phi, softplus

FOR_THE_LOWER_BOUND = [EXCESS_BELOW, PHI_POSITIVE, RECIPROCAL_OF_PHI]

UNIFORM_EULER_BOUND = PAPER.repair(
    "uniform-euler-bound",
    label="Uniform bound for Euler's error",
    repairs=ASSUMPTION_1,
    printed=(
        r"|\delta_t| \le \frac{\varepsilon h\phi_0}{e}\,e^{4\varepsilon h\phi_0}(1+4e\,\varepsilon h\phi_0),\quad "
        r"|\delta_t| \le 2\varepsilon h\phi_0,\quad "
        r"|\phi(\theta_3^t-\theta_4^t)-\phi(u(th))| \le \varepsilon h\phi_0^2 e^{4\varepsilon h\phi_0}"
        r"\bigl(\tfrac1e+8\varepsilon h\phi_0\bigr), \qquad \delta_t \le 0, \qquad "
        r"\phi_0 = \phi(\theta_3^0-\theta_4^0)"
    ),
    reading="For every ε in (0, 1), every h > 0, every start and every t: no horizon, no condition on the step.",
    evolves=[*minority.recursion, minority.on_solution],
    concludes=[
        ("sharp", le(Abs(g(t) - u(t)), sharp_bound(minority))),
        ("telescoping", le(Abs(g(t) - u(t)), minority.step * phi(u0))),
        ("probability", le(Abs(phi(g(t)) - phi(u(t))), probability_bound(minority))),
        ("sign", le(g(t), u(t))),
    ],
    uses=[
        EQUATION_10,
        EXCESS_ABOVE,
        EXP_TANGENT,
        PHI_MONOTONE,
        PRIMITIVE_REFLECTS_ORDER,
        PRIMITIVE_TANGENT,
        SHIFTED_STEP,
        SOFTPLUS_LIPSCHITZ,
        STEP_FALLS_BELOW,
        *FOR_THE_LOWER_BOUND,
    ],
)


def two_sided(p: Proof, group: Group, bound: Expr, above: Line) -> Line:
    """|gᵗ − u(th)| ≤ bound, from u(th) − gᵗ ≤ bound and gᵗ ≤ u(th)."""
    ahead, difference = p.instance(gap_below_solution(group)), group.gap(t) - group.solution(t)
    over = p.linear(le(difference, bound), above, (ahead, 2))
    return absolute(p, le(Abs(difference), bound), over, p.linear(le(-bound, difference), above))


def probability_two_sided(p: Proof, group: Group) -> Line:
    """|φ(gᵗ) − φ(u(th))| ≤ (a/2)φ₀²e^(2aφ₀)(1/e + 4aφ₀)."""
    difference, bound = phi(group.gap(t)) - phi(group.solution(t)), probability_bound(group)
    above = p.instance(probability_error(group))
    order = p.instance(phi_monotone(), p.instance(gap_below_solution(group)), x=group.gap(t), y=group.solution(t))
    over = p.linear(le(difference, bound), above, (order, 2))
    return absolute(p, le(Abs(difference), bound), over, p.linear(le(-bound, difference), above))


@proves(UNIFORM_EULER_BOUND, "the sharp constant εhφ₀/e, up to terms of second order in εh", claims=["sharp"])
def sharp_uniform_bound(p):
    return two_sided(p, minority, sharp_bound(minority), p.instance(sharp_error(minority)))


@proves(UNIFORM_EULER_BOUND, "the telescoping bound h·|f(u₀)| = 2εhφ₀", claims=["telescoping"])
def telescoping_bound(p):
    return two_sided(p, minority, minority.step * phi(u0), p.instance(solution_below_shifted_gap(minority)))


@proves(UNIFORM_EULER_BOUND, "the error in the probability of the wrong label", claims=["probability"])
def bound_in_probability(p):
    return probability_two_sided(p, minority)


@UNIFORM_EULER_BOUND.conclusion("δ_t ≤ 0: the gap is never above the solution", claims=["sign"])
def sign_of_the_error(c):
    p = Proof.about(c)
    return p.finding(p.instance(gap_below_solution(minority)))


@UNIFORM_EULER_BOUND.sharpness(
    "an error bound that tends to 0: u(th) − gᵗ ≤ φ(u)·εh·e^(4εhφ₀)·(log(φ₀/φ(u)) + 4εhφ₀)",
    claims=[le(u(t) - g(t), phi(u(t)) * local_bound(minority))],
)
def error_fades(c):
    p = Proof.about(c)
    return p.finding(p.instance(local_error(minority)))


LEAST_FACTOR = minority.step / 2 * exp(-doubled_start(minority))


@UNIFORM_EULER_BOUND.sharpness(
    "the constant is right for every ε, h, start: |δ_t| ≥ φ(gᵗ)·εh·e^(−4εhφ₀)·log(φ₀/φ(gᵗ))",
    claims=[le(phi(g(t)) * LEAST_FACTOR * (softplus(g(t)) - softplus(u0)), u(t) - g(t))],
)
def error_from_below(c):
    """At the first step at which φ(gᵗ) ≤ φ₀/e this is about εhφ₀/e, the bound; φ(gᵗ) → 0 by Remark 1."""
    p = Proof.about(c)
    late = p.instance(lag_below(minority))
    on_solution = p.each_step(minority.on_solution, lambda q: q.given(q.goal))
    tangent = p.instance(primitive_tangent(), x=u(t), y=g(t))
    signs = [p.instance(e, x=g(t)) for e in (reciprocal_of_phi_positive(), phi_positive())]
    value = phi(g(t))
    return p.finding(p.linear(p.goal, (tangent, value), (late, value), (on_solution, -value), using=signs))


def at_standard(group: Group, expression: Expr) -> Expr:
    """The value at the paper's parameters, from the start −1."""
    return expression.subs({**STANDARD, group.start: -1})


BOUNDS_AT_STANDARD = [at_standard(group, sharp_bound(group)) for group in (minority, majority)]


@UNIFORM_EULER_BOUND.sharpness(
    "at the standard parameters it is below 4.4·10⁻⁷ (minority) and 3.95·10⁻⁶ (majority), where 5·10⁻⁵ is printed",
    claims=[
        lt(BOUNDS_AT_STANDARD[0], Rational(44, 10**8)),
        lt(BOUNDS_AT_STANDARD[1], Rational(395, 10**8)),
    ],
    evolves=[],
)
def uniform_bound_at_standard(c):
    quantities = tuple(
        quantity(
            f"uniform_bound_{group.name}",
            value,
            symbol=rf"\sup_t|\delta_t| \le B_{{\text{{{group.name}}}}}",
            meaning=f"proved bound of the Euler error for all t, {group.name}, at the standard parameters",
            printed="5e-5",
        )
        for group, value in zip((minority, majority), BOUNDS_AT_STANDARD, strict=True)
    )
    return enclose(c, quantities=quantities)


@UNIFORM_EULER_BOUND.sharpness(
    "the error in the probability is below 5.3·10⁻⁸ at the standard parameters, where |Δ_t| ≤ 5·10⁻⁵ is printed",
    claims=[lt(at_standard(minority, probability_bound(minority)), Rational(53, 10**9))],
    evolves=[],
)
def probability_bound_at_standard(c):
    return enclose(c)


WORST = h / E * exp(4 * h) * (1 + 4 * E * h)

BOTH = [*minority.recursion, minority.on_solution, *majority.recursion, majority.on_solution]

EVERY_START = PAPER.repair(
    "assumption-1-every-start",
    label="Assumption 1 for every start",
    repairs=ASSUMPTION_1,
    printed=(
        r"|\delta_t|,\ |\delta_t'| \le \frac he\,e^{4h}(1+4eh) \text{ for every } \varepsilon, \text{ start and } t; "
        r"\quad \text{at } h = 10^{-4}:\ |\delta_t|,\ |\delta_t'| \le 3.7\cdot10^{-5}"
    ),
    reading=(
        "The printed number 3.7·10⁻⁵ holds for both groups (δ′_t is the error of the majority's gap), from every start "
        "(θ⁰ = 0 included) and for all t."
    ),
    given=[eq(h, STANDARD[h])],
    evolves=BOTH,
    concludes=[
        ("for every step", le(Abs(g(t) - u(t)), WORST)),
        ("the printed number", le(Abs(g(t) - u(t)), OUTER)),
        ("majority, for every step", le(Abs(s(t) - v(t)), WORST)),
        ("majority, the printed number", le(Abs(s(t) - v(t)), OUTER)),
    ],
    uses=[
        EQUATION_10,
        EXCESS_ABOVE,
        EXP_MONOTONE,
        EXP_TANGENT,
        PHI_MONOTONE,
        PRIMITIVE_REFLECTS_ORDER,
        PRIMITIVE_TANGENT,
        SHIFTED_STEP,
        SOFTPLUS_LIPSCHITZ,
        STEP_FALLS_BELOW,
    ],
    note="The first bound of either group holds for every h > 0, and is proved so.",
)


def worst_error(p: Proof, group: Group) -> Line:
    """solution − gap ≤ (h/e)e^(4h)(1 + 4eh): the sharp bound with z = share·φ₀ ≤ 1 put to 1."""
    z = group.share * phi(group.start)
    below_one = p.linear(le(z, 1), lt(0, 1 - group.share), (lt(0, exp(-2 * group.start)), z))
    order = p.linear(le(4 * h * z, 4 * h), (below_one, 4 * h))
    powers = p.instance(exp_monotone(), order, x=4 * h * z, y=4 * h)
    sharp = p.instance(sharp_error(group))
    return p.linear(
        le(group.solution(t) - group.gap(t), WORST),
        sharp,
        (powers, h / E * z * (1 + 4 * E * h * z)),
        (below_one, h / E * exp(4 * h) * (1 + 4 * E * h * (1 + z))),
    )


def printed_number(p: Proof, group: Group) -> Line:
    """|gap − solution| ≤ 3.7·10⁻⁵, at h = 10⁻⁴."""
    error = group.solution(t) - group.gap(t)
    return two_sided(p, group, OUTER, p.linear(le(error, OUTER), worst_error(p, group), p.enclose(le(WORST, OUTER))))


@proves(EVERY_START, "(h/e)e^(4h)(1 + 4eh), for every h > 0", claims=["for every step"], given=[])
def every_start(p):
    return two_sided(p, minority, WORST, worst_error(p, minority))


@proves(EVERY_START, "3.7·10⁻⁵ at h = 10⁻⁴", claims=["the printed number"])
def printed_number_for_every_start(p):
    return printed_number(p, minority)


@proves(EVERY_START, "the majority, for every h > 0", claims=["majority, for every step"], given=[])
def every_start_of_the_majority(p):
    return two_sided(p, majority, WORST, worst_error(p, majority))


@proves(EVERY_START, "the majority: 3.7·10⁻⁵ at h = 10⁻⁴", claims=["majority, the printed number"])
def printed_number_for_the_majority(p):
    return printed_number(p, majority)
