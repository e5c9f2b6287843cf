"""Predicted class errors of the four methods and their best settings, at the reader's own numbers."""

from __future__ import annotations

import math
from fractions import Fraction

from sympy import Expr, Integer, sqrt

from checks.methods import quantity
from checks.outcome import Quantity

from .notation import error
from .predicted import (
    Sizes,
    certified,
    class_error,
    margins_of,
    offsets_of,
    temperature_error,
    temperature_pair_exponents,
)

__all__ = ["at"]


def at(
    *,
    d: int = 4000,
    n_min: int = 10,
    n_maj: int = 100,
    s: Fraction = Fraction(4),
    sigma: Fraction = Fraction(1),
    k: int = 2,
    k_min: int = 1,
) -> list[Quantity]:
    """The closed form for k classes, k_min of n_min examples and the others of n_maj.

    d: dimension, above the number of examples. s, sigma: length of the means and noise level, positive. Errors are mean
    errors over training sets, as gaussian_mixture/test-error states; all values are enclosed. Raises ValueError for
    sizes outside the model.
    """
    sizes = _checked(d, n_min, n_maj, s, sigma, k, k_min)
    margins, offsets = margins_of(sizes), offsets_of(sizes)
    found = [
        quantity(
            "ratio_of_margins",
            margins[0],
            symbol=r"\delta_{\min}/\delta_{\mathrm{maj}}",
            meaning="MA: margin of a minority class over that of a majority class, δ ∝ s² + σ²d/n",
        ),
        quantity(
            "difference_of_offsets",
            offsets[0] - offsets[1],
            symbol=r"b_{\min}-b_{\mathrm{maj}}",
            meaning="LA: what to add to a minority class's score beyond a majority class's, b = −s²ν/2 "
            "(margin-1 scale)",
        ),
    ]
    settings = (
        ("ce", "cross-entropy", None, None),
        ("ma", "MA at δ ∝ 1/ν", margins, None),
        ("la", "LA at b = −s²ν/2", None, offsets),
    )
    for name, words, delta, b in settings:
        for y, side in enumerate(("min", "maj")):
            found.append(
                certified(
                    f"{name}_{side}",
                    class_error(sizes, y, delta, b),
                    symbol=rf"\mathrm{{{name}}}_{{"
                    rf"\mathrm{{{side}}}}}",
                    meaning=f"error of a {_CLASS[side]} class under {words}; {_range(sizes, delta)}",
                )
            )
    return found + _temperature(sizes)


_CLASS = {"min": "minority", "maj": "majority"}


def _checked(d: int, n_min: int, n_maj: int, s: Fraction, sigma: Fraction, k: int, k_min: int) -> Sizes:
    if k < 2 or not 1 <= k_min < k:
        raise ValueError(f"k = {k}, k_min = {k_min}: needs at least 2 classes and 1 <= k_min < k")
    if n_min < 1 or n_maj < n_min:
        raise ValueError(f"n_min = {n_min}, n_maj = {n_maj}: needs 1 <= n_min <= n_maj")
    if s <= 0 or sigma <= 0:
        raise ValueError(f"s = {s}, sigma = {sigma}: both must be positive")
    sizes = Sizes(d, Fraction(s), ((n_min, k_min), (n_maj, k - k_min)), Fraction(sigma))
    if d <= sizes.total:
        raise ValueError(f"d = {d} is not above the number of examples, {sizes.total}; the model interpolates")
    return sizes


def _range(sizes: Sizes, delta: list[Expr] | None = None) -> str:
    """Where simulation found the closed form good: d large against N, and the minority not too heavy for the majority,
    by T = (δ_m/δ_M)√(n_m/d)(1 + s²n_M/(σ²d)) of gaussian_mixture/support-vectors."""
    ratio = Fraction(sizes.d, sizes.total)
    times = f"d is {float(ratio):.3g} times N = {sizes.total}"
    (few, _), (many, _) = sizes.groups
    unequal = float(delta[0]) if delta else float(1)
    crowd = 1 + Fraction(sizes.s) ** 2 * many / (Fraction(sizes.sigma) ** 2 * sizes.d)
    t = unequal * math.sqrt(few / sizes.d) * float(crowd)
    if t > 1:
        return f"T = {t:.3g}: OUT OF RANGE of the max-margin classifier, too few majority examples are support vectors"
    if ratio >= 18:
        return f"{times}; in range: simulation agrees within 0.02 from 18 times on"
    if ratio >= 5:
        return f"{times}; borderline: off by up to about 0.03 in simulation, most for adjusted margins"
    return f"{times}; OUT OF RANGE: few support vectors, off by up to 0.1 in simulation, most for adjusted margins"


def _temperature(sizes: Sizes) -> list[Quantity]:
    """Temperature: inert for two classes; the best ratio for one minority class; a floor for any temperatures."""
    ceiling = sizes.theta * sizes.nu(0) / sqrt(sizes.nu(0) + 1 / _inverses(sizes))
    floor = quantity(
        "cdt_min_floor",
        error(ceiling),
        symbol=r"\mathrm{cdt}_{\min}\ge",
        meaning=f"no temperatures give a minority class a smaller error than this; {_range(sizes)}",
    )
    if sizes.groups[0][1] != 1:
        return [floor]
    k = Integer(sizes.k)
    ratio = 1 + sqrt(k)
    best = quantity(
        "ratio_of_temperatures",
        ratio,
        symbol=r"a_{\min}/a_{\mathrm{maj}}",
        meaning="CDT: best a_min/a_maj = 1 + √k for one minority class (for two classes every ratio "
        "gives cross-entropy)",
    )
    found = [
        best,
        certified(
            "cdt_min",
            temperature_error(sizes, ratio),
            symbol=r"\mathrm{cdt}_{\min}",
            meaning=f"error of the minority class under CDT at that ratio; {_range(sizes)}",
        ),
    ]
    if sizes.k == 2:
        found.append(
            certified(
                "cdt_maj",
                class_error(sizes, 1),
                symbol=r"\mathrm{cdt}_{\mathrm{maj}}",
                meaning=f"error of the majority class under CDT, the same as cross-entropy's; {_range(sizes)}",
            )
        )
    else:
        against_min, against_maj = temperature_pair_exponents(sizes, ratio)
        union = error(against_min) + (k - 2) * error(against_maj)
        found.append(
            quantity(
                "cdt_maj_at_most",
                union,
                symbol=r"\mathrm{cdt}_{\mathrm{maj}}\le",
                meaning=f"sum of a majority class's pair errors under CDT, which bounds its error; {_range(sizes)}",
            )
        )
        found.append(
            quantity(
                "cdt_maj_pair",
                error(against_min),
                symbol=r"\mathrm{cdt}_{\mathrm{maj}}\ge",
                meaning=f"a majority class's pair error against the minority under CDT; {_range(sizes)}",
            )
        )
    return [*found, floor]


def _inverses(sizes: Sizes):
    """Σ_{j≠m} 1/ν_j for a minority class m."""
    (_, few), (_, many) = sizes.groups
    return (few - 1) / sizes.nu(0) + many / sizes.nu(1)
