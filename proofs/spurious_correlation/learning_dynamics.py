"""Section 2.2: Proposition 2.2 in its three steps, and Remark 2.3."""

from sympy import Derivative, Integral, Interval, Ne, Rational, Reals, cosh, exp, log

from checks.methods import Proof, exists, identity, witness
from checks.methods.argue import Line
from checks.methods.integrals import antiderivative
from checks.outcome import Argument, Finding, Verdict
from checks.paper import eq, le, lt, real
from proofs.spurious_correlation.drift import spread_positive
from proofs.spurious_correlation.gap_orbit import ANY_SHARE, X, Y, gap_falls, gap_stays_below
from proofs.spurious_correlation.notation import (
    ORDER,
    RECURSION,
    SPREAD,
    alpha,
    beta,
    drift,
    epsilon,
    h,
    phi,
    psi,
    r,
    x,
    xi,
    z,
)
from proofs.spurious_correlation.paper import BELOW, PAPER, POSITIVE
from proofs.spurious_correlation.rate import gap_pace

theta = real("theta_1:5")
p_plus, p_minus, s = real("p_1 p_{-1} s")
POINT = {alpha: 2, beta: 3, epsilon: Rational(1, 4), h: 1, x: -1}
WHOLE = Integral(phi(x * (alpha + z)), (z, 0, beta - alpha))
MOMENT = WHOLE / SPREAD  # E[(1 − p₁) r] on the minority with y = 1, where r has the density (7)
CLOSED = log((1 + exp(2 * beta * x)) / (1 + exp(2 * alpha * x))) / (2 * SPREAD * x)

PROPOSITION_2_2 = PAPER.proposition(
    "2.2",
    where="Section 2.2",
    printed=r"\theta_1^{t+1}-\theta_2^{t+1} = \theta_1^t-\theta_2^t + h\Psi(\theta_1^t-\theta_2^t) + "
    r"h\xi(\theta_1^t-\theta_2^t)\ (14)",
    words="A step −h·2ε·E[(1 − p₁)r] of gradient descent in the gap x, with the expectation under (7), is hΨ(x) "
    "+ hξ(x).",
    over=ANY_SHARE,
    given=[ORDER],
    concludes=eq(x - h * 2 * epsilon * MOMENT, x + h * psi(x) + h * xi(x)),
)


def expectation(p: Proof) -> tuple[Line, Line]:
    """ln(β/α) > 0, and the expectation with both logarithms apart."""
    spread = p.instance(spread_positive(), ORDER)
    order = p.linear(le(0, beta - alpha), ORDER)
    value = antiderivative(p, WHOLE, log(1 + exp(2 * x * (alpha + z))) / (2 * x), order)
    return spread, value


@PROPOSITION_2_2.conclusion("ln(1 + e^(2xz))/(2x) is an antiderivative of φ(xz)")
def update():
    p = Proof.about(PROPOSITION_2_2)
    spread, value = expectation(p)
    return p.finding(p.linear(p.goal, (value, -2 * h * epsilon / SPREAD), using=[spread]))


@PROPOSITION_2_2.argument("Step 2: the expectation in closed form")
def closed_form():
    p = Proof.about(PROPOSITION_2_2)
    spread, value = expectation(p)
    quotient = p.axiom("log-quotient", 1 + exp(2 * beta * x), 1 + exp(2 * alpha * x))
    line = p.linear(eq(MOMENT, CLOSED), (value, 1 / SPREAD), (quotient, -1 / (2 * SPREAD * x)), using=[spread])
    return p.finding(line)


@PROPOSITION_2_2.argument("Step 1: r − s is 0 on the majority and 2r on the minority; 2ε·E_min is what is left")
def contributions():
    """The difference of the two components of (12) is y(1 − p_y)(r − s)."""
    p = Proof({r: Reals, s: Reals, p_plus: Reals, epsilon: Interval.open(0, 1)})
    majority = p.identity(eq((1 - p_plus) * (r - r), 0))
    minority = p.identity(eq(epsilon * (1 - p_plus) * (r - (-r)), 2 * epsilon * (1 - p_plus) * r))
    return p.finding(p.both(majority, minority))


@PROPOSITION_2_2.argument("Step 1: every summand y(1 − p_y)r is positive, so the gap falls")
def positive_summands():
    p = Proof({r: POSITIVE, x: BELOW})
    return p.finding(p.both(p.enclose(lt(0, r * phi(x * r))), p.identity(eq(-r * -phi(x * r), r * phi(x * r)))))


@PROPOSITION_2_2.argument("Eq. (17): the gap stays below −1")
def stays_below():
    return Finding.proved(gap_stays_below())


@PROPOSITION_2_2.argument("Eq. (18): φ′(x) = 1/(2cosh²x)")
def phi_slope():
    p = Proof({r: Reals})
    return p.finding(p.identity(eq(Derivative(phi(r), r), 1 / (2 * cosh(r) ** 2))))


@PROPOSITION_2_2.argument("Step 2: g₊(r) = rφ(xr) and g₋(r) = rφ(−xr) = −g₊(−r), with θ₃ − θ₄ = −x")
def softmax_is_logistic():
    p = Proof({r: Reals, x: Reals})
    up, down = exp(x * r), exp(-x * r)
    plus = p.identity(eq(r * (1 - down / (up + down)), r * phi(x * r)))
    minus = p.identity(eq(r * (1 - up / (up + down)), r * phi(-x * r)))
    mirror = p.identity(eq(r * phi(-x * r), -(-r * phi(x * -r))))
    return p.finding(p.both(plus, minus, mirror))


@PROPOSITION_2_2.argument(
    "Step 2: the two subgroups contribute alike, so the share of labels in the minority is not needed"
)
def label_shares_cancel():
    """With E₋ = −E₊ the bracket E₊·P − E₋·(1 − P) is E₊ for every P."""
    e, share = real("e P")
    p = Proof({e: Reals, share: Interval(0, 1)})
    return p.finding(p.identity(eq(e * share - (-e) * (1 - share), e)))


@PROPOSITION_2_2.argument("Step 3: the last display, Ψ + ξ as one logarithm")
def joined():
    p = Proof.about(PROPOSITION_2_2)
    spread = p.instance(spread_positive(), ORDER)
    quotient = p.axiom("log-quotient", 1 + exp(2 * beta * x), 1 + exp(2 * alpha * x))
    ratio = log((1 + exp(2 * beta * x)) / (1 + exp(2 * alpha * x)))
    goal = eq(-epsilon * h / (SPREAD * x) * ratio, h * psi(x) + h * xi(x))
    return p.finding(p.linear(goal, (quotient, -epsilon * h / (SPREAD * x)), using=[spread]))


@PROPOSITION_2_2.hypotheses("Lemma 2.1 (i) is needed: from θ = (−1, 0, 0, 0) the error is φ(−r/2), not φ(−r)")
def symmetric_start_is_needed():
    """θ₁ − θ₂ = −1, θ₃ − θ₄ = 0: 1 − p₁ = e^(−r)/(e^(−r) + 1)."""
    return exists(
        PROPOSITION_2_2,
        Ne(exp(-r) / (exp(-r) + 1), phi(-r), evaluate=False),
        given=[],
        also={r: None},
        at={r: 2, x: -1, alpha: 2, beta: 3, epsilon: Rational(1, 4), h: 1},
    )


@PROPOSITION_2_2.hypotheses("a finite training set has no density (7): (14) is the descent of the expected loss")
def finite_sample():
    """With |D| points the mean of y(1 − p_y)(r − s) is a finite sum; e.g. a single minority point r = 2 gives
    2φ(2x), not the expectation."""
    point = {x: -1, alpha: 1 + Rational(1, 2), beta: 3, epsilon: Rational(1, 4), h: 1}
    return exists(PROPOSITION_2_2, Ne(2 * phi(2 * x), CLOSED, evaluate=False), at=point)


REMARK_2_3 = PAPER.remark(
    "2.3",
    where="Section 2.2",
    printed=r"(i)\ \theta_1^t-\theta_2^t \le -1 \text{ decreases, to } -\infty; \quad (ii)\ \text{(14) is "
    r"Euler's scheme for (19)}",
    words="Encoded: (i). Claim (ii) is examined below.",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=lt(Y, X) & le(X, -1),
)


@REMARK_2_3.conclusion("the gap falls and stays below −1")
def falls():
    p = Proof.about(REMARK_2_3)
    return p.finding(p.given(p.goal, p.instance(gap_falls()), p.instance(gap_stays_below())))


@REMARK_2_3.argument("(i): it falls to −∞, at least like −(ln t)/(4α)")
def to_minus_infinity():
    return Finding.proved(gap_pace(), modulo=("inference: e^(4α|x_t|) ≥ const·t with const > 0 makes |x_t| unbounded",))


@REMARK_2_3.argument(
    "(i): “the convergence condition implies divergence”: at a finite limit the drift does not vanish",
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def no_finite_limit():
    """The step is missing: no finite x < 0 has (Ψ + ξ)(x) = 0, and the drift is continuous; “∇ = 0” itself
    holds at no t."""
    return witness(PROPOSITION_2_2, eq(drift(x), 0), at=POINT)


@REMARK_2_3.argument("(ii): (14) is Euler's scheme for (20), not for (19)", expect=Verdict.REFUTED)
def euler_for_which():
    """x + hΨ(x) is not the right side of (14), as ξ(x) > 0; the perturbation is part of (14) and not of (19)."""
    return witness(PROPOSITION_2_2, eq(x + h * psi(x), x + h * psi(x) + h * xi(x)), at=POINT)


@REMARK_2_3.argument("(ii): for (20) it is")
def euler_for_perturbed():
    return identity(
        REMARK_2_3,
        eq(x + h * drift(x), x + h * psi(x) + h * xi(x)),
        lt(0, SPREAD),
        given=[ORDER, lt(0, SPREAD)],
        also={x: None},
    )
