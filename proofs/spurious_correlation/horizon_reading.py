"""Theorem 1.3 read with h = h_T, as Remark 2.5 proposes: the error then falls like a power of 1/ln T, not like 1/T.

With h_T the product hT is of order ln T, so |x_T| is at most of order ln ln T: e^(−2αx_T) ≤ M + (αηe^(2α)/(2α+1))·ln T,
and E[1 − p_y] ≥ φ(βx_T) = 1/(1 + e^(−2βx_T)).
"""

from sympy import Integral, S, exp, log

from checks.methods import Proof, proves
from checks.methods.argue import Line
from checks.methods.integrals import antiderivative, comparison
from checks.outcome import Verdict
from checks.paper import eq, le, lt, natural
from proofs.foundations.elementary import exp_monotone
from proofs.foundations.logistic import phi_monotone
from proofs.spurious_correlation.appendix_d import WIDE
from proofs.spurious_correlation.drift import exp_positive, quotient_positive, spread_positive
from proofs.spurious_correlation.flows import constants_positive
from proofs.spurious_correlation.gap_orbit import (
    ANY_SHARE,
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
    epsilon,
    error,
    eta,
    gap,
    h,
    misfit,
    phi,
    t,
    x,
    x0,
    z,
)
from proofs.spurious_correlation.paper import PAPER
from proofs.spurious_correlation.setting import LIMIT_ON_STEP, THEOREM_1_3

last = natural("N")

MISFIT_FLOOR = PAPER.statement(
    "error-floor",
    kind="lemma",
    where="derived for this report",
    printed=r"\mathbb E[1-p_y] \ge \phi(\beta x) \quad (x < 0)",
    over=WIDE,
    given=[ORDER],
    concludes=le(phi(beta * x), error(x)),
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
    where="derived for this report",
    printed=r"e^{-2\alpha x_t} \le e^{2\alpha(b+1)} + |x_0|e^{-2\alpha x_0} + \tfrac{2\alpha\varepsilon h "
    r"t}{\ln(\beta/\alpha)}",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=le(exp(-2 * alpha * X), exp(2 * alpha * (B + 1)) - x0 * exp(-2 * alpha * x0) + alpha * STEP * t),
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


@THEOREM_1_3.conclusion("with h = h_T and t = T → ∞, t·E[1 − p_y] is unbounded", expect=Verdict.REFUTED)
def along_the_horizon():
    """For T ≥ 2 and h = h_T: e^(−2αx_T) ≤ M + N ln T with N = αηe^(2α)/(2α + 1), and M bounded since b ≤
    1/(2α) + η/2."""
    step = LIMIT_ON_STEP * log(last) / last
    p = Proof.about(GAP_CEILING, given=[ORDER, le(2, last), eq(h, step)], also={last: S.Naturals0, eta: None})
    spread = p.instance(spread_positive(), ORDER)
    line = p.instance(gap_ceiling(), ORDER, spread, t=last)
    mass = alpha * eta * exp(2 * alpha) / (2 * alpha + 1) * log(last)
    Z = gap(last)
    bounded = p.linear(
        le(exp(-2 * alpha * Z), exp(2 * alpha * (B + 1)) - x0 * exp(-2 * alpha * x0) + mass),
        line,
        (eq(h, step), 2 * epsilon * alpha * last / SPREAD),
        using=[spread, p.enclose(lt(0, last))],
    )
    below = p.instance(gap_stays_below(), ORDER, t=last)
    negative = p.linear(lt(Z, 0), below, (lt(0, 1), 1))
    floor = p.instance(error_floor(), ORDER, negative, spread, x=Z)
    return p.refutation(
        p.both(bounded, floor),
        modulo=("inference: T/(1 + (M + N ln T)^(β/α)) → ∞, so T·E[1 − p_y] is unbounded and not κ/ε + o(1)",),
        scope="for all α > 1, β > α, ε, η ∈ (0, 1), x₀ ≤ −1 and every T ≥ 2, with h = h_T",
    )
