"""Contexts in Coq, and the facts at hand in a proof there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from checks.encode.coq.bounds import Derivation, plainly
from checks.encode.coq.terms import Names, NotExpressible, Writer, atomic, typed
from checks.kernel.contexts import REALS, Context
from checks.kernel.extensions.subdivision import atoms
from checks.kernel.rules import membership
from checks.kernel.terms import BOUND, RELATIONS, Term, weaker

__all__ = ["Facts", "Place", "chosen", "destructed", "nested", "only", "together"]


@dataclass(frozen=True)
class Place:
    """A context of a certificate in Coq: its number, its parameters and what is assumed.

    sequences: names of the sequences (and vectors), parameters too. changed: symbols that have another text here.
    """

    number: int
    context: Context
    names: Names
    sequences: tuple[str, ...]
    moved: tuple[tuple[str, str], ...] = ()

    @property
    def writer(self) -> Writer:
        """Writes its terms."""
        changed = {Term("v", (n,)): text for n, text in self.moved}
        return Writer(self.names, frozenset(n for n, d in self.context.symbols if d.whole), changed)

    def binders(self) -> str:
        """`(x : R) (t : nat) (g : nat -> R)`."""
        found = [f"({self.names(n)} : {'nat' if d.whole else 'R'})" for n, d in self.context.symbols]
        return " ".join(found + [typed(self.names, g) for g in self.sequences])

    def arguments(self, values: Mapping[str, str] | None = None) -> str:
        """The parameters as arguments, some of them with other values."""
        values = {**dict(self.moved), **(values or {})}
        found = [values.get(n, self.names(n)) for n, _ in self.context.symbols]
        return " ".join(found + [self.names(g, "app") for g in self.sequences])

    def assumed(self) -> list[tuple[Term | None, str]]:
        """What the context assumes, one conjunct after the other: (relation if it is one, text)."""
        found: list[tuple[Term | None, str]] = []
        for n, d in self.context.symbols:
            found += [(f, self.writer.relation(f)) for f in membership(Term("v", (n,)), d)]
        for f in self.context.given:
            found += self.writer.parts(f)
        for f in self.context.evolves:
            found += [(None, self.evolving(f))] if BOUND in f.variables else self.writer.parts(f)
        return list({text: (f, text) for f, text in found}.values())

    def evolving(self, f: Term) -> str:
        """A relation of sequences for every step."""
        inner = self.writer
        writer = Writer(self.names, inner.natural | {BOUND}, inner.changed)
        return f"(forall {self.names(BOUND)} : nat, {writer.formula(f)})"

    def proved(self, tactics: Sequence[str]) -> str:
        """`Gk …` from a tactic for each assumption."""
        return f"unfold G{self.number}. {together(tactics)}"


Existing = Callable[["Facts", Term], str]


class Facts:
    """What is at hand in a proof: relation or text → the name of the hypothesis.

    existing: a tactic for the existence of an integral that no hypothesis states.
    """

    def __init__(self, place: Place, first: int = 0, existing: Existing | None = None) -> None:
        self.place, self.count, self.existing = place, first, existing
        self.exact: dict[Term, str] = {}
        self.weak: dict[Term, str] = {}
        self.texts: dict[str, str] = {}
        self.named: list[tuple[str, Term | None]] = []

    def copy(self) -> Facts:
        """The same facts, to which others can be added."""
        other = Facts(self.place, self.count, self.existing)
        other.exact, other.weak, other.texts = dict(self.exact), dict(self.weak), dict(self.texts)
        other.named = list(self.named)
        return other

    def know(self, f: Term | None, text: str, name: str) -> None:
        """A hypothesis that has this name."""
        self.texts.setdefault(text, name)
        self.named.append((name, f))
        if f is not None:
            self.exact.setdefault(f, name)
            for g in weaker(f):
                self.weak.setdefault(g, name)

    def add(self, f: Term | None, text: str) -> str:
        """A hypothesis with a fresh name."""
        self.count += 1
        name = f"H{self.count}"
        self.know(f, text, name)
        return name

    def opened(self, parts: Iterable[tuple[Term | None, str]]) -> str:
        """A pattern that takes a conjunction apart."""
        return nested([self.add(f, text) for f, text in parts])

    def bounds(self, *terms: Term) -> list[str]:
        """The hypotheses that compare an atom of the terms with a number."""
        inside = {u for t in terms for u in t.subterms() if u.op in ("v", "app")}
        found = []
        for f, name in self.exact.items():
            if f.op in ("<", "<=", "="):
                a, b = f.args
                if (a in inside and b.op == "q") or (b in inside and a.op == "q"):
                    found.append(name)
        return found

    def grant(self, f: Term) -> str:
        """A tactic for a relation (or disjunction) that the kernel grants."""
        if f in self.exact:
            return f"exact {self.exact[f]}."
        if f in self.weak:
            return f"weak {self.weak[f]}."
        if f.op == "or":
            if not all(part.op in RELATIONS and len(atomic(part)) == 1 for part in f.args):
                raise NotExpressible("a disjunction of compound formulas by evaluation")
            arms = [f"solve [{chosen(i, len(f.args))}{self.grant(part).rstrip('.')}]" for i, part in enumerate(f.args)]
            return f"first [ {' | '.join(arms)} ]."
        if f.op in ("integrable", "inside"):
            if self.existing is None:
                raise NotExpressible("an integral whose existence is not shown by a step")
            return self.existing(self, f)
        if any(u.op == "erf" for u in f.subterms()):
            derived = Derivation(self.place.writer, self.exact).tactic(f)
            if derived is None and atoms(f):
                raise NotExpressible("the range of the error function")
            return derived or f"{only([])} box_with_integrals."
        sides = {**dict.fromkeys(atoms(f), REALS), **self.place.context.narrowed(self.exact)}
        derived = None
        if f.op != "=" and not plainly(f, sides):
            derived = Derivation(self.place.writer, self.exact).tactic(f)
        if derived:
            return derived
        plain = f"{only(self.bounds(f))} box"
        return f"{plain}." if f.op == "=" else f"first [ solve [{plain}] | solve [signs] ]."

    def all(self, f: Term) -> str:
        """A tactic for a whole formula."""
        return self.each(f, self.grant)

    def each(self, f: Term, close: Callable[[Term], str]) -> str:
        """A tactic for a formula, part by part."""
        return together([close(part) for part in atomic(f)])


def only(names: Iterable[str]) -> str:
    """Forget all hypotheses but these."""
    kept = list(dict.fromkeys(names))
    return f"clear - {' '.join(kept)};" if kept else "clear;"


def together(tactics: Sequence[str]) -> str:
    """A tactic for a conjunction from tactics for its parts."""
    if not tactics:
        return "exact I."
    return tactics[0] if len(tactics) == 1 else "parts. " + " ".join(f"{{ {t} }}" for t in tactics)


def nested(names: Sequence[str]) -> str:
    """A pattern for a conjunction."""
    pattern = names[-1] if names else "_"
    for name in reversed(names[:-1]):
        pattern = f"[{name} {pattern}]"
    return pattern


def destructed(name: str, pattern: str) -> str:
    """A conjunction taken apart; a pattern that is a name only renames."""
    return f"destruct {name} as {pattern}." if pattern.startswith("[") else f"rename {name} into {pattern}."


def chosen(i: int, count: int) -> str:
    """The tactics that choose the i-th part of a disjunction."""
    return "right; " * i + ("left; " if i < count - 1 else "")
