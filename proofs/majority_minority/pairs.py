r"""What sharp-theorem says of finitely many points and vectors, in every dimension: no inference, no cited theorem.

At a point θ write g₁ = ∇L₁(θ) and g₀ = ∇L₀(θ). That points of one sheet of {|∇L₁| ≤ τ_g} are *expanded*, δ|θ − θ′| ≤
|∇L₁(θ) − ∇L₁(θ′)|, is what strong Morse gives along lifts of rays; here it is a hypothesis.
"""

from sympy import Interval, Rational, S, oo

from checks.methods import Proof, proves
from checks.methods.runs import explicit_run
from checks.methods.vectors import gram, inner, norm, same, vector
from checks.paper import eq, ge, le, lt
from proofs.foundations.vectors import CAUCHY_SCHWARZ, SQUARES, between_lengths, no_longer, sum_of_lengths
from proofs.majority_minority.notation import (
    coordinate,
    delta,
    eigenvalue,
    image_squares,
    j,
    level,
    squares,
    tau_g,
    tau_h,
)
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.printed import THEOREM_1
from proofs.majority_minority.zone import THEOREM_2

HALF = Rational(1, 2)
theta, theta_1, theta_other = vector("theta"), vector("theta_1"), vector("vartheta")
g_0, g_1, h_0, h_1 = vector("g_0"), vector("g_1"), vector("h_0"), vector("h_1")
APART = norm(theta - theta_1)

ADVERSARIAL_GRADIENT = PAPER.repair(
    "adversarial-gradient",
    repairs=THEOREM_2,
    label="Adversarial points are nearly critical",
    reading=(
        "At a point with ⟨∇L, ∇L₁⟩ ≤ 0 and |∇L₀| ≤ τ_g, critical points of L among them, |∇L₁| ≤ τ_g. Here g₁ = ∇L₁ "
        "and g₀ = ∇L₀ at the point."
    ),
    given=[le(norm(g_0), tau_g), le(inner(g_1 + g_0, g_1), 0)],
    concludes=[le(norm(g_1), tau_g)],
    uses=[CAUCHY_SCHWARZ],
)


@proves(ADVERSARIAL_GRADIENT, "|g₁|² ≤ −⟨g₀, g₁⟩ ≤ τ_g|g₁|")
def adversarial_gradient(q):
    bounded, adversarial = ADVERSARIAL_GRADIENT.given

    def steep(r):
        positive = r.fact(lt(0, norm(g_1)))
        below, _ = between_lengths(r, g_0, g_1)
        weight = 1 / norm(g_1)
        return gram(r, r.goal, (adversarial, weight), (below, weight), bounded, knowing=[positive])

    return q.cases(q.goal, norm(g_1), 0, lambda r: r.linear(r.goal, le(norm(g_1), 0), (le(0, tau_g), 1)), steep)


CRITICAL = same(g_1, -g_0)
EXPANDED = le(delta * APART, norm(g_1))
BENT = le(norm(g_0 - h_0), tau_h * APART)

CORRESPONDING_POINTS = PAPER.repair(
    "corresponding-points",
    repairs=THEOREM_1,
    label="Corresponding critical points are close",
    printed=r"\delta\|\hat\theta-\hat\theta_1\|\le\|\nabla L_1(\hat\theta)\|\ \Longrightarrow\ "
    r"\|\hat\theta-\hat\theta_1\|\le\frac{\|\nabla L_0(\hat\theta)\|}\delta\le\frac{\tau_g}\delta,\qquad"
    r"\|\hat\theta-\hat\theta_1\|\le\frac{\|\nabla L_0(\hat\theta_1)\|}{\delta-\tau_h}",
    reading=(
        "θ = θ̂ is critical for L, θ₁ = θ̂₁ for L₁, and the two are expanded by ∇L₁; g₁ = ∇L₁(θ̂), g₀ = ∇L₀(θ̂), h₀ = "
        "∇L₀(θ̂₁)."
    ),
    given=[lt(tau_h, delta), CRITICAL, EXPANDED, le(norm(g_0), tau_g), BENT],
    concludes=[
        ("by the gradient at θ̂", le(delta * APART, norm(g_0))),
        ("at most τ_g/δ", le(APART, tau_g / delta)),
        ("by the gradient at θ̂₁", le(APART, norm(h_0) / (delta - tau_h))),
    ],
    uses=[CAUCHY_SCHWARZ, SQUARES],
)


def _as_long(q, v, w, using):
    """‖v‖ ≤ ‖w‖ where v = ±w."""
    return no_longer(q, v, norm(w), gram(q, le(norm(v) ** 2, norm(w) ** 2), using=using))


@proves(CORRESPONDING_POINTS, "δ|θ̂ − θ̂₁| ≤ |g₁| = |g₀| ≤ |h₀| + τ_h|θ̂ − θ̂₁|")
def corresponding_points(q):
    length = _as_long(q, g_1, g_0, [CRITICAL])
    first = q.linear(le(delta * APART, norm(g_0)), EXPANDED, length)
    second = q.linear(le(APART, tau_g / delta), (first, 1 / delta), (le(norm(g_0), tau_g), 1 / delta))
    gap = q.linear(lt(0, delta - tau_h), lt(tau_h, delta))
    parts = sum_of_lengths(q, g_0, h_0, g_0 - h_0)
    weight = 1 / (delta - tau_h)
    third = q.linear(
        le(APART, norm(h_0) / (delta - tau_h)), (first, weight), (parts, weight), (BENT, weight), using=[gap]
    )
    return q.both(first, second, third)


TWO_APART = norm(theta - theta_other)
BOTH_CRITICAL = (same(g_1, -g_0), same(h_1, -h_0))

ONE_PARTNER = PAPER.repair(
    "one-partner",
    repairs=THEOREM_1,
    label="At most one partner",
    reading=(
        "Two critical points of L that are expanded by ∇L₁, as those of one sheet are, are one point; g₁, g₀ are "
        "∇L₁, ∇L₀ at the first and h₁, h₀ at the second."
    ),
    given=[
        lt(tau_h, delta),
        *BOTH_CRITICAL,
        le(delta * TWO_APART, norm(g_1 - h_1)),
        le(norm(g_0 - h_0), tau_h * TWO_APART),
    ],
    concludes=[same(theta, theta_other)],
    uses=[SQUARES],
)


@proves(ONE_PARTNER, "(δ − τ_h)|θ − θ′| ≤ 0")
def one_partner(q):
    *_, expanded, bent = ONE_PARTNER.given
    length = _as_long(q, g_1 - h_1, g_0 - h_0, BOTH_CRITICAL)
    gap = q.linear(lt(0, delta - tau_h), lt(tau_h, delta))
    weight = 1 / (delta - tau_h)
    near = q.linear(le(TWO_APART, 0), (expanded, weight), (length, weight), (bent, weight), using=[gap])
    return vanishing(q, TWO_APART**2, q.linear(le(TWO_APART**2, 0), (near, TWO_APART)))


def vanishing(q, square, small):
    """square = 0 from square ≤ 0, where 0 ≤ square is plain: |square| is both square and −square."""
    above, below = q.axiom("abs-positive", square), q.axiom("abs-negative", square, small)
    return q.linear(eq(square, 0), (below, HALF), (above, -HALF))


STEP_LENGTH = eq(squares(j + 1), squares(j) + coordinate(j) ** 2)
STEP_IMAGE = eq(image_squares(j + 1), image_squares(j) + (eigenvalue(j) * coordinate(j)) ** 2)
STEP_LEVEL = eq(level(j + 1), level(j) + eigenvalue(j) * coordinate(j) ** 2 / 2)
MORSE = ge(eigenvalue(j) ** 2, delta**2)
SUMS = (squares, image_squares, level)
STARTS = tuple(eq(total(0), 0) for total in SUMS)
IN_COORDINATES = (*STARTS, STEP_LENGTH, STEP_IMAGE, STEP_LEVEL, MORSE)

STRETCHED_COORDINATES = PAPER.repair(
    "stretched-coordinates",
    repairs=THEOREM_1,
    label="A Hessian whose eigenvalues stay away from 0 stretches",
    printed=r"\lvert\lambda_i\rvert\ge\delta\ \Longrightarrow\ \lVert Hv\rVert\ge\delta\lVert v\rVert",
    reading=(
        "In coordinates u_i of an eigenbasis of H, for every dimension d = j: A(j) and B(j) are |v|² and |Hv|². With "
        "the spectral theorem this is how strong Morse enters the proofs in vectors: |∇²L₁v| ≥ δ|v|."
    ),
    evolves=[*STARTS[:2], STEP_LENGTH, STEP_IMAGE, MORSE],
    concludes=[le(delta**2 * squares(j), image_squares(j))],
)


def _met_at_zero(statement, at, *sums):
    """The hypotheses hold for the vector 0 and eigenvalues 1."""

    def hypotheses_satisfiable(claim):
        rest = {coordinate: S.Zero, eigenvalue: S.One, **dict.fromkeys(sums, S.Zero)}
        return explicit_run(claim, {j: 0, delta: 1, **at}, rest, step=j)

    hypotheses_satisfiable.__module__ = statement.module
    statement.hypotheses("a point meets all hypotheses", exists=[])(hypotheses_satisfiable)


_met_at_zero(STRETCHED_COORDINATES, {}, squares, image_squares)


@proves(STRETCHED_COORDINATES, "coordinate by coordinate: δ²u² ≤ λ²u²")
def stretched_coordinates(q):
    climb = [(STEP_LENGTH, delta**2), (STEP_IMAGE, -1), (MORSE, coordinate(j) ** 2)]
    return q.induction(
        q.goal,
        lambda b: b.linear(b.goal, (STARTS[0], delta**2), (STARTS[1], -1)),
        lambda b: b.linear(b.goal, q.goal, *climb),
    )


QUADRATIC_MAJORITY = PAPER.repair(
    "quadratic-majority",
    repairs=THEOREM_2,
    label="Quadratic majority loss",
    printed=r"L_1(\theta)=\tfrac12\sum_{i<d}\lambda_iu_i^2,\ \lvert\lambda_i\rvert\ge\delta,\ "
    r"\lVert\nabla L_1(\theta)\rVert\le\tau_g\ \Longrightarrow\ \lVert\theta\rVert\le\frac{\tau_g}\delta,\ "
    r"\lvert L_1(\theta)\rvert\le\frac{\tau_g^2}{2\delta}",
    reading=(
        "(3) and (4) of sharp-theorem for a quadratic L₁ on ℝᵈ with its critical point at 0, in coordinates u_i of an "
        "eigenbasis of its Hessian and for every d = j: at every point with |∇L₁| ≤ τ_g, adversarial points and "
        "critical points of L among them. A(j), B(j) and C(j) are |θ|², |∇L₁(θ)|² and L₁(θ)."
    ),
    given=[le(image_squares(j), tau_g**2)],
    evolves=IN_COORDINATES,
    concludes=[
        ("distance", le(delta**2 * squares(j), tau_g**2)),
        ("L₁ from above", le(2 * delta * level(j), tau_g**2)),
        ("L₁ from below", le(-2 * delta * level(j), tau_g**2)),
    ],
)


_met_at_zero(QUADRATIC_MAJORITY, {tau_g: 0}, *SUMS)


@proves(QUADRATIC_MAJORITY, "coordinate by coordinate: δ²u² ≤ λ²u² and ±δλu² ≤ λ²u²")
def quadratic_majority(q):
    def summed(goal, climb):
        r = Proof({j: S.Naturals0, delta: Interval.open(0, oo)}, [], IN_COORDINATES)
        starts = [(eq(total(0), 0), goal.lhs.coeff(total(j)) - goal.rhs.coeff(total(j))) for total in SUMS]
        used = [(start, weight) for start, weight in starts if weight != 0]
        base, step = (lambda b: b.linear(b.goal, *used)), (lambda b: b.linear(b.goal, goal, *climb))
        return r.established(r.induction(goal, base, step))

    small, square = le(image_squares(j), tau_g**2), coordinate(j) ** 2
    climbs = [(STEP_LENGTH, delta**2), (STEP_IMAGE, -1), (MORSE, square)]
    lines = [summed(le(delta**2 * squares(j), image_squares(j)), climbs)]
    for sign in (1, -1):
        gap = ge((eigenvalue(j) - sign * delta) ** 2, 0)
        climbs = [(STEP_LEVEL, sign * 2 * delta), (STEP_IMAGE, -1), (MORSE, square / 2), (gap, square / 2)]
        lines.append(summed(le(sign * 2 * delta * level(j), image_squares(j)), climbs))
    here = [q.instance(line) for line in lines]
    return q.both(*(q.linear(goal, line, small) for goal, line in zip(q.goals, here, strict=True)))
