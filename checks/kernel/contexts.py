"""Domains, contexts and judgements: what exactly is claimed to hold, and for which points (see `SPEC.md`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from checks.kernel.terms import Malformed, Rejected, Term, conjuncts

__all__ = ["BOUND", "NATURALS", "REALS", "Context", "Domain", "Judgement", "exact"]

MOST_DIGITS = 4000
BOUND = "·"  # stands for the bound name in `evolves`; no name in JSON can be this one
_NUMBER = re.compile(r"-?[0-9]+(/[0-9]+)?", re.ASCII)
_RANGE = re.compile(r"([\[(])(-oo|[-/0-9]+), (oo|[-/0-9]+)([\])])( in N)?", re.ASCII)


def exact(data: object) -> Fraction:
    """A rational number from a string such as "-3/4"; a decimal exponent could name a number that no memory holds."""
    if not isinstance(data, str) or len(data) > MOST_DIGITS or not _NUMBER.fullmatch(data):
        raise Malformed(f"{str(data)[:60]!r} is not a rational number")
    numerator, _, denominator = data.partition("/")
    if denominator and not denominator.strip("0"):
        raise Malformed(f"{data!r} divides by zero")
    return Fraction(int(numerator), int(denominator or "1"))


@dataclass(frozen=True)
class Domain:
    """A real interval with rational or infinite (None) ends, or the natural numbers in it (whole=True)."""

    lo: Fraction | None = None
    hi: Fraction | None = None
    lo_open: bool = True
    hi_open: bool = True
    whole: bool = False

    @classmethod
    def parse(cls, data: object) -> Domain:
        """Read "(0, 1/2]", "[-1, oo)", "[0, oo) in N"."""
        found = _RANGE.fullmatch(data) if isinstance(data, str) else None
        if not found:
            raise Malformed(f"{str(data)[:60]!r} is not an interval such as '(0, 1/2]'")
        left, lo, hi, right, whole = found.groups()
        if (lo == "-oo" and left == "[") or (hi == "oo" and right == "]"):
            raise Malformed(f"{data!r}: an infinite end is open")
        low, high = (None if "oo" in end else exact(end) for end in (lo, hi))
        return cls(low, high, left == "(", right == ")", bool(whole))

    def __str__(self) -> str:
        left, right = "[("[self.lo_open], "])"[self.hi_open]
        lo, hi = "-oo" if self.lo is None else self.lo, "oo" if self.hi is None else self.hi
        return f"{left}{lo}, {hi}{right}" + (" in N" if self.whole else "")

    def __contains__(self, x: Fraction) -> bool:
        if self.whole and (x.denominator != 1 or x < 0):
            return False
        above = self.lo is None or x > self.lo or (x == self.lo and not self.lo_open)
        return above and (self.hi is None or x < self.hi or (x == self.hi and not self.hi_open))

    @property
    def empty(self) -> bool:
        """Whether the interval has no point (of the natural numbers in it, nothing is asked)."""
        if self.lo is None or self.hi is None:
            return False
        return self.lo > self.hi or (self.lo == self.hi and (self.lo_open or self.hi_open))

    def meet(self, other: Domain) -> Domain:
        """The intersection, which may be empty."""
        lo, lo_open, hi, hi_open = self.lo, self.lo_open, self.hi, self.hi_open
        if other.lo is not None and (lo is None or other.lo > lo or (other.lo == lo and other.lo_open)):
            lo, lo_open = other.lo, other.lo_open
        if other.hi is not None and (hi is None or other.hi < hi or (other.hi == hi and other.hi_open)):
            hi, hi_open = other.hi, other.hi_open
        return Domain(lo, hi, lo_open, hi_open, self.whole or other.whole)

    def inside(self, other: Domain) -> bool:
        """Whether every point of this one lies in the other."""
        return (self.whole or not other.whole) and self.meet(other) == self


REALS = Domain()
NATURALS = Domain(Fraction(0), None, False, True, True)


@dataclass(frozen=True)
class Context:
    """Symbols with domains, hypotheses, and what sequences obey (with BOUND for the name that stands for every step)."""

    symbols: tuple[tuple[str, Domain], ...] = ()
    given: tuple[Term, ...] = ()
    evolves: tuple[Term, ...] = ()

    @cached_property
    def domains(self) -> dict[str, Domain]:
        """Symbol → domain."""
        return dict(self.symbols)

    def assuming(self, formula: Term) -> Context:
        """The same context with one more hypothesis, the last."""
        return replace(self, given=(*self.given, formula))

    def without(self, name: str) -> Context:
        """The context without a symbol, and without the hypotheses that contain it."""
        return Context(
            tuple((n, d) for n, d in self.symbols if n != name),
            tuple(f for f in self.given if name not in f.variables),
            self.evolves,
        )

    def having(self, name: str, domain: Domain) -> Context:
        """The context with one more symbol; the name must be free."""
        if name in self.domains or any(name in f.variables for f in self.evolves):
            raise Rejected(f"the symbol {name} is taken")
        return replace(self, symbols=tuple(sorted((*self.symbols, (name, domain)))))

    def natural(self, i: Term) -> bool:
        """Whether a term is a natural number by its form."""
        if i.op == "q":
            return i.args[0] in NATURALS
        if i.op == "v":
            return i.args[0] == BOUND or (i.args[0] in self.domains and self.domains[i.args[0]].whole)
        return i.op in ("+", "*") and all(map(self.natural, i.args))

    def require_known(self, t: Term, *bound: str) -> None:
        """Every free variable has a domain here (or is one of `bound`), every index is natural by its form, and no
        variable of integration has another meaning around it."""
        if t.op == "v" and t.args[0] not in self.domains and t.args[0] not in bound:
            raise Rejected(f"no domain for {t.args[0]}")
        if t.op == "app" and not self.natural(t.args[1]):
            raise Rejected(f"the index of {t} is not a natural number by its form")
        if t.op == "int":
            if t.args[1] in self.domains or t.args[1] in bound:
                raise Rejected(f"the variable of integration {t.args[1]} has another meaning here; rename it")
            self.require_known(t.args[0], *bound, t.args[1])
        for child in t.children[t.op == "int" :]:
            self.require_known(child, *bound)

    def narrowed(self, facts: Iterable[Term]) -> dict[Term, Domain]:
        """The box: atom (variable or value of a sequence) → its range, where facts or its domain bound it."""
        box = {Term("v", (name,)): domain for name, domain in self.symbols}
        for f in facts:
            if f.op not in ("<", "<=", "="):
                continue
            for atom, number, side in ((f.args[0], f.args[1], "hi"), (f.args[1], f.args[0], "lo")):
                if atom.op in ("v", "app") and number.op == "q":
                    q, strict = number.args[0], f.op == "<"
                    low = Domain(q, None, strict) if side == "lo" or f.op == "=" else REALS
                    high = Domain(None, q, True, strict) if side == "hi" or f.op == "=" else REALS
                    box[atom] = box.get(atom, REALS).meet(low).meet(high)
        return box

    @cached_property
    def hypotheses(self) -> tuple[Term, ...]:
        """The hypotheses and their conjuncts."""
        return tuple(part for f in self.given for part in (f, *conjuncts(f)))


@dataclass(frozen=True)
class Judgement:
    """kind "all" or "some", a context and a formula."""

    kind: str
    context: Context
    formula: Term
