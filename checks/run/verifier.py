"""What the kernel says of certificates: asked in a process that imports no paper, and kept for the next run.

An answer is {"judgement", "trust", "modulo", "text"}, or {"rejected": why}, or {"stopped": why} where the kernel ran
out of time or memory. The first two are the same for ever for one certificate, those that it cites, and one kernel; so
they are kept under the digests of these. Whoever wants them made anew, as `referee replay` does, gives no cache.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from checks.encode.plain import judgement_text
from checks.run.cache import Cache, key_of
from checks.run.pool import KERNEL, Ending, Outcome, Pool, Task

__all__ = ["Answer", "Verifier", "cited", "kernel_digest", "with_cited"]

KERNEL_FOLDER = Path(__file__).resolve().parents[1] / "kernel"
SECONDS = 3600.0
CONTEXT = ("symbols", "given", "evolves", "step")

Answer = dict[str, Any]
Certificates = Mapping[str, Mapping[str, Any]]


def kernel_digest(folder: Path = KERNEL_FOLDER) -> str:
    """The digest of the kernel's source, and of the library that it computes with."""
    from importlib import metadata

    rows = [[p.relative_to(folder).as_posix(), hashlib.sha256(p.read_bytes()).hexdigest()]
            for p in sorted(folder.rglob("*")) if p.suffix in (".py", ".json")]  # fmt: skip
    return hashlib.sha256(json.dumps([rows, metadata.version("python-flint")]).encode()).hexdigest()


def cited(certificate: Mapping[str, Any]) -> list[str]:
    """The names of the certificates that this one cites as lemmas."""
    steps = certificate.get("steps")
    steps = steps if isinstance(steps, list) else []
    names = [step.get("digest") for step in steps if isinstance(step, Mapping) and step.get("rule") == "lemma"]
    return list(dict.fromkeys(name for name in names if isinstance(name, str)))


def with_cited(certificates: Certificates, name: str) -> dict[str, Mapping[str, Any]]:
    """A certificate and all that it cites, directly or not, as far as they are there."""
    found: dict[str, Mapping[str, Any]] = {}
    stack = [name]
    while stack:
        one = stack.pop()
        if one in certificates and one not in found:
            found[one] = certificates[one]
            stack += cited(certificates[one])
    return found


class Verifier:
    """Asks the kernel, each certificate once.

    pool: its kernel processes do the work.  cache: where answers are kept; None to keep and look up nothing.
    fresh: look up nothing.  seconds: budget of wall time for each certificate.  until: when all of it ends.
    """

    def __init__(
        self,
        pool: Pool,
        cache: Cache | None = None,
        *,
        fresh: bool = False,
        seconds: float | None = None,
        until: float = math.inf,
    ) -> None:
        self._seconds = min(seconds or SECONDS, SECONDS)
        self._until = until
        self._pool = pool
        self._cache = cache
        self._fresh = fresh
        self._kernel = kernel_digest() if cache is not None else ""
        self.answers: dict[str, Answer] = {}

    def ask(self, certificates: Certificates, names: Iterable[str]) -> Iterator[Task]:
        """The tasks that remain to be done for these certificates; what is known already stands in `answers`."""
        for name in dict.fromkeys(names):
            if name in self.answers:
                continue
            needed = with_cited(certificates, name)
            kept: Any = None
            if self._cache is not None and not self._fresh:
                kept = self._cache.get("answer", name, self._key(needed))
            if _is_answer(kept, certificates[name]):
                self.answers[name] = kept
            else:
                yield Task({"certificates": needed, "want": [name]}, self._seconds, name, KERNEL, until=self._until)

    def understand(self, outcome: Outcome) -> str:
        """Take down what came of such a task; returns the name of its certificate."""
        name: str = outcome.task.tag
        answer = self.answers[name] = _answer(outcome)
        if self._cache is not None and "stopped" not in answer and self._kernel == kernel_digest():
            self._cache.put("answer", name, self._key(outcome.task.request["certificates"]), answer)
        return name

    def all(self, certificates: Certificates, names: Iterable[str]) -> Iterator[tuple[str, Answer]]:
        """Every name with its answer, in the order in which they come."""
        names = list(dict.fromkeys(names))
        tasks = list(self.ask(certificates, names))
        asked = {task.tag for task in tasks}
        yield from ((name, self.answers[name]) for name in names if name not in asked)
        for outcome in self._pool.run(tasks):
            name = self.understand(outcome)
            yield name, self.answers[name]

    def _key(self, certificates: Certificates) -> str:
        return key_of(certificates=sorted(certificates), kernel=self._kernel)


def _answer(outcome: Outcome) -> Answer:
    if outcome.ending is not Ending.ANSWERED:
        spent = outcome.exhausted or outcome.ending is Ending.TIMEOUT
        return {"stopped": outcome.note, "exhausted": spent}
    said = outcome.answer[outcome.task.tag]
    if "rejected" in said:
        return {"rejected": str(said["rejected"]) or "rejected"}
    return {
        "judgement": said["judgement"],
        "trust": said["trust"],
        "modulo": said["modulo"],
        "text": judgement_text(said["judgement"]),
    }


def _is_answer(kept: Any, certificate: Mapping[str, Any]) -> bool:
    """Is this an answer to that certificate: does it say that exactly that is established which the certificate claims?

    The seal of an entry says that it was filed so, not by whom. An answer may repeat the claim of its certificate, or
    reject it; it is never believed to say anything else.
    """
    if not isinstance(kept, dict):
        return False
    if set(kept) == {"rejected"}:
        return isinstance(kept["rejected"], str)
    if set(kept) != {"judgement", "trust", "modulo", "text"} or kept["trust"] not in ("exact", "enclosed"):
        return False
    if not isinstance(kept["modulo"], list) or not all(isinstance(entry, str) for entry in kept["modulo"]):
        return False
    if kept["judgement"] != _as_written(certificate):
        from checks.encode.language import claimed_by

        if kept["judgement"] != (claimed_by(certificate) or {}):
            return False
    return bool(kept["text"] == judgement_text(kept["judgement"]))


def _as_written(certificate: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a certificate claims, letter by letter. The kernel writes it otherwise where there is something to expand or
    to put in order, and then it has to be asked how; loading it takes longer than the comparison of a whole run."""
    try:
        last = certificate["steps"][-1]
        context = {name: certificate["contexts"][last["in"]][name] for name in CONTEXT}
        return {"kind": "some" if last.get("some") else "all", **context, "concludes": last["shows"]}
    except (KeyError, IndexError, TypeError, AttributeError):
        return None
