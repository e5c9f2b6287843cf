"""The ledger: every finding of one run, as one JSON object.

Evidence comes in (`evidence_entry`), `checks.run.review` makes findings and conclusions of it, and one object goes out
(`assemble`, `write`, `read`). Reports, summaries and exit codes are made from this object alone;
`checks.records` describes it. Certificates stand once each in the ledger under the hash of their content, so
that a single file suffices to replay every finding in it.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from checks.complaints import printable, unprintable
from checks.outcome import Curve, Evidence, Figure, Verdict
from checks.records import SCHEMA, whole
from checks.writing import write_whole

__all__ = [
    "SCHEMA",
    "LedgerError",
    "as_expected",
    "assemble",
    "canonical_json",
    "certificates_of",
    "digest",
    "digest_of",
    "dumps",
    "evidence_entry",
    "failed_entry",
    "figure_file",
    "is_entry",
    "read",
    "validate",
    "write",
]


Record = dict[str, Any]
_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode
_compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
# What stands in a JSON text where one of its strings has a character that nobody can see.
_PERHAPS_UNPRINTABLE = re.compile(
    r"(?<!\\)(?:\\\\)*\\(?:[bfr]|u00[0189]|u007f|u20[26]|ud[89a-f])|[\x7f-\x9f\u202a-\u2069]", re.I
)


class LedgerError(ValueError):
    """A ledger cannot be read: it is missing, is not JSON, or breaks its schema. The message is one line."""


def canonical_json(data: Any) -> str:
    """The one spelling of plain data: keys sorted, no spaces, Unicode as it is, no nan and no infinity."""
    return _canonical(data)


def digest(certificate: Mapping[str, Any]) -> str:
    """The name of a certificate: the SHA-256 of its canonical JSON."""
    return digest_of(canonical_json(certificate))


def digest_of(spelled: str) -> str:
    """The name of a certificate from its canonical JSON."""
    return "sha256:" + hashlib.sha256(spelled.encode()).hexdigest()


def evidence_entry(evidence: Evidence, seconds: float) -> Record:
    """What a check handed over, with its certificates and those that they cite under their names: what the cache keeps
    and the kernel sees.

    seconds: wall time that the check took.
    """
    from checks.encode.claims import evidence_json

    handed = evidence_json(evidence)
    cited = handed.pop("lemmas")
    certificates = {digest(c): json.loads(canonical_json(c)) for c in (*evidence.certificates, *cited.values())}
    for record in (handed, *handed["quantities"]):
        record["certificate"] = None if record["certificate"] is None else digest(record["certificate"])
    handed["inhabited"] = None if handed["inhabited"] is None else digest(handed["inhabited"])
    entry: Record = {
        "evidence": json.loads(canonical_json(handed)),
        "figures": [_figure(figure) for figure in evidence.figures],
        "failed": None,
        "seconds": round(float(seconds), 3),
        "certificates": certificates,
    }
    if (where := unprintable(entry)) is not None:
        raise ValueError(f"a control character in “{where}”")
    return entry


def failed_entry(verdict: Verdict, note: str, seconds: float) -> Record:
    """A check that handed over nothing: it ran out of time, or broke down."""
    return {
        "evidence": None,
        "figures": [],
        "failed": {"verdict": str(verdict), "note": printable(note)},
        "seconds": round(float(seconds), 3),
        "certificates": {},
    }


def certificates_of(entry: Mapping[str, Any]) -> list[str]:
    """The names of the certificates that evidence rests on, each once."""
    handed = entry["evidence"]
    if handed is None:
        return []
    names = [handed["certificate"], handed["inhabited"], *(q["certificate"] for q in handed["quantities"])]
    return list(dict.fromkeys(name for name in names if name is not None))


def is_entry(kept: Any, known: Mapping[str, Any] | None = None) -> bool:
    """Has this the shape of evidence, and does every certificate in it have its name?

    known: certificates whose names have been compared before; one of these is taken at its name if it is that object.
    """
    try:
        handed, failed = kept["evidence"], kept["failed"]
        names = set(certificates_of(kept))
        whole = (
            (handed is None) is not (failed is None)
            and isinstance(kept["seconds"], int | float)
            and isinstance(kept["figures"], list)
            and (handed is None or all(isinstance(handed[key], kinds) for key, kinds in _HANDED.items()))
            and (failed is None or all(isinstance(failed[key], str) for key in ("verdict", "note")))
        )
        return whole and names <= set(kept["certificates"]) and _under_their_names(kept["certificates"], known or {})
    except (TypeError, KeyError, AttributeError, ValueError, RecursionError):
        return False


_HANDED = {"trust": (str, type(None)), "scope": (str,), "note": (str,), "modulo": (list,), "quantities": (list,)}


def _under_their_names(certificates: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    return all(known.get(n) is c or (isinstance(c, dict) and digest(c) == n) for n, c in certificates.items())


def assemble(
    paper_records: Sequence[Mapping[str, Any]],
    statements: Sequence[Mapping[str, Any]],
    certificates: Mapping[str, Mapping[str, Any]],
    settings: Mapping[str, Any],
    versions: Mapping[str, str],
    created: str,
) -> Record:
    """The ledger of one run.

    created: ISO-8601 time with its zone.
    """
    return {
        "schema": SCHEMA,
        "created": created,
        "versions": dict(versions),
        "settings": dict(settings),
        "papers": [dict(paper) for paper in paper_records],
        "statements": [dict(statement) for statement in statements],
        "certificates": {name: certificates[name] for name in sorted(certificates)},
    }


def as_expected(ledger: Mapping[str, Any]) -> bool:
    """Is every finding the one that its author expected, and is nothing missing that a statement must say?"""
    return all(
        not statement["failures"] and all(check["as_expected"] for check in statement["checks"])
        for statement in ledger["statements"]
    )


def write(path: str | os.PathLike[str], ledger: Mapping[str, Any], spelled: Mapping[str, str] | None = None) -> None:
    """Write a ledger, whole or not at all; see `checks.writing`. Raises LedgerError for what would not be read again.

    spelled: the canonical JSON of some of its certificates, where it is known already.
    """
    _validate_records(ledger)
    _validate_names(ledger)
    write_whole(path, dumps(ledger, spelled))


def read(path: str | os.PathLike[str]) -> Record:
    """A ledger from a file, validated; raises LedgerError with one line that says what is wrong and where."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LedgerError(f"{path}: there is no such ledger; `referee check --json {path}` writes one") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise LedgerError(f"{path}: cannot be read as a ledger ({problem})") from None
    try:
        ledger = json.loads(text, parse_constant=_refuse_constant)
    except (json.JSONDecodeError, RecursionError, ValueError) as problem:
        raise LedgerError(f"{path}: not JSON ({_one_line(problem)})") from None
    try:
        if _PERHAPS_UNPRINTABLE.search(text) and (where := unprintable(ledger)) is not None:
            raise LedgerError(f"not a ledger of this program: a control character in “{where}”")
        validate(ledger)
    except LedgerError as problem:
        raise LedgerError(f"{path}: {problem}") from None
    assert isinstance(ledger, dict)
    return ledger


def validate(ledger: Any) -> None:
    """Raise LedgerError unless the ledger is what `checks.records` describes and holds together.

    Beyond the types of its records: statement, check and quantity names are unique and belong together, lower ≤ upper,
    every certificate that is named is there and is filed under the hash of its content.
    """
    if not isinstance(ledger, Mapping) or ledger.get("schema") != SCHEMA:
        found = ledger.get("schema") if isinstance(ledger, Mapping) else None
        raise LedgerError(f"not a ledger of this program: schema is {_short(found)}, expected {SCHEMA!r}")
    _validate_records(ledger)
    _validate_names(ledger)
    _validate_certificates(ledger)


def figure_file(check: str, figure: str) -> str:
    """Where a report puts the figure of a check."""
    return f"figures/{_slug(check)}--{_slug(figure)}.pdf"


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]+", "-", text).strip("-")


def _figure(figure: Figure) -> Record:
    drawn = "; ".join(curve.label for curve in figure.curves if curve.label)
    return {
        "name": figure.name,
        "title": figure.title,
        "alt": f"{figure.title}: {figure.y_label} against {figure.x_label}" + (f"; {drawn}" if drawn else ""),
        "x_label": figure.x_label,
        "y_label": figure.y_label,
        "x_scale": figure.x_scale,
        "y_scale": figure.y_scale,
        "caption": figure.caption,
        "curves": [_curve(curve) for curve in figure.curves],
    }


def _curve(curve: Curve) -> Record:
    """Coordinates are for the eye; where one is not finite the curve has a gap."""

    def plain(values: Sequence[float]) -> list[float | None]:
        return [float(v) if math.isfinite(v) else None for v in values]

    upper = None if curve.upper is None else plain(curve.upper)
    return {"label": curve.label, "kind": curve.kind, "x": plain(curve.x), "y": plain(curve.y), "upper": upper}


def dumps(ledger: Mapping[str, Any], spelled: Mapping[str, str] | None = None) -> str:
    """A ledger as text, to be read and compared by people: one field to a line, one certificate to a line."""
    fields, known = [], spelled or {}
    for field, value in ledger.items():
        if field == "statements":
            text = _listed([_fields(statement, "  ") for statement in value], " ")
        elif field == "certificates":
            rows = [f"  {_compact(name)}: {known.get(name) or canonical_json(c)}" for name, c in value.items()]
            text = "{\n" + ",\n".join(rows) + "\n }" if rows else "{}"
        elif field == "papers":
            text = _listed([_fields(paper, "  ") for paper in value], " ")
        else:
            text = _compact(value)
        fields.append(f" {_compact(field)}: {text}")
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _fields(record: Mapping[str, Any], margin: str) -> str:
    """A record with one field to a line; those fields that are lists of records, with one record to a paragraph."""
    rows = []
    for name, value in record.items():
        if name in ("checks", "quantities", "concludes", "figures") and isinstance(value, list):
            text = _listed([_fields(inner, margin + "  ") for inner in value], margin + " ")
        else:
            text = _compact(value)
        rows.append(f"{margin} {_compact(name)}: {text}")
    return margin + "{\n" + ",\n".join(rows) + "\n" + margin + "}"


def _listed(items: Sequence[str], margin: str) -> str:
    return "[\n" + ",\n".join(items) + "\n" + margin + "]" if items else "[]"


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _one_line(problem: object) -> str:
    return " ".join(str(problem).split())


def _short(value: object) -> str:
    return _shortened(_one_line(repr(value)), 120)


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _validate_records(ledger: Mapping[str, Any]) -> None:
    try:
        whole(ledger)
    except (ValueError, TypeError, RecursionError) as problem:
        message, _, place = _one_line(problem).partition(" - at ")
        raise LedgerError(f"{place.strip('`') or '$'}: {_shortened(message, 200)}") from None


def _validate_names(ledger: Mapping[str, Any]) -> None:
    seen: set[str] = set()
    papers = {paper["folder"] for paper in ledger["papers"]}
    for i, statement in enumerate(ledger["statements"]):
        place = f"$.statements[{i}]"
        names = [statement["id"], *(check["id"] for check in statement["checks"])]
        names += [f"{statement['id']}: quantity {quantity['name']}" for quantity in statement["quantities"]]
        for name in names:
            if name in seen:
                raise LedgerError(f"{place}: {name} occurs twice; ids are unique")
            seen.add(name)
        if statement["id"].partition("/")[0] != statement["paper"] or statement["paper"] not in papers:
            raise LedgerError(f"{place}: {statement['id']} belongs to no paper of this ledger")
        if any(check["id"].partition("#")[0] != statement["id"] for check in statement["checks"]):
            raise LedgerError(f"{place}: a check of another statement stands here")
        for check in statement["checks"]:
            if any(not 0 <= i < len(statement["concludes"]) for i in (*check["closes"], *_flat(check["refutes"]))):
                raise LedgerError(f"{place}: {check['id']} speaks of a part that the conclusion does not have")
        if len(statement["judgement"]["concludes"]) != len(statement["concludes"]):
            raise LedgerError(f"{place}: what {statement['id']} concludes is not what its judgement concludes")
        for j, quantity in enumerate(statement["quantities"]):
            if quantity["check"] not in names:
                raise LedgerError(f"{place}.quantities[{j}]: {quantity['name']} belongs to no check of this statement")
            if Fraction(quantity["lower"]) > Fraction(quantity["upper"]):
                raise LedgerError(f"{place}.quantities[{j}]: {quantity['name']} has its lower end above its upper end")


def _flat(groups: Sequence[Sequence[int]]) -> list[int]:
    return [i for group in groups for i in group]


def _validate_certificates(ledger: Mapping[str, Any]) -> None:
    certificates = ledger["certificates"]
    for i, statement in enumerate(ledger["statements"]):
        for kind in ("checks", "quantities"):
            for j, record in enumerate(statement[kind]):
                for key in ("certificate", "inhabited"):
                    name = record.get(key)
                    if name is not None and name not in certificates:
                        raise LedgerError(f"$.statements[{i}].{kind}[{j}].{key}: {name} is not in this ledger")
    for name, certificate in certificates.items():
        if digest(certificate) != name:
            raise LedgerError(f"$.certificates[{name!r}]: the content does not have this hash; it was changed")
