r"""Vectors of any dimension as an author writes them, and their inner products as SymPy expressions.

    x, g, x_star = vector_sequence("x"), vector_sequence("g"), vector("x_star")
    same(x(t + 1), x(t) - h*g(t))            # a relation between vectors: |x(t + 1) − x(t) + h·g(t)|² = 0
    le(norm(x(t) - x_star)**2, 4)            # scalars, as any other

A `Vector` is a linear combination with scalar coefficients, kept as it was written; it is no SymPy expression, so that
a product of vectors cannot be written by mistake. `inner` and `norm` are. Nothing is simplified here; what equal
combinations have to do with each other is for the kernel's extension `vectors` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sympy as sp
from sympy.core.symbol import Str

__all__ = ["Inner", "Vector", "VectorValue", "inner", "norm", "same", "vector", "vector_sequence"]


class VectorValue(sp.Basic):  # type: ignore[misc]
    """A vector by its name, or the value of a sequence of vectors at an index."""

    @property
    def name(self) -> str:
        """The name, without an index."""
        return str(self.args[0].name)

    @property
    def index(self) -> Any:
        """The index, None for a vector that belongs to no sequence."""
        return self.args[1] if len(self.args) == 2 else None

    def _sympystr(self, printer: Any) -> str:
        return self.name if self.index is None else f"{self.name}({printer._print(self.index)})"


class Vector:
    """A linear combination Σ aᵢvᵢ as it was written; `terms` holds the pairs (aᵢ, vᵢ), where vᵢ is a value or again a
    combination. Without any it is the vector 0."""

    _op_priority = 100.0  # SymPy's numbers and symbols leave products with a vector to the vector

    def __init__(self, terms: Iterable[tuple[Any, Any]] = ()) -> None:
        self.terms = tuple((a, v) for a, v in terms if a != 0)

    def __add__(self, other: Any) -> Vector:
        if isinstance(other, Vector):
            return Vector((*self.terms, *other.terms))
        if isinstance(other, int) and other == 0:  # the start of sum(…)
            return self
        raise TypeError(f"{other} is not a vector, and only a vector can be added to one")

    __radd__ = __add__

    def __neg__(self) -> Vector:
        return Vector((-a, v) for a, v in self.terms)

    def __sub__(self, other: Any) -> Vector:
        return self.__add__(-other)

    def __mul__(self, factor: Any) -> Vector:
        if isinstance(factor, Vector):
            raise TypeError("a product of two vectors; write inner(v, w)")
        if factor == -1:
            return -self
        ((a, v),) = self.terms if len(self.terms) == 1 else ((sp.S.One, self),)
        return Vector([(factor * a, v)] if self.terms else ())

    __rmul__ = __mul__

    def __truediv__(self, factor: Any) -> Vector:
        return self.__mul__(sp.S.One / factor)

    def __bool__(self) -> bool:
        raise TypeError("a vector is neither true nor false; write same(v, w) for a relation between vectors")

    def __repr__(self) -> str:
        return " + ".join(f"({a})*{v}" for a, v in self.terms) or "0"

    def as_tuple(self) -> Any:
        """The combination as SymPy data."""
        pairs = ((a, v.as_tuple() if isinstance(v, Vector) else v) for a, v in self.terms)
        return sp.Tuple(*(sp.Tuple(*pair) for pair in pairs))


class Inner(sp.Expr):  # type: ignore[misc]
    """The inner product of two combinations, each a tuple of pairs (coefficient, vector)."""

    is_commutative = True
    is_real = True

    def _sympystr(self, printer: Any) -> str:
        def written(side: Any) -> str:
            inside = ((printer._print(a), f"({written(v)})" if isinstance(v, sp.Tuple) else v) for a, v in side)
            return " + ".join(f"({a})*{v}" for a, v in inside)

        return f"inner({', '.join(map(written, self.args))})"


def vector(name: str) -> Vector:
    """A vector of any dimension, of which nothing is known but what hypotheses say."""
    return Vector([(sp.S.One, VectorValue(Str(name)))])


def vector_sequence(name: str) -> Callable[[Any], Vector]:
    """A sequence of vectors, to be written x(t), x(t + 1), x(0)."""
    return lambda index: Vector([(sp.S.One, VectorValue(Str(name), sp.S.Zero + index))])


def inner(v: Vector, w: Vector) -> Any:
    """The inner product ⟨v, w⟩."""
    for side in (v, w):
        if not isinstance(side, Vector):
            raise TypeError(f"inner({v}, {w}): {side} is not a vector")
    return Inner(v.as_tuple(), w.as_tuple()) if v.terms and w.terms else sp.S.Zero


def norm(v: Vector) -> Any:
    """The length √⟨v, v⟩; its square is ⟨v, v⟩."""
    return sp.sqrt(inner(v, v))


def same(v: Vector, w: Vector) -> Any:
    """v = w between vectors, as the relation |v − w|² = 0."""
    return sp.Eq(inner(v - w, v - w), 0, evaluate=False)
