"""Papers are found by path or id without being imported; what cannot be found is said in one line with a remedy."""

from pathlib import Path

import pytest

from checks.complaints import BadInput
from checks.run.discover import Source, Target, find
from tests.cli.toy_papers import write_paper


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def only(*arguments: str) -> Target:
    (target,) = find(arguments)
    return target


def source_of(*arguments: str) -> Source:
    (source,) = only(*arguments).sources
    return source


def test_a_papers_folder_is_imported_under_its_own_name(tmp_path: Path) -> None:
    write_paper(tmp_path / "my_toy", "")
    source = source_of("my_toy")
    assert (source.package, source.root, source.top) == ("my_toy", str(tmp_path / "my_toy"), str(tmp_path / "my_toy"))
    assert list(source.module_files()) == ["my_toy", "my_toy.paper", "my_toy.section_1"]


def test_a_paper_inside_a_package_keeps_the_names_of_the_packages_around_it(tmp_path: Path) -> None:
    write_paper(tmp_path / "proofs" / "toy", "")
    (tmp_path / "proofs" / "__init__.py").touch()
    assert source_of("proofs/toy").package == "proofs.toy"
    assert find([])[0].sources == find(["proofs"])[0].sources == (source_of("toy"),)


def test_a_plain_folder_without_init_is_a_paper_too(tmp_path: Path) -> None:
    write_paper(tmp_path / "plain", "", package=False)
    assert list(source_of("plain").module_files()) == ["plain.paper", "plain.section_1"]


@pytest.mark.parametrize("name", ["json", "numpy", "checks", "random", "class", "2nd paper", "my-paper"])
def test_a_name_that_is_taken_or_no_name_at_all_is_replaced(name: str, tmp_path: Path) -> None:
    write_paper(tmp_path / name, "", name="toy")
    source = source_of(name)
    assert source.package.isidentifier()
    assert source.package not in ("json", "numpy", "checks", "random", "class")


def test_scripts_and_tests_in_the_folder_are_not_modules_of_the_paper(tmp_path: Path) -> None:
    folder = write_paper(tmp_path / "toy", "")
    (folder / "train.py").write_text("raise SystemExit('a script')")
    (folder / "test_toy.py").write_text("from .paper import PAPER")
    assert list(source_of("toy").module_files()) == ["toy", "toy.paper", "toy.section_1"]


def test_one_file_that_makes_a_paper_is_a_paper(tmp_path: Path) -> None:
    (tmp_path / "lemma.py").write_text("from checks.paper import Paper\nPAPER = Paper('x', 'X')\n")
    source = source_of("lemma.py")
    assert (source.package, source.file) == ("lemma", str(tmp_path / "lemma.py"))


def test_a_module_of_a_paper_asks_for_its_own_statements(tmp_path: Path) -> None:
    write_paper(tmp_path / "toy", "", package=False)
    target = only("toy/section_1.py")
    assert target.module == str(tmp_path / "toy" / "section_1.py")
    assert target.sources == (source_of("toy"),)


@pytest.mark.parametrize(
    ("argument", "slug"),
    [("toy/lemma-1", "lemma-1"), ("toy/lemma-1#step", "lemma-1#step"), ("proofs/toy/lemma", "lemma"), ("toy", None)],
)
def test_an_id_names_a_paper_of_the_project(argument: str, slug: str | None, tmp_path: Path) -> None:
    write_paper(tmp_path / "proofs" / "toy", "")
    (tmp_path / "proofs" / "__init__.py").touch()
    target = only(argument)
    assert target.slug in (slug, "" if slug is None else slug)
    assert [s.package for s in target.sources] == ["proofs.toy"]


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("tow", "did you mean toy"),
        ("proofs/nothing/x", "no such file, folder, paper or id"),
        ("", "empty PATH or ID"),
        ("toy#step", "a check belongs to a statement"),
        ("empty", "no paper in this folder"),
        ("above", "there are papers in above/proofs"),
        ("notes.txt", "not a Python module"),
        ("script.py", "makes no Paper"),
        ("x\0y", "PATH or ID"),
        ("a" * 5000, "aaa"),
    ],
)
def test_what_cannot_be_found_is_said_in_one_line(argument: str, said: str, tmp_path: Path) -> None:
    write_paper(tmp_path / "proofs" / "toy", "")
    write_paper(tmp_path / "above" / "proofs" / "toy", "")
    (tmp_path / "proofs" / "__init__.py").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").touch()
    (tmp_path / "script.py").touch()
    with pytest.raises(BadInput, match=said) as caught:
        find([argument])
    assert "\n" not in str(caught.value)


def test_two_folders_of_one_name_are_refused(tmp_path: Path) -> None:
    write_paper(tmp_path / "a" / "toy", "")
    write_paper(tmp_path / "b" / "toy", "")
    with pytest.raises(BadInput, match="both imported as toy; check them in two runs"):
        find(["a/toy", "b/toy"])
