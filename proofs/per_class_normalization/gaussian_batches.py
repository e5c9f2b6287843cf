r"""Batch size and projection under Gaussian noise: monotone, and at low signal of order ρ^(−1/2).

With r = ‖ū‖√(batch size)/σ the batch size enters through r alone. Integrands are compared point by point, for every
real d ≥ 1; the integrals run over u ≤ b with b < 1, so that (1 − u²)^((d−1)/2) is a power of a positive number, and
b → 1.
"""

from sympy import Integral, Interval, exp, log, oo

from checks.methods import Proof
from checks.methods.integrals import comparison
from checks.paper import eq, le, lt, real
from proofs.foundations.elementary import EXP_MONOTONE, LOG_MONOTONE, exp_monotone, log_monotone
from proofs.per_class_normalization.gaussian_noise import GAUSSIAN_NOISE
from proofs.per_class_normalization.minority_noisier import MINORITY_NOISIER
from proofs.per_class_normalization.notation import POSITIVE, rho
from proofs.per_class_normalization.paper import PAPER

r, d, b, w, q = real("r d b w q")
TRUNCATION = "inference: the integral over [0, 1] is the limit of those over [0, b] as b → 1 (monotone convergence)"


def cut(signal, inner=b):
    """The integrand e^(−r²u²/2)(1 − u²)^((d−1)/2) at u = bw, without the factors √(2/π)·r·b."""
    return exp(-(signal**2) * b**2 * w**2 / 2) * (1 - inner**2 * w**2) ** ((d - 1) / 2)


def over_unit(f):
    """∫_0^1 f dw."""
    return Integral(f, (w, 0, 1))


LOW_SIGNAL = PAPER.statement(
    "gaussian-noise-low-signal",
    kind="theorem",
    label="Low signal",
    origin="derived",
    where="derived for this report",
    reading="With batch sizes in proportion to the classes and equal noise, the projection of the minority is smaller "
    "by a factor between ρ^(−1/2) and ρ^(−1/2)e^(r²/2); at low signal the factor tends to ρ^(−1/2). For "
    "every real d ≥ 1, with q = ρ^(−1/2) and r = r_0. The common factors √(2/π)·b are left out, and r_1/r_0 = q; the "
    "integrals run over u ≤ b < 1, and b → 1 gives the projections.",
    printed=r"\rho^{-1/2} \le \frac{p_1}{p_0} \le \rho^{-1/2}e^{r_0^2/2},\qquad r_1 = r_0\rho^{-1/2}",
    over={r: POSITIVE, q: Interval.Lopen(0, 1), b: Interval.open(0, 1), d: Interval(1, oo)},
    concludes=[
        ("lower", le(over_unit(cut(r)), over_unit(cut(q * r)))),
        ("upper", le(over_unit(cut(q * r)), over_unit(exp(r**2 / 2) * cut(r)))),
    ],
    derivation=False,
    uses=[GAUSSIAN_NOISE, EXP_MONOTONE],
)


def _weight_positive(p):
    return p.enclose(lt(0, (1 - b**2 * w**2) ** ((d - 1) / 2)))


@LOW_SIGNAL.conclusion("the integrands, compared point by point")
def low_signal(claim):
    p = Proof.about(claim)
    weight = (1 - b**2 * w**2) ** ((d - 1) / 2)
    slow, fast = -(q**2) * r**2 * b**2 * w**2 / 2, -(r**2) * b**2 * w**2 / 2

    def lower(inner):
        order = inner.linear(le(fast, slow), (le(q, 1), (1 + q) * r**2 * b**2 * w**2 / 2))
        powers = inner.instance(exp_monotone(), order, x=fast, y=slow)
        return inner.linear(inner.goal, (powers, weight), using=[_weight_positive(inner)])

    def upper(inner):
        """e^(r²/2 + fast) ≥ 1 ≥ e^slow."""
        room = inner.linear(le(b * w, 1), (le(w, 1), b), (lt(b, 1), 1))
        sign = inner.linear(le(0, r**2 / 2 + fast), (room, r**2 * (1 + b * w) / 2))
        order = inner.linear(le(slow, r**2 / 2 + fast), sign, (le(0, q**2 * r**2 * b**2 * w**2 / 2), 1))
        powers = inner.instance(exp_monotone(), order, x=slow, y=r**2 / 2 + fast)
        return inner.linear(inner.goal, (powers, weight), using=[_weight_positive(inner)])

    first, second = claim.formulas
    return p.finding(p.both(comparison(p, first, lower), comparison(p, second, upper)), modulo=(TRUNCATION,))


GROWS = PAPER.repair(
    "gaussian-noise-grows",
    repairs=MINORITY_NOISIER,
    label="The projection grows with the batch",
    reading="Under Gaussian noise the projection increases with r, hence with the batch size: with equal noise the "
    "class with the smaller batch is the noisier one.",
    printed=r"p(qr) \le p(r) \quad (0 < q \le 1)",
    over={r: POSITIVE, q: Interval.Lopen(0, 1), b: Interval.open(0, 1), d: Interval(1, oo)},
    concludes=[le(over_unit(cut(q * r)), over_unit(cut(q * r, q * b)))],
    uses=[GAUSSIAN_NOISE, EXP_MONOTONE, LOG_MONOTONE],
    note="Both sides times √(2/π)·qrb: the left one is p(qr), the right one the part of p(r) that comes from u ≤ qb "
    "(with u = qbw); the rest of p(r) is positive.",
)


PARTS = "inference: ∫ over u ≤ 1 is at least ∫ over u ≤ qb of a positive function, and u = qbw there"


def _grows(p):
    """(1 − b²w²)^m ≤ (1 − q²b²w²)^m, under the integral."""
    small, large, m = 1 - b**2 * w**2, 1 - q**2 * b**2 * w**2, (d - 1) / 2

    def pointwise(inner):
        order = inner.linear(le(small, large), (le(q, 1), (1 + q) * b**2 * w**2))
        positive = [inner.enclose(lt(0, small)), inner.enclose(lt(0, large))]
        logs = inner.instance(log_monotone(), order, *positive, x=small, y=large)
        exponents = inner.linear(le(m * log(small), m * log(large)), (logs, m), using=positive)
        powers = inner.instance(exp_monotone(), exponents, *positive, x=m * log(small), y=m * log(large))
        factor = exp(-(q**2) * r**2 * b**2 * w**2 / 2)
        return inner.linear(inner.goal, (powers, factor), using=positive)

    return comparison(p, GROWS.concludes[0], pointwise)


@GROWS.conclusion("(1 − b²w²)^m ≤ (1 − q²b²w²)^m, under the integral")
def grows(claim):
    p = Proof.about(claim)
    return p.finding(_grows(p), modulo=(TRUNCATION, PARTS))


MINORITY_DIRECTIONAL_NOISE = PAPER.statement(
    "minority-directional-noise",
    label="The minority's directional noise",
    where="abstract",
    quote="With SGD, class imbalance has an additional effect on the direction of the gradients: the minority class "
    "suffers from a higher directional noise.",
    printed=r"p_1 = p(r_0\rho^{-1/2}) \le p(r_0) = p_0 \quad (\rho \ge 1)",
    reading="The batches of the minority are smaller by the factor ρ, and for isotropic Gaussian noise of equal "
    "strength the smaller batch has the smaller projection: gaussian-noise-grows at q = ρ^(−1/2), written q²ρ = 1. It "
    "is no law for all distributions (minority-noisier).",
    over={r: POSITIVE, rho: Interval(1, oo), q: Interval.Lopen(0, 1), b: Interval.open(0, 1), d: Interval(1, oo)},
    given=[eq(q**2 * rho, 1)],
    concludes=[le(over_unit(cut(q * r)), over_unit(cut(q * r, q * b)))],
    unexamined=["noise that is not Gaussian, or of unequal strength in the two classes"],
    uses=[GROWS],
    derivation=False,
)


@MINORITY_DIRECTIONAL_NOISE.conclusion("the projection grows with the batch, for Gaussian noise of equal strength")
def gaussian_batches_of_equal_noise(claim):
    p = Proof.about(claim)
    general = Proof.about(GROWS)
    return p.finding(p.instance(general.established(_grows(general))), modulo=(TRUNCATION, PARTS))
