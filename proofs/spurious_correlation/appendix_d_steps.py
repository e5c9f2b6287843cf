"""Appendix D, the printed derivation of Lemma D.1: both steps are right."""

from sympy import exp

from checks.methods import Proof, identity
from checks.methods.argue import Line
from checks.methods.integrals import antiderivative, comparison
from checks.outcome import Evidence
from checks.paper import Claim, eq, le, lt
from proofs.foundations.elementary import exp_monotone, exp_tangent
from proofs.spurious_correlation.appendix_d import LEADING, LEMMA_D_1, B, over
from proofs.spurious_correlation.drift import quotient_positive
from proofs.spurious_correlation.notation import ORDER, alpha, beta, misfit, x, z
from proofs.spurious_correlation.paper import POSITIVE

E, A = exp(2 * x * z), exp(2 * alpha * x)
SIMPLIFIED = over(E / z)


@LEMMA_D_1.argument(
    "Step 1: 1/(z(1 + e^(−2xz))) − e^(2xz)/z = (e^(2xz)/z)·(−e^(2xz)/(1 + e^(2xz)))",
    claims=[eq(1 / (z * (1 + exp(-2 * x * z))) - E / z, E / z * (-E / (1 + E)))],
    given=[],
    over={z: POSITIVE},
)
def difference_of_integrands(claim: Claim) -> Evidence:
    return identity(claim)


@LEMMA_D_1.argument(
    "Step 1: |I(x) − ∫e^(2xz)/z dz| ≤ e^(2αx)∫e^(2xz)/z dz",
    claims=[le(misfit(x), SIMPLIFIED), le(over((1 - A) * E / z), misfit(x))],
)
def deviation(claim: Claim) -> Evidence:
    """Under the integral sign: (1 − e^(2αx))e^(2xz)/z ≤ 1/(z(1 + e^(−2xz))) ≤ e^(2xz)/z on [α, β]."""
    p = Proof.about(claim)
    order = p.linear(le(0, beta - alpha), ORDER)
    place = alpha + z
    power = exp(2 * x * place)

    def above(q: Proof) -> Line:
        return q.linear(q.goal, (le(0, 1), power**2 / ((1 + power) * place)))

    def below(q: Proof) -> Line:
        up = q.linear(le(2 * x * place, 2 * alpha * x), (le(0, z), -2 * x))
        powers = q.instance(exp_monotone(), up, x=2 * x * place, y=2 * alpha * x)
        return q.linear(q.goal, (powers, power / place), (le(0, 1), power**3 / ((1 + power) * place)))

    sides = zip(claim.formulas, (above, below), strict=True)
    return p.finding(p.both(*(comparison(p, goal, pointwise, order) for goal, pointwise in sides)))


@LEMMA_D_1.argument(
    "Step 2: ∫e^(2xz)/z dz is at most −e^(2αx)/(2αx), and at least that times 1 + 1/(2αx) − e^(2(β−α)x)",
    claims=[
        le(SIMPLIFIED, LEADING),
        le(LEADING * (1 + 1 / (2 * alpha * x) - exp(2 * (beta - alpha) * x)), SIMPLIFIED),
    ],
)
def laplace(claim: Claim) -> Evidence:
    """Wong's theorem made explicit, for every x < 0: (2α − z)/α² ≤ 1/z ≤ 1/α on [α, β]."""
    p = Proof.about(claim)
    order = p.linear(le(0, beta - alpha), ORDER)
    place = alpha + z
    power = exp(2 * x * place)

    def above(q: Proof) -> Line:
        return q.linear(q.goal, (le(0, z), power / (alpha * place)))

    def below(q: Proof) -> Line:
        return q.linear(q.goal, (le(0, 1), power * z**2 / (alpha**2 * place)))

    upper = comparison(p, le(SIMPLIFIED, over(E / alpha)), above, order)
    upper_value = antiderivative(p, over(E / alpha), (E / (2 * alpha * x)).subs(z, place), order)
    body, primitive = E * (2 * alpha - z) / alpha**2, E * ((2 * alpha - z) / (2 * x) + 1 / (4 * x**2)) / alpha**2
    lower = comparison(p, le(over(body), SIMPLIFIED), below, order)
    lower_value = antiderivative(p, over(body), primitive.subs(z, place), order)
    high = p.linear(p.goals[0], upper, upper_value, (lt(0, B), -1 / (2 * alpha * x)))
    low = p.linear(
        p.goals[1],
        lower,
        (lower_value, -1),
        (ORDER, B / (-2 * alpha**2 * x)),
        (le(0, 1), B / (4 * alpha**2 * x**2)),
    )
    return p.finding(p.both(high, low))


@LEMMA_D_1.argument(
    "Step 2: e^(2(β−α)x) and e^(2αx) are at most 1/(2(β−α)|x|) and 1/(2α|x|)",
    claims=[le(A, -1 / (2 * alpha * x)), le(exp(2 * (beta - alpha) * x), 1 / (beta - alpha) / (-2 * x))],
)
def exponentials_are_small(claim: Claim) -> Evidence:
    """e^v ≥ 1 + v at v = −2αx and at v = −2(β − α)x."""
    p = Proof.about(claim)
    width = p.linear(lt(0, beta - alpha), ORDER)
    apart = p.linear(lt(-2 * beta + 2 * alpha, 0), (width, 2))
    lines = []
    for goal, gap in zip(p.goals, (alpha, beta - alpha), strict=True):
        rate = -2 * gap * x
        room = p.linear(lt(0, rate), (p.fact(lt(0, gap)), -2 * x))
        weight = p.instance(quotient_positive(), room, u=exp(-rate), s=rate)
        tangent = p.instance(exp_tangent(), v=rate)
        small, known = exp(-rate) / rate, [room, weight, width, apart]
        lines.append(p.linear(goal, (tangent, small), (le(0, 1), small), using=known))
    return p.finding(p.both(*lines))
