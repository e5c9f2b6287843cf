"""The process in which the kernel runs: no paper, no SymPy, nothing of ours but `checks.kernel`.

It answers requests on its standard streams, one JSON object a line:
{"id": …, "certificates": {digest: certificate}, "want": [digests]} → {"id": …, "answers": {digest: answer}}, where an
answer is {"judgement", "trust", "modulo"} or {"rejected": why}. What was established stays known in the process, so that
a lemma is replayed once.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from checks.kernel.replay import Established, replay

__all__ = ["main"]


def main() -> int:
    """Answer requests until the standard input ends."""
    known: dict[str, Established] = {}
    for line in sys.stdin:
        request = json.loads(line)
        answers = replay(request["certificates"], known, request["want"])
        known |= {name: answer for name, answer in answers.items() if isinstance(answer, Established)}
        told = {name: _told(answers[name]) for name in request["want"]}
        print(json.dumps({"id": request["id"], "answers": told}, ensure_ascii=False), flush=True)
    return 0


def _told(answer: Any) -> dict[str, Any]:
    if isinstance(answer, Established):
        return {"judgement": answer.claim.to_json(), "trust": answer.trust, "modulo": list(answer.modulo)}
    return {"rejected": " ".join(str(answer).split()) or "rejected"}


if __name__ == "__main__":
    sys.exit(main())
