r"""Three and more classes: normalizing is not enough.

With p_l = ⟨g_l, Σg⟩ = 1 + Σ_{k≠l} c_lk and Q = ‖Σg‖² the change of class l is at most −η‖u_l‖p_l + (L_l/2)η²Q. For two
classes p_l = 1 + c is never negative; for three classes it can be, although no two gradients are opposite.
"""

from sympy import Interval, Mul, Or, Rational, S, oo, sqrt

from checks.methods import Proof, proves
from checks.paper import eq, ge, le, lt, real, sequence
from proofs.per_class_normalization.examples import (
    MAJORITY,
    MINORITY,
    MIRRORED,
    ORIGIN,
    quadratic_gradient,
    quadratic_loss,
    share,
)
from proofs.per_class_normalization.notation import POSITIVE, L, N, a_l, change, eta, p_l, square, t
from proofs.per_class_normalization.optimizers import dot, pcngd
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.points import possible

TARGETS = (MAJORITY, MINORITY, MIRRORED)
THIRD = Rational(1, 3)
gradients = [share(THIRD, quadratic_gradient(ORIGIN, a)) for a in TARGETS]
after = pcngd(ORIGIN, gradients, eta)


def change_of(target):
    """The change of a class loss, with its weight 1/3, in one step of PCNGD from the origin."""
    return THIRD * (quadratic_loss(after, target) - quadratic_loss(ORIGIN, target))


PCNGD_MANY_CLASSES = PAPER.statement(
    "pcngd-many-classes",
    label="PCNGD, three and more classes",
    origin="reading",
    where="summary, read for any number of classes",
    reading="“PCNGD can monotonically decrease per-class losses” taken of any number of classes: with small steps "
    "every class loss decreases unless some gradients point in opposite directions. Encoded by three balanced classes "
    "with targets (1, 0), (−4/5, 3/5), (−4/5, −3/5) at the origin, no two of whose gradients are opposite: the loss of "
    "class 0 would fall for small η.",
    concludes=[lt(change_of(MAJORITY), 0)],
    derivation=False,
)


@PCNGD_MANY_CLASSES.conclusion("the loss of class 0 falls", expect="refuted")
def rises_for_every_step(claim):
    """Σg = (3/5, 0) points along g_0's opposite: the step goes to (−3η/5, 0) and the change is 3η²/50 + η/5, which is
    positive for every η > 0."""
    p = Proof.about(claim)
    value = p.identity(eq(change_of(MAJORITY), 3 * eta**2 / 50 + eta / 5))
    line = p.linear(le(0, change_of(MAJORITY)), value, (lt(0, eta), 3 * eta / 50 + Rational(1, 5)))
    return p.finding(line, scope="for every η > 0, with three balanced classes")


@PCNGD_MANY_CLASSES.sharpness("it rises, by 3η²/50 + η/5", claims=[eq(change_of(MAJORITY), 3 * eta**2 / 50 + eta / 5)])
def amount_of_the_rise(claim):
    p = Proof.about(claim)
    return p.finding(p.identity(p.goal))


turn = real("kappa")


@PCNGD_MANY_CLASSES.hypotheses(
    "no two of the three gradients are opposite: −u_i is no positive multiple of u_j",
    claims=[
        lt(0, sum((x + turn * y) ** 2 for x, y in zip(gradients[i], gradients[j], strict=True)))
        for i, j in ((0, 1), (0, 2), (1, 2))
    ],
)
def none_opposite(claim):
    """The cosines are −4/5, −4/5 and 7/25, all lengths are 1/3."""
    p = Proof.about(claim)
    return p.finding(p.both(*map(p.settle, p.goals)), scope="the three gradients at the origin, every multiple κ > 0")


least, gamma = real("c_min gamma")
SMOOTH = le(change, -eta * a_l * p_l + L / 2 * eta**2 * square)

CONDITION = PAPER.repair(
    "pcngd-many-classes-condition",
    repairs=PCNGD_MANY_CLASSES,
    label="The right condition",
    reading="Class l decreases when the sum of the directions still points along its own gradient, for steps that are "
    "short enough.",
    printed=r"p_l = 1 + \sum_{k\ne l} c_{lk} > 0,\ 0 < \eta < \frac{2\|u_l\|p_l}{L_l\|\sum_k g_k\|^2} "
    r"\;\Longrightarrow\; f^{(l)}(x^+) < f^{(l)}(x)",
    over={p_l: POSITIVE},
    given=[SMOOTH, lt(L * eta * square, 2 * a_l * p_l)],
    concludes=[lt(change, 0)],
)
possible(
    CONDITION, "all numbers equal to 1, and a decrease by 1", {p_l: 1, square: 1, a_l: 1, L: 1, eta: 1, change: -1}
)


@proves(CONDITION, "the linear gain outweighs the quadratic loss")
def right_condition(q):
    """−Δf ≥ (η/2)·(2ap − LηQ)."""
    return q.linear(q.goal, SMOOTH, (CONDITION.given[1], eta / 2))


QUADRATIC = eq(change, -eta * a_l * p_l + L / 2 * eta**2 * square)


@CONDITION.sharpness(
    "for f = ⟨u, x⟩ + (L/2)‖x‖² there is no decrease from the bound on η on",
    claims=[le(0, change)],
    given=[QUADRATIC, ge(L * eta * square, 2 * a_l * p_l)],
    over={p_l: S.Reals},
)
def condition_is_sharp(claim):
    """There the change equals −ηap + (L/2)η²Q, which is ≥ 0 when LηQ ≥ 2ap."""
    p = Proof.about(claim)
    value, long_step = claim.given
    return p.finding(p.linear(p.goal, (value, -1), (long_step, eta / 2)))


@CONDITION.hypotheses(
    "p_l > 0 is needed: with p_l ≤ 0 such a quadratic does not fall in any step, however short",
    claims=[le(0, change)],
    given=[QUADRATIC, le(p_l, 0)],
    over={p_l: S.Reals},
)
def direction_is_needed(claim):
    p = Proof.about(claim)
    value, backwards = claim.given
    return p.finding(p.linear(p.goal, (value, -1), (backwards, eta * a_l), (le(0, square), L / 2 * eta**2)))


total, cosine_to = sequence("S"), sequence("c")
WIDE = PAPER.statement(
    "pcngd-many-classes-angles",
    kind="theorem",
    label="Angles that suffice",
    origin="derived",
    where="derived for this report",
    reading="With N classes it is enough that all cosines exceed −1/(N − 1). S(t) is the sum of t cosines, each at "
    "least c_min, and p_l = 1 + S(N − 1), so with t = N − 1 classes besides l: p_l ≥ 1 + (N − 1)c_min, and this is "
    "positive when c_min > −1/(N − 1).",
    printed=r"c_{lk} > -\frac{1}{N-1}\ (k\ne l) \;\Longrightarrow\; p_l > 0",
    over={least: Interval(-1, 1)},
    evolves=[eq(total(0), 0), eq(total(t + 1), total(t) + cosine_to(t)), ge(cosine_to(t), least)],
    concludes=[
        ("p_l is at least 1 + (N − 1)c_min", le(1 + least * t, 1 + total(t))),
        ("p_l > 0", Or(le(1 + t * least, 0), lt(0, 1 + total(t)))),
    ],
    derivation=False,
)


def _at_least(p):
    """1 + t·c_min ≤ 1 + S(t), by induction on the number of classes."""
    begins, grows, wide = WIDE.evolves
    return p.induction(
        WIDE.concludes[0],
        base=lambda q: q.linear(q.goal, (begins, -1)),
        step=lambda q: q.linear(q.goal, WIDE.concludes[0], (grows, -1), wide),
    )


@WIDE.conclusion("a sum of t cosines is at least t times the smallest", claims=["p_l is at least 1 + (N − 1)c_min"])
def sum_of_cosines(claim):
    p = Proof.about(claim)
    return p.finding(_at_least(p))


@WIDE.conclusion("the smallest cosine above −1/(N − 1) leaves p_l positive", claims=["p_l > 0"])
def remaining_projection(claim):
    p = Proof.about(claim)
    (goal,) = claim.formulas
    large = 1 + t * least
    least_sum = _at_least(p)

    def positive(q):
        def read(r):
            return r.either(goal, r.linear(lt(0, 1 + total(t)), WIDE.concludes[0], lt(0, large)))

        return q.each_step(goal, read, facts=[q.instance(least_sum)])

    line = p.cases(goal, large, 0, lambda q: q.either(goal, q.given(le(large, 0))), positive)
    return p.finding(line)


common = real("c")
CLASSES = {N: Interval.open(1, oo)}


@WIDE.sharpness(
    "the simplex: all cosines equal −1/(N − 1), every p_l is 0 and PCNGD stands still",
    claims=[eq(1 + (N - 1) * common, 0), eq(N + N * (N - 1) * common, 0)],
    given=[eq((N - 1) * common, -1)],
    evolves=[],
    over={**CLASSES, common: S.Reals},
)
def simplex(claim):
    """Equal cosines c of N unit vectors give p = 1 + (N − 1)c and ‖Σg‖² = N + N(N − 1)c."""
    p = Proof.about(claim)
    (equal,) = claim.given
    projection, square_ = p.goals
    return p.finding(p.both(p.linear(projection, equal), p.linear(square_, (equal, N))))


OTHER = (-gamma, sqrt(1 - gamma**2))


@WIDE.sharpness(
    "no smaller bound will do: below −1/(N − 1) by any amount, p_0 can be negative",
    claims=[eq(OTHER[0] ** 2 + Mul(OTHER[1], OTHER[1], evaluate=False), 1), lt(1 + (N - 1) * dot((1, 0), OTHER), 0)],
    given=[lt(1 / (N - 1), gamma)],
    evolves=[],
    over={**CLASSES, gamma: Interval.Lopen(0, 1)},
)
def no_smaller_bound(claim):
    """g_0 = (1, 0) and N − 1 directions (−γ, √(1 − γ²)) with 1/(N − 1) < γ ≤ 1: their cosines with one another are 1,
    with g_0 they are −γ, and p_0 = 1 − (N − 1)γ < 0."""
    p = Proof.about(claim)
    unit, negative = p.goals
    return p.finding(p.both(p.identity(unit), p.linear(negative, (claim.given[0], N - 1))))
