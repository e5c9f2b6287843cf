r"""Three and more classes: normalizing is not enough.

With p_l = ⟨g_l, Σg⟩ = 1 + Σ_{k≠l} c_lk and Q = ‖Σg‖² the change of class l is at most −η‖u_l‖p_l + (L_l/2)η²Q. For two
classes p_l = 1 + c is never negative; for three classes it can be, although no two gradients are opposite.
"""

from sympy import Interval, Rational, S, oo, sqrt

from checks.methods import Proof, proves
from checks.outcome import ONE_INSTANCE
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
from proofs.per_class_normalization.notation import POSITIVE, L, a_l, change, eta, t
from proofs.per_class_normalization.optimizers import cosine, dot, pcngd
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
    where="summary, read for any number of classes",
    label="PCNGD, three and more classes",
    words="PCNGD with small steps decreases every class loss unless some gradients point in opposite directions.",
    concludes=lt(change_of(MAJORITY), 0),
    derivation=False,
    note="An over-reading of “PCNGD can decrease the per-class losses monotonically”, which speaks of any number of "
    "classes. Encoded by three balanced classes with targets (1, 0), (−4/5, 3/5), (−4/5, −3/5) at the origin, no two "
    "of whose gradients are opposite: it would say that the loss of class 0 falls for small η.",
)


@PCNGD_MANY_CLASSES.conclusion("class 0 rises for every step size", expect="refuted")
def rises_for_every_step():
    """Σg = (3/5, 0) points along g_0's opposite: the step goes to (−3η/5, 0) and the change is 3η²/50 + η/5."""
    p = Proof.about(PCNGD_MANY_CLASSES)
    value = p.identity(eq(change_of(MAJORITY), 3 * eta**2 / 50 + eta / 5))
    line = p.linear(lt(0, change_of(MAJORITY)), value, (lt(0, eta), 3 * eta / 50 + Rational(1, 5)))
    return p.refutation(line, scope="for every η > 0, with three balanced classes", modulo=(ONE_INSTANCE,))


@PCNGD_MANY_CLASSES.hypotheses("no two of the three gradients are opposite; all have length 1/3")
def none_opposite():
    pairs = [(0, 1), (0, 2), (1, 2)]
    cosines = [cosine(gradients[i], gradients[j]) for i, j in pairs]
    expected = (Rational(-4, 5), Rational(-4, 5), Rational(7, 25))
    p = Proof({})
    lines = [p.identity(eq(a, b)) for a, b in zip(cosines, expected, strict=True)]
    lengths = [p.identity(eq(dot(u, u), Rational(1, 9))) for u in gradients]
    return p.finding(p.both(*lines, *lengths), scope="the three gradients at the origin")


p_l, square, N, least, gamma = real("p_l Q N c_min gamma")
SMOOTH = le(change, -eta * a_l * p_l + L / 2 * eta**2 * square)

CONDITION = PAPER.repair(
    "pcngd-many-classes-condition",
    repairs=PCNGD_MANY_CLASSES,
    label="The right condition",
    words="Class l decreases when the sum of the directions still points along its own gradient, for steps that are "
    "short enough.",
    printed=r"p_l = 1 + \sum_{k\ne l} c_{lk} > 0,\ 0 < \eta < \frac{2\|u_l\|p_l}{L_l\|\sum_k g_k\|^2} "
    r"\;\Longrightarrow\; f^{(l)}(x^+) < f^{(l)}(x)",
    over={p_l: POSITIVE, square: Interval(0, oo)},
    given=[SMOOTH, lt(L * eta * square, 2 * a_l * p_l)],
    concludes=lt(change, 0),
)
possible(
    CONDITION, "all numbers equal to 1, and a decrease by 1", {p_l: 1, square: 1, a_l: 1, L: 1, eta: 1, change: -1}
)


@proves(CONDITION, "the linear gain outweighs the quadratic loss")
def right_condition(q):
    """−Δf ≥ (η/2)·(2ap − LηQ)."""
    return q.linear(q.goal, SMOOTH, (CONDITION.given[1], eta / 2))


@CONDITION.sharpness(
    "both conditions are sharp for f = ⟨u, x⟩ + (L/2)‖x‖²: no decrease for p ≤ 0, none from the bound on"
)
def condition_is_sharp():
    """There the change equals −ηap + (L/2)η²Q; it is ≥ 0 when p ≤ 0, and when LηQ ≥ 2ap."""
    value = eq(change, -eta * a_l * p_l + L / 2 * eta**2 * square)
    p = Proof.about(CONDITION, given=[value, ge(L * eta * square, 2 * a_l * p_l)], also={p_l: S.Reals})
    return p.finding(p.linear(le(0, change), (value, -1), (le(2 * a_l * p_l, L * eta * square), eta / 2)))


@CONDITION.hypotheses("p_l > 0 is needed: with p_l ≤ 0 such a quadratic rises for every step, however short")
def direction_is_needed():
    value = eq(change, -eta * a_l * p_l + L / 2 * eta**2 * square)
    p = Proof.about(CONDITION, given=[value, le(p_l, 0)], also={p_l: S.Reals})
    return p.finding(p.linear(le(0, change), (value, -1), (le(p_l, 0), eta * a_l), (le(0, square), L / 2 * eta**2)))


total, cosine_to = sequence("S"), sequence("c")
WIDE = PAPER.statement(
    "pcngd-many-classes-angles",
    kind="theorem",
    label="Angles that suffice",
    where="derived for this report",
    words="With N classes it is enough that all cosines exceed −1/(N − 1).",
    printed=r"c_{lk} > -\frac{1}{N-1}\ (k\ne l) \;\Longrightarrow\; p_l > 0",
    over={least: Interval(-1, 1)},
    evolves=[eq(total(0), 0), eq(total(t + 1), total(t) + cosine_to(t)), ge(cosine_to(t), least)],
    concludes=le(1 + least * t, 1 + total(t)),
    derivation=False,
    note="S(t) is the sum of t cosines, each at least c_min, and p_l = 1 + S(N − 1). The induction is on the number of "
    "classes; that 1 + (N − 1)c_min > 0 when c_min > −1/(N − 1) is the second check.",
)


@WIDE.conclusion("a sum of t cosines is at least t times the smallest")
def sum_of_cosines():
    p = Proof.about(WIDE)
    return p.finding(
        p.induction(
            p.goal,
            base=lambda q: q.linear(q.goal, (eq(total(0), 0), -1)),
            step=lambda q: q.linear(
                q.goal,
                le(1 + least * t, 1 + total(t)),
                (eq(total(t + 1), total(t) + cosine_to(t)), -1),
                le(least, cosine_to(t)),
            ),
        )
    )


@WIDE.conclusion("the smallest cosine above −1/(N − 1) leaves p_l positive")
def remaining_projection():
    p = Proof({N: Interval.open(1, oo), least: S.Reals}, [lt(-1 / (N - 1), least)])
    return p.finding(p.linear(lt(0, 1 + least * (N - 1)), (lt(-1 / (N - 1), least), N - 1)))


@WIDE.sharpness("the simplex: all cosines equal −1/(N − 1), every p_l is 0 and PCNGD stands still")
def simplex():
    """Equal cosines c of N unit vectors give p = 1 + (N − 1)c and ‖Σg‖² = N + N(N − 1)c."""
    common = real("c")
    equal = eq((N - 1) * common, -1)
    p = Proof({N: Interval.open(1, oo), common: S.Reals}, [equal])
    projection = p.linear(eq(1 + (N - 1) * common, 0), equal)
    return p.finding(p.both(projection, p.linear(eq(N + N * (N - 1) * common, 0), (equal, N))))


@WIDE.sharpness("no smaller bound will do: below −1/(N − 1) by any amount, class 0 can rise")
def no_smaller_bound():
    """g_0 = (1, 0) and N − 1 directions (−γ, √(1 − γ²)) with 1/(N − 1) < γ ≤ 1: their cosines with one another are 1,
    with g_0 they are −γ, and p_0 = 1 − (N − 1)γ < 0."""
    far = lt(1 / (N - 1), gamma)
    p = Proof({N: Interval.open(1, oo), gamma: Interval.Lopen(0, 1)}, [far])
    other = (-gamma, sqrt(1 - gamma**2))
    unit = p.identity(eq(dot(other, other), 1))
    negative = p.linear(lt(1 + (N - 1) * dot((1, 0), other), 0), (far, N - 1))
    return p.finding(p.both(unit, negative))
