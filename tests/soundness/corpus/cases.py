"""The cases of the corpus, and what this project's checker says of one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checks.kernel.replay import Established, replay

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """One file."""

    path: Path
    rejected: bool
    says: str
    because: str
    twin: str
    label: str
    certificates: dict[str, Any]

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


def read(path: Path) -> Case:
    """A case from its file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    rejected = path.parent.name == "rejected"
    says, because, twin, label = (data.get(key, "") for key in ("says", "because", "twin", "label"))
    return Case(path, rejected, says, because, twin, label, data["certificates"])


CASES = [read(path) for half in ("accepted", "rejected") for path in sorted((FOLDER / half).glob("*.json"))]


def verdict(case: Case) -> str:
    """What is wrong with our checker's answer; "" if nothing is. A bundle is rejected if something in it is."""
    answers = replay(case.certificates)
    reasons = [str(a) for a in answers.values() if not isinstance(a, Established)]
    if not case.rejected:
        labels = {a.trust for a in answers.values() if isinstance(a, Established)}
        if not reasons and case.label and case.label not in labels:
            return f"its trust is {labels}, expected {case.label}"
        return f"rejected: {reasons[0]}" if reasons else ""
    if not reasons:
        return f"accepted, although it is false: {case.says}"
    if not any(case.because in reason for reason in reasons):
        return f"rejected for another reason than {case.because!r}: {reasons[0]}"
    return ""
