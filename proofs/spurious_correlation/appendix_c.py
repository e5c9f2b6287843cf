"""Appendix C: the perturbation integral, as an integral over the gap alone.

Along (19) dz = dv/Ψ(v), and −ξ/Ψ is ln(1 + e^(2βv))/ln(1 + e^(2αv)). With u = −v the integral of Lemma C.1 is
∫ ln(1 + e^(−2βu))/ln(1 + e^(−2αu)) du over [|v₀|, ∞): neither ε nor h occurs in it.
"""

from sympy import E, Expr, Integral, Rational, exp, log, oo

from checks.methods import Proof, identity, proves, witness
from checks.methods.argue import Line
from checks.methods.integrals import antiderivative, comparison, improper, tail
from checks.outcome import Argument, Finding, Verdict
from checks.paper import eq, le, lt, real
from proofs.foundations.elementary import exp_below_log, exp_chord, exp_tangent, log_tangent
from proofs.spurious_correlation.notation import alpha, beta, d, epsilon, eta, psi, softplus, u0, x, x0, xi, z
from proofs.spurious_correlation.paper import PAPER, POSITIVE

HIGH = alpha + d
u1 = real("u_1")
INNER, OUTER = exp(-2 * alpha * z), exp(-2 * HIGH * z)
RATIO = log(1 + OUTER) / log(1 + INNER)
SUBSTITUTION = "inference: substitution dz = dv/Ψ(v) in the integral of ξ(v(z)), v falling from v₀ to −∞ along (19)"
LIMIT = "inference: an increasing function of the upper limit that stays below a bound has a limit below it"

LEMMA_C_1 = PAPER.lemma(
    "C.1",
    where="Appendix C",
    printed=r"\int_0^{+\infty}\xi(v(x))\,dx < +\infty",
    words="The integral of ξ along the solution of (19) converges.",
    note="The source lets v start at x₀ ≤ −1; any start below 0 would do (repair `perturbation-integral`).",
)

RATIO_BOUNDS = PAPER.statement(
    "perturbation-ratio",
    kind="lemma",
    where="Appendix C, derived for this report",
    printed=r"e^{-2(\beta-\alpha)z} \le \frac{\ln(1+e^{-2\beta z})}{\ln(1+e^{-2\alpha z})} \le "
    r"e^{-2(\beta-\alpha)z} + e^{-2\beta z}",
    over={alpha: POSITIVE, d: POSITIVE, z: POSITIVE},
    concludes=le(exp(-2 * d * z), RATIO) & le(RATIO, exp(-2 * d * z) + OUTER),
    derivation=False,
)


@proves(RATIO_BOUNDS, "concavity of ln(1 + y), and y/(1 + y) ≤ ln(1 + y) ≤ y")
def perturbation_ratio(p):
    """With s = e^(−2dz) and X = ln(1 + e^(−2αz)): e^(sX) ≤ 1 − s + s e^X = 1 + e^(−2βz), so sX ≤ ln(1 + e^(−2βz))."""
    s, weight = exp(-2 * d * z), log(1 + INNER)
    unit = p.linear(le(s, 1), (p.instance(exp_tangent(), v=2 * d * z), s), (le(0, 2 * d * z), s))
    chord = p.instance(exp_chord(), unit, s=s, x=weight, goal=le(exp(s * weight), 1 + OUTER))
    low = p.instance(exp_below_log(), chord, x=s * weight, w=1 + OUTER)
    first = p.linear(le(s, RATIO), (low, 1 / weight))
    top = p.instance(log_tangent(), x=1 + OUTER)
    bottom = p.instance(exp_tangent(), v=-weight)
    second = p.linear(le(RATIO, s + OUTER), (top, 1 / weight), (bottom, s * (1 + INNER) / weight))
    return p.given(p.goal, first, second)


def between(body: Expr, high: Expr = u1) -> Expr:
    return Integral(body, (z, u0, high))


PERTURBATION_INTEGRAL = PAPER.repair(
    "perturbation-integral",
    repairs=LEMMA_C_1,
    printed=r"\frac{e^{-2(\beta-\alpha)u_0}}{2(\beta-\alpha)} \le \int_0^\infty \xi(v(z))\,dz = \int_{u_0}^\infty "
    r"\frac{\ln(1+e^{-2\beta u})}{\ln(1+e^{-2\alpha u})}\,du \le \frac{e^{-2(\beta-\alpha)u_0}}{2(\beta-\alpha)} + "
    r"\frac{e^{-2\beta u_0}}{2\beta}, \quad u_0 = |v(0)|",
    words=(
        "It depends on α, β and the start only, not on ε or h. Written for the integral up to u₁ ≥ u₀, both bounds "
        "with what the antiderivatives leave at u₁."
    ),
    over={alpha: POSITIVE, d: POSITIVE, u0: POSITIVE, u1: POSITIVE},
    given=[le(u0, u1)],
    concludes=le((exp(-2 * d * u0) - exp(-2 * d * u1)) / (2 * d), between(RATIO))
    & le(between(RATIO), exp(-2 * d * u0) / (2 * d) + exp(-2 * HIGH * u0) / (2 * HIGH)),
)


def bounds_between(p: Proof) -> Line:
    def inside(q: Proof) -> Line:
        positive = q.linear(lt(0, z), le(u0, z), lt(0, u0))
        return q.given(q.goal, q.instance(perturbation_ratio(), positive))

    order = le(u0, u1)
    s = exp(-2 * d * z)
    low = comparison(p, le(between(s), between(RATIO)), inside, order)
    low_value = antiderivative(p, between(s), -s / (2 * d), order)
    high = comparison(p, le(between(RATIO), between(s + OUTER)), inside, order)
    high_value = antiderivative(p, between(s + OUTER), -s / (2 * d) - OUTER / (2 * HIGH), order)
    left = exp(-2 * d * u1) / (2 * d) + exp(-2 * HIGH * u1) / (2 * HIGH)
    first = p.linear(le((exp(-2 * d * u0) - exp(-2 * d * u1)) / (2 * d), between(RATIO)), low, (low_value, -1))
    second = p.linear(
        le(between(RATIO), exp(-2 * d * u0) / (2 * d) + exp(-2 * HIGH * u0) / (2 * HIGH)),
        high,
        high_value,
        (le(0, 1), left),
    )
    return p.both(first, second)


@PERTURBATION_INTEGRAL.conclusion("comparison and antiderivatives, for every upper limit")
def two_sided():
    p = Proof.about(PERTURBATION_INTEGRAL)
    return p.finding(p.given(p.goal, bounds_between(p)), modulo=(SUBSTITUTION, LIMIT))


@LEMMA_C_1.conclusion("finite, by the bound of the repair")
def converges():
    p = Proof.about(PERTURBATION_INTEGRAL)
    return p.finding(p.given(p.goal, bounds_between(p)), modulo=(SUBSTITUTION, LIMIT))


def _value(name: str, low: Expr, width: Expr, far_out: int, bits: int, words: str) -> Finding:
    """∫ over [1, ∞) by quadrature up to a far-out b, the rest below (2/(2d))e^(−2db)."""
    inner, outer, place = exp(-2 * low * z), exp(-2 * (low + width) * z), Rational(far_out)
    whole = Integral(log(1 + outer) / log(1 + inner), (z, 1, oo))
    p = Proof({})
    p.enclose(lt(0, width))

    def above(q: Proof) -> Line:
        far = q.linear(lt(0, z), le(place, z), (lt(0, 1), place))
        bounds = q.instance(perturbation_ratio(), far, q.fact(lt(0, width)), alpha=low, d=width)
        small = q.instance(exp_tangent(), v=2 * low * z)
        more = q.linear(le(0, 2 * low * z), (le(place, z), 2 * low), (le(0, 1), 2 * low * place))
        upper = q.given(le(log(1 + outer) / log(1 + inner), exp(-2 * width * z) + outer), bounds)
        return q.linear(q.goal, upper, (small, outer), (more, outer))

    def below(q: Proof) -> Line:
        far = q.linear(lt(0, z), le(place, z), (lt(0, 1), place))
        bounds = q.instance(perturbation_ratio(), far, q.fact(lt(0, width)), alpha=low, d=width)
        lower = q.given(le(exp(-2 * width * z), log(1 + outer) / log(1 + inner)), bounds)
        return q.linear(q.goal, lower, (le(0, 1), 3 * exp(-2 * width * z)))

    line = tail(p, whole, bound=2, rate=2 * width, start=place, above=above, below=below, bits=bits)
    symbol = r"\int_{1}^{\infty}\frac{\ln(1+e^{-2\beta u})}{\ln(1+e^{-2\alpha u})}\,du"
    number, bracket = improper(name, p, line, symbol=symbol, meaning=f"the perturbation integral at {words}", bits=bits)
    return p.finding(bracket, quantities=(number,), scope=f"at {words}", modulo=(SUBSTITUTION,))


@LEMMA_C_1.sharpness("its value at α = 1, β = e, v₀ = −1")
def value_a():
    return _value("perturbation_integral_a", Rational(1), E - 1, 16, 128, "α = 1, β = e, v(0) = −1")


@LEMMA_C_1.sharpness("its value at α = 3/2, β = 3, v₀ = −1")
def value_b():
    return _value("perturbation_integral_b", Rational(3, 2), Rational(3, 2), 16, 128, "α = 3/2, β = 3, v(0) = −1")


@LEMMA_C_1.sharpness("its value at α = 3/2, β = 2, v₀ = −1")
def value_c():
    return _value("perturbation_integral_c", Rational(3, 2), Rational(1, 2), 35, 224, "α = 3/2, β = 2, v(0) = −1")


@LEMMA_C_1.argument("ξ/Ψ is free of ε: the substitution behind the repair")
def free_of_share():
    ratio = -xi(x) / psi(x)
    return identity(
        LEMMA_C_1,
        eq(ratio, softplus(beta, x) / softplus(alpha, x)),
        lt(0, log(beta / alpha)),
        given=[lt(alpha, beta), lt(0, log(beta / alpha))],
    )


@LEMMA_C_1.argument("“ξ(x₀) < ξ(−1)” is not strict at x₀ = −1", expect=Verdict.REFUTED)
def start_is_not_strict():
    """Assumption 1.2 allows x₀ = −1, where both sides agree; ≤ is true and enough."""
    return witness(
        LEMMA_C_1,
        lt(xi(x0), xi(-1)),
        given=[lt(alpha, beta)],
        also=dict.fromkeys((alpha, beta, epsilon, x0)),
        at={alpha: 2, beta: 3, epsilon: Rational(1, 4), x0: -1},
    )


@LEMMA_C_1.argument(
    "“for all η > 0”: the exponent −β/α + η gives convergence only for η < β/α − 1",
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def exponent_needs_room():
    """η is here any number > 0 (elsewhere it is the η ∈ (0, 1) of (9)); x^(−β/α+η)/ln x is integrable near ∞ only for
    −β/α + η < −1 (or = −1 with help of the logarithm, which the text does not use)."""
    return witness(
        LEMMA_C_1,
        lt(-beta / alpha + eta, -1),
        given=[lt(alpha, beta)],
        also=dict.fromkeys((alpha, beta, eta)),
        at={alpha: 2, beta: Rational(5, 2), eta: Rational(1, 2)},
    )


@LEMMA_C_1.argument("−(2β/2α): the exponent of e^(2βv) under (24), and the sign of ξ")
def exponent_of_perturbation():
    """e^(2βv) with v = −ln x/(2α) is x^(−β/α)."""
    size = real("X")
    p = Proof({alpha: POSITIVE, beta: POSITIVE, size: POSITIVE})
    return p.finding(p.identity(eq(exp(2 * beta * (-log(size) / (2 * alpha))), exp(-beta / alpha * log(size)))))
