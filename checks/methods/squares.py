"""Quadratic polynomials that are nonnegative everywhere: sums of squares, by completing squares over the rationals."""

from __future__ import annotations

from fractions import Fraction

from checks.encode.terms import ONE, ZERO, add, mul, number_of, power, rational, relation, sub, var
from checks.kernel import Context
from checks.kernel.extensions.calculus import derivative
from checks.kernel.terms import Malformed, Term
from checks.methods.likeness import equal
from checks.methods.sheet import Line, Sheet

__all__ = ["quadratic_form", "sum_of_squares"]


def sum_of_squares(sheet: Sheet, context: Context, goal: Term) -> Line | None:
    """A line for 0 ≤ f (or 0 < f) where f is a quadratic polynomial that is a sum of squares; None if it is not.

    f = Σ dᵢ·ℓᵢ² + rest with affine ℓᵢ and dᵢ > 0, found by completing the square in one symbol after the other.
    """
    names = sorted(goal.variables)
    found = quadratic_form(sub(goal.args[1], goal.args[0]), names)
    if found is None:
        return None
    squares, rest = _completed(found, names)
    if squares is None or rest < 0 or (goal.op == "<" and rest == 0):
        return None
    lines, multipliers = [], []
    for d, form in squares:
        lines.append(sheet.add("given", context, relation("<=", ZERO, power(form, 2))))
        multipliers.append(rational(d).to_json())
    if rest > 0:
        lines.append(sheet.add("given", context, relation("<", ZERO, ONE)))
        multipliers.append(rational(rest).to_json())
    return sheet.add("linear", context, goal, lines, {"multipliers": multipliers})


def quadratic_form(f: Term, names: list[str]) -> dict[tuple[str, ...], Fraction] | None:
    """Coefficients of a polynomial of degree ≤ 2 by monomial (), (x,), (x, y) with x ≤ y; None if f is not one."""
    zero = {n: rational(0) for n in names}
    try:
        coefficients: dict[tuple[str, ...], Fraction | None] = {(): number_of(f.substitute(zero))}
        for i, x in enumerate(names):
            slope = derivative(f, var(x))
            coefficients[(x,)] = number_of(slope.substitute(zero))
            for y in names[i:]:
                second = number_of(derivative(slope, var(y)).substitute(zero))
                coefficients[(x, y)] = None if second is None else second / (2 if x == y else 1)
    except Malformed:
        return None
    if any(c is None for c in coefficients.values()):
        return None
    known = {m: c for m, c in coefficients.items() if c is not None}
    polynomial = add(*(mul(rational(c), *(var(x) for x in m)) for m, c in known.items()))
    return known if equal(f, polynomial) else None


def _completed(
    coefficients: dict[tuple[str, ...], Fraction], names: list[str]
) -> tuple[list[tuple[Fraction, Term]] | None, Fraction]:
    """(Σ dᵢ ℓᵢ² as pairs, the constant that is left); (None, 0) when the form is not nonnegative."""
    left = dict(coefficients)
    squares: list[tuple[Fraction, Term]] = []
    for x in names:
        d = left.get((x, x), Fraction(0))
        linear = {m: left[m] for m in left if x in m and m != (x, x) and left[m]}
        if d < 0 or (d == 0 and linear):
            return None, Fraction(0)
        if d == 0:
            continue
        half = {tuple(y for y in m if y != x): c / (2 * d) for m, c in linear.items()}
        squares.append((d, add(var(x), *(mul(rational(c), *(var(y) for y in m)) for m, c in half.items()))))
        for m in [m for m in left if x in m]:
            del left[m]
        for m, c in half.items():
            for n, e in half.items():
                key = tuple(sorted(m + n))
                left[key] = left.get(key, Fraction(0)) - d * c * e
    return squares, left.get((), Fraction(0))
