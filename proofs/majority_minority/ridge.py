r"""Where the hypotheses come for free: logistic regression with a ridge, K = ℝᵈ, δ the ridge.

L(θ) = (1/N) Σᵢ log(1 + exp(−yᵢ⟨xᵢ, θ⟩)) + (μ/2)|θ|², split into the majority's terms with the ridge (L₁) and the
minority's terms (L₀). Below X(i) and Z(i) are the vectors yᵢxᵢ of the majority and of the minority, of which there are
j and m, and δ is μ. The weight 1/(1 + e^u) is −ℓ′(u) for ℓ(u) = log(1 + e^{−u}), so N∇L = Nμθ − Σ weight·yᵢxᵢ. The
theorem is proved for every number of features and of cases, from the critical points' equations alone.

The comparison with data needs scikit-learn, whose bundled data are used; without it that check is not declared.
"""

from sympy import Interval, Reals, S, exp, oo

from checks.methods import Proof, models, nothing, numbers, proves
from checks.methods.vectors import Vector, gram, inner, norm, same, vector, vector_sequence
from checks.outcome import Curve, Figure, Trust, Verdict
from checks.paper import eq, le, lt, natural, real, sequence
from proofs.foundations.elementary import EXP_MONOTONE, exp_monotone
from proofs.foundations.vectors import CAUCHY_SCHWARZ, SQUARES, between_lengths, no_longer
from proofs.majority_minority.notation import delta, j, u, x
from proofs.majority_minority.paper import PAPER

SHARES = ((1, 100), (1, 50), (1, 20), (1, 10), (1, 5), (3, 10))  # of the minority, as numerator and denominator
RIDGE = (1, 10)
m, total = natural("m"), real("N")
theta, theta_1 = vector("theta"), vector("theta_1")
X, Z, P, Q, R = (vector_sequence(name) for name in "XZPQR")
lengths = sequence("S")
APART = theta - theta_1
POSITIVE = Interval.open(0, oo)


def weight(margin):
    """−ℓ′ at a margin."""
    return 1 / (1 + exp(margin))


def summed(sums, rows, at):
    """The sum of the weighted rows, up to the j-th."""
    return same(sums(j + 1), sums(j) + weight(inner(rows(j), at)) * rows(j))


STARTS = (*(same(sums(0), Vector()) for sums in (P, Q, R)), eq(lengths(0), 0))
AT_TOTAL, AT_MAJORITY, PUSH = summed(P, X, theta), summed(Q, X, theta_1), summed(R, Z, theta)
LONGER = eq(lengths(j + 1), lengths(j) + norm(Z(j)))
SUMS = (*STARTS, AT_TOTAL, AT_MAJORITY, PUSH, LONGER)
CRITICAL_TOTAL = same(theta, (P(j) + R(m)) / (total * delta))
CRITICAL_MAJORITY = same(theta_1, Q(j) / (total * delta))

WEIGHTS_FALL = PAPER.repair(
    "weights-fall",
    repairs=None,
    label="Weights fall with the margin",
    over={x: Reals, u: Reals},
    concludes=[le((weight(x) - weight(u)) * (x - u), 0)],
    uses=[EXP_MONOTONE],
)


@proves(WEIGHTS_FALL, "the exponential increases")
def weights_fall(q):
    def ordered(r, low, high):
        grows = r.instance(exp_monotone(), x=low, y=high)
        falls = r.linear(le(0, weight(low) - weight(high)), (grows, weight(low) * weight(high)))
        return r.linear(r.goal, (falls, high - low), using=[r.linear(le(0, high - low), le(low, high))])

    return q.cases(q.goal, x, u, lambda r: ordered(r, x, u), lambda r: ordered(r, u, x))


RIDGE_LOGISTIC = PAPER.repair(
    "ridge-logistic",
    repairs=None,
    label="Ridge logistic regression",
    printed=r"\|\hat\theta_1-\hat\theta\|\le\frac{\|\nabla L_0(\hat\theta)\|}\mu\le"
    r"\frac1{\mu N}\sum_{i\in\text{minority}}\|x_i\|",
    reading=(
        "For logistic regression with ridge μ = δ, on any data: critical points of L and of its majority part L₁ are "
        "at most |∇L₀(θ̂)|/μ apart, hence at most (1/(μN))·Σ|xᵢ| over the minority; so each has at most one. P and Q "
        "sum the majority's weighted vectors at θ = θ̂ and at θ₁ = θ̂₁, R(m) = −N∇L₀(θ̂), and S(m) sums the lengths of "
        "the minority's vectors."
    ),
    over={m: S.Naturals0, total: POSITIVE},
    given=[CRITICAL_TOTAL, CRITICAL_MAJORITY],
    evolves=SUMS,
    concludes=[
        ("by the gradient of L₀", le(total * delta * norm(APART), norm(R(m)))),
        ("by the data", le(total * delta * norm(APART), lengths(m))),
    ],
    uses=[WEIGHTS_FALL, CAUCHY_SCHWARZ, SQUARES],
    note=(
        "Strong convexity gives what strong Morse gives in sharp-theorem, with c as large as one likes; τ_h plays no "
        "part."
    ),
)


def _by_steps(goal, base, step):
    """A relation for every j, from what the sums obey."""
    p = Proof({j: S.Naturals0}, [], SUMS)
    return p.established(p.induction(goal, base, step))


def _monotone():
    """⟨P(j) − Q(j), θ − θ₁⟩ ≤ 0."""
    goal = le(inner(P(j) - Q(j), APART), 0)

    def step(r):
        margins = {"x": inner(X(j), theta), "u": inner(X(j), theta_1)}
        return gram(r, r.goal, goal, r.instance(weights_fall(), **margins), using=[AT_TOTAL, AT_MAJORITY])

    return _by_steps(goal, lambda r: gram(r, r.goal, using=STARTS[:2]), step)


def _bounded():
    """|R(j)| ≤ S(j)."""

    def base(r):
        squares = gram(r, le(norm(R(0)) ** 2, lengths(0) ** 2), (STARTS[3], -lengths(0)), using=[STARTS[2]])
        nonnegative = r.linear(le(0, lengths(0)), (STARTS[3], -1))
        return no_longer(r, R(0), lengths(0), squares, nonnegative)

    def step(r):
        w = weight(inner(Z(j), theta))
        bound = norm(R(j)) + w * norm(Z(j))
        _, product = between_lengths(r, R(j), Z(j))
        squares = gram(r, le(norm(R(j + 1)) ** 2, bound**2), (product, 2 * w), using=[PUSH])
        longer = no_longer(r, R(j + 1), bound, squares)
        light = r.enclose(le(w, 1))
        return r.linear(r.goal, longer, le(norm(R(j)), lengths(j)), (light, norm(Z(j))), (LONGER, -1))

    return _by_steps(le(norm(R(j)), lengths(j)), base, step)


@proves(RIDGE_LOGISTIC, "Nμ|θ̂ − θ̂₁|² = ⟨P − Q, θ̂ − θ̂₁⟩ + ⟨R, θ̂ − θ̂₁⟩ ≤ |R||θ̂ − θ̂₁|")
def critical_points_are_close(q):
    falls, (_, product) = q.instance(_monotone()), between_lengths(q, R(m), APART)
    square = gram(
        q,
        le(total * delta * norm(APART) ** 2, norm(R(m)) * norm(APART)),
        falls,
        product,
        using=[CRITICAL_TOTAL, CRITICAL_MAJORITY],
    )
    first = le(total * delta * norm(APART), norm(R(m)))
    near = q.cases(
        first,
        norm(APART),
        0,
        lambda r: r.linear(r.goal, (le(norm(APART), 0), total * delta), le(0, norm(R(m)))),
        lambda r: r.linear(r.goal, (square, 1 / norm(APART)), using=[r.fact(lt(0, norm(APART)))]),
    )
    return q.both(near, q.linear(q.goals[1], near, q.instance(_bounded(), j=m)))


def against_data():
    """Newton's method to stationarity; the bound |∇L₀(θ̂)|/μ must hold up to rounding."""
    rows = [models.ridge_logistic(share, RIDGE) for share in SHARES]
    shares = [p / q for p, q in SHARES]
    slack = 1 + 1 / 10**9
    if any(distance > slack * bound or bound > slack * crude for distance, bound, crude in rows):
        return nothing(f"a distance exceeds its bound: {rows}")
    names = ("true distance", r"$\|\nabla L_0(\hat\theta)\|/\mu$", r"$\tau_g/\mu$")
    kinds = ("points", "line", "dashed")
    curves = tuple(
        Curve(name, shares, [row[i] for row in rows], kind)
        for i, (name, kind) in enumerate(zip(names, kinds, strict=True))
    )
    figure = Figure(
        "shares",
        "Ridge logistic regression, breast cancer data",
        "share of the minority",
        r"$\|\hat\theta_1-\hat\theta\|$",
        curves,
        y_scale="log",
        caption=r"$\mu=1/10$; the minority are the tumours with the largest mean radius.",
    )
    tight = ", ".join(f"{distance / bound:.2f}" for distance, bound, _ in rows)
    return numbers(
        Trust.NUMERICAL,
        scope=f"569 cases, 30 features, ridge 1/10, {len(rows)} shares of the minority from 1/100 to 3/10",
        note=f"distance over |∇L₀(θ̂)|/μ: {tight}",
        figures=(figure,),
    )


if models.available():
    RIDGE_LOGISTIC.sharpness("bound against true distance on data", expect=Verdict.SUPPORTED)(against_data)
