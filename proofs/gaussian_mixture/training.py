r"""What gradient flow on cross-entropy converges to: a hard-margin problem, and its solution when every example is
tight.

    minimise Σ_c ‖w_c‖²  subject to  γ_{y_i}⟨w_{y_i}, x_i⟩ − γ_c⟨w_c, x_i⟩ ≥ δ_{y_i}  for all i and all c ≠ y_i.

Trained is the cross-entropy of the logits γ_c⟨w_c, x_i⟩/δ_{y_i}: its exponential tail falls with the margins divided by
δ_{y_i}, so that the limit direction asks for margins ≥ 1 after, and ≥ δ_{y_i} before, the division.

Let p_c = γ_c⁻²/Σγ_j⁻², u_{c,i} = δ_{y_i}(1[y_i = c] − p_{y_i}) and w_c = γ_c⁻¹XK⁻¹u_c, K = XᵀX. Then γ_c⟨w_c, x_i⟩ =
u_{c,i}, so that every constraint is an equality. Stationarity of the Lagrangian asks for multipliers λ_{ic} ≥ 0
(c ≠ y_i) with w_c = γ_cΣ_i α_{ic}x_i, α_{ic} = −λ_{ic} for c ≠ y_i and α_{i,y_i} = Σ_{c≠y_i} λ_{ic}. The columns of X
being independent, α is determined: α_{ic} = γ_c⁻²(K⁻¹u_c)_i, whose sum over c vanishes because Σ_cγ_c⁻²u_c = 0. So the
all-tight solution is the max-margin solution if and only if (K⁻¹u_c)_i ≤ 0 for all i and all c ≠ y_i.
"""

from sympy import Derivative, Interval, Naturals0, Reals, exp, log, oo

from checks.methods import Proof, proves
from checks.outcome import Role
from checks.paper import eq, le, lt, natural, real, sequence
from proofs.foundations.elementary import EXP_MONOTONE, LOG_TANGENT, exp_monotone, log_tangent

from .notation import delta_y, gamma_c, gamma_y
from .paper import MECHANISM, OURS, PAPER, POSITIVE

NONNEGATIVE = Interval(0, oo)
SOUDRY = (
    "Soudry, Hoffer, Nacson, Gunasekar and Srebro, The implicit bias of gradient descent on separable data, JMLR 19 "
    "(2018)"
)
JI = "Ji and Telgarsky, Directional convergence and alignment in deep learning, NeurIPS 2020"

# Optimality from multipliers: constraints are numbered 0, 1, …; the partial sums are those of Σλ_iδ_i and Σλ_im_i.

j = natural("j")
lam, wanted, margin, norm, inner = (sequence(name) for name in ("lam", "delta", "m", "norm", "inner"))
S = real("S")  # ‖V − W‖² for a competitor V

DUALITY = PAPER.statement(
    "max-margin-duality",
    kind="lemma",
    label="Multipliers bound every competitor",
    where=OURS,
    origin="derived",
    reading=(
        "With ‖W‖² = Σλ_iδ_i and ⟨W, V⟩ = Σλ_im_i, multipliers λ ≥ 0, and V feasible (its margins m_i are at least "
        "δ_i): a competitor is longer than W by at least ‖V − W‖², for any number of constraints; ‖V‖² is written as "
        "‖V − W‖² + 2⟨W, V⟩ − ‖W‖²."
    ),
    printed=r"\lambda_i\ge0,\ m_i\ge\delta_i:\quad \sum_i\lambda_i\delta_i+\|V-W\|^2\le\|V-W\|^2+2\sum_i\lambda_im_i"
    r"-\sum_i\lambda_i\delta_i=\|V\|^2",
    over={j: Naturals0, S: Reals},
    evolves=[
        eq(norm(j + 1), norm(j) + lam(j + 1) * wanted(j + 1)),
        eq(inner(j + 1), inner(j) + lam(j + 1) * margin(j + 1)),
        le(0, lam(j)),
        le(wanted(j), margin(j)),
        eq(norm(0), lam(0) * wanted(0)),
        eq(inner(0), lam(0) * margin(0)),
    ],
    concludes=[
        ("below the product", le(norm(j), inner(j))),
        ("no shorter competitor", le(norm(j) + S, S + 2 * inner(j) - norm(j))),
    ],
    derivation=False,
)


@proves(DUALITY, "the sum of λδ is at most the sum of λm, by induction", claims=["below the product"])
def below_the_product(p):
    def base(b):
        return b.linear(
            b.goal, (le(wanted(0), margin(0)), lam(0)), eq(norm(0), lam(0) * wanted(0)),
            (eq(inner(0), lam(0) * margin(0)), -1), using=[le(0, lam(0))],
        )  # fmt: skip

    def step(b):
        now = lam(j + 1)
        return b.linear(
            b.goal, le(norm(j), inner(j)), (le(wanted(j + 1), margin(j + 1)), now),
            eq(norm(j + 1), norm(j) + now * wanted(j + 1)), (eq(inner(j + 1), inner(j) + now * margin(j + 1)), -1),
            using=[le(0, now)],
        )  # fmt: skip

    return p.induction(le(norm(j), inner(j)), base, step)


@proves(DUALITY, "no feasible competitor is shorter", claims=["no shorter competitor"])
def no_shorter_competitor(p):
    return p.linear(p.goal, (p.use(below_the_product()), 2))


G = real("G")  # Σ γ_j^-2 over all classes
P_Y = 1 / (gamma_y**2 * G)
U_Y, U_C = delta_y * (1 - P_Y), -delta_y * P_Y
TIGHT = eq(U_Y - U_C, delta_y)
STATIONARY = eq(U_Y / gamma_y**2 + (G - 1 / gamma_y**2) * U_C, 0)

LIMIT = PAPER.statement(
    "max-margin-limit",
    label="The limit direction",
    where=OURS,
    origin="derived",
    reading=(
        "Gradient flow converges in direction to the max-margin solution; it is w_c = γ_c⁻¹XK⁻¹u_c with every "
        "constraint tight, if and only if (K⁻¹u_c)_i ≤ 0 for all examples i and classes c ≠ y_i."
    ),
    printed=r"w_c=\gamma_c^{-1}XK^{-1}u_c,\quad u_{c,i}=\delta_{y_i}\bigl(\mathbf 1[y_i=c]-p_{y_i}\bigr),\quad "
    r"p_c=\frac{\gamma_c^{-2}}{\sum_j\gamma_j^{-2}}",
    uses=[DUALITY],
    derivation=False,
    note="Any number of classes and examples, any data with independent columns. What is trained for margins δ is the "
    "cross-entropy of the logits γ_c⟨w_c, x_i⟩/δ_{y_i}.",
)


@LIMIT.conclusion(
    "the all-tight solution meets every constraint with equality and is stationary",
    claims=[TIGHT, STATIONARY],
    over={G: POSITIVE},
)
def all_tight(c):
    """For feasible V: ⟨W, V⟩ = Σλ·(margin of V) ≥ Σλδ = ‖W‖², hence ‖V‖² ≥ 2⟨W, V⟩ − ‖W‖² ≥ ‖W‖²."""
    p = Proof.about(c)
    line = p.cite(
        "inference: with the multipliers λ_ic = −γ_c⁻²(K⁻¹u_c)_i, which are ≥ 0 under the sign condition, ‖W‖² and "
        "⟨W, V⟩ are the sums of λδ and of λ·(margin of V) over all constraints; conversely the columns of X are "
        "independent, so no other multipliers exist",
        p.goal,
        p.both(p.identity(TIGHT), p.identity(STATIONARY)),
        p.use(no_shorter_competitor()),
    )
    return p.finding(line, scope="any number of classes and examples, all γ, δ > 0, columns of X independent")


@LIMIT.conclusion(
    "the all-tight solution separates the data, with margins δ > 0: gradient flow then converges in direction",
    claims=[TIGHT],
    over={G: POSITIVE},
)
def gradient_flow_converges(c):
    """What is left to the theorem: the loss −log softmax of the logits γ_c⟨w_c, x_i⟩/δ_{y_i} is, far out, a sum of
    exponentials of minus the margins divided by δ, and the data are separable."""
    p = Proof.about(c)
    line = p.cite(f"{SOUDRY}; {JI}", TIGHT, p.identity(TIGHT))
    return p.finding(line, scope="data that some linear classifier separates: independent columns suffice")


SEPARABLE = PAPER.statement(
    "overparameterization-separates",
    label="Overparameterization separates the data",
    where=MECHANISM,
    quote='Linear separability is "achievable through overparameterization".',
    reading="For N ≤ d examples of the mixture, with probability 1, some linear classifier has the wanted margins δ > "
    "0 at all examples.",
    derivation=False,
)


@SEPARABLE.conclusion("the all-tight solution has the margin δ at every example", claims=[TIGHT], over={G: POSITIVE})
def margins_of_the_tight_solution(c):
    p = Proof.about(c)
    line = p.cite(
        "Eaton and Perlman, The non-singularity of generalized sample covariance matrices, Ann. Statist. 1 (1973)",
        TIGHT,
        p.cite(
            "inference: where the columns of X are independent, γ_c⟨w_c, x_i⟩ = u_ci because XᵀXK⁻¹ is the identity",
            TIGHT,
            p.identity(TIGHT),
        ),
    )
    return p.finding(line, scope="any number of classes, N ≤ d")


w, x, a, rest = real("w x a rest")
e, part = sequence("e"), sequence("share")
E_ = sequence("total")
T = real("T")
LOGIT = gamma_c * (w * x + a)
CORRECT = eq(-Derivative(log(rest + exp(LOGIT)) - LOGIT, w) / gamma_c, x * (1 - exp(LOGIT) / (rest + exp(LOGIT))))
OTHER = eq(-Derivative(log(rest + exp(LOGIT)), w) / gamma_c, x * (0 - exp(LOGIT) / (rest + exp(LOGIT))))
SHARES = eq(part(j), E_(j) / T)

INVARIANT = PAPER.statement(
    "flow-invariant",
    label="A conserved sum",
    where=OURS,
    origin="derived",
    reading="Along gradient flow on cross-entropy with temperatures Σ_c w_c/γ_c does not move.",
    printed=r"\frac{d}{d\tau}\sum_c\frac{w_c}{\gamma_c}=\sum_ix_i\Bigl(1-\sum_c\frac{e^{z_{ic}}}{\sum_je^{z_{ij}}}"
    r"\Bigr)=0",
    over={
        **dict.fromkeys((w, x, a), Reals),
        rest: POSITIVE,
        T: POSITIVE,
        j: Naturals0,
    },
    evolves=[
        eq(E_(j + 1), E_(j) + e(j + 1)),
        eq(part(j + 1), part(j) + e(j + 1) / T),
        eq(E_(0), e(0)),
        eq(part(0), e(0) / T),
    ],
    concludes=[
        ("velocity of the correct class", CORRECT),
        ("velocity of another class", OTHER),
        ("sum of the shares", SHARES),
    ],
    derivation=False,
    note=(
        "One coordinate x of one example, a the other coordinates' part of its score, rest the sum of the "
        "exponentials of the other classes. The shares of all k classes add up to (Σe)/T, which is 1 for T = Σe."
    ),
)


@proves(
    INVARIANT,
    "the velocity of the correct class and of another one",
    claims=["velocity of the correct class", "velocity of another class"],
)
def velocities(p):
    return p.both(p.identity(CORRECT), p.identity(OTHER))


@proves(INVARIANT, "the shares of any number of classes add up, so the sum does not move", claims=["sum of the shares"])
def shares_add_up(p):
    def base(b):
        return b.linear(b.goal, eq(part(0), e(0) / T), (eq(E_(0), e(0)), -1 / T))

    def step(b):
        return b.linear(
            b.goal,
            SHARES,
            eq(part(j + 1), part(j) + e(j + 1) / T),
            (eq(E_(j + 1), E_(j) + e(j + 1)), -1 / T),
        )

    return p.cite(
        "inference: the loss of a training set is the sum over its examples, and each coordinate moves by its own "
        "velocity, so the w_c′/γ_c of all classes add up to Σ_i x_i·(1 − 1) = 0",
        SHARES,
        p.induction(SHARES, base, step),
        p.use(velocities()),
    )


v, beta = real("v beta")
WEIGHT = exp(-beta)
TAIL_ABOVE = le(log(1 + exp(-v - beta)), WEIGHT * exp(-v))
TAIL_BELOW = le(WEIGHT * exp(-v) - WEIGHT**2 * exp(-2 * v) / 2, log(1 + exp(-v - beta)))
OFFSETS = PAPER.statement(
    "train-time-offsets",
    label="Offsets during training",
    where=OURS,
    origin="derived",
    reading="Offsets that are added to the logits during training do not change the limit direction.",
    printed=r"e^{-\beta}e^{-v}-\tfrac12e^{-2\beta}e^{-2v}\le\log\bigl(1+e^{-(v+\beta)}\bigr)\le e^{-\beta}e^{-v}",
    over={v: Reals, beta: Reals},
    concludes=[("tail from above", TAIL_ABOVE), ("tail from below", TAIL_BELOW)],
    uses=[LIMIT, LOG_TANGENT],
    derivation=False,
    note=(
        "An offset β multiplies an example's exponential tail by the constant e^(−β); the theorem on the limit "
        "direction allows any positive weights. At finite times offsets do matter: see the example of two orthogonal "
        "points."
    ),
)


@proves(OFFSETS, "the loss is below its exponential tail", claims=["tail from above"], role=Role.ARGUMENT)
def tail_above(p):
    return p.instance(log_tangent(), x=1 + exp(-v - beta), goal=TAIL_ABOVE)


@proves(OFFSETS, "and above it up to second order", claims=["tail from below"], role=Role.ARGUMENT)
def tail_below(p):
    """log(1 + h) ≥ h − h²/2 for h ≥ 0: equality at 0, slope h²/(1 + h)."""
    h = real("h")
    q = Proof({h: NONNEGATIVE})
    lemma = q.by_derivatives(le(h - h**2 / 2, log(1 + h)), h, "lo")
    return p.instance(q.established(lemma), h=exp(-v - beta), goal=TAIL_BELOW)


@OFFSETS.conclusion("a tight exponential tail with the weight e^(−β): the same hard-margin problem")
def same_problem(c):
    p = Proof.about(c)
    line = p.cite(
        f"{SOUDRY}, for losses with a tight exponential tail",
        p.goal,
        p.cite(
            "inference: each example's loss keeps a tight exponential tail, with the weight e^(−β); the limit "
            "direction of the theorem is the max-margin direction, in which weights do not occur",
            p.goal,
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
    origin="derived",
    reading=(
        "Two orthogonal points of unit length: the margins y₁, y₂ at time τ obey y + e^(y + β) = τ + e^β, and they "
        "differ by at most |β₁ − β₂| for ever."
    ),
    printed=r"y_i+e^{y_i+\beta_i}=\tau+e^{\beta_i},\ \beta_1\le\beta_2\ \Rightarrow\ 0\le y_1-y_2\le\beta_2-\beta_1",
    over={**dict.fromkeys((y1, y2), NONNEGATIVE), **dict.fromkeys((B1, B2, v, beta), Reals)},
    given=[
        le(B1, B2),
        eq(y1 + exp(y1 + B1) - exp(B1), y2 + exp(y2 + B2) - exp(B2)),
    ],
    concludes=[("clock", CLOCK), ("order", le(y2, y1)), ("distance", le(y1 - y2, B2 - B1))],
    uses=[EXP_MONOTONE],
    derivation=False,
)


@proves(ORTHOGONAL, "along the flow y′ = 1/(1 + e^(y + β)) the left side grows at rate 1", claims=["clock"])
def clock(p):
    return p.identity(CLOCK)


@proves(ORTHOGONAL, "the point with the smaller offset is ahead", claims=["order"])
def ahead(p):
    """y₁ − y₂ = (e^β₂ − e^β₁)(e^y₂ − 1) + e^β₁(e^y₂ − e^y₁), which is ≥ 0 when y₁ < y₂."""

    def behind(q):
        offsets = q.instance(exp_monotone(), x=B1, y=B2)
        points = q.instance(exp_monotone(), le(y1, y2), x=y1, y=y2)
        return q.linear(q.goal, (ORTHOGONAL.given[1], -1), (offsets, exp(y2) - 1), (points, exp(B1)))

    return p.cases(le(y2, y1), y2, y1, lambda q: q.given(q.goal), behind)


@proves(ORTHOGONAL, "and never by more than the difference of the offsets", claims=["distance"])
def not_far_ahead(p):
    """If y₁ + β₁ > y₂ + β₂, then y₁ − y₂ = e^(y₂+β₂) − e^(y₁+β₁) + e^β₁ − e^β₂ ≤ 0 ≤ β₂ − β₁."""

    def too_far(q):
        ends = q.instance(exp_monotone(), q.linear(le(y2 + B2, y1 + B1), lt(B2 - B1, y1 - y2)), x=y2 + B2, y=y1 + B1)
        offsets = q.instance(exp_monotone(), x=B1, y=B2)
        return q.linear(q.goal, le(B1, B2), ORTHOGONAL.given[1], ends, offsets)

    return p.cases(le(y1 - y2, B2 - B1), y1 - y2, B2 - B1, lambda q: q.given(q.goal), too_far)
