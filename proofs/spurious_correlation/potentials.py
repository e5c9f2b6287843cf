"""One step of (14) against two potentials, and what the orbit and the two flows owe to them.

With u = −x and σ the length of the step, (u + c)e^(2αu) grows by at least αa and (u − b)e^(2αu) by at most αa, for
every a > 0: no step is too large. The solutions of (20) and (19) obey the same with b = 1/(2α), and (19) with c = 0.
"""

from sympy import exp

from checks.methods import proves
from checks.paper import eq, le, real
from proofs.foundations.elementary import EXP_SLOPE, EXP_TANGENT, LOG_TANGENT, exp_slope, exp_tangent, log_tangent
from proofs.spurious_correlation.drift import PULL_ABOVE, PUSH, D, pull_above, push
from proofs.spurious_correlation.notation import MARGIN, a, alpha, s, softplus, u
from proofs.spurious_correlation.paper import PAPER, POSITIVE

q0 = real("q")
STEP_IS = eq(s, a * D / (2 * u))
E = exp(2 * alpha * u)
LATER = exp(2 * alpha * (u + s))

STEP_FROM_BELOW = PAPER.statement(
    "step-from-below",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"(u+c)e^{2\alpha u} + \alpha a \le (u+\sigma+c)e^{2\alpha(u+\sigma)}, \quad \sigma = \tfrac{aD(u)}{2u}",
    given=[STEP_IS],
    concludes=[le((u + MARGIN) * E + alpha * a, (u + s + MARGIN) * LATER)],
    uses=[EXP_TANGENT, PUSH],
    derivation=False,
)


@proves(STEP_FROM_BELOW, "e^(2ασ) ≥ 1 + 2ασ and the lemma `push`")
def step_from_below(p):
    """The difference is (u + σ + c)e^(2αu)·[e^(2ασ) − 1 − 2ασ] + 2ασ²e^(2αu) + (a/2u)·[push]."""
    weight = E * (1 + 2 * alpha * MARGIN + 2 * alpha * u)
    return p.linear(
        p.goal,
        (p.instance(exp_tangent(), v=2 * alpha * s), (u + s + MARGIN) * E),
        (p.instance(push()), a / (2 * u)),
        (le(0, 1), 2 * alpha * s**2 * E),
        (STEP_IS, -weight),
    )


STEP_FROM_ABOVE = PAPER.statement(
    "step-from-above",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"(1+2\alpha u)\sigma \le q,\ b = \tfrac1{2\alpha}+q \Rightarrow "
    r"(u+\sigma-b)e^{2\alpha(u+\sigma)} \le (u-b)e^{2\alpha u} + \alpha a",
    over={q0: POSITIVE},
    given=[STEP_IS, le((1 + 2 * alpha * u) * s, q0)],
    concludes=[le((u + s - 1 / (2 * alpha) - q0) * LATER, (u - 1 / (2 * alpha) - q0) * E + alpha * a)],
    uses=[EXP_SLOPE, EXP_TANGENT, PULL_ABOVE],
    derivation=False,
)


@proves(STEP_FROM_ABOVE, "D ≤ e^(−2αu), and 1 + v ≤ e^v ≤ 1 + ve^v at v = 2ασ")
def step_from_above(p):
    """The difference is α(a − 2ue^(2αu)σ) plus e^(2αu)/(2α) times
    2α(q − (1 + 2αu)σ)(e^v − 1) + [e^v − 1 − v] + 2αu·[ve^v − e^v + 1]."""
    v = 2 * alpha * s
    tangent = p.instance(exp_tangent(), v=v)
    grows = p.linear(le(0, exp(v) - 1), tangent, (le(0, s), 2 * alpha))
    return p.linear(
        p.goal,
        (p.instance(pull_above()), alpha * a * E),
        (STEP_IS, 2 * alpha * u * E),
        (le((1 + 2 * alpha * u) * s, q0), E * (exp(v) - 1)),
        (tangent, E / (2 * alpha)),
        (p.instance(exp_slope(), x=v), u * E),
        using=[grows],
    )


FLOW_W = PAPER.statement(
    "flow-w-potentials",
    kind="lemma",
    label="Potentials along (20)",
    origin="derived",
    where="derived for this report",
    printed=r"\tfrac{d}{du}\bigl[(u+c)e^{2\alpha u}\bigr]\tfrac{D(u)}{2u} \ge \alpha \ge "
    r"\tfrac{d}{du}\bigl[(u-\tfrac1{2\alpha})e^{2\alpha u}\bigr]\tfrac{D(u)}{2u}",
    concludes=[
        le(alpha, (1 + 2 * alpha * (u + MARGIN)) * E * D / (2 * u)),
        le(2 * alpha * u * E * D / (2 * u), alpha),
    ],
    uses=[PULL_ABOVE, PUSH],
    reading="Along w′ = (Ψ + ξ)(w) the first potential grows at least, the second at most with rate α·2ε/ln(β/α).",
    derivation=False,
)


@proves(FLOW_W, "the lemmas on D")
def flow_w(p):
    low = p.linear(le(alpha, (1 + 2 * alpha * (u + MARGIN)) * E * D / (2 * u)), (p.instance(push()), 1 / (2 * u)))
    high = p.linear(le(2 * alpha * u * E * D / (2 * u), alpha), (p.instance(pull_above()), alpha * E))
    return p.given(p.goal, low, high)


LOW = softplus(alpha, -u)
FLOW_V = PAPER.statement(
    "flow-v-potentials",
    kind="lemma",
    label="Potentials along (19)",
    origin="derived",
    where="derived for this report",
    printed=r"\tfrac{d}{du}\bigl[u e^{2\alpha u}\bigr]\tfrac{\ln(1+e^{-2\alpha u})}{2u} \ge \alpha \ge "
    r"\tfrac{d}{du}\bigl[(u-\tfrac1{2\alpha})e^{2\alpha u}\bigr]\tfrac{\ln(1+e^{-2\alpha u})}{2u}",
    over={u: POSITIVE},
    concludes=[
        le(alpha, (1 + 2 * alpha * u) * E * LOW / (2 * u)),
        le(2 * alpha * u * E * LOW / (2 * u), alpha),
    ],
    uses=[EXP_TANGENT, LOG_TANGENT],
    reading="Along v′ = Ψ(v) the same with c = 0.",
    derivation=False,
)


@proves(FLOW_V, "A/(1 + A) ≤ ln(1 + A) ≤ A and e^(2αu) ≥ 1 + 2αu")
def flow_v(p):
    """(1 + 2αu)·A/(1 + A) ≥ 2αuA is 1 + 2αu ≥ 2αu(1 + A), and 2αuA ≤ 1 − A."""
    small = exp(-2 * alpha * u)
    tangent = p.instance(exp_tangent(), v=-LOW)
    low = p.linear(
        le(alpha, (1 + 2 * alpha * u) * E * LOW / (2 * u)),
        (tangent, (1 + 2 * alpha * u) * E / (2 * u)),
        (p.instance(exp_tangent(), v=2 * alpha * u), small / (2 * u * (1 + small))),
        (le(0, small), 1 / (2 * u * (1 + small))),
    )
    high = p.linear(le(2 * alpha * u * E * LOW / (2 * u), alpha), (p.instance(log_tangent(), x=1 + small), alpha * E))
    return p.given(p.goal, low, high)
