"""What one Euler step adds to the time of the flow (20): lemmas for `euler_order`.

n(x) = |(Ψ + ξ)(x)|·ln(β/α)/ε. A step from x of length σ = ha·n(x) takes the flow with speed a·n the time
∫ dq/(a n(q)) = h + (h/2)·ln(n(x)/n(x − σ)), up to (8/3)hβ²e^(2βσ)σ², which is a difference of values of n.
"""

from collections.abc import Callable
from typing import Any

from sympy import Expr, Integral, Rational, exp, log

from checks.methods import Line, Proof, proves
from checks.methods.integrals import antiderivative, comparison
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
from proofs.spurious_correlation.drift import PULL_POSITIVE, QUOTIENT_POSITIVE, pull_positive, quotient_positive
from proofs.spurious_correlation.drift_shape import DRIFT_FALLS, HIGH, PHI_CHORD, drift_falls, phi_chord, quotient
from proofs.spurious_correlation.notation import a, alpha, d, h, phi, s, x, y
from proofs.spurious_correlation.paper import BEFORE_ZERO, PAPER, POSITIVE

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
    printed=r"\sigma \le ha\,n(x),\ e^{2\beta\sigma} \le b \Rightarrow \tfrac83h\beta^2e^{2\beta\sigma}\sigma^2 \le "
    r"\tfrac83\,\tfrac{\beta^2}{\alpha}\,b^2h^2a\,\bigl(n(x) - n(x-\sigma)\bigr)",
    over={x: BEFORE_ZERO, b: POSITIVE},
    given=[le(s, h * a * HERE), le(REACH, b)],
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
    printed=r"x \le y < 0 \Rightarrow n(x)\int_x^y\frac{dq}{n(q)} \le y - x \le n(y)\int_x^y\frac{dq}{n(q)}",
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
