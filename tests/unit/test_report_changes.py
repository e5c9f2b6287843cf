"""What has changed between two ledgers, and the page of the site that says so."""

import copy
from pathlib import Path
from typing import Any

import pytest

from checks.report.changes import Change, changes
from checks.report.site import write_site
from tests.site_pages import faults
from tests.unit.sample_ledger import sample_ledger


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return sample_ledger()


def test_a_ledger_does_not_differ_from_itself_nor_by_running_times(sample: dict[str, Any]) -> None:
    slower = copy.deepcopy(sample)
    for statement in slower["statements"]:
        for check in statement["checks"]:
            check["seconds"] += 1.0
    assert changes(sample, slower) == []


def test_verdicts_claims_theorems_and_constants_that_differ_are_found(sample: dict[str, Any]) -> None:
    other = copy.deepcopy(sample)
    statement = next(s for s in other["statements"] if s["quantities"])
    check, quantity = statement["checks"][0], statement["quantities"][0]
    before = (statement["conclusion"], check["verdict"])
    statement["conclusion"], check["verdict"] = "undecided", "timeout"
    statement["modulo"] = [*statement["modulo"], "Rolle"]
    statement["judgement"] = {**statement["judgement"], "given": [["<", "0", "1"]]}
    quantity["lower"] = quantity["upper"] = "7"
    found = changes(sample, other)
    id = statement["id"]
    assert Change(id, "conclusion", before[0], "undecided") in found
    assert Change(id, "finding", before[1], "timeout", check["id"]) in found
    assert Change(id, "modulo", "", "Rolle") in found
    assert Change(id, "what is asserted", "", "") in found
    assert [c.after for c in found if c.what == f"constant {quantity['name']}"] == ["7"]
    assert {c.statement for c in found} == {id}


def test_statements_come_and_go(sample: dict[str, Any]) -> None:
    fewer = {**sample, "statements": sample["statements"][1:]}
    gone = sample["statements"][0]
    assert changes(sample, fewer) == [Change(gone["id"], "statement", gone["conclusion"], "")]
    assert changes(fewer, sample) == [Change(gone["id"], "statement", "", gone["conclusion"])]


def test_the_site_has_a_page_of_it(sample: dict[str, Any], tmp_path: Path) -> None:
    earlier = {**sample, "statements": sample["statements"][1:]}
    write_site(sample, tmp_path, earlier=earlier)
    assert list(faults(tmp_path)) == []
    assert sample["statements"][0]["id"] in (tmp_path / "changes.html").read_text(encoding="utf-8")
