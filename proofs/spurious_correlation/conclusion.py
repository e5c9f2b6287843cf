"""Section 2.4: from the gap to the error, and what each constant depends on."""

from sympy import Add, Expr, Interval, Mul, Pow, Rational, Reals, exp, log, sqrt

from checks.methods import Proof, enclose, exists, identity, witness
from checks.outcome import Argument, Evidence, Verdict
from checks.paper import Claim, eq, le, lt, real
from proofs.foundations.elementary import EXP_TANGENT, LOG_BELOW_EXP, exp_tangent, log_below_exp
from proofs.spurious_correlation.appendix_c import PERTURBATION_INTEGRAL
from proofs.spurious_correlation.drift import SPREAD_POSITIVE, spread_positive
from proofs.spurious_correlation.gap_orbit import ANY_SHARE
from proofs.spurious_correlation.notation import (
    ORDER,
    RECURSION,
    SPREAD,
    alpha,
    beta,
    bound,
    delta,
    drift,
    epsilon,
    eta,
    h,
    phi,
    psi,
    r,
    t,
    tau,
    x,
    x0,
    xi,
    y,
)
from proofs.spurious_correlation.paper import BEFORE_ZERO, FROM_ONE, PAPER, POSITIVE
from proofs.spurious_correlation.rate import RATE_LIMIT, rate_limit
from proofs.spurious_correlation.setting import LIMIT_ON_STEP, condition

theta = real("theta_1:5")
r_ = real("r_2")

SECTION_2_4 = PAPER.statement(
    "section-2.4",
    kind="section",
    label="Section 2.4",
    where="Section 2.4",
    quote=r"$\frac{e^{2\alpha(\theta_1^t-\theta_2^t)}}{2\alpha(\theta_1^t-\theta_2^t)} = \frac{e^{2\alpha "
    r"v(th)+\mathcal O(1)}}{2\alpha v(th)+\mathcal O(1)} = \frac{e^{-\ln t+\ln\ln t+\mathcal O(1)}}{-\ln t+o(\ln t)} = "
    r"e^{\mathcal O(1)}\cdot\frac{1}{-\ln t}(1+o(1))$. From the proofs of Propositions 2.4 and B.1, the term $\mathcal "
    r"O(1)$ corresponds to a convergent quantity whose limit can be expressed as $-\ln\varepsilon + o(-\ln\varepsilon) "
    r"+ \gamma(\alpha,\beta,\varepsilon)$, where $\gamma(\alpha,\beta,\varepsilon) = o(-\ln\varepsilon)$. "
    r"Specifically, Proposition 2.4 introduces a linear dependence on $\varepsilon$ through the integral term "
    r"$\int\xi(v)$, while Proposition B.1 contributes a constant term $-\ln\varepsilon$. Therefore, there exists "
    r"$\kappa > 0$ such that $\mathbb E_{\mathcal G_{\min}}[(1-p_y)(\mathbf x,\theta^t)] \sim "
    r"\frac{\kappa}{\varepsilon t}$ as $t$ grows large enough. By symmetry, replacing $\varepsilon$ with "
    r"$(1-\varepsilon)$ and $\theta_1-\theta_2$ with $\theta_1+\theta_2$ yields the analogous result for the majority "
    r"group $\mathcal G_{\mathrm{maj}}$.",
    reading="For every fixed h, without (9), and with its κ = 1/(4α²h): εtE_min/κ = 4α²εht·E_min tends to 1.",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[("∼ κ/(εt)", RATE_LIMIT.concludes[0])],
    unexamined=[
        "the majority group, for which θ₃⁰ + θ₄⁰ = −(θ₁⁰ + θ₂⁰) and θ₁⁰ + θ₂⁰ ≤ −1 are needed (repair "
        "`sharp-rate-majority`)"
    ],
    uses=[RATE_LIMIT, SPREAD_POSITIVE, EXP_TANGENT, LOG_BELOW_EXP, PERTURBATION_INTEGRAL],
    says=(
        r"there exists $\kappa > 0$ such that $\mathbb E_{\mathcal G_{\min}}[(1-p_y)(\mathbf x,\theta^t)] \sim "
        r"\frac{\kappa}{\varepsilon t}$ as $t$ grows large enough"
    ),
    why="The last line of the chain is too large by the factor t/ln t; that the O(1) converges is not shown by the two "
    "propositions, which bound it; −ln ε + γ with γ = o(−ln ε) gives ε^(−1+o(1)) and not κ/ε; ∫ξ(v) does not depend on "
    "ε; and the constant depends on h.",
    fix="Write −e^(O(1))/t for the last line, and use v(z) = −(1/2α)[ln z − ln ln z + ln(4α²ε/ln(β/α))] + o(1) (repair "
    "`flow-limit-constant`) and x_t − v(th) → 0 (repair `gap-against-flows`) for a fixed h: then κ = 1/(4α²h), free of "
    "ε, and the same for both groups.",
)


PARAMETERS = PAPER.statement(
    "limit-constant",
    kind="lemma",
    origin="derived",
    where="Section 2.4",
    printed=r"\kappa = \frac{1}{4\alpha^2h} > 0",
    reading="The constant of the rate is positive, and free of ε: the same for both groups.",
    concludes=[lt(0, 1 / (4 * alpha**2 * h))],
    derivation=False,
)


@PARAMETERS.conclusion("signs")
def positive(claim: Claim) -> Evidence:
    return enclose(claim)


@SECTION_2_4.conclusion("with κ = 1/(4α²h), by the repair `rate-limit`")
def rate(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.use(rate_limit()))


PLACE = {alpha: 2, beta: 3, epsilon: Rational(1, 4), h: 1, t: 0, x0: -1, delta: 1}
EVERYWHERE = {x: Reals, r: Reals}


@SECTION_2_4.argument(
    "E[1 − p₁] = E[φ(xr)]: on the minority, r = −s, the error is φ(xr)",
    claims=[eq(exp(x * r) / (exp(x * r) + exp(-x * r)), phi(x * r))],
    given=[],
    evolves=[],
    over=EVERYWHERE,
)
def error_is_logistic(claim: Claim) -> Evidence:
    return identity(claim)


CHAIN = exp(Add(-log(tau), log(log(tau)), evaluate=False), evaluate=False)


@SECTION_2_4.argument(
    "the last line of the chain: 1/ln t ≤ K·e^(−ln t + ln ln t)/ln t at some t > 4K², whatever K = e^(O(1)) is",
    exists=[le(1 / log(tau), bound * CHAIN / log(tau))],
    given=[lt(2 * bound, sqrt(tau))],
    evolves=[],
    over={tau: Interval.open(1, FROM_ONE.end), bound: POSITIVE},
    expect=Verdict.REFUTED,
)
def last_line_of_the_chain(claim: Claim) -> Evidence:
    """e^(−ln t + ln ln t)/(−ln t) is −1/t, not of the order of 1/ln t: the two differ by t/ln t ≥ √t/2. (What
    follows in the text, κ/(εt), fits −1/t.)"""
    p = Proof.about(claim)
    logarithm = p.enclose(lt(0, log(tau)))
    value = p.identity(eq(CHAIN, log(tau) / tau), logarithm)
    tangent = p.instance(exp_tangent(), v=log(tau) / 2)
    line = p.linear(
        lt(bound * CHAIN / log(tau), 1 / log(tau)),
        (value, -bound / log(tau)),
        (lt(2 * bound, sqrt(tau)), 1 / (2 * tau) * log(tau) / log(tau)),
        (tangent, 1 / (sqrt(tau) * log(tau))),
        (lt(0, 1), 1 / (sqrt(tau) * log(tau))),
        using=[logarithm],
    )
    return p.finding(line, scope="for every K > 0 and every real t > 4K²")


def ratio(share: Expr) -> Expr:
    """−ξ/Ψ, as it stands."""
    return Mul(-1, xi(x, share), Pow(psi(x, share), -1, evaluate=False), evaluate=False)


@SECTION_2_4.argument(
    "“a linear dependence on ε through ∫ξ(v)”: −ξ/Ψ, which is integrated over v, doubles with ε",
    claims=[eq(ratio(2 * epsilon), 2 * ratio(epsilon))],
    evolves=[],
    over={x: BEFORE_ZERO},
    expect=Verdict.REFUTED,
)
def no_linear_dependence(claim: Claim) -> Evidence:
    """∫ξ(v)dz = ∫(−ξ/Ψ)(v)dv, −ξ/Ψ = ln(1 + e^(2βv))/ln(1 + e^(2αv)) (repair `perturbation-integral`): ε cancels."""
    return witness(claim, at={**PLACE, x: -1})


first, second = real("o_1 o_2")


@SECTION_2_4.argument(
    "“from the proofs, the O(1) corresponds to a convergent quantity”: two values within the bounds proved there agree",
    claims=[eq(first, second)],
    given=[le(-bound, first), le(first, bound), le(-bound, second), le(second, bound)],
    evolves=[],
    over={first: Reals, second: Reals},
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def bounded_is_not_convergent(claim: Claim) -> Evidence:
    """Both propositions bound the O(1) and no more; that it converges is true (repairs of both) and not shown."""
    return witness(claim, at={**PLACE, bound: 1, first: 0, second: 1})


other = real("epsilon_2")


def constant_of(share: Expr) -> Expr:
    """ε·e^(−ln ε + γ) with γ = √(−ln ε) = o(−ln ε), as it stands."""
    exponent = Add(-log(share), sqrt(-log(share)), evaluate=False)
    return Mul(share, exp(exponent, evaluate=False), evaluate=False)


@SECTION_2_4.argument(
    "“−ln ε + γ with γ = o(−ln ε)” gives κ/ε with one κ for every ε: tried with γ = √(−ln ε)",
    claims=[eq(constant_of(epsilon), constant_of(other))],
    evolves=[],
    over={other: Interval.open(0, 1)},
    expect=Verdict.REFUTED,
)
def share_of_the_limit(claim: Claim) -> Evidence:
    """e^(−ln ε + o(−ln ε)) is ε^(−1+o(1)). (The true limit −ln ε − ln(4α²h/ln(β/α)) does give κ/ε.)"""
    return witness(claim, at={**PLACE, epsilon: Rational(1, 4), other: Rational(1, 3)})


LIMIT = log(4 * alpha**2 * epsilon * h / SPREAD)


@SECTION_2_4.argument(
    "γ(α, β, ε): the limit of the O(1), −ln(4α²εh/ln(β/α)), has no further argument, being the same for h as for 1",
    claims=[eq(LIMIT, LIMIT.subs(h, 1))],
    evolves=[],
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def constant_depends_on_the_step(claim: Claim) -> Evidence:
    """By `sharp-rate` the O(1) tends to −ln(4α²εh/ln(β/α)) = −ln ε − ln h − ln(4α²/ln(β/α)): h is missing among the
    arguments of γ. Here h = 1 and h = 2 give different constants."""
    return witness(claim, at={**PLACE, h: 2})


@SECTION_2_4.argument(
    "(25) at z = th: under (9) ln(th) > ln t − K at some t with √t > 2Qe^K, where (9) is h ≤ Q ln t/t",
    exists=[lt(log(tau) - log(h * tau), bound)],
    given=[ORDER, condition(tau), lt(2 * LIMIT_ON_STEP * exp(bound), sqrt(tau))],
    evolves=[],
    over={tau: FROM_ONE},
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def uniform_in_the_step(claim: Claim) -> Evidence:
    """The second line of the chain puts −ln h into its O(1). Under (9) h is at most 2Q/√t, and −ln h grows like (ln
    t)/2: the line holds for a fixed h, which (9) excludes for large t."""
    p = Proof.about(claim)
    spread = p.instance(spread_positive(), ORDER)
    scale = p.linear(lt(0, LIMIT_ON_STEP), (spread, eta * exp(2 * alpha) / (2 * epsilon * (2 * alpha + 1))))
    tangent = p.instance(exp_tangent(), v=log(tau) / 2)
    small = p.linear(
        le(h * exp(bound), 1),
        (condition(tau), exp(bound)),
        (tangent, 2 * LIMIT_ON_STEP * exp(bound) / tau),
        (scale, 2 * exp(bound) / tau),
        (lt(2 * LIMIT_ON_STEP * exp(bound), sqrt(tau)), 1 / sqrt(tau)),
        using=[spread, p.linear(le(0, 2 * LIMIT_ON_STEP * exp(bound) / tau), (scale, 2 * exp(bound) / tau))],
    )
    power = p.linear(le(h, exp(-bound)), (small, exp(-bound)))
    logarithm = p.instance(log_below_exp(), power, w=h, x=-bound)
    product = p.axiom("log-product", h, tau)
    return p.finding(p.linear(le(bound, log(tau) - log(h * tau)), logarithm, product))


@SECTION_2_4.argument(
    "the constant −ln ε enters through C, with the sign that is claimed",
    claims=[eq(-log(epsilon * 4 * r), -log(epsilon) - log(4 * r))],
    evolves=[],
    over={r: POSITIVE},
)
def share_in_the_constant(claim: Claim) -> Evidence:
    """−ln(4α²ε/ln(β/α)) = −ln ε − ln(4α²/ln(β/α)), as logarithm of a product; r is α²/ln(β/α)."""
    p = Proof.about(claim)
    return p.finding(p.linear(p.goal, (p.axiom("log-product", epsilon, 4 * r), -1)))


share, value = real("P E")


def softmax(place: Expr, sign: int) -> Expr:
    """e^(sign·x·place) over the sum of both, for the logits x·place and −x·place."""
    return exp(sign * x * place) / (exp(x * place) + exp(-x * place))


@SECTION_2_4.argument(
    "the two labels: 1 − p₋₁ at −r is 1 − p₁ at r, so both subgroups have the same error, whatever their shares",
    claims=[eq(softmax(r_, -1), softmax(r, 1)), eq(value * share + value * (1 - share), value)],
    given=[eq(r_, -r)],
    evolves=[],
    over={**EVERYWHERE, r_: Reals, share: Interval(0, 1), value: Reals},
)
def labels_agree(claim: Claim) -> Evidence:
    """“Weights' symmetry (Proposition 2.2)” should be Lemma 2.1 (i)."""
    p = Proof.about(claim)
    mirror = p.rewrite(p.goals[0], p.identity(eq(softmax(r, 1), softmax(r, 1))), eq(r_, -r))
    return p.finding(p.both(mirror, p.identity(p.goals[1])))


LOW, HIGH = (theta[0] + theta[1]) * r, (theta[2] + theta[3]) * r


@SECTION_2_4.argument(
    "the majority: on r = s the error is φ((θ₁ + θ₂)r) under Assumption 1.2 (2)",
    claims=[eq(exp(LOW) / (exp(LOW) + exp(HIGH)), phi(LOW))],
    given=[eq(theta[0] - theta[1], -(theta[2] - theta[3])), le(theta[0] - theta[1], -1)],
    evolves=[],
    over={**dict.fromkeys(theta, Reals), r: POSITIVE},
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def majority_needs_second_half(claim: Claim) -> Evidence:
    """It is so if and only if Lemma 2.1 (ii) holds. θ = (0, 1, 1, 0): both logits are r on the majority, 1 − p₁ =
    1/2, and φ((θ₁ + θ₂)r) = φ(r) > 1/2."""
    return witness(claim, at={**PLACE, **dict(zip(theta, (0, 1, 1, 0), strict=True)), r: 1})


@SECTION_2_4.argument(
    "the majority, from any θ₁ + θ₂ > 0, which Assumption 1.2 allows: Ψ < 0 there, so that (19) runs downwards",
    claims=[lt(psi(y), 0)],
    evolves=[],
    over={y: POSITIVE},
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def majority_needs_its_start(claim: Claim) -> Evidence:
    """Ψ(3) > 0 > (Ψ + ξ)(3): v grows while the sum θ₁ + θ₂ falls, and v − x_t is unbounded. A start ≤ −1 of θ₁ + θ₂ is
    used and not assumed."""
    return witness(claim, at={**PLACE, y: 3})


@SECTION_2_4.hypotheses(
    "β > α is needed: at β = α the density (7) is 1/(0·z)", exists=[eq(SPREAD, 0)], given=[], evolves=[]
)
def spread_needed(claim: Claim) -> Evidence:
    return exists(claim, at={**PLACE, beta: 2})


DRIFT_DEFINITION = PAPER.statement(
    "drift-as-one-logarithm",
    kind="definition",
    label="Eqs. (15), (16) as one logarithm",
    origin="derived",
    where="Section 2.2",
    printed=r"\Psi(x) + \xi(x) = \frac{\varepsilon}{\ln(\beta/\alpha)\,x}\ln\frac{1+e^{2\alpha x}}{1+e^{2\beta x}}",
    reading="The two drifts add up to one logarithm.",
    over={**ANY_SHARE, x: BEFORE_ZERO},
    given=[ORDER],
    concludes=[eq(drift(x), epsilon / (SPREAD * x) * log((1 + exp(2 * alpha * x)) / (1 + exp(2 * beta * x))))],
    uses=[SPREAD_POSITIVE],
    derivation=False,
)


@DRIFT_DEFINITION.conclusion("the logarithm of a quotient")
def one_logarithm(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    spread = p.instance(spread_positive(), ORDER)
    quotient = p.axiom("log-quotient", 1 + exp(2 * alpha * x), 1 + exp(2 * beta * x))
    return p.finding(p.linear(p.goal, (quotient, -epsilon / (SPREAD * x)), using=[spread]))
