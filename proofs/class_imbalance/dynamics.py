r"""Section 3, first half: the recursion of the minority gap, its limit, and its differential equation.

With Lemma 1 (i) both points of G′ have 1 − p_y = φ(θ₃ − θ₄); the majority points drop out of ∇_{θ₁}L − ∇_{θ₂}L because
x₁ = x₂ there. So gᵗ = θ₃ᵗ − θ₄ᵗ obeys gᵗ⁺¹ = gᵗ − 2εhφ(gᵗ), Euler's method for u′ = −2εφ(u).
"""

from sympy import And, Derivative, Interval, Reals, cosh, exp, log, oo

from checks.methods import Proof, identity, met_at, proves, witness
from checks.outcome import Argument, Verdict
from checks.paper import eq, le, lt
from proofs.class_imbalance.gap import weight_at_least
from proofs.class_imbalance.gradient import EQUATION_2
from proofs.class_imbalance.notation import (
    MAJORITY_POINTS,
    MINORITY_POINTS,
    SHARE,
    epsilon,
    g,
    gradient,
    h,
    level,
    minority,
    n,
    n_minor,
    probability,
    t,
    theta,
    u0,
    x1,
    x2,
)
from proofs.class_imbalance.paper import PAPER
from proofs.class_imbalance.symmetry import (
    DESCENT,
    DIFFERENCES_OPPOSE,
    LEMMA_1,
    SOME_START,
    differences_stay_opposed,
    theta_next,
    theta_t,
)
from proofs.foundations.elementary import exp_reflects_order, log_below_exp
from proofs.foundations.logistic import phi_monotone
from proofs.foundations.notation import HALF, phi, x

REAL_X = {x: Reals}
COUNTS = {n: None, n_minor: None}
OPPOSED = eq(theta[2] - theta[3], -(theta[0] - theta[1]))  # Lemma 1 (i) at one step
GAP, NEXT_GAP = theta_t[2] - theta_t[3], theta_next[2] - theta_next[3]

PROPOSITION_1 = PAPER.proposition(
    "1",
    where="Section 3",
    printed=(
        r"\theta_3^{t+1}-\theta_4^{t+1} = \theta_3^t-\theta_4^t - 2\varepsilon h\,\phi(\theta_3^t-\theta_4^t),"
        r"\quad \phi(x) = \frac{1}{1+e^{-2x}} \tag{4}"
    ),
    given=[DIFFERENCES_OPPOSE],
    evolves=DESCENT,
    concludes=eq(NEXT_GAP, GAP - 2 * SHARE * h * phi(GAP)),
    uses=[LEMMA_1],
    note="Part (ii) of Lemma 1 is not used. The share ε is n′/(n + n′).",
)

met_at(PROPOSITION_1, SOME_START)


@proves(PROPOSITION_1, "Eq. (4) for gradient descent with the full gradient, for all n, n′, h and every t")
def recursion_of_the_gap(p):
    """Lemma 1 (i) at step t gives θ₁ = θ₂ − θ₃ + θ₄, which leaves 2εh/(1 + e^(−2(θ₃ − θ₄))) of the step."""
    opposed = p.instance(differences_stay_opposed())

    def show(q):
        difference = q.linear(
            eq(NEXT_GAP, GAP - h * (gradient(theta_t)[2] - gradient(theta_t)[3])), (DESCENT[2], 1), (DESCENT[3], -1)
        )
        first = q.linear(eq(theta_t[0], theta_t[1] - theta_t[2] + theta_t[3]), opposed.formula)
        return q.rewrite(q.goal, difference, first)

    return p.each_step(p.goal, show, facts=[opposed])


@PROPOSITION_1.argument("φ(x) = e^x/(e^x + e^(−x)) = 1/(1 + e^(−2x))")
def two_forms_of_phi():
    p = Proof(REAL_X)
    return p.finding(p.identity(eq(exp(x) / (exp(x) + exp(-x)), phi(x))))


@PROPOSITION_1.argument("φ′(x) = 1/(2cosh²x)")
def slope_of_phi():
    p = Proof(REAL_X)
    positive = p.enclose(lt(0, cosh(x)))
    return p.finding(p.identity(eq(Derivative(phi(x), x), 1 / (2 * cosh(x) ** 2)), positive))


@PROPOSITION_1.argument("1/(2cosh²x) > 0")
def slope_is_positive():
    p = Proof(REAL_X)
    return p.finding(p.enclose(lt(0, 1 / (2 * cosh(x) ** 2))))


SLOPE_DIFFERENCE = gradient()[0] - gradient()[1]
HALF_SUM = sum(1 - probability(point[1], point) for point in MINORITY_POINTS)  # over G′, each point once


@PROPOSITION_1.argument("∇_{θ₁}L − ∇_{θ₂}L = (1/|D|)·Σ y(1 − p_y)(x₁ − x₂), where G drops out and x₁ − x₂ = −2y on G′")
def only_the_minority_counts():
    on_g = [eq(a - b, 0) for a, b in MAJORITY_POINTS]
    on_g_minor = [eq(a - b, -2 * b) for a, b in MINORITY_POINTS]
    return identity(EQUATION_2, And(*on_g, *on_g_minor))


@PROPOSITION_1.argument("Eq. (5): ∇_{θ₁}L − ∇_{θ₂}L = −(2/|D|)·Σ over G′ of (1 − p_y)")
def equation_5():
    claim = eq(SLOPE_DIFFERENCE, -2 * n_minor * HALF_SUM / (2 * (n + n_minor)))
    return identity(EQUATION_2, claim, also=COUNTS)


@PROPOSITION_1.argument("Case 1, first two lines: 1 − p_y at x = (−1, 1), y = 1")
def case_1():
    first = exp(-theta[0] + theta[1]) / (exp(-theta[0] + theta[1]) + exp(-theta[2] + theta[3]))
    return identity(EQUATION_2, eq(1 - probability(1, (-1, 1)), first))


@PROPOSITION_1.argument("Case 2, “similarly”: 1 − p_y at x = (1, −1), y = −1 has the same value")
def case_2():
    """Not verbatim: for y = −1 the numerator is the other exponential, e^{θ₃x₁ + θ₄x₂}; the value agrees."""
    return identity(EQUATION_2, eq(1 - probability(-1, (1, -1)), 1 - probability(1, (-1, 1))))


@PROPOSITION_1.argument("Eq. (6): with Lemma 1 (i) both cases are φ(θ₃ − θ₄)")
def equation_6():
    p = Proof.about(EQUATION_2, given=[OPPOSED])
    first = p.linear(eq(theta[0], theta[1] - theta[2] + theta[3]), OPPOSED)
    lines = []
    for point in MINORITY_POINTS:
        value = 1 - probability(point[1], point)
        lines.append(p.rewrite(eq(value, phi(theta[2] - theta[3])), p.identity(eq(value, value)), first))
    return p.finding(p.both(*lines))


@PROPOSITION_1.argument("Eq. (7): −2·2n′/|D| = −2ε, so ∇_{θ₁}L − ∇_{θ₂}L = −2εφ(θ₃ − θ₄)")
def equation_7():
    p = Proof.about(EQUATION_2, given=[OPPOSED], also=COUNTS)
    first = p.linear(eq(theta[0], theta[1] - theta[2] + theta[3]), OPPOSED)
    claim = eq(SLOPE_DIFFERENCE, -2 * SHARE * phi(theta[2] - theta[3]))
    return p.finding(p.rewrite(claim, p.identity(eq(SLOPE_DIFFERENCE, SLOPE_DIFFERENCE)), first))


@PROPOSITION_1.argument("the last display: Eq. (3) turns ∇_{θ₃}L − ∇_{θ₄}L into −(∇_{θ₁}L − ∇_{θ₂}L)")
def last_display():
    return identity(EQUATION_2, eq(gradient()[2] - gradient()[3], -SLOPE_DIFFERENCE), also=COUNTS)


@PROPOSITION_1.hypotheses("Eq. (4) without Lemma 1 (i)", expect=Verdict.REFUTED)
def lemma_1_is_needed():
    """From θ = (1, 0, 0, 0) with n = n′ = h = 1 the gap moves by −φ(−1/2), not by −φ(0) = −1/2."""
    p = (1, 0, 0, 0)
    step = eq(-h * (gradient()[2] - gradient()[3]), -2 * SHARE * h * phi(theta[2] - theta[3]))
    at = {**dict(zip(theta, p, strict=True)), n: 1, n_minor: 1, h: 1, x1: 0, x2: 0}
    return witness(EQUATION_2, step, also={**COUNTS, h: None}, at=at)


# Remark 1 -----------------------------------------------------------------------------------------------------------

FALLEN = -log(exp(-2 * u0) + minority.time * (1 - phi(u0))) / 2

REMARK_1 = PAPER.remark(
    "1",
    where="Section 3",
    printed=(
        r"(\theta_3^t-\theta_4^t)_{t\ge0} \text{ is decreasing}, \quad "
        r"\theta_3^t-\theta_4^t \to -\infty; \qquad "
        r"(4) \text{ is Euler's method for } u'(t) = -2\varepsilon\phi(u(t)) \tag{8}"
    ),
    words=(
        "The limit in effective form: gᵗ ≤ −½ log(e^(−2g⁰) + 4εh(1 − φ(g⁰))t) for every t, "
        "which is below any given level from an explicit step on."
    ),
    evolves=minority.recursion,
    concludes=And(lt(g(t + 1), g(t)), le(g(t), FALLEN)),
    uses=[PROPOSITION_1],
)


@proves(REMARK_1, "(i) the gap decreases")
def gap_decreases(p):
    def show(q):
        return q.linear(q.goal, (lt(0, phi(g(t))), minority.step), minority.recursion[0])

    return p.each_step(lt(g(t + 1), g(t)), show)


@proves(REMARK_1, "(i) the explicit bound, from e^(−2gᵗ) ≥ e^(−2g⁰) + 4εh(1 − φ(g⁰))t")
def gap_falls_logarithmically(p):
    weight = p.instance(weight_at_least(minority))
    least = exp(-2 * u0) + minority.time * (1 - phi(u0))
    return p.linear(
        le(g(t), FALLEN), (p.instance(log_below_exp(), weight, p.enclose(lt(0, least)), x=-2 * g(t), w=least), HALF)
    )


@REMARK_1.conclusion("(i) the limit is −∞: gᵗ ≤ −B as soon as 4εh(1 − φ(g⁰))t ≥ e^(2B), for every B")
def gap_falls_below_every_level():
    late = le(exp(2 * level), minority.time * (1 - phi(u0)))
    p = Proof.about(REMARK_1, given=[late], also={level: None})
    weight = p.instance(weight_at_least(minority))
    order = p.linear(le(exp(2 * level), exp(-2 * g(t))), late, weight, p.enclose(lt(0, exp(-2 * u0))))
    below = p.instance(exp_reflects_order(), order, x=2 * level, y=-2 * g(t))
    return p.finding(p.linear(le(g(t), -level), (below, HALF)))


@REMARK_1.argument("no real ℓ solves ℓ = ℓ − 2εhφ(ℓ): the limit is not finite")
def no_finite_limit():
    p = Proof.about(REMARK_1, given=[], evolves=[], also={x: Reals, epsilon: None, h: None})
    return p.finding(p.linear(lt(x - minority.step * phi(x), x), (lt(0, phi(x)), minority.step)))


@REMARK_1.argument(
    "ℓ = ℓ − 2εhφ(ℓ) in ℝ ∪ {±∞} implies φ(ℓ) = 0",
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def cancelling_an_infinite_limit():
    """ℓ may be cancelled only where it is finite, and there the equation has no solution; at ±∞ it says nothing.

    The printed reasoning would apply word for word to h < 0 and give φ(gᵗ) → 0 there, while φ(gᵗ) ≥ φ(g⁰) > 0 for
    every t. What it leaves out: ℓ = +∞ is excluded because the sequence decreases.
    """
    p = Proof.about(REMARK_1, also={h: Interval.open(-oo, 0)})

    def step(q):
        rises = q.enclose(le(0, -minority.step * phi(g(t))))
        return q.linear(q.goal, rises, le(u0, g(t)), (minority.recursion[0], -1))

    above = p.induction(le(u0, g(t)), lambda q: q.given(q.goal, minority.recursion[1]), step)
    bounded = p.instance(phi_monotone(), above, x=u0, y=g(t))
    return p.refutation(
        p.linear(lt(0, phi(g(t))), bounded, p.enclose(lt(0, phi(u0)))), scope="for all ε ∈ (0, 1), h < 0, t"
    )


@REMARK_1.argument("(ii) a step of length h along −2εφ is Eq. (4)")
def euler_step():
    p = Proof.about(REMARK_1, given=[], evolves=[], also={x: Reals, epsilon: None, h: None})
    return p.finding(p.identity(eq(x + h * (-2 * epsilon * phi(x)), x - 2 * epsilon * h * phi(x))))


@REMARK_1.hypotheses("(i) with h = 0", expect=Verdict.REFUTED)
def positive_rate_is_needed():
    claim = lt(g(t), u0)
    return witness(REMARK_1, claim, also={h: Interval(0, oo)}, at={epsilon: HALF, h: 0, u0: -1, t: 1})
