"""A certificate as calls of `Proof`: what an author would have written to get the same steps.

Every step becomes a line with a name, in the block of its context; premises of `cases` and `endpoint`, which stand in
contexts of their own, become functions of a sub-proof. Steps without premises are relations that `Proof` finds by
itself, and are written where they are used. Other steps in contexts that do not enclose the one at hand are lemmas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from checks.encode.language import context_of_json, term_of_json
from checks.encode.terms import ONE, mul
from checks.kernel import Context
from checks.kernel.terms import Term

__all__ = ["Unwritten", "Writer"]

MOST_LINES, WIDEST, LONGEST_RELATION = 40, 110, 400
PROOFS = ("p", "q", "r", "z", "proof", "part", "inner", "deepest")
FORBIDDEN = {"self", "lemma", "goal", "part"}  # keywords of Proof.instance


class Unwritten(Exception):
    """A step that has no call, or more lines than anybody would read."""


@dataclass
class _Block:
    """The lines of one context: `name` is the proof's; `known` says which step stands in which line."""

    context: int
    name: str
    outer: _Block | None
    lines: list[str] = field(default_factory=list)
    known: dict[Term, str] = field(default_factory=dict)

    def enclosing(self, context: int) -> _Block | None:
        """This block or one around it that stands in the context."""
        block: _Block | None = self
        while block is not None and block.context != context:
            block = block.outer
        return block

    @property
    def depth(self) -> int:
        return 0 if self.outer is None else 1 + self.outer.depth


class Writer:
    """Writes the proof of one certificate. `term` and `relation` print expressions; `proof` prints `Proof(...)` of a
    context."""

    def __init__(
        self,
        certificate: Mapping[str, Any],
        term: Callable[[Term], str],
        relation: Callable[[Term], str],
        proof: Callable[[Context], str],
        taken: frozenset[str],
    ) -> None:
        self.contexts = [context_of_json(c) for c in certificate["contexts"]]
        self.steps = certificate["steps"]
        self.shows = [term_of_json(step["shows"], True) for step in self.steps]
        self.term, self.relation, self.proof = term, relation, proof
        self.proofs = [name for name in PROOFS if name not in taken]
        self.lemmas: list[str] = []
        self._count = 0

    def body(self) -> list[str]:
        """The lines of the function that proves the last step, in its context."""
        last = len(self.steps) - 1
        block = _Block(self.steps[last]["in"], self._proof_name(0), None)
        return self._closed(block, last)

    def _proof_name(self, depth: int) -> str:
        if depth >= len(self.proofs):
            raise Unwritten("sub-proofs too deep")
        return self.proofs[depth]

    def _closed(self, block: _Block, last: int) -> list[str]:
        """A block with the step that it is there for at its end."""
        call = self._call(block, last, f"{block.name}.goal")
        return [*block.lines, *_wrapped("return ", *call)]

    def _fact(self, block: _Block, i: int) -> str:
        """How a step is named as a fact in a block."""
        step = self.steps[i]
        home = block.enclosing(step["in"])
        if step["rule"] == "instance" and not step["values"] and "part" not in step and home is block:
            source = step["from"][0]
            if block.enclosing(self.steps[source]["in"]) not in (None, block):
                return self._fact(block, source)
        if home is None:
            raise Unwritten("a fact of another context")
        if self._plain(i):
            return self._printed(self.shows[i])
        if self.shows[i] not in home.known:
            call = self._call(home, i, None)
            self._count += 1
            if self._count > MOST_LINES:
                raise Unwritten("too many lines")
            name = f"line_{self._count}"
            home.lines += _wrapped(f"{name} = ", *call)
            home.known[self.shows[i]] = name
        return home.known[self.shows[i]]

    def _plain(self, i: int) -> bool:
        """Whether `Proof` finds it where it is used: a hypothesis, equal normal forms, a fact about numbers."""
        step = self.steps[i]
        if step["rule"] == "given" and not step.get("from"):
            return True
        plain = step["rule"] in ("given", "identity") or not self.shows[i].variables
        return plain and step["rule"] != "enclosure" and all(map(self._plain, step.get("from", ())))

    def _printed(self, formula: Term) -> str:
        written = self.relation(formula)
        if len(written) > LONGEST_RELATION:
            raise Unwritten("a relation that nobody would read")
        return written

    def _facts(self, block: _Block, indices: list[int]) -> list[str]:
        return [self._fact(block, i) for i in indices]

    def _call(self, block: _Block, i: int, goal: str | None) -> tuple[str, list[str]]:
        """Function and arguments of the call that writes a step."""
        step, p = self.steps[i], block.name
        rule, used = step["rule"], step.get("from", [])
        if rule == "both":
            return f"{p}.both", self._facts(block, used)
        if rule == "axiom":
            terms = [self.term(term_of_json(t)) for t in step["terms"]]
            return f"{p}.axiom", [f'"{step["name"]}"', *terms, *self._facts(block, used)]
        if rule == "instance":
            return self._instance(block, i)
        if (law := self._law(i)) is not None:
            return f"{p}.axiom", law
        goal = goal or self._printed(self.shows[i])
        if self._plain(i):
            return f"{p}.settle", [goal]
        match rule:
            case "given" | "identity" | "enclosure":
                word = {"given": "given", "identity": "identity", "enclosure": "enclose"}[rule]
                return f"{p}.{word}", [goal, *self._facts(block, used)]
            case "linear":
                return self._linear(block, i, goal)
            case "rewrite" | "absurd" | "either":
                return f"{p}.{rule}", [goal, *self._facts(block, used)]
            case "cases":
                return self._cases(block, i, goal)
            case "endpoint":
                return self._endpoint(block, i, goal)
        raise Unwritten(f"the rule {rule}")

    def _law(self, i: int) -> list[str] | None:
        """The arguments of the law that an equation log(a/b) = … is an instance of: SymPy would not keep the detour."""
        step, shown = self.steps[i], self.shows[i]
        if step["rule"] != "rewrite" or shown.op != "=" or shown.args[0].op != "log":
            return None
        (inside,) = shown.args[0].args
        factors = inside.args if inside.op == "*" else ()
        below = [f.args[0] for f in factors if f.op == "^" and f.args[1] == -1]
        above = [f for f in factors if f.op != "^" or f.args[1] != -1]
        if len(below) != 1 or not above:
            return None
        return ['"log-quotient"', self.term(mul(*above)), self.term(below[0])]

    def _linear(self, block: _Block, i: int, goal: str) -> tuple[str, list[str]]:
        step = self.steps[i]
        multipliers = [term_of_json(m) for m in step["multipliers"]]
        combined, rest = step.get("from", [])[: len(multipliers)], step.get("from", [])[len(multipliers) :]
        facts, using = self._facts(block, combined), self._facts(block, rest)
        pairs = [f"({f}, {self.term(m)})" for f, m in zip(facts, multipliers, strict=True)]
        if all(m == ONE for m in multipliers):
            pairs = facts
        named = [fact for fact in using if fact.startswith("line_") and fact not in facts]
        return f"{block.name}.linear", [goal, *pairs, *([f"using=[{', '.join(named)}]"] if named else [])]

    def _cases(self, block: _Block, i: int, goal: str) -> tuple[str, list[str]]:
        either, below, above = self.steps[i]["from"]
        split = self.steps[either]
        if split["rule"] != "axiom" or split["name"] != "dichotomy":
            raise Unwritten("cases that are no dichotomy")
        sides = [self.term(term_of_json(t)) for t in split["terms"]]
        return f"{block.name}.cases", [goal, *sides, self._sub(block, below), self._sub(block, above)]

    def _endpoint(self, block: _Block, i: int, goal: str) -> tuple[str, list[str]]:
        step = self.steps[i]
        value, slope, *rest = step["from"]
        x = self.term(Term("v", (step["variable"],)))
        needed = [self._sub(block, j, listed=True) for j in rest if self.steps[j].get("from")]
        ends = [self._sub(block, value), self._sub(block, slope)]
        return f"{block.name}.endpoint", [goal, x, f'"{step["end"]}"', *ends, *needed]

    def _instance(self, block: _Block, i: int) -> tuple[str, list[str]]:
        step = self.steps[i]
        source, *conditions = step["from"]
        using = [fact for fact in self._facts(block, conditions) if fact.startswith("line_")]
        values = {name: self.term(term_of_json(t)) for name, t in step["values"].items()}
        if FORBIDDEN & values.keys() or not all(map(str.isidentifier, values)):
            raise Unwritten("a symbol that cannot be a keyword")
        home = block.enclosing(self.steps[source]["in"])
        lemma = self._fact(block, source) if home is not None else self._lemma(source)
        more = [f"part={step['part']}"] if "part" in step else []
        return f"{block.name}.instance", [lemma, *using, *more, *(f"{name}={t}" for name, t in values.items())]

    def _lemma(self, i: int) -> str:
        """A function that establishes a step in a context of its own."""
        name = f"lemma_{len(self.lemmas) + 1}"
        place = len(self.lemmas)
        self.lemmas.append("")
        block = _Block(self.steps[i]["in"], self._proof_name(0), None)
        head, arguments = self._call(block, i, None)
        lines = [f"{block.name} = {self.proof(self.contexts[block.context])}", *block.lines]
        lines += _wrapped("last = ", head, arguments)
        lines.append(f"return {block.name}.established(last)")
        self.lemmas[place] = "\n".join([f"def {name}():", *(f"    {line}" for line in lines)])
        return f"{name}()"

    def _sub(self, outer: _Block, i: int, listed: bool = False) -> str:
        """A function of a sub-proof that ends in a step; with `listed`, in a list of it."""
        block = _Block(self.steps[i]["in"], self._proof_name(outer.depth + 1), outer)
        head, arguments = self._call(block, i, None if listed else f"{block.name}.goal")
        call = f"{head}({', '.join(arguments)})"
        call = f"[{call}]" if listed else call
        if not block.lines and len(call) <= WIDEST - 20 and "\n" not in call:
            return f"lambda {block.name}: {call}"
        self._count += 1
        name = f"part_{self._count}"
        end = [f"return {call}"] if listed else _wrapped("return ", head, arguments)
        outer.lines += [f"def {name}({block.name}):", *(f"    {line}" for line in (*block.lines, *end)), ""]
        return name


def _wrapped(before: str, head: str, arguments: list[str]) -> list[str]:
    """A call on one line, or with each argument on its own."""
    whole = f"{before}{head}({', '.join(arguments)})"
    if len(whole) <= WIDEST:
        return [whole]
    return [f"{before}{head}(", *(f"    {a}," for a in arguments), ")"]
