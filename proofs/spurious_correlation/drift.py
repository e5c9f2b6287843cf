"""How strong the drift is: the pull D(u) = ln(1 + e^(−2αu)) − ln(1 + e^(−2βu)) between exponentials.

Written with d = β − α > 0, A = e^(−2αu) and B = e^(−2βu), for every α > 0 and u ≥ 1 (the first two: every u > 0).
"""

from sympy import Mul, Reals, exp, log

from checks.methods import proves
from checks.methods.integrals import antiderivative
from checks.paper import eq, le, lt
from proofs.foundations.elementary import (
    EXP_MONOTONE,
    EXP_TANGENT,
    LOG_TANGENT,
    exp_monotone,
    exp_tangent,
    log_tangent,
)
from proofs.spurious_correlation.notation import (
    MARGIN,
    SPREAD,
    a,
    alpha,
    beta,
    d,
    drift,
    epsilon,
    moment,
    pull,
    r,
    s,
    softplus,
    u,
    x,
    xi,
    y,
    z,
)
from proofs.spurious_correlation.paper import BEFORE_ZERO, PAPER, POSITIVE

HIGH = alpha + d
A, B = exp(-2 * alpha * u), exp(-2 * HIGH * u)
D = pull(u, alpha, HIGH)
WIDE = {u: POSITIVE}

SPREAD_POSITIVE = PAPER.statement(
    "spread-positive",
    label="The spread is positive",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"0 < \alpha < \beta \Rightarrow \ln(\beta/\alpha) > 0",
    given=[lt(alpha, beta)],
    concludes=[lt(0, SPREAD)],
    uses=[EXP_TANGENT],
    derivation=False,
)


@proves(SPREAD_POSITIVE, "the exponential's tangent at −ln(β/α)")
def spread_positive(q):
    """ln(β/α) = [e^(−ln(β/α)) − 1 + ln(β/α)] + (β − α)/β."""
    return q.linear(q.goal, q.instance(exp_tangent(), v=-SPREAD), (lt(alpha, beta), 1 / beta))


QUOTIENT_POSITIVE = PAPER.statement(
    "quotient-positive",
    label="A quotient is positive",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"u, s > 0 \Rightarrow u/s > 0",
    over={u: POSITIVE, s: POSITIVE},
    concludes=[lt(0, u / s)],
    derivation=False,
)


@proves(QUOTIENT_POSITIVE, "signs")
def quotient_positive(q):
    return q.enclose(q.goal)


EXP_POSITIVE = PAPER.statement(
    "exp-positive",
    label="An exponential is positive",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"e^y > 0",
    concludes=[lt(0, exp(y))],
    derivation=False,
)


@proves(EXP_POSITIVE, "signs")
def exp_positive(q):
    return q.enclose(q.goal)


MOMENT_CLOSED = PAPER.statement(
    "moment-in-closed-form",
    kind="lemma",
    origin="derived",
    where="Section 2.2, derived for this report",
    printed=r"\mathbb E[(1-p_y)|\mathbf r|] = \frac{\ln(1+e^{2\beta x}) - \ln(1+e^{2\alpha x})}{2x\ln(\beta/\alpha)} "
    r"\quad (x < 0)",
    over={x: BEFORE_ZERO},
    given=[lt(alpha, beta)],
    concludes=[eq(moment(x), (softplus(beta, x) - softplus(alpha, x)) / (2 * SPREAD * x))],
    uses=[SPREAD_POSITIVE],
    derivation=False,
)


@proves(MOMENT_CLOSED, "ln(1 + e^(2xz))/(2x) is an antiderivative of φ(xz)")
def moment_closed(q):
    spread = q.instance(spread_positive(), lt(alpha, beta))
    order = q.linear(le(0, beta - alpha), lt(alpha, beta))
    value = antiderivative(q, moment(x) * SPREAD, log(1 + exp(2 * x * (alpha + z))) / (2 * x), order)
    return q.linear(q.goal, (value, 1 / SPREAD), using=[spread])


PULL_ABOVE = PAPER.statement(
    "pull-above",
    label="Difference of two logarithms from above",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"\ln(1+e^{-2\alpha u}) - \ln(1+e^{-2\beta u}) \le e^{-2\alpha u}",
    over=WIDE,
    concludes=[le(D, A)],
    uses=[EXP_TANGENT, LOG_TANGENT],
    derivation=False,
)


@proves(PULL_ABOVE, "tangents of the logarithm")
def pull_above(q):
    """ln(1 + A) ≤ A, and ln(1 + B) ≥ B/(1 + B) by the exponential's tangent at −ln(1 + B)."""
    first = q.instance(log_tangent(), x=1 + A)
    second = q.instance(exp_tangent(), v=-log(1 + B))
    return q.linear(q.goal, first, second, (lt(0, B), 1 / (1 + B)))


PULL_BELOW = PAPER.statement(
    "pull-below",
    label="Difference of two logarithms from below",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"\ln(1+e^{-2\alpha u}) - \ln(1+e^{-2\beta u}) \ge "
    r"\frac{e^{-2\alpha u}-e^{-2\beta u}}{1+e^{-2\alpha u}}",
    over=WIDE,
    concludes=[le((A - B) / (1 + A), D)],
    uses=[EXP_TANGENT],
    derivation=False,
)


@proves(PULL_BELOW, "the exponential's tangent at ln((1 + B)/(1 + A))")
def pull_below(q):
    return q.linear(q.goal, q.instance(exp_tangent(), v=log(1 + B) - log(1 + A)))


PULL_POSITIVE = PAPER.statement(
    "pull-positive",
    label="Difference of two logarithms is positive",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"\ln(1+e^{-2\alpha u}) - \ln(1+e^{-2\beta u}) > 0",
    over=WIDE,
    concludes=[lt(0, D)],
    uses=[EXP_TANGENT, PULL_BELOW],
    derivation=False,
)


@proves(PULL_POSITIVE, "from the lower bound, as e^(2du) > 1")
def pull_positive(q):
    """(A − B)/(1 + A) = B(e^(2du) − 1)/(1 + A) ≥ 2du·B/(1 + A) > 0."""
    growth = q.instance(exp_tangent(), v=2 * d * u)
    room = q.enclose(lt(0, 2 * d * u))
    return q.linear(q.goal, q.instance(pull_below()), (growth, B / (1 + A)), (room, B / (1 + A)))


PUSH = PAPER.statement(
    "push",
    label="The drift against its exponential",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"D(u)\,e^{2\alpha u}\,(1+2\alpha c+2\alpha u) \ge 2\alpha u, \quad "
    r"c = \tfrac{1+1/(2\alpha)}{2(\beta-\alpha)}",
    concludes=[le(2 * alpha * u, D * exp(2 * alpha * u) * (1 + 2 * alpha * MARGIN + 2 * alpha * u))],
    uses=[EXP_TANGENT, PULL_BELOW],
    derivation=False,
)


@proves(PUSH, "the lower bound for D, and e^v ≥ 1 + v at 2du and 2αu")
def push(q):
    """With W = 1 + 2αc + 2αu the difference is e^(2αu)W·[D − (A − B)/(1 + A)] plus 1/(1 + A) times
    We^(−2du)/(1 + 2du)·[e^(2du) − 1 − 2du] + (u − 1)/(1 + 2du) + A·[e^(2αu) − 1 − 2αu] + A."""
    weight = 1 + 2 * alpha * MARGIN + 2 * alpha * u
    return q.linear(
        q.goal,
        (q.instance(pull_below()), exp(2 * alpha * u) * weight),
        (q.instance(exp_tangent(), v=2 * d * u), weight * exp(-2 * d * u) / ((1 + A) * (1 + 2 * d * u))),
        (q.instance(exp_tangent(), v=2 * alpha * u), A / (1 + A)),
        (le(1, u), 1 / ((1 + A) * (1 + 2 * d * u))),
        (lt(0, A), 1 / (1 + A)),
    )


STEP_SIZE = PAPER.statement(
    "step-size",
    label="The step size",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"(1+2\alpha u)\,\frac{aD(u)}{2u} \le \frac a2 (1+2\alpha)e^{-2\alpha}",
    given=[eq(s, a * D / (2 * u))],
    concludes=[le((1 + 2 * alpha * u) * s, a * (1 + 2 * alpha) * exp(-2 * alpha) / 2)],
    uses=[EXP_MONOTONE, PULL_ABOVE],
    derivation=False,
)


@proves(STEP_SIZE, "D ≤ A, and both factors of A(1/(2u) + α) fall")
def step_size(q):
    """(½ + α)e^(−2α) − (1/(2u) + α)A = (½ + α)(e^(−2α) − A) + (u − 1)A/(2u)."""
    order = q.linear(le(-2 * alpha * u, -2 * alpha), (le(1, u), 2 * alpha))
    powers = q.instance(exp_monotone(), order, x=-2 * alpha * u, y=-2 * alpha)
    return q.linear(
        q.goal,
        (q.instance(pull_above()), a * (1 + 2 * alpha * u) / (2 * u)),
        (eq(s, a * D / (2 * u)), 1 + 2 * alpha * u),
        (powers, a * (1 + 2 * alpha) / 2),
        (le(1, u), a * A / (2 * u)),
    )


STEP_POSITIVE = PAPER.statement(
    "step-positive",
    label="The step is positive",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"\sigma = \tfrac{aD(u)}{2u} > 0",
    over={s: Reals},
    given=[eq(s, a * D / (2 * u))],
    concludes=[lt(0, s)],
    uses=[PULL_POSITIVE],
    derivation=False,
)


@proves(STEP_POSITIVE, "D > 0")
def step_positive(q):
    return q.linear(q.goal, (q.instance(pull_positive()), a / (2 * u)), (eq(s, a * D / (2 * u)), -1))


EXP_SUM = PAPER.statement(
    "exp-of-sum",
    kind="lemma",
    label="Exponential of a sum",
    origin="derived",
    where="derived for this report",
    printed=r"e^y e^r = e^{y+r}",
    concludes=[eq(Mul(exp(y), exp(r), evaluate=False), exp(y + r))],
    derivation=False,
)


@proves(EXP_SUM, "algebra")
def exp_sum(q):
    return q.identity(q.goal)


XI_POSITIVE = PAPER.statement(
    "perturbation-positive",
    kind="lemma",
    label="ξ is positive",
    origin="derived",
    where="Section 2.2, derived for this report",
    printed=r"\xi(x) > 0 \quad (x < 0)",
    over={x: BEFORE_ZERO, epsilon: POSITIVE},
    given=[lt(alpha, beta)],
    concludes=[lt(0, xi(x))],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE, EXP_TANGENT],
    derivation=False,
)


@proves(XI_POSITIVE, "ln(1 + e^(2βx)) > 0, by the exponential's tangent")
def xi_positive(q):
    spread = q.instance(spread_positive(), lt(alpha, beta))
    power = exp(2 * beta * x)
    tangent = q.instance(exp_tangent(), v=-log(1 + power))
    positive = q.linear(lt(0, log(1 + power)), tangent, (lt(0, power), 1 / (1 + power)))
    weight = q.instance(quotient_positive(), q.linear(lt(0, -x * SPREAD), (spread, -x)), u=epsilon, s=-x * SPREAD)
    return q.linear(q.goal, (positive, epsilon / (-x * SPREAD)), using=[spread, weight])


DRIFT_NEGATIVE = PAPER.statement(
    "drift-negative",
    kind="lemma",
    label="Ψ + ξ is negative",
    origin="derived",
    where="Section 2.2, derived for this report",
    printed=r"(\Psi+\xi)(x) < 0 \quad (x < 0)",
    over={x: BEFORE_ZERO, epsilon: POSITIVE},
    given=[lt(alpha, beta)],
    concludes=[lt(drift(x), 0)],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE, PULL_POSITIVE],
    derivation=False,
)


@proves(DRIFT_NEGATIVE, "D > 0")
def drift_negative(q):
    spread = q.instance(spread_positive(), lt(alpha, beta))
    weight = q.instance(quotient_positive(), q.linear(lt(0, -x * SPREAD), (spread, -x)), u=epsilon, s=-x * SPREAD)
    width = q.linear(lt(0, beta - alpha), lt(alpha, beta))
    pull_ = q.instance(pull_positive(), width, q.linear(lt(0, -x), (lt(x, 0), 1)), u=-x, d=beta - alpha)
    return q.linear(q.goal, (pull_, epsilon / (-x * SPREAD)), using=[spread, weight])
