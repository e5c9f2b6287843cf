"""Appendix D: I(x) = ∫_α^β dz/(z(1 + e^(−2xz))) near its smallest z, with explicit bounds for every x < 0.

With A = e^(2αx): 1/z lies above its tangent and below its second Taylor polynomial at α, and 1/(1 + e^(2xz)) between
1/(1 + A) and 1; what is left under the integral has an elementary antiderivative.
"""

from sympy import Abs, Expr, Integral, Or, S, exp

from checks.methods import proves
from checks.methods.argue import Line, Proof
from checks.methods.integrals import antiderivative, comparison
from checks.outcome import Evidence
from checks.paper import Claim, le, lt
from proofs.foundations.elementary import EXP_MONOTONE, EXP_TANGENT, exp_monotone, exp_tangent
from proofs.spurious_correlation.drift import QUOTIENT_POSITIVE, quotient_positive
from proofs.spurious_correlation.limits import within
from proofs.spurious_correlation.notation import ORDER, alpha, beta, delta, misfit, x, z
from proofs.spurious_correlation.paper import BEFORE_ZERO, PAPER, POSITIVE

WIDE = {x: BEFORE_ZERO}
POINT = {z: POSITIVE, x: BEFORE_ZERO}
E, A, B = exp(2 * x * z), exp(2 * alpha * x), exp(2 * beta * x)
MOVED = {z: alpha + z}  # (23) is integrated from 0 to β − α, see `notation.misfit`
LEADING = A / (-2 * alpha * x)
RATIO = misfit(x) / LEADING
LOSS = 1 / alpha + 1 / (beta - alpha) / 2
W = z - alpha
INTEGRAND = 1 / (z * (1 + exp(-2 * x * z)))


def over(body: Expr) -> Expr:
    """The integral of the body over [α, β]."""
    return Integral(body.subs(MOVED), (z, 0, beta - alpha))


D_1_POINTWISE = PAPER.statement(
    "misfit-pointwise",
    label="The integrand of I",
    kind="lemma",
    origin="derived",
    where="Appendix D, derived for this report",
    printed=r"\frac{e^{2xz}(2\alpha-z)}{\alpha^2(1+e^{2\alpha x})} \le \frac{1}{z(1+e^{-2xz})} \le "
    r"\min\Bigl(\frac{e^{2xz}}{\alpha},\ e^{2xz}\,\frac{\alpha^2-\alpha(z-\alpha)+(z-\alpha)^2}{\alpha^3}\Bigr)",
    over=POINT,
    given=[le(alpha, z)],
    concludes=[
        ("below", le(E * (2 * alpha - z) / (alpha**2 * (1 + A)), INTEGRAND)),
        ("above", le(INTEGRAND, E / alpha)),
        ("above, second order", le(INTEGRAND, E * (alpha**2 - alpha * W + W**2) / alpha**3)),
    ],
    uses=[EXP_MONOTONE],
    derivation=False,
)


@proves(D_1_POINTWISE, "1/z between its Taylor polynomials at α, 1/(1 + e^(2xz)) between 1/(1 + A) and 1")
def misfit_pointwise(p):
    order = p.linear(le(2 * x * z, 2 * alpha * x), (le(alpha, z), -2 * x))
    powers = p.instance(exp_monotone(), order, x=2 * x * z, y=2 * alpha * x)
    low = p.linear(
        le(E * (2 * alpha - z) / (alpha**2 * (1 + A)), INTEGRAND),
        (powers, E / (z * (1 + E) * (1 + A))),
        (le(0, 1), E * W**2 / ((1 + A) * alpha**2 * z)),
    )
    rest = (le(0, 1), E**2 / (z * (1 + E)))
    first = p.linear(le(INTEGRAND, E / alpha), (le(alpha, z), E / (alpha * z)), rest)
    second = p.linear(
        le(INTEGRAND, E * (alpha**2 - alpha * W + W**2) / alpha**3), (le(alpha, z), E * W**2 / (alpha**3 * z)), rest
    )
    return p.given(p.goal, low, first, second)


def _compared(p: Proof, body: Expr, primitive: Expr, *, below: bool = False) -> tuple[Line, Line]:
    """∫ against I by the pointwise lemma, and the value of that integral."""

    def pointwise(q: Proof) -> Line:
        return q.given(q.goal, q.instance(misfit_pointwise(), q.linear(le(alpha, alpha + z), le(0, z)), z=alpha + z))

    goal = le(over(body), misfit(x)) if below else le(misfit(x), over(body))
    order = p.linear(le(0, beta - alpha), ORDER)
    return comparison(p, goal, pointwise, order), antiderivative(p, over(body), primitive.subs(MOVED), order)


MISFIT_ABOVE = PAPER.statement(
    "misfit-above",
    kind="lemma",
    label="I from above",
    origin="derived",
    where="Appendix D, derived for this report",
    printed=r"I(x) \le -\frac{e^{2\alpha x}}{2\alpha x} \quad (x < 0)",
    over=WIDE,
    given=[ORDER],
    concludes=[le(misfit(x), LEADING)],
    uses=[D_1_POINTWISE],
    derivation=False,
)


@proves(MISFIT_ABOVE, "1/z ≤ 1/α")
def misfit_above(p):
    bound, value = _compared(p, E / alpha, E / (2 * alpha * x))
    return p.linear(p.goal, bound, value, (lt(0, B), -1 / (2 * alpha * x)))


MISFIT_BELOW = PAPER.statement(
    "misfit-below",
    kind="lemma",
    label="I from below",
    origin="derived",
    where="Appendix D, derived for this report",
    printed=r"I(x) \ge -\frac{e^{2\alpha x}}{2\alpha x}\cdot"
    r"\frac{1 + \frac{1}{2\alpha x} - e^{2(\beta-\alpha)x}}{1+e^{2\alpha x}} \quad (x < 0)",
    over=WIDE,
    given=[ORDER],
    concludes=[le(LEADING * (1 + 1 / (2 * alpha * x) - exp(2 * (beta - alpha) * x)) / (1 + A), misfit(x))],
    uses=[D_1_POINTWISE],
    derivation=False,
)


@proves(MISFIT_BELOW, "1/z above its tangent at α")
def misfit_below(p):
    """The antiderivative of e^(2xz)(2α − z) is e^(2xz)[(2α − z)/(2x) + 1/(4x²)]; what it leaves at β is more than
    −e^(2βx)/(−2αx), by e^(2βx)·[(β − α)/(−2α²x) + 1/(4α²x²)]."""
    body = E * (2 * alpha - z) / (alpha**2 * (1 + A))
    primitive = E * ((2 * alpha - z) / (2 * x) + 1 / (4 * x**2)) / (alpha**2 * (1 + A))
    bound, value = _compared(p, body, primitive, below=True)
    return p.linear(
        p.goal,
        bound,
        (value, -1),
        (ORDER, B / (1 + A) / (-2 * alpha**2 * x)),
        (le(0, 1), B / (1 + A) / (4 * alpha**2 * x**2)),
    )


MISFIT_RATIO = PAPER.statement(
    "misfit-ratio",
    kind="lemma",
    label="I over its leading term",
    origin="derived",
    where="Appendix D, derived for this report",
    printed=r"1 - \frac{1}{|x|}\Bigl(\frac1\alpha + \frac{1}{2(\beta-\alpha)}\Bigr) \le "
    r"I(x)\Bigm/\frac{e^{2\alpha x}}{-2\alpha x} \le 1 \quad (x < 0)",
    over=WIDE,
    given=[ORDER],
    concludes=[("below", le(1 - LOSS / (-x), RATIO)), ("above", le(RATIO, 1))],
    uses=[EXP_TANGENT, QUOTIENT_POSITIVE, MISFIT_BELOW, MISFIT_ABOVE],
    derivation=False,
)


@proves(MISFIT_RATIO, "both bounds, divided by the leading term")
def misfit_ratio(p):
    """(1 − b)/(1 + A) ≥ 1 − b − A, and e^(−v) ≤ 1/v at v = −2αx and v = −2(β − α)x."""
    width = p.linear(lt(0, beta - alpha), ORDER)
    apart = p.linear(lt(-2 * beta + 2 * alpha, 0), (width, 2))
    room = p.linear(lt(0, -2 * (beta - alpha) * x), (width, -2 * x))
    tail, small = exp(2 * (beta - alpha) * x), -1 / (2 * alpha * x)
    first = p.instance(exp_tangent(), v=-2 * (beta - alpha) * x)
    second = p.instance(exp_tangent(), v=-2 * alpha * x)
    low = p.linear(
        p.goals[0],
        (p.instance(misfit_below(), ORDER), 1 / LEADING),
        (le(0, 1), A * (small + tail + A) / (1 + A)),
        (first, tail / (-2 * (beta - alpha) * x)),
        (second, A * small),
        (le(0, 1), tail / (-2 * (beta - alpha) * x)),
        (le(0, 1), A * small),
        using=[width, apart, room, p.instance(quotient_positive(), room, u=tail, s=-2 * (beta - alpha) * x)],
    )
    return p.both(low, p.linear(p.goals[1], (p.instance(misfit_above(), ORDER), 1 / LEADING)))


LEMMA_D_1 = PAPER.lemma(
    "D.1",
    where="Appendix D",
    quote=r"Let $I$ be defined as in Eq. (23), $I(x) = \int_\alpha^\beta \frac{1}{z(1+e^{-2xz})}\,dz$. Then, "
    r"$I(x) \sim -\frac{e^{2\alpha x}}{2\alpha x}$ as $x \to -\infty$.",
    reading="For every δ > 0 the ratio of the two sides differs from 1 by at most δ for all x with "
    "|x| ≥ (1/α + 1/(2(β − α)))/δ.",
    over=WIDE,
    given=[ORDER],
    concludes=[("∼", Or(lt(-x, LOSS / delta), le(Abs(RATIO - 1), delta)))],
    uses=[MISFIT_RATIO, EXP_TANGENT, EXP_MONOTONE, QUOTIENT_POSITIVE],
)


@LEMMA_D_1.conclusion("the ratio lies between 1 − K/|x| and 1 for every x < 0, with K = 1/α + 1/(2(β − α))")
def effective_form(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    (goal,) = claim.formulas

    def far(q: Proof) -> Line:
        width = q.linear(lt(0, beta - alpha), ORDER)
        low = q.instance(misfit_ratio(), ORDER, part=0)
        high = q.instance(misfit_ratio(), ORDER, part=1)
        least = q.linear(le(-delta, RATIO - 1), low, (le(LOSS / delta, -x), delta / -x), using=[width])
        most = q.linear(le(RATIO - 1, delta), high, (le(0, delta), 1))
        return q.either(goal, within(q, RATIO - 1, delta, least, most))

    return p.finding(p.cases(p.goal, LOSS / delta, -x, far, lambda q: q.either(goal, q.fact(lt(-x, LOSS / delta)))))


MISFIT_SECOND = PAPER.repair(
    "misfit-second-term",
    label="The second term of I",
    repairs=LEMMA_D_1,
    printed=r"I(x) \le -\frac{e^{2\alpha x}}{2\alpha x}\Bigl(1 + \frac{1}{2\alpha x} + \frac{1}{2\alpha^2x^2}\Bigr)",
    reading="With `misfit-below` this fixes the next term of the expansion, 1/(2αx) relative to the first.",
    over=WIDE,
    given=[ORDER],
    concludes=[le(misfit(x), LEADING * (1 + 1 / (2 * alpha * x) + 1 / (2 * alpha**2 * x**2)))],
    uses=[D_1_POINTWISE],
)


@proves(MISFIT_SECOND, "1/z below its second Taylor polynomial at α")
def misfit_second(p):
    """What the antiderivative leaves at β is e^(2βx)/(4x³α³) times the sum of squares
    (1 − (2w − α)x/2)² + x²((w − α/2)² + 3α²/2) with w = β − α, and x³ < 0."""
    quadratic, slope = alpha**2 - alpha * W + W**2, 2 * W - alpha
    primitive = E * (quadratic / (2 * x) - slope / (4 * x**2) + 1 / (4 * x**3)) / alpha**3
    bound, value = _compared(p, E * quadratic / alpha**3, primitive)
    w = beta - alpha
    squares = (1 - (2 * w - alpha) * x / 2) ** 2 + x**2 * ((w - alpha / 2) ** 2 + 3 * alpha**2 / 2)
    return p.linear(p.goal, bound, value, (le(0, 1), B * squares / (-4 * x**3 * alpha**3)))


MISFIT_POSITIVE = PAPER.statement(
    "misfit-positive",
    label="I is positive",
    kind="lemma",
    origin="derived",
    where="Appendix D, derived for this report",
    printed=r"I(x) \ge 0",
    over=WIDE,
    given=[ORDER],
    concludes=[le(0, misfit(x))],
    derivation=False,
)


@proves(MISFIT_POSITIVE, "the integrand is positive")
def misfit_positive(p):
    order = p.linear(le(0, beta - alpha), ORDER)
    bound = comparison(p, le(over(S.Zero), misfit(x)), lambda q: q.enclose(q.goal), order)
    return p.linear(p.goal, bound, (antiderivative(p, over(S.Zero), S.Zero, order), -1))
