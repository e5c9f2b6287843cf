"""Contexts made from others, as the producers need them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checks.kernel.contexts import Context, Domain
from checks.kernel.terms import Rejected, Term, conjuncts

__all__ = ["context", "having", "hypotheses", "without"]


def context(symbols: Iterable[tuple[str, Domain]], given: Iterable[Term] = (), evolves: Iterable[Term] = ()) -> Context:
    """A context with its symbols sorted and its hypotheses as single formulas, each once, in the order given."""
    single = tuple(dict.fromkeys(part for f in given for part in conjuncts(f)))
    return Context(tuple(sorted(symbols)), single, tuple(part for f in evolves for part in conjuncts(f)))


def hypotheses(here: Context) -> list[Term]:
    """The hypotheses and their conjuncts."""
    return list(dict.fromkeys(part for f in here.given for part in (f, *conjuncts(f))))


def without(here: Context, name: str) -> Context:
    """The context without a symbol, and without the hypotheses that contain it."""
    symbols = tuple((n, d) for n, d in here.symbols if n != name)
    return replace(here, symbols=symbols, given=tuple(f for f in here.given if name not in f.variables))


def having(here: Context, name: str, domain: Domain) -> Context:
    """The context with one more symbol; a name that is taken is refused."""
    if name in here.domains:
        raise Rejected(f"the symbol {name} is taken")
    return replace(here, symbols=tuple(sorted((*here.symbols, (name, domain)))))
