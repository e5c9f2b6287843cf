"""The solutions v of (19) and w of (20) at the times th, as the potentials see them, and how close the gap stays.

Along (19), d/dz of u e^(2αu) with u = −v(z) is at least 2αε/ln(β/α), and of (u − 1/(2α))e^(2αu) at most that (lemma
`flow-v-potentials`); along (20) the same with u + c for u (`flow-w-potentials`). Integrated over [0, th], which is the
one step that is not the kernel's, these are the relations `ON_V` and `ON_W` below.
"""

from sympy import Rational, exp

from checks.methods import Proof, proves
from checks.methods.argue import Line
from checks.outcome import Finding
from checks.paper import le, lt, real
from proofs.foundations.elementary import NONNEGATIVE, exp_tangent
from proofs.spurious_correlation.drift import quotient_positive
from proofs.spurious_correlation.gap_orbit import (
    ANY_SHARE,
    REACH,
    B,
    C,
    X,
    gap_from_above,
    gap_from_below,
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
    flow_v,
    flow_w,
    t,
    u,
    x0,
    y,
)
from proofs.spurious_correlation.paper import PAPER, POSITIVE

INTEGRATED = (
    "inference: mean value theorem, from the derivatives of the two potentials along (19) and (20) to their values at th"
)
V, W = flow_v(t), flow_w(t)
GROWN = alpha * STEP * t
HALF = 1 / (2 * alpha)


def above(value):
    """(−value − 1/(2α))e^(−2α·value) is at most its value at x₀ plus αat."""
    return le((-value - HALF) * exp(-2 * alpha * value), (-x0 - HALF) * exp(-2 * alpha * x0) + GROWN)


def below(value, margin):
    """(margin − value)e^(−2α·value) is at least its value at x₀ plus αat."""
    return le((margin - x0) * exp(-2 * alpha * x0) + GROWN, (margin - value) * exp(-2 * alpha * value))


ON_V = [above(V), below(V, 0), le(V, -1)]
ON_W = [above(W), below(W, C), le(W, -1)]

b, c = real("b c")
CLOSE = PAPER.statement(
    "close-potentials",
    kind="lemma",
    where="derived for this report",
    printed=r"(u-b)e^{2\alpha u} \le (y+c)e^{2\alpha y},\ u \ge b \Rightarrow 2\alpha(u-b)(u-y) \le b + c",
    over={alpha: POSITIVE, u: POSITIVE, b: NONNEGATIVE, c: NONNEGATIVE},
    given=[le((u - b) * exp(2 * alpha * u), (y + c) * exp(2 * alpha * y)), le(b, u)],
    concludes=le(2 * alpha * (u - b) * (u - y), b + c),
    derivation=False,
)


@proves(CLOSE, "e^v ≥ 1 + v at v = 2α(u − y), when y < u; else the left side is ≤ 0")
def close_potentials(p):
    """e^(−2αy)·[(y + c)e^(2αy) − (u − b)e^(2αu)] + (u − b)·[e^v − 1 − v] + (u − y)."""

    def behind(q: Proof) -> Line:
        return q.linear(q.goal, (le(u, y), 2 * alpha * (u - b)), (le(0, b), 1), (le(0, c), 1), using=[ahead(q)])

    def ahead(q: Proof) -> Line:
        return q.linear(le(0, 2 * alpha * (u - b)), (le(b, u), 2 * alpha))

    def front(q: Proof) -> Line:
        given = le((u - b) * exp(2 * alpha * u), (y + c) * exp(2 * alpha * y))
        room = q.linear(le(0, u - b), le(b, u))
        return q.linear(
            q.goal,
            (given, exp(-2 * alpha * y)),
            (q.instance(exp_tangent(), v=2 * alpha * (u - y)), u - b),
            lt(y, u),
            using=[room],
        )

    return p.cases(p.goal, u, y, behind, front)


GAP_AGAINST_FLOWS = PAPER.statement(
    "gap-against-flows-lemma",
    kind="lemma",
    label="The gap against both flows",
    where="derived for this report",
    printed=r"2\alpha(|v(th)|-\tfrac1{2\alpha})(x_t - v(th)) \le \tfrac1{2\alpha}+c,\quad "
    r"2\alpha(|w(th)|-\tfrac1{2\alpha})(x_t - w(th)) \le \tfrac1{2\alpha}+c",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=[*RECURSION, *ON_V, *ON_W],
    concludes=le(2 * alpha * (-V - HALF) * (X - V), HALF + C) & le(2 * alpha * (-W - HALF) * (X - W), HALF + C),
    derivation=False,
)


def constants_positive(q: Proof) -> list[Line]:
    """ln(β/α), β − α, a > 0; then c > 0, q > 0 and b > 0."""
    known = [q.fact(lt(0, f)) for f in (SPREAD, beta - alpha, STEP)]
    margin = q.instance(quotient_positive(), known[1], u=(1 + HALF) / 2, s=beta - alpha, goal=lt(0, C))
    reach = q.linear(lt(0, REACH), (lt(0, STEP), (1 + 2 * alpha) * exp(-2 * alpha) / 2), using=known)
    return [*known, margin, reach, q.linear(lt(0, B), reach, (lt(0, 1), HALF), using=known)]


def flow_below_gap(q: Proof, value) -> Line:
    """2α(−value − 1/(2α))(x − value) ≤ 1/(2α) + c, for value = v(th) or w(th)."""
    known = constants_positive(q)
    start = exp(-2 * alpha * x0)
    powers = q.linear(
        le((-value - HALF) * exp(-2 * alpha * value), (C - X) * exp(-2 * alpha * X)),
        above(value),
        le((C - x0) * start + GROWN, (C - X) * exp(-2 * alpha * X)),
        (lt(0, C), start),
        (le(0, 1), HALF * start),
        using=known,
    )
    size = q.linear(lt(0, -value), le(value, -1), (lt(0, 1), 1))
    room = q.linear(le(HALF, -value), le(value, -1), (le(1, alpha), 1 / (2 * alpha)), (le(0, 1), Rational(1, 2)))
    return q.instance(
        close_potentials(), *known, powers, size, room, u=-value, y=-X, b=HALF, c=C,
        goal=le(2 * alpha * (-value - HALF) * (X - value), HALF + C),
    )


@proves(GAP_AGAINST_FLOWS, "the upper potential of the flow against the lower one of the gap")
def gap_against_flows(p):
    along = [p.instance(lemma()) for lemma in (gap_stays_below, gap_from_below)]

    def show(q: Proof) -> Line:
        return q.given(q.goal, flow_below_gap(q, V), flow_below_gap(q, W))

    return p.each_step(p.goal, show, facts=[*parameter_facts(p), *along])
