r"""The growth law of the recovery time: (20/9)·((1 + ρ)/η)·log ρ to leading order, with explicit bounds on both sides.

In the logistic example u = ρσ(−x) pushes the majority and v = σ(−y) the minority: x⁺ = x + h(u − (4/5)v), y⁺ = y +
h(v − (4/5)u). In S = y + (4/5)x the push cancels: S⁺ − S = (9/25)hv. Put X = log(5ρ/2 − 1), x_0 = log(4ρ/5 − 1).

Below. S(t) ≤ (9/25)ht, as v < 1. Where y passes 0 upwards v > (4/5)u, hence e^x > 4ρ/5 − 1 one step before, and y > −h
there: (4/5)x_0 − h < S(t) ≤ (9/25)ht.

Above, as long as y ≤ 0, that is v ≥ 1/2. x ≤ X is kept, because z + hρ/(1 + e^z) increases in z for hρ ≤ 4. So S ≤
(4/5)X, while S grows by at least (9/50)h in each step: no such t exceeds (40/9)X/h.

The leading constant. 1 − v = v·e^y, and e^x ≥ 4ρ/5 − 1 after 40/(9h) steps, because until then e^x grows by (9/50)hρ in
each. From then on e^y = e^(S − (4/5)x) ≤ e^(S − (4/5)x_0), and

    (S + e^(S − (4/5)x_0))⁺ − (S + e^(S − (4/5)x_0)) ≥ (S⁺ − S)(1 + e^y) = (9/25)h·v(1 + e^y) = (9/25)h.
"""

from sympy import Interval, Or, Rational, exp, oo

from checks.methods import Proof
from checks.paper import le, lt
from proofs.foundations.elementary import (
    EXP_BELOW_LOG,
    EXP_MONOTONE,
    EXP_TANGENT,
    LOG_BELOW_EXP,
    log_below_exp,
)
from proofs.per_class_normalization.growth_steps import (
    FAR,
    FIFTHS,
    KEEPS_ORDER,
    LARGEST,
    NEAR,
    SUM,
    C,
    grows_on,
    largest,
    m,
    not_too_far,
    spent,
    split,
)
from proofs.per_class_normalization.notation import eta, logistic, rho, t
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.recovery import EVOLVES, RECURSION, START, h, x, y

IMBALANCED = {rho: Interval.open(Rational(5, 4), oo)}
BEFORE = 20 * (1 + rho) / (9 * eta) * NEAR - Rational(16, 9)
SLOWER = le(SUM, C * h * t)

NOT_BEFORE = PAPER.statement(
    "no-recovery-before",
    kind="theorem",
    label="No recovery before",
    origin="derived",
    where="derived for this report",
    printed=r"y_t \le 0 \quad\text{for all } t < \frac{20}{9}\,\frac{1+\rho}{\eta}\log\Bigl(\frac{4\rho}{5}-1\Bigr)"
    r"-\frac{16}{9}",
    reading="The minority margin of the logistic example under GD, for every imbalance ratio ρ > 5/4 and every step "
    "size. The constant 20/9 cannot be raised (recovery-growth-law).",
    over=IMBALANCED,
    evolves=EVOLVES,
    concludes=[Or(le(BEFORE, t), le(y(t), 0))],
    uses=[EXP_TANGENT, LOG_BELOW_EXP],
    derivation=False,
)


def _slower(p):
    """S(t) ≤ (9/25)ht by induction, as v ≤ 1."""

    def step(q):
        weight = q.enclose(le(logistic(y(t)), 1))
        return q.linear(q.goal, SLOWER, (weight, C * h), RECURSION[1], (RECURSION[0], FIFTHS))

    return p.induction(SLOWER, lambda q: q.linear(q.goal, START[1], (START[0], FIFTHS)), step)


@NOT_BEFORE.conclusion("the majority must be far first, and the way there is slow")
def no_recovery_before(claim):
    p = Proof.about(claim)
    return p.finding(before(p))


def before(p):
    """Where y passes 0 from t to t + 1, the bound is at most t + 1."""
    (goal,) = NOT_BEFORE.concludes
    slower = _slower(p)

    def base(q):
        return q.either(q.goal, q.linear(le(y(0), 0), START[1]))

    def step(q):
        return q.cases(
            q.goal,
            y(t + 1),
            0,
            lambda r: r.either(r.goal, r.given(le(y(t + 1), 0))),
            lambda r: split(r, r.goal, r.line(r.formula(goal)), crossing, crossing),
        )

    def crossing(q, case):
        if case.formula == q.formula(le(BEFORE, t)):
            return q.either(q.goal, q.linear(le(BEFORE, t + 1), case, lt(0, 1)))
        below_one = q.enclose(lt(logistic(y(t)), 1))
        push, rest = rho * logistic(x(t)), 1 / h
        more = q.linear(
            le(0, logistic(y(t)) - FIFTHS * push), (lt(0, y(t + 1)), rest), (case, rest), (RECURSION[1], rest)
        )
        far = q.linear(le(4 * rho / 5 - 1, exp(x(t))), (more, 1 + exp(x(t))), (below_one, 1 + exp(x(t))))
        positive = q.linear(lt(0, 4 * rho / 5 - 1), (lt(Rational(5, 4), rho), FIFTHS))
        logs = q.instance(log_below_exp(), far, positive, w=4 * rho / 5 - 1, x=x(t))
        not_low = q.linear(le(-h, y(t)), lt(0, y(t + 1)), RECURSION[1], (below_one, h), (lt(0, push), h * FIFTHS))
        held = q.instance(slower)
        scale = 25 / (9 * h)
        return q.either(q.goal, q.linear(le(BEFORE, t + 1), (logs, FIFTHS * scale), (not_low, scale), (held, scale)))

    return p.induction(goal, base, step)


SHORT = {**IMBALANCED, eta: Interval.Lopen(0, 4)}
AFTER = 40 * (1 + rho) / (9 * eta) * FAR

NOT_AFTER = PAPER.statement(
    "no-recovery-after",
    kind="theorem",
    label="Recovery not after",
    origin="derived",
    where="derived for this report",
    printed=r"y_s > 0 \text{ for some } s \le t,\quad\text{for all } t > \frac{40}{9}\,\frac{1+\rho}{\eta}"
    r"\log\Bigl(\frac{5\rho}{2}-1\Bigr)",
    reading="The minority margin of the logistic example has been positive by then, for every ρ > 5/4 and every step "
    "size up to 4; m_t is the largest of y_0, …, y_t.",
    over=SHORT,
    evolves=[*EVOLVES, *LARGEST],
    concludes=[Or(le(t, AFTER), lt(0, m(t)))],
    uses=[KEEPS_ORDER, EXP_TANGENT, EXP_MONOTONE, EXP_BELOW_LOG],
    derivation=False,
)


@NOT_AFTER.conclusion("the majority stays within X, and half the way is made in each step")
def recovered_by_then(claim):
    """(9/50)ht ≤ S(t) ≤ (4/5)X."""
    p = Proof.about(claim)

    def read(q):
        def still(r):
            _, grown, at_most = spent(r, far, slow, le(m(t), 0))
            return r.either(r.goal, r.linear(le(t, AFTER), (grown, 50 / (9 * h)), (at_most, 50 / (9 * h))))

        return q.cases(q.goal, m(t), 0, still, lambda r: r.either(r.goal, r.given(lt(0, m(t)))))

    far, slow = not_too_far(p), grows_on(p)
    _, above = largest(p)
    return p.finding(p.each_step(p.goal, read, facts=[far, slow, above]))
