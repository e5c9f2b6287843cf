"""Integrals in Coq: Coquelicot's `RInt`, of integrands that are differentiable between the limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from checks.encode.coq.analysis import differentiable
from checks.encode.coq.places import Facts, together
from checks.encode.coq.prover import Prover, Table
from checks.encode.coq.terms import NotExpressible, defining
from checks.kernel.extensions.calculus import derivative
from checks.kernel.extensions.integrals import between
from checks.kernel.functions import difference
from checks.kernel.terms import Term

__all__ = ["TABLE", "existing"]


class _Between:
    """An integral, and what is known at y between its limits, where something is known of its parameters."""

    def __init__(self, p: Prover, t: Term, known: Facts | None = None) -> None:
        self.p, self.facts = p, known or p.facts
        self.body, self.bound, self.lower, self.upper = t.args
        if self.upper.op == "oo":
            raise NotExpressible("an improper integral")
        here = self.facts.place
        self.context = between(here.context, self.bound, self.lower, self.upper)
        self.place = replace(here, number=-1, context=self.context, moved=(*here.moved, (self.bound, "y")))
        self.order = f"{{ {self.facts.grant(Term('<=', (self.lower, self.upper)))} }}"
        self.range = f"{here.writer.term(self.lower)} <= y <= {here.writer.term(self.upper)}"

    def function(self, f: Term) -> str:
        """The function of the variable of integration."""
        here = self.facts.place
        return f"(fun {here.names(self.bound)} : R => {here.writer.term(f)})"

    def known(self) -> tuple[Facts, str]:
        """The facts at y, and the tactics that bring them about from Hy."""
        p, x = self.p, Term("v", (self.bound,))
        facts, lines = self.facts.copy(), ["destruct Hy as [Hy1 Hy2]."]
        facts.place, facts.count = self.place, 1000
        for g, name in ((Term("<=", (self.lower, x)), "Hy1"), (Term("<=", (x, self.upper)), "Hy2")):
            facts.know(g, self.place.writer.relation(g), name)
        premises = [i for i in p.premises if p.whole.shown(i)[1] == self.context]
        if premises:
            moved = replace(self.place, number=p.whole.place(self.context).number)
            lines.append(f"assert (CY : G{moved.number} {moved.arguments()}). {{ {p.from_facts(moved, facts)} }}")
            for i in premises:
                pattern = facts.opened(self.place.writer.parts(p.whole.shown(i)[2]))
                lines.append(f"pose proof (s{i} {moved.arguments()} CY) as {pattern}.")
        return facts, " ".join(lines)

    def derivable(self, f: Term) -> str:
        """A tactic for `forall y, a <= y <= b -> ex_derive f y`."""
        facts, lines = self.known()
        return f"intros y Hy. {lines} {differentiable(self.p, defining(f), facts, f, slope=False)}"

    def condition(self, f: Term) -> str:
        """A tactic for `inside` or `integrable` of this integral."""
        if f.op == "integrable":
            return f"apply integrable. {self.order} {{ {self.derivable(self.body)} }}"
        facts, lines = self.known()
        order = self.facts.place.writer.relation(Term("<=", (self.lower, self.upper)))
        start = f"assert (Order : {order}). {self.order} "
        start += "intros y Hy. rewrite Rmin_left, Rmax_right in Hy by exact Order."
        return f"{start} {lines} {together([facts.grant(g) for g in defining(self.body)])}"


def existing(p: Prover, facts: Facts, f: Term) -> str:
    """A tactic for `inside` or `integrable` where only the integrand says it."""
    return _Between(p, f.args[0], facts).condition(f)


def _finish(p: Prover, last: Callable[[Term], str]) -> str:
    """As for any rule; that integrals exist follows from their integrands."""

    def close(f: Term) -> str:
        if f in p.facts.weak:
            return p.facts.grant(f)
        return last(f) if f == p.goal else p.facts.grant(f)

    return p.facts.each(p.goal, close)


def integrable(p: Prover) -> str:
    """The integral exists."""
    return _finish(p, lambda f: "reflexivity.")


def antiderivative(p: Prover) -> str:
    """The fundamental theorem of calculus."""
    left, right = p.goal.args
    area = _Between(p, left)
    primitive = p.term(p.data["antiderivative"])
    slope = derivative(primitive, Term("v", (area.bound,)))

    def last(f: Term) -> str:
        facts, lines = area.known()
        writer = facts.place.writer
        equation = p.equation(slope, area.body, writer, facts)
        function = area.function(primitive)
        ends = [primitive.substitute({area.bound: end}) for end in (area.upper, area.lower)]
        here = p.place.writer
        return (
            f"assert (Derived : forall y : R, {area.range} -> is_derive {function} y ({writer.term(area.body)})). "
            f"{{ intros y Hy. {lines} "
            f"assert (Same : {writer.term(slope)} = {writer.term(area.body)}). {{ {equation} }} "
            f"assert (Slope : is_derive {function} y ({writer.term(slope)})). "
            f"{{ clear Same. {differentiable(p, defining(primitive), facts, primitive)} }} "
            f"exact (eq_ind _ (is_derive {function} y) Slope _ Same). }} "
            f"assert (Value : {here.term(left)} = {here.term(ends[0])} - ({here.term(ends[1])})). "
            f"{{ apply (by_antiderivative {function} {area.function(area.body)}). {area.order} {{ exact Derived. }} "
            f"{{ {area.derivable(area.body)} }} }} "
            f"rewrite Value. clear Value Derived. transitivity ({here.term(difference(*ends))}); [ring|]. "
            f"{p.equation(difference(*ends), right)}"
        )

    return _finish(p, last)


def comparison(p: Prover) -> str:
    """∫f ≤ ∫g from f ≤ g between the limits."""
    left, right = p.goal.args
    area, shown = _Between(p, left), p.premise(0)
    exist = [p.facts.grant(Term("integrable", (t,))) for t in (left, right)]

    def last(f: Term) -> str:
        facts, lines = area.known()
        return (
            f"apply integrals_compare. {area.order} {' '.join(f'{{ {e} }}' for e in exist)} "
            f"{{ intros y Hy. {lines} weak {facts.exact[shown]}. }}"
        )

    return _finish(p, last)


TABLE: Table = {(rule.__name__, "all"): rule for rule in (integrable, antiderivative, comparison)}
