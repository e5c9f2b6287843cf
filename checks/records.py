"""The records of a ledger: what each field is, which values it takes. The JSON schema is made of this module.

`python -m checks.records` prints the schema; `checks/ledger.schema.json` is a copy of it for other programs. A record
is a plain dictionary, as it comes out of JSON; `whole` says whether it is one of these.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NotRequired, TypedDict

import msgspec
from msgspec import Meta

from checks.outcome import Argument, Conclusion, Role, Trust, Verdict

__all__ = [
    "Certificates",
    "CheckRecord",
    "ClaimRecord",
    "Ledger",
    "PaperRecord",
    "QuantityRecord",
    "StatementRecord",
    "schema",
    "whole",
]

SCHEMA = "referee-ledger/2"
HASH = "^sha256:[0-9a-f]{64}$"
STATEMENT = "[a-z][a-z0-9_]*/[a-z0-9]+([.-][a-z0-9]+)*"

Hash = Annotated[str, Meta(pattern=HASH, description="SHA-256 of the canonical JSON of a certificate")]
StatementId = Annotated[str, Meta(pattern=f"^{STATEMENT}$")]
CheckId = Annotated[str, Meta(pattern=f"^{STATEMENT}#[A-Za-z0-9-]+$")]
Number = Annotated[
    str,
    Meta(
        pattern=r"^-?[0-9]+(/0*[1-9][0-9]*|(\.[0-9]+)?([eE][+-]?[0-9]{1,5})?)$",
        description="an exact decimal or rational number",
    ),
]
Index = Annotated[int, Meta(ge=0)]
Domains = Annotated[dict[str, str], Meta(description="symbol → its domain, such as (0, 1/2] or [0, oo) in N")]
Formulas = list[list[Any]]
Bound = Annotated[str, Meta(description="the name that is bound in evolves")]


class PaperRecord(TypedDict):
    """A paper: the folder that is the first half of its ids, and its bibliographic line."""

    folder: Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")]
    title: str
    authors: str
    source: str
    about: str


class ContextRecord(TypedDict):
    """The points that something is about, as the kernel's data."""

    symbols: Domains
    given: Formulas
    evolves: Formulas
    step: NotRequired[Bound]


class ClaimRecord(TypedDict):
    """What is claimed at all points (or at some point) of a context, as the kernel's data."""

    kind: Literal["all", "some"]
    symbols: Domains
    given: Formulas
    evolves: Formulas
    step: NotRequired[Bound]
    concludes: Annotated[Formulas, Meta(description="formulas of the kernel, in the author's order")]


class JudgementRecord(TypedDict):
    """What a certificate establishes at all points (or at some point) of a context, as the kernel's data."""

    kind: Literal["all", "some"]
    symbols: Domains
    given: Formulas
    evolves: Formulas
    step: NotRequired[Bound]
    concludes: Annotated[list[Any], Meta(description="a formula of the kernel")]


class PartRecord(TypedDict):
    """One relation of a conclusion."""

    name: str
    text: str
    latex: str


class TextRecord(TypedDict):
    """Symbols, hypotheses and recursions as plain text."""

    symbols: list[str]
    given: list[str]
    evolves: list[str]


class CurveRecord(TypedDict):
    """One line, band or set of marks of a figure; null is a gap."""

    label: str
    kind: Literal["line", "dashed", "points", "band", "intervals"]
    x: list[float | None]
    y: list[float | None]
    upper: list[float | None] | None


class FigureRecord(TypedDict):
    """A figure as data."""

    file: Annotated[str, Meta(description="where a report puts it")]
    name: str
    title: str
    caption: str
    alt: Annotated[str, Meta(description="the picture in words")]
    x_label: str
    y_label: str
    x_scale: str
    y_scale: str
    curves: list[CurveRecord]


class HandedRecord(TypedDict):
    """What a check handed over besides certificates."""

    trust: Literal["numerical", "sampled"] | None
    scope: str
    note: str
    modulo: list[str]


class CheckRecord(TypedDict):
    """One finding, and what it was made from."""

    id: CheckId
    title: Annotated[str, Meta(min_length=1)]
    role: Role
    verdict: Verdict
    trust: Trust
    scope: str
    claim: Annotated[str, Meta(description="what was established, as text")]
    modulo: list[str]
    witness: dict[str, str] | None
    note: str
    judgement: JudgementRecord | None
    closes: Annotated[list[Index], Meta(description="parts of the conclusion that are proved, counted from 0")]
    refutes: Annotated[list[list[Index]], Meta(description="groups of parts of which one at least fails")]
    supports: Annotated[bool, Meta(description="is it evidence about the conclusion at all?")]
    expected: Verdict
    as_expected: bool
    refutation_means: Argument
    claims: Annotated[
        list[str],
        Meta(description="what is claimed, as text; empty where there are only quantities, numbers or hypotheses"),
    ]
    asked: ClaimRecord | None
    evidence: Annotated[HandedRecord | None, Meta(description="null if it ran out of time or broke down")]
    certificate: Hash | None
    inhabited: Annotated[Hash | None, Meta(description="certificate that the hypotheses can be met")]
    also: Annotated[list[str], Meta(description="other checkers that accept the certificate")]
    seconds: Annotated[float, Meta(ge=0)]
    figures: list[FigureRecord]


class QuantityRecord(TypedDict):
    """A named constant with its enclosure."""

    name: Annotated[str, Meta(pattern="^[A-Za-z0-9_]+$")]
    symbol: Annotated[str, Meta(description="LaTeX")]
    meaning: str
    printed: str | None
    lower: Number
    upper: Number
    tightness: str | None
    trust: Trust
    term: Annotated[
        Any,
        Meta(description="what is enclosed, as the kernel's data; an object where it is counted or read off, or null"),
    ]
    context: ContextRecord | None
    certificate: Hash | None
    check: CheckId


class StatementRecord(TypedDict):
    """One statement: what is said, where, how it is read, and the two results."""

    id: StatementId
    paper: str
    kind: str
    label: str
    where: str
    module: str
    origin: Annotated[
        Literal["source", "reading", "derived"],
        Meta(description="the paper says it; a sense in which its words might be taken; ours"),
    ]
    quote: Annotated[str | None, Meta(description="what the source prints, with LaTeX between dollar signs")]
    printed: Annotated[str, Meta(description="a display formula in LaTeX; never a quote")]
    reading: Annotated[str | None, Meta(description="how it is understood, in our words")]
    note: str
    symbols: Annotated[list[str], Meta(description="LaTeX: symbol ∈ domain")]
    given: Annotated[list[str], Meta(description="LaTeX of the hypotheses")]
    evolves: Annotated[list[str], Meta(description="LaTeX of the recursions and their starting values")]
    concludes: Annotated[list[PartRecord], Meta(description="in the author's order; empty where it is in words only")]
    text: TextRecord
    unexamined: Annotated[list[str], Meta(description="clauses of the quote that the encoding leaves out")]
    judgement: ClaimRecord
    uses: list[StatementId]
    repairs: StatementId | None
    says: NotRequired[
        Annotated[str | None, Meta(description="the clause of the quote that does not hold, an excerpt word for word")]
    ]
    why: Annotated[str | None, Meta(description="what is wrong with it, in one sentence for its authors")]
    fix: Annotated[str | None, Meta(description="how they can mend it, in one sentence")]
    derivation: Annotated[bool, Meta(description="does the source print an argument?")]
    declared: Annotated[
        dict[str, Index],
        Meta(description="role → how many checks the statement declares, of which a selection may have run fewer"),
    ]
    conclusion: Conclusion
    argument: Argument
    trust: Annotated[Trust | None, Meta(description="the weakest trust that the conclusion rests on")]
    modulo: Annotated[list[str], Meta(description="named theorems and inferences that the conclusion leans on")]
    held_back_by: Annotated[list[str], Meta(description="what keeps the conclusion from being proved")]
    failures: Annotated[
        list[str], Meta(description="what the statement must say and does not; with any the run is not as expected")
    ]
    existence: Annotated[
        Literal["shown", "not shown", "not needed"],
        Meta(description="are there sequences that obey its recursions? If not shown, it may speak of nothing"),
    ]
    checks: list[CheckRecord]
    quantities: list[QuantityRecord]


Certificates = Annotated[
    dict[Hash, dict[str, Any]], Meta(description="SHA-256 of the canonical JSON of a certificate → the certificate")
]


class Ledger(TypedDict):
    """Every finding of one run of Referee. Reports and exit codes are made from this object alone."""

    schema: Literal["referee-ledger/2"]
    created: Annotated[
        str,
        Meta(
            pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$",
            description="ISO-8601 time with its zone",
        ),
    ]
    versions: Annotated[dict[str, str | None], Meta(description="name of a program or library → its version")]
    settings: Annotated[dict[str, Any], Meta(description="precision in bits, seed, … of the run")]
    papers: list[PaperRecord]
    statements: list[StatementRecord]
    certificates: Certificates


# What types cannot say: one field that depends on another.
_NAMED: dict[str, Any] = {"properties": {"certificate": {"type": "string"}}}


def _where(**fields: Any) -> dict[str, Any]:
    return {
        "properties": {name: value if isinstance(value, dict) else {"enum": value} for name, value in fields.items()}
    }


CONDITIONS: dict[str, list[dict[str, Any]]] = {
    "CheckRecord": [
        {"if": _where(verdict=["proved", "refuted"]), "then": _where(trust=["exact", "enclosed"])},
        {"if": _where(verdict=["refuted"]), "then": _NAMED},
        {"if": _where(verdict=["proved"], asked={"type": "object"}), "then": _NAMED},
    ],
    "QuantityRecord": [{"if": _where(trust=["exact", "enclosed"]), "then": _NAMED}],
}


def schema() -> dict[str, Any]:
    """The JSON schema of a ledger."""
    made = msgspec.json.schema(Ledger)
    made["$defs"] = {name: _strict(record, name) for name, record in sorted(made["$defs"].items())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        **made,
    }


def _strict(record: dict[str, Any], name: str) -> dict[str, Any]:
    if "properties" not in record:
        return record
    conditions = {"allOf": CONDITIONS[name]} if name in CONDITIONS else {}
    return {**record, "additionalProperties": False, **conditions}


def whole(ledger: Mapping[str, Any]) -> None:
    """Raises ValueError, in one line that names the place, where this is no ledger of the types above."""
    read = msgspec.convert(ledger, Ledger)
    if read != ledger:  # a field that no type has is left out as it is read
        raise ValueError(next(_more(ledger, read, "$"), "it holds values of other types than it should - at `$`"))
    for i, statement in enumerate(ledger["statements"]):
        for kind in ("checks", "quantities"):
            for j, record in enumerate(statement[kind]):
                if why := _amiss(record):
                    raise ValueError(f"{why} - at `$.statements[{i}].{kind}[{j}]`")


def _amiss(record: Mapping[str, Any]) -> str:
    """The conditions above, once more, for a check or a quantity."""
    firm = record["trust"] in ("exact", "enclosed")
    if "verdict" not in record:
        return f"trust {record['trust']} needs a certificate" if firm and record["certificate"] is None else ""
    verdict = record["verdict"]
    if verdict in ("proved", "refuted") and not firm:
        return f"{verdict} cannot rest on trust {record['trust']}"
    claimed = verdict == "refuted" or (verdict == "proved" and record["asked"] is not None)
    return f"{verdict} needs a certificate" if claimed and record["certificate"] is None else ""


def _more(given: Any, read: Any, place: str) -> Any:
    if isinstance(given, Mapping) and isinstance(read, Mapping):
        yield from (f"unexpected field `{name}` - at `{place}`" for name in given if name not in read)
        for name in read:
            yield from _more(given[name], read[name], f"{place}.{name}")
    elif isinstance(given, list) and isinstance(read, list):
        for i, (one, other) in enumerate(zip(given, read, strict=True)):
            yield from _more(one, other, f"{place}[{i}]")


def _spelled() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(_spelled(), end="")
