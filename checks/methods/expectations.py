"""Expectations in proofs: thin fronts of the kernel's rules about laws.

    expected(p, e, y, constant=1)                          e = E f is defined, as |f| ≤ 1 almost surely
    expect(p, le(α·m, k), e.law …, [(1, y·f), (−α, f)])     0 ≤ k − αm, from 0 ≤ y·f − α·f almost surely

y is a symbol for the values of the random variable that the context does not have yet; `support` are ends (None:
infinite) between which these lie almost surely, as hypotheses made by `almost_surely` of `checks.notions` say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from checks.encode.terms import ZERO, add, mul, rational, relation
from checks.kernel import Context
from checks.kernel.extensions.expectation import beside, expectation, with_laws
from checks.kernel.extensions.flows import within
from checks.kernel.terms import Term
from checks.methods.argue import Line, Proof
from checks.methods.exact import exact_number, point_text
from checks.methods.handing import evidence
from checks.methods.points import shown_at
from checks.outcome import Evidence
from checks.paper import Claim

__all__ = ["expect", "expected", "law_chosen"]

Ends = tuple[Any, Any]
Show = Callable[[Proof], Line]


def _data(p: Proof, y: Any, support: Ends, constant: Term, terms: Sequence[tuple[Term, Term]]) -> dict[str, Any]:
    return {
        "symbol": str(y.name),
        "support": [None if end is None else p.term(end).to_json() for end in support],
        "constant": constant.to_json(),
        "terms": [[m.to_json(), f.to_json()] for m, f in terms],
    }


def _within(p: Proof, y: Any, support: Ends, r: str, law: str, here: list[Line]) -> Proof:
    """A proof in the context with y in the support; what says so is added to the lines here."""
    lo, hi = (None if end is None else p.term(end) for end in support)
    for formula in beside(lo, hi, r, law):
        p.require(formula, here)
    return p.sub(within(p.context, str(y.name), (lo, hi), "<="), None)


def expect(
    p: Proof,
    goal: Any,
    law: tuple[Any, str],
    y: Any,
    terms: Sequence[tuple[Any, Any]],
    show: Show,
    *facts: Any,
    constant: Any = 0,
    support: Ends = (None, None),
) -> Line:
    """The goal, 0 ≤ m₀ + Σ mᵢ·E fᵢ (or <, =) up to normal form; `show` proves 0 ≤ m₀ + Σ mᵢ·fᵢ(y) in a sub-proof with
    its `goal`. law: (the bound symbol of the expectations, the name of the law); terms: pairs (mᵢ, fᵢ), fᵢ in y."""
    formula, (r, name), here = p.formula(goal), law, [p.fact(f) for f in facts]
    m0, pairs = p.term(constant), [(p.term(m), p.term(f)) for m, f in terms]
    inner = _within(p, y, support, str(r.name), name, here)
    means = [expectation(f.substitute({str(y.name): p.term(r)}), str(r.name), name) for _, f in pairs]
    p.define([m0, *(m for m, _ in pairs), *means, formula], here)
    pointwise = add(m0, *(mul(m, f) for m, f in pairs))
    premise = p.sub(inner.context, relation(formula.op, ZERO, pointwise)).compared(show)
    data = {**_data(p, y, support, m0, pairs), "variable": str(r.name), "law": name}
    return p.write("expect", formula, [premise, *here], **data)


def expected(p: Proof, e: Any, y: Any, show: Show, *facts: Any, constant: Any, support: Ends = (None, None)) -> Line:
    """The line e = e for an expectation e = E f; `show` proves |f(y)| ≤ `constant`, in a sub-proof with its `goal`."""
    t, here = p.term(e), [p.fact(f) for f in facts]
    body, r, law = t.args
    m0 = p.term(constant)
    inner = _within(p, y, support, r, law.args[0], here)
    p.define([m0], here)
    size = Term("abs", (body.substitute({r: p.term(y)}),))
    premise = p.sub(inner.context, relation("<=", size, m0)).compared(show)
    return p.write("expected", Term("=", (t, t)), [premise, *here], **_data(p, y, support, m0, ()))


def law_chosen(claim: Claim, laws: Mapping[str, Mapping[Any, Any]], at: Mapping[Any, Any]) -> Evidence:
    """That the hypotheses of a claim for some point can be met: at numbers, under laws {m: {value: probability}}, and
    along the recursion that the relations then are. What the claim says besides holds there, too."""
    p = Proof.about(claim)
    goal = p.goal if p.goal is not None else relation("=", ZERO, ZERO)
    atoms = {m: [(Fraction(str(w)), rational(Fraction(str(a)))) for a, w in law.items()] for m, law in laws.items()}

    def put(t: Term) -> Term:
        return with_laws(t, atoms)

    point = {str(s.name): exact_number(v) for s, v in at.items()}
    there = Context(p.context.symbols, tuple(map(put, p.context.given)), tuple(map(put, p.context.evolves)))
    line = p.use(shown_at(there, put(goal), point))
    data = {m: [[str(w), a.to_json()] for w, a in law] for m, law in atoms.items()}
    told = ", ".join(f"{m} takes " + ", ".join(f"{a} with {w}" for a, w in law.items()) for m, law in laws.items())
    shown = p.established(p.write("discrete", goal, [line], kind="some", laws=data))
    return evidence(shown, scope=f"at {point_text(point)}, where the law {told}")
