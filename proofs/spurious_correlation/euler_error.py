"""Section 2.3: Proposition 2.4, step by step, and what replaces it: no condition on h, an error that tends to 0."""

from sympy import Expr, Rational, S, exp

from checks.methods import Proof
from checks.methods.argue import Line
from checks.outcome import Evidence
from checks.paper import Claim, le
from proofs.foundations.elementary import (
    EXP_MONOTONE,
    EXP_SECOND_ORDER_BELOW,
    EXP_SLOPE,
    EXP_TANGENT,
    LOG_TANGENT,
)
from proofs.spurious_correlation.drift import DRIFT_NEGATIVE, QUOTIENT_POSITIVE, SPREAD_POSITIVE, XI_POSITIVE
from proofs.spurious_correlation.drift_shape import DRIFT_FALLS, SLOPE_OF_DRIFT
from proofs.spurious_correlation.flows import (
    ALONG_V,
    ALONG_W,
    CLOSE,
    DISTANCE,
    HALF,
    V,
    W,
    apply,
    at_steps,
    close_potentials,
    distance,
    flow_first,
    gap_first,
)
from proofs.spurious_correlation.gap_orbit import (
    ANY_SHARE,
    GAP_FROM_ABOVE,
    GAP_FROM_BELOW,
    GAP_STAYS_BELOW,
    B,
    C,
    X,
    gap_from_above,
    gap_from_below,
    gap_stays_below,
    parameter_facts,
)
from proofs.spurious_correlation.notation import ORDER, RECURSION, STEP, alpha
from proofs.spurious_correlation.paper import FROM_ONE, PAPER

OVER = {**ANY_SHARE, alpha: FROM_ONE}
POTENTIALS = [GAP_STAYS_BELOW, GAP_FROM_BELOW, GAP_FROM_ABOVE, SPREAD_POSITIVE, QUOTIENT_POSITIVE]

PROPOSITION_2_4 = PAPER.proposition(
    "2.4",
    where="Section 2.3",
    quote=r"Let $(\theta_1^t-\theta_2^t)$ evolve according to Eq. (14), and let $v$ denote the solution of the "
    r"continuous ODE (19). Then, for all $t \ge 0$ satisfying condition (9), $\theta_1^t-\theta_2^t = v(th) + \mathcal "
    r"O(1)$.",
    reading="Encoded without (9), for every t, every h > 0 and α ≥ 1, with the O(1) written out: v(th) − x_t ≤ b and "
    "x_t − v(th) ≤ 1/(2α) + c; the constants b and c are those of `sharp-rate`, c is free of h and b tends to 1/(2α) "
    "with h.",
    over=OVER,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[("v(th) − x_t is bounded", le(V - X, B)), ("x_t − v(th) is bounded", le(X - V, HALF + C))],
    uses=[
        *POTENTIALS,
        DISTANCE,
        ALONG_V,
        ALONG_W,
        XI_POSITIVE,
        DRIFT_NEGATIVE,
        DRIFT_FALLS,
        SLOPE_OF_DRIFT,
        EXP_TANGENT,
        EXP_SLOPE,
        EXP_MONOTONE,
        EXP_SECOND_ORDER_BELOW,
        LOG_TANGENT,
    ],
    note="That (19) has one and only one solution for all time is shown (lemma `flow-v`). Step 2 speaks "
    "of “the Lipschitz constants of Ψ + ξ and its derivative”; what enters Sauer's bound is L and sup |w″| = sup |(Ψ + "
    "ξ)′(Ψ + ξ)| = M, as the text then has it.",
)


@PROPOSITION_2_4.conclusion("both potentials of v against both of the gap, at every step")
def bounded_distance(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    along = [*(p.instance(lemma()) for lemma in (gap_stays_below, gap_from_below, gap_from_above)), *at_steps(p)]

    def show(q: Proof) -> Line:
        first = apply(q, distance(), le(V - X, B), gap_first(q, V, S.Zero))
        second = apply(q, distance(), le(X - V, HALF + C), flow_first(q, V))
        return q.given(q.goal, first, second)

    return p.finding(p.each_step(p.goal, show, facts=[*parameter_facts(p), *along]))


STEP_CONDITION = le(STEP * (1 + 2 * alpha) * exp(-2 * alpha), 1)  # h times the bound (21) on L is at most 1

GAP_AGAINST_FLOWS = PAPER.repair(
    "gap-against-flows",
    repairs=PROPOSITION_2_4,
    label="The gap against both flows",
    printed=r"-\frac{\frac1{2\alpha}+c}{2\alpha|v(th)|-1} \le v(th) - x_t \le \frac{b}{2\alpha(|x_t|-b)}, \quad "
    r"-\frac{\frac1{2\alpha}+c}{2\alpha|w(th)|-1} \le w(th) - x_t \le \frac{b+c}{2\alpha(|x_t|-b)}",
    reading="The O(1) is o(1), and Euler's error tends to 0, for every start ≤ −1: both are O(1/ln t) by `gap-pace`. "
    "Written as products, so that nothing is divided by 0. The condition on h makes b ≤ 1 and is used for the "
    "upper bounds only; they hold without it wherever |x_t| ≥ b.",
    over=OVER,
    given=[ORDER, STEP_CONDITION],
    evolves=RECURSION,
    concludes=[
        ("v from below", le(2 * alpha * (-V - HALF) * (X - V), HALF + C)),
        ("w from below", le(2 * alpha * (-W - HALF) * (X - W), HALF + C)),
        ("v from above", le(2 * alpha * (-X - B) * (V - X), B)),
        ("w from above", le(2 * alpha * (-X - B) * (W - X), B + C)),
    ],
    uses=[*POTENTIALS, CLOSE, ALONG_V, ALONG_W],
)


@GAP_AGAINST_FLOWS.conclusion("how far the flows can be below the gap, and above it")
def distances_tend_to_zero(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    along = [*(p.instance(lemma()) for lemma in (gap_stays_below, gap_from_below, gap_from_above)), *at_steps(p)]

    def show(q: Proof) -> Line:
        half = q.linear(le(HALF, Rational(1, 2)), (le(1, alpha), HALF))

        def below(value: Expr) -> Line:
            room = q.linear(le(HALF, -value), le(value, -1), half, (le(0, 1), Rational(1, 2)))
            goal = le(2 * alpha * (-value - HALF) * (X - value), HALF + C)
            return apply(q, close_potentials(), goal, flow_first(q, value), room)

        def above(value: Expr, margin: Expr) -> Line:
            pair = gap_first(q, value, margin)
            room = q.linear(le(B, -X), le(X, -1), half, (STEP_CONDITION, Rational(1, 2)), using=pair["facts"])
            return apply(q, close_potentials(), le(2 * alpha * (-X - B) * (value - X), B + margin), pair, room)

        return q.given(q.goal, below(V), below(W), above(V, S.Zero), above(W, C))

    return p.finding(p.each_step(p.goal, show, facts=[*parameter_facts(p), *along]))
