"""The kernel in a process of its own: certificates in, what they establish out, as JSON lines.

No paper is imported here and nothing of the project but the kernel, so that nothing a paper does can reach it. The
process ends with its parent: when the parent's end of the pipe closes, there is nothing more to read. What was
established stays known, so that a lemma that several certificates cite is replayed once.

    {"id": 1, "certificates": {digest: certificate, …}, "want": [digest, …]}
    {"id": 1, "answers": {digest: {"judgement", "trust", "modulo"} or {"rejected": why}}}
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from checks.kernel.replay import Established, replay

__all__ = ["main"]


def main() -> None:
    """Answer requests until the standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    known: dict[str, Established] = {}
    for line in sys.stdin:
        request = json.loads(line)
        found = replay(request["certificates"], known, request["want"])
        known |= {name: answer for name, answer in found.items() if isinstance(answer, Established)}
        told = {name: _told(found[name]) for name in request["want"]}
        answers.write(json.dumps({"id": request["id"], "answers": told}, ensure_ascii=False) + "\n")
        answers.flush()


def _told(answer: Any) -> dict[str, Any]:
    if isinstance(answer, Established):
        return {"judgement": answer.claim.to_json(), "trust": answer.trust, "modulo": list(answer.modulo)}
    return {"rejected": " ".join(str(answer).split()) or "rejected"}


if __name__ == "__main__":
    main()
