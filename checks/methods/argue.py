r"""Writing a proof: lines in a context, each with its rule, ending in something that the kernel has replayed.

    p = Proof.about(LEMMA)                      # the statement's symbols, hypotheses, sequences
    a = p.enclose(phi(x) > 0)                   # lines; formulas are SymPy relations
    b = p.instance(exp_tangent(), v=-2*(x - y)) # a lemma that was established before, at other terms
    c = p.linear(goal, (a, 2), (b, phi(x)))     # goal = 2·a + φ(x)·b, as an identity
    return p.finding(c)                         # replayed by the kernel: evidence, with its certificate

Facts in `linear`, `instance`, `identity`, … may be lines or SymPy relations; a relation is looked up among what is
known (hypotheses, lines above, relations between sequences, signs of parts) or seen by a few subdivisions. Nothing here
is trusted: each line is judged by the kernel's rule when it is written, and `finding` hands the kernel the whole
certificate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import FunctionType
from typing import Any, ClassVar

from checks.encode.claims import context_of
from checks.encode.contexts import having, hypotheses, without
from checks.encode.from_sympy import formula_of, term_of
from checks.encode.language import term_of_json
from checks.encode.terms import (
    ONE,
    ZERO,
    add,
    conjunction,
    contrary,
    folded,
    neg,
    parts,
    rational,
    relation,
    sequence_values,
    text,
    var,
)
from checks.kernel import Context, Rejected
from checks.kernel.extensions.calculus import derivative
from checks.kernel.functions import difference
from checks.kernel.intervals import Undefined
from checks.kernel.rules import LAWS
from checks.kernel.terms import Malformed, Term
from checks.methods.algebra import by_algebra
from checks.methods.combine import columns_of, nearest
from checks.methods.elaborate import Scope, Standing
from checks.methods.handing import evidence
from checks.methods.likeness import equal
from checks.methods.residual import residual
from checks.methods.search import Budget, NotFound, subdivide
from checks.methods.sheet import Lemma, Line, Sheet
from checks.methods.tape import atoms_of
from checks.outcome import Evidence
from checks.paper import Claim, Statement

__all__ = ["Line", "Proof"]

Show = Callable[["Proof"], Line]
SHALLOW = 12  # how deep a relation that is handed over as a fact is subdivided


class Proof(Scope):
    """A proof in one context. Sub-proofs (cases, inductions) write to the same sheet."""

    search: ClassVar[Callable[[Proof, Term, float], Line]]  # behind `decide`; set by `automatic`, which needs `Proof`

    def __init__(
        self,
        symbols: Mapping[Any, Any] | None = None,
        given: Iterable[Any] = (),
        evolves: Iterable[Any] = (),
        *,
        seconds: float = 60.0,
    ) -> None:
        super().__init__(Sheet(), context_of(symbols or {}, given, evolves))
        self.goal: Term | None = None
        self.goals: list[Term] = []
        self.seconds = seconds

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

    def _repr_html_(self) -> str:
        return self.sheet._repr_html_()

    def sub(self, context: Context, goal: Term | None, facts: Iterable[Standing] = ()) -> Proof:
        """A proof in another context on the same sheet, with the standing facts of this one."""
        proof = Proof.__new__(Proof)
        Scope.__init__(proof, self.sheet, context, (*self.inherited(), *facts))
        proof.bits = self.bits
        proof.goal, proof.goals, proof.seconds = goal, [] if goal is None else list(parts(goal)), self.seconds
        return proof

    def shown(self, show: Show) -> Line:
        """What a sub-proof shows: its goal, as the author wrote it or from an equal form."""
        assert self.goal is not None
        return self.restated(self.goal, self._ended(show))

    def compared(self, show: Show) -> Line:
        """The same where < or <= may be shown, as the author chooses."""
        assert self.goal is not None
        line = self._ended(show)
        op = line.formula.op if line.formula.op in ("<", "<=") else self.goal.op
        return self.restated(Term(op, self.goal.args), line)

    def _ended(self, show: Show) -> Line:
        line = show(self)
        if not isinstance(line, Line):
            raise Rejected(f"a sub-proof must return its last line, for instance q.linear(q.goal, …), not {line!r}")
        if line.context != self.context:
            raise Rejected(f"the sub-proof ends with {line}, which stands in another context")
        return line

    # reading what the author writes

    def formula(self, f: Any) -> Term:
        """A formula from a SymPy relation, a Line or a Term."""
        if f is None:
            raise Rejected("there is no goal here, for nothing is claimed as a formula; write the relation itself")
        return f.formula if isinstance(f, Line) else f if isinstance(f, Term) else formula_of(f)

    def term(self, e: Any) -> Term:
        """A term from a SymPy expression, a number or a Term."""
        return e if isinstance(e, Term) else term_of(e)

    def fact(self, f: Any) -> Line:
        """A line for a fact: a Line as it is; a relation that is known here in some form (`line`), or seen by a few
        subdivisions."""
        if isinstance(f, Line):
            return f if f.context == self.context or f.kind != "all" else self._brought(f)
        if isinstance(f, Lemma):
            return self.use(f)
        goal = self.formula(f)
        try:
            return self.line(goal)
        except Rejected as problem:
            try:
                return self.enclose(goal, depth=SHALLOW)
            except (Rejected, NotFound, Undefined):
                raise Rejected(f"{problem}; {self._advice(goal)}") from None

    def _advice(self, goal: Term) -> str:
        """What to try where a fact is not known."""
        if sequence_values(goal) - {v for f in self.context.given for v in sequence_values(f)} and self.context.evolves:
            return "show it at every step first (p.induction, p.each_step), and hand that line over as one of the facts"
        return "show it first: p.enclose(...) over the box, p.linear(...) from facts, or p.decide(...), which searches"

    def _brought(self, line: Line) -> Line:
        """A line of another context in this one, where its hypotheses are known here."""
        try:
            return self.instantiate(line, line.formula, {})
        except (Rejected, KeyError):
            raise Rejected(f"the fact {line} stands in another context") from None

    def _facts(self, facts: Iterable[Any]) -> list[Line]:
        return [self.fact(f) for f in facts]

    def line(self, formula: Any, using: Sequence[Line] = ()) -> Line:
        """A relation that is known here in some form: a hypothesis, a line above, a relation between sequences at any
        index, what signs of parts say. Nothing is subdivided."""
        return super().line(self.formula(formula), using)

    # rules

    def given(self, f: Any, *facts: Any) -> Line:
        """A hypothesis, or a weaker form or a conjunct of a fact, up to normal form."""
        formula = self.formula(f)
        premises = self._facts(facts)
        try:
            self.require(formula, premises)
        except Rejected as problem:
            raise Rejected(f"{problem}; {self._advice(formula)}") from None
        return self.write("given", formula, premises)

    def hypotheses(self) -> list[Line]:
        """Every hypothesis as a line."""
        return [self.line(part) for f in self.context.given for part in parts(f)]

    def identity(self, equation: Any, *using: Any) -> Line:
        """a = b by normal form; `using` are facts that show that divisors are not 0."""
        formula, premises = self.formula(equation), self._facts(using)
        self.define([formula], premises)
        return self.by_normal_form("identity", formula, premises)

    def linear(self, goal: Any, *combination: Any, using: Sequence[Any] = ()) -> Line:
        """The goal as a combination of facts: pairs (fact, multiplier), or facts alone. `using` are facts that show
        that multipliers and divisors have the right sign.

        A multiplier that is not written is 1; where that does not add up, and none is written at all, multipliers of
        the facts, of their products and of squares are looked for. The sides of a fact are taken as greater − less; an
        equation a = b contributes its multiplier times b − a, of either sign."""
        formula = self.formula(goal)
        pairs = [entry if isinstance(entry, tuple) else (entry, 1) for entry in combination]
        premises, multipliers = self._facts(f for f, _ in pairs), [self.term(m) for _, m in pairs]
        combined = list(premises)
        premises += self._facts(using)
        try:
            self.define([formula, *multipliers], premises)
            self._require_signs(formula, combined, multipliers, premises)
            factors = [m.to_json() for m in multipliers]
            return self.by_normal_form("linear", formula, premises, multipliers=factors)
        except Rejected as problem:
            if any(isinstance(entry, tuple) for entry in combination):
                if "add up" not in str(problem):
                    raise
                raise Rejected(self._short_of(problem, formula, combined, multipliers)) from None
        try:
            return by_algebra(self, formula, Budget(min(self.seconds, 20.0)), facts=premises)
        except (Rejected, Undefined, Malformed) as problem:
            raise Rejected(self._best(problem, formula, combined)) from None

    def _short_of(self, problem: Exception, goal: Term, facts: Sequence[Line], multipliers: Sequence[Term]) -> str:
        left = residual(goal, [(f.formula, m) for f, m in zip(facts, multipliers, strict=True)])
        turned = self._turned(goal, facts, multipliers)
        advice = turned or "leave all multipliers out, and they are looked for"
        return f"{problem} {text(goal)[:300]}; it leaves {left[:600]} (right side − left side); {advice}"

    def _turned(self, goal: Term, facts: Sequence[Line], multipliers: Sequence[Term]) -> str:
        """Which equation has the wrong sign, if that is all."""
        for k, fact in enumerate(facts):
            if fact.formula.op == "=":
                other = [neg(m) if i == k else m for i, m in enumerate(multipliers)]
                if residual(goal, [(f.formula, m) for f, m in zip(facts, other, strict=True)]) == "0":
                    return f"with {text(other[k])[:200]} for {text(fact.formula)[:200]} it adds up"
        return ""

    def _best(self, problem: Exception, goal: Term, facts: Sequence[Line]) -> str:
        """Why no multipliers were found, and which combination of the facts comes nearest."""
        usable = [f for f in facts if f.formula.op in ("<", "<=", "=")]
        try:
            found = nearest(goal, columns_of(self, usable))
        except Rejected:
            found = []
        if not found:
            left = residual(goal, [])
            return f"linear: no multipliers were found ({problem}); wanted from the facts: 0 {goal.op} {left[:600]}"
        chosen = {c.line(): rational(x) for c, x in found}
        left = residual(goal, [(f.formula, m) for f, m in chosen.items()])
        near = " + ".join(f"({text(m)})·[{text(f.formula)[:80]}]" for f, m in chosen.items())
        return f"linear: no multipliers were found ({problem}); nearest is {near}, which leaves {left[:600]}"

    def _require_signs(self, goal: Term, facts: list[Line], multipliers: list[Term], premises: list[Line]) -> None:
        """Multipliers of inequalities are ≥ 0, and one of a strict one is > 0 if the goal is strict."""
        strict = goal.op != "<"
        for fact, m in zip(facts, multipliers, strict=True):
            if fact.formula.op not in ("<", "<="):
                continue
            if fact.formula.op == "<" and not strict:
                try:
                    self.require(relation("<", ZERO, m), premises)
                    strict = True
                    continue
                except Rejected:
                    pass
            try:
                self.require(relation("<=", ZERO, m), premises)
            except Rejected:
                raise Rejected(
                    f"the multiplier {text(m)[:200]} of {text(fact.formula)[:200]} is not known to be ≥ 0; "
                    "name facts that show its sign in using=[…], or tell the cases apart with p.cases"
                ) from None

    def rewrite(self, goal: Any, source: Any, *equations: Any) -> Line:
        """The goal is the source with equals put for equals (left sides replaced by right sides in both), up to normal
        form."""
        formula, start, lines = self.formula(goal), self.fact(source), self._facts(equations)
        wanted, known = formula, start.formula
        for line in lines:
            wanted, known = (f.replace(*line.formula.args) for f in (wanted, known))
        if wanted == known:
            return self.write("rewrite", formula, [start, *lines])
        replaced = self.write("rewrite", known, [start, *lines])
        return self.write("rewrite", formula, [self.restated(wanted, replaced), *lines])

    def restated(self, formula: Term, line: Line) -> Line:
        """A line in an equal form: relation by relation the same differences of sides, by normal form."""
        if line.formula == formula:
            return line
        if formula.op == "and":
            known = [self._part(f, line) for f in parts(line.formula)]
            premises: list[Line] = []
            for part in parts(formula):
                self.require(part, premises := [*premises, *known])
            return self.write("given", formula, premises)
        if formula.op == "or" and line.formula.op == "or" and len(formula.args) == len(line.formula.args):
            shown = []
            for old, new in zip(line.formula.args, formula.args, strict=True):
                q = self.sub(self.context.assuming(old), formula)
                shown.append(q.either(formula, q.restated(new, q.line(old))))
            return self.write("cases", formula, [line, *shown])
        premises = [line]
        self.require(formula, premises)
        return self.line(formula, premises)

    def enclose(self, goal: Any, *facts: Any, bits: int = 128, depth: int = 60, seconds: float | None = None) -> Line:
        """A formula over the whole box of the context, by subdivision. `facts` may narrow the box further."""
        formula, premises = self.formula(goal), self._facts(facts)
        if formula.op == "and":
            options: dict[str, Any] = {"bits": bits, "depth": depth, "seconds": seconds}
            return self.both(*(self.enclose(f, *premises, **options) for f in parts(formula)))
        self.context.require_known(formula)
        premises += [line for line in self.bounds(atoms_of(formula)) if line not in premises]
        budget = Budget(seconds or self.seconds, depth)
        try:
            tree = subdivide(self.context, formula, budget, bits, [p.formula for p in self._taken_apart(premises)])
        except NotFound as problem:
            why = f"{text(formula)[:200]}: {problem}{self._not_enclosed(formula)}"
            raise NotFound(why, problem.boxes, problem.names) from None
        data: dict[str, Any] = {"tree": tree.marks, "split": [atom.to_json() for atom in tree.split]}
        if bits != 128:
            data["bits"] = bits
        return self.note("enclosure", formula, premises, **data)

    def _not_enclosed(self, formula: Term) -> str:
        """What keeps a subdivision from ending, where that can be told."""
        try:
            self.define([formula], [])
        except Rejected as problem:
            return f"; {problem}"
        if values := sequence_values(formula):
            shown = ", ".join(sorted(map(text, values))[:3])
            return f"; of {shown} it knows only bounds by numbers, so use p.linear with the relations between sequences"
        return ""

    def _taken_apart(self, lines: Iterable[Line]) -> list[Line]:
        return [replace(line, formula=f) for line in lines for f in parts(line.formula)]

    def by_derivatives(self, goal: Any, x: Any, end: str = "lo", *, order: int = 1) -> Line:
        """The goal from its value at an end of the range of x and the sign of its derivative in x; the derivative's
        sign by enclosure (order 1), or by the same rule once more (order 2, 3, …)."""

        def slope(q: Proof) -> Line:
            return q.by_derivatives(q.goal, x, end, order=order - 1) if order > 1 else q.settle(q.goal)

        return self.endpoint(goal, x, end, lambda q: q.settle(q.goal), slope)

    def endpoint(self, goal: Any, x: Any, end: str, value: Show, slope: Show, *using: Any) -> Line:
        """As `by_derivatives`, with both premises written by the author: each gets a sub-proof with its `goal`.

        `using`: facts from which it is seen that the goal is defined on the whole range, or functions that write such
        lines."""
        if end not in ("lo", "hi"):
            raise Rejected(f'endpoint: the end is "lo" or "hi", not {end!r}')
        formula, name, at_lo = self.formula(goal), self.term(x).args[0], end == "lo"
        variable, rest = var(name), without(self.context, name)
        side = self.context.narrowed(f for f in hypotheses(self.context) if f.variables == {name})[variable]
        last = side.lo if at_lo else side.hi
        if formula.op not in ("<", "<="):
            raise Rejected(f"endpoint: {text(formula)[:200]} is neither < nor <=")
        if last is None:
            which = "lower" if at_lo else "upper"
            raise Rejected(
                f"the range of {name} has no finite {which} end; tell two cases apart with "
                f"p.cases(goal, {name}, number, …) and start from the number"
            )
        beside = having(rest, name, replace(side, lo_open=side.lo_open or at_lo, hi_open=side.hi_open or not at_lo))
        rate = derivative(difference(formula.args[1], formula.args[0]), variable)
        first = self.sub(rest, formula.substitute({name: rational(last)}))
        second = self.sub(beside, relation("<=", ZERO, rate) if at_lo else relation("<=", rate, ZERO))
        lines = [first.compared(value), second.compared(slope)]
        whole = replace(side, lo_open=side.lo_open and not at_lo, hi_open=side.hi_open and at_lo)
        within = self.sub(having(rest, name, whole), None)
        needed = [line for f in using for line in (f(within) if isinstance(f, FunctionType) else [within.fact(f)])]
        within.define([formula], needed)
        return self.write("endpoint", formula, [*lines, *needed], variable=name, end=end)

    def settle(self, goal: Any) -> Line:
        """A relation by the simplest rule that does it: hypothesis, equality of normal forms, enclosure."""
        formula = self.formula(goal)
        if formula.op in ("=", "<=") and self.likeness.alike(*formula.args) and equal(*formula.args):
            try:
                line = self.equation(*formula.args)
            except Rejected:
                pass
            else:
                return line if formula.op == "=" else self.write("given", formula, [line])
        try:
            return self.line(formula)
        except Rejected:
            return self.enclose(formula)

    def decide(self, goal: Any, *facts: Any, seconds: float = 20.0) -> Line:
        """A relation by the whole search behind `referee prove`, from the domains, the hypotheses and the facts; values
        of sequences are numbers of which only these are known. Raises Rejected with what was tried."""
        formula, premises = self.formula(goal), self._facts(facts)
        context = replace(self.context, evolves=()) if self.context.evolves else self.context
        for line in premises:
            context = context.assuming(line.formula)
        line = Proof.search(self.sub(context, formula), formula, seconds)
        return line if context == self.context else self.instantiate(line, formula, {}, premises)

    def use(self, lemma: Lemma) -> Line:
        """The last line of another certificate, in its own context."""
        return self.sheet.cite(lemma)

    def instance(self, lemma: Any, *using: Any, goal: Any = None, part: int | None = None, **values: Any) -> Line:
        """A lemma (or a Line of any context) at particular terms: `instance(lemma, v=-2*x)`. `using` are facts from
        which its hypotheses follow. `goal` may restate what it gives in an equal form."""
        if not isinstance(lemma, Line | Lemma):
            name = getattr(lemma, "__name__", lemma)
            called = f"call it: p.instance({name}(), …)" if callable(lemma) else "use what its proof returns"
            raise Rejected(f"{name} is no lemma and no line; {called}")
        line = lemma if isinstance(lemma, Line) else self.use(lemma)
        terms = {name: self.term(e) for name, e in values.items()}
        unknown = terms.keys() - line.context.domains.keys()
        if unknown:
            has = ", ".join(line.context.domains) or "none"
            raise Rejected(f"the lemma has no symbol {', '.join(sorted(unknown))}; it has {has}")
        shown = line.formula if part is None else parts(line.formula)[part]
        at = None if shown == line.formula else line.formula.args.index(shown)
        facts = self._facts(using)
        try:
            made = self.instantiate(line, shown.substitute(terms), terms, facts, at)
        except Rejected as problem:
            raise Rejected(
                f"{problem}; the lemma assumes it, so show it first and hand it over: p.instance(lemma, fact, …)"
            ) from None
        return made if goal is None else self.restated(self.formula(goal), made)

    def cases(self, goal: Any, left: Any, right: Any, below: Show, above: Show) -> Line:
        """The goal in the case left ≤ right and in the case left > right; each gets a sub-proof with its `goal`."""
        formula, split = self.formula(goal), relation("<=", self.term(left), self.term(right))
        either = self.axiom("dichotomy", *split.args)
        first = self.sub(self.context.assuming(split), formula).shown(below)
        second = self.sub(self.context.assuming(contrary(split)), formula).shown(above)
        return self.write("cases", formula, [either, first, second])

    def either(self, goal: Any, fact: Any) -> Line:
        """A disjunction one of whose parts is the fact."""
        return self.write("either", self.formula(goal), [self.fact(fact)])

    def absurd(self, goal: Any, fact: Any) -> Line:
        """Anything, from a false relation between two numbers."""
        return self.write("absurd", self.formula(goal), [self.fact(fact)])

    def both(self, *facts: Any) -> Line:
        """The conjunction of several facts, in the order given."""
        lines = [self._part(f, line) for line in self._facts(facts) for f in parts(line.formula)]
        return self.write("both", Term("and", tuple(line.formula for line in lines)), lines)

    def axiom(self, name: str, *terms: Any) -> Line:
        """A law of the kernel's list at as many terms as it has; further arguments are facts from which its hypotheses
        follow."""
        if name not in LAWS:
            raise Rejected(f"there is no law {name!r}; there are {', '.join(sorted(LAWS))}")
        law = LAWS[name]
        number = len(law["of"])
        if len(terms) < number:
            raise Rejected(f"the law {name} is about {number} terms, {', '.join(law['of'])}; {len(terms)} are given")
        given, rest = [self.term(t) for t in terms[:number]], terms[number:]
        values = dict(zip(law["of"], given, strict=True))
        premises = self._facts(f for f in rest if not _is_number(f))
        self.define(given, premises)
        for h in law["given"]:
            self.require(term_of_json(h, True).substitute(values), premises)
        formula = term_of_json(law["says"], True).substitute(values)
        return self.write("axiom", formula, premises, name=name, terms=[t.to_json() for t in given])

    def cite(self, theorem: str, goal: Any, *using: Any) -> Line:
        """A named theorem, or "inference: …"; printed with every verdict that rests on it."""
        lines = [f if isinstance(f, Line) else self.fact(f) for f in using]
        return self.write("cited", self.formula(goal), lines, theorem=theorem)

    def induction(self, goal: Any, base: Show, step: Show, facts: Sequence[Any] = (), *, over: Any = None) -> Line:
        """∀t: goal, from its base and its step; each gets a sub-proof whose `goal` is what must be shown there. What
        `facts` say of every t, and the relations between sequences, is known there at each index. over: the natural
        symbol t, where the goal has more than one."""
        formula, known = self.formula(goal), self._facts(facts)
        name = self._step(formula) if over is None else self.term(over).args[0]
        standing = [Standing(line.formula, name, line) for line in known]
        domain = self.context.domains[name]
        first = max(0, -(-(domain.lo or 0) // 1))
        start = rational(first + (1 if domain.lo_open and domain.lo == first else 0))
        after = formula.substitute({name: add(var(name), ONE)})
        bottom = self._at_start(formula.substitute({name: start}), standing, base)
        climb = self.sub(self.context.assuming(formula), after, standing).shown(step)
        return self.write("induction", formula, [bottom, climb], symbol=name)

    def _at_start(self, formula: Term, standing: Sequence[Standing], base: Show) -> Line:
        """The base of an induction; its author sees a goal in which η·0 is 0."""
        simple, put = folded(formula)
        q = self.sub(self.context, simple, standing)
        try:
            equations = [q.equation(*p) for p in put]
        except Rejected:  # where a divisor is not seen to be other than 0
            return self.sub(self.context, formula, standing).shown(base)
        line = q.shown(base)
        return self.write("rewrite", formula, [line, *equations]) if put else line

    def _step(self, formula: Term) -> str:
        """The natural symbol that numbers the steps."""
        whole = {name for name, domain in self.context.symbols if domain.whole}
        inside = {n for v in sequence_values(formula) for n in v.args[1].variables} & whole
        names = inside or formula.variables & whole
        if len(names) != 1:
            found = ", ".join(sorted(names))
            raise Rejected(
                f"an induction is over one natural symbol, and the goal has {found}; name it with over="
                if names
                else 'an induction is over a natural symbol, and the goal has none; declare natural("t") with Naturals0'
            )
        return min(names)

    def each_step(self, goal: Any, show: Show, facts: Sequence[Any] = ()) -> Line:
        """∀t: goal, from the relations between sequences and facts shown for every t before, at any index."""
        formula, known = self.formula(goal), self._facts(facts)
        standing = [Standing(line.formula, self._numbered(line.formula), line) for line in known]
        return self.sub(self.context, formula, standing).shown(show)

    def _numbered(self, formula: Term) -> str:
        try:
            return self._step(formula)
        except Rejected:
            return ""

    def orbit(self, goal: Any, *, bits: int = 128) -> Line:
        """A formula in values of recursions, by iterating balls (see the kernel's rule)."""
        data = {} if bits == 128 else {"bits": bits}
        return self.note("orbit", self.formula(goal), [], **data)

    # results

    def established(self, line: Line) -> Lemma:
        """Let the kernel replay the certificate that ends in this line."""
        if not isinstance(line, Line):
            raise Rejected(f"what a proof ends in is a line of it, for instance p.linear(p.goal, …), not {line!r}")
        return self.sheet.lemma(line)

    def finding(self, line: Line, **more: Any) -> Evidence:
        """The evidence that ends in this line; the claim of the check is compared with it."""
        return evidence(self.established(line), **more)


def _is_number(f: Any) -> bool:
    """Whether an argument is a number in a place where a law needs no further term."""
    return isinstance(f, int) or getattr(f, "is_Number", False)
