"""The sheet on which a certificate is written: contexts and steps, shared by a proof and its sub-proofs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from checks.encode.language import context_of_json, extensions_for, term_of_json
from checks.encode.plain import context_text, judgement_text
from checks.encode.terms import text
from checks.kernel import Context, Established, Judgement, establish
from checks.kernel.terms import Term

__all__ = ["Lemma", "Line", "Sheet"]

Certificate = Mapping[str, Any]


@dataclass(frozen=True, repr=False)
class Lemma:
    """What the kernel established from a certificate, with all that it takes to establish it again.

    certificate: the certificate itself. known: what the certificates that it cites establish, by digest.
    carried: those certificates, by digest, and those that they cite in their turn.
    """

    established: Established
    certificate: Certificate = field(repr=False)
    known: Mapping[str, Established] = field(default_factory=dict, repr=False)
    carried: Mapping[str, Certificate] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, certificate: Certificate, *cited: Lemma) -> Lemma:
        """Let the kernel establish a certificate; `cited` are the lemmas that it may cite. Raises Rejected."""
        known = {d: e for lemma in cited for d, e in (*lemma.known.items(), (lemma.digest, lemma.established))}
        carried = {d: c for lemma in cited for d, c in (*lemma.carried.items(), (lemma.digest, lemma.certificate))}
        return cls(establish(certificate, known), certificate, known, carried)

    @property
    def claim(self) -> Judgement:
        """The judgement that is established."""
        return self.established.claim

    @property
    def trust(self) -> str:
        """exact or enclosed."""
        return self.established.trust

    @property
    def modulo(self) -> tuple[str, ...]:
        """The theorems that it leans on."""
        return self.established.modulo

    @property
    def digest(self) -> str:
        """The name under which its certificate is cited."""
        return self.established.digest

    @property
    def judgement(self) -> dict[str, Any]:
        """The claim as plain data."""
        return self.claim.to_json()

    @property
    def text(self) -> str:
        """The claim on one line."""
        return judgement_text(self.judgement)

    def __repr__(self) -> str:
        return f"<Established: {self.text}>"

    def _repr_latex_(self) -> str:
        return _displayed(self.claim.formula)

    def _repr_html_(self) -> str:
        return _line_html(self.claim)

    def alone(self) -> Lemma:
        """The same with one certificate that cites no other: the steps of those it cites stand in it."""
        sheet = Sheet()
        return Lemma.of(sheet.certificate(sheet.copied(self.digest, {**self.carried, self.digest: self.certificate})))


@dataclass(frozen=True, repr=False)
class Line:
    """A line of a proof: what was shown, in which context, by which step."""

    formula: Term
    context: Context
    index: int
    kind: str = "all"

    @property
    def judgement(self) -> Judgement:
        """What the step claims."""
        return Judgement(self.kind, self.context, self.formula)

    def __str__(self) -> str:
        return text(self.formula)

    def __repr__(self) -> str:
        return f"<Line {self.index + 1}: {self}>"

    def _repr_latex_(self) -> str:
        return _displayed(self.formula)

    def _repr_html_(self) -> str:
        return _line_html(self.judgement)


def _displayed(formula: Term) -> str:
    """The formula for a notebook."""
    from checks.encode.latex_terms import formula_latex

    return f"$\\displaystyle {formula_latex(formula.to_json())}$"


def _line_html(claim: Judgement) -> str:
    """Context and formula for a notebook."""
    context = escape(context_text(claim.context.to_json()))
    some = "for some point: " if claim.kind == "some" else ""
    return f"<span>{context} &nbsp;⊢&nbsp; {some}{escape(_displayed(claim.formula))}</span>"


class Sheet:
    """The steps of one certificate, shared by a proof and its sub-proofs, and the lemmas that they cite."""

    def __init__(self) -> None:
        self.contexts: list[dict[str, Any]] = []
        self.steps: list[dict[str, Any]] = []
        self.lines: dict[Context, list[Line]] = {}
        self.lemmas: dict[str, Lemma] = {}
        self._places: dict[Context, int] = {}
        self._cited: dict[str, Line] = {}

    def context(self, context: Context) -> int:
        """The number of a context in the certificate."""
        if context not in self._places:
            self._places[context] = len(self.contexts)
            self.contexts.append(context.to_json())
        return self._places[context]

    def add(
        self,
        rule: str,
        context: Context,
        formula: Term,
        sources: Sequence[Line] = (),
        data: Mapping[str, Any] | None = None,
        kind: str = "all",
    ) -> Line:
        """Write a step and return its line."""
        step = {"rule": rule, "in": self.context(context), "shows": formula.to_json(), **(data or {})}
        if sources:
            step["from"] = [s.index for s in sources]
        if kind == "some":
            step["some"] = True
        self.steps.append(step)
        line = Line(formula, context, len(self.steps) - 1, kind)
        self.lines.setdefault(context, []).append(line)
        return line

    def cite(self, lemma: Lemma) -> Line:
        """The line of a lemma, in its own context."""
        if lemma.digest not in self._cited:
            self.lemmas[lemma.digest] = lemma
            claim = lemma.claim
            data = {"digest": lemma.digest}
            self._cited[lemma.digest] = self.add("lemma", claim.context, claim.formula, (), data, claim.kind)
        return self._cited[lemma.digest]

    def copied(self, wanted: str, certificates: Mapping[str, Certificate]) -> Line:
        """Copy the steps of a certificate, and of those that it cites; the line of its last step."""
        if wanted in self._cited:
            return self._cited[wanted]
        certificate = certificates[wanted]
        contexts = [context_of_json(c) for c in certificate["contexts"]]
        done: list[Line] = []
        for step in certificate["steps"]:
            if step["rule"] == "lemma":
                done.append(self.copied(step["digest"], certificates))
                continue
            data = {k: v for k, v in step.items() if k not in ("rule", "in", "shows", "from", "some")}
            sources = [done[i] for i in step.get("from", [])]
            formula, kind = term_of_json(step["shows"], True), "some" if step.get("some") else "all"
            done.append(self.add(step["rule"], contexts[step["in"]], formula, sources, data, kind))
        self._cited[wanted] = done[-1]
        return done[-1]

    def certificate(self, line: Line) -> dict[str, Any]:
        """The certificate that ends in a line, without steps that it does not need."""
        order = sorted(self._needed(line.index))
        place = {old: new for new, old in enumerate(order)}
        used = sorted({self.steps[i]["in"] for i in order})
        contexts = {old: new for new, old in enumerate(used)}
        steps = []
        for i in order:
            step = {**self.steps[i], "in": contexts[self.steps[i]["in"]]}
            if "from" in step:
                step["from"] = [place[j] for j in step["from"]]
            steps.append(step)
        kept = [self.contexts[i] for i in used]
        extensions = extensions_for(kept, steps)
        return {"certificate": 2, "extensions": extensions, "contexts": kept, "steps": steps}

    def _repr_html_(self) -> str:
        """For a notebook: the steps so far, each with its rule and the steps that it uses."""
        rows = []
        for number, step in enumerate(self.steps, 1):
            used = ", ".join(str(i + 1) for i in step.get("from", ()))
            shown = escape(_displayed(term_of_json(step["shows"], True)))
            rows.append(f"<tr><td>{number}</td><td>{shown}</td><td>{escape(step['rule'])}</td><td>{used}</td></tr>")
        head = "<tr><th></th><th>shown</th><th>rule</th><th>from</th></tr>"
        return f"<table>{head}{''.join(rows)}</table>"

    def _needed(self, last: int) -> set[int]:
        needed: set[int] = set()
        stack = [last]
        while stack:
            i = stack.pop()
            if i not in needed:
                needed.add(i)
                stack.extend(self.steps[i].get("from", ()))
        return needed

    def lemma(self, line: Line) -> Lemma:
        """Let the kernel establish what a line shows."""
        certificate = self.certificate(line)
        return Lemma.of(certificate, *self.cited_by(certificate["steps"]))

    def alone(self, line: Line) -> Lemma:
        """The same with one certificate that cites no other, established once."""
        certificate = self.certificate(line)
        cited = self.cited_by(certificate["steps"])
        carried = {d: c for lemma in cited for d, c in (*lemma.carried.items(), (lemma.digest, lemma.certificate))}
        sheet = Sheet()
        return Lemma.of(sheet.certificate(sheet.copied("", {**carried, "": certificate})))

    def cited_by(self, steps: Iterable[Mapping[str, Any]]) -> list[Lemma]:
        """The lemmas that steps cite."""
        return [self.lemmas[step["digest"]] for step in steps if step["rule"] == "lemma"]
