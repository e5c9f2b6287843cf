r"""Steps of the proofs in `growth` and `growth_law`: the logistic example under GD, as long as no margin was positive.

u = ρσ(−x), v = σ(−y), S = y + (4/5)x, X = log(5ρ/2 − 1), x_0 = log(4ρ/5 − 1); m(t) is the largest of y(0), …, y(t).
"""

from sympy import Interval, Max, Or, Rational, Reals, exp, log, oo

from checks.methods import proves
from checks.paper import eq, le, lt, real, sequence
from proofs.foundations.elementary import exp_below_log, exp_monotone
from proofs.per_class_normalization.notation import eta, logistic, rho, t
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.recovery import RECURSION, START, h, increments, x, y

C, FIFTHS = Rational(9, 25), Rational(4, 5)
FAR, NEAR = log(5 * rho / 2 - 1), log(4 * rho / 5 - 1)  # X and x_0
SUM = y(t) + FIFTHS * x(t)
m = sequence("m")
NEXT = y(t) + increments(x(t), y(t))[1]  # y(t + 1)
LARGEST = (eq(m(0), 0), eq(m(t + 1), Max(m(t), NEXT)))
AT_MOST, GROWS = le(x(t), FAR), le(C / 2 * h * t, SUM)

z, d, k = real("z d k")
KEEPS_ORDER = PAPER.statement(
    "step-keeps-order",
    kind="lemma",
    label="A step keeps the order",
    origin="derived",
    where="used below",
    printed=r"z + \frac{k}{1+e^z} \le z + d + \frac{k}{1+e^{z+d}} \quad (0 < k \le 4,\ d \ge 0)",
    over={z: Reals, k: Interval.Lopen(0, 4), d: Interval(0, oo)},
    concludes=[le(z + k * logistic(z), z + d + k * logistic(z + d))],
    derivation=False,
)


@proves(KEEPS_ORDER, "the slope of z + k/(1 + e^z) is not negative")
def keeps_order(q):
    """1 − ke^z/(1 + e^z)² is ((1 − e^z)² + (4 − k)e^z)/(1 + e^z)²."""
    shifted = exp(z + d)

    def slope(r):
        return r.linear(
            r.goal, (le(0, 1), (1 - shifted) ** 2 / (1 + shifted) ** 2), (le(k, 4), shifted / (1 + shifted) ** 2)
        )

    return q.endpoint(q.goal, d, "lo", value=lambda r: r.settle(r.goal), slope=slope)


def later(f):
    """An expression in the values at t, one step later."""
    return f.subs(t, t + 1)


def split(q, goal, line, first, second):
    """The goal in each case of a disjunction; each gets a sub-proof with its `goal` and the line of its case."""
    formula = q.formula(goal)
    shown = []
    for part, show in zip(line.formula.args, (first, second), strict=True):
        inner = q.sub(q.context.assuming(part), formula)
        shown.append(inner.shown(lambda r, part=part, show=show: show(r, r.line(part))))
    return q.write("cases", formula, [line, *shown])


def unless_recovered(p, claim, base, step, facts=()):
    """For every t: 0 < m(t), or the claim. Base and step get the proof and what is to be shown; the step is shown where
    m(t) ≤ 0 and y(t) ≤ 0, and gets the lines of the latter, of the claim at t and of the facts."""
    goal = Or(lt(0, m(t)), claim)
    grows, above = largest(p)

    def climb(q):
        def still(r):
            before = r.linear(le(m(t), 0), grows, le(m(t + 1), 0))
            low = r.linear(le(y(t), 0), above, before)
            known = [resolved(r, f, before) for f in (goal, *facts)]
            return r.either(r.goal, step(r, other_part(r.goal), low, *known))

        return q.cases(q.goal, m(t + 1), 0, still, lambda r: r.either(r.goal, r.given(lt(0, m(t + 1)))))

    return p.induction(
        goal, lambda q: q.either(q.goal, base(q, other_part(q.goal))), climb, facts=[grows, above, *facts]
    )


def resolved(q, fact, before):
    """The other part of a disjunction with 0 < m(t), where m(t) ≤ 0."""
    line = q.line(q.formula(fact))
    other = other_part(line.formula)

    def show(r, case):
        return case if case.formula == other else r.absurd(r.goal, r.linear(lt(0, 0), case, before))

    return split(q, other, line, show, show)


def other_part(disjunction):
    """The part that is not 0 < m(…)."""
    (part,) = (f for f in disjunction.args if f.args[1].op != "app" or f.args[1].args[0] != "m")
    return part


def largest(p):
    """m(t) ≤ m(t+1), y(t+1) ≤ m(t+1) and y(t) ≤ m(t)."""
    rises, reaches = le(m(t), m(t + 1)), le(y(t + 1), m(t + 1))

    def reached(q):
        value = q.axiom("max-first", NEXT, m(t), le(m(t), NEXT))
        return q.both(
            q.linear(rises, (LARGEST[1], -1), (value, -1), le(m(t), NEXT)),
            q.linear(reaches, (LARGEST[1], -1), (value, -1), RECURSION[1]),
        )

    def kept(q):
        value = q.axiom("max-second", NEXT, m(t), lt(NEXT, m(t)))
        return q.both(
            q.linear(rises, (LARGEST[1], -1), (value, -1)),
            q.linear(reaches, (LARGEST[1], -1), (value, -1), RECURSION[1], lt(NEXT, m(t))),
        )

    line = p.each_step(rises & reaches, lambda q: q.cases(q.goal, m(t), NEXT, reached, kept))
    grows = p.each_step(rises, lambda q: q.given(q.goal), facts=[line])
    above = p.induction(
        le(y(t), m(t)),
        lambda q: q.linear(q.goal, START[1], (LARGEST[0], -1)),
        lambda q: q.given(q.goal, reaches),
        facts=[line],
    )
    return grows, above


def half(q, low):
    """1/2 ≤ v, where y ≤ 0."""
    below = q.instance(exp_monotone(), low, x=y(t), y=0)
    return q.linear(le(Rational(1, 2), logistic(y(t))), (below, logistic(y(t)) / 2))


def not_too_far(p):
    """For every t: 0 < m(t), or x(t) ≤ X."""

    def base(q, goal):
        room = q.linear(lt(1, 5 * rho / 2 - 1), (lt(Rational(5, 4), rho), Rational(5, 2)), (lt(0, 1), Rational(9, 8)))
        start = q.instance(exp_below_log(), room, x=0, w=5 * rho / 2 - 1)
        return q.linear(goal, START[0], start)

    def step(q, goal, low, held):
        push = h * rho
        weight = q.linear(le(push, 4), (le(eta, 4), rho / (1 + rho)), (lt(0, 1), 4 / (1 + rho)))
        rest = q.linear(le(0, FAR - x(t)), held)
        order = q.instance(keeps_order(), weight, rest, z=x(t), d=FAR - x(t), k=push)
        return q.linear(goal, RECURSION[0], order, (half(q, low), h * FIFTHS))

    return unless_recovered(p, AT_MOST, base, step)


def grows_on(p):
    """For every t: 0 < m(t), or (9/50)ht ≤ S(t)."""

    def base(q, goal):
        return q.linear(goal, (START[1], -1), (START[0], -FIFTHS))

    def step(q, goal, low, held):
        return q.linear(goal, held, (half(q, low), C * h), (RECURSION[1], -1), (RECURSION[0], -FIFTHS))

    return unless_recovered(p, GROWS, base, step)


def spent(q, far, slow, before):
    """S(t) ≤ (4/5)X, where m(t) ≤ 0: the lines of both facts and of S ≤ (4/5)X."""
    at_most, grown = resolved(q, far, before), resolved(q, slow, before)
    low = q.linear(le(y(t), 0), le(y(t), m(t)), before)
    return at_most, grown, q.linear(le(SUM, FIFTHS * FAR), low, (at_most, FIFTHS))
