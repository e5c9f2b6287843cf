"""Finding papers by path, without importing any of them.

A paper is a folder of Python modules, one of which makes a `Paper(…)`; a single file that makes one is a paper too.
What a user names may be a folder of papers, one paper's folder, one file, or an id (or the beginning of one).
"""

from __future__ import annotations

import importlib.util
import keyword
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from checks.complaints import BadInput, close_matches

__all__ = ["Source", "Target", "default_folder", "find", "shown", "sibling"]

PAPERS = "proofs"
MAKES_A_PAPER = re.compile(r"^[^#\n]*\bPaper\s*\(", re.MULTILINE)
IMPORTS_RELATIVELY = re.compile(r"^\s*from\s+\.", re.MULTILINE)
IMPORTS_CHECKS = re.compile(r"^\s*(from|import)\s+checks\b", re.MULTILINE)
NOT_A_MODULE_OF_THE_PAPER = re.compile(r"(test_.*|.*_test|conftest|setup|__main__)\.py")
FOLDERS_PASSED_OVER = {"__pycache__", "build", "dist", "node_modules", "site-packages", "test", "tests"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a paper stands, and the name under which it is imported.

    root: the paper's folder.
    top: the folder of the top-level package, `root` itself or the highest folder above it with an `__init__.py`.
    name: import name of `top`; its folder's name, unless that is taken by Python or by something installed.
    file: the one module of a paper that is a single file.
    """

    root: str
    top: str
    name: str
    file: str | None = None

    @property
    def package(self) -> str:
        """The dotted name under which the paper's folder is imported."""
        return ".".join([self.name, *Path(self.root).relative_to(self.top).parts])

    @property
    def label(self) -> str:
        """How messages call this paper before it is known by its own name."""
        return shown(Path(self.file or self.root))

    def module_files(self) -> dict[str, Path]:
        """Dotted name → file, for every module that may declare something, in alphabetical order."""
        if self.file is not None:
            return {self.package: Path(self.file)}
        found = {}
        for folder in self.folders():
            inner = ".".join([self.package, *folder.relative_to(self.root).parts])
            for path in _modules_in(folder):
                if path.name == "__init__.py":
                    found[inner] = path
                elif not NOT_A_MODULE_OF_THE_PAPER.fullmatch(path.name) and self._takes_part(path):
                    found[f"{inner}.{path.stem}"] = path
        return found

    def folders(self) -> Iterator[Path]:
        """The paper's folder and the packages inside it."""
        stack = [Path(self.root)]
        while stack:
            folder = stack.pop()
            yield folder
            inner = (p for p in folder.iterdir() if p.is_dir() and (p / "__init__.py").is_file())
            stack += sorted((p for p in inner if not _passed_over(p)), reverse=True)

    def _takes_part(self, path: Path) -> bool:
        """Does a module have to do with the referee? A script that merely lies in the folder is not run."""
        text = _text(path)
        itself = re.search(rf"^\s*(from|import)\s+{re.escape(self.name)}\b", text, re.MULTILINE)
        return bool(itself or IMPORTS_RELATIVELY.search(text) or IMPORTS_CHECKS.search(text))

    def to_json(self) -> dict[str, str | None]:
        """Plain data, for a worker."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Target:
    """What one argument of the command line asks for.

    slug: which statements or checks of the paper, as the rest of an id after the paper's name; None for all.
    module: the file whose statements are asked for; None for all.
    """

    text: str
    sources: tuple[Source, ...]
    slug: str | None = None
    module: str | None = None


def find(arguments: Sequence[str]) -> list[Target]:
    """The papers that the arguments name; with none, all papers of the project."""
    if not arguments:
        folder = default_folder()
        return [_folder_target(str(folder), folder)]
    targets = [_target(argument) for argument in arguments]
    tops: dict[str, str] = {}
    for source in (s for t in targets for s in t.sources):
        if tops.setdefault(source.name, source.top) != source.top:
            raise BadInput(
                f"{shown(Path(source.top))} and {shown(Path(tops[source.name]))} are both imported as "
                f"{source.name}; check them in two runs"
            )
    return targets


def default_folder() -> Path:
    """`proofs/` here, else the installed package of that name."""
    here = Path(PAPERS)
    if here.is_dir():
        return here.resolve()
    installed = _installed(PAPERS)
    if installed is None:
        raise BadInput(f"there is no folder {PAPERS}/ here and none is installed; name a paper's folder")
    return installed


def sibling(source: Source, folder: str) -> Source | None:
    """The paper called `folder` beside another one, or in the project."""
    for place in (Path(source.root).parent, Path(PAPERS), _installed(PAPERS)):
        if place is not None and _is_paper(place / folder):
            return _source(place / folder)
    return None


def shown(path: Path) -> str:
    """A path relative to the current folder where it lies below it."""
    try:
        return str(path.relative_to(Path.cwd())) or "."
    except ValueError:
        return str(path)


def _target(argument: str) -> Target:
    if not argument.strip() or "\0" in argument:
        raise BadInput("an empty PATH or ID; give a paper's folder, a file, or an id such as class_imbalance/lemma-1")
    path = Path(argument)
    try:
        if path.is_dir():
            return _folder_target(argument, path.resolve())
        if path.is_file():
            return _file_target(argument, path.resolve())
    except OSError as problem:
        raise BadInput(f"{argument[:80]}: {problem.strerror or problem}") from None
    return _id_target(argument)


def _folder_target(text: str, folder: Path) -> Target:
    if _is_paper(folder):
        return Target(text, (_source(folder),))
    inside = [p for p in _subfolders(folder) if _is_paper(p)]
    if inside:
        return Target(text, tuple(_source(p) for p in inside))
    further = next((p for p in _subfolders(folder) if any(_is_paper(q) for q in _subfolders(p))), None)
    raise BadInput(
        f"{text}: no paper in this folder; a paper is a folder of Python modules one of which makes a Paper(…)"
        + (f"; there are papers in {os.path.join(text, further.name)}" if further else "")
    )


def _file_target(text: str, file: Path) -> Target:
    if file.suffix != ".py":
        raise BadInput(f"{text}: not a Python module; name a paper's folder, one of its modules, or an id")
    if not _part_of_a_folder(file):
        if not MAKES_A_PAPER.search(_text(file)):
            raise BadInput(f"{text}: makes no Paper(…) and is not part of a folder that does")
        name = _import_name(file.stem, file)
        return Target(text, (Source(str(file.parent), str(file.parent), name, str(file)),))
    for folder in file.parents:
        if _is_paper(folder):
            return Target(text, (_source(folder),), module=str(file))
        if not (folder / "__init__.py").is_file():
            break
    raise BadInput(f"{text}: neither this module nor another one in its folder makes a Paper(…)")


def _part_of_a_folder(file: Path) -> bool:
    """Is this one module of several? So it is in a package, and where a module beside it imports relatively."""
    if (file.parent / "__init__.py").is_file():
        return True
    return any(IMPORTS_RELATIVELY.search(_text(other)) for other in _modules_in(file.parent))


def _id_target(text: str) -> Target:
    """`paper/statement#check`, where the paper is one of the project or a path."""
    where, mark, check = text.partition("#")
    parts = where.strip("/").split("/")
    for n in range(len(parts), 0, -1):
        head, tail = "/".join(parts[:n]), "/".join(parts[n:])
        folder = Path(("/" if where.startswith("/") else "") + head)
        if not _is_paper(folder) and n == 1:
            folder = _project_paper(parts[0]) or folder
        if _is_paper(folder):
            if not tail and mark:
                raise BadInput(f"{text}: a check belongs to a statement; write {head}/<statement>#{check}")
            return Target(text, (_source(folder.resolve()),), slug=tail + mark + check)
    known = [p.name for p in _project_papers()]
    raise BadInput(
        f"{text[:120]}: no such file, folder, paper or id" + (close_matches(parts[0], known) or f"; {_known(known)}")
    )


def _known(names: Sequence[str]) -> str:
    return f"known papers are {', '.join(names)}" if names else "there are no papers here"


def _project_papers() -> list[Path]:
    try:
        return [p for p in _subfolders(default_folder()) if _is_paper(p)]
    except BadInput:
        return []


def _project_paper(name: str) -> Path | None:
    return next((p for p in _project_papers() if p.name == name), None)


def _subfolders(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_dir() and not _passed_over(p))


def _passed_over(folder: Path) -> bool:
    return folder.name.startswith(".") or folder.name in FOLDERS_PASSED_OVER


def _is_paper(folder: Path) -> bool:
    try:
        return folder.is_dir() and any(MAKES_A_PAPER.search(_text(file)) for file in _modules_in(folder))
    except OSError:
        return False


def _modules_in(folder: Path) -> list[Path]:
    """The modules of a folder; what an editor left there (a lock, a link to nothing) or what is no file is none."""
    return sorted(p for p in folder.glob("*.py") if not p.name.startswith(".") and p.is_file())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as problem:
        raise BadInput(f"{shown(path)}: {problem.strerror or problem}") from None


def _source(folder: Path) -> Source:
    root = folder.resolve()
    top = root
    while (top / "__init__.py").is_file() and (top.parent / "__init__.py").is_file():
        top = top.parent
    return Source(str(root), str(top), _import_name(top.name, top))


def _import_name(stem: str, place: Path) -> str:
    """The name to import `place` under: its own, unless Python would find something else by it."""
    name = re.sub(r"\W", "_", stem) or "_"
    if name[0].isdigit() or keyword.iskeyword(name):
        name = f"paper_{name}"
    if name == PAPERS:
        return name
    taken = name in sys.stdlib_module_names or name in sys.builtin_module_names or name in ("checks", "tests")
    found = None if taken else _installed(name)
    return f"paper_{name}" if taken or found not in (None, place, place.parent / name) else name


def _installed(name: str) -> Path | None:
    """Where Python would import a top-level package or module from."""
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError, AttributeError):
        return None
    if spec is None:
        return None
    if spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations))).resolve()
    return Path(spec.origin).resolve() if spec.origin else Path(name)
