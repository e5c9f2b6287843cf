r"""The optimizers, as functions of numbers of any kind.

A vector is a tuple of numbers (int, Fraction, SymPy expressions, python-flint balls) or a NumPy array; a step returns
the same kind. With exact numbers a step is exact: the length of a vector of fractions must then be a fraction (take
SymPy numbers or balls otherwise). The names follow Francazi, Baity-Jesi and Lucchi (ICML 2023):

    gd, pcngd           from the class gradients u_l = (1/n) Σ_{i in class l} ∇f_i(x)
    sgd, pcnsgd         from the gradients of mini-batches, class batch sizes in proportion to the classes
    pcnsgd_o            the same with equal class batch sizes (oversampling)
    pcnsgd_r            each normalized mini-batch gradient divided by its projection on the full class gradient

Normalizing a gradient that vanishes (or a ball that may) is refused with VanishingGradient, dividing by a projection
that vanishes with VanishingProjection.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

__all__ = [
    "VanishingGradient",
    "VanishingProjection",
    "batch_gradients",
    "class_gradients",
    "cosine",
    "direction",
    "dot",
    "gd",
    "norm",
    "pcngd",
    "pcnsgd",
    "pcnsgd_o",
    "pcnsgd_r",
    "projections",
    "sgd",
]

Vector = Any  # a tuple of numbers, or a NumPy array
PerExample = Sequence[Sequence[Vector]]  # for each class, the gradients of its examples
Batches = Sequence[Sequence[int]]  # for each class, the places of the examples drawn


class VanishingGradient(ZeroDivisionError):
    """A gradient is zero (or not certainly different from zero) and has no direction. Leave the class out of this step,
    or stop: it is at a critical point of its own loss."""


class VanishingProjection(ZeroDivisionError):
    """A mini-batch direction is orthogonal to its class gradient (or not certainly not); +R is undefined there. Draw
    another batch."""


# Steps


def gd(x: Vector, gradients: Sequence[Vector], eta: Any) -> Vector:
    """Gradient descent: x − η Σ u_l. gradients: one vector for each class."""
    return _minus(x, eta, _sum(gradients))


def pcngd(x: Vector, gradients: Sequence[Vector], eta: Any) -> Vector:
    """Per-class normalized gradient descent: x − η Σ u_l/‖u_l‖. Raises VanishingGradient."""
    return _minus(x, eta, _sum([direction(u, f"of class {i}") for i, u in enumerate(gradients)]))


def sgd(x: Vector, examples: PerExample, batches: Batches, eta: Any) -> Vector:
    """Stochastic gradient descent: x − η times the mean gradient over the batch."""
    return gd(x, batch_gradients(examples, batches), eta)


def pcnsgd(x: Vector, examples: PerExample, batches: Batches, eta: Any) -> Vector:
    """Per-class normalized SGD: x − η Σ g̃_l with g̃_l the direction of class l's mini-batch gradient.

    Raises VanishingGradient where a class's mini-batch gradient is zero.
    """
    return pcngd(x, batch_gradients(examples, batches), eta)


def pcnsgd_o(x: Vector, examples: PerExample, batches: Batches, eta: Any) -> Vector:
    """PCNSGD with oversampling: every class draws equally many examples (ValueError if not)."""
    if len({len(batch) for batch in batches}) != 1:
        raise ValueError(f"+O needs equal class batch sizes, not {[len(batch) for batch in batches]}")
    return pcnsgd(x, examples, batches, eta)


def pcnsgd_r(x: Vector, examples: PerExample, batches: Batches, eta: Any) -> Vector:
    """PCNSGD with rescaling: x − η Σ g̃_l/p̃_l, p̃_l = ⟨g̃_l, g_l⟩ the projection on the full gradient's direction.

    Raises VanishingProjection where p̃_l = 0, VanishingGradient where a gradient is zero.
    """
    drawn = [direction(u, f"of the batch of class {i}") for i, u in enumerate(batch_gradients(examples, batches))]
    rescaled = []
    for i, (g, p) in enumerate(zip(drawn, projections(examples, batches), strict=True)):
        if _may_vanish(p):
            raise VanishingProjection(f"the batch direction of class {i} has projection {p} on the class gradient")
        rescaled.append(_times(_one_over(p), g))
    return _minus(x, eta, _sum(rescaled))


# Gradients and directions


def class_gradients(examples: PerExample) -> list[Vector]:
    """u_l = (1/n) Σ_{i in class l} ∇f_i from the gradients of the examples, n the number of all of them."""
    return batch_gradients(examples, [range(len(group)) for group in examples])


def batch_gradients(examples: PerExample, batches: Batches) -> list[Vector]:
    """(1/b) Σ over the drawn examples of each class, b the size of the whole batch; an index may occur repeatedly."""
    size = sum(len(batch) for batch in batches)
    if not all(len(batch) for batch in batches):
        raise ValueError("a class without an example in the batch has no gradient")
    return [
        _times(Fraction(1, size), _sum([group[i] for i in batch]))
        for group, batch in zip(examples, batches, strict=True)
    ]


def projections(examples: PerExample, batches: Batches) -> list[Any]:
    """p̃_l = ⟨g̃_l, g_l⟩ for each class, between −1 and 1."""
    pairs = zip(batch_gradients(examples, batches), class_gradients(examples), strict=True)
    return [cosine(drawn, full) for drawn, full in pairs]


def direction(u: Vector, whose: str = "") -> Vector:
    """u/‖u‖. Raises VanishingGradient."""
    length = norm(u)
    if _may_vanish(length):
        raise VanishingGradient(f"the gradient {whose} is {u}, which has no direction".replace("  ", " "))
    return _times(_one_over(length), u)


def norm(u: Vector) -> Any:
    """‖u‖, the Euclidean length; for fractions ValueError where it is irrational."""
    return _root(dot(u, u))


def cosine(u: Vector, v: Vector) -> Any:
    """⟨u, v⟩/(‖u‖‖v‖). Raises VanishingGradient."""
    return dot(direction(u), direction(v))


def dot(u: Vector, v: Vector) -> Any:
    """⟨u, v⟩."""
    if _is_array(u):
        return (u * v).sum()
    return sum((a * b for a, b in zip(u, v, strict=True)), start=0)


# Arithmetic


def _is_array(u: Any) -> bool:
    return hasattr(u, "dtype")


def _kind(a: Any) -> str:
    return type(a).__module__.partition(".")[0]


def _number(scale: Any, like: Any) -> Any:
    """A fraction as a number of the kind that it is to be multiplied with; only SymPy and flint need to be told."""
    if isinstance(scale, Fraction):
        if _kind(like) == "sympy":
            from sympy import Rational

            return Rational(scale.numerator, scale.denominator)
        if _kind(like) == "flint":
            return type(like)(scale.numerator) / scale.denominator
        if _kind(like) == "numpy":
            return scale.numerator / scale.denominator
    return scale


def _times(scale: Any, u: Vector) -> Vector:
    if _is_array(u):
        return u * _number(scale, u)
    return tuple(_number(scale, a) * a for a in u)


def _sum(vectors: Sequence[Vector]) -> Vector:
    if _is_array(vectors[0]):
        return sum(vectors[1:], start=vectors[0])
    return tuple(sum(column[1:], start=column[0]) for column in zip(*vectors, strict=True))


def _minus(x: Vector, eta: Any, step: Vector) -> Vector:
    if _is_array(step):
        return x - step * _number(eta, step)
    return tuple(a - _number(eta, b) * b for a, b in zip(x, step, strict=True))


def _one_over(a: Any) -> Any:
    return Fraction(1) / a if isinstance(a, int | Fraction) else 1 / a


def _may_vanish(a: Any) -> bool:
    """Whether a number is zero, or a ball that contains it; a SymPy expression counts unless it is known to be zero."""
    if _kind(a) == "flint":
        return bool(a.contains(0))
    if _kind(a) == "sympy":
        return a.is_zero is True
    return bool(a == 0) or a != a


def _root(square: Any) -> Any:
    if _kind(square) == "sympy":
        from sympy import sqrt

        return sqrt(square)
    if _kind(square) == "flint":
        return square.sqrt()
    if isinstance(square, int | Fraction):
        q = Fraction(square)
        root = Fraction(math.isqrt(q.numerator), math.isqrt(q.denominator))
        if root * root != q:
            raise ValueError(f"√({q}) is irrational: use SymPy numbers or balls for this vector")
        return root
    return math.sqrt(square)
