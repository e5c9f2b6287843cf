r"""Worked instance: the double well in the plane, nine critical points.

L₁ = ((x² − 1)² + (y² − 1)²)/4 + xy/10,  L₀ = ζ((x + 1/2)² + (y − 1/3)²)/2,  K = [−3/2, 3/2]²,  c = 1/5.

|∇L₀|² ≤ ζ²·265/36 =: τ_g² on K, attained at the corner (3/2, −3/2), and ∇²L₀ = ζI, so τ_h = ζ. The Hessian of L₁ has
the Lipschitz constant M = 9 on K.
"""

from functools import cache

from sympy import And, Integer, Interval, Rational, sqrt

from checks.methods import Proof, exists, quantity
from checks.methods.landscape import MORSE, Landscape, combined
from checks.methods.pairing import extreme_distance, paired
from checks.outcome import Finding
from checks.paper import eq, gt, le, lt
from proofs.majority_minority.notation import slope, x, x_other, y
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.pictures import balls, zoom

HALF, THIRD = Rational(1, 2), Rational(1, 3)
SIDE = (-3 * HALF, 3 * HALF)
C, DELTA, STEP = Rational(1, 5), Rational(13, 20), Rational(1, 20)
ZETA, ZETA_SMALL = Rational(1, 20), Rational(1, 4000)
CORNER2 = Rational(265, 36)
LEAST_MAJORITY = Rational(-21, 200)  # the value of L₁ at (a, −a) with a² = 11/10
LIPSCHITZ = Integer(9)


def losses(zeta):
    """(L₁, L₀)."""
    majority = ((x**2 - 1) ** 2 + (y**2 - 1) ** 2) / 4 + x * y / 10
    return majority, zeta * ((x + HALF) ** 2 + (y - THIRD) ** 2) / 2


def tau2(zeta):
    """τ_g²."""
    return zeta**2 * CORNER2


@cache
def landscape(zeta):
    """The instance at one imbalance level."""
    majority, minority = losses(zeta)
    return Landscape(majority, minority, {x: SIDE, y: SIDE})


DOUBLE_WELL = PAPER.repair(
    "double-well",
    repairs=None,
    label="Worked instance: double well",
    printed=r"L_1=\tfrac14\big((x^2-1)^2+(y^2-1)^2\big)+\tfrac1{10}xy,\quad "
    r"L_0=\tfrac\zeta2\big((x+\tfrac12)^2+(y-\tfrac13)^2\big),\quad K=[-\tfrac32,\tfrac32]^2",
    words=(
        "L₁ and L have nine critical points each in K (ζ = 1/20 and ζ = 1/4000), in pairs of equal Morse index within "
        "τ_g/δ, with δ = 13/20 at c = 1/5, and the adversarial set lies in the balls of radius τ_g/δ about crit L₁."
    ),
    note=(
        "The hypotheses of sharp-theorem are verified here, and its conclusions apart from it: nothing below rests "
        "on the theorem."
    ),
)


@DOUBLE_WELL.conclusion("nine critical points of L₁, nine of L at ζ = 1/20, paired with equal indices within τ_g/δ")
def nine_pairs():
    problem = landscape(ZETA)
    pairs, established = paired(problem, tau2(ZETA) / DELTA**2)
    tau = sqrt(CORNER2) * ZETA
    quantities = (
        problem.majority_zeros.number(
            "critical_points_majority", symbol=r"\#\operatorname{crit}L_1", meaning="critical points of L₁ in K"
        ),
        problem.total_zeros.number(
            "critical_points_total", symbol=r"\#\operatorname{crit}L", meaning="critical points of L in K, ζ = 1/20"
        ),
        extreme_distance(
            pairs,
            "max",
            "distance_max",
            symbol=r"\max\|\hat\theta_1-\hat\theta\|",
            meaning="greatest distance of a pair, ζ = 1/20",
        ),
        extreme_distance(
            pairs,
            "min",
            "distance_min",
            symbol=r"\min\|\hat\theta_1-\hat\theta\|",
            meaning="least distance of a pair, ζ = 1/20",
        ),
        quantity("radius_sharp", tau / DELTA, symbol=r"\tau_g/\delta", meaning="radius of sharp-theorem, ζ = 1/20"),
        quantity("radius_printed", 4 * tau / DELTA, symbol=r"4\tau/\delta", meaning="printed radius, ζ = 1/20"),
    )
    return _told(established, quantities, _pictures(), "K, ζ = 1/20; indices " + _indices(pairs))


@DOUBLE_WELL.conclusion("the same at ζ = 1/4000, which the poster's condition admits")
def nine_pairs_small():
    """The distances are bounded by the printed radius, too, being bounded by a quarter of it."""
    problem = landscape(ZETA_SMALL)
    pairs, established = paired(problem, tau2(ZETA_SMALL) / DELTA**2)
    tau = sqrt(CORNER2) * ZETA_SMALL
    quantities = (
        extreme_distance(
            pairs,
            "max",
            "distance_max_small",
            symbol=r"\max\|\hat\theta_1-\hat\theta\|",
            meaning="greatest distance, ζ = 1/4000",
        ),
        quantity("radius_sharp_small", tau / DELTA, symbol=r"\tau_g/\delta", meaning="sharp radius, ζ = 1/4000"),
        quantity("radius_printed_small", 4 * tau / DELTA, symbol=r"4\tau/\delta", meaning="printed radius, ζ = 1/4000"),
    )
    return _told(established, quantities, (), "K, ζ = 1/4000; indices " + _indices(pairs))


@DOUBLE_WELL.conclusion("strong Morse on K with c = 1/5, δ = 13/20")
def morse():
    problem = landscape(ZETA)
    shown = problem.morse(C, DELTA)
    published = quantity(
        "delta", DELTA, symbol=r"\delta", meaning="greatest k/20 with |∇L₁| ≤ 1/5 ⇒ all |eigenvalues| ≥ k/20 on K"
    )
    return _told(combined(MORSE, shown.claim.formula, shown.claim.context, shown), (published,), (), "all points of K")


@DOUBLE_WELL.sharpness("δ = 14/20 is too large")
def no_larger_delta():
    """A point of K with |∇L₁|² ≤ c², between whose eigenvalues and ±δ′ there is a gap: H − δ′ I is indefinite while
    H + δ′ I is positive definite, so some eigenvalue lies in (−δ′, δ′)."""
    majority, _ = losses(ZETA)
    larger = DELTA + STEP
    first = [slope(majority, v) for v in (x, y)]
    hessian = [[slope(majority, v, w) for w in (x, y)] for v in (x, y)]

    def shifted(by):
        return (hessian[0][0] + by) * (hessian[1][1] + by) - hessian[0][1] ** 2

    such = And(
        le(first[0] ** 2 + first[1] ** 2, C**2),
        gt(hessian[0][0] + larger, 0),
        gt(shifted(larger), 0),
        lt(shifted(-larger), 0),
    )
    return exists(DOUBLE_WELL, such, at={x: Rational(199, 200), y: Rational(67, 200)}, also={x: None, y: None})


@DOUBLE_WELL.conclusion("τ_g, τ_h and the boundary condition of sharp-theorem, at both levels")
def hypotheses_hold():
    """4 − (x + 1/2)² = (3/2 − x)(x + 5/2) and 121/36 − (y − 1/3)² = (y + 3/2)(13/6 − y)."""
    problem = landscape(ZETA)
    proof = Proof()
    proof.context = problem.context
    facts = []
    for zeta in (ZETA, ZETA_SMALL):
        _, minority = losses(zeta)
        norm2 = slope(minority, x) ** 2 + slope(minority, y) ** 2
        right, bottom = le(x, SIDE[1]), le(SIDE[0], y)
        weights = zeta**2 * (x + 5 * HALF), zeta**2 * (Rational(13, 6) - y)
        facts += [
            proof.linear(le(norm2, tau2(zeta)), (right, weights[0]), (bottom, weights[1])),
            *(proof.settle(eq(slope(minority, v, w), zeta if v == w else 0)) for v, w in ((x, x), (x, y), (y, y))),
            *(proof.settle(f) for f in (le(tau2(zeta), C**2), lt(zeta, DELTA))),
        ]
    facts.append(proof.use(problem.boundary(tau2(ZETA))))
    return proof.finding(
        proof.both(*facts), scope="all points of K, ζ = 1/20 and ζ = 1/4000; |∇L₁| > τ_g(1/20) ≥ τ_g(1/4000) on ∂K"
    )


@DOUBLE_WELL.conclusion("the adversarial set is covered by the balls of radius τ_g/δ about crit L₁")
def covered():
    """The centres in the formula are those of the small boxes, the radii smaller by 2⁻⁶⁰ on that account."""
    problem = landscape(ZETA)
    shown = [landscape(z).cover(tau2(z) / DELTA**2) for z in (ZETA, ZETA_SMALL)]
    facts = [*shown, problem.majority_zeros.established]
    inference = "inference: a critical point of L₁ is within 2⁻⁶⁰ of the middle of its small box (triangle inequality)"
    together = combined(inference, shown[0].claim.formula, problem.context, *facts)
    return _told(together, (), (), "all points of K, ζ = 1/20 (claim shown) and ζ = 1/4000 (in the certificate)")


@DOUBLE_WELL.conclusion("ζ = 1/4000 meets the poster's condition, with M = 9")
def within_the_printed_regime():
    """81(x − x′)² − (3x² − 3x′²)² = 9(x − x′)²(9 − (x + x′)²) ≥ 0 on K, likewise in y; τ = τ_g > τ_h."""
    majority, _ = losses(ZETA_SMALL)
    proof = Proof(dict.fromkeys((x, x_other, y), Interval(*SIDE)))
    apart = slope(majority, x, x) - slope(majority.subs(x, x_other), x_other, x_other)
    bounded = proof.enclose(le((x + x_other) ** 2, 9))
    square = tau2(ZETA_SMALL)
    numbers = [lt(square, (C / 2) ** 2), lt(square, (DELTA / 8) ** 2), lt(square, (DELTA**2 / (32 * LIPSCHITZ)) ** 2)]
    line = proof.both(
        proof.linear(le(apart**2, LIPSCHITZ**2 * (x - x_other) ** 2), (bounded, 9 * (x - x_other) ** 2)),
        proof.settle(eq(slope(majority, x, y), Rational(1, 10))),
        *(proof.settle(f) for f in (*numbers, lt(ZETA_SMALL**2, square))),
    )
    return proof.finding(
        line,
        modulo=(
            "inference: the Hessian's difference is diagonal, its entries those shown (L₁ is symmetric in x and y); "
            "the norm of a diagonal matrix is its largest entry",
        ),
        scope="all points of K, ζ = 1/4000",
    )


def _indices(pairs):
    return ", ".join(str(pair.majority.index) for pair in pairs)


def _told(established, quantities, figures, scope):
    return Finding.proved(established, scope=scope, quantities=quantities, figures=figures)


def _pictures():
    from proofs.majority_minority.trajectories import paths

    problem, radius2 = landscape(ZETA), tau2(ZETA) / DELTA**2
    return (
        balls(
            problem,
            radius2,
            r"Double well at $\zeta=1/20$: nine critical points of $L_1$ and of $L$, eight trajectories.",
            [path[::8] for path in paths()],
        ),
        zoom(problem, radius2, DELTA, 5, r"Inside the closed curve a step along $-\nabla L$ does not decrease $L_1$."),
    )
