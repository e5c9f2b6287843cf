"""The functions of the language, and evaluation over a box.

The tables hold for each function its interval extension, where it is defined, its derivative, and its definition by
other functions. Extensions add to them; a certificate may use what it names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flint import arb

from checks.kernel import intervals as iv
from checks.kernel.intervals import Interval, Undefined
from checks.kernel.terms import Term, literal

ZERO, ONE, MINUS_ONE = (literal(n) for n in (0, 1, -1))


@dataclass(frozen=True)
class Function:
    """A function of one argument u.

    interval: its interval extension. conditions: relations that say where it is defined, u being defined.
    derivative: the derivative at u, None where the language has none. form: the same function by other ones, if that
    helps the normal form (it must be equal wherever the function is defined). square: f(u)² in other terms, likewise.
    """

    interval: Callable[[Interval], Interval]
    derivative: Callable[[Term], Term] | None = None
    conditions: Callable[[Term], tuple[Term, ...]] = lambda u: ()
    form: Callable[[Term], Term] | None = None
    square: Callable[[Term], Term] | None = None


@dataclass(frozen=True)
class Special:
    """A head of another shape: its evaluation over a box, its derivative by an atom (None where the language has none),
    and whether it is defined wherever its parts are (else only a fact or an evaluation shows that it is)."""

    evaluate: Callable[[Term, Evaluation], Interval]
    derivative: Callable[[Term, Term], Term] | None
    total: bool


def difference(a: Term, b: Term) -> Term:
    """a − b, without any simplification."""
    return Term("+", (a, Term("*", (MINUS_ONE, b))))


FUNCTIONS: dict[str, Function] = {
    "exp": Function(iv.exp, lambda u: Term("exp", (u,))),
    "log": Function(iv.log, lambda u: Term("^", (u, -1)), lambda u: (Term("<", (ZERO, u)),)),
    "abs": Function(iv.absolute, square=lambda u: Term("^", (u, 2))),
}
SPECIAL: dict[str, Special] = {}


def conditions(t: Term) -> tuple[Term, ...]:
    """Relations that, together with t's parts being defined, mean that t is defined."""
    if t.op == "^" and t.args[1] < 0:
        return (Term("!=", (t.args[0], ZERO)),)
    if t.op == "root":
        return (Term("<=", (ZERO, t.args[0])),)
    if t.op == "**":
        return (Term("<", (ZERO, t.args[0])),)
    return FUNCTIONS[t.op].conditions(t.args[0]) if t.op in FUNCTIONS else ()


class Evaluation:
    """Terms and formulas over one box; every sub-term is evaluated once. Raises Undefined."""

    def __init__(self, box: Mapping[Term, Interval]) -> None:
        self.box = box
        self._known: dict[Term, Interval] = dict(box)

    def term(self, t: Term) -> Interval:
        """An enclosure of all values of the term on the box."""
        if t not in self._known:
            self._known[t] = self._term(t)
        return self._known[t]

    def _term(self, t: Term) -> Interval:
        op = t.op
        if op == "q":
            return iv.from_ends(t.args[0], t.args[0], False, False)
        if op == "pi":
            return iv.hull(arb.pi())
        if op in SPECIAL:
            return SPECIAL[op].evaluate(t, self)
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


_JOIN = {"+": iv.add, "*": iv.mul}
