"""Reading and replaying certificates: the one place where a claim becomes established."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from checks.kernel.boxes import enclosure, endpoint
from checks.kernel.calculus import expanded
from checks.kernel.contexts import BOUND, Context, Domain, Judgement, exact
from checks.kernel.functions import FUNCTIONS
from checks.kernel.intervals import Undefined, precision
from checks.kernel.rules import RULES
from checks.kernel.step import Sequent, Step
from checks.kernel.terms import RELATIONS, Malformed, Rejected, Term, index

__all__ = ["EXTENSIONS", "Established", "Language", "canonical", "digest", "establish", "lemmas", "load"]

EXTENSIONS = ("functions", "integrals", "orbits", "roots")
CORE_RULES: dict[tuple[str, str], Callable[[Step], None]] = {
    **RULES,
    ("enclosure", "all"): enclosure,
    ("endpoint", "all"): endpoint,
}
DEEPEST, MOST_BITS, LARGEST_POWER, LARGEST_ROOT, DEFAULT_BITS = 200, 8192, 10**6, 10**4, 128


@dataclass(frozen=True)
class Established:
    """What a certificate establishes: the claim, `exact` or `enclosed`, and the theorems that it leans on."""

    claim: Judgement
    trust: str
    modulo: tuple[str, ...]
    digest: str


def load(extension: str) -> Any:
    """The module of an extension; it adds its heads and axioms to the tables, its rules stand in its RULES."""
    if extension not in EXTENSIONS:
        raise Malformed(f"there is no extension {str(extension)[:60]!r}")
    return import_module(f"checks.kernel.extensions.{extension}")


class Language:
    """The core language with the heads of some extensions: reads terms, formulas and contexts from JSON."""

    def __init__(self, extensions: tuple[str, ...] = ()) -> None:
        modules = [load(extension) for extension in extensions]
        heads = {"exp", "log", "erf", "abs"}.union(*(m.HEADS for m in modules))
        self.rules = {**CORE_RULES, **{key: rule for m in modules for key, rule in m.RULES.items()}}
        self.unary = frozenset(h for h in heads if h in FUNCTIONS)
        self.integrals = "int" in heads

    def term(self, data: Any, formula: bool = False, depth: int = 0) -> Term:
        """A term, or a formula where one is expected; anything else is refused."""
        if depth > DEEPEST:
            raise Malformed("nested too deeply")
        if isinstance(data, str):
            t = Term("q", (exact(data),))
        elif isinstance(data, list) and data and isinstance(data[0], str):
            t = self._node(data[0], data[1:], depth + 1)
        else:
            raise Malformed(f"{str(data)[:60]} is not a term")
        if (t.op in RELATIONS or t.op in ("and", "or")) is not formula:
            raise Malformed(f"{str(data)[:60]} stands where a {'formula' if formula else 'term'} is expected")
        return t

    def _node(self, op: str, rest: list[Any], depth: int) -> Term:
        match op, len(rest):
            case "v", 1:
                return Term("v", (name(rest[0]),))
            case "pi" | "e", 0:
                return Term(op, ())
            case "app", 2:
                return Term("app", (name(rest[0]), index(self.term(rest[1], False, depth))))
            case "^", 2:
                return Term("^", (self.term(rest[0], False, depth), whole(rest[1], -LARGEST_POWER, LARGEST_POWER)))
            case "root", 2:
                return Term("root", (self.term(rest[0], False, depth), whole(rest[1], 2, LARGEST_ROOT)))
            case "D", 2:
                x = self.term(rest[1], False, depth)
                if x.op != "v":
                    raise Malformed("a derivative needs a variable")
                return expanded(self.term(rest[0], False, depth), x)
            case "int", 4 if self.integrals:
                upper = Term("oo", ()) if rest[3] == ["oo"] else self.term(rest[3], False, depth)
                body, lower = (self.term(a, False, depth) for a in (rest[0], rest[2]))
                return Term("int", (body, name(rest[1]), lower, upper))
        number = 2 if op in RELATIONS or op == "**" else 1 if op in self.unary else None
        if number == len(rest) or (number is None and op in ("+", "*", "min", "max", "and", "or") and rest):
            return Term(op, tuple(self.term(a, op in ("and", "or"), depth) for a in rest))
        raise Malformed(f"unknown head or wrong number of arguments: {op[:60]!r} with {len(rest)}")

    def context(self, data: Any) -> Context:
        """A context; in `evolves` the name `step` becomes the bound one."""
        if not isinstance(data, dict) or not {"symbols", "given", "evolves"} <= set(data) <= {*_CONTEXT}:
            raise Malformed("a context has symbols, given, evolves and perhaps step, and nothing else")
        symbols = tuple(sorted((name(s), Domain.parse(d)) for s, d in data["symbols"].items()))
        given = tuple(self.term(f, True) for f in data["given"])
        bound = {name(data["step"]): Term("v", (BOUND,))} if "step" in data else {}
        context = Context(symbols, given, tuple(self.term(f, True).substitute(bound) for f in data["evolves"]))
        for f in given:
            context.require_known(f)
        for f in context.evolves:
            context.require_known(f, BOUND)
        return context


_CONTEXT = ("symbols", "given", "evolves", "step")


def name(data: Any) -> str:
    """A name: printable, no white space, quotes or brackets, at most 100 characters; never the bound one."""
    if not isinstance(data, str) or not 0 < len(data) <= 100 or data == BOUND or not data.isprintable():
        raise Malformed(f"{str(data)[:60]!r} cannot be a name")
    if any(c.isspace() or c in "\"'<>" for c in data):
        raise Malformed(f"{data[:60]!r} cannot be a name")
    return data


def whole(data: Any, least: int, most: int) -> int:
    """A written whole number between bounds."""
    n = exact(data)
    if n.denominator != 1 or not least <= n <= most:
        raise Malformed(f"{str(data)[:60]} is not a whole number from {least} to {most}")
    return int(n)


def canonical(data: Any) -> str:
    """The one spelling of plain data."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(certificate: Any) -> str:
    """The name under which a certificate is cited."""
    return "sha256:" + hashlib.sha256(canonical(certificate).encode()).hexdigest()


def lemmas(certificate: Any) -> list[str]:
    """The digests that a certificate cites."""
    steps = certificate.get("steps", []) if isinstance(certificate, dict) else []
    return [s["digest"] for s in steps if isinstance(s, dict) and s.get("rule") == "lemma" and "digest" in s]


def establish(certificate: Any, known: Mapping[str, Established] | None = None) -> Established:
    """Replay a certificate; `known` holds what the lemmas that it cites were seen to establish. Raises Rejected."""
    at = "certificate"
    try:
        certificate = json.loads(canonical(certificate), parse_float=_no_float)  # plain data, and nobody else's
        if not isinstance(certificate, dict) or certificate.get("certificate") != 2 or not set(certificate) <= _PARTS:
            raise Malformed('not a certificate: {"certificate": 2, "contexts": [...], "steps": [...]} expected')
        language = Language(tuple(certificate.get("extensions", ())))
        at = "contexts"
        contexts = [language.context(c) for c in certificate["contexts"]]
        sequents: list[Sequent] = []
        for i, data in enumerate(certificate["steps"]):
            at = f"step {i} ({str(data.get('rule'))[:40]})"
            sequents.append(_step(language, data, contexts, sequents, known or {}))
        last = sequents[-1]
    except (Rejected, Undefined) as problem:
        raise Rejected(f"{at}: {problem}") from None
    except MemoryError:
        raise
    except Exception as problem:
        raise Rejected(f"{at}: malformed ({type(problem).__name__}: {str(problem)[:200]})") from problem
    trust = "enclosed" if last.enclosed else "exact"
    return Established(last.judgement, trust, last.modulo, digest(certificate))


_PARTS = {"certificate", "extensions", "contexts", "steps"}


def _no_float(number: str) -> float:
    raise Malformed(f"the float {number}")


def _step(
    language: Language,
    data: dict[str, Any],
    contexts: list[Context],
    done: list[Sequent],
    known: Mapping[str, Established],
) -> Sequent:
    context, goal = contexts[_place(data["in"], contexts)], language.term(data["shows"], True)
    context.require_known(goal)
    premises = tuple(done[_place(i, done)] for i in data.get("from", []))
    if data.get("some", False) not in (True, False) or not isinstance(data.get("some", False), bool):
        raise Malformed("`some` is true or false")
    kind = "some" if data.get("some", False) else "all"
    if data["rule"] == "lemma":
        lemma = known.get(data["digest"])
        if lemma is None or lemma.claim != Judgement(kind, context, goal):
            raise Rejected("no such lemma is established, or it says something else")
        return Sequent(lemma.claim, lemma.trust == "enclosed", lemma.modulo)
    rule = language.rules.get((data["rule"], kind))
    if rule is None:
        raise Rejected(f"there is no rule of that name of kind {kind} (without its extension)")
    bits = data.get("bits", DEFAULT_BITS)
    if not isinstance(bits, int) or isinstance(bits, bool) or not 2 <= bits <= MOST_BITS:
        raise Malformed(f"a precision of {str(bits)[:60]} bits")
    step = Step(kind, context, goal, premises, data, language.term)
    with precision(bits):
        rule(step)
        return step.sequent()


def _place(i: Any, items: list[Any]) -> int:
    """A number of something that is there already."""
    if not isinstance(i, int) or isinstance(i, bool) or not 0 <= i < len(items):
        raise Malformed(f"{str(i)[:60]} numbers nothing that is there")
    return i
