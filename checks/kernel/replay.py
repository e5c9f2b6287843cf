"""Reading and replaying certificates: the one place where a claim becomes established."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from flint import ctx

from checks.kernel.contexts import Context, Domain, Judgement, exact
from checks.kernel.functions import FUNCTIONS
from checks.kernel.intervals import Undefined
from checks.kernel.rules import RULES
from checks.kernel.step import Sequent, Step, place
from checks.kernel.terms import BOUND, RELATIONS, Malformed, Rejected, Term, index, name, require

EXTENSIONS = ("calculus", "expectation", "flows", "functions", "integrals", "orbits", "roots",
              "sequences", "subdivision", "taylor", "vectors")  # fmt: skip
DEEPEST, MOST_BITS, LARGEST_POWER, LARGEST_ROOT, DEFAULT_BITS = 200, 8192, 10**6, 10**4, 128


@dataclass(frozen=True)
class Established:
    """What a certificate establishes: the claim, `exact` or `enclosed`, and the theorems that it leans on."""

    claim: Judgement
    trust: str
    modulo: tuple[str, ...]
    digest: str


class Language:
    """The core language with the heads of some extensions: reads terms, formulas and contexts from JSON."""

    def __init__(self, extensions: tuple[str, ...] = ()) -> None:
        require(set(extensions) <= set(EXTENSIONS), "there is no such extension", Malformed)
        modules = [import_module(f"checks.kernel.extensions.{extension}") for extension in extensions]
        self.heads = frozenset({"exp", "log", "abs", "+", "*"}).union(*(m.HEADS for m in modules))
        self.rules, self.leaves, self.readers = dict(RULES), dict[str, Any](), dict[str, Any]()
        for module in modules:
            self.rules |= module.RULES
            self.leaves |= getattr(module, "LEAVES", {})
            self.readers |= getattr(module, "READERS", {})

    def term(self, data: Any, formula: bool = False, depth: int = 0) -> Term:
        """A term, or a formula where one is expected; anything else is refused."""
        require(depth <= DEEPEST, "nested too deeply", Malformed)
        if isinstance(data, str):
            t = Term("q", (exact(data),))
        elif isinstance(data, list) and data and isinstance(data[0], str):
            t = self._node(data[0], data[1:], depth + 1)
        else:
            raise Malformed(f"{str(data)[:60]} is not a term")
        sort = t.op in RELATIONS or t.op in ("and", "or")
        require(sort is formula, "a term stands where a formula is expected, or the other way round", Malformed)
        return t

    def _node(self, op: str, rest: list[Any], depth: int) -> Term:
        if op in self.readers:
            return self.readers[op](self, rest, depth)  # type: ignore[no-any-return]
        match op, len(rest):
            case "v", 1:
                return Term("v", (name(rest[0]),))
            case "pi", 0:
                return Term(op, ())
            case "app", 2:
                return Term("app", (name(rest[0]), index(self.term(rest[1], False, depth))))
            case "^", 2:
                return Term("^", (self.term(rest[0], False, depth), whole(rest[1], -LARGEST_POWER, LARGEST_POWER)))
            case "root", 2:
                return Term("root", (self.term(rest[0], False, depth), whole(rest[1], 2, LARGEST_ROOT)))
        number = 2 if op in RELATIONS or op == "**" else 1 if op in FUNCTIONS and op in self.heads else None
        if number == len(rest) or (number is None and rest and op in (self.heads & MANY) | {"and", "or"}):
            return Term(op, tuple(self.term(a, op in ("and", "or"), depth) for a in rest))
        raise Malformed(f"unknown head or wrong number of arguments: {op[:60]!r} with {len(rest)}")

    def context(self, data: Any) -> Context:
        """A context; in `evolves` the name `step` becomes the bound one."""
        right = data.keys() - {"step"} == {"symbols", "given", "evolves"}
        require(right, "a context has symbols, given, evolves and perhaps step, and nothing else", Malformed)
        symbols = tuple(sorted((name(s), Domain.parse(d)) for s, d in data["symbols"].items()))
        given = tuple(self.term(f, True) for f in data["given"])
        bound = {name(data["step"]): Term("v", (BOUND,))} if "step" in data else {}
        context = Context(symbols, given, tuple(self.term(f, True).substitute(bound) for f in data["evolves"]))
        for formulas, names in ((given, ()), (context.evolves, (BOUND,))):
            context.require_known(Term("and", formulas), *names)
        return context


MANY = frozenset({"+", "*", "min", "max"})


def whole(data: Any, least: int, most: int) -> int:
    """A written whole number between bounds."""
    n = exact(data)
    require(n.denominator == 1 and least <= n <= most, f"a whole number from {least} to {most} is expected", Malformed)
    return int(n)


def canonical(data: Any) -> str:
    """The one spelling of plain data."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(certificate: Any) -> str:
    """The name under which a certificate is cited."""
    return "sha256:" + hashlib.sha256(canonical(certificate).encode()).hexdigest()


def lemmas(certificate: Any) -> list[str]:
    """The digests that a certificate cites."""
    steps = certificate.get("steps") if isinstance(certificate, dict) else []
    steps = steps if isinstance(steps, list) else []
    return [s["digest"] for s in steps if isinstance(s, dict) and isinstance(s.get("digest"), str)]


def establish(certificate: Any, known: Mapping[str, Established] | None = None) -> Established:
    """Replay a certificate; `known` holds what the lemmas that it cites were seen to establish. Raises Rejected."""
    at = "certificate"
    try:
        certificate = json.loads(canonical(certificate), parse_float=_no_float)  # plain data, and nobody else's
        known_parts = certificate.keys() <= {"certificate", "extensions", "contexts", "steps", "trust"}
        require(known_parts and certificate["certificate"] == 2, "not a certificate of format 2", Malformed)
        language = Language(tuple(certificate.get("extensions", ())))
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
    if last.enclosed and certificate.get("trust") == "exact":
        raise Rejected("the certificate says exact, but a rounded evaluation decided something")
    trust = "enclosed" if last.enclosed else "exact"
    return Established(last.judgement, trust, last.modulo, digest(certificate))


def _no_float(number: str) -> float:
    raise Malformed(f"the float {number}")


def _step(language: Language, data: Any, contexts: Any, done: list[Sequent], known: Any) -> Sequent:
    context, goal = contexts[place(data["in"], contexts)], language.term(data["shows"], True)
    context.require_known(goal)
    premises = tuple(done[place(i, done)] for i in data.get("from", []))
    some, bits = data.get("some", False), data.get("bits", DEFAULT_BITS)
    require(isinstance(some, bool), "`some` is true or false")
    require(type(bits) is int and 2 <= bits <= MOST_BITS, "a precision is a whole number of bits within bounds")
    kind = "some" if some else "all"
    if data["rule"] == "lemma":
        lemma = known.get(data["digest"])
        found = lemma is not None and lemma.claim == Judgement(kind, context, goal)
        require(found, "no such lemma is established, or it says something else")
        return Sequent(lemma.claim, lemma.trust == "enclosed", lemma.modulo)
    step = Step(kind, context, goal, premises, data, language.term, language.leaves)
    with ctx.workprec(bits):
        language.rules[data["rule"], kind](step)  # a rule that the language does not have is a KeyError
        return step.sequent()


def replay(certificates: Mapping[str, Any], known: Any = None, want: Iterable[str] | None = None) -> dict[str, Any]:
    """Replay certificates that are filed under their digests (those wanted, or all), lemmas before what cites them:
    digest → Established or Rejected. `known`: what is established already."""
    done, stack, entered = dict(known or {}), list(certificates if want is None else want), set[str]()
    while stack:
        top = stack[-1]
        needed = [] if top in entered else [d for d in lemmas(certificates.get(top)) if d not in done]
        entered.add(top)
        stack += needed
        if not needed and stack.pop() not in done:
            done[top] = _filed(top, certificates, done)
    return done


def _filed(name: str, certificates: Mapping[str, Any], done: Mapping[str, Any]) -> Established | Rejected:
    try:
        right = name in certificates and digest(certificates[name]) == name
        require(right, "the certificate is not here, or is filed under the digest of another one")
        return establish(certificates[name], {k: e for k, e in done.items() if isinstance(e, Established)})
    except (Rejected, ValueError, TypeError, RecursionError) as problem:
        return Rejected(str(problem))
