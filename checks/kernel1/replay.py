"""Replaying certificates: the one place where a claim becomes established.

A certificate is plain JSON:

    {"certificate": 1,
     "contexts": [{"symbols": {...}, "given": [...], "evolves": [...]}, ...],
     "steps": [{"rule": "enclosure", "in": 0, "shows": <formula>, "from": [<earlier steps>], ...}, ...]}

Each step says: in that context the formula holds ("some": true — holds for at least one point). Rules look at the
step, at what its premises established, and either accept or raise Rejected. The last step is what the certificate
establishes. Nothing is searched for: the cost of a replay is the cost of the evaluations that the certificate names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from checks.kernel1.evaluate import precision
from checks.kernel1.intervals import Undefined
from checks.kernel1.judgement import Context, Judgement, Rejected
from checks.kernel1.normal import TooLarge
from checks.kernel1.terms import MalformedTerm, Term, from_json, is_formula, text

__all__ = ["Established", "Step", "establish"]

DEFAULT_BITS = 128


@dataclass(frozen=True)
class Sequent:
    """What one step established, and on what it rests."""

    judgement: Judgement
    enclosed: bool
    modulo: tuple[str, ...]

    @property
    def context(self) -> Context:
        return self.judgement.context

    @property
    def formula(self) -> Term:
        return self.judgement.formula


@dataclass
class Step:
    """A step as a rule sees it. A rule sets `enclosed` when it rested on rounded evaluation, and adds to `modulo`."""

    rule: str
    context: Context
    goal: Term
    premises: list[Sequent]
    data: Mapping[str, Any]
    kind: str = "all"
    enclosed: bool = False
    modulo: list[str] = field(default_factory=list)

    def reject(self, why: str) -> Rejected:
        """The exception that says why this step does not hold."""
        return Rejected(f"{self.rule}: {why}")

    def same_context(self, first: int = 0) -> list[Term]:
        """The formulas of the premises from `first` on, which must all stand in this very context."""
        for p in self.premises[first:]:
            if p.context != self.context or p.judgement.kind != "all":
                raise self.reject("a premise stands in another context; carry it over with `instance` first")
        return [p.formula for p in self.premises[first:]]

    def premise(self, i: int) -> Sequent:
        """The i-th premise, of whatever context, which must be universal."""
        if i not in range(len(self.premises)):
            raise self.reject(f"premise {i} is missing")
        if self.premises[i].judgement.kind != "all":
            raise self.reject(f"premise {i} holds at some point only")
        return self.premises[i]

    def term(self, data: Any, context: Context | None = None) -> Term:
        """A term of the step's context (or another one) from the step's data."""
        t = from_json(data)
        if is_formula(t):
            raise self.reject(f"{text(t)[:100]} is not a term")
        (context or self.context).require_known(t)
        return t


@dataclass(frozen=True)
class Established:
    """A judgement that a certificate was replayed for. Made by `establish` only."""

    claim: Judgement
    trust: str
    modulo: tuple[str, ...]
    certificate: Mapping[str, Any] = field(repr=False)

    @property
    def judgement(self) -> dict[str, Any]:
        """The judgement as JSON."""
        return self.claim.to_json()

    @property
    def text(self) -> str:
        """The judgement as one readable line."""
        return self.claim.text


def establish(certificate: Any) -> Established:
    """Replay a certificate. Raises Rejected, with the place and the reason, for anything that does not hold."""
    try:
        plain = json.dumps(certificate, allow_nan=False)
        certificate = json.loads(plain, parse_float=_no_float)  # plain data only, and not shared with the caller
    except (TypeError, ValueError, RecursionError) as problem:
        raise Rejected(f"the certificate is not plain JSON without floats ({str(problem)[:100]})") from None
    if not isinstance(certificate, dict) or certificate.get("certificate") != 1:
        raise Rejected('not a certificate: {"certificate": 1, "contexts": [...], "steps": [...]} expected')
    sequents: list[Sequent] = []
    at = "contexts"
    try:
        contexts = [Context.from_json(c) for c in certificate["contexts"]]
        for i, data in enumerate(certificate["steps"]):
            at = f"step {i} ({data.get('rule')})"
            sequents.append(_replay_step(data, contexts, sequents))
    except Rejected as problem:
        raise Rejected(f"{at}: {problem}") from None
    except (MalformedTerm, TooLarge, Undefined) as problem:
        raise Rejected(f"{at}: {problem}") from problem
    except Exception as problem:
        raise Rejected(f"{at}: malformed ({type(problem).__name__}: {problem})") from problem
    if not sequents:
        raise Rejected("the certificate has no steps")
    last = sequents[-1]
    return Established(last.judgement, "enclosed" if last.enclosed else "exact", last.modulo, certificate)


def _no_float(number: str) -> float:
    raise ValueError(f"the float {number}")


def _replay_step(data: Mapping[str, Any], contexts: list[Context], done: list[Sequent]) -> Sequent:
    from checks.kernel1.rules import RULES

    context, goal = contexts[data["in"]], from_json(data["shows"])
    if not is_formula(goal):
        raise Rejected(f"{text(goal)[:100]} is not a formula")
    context.require_known(goal)
    sources = data.get("from", [])
    if any(not isinstance(i, int) or i not in range(len(done)) for i in sources):
        raise Rejected("a premise is not an earlier step")
    premises = [done[i] for i in sources]
    kind = "some" if data.get("some", False) is True else "all"
    step = Step(data["rule"], context, goal, premises, data, kind)
    rule = RULES.get((step.rule, kind))
    if rule is None:
        raise Rejected(f"there is no rule {step.rule!r} of kind {kind}")
    with precision(int(data.get("bits", DEFAULT_BITS))):
        rule(step)
    modulo = tuple(dict.fromkeys((*(m for p in premises for m in p.modulo), *step.modulo)))
    enclosed = step.enclosed or any(p.enclosed for p in premises)
    return Sequent(Judgement(kind, context, goal), enclosed, modulo)
