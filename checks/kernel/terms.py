"""Terms and formulas: immutable trees, substitution of terms for variables, replacement of equals.

`SPEC.md` says what each head means. A term denotes a real number or is undefined; a formula is true or false. Literal
arguments ("q" holds a Fraction, "v" a name, "^" and "root" a whole number, "app" a name, binders the name that they
bind) are no terms, so nothing can be put for them: substitution and replacement keep value and domain of definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

RELATIONS = frozenset({"<", "<=", "=", "!="})


# heads of extensions that bind a name: a body, the name, and more; and what stands for the bound name in `evolves` (no
# name in JSON can be this one)
BINDERS, BOUND = frozenset({"int", "flow", "E"}), "·"


class Rejected(Exception):
    """The checker does not accept a certificate; the message says where and what was missing."""


class Malformed(Rejected):
    """Not a term, formula, context or certificate of the language."""


def require(condition: bool, why: str, kind: type[Rejected] = Rejected) -> None:
    """Raises Rejected, with the reason, unless the condition holds."""
    if not condition:
        raise kind(why)


class Term:
    """One node: `op` is its head, `args` its arguments. Immutable, with structural equality and a kept hash.

    `variables`: the names of its free variables. `children`: the arguments that are terms.
    """

    __slots__ = ("_hash", "args", "children", "op", "variables")
    op: str
    args: tuple[Any, ...]
    children: tuple[Term, ...]
    variables: frozenset[str]

    def __init__(self, op: str, args: tuple[Any, ...]) -> None:
        children = tuple(a for a in args if isinstance(a, Term))
        free = frozenset(args) if op == "v" else frozenset[str]().union(*(a.variables for a in children))
        if op in BINDERS:
            body, bound, *limits = args
            free = (body.variables - {bound}).union(*(a.variables for a in limits))
        for name, value in zip(self.__slots__, (hash((op, args)), args, children, op, free), strict=True):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("terms are immutable")

    def __hash__(self) -> int:
        return self._hash  # type: ignore[no-any-return, attr-defined]

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Term) or hash(self) != hash(other):
            return False
        return self.op == other.op and self.args == other.args

    def __repr__(self) -> str:
        return str(self.to_json())

    def rebuild(self, change: Callable[[Term], Term]) -> Term:
        """The same node over changed children; the index of a sequence stays in its one spelling."""
        args = tuple(change(a) if isinstance(a, Term) else a for a in self.args)
        return Term("app", (args[0], index(args[1]))) if self.op == "app" else Term(self.op, args)

    def to_json(self) -> Any:
        """Nested lists and strings, as in a certificate."""
        if self.op == "q":
            return str(self.args[0])
        return [self.op, *(a.to_json() if isinstance(a, Term) else str(a) for a in self.args)]

    def subterms(self) -> Iterator[Term]:
        """All sub-terms, this one included, parents first."""
        yield self
        for child in self.children:
            yield from child.subterms()

    def substitute(self, values: Mapping[str, Term]) -> Term:
        """Terms for free variables, at once. A bound variable never captures one: that is refused."""
        if self.variables.isdisjoint(values):
            return self
        if self.op == "v":
            return values[self.args[0]]
        if self.op in BINDERS:
            body, bound, *limits = self.args
            inner = {k: v for k, v in values.items() if k != bound and k in body.variables}
            if any(bound in v.variables for v in inner.values()):
                raise Rejected(f"substitution would capture the variable of integration {bound}; rename it")
            return Term(self.op, (body.substitute(inner), bound, *(a.substitute(values) for a in limits)))
        return self.rebuild(lambda a: a.substitute(values))

    def replace(self, old: Term, new: Term) -> Term:
        """One sub-term by another wherever it occurs, except where a variable of either is bound."""
        if self == old:
            return new
        if self.op in BINDERS and self.args[1] in old.variables | new.variables:
            body, bound, *limits = self.args
            return Term(self.op, (body, bound, *(a.replace(old, new) for a in limits)))
        return self.rebuild(lambda a: a.replace(old, new))


def literal(value: int | Fraction) -> Term:
    """A written number."""
    return Term("q", (Fraction(value),))


def index(i: Term) -> Term:
    """The one spelling of an index: sums flattened, numerals added up and put last, other parts sorted."""
    parts: list[Term] = []
    number = Fraction(0)
    stack = [i]
    while stack:
        part = stack.pop()
        if part.op == "+":
            stack.extend(part.args)
        elif part.op == "q":
            number += part.args[0]
        else:
            parts.append(part)
    parts.sort(key=repr)
    if number or not parts:
        parts.append(literal(number))
    return parts[0] if len(parts) == 1 else Term("+", tuple(parts))


def conjuncts(formula: Term) -> list[Term]:
    """The formula as formulas that all hold."""
    return [c for part in formula.args for c in conjuncts(part)] if formula.op == "and" else [formula]


def weaker(fact: Term) -> Iterator[Term]:
    """A relation and those that hold, by their form alone, where it does."""
    yield fact
    if fact.op in RELATIONS:
        a, b = fact.args
        for op in {"<": ("<=", "!="), "=": ("=", "<="), "!=": ("!=",)}.get(fact.op, ()):
            yield Term(op, (a, b))
            if op != "<=" or fact.op == "=":
                yield Term(op, (b, a))


def name(data: Any) -> str:
    """A name: printable, no white space, quotes or brackets, at most 100 characters; never the bound one."""
    if not isinstance(data, str) or not 0 < len(data) <= 100 or data == BOUND or not data.isprintable():
        raise Malformed(f"{str(data)[:60]!r} cannot be a name")
    require(not any(c.isspace() or c in "\"'<>" for c in data), "white space, quotes or brackets in a name", Malformed)
    return data
