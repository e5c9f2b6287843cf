"""The normal form behind `identity` and `linear`.

A term is rewritten as a quotient of polynomials over ℚ in *generators*: variables, and the sub-terms of other heads
with their arguments in normal form. Only identities are used that hold wherever the term is defined:

    exp(a + b) = exp(a)·exp(b), exp(c·m) = exp(m)^c, exp(c·log a) = a^c, log(exp a) = a, a ** b = exp(b·log a),
    (root_q a)^q = a, and the definitions and squares in the table of functions (|a|² = a², sin² = 1 − cos², …).

Exponents are rational for generators that are > 0 (exp) or ≥ 0 (roots, there reduced below q), whole otherwise. If the
numerator of a difference is the zero polynomial, the two terms agree wherever both are defined; that needs no
independence of the generators. Denominators are kept in factors, so that adding fractions does not multiply them out.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from flint import fmpq

from checks.kernel.functions import FUNCTIONS
from checks.kernel.terms import Rejected, Term

__all__ = ["vanishes"]

Monomial = tuple[tuple[int, Fraction], ...]  # (generator, exponent), sorted
Poly = dict[Monomial, Any]  # monomial → fmpq, never 0
Key = tuple[tuple[Monomial, Any], ...]  # the sorted items of a polynomial
MOST_TERMS, MOST_FACTORS, MOST_BITS = 20_000, 200, 2**20


class Quotient(NamedTuple):
    """num / ∏ factor^power; every factor has leading coefficient 1 and no monomial to take out."""

    num: Poly
    den: dict[Key, int]


def _constant(value: Any) -> Quotient:
    return Quotient({(): fmpq(value.numerator, value.denominator)} if value else {}, {})


def _key(p: Poly) -> Key:
    return tuple(sorted((m, (int(c.p), int(c.q))) for m, c in p.items()))


def _from_key(key: Key) -> Poly:
    return {m: fmpq(*c) for m, c in key}


def _plus(a: Poly, b: Poly) -> Poly:
    out = dict(a)
    for m, c in b.items():
        total = out.pop(m, 0) + c
        if total != 0:
            out[m] = total
    return out


def _join(a: Monomial, b: Monomial) -> Monomial:
    exponents = dict(a)
    for g, e in b:
        exponents[g] = exponents.get(g, Fraction(0)) + e
    return tuple(sorted((g, e) for g, e in exponents.items() if e))


def _times(a: Poly, b: Poly) -> Poly:
    if len(a) * len(b) > MOST_TERMS:
        raise Rejected(f"the normal form is too large: a product of {len(a)} by {len(b)} terms")
    out: Poly = {}
    for m, c in a.items():
        for n, d in b.items():
            joined = _join(m, n) if m and n else m or n
            out[joined] = out.get(joined, 0) + c * d
    return {m: c for m, c in out.items() if c != 0}


def _require_small(a: Poly, n: int) -> None:
    bits = max((int(c.p).bit_length() + int(c.q).bit_length() for c in a.values()), default=0)
    if n > MOST_FACTORS or n * bits > MOST_BITS:
        raise Rejected(f"the normal form is too large: a power {n}")


def _to_the(a: Poly, n: int) -> Poly:
    _require_small(a, n)
    out: Poly = {(): fmpq(1)}
    for _ in range(n):
        out = _times(out, a)
    return out


def _split(p: Poly) -> tuple[Monomial, Any, Key]:
    """p = content · scale · factor, with a factor that has leading coefficient 1 and no monomial to take out."""
    least: dict[int, Fraction] = {}
    for g in {g for m in p for g, _ in m}:
        least[g] = min(dict(m).get(g, Fraction(0)) for m in p)
    content = tuple(sorted((g, e) for g, e in least.items() if e))
    shifted = {_join(m, tuple((g, -e) for g, e in content)): c for m, c in p.items()}
    scale = shifted[min(shifted)]
    return content, scale, _key({m: c / scale for m, c in shifted.items()})


class _Field:
    """Normal forms of terms. Generators are numbered as they come; what some of them stand for is remembered: roots
    (of what, of which order), functions with a known square, logarithms (of what)."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}
        self.powers: dict[int, tuple[int, Quotient]] = {}  # generator → (order, its power of that order)
        self.exponentials: set[int] = set()
        self.logs: dict[int, Term] = {}
        self.memo: dict[Term, Quotient] = {}

    def generator(self, *key: Any) -> int:
        return self.numbers.setdefault(key, len(self.numbers))

    def add(self, a: Quotient, b: Quotient) -> Quotient:
        den = {f: max(a.den.get(f, 0), b.den.get(f, 0)) for f in {**a.den, **b.den}}
        num = _plus(self._over(a, den), self._over(b, den))
        return Quotient(num, den if num else {})

    def _over(self, a: Quotient, den: dict[Key, int]) -> Poly:
        num = a.num
        for f, n in den.items():
            if n > a.den.get(f, 0):
                num = _times(num, _to_the(_from_key(f), n - a.den.get(f, 0)))
        return num

    def mul(self, a: Quotient, b: Quotient) -> Quotient:
        den = {f: a.den.get(f, 0) + b.den.get(f, 0) for f in {**a.den, **b.den}}
        return self.reduced(_times(a.num, b.num), den)

    def reduced(self, num: Poly, den: dict[Key, int]) -> Quotient:
        """Reduce powers of roots, sines and absolute values; cancel a factor that the numerator equals."""
        for m in num:
            for g, e in m:
                if g in self.powers and not 0 <= e < self.powers[g][0]:
                    return self._without_high_powers(num, den, g)
        if len(num) > 1 and den:
            content, scale, factor = _split(num)
            if factor in den:
                left = {**den, factor: den[factor] - 1}
                return Quotient({content: scale}, {f: n for f, n in left.items() if n})
        return Quotient(num, den if num else {})

    def _without_high_powers(self, num: Poly, den: dict[Key, int], g: int) -> Quotient:
        order, value = self.powers[g]
        total = _constant(0)
        for m, c in num.items():
            e = dict(m).get(g, Fraction(0))
            turns = e // order
            rest = tuple((k, f) if k != g else (k, e - turns * order) for k, f in m)
            piece = Quotient({tuple((k, f) for k, f in rest if f): c}, dict(den))
            total = self.add(total, self.mul(piece, self.power(value, int(turns))) if turns else piece)
        return total

    def power(self, a: Quotient, n: int) -> Quotient:
        if n < 0:
            return self.power(self.inverse(a), -n)
        _require_small(a.num, n)
        out = _constant(1)
        for _ in range(n):
            out = self.mul(out, a)
        return out

    def inverse(self, a: Quotient) -> Quotient:
        if not a.num:
            raise ZeroDivisionError
        top: Poly = {(): fmpq(1)}
        for f, n in a.den.items():
            top = _times(top, _to_the(_from_key(f), n))
        content, scale, factor = _split(a.num)
        unit = {tuple((g, -e) for g, e in content): 1 / scale}
        return self.reduced(_times(top, unit), {factor: 1} if len(a.num) > 1 else {})

    def form(self, t: Term) -> Quotient:
        found = self.memo.get(t)
        if found is None:
            found = self.memo[t] = self._form(t)
        return found

    def _form(self, t: Term) -> Quotient:
        op = t.op
        if op == "q":
            return _constant(t.args[0])
        if op == "e":
            return self._exp(_constant(1))
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
        g = self.generator(op, *(self._name(a) if isinstance(a, Term) else a for a in t.args))
        if op == "log":
            self.logs[g] = t.args[0]
        elif op in FUNCTIONS and (square := FUNCTIONS[op].square) is not None:
            self.powers[g] = (2, self.form(square(t.args[0])))
        return Quotient({((g, Fraction(1)),): fmpq(1)}, {})

    def _name(self, t: Term) -> Any:
        form = self.form(t)
        return _key(form.num), tuple(sorted(form.den.items()))

    def _exp(self, a: Quotient) -> Quotient:
        """∏ exp(m/den)^c over the terms c·m of the numerator."""
        out, below = _constant(1), tuple(sorted(a.den.items()))
        for m, c in a.num.items():
            e = Fraction(int(c.p), int(c.q))
            if not below and len(m) == 1 and m[0][1] == 1 and m[0][0] in self.logs:  # exp(c·log a) = a^c
                root = self._root(self.form(self.logs[m[0][0]]), e.denominator)
                out = self.mul(out, self.power(root, e.numerator))
                continue
            g = self.generator("exp", m, below)
            self.exponentials.add(g)
            out = self.mul(out, Quotient({((g, e),): fmpq(1)}, {}))
        return out

    def _root(self, a: Quotient, q: int) -> Quotient:
        """The root of a quantity ≥ 0: of exponentials and numbers term by term, else a generator of its own."""
        if q == 1:
            return a
        if len(a.num) == 1 and not a.den:
            ((m, c),) = a.num.items()
            if all(g in self.exponentials for g, _ in m) and c > 0:
                powers = Quotient({tuple((g, e / q) for g, e in m): fmpq(1)}, {})
                return self.mul(powers, self._number_root(c, q))
        g = self.generator("root", q, _key(a.num), tuple(sorted(a.den.items())))
        self.powers[g] = (q, a)
        return Quotient({((g, Fraction(1)),): fmpq(1)}, {})

    def _number_root(self, c: Any, q: int) -> Quotient:
        """c^(1/q) for a rational c > 0, prime by prime as far as small primes go."""
        out = _constant(1)
        for n, sign in ((int(c.p), 1), (int(c.q), -1)):
            for p, k in _factors(n):
                whole, rest = divmod(sign * k, q)
                out = self.mul(out, self.power(_constant(p), whole))
                if rest:
                    g = self.generator("root of a number", q, p)
                    self.powers[g] = (q, _constant(p))
                    out = self.mul(out, Quotient({((g, Fraction(rest)),): fmpq(1)}, {}))
        return out


def _factors(n: int) -> list[tuple[int, int]]:
    found, p = [], 2
    while p * p <= n and p < 10_000:
        k = 0
        while n % p == 0:
            n, k = n // p, k + 1
        if k:
            found.append((p, k))
        p += 1
    return [*found, (n, 1)] if n > 1 else found


def vanishes(*terms: tuple[Term, Term]) -> bool:
    """Whether Σ factor·term has the normal form 0: then the sum is 0 wherever it is defined. False says nothing."""
    field = _Field()
    total = _constant(0)
    try:
        for factor, term in terms:
            total = field.add(total, field.mul(field.form(factor), field.form(term)))
    except ZeroDivisionError:
        return False  # a divisor is identically zero: defined nowhere, so nothing is claimed
    return not total.num


