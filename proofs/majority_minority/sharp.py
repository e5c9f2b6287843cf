r"""What is true on general K: radii τ_g/δ instead of 4τ/δ and 2τ/δ, without any Lipschitz constant.

The proof, for all dimensions d. Write g = ∇L₁(θ₀). The *ray lift* from θ₀ is the curve θ(s) with ∇L₁(θ(s)) = (1 − s)g,
θ(0) = θ₀; it exists as long as it stays where ∇²L₁ is invertible (inverse function theorem), and it has
θ′ = −(∇²L₁)⁻¹g.

⟨1⟩ On the adversarial set and on crit L, |∇L₁| ≤ τ_g.
⟨2⟩ |∇²L₁ v| ≥ δ|v| wherever |∇L₁| ≤ c, so a ray lift moves no faster than |g|/δ.
⟨3⟩ If |g| ≤ τ_g, the lift stays where |∇L₁| ≤ τ_g ≤ c, hence off ∂K, up to s = 1, where it ends at some θ̂₁ ∈ crit L₁
    ∩ K with |θ₀ − θ̂₁| ≤ |g|/δ ≤ τ_g/δ.
⟨4⟩ Backwards, the rays y·s lift from each θ̂₁ to a map G of the closed ball |y| ≤ τ_g into K with ∇L₁(G(y)) = y, G(0)
    = θ̂₁, Lipschitz with constant 1/δ. Every θ ∈ K with |∇L₁(θ)| ≤ τ_g is G(∇L₁(θ)) for exactly one θ̂₁, by ⟨3⟩ and
    uniqueness of lifts.
⟨5⟩ The critical points of L in K that belong to θ̂₁ are G(y) for the fixed points y of Φ(y) = −∇L₀(G(y)). Φ maps the
    ball into itself and contracts by τ_h/δ < 1: there is exactly one. This is the bijection.
⟨6⟩ Its distance: |θ̂ − θ̂₁| = |G(y*) − G(0)| ≤ |y*|/δ with |y*| = |∇L₀(θ̂)|; and |y*| ≤ |Φ(0)| + (τ_h/δ)|y*|.
⟨7⟩ ∇²L₁ keeps its signature along G(s y*), since no eigenvalue enters (−δ, δ); adding ∇²L₀ moves none by more than τ_h
    < δ.
⟨8⟩ L₀ changes by at most τ_g·|y*|/δ along G(s y*), and d/ds L₁(G(s y*)) = s⟨y*, DG(s y*) y*⟩ ≤ s|y*|²/δ.
"""

from functools import cache

from sympy import Interval, Or, Reals, oo

from checks.methods import Proof
from checks.paper import eq, ge, gt, le, lt
from proofs.majority_minority.disjunctions import either
from proofs.majority_minority.notation import (
    a,
    b,
    c,
    coordinate,
    delta,
    distance,
    eigenvalue,
    image,
    image_squares,
    j,
    lam,
    lam_total,
    norm,
    norm_1,
    other,
    s,
    slope,
    squares,
    tau_g,
    tau_h,
)
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.printed import THEOREM_1

SMALL = (le(tau_g, c), lt(tau_h, delta))
LIFT = (
    "inference: inverse function theorem and lifting of rays: while |∇L₁| ≤ c in K the ray lifts uniquely, its limit "
    "points exist because it is Lipschitz and K is closed, so by the bounds shown it lifts up to s = 1"
)
SPECTRAL = "Spectral theorem for symmetric matrices"

SHARP_THEOREM = PAPER.repair(
    "sharp-theorem",
    repairs=THEOREM_1,
    label="Sharp theorem",
    printed=r"\tau_g\le c,\ \tau_h<\delta,\ (K=\mathbb R^d\text{ or }\|\nabla L_1\|>\tau_g\text{ on }\partial K)"
    r"\ \Longrightarrow\ \operatorname{crit}L_1\cap K\leftrightarrow\operatorname{crit}L\cap K,\ "
    r"\|\hat\theta_1-\hat\theta\|\le\frac{\|\nabla L_0(\hat\theta)\|}\delta\le\frac{\tau_g}\delta,\quad "
    r"K\setminus Z_{\mathrm{maj}}\subset\bigcup\overline B\Big(\hat\theta_1,\frac{\tau_g}\delta\Big)",
    reading=(
        "L₁, L₀ ∈ C², K closed, strong Morse (c, δ) on K, |∇L₀| ≤ τ_g ≤ c and ‖∇²L₀‖ ≤ τ_h < δ on K, and K = ℝᵈ or "
        "|∇L₁| > τ_g on the boundary of K. Then (1) the critical points of L₁ and of L in K correspond one to one, at "
        "distance at most |∇L₀(θ̂)|/δ ≤ τ_g/δ and at most |∇L₀(θ̂₁)|/(δ − τ_h); (2) with equal Morse indices; (3) the "
        "adversarial set lies in the closed balls of radius τ_g/δ about crit L₁ ∩ K; (4) the values differ by "
        "|L₀(θ̂) − L₀(θ̂₁)| ≤ τ_g²/δ and |L₁(θ̂) − L₁(θ̂₁)| ≤ τ_g²/(2δ)."
    ),
    given=SMALL,
    note=(
        "No Lipschitz constant M and no convexity; a compact K with a boundary condition may replace ℝᵈ. The proof "
        "follows rays: from θ₀ with g = ∇L₁(θ₀) the curve θ(s) with ∇L₁(θ(s)) = (1 − s)g, that is θ′ = −(∇²L₁)⁻¹g "
        "(the ray lift). Steps ⟨1⟩ to ⟨3⟩ give (3) and the way from crit L to crit L₁, ⟨4⟩ and ⟨5⟩ the way back, ⟨6⟩ "
        "distances, ⟨7⟩ indices, ⟨8⟩ values."
    ),
)
ADVERSARIAL, SCHWARZ = le(a**2 + b, 0), le(-tau_g * a, b)


@SHARP_THEOREM.conclusion(
    "⟨1⟩ adversarial points and critical points of L have |∇L₁| ≤ τ_g",
    claims=[le(a, tau_g)],
    given=[*SMALL, ADVERSARIAL],
)
def small_majority_gradient(claim):
    """From a² + b ≤ 0 and b ≥ −τ_g a: τ_g − a = (1/a)·[−(a² + b)] + (1/a)·[b + τ_g a] when a > 0."""
    proof = Proof.about(claim)
    schwarz = proof.cite("Cauchy–Schwarz inequality", SCHWARZ)
    both = Proof.about(SHARP_THEOREM, given=[*SMALL, ADVERSARIAL, SCHWARZ], also={a: None, b: None})
    shown = both.established(
        both.cases(
            le(a, tau_g),
            a,
            0,
            lambda q: q.linear(q.goal, le(a, 0), ge(tau_g, 0)),
            lambda q: q.linear(q.goal, (ADVERSARIAL, 1 / a), (SCHWARZ, 1 / a), using=[gt(a, 0)]),
        )
    )
    return proof.finding(
        proof.instance(shown, schwarz),
        scope="a = |∇L₁(θ)|, b = ⟨∇L₀(θ), ∇L₁(θ)⟩ at any θ ∈ K with ⟨∇L, ∇L₁⟩ = a² + b ≤ 0, any dimension",
        note="A critical point of L has ⟨∇L, ∇L₁⟩ = 0, so it is among these points.",
    )


MORSE = ge(eigenvalue(j) ** 2, delta**2)
LENGTHS = (eq(squares(0), 0), eq(squares(j + 1), squares(j) + coordinate(j) ** 2), eq(image_squares(0), 0))
STRETCHED = eq(image_squares(j + 1), image_squares(j) + (eigenvalue(j) * coordinate(j)) ** 2)


@SHARP_THEOREM.conclusion(
    "⟨2⟩ |∇²L₁ v| ≥ δ|v|: the lift of a ray moves no faster than |g|/δ",
    claims=[le(delta**2 * squares(j), image_squares(j))],
    evolves=[*LENGTHS, STRETCHED, MORSE],
)
def no_faster(claim):
    """(λu)² − δ²u² = (λ² − δ²)u² in each coordinate of an eigenbasis, summed by induction over the coordinates: A(j)
    is the sum of the first j squares u², B(j) that of the squares (λu)², so |v|² = A(d) and |∇²L₁ v|² = B(d)."""
    proof = Proof.about(claim)
    return proof.finding(
        proof.cite(SPECTRAL, proof.goal, _summed(proof, LENGTHS[1], (STRETCHED, -1), (MORSE, coordinate(j) ** 2))),
        note="So |∇²L₁ v| ≥ δ|v| wherever |∇L₁| ≤ c in K; with v = θ′ the left side is |g|, and |θ′| ≤ |g|/δ.",
        scope="every dimension j, eigenvalues λ_j of ∇²L₁(θ) with λ_j² ≥ δ², coordinates u_j of a vector",
    )


def _summed(proof, of_left, *step):
    """The goal left(j) ≤ right(j) by induction over the coordinates."""
    return proof.induction(
        proof.goal,
        base=lambda q: q.linear(q.goal, (eq(squares(0), 0), delta**2), (eq(image_squares(0), 0), -1)),
        step=lambda q: q.linear(q.goal, proof.goal, (of_left, delta**2), *step),
    )


@SHARP_THEOREM.conclusion(
    "⟨3⟩ the lift stays where |∇L₁| ≤ τ_g ≤ c, and ends within τ_g/δ",
    claims=[
        le((1 - s) * a, tau_g),
        le((1 - s) * a, c),
        le(distance, a / delta),
        le(distance, tau_g / delta),
    ],
    given=[*SMALL, le(a, tau_g), le(distance, s * a / delta)],
)
def ends_nearby(claim):
    """|∇L₁(θ(s))| = (1 − s)|g| and |θ(s) − θ₀| ≤ D := s|g|/δ."""
    small, moved = le(a, tau_g), le(distance, s * a / delta)
    proof = Proof.about(claim)
    below = proof.linear(le((1 - s) * a, tau_g), small, (ge(a, 0), s), using=[ge(s, 0)])
    inside = proof.linear(le((1 - s) * a, c), below, le(tau_g, c))
    short = proof.linear(le(distance, a / delta), moved, (le(s, 1), a / delta))
    near = proof.linear(le(distance, tau_g / delta), short, (small, 1 / delta))
    return proof.finding(
        proof.both(below, inside, short, near),
        modulo=(LIFT,),
        scope="a = |g|, all s ∈ [0, 1], D = |θ(s) − θ₀|",
        note=(
            "On ∂K the gradient of L₁ is larger than τ_g, so the lift does not meet ∂K. At s = 1 the gradient is 0: "
            "this is (3), and every critical point of L belongs to one of L₁."
        ),
    )


IMAGE = eq(eigenvalue(j) * image(j), coordinate(j))
SHRUNK = eq(squares(j + 1), squares(j) + image(j) ** 2)
KEPT = eq(image_squares(j + 1), image_squares(j) + coordinate(j) ** 2)


@SHARP_THEOREM.conclusion(
    "⟨4⟩ the inverse G is Lipschitz with constant 1/δ",
    claims=[le(delta**2 * squares(j), image_squares(j))],
    evolves=[eq(squares(0), 0), SHRUNK, eq(image_squares(0), 0), KEPT, MORSE, IMAGE],
)
def lipschitz_inverse(claim):
    """DG = (∇²L₁)⁻¹ on the closed ball |y| ≤ τ_g: in eigen-coordinates u = λb for the image b of a coordinate u, so
    u² − δ²b² = (λ² − δ²)b² + (u − λb)(u + λb). A(j) is the sum of the first j squares b², B(j) that of the u²."""
    proof = Proof.about(claim)
    fact = coordinate(j) + eigenvalue(j) * image(j)
    line = _summed(proof, SHRUNK, (KEPT, -1), (MORSE, image(j) ** 2), (IMAGE, fact))
    return proof.finding(
        proof.cite(SPECTRAL, proof.goal, line),
        modulo=(
            "inference: lifts of rays from θ̂₁ depend continuously on the ray and agree with the local inverses of "
            "∇L₁, so they form a C¹ map G of the ball with DG = (∇²L₁)⁻¹; the mean value inequality on the convex ball",
        ),
        note=(
            "The lifts from θ̂₁ of all rays s ↦ s y, |y| ≤ τ_g, form G with ∇L₁(G(y)) = y and G(0) = θ̂₁. By ⟨3⟩ and "
            "uniqueness of lifts every θ ∈ K with |∇L₁(θ)| ≤ τ_g is G(∇L₁(θ)) for exactly one θ̂₁."
        ),
        scope="every dimension j, eigenvalues λ_j of ∇²L₁(G(y)), coordinates u_j and their images b_j under DG",
    )


NEARBY, LIPSCHITZ = le(norm, tau_h * distance), le(distance, other / delta)


@SHARP_THEOREM.conclusion(
    "⟨5⟩ exactly one critical point of L for each θ̂₁",
    claims=[le(norm, tau_h / delta * other), lt(tau_h / delta, 1), ge(tau_h / delta, 0)],
    given=[*SMALL, NEARBY, LIPSCHITZ],
)
def contraction(claim):
    """|Φ(y) − Φ(y′)| ≤ τ_h |G(y) − G(y′)| ≤ (τ_h/δ)|y − y′|; here E = |y − y′|, D = |G(y) − G(y′)|, n = |Φ(y) −
    Φ(y′)|."""
    proof = Proof.about(claim)
    shrinks = proof.linear(le(norm, tau_h / delta * other), NEARBY, (LIPSCHITZ, tau_h))
    ratio = proof.linear(lt(tau_h / delta, 1), (lt(tau_h, delta), 1 / delta), using=[gt(delta, 0)])
    positive = proof.linear(ge(tau_h / delta, 0), (ge(tau_h, 0), 1 / delta), using=[gt(delta, 0)])
    together = proof.both(shrinks, ratio, positive)
    return proof.finding(
        proof.cite("Banach fixed point theorem", together.formula, together),
        modulo=(
            "inference: |Φ| = |∇L₀(G(·))| ≤ τ_g, so Φ maps the closed ball, a complete space, into itself; θ = G(y) is "
            "critical for L exactly when y = ∇L₁(θ) = −∇L₀(θ) = Φ(y)",
        ),
        note=(
            "The critical points of L that belong to θ̂₁ are θ = G(y) for the fixed points y of Φ(y) = −∇L₀(G(y)): "
            "there is exactly one, y*. This is the one-to-one correspondence."
        ),
        scope="any two points y, y′ of the closed ball of radius τ_g in ℝᵈ",
    )


@cache
def divided():
    """D ≤ E/c from D·c ≤ E and c > 0."""
    fact = le(distance * c, other)
    proof = Proof({distance: Reals, other: Reals, c: Interval.open(0, oo)}, [fact])
    return proof.established(proof.linear(le(distance, other / c), (fact, 1 / c)))


NEAR, MOVED = le(distance, norm / delta), le(other, tau_h * distance)
TRIANGLE, BOUNDED = le(norm, norm_1 + other), le(norm, tau_g)


@SHARP_THEOREM.conclusion(
    "⟨6⟩ (1): distance at most |∇L₀(θ̂)|/δ ≤ τ_g/δ and at most |∇L₀(θ̂₁)|/(δ − τ_h)",
    claims=[le(distance, tau_g / delta), le(distance, norm_1 / (delta - tau_h))],
    given=[*SMALL, NEAR, MOVED, TRIANGLE, BOUNDED],
)
def distances(claim):
    """n = |∇L₀(θ̂)| = |y*|, n₁ = |∇L₀(θ̂₁)| = |Φ(0)|, D = |θ̂ − θ̂₁| = |G(y*) − G(0)|, E = |Φ(y*) − Φ(0)|. The hypotheses
    are ⟨4⟩ and ⟨5⟩ at y = y*, y′ = 0, |Φ(y*)| ≤ |Φ(0)| + |Φ(y*) − Φ(0)| and |∇L₀| ≤ τ_g."""
    proof = Proof.about(claim)
    first = proof.linear(le(distance, tau_g / delta), NEAR, (BOUNDED, 1 / delta))
    product = proof.linear(le(distance * (delta - tau_h), norm_1), (NEAR, delta), MOVED, TRIANGLE)
    gap = proof.linear(gt(delta - tau_h, 0), lt(tau_h, delta))
    second = proof.instance(divided(), product, gap, D=distance, E=norm_1, c=delta - tau_h)
    return proof.finding(proof.both(first, second), scope="any dimension", modulo=("Triangle inequality",))


WEYL = (le(lam_total - lam, tau_h), le(-tau_h, lam_total - lam))


@SHARP_THEOREM.conclusion(
    "⟨7⟩ (2): equal Morse indices",
    claims=[Or(lt(lam, delta), gt(lam_total, 0)), Or(gt(lam, -delta), lt(lam_total, 0))],
    given=[*SMALL, *WEYL],
)
def signature(claim):
    """λ₁ an eigenvalue of ∇²L₁(θ̂), λ the one of ∇²L(θ̂) of the same rank."""
    proof = Proof.about(claim)
    positive, negative = claim.formulas

    def kept(q):
        return either(q, positive, q.linear(gt(lam_total, 0), WEYL[1], le(delta, lam), lt(tau_h, delta)))

    def turned(q):
        return either(q, negative, q.linear(lt(lam_total, 0), WEYL[0], le(lam, -delta), lt(tau_h, delta)))

    line = proof.both(
        proof.cases(positive, delta, lam, kept, lambda q: either(q, positive, q.given(lt(lam, delta)))),
        proof.cases(negative, lam, -delta, turned, lambda q: either(q, negative, q.given(lt(-delta, lam)))),
    )
    return proof.finding(
        proof.cite("Weyl's inequality for eigenvalues of symmetric matrices", line.formula, line),
        modulo=(
            "inference: along G(s y*) the ordered eigenvalues of ∇²L₁ are continuous and stay outside of (−δ, δ), so "
            "∇²L₁ has the same index at θ̂ and at θ̂₁",
        ),
        scope="eigenvalues of equal rank, λ₁ ≥ δ or λ₁ ≤ −δ",
    )


@SHARP_THEOREM.conclusion(
    "⟨8⟩ (4): values of L₀ and L₁",
    claims=[
        eq(slope(s**2 * norm**2 / (2 * delta), s), s * norm**2 / delta),
        le(tau_g * norm / delta, tau_g**2 / delta),
        le(norm**2 / (2 * delta), tau_g**2 / (2 * delta)),
    ],
    given=[*SMALL, le(norm, tau_g)],
)
def values(claim):
    """Along G(s y*): n = |y*| ≤ τ_g, length ≤ n/δ. s ↦ s²n²/(2δ) has the derivative s n²/δ, vanishes at 0, is n²/(2δ)
    at 1."""
    small = le(norm, tau_g)
    proof = Proof.about(claim)
    derivative, of_minority, of_majority = proof.goals
    line = proof.both(
        proof.identity(derivative),
        proof.linear(of_minority, (small, tau_g / delta)),
        proof.linear(of_majority, (small, (tau_g + norm) / (2 * delta)), using=[gt(delta, 0)]),
    )
    return proof.finding(
        line,
        modulo=("inference: fundamental theorem of calculus along s ↦ G(s y*), s ∈ [0, 1], and Cauchy–Schwarz",),
        note=(
            "L₀ changes by at most τ_g times the length n/δ of s ↦ G(s y*); d/ds L₁(G(s y*)) = s⟨y*, DG(s y*) y*⟩ is "
            "at most s n²/δ in absolute value."
        ),
        scope="any dimension",
    )
