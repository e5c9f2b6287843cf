"""Repair of Proposition 2.4, Step 2: Euler's error is at most h|(Ψ + ξ)(x₀)| at every step, with no horizon.

The drift is negative and falls, so a solution w of (20) that falls from w(th) to w((t+1)h) does so at a speed between
those at its two ends: w + h f(w) ≤ w₊ ≤ w + h f(w₊). Nothing else about (20) is used.
"""

from checks.methods import Proof
from checks.methods.argue import Line
from checks.outcome import Evidence
from checks.paper import Claim, eq, le, lt
from proofs.spurious_correlation.drift import (
    DRIFT_NEGATIVE,
    MOMENT_CLOSED,
    QUOTIENT_POSITIVE,
    SPREAD_POSITIVE,
    drift_negative,
    quotient_positive,
)
from proofs.spurious_correlation.drift_shape import DRIFT_FALLS, DRIFT_LIPSCHITZ, drift_falls, drift_lipschitz
from proofs.spurious_correlation.euler_error import PROPOSITION_2_4
from proofs.spurious_correlation.euler_steps import STEEPEST
from proofs.spurious_correlation.gap_orbit import (
    ANY_SHARE,
    GAP_GROWS,
    GAP_STAYS_BELOW,
    X,
    Y,
    euler,
    gap_grows,
    gap_stays_below,
    parameter_facts,
)
from proofs.spurious_correlation.notation import (
    ORDER,
    RECURSION,
    SPREAD,
    alpha,
    beta,
    drift,
    epsilon,
    flow_w,
    gap,
    h,
    t,
    x0,
)
from proofs.spurious_correlation.paper import PAPER

W, W_NEXT = flow_w(t), flow_w(t + 1)
SPEED = "inference: mean value theorem for w over one step, whose drift is monotone and whose values fall"

UNIFORM_EULER_BOUND = PAPER.repair(
    "uniform-euler-bound",
    repairs=PROPOSITION_2_4,
    label="Uniform bound for Euler's error",
    printed=r"h L \le 1,\ L = |(\Psi+\xi)'(-1)| \Rightarrow 0 \le w(th) - x_t \le h\bigl(|(\Psi+\xi)(x_0)| - "
    r"|(\Psi+\xi)(x_t)|\bigr) \le h\,|(\Psi+\xi)(x_0)| \quad \text{for all } t",
    reading="Condition (9) is not needed; only the lower bound 0 uses the condition hL ≤ 1.",
    over=ANY_SHARE,
    given=[ORDER, le(h * STEEPEST, 1)],
    evolves=[
        *RECURSION,
        eq(flow_w(0), x0),
        le(W + h * drift(W), W_NEXT),
        le(W_NEXT, W + h * drift(W_NEXT)),
        le(W, -1),
    ],
    concludes=[
        ("from below", le(X, W)),
        ("from above", le(W, X + h * (drift(X) - drift(x0)))),
        ("uniformly", le(W, X - h * drift(x0))),
    ],
    uses=[
        SPREAD_POSITIVE,
        QUOTIENT_POSITIVE,
        MOMENT_CLOSED,
        DRIFT_NEGATIVE,
        DRIFT_FALLS,
        DRIFT_LIPSCHITZ,
        GAP_STAYS_BELOW,
        GAP_GROWS,
    ],
)


def falls(q: Proof, low, high) -> Line:
    """f(high) ≤ f(low) for low ≤ high < 0 that are known to be so: the lemma, times hε/ln(β/α)."""
    line = q.instance(drift_falls(), *signs(q, low, high), x=low, y=high, d=beta - alpha)
    weight = q.instance(quotient_positive(), q.fact(lt(0, SPREAD)), u=epsilon * h, s=SPREAD)
    return q.linear(le(h * drift(high), h * drift(low)), (line, epsilon * h / SPREAD), using=[weight])


def signs(q: Proof, *values) -> list[Line]:
    negative = [q.linear(lt(v, 0), le(v, -1), (lt(0, 1), 1)) for v in values]
    return [
        *negative,
        *(q.fact(le(v, -1)) for v in values),
        q.fact(lt(0, beta - alpha)),
        q.linear(le(0, beta - alpha), lt(0, beta - alpha)),
    ]


@UNIFORM_EULER_BOUND.conclusion("upper bound, by induction with two cases", claims=["from above"])
def above(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(upper(p), modulo=(SPEED,))


def upper(p: Proof) -> Line:
    """Let F = x + h(f(x) − f(x₀)), so F₊ = x₊ + h(f(x₊) − f(x₀)) = F + h f(x₊). If w₊ ≤ x₊, then w₊ ≤ F₊ since
    x₊ ≤ x₀. If x₊ < w₊, then h f(w₊) ≤ h f(x₊) and w₊ ≤ w + h f(w₊) ≤ F + h f(x₊)."""
    goal = le(W, X + h * (drift(X) - drift(x0)))
    along = [p.instance(lemma()) for lemma in (gap_stays_below, gap_grows)]

    def base(q: Proof) -> Line:
        same = q.identity(eq(x0, x0 + h * (drift(x0) - drift(x0))), lt(0, SPREAD))
        return q.rewrite(
            q.goal, q.given(le(x0, x0 + h * (drift(x0) - drift(x0))), same), eq(gap(0), x0), eq(flow_w(0), x0)
        )

    def step(q: Proof) -> Line:
        def behind(r: Proof) -> Line:
            later = falls(r, Y, x0)
            return r.linear(r.goal, le(W_NEXT, Y), later, using=[*signs(r, Y, x0), r.fact(lt(0, SPREAD))])

        def ahead(r: Proof) -> Line:
            order = r.linear(le(Y, W_NEXT), lt(Y, W_NEXT))
            later = falls(r, Y, W_NEXT)
            return r.linear(
                r.goal,
                le(W_NEXT, W + h * drift(W_NEXT)),
                later,
                goal,
                (euler(r), -1),
                using=[order, *signs(r, X, Y, W_NEXT), r.fact(lt(0, SPREAD))],
            )

        return q.cases(q.goal, W_NEXT, Y, behind, ahead)

    return p.induction(goal, base, step, facts=[*parameter_facts(p), *along])


@UNIFORM_EULER_BOUND.conclusion("with nothing subtracted, as (Ψ + ξ)(x_t) ≤ 0", claims=["uniformly"])
def uniform(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    line = upper(p)
    along = p.instance(gap_stays_below())

    def show(q: Proof) -> Line:
        negative = q.linear(lt(X, 0), le(X, -1), (lt(0, 1), 1))
        falling = q.instance(drift_negative(), ORDER, negative, x=X)
        return q.linear(
            q.goal, le(W, X + h * (drift(X) - drift(x0))), (falling, h), using=[q.fact(lt(0, SPREAD)), *signs(q, X)]
        )

    facts = [*parameter_facts(p), along, line]
    return p.finding(p.each_step(p.goal, show, facts=facts), modulo=(SPEED,))


@UNIFORM_EULER_BOUND.conclusion("lower bound, by induction: the Euler map does not fall", claims=["from below"])
def below(claim: Claim) -> Evidence:
    p = Proof.about(claim)

    def step(q: Proof) -> Line:
        facts = [q.fact(lt(0, SPREAD)), *signs(q, X, W)]
        steep = q.instance(drift_lipschitz(), *facts, le(X, W), x=X, y=W, d=beta - alpha)
        weight = q.instance(quotient_positive(), q.fact(lt(0, SPREAD)), u=epsilon * h, s=SPREAD)
        room = q.linear(le(0, W - X), le(X, W))
        return q.linear(
            q.goal,
            le(W + h * drift(W), W_NEXT),
            euler(q),
            (steep, epsilon * h / SPREAD),
            (le(h * STEEPEST, 1), W - X),
            using=[*facts, weight, room],
        )

    base = lambda q: q.linear(q.goal, eq(gap(0), x0), (eq(flow_w(0), x0), -1))  # noqa: E731
    line = p.induction(le(X, W), base, step, facts=[*parameter_facts(p), p.instance(gap_stays_below())])
    return p.finding(line, modulo=(SPEED,))
