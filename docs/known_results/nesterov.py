r"""The sequence of Nesterov's method."""

from sympy import sqrt

from checks.methods import proves
from checks.paper import eq, le

from .notation import A, known, t

# (t + 2)/2 ≤ a_t ≤ t + 1
NEXT = eq(A(t + 1), (1 + sqrt(1 + 4 * A(t) ** 2)) / 2)
BOUNDS = [("from below", le((t + 2) / 2, A(t))), ("from above", le(A(t), t + 1))]
NESTEROV = known("nesterov", evolves=[eq(A(0), 1), NEXT], concludes=BOUNDS)


@proves(NESTEROV, "by induction: a step adds at least 1/2, and at most 1 since a is positive")
def nesterov(r):
    below = r.induction(r.goals[0], lambda z: z.settle(z.goal), lambda z: z.linear(z.goal, NEXT))
    return r.both(below, r.induction(r.goals[1], lambda z: z.settle(z.goal), lambda z: z.linear(z.goal, NEXT, below)))
