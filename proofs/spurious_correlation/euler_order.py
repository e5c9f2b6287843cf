r"""Euler's error in its true size: w(th) − x_t = (h/2)|f|·ln(|f(x₀)|/|f|)·(1 + o(1)), f = Ψ + ξ, with explicit bounds.

Let τ(x) = ∫ dq/|f(q)| over [x, x₀], the time that the solution of (20) takes from x₀ to x; so τ(w(th)) = th. A step of
(14) from x has length σ = h|f(x)|, and adds h + (h/2)·ln(|f(x)|/|f(x − σ)|) to τ, up to (8/3)hβ²e^(2βσ)σ²: what is
over is at most a multiple of h²(|f(x)| − |f(x − σ)|), as |f′| is between about α|f| and 2β|f|, and telescopes. Last,
(w − x)/|f(w)| ≤ τ(x) − τ(w) ≤ (w − x)/|f(x)|, whichever of the two is further down.
"""

from collections.abc import Callable
from typing import Any

from sympy import And, Expr, Integral, Rational, exp, log

from checks.methods import Line, Proof, nothing, numbers, proves
from checks.methods.euler_witness import euler_and_flow
from checks.methods.flows import potential
from checks.methods.integrals import integrable, split
from checks.outcome import Evidence, Trust, Verdict
from checks.paper import Claim, eq, le, lt
from proofs.foundations.elementary import EXP_MONOTONE, exp_monotone
from proofs.spurious_correlation.drift import (
    DRIFT_NEGATIVE,
    MOMENT_CLOSED,
    PULL_POSITIVE,
    QUOTIENT_POSITIVE,
    SPREAD_POSITIVE,
    drift_negative,
    pull_positive,
    quotient_positive,
    spread_positive,
)
from proofs.spurious_correlation.drift_shape import DRIFT_FALLS, drift_falls
from proofs.spurious_correlation.euler_error import PROPOSITION_2_4
from proofs.spurious_correlation.flows import ALONG_W, FLOW_OVER, along_w, weights
from proofs.spurious_correlation.gap_orbit import (
    ANY_SHARE,
    GAP_FALLS,
    GAP_GROWS,
    GAP_STAYS_BELOW,
    X,
    Y,
    euler,
    gap_falls,
    gap_grows,
    gap_stays_below,
    parameter_facts,
)
from proofs.spurious_correlation.notation import (
    ORDER,
    RECURSION,
    SPREAD,
    a,
    alpha,
    beta,
    d,
    drift,
    epsilon,
    eta,
    flow_w,
    gap,
    h,
    t,
    tau,
    x,
    x0,
    y,
)
from proofs.spurious_correlation.paper import BEFORE_ZERO, PAPER
from proofs.spurious_correlation.step_time import (
    DOUBT_TELESCOPES,
    TIME_BETWEEN,
    TIME_OF_A_STEP,
    doubt_telescopes,
    pace,
    q_,
    time_between,
    time_of_a_step,
)

NOW = flow_w(tau)


SCALE = epsilon / SPREAD
WIDTH = {a: SCALE, d: beta - alpha}


def bare(value: Expr) -> Expr:
    """n(x) in the paper's symbols."""
    return pace(value).subs(WIDTH)


def speed(value: Expr) -> Expr:
    """|(Ψ + ξ)(x)|."""
    return SCALE * bare(value)


def clock(value: Expr) -> Expr:
    """τ(x) − τ(x₀): how long the solution of (20) takes from x₀ to x."""
    return Integral(1 / speed(q_), (q_, value, x0)) - Integral(1 / speed(q_), (q_, x0, x0))


def elapsed(p: Proof, value: Expr, *facts: Any) -> Line:
    """That ∫ dq/|f(q)| from the value to x₀ is defined, for a value ≤ x₀."""

    def show(q: Proof) -> Line:
        return speed_positive(q, q_, q.linear(lt(q_, 0), le(q_, x0), le(x0, -1), (lt(0, 1), 1)))[-1]

    return integrable(p, Integral(1 / speed(q_), (q_, value, x0)), show, *facts)


CLOCK_OF_FLOW = PAPER.statement(
    "clock-of-the-flow",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"\int_{w(z)}^{x_0}\frac{dq}{|(\Psi+\xi)(q)|} = z",
    over=FLOW_OVER,
    given=[ORDER],
    concludes=[eq(clock(NOW), tau)],
    uses=[ALONG_W, SPREAD_POSITIVE, QUOTIENT_POSITIVE, DRIFT_NEGATIVE, PULL_POSITIVE],
    derivation=False,
)


def speed_positive(q: Proof, value: Expr, *facts: Any) -> list[Line]:
    """ε/ln(β/α) > 0 and n(value) > 0, for a value < 0."""
    width = q.linear(lt(0, beta - alpha), ORDER)
    size = q.linear(lt(0, -value), *facts)
    line = q.instance(pull_positive(), width, size, u=-value, d=beta - alpha)
    spread = q.instance(spread_positive(), ORDER)
    scale = q.instance(quotient_positive(), spread, u=epsilon, s=SPREAD)
    return [spread, scale, width, size, q.linear(lt(0, bare(value)), (line, 1 / -value), using=[size])]


@proves(CLOCK_OF_FLOW, "the rule for flows: dτ/dz = 1")
def clock_of_flow(p):
    begun, known = p.instance(along_w(), ORDER, part=0), weights(p)
    start = p.linear(lt(x0, 0), le(x0, -1), (lt(0, 1), 1))
    pulls = p.linear(le(drift(x0), 0), p.instance(drift_negative(), ORDER, start, x=x0), using=[*known, start])

    def exact(q: Proof) -> Line:
        negative = q.linear(lt(y, 0), le(y, x0), le(x0, -1), (lt(0, 1), 1))
        elapsed(q, y, le(y, x0))
        return q.identity(q.goal, negative, *speed_positive(q, y, negative))

    same, primitive = p.linear(le(x0, x0), (le(0, 0), 1)), Integral(1 / speed(q_), (q_, y, x0))
    defined = [elapsed(p, x0, same), elapsed(p, NOW, begun)]
    return potential(
        p, p.goal, NOW, y, primitive, begun, pulls, *known, *defined, rate=1, show=exact, between=(None, x0)
    )


def between(low: Expr, high: Expr) -> Expr:
    """How long the solution of (20) takes from one value to another."""
    return Integral(1 / speed(q_), (q_, low, high))


TIMES_ADD = PAPER.statement(
    "times-add",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"x \le y \le x_0 \Rightarrow \int_x^{x_0} = \int_x^y + \int_y^{x_0}",
    over={**ANY_SHARE, x: BEFORE_ZERO, y: BEFORE_ZERO},
    given=[ORDER, le(x, y), le(y, x0)],
    concludes=[eq(between(x, x0), between(x, y) + between(y, x0))],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE, PULL_POSITIVE],
    derivation=False,
)


@proves(TIMES_ADD, "integrals over adjacent intervals")
def times_add(p):
    far = p.linear(le(x, x0), le(x, y), le(y, x0))
    elapsed(p, x, far)
    return split(p, between(x, x0), y, le(x, y), le(y, x0))


STEEPEST = exp(4 * beta * h * speed(x0))
FACTOR = Rational(8, 3) * beta**2 / alpha * STEEPEST * h**2  # Kh²
LOST = FACTOR * (speed(x0) - speed(X))
AHEAD = h / 2 * (log(bare(x0)) - log(bare(X)))

CLOCK_OF_GAP = PAPER.statement(
    "clock-of-the-gap",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"\Bigl|\int_{x_t}^{x_0}\frac{dq}{|f(q)|} - th - \frac h2\ln\frac{|f(x_0)|}{|f(x_t)|}\Bigr| \le "
    r"Kh^2\bigl(|f(x_0)|-|f(x_t)|\bigr), \quad K = \tfrac{8\beta^2}{3\alpha}e^{4\beta h|f(x_0)|},\ f = \Psi+\xi",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[le(clock(X), h * t + AHEAD + LOST), le(h * t + AHEAD - LOST, clock(X))],
    uses=[
        SPREAD_POSITIVE,
        QUOTIENT_POSITIVE,
        PULL_POSITIVE,
        MOMENT_CLOSED,
        GAP_STAYS_BELOW,
        GAP_FALLS,
        GAP_GROWS,
        DRIFT_FALLS,
        TIMES_ADD,
        TIME_OF_A_STEP,
        DOUBT_TELESCOPES,
        EXP_MONOTONE,
    ],
    derivation=False,
)


@proves(CLOCK_OF_GAP, "induction: what a step adds, and the doubt telescopes")
def clock_of_gap(p):
    along = [p.instance(lemma()) for lemma in (gap_stays_below, gap_falls, gap_grows)]
    start = p.linear(lt(x0, 0), le(x0, -1), (lt(0, 1), 1))
    begun = speed_positive(p, x0, start)

    def base(q: Proof) -> Line:
        elapsed(q, x0, q.linear(le(x0, x0), (le(0, 0), 1)))
        here = q.formula(q.goal).replace(q.term(gap(0)), q.term(x0))
        return q.rewrite(q.goal, q.linear(here, (le(0, 0), 1), using=begun), eq(gap(0), x0))

    def step_of(part: int) -> Callable[[Proof], Line]:
        def step(q: Proof) -> Line:
            negative, later = (q.linear(lt(v, 0), le(v, -1), (lt(0, 1), 1)) for v in (X, Y))
            known = [*speed_positive(q, X, negative), *speed_positive(q, Y, later)[3:], q.fact(begun[-1])]
            moved = q.linear(lt(0, X - Y), lt(Y, X))
            length = q.linear(eq(X - Y, h * SCALE * bare(X)), (euler(q), -1), using=[*known, negative])
            values = {"x": X, "s": X - Y, "a": SCALE, "d": beta - alpha}
            facts = [*known[:3], negative, moved, length]
            one = q.instance(time_of_a_step(), *facts, part=part, **values)
            width = q.linear(le(0, beta - alpha), ORDER)
            falls = q.instance(drift_falls(), le(X, x0), negative, start, width, x=X, y=x0, d=beta - alpha)
            short = q.linear(
                le(2 * beta * (X - Y), 2 * beta * h * speed(x0)),
                (length, 2 * beta),
                (falls, 2 * beta * h * SCALE),
                using=known,
            )
            powers = q.instance(exp_monotone(), short, x=2 * beta * (X - Y), y=2 * beta * h * speed(x0))
            limit = exp(2 * beta * h * speed(x0))
            doubt = q.instance(doubt_telescopes(), *facts, powers, b=limit, **values)
            order = q.linear(le(Y, X), lt(Y, X))
            parted = q.instance(times_add(), ORDER, order, le(X, x0), negative, later, x=Y, y=X)
            before = p.goals[part]
            return q.linear(q.goal, before, one, doubt, (parted, -1 if part else 1), using=known)

        return step

    lines = [
        p.induction(goal, base, step_of(part), facts=[*parameter_facts(p), *along, *begun])
        for part, goal in enumerate(p.goals)
    ]
    return p.both(*lines)


W = flow_w(h * t)
RATIO = h / 2 * (log(-drift(x0)) - log(-drift(X)))  # (h/2)·ln(|f(x₀)|/|f(x_t)|)
DOUBT = FACTOR * (-drift(x0) + drift(X))

EULER_ORDER = PAPER.repair(
    "euler-error-in-its-true-size",
    repairs=PROPOSITION_2_4,
    label="Euler's error in its true size",
    printed=r"|f(x_t)|\Bigl(\frac h2\ln\frac{|f(x_0)|}{|f(x_t)|} - R_t\Bigr) \le w(th) - x_t \le "
    r"|f(w(th))|\Bigl(\frac h2\ln\frac{|f(x_0)|}{|f(x_t)|} + R_t\Bigr),\quad f = \Psi+\xi,\ "
    r"R_t = \frac{8\beta^2}{3\alpha}e^{4\beta h|f(x_0)|}h^2\bigl(|f(x_0)|-|f(x_t)|\bigr)",
    reading="For every α > 0, h > 0, every start x₀ ≤ −1 and every t. R_t is bounded and the logarithm grows without "
    "bound, as |f(x_t)| → 0: the error is (h/2)|f|·ln(|f(x₀)|/|f|)·(1 + o(1)), of order ln t/t, in place of the O(1) "
    "of the proposition (|f(w)|/|f(x_t)| → 1, as w − x_t → 0: the last step is not encoded).",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[
        ("at least", le(-drift(X) * (RATIO - DOUBT), W - X)),
        ("at most", le(W - X, -drift(W) * (RATIO + DOUBT))),
    ],
    uses=[
        SPREAD_POSITIVE,
        QUOTIENT_POSITIVE,
        PULL_POSITIVE,
        GAP_STAYS_BELOW,
        GAP_GROWS,
        ALONG_W,
        DRIFT_NEGATIVE,
        TIMES_ADD,
        TIME_BETWEEN,
        CLOCK_OF_FLOW,
        CLOCK_OF_GAP,
    ],
)


@proves(EULER_ORDER, "the clock at x_t against that of the flow, with the drift between the two values")
def euler_order(p):
    """g(x)T ≤ w − x ≤ g(w)T for T = τ(x) − τ(w), whichever is further down; τ(w) = th."""
    time = p.linear(le(0, h * t), (le(0, t), h))
    flow = p.instance(clock_of_flow(), ORDER, time, tau=h * t)
    begun = p.instance(along_w(), ORDER, time, part=0, tau=h * t)
    facts = [*(p.instance(lemma()) for lemma in (gap_stays_below, gap_grows, clock_of_gap)), flow, begun]

    def show(q: Proof) -> Line:
        above = q.linear(le(W, -1), begun, le(x0, -1))
        here, there, start = (q.linear(lt(v, 0), le(v, -1), (lt(0, 1), 1)) for v in (X, W, x0))
        sizes = [speed_positive(q, v, line) for v, line in ((X, here), (W, there), (x0, start))]
        gone = [*sizes[0][:3], *sizes[1][3:]]
        drifts = zip((X, W, x0), sizes, strict=True)
        known = [*sizes[0], *(line for more in sizes[1:] for line in more[3:]), here, there, start, above]
        logs = [q.axiom("log-product", SCALE, bare(v), *known) for v in (x0, X)]
        late = clock(X) - h * t
        pulls = [q.linear(lt(0, -drift(v)), (lines[-1], SCALE), using=known) for v, lines in drifts]

        def pair(r: Proof, low: Expr, high: Expr, order: Line) -> tuple[Line, Line, Line]:
            lines = [r.fact(f) for f in known]
            least, most = (
                r.instance(time_between(), order, *lines, part=i, x=low, y=high, a=SCALE, d=beta - alpha)
                for i in (0, 1)
            )
            return least, most, r.instance(times_add(), ORDER, order, *lines, le(X, x0), begun, x=low, y=high)

        def ordered(r: Proof) -> Line:
            least, most, parted = pair(r, X, W, r.fact(le(X, W)))
            one = r.linear(le(speed(X) * late, W - X), least, (parted, speed(X)), (flow, speed(X)), using=known)
            two = r.linear(le(W - X, speed(W) * late), most, (parted, -speed(W)), (flow, -speed(W)), using=known)
            return r.both(one, two)

        def turned(r: Proof) -> Line:
            order = r.linear(le(W, X), lt(W, X))
            least, most, parted = pair(r, W, X, order)
            one = r.linear(le(speed(X) * late, W - X), most, (parted, -speed(X)), (flow, speed(X)), using=known)
            two = r.linear(le(W - X, speed(W) * late), least, (parted, speed(W)), (flow, -speed(W)), using=known)
            return r.both(one, two)

        lower, upper = le(speed(X) * late, W - X), le(W - X, speed(W) * late)
        q.cases(And(lower, upper, evaluate=False), X, W, ordered, turned)
        high, low = CLOCK_OF_GAP.concludes
        fall = [q.linear(lt(0, speed(v)), (lines[-1], SCALE), using=lines) for v, lines in ((X, sizes[0]), (W, gone))]
        joined = [(logs[0], h / 2), (logs[1], -h / 2)]
        first = [(line, m * speed(X)) for line, m in joined]
        second = [(line, -m * speed(W)) for line, m in joined]
        least = q.linear(q.goals[0], lower, (low, speed(X)), *first, using=[*known, *fall, *pulls])
        most = q.linear(q.goals[1], upper, (high, speed(W)), *second, using=[*known, *fall, *pulls])
        return q.both(least, most)

    return p.each_step(p.goal, show, facts=[*parameter_facts(p), *facts])


@EULER_ORDER.sharpness(
    "a smaller factor than h/2 serves as well: at some step with (1 − η)(h/2)ln(|f(x₀)|/|f(x_t)|) > R_t the error is "
    "at most η(h/2)|f(x_t)|ln(|f(x₀)|/|f(x_t)|), 0 < η < 1",
    exists=[le(W - X, -drift(X) * eta * RATIO)],
    given=[ORDER, lt(DOUBT, (1 - eta) * RATIO)],
    expect=Verdict.REFUTED,
)
def no_smaller_factor(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    (goal,), late = (lt(-drift(X) * eta * RATIO, W - X),), claim.given[1]
    facts = [p.instance(gap_stays_below()), p.instance(euler_order())]

    def show(q: Proof) -> Line:
        here = q.linear(lt(X, 0), le(X, -1), (lt(0, 1), 1))
        pull = q.linear(lt(0, -drift(X)), q.instance(drift_negative(), ORDER, here, x=X), using=[here])
        return q.linear(q.goal, EULER_ORDER.concludes[0], (late, -drift(X)), using=[pull, here, q.fact(lt(0, SPREAD))])

    return p.finding(p.each_step(goal, show, facts=[*parameter_facts(p), *facts]))


STEPS, SIZE = 20_000, Rational(1, 10)


@EULER_ORDER.sharpness(
    f"w(th) − x_t after {STEPS} steps in mpmath lies between both bounds, at α = 3/2, β = 3, ε = h = 1/10, x₀ = −1",
    expect=Verdict.SUPPORTED,
)
def error_in_mpmath() -> Evidence:
    """x_t by (14), w(th) by Newton's method for ∫ dq/|f(q)| = th, the integral by quadrature."""

    def f(x: Any) -> Any:
        m = x.context
        return -m.log((1 + m.exp(6 * x)) / (1 + m.exp(3 * x))) / (10 * m.log(2) * x)

    x, w = euler_and_flow(f, -1, SIZE, STEPS)
    m = x.context
    begun, here, there = (-f(v) for v in (m.mpf(-1), x, w))
    main = m.log(begun / here) / 20
    rest = 16 * m.exp(m.mpf(6) / 5 * begun) * (begun - here) / 100
    least, error, most = here * (main - rest), w - x, there * (main + rest)
    shown = [m.nstr(e, 12) for e in (least, error, most)]
    if not least <= error <= most:
        return nothing(f"w − x = {shown[1]} is not between {shown[0]} and {shown[2]}")
    note = (
        f"{shown[0]} ≤ w − x = {shown[1]} ≤ {shown[2]}: {m.nstr(error / (here * main), 8)} times (h/2)|f|·ln(|f₀|/|f|)"
    )
    return numbers(Trust.NUMERICAL, note=note, scope=f"{STEPS} steps in mpmath, no error bound")
