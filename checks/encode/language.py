"""The kernel's language with its extensions: reading what is written down, and which extensions a certificate needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from checks.kernel.contexts import Context, Judgement
from checks.kernel.replay import EXTENSIONS, Language
from checks.kernel.terms import Rejected, Term

__all__ = ["claimed_by", "context_of_json", "everything", "extensions_for", "heads", "term_of_json"]


@cache
def everything() -> Language:
    """The language with every extension."""
    return Language(EXTENSIONS)


def term_of_json(data: Any, formula: bool = False) -> Term:
    """A term, or a formula, from JSON; derivatives are expanded."""
    return everything().term(data, formula)


def context_of_json(data: Mapping[str, Any]) -> Context:
    """A context from JSON; entries that belong to a judgement are left aside."""
    kept = ("symbols", "given", "evolves", "step")
    return everything().context({name: data[name] for name in kept if name in data})


def claimed_by(certificate: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a certificate claims, as the kernel reads and writes it; None where nothing can be read. That is not to say
    that it shows it."""
    try:
        language, last = Language(tuple(certificate.get("extensions", ()))), certificate["steps"][-1]
        context, formula = language.context(certificate["contexts"][last["in"]]), language.term(last["shows"], True)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError, Rejected):
        return None
    return Judgement("some" if last.get("some") else "all", context, formula).to_json()


@cache
def _where() -> tuple[dict[str, str], ...]:
    """(head → extension, rule → extension, leaf of a subdivision tree → extension)."""
    modules = {name: import_module(f"checks.kernel.extensions.{name}") for name in EXTENSIONS}
    return (
        {head: name for name, module in modules.items() for head in module.HEADS},
        {rule: name for name, module in modules.items() for rule, _ in module.RULES},
        {leaf: name for name, module in modules.items() for leaf in getattr(module, "LEAVES", ())},
    )


def heads(data: Any) -> Iterable[str]:
    """The heads that occur in JSON of terms and formulas (names of variables may be among them: no harm)."""
    stack = [data]
    while stack:
        item = stack.pop()
        if isinstance(item, Mapping):
            stack.extend(item.values())
        elif isinstance(item, list | tuple):
            if item and isinstance(item[0], str):
                yield item[0]
            stack.extend(item)


def extensions_for(contexts: Iterable[Any], steps: Iterable[Mapping[str, Any]]) -> list[str]:
    """The extensions that these parts of a certificate need."""
    of_head, of_rule, of_leaf = _where()
    needed = {of_head[head] for part in (*contexts, *steps) for head in heads(part) if head in of_head}
    for step in steps:
        if step["rule"] in of_rule:
            needed.add(of_rule[step["rule"]])
        needed |= {of_leaf[leaf] for leaf in of_leaf if leaf in step.get("tree", "")}
        if step["rule"] == "axiom" and str(step["name"]).startswith("lambertw"):
            needed.add("functions")
    return [name for name in EXTENSIONS if name in needed]
