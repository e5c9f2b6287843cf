r"""Where PCNGD stands still: the Pareto-critical points, for two classes.

A point is Pareto-critical when some convex combination of the class gradients vanishes. With P = λ‖u_0‖ and
R = (1 − λ)‖u_1‖,

    ‖λu_0 + (1−λ)u_1‖² = (P − R)² + 2PR(1 + c) ≥ (1 + c)(P + R)²/2 = ‖g_0 + g_1‖²(P + R)²/4,

with equality when P = R. So a combination vanishes if and only if g_0 + g_1 = 0.
"""

from sympy import Interval, Rational

from checks.methods import Proof
from checks.outcome import ONE_INSTANCE
from checks.paper import eq, le, lt, real
from proofs.per_class_normalization.examples import ORIGIN, quadratic_gradient, share
from proofs.per_class_normalization.many_classes import TARGETS
from proofs.per_class_normalization.notation import a_0, a_1, c
from proofs.per_class_normalization.optimizers import direction
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.points import in_order

weight = real("lambda")
P, R = weight * a_0, (1 - weight) * a_1
combination = P**2 + R**2 + 2 * P * R * c  # ‖λu_0 + (1 − λ)u_1‖²
step_square = 2 * (1 + c)  # ‖g_0 + g_1‖²
balanced = a_1 / (a_0 + a_1)  # the λ with P = R

FIXED_POINTS = PAPER.statement(
    "pcngd-fixed-points",
    kind="theorem",
    label="Fixed points, two classes",
    where="derived for this report",
    words="With non-zero gradients, PCNGD with two classes stands still exactly at the Pareto-critical points.",
    printed=r"\|\lambda u_0 + (1-\lambda)u_1\|^2 \ge \tfrac14\|g_0+g_1\|^2\,(\lambda\|u_0\| + (1-\lambda)\|u_1\|)^2,"
    r"\quad\text{with equality at } \lambda = \tfrac{\|u_1\|}{\|u_0\|+\|u_1\|}",
    over={weight: Interval(0, 1)},
    concludes=le(step_square / 4 * (P + R) ** 2, combination)
    & eq(combination.subs(weight, balanced), step_square / 4 * ((P + R) ** 2).subs(weight, balanced))
    & lt(0, P + R),
    derivation=False,
    note="As λ‖u_0‖ + (1−λ)‖u_1‖ > 0, a vanishing combination forces g_0 + g_1 = 0; and if g_0 + g_1 = 0, the "
    "combination with the λ of equality vanishes.",
)


@FIXED_POINTS.conclusion("the length of a combination against the length of the step")
def combination_and_step():
    """Left to right: (P² + R² + 2PRc) − (1 + c)(P + R)²/2 = (1 − c)(P − R)²/2."""
    p = Proof.about(FIXED_POINTS)
    bound = p.linear(le(step_square / 4 * (P + R) ** 2, combination), (le(c, 1), (P - R) ** 2 / 2))
    equality = p.identity(
        eq(combination.subs(weight, balanced), step_square / 4 * ((P + R) ** 2).subs(weight, balanced))
    )
    positive = p.cases(
        lt(0, P + R),
        weight,
        Rational(1, 2),
        lambda q: q.linear(q.goal, (lt(0, a_1), 1 - weight), (le(0, weight), a_0)),
        lambda q: q.linear(q.goal, (lt(0, a_0), weight), (le(0, 1 - weight), a_1)),
    )
    return p.finding(p.both(*in_order(p, bound, equality, positive)))


MANY = PAPER.statement(
    "pcngd-fixed-points-many-classes",
    kind="remark",
    label="Fixed points, three classes",
    where="the same sentence, read for any number of classes",
    words="With non-zero gradients, PCNGD stands still at every Pareto-critical point, for any number of classes.",
    derivation=False,
    note="An over-reading. A fixed point is always Pareto-critical (weights proportional to 1/‖u_l‖); the converse "
    "needs the vanishing combination to have just these weights, and with three classes there are others.",
)


@MANY.conclusion("three gradients with a vanishing combination, and a step that is not zero", expect="refuted")
def moves_at_a_pareto_point():
    """(8/18, 5/18, 5/18) combines the gradients −a_l to 0, and the directions add up to (3/5, 0)."""
    gradients = [quadratic_gradient(ORIGIN, a) for a in TARGETS]
    weights = (Rational(8, 18), Rational(5, 18), Rational(5, 18))
    directions = [direction(u) for u in gradients]
    combined = [sum(column) for column in zip(*map(share, weights, gradients), strict=True)]
    steps = [sum(column) for column in zip(*directions, strict=True)]
    p = Proof({})
    zero = [p.identity(eq(z, 0)) for z in (*combined, sum(weights) - 1)]
    moved = p.enclose(lt(0, steps[0] ** 2 + steps[1] ** 2))
    line = p.both(*dict.fromkeys(zero), moved)
    return p.refutation(line, scope="the three-class example at the origin", modulo=(ONE_INSTANCE,))
