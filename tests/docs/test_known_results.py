"""The example paper of known results comes out as its authors expect."""

from pathlib import Path

from tests.cli.toy_papers import referee

PAPER = Path(__file__).parents[2] / "docs" / "known_results"


def test_the_known_results_are_what_they_are_known_to_be(tmp_path: Path) -> None:
    done = referee("check", str(PAPER), "-j", "1", cwd=tmp_path, seconds=280)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "24 of 24 findings as expected" in done.stdout
