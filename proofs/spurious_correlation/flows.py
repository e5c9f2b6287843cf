"""The solutions v of (19) and w of (20) at the times th, as the potentials see them, and how close the gap stays.

Along (19), d/dz of u e^(2αu) with u = −v(z) is at least 2αε/ln(β/α), and of (u − 1/(2α))e^(2αu) at most that (lemma
`flow-v-potentials`); along (20) the same with u + c for u (`flow-w-potentials`). Integrated over [0, th], which is the
one step that is not the kernel's, these are the relations `ON_V` and `ON_W` below.
"""

from typing import Any

from sympy import Expr, exp

from checks.methods import Proof, proves
from checks.methods.argue import Line
from checks.paper import le, lt, real
from proofs.foundations.elementary import EXP_TANGENT, NONNEGATIVE, exp_tangent
from proofs.spurious_correlation.drift import quotient_positive
from proofs.spurious_correlation.gap_orbit import (
    REACH,
    B,
    C,
    X,
)
from proofs.spurious_correlation.notation import (
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
from proofs.spurious_correlation.paper import FROM_ONE, PAPER, POSITIVE

INTEGRATED = "inference: mean value theorem, from the derivatives of the two potentials along (19) and (20) to their "
"values at th"
V, W = flow_v(t), flow_w(t)
GROWN = alpha * STEP * t
HALF = 1 / (2 * alpha)


def above(value: Expr) -> Any:
    """(−value − 1/(2α))e^(−2α·value) is at most its value at x₀ plus αat."""
    return le((-value - HALF) * exp(-2 * alpha * value), (-x0 - HALF) * exp(-2 * alpha * x0) + GROWN)


def below(value: Expr, margin: Any) -> Any:
    """(margin − value)e^(−2α·value) is at least its value at x₀ plus αat."""
    return le((margin - x0) * exp(-2 * alpha * x0) + GROWN, (margin - value) * exp(-2 * alpha * value))


ON_V = [above(V), below(V, 0), le(V, -1)]
ON_W = [above(W), below(W, C), le(W, -1)]

b, c = real("b c")
POTENTIALS = le((u - b) * exp(2 * alpha * u), (y + c) * exp(2 * alpha * y))
CLOSE = PAPER.statement(
    "close-potentials",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"(u-b)e^{2\alpha u} \le (y+c)e^{2\alpha y},\ u \ge b \Rightarrow 2\alpha(u-b)(u-y) \le b + c",
    over={u: POSITIVE, b: NONNEGATIVE, c: NONNEGATIVE},
    given=[POTENTIALS, le(b, u)],
    concludes=[le(2 * alpha * (u - b) * (u - y), b + c)],
    uses=[EXP_TANGENT],
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
        room = q.linear(le(0, u - b), le(b, u))
        return q.linear(
            q.goal,
            (POTENTIALS, exp(-2 * alpha * y)),
            (q.instance(exp_tangent(), v=2 * alpha * (u - y)), u - b),
            lt(y, u),
            using=[room],
        )

    return p.cases(p.goal, u, y, behind, front)


DISTANCE = PAPER.statement(
    "close-potentials-everywhere",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"(u-b)e^{2\alpha u} \le (y+c)e^{2\alpha y},\ y \ge 1 \Rightarrow u - y \le b + c",
    over={alpha: FROM_ONE, u: POSITIVE, y: FROM_ONE, b: NONNEGATIVE, c: NONNEGATIVE},
    given=[POTENTIALS],
    concludes=[le(u - y, b + c)],
    uses=[CLOSE],
    derivation=False,
)


@proves(DISTANCE, "for u ≤ b + 1 from y ≥ 1; else from the lemma before, as 2α(u − b) > 1")
def distance(p):
    def near(q: Proof) -> Line:
        return q.linear(q.goal, le(u, b + 1), le(1, y), le(0, c))

    def far(q: Proof) -> Line:

        def behind(r: Proof) -> Line:
            return r.linear(r.goal, le(u, y), le(0, b), le(0, c))

        def front(r: Proof) -> Line:
            again = r.instance(close_potentials(), POTENTIALS, r.linear(le(b, u), lt(b + 1, u), (le(0, 1), 1)))
            ahead = r.linear(le(0, 2 * alpha * (u - y)), (lt(y, u), 2 * alpha))
            return r.linear(
                r.goal, again, (lt(b + 1, u), 2 * alpha * (u - y)), (lt(y, u), 2 * alpha - 1), using=[ahead]
            )

        return q.cases(q.goal, u, y, behind, front)

    return p.cases(p.goal, u, b + 1, near, far)


def constants_positive(q: Proof) -> list[Line]:
    """ln(β/α), β − α, a > 0; then c > 0, q > 0 and b > 0."""
    known = [q.fact(lt(0, f)) for f in (SPREAD, beta - alpha, STEP)]
    margin = q.instance(quotient_positive(), known[1], u=(1 + HALF) / 2, s=beta - alpha, goal=lt(0, C))
    reach = q.linear(lt(0, REACH), (lt(0, STEP), (1 + 2 * alpha) * exp(-2 * alpha) / 2), using=known)
    return [*known, margin, reach, q.linear(lt(0, B), reach, (lt(0, 1), HALF), using=known)]


def flow_first(q: Proof, value: Expr) -> dict[str, Any]:
    """u = −v(th) (or −w(th)) against y = −x: their potentials compared, and the constants b and c."""
    known, start = constants_positive(q), exp(-2 * alpha * x0)
    powers = q.linear(
        le((-value - HALF) * exp(-2 * alpha * value), (C - X) * exp(-2 * alpha * X)),
        above(value),
        le((C - x0) * start + GROWN, (C - X) * exp(-2 * alpha * X)),
        (lt(0, C), start),
        (le(0, 1), HALF * start),
        using=known,
    )
    size = q.linear(lt(0, -value), le(value, -1), (lt(0, 1), 1))
    return {"facts": [*known, powers, size, q.linear(le(1, -X), le(X, -1))], "u": -value, "y": -X, "b": HALF, "c": C}


def gap_first(q: Proof, value: Expr, margin: Expr) -> dict[str, Any]:
    """u = −x against y = −v(th) with margin 0, or −w(th) with margin c."""
    known, start = constants_positive(q), exp(-2 * alpha * x0)
    more = [(lt(0, C), start)] if margin != 0 else []
    powers = q.linear(
        le((-X - B) * exp(-2 * alpha * X), (margin - value) * exp(-2 * alpha * value)),
        le((-X - B) * exp(-2 * alpha * X), (-x0 - B) * start + GROWN),
        below(value, margin),
        *more,
        (lt(0, B), start),
        using=known,
    )
    size = q.linear(lt(0, -X), le(X, -1), (lt(0, 1), 1))
    return {
        "facts": [*known, powers, size, q.linear(le(1, -value), le(value, -1))],
        "u": -X,
        "y": -value,
        "b": B,
        "c": margin,
    }


def apply(q: Proof, lemma: Any, goal: Any, pair: dict[str, Any], *more: Any) -> Line:
    """One of the two lemmas on a pair of values."""
    facts = pair.pop("facts")
    return q.instance(lemma, *facts, *more, goal=goal, **pair)
