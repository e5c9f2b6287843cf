r"""Hard-margin machines that are really solved, for training sets drawn through their Gram matrix.

The machine of a training set depends on X only through K = XᵀX, and its test errors only through K and the rows A of X
along the means. Both are drawn exactly: K = AᵀA + σ²RRᵀ with Bartlett's triangle R of a Wishart_N(d − k) matrix, so
that d may be as large as one likes. Two classes: with w = w₊ − w₋ the problem of the limit direction is

    minimise ‖w‖² subject to y_i⟨w, x_i⟩ ≥ δ_{y_i},

whose dual, w = Σ y_iβ_ix_i with β ≥ 0, is a least-squares problem with non-negative unknowns: K = CCᵀ, minimise
‖Cᵀ(yβ) − C⁻¹(yδ)‖. Where every β of the all-tight solution is ≥ 0 that is the machine. Otherwise points with a negative
multiplier leave, and points that miss their margin join the support, until neither is left: then the conditions of
optimality hold. Where that has no end in sight SciPy's `nnls` (an active-set method) solves the problem. `make setup`
installs SciPy; otherwise it comes with the extra `referee[models]`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .law import Array, Model, normal_cdf

__all__ = [
    "ClassMachine",
    "Machine",
    "class_machine",
    "TrainingSet",
    "full_training_set",
    "hard_margin",
    "training_set",
]


@dataclass(frozen=True)
class TrainingSet:
    """Gram matrix (N×N), rows of X along the unit vectors of the means (k×N), labels (N)."""

    model: Model
    gram: Array
    along: Array
    labels: Array


@dataclass(frozen=True)
class Machine:
    """Coefficients a of w = Σ a_i x_i, and how many of them are not 0."""

    data: TrainingSet
    coefficients: Array
    support: int

    @property
    def tight(self) -> bool:
        """Whether every training point is a support vector."""
        return self.support == self.data.model.total

    def error(self, y: int, offset: float = 0) -> float:
        """The exact probability that a test point of class y (0: positive, 1: negative) gets a score ⟨w, x⟩ + offset
        of the wrong sign."""
        model, a = self.data.model, self.coefficients
        sign = 1 if y == 0 else -1
        mean = float(model.s) * float(self.data.along[y] @ a) + offset
        spread = float(model.sigma) * math.sqrt(float(a @ self.data.gram @ a))
        return float(normal_cdf(np.array([-sign * mean / spread]))[0])


def _labels(model: Model) -> Array:
    return np.repeat(np.arange(model.k), model.counts)


def training_set(model: Model, rng: np.random.Generator) -> TrainingSet:
    """A training set through its Gram matrix; costs N³, whatever d is."""
    n, labels = model.total, _labels(model)
    along = float(model.sigma) * rng.standard_normal((model.k, n))
    along[labels, np.arange(n)] += float(model.s)
    triangle = np.tril(rng.standard_normal((n, n)), -1)
    triangle[np.diag_indices(n)] = np.sqrt(rng.chisquare(model.d - model.k - np.arange(n)))
    gram = along.T @ along + float(model.sigma) ** 2 * (triangle @ triangle.T)
    return TrainingSet(model, gram, along, labels)


def full_training_set(model: Model, rng: np.random.Generator) -> tuple[TrainingSet, Array]:
    """A training set with its points in all d dimensions (d×N), the means along the first k axes: the slow way, for
    comparison."""
    labels = _labels(model)
    points = float(model.sigma) * rng.standard_normal((model.d, model.total))
    points[labels, np.arange(model.total)] += float(model.s)
    return TrainingSet(model, points.T @ points, points[: model.k], labels), points


def hard_margin(data: TrainingSet, margins: Sequence[float] = (1, 1), *, solve: bool = True) -> Machine:
    """The two-class machine with margins δ₊, δ₋. With solve=False the all-tight solution is returned as it is, whether
    or not it is the machine (`support` then counts its non-negative multipliers)."""
    sign = np.where(data.labels == 0, 1, -1)
    wanted = sign * np.where(data.labels == 0, margins[0], margins[1])
    root = np.linalg.cholesky(data.gram)
    half = np.linalg.solve(root, wanted)
    tight = np.linalg.solve(root.T, half)
    support = int((sign * tight >= 0).sum())
    if support == len(sign) or not solve:
        return Machine(data, tight, support)
    found = _exchanged(data.gram, sign, wanted, sign * tight > 0)
    if found is not None:
        return Machine(data, found, int((found != 0).sum()))
    from scipy.optimize import nnls

    beta, _ = nnls(root.T * sign, half, maxiter=30 * len(sign))
    return Machine(data, sign * beta, int((beta > 0).sum()))


ROUNDS, SLACK = 20, 1 / 10**9


def _exchanged(gram: Array, sign: Array, wanted: Array, support: NDArray[np.bool_]) -> Array | None:
    """The coefficients of the machine, by exchanging all points that are on the wrong side at once; None after so many
    rounds."""
    for _ in range(ROUNDS):
        coefficients = np.zeros(len(sign))
        coefficients[support] = np.linalg.solve(gram[np.ix_(support, support)], wanted[support])
        negative = sign * coefficients < 0
        short = ~support & (sign * (gram @ coefficients) < (1 - SLACK) * np.abs(wanted))
        if not negative.any() and not short.any():
            return coefficients
        support = (support & ~negative) | short
    return None


@dataclass(frozen=True)
class ClassMachine:
    """w_c = Σ_i a_ci x_i for each class (k×N), and the share of constraints with a positive multiplier."""

    data: TrainingSet
    coefficients: Array
    support: float

    def error(self, y: int, offsets: Sequence[float], normal: Array) -> float:
        """The share of test points of class y that get another label; their noise is made of rows of k normal
        numbers."""
        model, a = self.data.model, self.coefficients
        mean = float(model.s) * (a @ self.data.along[y]) + np.asarray(offsets, dtype=np.float64)
        spread = float(model.sigma) * np.linalg.cholesky(a @ self.data.gram @ a.T + np.eye(model.k) / 10**14)
        return float((np.argmax(mean + normal @ spread.T, axis=1) != y).mean())


def class_machine(data: TrainingSet, margins: Sequence[float], gammas: Sequence[float]) -> ClassMachine:
    """The machine of the limit direction for any number of classes: least Σ‖w_c‖² with γ_y⟨w_y, x_i⟩ − γ_c⟨w_c, x_i⟩ ≥
    δ_y for all examples i and classes c ≠ y = y_i.

    With K = CCᵀ and t_c = γ_c⁻¹C⁻¹u_c for the all-tight solution, its dual is to minimise ‖Mλ − t‖ over λ ≥ 0, the
    column (i, c) of M being row i of C in block y, times γ_y, and in block c, times −γ_c."""
    from scipy.optimize import nnls

    k, labels = data.model.k, data.labels
    gamma, root = np.asarray(gammas, dtype=np.float64), np.linalg.cholesky(data.gram)
    shares = gamma**-2 / (gamma**-2).sum()
    wanted = np.asarray(margins)[labels] * ((labels == np.arange(k)[:, None]) - shares[labels])  # u_c, row by row
    tight = np.linalg.solve(root, wanted.T / gamma).T
    pairs = [(i, c) for i, y in enumerate(labels) for c in range(k) if c != y]
    columns = np.zeros((k, len(labels), len(pairs)))
    for column, (i, c) in enumerate(pairs):
        columns[labels[i], :, column] += gamma[labels[i]] * root[i]
        columns[c, :, column] -= gamma[c] * root[i]
    multipliers, _ = nnls(columns.reshape(-1, len(pairs)), tight.ravel(), maxiter=30 * len(pairs))
    coefficients = np.zeros((k, len(labels)))
    for multiplier, (i, c) in zip(multipliers, pairs, strict=True):
        coefficients[labels[i], i] += gamma[labels[i]] * multiplier
        coefficients[c, i] -= gamma[c] * multiplier
    return ClassMachine(data, coefficients, float((multipliers > 0).mean()))
