r"""Convergence under gradient dominance of order one, Δ_l ≤ τ‖u_l‖.

N classes, p_l ≥ k_0 and ‖Σg‖² ≤ N² along the run. From Δ(t+1) ≤ Δ(t) − η(pa − (L/2)Qη) with p ≥ k_0, Q ≤ N² and
a ≥ Δ/τ,

    Δ(t+1) ≤ (1 − k_0η/τ)Δ(t) + (L/2)N²η²,   and for η = 2τ/(k_0(t + 2)):   Δ(t+1) ≤ tΔ(t)/(t + 2) + C/(t + 2)²

with C = 2N²Lτ²/k_0². If Δ(t) ≤ C/(t + 1), the right side is at most C/(t + 2), because t/(t + 1) + 1/(t + 2) ≤ 1; and
Δ(1) ≤ C/4 whatever Δ(0) was. For two classes see `two_classes`.
"""

from sympy import Interval, oo

from checks.methods import Proof, proves
from checks.methods.runs import explicit_run
from checks.paper import eq, le, real, sequence
from proofs.per_class_normalization.notation import Delta, L, N, a, a_l, k_0, p_at, square_at, t, tau
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.pcngd import PCNGD_MONOTONE
from proofs.per_class_normalization.points import possible

step_size = 2 * tau / (k_0 * (t + 2))
constant = 2 * N**2 * L * tau**2 / k_0**2


def decrease(eta):
    """What smoothness says of one step with the step size η (see `pcngd`)."""
    return le(Delta(t + 1), Delta(t) - eta * (p_at(t) * a(t) - L / 2 * square_at(t) * eta))


ALONG_THE_RUN = (
    le(0, Delta(t)),
    le(k_0, p_at(t)),
    le(p_at(t), N),
    le(square_at(t), N**2),
    le(0, a(t)),
)

DOMINATED = PAPER.statement(
    "pcngd-convergence",
    where="summary",
    label="Convergence, dominance of order one",
    quote="The authors provide theoretical results under smoothness and gradient-dominance conditions, proving that "
    "PCNGD can monotonically decrease per-class losses and, in gradient-dominated settings, converge to per-class "
    "minima. (Also: it derives “convergence guarantees for GD”.)",
    printed=r"\Delta_l(T) \le \frac{2N^2L\tau^2}{k_0^2(T+1)} \quad (T \ge 1),\qquad \eta_t = \frac{2\tau}{k_0(t+2)}",
    reading="Rate, constant and step sizes are ours. N classes; Δ_l = f⁽ˡ⁾ − inf f⁽ˡ⁾, a = ‖u_l‖ ≠ 0, p = ⟨g_l, Σg⟩, "
    "Q = "
    "‖Σg‖², and along the run p ≥ k_0 > 0 (for two classes: 1 + c_t ≥ k_0) and Δ_l ≤ τ‖u_l‖. The sequences are the "
    "values along one run; T = t + 1. The first relation is smoothness along each step.",
    evolves=[decrease(step_size), le(Delta(t), tau * a(t)), *ALONG_THE_RUN],
    concludes=[le(Delta(t + 1), constant / (t + 2))],
    uses=[PCNGD_MONOTONE],
    derivation=False,
)


def _recursion(q):
    """Δ(t+1) ≤ tΔ(t)/(t + 2) + C/(t + 2)², from the relations at t.

    The slack is η·(p − k_0)·a + (k_0η/τ)·(τa − Δ) + (L/2)η²·(N² − Q) plus that of the decrease.
    """
    s = step_size
    return q.linear(
        le(Delta(t + 1), t * Delta(t) / (t + 2) + constant / (t + 2) ** 2),
        decrease(s),
        (le(k_0, p_at(t)), s * a(t)),
        (le(Delta(t), tau * a(t)), k_0 * s / tau),
        (le(square_at(t), N**2), L / 2 * s**2),
        using=[le(0, a(t))],
    )


SLOW = 2 / (t + 1)


@DOMINATED.hypotheses(
    "there is such a run: two classes, Δ = a = 2/(t + 1), p = 1, Q = 2 and L = τ = k_0 = 1, η_t = 2/(t + 2)", exists=[]
)
def hypotheses_satisfiable(claim):
    """The two sides of the first relation differ by 2t/((t + 1)(t + 2)²)."""
    at = {N: 2, L: 1, tau: 1, k_0: 1, t: 0}
    return explicit_run(claim, at, {Delta: SLOW, a: SLOW, p_at: 1, square_at: 2}, step=t)


cosines, projections = sequence("c"), sequence("p")
of_cosines, of_projections = sequence("S"), sequence("R")


@DOMINATED.hypotheses(
    "p ≤ N and Q ≤ N² for N classes: p is 1 and the cosines with the other classes, Q the sum of all projections",
    claims=[le(1 + of_cosines(t), 1 + t), le(of_projections(t), N * t)],
    given=[],
    evolves=[
        eq(of_cosines(0), 0),
        eq(of_cosines(t + 1), of_cosines(t) + cosines(t)),
        le(cosines(t), 1),
        eq(of_projections(0), 0),
        eq(of_projections(t + 1), of_projections(t) + projections(t)),
        le(projections(t), N),
    ],
)
def sums_over_classes(claim):
    """Induction over the classes; t is N − 1 in the first sum and N in the second."""
    p = Proof.about(claim)
    lines = []
    for (begins, grows, bound), goal in zip((claim.evolves[:3], claim.evolves[3:]), claim.formulas, strict=True):

        def base(q, begins=begins):
            return q.linear(q.goal, begins)

        def step(q, grows=grows, bound=bound, goal=goal):
            return q.linear(q.goal, goal, grows, bound)

        lines.append(p.induction(goal, base, step))
    return p.finding(p.both(*lines))


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
    r"\Delta \le 2L\tau^2 \le \frac{2N^2L\tau^2}{k_0^2}\quad(k_0 \le N)",
    over={gap: Interval(0, oo)},
    given=[le(gap, tau * a_l), le(a_l**2, 2 * L * gap), le(k_0, N)],
    concludes=[("bounded", le(gap, 2 * L * tau**2)), ("by the constant of the rate", le(2 * L * tau**2, constant))],
    derivation=False,
)
possible(AT_THE_START, "all numbers equal to 1", {gap: 1, tau: 1, a_l: 1, L: 1, k_0: 1, N: 2})


def _bounded(q):
    """For Δ > 0: Δ·(2Lτ² − Δ) = τ²(2LΔ − a²) + (τa − Δ)(τa + Δ)."""
    dominated, smooth, _ = AT_THE_START.given
    return q.linear(q.goal, (smooth, tau**2 / gap), (dominated, (tau * a_l + gap) / gap))


@proves(AT_THE_START, "Δ² ≤ τ²‖u‖² ≤ 2Lτ²Δ")
def dominance_bounds_the_gap(q):
    above_zero = q.cases(
        le(gap, 2 * L * tau**2), gap, 0, lambda r: r.linear(r.goal, le(gap, 0), (le(0, L), 2 * tau**2)), _bounded
    )
    constants = q.linear(le(2 * L * tau**2, constant), (le(k_0, N), 2 * L * tau**2 * (k_0 + N) / k_0**2))
    return q.both(above_zero, constants)
