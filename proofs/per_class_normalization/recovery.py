r"""The margins of the logistic example under GD: recursion, orbits, and the step at which the minority recovers.

In the margins x (majority) and y (minority), with h = η/(1 + ρ) and σ(−z) = 1/(1 + e^z),

    x(t+1) = x(t) + h(ρσ(−x(t)) − (4/5)σ(−y(t))),   y(t+1) = y(t) + h(σ(−y(t)) − (4/5)ρσ(−x(t))).

The recovery step T is the first with y(T) > 0 after y(0) = 0. `certified_recovery` shows, by following the orbit in
balls, that (2T − 1 − 2t)·y(t) < 0 for t = 1, …, T: the margin is negative before T and positive at T.
"""

from collections.abc import Iterator

from flint import arb, fmpq
from sympy import Expr, Rational

from checks.kernel import Established
from checks.kernel.evaluate import precision
from checks.methods.orbits import established_along
from checks.methods.quantities import from_established
from checks.outcome import Quantity
from checks.paper import Statement, eq, lt, sequence
from proofs.per_class_normalization.examples import OVERLAP
from proofs.per_class_normalization.notation import eta, logistic, rho, t

x, y = sequence("x"), sequence("y")
h = eta / (1 + rho)
LONGEST = 10**6
ONE = Rational(1)


def increments(majority: Expr, minority: Expr) -> tuple[Expr, Expr]:
    """What one step of GD adds to the two margins."""
    push, pull = rho * logistic(majority), logistic(minority)
    return h * (push - OVERLAP * pull), h * (pull - OVERLAP * push)


RECURSION = (
    eq(x(t + 1), x(t) + increments(x(t), y(t))[0]),
    eq(y(t + 1), y(t) + increments(x(t), y(t))[1]),
)
START = (eq(x(0), 0), eq(y(0), 0))
EVOLVES = (*RECURSION, *START)


def orbit_in_balls(ratio: Expr, step: Expr = ONE, bits: int = 128) -> Iterator[tuple[arb, arb]]:
    """The margins (x, y) at t = 0, 1, 2, …: a search, no proof."""
    ratio, step, overlap = (arb(fmpq(int(q.p), int(q.q))) for q in (Rational(ratio), Rational(step), OVERLAP))
    with precision(bits):
        small, first, second = step / (1 + ratio), arb(0), arb(0)
        for _ in range(LONGEST):
            yield first, second
            push, pull = ratio / (1 + first.exp()), 1 / (1 + second.exp())
            first, second = first + small * (push - overlap * pull), second + small * (pull - overlap * push)


def recovery_step(ratio: Expr, step: Expr = ONE) -> int:
    """The first t ≥ 1 with y(t) > 0, as far as balls tell; ValueError where there is no drop or no end in sight."""
    for index, (_, margin) in enumerate(orbit_in_balls(ratio, step)):
        if index == 1 and not margin < 0:
            raise ValueError("the minority margin does not drop: take an imbalance ratio above 5/4")
        if margin > 0:
            return index
    raise ValueError(f"no recovery within {LONGEST} steps")


def lowest_step(ratio: Expr, step: Expr = ONE) -> int:
    """The t before recovery at which the minority margin is lowest."""
    last = recovery_step(ratio, step)
    values = [v.mid() for _, (_, v) in zip(range(last + 1), orbit_in_balls(ratio, step), strict=False)]
    return min(range(len(values)), key=lambda i: values[i])


def certified_recovery(statement: Statement, ratio: Expr, step: Expr = ONE) -> tuple[int, Established]:
    """(T, the established claim that y < 0 at 1, …, T − 1 and y > 0 at T)."""
    last = recovery_step(ratio, step)
    goal = lt((2 * last - 1 - 2 * t) * y(t), 0)
    at = {rho: ratio, eta: step}
    return last, established_along(statement, goal, at, first=1, last=last, evolves=EVOLVES)


def recovery_quantity(name: str, last: int, established: Established, ratio: Expr, step: Expr) -> Quantity:
    """The recovery step as a published whole number."""
    return from_established(
        name,
        established,
        str(last),
        str(last),
        symbol=rf"T({ratio})",
        meaning=f"first step at which the minority margin of the logistic example is positive (ρ = {ratio}, η = "
        f"{step})",
    )
