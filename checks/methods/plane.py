"""Pictures of the plane of parameters, and gradient flow in floating point: for the eye and for numerical evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import cos, isqrt, pi, sin

from flint import arb, ctx

from checks.encode.terms import add, mul, var
from checks.kernel.extensions.orbits import ball_function
from checks.kernel.terms import Term
from checks.methods.landscape import Landscape
from checks.outcome import Curve

__all__ = ["Path", "adversarial_rings", "circles", "flow", "function_of", "joined", "root_of"]

Path = list[tuple[float, ...]]
STEPS_PER_UNIT = 64


def function_of(terms: Sequence[Term], names: Sequence[str]) -> Callable[[Sequence[float]], tuple[float, ...]]:
    """A function of floats that returns floats (middles of balls of 64 bits)."""
    inner = ball_function(terms, list(map(var, names)))

    def at(point: Sequence[float]) -> tuple[float, ...]:
        with ctx.workprec(64):
            return tuple(float(v.mid()) for v in inner(*(arb(p) for p in point)))

    return at


def flow(problem: Landscape, start: Sequence[float], length: int = 12) -> Path:
    """Points of θ′ = −∇L(θ) at 64 instants per unit of time, by Runge–Kutta steps of fourth order."""
    slopes = function_of(problem.gradient(problem.total), problem.names)
    h = 1 / STEPS_PER_UNIT

    def velocity(point: Sequence[float], by: float = 0, along: Sequence[float] | None = None) -> list[float]:
        moved = point if along is None else [p + by * v for p, v in zip(point, along, strict=True)]
        return [-v for v in slopes(moved)]

    path = [tuple(float(v) for v in start)]
    for _ in range(length * STEPS_PER_UNIT):
        point = path[-1]
        k1 = velocity(point)
        k2 = velocity(point, h / 2, k1)
        k3 = velocity(point, h / 2, k2)
        k4 = velocity(point, h, k3)
        steps = zip(point, k1, k2, k3, k4, strict=True)
        path.append(tuple(p + h / 6 * (a + 2 * b + 2 * c + d) for p, a, b, c, d in steps))
    return path


def adversarial_rings(problem: Landscape, points: int = 72) -> list[Path]:
    """Around the middle between each critical point of L₁ and the nearest one of L: where ⟨∇L, ∇L₁⟩ first changes its
    sign in every direction, by bisection. Two unknowns."""
    pairs = zip(problem.gradient(problem.total), problem.gradient(problem.majority), strict=True)
    product = function_of([add(*(mul(a, b) for a, b in pairs))], problem.names)
    total = [tuple(map(float, z.centre)) for z in problem.total_zeros.zeros]
    rings: list[Path] = []
    for p in (tuple(map(float, z.centre)) for z in problem.majority_zeros.zeros):
        q = min(total, key=lambda t: (t[0] - p[0]) ** 2 + (t[1] - p[1]) ** 2)
        middle = ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)
        rings.append([_first_change(product, middle, 2 * pi * k / points) for k in range(points + 1)])
    return rings


def _first_change(
    product: Callable[[Sequence[float]], tuple[float, ...]], middle: tuple[float, float], angle: float
) -> tuple[float, ...]:
    def at(r: float) -> tuple[float, ...]:
        return middle[0] + r * cos(angle), middle[1] + r * sin(angle)

    low, high = 0.0, 1 / 1024
    while product(at(high))[0] <= 0:
        low, high = high, 2 * high
    for _ in range(30):
        half = (low + high) / 2
        low, high = (half, high) if product(at(half))[0] <= 0 else (low, half)
    return at(high)


def circles(centres: Iterable[Sequence[float]], radius: float, points: int = 72) -> list[Path]:
    """Circles in the plane."""
    angles = [2 * pi * k / points for k in range(points + 1)]
    return [[(c[0] + radius * cos(v), c[1] + radius * sin(v)) for v in angles] for c in centres]


def joined(label: str, pieces: Iterable[Sequence[Sequence[float]]], kind: str = "line") -> Curve:
    """Several curves in the plane as one, with gaps between them."""
    gap = (float("nan"), float("nan"))
    points = [p for piece in pieces for p in (*piece, gap)]
    return Curve(label, [p[0] for p in points], [p[1] for p in points], kind)


def root_of(square: Fraction) -> float:
    """The square root of a rational number, for pictures."""
    return isqrt(int(square * 10**24)) / 10**12
