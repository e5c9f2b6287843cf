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

from sympy import Or

from checks.methods import Proof
from checks.methods.vectors import gram, norm, same, vector
from checks.paper import eq, ge, gt, le, lt
from proofs.foundations.vectors import SQUARES, no_longer
from proofs.majority_minority.cited import (
    ALONG_A_CURVE,
    BANACH,
    EIGENVALUES,
    GLOBAL_INVERSE,
    INTERMEDIATE,
    SPECTRAL,
)
from proofs.majority_minority.disjunctions import either
from proofs.majority_minority.notation import (
    a,
    c,
    delta,
    distance,
    lam,
    lam_total,
    s,
    slope,
    steep,
    tau_g,
    tau_h,
)
from proofs.majority_minority.pairs import (
    ADVERSARIAL_GRADIENT,
    CORRESPONDING_POINTS,
    ONE_PARTNER,
    STRETCHED_COORDINATES,
    g_0,
    g_1,
    h_0,
    theta,
    theta_other,
)
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.printed import THEOREM_1

v, Hv, y, z = vector("v"), vector("Hv"), vector("y"), vector("z")
SMALL = (le(tau_g, c), lt(tau_h, delta))

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
    uses=[ADVERSARIAL_GRADIENT, CORRESPONDING_POINTS, ONE_PARTNER, STRETCHED_COORDINATES, SQUARES],
    note=(
        "No Lipschitz constant M and no convexity; a compact K with a boundary condition may replace ℝᵈ. The proof "
        "follows rays: from θ₀ with g = ∇L₁(θ₀) the curve θ(s) with ∇L₁(θ(s)) = (1 − s)g, that is θ′ = −(∇²L₁)⁻¹g "
        "(the ray lift). Steps ⟨1⟩ to ⟨3⟩ give (3) and the way from crit L to crit L₁, ⟨4⟩ and ⟨5⟩ the way back, ⟨6⟩ "
        "distances, ⟨7⟩ indices, ⟨8⟩ values. ⟨1⟩ is adversarial-gradient, ⟨6⟩ corresponding-points, and that ⟨5⟩ gives "
        "no second one is one-partner, too."
    ),
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
        modulo=(GLOBAL_INVERSE,),
        scope="a = |g|, all s ∈ [0, 1], D = |θ(s) − θ₀|",
        note=(
            "On ∂K the gradient of L₁ is larger than τ_g, so the lift does not meet ∂K. At s = 1 the gradient is 0: "
            "this is (3), and every critical point of L belongs to one of L₁."
        ),
    )


LIFTED = (le(delta * norm(v), norm(Hv)), same(Hv, y))


@SHARP_THEOREM.conclusion(
    "⟨2⟩ and ⟨4⟩ the lift of a ray moves no faster than |g|/δ, the inverse G is Lipschitz with constant 1/δ",
    claims=[le(norm(v), norm(y) / delta)],
    given=LIFTED,
)
def lipschitz_inverse(claim):
    """v = DG(z)y at a point z of the closed ball |z| ≤ τ_g, so that ∇²L₁(G(z))v = y, or v = θ′ on the
    lift of a ray and y = −g; wherever |∇L₁| ≤ c in K, |∇²L₁v| ≥ δ|v|."""
    stretched, image = LIFTED
    proof = Proof.about(claim)
    squares = gram(proof, le(norm(Hv) ** 2, norm(y) ** 2), using=[image])
    line = proof.linear(proof.goal, (stretched, 1 / delta), (no_longer(proof, Hv, norm(y), squares), 1 / delta))
    return proof.finding(
        line,
        modulo=(SPECTRAL, GLOBAL_INVERSE, ALONG_A_CURVE),
        note=(
            "The lifts from θ̂₁ of all rays s ↦ s y, |y| ≤ τ_g, form G with ∇L₁(G(y)) = y and G(0) = θ̂₁, of class C¹ "
            "with DG = (∇²L₁)⁻¹; along segments of the ball |G(y) − G(y′)| ≤ |y − y′|/δ. By ⟨3⟩ every θ ∈ K with "
            "|∇L₁(θ)| ≤ τ_g is G(∇L₁(θ)) for exactly one θ̂₁."
        ),
        scope="every dimension",
    )


BENT = le(norm(g_0 - h_0), tau_h * norm(theta - theta_other))
NEARER = le(delta * norm(theta - theta_other), norm(y - z))


@SHARP_THEOREM.conclusion(
    "⟨5⟩ exactly one critical point of L for each θ̂₁",
    claims=[
        le(norm(g_0 - h_0), tau_h / delta * norm(y - z)),
        lt(tau_h / delta, 1),
        ge(tau_h / delta, 0),
        same(g_1, y),
    ],
    given=[*SMALL, BENT, NEARER, same(g_1, -g_0), same(y, -g_0)],
)
def contraction(claim):
    """Φ(y) = −∇L₀(G(y)) maps the closed ball |y| ≤ τ_g into itself, as |∇L₀| ≤ τ_g. With θ = G(y), θ′ = G(z), g₀ =
    ∇L₀(θ) and h₀ = ∇L₀(θ′): |Φ(y) − Φ(z)| ≤ τ_h|θ − θ′| ≤ (τ_h/δ)|y − z|. And where θ is critical for L, so that g₁ =
    ∇L₁(θ) = −g₀, g₁ is the fixed point y = −g₀ = Φ(y)."""
    proof = Proof.about(claim)
    shrinks, ratio, positive, fixed = claim.formulas
    lines = (
        proof.linear(shrinks, BENT, (NEARER, tau_h / delta)),
        proof.linear(ratio, (lt(tau_h, delta), 1 / delta), using=[gt(delta, 0)]),
        proof.linear(positive, (ge(tau_h, 0), 1 / delta), using=[gt(delta, 0)]),
        gram(proof, fixed, using=[same(g_1, -g_0), same(y, -g_0)]),
    )
    together = proof.both(*lines)
    return proof.finding(
        proof.cite(BANACH, together.formula, together),
        note=(
            "The critical points of L that belong to θ̂₁ are θ = G(y) for the fixed points y of Φ in the closed ball, a "
            "complete space: there is exactly one, y*. This is the one-to-one correspondence."
        ),
        scope="any two points y, z of the closed ball of radius τ_g in ℝᵈ",
    )


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
        proof.cite(EIGENVALUES, line.formula, line),
        modulo=(INTERMEDIATE,),
        note=(
            "The ordered eigenvalues of ∇²L₁ are continuous along G(s y*) by the same inequality and stay outside of "
            "(−δ, δ), so ∇²L₁ has the same index at θ̂ and at θ̂₁."
        ),
        scope="eigenvalues of equal rank, λ₁ ≥ δ or λ₁ ≤ −δ",
    )


@SHARP_THEOREM.conclusion(
    "⟨8⟩ (4): values of L₀ and L₁",
    claims=[
        eq(slope(s**2 * steep**2 / (2 * delta), s), s * steep**2 / delta),
        le(tau_g * steep / delta, tau_g**2 / delta),
        le(steep**2 / (2 * delta), tau_g**2 / (2 * delta)),
    ],
    given=[*SMALL, le(steep, tau_g)],
)
def values(claim):
    """Along G(s y*): V = |y*| ≤ τ_g, length ≤ V/δ. s ↦ s²V²/(2δ) has the derivative s V²/δ, vanishes at 0, is V²/(2δ)
    at 1."""
    small = le(steep, tau_g)
    proof = Proof.about(claim)
    derivative, of_minority, of_majority = proof.goals
    line = proof.both(
        proof.identity(derivative),
        proof.linear(of_minority, (small, tau_g / delta)),
        proof.linear(of_majority, (small, (tau_g + steep) / (2 * delta)), using=[gt(delta, 0)]),
    )
    return proof.finding(
        line,
        modulo=(ALONG_A_CURVE,),
        note=(
            "L₀ changes by at most τ_g times the length V/δ of s ↦ G(s y*); d/ds L₁(G(s y*)) = s⟨y*, DG(s y*) y*⟩ is "
            "at most s V²/δ in absolute value."
        ),
        scope="any dimension",
    )
