"""The command `referee`: reads the command line, calls one command, turns trouble into one line and an exit status.

Nothing heavy is imported here; each command imports what it needs when it runs.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import io
import os
import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType
from typing import Any, NoReturn

import checks
from checks.complaints import printable

__all__ = ["main"]

EXPECTED, UNEXPECTED, BAD_INPUT, TOOL_ABSENT, EXHAUSTED = 0, 1, 2, 3, 4
BEGUN = time.monotonic()
INTERRUPTED, BROKEN_PIPE = 130, 141
OBJECTS_TO_A_COLLECTION = 1_000_000  # ledgers are millions of objects without a circle among them

STATUSES = """exit status: 0 all as expected (prove: proved), 1 a finding is not as expected (prove: refuted),
2 bad input, 3 a needed tool is absent, 4 out of time or memory (prove: undecided), 130 interrupted,
141 whoever read the output has gone"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    gc.set_threshold(OBJECTS_TO_A_COLLECTION, 20, 100)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _terminated)
    _open_streams()
    try:
        return _done(arguments)
    except BrokenPipeError:
        # Whoever read our output has gone. That is no verdict, and the interpreter must not complain of it at exit.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        return BROKEN_PIPE


def _done(arguments: Sequence[str] | None) -> int:
    """Run the command; what it could not do is said, and is its status."""
    try:
        given = [_readable(text) for text in (sys.argv[1:] if arguments is None else arguments)]
        options = _parser().parse_args(_shielded(given), argparse.Namespace(begun=BEGUN))
        command = importlib.import_module(f"checks.commands.{options.command}")
        status: int = command.run(options)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        _say("referee: interrupted; what was finished is kept, the same command goes on from there")
        return INTERRUPTED
    except SystemExit:
        sys.stdout.flush()
        raise
    except BrokenPipeError:
        raise
    except MemoryError:
        _say("referee: out of memory")
        return EXHAUSTED
    except Exception as problem:
        return _reported(problem)


def _reported(problem: Exception) -> int:
    """One line for what the user can mend; anything else is a fault of ours, and says where."""
    from checks.complaints import BadInput
    from checks.ledger import LedgerError

    if isinstance(problem, BadInput | LedgerError):
        _say(f"referee: {problem}")
        if caret := getattr(problem, "caret", ""):
            _say(caret)
        return BAD_INPUT
    if isinstance(problem, OSError):
        place = f"{problem.filename}: " if problem.filename else ""
        _say(f"referee: {place}{problem.strerror or problem}")
        return BAD_INPUT
    if isinstance(problem, ModuleNotFoundError) and problem.name and not problem.name.startswith("checks"):
        _say(f"referee: the package {problem.name} is not installed; `referee doctor` says how to get it")
        return TOOL_ABSENT
    if os.environ.get("REFEREE_DEBUG"):
        raise problem
    from checks.run.loading import place_of

    message = " ".join(str(problem).split())
    _say(f"referee: a fault of the program: {type(problem).__name__}: {message} ({place_of(problem, os.sep)})")
    _say("         set REFEREE_DEBUG=1 to see all of it, and please report it")
    return UNEXPECTED


def _say(line: str) -> None:
    print(printable(line), file=sys.stderr)


def _open_streams() -> None:
    """Where a standard stream is closed, what would go there goes nowhere; a text that the terminal's alphabet lacks is
    written as an escape."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            ascii_only = stream.encoding.lower() in ("ascii", "us-ascii", "ansi_x3.4-1968", "646")
            stream.reconfigure(encoding="utf-8" if ascii_only else None, errors="backslashreplace")


def _readable(argument: str) -> str:
    """An argument as UTF-8, in whatever locale it was typed; undecodable bytes stay what they are."""
    return os.fsencode(argument).decode("utf-8", "surrogateescape")


def _terminated(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, with the place where help is to be had."""

    def error(self, message: str) -> NoReturn:
        message = " ".join(message.split())
        self.exit(BAD_INPUT, f"{self.prog}: {printable(message)}; see `{self.prog} --help`\n")

    def _print_message(self, message: str, file: Any = None) -> None:
        """As argparse does it, which hides that nobody reads."""
        (file or sys.stderr).write(message)


def _shielded(arguments: Sequence[str]) -> list[str]:
    """A claim such as -x<1 is not an option: a space in front says so to argparse, and nothing to the grammar."""
    if not arguments or arguments[0] != "prove":
        return list(arguments)
    options = (
        "-h",
        "--help",
        "--where",
        "--seconds",
        "--memory",
        "--precision",
        "--json",
        "--script",
        "--explain",
        "--",
    )
    return [a if not a.startswith("-") or a.partition("=")[0] in options else f" {a}" for a in arguments]


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="referee",
        description="Checks the theory of a paper, statement by statement, with exact or enclosed arithmetic.",
        epilog=STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"referee {checks.__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    check = _add(commands, "check", "run the checks of papers, and say what is not as expected")
    check.add_argument("targets", nargs="*", metavar="PATH | ID", help="a folder, a file, or an id (default: proofs/)")
    check.add_argument(
        "-k", dest="keyword", metavar="EXPR", help="only checks whose id or title matches, e.g. 'lemma and not 1'"
    )
    _add_run_options(check)
    check.add_argument(
        "--json", metavar="FILE", help="where to write the ledger, - for stdout (default: build/ledger.json)"
    )
    check.add_argument("--junit", metavar="FILE", help="write a JUnit file as well")
    check.add_argument(
        "--on",
        metavar="tcp://HOST:PORT",
        help="run the checks on the Dask cluster with this scheduler (referee[cluster])",
    )

    check.add_argument("--profile", action="store_true", help="print the checks that took longest")
    check.add_argument("--watch", action="store_true", help="check again whenever a file of the targets changes")

    new = _add(commands, "new", "write a paper to start from, which passes")
    new.add_argument("folder", metavar="FOLDER", help="its name is the name of the paper, for instance my_paper")

    show = _add(commands, "show", "one statement in full: hypotheses, conclusion, findings, quantities, repair")
    show.add_argument("id", metavar="ID", help="for instance class_imbalance/lemma-1")
    show.add_argument("--from", dest="ledger", metavar="LEDGER", help="read this ledger and run nothing")
    show.add_argument("--full", action="store_true", help="print the longest formulas, and each claim in full")
    show.add_argument("--proof", action="store_true", help="print the steps of each certificate, or their outline")
    _add_run_options(show)

    report = _add(commands, "report", "decision pages and letters, constants.tex, and a PDF where LaTeX is installed")
    report.add_argument("paper", nargs="?", metavar="PAPER", help="a paper's folder or name (default: all, one volume)")
    report.add_argument("--full", action="store_true", help="every statement with its findings, figures and proofs")
    report.add_argument("-o", dest="folder", metavar="DIR", default="build/report", help="default: build/report")
    report.add_argument("--from", dest="ledger", metavar="LEDGER", help="read this ledger and run nothing")
    pdf = report.add_mutually_exclusive_group()
    pdf.add_argument("--pdf", action="store_true", default=None, help="insist on report.pdf")
    pdf.add_argument("--no-pdf", dest="pdf", action="store_false", help="do not compile report.tex")
    _add_run_options(report)

    site = _add(commands, "site", "a static site to explore: statements, proofs, constants, what rests on what")
    site.add_argument("-o", dest="folder", metavar="DIR", default="build/site", help="default: build/site")
    site.add_argument("--from", dest="ledger", metavar="LEDGER", help="read this ledger and run nothing")
    site.add_argument("--since", metavar="LEDGER", help="an earlier ledger: a page says what has changed")
    _add_run_options(site)

    constants = _add(commands, "constants", "the verified quantities, on request at your own parameters")
    constants.add_argument("paper", nargs="?", metavar="PAPER", help="a paper's folder or name (default: all)")
    constants.add_argument(
        "--set", dest="settings", action="append", default=[], metavar="NAME=VALUE", help="e.g. --set epsilon=1/20"
    )
    constants.add_argument("--from", dest="ledger", metavar="LEDGER", help="read this ledger and run nothing")
    _add_run_options(constants)

    prove = _add(commands, "prove", "prove or refute an inequality that you type")
    prove.add_argument("claim", metavar="CLAIM", help='for instance "exp(x) >= 1 + x"')
    prove.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="CONDITION",
        help='"x in [-1, 1]", "y in (0, oo)", "x < y"; may be repeated',
    )
    prove.add_argument("--seconds", type=_seconds, default=60.0, metavar="S", help="budget of wall time (default: 60)")
    prove.add_argument(
        "--precision", type=_precision, default=128, metavar="BITS", help="working precision (default: 128)"
    )
    _add_memory(prove, "default: 4, or all there is")
    form = prove.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the verdict with its certificate, for programs")
    form.add_argument("--script", action="store_true", help="the claim and its proof as Python for a paper")
    form.add_argument("--explain", action="store_true", help="say how it went, and what was missing")

    replay = _add(commands, "replay", "establish every certificate of a ledger anew, without search")
    replay.add_argument("ledger", metavar="LEDGER")
    replay.add_argument(
        "-j", dest="jobs", type=_jobs, default=_cores(), metavar="N", help="processes (default: all cores)"
    )
    replay.add_argument("--seconds", type=_seconds, metavar="S", help="no certificate gets more wall time than this")
    _add_memory(replay)

    export = _add(commands, "export", "the certificates as Coq developments, and what Coq says of them")
    export.add_argument("targets", nargs="*", metavar="PATH | ID", help="what to export (default: everything)")
    export.add_argument("--coq", action="store_true", required=True, help="for Coq 8.16 with Coquelicot and Interval")
    export.add_argument("-o", dest="folder", metavar="DIR", default="build/coq", help="default: build/coq")
    export.add_argument("--from", dest="ledger", metavar="LEDGER", help="read this ledger and run nothing")
    export.add_argument("--check", action="store_true", help="compile, and write DIR/coq.json")
    export.add_argument("--budget", type=_seconds, default=3600.0, metavar="S", help="seconds for Coq (default: 3600)")
    export.add_argument("--expected", metavar="FILE", help="ids of checks that Coq must accept")
    export.add_argument("--failing", metavar="FILE", help="ids of checks whose exported proof is known to fail")
    export.add_argument("--record", metavar="DIR", help="write both lists anew: accepted.txt and failing.txt")
    export.add_argument("--json", metavar="FILE", help="write the ledger with what Coq accepts")
    _add_run_options(export)

    _add(commands, "doctor", "what is installed, what is optional and absent, how to get it")
    return parser


def _add(commands: argparse._SubParsersAction[_Parser], name: str, summary: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _add_run_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-j", dest="jobs", type=_jobs, default=_cores(), metavar="N", help="processes (default: all cores)"
    )
    parser.add_argument("--fresh", action="store_true", help="look up nothing that earlier runs found")
    parser.add_argument("--seconds", type=_seconds, metavar="S", help="no check gets more wall time than this")
    _add_memory(parser)
    parser.add_argument(
        "--precision",
        type=_precision,
        default=128,
        metavar="BITS",
        help="of ball arithmetic, 64 to 4096 (default: 128)",
    )


def _add_memory(parser: argparse.ArgumentParser, default: str = "default: the machine's, divided by -j") -> None:
    parser.add_argument(
        "--memory", type=_gigabytes, metavar="GB", help=f"no process gets more memory than this ({default})"
    )


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _jobs(text: str) -> int:
    return _whole_number(text, 1, 1024)


def _precision(text: str) -> int:
    return _whole_number(text, 64, 4096)


def _whole_number(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number from {least} to {most}")
    return int(text)


def _gigabytes(text: str) -> int:
    try:
        gigabytes = float(text)
    except ValueError:
        gigabytes = -1.0
    if not 0.25 <= gigabytes <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a number of gigabytes from 0.25 on")
    return int(gigabytes * (1 << 30))


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= 10_000_000:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a positive number of seconds")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
