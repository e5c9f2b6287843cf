"""From a statement in SymPy to judgements of the kernel, and back: what does a finding settle?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from checks.kernel.judgement import NATURALS, REALS, Context, Domain, Judgement, contrary
from checks.kernel.sympy_terms import formula_of
from checks.kernel.terms import Term, conjuncts
from checks.outcome import Finding, Verdict
from checks.paper import DeclarationError, Statement

__all__ = ["closes", "context_of", "domain_of", "judgement_of", "parts"]


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
    return Context.of(symbols, map(formula_of, given), map(formula_of, evolves))


def judgement_of(statement: Statement, concludes: Any = None) -> Judgement:
    """The universal judgement that a statement is; `concludes` replaces its conclusion."""
    formula = concludes if concludes is not None else statement.concludes
    if formula is None:
        raise DeclarationError(f"{statement.id} has no formula to conclude; give the check one")
    return Judgement("all", context_of(statement.symbols, statement.given, statement.evolves), formula_of(formula))


def parts(statement: Statement) -> int:
    """The number of conjuncts of a statement's conclusion; 0 for a statement in words."""
    return 0 if statement.concludes is None else len(conjuncts(formula_of(statement.concludes)))


def closes(statement: Statement, finding: Finding) -> tuple[int, ...]:
    """Which conjuncts of the statement's conclusion the finding settles: its claim must be that conjunct, under no
    more than the statement's hypotheses (for a refutation: its contrary at a point, under no less)."""
    if statement.concludes is None or finding.judgement is None:
        return ()
    if finding.verdict not in (Verdict.PROVED, Verdict.REFUTED):
        return ()
    claim = judgement_of(statement)
    found = Judgement.from_json(finding.judgement)
    wanted = conjuncts(claim.formula)
    if finding.verdict is Verdict.PROVED and found.kind == "all" and _weaker(found.context, claim.context):
        shown = set(conjuncts(found.formula))
        return tuple(i for i, f in enumerate(wanted) if f in shown)
    if finding.verdict is Verdict.REFUTED and found.kind == "some" and _weaker(claim.context, found.context):
        if found.formula == contrary(claim.formula):
            return tuple(range(len(wanted)))
        return tuple(i for i, f in enumerate(wanted) if contrary(f) == found.formula)
    return ()


def _weaker(a: Context, b: Context) -> bool:
    """Whether context a assumes no more than context b."""
    return (
        all(name in b.domains and b.domains[name].inside(domain) for name, domain in a.symbols)
        and set(a.given) <= set(b.given)
        and set(a.evolves) <= set(b.evolves)
    )


def contrary_of(statement: Statement, concludes: Any = None) -> Term:
    """The formula that a counterexample to the statement fulfils."""
    return contrary(judgement_of(statement, concludes).formula)
