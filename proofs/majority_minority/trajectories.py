"""Trajectories of gradient flow in the double-well example, and how much of each time bound they use."""

from fractions import Fraction
from functools import cache

from checks.methods.plane import STEPS_PER_UNIT, flow, function_of

QUARTERS = ((5, 2), (-5, 3), (1, 5), (-2, -5), (6, -6), (2, 1), (-1, 6), (-6, -1))
STARTS = tuple((Fraction(i, 4), Fraction(j, 4)) for i, j in QUARTERS)


@cache
def paths(problem):
    """One trajectory for each start."""
    return tuple(flow(problem, tuple(map(float, start))) for start in STARTS)


def shares(path, problem, tau2, least):
    """For instants along a trajectory: (lower bound on the time since the start)/(that time), and, as long as
    |∇L₁| > 2τ_g, (that time)/(upper bound); τ_g² and the least value of L₁ are given."""
    terms = (problem.majority, problem.minority, problem.total, problem.norm2(problem.gradient(problem.majority)))
    at = function_of(terms, problem.names)
    bound = float(tau2)
    first, waiting, found = at(path[0]), True, []
    for k, point in enumerate(path[1:], start=1):
        values, time = at(point), k / STEPS_PER_UNIT
        lower = (values[1] - first[1]) ** 2 / (bound * max(first[2] - values[2], bound / 10**6))
        waiting = waiting and values[3] > 4 * bound
        upper = time * 2 * bound / (first[0] - float(least)) if waiting else 0
        found.append((lower / time, upper))
    return found
