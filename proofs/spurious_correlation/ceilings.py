"""How slowly the error can fall: the gap from above, and the error from below, at every step."""

from sympy import Integral, exp, log

from checks.methods import Proof, proves
from checks.methods.argue import Line
from checks.methods.integrals import antiderivative, comparison
from checks.paper import le, lt
from proofs.foundations.elementary import EXP_MONOTONE, exp_monotone
from proofs.foundations.logistic import PHI_MONOTONE, phi_monotone
from proofs.spurious_correlation.drift import (
    EXP_POSITIVE,
    QUOTIENT_POSITIVE,
    SPREAD_POSITIVE,
    exp_positive,
    quotient_positive,
    spread_positive,
)
from proofs.spurious_correlation.flows import constants_positive
from proofs.spurious_correlation.gap_orbit import (
    ANY_SHARE,
    GAP_FROM_ABOVE,
    GAP_GROWS,
    GAP_STAYS_BELOW,
    B,
    X,
    gap_from_above,
    gap_grows,
    gap_stays_below,
    parameter_facts,
)
from proofs.spurious_correlation.notation import (
    ORDER,
    RECURSION,
    SPREAD,
    STEP,
    alpha,
    beta,
    error,
    misfit,
    phi,
    t,
    x,
    x0,
    z,
)
from proofs.spurious_correlation.paper import BEFORE_ZERO, PAPER

MISFIT_FLOOR = PAPER.statement(
    "error-floor",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"\mathbb E[1-p_y] \ge \phi(\beta x) \quad (x < 0)",
    over={x: BEFORE_ZERO},
    given=[ORDER],
    concludes=[le(phi(beta * x), error(x))],
    uses=[PHI_MONOTONE, SPREAD_POSITIVE, QUOTIENT_POSITIVE],
    derivation=False,
)


@proves(MISFIT_FLOOR, "φ(xz) ≥ φ(βx) on [α, β]")
def error_floor(p):
    floor = phi(beta * x)
    least = Integral(floor / (alpha + z), (z, 0, beta - alpha))
    order = p.linear(le(0, beta - alpha), ORDER)

    def pointwise(q: Proof) -> Line:
        place = q.linear(le(beta * x, x * (alpha + z)), (le(z, beta - alpha), -x))
        line = q.instance(phi_monotone(), place, x=beta * x, y=x * (alpha + z))
        return q.linear(q.goal, (line, 1 / (alpha + z)))

    bound = comparison(p, le(least, misfit(x)), pointwise, order)
    value = antiderivative(p, least, floor * log(alpha + z), order, lt(0, beta), lt(0, alpha))
    quotient = p.axiom("log-quotient", beta, alpha)
    spread = p.instance(spread_positive(), ORDER)
    inverse = p.instance(quotient_positive(), spread, u=1, s=SPREAD)
    return p.linear(
        p.goal, (bound, 1 / SPREAD), (value, -1 / SPREAD), (quotient, floor / SPREAD), using=[spread, inverse]
    )


GAP_CEILING = PAPER.statement(
    "gap-ceiling",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"e^{-2\alpha x_t} \le e^{2\alpha(b+1)} + |x_0|e^{-2\alpha x_0} + \tfrac{2\alpha\varepsilon h "
    r"t}{\ln(\beta/\alpha)}",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[le(exp(-2 * alpha * X), exp(2 * alpha * (B + 1)) - x0 * exp(-2 * alpha * x0) + alpha * STEP * t)],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE, GAP_STAYS_BELOW, GAP_FROM_ABOVE, GAP_GROWS, EXP_MONOTONE, EXP_POSITIVE],
    derivation=False,
)


@proves(GAP_CEILING, "the upper potential where |x| > b + 1, and monotony where not")
def gap_ceiling(p):
    along = [p.instance(lemma()) for lemma in (gap_stays_below, gap_from_above, gap_grows)]

    def show(q: Proof) -> Line:
        constants_positive(q)
        start = exp(-2 * alpha * x0)

        def near(r: Proof) -> Line:
            constants_positive(r)
            order = r.linear(
                le(-2 * alpha * X, 2 * alpha * (B + 1)), (le(-X, B + 1), 2 * alpha), using=constants_positive(r)
            )
            powers = r.instance(exp_monotone(), order, x=-2 * alpha * X, y=2 * alpha * (B + 1))
            mass = r.linear(le(0, alpha * STEP * t), (lt(0, STEP), alpha * t), using=constants_positive(r))
            return r.linear(r.goal, powers, mass, (le(x0, -1), start), (le(0, 1), start))

        def far(r: Proof) -> Line:
            facts = constants_positive(r)
            top = le((-X - B) * exp(-2 * alpha * X), (-x0 - B) * start + alpha * STEP * t)
            return r.linear(
                r.goal,
                top,
                (lt(B + 1, -X), exp(-2 * alpha * X)),
                (lt(0, B), start),
                r.instance(exp_positive(), *facts, y=2 * alpha * (B + 1)),
                using=facts,
            )

        return q.cases(q.goal, -X, B + 1, near, far)

    return p.each_step(p.goal, show, facts=[*parameter_facts(p), *along])
