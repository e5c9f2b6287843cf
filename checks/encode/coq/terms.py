"""Terms and formulas of the kernel as Coq text.

Coq's functions are total: 1/0, ln(−1) and √(−1) are some numbers there. A formula of the kernel is true where both
sides are defined and the relation holds, so it becomes a conjunction: what makes each sub-term defined, then the
relation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from checks.kernel.contexts import Domain
from checks.kernel.functions import conditions
from checks.kernel.terms import Term, literal

__all__ = ["NotExpressible", "Names", "atomic", "defining", "needed", "nothing", "paired", "typed"]

LARGEST_UNARY = 20
_FUNCTIONS = {
    "exp": "exp", "log": "ln", "abs": "Rabs", "sin": "sin", "cos": "cos", "tan": "tan", "atan": "atan",
    "sinh": "sinh", "cosh": "cosh", "tanh": "tanh", "erf": "erf", "lambertw": "lambertw",
}  # fmt: skip
SPACE = "|"
_RELATIONS = {"<": "<", "<=": "<=", "=": "=", "!=": "<>"}
_WORDS = """R N Z Q nat exp ln sqrt sin cos tan atan sinh cosh tanh erf lambertw Rabs Rmin Rmax Rpower RInt PI INR IZR
Integral S O as at cofix else end exists exists2 fix for forall fun if IF in let match mod Prop return Set then Type
using where with by is open within locally norm abs plus mult opp minus scal zero one eq le lt pow Rle Rlt e_ y m A B
C D I W V Space inner vadd vmul zero Line Times Integral"""
_TAKEN = frozenset(_WORDS.split())


class NotExpressible(Exception):
    """A rule or a function for which there is no exporter; the message names it."""


class Names:
    """Coq names for the names of a certificate; each gets one, and no two share one.

    Beside sequences of numbers there are, under the same kind, the space of all vectors (`SPACE`), vectors ("|u") and
    sequences of vectors ("<u>").
    """

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], str] = {}

    def __call__(self, name: str, kind: str = "v") -> str:
        """The identifier for a symbol ("v") or for a sequence or vector ("app")."""
        if (kind, name) not in self.known:
            bare = "V" if name == SPACE else name.strip("|<>") if kind == "app" else name
            plain = "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in bare)
            plain = plain if plain[:1].isalpha() else f"x{plain}"
            if (
                plain in _TAKEN
                or (plain[0] in "HGEscNMLRTQXV" and plain[1:].isdigit())
                or plain in ("C", "O", "D", "W", "A", "B", "I")
            ):
                plain += "_"
            while plain in self.known.values():
                plain += "_"
            self.known[kind, name] = plain
        return self.known[kind, name]


class Writer:
    """Writes terms and formulas in which some symbols are natural numbers."""

    def __init__(self, names: Names, natural: frozenset[str], changed: Mapping[Term, str] | None = None) -> None:
        self.names, self.natural = names, natural
        self.changed = dict(changed or {})  # terms that have another text, in parentheses

    def term(self, t: Term, tight: int = 0) -> str:
        """tight: 0 anywhere, 1 a summand, 2 a factor, 3 an argument."""
        text, strength = self._term(t)
        return f"({text})" if strength < tight else text

    def _term(self, t: Term) -> tuple[str, int]:
        if t in self.changed:
            return f"({self.changed[t]})", 4
        match t.op:
            case "q":
                return number(t.args[0]), 4
            case "v":
                name = self.names(t.args[0])
                return (f"INR {name}", 3) if t.args[0] in self.natural else (name, 4)
            case "pi":
                return "PI", 4
            case "app":
                return f"{self.names(t.args[0], 'app')} {self.index(t.args[1])}", 3
            case "+":
                first, *rest = t.args
                text = self.term(first, 1)
                for a in rest:
                    text += " + " + self.term(a, 1)
                return text, 0
            case "*":
                return self._product(t)
            case "^":
                base, n = t.args
                if n < 0:
                    inner = self.term(base, 3) if n == -1 else f"({self.term(base, 4)} ^ {-n})"
                    return f"/ {inner}", 2
                return f"{self.term(base, 4)} ^ {n}", 3
            case "root":
                if t.args[1] != 2:
                    raise NotExpressible(f"the root of order {t.args[1]}")
                return f"sqrt {self.term(t.args[0], 4)}", 3
            case "**":
                return f"Rpower {self.term(t.args[0], 4)} {self.term(t.args[1], 4)}", 3
            case "min" | "max":
                *rest, last = t.args
                text = self.term(last, 4)
                for a in reversed(rest):
                    text = f"(R{t.op} {self.term(a, 4)} {text})"
                return text, 4
            case "int":
                return self._integral(t)
            case "inner":
                v, w = paired(t) or t.args
                return f"inner {self.vector(v)} {self.vector(w)}", 3
        if t.op in _FUNCTIONS:
            return f"{_FUNCTIONS[t.op]} {self.term(t.args[0], 4)}", 3
        raise NotExpressible(f"the function {t.op}")

    def _product(self, t: Term) -> tuple[str, int]:
        first, *rest = t.args
        if not rest:
            return self.term(first, 2), 2
        if first == literal(-1):
            one = Term("*", tuple(rest)) if len(rest) > 1 else rest[0]
            return f"- ({number(one.args[0])})" if one.op == "q" else f"- {self.term(one, 3)}", 2
        text = self.term(first, 2)
        for a in rest:
            below = a.op == "^" and a.args[1] == -1 and a not in self.changed
            text += f" / {self.term(a.args[0], 3)}" if below else f" * {self.term(a, 3)}"
        return text, 1

    def _integral(self, t: Term) -> tuple[str, int]:
        body, bound, lower, upper = t.args
        if upper.op == "oo":
            raise NotExpressible("an improper integral")
        inner = Writer(self.names, self.natural - {bound}, self.changed)
        text = f"Integral (fun {self.names(bound)} : R => {inner.term(body)})"
        return f"{text} {self.term(lower, 4)} {self.term(upper, 4)}", 3

    def vector(self, v: Term) -> str:
        """A combination of vectors, as an argument."""
        match v.op:
            case "vec":
                return self.names(f"|{v.args[0]}", "app")
            case "app":
                return f"({self.names(v.args[0], 'app')} {self.index(v.args[1])})"
            case "+":
                *rest, last = map(self.vector, v.args)
                for u in reversed(rest):
                    last = f"(vadd {u} {last})"
                return last
        scalars = v.args[:-1]
        factor = self.term(Term("*", scalars) if len(scalars) > 1 else scalars[0], 4)
        return f"(vmul {factor} {self.vector(v.args[-1])})"

    def index(self, i: Term) -> str:
        """A natural number, as an argument."""
        if i.op == "q":
            return natural(int(i.args[0]))
        if i.op == "v":
            return self.names(i.args[0])
        return f"({self._index(i)})%nat"

    def _index(self, i: Term) -> str:
        if i.op in ("q", "v"):
            return self.index(i).removesuffix("%nat")
        return f" {i.op} ".join(self._index(a) if a.op in ("q", "v") else f"({self._index(a)})" for a in i.args)

    def relation(self, f: Term) -> str:
        """A relation, an equation that says that something is integrable, or a disjunction; no definedness."""
        if f.op == "or":
            return " \\/ ".join(f"({self.formula(part)})" for part in f.args)
        if f.op in ("integrable", "inside"):
            body, bound, lower, upper = f.args[0].args
            x, a, b = self.names(bound), self.term(lower, 4), self.term(upper, 4)
            inner = Writer(self.names, self.natural - {bound}, self.changed)
            if f.op == "integrable":
                return f"ex_RInt (fun {x} : R => {inner.term(body)}) {a} {b}"
            conditions = " /\\ ".join(inner.relation(g) for g in defining(body))
            return f"(forall {x} : R, Rmin {a} {b} <= {x} <= Rmax {a} {b} -> {conditions})"
        a, b = f.args
        return f"{self.term(a)} {_RELATIONS[f.op]} {self.term(b)}"

    def formula(self, f: Term) -> str:
        """A formula with everything that makes it defined."""
        return " /\\ ".join(f"({text})" if part.op == "or" else text for part, text in self.parts(f))

    def parts(self, f: Term) -> list[tuple[Term, str]]:
        """The conjuncts of a formula with their texts."""
        return [(part, self.relation(part)) for part in atomic(f)]


def number(q: Fraction) -> str:
    """A rational number."""
    if q.denominator == 1:
        return str(q.numerator) if q >= 0 else f"(-{-q.numerator})"
    return f"({q.numerator} / {q.denominator})"


def natural(n: int) -> str:
    """A natural number, as an argument; a large one is not written in unary."""
    return f"{n}%nat" if n <= LARGEST_UNARY else f"(Z.to_nat {n})"


def atomic(formula: Term) -> list[Term]:
    """The formula as relations and disjunctions that all hold, each after what makes its terms defined; no repeats."""
    found: dict[Term, None] = {}
    for part in formula.args if formula.op == "and" else (formula,):
        if part.op == "and":
            found |= dict.fromkeys(atomic(part))
        elif part.op == "or":
            found[part] = None
        else:
            found |= dict.fromkeys(defining(*part.args))
            found[part] = None
    return list(found)


def defining(*terms: Term) -> list[Term]:
    """Relations that together say that the terms are defined, inner ones first; those between numbers are left out.

    An integral is defined where its body is, between its limits (`inside`), and where Riemann's integral exists there
    (`integrable`); both are heads of our own, over the integral."""
    found: dict[Term, None] = {}
    for t in terms:
        found |= dict.fromkeys(_defining(t))
    return list(found)


def _defining(t: Term) -> Iterator[Term]:
    if t.op == "int":
        _, _, lower, upper = t.args
        yield from _defining(lower)
        if upper.op == "oo":
            raise NotExpressible("an improper integral")
        yield from _defining(upper)
        if defining(t.args[0]):
            yield Term("inside", (t,))
        yield Term("integrable", (t,))
        return
    for child in t.children:
        yield from _defining(child)
    for condition in conditions(t):
        if not _plain(condition):
            yield condition


def _plain(f: Term) -> bool:
    """A true relation between two written numbers."""
    a, b = f.args
    if a.op != "q" or b.op != "q":
        return False
    p, q = a.args[0], b.args[0]
    return bool({"<": p < q, "<=": p <= q, "!=": p != q}[f.op])


def between(x: str, domain: Domain) -> list[str]:
    """The relations that say that x lies in a domain (and is a natural number by its type)."""
    found = []
    if domain.lo is not None:
        found.append(f"{number(domain.lo)} {'<' if domain.lo_open else '<='} {x}")
    if domain.hi is not None:
        found.append(f"{x} {'<' if domain.hi_open else '<='} {number(domain.hi)}")
    return found


def needed(*terms: Term) -> Iterator[str]:
    """The names of the sequences and vectors in terms and formulas, and the space if there is one."""
    for t in terms:
        for u in t.subterms():
            if u.op == "app":
                yield u.args[0]
            elif u.op == "vec":
                yield f"|{u.args[0]}"
            elif u.op == "inner":
                yield SPACE


def paired(t: Term) -> tuple[Term, ...]:
    """v and w of ⟨v, w⟩ as the kernel's `expanded` writes it, in one order; nothing for the product of combinations."""
    return tuple(sorted(t.args[0].args, key=str)) if len(t.args) == 1 else ()


def typed(names: Names, g: str) -> str:
    """`(x : nat -> R)` for a sequence, likewise for a vector, a sequence of vectors, and the space."""
    space = names(SPACE, "app") if g[0] in "|<" else ""
    of = "Space" if g == SPACE else space if g[0] == "|" else f"nat -> {space or 'R'}"
    return f"({names(g, 'app')} : {of})"


def nothing(g: str, space: str = "Line") -> str:
    """Some value for a sequence or vector that does not matter, in this space."""
    if g[0] not in "|<":
        return "(fun _ => 0)"
    return space if g == SPACE else f"(zero : {space})" if g[0] == "|" else f"(fun _ => (zero : {space}))"
