"""Section 2.3: the printed derivation of Proposition 2.4, inequality by inequality."""

from sympy import Derivative, Expr, Integer, Interval, LambertW, Rational, exp, log, oo

from checks.methods import Proof, quantity
from checks.methods.argue import Line
from checks.outcome import Finding
from checks.paper import eq, le, lt, real
from proofs.foundations.elementary import NONNEGATIVE, exp_monotone, exp_slope, exp_tangent, log_tangent
from proofs.spurious_correlation.drift import pull_positive, quotient_positive, spread_positive
from proofs.spurious_correlation.drift_shape import HIGH, STEEPEST, drift_falls, drift_slope_grows, quotient
from proofs.spurious_correlation.euler_error import PROPOSITION_2_4
from proofs.spurious_correlation.notation import ORDER, SPREAD, alpha, beta, d, drift, epsilon, eta, h, psi, x, xi
from proofs.spurious_correlation.paper import POSITIVE

NEGATIVE = Interval.open(-oo, 0)
WIDE = {alpha: POSITIVE, beta: POSITIVE, x: NEGATIVE, epsilon: POSITIVE}
time, L, M, s, v = real("t L M s v")


@PROPOSITION_2_4.argument("Step 1: Ψ < Ψ + ξ < 0 for every x < 0")
def order_of_drifts():
    p = Proof(WIDE, [ORDER])
    spread = p.instance(spread_positive(), ORDER)
    high = log(1 + exp(2 * beta * x))
    tangent = p.instance(exp_tangent(), v=-high)
    power = exp(2 * beta * x)
    positive = p.linear(lt(0, high), tangent, (lt(0, power), 1 / (1 + power)))
    weight = p.instance(quotient_positive(), p.linear(lt(0, -x * SPREAD), (spread, -x)), u=epsilon, s=-x * SPREAD)
    first = p.linear(lt(psi(x), drift(x)), (positive, epsilon / (-x * SPREAD)), using=[spread, weight])
    width = p.linear(lt(0, beta - alpha), ORDER)
    pull = p.instance(pull_positive(), width, p.linear(lt(0, -x), (lt(x, 0), 1)), u=-x, d=beta - alpha)
    second = p.linear(lt(drift(x), 0), (pull, epsilon / (-x * SPREAD)), using=[spread, weight])
    return p.finding(p.both(first, second))


@PROPOSITION_2_4.argument("Step 1: (w − v)′ = [(Ψ + ξ)(w) − (Ψ + ξ)(v)] + ξ(v), and the bracket is ≤ 0")
def derivative_of_difference():
    """The bracket by `drift-falls` for v < w < 0. (Grönwall's inequality is not needed: integrate.)"""
    w = real("w")
    p = Proof({**WIDE, v: NEGATIVE, w: NEGATIVE, d: NONNEGATIVE}, [lt(0, SPREAD), le(v, w)])
    split = p.identity(eq(drift(w) - psi(v), drift(w) - drift(v) + xi(v)), lt(0, SPREAD))
    falls = p.instance(drift_falls(), le(v, w), x=v, y=w)
    return p.finding(p.both(split, falls))


@PROPOSITION_2_4.argument(
    "Step 1: “the last inequality follows from Lemma C.1”: it follows from ξ > 0; the lemma says that the bound "
    "is finite"
)
def perturbation_is_positive():
    p = Proof(WIDE, [ORDER])
    spread = p.instance(spread_positive(), ORDER)
    power = exp(2 * beta * x)
    tangent = p.instance(exp_tangent(), v=-log(1 + power))
    positive = p.linear(lt(0, log(1 + power)), tangent, (lt(0, power), 1 / (1 + power)))
    weight = p.instance(quotient_positive(), p.linear(lt(0, -x * SPREAD), (spread, -x)), u=epsilon, s=-x * SPREAD)
    return p.finding(p.linear(lt(0, xi(x)), (positive, epsilon / (-x * SPREAD)), using=[spread, weight]))


@PROPOSITION_2_4.argument("Step 2: |Ψ + ξ| increases on the negative half-line")
def drift_grows():
    return Finding.proved(drift_falls())


@PROPOSITION_2_4.argument("Step 2: |(Ψ + ξ)′| increases on the negative half-line")
def slope_grows():
    return Finding.proved(drift_slope_grows())


@PROPOSITION_2_4.argument("Step 2: the formula for |(Ψ + ξ)′(−1)| below (22)")
def slope_at_minus_one():
    p = Proof({alpha: POSITIVE, d: POSITIVE, x: NEGATIVE}, [eq(x, -1)])
    slope = Derivative(quotient(x), x)
    return p.finding(p.rewrite(eq(-slope, STEEPEST), p.identity(eq(STEEPEST, STEEPEST)), eq(x, Integer(-1))))


PRINTED_L = 2 * epsilon / SPREAD * (2 * alpha + 1) * exp(-2 * alpha)


def lipschitz(p: Proof, factor: int) -> Line:
    """|(Ψ + ξ)′(−1)|·ln(β/α)/ε ≤ factor·(2α + 1)e^(−2α), for every α > 0 and d ≥ 0."""
    low, high = exp(-2 * alpha), exp(-2 * HIGH)
    below = p.instance(exp_tangent(), v=-log(1 + high))
    return p.linear(
        le(STEEPEST, factor * (2 * alpha + 1) * low),
        p.instance(log_tangent(), x=1 + low),
        below,
        (le(0, 1), high / (1 + high) + 2 * HIGH / (exp(2 * HIGH) + 1) + 2 * alpha * low / (exp(2 * alpha) + 1)),
        (le(0, 1), (factor - 1) * (2 * alpha + 1) * low),
    )


@PROPOSITION_2_4.argument("Eq. (21), for every α > 0 and β > α")
def lipschitz_bound():
    p = Proof({alpha: POSITIVE, d: NONNEGATIVE})
    return p.finding(lipschitz(p, 2))


@PROPOSITION_2_4.sharpness("Eq. (21) without its factor 2")
def lipschitz_bound_halved():
    """ln(1 + A) ≤ A, ln(1 + B) ≥ 0, 2α/(e^(2α) + 1) ≤ 2αA, and the last term is negative."""
    p = Proof({alpha: POSITIVE, d: NONNEGATIVE})
    at = {alpha: Rational(3, 2), d: Rational(3, 2)}
    ratio = (2 * (2 * alpha + 1) * exp(-2 * alpha) / STEEPEST).subs(at)
    number = quantity(
        "lipschitz_bound_tightness",
        ratio,
        symbol=r"\tfrac{2\varepsilon}{\ln(\beta/\alpha)}(2\alpha+1)e^{-2\alpha}/L",
        meaning="the printed (21) over the exact L at α = 3/2, β = 3 (ε cancels)",
    )
    return p.finding(lipschitz(p, 1), quantities=(number,))


def falling_ratio(p: Proof, low: Expr, gap: Expr) -> Line:
    """(low + gap)/(e^(low + gap) + 1) < low/(e^low + 1) from (low − 1)e^low > 1 and gap > 0."""
    one, other = exp(low), exp(low + gap)
    room = p.fact(lt(1, (low - 1) * one))
    below = (one + 1) * (other + 1)
    return p.linear(
        lt((low + gap) / (other + 1), low / (one + 1)),
        (p.instance(exp_tangent(), v=gap), low * one / below),
        (room, gap / below),
    )


@PROPOSITION_2_4.argument("Eq. (22): M < L², that is 2β/(e^(2β) + 1) < 2α/(e^(2α) + 1) for β > α > 1")
def ratio_below_one():
    """s/(e^s + 1) falls wherever (s − 1)e^s > 1: se^s(e^v − 1) − v(e^s + 1) ≥ v[(s − 1)e^s − 1]."""
    p = Proof({alpha: Interval.open(1, oo), d: POSITIVE})
    tangent = p.instance(exp_tangent(), v=2 * alpha)
    p.linear(
        lt(1, (2 * alpha - 1) * exp(2 * alpha)), (tangent, 2 * alpha - 1), (lt(1, alpha), 4 * alpha + 4), (le(0, 1), 2)
    )
    return p.finding(falling_ratio(p, 2 * alpha, 2 * d))


@PROPOSITION_2_4.sharpness("from which s on s/(eˢ + 1) falls: s* = 1 + W(1/e), so (22) needs α ≥ s*/2 only")
def threshold():
    """The derivative of s/(e^s + 1) is (1 − (s − 1)e^s)/(e^s + 1)²; at s* it is 0, as (s* − 1)e^(s*−1) = 1/e."""
    p = Proof({s: Interval.open(0, oo)})
    slope = Derivative(s / (exp(s) + 1), s)
    line = p.identity(eq(slope, (1 - (s - 1) * exp(s)) / (exp(s) + 1) ** 2))
    number = quantity(
        "slope_threshold",
        (1 + LambertW(exp(-1))) / 2,
        symbol=r"\tfrac12(1+W(1/e))",
        meaning="the least α from which (22) holds for every β > α",
    )
    return p.finding(line, quantities=(number,))


@PROPOSITION_2_4.hypotheses("α > 1 is not necessary for (22): α = 7/10")
def margin_not_necessary():
    p = Proof({alpha: Interval(Rational(7, 10), oo), d: POSITIVE})
    p.by_derivatives(lt(1, (2 * alpha - 1) * exp(2 * alpha)), alpha, "lo")
    return p.finding(falling_ratio(p, 2 * alpha, 2 * d))


@PROPOSITION_2_4.hypotheses("but some bound is: at α = 1/10, β = 1/2 the ratio M/L² is above 1")
def some_margin_necessary():
    p = Proof({})
    first, second = Rational(1, 5), Integer(1)
    return p.finding(p.enclose(lt(first / (exp(first) + 1), second / (exp(second) + 1))))


@PROPOSITION_2_4.argument("Step 2: under (9), hLt ≤ η ln t by (21)")
def product_of_steps():
    place = eta * log(time) * SPREAD * exp(2 * alpha) / (2 * epsilon * (2 * alpha + 1) * time)
    p = Proof(
        {
            alpha: POSITIVE,
            beta: POSITIVE,
            epsilon: POSITIVE,
            h: POSITIVE,
            eta: POSITIVE,
            L: POSITIVE,
            time: Interval(1, oo),
        },
        [lt(0, SPREAD), le(h, place), le(L, PRINTED_L)],
    )
    weight = p.instance(
        quotient_positive(), lt(0, SPREAD), u=2 * epsilon * (2 * alpha + 1) * exp(-2 * alpha) * time, s=SPREAD
    )
    return p.finding(
        p.linear(
            le(h * L * time, eta * log(time)),
            (le(L, PRINTED_L), h * time),
            (le(h, place), 2 * epsilon * (2 * alpha + 1) * exp(-2 * alpha) * time / SPREAD),
            using=[weight, lt(0, SPREAD)],
        )
    )


@PROPOSITION_2_4.argument("Step 2: the chain of inequalities after Sauer's Corollary 6.5, link by link")
def chain():
    """e^v − 1 ≤ ve^v at v = Lzh; z ≤ t; (th)² ≤ (η ln t)²/L²; e^(Lth) ≤ e^(η ln t) = t^η; M ≤ L² and η < 1. Written
    with y = η ln t ≥ Lth, so that t^η = e^y."""
    z, y = real("z y")
    p = Proof(
        {L: POSITIVE, M: POSITIVE, h: POSITIVE, time: POSITIVE, z: NONNEGATIVE, y: POSITIVE},
        [le(z, time), le(L * h * time, y), le(M, L**2)],
    )
    grown = p.instance(exp_slope(), x=L * z * h)
    order = p.linear(le(L * z * h, L * time * h), (le(z, time), L * h))
    powers = p.instance(exp_monotone(), order, x=L * z * h, y=L * time * h)
    first = p.linear(
        le(M * h / (2 * L) * (exp(L * z * h) - 1), M * time * h**2 / 2 * exp(L * time * h)),
        (grown, M * h / (2 * L)),
        (le(z, time), M * h**2 * exp(L * z * h) / 2),
        (powers, M * h**2 * time / 2),
    )
    last = p.instance(exp_monotone(), le(L * h * time, y), x=L * time * h, y=y)
    second = p.linear(
        le(M * time * h**2 / 2 * exp(L * time * h), M * y**2 / (2 * L**2 * time) * exp(y)),
        (le(L * h * time, y), M * (y + L * h * time) / (2 * L**2 * time) * exp(L * time * h)),
        (last, M * y**2 / (2 * L**2 * time)),
    )
    third = p.linear(
        le(M * y**2 / (2 * L**2 * time) * exp(y), y**2 / (2 * time) * exp(y)),
        (le(M, L**2), y**2 / (2 * L**2 * time) * exp(y)),
    )
    return p.finding(
        p.both(first, second, third), modulo=("Sauer, Numerical Analysis, Corollary 6.5 (for the first bound)",)
    )


@PROPOSITION_2_4.sharpness("the supremum of the last bound over t ≥ 1 at η = 1/2 is 8/e²")
def supremum():
    """(ln t)²/(2√t) ≤ 8/e² is (x/4)e^(1 − x/4) ≤ 1 squared with x = ln t; equality at x = 4, t = e⁴."""
    size = real("X")
    p = Proof({size: NONNEGATIVE})
    quarter = size / 4
    tangent = p.instance(exp_tangent(), v=quarter - 1)
    line = p.linear(le(quarter * exp(1 - quarter), 1), (tangent, exp(1 - quarter)))
    top = p.linear(
        le(size**2 / 2 * exp(-size / 2), 8 * exp(-2)), (line, 8 * exp(-2) * (1 + quarter * exp(1 - quarter)))
    )
    attained = p.identity(eq(Integer(4) ** 2 / 2 * exp(-Integer(4) / 2), 8 * exp(-2)))
    number = quantity(
        "chain_supremum",
        8 * exp(-2),
        symbol=r"\sup_{t\ge1}\tfrac{(\ln t)^2}{2t^{1-\eta}}",
        meaning="at η = 1/2, attained at t = e⁴",
    )
    return p.finding(p.both(top, attained), quantities=(number,))


@PROPOSITION_2_4.hypotheses(
    "at α = 2, β = 3, ε = 1/4 the bound L is met only at the end x = −1: x₀ ≤ −1 is used for (21)"
)
def start_is_used_for_lipschitz():
    """At x = −1/10 the slope |(Ψ + ξ)′| exceeds the printed (21): the bound fails for starts above −1. (For the
    boundedness of the error itself no such start is needed: repair `uniform-euler-bound`.)"""
    at = {alpha: Integer(2), d: Integer(1)}
    p = Proof({})
    place = real("w")
    slope = (-quotient(place).diff(place)).subs(at).subs(place, Rational(-1, 10))
    return p.finding(p.enclose(lt(2 * 5 * exp(-4), slope)))
