r"""The max-margin theorem without a human step: all data of one kind, and exact instances.

Two examples, one of each class, in their plane: x₁ = (a, 0), x₂ = (b, c) with a, c > 0 are all such pairs up to
rotation. Everything is a polynomial; the kernel sees the competitor (v₁, v₂) as four free real numbers.
"""

from sympy import Matrix, Rational, S

from checks.methods import Proof, exists, proves
from checks.paper import eq, ge, le, lt, real

from .notation import delta_c, delta_y, gamma_c, gamma_y
from .paper import OURS, PAPER, POSITIVE

a, b, c = real("a b c")
F = real("F_0:4")  # the competitor's entries
X = Matrix([[a, b], [0, c]])
K = X.T * X
INVERSE = Matrix([[K[1, 1], -K[0, 1]], [-K[0, 1], K[0, 0]]]) / (a * c) ** 2
P1 = gamma_c**2 / (gamma_y**2 + gamma_c**2)  # γ₁⁻²/(γ₁⁻² + γ₂⁻²)
U1 = Matrix([delta_y * (1 - P1), -delta_c * (1 - P1)])
U2 = Matrix([-delta_y * P1, delta_c * P1])
W1, W2 = X * INVERSE * U1 / gamma_y, X * INVERSE * U2 / gamma_c
V1, V2 = Matrix(F[:2]), Matrix(F[2:])
SIGN1, SIGN2 = (INVERSE * U2)[0], (INVERSE * U1)[1]  # (K⁻¹u_c)_i for c ≠ y_i
MARGIN1 = gamma_y * V1.dot(X[:, 0]) - gamma_c * V2.dot(X[:, 0])
MARGIN2 = gamma_c * V2.dot(X[:, 1]) - gamma_y * V1.dot(X[:, 1])

PLANAR = PAPER.statement(
    "max-margin-two-examples",
    label="The limit direction of two examples",
    where=OURS,
    origin="derived",
    reading="For two examples of different classes the all-tight solution is max-margin when (K⁻¹u₂)₁ ≤ 0 and "
    "(K⁻¹u₁)₂ ≤ 0.",
    printed=r"\|w_1\|^2+\|w_2\|^2\le\|v_1\|^2+\|v_2\|^2\ \text{for all feasible }(v_1,v_2)",
    over={a: POSITIVE, b: S.Reals, c: POSITIVE, **dict.fromkeys(F, S.Reals)},
    given=[le(SIGN1, 0), le(SIGN2, 0), ge(MARGIN1, delta_y), ge(MARGIN2, delta_c)],
    concludes=[le(W1.dot(W1) + W2.dot(W2), V1.dot(V1) + V2.dot(V2))],
    derivation=False,
)


@proves(PLANAR, "a combination of the four hypotheses and four squares, for all data")
def two_examples(p):
    """‖V‖² − ‖W‖² = ‖V − W‖² + 2Σλ_i(margin_i − δ_i), with λ₁ = −(K⁻¹u₂)₁/γ₂² and λ₂ = −(K⁻¹u₁)₂/γ₁²."""
    squares = [p.enclose(le(0, (v - w) ** 2)) for v, w in zip([*V1, *V2], [*W1, *W2], strict=True)]
    first = p.linear(le(0, -2 * SIGN1 / gamma_c**2), (le(SIGN1, 0), 2 / gamma_c**2))
    second = p.linear(le(0, -2 * SIGN2 / gamma_y**2), (le(SIGN2, 0), 2 / gamma_y**2))
    return p.linear(
        p.goal,
        *squares,
        (ge(MARGIN1, delta_y), -2 * SIGN1 / gamma_c**2),
        (ge(MARGIN2, delta_c), -2 * SIGN2 / gamma_y**2),
        using=[first, second],
    )


@PLANAR.hypotheses(
    "margins and temperatures may differ",
    exists=[eq(gamma_c, 2 * gamma_y), eq(delta_c, 3 * delta_y)],
)
def they_hold_together(claim):
    point = {a: 1, b: Rational(1, 2), c: 1, gamma_y: 1, gamma_c: 2, delta_y: 1, delta_c: 3}
    best = [entry.subs(point) for entry in (*W1, *W2)]
    return exists(claim, at={**point, **dict(zip(F, best, strict=True))})


@PLANAR.hypotheses(
    "without the condition at the first example a feasible pair may be shorter",
    exists=[lt(V1.dot(V1) + V2.dot(V2), W1.dot(W1) + W2.dot(W2))],
    given=PLANAR.given[1:],
)
def sign_condition_is_needed(claim):
    """x₁ = (3, 0), x₂ = (−1, 1/2): the point x₁ is met with room to spare, and all-tight costs 17/18 instead of 2/5."""
    point = {a: 3, b: -1, c: Rational(1, 2), gamma_y: 1, gamma_c: 1, delta_y: 1, delta_c: 1}
    better = dict(zip(F, (Rational(2, 5), -Rational(1, 5), -Rational(2, 5), Rational(1, 5)), strict=True))
    return exists(claim, at={**point, **better})


# Three classes, four examples in four dimensions.

POINTS = Matrix([[4, 1, 0, 0], [1, 4, 0, 1], [0, 1, 3, 0], [0, 0, 1, 4]])
LABELS = (0, 0, 1, 2)
GAMMAS, DELTAS = (1, Rational(1, 2), 1), (1, 2, 3)
RIVAL = Matrix(4, 3, real("V_0:12"))


def _all_tight():
    """w_c = γ_c⁻¹XK⁻¹u_c as the columns of a matrix, and K⁻¹u_c, exactly."""
    weights = [1 / Rational(g) ** 2 for g in GAMMAS]
    shares = [weight / sum(weights) for weight in weights]
    u = Matrix(4, 3, lambda i, col: DELTAS[LABELS[i]] * (int(LABELS[i] == col) - shares[LABELS[i]]))
    solved = (POINTS.T * POINTS).LUsolve(u)
    columns = POINTS * solved
    return Matrix(4, 3, lambda i, col: columns[i, col] / GAMMAS[col]), solved


def _margin(v, i, col):
    y = LABELS[i]
    return GAMMAS[y] * v[:, y].dot(POINTS[:, i]) - GAMMAS[col] * v[:, col].dot(POINTS[:, i])


PAIRS = [(i, col) for i in range(4) for col in range(3) if col != LABELS[i]]
BEST, SOLVED = _all_tight()
WANTED = [ge(_margin(RIVAL, i, col), DELTAS[LABELS[i]]) for i, col in PAIRS]
SQUARED_NORM = sum(entry**2 for entry in RIVAL)

INSTANCE = PAPER.statement(
    "max-margin-three-classes",
    label="The limit direction, an exact instance",
    where=OURS,
    origin="derived",
    reading="Three classes, four examples in ℝ⁴ with different margins and temperatures: no feasible matrix is shorter "
    "than the all-tight one.",
    printed=r"X=\begin{pmatrix}4&1&0&0\\1&4&0&1\\0&1&3&0\\0&0&1&4\end{pmatrix},\ y=(0,0,1,2),\ "
    r"\gamma=(1,\tfrac12,1),\ \delta=(1,2,3)",
    over=dict.fromkeys(RIVAL, S.Reals),
    given=WANTED,
    concludes=[le(sum(entry**2 for entry in BEST), SQUARED_NORM)],
    derivation=False,
)


@proves(INSTANCE, "multipliers −γ_c⁻²(K⁻¹u_c)_i, all of them ≥ 0, against every competitor in ℝ¹²")
def three_classes(p):
    squares = [p.enclose(le(0, (v - w) ** 2)) for v, w in zip(RIVAL, BEST, strict=True)]
    duals = [
        (wanted, -2 * SOLVED[i, col] / Rational(GAMMAS[col]) ** 2)
        for wanted, (i, col) in zip(WANTED, PAIRS, strict=True)
    ]
    return p.linear(p.goal, *squares, *duals)


ALL_TIGHT = [eq(v, w) for v, w in zip(RIVAL, BEST, strict=True)]
EQUALITIES = [eq(_margin(RIVAL, i, col), DELTAS[LABELS[i]]) for i, col in PAIRS]


@INSTANCE.sharpness("the all-tight matrix meets every constraint with equality", claims=EQUALITIES, given=ALL_TIGHT)
def certificate(claim):
    p = Proof.about(claim)
    entries = list(zip(RIVAL, ALL_TIGHT, strict=True))
    return p.finding(p.both(*(p.linear(m, *((tight, m.lhs.diff(v)) for v, tight in entries)) for m in EQUALITIES)))


ALPHA = Matrix(4, 3, real("alpha_0:12"))  # K⁻¹u_c, as the solution of its equations
GRAM = POINTS.T * POINTS
SYSTEM = [eq(left, right) for left, right in zip(GRAM * ALPHA, GRAM * SOLVED, strict=True)]


@INSTANCE.sharpness(
    "the sign condition: (K⁻¹u_c)_i ≤ 0 for every i and c ≠ y_i",
    claims=[le(ALPHA[i, col], 0) for i, col in PAIRS],
    given=SYSTEM,
    over=dict.fromkeys(ALPHA, S.Reals),
)
def sign_certificate(claim):
    p, inverse = Proof.about(claim), GRAM.inv()

    def sign(i, col):
        rows = [(SYSTEM[3 * row + col], inverse[i, row]) for row in range(4)]
        return p.linear(le(ALPHA[i, col], 0), *rows, (lt(0, 1), -SOLVED[i, col]))

    return p.finding(p.both(*(sign(i, col) for i, col in PAIRS)))
