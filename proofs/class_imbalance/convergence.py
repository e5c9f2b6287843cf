r"""Section 4: Proposition 2, the asymptotics of 1 − p_y on the minority group.

Read as t → ∞, Eq. (9) is true, for all ε and h: p_y = 1 − φ(gᵗ) is 1 − 1/(4εht) + Δ_t + ρ_t with
Δ_t = φ(u(th)) − φ(gᵗ), which is at most |δ_t|/2, and ρ_t = 1/(4εht) − φ(u(th)), which is O(log t/t²) with an explicit
constant. Two things are wrong on the way: the coefficient of log t in the expansion of 1/φ(u) is −1 and not −1/2
(2u = −log t + O(1)), and Eq. (9) leaves an error of size 5·10⁻⁵ that does not vanish, so it cannot give the rate
1/(εht) that the abstract draws from it.
"""

from typing import Any

from sympy import Abs, Interval, Rational, exp, log, oo

from checks.methods import Line, Proof, absolute, enclose, orbit, proves, quantity, witness
from checks.outcome import Argument, Evidence, Verdict
from checks.paper import eq, le, lt
from proofs.class_imbalance.dynamics import PROPOSITION_1
from proofs.class_imbalance.error import gap_below_solution
from proofs.class_imbalance.euler import ALLOWED, AT_STANDARD, CLOSE_TO_SOLUTION
from proofs.class_imbalance.figures import gap_orbits
from proofs.class_imbalance.gap import weight_at_least
from proofs.class_imbalance.growth import (
    FOR_THE_RATE,
    FOR_THE_SOLUTION,
    constant,
    solution_bounds,
    solution_rate,
    solution_rate_sides,
    union,
)
from proofs.class_imbalance.notation import (
    HORIZON,
    MINORITY_POINTS,
    STANDARD,
    Group,
    delta,
    epsilon,
    g,
    h,
    minority,
    probability,
    t,
    u,
    u0,
)
from proofs.class_imbalance.orbits import SEE_MPMATH, from_minus_1, observed
from proofs.class_imbalance.paper import PAPER
from proofs.class_imbalance.solution import EQUATION_10
from proofs.class_imbalance.symmetry import LEMMA_1, theta_t
from proofs.foundations.elementary import LOG_BELOW_EXP, exp_below_log, log_below_exp
from proofs.foundations.logistic import (
    PHI_CONTRACTS,
    PHI_MONOTONE,
    PHI_POSITIVE,
    phi_contracts,
    phi_monotone,
    phi_positive,
    primitive_tangent,
    reciprocal_of_phi_positive,
)
from proofs.foundations.logistic_step import SHIFTED_STEP, STEP_FALLS_BELOW, WEIGHT_GROWS_BY_AT_LEAST
from proofs.foundations.notation import HALF, c, phi, phi_slope, primitive, x, y

MINORITY_OF_DESCENT = [
    eq(theta_t[2] - theta_t[3], -(theta_t[0] - theta_t[1])),
    eq(theta_t[2] - theta_t[3], g(t)),
]
DELTA = phi(u(t)) - phi(g(t))


def remainder_bound(group: Group):
    """C·log t/t², what the O-term of Eqs. (9) and (11) is at most from t = 2 on."""
    return constant(group) * log(t) / t**2


def without_remainder(group: Group):
    """1 − 1/(4·share·th) + Δ_t with Δ_t = φ(u(th)) − φ(gᵗ)."""
    return 1 - 1 / group.time + (phi(group.solution(t)) - phi(group.gap(t)))


PROPOSITION_2 = PAPER.proposition(
    "2",
    where="Section 4",
    quote=(
        r"Under Assumption 1: $\forall t\ge0,\ \forall(x,y)\in G',\quad p_y(x,\theta^t) = "
        r"1-\frac{1}{4\varepsilon th}+\Delta_t+\mathcal O\left(\frac{\log t}{t^2}\right)$ (9), "
        r"with $|\Delta_t|\le5\cdot10^{-5}$."
    ),
    reading=(
        "For all ε and h and both points of G′; Δ_t is φ(u(th)) − φ(gᵗ); the O-term, as t → ∞, is at most C·log t/t² "
        "from t = 2 on, with a C free of t. Assumption 1 is the hypothesis |gᵗ − u(th)| ≤ 5·10⁻⁵; gᵗ = θ₃ᵗ − θ₄ᵗ obeys "
        "Eq. (4) by Proposition 1, and θ₁ᵗ − θ₂ᵗ = −gᵗ by Lemma 1; u(th) is the number that obeys Eq. (10)."
    ),
    given=[le(u0, -1), le(2, t)],
    evolves=[*minority.recursion, minority.on_solution, CLOSE_TO_SOLUTION, *MINORITY_OF_DESCENT],
    concludes=[
        ("|Δ_t|", le(Abs(DELTA), ALLOWED)),
        *(
            (
                f"(9) at x = {point}",
                le(Abs(without_remainder(minority) - probability(point[1], point, theta_t)), remainder_bound(minority)),
            )
            for point in MINORITY_POINTS
        ),
    ],
    uses=union(
        [LEMMA_1, PROPOSITION_1, EQUATION_10],
        FOR_THE_SOLUTION,
        FOR_THE_RATE,
        [LOG_BELOW_EXP, PHI_CONTRACTS, PHI_MONOTONE, PHI_POSITIVE, SHIFTED_STEP, STEP_FALLS_BELOW],
        [WEIGHT_GROWS_BY_AT_LEAST],
    ),
    says=(
        r"$\forall t\ge0,\ \forall(x,y)\in G',\quad p_y(x,\theta^t) = 1-\frac{1}{4\varepsilon "
        r"th}+\Delta_t+\mathcal O\left(\frac{\log t}{t^2}\right)$"
    ),
    why=(
        "In the proof 1/φ(u(th)) is 4εth − log t + O(1), not 4εth − ½ log t + o(log t), because 2u(th) = −log t + "
        "O(1); and since Δ_t is only bounded by 5·10⁻⁵, Eq. (9) would hold for large t with any c/(4εth) in place of "
        "1/(4εth), so the rate 1/(εht) does not follow from it."
    ),
    fix=(
        "Correct the coefficient of log t, let t ≥ 2 (at t = 0 the formula has no value, at t = 1 the O-term is 0), "
        "and drop Δ_t: |1 − p_y − 1/(4εht)| ≤ C·log t/t² holds for gradient descent itself, for every ε, h and start; "
        "to the next order 1/(1 − p_y) = 4εht − (1 − 2εh)·log t + c + o(1), where the differential equation has −log t."
    ),
    note="In the proof Δ_t enters 1 − p_y, in Eq. (9) it enters p_y: the two differ in sign, which |Δ_t| forgives.",
)


@proves(PROPOSITION_2, "|Δ_t| ≤ |δ_t|/2 ≤ 5·10⁻⁵", claims=["|Δ_t|"])
def delta_is_small(p):
    return delta_below(p, minority, CLOSE_TO_SOLUTION)


@PROPOSITION_2.conclusion(
    "Eq. (9) with its O-term at most C·log t/t² for t ≥ 2, with the C of `effective-rate`, on both points of G′",
    claims=PROPOSITION_2.names[1:],
)
def remainder(c):
    return rate_on_points(Proof.about(c), minority, right_on_minority)


def rate_on_points(p: Proof, group: Group, rights) -> Evidence:
    """|1 − 1/(4·share·th) + Δ_t − p_y| ≤ C·log t/t² on the points of a group, from p_y = 1 − φ(gap) there."""
    above, below = (p.instance(side) for side in solution_rate_sides(group))
    bound, lines = remainder_bound(group), []
    for goal, (right, value) in zip(p.goals, rights(p), strict=True):
        rest = without_remainder(group) - right
        over = p.linear(le(rest, bound), above, (value, -1))
        lines.append(absolute(p, goal, over, p.linear(le(-rest, bound), below, value)))
    return p.finding(p.both(*lines))


def right_on_minority(p: Proof) -> list[tuple[Any, Line]]:
    """p_y(x, θᵗ) = 1 − φ(gᵗ) at both points of G′, from θ₁ᵗ = θ₂ᵗ − gᵗ and θ₃ᵗ = θ₄ᵗ + gᵗ."""
    first, second, third, fourth = theta_t

    def value(q: Proof, right):
        opposed = q.linear(eq(first, second - g(t)), MINORITY_OF_DESCENT[0], (MINORITY_OF_DESCENT[1], -1))
        gap = q.linear(eq(third, fourth + g(t)), MINORITY_OF_DESCENT[1])
        return q.rewrite(q.goal, q.identity(eq(right, right)), opposed, gap)

    return on_points(p, MINORITY_POINTS, g(t), value)


def on_points(p: Proof, points, gap, value) -> list[tuple[Any, Line]]:
    """p_y(x, θᵗ), and that it is 1 − φ(gap), at each of these points; value shows it for one, at one step."""

    def shown(right) -> Line:
        return p.each_step(eq(right, 1 - phi(gap)), lambda q: value(q, right))

    rights = [probability(point[1], point, theta_t) for point in points]
    return [(right, shown(right)) for right in rights]


def delta_below(p: Proof, group: Group, close) -> Line:
    """|φ(solution) − φ(gap)| ≤ 5·10⁻⁵ from |gap − solution| ≤ 5·10⁻⁵ and gap ≤ solution: φ′ ≤ 1/2."""
    gap, solution = group.gap(t), group.solution(t)
    difference = phi(solution) - phi(gap)

    def show(q: Proof) -> Line:
        order = q.linear(le(0, solution - gap), le(gap, solution))
        size = q.axiom("abs-negative", gap - solution, 1, q.linear(le(gap - solution, 0), le(gap, solution)))
        near = q.linear(le(solution - gap, ALLOWED), close, (size, -1))
        steep = q.instance(phi_contracts(), order, x=gap, d=solution - gap, goal=le(difference, (solution - gap) / 2))
        rising = q.instance(phi_monotone(), le(gap, solution), x=gap, y=solution)
        above = q.linear(le(difference, ALLOWED), steep, (near, HALF), (le(0, 1), ALLOWED / 2))
        below = q.linear(le(-ALLOWED, difference), rising, (le(0, 1), ALLOWED))
        return absolute(q, le(Abs(difference), ALLOWED), above, below)

    return p.each_step(le(Abs(difference), ALLOWED), show, facts=[p.instance(gap_below_solution(group))])


K = primitive(u0)
WITH_SOLUTION = [*minority.recursion, minority.on_solution]
SOLVED = {"given": [], "evolves": WITH_SOLUTION}
FROM_ONE_ON = {"given": [le(1, t)], "evolves": WITH_SOLUTION}
EXPANDED = minority.time + 2 * u(t) - 2 * K  # e^(−2u(th)) by Eq. (10)


def _on_solution(p: Proof) -> Line:
    return p.each_step(minority.on_solution, lambda q: q.given(q.goal))


@PROPOSITION_2.argument("e^(−2u(th)) = 4εth + 2u(th) − 2K", claims=[eq(exp(-2 * u(t)), EXPANDED)], **SOLVED)
def weight_of_the_solution(c):
    p = Proof.about(c)
    return p.finding(p.linear(p.goal, (_on_solution(p), -2)))


@PROPOSITION_2.argument("φ(u(th)) = 1/(4εth + 2u(th) − 2K + 1)", claims=[eq(phi(u(t)), 1 / (EXPANDED + 1))], **SOLVED)
def probability_of_the_solution(c):
    p = Proof.about(c)
    weight = p.linear(eq(exp(-2 * u(t)), EXPANDED), (_on_solution(p), -2))
    reciprocal = p.instance(reciprocal_of_phi_positive(), x=u(t))
    signs = [reciprocal, p.linear(lt(0, EXPANDED + 1), reciprocal, weight)]
    return p.finding(p.linear(p.goal, (weight, -phi(u(t)) / (EXPANDED + 1)), using=signs))


SLOW, FAST = 4 * epsilon * h * (1 - phi(u0)), exp(-2 * u0) + 4 * epsilon * h  # SLOW·t ≤ e^(−2u(th)) ≤ FAST·t


def _logarithms(p: Proof) -> tuple[Line, Line, list[Line]]:
    """log SLOW + log t ≤ −2u(th) ≤ log FAST + log t for t ≥ 1, and that the sizes are positive."""
    _, upper, _ = (p.instance(e) for e in solution_bounds(minority))
    w0 = exp(-2 * u0)
    tangent = p.instance(primitive_tangent(), x=u(t), y=u0)
    moved = (_on_solution(p), 2 - 2 * phi(u0))
    weight = p.linear(le(SLOW * t, exp(-2 * u(t))), (tangent, 2 * phi(u0)), moved, p.enclose(lt(0, w0)))
    part = p.linear(lt(0, 1 - phi(u0)), (lt(0, w0), phi(u0)))
    positive = [p.linear(lt(0, SLOW), (part, 4 * epsilon * h)), p.enclose(lt(0, t)), p.enclose(lt(0, FAST))]
    positive += [p.linear(lt(0, SLOW * t), (positive[0], t)), p.enclose(lt(0, FAST * t))]
    falls = p.instance(log_below_exp(), weight, *positive, x=-2 * u(t), w=SLOW * t)
    most = p.linear(le(exp(-2 * u(t)), FAST * t), upper, (p.enclose(le(1, t)), w0))
    rises = p.instance(exp_below_log(), most, *positive, x=-2 * u(t), w=FAST * t)
    slow, fast = (p.axiom("log-product", size, t, *positive) for size in (SLOW, FAST))
    return (
        p.linear(le(log(SLOW) + log(t), -2 * u(t)), falls, (slow, -1), using=positive),
        p.linear(le(-2 * u(t), log(FAST) + log(t)), rises, fast, using=positive),
        positive,
    )


LATE_FOR_RATIO = [le(1, t), le(-log(SLOW), delta * log(t)), le(log(FAST), delta * log(t))]


@PROPOSITION_2.argument(
    "u(th) ~ −½ log t: for every δ > 0, |u(th) + ½ log t| ≤ δ·½ log t as soon as δ·log t exceeds two constants",
    claims=[le(Abs(u(t) + log(t) / 2), delta * log(t) / 2)],
    given=LATE_FOR_RATIO,
    evolves=WITH_SOLUTION,
)
def solution_is_logarithmic(c):
    p = Proof.about(c)
    slow, fast, positive = _logarithms(p)
    difference, bound = u(t) + log(t) / 2, delta * log(t) / 2
    above = p.linear(le(difference, bound), (slow, HALF), (LATE_FOR_RATIO[1], HALF), using=positive)
    below = p.linear(le(-bound, difference), (fast, HALF), (LATE_FOR_RATIO[2], HALF), using=positive)
    return p.finding(absolute(p, p.goal, above, below))


LARGEST, SMALLEST = 1 - 2 * K - log(SLOW), 1 - 2 * K - log(FAST)
REST = 1 + exp(-2 * u(t)) - minority.time + log(t)


def _expansion(p: Proof) -> tuple[Line, Line]:
    """1 − 2K − log(w₀ + 4εh) ≤ 1/φ(u) − 4εht + log t ≤ 1 − 2K − log(4εh(1 − φ₀)) for t ≥ 1."""
    slow, fast, positive = _logarithms(p)
    on_solution = _on_solution(p)
    below = p.linear(le(SMALLEST, REST), fast, (on_solution, 2), using=positive)
    above = p.linear(le(REST, LARGEST), slow, (on_solution, -2), using=positive)
    return below, above


@PROPOSITION_2.argument(
    "1/φ(u(th)) = 4εth − ½ log t + o(log t): the remainder is above −¼ log t for some t with "
    "¼ log t ≥ 1 − 2K − log(4εh(1 − φ₀))",
    exists=[lt(-log(t) / 4, REST - log(t) / 2)],
    given=[le(1, t), le(LARGEST, log(t) / 4)],
    evolves=WITH_SOLUTION,
    expect=Verdict.REFUTED,
)
def coefficient_of_the_logarithm(c):
    """The remainder ρ = 1/φ(u) − 4εht + ½ log t is at most −¼ log t as soon as ¼ log t ≥ 1 − 2K − log(4εh(1 − φ₀)).

    2u = −log t + O(1), not −½ log t: the coefficient is −1. The next line of the paper does not feel it.
    """
    p = Proof.about(c)
    _, above = _expansion(p)
    return p.finding(p.linear(le(REST - log(t) / 2, -log(t) / 4), above, le(LARGEST, log(t) / 4)))


@PROPOSITION_2.sharpness(
    "the right expansion: 1/φ(u(th)) = 4εth − log t + O(1), with explicit constants for t ≥ 1",
    claims=[le(SMALLEST, REST), le(REST, LARGEST)],
    **FROM_ONE_ON,
)
def right_expansion(c):
    p = Proof.about(c)
    return p.finding(p.both(*_expansion(p)))


@PROPOSITION_2.argument(
    "φ(u(th)) = 1/(4εth) + O(log t/t²): the difference is at most C·log t/t² for t ≥ 2",
    claims=[le(Abs(phi(u(t)) - 1 / minority.time), remainder_bound(minority))],
    given=[le(2, t)],
    evolves=WITH_SOLUTION,
)
def last_line_of_the_expansion(c):
    p = Proof.about(c)
    return p.finding(p.instance(solution_rate(minority)))


@PROPOSITION_2.argument(
    "φ is a contraction for x ≤ −1: |φ′| ≤ 21/100 there",
    claims=[le(Abs(phi_slope(x)), Rational(21, 100))],
    over={x: Interval(-oo, -1)},
    given=[],
    evolves=[],
)
def contraction(c):
    """In fact φ′ ≤ 1/2 on all of ℝ, and gap and solution need not be ≤ −1."""
    return enclose(c)


@PROPOSITION_2.argument(
    "the Δ_t of Eq. (9) is that of the last display: 1 − φ(g) = 1 − φ(u) + Δ with Δ = φ(g) − φ(u)",
    claims=[eq(1 - phi(x), 1 - phi(y) + (phi(x) - phi(y)))],
    given=[],
    evolves=[],
    expect=Verdict.REFUTED,
)
def sign_of_delta(c):
    """x stands for g, y for u. One Δ enters p_y, the other 1 − p_y: they differ in sign (which |Δ_t| forgives)."""
    return witness(c, at={epsilon: HALF, h: 1, u0: -1, t: 0, x: -2, y: -1})


@PROPOSITION_2.argument(
    "Eq. (9) for all t ≥ 0: |1 − p_y − 1/(4εht)| ≤ 5·10⁻⁵ at t = 1, where log t = 0",
    claims=[le(Abs(1 / minority.time - phi(g(t))), ALLOWED)],
    given=[*AT_STANDARD, le(u0, -1), eq(t, 1)],
    evolves=minority.recursion,
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def first_step(c):
    """Nothing is left of the O-term at t = 1, 1/(4εh) is 25 000; and at t = 0 the formula has no value."""
    return witness(c, at={**STANDARD, u0: -1, t: 1})


OTHER = c / minority.time - phi(g(t))
BOTH_TERMS_SMALL = [le(1, t), le(c, ALLOWED * minority.time), le(1, ALLOWED * (1 - phi(u0)) * minority.time)]


@PROPOSITION_2.argument(
    "Eq. (9) gives the rate 1/(4εht): with another constant, c/(4εht), it is violated for some large t",
    exists=[lt(ALLOWED, Abs(OTHER))],
    over={c: Interval.open(0, oo)},
    given=BOTH_TERMS_SMALL,
    evolves=minority.recursion,
    expect=Verdict.REFUTED,
)
def rate_does_not_follow(claim):
    """With c/(4εht) for any c > 0 in place of 1/(4εht), Eq. (9) holds as well for large t: Δ_t may absorb 5·10⁻⁵.

    0 ≤ φ(gᵗ) ≤ 1/((1 − φ₀)·4εht), so |c/(4εht) − φ(gᵗ)| ≤ 5·10⁻⁵ once both terms are. See `discrete-rate`.
    """
    p = Proof.about(claim)
    time, value = minority.time, phi(g(t))
    _, small, late_enough = BOTH_TERMS_SMALL
    positive = p.enclose(lt(0, 1 + exp(-2 * u0)))
    rough = p.linear(le((1 - phi(u0)) * time, 1 + exp(-2 * g(t))), p.instance(weight_at_least(minority)), positive)
    signs = [p.instance(e, x=g(t)) for e in (phi_positive(), reciprocal_of_phi_positive())]
    late = p.linear(le(1, ALLOWED * (1 + exp(-2 * g(t)))), late_enough, (rough, ALLOWED))
    inverse = p.linear(le(value, ALLOWED), (late, value), using=signs)
    scaled = p.linear(le(c / time, ALLOWED), (small, 1 / time))
    above = p.linear(le(OTHER, ALLOWED), scaled, signs[0])
    below = p.linear(le(-ALLOWED, OTHER), inverse, (p.enclose(lt(0, c)), 1 / time))
    return p.finding(absolute(p, le(Abs(OTHER), ALLOWED), above, below))


UP_TO = 5 * 10**8


@PROPOSITION_2.sharpness(
    "up to t = 5·10⁸ the main term 1/(4εht) is at least 5·10⁻⁵, the allowance for Δ_t",
    claims=[le(ALLOWED, 1 / minority.time)],
    given=[*AT_STANDARD, le(1, t), le(t, UP_TO)],
    evolves=[],
)
def main_term_against_allowance(c):
    p = Proof.about(c)
    at_standard = le(ALLOWED, 1 / minority.time.subs(STANDARD))
    return p.finding(p.rewrite(p.goal, p.linear(at_standard, (le(t, UP_TO), ALLOWED / t)), *AT_STANDARD))


@PROPOSITION_2.sharpness("gap and 1 − p_y after 10⁶ steps; the main term 1/(4εhT) = 1/40 is a sixth too large")
def minority_orbit():
    main_term = quantity(
        "error_minority_printed",
        1 / (4 * STANDARD[epsilon] * STANDARD[h] * HORIZON),
        symbol=r"\frac{1}{4\varepsilon Th}",
        meaning="main term of Eq. (9) at T = 10⁶",
    )
    wanted = observed(minority, "g", "1/40")
    return orbit(
        PROPOSITION_2,
        from_minus_1(minority),
        wanted,
        evolves=minority.recursion,
        quantities=(main_term,),
        figures=(gap_orbits(),),
        note=SEE_MPMATH,
    )
