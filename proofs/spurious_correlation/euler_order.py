r"""Euler's error in its true size: w(th) − x_t = (h/2)|f|·ln(|f(x₀)|/|f|)·(1 + o(1)), f = Ψ + ξ, with explicit bounds.

Let τ(x) = ∫ dq/|f(q)| over [x, x₀], the time that the solution of (20) takes from x₀ to x; so τ(w(th)) = th. A step of
(14) from x has length σ = h|f(x)|, and adds h + (h/2)·ln(|f(x)|/|f(x − σ)|) to τ, up to (8/3)hβ²e^(2βσ)σ²: what is
over is at most a multiple of h²(|f(x)| − |f(x − σ)|), as |f′| is between about α|f| and 2β|f|, and telescopes. Last,
(w − x)/|f(w)| ≤ τ(x) − τ(w) ≤ (w − x)/|f(x)|, whichever of the two is further down.
"""

from collections.abc import Callable
from typing import Any

from sympy import And, Expr, Integer, Integral, Interval, Rational, exp, log

from checks.methods import Line, Proof, proves
from checks.methods.flows import potential
from checks.methods.integrals import antiderivative, comparison, integrable, split
from checks.paper import eq, le, lt, real
from proofs.foundations.elementary import (
    EXP_MONOTONE,
    EXP_TANGENT,
    LOG_TANGENT,
    NONNEGATIVE,
    exp_monotone,
    exp_tangent,
    log_tangent,
)
from proofs.spurious_correlation.aligned import PER_SAMPLE, SECOND_ORDER, error_of_one_sample, second_order
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
from proofs.spurious_correlation.drift_shape import DRIFT_FALLS, HIGH, PHI_CHORD, drift_falls, phi_chord, quotient
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
    flow_w,
    gap,
    h,
    phi,
    s,
    t,
    tau,
    x,
    x0,
    y,
)
from proofs.spurious_correlation.paper import BEFORE_ZERO, PAPER, POSITIVE

NOW = flow_w(tau)
q_, b = real("q b")  # a value under the integral; a bound for e^(2βσ)


def pace(value: Expr) -> Expr:
    """n(x) = |f(x)|·ln(β/α)/ε."""
    return -quotient(value)


def bend(value: Expr) -> Expr:
    """n′(x) > 0."""
    return -quotient(x).diff(x).subs(x, value)


HERE, SLOPE, THERE = pace(x), bend(x), pace(x - s)

DRIFT_OVER_A_STEP = PAPER.statement(
    "drift-over-a-step",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"n = |\Psi+\xi|\,\tfrac{\ln(\beta/\alpha)}{\varepsilon},\ x < 0 \le \sigma \Rightarrow "
    r"n(x) - \sigma n'(x) \le n(x-\sigma) \le n(x) - \sigma n'(x) + 2\beta^2\sigma^2n(x),\quad "
    r"e^{-2\beta\sigma}n(x) \le n(x-\sigma) \le \frac{n(x)}{1+\alpha\sigma},\quad 0 \le n'(x) \le 2\beta n(x)",
    over={x: BEFORE_ZERO, d: NONNEGATIVE, s: NONNEGATIVE},
    concludes=[
        ("not negative", le(0, HERE)),
        ("rises", le(0, SLOPE)),
        ("slope", le(SLOPE, 2 * HIGH * HERE)),
        ("tangent", le(HERE - s * SLOPE, THERE)),
        ("second order", le(THERE, HERE - s * SLOPE + 2 * HIGH**2 * s**2 * HERE)),
        ("at least", le(exp(-2 * HIGH * s) * HERE, THERE)),
        ("at most", le((1 + alpha * s) * THERE, HERE)),
    ],
    uses=[PER_SAMPLE, SECOND_ORDER, PHI_CHORD],
    derivation=False,
)


@proves(DRIFT_OVER_A_STEP, "each vanishes at d = β − α = 0, and its derivative in d is what φ obeys at βx")
def drift_over_a_step(p):
    """∂n/∂d = 2φ(βx), ∂n′/∂d = 2βφ′(βx)."""
    wrong = phi(HIGH * x)

    def from_zero(goal: Any, slope: Callable[[Proof], Line]) -> Line:
        return p.endpoint(goal, d, "lo", value=lambda q: q.settle(q.goal), slope=slope)

    positive = from_zero(p.goals[0], lambda q: q.settle(q.goal))

    def signs(q: Proof) -> list[Line]:
        return [
            q.linear(le(HIGH * x, 0), (lt(x, 0), HIGH)),
            q.linear(le(0, HIGH * s), (le(0, s), HIGH)),
            q.instance(positive),
        ]

    def rises(q: Proof) -> Line:
        return q.linear(q.goal, (le(0, 1), 4 * HIGH * wrong * (1 - wrong)))

    def steep(q: Proof) -> Line:
        known = signs(q)
        return q.linear(q.goal, (known[2], 2), (le(0, 1), 4 * HIGH * wrong**2), using=known)

    def tangent(q: Proof) -> Line:
        known = signs(q)
        below = q.linear(le(HIGH * x, HIGH * x), (le(0, 0), 1))
        return q.linear(q.goal, (q.instance(phi_chord(), *known, below, d=HIGH * s, y=HIGH * x, r=HIGH * x), 2))

    def second(q: Proof) -> Line:
        known = signs(q)
        one = q.instance(second_order(), *known, part=1, y=HIGH * x, d=HIGH * s)
        return q.linear(q.goal, (one, 2), (known[2], 4 * HIGH * s**2), using=known)

    def least(q: Proof) -> Line:
        known = signs(q)
        one = q.instance(error_of_one_sample(), *known, part=0, y=HIGH * x, d=HIGH * s)
        return q.linear(q.goal, (one, 2), (known[2], 2 * s * exp(-2 * HIGH * s)), using=known)

    def most(q: Proof) -> Line:
        known = signs(q)
        one = q.instance(error_of_one_sample(), *known, part=1, y=HIGH * x, d=HIGH * s)
        return q.linear(q.goal, (one, 2), (le(0, d), 2 * s * phi(HIGH * (x - s))), using=known)

    others = zip(p.goals[1:], (rises, steep, tangent, second, least, most), strict=True)
    return p.both(positive, *(from_zero(goal, slope) for goal, slope in others))


REACH = exp(2 * HIGH * s)
TIME = Integral(1 / (a * pace(q_)), (q_, x - s, x))
DOUBTFUL = Rational(8, 3) * h * HIGH**2 * REACH * s**2
GAINED = h / 2 * (log(HERE) - log(THERE))

TIME_OF_A_STEP = PAPER.statement(
    "time-of-a-step",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"\sigma = h a\,n(x) \Rightarrow \Bigl|\int_{x-\sigma}^x\frac{dq}{a\,n(q)} - h - \frac h2"
    r"\ln\frac{n(x)}{n(x-\sigma)}\Bigr| \le \tfrac83h\beta^2e^{2\beta\sigma}\sigma^2",
    over={x: BEFORE_ZERO},
    given=[eq(s, h * a * HERE)],
    concludes=[le(TIME, h + GAINED + DOUBTFUL), le(h + GAINED - DOUBTFUL, TIME)],
    uses=[DRIFT_OVER_A_STEP, PULL_POSITIVE, QUOTIENT_POSITIVE, EXP_MONOTONE, EXP_TANGENT, LOG_TANGENT],
    derivation=False,
)


def positive(q: Proof, value: Expr, *facts: Any) -> Line:
    """0 < n(value) for a value < 0."""
    size = q.linear(lt(0, -value), *facts)
    line = q.instance(pull_positive(), size, u=-value)
    return q.linear(lt(0, pace(value)), (line, 1 / -value), using=[size])


@proves(TIME_OF_A_STEP, "1/n between second Taylor polynomials under the integral; ln v ≤ v − 1 both ways")
def time_of_a_step(p):
    """With λ = n′/n, ω = n(x − s)/n(x) and y = λs: 1/ω ≤ 1 + y + y²/ω from ω ≥ 1 − y, and 1/ω ≥ 2 − ω."""
    here, after = positive(p, x, lt(x, 0)), positive(p, x - s, lt(x, 0), lt(0, s))
    lemma, gap = drift_over_a_step(), x - q_
    rises, steep = p.instance(lemma, part=1), p.instance(lemma, part=2)

    def at(q: Proof) -> tuple[list[Line], Line, Line]:
        """What is known of n at q: n > 0, x − q ≥ 0, n(x) ≤ e^(2βs)n(q)."""
        size = q.linear(le(0, gap), le(q_, x))
        there = positive(q, q_, lt(x, 0), le(q_, x))
        order = q.linear(le(2 * HIGH * gap, 2 * HIGH * s), (le(x - s, q_), 2 * HIGH))
        powers = q.instance(exp_monotone(), order, x=2 * HIGH * gap, y=2 * HIGH * s)
        low = q.instance(lemma, size, part=5, s=gap)
        known = [q.fact(here), there, size]
        ratio = q.linear(le(HERE, REACH * pace(q_)), (low, exp(2 * HIGH * gap)), (powers, pace(q_)), using=known)
        return known, size, ratio

    value, lam = pace(q_), SLOPE / HERE

    def above(q: Proof) -> Line:
        known, size, ratio = at(q)
        line = q.instance(lemma, size, part=3, s=gap)
        return q.linear(
            q.goal,
            (line, (1 + lam * gap) / (a * HERE * value)),
            (steep, gap**2 * (2 * HIGH + lam) / (a * HERE * value)),
            (ratio, 4 * HIGH**2 * gap**2 / (a * HERE * value)),
            using=[*known, q.fact(rises)],
        )

    def below(q: Proof) -> Line:
        known, size, _ = at(q)
        second = q.instance(lemma, size, part=4, s=gap)
        return q.linear(
            q.goal,
            (second, 1 / (a * HERE**2)),
            (le(0, 1), (HERE - value) ** 2 / (a * HERE**2 * value)),
            using=known,
        )

    order = p.linear(le(x - s, x), lt(0, s))
    limits = (q_, x - s, x)
    most = (1 + lam * gap + 4 * HIGH**2 * REACH * gap**2) / (a * HERE)
    least = (1 + lam * gap - 2 * HIGH**2 * gap**2) / (a * HERE)
    high = comparison(p, le(TIME, Integral(most, limits)), above, order, here, after)
    low = comparison(p, le(Integral(least, limits), TIME), below, order, here, after)

    def primitive(cube: Expr) -> Expr:
        return -(gap + lam * gap**2 / 2 + cube * gap**3 / 3) / (a * HERE)

    upper = antiderivative(p, Integral(most, limits), primitive(4 * HIGH**2 * REACH), order, here)
    lower = antiderivative(p, Integral(least, limits), primitive(-2 * HIGH**2), order, here)
    tangent, second = p.instance(lemma, part=3), p.instance(lemma, part=4)
    grown = p.linear(le(1, REACH), p.instance(exp_tangent(), v=2 * HIGH * s), (lt(0, s), 2 * HIGH))
    ratio = p.linear(le(HERE, REACH * THERE), (p.instance(lemma, part=5), REACH))
    ratios = [p.instance(quotient_positive(), here, after, u=u, s=v) for u, v in ((THERE, HERE), (HERE, THERE))]
    known, step = [here, after, rises, *ratios], TIME_OF_A_STEP.given[0]
    logs = [p.axiom("log-quotient", u, v, *known) for u, v in ((THERE, HERE), (HERE, THERE))]
    tangents = [p.instance(log_tangent(), *known, x=line.formula.args[0].args[0]) for line in logs]
    falls = p.linear(
        p.goals[0],
        high,
        upper,
        (step, (1 + lam * s / 2 + 4 * HIGH**2 * REACH * s**2 / 3) / (a * HERE)),
        (second, h / (2 * HERE)),
        (tangents[0], h / 2),
        (logs[0], -h / 2),
        (grown, h * HIGH**2 * s**2),
        (le(0, 1), h * HIGH**2 * s**2 * REACH / 3),
        using=known,
    )
    rests = p.linear(
        p.goals[1],
        low,
        (lower, -1),
        (step, -(1 + lam * s / 2 - 2 * HIGH**2 * s**2 / 3) / (a * HERE)),
        (tangents[1], h / 2),
        (logs[1], -h / 2),
        (tangent, h / (2 * THERE) * (1 + lam * s)),
        (steep, h * s**2 * (2 * HIGH + lam) / (2 * THERE)),
        (ratio, 2 * h * HIGH**2 * s**2 / THERE),
        (grown, Rational(2, 3) * h * HIGH**2 * s**2),
        using=known,
    )
    return p.both(falls, rests)


ALLOWED = Rational(8, 3) * h**2 * a * HIGH**2 / alpha * b**2 * (HERE - THERE)

DOUBT_TELESCOPES = PAPER.statement(
    "doubt-telescopes",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"e^{2\beta\sigma} \le b \Rightarrow \tfrac83h\beta^2e^{2\beta\sigma}\sigma^2 \le "
    r"\tfrac83\,\tfrac{\beta^2}{\alpha}\,b^2h^2a\,\bigl(n(x) - n(x-\sigma)\bigr)",
    over={x: BEFORE_ZERO, b: POSITIVE},
    given=[eq(s, h * a * HERE), le(REACH, b)],
    concludes=[le(DOUBTFUL, ALLOWED)],
    uses=[DRIFT_OVER_A_STEP],
    derivation=False,
)


@proves(DOUBT_TELESCOPES, "n(x) ≤ e^(2βσ)n(x − σ), and ασ·n(x − σ) ≤ n(x) − n(x − σ)")
def doubt_telescopes(p):
    lemma, weight = drift_over_a_step(), Rational(8, 3) * h**2 * a * HIGH**2 / alpha
    least, most = p.instance(lemma, part=5), p.instance(lemma, part=6)
    up = p.linear(le(0, THERE), least, (p.instance(lemma, part=0), exp(-2 * HIGH * s)))
    falls = p.linear(le(THERE, HERE), most, (up, alpha * s))
    ratio = p.linear(le(HERE, REACH * THERE), (least, REACH))
    room = p.linear(le(0, weight * (b + REACH) * (HERE - THERE)), (falls, weight * (b + REACH)))
    step, short = DOUBT_TELESCOPES.given
    return p.linear(
        p.goal,
        (short, weight * (b + REACH) * (HERE - THERE)),
        (most, weight * REACH**2),
        (ratio, weight * alpha * REACH * s),
        (step, Rational(8, 3) * h * HIGH**2 * REACH * s),
        using=[room],
    )


BETWEEN = Integral(1 / (a * pace(q_)), (q_, x, y))

TIME_BETWEEN = PAPER.statement(
    "time-between-values",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"x \le y < 0 \Rightarrow a\,n(x)\int_x^y\frac{dq}{a\,n(q)} \le y - x \le a\,n(y)\int_x^y\frac{dq}{a\,n(q)}",
    over={x: BEFORE_ZERO, y: BEFORE_ZERO},
    given=[le(x, y)],
    concludes=[le(a * pace(x) * BETWEEN, y - x), le(y - x, a * pace(y) * BETWEEN)],
    uses=[DRIFT_FALLS, PULL_POSITIVE],
    derivation=False,
)


@proves(TIME_BETWEEN, "the drift falls")
def time_between(p):
    low, high = positive(p, x, lt(x, 0)), positive(p, y, lt(y, 0))
    limits = (q_, x, y)

    def beside(q: Proof, first: Expr, second: Expr) -> Line:
        """1/(a n(second)) ≤ 1/(a n(first)) for first ≤ second, one of which is q."""
        negative = q.linear(lt(q_, 0), le(q_, y), lt(y, 0))
        known = [positive(q, q_, negative), q.fact(low), q.fact(high)]
        order = q.linear(le(first, second), le(first, second))
        width = q.linear(le(0, d), lt(0, d))
        falls = q.instance(drift_falls(), order, negative, width, x=first, y=second)
        return q.linear(q.goal, (falls, 1 / (a * pace(first) * pace(second))), using=known)

    most, least = Integral(1 / (a * pace(x)), limits), Integral(1 / (a * pace(y)), limits)
    above = comparison(p, le(BETWEEN, most), lambda q: beside(q, x, q_), le(x, y), low)
    below = comparison(p, le(least, BETWEEN), lambda q: beside(q, q_, y), le(x, y), high)
    top = antiderivative(p, most, q_ / (a * pace(x)), le(x, y), low)
    bottom = antiderivative(p, least, q_ / (a * pace(y)), le(x, y), high)
    first = p.linear(p.goals[0], (above, a * pace(x)), (top, a * pace(x)), using=[low])
    second = p.linear(p.goals[1], (below, a * pace(y)), (bottom, -a * pace(y)), using=[high])
    return p.both(first, second)


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
    "bound, as |f(x_t)| → 0: the error is (h/2)|f|·ln(|f(x₀)|/|f|)·(1 + o(1)), of order ln t/t, in place of the O(1) of "
    "the proposition. (|f(w)|/|f(x_t)| → 1, as w − x_t → 0.)",
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
            both = [
                r.instance(time_between(), order, *lines, part=i, x=low, y=high, a=SCALE, d=beta - alpha)
                for i in (0, 1)
            ]
            return *both, r.instance(times_add(), ORDER, order, *lines, le(X, x0), begun, x=low, y=high)

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
