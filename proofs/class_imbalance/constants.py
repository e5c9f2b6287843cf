"""The quantities at the reader's own parameters: `referee constants class_imbalance --set epsilon=1/20`."""

from fractions import Fraction

from sympy import Rational

from checks.methods import Wanted, orbit, quantity
from checks.outcome import Quantity
from proofs.class_imbalance.error import sharp_bound
from proofs.class_imbalance.generalization import BOTH_GAPS, GENERALIZATION_GAP
from proofs.class_imbalance.growth import constant
from proofs.class_imbalance.notation import (
    epsilon as epsilon_symbol,
)
from proofs.class_imbalance.notation import (
    g,
    majority,
    minority,
    printed_test_loss,
    s,
    test_loss,
    u0,
    v0,
)
from proofs.class_imbalance.notation import (
    h as h_symbol,
)
from proofs.foundations.notation import phi


def at(
    *,
    epsilon: Fraction = Fraction(1, 10),
    h: Fraction = Fraction(1, 10_000),
    steps: int = 10**6,
    gap: Fraction = Fraction(-1),
    gap_majority: Fraction = Fraction(-1),
) -> list[Quantity]:
    """The quantities for the share ε in (0, 1), learning rate h > 0, so many steps, and these gaps at the start."""
    if not 0 < epsilon < 1 or h <= 0 or steps < 1 or int(steps) != steps:
        raise ValueError(f"needs 0 < epsilon < 1, h > 0 and a whole number of steps, got {epsilon}, {h}, {steps}")
    values = {
        epsilon_symbol: Rational(epsilon.numerator, epsilon.denominator),
        h_symbol: Rational(h.numerator, h.denominator),
        u0: Rational(Fraction(gap).numerator, Fraction(gap).denominator),
        v0: Rational(Fraction(gap_majority).numerator, Fraction(gap_majority).denominator),
    }
    last = int(steps)
    time = values[h_symbol] * last
    share = values[epsilon_symbol]
    wanted = [
        Wanted("gap_minority", g(last), "g^T", "gap of the minority after these steps"),
        Wanted("error_minority", phi(g(last)), r"\phi(g^T)", "1 − p_y on the minority"),
        Wanted("plateau", 4 * share * time * phi(g(last)), r"4\varepsilon hT(1-p_y)", "rescaled probability"),
        Wanted("gap_majority", s(last), "s^T", "gap of the majority after these steps"),
        Wanted("error_majority", phi(s(last)), r"\phi(s^T)", "1 − p_y on the majority"),
        Wanted("test_loss", test_loss(g(last), s(last)), r"L(\tilde D)", "loss on balanced test data"),
    ]
    found = orbit(GENERALIZATION_GAP, values, wanted, evolves=BOTH_GAPS)
    closed = [
        ("error_minority_printed", 1 / (4 * share * time), r"\frac{1}{4\varepsilon Th}", "main term of Eq. (9)"),
        (
            "test_loss_printed",
            printed_test_loss(share, time),
            r"\frac{1}{8\varepsilon(1-\varepsilon)Th}",
            "printed test loss",
        ),
    ]
    for group in (minority, majority):
        bound = sharp_bound(group).subs(values)
        closed.append((f"uniform_bound_{group.name}", bound, r"\sup_t|\delta_t|", f"proved bound, {group.name}"))
    closed.append(("rate_constant", constant(minority).subs(values), "C", "constant of the effective form of Eq. (9)"))
    return [*found.quantities, *(quantity(name, value, symbol=a, meaning=b) for name, value, a, b in closed)]
