"""`referee new`: the paper that it writes passes, and nothing is written over."""

from pathlib import Path

from tests.cli.toy_papers import referee


def test_the_paper_to_start_from_passes(tmp_path: Path) -> None:
    made = referee("new", "fresh_paper", cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    checked = referee("check", "fresh_paper", "-j", "1", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "fresh_paper/lemma-2" in checked.stdout
    assert "6 of 6 findings as expected" in checked.stdout


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "fresh_paper").mkdir()
    done = referee("new", "fresh_paper", cwd=tmp_path)
    assert done.returncode == 2
    assert "exists already" in done.stderr


def test_a_name_that_python_cannot_import_is_refused(tmp_path: Path) -> None:
    done = referee("new", "My-Paper", cwd=tmp_path)
    assert done.returncode == 2
    assert "cannot name a paper" in done.stderr
