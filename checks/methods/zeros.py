r"""All zeros of a system in a box: found by branch and bound, then replayed by the kernel's rules `roots` and `root`.

    zeros = all_zeros([x**2 + y**2 - 1, x - y], {x: (-2, 2), y: (-2, 2)})
    zeros.count            # 2
    zeros.zeros[0].box     # rational ends, a few units of 2⁻¹⁰⁰ apart
    zeros.established      # one certificate: nothing elsewhere, and in each small box exactly one

The search halves boxes until an enclosure excludes a piece or Krawczyk's operator contracts it to a point. What it
cannot certify (a double zero, a zero so near the boundary that it may lie on either side) raises `NotFound`; nothing is
ever left out. A zero that lies on the boundary at an exact rational point is counted, by the rule `witness`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Any

from flint import arb, ctx

from checks.encode.contexts import context as made
from checks.encode.from_sympy import term_of
from checks.encode.terms import ZERO, conjunction, disjunction, rational, relation, var
from checks.kernel import Context, Domain, Rejected
from checks.kernel.extensions.roots import Ends, System
from checks.kernel.extensions.subdivision import closed, halves
from checks.kernel.intervals import Interval, Undefined, from_ends
from checks.kernel.terms import Term
from checks.methods.points import shown_at
from checks.methods.quantities import fraction_of, published
from checks.methods.search import Box, Budget, NotFound
from checks.methods.sheet import Lemma, Sheet
from checks.outcome import Quantity

__all__ = ["Zero", "Zeros", "all_zeros", "box_context", "combined"]

BITS = 256
RADIUS = Fraction(1, 2**100)
EXACTLY_ONE = (
    "inference: the zeros in the box are as many as the small boxes: these are disjoint, each holds a zero of the box, "
    "no two zeros lie in one of them, and no zero lies elsewhere"
)


@dataclass(frozen=True)
class Zero:
    """One zero: a small rational box in which it is the only one, with what the kernel established about it."""

    names: tuple[str, ...]
    box: Ends
    existence: Lemma
    uniqueness: Lemma

    @property
    def centre(self) -> tuple[Fraction, ...]:
        """The middle of the small box; the zero is within `RADIUS` of it in every coordinate."""
        return tuple((lo + hi) / 2 for lo, hi in self.box)

    def domains(self, suffix: str = "") -> dict[str, Domain]:
        """The small box as domains of the unknowns, renamed by a suffix."""
        return {n + suffix: Domain(lo, hi, False, False) for n, (lo, hi) in zip(self.names, self.box, strict=True)}


@dataclass(frozen=True)
class Zeros:
    """All zeros of a system in a box: `cover` says that there are none outside of the small boxes."""

    equations: tuple[Term, ...]
    names: tuple[str, ...]
    zeros: tuple[Zero, ...]
    cover: Lemma
    leaves: int

    @property
    def count(self) -> int:
        """How many zeros there are; see `established`."""
        return len(self.zeros)

    @cached_property
    def established(self) -> Lemma:
        """One certificate for the whole enumeration: existence, uniqueness and completeness, cited as lemmas and joined
        by the inference that counts. What it shows last is `cover`."""
        return combined(EXACTLY_ONE, self.cover, *(e for z in self.zeros for e in (z.existence, z.uniqueness)))

    def number(self, name: str, *, symbol: str, meaning: str, printed: str | None = None) -> Quantity:
        """The count as a quantity."""
        n, equations = str(self.count), {"count": [t.to_json() for t in self.equations]}
        return published(name, self.established, n, n, equations, symbol=symbol, meaning=meaning, printed=printed)


def combined(inference: str, shown: Lemma, *facts: Lemma) -> Lemma:
    """Several judgements joined in one certificate by a named inference; what it shows is what the first one does."""
    sheet = Sheet()
    lines = [sheet.cite(lemma) for lemma in (shown, *facts)]
    claim = shown.claim
    return sheet.lemma(sheet.add("cited", claim.context, claim.formula, lines, {"theorem": inference}))


def box_context(box: Mapping[Any, tuple[Any, Any]]) -> Context:
    """A closed box as a context: symbol → (lower end, upper end), rational."""
    ends = {str(s): tuple(term_of(e).args[0] for e in pair) for s, pair in box.items()}
    return made((name, Domain(lo, hi, False, False)) for name, (lo, hi) in ends.items())


def all_zeros(
    equations: Sequence[Any],
    box: Mapping[Any, tuple[Any, Any]],
    *,
    seconds: float = 60.0,
    depth: int = 60,
    bits: int = BITS,
) -> Zeros:
    """Every common zero in the closed box of expressions (SymPy or terms) in as many unknowns.

    Raises NotFound, with boxes that stayed open, where that cannot be certified within the budget.
    """
    terms = [e if isinstance(e, Term) else term_of(e) for e in equations]
    context = box_context(box)
    names = tuple(sorted(context.domains))
    search = _Search(terms, names, context, Budget(seconds, depth), bits)
    with ctx.workprec(bits):
        marks = search.run()
    for a, b in combinations(search.found, 2):
        if all(p <= v and u <= q for (p, q), (u, v) in zip(a.box, b.box, strict=True)):
            raise NotFound("two small boxes meet; zeros this near are not told apart")
    found = tuple(sorted(search.found, key=lambda z: z.centre))
    boxes = [conjunction(_side(n, *ends) for n, ends in zip(names, z.box, strict=True)) for z in found]
    goal = disjunction([*(relation("!=", t, ZERO) for t in terms), *boxes])
    cover = _established(context, "roots", goal, bits, tree=marks)
    return Zeros(tuple(terms), names, found, cover, sum(not m.isdigit() for m in marks))


class _Search:
    """Branch and bound; the marks are the subdivision tree in preorder."""

    def __init__(
        self, terms: Sequence[Term], names: tuple[str, ...], context: Context, budget: Budget, bits: int
    ) -> None:
        self.terms, self.names, self.context, self.budget, self.bits = terms, names, context, budget, bits
        self.system = System(terms, names)
        self.found: list[Zero] = []

    def run(self) -> str:
        root = tuple(self.context.domains[n] for n in self.names)
        marks: list[str] = []
        stack: list[tuple[Box, int]] = [(root, 0)]
        while stack:
            here, depth = stack.pop()
            mark = self._settled([_closed(side) for side in here])
            if mark:
                marks.append(mark)
                continue
            if depth >= self.budget.depth or self.budget.spent():
                why = "the time is up" if self.budget.spent() else f"undecided at depth {depth}"
                raise NotFound(f"zeros: {why}", (here,), self.names)
            i = max(range(len(here)), key=lambda k: _width(here[k]))
            left, right = halves(here[i])
            marks.append(str(i))
            stack += [((*here[:i], side, *here[i + 1 :]), depth + 1) for side in (right, left)]
        return "".join(marks)

    def _settled(self, cell: list[Interval]) -> str:
        try:
            if self.system.excluded(cell):
                return "x"
            if self.system.narrowed_to(cell, [z.box for z in self.found]) is not None:
                return "k"
            point = self._limit(cell)
        except Undefined:
            return ""
        zero = None if point is None else self._zero(point)
        if zero is None:
            return ""
        self.found.append(zero)
        return "k" if self.system.narrowed_to(cell, [zero.box]) is not None else ""

    def _limit(self, cell: list[Interval]) -> tuple[Fraction, ...] | None:
        """Where repeated contraction takes the cell, if it takes it to a point."""
        for _ in range(60):
            found = self.system.krawczyk(cell)
            if found is None:
                return None
            smaller = [_common(a, b) for a, b in zip(cell, found[0], strict=True)]
            if not all(a.lo <= a.hi for a in smaller):
                return None
            if all(a.hi - a.lo < arb(2) ** -180 for a in smaller):
                return tuple(fraction_of(((a.lo + a.hi) / 2).mid()) for a in smaller)
            if not any(b.hi - b.lo < (a.hi - a.lo) * 0.9375 for a, b in zip(cell, smaller, strict=True)):
                return None
            cell = smaller
        return None

    def _zero(self, point: tuple[Fraction, ...]) -> Zero | None:
        """A small box around the point with existence and uniqueness established, or None."""
        grid = RADIUS / 16
        centre = [round(x / grid) * grid for x in point]
        box = tuple((c - RADIUS, c + RADIUS) for c in centre)
        domains = dict(zip(self.names, (Domain(lo, hi, False, False) for lo, hi in box), strict=True))
        try:
            existence = self._existence(domains, point)
            return Zero(self.names, box, existence, self._uniqueness(domains))
        except Rejected:
            return None

    def _existence(self, domains: dict[str, Domain], point: tuple[Fraction, ...]) -> Lemma:
        goal = conjunction(relation("=", t, ZERO) for t in self.terms)
        if all(domains[n].inside(self.context.domains[n]) for n in self.names):
            return _established(made(domains.items()), "root", goal, self.bits, kind="some")
        within = made((n, d.meet(self.context.domains[n])) for n, d in domains.items())
        at = {n: x.limit_denominator(10**6) for n, x in zip(self.names, point, strict=True)}
        try:
            return shown_at(within, goal, at)
        except Rejected:
            raise NotFound(
                "a zero lies on the boundary of the box, or too near to it to tell on which side; move the box"
            ) from None

    def _uniqueness(self, domains: dict[str, Domain]) -> Lemma:
        twins = {n: n + "_other" for n in self.names}
        renamed = {n: var(t) for n, t in twins.items()}
        nonzero = [relation("!=", t, ZERO) for t in self.terms]
        same = conjunction(relation("=", var(n), var(t)) for n, t in sorted(twins.items()))
        goal = disjunction([*nonzero, *(f.substitute(renamed) for f in nonzero), same])
        both = made({**domains, **{twins[n]: d for n, d in domains.items()}}.items())
        return _established(both, "root", goal, self.bits, twins=twins)


def _established(context: Context, rule: str, goal: Term, bits: int, kind: str = "all", **data: Any) -> Lemma:
    sheet = Sheet()
    return sheet.lemma(sheet.add(rule, context, goal, (), {"bits": bits, **data}, kind))


def _side(name: str, lo: Fraction, hi: Fraction) -> Term:
    return conjunction([relation("<=", rational(lo), var(name)), relation("<=", var(name), rational(hi))])


def _closed(side: Domain) -> Interval:
    return closed(from_ends(side.lo, side.hi, side.lo_open, side.hi_open))


def _common(a: Interval, b: Interval) -> Interval:
    return Interval(b.lo if b.lo > a.lo else a.lo, b.hi if b.hi < a.hi else a.hi)


def _width(side: Domain) -> Fraction:
    assert side.lo is not None
    assert side.hi is not None
    return side.hi - side.lo
