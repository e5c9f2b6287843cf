"""What a piece of evidence comes to, without a run: the kernel asked here, and the verdict made as everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.encode.claims import claim_json, evidence_json, statement_json
from checks.kernel import Rejected, establish
from checks.outcome import Evidence, Finding
from checks.paper import Claim, Statement
from checks.verdict import judge


def answer(certificate: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What the kernel says to a certificate."""
    if certificate is None:
        return None
    try:
        established = establish(certificate)
    except Rejected as problem:
        return {"rejected": str(problem)}
    return {
        "judgement": established.claim.to_json(),
        "trust": established.trust,
        "modulo": list(established.modulo),
        "text": "",
    }


def judged(evidence: Evidence, asked: Claim | Statement | None) -> Finding:
    """The finding for evidence about a claim, or about a whole statement (then with the parts that it closes)."""
    claim = asked.claim if isinstance(asked, Statement) else asked
    second = answer(evidence.inhabited)
    return judge(
        None if claim is None else claim_json(claim),
        evidence_json(evidence),
        answer(evidence.certificate),
        statement=None if claim is None else statement_json(claim.statement),
        inhabited=() if second is None else (second,),
        quantities=[answer(q.certificate) for q in evidence.quantities],
    )
