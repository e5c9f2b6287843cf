r"""Worked instance: the double well in the plane, nine critical points.

L₁ = ((x² − 1)² + (y² − 1)²)/4 + xy/10,  L₀ = ζ((x + 1/2)² + (y − 1/3)²)/2,  K = [−3/2, 3/2]²,  c = 1/5.

|∇L₀|² ≤ ζ²·265/36 =: τ_g² on K, attained at the corner (3/2, −3/2), and ∇²L₀ = ζI, so τ_h = ζ. The Hessian of L₁ has
the Lipschitz constant M = 9 on K.

Nothing below rests on sharp-theorem: its hypotheses are verified, and its conclusions apart from it. That critical
points correspond is said of any critical point θ of L₁ and any critical point θ′ of L: they are within τ_g/δ of each
other or at least 1/2 apart. There are nine of each, in nine squares of side 1/5 that are farther than 1/2 apart.
"""

from functools import cache

from sympy import Integer, Interval, Ne, Rational, Reals, sqrt

from checks.methods import Proof, exists, quantity
from checks.methods.landscape import Landscape
from checks.methods.pairing import extreme_distance
from checks.paper import eq, ge, le, lt
from proofs.majority_minority.notation import gradient, inner, lam, slope, v_1, v_2, x, x_other, y, y_other
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.pictures import balls, zoom
from proofs.majority_minority.plane import (
    DISTANCE2,
    all_critical,
    around,
    copies,
    determinant,
    found,
    near,
    near_some,
    no_boundary,
    same_sign,
    same_trace,
    steepness,
    strong_morse,
    there,
    within_balls,
)
from proofs.majority_minority.trajectories import paths

HALF, THIRD = Rational(1, 2), Rational(1, 3)
SIDE = (-3 * HALF, 3 * HALF)
C, DELTA, STEP = Rational(1, 5), Rational(13, 20), Rational(1, 20)
ZETA, ZETA_SMALL = Rational(1, 20), Rational(1, 4000)
CORNER2 = Rational(265, 36)
LEAST_MAJORITY = Rational(-21, 200)  # the value of L₁ at (a, −a) with a² = 11/10
LIPSCHITZ = Integer(9)
PLACES = [(Rational(i, 20), Rational(j, 20)) for i, j in
          ((-21, 21), (-20, -2), (-19, -19), (-2, -20), (0, 0), (2, 20), (19, 19), (20, 2), (21, -21))]  # fmt: skip
MAJORITY = ((x**2 - 1) ** 2 + (y**2 - 1) ** 2) / 4 + x * y / 10
LEVELS = {"ζ = 1/20": ZETA, "ζ = 1/4000": ZETA_SMALL}


def minority(zeta):
    """L₀ at one imbalance level."""
    return zeta * ((x + HALF) ** 2 + (y - THIRD) ** 2) / 2


def tau2(zeta):
    """τ_g²."""
    return zeta**2 * CORNER2


@cache
def landscape(zeta):
    """The instance at one imbalance level."""
    return Landscape(MAJORITY, minority(zeta), {x: SIDE, y: SIDE})


BENDING = [slope(MAJORITY, v, v) - slope(there(MAJORITY), w, w) for v, w in ((x, x_other), (y, y_other))]


def parts(level, zeta):
    """What is claimed at one imbalance level."""
    losses = MAJORITY, minority(zeta)
    radius2 = tau2(zeta) / DELTA**2
    return [
        (f"|∇L₀| ≤ τ_g, {level}", le(steepness(losses[1]), tau2(zeta))),
        (f"∇²L₀ = ζI in x, {level}", eq(slope(losses[1], x, x), zeta)),
        (f"∇²L₀ = ζI in y, {level}", eq(slope(losses[1], y, y), zeta)),
        (f"∇²L₀ = ζI beside the diagonal, {level}", eq(slope(losses[1], x, y), 0)),
        (f"τ_g ≤ c, {level}", le(tau2(zeta), C**2)),
        (f"τ_h < δ, {level}", lt(zeta, DELTA)),
        (f"pairs within τ_g/δ, {level}", near(*losses, radius2, HALF)),
        (f"equal signs of determinants, {level}", same_sign(*losses, HALF)),
        (f"equal signs of traces, {level}", same_trace(*losses, HALF)),
        (f"the adversarial set is near the nine places, {level}", near_some(*losses, PLACES, HALF / 2)),
        (f"and within τ_g/δ of crit L₁, {level}", within_balls(*losses, radius2, HALF)),
    ]


DOUBLE_WELL = PAPER.repair(
    "double-well",
    repairs=None,
    label="Worked instance: double well",
    printed=r"L_1=\tfrac14\big((x^2-1)^2+(y^2-1)^2\big)+\tfrac1{10}xy,\quad "
    r"L_0=\tfrac\zeta2\big((x+\tfrac12)^2+(y-\tfrac13)^2\big),\quad K=[-\tfrac32,\tfrac32]^2",
    reading=(
        "With c = 1/5 and δ = 13/20, at ζ = 1/20 and at ζ = 1/4000 (which the poster's condition admits): strong "
        "Morse, the bounds on L₀ and the boundary condition of sharp-theorem hold on K; a critical point θ = (x, y) of "
        "L₁ and a critical point θ′ = (x′, y′) of L that are less than 1/2 apart are within τ_g/δ and have equal Morse "
        "indices (equal signs of the determinants and traces of the Hessians); an adversarial point is within 1/4 of "
        "one of nine places, near each of which there is a critical point of L₁ (double-well-critical-points), and "
        "within τ_g/δ of every critical point of L₁ that is less than 1/2 away."
    ),
    over={
        **dict.fromkeys((x, y, x_other, y_other), Interval(*SIDE)),
        lam: Interval(-DELTA, DELTA),
        **dict.fromkeys((v_1, v_2), Reals),
    },
    concludes=[
        ("strong Morse", strong_morse(MAJORITY, C)),
        ("|∇L₁| > τ_g on the boundary", no_boundary(MAJORITY, tau2(ZETA), SIDE)),
        (
            "M = 9",
            le(
                (BENDING[0] * v_1) ** 2 + (BENDING[1] * v_2) ** 2,
                LIPSCHITZ**2 * DISTANCE2 * (v_1**2 + v_2**2),
            ),
        ),
        ("∇²L₁ is constant beside the diagonal", eq(slope(MAJORITY, x, y), Rational(1, 10))),
        ("τ < c/2", lt(tau2(ZETA_SMALL), (C / 2) ** 2)),
        ("τ < δ/8", lt(tau2(ZETA_SMALL), (DELTA / 8) ** 2)),
        ("τ < δ²/(32M)", lt(tau2(ZETA_SMALL), (DELTA**2 / (32 * LIPSCHITZ)) ** 2)),
        ("τ_h < τ_g", lt(ZETA_SMALL**2, tau2(ZETA_SMALL))),
        *(part for level, zeta in LEVELS.items() for part in parts(level, zeta)),
    ],
)


def _of(level, *names):
    return [f"{name}, {level}" for name in names]


def _enclosed(claim, symbols, **more):
    """Every relation of the claim over the box of these symbols."""
    proof = Proof({v: claim.symbols[v] for v in symbols})
    lines = [proof.enclose(f, bits=64) for f in claim.formulas]
    return proof.finding(proof.both(*lines), **more)


PAIRS = ("pairs within τ_g/δ", "equal signs of determinants", "equal signs of traces")


@DOUBLE_WELL.conclusion("critical points of L₁ and L in pairs of equal index, ζ = 1/20", claims=_of("ζ = 1/20", *PAIRS))
def nine_pairs(claim):
    problem = landscape(ZETA)
    pairs = problem.pairs(tau2(ZETA) / DELTA**2)
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
    return _enclosed(
        claim,
        (x, y, x_other, y_other),
        quantities=quantities,
        figures=_pictures(),
        scope="all θ, θ′ ∈ K, ζ = 1/20; indices " + _indices(pairs),
    )


@DOUBLE_WELL.conclusion("the same at ζ = 1/4000", claims=_of("ζ = 1/4000", *PAIRS))
def nine_pairs_small(claim):
    """The distances are bounded by the printed radius, too, being bounded by a quarter of it."""
    problem = landscape(ZETA_SMALL)
    pairs = problem.pairs(tau2(ZETA_SMALL) / DELTA**2)
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
    scope = "all θ, θ′ ∈ K, ζ = 1/4000; indices " + _indices(pairs)
    return _enclosed(claim, (x, y, x_other, y_other), quantities=quantities, scope=scope)


@DOUBLE_WELL.conclusion("strong Morse on K with c = 1/5, δ = 13/20", claims=["strong Morse"])
def morse(claim):
    """det(∇²L₁ − λI) ≠ 0 for |λ| ≤ δ wherever |∇L₁| ≤ c: no eigenvalue lies in [−δ, δ]."""
    published = quantity(
        "delta", DELTA, symbol=r"\delta", meaning="greatest k/20 with |∇L₁| ≤ 1/5 ⇒ all |eigenvalues| ≥ k/20 on K"
    )
    return _enclosed(claim, (x, y, lam), quantities=(published,), scope="all points of K, all |λ| ≤ 13/20")


LARGER = DELTA + STEP


@DOUBLE_WELL.sharpness(
    "δ = 14/20 is too large: at some point of K with |∇L₁| ≤ c an eigenvalue lies between −14/20 and 14/20",
    exists=[
        le(steepness(MAJORITY), C**2),
        lt(0, determinant(MAJORITY, -LARGER)),
        lt(determinant(MAJORITY, LARGER), 0),
    ],
)
def no_larger_delta(claim):
    """det(∇²L₁ − λI) is positive at λ = −14/20 and negative at λ = 14/20, so it vanishes between them."""
    at = dict.fromkeys(claim.symbols, 0) | {x: Rational(199, 200), y: Rational(67, 200)}
    return exists(claim, at=at, scope="at x = 199/200, y = 67/200")


BOUNDS = (
    "|∇L₀| ≤ τ_g", "∇²L₀ = ζI in x", "∇²L₀ = ζI in y", "∇²L₀ = ζI beside the diagonal", "τ_g ≤ c", "τ_h < δ",
)  # fmt: skip


@DOUBLE_WELL.conclusion(
    "τ_g, τ_h and the boundary condition of sharp-theorem, at both levels",
    claims=["|∇L₁| > τ_g on the boundary", *(name for level in LEVELS for name in _of(level, *BOUNDS))],
)
def hypotheses_hold(claim):
    """4 − (x + 1/2)² = (3/2 − x)(x + 5/2) and 121/36 − (y − 1/3)² = (y + 3/2)(13/6 − y)."""
    proof = Proof({v: claim.symbols[v] for v in (x, y)})
    right, bottom = le(x, SIDE[1]), le(SIDE[0], y)
    facts = {}
    for level, zeta in LEVELS.items():
        bound = DOUBLE_WELL.part(f"|∇L₀| ≤ τ_g, {level}")
        weights = zeta**2 * (x + 5 * HALF), zeta**2 * (Rational(13, 6) - y)
        facts[proof.formula(bound)] = proof.linear(bound, (right, weights[0]), (bottom, weights[1]))
    lines = [facts.get(g) or proof.settle(g) for g in map(proof.formula, claim.formulas)]
    return proof.finding(
        proof.both(*lines),
        scope="all points of K, ζ = 1/20 and ζ = 1/4000; |∇L₁| > τ_g(1/20) ≥ τ_g(1/4000) on ∂K",
    )


COVER = ("the adversarial set is near the nine places", "and within τ_g/δ of crit L₁")
ACROSS, UP = x - x_other, y - y_other
A, B = x**2 + x * x_other + x_other**2 - 1, y**2 + y * y_other + y_other**2 - 1
MEAN = (A * ACROSS + UP / 10, ACROSS / 10 + B * UP)  # ∇L₁(θ) − ∇L₁(θ′) = M(θ − θ′), with A, B in M's diagonal
FIRST, MIXED = A**2 + Rational(1, 100) - DELTA**2, (A + B) / 10  # of M² − δ²I, whose determinant is
BETWEEN = ((A - DELTA) * (B - DELTA) - Rational(1, 100)) * ((A + DELTA) * (B + DELTA) - Rational(1, 100))
CRITICAL = [eq(g, 0) for g in gradient(there(MAJORITY), x_other, y_other)]
NEARBY = [le(steepness(MAJORITY), tau2(ZETA)), *CRITICAL, le(DISTANCE2, HALF**2)]


@DOUBLE_WELL.conclusion(
    "the adversarial set is covered by the balls of radius τ_g/δ about crit L₁",
    claims=[name for level in LEVELS for name in _of(level, *COVER)],
)
def covered(claim):
    """An adversarial point θ has |∇L₁| ≤ |∇L₀| ≤ τ_g. If θ′ is a critical point of L₁ less than 1/2 away, then ∇L₁(θ) =
    M(θ − θ′), where M has no eigenvalue between −δ and δ; so δ|θ − θ′| ≤ |∇L₁(θ)|. An adversarial point is within 1/4
    of a place, and the critical point of L₁ there within √2/10 of it, so they are less than 1/2 apart."""
    symbols = {v: claim.symbols[v] for v in (x, y, x_other, y_other)}
    near_one, proof = Proof(symbols, NEARBY), Proof(symbols)
    definite = near_one.both(*(near_one.enclose(lt(0, f), *NEARBY, bits=64) for f in (FIRST, BETWEEN)))
    lemma, lines = near_one.established(definite), []
    for zeta, place, ball in zip(LEVELS.values(), claim.formulas[::2], claim.formulas[1::2], strict=True):
        lines += [proof.enclose(place, bits=64), _unless(proof, ball, zeta, lemma)]
    return proof.finding(proof.both(*lines), scope="all points of K, ζ = 1/20 and ζ = 1/4000")


def _unless(p, goal, zeta, lemma):
    """The disjunction of `within_balls`: one of its first three parts, or the last, or |θ − θ′|² ≤ (τ_g/δ)²."""
    total = inner(gradient(MAJORITY + minority(zeta), x, y), gradient(MAJORITY, x, y))
    slopes = [g.lhs for g in CRITICAL]

    def steps(q, rest):
        if not rest:
            near = le(DISTANCE2, tau2(zeta) / DELTA**2)
            return q.cases(
                q.goal, HALF**2, DISTANCE2, lambda r: r.either(r.goal, le(HALF**2, DISTANCE2)),
                lambda r: r.either(r.goal, _as_near(r, near, zeta, total, lemma)),
            )  # fmt: skip
        g = rest[0]

        def apart(r):
            return r.either(r.goal, r.given(Ne(g, 0, evaluate=False)))

        def not_above(r):
            return r.cases(r.goal, 0, g, lambda same: steps(same, rest[1:]), apart)

        return q.cases(q.goal, g, 0, not_above, apart)

    return p.sub(p.context, p.formula(goal)).shown(
        lambda q: q.cases(q.goal, total, 0, lambda r: steps(r, slopes), lambda r: r.either(r.goal, lt(0, total)))
    )


def _as_near(p, goal, zeta, total, lemma):
    """|∇L₁|² ≤ τ_g² from 0 ≤ |∇L₁ + ∇L₀|², and (M² − δ²I)₁₁·(|Md|² − δ²|d|²) = (…)² + det(M² − δ²I)·d₂²."""
    bound = le(steepness(minority(zeta)), tau2(zeta))
    weights = zeta**2 * (x + 5 * HALF), zeta**2 * (Rational(13, 6) - y)
    small = p.linear(bound, (le(x, SIDE[1]), weights[0]), (le(SIDE[0], y), weights[1]))
    both = [f + g for f, g in zip(gradient(MAJORITY, x, y), gradient(minority(zeta), x, y), strict=True)]
    low = p.linear(
        le(steepness(MAJORITY), tau2(zeta)), small, (p.settle(le(0, inner(both, both))), 1), (le(total, 0), 2)
    )
    zeros = [_equal_to_zero(p, g.lhs) for g in CRITICAL]
    lower = p.linear(NEARBY[0], low, (le(tau2(zeta), tau2(ZETA)), 1))
    line = p.instance(lemma, lower, *zeros, le(DISTANCE2, HALF**2))
    first, between = (p.given(lt(0, f), line) for f in (FIRST, BETWEEN))
    square = p.settle(le(0, (FIRST * ACROSS + MIXED * UP) ** 2))
    return p.linear(
        goal,
        (low, 1 / DELTA**2),
        (square, 1 / (DELTA**2 * FIRST)),
        (between, UP**2 / (DELTA**2 * FIRST)),
        *((zero, -(2 * m + zero_of.lhs) / DELTA**2) for zero, zero_of, m in zip(zeros, CRITICAL, MEAN, strict=True)),
        using=[first],
    )


def _equal_to_zero(p, g):
    """g = 0 from g ≤ 0 and 0 ≤ g: both are max(g, 0)."""
    return p.linear(eq(g, 0), (p.axiom("max-first", g, 0), -1), p.axiom("max-second", g, 0))


@DOUBLE_WELL.conclusion(
    "ζ = 1/4000 meets the poster's condition, with M = 9",
    claims=[
        "M = 9", "∇²L₁ is constant beside the diagonal", "τ < c/2", "τ < δ/8", "τ < δ²/(32M)", "τ_h < τ_g"
    ],
)  # fmt: skip
def within_the_printed_regime(claim):
    """The difference of the Hessians is diagonal, with 3x² − 3x′² and 3y² − 3y′² in its diagonal, and 81(x − x′)² −
    (3x² − 3x′²)² = 9(x − x′)²(9 − (x + x′)²) ≥ 0 on K, likewise in y. For a vector v = (v₁, v₂) therefore
    |(∇²L₁(θ) − ∇²L₁(θ′))v|² ≤ 81((x − x′)²v₁² + (y − y′)²v₂²) ≤ 81|θ − θ′|²|v|². And τ = τ_g > τ_h."""
    proof = Proof({v: claim.symbols[v] for v in (x, y, x_other, y_other, v_1, v_2)})
    across, up = proof.enclose(le((x + x_other) ** 2, 9)), proof.enclose(le((y + y_other) ** 2, 9))
    rest = (proof.settle(ge(((x - x_other) * v_2) ** 2, 0)), proof.settle(ge(((y - y_other) * v_1) ** 2, 0)))
    bounded = proof.linear(
        claim.formulas[0],
        (across, 9 * ((x - x_other) * v_1) ** 2),
        (up, 9 * ((y - y_other) * v_2) ** 2),
        *((line, LIPSCHITZ**2) for line in rest),
    )
    return proof.finding(
        proof.both(bounded, *map(proof.settle, claim.formulas[1:])), scope="all points of K, ζ = 1/4000"
    )


NINE, TENTH = len(PLACES), Rational(1, 10)
OF_MAJORITY, OF_TOTAL = copies(NINE, "1"), copies(NINE, "")

CRITICAL_POINTS = PAPER.repair(
    "double-well-critical-points",
    repairs=None,
    label="Critical points of the double well",
    reading=(
        "L₁, and L at ζ = 1/20 and at ζ = 1/4000, have a critical point near each of nine places (those of L₁ rounded "
        "to twentieths): within 1/10 of it in either coordinate. That there are no others in K is part of how they are "
        "counted (quantities of double-well)."
    ),
)


@CRITICAL_POINTS.conclusion(
    "L₁ has a critical point near each of the nine places",
    exists=all_critical(MAJORITY, OF_MAJORITY),
    over=around(OF_MAJORITY, PLACES, TENTH),
)
def nine_of_the_majority(claim):
    return found(claim, scope="nine points at once, each within 1/10 of its place in either coordinate")


@CRITICAL_POINTS.conclusion(
    "L has a critical point near each of the nine places, ζ = 1/20",
    exists=all_critical(MAJORITY + minority(ZETA), OF_TOTAL),
    over=around(OF_TOTAL, PLACES, TENTH),
)
def nine_of_the_total(claim):
    return found(claim, scope="nine points at once, each within 1/10 of its place in either coordinate")


@CRITICAL_POINTS.conclusion(
    "L has a critical point near each of the nine places, ζ = 1/4000",
    exists=all_critical(MAJORITY + minority(ZETA_SMALL), OF_TOTAL),
    over=around(OF_TOTAL, PLACES, TENTH),
)
def nine_of_the_total_small(claim):
    return found(claim, scope="nine points at once, each within 1/10 of its place in either coordinate")


def _indices(pairs):
    return ", ".join(str(pair.majority.index) for pair in pairs)


def _pictures():
    problem, radius2 = landscape(ZETA), tau2(ZETA) / DELTA**2
    return (
        balls(
            problem,
            radius2,
            r"Double well at $\zeta=1/20$: nine critical points of $L_1$ and of $L$, eight trajectories.",
            [path[::8] for path in paths(problem)],
        ),
        zoom(problem, radius2, DELTA, 5, r"Inside the closed curve a step along $-\nabla L$ does not decrease $L_1$."),
    )
