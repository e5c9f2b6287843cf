"""Repair of Proposition 2.4, Step 2: Euler's error is at most h|(Ψ + ξ)(x₀)| at every step, with no horizon.

The drift is negative and falls, so the solution w of (20) that falls from w(z) to w(z + h) does so at a speed between
those at its two ends: w + h f(w) ≤ w₊ ≤ w + h f(w₊). Nothing else about (20) is used.
"""

from collections.abc import Callable
from typing import Any

from sympy import Rational

from checks.methods import Proof, proves
from checks.methods.argue import Line
from checks.methods.flows import later, potential
from checks.outcome import Evidence
from checks.paper import Claim, eq, le, lt
from proofs.foundations.elementary import EXP_TANGENT, LOG_TANGENT
from proofs.spurious_correlation.drift import (
    DRIFT_NEGATIVE,
    MOMENT_CLOSED,
    QUOTIENT_POSITIVE,
    SPREAD_POSITIVE,
    XI_POSITIVE,
    drift_negative,
    quotient_positive,
    xi_positive,
)
from proofs.spurious_correlation.drift_shape import DRIFT_FALLS, DRIFT_LIPSCHITZ, drift_falls, drift_lipschitz
from proofs.spurious_correlation.euler_error import PROPOSITION_2_4
from proofs.spurious_correlation.euler_steps import STEEPEST
from proofs.spurious_correlation.flows import (
    ALONG_W,
    FLOW_OVER,
    SLOWEST,
    along_w,
    negative_here,
    psi_bounded,
    weights,
)
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
    tau,
    x0,
    y,
)
from proofs.spurious_correlation.paper import PAPER

W, W_NEXT = flow_w(h * t), flow_w(h * (t + 1))
NOW, THEN = flow_w(tau), flow_w(tau + h)

ONE_STEP = PAPER.statement(
    "flow-w-over-one-step",
    kind="lemma",
    label="The solution of (20) over one step",
    origin="derived",
    where="derived for this report",
    printed=r"w(z) + h\,(\Psi+\xi)(w(z)) \le w(z+h) \le w(z) + h\,(\Psi+\xi)(w(z+h))",
    over=FLOW_OVER,
    given=[ORDER],
    concludes=[
        ("below −1", le(NOW, -1)),
        ("from below", le(NOW + h * drift(NOW), THEN)),
        ("from above", le(THEN, NOW + h * drift(THEN))),
    ],
    uses=[ALONG_W, SPREAD_POSITIVE, QUOTIENT_POSITIVE, DRIFT_NEGATIVE, DRIFT_FALLS],
    derivation=False,
)


@proves(ONE_STEP, "the drift falls, and the solution lies between its values at both ends of the step")
def one_step(p):
    known = weights(p)
    start, end = (p.instance(along_w(), ORDER, p.given(le(0, time)), part=0, tau=time) for time in (tau, tau + h))
    low = p.linear(le(NOW, -1), start, le(x0, -1))
    same = later(p, THEN, tau, h, end)
    after = flow_w(h, start=NOW)
    down = p.linear(lt(NOW, 0), low, (lt(0, 1), 1))
    pulls = p.linear(le(drift(NOW), 0), p.instance(drift_negative(), ORDER, down, x=NOW), using=[*known, down])

    def inside(q: Proof) -> list[Line]:
        size = q.linear(le(y, -1), le(y, NOW), le(NOW, -1))
        return [*weights(q), q.linear(lt(0, beta - alpha), ORDER), size, q.linear(lt(y, 0), size, (lt(0, 1), 1))]

    def falling(q: Proof) -> Line:
        facts = inside(q)
        return q.linear(q.goal, q.instance(drift_negative(), ORDER, facts[-1], x=y), using=facts)

    def between(first: Any, second: Any) -> Callable[[Proof], Line]:
        def show(q: Proof) -> Line:
            facts = inside(q)
            line = falls(q, first, second)
            return q.linear(q.goal, (line, 1 / h), using=[*facts, *signs(q, first, second)])

        return show

    further = potential(p, le(after, NOW), after, y, y, same, pulls, *known, show=falling, between=(None, NOW))
    p.linear(le(after, -1), further, low)
    least = potential(
        p,
        le(NOW + h * drift(NOW), after),
        after,
        y,
        y,
        same,
        pulls,
        *known,
        down,
        rate=drift(NOW),
        show=between(y, NOW),
        between=(None, NOW),
    )
    negative = p.linear(lt(after, 0), further, down)
    most = potential(
        p,
        le(after, NOW + h * drift(after)),
        after,
        y,
        y,
        same,
        pulls,
        further,
        negative,
        *known,
        rate=drift(after),
        show=between(after, y),
        between=(after, NOW),
    )
    first = p.rewrite(p.goals[1], least, same)
    return p.both(low, first, p.rewrite(p.goals[2], most, same))


def steps(p: Proof) -> list[Line]:
    """What (20) says of w(th) and w((t+1)h)."""
    time = p.linear(le(0, h * t), (le(0, t), h))
    low, least, most = (p.instance(one_step(), ORDER, time, part=i, tau=h * t) for i in range(3))
    after = p.linear(le(0, h * (t + 1)), (le(0, t), h), (lt(0, h), 1))
    end = p.instance(along_w(), ORDER, after, part=0, tau=h * (t + 1))
    same = p.identity(eq(flow_w(h * t + h), W_NEXT), least, end)
    return [
        low,
        p.rewrite(le(W + h * drift(W), W_NEXT), least, same),
        p.rewrite(le(W_NEXT, W + h * drift(W_NEXT)), most, same),
    ]


UNIFORM_EULER_BOUND = PAPER.repair(
    "uniform-euler-bound",
    repairs=PROPOSITION_2_4,
    label="Uniform bound for Euler's error",
    printed=r"h L \le 1,\ L = |(\Psi+\xi)'(-1)| \Rightarrow 0 \le w(th) - x_t \le h\bigl(|(\Psi+\xi)(x_0)| - "
    r"|(\Psi+\xi)(x_t)|\bigr) \le h\,|(\Psi+\xi)(x_0)| \quad \text{for all } t",
    reading="Condition (9) is not needed; only the lower bound 0 uses the condition hL ≤ 1.",
    over=ANY_SHARE,
    given=[ORDER, le(h * STEEPEST, 1)],
    evolves=RECURSION,
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
        XI_POSITIVE,
        ALONG_W,
        ONE_STEP,
        EXP_TANGENT,
        LOG_TANGENT,
    ],
)


def at_start(p: Proof) -> tuple[Line, Line]:
    """x₀ ≤ w(0·h) ≤ x₀: it lies between x₀ − (2ε/ln(β/α))·0 and x₀."""
    first = {"t": p.term(0)}
    begun, time, goal = p.term(W), p.term(h * t), p.formula(le(x0 + SLOWEST * (h * t), W))
    begun, time, goal = (e.substitute(first) for e in (begun, time, goal))
    known, negative = weights(p), p.linear(lt(x0, 0), le(x0, -1), (lt(0, 1), 1))
    above = p.instance(along_w(), ORDER, p.given(p.formula(le(0, h * t)).substitute(first)), part=0, tau=time)
    pulls = p.linear(le(drift(x0), 0), p.instance(drift_negative(), ORDER, negative, x=x0), using=[*known, negative])

    def slow(q: Proof) -> Line:
        q.linear(lt(y, -Rational(1, 2)), le(y, x0), le(x0, -1), (lt(0, 1), Rational(1, 2)))
        more = q.instance(xi_positive(), ORDER, negative_here(q), x=y)
        return q.linear(q.goal, psi_bounded(q), more, using=[*weights(q), negative_here(q)])

    least = potential(p, goal, begun, y, y, above, pulls, *known, rate=SLOWEST, show=slow, between=(None, x0))
    return p.linear(p.formula(le(x0, W)).substitute(first), least, using=known), above


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
    return p.finding(upper(p))


def upper(p: Proof) -> Line:
    """Let F = x + h(f(x) − f(x₀)), so F₊ = x₊ + h(f(x₊) − f(x₀)) = F + h f(x₊). If w₊ ≤ x₊, then w₊ ≤ F₊ since
    x₊ ≤ x₀. If x₊ < w₊, then h f(w₊) ≤ h f(x₊) and w₊ ≤ w + h f(w₊) ≤ F + h f(x₊)."""
    goal = le(W, X + h * (drift(X) - drift(x0)))
    along = [*(p.instance(lemma()) for lemma in (gap_stays_below, gap_grows)), *steps(p)]

    def base(q: Proof) -> Line:
        start = at_start(q)[1]
        known = q.formula(q.goal).replace(q.term(gap(0)), q.term(x0))
        return q.rewrite(q.goal, q.linear(known, start, using=[q.fact(lt(0, SPREAD))]), eq(gap(0), x0))

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
    return p.finding(p.each_step(p.goal, show, facts=facts))


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

    base = lambda q: q.linear(q.goal, eq(gap(0), x0), at_start(q)[0])  # noqa: E731
    line = p.induction(le(X, W), base, step, facts=[*parameter_facts(p), p.instance(gap_stays_below()), *steps(p)])
    return p.finding(line)
