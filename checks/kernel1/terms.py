"""Terms and formulas: the exact language in which claims are written.

A term is a tree over exact rationals, variables, the constants pi and E, sums, products, powers, elementary and a few
special functions, values of sequences, derivatives and definite integrals. There are no floating-point numbers in it.
A term denotes a real number or is undefined (1/0, log(-1), 0**(-1/2), …); the functions are the real, principal ones.

A base with an exponent that is not a written-out rational must be > 0; x**0 is 1 wherever x is defined. A derivative is
the formal one, and defined where that and the differentiated term are. The index of a sequence is a natural number.

A formula is a relation between two terms (<, <=, =, !=) or a conjunction or disjunction of formulas. A relation is true
only where both of its terms are defined; a disjunction is true where one of its parts is.

Both are written to JSON as nested lists: "3/4" is a rational, ["v", "x"] a variable, ["+", a, b] a sum, and so on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

__all__ = [
    "FUNCTIONS",
    "RELATIONS",
    "MalformedTerm",
    "Term",
    "add",
    "app",
    "conjunction",
    "conjuncts",
    "div",
    "exact",
    "from_json",
    "func",
    "is_formula",
    "mul",
    "name",
    "neg",
    "power",
    "rational",
    "relation",
    "sub",
    "text",
    "var",
]

EVERYWHERE = frozenset({"exp", "sin", "cos", "atan", "sinh", "cosh", "tanh", "asinh", "erf", "abs"})
FUNCTIONS = EVERYWHERE | {"log", "tan", "asin", "acos", "acosh", "atanh", "lambertw", "gamma"}
RELATIONS = frozenset({"<", "<=", "=", "!="})
DEEPEST = 200
MOST_DIGITS = 4000


class MalformedTerm(ValueError):
    """Not a term of this language; the message names the sub-expression."""


class Term:
    """One node. `op` is the head, `args` are terms, except: "q" holds a Fraction, "v" a name, "app" a name first,
    "int" (body, name of the bound variable, lower limit, upper limit). Immutable; equality is structural."""

    __slots__ = ("_hash", "args", "op")
    op: str
    args: tuple[Any, ...]

    def __init__(self, op: str, args: tuple[Any, ...]) -> None:
        object.__setattr__(self, "op", op)
        object.__setattr__(self, "args", args)
        object.__setattr__(self, "_hash", hash((op, args)))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("terms are immutable")

    def __reduce__(self) -> tuple[Any, ...]:
        return (Term, (self.op, self.args))

    def __hash__(self) -> int:
        return self._hash  # type: ignore[no-any-return, attr-defined]

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Term) or hash(self) != hash(other):
            return False
        return self.op == other.op and self.args == other.args

    def __repr__(self) -> str:
        return text(self)

    @property
    def children(self) -> tuple[Term, ...]:
        """The terms among the arguments."""
        return tuple(a for a in self.args if isinstance(a, Term))

    def rebuild(self, change: Callable[[Term], Term]) -> Term:
        """The same node over changed children."""
        return Term(self.op, tuple(change(a) if isinstance(a, Term) else a for a in self.args))

    def to_json(self) -> Any:
        """Nested lists and strings."""
        if self.op == "q":
            return str(self.args[0])
        return [self.op, *(a.to_json() if isinstance(a, Term) else a for a in self.args)]

    def variables(self) -> frozenset[str]:
        """Names of the free variables."""
        if self.op == "v":
            return frozenset(self.args)
        if self.op == "int":
            body, bound, lower, upper = self.args
            inside: frozenset[str] = body.variables() - {bound}
            return inside.union(lower.variables(), upper.variables())
        return frozenset[str]().union(*(a.variables() for a in self.children))

    def subterms(self) -> Iterable[Term]:
        """All sub-terms, this one included, parents first."""
        yield self
        for child in self.children:
            yield from child.subterms()

    def substitute(self, values: Mapping[str, Term]) -> Term:
        """Replace free variables by terms, at once. A bound variable is never captured: that is refused."""
        if not values:
            return self
        if self.op == "v":
            return values.get(self.args[0], self)
        if self.op == "int":
            body, bound, lower, upper = self.args
            inner = {k: v for k, v in values.items() if k != bound and k in body.variables()}
            if any(bound in v.variables() for v in inner.values()):
                raise MalformedTerm(f"substitution would capture the variable of integration {bound}; rename it")
            limits = (lower.substitute(values), upper.substitute(values))
            return Term("int", (body.substitute(inner), bound, *limits))
        if self.op == "D":
            body, x = self.args
            inner = {k: v for k, v in values.items() if k in body.variables() or k == x.args[0]}
            if x.args[0] in inner or any(x.args[0] in v.variables() for v in inner.values()):
                raise MalformedTerm(f"cannot substitute around the variable {x} of a derivative; expand it first")
        return self.rebuild(lambda a: a.substitute(values))

    def replace(self, old: Term, new: Term) -> Term:
        """Replace every occurrence of one sub-term by another one, except where a variable of either is bound."""
        if self == old:
            return new
        if self.op == "int" and self.args[1] in old.variables() | new.variables():
            body, bound, lower, upper = self.args
            return Term("int", (body, bound, lower.replace(old, new), upper.replace(old, new)))
        return self.rebuild(lambda a: a.replace(old, new))


def rational(value: int | str | Fraction) -> Term:
    """An exact number; floats are refused."""
    if isinstance(value, float):
        raise MalformedTerm(f"the float {value!r} is not exact; write a fraction or a decimal string")
    return Term("q", (Fraction(value),))


ZERO, ONE, MINUS_ONE = rational(0), rational(1), rational(-1)
PI, E = Term("pi", ()), Term("e", ())


def var(name: str) -> Term:
    """A variable."""
    return Term("v", (name,))


def app(sequence: str, index: Term) -> Term:
    """The value of a sequence at an index."""
    return Term("app", (sequence, index))


def _is(t: Term, value: int) -> bool:
    return t.op == "q" and t.args[0] == value


def add(*terms: Term) -> Term:
    """A sum; nested sums are flattened and numbers are collected."""
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
    """A product; nested products are flattened and numbers are collected. A factor 0 is kept beside the factors that
    may be undefined, so that 0·(1/x) does not become defined at x = 0."""
    constant, rest = Fraction(1), []
    for t in terms:
        for part in t.args if t.op == "*" else (t,):
            if part.op == "q":
                constant *= part.args[0]
            else:
                rest.append(part)
    if constant == 0 and all(total(t) for t in rest):
        return ZERO
    if constant != 1 or not rest:
        rest.insert(0, rational(constant))
    return rest[0] if len(rest) == 1 else Term("*", tuple(rest))


def total(t: Term) -> bool:
    """Whether the term is built from operations that are defined everywhere."""
    if t.op == "^":
        exponent = t.args[1]
        if exponent.op != "q" or exponent.args[0].denominator != 1 or exponent.args[0] < 0:
            return False
    elif t.op in FUNCTIONS - EVERYWHERE or t.op in {"int", "D", "app"}:
        return False
    return all(total(a) for a in t.children)


def neg(a: Term) -> Term:
    """−a."""
    return mul(MINUS_ONE, a)


def sub(a: Term, b: Term) -> Term:
    """a − b."""
    return add(a, neg(b))


def div(a: Term, b: Term) -> Term:
    """a / b."""
    return mul(a, power(b, MINUS_ONE))


def power(base: Term, exponent: Term | int | Fraction) -> Term:
    """base**exponent; a rational exponent p/q with q > 1 means the real root of a base ≥ 0."""
    if not isinstance(exponent, Term):
        exponent = rational(exponent)
    if exponent.op == "q":
        e = exponent.args[0]
        if e == 1:
            return base
        if base.op == "q" and e.denominator == 1 and abs(e) <= 4096 and (base.args[0] or e > 0):
            return rational(base.args[0] ** int(e))
        if base.op == "^" and base.args[1].op == "q" and e.denominator == 1 and e != 0:
            inner = base.args[1].args[0]
            if inner.denominator == 1 and inner != 0 and (e > 0 or inner > 0):  # (x^-1)^-1 stays: undefined at 0
                return Term("^", (base.args[0], rational(inner * e)))
    if base.op == "e" and exponent.op != "q":
        return func("exp", exponent)
    return Term("^", (base, exponent))


def func(name: str, argument: Term) -> Term:
    """A named function of one argument."""
    if name not in FUNCTIONS:
        raise MalformedTerm(f"unknown function {name}; known are {', '.join(sorted(FUNCTIONS))}")
    if name == "exp" and _is(argument, 0):
        return ONE
    return Term(name, (argument,))


def relation(op: str, a: Term, b: Term) -> Term:
    """a < b, a <= b, a = b, a != b; > and >= are turned round."""
    if op in (">", ">="):
        return Term("<" + op[1:], (b, a))
    if op not in RELATIONS:
        raise MalformedTerm(f"unknown relation {op}")
    return Term(op, (a, b))


def conjunction(formulas: Iterable[Term]) -> Term:
    """All of the formulas."""
    parts = tuple(part for f in formulas for part in conjuncts(f))
    return parts[0] if len(parts) == 1 else Term("and", parts)


def conjuncts(formula: Term) -> tuple[Term, ...]:
    """The formula as a tuple of formulas that all hold."""
    return tuple(formula.args) if formula.op == "and" else (formula,)


def is_formula(t: Term) -> bool:
    """Whether it is a formula (and not a term)."""
    return t.op in RELATIONS or t.op in ("and", "or")


_NUMBER = re.compile(r"-?[0-9]+(/[0-9]+)?")
_PLAIN_NAME = re.compile(r"[^\s\"'<>]{1,100}")


def exact(data: Any) -> Fraction:
    """A rational number from JSON: an integer, or a string such as "-3/4". Anything else is refused, as are numbers of
    more than MOST_DIGITS digits; a decimal exponent could name a number that no memory holds."""
    if isinstance(data, int) and not isinstance(data, bool):
        return Fraction(data)
    if not isinstance(data, str) or len(data) > MOST_DIGITS or not _NUMBER.fullmatch(data):
        raise MalformedTerm(f"{str(data)[:60]!r} is not a rational number")
    numerator, _, denominator = data.partition("/")
    if denominator and not denominator.strip("0"):
        raise MalformedTerm(f"{data!r} divides by zero")
    return Fraction(int(numerator), int(denominator or "1"))


def name(data: Any) -> str:
    """A name from JSON: no white space, quotes or angle brackets, which separate names in normal forms."""
    if not isinstance(data, str) or not _PLAIN_NAME.fullmatch(data):
        raise MalformedTerm(f"{str(data)[:60]!r} cannot be a name")
    return data


_ARITY = {"^": 2, "D": 2, "<": 2, "<=": 2, "=": 2, "!=": 2, "pi": 0, "e": 0} | dict.fromkeys(FUNCTIONS, 1)
_MANY = frozenset({"+", "*", "min", "max", "and", "or"})


def from_json(data: Any, depth: int = 0) -> Term:
    """Read a term or formula; anything unexpected is refused."""
    if depth > DEEPEST:
        raise MalformedTerm("nested too deeply")
    if isinstance(data, str):
        return Term("q", (exact(data),))
    if not isinstance(data, list) or not data or not isinstance(data[0], str):
        raise MalformedTerm(f"{str(data)[:60]} is not a term")
    op, rest = data[0], data[1:]
    if op == "v" and len(rest) == 1:
        return var(name(rest[0]))
    if op == "app" and len(rest) == 2:
        return app(name(rest[0]), _of_sort(False, rest[1], depth))
    if op == "int" and len(rest) == 4:
        upper = Term("oo", ()) if rest[3] == ["oo"] else _of_sort(False, rest[3], depth)
        return Term("int", (_of_sort(False, rest[0], depth), name(rest[1]), _of_sort(False, rest[2], depth), upper))
    if (op in _ARITY and len(rest) == _ARITY[op]) or (op in _MANY and len(rest) >= 1):
        args = tuple(_of_sort(op in ("and", "or"), r, depth) for r in rest)
        if op == "D" and args[1].op != "v":
            raise MalformedTerm("the derivative needs a variable")
        return Term(op, args)
    raise MalformedTerm(f"unknown head or wrong number of arguments: {op!r} with {len(rest)}")


def _of_sort(formula: bool, data: Any, depth: int) -> Term:
    t = from_json(data, depth + 1)
    if is_formula(t) is not formula:
        raise MalformedTerm(f"{text(t)[:60]} stands where a {'formula' if formula else 'term'} is expected")
    return t


_LEVEL = {"or": 0, "and": 1, "<": 2, "<=": 2, "=": 2, "!=": 2, "+": 3, "*": 4, "^": 6}
_SIGN = {"<=": "≤", "!=": "≠", "and": " and ", "or": " or "}
_NAME = {"lambertw": "W", "gamma": "Γ", "pi": "π", "e": "e"}


def text(t: Term, level: float = 0) -> str:
    """The term as a reader would write it on one line."""
    here: float = _LEVEL.get(t.op, 9)
    if t.op == "q":
        s, here = str(t.args[0]), 9 if t.args[0].denominator == 1 and t.args[0] >= 0 else 3.5
    elif t.op == "v":
        s = t.args[0]
    elif t.op == "oo":
        s = "∞"
    elif t.op == "app":
        s = f"{t.args[0]}({text(t.args[1])})"
    elif t.op == "int":
        body, bound, lower, upper = t.args
        s = f"∫[{bound} from {text(lower)} to {text(upper)}] {text(body, 4)}"
        here = 3
    elif t.op == "D":
        s = f"d/d{text(t.args[1])}[{text(t.args[0])}]"
    elif t.op == "+":
        s = text(t.args[0], 3)
        for a in t.args[1:]:
            part = text(a, 3)
            s += f" − {part[1:].lstrip()}" if part.startswith(("-", "−")) else f" + {part}"
    elif t.op == "*":
        s = _product_text(t)
    elif t.op == "^":
        if t.args[1] == rational(Fraction(1, 2)):
            s, here = f"√({text(t.args[0])})", 9
        else:
            s = f"{text(t.args[0], 7)}^{text(t.args[1], 7)}"
    elif t.op in RELATIONS or t.op in ("and", "or"):
        sign = _SIGN.get(t.op, t.op)
        joint = sign if t.op in ("and", "or") else f" {sign} "
        s = joint.join(text(a, here + 1) for a in t.args)
    else:
        s = f"{_NAME.get(t.op, t.op)}" + (f"({', '.join(text(a) for a in t.args)})" if t.args else "")
    return f"({s})" if here < level else s


def _product_text(t: Term) -> str:
    above, below = [], []
    for a in t.args:
        if a.op == "^" and a.args[1].op == "q" and a.args[1].args[0] < 0:
            below.append(power(a.args[0], -a.args[1].args[0]))
        else:
            above.append(a)
    sign = ""
    if above and above[0].op == "q" and above[0].args[0] < 0:
        sign = "−"
        above[0] = rational(-above[0].args[0])
        if _is(above[0], 1):
            above.pop(0)
    if above and above[0].op == "q" and above[0].args[0].denominator > 1:
        q = above.pop(0).args[0]
        below.insert(0, rational(q.denominator))
        if q.numerator != 1:
            above.insert(0, rational(q.numerator))
    s = sign + ("·".join(text(a, 4.5) for a in above) or "1")
    if below:
        s += "/" + (text(below[0], 5) if len(below) == 1 else "(" + "·".join(text(b, 4.5) for b in below) + ")")
    return s
