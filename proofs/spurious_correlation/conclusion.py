"""Section 2.4: from the gap to the error, and what each constant depends on."""

from sympy import Interval, Rational, Reals, exp, log, oo, sqrt

from checks.methods import Proof, exists, witness
from checks.outcome import Argument, Finding, Verdict
from checks.paper import eq, le, lt, real
from proofs.foundations.elementary import exp_tangent
from proofs.spurious_correlation.drift import spread_positive
from proofs.spurious_correlation.gap_orbit import ANY_SHARE
from proofs.spurious_correlation.notation import (
    ORDER,
    RECURSION,
    SPREAD,
    alpha,
    beta,
    drift,
    epsilon,
    h,
    phi,
    psi,
    r,
    softplus,
    x,
    xi,
)
from proofs.spurious_correlation.paper import PAPER, POSITIVE
from proofs.spurious_correlation.rate import SHARP_RATE, sharp_rate

time = real("t_1")
theta = real("theta_1:5")
TO_ONE = "inference: with |x_t| → ∞ (repair `gap-pace`) the bounds 1 − K/|x_t| and 1 + c/|x_t| tend to 1"

SECTION_2_4 = PAPER.statement(
    "section-2.4",
    kind="section",
    label="Section 2.4",
    where="Section 2.4",
    printed=r"\exists\,\kappa>0:\quad \mathbb E_{\mathcal G_{\min}}[1-p_y] \sim \frac{\kappa}{\varepsilon t}",
    words="Encoded with its κ = 1/(4α²h): the ratio of the two sides is between 1 − K/|x_t| and 1 + c/|x_t|.",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=SHARP_RATE.concludes,
)


PARAMETERS = PAPER.statement(
    "limit-constant",
    kind="lemma",
    where="Section 2.4",
    printed=r"\kappa = \frac{1}{4\alpha^2h} > 0",
    words="The constant of the rate is positive and the same for both groups.",
    over={**ANY_SHARE, beta: POSITIVE},
    given=[ORDER],
    concludes=lt(0, 1 / (4 * alpha**2 * h)),
    derivation=False,
)


@PARAMETERS.conclusion("signs")
def positive():
    p = Proof.about(PARAMETERS)
    return p.finding(p.enclose(p.goal))


@SECTION_2_4.conclusion("with κ = 1/(4α²h), by the repair `sharp-rate`")
def rate():
    return Finding.proved(sharp_rate(), modulo=(TO_ONE,))


@SECTION_2_4.argument("E[1 − p₁] = E[φ(xr)]: on the minority, r = −s, the error is φ(xr)")
def error_is_logistic():
    p = Proof({x: Reals, r: Reals})
    return p.finding(p.identity(eq(exp(x * r) / (exp(x * r) + exp(-x * r)), phi(x * r))))


@SECTION_2_4.argument(
    "the last line of the chain, e^(O(1))/(−ln t)·(1 + o(1)): a factor t/ln t too large", expect=Verdict.REFUTED
)
def last_line_of_the_chain():
    """e^(−ln t + ln ln t)/(−ln t) is −1/t, not of the order of 1/ln t: the two differ by t/ln t ≥ √t/2. (What
    follows in the text, κ/(εt), fits −1/t.)"""
    p = Proof({time: Interval.open(1, oo)})
    positive = p.enclose(lt(0, log(time)))
    right = p.identity(eq(exp(-log(time) + log(log(time))) / (-log(time)), -1 / time), positive)
    tangent = p.instance(exp_tangent(), v=log(time) / 2)
    slow = p.linear(le(log(time), 2 * sqrt(time)), (tangent, 2), (le(0, 1), 2))
    apart = p.linear(le(sqrt(time) / 2, time / log(time)), (slow, sqrt(time) / (2 * log(time))), using=[positive])
    return p.refutation(p.both(right, apart), scope="for every real t > 1")


@SECTION_2_4.argument(
    "“a linear dependence on ε through ∫ξ(v)”: the integral does not depend on ε", expect=Verdict.REFUTED
)
def no_linear_dependence():
    """∫ξ(v)dz = ∫(−ξ/Ψ)(v)dv with −ξ/Ψ = ln(1 + e^(2βv))/ln(1 + e^(2αv)) (Lemma C.1): ε cancels."""
    p = Proof({alpha: POSITIVE, beta: POSITIVE, epsilon: POSITIVE, x: Interval.open(-oo, 0)}, [lt(0, SPREAD)])
    line = p.identity(eq(-xi(x) / psi(x), softplus(beta, x) / softplus(alpha, x)), lt(0, SPREAD))
    return p.refutation(line, modulo=("inference: substitution dz = dv/Ψ(v) in the integral of ξ(v(z))",))


@SECTION_2_4.argument("γ(α, β, ε) = o(−ln ε): the limit constant also contains −ln h", expect=Verdict.REFUTED)
def constant_depends_on_the_step():
    """By `sharp-rate` the O(1) tends to −ln(4α²εh/ln(β/α)) = −ln ε − ln h − ln(4α²/ln(β/α)); for ε fixed,
    “o(−ln ε)” says nothing. Here h = 1 and h = 2 give different constants."""
    constant = log(4 * alpha**2 * epsilon * h / SPREAD)
    at = {alpha: 2, beta: 3, epsilon: Rational(1, 4), h: 2}
    return witness(PARAMETERS, eq(constant, constant.subs(h, 1)), also={epsilon: None}, at=at)


@SECTION_2_4.argument("the constant −ln ε enters through C, with the sign that is claimed")
def share_in_the_constant():
    """−ln(4α²ε/ln(β/α)) = −ln ε − ln(4α²/ln(β/α)), as logarithm of a product."""
    p = Proof({epsilon: POSITIVE, r: POSITIVE})
    product = p.axiom("log-product", epsilon, 4 * r)
    return p.finding(p.linear(eq(-log(epsilon * 4 * r), -log(epsilon) - log(4 * r)), (product, -1)))


@SECTION_2_4.argument(
    "the two labels: φ(−x·(−r)) = φ(xr), so both subgroups have the same error, whatever their shares"
)
def labels_agree():
    """“Weights' symmetry (Proposition 2.2)” should be Lemma 2.1 (i)."""
    share, value = real("P E")
    p = Proof({x: Reals, r: Reals, share: Interval(0, 1), value: Reals})
    mirror = p.identity(eq(phi(-x * -r), phi(x * r)))
    return p.finding(p.both(mirror, p.identity(eq(value * share + value * (1 - share), value))))


@SECTION_2_4.argument(
    "the majority: on r = s the error is φ((θ₁ + θ₂)r) if and only if Lemma 2.1 (ii) holds",
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def majority_needs_second_half():
    """θ = (0, 1, 1, 0): both logits are r on the majority, 1 − p₁ = 1/2, and φ((θ₁ + θ₂)r) = φ(r) > 1/2."""
    low, high = (theta[0] + theta[1]) * r, (theta[2] + theta[3]) * r
    goal = eq(exp(low) / (exp(low) + exp(high)), phi((theta[0] + theta[1]) * r))
    start = [eq(theta[0] - theta[1], -(theta[2] - theta[3])), le(theta[0] - theta[1], -1)]
    also = {**dict.fromkeys(theta, Reals), r: POSITIVE}
    rest = {alpha: 2, beta: 3, h: 1}
    return witness(
        PARAMETERS, goal, given=start, also=also, at={**dict(zip(theta, (0, 1, 1, 0), strict=True)), r: 1, **rest}
    )


@SECTION_2_4.argument(
    "the majority: from θ₁ + θ₂ > 0, which Assumption 1.2 allows, (19) runs upwards",
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def majority_needs_its_start():
    """Ψ(3) > 0 > (Ψ + ξ)(3): v grows while the sum θ₁ + θ₂ falls, and v − x_t is unbounded. A start ≤ −1 of θ₁ + θ₂ is
    used and not assumed."""
    value = real("y")
    at = {alpha: 2, beta: 3, epsilon: Rational(1, 4), h: 1, value: 3}
    return witness(PARAMETERS, lt(psi(value), 0), also={value: POSITIVE, epsilon: None}, at=at)


@SECTION_2_4.hypotheses("β > α is needed: at β = α the density (7) is 1/(0·z)")
def spread_needed():
    return exists(PARAMETERS, eq(SPREAD, 0), given=[], also={beta: POSITIVE}, at={alpha: 2, beta: 2, h: 1})


DRIFT_DEFINITION = PAPER.statement(
    "drift-as-one-logarithm",
    kind="definition",
    label="Eqs. (15), (16)",
    where="Section 2.2",
    printed=r"\Psi(x) + \xi(x) = \frac{\varepsilon}{\ln(\beta/\alpha)\,x}\ln\frac{1+e^{2\alpha x}}{1+e^{2\beta x}}",
    words="The two drifts add up to one logarithm.",
    over={**ANY_SHARE, x: Interval.open(-oo, 0)},
    given=[ORDER],
    concludes=eq(drift(x), epsilon / (SPREAD * x) * log((1 + exp(2 * alpha * x)) / (1 + exp(2 * beta * x)))),
    derivation=False,
)


@DRIFT_DEFINITION.conclusion("the logarithm of a quotient")
def one_logarithm():
    p = Proof.about(DRIFT_DEFINITION)
    spread = p.instance(spread_positive(), ORDER)
    quotient = p.axiom("log-quotient", 1 + exp(2 * alpha * x), 1 + exp(2 * beta * x))
    return p.finding(p.linear(p.goal, (quotient, -epsilon / (SPREAD * x)), using=[spread]))
