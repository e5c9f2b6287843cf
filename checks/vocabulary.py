"""The words of machine learning for formulas in papers: sigmoid, softplus, relu, hinge, log-sum-exp, KL, clip, sums.

Each is written out in functions that the kernel knows; there is nothing else behind a name. The same names can be typed
in `referee prove`.
"""

from __future__ import annotations

from typing import Any

from sympy import Max, Min, exp, log

from checks.paper import eq

__all__ = ["clip", "hinge", "kl", "logsumexp", "partial_sums", "relu", "sigmoid", "softplus"]


def sigmoid(u: Any) -> Any:
    """1/(1 + e^(−u)), for all real u; between 0 and 1."""
    return 1 / (1 + exp(-u))


def softplus(u: Any) -> Any:
    """log(1 + e^u), for all real u; the logistic loss is softplus(−margin)."""
    return log(1 + exp(u))


def relu(u: Any) -> Any:
    """max(u, 0)."""
    return Max(u, 0)


def hinge(margin: Any) -> Any:
    """max(1 − margin, 0)."""
    return Max(1 - margin, 0)


def logsumexp(*us: Any) -> Any:
    """log(e^u₁ + … + e^uₙ) of one or more numbers."""
    return log(sum(exp(u) for u in us))


def kl(p: Any, q: Any) -> Any:
    """Relative entropy of Bernoulli(p) and Bernoulli(q), for p and q in the open interval (0, 1)."""
    return p * log(p / q) + (1 - p) * log((1 - p) / (1 - q))


def clip(u: Any, low: Any, high: Any) -> Any:
    """min(max(u, low), high): the projection onto [low, high] where low ≤ high."""
    return Min(Max(u, low), high)


def partial_sums(total: Any, summand: Any, t: Any) -> list[Any]:
    """Relations for `evolves` that make total(t) the sum of summand over 0, …, t − 1: a finite sum whose limit is a
    symbol. `summand` is an expression in t (and in values of sequences at t)."""
    return [eq(total(0), 0), eq(total(t + 1), total(t) + summand)]
