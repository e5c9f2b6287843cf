"""Sections 3 and 4: the test loss on a balanced set, carried over from the model with features ±1, and the plateau.

On the test points |r| = 1 < α lies outside the training support [α, β]. There the probability of the wrong label is
φ(x_T), and with e^(−2αx_T) of order hT·ln T it falls like (T)^(−1/α) up to a logarithm, not like 1/T.
"""

from sympy import Interval, Mul, Rational

from checks.methods import Proof, orbit, witness
from checks.methods.orbits import Wanted, established_along
from checks.outcome import Argument, Finding, Verdict
from checks.paper import eq, le, lt, real
from proofs.spurious_correlation.gap_orbit import ANY_SHARE
from proofs.spurious_correlation.horizon_reading import gap_ceiling
from proofs.spurious_correlation.notation import ORDER, RECURSION, alpha, epsilon, gap, h, phi, r, t
from proofs.spurious_correlation.orbits import HORIZON, PAPERS, SHARES
from proofs.spurious_correlation.paper import BELOW, PAPER, POSITIVE
from proofs.spurious_correlation.rate import SHARP_RATE, sharp_rate

steps, error, margin = real("T E y")

SECTION_3 = PAPER.statement(
    "section-3",
    kind="section",
    label="Section 3",
    where="Section 3",
    printed=r"L(\tilde D,\theta^*) \approx \frac{1}{8\varepsilon(1-\varepsilon)Th}",
    words="The test loss on the points (±1, ±1) falls like 1/T.",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    note="“Assumption ??”, G and G′ are not defined in this version of the paper.",
)


@SECTION_3.conclusion("on the test points the loss falls no faster than T^(−1/α): T·L → ∞", expect=Verdict.REFUTED)
def too_slow():
    """The conflicting points contribute ½ln(1 + e^(2x_T)) ≥ ½φ(x_T), and e^(−2αx_T) ≤ M + αaT."""
    return Finding.refuted(
        gap_ceiling(),
        modulo=("inference: e^(2x_T) ≥ (M + αaT)^(−1/α), and T·T^(−1/α) → ∞ for α > 1; so T·L(D̃, θ*) is unbounded",),
        scope="for all α > 1, β > α, ε ∈ (0, 1), h > 0, x₀ ≤ −1",
    )


@SECTION_3.argument("the test points |r| = 1 lie outside the support [α, β] of the training features")
def outside_the_support():
    p = Proof({alpha: Interval.open(1, POSITIVE.end)})
    return p.finding(p.given(lt(1, alpha), p.enclose(lt(1, alpha))))


@SECTION_3.argument("(11) with κ = 1/(4α²h) is 1/(4α²εTh): the printed 1/(4εTh) has lost α²", expect=Verdict.REFUTED)
def lost_factor():
    return witness(
        TERMS,
        eq(1 / (4 * alpha**2 * epsilon * steps * h), 1 / (4 * epsilon * steps * h)),
        at={alpha: 2, epsilon: Rational(1, 10), steps: 10**6, h: Rational(1, 10**4)},
    )


@SECTION_3.argument("the last line: ½·1/(4(1 − ε)Th) + ½·1/(4εTh) = 1/(8ε(1 − ε)Th)")
def last_line():
    p = Proof({epsilon: Interval.open(0, 1), steps: POSITIVE, h: POSITIVE})
    half = Rational(1, 2)
    total = half / (4 * (1 - epsilon) * steps * h) + half / (4 * epsilon * steps * h)
    return p.finding(p.identity(eq(total, 1 / (8 * epsilon * (1 - epsilon) * steps * h))))


@SECTION_3.argument("weights: each group is 2n of 4n points")
def weights():
    copies = real("n")
    p = Proof({copies: POSITIVE})
    return p.finding(p.identity(eq(Mul(2 * copies, 1 / (4 * copies), evaluate=False), Rational(1, 2))))


@SECTION_3.argument(
    "−log(1 − 1/(4εTh)) is undefined for ε ≤ 1/(4Th)", expect=Verdict.REFUTED, refutation_means=Argument.INCOMPLETE
)
def domain_of_the_logarithm():
    """ε = 1/1000 at Th = 100: the argument is −3/2."""
    return witness(
        TERMS,
        lt(0, 1 - 1 / (4 * epsilon * steps * h)),
        at={alpha: 2, epsilon: Rational(1, 1000), steps: 10**6, h: Rational(1, 10**4)},
    )


@SECTION_3.argument("“smaller ε, larger test loss” for the printed formula: ε(1 − ε) rises on (0, 1/2]")
def formula_falls():
    other = real("epsilon_2")
    p = Proof(
        {epsilon: Interval.open(0, Rational(1, 2)), other: Interval.Lopen(0, Rational(1, 2))}, [lt(epsilon, other)]
    )
    room = p.linear(
        lt(0, 1 - epsilon - other), p.enclose(lt(epsilon, Rational(1, 2))), p.enclose(le(other, Rational(1, 2)))
    )
    return p.finding(
        p.linear(
            lt(epsilon * (1 - epsilon), other * (1 - other)), (lt(epsilon, other), 1 - epsilon - other), using=[room]
        )
    )


@SECTION_3.argument("“only x₂ is relevant”: in this version the relevant feature is r = x₁", expect=Verdict.REFUTED)
def relevant_feature():
    """At the conflicting point (r, s) = (1, −1) the label is sign(r) = 1 and sign(s) = −1; y = sign(x₂) belongs to the
    model with features ±1."""
    first, second, label = real("x_1 x_2 y")
    domain = Interval(-1, 1)
    return witness(
        TERMS,
        eq(label, second),
        given=[eq(label, first), eq(second, -first)],
        also={first: domain, second: domain, label: domain},
        at={first: 1, second: -1, label: 1, alpha: 2, epsilon: Rational(1, 4), steps: 1, h: 1},
    )


@SECTION_3.argument(
    "“failing to learn” the relevant feature: every point is classified rightly at every step", expect=Verdict.REFUTED
)
def classified_rightly():
    """p_y > 1/2 on the minority for every r > 0 and every gap x ≤ −1 (the majority alike, from θ₁ + θ₂ < 0
    on): the error 1 − p_y is a probability, not a rate of misclassification."""
    gap_value = real("x_t")
    p = Proof({gap_value: BELOW, r: POSITIVE})
    return p.refutation(p.enclose(lt(phi(gap_value * r), Rational(1, 2))), scope="for all x ≤ −1 and r > 0")


TERMS = PAPER.statement(
    "test-loss-terms",
    kind="lemma",
    where="Section 3",
    printed=r"\frac{1}{4\varepsilon Th} > 0",
    words="The printed error of the minority is positive.",
    over={**ANY_SHARE, steps: POSITIVE},
    concludes=lt(0, 1 / (4 * epsilon * steps * h)) & lt(0, alpha),
    derivation=False,
)


@TERMS.conclusion("signs")
def terms_are_positive():
    p = Proof.about(TERMS)
    return p.finding(p.enclose(p.goal))


SECTION_4 = PAPER.statement(
    "section-4",
    kind="section",
    label="Section 4",
    where="Section 4",
    printed=r"4\varepsilon ht\,(1-p_y) \to \text{const}",
    words="After rescaling by 4εht the curves reach a plateau. (In the model the limit is 1/α² for every ε.)",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=SHARP_RATE.concludes,
)


@SECTION_4.conclusion("α² times the rescaled error tends to 1")
def plateau():
    return Finding.proved(
        sharp_rate(), modulo=("inference: with |x_t| → ∞ the bounds 1 − K/|x_t| and 1 + c/|x_t| tend to 1",)
    )


@SECTION_4.argument("“the plateau height varies with ε”: the limit does not", expect=Verdict.REFUTED)
def limit_is_free_of_share():
    return Finding.refuted(
        sharp_rate(), modulo=("inference: the limit of 4εht·E is 1/α² whatever ε is",), scope="for all ε ∈ (0, 1)"
    )


@SECTION_4.argument(
    "“reflecting interactions absent from the analytic model”: the analytic model itself shows it at T = 10⁶",
    expect=Verdict.REFUTED,
    seconds=120,
)
def the_model_shows_it():
    """At α = 1, β = e, h = 10⁻⁴ and ε = 1/100 the rescaled error is below 1/2 at T = 10⁶ (and above 3/5 for ε
    = 1/2, see the quantities): the curve has not reached its limit 1."""
    share = Rational(1, 100)
    goal = lt(PAPERS.rescaled(share, gap(t), HORIZON), Rational(1, 2))
    found = established_along(
        SECTION_4, goal, PAPERS.at(share), first=HORIZON, last=HORIZON, evolves=PAPERS.recursion, bits=64
    )
    return Finding.refuted(found, scope="ε = 1/100, α = 1, β = e, h = 10⁻⁴ at T = 10⁶")


def plateau_at(share: Rational) -> Finding:
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
def plateau_1_100():
    return plateau_at(SHARES[0])


@SECTION_4.sharpness("height at T = 10⁶ for ε = 1/20")
def plateau_1_20():
    return plateau_at(SHARES[1])


@SECTION_4.sharpness("height at T = 10⁶ for ε = 1/10")
def plateau_1_10():
    return plateau_at(SHARES[2])


@SECTION_4.sharpness("height at T = 10⁶ for ε = 1/5")
def plateau_1_5():
    return plateau_at(SHARES[3])


@SECTION_4.sharpness("height at T = 10⁶ for ε = 3/10")
def plateau_3_10():
    return plateau_at(SHARES[4])


@SECTION_4.sharpness("height at T = 10⁶ for ε = 1/2")
def plateau_1_2():
    return plateau_at(SHARES[5])
