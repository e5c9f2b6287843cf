"""What a piece of evidence comes to, without a run: the kernel asked here, and the verdict made as everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.encode.claims import claim_json, evidence_json, statement_json
from checks.encode.plain import judgement_text
from checks.kernel import Established, digest
from checks.kernel.replay import replay
from checks.outcome import Evidence, Finding
from checks.paper import Claim, Statement
from checks.verdict import judge


def answer(certificate: Mapping[str, Any] | None, lemmas: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
    """What the kernel says to a certificate, given those that it cites."""
    if certificate is None:
        return None
    name = digest(certificate)
    told = replay({**(lemmas or {}), name: certificate}, None, [name])[name]
    if not isinstance(told, Established):
        return {"rejected": str(told)}
    claim = told.claim.to_json()
    return {"judgement": claim, "trust": told.trust, "modulo": list(told.modulo), "text": judgement_text(claim)}


def judged(evidence: Evidence, asked: Claim | Statement | None) -> Finding:
    """The finding for evidence about a claim, or about a whole statement (then with the parts that it closes)."""
    claim = asked.claim if isinstance(asked, Statement) else asked
    second = answer(evidence.inhabited, evidence.lemmas)
    return judge(
        None if claim is None else claim_json(claim),
        evidence_json(evidence),
        answer(evidence.certificate, evidence.lemmas),
        statement=None if claim is None else statement_json(claim.statement),
        inhabited=() if second is None else (second,),
        quantities=[answer(q.certificate, evidence.lemmas) for q in evidence.quantities],
    )
