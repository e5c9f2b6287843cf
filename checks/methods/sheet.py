"""The sheet on which a certificate is written: contexts and steps, shared by a proof and its sub-proofs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.kernel import Context, Established
from checks.kernel.terms import Term, text

__all__ = ["Line", "Sheet"]


@dataclass(frozen=True)
class Line:
    """A line of a proof: what was shown, in which context, by which step."""

    formula: Term
    context: Context
    index: int
    kind: str = "all"

    def __str__(self) -> str:
        return text(self.formula)


class Sheet:
    """The steps of one certificate, shared by a proof and its sub-proofs."""

    def __init__(self) -> None:
        self.contexts: list[dict[str, Any]] = []
        self.steps: list[dict[str, Any]] = []
        self.places: dict[str, int] = {}
        self.lemmas: dict[str, int] = {}
        self.shown: dict[tuple[int, Term], int] = {}

    def context(self, context: Context) -> int:
        """The number of a context in the certificate."""
        data = context.to_json()
        key = json.dumps(data, sort_keys=True)
        if key not in self.places:
            self.places[key] = len(self.contexts)
            self.contexts.append(data)
        return self.places[key]

    def step(self, rule: str, context: Context, goal: Term, sources: Sequence[int], data: Mapping[str, Any]) -> int:
        """Write a step and return its number."""
        self.steps.append(
            {"rule": rule, "in": self.context(context), "shows": goal.to_json(), "from": list(sources), **data}
        )
        return len(self.steps) - 1

    def adopt(self, established: Established) -> int:
        """Copy the steps of another certificate; the index of its last step here."""
        key = json.dumps(established.certificate, sort_keys=True)
        if key not in self.lemmas:
            certificate = json.loads(key)
            shift = len(self.steps)
            contexts = [self.context(Context.from_json(c)) for c in certificate["contexts"]]
            for step in certificate["steps"]:
                sources = [i + shift for i in step.get("from", [])]
                self.steps.append({**step, "in": contexts[step["in"]], "from": sources})
            self.lemmas[key] = len(self.steps) - 1
        return self.lemmas[key]

    def pruned(self, last: int) -> dict[str, Any]:
        """The certificate that ends in a step, without steps that it does not need."""
        needed: set[int] = set()
        stack = [last]
        while stack:
            i = stack.pop()
            if i not in needed:
                needed.add(i)
                stack.extend(self.steps[i]["from"])
        order = sorted(needed)
        place = {old: new for new, old in enumerate(order)}
        used = sorted({self.steps[i]["in"] for i in order})
        contexts = {old: new for new, old in enumerate(used)}
        steps = [
            {
                **self.steps[i],
                "in": contexts[self.steps[i]["in"]],
                "from": [place[j] for j in self.steps[i]["from"]],
            }
            for i in order
        ]
        return {"certificate": 1, "contexts": [self.contexts[i] for i in used], "steps": steps}

    def add(self, rule: str, context: Context, goal: Term, sources: Sequence[Line], **data: Any) -> Line:
        """Write a step and return its line."""
        return Line(goal, context, self.step(rule, context, goal, [s.index for s in sources], data))

    def certificate(self, line: Line) -> dict[str, Any]:
        """The certificate that ends in a line."""
        return self.pruned(line.index)
