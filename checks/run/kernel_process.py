"""The kernel in a process of its own: certificates in, what they establish out, as JSON lines.

No paper is imported here and nothing of the project but the kernel, so that nothing a paper does can reach it. The
process ends with its parent: when the parent's end of the pipe closes, there is nothing more to read.

    {"id": 1, "certificates": {name: certificate, …}, "want": [name, …]}
    {"id": 1, "answers": {name: {"judgement", "trust", "modulo"} or {"rejected": why}}}
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from checks.kernel import Rejected, establish

__all__ = ["main"]


def main() -> None:
    """Answer requests until the standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        request = json.loads(line)
        told = {name: _told(request["certificates"][name]) for name in request["want"]}
        answers.write(json.dumps({"id": request["id"], "answers": told}, ensure_ascii=False) + "\n")
        answers.flush()


def _told(certificate: Mapping[str, Any]) -> dict[str, Any]:
    try:
        established = establish(certificate)
    except Rejected as problem:
        return {"rejected": " ".join(str(problem).split()) or "rejected"}
    except RecursionError:
        return {"rejected": "nested too deeply"}
    return {
        "judgement": dict(established.judgement),
        "trust": str(established.trust),
        "modulo": list(established.modulo),
    }
