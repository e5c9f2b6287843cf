r"""Repairs of Proposition 2: the law 1 − p_y ≈ 1/(4εht) with explicit constants, for gradient descent itself.

y_t = 1/(1 − p_y) = 1 + e^(−2gᵗ) grows by w(e^(2aφ) − 1) in a step, w = e^(−2gᵗ): at least 2a(1 − φ₀), and for a ≤ 1 at
most 2a. With G(gᵗ) ≤ G(u₀) − at the first can be made 2a up to a logarithm, and with the lag of `gap` so can the second
for any a. So 4εht(1 − p_y) → 1 for every ε, h and start, and no comparison with a differential equation is needed. The
inductions stand in `gap`, their consequences in `growth`.
"""

from sympy import Abs, Expr, Rational, exp, log

from checks.methods import Line, Proof, absolute, enclose, proves, quantity, witness
from checks.outcome import Verdict
from checks.paper import le, lt
from proofs.class_imbalance.convergence import MINORITY_OF_DESCENT, PROPOSITION_2, right_on_minority
from proofs.class_imbalance.dynamics import PROPOSITION_1
from proofs.class_imbalance.gap import weight_at_least, weight_at_most
from proofs.class_imbalance.growth import (
    FOR_ANY_STEP,
    FOR_SMALL_STEPS,
    FOR_THE_DISTANCE,
    FOR_THE_LIMIT,
    FOR_THE_RATE,
    any_step,
    bounds,
    constant,
    gap_bounds,
    gap_bounds_for_any_step,
    gap_limit,
    gap_plateau,
    gap_plateau_for_any_step,
    gap_rate,
    gap_rate_sides_for_any_step,
    late_enough,
    plateau_bound,
    solution_bounds,
    union,
)
from proofs.class_imbalance.notation import (
    HORIZON,
    MINORITY_POINTS,
    STANDARD,
    Group,
    delta,
    epsilon,
    g,
    h,
    minority,
    probability,
    t,
    u,
    u0,
)
from proofs.class_imbalance.paper import PAPER
from proofs.class_imbalance.symmetry import LEMMA_1, theta_t
from proofs.foundations.logistic import PRIMITIVE_REFLECTS_ORDER
from proofs.foundations.logistic_step import WEIGHT_GROWS_BY_AT_MOST
from proofs.foundations.notation import HALF, phi

SMALL_STEP = le(2 * epsilon * h, 1)
RESCALED = minority.time * phi(g(t))
FROM_BELOW, FROM_ABOVE = bounds(minority, g(t))

DISCRETE_RATE = PAPER.repair(
    "discrete-rate",
    repairs=PROPOSITION_2,
    printed=(
        r"y_0 + 4\varepsilon ht - \log(1+4\varepsilon ht\,e^{2\theta}) \le \frac{1}{1-p_y} \le y_0 + 4\varepsilon ht,"
        r"\qquad \theta = \theta_3^0-\theta_4^0,\ y_0 = 1+e^{-2\theta},\ 2\varepsilon h \le 1"
    ),
    reading="For the recursion itself, every start and every t ≥ 0; hence 4εht(1 − p_y) → 1.",
    given=[SMALL_STEP],
    evolves=minority.recursion,
    concludes=[("from below", FROM_BELOW), ("from above", FROM_ABOVE)],
    uses=union(FOR_SMALL_STEPS, FOR_THE_DISTANCE, [PRIMITIVE_REFLECTS_ORDER, WEIGHT_GROWS_BY_AT_MOST]),
    note="With 1 − ε for ε the same holds for the majority, if 2(1 − ε)h ≤ 1; see `rate-for-every-step` for larger h.",
)


@proves(DISCRETE_RATE, "from below: G(gᵗ) ≤ G(u₀) − at, and 2u₀ − 2gᵗ ≤ log(1 + 2at·e^(2u₀))", claims=["from below"])
def reciprocal_from_below(p):
    return p.instance(gap_bounds(minority)[0])


@proves(DISCRETE_RATE, "from above: the weight grows by at most 2a in a step, if a ≤ 1", claims=["from above"])
def reciprocal_from_above(p):
    return p.instance(gap_bounds(minority)[1])


@DISCRETE_RATE.sharpness(
    "4εht(1 − p_y) differs from 1 by at most (y₀ + log(1 + 4εht·e^(2θ)))/((1 − φ₀)·4εht)",
    claims=[le(Abs(RESCALED - 1), plateau_bound(minority))],
    given=[SMALL_STEP, le(1, t)],
)
def plateau_is_one(c):
    p = Proof.about(c)
    return p.finding(p.instance(gap_plateau(minority)))


Y0 = 1 + exp(-2 * u0)


@DISCRETE_RATE.sharpness(
    "for every h, with constants that are not sharp: y₀ + (1 − φ₀)s ≤ 1/(1 − p_y) ≤ y₀ + s·e^(4εhφ₀)",
    claims=[
        le(Y0 + (1 - phi(u0)) * minority.time, 1 + exp(-2 * g(t))),
        le(1 + exp(-2 * g(t)), Y0 + minority.time * exp(2 * minority.step * phi(u0))),
    ],
    given=[],
)
def for_every_step(c):
    p = Proof.about(c)
    least, most = p.instance(weight_at_least(minority)), p.instance(weight_at_most(minority))
    return p.finding(p.both(p.linear(p.goals[0], least), p.linear(p.goals[1], most)))


@DISCRETE_RATE.sharpness(
    "for the solution u(th) both bounds hold without a condition on h",
    claims=bounds(minority, u(t)),
    given=[],
    evolves=[*minority.recursion, minority.on_solution],
)
def for_the_solution(c):
    p = Proof.about(c)
    return p.finding(p.both(*(p.instance(e) for e in solution_bounds(minority)[:2])))


@DISCRETE_RATE.hypotheses("the upper bound without 2εh ≤ 1", claims=["from above"], given=[], expect=Verdict.REFUTED)
def small_step_is_needed(c):
    """At 2εh = 2, start −1, one step: 1/(1 − p) exceeds y₀ + 4 by 0.514…"""
    return witness(c, at={epsilon: HALF, h: 2, u0: -1, t: 1})


@DISCRETE_RATE.hypotheses(
    "the upper bound with 2εh ≤ 11/10 instead of 1",
    claims=["from above"],
    given=[le(2 * epsilon * h, 11 * HALF / 5)],
    expect=Verdict.REFUTED,
)
def no_larger_step(c):
    return witness(c, at={epsilon: HALF, h: 11 * HALF / 5, u0: -1, t: 1})


EFFECTIVE_RATE = PAPER.repair(
    "effective-rate",
    repairs=PROPOSITION_2,
    printed=(
        r"\Bigl|1-p_y-\frac{1}{4\varepsilon ht}\Bigr| \le C\,\frac{\log t}{t^2}\ (t\ge2),\quad "
        r"C = \frac{(y_0+\log(1+4\varepsilon he^{2\theta}))/\log2+1}{16\varepsilon^2h^2(1-\phi_0)},"
        r"\quad 2\varepsilon h\le1"
    ),
    reading="Eq. (9) without Δ_t, with its constant, for gradient descent itself.",
    given=[SMALL_STEP, le(2, t)],
    evolves=minority.recursion,
    concludes=[le(Abs(phi(g(t)) - 1 / minority.time), constant(minority) * log(t) / t**2)],
    uses=union(FOR_SMALL_STEPS, FOR_THE_RATE),
    note="t = 2 is the least t possible: log 1 = 0.",
)


@proves(EFFECTIVE_RATE, "|1/y − 1/s| ≤ |s − y|/((1 − φ₀)s²) with s = 4εht, and log(1 + ct) ≤ log(1 + c) + log t")
def effective_rate(p):
    return p.instance(gap_rate(minority))


def standard(expression: Expr) -> Expr:
    """At the paper's parameters from the start −1."""
    return expression.subs({**STANDARD, u0: -1})


@EFFECTIVE_RATE.sharpness(
    "the constant at the standard parameters is below 9.3·10⁹",
    claims=[lt(standard(constant(minority)), 93 * 10**8)],
    given=[],
    evolves=[],
)
def constant_at_standard(c):
    """At T = 10⁶ the bound is worth C·log T/T² = 0.128…, five times the main term 1/40."""
    value = quantity(
        "rate_constant", standard(constant(minority)), symbol="C", meaning="constant of the effective form of Eq. (9)"
    )
    return enclose(c, quantities=(value,))


@EFFECTIVE_RATE.hypotheses(
    "at t = 1, where log t = 0",
    claims=EFFECTIVE_RATE.names,
    given=[SMALL_STEP, le(1, t)],
    expect=Verdict.REFUTED,
)
def two_steps_are_needed(c):
    return witness(c, at={epsilon: HALF, h: 1, u0: -1, t: 1})


BELOW_FOR_ANY_STEP, ABOVE_FOR_ANY_STEP = bounds(minority, g(t), any_step(minority))

RATE_FOR_EVERY_STEP = PAPER.repair(
    "rate-for-every-step",
    repairs=PROPOSITION_2,
    printed=(
        r"y_0 + 4\varepsilon ht - \ell_t \le \frac{1}{1-p_y} \le y_0 + 4\varepsilon ht + 2\varepsilon hq\,\ell_t,"
        r"\qquad \ell_t = \log(1+4\varepsilon ht\,q\,e^{2\theta}),\ q = e^{4\varepsilon h\phi_0},\ "
        r"\theta = \theta_3^0-\theta_4^0,\ y_0 = 1+e^{-2\theta}"
    ),
    reading="For gradient descent with any learning rate, every ε, every start and every t ≥ 0.",
    evolves=minority.recursion,
    concludes=[("from below", BELOW_FOR_ANY_STEP), ("from above", ABOVE_FOR_ANY_STEP)],
    uses=union(FOR_ANY_STEP, FOR_THE_LIMIT),
    note="With 1 − ε for ε the same holds for the majority.",
)


@proves(RATE_FOR_EVERY_STEP, "from below: as for small steps, with e^(−2gᵗ) ≤ e^(−2θ) + 4εht·q", claims=["from below"])
def reciprocal_from_below_for_any_step(p):
    return p.instance(gap_bounds_for_any_step(minority)[0])


@proves(
    RATE_FOR_EVERY_STEP,
    "from above: e^(−2g) = 2g − 2G(g), and G(g) lags behind the solution by at most εhq·log(φ₀/φ(g))",
    claims=["from above"],
)
def reciprocal_from_above_for_any_step(p):
    return p.instance(gap_bounds_for_any_step(minority)[1])


@RATE_FOR_EVERY_STEP.sharpness(
    "4εht(1 − p_y) → 1 for every ε, h and start: it is within δ of 1 from an explicit time on, for every δ > 0",
    claims=[le(Abs(RESCALED - 1), delta)],
    given=[le(1, t), late_enough(minority)],
)
def limit_for_any_step(c):
    p = Proof.about(c)
    return p.finding(plateau_within(p))


def plateau_within(p: Proof, group: Group = minority) -> Line:
    """|4·share·ht(1 − p_y) − 1| ≤ δ from `late_enough` on."""
    above, below = (p.instance(side) for side in gap_limit(group))
    return absolute(p, le(Abs(group.time * phi(group.gap(t)) - 1), delta), above, below)


RATE_OF_DESCENT = PAPER.repair(
    "rate-of-descent",
    repairs=PROPOSITION_2,
    printed=(
        r"\Bigl|p_y(x,\theta^t) - 1 + \frac{1}{4\varepsilon ht}\Bigr| \le C\,\frac{\log t}{t^2}\quad"
        r"\forall t\ge2,\ \forall(x,y)\in G',\qquad C = \frac{(y_0+f\log(1+4\varepsilon hq\,e^{2\theta}))/\log2+f}"
        r"{16\varepsilon^2h^2(1-\phi_0)},\ q = e^{4\varepsilon h\phi_0},\ f = 1+2\varepsilon hq"
    ),
    reading=(
        "What Proposition 2 aims at, of the weights of gradient descent themselves and without Δ_t: for every ε, every "
        "learning rate and every start that meets Lemma 1 (i). gᵗ = θ₃ᵗ − θ₄ᵗ obeys Eq. (4) by Proposition 1."
    ),
    given=[le(2, t)],
    evolves=[*minority.recursion, *MINORITY_OF_DESCENT],
    concludes=[
        (
            f"at x = {point}",
            le(
                Abs(1 - 1 / minority.time - probability(point[1], point, theta_t)),
                constant(minority, any_step(minority)) * log(t) / t**2,
            ),
        )
        for point in MINORITY_POINTS
    ],
    uses=union([LEMMA_1, PROPOSITION_1], FOR_ANY_STEP, FOR_THE_RATE),
)


def in_time(group: Group):
    """(y₀ + f·log(1 + s·qe^(2θ)))/((1 − φ₀)s²) with s = 4·share·ht."""
    return plateau_bound(group, any_step(group)) / group.time


RATE_IN_TIME = PAPER.repair(
    "rate-in-time",
    repairs=PROPOSITION_2,
    printed=(
        r"\Bigl|p_y(x,\theta^t) - 1 + \frac1s\Bigr| \le \frac{y_0+f\log(1+s\,qe^{2\theta})}{(1-\phi_0)\,s^2},\quad "
        r"s = 4\varepsilon ht\quad \forall t\ge1,\ \forall(x,y)\in G'"
    ),
    reading=(
        "The same in the time s, of which the constants are: for every ε, every learning rate, every start that meets "
        "Lemma 1 (i) and every t ≥ 1, with y₀, q, f as in `rate-of-descent`. In t instead of s the constant C has "
        "1/(εh)² in it, 9.3·10⁹ at the paper's parameters, which says nothing at T = 10⁶."
    ),
    given=[le(1, t)],
    evolves=[*minority.recursion, *MINORITY_OF_DESCENT],
    concludes=[
        (f"at x = {point}", le(Abs(1 - 1 / minority.time - probability(point[1], point, theta_t)), in_time(minority)))
        for point in MINORITY_POINTS
    ],
    uses=union([LEMMA_1, PROPOSITION_1], FOR_ANY_STEP, FOR_THE_DISTANCE),
)


@proves(RATE_IN_TIME, "|4εht·(1 − p_y) − 1| ≤ (y₀ + f·log(1 + s·qe^(2θ)))/((1 − φ₀)s), divided by s")
def rate_in_time(p):
    lines = []
    near = p.instance(gap_plateau_for_any_step(minority))
    inside, bound = near.formula.args[0].args[0], near.formula.args[1]
    below, above = p.axiom("abs-below", inside, bound, near).formula.args
    for goal, (right, known) in zip(p.goals, right_on_minority(p), strict=True):
        rest = 1 - 1 / minority.time - right
        over = p.linear(le(rest, in_time(minority)), (above, 1 / minority.time), (known, -1))
        under = p.linear(le(-rest, in_time(minority)), (below, 1 / minority.time), known)
        lines.append(absolute(p, goal, over, p.linear(le(-in_time(minority), rest), under)))
    return p.both(*lines)


@RATE_IN_TIME.sharpness(
    "at the paper's parameters and T = 10⁶ the bound is below 0.0073, about twice the error of 1/(4εhT)",
    claims=[lt(standard(in_time(minority)).subs(t, HORIZON), Rational(73, 10**4))],
    given=[],
    evolves=[],
)
def in_time_at_standard(c):
    value = quantity(
        "rate_in_time",
        standard(in_time(minority)).subs(t, HORIZON),
        symbol=r"\frac{y_0+f\log(1+s\,qe^{2\theta})}{(1-\phi_0)s^2}",
        meaning="bound of |1 − p_y − 1/(4εhT)| at T = 10⁶, start −1",
    )
    return enclose(c, quantities=(value,))


def rate_of(p: Proof, group: Group, rights):
    """|1 − 1/(4·share·th) − p_y| ≤ C·log t/t² on the points of a group, from p_y = 1 − φ(gap) there."""
    above, below = (p.instance(side) for side in gap_rate_sides_for_any_step(group))
    bound, lines = constant(group, any_step(group)) * log(t) / t**2, []
    for goal, (right, value) in zip(p.goals, rights(p), strict=True):
        rest = 1 - 1 / group.time - right
        over = p.linear(le(rest, bound), above, (value, -1))
        lines.append(absolute(p, goal, over, p.linear(le(-rest, bound), below, value)))
    return p.both(*lines)


@proves(RATE_OF_DESCENT, "both points of G′")
def rate_of_descent(p):
    return rate_of(p, minority, right_on_minority)
