"""φ(x) = 1/(1 + e^(−2x)), the primitive G(x) = x − e^(−2x)/2 of 1/φ, and the softplus r(x) = log(1 + e^(−2x)).

G is increasing and concave; that G lies below its tangents is what every comparison of an orbit of x ↦ x − aφ(x) with
the solution of u′ = −φ(u) rests on.
"""

from functools import cache, partial

from sympy import Derivative, Reals, exp, log

from checks.methods import Proof, proves
from checks.paper import eq, le, lt
from proofs.foundations.elementary import (
    EXP_MONOTONE,
    EXP_MONOTONE_STRICTLY,
    EXP_TANGENT,
    LOG_OF_COMPLEMENT_ABOVE,
    LOG_OF_COMPLEMENT_BELOW,
    NONNEGATIVE,
    POSITIVE,
    exp_monotone,
    exp_monotone_strictly,
    exp_tangent,
    log_of_complement_above,
    log_of_complement_below,
)
from proofs.foundations.notation import HALF, d, phi, phi_slope, primitive, w, x, y
from proofs.foundations.paper import PAPER

lemma = partial(PAPER.statement, kind="lemma", origin="derived", derivation=False, where="logistic")

PHI_POSITIVE = lemma(
    "phi-positive",
    label="φ is positive",
    printed=r"0 < \phi(x)",
    concludes=[lt(0, phi(x))],
)


@proves(PHI_POSITIVE, "sign of the exponential")
def phi_positive(q):
    return q.enclose(q.goal)


PHI_BELOW_ONE = lemma(
    "phi-below-one",
    label="φ is below 1",
    printed=r"\phi(x) < 1",
    concludes=[lt(phi(x), 1)],
)


@proves(PHI_BELOW_ONE, "1 − φ(x) = e^(−2x)·φ(x)")
def phi_below_one(q):
    return q.linear(q.goal, (lt(0, exp(-2 * x)), phi(x)))


COMPLEMENT_POSITIVE = lemma(
    "complement-positive",
    label="1 − φ is positive",
    printed=r"0 < 1 - \phi(x)",
    concludes=[lt(0, 1 - phi(x))],
)


@proves(COMPLEMENT_POSITIVE, "1 − φ(x) = e^(−2x)·φ(x)")
def complement_positive(q):
    return q.linear(q.goal, (lt(0, exp(-2 * x)), phi(x)))


RECIPROCAL_OF_PHI = lemma(
    "reciprocal-of-phi",
    label="1/φ is positive",
    printed=r"0 < 1 + e^{-2x}",
    concludes=[lt(0, 1 + exp(-2 * x))],
)


@proves(RECIPROCAL_OF_PHI, "sign of the exponential")
def reciprocal_of_phi_positive(q):
    return q.enclose(q.goal)


PHI_DERIVATIVE = lemma(
    "phi-derivative",
    label="Derivative of φ",
    printed=r"\phi'(x) = 2\phi(x)(1-\phi(x))",
    concludes=[eq(Derivative(phi(x), x), phi_slope(x))],
)


@proves(PHI_DERIVATIVE, "differentiation")
def phi_derivative(q):
    return q.identity(q.goal)


PHI_RISES = lemma(
    "phi-rises",
    label="φ rises",
    printed=r"0 < \phi'(x)",
    concludes=[lt(0, phi_slope(x))],
)


@proves(PHI_RISES, "φ′ = 2φ²e^(−2x)")
def phi_rises(q):
    return q.linear(q.goal, (lt(0, exp(-2 * x)), 2 * phi(x) ** 2))


PHI_SLOPE_BOUND = lemma(
    "phi-slope-bound",
    label="The slope of φ is at most 1/2",
    printed=r"\phi'(x) \le \tfrac12",
    concludes=[le(phi_slope(x), HALF)],
)


@proves(PHI_SLOPE_BOUND, "1/2 − φ′ = (1 − 2φ)²/2")
def phi_slope_bound(q):
    return q.linear(q.goal, (le(0, 1), HALF * (1 - 2 * phi(x)) ** 2))


PHI_CONTRACTS = lemma(
    "phi-contracts",
    label="φ grows at most half as fast as its argument",
    printed=r"\phi(x+d) - \phi(x) \le \tfrac d2 \quad (d \ge 0)",
    over={d: NONNEGATIVE},
    concludes=[le(phi(x + d) - phi(x), d / 2)],
)


@proves(PHI_CONTRACTS, "value and slope at d = 0: 1/2 − φ′ = (1 − 2φ)²/2")
def phi_contracts(q):
    def slope(r):
        return r.linear(r.goal, (le(0, 1), HALF * (1 - 2 * phi(x + d)) ** 2))

    return q.endpoint(q.goal, d, "lo", value=lambda r: r.settle(r.goal), slope=slope)


PHI_MONOTONE = lemma(
    "phi-monotone",
    label="φ increases",
    printed=r"x \le y \Rightarrow \phi(x) \le \phi(y)",
    given=[le(x, y)],
    concludes=[le(phi(x), phi(y))],
    uses=[EXP_MONOTONE],
)


@proves(PHI_MONOTONE, "monotony of the exponential, times φ(x)φ(y)")
def phi_monotone(q):
    """φ(y) − φ(x) = φ(x)φ(y)·(e^(−2x) − e^(−2y))."""
    order = q.linear(le(-2 * y, -2 * x), (le(x, y), 2))
    powers = q.instance(exp_monotone(), order, x=-2 * y, y=-2 * x)
    return q.linear(q.goal, (powers, phi(x) * phi(y)))


PHI_MONOTONE_STRICTLY = lemma(
    "phi-monotone-strictly",
    label="φ increases strictly",
    printed=r"x < y \Rightarrow \phi(x) < \phi(y)",
    given=[lt(x, y)],
    concludes=[lt(phi(x), phi(y))],
    uses=[EXP_MONOTONE_STRICTLY],
)


@proves(PHI_MONOTONE_STRICTLY, "monotony of the exponential, times φ(x)φ(y)")
def phi_monotone_strictly(q):
    order = q.linear(lt(-2 * y, -2 * x), (lt(x, y), 2))
    powers = q.instance(exp_monotone_strictly(), order, x=-2 * y, y=-2 * x)
    return q.linear(q.goal, (powers, phi(x) * phi(y)))


PRIMITIVE_DERIVATIVE = lemma(
    "primitive-derivative",
    label="Derivative of G",
    printed=r"G'(x) = 1 + e^{-2x} = 1/\phi(x)",
    concludes=[eq(Derivative(primitive(x), x) * phi(x), 1)],
)


@proves(PRIMITIVE_DERIVATIVE, "differentiation")
def primitive_derivative(q):
    return q.identity(q.goal)


PRIMITIVE_TANGENT = lemma(
    "primitive-tangent",
    label="Tangent of G",
    printed=r"G(x) - G(y) \le (x-y)(1+e^{-2y})",
    concludes=[le(primitive(x) - primitive(y), (x - y) * (1 + exp(-2 * y)))],
    uses=[EXP_TANGENT],
)


@proves(PRIMITIVE_TANGENT, "the exponential's tangent at −2(x − y), times e^(−2y)/2")
def primitive_tangent(q):
    """The difference is (e^(−2y)/2)·[e^(−2(x−y)) − 1 + 2(x − y)]."""
    return q.linear(q.goal, (q.instance(exp_tangent(), v=-2 * (x - y)), exp(-2 * y) / 2))


PRIMITIVE_REFLECTS_ORDER = lemma(
    "primitive-reflects-order",
    label="G reflects order",
    printed=r"G(y) \le G(x) \Rightarrow y \le x",
    given=[le(primitive(y), primitive(x))],
    concludes=[le(y, x)],
    uses=[PRIMITIVE_TANGENT],
)


@proves(PRIMITIVE_REFLECTS_ORDER, "the tangent of G, times φ(y)")
def primitive_reflects_order(q):
    """x − y = φ(y)·{[(x − y)(1 + e^(−2y)) − G(x) + G(y)] + [G(x) − G(y)]}."""
    tangent = q.instance(primitive_tangent())
    return q.linear(q.goal, (tangent, phi(y)), (le(primitive(y), primitive(x)), phi(y)))


SOFTPLUS_TANGENT = lemma(
    "softplus-tangent",
    label="Tangent of the softplus",
    printed=r"r(x-d) - r(x) \ge 2d(1-\phi(x)) \quad (d \ge 0)",
    reading="Here with w for e^(−2x), so that 1 − φ(x) = w/(1 + w).",
    over={d: NONNEGATIVE, w: POSITIVE},
    concludes=[le(2 * d * w / (1 + w), log(1 + w * exp(2 * d)) - log(1 + w))],
    uses=[EXP_TANGENT],
)


@proves(SOFTPLUS_TANGENT, "value and slope at d = 0")
def softplus_tangent(q):
    """The slope in d is 2w(e^(2d) − 1)/((1 + w e^(2d))(1 + w)) ≥ 0, as e^(2d) − 1 ≥ 2d."""

    def slope(r):
        growth = r.instance(exp_tangent(), v=2 * d)
        weight = 2 * w / ((1 + w * exp(2 * d)) * (1 + w))
        return r.linear(r.goal, (growth, weight), (le(0, d), 2 * weight))

    return q.endpoint(q.goal, d, "lo", value=lambda r: r.settle(r.goal), slope=slope)


SOFTPLUS_LIPSCHITZ = lemma(
    "softplus-lipschitz",
    label="The softplus is 2-Lipschitz",
    printed=r"r(x-d) - r(x) \le 2d \quad (d \ge 0)",
    reading="With w for e^(−2x), as before.",
    over={d: NONNEGATIVE, w: POSITIVE},
    concludes=[le(log(1 + w * exp(2 * d)) - log(1 + w), 2 * d)],
)


@proves(SOFTPLUS_LIPSCHITZ, "value and slope at d = 0")
def softplus_lipschitz(q):
    def slope(r):
        return r.linear(r.goal, (le(0, 1), 2 / (1 + w * exp(2 * d))))

    return q.endpoint(q.goal, d, "lo", value=lambda r: r.settle(r.goal), slope=slope)


LOSS_AT_LEAST = lemma(
    "loss-at-least",
    label="A loss from below",
    printed=r"1 + e^{-2x} \le y \Rightarrow \tfrac1y \le -\log(1-\phi(x))",
    over={y: POSITIVE},
    given=[le(1 + exp(-2 * x), y)],
    concludes=[le(1 / y, -log(1 - phi(x)))],
    uses=[PHI_BELOW_ONE, COMPLEMENT_POSITIVE, LOG_OF_COMPLEMENT_BELOW],
)


@proves(LOSS_AT_LEAST, "φ ≤ −log(1 − φ), and φ = 1/(1 + e^(−2x))")
def loss_at_least(q):
    below_one, complement = q.instance(phi_below_one()), q.instance(complement_positive())
    loss = q.instance(log_of_complement_below(), below_one, complement, p=phi(x))
    return q.linear(q.goal, loss, (le(1 + exp(-2 * x), y), phi(x) / y), using=[complement])


LOSS_AT_MOST = lemma(
    "loss-at-most",
    label="A loss from above",
    printed=r"0 < y \le e^{-2x} \Rightarrow -\log(1-\phi(x)) \le \tfrac1y",
    over={y: POSITIVE},
    given=[le(y, exp(-2 * x))],
    concludes=[le(-log(1 - phi(x)), 1 / y)],
    uses=[PHI_BELOW_ONE, COMPLEMENT_POSITIVE, LOG_OF_COMPLEMENT_ABOVE],
)


@proves(LOSS_AT_MOST, "−log(1 − φ) ≤ φ/(1 − φ) = e^(2x)")
def loss_at_most(q):
    below_one, complement = q.instance(phi_below_one()), q.instance(complement_positive())
    loss = q.instance(log_of_complement_above(), below_one, complement, p=phi(x))
    return q.linear(q.goal, loss, (le(y, exp(-2 * x)), exp(2 * x) / y), using=[complement])


LOSS_GAINED = log(1 - phi(y)) / 2 - log(1 - phi(y + d)) / 2

LOSS_AGAINST_TIME = lemma(
    "loss-against-time",
    label="A loss against the time of the solution",
    printed=(
        r"y \le x \Rightarrow \phi(y)^2\bigl(G(x)-G(y)\bigr) \le \tfrac12\log\frac{1-\phi(y)}{1-\phi(x)} \le "
        r"\phi(x)^2\bigl(G(x)-G(y)\bigr)"
    ),
    reading="With y + d for x; along u′ = −φ(u) the loss −½ log(1 − φ(u)) has the derivative −φ(u)² in time.",
    over={d: NONNEGATIVE},
    concludes=[
        ("from below", le(phi(y) ** 2 * (primitive(y + d) - primitive(y)), LOSS_GAINED)),
        ("from above", le(LOSS_GAINED, phi(y + d) ** 2 * (primitive(y + d) - primitive(y)))),
    ],
    uses=[PHI_MONOTONE, COMPLEMENT_POSITIVE],
)


@proves(LOSS_AGAINST_TIME, "value and slope at d = 0: (φ(y + d)² − φ(y)²)/φ(y + d)", claims=["from below"])
def loss_gained_at_least(q):
    def slope(r):
        order = r.instance(phi_monotone(), r.linear(le(y, y + d), le(0, d)), x=y, y=y + d)
        known = [r.instance(complement_positive(), x=z) for z in (y, y + d)]
        return r.linear(r.goal, (order, (phi(y) + phi(y + d)) * (1 + exp(-2 * (y + d)))), using=known)

    return q.endpoint(q.goal, d, "lo", lambda r: r.settle(r.goal), slope, *(lt(0, 1 - phi(z)) for z in (y, y + d)))


@proves(LOSS_AGAINST_TIME, "the same from the other end: y falls from x", claims=["from above"])
def loss_gained_at_most(q):
    known = [q.instance(complement_positive(), x=z) for z in (y, y + d)]
    return q.linear(q.goal, q.instance(loss_lost_at_most(), y=y + d), using=known)


@cache
def loss_lost_at_most():
    """−½ log(1 − φ(y)) + ½ log(1 − φ(y − d)) ≤ φ(y)²(G(y) − G(y − d)) for d ≥ 0."""
    q = Proof({y: Reals, d: NONNEGATIVE})

    def slope(r):
        order = r.instance(phi_monotone(), r.linear(le(y - d, y), le(0, d)), x=y - d, y=y)
        known = [r.instance(complement_positive(), x=z) for z in (y, y - d)]
        return r.linear(r.goal, (order, (phi(y) + phi(y - d)) * (1 + exp(-2 * (y - d)))), using=known)

    lost = log(1 - phi(y - d)) / 2 - log(1 - phi(y)) / 2
    goal = le(lost, phi(y) ** 2 * (primitive(y) - primitive(y - d)))
    ends = (lt(0, 1 - phi(z)) for z in (y, y - d))
    return q.established(q.endpoint(goal, d, "lo", lambda r: r.settle(r.goal), slope, *ends))
