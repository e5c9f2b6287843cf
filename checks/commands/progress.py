"""How a run is shown while it goes on: a progress bar on a terminal, one plain line per finished check elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from checks.complaints import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

__all__ = ["BarListener", "PlainListener", "listener", "tracked"]

T = TypeVar("T")


def listener(quiet: bool = False) -> PlainListener | BarListener:
    """For standard error: a bar on a terminal, lines elsewhere."""
    drawable = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return BarListener() if drawable else PlainListener(quiet)


class PlainListener:
    """One line for each check that ran."""

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet
        self._total = self._done = 0

    def __enter__(self) -> PlainListener:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        sys.stderr.flush()

    def begin(self, total: int, known: int, running: Callable[[], Sequence[str]]) -> None:
        """How much there is to do."""
        self._total, self._done = total, known
        if known and not self._quiet:
            print(unchanged(known, total), file=sys.stderr, flush=True)

    def finished(self, record: Mapping[str, Any], running: Sequence[str]) -> None:
        """One check has finished."""
        self._done += 1
        if not self._quiet or not record["as_expected"]:
            place = f"[{self._done:>{len(str(self._total))}}/{self._total}]"
            print(f"{place} {described(record)}", file=sys.stderr, flush=True)

    def problem(self, message: str) -> None:
        """Something that the user should know."""
        print(f"referee: {printable(message)}", file=sys.stderr, flush=True)


class BarListener:
    """A bar that says what is running, and a line for each check that is not as expected."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            ProgressColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )
        from rich.text import Text

        class _Doing(ProgressColumn):
            max_refresh = 0.5

            def __init__(self, doing: Callable[[], str]) -> None:
                super().__init__()
                self._doing = doing

            def render(self, task: object) -> Text:
                return Text(self._doing())

        self._console: Console = Console(stderr=True, highlight=False)
        self._bar: Progress = Progress(
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(compact=True),
            _Doing(self.doing),
            console=self._console,
            transient=True,
        )
        self._task: TaskID | None = None
        self._running: Callable[[], Sequence[str]] = list
        self._name = "starting"

    def doing(self) -> str:
        """What is being worked on at the moment."""
        running = self._running()
        return running[0] + (f" and {len(running) - 1} more" if len(running) > 1 else "") if running else self._name

    def __enter__(self) -> BarListener:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self._bar.stop()

    def begin(self, total: int, known: int, running: Callable[[], Sequence[str]] = list) -> None:
        """How much there is to do. running: what is being worked on; the bar asks whenever it is drawn."""
        self._running = running
        if known < total:
            self._bar.start()
            self._task = self._bar.add_task("starting", total=total, completed=known)
        elif known:
            self._say(unchanged(known, total))

    def finished(self, record: Mapping[str, Any], running: Sequence[str]) -> None:
        """One check has finished."""
        if self._task is not None:
            self._bar.update(self._task, advance=1)
        if not record["as_expected"]:
            self._say(described(record))

    def counted(self, name: str) -> None:
        """One more is done."""
        if self._task is not None:
            self._bar.update(self._task, advance=1)
            self._name = name

    def problem(self, message: str) -> None:
        """Something that the user should know."""
        self._say(f"referee: {printable(message)}")

    def _say(self, line: str) -> None:
        self._console.print(line, markup=False, soft_wrap=True)


def described(record: Mapping[str, Any]) -> str:
    """One finished check on one line."""
    line = f"{record['verdict']:<9} {record['id']}  {record['seconds']:.2f} s"
    if not record["as_expected"]:
        line += f"  NOT AS EXPECTED (expected {record['expected']})"
        if record["note"]:
            line += ": " + " ".join(record["note"].split())
    return line


def unchanged(known: int, total: int) -> str:
    """How much need not run."""
    return f"{known} of {total} findings are known from earlier runs and nothing they depend on has changed"


def tracked(things: Iterable[T], total: int, what: str, name: Callable[[T], str]) -> Iterator[T]:
    """The same things, counted on standard error as they come: a bar on a terminal, a line for every tenth elsewhere.

    name: what has just been done, in a few words.
    """
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        with BarListener() as bar:
            bar.begin(total, 0)
            for thing in things:
                bar.counted(name(thing))
                yield thing
        return
    step = max(1, total // 10)
    for done, thing in enumerate(things, 1):
        if done % step == 0 and done < total:
            print(f"{done} of {total} {what}", file=sys.stderr, flush=True)
        yield thing
