"""Explicit recursions followed step by step in balls.

`orbit` encloses values of sequences at numbers, or checks a relation at every step of a window; `run` shows that there
are such sequences. The loop is a Python function over `arb` operations, built as a syntax tree from the terms (never
from text), so that an orbit of a million steps costs what a hand-written loop costs.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import FunctionType
from typing import Any

from flint import arb, fmpq

from checks.kernel.contexts import NATURALS, Context
from checks.kernel.extensions.subdivision import atoms, hypotheses
from checks.kernel.functions import FUNCTIONS, ONE, SPECIAL, ZERO, Evaluation, conditions, difference
from checks.kernel.intervals import Undefined, decide, hull
from checks.kernel.rules import point
from checks.kernel.step import Step
from checks.kernel.terms import BOUND, RELATIONS, Rejected, Term, conjuncts, index, literal
from checks.kernel.terms import name as name_of

__all__ = ["HEADS", "LONGEST", "RULES", "Recursion", "ball_function", "pinned"]

HEADS: frozenset[str] = frozenset()
LONGEST = 2 * 10**7
STEP = Term("v", (BOUND,))
NEXT = index(Term("+", (STEP, ONE)))


class Recursion:
    """g(0) = closed term, g(n + 1) = F(n, values at n): exactly one of each for every sequence, and nothing else."""

    def __init__(self, evolves: Sequence[Term]) -> None:
        self.first: dict[str, Term] = {}
        self.next: dict[str, Term] = {}
        for f in (part for relation in evolves for part in conjuncts(relation)):
            left, right = f.args if f.op == "=" else (ZERO, ZERO)
            to = self.first if left.op == "app" and left.args[1] == ZERO else self.next
            if left.op != "app" or left.args[1] not in (ZERO, NEXT) or left.args[0] in to:
                raise Rejected(f"{str(f)[:200]} is neither the one start g(0) = … nor the one step g(n + 1) = … of g")
            to[left.args[0]] = right
        self.names = sorted(self.next)
        self.state = [Term("app", (g, STEP)) for g in self.names]
        values = {u for t in self.next.values() for u in t.subterms() if u.op == "app"}
        if sorted(self.first) != self.names or not self.names or not values <= set(self.state):
            raise Rejected("each sequence needs one start and one step, from values at the step before")
        if any(t.variables or any(u.op == "app" for u in t.subterms()) for t in self.first.values()):
            raise Rejected("a start is not a number")
        if any(t.variables - {BOUND} for t in self.next.values()):
            raise Rejected("a step contains a symbol that has no value")
        self.advance = _orbit_function([self.next[g] for g in self.names], self.state)

    def start(self) -> tuple[arb, ...]:
        """Balls of the starting values, in the order of `names`."""
        return tuple(ball_function([self.first[g] for g in self.names], [])())

    def require_total(self, step: Step) -> None:
        """The right sides are defined for all real values at every step: then there are such sequences. Premises may
        help, in the context whose only symbol is the natural n, where nothing is known of the sequences."""
        n = Context((("n", NATURALS),))
        starts, steps = step.facts_in(Context()), step.facts_in(n)
        for g in self.names:
            starts.define(self.first[g])
            steps.define(self.next[g].substitute({BOUND: Term("v", ("n",))}))

    def values(self, wanted: Sequence[Term]) -> dict[Term, arb]:
        """Balls of values g(number), by following the sequences."""
        state, here, found = self.start(), 0, {}
        for value in sorted(wanted, key=_number):
            there = _number(value)
            if there > LONGEST or value.args[0] not in self.names:
                raise Rejected(f"{value}: no recursion goes there")
            state, here = self.advance(state, here, there), there
            found[value] = state[self.names.index(value.args[0])]
        return found


def _number(value: Term) -> int:
    if value.args[1].op != "q":
        raise Rejected(f"the index of {value} is not a number here")
    return int(value.args[1].args[0])


def pinned(context: Context) -> dict[str, Term]:
    """The symbols that the hypotheses pin to one number, with that number."""
    sides = context.narrowed(hypotheses(context))
    return {
        name: literal(d.lo)
        for name, d in ((name, sides[Term("v", (name,))]) for name, _ in context.symbols)
        if d.lo is not None and d.lo == d.hi and not d.lo_open and not d.hi_open
    }


def orbit(step: Step) -> None:
    """Relations between values of explicit recursions. Whatever sequences obey the relations have these values: each
    step of the loop encloses the next value, starting from the enclosed start. Symbols that the hypotheses pin to a
    number are replaced by it. With no other symbol in the goal it speaks of values at numbers. With one natural symbol
    t, and a window first ≤ t ≤ last among the hypotheses, it is checked at every such t. An undefined or unbounded
    ball decides nothing."""
    step.enclosed = True
    numbers = pinned(step.context)
    recursion = Recursion([f.substitute(numbers) for f in step.context.evolves])
    parts = [f.substitute(numbers) for f in conjuncts(step.goal)]
    if any(f.op not in RELATIONS for f in parts):
        raise Rejected("the goal must be a relation or a conjunction of relations")
    free = frozenset[str]().union(*(f.variables for f in parts))
    if not free:
        values = recursion.values(list({u for f in parts for u in f.subterms() if u.op == "app"}))
        _require(parts, ball_function([_gap(f) for f in parts], list(values))(*values.values()), "")
        return
    (name,) = free
    side = step.context.narrowed(hypotheses(step.context))[Term("v", (name,))]
    if not side.whole or side.lo is None or side.hi is None or side.empty:
        raise Rejected(f"an orbit along {name} needs a first and a last index among the hypotheses")
    first = max(0, -(-side.lo // 1) + (1 if side.lo_open and side.lo.denominator == 1 else 0))
    last = side.hi // 1 - (1 if side.hi_open and side.hi.denominator == 1 else 0)
    if not first <= last <= LONGEST:
        raise Rejected(f"no index from {first} to {last}, or one beyond {LONGEST}")
    read = [_gap(f).substitute({name: STEP}) for f in parts]
    differences = ball_function(read, [*recursion.state, STEP])
    state = recursion.advance(recursion.start(), 0, first)
    for at in range(first, last + 1):
        _require(parts, differences(*state, arb(at)), f" at {name} = {at}")
        state = recursion.advance(state, at, at + 1)


def _gap(f: Term) -> Term:
    return difference(f.args[1], f.args[0])


def _require(parts: Sequence[Term], differences: Sequence[arb], where: str) -> None:
    for f, d in zip(parts, differences, strict=True):
        if not d.is_finite() or decide(f.op, hull(d)) is not True:
            raise Rejected(f"{str(f)[:200]} is not certain{where} (difference {d})")


def run(step: Step) -> None:
    """There are a point and sequences. `at` gives each symbol a number in its domain, as in `witness`.

    `runs` gives some of the sequences (none, if it is left out) as g(n) = a term in n and in the values at n of the
    other sequences; n is named by `index`. The relations of `evolves` that speak only of the others are, with the
    numbers, an explicit recursion that is defined for all real values, so that it has exactly one solution. Every
    other relation, with numbers and terms put in, is granted for every natural n and the solution of that recursion:
    by premises in the context that has the symbol n and that recursion (or the recursion alone, if it is a start); and
    so are, in the context of the recursion alone, the hypotheses and the formula."""
    at, _ = point(step)
    given = step.data.get("runs", {})
    name = name_of(step.data["index"]) if given else "n"
    relations = [f.substitute(at) for f in step.context.evolves]
    mine = [any(u.op == "app" and u.args[0] in given for u in f.subterms()) for f in relations]
    recursion = tuple(f for f, has_run in zip(relations, mine, strict=True) if not has_run)
    if recursion:
        Recursion(recursion).require_total(step)
    steps = Context(((name, NATURALS),), (), recursion)
    along, there = step.facts_in(steps), step.facts_in(Context((), (), recursion))
    runs = {str(g): (name, step.term(value, steps)) for g, value in given.items()}
    for _, value in runs.values():
        if any(u.op == "app" and (u.args[0] in runs or u.args[1] != Term("v", (name,))) for u in value.subterms()):
            raise Rejected("a run is given by values at other steps, or of sequences that are given by runs themselves")
        along.define(value)
    for f in (f for f, has_run in zip(relations, mine, strict=True) if has_run):
        here = _along(f.substitute({BOUND: Term("v", (name,))}), runs)
        (along if BOUND in f.variables else there).grant(here)
    for f in (*step.context.given, step.goal):
        there.grant(_along(f.substitute(at), runs))


def _along(t: Term, runs: Mapping[str, tuple[str, Term]]) -> Term:
    """Every value g(i) of a sequence replaced by its run, a term in one variable, at i."""
    if t.op == "app" and t.args[0] in runs:
        name, value = runs[t.args[0]]
        return value.substitute({name: t.args[1]})
    return t.rebuild(lambda a: _along(a, runs))


RULES: dict[tuple[str, str], Callable[[Step], None]] = {("orbit", "all"): orbit, ("run", "some"): run}


# Balls ---------------------------------------------------------------------------------------------------------------


def _whole_power(x: Any, n: int) -> Any:
    """xⁿ by repeated squaring; a ball across 0 stays finite (`arb(0, 1)**2` does not)."""
    if n < 0:
        return 1 / _whole_power(x, -n)
    result = x if n & 1 else x * 0 + 1
    while n := n >> 1:
        x = x * x
        if n & 1:
            result = result * x
    return result


def _real_power(x: arb, y: arb) -> arb:
    return (y * x.log()).exp() if x > 0 else arb.nan()


def _gamma(x: arb) -> arb:
    return x.gamma() if x > 0 else arb.nan()


def _finite(x: arb) -> arb:
    """What a function that is not defined everywhere gives is taken only if it is finite: on a ball across an end of
    its domain Arb may answer [±∞], of which a bounded function would make something finite again."""
    return x if x.is_finite() else arb.nan()


def _special(t: Term, needed: Sequence[Term], *values: arb) -> arb:
    """A head of another shape, an integral, at balls for its atoms."""
    try:
        return Evaluation({a: hull(v) for a, v in zip(needed, values, strict=True)}).term(t).ball()
    except Undefined:
        return arb.nan()


_HELPERS: dict[str, Any] = {
    "_special": _special,
    "_whole_power": _whole_power,
    "_real_power": _real_power,
    "_gamma": _gamma,
    "_finite": _finite,
    "_root": lambda x, q: x.root(q) if x >= 0 else arb.nan(),
    "_min": arb.min,
    "_max": arb.max,
    "_abs": abs,
    "_arb": arb,
    "range": range,
}


class _Builder:
    """Builds assignments `v7 = v3 + v5` for terms; what contains none of the `moving` atoms is computed once, before
    the loop."""

    def __init__(self, moving: Mapping[Term, str]) -> None:
        self.names: dict[Term, str] = dict(moving)
        self.moving = frozenset(moving)
        self.fixed: list[ast.stmt] = []
        self.body: list[ast.stmt] = []
        self.constants: dict[str, Any] = dict(_HELPERS)

    def name(self, t: Term) -> str:
        """The name of the Python variable that holds the value of a term."""
        if t in self.names:
            return self.names[t]
        if t.op in ("q", "pi"):
            name = f"c{len(self.constants)}"
            self.constants[name] = arb.pi() if t.op == "pi" else _ball(t.args[0])
        elif t.op in ("v", "app"):
            raise Rejected(f"no value for {t}")
        else:
            expression = self._expression(t)
            name = f"v{len(self.names)}"
            target = self.body if self._moves(t) else self.fixed
            target.append(ast.Assign([ast.Name(name, ast.Store())], expression))
        self.names[t] = name
        return name

    def _moves(self, t: Term) -> bool:
        return not self.moving.isdisjoint(t.subterms())

    def _load(self, t: Term) -> ast.expr:
        return ast.Name(self.name(t), ast.Load())

    def _call(self, function: str, *args: ast.expr) -> ast.expr:
        return ast.Call(ast.Name(function, ast.Load()), list(args), [])

    def _expression(self, t: Term) -> ast.expr:
        if t.op in ("+", "*"):
            resting = tuple(a for a in t.args if not self._moves(a))
            moving = tuple(a for a in t.args if self._moves(a))
            if len(resting) > 1 and moving:
                return self._joined(t.op, (Term(t.op, resting), *moving))
            return self._joined(t.op, resting + moving)
        if t.op == "^" and t.args[1] == 2:
            return ast.BinOp(self._load(t.args[0]), ast.Mult(), self._load(t.args[0]))
        if t.op in ("^", "root"):
            n = t.args[1]
            number = ast.Constant(n) if n >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-n))
            return self._call("_whole_power" if t.op == "^" else "_root", self._load(t.args[0]), number)
        if t.op == "**":
            return self._call("_real_power", *map(self._load, t.args))
        if t.op in ("min", "max"):
            result = self._load(t.args[0])
            for a in t.args[1:]:
                result = self._call(f"_{t.op}", result, self._load(a))
            return result
        if t.op in SPECIAL:
            needed = [a for a in atoms(t) if a in self.names]
            constants = {f"c{len(self.constants) + i}": value for i, value in enumerate((t, tuple(needed)))}
            self.constants |= constants
            return self._call("_special", *(ast.Name(c, ast.Load()) for c in constants), *map(self._load, needed))
        if t.op in ("abs", "gamma"):
            return self._call(f"_{t.op}", self._load(t.args[0]))
        if t.op in FUNCTIONS:
            value = ast.Call(ast.Attribute(self._load(t.args[0]), t.op, ast.Load()), [], [])
            return self._call("_finite", value) if conditions(t) else value
        raise Rejected(f"{t.op} is not evaluated along an orbit")

    def _joined(self, op: str, args: Sequence[Term]) -> ast.expr:
        """a + b + …; in products inverses become divisions."""
        below = [a for a in args if op == "*" and a.op == "^" and a.args[1] == -1]
        above = [a for a in args if a not in below]
        result = self._load(above[0]) if above else ast.Constant(1)
        for a in above[1:]:
            result = ast.BinOp(result, ast.Mult() if op == "*" else ast.Add(), self._load(a))
        for a in below:
            result = ast.BinOp(result, ast.Div(), self._load(a.args[0]))
        return result


def _speaks_of_the_step(t: Term) -> bool:
    """Whether the number of the step occurs outside of indices."""
    return t == STEP or (t.op != "app" and any(map(_speaks_of_the_step, t.children)))


def _ball(q: Fraction) -> arb:
    return arb(fmpq(q.numerator, q.denominator))


def _function(name: str, parameters: Sequence[str], body: list[ast.stmt], constants: dict[str, Any]) -> Any:
    """A function object from syntax nodes."""
    arguments = ast.arguments([], [ast.arg(p) for p in parameters], None, [], [], None, [])
    definition = ast.FunctionDef(name=name, args=arguments, body=body, decorator_list=[])
    module = ast.fix_missing_locations(ast.Module([definition], []))
    code = compile(module, "<term>", "exec")
    inner = next(c for c in code.co_consts if hasattr(c, "co_code"))
    return FunctionType(inner, {**constants, "__builtins__": {}}, name)


def ball_function(terms: Sequence[Term], atoms: Sequence[Term]) -> Callable[..., tuple[arb, ...]]:
    """A function of balls (in the order of `atoms`) that returns a ball for each term, not finite where undefined."""
    parameters = {atom: f"x{i}" for i, atom in enumerate(atoms)}
    builder = _Builder(parameters)
    results: list[ast.expr] = [ast.Name(builder.name(t), ast.Load()) for t in terms]
    body = [*builder.fixed, *builder.body, ast.Return(ast.Tuple(results, ast.Load()))]
    return _function("balls", list(parameters.values()), body, builder.constants)  # type: ignore[no-any-return]


def _orbit_function(steps: Sequence[Term], state: Sequence[Term]) -> Callable[[tuple[arb, ...], int, int], Any]:
    """A function (balls of the state, first, last) → balls of the state, which goes on from index `first` to `last`."""
    parameters = [f"x{i}" for i in range(len(state))]
    builder = _Builder({**dict(zip(state, parameters, strict=True)), STEP: "m"})
    last = [builder.name(t) for t in steps]
    if any(map(_speaks_of_the_step, steps)):
        # a ball: 1/n of Python integers would be a float
        at = ast.Call(ast.Name("_arb", ast.Load()), [ast.Name("n", ast.Load())], [])
        builder.body.insert(0, ast.Assign([ast.Name("m", ast.Store())], at))
    names = ast.Tuple([ast.Name(p, ast.Store()) for p in parameters], ast.Store())
    final = builder.body[-1] if builder.body else None
    if len(state) == 1 and isinstance(final, ast.Assign) and ast.unparse(final.targets[0]) == last[0]:
        final.targets = [ast.Name("x0", ast.Store())]  # saves a copy per step
    else:
        builder.body.append(ast.Assign([names], ast.Tuple([ast.Name(n, ast.Load()) for n in last], ast.Load())))
    counter = ast.Call(ast.Name("range", ast.Load()), [ast.Name("first", ast.Load()), ast.Name("last", ast.Load())], [])
    loop = ast.For(ast.Name("n", ast.Store()), counter, builder.body, [])
    result = ast.Return(ast.Tuple([ast.Name(p, ast.Load()) for p in parameters], ast.Load()))
    body: list[ast.stmt] = [*builder.fixed, ast.Assign([names], ast.Name("state", ast.Load())), loop, result]
    return _function("orbit", ["state", "first", "last"], body, builder.constants)  # type: ignore[no-any-return]
