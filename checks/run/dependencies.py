"""Which source a check depends on: the ground on which a cached finding stands.

A check depends on the module that declares it, on every module of a paper that this one imports, directly or not, on
the files beside them that are not Python, and on the referee itself. Imports are read from the syntax tree, without
importing; a module that imports by other means (importlib, exec) makes the whole paper count.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from checks.run.discover import Source

__all__ = ["CHECKS", "Dependencies"]

CHECKS = Path(__file__).resolve().parents[1]
WITHOUT_INFLUENCE = {
    "cli.py",
    "leash.py",
    "encode/grammar.py",
    "verdict.py",
    *(
        f"run/{name}.py"
        for name in ("cache", "cluster", "dependencies", "discover", "kernel_process", "pool", "review", "runner")
    ),
    *(f"run/{name}.py" for name in ("selection", "sources", "verifier")),
}
FOLDERS_WITHOUT_INFLUENCE = {"commands", "report", "__pycache__"}
IMPORTS_BY_OTHER_MEANS = re.compile(rb"\b(importlib|__import__|exec|eval|runpy)\b")
LARGE = 4_000_000
INSTALLED = {"site-packages", "dist-packages"}


class Dependencies:
    """Digests of source; every file is read at most once, so that one object describes one moment.

    imported: path → content of the files that this process has imported. Where it is given, their content counts as it
    was when it was imported, whatever stands in the files by now.
    """

    def __init__(self, imported: Mapping[str, bytes] | None = None) -> None:
        self._content = imported if imported is not None else {}
        self._digests: dict[Path, str] = {}
        self._imports: dict[Path, frozenset[Path]] = {}
        self._dynamic: set[Path] = set()
        self._final: set[Path] = set()  # files whose entries above were made from what was imported
        self._papers: dict[Source, dict[str, Path]] = {}

    def again(self) -> Dependencies:
        """The same at this later moment: what was imported counts as it was, every other file is read anew."""
        later = Dependencies(self._content)
        later._papers, later._final = self._papers, self._final
        later._digests = {file: digest for file, digest in self._digests.items() if file in self._final}
        later._imports = {file: uses for file, uses in self._imports.items() if file in self._final}
        later._dynamic = self._dynamic & self._final
        return later

    @cached_property
    def referee(self) -> str:
        """Digest of the part of the referee that has an influence on findings."""
        files = (
            path
            for path in sorted((*CHECKS.rglob("*.py"), *CHECKS.rglob("kernel/**/*.json")))
            if not FOLDERS_WITHOUT_INFLUENCE & set(path.relative_to(CHECKS).parts[:-1])
            and path.relative_to(CHECKS).as_posix() not in WITHOUT_INFLUENCE
        )
        return self._joint(files, CHECKS.parent)

    def of_paper(self, source: Source) -> str:
        """Digest of all modules of a paper and of all that they import."""
        return self._joint(self._closure(source, self._modules(source).values()), Path(source.top).parent)

    def of_modules(self, source: Source, names: Iterable[str]) -> str:
        """Digest of some modules of a paper and of all that they import."""
        modules = self._modules(source)
        names = set(names)
        if not names or not names <= modules.keys():
            return self.of_paper(source)
        files = self._closure(source, (modules[name] for name in names))
        if files & self._dynamic:
            return self.of_paper(source)
        return self._joint(files, Path(source.top).parent)

    def _modules(self, source: Source) -> dict[str, Path]:
        if source not in self._papers:
            self._papers[source] = source.module_files()
        return self._papers[source]

    def _closure(self, source: Source, files: Iterable[Path]) -> set[Path]:
        found: set[Path] = set()
        stack = list(files)
        while stack:
            file = stack.pop()
            if file not in found:
                found.add(file)
                stack += self._imported(source, file)
        if source.file is None:
            for folder in source.folders():
                found.update(p for p in folder.iterdir() if p.is_file() and _is_data(p))
        return found

    def _imported(self, source: Source, file: Path) -> frozenset[Path]:
        if file not in self._imports:
            self._imports[file] = frozenset(self._read_imports(source, file))
        return self._imports[file]

    def _read(self, file: Path) -> bytes:
        content = self._content.get(str(file))
        if content is None:
            return file.read_bytes()
        self._final.add(file)
        return content

    def _read_imports(self, source: Source, file: Path) -> Iterator[Path]:
        content = self._read(file)
        if IMPORTS_BY_OTHER_MEANS.search(content):
            self._dynamic.add(file)
        try:
            tree = ast.parse(content)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return
        beside = file.parent
        while (beside / "__init__.py").is_file():
            yield beside / "__init__.py"
            beside = beside.parent
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield from _files(self._absolute(source, alias.name.split(".")), source.top)
            elif isinstance(node, ast.ImportFrom):
                parts = node.module.split(".") if node.module else []
                if node.level:
                    base = file.parents[min(node.level, len(file.parents)) - 1].joinpath(*parts)
                else:
                    base = self._absolute(source, parts)
                yield from _files(base, source.top)
                for alias in node.names:
                    yield from _files(base / alias.name, source.top)

    def _absolute(self, source: Source, parts: list[str]) -> Path:
        """Where an absolute import would be found, if it is neither the referee's nor installed."""
        if parts[0] == source.name and source.file is None:
            return Path(source.top).joinpath(*parts[1:])
        return (Path(source.top) if source.file else Path(source.top).parent).joinpath(*parts)

    def _joint(self, files: Iterable[Path], base: Path) -> str:
        rows = sorted((os.path.relpath(file, base), self._digest(file)) for file in files)
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    def _digest(self, file: Path) -> str:
        if file not in self._digests:
            status = file.stat()
            if str(file) not in self._content and status.st_size > LARGE:
                self._digests[file] = f"{status.st_size} bytes, changed {status.st_mtime_ns}"
            else:
                self._digests[file] = hashlib.sha256(self._read(file)).hexdigest()
        return self._digests[file]


def _files(path: Path, own: str) -> Iterator[Path]:
    """The file of a module and those of the packages around it, as far as they exist and are ours to follow.

    Beside a paper that is installed stand the libraries; their versions are part of a key, their source is not read.
    """
    if path.is_relative_to(CHECKS) or (INSTALLED & set(path.parts) and not path.is_relative_to(own)):
        return
    for candidate in (path.parent / f"{path.name}.py", path / "__init__.py"):
        if candidate.is_file():
            yield candidate
            beside = candidate.parent
            while (beside / "__init__.py").is_file():
                yield beside / "__init__.py"
                beside = beside.parent


def _is_data(path: Path) -> bool:
    return not path.name.startswith(".") and path.suffix not in {".py", ".pyc", ".pyo"}
