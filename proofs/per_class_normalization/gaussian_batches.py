r"""Batch size and projection: for noise of equal strength the smaller batch is the noisier one, whatever the noise.

With r = ‖ū‖√(batch size)/σ the batch size enters through r alone, as long as the noise has, in units of its strength,
the same law for all batches: its coordinate along ū is Z, the others have the squared length S > 0 (isotropic Gaussian
noise: Z is standard normal, S a χ² variable with d − 1 degrees of freedom). The direction of the mini-batch then has
the coordinate (r + Z)/√((r + Z)² + S) along ū, which increases with r for every value of (Z, S); so its expectation
does. Neither a formula for p is needed nor independence.

How fast the projection falls is special to a law: at low signal, under Gaussian noise, it is of order ρ^(−1/2).
Integrands are compared point by point, for every real d ≥ 1; the integrals run over u ≤ b with b < 1, so that
(1 − u²)^((d−1)/2) is a power of a positive number, and b → 1.
"""

from sympy import Integral, Interval, Reals, exp, oo, sqrt

from checks.methods import Proof, absolute, proves
from checks.methods.expectations import expect, expected
from checks.methods.integrals import comparison
from checks.notions import continuous, expectation
from checks.paper import eq, le, lt, real
from proofs.foundations.elementary import EXP_MONOTONE, exp_monotone
from proofs.foundations.vectors import SQUARES, squares_and_roots
from proofs.per_class_normalization.gaussian_noise import GAUSSIAN_NOISE
from proofs.per_class_normalization.minority_noisier import MINORITY_NOISIER
from proofs.per_class_normalization.notation import POSITIVE, rho
from proofs.per_class_normalization.paper import PAPER

r, d, b, w, q = real("r d b w q")
x, step, rest, omega, y = real("x delta s omega y")
Z, log_rest = continuous("Z"), continuous("ell")


def direction(along, others):
    """The first coordinate of a vector's direction; others > 0 is the rest of its squared length."""
    return along / sqrt(along**2 + others)


def projection(signal):
    """E[(r + Z)/√((r + Z)² + S)], where Z and S = e^ℓ > 0 have any joint law."""
    return expectation(direction(signal + Z(omega), exp(log_rest(omega))), omega, "noise")


INCREASES = PAPER.statement(
    "direction-increases",
    kind="lemma",
    label="A coordinate of the direction increases",
    origin="derived",
    where="used below",
    printed=r"\frac{x}{\sqrt{x^2+s}} \le \frac{x+\delta}{\sqrt{(x+\delta)^2+s}},\qquad "
    r"-1 \le \frac{x}{\sqrt{x^2+s}} \le 1 \qquad (s > 0, \delta \ge 0)",
    over={x: Reals, step: Interval(0, oo), rest: POSITIVE},
    concludes=[
        ("increases", le(direction(x, rest), direction(x + step, rest))),
        ("at most 1", le(direction(x, rest), 1)),
        ("at least −1", le(-1, direction(x, rest))),
    ],
    uses=[SQUARES],
    derivation=False,
)


@proves(INCREASES, "its slope is s/(x² + s)^(3/2)", claims=["increases"])
def direction_increases(p):
    beyond = (x + step) ** 2 + rest
    return p.endpoint(
        p.goal,
        step,
        "lo",
        value=lambda at_0: at_0.settle(at_0.goal),
        slope=lambda on: on.linear(on.goal, (lt(0, rest), 1 / (sqrt(beyond) * beyond))),
    )


@proves(INCREASES, "x² ≤ x² + s", claims=["at most 1", "at least −1"])
def direction_bounded(p):
    value = direction(x, rest)
    squares = p.linear(le(value**2, 1), (lt(0, rest), 1 / (x**2 + rest)))
    both = p.axiom("abs-below", value, 1, p.instance(squares_and_roots(), squares, a=value, c=1))
    return p.given(p.goal, both)


GROWS = PAPER.repair(
    "gaussian-noise-grows",
    repairs=MINORITY_NOISIER,
    label="The projection grows with the batch",
    reading="Where the noise of a mini-batch gradient has, in units of its strength, the same law for all batches, the "
    "projection increases with r, hence with the batch size: with equal noise the class with the smaller batch is the "
    "noisier one. Isotropic Gaussian noise in d ≥ 2 dimensions is of this kind. Z and S = e^ℓ > 0 are any continuous "
    "functions of a real random variable with any law: the noise along the class gradient, and the squared length of "
    "the rest of it. (With a curve that fills the plane for (Z, ℓ) this is every joint law.)",
    printed=r"p(r) = \mathbb{E}\,\frac{r+Z}{\sqrt{(r+Z)^2+S}},\qquad p(qr) \le p(r) \quad (0 < q \le 1)",
    over={r: POSITIVE, q: Interval.Lopen(0, 1)},
    concludes=[le(projection(q * r), projection(r))],
    uses=[INCREASES],
)


@GROWS.conclusion("the coordinate of the direction increases with r, for every value of the noise")
def grows(claim):
    p = Proof.about(claim)
    return p.finding(_grows(p))


def _bounds(p, along, others):
    return [p.instance(direction_bounded(), x=along, delta=0, s=others, part=part) for part in (0, 1)]


def _grows(p):
    noise, others = Z(y), exp(log_rest(y))
    small, large = q * r, r

    def bounded(signal):
        expected(
            p, projection(signal), y, lambda i: absolute(i, i.goal, *_bounds(i, signal + noise, others)), constant=1
        )

    bounded(small)
    bounded(large)

    def pointwise(inner):
        apart = inner.linear(le(0, r - q * r), (le(q, 1), r))
        line = inner.instance(direction_increases(), apart, x=small + noise, delta=r - q * r, s=others)
        return inner.linear(inner.goal, line)

    terms = [(1, direction(large + noise, others)), (-1, direction(small + noise, others))]
    return expect(p, GROWS.concludes[0], (omega, "noise"), y, terms, pointwise)


MINORITY_DIRECTIONAL_NOISE = PAPER.statement(
    "minority-directional-noise",
    label="The minority's directional noise",
    where="abstract",
    quote="With SGD, class imbalance has an additional effect on the direction of the gradients: the minority class "
    "suffers from a higher directional noise.",
    printed=r"p_1 = p(r_0\rho^{-1/2}) \le p(r_0) = p_0 \quad (\rho \ge 1)",
    reading="The batches of the minority are smaller by the factor ρ, and for noise of equal strength, whose law in "
    "units of that strength is the same for both (isotropic Gaussian noise), the smaller batch has the smaller "
    "projection: gaussian-noise-grows at q = ρ^(−1/2), written q²ρ = 1. It is no law for all distributions "
    "(minority-noisier).",
    over={r: POSITIVE, rho: Interval(1, oo), q: Interval.Lopen(0, 1)},
    given=[eq(q**2 * rho, 1)],
    concludes=[le(projection(q * r), projection(r))],
    unexamined=["noise of unequal strength in the two classes, or of another law for another size of the batch"],
    uses=[GROWS],
    derivation=False,
)


@MINORITY_DIRECTIONAL_NOISE.conclusion("the projection grows with the batch, for noise of equal strength")
def batches_of_equal_noise(claim):
    p = Proof.about(claim)
    general = Proof.about(GROWS)
    return p.finding(p.instance(general.established(_grows(general))))


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
