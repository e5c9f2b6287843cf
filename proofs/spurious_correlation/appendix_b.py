"""Appendix B: the solution v of (19), between explicit bounds that hold for every z > 0.

With Θ = −2αv and κ = 4α²ε/ln(β/α) the two potentials of (19) say Θe^Θ ≥ κz and (Θ − 1)e^Θ ≤ κz + (Θ₀ − 1)e^(Θ₀).
Hence Θ + ln Θ − ln(κz) lies between 0 and something that tends to 0: the O(1) of (25) has the limit −ln(κ)/(2α).
"""

from sympy import Derivative, Interval, Rational, exp, log, oo

from checks.methods import Proof, identity, proves, witness
from checks.outcome import Argument, Verdict
from checks.paper import eq, le, lt, real
from proofs.foundations.elementary import exp_below_log, exp_tangent, log_below_exp, log_tangent
from proofs.spurious_correlation.drift import quotient_positive, spread_positive
from proofs.spurious_correlation.notation import ORDER, SPREAD, alpha, beta, epsilon, psi, softplus, x, x0
from proofs.spurious_correlation.paper import PAPER, POSITIVE

size, value = real("z v")
INTEGRATED = "inference: mean value theorem, from the derivatives of the two potentials along (19) to their values at z"
LIMIT = "inference: Θ + ln Θ = ln(κz) + o(1) with Θ → ∞ gives Θ = ln z − ln ln z + ln κ + o(1)"
KAPPA = 4 * alpha**2 * epsilon / SPREAD
GROWN = KAPPA * size
THETA, THETA_0 = -2 * alpha * value, -2 * alpha * x0
ON_V = [
    le(GROWN, THETA * exp(THETA)),
    le((THETA - 1) * exp(THETA), GROWN + (THETA_0 - 1) * exp(THETA_0)),
    le(value, x0),
]
OVER = {size: POSITIVE, value: Interval(-oo, -1), epsilon: Interval.open(0, 1)}
EXCESS = (THETA_0 - 1) * exp(THETA_0) / GROWN + 1 / (THETA - 1)

PROPOSITION_B_1 = PAPER.proposition(
    "B.1",
    where="Appendix B",
    printed=r"v(z) \sim -\frac{\ln z}{2\alpha}\ (24), \quad "
    r"v(z) = -\frac{\ln z}{2\alpha} + \frac{\ln\ln z}{2\alpha} + \mathcal O(1)\ (25)",
    words=(
        "In effective form, for Θ = −2αv(z) and κ = 4α²ε/ln(β/α): 0 ≤ Θ + ln Θ − ln(κz) ≤ (Θ₀ − 1)e^(Θ₀)/(κz) + "
        "1/(Θ − 1)."
    ),
    over=OVER,
    given=[ORDER, *ON_V],
    concludes=le(log(GROWN), THETA + log(THETA)) & le(THETA + log(THETA) - log(GROWN), EXCESS),
    note="`given` lists what (19) says of v(z) once its two potentials are integrated.",
)


g, k, theta = real("g k theta")
INVERSION = PAPER.statement(
    "inversion",
    kind="lemma",
    where="Appendix B, derived for this report",
    printed=r"g \le \theta e^\theta,\ (\theta-1)e^\theta \le g + k \Rightarrow "
    r"0 \le \theta + \ln\theta - \ln g \le \tfrac kg + \tfrac1{\theta-1}",
    over={g: POSITIVE, k: Interval(0, oo), theta: Interval.open(1, oo)},
    given=[le(g, theta * exp(theta)), le((theta - 1) * exp(theta), g + k)],
    concludes=le(log(g), theta + log(theta)) & le(theta + log(theta) - log(g), k / g + 1 / (theta - 1)),
    derivation=False,
)


@proves(INVERSION, "logarithms of both; ln(1 + k/g) ≤ k/g and ln θ − ln(θ − 1) ≤ 1/(θ − 1)")
def inversion(p):
    low = p.instance(log_below_exp(), INVERSION.given[0], w=g, x=theta + log(theta))
    high = p.instance(exp_below_log(), INVERSION.given[1], x=theta + log(theta - 1), w=g + k)
    more = p.instance(log_tangent(), x=(g + k) / g)
    ratio = p.instance(log_tangent(), x=theta / (theta - 1))
    top = p.linear(
        le(theta + log(theta) - log(g), k / g + 1 / (theta - 1)),
        high,
        more,
        (p.axiom("log-quotient", g + k, g), -1),
        ratio,
        (p.axiom("log-quotient", theta, theta - 1), -1),
    )
    return p.given(p.goal, low, top)


@PROPOSITION_B_1.conclusion("logarithms of the two potentials, for every z > 0")
def inverted():
    p = Proof.about(PROPOSITION_B_1)
    spread = p.instance(spread_positive(), ORDER)
    scale = p.instance(quotient_positive(), spread, u=4 * alpha**2 * epsilon, s=SPREAD, goal=lt(0, KAPPA))
    grown = p.linear(lt(0, GROWN), (scale, size))
    far = p.linear(lt(1, THETA), (le(value, -1), 2 * alpha), (le(1, alpha), 2), (lt(0, 1), 1))
    start = p.linear(le(1, THETA_0), (le(x0, -1), 2 * alpha), (le(1, alpha), 2), (le(0, 1), 1))
    more = p.linear(le(0, (THETA_0 - 1) * exp(THETA_0)), (start, exp(THETA_0)))
    line = p.instance(
        inversion(), spread, grown, far, more, *ON_V, g=GROWN, k=(THETA_0 - 1) * exp(THETA_0), theta=THETA
    )
    return p.finding(p.given(p.goal, line), modulo=(INTEGRATED, LIMIT))


V_LIMIT = PAPER.repair(
    "flow-limit-constant",
    repairs=PROPOSITION_B_1,
    printed=r"v(z) = -\frac1{2\alpha}\Bigl[\ln z - \ln\ln z + "
    r"\ln\frac{4\alpha^2\varepsilon}{\ln(\beta/\alpha)}\Bigr] + o(1)",
    words=(
        "The O(1) of (25) converges, to −ln(κ)/(2α). Encoded as the two potentials at v: Θe^Θ between κz and "
        "(κz + k)·Θ/(Θ − 1), which is Lambert's W up to a factor that tends to 1."
    ),
    over=OVER,
    given=[ORDER, *ON_V],
    concludes=le(GROWN, THETA * exp(THETA))
    & le(THETA * exp(THETA), (GROWN + (THETA_0 - 1) * exp(THETA_0)) * THETA / (THETA - 1)),
)


@V_LIMIT.conclusion("both potentials, divided")
def limit_constant():
    p = Proof.about(V_LIMIT)
    spread = p.instance(spread_positive(), ORDER)
    far = p.linear(lt(0, THETA - 1), (le(value, -1), 2 * alpha), (le(1, alpha), 2), (lt(0, 1), 1))
    theta_positive = p.linear(lt(0, THETA), far, (lt(0, 1), 1))
    factor = p.instance(quotient_positive(), theta_positive, far, u=THETA, s=THETA - 1)
    high = p.linear(
        le(THETA * exp(THETA), (GROWN + (THETA_0 - 1) * exp(THETA_0)) * THETA / (THETA - 1)),
        (ON_V[1], THETA / (THETA - 1)),
        using=[spread, far, factor],
    )
    return p.finding(p.given(p.goal, high, ON_V[0], spread), modulo=(INTEGRATED, LIMIT))


# the printed derivation -----------------------------------------------------------------------------------------------

POINT = {alpha: 2, beta: 3, epsilon: Rational(1, 4), size: 1, value: -1, x0: -1}
PRIMITIVE = -exp(-2 * alpha * x) / (2 * alpha) * (x + 1 / (2 * alpha))


@PROPOSITION_B_1.argument("the primitive of x e^(−2αx)")
def primitive_is_right():
    return identity(PROPOSITION_B_1, eq(Derivative(PRIMITIVE, x), x * exp(-2 * alpha * x)), given=[])


@PROPOSITION_B_1.argument("1/Ψ(x) ~ C x e^(−2αx): the ratio lies between 1 and 1 + e^(2αx)")
def reciprocal_of_drift():
    """1/Ψ over Cxe^(−2αx) is e^(2αx)/ln(1 + e^(2αx)), and A/(1 + A) ≤ ln(1 + A) ≤ A."""
    p = Proof({alpha: POSITIVE, x: Interval.open(-oo, 0)})
    power, top = exp(2 * alpha * x), softplus(alpha, x)
    first = p.linear(le(1, power / top), (p.instance(log_tangent(), x=1 + power), 1 / top))
    second = p.linear(le(power / top, 1 + power), (p.instance(exp_tangent(), v=-top), (1 + power) / top))
    return p.finding(p.both(first, second), modulo=("inference: what lies between 1 and 1 + e^(2αx) tends to 1",))


@PROPOSITION_B_1.argument("“−2αv e^(−αv) = 4α²z/C”: the exponent is wrong", expect=Verdict.REFUTED)
def exponent_of_inversion():
    """From −Cve^(−2αv)/(2α) = z it follows that −2αv e^(−2αv) = 4α²z/C; with e^(−αv) it fails at every v < 0. The next
    line, with Lambert's W, is the one that follows from the right exponent."""
    claim = eq(
        -2 * alpha * value * exp(-alpha * value), 4 * alpha**2 * (-value * exp(-2 * alpha * value) / (2 * alpha))
    )
    return witness(PROPOSITION_B_1, claim, given=[], at=POINT)


@PROPOSITION_B_1.argument("with the exponent −2αv the line follows")
def exponent_repaired():
    solved = -value * exp(-2 * alpha * value) / (2 * alpha)
    claim = eq(-2 * alpha * value * exp(-2 * alpha * value), 4 * alpha**2 * solved)
    return identity(PROPOSITION_B_1, claim, given=[], also={value: Interval(-oo, -1)})


@PROPOSITION_B_1.argument(
    "“v(z) → −∞ (see Remark 2.3(i))”: the remark speaks of the sequence; for v it follows from the potential",
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def remark_is_about_the_sequence():
    """Remark 2.3(i) is about (14), whose drift is Ψ + ξ; v has the drift Ψ, and the two differ at every x < 0: there is
    no equality from which the remark would carry over."""
    return witness(
        PROPOSITION_B_1,
        eq(psi(x), psi(x) - epsilon / (SPREAD * x) * softplus(beta, x)),
        given=[ORDER],
        also={x: None},
        at={**POINT, x: -1},
    )
