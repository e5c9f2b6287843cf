r"""What gradient flow on cross-entropy converges to: a hard-margin problem, and its solution when every example is
tight.

    minimise Σ_c ‖w_c‖²  subject to  γ_{y_i}⟨w_{y_i}, x_i⟩ − γ_c⟨w_c, x_i⟩ ≥ δ_{y_i}  for all i and all c ≠ y_i.

Let p_c = γ_c⁻²/Σγ_j⁻², u_{c,i} = δ_{y_i}(1[y_i = c] − p_{y_i}) and w_c = γ_c⁻¹XK⁻¹u_c, K = XᵀX. Then γ_c⟨w_c, x_i⟩ =
u_{c,i},
so that every constraint is an equality. Stationarity of the Lagrangian asks for multipliers λ_{ic} ≥ 0 (c ≠ y_i) with
w_c = γ_cΣ_i α_{ic}x_i, α_{ic} = −λ_{ic} for c ≠ y_i and α_{i,y_i} = Σ_{c≠y_i} λ_{ic}. The columns of X being
independent, α is
determined: α_{ic} = γ_c⁻²(K⁻¹u_c)_i, whose sum over c vanishes because Σ_cγ_c⁻²u_c = 0. So the all-tight solution is
the
max-margin solution if and only if (K⁻¹u_c)_i ≤ 0 for all i and all c ≠ y_i.
"""

from sympy import And, Derivative, Interval, S, exp, log, oo

from checks.methods import Proof, proves
from checks.paper import eq, le, lt, natural, real, sequence
from proofs.foundations.elementary import exp_monotone, log_tangent

from .notation import delta_y, gamma_c, gamma_y
from .paper import OURS, PAPER, POSITIVE

G = real("G")  # Σ γ_j^-2 over all classes
P_Y = 1 / (gamma_y**2 * G)
U_Y, U_C = delta_y * (1 - P_Y), -delta_y * P_Y
lam, slack, W, D, V = real("lam m W D V")
NONNEGATIVE = Interval(0, oo)
SOUDRY = (
    "Soudry, Hoffer, Nacson, Gunasekar and Srebro, The implicit bias of gradient descent on separable data, JMLR 19 "
    "(2018)"
)
JI = "Ji and Telgarsky, Directional convergence and alignment in deep learning, NeurIPS 2020"

LIMIT = PAPER.statement(
    "max-margin-limit",
    label="The limit direction",
    where=OURS,
    words=(
        "Gradient flow converges in direction to the max-margin solution; it is w_c = γ_c⁻¹XK⁻¹u_c with every "
        "constraint tight, if and only if (K⁻¹u_c)_i ≤ 0 for all examples i and classes c ≠ y_i."
    ),
    printed=r"w_c=\gamma_c^{-1}XK^{-1}u_c,\quad u_{c,i}=\delta_{y_i}\bigl(\mathbf 1[y_i=c]-p_{y_i}\bigr),\quad "
    r"p_c=\frac{\gamma_c^{-2}}{\sum_j\gamma_j^{-2}}",
    derivation=False,
    note="Any number of classes and examples, any data with independent columns.",
)
TIGHT = eq(U_Y - U_C, delta_y)
STATIONARY = eq(U_Y / gamma_y**2 + (G - 1 / gamma_y**2) * U_C, 0)


@LIMIT.conclusion("the all-tight solution is optimal under the sign condition, and only then")
def all_tight():
    """For feasible V: D = ⟨W, V⟩ = Σλ·(margin of V) ≥ Σλδ = ‖W‖², hence ‖V‖² ≥ 2D − ‖W‖² ≥ ‖W‖²."""
    p = Proof({delta_y: POSITIVE, gamma_y: POSITIVE, G: POSITIVE})
    pair = Proof({delta_y: POSITIVE, lam: NONNEGATIVE, slack: S.Reals}, [le(delta_y, slack)])
    product = pair.linear(le(lam * delta_y, lam * slack), (le(delta_y, slack), lam))
    norms = Proof(dict.fromkeys((W, D, V), S.Reals), [le(W, D), le(0, V - 2 * D + W)])
    smaller = norms.linear(le(W, V), le(0, V - 2 * D + W), (le(W, D), 2))
    line = p.cite(
        "inference: summed over examples and classes, with α_ic = γ_c⁻²(K⁻¹u_c)_i as multipliers, the pairs give ⟨W, "
        "V⟩ ≥ ‖W‖² for every feasible V; conversely the columns of X are independent, so no other multipliers exist",
        And(TIGHT, STATIONARY, evaluate=False),
        p.both(p.identity(TIGHT), p.identity(STATIONARY)),
        p.use(pair.established(product)),
        p.use(norms.established(smaller)),
    )
    return p.finding(line, scope="any number of classes and examples, all γ, δ > 0, columns of X independent")


@LIMIT.conclusion("gradient flow converges to the max-margin direction")
def gradient_flow_converges():
    """Cross-entropy with per-class margins and temperatures is, far out, a sum of exponentials of minus the margins."""
    p = Proof({delta_y: POSITIVE, gamma_y: POSITIVE, G: POSITIVE})
    line = p.cite(f"{SOUDRY}; {JI}", TIGHT, p.identity(TIGHT))
    return p.finding(line, scope="data that some linear classifier separates: independent columns suffice")


# The conserved sum.

w, x, a, rest = real("w x a rest")
e, part = sequence("e"), sequence("share")
E_ = sequence("total")
j = natural("j")
T = real("T")
LOGIT = gamma_c * (w * x + a)
CORRECT = eq(-Derivative(log(rest + exp(LOGIT)) - LOGIT, w) / gamma_c, x * (1 - exp(LOGIT) / (rest + exp(LOGIT))))
OTHER = eq(-Derivative(log(rest + exp(LOGIT)), w) / gamma_c, x * (0 - exp(LOGIT) / (rest + exp(LOGIT))))
SHARES = eq(part(j), E_(j) / T)

INVARIANT = PAPER.statement(
    "flow-invariant",
    label="A conserved sum",
    where=OURS,
    words="Along gradient flow on cross-entropy with temperatures Σ_c w_c/γ_c does not move.",
    printed=r"\frac{d}{d\tau}\sum_c\frac{w_c}{\gamma_c}=\sum_ix_i\Bigl(1-\sum_c\frac{e^{z_{ic}}}{\sum_je^{z_{ij}}}"
    r"\Bigr)=0",
    over={
        **dict.fromkeys((w, x, a), S.Reals),
        rest: POSITIVE,
        T: POSITIVE,
        j: S.Naturals0,
    },
    evolves=[
        eq(E_(j + 1), E_(j) + e(j + 1)),
        eq(part(j + 1), part(j) + e(j + 1) / T),
        eq(E_(0), e(0)),
        eq(part(0), e(0) / T),
    ],
    concludes=And(CORRECT, OTHER, SHARES, evaluate=False),
    derivation=False,
    note=(
        "One coordinate x of one example, a the other coordinates' part of its score, rest the sum of the "
        "exponentials of the other classes. The shares of all k classes add up to (Σe)/T, which is 1 for T = Σe: so "
        "the velocities w_c′/γ_c add up to x·(1 − 1) = 0."
    ),
)


@proves(INVARIANT, "the velocity of the correct class and of another one")
def velocities(p):
    return p.both(p.identity(CORRECT), p.identity(OTHER))


@proves(INVARIANT, "the shares of any number of classes add up")
def shares_add_up(p):
    def base(b):
        return b.rewrite(b.goal, b.identity(eq(e(0) / T, e(0) / T)), eq(part(0), e(0) / T), eq(E_(0), e(0)))

    def step(b):
        return b.linear(
            b.goal,
            SHARES,
            eq(part(j + 1), part(j) + e(j + 1) / T),
            (eq(E_(j + 1), E_(j) + e(j + 1)), -1 / T),
        )

    return p.induction(SHARES, base, step)


# Offsets during training.

v, beta = real("v beta")
WEIGHT = exp(-beta)
TAIL_ABOVE = le(log(1 + exp(-v - beta)), WEIGHT * exp(-v))
TAIL_BELOW = le(WEIGHT * exp(-v) - WEIGHT**2 * exp(-2 * v) / 2, log(1 + exp(-v - beta)))
OFFSETS = PAPER.statement(
    "train-time-offsets",
    label="Offsets during training",
    where=OURS,
    words="Offsets that are added to the logits during training do not change the limit direction.",
    printed=r"e^{-\beta}e^{-v}-\tfrac12e^{-2\beta}e^{-2v}\le\log\bigl(1+e^{-(v+\beta)}\bigr)\le e^{-\beta}e^{-v}",
    over={v: S.Reals, beta: S.Reals},
    concludes=And(
        TAIL_ABOVE,
        TAIL_BELOW,
        evaluate=False,
    ),
    uses=[LIMIT],
    derivation=False,
    note=(
        "An offset β multiplies an example's exponential tail by the constant e^(−β); the theorem on the limit "
        "direction allows any positive weights. At finite times offsets do matter: see the example of two orthogonal "
        "points."
    ),
)


@proves(OFFSETS, "above")
def tail_above(p):
    return p.instance(log_tangent(), x=1 + exp(-v - beta), goal=TAIL_ABOVE)


@proves(OFFSETS, "below")
def tail_below(p):
    """log(1 + h) ≥ h − h²/2 for h ≥ 0: equality at 0, slope h²/(1 + h)."""
    h = real("h")
    q = Proof({h: NONNEGATIVE})
    lemma = q.by_derivatives(le(h - h**2 / 2, log(1 + h)), h, "lo")
    return p.instance(q.established(lemma), h=exp(-v - beta), goal=TAIL_BELOW)


@OFFSETS.conclusion("the same hard-margin problem")
def same_problem():
    p = Proof.about(OFFSETS)
    line = p.cite(
        f"{SOUDRY}, for losses with a tight exponential tail",
        OFFSETS.concludes,
        p.cite(
            "inference: each example's loss keeps a tight exponential tail, with the weight e^(−β); the limit "
            "direction of the theorem is the max-margin direction, in which weights do not occur",
            OFFSETS.concludes,
            p.both(p.use(tail_above()), p.use(tail_below())),
        ),
    )
    return p.finding(line, scope="separable data, any finite offsets")


y1, y2, B1, B2 = real("y1 y2 beta_1 beta_2")
CLOCK = eq(Derivative(v + exp(v + beta), v) / (1 + exp(v + beta)), 1)

ORTHOGONAL = PAPER.statement(
    "offsets-two-points",
    label="Offsets on two orthogonal points",
    where=OURS,
    words=(
        "Two orthogonal points of unit length: the margins y₁, y₂ at time τ obey y + e^(y + β) = τ + e^β. They "
        "differ by at most |β₁ − β₂| for ever, while both grow beyond bounds, so the direction converges."
    ),
    printed=r"y_i+e^{y_i+\beta_i}=\tau+e^{\beta_i},\ \beta_1\le\beta_2\ \Rightarrow\ 0\le y_1-y_2\le\beta_2-\beta_1",
    over={**dict.fromkeys((y1, y2), NONNEGATIVE), **dict.fromkeys((B1, B2, v, beta), S.Reals)},
    given=[
        le(B1, B2),
        eq(y1 + exp(y1 + B1) - exp(B1), y2 + exp(y2 + B2) - exp(B2)),
    ],
    concludes=And(
        CLOCK,
        le(y2, y1),
        le(y1 - y2, B2 - B1),
        evaluate=False,
    ),
    uses=[OFFSETS],
    derivation=False,
)


@proves(ORTHOGONAL, "along the flow y′ = 1/(1 + e^(y + β)) the left side grows at rate 1")
def clock(p):
    return p.identity(CLOCK)


@proves(ORTHOGONAL, "the point with the smaller offset is ahead")
def ahead(p):
    """y₁ − y₂ = (e^β₂ − e^β₁)(e^y₂ − 1) + e^β₁(e^y₂ − e^y₁), which is ≥ 0 when y₁ < y₂."""

    def behind(q):
        offsets = q.instance(exp_monotone(), x=B1, y=B2)
        points = q.instance(exp_monotone(), le(y1, y2), x=y1, y=y2)
        return q.linear(q.goal, (ORTHOGONAL.given[1], -1), (offsets, exp(y2) - 1), (points, exp(B1)))

    return p.cases(le(y2, y1), y2, y1, lambda q: q.given(q.goal), behind)


@proves(ORTHOGONAL, "and never by more than the difference of the offsets")
def not_far_ahead(p):
    """If y₁ + β₁ > y₂ + β₂, then y₁ − y₂ = e^(y₂+β₂) − e^(y₁+β₁) + e^β₁ − e^β₂ ≤ 0 ≤ β₂ − β₁."""

    def too_far(q):
        ends = q.instance(exp_monotone(), q.linear(le(y2 + B2, y1 + B1), lt(B2 - B1, y1 - y2)), x=y2 + B2, y=y1 + B1)
        offsets = q.instance(exp_monotone(), x=B1, y=B2)
        return q.linear(q.goal, le(B1, B2), ORTHOGONAL.given[1], ends, offsets)

    return p.cases(le(y1 - y2, B2 - B1), y1 - y2, B2 - B1, lambda q: q.given(q.goal), too_far)
