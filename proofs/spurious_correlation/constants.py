"""The quantities at the reader's own parameters: `referee constants spurious_correlation --set epsilon=1/20`."""

from fractions import Fraction

from sympy import Rational, log

from checks.methods import Wanted, orbit, quantity
from checks.outcome import Quantity
from proofs.spurious_correlation.notation import MARGIN, SLACK, a, d, u0
from proofs.spurious_correlation.notation import alpha as low
from proofs.spurious_correlation.notation import gap as sequence
from proofs.spurious_correlation.orbits import Case
from proofs.spurious_correlation.rate import LOSS, b
from proofs.spurious_correlation.setting import THEOREM_1_3


def at(
    *,
    alpha: Fraction = Fraction(3, 2),
    beta: Fraction = Fraction(3),
    epsilon: Fraction = Fraction(1, 10),
    h: Fraction = Fraction(1, 10),
    gap: Fraction = Fraction(-1),
    steps: int = 10**5,
) -> list[Quantity]:
    """The quantities for 1 ≤ α < β, a share ε in (0, 1), h > 0, a gap ≤ −1 at the start, and so many steps."""
    if not (1 <= alpha < beta and 0 < epsilon < 1 and h > 0 and gap <= -1 and steps >= 1 and int(steps) == steps):
        raise ValueError("needs 1 <= alpha < beta, 0 < epsilon < 1, h > 0, gap <= -1 and a whole number of steps")
    first, last, share, rate, start = (
        Rational(Fraction(q).numerator, Fraction(q).denominator) for q in (alpha, beta, epsilon, h, gap)
    )
    case, count = Case(first, last, rate, start), int(steps)
    end = sequence(count)
    found = orbit(
        THEOREM_1_3,
        case.at(share),
        [
            Wanted("gap", end, "x_T", "θ₁ − θ₂ after these steps"),
            Wanted("error", case.error(end), r"\mathbb E[1-p_y]", "probability of the wrong label", digits=20),
            Wanted(
                "rescaled",
                case.rescaled(share, end, count),
                r"4\alpha^2\varepsilon hT\,\mathbb E[1-p_y]",
                "its limit is 1",
                digits=20,
            ),
        ],
        evolves=case.recursion,
        bits=96,
    )
    length = 2 * share * rate / log(last / first)
    values = {low: first, d: last - first, a: length}
    reach = SLACK.subs(values)
    loss = LOSS.subs({u0: -start, b: reach, **values})
    return [
        *found.quantities,
        quantity("margin", MARGIN.subs(values), symbol="c", meaning="rescaled ≤ 1 + c/|x_T|"),
        quantity("loss", loss, symbol="K", meaning="rescaled ≥ 1 − K/|x_T|"),
        quantity("limit", 1 / (4 * first**2 * rate), symbol=r"\kappa", meaning="E[1 − p_y] ~ κ/(εt)"),
    ]
