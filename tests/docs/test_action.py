"""The GitHub action does what its page says: it posts the table and passes on the exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.toy_papers import ROOT, environment, write_paper

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "name" in step}


def test_it_installs_what_the_repository_has() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert (ROOT / "constraints.txt").is_file()
    assert '"$ACTION[sos]"' in STEPS["install"]["run"]
    assert "${{" not in STEPS["check"]["run"], "inputs come through the environment, never into the script"


@pytest.mark.parametrize(("expected", "status"), [("SUPPORTED", 0), ("PROVED", 1)])
def test_the_table_is_posted_and_the_status_passed_on(expected: str, status: int, tmp_path: Path) -> None:
    check = f"""
@LEMMA_1.conclusion("a title", expect=Verdict.{expected})
def one():
    return Evidence(trust=Trust.SAMPLED, scope="five points, seed 0")
"""
    write_paper(tmp_path / "toy", check)
    shim = tmp_path / "bin" / "referee"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec {sys.executable} -m checks.cli "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    summary = tmp_path / "summary.md"
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", STEPS["check"]["run"]],
        cwd=tmp_path,
        env=environment(
            PATH=f"{shim.parent}{os.pathsep}{os.environ['PATH']}",
            PAPERS="toy",
            OPTIONS="-j 1",
            GITHUB_STEP_SUMMARY=str(summary),
        ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == status, done.stderr
    assert "toy/lemma-1" in done.stdout
    assert summary.read_text(encoding="utf-8").startswith("### Referee\n```text\nstatement")
    for place in ("ledger", "junit"):
        assert (tmp_path / ACTION["outputs"][place]["value"]).is_file()
