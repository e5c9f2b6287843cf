"""The kernel in a process of its own: certificates in, what they establish out, as JSON lines.

No paper is imported here and nothing of the project but the kernel, so that nothing a paper does can reach it. The
process ends with its parent: when the parent's end of the pipe closes, there is nothing more to read.
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
    """Answer requests {"id", "certificates": {digest: certificate}, "wanted": digest}; the first line has settings."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    _limit_memory(json.loads(sys.stdin.readline()).get("memory"))
    for line in sys.stdin:
        request = json.loads(line)
        answers.write(json.dumps({"id": request["id"], **_answered(request)}, ensure_ascii=False) + "\n")
        answers.flush()


def _answered(request: Mapping[str, Any]) -> dict[str, Any]:
    try:
        established = establish(request["certificates"][request["wanted"]])
    except Rejected as problem:
        return {"answer": {"rejected": " ".join(str(problem).split()) or "rejected"}}
    except RecursionError:
        return {"answer": {"rejected": "nested too deeply"}}
    except MemoryError:
        return {"problem": "out of memory", "exhausted": True}
    return {
        "answer": {
            "judgement": dict(established.judgement),
            "trust": str(established.trust),
            "modulo": list(established.modulo),
            "text": established.text,
        }
    }


def _limit_memory(limit: int | None) -> None:
    if limit:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
