"""What a mutant is: one place of a module's syntax tree changed. Nothing here runs anything.

Annotations, which do nothing when the code runs, and `strict=True`, a guard against faults of our own, are left alone.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Mutant", "mutants_of"]

_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CHECKS = {"require", "require_known", "grant", "define", "_require", "_require_small"}


@dataclass(frozen=True)
class Mutant:
    """A changed module: `source` is the whole of it, `line` the place, `change` what was done there."""

    line: int
    change: str
    source: str


def mutants_of(source: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    tree = ast.parse(source)
    nodes, idle = list(ast.walk(tree)), set(_idle(tree))
    for number, node in enumerate(nodes):
        if node in idle:
            continue
        for change in range(_possible(node)):
            changed = copy.deepcopy(tree)
            here = list(ast.walk(changed))[number]
            said = _carry_out(here, change)
            if said:
                text = ast.unparse(ast.fix_missing_locations(changed))
                yield Mutant(getattr(node, "lineno", 0), said, text)


def _idle(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef():
                notes = [node.returns, *(a.annotation for a in (*node.args.args, *node.args.kwonlyargs))]
            case ast.AnnAssign():
                notes = [node.annotation]
            case ast.keyword(arg="strict"):
                notes = [node.value]
            case _:
                notes = []
        for note in notes:
            yield from ast.walk(note) if note is not None else ()


def _possible(node: ast.AST) -> int:
    match node:
        case ast.Compare():
            return sum(len(_COMPARE[type(op)]) for op in node.ops)
        case ast.BoolOp():
            return 1 + len(node.values)
        case ast.UnaryOp(ast.Not()) | ast.BinOp() | ast.IfExp():
            return 1
        case ast.Constant(bool()):
            return 1
        case ast.Constant(int()):
            return 1
        case ast.Expr(ast.Call()) | ast.Raise():
            return 1
        case ast.Return(value) if value is not None:
            return 0
    return 0


def _carry_out(node: ast.AST, change: int) -> str:
    match node:
        case ast.Compare():
            for i, op in enumerate(node.ops):
                others = _COMPARE[type(op)]
                if change < len(others):
                    node.ops[i] = others[change]()
                    return f"{type(op).__name__} → {others[change].__name__}"
                change -= len(others)
        case ast.BoolOp():
            if change == 0:
                node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
                return "and ↔ or"
            gone = node.values.pop(change - 1)
            if len(node.values) == 1:
                node.values.append(ast.Constant(isinstance(node.op, ast.And)))
            return f"without {ast.unparse(gone)[:60]}"
        case ast.UnaryOp(ast.Not()):
            node.op = ast.UAdd()
            node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
            return "without not"
        case ast.BinOp():
            other = _ARITHMETIC.get(type(node.op))
            if other is not None:
                said = f"{type(node.op).__name__} → {other.__name__}"
                node.op = other()
                return said
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body
            return "branches exchanged"
        case ast.Constant(bool(value)):
            node.value = not value
            return f"{value} → {not value}"
        case ast.Constant(int(value)):
            node.value = value + 1
            return f"{value} → {value + 1}"
        case ast.Expr(ast.Call(func)):
            name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
            if name in _CHECKS:
                said = f"without {ast.unparse(node)[:80]}"
                node.value = ast.Constant(None)
                return said
        case ast.Raise():
            said = f"without {ast.unparse(node)[:80]}"
            node.__class__ = ast.Pass  # type: ignore[assignment]
            for name in ("exc", "cause"):
                delattr(node, name)
            return said
    return ""
