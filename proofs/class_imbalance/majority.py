r"""Section 4: Corollary 1, the same for the majority group with 1 − ε for ε.

“The same steps” need two things that are not there: a start s⁰ = θ₁⁰ + θ₂⁰ ≤ −1, and an Euler bound, which the cited
theorem gives as 2.8·10¹¹ at t = 10⁶ because L stands in an exponent. The conclusion is true without either.
"""

from sympy import Abs, And, Rational, log

from checks.methods import Proof, orbit, quantity, witness
from checks.outcome import Argument, Verdict
from checks.paper import eq, le, lt
from proofs.class_imbalance.convergence import BIG_O, delta_below
from proofs.class_imbalance.error import sharp_bound, sharp_error
from proofs.class_imbalance.euler import ALLOWED, AT_STANDARD, euler_bound
from proofs.class_imbalance.gradient import EQUATION_2
from proofs.class_imbalance.growth import constant, solution_rate
from proofs.class_imbalance.notation import (
    HORIZON,
    MAJORITY_POINTS,
    SHARE,
    STANDARD,
    epsilon,
    gradient,
    h,
    majority,
    n,
    n_minor,
    probability,
    s,
    starts,
    t,
    theta,
    v,
    v0,
)
from proofs.class_imbalance.orbits import SEE_MPMATH, from_minus_1, observed
from proofs.class_imbalance.paper import PAPER
from proofs.class_imbalance.solution import EQUATION_10
from proofs.class_imbalance.symmetry import (
    DESCENT,
    DIFFERENCES_OPPOSE,
    LEMMA_1,
    SUMS_OPPOSE,
    sums_stay_opposed,
    theta_next,
    theta_t,
)
from proofs.class_imbalance.uniform_bound import two_sided
from proofs.foundations.notation import phi, phi_slope

COROLLARY_1 = PAPER.corollary(
    "1",
    where="Section 4",
    printed=(
        r"p_y(x,\theta^t) = 1 - \frac{1}{4(1-\varepsilon)th} + \Delta_t' + "
        r"\mathcal O\Bigl(\frac{\log t}{t^2}\Bigr),\quad |\Delta_t'| \le 5\cdot10^{-5} \tag{11}"
    ),
    words="On G, whose gap is sᵗ = θ₁ᵗ + θ₂ᵗ (it falls too); vᵗ is the solution of v′ = −2(1 − ε)φ(v) at th.",
    given=[*AT_STANDARD, le(2, t)],
    evolves=[*majority.recursion, majority.on_solution],
    concludes=And(
        le(Abs(phi(s(t)) - phi(v(t))), ALLOWED),
        le(Abs(phi(v(t)) - 1 / majority.time), constant(majority) * log(t) / t**2),
    ),
    uses=[LEMMA_1, EQUATION_10],
    note="True for every start s⁰; the printed derivation would need s⁰ ≤ −1 and an error bound that fails by far.",
)


@COROLLARY_1.conclusion("|Δ′_t| ≤ 5·10⁻⁵, for every start")
def delta_is_small_for_the_majority():
    p = Proof.about(COROLLARY_1)
    return p.finding(delta_below(p, majority), modulo=(BIG_O,))


@COROLLARY_1.conclusion("the O-term with 1 − ε for ε")
def remainder_for_the_majority():
    p = Proof.about(COROLLARY_1)
    return p.finding(p.instance(solution_rate(majority)), modulo=(BIG_O,))


@COROLLARY_1.argument("on G, with Lemma 1 (ii), 1 − p_y = φ(θ₁ + θ₂) for both points")
def wrong_probability_on_g():
    sums = eq(theta[2] + theta[3], -(theta[0] + theta[1]))
    p = Proof.about(EQUATION_2, given=[sums])
    third = p.linear(eq(theta[2], -theta[3] - theta[0] - theta[1]), sums)
    lines = []
    for point in MAJORITY_POINTS:
        value = 1 - probability(point[1], point)
        lines.append(p.rewrite(eq(value, phi(theta[0] + theta[1])), p.identity(eq(value, value)), third))
    return p.finding(p.both(*lines))


@COROLLARY_1.argument("the gap of G obeys sᵗ⁺¹ = sᵗ − 2(1 − ε)hφ(sᵗ), by gradient descent and Lemma 1 (ii)")
def recursion_on_g():
    p = Proof.about(LEMMA_1, given=[SUMS_OPPOSE])
    opposed = p.instance(sums_stay_opposed())
    now, after = theta_t[0] + theta_t[1], theta_next[0] + theta_next[1]
    slope = gradient(theta_t)

    def show(q):
        moved = q.linear(eq(after, now - h * (slope[0] + slope[1])), DESCENT[0], DESCENT[1])
        third = q.linear(eq(theta_t[2], -theta_t[3] - theta_t[0] - theta_t[1]), opposed.formula)
        return q.rewrite(q.goal, moved, third)

    return p.finding(p.each_step(eq(after, now - 2 * (1 - SHARE) * h * phi(now)), show, facts=[opposed]))


@COROLLARY_1.argument(
    "“the same steps”: Assumption 1 for G needs θ₁⁰ + θ₂⁰ ≤ −1, which follows from what is assumed",
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def start_of_the_majority():
    """θ⁰ = (1, 0, −1, 0) meets Lemma 1 (i) and (ii) and θ₃⁰ − θ₄⁰ = −1, and has θ₁⁰ + θ₂⁰ = +1."""
    given = [DIFFERENCES_OPPOSE, SUMS_OPPOSE, le(starts[2] - starts[3], -1)]
    at = {**dict(zip(starts, (1, 0, -1, 0), strict=True)), n: 1, n_minor: 1, h: 1, t: 0}
    return witness(LEMMA_1, le(starts[0] + starts[1], -1), given=given, at=at)


MAJORITY_M = 4 * (1 - STANDARD[epsilon]) ** 2 * phi_slope(-1) * phi(-1)
MAJORITY_L = 2 * (1 - STANDARD[epsilon]) * phi_slope(-1)


@COROLLARY_1.argument(
    "“the same steps”: the cited Euler bound with 1 − ε for ε is at most 5·10⁻⁵ at t = 10⁶",
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def cited_bound_for_the_majority():
    """L is nine times as large and stands in the exponent: the bound is 2.8·10¹¹."""
    value = euler_bound(MAJORITY_M, MAJORITY_L, HORIZON * STANDARD[h])
    bound = quantity(
        "euler_bound_majority",
        value,
        symbol=r"\frac{M'h}{2L'}(e^{L'Th}-1)",
        meaning="the cited bound for the majority at t = 10⁶, with exact M′ and L′",
        printed="5e-5",
    )
    p = Proof()
    return p.refutation(p.enclose(lt(2 * 10**11, value)), quantities=(bound,))


@COROLLARY_1.hypotheses("the Euler error of the majority is below 4·10⁻⁶ from the start −1, for all t")
def true_error_of_the_majority():
    p = Proof.about(COROLLARY_1, given=[*AT_STANDARD, eq(v0, -1)])
    small = p.enclose(le(sharp_bound(majority), Rational(4, 10**6)))
    bound = two_sided(p, majority, sharp_bound(majority), p.instance(sharp_error(majority)))
    return p.finding(p.linear(le(Abs(s(t) - v(t)), Rational(4, 10**6)), bound, small))


@COROLLARY_1.sharpness("gap and 1 − p_y of the majority after 10⁶ steps; 1/(4(1 − ε)hT) = 1/360")
def majority_orbit():
    wanted = observed(majority, "s", "1/360")
    return orbit(COROLLARY_1, from_minus_1(majority), wanted, evolves=majority.recursion, note=SEE_MPMATH)
