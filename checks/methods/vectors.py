r"""Proofs about vectors of any dimension: inner products combined like any inequalities, and the words of optimisation.

    p.goal: ⟨u, v⟩² ≤ ‖u‖²‖v‖²
    gram(p, goal, (fact, 2), squares=[(1, u - v)], using=[same(x(t + 1), x(t) - h*g(t))])

shows a ≤ b because b − a = Σ mᵢ(bᵢ − aᵢ) + Σ sⱼ‖vⱼ‖² once all inner products are expanded and the vectors on the left
of the equations `using` are replaced: the dual certificate of a performance-estimation problem, in exact numbers.

Functions are known by their values and gradients at the points at hand: `Point(x, f, g)`. The words `convex`, `smooth`,
`strongly_convex`, `lipschitz_gradient`, `interpolated` and `pl` are relations between two such points (or one).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.encode.contexts import context as made
from checks.encode.from_sympy import term_of
from checks.encode.inner import Vector, inner, norm, same, vector, vector_sequence
from checks.encode.terms import ONE, ZERO, add, mul, neg, rational, relation, sub
from checks.kernel import Rejected
from checks.kernel.extensions.vectors import expanded, factors_and_vectors, put
from checks.kernel.rules import membership
from checks.kernel.terms import Term
from checks.methods.argue import Line, Proof
from checks.methods.sheet import Lemma
from checks.paper import eq, ge, le

__all__ = [
    "Point",
    "Vector",
    "combined",
    "convex",
    "gram",
    "inner",
    "interpolated",
    "lipschitz_gradient",
    "norm",
    "pl",
    "same",
    "smooth",
    "strongly_convex",
    "symmetric",
    "vector",
    "vector_sequence",
]

Pair = tuple[Term, Term]


# Words ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Point:
    """A point at which a function is known: where it is, the function's value (a scalar) and gradient (a vector)."""

    x: Vector
    f: Any
    g: Vector


def convex(a: Point, b: Point) -> Any:
    """f(b) ≥ f(a) + ⟨∇f(a), b − a⟩: what convexity says of the two points, seen from a."""
    return ge(b.f, a.f + inner(a.g, b.x - a.x))


def strongly_convex(a: Point, b: Point, mu: Any) -> Any:
    """f(b) ≥ f(a) + ⟨∇f(a), b − a⟩ + (μ/2)‖b − a‖²."""
    return ge(b.f, a.f + inner(a.g, b.x - a.x) + mu / 2 * norm(b.x - a.x) ** 2)


def smooth(a: Point, b: Point, L: Any) -> Any:
    """f(b) ≤ f(a) + ⟨∇f(a), b − a⟩ + (L/2)‖b − a‖²: the quadratic upper bound, which an L-Lipschitz gradient implies
    (`quadratic-upper-bound` of the foundations; that step is not part of the word)."""
    return le(b.f, a.f + inner(a.g, b.x - a.x) + L / 2 * norm(b.x - a.x) ** 2)


def lipschitz_gradient(a: Point, b: Point, L: Any) -> Any:
    """‖∇f(a) − ∇f(b)‖² ≤ L²‖a − b‖²."""
    return le(norm(a.g - b.g) ** 2, L**2 * norm(a.x - b.x) ** 2)


def interpolated(a: Point, b: Point, L: Any) -> Any:
    """f(b) ≥ f(a) + ⟨∇f(a), b − a⟩ + ‖∇f(a) − ∇f(b)‖²/(2L): so for all pairs of finitely many points exactly if some
    L-smooth convex function has these values and gradients (Taylor, Hendrickx and Glineur 2017)."""
    return ge(b.f, a.f + inner(a.g, b.x - a.x) + norm(a.g - b.g) ** 2 / (2 * L))


def pl(a: Point, least: Any, mu: Any) -> Any:
    """‖∇f(a)‖² ≥ 2μ(f(a) − min f): the inequality of Polyak and Łojasiewicz."""
    return le(2 * mu * (a.f - least), norm(a.g) ** 2)


def symmetric(v: Vector, av: Vector, w: Vector, aw: Vector) -> Any:
    """⟨Av, w⟩ = ⟨v, Aw⟩ for a symmetric operator A known by its values at v and w."""
    return eq(inner(av, w), inner(v, aw))


# Proofs --------------------------------------------------------------------------------------------------------------


def gram(
    p: Proof,
    goal: Any,
    *combination: Any,
    squares: Sequence[tuple[Any, Vector | Term]] = (),
    using: Iterable[Any] = (),
    knowing: Sequence[Any] = (),
) -> Line:
    """The goal a < b, a ≤ b or a = b as a combination of facts and squares of lengths.

    combination: pairs (fact, multiplier) or facts, as for `Proof.linear`. squares: pairs (multiplier, vector).
    using: relations `same(v, w)`; the first vector of v is replaced by what it is. knowing: facts that show that
    multipliers have their sign and divisors are not 0. Raises Rejected, saying what is left.
    """
    formula, known = p.formula(goal), [p.fact(f) for f in knowing]
    pairs = [entry if isinstance(entry, tuple) else (entry, 1) for entry in combination]
    facts = [(p.fact(f), p.term(m)) for f, m in pairs]
    lengths = [(_square_of(v), p.term(m)) for m, v in squares]
    equations = [p.fact(f) for f in using]
    a, b = formula.args
    if not facts and not lengths and formula.op == "=":
        return _bilinear(p, formula, equations, known)
    parts = [mul(m, sub(line.formula.args[1], line.formula.args[0])) for line, m in facts]
    whole = add(*parts, *(mul(m, square) for square, m in lengths))
    sum_of_all = _bilinear(p, Term("=", (whole, sub(b, a))), equations, known)
    shown = [(_not_negative(p, square, known), m) for square, m in lengths]
    return p.linear(formula, *facts, *shown, sum_of_all, using=known)


def _square_of(v: Vector | Term) -> Term:
    """⟨v, v⟩."""
    return Term("inner", (v, v)) if isinstance(v, Term) else term_of(inner(v, v))


def _not_negative(p: Proof, square: Term, known: Sequence[Line]) -> Line:
    premises = list(known)
    p.define([square], premises)
    return p.write("given", relation("<=", ZERO, square), premises)


def _bilinear(p: Proof, equation: Term, equations: Sequence[Line], known: Sequence[Line]) -> Line:
    """The equation of scalars, once inner products are expanded and vectors replaced by what they equal."""
    nulls = _replacing(sub(*equation.args), [line.formula.args[0].args[0] for line in equations])
    null = [[k, u.to_json()] for k, u in nulls]
    premises = [*equations, *known]
    p.define([equation, *(Term("inner", (u, u)) for _, u in nulls)], premises)
    return p.write("bilinear", equation, premises, null=null)


def _replacing(difference: Term, zeros: Sequence[Term]) -> list[tuple[int, Term]]:
    """For combinations nₖ that are 0, each with a first vector to be replaced: the Uₖ for which the difference less
    Σ ⟨nₖ, Uₖ⟩ contains none of those first vectors, as far as it is linear in inner products."""
    products = _collected(expanded(difference))
    rules = []
    for n in zeros:
        total: dict[Term, Term] = {}
        for factors, v in factors_and_vectors(n):
            total[v] = add(total.get(v, ZERO), mul(ONE, *factors))
        scaled = [(a, v) for v, a in total.items()]
        c, pivot = scaled[0]
        if c.op != "q":
            raise Rejected("the first vector of an equation between vectors needs a number as its factor")
        rules.append((pivot, rational(1 / c.args[0]), scaled))
    found: dict[int, list[Term]] = {}
    for _ in range(4 * len(rules)):
        for k, (pivot, inverse, scaled) in enumerate(rules):
            while True:
                pair = next((pair for pair in products if pivot in pair), None)
                if pair is None:
                    break
                other = pair[1] if pair[0] == pivot else pair[0]
                factor = mul(inverse, products[pair])
                for a, v in scaled:
                    if v == pivot:
                        del products[pair]
                    else:
                        _count(products, v, other, neg(mul(factor, a)))
                found.setdefault(k, []).append(Term("*", (factor, other)))
    return [(k, us[0] if len(us) == 1 else Term("+", tuple(us))) for k, us in found.items()]


def _count(products: dict[Pair, Term], v: Term, w: Term, factor: Term) -> None:
    pair = (v, w) if repr(v) <= repr(w) else (w, v)
    total = add(products.get(pair, ZERO), factor)
    if total == ZERO:
        products.pop(pair, None)
    else:
        products[pair] = total


def _collected(t: Term) -> dict[Pair, Term]:
    """Inner product → its factor, in an expanded term; what is not linear in inner products is left out."""
    products: dict[Pair, Term] = {}
    for factor, pair in _linear(t, ONE):
        v, w = pair.args[0].args
        _count(products, v, w, factor)
    return products


def _linear(t: Term, factor: Term) -> Iterable[tuple[Term, Term]]:
    if t.op == "inner":
        yield factor, t
    elif t.op == "+":
        for part in t.args:
            yield from _linear(part, factor)
    elif t.op == "*":
        within = [i for i, a in enumerate(t.args) if _has_inner(a)]
        if within:
            i = within[-1]
            yield from _linear(t.args[i], mul(factor, *t.args[:i], *t.args[i + 1 :]))


def _has_inner(t: Term) -> bool:
    return any(u.op == "inner" for u in t.subterms())


def combined(p: Proof, lemma: Lemma | Line, *using: Any, vectors: Mapping[str, Vector], **values: Any) -> Line:
    """A lemma with combinations for its vectors and terms for its symbols; `using` are facts that show its hypotheses.

    vectors: name in the lemma → combination.
    """
    line = lemma if isinstance(lemma, Line) else p.use(lemma)
    terms, there = {name: p.term(e) for name, e in values.items()}, line.context
    if terms or any(p.context.domains.get(name) != domain for name, domain in there.symbols):
        full = {name: terms.get(name, Term("v", (name,))) for name, _ in there.symbols}
        ends = [c for name, domain in there.symbols for c in membership(full[name], domain)]
        assumed = [*(f.substitute(full) for f in there.given), *ends]
        middle = p.sub(made(p.context.symbols, assumed, there.evolves), None)
        line = middle.instantiate(line, line.formula.substitute(full), terms)
    combinations = {name: _square_of(v).args[0] for name, v in vectors.items()}
    premises = [p.fact(f) for f in using]
    p.define([Term("inner", (v, v)) for v in combinations.values()], premises)
    for f in line.context.given:
        p.require(put(f, combinations), premises)
    data = {name: v.to_json() for name, v in combinations.items()}
    return p.write("combine", put(line.formula, combinations), [line, *premises], vectors=data)
