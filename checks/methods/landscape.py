r"""Critical points of a function that a user writes down, in dimension 1 to 3: all of them in a box, with Morse
indices; constants of the strong Morse property; the boundary condition; pairs of critical points; coverings by balls.

    problem = Landscape(majority=L1, minority=L0, box={x: (-2, 2), y: (-2, 2)})
    problem.of_majority()                        # critical points of L₁ with their Morse indices
    problem.morse(c, delta)                      # |∇L₁| ≤ c ⇒ every eigenvalue of ∇²L₁ is ≥ δ in absolute value
    problem.boundary(tau2)                       # |∇L₁|² > τ² on the boundary of the box
    problem.pairs(radius2)                       # L₁'s critical points ↔ L's, same index, at most so far apart
    problem.cover(radius)                        # where ⟨∇L, ∇L₁⟩ ≤ 0, one of L₁'s critical points is near

Each method returns what the kernel established, or raises `NotFound` or `Rejected`; `combined` joins several of them in
one certificate by a named inference. Conditions are written with squares, so that they stay free of roots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import isqrt
from typing import Any

from checks.encode.contexts import context as made
from checks.encode.from_sympy import term_of
from checks.encode.terms import ONE, ZERO, add, conjunction, mul, neg, power, rational, relation, sub, var
from checks.kernel import Context, Domain
from checks.kernel.extensions.calculus import derivative
from checks.kernel.extensions.subdivision import cell_of
from checks.kernel.terms import Term
from checks.methods.argue import Proof
from checks.methods.matrices import Matrix, congruent, definite, determinant, minors, product, unimodular
from checks.methods.search import NotFound
from checks.methods.sheet import Lemma
from checks.methods.tape import Tape
from checks.methods.zeros import Zero, Zeros, all_zeros, box_context, combined

__all__ = ["CriticalPoint", "Landscape", "Pair", "combined"]

INDEX = "inference: the Morse index is the number of sign changes in 1, Δ₁, …, Δ_d (Jacobi), in any basis (Sylvester)"
MORSE = (
    "inference: no eigenvalue of H lies in [−δ, δ] if H − δI or −H − δI is positive definite, or H² − δ²I is, or (d "
    "= 2) if both det(H − δI) and det(H + δI) are negative (leading minors, Sylvester)"
)


@dataclass(frozen=True)
class CriticalPoint:
    """A critical point in its small box; `signs` are those of the leading minors of the Hessian there."""

    zero: Zero
    signs: tuple[int, ...]
    inertia: Lemma

    @property
    def index(self) -> int:
        """The Morse index: how many eigenvalues of the Hessian are negative."""
        row = (1, *self.signs)
        return sum(a != b for a, b in pairwise(row))

    @property
    def centre(self) -> tuple[Fraction, ...]:
        """The middle of its box."""
        return self.zero.centre


@dataclass(frozen=True)
class Pair:
    """Critical points of L₁ and L that belong together, and that their distance is at most the radius."""

    majority: CriticalPoint
    total: CriticalPoint
    near: Lemma


class Landscape:
    """Losses L₁ (majority) and L₀ (minority) on a closed box with rational corners; L = L₁ + L₀."""

    def __init__(self, majority: Any, minority: Any, box: Mapping[Any, tuple[Any, Any]], seconds: float = 60.0) -> None:
        if not 1 <= len(box) <= 3:
            raise ValueError(f"{len(box)} unknowns; one to three can be enumerated here")
        self.box = {str(s): ends for s, ends in box.items()}
        self.context: Context = box_context(box)
        self.names = tuple(sorted(self.box))
        self.seconds = seconds
        self.majority, self.minority = term_of(majority), term_of(minority)
        self.total = add(self.majority, self.minority)

    def gradient(self, f: Term) -> list[Term]:
        """The partial derivatives, in alphabetical order of the unknowns."""
        return [derivative(f, var(n)) for n in self.names]

    def hessian(self, f: Term) -> Matrix:
        """The second partial derivatives."""
        return [[derivative(g, var(n)) for n in self.names] for g in self.gradient(f)]

    @cached_property
    def majority_zeros(self) -> Zeros:
        """All zeros of ∇L₁ in the box."""
        return all_zeros(self.gradient(self.majority), self.box, seconds=self.seconds)

    @cached_property
    def total_zeros(self) -> Zeros:
        """All zeros of ∇L in the box."""
        return all_zeros(self.gradient(self.total), self.box, seconds=self.seconds)

    def of_majority(self) -> list[CriticalPoint]:
        """All critical points of L₁ in the box, with their indices."""
        return list(self._of_majority)

    def of_total(self) -> list[CriticalPoint]:
        """All critical points of L in the box, with their indices."""
        return list(self._of_total)

    @cached_property
    def _of_majority(self) -> list[CriticalPoint]:
        return [self.indexed(self.majority, z) for z in self.majority_zeros.zeros]

    @cached_property
    def _of_total(self) -> list[CriticalPoint]:
        return [self.indexed(self.total, z) for z in self.total_zeros.zeros]

    def indexed(self, f: Term, zero: Zero) -> CriticalPoint:
        """Signs of the leading minors of PᵀHP over the zero's small box, for P = I or, where a minor may vanish, some
        unit triangular P; by Sylvester's law of inertia the index is that of H."""
        hessian = self.hessian(f)
        for p in unimodular(len(self.names)):
            leading = minors(congruent(hessian, p))
            values = Tape(leading).run(cell_of({var(n): d for n, d in zero.domains().items()}))
            signs = tuple(0 if v is None else 1 if v.positive() else -1 if v.negative() else 0 for v in values)
            if all(signs):
                goal = conjunction(
                    relation("<", ZERO, m if s > 0 else neg(m)) for m, s in zip(leading, signs, strict=True)
                )
                return CriticalPoint(zero, signs, self._enclosed(goal, zero.domains()))
        raise NotFound("a critical point may be degenerate: no sign for a leading minor of its Hessian")

    def morse(self, c: Any, delta: Any) -> Lemma:
        """On the box, |∇L₁| > c or all eigenvalues of ∇²L₁ are greater than δ in absolute value; see `MORSE`."""
        return self._enclosed(self.morse_goal(c, delta))

    def morse_goal(self, c: Any, delta: Any) -> Term:
        """The formula of `morse`."""
        d, hessian = term_of(delta), self.hessian(self.majority)
        n = len(hessian)
        unit = [[d if i == j else ZERO for j in range(n)] for i in range(n)]
        lower = [[sub(a, b) for a, b in zip(*rows, strict=True)] for rows in zip(hessian, unit, strict=True)]
        upper = [[add(a, b) for a, b in zip(*rows, strict=True)] for rows in zip(hessian, unit, strict=True)]
        negative = [[neg(a) for a in row] for row in upper]
        steep = relation("<", power(term_of(c), 2), self.norm2(self.gradient(self.majority)))
        cases = [steep, definite(lower), definite(negative)]
        if n == 2:
            cases.append(conjunction(relation("<", determinant(m), ZERO) for m in (lower, upper)))
        if n == 3:
            cases.append(definite(product(lower, upper)))
        return Term("or", tuple(cases))

    def boundary(self, tau2: Any) -> Lemma:
        """Every point of the box at which |∇L₁|² ≤ τ² is an inner point of it."""
        steep = relation("<", term_of(tau2), self.norm2(self.gradient(self.majority)))
        sides = self.context.domains
        inner = [
            f
            for n in self.names
            for f in (
                relation("<", rational(_end(sides[n].lo)), var(n)),
                relation("<", var(n), rational(_end(sides[n].hi))),
            )
        ]
        return self._enclosed(Term("or", (steep, conjunction(inner))))

    def gradient_bound(self, tau2: Any) -> Lemma:
        """|∇L₀|² ≤ τ² on the box."""
        return self._enclosed(relation("<=", self.norm2(self.gradient(self.minority)), term_of(tau2)))

    def hessian_bound(self, tau: Any) -> Lemma:
        """τI − ∇²L₀ and τI + ∇²L₀ are positive definite on the box: every |eigenvalue| of ∇²L₀ is less than τ."""
        t, hessian = term_of(tau), self.hessian(self.minority)
        n = range(len(hessian))
        signed = [[[add(t if i == j else ZERO, mul(s, hessian[i][j])) for j in n] for i in n] for s in (ONE, neg(ONE))]
        return self._enclosed(conjunction(definite(m) for m in signed))

    def pairs(self, radius2: Any) -> list[Pair]:
        """Each critical point of L₁ with the nearest one of L: the pairing is one to one, indices agree, and the
        squared distance is at most `radius2`. Raises NotFound where that fails."""
        first, second = self.of_majority(), self.of_total()
        if len(first) != len(second):
            raise NotFound(f"{len(first)} critical points of L₁, {len(second)} of L")
        pairs, free = [], list(second)
        for a in first:
            b = min(free, key=lambda q: _distance2(a.centre, q.centre))
            free.remove(b)
            if a.index != b.index:
                raise NotFound(f"indices {a.index} and {b.index} near {tuple(map(float, a.centre))}")
            domains = {**a.zero.domains(), **b.zero.domains("_total")}
            apart = self.norm2([sub(var(n), var(n + "_total")) for n in self.names])
            pairs.append(Pair(a, b, self._enclosed(relation("<=", apart, term_of(radius2)), domains)))
        return pairs

    def cover(self, radius2: Any, margin: Fraction = Fraction(1, 2**60)) -> Lemma:
        """At every point of the box ⟨∇L, ∇L₁⟩ > 0, or the squared distance to the centre of the small box of some
        critical point of L₁ is at most (r − margin)², so that to the critical point itself it is at most r²."""
        r2 = term_of(radius2).args[0]
        r = Fraction(isqrt(int(r2 * 4**200)), 2**200)  # the root rounded down
        inner = rational((r - margin) ** 2)
        towards = add(
            *(mul(a, b) for a, b in zip(self.gradient(self.total), self.gradient(self.majority), strict=True))
        )
        balls = [
            relation(
                "<=", self.norm2([sub(var(n), rational(q)) for n, q in zip(self.names, z.centre, strict=True)]), inner
            )
            for z in self.majority_zeros.zeros
        ]
        return self._enclosed(Term("or", (relation("<", ZERO, towards), *balls)))

    def norm2(self, v: Sequence[Term]) -> Term:
        """The square of the Euclidean norm."""
        return add(*(power(a, 2) for a in v))

    def _enclosed(self, goal: Term, domains: Mapping[str, Domain] | None = None) -> Lemma:
        p = Proof(seconds=self.seconds).sub(self.context if domains is None else made(domains.items()), None)
        return p.established(p.enclose(goal, bits=256 if domains else 64))


def _distance2(a: Sequence[Fraction], b: Sequence[Fraction]) -> Fraction:
    return sum(((p - q) ** 2 for p, q in zip(a, b, strict=True)), Fraction(0))


def _end(x: Fraction | None) -> Fraction:
    assert x is not None
    return x
