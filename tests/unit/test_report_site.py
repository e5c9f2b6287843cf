"""The site: every page is whole, every link leads somewhere, nothing asks the network, and a browser is content."""

import copy
import filecmp
import re
from pathlib import Path
from typing import Any

import pytest

from checks.report.message import message
from checks.report.site import write_site
from tests.site_pages import barriers, browser, faults, found_by_search
from tests.unit.sample_ledger import sample_ledger


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return sample_ledger()


@pytest.fixture(scope="module")
def site(sample: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site")
    write_site(sample, place)
    return place


def test_nothing_on_the_pages_that_does_not_belong_there(site: Path) -> None:
    assert list(faults(site)) == []


def test_faults_are_found(site: Path, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<p id="x">raw \\frac and x_{1}</p><p id="x"><a href="b.html">b</a><a href="#y">y</a><img src="http://c/d.png">',
        encoding="utf-8",
    )
    found = " ".join(faults(tmp_path))
    for what in (
        "LaTeX",
        "a raw script",
        "twice",
        "leads nowhere",
        "no place on that page",
        "instead of it",
        "network",
    ):
        assert what in found


def test_the_same_ledger_gives_the_same_bytes(sample: dict[str, Any], site: Path, tmp_path: Path) -> None:
    slower = copy.deepcopy(sample)
    for statement in slower["statements"]:
        for check in statement["checks"]:
            check["seconds"] += 17.0
    names = [path.relative_to(tmp_path).as_posix() for path in write_site(slower, tmp_path)]
    assert filecmp.cmpfiles(site, tmp_path, names, shallow=False) == (names, [], [])


def test_every_statement_has_a_page_and_what_is_wrong_stands_first(sample: dict[str, Any], site: Path) -> None:
    for statement in sample["statements"]:
        page = (site / f"s/{statement['id']}.html").read_text(encoding="utf-8")
        assert statement["conclusion"] in page
        for check in statement["checks"]:
            assert f'id="{check["id"].partition("#")[2]}"' in page
    index = (site / "index.html").read_text(encoding="utf-8")
    assert index.index("False as printed") < index.index("How to read a verdict")
    paper = (site / "paper/class_imbalance.html").read_text(encoding="utf-8")
    for statement in message(sample, "class_imbalance").faulty:
        card = paper[paper.index(f'id="{statement["id"].replace("/", "--")}"') :]
        assert "Correct version" in card
        assert re.sub(r"<.*", "", card[card.index("<dd>") + 4 :], flags=re.DOTALL).strip()


def test_words_of_a_ledger_are_text_and_never_markup(sample: dict[str, Any], tmp_path: Path) -> None:
    hostile = copy.deepcopy(sample)
    attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>`<b>`$\\text{<i>}$'
    for statement in hostile["statements"]:
        statement.update(label=attack, reading=attack, note=attack, where=attack)
        for check in statement["checks"]:
            check.update(title=attack, note=attack)
    write_site(hostile, tmp_path)
    for page in tmp_path.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<b>" not in text
    assert "</script>" not in (tmp_path / "search-data.js").read_text(encoding="utf-8")


@pytest.mark.skipif(browser() is None, reason="no Chromium is installed")
def test_a_browser_finds_statements_and_axe_finds_nothing(site: Path) -> None:
    """One page only; `python -m tests.site_pages --browser` looks at one of each kind."""
    assert list(found_by_search(site)) == []
    assert list(barriers([site / "s/class_imbalance/assumption-1.html"])) == []
