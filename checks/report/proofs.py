"""A certificate as a proof that a person can follow: numbered steps, each with its rule and what it comes from.

Certificates of up to `MOST` steps are given whole. Of longer ones an outline is given: what is proved by induction, by
cases, along an orbit, over boxes, from other statements; the numbers show where steps of rearrangement lie between.
Nothing is checked here; the certificate itself stands in the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["MOST", "Proof", "Step", "lemma_names", "proof_of"]

Record = Mapping[str, Any]

MOST = 50
_TELLING = frozenset(
    ("induction", "cases", "lemma", "cited", "enclosure", "orbit", "run", "root", "roots", "endpoint", "antiderivative",
     "comparison", "tail", "witness", "integrable", "axiom")
)  # fmt: skip
_WORDS = {
    "both": "together",
    "either": "one part is enough",
    "absurd": "no point is left, since this is false",
    "identity": "both sides have the same normal form",
    "rewrite": "equals put for equals",
    "integrable": "by certified quadrature",
    "orbit": "by following the orbit, every rounding outward",
    "run": "by the sequences given explicitly",
    "root": "a zero lies between values of opposite sign",
    "roots": "the zeros counted by enclosures",
    "comparison": "by comparing the integrands",
    "tail": "by bounding what is left of the integral",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a proof.

    number: as others refer to it. formula: as kernel data. some: at some point, not at all.
    words: the rule. premises: numbers of earlier steps. terms: what is put for what, or multiplied by what.
    assumed: hypotheses that hold here besides those of the whole. names: the statement that is used, if one is.
    left_out: how many steps before this one are not shown.
    """

    number: int
    formula: Any
    some: bool
    words: str
    premises: tuple[int, ...]
    terms: tuple[tuple[str, Any], ...]
    assumed: tuple[Any, ...]
    lemma: str | None
    left_out: int


@dataclass(frozen=True, slots=True)
class Proof:
    """The steps that are shown, how many there are in all, and how often each rule is used."""

    steps: tuple[Step, ...]
    total: int
    rules: Mapping[str, int]

    @property
    def whole(self) -> bool:
        """Is every step shown?"""
        return len(self.steps) == self.total


def lemma_names(ledger: Record) -> dict[str, str]:
    """Digest of a certificate → id of the first check that rests on it."""
    names: dict[str, str] = {}
    for statement in ledger["statements"]:
        for check in statement["checks"]:
            if check["certificate"] is not None:
                names.setdefault(check["certificate"], check["id"])
    return names


def proof_of(certificate: Record, names: Mapping[str, str], *, most: int = MOST) -> Proof | None:
    """The proof that a certificate is; None for data that are no certificate of format 2.

    names: as `lemma_names` gives them.
    """
    steps = certificate.get("steps")
    if certificate.get("certificate") != 2 or not steps:
        return None
    rules: dict[str, int] = {}
    for step in steps:
        rules[step["rule"]] = rules.get(step["rule"], 0) + 1
    shown = list(range(len(steps))) if len(steps) <= most else _outline(steps, most // 2)
    contexts = certificate["contexts"]
    root = contexts[steps[-1]["in"]]
    lines, before = [], -1
    for i in shown:
        lines.append(_step(i, steps[i], contexts, root, names, i - before - 1))
        before = i
    return Proof(tuple(lines), len(steps), dict(sorted(rules.items(), key=lambda item: -item[1])))


def _outline(steps: Sequence[Record], most: int) -> list[int]:
    """The steps that tell how the proof goes: those of telling rules, each lemma once, and the last."""
    kept: list[int] = []
    lemmas: set[str] = set()
    for i, step in enumerate(steps):
        if step["rule"] not in _TELLING:
            continue
        if step["rule"] == "lemma":
            if step["digest"] in lemmas:
                continue
            lemmas.add(step["digest"])
        kept.append(i)
    weight = {"induction": 0, "cases": 0, "cited": 0, "orbit": 0, "run": 0, "lemma": 1, "axiom": 3, "enclosure": 2}
    chosen = sorted(kept, key=lambda i: (weight.get(steps[i]["rule"], 1), -i))[: most - 1]
    return sorted({*chosen, len(steps) - 1})


def _step(
    i: int, step: Record, contexts: Sequence[Record], root: Record, names: Mapping[str, str], left_out: int
) -> Step:
    context = contexts[step["in"]]
    assumed = tuple(f for f in context["given"] if f not in root["given"])
    words, terms = _reason(step, context, contexts)
    lemma = names.get(step["digest"]) if step["rule"] == "lemma" else None
    premises = tuple(number + 1 for number in step.get("from", ()))
    return Step(i + 1, step["shows"], bool(step.get("some")), words, premises, terms, assumed, lemma, left_out)


def _reason(step: Record, context: Record, contexts: Sequence[Record]) -> tuple[str, tuple[tuple[str, Any], ...]]:
    rule = step["rule"]
    if rule == "given":
        if step["shows"] in context["given"]:
            return "a hypothesis", ()
        return "by evaluation over the domain", ()
    if rule == "linear":
        used = zip(step["from"], step["multipliers"], strict=False)
        weights = tuple((f"({premise + 1})", weight) for premise, weight in used if weight != "1")
        return "added up" + (", multiplied by" if weights else ""), weights
    if rule == "instance":
        return "a special case", tuple((name, value) for name, value in step["values"].items() if value != ["v", name])
    if rule == "axiom":
        return f"law of {step['name'].replace('-', ' ').replace('_', ' ')}", tuple(("", term) for term in step["terms"])
    if rule == "witness" or (rule in ("run", "root") and isinstance(step.get("at"), Mapping)):
        words = "at the point" if rule == "witness" else _WORDS[rule]
        return words, tuple(step["at"].items()) if isinstance(step["at"], Mapping) else ()
    if rule == "lemma":
        return "proved elsewhere", ()
    if rule == "cited":
        return f"cited: {step['theorem']}", ()
    if rule == "unfold":
        return "the recursion at", (("", step["at"]),)
    if rule == "induction":
        return f"by induction on {step['symbol']}", ()
    if rule == "cases":
        return "by cases", ()
    if rule == "endpoint":
        end = "left" if step["end"] == "lo" else "right"
        return f"true at the {end} end and monotone in {step['variable']}", ()
    if rule == "enclosure":
        leaves = sum(letter.isalpha() for letter in step["tree"])
        return f"by interval evaluation over {leaves} box{'' if leaves == 1 else 'es'}", ()
    return _WORDS.get(rule, str(rule)), ()
