"""Several terms as quotients of polynomials in common generators: the kernel's normal form, written as terms.

What is found by comparing coefficients here, the kernel finds, too: its rules `identity` and `linear` compare the same
forms. A generator is a variable or a sub-term of another head (an exponential, a root, a value of a sequence); each has
a term, so that polynomials can be written down again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq

from checks.encode.terms import add, func, mul, power, rational
from checks.kernel.normal import MOST_GENERATORS, MOST_PASSES, _Again, _Field
from checks.kernel.terms import Rejected, Term

__all__ = ["Monomial", "Polynomial", "Quotients", "quotients"]

Monomial = tuple[int, ...]  # exponents, generator by generator
Polynomial = dict[Monomial, Fraction]


class _Named(_Field):
    """Normal forms that remember a term for each generator."""

    def __init__(self, size: int, units: dict[Any, Fraction]) -> None:
        super().__init__(size, units)
        self.terms: dict[int, Term] = {}

    def _form(self, t: Term) -> Any:
        form = super()._form(t)
        if t.op not in ("q", "+", "*", "^") and len(form[0]) == 1 and form[1] == 1:
            ((monomial, c),) = form[0].to_dict().items()
            if c == 1 and sum(map(int, monomial)) == 1:
                self.terms.setdefault(next(g for g, e in enumerate(monomial) if e), t)
        return form

    def term(self, g: int) -> Term:
        """A term whose form is the generator. Raises Rejected where none is known."""
        if g not in self.terms:
            key = next(k for k, number in self.numbers.items() if number == g)
            if key[0] == "root of a number":
                self.terms[g] = Term("root", (rational(key[2]), key[1]))
            elif g in self.exponentials and self.exponentials[g][1] == "1":
                unit = self.units[self.exponentials[g]]
                self.terms[g] = func("exp", mul(rational(unit), *(power(self.term(h), e) for h, e in key[1])))
            else:
                raise Rejected("a part of the normal form has no short name")
        return self.terms[g]


@dataclass
class Quotients:
    """Terms over one denominator: numerators[i]/denominator is the normal form of the i-th term."""

    numerators: list[Polynomial]
    denominator: Polynomial
    names: _Named

    def term(self, p: Polynomial) -> Term:
        """The polynomial as a term. Raises Rejected."""
        return add(*(self.monomial(m, c) for m, c in sorted(p.items(), reverse=True)))

    def monomial(self, m: Monomial, c: Fraction = Fraction(1)) -> Term:
        """c times the generators to these powers."""
        return mul(rational(c), *(power(self.names.term(g), e) for g, e in enumerate(m) if e))

    def factors(self, p: Polynomial) -> tuple[Fraction, list[tuple[Term, int]]]:
        """A constant, and irreducible factors with their exponents."""
        made = self.names.context.from_dict({m: fmpq(c.numerator, c.denominator) for m, c in p.items()})
        c, found = made.factor()
        return Fraction(int(c.p), int(c.q)), [(self.term(_plain(f)), int(e)) for f, e in found]


def _plain(p: Any) -> Polynomial:
    return {tuple(map(int, m)): Fraction(int(c.p), int(c.q)) for m, c in p.to_dict().items()}


def quotients(terms: Sequence[Term]) -> Quotients:
    """Normal forms of several terms, over their common denominator. Raises Rejected where they grow too large."""
    size, units = 15, dict[Any, Fraction]()
    for _ in range(MOST_PASSES):
        field = _Named(size, units)
        try:
            forms = [field.form(t) for t in terms]
            below = field.constant(1)[0]
            for _, den in forms:
                below = below * (den // below.gcd(den))
            over = [field.mul(form, (below, field.constant(1)[0])) for form in forms]
            rest = field.constant(1)[0]
            for _, den in over:
                rest = rest * (den // rest.gcd(den))
            whole = [num * (rest // den) for num, den in over]
            if rest != 1:  # a root was reduced away and left a denominator behind
                again = [field.quotient(p, field.constant(1)[0]) for p in whole]
                if any(den != 1 for _, den in again):
                    raise Rejected("roots of quotients")
                whole = [num for num, _ in again]
            return Quotients([_plain(p) for p in whole], _plain(below * rest), field)
        except _Again:
            size = 4 * size if len(field.numbers) == size else size
            if size > MOST_GENERATORS:
                raise Rejected("the normal form is too large: too many generators") from None
        except ZeroDivisionError:
            raise Rejected("a divisor is identically zero") from None
    raise Rejected("the normal form needs too many passes")
