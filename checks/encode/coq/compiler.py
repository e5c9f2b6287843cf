"""Coq's answers: files of certificates compiled in parallel, each within its time, and kept by their content."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from checks.encode.coq.development import Exported, module_name

__all__ = ["Answer", "Compiler", "CoqAbsent", "coq_version", "write_sources"]

LIBRARY = Path(__file__).with_name("Referee.v")
PROJECT = "-Q . Referee\n"
REMEDY = "apt-get install coq libcoq-interval libcoq-coquelicot"
LONGEST_TOGETHER = 300_000  # characters
MOST_TOGETHER, SENTENCE_SECONDS, FILE_SECONDS = 12, 40, 400
LATE = "out of time"
_PLACE = re.compile(r'^File "[^"]*", line ([0-9]+)', re.MULTILINE)
_AXIOM = re.compile(r"^([A-Za-z_][\w.']*)(?: :|$)", re.MULTILINE)


class CoqAbsent(RuntimeError):
    """Coq, Coquelicot or Interval is not installed; the message says how to get them."""


@dataclass(frozen=True)
class Answer:
    """accepted, not expressible, failed or out of time; why, if not accepted."""

    result: str
    why: str = ""


@dataclass
class _File:
    """Certificates that are compiled together, and the files that they need."""

    name: str
    members: list[Exported]
    needs: list[str] = field(default_factory=list)


def coq_version() -> str:
    """The version of coqc. Raises CoqAbsent."""
    if shutil.which("coqc") is None:
        raise CoqAbsent(f"coqc is not installed: {REMEDY}")
    asked = subprocess.Popen(["coqc", "--print-version"], stdout=subprocess.PIPE, text=True, start_new_session=True)
    said, _ = asked.communicate(timeout=60)
    if asked.returncode:
        raise CoqAbsent(f"coqc does not tell its version: {REMEDY}")
    return said.strip()


class Compiler:
    """Compiles exported certificates in a folder.

    folder: where the files go. cache: where answers and compiled files are kept, or None. seconds: for everything
    together; what was not reached by then is `out of time`, never left out. each: seconds for one sentence of Coq.
    """

    def __init__(
        self,
        folder: Path,
        cache: Path | None,
        jobs: int,
        seconds: float,
        each: int = SENTENCE_SECONDS,
    ) -> None:
        self.folder, self.cache, self.jobs, self.each = folder, cache, jobs, each
        self.until = time.monotonic() + seconds
        self.version = coq_version()
        self.answers: dict[str, Answer] = {}
        self.file_of: dict[str, str] = {}
        self.keys: dict[str, str] = {}
        _start(folder)
        self.base = _digest(self.version, LIBRARY.read_text(encoding="utf-8"), str(each))
        problem, _ = self._compiled("Referee", self.base)
        if problem:
            raise CoqAbsent(f"Referee.v does not compile ({problem[:200]}); {REMEDY}")

    # Certificates -----------------------------------------------------------------------------------------------------

    def certificates(
        self,
        exported: Mapping[str, Exported],
        paper_of: Mapping[str, str],
        told: Callable[[str], None],
    ) -> None:
        """Compile all; `answers` gets an answer for each digest."""
        for digest, e in exported.items():
            if e.problem:
                self.answers[digest] = Answer("not expressible", e.problem)
            self.keys[digest] = _digest(self.base, e.text, *(self.keys[d] for d in e.cites))
            known = self._kept(self.keys[digest])
            if known is not None and known.result != "accepted":
                self.answers.setdefault(digest, known)
        files, self.file_of = _files(exported, paper_of)
        done: set[str] = set()
        pending: dict[Future[None], str] = {}
        with ThreadPoolExecutor(self.jobs) as pool:
            waiting = list(files.values())
            while waiting or pending:
                for f in [f for f in waiting if done.issuperset(f.needs)]:
                    waiting.remove(f)
                    pending[pool.submit(self._file, f)] = f.name
                finished, _ = wait(pending, return_when=FIRST_COMPLETED)
                for future in finished:
                    name = pending.pop(future)
                    future.result()
                    done.add(name)
                    told(name)

    def _file(self, file: _File) -> None:
        """Compile a file; whatever fails in it is taken out, with its reason, until the rest is accepted."""
        members = list(file.members)
        while True:
            for e in members:
                bad = next((d for d in e.cites if self.answers[d].result != "accepted"), None)
                if bad is not None and e.digest not in self.answers:
                    why = f"rests on {self.file_of.get(bad, 'a file')}.{module_name(bad)}: {self.answers[bad].why}"
                    self.answers[e.digest] = Answer(self.answers[bad].result, why[:300])
            members = [e for e in members if e.digest not in self.answers]
            text, starts = _text(members, file.needs, self.each)
            if not members:
                (self.folder / f"{file.name}.v").write_text(text, encoding="utf-8")
                self._compiled(file.name, _digest(self.base, text))
                return
            (self.folder / f"{file.name}.v").write_text(text, encoding="utf-8")
            problem, line = self._compiled(
                file.name,
                _digest(self.base, text, *(self.keys[e.digest] for e in members)),
            )
            if not problem:
                for e in members:
                    self._answer(e, Answer("accepted"))
                return
            guilty = members[max(sum(line >= s for s in starts) - 1, 0)]
            if problem.startswith(LATE):
                self.answers |= {e.digest: Answer(LATE, problem) for e in members}
                continue
            self._answer(guilty, Answer(LATE if problem.startswith("Timeout") else "failed", problem))

    def _answer(self, e: Exported, answer: Answer) -> None:
        self.answers[e.digest] = answer
        if self.cache is not None and answer.result != LATE:
            _written(
                self.cache / f"{self.keys[e.digest]}.json",
                json.dumps([answer.result, answer.why]).encode(),
            )

    def _kept(self, key: str) -> Answer | None:
        path = self.cache / f"{key}.json" if self.cache is not None else None
        if path is None or not path.is_file():
            return None
        result, why = json.loads(path.read_text(encoding="utf-8"))
        return Answer(result, why)

    # Papers -----------------------------------------------------------------------------------------------------------

    def paper(self, name: str, theorems: Sequence[tuple[str, str, Exported]]) -> tuple[str, list[str]]:
        """The file of a paper: (title, theorem's name, certificate) each. Returns (problem, names of axioms)."""
        text = _paper(theorems, self.file_of)
        (self.folder / f"{name}.v").write_text(text, encoding="utf-8")
        key = _digest(self.base, text, *(self.keys[e.digest] for _, _, e in theorems))
        problem, _ = self._compiled(name, key)
        said = self.folder / f"{name}.out"
        axioms = said.read_text(encoding="utf-8").partition("Axioms:\n")[2] if said.is_file() else ""
        return problem, sorted({m.group(1) for m in _AXIOM.finditer(axioms)})

    # Coq --------------------------------------------------------------------------------------------------------------

    def _compiled(self, name: str, key: str) -> tuple[str, int]:
        """Compile one file, or fetch what was made of the same content: (problem or nothing, its line)."""
        kept = self.cache / key if self.cache is not None else None
        made = [self.folder / f"{name}.vo", self.folder / f"{name}.out"]
        if kept is not None and (kept / "vo").is_file():
            shutil.copy(kept / "vo", made[0])
            shutil.copy(kept / "out", made[1])
            return "", 0
        left = self.until - time.monotonic()
        if left <= 0:
            return "out of time: the time for everything was over", 0
        command = [
            "coqc",
            "-q",
            "-w",
            "none",
            "-Q",
            ".",
            "Referee",
            "-time",
            f"{name}.v",
        ]
        with subprocess.Popen(
            command,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                said, _ = process.communicate(timeout=min(left, FILE_SECONDS))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                said, _ = process.communicate()
                return f"{LATE}: {name}.v took longer than {min(left, FILE_SECONDS):.0f} s", 0
        if process.returncode == 0:
            made[1].write_text(said, encoding="utf-8")
            if kept is not None:
                kept.mkdir(parents=True, exist_ok=True)
                _written(kept / "out", said.encode())
                _written(kept / "vo", made[0].read_bytes())
            return "", 0
        found = _PLACE.search(said)
        message = said[found.end() :].partition("Error:")[2] if found else said[-400:]
        return " ".join(message.split())[:300] or "coqc failed", int(found.group(1)) if found else 0


def _files(exported: Mapping[str, Exported], paper_of: Mapping[str, str]) -> tuple[dict[str, _File], dict[str, str]]:
    """Files of certificates of one paper and one depth, so that no circle arises between files; digest → file."""
    depth: dict[str, int] = {}
    groups: dict[tuple[str, int], list[Exported]] = {}
    for e in exported.values():
        if not e.problem:
            depth[e.digest] = 1 + max((depth[d] for d in e.cites), default=-1)
            groups.setdefault((paper_of[e.digest], depth[e.digest]), []).append(e)
    files: dict[str, _File] = {}
    file_of: dict[str, str] = {}
    for (paper, level), members in groups.items():
        together = [e for e in members if len(e.text) <= LONGEST_TOGETHER]
        parts = [together[k : k + MOST_TOGETHER] for k in range(0, len(together), MOST_TOGETHER)]
        parts += [[e] for e in members if len(e.text) > LONGEST_TOGETHER]  # so that its time is nobody else's
        for k, part in enumerate(parts):
            name = f"{paper}_{level}_{k}"
            files[name] = _File(name, part)
            file_of |= {e.digest: name for e in part}
    for f in files.values():
        f.needs = sorted({file_of[d] for e in f.members for d in e.cites})
    return files, file_of


def write_sources(
    folder: Path,
    exported: Mapping[str, Exported],
    paper_of: Mapping[str, str],
    theorems: Mapping[str, Sequence[tuple[str, str, Exported]]],
) -> None:
    """The development without asking Coq."""
    _start(folder)
    files, file_of = _files(exported, paper_of)
    for f in files.values():
        (folder / f"{f.name}.v").write_text(_text(f.members, f.needs, SENTENCE_SECONDS)[0], encoding="utf-8")
    for paper, listed in theorems.items():
        (folder / f"{paper}.v").write_text(_paper(listed, file_of), encoding="utf-8")


def _start(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(LIBRARY, folder / "Referee.v")
    (folder / "_CoqProject").write_text(PROJECT, encoding="utf-8")


def _paper(theorems: Sequence[tuple[str, str, Exported]], file_of: Mapping[str, str]) -> str:
    """The file of a paper: a theorem for each check, and at the end what all of them rest on."""
    needs = sorted({file_of[e.digest] for _, _, e in theorems})
    lines = [
        "From Referee Require Import Referee.",
        *(f"From Referee Require Import {n}." for n in needs),
        "",
    ]
    for title, theorem, e in theorems:
        proof = f"Proof. exact {e.module}.claim. Qed.\n"
        lines += [
            f"(** {_comment(title)} *)",
            f"Theorem {theorem} :\n  {e.claim}.",
            proof,
        ]
    if theorems:
        everything = " ".join(f"(conj {t}" for _, t, _ in theorems) + " I" + ")" * len(theorems)
        lines += [
            f"Definition everything := {everything}.",
            "Print Assumptions everything.",
        ]
    return "\n".join(lines) + "\n"


def _text(members: Sequence[Exported], needs: Sequence[str], each: int) -> tuple[str, list[int]]:
    """The text of a file, and the lines at which its certificates begin."""
    lines = [
        "From Referee Require Import Referee.",
        *(f"From Referee Require Import {n}." for n in needs),
    ]
    text = "\n".join([*lines, f"Set Default Timeout {each}.", ""]) + "\n"
    starts = []
    for e in members:
        starts.append(text.count("\n") + 1)
        text += e.text + "\n"
    return text, starts


def _comment(title: str) -> str:
    return title.replace("(*", "( *").replace("*)", "* )").replace('"', "'")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _written(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f"{path.name}.{os.getpid()}.{time.monotonic_ns()}")
    scratch.write_bytes(data)
    scratch.replace(path)
