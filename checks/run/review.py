"""From evidence and the kernel's answers to what a ledger says: findings, conclusions, what is not as it should be.

`referee check` and `referee replay` both call `reviewed`, the one with evidence that has just come in and the other
with what a ledger holds, so that a table and a replay can never differ. Nothing here runs a check, reads a file or asks
the kernel: everything is a function of its arguments. What the verdicts are is `checks.verdict`'s business.

A *declared* statement is {"record": its fields, "checks": [declared check, …]} (see `checks.run.declared`), an *entry*
the evidence of one check (see `checks.ledger.evidence_entry`), an *answer* what the kernel says of one certificate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from checks import verdict
from checks.encode.decimals import tightness_of
from checks.encode.plain import formula_text
from checks.ledger import canonical_json, certificates_of, figure_file
from checks.outcome import Conclusion, Finding, Role, Verdict
from checks.run.verifier import Answer, cited

__all__ = ["finding", "instantiated", "points_of", "reviewed", "used_first"]

Record = dict[str, Any]
Declared = Mapping[str, Any]
Answers = Mapping[str, Answer]

POINTS = ("witness", "run")  # rules that establish something at a point, which stands in `at`


def reviewed(
    statements: Sequence[Declared], entries: Mapping[str, Mapping[str, Any]], answers: Answers
) -> tuple[list[Record], list[str]]:
    """The records of the statements, in the order given, and the contradictions: the loudest error there is.

    statements: with those that they use, as far as those belong to the run; in a circle they rest on themselves, which
    whoever calls has refused. entries: check id → its evidence, of the checks that ran. answers: to every certificate.
    """
    certificates = {name: c for entry in entries.values() for name, c in entry["certificates"].items()}
    found = {s["record"]["id"]: _checks(s, entries, answers) for s in statements}
    owners = _owners(found)
    contradictions: list[str] = []
    done: dict[str, Record] = {}
    by_id = {s["record"]["id"]: s for s in statements}
    for id in used_first({id: s["record"]["uses"] for id, s in by_id.items()}):
        checks, quantities = found[id]
        record = {**by_id[id]["record"], **_concluded(by_id[id]["record"], checks, done, contradictions)}
        record["existence"] = _existence(record["judgement"], points_of(checks, entries, answers))
        starts = [name for c in checks for name in certificates_of(entries[c["id"]])]
        foreign = instantiated(certificates, owners, starts)
        record["failures"] += [
            f"{other}, which its certificates instantiate, is not among its uses; add it to uses=[…]"
            for other in sorted(foreign)
            if other != id and other not in record["uses"]
        ]
        done[id] = {**record, "checks": checks, "quantities": quantities}
    contradictions += _across(found)
    return [done[id] for id in by_id], list(dict.fromkeys(contradictions))


def finding(
    check: Mapping[str, Any],
    entry: Mapping[str, Any],
    answers: Answers,
    statement: Mapping[str, Any],
    points: Sequence[Answer],
) -> Finding:
    """What one check comes to.

    statement: the whole statement as a claim. points: answers that the statement's hypotheses can be met.
    """
    if entry["failed"] is not None:
        return verdict.failed(Verdict(entry["failed"]["verdict"]), entry["failed"]["note"])
    needed = [answers[name] for name in certificates_of(entry)]
    if stopped := next((answer for answer in needed if "stopped" in answer), None):
        late = Verdict.TIMEOUT if stopped.get("exhausted") else Verdict.ERROR
        return verdict.failed(late, f"the kernel was stopped: {stopped['stopped']}")
    handed = dict(entry["evidence"])
    handed["witness"] = witness_of(handed, entry["certificates"])
    second = [answers[handed["inhabited"]]] if handed["inhabited"] is not None else []
    found = verdict.judge(
        check["asked"],
        handed,
        None if handed["certificate"] is None else answers[handed["certificate"]],
        statement=statement if check["role"] == Role.CONCLUSION else None,
        inhabited=[*second, *points],
        quantities=[None if q["certificate"] is None else answers[q["certificate"]] for q in handed["quantities"]],
    )
    if found.verdict is not Verdict.PROVED:
        return found
    why = verdict.idle(check["asked"], statement, [*second, *points])
    return replace(found, note="; ".join(note for note in (found.note, why) if note))


def witness_of(handed: Mapping[str, Any], certificates: Mapping[str, Any]) -> dict[str, str] | None:
    """The point at which a certificate says that something holds; that of the author where there is none to compare."""
    told: Mapping[str, str] | None = handed["witness"]
    if told is None:
        return None
    steps = certificates[handed["certificate"]]["steps"] if handed["certificate"] in certificates else []
    places = [step["at"] for step in steps if step.get("rule") in POINTS and isinstance(step.get("at"), Mapping)]
    if not places:
        return dict(told) if handed["certificate"] is None else None
    point = {name: formula_text(value) for name, value in places[-1].items()}
    return {name: point[name] for name in (*(n for n in told if n in point), *(n for n in point if n not in told))}


def instantiated(
    certificates: Mapping[str, Mapping[str, Any]], owners: Mapping[str, set[str]], starts: Iterable[str]
) -> set[str]:
    """The statements whose certificates these cite, directly or through lemmas that belong to no statement.

    owners: name of a certificate → ids of the statements whose conclusion it proves, or a part of it.
    """
    found: set[str] = set()
    seen: set[str] = set()
    stack = [name for start in starts for name in cited(certificates.get(start, {}))]
    while stack:
        name = stack.pop()
        if name not in seen:
            seen.add(name)
            if name in owners:
                found |= owners[name]
            else:
                stack += cited(certificates.get(name, {}))
    return found


def used_first(uses: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The ids, each after those that it uses. Raises ValueError with the circle where one rests on itself."""
    done: set[str] = set()
    path: dict[str, None] = {}
    stack = [iter(list(uses))]
    while stack:
        id = next(stack[-1], None)
        if id is None:
            stack.pop()
            if path:
                last, _ = path.popitem()
                if last not in done:
                    done.add(last)
                    yield last
        elif id in path:
            circle = [*path][[*path].index(id) :]
            raise ValueError(f"{id}: rests on itself ({' uses '.join([*circle, id])})")
        elif id in uses and id not in done:
            path[id] = None
            stack.append(iter(uses[id]))


def _checks(
    statement: Declared, entries: Mapping[str, Mapping[str, Any]], answers: Answers
) -> tuple[list[Record], list[Record]]:
    """The records of those checks of a statement that ran, and the quantities that they publish."""
    ran = [check for check in statement["checks"] if check["id"] in entries]
    points = points_of(ran, entries, answers)
    checks, quantities = [], []
    for check in ran:
        entry = entries[check["id"]]
        found = finding(check, entry, answers, statement["record"]["judgement"], points)
        checks.append(_check_record(check, entry, found))
        if entry["evidence"] is not None:
            quantities += [_quantity_record(check, q) for q in entry["evidence"]["quantities"]]
    return checks, quantities


def _quantity_record(check: Mapping[str, Any], quantity: Mapping[str, Any]) -> Record:
    printed = quantity["printed"]
    compared = {"tightness": tightness_of(printed, quantity["lower"], quantity["upper"])} if _is_number(printed) else {}
    return {**quantity, **compared, "check": check["id"]}


def _is_number(printed: str | None) -> bool:
    try:
        return printed is None or Fraction(printed) is not None
    except (ValueError, ZeroDivisionError):
        return False


def points_of(
    checks: Iterable[Mapping[str, Any]], entries: Mapping[str, Mapping[str, Any]], answers: Answers
) -> list[Answer]:
    """What checks of the hypotheses established for some point."""
    names = [
        entries[check["id"]]["evidence"]["certificate"]
        for check in checks
        if check["role"] == Role.HYPOTHESES and check["id"] in entries and entries[check["id"]]["evidence"] is not None
    ]
    told = [answers[name] for name in names if name is not None and name in answers]
    return [answer for answer in told if "judgement" in answer and answer["judgement"]["kind"] == "some"]


def _check_record(check: Mapping[str, Any], entry: Mapping[str, Any], found: Finding) -> Record:
    handed = entry["evidence"]
    asked = check["asked"]
    return {
        "id": check["id"],
        "title": check["title"],
        "role": check["role"],
        **found.record(),
        "expected": check["expected"],
        "as_expected": str(found.verdict) == check["expected"],
        "refutation_means": check["refutation_means"],
        "claims": [] if asked is None else [formula_text(f) for f in asked["concludes"]],
        "asked": asked,
        "evidence": None if handed is None else {k: handed[k] for k in ("trust", "scope", "note", "modulo")},
        "certificate": None if handed is None else handed["certificate"],
        "inhabited": None if handed is None else handed["inhabited"],
        "also": [],
        "seconds": entry["seconds"],
        "figures": [{"file": figure_file(check["id"], figure["name"]), **figure} for figure in entry["figures"]],
    }


def _concluded(
    statement: Mapping[str, Any], checks: Sequence[Record], done: Mapping[str, Record], contradictions: list[str]
) -> Record:
    """The two axes of a statement, and what it fails to say."""
    told = {
        **{key: statement[key] for key in ("id", "origin", "derivation", "unexamined", "uses", "why", "fix")},
        "concludes": len(statement["concludes"]),
        "names": [part["name"] for part in statement["concludes"]],
    }
    used = {id: done[id] for id in statement["uses"] if id in done}
    try:
        concluded = dict(verdict.conclude(told, checks, used, declared=statement["declared"]))
    except verdict.Contradiction as problem:
        message = f"{statement['id']}: {problem}"
        contradictions.append(message)
        return {
            "conclusion": str(Conclusion.UNDECIDED),
            "argument": "unchecked" if statement["derivation"] else "none",
            "trust": None,
            "modulo": [],
            "held_back_by": [f"contradiction: {problem}"],
            "failures": [f"CONTRADICTION: {problem}"],
        }
    concluded["failures"] = [str(line) for line in verdict.lacking(told, concluded)]
    return concluded


def _existence(judgement: Mapping[str, Any], points: Iterable[Answer]) -> str:
    """May the statement speak of nothing? Not if a point was established that obeys its recursions as well."""
    if not judgement["evolves"]:
        return "not needed"
    return "shown" if verdict.run_shown(judgement, points) else "not shown"


def _owners(found: Mapping[str, tuple[list[Record], list[Record]]]) -> dict[str, set[str]]:
    owners: dict[str, set[str]] = {}
    for id, (checks, _) in found.items():
        for check in checks:
            if check["closes"] and check["certificate"] is not None:
                owners.setdefault(check["certificate"], set()).add(id)
    return owners


def _across(found: Mapping[str, tuple[list[Record], list[Record]]]) -> list[str]:
    """Claims that one statement's check proves and another's refutes."""
    settled: dict[str, dict[str, str]] = {}
    for check in (check for checks, _ in found.values() for check in checks):
        if check["asked"] is not None and check["verdict"] in (Verdict.PROVED, Verdict.REFUTED):
            settled.setdefault(_claim(check["asked"]), {})[check["verdict"]] = check["id"]
    return [
        f"{both[Verdict.PROVED]} is proved and {both[Verdict.REFUTED]}, the same claim, is refuted"
        for both in settled.values()
        if len(both) > 1 and len({id.partition("#")[0] for id in both.values()}) > 1
    ]


def _claim(asked: Mapping[str, Any]) -> str:
    """One spelling for a claim, in whatever order its parts stand."""
    lists = {key: sorted(map(canonical_json, asked[key])) for key in ("given", "evolves", "concludes")}
    return canonical_json({**asked, **lists})
