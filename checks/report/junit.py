"""JUnit XML for continuous integration: one test case per check, grouped by statement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

__all__ = ["document"]

Record = Mapping[str, Any]


def document(ledger: Record) -> str:
    """The XML. A finding that is not as expected is a failure; a check that broke down or ran out of time, an error."""
    root = ElementTree.Element("testsuites", name="referee")
    totals = {"tests": 0, "failures": 0, "errors": 0}
    seconds = 0.0
    for statement in ledger["statements"]:
        suite = ElementTree.SubElement(root, "testsuite", name=_clean(statement["id"]), timestamp=ledger["created"])
        counts = dict.fromkeys(totals, 0)
        for check in statement["checks"]:
            counts["tests"] += 1
            kind = _add_case(suite, statement, check)
            if kind:
                counts[f"{kind}s"] += 1
        spent = sum(check["seconds"] for check in statement["checks"])
        seconds += spent
        _set_counts(suite, counts, spent)
        totals = {key: totals[key] + counts[key] for key in totals}
    _set_counts(root, totals, seconds)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _add_case(suite: ElementTree.Element, statement: Record, check: Record) -> str:
    """Add one test case; returns "failure", "error" or nothing."""
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=_clean(statement["id"]),
        name=_clean(f"{check['id'].partition('#')[2]}: {check['title']}"),
        time=f"{check['seconds']:.3f}",
    )
    if check["as_expected"]:
        return ""
    kind = "error" if check["verdict"] in ("error", "timeout") else "failure"
    message = f"{check['verdict']}, expected {check['expected']}"
    details = "\n".join(f"{key}: {check[key]}" for key in ("note", "scope", "claim") if check[key])
    element = ElementTree.SubElement(case, kind, message=_clean(message), type=_clean(check["verdict"]))
    element.text = _clean(f"{details}\nlook at it: referee show {statement['id']}".lstrip())
    return kind


def _set_counts(element: ElementTree.Element, counts: Mapping[str, int], seconds: float) -> None:
    for key, value in counts.items():
        element.set(key, str(value))
    element.set("time", f"{seconds:.3f}")


def _clean(text: str) -> str:
    """Without the control characters that XML cannot carry."""
    return re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
