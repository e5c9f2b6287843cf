"""The normal form behind the rule `identity`.

A term is rewritten as a quotient of polynomials over ℚ in *generators*: variables, and the transcendental sub-terms
with their arguments in normal form. The rewriting uses only identities that hold wherever the term is defined:

    exp(a + b) = exp(a)·exp(b), exp(c·m) = exp(m)^c, exp(log a) = a, log(exp(a)) = a, (b^(1/q))^q = b,
    sin² = 1 − cos², |a|² = a², and the definitions of tan, sinh, cosh, tanh by sin, cos, exp.

A monomial is a sorted tuple of (generator, exponent); exponents are rational for exp and root generators (which are
≥ 0) and integers otherwise. If the numerator of a difference is the zero polynomial, the two terms agree wherever both
are defined: that needs no independence of the generators. (Independence would be needed only for the converse, which
is never used.) Denominators are kept in factored form, so that adding fractions does not multiply them needlessly.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from flint import fmpq

from checks.kernel1.terms import MINUS_ONE, ONE, Term, add, func, mul, power, rational

__all__ = ["TooLarge", "equal", "is_zero"]

Monomial = tuple[tuple[str, Fraction], ...]
Poly = dict[Monomial, Any]  # monomial → non-zero fmpq
UNIT: Monomial = ()
MOST_TERMS = 20_000


class TooLarge(Exception):
    """The normal form would have too many terms."""


@dataclass(frozen=True)
class Quotient:
    """numerator / ∏ factor^power; a factor is a polynomial with more than one term, its key its sorted items."""

    num: Poly
    den: dict[tuple[Any, ...], int]


def _poly_add(a: Poly, b: Poly) -> Poly:
    out = dict(a)
    for m, c in b.items():
        total = out.get(m, 0) + c
        if total == 0:
            out.pop(m, None)
        else:
            out[m] = total
    return out


def _mono_mul(a: Monomial, b: Monomial) -> Monomial:
    if not a:
        return b
    if not b:
        return a
    exponents = dict(a)
    for g, e in b:
        exponents[g] = exponents.get(g, Fraction(0)) + e
    return tuple(sorted((g, e) for g, e in exponents.items() if e))


def _poly_mul(a: Poly, b: Poly) -> Poly:
    if len(a) * len(b) > MOST_TERMS:
        raise TooLarge(f"a product of {len(a)} by {len(b)} terms")
    out: Poly = {}
    for m, c in a.items():
        for n, d in b.items():
            product = _mono_mul(m, n)
            out[product] = out.get(product, 0) + c * d
    return {m: c for m, c in out.items() if c != 0}


def _require_small(a: Poly, n: int) -> None:
    """No power may have more than 200 factors, or coefficients of more than a million digits."""
    bits = max((int(c.p).bit_length() + int(c.q).bit_length() for c in a.values()), default=0)
    if n > 200 or n * bits > 2**20:
        raise TooLarge(f"a power {n}")


def _poly_pow(a: Poly, n: int) -> Poly:
    _require_small(a, n)
    out: Poly = {UNIT: fmpq(1)}
    for _ in range(n):
        out = _poly_mul(out, a)
    return out


def _q(value: Fraction) -> Any:
    return fmpq(value.numerator, value.denominator)


def _key(p: Poly) -> tuple[Any, ...]:
    return tuple(sorted((m, str(c)) for m, c in p.items()))


def _from_key(key: tuple[Any, ...]) -> Poly:
    return {m: _q(Fraction(c)) for m, c in key}


def _constant(value: Fraction) -> Quotient:
    return Quotient({UNIT: _q(value)} if value else {}, {})


def _generator(name: str, exponent: Fraction = Fraction(1)) -> Quotient:
    return Quotient({((name, exponent),): fmpq(1)}, {})


class _Field:
    """Normal forms of terms; remembers what a root generator is a root of, so that powers can be reduced."""

    def __init__(self) -> None:
        self.roots: dict[str, tuple[Quotient, int]] = {}
        self.squares: dict[str, Quotient] = {}
        self.logs: dict[str, Term] = {}
        self.memo: dict[Term, Quotient] = {}

    def add(self, a: Quotient, b: Quotient) -> Quotient:
        if a.den == b.den:
            num, den = _poly_add(a.num, b.num), a.den
        else:
            den = dict(a.den)
            for f, n in b.den.items():
                den[f] = max(den.get(f, 0), n)
            num = _poly_add(self._raise(a, den), self._raise(b, den))
        return Quotient(num, den) if num else Quotient({}, {})

    def _raise(self, a: Quotient, den: dict[tuple[Any, ...], int]) -> Poly:
        num = a.num
        for f, n in den.items():
            missing = n - a.den.get(f, 0)
            if missing:
                num = _poly_mul(num, _poly_pow(_from_key(f), missing))
        return num

    def mul(self, a: Quotient, b: Quotient) -> Quotient:
        den = dict(a.den)
        for f, n in b.den.items():
            den[f] = den.get(f, 0) + n
        return self.reduced(_poly_mul(a.num, b.num), den)

    def reduced(self, num: Poly, den: dict[tuple[Any, ...], int]) -> Quotient:
        """Reduce powers of roots, sines and absolute values; cancel a factor that the numerator equals."""
        for m in num:
            for g, e in m:
                if g in self.roots and (e >= self.roots[g][1] or e < 0):
                    return self._reduce_generator(num, den, g, self.roots[g][1], self.roots[g][0])
                if g in self.squares and e >= 2:
                    return self._reduce_generator(num, den, g, 2, self.squares[g])
        if len(num) > 1 and den:
            content, scale, monic = _split(num)
            if monic in den:
                left = {**den, monic: den[monic] - 1}
                return Quotient({content: scale}, {f: n for f, n in left.items() if n})
        return Quotient(num, den) if num else Quotient({}, {})

    def _reduce_generator(
        self, num: Poly, den: dict[tuple[Any, ...], int], g: str, order: int, value: Quotient
    ) -> Quotient:
        total = Quotient({}, {})
        for m, c in num.items():
            exponents = dict(m)
            e = exponents.pop(g, Fraction(0))
            turns = e // order
            rest = e - turns * order
            if rest:
                exponents[g] = rest
            piece = Quotient({tuple(sorted(exponents.items())): c}, dict(den))
            total = self.add(total, self.mul(piece, self.power(value, int(turns))) if turns else piece)
        return total

    def power(self, a: Quotient, n: int) -> Quotient:
        if n < 0:
            return self.power(self.inverse(a), -n)
        _require_small(a.num, n)
        out = _constant(Fraction(1))
        for _ in range(n):
            out = self.mul(out, a)
        return out

    def inverse(self, a: Quotient) -> Quotient:
        if not a.num:
            raise ZeroDivisionError
        top: Poly = {UNIT: fmpq(1)}
        for f, n in a.den.items():
            top = _poly_mul(top, _poly_pow(_from_key(f), n))
        content, scale, factor = _split(a.num)
        unit = {tuple((g, -e) for g, e in content): 1 / scale}
        return self.reduced(_poly_mul(top, unit), {factor: 1} if len(a.num) > 1 else {})

    def form(self, t: Term) -> Quotient:
        found = self.memo.get(t)
        if found is None:
            found = self.memo[t] = self._form(t)
        return found

    def _form(self, t: Term) -> Quotient:
        if t.op == "q":
            return _constant(t.args[0])
        if t.op == "v":
            return _generator(f"v {t.args[0]}")
        if t.op == "pi":
            return _generator("pi")
        if t.op == "e":
            return _generator("exp 1")
        if t.op == "+":
            total = self.form(t.args[0])
            for a in t.args[1:]:
                total = self.add(total, self.form(a))
            return total
        if t.op == "*":
            product = self.form(t.args[0])
            for a in t.args[1:]:
                product = self.mul(product, self.form(a))
            return product
        if t.op == "^":
            return self._power(*t.args)
        if t.op in _DEFINED:
            return self.form(_DEFINED[t.op](t.args[0]))
        if t.op == "exp":
            return self._exp(self.form(t.args[0]))
        if t.op == "log" and t.args[0].op == "exp":
            return self.form(t.args[0].args[0])
        return self._opaque(t)

    def _opaque(self, t: Term) -> Quotient:
        """A sub-term of which only its name is used; the arguments are in normal form, so equal ones coincide."""
        name = t.op + " " + " ".join(self._name(a) if isinstance(a, Term) else str(a) for a in t.args)
        if t.op == "sin":
            cosine = self._opaque(Term("cos", t.args))
            square = self.mul(cosine, cosine)
            self.squares[name] = self.add(_constant(Fraction(1)), self.mul(_constant(Fraction(-1)), square))
        elif t.op == "log":
            self.logs[name] = t.args[0]
        elif t.op == "abs":
            inner = self.form(t.args[0])
            self.squares[name] = self.mul(inner, inner)
        return _generator(name)

    def _name(self, t: Term) -> str:
        if t.op == "oo":
            return "oo"
        form = self.form(t)
        den = tuple(sorted((f, n) for f, n in form.den.items()))
        return f"<{_key(form.num)}/{den}>"

    def _power(self, base: Term, exponent: Term) -> Quotient:
        if exponent.op != "q":
            if base.op == "e":
                return self._exp(self.form(exponent))
            return self._exp(self.form(mul(exponent, func("log", base))))
        e: Fraction = exponent.args[0]
        inner = self.form(base)
        if e.denominator == 1:
            return self.power(inner, int(e))
        if len(inner.num) == 1 and not inner.den:  # exp and root generators have rational powers
            ((m, c),) = inner.num.items()
            if c == 1 and all(g.startswith("exp ") for g, _ in m):
                return Quotient({tuple((g, f * e) for g, f in m): fmpq(1)}, {})
            if m == UNIT and c > 0:
                return self._number_root(c, e)
        return self._root(inner, self._name(base), e)

    def _root(self, inner: Quotient, name: str, e: Fraction) -> Quotient:
        g = f"root{e.denominator} {name}"
        self.roots[g] = (inner, e.denominator)
        return self.reduced({((g, Fraction(e.numerator)),): fmpq(1)}, {})

    def _number_root(self, c: Any, e: Fraction) -> Quotient:
        """c**(p/q) for a rational c > 0, prime by prime as far as small primes go."""
        out = _constant(Fraction(1))
        for n, sign in ((int(c.p), 1), (int(c.q), -1)):
            for p, k in _factors(n):
                prime = _constant(Fraction(p))
                exponent = e * k * sign
                whole = exponent.numerator // exponent.denominator
                rest = exponent - whole
                out = self.mul(out, self.power(prime, whole))
                if rest:
                    out = self.mul(out, self._root(prime, f"number {p}", rest))
        return out

    def _exp(self, a: Quotient) -> Quotient:
        if a.den:
            return _generator(f"exp {_key(a.num)}/{tuple(sorted(a.den.items()))}")
        out = _constant(Fraction(1))
        for m, c in a.num.items():
            exponent = Fraction(int(c.p), int(c.q))
            if m == UNIT:
                out = self.mul(out, _generator("exp 1", exponent))
            else:
                out = self.mul(out, self._exp_monomial(m, exponent))
        return out

    def _exp_monomial(self, m: Monomial, c: Fraction) -> Quotient:
        if len(m) == 1 and m[0][1] == 1 and m[0][0] in self.logs:  # exp(c·log a) = a^c
            return self._power(self.logs[m[0][0]], rational(c))
        return _generator(f"exp {m}", c)


def _split(p: Poly) -> tuple[Monomial, Any, tuple[Any, ...]]:
    """p = content · scale · factor, with a factor that has leading coefficient 1 and no monomial to take out."""
    content = _content(p)
    inverse = tuple((g, -e) for g, e in content)
    shifted = {_mono_mul(m, inverse): c for m, c in p.items()}
    scale = shifted[min(shifted)]
    return content, scale, _key({m: c / scale for m, c in shifted.items()})


def _content(p: Poly) -> Monomial:
    """The monomial of least exponents: what can be taken out of every term (negative powers included)."""
    least: dict[str, Fraction] = {}
    generators = {g for m in p for g, _ in m}
    for g in generators:
        least[g] = min(dict(m).get(g, Fraction(0)) for m in p)
    return tuple(sorted((g, e) for g, e in least.items() if e))


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


_HALF = rational(Fraction(1, 2))
_DEFINED = {
    "tan": lambda u: mul(func("sin", u), power(func("cos", u), MINUS_ONE)),
    "sinh": lambda u: mul(_HALF, add(func("exp", u), mul(MINUS_ONE, func("exp", mul(MINUS_ONE, u))))),
    "cosh": lambda u: mul(_HALF, add(func("exp", u), func("exp", mul(MINUS_ONE, u)))),
    "tanh": lambda u: add(ONE, mul(rational(-2), power(add(func("exp", mul(rational(2), u)), ONE), MINUS_ONE))),
}


@lru_cache(maxsize=4096)
def is_zero(t: Term) -> bool:
    """Whether the normal form of the term is the zero polynomial over some denominator: then the term is 0 wherever
    it is defined. False says nothing. Raises TooLarge."""
    try:
        return not _Field().form(t).num
    except ZeroDivisionError:
        return False  # a divisor is identically zero: defined nowhere, so nothing is claimed


def equal(a: Term, b: Term) -> bool:
    """Whether two terms agree wherever both are defined, by their normal forms. False says nothing."""
    return a == b or is_zero(add(a, mul(MINUS_ONE, b)))
