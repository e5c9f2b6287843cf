"""Rules for sequences: induction, single steps, enclosed orbits.

In a context, `evolves` lists what sequences obey: relations that contain the step symbol (a natural symbol, say t) hold
for every t; relations without it are starting values, such as g(0) = g0. In steps of an induction the values g(0),
g(t), g(t + 1), g(t + 2) become real variables named g[0], g[t], g[t+1], g[t+2].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from flint import arb

from checks.kernel1.boxes import decide
from checks.kernel1.evaluate import ball_function, orbit_function
from checks.kernel1.intervals import hull
from checks.kernel1.judgement import (
    NATURALS,
    REALS,
    Context,
    Rejected,
    as_variables,
    at_index,
    collected,
    name_of_value,
    require_apart,
    sequence_values,
)
from checks.kernel1.replay import Step
from checks.kernel1.rules.analysis import Wanted
from checks.kernel1.rules.definedness import require_defined
from checks.kernel1.terms import ONE, ZERO, Term, add, app, conjuncts, rational, sub, text, var

LONGEST_ORBIT = 10**8


def step_symbol(context: Context) -> str:
    """The natural symbol that numbers the steps; there must be exactly one in `evolves`."""
    names = context.step_symbols
    if len(names) != 1:
        raise Rejected(f"the relations between sequences need one natural step symbol, found {sorted(names) or 'none'}")
    return min(names)


def _lists(context: Context, step: str) -> tuple[list[Term], list[Term]]:
    """(starting values, relations for every step)."""
    every = [f for f in context.evolves if step in f.variables()]
    return [f for f in context.evolves if f not in every], every


def unrolled(context: Context, facts: Iterable[Term], indices: Sequence[Term], goal: Term) -> Wanted:
    """The goal with values of sequences read as variables, under the relations and facts at the given indices.

    The relations hold at every natural number. Facts were shown where t lies in its domain and meets the hypotheses, so
    beyond t itself they are used only when nothing bounds t from above.
    """
    step = step_symbol(context)
    start, every = _lists(context, step)
    if any(sequence_values(f) for f in context.given):
        raise Rejected("hypotheses about values of sequences belong to `evolves`")
    bounded = context.domains[step].hi is not None or any(step in f.variables() for f in context.given)
    facts = list(facts)
    formulas = list(start)
    for i in indices:
        usable = facts if not bounded or i in (ZERO, var(step)) else []
        formulas += [at_index(f, i, step) for f in (*every, *usable)]
    require_apart(context, (*formulas, goal))
    values = {v for f in (*formulas, goal) for v in sequence_values(f)}
    moving = any(step in i.variables() for i in indices)
    symbols = {name: d for name, d in context.symbols if moving or name != step}
    symbols |= {name_of_value(v): REALS for v in values}
    given = [*context.given, *(as_variables(f) for f in formulas)]
    if not moving:
        given = [f for f in given if step not in f.variables()]
    return Wanted(Context.of(symbols, given), as_variables(goal))


def induction_premises(context: Context, goal: Term, facts: Sequence[Term]) -> tuple[Wanted, Wanted]:
    """What the rule `induction` needs: the goal at 0, and the goal at t + 1 from the goal at t."""
    step = step_symbol(context)
    domain = context.domains[step]
    if any(step in f.variables() for f in context.given) or domain.lo != 0 or domain.lo_open:
        raise Rejected(f"the hypotheses restrict {step}; an induction runs over all of it")
    t = var(step)
    base = unrolled(context, facts, [ZERO], at_index(goal, ZERO, step))
    after = unrolled(context, facts, [t, add(t, ONE)], at_index(goal, add(t, ONE), step))
    require_apart(context, [at_index(f, i, step) for f in (*context.evolves, *facts, goal) for i in (t, add(t, ONE))])
    values = {name_of_value(v): REALS for v in sequence_values(goal)} | after.context.domains
    with_goal = Context.of(values, (*after.context.given, as_variables(goal)))
    return base, Wanted(with_goal, after.formula)


def _facts(step: Step, first: int) -> list[Term]:
    """Formulas already shown for every t in this context."""
    return [part for f in step.same_context(first) for part in conjuncts(f)]


def _require(step: Step, i: int, wanted: Wanted) -> None:
    premise = step.premise(i)
    if premise.formula != wanted.formula or premise.context != wanted.context:
        raise step.reject(f"premise {i} does not show {text(wanted.formula)[:300]} in the context of that step")


def induction(step: Step) -> None:
    """∀t P(t), from P(0) and P(t) ⇒ P(t + 1).

    premises: the base, the step, then formulas shown before for every t in this same context. In the base the
    relations and those formulas are read at 0; in the step at t and at t + 1, with P(t) as a further hypothesis. Both
    must stand in exactly the context that `induction_premises` makes.
    """
    base, after = induction_premises(step.context, step.goal, _facts(step, 2))
    _require(step, 0, base)
    _require(step, 1, after)


def each_step(step: Step) -> None:
    """∀t P(t), from the relations between sequences at t and t + 1 alone (and formulas shown before for every t)."""
    t = var(step_symbol(step.context))
    _require(step, 0, unrolled(step.context, _facts(step, 1), [t, add(t, ONE)], step.goal))


class Recursion:
    """Explicit recursions s(t + 1) = F(t, s(t)) with starting values, read off the relations of a context."""

    def __init__(self, context: Context, values: Mapping[str, Fraction | Term]) -> None:
        self.step = step_symbol(context)
        start, every = _lists(context, self.step)
        t = var(self.step)
        self.context, self.every = context, every
        fixed = {n: q if isinstance(q, Term) else rational(q) for n, q in values.items() if n != self.step}
        self.first: dict[str, Term] = {}
        self.next: dict[str, Term] = {}
        for f in start:
            if f.op == "=" and f.args[0].op == "app" and f.args[0].args[1] == ZERO:
                self.first.setdefault(f.args[0].args[0], f.args[1].substitute(fixed))
        for f in every:
            if f.op == "=" and f.args[0].op == "app" and f.args[0].args[1] == add(t, ONE):
                self.next.setdefault(f.args[0].args[0], as_variables(f.args[1].substitute(fixed)))
        self.names = sorted(self.next)
        here = {name: name_of_value(app(name, t)) for name in self.names}
        for name in self.names:
            if name not in self.first:
                raise Rejected(f"no starting value {name}(0) = … is given")
            strange = self.next[name].variables() - {*here.values(), self.step}
            if strange:
                raise Rejected(f"{name}({self.step} + 1) is not given by values at {self.step}: {sorted(strange)}")
        if len(self.names) * 2 != len(start) + len(every):
            raise Rejected("orbits need exactly one starting value and one explicit recursion for each sequence")
        require_apart(context, every)
        self.state = [here[name] for name in self.names]
        self.advance = orbit_function({here[n]: self.next[n] for n in self.names}, self.step)

    def require_total(self) -> None:
        """The recursions must define their sequences at every natural number: their right-hand sides are defined for
        all real values, so that such sequences exist."""
        everywhere = Context.of(dict.fromkeys(self.state, REALS) | {self.step: NATURALS})
        for name in self.names:
            require_defined(self.first[name], Context())
            require_defined(self.next[name], everywhere)

    def start(self) -> tuple[arb, ...]:
        """Balls of the starting values, in the order of `names`."""
        return tuple(ball_function([self.first[n] for n in self.names], [])())

    def readings(self, formulas: Sequence[Term]) -> list[Term]:
        """Formulas in the step symbol read as formulas in the state at that step."""
        require_apart(self.context, (*self.every, *formulas))
        known = {*self.state, self.step}
        read = [as_variables(f) for f in formulas]
        for f in read:
            if f.variables() - known:
                raise Rejected(f"{text(f)} looks beyond the value at {self.step}")
        return read

    def differences(self, formula: Term) -> list[arb]:
        """Balls of right − left for each conjunct of a formula about values at numbers, by following the sequences."""
        values = sorted(sequence_values(formula), key=index_of)
        state, here, balls = self.start(), 0, {}
        for value in values:
            index = index_of(value)
            if index not in range(LONGEST_ORBIT + 1) or value.args[0] not in self.names:
                raise Rejected(f"{text(value)}: no recursion goes there")
            state, here = self.advance(state, here, index), index
            balls[name_of_value(value)] = state[self.names.index(value.args[0])]
        require_apart(self.context, [formula])
        parts = [sub(f.args[1], f.args[0]) for f in map(as_variables, conjuncts(formula))]
        return list(ball_function(parts, list(balls))(*balls.values()))


def index_of(value: Term) -> int:
    """The number at which a formula speaks of a sequence."""
    where = collected(value.args[1])
    if where.op != "q" or where.args[0].denominator != 1:
        raise Rejected(f"the index of {text(value)} is not a number here")
    return int(where.args[0])


def orbit(step: Step) -> None:
    """Values of recursions, enclosed step by step in balls.

    The context's parameters are single rational numbers, its relations explicit recursions with starting values. Goals:
    a formula in values at numbers (with no step symbol), or a formula in t and values at t under the hypothesis
    t ≤ N or first ≤ t ≤ N, which is then checked at every such t. An undefined or unbounded ball decides nothing.
    """
    step.enclosed = True
    context = step.context
    values = point_of(context)
    recursion = Recursion(context, values)
    goal = step.goal.substitute({name: rational(v) for name, v in values.items()})
    if recursion.step not in goal.variables():
        for f, d in zip(conjuncts(goal), recursion.differences(goal), strict=True):
            if not d.is_finite() or decide(f.op, hull(d)) is not True:
                raise step.reject(f"{text(f)[:200]} is not certain (difference {d})")
        return
    low, high = _window(context)
    if low not in range(high + 1) or high > LONGEST_ORBIT:
        raise step.reject(f"indices from {low} to {high}; orbits go from 0 to {LONGEST_ORBIT}")
    (formula,) = recursion.readings([goal])
    parts = conjuncts(formula)
    differences = ball_function([sub(f.args[1], f.args[0]) for f in parts], [*recursion.state, recursion.step])
    state = recursion.advance(recursion.start(), 0, low)
    for index in range(low, high + 1):
        for f, d in zip(parts, differences(*state, arb(index)), strict=True):
            if not d.is_finite() or decide(f.op, hull(d)) is not True:
                raise step.reject(f"{text(f)[:200]} is not certain at {recursion.step} = {index} (difference {d})")
        if index < high:
            state = recursion.advance(state, index, index + 1)


def _window(context: Context) -> tuple[int, int]:
    side = context.box[step_symbol(context)]
    if side.hi is None or side.lo is None:
        raise Rejected("an orbit needs a last index; give t <= N")
    low, high = -((-side.lo) // 1), side.hi // 1
    return int(low) + (side.lo_open and low == side.lo), int(high) - (side.hi_open and high == side.hi)


def point_of(context: Context) -> dict[str, Fraction]:
    """The values of symbols that the hypotheses pin to one rational number; other symbols than the step symbol are
    refused."""
    t = step_symbol(context)
    values = {}
    for name, side in context.box.items():
        if name != t:
            if side.lo is None or side.lo != side.hi or side.lo_open or side.hi_open:
                raise Rejected(f"an orbit needs a value for {name}; give Eq({name}, a rational number)")
            values[name] = side.lo
    if not all(f.variables() & set(context.domains) for f in context.given):
        raise Rejected("a hypothesis without symbols")
    return values
