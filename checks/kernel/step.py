"""A step as a rule sees it, and the one way in which rules take side conditions (see `SPEC.md`, *Side conditions*)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from checks.kernel.contexts import Context, Judgement, half_lines
from checks.kernel.functions import SPECIAL, Evaluation, conditions
from checks.kernel.intervals import Interval, Undefined, from_ends
from checks.kernel.terms import BINDERS, RELATIONS, Rejected, Term, conjuncts, require, weaker


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
        claims = [p.judgement for p in premises]
        here = all(j.kind == "all" and j.context == context for j in claims)
        require(here, "a premise stands in another context, or says that something is so for some point only")
        self.context, self.shown, self.enclosed = context, tuple(j.formula for j in claims), False

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
        x, q = (a, b) if b.op == "q" else (b, a)
        if x.op != "v" or q.op != "q" or f.op == "=":
            return False
        sides = half_lines("<" if f.op == "!=" else f.op, q.args[0], x is a)
        if f.op == "!=":
            sides += half_lines("<", q.args[0], x is not a)
        return any(self.context.domains[x.args[0]].inside(side) for side in sides)

    def define(self, *terms: Term) -> None:
        """Raises Rejected unless every term (or both sides of a formula) is defined wherever the context holds."""
        for t in terms:
            if t in self._defined:
                continue
            if t.op in SPECIAL and not SPECIAL[t.op].total:
                try:
                    self._evaluation.term(t)
                except Undefined as problem:
                    raise Rejected(f"{str(t)[:200]} is not known to be defined: {problem}") from None
                self.enclosed = True
                continue
            self.define(*t.children)
            for condition in conditions(t):
                if not self.granted(condition):
                    raise Rejected(f"{str(t)[:200]} is defined only where {str(condition)[:200]}; show that first")


def _certainly_defined(t: Term) -> Iterator[Term]:
    """The terms that are defined wherever a formula is true: all but those under `or` or in an integrand."""
    if t.op == "or":
        return
    yield t
    for child in t.children[t.op in BINDERS :]:
        yield from _certainly_defined(child)


def place(i: Any, items: Sequence[Any]) -> int:
    """The number of something that is there."""
    require(type(i) is int and 0 <= i < len(items), f"{str(i)[:60]} numbers nothing that is there")
    return int(i)


@dataclass
class Step:
    """kind "all" or "some", context, the formula to be shown, premises, and the rule's own data."""

    kind: str
    context: Context
    goal: Term
    premises: tuple[Sequent, ...]
    data: Mapping[str, Any]
    read: Callable[[Any, bool], Term]  # JSON, whether a formula is expected → a term of the certificate's language
    leaves: Mapping[str, Any]  # the kinds of leaves that the certificate's language has
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
        require(i < len(self.premises), "a premise is missing")
        j = self.premises[i].judgement
        here = j.kind == "all" and (context is None or j.context == context)
        require(here, "a premise stands in another context, or says that something is so for some point only")
        return j.formula

    def term(self, data: object, context: Context | None = None) -> Term:
        """A term from the rule's data, with symbols and indices known in the context."""
        t = self.read(data, False)
        (self.context if context is None else context).require_known(t)
        return t

    def sequent(self) -> Sequent:
        """What the step established, once its rule has accepted it."""
        rounded = self.enclosed or any(s.enclosed for s in self.sides) or any(p.enclosed for p in self.premises)
        names = (*(m for p in self.premises for m in p.modulo), *self.modulo)
        return Sequent(Judgement(self.kind, self.context, self.goal), rounded, tuple(dict.fromkeys(names)))
