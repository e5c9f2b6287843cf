"""What a paper declares, as plain data: what the runner knows of a statement and of its checks before any of them ran.

Only in the process that imports papers. A statement without an encoding is named among the problems, and left out.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from checks.complaints import PaperProblem, unprintable
from checks.encode.claims import claim_json, statement_json
from checks.encode.display import displayed
from checks.paper import Check, DeclarationError, Paper, Statement

__all__ = ["declared_paper"]

Record = dict[str, Any]
Checks = Callable[[Statement], Mapping[str, Check]]


def declared_paper(paper: Paper, checks: Checks, problems: list[str]) -> Record:
    """The bibliographic line of a paper and its statements in order; adds to the problems one line for each that has
    no encoding."""
    statements = []
    for statement in paper.in_order():
        try:
            declared = _declared(statement, checks(statement))
            if (where := unprintable(declared)) is not None:
                raise DeclarationError(f"{statement.id}: a control character in “{where}”; leave it out")
            statements.append(declared)
        except DeclarationError as problem:
            problems.append(f"{_place(statement)}: {' '.join(str(problem).split())}")
    record = {key: getattr(paper, key) for key in ("folder", "title", "authors", "source", "about")}
    if (where := unprintable(record)) is not None:
        raise PaperProblem(f"{paper.folder}: a control character in “{where}”; leave it out")
    return {"record": record, "statements": statements}


def _declared(statement: Statement, checks: Mapping[str, Check]) -> Record:
    judgement = statement_json(statement)
    counts: dict[str, int] = {}
    for check in checks.values():
        counts[str(check.role)] = counts.get(str(check.role), 0) + 1
    return {
        "id": statement.id,
        "label": statement.label,
        "file": getattr(sys.modules.get(statement.module), "__file__", None),
        "record": {
            "id": statement.id,
            "paper": statement.paper.folder,
            "kind": statement.kind,
            "label": statement.label,
            "where": statement.where,
            "module": statement.module,
            "origin": statement.origin,
            "quote": statement.quote or None,
            "printed": statement.printed,
            "reading": statement.reading or None,
            "note": statement.note,
            **displayed(judgement, statement.names),
            "unexamined": list(statement.unexamined),
            "judgement": judgement,
            "uses": [used.id for used in statement.uses],
            "repairs": None if statement.repairs is None else statement.repairs.id,
            "says": statement.says or None,
            "why": statement.why or None,
            "fix": statement.fix or None,
            "derivation": statement.derivation,
            "declared": counts,
        },
        "checks": [_declared_check(check, statement) for check in checks.values()],
    }


def _declared_check(check: Check, statement: Statement) -> Record:
    return {
        "id": check.id,
        "title": check.title,
        "role": str(check.role),
        "expected": str(check.expected),
        "refutation_means": str(check.refutation_means),
        "asked": None if check.claim is None else claim_json(check.claim, check.id),
        "seconds": check.seconds,
        "modules": sorted({statement.module, check.module or check.run.__module__}),
    }


def _place(statement: Statement) -> str:
    file = getattr(sys.modules.get(statement.module), "__file__", None)
    return f"{os.path.relpath(file)}:{statement.line}" if file else statement.module
