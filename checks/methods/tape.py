"""Terms compiled to a list of interval operations, for searches that evaluate them over very many boxes.

The operations and their order are the kernel's own (`checks.kernel.evaluate`), so that what a search finds here the
kernel finds, too; nothing here is trusted. A value that is not certainly defined is None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from checks.kernel import intervals as iv
from checks.kernel.functions import FUNCTIONS, SPECIAL, Evaluation, difference
from checks.kernel.intervals import Interval, Undefined, decide
from checks.kernel.terms import BINDERS, Term

__all__ = ["Answers", "Tape", "atoms_of"]

Cell = Mapping[Term, Interval]
_JOIN: dict[str, Callable[[Interval, Interval], Interval]] = {
    "+": iv.add,
    "*": iv.mul,
}


def atoms_of(*terms: Term) -> list[Term]:
    """The variables and values of sequences of numbers in terms or formulas, without those that are bound or stand in
    an index."""
    found: dict[Term, None] = {}
    for t in terms:
        if t.op in ("v", "app"):
            found |= {} if t.op == "app" and t.args[0].startswith("<") else {t: None}
        elif t.op in BINDERS:
            found |= dict.fromkeys(a for a in atoms_of(t.args[0]) if t.args[1] not in a.variables)
            found |= dict.fromkeys(atoms_of(*t.children[1:]))
        else:
            found |= dict.fromkeys(atoms_of(*t.children))
    return list(found)


class Tape:
    """Several terms, each common sub-term once; `run` gives an enclosure of each over a box, or None."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._place: dict[Term, int] = {}
        self._code: list[tuple[str, Any, tuple[int, ...]]] = []
        self._outputs = [self._compile(t) for t in terms]

    def _compile(self, t: Term) -> int:
        if t not in self._place:
            if t.op in ("v", "app"):
                code: tuple[str, Any, tuple[int, ...]] = ("atom", t, ())
            elif t.op in SPECIAL:
                code = ("special", t, ())
            elif t.op in ("q", "pi", "e"):
                code = ("constant", Evaluation({}).term(t) if t.op == "q" else t, ())
            else:
                payload = FUNCTIONS[t.op].interval if t.op in FUNCTIONS else t.args[-1]
                code = ("f" if t.op in FUNCTIONS else t.op, payload, tuple(map(self._compile, t.children)))
            self._code.append(code)
            self._place[t] = len(self._code) - 1
        return self._place[t]

    def run(self, cell: Cell) -> list[Interval | None]:
        """Enclosures over a box: atom → interval."""
        values: list[Interval | None] = []
        for kind, payload, places in self._code:
            try:
                values.append(self._value(kind, payload, [values[i] for i in places], cell))
            except Undefined:
                values.append(None)
        return [values[i] for i in self._outputs]

    def _value(self, kind: str, payload: Any, args: list[Any], cell: Cell) -> Interval | None:
        if kind == "atom":
            return cell.get(payload)
        if kind == "constant":
            return payload if isinstance(payload, Interval) else Evaluation({}).term(payload)
        if kind == "special":
            return SPECIAL[payload.op].evaluate(payload, Evaluation(cell))
        if None in args:
            return None
        if kind in _JOIN:
            value = args[0]
            for other in args[1:]:
                value = _JOIN[kind](value, other)
            return value  # type: ignore[no-any-return]
        if kind == "f":
            return payload(args[0])  # type: ignore[no-any-return]
        if kind == "^":
            return iv.power(args[0], payload)
        if kind == "root":
            return iv.root(args[0], payload)
        return iv.exp(iv.mul(args[1], iv.log(args[0])))


class Answers:
    """Several formulas; `run` says of each whether it holds on a whole box (True), nowhere on it (False), or None."""

    def __init__(self, formulas: Sequence[Term]) -> None:
        differences: list[Term] = []
        self._plan = [self._collect(f, differences) for f in formulas]
        self._tape = Tape(differences)

    def _collect(self, f: Term, differences: list[Term]) -> tuple[str, Any]:
        if f.op in ("and", "or"):
            return f.op, [self._collect(g, differences) for g in f.args]
        differences.append(difference(f.args[1], f.args[0]))
        return f.op, len(differences) - 1

    def run(self, cell: Cell) -> list[bool | None]:
        """One answer for each formula."""
        values = self._tape.run(cell)

        def answer(op: str, rest: Any) -> bool | None:
            if op not in ("and", "or"):
                value = values[rest]
                return None if value is None else decide(op, value)
            answers = [answer(*part) for part in rest]
            if (op == "or") in answers:
                return op == "or"
            return None if None in answers else op == "and"

        return [answer(*part) for part in self._plan]
