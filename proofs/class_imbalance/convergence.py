r"""Section 4: Proposition 2, the asymptotics of 1 − p_y on the minority group.

Read as t → ∞, Eq. (9) is true: p_y = 1 − φ(gᵗ) is 1 − 1/(4εht) + Δ_t + ρ_t with Δ_t = φ(u(th)) − φ(gᵗ), which is far
below 5·10⁻⁵, and ρ_t = 1/(4εht) − φ(u(th)), which is O(log t/t²) with an explicit constant. Two things are wrong on the
way: the coefficient of log t in the expansion of 1/φ(u) is −1 and not −1/2 (2u = −log t + O(1)), and Eq. (9) leaves an
error of size 5·10⁻⁵ that does not vanish, so it cannot give the rate 1/(εht) that the abstract draws from it.
"""

from sympy import Abs, And, Interval, Rational, Reals, exp, log, oo

from checks.methods import Line, Proof, absolute, orbit, quantity, witness
from checks.outcome import Verdict
from checks.paper import eq, le, lt
from proofs.class_imbalance.dynamics import PROPOSITION_1, REMARK_1
from proofs.class_imbalance.error import probability_bound
from proofs.class_imbalance.euler import ALLOWED, ASSUMPTION_1, AT_STANDARD
from proofs.class_imbalance.figures import gap_orbits
from proofs.class_imbalance.gap import weight_at_least
from proofs.class_imbalance.growth import constant, solution_bounds, solution_rate
from proofs.class_imbalance.notation import HORIZON, STANDARD, Group, epsilon, g, h, minority, t, u, u0
from proofs.class_imbalance.orbits import SEE_MPMATH, from_minus_1, observed
from proofs.class_imbalance.paper import PAPER
from proofs.class_imbalance.solution import EQUATION_10
from proofs.class_imbalance.uniform_bound import probability_two_sided
from proofs.foundations.elementary import exp_below_log, log_below_exp, log_tangent
from proofs.foundations.logistic import phi_positive, primitive_tangent, reciprocal_of_phi_positive
from proofs.foundations.notation import HALF, c, phi, phi_slope, primitive, x, y

BIG_O = (
    "inference: a bound C·log t/t² for all t ≥ 2, with C free of t, is what O(log t/t²) says as t → ∞; and "
    "p_y = 1 − φ(gᵗ) = 1 − 1/(4εht) + Δ_t + ρ_t with Δ_t = φ(u(th)) − φ(gᵗ), ρ_t = 1/(4εht) − φ(u(th))"
)

PROPOSITION_2 = PAPER.proposition(
    "2",
    where="Section 4",
    printed=(
        r"p_y(x,\theta^t) = 1 - \frac{1}{4\varepsilon th} + \Delta_t + \mathcal O\Bigl(\frac{\log t}{t^2}\Bigr),"
        r"\quad |\Delta_t| \le 5\cdot10^{-5} \tag{9}"
    ),
    words="On G′, under Assumption 1; read for t → ∞, with the O-term made explicit for t ≥ 2.",
    given=[*AT_STANDARD, le(u0, -1), le(2, t)],
    evolves=[*minority.recursion, minority.on_solution],
    concludes=And(
        le(Abs(phi(g(t)) - phi(u(t))), ALLOWED),
        le(Abs(phi(u(t)) - 1 / minority.time), constant(minority) * log(t) / t**2),
    ),
    uses=[PROPOSITION_1, ASSUMPTION_1, EQUATION_10],
    note="The first line is |Δ_t|, the second the O-term; the sum of both with 1 − 1/(4εht) is p_y by Eq. (6).",
)


@PROPOSITION_2.conclusion("|Δ_t| ≤ 5·10⁻⁵")
def delta_is_small():
    p = Proof.about(PROPOSITION_2)
    return p.finding(delta_below(p, minority), modulo=(BIG_O,))


@PROPOSITION_2.conclusion("the O-term: |φ(u(th)) − 1/(4εht)| ≤ C·log t/t² for t ≥ 2, with the C of `effective-rate`")
def remainder():
    p = Proof.about(PROPOSITION_2)
    return p.finding(p.instance(solution_rate(minority)), modulo=(BIG_O,))


def delta_below(p: Proof, group: Group) -> Line:
    """|φ(gap) − φ(solution)| ≤ 5·10⁻⁵, since the bound of `uniform-euler-bound` is smaller."""
    small = p.enclose(le(probability_bound(group), ALLOWED))
    difference = phi(group.gap(t)) - phi(group.solution(t))
    return p.linear(le(Abs(difference), ALLOWED), probability_two_sided(p, group), small)


# The printed proof, line by line ------------------------------------------------------------------------------------

K = primitive(u0)
WITH_SOLUTION = [*minority.recursion, minority.on_solution]


def _on_solution(p: Proof):
    return p.each_step(minority.on_solution, lambda q: q.given(q.goal))


@PROPOSITION_2.argument("e^(−2u(th)) = 4εth + 2u(th) − 2K")
def weight_of_the_solution():
    p = Proof.about(PROPOSITION_2, given=[], evolves=WITH_SOLUTION)
    return p.finding(p.linear(eq(exp(-2 * u(t)), minority.time + 2 * u(t) - 2 * K), (_on_solution(p), -2)))


@PROPOSITION_2.argument("φ(u(th)) = 1/(4εth + 2u(th) − 2K + 1), as a product")
def probability_of_the_solution():
    p = Proof.about(PROPOSITION_2, given=[], evolves=WITH_SOLUTION)
    defined = p.instance(reciprocal_of_phi_positive(), x=u(t))
    product = eq(phi(u(t)) * (minority.time + 2 * u(t) - 2 * K + 1), 1)
    return p.finding(p.linear(product, (_on_solution(p), 2 * phi(u(t))), using=[defined]))


@PROPOSITION_2.argument("u(th) ~ −½ log t: −½ log(w₀ + s) ≤ u(th) ≤ −½ log(w₀ + s − log(1 + s/w₀)), s = 4εht")
def solution_is_logarithmic():
    p = Proof.about(PROPOSITION_2, given=[le(u0, -1)], evolves=WITH_SOLUTION)
    lower, upper, _ = (p.instance(e) for e in solution_bounds(minority))
    w0, time = exp(-2 * u0), minority.time
    most, late = w0 + time, log(1 + time * exp(2 * u0))
    above_zero = p.enclose(lt(0, 1 + time * exp(2 * u0)))
    short = p.instance(log_tangent(), above_zero, x=1 + time * exp(2 * u0))
    slow = p.enclose(le(exp(2 * u0), 1))
    least = p.linear(lt(0, most - late), short, (slow, time), p.enclose(lt(0, w0)))
    from_below = p.instance(exp_below_log(), p.linear(le(exp(-2 * u(t)), most), upper), x=-2 * u(t), w=most)
    weight = p.linear(le(most - late, exp(-2 * u(t))), lower)
    from_above = p.instance(log_below_exp(), weight, least, x=-2 * u(t), w=most - late)
    both = p.both(
        p.linear(le(-log(most) / 2, u(t)), (from_below, HALF)),
        p.linear(le(u(t), -log(most - late) / 2), (from_above, HALF)),
    )
    limit = "inference: both bounds are −½ log t + O(1) as t → ∞, so their quotients with −½ log t tend to 1"
    return p.finding(both, modulo=(limit,))


LARGEST = 1 - 2 * K - log(4 * epsilon * h * (1 - phi(u0)))
SMALLEST = 1 - 2 * K - log(exp(-2 * u0) + 4 * epsilon * h)


def _expansion(p: Proof):
    """1 − 2K − log(w₀ + 4εh) ≤ 1/φ(u) − 4εht + log t ≤ 1 − 2K − log(4εh(1 − φ₀)) for t ≥ 1."""
    _, upper, _ = (p.instance(e) for e in solution_bounds(minority))
    on_solution = _on_solution(p)
    w0, share = exp(-2 * u0), 4 * epsilon * h * (1 - phi(u0))
    tangent = p.instance(primitive_tangent(), x=u(t), y=u0)
    moved = (on_solution, 2 - 2 * phi(u0))
    weight = p.linear(le(share * t, exp(-2 * u(t))), (tangent, 2 * phi(u0)), moved, p.enclose(lt(0, w0)))
    part = p.linear(lt(0, 1 - phi(u0)), (lt(0, w0), phi(u0)))
    positive = [
        p.linear(lt(0, share), (part, 4 * epsilon * h)),
        p.enclose(lt(0, t)),
        p.enclose(lt(0, w0 + 4 * epsilon * h)),
    ]
    positive.append(p.linear(lt(0, share * t), (positive[0], t)))
    positive.append(p.enclose(lt(0, (w0 + 4 * epsilon * h) * t)))
    falls = p.instance(log_below_exp(), weight, *positive, x=-2 * u(t), w=share * t)
    most = p.linear(le(exp(-2 * u(t)), (w0 + 4 * epsilon * h) * t), upper, (p.enclose(le(1, t)), w0))
    rises = p.instance(exp_below_log(), most, *positive, x=-2 * u(t), w=(w0 + 4 * epsilon * h) * t)
    products = [p.axiom("log-product", size, t, *positive) for size in (share, w0 + 4 * epsilon * h)]
    rest = 1 + exp(-2 * u(t)) - minority.time + log(t)
    below = p.linear(le(SMALLEST, rest), rises, products[1], (on_solution, 2), using=positive)
    above = p.linear(le(rest, LARGEST), falls, (products[0], -1), (on_solution, -2), using=positive)
    return below, above


@PROPOSITION_2.argument("1/φ(u(th)) = 4εth − ½ log t + o(log t)", expect=Verdict.REFUTED)
def coefficient_of_the_logarithm():
    """The remainder ρ = 1/φ(u) − 4εht + ½ log t is at most −¼ log t as soon as ¼ log t ≥ 1 − 2K − log(4εh(1 − φ₀)).

    2u = −log t + O(1), not −½ log t: the coefficient is −1. The next line of the paper does not feel it.
    """
    p = Proof.about(PROPOSITION_2, given=[le(1, t), le(LARGEST, log(t) / 4)], evolves=WITH_SOLUTION)
    _, above = _expansion(p)
    remainder_is_large = le(1 + exp(-2 * u(t)) - minority.time + log(t) / 2, -log(t) / 4)
    return p.refutation(p.linear(remainder_is_large, above, le(LARGEST, log(t) / 4)))


@PROPOSITION_2.sharpness("the right expansion: 1/φ(u(th)) = 4εht − log t + O(1), with explicit constants for t ≥ 1")
def right_expansion():
    p = Proof.about(PROPOSITION_2, given=[le(1, t)], evolves=WITH_SOLUTION)
    return p.finding(p.both(*_expansion(p)))


@PROPOSITION_2.argument("φ(u(th)) = 1/(4εth) + O(log t/t²)")
def last_line_of_the_expansion():
    p = Proof.about(PROPOSITION_2, given=[le(2, t)], evolves=WITH_SOLUTION)
    return p.finding(p.instance(solution_rate(minority)), modulo=(BIG_O.partition(";")[0],))


@PROPOSITION_2.argument("φ is a contraction for x ≤ −1, so |Δ_t| ≤ |δ_t|")
def contraction():
    """φ′ ≤ 21/100 there; in fact φ′ ≤ 1/2 on all of ℝ, and gap and solution need not be ≤ −1."""
    p = Proof({x: Interval(-oo, -1)})
    return p.finding(p.enclose(le(Abs(phi_slope(x)), Rational(21, 100))))


@PROPOSITION_2.argument(
    "the Δ_t of Eq. (9) is the Δ_t of the last display, 1 − p_y = φ(u) + Δ_t", expect=Verdict.REFUTED
)
def sign_of_delta():
    """One enters p_y, the other 1 − p_y: they differ in sign (which |Δ_t| forgives)."""
    claim = eq(1 - phi(x), 1 - phi(y) + (phi(x) - phi(y)))
    return witness(REMARK_1, claim, also={x: Reals, y: Reals}, at={epsilon: HALF, h: 1, u0: -1, t: 0, x: -2, y: -1})


@PROPOSITION_2.argument("Eq. (9) for all t ≥ 0: at t = 1, where log t = 0", expect=Verdict.REFUTED)
def first_step():
    """Nothing is left of the O-term at t = 1, 1/(4εh) is 25 000; and at t = 0 the formula has no value."""
    claim = le(Abs(1 / minority.time - phi(g(t))), ALLOWED)
    return witness(REMARK_1, claim, at={**STANDARD, u0: -1, t: 1})


@PROPOSITION_2.argument("Eq. (9) gives the rate 1/(4εht): no other constant fits", expect=Verdict.REFUTED)
def rate_does_not_follow():
    """With c/(4εht) for any c > 0 in place of 1/(4εht), Eq. (9) holds as well for large t: Δ_t may absorb 5·10⁻⁵.

    0 ≤ φ(gᵗ) ≤ 1/((1 − φ₀)·4εht), so |c/(4εht) − φ(gᵗ)| ≤ 5·10⁻⁵ once both terms are. See `discrete-rate`.
    """
    p = Proof.about(
        PROPOSITION_2,
        given=[le(1, t), le(c, ALLOWED * minority.time), le(1, ALLOWED * (1 - phi(u0)) * minority.time)],
        evolves=minority.recursion,
        also={c: Interval.open(0, oo)},
    )
    time, value = minority.time, phi(g(t))
    positive = p.enclose(lt(0, 1 + exp(-2 * u0)))
    rough = p.linear(le((1 - phi(u0)) * time, 1 + exp(-2 * g(t))), p.instance(weight_at_least(minority)), positive)
    signs = [p.instance(e, x=g(t)) for e in (phi_positive(), reciprocal_of_phi_positive())]
    late = p.linear(le(1, ALLOWED * (1 + exp(-2 * g(t)))), le(1, ALLOWED * (1 - phi(u0)) * time), (rough, ALLOWED))
    inverse = p.linear(le(value, ALLOWED), (late, value), using=signs)
    scaled = p.linear(le(c / time, ALLOWED), (le(c, ALLOWED * time), 1 / time))
    other = c / time - value
    above = p.linear(le(other, ALLOWED), scaled, signs[0])
    below = p.linear(le(-ALLOWED, other), inverse, (p.enclose(lt(0, c)), 1 / time))
    return p.refutation(absolute(p, le(Abs(other), ALLOWED), above, below))


@PROPOSITION_2.sharpness("1/(4εht) is below 5·10⁻⁵, the allowance for Δ_t, only for t > 5·10⁸")
def main_term_against_allowance():
    p = Proof()
    return p.finding(p.identity(eq(1 / (4 * STANDARD[epsilon] * STANDARD[h] * 5 * 10**8), ALLOWED)))


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
