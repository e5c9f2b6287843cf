r"""Gradient descent on separable data, in one dimension: the weight grows as a logarithm."""

from sympy import Interval, exp, log, oo

from checks.methods import proves
from checks.paper import eq, le, lt
from proofs.foundations.elementary import (
    EXP_BELOW_LOG,
    EXP_MONOTONE,
    EXP_SECOND_ORDER_ABOVE,
    EXP_TANGENT,
    LOG_BELOW_EXP,
    exp_below_log,
    exp_monotone,
    exp_second_order_above,
    exp_tangent,
    log_below_exp,
)

from .notation import HALF, W, eta, known, t, w0

# Gradient descent on the exponential loss
DESCENT, REACHED = eq(W(t + 1), W(t) + eta * exp(-W(t))), eta * t + exp(w0)
EXPONENTIAL = known(
    "exponential-loss",
    evolves=[eq(W(0), w0), DESCENT],
    concludes=[("below", le(0, W(t) - log(REACHED))), ("above", le(W(t) - log(REACHED), eta * exp(-w0)))],
    uses=[EXP_TANGENT, LOG_BELOW_EXP],
)


@proves(EXPONENTIAL, "e^w grows by e^w(e^Δ − 1) ≥ e^w·Δ = η; w − log s + η/s does not grow")
def exponential(r):
    def grows(z):
        tangent = z.instance(exp_tangent(), v=W(t + 1) - W(t))
        return z.linear(z.goal, (tangent, exp(W(t))), (DESCENT, -exp(W(t))), le(REACHED, exp(W(t))))

    growth = r.induction(le(REACHED, exp(W(t))), lambda z: z.linear(z.goal, eq(W(0), w0)), grows)
    small = r.linear(le(exp(-W(t)), 1 / REACHED), (growth, exp(-W(t)) / REACHED))
    sharp = le(W(t) - log(REACHED) + eta / REACHED, eta * exp(-w0))

    def falls(z):
        tangent = z.instance(exp_tangent(), v=log(REACHED) - log(REACHED + eta))
        return z.linear(z.goal, DESCENT, sharp, tangent, (small, eta))

    better = r.induction(sharp, lambda z: z.linear(z.goal, eq(W(0), w0)), falls, [small])
    above = r.linear(le(W(t) - log(REACHED), eta * exp(-w0)), better, lt(0, eta / REACHED))
    return r.both(r.linear(r.goals[0], r.instance(log_below_exp(), growth, w=REACHED, x=W(t))), above)


# Gradient descent on the logistic loss
STEP, START, MORE = eq(W(t + 1), W(t) + eta / (1 + exp(W(t)))), w0 + exp(w0), eta**2 * exp(eta) / 2
MOVED, FAST, SLOW = W(t + 1) - W(t), (eta + MORE) * t + START, (eta * t + START) / 2
LOGISTIC = known(
    "logistic-loss",
    over={w0: Interval(0, oo)},
    evolves=[eq(W(0), w0), STEP],
    concludes=[("below", le(log(SLOW), W(t))), ("above", le(W(t), log(FAST)))],
    uses=[EXP_TANGENT, EXP_MONOTONE, EXP_SECOND_ORDER_ABOVE, EXP_BELOW_LOG, LOG_BELOW_EXP],
)


@proves(LOGISTIC, "w + e^w grows by at least η, and w ≤ e^w", claims=["below"])
def logistic_below(r):
    least = le(eta * t + START, W(t) + exp(W(t)))

    def step(z):
        return z.linear(z.goal, least, (z.instance(exp_tangent(), v=MOVED), exp(W(t))), (STEP, -1 - exp(W(t))))

    grown = r.induction(least, lambda z: z.linear(z.goal, eq(W(0), w0)), step)
    half = r.linear(le(SLOW, exp(W(t))), (grown, HALF), (r.instance(exp_tangent(), v=W(t)), HALF), (le(0, 1), HALF))
    return r.instance(log_below_exp(), half, w=SLOW, x=W(t))


@proves(LOGISTIC, "w + e^w grows by at most η + η²e^η/2, and w ≥ 0", claims=["above"])
def logistic_above(r):
    most, size, share = le(W(t) + exp(W(t)), FAST), exp(W(t)), 1 / (1 + exp(W(t)))
    rises = r.linear(le(0, MOVED), (STEP, -1), (lt(0, eta), share))
    short = r.linear(le(MOVED, eta), STEP, (lt(0, size), eta * share))
    start = r.induction(
        le(0, W(t)),
        lambda z: z.linear(z.goal, (eq(W(0), w0), -1), le(0, w0)),
        lambda z: z.linear(z.goal, le(0, W(t)), rises),
    )

    def step(z):
        curve, power = z.instance(exp_second_order_above(), x=MOVED), z.instance(exp_monotone(), x=MOVED, y=eta)
        turned = (STEP, (1 + size) * (1 + MOVED * exp(eta) / 2))
        facts = (le(0, 1), exp(eta) * MOVED**2 / 2), (le(MOVED, eta), eta * exp(eta) / 2)
        return z.linear(z.goal, most, (curve, size), turned, (power, size * MOVED**2 / 2), *facts)

    grown = r.induction(most, lambda z: z.linear(z.goal, eq(W(0), w0)), step, [rises, short])
    return r.instance(exp_below_log(), r.linear(le(size, FAST), grown, start), w=FAST, x=W(t))
