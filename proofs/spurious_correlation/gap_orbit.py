"""The gap along (14): it falls, stays below −1, and obeys both potentials, for every step size and every ε in (0, 1).

Everything about the majority group is the same with 1 − ε for ε and θ₁ + θ₂ for the gap.
"""

from sympy import Expr, Interval, exp

from checks.methods import Proof, proves
from checks.methods.argue import Line
from checks.paper import eq, le, lt
from proofs.spurious_correlation.drift import (
    MOMENT_CLOSED,
    QUOTIENT_POSITIVE,
    SPREAD_POSITIVE,
    STEP_POSITIVE,
    STEP_SIZE,
    moment_closed,
    quotient_positive,
    spread_positive,
    step_positive,
    step_size,
)
from proofs.spurious_correlation.notation import (
    MARGIN,
    ORDER,
    RECURSION,
    SLACK,
    SPREAD,
    STEP,
    alpha,
    beta,
    epsilon,
    gap,
    h,
    in_paper,
    psi,
    pull,
    t,
    x0,
    xi,
)
from proofs.spurious_correlation.paper import PAPER
from proofs.spurious_correlation.potentials import (
    STEP_FROM_ABOVE,
    STEP_FROM_BELOW,
    step_from_above,
    step_from_below,
)

ANY_SHARE = {epsilon: Interval.open(0, 1)}
C, B = in_paper(MARGIN), in_paper(SLACK)
REACH = B - 1 / (2 * alpha)  # q
X, Y = gap(t), gap(t + 1)


def parameter_facts(p: Proof) -> list[Line]:
    """ln(β/α) > 0, β − α > 0 and a > 0."""
    spread = p.instance(spread_positive(), ORDER)
    width = p.linear(lt(0, beta - alpha), ORDER)
    return [spread, width, p.instance(quotient_positive(), spread, u=2 * epsilon * h, s=SPREAD, goal=lt(0, STEP))]


def step_values() -> dict[str, Expr]:
    """The values at which the lemmas on one step are used."""
    return {"alpha": alpha, "d": beta - alpha, "u": -X, "s": X - Y, "a": STEP}


def step_facts(p: Proof) -> list[Line]:
    """In a context with x(t) ≤ −1 and the recursion: the lemmas' hypotheses at this step."""
    facts = [p.fact(lt(0, f)) for f in (SPREAD, beta - alpha, STEP)]
    size = p.linear(le(1, -X), le(X, -1))
    negative = p.linear(lt(X, 0), le(X, -1), (lt(0, 1), 1))
    closed = p.instance(moment_closed(), ORDER, negative, x=X)
    is_step = p.linear(
        eq(X - Y, STEP * pull(-X) / (-2 * X)), (RECURSION[0], -1), (closed, 2 * epsilon * h), using=[*facts, size]
    )
    moves = p.instance(step_positive(), *facts, size, is_step, **step_values())
    return [*facts, size, is_step, moves]


def euler(p: Proof) -> Line:
    """In a context with x(t) ≤ −1 and the recursion: the step in the form (14)."""
    negative = p.linear(lt(X, 0), le(X, -1), (lt(0, 1), 1))
    closed = p.instance(moment_closed(), ORDER, negative, x=X)
    known = [p.fact(lt(0, SPREAD)), negative]
    return p.linear(eq(Y, X + h * psi(X) + h * xi(X)), RECURSION[0], (closed, -2 * epsilon * h), using=known)


GAP_STAYS_BELOW = PAPER.statement(
    "gap-stays-below",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"x_t \le -1",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[le(X, -1)],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE, MOMENT_CLOSED, STEP_POSITIVE],
    derivation=False,
)


@proves(GAP_STAYS_BELOW, "induction: a step is > 0 long and goes down")
def gap_stays_below(p):
    def base(q):
        return q.linear(q.goal, eq(gap(0), x0), le(x0, -1))

    def step(q):
        return q.linear(q.goal, le(X, -1), step_facts(q)[-1])

    return p.induction(p.goal, base, step, facts=parameter_facts(p))


GAP_FALLS = PAPER.statement(
    "gap-falls",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"x_{t+1} < x_t",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[lt(Y, X)],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE, MOMENT_CLOSED, STEP_POSITIVE, GAP_STAYS_BELOW],
    derivation=False,
)


@proves(GAP_FALLS, "the step is > 0 long")
def gap_falls(p):
    below = p.instance(gap_stays_below())
    return p.each_step(p.goal, lambda q: q.linear(q.goal, step_facts(q)[-1]), facts=[*parameter_facts(p), below])


BELOW_POTENTIAL = (C - X) * exp(-2 * alpha * X)
GAP_FROM_BELOW = PAPER.statement(
    "gap-from-below",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"(c-x_t)e^{-2\alpha x_t} \ge (c-x_0)e^{-2\alpha x_0} + \tfrac{2\alpha\varepsilon h t}{\ln(\beta/\alpha)}, "
    r"\quad c = \tfrac{1+1/(2\alpha)}{2(\beta-\alpha)}",
    reading="How far the gap has fallen at least.",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[le((C - x0) * exp(-2 * alpha * x0) + alpha * STEP * t, BELOW_POTENTIAL)],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE, MOMENT_CLOSED, STEP_POSITIVE, GAP_STAYS_BELOW, STEP_FROM_BELOW],
    derivation=False,
)


@proves(GAP_FROM_BELOW, "induction with the lemma on one step")
def gap_from_below(p):
    facts = parameter_facts(p)

    def base(q):
        start = q.identity(eq(BELOW_POTENTIAL.subs(t, 0), BELOW_POTENTIAL.subs(t, 0)))
        same = q.rewrite(
            q.goal, q.given(le(BELOW_POTENTIAL.subs(t, 0), BELOW_POTENTIAL.subs(t, 0)), start), eq(gap(0), x0)
        )
        return same

    def step(q):
        one = q.instance(step_from_below(), *step_facts(q), **step_values())
        return q.linear(q.goal, one, le((C - x0) * exp(-2 * alpha * x0) + alpha * STEP * t, BELOW_POTENTIAL))

    return p.induction(p.goal, base, step, facts=[*facts, p.instance(gap_stays_below())])


ABOVE_POTENTIAL = (-X - B) * exp(-2 * alpha * X)
GAP_FROM_ABOVE = PAPER.statement(
    "gap-from-above",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"(-x_t-b)e^{-2\alpha x_t} \le (-x_0-b)e^{-2\alpha x_0} + \tfrac{2\alpha\varepsilon h "
    r"t}{\ln(\beta/\alpha)}, "
    r"\quad b = \tfrac1{2\alpha} + \tfrac{\varepsilon h}{\ln(\beta/\alpha)}(1+2\alpha)e^{-2\alpha}",
    reading="How far the gap has fallen at most; h enters only through b.",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[le(ABOVE_POTENTIAL, (-x0 - B) * exp(-2 * alpha * x0) + alpha * STEP * t)],
    uses=[
        SPREAD_POSITIVE,
        QUOTIENT_POSITIVE,
        MOMENT_CLOSED,
        STEP_POSITIVE,
        GAP_STAYS_BELOW,
        STEP_FROM_ABOVE,
        STEP_SIZE,
    ],
    derivation=False,
)


@proves(GAP_FROM_ABOVE, "induction with the lemma on one step")
def gap_from_above(p):
    def base(q):
        start = ABOVE_POTENTIAL.subs(t, 0)
        return q.rewrite(q.goal, q.given(le(start, start), q.identity(eq(start, start))), eq(gap(0), x0))

    def step(q):
        facts = step_facts(q)
        length = q.instance(step_size(), *facts, **step_values())
        reach = q.linear(lt(0, REACH), (lt(0, STEP), (1 + 2 * alpha) * exp(-2 * alpha) / 2), using=facts)
        one = q.instance(step_from_above(), *facts, length, reach, q=REACH, **step_values())
        return q.linear(q.goal, one, le(ABOVE_POTENTIAL, (-x0 - B) * exp(-2 * alpha * x0) + alpha * STEP * t))

    return p.induction(p.goal, base, step, facts=[*parameter_facts(p), p.instance(gap_stays_below())])


GAP_GROWS = PAPER.statement(
    "gap-below-start",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"x_t \le x_0",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[le(X, x0)],
    uses=[GAP_FALLS],
    derivation=False,
)


@proves(GAP_GROWS, "induction")
def gap_grows(p):
    return p.induction(
        p.goal,
        lambda q: q.linear(q.goal, eq(gap(0), x0)),
        lambda q: q.linear(q.goal, le(X, x0), lt(Y, X)),
        facts=[p.instance(gap_falls())],
    )
