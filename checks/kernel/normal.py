"""The normal form behind `identity` and `linear`.

A term is rewritten as a quotient of polynomials over ℚ in *generators*: variables, and the sub-terms of other heads
with their arguments in normal form. Only identities are used that hold wherever the term is defined:

    exp(a + b) = exp(a)·exp(b), exp(c·m) = exp(u·m)^(c/u), exp(c·log a) = a^c, log(exp a) = a, a ** b = exp(b·log a),
    (root_q a)^q = a, and the definitions and squares in the table of functions (|a|² = a², sin² = 1 − cos², …).

At every point at which a term is defined, the denominator of its form is not 0 and the quotient is its value: sums and
products keep that, an inverse is taken of a value that is not 0, a common factor divides a denominator that is not 0.
So if the numerator of a difference is the zero polynomial, the two terms agree wherever both are defined; that needs
no independence of the generators.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from checks.kernel.functions import FUNCTIONS
from checks.kernel.terms import Rejected, Term, require

MOST_TERMS, MOST_FACTORS, MOST_BITS, MOST_GENERATORS, MOST_PASSES = 20_000, 200, 2**20, 240, 40
Form = tuple[Any, Any]  # numerator and denominator


class _Again(Exception):
    """The exponent of an exponential needs a finer unit, or there are more generators: once more from the start."""


class _Field:
    """Normal forms of terms. `units`: exponential → the u in exp(u·m), of which all exponents are whole multiples."""

    def __init__(self, size: int, units: dict[Any, Fraction]) -> None:
        self.context = fmpq_mpoly_ctx.get([("g", size)], Ordering.lex)
        self.size, self.units = size, units
        self.gens, self.numbers = self.context.gens(), dict[Any, int]()
        self.powers: dict[int, tuple[int, Form]] = {}  # generator → (order, its power of that order)
        self.exponentials: dict[int, Any] = {}  # generator → its key in `units`
        self.logs: dict[int, Term] = {}
        self.memo: dict[Term, Form] = {}

    def generator(self, *key: Any) -> int:
        if len(self.numbers) == self.size and key not in self.numbers:
            raise _Again
        return self.numbers.setdefault(key, len(self.numbers))

    def constant(self, value: Any) -> Form:
        return self.context.constant(fmpq(value.numerator, value.denominator)), self.context.constant(1)

    def quotient(self, num: Any, den: Any) -> Form:
        """Powers of roots, absolute values and sines are reduced, then the greatest common factor is cancelled."""
        for g, (order, (above, below)) in self.powers.items():
            low = min((int(monomial[g]) for monomial in den.to_dict()), default=0)
            lift = self.gens[g] ** (-low % order)  # 1/r = r^(q−1)/r^q: no root is left as a factor of a denominator
            (num, by), (den, over) = (self._reduced(p * lift, g, order, above, below) for p in (num, den))
            num, den = (num * over, den * by) if by != over else (num, den)
        if den == 0:
            raise ZeroDivisionError
        if num == 0:
            return self.constant(0)
        common = num.gcd(den)
        unit = (den // common).leading_coefficient()
        return num // common / unit, den // common / unit

    def _reduced(self, p: Any, g: int, order: int, above: Any, below: Any) -> tuple[Any, Any]:
        """(q, r) with p = q/r where g^order = above/below, q of lower degree than that in g."""
        degree = int(p.degrees()[g])
        if degree < order:
            return p, self.context.constant(1)
        most, total = degree // order, self.context.constant(0)
        for monomial, c in p.to_dict().items():
            turns, rest = divmod(int(monomial[g]), order)
            piece = self.context.from_dict({(*monomial[:g], rest, *monomial[g + 1 :]): c})
            total += piece * above**turns * below ** (most - turns)
        return total, below**most

    def add(self, a: Form, b: Form) -> Form:
        if a[1] == b[1]:
            return self.quotient(a[0] + b[0], a[1])
        return self.quotient(self._times(a[0], b[1]) + self._times(b[0], a[1]), self._times(a[1], b[1]))

    def mul(self, a: Form, b: Form) -> Form:
        return self.quotient(self._times(a[0], b[0]), self._times(a[1], b[1]))

    def _times(self, a: Any, b: Any) -> Any:
        if len(a) * len(b) > MOST_TERMS:
            raise Rejected(f"the normal form is too large: a product of {len(a)} by {len(b)} terms")
        return a * b

    def power(self, a: Form, n: int) -> Form:
        num, den = a if n >= 0 else a[::-1]
        bits = max((int(x).bit_length() for p in a for c in p.coeffs() for x in (c.p, c.q)), default=0)
        if abs(n) > MOST_FACTORS or abs(n) * bits > MOST_BITS:
            raise Rejected(f"the normal form is too large: a power {n}")
        out = self.constant(1)
        for _ in range(abs(n)):
            out = self.mul(out, (num, den))
        return out

    def form(self, t: Term) -> Form:
        if t not in self.memo:
            self.memo[t] = self._form(t)
        return self.memo[t]

    def _form(self, t: Term) -> Form:
        op = t.op
        if op == "q":
            return self.constant(t.args[0])
        if op in ("+", "*"):
            join, total = (self.add if op == "+" else self.mul), self.form(t.args[0])
            for a in t.args[1:]:
                total = join(total, self.form(a))
            return total
        if op == "^":
            return self.power(self.form(t.args[0]), t.args[1])
        if op == "root":
            return self._root(self.form(t.args[0]), t.args[1])
        if op == "**":
            return self._exp(self.mul(self.form(t.args[1]), self.form(Term("log", t.args[:1]))))
        if op == "exp":
            return self._exp(self.form(t.args[0]))
        if op == "log" and t.args[0].op == "exp":
            return self.form(t.args[0].args[0])
        if op in FUNCTIONS and (form := FUNCTIONS[op].form) is not None:
            return self.form(form(t.args[0]))
        g = self.generator(op, *(self._name(self.form(a)) if isinstance(a, Term) else a for a in t.args))
        if op == "log":
            self.logs[g] = t.args[0]
        elif op in FUNCTIONS and (square := FUNCTIONS[op].square) is not None:
            self.powers[g] = (2, self.form(square(t.args[0])))
        return self.gens[g], self.context.constant(1)

    def _name(self, form: Form) -> tuple[str, str]:
        return str(form[0]), str(form[1])

    def _exp(self, a: Form) -> Form:
        """∏ exp(m/den)^c over the terms c·m of the numerator."""
        out = self.constant(1)
        for powers, factor in a[0].to_dict().items():
            term = self.context.from_dict({powers: factor}), a[1]
            lowest = self.quotient(*term)  # each term by itself, unless it falls into several
            above, den = lowest if len(lowest[0]) == 1 else term
            ((monomial, q),), below = above.to_dict().items(), str(den)
            m, c = tuple((g, e) for g, e in enumerate(map(int, monomial)) if e), Fraction(int(q.p), int(q.q))
            if below == "1" and len(m) == 1 and m[0][1] == 1 and m[0][0] in self.logs:  # exp(c·log a) = a^c
                out = self.mul(out, self.power(self._root(self.form(self.logs[m[0][0]]), c.denominator), c.numerator))
                continue
            g = self.generator("exp", m, below)
            self.exponentials[g] = (m, below)
            out = self.mul(out, self._exponential(g, c))
        return out

    def _exponential(self, g: int, c: Fraction) -> Form:
        """exp(c·m) as a power of exp(u·m)."""
        unit = self.units.setdefault(self.exponentials[g], c)
        if (c / unit).denominator != 1:
            common = Fraction(gcd(c.numerator * unit.denominator, unit.numerator * c.denominator))
            self.units[self.exponentials[g]] = common / (c.denominator * unit.denominator)
            raise _Again
        n = int(c / unit)
        require(abs(n) <= 10 * MOST_FACTORS, "the normal form is too large: a high power of an exponential")
        power, one = self.gens[g] ** abs(n), self.context.constant(1)
        return (power, one) if n >= 0 else (one, power)

    def _root(self, a: Form, q: int) -> Form:
        """The root of a quantity ≥ 0: of exponentials and numbers factor by factor, else a generator of its own."""
        if q == 1:
            return a
        if len(a[0]) == 1 == len(a[1]) and a[0].leading_coefficient() > 0:
            exponents = [int(n) - int(d) for n, d in zip(a[0].degrees(), a[1].degrees(), strict=True)]
            if all(n == 0 or g in self.exponentials for g, n in enumerate(exponents)):
                out = self._number_root(a[0].leading_coefficient(), q)
                for g, n in enumerate(exponents):
                    if n:
                        out = self.mul(out, self._exponential(g, n * self.units[self.exponentials[g]] / q))
                return out
        g = self.generator("root", q, self._name(a))
        self.powers[g] = (q, a)
        return self.gens[g], self.context.constant(1)

    def _number_root(self, c: Any, q: int) -> Form:
        """c^(1/q) for a rational c > 0 (= (p·r^(q−1))^(1/q)/r for c = p/r), prime by prime if it is small."""
        out, n = self.constant(Fraction(1, int(c.q))), c.p * c.q ** (q - 1)
        for p, k in n.factor() if int(n).bit_length() <= 64 else [(n, 1)]:
            whole, rest = divmod(k, q)
            out = self.mul(out, self.power(self.constant(Fraction(int(p))), whole))
            if rest:
                g = self.generator("root of a number", q, int(p))
                self.powers[g] = (q, self.constant(Fraction(int(p))))
                out = self.mul(out, (self.gens[g] ** rest, self.context.constant(1)))
        return out


def vanishes(*terms: tuple[Term, Term]) -> bool:
    """Whether Σ factor·term has the normal form 0: then the sum is 0 wherever it is defined. False says nothing."""
    size, units = 15, dict[Any, Fraction]()
    for _ in range(MOST_PASSES):
        field = _Field(size, units)
        try:
            total = field.constant(0)
            for factor, term in terms:
                total = field.add(total, field.mul(field.form(factor), field.form(term)))
        except _Again:
            size = 4 * size if len(field.numbers) == size else size
            if size > MOST_GENERATORS:
                raise Rejected("the normal form is too large: too many generators") from None
        except ZeroDivisionError:
            return False  # a divisor is identically zero: defined nowhere, so nothing is claimed
        else:
            return bool(total[0] == 0)
    raise Rejected("the normal form needs too many passes")
