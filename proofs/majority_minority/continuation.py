r"""Continuation in the minority's weight: L₁ + sL₀ for s from 0 to 1, with a weaker condition on the boundary of K.

Where ∇L₁ + s∇L₀ = 0, |∇L₁| = s|∇L₀| ≤ τ_g ≤ c, so |∇²L₁v| ≥ δ|v|, and ∇²L₁ + s∇²L₀ is invertible: critical points of
L₁ + sL₀ move along curves θ(s) with (∇²L₁ + s∇²L₀)θ′ = −∇L₀, no faster than τ_g/(δ − sτ_h). Nothing is asked of the
boundary but that no critical point of any L₁ + sL₀ stands there. No lifts of rays, no fixed point theorem.
"""

from sympy import Interval, Rational, log

from checks.methods import Proof, proves
from checks.methods.vectors import gram, norm, same, vector
from checks.paper import eq, gt, le, lt
from proofs.foundations.vectors import CAUCHY_SCHWARZ, SQUARES, no_longer, sum_of_lengths
from proofs.majority_minority.cited import ALONG_A_CURVE, EIGENVALUES, IMPLICIT, INTERMEDIATE
from proofs.majority_minority.counterexamples import hypotheses, points_of, settled
from proofs.majority_minority.notation import c, delta, s, slope, tau_g, tau_h, u, x
from proofs.majority_minority.pairs import g_0, g_1
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.printed import THEOREM_1

v, Av, Bv = vector("v"), vector("Av"), vector("Bv")
SMALL = (le(tau_g, c), lt(tau_h, delta))
CRITICAL, VELOCITY = same(g_1, -s * g_0), same(g_0, -Av - s * Bv)
BOUNDED, MORSE, BENT = le(norm(g_0), tau_g), le(delta * norm(v), norm(Av)), le(norm(Bv), tau_h * norm(v))

CONTINUATION_SPEED = PAPER.repair(
    "continuation-speed",
    repairs=THEOREM_1,
    label="How fast critical points move",
    printed=r"\nabla L_1+s\nabla L_0=0\ \Longrightarrow\ \|\nabla L_1\|\le c,\quad "
    r"\|\theta'\|\le\frac{\tau_g}{\delta-s\tau_h}",
    reading=(
        "At a critical point of L₁ + sL₀, with g₁ = ∇L₁, g₀ = ∇L₀, the velocity v = θ′, Av = ∇²L₁v and Bv = ∇²L₀v. "
        "The last inequality says also that ∇²L₁ + s∇²L₀ is invertible: a vector that it takes to 0 is 0."
    ),
    given=[*SMALL, CRITICAL, BOUNDED, MORSE, BENT, VELOCITY],
    concludes=[
        ("strong Morse applies", le(norm(g_1), c)),
        ("invertible", le((delta - s * tau_h) * norm(v), norm(Av + s * Bv))),
        ("speed", le(norm(v), tau_g / (delta - s * tau_h))),
    ],
    uses=[CAUCHY_SCHWARZ, SQUARES],
)


@proves(CONTINUATION_SPEED, "δ|v| ≤ |Av| ≤ |Av + sBv| + s|Bv|, and Av + sBv = −∇L₀")
def continuation_speed(q):
    moved = gram(q, le(norm(g_1) ** 2, norm(g_0) ** 2), (le(s, 1), (1 + s) * norm(g_0) ** 2), using=[CRITICAL])
    gentle = q.linear(le(norm(g_1), c), no_longer(q, g_1, norm(g_0), moved), BOUNDED, le(tau_g, c))
    tail = no_longer(q, s * Bv, s * norm(Bv), gram(q, le(norm(s * Bv) ** 2, (s * norm(Bv)) ** 2)))
    parts = sum_of_lengths(q, Av, Av + s * Bv, s * Bv, -1)
    stretched = q.linear(q.goals[1], MORSE, parts, tail, (BENT, s))
    whole = gram(q, le(norm(Av + s * Bv) ** 2, norm(g_0) ** 2), using=[VELOCITY])
    gap = q.linear(lt(0, delta - s * tau_h), lt(tau_h, delta), (le(s, 1), tau_h))
    weight = 1 / (delta - s * tau_h)
    rest = no_longer(q, Av + s * Bv, norm(g_0), whole)
    speed = q.linear(q.goals[2], (stretched, weight), (rest, weight), (BOUNDED, weight), using=[gap])
    return q.both(gentle, stretched, speed)


LENGTH = -tau_g / tau_h * log(1 - s * tau_h / delta)

CONTINUATION = PAPER.repair(
    "continuation-theorem",
    repairs=THEOREM_1,
    label="Continuation theorem",
    printed=r"\nabla L_1+s\nabla L_0\ne0\text{ on }\partial K\text{ for all }s\in[0,1]\ \Longrightarrow\ "
    r"\operatorname{crit}L_1\cap K\leftrightarrow\operatorname{crit}L\cap K,\quad \|\hat\theta_1-\hat\theta\|\le"
    r"\frac{\tau_g}{\tau_h}\log\frac\delta{\delta-\tau_h}",
    reading=(
        "L₁, L₀ ∈ C², K closed, strong Morse (c, δ), |∇L₀| ≤ τ_g ≤ c and ‖∇²L₀‖ ≤ τ_h < δ on K, and no critical point "
        "of L₁ + sL₀ with 0 ≤ s ≤ 1 on the boundary of K. Then the critical points of L₁ and of L in K correspond one "
        "to one, with equal Morse indices, at distance at most (τ_g/τ_h)·log(δ/(δ − τ_h)) (for τ_h = 0: τ_g/δ), which "
        "is below 1.07 τ_g/δ in the poster's regime τ_h ≤ δ/8."
    ),
    given=SMALL,
    uses=[CONTINUATION_SPEED],
    note=(
        "The condition on the boundary is weaker than |∇L₁| > τ_g of sharp-theorem, the radius a little larger. With "
        "the linear L₀ = −⟨∇L₁(θ₀), ·⟩, for which τ_h = 0, the theorem is step ⟨3⟩ of sharp-theorem."
    ),
)


@CONTINUATION.conclusion(
    "the length of the curve: an antiderivative of the greatest speed, from 0 to 1",
    claims=[
        eq(slope(LENGTH, s), tau_g / (delta - s * tau_h)),
    ],
    given=[*SMALL, gt(tau_h, 0)],
)
def curve_length(claim):
    """At s = 0 it is 0, at s = 1 it is (τ_g/τ_h)·log(δ/(δ − τ_h))."""
    proof = Proof.about(claim)
    gap = proof.linear(lt(0, delta - s * tau_h), lt(tau_h, delta), (le(s, 1), tau_h))
    inside = proof.linear(lt(0, 1 - s * tau_h / delta), (gap, 1 / delta))
    known = (gt(tau_h, 0), gap, inside)
    return proof.finding(
        proof.identity(proof.goal, *known),
        modulo=(
            IMPLICIT,
            ALONG_A_CURVE,
            "inference: the curve through a critical point continues from s = 0 to s = 1 and back, as its speed is "
            "bounded, K is closed and no critical point stands on the boundary; so θ(0) ↔ θ(1) is one to one",
        ),
        scope="any dimension, all s ∈ [0, 1], τ_h > 0",
    )


@CONTINUATION.conclusion(
    "equal Morse indices: no eigenvalue of ∇²L₁ + s∇²L₀ passes through 0",
    claims=[gt((delta - s * tau_h) * norm(v), 0)],
    given=[*SMALL, gt(norm(v), 0)],
)
def no_eigenvalue_vanishes(claim):
    """|(∇²L₁ + s∇²L₀)v| ≥ (δ − sτ_h)|v| > 0 by continuation-speed, at every critical point of L₁ + sL₀."""
    proof = Proof.about(claim)
    gap = proof.linear(lt(0, delta - s * tau_h), lt(tau_h, delta), (le(s, 1), tau_h))
    return proof.finding(
        proof.linear(proof.goal, (gap, norm(v)), using=[gt(norm(v), 0)]), modulo=(EIGENVALUES, INTERMEDIATE)
    )


FACTOR = Rational(107, 100)


@CONTINUATION.sharpness(
    "−log(1 − τ_h/δ) ≤ 1.07 τ_h/δ for τ_h ≤ δ/8",
    claims=[le(-log(1 - u), FACTOR * u)],
    given=[],
    over={u: Interval(0, Rational(1, 8))},
)
def hardly_larger(claim):
    """Here u = τ_h/δ."""
    near = Rational(1, 20)
    low = Proof({u: Interval(0, near)})
    first = low.established(low.by_derivatives(claim.formulas[0], u, "lo"))
    proof = Proof.about(claim)
    return proof.finding(
        proof.cases(
            proof.goal,
            u,
            near,
            lambda q: q.instance(first, le(u, near)),
            lambda q: q.enclose(q.goal),
        )
    )


MAJORITY, MINORITY, EDGE = x**2 / 2, -x / 64, Rational(-1, 128)


@CONTINUATION.hypotheses(
    "on K = [−1/128, 1] with L₁ = x²/2 and L₀ = −x/64 it applies, and neither sharp-theorem nor local-theorem does",
    claims=[
        *hypotheses(MAJORITY, MINORITY),
        lt(slope(MAJORITY + s * MINORITY, x).doit().subs(x, EDGE), 0),
        gt(slope(MAJORITY + s * MINORITY, x).doit().subs(x, 1), 0),
        lt(slope(MAJORITY, x).doit().subs(x, EDGE) ** 2, Rational(1, 64) ** 2),
        lt(-EDGE, Rational(1, 64)),
    ],
    given=[],
    over={**points_of(Interval(EDGE, 1)), s: Interval(0, 1)},
)
def applies_where_others_do_not(claim):
    return settled(
        claim,
        scope="K = [−1/128, 1], δ = c = M = 1, τ = 1/64, all s ∈ [0, 1]",
        note="|L₁′| = 1/128 < τ at the left end, which is nearer to the critical point 0 of L₁ than τ/δ.",
    )
