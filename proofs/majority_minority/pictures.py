"""Pictures of the worked instances: the plane with balls and trajectories, and a close view of one critical point."""

from math import sqrt

from checks.methods.plane import adversarial_rings, circles, function_of, joined, root_of
from checks.outcome import Curve, Figure


def _centres(points):
    return [tuple(map(float, p.centre)) for p in points]


def _marks(label, points):
    return Curve(label, [p[0] for p in points], [p[1] for p in points], "points")


def balls(problem, radius2, caption, trajectories=()):
    """Critical points of L₁ and L in K with balls of radius τ_g/δ, around one of them the larger balls that
    are printed, the adversarial set, trajectories."""
    first, second = _centres(problem.of_majority()), _centres(problem.of_total())
    radius = root_of(radius2)
    curves = [
        _marks(r"crit $L_1$", first),
        _marks("crit $L$", second),
        joined("adversarial set", adversarial_rings(problem)),
        joined(r"$\tau_g/\delta$", circles(first, radius)),
        joined(r"$2\tau/\delta$, around one of them", circles(first[:1], 2 * radius)),
        joined(r"$4\tau/\delta$, around one of them", circles(first[:1], 4 * radius)),
    ]
    if trajectories:
        curves.append(joined("gradient flow", trajectories))
    return Figure("plane", "The plane of parameters", "$x$", "$y$", tuple(curves), y_scale="equal", caption=caption)


def zoom(problem, radius2, delta, which, caption):
    """One critical point of L₁ with the boundary of the adversarial set around it, and the balls of radius τ_g/δ and
    |∇L₀(θ̂)|/δ."""
    first, second = _centres(problem.of_majority()), _centres(problem.of_total())
    here = first[which]
    there = min(second, key=lambda q: (q[0] - here[0]) ** 2 + (q[1] - here[1]) ** 2)
    (push2,) = function_of([problem.norm2(problem.gradient(problem.minority))], problem.names)(there)
    curves = (
        _marks(r"$\hat\theta_1\in$ crit $L_1$", [here]),
        _marks(r"$\hat\theta\in$ crit $L$", [there]),
        joined(r"$\langle\nabla L,\nabla L_1\rangle=0$", [adversarial_rings(problem)[which]]),
        joined(r"$\|\nabla L_0(\hat\theta)\|/\delta$", circles([here], sqrt(push2) / float(delta))),
        joined(r"$\tau_g/\delta$", circles([here], root_of(radius2))),
    )
    return Figure("zoom", "Around one critical point", "$x$", "$y$", curves, y_scale="equal", caption=caption)
