r"""Repairs of Proposition 2: the law 1 − p_y ≈ 1/(4εht) with explicit constants, for gradient descent itself.

y_t = 1/(1 − p_y) = 1 + e^(−2gᵗ) grows by w(e^(2aφ) − 1) in a step, w = e^(−2gᵗ): at least 2a(1 − φ₀), and for a ≤ 1 at
most 2a. With G(gᵗ) ≤ G(u₀) − at the first can be made 2a up to a logarithm. So 4εht(1 − p_y) → 1 for every ε, and no
comparison with a differential equation is needed. The inductions stand in `gap`, their consequences in `growth`.
"""

from sympy import Abs, And, Expr, exp, log

from checks.methods import Proof, proves, quantity, witness
from checks.outcome import Verdict
from checks.paper import le, lt
from proofs.class_imbalance.convergence import PROPOSITION_2
from proofs.class_imbalance.dynamics import REMARK_1
from proofs.class_imbalance.gap import weight_at_least, weight_at_most
from proofs.class_imbalance.growth import (
    bounds,
    constant,
    gap_bounds,
    gap_plateau,
    gap_rate,
    solution_bounds,
)
from proofs.class_imbalance.notation import STANDARD, epsilon, g, h, minority, t, u0
from proofs.class_imbalance.paper import PAPER
from proofs.foundations.notation import HALF, phi

SMALL_STEP = le(2 * epsilon * h, 1)

DISCRETE_RATE = PAPER.repair(
    "discrete-rate",
    repairs=PROPOSITION_2,
    printed=(
        r"y_0 + 4\varepsilon ht - \log(1+4\varepsilon ht\,e^{2\theta}) \le \frac{1}{1-p_y} \le y_0 + 4\varepsilon ht,"
        r"\qquad \theta = \theta_3^0-\theta_4^0,\ y_0 = 1+e^{-2\theta},\ 2\varepsilon h \le 1"
    ),
    words="For the recursion itself, every start and every t ≥ 0; hence 4εht(1 − p_y) → 1.",
    given=[SMALL_STEP],
    evolves=minority.recursion,
    concludes=And(*bounds(minority, g(t))),
    uses=[REMARK_1],
    note="With 1 − ε for ε the same holds for the majority, if 2(1 − ε)h ≤ 1.",
)


@proves(DISCRETE_RATE, "from below: G(gᵗ) ≤ G(u₀) − at, and 2u₀ − 2gᵗ ≤ log(1 + 2at·e^(2u₀))")
def reciprocal_from_below(p):
    return p.instance(gap_bounds(minority)[0])


@proves(DISCRETE_RATE, "from above: the weight grows by at most 2a in a step, if a ≤ 1")
def reciprocal_from_above(p):
    return p.instance(gap_bounds(minority)[1])


@DISCRETE_RATE.conclusion("4εht(1 − p_y) → 1: it differs from 1 by at most (y₀ + log(1 + 4εht·e^(2θ)))/((1 − φ₀)·4εht)")
def plateau_is_one():
    p = Proof.about(DISCRETE_RATE, given=[SMALL_STEP, le(1, t)])
    return p.finding(p.instance(gap_plateau(minority)))


@DISCRETE_RATE.sharpness(
    "for every h, with constants that are not sharp: y₀ + (1 − φ₀)s ≤ 1/(1 − p_y) ≤ y₀ + s·e^(4εhφ₀)"
)
def for_every_step():
    p = Proof.about(DISCRETE_RATE, given=[])
    least, most = p.instance(weight_at_least(minority)), p.instance(weight_at_most(minority))
    y0, time = 1 + exp(-2 * u0), minority.time
    below = p.linear(le(y0 + (1 - phi(u0)) * time, 1 + exp(-2 * g(t))), least)
    above = p.linear(le(1 + exp(-2 * g(t)), y0 + time * exp(2 * minority.step * phi(u0))), most)
    return p.finding(p.both(below, above))


@DISCRETE_RATE.sharpness("for the solution u(th) both bounds hold without a condition on h")
def for_the_solution():
    p = Proof.about(DISCRETE_RATE, given=[], evolves=[*minority.recursion, minority.on_solution])
    return p.finding(p.both(*(p.instance(e) for e in solution_bounds(minority)[:2])))


@DISCRETE_RATE.hypotheses("the upper bound without 2εh ≤ 1", expect=Verdict.REFUTED)
def small_step_is_needed():
    """At 2εh = 2, start −1, one step: 1/(1 − p) exceeds y₀ + 4 by 0.514…"""
    upper = bounds(minority, g(t))[1]
    return witness(DISCRETE_RATE, upper, given=[], at={epsilon: HALF, h: 2, u0: -1, t: 1})


@DISCRETE_RATE.hypotheses("the upper bound with 2εh ≤ 11/10 instead of 1", expect=Verdict.REFUTED)
def no_larger_step():
    upper = bounds(minority, g(t))[1]
    at = {epsilon: HALF, h: 11 * HALF / 5, u0: -1, t: 1}
    return witness(DISCRETE_RATE, upper, given=[le(2 * epsilon * h, 11 * HALF / 5)], at=at)


EFFECTIVE_RATE = PAPER.repair(
    "effective-rate",
    repairs=PROPOSITION_2,
    printed=(
        r"\Bigl|1-p_y-\frac{1}{4\varepsilon ht}\Bigr| \le C\,\frac{\log t}{t^2}\ (t\ge2),\quad "
        r"C = \frac{(y_0+\log(1+4\varepsilon he^{2\theta}))/\log2+1}{16\varepsilon^2h^2(1-\phi_0)},"
        r"\quad 2\varepsilon h\le1"
    ),
    words="Eq. (9) without Δ_t, with its constant, for gradient descent itself.",
    given=[SMALL_STEP, le(2, t)],
    evolves=minority.recursion,
    concludes=le(Abs(phi(g(t)) - 1 / minority.time), constant(minority) * log(t) / t**2),
    uses=[DISCRETE_RATE],
    note="t = 2 is the least t possible: log 1 = 0.",
)


@proves(EFFECTIVE_RATE, "|1/y − 1/s| ≤ |s − y|/((1 − φ₀)s²) with s = 4εht, and log(1 + ct) ≤ log(1 + c) + log t")
def effective_rate(p):
    return p.instance(gap_rate(minority))


def standard(expression: Expr) -> Expr:
    """At the paper's parameters from the start −1."""
    return expression.subs({**STANDARD, u0: -1})


@EFFECTIVE_RATE.sharpness("the constant at the standard parameters is about 9.3·10⁹")
def constant_at_standard():
    """At T = 10⁶ the bound is worth C·log T/T² = 0.128…, five times the main term 1/40."""
    value = quantity(
        "rate_constant", standard(constant(minority)), symbol="C", meaning="constant of the effective form of Eq. (9)"
    )
    p = Proof()
    return p.finding(p.enclose(lt(standard(constant(minority)), 93 * 10**8)), quantities=(value,))


@EFFECTIVE_RATE.hypotheses("at t = 1, where log t = 0", expect=Verdict.REFUTED)
def two_steps_are_needed():
    at = {epsilon: HALF, h: 1, u0: -1, t: 1}
    return witness(EFFECTIVE_RATE, given=[SMALL_STEP, le(1, t)], at=at)
