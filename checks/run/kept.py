"""Evidence as the cache keeps it: entries come back as they were filed, each certificate under the hash of its content.

Many checks carry the same lemmas. A certificate is read, and its hash compared, once in a run; whoever carries it again
gets the same object, whatever stands in the other entry under that name.
"""

from __future__ import annotations

from typing import Any

import msgspec

from checks.ledger import canonical_json, digest_of, is_entry

__all__ = ["Kept"]

Record = dict[str, Any]


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    """What `checks.ledger.evidence_entry` makes, with its certificates unread."""

    evidence: Any
    figures: Any
    failed: Any
    seconds: Any
    certificates: dict[str, msgspec.Raw]


_ENTRY = msgspec.json.Decoder(_Entry)


class Kept:
    """Reads entries. Of all certificates that it has read, `certificates` and `spelled` have content and spelling."""

    def __init__(self) -> None:
        self.certificates: dict[str, Record] = {}
        self.spelled: dict[str, str] = {}

    def entry(self, content: bytes | None) -> Record | None:
        """The evidence that was filed, or None where this is none, or one of its certificates has another's name."""
        if content is None:
            return None
        try:
            read = _ENTRY.decode(content)
            certificates = {name: self._certificate(name, raw) for name, raw in read.certificates.items()}
        except (msgspec.MsgspecError, ValueError, TypeError, RecursionError):
            return None
        entry = {
            "evidence": read.evidence,
            "figures": read.figures,
            "failed": read.failed,
            "seconds": read.seconds,
            "certificates": certificates,
        }
        return entry if is_entry(entry, known=self.certificates) else None

    def _certificate(self, name: str, raw: msgspec.Raw) -> Record:
        if name not in self.certificates:
            certificate = msgspec.json.decode(raw)
            spelled = canonical_json(certificate)
            if not isinstance(certificate, dict) or digest_of(spelled) != name:
                raise ValueError(f"{name} is the name of another certificate")
            self.certificates[name], self.spelled[name] = certificate, spelled
        return self.certificates[name]
