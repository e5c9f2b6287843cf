"""Modules compiled from the source that is read, and what was read.

Python takes byte code for up to date when the second of the last change and the size of the source agree. A finding
must be of the very source whose digest it is filed under; so a worker compiles papers, and the referee itself, from
source, and remembers what it read. What is installed (SymPy, the standard library) is left to Python.
"""

from __future__ import annotations

import sys
import sysconfig
from importlib.machinery import EXTENSION_SUFFIXES, SOURCE_SUFFIXES, ExtensionFileLoader, FileFinder, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import ClassVar

__all__ = ["SourceOnly", "compile_what_is_read"]

CHECKS = Path(__file__).resolve().parents[1]
INSTALLED = {"site-packages", "dist-packages"}
STANDARD_LIBRARY = sysconfig.get_path(
    "stdlib"
)  # asked once: from 3.13 on, to ask for it imports, which would ask again


class SourceOnly(SourceFileLoader):
    """Compiles what it reads, and remembers it in `read`: path → content, in this process.

    below: folders whose modules are to be compiled from source even where they are installed.
    """

    read: ClassVar[dict[str, bytes]] = {}
    below: ClassVar[set[Path]] = {CHECKS}

    def get_code(self, fullname: str) -> CodeType:
        """The code of a module, never from a file of byte code."""
        path = self.get_filename(fullname)
        content = self.get_data(path)
        self.read[path] = content
        code: CodeType = self.source_to_code(content, path)
        return code


def compile_what_is_read(*below: Path) -> None:
    """From now on, import the referee, what stands below these folders, and whatever is not installed, so."""
    sys.dont_write_bytecode = True
    if _finder not in sys.path_hooks:
        sys.path_hooks.insert(0, _finder)
    SourceOnly.below.update(below)
    sys.path_importer_cache.clear()


def _finder(folder: str) -> FileFinder:
    path = Path(folder).resolve()
    installed = INSTALLED & set(path.parts) or path.is_relative_to(STANDARD_LIBRARY)
    if not path.is_dir() or (installed and not any(path.is_relative_to(own) for own in SourceOnly.below)):
        raise ImportError(f"{folder} is installed, or is no folder")
    return FileFinder(folder, (ExtensionFileLoader, EXTENSION_SUFFIXES), (SourceOnly, SOURCE_SUFFIXES))
