"""Appendix D, the printed derivation of Lemma D.1: both steps are right."""

from sympy import Interval, exp, oo

from checks.methods import Proof
from checks.methods.argue import Line
from checks.methods.integrals import antiderivative, comparison
from checks.paper import eq, le, lt
from proofs.foundations.elementary import exp_monotone, exp_tangent
from proofs.spurious_correlation.appendix_d import LEADING, LEMMA_D_1, B, over
from proofs.spurious_correlation.notation import ORDER, alpha, beta, misfit, x, z
from proofs.spurious_correlation.paper import POSITIVE

NEGATIVE = Interval.open(-oo, 0)
E, A = exp(2 * x * z), exp(2 * alpha * x)


@LEMMA_D_1.argument("Step 1: 1/(z(1 + e^(−2xz))) − e^(2xz)/z = (e^(2xz)/z)·(−e^(2xz)/(1 + e^(2xz)))")
def difference_of_integrands():
    p = Proof({x: NEGATIVE, z: POSITIVE})
    return p.finding(p.identity(eq(1 / (z * (1 + exp(-2 * x * z))) - E / z, E / z * (-E / (1 + E)))))


@LEMMA_D_1.argument("Step 1: |I(x) − ∫e^(2xz)/z dz| ≤ e^(2αx)∫e^(2xz)/z dz")
def deviation():
    """Under the integral sign: (1 − e^(2αx))e^(2xz)/z ≤ 1/(z(1 + e^(−2xz))) ≤ e^(2xz)/z on [α, β]."""
    p = Proof.about(LEMMA_D_1)
    order = p.linear(le(0, beta - alpha), ORDER)
    place = alpha + z
    power = exp(2 * x * place)

    def above(q: Proof) -> Line:
        return q.linear(q.goal, (le(0, 1), power**2 / ((1 + power) * place)))

    def below(q: Proof) -> Line:
        up = q.linear(le(2 * x * place, 2 * alpha * x), (le(0, z), -2 * x))
        powers = q.instance(exp_monotone(), up, x=2 * x * place, y=2 * alpha * x)
        return q.linear(q.goal, (powers, power / place), (le(0, 1), power**3 / ((1 + power) * place)))

    first = comparison(p, le(misfit(x), over(E / z)), above, order)
    second = comparison(p, le(over((1 - A) * E / z), misfit(x)), below, order)
    return p.finding(p.both(first, second))


@LEMMA_D_1.argument(
    "Step 2: ∫e^(2xz)/z dz is at most −e^(2αx)/(2αx), and at least that times 1 + 1/(2αx) − e^(2(β−α)x)"
)
def laplace():
    """Wong's theorem made explicit, for every x < 0: (2α − z)/α² ≤ 1/z ≤ 1/α on [α, β]."""
    p = Proof.about(LEMMA_D_1)
    order = p.linear(le(0, beta - alpha), ORDER)
    place = alpha + z
    power = exp(2 * x * place)

    def above(q: Proof) -> Line:
        return q.linear(q.goal, (le(0, z), power / (alpha * place)))

    def below(q: Proof) -> Line:
        return q.linear(q.goal, (le(0, 1), power * z**2 / (alpha**2 * place)))

    upper = comparison(p, le(over(E / z), over(E / alpha)), above, order)
    upper_value = antiderivative(p, over(E / alpha), (E / (2 * alpha * x)).subs(z, place), order)
    body, primitive = E * (2 * alpha - z) / alpha**2, E * ((2 * alpha - z) / (2 * x) + 1 / (4 * x**2)) / alpha**2
    lower = comparison(p, le(over(body), over(E / z)), below, order)
    lower_value = antiderivative(p, over(body), primitive.subs(z, place), order)
    high = p.linear(le(over(E / z), LEADING), upper, upper_value, (lt(0, B), -1 / (2 * alpha * x)))
    low = p.linear(
        le(LEADING * (1 + 1 / (2 * alpha * x) - exp(2 * (beta - alpha) * x)), over(E / z)),
        lower,
        (lower_value, -1),
        (ORDER, B / (-2 * alpha**2 * x)),
        (le(0, 1), B / (4 * alpha**2 * x**2)),
    )
    return p.finding(p.both(high, low))


@LEMMA_D_1.argument("Step 2: e^(2(β−α)x) and e^(2αx) are at most 1/(2(β−α)|x|) and 1/(2α|x|)")
def exponentials_are_small():
    p = Proof({alpha: POSITIVE, x: NEGATIVE})
    tangent = p.instance(exp_tangent(), v=-2 * alpha * x)
    small = -1 / (2 * alpha * x)
    return p.finding(p.linear(le(A, small), (tangent, A * small), (le(0, 1), A * small)))
