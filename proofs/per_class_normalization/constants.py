"""The paper's constants at the reader's own parameters: `referee constants per_class_normalization --set rho=50`."""

from fractions import Fraction

from sympy import Rational

from checks.methods import quantity
from checks.outcome import Quantity
from proofs.per_class_normalization.gaussian_noise import projection
from proofs.per_class_normalization.growth import AFTER, BEFORE
from proofs.per_class_normalization.notation import eta as eta_
from proofs.per_class_normalization.notation import rho as rho_
from proofs.per_class_normalization.recovery import certified_recovery, recovery_quantity
from proofs.per_class_normalization.slowdown import SLOWDOWN


def at(
    *, rho: Fraction = Fraction(9), eta: Fraction = Fraction(1), d: int = 10, r: Fraction = Fraction(2)
) -> list[Quantity]:
    """Recovery of the logistic example at imbalance ratio rho > 5/4 and step size eta > 0; projection of a mini-batch
    direction under Gaussian noise in dimension d ≥ 1 at the signal r = ‖ū‖√b/σ > 0, and for the minority (r/√rho)."""
    if not rho > Fraction(5, 4) or not eta > 0:
        raise ValueError(f"rho = {rho}, eta = {eta}: the minority margin drops for rho > 5/4 and eta > 0 only")
    if d < 1 or not r > 0:
        raise ValueError(f"d = {d}, r = {r}: the dimension is at least 1 and the signal positive")
    ratio, step, signal = (Rational(v.numerator, v.denominator) for v in (rho, eta, r))
    last, established = certified_recovery(SLOWDOWN, ratio, step)
    at_these = {rho_: ratio, eta_: step}
    by_then = quantity(
        "recovery_not_after",
        AFTER.subs(at_these) + 1,
        symbol=r"\frac{40}{9}\frac{1+\rho}{\eta}\log\bigl(\frac{5\rho}{2}-1\bigr)+1",
        meaning="recovery by this step at the latest, for step sizes up to 4",
    )
    return [
        recovery_quantity("recovery_step", last, established, ratio, step),
        quantity(
            "recovery_lower_bound",
            (4 * ratio - 5) / 10 + 1,
            symbol=r"\frac{4\rho-5}{10}+1",
            meaning="no recovery before this step, for every step size",
        ),
        quantity(
            "recovery_not_before",
            BEFORE.subs(at_these),
            symbol=r"\frac{20}{9}\frac{1+\rho}{\eta}\log\bigl(\frac{4\rho}{5}-1\bigr)-\frac{16}{9}",
            meaning="no recovery before this step either",
        ),
        *([by_then] if eta <= 4 else []),
        quantity(
            "projection_majority",
            projection(d, signal),
            symbol="p_0",
            meaning=f"projection at r = {r} in dimension {d}",
        ),
        quantity(
            "projection_minority",
            projection(d, signal / ratio ** Rational(1, 2)),
            symbol="p_1",
            meaning="the same for the minority, whose batches are smaller by the factor rho, with equal noise",
        ),
    ]
