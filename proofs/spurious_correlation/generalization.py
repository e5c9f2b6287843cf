"""Sections 3 and 4: the test loss on a balanced set, carried over from the model with features ±1, and the plateau.

On the test points |r| = 1 lies at or outside the end of the training support [α, β]. There the probability of the
wrong label is φ(x_T). With e^(−2αx_T)(|x_T| − b) at most of order T and |x_T| → ∞, the product T·e^(2αx_T) is
unbounded, and so is T·e^(2x_T) for every α ≥ 1: the loss falls no faster than T^(−1/α), for α = 1 than (ln T)/T, and
not like 1/T.
"""

from sympy import Abs, Interval, Mul, Rational, exp, log

from checks.methods import Proof, Wanted, enclose, identity, orbit, witness
from checks.methods.argue import Line
from checks.methods.handing import evidence
from checks.methods.orbits import established_along
from checks.outcome import Argument, Evidence, Verdict
from checks.paper import Claim, eq, le, lt, real, tends
from proofs.foundations.elementary import EXP_MONOTONE, EXP_TANGENT, exp_monotone, exp_tangent
from proofs.spurious_correlation.drift import QUOTIENT_POSITIVE, SPREAD_POSITIVE, quotient_positive
from proofs.spurious_correlation.flows import constants_positive
from proofs.spurious_correlation.gap_orbit import (
    ANY_SHARE,
    GAP_FROM_ABOVE,
    GAP_STAYS_BELOW,
    B,
    X,
    gap_from_above,
    gap_stays_below,
    parameter_facts,
)
from proofs.spurious_correlation.horizon import PRINTED_SCALE, PRINTED_STEP
from proofs.spurious_correlation.limits import nowhere, size_of
from proofs.spurious_correlation.notation import (
    ORDER,
    RECURSION,
    STEP,
    alpha,
    beta,
    bound,
    delta,
    descent,
    epsilon,
    gap,
    h,
    phi,
    r,
    t,
    tau,
    threshold,
    total,
    x0,
)
from proofs.spurious_correlation.orbits import HORIZON, PAPERS, SHARES
from proofs.spurious_correlation.paper import BELOW, FROM_ONE, PAPER, POSITIVE
from proofs.spurious_correlation.rate import ARRIVAL, GAP_REACHES, RATE_LIMIT, gap_reaches, rate_limit

steps, y0 = real("T y_0")
LOSS = (log(1 + exp(2 * gap(t))) + log(1 + exp(2 * total(t)))) / 2  # of the test set, with both groups of equal size
RESCALED_LOSS = 8 * epsilon * (1 - epsilon) * h * t * LOSS

SECTION_3 = PAPER.statement(
    "section-3",
    kind="section",
    label="Section 3",
    where="Section 3",
    quote=r"Equations (11) and (10) reveal that model performance improves faster on $G$ than on $G'$, since "
    r"$\varepsilon < 1-\varepsilon$. Let $\theta^*$ denote the final parameters after $T \simeq 10^6$ training steps "
    r"(to comply with Assumption ??). We evaluate the loss on a balanced test dataset $\tilde D$: bias-aligned points "
    r"$\{(1,1),(-1,-1)\}$ and bias-conflicting points $\{(-1,1),(1,-1)\}$, each duplicated $n$ times. $L(\tilde "
    r"D,\theta^*) \approx -\frac12\log\bigl(1-\frac{1}{4(1-\varepsilon)Th}\bigr) - "
    r"\frac12\log\bigl(1-\frac{1}{4\varepsilon Th}\bigr) \approx \frac{1}{8\varepsilon(1-\varepsilon)Th}$. Conclusion: "
    r"the smaller $\varepsilon$, the larger the test loss; the model overfits to the spurious correlation in the "
    r"majority group, failing to learn that only $x_2$ is relevant for prediction.",
    reading="≈ is read as asymptotic equality: 8ε(1 − ε)hT·L tends to 1 as T → ∞, with some threshold T_δ for each "
    "distance δ; the check refutes every threshold. The wrong label has probability φ(x_T) at (1, −1) and φ(y_T) at "
    "(1, 1), with y = θ₁ + θ₂; Lemma 2.1 (ii) is granted. The step T is t.",
    over={**ANY_SHARE, alpha: FROM_ONE, y0: BELOW},
    given=[ORDER],
    evolves=[*RECURSION, *descent(total, y0, 1 - epsilon)],
    concludes=[("the test loss", tends(RESCALED_LOSS, t, to=1, within=delta, from_=threshold))],
    unexamined=["“overfits”, “poor generalization”"],
    uses=[
        SPREAD_POSITIVE,
        QUOTIENT_POSITIVE,
        GAP_STAYS_BELOW,
        GAP_FROM_ABOVE,
        GAP_REACHES,
        EXP_TANGENT,
        EXP_MONOTONE,
    ],
    says=(
        r"$L(\tilde D,\theta^*) \approx -\frac12\log\bigl(1-\frac{1}{4(1-\varepsilon)Th}\bigr) - "
        r"\frac12\log\bigl(1-\frac{1}{4\varepsilon Th}\bigr) \approx \frac{1}{8\varepsilon(1-\varepsilon)Th}$"
    ),
    why="The error rates of Theorem 1.3 are averages over |r| in [α, β] and do not hold at |r| = 1 ≤ α, where the "
    "error is φ(x_T): T·L(D̃, θ*) is unbounded for every α ≥ 1 (L falls no faster than T^(−1/α)). Besides, "
    "1/(4εTh) has lost the factor 1/α² of (11), and the relevant feature of this model is r = x₁, not x₂.",
    fix="Evaluate the loss on a test law with |r| in [α, β] distributed as in training, both groups of equal size: "
    "then both errors obey Theorem 1.3, and L ~ 1/(8α²ε(1 − ε)Th).",
    note="“Assumption ??”, G and G′ are not defined in this version of the paper.",
)

LARGEST = -x0 * exp(-2 * alpha * x0) + alpha * STEP
LEVEL = B + (1 + delta) * LARGEST / (2 * epsilon * (1 - epsilon) * h) + 1
START = ARRIVAL.subs(bound, LEVEL)


@SECTION_3.conclusion(
    "8ε(1 − ε)hT·L comes as close as δ to 1 at every step T ≥ T_δ beyond an explicit one",
    claims=["the test loss"],
    given=[ORDER, le(threshold, t), le(1, t), le(START, t)],
    expect=Verdict.REFUTED,
)
def too_slow(claim: Claim) -> Evidence:
    """L ≥ ½ln(1 + e^(2x)) ≥ ¼e^(2x) ≥ ¼e^(2αx), and (|x| − b) ≤ (K + αa)T·e^(2αx): the product is at least
    2ε(1 − ε)h(|x_T| − b)/(K + αa), which is unbounded."""
    p = Proof.about(claim)
    value = RESCALED_LOSS - 1

    def show(q: Proof) -> Line:
        known = constants_positive(q)
        below, power = q.linear(lt(X, 0), le(X, -1), (lt(0, 1), 1)), exp(2 * alpha * X)
        tangent = q.instance(exp_tangent(), v=-log(1 + exp(2 * X)))
        other = q.instance(exp_tangent(), v=-log(1 + exp(2 * total(t))))
        unit = q.instance(exp_monotone(), q.linear(le(2 * X, 0), (below, 2)), x=2 * X, y=0)
        lower = q.linear(le(2 * alpha * X, 2 * X), (le(1, alpha), -2 * X), using=[below])
        powers = q.instance(exp_monotone(), lower, x=2 * alpha * X, y=2 * X)
        half = exp(2 * X) / (2 * (1 + exp(2 * X)))
        loss = q.linear(
            le(power / 4, LOSS),
            (tangent, Rational(1, 2)),
            (other, Rational(1, 2)),
            (le(0, 1), exp(2 * total(t)) / (1 + exp(2 * total(t))) / 2),
            (unit, half / 2),
            (powers, Rational(1, 4)),
        )
        start = q.linear(
            lt(0, LARGEST),
            (le(x0, -1), exp(-2 * alpha * x0)),
            (lt(0, 1), exp(-2 * alpha * x0)),
            (lt(0, STEP), alpha),
            using=known,
        )
        mass = q.linear(
            le(-X - B, LARGEST * t * power),
            (GAP_FROM_ABOVE.concludes[0], power),
            (lt(0, B), exp(-2 * alpha * x0) * power),
            (le(1, t), -x0 * exp(-2 * alpha * x0) * power),
            using=known,
        )
        inverse = q.instance(quotient_positive(), start, u=2 * epsilon * (1 - epsilon) * h, s=LARGEST)
        scale = 2 * epsilon * (1 - epsilon) * h / LARGEST
        far = q.linear(
            lt(delta, value),
            (loss, 8 * epsilon * (1 - epsilon) * h * t),
            (mass, scale),
            (le(LEVEL, -X), scale),
            (inverse, 1),
            using=[start, *known],
        )
        near = q.linear(le(0, value), far, (lt(0, delta), 1))
        return q.linear(q.goal, far, (size_of(q, value, near), -1))

    facts = parameter_facts(p)
    reached = p.instance(gap_reaches(), ORDER, *facts, le(START, t), B=LEVEL)
    along = [p.instance(lemma()) for lemma in (gap_stays_below, gap_from_above)]
    apart = p.each_step(lt(delta, Abs(value)), show, facts=[*facts, *along, reached])
    at = {alpha: 1, beta: 3, epsilon: Rational(1, 2), h: 1, x0: -1, y0: -1, delta: 1, threshold: 0, t: 10**70}
    return nowhere(
        p, p.both(le(threshold, t), apart), claim, at, scope="for all α ≥ 1, β > α, ε, h, starts and thresholds"
    )


e_maj, e_min = real("E_maj E_min")


@SECTION_3.argument(
    "“improves faster on G”: where both rescaled errors are within δ of 1 and ε(1 + δ) < (1 − ε)(1 − δ), E_maj < E_min",
    claims=[lt(e_maj, e_min)],
    given=[
        le(1 - delta, 4 * alpha**2 * epsilon * h * tau * e_min),
        le(4 * alpha**2 * (1 - epsilon) * h * tau * e_maj, 1 + delta),
        lt(epsilon * (1 + delta), (1 - epsilon) * (1 - delta)),
    ],
    evolves=[],
    over={tau: POSITIVE, e_maj: POSITIVE, e_min: POSITIVE},
)
def faster_on_majority(claim: Claim) -> Evidence:
    """As a statement about large t, by `sharp-rate` and `sharp-rate-majority`: it is right."""
    p = Proof.about(claim)
    low, high, apart = claim.given
    scale = 4 * alpha**2 * h * tau * epsilon * (1 - epsilon)
    return p.finding(p.linear(p.goal, (low, (1 - epsilon) / scale), (high, epsilon / scale), (apart, 1 / scale)))


@SECTION_3.argument(
    "“T ≃ 10⁶ (to comply with Assumption ??)”, which can only be (9): it holds at t = 10⁶ at the parameters of Remark "
    "2.5",
    claims=[le(PRINTED_STEP, PRINTED_SCALE * log(tau) / tau)],
    given=[eq(tau, 10**6)],
    evolves=[],
    over={tau: POSITIVE},
    expect=Verdict.REFUTED,
)
def complies_with_the_condition(claim: Claim) -> Evidence:
    """It holds up to some 839 930 steps (quantity `horizon` of Remark 2.5)."""
    return witness(claim, at={**PLACE, tau: 10**6})


PLACE = {
    alpha: 2,
    beta: 3,
    epsilon: Rational(1, 10),
    h: Rational(1, 10**4),
    x0: -1,
    y0: -1,
    delta: 1,
    threshold: 0,
    t: 0,
}


@SECTION_3.hypotheses(
    "for α > 1 the test points, |r| = 1, lie outside the support [α, β] of the training features",
    claims=[lt(1, r)],
    given=[lt(1, alpha), le(alpha, r), le(r, beta)],
    evolves=[],
)
def outside_the_support(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.linear(p.goal, lt(1, alpha), le(alpha, r)))


@SECTION_3.argument(
    "“by Eqs (11), (10)”: (11) with κ = 1/(4α²h) is the printed 1/(4εTh)",
    claims=[eq(1 / (4 * alpha**2 * epsilon * steps * h), 1 / (4 * epsilon * steps * h))],
    evolves=[],
    over={steps: POSITIVE},
    expect=Verdict.REFUTED,
)
def lost_factor(claim: Claim) -> Evidence:
    """α² is lost."""
    return witness(claim, at={**PLACE, steps: 10**6})


HALF = Rational(1, 2)


@SECTION_3.argument(
    "the last line: ½·1/(4(1 − ε)Th) + ½·1/(4εTh) = 1/(8ε(1 − ε)Th)",
    claims=[
        eq(
            HALF / (4 * (1 - epsilon) * steps * h) + HALF / (4 * epsilon * steps * h),
            1 / (8 * epsilon * (1 - epsilon) * steps * h),
        )
    ],
    given=[],
    evolves=[],
    over={steps: POSITIVE},
)
def last_line(claim: Claim) -> Evidence:
    return identity(claim)


copies = real("n")


@SECTION_3.argument(
    "weights: each group is 2n of 4n points",
    claims=[eq(Mul(2 * copies, 1 / (4 * copies), evaluate=False), HALF)],
    given=[],
    evolves=[],
    over={copies: POSITIVE},
)
def weights(claim: Claim) -> Evidence:
    return identity(claim)


@SECTION_3.argument(
    "the first ≈: −log(1 − 1/(4εTh)) is defined for every ε, that is 1/(4εTh) < 1",
    claims=[lt(0, 1 - 1 / (4 * epsilon * steps * h))],
    evolves=[],
    over={steps: POSITIVE},
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def domain_of_the_logarithm(claim: Claim) -> Evidence:
    """ε = 1/1000 at Th = 100: the argument is −3/2."""
    return witness(claim, at={**PLACE, epsilon: Rational(1, 1000), steps: 10**6})


other = real("epsilon_2")


@SECTION_3.argument(
    "“smaller ε, larger test loss” for the printed formula: ε(1 − ε) rises on (0, 1/2]",
    claims=[lt(epsilon * (1 - epsilon), other * (1 - other))],
    given=[lt(epsilon, other)],
    evolves=[],
    over={epsilon: PAPER.symbols[epsilon], other: Interval.Lopen(0, HALF)},
)
def formula_falls(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    room = p.linear(lt(0, 1 - epsilon - other), p.fact(lt(epsilon, HALF)), p.fact(le(other, HALF)))
    return p.finding(p.linear(p.goal, (lt(epsilon, other), 1 - epsilon - other), using=[room]))


first, second, label = real("x_1 x_2 y")
SIGNS = Interval(-1, 1)


@SECTION_3.argument(
    "“only x₂ is relevant”: at the bias-conflicting points, where y = sign(r) = x₁ and x₂ = −x₁, the label is x₂",
    claims=[eq(label, second)],
    given=[eq(label, first), eq(second, -first)],
    evolves=[],
    over={first: SIGNS, second: SIGNS, label: SIGNS},
    expect=Verdict.REFUTED,
)
def relevant_feature(claim: Claim) -> Evidence:
    """At the conflicting point (r, s) = (1, −1) the label is sign(r) = 1 and sign(s) = −1; y = sign(x₂) belongs to the
    model with features ±1."""
    return witness(claim, at={**PLACE, first: 1, second: -1, label: 1})


gap_value = real("x_t")


@SECTION_3.argument(
    "“failing to learn” the relevant feature: some minority point r > 0 is classified wrongly at some gap ≤ −1",
    exists=[le(HALF, phi(gap_value * r))],
    given=[],
    evolves=[],
    over={gap_value: BELOW, r: POSITIVE},
    expect=Verdict.REFUTED,
)
def classified_rightly(claim: Claim) -> Evidence:
    """p_y > 1/2 on the minority for every r > 0 and every gap x ≤ −1 (the majority alike, from θ₁ + θ₂ < 0
    on): the error 1 − p_y is a probability, not a rate of misclassification."""
    p = Proof.about(claim)
    return p.finding(p.enclose(lt(phi(gap_value * r), HALF)), scope="for all x ≤ −1 and r > 0")


@SECTION_3.sharpness("the test loss itself at T = 10⁶, α = 1, β = e, ε = 1/10, h = 10⁻⁴, both starts −1")
def test_loss() -> Evidence:
    """Twice the printed 1/(8ε(1 − ε)Th) = 1/72."""
    share, recursion = Rational(1, 10), PAPERS.recursion
    majority = [relation.subs({epsilon: 1 - epsilon}).subs({x0: y0}).replace(gap, total) for relation in recursion]
    wanted = Wanted(
        "test_loss_paper",
        LOSS.subs(t, HORIZON),
        r"L(\tilde D,\theta^*)",
        "the test loss at T = 10⁶, α = 1, β = e, ε = 1/10, h = 10⁻⁴, both starts −1 (the printed formula gives 1/72)",
        digits=20,
    )
    at = {**PAPERS.at(share), y0: -1}
    return orbit(SECTION_3, at, [wanted], evolves=[*recursion, *majority], bits=80)


TERMS = PAPER.statement(
    "test-loss-terms",
    label="Terms of the test loss",
    kind="lemma",
    origin="derived",
    where="Section 3",
    printed=r"\frac{1}{4\varepsilon Th} > 0",
    reading="The printed error of the minority is positive.",
    over={**ANY_SHARE, steps: POSITIVE},
    concludes=[lt(0, 1 / (4 * epsilon * steps * h))],
    derivation=False,
)


@TERMS.conclusion("signs")
def terms_are_positive(claim: Claim) -> Evidence:
    return enclose(claim)


SECTION_4 = PAPER.statement(
    "section-4",
    kind="section",
    label="Section 4",
    where="Section 4",
    quote=r"After rescaling by $4\varepsilon ht$, all curves converge to a constant plateau, confirming the predicted "
    r"$\frac1t$ decay of $1-p_y$. The plateau height varies with $\varepsilon$, reflecting higher-dimensional feature "
    r"interactions absent from the idealized analytic model.",
    reading="What can be examined is the model: 4εht·E_min tends to 1/α² for every share, so that α² times the "
    "rescaled error tends to 1.",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[("plateau of the model", RATE_LIMIT.concludes[0])],
    unexamined=["the curves themselves, which are those of trained networks", "that the height varies with ε there"],
    uses=[RATE_LIMIT],
    derivation=False,
)


@SECTION_4.conclusion("α² times the rescaled error tends to 1")
def plateau(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.use(rate_limit()))


@SECTION_4.sharpness(
    "in the model the plateau does not vary with ε: 4α²εht·E tends to 1 for every share",
    claims=["plateau of the model"],
)
def limit_is_free_of_share(claim: Claim) -> Evidence:
    """This agrees with the source, which ascribes the variation to what the model lacks."""
    p = Proof.about(claim)
    return p.finding(p.use(rate_limit()))


SMALL = SHARES[0]


@SECTION_4.sharpness(
    "at T = 10⁶ the model's own curves differ in height: below 1/2 for ε = 1/100 (above 3/5 for 1/2, see the "
    "quantities)",
    claims=[lt(PAPERS.rescaled(SMALL, gap(t), HORIZON), HALF)],
    given=[*(eq(symbol, value) for symbol, value in PAPERS.at(SMALL).items()), le(HORIZON, t), le(t, HORIZON)],
    evolves=PAPERS.recursion,
    seconds=120,
)
def the_model_shows_it(claim: Claim) -> Evidence:
    """At α = 1, β = e, h = 10⁻⁴ the curve has not reached its limit 1: so the variation of the height seen in the
    experiments need not reflect anything absent from the model."""
    found = established_along(
        SECTION_4,
        claim.formulas[0],
        PAPERS.at(SMALL),
        first=HORIZON,
        last=HORIZON,
        evolves=PAPERS.recursion,
        bits=64,
    )
    return evidence(found, scope="ε = 1/100, α = 1, β = e, h = 10⁻⁴ at T = 10⁶")


def plateau_at(share: Rational) -> Evidence:
    """4εhT·E[1 − p_y] at T = 10⁶ (α = 1, so no factor α²)."""
    name = f"plateau_{share.p}_{share.q}"
    wanted = Wanted(
        name,
        PAPERS.rescaled(share, gap(HORIZON), HORIZON),
        r"4\varepsilon hT\,\mathbb E_{\min}[1-p_y]",
        f"the rescaled error at T = 10⁶, ε = {share}, α = 1, β = e, h = 10⁻⁴",
        digits=20,
    )
    return orbit(SECTION_4, PAPERS.at(share), [wanted], evolves=PAPERS.recursion, bits=80)


@SECTION_4.sharpness("height at T = 10⁶ for ε = 1/100")
def plateau_1_100() -> Evidence:
    return plateau_at(SHARES[0])


@SECTION_4.sharpness("height at T = 10⁶ for ε = 1/20")
def plateau_1_20() -> Evidence:
    return plateau_at(SHARES[1])


@SECTION_4.sharpness("height at T = 10⁶ for ε = 1/10")
def plateau_1_10() -> Evidence:
    return plateau_at(SHARES[2])


@SECTION_4.sharpness("height at T = 10⁶ for ε = 1/5")
def plateau_1_5() -> Evidence:
    return plateau_at(SHARES[3])


@SECTION_4.sharpness("height at T = 10⁶ for ε = 3/10")
def plateau_3_10() -> Evidence:
    return plateau_at(SHARES[4])


@SECTION_4.sharpness("height at T = 10⁶ for ε = 1/2")
def plateau_1_2() -> Evidence:
    return plateau_at(SHARES[5])
