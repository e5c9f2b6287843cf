"""Theorem 1.3 read with h = h_T, as Remark 2.5 proposes: T·E[1 − p_y] then grows at least like √T.

With h_T the product hT is of order ln T: e^(−2αx_T) ≤ M + N ln T with N = αηe^(2α)/(2α + 1) and M free of T, as h_T is
bounded. With p = β/α and ln T ≤ 2p(T^(1/(2p)) − 1) this is at most (M + 2pN)T^(1/(2p)), so that e^(−2βx_T) ≤ P√T with
P = (M + 2pN)^p; and E[1 − p_y] ≥ φ(βx_T) = 1/(1 + e^(−2βx_T)) ≥ 1/((1 + P)√T).
"""

from sympy import Abs, exp, log, sqrt

from checks.methods import Proof
from checks.methods.argue import Line
from checks.outcome import Evidence, Verdict
from checks.paper import Claim, le, lt
from proofs.foundations.elementary import exp_below_log, exp_monotone, exp_tangent, log_tangent
from proofs.spurious_correlation.ceilings import GAP_CEILING, error_floor, gap_ceiling
from proofs.spurious_correlation.drift import spread_positive
from proofs.spurious_correlation.gap_orbit import B, X, gap_stays_below
from proofs.spurious_correlation.limits import nowhere, size_of
from proofs.spurious_correlation.notation import (
    ORDER,
    SPREAD,
    alpha,
    beta,
    delta,
    epsilon,
    error,
    eta,
    h,
    kappa,
    phi,
    t,
    threshold,
    x0,
)
from proofs.spurious_correlation.setting import ALONG_THE_HORIZON, LIMIT_ON_STEP, PLACE, THEOREM_1_3

TOP = exp(1 + alpha * eta + 2 * alpha) - x0 * exp(-2 * alpha * x0)  # M
MASS = alpha * eta * exp(2 * alpha) / (2 * alpha + 1)  # N
WHOLE = TOP + 2 * beta / alpha * MASS
POWER = exp(beta / alpha * log(WHOLE))  # P
LARGE = lt((kappa + delta) * (1 + POWER), epsilon * sqrt(t))


@THEOREM_1_3.conclusion(
    "(11) along h = h_T: εT·E_min comes as close as δ to κ at every T ≥ T_δ with (κ + δ)(1 + P) < ε√T",
    claims=["(11)"],
    given=[*THEOREM_1_3.given, le(threshold, t), LARGE],
    expect=Verdict.REFUTED,
)
def along_the_horizon(claim: Claim) -> Evidence:
    """For every κ > 0 and every threshold: εT·E_min ≥ ε√T/(1 + P) > κ + δ from an explicit T on."""
    p = Proof.about(claim)
    spread = p.instance(spread_positive(), ORDER)
    along = [p.instance(lemma()) for lemma in (gap_stays_below, gap_ceiling)]
    value = epsilon * t * error(X) - kappa

    def show(q: Proof) -> Line:
        far = beyond(q)
        above = q.linear(le(0, value), far, (lt(0, delta), 1))
        return q.linear(q.goal, far, (size_of(q, value, above), -1))

    line = p.each_step(lt(delta, Abs(value)), show, facts=[spread, *along])
    at = {**PLACE, epsilon: "1/4", t: 10**12}
    at[h] = p.term((LIMIT_ON_STEP * log(t) / t).subs(at))
    scope = "for all α, β > α, ε, η, x₀, κ, δ and thresholds"
    return nowhere(p, p.both(le(threshold, t), line), claim, at, scope=scope)


def beyond(p: Proof) -> Line:
    """κ + δ < εt·E at such a step t."""
    spread, steps = p.fact(lt(0, SPREAD)), p.enclose(lt(0, t))
    bounded = p.linear(
        le(exp(-2 * alpha * X), exp(2 * alpha * (B + 1)) - x0 * exp(-2 * alpha * x0) + MASS * log(t)),
        GAP_CEILING.concludes[0],
        (ALONG_THE_HORIZON, 2 * epsilon * alpha * t / SPREAD),
        using=[spread, steps],
    )
    slow = p.instance(log_tangent(), x=t)
    reach = p.linear(
        le(2 * alpha * (B + 1), 1 + alpha * eta + 2 * alpha),
        (ALONG_THE_HORIZON, 2 * alpha * epsilon / SPREAD * (1 + 2 * alpha) * exp(-2 * alpha)),
        (slow, alpha * eta / t),
        (lt(0, 1), alpha * eta / t),
        using=[spread, steps],
    )
    top = p.instance(exp_monotone(), reach, x=2 * alpha * (B + 1), y=1 + alpha * eta + 2 * alpha)
    root = exp(alpha / (2 * beta) * log(t))
    grown = p.instance(exp_tangent(), v=alpha / (2 * beta) * log(t))
    one = p.linear(le(1, root), grown, (p.enclose(le(0, log(t))), alpha / (2 * beta)))
    start = p.linear(
        lt(0, TOP),
        (le(x0, -1), exp(-2 * alpha * x0)),
        (lt(0, 1), exp(1 + alpha * eta + 2 * alpha) + exp(-2 * alpha * x0)),
    )
    powered = p.linear(
        le(exp(-2 * alpha * X), WHOLE * root),
        bounded,
        top,
        (grown, 2 * beta / alpha * MASS),
        (one, TOP),
        (lt(0, 1), 2 * beta / alpha * MASS),
        using=[start],
    )
    whole = p.linear(lt(0, WHOLE), start, (lt(0, 1), 2 * beta / alpha * MASS))
    product = p.linear(lt(0, WHOLE * root), (whole, root))
    logarithm = p.instance(exp_below_log(), powered, product, x=-2 * alpha * X, w=WHOLE * root)
    apart = p.axiom("log-product", WHOLE, root, whole)
    size = p.linear(
        le(-2 * beta * X, beta / alpha * log(WHOLE) + log(t) / 2), (logarithm, beta / alpha), (apart, beta / alpha)
    )
    weight = p.instance(exp_monotone(), size, x=-2 * beta * X, y=beta / alpha * log(WHOLE) + log(t) / 2)
    negative = p.linear(lt(X, 0), le(X, -1), (lt(0, 1), 1))
    floor = p.instance(error_floor(), ORDER, negative, spread, x=X)
    unit = p.enclose(le(1, sqrt(t)))
    share = epsilon * sqrt(t) / (1 + POWER) * phi(beta * X)
    return p.linear(
        lt(kappa + delta, epsilon * t * error(X)),
        (LARGE, 1 / (1 + POWER)),
        (weight, share),
        (unit, share),
        (floor, epsilon * t),
        using=[spread, steps],
    )
