r"""The margins of the logistic example under GD: recursion, orbits, and the step at which the minority recovers.

In the margins x (majority) and y (minority), with h = η/(1 + ρ) and σ(−z) = 1/(1 + e^z),

    x(t+1) = x(t) + h(ρσ(−x(t)) − (4/5)σ(−y(t))),   y(t+1) = y(t) + h(σ(−y(t)) − (4/5)ρσ(−x(t))).

The recovery step T is the first with y(T) > 0 after y(0) = 0. `certified_recovery` shows, by following the orbit in
balls, that (2T − 1 − 2t)·y(t) < 0 for t = 1, …, T: the margin is negative before T and positive at T.
"""

from sympy import Expr, Rational

from checks.methods.quantities import from_established
from checks.methods.runs import along_in_balls, crossing, first_positive
from checks.outcome import Quantity
from checks.paper import Claim, Statement, eq, lt, sequence
from proofs.per_class_normalization.examples import OVERLAP
from proofs.per_class_normalization.notation import eta, logistic, rho, t

x, y = sequence("x"), sequence("y")
h = eta / (1 + rho)
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
RECOVERY = {2: 14, 9: 98, 30: 392, 100: 1549, 300: 5349}  # T for these ratios and η = 1


def negative_until(last: int) -> object:
    """For 1 ≤ t ≤ T: y < 0 before T and y > 0 at T, in one inequality."""
    return lt((2 * last - 1 - 2 * t) * y(t), 0)


def margins_along(statement: Claim | Statement, ratio: Expr, last: int, step: Expr = ONE) -> list[tuple[float, float]]:
    """The margins (x, y) at t = 0, …, last, as floats, for pictures."""
    rows = along_in_balls(statement, {rho: ratio, eta: step}, [x(t), y(t)], evolves=EVOLVES, last=last)
    return [(float(a), float(b)) for a, b in rows]


def recovery_step(statement: Claim | Statement, ratio: Expr, step: Expr = ONE) -> int:
    """The first t ≥ 1 with y(t) > 0, as far as balls tell; ValueError where there is no drop or no end in sight."""
    return first_positive(statement, y(t), {rho: ratio, eta: step}, evolves=EVOLVES)


def certified_recovery(statement: Claim | Statement, ratio: Expr, step: Expr = ONE):
    """(T, the established claim that y < 0 at 1, …, T − 1 and y > 0 at T)."""
    return crossing(statement, y(t), t, {rho: ratio, eta: step}, evolves=EVOLVES)


def recovery_quantity(name: str, last: int, established, ratio: Expr, step: Expr) -> Quantity:
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
