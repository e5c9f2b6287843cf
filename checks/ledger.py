"""The ledger: every finding of one run, as one JSON object.

Findings come in (`record_check`, `record_quantities`, `certificates_of`), the two axes of a statement are worked out
from them (`record_statement`), and one object goes out (`assemble`, `write`, `read`). Reports, summaries and exit
codes are made from this object alone; `checks/ledger.schema.json` describes it. Certificates stand once each in the
ledger under the hash of their content, so that a single file suffices to replay every finding in it.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from checks.outcome import Argument, Conclusion, Curve, Figure, Finding, Role, Trust, Verdict
from checks.paper import Check, Paper, Statement

__all__ = [
    "SCHEMA",
    "LedgerError",
    "as_expected",
    "assemble",
    "canonical_json",
    "certificates_of",
    "digest",
    "dumps",
    "read",
    "record_check",
    "record_paper",
    "record_quantities",
    "record_statement",
    "validate",
    "write",
]

SCHEMA = "referee-ledger/1"
SCHEMA_FILE = Path(__file__).with_name("ledger.schema.json")
INFERENCE = "inference:"

Record = dict[str, Any]


class LedgerError(ValueError):
    """A ledger cannot be read: it is missing, is not JSON, or breaks its schema. The message is one line."""


def canonical_json(data: Any) -> str:
    """The one spelling of plain data: keys sorted, no spaces, Unicode as it is, no nan and no infinity."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(certificate: Mapping[str, Any]) -> str:
    """The name of a certificate: the SHA-256 of its canonical JSON."""
    return "sha256:" + hashlib.sha256(canonical_json(certificate).encode()).hexdigest()


def certificates_of(finding: Finding) -> dict[str, Record]:
    """The certificates that a finding and its quantities carry, each under its name."""
    carried = [finding.certificate, *(quantity.certificate for quantity in finding.quantities)]
    return {digest(c): json.loads(canonical_json(c)) for c in carried if c is not None}


def record_check(check: Check, finding: Finding, seconds: float, *, closes: Sequence[int] = ()) -> Record:
    """One entry of a statement's `checks`.

    seconds: wall time that the check took.
    closes: indices of those conjuncts of the statement's conclusion which are, literally, what the finding claims.
    """
    return {
        "id": check.id,
        "title": check.title,
        "role": str(check.role),
        "verdict": str(finding.verdict),
        "trust": str(finding.trust),
        "modulo": list(finding.modulo),
        "expected": str(check.expected),
        "as_expected": finding.verdict is check.expected,
        "refutation_means": str(check.refutation_means),
        "closes": sorted(set(closes)),
        "claim": finding.claim,
        "scope": finding.scope,
        "note": finding.note,
        "witness": None if finding.witness is None else {str(k): str(v) for k, v in finding.witness.items()},
        "seconds": round(float(seconds), 3),
        "judgement": None if finding.judgement is None else json.loads(canonical_json(finding.judgement)),
        "certificate": None if finding.certificate is None else digest(finding.certificate),
        "figures": [_figure(figure) for figure in finding.figures],
    }


def record_quantities(check: Check, finding: Finding) -> list[Record]:
    """The quantities that a finding publishes; they stand at their statement, each naming the check it comes from."""
    return [
        {
            "name": q.name,
            "symbol": q.symbol,
            "meaning": q.meaning,
            "printed": q.printed,
            "lower": q.lower,
            "upper": q.upper,
            "tightness": q.tightness,
            "trust": str(q.trust),
            "check": check.id,
            "certificate": None if q.certificate is None else digest(q.certificate),
        }
        for q in finding.quantities
    ]


def record_paper(paper: Paper) -> Record:
    """The bibliographic line of a paper."""
    return {key: getattr(paper, key) for key in ("folder", "title", "authors", "source", "about")}


def record_statement(
    statement: Statement,
    check_records: Sequence[Mapping[str, Any]],
    quantities: Sequence[Mapping[str, Any]],
    parts: int,
    established: Mapping[str, str],
    judgement: Mapping[str, Any] | None = None,
) -> Record:
    """One entry of `statements`: what is claimed, what was found, and the two axes.

    parts: number of conjuncts of the statement's conclusion; 0 where it has no formula.
    established: id of a statement → its conclusion, for at least those that this one uses.
    judgement: the statement as the kernel's data, `concludes` null where it is in words; None if it is not known.
    """
    uses = [used.id for used in statement.uses]
    conclusion, rests_on, held_back_by = _conclusion(check_records, parts, uses, established)
    return {
        "id": statement.id,
        "paper": statement.paper.folder,
        "kind": statement.kind,
        "label": statement.label,
        "where": statement.where,
        "module": statement.module,
        "printed": statement.printed,
        "words": statement.words,
        "note": statement.note,
        **_encoded(statement),
        "judgement": None if judgement is None else json.loads(canonical_json(judgement)),
        "uses": uses,
        "repairs": None if statement.repairs is None else statement.repairs.id,
        "derivation": statement.derivation,
        "conclusion": str(conclusion),
        "argument": str(_argument(check_records, statement.derivation)),
        "trust": _weakest(record["trust"] for record in rests_on),
        "modulo": _union(record["modulo"] for record in rests_on),
        "held_back_by": held_back_by,
        "checks": [dict(record) for record in check_records],
        "quantities": [dict(quantity) for quantity in quantities],
    }


def assemble(
    paper_records: Sequence[Mapping[str, Any]],
    statements: Sequence[Mapping[str, Any]],
    certificates: Mapping[str, Mapping[str, Any]],
    settings: Mapping[str, Any],
    versions: Mapping[str, str],
    created: str,
) -> Record:
    """The ledger of one run. What a used statement leans on, its user leans on too: trust and modulo are passed on.

    created: ISO-8601 time with its zone.
    """
    return {
        "schema": SCHEMA,
        "created": created,
        "versions": dict(versions),
        "settings": dict(settings),
        "papers": [dict(paper) for paper in paper_records],
        "statements": _with_inherited_trust(statements),
        "certificates": {name: certificates[name] for name in sorted(certificates)},
    }


def as_expected(ledger: Mapping[str, Any]) -> bool:
    """Is every finding the one that its author expected?"""
    return all(check["as_expected"] for statement in ledger["statements"] for check in statement["checks"])


def write(path: str | os.PathLike[str], ledger: Mapping[str, Any]) -> None:
    """Write a ledger so that a reader finds the old file or the new one, never half of either."""
    target = Path(path)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as stream:
            stream.write(dumps(ledger))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


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
        validate(ledger)
    except LedgerError as problem:
        raise LedgerError(f"{path}: {problem}") from None
    assert isinstance(ledger, dict)
    return ledger


def validate(ledger: Any) -> None:
    """Raise LedgerError unless the ledger meets its schema and holds together.

    Beyond the schema: statement, check and quantity names are unique, lower ≤ upper, every certificate that is named
    is there, and every certificate is filed under the hash of its content.
    """
    if not isinstance(ledger, Mapping) or ledger.get("schema") != SCHEMA:
        found = ledger.get("schema") if isinstance(ledger, Mapping) else None
        raise LedgerError(f"not a ledger of this program: schema is {_short(found)}, expected {SCHEMA!r}")
    _validate_schema(ledger)
    _validate_names(ledger)
    _validate_certificates(ledger)


def _conclusion(
    checks: Sequence[Mapping[str, Any]], parts: int, uses: Sequence[str], established: Mapping[str, str]
) -> tuple[Conclusion, list[Mapping[str, Any]], list[str]]:
    """First axis, the findings that it rests on, and what keeps it from being proved."""
    own = [c for c in checks if c["role"] == Role.CONCLUSION.value]
    if not own:
        return Conclusion.UNCHECKED, [], []
    if refuted := [c for c in own if c["verdict"] == Verdict.REFUTED.value]:
        telling = [c for c in refuted if c["closes"] or any(entry.startswith(INFERENCE) for entry in c["modulo"])]
        if telling:
            return Conclusion.REFUTED, telling, []
        return Conclusion.UNDECIDED, [], ["a finding says refuted, and nothing says that it bears on the conclusion"]
    proved = [c for c in own if c["verdict"] == Verdict.PROVED.value]
    closing = [c for c in proved if any(0 <= part < parts for part in c["closes"])]
    open_parts = [part for part in range(parts) if not any(part in c["closes"] for c in closing)]
    by_inference = any(entry.startswith(INFERENCE) for c in proved for entry in c["modulo"])
    held_back_by = [
        f"{used}, which it uses, is {established.get(used, 'not checked in this run')}"
        for used in uses
        if established.get(used) != Conclusion.PROVED.value
    ]
    evidence = [c for c in own if c["verdict"] in (Verdict.PROVED.value, Verdict.SUPPORTED.value)]
    if parts > 0 and not open_parts:
        rests_on = closing
    elif len(proved) == len(own) and by_inference:
        rests_on = proved
    elif not evidence:
        return Conclusion.UNDECIDED, [], []
    else:
        rests_on = evidence
        held_back_by += [f"part {part + 1} of {parts} of the conclusion is closed by no finding" for part in open_parts]
        if parts == 0 and by_inference:
            held_back_by.append("an inference joins findings that are not all proved")
        elif parts == 0:
            held_back_by.append("no finding says by which inference the conclusion, given in words, follows")
    return Conclusion.SUPPORTED if held_back_by else Conclusion.PROVED, rests_on, held_back_by


def _argument(checks: Sequence[Mapping[str, Any]], derivation: bool) -> Argument:
    """Second axis: one wrong step makes the printed derivation flawed, one missing step incomplete."""
    if not derivation:
        return Argument.NONE
    steps = [c for c in checks if c["role"] == Role.ARGUMENT.value]
    for meaning in (Argument.FLAWED, Argument.INCOMPLETE):
        if any(c["verdict"] == Verdict.REFUTED.value and c["refutation_means"] == meaning.value for c in steps):
            return meaning
    if steps and all(c["verdict"] == Verdict.PROVED.value for c in steps):
        return Argument.SOUND
    return Argument.UNCHECKED


def _with_inherited_trust(statements: Sequence[Mapping[str, Any]]) -> list[Record]:
    """The statements, each no more trusted and leaning on no less than those that it uses, directly or not."""
    by_id = {statement["id"]: statement for statement in statements}

    def reached(start: str) -> list[str]:
        found: dict[str, None] = {start: None}
        stack = [start]
        while stack:
            for used in by_id[stack.pop()]["uses"]:
                if used in by_id and used not in found:
                    found[used] = None
                    stack.append(used)
        return list(found)

    complete = []
    for statement in statements:
        record = dict(statement)
        if record["trust"] is not None and record["conclusion"] != Conclusion.REFUTED.value:
            support = [by_id[id] for id in reached(record["id"])]
            record["trust"] = _weakest(s["trust"] for s in support if s["trust"] is not None)
            record["modulo"] = _union(s["modulo"] for s in support)
        complete.append(record)
    return complete


def _weakest(trusts: Iterable[str]) -> str | None:
    known = [Trust(trust) for trust in trusts]
    return str(max(known, key=lambda trust: trust.rank)) if known else None


def _union(lists: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(entry for entries in lists for entry in entries))


def _encoded(statement: Statement) -> Record:
    """The statement as SymPy holds it: in LaTeX for the report, in plain text for the terminal."""
    from sympy import And, latex, sstr

    concludes = statement.concludes
    conjuncts = () if concludes is None else concludes.args if isinstance(concludes, And) else (concludes,)
    relations = {"given": statement.given, "evolves": statement.evolves, "concludes": conjuncts}
    domains = statement.symbols.items()
    return {
        "symbols": [rf"{latex(symbol)} \in {latex(domain)}" for symbol, domain in domains],
        **{name: [latex(relation) for relation in group] for name, group in relations.items()},
        "text": {
            "symbols": [f"{symbol} ∈ {_domain_text(domain)}" for symbol, domain in domains],
            **{name: [sstr(relation) for relation in group] for name, group in relations.items()},
        },
    }


def _domain_text(domain: Any) -> str:
    from sympy import Interval, S

    known = {S.Reals: "ℝ", S.Naturals0: "{0, 1, 2, …}", S.Naturals: "{1, 2, …}", S.Integers: "ℤ"}
    if domain in known:
        return known[domain]
    if isinstance(domain, Interval):
        left, right = ("(" if domain.left_open else "["), (")" if domain.right_open else "]")
        return f"{left}{domain.start}, {domain.end}{right}".replace("oo", "∞")
    return str(domain)


def _figure(figure: Figure) -> Record:
    return {
        "name": figure.name,
        "title": figure.title,
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


def dumps(ledger: Mapping[str, Any]) -> str:
    """A ledger as text: indented, to be read and compared by people; certificates one to a line, for they are long."""
    body = {key: value for key, value in ledger.items() if key != "certificates"}
    text = json.dumps(body, indent=1, ensure_ascii=False, allow_nan=False)
    rows = [
        f"  {json.dumps(name)}: {canonical_json(certificate)}"
        for name, certificate in ledger.get("certificates", {}).items()
    ]
    block = "{\n" + ",\n".join(rows) + "\n }" if rows else "{}"
    return f'{text[:-2]},\n "certificates": {block}\n}}\n'


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _one_line(problem: object) -> str:
    return " ".join(str(problem).split())


def _short(value: object, width: int = 120) -> str:
    text = _one_line(repr(value))
    return text if len(text) <= width else text[: width - 1] + "…"


def _validate_schema(ledger: Mapping[str, Any]) -> None:
    try:
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import best_match
    except ImportError:
        raise LedgerError("the package jsonschema is needed to validate a ledger: pip install jsonschema") from None
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    error = best_match(Draft202012Validator(schema).iter_errors(ledger))
    if error is not None:
        message = _one_line(error.message)
        raise LedgerError(f"{error.json_path}: {message if len(message) <= 200 else message[:199] + '…'}")


def _validate_names(ledger: Mapping[str, Any]) -> None:
    seen: set[str] = set()
    for i, statement in enumerate(ledger["statements"]):
        place = f"$.statements[{i}]"
        names = [statement["id"], *(check["id"] for check in statement["checks"])]
        names += [f"{statement['id']}: quantity {quantity['name']}" for quantity in statement["quantities"]]
        for name in names:
            if name in seen:
                raise LedgerError(f"{place}: {name} occurs twice; ids are unique")
            seen.add(name)
        for j, quantity in enumerate(statement["quantities"]):
            if Fraction(quantity["lower"]) > Fraction(quantity["upper"]):
                raise LedgerError(f"{place}.quantities[{j}]: {quantity['name']} has its lower end above its upper end")


def _validate_certificates(ledger: Mapping[str, Any]) -> None:
    certificates = ledger["certificates"]
    for i, statement in enumerate(ledger["statements"]):
        for kind in ("checks", "quantities"):
            for j, record in enumerate(statement[kind]):
                name = record["certificate"]
                if name is not None and name not in certificates:
                    raise LedgerError(f"$.statements[{i}].{kind}[{j}].certificate: {name} is not in this ledger")
    for name, certificate in certificates.items():
        if digest(certificate) != name:
            raise LedgerError(f"$.certificates[{name!r}]: the content does not have this hash; it was changed")
