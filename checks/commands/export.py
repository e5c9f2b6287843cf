"""`referee export --coq`: certificates as Coq developments, and what Coq says of them."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from checks.commands.check import LEDGER, refereed
from checks.complaints import BadInput, close_matches
from checks.ledger import read, write
from checks.run.cache import default_folder

__all__ = ["run"]

ACCEPTED, NOT_EXPRESSIBLE, FAILED, LATE = "accepted", "not expressible", "failed", "out of time"
# What Coq's real numbers, Coquelicot and Interval rest on.
AXIOMS = (
    "ClassicalDedekindReals.", "FunctionalExtensionality.", "Classical_Prop.classic", "PrimInt63.", "PrimFloat.",
    "FloatAxioms.", "Uint63.", "Uint63Axioms.", "Int63.", "FloatOps.", "SpecFloat.",
)  # fmt: skip
Record = dict[str, Any]


def run(options: argparse.Namespace) -> int:
    """Write the development, perhaps compile it; status 0, 1 (Coq rejects a claim), 3 (no Coq), 4 (out of time)."""
    from checks.encode.coq.compiler import CoqAbsent

    status, ledger = 0, None
    if options.ledger is not None:
        ledger = read(options.ledger)
    elif options.targets or not LEDGER.is_file():
        ledger = refereed(options, list(options.targets), quiet=True).ledger
    else:
        ledger = read(LEDGER)
    asked = _asked(ledger, options.targets if options.ledger is not None else [])
    try:
        status = _export(ledger, asked, options)
    except CoqAbsent as problem:
        print(f"referee: {problem}", file=sys.stderr)
        return 3
    return status


def _asked(ledger: Mapping[str, Any], targets: Sequence[str]) -> list[tuple[Record, Record]]:
    """The statements and checks that have certificates and are meant."""
    known = [(s, c) for s in ledger["statements"] for c in s["checks"] if c["certificate"] is not None]
    if not targets:
        return known
    found = [(s, c) for s, c in known if any(c["id"].startswith(t.strip("/")) for t in targets)]
    for t in targets:
        if not any(c["id"].startswith(t.strip("/")) for _, c in known):
            raise BadInput(f"{t}: no check with a certificate{close_matches(t, [s['id'] for s, _ in known])}")
    return found


def _export(ledger: Record, asked: Sequence[tuple[Record, Record]], options: argparse.Namespace) -> int:
    from checks.encode.coq.compiler import Compiler, write_sources
    from checks.encode.coq.development import Exported, exported

    done: dict[str, Exported] = {}
    paper_of: dict[str, str] = {}
    for statement, check in asked:
        exported(ledger["certificates"], check["certificate"], done)
        for digest in done:
            paper_of.setdefault(digest, statement["paper"])
    folder = Path(options.folder)
    _cleared(folder)
    theorems = _theorems(asked, done)
    if not options.check:
        write_sources(folder, done, paper_of, theorems)
        print(f"{sum(map(len, theorems.values()))} theorems in {len(theorems)} papers: {os.path.relpath(folder)}")
        return 0
    cache = None if options.fresh else default_folder() / "coq"
    compiler = Compiler(folder, cache, options.jobs, options.budget)
    compiler.certificates(done, paper_of, lambda name: _tell(name, compiler))
    answers: dict[str, Record] = {}
    for _, check in asked:
        said = compiler.answers[check["certificate"]]
        answers[check["id"]] = {"result": said.result, "why": said.why}
    axioms, status = {}, 0
    for paper, listed in theorems.items():
        problem, axioms[paper] = compiler.paper(
            paper, [t for t in listed if compiler.answers[t[2].digest].result == ACCEPTED]
        )
        if problem:
            print(f"referee: {paper}.v: {problem}", file=sys.stderr)
            status = 4 if "out of time" in problem else 1
        for strange in [a for a in axioms[paper] if not a.startswith(AXIOMS)]:
            print(f"referee: {paper}.v rests on the axiom {strange}", file=sys.stderr)
            status = 1
    answer = {"schema": "referee-coq/1", "coq": compiler.version, "checks": answers, "axioms": axioms}
    (folder / "coq.json").write_text(json.dumps(answer, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if options.json:
        for _, check in asked:
            also = [name for name in check["also"] if name != "coq"]
            check["also"] = also + (["coq"] if answers[check["id"]]["result"] == ACCEPTED else [])
        write(Path(options.json), ledger)
    _coverage(asked, answers, ledger["certificates"])
    if options.record:
        _record(Path(options.record), answers)
    return _status(answers, options, status)


def _cleared(folder: Path) -> None:
    """Remove what an export before this one has left. Raises BadInput if the folder holds anything else."""
    from checks.encode.coq.compiler import PROJECT

    project = folder / "_CoqProject"
    ours = project.is_file() and project.read_text(encoding="utf-8") == PROJECT
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is not a folder")
    if folder.exists() and any(folder.iterdir()) and not ours:
        raise BadInput(
            f"{folder} is not empty and not an export of before: it would be emptied; choose another with -o"
        )
    shutil.rmtree(folder, ignore_errors=True)


def _theorems(asked: Sequence[tuple[Record, Record]], done: Mapping[str, Any]) -> dict[str, list[tuple[str, str, Any]]]:
    """Paper → (title, name of the theorem, certificate) of each check."""
    found: dict[str, list[tuple[str, str, Any]]] = {}
    for statement, check in asked:
        words = check["id"].partition("/")[2].replace("#", "__")
        name = "".join(c if c.isascii() and c.isalnum() else "_" for c in words)
        e, title = done[check["certificate"]], f"{check['id']}: {check['title']}"
        names = {n for _, n, _ in found.setdefault(statement["paper"], [])}
        while name in names or not name[:1].isalpha():
            name = f"t_{name}"
        if not e.problem:
            found[statement["paper"]].append((title, name, e))
    return found


def _tell(name: str, compiler: Any) -> None:
    print(f"{name}.v: {len(compiler.answers)} answers", file=sys.stderr)


def _coverage(asked: Sequence[tuple[Record, Record]], answers: Mapping[str, Record], certificates: Record) -> None:
    """The tables by paper and by rule, and what is not accepted."""
    columns = (ACCEPTED, NOT_EXPRESSIBLE, LATE, FAILED)
    papers: dict[str, Counter[str]] = {}
    rules: dict[str, Counter[str]] = {}
    for statement, check in asked:
        result = answers[check["id"]]["result"]
        papers.setdefault(statement["paper"], Counter())[result] += 1
        for rule in {step["rule"] for step in certificates[check["certificate"]]["steps"]}:
            rules.setdefault(rule, Counter())[result] += 1
    for title, table in (("paper", papers), ("rule used by a check", rules)):
        print(f"{title:<26}" + "".join(f"{c:>17}" for c in columns) + f"{'share':>9}")
        for name, counts in sorted(table.items()):
            share = 100 * counts[ACCEPTED] / sum(counts.values())
            print(f"{name:<26}" + "".join(f"{counts[c]:>17}" for c in columns) + f"{share:>8.1f}%")
    total = Counter(a["result"] for a in answers.values())
    print(", ".join(f"{total[c]} {c}" for c in columns) + f" of {len(answers)}")
    why = Counter(a["why"].rpartition(": ")[2][:80] for a in answers.values() if a["result"] == NOT_EXPRESSIBLE)
    for reason, count in why.most_common():
        print(f"  not expressible: {reason} ({count})")
    for id, a in answers.items():
        if a["result"] in (FAILED, LATE):
            print(f"  {a['result']}: {id}: {a['why'][:160]}")


def _status(answers: Mapping[str, Record], options: argparse.Namespace, status: int) -> int:
    """1 if Coq rejects what is not listed as such, or no longer accepts what is listed; 4 if time was short."""
    rejected = {id for id, a in answers.items() if a["result"] == FAILED}
    if unexpected := sorted(rejected - _listed(options.failing)):
        print(f"referee: Coq rejects {', '.join(unexpected)}", file=sys.stderr)
        status = 1
    for id in sorted(_listed(options.expected) & answers.keys()):
        result = answers[id]["result"]
        if result != ACCEPTED:
            print(f"referee: {id} was accepted by Coq before; now it is {result}", file=sys.stderr)
            status = status or (4 if result == LATE else 1)
    return status


def _record(folder: Path, answers: Mapping[str, Record]) -> None:
    """Write `accepted.txt` and `failing.txt`, with which a later run is compared."""
    folder.mkdir(parents=True, exist_ok=True)
    accepted = [id for id, a in answers.items() if a["result"] == ACCEPTED]
    failing = [f"{id}  %% {a['why'][:100]}" for id, a in answers.items() if a["result"] == FAILED]
    for name, lines in (("accepted.txt", accepted), ("failing.txt", failing)):
        (folder / name).write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")


def _listed(file: str | None) -> set[str]:
    """The ids of a file, one on a line; what follows the mark %% is a remark."""
    if file is None:
        return set()
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    return {words[0] for line in lines if (words := line.partition("%%")[0].split())}
