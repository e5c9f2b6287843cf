"""One step x ↦ y = x − aφ(x) of Euler's method for u′ = −φ(u), in which a solution obeys G(u(a)) = G(u(0)) − a.

Everything is said of G = x − e^(−2x)/2, of the weight w = e^(−2x) and of the softplus r = log(1 + e^(−2x)). The value
f of φ at x is a symbol of its own, tied by f·(1 + e^(−2x)) = 1, so that e^(2af) is a plain exponential; W is e^(−2x),
and X = 2af is how far log w moves in the step. The statements hold for every a > 0: no step is too large.
"""

from functools import partial

from sympy import exp, log

from checks.methods import proves
from checks.paper import eq, le, lt
from proofs.foundations.elementary import (
    EXP_CHORD,
    EXP_MOBIUS,
    EXP_MONOTONE,
    EXP_SECOND_ORDER_ABOVE,
    EXP_SECOND_ORDER_BELOW,
    EXP_SLOPE,
    EXP_TANGENT,
    POSITIVE,
    exp_chord,
    exp_mobius,
    exp_monotone,
    exp_second_order_above,
    exp_second_order_below,
    exp_slope,
    exp_tangent,
)
from proofs.foundations.logistic import PRIMITIVE_TANGENT, SOFTPLUS_TANGENT, primitive_tangent, softplus_tangent
from proofs.foundations.notation import a, c, f, phi, primitive, v, w, x, y
from proofs.foundations.paper import PAPER

lemma = partial(PAPER.statement, kind="lemma", origin="derived", derivation=False, where="logistic_step")

W, X = exp(-2 * x), 2 * a * f
IS_PHI = eq(f * (1 + W), 1)
SIZES = {a: POSITIVE, f: POSITIVE}
EXCESS = primitive(x) - primitive(x - a * f) - a
GROWTH_OF_SOFTPLUS = log(1 + exp(-2 * (x - a * f))) - log(1 + W)

STEP_FALLS_BELOW = lemma(
    "step-falls-below",
    label="A step falls at least as far as the solution",
    printed=r"y = x - a\phi(x) \Rightarrow G(y) \le G(x) - a",
    reading="A step of Euler's method falls at least as far as the solution does.",
    given=[eq(y, x - a * phi(x))],
    concludes=[le(primitive(y), primitive(x) - a)],
    uses=[PRIMITIVE_TANGENT],
)


@proves(STEP_FALLS_BELOW, "the tangent of G at x")
def step_falls_below(q):
    return q.linear(q.goal, q.instance(primitive_tangent(), x=y, y=x), (eq(y, x - a * phi(x)), 1 + W))


SHIFTED_STEP = lemma(
    "shifted-step",
    label="A step with the drift of a lower point",
    printed=r"v - w = a\phi(y),\ y \le w \Rightarrow G(v) - a \le G(w)",
    reading="A point that is moved by the drift at a point below falls no further than the solution.",
    over={a: POSITIVE},
    given=[eq(v - w, a * phi(y)), le(y, w)],
    concludes=[le(primitive(v) - a, primitive(w))],
    uses=[EXP_MONOTONE, PRIMITIVE_TANGENT],
)


@proves(SHIFTED_STEP, "the tangent of G at w, and e^(−2w) ≤ e^(−2y)")
def shifted_step(q):
    order = q.linear(le(-2 * w, -2 * y), (le(y, w), 2))
    weights = q.instance(exp_monotone(), order, x=-2 * w, y=-2 * y)
    return q.linear(
        q.goal,
        q.instance(primitive_tangent(), x=v, y=w),
        (weights, a * phi(y)),
        (eq(v - w, a * phi(y)), 1 + exp(-2 * w)),
    )


EXCESS_ABOVE = lemma(
    "excess-above",
    label="Excess of a step, from above",
    printed=r"G(x) - G(y) - a \le \tfrac a2 e^{2ac}\,\bigl(r(y) - r(x)\bigr) \quad (\phi(x) \le c)",
    reading="What a step falls too far is at most (a/2)e^(2ac) times the growth of the softplus.",
    over=SIZES,
    given=[IS_PHI, le(f, c)],
    concludes=[le(EXCESS, a / 2 * exp(2 * a * c) * GROWTH_OF_SOFTPLUS)],
    uses=[EXP_SECOND_ORDER_ABOVE, EXP_MONOTONE, SOFTPLUS_TANGENT],
)


@proves(EXCESS_ABOVE, "second order of the exponential, tangent of the softplus")
def excess_above(q):
    """The excess is (W/2)(e^X − 1 − X) ≤ (W/2)·X²e^X/2 ≤ W a²f²·e^(2ac), and r(y) − r(x) ≥ 2af·W/(1 + W) = 2af·Wf."""
    second_order = q.instance(exp_second_order_above(), x=X)
    growth = _step_bound(q)
    softplus = q.instance(softplus_tangent(), d=a * f, w=W)
    value = q.linear(eq(W / (1 + W), W * f), (IS_PHI, -W / (1 + W)))
    factor = a / 2 * exp(2 * a * c)
    return q.linear(
        q.goal,
        (second_order, W / 2),
        (growth, W * a**2 * f**2),
        (softplus, factor),
        (value, -2 * a * f * factor),
        (IS_PHI, a),
    )


EXCESS_BELOW = lemma(
    "excess-below",
    label="Excess of a step, from below",
    printed=r"\tfrac a2 e^{-2ac}\,\bigl(r(y) - r(x)\bigr) \le G(x) - G(y) - a \quad (\phi(x) \le c)",
    over=SIZES,
    given=[IS_PHI, le(f, c)],
    concludes=[le(a / 2 * exp(-2 * a * c) * GROWTH_OF_SOFTPLUS, EXCESS)],
    uses=[EXP_SECOND_ORDER_BELOW, EXP_MONOTONE, EXP_TANGENT, EXP_SLOPE],
)


@proves(EXCESS_BELOW, "second order of the exponential, tangent of the logarithm")
def excess_below(q):
    """The excess is (W/2)(e^X − 1 − X) ≥ W a²f², and r(y) − r(x) ≤ W(e^X − 1)/(1 + W) ≤ Wf·X e^X ≤ 2aWf²·e^(2ac)."""
    second_order = q.instance(exp_second_order_below(), x=X)
    growth = _step_bound(q)
    softplus = q.instance(exp_tangent(), v=GROWTH_OF_SOFTPLUS)
    slope = q.instance(exp_slope(), x=X)
    value = q.linear(eq(W / (1 + W), W * f), (IS_PHI, -W / (1 + W)))
    factor = a / 2 * exp(-2 * a * c)
    return q.linear(
        q.goal,
        (second_order, W / 2),
        (growth, W * a**2 * f**2 * exp(-2 * a * c)),
        (softplus, factor),
        (value, factor * (exp(X) - 1)),
        (slope, factor * W * f),
        (IS_PHI, -a),
    )


WEIGHT_GROWS_BY_AT_LEAST = lemma(
    "weight-grows-by-at-least",
    label="Growth of the weight, from below",
    printed=r"e^{-2x} + 2a(1-c) \le e^{-2y} \quad (\phi(x) \le c)",
    over=SIZES,
    given=[IS_PHI, le(f, c)],
    concludes=[le(W + 2 * a * (1 - c), exp(-2 * (x - a * f)))],
    uses=[EXP_TANGENT],
)


@proves(WEIGHT_GROWS_BY_AT_LEAST, "the exponential's tangent at 2af")
def weight_grows_by_at_least(q):
    """W e^X ≥ W(1 + 2af) and Wf = 1 − f ≥ 1 − c."""
    return q.linear(q.goal, (q.instance(exp_tangent(), v=X), W), (le(f, c), 2 * a), (IS_PHI, -2 * a))


WEIGHT_GROWS_BY_AT_MOST = lemma(
    "weight-grows-by-at-most",
    label="Growth of the weight, from above",
    printed=r"e^{-2y} \le e^{-2x} + 2a e^{2ac} \quad (\phi(x) \le c)",
    over=SIZES,
    given=[IS_PHI, le(f, c)],
    concludes=[le(exp(-2 * (x - a * f)), W + 2 * a * exp(2 * a * c))],
    uses=[EXP_SLOPE, EXP_MONOTONE],
)


@proves(WEIGHT_GROWS_BY_AT_MOST, "the slope of the exponential at 2af")
def weight_grows_by_at_most(q):
    slope = q.instance(exp_slope(), x=X)
    return q.linear(q.goal, (slope, W), (lt(0, f), 2 * a * exp(X)), (_step_bound(q), 2 * a), (IS_PHI, 2 * a * exp(X)))


WEIGHT_OF_A_SMALL_STEP = lemma(
    "weight-of-a-small-step",
    label="Growth of the weight in a small step",
    printed=r"e^{-2y} \le e^{-2x} + 2a \quad (a \le 1)",
    reading="For steps up to 1 the weight grows no faster than twice the time, with the sharp constant.",
    over=SIZES,
    given=[IS_PHI, le(a, 1)],
    concludes=[le(exp(-2 * (x - a * f)), W + 2 * a)],
    uses=[EXP_CHORD, EXP_MOBIUS],
)


@proves(WEIGHT_OF_A_SMALL_STEP, "the chord of the exponential, and (1 − f)e^(2f) ≤ 1 + f")
def weight_of_a_small_step(q):
    """2a + W − W e^(2af) = W·[1 − a + a e^(2f) − e^(2af)] + a(1 + W)·[1 + f − (1 − f)e^(2f)]."""
    below_one = q.linear(lt(f, 1), (lt(0, W), f), (IS_PHI, 1))
    chord = q.instance(exp_chord(), le(a, 1), s=a, x=2 * f)
    mobius = q.instance(exp_mobius(), below_one, p=f)
    return q.linear(q.goal, (chord, W), (mobius, a * (1 + W)), (IS_PHI, a * (1 + exp(2 * f))))


def _step_bound(q):
    """e^(2af) ≤ e^(2ac)."""
    order = q.linear(le(X, 2 * a * c), (le(f, c), 2 * a))
    return q.instance(exp_monotone(), order, x=X, y=2 * a * c)
