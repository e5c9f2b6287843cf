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
# An import on lines of its own, without comments inside: what nearly every import looks like.
PLAIN_IMPORT = re.compile(
    r"^(?<!\\\n)(?<!\\\r\n)[ \t]*(?:import[ \t]+(?P<modules>[\w., \t]+)"
    r"|from[ \t]+(?P<base>\.*[\w.]*)[ \t]+import[ \t]+(?P<names>\([\w,\s]*\)|[\w*, \t]+))(?:#[^\n]*)?$",
    re.MULTILINE | re.ASCII,
)
IMPORT = re.compile(r"\bimport\b")
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
        self._told: dict[tuple[Source, frozenset[str] | None], str] = {}
        self._found: dict[tuple[Path, str], tuple[Path, ...]] = {}
        self._names: dict[Path, frozenset[str]] = {}
        self._places: dict[tuple[Path, Path], str] = {}

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
        asked = (source, None)
        if asked not in self._told:
            files = self._closure(source, self._modules(source).values())
            self._told[asked] = self._joint(files, Path(source.top).parent)
        return self._told[asked]

    def of_modules(self, source: Source, names: Iterable[str]) -> str:
        """Digest of some modules of a paper and of all that they import."""
        asked = (source, frozenset(names))
        if asked not in self._told:
            self._told[asked] = self._of_modules(source, asked[1])
        return self._told[asked]

    def _of_modules(self, source: Source, names: frozenset[str]) -> str:
        modules = self._modules(source)
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
        yield from self._around(file.parent)
        for level, module, names in _imports(content):
            if not level and not names:
                yield from self._files(self._absolute(source, module.split(".")), source.top)
                continue
            parts = module.split(".") if module else []
            if level:
                base = file.parents[min(level, len(file.parents)) - 1].joinpath(*parts)
            else:
                base = self._absolute(source, parts)
            yield from self._files(base, source.top)
            for name in names:
                yield from self._files(base / name, source.top)

    def _files(self, path: Path, own: str) -> Iterable[Path]:
        """The files of a module and of the packages around it, as far as they exist and are ours to follow.

        Beside a paper that is installed stand the libraries; their versions are in a key, their source is not read.
        """
        if (path, own) not in self._found:
            foreign = path.is_relative_to(CHECKS) or (INSTALLED & set(path.parts) and not path.is_relative_to(own))
            self._found[path, own] = () if foreign else tuple(self._modules_at(path))
        return self._found[path, own]

    def _modules_at(self, path: Path) -> Iterator[Path]:
        for folder, name in ((path.parent, f"{path.name}.py"), (path, "__init__.py")):
            if self._has(folder, name) and (folder / name).is_file():
                yield folder / name
                yield from self._around(folder)

    def _around(self, folder: Path) -> Iterator[Path]:
        """The beginnings of the packages that a folder is in."""
        while self._has(folder, "__init__.py"):
            yield folder / "__init__.py"
            folder = folder.parent

    def _has(self, folder: Path, name: str) -> bool:
        if folder not in self._names:
            try:
                self._names[folder] = frozenset(os.listdir(folder))
            except OSError:
                self._names[folder] = frozenset()
        return name in self._names[folder]

    def _absolute(self, source: Source, parts: list[str]) -> Path:
        """Where an absolute import would be found, if it is neither the referee's nor installed."""
        if parts[0] == source.name and source.file is None:
            return Path(source.top).joinpath(*parts[1:])
        return (Path(source.top) if source.file else Path(source.top).parent).joinpath(*parts)

    def _joint(self, files: Iterable[Path], base: Path) -> str:
        rows = sorted((self._relative(file, base), self._digest(file)) for file in files)
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    def _relative(self, file: Path, base: Path) -> str:
        if (file, base) not in self._places:
            self._places[file, base] = os.path.relpath(file, base)
        return self._places[file, base]

    def _digest(self, file: Path) -> str:
        if file not in self._digests:
            status = file.stat()
            if str(file) not in self._content and status.st_size > LARGE:
                self._digests[file] = f"{status.st_size} bytes, changed {status.st_mtime_ns}"
            else:
                self._digests[file] = hashlib.sha256(self._read(file)).hexdigest()
        return self._digests[file]


def _imports(content: bytes) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(level, module, names) of every import in a source; `import a.b` has no names. There may be more, never fewer: a
    line of a text that looks like an import counts as one.

    Where each word `import` of a source belongs to a plain one, there is no need to parse it.
    """
    text = content.decode("utf-8", "replace")
    found = list(PLAIN_IMPORT.finditer(text))
    if len(found) == sum(1 for _ in IMPORT.finditer(text)) and b"coding" not in content[:400]:
        for one in found:
            if one["modules"]:
                yield from ((0, words[0], ()) for part in one["modules"].split(",") if (words := part.split()))
            else:
                module = one["base"].lstrip(".")
                names = tuple(words[0] for part in one["names"].strip("()").split(",") if (words := part.split()))
                yield len(one["base"]) - len(module), module, names
        return
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.level, node.module or "", tuple(alias.name for alias in node.names)


def _is_data(path: Path) -> bool:
    return not path.name.startswith(".") and path.suffix not in {".py", ".pyc", ".pyo"}
