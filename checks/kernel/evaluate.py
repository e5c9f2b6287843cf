"""Evaluation of terms and formulas over a box: atom → interval, with outward rounding."""

from __future__ import annotations

from collections.abc import Mapping

from flint import arb

from checks.kernel import intervals as iv
from checks.kernel.functions import FUNCTIONS, SPECIAL, difference
from checks.kernel.intervals import Interval, Undefined
from checks.kernel.terms import Term

__all__ = ["Box", "Evaluation"]

Box = Mapping[Term, Interval]


class Evaluation:
    """Terms and formulas over one box; every sub-term is evaluated once. Raises Undefined."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self._known: dict[Term, Interval] = dict(box)

    def term(self, t: Term) -> Interval:
        """An enclosure of all values of the term on the box."""
        found = self._known.get(t)
        if found is None:
            found = self._known[t] = self._term(t)
        return found

    def _term(self, t: Term) -> Interval:
        op = t.op
        if op == "q":
            return iv.from_ends(t.args[0], t.args[0], False, False)
        if op in ("pi", "e"):
            return iv.hull(arb.pi() if op == "pi" else arb.const_e())
        if op in SPECIAL:
            return SPECIAL[op].evaluate(t, self.box)
        if op == "app":
            return Interval(iv.NEG, iv.POS, True, True)
        if op == "v":
            raise Undefined(f"no range for {t}")
        first, *rest = [self.term(a) for a in t.children]
        if op == "^":
            return iv.power(first, t.args[1])
        if op == "root":
            return iv.root(first, t.args[1])
        if op == "**":
            return iv.exp(iv.mul(rest[0], iv.log(first)))
        if op in FUNCTIONS:
            return FUNCTIONS[op].interval(first)
        for other in rest:
            first = _JOIN[op](first, other)
        return first

    def formula(self, f: Term) -> tuple[bool | None, bool]:
        """(True: it holds on the whole box, False: nowhere on it, None: cannot tell; whether no rounding took place).

        A disjunction is true where one of its parts is true, even if another one is undefined."""
        if f.op in ("and", "or"):
            decisive, answers = f.op == "or", []
            for part in f.args:
                try:
                    answer, exact = self.formula(part)
                except Undefined:
                    if not decisive:
                        raise
                    answer, exact = None, True
                if answer is decisive:
                    return answer, exact
                answers.append((answer, exact))
            undecided = any(answer is None for answer, _ in answers)
            return None if undecided else not decisive, all(exact for _, exact in answers)
        d = self.term(difference(f.args[1], f.args[0]))
        return iv.decide(f.op, d), d.exact


_JOIN = {"+": iv.add, "*": iv.mul, "min": iv.minimum, "max": iv.maximum}
