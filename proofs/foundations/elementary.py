"""Exponential and logarithm: everything from the tangent e^v ≥ 1 + v.

Where a proof is a linear combination, its docstring is the identity `right side − left side = Σ multiplier · fact`.
"""

from functools import partial

from sympy import E, Interval, exp, log, oo

from checks.methods import proves
from checks.paper import eq, le, lt
from proofs.foundations.notation import d, p, s, v, w, x, y
from proofs.foundations.paper import PAPER

lemma = partial(PAPER.statement, kind="lemma", origin="derived", derivation=False, where="elementary")

NONNEGATIVE = Interval(0, oo)
POSITIVE = Interval.open(0, oo)

EXP_TANGENT = lemma(
    "exp-tangent",
    label="Tangent of the exponential",
    printed=r"e^v \ge 1 + v",
    concludes=[le(1 + v, exp(v))],
)


@proves(EXP_TANGENT, "the tangent at 0, to both sides")
def exp_tangent(q):
    return q.cases(
        q.goal, v, 0, lambda r: r.by_derivatives(r.goal, v, "hi"), lambda r: r.by_derivatives(r.goal, v, "lo")
    )


EXP_SLOPE = lemma(
    "exp-slope",
    label="Chord and slope of the exponential",
    printed=r"e^x - 1 \le x e^x",
    concludes=[le(exp(x) - 1, x * exp(x))],
    uses=[EXP_TANGENT],
)


@proves(EXP_SLOPE, "the tangent at −x, times e^x")
def exp_slope(q):
    return q.linear(q.goal, (q.instance(exp_tangent(), v=-x), exp(x)))


EXP_MONOTONE = lemma(
    "exp-monotone",
    label="The exponential increases",
    printed=r"x \le y \Rightarrow e^x \le e^y",
    given=[le(x, y)],
    concludes=[le(exp(x), exp(y))],
    uses=[EXP_TANGENT],
)


@proves(EXP_MONOTONE, "the tangent at y − x, times e^x")
def exp_monotone(q):
    """e^y − e^x = e^x·[e^(y−x) − 1 − (y − x)] + e^x·(y − x)."""
    return q.linear(q.goal, (q.instance(exp_tangent(), v=y - x), exp(x)), (le(x, y), exp(x)))


EXP_MONOTONE_STRICTLY = lemma(
    "exp-monotone-strictly",
    label="The exponential increases strictly",
    printed=r"x < y \Rightarrow e^x < e^y",
    given=[lt(x, y)],
    concludes=[lt(exp(x), exp(y))],
    uses=[EXP_TANGENT],
)


@proves(EXP_MONOTONE_STRICTLY, "the tangent at y − x, times e^x")
def exp_monotone_strictly(q):
    return q.linear(q.goal, (q.instance(exp_tangent(), v=y - x), exp(x)), (lt(x, y), exp(x)))


EXP_SECOND_ORDER_ABOVE = lemma(
    "exp-second-order-above",
    label="Second order of the exponential, from above",
    printed=r"e^x - 1 - x \le \tfrac12 x^2 e^x \quad (x \ge 0)",
    over={x: NONNEGATIVE},
    concludes=[le(exp(x) - 1 - x, x**2 * exp(x) / 2)],
)


@proves(EXP_SECOND_ORDER_ABOVE, "value, slope and curvature from 0")
def exp_second_order_above(q):
    """The difference and its slope (x + x²/2)e^x − e^x + 1 are 0 at 0; the curvature is (2x + x²/2)e^x ≥ 0."""

    def curvature(r):
        return r.linear(r.goal, (le(0, x), (2 + x / 2) * exp(x)))

    def slope(r):
        return r.endpoint(r.goal, x, "lo", value=lambda at_0: at_0.settle(at_0.goal), slope=curvature)

    return q.endpoint(q.goal, x, "lo", value=lambda at_0: at_0.settle(at_0.goal), slope=slope)


EXP_SECOND_ORDER_BELOW = lemma(
    "exp-second-order-below",
    label="Second order of the exponential, from below",
    printed=r"\tfrac12 x^2 \le e^x - 1 - x \quad (x \ge 0)",
    over={x: NONNEGATIVE},
    concludes=[le(x**2 / 2, exp(x) - 1 - x)],
)


@proves(EXP_SECOND_ORDER_BELOW, "value, slope and curvature from 0")
def exp_second_order_below(q):
    return q.by_derivatives(q.goal, x, "lo", order=3)


EXP_CHORD = lemma(
    "exp-chord",
    label="Chord of the exponential",
    printed=r"e^{sx} \le 1 - s + s e^x \quad (0 \le s \le 1)",
    over={s: Interval(0, 1)},
    concludes=[le(exp(s * x), 1 - s + s * exp(x))],
    uses=[EXP_TANGENT],
)


@proves(EXP_CHORD, "two tangents at sx")
def exp_chord(q):
    """With c = sx the difference is e^c·{(1 − s)·[e^(−c) − 1 + c] + s·[e^(x−c) − 1 − (x − c)]}."""
    c = s * x
    return q.linear(
        q.goal,
        (q.instance(exp_tangent(), v=-c), (1 - s) * exp(c)),
        (q.instance(exp_tangent(), v=x - c), s * exp(c)),
    )


EXP_MOBIUS = lemma(
    "exp-mobius",
    label="e^(2p) against (1 + p)/(1 − p)",
    printed=r"(1-p)e^{2p} \le 1 + p \quad (0 \le p \le 1)",
    over={p: Interval(0, 1)},
    concludes=[le((1 - p) * exp(2 * p), 1 + p)],
)


@proves(EXP_MOBIUS, "value, slope and curvature from 0")
def exp_mobius(q):
    return q.by_derivatives(q.goal, p, "lo", order=2)


LOG_TANGENT = lemma(
    "log-tangent",
    label="Tangent of the logarithm",
    printed=r"\log x \le x - 1 \quad (x > 0)",
    over={x: POSITIVE},
    concludes=[le(log(x), x - 1)],
    uses=[EXP_TANGENT],
)


@proves(LOG_TANGENT, "the exponential's tangent at log x")
def log_tangent(q):
    return q.linear(q.goal, q.instance(exp_tangent(), v=log(x)))


LOG_MONOTONE = lemma(
    "log-monotone",
    label="The logarithm increases",
    printed=r"0 < x \le y \Rightarrow \log x \le \log y",
    over={x: POSITIVE, y: POSITIVE},
    given=[le(x, y)],
    concludes=[le(log(x), log(y))],
    uses=[EXP_TANGENT],
)


@proves(LOG_MONOTONE, "the exponential's tangent at log x − log y")
def log_monotone(q):
    """log y − log x = [e^(log x − log y) − 1 − (log x − log y)] + (y − x)/y."""
    return q.linear(q.goal, q.instance(exp_tangent(), v=log(x) - log(y)), (le(x, y), 1 / y))


LOG_NONNEGATIVE = lemma(
    "log-nonnegative",
    label="Sign of the logarithm",
    printed=r"x \ge 1 \Rightarrow \log x \ge 0",
    over={x: Interval(1, oo)},
    concludes=[le(0, log(x))],
    uses=[EXP_TANGENT],
)


@proves(LOG_NONNEGATIVE, "the exponential's tangent at −log x")
def log_nonnegative(q):
    """log x = [1/x − 1 + log x] + (x − 1)/x."""
    return q.linear(q.goal, q.instance(exp_tangent(), v=-log(x)), (le(1, x), 1 / x))


EXP_REFLECTS_ORDER = lemma(
    "exp-reflects-order",
    label="The exponential reflects order",
    printed=r"e^x \le e^y \Rightarrow x \le y",
    given=[le(exp(x), exp(y))],
    concludes=[le(x, y)],
    uses=[EXP_TANGENT],
)


@proves(EXP_REFLECTS_ORDER, "the tangent at x − y")
def exp_reflects_order(q):
    """y − x = [e^(x−y) − 1 − (x − y)] + e^(−y)·(e^y − e^x)."""
    return q.linear(q.goal, q.instance(exp_tangent(), v=x - y), (le(exp(x), exp(y)), exp(-y)))


EXP_BELOW_LOG = lemma(
    "exp-below-log",
    label="From exponential to logarithm, above",
    printed=r"e^x \le w \Rightarrow x \le \log w",
    reading="The logarithm is the inverse of the exponential, as an inequality.",
    over={w: POSITIVE},
    given=[le(exp(x), w)],
    concludes=[le(x, log(w))],
    uses=[EXP_TANGENT],
)


@proves(EXP_BELOW_LOG, "the tangent at x − log w")
def exp_below_log(q):
    """log w − x = [e^(x − log w) − 1 − (x − log w)] + (w − e^x)/w."""
    return q.linear(q.goal, q.instance(exp_tangent(), v=x - log(w)), (le(exp(x), w), 1 / w))


LOG_BELOW_EXP = lemma(
    "log-below-exp",
    label="From exponential to logarithm, below",
    printed=r"0 < w \le e^x \Rightarrow \log w \le x",
    over={w: POSITIVE},
    given=[le(w, exp(x))],
    concludes=[le(log(w), x)],
    uses=[EXP_TANGENT],
)


@proves(LOG_BELOW_EXP, "the tangent at log w − x")
def log_below_exp(q):
    """x − log w = [e^(log w − x) − 1 − (log w − x)] + e^(−x)·(e^x − w)."""
    return q.linear(q.goal, q.instance(exp_tangent(), v=log(w) - x), (le(w, exp(x)), exp(-x)))


LOG_OF_COMPLEMENT_ABOVE = lemma(
    "log-of-complement-above",
    label="Logarithm of a complement, from above",
    printed=r"-\log(1-p) \le \frac{p}{1-p} \quad (0 \le p < 1)",
    over={p: Interval.Ropen(0, 1)},
    concludes=[le(-log(1 - p), p / (1 - p))],
    uses=[EXP_TANGENT],
)


@proves(LOG_OF_COMPLEMENT_ABOVE, "the exponential's tangent at −log(1 − p)")
def log_of_complement_above(q):
    """p/(1 − p) + log(1 − p) = e^(−log(1−p)) − 1 + log(1 − p)."""
    return q.linear(q.goal, q.instance(exp_tangent(), v=-log(1 - p)))


LOG_OF_COMPLEMENT_BELOW = lemma(
    "log-of-complement-below",
    label="Logarithm of a complement, from below",
    printed=r"p \le -\log(1-p) \quad (0 \le p < 1)",
    over={p: Interval.Ropen(0, 1)},
    concludes=[le(p, -log(1 - p))],
    uses=[LOG_TANGENT],
)


@proves(LOG_OF_COMPLEMENT_BELOW, "the logarithm's tangent at 1 − p")
def log_of_complement_below(q):
    return q.linear(q.goal, q.instance(log_tangent(), x=1 - p))


PRODUCT_WITH_LOG = lemma(
    "product-with-log",
    label="The largest value of x log(y/x)",
    printed=r"x (\log y - \log x) \le y/e \quad (x, y > 0)",
    reading="The maximum of x log(y/x) is y/e, taken at x = y/e.",
    over={x: POSITIVE, y: POSITIVE},
    concludes=[le(x * (log(y) - log(x)), y * exp(-1))],
    uses=[EXP_TANGENT],
)


@proves(PRODUCT_WITH_LOG, "the exponential's tangent at log(y/x) − 1, times x")
def product_with_log(q):
    """y/e − x·log(y/x) = x·[e^(log(y/x) − 1) − 1 − (log(y/x) − 1)]."""
    return q.linear(q.goal, (q.instance(exp_tangent(), v=log(y) - log(x) - 1), x))


E_BETWEEN_TWO_AND_THREE = lemma(
    "e-between-two-and-three",
    label="e lies between 2 and 3",
    printed=r"2 < e < 3",
    concludes=[("above 2", lt(2, E)), ("below 3", lt(E, 3))],
)


@proves(E_BETWEEN_TWO_AND_THREE, "one evaluation")
def e_between_two_and_three(q):
    return q.enclose(q.goal)


LAMBERT_LOGARITHM = lemma(
    "lambert-logarithm",
    label="Logarithm of Lambert's equation",
    printed=r"w e^w = e^x,\ w > 0 \Rightarrow \log w + w = x",
    over={w: POSITIVE},
    given=[eq(w * exp(w), exp(x))],
    concludes=[eq(log(w) + w, x)],
)


@proves(LAMBERT_LOGARITHM, "the logarithm of a product")
def lambert_logarithm(q):
    logarithm = q.rewrite(eq(x, log(w) + w), q.axiom("log-product", w, exp(w)), eq(w * exp(w), exp(x)))
    return q.linear(q.goal, (logarithm, -1))


RECIPROCALS_NEAR_ABOVE = lemma(
    "reciprocals-near-above",
    label="Reciprocals of near numbers, from above",
    printed=r"y - x \le d,\ sy \le x \Rightarrow \tfrac1x - \tfrac1y \le \frac{d}{sy^2}",
    over={x: POSITIVE, y: POSITIVE, s: POSITIVE, d: NONNEGATIVE},
    given=[le(y - x, d), le(s * y, x)],
    concludes=[le(1 / x - 1 / y, d / (s * y**2))],
)


@proves(RECIPROCALS_NEAR_ABOVE, "1/x − 1/y = (y − x)/(xy)")
def reciprocals_near_above(q):
    return q.linear(q.goal, (le(y - x, d), 1 / (x * y)), (le(s * y, x), d / (s * x * y**2)))


RECIPROCALS_NEAR_BELOW = lemma(
    "reciprocals-near-below",
    label="Reciprocals of near numbers, from below",
    printed=r"x - y \le d,\ sy \le x \Rightarrow \tfrac1y - \tfrac1x \le \frac{d}{sy^2}",
    over={x: POSITIVE, y: POSITIVE, s: POSITIVE, d: NONNEGATIVE},
    given=[le(x - y, d), le(s * y, x)],
    concludes=[le(1 / y - 1 / x, d / (s * y**2))],
)


@proves(RECIPROCALS_NEAR_BELOW, "1/y − 1/x = (x − y)/(xy)")
def reciprocals_near_below(q):
    return q.linear(q.goal, (le(x - y, d), 1 / (x * y)), (le(s * y, x), d / (s * x * y**2)))
