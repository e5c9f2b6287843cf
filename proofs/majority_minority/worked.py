"""What the worked instances share: findings from a `Landscape`, distances as quantities, the picture of the plane."""

from math import cos, isqrt, pi, sin

from sympy import lambdify

from checks.kernel import Context
from checks.kernel.boxes import interval_of
from checks.kernel.evaluate import Tape, precision
from checks.kernel.judgement import Domain
from checks.kernel.terms import Term, add, power, rational, sub, var
from checks.methods import Proof
from checks.methods.landscape import combined
from checks.methods.quantities import bounds_of, from_established, within
from checks.outcome import Curve, Figure
from proofs.majority_minority.notation import x, y

PAIRED = (
    "inference: the pairs exhaust both lists of critical points, the indices (sign changes of the leading minors, "
    "Jacobi) agree pair by pair, and each distance is at most the radius"
)


def paired(problem, radius2):
    """One certificate: both enumerations, all indices, and every distance at most the radius."""
    pairs = problem.pairs(radius2)
    facts = [problem.majority_zeros.established(), problem.total_zeros.established()]
    for pair in pairs:
        facts += [pair.majority.inertia, pair.total.inertia, pair.near]
    return pairs, combined(PAIRED, facts[1].claim.formula, facts[1].claim.context, *facts)


def distance(pairs, choose, name, symbol, meaning, bits=256):
    """The greatest or least distance ("max" or "min") of all pairs, as a quantity."""
    domains: dict[str, Domain] = {}
    terms = []
    for k, pair in enumerate(pairs):
        names = pair.majority.zero.names
        domains |= pair.majority.zero.domains(f"_{k}") | pair.total.zero.domains(f"_total_{k}")
        squares = [power(sub(var(f"{n}_{k}"), var(f"{n}_total_{k}")), 2) for n in names]
        terms.append(power(add(*squares), rational("1/2")))
    value = Term(choose, tuple(terms))
    order = sorted(domains)
    with precision(bits):
        (found,) = Tape([value], order).run([interval_of(domains[n]) for n in order])
        lower, upper = bounds_of(found.ball(), 24)
    proof = Proof()
    proof.context = Context.of(domains)
    shown = proof.established(proof.enclose(within(value, lower, upper), bits=bits))
    return from_established(name, shown, lower, upper, symbol=symbol, meaning=meaning)


def squares_root(q):
    """A rational number whose square is at most q, for pictures."""
    return isqrt(int(q * 10**24)) / 10**12


def plane(name, problem, majority, minority, radius2, caption, trajectories=()):
    """Critical points of L₁ and L, the boundary of the adversarial set around each, balls, and trajectories."""
    radius = squares_root(radius2)
    first = [tuple(map(float, p.centre)) for p in problem.of_majority()]
    second = [tuple(map(float, p.centre)) for p in problem.of_total()]
    curves = [
        Curve(r"crit $L_1$", [p[0] for p in first], [p[1] for p in first], "points"),
        Curve("crit $L$", [p[0] for p in second], [p[1] for p in second], "points"),
        _joined(r"$\langle\nabla L,\nabla L_1\rangle=0$", _adversarial(majority, minority, first, second)),
    ]
    for factor, label in ((1, r"$\tau_g/\delta$"), (2, r"$2\tau/\delta$"), (4, r"$4\tau/\delta$")):
        circles = [_circle(p, factor * radius) for p in first]
        curves.append(_joined(f"radius {label}", circles, "dashed"))
    if trajectories:
        curves.append(_joined("gradient flow", trajectories))
    return Figure(name, "The plane of parameters", "$x$", "$y$", tuple(curves), caption=caption)


def _circle(centre, radius, points=72):
    angles = [2 * pi * k / points for k in range(points + 1)]
    return [(centre[0] + radius * cos(v), centre[1] + radius * sin(v)) for v in angles]


def _adversarial(majority, minority, first, second, points=72):
    """Around the middle of each pair, the first change of sign of ⟨∇L, ∇L₁⟩ in every direction, by bisection."""
    total = majority + minority
    product = lambdify((x, y), total.diff(x) * majority.diff(x) + total.diff(y) * majority.diff(y), "math")
    for p, q in zip(first, second, strict=True):
        middle = ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)
        ring = []
        for k in range(points + 1):
            direction = (cos(2 * pi * k / points), sin(2 * pi * k / points))

            def at(r, middle=middle, direction=direction):
                return product(middle[0] + r * direction[0], middle[1] + r * direction[1])

            low, high = float(0), 1 / 1024
            while at(high) <= 0:
                low, high = high, 2 * high
            for _ in range(30):
                low, high = ((low + high) / 2, high) if at((low + high) / 2) <= 0 else (low, (low + high) / 2)
            ring.append((middle[0] + high * direction[0], middle[1] + high * direction[1]))
        yield ring


def _joined(label, pieces, kind="line"):
    """Several curves as one, with gaps."""
    gap = (float("nan"), float("nan"))
    points = [p for piece in pieces for p in (*piece, gap)]
    return Curve(label, [p[0] for p in points], [p[1] for p in points], kind)
