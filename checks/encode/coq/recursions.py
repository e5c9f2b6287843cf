"""Sequences in Coq: relations at an index, induction, and sequences that obey a recursion."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from checks.encode.coq.places import Facts, Place, destructed, nested, together
from checks.encode.coq.prover import Prover, Table, as_same
from checks.encode.coq.terms import SPACE, Names, NotExpressible, Writer, atomic, natural
from checks.kernel.contexts import NATURALS, Context
from checks.kernel.rules import membership
from checks.kernel.terms import BOUND, Term, conjuncts, literal, weaker

__all__ = ["TABLE"]

STEP = Term("v", (BOUND,))


def unfold(p: Prover) -> str:
    """A relation at an index."""
    relation = p.context.evolves[p.data["relation"]]
    if BOUND not in relation.variables:
        return p.facts.all(p.goal)
    at, known = p.term(p.data.get("at", "0")), p.facts.texts[p.place.evolving(relation)]
    parts = atomic(relation)
    names = [f"R{k}" for k in range(len(parts))]
    found: dict[Term, str] = {}
    for f, name in zip(parts, names, strict=True):
        found.setdefault(f.substitute({BOUND: at}), name)
    use = f"pose proof ({known} {p.place.writer.index(at)}) as {nested(names)}. "
    return use + p.facts.each(p.goal, lambda f: f"same {found[f]}." if f in found else p.facts.grant(f))


def induction(p: Prover) -> str:
    """`from_nat`, with the base and the step at moving t."""
    name, place, t = p.data["symbol"], p.place, p.place.names(p.data["symbol"])
    domain = p.context.domains[name]
    first = max(Fraction(0), domain.lo or Fraction(0))
    start = -(-first // 1) + (1 if domain.lo_open and domain.lo == first and first.denominator == 1 else 0)
    number, written = natural(int(start)), natural(int(start)).removesuffix("%nat")
    range_, parts = membership(Term("v", (name,)), domain), atomic(p.goal)
    text = place.writer.formula(p.goal)
    hypotheses = {f: f"I{k}" for k, f in enumerate(parts)}

    def arm(i: int, context: Place, value: str, replaced: Term, in_range: str) -> str:
        tactics = []
        for f, text in context.assumed():
            if f is not None and f in range_:
                tactics.append(in_range)
            elif f is not None and f in hypotheses and name in f.variables:
                tactics.append(f"exact {hypotheses[f]}.")
            else:
                tactics.append(f"exact {p.facts.texts[text]}." if text in p.facts.texts else "assumption.")
        arguments = context.arguments({name: value})
        use, found = p.use(i, arguments, atomic(p.whole.shown(i)[2]))
        goals = [f.substitute({name: replaced}) for f in parts]
        closing = together([f"same {found[g]}." if g in found else "nats; box." for g in goals])
        return f"assert (CC : G{context.number} {arguments}). {{ {context.proved(tactics)} }} {use} {closing}"

    base = arm(p.premises[0], place, number, literal(start), "nats. lra.")
    after, moved = p.whole.place(p.context.assuming(p.goal)), Term("+", (Term("v", (name,)), literal(1)))
    step = arm(p.premises[1], after, t, moved, "clear - Hm; apply le_INR in Hm; nats_in Hm; lra.")
    lost = " ".join(h for h, f in p.facts.named if f is not None and name in f.variables)
    reached = "lia."
    if start and domain.lo_open:
        before, known = natural(int(start) - 1), p.facts.exact[range_[0]]
        reached = f"replace {number} with ({before} + 1)%nat by lia; apply nat_of_lt; nats; clear - {known}; lra."
    elif start:
        reached = f"apply nat_of_le; nats; clear - {p.facts.exact[range_[0]]}; lra."
    return (
        f"assert (All : forall {t} : nat, ({written} <= {t})%nat -> {text}). {{ clear C {lost}. clear {t}. "
        f"apply (from_nat {number} (fun {t} : nat => {text})). {{ {base} }} "
        f"{{ intros {t} Hm {nested(list(hypotheses.values()))}. {step} }} }} "
        f"assert (B : ({written} <= {t})%nat). {{ {reached} }} exact (All {t} B)."
    )


def run(p: Prover) -> str:
    """Sequences that obey the relations: defined by recursion on ℕ, or given by terms; each relation is proved."""
    whole = p.whole
    if SPACE in whole.sequences:
        raise NotExpressible("a run beside vectors")
    at = {str(n): p.term(v) for n, v in p.data["at"].items()}
    given = {str(g): p.term(v) for g, v in p.data.get("runs", {}).items()}
    index = p.data["index"] if given else "n"
    runs = {g: (index, value) for g, value in given.items()}
    relations = [f.substitute(at) for f in p.context.evolves]
    by_run = [any(u.op == "app" and u.args[0] in given for u in f.subterms()) for f in relations]
    recursion = tuple(f for f, has in zip(relations, by_run, strict=True) if not has)
    names = Names()
    names.known = {**whole.names.known, ("v", BOUND): "n", ("v", index): "n"}
    names.known |= {("app", g): f"s{p.i}_{whole.names(g, 'app')}" for g in whole.sequences}
    _define(p, names, recursion, given, index)
    alone, steps = Context((), (), recursion), Context(((index, NATURALS),), (), recursion)
    there, along = Place(-1, alone, names, whole.sequences), Place(-1, steps, names, whole.sequences)
    facts, lines = Facts(there, existing=p.facts.existing), list[str]()
    free = Facts(Place(-1, Context(((index, NATURALS),)), names, whole.sequences), existing=p.facts.existing)
    for k, f in enumerate(recursion):
        text = there.evolving(f) if BOUND in f.variables else there.writer.formula(f)
        opening = "intros n. " if BOUND in f.variables else ""
        body = free.each(f, lambda g: "rewrite ?Nat.add_1_r; reflexivity." if g.op == "=" else free.grant(g))
        lines.append(f"assert (Run{k} : {text}). {{ {opening}{body} }}")
        if BOUND in f.variables:
            facts.know(None, text, f"Run{k}")
        else:
            lines.append(destructed(f"Run{k}", facts.opened(there.writer.parts(f))))
    sequences = " ".join(names(g, "app") for g in whole.sequences)
    local, opened = facts.copy(), list[str]()
    local.place, local.count = along, facts.count + 500
    positive = Term("<=", (literal(0), Term("v", (index,))))
    opened.append(f"pose proof (pos_INR n) as {local.add(positive, along.writer.relation(positive))}.")
    for i in p.premises:
        kind, context, formula = whole.shown(i)
        if kind == "all" and context in (alone, steps):
            here, known, said = (there, facts, lines) if context == alone else (along, local, opened)
            arguments = f"{'' if context == alone else 'n '}{sequences}"
            number = whole.place(context).number
            held = [f"exact {facts.texts[t]}." if t in facts.texts else "apply pos_INR." for _, t in here.assumed()]
            proof = Place(number, context, names, whole.sequences).proved(held)
            said.append(f"assert (CC : G{number} {arguments}). {{ {proof} }}")
            said.append(f"pose proof (s{i} {arguments} CC) as {known.opened(here.writer.parts(formula))}. clear CC.")
    for f, name in facts.exact.items():
        local.exact.setdefault(f, name)
        for g in weaker(f):
            local.weak.setdefault(g, name)
    unfolded = f"unfold {', '.join(names(g, 'app') for g in given)} in *; " if given else ""

    def close(f: Term, known: Facts) -> str:
        return unfolded + as_same(known.place.writer, known, _along(f.substitute(at), runs))

    evolving = {p.place.evolving(f): (f, r, b) for f, r, b in zip(p.context.evolves, relations, by_run, strict=True)
                if BOUND in f.variables}  # fmt: skip
    tactics = []
    for text, f in {t: f for f, t in (*p.place.assumed(), *p.place.writer.parts(p.goal))}.items():
        if f is not None:
            tactics.append(close(f, facts))
            continue
        relation, put, has_run = evolving[text]
        if has_run:
            each = [close(part.substitute({BOUND: Term("v", (index,))}), local) for part in atomic(relation)]
            tactics.append(f"intros n. {' '.join(opened)} {together(each)}")
        else:
            name = facts.texts[there.evolving(put)]
            tactics.append(f"first [exact {name} | intros m; pose proof ({name} m) as S; same_parts S].")
    values = [there.writer.index(at[n]) if d.whole else there.writer.term(at[n], 4) for n, d in p.context.symbols]
    lines.append(f"exists {', '.join([*values, *sequences.split()])}.")
    return "\n".join([*lines, together(tactics)])


def _define(p: Prover, names: Names, recursion: tuple[Term, ...], given: Mapping[str, Term], index: str) -> None:
    """Definitions of all sequences, before the lemma of the step."""
    writer = Writer(names, frozenset({BOUND, index}))
    first: dict[str, Term] = {}
    later: dict[str, Term] = {}
    for f in (part for r in recursion for part in conjuncts(r)):
        left, right = f.args
        (first if left.args[1] == literal(0) else later)[left.args[0]] = right
    followed, state = sorted(later), f"s{p.i}_state"
    if followed:
        values = {Term("app", (g, STEP)): _part(k, len(followed), "v") for k, g in enumerate(followed)}
        inner = Writer(names, frozenset({BOUND}), values)
        starts, nexts = (", ".join(w.term(of[g]) for g in followed) for w, of in ((writer, first), (inner, later)))
        p.before.append(
            f"Fixpoint {state} (k : nat) : {' * '.join('R' for _ in followed)} :=\n  match k with\n"
            f"  | O => ({starts})\n  | S n => let v := {state} n in ({nexts})\n  end."
        )
    for g in p.whole.sequences:
        value = "0"
        if g in later:
            value = _part(followed.index(g), len(followed), f"({state} n)")
        elif g in given:
            value = writer.term(given[g])
        p.before.append(f"Definition {names(g, 'app')} (n : nat) : R := {value}.")
    # runs may speak of the sequences that are followed, which so come first
    p.before[1 if followed else 0 :] = sorted(
        p.before[1 if followed else 0 :], key=lambda text: f"{state} n" not in text
    )


def _part(k: int, count: int, v: str) -> str:
    """The k-th part of a tuple, which Coq nests to the left."""
    for _ in range(count - 1 - max(k, 1)):
        v = f"(fst {v})"
    return v if count == 1 else f"(fst {v})" if k == 0 else f"(snd {v})"


def _along(t: Term, runs: Mapping[str, tuple[str, Term]]) -> Term:
    """Values of sequences that are given by terms, replaced by these."""
    if t.op == "app" and t.args[0] in runs:
        name, value = runs[t.args[0]]
        return value.substitute({name: t.args[1]})
    return t.rebuild(lambda a: _along(a, runs))


TABLE: Table = {("unfold", "all"): unfold, ("induction", "all"): induction, ("run", "some"): run}
