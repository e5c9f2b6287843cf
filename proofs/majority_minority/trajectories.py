"""Gradient flow in floating point, for figures and numerical evidence only (fourth-order Runge–Kutta)."""

from functools import cache

from sympy import lambdify

from proofs.majority_minority.notation import x, y

LENGTH = 12
STEPS_PER_UNIT = 64


@cache
def _functions():
    from proofs.majority_minority.double_well import ZETA, losses

    majority, minority = losses(ZETA)
    total = majority + minority
    fields = (majority, minority, total, total.diff(x), total.diff(y), majority.diff(x), majority.diff(y))
    return lambdify((x, y), fields, "math")


def flow_from(start):
    """Points of the flow θ′ = −∇L of the double-well example, as a list of pairs of floats."""
    at = _functions()
    h = 1 / STEPS_PER_UNIT

    def velocity(p, q):
        values = at(p, q)
        return -values[3], -values[4]

    point = tuple(float(v) for v in start)
    points = [point]
    for _ in range(LENGTH * STEPS_PER_UNIT):
        p, q = point
        k1 = velocity(p, q)
        k2 = velocity(p + h / 2 * k1[0], q + h / 2 * k1[1])
        k3 = velocity(p + h / 2 * k2[0], q + h / 2 * k2[1])
        k4 = velocity(p + h * k3[0], q + h * k3[1])
        point = tuple(v + h / 6 * (a + 2 * b + 2 * c + d) for v, a, b, c, d in zip(point, k1, k2, k3, k4, strict=True))
        points.append(point)
    return points


def losses_along(points):
    """For instants along a trajectory: (lower bound on the time since the start)/(that time), and, as long as |∇L₁| >
    2τ_g, (that time)/(upper bound)."""
    from proofs.majority_minority.double_well import LEAST_MAJORITY, ZETA, tau2

    at = _functions()
    bound = float(tau2(ZETA))
    first = at(*points[0])
    shares, waiting = [], True
    for k, point in enumerate(points[1:], start=1):
        values, time = at(*point), k / STEPS_PER_UNIT
        lower = (values[1] - first[1]) ** 2 / (bound * max(first[2] - values[2], bound / 10**6))
        waiting = waiting and values[5] ** 2 + values[6] ** 2 > 4 * bound
        upper = time * 2 * bound / (first[0] - float(LEAST_MAJORITY)) if waiting else 0
        shares.append((lower / time, upper))
    return shares
