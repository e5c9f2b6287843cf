"""What earlier runs found, filed under a hash of everything that it depends on.

An entry is one file, written whole or not at all, with a seal in its first line: the hash of its kind, name, key and
content. What is damaged, half written or moved counts as absent. The key says what an entry depends on, so nothing is
ever out of date; a few older entries are kept beside the newest, for those who go back and forth between two versions
of a proof. A seal keeps out accidents, not forgers: what an entry says is put together with what the kernel says of its
certificates before anybody believes it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["Cache", "default_folder", "key_of"]

FORMAT = "2"
KEPT = 4


def default_folder() -> Path:
    """`$REFEREE_CACHE`, else `.referee-cache/` in the current folder."""
    return Path(os.environ.get("REFEREE_CACHE") or ".referee-cache")


def key_of(**parts: Any) -> str:
    """The hash of everything that an entry depends on."""
    return hashlib.sha256(json.dumps([FORMAT, parts], sort_keys=True).encode()).hexdigest()


class Cache:
    """Entries below one folder; each has a kind, a permanent name, and the key of the version that it describes.

    create: make the folder where there is none. Commands that only read keep what they find where there is one already.
    """

    def __init__(self, folder: Path, *, create: bool = True) -> None:
        self.folder = folder
        self.trouble: str | None = None
        self._keeps = create or folder.is_dir()

    def get(self, kind: str, name: str, key: str) -> Any:
        """The entry, or None where there is none that is whole."""
        content = self.read(kind, name, key)
        try:
            return None if content is None else json.loads(content)
        except (ValueError, RecursionError):
            return None

    def read(self, kind: str, name: str, key: str) -> bytes | None:
        """The entry as the JSON that was filed."""
        try:
            seal, _, content = self._place(kind, name, key).read_bytes().partition(b"\n")
            return content if seal.decode("ascii") == _seal(kind, name, key, content) else None
        except (OSError, ValueError):
            return None

    def put(self, kind: str, name: str, key: str, entry: Any) -> None:
        """File an entry. A folder that cannot be written costs time in the next run and nothing else."""
        if not self._keeps:
            return
        content = json.dumps(entry, ensure_ascii=False, allow_nan=False).encode()
        place = self._place(kind, name, key)
        try:
            self._prepare(place.parent)
            _write_atomically(place, _seal(kind, name, key, content).encode() + b"\n" + content)
            self._prune(place)
        except OSError as problem:
            self.trouble = f"{self.folder}: findings are not kept for the next run ({problem.strerror or problem})"

    def durations(self) -> dict[str, float]:
        """Check id → seconds that it took last time."""
        known = self.get("durations", "all", "last")
        known = known if isinstance(known, Mapping) else {}
        return {k: float(v) for k, v in known.items() if isinstance(v, int | float)}

    def keep_durations(self, seconds: Mapping[str, float]) -> None:
        """Remember how long checks took, beside what is known of others."""
        if seconds:
            self.put("durations", "all", "last", {**self.durations(), **seconds})

    def _place(self, kind: str, name: str, key: str) -> Path:
        return self.folder / kind / hashlib.sha256(name.encode()).hexdigest()[:32] / key[:64]

    def _prepare(self, folder: Path) -> None:
        if not (self.folder / "CACHEDIR.TAG").is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            _write_atomically(self.folder / ".gitignore", b"*\n")
            _write_atomically(self.folder / "CACHEDIR.TAG", b"Signature: 8a477f597d28d172789f06886806bc55\n")
        folder.mkdir(parents=True, exist_ok=True)

    def _prune(self, newest: Path) -> None:
        versions = [p for p in newest.parent.iterdir() if p != newest]
        if len(versions) >= KEPT:
            with contextlib.suppress(OSError):
                for old in sorted(versions, key=lambda p: p.stat().st_mtime_ns)[: len(versions) - KEPT + 1]:
                    old.unlink(missing_ok=True)


def _seal(kind: str, name: str, key: str, content: bytes) -> str:
    return hashlib.sha256(json.dumps([FORMAT, kind, name, key]).encode() + b"\n" + content).hexdigest()


def _write_atomically(place: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.replace(temporary, place)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
