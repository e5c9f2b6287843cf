"""A process on a leash: whatever becomes of the one that started it, it ends, and all that it has started end with it.

`hold` splits a process in two. The one half goes on; the other keeps it, and ends the lot when the leash, a pipe whose
other end is held by nobody but the owner, closes, or when the half that goes on has ended. So it does not matter what
the worker is doing, not even if it is inside one call of C that never returns, nor how its owner was killed. What a
descendant has moved into a session of its own comes back to the keeper when its parent has gone (Linux), and is ended
too.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys

__all__ = ["hold", "limit_memory"]

PR_SET_CHILD_SUBREAPER = 36
LONGEST_WAIT = 0.2  # seconds, where the system cannot wait for a process and a pipe at once


def hold(leash: int) -> None:
    """Return in the process that is to be kept; the one that calls becomes its keeper and never returns.

    leash: a file descriptor, the reading end of a pipe into which nobody ever writes. The keeper ends as the other has
    ended: with its status, or of the same signal.
    """
    kept = os.fork()
    if kept == 0:
        os.close(leash)
        return
    status = 1 << 8
    try:
        for stream in (0, 1):
            os.close(stream)
        _adopt_orphans()
        _wait(kept, leash)
        with contextlib.suppress(ProcessLookupError):
            os.kill(kept, signal.SIGKILL)
        status = os.waitpid(kept, 0)[1]
        _end_all()
    finally:
        _end_as(status)


def limit_memory(limit: int) -> None:
    """Let this process fail alone when it asks for too much: MemoryError first, the system's killer second.

    limit: bytes; 0 for none.
    """
    if not limit:
        return
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        score.write("500")


def _wait(kept: int, leash: int) -> None:
    """Until the process ends or the leash closes."""
    handle = None
    with contextlib.suppress(OSError, AttributeError):
        handle = os.pidfd_open(kept)
    while True:
        ready, _, _ = select.select([leash, *([] if handle is None else [handle])], [], [], LONGEST_WAIT)
        if ready or (handle is None and os.waitid(os.P_PID, kept, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None):
            return


def _adopt_orphans() -> None:
    """Let descendants whose parents end become children of this process."""
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _end_all() -> None:
    """End every child, and those that become children because their parents have ended."""
    while True:
        for child in _children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _children() -> list[int]:
    """The children of this process; none where the system does not say."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as stream:
            return [int(word) for word in stream.read().split()]
    except (OSError, ValueError):
        return [pid for pid in _processes() if _parent(pid) == os.getpid()]


def _processes() -> list[int]:
    try:
        return [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []


def _parent(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stream:
            return int(stream.read().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _end_as(status: int) -> None:
    if os.WIFSIGNALED(status):
        with contextlib.suppress(ImportError, OSError, ValueError):
            import resource

            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        number = os.WTERMSIG(status)
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 1)


if __name__ == "__main__":
    # python leash.py FD COMMAND…: a command on a leash, for programs that are not ours.
    reading = int(sys.argv[1])
    hold(reading)
    os.execvp(sys.argv[2], sys.argv[2:])
