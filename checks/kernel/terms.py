"""Terms and formulas: the exact language in which claims are written.

A term is a tree over exact rationals, variables, the constants pi and E, sums, products, powers, elementary and a few
special functions, values of sequences, derivatives and definite integrals. There are no floating-point numbers in it.
A term denotes a real number or is undefined (1/0, log(-1), 0**(-1/2), …); the functions are the real, principal ones.

A formula is a relation between two terms (<, <=, =, !=) or a conjunction or disjunction of formulas. It is true only
where all of its terms are defined.

Both are written to JSON as nested lists: "3/4" is a rational, ["v", "x"] a variable, ["+", a, b] a sum, and so on.
"""

from __future__ import annotations

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
    "from_json",
    "func",
    "mul",
    "neg",
    "power",
    "rational",
    "relation",
    "sub",
    "text",
    "var",
]

FUNCTIONS = frozenset(
    "exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf lambertw gamma abs".split()
)
RELATIONS = frozenset({"<", "<=", "=", "!="})
CONSTANTS = frozenset({"pi", "e"})
DEEPEST = 400


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
            return frozenset({self.args[0]})
        found: frozenset[str] = frozenset().union(*(a.variables() for a in self.children))
        if self.op == "int":
            body, bound, lower, upper = self.args
            return (body.variables() - {bound}) | lower.variables() | upper.variables()
        return found

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
            if x.args[0] in values:
                raise MalformedTerm(f"cannot substitute for the variable {x} of a derivative; expand it first")
        return self.rebuild(lambda a: a.substitute(values))

    def replace(self, old: Term, new: Term) -> Term:
        """Replace every occurrence of one sub-term by another one."""
        return new if self == old else self.rebuild(lambda a: a.replace(old, new))


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
        if not (exponent.op == "q" and exponent.args[0].denominator == 1 and exponent.args[0] >= 0):
            return False
    elif t.op in FUNCTIONS and t.op not in {"exp", "sin", "cos", "atan", "sinh", "cosh", "tanh", "asinh", "erf", "abs"}:
        return False
    elif t.op in {"int", "D", "app"}:
        return False
    return all(total(a) for a in t.children)


def neg(a: Term) -> Term:
    return mul(MINUS_ONE, a)


def sub(a: Term, b: Term) -> Term:
    return add(a, neg(b))


def div(a: Term, b: Term) -> Term:
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
    parts = tuple(part for f in formulas for part in conjuncts(f))
    return parts[0] if len(parts) == 1 else Term("and", parts)


def conjuncts(formula: Term) -> tuple[Term, ...]:
    """The formula as a tuple of formulas that all hold."""
    return tuple(formula.args) if formula.op == "and" else (formula,)


_ARITY = {"^": 2, "D": 2, "<": 2, "<=": 2, "=": 2, "!=": 2, "pi": 0, "e": 0} | dict.fromkeys(FUNCTIONS, 1)
_MANY = frozenset({"+", "*", "min", "max", "and", "or"})


def from_json(data: Any, depth: int = 0) -> Term:
    """Read a term or formula; anything unexpected is refused."""
    if depth > DEEPEST:
        raise MalformedTerm("nested too deeply")
    if isinstance(data, str):
        try:
            return Term("q", (Fraction(data),))
        except (ValueError, ZeroDivisionError):
            raise MalformedTerm(f"{data!r} is not a rational number") from None
    if not isinstance(data, list) or not data or not isinstance(data[0], str):
        raise MalformedTerm(f"{str(data)[:60]} is not a term")
    op, rest = data[0], data[1:]
    if op == "v" and len(rest) == 1 and isinstance(rest[0], str) and rest[0]:
        return var(rest[0])
    if op == "app" and len(rest) == 2 and isinstance(rest[0], str):
        return app(rest[0], from_json(rest[1], depth + 1))
    if op == "int" and len(rest) == 4 and isinstance(rest[1], str):
        body, lower, upper = (from_json(rest[i], depth + 1) for i in (0, 2, 3))
        return Term("int", (body, rest[1], lower, upper))
    if op == "oo" and not rest:
        return Term("oo", ())
    if (op in _ARITY and len(rest) == _ARITY[op]) or (op in _MANY and len(rest) >= 1):
        args = tuple(from_json(r, depth + 1) for r in rest)
        if op == "D" and args[1].op != "v":
            raise MalformedTerm("the derivative needs a variable")
        return Term(op, args)
    raise MalformedTerm(f"unknown head or wrong number of arguments: {op!r} with {len(rest)}")


_LEVEL = {"or": 0, "and": 1, "<": 2, "<=": 2, "=": 2, "!=": 2, "+": 3, "*": 4, "^": 6}
_SIGN = {"<=": "≤", "!=": "≠", "and": " and ", "or": " or "}
_NAME = {"lambertw": "W", "gamma": "Γ", "pi": "π", "e": "e"}


def text(t: Term, level: int = 0) -> str:
    """The term as a reader would write it on one line."""
    here = _LEVEL.get(t.op, 9)
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
    s = sign + ("·".join(text(a, 4.5) for a in above) or "1")  # type: ignore[arg-type]
    if below:
        s += "/" + (text(below[0], 5) if len(below) == 1 else "(" + "·".join(text(b, 4.5) for b in below) + ")")  # type: ignore[arg-type]
    return s
