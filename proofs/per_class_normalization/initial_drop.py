r"""The initial drop of the minority class under gradient descent.

Let s = u_0 + u_1 be the full gradient. Along x − ηs the loss of class 1 changes at the rate −⟨u_1, s⟩, and

    ⟨u_1, s⟩ = ‖u_1‖² + ‖u_0‖‖u_1‖c = ‖u_0‖‖u_1‖·(c + ‖u_1‖/‖u_0‖),

so it starts to rise exactly when c < −‖u_1‖/‖u_0‖. With u_l = (n_l/n)·(mean gradient of class l) the right side is
−κ/ρ, κ the ratio of the lengths of the two class means: the larger the imbalance, the wider the range of angles.
"""

from sympy import Rational

from checks.methods import Proof, exists, proves, witness
from checks.paper import eq, gt, le, lt, real
from proofs.per_class_normalization.notation import (
    DOMAINS,
    L,
    a_0,
    a_1,
    c,
    change,
    eta,
    kappa,
    rho,
    squared_sum,
)
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.points import possible

HERE = "initial drop"
slope = a_1 * (a_1 + a_0 * c)  # ⟨u_1, s⟩
square = squared_sum(a_0, a_1, c)  # ‖s‖²
ABOVE = le(change, -eta * slope + L / 2 * eta**2 * square)
BELOW = le(-eta * slope - L / 2 * eta**2 * square, change)

MINORITY_INITIAL_DROP = PAPER.statement(
    "minority-initial-drop",
    where="abstract and summary",
    label="Minority initial drop",
    words="Gradients of the majority class can dominate, and then the minority class starts by getting worse.",
    printed=r"\cos\theta < -\frac{\|u_1\|}{\|u_0\|} = -\frac{\kappa}{\rho},\quad "
    r"0 < \eta < \frac{-2\langle u_1, s\rangle}{L\|s\|^2} \;\Longrightarrow\; f^{(1)}(x-\eta s) > f^{(1)}(x)",
    given=[
        eq(a_1 * rho, kappa * a_0),
        lt(c, -kappa / rho),
        lt(eta * L * square, -2 * slope),
        BELOW,
    ],
    concludes=lt(0, change),
    derivation=False,
    note="The precise form is ours. ρ = n_0/n_1, κ = ratio of the lengths of the class-mean gradients. For every class "
    "loss that is L-smooth along the step, and for every step size up to the bound.",
)


@proves(MINORITY_INITIAL_DROP, "the linear term of the change is positive and outweighs the quadratic one")
def minority_initial_drop(q):
    """Δf ≥ −η⟨u_1, s⟩ − (L/2)η²‖s‖² = (η/2)·(−2⟨u_1, s⟩ − Lη‖s‖²) > 0. (The hypothesis on the angle is what leaves
    room for η: it says that −⟨u_1, s⟩ > 0.)"""
    return q.linear(q.goal, BELOW, (MINORITY_INITIAL_DROP.given[2], eta / 2))


@MINORITY_INITIAL_DROP.hypotheses("the angle condition is what makes room for a step: ⟨u₁, s⟩ = ‖u₀‖‖u₁‖(c + κ/ρ)")
def room_for_a_step():
    """−⟨u_1, s⟩ = a_0 a_1·(−κ/ρ − c) after a_1 = a_0 κ/ρ is put in."""
    p = Proof.about(MINORITY_INITIAL_DROP)
    ratio, angle = MINORITY_INITIAL_DROP.given[:2]
    return p.finding(p.linear(lt(slope, 0), (angle, a_0 * a_1), (ratio, a_1 / rho)))


@MINORITY_INITIAL_DROP.hypotheses("such a configuration exists")
def hypotheses_satisfiable():
    at = {a_0: 2, a_1: 1, c: -1, eta: Rational(1, 10), L: 1, kappa: 1, rho: 2, change: Rational(2, 10)}
    return exists(MINORITY_INITIAL_DROP, eq(0, 0), at=at, scope="lengths 2 and 1, opposite directions, η = 1/10")


NO_INITIAL_DROP = PAPER.statement(
    "no-initial-drop",
    kind="theorem",
    where="derived for this report",
    printed=r"\cos\theta > -\frac{\|u_1\|}{\|u_0\|},\quad 0 < \eta < \frac{2\langle u_1, s\rangle}{L\|s\|^2}"
    r"\;\Longrightarrow\; f^{(1)}(x-\eta s) < f^{(1)}(x)",
    given=[gt(c, -a_1 / a_0), lt(eta * L * square, 2 * slope), ABOVE],
    concludes=lt(change, 0),
    derivation=False,
    note="The other side of the threshold.",
)
possible(
    NO_INITIAL_DROP,
    "two gradients of length 1 at right angles, L = 1, η = 1/2",
    {a_0: 1, a_1: 1, c: 0, L: 1, eta: Rational(1, 2), change: -1},
)


@proves(NO_INITIAL_DROP, "the linear term of the change is negative and outweighs the quadratic one")
def no_initial_drop(q):
    return q.linear(q.goal, ABOVE, (NO_INITIAL_DROP.given[1], eta / 2))


@NO_INITIAL_DROP.hypotheses("here, too, the angle condition makes room for a step")
def room_for_a_good_step():
    p = Proof.about(NO_INITIAL_DROP)
    return p.finding(p.linear(lt(0, slope), (NO_INITIAL_DROP.given[0], a_0 * a_1)))


AT_THE_THRESHOLD = PAPER.statement(
    "drop-only-below-threshold",
    kind="remark",
    where="derived for this report",
    words="At the threshold angle itself, cos θ = −‖u₁‖/‖u₀‖, the minority loss does not rise for small steps.",
    printed=r"\cos\theta = -\frac{\|u_1\|}{\|u_0\|} \;\Longrightarrow\; f^{(1)}(x-\eta s) \le f^{(1)}(x)",
    over={change: DOMAINS[change]},
    given=[eq(a_1 + a_0 * c, 0), eq(change, -eta * slope + eta**2 * square / 2)],
    concludes=le(change, 0),
    derivation=False,
    note="An over-reading of the threshold: “rises for all small η if and only if cos θ < −κ/ρ” is right about the "
    "rate of change at η = 0, not about the loss. For f⁽¹⁾(x) = ½‖x − a‖² the change is exactly −η⟨u₁, s⟩ + η²‖s‖²/2, "
    "and at the threshold every step raises the loss.",
)
possible(
    AT_THE_THRESHOLD, "lengths 5 and 3, cosine −3/5, η = 1", {a_0: 5, a_1: 3, c: Rational(-3, 5), eta: 1, change: 8}
)


@AT_THE_THRESHOLD.conclusion("a quadratic at the threshold", expect="refuted")
def quadratic_at_the_threshold():
    """Lengths 5 and 3, cosine −3/5: s is orthogonal to u_1, ‖s‖ = 4, and the change is η²‖s‖²/2 = 8η²."""
    at = {a_0: 5, a_1: 3, c: Rational(-3, 5), eta: Rational(1, 10), change: Rational(16, 200)}
    return witness(AT_THE_THRESHOLD, at=at)


x_0, y_0, x_1, y_1 = real("x_0 y_0 x_1 y_1")
PLANE = dict.fromkeys((x_0, y_0, x_1, y_1), DOMAINS[change])
s = (x_0 + x_1, y_0 + y_1)
with_s_0, with_s_1 = x_0 * s[0] + y_0 * s[1], x_1 * s[0] + y_1 * s[1]

NOT_ALL_RISE = PAPER.statement(
    "not-all-classes-rise",
    kind="theorem",
    where="derived for this report",
    words="Under GD two classes cannot both rise at first order; where one does, the other falls the faster.",
    printed=r"\langle u_1, s\rangle < 0 \;\Longrightarrow\; \langle u_0, s\rangle > \|s\|^2 \ge 0",
    over=PLANE,
    given=[lt(with_s_1, 0)],
    concludes=lt(s[0] ** 2 + s[1] ** 2, with_s_0),
    derivation=False,
    note="In coordinates of the plane of u_0 and u_1. For more classes the same identity Σ⟨u_l, s⟩ = ‖s‖² shows that "
    "not all of the products are negative.",
)


@proves(NOT_ALL_RISE, "⟨u₀, s⟩ + ⟨u₁, s⟩ = ‖s‖²")
def not_all_classes_rise(q):
    total = q.identity(eq(with_s_0 + with_s_1, s[0] ** 2 + s[1] ** 2))
    return q.linear(q.goal, NOT_ALL_RISE.given[0], (total, -1))


CONVEX_MINORITY = PAPER.statement(
    "convex-minority-rises-for-every-step",
    kind="theorem",
    where="derived for this report",
    words="If the minority loss is convex and the angle is beyond the threshold, no step size avoids the drop.",
    printed=r"f^{(1)}\text{ convex},\ \cos\theta < -\frac{\|u_1\|}{\|u_0\|} \;\Longrightarrow\; "
    r"f^{(1)}(x-\eta s) > f^{(1)}(x)\ \text{ for every } \eta > 0",
    given=[lt(c, -a_1 / a_0), le(-eta * slope, change)],
    concludes=lt(0, change),
    derivation=False,
    note="Of convexity only f(y) ≥ f(x) + ⟨∇f(x), y − x⟩ at the two ends of the step is used.",
)
possible(CONVEX_MINORITY, "lengths 2 and 1, opposite directions", {a_0: 2, a_1: 1, c: -1, eta: 1, change: 1})


@proves(CONVEX_MINORITY, "the loss lies above its tangent, which rises")
def convex_minority_rises(q):
    angle, tangent = CONVEX_MINORITY.given
    return q.linear(q.goal, tangent, (angle, eta * a_0 * a_1))
