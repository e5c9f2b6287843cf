r"""Writing a proof: lines in a context, each with its rule, ending in something that the kernel has replayed.

    p = Proof.about(LEMMA)                      # the statement's symbols, hypotheses, sequences
    a = p.enclose(phi(x) > 0)                   # lines; formulas are SymPy relations
    b = p.instance(exp_tangent(), v=-2*(x - y)) # a lemma that was established before, at other terms
    c = p.linear(goal, (a, 2), (b, phi(x)))     # goal = 2·a + φ(x)·b, as an identity
    return p.finding(c)                         # replayed by the kernel: evidence, with its certificate

Facts in `linear`, `instance`, `identity`, … may be lines or SymPy relations; a relation is looked up among the
hypotheses or shown by an enclosure on the spot. Nothing here is trusted: `finding` hands the certificate to the kernel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from checks.encode.claims import context_of
from checks.kernel import Context, Established, establish
from checks.kernel.calculus import expand_derivatives
from checks.kernel.judgement import Judgement, Rejected, as_variables, contrary
from checks.kernel.replay import Sequent, Step
from checks.kernel.rules import RULES
from checks.kernel.rules.analysis import endpoint_premises
from checks.kernel.rules.definedness import known
from checks.kernel.rules.sequences import induction_premises, step_symbol, unrolled
from checks.kernel.sympy_terms import formula_of, term_of
from checks.kernel.terms import ONE, ZERO, Term, add, conjunction, conjuncts, relation, text, var
from checks.methods.handing import evidence
from checks.methods.search import Budget, NotFound, subdivide
from checks.methods.sheet import Line, Sheet
from checks.outcome import Evidence
from checks.paper import Claim, Statement

__all__ = ["Line", "Proof"]


class Proof:
    """A proof in one context. Sub-proofs (cases, inductions) write to the same sheet."""

    def __init__(
        self,
        symbols: Mapping[Any, Any] | None = None,
        given: Iterable[Any] = (),
        evolves: Iterable[Any] = (),
        *,
        seconds: float = 60.0,
    ) -> None:
        self.context = context_of(symbols or {}, given, evolves)
        self.goal: Term | None = None
        self.goals: list[Term] = []
        self.seconds = seconds
        self._sheet = Sheet()
        self._unrolled = False

    @classmethod
    def about(
        cls,
        claim: Claim | Statement,
        *,
        given: Iterable[Any] | None = None,
        also: Mapping[Any, Any] | None = None,
        evolves: Iterable[Any] | None = None,
        seconds: float = 60.0,
    ) -> Proof:
        """A proof in the context of a claim, with its formulas as `goals` (a statement is taken for the claim that it
        is). `given` and `evolves` replace the hypotheses; `also` adds symbols with their domains (a symbol of the
        paper's notation may be given the value None: its usual domain)."""
        claim = claim if isinstance(claim, Claim) else claim.claim
        usual = {**claim.statement.paper.symbols, **claim.symbols}
        symbols = {**claim.symbols, **{s: usual[s] if d is None else d for s, d in (also or {}).items()}}
        proof = cls(
            symbols,
            claim.given if given is None else given,
            claim.evolves if evolves is None else evolves,
            seconds=seconds,
        )
        proof.goals = [formula_of(f) for f in claim.formulas]
        if proof.goals or claim.kind == "some":  # that the hypotheses can be met is shown with the formula 0 = 0
            proof.goal = conjunction(proof.goals or [relation("=", ZERO, ZERO)])
        return proof

    def _sub(self, context: Context, goal: Term | None, unrolled_: bool | None = None) -> Proof:
        sub = Proof.__new__(Proof)
        sub.context, sub.goal, sub.seconds = context, goal, self.seconds
        sub.goals = [] if goal is None else list(conjuncts(goal))
        sub._sheet, sub._unrolled = self._sheet, self._unrolled if unrolled_ is None else unrolled_
        return sub

    # reading what the author writes

    def formula(self, f: Any) -> Term:
        """A formula from a SymPy relation, a Line or a Term."""
        t = f.formula if isinstance(f, Line) else f if isinstance(f, Term) else formula_of(f)
        return as_variables(t) if self._unrolled else t

    def term(self, e: Any) -> Term:
        """A term from a SymPy expression, a number or a Term."""
        t = e if isinstance(e, Term) else term_of(e)
        return as_variables(t) if self._unrolled else t

    def fact(self, f: Any) -> Line:
        """A line for a fact: a Line as it is; a relation that is a hypothesis, or was shown, or can be enclosed."""
        if isinstance(f, Line):
            return f
        if isinstance(f, Established):
            return self.use(f)
        goal = self.formula(f)
        done = self._sheet.shown.get((self._sheet.context(self.context), goal))
        if done is not None:
            return Line(goal, self.context, done)
        if all(known(part, self.context.given) for part in conjuncts(goal)):
            return self._line("given", goal, [])
        return self.enclose(goal)

    def _line(self, rule: str, goal: Term, sources: Sequence[Line], **data: Any) -> Line:
        for source in sources:
            if rule not in _ANY_CONTEXT and source.context != self.context:
                raise Rejected(f"{rule}: the fact {source} stands in another context")
        if rule in _AT_ONCE:  # so that a wrong line fails where it is written
            premises = [Sequent(Judgement(s.kind, s.context, s.formula), False, ()) for s in sources]
            RULES[rule, "all"](Step(rule, self.context, goal, premises, data))
        index = self._sheet.step(rule, self.context, goal, [s.index for s in sources], data)
        line = Line(goal, self.context, index)
        self._sheet.shown[self._sheet.context(self.context), goal] = index
        return line

    # rules

    def given(self, f: Any, *facts: Any) -> Line:
        """A hypothesis, or a weaker form or a conjunct of a fact."""
        return self._line("given", self.formula(f), [self.fact(x) for x in facts])

    def hypotheses(self) -> list[Line]:
        """Every hypothesis as a line."""
        return [self._line("given", f, []) for f in self.context.given]

    def identity(self, equation: Any, *using: Any) -> Line:
        """a = b by normal form; `using` are facts that show that divisors are not 0."""
        return self._line("identity", self.formula(equation), [self.fact(f) for f in using])

    def linear(self, goal: Any, *combination: Any, using: Sequence[Any] = ()) -> Line:
        """The goal as a combination of facts: pairs (fact, multiplier), or facts alone for multiplier 1. `using` are
        facts that show that multipliers and divisors have the right sign."""
        facts: list[Line] = []
        multipliers: list[Any] = []
        for entry in combination:
            fact, multiplier = entry if isinstance(entry, tuple) else (entry, 1)
            facts.append(self.fact(fact))
            multipliers.append(self.term(multiplier).to_json())
        facts += [self.fact(f) for f in using]
        return self._line("linear", self.formula(goal), facts, multipliers=multipliers)

    def rewrite(self, goal: Any, source: Any, *equations: Any) -> Line:
        """The goal is the source with equals put for equals (left sides replaced by right sides in both)."""
        return self._line("rewrite", self.formula(goal), [self.fact(source), *(self.fact(e) for e in equations)])

    def enclose(self, goal: Any, *, bits: int = 128, depth: int = 60, seconds: float | None = None) -> Line:
        """A formula over the whole box of the context, by subdivision."""
        formula = self.formula(goal)
        try:
            tree = subdivide(self.context, formula, Budget(seconds or self.seconds, depth), bits)
        except NotFound as problem:
            raise NotFound(f"{text(formula)[:200]}: {problem}", problem.boxes, problem.names) from None
        return self._line("enclosure", formula, [], tree=tree.marks, bits=bits)

    def by_derivatives(self, goal: Any, x: Any, end: str = "lo", *, order: int = 1) -> Line:
        """The goal from its value at an end of the range of x and the sign of its derivative in x; the derivative's
        sign by enclosure (order 1), or by the same rule once more (order 2, 3, …)."""
        formula, name = expand_derivatives(self.formula(goal)), self.term(x).args[0]
        at_end, beside = endpoint_premises(self.context, formula, name, end == "lo")
        first = self._sub(at_end.context, at_end.formula)
        second = self._sub(beside.context, beside.formula)
        value = first.settle(at_end.formula)
        slope = (
            second.by_derivatives(beside.formula, x, end, order=order - 1)
            if order > 1
            else second.settle(beside.formula)
        )
        return self._line("endpoint", formula, [value, slope], variable=name, end=end)

    def endpoint(
        self, goal: Any, x: Any, end: str, value: Callable[[Proof], Line], slope: Callable[[Proof], Line]
    ) -> Line:
        """As `by_derivatives`, with both premises written by the author: each gets a sub-proof with its `goal`."""
        formula, name = expand_derivatives(self.formula(goal)), self.term(x).args[0]
        at_end, beside = endpoint_premises(self.context, formula, name, end == "lo")
        first = value(self._sub(at_end.context, at_end.formula))
        second = slope(self._sub(beside.context, beside.formula))
        return self._line("endpoint", formula, [first, second], variable=name, end=end)

    def settle(self, goal: Any) -> Line:
        """A relation by the simplest rule that does it: hypothesis, equality of normal forms, enclosure."""
        formula = self.formula(goal)
        if formula.op in ("=", "<="):
            equation = relation("=", *formula.args)
            try:
                line = self._tried("identity", equation)
            except Rejected:
                pass
            else:
                return line if formula.op == "=" else self._line("given", formula, [line])
        return self.fact(formula)

    def _tried(self, rule: str, goal: Term) -> Line:
        """A step without premises, kept only if the kernel accepts it."""
        step = {"rule": rule, "in": 0, "shows": goal.to_json(), "from": []}
        establish({"certificate": 1, "contexts": [self.context.to_json()], "steps": [step]})
        return self._line(rule, goal, [])

    def use(self, established: Established) -> Line:
        """The last line of another certificate, in its own context."""
        index = self._sheet.adopt(established)
        return Line(established.claim.formula, established.claim.context, index, established.claim.kind)

    def instance(self, lemma: Any, *using: Any, goal: Any = None, part: int | None = None, **values: Any) -> Line:
        """A lemma (Established, or a Line of any context) at particular terms: `instance(lemma, v=-2*x)`. `using` are
        facts from which its hypotheses follow. `goal` may restate what it gives in an equal form."""
        line = lemma if isinstance(lemma, Line) else self.use(lemma)
        terms = {name: self.term(e) for name, e in values.items()}
        shown = line.formula if part is None else conjuncts(line.formula)[part]
        formula = self.formula(goal) if goal is not None else expand_derivatives(shown).substitute(terms)
        data: dict[str, Any] = {"values": {name: t.to_json() for name, t in terms.items()}}
        if part is not None:
            data["part"] = part
        return self._line("instance", formula, [line, *(self.fact(f) for f in using)], **data)

    def cases(
        self, goal: Any, left: Any, right: Any, below: Callable[[Proof], Line], above: Callable[[Proof], Line]
    ) -> Line:
        """The goal in the case left ≤ right and in the case left > right; each gets a sub-proof with its `goal`."""
        formula, a, b = self.formula(goal), self.term(left), self.term(right)
        split = relation("<=", a, b)
        first = below(self._sub(self.context.assuming(split), formula))
        second = above(self._sub(self.context.assuming(contrary(split)), formula))
        return self._line("cases", formula, [first, second], left=a.to_json(), right=b.to_json())

    def both(self, *facts: Any) -> Line:
        """The conjunction of several facts, in the order given."""
        lines = [self.fact(f) for f in facts]
        formula = Term("and", tuple(part for line in lines for part in conjuncts(line.formula)))
        return self._line("both", formula, lines)

    def axiom(self, name: str, u: Any, v: Any = 1, *using: Any) -> Line:
        """A defining equation of the kernel's list (see `checks.kernel.rules.logic.axiom`) at the terms u, v."""
        from checks.kernel.rules.logic import _axioms

        first, second = self.term(u), self.term(v)
        _, formula = _axioms(first, second)[name]
        lines = [self.fact(f) for f in using]
        return self._line("axiom", formula, lines, name=name, u=first.to_json(), v=second.to_json())

    def cite(self, theorem: str, goal: Any, *using: Any) -> Line:
        """A named theorem, or "inference: …"; printed with every verdict that rests on it."""
        return self._line("cited", self.formula(goal), [self.fact(f) for f in using], theorem=theorem)

    def induction(
        self, goal: Any, base: Callable[[Proof], Line], step: Callable[[Proof], Line], facts: Sequence[Any] = ()
    ) -> Line:
        """∀t: goal, from its base and its step; each gets a sub-proof whose `goal` is what must be shown there, in
        which values of sequences are real variables (write g(t), g(t + 1), g(0) as usual). `facts` were shown for
        every t before."""
        formula = self.formula(goal)
        lines = [self.fact(f) for f in facts]
        shown = [part for line in lines for part in conjuncts(line.formula)]
        first, second = induction_premises(self.context, formula, shown)
        bottom = base(self._sub(first.context, first.formula, True))
        climb = step(self._sub(second.context, second.formula, True))
        return self._line("induction", formula, [bottom, climb, *lines])

    def each_step(self, goal: Any, show: Callable[[Proof], Line], facts: Sequence[Any] = ()) -> Line:
        """∀t: goal, from the relations at t and t + 1 alone (and facts shown for every t before)."""
        formula = self.formula(goal)
        lines = [self.fact(f) for f in facts]
        shown = [part for line in lines for part in conjuncts(line.formula)]
        t = var(step_symbol(self.context))
        wanted = unrolled(self.context, shown, [t, add(t, ONE)], formula)
        line = show(self._sub(wanted.context, wanted.formula, True))
        return self._line("each-step", formula, [line, *lines])

    def orbit(self, goal: Any, *, bits: int = 128) -> Line:
        """A formula in values of recursions, by iterating balls (see the kernel's rule)."""
        return self._line("orbit", self.formula(goal), [], bits=bits)

    # results

    def established(self, line: Line) -> Established:
        """Replay the certificate that ends in this line."""
        return establish(self._sheet.pruned(line.index))

    def finding(self, line: Line, **more: Any) -> Evidence:
        """This line as the evidence of the check, whether it is what the check claims, its contrary or an instance."""
        return evidence(self.established(line), **more)


_AT_ONCE = frozenset({"given", "identity", "linear", "rewrite", "instance", "both", "axiom"})
_ANY_CONTEXT = frozenset(
    {"instance", "cases", "induction", "each-step", "endpoint", "cited", "comparison", "tail", "limit"}
)
