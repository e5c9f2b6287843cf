"""Models fitted to data, in floating point: numerical evidence only. Needs the optional extra `referee[models]`."""

from __future__ import annotations

from importlib.util import find_spec
from math import ceil

__all__ = ["available", "ridge_logistic"]


def available() -> bool:
    """Whether scikit-learn, whose bundled data are used, is installed."""
    return find_spec("sklearn") is not None


def ridge_logistic(share: tuple[int, int], ridge: tuple[int, int]) -> tuple[float, float, float]:
    """Breast cancer data, features scaled to mean 0 and variance 1. The minority are the given share of all cases,
    those with the largest mean radius. L and its majority part L₁, which keeps the ridge μ, are minimised by Newton's
    method.

    Returns |θ̂ − θ̂₁|, |∇L₀(θ̂)|/μ and τ_g/μ with τ_g = (1/n) Σ|xᵢ| over the minority.
    """
    import numpy as np
    from sklearn.datasets import load_breast_cancer

    data = load_breast_cancer()
    features = (data.data - data.data.mean(axis=0)) / data.data.std(axis=0)
    n, d = features.shape
    signed = features * (2 * data.target - 1)[:, None]
    minority = np.argsort(-data.data[:, 0], kind="stable")[: ceil(n * share[0] / share[1])]
    kept = np.ones(n, dtype=bool)
    kept[minority] = False
    mu = ridge[0] / ridge[1]

    def minimiser(chosen: np.ndarray) -> np.ndarray:
        theta = np.zeros(d)
        for _ in range(60):
            weights = 1 / (1 + np.exp(signed @ theta))
            gradient = mu * theta - signed.T @ (weights * chosen) / n
            curvature = (signed.T * (weights * (1 - weights) * chosen)) @ signed / n + mu * np.eye(d)
            theta = theta - np.linalg.solve(curvature, gradient)
        return theta

    first, total = minimiser(kept), minimiser(np.ones(n, dtype=bool))
    push = signed.T @ (~kept / (1 + np.exp(signed @ total))) / n
    crude = np.linalg.norm(signed[~kept], axis=1).sum() / n
    return float(np.linalg.norm(first - total)), float(np.linalg.norm(push)) / mu, float(crude) / mu
