r"""Sums of squares: goal = Σ pₖ·(sum of squares) + Σ eⱼ·(anything), with pₖ ≥ 0 and eⱼ = 0 known (Positivstellensatz).

A semidefinite program (Clarabel) finds Gram matrices in floating point. Where the goal touches 0 they are singular; the
null vectors are read off as simple rationals and the monomials cut down to the rest (facial reduction). The matrices
are then rounded, corrected to solve the linear equations exactly, and taken apart by an exact L·D·Lᵀ into squares of
polynomials with rational coefficients. What comes out is a list of columns for `combine`; the kernel adds them up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement
from math import sqrt
from typing import Any

from checks.encode.contexts import context
from checks.encode.terms import ONE, ZERO, mul, power, relation, sub, var
from checks.kernel.contexts import REALS
from checks.kernel.terms import Term
from checks.methods.combine import Column, NoCombination, solver, times
from checks.methods.elaborate import Scope
from checks.methods.polynomials import Monomial, Polynomial, Quotients, quotients
from checks.methods.search import Budget
from checks.methods.sheet import Line

__all__ = ["sums_of_squares"]

MOST_SIDE, MOST_ROWS = 70, 420
ROUNDINGS = (1, 2, 6, 12, 60, 1000, 10**5, 10**8, 10**11)
Matrix = list[list[Fraction]]


@dataclass
class _Block:
    """column times a Gram form in the basis; the column None stands for 1."""

    column: Column | None
    polynomial: Polynomial
    basis: list[Polynomial]


def sums_of_squares(
    scope: Scope, goal: Term, columns: Sequence[Column], degree: int, budget: Budget
) -> list[tuple[Column, Fraction]]:
    """Columns, squares among them, with multipliers with which they add up to the goal's difference of sides, up to a
    total degree. Raises NoCombination."""
    forms = quotients([sub(goal.args[1], goal.args[0]), *(c.term for c in columns)])
    if any(any(m) for m in forms.denominator):
        raise NoCombination("there are denominators")
    scale = forms.denominator[next(iter(forms.denominator))]
    ring = _Ring(forms)
    wanted, *polynomials = [{m: c / scale for m, c in p.items()} for p in forms.numerators]
    used = sorted({g for p in (wanted, *polynomials) for m in p for g, e in enumerate(m) if e})
    problem = _Problem(ring, wanted, columns, polynomials, used, degree, goal.op == "<")
    for _ in range(6):
        if budget.spent():
            break
        solution = problem.solve(budget)
        found = problem.rounded(solution)
        if found is not None:
            return list(problem.squares(scope, found))
        if not problem.reduced(solution):
            break
    raise NoCombination("no exact sum of squares")


class _Ring:
    """Polynomials in the generators, powers of roots (absolute values, sines) reduced."""

    def __init__(self, forms: Quotients) -> None:
        self.forms, self.field = forms, forms.names
        self.size = len(self.field.gens)

    def times(self, a: Polynomial, b: Polynomial) -> Polynomial:
        """The product."""
        out: Polynomial = {}
        for m, c in a.items():
            for n, d in b.items():
                key = tuple(x + y for x, y in zip(m, n, strict=True))
                out[key] = out.get(key, Fraction(0)) + c * d
        out = {m: c for m, c in out.items() if c}
        if any(m[g] >= order for m in out for g, (order, _) in self.field.powers.items()):
            from flint import fmpq

            made = self.field.context.from_dict({m: fmpq(c.numerator, c.denominator) for m, c in out.items()})
            num, den = self.field.quotient(made, self.field.context.constant(1))
            if den != 1:
                raise NoCombination("roots of quotients")
            out = {tuple(map(int, m)): Fraction(int(c.p), int(c.q)) for m, c in num.to_dict().items()}
        return out

    def monomials(self, used: Sequence[int], degree: int) -> Iterator[Monomial]:
        """Monomials in the generators up to a degree, those that reduce left out."""
        for total in range(degree + 1):
            for chosen in combinations_with_replacement(used, total):
                m = [0] * self.size
                for g in chosen:
                    m[g] += 1
                if all(m[g] < order for g, (order, _) in self.field.powers.items()):
                    yield tuple(m)


class _Problem:
    def __init__(
        self,
        ring: _Ring,
        wanted: Polynomial,
        columns: Sequence[Column],
        polynomials: Sequence[Polynomial],
        used: Sequence[int],
        degree: int,
        strict: bool,
    ) -> None:
        self.ring, self.wanted, self.strict = ring, wanted, strict
        self.blocks: list[_Block] = []
        self.free: list[tuple[Column, Monomial, Polynomial]] = []
        one: Polynomial = {(0,) * ring.size: Fraction(1)}
        alone = not any(polynomials)
        for column, p in [(None, one), *zip(columns, polynomials, strict=True)]:
            top = max((sum(m) for m in p), default=0)
            if not p or top > degree:
                continue
            if column is not None and column.free:
                for m in ring.monomials(used, degree - top):
                    self.free.append((column, m, ring.times(p, {m: Fraction(1)})))
                continue
            half = list(ring.monomials(used, (degree - top) // 2))
            if column is None and alone:
                half = _newton(wanted, half)
            if half:
                self.blocks.append(_Block(column, p, [{m: Fraction(1)} for m in half]))
        self._assemble()

    def _assemble(self) -> None:
        """The equations: one row for each monomial, one unknown for each entry of a Gram matrix on or above the
        diagonal and for each free multiplier."""
        self.unknowns: list[tuple[int, int, int]] = []
        vectors: list[Polynomial] = []
        for k, block in enumerate(self.blocks):
            if len(block.basis) > MOST_SIDE:
                raise NoCombination("too many monomials")
            weighted = [self.ring.times(block.polynomial, z) for z in block.basis]
            for j, right in enumerate(block.basis):
                for i in range(j + 1):
                    p = self.ring.times(weighted[i], right)
                    vectors.append({m: (c if i == j else 2 * c) for m, c in p.items()})
                    self.unknowns.append((k, i, j))
        vectors += [p for _, _, p in self.free]
        self.vectors = vectors
        self.rows = sorted({m for p in (self.wanted, *vectors) for m in p})
        if len(self.rows) > MOST_ROWS or len(vectors) > 6000:
            raise NoCombination("too many equations")

    def solve(self, budget: Budget) -> list[float]:
        """The unknowns in floating point, as far inside the cones as possible."""
        import numpy as np

        clarabel, sparse = solver("clarabel"), solver("scipy.sparse")

        n, place = len(self.vectors), {m: i for i, m in enumerate(self.rows)}
        size = max((abs(float(c)) for c in self.wanted.values()), default=1.0)
        entries = [(place[m], j, float(c)) for j, p in enumerate(self.vectors) for m, c in p.items()]
        right = np.zeros(len(self.rows))
        for m, c in self.wanted.items():
            right[place[m]] = float(c) / size
        at, cones, shift = len(self.rows), [clarabel.ZeroConeT(len(self.rows))], [float(v) for v in right]
        inside = sum(len(b.basis) for b in self.blocks)
        j = 0
        for block in self.blocks:
            for col in range(len(block.basis)):
                for row in range(col + 1):
                    entries.append((at, j, -1.0 if row == col else -sqrt(2)))
                    if row == col:
                        entries.append((at, n, 1.0))
                    shift.append(0.0)
                    at, j = at + 1, j + 1
            cones.append(clarabel.PSDTriangleConeT(len(block.basis)))
        entries.append((at, n, 1.0))  # the distance from the boundary is bounded
        shift.append(1.0)
        cones.append(clarabel.NonnegativeConeT(1))
        for block_place, (_, row, col) in enumerate(self.unknowns):  # the matrices are bounded, loosely
            if row == col:
                entries.append((at + 1, block_place, 1.0))
        shift.append(1e3 * max(1, inside))
        cones.append(clarabel.NonnegativeConeT(1))
        i, k, values = zip(*entries, strict=True)
        matrix = sparse.csc_matrix((values, (i, k)), shape=(at + 2, n + 1))
        settings = clarabel.DefaultSettings()
        settings.verbose, settings.time_limit = False, max(0.1, min(budget.left(), 10.0))
        settings.max_threads = 1
        cost = np.zeros(n + 1)
        cost[-1] = -1.0
        program = clarabel.DefaultSolver(
            sparse.csc_matrix((n + 1, n + 1)), cost, matrix, np.array(shift), cones, settings
        )
        answer = program.solve()
        x = [float(v) for v in answer.x]
        if not all(v == v for v in x) or x[-1] < -1e-4:
            raise NoCombination("the semidefinite program has no solution")
        self.margin = x[-1]
        return [v * size for v in x[:-1]]

    def rounded(self, x: Sequence[float]) -> list[Fraction] | None:
        """An exact solution close by whose Gram matrices are positive semidefinite."""
        import numpy as np
        from flint import fmpq, fmpq_mat

        qr = solver("scipy.linalg").qr

        n, place = len(self.vectors), {m: i for i, m in enumerate(self.rows)}
        dense = np.zeros((len(self.rows), n))
        for j, p in enumerate(self.vectors):
            for m, c in p.items():
                dense[place[m], j] = float(c)
        if n == 0:
            return None
        # rows that depend on others are dropped, then as many columns are solved for as there are rows
        _, r, order = qr(dense.T, mode="economic", pivoting=True)
        rank = int((abs(np.diag(r)) > 1e-9 * max(1.0, abs(r[0, 0]))).sum())
        kept = sorted(order[:rank])
        _, _, columns = qr(dense[kept], mode="economic", pivoting=True)
        solved, rest = list(columns[:rank]), list(columns[rank:])

        def number(c: Fraction) -> Any:
            return fmpq(c.numerator, c.denominator)

        zero = Fraction(0)
        square = fmpq_mat([[number(self.vectors[j].get(self.rows[i], zero)) for j in solved] for i in kept])
        for d in ROUNDINGS:
            values = {j: Fraction(round(x[j] * d), d) for j in rest}
            right = [self.wanted.get(self.rows[i], zero) for i in kept]
            for j, value in values.items():
                if value:
                    for m, c in self.vectors[j].items():
                        i = place[m]
                        if i in self._index(kept):
                            right[self._index(kept)[i]] -= c * value
            try:
                answer = square.solve(fmpq_mat([[number(c)] for c in right]))
            except ZeroDivisionError:
                return None
            for i, j in enumerate(solved):
                values[j] = Fraction(int(answer[i, 0].p), int(answer[i, 0].q))
            exact = [values[j] for j in range(n)]
            if self._solves(exact) and all(_factored(q) is not None for q in self._matrices(exact)):
                return exact
        return None

    def _index(self, kept: list[int]) -> dict[int, int]:
        if getattr(self, "_kept", None) != kept:
            self._kept, self._places = kept, {row: i for i, row in enumerate(kept)}
        return self._places

    def _solves(self, exact: list[Fraction]) -> bool:
        left = dict(self.wanted)
        for value, p in zip(exact, self.vectors, strict=True):
            if value:
                for m, c in p.items():
                    left[m] = left.get(m, Fraction(0)) - value * c
        return not any(left.values())

    def _matrices(self, exact: list[Fraction]) -> list[Matrix]:
        out = [[[Fraction(0)] * len(b.basis) for _ in b.basis] for b in self.blocks]
        for (k, i, j), value in zip(self.unknowns, exact, strict=False):
            out[k][i][j] = out[k][j][i] = value
        return out

    def reduced(self, x: Sequence[float]) -> bool:
        """Cut the bases down to the faces on which the solution lies; whether that changed anything."""
        import numpy as np

        changed, blocks = False, []
        floats = [np.zeros((len(b.basis),) * 2) for b in self.blocks]
        for (k, i, j), value in zip(self.unknowns, x, strict=False):
            floats[k][i, j] = floats[k][j, i] = value
        largest = max(float(abs(q).max()) for q in floats) if floats else 0.0
        for block, q in zip(self.blocks, floats, strict=True):
            values, vectors = np.linalg.eigh(q)
            null = vectors[:, values < 1e-4 * max(largest, 1e-12)]
            if not null.shape[1]:
                blocks.append(block)
                continue
            face = _complement(null)
            if face is None:
                blocks.append(block)
                continue
            changed = True
            basis = []
            for column in face:
                z: Polynomial = {}
                for c, b in zip(column, block.basis, strict=True):
                    for m, d in b.items():
                        z[m] = z.get(m, Fraction(0)) + c * d
                basis.append({m: c for m, c in z.items() if c})
            if basis:
                blocks.append(_Block(block.column, block.polynomial, basis))
        if changed:
            self.blocks = blocks
            self._assemble()
        return changed and bool(self.blocks)

    def squares(self, scope: Scope, exact: list[Fraction]) -> Iterator[tuple[Column, Fraction]]:
        """The columns of the exact solution."""
        forms, strict = self.ring.forms, not self.strict
        for block, matrix in zip(self.blocks, self._matrices(exact), strict=True):
            for d, row in _factored(matrix) or ():
                z: Polynomial = {}
                for c, b in zip(row, block.basis, strict=True):
                    for m, e in b.items():
                        z[m] = z.get(m, Fraction(0)) + c * e
                z = {m: c for m, c in z.items() if c}
                column = _square(scope, block.column, z, forms)
                strict = strict or column.op == "<"
                yield column, d * _content(z) ** 2
        for (equation, m, _), value in zip(self.free, exact[len(self.unknowns) :], strict=True):
            if value:
                factor = forms.monomial(m)
                yield (equation if factor == ONE else times(scope, equation, factor)), value
        if not strict:
            raise NoCombination("the sum of squares is not strict")


def _content(z: Polynomial) -> Fraction:
    """The common factor with which the coefficients become small whole numbers."""
    from math import gcd, lcm

    below = lcm(*(c.denominator for c in z.values()))
    above = gcd(*(int(c * below) for c in z.values()))
    return Fraction(above, below)


def _square(scope: Scope, column: Column | None, z: Polynomial, forms: Quotients) -> Column:
    """0 ≤ q², or 0 ≤ q²·p, with a strict sign where q is a number."""
    content = _content(z)
    q = forms.term({m: c / content for m, c in z.items()})
    if not any(any(m) for m in z):
        return column or Column(ONE, "<", lambda: scope.write("given", relation("<", ZERO, ONE)))
    if column is None:
        return Column(power(q, 2), "<=", lambda: square_line(scope, q))

    def line() -> Line:
        premises = [column.line(), square_line(scope, q)]
        wanted = relation("<=", ZERO, mul(power(q, 2), column.term))
        scope.define([wanted], premises)
        return scope.write("linear", wanted, premises, multipliers=[power(q, 2).to_json()])

    return Column(mul(power(q, 2), column.term), "<=", line)


def square_line(scope: Scope, q: Term) -> Line:
    """0 ≤ q²: by evaluation, or from 0 ≤ y² for all real y."""
    wanted = relation("<=", ZERO, power(q, 2))
    if scope.facts(()).granted(wanted):
        return scope.write("given", wanted)
    square = relation("<=", ZERO, power(var("y"), 2))
    lemma = scope.sheet.add("given", context([("y", REALS)]), square)
    if q.op == "^":  # (a^n)² is kept as one power, so the instance would read differently
        return scope.line(wanted, [scope.instantiate(lemma, square.substitute({"y": q}), {"y": q})])
    return scope.instantiate(lemma, wanted, {"y": q})


def _newton(wanted: Polynomial, half: list[Monomial]) -> list[Monomial]:
    """Monomials that can occur: twice their exponents lie within the bounds of the goal's, and no diagonal entry is
    forced to be 0 (2m is in the goal, or a product of two others)."""
    low, high = min(map(sum, wanted), default=0), max(map(sum, wanted), default=0)
    tops = [max(m[g] for m in wanted) for g in range(len(half[0]))] if wanted and half else []
    kept = [m for m in half if low <= 2 * sum(m) <= high and all(2 * e <= t for e, t in zip(m, tops, strict=True))]
    while True:
        sums = {
            tuple(x + y for x, y in zip(a, b, strict=True)) for i, a in enumerate(kept) for b in kept[:i]
        } | wanted.keys()
        fewer = [m for m in kept if tuple(2 * e for e in m) in sums]
        if len(fewer) == len(kept):
            return kept
        kept = fewer


def _complement(null: Any) -> list[list[Fraction]] | None:
    """Rational vectors that span what is orthogonal to nearly rational null vectors; None if they are not simple."""
    import numpy as np

    rows = null.T.copy()
    r, n = rows.shape
    pivots: list[int] = []
    for i in range(r):  # row echelon form, the largest entries as pivots
        choice = [(float(abs(rows[i:, j]).max()), j) for j in range(n) if j not in pivots]
        _, j = max(choice)
        k = i + int(abs(rows[i:, j]).argmax())
        rows[[i, k]] = rows[[k, i]]
        if abs(rows[i, j]) < 1e-6:
            return None
        rows[i] /= rows[i, j]
        for other in range(r):
            if other != i:
                rows[other] -= rows[other, j] * rows[i]
        pivots.append(j)
    simple = [[Fraction(float(v)).limit_denominator(60) for v in row] for row in rows]
    error = max(
        (abs(float(s) - float(v)) for a, b in zip(simple, rows, strict=True) for s, v in zip(a, b, strict=True)),
        default=0.0,
    )
    if error > 3e-3:
        return None
    out = []
    for j in range(n):
        if j not in pivots:
            column = [Fraction(0)] * n
            column[j] = Fraction(1)
            for row, p in zip(simple, pivots, strict=True):
                column[p] = -row[j]
            out.append(column)
    del np
    return out


def _factored(q: Matrix) -> list[tuple[Fraction, list[Fraction]]] | None:
    """q = Σ d·vvᵀ with d > 0, by completing squares; None if it is not positive semidefinite."""
    a, out = [list(row) for row in q], []
    for i in range(len(a)):
        d = a[i][i]
        if d < 0 or (d == 0 and any(a[i])):
            return None
        if d == 0:
            continue
        row = [x / d for x in a[i]]
        out.append((d, row))
        for j in range(i, len(a)):
            if a[i][j] and j != i:
                factor = a[i][j]
                for k in range(len(a)):
                    a[j][k] -= factor * row[k]
        a[i] = [Fraction(0)] * len(a)
        for j in range(len(a)):
            a[j][i] = Fraction(0)
    return out
