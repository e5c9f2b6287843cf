"""The solutions v of (19) and w of (20): that they exist, and how far they have fallen at every time.

Along (19), d/dz of u e^(2αu) with u = −v(z) is at least 2αε/ln(β/α), and of (u − 1/(2α))e^(2αu) at most that (lemma
`flow-v-potentials`); along (20) the same with u + c for u (`flow-w-potentials`). By the kernel's rule for flows the
same holds of the differences from 0 to z. On (−∞, −1/2) both drifts lie between −2ε/ln(β/α) and 0, so that there is
one and only one solution for all time. The rest is how close two values are whose potentials are.
"""

from collections.abc import Callable
from typing import Any

from sympy import Expr, Rational, exp

from checks.methods import Proof, proves
from checks.methods.argue import Line
from checks.methods.flows import potential, solution
from checks.paper import le, lt, real
from proofs.foundations.elementary import EXP_TANGENT, LOG_TANGENT, NONNEGATIVE, exp_tangent, log_tangent
from proofs.spurious_correlation.drift import (
    DRIFT_NEGATIVE,
    QUOTIENT_POSITIVE,
    SPREAD_POSITIVE,
    XI_POSITIVE,
    drift_negative,
    quotient_positive,
    spread_positive,
    xi_positive,
)
from proofs.spurious_correlation.gap_orbit import (
    ANY_SHARE,
    REACH,
    B,
    C,
    X,
)
from proofs.spurious_correlation.notation import (
    ORDER,
    SPREAD,
    STEP,
    alpha,
    beta,
    epsilon,
    flow_v,
    flow_w,
    h,
    psi,
    t,
    tau,
    u,
    x0,
    y,
)
from proofs.spurious_correlation.paper import FROM_ONE, PAPER, POSITIVE
from proofs.spurious_correlation.potentials import FLOW_V, FLOW_W
from proofs.spurious_correlation.potentials import flow_v as v_potentials
from proofs.spurious_correlation.potentials import flow_w as w_potentials

V, W = flow_v(h * t), flow_w(h * t)  # at the steps
GROWN = alpha * STEP * t
HALF = 1 / (2 * alpha)
START = exp(-2 * alpha * x0)


def above(value: Expr, grown: Expr = GROWN) -> Any:
    """(−value − 1/(2α))e^(−2α·value) is at most its value at x₀ plus αat."""
    return le((-value - HALF) * exp(-2 * alpha * value), (-x0 - HALF) * START + grown)


def below(value: Expr, margin: Any, grown: Expr = GROWN) -> Any:
    """(margin − value)e^(−2α·value) is at least its value at x₀ plus αat."""
    return le((margin - x0) * START + grown, (margin - value) * exp(-2 * alpha * value))


RATE = 2 * alpha * epsilon / SPREAD
AT, AT_W = flow_v(tau), flow_w(tau)
SLOWEST = -2 * epsilon / SPREAD  # both drifts are above it on (−∞, −1/2)


def weights(q: Proof) -> list[Line]:
    """ln(β/α) > 0 and 2ε/ln(β/α) > 0."""
    spread = q.instance(spread_positive(), ORDER)
    return [spread, q.instance(quotient_positive(), spread, u=2 * epsilon, s=SPREAD)]


def psi_negative(q: Proof, value: Expr, *known: Line) -> Line:
    """Ψ(value) < 0, for a value that is known to be < 0."""
    line = q.fact(lt(value, 0))
    both = q.instance(xi_positive(), ORDER, line, x=value), q.instance(drift_negative(), ORDER, line, x=value)
    return q.linear(lt(psi(value), 0), *both, using=[line, *known])


def psi_bounded(q: Proof) -> Line:
    """−2ε/ln(β/α) ≤ Ψ(y) where y < −1/2: ln(1 + s) ≤ s and s(1 − 2αy) ≤ 1 for s = e^(2αy)."""
    known, power = weights(q), exp(2 * alpha * y)
    negative = q.linear(lt(y, 0), lt(y, -Rational(1, 2)), (lt(0, 1), Rational(1, 2)))
    size = q.linear(lt(0, -y * SPREAD), (known[0], -y), using=[negative])
    weight = q.instance(quotient_positive(), size, u=epsilon, s=-y * SPREAD)
    w = epsilon / (-y * SPREAD)
    return q.linear(
        le(SLOWEST, psi(y)),
        (q.instance(log_tangent(), x=1 + power), w),
        (q.instance(exp_tangent(), v=-2 * alpha * y), w * power),
        (lt(0, power), RATE),
        (lt(y, -Rational(1, 2)), 2 * w),
        using=[*known, negative, weight],
    )


FLOW_OVER = {**ANY_SHARE, tau: NONNEGATIVE}
ALONG_V = PAPER.statement(
    "flow-v",
    kind="lemma",
    label="The solution of (19)",
    origin="derived",
    where="derived for this report",
    printed=r"v(z) \le x_0, \quad (|v|-\tfrac1{2\alpha})e^{2\alpha|v|} \Big|_0^z \le "
    r"\tfrac{2\alpha\varepsilon z}{\ln(\beta/\alpha)} \le |v|e^{2\alpha|v|} \Big|_0^z",
    reading="At every time z ≥ 0 there is one and only one solution until then, and its two potentials have grown by "
    "at most and at least this.",
    over=FLOW_OVER,
    given=[ORDER],
    concludes=[le(AT, x0), above(AT, RATE * tau), below(AT, 0, RATE * tau)],
    uses=[FLOW_V, SPREAD_POSITIVE, QUOTIENT_POSITIVE, XI_POSITIVE, DRIFT_NEGATIVE, EXP_TANGENT, LOG_TANGENT],
    derivation=False,
)


@proves(ALONG_V, "the rule for flows, with the lemma on the potentials of (19)")
def along_v(p):
    def sign(q: Proof) -> Line:
        q.linear(lt(y, 0), lt(y, -Rational(1, 2)), (lt(0, 1), Rational(1, 2)))
        return psi_negative(q, y)

    return fallen(p, AT, sign, psi_bounded, v_potentials(), 0)


ALONG_W = PAPER.statement(
    "flow-w",
    kind="lemma",
    label="The solution of (20)",
    origin="derived",
    where="derived for this report",
    printed=r"w(z) \le x_0, \quad (|w|-\tfrac1{2\alpha})e^{2\alpha|w|} \Big|_0^z \le "
    r"\tfrac{2\alpha\varepsilon z}{\ln(\beta/\alpha)} \le (|w|+c)e^{2\alpha|w|} \Big|_0^z",
    reading="The same for (20), with the constant c = (1 + 1/(2α))/(2(β − α)).",
    over=FLOW_OVER,
    given=[ORDER],
    concludes=[le(AT_W, x0), above(AT_W, RATE * tau), below(AT_W, C, RATE * tau)],
    uses=[FLOW_W, SPREAD_POSITIVE, QUOTIENT_POSITIVE, XI_POSITIVE, DRIFT_NEGATIVE, EXP_TANGENT, LOG_TANGENT],
    derivation=False,
)


@proves(ALONG_W, "the rule for flows, with the lemma on the potentials of (20)")
def along_w(p):
    def sign(q: Proof) -> Line:
        return q.instance(drift_negative(), ORDER, negative_here(q), x=y)

    def bound(q: Proof) -> Line:
        more = q.instance(xi_positive(), ORDER, negative_here(q), x=y)
        return q.linear(q.goal, psi_bounded(q), more, using=[*weights(q), negative_here(q)])

    return fallen(p, AT_W, sign, bound, w_potentials(), C)


def negative_here(q: Proof) -> Line:
    """y < 0 where y < −1/2."""
    return q.linear(lt(y, 0), lt(y, -Rational(1, 2)), (lt(0, 1), Rational(1, 2)))


def fallen(
    p: Proof, value: Expr, sign: Callable[[Proof], Line], bound: Callable[[Proof], Line], lemma: Any, margin: Any
) -> Line:
    """The three bounds for a solution: that it exists, that it falls, and what its potentials say."""
    known = weights(p)
    start = p.linear(lt(x0, 0), le(x0, -1), (lt(0, 1), 1))
    further = p.linear(lt(x0, -Rational(1, 2)), le(x0, -1), (lt(0, 1), Rational(1, 2)))
    later = p.linear(lt(x0 + SLOWEST * tau, -Rational(1, 2)), further, (known[1], tau), using=known)
    exists = solution(
        p, value, y, *known, further, later, speed=SLOWEST, sign=sign, bound=bound, between=(None, -Rational(1, 2))
    )
    slope = value.drift(x0)
    if margin == 0:
        down = p.linear(le(slope, 0), psi_negative(p, x0), using=[*known, start])
    else:
        down = p.linear(le(slope, 0), p.instance(drift_negative(), ORDER, start, x=x0), using=[*known, start])

    def negative(q: Proof) -> list[Line]:
        size = q.linear(lt(y, 0), le(y, x0), le(x0, -1), (lt(0, 1), 1))
        room = [q.linear(le(1, -y), le(y, x0), le(x0, -1)), q.linear(lt(0, beta - alpha), ORDER)]
        return [*weights(q), size, q.linear(lt(0, -y), (size, 1)), *room]

    def falls(q: Proof) -> Line:
        facts = negative(q)
        if margin == 0:
            return q.linear(q.goal, psi_negative(q, y), using=facts)
        return q.linear(q.goal, q.instance(drift_negative(), ORDER, facts[2], x=y), using=facts)

    def grows(part: int) -> Callable[[Proof], Line]:
        def show(q: Proof) -> Line:
            facts = negative(q)
            more = {} if margin == 0 else {"d": beta - alpha}
            one = q.instance(lemma, *facts, part=part, u=-y, **more)
            return q.linear(q.goal, (one, 2 * epsilon / SPREAD), using=facts)

        return show

    def along(goal: Any, g: Expr, rate: Expr, show: Callable[[Proof], Line]) -> Line:
        return potential(p, goal, value, y, g, exists, down, *known, rate=rate, show=show, between=(None, x0))

    first = along(le(value, x0), y, 0, falls)
    high = along(above(value, RATE * tau), (-y - HALF) * exp(-2 * alpha * y), RATE, grows(1))
    low = along(below(value, margin, RATE * tau), (margin - y) * exp(-2 * alpha * y), RATE, grows(0))
    return p.both(first, high, low)


def at_steps(p: Proof) -> list[Line]:
    """At the times th: v ≤ −1 and w ≤ −1, and the bounds of their potentials."""
    time, known, lines = p.linear(le(0, h * t), (le(0, t), h)), weights(p), []
    for lemma, value, margin in ((along_v(), V, 0), (along_w(), W, C)):
        low, high, least = (p.instance(lemma, ORDER, time, part=i, tau=h * t) for i in range(3))
        width = p.linear(lt(0, beta - alpha), ORDER)
        using = [*known, width]
        lines += [p.linear(le(value, -1), low, le(x0, -1)), p.linear(above(value), high, using=using)]
        lines.append(p.linear(below(value, margin), least, using=using))
    return lines


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
