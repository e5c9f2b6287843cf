"""Small matrices of terms: determinants, leading minors, changes of basis."""

from __future__ import annotations

from checks.encode.terms import ZERO, add, conjunction, mul, rational, relation, sub
from checks.kernel.terms import Term

__all__ = ["Matrix", "congruent", "definite", "determinant", "minors", "product", "unimodular"]

Matrix = list[list[Term]]


def determinant(m: Matrix) -> Term:
    """The determinant of a matrix of at most three rows, symmetric or not."""
    if len(m) == 1:
        return m[0][0]
    if len(m) == 2:
        return sub(mul(m[0][0], m[1][1]), mul(m[0][1], m[1][0]))
    rest = [[row[:j] + row[j + 1 :] for row in m[1:]] for j in range(3)]
    return add(*(mul(rational((-1) ** j), m[0][j], determinant(rest[j])) for j in range(3)))


def minors(m: Matrix) -> list[Term]:
    """The leading principal minors."""
    return [determinant([row[:k] for row in m[:k]]) for k in range(1, len(m) + 1)]


def definite(m: Matrix) -> Term:
    """All leading minors are positive: a symmetric matrix is then positive definite (Sylvester)."""
    return conjunction(relation("<", ZERO, minor) for minor in minors(m))


def product(a: Matrix, b: Matrix) -> Matrix:
    """The matrix product."""
    n = range(len(a))
    return [[add(*(mul(a[i][k], b[k][j]) for k in n)) for j in n] for i in n]


def unimodular(n: int) -> list[list[list[int]]]:
    """The identity and some matrices of determinant ±1, for changes of basis."""
    one = [[int(i == j) for j in range(n)] for i in range(n)]
    turned = [[int(i + j == n - 1) for j in range(n)] for i in range(n)]
    skew = [[int(i <= j) for j in range(n)] for i in range(n)]
    lower = [[int(i >= j) * (1 + (i - j)) for j in range(n)] for i in range(n)]
    return [one, turned, skew, lower] if n > 1 else [one]


def congruent(h: Matrix, p: list[list[int]]) -> Matrix:
    """PᵀHP."""
    middle = [[rational(v) for v in row] for row in p]
    return product([list(col) for col in zip(*middle, strict=True)], product(h, middle))
