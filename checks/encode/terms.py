"""Constructors for the kernel's terms and formulas that write what is meant in one way.

They flatten sums and products and collect numbers, and do nothing else; no case is lost in which a term is undefined.
The kernel needs none of them: a term is what stands in the certificate.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import prod

from checks.encode.language import everything
from checks.encode.plain import formula_text
from checks.kernel.functions import MINUS_ONE, ONE, ZERO, conditions
from checks.kernel.terms import BINDERS, RELATIONS, Malformed, Term, conjuncts, index, literal

__all__ = [
    "MINUS_ONE",
    "ONE",
    "PI",
    "ZERO",
    "E",
    "add",
    "app",
    "conjunction",
    "contrary",
    "disjunction",
    "div",
    "folded",
    "func",
    "is_formula",
    "mul",
    "neg",
    "number_of",
    "parts",
    "power",
    "rational",
    "relation",
    "root",
    "sequence_values",
    "sub",
    "text",
    "var",
]

everything()  # fills the kernel's tables of functions, which say where a term is defined
PI, E = Term("pi", ()), Term("exp", (ONE,))
LARGEST_NUMBER = 4096  # exponents up to which powers of numbers are written out


def rational(value: int | str | Fraction) -> Term:
    """An exact number; floats are refused."""
    if isinstance(value, float):
        raise Malformed(f"the float {value!r} is not exact; write a fraction or a decimal string")
    return literal(Fraction(value))


def var(name: str) -> Term:
    """A variable."""
    return Term("v", (name,))


def app(sequence: str, at: Term | int) -> Term:
    """The value of a sequence at an index."""
    return Term("app", (sequence, index(at if isinstance(at, Term) else rational(at))))


def add(*terms: Term) -> Term:
    """A sum; nested sums are flattened and numbers are collected, at the end."""
    constant, rest = Fraction(0), []
    for t in terms:
        for part in t.args if t.op == "+" else (t,):
            if part.op == "q":
                constant += part.args[0]
            else:
                rest.append(part)
    if constant or not rest:
        rest.append(rational(constant))
    return rest[0] if len(rest) == 1 else Term("+", tuple(rest))


def mul(*terms: Term) -> Term:
    """A product; nested products are flattened and numbers are collected, in front. A factor 0 is kept beside factors
    that may be undefined, so that 0·(1/x) does not become defined at x = 0."""
    constant, rest = Fraction(1), []
    for t in terms:
        for part in t.args if t.op == "*" else (t,):
            if part.op == "q":
                constant *= part.args[0]
            else:
                rest.append(part)
    if constant == 0 and all(_total(t) for t in rest):
        return ZERO
    if constant != 1 or not rest:
        rest.insert(0, rational(constant))
    return rest[0] if len(rest) == 1 else Term("*", tuple(rest))


def _total(t: Term) -> bool:
    """Whether the term is defined everywhere by its form."""
    return t.op not in (*BINDERS, "D") and not conditions(t) and all(map(_total, t.children))


def neg(a: Term) -> Term:
    """−a."""
    return mul(MINUS_ONE, a)


def sub(a: Term, b: Term) -> Term:
    """a − b."""
    return add(a, neg(b))


def div(a: Term, b: Term) -> Term:
    """a / b."""
    return mul(a, power(b, -1))


def root(base: Term, q: int) -> Term:
    """The q-th root."""
    return base if q == 1 else Term("root", (base, q))


def power(base: Term, exponent: Term | int | Fraction) -> Term:
    """base**exponent. A written rational exponent p/q is the p-th power of the real q-th root; any other exponent
    makes the real power, defined for base > 0 (of e: the exponential)."""
    if base == E:
        return func("exp", exponent if isinstance(exponent, Term) else rational(exponent))
    if isinstance(exponent, Term) and exponent.op != "q":
        return Term("**", (base, exponent))
    e = Fraction(exponent.args[0] if isinstance(exponent, Term) else exponent)
    if e.denominator > 1:
        return power(root(base, e.denominator), e.numerator)
    n = e.numerator
    if n == 1:
        return base
    if base.op == "q" and abs(n) <= LARGEST_NUMBER and (base.args[0] or n > 0):
        return rational(base.args[0] ** n)
    if base.op == "^" and n != 0 and base.args[1] != 0 and (n > 0 or base.args[1] > 0):
        return Term("^", (base.args[0], base.args[1] * n))  # (x^-1)^-1 stays: it is undefined at 0
    return Term("^", (base, n))


def func(name: str, argument: Term) -> Term:
    """A named function of one argument."""
    return ONE if name == "exp" and argument == ZERO else Term(name, (argument,))


def relation(op: str, a: Term, b: Term) -> Term:
    """a < b, a <= b, a = b, a != b; > and >= are turned round."""
    if op in (">", ">="):
        return Term("<" + op[1:], (b, a))
    if op not in RELATIONS:
        raise Malformed(f"unknown relation {op}")
    return Term(op, (a, b))


def conjunction(formulas: Iterable[Term]) -> Term:
    """All of the formulas, taken apart at `and`, in their order."""
    flat = tuple(part for f in formulas for part in conjuncts(f))
    return flat[0] if len(flat) == 1 else Term("and", flat)


def disjunction(formulas: Iterable[Term]) -> Term:
    """At least one of the formulas."""
    flat = tuple(formulas)
    return flat[0] if len(flat) == 1 else Term("or", flat)


def parts(formula: Term) -> tuple[Term, ...]:
    """The formula as formulas that all hold."""
    return tuple(conjuncts(formula))


def folded(t: Term) -> tuple[Term, list[tuple[Term, Term]]]:
    """The term or formula with its numbers collected (η·0 + a is a, e^0 is 1), and what was put for what, one after
    the other, to come there."""
    put: list[tuple[Term, Term]] = []
    made = {"+": add, "*": mul}

    def visit(u: Term) -> Term:
        if u.op in BINDERS or u.op == "inner":  # a sum of vectors is no term
            return u
        u = u.rebuild(visit)
        new = made[u.op](*u.args) if u.op in made else ONE if u.op == "exp" and u.args == (ZERO,) else u
        if new != u and (u, new) not in put:
            put.append((u, new))
        return new

    return visit(t), put


def is_formula(t: Term) -> bool:
    """Whether it is a formula (and not a term)."""
    return t.op in RELATIONS or t.op in ("and", "or")


def contrary(formula: Term) -> Term:
    """The negation of a formula, for points at which it is defined."""
    if formula.op in ("and", "or"):
        turned = map(contrary, formula.args)
        return disjunction(turned) if formula.op == "and" else conjunction(turned)
    a, b = formula.args
    op, left, right = {"<": ("<=", b, a), "<=": ("<", b, a), "=": ("!=", a, b), "!=": ("=", a, b)}[formula.op]
    return Term(op, (left, right))


def sequence_values(t: Term) -> frozenset[Term]:
    """The values of sequences that occur."""
    return frozenset(u for u in t.subterms() if u.op == "app")


def number_of(t: Term) -> Fraction | None:
    """The value of a term that is built from rational numbers by sums, products and powers; None for any other."""
    if t.op == "q":
        value: Fraction = t.args[0]
        return value
    if t.op not in ("+", "*", "^"):
        return None
    values = [v for v in map(number_of, t.children) if v is not None]
    undefined = t.op == "^" and (abs(t.args[1]) > LARGEST_NUMBER or (t.args[1] < 0 and values == [0]))
    if len(values) < len(t.children) or undefined:
        return None
    if t.op == "^":
        return Fraction(values[0] ** int(t.args[1]))
    return sum(values, Fraction(0)) if t.op == "+" else prod(values, start=Fraction(1))


def text(t: Term) -> str:
    """The term or formula as a reader would write it on one line."""
    return formula_text(t.to_json())
