r"""The price of rescaling: +R divides by a projection that can vanish, and whose inverse has no second moment.

In units of the noise the mini-batch gradient is X, standard normal in ℝ^d about (r, 0, …, 0), and p̃ = X_1/‖X‖, so that
1/p̃² = (X_1² + S)/X_1² with S = X_2² + … + X_d². Whatever S > 0 is (d ≥ 2), X_1 is normal about r, and the part of the
second moment that comes from δ ≤ X_1 ≤ 1 is

    (2π)^(−1/2)∫_δ^1 ((x² + S)/x²) e^(−(x−r)²/2) dx ≥ (2π)^(−1/2) e^(−(1+r)²/2) S(1/δ − 1),

which has no bound as δ → 0: the second moment of 1/p̃ given the other coordinates is infinite, whatever these are.
"""

from sympy import Integral, Interval, Reals, exp, oo, pi, sqrt

from checks.methods import Proof, exists
from checks.methods.integrals import antiderivative, comparison
from checks.paper import eq, le, lt, real
from proofs.foundations.elementary import EXP_MONOTONE, exp_monotone
from proofs.per_class_normalization.notation import POSITIVE
from proofs.per_class_normalization.optimizers import batch_gradients, class_gradients, dot
from proofs.per_class_normalization.paper import PAPER

r, x, s, delta = real("r x S delta")
density = exp(-((x - r) ** 2) / 2) / sqrt(2 * pi)
floor = exp(-((1 + r) ** 2) / 2) / sqrt(2 * pi)
part = Integral((x**2 + s) / x**2 * density, (x, delta, 1))

RESCALING_MOMENT = PAPER.statement(
    "rescaling-moment",
    kind="theorem",
    label="The second moment of rescaling",
    origin="derived",
    where="derived for this report",
    reading="Under Gaussian noise in d ≥ 2 dimensions the factor 1/p̃ of +R has an infinite second moment, whatever the "
    "other coordinates of the noise are: given their squared length S > 0, the part of the moment that comes from "
    "δ ≤ X_1 ≤ 1 exceeds every bound as δ falls to 0, for every signal r ≥ 0.",
    printed=r"\mathbb{E}[\tilde p^{-2} \mid S] \ge \int_\delta^1 \frac{x^2+S}{x^2}\,"
    r"\frac{e^{-(x-r)^2/2}}{\sqrt{2\pi}}\,dx \ge \frac{e^{-(1+r)^2/2}}{\sqrt{2\pi}}\,S\Bigl(\frac1\delta - 1\Bigr)",
    over={r: Interval(0, oo), s: POSITIVE, delta: Interval.Lopen(0, 1)},
    concludes=[le(floor * s * (1 / delta - 1), part)],
    uses=[EXP_MONOTONE],
    derivation=False,
)


@RESCALING_MOMENT.conclusion("the density is at least its value where |x − r| is 1 + r")
def part_of_the_moment(claim):
    """(1 + r)² − (x − r)² = (1 + 2r − x)(1 + x) ≥ 0 for 0 < x ≤ 1, and (x² + S)/x² ≥ S/x²."""
    p = Proof.about(claim)
    below = floor * s / x**2

    def pointwise(inner):
        start = inner.linear(lt(0, x), le(delta, x), lt(0, delta))
        order = inner.linear(
            le(-((1 + r) ** 2) / 2, -((x - r) ** 2) / 2), (le(x, 1), (1 + x) / 2), (le(0, r), 1 + x), using=[start]
        )
        tail = inner.instance(exp_monotone(), order, x=-((1 + r) ** 2) / 2, y=-((x - r) ** 2) / 2)
        return inner.linear(
            inner.goal,
            (tail, s / (x**2 * sqrt(2 * pi))),
            (le(0, exp(-((x - r) ** 2) / 2)), 1 / sqrt(2 * pi)),
            using=[start],
        )

    constant = Integral(below, (x, delta, 1))
    bounded = comparison(p, le(constant, part), pointwise, le(delta, 1))
    length = antiderivative(p, constant, -floor * s / x, le(delta, 1))
    return p.finding(p.linear(p.goal, bounded, (length, -1)))


x_1, y_1, x_2, y_2 = real("x_1 y_1 x_2 y_2")
EXAMPLES = (((x_1, y_1), (x_2, y_2)),)
FULL, DRAWN = class_gradients(EXAMPLES)[0], batch_gradients(EXAMPLES, [(0,)])[0]


@RESCALING_MOMENT.sharpness(
    "+R is undefined where a mini-batch direction is orthogonal to the class gradient: two examples",
    exists=[lt(0, dot(FULL, FULL)), lt(0, dot(DRAWN, DRAWN)), eq(dot(FULL, DRAWN), 0)],
    over=dict.fromkeys((x_1, y_1, x_2, y_2), Reals),
)
def orthogonal_batch(claim):
    """Two examples with gradients (0, 1) and (2, −1): the class gradient points along (1, 0), and the batch that holds
    the first example alone has p̃ = 0. (Under Gaussian noise this has probability 0, in a finite class it has not.)"""
    return exists(
        claim, at={r: 0, s: 1, delta: 1, x_1: 0, y_1: 1, x_2: 2, y_2: -1}, scope="gradients (0, 1) and (2, −1)"
    )
