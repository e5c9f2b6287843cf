r"""The exact law of the interpolator, in 2k dimensions instead of d, and test errors drawn from it.

Write X = [x_1 … x_N] in an orthonormal basis whose first k vectors point along the means. The first k rows are
A = s·(indicators of the classes) + σ·(normal entries), a k×N matrix; the other d − k rows are σZ. Hence

    K = XᵀX = AᵀA + σ²S,   S = ZᵀZ ~ Wishart_N(d − k, I), independent of A.

Let B be the N×k matrix of indicators and F = [B, Aᵀ]. A classifier whose columns lie in the span of XK⁻¹B (every
all-tight solution does) has a test error that depends on the data only through

    signal  M = s·BᵀK⁻¹Aᵀ     (M_cj is the product of XK⁻¹1_c with the mean of class j),
    noise   Q = BᵀK⁻¹B        (the Gram matrix of the vectors XK⁻¹1_c).

With T = (σ²S)⁻¹ and P = FᵀTF in blocks, Woodbury's formula gives K⁻¹ = T − TAᵀ(I + ATAᵀ)⁻¹AT, so that

    M = s·P₁₂(I + P₂₂)⁻¹,   Q = P₁₁ − P₁₂(I + P₂₂)⁻¹P₂₁.

Given A, (FᵀS⁻¹F)⁻¹ ~ Wishart_2k(d − N + k, (FᵀF)⁻¹) (an inverse-Wishart block; Muirhead 1982, Theorem 3.2.11). With
FᵀF = LLᵀ and Bartlett's triangle R of a standard Wishart matrix, FᵀS⁻¹F = YᵀY with Y = R⁻¹Lᵀ. The triangle L itself is
plain: BᵀB = diag(n), the class sums of A are s·n_c e_c + σ√n_c·(normal vector), and what is left of AAᵀ is σ² times a
Wishart_k(N − k) matrix. So a draw costs a few dozen random numbers whatever d is. It needs N ≥ 2k and d ≥ N + k.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

__all__ = ["Draws", "Model", "draws", "in_chunks", "normal_cdf"]

Array = NDArray[np.float64]

_erf = np.frompyfunc(math.erf, 1, 1)


def normal_cdf(x: Array) -> Array:
    """Φ, entry by entry, from the C library's erf."""
    half = float(Fraction(1, 2))
    return half * (1 + np.asarray(_erf(np.asarray(x) / math.sqrt(2)), dtype=np.float64))


@dataclass(frozen=True)
class Model:
    """Gaussian classes: counts n_c, dimension d, length s of the orthogonal means, noise level σ."""

    counts: tuple[int, ...]
    d: int
    s: Fraction
    sigma: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        if len(self.counts) < 2 or min(self.counts) < 1 or self.total < 2 * self.k or self.d < self.total + self.k:
            raise ValueError(f"counts {self.counts}, d = {self.d}: needs 2 classes, N ≥ 2k and d ≥ N + k")
        if self.s < 0 or self.sigma <= 0:
            raise ValueError(f"s = {self.s}, σ = {self.sigma}: needs s ≥ 0 and σ > 0")

    @property
    def k(self) -> int:
        """Number of classes."""
        return len(self.counts)

    @property
    def total(self) -> int:
        """N, the number of examples."""
        return sum(self.counts)


@dataclass(frozen=True)
class Draws:
    """Signals and noises of independent training sets: arrays of shape (number, k, k)."""

    model: Model
    signal: Array
    noise: Array

    def pair_errors(self, coefficients: Sequence[float], y: int, offset: float = 0) -> Array:
        """For each training set the exact probability that w = Σ_j a_j·XK⁻¹1_j, with an offset added to the score,
        is negative at a test point of class y."""
        a = np.asarray(coefficients, dtype=np.float64)
        mean = self.signal[:, :, y] @ a + offset
        spread = float(self.model.sigma) * np.sqrt(np.einsum("i,nij,j->n", a, self.noise, a))
        return normal_cdf(-mean / spread)

    def mistakes(self, columns: Array, offsets: Sequence[float], y: int, rng: np.random.Generator) -> NDArray[np.bool_]:
        """For each training set one test point of class y: is it misclassified? Row c of `columns` holds the
        coefficients of w_c in the vectors XK⁻¹1_j."""
        root = np.linalg.cholesky(self.noise)
        normal = rng.standard_normal((len(root), self.model.k, 1))
        basis = self.signal[:, :, y] + float(self.model.sigma) * (root @ normal)[:, :, 0]
        scores = basis @ np.asarray(columns, dtype=np.float64).T + np.asarray(offsets, dtype=np.float64)
        return np.argmax(scores, axis=1) != y


def _triangle(rng: np.random.Generator, size: int, degrees: int, count: int) -> list[list[Array]]:
    """Bartlett (1933): the lower triangle of a standard Wishart matrix; row i has √χ²(degrees − i) on the diagonal."""
    rows: list[list[Array]] = []
    for i in range(size):
        row = [rng.standard_normal(count) for _ in range(i)]
        rows.append([*row, np.sqrt(rng.chisquare(degrees - i, count))])
    return rows


def draws(model: Model, count: int, rng: np.random.Generator) -> Draws:
    """Signals and noises of `count` independent training sets."""
    k, n = model.k, model.counts
    s, sigma = float(model.s), float(model.sigma)
    inner = _triangle(rng, k, model.total - k, count)
    lower = np.zeros((2 * k, 2 * k, count))
    for c in range(k):
        lower[c, c] = math.sqrt(n[c])
        for j in range(k):
            lower[k + j, c] = sigma * rng.standard_normal(count) + (s * math.sqrt(n[c]) if j == c else 0)
        for j in range(c + 1):
            lower[k + c, k + j] = sigma * inner[c][j]
    outer = _triangle(rng, 2 * k, model.d - model.total + k, count)
    y = np.zeros((2 * k, 2 * k, count))
    for i in range(2 * k):  # Y = R⁻¹Lᵀ, row by row
        row = lower[:, i].copy()
        for j in range(i):
            row -= outer[i][j] * y[j]
        y[i] = row / outer[i][i]
    block = np.einsum("pin,pjn->nij", y, y) / sigma**2
    between, within = block[:, :k, k:], block[:, k:, k:] + np.eye(k)
    solved = np.linalg.solve(within, between.transpose(0, 2, 1))  # (I + P₂₂)⁻¹P₂₁
    return Draws(model, s * solved.transpose(0, 2, 1), block[:, :k, :k] - between @ solved)


def in_chunks(model: Model, count: int, seed: int, size: int = 50_000) -> Iterator[tuple[Draws, np.random.Generator]]:
    """The same in portions, so that a million draws need little memory; one generator for all."""
    rng = np.random.default_rng(seed)
    while count > 0:
        yield draws(model, min(count, size), rng), rng
        count -= size
