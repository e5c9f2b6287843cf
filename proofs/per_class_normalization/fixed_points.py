r"""Where PCNGD stands still: the Pareto-critical points, for two classes.

A point is Pareto-critical when some convex combination of the class gradients vanishes. With P = λ‖u_0‖ and
R = (1 − λ)‖u_1‖,

    ‖λu_0 + (1−λ)u_1‖² = (P − R)² + 2PR(1 + c) ≥ (1 + c)(P + R)²/2 = ‖g_0 + g_1‖²(P + R)²/4,

with equality when P = R. So a combination vanishes if and only if g_0 + g_1 = 0.
"""

from sympy import Interval, Rational, S

from checks.methods import Proof, exists, witness
from checks.paper import eq, le, lt, real
from proofs.per_class_normalization.notation import POSITIVE, a_0, a_1, c
from proofs.per_class_normalization.paper import PAPER

weight = real("lambda")
P, R = weight * a_0, (1 - weight) * a_1
combination = P**2 + R**2 + 2 * P * R * c  # ‖λu_0 + (1 − λ)u_1‖²
step_square = 2 * (1 + c)  # ‖g_0 + g_1‖²
balanced = a_1 / (a_0 + a_1)  # the λ with P = R

FIXED_POINTS = PAPER.statement(
    "pcngd-fixed-points",
    kind="theorem",
    label="Fixed points, two classes",
    origin="derived",
    where="derived for this report",
    reading="With non-zero gradients, PCNGD with two classes stands still exactly at the Pareto-critical points: as "
    "λ‖u_0‖ + (1−λ)‖u_1‖ > 0, a vanishing combination forces g_0 + g_1 = 0; and if g_0 + g_1 = 0, the combination with "
    "the λ of equality vanishes.",
    printed=r"\|\lambda u_0 + (1-\lambda)u_1\|^2 \ge \tfrac14\|g_0+g_1\|^2\,(\lambda\|u_0\| + (1-\lambda)\|u_1\|)^2,"
    r"\quad\text{with equality at } \lambda = \tfrac{\|u_1\|}{\|u_0\|+\|u_1\|}",
    over={weight: Interval(0, 1)},
    concludes=[
        ("bound", le(step_square / 4 * (P + R) ** 2, combination)),
        (
            "equality",
            eq(combination.subs(weight, balanced), step_square / 4 * ((P + R) ** 2).subs(weight, balanced)),
        ),
        ("λ‖u_0‖ + (1−λ)‖u_1‖ > 0", lt(0, P + R)),
    ],
    derivation=False,
)


@FIXED_POINTS.conclusion("the length of a combination against the length of the step")
def combination_and_step(claim):
    """Left to right: (P² + R² + 2PRc) − (1 + c)(P + R)²/2 = (1 − c)(P − R)²/2."""
    p = Proof.about(claim)
    bound, equality, positive = p.goals
    half = p.cases(
        positive,
        weight,
        Rational(1, 2),
        lambda q: q.linear(q.goal, (lt(0, a_1), 1 - weight), (le(0, weight), a_0)),
        lambda q: q.linear(q.goal, (lt(0, a_0), weight), (le(0, 1 - weight), a_1)),
    )
    return p.finding(p.both(p.linear(bound, (le(c, 1), (P - R) ** 2 / 2)), p.identity(equality), half))


directions = [real(f"p_{i} q_{i}") for i in range(3)]
shares = real("b_0 b_1 b_2")  # λ_k‖u_k‖

MANY = PAPER.statement(
    "pcngd-fixed-points-many-classes",
    kind="remark",
    label="Fixed points, three classes",
    origin="reading",
    where="pcngd-fixed-points, read for any number of classes",
    reading="With non-zero gradients, PCNGD stands still at every Pareto-critical point, for any number of classes. "
    "Encoded for three classes in the plane with directions g_k = (p_k, q_k): if b_0g_0 + b_1g_1 + b_2g_2 = 0 with "
    "positive b_k = λ_k‖u_k‖, then g_0 + g_1 + g_2 = 0.",
    over={**dict.fromkeys(shares, POSITIVE), **{z: S.Reals for g in directions for z in g}},
    given=[
        *(eq(p**2 + q**2, 1) for p, q in directions),
        eq(sum(b * p for b, (p, _) in zip(shares, directions, strict=True)), 0),
        eq(sum(b * q for b, (_, q) in zip(shares, directions, strict=True)), 0),
    ],
    concludes=[eq(sum(p for p, _ in directions), 0), eq(sum(q for _, q in directions), 0)],
    derivation=False,
    note="A fixed point is always Pareto-critical (weights proportional to 1/‖u_l‖); the converse needs the vanishing "
    "combination to have just these weights, and with three classes there are others.",
)
FIFTH = Rational(1, 5)
AT = dict(zip((z for g in directions for z in g), (-1, 0, 4 * FIFTH, -3 * FIFTH, 4 * FIFTH, 3 * FIFTH), strict=True))


@MANY.hypotheses("three directions and a vanishing combination", exists=[])
def hypotheses_satisfiable(claim):
    return exists(claim, at={**AT, **dict(zip(shares, (8, 5, 5), strict=True))})


@MANY.conclusion("at a Pareto-critical point of three classes PCNGD stands still", claims=["1"], expect="refuted")
def moves_at_a_pareto_point(claim):
    """The directions (−1, 0), (4/5, −3/5), (4/5, 3/5) of the three-class example add up to (3/5, 0)."""
    return witness(claim, at={**AT, **dict(zip(shares, (8, 5, 5), strict=True))})
