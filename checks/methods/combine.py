"""Multipliers for the rule `linear`: a relation as a combination of facts and of products of facts.

The differences of sides are written as polynomials in common generators (`polynomials`), so that a combination is a
linear system in the multipliers, with signs. A floating linear program (HiGHS) says which columns to take; the
multipliers are then the exact rational solution of the equations on those columns, and their signs are looked at
exactly. Nothing found here is trusted: the kernel adds it up again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any

from checks.encode.terms import ONE, ZERO, mul, power, rational, relation, sub
from checks.kernel import Rejected
from checks.kernel.terms import Term
from checks.methods.polynomials import Polynomial, Quotients, quotients
from checks.methods.sheet import Line

if TYPE_CHECKING:
    from checks.methods.elaborate import Scope

__all__ = [
    "Column",
    "NoCombination",
    "columns_of",
    "constant",
    "load",
    "multipliers",
    "nearest",
    "products",
    "solver",
    "times",
    "written",
]

MOST_COLUMNS = 400
POSITIVE = Term("<", (ZERO, ONE))


@dataclass(frozen=True)
class Column:
    """Something that may be added: `term` is known to be ≥ 0 (> 0 if strict, = 0 if free), as `line()` shows."""

    term: Term
    op: str
    line: Callable[[], Line]
    weight: float = 1.0

    @property
    def free(self) -> bool:
        """Whether it may be taken with either sign."""
        return self.op == "="


class NoCombination(Rejected):
    """No combination was found."""


def load() -> None:
    """Import the solvers now, so that no search pays for it out of its time."""
    for name in ("scipy.linalg", "scipy.optimize", "scipy.sparse", "clarabel"):
        with suppress(ImportError):
            import_module(name)


def solver(name: str) -> Any:
    """A module of the extra `sos`. Raises NoCombination where it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        raise NoCombination(f"{name.partition('.')[0]} is not installed (extra sos)") from None


def columns_of(scope: Scope, facts: Iterable[Line]) -> list[Column]:
    """The facts themselves (those that compare with <, <= or =)."""
    out = []
    for line in facts:
        if line.formula.op in ("<", "<=", "="):
            out.append(Column(sub(line.formula.args[1], line.formula.args[0]), line.formula.op, lambda line=line: line))  # type: ignore[misc]
    return out


def constant(scope: Scope) -> Column:
    """0 < 1."""
    return Column(ONE, "<", lambda: scope.write("given", POSITIVE), 0.5)


def products(scope: Scope, columns: Sequence[Column], most: int, by: Sequence[Term] = ()) -> list[Column]:
    """Products of up to `most` inequalities, and equations times the terms `by`."""
    out: list[Column] = []
    signed = [c for c in columns if not c.free]
    for n in range(2, most + 1):
        for chosen in combinations_with_replacement(signed, n):
            out.append(_product(scope, chosen))
            if len(out) > MOST_COLUMNS:
                return out
    for c in columns:
        if c.free:
            out += [times(scope, c, t) for t in by]
    return out


def _product(scope: Scope, chosen: Sequence[Column]) -> Column:
    strict = all(c.op == "<" for c in chosen)
    term = mul(*(c.term for c in chosen)) if len(set(chosen)) > 1 else power(chosen[0].term, len(chosen))

    def line() -> Line:
        made = _turned(scope, chosen[0])
        for c in chosen[1:]:
            other = _turned(scope, c)
            op = "<" if made.formula.op == other.formula.op == "<" else "<="
            product = mul(made.formula.args[1], other.formula.args[1])
            premises = [made, other]
            scope.define([product], premises)
            made = scope.write("linear", relation(op, ZERO, product), premises, multipliers=[c.term.to_json()])
        return made

    return Column(term, "<" if strict else "<=", line, 1.5 * len(chosen))


def _turned(scope: Scope, c: Column) -> Line:
    """0 ≤ (or <) the difference of sides."""
    line, wanted = c.line(), relation(c.op, ZERO, c.term)
    if line.formula == wanted:
        return line
    premises = [line]
    scope.define([wanted], premises)
    return scope.write("linear", wanted, premises, multipliers=["1"])


def times(scope: Scope, c: Column, t: Term) -> Column:
    """An equation times a term."""

    def line() -> Line:
        premises = [c.line()]
        wanted = relation("=", ZERO, mul(t, c.term))
        scope.define([wanted], premises)
        return scope.write("linear", wanted, premises, multipliers=[t.to_json()])

    return Column(mul(t, c.term), "=", line, 2.0)


def multipliers(
    goal: Term, columns: Sequence[Column], *, forms: Quotients | None = None
) -> list[tuple[Column, Fraction]]:
    """Rational multipliers, ≥ 0 for inequalities, with which the columns add up to the goal's difference of sides; for
    a strict goal one of a strict column is > 0. Raises NoCombination."""
    forms = forms or quotients([sub(goal.args[1], goal.args[0]), *(c.term for c in columns)])
    wanted, vectors = forms.numerators[0], forms.numerators[1:]
    usable = [i for i, c in enumerate(columns) if vectors[i] and (goal.op != "=" or c.free)]
    support = _support(wanted, [vectors[i] for i in usable], [columns[i] for i in usable], goal.op == "<")
    for tolerance in (1e-7, 1e-9, 1e-5):
        chosen = [usable[k] for k, x in enumerate(support) if abs(x) > tolerance]
        exact = _solved(wanted, [vectors[i] for i in chosen])
        if exact is None:
            continue
        found = [(columns[i], x) for i, x in zip(chosen, exact, strict=True) if x]
        if all(c.free or x > 0 for c, x in found) and (goal.op != "<" or any(c.op == "<" for c, _ in found)):
            return found
    raise NoCombination("no exact combination")


def _support(wanted: Polynomial, vectors: list[Polynomial], columns: list[Column], strict: bool) -> list[float]:
    """A vertex of the linear program: the multipliers in floating point."""
    import numpy as np

    linprog = solver("scipy.optimize").linprog

    rows = sorted({m for p in (wanted, *vectors) for m in p})
    if not vectors:
        if wanted or strict:
            raise NoCombination("nothing can be combined")
        return []
    place = {m: k for k, m in enumerate(rows)}
    matrix, right = np.zeros((len(rows), len(vectors) + 1)), np.zeros(len(rows))
    scale = []
    for j, p in enumerate(vectors):
        size = max(abs(float(c)) for c in p.values())
        scale.append(size)
        for m, c in p.items():
            matrix[place[m], j] = float(c) / size
    for m, c in wanted.items():
        right[place[m]] = float(c)
    size = max(1.0, float(np.abs(right).max(initial=0.0)))
    cost = np.array([*(c.weight for c in columns), -1e-3 if not strict else -1.0])
    bounds: list[tuple[float | None, float | None]] = [(None, None) if c.free else (0.0, None) for c in columns]
    bounds.append((0.0, 1.0 if strict else 0.0))
    above, top = None, None
    if strict:  # t ≤ Σ of the strict ones, t ≤ 1
        above = np.zeros((1, len(vectors) + 1))
        above[0, -1] = 1.0
        for j, column in enumerate(columns):
            above[0, j] = -1.0 if column.op == "<" else 0.0
        top = np.zeros(1)
        cost[-1] = -10.0 * max(c.weight for c in columns)
    found = linprog(cost, A_ub=above, b_ub=top, A_eq=matrix, b_eq=right / size, bounds=bounds, method="highs-ds")
    if found.status != 0 or (strict and found.x[-1] <= 1e-9):
        raise NoCombination("the linear program has no solution")
    return [float(x) * size / s for x, s in zip(found.x[:-1], scale, strict=True)]


def _solved(wanted: Polynomial, vectors: list[Polynomial]) -> list[Fraction] | None:
    """The exact solution of Σ xᵢ·vectorᵢ = wanted; None if there is none. Free unknowns are 0."""
    from flint import fmpq, fmpq_mat

    rows = sorted({m for p in (wanted, *vectors) for m in p})
    if not rows:
        return [Fraction(0)] * len(vectors)

    def number(c: Fraction) -> Any:
        return fmpq(c.numerator, c.denominator)

    zero = Fraction(0)
    entries = [[number(p.get(m, zero)) for p in (*vectors, wanted)] for m in rows]
    reduced, rank = fmpq_mat(entries).rref()
    out = [zero] * len(vectors)
    for i in range(rank):
        lead = next(j for j in range(len(vectors) + 1) if reduced[i, j] != 0)
        if lead == len(vectors):
            return None
        value = reduced[i, len(vectors)]
        out[lead] = Fraction(int(value.p), int(value.q))
    return out


def written(scope: Scope, goal: Term, found: Sequence[tuple[Column, Fraction]], using: Sequence[Line] = ()) -> Line:
    """The line for the goal from columns and their multipliers."""
    lines = [c.line() for c, _ in found]
    premises = [*lines, *using]
    scope.define([goal], premises)
    return scope.write("linear", goal, premises, multipliers=[rational(x).to_json() for _, x in found])


def nearest(goal: Term, columns: Sequence[Column]) -> list[tuple[Column, Fraction]]:
    """The combination that leaves least over (in the sum of absolute values of coefficients), in simple numbers."""
    import numpy as np

    linprog = solver("scipy.optimize").linprog

    forms = quotients([sub(goal.args[1], goal.args[0]), *(c.term for c in columns)])
    wanted, vectors = forms.numerators[0], forms.numerators[1:]
    rows = sorted({m for p in (wanted, *vectors) for m in p})
    n, k = len(vectors), len(rows)
    matrix = np.zeros((k, n + 2 * k))
    for j, p in enumerate(vectors):
        for i, m in enumerate(rows):
            matrix[i, j] = float(p.get(m, 0))
    matrix[:, n : n + k], matrix[:, n + k :] = np.eye(k), -np.eye(k)
    right = np.array([float(wanted.get(m, 0)) for m in rows])
    bounds = [(None, None) if c.free else (0.0, None) for c in columns] + [(0.0, None)] * (2 * k)
    cost = np.array([1e-6] * n + [1.0] * (2 * k))
    found = linprog(cost, A_eq=matrix, b_eq=right, bounds=bounds, method="highs-ds")
    if found.status != 0:
        return []
    simple = [Fraction(float(x)).limit_denominator(1000) for x in found.x[:n]]
    return [(c, x) for c, x in zip(columns, simple, strict=True) if x]
