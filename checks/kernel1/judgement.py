"""Judgements: what exactly is claimed to hold, and for which points.

A context names the symbols with their domains, the hypotheses, and the relations that sequences obey at every step.
A judgement of kind "all" says: at every point of the domains at which the hypotheses hold, and for all sequences that
obey the relations, the formula holds (and is defined). One of kind "some" says: there is such a point (and such
sequences) at which the formula holds. The second is the negation of the first for the contrary formula; that is how a
universal claim is refuted.

A sequence is a function on all natural numbers. A relation of `evolves` that contains the step symbol holds for every
natural value of it, whatever the domain and the hypotheses say of the step symbol; there it is a bound variable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from checks.kernel1.terms import (
    MalformedTerm,
    Term,
    add,
    conjunction,
    conjuncts,
    exact,
    from_json,
    is_formula,
    mul,
    name,
    rational,
    relation,
    text,
    var,
)

__all__ = ["NATURALS", "REALS", "Context", "Domain", "Judgement", "Rejected", "contrary"]


class Rejected(Exception):
    """The kernel does not accept a step; the message says which rule, and what was missing."""


_RANGE = re.compile(r"([\[(])(-oo|-?[0-9]+(?:/[0-9]+)?), (oo|-?[0-9]+(?:/[0-9]+)?)([\])])( in N)?")


@dataclass(frozen=True)
class Domain:
    """A real interval with rational or infinite ends, or the natural numbers in it (whole=True)."""

    lo: Fraction | None = None
    hi: Fraction | None = None
    lo_open: bool = True
    hi_open: bool = True
    whole: bool = False

    def __post_init__(self) -> None:
        if (self.lo is None and not self.lo_open) or (self.hi is None and not self.hi_open):
            raise MalformedTerm("an infinite end is open")

    @classmethod
    def parse(cls, s: str) -> Domain:
        """Read "(0, 1/2]", "[-1, oo)", "[0, oo) in N"."""
        found = _RANGE.fullmatch(str(s))
        if not found:
            raise MalformedTerm(f"{s!r} is not an interval such as '(0, 1/2]'")
        left, lo, hi, right, whole = found.groups()
        low, high = (None if "oo" in end else exact(end) for end in (lo, hi))
        return cls(low, high, left == "(", right == ")", bool(whole))

    def __str__(self) -> str:
        left, right = "[("[self.lo_open], "])"[self.hi_open]
        ends = ("-oo" if self.lo is None else str(self.lo), "oo" if self.hi is None else str(self.hi))
        return f"{left}{ends[0]}, {ends[1]}{right}" + (" in N" if self.whole else "")

    def __contains__(self, x: Fraction) -> bool:
        if self.whole and (x.denominator != 1 or x < 0):
            return False
        above = self.lo is None or x > self.lo or (x == self.lo and not self.lo_open)
        return above and (self.hi is None or x < self.hi or (x == self.hi and not self.hi_open))

    def inside(self, other: Domain) -> bool:
        """Whether every point of this one lies in the other."""
        if other.whole and not self.whole:
            return False
        return self.meet(other) == self

    def meet(self, other: Domain) -> Domain:
        """The intersection (which may be empty: lo > hi)."""
        lo, lo_open = self.lo, self.lo_open
        if other.lo is not None and (lo is None or other.lo > lo or (other.lo == lo and other.lo_open)):
            lo, lo_open = other.lo, other.lo_open
        hi, hi_open = self.hi, self.hi_open
        if other.hi is not None and (hi is None or other.hi < hi or (other.hi == hi and other.hi_open)):
            hi, hi_open = other.hi, other.hi_open
        return Domain(lo, hi, lo_open, hi_open, self.whole or other.whole)


REALS = Domain()
NATURALS = Domain(Fraction(0), None, False, True, True)


@dataclass(frozen=True)
class Context:
    """Symbols with domains, hypotheses, and what sequences obey at every step (in the natural symbol `step`)."""

    symbols: tuple[tuple[str, Domain], ...] = ()
    given: tuple[Term, ...] = ()
    evolves: tuple[Term, ...] = ()

    @classmethod
    def of(cls, symbols: Mapping[str, Domain], given: Any = (), evolves: Any = ()) -> Context:
        """Symbols are sorted, hypotheses are split into single formulas and listed once, in the order given."""
        parts = tuple(dict.fromkeys(part for f in given for part in conjuncts(f)))
        return cls(tuple(sorted(symbols.items())), parts, tuple(part for f in evolves for part in conjuncts(f)))

    @cached_property
    def domains(self) -> dict[str, Domain]:
        """Symbol → domain."""
        return dict(self.symbols)

    @cached_property
    def box(self) -> dict[str, Domain]:
        """The domains, narrowed by those hypotheses that bound one symbol by a rational number."""
        box = dict(self.symbols)
        for f in self.given:
            if f.op in ("<", "<=", "="):
                a, b = f.args
                if a.op == "v" and b.op == "q" and a.args[0] in box:
                    low = b.args[0] if f.op == "=" else None
                    side = Domain(low, b.args[0], low is None, f.op == "<")
                    box[a.args[0]] = box[a.args[0]].meet(side)
                elif a.op == "q" and b.op == "v" and b.args[0] in box:
                    high = a.args[0] if f.op == "=" else None
                    box[b.args[0]] = box[b.args[0]].meet(Domain(a.args[0], high, f.op == "<", high is None))
        return box

    def to_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        return {
            "symbols": {name: str(domain) for name, domain in self.symbols},
            "given": [f.to_json() for f in self.given],
            "evolves": [f.to_json() for f in self.evolves],
        }

    @classmethod
    def from_json(cls, data: Any) -> Context:
        """Read and check a context."""
        if not isinstance(data, dict) or set(data) != {"symbols", "given", "evolves"}:
            raise MalformedTerm("a context has exactly symbols, given and evolves")
        symbols = {name(symbol): Domain.parse(domain) for symbol, domain in data["symbols"].items()}
        context = cls.of(symbols, map(from_json, data["given"]), map(from_json, data["evolves"]))
        for f in (*context.given, *context.evolves):
            if not is_formula(f):
                raise MalformedTerm(f"{text(f)} is not a formula")
            context.require_known(f)
        return context

    def require_known(self, t: Term) -> None:
        """Every free variable of a term must have a domain here, every index of a sequence must be a natural number,
        and a variable of integration must not have another meaning around it."""
        unknown = t.variables() - set(self.domains)
        if unknown:
            raise Rejected(f"no domain for {', '.join(sorted(unknown))} in {text(t)[:300]}")
        self._require_scope(t, frozenset(self.domains))

    def _require_scope(self, t: Term, taken: frozenset[str]) -> None:
        if t.op == "app" and not self.natural(t.args[1]):
            raise Rejected(f"the index of {text(t)} is not known to be a natural number")
        if t.op == "int":
            body, bound, *limits = t.args
            if bound in taken:
                raise Rejected(f"the variable of integration {bound} has another meaning here; rename it")
            self._require_scope(body, taken | {bound})
            for limit in limits:
                self._require_scope(limit, taken)
        else:
            for child in t.children:
                self._require_scope(child, taken)

    @cached_property
    def step_symbols(self) -> frozenset[str]:
        """The natural symbols that number values of sequences in `evolves`; rules about sequences need exactly one."""
        indices = (v.args[1] for f in self.evolves for v in sequence_values(f))
        return frozenset(name for i in indices for name in i.variables() if self.domains[name].whole)

    def natural(self, t: Term) -> bool:
        """Whether the term is a natural number by its form: numerals, natural symbols, sums and products of these."""
        if t.op == "q":
            return t.args[0] in NATURALS
        if t.op == "v":
            return t.args[0] in self.domains and self.domains[t.args[0]].whole
        return t.op in ("+", "*") and all(self.natural(a) for a in t.args)

    def assuming(self, *more: Term) -> Context:
        """The same context with further hypotheses."""
        return Context.of(self.domains, (*self.given, *more), self.evolves)

    def with_symbols(self, **more: Domain) -> Context:
        """The same context with further symbols; a name that is taken is refused."""
        if set(more) & set(self.domains):
            raise Rejected(f"the symbol {', '.join(sorted(set(more) & set(self.domains)))} is taken")
        return Context.of({**self.domains, **more}, self.given, self.evolves)


@dataclass(frozen=True)
class Judgement:
    """kind "all" or "some", a context and a formula; see the head of this module."""

    kind: str
    context: Context
    formula: Term

    def to_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        return {"kind": self.kind, **self.context.to_json(), "concludes": self.formula.to_json()}

    @classmethod
    def from_json(cls, data: Any) -> Judgement:
        """Read and check a judgement."""
        if not isinstance(data, dict) or data.get("kind") not in ("all", "some"):
            raise MalformedTerm("a judgement is of kind all or some")
        context = Context.from_json({k: data[k] for k in ("symbols", "given", "evolves")})
        formula = from_json(data["concludes"])
        context.require_known(formula)
        return cls(data["kind"], context, formula)

    @property
    def text(self) -> str:
        """One readable line."""
        names = ", ".join(_domain_text(name, d) for name, d in self.context.symbols)
        with_ = [text(f) for f in (*self.context.given, *self.context.evolves)]
        head = ("for all " if self.kind == "all" else "for some ") + (names or "(no symbols)")
        if with_:
            head += " with " + ", ".join(with_)
        if self.kind == "some" and self.formula == relation("=", rational(0), rational(0)):
            return head  # nothing is asked of the point beyond the hypotheses
        return f"{head} ⊢ {text(self.formula)}"

    def with_formula(self, formula: Term) -> Judgement:
        """The judgement about another formula."""
        return replace(self, formula=formula)


def _domain_text(name: str, d: Domain) -> str:
    if d.whole:
        return f"{name} ∈ ℕ" + ("" if d == NATURALS else f" ∩ {str(d)[:-5]}".replace("oo", "∞"))
    return f"{name} ∈ " + (str(d).replace("-oo", "−∞").replace("oo", "∞") if d != REALS else "ℝ")


def contrary(formula: Term) -> Term:
    """The negation of a formula, for points at which it is defined."""
    match formula.op:
        case "<":
            return relation("<=", formula.args[1], formula.args[0])
        case "<=":
            return relation("<", formula.args[1], formula.args[0])
        case "=":
            return relation("!=", *formula.args)
        case "!=":
            return relation("=", *formula.args)
        case "and":
            return Term("or", tuple(contrary(f) for f in formula.args))
        case "or":
            return conjunction(contrary(f) for f in formula.args)
    raise MalformedTerm(f"{text(formula)} is not a formula")


def at_index(formula: Term, index: Term, step: str) -> Term:
    """A formula in the step symbol, read at another index."""
    return formula.substitute({step: index})


def sequence_values(formula: Term) -> frozenset[Term]:
    """The values of sequences that occur in a formula."""
    return frozenset(t for t in formula.subterms() if t.op == "app")


def name_of_value(value: Term) -> str:
    """The name of the real variable that stands for g(t), g(t + 1), g(0) in a step of an induction. Indices that are
    the same sum, such as (t + 1) + 1 and t + 2, have one name."""
    return f"{value.args[0]}[{text(collected(value.args[1])).replace(' ', '')}]"


def collected(index: Term) -> Term:
    """An index with nested sums and products flattened, and its numbers collected."""
    if index.op not in ("+", "*"):
        return index
    return (add if index.op == "+" else mul)(*map(collected, index.args))


def require_apart(context: Context, formulas: Iterable[Term]) -> None:
    """The names that `as_variables` makes must mean one value each, and be no other name of the context."""
    meaning: dict[str, tuple[str, Term]] = {}
    taken = set(context.domains)
    formulas = list(formulas)
    for u in (u for f in formulas for u in f.subterms()):
        taken |= {u.args[1]} if u.op == "int" else set()
    for value in sorted((v for f in formulas for v in sequence_values(f)), key=text):
        this = (value.args[0], collected(value.args[1]))
        name_ = name_of_value(value)
        if name_ in taken or meaning.setdefault(name_, this) != this:
            raise Rejected(f"the name {name_} stands for two things; rename a symbol or a sequence")


def as_variables(formula: Term) -> Term:
    """The formula with every value of a sequence replaced by its real variable."""
    if formula.op == "app":
        return var(name_of_value(formula))
    return formula.rebuild(as_variables)
