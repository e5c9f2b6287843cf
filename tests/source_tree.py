"""The project's own source as syntax trees, for the tests that forbid something everywhere."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name, and its tree."""

    path: Path
    name: str
    tree: ast.Module

    def at(self, node: ast.AST) -> str:
        """Where `node` stands, in the form that editors and terminals turn into a link."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every module below the given folders, which are named relative to the root of the project."""
    paths = sorted(path for folder in folders for path in _python_files(ROOT / folder))
    return tuple(Module(path, _dotted(path), ast.parse(path.read_text("utf-8"), str(path))) for path in paths)


def imported_names(module: Module) -> Iterator[tuple[ast.stmt, str]]:
    """Each name that `module` imports anywhere, at its top or inside a function, relative ones made absolute.

    `from checks.paper import Paper` gives `checks.paper.Paper`, so a name may go one step beyond a module.
    Imports for the type checker alone are left out: they do not happen.
    """
    for node in _executed(module.tree):
        yield from _names(module, node)


def imported_at_import_time(module: Module) -> Iterator[tuple[ast.stmt, str]]:
    """As `imported_names`, but only what runs when `module` is imported: function bodies are left out."""
    for node in _executed(module.tree, into_functions=False):
        yield from _names(module, node)


def is_within(name: str, *packages: str) -> bool:
    """Whether a dotted name is one of the packages or stands inside one."""
    return any(name == package or name.startswith(package + ".") for package in packages)


def called_name(call: ast.Call) -> str:
    """The dotted name that is called, `flint.arb` in `flint.arb(2)`; on an expression, the attributes called on it."""
    parts: list[str] = []
    function: ast.expr = call.func
    while isinstance(function, ast.Attribute):
        parts.append(function.attr)
        function = function.value
    if isinstance(function, ast.Name):
        parts.append(function.id)
    return ".".join(reversed(parts))


def _python_files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    else:
        yield from place.rglob("*.py")


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _executed(node: ast.AST, *, into_functions: bool = True) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and _is_type_checking(child.test):
            for statement in child.orelse:
                yield statement
                yield from _executed(statement, into_functions=into_functions)
            continue
        yield child
        if into_functions or not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _executed(child, into_functions=into_functions)


def _is_type_checking(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _names(module: Module, node: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield node, alias.name
    elif isinstance(node, ast.ImportFrom):
        source = _absolute(module, node)
        for alias in node.names:
            yield node, source if alias.name == "*" else f"{source}.{alias.name}"


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.name.split(".")
    if module.path.name != "__init__.py":
        package.pop()
    base = package[: len(package) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])
