r"""Convergence under gradient dominance of order one with two classes: the leading constant is 4Lτ²/k_0, and sharp.

For two classes gain and quadratic loss share the factor 1 + c: Δ(t+1) ≤ Δ − η(1 + c)(a − Lη). It is at worst k_0 where
a ≥ Lη, and 2 where a < Lη, and then Δ ≤ τa is small. With η = 2τ/(k_0(t + 2)) and C = 4Lτ²/k_0,

    a ≥ Lη:   Δ(t+1) ≤ tΔ(t)/(t + 2) + C/(t + 2)²,
    a < Lη:   Δ(t+1) ≤ τa + 2η(Lη − a), an average of τLη = C/(2(t + 2)) and 2Lη² = 2C/(k_0(t + 2)²).

Either way t(t + 1)Δ(t) ≤ Ct + 2C/k_0 at t + 1 if it holds at t.
"""

from sympy import Interval, log

from checks.methods import Proof
from checks.methods.runs import explicit_run
from checks.paper import eq, le, lt
from proofs.foundations.elementary import EXP_TANGENT, LOG_OF_COMPLEMENT_BELOW, log_of_complement_below
from proofs.per_class_normalization.notation import Delta, L, a, cos_at, k_0, t, tau
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.pcngd import PCNGD_MONOTONE

CONSTANT = 4 * L * tau**2 / k_0
step_size = 2 * tau / (k_0 * (t + 2))
adaptive = 2 * tau / ((1 + cos_at(t)) * (t + 2))
ANGLES = {k_0: Interval.Lopen(0, 2)}


def decrease(eta):
    """What `pcngd-monotone` says of one step with the step size η."""
    return le(Delta(t + 1), Delta(t) - eta * (1 + cos_at(t)) * (a(t) - L * eta))


ALONG_THE_RUN = (
    le(Delta(t), tau * a(t)),
    le(0, Delta(t)),
    le(k_0, 1 + cos_at(t)),
    le(cos_at(t), 1),
    le(0, a(t)),
)
POTENTIAL = le(t * (t + 1) * Delta(t), CONSTANT * t + 2 * CONSTANT / k_0)

TWO_CLASSES = PAPER.statement(
    "pcngd-convergence-two-classes",
    kind="theorem",
    label="Convergence of two classes, the leading constant",
    origin="derived",
    where="derived for this report",
    printed=r"\Delta_l(T) \le \frac{4L\tau^2}{k_0(T+1)}\Bigl(1 + \frac{2}{k_0T}\Bigr)\quad(T\ge1),\qquad "
    r"\eta_t = \frac{2\tau}{k_0(t+2)}",
    reading="The run of pcngd-convergence with two classes, 1 + c_t ≥ k_0: the leading constant is 4Lτ²/k_0 instead of "
    "8Lτ²/k_0², and no smaller one will do. T = t + 1.",
    over=ANGLES,
    evolves=[decrease(step_size), *ALONG_THE_RUN],
    concludes=[le(Delta(t + 1), CONSTANT / (t + 2) * (1 + 2 / (k_0 * (t + 1))))],
    uses=[PCNGD_MONOTONE, EXP_TANGENT, LOG_OF_COMPLEMENT_BELOW],
    derivation=False,
)
SLOW = 2 / (t + 1)


def _potential(p):
    """POTENTIAL by induction."""
    weight, s = (t + 1) * (t + 2), step_size

    def long_gradient(q):
        return q.linear(
            q.goal,
            (decrease(s), weight),
            (le(k_0, 1 + cos_at(t)), weight * s * (a(t) - L * s)),
            (le(Delta(t), tau * a(t)), weight * k_0 * s / tau),
            POTENTIAL,
            (lt(0, 1), CONSTANT / (t + 2)),
            using=[q.linear(le(0, weight * s * (a(t) - L * s)), (le(L * s, a(t)), weight * s))],
        )

    def short_gradient(q):
        short = lt(a(t), L * s)
        return q.linear(
            q.goal,
            (decrease(s), weight),
            (le(Delta(t), tau * a(t)), weight),
            (le(cos_at(t), 1), weight * s * (L * s - a(t))),
            (short, CONSTANT * (t + 1) / (2 * L * s) + 2 * CONSTANT / (k_0 * (t + 2) * L * s)),
            (le(0, a(t)), 2 * CONSTANT / (k_0 * L * s)),
            (lt(0, 1), CONSTANT * (t + 1) / 2),
            using=[q.linear(lt(0, weight * s * (L * s - a(t))), (short, weight * s))],
        )

    return p.induction(
        POTENTIAL,
        lambda q: q.linear(q.goal, (lt(0, 1), 2 * CONSTANT / k_0)),
        lambda q: q.cases(q.goal, L * s, a(t), long_gradient, short_gradient),
    )


@TWO_CLASSES.conclusion("t(t + 1)Δ(t) ≤ Ct + 2C/k_0, by induction with two cases in each step")
def sharper_rate(claim):
    p = Proof.about(claim)

    def read(q):
        return q.linear(q.goal, (POTENTIAL.subs(t, t + 1), 1 / ((t + 1) * (t + 2))))

    return p.finding(p.each_step(p.goal, read, facts=[_potential(p)]))


WORST = t * Delta(t) / (t + 2) + CONSTANT / (t + 2) ** 2


@TWO_CLASSES.sharpness(
    "the constant is sharp: with Δ = τa and c = k_0 − 1 throughout, (t + 1)Δ(t) ≥ C(1 − log(t + 1)/t)",
    claims=[
        eq(Delta(t) - step_size * k_0 * (Delta(t) / tau - L * step_size), WORST),
        le(CONSTANT * (t - log(t + 1)), t * (t + 1) * Delta(t)),
    ],
    given=[],
    evolves=[eq(Delta(0), 0), eq(Delta(t + 1), WORST)],
)
def constant_is_sharp(claim):
    """By induction: C(t + 1)/(t + 2) is added to the right side, and 1/(t + 2) ≤ log(t + 2) − log(t + 1)."""
    p = Proof.about(claim)
    worst, goal = claim.formulas

    def step(q):
        share = 1 / (t + 2)
        room = q.enclose(lt(share, 1))
        below = q.instance(log_of_complement_below(), room, p=share)
        logs = q.axiom("log-quotient", t + 1, t + 2)
        return q.linear(q.goal, goal, (claim.evolves[1], -(t + 1) * (t + 2)), (below, CONSTANT), (logs, -CONSTANT))

    line = p.induction(goal, lambda q: q.settle(q.goal), step)
    return p.finding(p.both(p.identity(worst), line))


ADAPTIVE = PAPER.statement(
    "pcngd-convergence-adaptive",
    kind="theorem",
    label="Convergence of two classes, adaptive steps",
    origin="derived",
    where="derived for this report",
    printed=r"\Delta_l(T) \le \frac{4L\tau^2}{k_0(T+1)}\quad(T\ge1),\qquad \eta_t = \frac{2\tau}{(1+c_t)(t+2)}",
    reading="With step sizes that follow the angle, which a run can measure, the constant holds for every T ≥ 1. T = "
    "t + 1.",
    over=ANGLES,
    evolves=[decrease(adaptive), *ALONG_THE_RUN],
    concludes=[le(Delta(t + 1), CONSTANT / (t + 2))],
    uses=[PCNGD_MONOTONE],
    derivation=False,
)


def hypotheses_satisfiable(claim):
    return explicit_run(claim, {L: 1, tau: 1, k_0: 1, t: 0}, {Delta: SLOW, a: SLOW, cos_at: 0}, step=t)


for _statement in (TWO_CLASSES, ADAPTIVE):
    _statement.hypotheses("there is such a run: Δ = a = 2/(t + 1), c = 0 and L = τ = k_0 = 1", exists=[])(
        hypotheses_satisfiable
    )


@ADAPTIVE.conclusion("the factor 1 + c cancels from the gain, and divides the quadratic loss")
def adaptive_rate(claim):
    """Δ(t+1) ≤ tΔ(t)/(t + 2) + C/(t + 2)², and then as in pcngd-convergence."""
    p = Proof.about(claim)
    turn = 1 + cos_at(t)

    def one_step(q):
        positive = q.linear(lt(0, turn), le(k_0, turn), lt(0, k_0))
        return q.linear(
            q.goal,
            decrease(adaptive),
            (le(Delta(t), tau * a(t)), 2 / (t + 2)),
            (le(k_0, turn), CONSTANT / ((t + 2) ** 2 * turn)),
            using=[positive],
        )

    recursion = p.each_step(le(Delta(t + 1), WORST), one_step)

    def base(q):
        return q.linear(q.goal, le(Delta(1), 0 * Delta(0) / 2 + CONSTANT / 4), (le(0, 1), CONSTANT / 4))

    def step(q):
        later = le(Delta(t + 2), (t + 1) * Delta(t + 1) / (t + 3) + CONSTANT / (t + 3) ** 2)
        held = (le(Delta(t + 1), CONSTANT / (t + 2)), (t + 1) / (t + 3))
        return q.linear(q.goal, later, held, (le(0, 1), CONSTANT / ((t + 2) * (t + 3) ** 2)))

    return p.finding(p.induction(p.goal, base, step, facts=[recursion]))
