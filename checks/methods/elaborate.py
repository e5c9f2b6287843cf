"""Writing down what a step of the kernel needs: the premises from which its side conditions are seen.

The kernel looks a side condition up literally among hypotheses and premises, or evaluates it once over the box. A
`Scope` is a context of a sheet with all that is known there: hypotheses, lines written before, relations of `evolves`
at any index, and standing facts, which were shown for every step of a sequence. For a condition it finds the line that
grants it, or writes one: the same relation in another form (`linear` with one multiplier), a sign from those of parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from typing import Any

from flint import ctx

from checks.encode.contexts import hypotheses
from checks.encode.language import everything, term_of_json
from checks.encode.terms import add, mul, rational, sequence_values, sub, text, var
from checks.kernel import Context, Rejected
from checks.kernel.extensions.integrals import between
from checks.kernel.functions import SPECIAL, ZERO, conditions
from checks.kernel.intervals import Undefined
from checks.kernel.rules import membership
from checks.kernel.step import Facts, Sequent, Step
from checks.kernel.terms import BOUND, Term, conjuncts, index, weaker
from checks.methods.likeness import Likeness, equal
from checks.methods.opened import opened
from checks.methods.sheet import Line, Sheet
from checks.methods.signs import by_parts, by_sum
from checks.methods.tape import atoms_of

__all__ = ["Scope", "Standing"]

BITS = 128
STRONGER = {"<": {"<"}, "<=": {"<", "<=", "="}, "=": {"="}, "!=": {"<", "!="}}
DEEPEST = 4


@dataclass(frozen=True)
class Standing:
    """A formula that holds for every natural number put for a name: the k-th relation of `evolves`, or a line."""

    formula: Term
    name: str
    source: int | Line

    @property
    def moves(self) -> bool:
        """Whether it says something else of each index."""
        return self.name in self.formula.variables

    def at(self, i: Term) -> Term:
        """What it says of an index."""
        return self.formula.substitute({self.name: i})

    def offsets(self) -> frozenset[tuple[str, Term]]:
        """The indices at which it speaks of sequences, sequence by sequence."""
        return frozenset((v.args[0], v.args[1]) for v in sequence_values(self.formula))


class Scope:
    """One context of a sheet, with what is known in it."""

    def __init__(self, sheet: Sheet, context: Context, standing: Iterable[Standing] = ()) -> None:
        self.sheet = sheet
        self.context = context
        brought = (s for s in standing if isinstance(s.source, Line) and _assumes_no_more(s.source.context, context))
        self.standing = (*_relations(context), *brought)
        self.likeness = Likeness(context)
        self._granting: dict[Term, Line] = {}
        self._seen = 0
        self._unfolded: dict[Term, Callable[[], Line]] | None = None
        self._pending: list[Term] = []
        self.bits = BITS

    # what is known here

    def inherited(self) -> list[Standing]:
        """What holds in a context with further symbols and hypotheses, too: standing facts and the lines so far."""
        return [*self.standing, *(Standing(line.formula, "", line) for line in self.lines())]

    def lines(self) -> Sequence[Line]:
        """What was shown in this context before."""
        return [line for line in self.sheet.lines.get(self.context, ()) if line.kind == "all"]

    def _granting_lines(self) -> dict[Term, Line]:
        """Formula → a line from which it is granted by its form."""
        lines = self.sheet.lines.get(self.context, [])
        for line in lines[self._seen :]:
            if line.kind == "all":
                for f in dict.fromkeys((line.formula, *conjuncts(line.formula))):
                    for g in weaker(f):
                        self._granting.setdefault(g, line)
        self._seen = len(lines)
        return self._granting

    def _virtual(self, about: Term | None = None) -> Iterator[tuple[Term, Callable[[], Line]]]:
        """Standing facts at the indices at hand (and at those that make them speak of what `about` speaks of)."""
        if self._unfolded is None:
            steps = [var(name) for name, domain in self.context.symbols if domain.whole]
            indices = [ZERO, *(i for t in steps for i in (t, index(add(t, rational(1)))))] if self.standing else []
            self._unfolded = {}
            for standing in self.standing:
                for i in indices if standing.moves else [ZERO]:
                    self._unfold(standing, i)
        if about is not None:
            values = sequence_values(about)
            for standing in self.standing:
                for i in _indices(standing, values):
                    self._unfold(standing, i)
        yield from list(self._unfolded.items())

    def _unfold(self, standing: Standing, i: Term) -> None:
        assert self._unfolded is not None
        if not self.context.natural(i):
            return
        formula = standing.at(i)

        @cache
        def write() -> Line:
            if isinstance(standing.source, int):
                return self.write("unfold", formula, [], relation=standing.source, at=i.to_json())
            values = {standing.name: i} if standing.moves and i != var(standing.name) else {}
            return self.instantiate(standing.source, formula, values)

        for f in dict.fromkeys((formula, *conjuncts(formula))):
            self._unfolded.setdefault(f, write)

    def facts(self, premises: Iterable[Line]) -> Facts:
        """The kernel's view of premises that stand here."""
        return Facts(self.context, [Sequent(line.judgement) for line in premises])

    # writing steps

    def write(
        self,
        rule: str,
        formula: Term,
        premises: Sequence[Line] = (),
        *,
        kind: str = "all",
        bits: int | None = None,
        **data: Any,
    ) -> Line:
        """A step, which the kernel's rule accepts now, so that a wrong line fails where it is written."""
        bits = bits or self.bits
        language, shown = everything(), tuple(Sequent(p.judgement) for p in premises)
        step = Step(kind, self.context, formula, shown, data, language.term, language.leaves)
        self.context.require_known(formula)
        with ctx.workprec(bits):
            try:
                language.rules[rule, kind](step)
            except Undefined as problem:
                raise Rejected(str(problem)) from None
        if bits != BITS:
            data["bits"] = bits
        return self.sheet.add(rule, self.context, formula, premises, data, kind)

    def note(self, rule: str, formula: Term, premises: Sequence[Line] = (), **data: Any) -> Line:
        """A step that the kernel judges later, with the whole certificate (its rule takes long)."""
        return self.sheet.add(rule, self.context, formula, premises, data)

    @contextmanager
    def precision(self, bits: int) -> Iterator[None]:
        """The precision at which steps are written and side conditions evaluated here, restored on leaving."""
        before, self.bits = self.bits, bits
        try:
            yield
        finally:
            self.bits = before

    # side conditions

    def require(self, formula: Term, premises: list[Line]) -> None:
        """Add to the premises what it takes for the formula to be granted. Raises Rejected."""
        with ctx.workprec(self.bits):
            self._require(formula, premises)

    def define(self, terms: Iterable[Term], premises: list[Line]) -> None:
        """Add to the premises what it takes for terms or formulas to be seen to be defined. Raises Rejected."""
        with ctx.workprec(self.bits):
            for t in terms:
                self._define(t, premises)

    def line(self, formula: Term, using: Sequence[Line] = ()) -> Line:
        """A line that shows the formula: known here, or plain from the box, or the same as something known."""
        known = next((line for line in self.lines() if line.formula == formula), None)
        if known is not None:
            return known
        premises = list(using)
        self.require(formula, premises)
        if premises and premises[-1].formula == formula:
            return premises[-1]
        return self.write("given", formula, premises)

    def _require(self, formula: Term, premises: list[Line]) -> None:
        if formula.op == "and":
            for part in formula.args:
                self._require(part, premises)
            return
        if self.facts(premises).granted(formula):
            return
        found = self._by_form(formula) or self._by_box(formula, premises)
        if found is None:
            found = self._searched(formula, premises)
        premises += [line for line in found if line not in premises]

    def _by_form(self, formula: Term) -> list[Line] | None:
        """A line, or a standing fact, of which the formula is a literal or weaker form."""
        line = self._granting_lines().get(formula)
        if line is not None:
            return [line]
        for f, write in self._virtual(formula):
            if formula in weaker(f):
                try:
                    return [write()]
                except Rejected:
                    continue
        return None

    def _by_box(self, formula: Term, premises: Sequence[Line]) -> list[Line] | None:
        """Lines that bound the formula's atoms, if one evaluation over the box then shows it."""
        bounds = self.bounds(atoms_of(formula))
        return bounds if bounds and self.facts([*premises, *bounds]).granted(formula) else None

    def bounds(self, atoms: Iterable[Term]) -> list[Line]:
        """Lines and standing facts that compare one of the atoms with a number."""
        wanted, found = set(atoms), dict[Line, None]()
        for line in self.lines():
            if any(_bounds(f, wanted) for f in conjuncts(line.formula)):
                found[line] = None
        for f, write in self._virtual():
            if _bounds(f, wanted):
                try:
                    found[write()] = None
                except Rejected:
                    continue
        return list(found)

    def _searched(self, formula: Term, premises: Sequence[Line]) -> list[Line]:
        """The formula as another form of something known, or by the signs of its parts."""
        if formula in self._pending or len(self._pending) >= DEEPEST:
            raise Rejected(f"it is not known that {text(formula)[:400]}")
        self._pending.append(formula)
        try:
            if formula.op in ("=", "<=") and self.likeness.alike(*formula.args) and equal(*formula.args):
                return [self.equation(*formula.args)]
            known = self._known(formula, premises)
            for fact, factor in self._alike(formula, known):
                try:
                    return [self._converted(formula, fact, factor, known[fact])]
                except Rejected:
                    continue
            for attempt in (by_sum, by_parts):
                try:
                    return [attempt(self, formula, known)]
                except Rejected:
                    continue
            raise Rejected(f"it is not known that {text(formula)[:400]}")
        finally:
            self._pending.pop()

    def _known(self, formula: Term, premises: Sequence[Line]) -> dict[Term, Callable[[], Line]]:
        """Every single formula that is known here, with what writes a line for it."""
        known: dict[Term, Callable[[], Line]] = {}
        for line in (*premises, *reversed(self.lines())):
            for f in conjuncts(line.formula):
                known.setdefault(f, lambda f=f, line=line: self._part(f, line))  # type: ignore[misc]
        for f in hypotheses(self.context):
            known.setdefault(f, lambda f=f: self.write("given", f))  # type: ignore[misc]
        for name, domain in self.context.symbols:
            for f in membership(var(name), domain):
                known.setdefault(f, lambda f=f: self.write("given", f))  # type: ignore[misc]
        for f, write in self._virtual(formula):
            known.setdefault(f, lambda f=f, write=write: self._part(f, write()))  # type: ignore[misc]
        return known

    def _alike(self, formula: Term, known: Iterable[Term]) -> Iterator[tuple[Term, Fraction]]:
        """What is known and looks like the formula up to a rational factor, or stronger; and that factor."""
        wanted = sub(formula.args[1], formula.args[0]) if formula.op in STRONGER else ZERO
        for f in known:
            if f.op in STRONGER.get(formula.op, ()):
                factor = self.likeness.ratio(wanted, sub(f.args[1], f.args[0]))
                if factor is not None and (factor > 0 or formula.op == "!=" or f.op == "="):
                    yield f, factor

    def _part(self, f: Term, line: Line) -> Line:
        """A conjunct of a line as a line of its own."""
        return line if f == line.formula else self.write("given", f, [line])

    def _converted(self, formula: Term, fact: Term, factor: Fraction, write: Callable[[], Line]) -> Line:
        """The formula from a fact whose difference of sides has, times the factor, the same normal form."""
        if formula.op == "!=":
            return self._unequal(formula, fact, factor, write)
        wanted, known = sub(formula.args[1], formula.args[0]), sub(fact.args[1], fact.args[0])
        if not equal(wanted, mul(rational(factor), known)):
            raise Rejected("another relation")
        premises = [write()]
        self.define([formula], premises)
        return self.write("linear", formula, premises, multipliers=[rational(factor).to_json()])

    def _unequal(self, formula: Term, fact: Term, factor: Fraction, write: Callable[[], Line]) -> Line:
        """a ≠ b from c < d, or from c ≠ d."""
        a, b = formula.args
        if fact.op == "<":
            turned = Term("<", (a, b) if factor > 0 else (b, a))
            return self._converted(turned, fact, abs(factor), write)
        line = write()
        either = self.write(
            "axiom",
            Term("or", (Term("<", fact.args), Term("<", fact.args[::-1]))),
            [line],
            name="apart",
            terms=[t.to_json() for t in fact.args],
        )
        shown = []
        for case, turn in zip(either.formula.args, (factor, -factor), strict=True):
            there = Scope(self.sheet, self.context.assuming(case), self.inherited())
            strict = there._unequal(formula, case, turn, partial(there.line, case))
            shown.append(there.line(formula, [strict]))
        return self.write("cases", formula, [either, *shown])

    def equation(self, a: Term, b: Term) -> Line:
        """a = b by normal form."""
        formula, premises = Term("=", (a, b)), list[Line]()
        self.define([formula], premises)
        return self.by_normal_form("identity", formula, premises)

    def within(self, context: Context) -> Scope:
        """Another context of the same sheet, in which nothing of this one is known."""
        return Scope(self.sheet, context)

    def by_normal_form(self, rule: str, formula: Term, premises: list[Line], **data: Any) -> Line:
        """A step that rests on a normal form (`identity`, `linear`), if need be with quotients inside exponentials as
        variables."""
        try:
            return self.write(rule, formula, premises, **data)
        except Rejected as problem:
            factors = [term_of_json(m) for m in data.get("multipliers", ())]
            try:
                return opened(self, rule, formula, premises, factors)
            except Rejected:
                raise problem from None

    def _define(self, t: Term, premises: list[Line]) -> None:
        facts = self.facts(premises)
        try:
            facts.define(t)
            return
        except (Rejected, Undefined):
            if t.op in SPECIAL and not SPECIAL[t.op].total:
                premises.append(self._occurs(t) or self._integrable(t))
                return
        for child in t.children:
            self._define(child, premises)
        for condition in conditions(t):
            try:
                self._require(condition, premises)
            except Rejected:
                raise Rejected(
                    f"{text(t)[:200]} is defined only where {text(condition)[:200]}; show that first"
                ) from None

    def _occurs(self, t: Term) -> Line | None:
        """A line, or a standing fact, in which the term occurs, so that it is defined."""
        lines = [(line.formula, lambda line=line: line) for line in self.lines()]
        for formula, write in (*lines, *self._virtual(t)):
            if any(u == t for u in formula.subterms()):
                try:
                    line = write()
                    self.facts([line]).define(t)
                except (Rejected, Undefined):
                    continue
                return line
        return None

    def _integrable(self, t: Term) -> Line:
        """∫f = ∫f: the limits are in order, and f is defined between them."""
        if t.op != "int":
            raise Rejected(f"{text(t)[:200]} is not known to be defined; assume it, or show it first")
        body, name, lower, upper = t.args
        if upper.op == "oo":
            raise Rejected(f"the improper integral {text(t)[:200]} needs the rule `tail`")
        premises, inside = list[Line](), list[Line]()
        self._require(Term("<=", (lower, upper)), premises)
        within = Scope(self.sheet, between(self.context, name, lower, upper), self.inherited())
        within.bits = self.bits
        within.define([body], inside)
        return self.write("integrable", Term("=", (t, t)), [*premises, *inside])

    # lemmas

    def instantiate(
        self,
        source: Line,
        formula: Term,
        values: Mapping[str, Term],
        premises: Sequence[Line] = (),
        part: int | None = None,
    ) -> Line:
        """A line of any context at particular terms; `formula` is what it then says, literally."""
        lemma, used = source.context, list(premises)
        full = {name: values.get(name, var(name)) for name, _ in lemma.symbols}
        for name, domain in lemma.symbols:
            value = full[name]
            self.context.require_known(value)
            self.define([value], used)
            if value.op != "v" or not self.context.domains[value.args[0]].inside(domain):
                for condition in membership(value, domain):
                    self.require(condition, used)
        for f in lemma.given:
            self.require(f.substitute(full), used)
        data: dict[str, Any] = {"values": {name: t.to_json() for name, t in values.items()}}
        if part is not None:
            data["part"] = part
        return self.write("instance", formula, [source, *used], **data)


def _assumes_no_more(a: Context, b: Context) -> bool:
    """Whether what is so in context a is so in context b, by its form."""
    inside = all(name in b.domains and b.domains[name].inside(domain) for name, domain in a.symbols)
    return inside and set(a.given) <= set(b.given) and set(a.evolves) <= set(b.evolves)


def _relations(context: Context) -> list[Standing]:
    return [Standing(f, BOUND, k) for k, f in enumerate(context.evolves)]


def _bounds(f: Term, atoms: set[Term]) -> bool:
    """Whether it compares one of the atoms with a number."""
    if f.op not in ("<", "<=", "="):
        return False
    a, b = f.args
    return (a in atoms and b.op == "q") or (b in atoms and a.op == "q")


def _indices(standing: Standing, values: Iterable[Term]) -> Iterator[Term]:
    """Indices that make a standing formula speak of one of the values."""
    name = var(standing.name)
    for sequence, at in standing.offsets():
        after = at.args[1] if at.op == "+" and len(at.args) == 2 and at.args[0] == name else ZERO
        if index(add(name, after)) == at and after.op == "q":
            for value in values:
                if value.args[0] == sequence:
                    yield index(add(value.args[1], rational(-after.args[0])))
