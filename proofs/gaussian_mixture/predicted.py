r"""The closed form of the test error at given sizes, and its certified value.

Score c of a test point of class y is, up to a common part, s²δ_yν_y·1[c = y] + b_c + (σ/κ)·δ_c√ν_c·(standard normal
number of c), all independent. So, with g for class y,

    error_y = 1 − E_g Π_{c≠y} Φ((θδ_yν_y + δ_y√ν_y·g + κ(b_y − b_c)/σ)/(δ_c√ν_c)),

which for two classes is Φ(−f_y). Classes of equal size form a group; a group is (number of examples, number of
classes).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sympy import Expr, Integer, Integral, Rational, exp, oo, pi, sqrt

from checks.methods import Line, Proof, quantity
from checks.methods.integrals import improper, tail
from checks.outcome import Quantity
from checks.paper import le, real
from proofs.foundations.elementary import exp_monotone

from .notation import error, normal, nu

__all__ = [
    "Sizes",
    "class_error",
    "margins_of",
    "offsets_of",
    "pair_exponent",
    "certified",
    "temperature_error",
    "temperature_pair_exponents",
    "within_tail",
]

g = real("g")
START = 14  # beyond it the integrand is below e^(−7g): the tail is below 10^(−43)
FOOT = 1 / sqrt(2 * pi)


@dataclass(frozen=True)
class Sizes:
    """d, s, σ and the groups of classes; everything exact."""

    d: int
    s: Fraction
    groups: tuple[tuple[int, int], ...]
    sigma: Fraction = Fraction(1)

    @property
    def k(self) -> int:
        """Number of classes."""
        return sum(classes for _, classes in self.groups)

    @property
    def total(self) -> int:
        """N, the number of examples."""
        return sum(examples * classes for examples, classes in self.groups)

    @property
    def length(self) -> Expr:
        """s, for SymPy."""
        return Rational(self.s.numerator, self.s.denominator)

    @property
    def noise(self) -> Expr:
        """σ, for SymPy."""
        return Rational(self.sigma.numerator, self.sigma.denominator)

    @property
    def kappa(self) -> Expr:
        """κ = √(1 − N/d)."""
        return sqrt(1 - Rational(self.total, self.d))

    @property
    def theta(self) -> Expr:
        """θ = κs²/σ."""
        return self.kappa * self.length**2 / self.noise

    def nu(self, group: int) -> Expr:
        """ν of a class of that group."""
        return nu(Integer(self.groups[group][0]), Integer(self.d), self.length, self.noise)


def margins_of(sizes: Sizes) -> list[Expr]:
    """δ = 1/ν for each group, divided by that of the last one."""
    last = len(sizes.groups) - 1
    return [sizes.nu(last) / sizes.nu(i) for i in range(last + 1)]


def offsets_of(sizes: Sizes) -> list[Expr]:
    """b = −s²ν/2 for each group."""
    return [-(sizes.length**2) * sizes.nu(i) / 2 for i in range(len(sizes.groups))]


def pair_exponent(sizes: Sizes, y: int, c: int, margins: Any = None, offsets: Any = None) -> Expr:
    """f of a class of group y against one of group c."""
    delta, b = _defaults(sizes, margins, offsets)
    shift = sizes.kappa * (b[y] - b[c]) / sizes.noise
    spread = sqrt(delta[y] ** 2 * sizes.nu(y) + delta[c] ** 2 * sizes.nu(c))
    return (sizes.theta * delta[y] * sizes.nu(y) + shift) / spread


def _defaults(sizes: Sizes, margins: Any, offsets: Any) -> tuple[Any, Any]:
    ones, zeros = [Integer(1)] * len(sizes.groups), [Integer(0)] * len(sizes.groups)
    return margins or ones, offsets or zeros


def _all_beaten(sizes: Sizes, y: int, delta: Any, b: Any) -> Callable[[Expr], Expr]:
    """The probability that every rival's score is below that of class y, given its normal number."""

    def product(at: Expr) -> Expr:
        value: Expr = Integer(1)
        for c, (_, classes) in enumerate(sizes.groups):
            shift = sizes.kappa * (b[y] - b[c]) / sizes.noise
            top = sizes.theta * delta[y] * sizes.nu(y) + delta[y] * sqrt(sizes.nu(y)) * at + shift
            value *= normal(top / (delta[c] * sqrt(sizes.nu(c)))) ** (classes - int(c == y))
        return value

    return product


def class_error(sizes: Sizes, y: int, margins: Any = None, offsets: Any = None) -> Expr:
    """The error of a class of group y: Φ(−f) for two classes, else ∫_0^∞ φ(g)(2 − Π(g) − Π(−g)) dg."""
    if sizes.k == 2:
        other = y if sizes.groups[y][1] == 2 else 1 - y
        return error(pair_exponent(sizes, y, other, margins, offsets))
    return _one_dimensional(_all_beaten(sizes, y, *_defaults(sizes, margins, offsets)))


def temperature_error(sizes: Sizes, ratio: Any) -> Expr:
    """The error of the single class of group 0 when it is trained with a_min/a_maj = ratio ≥ 1 against the classes of
    group 1, all alike. The k − 1 score differences have equal variances and equal covariances, both ≥ 0, so that they
    are independent given one normal number."""
    if len(sizes.groups) != 2 or sizes.groups[0][1] != 1:
        raise ValueError("needs one class in the first group and the others, all alike, in the second")
    if sizes.k == 2:
        return class_error(sizes, 0)
    k, t = Integer(sizes.k), ratio
    share = t**2 + k - 1
    own, rival, other = t * (t + k - 1) / share, -(t**2 + t + k - 2) / share, (1 - t) / share
    small, large = sizes.nu(0), sizes.nu(1)
    common = small * own**2 + large * (2 * rival * other + (k - 3) * other**2)
    apart = large * (rival - other) ** 2  # variance minus covariance
    mean = sizes.theta * small * own

    def product(at: Expr) -> Expr:
        return normal((mean + sqrt(common) * at) / sqrt(apart)) ** (k - 1)

    return _one_dimensional(product)


def temperature_pair_exponents(sizes: Sizes, ratio: Any) -> tuple[Expr, Expr]:
    """f of a class of group 1 against the minority, and against another class of its group, under that temperature."""
    k, t = Integer(sizes.k), ratio
    share = t**2 + k - 1
    p_m, p_y = t**2 / share, 1 / share
    own, rival, other = 1 - p_y + t * p_y, -(p_m + t * (1 - p_m)), (t - 1) * p_y
    small, large = sizes.nu(0), sizes.nu(1)
    spread = sqrt(large * own**2 + small * rival**2 + (k - 2) * large * other**2)
    return sizes.theta * large * own / spread, pair_exponent(sizes, 1, 1)


def _one_dimensional(product: Callable[[Expr], Expr]) -> Expr:
    return Integral(FOOT * exp(-(g**2) / 2) * (2 - product(g) - product(-g)), (g, 0, oo))


def certified(name: str, value: Expr, *, symbol: str, meaning: str) -> Quantity:
    """A quantity for what `class_error` gives; an improper integral by quadrature on [0, START] and a proved tail."""
    if not isinstance(value, Integral):
        return quantity(name, value, symbol=symbol, meaning=meaning)
    p = Proof()
    return improper(name, p, within_tail(value, p), symbol=symbol, meaning=meaning, bits=128)[0]


def within_tail(value: Integral, p: Proof) -> Line:
    """|∫_0^∞ − ∫_0^START| is small: φ(g)(2 − Π − Π′) lies between 0 and 2φ(g) ≤ e^(−START·g/2) for g ≥ START."""
    f = value.function
    rest = f / (FOOT * exp(-(g**2) / 2))  # 2 − Π(g) − Π(−g)
    hill, slope = exp(-(g**2) / 2), exp(-Rational(START, 2) * g)

    def above(q: Proof) -> Line:
        steeper = q.linear(le(-(g**2) / 2, -Rational(START, 2) * g), (le(START, g), g / 2))
        fall = q.instance(exp_monotone(), steeper, x=-(g**2) / 2, y=-Rational(START, 2) * g)
        two = q.enclose(le(rest, 2))
        return q.linear(q.goal, (two, FOOT * hill), (fall, 2 * FOOT), (q.enclose(le(2 * FOOT, 1)), slope))

    def below(q: Proof) -> Line:
        return q.linear(q.goal, (q.enclose(le(0, rest)), FOOT * hill), (le(0, 1), slope))

    return tail(p, value, bound=1, rate=Rational(START, 2), start=START, above=above, below=below)
