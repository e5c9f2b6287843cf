"""A step as a rule sees it, and the one way in which rules take side conditions (see `SPEC.md`, *Side conditions*)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from checks.kernel.calculus import conditions
from checks.kernel.contexts import Context, Judgement
from checks.kernel.evaluate import Evaluation
from checks.kernel.functions import SPECIAL
from checks.kernel.intervals import Interval, Undefined, from_ends
from checks.kernel.terms import RELATIONS, Rejected, Term, conjuncts, weaker

__all__ = ["Facts", "Sequent", "Step"]


@dataclass(frozen=True)
class Sequent:
    """What a step established, and on what it rests."""

    judgement: Judgement
    enclosed: bool = False
    modulo: tuple[str, ...] = ()


class Facts:
    """What is known in a context: its hypotheses, the formulas of premises that stand in it, and their conjuncts.

    `grant` and `define` are the only functions through which a rule takes a side condition; both establish that the
    formula or term is defined. `enclosed` tells afterwards whether a rounded evaluation decided anything.
    """

    def __init__(self, context: Context, premises: Iterable[Sequent] = ()) -> None:
        shown = []
        for p in premises:
            if p.judgement.kind != "all" or p.judgement.context != context:
                raise Rejected("a premise stands in another context, or says that something is so for some point only")
            shown.append(p.judgement.formula)
        self.context = context
        self.shown = tuple(shown)
        self.enclosed = False

    @cached_property
    def list(self) -> tuple[Term, ...]:
        """Hypotheses and premises, taken apart at `and`."""
        return tuple(part for f in (*self.context.given, *self.shown) for part in conjuncts(f))

    @cached_property
    def _true(self) -> frozenset[Term]:
        return frozenset(g for f in (*self.context.given, *self.shown, *self.list) for g in weaker(f))

    @cached_property
    def _defined(self) -> frozenset[Term]:
        return frozenset(t for f in self.list for t in _certainly_defined(f))

    @cached_property
    def box(self) -> dict[Term, Interval]:
        """Atom → its range. Raises Undefined where that is empty."""
        ranges = self.context.narrowed(self.list)
        return {atom: from_ends(d.lo, d.hi, d.lo_open, d.hi_open) for atom, d in ranges.items()}

    @cached_property
    def _evaluation(self) -> Evaluation:
        return Evaluation(self.box)

    def granted(self, formula: Term) -> bool:
        """Whether the formula is true, and so defined, wherever the context holds; see `SPEC.md` for the four ways."""
        if formula.op == "and":
            return all(self.granted(part) for part in formula.args)
        if formula in self._true or self._plain(formula):
            return True
        try:
            answer, exact = self._evaluation.formula(formula)
        except Undefined:
            return False
        self.enclosed = self.enclosed or (answer is True and not exact)
        return answer is True

    def grant(self, formula: Term) -> None:
        """Raises Rejected unless the formula is granted."""
        if not self.granted(formula):
            raise Rejected(f"it is not known that {str(formula)[:400]}")

    def _plain(self, f: Term) -> bool:
        """A relation between two numbers, or between a symbol and a number that its domain shows."""
        if f.op not in RELATIONS:
            return False
        a, b = f.args
        if a.op == "q" and b.op == "q":
            p, q = a.args[0], b.args[0]
            return bool({"<": p < q, "<=": p <= q, "=": p == q, "!=": p != q}[f.op])
        for x, q, below in ((a, b, True), (b, a, False)):
            if x.op == "v" and q.op == "q" and f.op != "=":
                d, number = self.context.domains[x.args[0]], q.args[0]
                above_it = d.lo is not None and (d.lo > number or (d.lo == number and (d.lo_open or f.op == "<=")))
                below_it = d.hi is not None and (d.hi < number or (d.hi == number and (d.hi_open or f.op == "<=")))
                return (below_it or above_it) if f.op == "!=" else below_it if below else above_it
        return False

    def define(self, *terms: Term) -> None:
        """Raises Rejected unless every term (or both sides of a formula) is defined wherever the context holds."""
        for t in terms:
            if t in self._defined:
                continue
            if t.op in SPECIAL:
                self._evaluate(t)
                continue
            self.define(*t.children)
            for condition in conditions(t):
                if not self.granted(condition):
                    raise Rejected(f"{str(t)[:200]} is defined only where {str(condition)[:200]}; show that first")

    def _evaluate(self, t: Term) -> None:
        try:
            self._evaluation.term(t)
        except Undefined as problem:
            raise Rejected(f"{str(t)[:200]} is not known to be defined: {problem}") from None
        self.enclosed = True


def _certainly_defined(t: Term) -> Iterator[Term]:
    """The terms that are defined wherever a formula is true: all but those under `or` or in an integrand."""
    if t.op == "or":
        return
    yield t
    for child in t.children[t.op == "int" :]:
        yield from _certainly_defined(child)


@dataclass
class Step:
    """kind "all" or "some", context, the formula to be shown, premises, and the rule's own data."""

    kind: str
    context: Context
    goal: Term
    premises: tuple[Sequent, ...]
    data: Mapping[str, Any]
    read: Any  # (JSON, names that are bound around it) → a term of the certificate's language
    modulo: list[str] = field(default_factory=list)
    sides: list[Facts] = field(default_factory=list)
    enclosed: bool = False

    def facts(self, first: int = 0, context: Context | None = None) -> Facts:
        """Side conditions in a context (the step's own if none is named), with all premises from the first named."""
        made = Facts(self.context if context is None else context, self.premises[first:])
        self.sides.append(made)
        return made

    def facts_in(self, context: Context) -> Facts:
        """Side conditions in a context, with those premises that stand in it."""
        made = Facts(context, (p for p in self.premises if p.judgement.context == context))
        self.sides.append(made)
        return made

    def premise(self, i: int, context: Context | None = None) -> Term:
        """The formula of the i-th premise, which must be of kind all, and stand in the context if one is named."""
        if i >= len(self.premises):
            raise Rejected(f"there is no premise {i}")
        judgement = self.premises[i].judgement
        if judgement.kind != "all" or (context is not None and judgement.context != context):
            raise Rejected(f"premise {i} stands in another context, or says something of some point only")
        return judgement.formula

    def term(self, data: object, context: Context | None = None) -> Term:
        """A term from the rule's data, with symbols and indices known in the context."""
        t: Term = self.read(data, False)
        (self.context if context is None else context).require_known(t)
        return t

    def sequent(self) -> Sequent:
        """What the step established, once its rule has accepted it."""
        rounded = self.enclosed or any(s.enclosed for s in self.sides) or any(p.enclosed for p in self.premises)
        names = (*(m for p in self.premises for m in p.modulo), *self.modulo)
        return Sequent(Judgement(self.kind, self.context, self.goal), rounded, tuple(dict.fromkeys(names)))


