"""A certificate in Coq, step by step: what is at hand in each step, and the tactics that several rules share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from checks.encode.coq.equations import Canonical, opaque_suffices, shared
from checks.encode.coq.places import Facts, Place, destructed, nested
from checks.encode.coq.terms import SPACE, Names, NotExpressible, Writer, defining, needed
from checks.kernel.contexts import Context
from checks.kernel.replay import Language
from checks.kernel.terms import BOUND, Term, literal

__all__ = ["Prover", "Table", "Translation", "as_same", "own"]

DATA = ("multipliers", "terms", "values")


class Translation:
    """One certificate: its contexts, and what each step shows.

    claims: digest → what was made of the certificates that this one cites. tag: tells its hypotheses from others'.
    existing: a tactic for the existence of an integral of which no step speaks.
    """

    def __init__(
        self,
        certificate: Mapping[str, Any],
        claims: Mapping[str, Any],
        tag: str,
        existing: Callable[[Prover, Facts, Term], str],
    ) -> None:
        self.tag, self.existing = tag, existing
        self.language = Language(tuple(certificate.get("extensions", ())))
        self.contexts = [self.language.context(c) for c in certificate["contexts"]]
        self.data: list[Mapping[str, Any]] = certificate["steps"]
        self.goals = [self.language.term(s["shows"], True) for s in self.data]
        self.claims, self.names = claims, Names()
        symbols = {n for c in self.contexts for n, _ in c.symbols}
        self.names.known["v", BOUND] = "n_" if "n" in symbols else "n"
        for n in sorted(symbols):
            self.names(n)
        self.sequences = tuple(sorted(set(needed(*self._terms())), key=lambda g: (g != SPACE, g)))
        self.places = [self.place(c) for c in self.contexts]
        self.cited: dict[str, tuple[str, str]] = {}  # hypothesis → (the name of its proposition, the proposition)

    def _terms(self) -> Iterator[Term]:
        yield from self.goals
        for c in self.contexts:
            yield from (*c.given, *c.evolves)
        for s in self.data:
            for key in DATA:
                data = s.get(key) or []
                for t in data.values() if isinstance(data, dict) else data:
                    yield self.language.term(t, False)
            if s["rule"] in ("bilinear", "combine"):
                for v in s["vectors"].values() if "vectors" in s else [v for _, v in s.get("null", [])]:
                    yield self.language.term(["inner", v, v], False)

    def place(self, context: Context) -> Place:
        """The context in Coq; contexts that are the same have the same number. Raises NotExpressible."""
        if context not in self.contexts:
            raise NotExpressible("a context that the certificate does not list")
        return Place(self.contexts.index(context), context, self.names, self.sequences)

    def shown(self, i: int) -> tuple[str, Context, Term]:
        """What a step shows: kind, context, formula."""
        s = self.data[i]
        return ("some" if s.get("some") else "all"), self.contexts[s["in"]], self.goals[i]

    def lemma(self, i: int, table: Table) -> str:
        """The Coq lemma for a step, by the exporters of a table."""
        kind, _, goal = self.shown(i)
        place, rule = self.places[self.data[i]["in"]], self.data[i]["rule"]
        if (rule, kind) not in table:
            raise NotExpressible(f"the rule {rule}")
        prover = Prover(self, i)
        body = table[rule, kind](prover)
        before = "".join(f"{text}\n" for text in prover.before)
        if kind == "some":
            statement = self.existence(place, goal)
            return f"{before}Lemma s{i} : {statement}.\nProof.\n{body}\nQed.\n"
        statement = f"{place.binders()} : G{place.number} {place.arguments()} ->\n  {place.writer.formula(goal)}"
        opening = "\n".join(prover.lines)
        return f"{before}Lemma s{i} {statement}.\nProof.\n{opening}\n{body}\nQed.\n"

    def existence(self, place: Place, goal: Term) -> str:
        """There are numbers and sequences."""
        binders = f"exists {place.binders()}, " if place.binders() else ""
        texts = [text for _, text in (*place.assumed(), *place.writer.parts(goal))]
        return binders + " /\\ ".join(f"({text})" if "\\/" in text else text for text in dict.fromkeys(texts))


class Prover:
    """One step being proved: facts at hand, and tactics from premises.

    lines: the tactics with which the proof begins. before: definitions and lemmas that stand before the step's own.
    """

    def __init__(self, whole: Translation, i: int) -> None:
        self.whole, self.i, self.data = whole, i, whole.data[i]
        self.kind, self.context, self.goal = whole.shown(i)
        self.place = whole.places[self.data["in"]]
        self.facts = Facts(self.place, existing=partial(whole.existing, self))
        self.lines: list[str] = []
        self.before: list[str] = []
        self.premises: list[int] = list(self.data.get("from", []))
        if self.kind == "all":
            self._open()

    def _open(self) -> None:
        place, facts = self.place, self.facts
        self.lines.append("intros C.")
        if assumed := place.assumed():
            pattern = facts.opened(assumed)
            self.lines.append(f"pose proof C as O. unfold G{place.number} in O. {destructed('O', pattern)}")
        for n, d in self.context.symbols:
            f = Term("<=", (literal(0), Term("v", (n,))))
            if d.whole and f not in facts.exact:
                self.lines.append(f"pose proof (pos_INR {place.names(n)}) as {facts.add(f, place.writer.relation(f))}.")
        for p in self.premises:
            kind, context, formula = self.whole.shown(p)
            if kind == "all" and context == self.context:
                pattern = facts.opened(place.writer.parts(formula))
                self.lines.append(f"pose proof (s{p} {place.arguments()} C) as {pattern}.")

    def premise(self, k: int) -> Term:
        """The formula of the k-th premise."""
        return self.whole.shown(self.premises[k])[2]

    def term(self, data: Any) -> Term:
        """A term from the rule's data."""
        return self.whole.language.term(data, False)

    def finish(self, last: Callable[[Term], str]) -> str:
        """The goal: what it states is closed by the rule, what makes it defined is granted."""
        stated, facts = set(own(self.goal)), self.facts
        return facts.each(self.goal, lambda f: last(f) if f in stated and f not in facts.exact else facts.grant(f))

    def use(self, i: int, arguments: str, shown: Iterable[Term]) -> tuple[str, dict[Term, str]]:
        """A step's lemma at arguments (its context being proved as CC), taken apart: (tactic, part → its name)."""
        parts = list(shown)
        names = [f"R{k}" for k in range(len(parts))]
        found: dict[Term, str] = {}
        for f, name in zip(parts, names, strict=True):
            found.setdefault(f, name)
        return f"pose proof (s{i} {arguments} CC) as {nested(names)}.", found

    def from_facts(self, place: Place, facts: Facts) -> str:
        """A tactic for `Gk …` from facts that are literally at hand."""
        tactics = []
        for f, text in place.assumed():
            if text not in facts.texts and f is None:
                raise NotExpressible("a context with another recursion")
            tactics.append(f"exact {facts.texts[text]}." if f is None or text in facts.texts else facts.grant(f))
        return place.proved(tactics)

    def equation(
        self,
        left: Term,
        right: Term,
        writer: Writer | None = None,
        facts: Facts | None = None,
        expand: Callable[[Term], tuple[Term, list[tuple[str, str]]]] | None = None,
        apart: Collection[Term] = (),
    ) -> str:
        """A tactic for left = right, an identity of normal forms; expand: an equal term for each sub-term that is to be
        replaced first, and why it is equal; apart: sums that may be written in another way."""
        writer, facts = writer or self.place.writer, facts or self.facts
        lines: list[str] = []
        kept: list[str] = []
        for condition in defining(left, right):
            if condition.op in ("!=", "<", "<="):
                kept.append(f"N{len(kept)}")
                lines.append(f"assert ({kept[-1]} : {writer.relation(condition)}). {{ {facts.grant(condition)} }}")
        lines.append(f"clear - {' '.join(kept)}." if kept else "clear.")
        if expand is not None:
            (left, lefts), (right, rights) = expand(left), expand(right)
            for k, (text, proof) in enumerate(dict.fromkeys((*lefts, *rights))):
                lines.append(f"assert (V{k} : {text}). {{ {proof} }}")
                lines.append(f"rewrite ?V{k}." + "".join(f" rewrite ?V{k} in {n}." for n in kept) + f" clear V{k}.")
        divided = any(u.op == "^" and u.args[1] < 0 for t in (left, right) for u in t.subterms())
        closing = "divided." if divided else "equal."
        if opaque_suffices(left, right):
            for k, u in enumerate(shared(left, right, apart)):
                text = f"generalize ({writer.term(u)}); intros X{k}."
                lines.append(f"revert {' '.join(kept)}. {text} intros {' '.join(kept)}." if kept else text)
            return " ".join([*lines, closing])
        canonical = Canonical(writer, [left, right])
        for k, r in enumerate(canonical.rewritings):
            lines.append(f"assert (E{k} : {r.left} = {r.right}). {{ {r.proof}. }}")
            lines.append(f"rewrite ?E{k}." + "".join(f" rewrite ?E{k} in {n}." for n in kept) + f" clear E{k}.")
        squares = canonical.squares()
        lines += [f"assert (Q{k} : {text}). {{ {proof}. }}" for k, (text, proof) in enumerate(squares)]
        if squares:
            given = " ".join(f"Q{k}" for k in range(len(squares)))
            closing = f"first [ ring [{given}] | field [{given}]; nonzero | equal | rooted ]."
        return " ".join([*lines, closing])


Table = Mapping[tuple[str, str], Callable[[Prover], str]]


def own(formula: Term) -> list[Term]:
    """The relations that a formula states, without what makes them defined."""
    return [f for part in formula.args for f in own(part)] if formula.op == "and" else [formula]


def as_same(writer: Writer, facts: Facts, f: Term) -> str:
    """A tactic for a relation that Coq may show in another spelling."""
    if f.op == "or":
        return facts.grant(f)
    return f"assert (W : {writer.relation(f)}). {{ {facts.grant(f)} }} same W."
