"""Appendix C: the perturbation integral, as an integral over the gap alone.

Along (19) dz = dv/Ψ(v), and −ξ/Ψ is ln(1 + e^(2βv))/ln(1 + e^(2αv)). With u = −v the integral of Lemma C.1 is
∫ ln(1 + e^(−2βu))/ln(1 + e^(−2αu)) du over [|v₀|, ∞): neither ε nor h occurs in it.
"""

from sympy import E, Expr, Integral, Mul, Pow, Rational, exp, log, oo

from checks.methods import Proof, proves, witness
from checks.methods.argue import Line
from checks.methods.integrals import antiderivative, comparison, improper, tail
from checks.outcome import Argument, Evidence, Verdict
from checks.paper import Claim, eq, le, lt, real
from proofs.foundations.elementary import (
    EXP_BELOW_LOG,
    EXP_CHORD,
    EXP_TANGENT,
    LOG_TANGENT,
    exp_below_log,
    exp_chord,
    exp_tangent,
    log_tangent,
)
from proofs.spurious_correlation.drift import (
    DRIFT_NEGATIVE,
    SPREAD_POSITIVE,
    XI_POSITIVE,
    drift_negative,
    spread_positive,
    xi_positive,
)
from proofs.spurious_correlation.notation import (
    ORDER,
    alpha,
    beta,
    d,
    epsilon,
    eta,
    psi,
    softplus,
    u0,
    x,
    x0,
    xi,
    y,
    z,
)
from proofs.spurious_correlation.paper import BEFORE_ZERO, PAPER, POSITIVE

HIGH = alpha + d
u1 = real("u_1")
INNER, OUTER = exp(-2 * alpha * z), exp(-2 * HIGH * z)
RATIO = log(1 + OUTER) / log(1 + INNER)
SUBSTITUTION = "inference: substitution dz = dv/Ψ(v) in the integral of ξ(v(z)), v falling from v₀ to −∞ along (19)"
LIMIT = "inference: an increasing function of the upper limit that stays below a bound has a limit below it"

RATIO_BOUNDS = PAPER.statement(
    "perturbation-ratio",
    kind="lemma",
    origin="derived",
    where="Appendix C, derived for this report",
    printed=r"e^{-2(\beta-\alpha)z} \le \frac{\ln(1+e^{-2\beta z})}{\ln(1+e^{-2\alpha z})} \le "
    r"e^{-2(\beta-\alpha)z} + e^{-2\beta z}",
    over={z: POSITIVE},
    concludes=[("from below", le(exp(-2 * d * z), RATIO)), ("from above", le(RATIO, exp(-2 * d * z) + OUTER))],
    uses=[EXP_TANGENT, EXP_CHORD, EXP_BELOW_LOG, LOG_TANGENT],
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


CEILING = exp(-2 * d * u0) / (2 * d) + exp(-2 * HIGH * u0) / (2 * HIGH)
INTEGRALS = {u0: POSITIVE, u1: POSITIVE}

LEMMA_C_1 = PAPER.lemma(
    "C.1",
    where="Appendix C",
    quote=r"Let $v$ be the solution of the ODE (19). Then $\int_0^{+\infty}\xi(v(x))\,dx < +\infty$.",
    reading="With u = −v for the variable: the integral of ξ(v) up to the time at which −v is u₁ is that of "
    "ln(1 + e^(−2βu))/ln(1 + e^(−2αu)) from u₀ = |v(0)| to u₁, and stays below one bound for all u₁. Here d = β − α.",
    over=INTEGRALS,
    given=[le(u0, u1)],
    concludes=[("finite", le(between(RATIO), CEILING))],
    uses=[RATIO_BOUNDS, SPREAD_POSITIVE, XI_POSITIVE, DRIFT_NEGATIVE, EXP_TANGENT],
    why="“ξ(x₀) < ξ(−1)” is not strict at x₀ = −1, which Assumption 1.2 allows, and “for all η > 0” the exponent −β/α "
    "+ η gives convergence for η < β/α − 1 only.",
    fix="Say ξ(x₀) ≤ ξ(−1), and take some η in (0, β/α − 1), under another name than the η of (9); or substitute "
    "dz = dv/Ψ(v), which gives the integral in closed form (repair `perturbation-integral`).",
    note="The source lets v start at x₀ ≤ −1; any start below 0 would do.",
)

PERTURBATION_INTEGRAL = PAPER.repair(
    "perturbation-integral",
    repairs=LEMMA_C_1,
    label="The perturbation integral",
    printed=r"\frac{e^{-2(\beta-\alpha)u_0}}{2(\beta-\alpha)} \le \int_0^\infty \xi(v(z))\,dz = \int_{u_0}^\infty "
    r"\frac{\ln(1+e^{-2\beta u})}{\ln(1+e^{-2\alpha u})}\,du \le \frac{e^{-2(\beta-\alpha)u_0}}{2(\beta-\alpha)} + "
    r"\frac{e^{-2\beta u_0}}{2\beta}, \quad u_0 = |v(0)|",
    reading="It depends on α, β and the start only, not on ε or h. Written for the integral up to u₁ ≥ u₀, both bounds "
    "with what the antiderivatives leave at u₁.",
    over=INTEGRALS,
    given=[le(u0, u1)],
    concludes=[
        ("at least", le((exp(-2 * d * u0) - exp(-2 * d * u1)) / (2 * d), between(RATIO))),
        ("at most", le(between(RATIO), CEILING)),
    ],
    uses=[RATIO_BOUNDS],
)


def bounds_between(p: Proof) -> Line:
    """Both bounds of the integral up to u₁."""

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
    first = p.linear(PERTURBATION_INTEGRAL.part("at least"), low, (low_value, -1))
    second = p.linear(
        PERTURBATION_INTEGRAL.part("at most"),
        high,
        high_value,
        (le(0, 1), left),
    )
    return p.both(first, second)


@PERTURBATION_INTEGRAL.conclusion("comparison and antiderivatives, for every upper limit")
def two_sided(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(bounds_between(p), modulo=(SUBSTITUTION, LIMIT))


@LEMMA_C_1.conclusion("finite, by the bound of the repair")
def converges(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.given(p.goal, bounds_between(p)), modulo=(SUBSTITUTION, LIMIT))


def _value(name: str, low: Expr, width: Expr, far_out: int, bits: int, words: str) -> Evidence:
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
def value_a() -> Evidence:
    return _value("perturbation_integral_a", Rational(1), E - 1, 16, 128, "α = 1, β = e, v(0) = −1")


@LEMMA_C_1.sharpness("its value at α = 3/2, β = 3, v₀ = −1")
def value_b() -> Evidence:
    return _value("perturbation_integral_b", Rational(3, 2), Rational(3, 2), 16, 128, "α = 3/2, β = 3, v(0) = −1")


@LEMMA_C_1.sharpness("its value at α = 3/2, β = 2, v₀ = −1")
def value_c() -> Evidence:
    return _value("perturbation_integral_c", Rational(3, 2), Rational(1, 2), 35, 224, "α = 3/2, β = 2, v(0) = −1")


NEGATIVE_RATIO = Mul(-1, xi(x), Pow(psi(x), -1, evaluate=False), evaluate=False)


@LEMMA_C_1.argument(
    "ξ/Ψ is free of ε: the substitution behind the repair",
    claims=[eq(NEGATIVE_RATIO, softplus(beta, x) / softplus(alpha, x))],
    given=[ORDER],
    over={x: BEFORE_ZERO},
)
def free_of_share(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    spread = p.instance(spread_positive(), ORDER)
    above, below = p.instance(xi_positive(), ORDER), p.instance(drift_negative(), ORDER)
    return p.finding(p.identity(p.goal, spread, p.linear(lt(psi(x), 0), above, below, using=[spread])))


PLACE = {alpha: 2, beta: 3, d: 1, epsilon: Rational(1, 4), eta: Rational(1, 2), u0: 1, u1: 2}


@LEMMA_C_1.argument(
    "“ξ(x₀) < ξ(−1)” for every start x₀ ≤ −1",
    claims=[lt(xi(x0), xi(-1))],
    given=[ORDER],
    expect=Verdict.REFUTED,
)
def start_is_not_strict(claim: Claim) -> Evidence:
    """Assumption 1.2 allows x₀ = −1, where both sides agree; ≤ is true and enough."""
    return witness(claim, at={symbol: {**PLACE, x0: -1}[symbol] for symbol in claim.symbols})


@LEMMA_C_1.argument(
    "“for all η > 0” the power x^(−β/α+η) is integrable near ∞, that is −β/α + η < −1",
    claims=[lt(-beta / alpha + eta, -1)],
    given=[ORDER],
    over={eta: POSITIVE},
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def exponent_needs_room(claim: Claim) -> Evidence:
    """η is here any number > 0 (elsewhere it is the η ∈ (0, 1) of (9)); x^(−β/α+η)/ln x is integrable near ∞ only for
    −β/α + η < −1 (or = −1 with help of the logarithm, which the text does not use)."""
    return witness(claim, at={symbol: {**PLACE, beta: Rational(5, 2)}[symbol] for symbol in claim.symbols})


size = real("X")


@LEMMA_C_1.argument(
    "the exponent of e^(2βv) under (24): with v = −ln x/(2α) it is x^(−β/α)",
    claims=[eq(exp(2 * beta * y), exp(-beta / alpha * log(size)))],
    given=[eq(y, -log(size) / (2 * alpha))],
    over={size: POSITIVE},
)
def exponent_of_perturbation(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    power = exp(-beta / alpha * log(size))
    return p.finding(p.rewrite(p.goal, p.identity(eq(power, power)), claim.given[0]))
