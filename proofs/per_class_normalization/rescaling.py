r"""The price of rescaling: +R divides by a projection that can vanish, and whose inverse has no second moment.

In units of the noise the mini-batch gradient is X, standard normal in ℝ^d about (r, 0, …, 0), and p̃ = X_1/‖X‖. In d
≥ 2, 1/p̃² = 1 + (X_2² + … + X_d²)/X_1², and X_1 is independent of the others:

    𝔼[1/p̃²] = 1 + (d − 1)·𝔼[1/X_1²].

The part of 𝔼[1/X_1²] with 1/M ≤ X_1 ≤ 1 is (2π)^(−1/2)∫_1^M e^(−(1/y − r)²/2) dy, where y = 1/X_1, and the integrand
is at least e^(−(1+r)²/2) throughout: the truncated moment grows at least linearly with M.
"""

from sympy import Integral, Interval, Reals, exp, oo

from checks.methods import Proof, exists
from checks.methods.integrals import antiderivative, comparison
from checks.paper import eq, le, lt, real
from proofs.foundations.elementary import EXP_MONOTONE, exp_monotone
from proofs.per_class_normalization.optimizers import batch_gradients, class_gradients, dot
from proofs.per_class_normalization.paper import PAPER

r, y, M = real("r y M")
density = exp(-((1 / y - r) ** 2) / 2)
floor = exp(-((1 + r) ** 2) / 2)
truncated = Integral(density, (y, 1, M))

RESCALING_MOMENT = PAPER.statement(
    "rescaling-moment",
    kind="theorem",
    label="The second moment of rescaling",
    origin="derived",
    where="derived for this report",
    reading="Under Gaussian noise in d ≥ 2 dimensions the factor 1/p̃ of +R has an infinite second moment. "
    "Established is the lower bound of the truncated moment, for every signal r ≥ 0 and every M.",
    printed=r"\mathbb{E}[\tilde p^{-2}] = 1 + (d-1)\,\mathbb{E}[X_1^{-2}] = \infty,\qquad "
    r"\int_1^M e^{-(1/y-r)^2/2}\,dy \ge (M-1)\,e^{-(1+r)^2/2}",
    over={r: Interval(0, oo), M: Interval(1, oo)},
    concludes=[le((M - 1) * floor, truncated)],
    uses=[EXP_MONOTONE],
    derivation=False,
)


@RESCALING_MOMENT.conclusion("the integrand is at least its value where |1/y − r| is 1 + r")
def truncated_moment(claim):
    """(1 + r)² − (1/y − r)² = (1 + 2r − 1/y)(1 + 1/y) ≥ 0 for y ≥ 1."""
    p = Proof.about(claim)

    def pointwise(inner):
        inverse = inner.enclose(le(1 / y, 1))
        order = inner.linear(
            le(-((1 + r) ** 2) / 2, -((1 / y - r) ** 2) / 2),
            (inverse, (1 + 1 / y) / 2),
            (le(0, r), 1 + 1 / y),
        )
        return inner.instance(exp_monotone(), order, x=-((1 + r) ** 2) / 2, y=-((1 / y - r) ** 2) / 2)

    constant = Integral(floor, (y, 1, M))
    below = comparison(p, le(constant, truncated), pointwise, le(1, M))
    length = antiderivative(p, constant, floor * y, le(1, M))
    steps = (
        "inference: the coordinates of an isotropic Gaussian are independent, and E of a square of one of them is 1",
        "inference: substitution y = 1/X_1, and a moment is at least each of its truncations",
    )
    return p.finding(p.linear(p.goal, below, (length, -1)), modulo=steps)


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
    return exists(claim, at={r: 0, M: 1, x_1: 0, y_1: 1, x_2: 2, y_2: -1}, scope="gradients (0, 1) and (2, −1)")
