"""Domains, contexts and judgements: what exactly is claimed to hold, and for which points (see `SPEC.md`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from checks.kernel.terms import BINDERS, BOUND, Malformed, Rejected, Term, require

MOST_DIGITS = 4000
_NUMBER = re.compile(r"-?[0-9]+(/[0-9]+)?", re.ASCII)
_RANGE = re.compile(r"([\[(])(-oo|[-/0-9]+), (oo|[-/0-9]+)([\])])( in N)?", re.ASCII)


def exact(data: object) -> Fraction:
    """A rational number from a string such as "-3/4"; a decimal exponent could name a number that no memory holds."""
    if not isinstance(data, str) or len(data) > MOST_DIGITS or not _NUMBER.fullmatch(data):
        raise Malformed(f"{str(data)[:60]!r} is not a rational number")
    require(not data.partition("/")[2] or data.partition("/")[2].strip("0") != "", "a division by zero", Malformed)
    return Fraction(data)


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
        if found is None:
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
        return (not self.whole or (x.denominator == 1 and x >= 0)) and not self.meet(Domain(x, x, False, False)).empty

    @property
    def empty(self) -> bool:
        """Whether the interval has no point (of the natural numbers in it, nothing is asked)."""
        if self.lo is None or self.hi is None:
            return False
        return self.lo > self.hi or (self.lo == self.hi and (self.lo_open or self.hi_open))

    def meet(self, other: Domain) -> Domain:
        """The intersection, which may be empty."""
        low = [(d.lo, d.lo_open) for d in (self, other) if d.lo is not None]
        high = [(d.hi, not d.hi_open) for d in (self, other) if d.hi is not None]
        lo, lo_open = max(low) if low else (None, True)
        hi, hi_closed = min(high) if high else (None, False)
        return Domain(lo, hi, lo_open, not hi_closed, self.whole or other.whole)

    def inside(self, other: Domain) -> bool:
        """Whether every point of this one lies in the other."""
        return (self.whole or not other.whole) and self.meet(other) == self


def half_lines(op: str, q: Fraction, below: bool) -> list[Domain]:
    """What `x op q` (if below) or `q op x` says of x, as half-lines that meet; op is <, <= or =."""
    under, over = Domain(None, q, True, op == "<"), Domain(q, None, op == "<", True)
    return [under, over] if op == "=" else [under] if below else [over]


REALS = Domain()
NATURALS = Domain(Fraction(0), None, False, True, True)


@dataclass(frozen=True)
class Context:
    """Symbols with domains, hypotheses, and what sequences obey (BOUND stands for every step)."""

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
        if t.op in BINDERS:
            require(t.args[1] not in {*self.domains, *bound}, "a variable of integration has another meaning here")
            self.require_known(t.args[0], *bound, t.args[1])
        for child in t.children[t.op in BINDERS :]:
            self.require_known(child, *bound)

    def narrowed(self, facts: Iterable[Term]) -> dict[Term, Domain]:
        """The box: atom (variable or value of a sequence) → its range, where facts or its domain bound it."""
        box = {Term("v", (name,)): domain for name, domain in self.symbols}
        for f in facts:
            for a, b in (f.args, f.args[::-1]) if f.op in ("<", "<=", "=") else ():
                if a.op in ("v", "app") and b.op == "q":
                    for side in half_lines(f.op, b.args[0], a is f.args[0]):
                        box[a] = box.get(a, REALS).meet(side)
        return box

    def to_json(self) -> dict[str, Any]:
        """As in a certificate, with a name for the steps that is free."""
        data = {"symbols": {n: str(d) for n, d in self.symbols}, "given": [f.to_json() for f in self.given]}
        taken = {a for f in self.evolves for u in f.subterms() for a in u.args if isinstance(a, str)}
        step = "t"
        while step in taken:
            step += "_"
        steps = {BOUND: Term("v", (step,))}
        return {**data, "evolves": [f.substitute(steps).to_json() for f in self.evolves], "step": step}


@dataclass(frozen=True)
class Judgement:
    """kind "all" or "some", a context and a formula."""

    kind: str
    context: Context
    formula: Term

    def to_json(self) -> dict[str, Any]:
        """Plain data: what was claimed."""
        return {"kind": self.kind, **self.context.to_json(), "concludes": self.formula.to_json()}
