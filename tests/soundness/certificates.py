"""A short way to write terms and certificates for attacks on the kernel, straight into its data, past every method."""

import ast
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import Any

import pytest

from checks.kernel import Context, Established, Rejected, establish
from checks.kernel.boxes import Box, Decider, Inequality, box_of, interval_of, split
from checks.kernel.evaluate import precision
from checks.kernel.intervals import Undefined
from checks.kernel.rules.analysis import box_names
from checks.kernel.terms import Term, add, app, div, func, mul, neg, power, rational, relation, sub, var

REAL = "(-oo, oo)"
NATURAL = "[0, oo) in N"

_OPERATIONS: dict[type[ast.operator], Callable[..., Term]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: div,
    ast.Pow: power,
}
_RELATIONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "=", ast.NotEq: "!="}


def term(source: str | Term) -> Term:
    """A term or formula from Python's notation: `g[t + 1]` is the value of a sequence, `integral(f, s, a, b)`,
    `D(f, x)`; `a < b and c == d` is a formula."""
    return source if isinstance(source, Term) else _read(ast.parse(source, mode="eval").body)


def _read(node: ast.expr) -> Term:
    match node:
        case ast.Constant(int(value)):
            return rational(value)
        case ast.Name("pi"):
            return Term("pi", ())
        case ast.Name("e"):
            return Term("e", ())
        case ast.Name("oo"):
            return Term("oo", ())
        case ast.Name(name):
            return var(name)
        case ast.UnaryOp(ast.USub(), operand):
            return neg(_read(operand))
        case ast.BinOp(left, operation, right):
            return _OPERATIONS[type(operation)](_read(left), _read(right))
        case ast.Subscript(ast.Name(sequence), index):
            return app(sequence, _read(index))
        case ast.Compare(left, [operation], [right]):
            return relation(_RELATIONS[type(operation)], _read(left), _read(right))
        case ast.BoolOp(ast.And() | ast.Or() as operation, values):
            return Term("and" if isinstance(operation, ast.And) else "or", tuple(map(_read, values)))
        case ast.Call(ast.Name("integral"), [body, ast.Name(bound), lower, upper]):
            return Term("int", (_read(body), bound, _read(lower), _read(upper)))
        case ast.Call(ast.Name("D"), [body, x]):
            return Term("D", (_read(body), _read(x)))
        case ast.Call(ast.Name("sqrt"), [a]):
            return power(_read(a), Fraction(1, 2))
        case ast.Call(ast.Name("min" | "max" as which), args):
            return Term(which, tuple(map(_read, args)))
        case ast.Call(ast.Name(function), [a]):
            return func(function, _read(a))
    raise ValueError(ast.unparse(node))


def context(
    symbols: Mapping[str, str] | None = None, given: Sequence[str | Term] = (), evolves: Sequence[str | Term] = ()
) -> dict[str, Any]:
    """A context as JSON."""
    return {
        "symbols": dict(symbols or {}),
        "given": [term(f).to_json() for f in given],
        "evolves": [term(f).to_json() for f in evolves],
    }


def step(rule: str, shows: str | Term, *sources: int, at: int = 0, **data: Any) -> dict[str, Any]:
    """A step as JSON; `at` is the number of its context, terms among the data are written out."""
    return {
        "rule": rule,
        "in": at,
        "shows": term(shows).to_json(),
        "from": list(sources),
        **{key: value.to_json() if isinstance(value, Term) else value for key, value in data.items()},
    }


def certificate(contexts: Sequence[dict[str, Any]] | dict[str, Any], *steps: dict[str, Any]) -> dict[str, Any]:
    """A certificate as JSON."""
    return {
        "certificate": 1,
        "contexts": [contexts] if isinstance(contexts, dict) else list(contexts),
        "steps": list(steps),
    }


def refused(contexts: Sequence[dict[str, Any]] | dict[str, Any], *steps: dict[str, Any], why: str = "") -> None:
    """Assert that the kernel does not establish it, for a reason that contains `why`."""
    with pytest.raises(Rejected) as problem:
        establish(certificate(contexts, *steps))
    assert why in str(problem.value)


def accepted(contexts: Sequence[dict[str, Any]] | dict[str, Any], *steps: dict[str, Any]) -> Established:
    """What the kernel establishes."""
    return establish(certificate(contexts, *steps))


def grown(symbols: Mapping[str, str], given: Sequence[str | Term], goal: str | Term, depth: int = 12) -> str:
    """A tree that shows the goal if halving the sides in turn does; beyond the depth its leaves do not hold."""
    here, formula = Context.from_json(context(symbols, given)), term(goal)
    names = box_names(here, formula)
    goals, hypotheses = Decider([formula], names), Decider(list(here.given), names)
    inequality = Inequality(formula, names) if formula.op in ("<", "<=") else None

    def leaf(box: Box) -> str | None:
        sides = [interval_of(d) for d in box]
        tries: list[tuple[str, Callable[[], bool]]] = [
            ("n", lambda: goals.run(sides) == [True]),
            ("m", lambda: inequality is not None and inequality.differentiable and inequality.mean_value(sides)[0]),
            ("v", lambda: False in hypotheses.run(sides)),
        ]
        for mark, holds in tries:
            with suppress(Undefined):
                if holds():
                    return mark
        return None

    def tree(box: Box, level: int) -> str:
        mark = leaf(box)
        if mark is not None or level == depth or not names:
            return mark or "n"
        i = level % len(names)
        halves = split(box[i])
        return str(i) + "".join(tree((*box[:i], half, *box[i + 1 :]), level + 1) for half in halves)

    with precision(128):
        return tree(box_of(here, names), 0)
