"""Appendix C: the perturbation integral, as an integral over the gap alone.

Along (19) dz = dv/Ψ(v), and −ξ/Ψ is ln(1 + e^(2βv))/ln(1 + e^(2αv)). With u = −v the integral of Lemma C.1 is
∫ ln(1 + e^(−2βu))/ln(1 + e^(−2αu)) du over [|v₀|, ∞): neither ε nor h occurs in it. Until the time z it is the integral
from |v₀| to |v(z)|: that is the kernel's rule for integrals along a flow, with this integral as the potential.
"""

from typing import Any

from sympy import E, Expr, Integral, Interval, Mul, Pow, Rational, exp, log, oo

from checks.methods import Proof, proves, witness
from checks.methods.argue import Line
from checks.methods.flows import along
from checks.methods.integrals import antiderivative, comparison, improper, tail
from checks.outcome import Argument, Evidence, Verdict
from checks.paper import Claim, eq, le, lt, real, tends
from proofs.foundations.elementary import (
    EXP_BELOW_LOG,
    EXP_CHORD,
    EXP_MONOTONE,
    EXP_TANGENT,
    LOG_TANGENT,
    exp_below_log,
    exp_chord,
    exp_monotone,
    exp_tangent,
    log_tangent,
)
from proofs.spurious_correlation.drift import (
    DRIFT_NEGATIVE,
    EXP_POSITIVE,
    QUOTIENT_POSITIVE,
    SPREAD_POSITIVE,
    XI_POSITIVE,
    drift_negative,
    exp_positive,
    quotient_positive,
    spread_positive,
    xi_positive,
)
from proofs.spurious_correlation.flows import ALONG_V, RATE, along_v, psi_negative, weights
from proofs.spurious_correlation.gap_orbit import ANY_SHARE
from proofs.spurious_correlation.limits import within
from proofs.spurious_correlation.notation import (
    ORDER,
    SPREAD,
    alpha,
    beta,
    d,
    delta,
    epsilon,
    eta,
    flow_v,
    in_paper,
    psi,
    softplus,
    tau,
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
RATIO_AT = in_paper(RATIO)  # with β − α for d

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
LEFT = exp(-2 * d * u1) / (2 * d) + exp(-2 * HIGH * u1) / (2 * HIGH)

BETWEEN = PAPER.statement(
    "perturbation-integral-between",
    kind="lemma",
    label="The perturbation integral between two values of the gap",
    origin="derived",
    where="Appendix C, derived for this report",
    printed=r"\frac{e^{-2(\beta-\alpha)u}}{2(\beta-\alpha)}\Big|_{u_1}^{u_0} \le \int_{u_0}^{u_1} "
    r"\frac{\ln(1+e^{-2\beta u})}{\ln(1+e^{-2\alpha u})}\,du \le \Bigl[\frac{e^{-2(\beta-\alpha)u}}"
    r"{2(\beta-\alpha)} + \frac{e^{-2\beta u}}{2\beta}\Bigr]_{u_1}^{u_0}",
    over={u0: POSITIVE, u1: POSITIVE},
    given=[le(u0, u1)],
    concludes=[
        ("at least", le((exp(-2 * d * u0) - exp(-2 * d * u1)) / (2 * d), between(RATIO))),
        ("at most", le(between(RATIO), CEILING - LEFT)),
    ],
    uses=[RATIO_BOUNDS],
    derivation=False,
)


@proves(BETWEEN, "comparison and antiderivatives")
def perturbation_between(p):
    def inside(q: Proof) -> Line:
        positive = q.linear(lt(0, z), le(u0, z), lt(0, u0))
        return q.given(q.goal, q.instance(perturbation_ratio(), positive))

    order = le(u0, u1)
    s = exp(-2 * d * z)
    low = comparison(p, le(between(s), between(RATIO)), inside, order)
    low_value = antiderivative(p, between(s), -s / (2 * d), order)
    high = comparison(p, le(between(RATIO), between(s + OUTER)), inside, order)
    high_value = antiderivative(p, between(s + OUTER), -s / (2 * d) - OUTER / (2 * HIGH), order)
    return p.both(p.linear(p.goals[0], low, (low_value, -1)), p.linear(p.goals[1], high, high_value))


moment_ = real("q")  # a time, under the integral
V = flow_v(tau)
INTEGRAL = Integral(xi(flow_v(moment_)), (moment_, 0, tau))
OVER_GAP = Integral(RATIO_AT, (z, -x0, -V))
WHOLE = Integral(RATIO_AT, (z, -x0, oo))
MOST_LOW = exp(2 * (beta - alpha) * x0)
MOST = in_paper(CEILING).subs(u0, -x0)
OVER = {epsilon: ANY_SHARE[epsilon], tau: Interval(0, oo)}

SUBSTITUTED = PAPER.statement(
    "perturbation-integral-over-the-gap",
    kind="lemma",
    label="The perturbation integral over the gap",
    origin="derived",
    where="Appendix C, derived for this report",
    printed=r"\int_0^z \xi(v(q))\,dq = \int_{|x_0|}^{|v(z)|} \frac{\ln(1+e^{-2\beta u})}{\ln(1+e^{-2\alpha u})}\,du",
    over=OVER,
    given=[ORDER],
    concludes=[("at most", le(INTEGRAL, OVER_GAP)), ("at least", le(OVER_GAP, INTEGRAL))],
    uses=[ALONG_V, BETWEEN, SPREAD_POSITIVE, QUOTIENT_POSITIVE, XI_POSITIVE, DRIFT_NEGATIVE],
    derivation=False,
)


@proves(SUBSTITUTED, "dz = dv/Ψ(v): the potential ∫ −ξ/Ψ along (19) has the rate ξ")
def over_the_gap(p):
    known, start = weights(p), p.linear(lt(x0, 0), le(x0, -1), (lt(0, 1), 1))
    low = p.instance(along_v(), ORDER, part=0)
    down = p.linear(le(psi(x0), 0), psi_negative(p, x0), using=[*known, start])
    p.linear(le(-x0, -V), low)
    p.linear(lt(0, -x0), start)
    whole = along(
        p, INTEGRAL, V, y, Integral(RATIO_AT, (z, -x0, -y)), low, down, *known, rate=xi(y), between=(None, x0)
    )
    nothing = Integral(RATIO_AT, (z, -x0, -x0))
    width = p.linear(lt(0, beta - alpha), ORDER)
    p.linear(le(-x0, -x0), le(0, 0))
    values = {"u_0": -x0, "u_1": -x0, "d": beta - alpha}
    least, most = (p.instance(perturbation_between(), width, part=i, **values) for i in (0, 1))
    above = p.linear(le(nothing, 0), most, using=[width])
    below = p.linear(le(0, nothing), least, using=[width])
    return p.both(p.linear(p.goals[0], whole, below), p.linear(p.goals[1], (whole, -1), above))


def bounds(p: Proof) -> list[Line]:
    """J ≤ ∫ over the gap ≤ J, and both bounds of the latter."""
    low = p.instance(along_v(), ORDER, part=0)
    order = [p.linear(le(-x0, -V), low), p.linear(lt(0, -x0), le(x0, -1), (lt(0, 1), 1))]
    order += [p.linear(lt(0, -V), low, le(x0, -1), (lt(0, 1), 1)), p.linear(lt(0, beta - alpha), ORDER)]
    values = {"u_0": -x0, "u_1": -V, "d": beta - alpha}
    both = [p.instance(over_the_gap(), ORDER, part=i) for i in (0, 1)]
    return [*both, *(p.instance(perturbation_between(), *order, part=i, **values) for i in (0, 1)), *order]


LEMMA_C_1 = PAPER.lemma(
    "C.1",
    where="Appendix C",
    quote=r"Let $v$ be the solution of the ODE (19). Then $\int_0^{+\infty}\xi(v(x))\,dx < +\infty$.",
    reading="The integrand is positive, and the integral up to z stays below one bound for all z ≥ 0.",
    over=OVER,
    given=[ORDER],
    concludes=[("ξ(v) is positive", lt(0, xi(V))), ("the integral is bounded", le(INTEGRAL, MOST))],
    uses=[
        SUBSTITUTED,
        BETWEEN,
        ALONG_V,
        RATIO_BOUNDS,
        SPREAD_POSITIVE,
        XI_POSITIVE,
        DRIFT_NEGATIVE,
        QUOTIENT_POSITIVE,
        EXP_POSITIVE,
        EXP_TANGENT,
    ],
    says=r"$\int_0^{+\infty}\xi(v(x))\,dx < +\infty$",
    why="“ξ(x₀) < ξ(−1)” is not strict at x₀ = −1, which Assumption 1.2 allows, and “for all η > 0” the exponent −β/α "
    "+ η gives convergence for η < β/α − 1 only.",
    fix="Say ξ(x₀) ≤ ξ(−1), and take some η in (0, β/α − 1), under another name than the η of (9); or substitute "
    "dz = dv/Ψ(v), which gives the integral in closed form (repair `perturbation-integral`).",
    note="The source lets v start at x₀ ≤ −1; any start below 0 would do.",
)


@LEMMA_C_1.conclusion("ξ > 0, and the bound of the integral over the gap")
def converges(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    found = bounds(p)
    negative = p.linear(lt(V, 0), (found[6], 1))
    positive = p.instance(xi_positive(), ORDER, negative, x=V)
    return p.finding(p.both(positive, below_the_bound(p, found)))


def below_the_bound(p: Proof, found: list[Line]) -> Line:
    """The integral up to z is below the bound for z → ∞, as what the antiderivatives leave at |v| is positive."""
    width = found[7]
    inverse = p.instance(quotient_positive(), width, u=Rational(1, 2), s=beta - alpha)
    powers = [p.instance(exp_positive(), found[0], y=2 * rate * V) for rate in (beta, beta - alpha)]
    left = p.linear(
        lt(0, in_paper(LEFT).subs(u1, -V)),
        (inverse, exp(2 * (beta - alpha) * V)),
        (powers[0], 1 / (2 * beta)),
        using=[width, *powers],
    )
    return p.linear(le(INTEGRAL, MOST), found[0], found[3], left, using=found[4:])


FAR = 1 / (2 * (beta - alpha) ** 2 * delta)  # from this |v| on the rest is at most δ
ARRIVED = FAR * exp(2 * alpha * FAR) / RATE

PERTURBATION_INTEGRAL = PAPER.repair(
    "perturbation-integral",
    repairs=LEMMA_C_1,
    label="The perturbation integral",
    printed=r"\int_0^\infty \xi(v(z))\,dz = \int_{|x_0|}^\infty "
    r"\frac{\ln(1+e^{-2\beta u})}{\ln(1+e^{-2\alpha u})}\,du \le \frac{e^{-2(\beta-\alpha)|x_0|}}{2(\beta-\alpha)} "
    r"+ \frac{e^{-2\beta|x_0|}}{2\beta}",
    reading="It depends on α, β and the start only, not on ε or h: the integral up to z tends to that over the gap, "
    "from an explicit z on within δ of it. Both bounds hold up to every z.",
    over=OVER,
    given=[ORDER],
    concludes=[
        ("the limit", tends(INTEGRAL, tau, to=WHOLE, within=delta, from_=ARRIVED)),
        ("at least", le((MOST_LOW - exp(2 * (beta - alpha) * V)) / (2 * (beta - alpha)), INTEGRAL)),
        ("at most", le(INTEGRAL, MOST)),
    ],
    uses=[
        *(SUBSTITUTED, BETWEEN, ALONG_V, RATIO_BOUNDS, SPREAD_POSITIVE, QUOTIENT_POSITIVE, EXP_POSITIVE, EXP_TANGENT),
        EXP_MONOTONE,
    ],
)


@PERTURBATION_INTEGRAL.conclusion("the tail of the integral over the gap is at most δ once |v| is large enough")
def limit(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    goal, low_goal, high_goal = p.goals
    found = bounds(p)
    high = p.restated(high_goal, below_the_bound(p, found))
    low = p.linear(low_goal, found[1], found[2], using=found[4:])
    whole = p.cases(goal, FAR, -V, lambda q: near_the_limit(q, goal), lambda q: before(q, goal))
    return p.finding(p.both(whole, low, high))


def near_the_limit(q: Proof, goal: Any) -> Line:
    """2e^(−2du)/(2d) ≤ δ for u = |v| ≥ 1/(2d²δ), as e^y ≥ 1 + y at y = 2du."""
    found = bounds(q)
    d_ = beta - alpha
    power = exp(2 * d_ * V)

    def within_tail(r: Proof) -> list[Line]:
        start = r.instance(along_v(), ORDER, part=0)
        far = r.linear(lt(0, z), le(-V, z), start, le(x0, -1), (lt(0, 1), 1))
        width = r.linear(lt(0, d_), ORDER)
        facts = [width, far]
        return [r.instance(perturbation_ratio(), *facts, part=i, d=d_) for i in (0, 1)] + facts

    def above(r: Proof) -> Line:
        _, upper, width, far = within_tail(r)
        small = r.instance(exp_tangent(), v=2 * alpha * z)
        outer = exp(-2 * beta * z)
        return r.linear(r.goal, upper, (small, outer), (far, 2 * alpha * outer), using=[width])

    def below(r: Proof) -> Line:
        lower, _, width, _ = within_tail(r)
        return r.linear(r.goal, lower, (lt(0, 1), 3 * exp(-2 * d_ * z)), using=[width])

    line = tail(q, WHOLE, *found, bound=2, rate=2 * d_, start=-V, above=above, below=below)
    tangent = q.instance(exp_tangent(), v=-2 * d_ * V)
    positive = q.instance(exp_positive(), found[0], y=2 * d_ * V)
    width = found[7]
    small = q.linear(
        le(power / d_, delta),
        (tangent, power * delta),
        (le(FAR, -V), 2 * d_ * delta * power),
        (positive, delta),
        using=[width, positive],
    )
    rest = [q.given(part, line) for part in line.formula.args]
    least = q.linear(le(-delta, INTEGRAL - WHOLE), small, rest[0], found[1], using=[width])
    most = q.linear(le(INTEGRAL - WHOLE, delta), small, rest[1], found[0], using=[width])
    return q.either(goal, within(q, INTEGRAL - WHOLE, delta, least, most))


def before(q: Proof, goal: Any) -> Line:
    """As long as |v| < b, 2αεz/ln(β/α) ≤ |v|e^(2α|v|) < b·e^(2αb)."""
    known, width = weights(q), q.linear(lt(0, beta - alpha), ORDER)
    low, _, least = (q.instance(along_v(), ORDER, part=i) for i in range(3))
    size = q.linear(lt(0, -V), low, le(x0, -1), (lt(0, 1), 1))
    order = q.linear(le(-2 * alpha * V, 2 * alpha * FAR), (lt(-V, FAR), 2 * alpha), using=[width])
    grows = q.instance(exp_monotone(), order, x=-2 * alpha * V, y=2 * alpha * FAR)
    rate = q.instance(quotient_positive(), known[0], u=2 * alpha * epsilon, s=SPREAD, goal=lt(0, RATE))
    start = q.linear(lt(0, -x0), le(x0, -1), (lt(0, 1), 1))
    grown = q.linear(
        lt(RATE * tau, FAR * exp(2 * alpha * FAR)),
        least,
        (grows, -V),
        (lt(-V, FAR), exp(2 * alpha * FAR)),
        (start, exp(-2 * alpha * x0)),
        using=[*known, width, size],
    )
    inverse = q.instance(quotient_positive(), rate, u=1, s=RATE)
    return q.either(goal, q.linear(lt(tau, ARRIVED), (grown, 1 / RATE), using=[*known, rate, inverse, width]))


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
    return p.finding(bracket, quantities=(number,), scope=f"at {words}")


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


PLACE = {alpha: 2, beta: 3, epsilon: Rational(1, 4), eta: Rational(1, 2), x0: -1, tau: 0}


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
