"""Section 2.3: the printed derivation of Proposition 2.4, inequality by inequality."""

from functools import cache
from typing import Any

from sympy import Add, Derivative, Expr, Integer, Integral, Interval, LambertW, Rational, exp, log, oo

from checks.methods import Established, Proof, exists, quantity
from checks.methods.argue import Line
from checks.methods.flows import potential
from checks.methods.integrals import antiderivative, comparison, split
from checks.outcome import Evidence
from checks.paper import Claim, eq, le, lt, real
from proofs.foundations.elementary import (
    NONNEGATIVE,
    exp_monotone,
    exp_second_order_below,
    exp_slope,
    exp_tangent,
    log_tangent,
)
from proofs.spurious_correlation.drift import drift_negative, quotient_positive, spread_positive, xi_positive
from proofs.spurious_correlation.drift_shape import drift_falls, drift_slope_grows
from proofs.spurious_correlation.euler_error import PROPOSITION_2_4
from proofs.spurious_correlation.flows import along_v, along_w, psi_negative, weights
from proofs.spurious_correlation.gap_orbit import ANY_SHARE
from proofs.spurious_correlation.notation import (
    ORDER,
    SPREAD,
    alpha,
    beta,
    drift,
    epsilon,
    eta,
    flow_v,
    flow_w,
    h,
    psi,
    softplus,
    t,
    tau,
    x,
    x0,
    xi,
    y,
    z,
)
from proofs.spurious_correlation.paper import BEFORE_ZERO, FROM_ONE, POSITIVE

ANY = {alpha: POSITIVE, epsilon: POSITIVE}
v, w, time, L, M = real("v w tau_1 L M")
CURVE = {x: BEFORE_ZERO, y: BEFORE_ZERO, **ANY}


def weight(p: Proof) -> list[Line]:
    """ln(β/α) > 0 and ε/ln(β/α) > 0."""
    spread = p.instance(spread_positive(), ORDER)
    return [spread, p.instance(quotient_positive(), spread, u=epsilon, s=SPREAD)]


def width(p: Proof) -> list[Line]:
    """0 ≤ β − α."""
    return [p.linear(le(0, beta - alpha), ORDER)]


@PROPOSITION_2_4.argument(
    "Step 1: Ψ < Ψ + ξ < 0 for every x < 0",
    claims=[lt(psi(x), drift(x)), lt(drift(x), 0)],
    evolves=[],
    over={x: BEFORE_ZERO, **ANY},
)
def order_of_drifts(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    positive, spread = p.instance(xi_positive(), ORDER), p.instance(spread_positive(), ORDER)
    return p.finding(p.both(p.linear(p.goals[0], positive, using=[spread]), p.instance(drift_negative(), ORDER)))


later = real("q")  # a value of v, under the integral
V, W = flow_v(tau), flow_w(tau)


def passed(value: Expr) -> Expr:
    """How long v takes from x₀ to a value: ∫ of −1/Ψ."""
    return Integral(-1 / psi(later), (later, value, x0))


@PROPOSITION_2_4.argument(
    "Step 1: v(z) < w(z) < 0 for all z > 0",
    claims=[lt(V, W), lt(W, 0)],
    given=[ORDER],
    evolves=[],
    over={tau: Interval.open(0, oo), **ANY_SHARE},
)
def solutions_in_order(claim: Claim) -> Evidence:
    """Lemma A.1 for Ψ < Ψ + ξ, with its proof: the time that v takes to a value grows by 1 along v and by (Ψ + ξ)/Ψ < 1
    along w. That both solutions exist for all time is shown (`flow-v`, `flow-w`)."""
    p = Proof.about(claim)
    low, other = p.instance(along_v(), ORDER, part=0), p.instance(along_w(), ORDER, part=0)
    start, known = p.linear(lt(x0, 0), le(x0, -1), (lt(0, 1), 1)), weights(p)
    down = p.linear(le(psi(x0), 0), psi_negative(p, x0), using=[*known, start])
    pulls = p.linear(le(drift(x0), 0), p.instance(drift_negative(), ORDER, start, x=x0), using=[*known, start])

    def negative(q: Proof, value: Any, *above: Any) -> list[Line]:
        size = q.linear(lt(value, 0), *above, le(x0, -1), (lt(0, 1), 1))
        return [*weights(q), size, q.enclose(lt(0, softplus(alpha, value)))]

    def exact(q: Proof) -> Line:
        return q.identity(q.goal, *negative(q, y, le(y, x0)))

    def slower(q: Proof) -> Line:
        facts = negative(q, y, le(y, x0))
        more = q.instance(xi_positive(), ORDER, facts[2], x=y)
        scale = SPREAD * -y / (epsilon * softplus(alpha, y))
        room = q.linear(lt(0, -y), (facts[2], 1))
        size = q.linear(lt(0, scale), (facts[0], -y / (epsilon * softplus(alpha, y))), using=[*facts, room])
        return q.linear(q.goal, (more, scale), using=[*facts, size])

    goal = passed(V) - passed(x0)
    first = potential(p, eq(goal, tau), V, y, passed(y), low, down, *known, rate=1, show=exact, between=(None, x0))
    goal = passed(W) - passed(x0)
    second = potential(p, lt(goal, tau), W, y, passed(y), other, pulls, *known, rate=1, show=slower, between=(None, x0))

    def behind(q: Proof) -> Line:
        """If w(z) ≤ v(z), v takes longer to the former, by ∫ from w(z) to v(z) ≥ 0."""
        ends = [q.instance(lemma, ORDER, part=0) for lemma in (along_v(), along_w())]
        between, nothing = Integral(-1 / psi(later), (later, W, V)), Integral(Integer(0), (later, W, V))

        def pointwise(k: Proof) -> Line:
            top = k.instance(along_v(), ORDER, part=0)
            facts = negative(k, later, le(later, V), top)
            scale = -later / (epsilon * softplus(alpha, later))
            room = k.linear(lt(0, -later), (facts[2], 1))
            return k.linear(k.goal, (facts[0], scale), using=[*facts, room])

        both = split(q, passed(W), V, *ends)
        least = comparison(q, le(nothing, between), pointwise, le(W, V))
        value = antiderivative(q, nothing, Integer(0), le(W, V))
        wrong = q.linear(lt(0, 0), q.line(second.formula), (q.line(first.formula), -1), (both, -1), least, (value, -1))
        return q.absurd(q.goal, wrong)

    apart = p.cases(lt(V, W), W, V, behind, lambda q: q.given(lt(V, W)))
    return p.finding(p.both(apart, p.linear(lt(W, 0), other, start)))


@PROPOSITION_2_4.argument(
    "Step 1: (w − v)′ = [(Ψ + ξ)(w) − (Ψ + ξ)(v)] + ξ(v), and the bracket is ≤ 0 for v ≤ w < 0",
    claims=[
        eq(drift(w) - psi(v), Add(drift(w), -drift(v), xi(v), evaluate=False)),
        le(drift(w) - drift(v), 0),
    ],
    given=[ORDER, le(v, w)],
    evolves=[],
    over={v: BEFORE_ZERO, w: BEFORE_ZERO, **ANY},
)
def derivative_of_difference(claim: Claim) -> Evidence:
    """The bracket by `drift-falls`. (Grönwall's inequality is not needed: integrate.)"""
    p = Proof.about(claim)
    known = weight(p)
    split = p.identity(p.goals[0], *known)
    falls = p.instance(drift_falls(), le(v, w), *width(p), x=v, y=w, d=beta - alpha)
    return p.finding(p.both(split, p.linear(p.goals[1], (falls, epsilon / SPREAD), using=known)))


@PROPOSITION_2_4.argument(
    "Step 1: “the last inequality follows from Lemma C.1”: it follows from ξ > 0; the lemma says that the bound is "
    "finite",
    claims=[lt(0, xi(x))],
    evolves=[],
    over={x: BEFORE_ZERO, **ANY},
)
def perturbation_is_positive(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.instance(xi_positive(), ORDER))


@PROPOSITION_2_4.argument(
    "Step 2: |Ψ + ξ| increases on the negative half-line",
    claims=[le(-drift(x), -drift(y))],
    given=[ORDER, le(x, y)],
    evolves=[],
    over=CURVE,
)
def drift_grows(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    falls = p.instance(drift_falls(), le(x, y), *width(p), d=beta - alpha)
    return p.finding(p.linear(p.goal, (falls, epsilon / SPREAD), using=weight(p)))


@PROPOSITION_2_4.argument(
    "Step 2: |(Ψ + ξ)′| increases on the negative half-line",
    claims=[le(-drift(x).diff(x), -drift(y).diff(y))],
    given=[ORDER, le(x, y)],
    evolves=[],
    over=CURVE,
)
def slope_grows(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    grows = p.instance(drift_slope_grows(), le(x, y), *width(p), d=beta - alpha)
    return p.finding(p.linear(p.goal, (grows, epsilon / SPREAD), using=weight(p)))


FALLEN = 2 * alpha / (exp(2 * alpha) + 1) - 2 * beta / (exp(2 * beta) + 1)
STEEPEST = -drift(Integer(-1)) + epsilon / SPREAD * FALLEN  # |(Ψ + ξ)′(−1)|
PRINTED_L = 2 * epsilon / SPREAD * (2 * alpha + 1) * exp(-2 * alpha)


@PROPOSITION_2_4.argument(
    "Step 2: the formula for |(Ψ + ξ)′(−1)| below (22)",
    claims=[eq(-Derivative(drift(x), x), STEEPEST)],
    given=[ORDER, eq(x, -1)],
    evolves=[],
    over={x: BEFORE_ZERO, **ANY},
)
def slope_at_minus_one(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    here = p.identity(eq(-drift(x).diff(x).subs(x, -1), STEEPEST), *weight(p))
    return p.finding(p.rewrite(p.goal, here, eq(x, -1)))


def lipschitz(p: Proof, factor: Rational) -> Line:
    """|(Ψ + ξ)′(−1)| ≤ factor·ε/ln(β/α)·(2α + 1)e^(−2α), for every α > 0: ln(1 + A) ≤ A, ln(1 + B) ≥ 0,
    2α/(e^(2α) + 1) ≤ 2αA, and the last term is negative."""
    low, high = exp(-2 * alpha), exp(-2 * beta)
    below = p.instance(exp_tangent(), v=-log(1 + high))
    known = weight(p)
    scale = epsilon / SPREAD
    rest = p.linear(
        le(0, high / (1 + high) + 2 * beta / (exp(2 * beta) + 1) + 2 * alpha * low / (exp(2 * alpha) + 1)),
        (le(0, 1), high / (1 + high) + 2 * beta / (exp(2 * beta) + 1) + 2 * alpha * low / (exp(2 * alpha) + 1)),
    )
    more = p.linear(le(0, (factor - 1) * (2 * alpha + 1) * low), (le(0, 1), (factor - 1) * (2 * alpha + 1) * low))
    return p.linear(
        p.goal,
        (p.instance(log_tangent(), x=1 + low), scale),
        (below, scale),
        (rest, scale),
        (more, scale),
        using=known,
    )


@PROPOSITION_2_4.argument("Eq. (21), for every α > 0 and β > α", claims=[le(STEEPEST, PRINTED_L)], evolves=[], over=ANY)
def lipschitz_bound(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(lipschitz(p, Integer(2)))


@PROPOSITION_2_4.sharpness("Eq. (21) without its factor 2", claims=[le(STEEPEST, PRINTED_L / 2)], evolves=[], over=ANY)
def lipschitz_bound_halved(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    ratio = (PRINTED_L / STEEPEST).subs({alpha: Rational(3, 2), beta: 3, epsilon: 1})
    number = quantity(
        "lipschitz_bound_tightness",
        ratio,
        symbol=r"\tfrac{2\varepsilon}{\ln(\beta/\alpha)}(2\alpha+1)e^{-2\alpha}/L",
        meaning="the printed (21) over the exact L at α = 3/2, β = 3 (ε cancels)",
    )
    return p.finding(lipschitz(p, Integer(1)), quantities=(number,))


def falling_ratio(p: Proof) -> Line:
    """2β/(e^(2β) + 1) < 2α/(e^(2α) + 1) from (2α − 1)e^(2α) ≥ 1: over both denominators the difference is
    2αe^(2α)(e^v − 1 − v) + v((2α − 1)e^(2α) − 1) with v = 2(β − α), and e^v − 1 − v ≥ v²/2 > 0."""
    one, other, gap = exp(2 * alpha), exp(2 * beta), 2 * (beta - alpha)
    room = p.fact(le(1, (2 * alpha - 1) * one))
    ahead = p.linear(lt(0, gap), (ORDER, 2))
    square = p.instance(exp_second_order_below(), p.linear(le(0, gap), (ORDER, 2)), x=gap)
    below = (one + 1) * (other + 1)
    return p.linear(
        lt(2 * beta / (other + 1), 2 * alpha / (one + 1)),
        (square, 2 * alpha * one / below),
        (ahead, alpha * one * gap / below),
        (room, gap / below),
        using=[
            p.linear(lt(0, alpha * one * gap / below), (ahead, alpha * one / below)),
            p.linear(le(0, gap / below), (ahead, 1 / below)),
        ],
    )


RATIO_FALLS = lt(2 * beta / (exp(2 * beta) + 1), 2 * alpha / (exp(2 * alpha) + 1))


@PROPOSITION_2_4.argument(
    "Eq. (22): M < L², that is |(Ψ + ξ)(−1)| < |(Ψ + ξ)′(−1)|, as 2β/(e^(2β) + 1) < 2α/(e^(2α) + 1) for β > α ≥ 1",
    claims=[RATIO_FALLS, lt(-drift(Integer(-1)), STEEPEST)],
    evolves=[],
)
def ratio_below_one(claim: Claim) -> Evidence:
    """s/(e^s + 1) falls wherever (s − 1)e^s > 1."""
    p = Proof.about(claim)
    tangent = p.instance(exp_tangent(), v=2 * alpha)
    p.linear(
        le(1, (2 * alpha - 1) * exp(2 * alpha)), (tangent, 2 * alpha - 1), (le(1, alpha), 4 * alpha + 4), (le(0, 1), 2)
    )
    falls = falling_ratio(p)
    return p.finding(p.both(falls, p.linear(p.goals[1], (falls, epsilon / SPREAD), using=weight(p))))


LEAST_MARGIN = (1 + LambertW(exp(-1))) / 2  # s*/2


def lambert(p: Proof) -> tuple[Line, Line]:
    """W = W(1/e): We^W = 1/e and W ≥ 0."""
    return p.axiom("lambertw", exp(-1)), p.enclose(le(0, LambertW(exp(-1))))


@PROPOSITION_2_4.sharpness(
    "(22) holds for every β > α as soon as α ≥ s*/2, where s* = 1 + W(1/e)",
    claims=[RATIO_FALLS],
    given=[ORDER, le(LEAST_MARGIN, alpha)],
    evolves=[],
    over={alpha: POSITIVE},
)
def threshold(claim: Claim) -> Evidence:
    """(s − 1)e^s ≥ 1 for s = 2α ≥ s*: with y = s − 1 ≥ W the difference ye^y − We^W is (y − W)e^y + W(e^y − e^W)."""
    p = Proof.about(claim)
    value, positive = lambert(p)
    place, root = 2 * alpha - 1, LambertW(exp(-1))
    order = p.linear(le(root, place), (le(LEAST_MARGIN, alpha), 2))
    powers = p.instance(exp_monotone(), order, x=root, y=place)
    p.linear(
        le(1, place * exp(2 * alpha)),
        (order, exp(2 * alpha)),
        (powers, exp(1) * root),
        (value, -exp(1)),
        using=[positive],
    )
    number = quantity(
        "slope_threshold",
        LEAST_MARGIN,
        symbol=r"\tfrac12(1+W(1/e))",
        meaning="the least α from which (22) holds for every β > α",
    )
    return p.finding(falling_ratio(p), quantities=(number,))


@PROPOSITION_2_4.sharpness(
    "and for no smaller α: for α < β ≤ s*/2 the inequality (22) is turned round",
    claims=[lt(2 * alpha / (exp(2 * alpha) + 1), 2 * beta / (exp(2 * beta) + 1))],
    given=[ORDER, le(beta, LEAST_MARGIN)],
    evolves=[],
    over={alpha: POSITIVE},
)
def threshold_is_necessary(claim: Claim) -> Evidence:
    """With s = 2β and v = 2(β − α), over both denominators: se^s(e^(−v) − 1 + v) + v(1 − (s − 1)e^s), and
    e^(−v)(e^v − 1 − v) ≥ e^(−v)v²/2, so that e^(−v) − 1 + v > 0."""
    p = Proof.about(claim)
    value, positive = lambert(p)
    place, root = 2 * beta - 1, LambertW(exp(-1))
    order = p.linear(le(place, root), (le(beta, LEAST_MARGIN), 2))
    powers = p.instance(exp_monotone(), order, x=place, y=root)
    room = p.linear(
        le(place * exp(2 * beta), 1),
        (order, exp(2 * beta)),
        (powers, exp(1) * root),
        (value, exp(1)),
        using=[positive],
    )
    one, other, gap = exp(2 * alpha), exp(2 * beta), 2 * (beta - alpha)
    ahead = p.linear(lt(0, gap), (ORDER, 2))
    curved = p.instance(convexity(), p.linear(le(0, gap), (ORDER, 2)), y=gap)
    below = (one + 1) * (other + 1)
    scale = 2 * beta * other * exp(-gap) / below
    return p.finding(
        p.linear(
            p.goal,
            (curved, scale),
            (ahead, scale * gap / 2),
            (room, gap / below),
            using=[
                p.linear(le(0, gap / below), (ahead, 1 / below)),
                p.linear(lt(0, scale * gap / 2), (ahead, scale / 2)),
            ],
        )
    )


@cache
def convexity() -> Established:
    """y²/2 ≤ ye^y − e^y + 1 for y ≥ 0: value 0 at 0, slope y(e^y − 1) − y²."""
    p = Proof({y: NONNEGATIVE})

    def slope(q: Proof) -> Line:
        return q.linear(q.goal, (q.instance(exp_tangent(), v=y), y), (le(0, 1), y**2))

    goal = le(y**2 / 2, y * exp(y) - exp(y) + 1)
    return p.established(p.endpoint(goal, y, "lo", value=lambda q: q.settle(q.goal), slope=slope))


FROM_SEVEN_TENTHS = Interval(Rational(7, 10), oo)


@PROPOSITION_2_4.hypotheses(
    "α > 1 is not necessary for (22): every α ≥ 7/10 will do",
    claims=[RATIO_FALLS],
    evolves=[],
    over={alpha: FROM_SEVEN_TENTHS},
)
def margin_not_necessary(claim: Claim) -> Evidence:
    p, room = Proof.about(claim), lt(1, (2 * alpha - 1) * exp(2 * alpha))
    apart = Proof({alpha: FROM_SEVEN_TENTHS})
    strict = p.instance(apart.established(apart.by_derivatives(room, alpha, "lo")))
    p.given(le(*room.args), strict)
    return p.finding(falling_ratio(p))


@PROPOSITION_2_4.hypotheses(
    "but some bound on α is: M/L² can be above 1, as at α = 1/10, β = 1/2",
    exists=[lt(STEEPEST, -drift(Integer(-1)))],
    evolves=[],
    over={alpha: POSITIVE},
)
def some_margin_necessary(claim: Claim) -> Evidence:
    return exists(claim, at={**PLACE, alpha: Rational(1, 10), beta: Rational(1, 2)})


PLACE = {alpha: 2, beta: 3, epsilon: Rational(1, 4), h: 1, t: 0, x0: -1}
CONDITION_9 = le(h, eta * log(time) * SPREAD * exp(2 * alpha) / (2 * epsilon * (2 * alpha + 1) * time))


@PROPOSITION_2_4.argument(
    "Step 2: under (9), hLt ≤ η ln t by (21)",
    claims=[le(h * L * time, eta * log(time))],
    given=[ORDER, CONDITION_9, le(L, PRINTED_L)],
    evolves=[],
    over={**ANY, L: POSITIVE, time: FROM_ONE},
)
def product_of_steps(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    spread = p.instance(spread_positive(), ORDER)
    per_step = 2 * epsilon * (2 * alpha + 1) * exp(-2 * alpha) * time
    rate = p.instance(quotient_positive(), spread, u=per_step, s=SPREAD)
    return p.finding(
        p.linear(p.goal, (le(L, PRINTED_L), h * time), (CONDITION_9, per_step / SPREAD), using=[rate, spread])
    )


REACHED = M * h / (2 * L) * (exp(L * z * h) - 1)
WHOLE = M * time * h**2 / 2 * exp(L * time * h)
LOGARITHMIC = M * y**2 / (2 * L**2 * time) * exp(y)


@PROPOSITION_2_4.argument(
    "Step 2: the chain of inequalities after Sauer's Corollary 6.5, link by link (y stands for η ln t ≥ Lth, so t^η = "
    "e^y)",
    claims=[le(REACHED, WHOLE), le(WHOLE, LOGARITHMIC), le(LOGARITHMIC, y**2 / (2 * time) * exp(y))],
    given=[le(z, time), le(L * h * time, y), le(M, L**2)],
    evolves=[],
    over={L: POSITIVE, M: POSITIVE, time: POSITIVE, z: NONNEGATIVE, y: POSITIVE},
)
def chain(claim: Claim) -> Evidence:
    """e^v − 1 ≤ ve^v at v = Lzh; z ≤ t; (th)² ≤ (η ln t)²/L²; e^(Lth) ≤ e^(η ln t) = t^η; M ≤ L² and η < 1."""
    p = Proof.about(claim)
    grown = p.instance(exp_slope(), x=L * z * h)
    order = p.linear(le(L * z * h, L * time * h), (le(z, time), L * h))
    powers = p.instance(exp_monotone(), order, x=L * z * h, y=L * time * h)
    first = p.linear(
        p.goals[0],
        (grown, M * h / (2 * L)),
        (le(z, time), M * h**2 * exp(L * z * h) / 2),
        (powers, M * h**2 * time / 2),
    )
    last = p.instance(exp_monotone(), le(L * h * time, y), x=L * time * h, y=y)
    second = p.linear(
        p.goals[1],
        (le(L * h * time, y), M * (y + L * h * time) / (2 * L**2 * time) * exp(L * time * h)),
        (last, M * y**2 / (2 * L**2 * time)),
    )
    third = p.linear(p.goals[2], (le(M, L**2), y**2 / (2 * L**2 * time) * exp(y)))
    return p.finding(
        p.both(first, second, third), modulo=("Sauer, Numerical Analysis, Corollary 6.5 (for the first bound)",)
    )


size, top = real("X X_1")


@PROPOSITION_2_4.sharpness(
    "the supremum of the last bound (ln t)²/(2t^(1−η)) over t ≥ 1 is 2/(e(1 − η))², attained at ln t = 2/(1 − η)",
    claims=[
        le(size**2 / 2 * exp(-(1 - eta) * size), 2 * exp(-2) / (1 - eta) ** 2),
        eq(top**2 / 2 * exp(-(1 - eta) * top), 2 * exp(-2) / (1 - eta) ** 2),
    ],
    given=[eq(top, 2 / (1 - eta))],
    evolves=[],
    over={size: NONNEGATIVE, top: NONNEGATIVE},
)
def supremum(claim: Claim) -> Evidence:
    """With X = ln t and q = (1 − η)X/2 it is 2/(1 − η)²·(qe^(−q))², and qe^(1−q) ≤ 1."""
    p = Proof.about(claim)
    part = (1 - eta) * size / 2
    tangent = p.instance(exp_tangent(), v=part - 1)
    line = p.linear(le(part * exp(1 - part), 1), (tangent, exp(1 - part)))
    scale = 2 * exp(-2) / (1 - eta) ** 2
    bounded = p.linear(p.goals[0], (line, scale * (1 + part * exp(1 - part))))
    rest = 2 / (1 - eta)
    attained = p.rewrite(p.goals[1], p.identity(eq(rest**2 / 2 * exp(-(1 - eta) * rest), scale)), eq(top, rest))
    number = quantity(
        "chain_supremum",
        8 * exp(-2),
        symbol=r"\sup_{t\ge1}\tfrac{(\ln t)^2}{2t^{1-\eta}}",
        meaning="at η = 1/2, attained at t = e⁴",
    )
    return p.finding(p.both(bounded, attained), quantities=(number,))


@PROPOSITION_2_4.hypotheses(
    "x₀ ≤ −1 is used for (21): above −1 the slope |(Ψ + ξ)′| can exceed the printed bound, as at x = −1/10, α = 2, β = "
    "3",
    exists=[lt(PRINTED_L, -drift(x).diff(x))],
    evolves=[],
    over={x: BEFORE_ZERO},
)
def start_is_used_for_lipschitz(claim: Claim) -> Evidence:
    """For the boundedness of the error itself no such start is needed: repair `uniform-euler-bound`."""
    return exists(claim, at={**PLACE, x: Rational(-1, 10)})
