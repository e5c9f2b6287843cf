r"""Section 4: Corollary 1, the same for the majority group with 1 − ε for ε.

“The same steps” need two things that are not there: a start s⁰ = θ₁⁰ + θ₂⁰ ≤ −1, and an Euler bound, which the cited
theorem gives as 2.8·10¹¹ at t = 10⁶ because L stands in an exponent. The conclusion is true without either.
"""

from sympy import Abs, Rational, log

from checks.methods import Line, Proof, orbit, proves, quantity, witness
from checks.outcome import Argument, Verdict
from checks.paper import eq, le
from proofs.class_imbalance.convergence import (
    delta_below,
    on_points,
    rate_on_points,
    remainder_bound,
    without_remainder,
)
from proofs.class_imbalance.error import sharp_bound, sharp_error
from proofs.class_imbalance.euler import ALLOWED, AT_STANDARD, OUTER, at_step, euler_bound
from proofs.class_imbalance.growth import FOR_ANY_STEP, FOR_THE_RATE, FOR_THE_SOLUTION, any_step, constant, union
from proofs.class_imbalance.notation import (
    HORIZON,
    MAJORITY_POINTS,
    SHARE,
    STANDARD,
    epsilon,
    gradient,
    h,
    majority,
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
from proofs.class_imbalance.rate import rate_of
from proofs.class_imbalance.solution import EQUATION_10
from proofs.class_imbalance.symmetry import (
    DESCENT,
    DIFFERENCES_OPPOSE,
    INVARIANTS,
    LEMMA_1,
    SUMS_OPPOSE,
    sums_stay_opposed,
    theta_next,
    theta_t,
)
from proofs.class_imbalance.uniform_bound import printed_number, two_sided
from proofs.foundations.elementary import EXP_MONOTONE, EXP_TANGENT
from proofs.foundations.logistic import PHI_CONTRACTS, PHI_MONOTONE, SOFTPLUS_LIPSCHITZ
from proofs.foundations.logistic_step import EXCESS_ABOVE, SHIFTED_STEP, STEP_FALLS_BELOW
from proofs.foundations.notation import phi, phi_slope

MAJORITY_OF_DESCENT = [
    eq(theta_t[2] + theta_t[3], -(theta_t[0] + theta_t[1])),
    eq(theta_t[0] + theta_t[1], s(t)),
]
CLOSE_TO_SOLUTION = le(Abs(s(t) - v(t)), ALLOWED)
WITH_SOLUTION = [*majority.recursion, majority.on_solution]

COROLLARY_1 = PAPER.corollary(
    "1",
    where="Section 4",
    quote=(
        r"For the majority group: $\forall(x,y)\in G,\quad p_y(x,\theta^t) = 1-\frac{1}{4(1-\varepsilon)th}+\Delta_t'+"
        r"\mathcal O\left(\frac{\log t}{t^2}\right)$ (11), with $|\Delta_t'|\le5\cdot10^{-5}$. Proof. The proof "
        r"follows the same steps as Proposition 2, replacing $\varepsilon$ with $1-\varepsilon$."
    ),
    reading=(
        "As for Proposition 2, for all ε and h. The gap of G is sᵗ = θ₁ᵗ + θ₂ᵗ, which obeys Eq. (4) with 1 − ε for ε; "
        "θ₃ᵗ + θ₄ᵗ = −sᵗ by Lemma 1; v(th) is the number that obeys Eq. (10) with 1 − ε and s⁰; Assumption 1 for G is "
        "the hypothesis |sᵗ − v(th)| ≤ 5·10⁻⁵."
    ),
    given=[le(2, t)],
    evolves=[*WITH_SOLUTION, CLOSE_TO_SOLUTION, *MAJORITY_OF_DESCENT],
    concludes=[
        ("|Δ′_t|", le(Abs(phi(v(t)) - phi(s(t))), ALLOWED)),
        *(
            (
                f"(11) at x = {point}",
                le(Abs(without_remainder(majority) - probability(point[1], point, theta_t)), remainder_bound(majority)),
            )
            for point in MAJORITY_POINTS
        ),
    ],
    uses=union(
        [LEMMA_1, INVARIANTS, EQUATION_10],
        FOR_THE_SOLUTION,
        FOR_THE_RATE,
        [EXCESS_ABOVE, EXP_MONOTONE, EXP_TANGENT, PHI_CONTRACTS, PHI_MONOTONE, SHIFTED_STEP, SOFTPLUS_LIPSCHITZ],
        [STEP_FALLS_BELOW],
    ),
    says=r"The proof follows the same steps as Proposition 2, replacing $\varepsilon$ with $1-\varepsilon$",
    why=(
        "“The same steps” use Assumption 1 for the majority, for which neither θ₁⁰ + θ₂⁰ ≤ −1 nor an error bound is at "
        "hand: with 1 − ε = 0.9 the cited bound (Mh/2L)(e^(Lth) − 1) is 2.8·10¹¹ at t = 10⁶."
    ),
    fix=(
        "State the hypothesis for both groups and prove it by the telescoping bound: |δ′_t| ≤ 2(1 − ε)hφ(θ₁⁰ + θ₂⁰) "
        "for every t and every start; at h = 10⁻⁴ the error is below 3.7·10⁻⁵ for every ε, every start and every t."
    ),
    note="True for every start s⁰; the printed derivation would need s⁰ ≤ −1 and an error bound that fails by far.",
)


@proves(COROLLARY_1, "|Δ′_t| ≤ |δ′_t|/2 ≤ 5·10⁻⁵, for every start", claims=["|Δ′_t|"])
def delta_is_small_for_the_majority(p):
    return delta_below(p, majority, CLOSE_TO_SOLUTION)


@COROLLARY_1.conclusion(
    "Eq. (11) with its O-term at most C·log t/t² for t ≥ 2, on both points of G", claims=COROLLARY_1.names[1:]
)
def remainder_for_the_majority(c):
    return rate_on_points(Proof.about(c), majority, right_on_majority)


def right_on_majority(p: Proof):
    """p_y(x, θᵗ) = 1 − φ(sᵗ) at both points of G, from θ₁ᵗ = sᵗ − θ₂ᵗ and θ₃ᵗ = −sᵗ − θ₄ᵗ."""
    first, second, third, fourth = theta_t

    def value(q: Proof, right) -> Line:
        gap = q.linear(eq(first, s(t) - second), MAJORITY_OF_DESCENT[1])
        opposed = q.linear(eq(third, -s(t) - fourth), MAJORITY_OF_DESCENT[0], (MAJORITY_OF_DESCENT[1], -1))
        return q.rewrite(q.goal, q.identity(eq(right, right)), gap, opposed)

    return on_points(p, MAJORITY_POINTS, s(t), value)


SUMS = eq(theta[2] + theta[3], -(theta[0] + theta[1]))  # Lemma 1 (ii) at one step


@COROLLARY_1.argument(
    "on G, with Lemma 1 (ii), 1 − p_y = φ(θ₁ + θ₂) for both points",
    claims=[eq(1 - probability(x[1], x), phi(theta[0] + theta[1])) for x in MAJORITY_POINTS],
    given=[SUMS],
    evolves=[],
)
def wrong_probability_on_g(c):
    p = Proof.about(c)
    third = p.linear(eq(theta[2], -theta[3] - theta[0] - theta[1]), SUMS)
    values = [1 - probability(point[1], point) for point in MAJORITY_POINTS]
    same = [p.identity(eq(value, value)) for value in values]
    return p.finding(p.both(*(p.rewrite(goal, line, third) for goal, line in zip(p.goals, same, strict=True))))


NOW, AFTER = theta_t[0] + theta_t[1], theta_next[0] + theta_next[1]


@COROLLARY_1.argument(
    "the gap of G obeys sᵗ⁺¹ = sᵗ − 2(1 − ε)hφ(sᵗ), by gradient descent and Lemma 1 (ii)",
    claims=[eq(AFTER, NOW - 2 * (1 - SHARE) * h * phi(NOW))],
    given=[SUMS_OPPOSE],
    evolves=DESCENT,
)
def recursion_on_g(c):
    p = Proof.about(c)
    opposed = p.instance(sums_stay_opposed())
    slope = gradient(theta_t)

    def show(q):
        moved = q.linear(eq(AFTER, NOW - h * (slope[0] + slope[1])), DESCENT[0], DESCENT[1])
        third = q.linear(eq(theta_t[2], -theta_t[3] - theta_t[0] - theta_t[1]), opposed.formula)
        return q.rewrite(q.goal, moved, third)

    return p.finding(p.each_step(p.goal, show, facts=[opposed]))


@COROLLARY_1.argument(
    "“the same steps”: Assumption 1 for G needs θ₁⁰ + θ₂⁰ ≤ −1, which follows from what is assumed",
    claims=[le(starts[0] + starts[1], -1)],
    given=[DIFFERENCES_OPPOSE, SUMS_OPPOSE, le(starts[2] - starts[3], -1)],
    evolves=[],
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def start_of_the_majority(c):
    """θ⁰ = (1, 0, −1, 0) meets Lemma 1 (i) and (ii) and θ₃⁰ − θ₄⁰ = −1, and has θ₁⁰ + θ₂⁰ = +1."""
    at = {**dict(zip(starts, (1, 0, -1, 0), strict=True)), **STANDARD, v0: 1, t: 2}
    return witness(c, at=at)


MAJORITY_M = 4 * (1 - STANDARD[epsilon]) ** 2 * phi_slope(-1) * phi(-1)
MAJORITY_L = 2 * (1 - STANDARD[epsilon]) * phi_slope(-1)
CITED = euler_bound(MAJORITY_M, MAJORITY_L)


@COROLLARY_1.argument(
    "“the same steps”: the cited Euler bound with 1 − ε for ε is at most 5·10⁻⁵ for t ≤ 10⁶",
    claims=[le(CITED, ALLOWED)],
    given=[*AT_STANDARD, le(t, HORIZON)],
    evolves=[],
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def cited_bound_for_the_majority(c):
    """L is nine times as large and stands in the exponent: the bound is 2.8·10¹¹."""
    bound = quantity(
        "euler_bound_majority",
        at_step(CITED, HORIZON),
        symbol=r"\frac{M'h}{2L'}(e^{L'Th}-1)",
        meaning="the cited bound for the majority at t = 10⁶, with exact M′ and L′",
        printed="5e-5",
    )
    return witness(c, at={**STANDARD, v0: -1, t: HORIZON}, quantities=(bound,))


@COROLLARY_1.hypotheses(
    "Assumption 1 for G is no assumption: |sᵗ − v(th)| ≤ 5·10⁻⁵ at h = 10⁻⁴, for every ε, every start and every t",
    claims=[CLOSE_TO_SOLUTION],
    given=[eq(h, STANDARD[h])],
    evolves=WITH_SOLUTION,
)
def error_of_the_majority(c):
    p = Proof.about(c)
    return p.finding(p.linear(p.goal, printed_number(p, majority), (le(0, 1), ALLOWED - OUTER)))


@COROLLARY_1.hypotheses(
    "the Euler error of the majority is below 4·10⁻⁶ at the standard parameters from the start −1, for all t",
    claims=[le(Abs(s(t) - v(t)), Rational(4, 10**6))],
    given=[*AT_STANDARD, eq(v0, -1)],
    evolves=WITH_SOLUTION,
)
def true_error_of_the_majority(c):
    p = Proof.about(c)
    small = p.enclose(le(sharp_bound(majority), Rational(4, 10**6)))
    bound = two_sided(p, majority, sharp_bound(majority), p.instance(sharp_error(majority)))
    return p.finding(p.linear(p.goal, bound, small))


@COROLLARY_1.sharpness("gap and 1 − p_y of the majority after 10⁶ steps; 1/(4(1 − ε)hT) = 1/360")
def majority_orbit():
    wanted = observed(majority, "s", "1/360")
    return orbit(COROLLARY_1, from_minus_1(majority), wanted, evolves=majority.recursion, note=SEE_MPMATH)


RATE_OF_DESCENT_MAJORITY = PAPER.repair(
    "rate-of-descent-majority",
    label="Rate of descent of the majority",
    repairs=COROLLARY_1,
    printed=(
        r"\Bigl|p_y(x,\theta^t) - 1 + \frac{1}{4(1-\varepsilon)ht}\Bigr| \le C'\,\frac{\log t}{t^2}\quad"
        r"\forall t\ge2,\ \forall(x,y)\in G"
    ),
    reading=(
        "For every ε, every learning rate and every start that meets Lemma 1 (ii); C′ is the C of `rate-of-descent` "
        "with 1 − ε for ε and θ₁⁰ + θ₂⁰ for θ₃⁰ − θ₄⁰."
    ),
    given=[le(2, t)],
    evolves=[*majority.recursion, *MAJORITY_OF_DESCENT],
    concludes=[
        (
            f"at x = {point}",
            le(
                Abs(1 - 1 / majority.time - probability(point[1], point, theta_t)),
                constant(majority, any_step(majority)) * log(t) / t**2,
            ),
        )
        for point in MAJORITY_POINTS
    ],
    uses=union([LEMMA_1, INVARIANTS], FOR_ANY_STEP, FOR_THE_RATE),
)


@proves(RATE_OF_DESCENT_MAJORITY, "both points of G")
def rate_of_descent_majority(p):
    return rate_of(p, majority, right_on_majority)
