r"""Convergence under gradient dominance of order two (Polyak–Łojasiewicz), Δ_l ≤ τ‖u_l‖², with a constant step.

N classes, p_l ≥ k_0 and ‖Σg‖² ≤ N² along the run. Put η = k_0√ε/(N²L√τ) and δ = k_0η/(2√τ) = k_0²√ε/(2N²Lτ).

While Δ > ε: √τ·a ≥ √Δ > √ε gives (L/2)N²η ≤ k_0a/2, so Δ falls by at least k_0ηa/2 ≥ δ√Δ, and √Δ by at least δ/2.
Once Δ ≤ ε it stays so: if a ≥ √ε/(2√τ) there is no rise, and if a is shorter, then Δ + (L/2)N²η² − k_0ηa is, with Δ ≤
τa², an average of numbers that are at most ε, as 2Lτ ≥ 1 and k_0 ≤ N.

The sequence M = max(√ε, √Δ), described by M ≥ √ε, M² ≥ Δ and (M − √ε)(M² − Δ) = 0, joins the two: by induction
(M − √ε)(M − √Δ(0) + tδ/2) ≤ 0. At t ≥ 4N²Lτ√Δ(0)/(k_0²√ε) the second factor is positive, so M = √ε.
"""

from functools import cache

from sympy import Rational

from checks.methods import Proof
from checks.methods.runs import constant_run
from checks.paper import eq, le, lt
from proofs.per_class_normalization.dominance import ALONG_THE_RUN, decrease
from proofs.per_class_normalization.notation import POSITIVE, Delta, L, N, a, k_0, p_at, square_at, t
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.pcngd import PCNGD_MONOTONE
from proofs.per_class_normalization.pl_steps import (
    LARGE,
    RECIPROCAL,
    THE_MAXIMUM,
    M,
    behind,
    delta,
    epsilon,
    eta,
    falls_or_rests,
    inverse,
    potential,
    root,
    side,
    start,
    tau,
)

PL_CONVERGENCE = PAPER.statement(
    "pcngd-convergence-pl",
    where="summary",
    label="Convergence, dominance of order two",
    quote="The authors provide theoretical results under smoothness and gradient-dominance conditions, proving that "
    "PCNGD can monotonically decrease per-class losses and, in gradient-dominated settings, converge to per-class "
    "minima.",
    printed=r"\Delta_l(t) \le \varepsilon \text{ for all } t \ge "
    r"\frac{4N^2L\tau\sqrt{\Delta_l(0)}}{k_0^2\sqrt\varepsilon},\qquad \eta = "
    r"\frac{k_0}{N^2L}\sqrt{\frac{\varepsilon}{\tau}}",
    reading="The same sentence for the other usual condition, Δ_l ≤ τ‖u_l‖² (Polyak–Łojasiewicz), with a constant "
    "step. Step size and time are ours. N classes, p ≥ k_0 > 0 along the run (for two: 1 + c_t ≥ k_0). 2Lτ ≥ 1 holds "
    "for every smooth "
    "loss with a gap (‖u‖² ≤ 2LΔ ≤ 2Lτ‖u‖²). Here r = √ε, s = √τ, r_0 = √Δ_l(0), and M(t) is the larger of √ε and "
    "√Δ_l(t), described by three relations.",
    over={root: POSITIVE, side: POSITIVE, start: POSITIVE},
    given=[LARGE, le(4 * N**2 * L * tau * start / (k_0**2 * root), t)],
    evolves=[
        decrease(eta),
        le(Delta(t), tau * a(t) ** 2),
        *ALONG_THE_RUN,
        *THE_MAXIMUM,
        eq((M(0) - root) * (M(0) - start), 0),
    ],
    concludes=[le(Delta(t), epsilon)],
    uses=[PCNGD_MONOTONE, RECIPROCAL],
    derivation=False,
)


@PL_CONVERGENCE.hypotheses(
    "there is such a run: ½x² for both classes from x = 1/4 with η = 1/4, which goes to −1/4 and back", exists=[]
)
def hypotheses_satisfiable(claim):
    """Δ = 1/32, a = 1/4, c = 1 (p = 2, Q = 4) and M = r = √ε = 1 at every t, with L = τ = k_0 = 1, so η = 1/4."""
    at = {N: 2, k_0: 1, L: 1, root: 1, side: 1, start: 1, t: 16}
    values = {Delta: Rational(1, 32), a: Rational(1, 4), p_at: 2, square_at: 4, M: 1}
    return constant_run(claim, at, values, scope="L = τ = k_0 = √ε = √Δ_l(0) = 1, every sequence at rest")


@cache
def falls_or_rests_always():
    """For every t: √Δ(t) ≤ √ε, or √Δ(t) ≤ √Δ(0) − tδ/2."""
    p = Proof.about(PL_CONVERGENCE, given=[LARGE])
    line = p.induction(
        potential, base=lambda q: q.given(q.goal, eq((M(0) - root) * (M(0) - start), 0)), step=falls_or_rests
    )
    return p.established(line)


@PL_CONVERGENCE.conclusion("falls by δ/2 per step in √Δ, or rests below ε")
def pl_rate(claim):
    """At such t the second factor of (M − √ε)(M − r_0 + tδ/2) ≤ 0 is at least M, so M = √ε and Δ ≤ M² = ε."""
    p = Proof.about(claim)
    late = PL_CONVERGENCE.given[1]
    held = p.instance(falls_or_rests_always())

    def read(q):
        here = M(t)
        total = q.linear(lt(0, behind), le(root, here), (lt(0, root), 1), (late, delta / 2))
        rests = q.linear(le(here, root), (potential, 1 / behind), using=[inverse(q, behind, total)])
        sum_ = q.linear(le(0, here + root), le(root, here), (le(0, root), 2))
        return q.linear(q.goal, le(Delta(t), here**2), (rests, here + root), using=[sum_])

    return p.finding(p.each_step(p.goal, read, facts=[held]))
