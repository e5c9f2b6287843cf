"""Claims, statements and evidence as plain data: what `checks.verdict`, the ledger and `replay` look at.

A claim is {"kind": "all" or "some", "symbols": {name: domain}, "given": […], "evolves": […], "concludes": [formula, …]}
in the kernel's own terms (derivatives expanded), its formulas in the author's order. `lemmas` holds what certificates
cite, by digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from checks.encode.contexts import context
from checks.encode.from_sympy import formula_of
from checks.encode.terms import sequence_values, text, var
from checks.kernel.contexts import NATURALS, REALS, Context, Domain
from checks.kernel.terms import BOUND, Malformed, Rejected, Term
from checks.outcome import Evidence, Quantity
from checks.paper import Claim, DeclarationError, Statement

__all__ = ["claim_json", "context_of", "domain_of", "evidence_json", "statement_json"]

Record = dict[str, Any]


def domain_of(symbol: Any, domain: Any) -> Domain:
    """The kernel's domain for a SymPy set: Interval with rational or infinite ends, Reals, Naturals0, Naturals."""
    import sympy as sp

    if isinstance(domain, Domain):
        return domain
    if domain is sp.S.Reals:
        return REALS
    if domain is sp.S.Naturals0:
        return NATURALS
    if domain is sp.S.Naturals:
        return Domain(Fraction(1), None, False, True, True)
    if isinstance(domain, sp.Interval):
        lo, hi = _end(symbol, domain.start), _end(symbol, domain.end)
        return Domain(lo, hi, bool(domain.left_open) or lo is None, bool(domain.right_open) or hi is None)
    raise DeclarationError(
        f"the domain {domain} of {symbol} is not an Interval with rational ends, Reals, Naturals0 or Naturals"
    )


def _end(symbol: Any, end: Any) -> Fraction | None:
    if end.is_infinite:
        return None
    if not end.is_Rational:
        raise DeclarationError(f"the end {end} of the domain of {symbol} is not rational; state it with given=")
    return Fraction(int(end.p), int(end.q))


def context_of(domains: Mapping[Any, Any], given: Iterable[Any] = (), evolves: Iterable[Any] = ()) -> Context:
    """A context from SymPy symbols with their sets, hypotheses and relations between sequences."""
    symbols = {str(s.name): domain_of(s, d) for s, d in domains.items()}
    relations = list(map(formula_of, evolves))
    bound = {name: var(BOUND) for name in _steps(symbols, relations)}
    return context(symbols.items(), map(formula_of, given), (f.substitute(bound) for f in relations))


def _steps(symbols: Mapping[str, Domain], evolves: Iterable[Term]) -> frozenset[str]:
    """The natural symbol that numbers the values of sequences in `evolves`, where it is a bound name."""
    indices = (value.args[1] for f in evolves for value in sequence_values(f))
    names = frozenset(name for i in indices for name in i.variables if name in symbols and symbols[name].whole)
    if len(names) > 1:
        raise DeclarationError(
            f"the relations between sequences are numbered by {' and '.join(sorted(names))}; use one step symbol"
        )
    return names


def claim_json(claim: Claim, place: str = "") -> Record:
    """A claim as plain data. Raises DeclarationError, beginning with the place, where it has no encoding."""
    place = place or claim.statement.id
    try:
        assumed = context_of(claim.symbols, claim.given, claim.evolves)
        formulas = [formula_of(f) for f in claim.formulas]
        for f in (*assumed.given, *formulas):
            assumed.require_known(f)
        for f in assumed.evolves:
            assumed.require_known(f, BOUND)
    except (Malformed, Rejected, DeclarationError) as problem:
        raise DeclarationError(f"{place}: {problem}") from problem
    _require_vectors_apart(place, assumed, formulas)
    for formula in formulas:
        for relation in _relations(formula):
            if relation.args[0] == relation.args[1]:
                raise DeclarationError(
                    f"{place}: both sides of {text(relation)} are the same once written out; SymPy did this step "
                    "before the kernel saw it, or the two are one function under two names. Keep the form with "
                    "evaluate=False, define what it stands for in given=, or drop it if it says nothing"
                )
    return {"kind": claim.kind, **assumed.to_json(), "concludes": [f.to_json() for f in formulas]}


def _require_vectors_apart(place: str, assumed: Context, formulas: Iterable[Term]) -> None:
    """A vector, a sequence of vectors and a scalar of one name are three things to the kernel, and one to a reader."""
    found = {u for f in (*assumed.given, *assumed.evolves, *formulas) for u in f.subterms()}
    sequences = {str(u.args[0]) for u in found if u.op == "app"}
    vectors, moving = {str(u.args[0]) for u in found if u.op == "vec"}, {g[1:-1] for g in sequences if g[0] == "<"}
    twice = (vectors & moving) | ((vectors | moving) & (sequences | set(assumed.domains)))
    if twice:
        raise DeclarationError(f"{place}: {min(twice)} stands for a vector and for something else; rename one of them")


def statement_json(statement: Statement) -> Record:
    """A statement as plain data; `concludes` is empty where it is in words."""
    return claim_json(statement.claim)


def _relations(formula: Term) -> Iterable[Term]:
    if formula.op in ("and", "or"):
        for part in formula.args:
            yield from _relations(part)
    else:
        yield formula


def evidence_json(evidence: Evidence) -> Record:
    """What a check returned, without its figures."""
    return {
        "certificate": evidence.certificate,
        "lemmas": {d: dict(c) for d, c in evidence.lemmas.items()},
        "inhabited": evidence.inhabited,
        "trust": None if evidence.trust is None else str(evidence.trust),
        "scope": evidence.scope,
        "witness": None if evidence.witness is None else {str(k): str(v) for k, v in evidence.witness.items()},
        "note": evidence.note,
        "modulo": list(evidence.modulo),
        "quantities": [_quantity_json(q) for q in evidence.quantities],
    }


def _quantity_json(q: Quantity) -> Record:
    return {
        "name": q.name,
        "symbol": q.symbol,
        "meaning": q.meaning,
        "printed": q.printed,
        "lower": q.lower,
        "upper": q.upper,
        "tightness": q.tightness,
        "trust": str(q.trust),
        "term": q.term,
        "context": q.context,
        "certificate": q.certificate,
    }
