r"""The two small problems on which the statements are tried, as data and as the optimizers of this folder see them.

Quadratic: the example with target a has the loss ½‖x − a‖² and the gradient x − a. Logistic: the example (ξ, y) has the
loss log(1 + e^(−y⟨w, ξ⟩)) and the gradient −y·σ(−margin)·ξ, margin = y⟨w, ξ⟩. A class loss is the sum over its examples
divided by the number of all examples.
"""

from collections.abc import Sequence

from sympy import Expr, Rational

from proofs.per_class_normalization.notation import logistic

Vector = tuple[Expr, ...]

ORIGIN = (Rational(0), Rational(0))
MAJORITY = (Rational(1), Rational(0))
MINORITY = (Rational(-4, 5), Rational(3, 5))
MIRRORED = (Rational(-4, 5), Rational(-3, 5))
MINORITY_FEATURE = (Rational(4, 5), Rational(3, 5))
OVERLAP = Rational(4, 5)  # ⟨ξ_0, ξ_1⟩ of the logistic example


def share(weight: Expr, u: Sequence[Expr]) -> Vector:
    """A vector times a number."""
    return tuple(weight * x for x in u)


def quadratic_loss(x: Sequence[Expr], target: Sequence[Expr]) -> Expr:
    """½‖x − a‖²."""
    return sum((p - q) ** 2 for p, q in zip(x, target, strict=True)) / 2


def quadratic_gradient(x: Sequence[Expr], target: Sequence[Expr]) -> Vector:
    """x − a."""
    return tuple(p - q for p, q in zip(x, target, strict=True))


def shares(ratio: Expr) -> tuple[Expr, Expr]:
    """(n_0/n, n_1/n) for the imbalance ratio n_0/n_1."""
    return ratio / (1 + ratio), 1 / (1 + ratio)


def quadratic_class_gradients(x: Sequence[Expr], ratio: Expr) -> list[Vector]:
    """u_0, u_1 of the quadratic example."""
    weights = shares(ratio)
    return [share(w, quadratic_gradient(x, a)) for w, a in zip(weights, (MAJORITY, MINORITY), strict=True)]


def margins(w: Sequence[Expr]) -> tuple[Expr, Expr]:
    """The margins of the logistic example: majority −⟨w, ξ_0⟩ (label −1), minority ⟨w, ξ_1⟩ (label +1)."""
    return -w[0] * MAJORITY[0] - w[1] * MAJORITY[1], w[0] * MINORITY_FEATURE[0] + w[1] * MINORITY_FEATURE[1]


def logistic_class_gradients(margin: Sequence[Expr], ratio: Expr) -> list[Vector]:
    """u_0, u_1 of the logistic example at given margins."""
    weights = shares(ratio)
    return [
        share(weights[0] * logistic(margin[0]), MAJORITY),
        share(-weights[1] * logistic(margin[1]), MINORITY_FEATURE),
    ]
