r"""The initial drop of the minority class under gradient descent.

Let s = u_0 + u_1 be the full gradient. Along x − ηs the loss of class 1 changes at the rate −⟨u_1, s⟩, and

    ⟨u_1, s⟩ = ‖u_1‖² + ‖u_0‖‖u_1‖c = ‖u_0‖‖u_1‖·(c + ‖u_1‖/‖u_0‖),

so it starts to rise exactly when c < −‖u_1‖/‖u_0‖. With u_l = (n_l/n)·(mean gradient of class l) the right side is
−κ/ρ, κ the ratio of the lengths of the two class means: the larger the imbalance, the wider the range of angles.
"""

from sympy import Rational

from checks.methods import Proof, exists, proves, witness
from checks.paper import eq, gt, le, lt, sequence
from proofs.per_class_normalization.in_vectors import LENGTHS
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
    t,
)
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.points import possible

slope = a_1 * (a_1 + a_0 * c)  # ⟨u_1, s⟩
square = squared_sum(a_0, a_1, c)  # ‖s‖²
ABOVE = le(change, -eta * slope + L / 2 * eta**2 * square)
BELOW = le(-eta * slope - L / 2 * eta**2 * square, change)

MINORITY_INITIAL_DROP = PAPER.statement(
    "minority-initial-drop",
    where="summary",
    label="Minority initial drop",
    quote="Gradient-based training can exhibit a minority initial drop (MID) when gradients from the majority class "
    "dominate.",
    printed=r"\cos\theta < -\frac{\|u_1\|}{\|u_0\|} = -\frac{\kappa}{\rho},\quad "
    r"0 < \eta < \frac{-2\langle u_1, s\rangle}{L\|s\|^2} \;\Longrightarrow\; f^{(1)}(x-\eta s) > f^{(1)}(x)",
    reading="The majority dominates where cos θ < −‖u₁‖/‖u₀‖; then the minority loss rises in every step of GD up to "
    "the size shown, for every class loss that is L-smooth along the step. The formula is ours; ρ = n₀/n₁, and κ is "
    "the ratio of the lengths of the class-mean gradients.",
    given=[
        eq(a_1 * rho, kappa * a_0),
        lt(c, -kappa / rho),
        lt(eta * L * square, -2 * slope),
        BELOW,
    ],
    concludes=[lt(0, change)],
    uses=[LENGTHS],
    derivation=False,
)


@proves(MINORITY_INITIAL_DROP, "the linear term of the change is positive and outweighs the quadratic one")
def minority_initial_drop(q):
    """Δf ≥ −η⟨u_1, s⟩ − (L/2)η²‖s‖² = (η/2)·(−2⟨u_1, s⟩ − Lη‖s‖²) > 0. (The hypothesis on the angle is what leaves
    room for η: it says that −⟨u_1, s⟩ > 0.)"""
    return q.linear(q.goal, BELOW, (MINORITY_INITIAL_DROP.given[2], eta / 2))


@MINORITY_INITIAL_DROP.hypotheses(
    "the angle condition is what makes room for a step: ⟨u₁, s⟩ = ‖u₀‖‖u₁‖(c + κ/ρ) < 0",
    claims=[lt(slope, 0)],
    given=MINORITY_INITIAL_DROP.given[:2],
)
def room_for_a_step(claim):
    """−⟨u_1, s⟩ = a_0 a_1·(−κ/ρ − c) after a_1 = a_0 κ/ρ is put in."""
    p = Proof.about(claim)
    ratio, angle = claim.given
    return p.finding(p.linear(p.goal, (angle, a_0 * a_1), (ratio, a_1 / rho)))


@MINORITY_INITIAL_DROP.hypotheses("such a configuration exists", exists=[])
def hypotheses_satisfiable(claim):
    at = {a_0: 2, a_1: 1, c: -1, eta: Rational(1, 10), L: 1, kappa: 1, rho: 2, change: Rational(2, 10)}
    return exists(claim, at=at, scope="lengths 2 and 1, opposite directions, η = 1/10")


NO_INITIAL_DROP = PAPER.statement(
    "no-initial-drop",
    kind="theorem",
    label="No initial drop",
    origin="derived",
    where="derived for this report",
    printed=r"\cos\theta > -\frac{\|u_1\|}{\|u_0\|},\quad 0 < \eta < \frac{2\langle u_1, s\rangle}{L\|s\|^2}"
    r"\;\Longrightarrow\; f^{(1)}(x-\eta s) < f^{(1)}(x)",
    reading="The other side of the threshold.",
    given=[gt(c, -a_1 / a_0), lt(eta * L * square, 2 * slope), ABOVE],
    concludes=[lt(change, 0)],
    derivation=False,
)
possible(
    NO_INITIAL_DROP,
    "two gradients of length 1 at right angles, L = 1, η = 1/2",
    {a_0: 1, a_1: 1, c: 0, L: 1, eta: Rational(1, 2), change: -1},
)


@proves(NO_INITIAL_DROP, "the linear term of the change is negative and outweighs the quadratic one")
def no_initial_drop(q):
    return q.linear(q.goal, ABOVE, (NO_INITIAL_DROP.given[1], eta / 2))


@NO_INITIAL_DROP.hypotheses(
    "here, too, the angle condition makes room for a step", claims=[lt(0, slope)], given=NO_INITIAL_DROP.given[:1]
)
def room_for_a_good_step(claim):
    p = Proof.about(claim)
    return p.finding(p.linear(p.goal, (claim.given[0], a_0 * a_1)))


AT_THE_THRESHOLD = PAPER.statement(
    "drop-only-below-threshold",
    kind="remark",
    label="Drop only below the threshold",
    origin="reading",
    where="summary, with the threshold of minority-initial-drop read as exact",
    printed=r"\cos\theta = -\frac{\|u_1\|}{\|u_0\|} \;\Longrightarrow\; f^{(1)}(x-\eta s) \le f^{(1)}(x)",
    reading="“The minority loss rises for all small η if and only if cos θ < −κ/ρ”: so at the threshold itself it does "
    "not rise. That is right of the rate of change at η = 0, not of the loss. Encoded for f⁽¹⁾(x) = ½‖x − a‖², whose "
    "change is exactly −η⟨u₁, s⟩ + η²‖s‖²/2.",
    over={change: DOMAINS[change]},
    given=[eq(a_1 + a_0 * c, 0), eq(change, -eta * slope + eta**2 * square / 2)],
    concludes=[le(change, 0)],
    derivation=False,
)
possible(
    AT_THE_THRESHOLD, "lengths 5 and 3, cosine −3/5, η = 1", {a_0: 5, a_1: 3, c: Rational(-3, 5), eta: 1, change: 8}
)


@AT_THE_THRESHOLD.conclusion("at the threshold the loss does not rise", expect="refuted")
def quadratic_at_the_threshold(claim):
    """Lengths 5 and 3, cosine −3/5: s is orthogonal to u_1, ‖s‖ = 4, and the change is η²‖s‖²/2 = 8η²."""
    at = {a_0: 5, a_1: 3, c: Rational(-3, 5), eta: Rational(1, 10), change: Rational(16, 200)}
    return witness(claim, at=at)


NOT_ALL_RISE = PAPER.statement(
    "not-all-classes-rise",
    kind="theorem",
    label="Not all classes rise",
    origin="derived",
    where="derived for this report",
    printed=r"\langle u_1, s\rangle < 0 \;\Longrightarrow\; \langle u_0, s\rangle > \|s\|^2 \ge 0",
    reading="Under GD two classes cannot both rise at first order; where one does, the other falls the faster. In "
    "lengths and cosine of u₀ and u₁, so in every dimension.",
    given=[lt(slope, 0)],
    concludes=[
        ("the other falls the faster", lt(square, a_0 * (a_0 + a_1 * c))),
        ("‖s‖² ≥ 0", le(0, square)),
    ],
    derivation=False,
)


possible(NOT_ALL_RISE, "lengths 2 and 1, opposite directions", {a_0: 2, a_1: 1, c: -1})


@NOT_ALL_RISE.conclusion("⟨u₀, s⟩ + ⟨u₁, s⟩ = ‖s‖² = (‖u₀‖ − ‖u₁‖)² + 2‖u₀‖‖u₁‖(1 + c)")
def not_all_classes_rise(claim):
    p = Proof.about(claim)
    faster = p.linear(claim.formulas[0], claim.given[0])
    length = p.linear(claim.formulas[1], le(0, (a_0 - a_1) ** 2), (le(-1, c), 2 * a_0 * a_1))
    return p.finding(p.both(faster, length))


product, total = sequence("P"), sequence("S")  # ⟨u_l, s⟩, and the sum over the first classes


@NOT_ALL_RISE.sharpness(
    "any number of classes: if all products ⟨u_l, s⟩ were negative, so were their sum ‖s‖²",
    claims=[lt(total(t + 1), 0)],
    given=[],
    evolves=[eq(total(0), 0), eq(total(t + 1), total(t) + product(t)), lt(product(t), 0)],
)
def not_all_of_many(claim):
    """Induction over the classes; S(t) is the sum over the first t of them."""
    p = Proof.about(claim)
    begins, grows, negative = claim.evolves

    def base(q):
        return q.linear(q.goal, grows.subs(t, 0), begins, negative.subs(t, 0))

    def step(q):
        return q.linear(q.goal, lt(total(t + 1), 0), grows.subs(t, t + 1), negative.subs(t, t + 1))

    return p.finding(p.induction(p.goal, base, step))


CONVEX_MINORITY = PAPER.statement(
    "convex-minority-rises-for-every-step",
    kind="theorem",
    label="Convex minority loss",
    origin="derived",
    where="derived for this report",
    printed=r"f^{(1)}\text{ convex},\ \cos\theta < -\frac{\|u_1\|}{\|u_0\|} \;\Longrightarrow\; "
    r"f^{(1)}(x-\eta s) > f^{(1)}(x)\ \text{ for every } \eta > 0",
    reading="If the minority loss is convex and the angle is beyond the threshold, no step size avoids the drop. Of "
    "convexity only f(y) ≥ f(x) + ⟨∇f(x), y − x⟩ at the two ends of the step is used.",
    given=[lt(c, -a_1 / a_0), le(-eta * slope, change)],
    concludes=[lt(0, change)],
    derivation=False,
)
possible(CONVEX_MINORITY, "lengths 2 and 1, opposite directions", {a_0: 2, a_1: 1, c: -1, eta: 1, change: 1})


@proves(CONVEX_MINORITY, "the loss lies above its tangent, which rises")
def convex_minority_rises(q):
    angle, tangent = CONVEX_MINORITY.given
    return q.linear(q.goal, tangent, (angle, eta * a_0 * a_1))


MORE = rho * a_1  # ‖u_1‖ when every minority example counts ρ times
slope_with = MORE * (MORE + a_0 * c)

OVERSAMPLING = PAPER.statement(
    "oversampling",
    where="abstract",
    label="Why oversampling works",
    quote="Our findings allow us to understand the reason for the effectiveness of previously used solutions for class "
    "imbalance such as oversampling.",
    printed=r"-\kappa < \cos\theta < -\frac{\kappa}{\rho}\colon\quad \langle u_1, s\rangle < 0 \text{ without, }\quad "
    r"\langle \rho u_1, u_0 + \rho u_1\rangle > 0 \text{ with oversampling}",
    reading="Of gradient descent: with every minority example counted ρ times the two classes weigh the same, and the "
    "threshold of the initial drop moves from −κ/ρ to −κ. Between the two oversampling removes the drop, to first "
    "order "
    "in the step size; below −κ it does not, above −κ/ρ there was none. The formula is ours. (Of SGD: "
    "directional-noise-mended.)",
    given=[eq(a_1 * rho, kappa * a_0), lt(-kappa, c), lt(c, -kappa / rho)],
    concludes=[("a drop without", lt(slope, 0)), ("none with oversampling", lt(0, slope_with))],
    derivation=False,
)
possible(
    OVERSAMPLING,
    "lengths 9 and 1 of the class gradients, ρ = 9, so κ = 1, cosine −4/5",
    {a_0: 9, a_1: 1, rho: 9, kappa: 1, c: Rational(-4, 5)},
)


@OVERSAMPLING.conclusion("between the two thresholds")
def between_the_thresholds(claim):
    """⟨ρu_1, u_0 + ρu_1⟩ = ρa_1a_0(κ + c), as ρa_1 = κa_0."""
    p = Proof.about(claim)
    ratio, above, below = claim.given
    without = p.linear(p.goals[0], (below, a_0 * a_1), (ratio, a_1 / rho))
    oversampled = p.linear(p.goals[1], (above, MORE * a_0), (ratio, -MORE))
    return p.finding(p.both(without, oversampled))


@OVERSAMPLING.sharpness(
    "beyond −κ the drop is there with oversampling, too",
    claims=[lt(slope_with, 0)],
    given=[eq(a_1 * rho, kappa * a_0), lt(c, -kappa)],
)
def beyond_the_threshold(claim):
    p = Proof.about(claim)
    ratio, beyond = claim.given
    return p.finding(p.linear(p.goal, (beyond, MORE * a_0), (ratio, MORE)))
