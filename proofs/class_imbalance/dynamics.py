r"""Section 3, first half: the recursion of the minority gap, its limit, and its differential equation.

With Lemma 1 (i) both points of G′ have 1 − p_y = φ(θ₃ − θ₄); the majority points drop out of ∇_{θ₁}L − ∇_{θ₂}L because
x₁ = x₂ there. So gᵗ = θ₃ᵗ − θ₄ᵗ obeys gᵗ⁺¹ = gᵗ − 2εhφ(gᵗ), Euler's method for u′ = −2εφ(u).
"""

from sympy import Derivative, Interval, cosh, exp, log, oo

from checks.methods import Proof, enclose, identity, met_at, proves, witness
from checks.outcome import Argument, Verdict
from checks.paper import eq, le, lt
from proofs.class_imbalance.gap import weight_at_least
from proofs.class_imbalance.gradient import EQUATION_2, SLOPES
from proofs.class_imbalance.notation import (
    BARE,
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
from proofs.foundations.elementary import EXP_REFLECTS_ORDER, LOG_BELOW_EXP, exp_reflects_order, log_below_exp
from proofs.foundations.logistic import PHI_MONOTONE, phi_monotone
from proofs.foundations.logistic_step import WEIGHT_GROWS_BY_AT_LEAST
from proofs.foundations.notation import HALF, phi, x

OPPOSED = eq(theta[2] - theta[3], -(theta[0] - theta[1]))  # Lemma 1 (i) at one step
GAP, NEXT_GAP = theta_t[2] - theta_t[3], theta_next[2] - theta_next[3]
OPPOSED_STEP = {"given": [OPPOSED], "evolves": []}

PROPOSITION_1 = PAPER.proposition(
    "1",
    where="Section 3",
    quote=(
        r"The parameter difference evolves according to: $\theta_3^{t+1}-\theta_4^{t+1} = "
        r"\theta_3^t-\theta_4^t - 2\varepsilon h\phi(\theta_3^t-\theta_4^t)$ (4), where "
        r"$\phi(x) = \frac{e^x}{e^x+e^{-x}} = \frac{1}{1+e^{-2x}}$ with $\phi'(x) = \frac{1}{2\cosh^2(x)} > 0$."
    ),
    reading="ε is n′/(n + n′); the two formulas for φ and that for φ′ are examined as steps.",
    given=[DIFFERENCES_OPPOSE],
    evolves=DESCENT,
    concludes=[eq(NEXT_GAP, GAP - 2 * SHARE * h * phi(GAP))],
    uses=[LEMMA_1, EQUATION_2],
    note="Part (ii) of Lemma 1 is not used.",
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


@PROPOSITION_1.argument(
    "φ(x) = e^x/(e^x + e^(−x)) = 1/(1 + e^(−2x))", claims=[eq(exp(x) / (exp(x) + exp(-x)), phi(x))], **BARE
)
def two_forms_of_phi(c):
    return identity(c)


@PROPOSITION_1.argument("φ′(x) = 1/(2cosh²x)", claims=[eq(Derivative(phi(x), x), 1 / (2 * cosh(x) ** 2))], **BARE)
def slope_of_phi(c):
    p = Proof.about(c)
    return p.finding(p.identity(p.goal, p.enclose(lt(0, cosh(x)))))


@PROPOSITION_1.argument("1/(2cosh²x) > 0", claims=[lt(0, 1 / (2 * cosh(x) ** 2))], **BARE)
def slope_is_positive(c):
    return enclose(c)


DIFFERENCE = SLOPES[0] - SLOPES[1]  # ∇_{θ₁}L − ∇_{θ₂}L, derivatives of the loss
WHOLE = 2 * (n + n_minor)  # |D|
WRONG = {point: 1 - probability(point[1], point) for point in MINORITY_POINTS}  # 1 − p_y on G′


@PROPOSITION_1.argument(
    "∇_{θ₁}L − ∇_{θ₂}L = (1/|D|)·Σ over G′ of y(1 − p_y)(−2y): G drops out",
    claims=[eq(DIFFERENCE, sum(n_minor * y * wrong * (-2 * y) for (_, y), wrong in WRONG.items()) / WHOLE)],
    **BARE,
)
def only_the_minority_counts(c):
    return identity(c)


@PROPOSITION_1.argument(
    "Eq. (5): ∇_{θ₁}L − ∇_{θ₂}L = −(2/|D|)·Σ over G′ of (1 − p_y)",
    claims=[eq(DIFFERENCE, -2 / WHOLE * n_minor * sum(WRONG.values()))],
    **BARE,
)
def equation_5(c):
    return identity(c)


@PROPOSITION_1.argument(
    "Case 1, first two lines: 1 − p_y at x = (−1, 1), y = 1",
    claims=[
        eq(
            WRONG[-1, 1],
            exp(-(theta[0] - theta[1])) / (exp(-(theta[0] - theta[1])) + exp(-(theta[2] - theta[3]))),
        )
    ],
    **BARE,
)
def case_1(c):
    return identity(c)


@PROPOSITION_1.argument(
    "Case 2, “similarly”: 1 − p_y at x = (1, −1), y = −1 has the value of Case 1",
    claims=[eq(WRONG[1, -1], WRONG[-1, 1])],
    **BARE,
)
def case_2(c):
    """Not verbatim: for y = −1 the numerator is the other exponential, e^{θ₃x₁ + θ₄x₂}; the value agrees."""
    return identity(c)


def _first_weight(p):
    """θ₁ = θ₂ − θ₃ + θ₄, by Lemma 1 (i)."""
    return p.linear(eq(theta[0], theta[1] - theta[2] + theta[3]), OPPOSED)


@PROPOSITION_1.argument(
    "Eq. (6): with Lemma 1 (i), 1 − p_y = φ(θ₃ − θ₄) in both cases",
    claims=[eq(wrong, phi(theta[2] - theta[3])) for wrong in WRONG.values()],
    **OPPOSED_STEP,
)
def equation_6(c):
    p = Proof.about(c)
    first = _first_weight(p)
    same = [p.identity(eq(wrong, wrong)) for wrong in WRONG.values()]
    return p.finding(p.both(*(p.rewrite(goal, line, first) for goal, line in zip(p.goals, same, strict=True))))


@PROPOSITION_1.argument(
    "Eq. (7): with Lemma 1 (i), ∇_{θ₁}L − ∇_{θ₂}L = −2εφ(θ₃ − θ₄)",
    claims=[eq(DIFFERENCE, -2 * SHARE * phi(theta[2] - theta[3]))],
    **OPPOSED_STEP,
)
def equation_7(c):
    p = Proof.about(c)
    by_equation_2 = gradient()[0] - gradient()[1]
    gap_alone = eq(by_equation_2, -2 * SHARE * phi(theta[2] - theta[3]))
    value = p.rewrite(gap_alone, p.identity(eq(by_equation_2, by_equation_2)), _first_weight(p))
    return p.finding(p.linear(p.goal, p.identity(eq(DIFFERENCE, by_equation_2)), value))


@PROPOSITION_1.argument(
    "the last display: by Eq. (3), −h(∇_{θ₃}L − ∇_{θ₄}L) = h(∇_{θ₁}L − ∇_{θ₂}L)",
    claims=[eq(-h * (SLOPES[2] - SLOPES[3]), h * DIFFERENCE)],
    **BARE,
)
def last_display(c):
    return identity(c)


@PROPOSITION_1.hypotheses(
    "one step of Eq. (4) without Lemma 1 (i)",
    claims=[eq(-h * (gradient()[2] - gradient()[3]), -2 * SHARE * h * phi(theta[2] - theta[3]))],
    expect=Verdict.REFUTED,
    **BARE,
)
def lemma_1_is_needed(c):
    """From θ = (1, 0, 0, 0) with n = n′ = h = 1 the gap moves by −φ(−1/2), not by −φ(0) = −1/2."""
    return witness(c, at={**SOME_START, **dict(zip(theta, (1, 0, 0, 0), strict=True)), n: 1, n_minor: 1, h: 1})


FALLEN = -log(exp(-2 * u0) + minority.time * (1 - phi(u0))) / 2
DRIFT = -2 * epsilon * phi(g(t))  # the right side of Eq. (8) at the gap

REMARK_1 = PAPER.remark(
    "1",
    where="Section 3",
    quote=(
        r"(i) Equation (4) shows that $(\theta_3^t-\theta_4^t)_{t\ge0}$ is a decreasing sequence. If $\ell$ denotes "
        r"its limit in $\mathbb R\cup\{\pm\infty\}$, then $\ell = \ell - 2\varepsilon h\phi(\ell)$, which implies "
        r"$\phi(\ell) = 0$ and thus $\ell = -\infty$. (ii) Equation (4) is the explicit Euler method with step size "
        r"$h$ for the differential equation $u'(t) = -2\varepsilon\phi(u(t)),\ u(0) = \theta_3^0-\theta_4^0$ (8)."
    ),
    reading=(
        "The limit in effective form: gᵗ ≤ −½ log(e^(−2g⁰) + 4εh(1 − φ(g⁰))t) for every t. Euler's method with step "
        "h: the difference quotient over a step is the right side of (8) at the gap."
    ),
    evolves=minority.recursion,
    concludes=[
        ("(i), decreasing", lt(g(t + 1), g(t))),
        ("(i), the limit is −∞", le(g(t), FALLEN)),
        ("(ii)", eq((g(t + 1) - g(t)) / h, DRIFT)),
    ],
    uses=[PROPOSITION_1, LOG_BELOW_EXP, EXP_REFLECTS_ORDER, PHI_MONOTONE, WEIGHT_GROWS_BY_AT_LEAST],
    says=r"$\ell = \ell - 2\varepsilon h\phi(\ell)$, which implies $\phi(\ell) = 0$ and thus $\ell = -\infty$",
    why=(
        "In ℓ = ℓ − 2εhφ(ℓ) the limit ℓ can be cancelled only if it is finite, and then the equation has no solution; "
        "at ±∞ it says nothing, and the same words would apply to h < 0, where the gap rises and φ(gᵗ) ≥ φ(g⁰)."
    ),
    fix=(
        "Say: the sequence decreases, so it has a limit ℓ < +∞; a finite ℓ would give φ(ℓ) = 0 by continuity, which is "
        "impossible; hence ℓ = −∞ (explicitly, θ₃ᵗ − θ₄ᵗ ≤ −½ log(e^(−2g⁰) + 4εh(1 − φ(g⁰))t) with g⁰ = θ₃⁰ − θ₄⁰)."
    ),
)


@proves(REMARK_1, "(i) the gap decreases", claims=["(i), decreasing"])
def gap_decreases(p):
    return p.each_step(p.goal, lambda q: q.linear(q.goal, (lt(0, phi(g(t))), minority.step), minority.recursion[0]))


@proves(REMARK_1, "(i) the explicit bound, from e^(−2gᵗ) ≥ e^(−2g⁰) + 4εh(1 − φ(g⁰))t", claims=["(i), the limit is −∞"])
def gap_falls_logarithmically(p):
    weight = p.instance(weight_at_least(minority))
    least = exp(-2 * u0) + minority.time * (1 - phi(u0))
    return p.linear(p.goal, (p.instance(log_below_exp(), weight, p.enclose(lt(0, least)), x=-2 * g(t), w=least), HALF))


@REMARK_1.conclusion("(ii) over a step the gap changes by h times the right side of (8)", claims=["(ii)"])
def euler_step(c):
    p = Proof.about(c)
    return p.finding(p.each_step(p.goal, lambda q: q.linear(q.goal, (minority.recursion[0], 1 / h))))


LATE_FOR_LEVEL = le(exp(2 * level), minority.time * (1 - phi(u0)))


@REMARK_1.sharpness(
    "(i) level by level: gᵗ ≤ −B as soon as 4εh(1 − φ(g⁰))t ≥ e^(2B), for every B",
    claims=[le(g(t), -level)],
    given=[LATE_FOR_LEVEL],
)
def gap_falls_below_every_level(c):
    p = Proof.about(c)
    weight = p.instance(weight_at_least(minority))
    order = p.linear(le(exp(2 * level), exp(-2 * g(t))), LATE_FOR_LEVEL, weight, p.enclose(lt(0, exp(-2 * u0))))
    below = p.instance(exp_reflects_order(), order, x=2 * level, y=-2 * g(t))
    return p.finding(p.linear(p.goal, (below, HALF)))


@REMARK_1.argument(
    "no real ℓ solves ℓ = ℓ − 2εhφ(ℓ), so the limit is not finite: ℓ − 2εhφ(ℓ) < ℓ",
    claims=[lt(x - minority.step * phi(x), x)],
    evolves=[],
)
def no_finite_limit(c):
    p = Proof.about(c)
    return p.finding(p.linear(p.goal, (lt(0, phi(x)), minority.step)))


@REMARK_1.argument(
    "ℓ = ℓ − 2εhφ(ℓ) in ℝ ∪ {±∞} implies φ(ℓ) = 0, whatever the sign of h: for h < 0 too φ(gᵗ) falls below φ(g⁰)",
    exists=[lt(phi(g(t)), phi(u0))],
    over={h: Interval.open(-oo, 0)},
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def cancelling_an_infinite_limit(c):
    """ℓ may be cancelled only where it is finite, and there the equation has no solution; at ±∞ it says nothing.

    The printed reasoning would apply word for word to h < 0 and give φ(gᵗ) → 0 there, while φ(gᵗ) ≥ φ(g⁰) > 0 for
    every t. What it leaves out: ℓ = +∞ is excluded because the sequence decreases.
    """
    p = Proof.about(c)

    def step(q):
        rises = q.enclose(le(0, -minority.step * phi(g(t))))
        return q.linear(q.goal, rises, le(u0, g(t)), (minority.recursion[0], -1))

    above = p.induction(le(u0, g(t)), lambda q: q.given(q.goal, minority.recursion[1]), step)
    return p.finding(p.instance(phi_monotone(), above, x=u0, y=g(t)))


@REMARK_1.hypotheses(
    "(i) with h = 0: the gap falls",
    claims=[lt(g(t), u0)],
    given=[le(1, t)],
    over={h: Interval(0, oo)},
    expect=Verdict.REFUTED,
)
def positive_rate_is_needed(c):
    return witness(c, at={epsilon: HALF, h: 0, u0: -1, t: 1})
