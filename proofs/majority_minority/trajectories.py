"""Trajectories of gradient flow in the double-well example, and how much of each time bound they use."""

from fractions import Fraction
from functools import cache

from checks.methods.plane import STEPS_PER_UNIT, flow, function_of
from proofs.majority_minority.double_well import LEAST_MAJORITY, ZETA, landscape, tau2

QUARTERS = ((5, 2), (-5, 3), (1, 5), (-2, -5), (6, -6), (2, 1), (-1, 6), (-6, -1))
STARTS = tuple((Fraction(i, 4), Fraction(j, 4)) for i, j in QUARTERS)


@cache
def paths():
    """One trajectory for each start."""
    return tuple(flow(landscape(ZETA), tuple(map(float, start))) for start in STARTS)


def shares(path):
    """For instants along a trajectory: (lower bound on the time since the start)/(that time), and, as long as
    |∇L₁| > 2τ_g, (that time)/(upper bound)."""
    problem = landscape(ZETA)
    terms = (problem.majority, problem.minority, problem.total, problem.norm2(problem.gradient(problem.majority)))
    at = function_of(terms, problem.names)
    bound = float(tau2(ZETA))
    first, waiting, found = at(path[0]), True, []
    for k, point in enumerate(path[1:], start=1):
        values, time = at(point), k / STEPS_PER_UNIT
        lower = (values[1] - first[1]) ** 2 / (bound * max(first[2] - values[2], bound / 10**6))
        waiting = waiting and values[3] > 4 * bound
        upper = time * 2 * bound / (first[0] - float(LEAST_MAJORITY)) if waiting else 0
        found.append((lower / time, upper))
    return found
