"""A short way to write terms and certificates for attacks on the kernel, straight into its data, past every method."""

import ast
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from checks.kernel import Established, Language, Rejected, establish
from checks.kernel.contexts import REALS
from checks.kernel.extensions.calculus import mean_value
from checks.kernel.extensions.subdivision import Sides, atoms, cell_of, halves, hypotheses
from checks.kernel.functions import Evaluation
from checks.kernel.intervals import Undefined
from checks.kernel.replay import EXTENSIONS
from checks.kernel.terms import Term

REAL = "(-oo, oo)"
NATURAL = "[0, oo) in N"
LANGUAGE = Language(EXTENSIONS)
Json = Any

_RELATIONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "=", ast.NotEq: "!="}


def data(source: str | Json) -> Json:
    """A term or formula as JSON, from Python's notation; what is JSON already stays as it is.

    `x**2` is the power with a written whole exponent, `x**y` and `power(x, y)` the real power, `root(x, q)` and
    `sqrt(x)` roots; `g[t + 1]` is the value of a sequence, `integral(f, s, a, b)`, `D(f, x)`, `flow(f, x, a, z)`,
    `fun(p, a)` and `E(f, r, law)` are what they are called; `a < b and c == d` is a formula. A plain number in quotes
    cannot be told from a source text and means the number.
    """
    return _read(ast.parse(source, mode="eval").body) if isinstance(source, str) else source


def term(source: str | Json) -> Term:
    """The same as a term of the kernel."""
    json = data(source)
    return LANGUAGE.term(json, isinstance(json, list) and json[0] in {"<", "<=", "=", "!=", "and", "or"})


def _read(node: ast.expr) -> Json:
    match node:
        case ast.Constant(int(value)):
            return str(value)
        case ast.Name("pi"):
            return ["pi"]
        case ast.Name("oo"):
            return ["oo"]
        case ast.Name(name):
            return ["v", name]
        case ast.UnaryOp(ast.USub(), ast.Constant(int(value))):
            return str(-value)
        case ast.UnaryOp(ast.USub(), operand):
            return ["*", "-1", _read(operand)]
        case ast.BinOp(left, ast.Add(), right):
            return ["+", _read(left), _read(right)]
        case ast.BinOp(left, ast.Sub(), right):
            return ["+", _read(left), ["*", "-1", _read(right)]]
        case ast.BinOp(left, ast.Mult(), right):
            return ["*", _read(left), _read(right)]
        case ast.BinOp(ast.Constant(int(p)), ast.Div(), ast.Constant(int(q))):
            return f"{p}/{q}"
        case ast.BinOp(ast.UnaryOp(ast.USub(), ast.Constant(int(p))), ast.Div(), ast.Constant(int(q))):
            return f"-{p}/{q}"
        case ast.BinOp(left, ast.Div(), right):
            return ["*", _read(left), ["^", _read(right), "-1"]]
        case ast.BinOp(left, ast.Pow(), ast.Constant(int(n))):
            return ["^", _read(left), str(n)]
        case ast.BinOp(left, ast.Pow(), ast.UnaryOp(ast.USub(), ast.Constant(int(n)))):
            return ["^", _read(left), str(-n)]
        case ast.BinOp(left, ast.Pow(), right):
            return ["**", _read(left), _read(right)]
        case ast.Subscript(ast.Name(sequence), index):
            return ["app", sequence, _read(index)]
        case ast.Compare(left, [operation], [right]):
            sign, sides = _RELATIONS[type(operation)], [_read(left), _read(right)]
            return ["<" + sign[1:], *sides[::-1]] if sign[0] == ">" else [sign, *sides]
        case ast.BoolOp(ast.And() | ast.Or() as operation, values):
            return ["and" if isinstance(operation, ast.And) else "or", *map(_read, values)]
        case ast.Call(ast.Name("integral"), [body, ast.Name(bound), lower, upper]):
            return ["int", _read(body), bound, _read(lower), _read(upper)]
        case ast.Call(ast.Name("flow"), [drift, ast.Name(bound), start, time]):
            return ["flow", _read(drift), bound, _read(start), _read(time)]
        case ast.Call(ast.Name("fun"), [ast.Name(function), a]):
            return ["fun", function, _read(a)]
        case ast.Call(ast.Name("E"), [body, ast.Name(bound), ast.Name(law)]):
            return ["E", _read(body), bound, ["law", law]]
        case ast.Call(ast.Name("D"), [body, x]):
            return ["D", _read(body), _read(x)]
        case ast.Call(ast.Name("sqrt"), [a]):
            return ["root", _read(a), "2"]
        case ast.Call(ast.Name("root"), [a, ast.Constant(int(q))]):
            return ["root", _read(a), str(q)]
        case ast.Call(ast.Name("power"), [a, b]):
            return ["**", _read(a), _read(b)]
        case ast.Call(ast.Name(function), args):
            return [function, *map(_read, args)]
    raise ValueError(ast.unparse(node))


def context(
    symbols: Mapping[str, str] | None = None,
    given: Sequence[str | Json] = (),
    evolves: Sequence[str | Json] = (),
    step: str = "t",
) -> dict[str, Any]:
    """A context as JSON; `step` is the name that is bound in `evolves`."""
    plain = {"symbols": dict(symbols or {}), "given": [data(f) for f in given], "evolves": [data(f) for f in evolves]}
    return {**plain, "step": step} if evolves else plain


def step(rule: str, shows: str | Json, *sources: int, at: int = 0, **more: Any) -> dict[str, Any]:
    """A step as JSON; `at` is the number of its context (the data `at` of a rule is given as `at_`), terms among the
    data are JSON already."""
    named = {key.rstrip("_"): value for key, value in more.items()}
    return {"rule": rule, "in": at, "shows": data(shows), "from": list(sources), **named}


def certificate(
    contexts: Sequence[dict[str, Any]] | dict[str, Any],
    *steps: dict[str, Any],
    extensions: Sequence[str] = EXTENSIONS,
) -> dict[str, Any]:
    """A certificate as JSON, in the language of all extensions unless some are named."""
    return {
        "certificate": 2,
        "extensions": list(extensions),
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


def grown(here: dict[str, Any], goal: str | Json, split: Sequence[str], leaves: str = "nv", depth: int = 12) -> str:
    """A tree for `enclosure`, grown where no leaf decides the goal; the atoms in turn. It may fail to cover the box."""
    there, formula = LANGUAGE.context(here), LANGUAGE.term(data(goal), True)
    facts, cut = hypotheses(there), [term(name) for name in split]
    box = dict.fromkeys(atoms(*cut, formula), REALS)

    def leaf(sides: Sides) -> str:
        for mark in leaves:
            try:
                at = Evaluation(cell_of(sides))
                if mark == "v":
                    decided = any(_false(fact, at) for fact in facts)
                else:
                    decided = mean_value(formula, at)[0] if mark == "m" else at.formula(formula)[0] is True
            except (Undefined, Rejected):
                continue
            if decided:
                return mark
        return ""

    def marks(sides: Sides, level: int) -> str:
        found = leaf(sides)
        if found or level == depth or not cut:
            return found or leaves[0]
        atom = cut[level % len(cut)]
        low, high = halves(sides[atom])
        left, right = ({**sides, atom: half} for half in (low, high))
        return str(level % len(cut)) + marks(left, level + 1) + marks(right, level + 1)

    return marks({**box, **there.narrowed(facts)}, 0)


def _false(fact: Term, at: Evaluation) -> bool:
    try:
        return at.formula(fact)[0] is False
    except Undefined:
        return False
