r"""The leading constant of the recovery time: T = (20/9)·((1 + ρ)/η)·(log ρ + O(1)). See the head of `growth`."""

from functools import cache

from sympy import Interval, Min, Or, Rational, exp, log, oo

from checks.methods import Proof
from checks.paper import eq, le, lt
from proofs.foundations.elementary import (
    EXP_BELOW_LOG,
    EXP_MONOTONE,
    EXP_TANGENT,
    LOG_BELOW_EXP,
    LOG_MONOTONE,
    exp_monotone,
    exp_tangent,
    log_below_exp,
    log_monotone,
)
from proofs.per_class_normalization.growth import NOT_BEFORE, before
from proofs.per_class_normalization.growth_steps import (
    FAR,
    FIFTHS,
    KEEPS_ORDER,
    LARGEST,
    NEAR,
    SUM,
    C,
    grows_on,
    keeps_order,
    largest,
    later,
    m,
    not_too_far,
    resolved,
    spent,
    split,
    unless_recovered,
)
from proofs.per_class_normalization.notation import eta, logistic, rho, t
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.recovery import EVOLVES, RECURSION, START, h, x, y

LATE = {rho: Interval(Rational(5, 2), oo), eta: Interval.Lopen(0, 4)}
NEAR_WEIGHT = 4 * rho / 5 - 1  # e^(x_0)
CLIMB = 1 + C / 2 * h * rho * t
APART = le(Min(NEAR_WEIGHT, CLIMB), exp(x(t)))
HEAT = exp(SUM - FIFTHS * NEAR)
POTENTIAL = le(C * h * t, SUM + HEAT + Rational(8, 5))

GROWTH_LAW = PAPER.statement(
    "recovery-growth-law",
    kind="theorem",
    label="Growth of the recovery time",
    origin="derived",
    where="derived for this report",
    printed=r"\frac{20}{9}\log\rho - 5 \;\le\; \frac{\eta}{1+\rho}\,T(\rho) \;\le\; \frac{20}{9}\log\rho + 19 + "
    r"\frac{\eta}{1+\rho},\qquad T(\rho) \sim \frac{20}{9}\,\frac{\rho\log\rho}{\eta}",
    reading="T(ρ) is the first step at which the minority margin of the logistic example is positive under GD, for ρ ≥ "
    "5/2 and step sizes up to 4: the margin is not positive before the first bound, and at every t beyond the second "
    "one its largest value so far, m_t, is.",
    over=LATE,
    evolves=[*EVOLVES, *LARGEST],
    concludes=[
        ("not before", Or(le((20 * log(rho) / 9 - 5) / h, t), le(y(t), 0))),
        ("not after", Or(le(t, (20 * log(rho) / 9 + 19) / h), lt(0, m(t)))),
    ],
    uses=[
        NOT_BEFORE,
        KEEPS_ORDER,
        EXP_TANGENT,
        EXP_MONOTONE,
        EXP_BELOW_LOG,
        LOG_BELOW_EXP,
        LOG_MONOTONE,
    ],
    derivation=False,
)


@cache
def _not_before():
    p = Proof.about(NOT_BEFORE)
    return p.established(before(p))


@GROWTH_LAW.conclusion("4ρ/5 − 1 is at least 2ρ/5", claims=["not before"])
def law_from_below(claim):
    """(20/9)·log(5/2) + (16/9)h ≤ 5, as log(5/2) ≤ 917/1000 and h ≤ 8/7."""
    p = Proof.about(claim)
    known, scale, tenths = p.instance(_not_before()), 1 / h, Rational(917, 1000)
    near = near_from_below(p)
    share = Rational(8, 7) / (1 + rho)
    small = p.linear(le(h, Rational(8, 7)), (le(eta, 4), 1 / (1 + rho)), (le(Rational(5, 2), rho), share))
    number = p.enclose(le(log(Rational(5, 2)), tenths))

    def show(q, case):
        if case.formula == q.formula(le(y(t), 0)):
            return q.either(q.goal, case)
        (later_than,) = (f for f in q.goal.args if f != q.formula(le(y(t), 0)))
        rest = 5 - Rational(20, 9) * tenths - Rational(16, 9) * Rational(8, 7)
        parts = [(near, Rational(20, 9)), (small, Rational(16, 9)), (number, Rational(20, 9)), (lt(0, 1), rest)]
        return q.either(q.goal, q.linear(later_than, case, *((f, factor * scale) for f, factor in parts)))

    return p.finding(split(p, p.goal, known, show, show))


def near_from_below(q):
    """log ρ − log(5/2) ≤ x_0."""
    order = q.linear(le(2 * rho / 5, NEAR_WEIGHT), (le(Rational(5, 2), rho), Rational(2, 5)))
    positive = q.linear(lt(0, 2 * rho / 5), (lt(0, rho), Rational(2, 5)))
    logs = q.instance(
        log_monotone(), order, positive, q.linear(lt(0, NEAR_WEIGHT), order, positive), x=2 * rho / 5, y=NEAR_WEIGHT
    )
    quotient = q.axiom("log-quotient", rho, Rational(5, 2))
    return q.linear(le(log(rho) - log(Rational(5, 2)), NEAR), logs, (quotient, -1))


def far_from_above(q):
    """X ≤ log ρ + log(5/2)."""
    order = q.linear(le(5 * rho / 2 - 1, 5 * rho / 2), lt(0, 1))
    small = q.linear(lt(0, 5 * rho / 2 - 1), (le(Rational(5, 2), rho), Rational(5, 2)), (lt(0, 1), Rational(21, 4)))
    logs = q.instance(log_monotone(), order, small, x=5 * rho / 2 - 1, y=5 * rho / 2)
    product = q.axiom("log-product", rho, Rational(5, 2))
    return q.linear(le(FAR, log(rho) + log(Rational(5, 2))), logs, product)


def apart_soon(p, far):
    """For every t: 0 < m(t), or e^x is at least the smaller of 4ρ/5 − 1 and 1 + (9/50)hρt."""

    def base(q, goal):
        value = q.rewrite(eq(exp(x(0)), 1), q.identity(eq(exp(0), 1)), START[0])
        order = q.linear(le(1, NEAR_WEIGHT), (le(Rational(5, 2), rho), FIFTHS))
        return q.linear(goal, q.axiom("min-second", *goal.args[0].args, order), (value, -1))

    def step(q, goal, low, held, at_most):
        return q.cases(goal, NEAR_WEIGHT, exp(x(t)), lambda r: stays(r, at_most), lambda r: climbs(r, held))

    return unless_recovered(p, APART, base, step, facts=[far])


def steps_alike(q):
    """hρ ≤ 4."""
    return q.linear(le(h * rho, 4), (le(eta, 4), rho / (1 + rho)), (lt(0, 1), 4 / (1 + rho)))


def stays(q, at_most):
    """x_0 ≤ x(t) gives x_0 + (5/4)h ≤ x(t) + hu, and so x_0 ≤ x(t+1)."""
    apart = q.instance(log_below_exp(), le(NEAR_WEIGHT, exp(x(t))), w=NEAR_WEIGHT, x=x(t))
    rest = q.linear(le(0, x(t) - NEAR), apart)
    order = q.instance(keeps_order(), steps_alike(q), rest, z=NEAR, d=x(t) - NEAR, k=h * rho)
    below_one = q.enclose(le(logistic(y(t)), 1))
    kept = q.linear(le(NEAR, x(t + 1)), (RECURSION[0], -1), order, (below_one, h * FIFTHS), (lt(0, h), C * 5 / 4))
    positive = q.linear(lt(0, NEAR_WEIGHT), (le(Rational(5, 2), rho), FIFTHS), lt(0, 1))
    inverse = q.axiom("exp-log", NEAR_WEIGHT, 1, positive)
    grown = q.linear(
        le(NEAR_WEIGHT, exp(x(t + 1))), q.instance(exp_monotone(), kept, x=NEAR, y=x(t + 1)), (inverse, -1)
    )
    return at_least_the_smaller(q, grown)


def at_least_the_smaller(q, line):
    """The smaller of 4ρ/5 − 1 and 1 + (9/50)hρ(t + 1) is at most e^(x(t+1)), where one of the two is: the line."""
    first, second = NEAR_WEIGHT, later(CLIMB)
    shown = line.formula == q.formula(le(first, exp(x(t + 1))))

    def below(r):
        value = r.axiom("min-first", first, second)
        return r.linear(r.goal, value, line, *([] if shown else [le(first, second)]))

    def above(r):
        value = r.axiom("min-second", first, second, lt(second, first))
        return r.linear(r.goal, value, line, *([lt(second, first)] if shown else []))

    return q.cases(q.goal, first, second, below, above)


def climbs(q, held):
    """Where e^x < 4ρ/5 − 1 it has grown by (9/50)hρ in every step."""
    here, rise, below_one = exp(x(t)), x(t + 1) - x(t), q.enclose(le(logistic(y(t)), 1))

    def first(r):
        value = r.axiom("min-first", NEAR_WEIGHT, CLIMB)
        return r.absurd(r.goal, r.linear(lt(0, 0), held, (value, -1), lt(exp(x(t)), NEAR_WEIGHT)))

    def second(r):
        return r.linear(r.goal, held, (r.axiom("min-second", NEAR_WEIGHT, CLIMB, lt(CLIMB, NEAR_WEIGHT)), -1))

    climbed = q.cases(le(CLIMB, here), NEAR_WEIGHT, CLIMB, first, second)
    above_one = q.linear(le(1, here), climbed, (le(0, t), C / 2 * h * rho))
    tangent = q.instance(exp_tangent(), v=rise)
    grown = q.linear(
        le(here + C / 2 * h * rho, exp(x(t + 1))),
        (tangent, here),
        (RECURSION[0], -here),
        (below_one, h * FIFTHS * here),
        (lt(here, NEAR_WEIGHT), h * FIFTHS * here / (1 + here)),
        (above_one, C / 2 * h * rho / (1 + here)),
    )
    return at_least_the_smaller(q, q.linear(le(later(CLIMB), exp(x(t + 1))), climbed, grown))


def heated(p, far, slow, soon):
    """For every t: 0 < m(t), or (9/25)ht ≤ S + e^(S − (4/5)x_0) + 8/5."""

    def base(q, goal):
        return q.linear(
            goal, (START[1], -1), (START[0], -FIFTHS), q.enclose(lt(0, HEAT.subs(t, 0))), (lt(0, 1), Rational(8, 5))
        )

    def step(q, goal, low, held, at_most, grown, apart):
        gain = q.linear(eq(later(SUM) - SUM, C * h * logistic(y(t))), RECURSION[1], (RECURSION[0], FIFTHS))

        def early(r):
            return r.linear(
                goal, le(C * h * (t + 1), Rational(8, 5)), grown, (le(0, t), C / 2 * h), (gain, -1),
                (r.enclose(lt(0, logistic(y(t)))), C * h), r.enclose(lt(0, later(HEAT))),
            )  # fmt: skip

        def late(r):
            tangent = r.instance(exp_tangent(), v=later(SUM) - SUM)
            warm = r.linear(
                le(exp(y(t)), HEAT), r.instance(exp_monotone(), away(r, apart), x=y(t), y=SUM - FIFTHS * NEAR)
            )
            return r.linear(goal, held, (tangent, HEAT), (gain, -1 - HEAT), (warm, C * h * logistic(y(t))))

        return q.cases(q.formula(goal), C * h * (t + 1), Rational(8, 5), early, late)

    return unless_recovered(p, POTENTIAL, base, step, facts=[far, slow, soon])


def away(q, apart):
    """y ≤ S − (4/5)x_0, once 1 + (9/50)hρt exceeds 4ρ/5 − 1."""
    order = q.linear(
        le(NEAR_WEIGHT, CLIMB),
        (lt(Rational(8, 5), C * h * (t + 1)), rho / 2),
        (steps_alike(q), C / 2),
        (lt(0, 1), Rational(32, 25)),
    )
    value = q.axiom("min-first", NEAR_WEIGHT, CLIMB, order)
    reached = q.linear(le(NEAR_WEIGHT, exp(x(t))), apart, (value, -1))
    positive = q.linear(lt(0, NEAR_WEIGHT), (le(Rational(5, 2), rho), FIFTHS), lt(0, 1))
    logs = q.instance(log_below_exp(), reached, positive, w=NEAR_WEIGHT, x=x(t))
    return q.linear(le(y(t), SUM - FIFTHS * NEAR), (logs, FIFTHS))


@GROWTH_LAW.conclusion(
    "S + e^(S − (4/5)x_0) grows by (9/25)h in each step, after 40/(9h) of them", claims=["not after"]
)
def law_from_above(claim):
    """S ≤ (4/5)X and X − x_0 ≤ 2·log(5/2), so (9/25)ht ≤ (4/5)(log ρ + log(5/2)) + e^((8/5)·log(5/2)) + 8/5."""
    p = Proof.about(claim)
    (goal,) = p.goals
    far, slow = not_too_far(p), grows_on(p)
    hot = heated(p, far, slow, apart_soon(p, far))
    _, above = largest(p)
    margin = (log(Rational(5, 2)), exp(8 * log(Rational(5, 2)) / 5))
    (bound,) = (f for f in goal.args if f.op == "<=")

    def read(q):
        def still(r):
            _, _, at_most = spent(r, far, slow, le(m(t), 0))
            upper, lower = far_from_above(r), near_from_below(r)
            sums = r.linear(le(SUM - FIFTHS * NEAR, 8 * margin[0] / 5), at_most, (upper, FIFTHS), (lower, FIFTHS))
            heat = r.instance(exp_monotone(), sums, x=SUM - FIFTHS * NEAR, y=8 * margin[0] / 5)
            numbers = r.enclose(le(FIFTHS * margin[0] + margin[1] + Rational(8, 5), 19 * C))
            scale = 1 / (C * h)
            return r.either(
                goal,
                r.linear(
                    bound,
                    (resolved(r, hot, le(m(t), 0)), scale), (at_most, scale), (upper, FIFTHS * scale), (heat, scale),
                    (numbers, scale),
                ),
            )  # fmt: skip

        return q.cases(goal, m(t), 0, still, lambda r: r.either(r.goal, r.given(lt(0, m(t)))))

    return p.finding(p.each_step(goal, read, facts=[far, slow, hot, above]))
