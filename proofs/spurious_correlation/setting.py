"""Assumption 1.2 and Theorem 1.3: what the hypotheses allow, and what condition (9) leaves of the limit t → ∞."""

import math
from collections.abc import Callable
from typing import Any

from sympy import Abs, Integral, Ne, Or, Rational, Reals, exp, log, sqrt

from checks.methods import Proof, Wanted, exists, nothing, numbers, orbit, values_along, witness
from checks.methods.argue import Line
from checks.methods.doubles import differs, followed_in_doubles
from checks.methods.integrals import antiderivative
from checks.outcome import Argument, Evidence, Trust, Verdict
from checks.paper import Claim, eq, le, lt, real
from proofs.foundations.elementary import (
    EXP_BELOW_LOG,
    EXP_MONOTONE,
    EXP_TANGENT,
    LOG_TANGENT,
    exp_tangent,
    log_tangent,
)
from proofs.spurious_correlation.ceilings import GAP_CEILING, MISFIT_FLOOR
from proofs.spurious_correlation.drift import QUOTIENT_POSITIVE, SPREAD_POSITIVE, quotient_positive, spread_positive
from proofs.spurious_correlation.gap_orbit import ANY_SHARE, GAP_STAYS_BELOW
from proofs.spurious_correlation.limits import nowhere
from proofs.spurious_correlation.notation import (
    ORDER,
    RECURSION,
    SPREAD,
    alpha,
    beta,
    delta,
    epsilon,
    error,
    eta,
    gap,
    h,
    kappa,
    r,
    t,
    tau,
    threshold,
    x0,
    y,
    z,
)
from proofs.spurious_correlation.orbits import HORIZON, PAPERS, WORKED
from proofs.spurious_correlation.paper import BEFORE_ZERO, FROM_ONE, PAPER, POSITIVE

theta = real("theta_1:5")
SYMMETRIC = eq(theta[0] - theta[1], -(theta[2] - theta[3]))
STARTS_BELOW = le(theta[0] - theta[1], -1)
EVERY_WEIGHT = dict.fromkeys(theta, Reals)

MASS = Integral(1 / (alpha + z), (z, 0, beta - alpha))  # of 1/z on [α, β], written with α + z for z
MIRRORED = Integral(-1 / (alpha + z), (z, 0, beta - alpha))  # of 1/z on [−β, −α], written with −α − z for z

EQUATIONS_4_5 = PAPER.statement(
    "equations-4-5",
    kind="equation",
    label="Eqs. (4), (5)",
    where="Section 1",
    quote=r"$p(\mathbf r = \mathbf s \wedge \mathbf r\mathbf s > \alpha^2 \mid \mathcal G_{\mathrm{maj}}) = 1$ (4), "
    r"$p(\mathbf r = -\mathbf s \wedge \mathbf r\mathbf s < -\alpha^2 \mid \mathcal G_{\mathrm{min}}) = 1$ (5), "
    r"guarantee that $p(\mathbf r > \alpha \mid \mathcal G) = 1$ for each subgroup $\mathcal G \in \{\mathcal "
    r"G_{\mathrm{maj}}^+, \mathcal G_{\mathrm{min}}^+\}$ and $p(\mathbf r < -\alpha \mid \mathcal G) = 1$ for each "
    r"subgroup $\mathcal G \in \{\mathcal G_{\mathrm{maj}}^-, \mathcal G_{\mathrm{min}}^-\}$.",
    reading="At one sample: r > 0 where y = 1, and y stands for an r < 0; s = ±r makes both conditions r² > α².",
    over={r: POSITIVE, y: BEFORE_ZERO},
    given=[lt(alpha**2, r**2), lt(alpha**2, y**2)],
    concludes=[("label 1", lt(alpha, r)), ("label −1", lt(y, -alpha))],
    derivation=False,
)


@EQUATIONS_4_5.conclusion("r − α = (r² − α²)/(r + α), for |r|")
def margins(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    first, second = claim.given
    one = p.linear(p.goals[0], (first, 1 / (r + alpha)))
    return p.finding(p.both(one, p.linear(p.goals[1], (second, 1 / (alpha - y)))))


ASSUMPTION_1_2 = PAPER.assumption(
    "1.2",
    where="Section 1",
    quote=r"(1) The feature variable $\mathbf r$ has the following conditional distributions: $p_{\mathbf r}(z \mid "
    r"\mathcal G) = \frac{1}{\ln(\beta/\alpha)} \cdot \frac1z \mathbf 1_{[\alpha,\beta]}(z)$ for each subgroup "
    r"$\mathcal G \in \{\mathcal G_{\mathrm{maj}}^+, \mathcal G_{\mathrm{min}}^+\}$ (7), $p_{\mathbf r}(z \mid "
    r"\mathcal G) = \frac{1}{\ln(\beta/\alpha)} \cdot \frac1z \mathbf 1_{[-\beta,-\alpha]}(z)$ for each subgroup "
    r"$\mathcal G \in \{\mathcal G_{\mathrm{maj}}^-, \mathcal G_{\mathrm{min}}^-\}$ (8), with $\beta > \alpha > 1$. "
    r"(2) The model initialization satisfies $\theta_1^0-\theta_2^0 = -(\theta_3^0-\theta_4^0) \le -1$.",
    reading="What it says of itself: (7) and (8) are densities, positive where they are not 0 and of total mass 1. "
    "Encoded for every α > 0, at a point r of [α, β] and at −r; both integrals are written from 0 to β − α.",
    over={r: POSITIVE},
    given=[ORDER, le(alpha, r), le(r, beta)],
    concludes=[
        ("(7) is positive", lt(0, 1 / (SPREAD * r))),
        ("(7) has mass 1", eq(MASS / SPREAD, 1)),
        ("(8) is positive", lt(0, 1 / (SPREAD * -r))),
        ("(8) has mass 1", eq(MIRRORED / SPREAD, 1)),
    ],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE],
    says=(
        r"$p_{\mathbf r}(z \mid \mathcal G) = \frac{1}{\ln(\beta/\alpha)} \cdot \frac1z \mathbf "
        r"1_{[-\beta,-\alpha]}(z)$ … (8)"
    ),
    why="Formula (8) as printed, 1/(ln(β/α)·z) on [−β, −α], is negative there and has total mass −1.",
    fix="Print 1/|z| for 1/z in (8); all that follows uses it so.",
    derivation=False,
)


@ASSUMPTION_1_2.conclusion("(7) is a probability density", claims=["(7) is positive", "(7) has mass 1"])
def density(claim: Claim) -> Evidence:
    """ln is the antiderivative of 1/z; written from 0 to β − α with α + z for z."""
    p = Proof.about(claim)
    spread = p.instance(spread_positive(), ORDER)
    product = p.linear(lt(0, SPREAD * r), (spread, r))
    inverse = p.instance(quotient_positive(), product, u=1, s=SPREAD * r)
    return p.finding(p.both(p.linear(p.goals[0], inverse, using=[spread]), total_mass(p, spread)))


def total_mass(p: Proof, spread: Line) -> Line:
    """The integral of 1/z over [α, β] is ln(β/α)."""
    order = p.linear(le(0, beta - alpha), ORDER)
    value = antiderivative(p, MASS, log(alpha + z), order, lt(0, beta), lt(0, alpha))
    quotient = p.axiom("log-quotient", beta, alpha)
    whole = p.linear(eq(MASS, SPREAD), value, (quotient, -1))
    return p.linear(eq(MASS / SPREAD, 1), (whole, 1 / SPREAD), using=[spread])


@ASSUMPTION_1_2.conclusion(
    "(8) is a probability density", claims=["(8) is positive", "(8) has mass 1"], expect=Verdict.REFUTED
)
def mirrored_density(claim: Claim) -> Evidence:
    """1/z < 0 for z < 0, and the integral of 1/z over [−β, −α] is −ln(β/α)."""
    p = Proof.about(claim)
    order = p.linear(le(0, beta - alpha), ORDER)
    value = antiderivative(p, MIRRORED, -log(alpha + z), order, lt(0, beta), lt(0, alpha))
    spread = p.instance(spread_positive(), ORDER)
    quotient = p.axiom("log-quotient", beta, alpha)
    whole = p.linear(eq(MIRRORED, -SPREAD), value, quotient)
    mass = p.linear(lt(MIRRORED / SPREAD, 1), (whole, 1 / SPREAD), (lt(0, 1), 2), using=[spread])
    inverse = p.instance(quotient_positive(), p.linear(lt(0, SPREAD * r), (spread, r)), u=1, s=SPREAD * r)
    negative = p.linear(le(1 / (SPREAD * -r), 0), inverse, using=[spread])
    line = p.both(negative, p.given(Ne(MIRRORED / SPREAD, 1, evaluate=False), mass))
    return nowhere(p, line, claim, {alpha: 2, beta: 3, r: 2})


@ASSUMPTION_1_2.hypotheses(
    "the start can be chosen: θ = (−1, 0, 1, 0)", exists=[SYMMETRIC, STARTS_BELOW], over=EVERY_WEIGHT
)
def satisfiable_start(claim: Claim) -> Evidence:
    return exists(claim, at={**dict(zip(theta, (-1, 0, 1, 0), strict=True)), alpha: 2, beta: 3, r: 2})


@ASSUMPTION_1_2.hypotheses(
    "it says nothing about θ₁ + θ₂, on which the majority group depends: θ₁ + θ₂ > −1 is possible",
    exists=[lt(-1, theta[0] + theta[1])],
    given=[ORDER, SYMMETRIC, STARTS_BELOW],
    over=EVERY_WEIGHT,
)
def majority_start_is_free(claim: Claim) -> Evidence:
    """θ = (1, 2, −1, −2) satisfies (2), with θ₁ + θ₂ = 3 > −1."""
    return exists(claim, at={**dict(zip(theta, (1, 2, -1, -2), strict=True)), alpha: 2, beta: 3, r: 2})


@ASSUMPTION_1_2.hypotheses(
    "θ⁰ = 0, the usual start, is excluded: θ₁⁰ − θ₂⁰ > −1",
    claims=[lt(-1, theta[0] - theta[1])],
    given=[eq(weight, 0) for weight in theta],
    over=EVERY_WEIGHT,
)
def zero_start_is_excluded(claim: Claim) -> Evidence:
    """“As discussed in Remark 2.3”: the remark does not discuss the start; it uses it. That the sequence passes −1 by
    itself, which would make the assumption harmless, is proved nowhere in the source, and from θ⁰ = 0 it takes some
    275,000 steps at the paper's parameters, a third of the horizon of Remark 2.5."""
    p = Proof.about(claim)
    return p.finding(p.linear(p.goal, (eq(theta[0], 0), -1), eq(theta[1], 0), lt(0, 1)))


@ASSUMPTION_1_2.hypotheses(
    "α > 0 in Section 1, α > 1 here, α = 1 in Remark 2.5: the densities exist for α < 1 as well", exists=[lt(alpha, 1)]
)
def margin_above_zero(claim: Claim) -> Evidence:
    return exists(claim, at={alpha: Rational(1, 2), beta: 2, r: 1})


DENSITY_WITH_MODULUS = PAPER.repair(
    "density-with-modulus",
    repairs=ASSUMPTION_1_2,
    label="Density with modulus",
    printed=r"p_{\mathbf r}(z \mid \mathcal G) = \frac{1}{\ln(\beta/\alpha)}\cdot\frac{1}{|z|}\mathbf "
    r"1_{[-\beta,-\alpha]}(z)",
    reading="With 1/|z| in (8): positive, the mirror image of (7), and so of the same mass 1.",
    over={y: BEFORE_ZERO},
    given=[ORDER, le(-beta, y), le(y, -alpha)],
    concludes=[
        ("positive", lt(0, 1 / (SPREAD * Abs(y)))),
        ("mirror image of (7)", eq(1 / (SPREAD * Abs(y)), 1 / (SPREAD * -y))),
        ("mass 1", eq(MASS / SPREAD, 1)),
    ],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE],
)


@DENSITY_WITH_MODULUS.conclusion("|z| = −z for z < 0, and ln is an antiderivative of 1/z")
def mended_density(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    spread = p.instance(spread_positive(), ORDER)
    size = p.axiom("abs-negative", y)
    nonzero = p.linear(lt(0, Abs(y)), (lt(y, 0), 1), (size, -1))
    known = [spread, nonzero, p.linear(lt(0, SPREAD * Abs(y)), (spread, Abs(y)), using=[nonzero])]
    inverse = p.instance(quotient_positive(), p.linear(lt(0, SPREAD * -y), (spread, -y)), u=1, s=SPREAD * -y)
    mirror = p.linear(p.goals[1], (size, 1 / (SPREAD * y * Abs(y))), using=known)
    positive = p.linear(p.goals[0], inverse, (mirror, -1), using=known)
    return p.finding(p.both(positive, mirror, total_mass(p, spread)))


LIMIT_ON_STEP = eta * SPREAD * exp(2 * alpha) / (2 * epsilon * (2 * alpha + 1))  # (9) is h ≤ this · ln t / t
ALONG_THE_HORIZON = eq(h, LIMIT_ON_STEP * log(t) / t)  # h = h_T of Remark 2.5 at T = t


def condition(steps: Any) -> Any:
    """(9) at t = steps."""
    return le(h, LIMIT_ON_STEP * log(steps) / steps)


THEOREM_1_3 = PAPER.theorem(
    "1.3",
    where="Section 1",
    quote=r"Under Assumptions 1.2, for all $t \ge 0$ such that $h \le \eta\frac{\ln "
    r"t\,\ln(\beta/\alpha)e^{2\alpha}}{2\epsilon(2\alpha+1)t}$ with $0 < \eta < 1$ (9), there exists two positive "
    r"constants $\kappa_{\mathrm{maj}}$ and $\kappa_{\mathrm{min}}$ such that: $\mathbb E_{\mathcal "
    r"G_{\mathrm{maj}}}[1-p_y(\mathbf x,\theta^t)] = \frac{\kappa_{\mathrm{maj}}}{(1-\epsilon)t} + o(\frac1t)$ (10), "
    r"$\mathbb E_{\mathcal G_{\mathrm{min}}}[1-p_y(\mathbf x,\theta^t)] = \frac{\kappa_{\mathrm{min}}}{\epsilon t} + "
    r"o(\frac1t)$ (11).",
    reading="With h fixed, (9) holds for finitely many t only and o(1/t) says nothing; so t → ∞ is read along h = h_T "
    "of Remark 2.5, for which (9) holds at T (here t): εt·E_min at step t tends to some κ > 0, with some threshold T_δ "
    "for each distance δ. The check refutes every κ and every T_δ.",
    over=ANY_SHARE,
    given=[ORDER, le(2, t), ALONG_THE_HORIZON],
    evolves=RECURSION,
    concludes=[
        ("(11)", Or(lt(t, threshold), le(Abs(epsilon * t * error(gap(t)) - kappa), delta))),
    ],
    unexamined=["(10), which is (11) with 1 − ε for ε and θ₁ + θ₂ for the gap"],
    uses=[
        SPREAD_POSITIVE,
        GAP_CEILING,
        GAP_STAYS_BELOW,
        MISFIT_FLOOR,
        EXP_TANGENT,
        EXP_MONOTONE,
        EXP_BELOW_LOG,
        LOG_TANGENT,
    ],
    says=(
        r"for all $t \ge 0$ such that $h \le \eta\frac{\ln "
        r"t\,\ln(\beta/\alpha)e^{2\alpha}}{2\epsilon(2\alpha+1)t}$ … (9), … $\mathbb E_{\mathcal "
        r"G_{\mathrm{min}}}[1-p_y(\mathbf x,\theta^t)] = \frac{\kappa_{\mathrm{min}}}{\epsilon t} + "
        r"o(\frac1t)$ (11)"
    ),
    why="For a fixed step h condition (9) holds for finitely many t only, so that o(1/t) has no meaning; and along h = "
    "h_T of Remark 2.5, where (9) holds at t = T, the product T·E[1 − p_y] grows at least like √T, because h_T·T grows "
    "like ln T only.",
    fix="Drop condition (9): for every fixed h > 0 and every start ≤ −1, 4α²εht·E_min → 1, and 4α²(1 − ε)ht·E_maj → 1 "
    "if θ₃⁰ + θ₄⁰ = −(θ₁⁰ + θ₂⁰) and θ₁⁰ + θ₂⁰ ≤ −1 are assumed too; so κ_min = κ_maj = 1/(4α²h) (repairs "
    "`sharp-rate`, `rate-limit`; the next order is 1 − 1/(α|x_t|), repair `next-order`).",
    note="As worded (“for all t …, there exists”) κ might depend on t; it is taken to be one constant.",
)


PLACE = {alpha: 2, beta: 3, eta: Rational(1, 2), kappa: 1, delta: 1, threshold: 0, x0: -1, t: 1000}


@THEOREM_1_3.argument(
    "h fixed: (9) holds at some t > (2Q/h)², where (9) is h ≤ Q ln t/t",
    exists=[condition(tau)],
    given=[ORDER, lt(2 * LIMIT_ON_STEP, h * sqrt(tau))],
    over={tau: FROM_ONE},
    evolves=[],
    expect=Verdict.REFUTED,
)
def condition_excludes_the_limit(claim: Claim) -> Evidence:
    """ln t ≤ 2√t (the exponential's tangent at (ln t)/2), so (9) gives h√t ≤ 2Q with Q = ηln(β/α)e^(2α)/(2ε(2α + 1)):
    no t beyond 4Q²/h² satisfies it, and nothing can be said for t → ∞."""
    p = Proof.about(claim)
    spread = p.instance(spread_positive(), ORDER)
    scale = p.linear(lt(0, LIMIT_ON_STEP), (spread, eta * exp(2 * alpha) / (2 * epsilon * (2 * alpha + 1))))
    tangent = p.instance(exp_tangent(), v=log(tau) / 2)
    line = p.linear(
        lt(LIMIT_ON_STEP * log(tau) / tau, h),
        (lt(2 * LIMIT_ON_STEP, h * sqrt(tau)), 1 / sqrt(tau)),
        (tangent, 2 * LIMIT_ON_STEP / tau),
        (scale, 2 / tau),
        using=[spread, p.linear(le(0, 2 * LIMIT_ON_STEP / tau), (scale, 2 / tau))],
    )
    return p.finding(line, scope="for all parameters and all real t > (2Q/h)²")


@THEOREM_1_3.argument(
    "“for all t ≥ 0 such that (9)”: t = 1 can be among them",
    exists=[condition(tau)],
    given=[ORDER, eq(tau, 1)],
    evolves=[],
    expect=Verdict.REFUTED,
)
def nothing_at_one(claim: Claim) -> Evidence:
    """ln 1 = 0: (9) reads h ≤ 0 at t = 1 (and has no meaning at t = 0)."""
    p = Proof.about(claim)
    spread = p.instance(spread_positive(), ORDER)
    scale = p.linear(lt(0, LIMIT_ON_STEP), (spread, eta * exp(2 * alpha) / (2 * epsilon * (2 * alpha + 1))))
    tangent = p.instance(log_tangent(), x=tau)
    weight = p.linear(le(0, LIMIT_ON_STEP / tau), (scale, 1 / tau))
    line = p.linear(
        lt(LIMIT_ON_STEP * log(tau) / tau, h),
        (tangent, LIMIT_ON_STEP / tau),
        (eq(tau, 1), LIMIT_ON_STEP / tau),
        lt(0, h),
        using=[weight, spread],
    )
    return p.finding(line)


@THEOREM_1_3.argument(
    "“replacing ε with 1 − ε”: (9) with ε gives (9) with 1 − ε, which the majority needs (at t = 100)",
    claims=[condition(100).subs(epsilon, 1 - epsilon)],
    given=[ORDER, condition(100)],
    evolves=[],
    over={epsilon: PAPER.symbols[epsilon]},
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def condition_for_the_majority(claim: Claim) -> Evidence:
    """Replacing ε with 1 − ε divides the right side of (9) by (1 − ε)/ε > 1. At α = 2, β = 3, ε = 1/10, η = 1/2, t =
    100 the step h = 1/8 satisfies (9) and not the other one."""
    return witness(claim, at={**PLACE, epsilon: Rational(1, 10), h: Rational(1, 8)})


@THEOREM_1_3.hypotheses("(9) can be met, here at t = 1000", exists=[condition(1000)], given=[ORDER], evolves=[])
def condition_can_be_met(claim: Claim) -> Evidence:
    return exists(claim, at={**PLACE, epsilon: Rational(1, 10), h: Rational(1, 100)})


def published(case: Any, share: Any, suffix: str, *, bits: int = 96) -> Evidence:
    """gap, error and rescaled error at t = 10⁶."""
    at_end = gap(HORIZON)
    place = f"at t = 10⁶, α = {case.low}, β = {case.high}, ε = {share}, h = {case.rate}, x₀ = −1"
    return orbit(
        THEOREM_1_3,
        case.at(share),
        [
            Wanted(f"gap_1e6{suffix}", at_end, r"\theta_1^{t}-\theta_2^{t}", f"the gap {place}"),
            Wanted(
                f"error_1e6{suffix}", case.error(at_end), r"\mathbb E_{\min}[1-p_y]", f"the error {place}", digits=24
            ),
            Wanted(
                f"rescaled_1e6{suffix}",
                case.rescaled(share, at_end, HORIZON),
                r"4\alpha^2\varepsilon h t\,\mathbb E_{\min}[1-p_y]",
                f"the rescaled error {place}",
                digits=24,
            ),
        ],
        evolves=case.recursion,
        bits=bits,
    )


@THEOREM_1_3.sharpness("the orbit at α = 3/2, β = 3, ε = h = 1/10")
def orbit_worked() -> Evidence:
    return published(WORKED, Rational(1, 10), "")


@THEOREM_1_3.sharpness("the orbit at Remark 2.5's parameters")
def orbit_of_the_paper() -> Evidence:
    return published(PAPERS, Rational(1, 10), "_paper")


def repeated(case: Any, suffix: str, step: Callable[[float], float], exact: Callable[[Any], Any]) -> Evidence:
    """The recursion once more, transcribed by hand and followed in double precision; `exact` is a step in mpmath. The
    gap stays between −5 and −1, so that rounded steps cost the last digit at most. It is compared with the orbit in
    balls, to 15 digits."""
    pair, wrong = followed_in_doubles(step, exact, -1, HORIZON)
    if wrong:
        return nothing(wrong)
    ((ball,),) = values_along(
        THEOREM_1_3, case.at(Rational(1, 10)), [gap(t)], [HORIZON], evolves=case.recursion, bits=72
    )
    if differs(pair, ball):
        return nothing(f"double precision gives {sum(pair)}, the balls {ball}")
    note = f"double precision with exact sums agrees: gap_1e6{suffix} = {sum(pair):.15g}"
    return numbers(Trust.NUMERICAL, note=note, scope="10⁶ steps, no error bound; 15 digits compared")


@THEOREM_1_3.sharpness("the worked orbit in double precision with exact sums", expect=Verdict.SUPPORTED)
def second_witness() -> Evidence:
    scale = 1 / (100 * math.log(2))

    def step(x: float) -> float:
        power = math.exp(3 * x)
        return scale * (math.log1p(power) - math.log1p(power * power)) / x

    def exact(x: Any) -> Any:
        m = x.context
        return m.log((1 + m.exp(3 * x)) / (1 + m.exp(6 * x))) / (100 * m.log(2) * x)

    return repeated(WORKED, "", step, exact)


@THEOREM_1_3.sharpness("the orbit of Remark 2.5 in double precision with exact sums", expect=Verdict.SUPPORTED)
def second_witness_of_the_paper() -> Evidence:
    def step(x: float) -> float:
        return (math.log1p(math.exp(2 * x)) - math.log1p(math.exp(2 * math.e * x))) / (10**5 * x)

    def exact(x: Any) -> Any:
        m = x.context
        return m.log((1 + m.exp(2 * x)) / (1 + m.exp(2 * m.e * x))) / (10**5 * x)

    return repeated(PAPERS, "_paper", step, exact)
