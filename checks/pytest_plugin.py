"""The checks of papers as tests: `pytest --referee my_paper`.

Every check is an item of the file that declares it, named after its id, and passes if its verdict is the expected one;
every statement is an item, too, which fails if something is lacking, such as the sentence that says why it is refuted.
All items that were chosen are refereed in one run, as `referee check` does it, when the first of them is due; under
pytest-xdist each is refereed by itself. A failure says what was found, what was expected, and what the statement says.

This module is read by every pytest of an environment in which the referee is installed, so it imports nothing but
pytest until papers are named.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from checks.run.runner import Selected, Settings

__all__ = ["CheckItem", "NotAsExpected", "PaperFile", "StatementItem"]

Record = dict[str, Any]
LEDGERS: pytest.StashKey[dict[str, Record]] = pytest.StashKey()


class NotAsExpected(Exception):
    """A finding differs from what its author expects, or a statement lacks something; the message says it all."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--referee` and `--referee-jobs`, and `referee = …` in the ini file."""
    group = parser.getgroup("referee", "papers whose statements are checked")
    group.addoption(
        "--referee", action="append", default=[], metavar="PAPER", help="a paper, a file of one, or an id; repeatable"
    )
    group.addoption("--referee-jobs", type=int, default=1, metavar="N", help="processes for the checks (default: 1)")
    parser.addini("referee", "papers that are checked with every run of pytest", type="linelist", default=[])


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Adds the files of the papers to what the session collects."""
    report = yield
    if isinstance(collector, pytest.Session):
        papers = collector.config.getoption("--referee") or collector.config.getini("referee")
        if papers:
            report.result += _files(collector, papers)
    return report


def _files(session: pytest.Session, papers: Sequence[str]) -> list[PaperFile]:
    from checks.complaints import BadInput
    from checks.run.cache import Cache, default_folder
    from checks.run.discover import find
    from checks.run.runner import declared

    try:
        selection, problems = declared(find(papers), _settings(session.config), Cache(default_folder()), _Silent())
    except BadInput as problem:
        raise pytest.UsageError(f"referee: {problem}") from None
    if problems:
        raise pytest.UsageError("\n".join(f"referee: {problem}" for problem in problems))
    files: dict[str, PaperFile] = {}
    for chosen in selection:
        place = chosen.entry["file"] or chosen.source.root
        if place not in files:
            files[place] = PaperFile.from_parent(session, path=Path(place))
        files[place].declares.append(chosen)
    return list(files.values())


def _settings(config: pytest.Config) -> Settings:
    from checks.run.runner import Settings

    return Settings(jobs=config.getoption("--referee-jobs"))


class _Silent:
    """Progress is pytest's to show."""

    def begin(self, total: int, known: int, running: Any) -> None: ...

    def finished(self, record: Any, running: Any) -> None: ...

    def problem(self, message: str) -> None: ...


class PaperFile(pytest.File):
    """A module of a paper, with the statements that it declares."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.declares: list[Selected] = []

    def collect(self) -> Iterator[pytest.Item]:
        """Its checks, and each statement of which all checks were chosen."""
        for chosen in self.declares:
            entries = list(chosen.checks)
            if len(entries) == len(chosen.entry["checks"]):
                entries.append(chosen.entry)
            for e in entries:
                kind, title = (CheckItem, e["title"]) if "title" in e else (StatementItem, e["label"])
                name = e["id"].partition("/")[2]
                yield kind.from_parent(self, name=name, source=chosen.source, about=e["id"], title=title)


class _Refereed(pytest.Item):
    """What statements and checks have in common: what they are about (an id), and its record."""

    def __init__(self, *, source: Any, about: str, title: str, **more: Any) -> None:
        super().__init__(**more)
        self.source, self.about, self.title = source, about, title

    def statement(self) -> Record:
        """The record of the statement, from the run of all items, or of this one."""
        ledgers = self.session.stash.setdefault(LEDGERS, {})
        if self.about not in ledgers:
            alone = hasattr(self.config, "workerinput")
            items = [self] if alone else [i for i in self.session.items if isinstance(i, _Refereed)]
            ledgers |= _refereed(items, _settings(self.config))
        return ledgers[self.about]

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The message alone where it says it all."""
        if isinstance(excinfo.value, NotAsExpected):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The file, and the id with its title."""
        return self.path, None, f"{self.about} ({self.title})"


class CheckItem(_Refereed):
    """One check; passes if the verdict is the one that its author expects."""

    def runtest(self) -> None:
        """Compare what was found with what was expected."""
        from checks.report.terminal import show_statement, unexpected

        statement = self.statement()
        (check,) = (c for c in statement["checks"] if c["id"] == self.about)
        if not check["as_expected"]:
            shown = show_statement({"statements": [statement]}, statement["id"])
            raise NotAsExpected("\n".join([*unexpected(check), "", shown]))


class StatementItem(_Refereed):
    """One statement; passes if it says what it must."""

    def runtest(self) -> None:
        """Fail with all that is lacking."""
        statement = self.statement()
        if statement["failures"]:
            raise NotAsExpected("\n".join(statement["failures"]))


def _refereed(items: Sequence[_Refereed], settings: Settings) -> dict[str, Record]:
    """Id of each item → record of its statement. Raises NotAsExpected where nothing of the run can be used."""
    from checks.run.cache import Cache, default_folder
    from checks.run.discover import Target
    from checks.run.runner import run

    targets = [Target(item.about, (item.source,), slug=item.about.partition("/")[2]) for item in items]
    done = run(targets, None, settings, Cache(default_folder()), _Silent())
    if done.contradictions or done.problems:
        raise NotAsExpected("\n".join([*done.contradictions, *done.problems]))
    by_id = {statement["id"]: statement for statement in done.ledger["statements"]}
    return {item.about: by_id[item.about.partition("#")[0]] for item in items}
