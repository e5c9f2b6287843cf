"""Judgements as plain data, seen as sets: is one context contained in another, does a formula have this conjunct?

Nothing here knows SymPy or the kernel; what is compared is compared as it is written. So two claims that mean the same
and are written differently are different here, and that errs on the safe side: it never makes a claim look proved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType
from typing import Any

__all__ = ["Context", "Domain", "Judgement", "conjuncts", "contrary", "filled", "instance", "number_of_boxes"]

Record = Mapping[str, Any]

CONTRARIES = {"=": "!=", "!=": "=", "and": "or", "or": "and"}
RANGE = re.compile(r"([\[(])(\S+), (\S+)([\])])( in N)?", re.ASCII)


def contrary(formula: Any) -> Any:
    """The formula that is true where the sides of this one are defined and it fails: a < b becomes b ≤ a, and so on."""
    op, *args = formula
    if op in ("<", "<="):
        return ["<=" if op == "<" else "<", args[1], args[0]]
    return [CONTRARIES[op], *(map(contrary, args) if op in ("and", "or") else args)]


def conjuncts(formula: Any) -> Iterator[Any]:
    """The formulas that all hold if this one does."""
    if formula[0] == "and":
        for part in formula[1:]:
            yield from conjuncts(part)
    else:
        yield formula


_written = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True)
class Domain:
    """An interval with rational or infinite (None) ends, or the natural numbers in it."""

    lo: Fraction | None
    hi: Fraction | None
    lo_open: bool
    hi_open: bool
    whole: bool

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Domain:
        """Read "(0, 1/2]", "[-1, oo)", "[0, oo) in N"."""
        found = RANGE.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is not an interval such as '(0, 1/2]'")
        left, lo, hi, right, whole = found.groups()
        ends = [None if end in ("-oo", "oo") else Fraction(end) for end in (lo, hi)]
        return cls(ends[0], ends[1], left == "(", right == ")", bool(whole))

    def __contains__(self, x: Fraction) -> bool:
        if self.whole and (x.denominator != 1 or x < 0):
            return False
        above = self.lo is None or x > self.lo or (x == self.lo and not self.lo_open)
        return above and (self.hi is None or x < self.hi or (x == self.hi and not self.hi_open))

    def meet(self, other: Domain) -> Domain:
        """The points of both."""
        lo, lo_open = self.lo, self.lo_open
        if other.lo is not None and (lo is None or (other.lo, other.lo_open) > (lo, lo_open)):
            lo, lo_open = other.lo, other.lo_open
        hi, hi_open = self.hi, self.hi_open
        if other.hi is not None and (hi is None or (-other.hi, other.hi_open) > (-hi, hi_open)):
            hi, hi_open = other.hi, other.hi_open
        return Domain(lo, hi, lo_open, hi_open, self.whole or other.whole)

    def inside(self, other: Domain) -> bool:
        """Whether every point of this one is one of the other."""
        return self.meet(other) == self

    @property
    def inhabited(self) -> bool:
        """Whether it has a point."""
        if self.whole:
            least = max(Fraction(0), Fraction(-(-self.lo // 1)) if self.lo is not None else Fraction(0))
            return least in self or least + 1 in self
        if self.lo is None or self.hi is None:
            return True
        return self.lo < self.hi or (self.lo == self.hi and not self.lo_open and not self.hi_open)


class Context:
    """Symbols with domains, and the hypotheses and relations between sequences as sets of what is written."""

    def __init__(self, data: Record) -> None:
        written = _written([data["symbols"], data["given"], data["evolves"], data.get("step")])
        self.domains, self.given, self.evolves = _read_context(written)

    def _parts(self) -> tuple[Any, ...]:
        return self.domains, self.given, self.evolves

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Context) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash((frozenset(self.domains), self.given, self.evolves))

    def assumes_no_more(self, other: Context) -> bool:
        """Whether every point of the other is a point of this one, as far as can be read off: its symbols are among
        the other's and range over no less, its hypotheses and relations are among the other's."""
        return (
            all(name in other.domains and other.domains[name].inside(d) for name, d in self.domains.items())
            and self.given <= other.given
            and self.evolves <= other.evolves
        )

    @property
    def inhabited(self) -> bool:
        """Whether it has a point, for contexts that assume nothing but domains; False where that is not plain."""
        return not self.given and not self.evolves and all(d.inhabited for d in self.domains.values())


@lru_cache(maxsize=4096)  # a statement's context is that of most of its checks
def _read_context(written: str) -> tuple[Mapping[str, Domain], frozenset[str], frozenset[str]]:
    symbols, given, evolves, step = json.loads(written)
    domains = {name: Domain.parse(domain) for name, domain in symbols.items()}
    bound = {step: ["v", "·"]} if step else {}  # a bound name is no part of the meaning
    return (
        MappingProxyType(domains),
        frozenset(_written(part) for f in given for part in conjuncts(f)),
        frozenset(_written(_put(part, bound)) for f in evolves for part in conjuncts(f)),
    )


class Judgement:
    """A context, a formula and whether it is universal."""

    def __init__(self, data: Record) -> None:
        self.universal = data["kind"] == "all"
        self.context = Context(data)
        self.parts = list(conjuncts(data["concludes"]))
        self._written = frozenset(map(_written, self.parts))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Judgement):
            return False
        return (self.universal, self.context, self._written) == (other.universal, other.context, other._written)

    def __hash__(self) -> int:
        return hash((self.universal, self.context, self._written))

    def shows(self, formula: Any) -> bool:
        """Whether the formula is a conjunct of what holds, or a conjunction of such."""
        return all(_written(part) in self._written for part in conjuncts(formula))


def instance(formula: Any, claim: Context, shown: Judgement) -> bool:
    """Whether some conjunct of what is shown is the formula at particular terms, in a context that does not leave the
    claim's, as far as can be told.

    This tells evidence about a claim from evidence about something else, and makes `supported` at most. So a hypothesis
    that speaks of particular numbers counts as met unless it compares two numbers and is wrong.
    """
    if not (claim.evolves <= shown.context.evolves or shown.context.evolves <= claim.evolves):
        return False
    pinned = {f[1][1]: f[2] for f in map(json.loads, shown.context.given) if f[0] == "=" and f[1][0] == "v"}
    for part in shown.parts:
        values: dict[str, Any] = {}
        if not _matches(formula, part, claim.domains, values):
            continue
        at = {name: _put(values.get(name, ["v", name]), pinned) for name in claim.domains}
        lies_in = all(_may_lie_in(shown.context, at[name], domain) for name, domain in claim.domains.items())
        if lies_in and not any(_is_false(_put(json.loads(f), at)) for f in claim.given):
            return True
    return False


def _matches(pattern: Any, term: Any, symbols: Mapping[str, Any], values: dict[str, Any]) -> bool:
    """Whether the term is the pattern with `values` (which this fills in) for its symbols."""
    if isinstance(pattern, list) and pattern[0] == "v" and pattern[1] in symbols:
        return bool(values.setdefault(pattern[1], term) == term)
    if isinstance(pattern, list) and isinstance(term, list) and len(pattern) == len(term):
        return all(_matches(p, t, symbols, values) for p, t in zip(pattern, term, strict=True))
    return bool(pattern == term)


def _put(term: Any, values: Mapping[str, Any]) -> Any:
    """The term with values for its variables."""
    if isinstance(term, list):
        return values.get(term[1], term) if term[0] == "v" else [term[0], *(_put(t, values) for t in term[1:])]
    return term


def _may_lie_in(context: Context, term: Any, domain: Domain) -> bool:
    """Not so only for a number outside of the domain, or a symbol whose own domain has no point in common with it."""
    if isinstance(term, str):
        return Fraction(term) in domain
    return term[0] != "v" or term[1] not in context.domains or context.domains[term[1]].meet(domain).inhabited


def _is_false(formula: Any) -> bool:
    """Whether it compares two numbers, and is wrong."""
    op, *sides = formula
    if op not in ("<", "<=", "=", "!=") or not all(isinstance(side, str) for side in sides):
        return False
    a, b = map(Fraction, sides)
    return not {"<": a < b, "<=": a <= b, "=": a == b, "!=": a != b}[op]


def filled(template: Record, lower: Fraction, upper: Fraction) -> Judgement | None:
    """A judgement with numbers in the places of its variables `lower` and `upper`; None where other numbers would give
    the same judgement, so that it says nothing of these."""

    def put(low: Fraction, high: Fraction) -> Judgement:
        ends = {"lower": str(low), "upper": str(high)}
        lists = {key: [_put(f, ends) for f in template[key]] for key in ("given", "evolves")}
        symbols = {x: re.sub(r"\b(lower|upper)\b", lambda end: ends[end[0]], d) for x, d in template["symbols"].items()}
        return Judgement({**template, **lists, "symbols": symbols, "concludes": _put(template["concludes"], ends)})

    here = put(lower, upper)
    others = [put(lower + 1, upper + 1)] if lower == upper else [put(lower - 1, upper), put(lower, upper + 1)]
    return None if here in others else here


def number_of_boxes(shown: Judgement, equations: list[Any]) -> int | None:
    """How many boxes, if what is shown is: some equation of the system fails (≠ 0), or the point lies in one of so many
    boxes, no two of which have a point in common. None for anything else."""
    if not shown.universal or len(shown.parts) != 1:
        return None
    (formula,) = shown.parts
    cases = formula[1:] if formula[0] == "or" else [formula]
    failing = [["!=", equation, "0"] for equation in equations]
    if cases[: len(failing)] != failing:
        return None
    boxes = [_box(case, shown.context) for case in cases[len(failing) :]]
    known = [box for box in boxes if box is not None]
    if len(known) < len(boxes) or any(not _apart(a, b) for a, b in combinations(known, 2)):
        return None
    return len(known)


def _box(formula: Any, context: Context) -> dict[str, tuple[Fraction, Fraction]] | None:
    low: dict[str, Fraction] = {}
    high: dict[str, Fraction] = {}
    for op, a, b in conjuncts(formula):
        if op == "<=" and isinstance(a, str) and b[0] == "v":
            low[b[1]] = Fraction(a)
        elif op == "<=" and isinstance(b, str) and a[0] == "v":
            high[a[1]] = Fraction(b)
        else:
            return None
    return (
        {name: (low[name], high[name]) for name in low} if low.keys() == high.keys() == context.domains.keys() else None
    )


def _apart(a: Mapping[str, tuple[Fraction, Fraction]], b: Mapping[str, tuple[Fraction, Fraction]]) -> bool:
    return any(a[name][1] < b[name][0] or b[name][1] < a[name][0] for name in a)
