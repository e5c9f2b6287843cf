"""The quantities at the reader's own parameters: `referee constants class_imbalance --set epsilon=1/20`."""

from fractions import Fraction

from sympy import Rational

from checks.methods import Wanted, quantity, read
from checks.outcome import Quantity
from proofs.class_imbalance.error import sharp_bound
from proofs.class_imbalance.growth import any_step, constant
from proofs.class_imbalance.horizon import constant_in, gap_between, proof_at
from proofs.class_imbalance.notation import epsilon as epsilon_symbol
from proofs.class_imbalance.notation import g, majority, minority, printed_test_loss, s, test_loss, u0, v0
from proofs.class_imbalance.notation import h as h_symbol
from proofs.foundations.notation import phi


def at(
    *,
    epsilon: Fraction = Fraction(1, 10),
    h: Fraction = Fraction(1, 10_000),
    t: int = 10**6,
    gap: Fraction = Fraction(-1),
    gap_majority: Fraction = Fraction(-1),
    followed: int = 1000,
) -> list[Quantity]:
    """The quantities after t steps for the share ε in (0, 1), learning rate h > 0, and these gaps at the start.

    followed: for so many steps (for all, if t is no larger) the orbits are enclosed step by step, from there on by
    `expansion`; more of them give more digits.
    """
    if not 0 < epsilon < 1 or h <= 0 or t < 1 or followed < 0:
        raise ValueError(f"needs 0 < epsilon < 1, h > 0, t ≥ 1 and followed ≥ 0, got {epsilon}, {h}, {t}, {followed}")
    if followed > MOST_FOLLOWED:
        raise ValueError(f"follows an orbit for at most {MOST_FOLLOWED} steps, not {followed}")
    values = {
        epsilon_symbol: Rational(epsilon.numerator, epsilon.denominator),
        h_symbol: Rational(h.numerator, h.denominator),
        u0: Rational(gap.numerator, gap.denominator),
        v0: Rational(gap_majority.numerator, gap_majority.denominator),
    }
    share, time = values[epsilon_symbol], values[h_symbol] * t
    wanted = [
        Wanted("gap_minority", g(t), "g^t", "gap of the minority after these steps"),
        Wanted("error_minority", phi(g(t)), r"\phi(g^t)", "1 − p_y on the minority"),
        Wanted("plateau", 4 * share * time * phi(g(t)), r"4\varepsilon ht(1-p_y)", "rescaled probability"),
        Wanted("gap_majority", s(t), "s^t", "gap of the majority after these steps"),
        Wanted("error_majority", phi(s(t)), r"\phi(s^t)", "1 − p_y on the majority"),
        Wanted("test_loss", test_loss(g(t), s(t)), r"L(\tilde D)", "loss on balanced test data"),
    ]
    p = proof_at((minority, majority), values, t)
    gaps = [line for group in (minority, majority) for line in gap_between(p, group, values, t, followed=followed)]
    limits = [constant_in(p, group, values, min(followed, t)) for group in (minority, majority)]
    established, found = read(p, wanted, *gaps, beside=[limit.line for limit in limits])
    constants = [limit.quantity(established) for limit in limits]
    closed = [
        ("error_minority_printed", 1 / (4 * share * time), r"\frac{1}{4\varepsilon th}", "main term of Eq. (9)"),
        (
            "test_loss_printed",
            printed_test_loss(share, time),
            r"\frac{1}{8\varepsilon(1-\varepsilon)th}",
            "printed test loss",
        ),
    ]
    for group in (minority, majority):
        bound = sharp_bound(group).subs(values)
        closed.append((f"uniform_bound_{group.name}", bound, r"\sup_t|\delta_t|", f"proved bound, {group.name}"))
    rate = constant(minority, any_step(minority)).subs(values)
    closed.append(("rate_constant", rate, "C", "constant of `rate-of-descent`"))
    return [*found, *constants, *(quantity(name, value, symbol=a, meaning=b) for name, value, a, b in closed)]


MOST_FOLLOWED = 10**7
