"""Section 2.2: Proposition 2.2 in its three steps, and Remark 2.3."""

from sympy import Derivative, Integral, Interval, Ne, Rational, Reals, cosh, exp, log

from checks.methods import Proof, enclose, exists
from checks.methods.argue import Line
from checks.methods.integrals import antiderivative
from checks.outcome import Argument, Evidence, Verdict
from checks.paper import Claim, eq, le, lt, real, unbounded
from proofs.foundations.elementary import EXP_MONOTONE_STRICTLY
from proofs.spurious_correlation.drift import (
    DRIFT_NEGATIVE,
    EXP_SUM,
    MOMENT_CLOSED,
    QUOTIENT_POSITIVE,
    SPREAD_POSITIVE,
    XI_POSITIVE,
    drift_negative,
    moment_closed,
    spread_positive,
    xi_positive,
)
from proofs.spurious_correlation.gap_orbit import (
    ANY_SHARE,
    GAP_FALLS,
    GAP_STAYS_BELOW,
    X,
    Y,
    euler,
    gap_falls,
    gap_stays_below,
    parameter_facts,
)
from proofs.spurious_correlation.loss import (
    DESCENT,
    NEXT,
    NOW,
    SYMMETRISED,
    in_majority,
    in_minority,
    symmetrised_gap,
)
from proofs.spurious_correlation.loss import OVER as LOSS_OVER
from proofs.spurious_correlation.notation import (
    ORDER,
    RECURSION,
    SPREAD,
    alpha,
    beta,
    bound,
    drift,
    epsilon,
    h,
    moment,
    phi,
    psi,
    r,
    s,
    t,
    x,
    xi,
)
from proofs.spurious_correlation.paper import BEFORE_ZERO, PAPER, POSITIVE
from proofs.spurious_correlation.rate import ARRIVAL, GAP_PACE, early, gap_pace
from proofs.spurious_correlation.symmetry import starts

p_y, r_, s_ = real("p r_2 s_2")
POINT = {
    alpha: 2,
    beta: 3,
    epsilon: Rational(1, 4),
    h: 1,
    t: 0,
    in_majority: Rational(1, 2),
    in_minority: Rational(1, 2),
}
POINT |= dict(zip(starts, (-1, 0, 1, 0), strict=True))
CLOSED = log((1 + exp(2 * beta * x)) / (1 + exp(2 * alpha * x))) / (2 * SPREAD * x)
EULER = X + h * psi(X) + h * xi(X)  # the right side of (14)

MINORITY_GAP, ITS_NEXT = NOW[0] - NOW[1], NEXT[0] - NEXT[1]
OTHER_GAP = NOW[2] - NOW[3]
OPPOSED = eq(OTHER_GAP, -MINORITY_GAP)  # Lemma 2.1 (i)
START = [eq(starts[2] - starts[3], -(starts[0] - starts[1])), le(starts[0] - starts[1], -1)]

PROPOSITION_2_2 = PAPER.proposition(
    "2.2",
    where="Section 2.2",
    quote=r"The parameter gap evolves according to $\theta_1^{t+1}-\theta_2^{t+1} = \theta_1^t-\theta_2^t + "
    r"h\Psi(\theta_1^t-\theta_2^t) + h\xi(\theta_1^t-\theta_2^t)$ (14), where "
    r"$\Psi(x) = \frac{\epsilon}{\ln(\beta/\alpha)\cdot x}\ln(1+e^{2\alpha x})$ (15), "
    r"$\xi(x) = -\frac{\epsilon}{\ln(\beta/\alpha)\cdot x}\ln(1+e^{2\beta x})$ (16).",
    reading="θ follows gradient descent (1) on the expected loss, in all four weights: its gradient is that of (12), "
    "averaged over both groups and both labels (lemma `gradient-of-the-expected-loss`), with the shares P and Q of the "
    "label 1 in the minority and in the majority, (7), and 1/|z| in (8). The start is that of Assumption 1.2 (2).",
    over={**LOSS_OVER, **dict.fromkeys(starts, Reals)},
    given=[ORDER, *START],
    evolves=DESCENT,
    concludes=[("(14)", eq(ITS_NEXT, MINORITY_GAP + h * psi(MINORITY_GAP) + h * xi(MINORITY_GAP)))],
    uses=[SPREAD_POSITIVE, MOMENT_CLOSED, DRIFT_NEGATIVE, SYMMETRISED],
)


def step_of_gap(q: Proof) -> Line:
    """(14), in a context with Lemma 2.1 (i) and θ₁ − θ₂ ≤ −1 at t."""
    x_, other = MINORITY_GAP, (NOW[0] - NOW[1] - (NOW[2] - NOW[3])) / 2
    spread = q.instance(spread_positive(), ORDER)
    opposed, later = q.fact(OPPOSED), q.fact(OPPOSED.subs(t, t + 1))
    turned = q.linear(eq(NOW[2], NOW[3] - x_), opposed)
    same = q.identity(eq(moment(other).subs(NOW[2], NOW[3] - x_), moment(x_)), spread)
    moved = q.rewrite(eq(moment(other), moment(x_)), same, turned)
    negative = q.linear(lt(x_, 0), le(x_, -1), (lt(0, 1), 1))
    closed = q.instance(moment_closed(), ORDER, negative, x=x_)
    size = 2 * epsilon * h
    return q.linear(
        PROPOSITION_2_2.concludes[0],
        SYMMETRISED.concludes[0],
        (opposed, -Rational(1, 2)),
        (later, Rational(1, 2)),
        (moved, -size),
        (closed, -size),
        using=[spread, negative],
    )


def along_the_loss(p: Proof) -> list[Line]:
    """At every step: the recursion of the symmetrised gap, Lemma 2.1 (i), and (17)."""
    symmetrised = p.instance(symmetrised_gap(), ORDER, part=0)
    signs = (1, -1, 1, -1)
    opposed = p.induction(
        OPPOSED,
        lambda q: q.linear(q.goal, START[0], *zip(DESCENT[4:], signs, strict=True)),
        lambda q: q.linear(q.goal, OPPOSED, *zip(DESCENT[:4], signs, strict=True), using=[q.fact(lt(0, SPREAD))]),
        facts=[p.instance(spread_positive(), ORDER)],
    )

    def step(q: Proof) -> Line:
        moved = step_of_gap(q)
        negative = q.linear(lt(MINORITY_GAP, 0), le(MINORITY_GAP, -1), (lt(0, 1), 1))
        falls = q.instance(drift_negative(), ORDER, negative, x=MINORITY_GAP)
        known = [negative, q.instance(spread_positive(), ORDER)]
        return q.linear(q.goal, le(MINORITY_GAP, -1), (moved, 1), (falls, h), using=known)

    facts = [symmetrised, opposed]
    begun = (DESCENT[4], 1), (DESCENT[5], -1)
    below = p.induction(le(MINORITY_GAP, -1), lambda q: q.linear(q.goal, START[1], *begun), step, facts=facts)
    return [*facts, below]


@PROPOSITION_2_2.conclusion("the symmetrised gap, Lemma 2.1 (i), and the expectation in closed form")
def update(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.each_step(p.goal, step_of_gap, facts=along_the_loss(p)))


@PROPOSITION_2_2.argument(
    "Step 2: the expectation in closed form",
    claims=[eq(moment(x), CLOSED)],
    given=[ORDER],
    evolves=[],
    over={x: BEFORE_ZERO},
)
def closed_form(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    spread = p.instance(spread_positive(), ORDER)
    value = p.instance(moment_closed(), ORDER)
    quotient = p.axiom("log-quotient", 1 + exp(2 * beta * x), 1 + exp(2 * alpha * x))
    return p.finding(p.linear(p.goal, value, (quotient, -1 / (2 * SPREAD * x)), using=[spread]))


ONE = {r: Reals, s: Reals, r_: Reals, s_: Reals, p_y: Reals}


@PROPOSITION_2_2.argument(
    "Step 1: r − s is 0 on the majority and 2r on the minority; 2ε·E_min is what is left",
    claims=[eq((1 - p_y) * (r - s), 0), eq(epsilon * (1 - p_y) * (r - s_), 2 * epsilon * (1 - p_y) * r)],
    given=[eq(s, r), eq(s_, -r)],
    evolves=[],
    over=ONE,
)
def contributions(claim: Claim) -> Evidence:
    """The difference of the two components of (12) is y(1 − p_y)(r − s)."""
    p = Proof.about(claim)
    majority = p.linear(p.goals[0], (eq(s, r), -(1 - p_y)))
    return p.finding(p.both(majority, p.linear(p.goals[1], (eq(s_, -r), -epsilon * (1 - p_y)))))


@PROPOSITION_2_2.argument(
    "Step 1: every summand y(1 − p_y)r is positive, for both labels, so the gap falls",
    claims=[lt(0, r * phi(x * r)), lt(0, -r_ * phi(-x * r_))],
    given=[],
    evolves=[],
    over={r: POSITIVE, r_: BEFORE_ZERO},
)
def positive_summands(claim: Claim) -> Evidence:
    return enclose(claim)


@PROPOSITION_2_2.argument("Eq. (17): the gap stays below −1", claims=[le(MINORITY_GAP, -1)])
def stays_below(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(along_the_loss(p)[-1])


@PROPOSITION_2_2.argument(
    "Eq. (18): φ′(x) = 1/(2cosh²x) > 0",
    claims=[eq(Derivative(phi(r), r), 1 / (2 * cosh(r) ** 2)), lt(0, 1 / (2 * cosh(r) ** 2))],
    given=[],
    evolves=[],
)
def phi_slope(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.both(p.identity(p.goals[0]), p.enclose(p.goals[1])))


UP, DOWN = exp(x * r), exp(-x * r)


@PROPOSITION_2_2.argument(
    "Step 2: g₊(r) = rφ(xr) and g₋(r) = rφ(−xr) = −g₊(−r), with θ₃ − θ₄ = −x",
    claims=[
        eq(r * (1 - DOWN / (UP + DOWN)), r * phi(x * r)),
        eq(r * (1 - UP / (UP + DOWN)), r * phi(-x * r)),
        eq(r * phi(-x * r), -(r_ * phi(x * r_))),
    ],
    given=[eq(r_, -r)],
    evolves=[],
    over={x: Reals, r: Reals, r_: Reals},
)
def softmax_is_logistic(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    first, second = p.identity(p.goals[0]), p.identity(p.goals[1])
    mirrored = p.rewrite(p.goals[2], p.identity(eq(r * phi(-x * r), r * phi(-x * r))), eq(r_, -r))
    return p.finding(p.both(first, second, mirrored))


share, plus, minus = real("P E_plus E_minus")


@PROPOSITION_2_2.argument(
    "Step 2: the two subgroups contribute alike, so the share of labels in the minority is not needed",
    claims=[eq(plus * share - minus * (1 - share), plus)],
    given=[eq(minus, -plus)],
    evolves=[],
    over={plus: Reals, minus: Reals, share: Interval(0, 1)},
)
def label_shares_cancel(claim: Claim) -> Evidence:
    """With E₋ = −E₊ the bracket E₊·P − E₋·(1 − P) is E₊ for every P."""
    p = Proof.about(claim)
    return p.finding(p.linear(p.goal, (eq(minus, -plus), -(1 - share))))


RATIO = log((1 + exp(2 * beta * x)) / (1 + exp(2 * alpha * x)))


@PROPOSITION_2_2.argument(
    "Step 3: the last display, Ψ + ξ as one logarithm",
    claims=[eq(-epsilon * h / (SPREAD * x) * RATIO, h * psi(x) + h * xi(x))],
    given=[ORDER],
    evolves=[],
)
def joined(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    spread = p.instance(spread_positive(), ORDER)
    quotient = p.axiom("log-quotient", 1 + exp(2 * beta * x), 1 + exp(2 * alpha * x))
    return p.finding(p.linear(p.goal, (quotient, -epsilon * h / (SPREAD * x)), using=[spread]))


@PROPOSITION_2_2.hypotheses(
    "Lemma 2.1 (i) is needed: from θ = (−1, 0, 0, 0) the error is φ(−r/2), not φ(−r)",
    exists=[Ne(exp(-r) / (exp(-r) + 1), phi(-r), evaluate=False)],
    given=[],
    evolves=[],
    over={r: POSITIVE},
)
def symmetric_start_is_needed(claim: Claim) -> Evidence:
    """θ₁ − θ₂ = −1, θ₃ − θ₄ = 0: 1 − p₁ = e^(−r)/(e^(−r) + 1)."""
    return exists(claim, at={**POINT, r: 2})


MIRRORED = Integral(phi(-x * r), (r, -beta, -alpha)) / SPREAD  # E₋[(1 − p₋₁)r] with 1/z, the r of the moment cancelling


@PROPOSITION_2_2.hypotheses(
    "1/|z| in (8) is needed: with the printed 1/z the two expectations of Step 2 are equal, not opposite",
    claims=[eq(MIRRORED, moment(x))],
    given=[ORDER],
    evolves=[],
    over={x: BEFORE_ZERO},
)
def modulus_is_needed(claim: Claim) -> Evidence:
    """−ln(1 + e^(−2xr))/(2x) is an antiderivative of φ(−xr)."""
    p = Proof.about(claim)
    spread = p.instance(spread_positive(), ORDER)
    order = p.linear(le(-beta, -alpha), ORDER)
    value = antiderivative(p, MIRRORED * SPREAD, -log(1 + exp(-2 * x * r)) / (2 * x), order)
    closed = p.instance(moment_closed(), ORDER)
    return p.finding(p.linear(p.goal, (value, 1 / SPREAD), (closed, -1), using=[spread]))


@PROPOSITION_2_2.hypotheses(
    "a finite training set has no density (7): (14) is the descent of the expected loss, as 2φ(2x) is not E[(1 − p₁)r]",
    exists=[Ne(2 * phi(2 * x), CLOSED, evaluate=False)],
    given=[ORDER],
    evolves=[],
)
def finite_sample(claim: Claim) -> Evidence:
    """With |D| points the mean of y(1 − p_y)(r − s) is a finite sum; a single minority point r = 2 gives 2φ(2x)."""
    return exists(claim, at={**POINT, x: -1, alpha: Rational(3, 2)})


REMARK_2_3 = PAPER.remark(
    "2.3",
    where="Section 2.2",
    quote=r"(i) The sequence $(\theta_1^t-\theta_2^t)_{t\ge0}$ is decreasing and remains upper bounded by $-1$. "
    r"Moreover, the convergence condition $\nabla_{\theta_1}\mathcal L^t-\nabla_{\theta_2}\mathcal L^t = 0$ implies "
    r"that this sequence diverges toward $-\infty$. (ii) Equation (14) corresponds to the explicit Euler scheme with "
    r"step size $h$ for the differential equation $v'(z) = \Psi(v(z))$, $v(0) = \theta_1^0-\theta_2^0$ (19), where we "
    r"added perturbations $\xi$ to the drift-function: $w'(z) = (\Psi+\xi)(w(z))$, $w(0) = \theta_1^0-\theta_2^0$ "
    r"(20). Hence, the sequence can be viewed as a discrete-time approximation of the continuous solution $v(t)$.",
    reading="(ii) is read as: (14) is Euler's scheme for (20), which is (19) with ξ added. The continuous solution at "
    "step t is v(th), as in Proposition 2.4, not v(t).",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[
        ("(i) decreasing", lt(Y, X)),
        ("(i) at most −1", le(X, -1)),
        ("(i) toward −∞", unbounded(-X, t, above=bound, from_=ARRIVAL)),
        ("(ii) Euler's scheme", eq(Y, X + h * drift(X))),
    ],
    unexamined=["“can be viewed as a discrete-time approximation”, which Proposition 2.4 makes precise"],
    uses=[
        SPREAD_POSITIVE,
        QUOTIENT_POSITIVE,
        MOMENT_CLOSED,
        XI_POSITIVE,
        DRIFT_NEGATIVE,
        GAP_FALLS,
        GAP_STAYS_BELOW,
        GAP_PACE,
        EXP_SUM,
        EXP_MONOTONE_STRICTLY,
    ],
    says=(
        r"the convergence condition $\nabla_{\theta_1}\mathcal L^t-\nabla_{\theta_2}\mathcal L^t = 0$ implies "
        r"that this sequence diverges toward $-\infty$"
    ),
    why="That the sequence diverges does not follow from “∇ = 0”, which holds at no t: what is missing is that Ψ + ξ "
    "vanishes at no finite x < 0 and is continuous, so that a decreasing sequence with a finite limit is impossible.",
    fix="Argue that a limit x* > −∞ would satisfy (Ψ + ξ)(x*) = 0, while Ψ + ξ < 0 on (−∞, 0); or use the explicit "
    "bound of the repair `gap-pace`. Write v(th) for v(t) at the end of (ii).",
)


@REMARK_2_3.conclusion("(i): the gap falls and stays below −1", claims=["(i) decreasing", "(i) at most −1"])
def falls(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.both(p.instance(gap_falls()), p.instance(gap_stays_below())))


@REMARK_2_3.conclusion("(i): it falls to −∞, at least like −(ln t)/(4α)", claims=["(i) toward −∞"])
def to_minus_infinity(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    (goal,) = claim.formulas

    def show(q: Proof) -> Line:
        return q.cases(
            q.goal,
            bound,
            -X,
            lambda far: far.either(goal, far.fact(le(bound, -X))),
            lambda near: near.either(goal, early(near, bound)),
        )

    return p.finding(p.each_step(p.goal, show, facts=[*parameter_facts(p), p.instance(gap_pace())]))


@REMARK_2_3.argument(
    "(i): at some finite x < 0 the drift Ψ + ξ, and so the gradient difference, is 0",
    exists=[eq(drift(x), 0)],
    evolves=[],
    over={x: BEFORE_ZERO},
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def no_finite_limit(claim: Claim) -> Evidence:
    """The step is missing: no finite x < 0 has (Ψ + ξ)(x) = 0, and the drift is continuous; “∇ = 0” itself holds at no
    t."""
    p = Proof.about(claim)
    return p.finding(p.given(Ne(drift(x), 0, evaluate=False), p.instance(drift_negative(), ORDER)))


@REMARK_2_3.conclusion("(ii): (14) is Euler's scheme for (20)", claims=["(ii) Euler's scheme"])
def euler_for_perturbed(claim: Claim) -> Evidence:
    p = Proof.about(claim)

    return p.finding(
        p.each_step(
            p.goal, lambda q: q.linear(q.goal, euler(q)), facts=[*parameter_facts(p), p.instance(gap_stays_below())]
        )
    )


@REMARK_2_3.sharpness(
    "(ii): the added ξ matters, Euler's scheme for (19) itself steps further down: x + hΨ(x) < x + hΨ(x) + hξ(x)",
    claims=[lt(x + h * psi(x), x + h * psi(x) + h * xi(x))],
    evolves=[],
)
def euler_for_which(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    negative = p.linear(lt(x, 0), le(x, -1), (lt(0, 1), 1))
    spread = p.instance(spread_positive(), ORDER)
    return p.finding(p.linear(p.goal, (p.instance(xi_positive(), ORDER, negative), h), using=[spread]))
