r"""PCNGD with two classes: every class decreases, up to a step size that does not depend on the angle.

Along s = −η(g_0 + g_1) the linear term of f^(l) is ⟨u_l, s⟩ = −η‖u_l‖(1 + c), and ‖s‖² = 2η²(1 + c). The factor 1 + c
is common to the gain and to the quadratic loss:

    Δf^(l) ≤ −η‖u_l‖(1 + c) + (L_l/2)·2η²(1 + c) = −η(1 + c)(‖u_l‖ − L_l η).

With N classes p_l = ⟨g_l, Σg⟩ and Q = ‖Σg‖² take the places of 1 + c and 2(1 + c): Δf^(l) ≤ −η‖u_l‖p_l + (L_l/2)η²Q.
"""

from sympy import Or, Rational, S, sqrt

from checks.methods import Proof, exists, identity, proves
from checks.paper import eq, gt, le, lt, real, sequence
from proofs.per_class_normalization.examples import (
    MAJORITY,
    MINORITY_FEATURE,
    ORIGIN,
    margins,
    quadratic_class_gradients,
    share,
)
from proofs.per_class_normalization.in_vectors import IN_VECTORS
from proofs.per_class_normalization.notation import POSITIVE, L, a_l, c, change, eta, p_l, square, t
from proofs.per_class_normalization.optimizers import dot, pcngd
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.points import possible

with_step, step_square = -eta * a_l * (1 + c), 2 * eta**2 * (1 + c)  # ⟨u_l, s⟩ and ‖s‖²
SMOOTH = le(change, with_step + L / 2 * step_square)
bound = -eta * (1 + c) * (a_l - L * eta)

change_n = real("Delta_N")  # the change of a class loss among N classes
SMOOTH_N = le(change_n, -eta * a_l * p_l + L / 2 * eta**2 * square)

PCNGD_MONOTONE = PAPER.statement(
    "pcngd-monotone",
    where="abstract and summary",
    label="PCNGD decreases the class losses",
    quote="We find that GD is not guaranteed to decrease the loss for each class but that this problem can be "
    "addressed by performing a per-class normalization of the gradient. (Summary: PCNGD can monotonically decrease "
    "per-class losses.)",
    printed=r"f^{(l)}(x^+) - f^{(l)}(x) \le -\eta(1+c)\bigl(\|u_l\| - L_l\eta\bigr);\qquad "
    r"0 < \eta < \frac{2\|u_l\|p_l}{L_l\|\sum_k g_k\|^2} \;\Longrightarrow\; f^{(l)}(x^+) < f^{(l)}(x)",
    reading="Non-zero gradients, f⁽ˡ⁾ smooth with constant L_l along the step. With two classes every step obeys the "
    "bound, so away from opposite directions short steps decrease both losses (pcngd-decreases). With N classes short "
    "steps decrease each loss whose p_l = ⟨g_l, Σ_k g_k⟩ is positive; that can fail from three classes on "
    "(pcngd-many-classes), and cosines above −1/(N − 1) suffice (pcngd-many-classes-angles). The formulas are ours; Q "
    "= "
    "‖Σ_k g_k‖².",
    over={change_n: S.Reals},
    given=[SMOOTH, SMOOTH_N],
    concludes=[
        ("two classes", le(change, bound)),
        ("N classes", Or(le(2 * a_l * p_l, L * eta * square), lt(change_n, 0))),
    ],
    uses=[IN_VECTORS],
    derivation=False,
)
possible(
    PCNGD_MONOTONE,
    "a gradient of length 1, L = 1, η = 1/2, right angles",
    {a_l: 1, c: 0, L: 1, eta: Rational(1, 2), change: -1, p_l: 1, square: 2, change_n: -1},
)


@PCNGD_MONOTONE.conclusion("gain and quadratic loss share the factor 1 + c", claims=["two classes"])
def pcngd_bound(claim):
    q = Proof.about(claim)
    return q.finding(q.linear(q.goal, SMOOTH))


@PCNGD_MONOTONE.conclusion("the linear gain outweighs the quadratic loss", claims=["N classes"])
def pcngd_n_classes(claim):
    """−Δf ≥ (η/2)·(2ap − LηQ)."""
    p = Proof.about(claim)
    gain, need = 2 * a_l * p_l, L * eta * square

    def short(q):
        return q.either(q.goal, q.linear(lt(change_n, 0), SMOOTH_N, (lt(need, gain), eta / 2)))

    return p.finding(p.cases(p.goal, gain, need, lambda q: q.either(q.goal, q.given(le(gain, need))), short))


@PCNGD_MONOTONE.sharpness(
    "best step ‖u_l‖/(2L_l), guaranteed gain (1 + c)‖u_l‖²/(4L_l)",
    claims=[eq(bound, -(1 + c) * a_l**2 / (4 * L) + (1 + c) * L * (eta - a_l / (2 * L)) ** 2)],
)
def best_step(claim):
    """The bound is −(1 + c)a²/(4L) + (1 + c)L(η − a/(2L))²."""
    return identity(claim)


PCNGD_DECREASES = PAPER.statement(
    "pcngd-decreases",
    kind="theorem",
    label="The step condition",
    origin="derived",
    where="derived for this report",
    reading="Away from opposite directions (c > −1) each class loss decreases strictly for 0 < η < ‖u_l‖/L_l: the "
    "angle does not enter the condition on the step.",
    printed=r"c > -1,\ 0 < \eta < \frac{\|u_l\|}{L_l} \;\Longrightarrow\; f^{(l)}(x^+) < f^{(l)}(x)",
    given=[SMOOTH, gt(c, -1), lt(L * eta, a_l)],
    concludes=[lt(change, 0)],
    derivation=False,
)
possible(
    PCNGD_DECREASES,
    "a gradient of length 1, L = 1, η = 1/2, right angles",
    {a_l: 1, c: 0, L: 1, eta: Rational(1, 2), change: -1},
)


@proves(PCNGD_DECREASES, "both factors of the bound are positive")
def pcngd_decreases(q):
    _, angle, step = PCNGD_DECREASES.given
    room = q.linear(lt(0, eta * (a_l - L * eta)), (step, eta))
    return q.linear(q.goal, SMOOTH, (angle, eta * (a_l - L * eta)), using=[room])


x_1, nu, nu_k, k = real("x_1 nu nu_k k")
place, length, length_k = sequence("x"), sequence("A"), sequence("B")  # coordinates, ‖u‖² and ‖k u‖² of the first ones

across = sqrt(1 - c**2)

STEP_IS_SHARP = PAPER.statement(
    "pcngd-step-is-sharp",
    kind="theorem",
    label="The step condition cannot be improved",
    origin="derived",
    where="derived for this report",
    reading="For every angle and every gradient there is an L-smooth quadratic class loss whose change equals the "
    "bound, so for η ≥ ‖u_l‖/L_l it does not decrease. In coordinates of the plane of the two directions, g_l = (1, "
    "0), g_k = (c, √(1 − c²)); the step from 0 goes to −η(g_l + g_k).",
    printed=r"f^{(l)}(x) = \langle u_l, x\rangle + \tfrac{L_l}{2}\|x\|^2,\ \eta \ge \frac{\|u_l\|}{L_l} "
    r"\;\Longrightarrow\; f^{(l)}(x^+) - f^{(l)}(x) = -\eta(1+c)(\|u_l\| - L_l\eta) \ge 0",
    given=[le(a_l, L * eta)],
    concludes=[
        ("the bound is attained", eq(a_l * -eta * (1 + c) + L / 2 * eta**2 * ((1 + c) ** 2 + across**2), bound)),
        ("no decrease", le(0, bound)),
    ],
    derivation=False,
)
possible(STEP_IS_SHARP, "a gradient of length 1, L = 1, η = 1", {a_l: 1, c: 0, L: 1, eta: 1})


@STEP_IS_SHARP.conclusion("the quadratic attains the bound, and the bound is not negative")
def attained(claim):
    p = Proof.about(claim)
    value, sign = p.goals
    return p.finding(p.both(p.identity(value), p.linear(sign, (claim.given[0], eta * (1 + c)))))


OPPOSITE = PAPER.statement(
    "pcngd-opposite-gradients",
    kind="remark",
    label="Opposite directions",
    origin="derived",
    where="derived for this report",
    reading="The condition c > −1 is needed: with opposite directions the two normalized gradients cancel and PCNGD "
    "stands still.",
    given=[eq(c, -1)],
    concludes=[eq(step_square, 0)],
    derivation=False,
)


@proves(OPPOSITE, "‖g₀ + g₁‖² = 2(1 + c)")
def opposite(q):
    return q.linear(q.goal, (OPPOSITE.given[0], 2 * eta**2))


REPLICATION = PAPER.statement(
    "replication",
    kind="theorem",
    label="Replicating a class",
    origin="derived",
    where="derived for this report",
    printed=r"\frac{k u_l}{\|k u_l\|} = \frac{u_l}{\|u_l\|} \quad (k > 0)",
    reading="Repeating the examples of a class (or weighting them) multiplies its gradient by a positive number k and "
    "leaves its direction as it is: PCNGD does not notice. Said of one coordinate x_1 of u_l, in any dimension, with "
    "ν = ‖u_l‖ > 0 and ν_k = ‖k u_l‖.",
    over={x_1: S.Reals, k: POSITIVE, nu: POSITIVE, nu_k: POSITIVE},
    given=[eq(nu_k**2, k**2 * nu**2)],
    concludes=[eq(k * x_1 / nu_k, x_1 / nu)],
    derivation=False,
)


@REPLICATION.hypotheses("for instance length 5, twice", exists=[lt(1, k)])
def hypotheses_satisfiable(claim):
    return exists(claim, at={x_1: 3, nu: 5, k: 2, nu_k: 10})


@REPLICATION.hypotheses(
    "‖k u‖² = k²‖u‖² in every dimension",
    claims=[eq(length_k(t), k**2 * length(t))],
    given=[],
    evolves=[
        eq(length(0), 0),
        eq(length(t + 1), length(t) + place(t) ** 2),
        eq(length_k(0), 0),
        eq(length_k(t + 1), length_k(t) + (k * place(t)) ** 2),
    ],
)
def length_of_a_multiple(claim):
    """Induction over the coordinates; the sequences are the sums of the first t squares."""
    p = Proof.about(claim)
    zero, grows, zero_k, grows_k = claim.evolves
    line = p.induction(
        p.goal,
        base=lambda q: q.linear(q.goal, zero_k, (zero, -(k**2))),
        step=lambda q: q.linear(q.goal, p.goal, grows_k, (grows, -(k**2))),
    )
    return p.finding(line)


@REPLICATION.conclusion("‖k u‖ = k‖u‖")
def direction_is_kept(claim):
    """(ν_k − kν)(ν_k + kν) = 0 with a positive second factor."""
    p = Proof.about(claim)
    longer = p.linear(eq(nu_k, k * nu), (claim.given[0], 1 / (nu_k + k * nu)))
    return p.finding(p.linear(p.goal, (longer, -x_1 / (nu * nu_k))))


def minority_rate(ratio):
    """The rate at which the minority loss of the quadratic example changes under GD."""
    u = quadratic_class_gradients(ORIGIN, ratio)
    return -dot(u[1], (u[0][0] + u[1][0], u[0][1] + u[1][1]))


@REPLICATION.sharpness(
    "GD does notice: nine copies of the minority turn its rate in the quadratic example from positive to negative",
    claims=[lt(0, minority_rate(Rational(9))), lt(minority_rate(Rational(1)), 0)],
    given=[],
)
def gd_notices(claim):
    """With ρ = 9 the rate is positive, with ρ = 1 (the minority nine times) it is negative."""
    p = Proof.about(claim)
    return p.finding(p.both(*map(p.settle, p.goals)), scope="quadratic example, ρ = 9 and ρ = 1")


v_0, v_1 = sequence("v_0"), sequence("v_1")
weights = (v_0(t), v_1(t))
opposing = share(Rational(-1), MINORITY_FEATURE)

LOGISTIC_MARGINS = PAPER.statement(
    "pcngd-logistic-margins",
    kind="theorem",
    label="PCNGD on the logistic example",
    origin="derived",
    where="derived for this report",
    reading="On the logistic example both margins grow by η/5 in every step of PCNGD, whatever the imbalance ratio: "
    "the class gradients are positive multiples of ξ_0 and −ξ_1, which have length 1, so by `replication` these are "
    "the normalized gradients at every step.",
    printed=r"x_t = y_t = \frac{t\eta}{5}",
    evolves=[
        *(eq(v(t + 1), z) for v, z in zip((v_0, v_1), pcngd(weights, (MAJORITY, opposing), eta), strict=True)),
        eq(v_0(0), 0),
        eq(v_1(0), 0),
    ],
    concludes=[
        ("majority", eq(margins(weights)[0], t * eta / 5)),
        ("minority", eq(margins(weights)[1], t * eta / 5)),
    ],
    uses=[REPLICATION],
    derivation=False,
)


@LOGISTIC_MARGINS.conclusion("induction on the weights −tη/5, 3tη/5")
def both_margins_grow(claim):
    p = Proof.about(claim)
    first, second = LOGISTIC_MARGINS.evolves[:2]
    places = (-t * eta / 5, 3 * t * eta / 5)
    goal = eq(v_0(t), places[0]) & eq(v_1(t), places[1])

    def step(q):
        lines = [
            q.linear(eq(v(t + 1), place.subs(t, t + 1)), recursion, eq(v(t), place))
            for v, place, recursion in zip((v_0, v_1), places, (first, second), strict=True)
        ]
        return q.given(q.goal, *lines)

    def base(q):
        return q.given(q.goal, q.linear(eq(v_0(0), 0), eq(v_0(0), 0)), q.linear(eq(v_1(0), 0), eq(v_1(0), 0)))

    closed = p.induction(goal, base, step)

    def read(q):
        ends = [q.given(eq(v(t), place)) for v, place in zip((v_0, v_1), places, strict=True)]
        majority, minority = (eq(m, t * eta / 5) for m in margins(weights))
        return q.given(
            q.goal,
            q.linear(majority, (ends[0], -1)),
            q.linear(minority, (ends[0], MINORITY_FEATURE[0]), (ends[1], MINORITY_FEATURE[1])),
        )

    return p.finding(p.each_step(p.goal, read, facts=[closed]))
