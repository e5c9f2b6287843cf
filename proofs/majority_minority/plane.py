r"""What the worked instances in the plane claim, as relations at a point θ = (x, y) and a second one θ′ = (x′, y′).

An eigenvalue of a symmetric 2×2 matrix H is a zero λ of det(H − λI). The Morse index is 1 where det H < 0, and where
det H > 0 it is 0 or 2 as the trace is positive or negative.
"""

from sympy import And, Interval, Ne, Or

from checks.methods import evidence
from checks.methods.zeros import all_zeros
from checks.paper import eq, le, lt, real
from proofs.majority_minority.notation import gradient, inner, lam, slope, x, x_other, y, y_other

DISTANCE2 = (x - x_other) ** 2 + (y - y_other) ** 2


def there(f):
    """The function at the second point."""
    return f.subs({x: x_other, y: y_other}, simultaneous=True)


def determinant(f, shift=0, at=(x, y)):
    """det(∇²f − shift·I)."""
    first, second = at
    return (slope(f, first, first) - shift) * (slope(f, second, second) - shift) - slope(f, first, second) ** 2


def trace(f, at=(x, y)):
    """tr ∇²f."""
    return sum(slope(f, v, v) for v in at)


def steepness(f):
    """|∇f|²."""
    return inner(gradient(f, x, y), gradient(f, x, y))


def strong_morse(majority, c):
    """|∇L₁| > c, or λ is no eigenvalue of ∇²L₁."""
    return Or(lt(c**2, steepness(majority)), Ne(determinant(majority, lam), 0, evaluate=False))


def no_boundary(majority, tau2, side):
    """A point with |∇L₁|² ≤ τ² is an inner point of the square."""
    low, high = side
    return Or(lt(tau2, steepness(majority)), And(*(lt(low, v) for v in (x, y)), *(lt(v, high) for v in (x, y))))


def _not_critical(f, at=(x, y)):
    return [Ne(g, 0, evaluate=False) for g in gradient(f, *at)]


def _partners(majority, minority, apart):
    """Not: θ critical for L₁, θ′ critical for L, less than `apart` from each other."""
    total = there(majority + minority)
    return [*_not_critical(majority), *_not_critical(total, (x_other, y_other)), le(apart**2, DISTANCE2)]


def near(majority, minority, radius2, apart):
    """Critical points of L₁ and of L are within the radius of each other, or at least `apart`."""
    return Or(*_partners(majority, minority, apart), le(DISTANCE2, radius2))


def same_sign(majority, minority, apart):
    """Such points have Hessians with determinants of the same sign, which is not 0 …"""
    total = determinant(there(majority + minority), at=(x_other, y_other))
    return Or(*_partners(majority, minority, apart), lt(0, determinant(majority) * total))


def same_trace(majority, minority, apart):
    """… and, where the determinants are positive, with traces of the same sign."""
    total = trace(there(majority + minority), at=(x_other, y_other))
    return Or(*_partners(majority, minority, apart), lt(determinant(majority), 0), lt(0, trace(majority) * total))


def near_some(majority, minority, places, apart):
    """An adversarial point is less than `apart` from one of the places."""
    return Or(_in_zone(majority, minority), *(lt((x - a) ** 2 + (y - b) ** 2, apart**2) for a, b in places))


def within_balls(majority, minority, radius2, apart):
    """An adversarial point θ is within the radius of every critical point θ′ of L₁ that is less than `apart` away."""
    critical = _not_critical(there(majority), (x_other, y_other))
    return Or(_in_zone(majority, minority), *critical, le(DISTANCE2, radius2), le(apart**2, DISTANCE2))


def _in_zone(majority, minority):
    total = gradient(majority + minority, x, y)
    return lt(0, inner(total, gradient(majority, x, y)))


def copies(count, name):
    """The coordinates of so many points (x_k, y_k)."""
    return [real(f"x_{name}{i} y_{name}{i}") for i in range(count)]


def around(points, places, half):
    """Each point in the square with this half side around its place."""
    return {
        v: Interval(c - half, c + half)
        for point, place in zip(points, places, strict=True)
        for v, c in zip(point, place, strict=True)
    }


def all_critical(f, points):
    """∇f = 0 at each of the points."""
    return [eq(f.diff(v).subs({x: a, y: b}, simultaneous=True), 0) for a, b in points for v in (x, y)]


def found(claim, **more):
    """All of them at once: one zero of the joint system, in a box that contracts to a point."""
    box = {v: (domain.start, domain.end) for v, domain in claim.symbols.items()}
    (zero,) = all_zeros([equation.lhs for equation in claim.formulas], box).zeros
    return evidence(zero.existence, **more)
