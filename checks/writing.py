"""Files that are written whole or not at all: who reads finds the old one or the new one, never half of either."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

__all__ = ["named", "write_whole"]


def write_whole(path: str | os.PathLike[str], content: str) -> None:
    """Write a text to a file, as UTF-8.

    A link is followed. What is no file (a terminal, a pipe, /dev/null) is written to and stays what it is.
    """
    target = Path(os.path.realpath(path))
    with named(path):
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8") as stream:
                stream.write(content)
            return
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("w", encoding="utf-8") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def named(path: str | os.PathLike[str]) -> Iterator[None]:
    """What the system cannot do with a file is said with the name of that file, whatever it was that failed."""
    try:
        yield
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror or str(problem), os.fspath(path)) from None
