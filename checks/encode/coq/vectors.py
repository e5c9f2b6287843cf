"""Vectors of a real inner product space in Coq: the record `Space` of `Referee.v`, and ℝᵈ where one has to be shown."""

from __future__ import annotations

from checks.encode.coq.places import Facts, Place, together
from checks.encode.coq.prover import Prover, Table, as_same
from checks.encode.coq.terms import SPACE, Names, NotExpressible, Writer, atomic, nothing
from checks.kernel.contexts import NATURALS, Context
from checks.kernel.extensions.vectors import expanded, in_coordinates, put
from checks.kernel.terms import BOUND, Term, literal

__all__ = ["TABLE"]

Equations = list[tuple[str, str]]


def bilinear(p: Prover) -> str:
    """Inner products expanded, up to multiples of products with vectors that are 0."""
    pairs = []
    for k, data in p.data.get("null", []):
        u, equation = p.whole.language.term(["inner", data, data], False), p.premise(k)
        pairs.append((Term("inner", (equation.args[0].args[0], u.args[0])), p.facts.exact[equation]))

    def last(goal: Term) -> str:
        a, b = goal.args
        if not pairs:
            return p.equation(a, b, expand=lambda t: _expansion(p.place.writer, t))
        writer, total = p.place.writer, Term("+", (b, *(t for t, _ in pairs)))
        zeros = " ".join(
            f"assert (Z{k} : {writer.term(t)} = 0). {{ exact (inner_nought _ _ _ {name}). }}"
            for k, (t, name) in enumerate(pairs)
        )
        equation = p.equation(a, total, expand=lambda t: _expansion(writer, t))
        names = ", ".join(f"Z{k}" for k in range(len(pairs)))
        return (
            f"{zeros} assert (I : {writer.term(a)} = {writer.term(total)}). {{ {equation} }} "
            f"transitivity ({writer.term(total)}); [exact I|]. rewrite {names}. clear; ring."
        )

    return p.finish(last)


def _expansion(writer: Writer, t: Term) -> tuple[Term, Equations]:
    """The term with all inner products expanded, and the equations that lead there, inner ones first."""
    changed, found = Writer(writer.names, writer.natural, writer.changed), Equations()
    for u in _inner(t):
        value = expanded(u)
        if (left := changed.term(u)) != (right := writer.term(value)):
            found.append((f"{left} = {right}", f"bilinear; {_sorted(writer, value)}unfold Rdiv; ring."))
        changed.changed[u] = right
    return expanded(t), found


def _inner(t: Term) -> list[Term]:
    """The inner products in a term, those in factors of others first."""
    found: dict[Term, None] = {}

    def visit(u: Term) -> None:
        for child in u.children:
            visit(child)
        if u.op == "inner":
            found[u] = None

    visit(t)
    return list(found)


def _sorted(writer: Writer, t: Term) -> str:
    """Rewritings that bring ⟨w, v⟩ into the order in which ⟨v, w⟩ is written."""
    pairs = {tuple(sorted(u.args[0].args, key=str)) for u in t.subterms() if u.op == "inner" and len(u.args) == 1}
    return "".join(
        f"rewrite ?(inner_sym {writer.vector(w)} {writer.vector(v)}); " for v, w in sorted(pairs, key=str) if v != w
    )


def combine(p: Prover) -> str:
    """The premise's lemma at combinations."""
    i = p.premises[0]
    _, lemma, shown = p.whole.shown(i)
    place, there, writer = p.place, p.whole.place(lemma), p.place.writer
    known = {str(n): p.whole.language.term(["inner", v, v], False).args[0] for n, v in p.data["vectors"].items()}
    texts = {f"|{n}": writer.vector(v) for n, v in known.items()}
    tactics = []
    for f, text in there.assumed():
        if f is None or text in p.facts.texts:
            tactics.append(f"exact {p.facts.texts[text]}.")
        else:
            tactics.append(as_same(writer, p.facts, put(f, known)))
    values = [place.names(n) for n, _ in lemma.symbols]
    arguments = " ".join(values + [texts.get(g, place.names(g, "app")) for g in there.sequences])
    use, found = p.use(i, arguments, [put(f, known) for f in atomic(shown)])
    start = f"assert (CC : G{there.number} {arguments}). {{ {there.proved(tactics)} }} {use} "
    return start + p.facts.each(p.goal, lambda f: f"same {found[f]}." if f in found else p.facts.grant(f))


def coordinates(p: Prover) -> str:
    """ℝᵈ, vectors and sequences of vectors by their coordinates, and each relation there."""
    at = {str(n): p.term(v) for n, v in p.data["at"].items()}
    there = _There(p)
    tactics, moving = [], [f for f in p.context.evolves if BOUND in f.variables]
    for f, text in {text: (f, text) for f, text in (*p.place.assumed(), *p.place.writer.parts(p.goal))}.values():
        if f is not None:
            tactics.append(there.close(f.substitute(at), there.facts))
        else:
            relation = next(g for g in moving if p.place.evolving(g) == text)
            values = {**at, BOUND: Term("v", (there.index,))}
            each = [there.close(part.substitute(values), there.local) for part in atomic(relation)]
            tactics.append(f"intros n. {' '.join(there.along)} {together(each)}")
    chosen = [there.writer.index(at[n]) if d.whole else there.writer.term(at[n], 4) for n, d in p.context.symbols]
    chosen += [there.names(g, "app") for g in p.whole.sequences]
    return "\n".join([*there.lines, f"exists {', '.join(chosen)}.", together(tactics)])


class _There:
    """The space, vectors and sequences of a step, defined before it, and what is known of them.

    facts: what premises say of numbers, brought about by lines; local: what they say at each n, by along.
    """

    def __init__(self, p: Prover) -> None:
        self.index = p.data.get("index", "n")
        self.rows = {str(n): [p.term(c) for c in row] for n, row in p.data["vectors"].items()}
        self.runs = {str(g): p.term(v) for g, v in p.data.get("runs", {}).items()}
        names, whole = Names(), p.whole
        names.known = {**whole.names.known, ("v", BOUND): "n", ("v", self.index): "n"}
        names.known |= {("app", g): f"s{p.i}_{whole.names(g, 'app')}" for g in whole.sequences}
        always = Place(-1, Context(((self.index, NATURALS),)), names, ())
        self.names, self.writer = names, always.writer
        self.facts = Facts(Place(-1, Context(), names, ()), existing=p.facts.existing)
        self.local = Facts(always, existing=p.facts.existing)
        p.before += self._definitions(whole.sequences)
        positive = Term("<=", (literal(0), Term("v", (self.index,))))
        self.lines = list[str]()
        self.along = [f"pose proof (pos_INR n) as {self.local.add(positive, self.writer.relation(positive))}."]
        for i in p.premises:
            kind, context, formula = whole.shown(i)
            if kind == "all" and context in (Context(), always.context):
                known, said = (self.local, self.along) if context.symbols else (self.facts, self.lines)
                values = (["n"] if context.symbols else []) + [nothing(g) for g in whole.sequences]
                values.append("(pos_INR n)" if whole.place(context).assumed() else "I")
                pattern = known.opened(known.place.writer.parts(formula))
                said.append(f"pose proof (s{i} {' '.join(values)}) as {pattern}.")

    def _definitions(self, sequences: tuple[str, ...]) -> list[str]:
        dimension, found = max(map(len, self.rows.values()), default=1), []
        if not dimension:
            raise NotExpressible("a space of dimension 0")
        space = "Times (" * (dimension - 1) + "Line" + ")" * (dimension - 1)
        for g in sequences:
            name = self.names(g, "app")
            if g == SPACE:
                found.append(f"Definition {name} : Space := {space}.")
            elif g[0] in "|<":
                row = self.rows.get(g.removeprefix("|")) or [literal(0)] * dimension
                bound = "" if g[0] == "|" else " (n : nat)"
                text = _tuple([self.writer.term(c) for c in row])
                found.append(f"Definition {name}{bound} : {self.names(SPACE, 'app')} := {text}.")
            else:
                text = self.writer.term(self.runs[g]) if g in self.runs else "0"
                found.append(f"Definition {name} (n : nat) : R := {text}.")
        return found

    def close(self, f: Term, known: Facts) -> str:
        """A tactic for a formula: each inner product is the sum of the products of coordinates."""
        changed, tactics = Writer(self.names, self.writer.natural), list[str]()
        unfolded = ", ".join(self.names(g, "app") for g in self.runs)
        folded = f"unfold {unfolded} in *" if unfolded else "idtac"
        for k, u in enumerate(_inner(f)):
            left, right = changed.term(u), self.writer.term(in_coordinates(u, self.rows, self.runs, self.index))
            pairs = {t.args[0].args for t in expanded(u).subterms() if t.op == "inner"}
            each = "".join(f"rewrite ?{self._product(v, w)}; " for v, w in sorted(pairs, key=str))
            proof = f"bilinear; {each}{folded}; unfold Rdiv; ring."
            tactics.append(f"assert (V{k} : {left} = {right}). {{ {proof} }} rewrite V{k}.")
            changed.changed[u] = right
        said = in_coordinates(f, self.rows, self.runs, self.index)
        return f"{' '.join(tactics)} {folded}. {as_same(known.place.writer, known, said)}"

    def _product(self, v: Term, w: Term) -> str:
        """That the inner product of two vectors is what it is defined to be."""

        def row(u: Term) -> list[str]:
            found = self.rows[u.args[0]]
            return [self.writer.term(c if u.op == "vec" else c.substitute({self.index: u.args[1]}), 4) for c in found]

        *rest, last = [f"{a} * {b}" for a, b in zip(row(v), row(w), strict=True)]
        for part in reversed(rest):
            last = f"{part} + ({last})"
        return f"(eq_refl : inner {self.writer.vector(v)} {self.writer.vector(w)} = {last})"


def _tuple(parts: list[str]) -> str:
    """(a, (b, c)), an element of the product of lines."""
    text = parts[-1]
    for part in reversed(parts[:-1]):
        text = f"({part}, {text})"
    return text


TABLE: Table = {("bilinear", "all"): bilinear, ("combine", "all"): combine, ("coordinates", "some"): coordinates}
