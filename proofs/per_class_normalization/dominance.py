r"""Convergence under gradient dominance of order one, Δ_l ≤ τ‖u_l‖.

From Δ(t+1) ≤ Δ(t) − η(1 + c)(a − Lη) with 1 + c between k_0 and 2 and a ≥ Δ/τ,

    Δ(t+1) ≤ (1 − k_0η/τ)Δ(t) + 2Lη²,   and for η = 2τ/(k_0(t + 2)):   Δ(t+1) ≤ tΔ(t)/(t + 2) + C/(t + 2)²

with C = 8Lτ²/k_0². If Δ(t) ≤ C/(t + 1), the right side is at most C/(t + 2), because t/(t + 1) + 1/(t + 2) ≤ 1; and
Δ(1) ≤ C/4 whatever Δ(0) was.
"""

from sympy import Interval, oo

from checks.methods import Proof, proves
from checks.paper import le, real
from proofs.per_class_normalization.notation import Delta, L, a, a_l, cos_at, k_0, t, tau
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.pcngd import PCNGD_MONOTONE
from proofs.per_class_normalization.points import possible

step_size = 2 * tau / (k_0 * (t + 2))
constant = 8 * L * tau**2 / k_0**2


def decrease(eta):
    """What `pcngd-monotone` says of one step with the step size η."""
    return le(Delta(t + 1), Delta(t) - eta * (1 + cos_at(t)) * (a(t) - L * eta))


ALONG_THE_RUN = (
    le(0, Delta(t)),
    le(k_0, 1 + cos_at(t)),
    le(cos_at(t), 1),
    le(0, a(t)),
)

DOMINATED = PAPER.statement(
    "pcngd-convergence",
    where="summary",
    label="Convergence, dominance of order one",
    quote="The authors provide theoretical results under smoothness and gradient-dominance conditions, proving that "
    "PCNGD can monotonically decrease per-class losses and, in gradient-dominated settings, converge to per-class "
    "minima.",
    printed=r"\Delta_l(T) \le \frac{8L\tau^2}{k_0^2(T+1)} \quad (T \ge 1),\qquad \eta_t = \frac{2\tau}{k_0(t+2)}",
    reading="Rate, constant and step sizes are ours. Two classes; Δ_l = f⁽ˡ⁾ − inf f⁽ˡ⁾, a = ‖u_l‖ ≠ 0, and along the "
    "run 1 + c_t ≥ k_0 > 0 and Δ_l ≤ τ‖u_l‖. The sequences are the values along one run; T = t + 1. The first relation "
    "is what pcngd-monotone says of each step.",
    evolves=[decrease(step_size), le(Delta(t), tau * a(t)), *ALONG_THE_RUN],
    concludes=[le(Delta(t + 1), constant / (t + 2))],
    unexamined=["more than two classes"],
    uses=[PCNGD_MONOTONE],
    derivation=False,
)


def _recursion(q):
    """Δ(t+1) ≤ tΔ(t)/(t + 2) + C/(t + 2)², from the relations at t.

    The slack is η·[(1 + c) − k_0]·a + (k_0η/τ)·(τa − Δ) + Lη²·(1 − c) plus that of the decrease.
    """
    s = step_size
    return q.linear(
        le(Delta(t + 1), t * Delta(t) / (t + 2) + constant / (t + 2) ** 2),
        decrease(s),
        (le(k_0, 1 + cos_at(t)), s * a(t)),
        (le(Delta(t), tau * a(t)), k_0 * s / tau),
        (le(cos_at(t), 1), L * s**2),
        using=[le(0, a(t))],
    )


SLOW = 2 / (t + 1)


@DOMINATED.hypotheses(
    "there is such a run: Δ = a = 2/(t + 1), c = 0 and L = τ = k_0 = 1, where η_t = 2/(t + 2)",
    claims=[le(SLOW.subs(t, t + 1), SLOW - 2 / (t + 2) * (SLOW - 2 / (t + 2))), le(0, SLOW)],
    given=[],
    evolves=[],
)
def a_run(claim):
    """The two sides of the first relation differ by 2t/((t + 1)(t + 2)²); of the others only Δ ≥ 0 needs a look."""
    p = Proof.about(claim)
    falls, positive = p.goals
    return p.finding(p.both(p.linear(falls, (le(0, t), 2 / ((t + 1) * (t + 2) ** 2))), p.enclose(positive)))


@DOMINATED.conclusion("induction on the step")
def rate(claim):
    """C/(t + 3) − (t + 1)·C/((t + 2)(t + 3)) − C/(t + 3)² = C/((t + 2)(t + 3)²)."""
    p = Proof.about(claim)
    recursion = p.each_step(le(Delta(t + 1), t * Delta(t) / (t + 2) + constant / (t + 2) ** 2), _recursion)

    def base(q):
        return q.linear(q.goal, le(Delta(1), 0 * Delta(0) / 2 + constant / 4), (le(0, 1), constant / 4))

    def step(q):
        later = le(Delta(t + 2), (t + 1) * Delta(t + 1) / (t + 3) + constant / (t + 3) ** 2)
        return q.linear(
            q.goal,
            later,
            (le(Delta(t + 1), constant / (t + 2)), (t + 1) / (t + 3)),
            (le(0, 1), constant / ((t + 2) * (t + 3) ** 2)),
        )

    return p.finding(p.induction(p.goal, base, step, facts=[recursion]))


gap = real("Delta_l")

AT_THE_START = PAPER.statement(
    "dominance-bounds-the-gap",
    kind="lemma",
    label="The gap at the start",
    origin="derived",
    where="derived for this report",
    reading="Where a loss is dominated of order one and satisfies ‖u‖² ≤ 2LΔ, as smooth losses on the whole space do, "
    "its gap is bounded once and for all; so the rate holds at T = 0 as well.",
    printed=r"\Delta \le \tau\|u\|,\ \|u\|^2 \le 2L\Delta \;\Longrightarrow\; "
    r"\Delta \le 2L\tau^2 \le \frac{8L\tau^2}{k_0^2}",
    over={gap: Interval(0, oo)},
    given=[le(gap, tau * a_l), le(a_l**2, 2 * L * gap)],
    concludes=[("bounded", le(gap, 2 * L * tau**2)), ("by the constant of the rate", le(2 * L * tau**2, constant))],
    derivation=False,
)
possible(AT_THE_START, "all numbers equal to 1", {gap: 1, tau: 1, a_l: 1, L: 1, k_0: 1})


def _bounded(q):
    """For Δ > 0: Δ·(2Lτ² − Δ) = τ²(2LΔ − a²) + (τa − Δ)(τa + Δ)."""
    dominated, smooth = AT_THE_START.given
    return q.linear(q.goal, (smooth, tau**2 / gap), (dominated, (tau * a_l + gap) / gap))


@proves(AT_THE_START, "Δ² ≤ τ²‖u‖² ≤ 2Lτ²Δ")
def dominance_bounds_the_gap(q):
    above_zero = q.cases(
        le(gap, 2 * L * tau**2), gap, 0, lambda r: r.linear(r.goal, le(gap, 0), (le(0, L), 2 * tau**2)), _bounded
    )
    constants = q.linear(le(2 * L * tau**2, constant), (le(k_0, 2), 2 * L * tau**2 * (k_0 + 2) / k_0**2))
    return q.both(above_zero, constants)
