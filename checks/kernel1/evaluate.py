"""Evaluation of terms: interval extensions over boxes, balls at points and along orbits, certified integrals.

Three ways, all with outward rounding:

* `Tape` evaluates several terms over a box of intervals, each common sub-term once.
* `ball_function` and `orbit_function` turn terms into a Python function of `arb` balls, built as a syntax tree from
  the term (never from text), so that an orbit of a million steps costs what a hand-written loop costs.
* a definite integral is evaluated with Arb's certified quadrature (`acb.integral`), whose integrand reports itself
  undefined wherever it is not certainly holomorphic.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from types import FunctionType
from typing import Any

from flint import acb, arb, ctx, fmpq

from checks.kernel1 import intervals as iv
from checks.kernel1.intervals import Interval, Undefined
from checks.kernel1.terms import FUNCTIONS, Term

__all__ = ["Tape", "ball_function", "evaluate", "orbit_function", "precision"]


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Arb's working precision, restored on leaving."""
    if bits not in range(2, 2**16 + 1):
        raise ValueError(f"a precision of {bits} bits; use 2 to 65536")
    before = ctx.prec
    ctx.prec = bits
    try:
        yield
    finally:
        ctx.prec = before


class Tape:
    """Terms compiled to a list of interval operations.

    `run(box)` gives an enclosure of each term over the box; `run(box, upto=k)` only of the first k terms. Raises
    Undefined when some term is not certainly defined everywhere on the box.
    """

    def __init__(self, terms: Sequence[Term], variables: Sequence[str]) -> None:
        self._place: dict[Term, int] = {}
        self._code: list[tuple[str, Any, tuple[int, ...]]] = []
        self._variables = {name: i for i, name in enumerate(variables)}
        self._outputs: list[int] = []
        self._stops: list[int] = []
        for t in terms:
            self._outputs.append(self._compile(t))
            self._stops.append(len(self._code))

    def _compile(self, t: Term) -> int:
        found = self._place.get(t)
        if found is not None:
            return found
        instruction: tuple[str, Any, tuple[int, ...]]
        if t.op == "int":
            instruction = ("int", (t, tuple(self._variables)), ())
        elif t.op == "v":
            if t.args[0] not in self._variables:
                raise Undefined(f"no range for the variable {t.args[0]}")
            instruction = ("v", self._variables[t.args[0]], ())
        elif t.op in ("q", "pi", "e"):
            instruction = ("c", t, ())
        elif t.op == "^" and t.args[1].op == "q":
            instruction = ("^", t.args[1].args[0], (self._compile(t.args[0]),))
        elif t.op in ("+", "*", "min", "max", "^"):
            instruction = (t.op, None, tuple(self._compile(a) for a in t.args))
        elif t.op in FUNCTIONS:
            instruction = ("f", iv.apply_function(t.op), (self._compile(t.args[0]),))
        else:
            raise Undefined(f"cannot evaluate {t.op} over a box")
        self._code.append(instruction)
        self._place[t] = len(self._code) - 1
        return len(self._code) - 1

    def run(self, box: Sequence[Interval], upto: int | None = None) -> list[Interval]:
        """Enclosures of the terms (of the first `upto`) over a box. Raises Undefined."""
        upto = len(self._outputs) if upto is None else upto
        values: list[Interval] = []
        for kind, payload, args in self._code[: self._stops[upto - 1] if upto else 0]:
            if kind == "+":
                value = values[args[0]]
                for i in args[1:]:
                    value = iv.add(value, values[i])
            elif kind == "*":
                value = values[args[0]]
                for i in args[1:]:
                    value = iv.mul(value, values[i])
            elif kind == "v":
                value = box[payload]
            elif kind == "f":
                value = payload(values[args[0]])
            elif kind == "c":
                value = _constant(payload)
            elif kind == "int":
                value = _integral(payload[0], dict(zip(payload[1], box, strict=True)))
            elif payload is not None:
                n, d = payload.numerator, payload.denominator
                value = iv.int_power(values[args[0]], n) if d == 1 else iv.root(values[args[0]], n, d)
            elif kind == "^":
                value = iv.real_power(values[args[0]], values[args[1]])
            else:
                choose = iv.minimum if kind == "min" else iv.maximum
                value = values[args[0]]
                for i in args[1:]:
                    value = choose(value, values[i])
            values.append(value)
        return [values[i] for i in self._outputs[:upto]]


def _constant(t: Term) -> Interval:
    if t.op == "q":
        q = t.args[0]
        return iv.from_ends(q, q, False, False)
    return iv.constant(arb.pi() if t.op == "pi" else arb.const_e())


def evaluate(t: Term, box: Mapping[str, Interval]) -> Interval:
    """An enclosure of one term over a box."""
    return Tape([t], list(box)).run(list(box.values()))[0]


# Balls ---------------------------------------------------------------------------------------------------------------


def _integer_power(x: Any, n: int) -> Any:
    """x**n by repeated squaring; a ball across 0 stays finite (`arb(0, 1)**2` does not)."""
    if n < 0:
        return 1 / _integer_power(x, -n)
    result = x if n & 1 else x * 0 + 1
    while n := n >> 1:
        x = x * x
        if n & 1:
            result = result * x
    return result


def _root(x: arb, p: int, q: int) -> Any:
    return _integer_power(x.root(q), p)


def _real_power(x: arb, y: arb) -> arb:
    return (y * x.log()).exp()


def _gamma(x: arb) -> arb:
    return x.gamma() if x > 0 else arb.nan()


def _integral_ball(t: Term, names: tuple[str, ...], *values: arb) -> arb:
    try:
        return _integral(t, {n: iv.hull(v) for n, v in zip(names, values, strict=True)}).ball()
    except Undefined:
        return arb.nan()


_HELPERS: dict[str, Any] = {
    "_integer_power": _integer_power,
    "_root": _root,
    "_real_power": _real_power,
    "_gamma": _gamma,
    "_integral_ball": _integral_ball,
    "_min": arb.min,
    "_max": arb.max,
    "_abs": abs,
    "_arb": arb,
    "range": range,
}


class _Builder:
    """Builds assignments `v7 = v3 + v5` for terms; sub-terms that contain none of the `moving` variables are evaluated
    once, before the loop."""

    def __init__(self, moving: frozenset[str]) -> None:
        self.moving = moving
        self.names: dict[Term, str] = {}
        self.fixed: list[ast.stmt] = []
        self.body: list[ast.stmt] = []
        self.constants: dict[str, Any] = dict(_HELPERS)

    def name(self, t: Term) -> str:
        if t in self.names:
            return self.names[t]
        if t.op == "v":
            raise Undefined(f"no value for the variable {t.args[0]}")
        if t.op in ("q", "pi", "e"):
            name = f"c{len(self.constants)}"
            self.constants[name] = _constant(t).ball() if t.op == "q" else (arb.pi() if t.op == "pi" else arb.const_e())
            if t.op == "q":
                q = t.args[0]
                self.constants[name] = arb(fmpq(q.numerator, q.denominator))
            self.names[t] = name
            return name
        expression = self._expression(t)
        name = f"v{len(self.names)}"
        target = self.body if self._moves(t) else self.fixed
        target.append(ast.Assign([ast.Name(name, ast.Store())], expression))
        self.names[t] = name
        return name

    def _moves(self, t: Term) -> bool:
        return bool(t.variables() & self.moving)

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
        if t.op == "^":
            base, exponent = t.args
            if exponent.op != "q":
                return self._call("_real_power", self._load(base), self._load(exponent))
            e: Fraction = exponent.args[0]
            if e == -1:
                return ast.BinOp(ast.Constant(1), ast.Div(), self._load(base))
            if e == 2:
                return ast.BinOp(self._load(base), ast.Mult(), self._load(base))
            if e.denominator == 1:
                return self._call("_integer_power", self._load(base), _int(e.numerator))
            return self._call("_root", self._load(base), _int(e.numerator), _int(e.denominator))
        if t.op in ("min", "max"):
            result = self._load(t.args[0])
            for a in t.args[1:]:
                result = self._call(f"_{t.op}", result, self._load(a))
            return result
        if t.op in ("abs", "gamma"):
            return self._call(f"_{t.op}", self._load(t.args[0]))
        if t.op in FUNCTIONS:
            return ast.Call(ast.Attribute(self._load(t.args[0]), t.op, ast.Load()), [], [])
        if t.op == "int":
            names = tuple(sorted(t.variables()))
            constant = f"c{len(self.constants)}"
            self.constants[constant] = t
            tuple_name = f"c{len(self.constants)}"
            self.constants[tuple_name] = names
            values = [self._load(Term("v", (n,))) for n in names]
            return self._call(
                "_integral_ball", ast.Name(constant, ast.Load()), ast.Name(tuple_name, ast.Load()), *values
            )
        raise Undefined(f"cannot evaluate {t.op} in balls")

    def _joined(self, op: str, args: Sequence[Term]) -> ast.expr:
        """a + b + …; in products the inverses become divisions, in sums a factor −1 becomes a subtraction."""
        if op == "*":
            below = [a for a in args if a.op == "^" and a.args[1].op == "q" and a.args[1].args[0] == -1]
            above = [a for a in args if a not in below]
            result = self._load(above[0]) if above else ast.Constant(1)
            for a in above[1:]:
                result = ast.BinOp(result, ast.Mult(), self._load(a))
            for a in below:
                result = ast.BinOp(result, ast.Div(), self._load(a.args[0]))
            return result
        result = self._load(args[0])
        for a in args[1:]:
            result = ast.BinOp(result, ast.Add(), self._load(a))
        return result


def _int(n: int) -> ast.expr:
    return ast.Constant(n) if n >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-n))


def _function(name: str, parameters: Sequence[str], body: list[ast.stmt], constants: dict[str, Any]) -> Any:
    """A function object from syntax nodes."""
    arguments = ast.arguments([], [ast.arg(p) for p in parameters], None, [], [], None, [])
    definition = ast.FunctionDef(name=name, args=arguments, body=body, decorator_list=[])
    module = ast.fix_missing_locations(ast.Module([definition], []))
    code = compile(module, "<term>", "exec")
    inner = next(c for c in code.co_consts if hasattr(c, "co_code"))
    return FunctionType(inner, {**constants, "__builtins__": {}}, name)


def ball_function(terms: Sequence[Term], variables: Sequence[str]) -> Callable[..., tuple[arb, ...]]:
    """A function of balls (in the order of `variables`) that returns a ball for each term, nan where undefined."""
    builder = _Builder(frozenset(variables))
    parameters = [f"x{i}" for i in range(len(variables))]
    builder.names.update({Term("v", (v,)): p for v, p in zip(variables, parameters, strict=True)})
    results = [ast.Name(builder.name(t), ast.Load()) for t in terms]
    body = [*builder.fixed, *builder.body, ast.Return(ast.Tuple(list(results), ast.Load()))]
    return _function("balls", parameters, body, builder.constants)  # type: ignore[no-any-return]


def orbit_function(steps: Mapping[str, Term], step: str | None) -> Callable[[tuple[arb, ...], int, int], Any]:
    """A function (state, first, last) → state that iterates the recursion from index `first` to index `last`.

    steps: variable → its next value, in the variables of the state and the step symbol; anything else is constant.
    The loop is Python's own over `arb` operations, with everything constant moved out of it.
    """
    names = list(steps)
    moving = frozenset(names) | ({step} if step else frozenset())
    builder = _Builder(moving)
    parameters = {name: f"x{i}" for i, name in enumerate(names)}
    builder.names.update({Term("v", (v,)): p for v, p in parameters.items()})
    if step:
        builder.names[Term("v", (step,))] = "m"
    last = [builder.name(t) for t in steps.values()]
    if step and any(step in t.variables() for t in steps.values()):  # a ball: 1/n of Python integers would be a float
        index = ast.Call(ast.Name("_arb", ast.Load()), [ast.Name("n", ast.Load())], [])
        builder.body.insert(0, ast.Assign([ast.Name("m", ast.Store())], index))
    state: ast.expr = ast.Tuple([ast.Name(p, ast.Load()) for p in parameters.values()], ast.Load())
    final = builder.body[-1] if builder.body else None
    target: ast.expr
    if len(names) == 1 and isinstance(final, ast.Assign) and ast.unparse(final.targets[0]) == last[0]:
        final.targets = [ast.Name("x0", ast.Store())]  # saves a copy per step
    else:
        target = ast.Tuple([ast.Name(p, ast.Store()) for p in parameters.values()], ast.Store())
        builder.body.append(ast.Assign([target], ast.Tuple([ast.Name(n, ast.Load()) for n in last], ast.Load())))
    unpack = ast.Assign(
        [ast.Tuple([ast.Name(p, ast.Store()) for p in parameters.values()], ast.Store())],
        ast.Name("state", ast.Load()),
    )
    counter = ast.Call(ast.Name("range", ast.Load()), [ast.Name("first", ast.Load()), ast.Name("last", ast.Load())], [])
    loop = ast.For(ast.Name("n", ast.Store()), counter, builder.body, [])
    body: list[ast.stmt] = [*builder.fixed, unpack, loop, ast.Return(state)]
    return _function("orbit", ["state", "first", "last"], body, builder.constants)  # type: ignore[no-any-return]


# Integrals -----------------------------------------------------------------------------------------------------------


def _integral(t: Term, box: Mapping[str, Interval]) -> Interval:
    """∫ from lower to upper of the body, parameters and limits ranging over the box. Arb's quadrature is certified for
    integrands that are holomorphic where they say so; ours answers nan where that is not certain."""
    body, bound, lower, upper = t.args
    if upper.op == "oo":
        raise Undefined("an improper integral needs the rule `tail`")
    limits = [evaluate(x, {k: v for k, v in box.items() if k in x.variables()}) for x in (lower, upper)]
    if not all(x.finite for x in limits):
        raise Undefined("an unbounded limit of integration")
    names = sorted(body.variables() - {bound})
    if any(not box[n].finite for n in names if n in box):
        raise Undefined("an unbounded parameter under an integral")
    parameters = {n: acb(box[n].ball()) for n in names}
    body_at = _complex_function(body)

    def integrand(z: acb, analytic: bool) -> acb:
        return body_at({**parameters, bound: z}, analytic)

    value = acb.integral(integrand, acb(limits[0].ball()), acb(limits[1].ball()))
    if not value.is_finite():
        raise Undefined("the quadrature found no finite enclosure")
    return iv.hull(value.real)


def _complex_function(t: Term) -> Callable[[Mapping[str, acb], bool], acb]:
    """Evaluate a term at a complex ball. With analytic=True the answer is nan unless the term is certainly
    holomorphic on the ball: logarithms and roots away from their cuts, no abs, min or max."""

    def value(u: Term, at: Mapping[str, acb], analytic: bool) -> acb:
        if u.op == "q":
            q = u.args[0]
            return acb(arb(fmpq(q.numerator, q.denominator)))
        if u.op in ("pi", "e"):
            return acb(arb.pi() if u.op == "pi" else arb.const_e())
        if u.op == "v":
            return at[u.args[0]]
        if u.op not in ("+", "*", "^") and u.op not in _ENTIRE and u.op != "log":
            raise Undefined(f"cannot integrate {u.op}; rewrite the integrand")
        args = [value(a, at, analytic) for a in u.args]
        if u.op == "+":
            return sum(args[1:], args[0])
        if u.op == "*":
            product = args[0]
            for a in args[1:]:
                product = product * a
            return product
        if u.op == "^":
            exponent = u.args[1]
            if exponent.op == "q" and exponent.args[0].denominator == 1:
                return _integer_power(args[0], exponent.args[0].numerator)  # type: ignore[no-any-return]
            return (args[1] * _log(args[0], analytic)).exp()
        if u.op == "log":
            return _log(args[0], analytic)
        return getattr(args[0], u.op)()  # type: ignore[no-any-return]

    return lambda at, analytic: value(t, at, analytic)


_ENTIRE = frozenset({"exp", "sin", "cos", "sinh", "cosh", "erf", "tan", "tanh"})  # poles give non-finite balls


def _log(z: acb, analytic: bool) -> acb:
    """Principal logarithm; real integrands need a positive argument, so anything on the cut is undefined."""
    if z.real > 0:
        return z.log()
    off_the_cut = (z.imag > 0) or (z.imag < 0)
    return z.log() if off_the_cut else acb(arb.nan())
