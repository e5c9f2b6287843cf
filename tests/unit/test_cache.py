"""The cache gives back what was filed, or nothing; the source that a finding depends on is all in its key."""

import os
from pathlib import Path

import pytest

from checks.run.cache import KEPT, Cache, key_of
from checks.run.dependencies import Dependencies
from checks.run.discover import Source, find
from tests.cli.toy_papers import write_paper


def entry_of(cache: Cache) -> Path:
    (place,) = (p for p in (cache.folder / "finding").rglob("*") if p.is_file())
    return place


def test_what_was_filed_comes_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    assert cache.get("finding", "toy/lemma-1#step", "k") is None
    cache.put("finding", "toy/lemma-1#step", "k", {"verdict": "proved", "x": ["α", None, 1.5]})
    assert Cache(tmp_path / "cache").get("finding", "toy/lemma-1#step", "k") == {
        "verdict": "proved",
        "x": ["α", None, 1.5],
    }
    assert cache.get("finding", "toy/lemma-1#step", "other") is None
    assert (tmp_path / "cache" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("damage", ["cut", "empty", "changed", "noise", "unsealed"])
def test_a_damaged_entry_counts_as_absent(damage: str, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("finding", "a", "k", {"verdict": "refuted"})
    place = entry_of(cache)
    content = place.read_bytes()
    place.write_bytes(
        {
            "cut": content[:-3],
            "empty": b"",
            "changed": content.replace(b"refuted", b"proved!"),
            "noise": bytes(range(256)),
            "unsealed": content.partition(b"\n")[2],
        }[damage]
    )
    assert cache.get("finding", "a", "k") is None


def test_only_a_few_versions_of_an_entry_are_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for n in range(KEPT + 5):
        cache.put("finding", "a", f"k{n}", n)
    assert sum(cache.get("finding", "a", f"k{n}") is not None for n in range(KEPT + 5)) == KEPT
    assert cache.get("finding", "a", f"k{KEPT + 4}") == KEPT + 4


def test_a_folder_that_cannot_be_written_is_reported_and_not_fatal(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file" / "cache")
    cache.put("finding", "a", "k", 1)
    assert cache.get("finding", "a", "k") is None
    assert cache.trouble is not None
    assert "not kept" in cache.trouble


def test_durations_accumulate(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep_durations({"a": 1.0, "b": 2.0})
    cache.keep_durations({"b": 3.0})
    assert cache.durations() == {"a": 1.0, "b": 3.0}


def test_a_key_depends_on_every_part() -> None:
    keys = {key_of(code="a", precision=64), key_of(code="a", precision=128), key_of(code="b", precision=64), key_of()}
    assert len(keys) == 4


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    monkeypatch.chdir(tmp_path)
    folder = write_paper(tmp_path / "toy", "from . import model\n")
    (folder / "model.py").write_text("from toy.numbers import one\n")
    (folder / "numbers.py").write_text("one = 1\n")
    (folder / "section_2.py").write_text("from .paper import PAPER\n")
    return find(["toy"])[0].sources[0]


SECTION_1, SECTION_2 = ["toy.section_1"], ["toy.section_2"]


@pytest.mark.parametrize(
    ("file", "first", "second"),
    [
        ("section_1.py", True, False),
        ("section_2.py", False, True),
        ("model.py", True, False),
        ("numbers.py", True, False),
        ("paper.py", True, True),
        ("__init__.py", True, True),
        ("data.json", True, True),
    ],
)
def test_a_check_depends_on_what_its_module_imports(file: str, first: bool, second: bool, paper: Source) -> None:
    def digests() -> tuple[str, str]:
        seen = Dependencies()
        return seen.of_modules(paper, SECTION_1), seen.of_modules(paper, SECTION_2)

    before = digests()
    with Path(paper.root, file).open("a") as stream:
        stream.write("\n# changed\n")
    after = digests()
    assert (before[0] != after[0], before[1] != after[1]) == (first, second)


@pytest.mark.parametrize(
    "written",
    [
        "import toy.model",
        "import os, toy.model as m",
        "from toy import model",
        "from . import (  # all of it\n    paper,  # (yes)\n    model,\n)",
        "from . import paper, \\\n    model",
        "x = 1; from .model import one",
        "if True: from . import model",
        "def f():\n\tfrom .model import one",
        '"""Text.\nimport os\n"""; from . import model',
        "from. import model",
        "from .\\\n    import model",
        "import os\rfrom . import model",
        "# -*- coding: utf-8 -*-\nfrom . import model",
    ],
)
def test_an_import_counts_however_it_is_written(written: str, paper: Source) -> None:
    section = Path(paper.root, "section_1.py")
    section.write_text(f"{written}\n", newline="")
    compile(written, "section_1", "exec")
    before = Dependencies().of_modules(paper, SECTION_1)
    with Path(paper.root, "model.py").open("a") as stream:
        stream.write("\n# changed\n")
    assert Dependencies().of_modules(paper, SECTION_1) != before


def test_a_module_that_imports_by_other_means_depends_on_the_whole_paper(paper: Source) -> None:
    Path(paper.root, "section_2.py").write_text("import importlib\nm = importlib.import_module('toy.model')\n")
    seen = Dependencies()
    assert seen.of_modules(paper, SECTION_2) == seen.of_paper(paper)


def test_a_module_outside_the_paper_makes_the_whole_paper_count(paper: Source) -> None:
    seen = Dependencies()
    assert seen.of_modules(paper, ["checks.paper", *SECTION_1]) == seen.of_paper(paper)


def test_moving_a_paper_changes_nothing(paper: Source, tmp_path: Path) -> None:
    before = Dependencies().of_paper(paper)
    (tmp_path / "elsewhere").mkdir()
    Path(paper.root).rename(tmp_path / "elsewhere" / "toy")
    moved = find([str(tmp_path / "elsewhere" / "toy")])[0].sources[0]
    assert Dependencies().of_paper(moved) == before


def test_the_referee_itself_counts() -> None:
    assert len(Dependencies().referee) == 64


def test_an_entry_is_bound_to_its_kind_its_name_and_its_key(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("finding", "a", "k", {"verdict": "proved"})
    content = entry_of(cache).read_bytes()
    for kind, name, key in (("answer", "a", "k"), ("finding", "b", "k"), ("finding", "a", "l")):
        place = cache._place(kind, name, key)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        assert cache.get(kind, name, key) is None
    assert cache.get("finding", "a", "k") == {"verdict": "proved"}


def test_durations_of_another_shape_are_ignored(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("durations", "all", "last", {"a": "long", "b": 2})
    assert cache.durations() == {"b": 2.0}
    cache.put("durations", "all", "last", ["a"])
    assert cache.durations() == {}


def test_what_was_imported_counts_as_it_was_imported(paper: Source) -> None:
    model = Path(paper.root, "model.py")
    imported = {str(model): model.read_bytes()}
    before = Dependencies().of_paper(paper)
    seen = Dependencies(imported)
    assert seen.of_paper(paper) == before
    model.write_text("from toy.numbers import one, two\n")
    assert seen.again().of_paper(paper) == before
    assert Dependencies().of_paper(paper) != before
    Path(paper.root, "numbers.py").write_text("one, two = 1, 2\n")
    assert seen.again().of_paper(paper) != before, "what was not imported is read anew"


def test_what_an_editor_leaves_in_a_folder_is_no_module(paper: Source) -> None:
    before = set(paper.module_files())
    Path(paper.root, ".#section_1.py").symlink_to("me@host.1:2")
    Path(paper.root, "gone.py").symlink_to("nowhere.py")
    os.mkfifo(Path(paper.root, "pipe.py"))
    assert set(paper.module_files()) == before
    assert find(["toy"])[0].sources[0] == paper


def test_beside_an_installed_paper_stand_libraries_whose_source_is_not_read(tmp_path: Path) -> None:
    place = tmp_path / "site-packages"
    write_paper(place / "toy", "import library\nfrom library import inner\n")
    (place / "library").mkdir()
    (place / "library/__init__.py").write_text("import elsewhere\n")
    (place / "library/inner.py").write_text("")
    (source,) = find([str(place / "toy")])[0].sources
    before = Dependencies().of_paper(source)
    (place / "library/inner.py").write_text("changed = True\n")
    assert Dependencies().of_paper(source) == before
    (place / "toy/section_1.py").write_text("changed = True\n")
    assert Dependencies().of_paper(source) != before
