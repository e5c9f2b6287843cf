"""Integrals in Coq: Coquelicot's `RInt`, of integrands that are differentiable between the limits."""

from __future__ import annotations

from collections.abc import Callable

from checks.encode.coq.analysis import differentiable
from checks.encode.coq.places import Facts, Place, together
from checks.encode.coq.prover import Prover, Table
from checks.encode.coq.terms import NotExpressible, defining
from checks.kernel.extensions.calculus import derivative
from checks.kernel.extensions.integrals import between
from checks.kernel.functions import difference
from checks.kernel.terms import Term

__all__ = ["TABLE"]


class _Between:
    """An integral, and what is known at y between its limits."""

    def __init__(self, p: Prover, t: Term) -> None:
        self.p = p
        self.body, self.bound, self.lower, self.upper = t.args
        if self.upper.op == "oo":
            raise NotExpressible("an improper integral")
        self.context = between(p.context, self.bound, self.lower, self.upper)
        self.place = Place(-1, self.context, p.place.names, p.place.sequences, ((self.bound, "y"),))
        writer = p.place.writer
        self.order = f"{{ {p.facts.grant(Term('<=', (self.lower, self.upper)))} }}"
        self.limits = f"{writer.term(self.lower, 4)} {writer.term(self.upper, 4)}"
        self.range = f"{writer.term(self.lower)} <= y <= {writer.term(self.upper)}"

    def function(self, f: Term) -> str:
        """The function of the variable of integration."""
        names = self.p.place.names
        inner = self.p.place.writer
        return f"(fun {names(self.bound)} : R => {inner.term(f)})"

    def known(self) -> tuple[Facts, str]:
        """The facts at y, and the tactics that bring them about from Hy."""
        p, x = self.p, Term("v", (self.bound,))
        facts, lines = p.facts.copy(), ["destruct Hy as [Hy1 Hy2]."]
        facts.place, facts.count = self.place, 1000
        for g, name in ((Term("<=", (self.lower, x)), "Hy1"), (Term("<=", (x, self.upper)), "Hy2")):
            facts.know(g, self.place.writer.relation(g), name)
        premises = [i for i in p.premises if p.whole.shown(i)[1] == self.context]
        if premises:
            there = p.whole.place(self.context)
            moved = Place(there.number, self.context, self.place.names, self.place.sequences, self.place.moved)
            lines.append(f"assert (CY : G{there.number} {moved.arguments()}). {{ {p.from_facts(moved, facts)} }}")
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
        start = f"assert (Order : {self.p.place.writer.relation(Term('<=', (self.lower, self.upper)))}). {self.order} "
        start += "intros y Hy. rewrite Rmin_left, Rmax_right in Hy by exact Order."
        return f"{start} {lines} {together([facts.grant(g) for g in defining(self.body)])}"


def _finish(p: Prover, last: Callable[[Term], str]) -> str:
    """As for any rule; that integrals exist follows from their integrands."""

    def close(f: Term) -> str:
        if f in p.facts.weak:
            return p.facts.grant(f)
        if f.op in ("integrable", "inside"):
            return _Between(p, f.args[0]).condition(f)
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
            f"rewrite Value. clear Value Derived. {p.equation(difference(*ends), right)}"
        )

    return _finish(p, last)


def comparison(p: Prover) -> str:
    """∫f ≤ ∫g from f ≤ g between the limits."""
    left, right = p.goal.args
    area, other = _Between(p, left), _Between(p, right)
    shown = p.premise(0)

    def exists(which: _Between, t: Term) -> str:
        f = Term("integrable", (t,))
        return p.facts.grant(f) if f in p.facts.weak else which.condition(f)

    def last(f: Term) -> str:
        facts, lines = area.known()
        return (
            f"apply integrals_compare. {area.order} {{ {exists(area, left)} }} {{ {exists(other, right)} }} "
            f"{{ intros y Hy. {lines} weak {facts.exact[shown]}. }}"
        )

    return _finish(p, last)


TABLE: Table = {(rule.__name__, "all"): rule for rule in (integrable, antiderivative, comparison)}
