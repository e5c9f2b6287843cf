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

from sympy import Interval, Reals, oo

from checks.methods import Proof
from checks.paper import eq, ge, gt, le, lt
from proofs.majority_minority.notation import (
    a,
    b,
    c,
    delta,
    distance,
    lam,
    lam_total,
    norm,
    norm_1,
    other,
    s,
    slope,
    tau_g,
    tau_h,
    u,
)
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.printed import THEOREM_1

SMALL = (le(tau_g, c), lt(tau_h, delta))
LIFT = (
    "inference: inverse function theorem and lifting of rays: while |∇L₁| ≤ c in K the ray lifts uniquely, its limit "
    "points exist because it is Lipschitz and K is closed, so by the bounds shown it lifts up to s = 1"
)
SUM = "inference: summed over the coordinates u in an orthonormal eigenbasis of the symmetric matrix ∇²L₁(θ)"

SHARP_THEOREM = PAPER.repair(
    "sharp-theorem",
    repairs=THEOREM_1,
    printed=r"\tau_g\le c,\ \tau_h<\delta,\ (K=\mathbb R^d\text{ or }\|\nabla L_1\|>\tau_g\text{ on }\partial K)"
    r"\ \Longrightarrow\ \operatorname{crit}L_1\cap K\leftrightarrow\operatorname{crit}L\cap K,\ "
    r"\|\hat\theta_1-\hat\theta\|\le\frac{\|\nabla L_0(\hat\theta)\|}\delta\le\frac{\tau_g}\delta,\quad "
    r"K\setminus Z_{\mathrm{maj}}\subset\bigcup\overline B\Big(\hat\theta_1,\frac{\tau_g}\delta\Big)",
    words=(
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


@SHARP_THEOREM.conclusion("⟨1⟩ adversarial points and critical points of L have |∇L₁| ≤ τ_g")
def small_majority_gradient():
    """From a² + b ≤ 0 and b ≥ −τ_g a: τ_g − a = (1/a)·[−(a² + b)] + (1/a)·[b + τ_g a] when a > 0."""
    adversarial, schwarz = le(a**2 + b, 0), le(-tau_g * a, b)
    proof = Proof.about(SHARP_THEOREM, given=[*SMALL, adversarial], also={a: None, b: None})
    bound = proof.cite("Cauchy–Schwarz inequality", schwarz)
    both = Proof.about(SHARP_THEOREM, given=[*SMALL, adversarial, schwarz], also={a: None, b: None})
    shown = both.established(
        both.cases(
            le(a, tau_g),
            a,
            0,
            lambda q: q.linear(q.goal, le(a, 0), ge(tau_g, 0)),
            lambda q: q.linear(q.goal, (adversarial, 1 / a), (schwarz, 1 / a), using=[gt(a, 0)]),
        )
    )
    return proof.finding(
        proof.instance(shown, bound),
        scope="a = |∇L₁(θ)|, b = ⟨∇L₀(θ), ∇L₁(θ)⟩ at any θ ∈ K with ⟨∇L, ∇L₁⟩ = a² + b ≤ 0, any dimension",
        note="A critical point of L has ⟨∇L, ∇L₁⟩ = 0, so it is among these points.",
    )


@SHARP_THEOREM.conclusion("⟨2⟩ the lift of a ray moves no faster than |g|/δ")
def no_faster():
    """(λu)² − δ²u² = (λ² − δ²)u² in each coordinate, so |∇²L₁ v|² ≥ δ²|v|²; with v = θ′ the left side is |g|²."""
    morse = ge(lam**2, delta**2)
    proof = Proof.about(SHARP_THEOREM, given=[*SMALL, morse], also={lam: None, u: None})
    return proof.finding(
        proof.linear(le(delta**2 * u**2, (lam * u) ** 2), (morse, u**2)),
        modulo=(SUM,),
        note=("So |∇²L₁ v| ≥ δ|v| wherever |∇L₁| ≤ c in K; with v = θ′ the left side is |g|, and |θ′| ≤ |g|/δ."),
        scope="every eigenvalue λ of ∇²L₁(θ) with λ² ≥ δ², every coordinate u of a vector",
    )


@SHARP_THEOREM.conclusion("⟨3⟩ the lift stays where |∇L₁| ≤ τ_g ≤ c, and ends within τ_g/δ")
def ends_nearby():
    """|∇L₁(θ(s))| = (1 − s)|g| and |θ(s) − θ₀| ≤ D := s|g|/δ."""
    small, moved = le(a, tau_g), le(distance, s * a / delta)
    proof = Proof.about(SHARP_THEOREM, given=[*SMALL, small, moved], also={a: None, s: None, distance: None})
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


@SHARP_THEOREM.conclusion("⟨4⟩ the inverse G is Lipschitz with constant 1/δ")
def lipschitz_inverse():
    """DG = (∇²L₁)⁻¹ on the closed ball |y| ≤ τ_g: in eigen-coordinates u = λb for the image b of a coordinate u, so
    u² − δ²b² = (λ² − δ²)b² + (u − λb)(u + λb)."""
    morse, image = ge(lam**2, delta**2), eq(lam * b, u)
    proof = Proof.about(SHARP_THEOREM, given=[*SMALL, morse, image], also={lam: None, u: None, b: None})
    line = proof.linear(le(delta**2 * b**2, u**2), (morse, b**2), (image, u + lam * b))
    return proof.finding(
        line,
        modulo=(
            SUM,
            "inference: lifts of rays from θ̂₁ depend continuously on the ray and agree with the local inverses of "
            "∇L₁, so they form a C¹ map G of the ball with DG = (∇²L₁)⁻¹; the mean value inequality on the convex ball",
        ),
        note=(
            "The lifts from θ̂₁ of all rays s ↦ s y, |y| ≤ τ_g, form G with ∇L₁(G(y)) = y and G(0) = θ̂₁. By ⟨3⟩ and "
            "uniqueness of lifts every θ ∈ K with |∇L₁(θ)| ≤ τ_g is G(∇L₁(θ)) for exactly one θ̂₁."
        ),
        scope="every eigenvalue λ of ∇²L₁(G(y)), every coordinate u and its image b under DG",
    )


@SHARP_THEOREM.conclusion("⟨5⟩ exactly one critical point of L for each θ̂₁")
def contraction():
    """|Φ(y) − Φ(y′)| ≤ τ_h |G(y) − G(y′)| ≤ (τ_h/δ)|y − y′|; here E = |y − y′|, D = |G(y) − G(y′)|, n = |Φ(y) −
    Φ(y′)|."""
    facts = [le(norm, tau_h * distance), le(distance, other / delta)]
    proof = Proof.about(SHARP_THEOREM, given=[*SMALL, *facts], also={norm: None, distance: None, other: None})
    shrinks = proof.linear(le(norm, tau_h / delta * other), facts[0], (facts[1], tau_h))
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


@SHARP_THEOREM.conclusion("⟨6⟩ (1): distance at most |∇L₀(θ̂)|/δ ≤ τ_g/δ and at most |∇L₀(θ̂₁)|/(δ − τ_h)")
def distances():
    """n = |∇L₀(θ̂)| = |y*|, n₁ = |∇L₀(θ̂₁)| = |Φ(0)|, D = |θ̂ − θ̂₁|."""
    facts = [le(distance, norm / delta), le(norm, tau_g), le(norm, norm_1 + tau_h / delta * norm)]
    proof = Proof.about(SHARP_THEOREM, given=[*SMALL, *facts], also={norm: None, norm_1: None, distance: None})
    first = proof.linear(le(distance, tau_g / delta), facts[0], (facts[1], 1 / delta))
    product = proof.linear(le(distance * (delta - tau_h), norm_1), (facts[0], delta - tau_h), facts[2])
    gap = proof.linear(gt(delta - tau_h, 0), lt(tau_h, delta))
    second = proof.instance(divided(), product, gap, D=distance, E=norm_1, c=delta - tau_h)
    return proof.finding(
        proof.both(proof.given(facts[0]), first, second),
        scope="any dimension",
        modulo=("inference: ⟨4⟩ and ⟨5⟩ at y = y*, y′ = 0 give the three inequalities that are assumed here",),
    )


@SHARP_THEOREM.conclusion("⟨7⟩ (2): equal Morse indices")
def signature():
    """λ₁ an eigenvalue of ∇²L₁(θ̂), λ the one of ∇²L(θ̂) of the same rank."""
    facts = [le(lam_total - lam, tau_h), le(-tau_h, lam_total - lam)]
    symbols = {lam: None, lam_total: None}
    above = Proof.about(SHARP_THEOREM, given=[*SMALL, *facts, ge(lam, delta)], also=symbols)
    below = Proof.about(SHARP_THEOREM, given=[*SMALL, *facts, le(lam, -delta)], also=symbols)
    positive = above.linear(gt(lam_total, 0), facts[1], ge(lam, delta), lt(tau_h, delta))
    up = above.established(positive)
    down = below.established(below.linear(lt(lam_total, 0), facts[0], le(lam, -delta), lt(tau_h, delta)))
    proof = Proof.about(SHARP_THEOREM, given=[*SMALL, *facts, ge(lam, delta)], also=symbols)
    weyl = proof.cite("Weyl's inequality for eigenvalues of symmetric matrices", gt(lam_total, 0), up, down)
    return proof.finding(
        weyl,
        modulo=(
            "inference: λ ≤ −δ is the mirror image and part of the certificate; along G(s y*) the ordered "
            "eigenvalues of ∇²L₁ are continuous and stay outside of (−δ, δ), so ∇²L₁ has the same index at θ̂ and at "
            "θ̂₁",
        ),
        scope="eigenvalues of equal rank, λ₁ ≥ δ (and, in the certificate, λ₁ ≤ −δ)",
    )


@SHARP_THEOREM.conclusion("⟨8⟩ (4): values of L₀ and L₁")
def values():
    """Along G(s y*): n = |y*| ≤ τ_g, length ≤ n/δ. s ↦ s²n²/(2δ) has the derivative s n²/δ, vanishes at 0, is n²/(2δ)
    at 1."""
    small = le(norm, tau_g)
    proof = Proof.about(SHARP_THEOREM, given=[*SMALL, small], also={norm: None, s: None})
    majority = proof.identity(eq(slope(s**2 * norm**2 / (2 * delta), s), s * norm**2 / delta))
    first = proof.linear(le(tau_g * norm / delta, tau_g**2 / delta), (small, tau_g / delta))
    second = proof.linear(
        le(norm**2 / (2 * delta), tau_g**2 / (2 * delta)), (small, (tau_g + norm) / (2 * delta)), using=[gt(delta, 0)]
    )
    return proof.finding(
        proof.both(majority, first, second),
        modulo=("inference: fundamental theorem of calculus along s ↦ G(s y*), s ∈ [0, 1], and Cauchy–Schwarz",),
        note=(
            "L₀ changes by at most τ_g times the length n/δ of s ↦ G(s y*); d/ds L₁(G(s y*)) = s⟨y*, DG(s y*) y*⟩ is "
            "at most s n²/δ in absolute value."
        ),
        scope="any dimension",
    )
