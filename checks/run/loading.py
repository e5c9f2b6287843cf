"""Importing a paper that was found by path, and saying clearly where it cannot be imported.

The top-level package is bound by its place, never looked up on `sys.path`: a paper in a folder called `random` or
beside another copy of `proofs` is read from where the user pointed, and hides nothing that Python needs.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import traceback
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from checks.complaints import PaperProblem, close_matches
from checks.paper import DeclarationError, Paper
from checks.run.discover import Source, shown
from checks.run.sources import SourceOnly, compile_what_is_read

__all__ = ["load", "place_of"]


def load(source: Source) -> tuple[Paper, ...]:
    """Import every module of a paper and return what it declares; raises PaperProblem."""
    try:
        _bind_top(source)
        for name in source.module_files():
            importlib.import_module(name)
    except (Exception, SystemExit) as problem:
        raise PaperProblem(_explained(problem, source)) from problem
    papers = tuple(_papers(source))
    if not papers:
        raise PaperProblem(f"{source.label}: declares no paper; write PAPER = Paper(folder=…, title=…) in a module")
    for paper in papers:
        if not paper.statements:
            raise PaperProblem(f"{source.label}: the paper {paper.folder} has no statements; write PAPER.lemma(…)")
    if len({paper.folder for paper in papers}) < len(papers):
        raise PaperProblem(
            f"{source.label}: two papers are called {papers[0].folder}; a module was imported under two names "
            "(write `from .paper import PAPER`, not `from paper import PAPER`) or the folder= occurs twice"
        )
    return papers


def place_of(problem: BaseException, root: str) -> str:
    """`file:line in function` of the innermost frame that lies in the paper, else of the innermost frame of all."""
    frames = traceback.extract_tb(problem.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(root)] or frames[-1:]
    if not own:
        return ""
    inside = f" in {own[-1].name}" if own[-1].name != "<module>" else ""
    return f"{shown(Path(own[-1].filename))}:{own[-1].lineno}{inside}"


def _bind_top(source: Source) -> None:
    """Make `source.name` importable, from exactly where it stands."""
    compile_what_is_read(Path(source.top))
    beside = str(Path(source.top) if source.file else Path(source.top).parent)
    if beside not in sys.path:
        sys.path.append(beside)
    if source.name in sys.modules:
        return
    initial = Path(source.file or Path(source.top, "__init__.py"))
    places = None if source.file else [source.top]
    if not initial.is_file():
        folder = ModuleSpec(source.name, None, is_package=True)
        folder.submodule_search_locations = places
        sys.modules[source.name] = importlib.util.module_from_spec(folder)
        return
    loader = SourceOnly(source.name, str(initial))
    spec = importlib.util.spec_from_file_location(
        source.name, initial, loader=loader, submodule_search_locations=places
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[source.name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[source.name]
        raise


def _papers(source: Source) -> Iterator[Paper]:
    """The papers made in this folder; one that a module imports from elsewhere is not of this folder."""
    seen: list[Paper] = []
    for module in _modules(source):
        for value in list(vars(module).values()):
            if isinstance(value, Paper) and value.path.resolve().is_relative_to(source.root) and value not in seen:
                seen.append(value)
                yield value


def _modules(source: Source) -> list[ModuleType]:
    if source.file is not None:
        return [sys.modules[source.name]]
    inner = source.package + "."
    return [m for name, m in list(sys.modules.items()) if name == source.package or name.startswith(inner)]


def _explained(problem: BaseException, source: Source) -> str:
    place = place_of(problem, source.root) or source.label
    message = " ".join(str(problem).split())
    if isinstance(problem, SyntaxError):
        where = f"{shown(Path(problem.filename))}:{problem.lineno}" if problem.filename else _last_read(source)
        return f"{where}: not valid Python: {problem.msg}"
    if isinstance(problem, DeclarationError):
        return f"{place}: {message}"
    if isinstance(problem, ModuleNotFoundError) and problem.name:
        return f"{place}: {message}; {_missing_module(problem.name, source)}"
    if isinstance(problem, ImportError):
        return f"{place}: {message}"
    if isinstance(problem, SystemExit):
        return f"{place}: the module ends the program while it is imported; a paper only declares"
    return f"{place}: {type(problem).__name__}: {message}; a paper is imported in order to be read, it only declares"


def _last_read(source: Source) -> str:
    """The module of a paper that was read last: the one that could not be compiled."""
    own = [path for path in SourceOnly.read if Path(path).is_relative_to(source.root)]
    return shown(Path(own[-1])) if own else source.label


def _missing_module(name: str, source: Source) -> str:
    head, _, last = name.rpartition(".")
    stems = {path.stem for path in Path(source.root).glob("*.py")}
    if head and name.startswith(source.name):
        return f"there is no {last}.py there" + close_matches(last, sorted(stems))
    if not head and name in stems:
        return f"inside a paper write `from .{name} import …`"
    return f"correct the name or install the package that provides {name.partition('.')[0]}"
