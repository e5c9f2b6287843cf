"""Inner products of vectors in a real inner product space of which nothing else is known, not even its dimension.

["inner", V, W] is the inner product of two *combinations*: a vector is ["vec", "x"], a value of a sequence of vectors
is ["app", "<x>", i], and with V, …, W combinations and a, b, … terms ["+", V, …, W] and ["*", a, b, …, V] are
combinations. Angle brackets can stand in no other name, and a vector stands nowhere but in an inner product: scalars
and vectors never meet. The product is defined where all factors are.

A claim *for all* speaks of every real inner product space, of dimension 0, 1, … or infinite, and of all vectors and
sequences of vectors in it; one *for some* says that there are such a space and such vectors. That two vectors are equal
is said by ⟨V − W, V − W⟩ = 0. Whatever the core's rules say of terms they say of inner products, which are real
numbers. The normal form takes two of them for one where the combinations have equal normal forms, with vectors in the
part of variables; then V and V′ have equal values under every linear map from the space to ℝ, ⟨·, V − V′⟩ among them,
so V = V′.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from checks.kernel.contexts import NATURALS, Context
from checks.kernel.functions import MINUS_ONE, ONE, SPECIAL, ZERO, Evaluation, Special
from checks.kernel.intervals import NEG, POS, Interval
from checks.kernel.intervals import ZERO as NOUGHT
from checks.kernel.normal import vanishes
from checks.kernel.rules import point
from checks.kernel.step import Step, place
from checks.kernel.terms import BOUND, Malformed, Rejected, Term, index, name, require

if TYPE_CHECKING:
    from checks.kernel.replay import Language

__all__ = ["HEADS", "READERS", "RULES", "expanded", "factors_and_vectors", "in_coordinates", "put"]

HEADS = frozenset({"inner"})
DEEPEST, MOST_PRODUCTS = 200, 20_000
Rule = Callable[[Step], None]


def read(language: Language, rest: Sequence[Any], depth: int) -> Term:
    """["inner", V, W]."""
    require(len(rest) == 2, "an inner product is one of two combinations of vectors", Malformed)
    return Term("inner", tuple(_combination(language, v, depth) for v in rest))


def _combination(language: Language, data: Any, depth: int) -> Term:
    require(depth <= DEEPEST, "nested too deeply", Malformed)
    match data:
        case ["vec", n]:
            return Term("vec", (name(n),))
        case ["app", str(n), i] if n[:1] == "<" and n[-1:] == ">":
            return Term("app", (f"<{name(n[1:-1])}>", index(language.term(i, False, depth + 1))))
        case ["+", _, *_]:
            return Term("+", tuple(_combination(language, part, depth + 1) for part in data[1:]))
        case ["*", _, *_]:
            scalars = [language.term(a, False, depth + 1) for a in data[1:-1]]
            return Term("*", (*scalars, _combination(language, data[-1], depth + 1)))
    raise Malformed(f"{str(data)[:60]} is not a combination of vectors")


def factors_and_vectors(v: Term) -> Iterator[tuple[tuple[Term, ...], Term]]:
    """The combination as a sum: the factors of a vector, and the vector."""
    if v.op == "+":
        for part in v.args:
            yield from factors_and_vectors(part)
    elif v.op == "*":
        for factors, vector in factors_and_vectors(v.args[-1]):
            yield (*v.args[:-1], *factors), vector
    elif v.op == "vec" or (v.op == "app" and v.args[0].startswith("<")):
        yield (), v
    else:
        raise Rejected(f"{v} is not a combination of vectors")


def expanded(t: Term) -> Term:
    """The term with ⟨Σ aᵢvᵢ, Σ bⱼwⱼ⟩ written as Σ aᵢbⱼ⟨vᵢ, wⱼ⟩: defined where it is, and equal there. ⟨v, w⟩ is written
    ["inner", v + w] with a formal sum, of which the normal form forgets the order, as the inner product does."""
    if t.op != "inner":
        return t.rebuild(expanded)
    left, right = (list(factors_and_vectors(v)) for v in t.args)
    require(len(left) * len(right) <= MOST_PRODUCTS, "an inner product of too many vectors")
    products = (((*a, *b), Term("inner", (Term("+", (v, w)),))) for a, v in left for b, w in right)
    return Term("+", tuple(Term("*", (*map(expanded, factors), pair)) for factors, pair in products))


def _evaluate(t: Term, at: Evaluation) -> Interval:
    """Any number, and ⟨V, V⟩ any number ≥ 0, where every factor is defined."""
    factors = [at.term(a) for v in t.args for scalars, _ in factors_and_vectors(v) for a in scalars]
    exact = all(a.exact for a in factors)
    return Interval(NOUGHT if t.args[0] == t.args[1] else NEG, POS, t.args[0] != t.args[1], True, exact)


SPECIAL["inner"] = Special(_evaluate, None, total=True)


def bilinear(step: Step) -> None:
    """a = b, both defined, if a − b has, inner products expanded, the same normal form as Σ ⟨nₖ, Uₖ⟩ (`null`: pairs of
    the number k of a premise and a combination Uₖ, defined), where the k-th premise says ⟨nₖ, nₖ⟩ = 0. The inner
    product is symmetric and linear in both places; ⟨n, n⟩ = 0 means n = 0, so every ⟨nₖ, Uₖ⟩ is 0."""
    facts, goal = step.facts(), step.goal
    require(goal.op == "=", "the goal is not an equation")
    facts.define(goal)
    summands = [(ONE, goal.args[0]), (MINUS_ONE, goal.args[1])]
    for k, data in step.data.get("null", []):
        equation, u = facts.shown[place(k, facts.shown)], _known(step, data)
        square = equation.args[0]
        zero = equation.op == "=" and equation.args[1] == ZERO and square.op == "inner"
        require(zero and square.args[0] == square.args[1], "a premise does not say that a vector is 0")
        facts.define(u)
        summands.append((MINUS_ONE, Term("inner", (square.args[0], u.args[0]))))
    require(vanishes(*((sign, expanded(t)) for sign, t in summands)), "the two sides differ when they are expanded")


def _known(step: Step, data: Any) -> Term:
    """⟨U, U⟩ for a combination in a rule's data, every symbol of which is known."""
    return step.term(["inner", data, data])


def put(t: Term, values: Mapping[str, Term]) -> Term:
    """Combinations for vectors (not for sequences), at once."""
    if t.op == "vec":
        return values.get(t.args[0], t)
    return t.rebuild(lambda a: put(a, values)) if t.children else t


def combine(step: Step) -> None:
    """A lemma with combinations in the place of vectors. It holds for all vectors in the place of those that no
    relation of its `evolves` contains; at every point of this context the combinations are vectors, as they are
    defined; the lemma's symbols range here over the same domains, its relations are assumed here, and its hypotheses
    are granted. No integral captures a symbol: in what is granted and shown none binds a name with a domain here."""
    premise = step.premises[0].judgement
    lemma, facts = premise.context, step.facts(1)
    step.premise(0)
    known = {str(vector): _known(step, data) for vector, data in step.data["vectors"].items()}
    facts.define(*known.values())
    values = {vector: square.args[0] for vector, square in known.items()}
    here = dict(step.context.symbols)
    require(all(here.get(n) == d for n, d in lemma.symbols), "a symbol of the lemma has another domain here")
    for relation in lemma.evolves:
        free = relation in step.context.evolves and put(relation, values) == relation
        require(free, "a relation between sequences that the lemma assumes is not assumed here, or binds a vector")
    for f in lemma.given:
        hypothesis = put(f, values)
        step.context.require_known(hypothesis)
        facts.grant(hypothesis)
    if step.goal != (shown := put(premise.formula, values)):
        raise Rejected(f"the lemma gives {str(shown)[:400]}")


def in_coordinates(t: Term, rows: Mapping[str, Sequence[Term]], runs: Mapping[str, Term], step: str) -> Term:
    """Every inner product written as the sum of the products of coordinates, and values of sequences of numbers as what
    they are; rows: vector, or sequence of vectors in angle brackets → its coordinates; runs: sequence of numbers → its
    value; for sequences in the symbol `step`."""

    def row(v: Term) -> list[Term]:
        require(v.args[0] in rows, f"no coordinates for {v.args[0]}")
        return [c if v.op == "vec" else c.substitute({step: v.args[1]}) for c in rows[v.args[0]]]

    def plain(u: Term) -> Term:
        if u.op == "app" and u.args[0] in runs:
            return runs[u.args[0]].substitute({step: u.args[1]})
        if u.op != "inner":
            return u.rebuild(plain)
        v, w = u.args[0].args
        return Term("+", (ZERO, *(Term("*", pair) for pair in zip(row(v), row(w), strict=True))))

    return plain(expanded(t))


def coordinates(step: Step) -> None:
    """There are a point, a space, vectors and sequences: ℝᵈ, of which `vectors` gives to every vector its d
    coordinates, closed terms that are defined, and to every sequence of vectors its d coordinates in the natural symbol
    `index`; `runs` gives sequences of numbers likewise. With all these put in, hypotheses and formula are granted in
    the empty context, and what `evolves` says in that of the symbol `index`, which stands for any step; both for all
    values that sequences without runs might have."""
    at, numbers = point(step)
    n = name(step.data.get("index", "n"))
    later = Context(((n, NATURALS),))
    always = step.facts_in(later)
    rows: dict[str, list[Term]] = {}
    for vector, data in step.data["vectors"].items():
        moving = vector.startswith("<")
        rows[vector] = [step.term(c, later if moving else Context()) for c in data]
        (always if moving else numbers).define(*rows[vector])
    require(len({len(row) for row in rows.values()}) <= 1, "the vectors have different numbers of coordinates")
    runs = {g: step.term(value, later) for g, value in step.data.get("runs", {}).items()}
    always.define(*runs.values())
    made = (*runs.values(), *(c for row in rows.values() for c in row))
    free = any(u.op in ("app", "inner") for c in made for u in c.subterms())
    require(not free, "a coordinate or a run contains the value of a sequence, or vectors")
    bound, plain = {**at, BOUND: Term("v", (n,))}, (*step.context.given, step.goal)
    for f, values, there in (*((f, at, numbers) for f in plain), *((f, bound, always) for f in step.context.evolves)):
        said = in_coordinates(f.substitute(values), rows, runs, n)
        there.context.require_known(said)
        there.grant(said)


READERS: dict[str, Callable[[Any, Sequence[Any], int], Term]] = {"inner": read}
RULES: dict[tuple[str, str], Rule] = {
    ("bilinear", "all"): bilinear,
    ("combine", "all"): combine,
    ("coordinates", "some"): coordinates,
}
