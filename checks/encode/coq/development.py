"""Certificates as Coq modules: a module for each certificate, a theorem for each claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from checks.encode.coq import analysis, integration, logic, orbits, recursions, vectors
from checks.encode.coq.prover import Table, Translation
from checks.encode.coq.terms import SPACE, NotExpressible, needed, nothing
from checks.kernel.replay import lemmas

TABLE: Table = {
    **logic.TABLE,
    **analysis.TABLE,
    **recursions.TABLE,
    **integration.TABLE,
    **vectors.TABLE,
    **orbits.TABLE,
}
__all__ = ["Exported", "exported", "module_name"]


@dataclass(frozen=True)
class Exported:
    """A certificate in Coq: the text of its module and of its claim, or why there is none."""

    digest: str
    module: str
    text: str = ""
    claim: str = ""
    sequences: tuple[str, ...] = ()
    cited: tuple[tuple[str, str], ...] = ()  # hypotheses of the theorem, with the names of their propositions
    cites: tuple[str, ...] = ()
    problem: str = ""
    rules: tuple[str, ...] = ()


def module_name(digest: str) -> str:
    """The Coq module of a certificate."""
    return f"c_{digest.removeprefix('sha256:')[:16]}"


def exported(certificates: Mapping[str, Any], digest: str, done: dict[str, Exported]) -> Exported:
    """The certificate and those that it cites, as Coq; `done` is filled with all of them."""
    stack = [digest]
    while stack:
        top = stack[-1]
        wanted = [d for d in lemmas(certificates[top]) if d not in done]
        if wanted:
            stack += wanted
            continue
        stack.pop()
        if top not in done:
            done[top] = _exported(certificates[top], top, done)
    return done[digest]


def _exported(certificate: Mapping[str, Any], digest: str, done: Mapping[str, Exported]) -> Exported:
    name, cites = module_name(digest), tuple(dict.fromkeys(lemmas(certificate)))
    rules = tuple(dict.fromkeys(s["rule"] for s in certificate["steps"]))
    blank = Exported(digest, name, cites=cites, rules=rules)
    for d in cites:
        if done[d].problem:
            return replace(blank, problem=f"rests on {done[d].module}: {done[d].problem}")
    try:
        return _written(certificate, blank, done)
    except NotExpressible as problem:
        return replace(blank, problem=str(problem))


def _written(certificate: Mapping[str, Any], blank: Exported, done: Mapping[str, Exported]) -> Exported:
    for step in certificate["steps"]:  # the data of a rule without exporter is not ours to read
        if (step["rule"], "some" if step.get("some") else "all") not in TABLE:
            raise NotExpressible(f"the rule {step['rule']}")
    whole, module = Translation(certificate, done, blank.module[2:8], integration.existing), blank.module
    steps = [whole.lemma(i, TABLE) for i in range(len(whole.data))]
    claim, proof, sequences = _claim(whole)
    parts = [f"Module {module}."]
    for k, place in enumerate(whole.places):
        if place.number == k:
            texts = " /\\\n  ".join(_tight(text) for _, text in place.assumed()) or "True"
            parts.append(f"Definition G{k} {place.binders()} : Prop :=\n  {texts}.\n")
    parts += [f"Definition {says} : Prop :=\n  {text}.\n" for says, text in whole.cited.values() if text]
    if whole.cited:
        parts.append("Section Cited.")
        parts += [f"Hypothesis {name} : {says}." for name, (says, _) in whole.cited.items()]
        parts.append('Set Default Proof Using "All".')
    parts += [*steps, f"Theorem claim :\n  {claim}.\nProof.\n{proof}\nQed."]
    parts += [*(["End Cited."] if whole.cited else []), f"End {module}.\n"]
    cited = tuple((name, f"{module}.{says}" if text else says) for name, (says, text) in whole.cited.items())
    hypotheses = " ".join(f"({name} : {says})" for name, says in cited)
    full = f"forall {hypotheses},\n  {claim}" if cited else claim
    return replace(blank, text="\n".join(parts), claim=full, sequences=sequences, cited=cited)


def _tight(text: str) -> str:
    return f"({text})" if "\\/" in text else text


def _claim(whole: Translation) -> tuple[str, str, tuple[str, ...]]:
    """The claim in full, its proof from the last step, and the sequences of which it speaks."""
    i = len(whole.data) - 1
    kind, context, goal = whole.shown(i)
    place = whole.place(context)
    if kind == "some":
        return whole.existence(place, goal), f"exact s{i}.", ()
    mine = tuple(sorted(set(needed(goal, *context.given, *context.evolves)), key=lambda g: (g != SPACE, g)))
    spoken = type(place)(place.number, context, place.names, mine)
    assumed = spoken.assumed()
    binders = f"forall {spoken.binders()},\n  " if spoken.binders() else ""
    arrows = "".join(f"{text if text.startswith('(forall') else _tight(text)} ->\n  " for _, text in assumed)
    names = [f"H{k}" for k in range(len(assumed))]
    proof = names[-1] if names else "I"
    for n in reversed(names[:-1]):
        proof = f"(conj {n} {proof})"
    values = [place.names(n) for n, _ in context.symbols]
    space = place.names(SPACE, "app") if SPACE in mine else "Line"
    values += [place.names(g, "app") if g in mine else nothing(g, space) for g in place.sequences]
    intros = " ".join([place.names(n) for n, _ in context.symbols] + [place.names(g, "app") for g in mine] + names)
    return (
        f"{binders}{arrows}{place.writer.formula(goal)}",
        (f"intros {intros}. " if intros else "") + f"exact (s{i} {' '.join(values)} {proof}).",
        mine,
    )
