"""What a check may change around itself, remembered and put back before the next one."""

from __future__ import annotations

import contextlib
import decimal
import locale
import os
import resource
import signal
import sys
import warnings
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Surroundings"]

LIMITS = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_DATA", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_NPROC", "RLIMIT_STACK")


@dataclass
class Surroundings:
    """Folder, environment, limits and settings of this process as they were when this was made."""

    folder: str = field(default_factory=os.getcwd)
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    recursion: int = field(default_factory=sys.getrecursionlimit)
    digits: int = field(default_factory=sys.get_int_max_str_digits)
    path: list[str] = field(default_factory=lambda: list(sys.path))
    decimals: decimal.Context = field(default_factory=lambda: decimal.getcontext().copy())
    filters: list[Any] = field(default_factory=lambda: list(warnings.filters))
    limits: dict[int, tuple[int, int]] = field(default_factory=lambda: _limits())
    handlers: dict[int, Any] = field(default_factory=lambda: _handlers())
    language: str = field(default_factory=lambda: locale.setlocale(locale.LC_ALL))
    mask: int = field(default_factory=lambda: _mask())

    def restore(self) -> None:
        """Put everything back; what cannot be put back (a limit that was lowered for good) stays."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in self.handlers.items():
            if signal.getsignal(number) is not handler:
                with contextlib.suppress(OSError, ValueError):
                    signal.signal(number, handler)
        with contextlib.suppress(OSError):
            os.chdir(self.folder)
        if dict(os.environ) != self.environment:
            os.environ.clear()
            os.environ.update(self.environment)
        sys.setrecursionlimit(self.recursion)
        sys.set_int_max_str_digits(self.digits)
        # A path that importing a paper has added stays, in its place behind what was there.
        sys.path[:] = [*self.path, *(p for p in sys.path if p not in self.path)]
        decimal.setcontext(self.decimals.copy())
        warnings.filters[:] = self.filters  # type: ignore[index]
        locale.setlocale(locale.LC_ALL, self.language)
        os.umask(self.mask)
        for limit, (soft, hard) in self.limits.items():
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(limit, (soft, hard))


def _limits() -> dict[int, tuple[int, int]]:
    known = [getattr(resource, name) for name in LIMITS if hasattr(resource, name)]
    return {limit: resource.getrlimit(limit) for limit in known}


def _handlers() -> dict[int, Any]:
    kept = {}
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        handler = signal.getsignal(number)
        if handler is not None:
            kept[int(number)] = handler
    return kept


def _mask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
