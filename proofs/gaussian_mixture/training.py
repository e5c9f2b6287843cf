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

from sympy import Derivative, Interval, Naturals0, Rational, Reals, exp, log, oo

from checks.methods import Proof, proves
from checks.methods.coordinates import met_in
from checks.methods.vectors import Vector, gram, inner, norm, same, vector, vector_sequence
from checks.outcome import Role
from checks.paper import eq, le, lt, natural, real, sequence
from proofs.foundations.elementary import EXP_MONOTONE, LOG_TANGENT, exp_monotone, log_tangent

from .notation import delta_y, gamma_c, gamma_y
from .paper import MECHANISM, OURS, PAPER, POSITIVE

NONNEGATIVE = Interval(0, oo)
HALF = Rational(1, 2)
SOUDRY = (
    "Soudry, Hoffer, Nacson, Gunasekar and Srebro, The implicit bias of gradient descent on separable data, JMLR 19 "
    "(2018)"
)
KKT = "Karush–Kuhn–Tucker theorem for convex programs with linear constraints"
JI = "Ji and Telgarsky, Directional convergence and alignment in deep learning, NeurIPS 2020"

# Optimality from multipliers: the i-th constraint asks ⟨Z_i, V⟩ ≥ δ_i of V = (w_1, …, w_k), for the vector Z_i that has
# γ_y·x in the place of the class and −γ_c·x in that of the other one; W is the sum of the λ_iZ_i.

j, n = natural("j"), natural("n")  # an index, and the last one
lam, wanted = sequence("lam"), sequence("delta")
constraint, partial = vector_sequence("Z"), vector_sequence("W_part")
solution, competitor = vector("W"), vector("V")

DUALITY = PAPER.statement(
    "max-margin-duality",
    kind="lemma",
    label="Multipliers bound every competitor",
    where=OURS,
    origin="derived",
    reading=(
        "W = Σ_{i ≤ n} λ_iZ_i with multipliers λ ≥ 0 meets every constraint ⟨Z_i, W⟩ = δ_i with equality, V is "
        "feasible (⟨Z_i, V⟩ ≥ δ_i): ‖V‖² is at least ‖W‖² + ‖V − W‖², for any number of constraints and any dimension. "
        "So W is the solution, and there is no other."
    ),
    printed=r"W=\sum_i\lambda_iZ_i,\ \lambda_i\ge0,\ \langle Z_i,W\rangle=\delta_i\le\langle Z_i,V\rangle:\quad "
    r"\|W\|^2+\|V-W\|^2\le\|V\|^2",
    over={j: Naturals0, n: Naturals0},
    given=[same(solution, partial(n))],
    evolves=[
        same(partial(0), lam(0) * constraint(0)),
        same(partial(j + 1), partial(j) + lam(j + 1) * constraint(j + 1)),
        le(0, lam(j)),
        eq(inner(constraint(j), solution), wanted(j)),
        le(wanted(j), inner(constraint(j), competitor)),
    ],
    concludes=[le(norm(solution) ** 2 + norm(competitor - solution) ** 2, norm(competitor) ** 2)],
    derivation=False,
)


met_in(
    DUALITY,
    {"W": [1], "V": [2], "Z": [1], "W_part": [n + 1]},
    at={j: 0, n: 0},
    runs={"lam": 1, "delta": 1},
)


@proves(DUALITY, "⟨W, V − W⟩ = Σλ_i(⟨Z_i, V⟩ − δ_i) ≥ 0, by induction")
def no_shorter_competitor(p):
    ahead = competitor - solution

    def margin(q, i):
        """0 ≤ λ_i⟨Z_i, V − W⟩."""
        product = gram(q, le(0, inner(constraint(i), ahead)), eq(inner(constraint(i), solution), wanted(i)),
                       le(wanted(i), inner(constraint(i), competitor)))  # fmt: skip
        return q.linear(le(0, lam(i) * inner(constraint(i), ahead)), (product, lam(i)), using=[le(0, lam(i))])

    def base(q):
        return gram(q, q.goal, margin(q, 0), using=[same(partial(0), lam(0) * constraint(0))])

    def step(q):
        following = same(partial(j + 1), partial(j) + lam(j + 1) * constraint(j + 1))
        return gram(q, q.goal, le(0, inner(partial(j), ahead)), margin(q, j + 1), using=[following])

    sums = p.induction(le(0, inner(partial(j), ahead)), base, step, over=j)
    return gram(p, p.goal, (p.instance(sums, j=n), 2), using=[same(solution, partial(n))])


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
    """The multipliers are λ_ic = −γ_c⁻²(K⁻¹u_c)_i, and no others, for the columns of X are independent. That they
    suffice where they are ≥ 0 is max-margin-duality; that a solution has multipliers ≥ 0 is the theorem cited."""
    p = Proof.about(c)
    line = p.cite(KKT, p.goal, p.both(p.identity(TIGHT), p.identity(STATIONARY)))
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


example, inputs, scored = vector("e"), vector_sequence("x"), vector_sequence("S")
dual, row = sequence("beta"), sequence("row")
gamma, value = real("gamma u")

SEPARABLE = PAPER.statement(
    "overparameterization-separates",
    label="Overparameterization separates the data",
    where=MECHANISM,
    quote='Linear separability is "achievable through overparameterization".',
    reading="For N ≤ d examples of the mixture, with probability 1, some linear classifier has the wanted margins δ > "
    "0 at all examples. Encoded: for one class, with the temperature γ, and β = K⁻¹u, K_il = ⟨x_i, x_l⟩, the vector "
    "w = γ⁻¹Σ_{l ≤ n} β_lx_l has the score γ⟨w, e⟩ = u at an example e, whose row of Kβ = u is among the hypotheses; "
    "and scores u_y and u_c of the all-tight solution differ by δ. That K can be inverted is the theorem cited.",
    over={j: Naturals0, n: Naturals0, gamma: POSITIVE, value: Reals, G: POSITIVE},
    given=[eq(row(n), value)],
    evolves=[
        eq(row(0), dual(0) * inner(example, inputs(0))),
        eq(row(j + 1), row(j) + dual(j + 1) * inner(example, inputs(j + 1))),
        same(scored(0), dual(0) * inputs(0)),
        same(scored(j + 1), scored(j) + dual(j + 1) * inputs(j + 1)),
    ],
    concludes=[
        ("score at an example", eq(gamma * inner(scored(n) / gamma, example), value)),
        ("margin between two scores", TIGHT),
    ],
    derivation=False,
)


met_in(
    SEPARABLE,
    {"e": [1], "x": [1], "S": [n + 1]},
    at={j: 0, n: 0, gamma: 1, value: 1, G: 2, delta_y: 1, gamma_y: 1},
    runs={"beta": 1, "row": n + 1},
)


@SEPARABLE.conclusion("the all-tight solution has the margin δ at every example")
def margins_of_the_tight_solution(c):
    """⟨Σβ_lx_l, e⟩ = Σβ_l⟨x_l, e⟩, by induction."""
    p = Proof.about(c)
    goal = eq(inner(scored(j), example), row(j))

    def base(q):
        first = same(scored(0), dual(0) * inputs(0))
        return gram(q, q.goal, (eq(row(0), dual(0) * inner(example, inputs(0))), -1), using=[first])

    def step(q):
        following = eq(row(j + 1), row(j) + dual(j + 1) * inner(example, inputs(j + 1)))
        added = same(scored(j + 1), scored(j) + dual(j + 1) * inputs(j + 1))
        return gram(q, q.goal, goal, (following, -1), using=[added])

    sums = p.instance(p.induction(goal, base, step, over=j), j=n)
    score = gram(p, c.formulas[0], sums, eq(row(n), value))
    line = p.cite(
        "Eaton and Perlman, The non-singularity of generalized sample covariance matrices, Ann. Statist. 1 (1973)",
        p.goal,
        p.both(score, p.identity(TIGHT)),
    )
    return p.finding(line, scope="any number of classes, N ≤ d")


w, x, a, rest = real("w x a rest")
E_, e, own, seen = sequence("total"), sequence("e"), sequence("own"), sequence("seen")
moves, sums = vector_sequence("v"), vector_sequence("sum")
input_ = vector("x_i")
T = real("T")
LOGIT = gamma_c * (w * x + a)
CORRECT = eq(-Derivative(log(rest + exp(LOGIT)) - LOGIT, w) / gamma_c, x * (1 - exp(LOGIT) / (rest + exp(LOGIT))))
OTHER = eq(-Derivative(log(rest + exp(LOGIT)), w) / gamma_c, x * (0 - exp(LOGIT) / (rest + exp(LOGIT))))

INVARIANT = PAPER.statement(
    "flow-invariant",
    label="A conserved sum",
    where=OURS,
    origin="derived",
    reading="Along gradient flow on cross-entropy with temperatures Σ_c w_c/γ_c does not move. The loss is a sum over "
    "examples, so this is said of each: the velocity of w_c/γ_c that comes from the example x_i is (1[c = y_i] − "
    "e_c/T)x_i (in every coordinate x: the first two items), where e_c is the exponential of the logit of class c and "
    "T = Σ_c e_c. The velocities of the classes 0, …, n add up to (Σ1[c = y_i] − Σe_c/T)x_i, which is 0 once all "
    "classes are counted.",
    printed=r"\frac{d}{d\tau}\sum_c\frac{w_c}{\gamma_c}=\sum_ix_i\Bigl(1-\sum_c\frac{e^{z_{ic}}}{\sum_je^{z_{ij}}}"
    r"\Bigr)=0",
    over={
        **dict.fromkeys((w, x, a), Reals),
        rest: POSITIVE,
        T: POSITIVE,
        j: Naturals0,
        n: Naturals0,
    },
    given=[eq(E_(n), T), eq(seen(n), 1)],
    evolves=[
        eq(E_(0), e(0)),
        eq(E_(j + 1), E_(j) + e(j + 1)),
        eq(seen(0), own(0)),
        eq(seen(j + 1), seen(j) + own(j + 1)),
        same(moves(j), (own(j) - e(j) / T) * input_),
        same(sums(0), moves(0)),
        same(sums(j + 1), sums(j) + moves(j + 1)),
    ],
    concludes=[
        ("velocity of the correct class", CORRECT),
        ("velocity of another class", OTHER),
        ("sum of the velocities", same(sums(n), Vector())),
    ],
    derivation=False,
    note=(
        "In the first two items: one coordinate x of one example, a the other coordinates' part of its score, rest the "
        "sum of the exponentials of the other classes."
    ),
)


met_in(
    INVARIANT,
    {"x_i": [1], "v": [HALF - n], "sum": [n + 1 - n * (n + 1) / 2 - (n + 1) / 2]},
    at={w: 0, x: 1, a: 0, rest: 1, T: 2, j: 0, n: 1, gamma_c: 1},
    runs={"e": 1, "total": n + 1, "own": 1 - n, "seen": n + 1 - n * (n + 1) / 2},
)


@proves(
    INVARIANT,
    "the velocity of the correct class and of another one",
    claims=["velocity of the correct class", "velocity of another class"],
)
def velocities(p):
    return p.both(p.identity(CORRECT), p.identity(OTHER))


@proves(INVARIANT, "the velocities of any number of classes add up to 0", claims=["sum of the velocities"])
def velocities_add_up(p):
    def added(counted, exponentials):
        return (counted - exponentials / T) * input_

    def base(q):
        line = gram(
            q, same(sums(0), added(own(0), e(0))), using=[same(sums(0), moves(0)), same(moves(0), added(own(0), e(0)))]
        )
        return q.rewrite(q.goal, line, eq(seen(0), own(0)), eq(E_(0), e(0)))

    def step(q):
        using = [
            same(sums(j + 1), sums(j) + moves(j + 1)),
            same(sums(j), added(seen(j), E_(j))),
            same(moves(j + 1), added(own(j + 1), e(j + 1))),
        ]
        line = gram(q, same(sums(j + 1), added(seen(j) + own(j + 1), E_(j) + e(j + 1))), using=using)
        return q.rewrite(q.goal, line, eq(seen(j + 1), seen(j) + own(j + 1)), eq(E_(j + 1), E_(j) + e(j + 1)))

    every = p.instance(p.induction(same(sums(j), added(seen(j), E_(j))), base, step, over=j), j=n)
    last = p.rewrite(same(sums(n), added(1, T)), every, eq(seen(n), 1), eq(E_(n), T))
    return gram(p, p.goal, using=[last])


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
