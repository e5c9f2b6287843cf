"""What the kernel said is kept, and believed only of the certificate that claims it; what is cited travels along."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checks.ledger import digest
from checks.run.cache import Cache
from checks.run.pool import Pool
from checks.run.review import instantiated
from checks.run.verifier import Verifier, cited, kernel_digest, with_cited


def certificate(shows: Any) -> dict[str, Any]:
    """A claim about nothing, by exact arithmetic."""
    context: dict[str, Any] = {"symbols": {}, "given": [], "evolves": []}
    return {
        "certificate": 2,
        "contexts": [context],
        "steps": [{"rule": "given", "in": 0, "shows": shows, "from": []}],
    }


TRUE, FALSE = certificate(["<", "0", "1"]), certificate(["<", "1", "0"])
BOTH = {digest(c): c for c in (TRUE, FALSE)}


OTHER = {"kind": "all", "symbols": {}, "given": [], "evolves": [], "step": "n", "concludes": ["<", "1", "0"]}


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool(1, {"precision": 128, "seed": 0}) as pool:
        yield pool


def test_a_certificate_is_answered_in_another_process(pool: Pool) -> None:
    answers = dict(Verifier(pool).all(BOTH, BOTH))
    assert answers[digest(TRUE)]["judgement"]["concludes"] == ["<", "0", "1"]
    assert answers[digest(TRUE)]["text"] == "for all (no symbols) ⊢ 0 < 1"
    assert set(answers[digest(FALSE)]) == {"rejected"}


def test_answers_are_kept_and_asked_for_once(pool: Pool, tmp_path: Path) -> None:
    first = Verifier(pool, Cache(tmp_path))
    told = dict(first.all(BOTH, BOTH))
    assert list(first.ask(BOTH, BOTH)) == []
    second = Verifier(pool, Cache(tmp_path))
    assert list(second.ask(BOTH, BOTH)) == []
    assert second.answers == told
    assert len(list(Verifier(pool, Cache(tmp_path), fresh=True).ask(BOTH, BOTH))) == 2
    assert len(list(Verifier(pool).ask(BOTH, BOTH))) == 2


@pytest.mark.parametrize(
    "said",
    [
        {"judgement": OTHER},
        {"judgement": OTHER, "text": "for all (no symbols) ⊢ 1 < 0"},
        {"text": "for all (no symbols) ⊢ 1 < 0"},
        {"trust": "certain"},
        {"modulo": [7]},
        {"more": "than that"},
        None,
    ],
)
def test_a_kept_answer_that_does_not_fit_its_certificate_is_as_good_as_absent(
    said: dict[str, Any] | None, pool: Pool, tmp_path: Path
) -> None:
    cache = Cache(tmp_path)
    name = digest(TRUE)
    verifier = Verifier(pool, cache)
    told = dict(verifier.all(BOTH, [name]))[name]
    cache.put("answer", name, verifier._key({name: TRUE}), None if said is None else {**told, **said})
    assert [task.tag for task in Verifier(pool, cache).ask(BOTH, [name])] == [name]


def test_another_kernel_is_asked_again(pool: Pool, tmp_path: Path) -> None:
    (tmp_path / "kernel").mkdir()
    (tmp_path / "kernel" / "rules.py").write_text("one = 1\n")
    before = kernel_digest(tmp_path / "kernel")
    (tmp_path / "kernel" / "rules.py").write_text("one = 2\n")
    assert kernel_digest(tmp_path / "kernel") != before
    verifier = Verifier(pool, Cache(tmp_path / "cache"))
    dict(verifier.all(BOTH, BOTH))
    other = Verifier(pool, Cache(tmp_path / "cache"))
    other._kernel = before
    assert len(list(other.ask(BOTH, BOTH))) == 2


def citing(*names: str) -> dict[str, Any]:
    return {"certificate": 2, "contexts": [], "steps": [{"rule": "lemma", "digest": name} for name in names]}


def test_what_is_cited_travels_along() -> None:
    leaf, middle, top = TRUE, citing("leaf"), citing("middle", "leaf", "absent", "middle")
    certificates = {"leaf": leaf, "middle": middle, "top": top, "other": FALSE}
    assert cited(top) == ["middle", "leaf", "absent"]
    assert set(with_cited(certificates, "top")) == {"top", "middle", "leaf"}
    assert [cited(odd) for odd in ({}, {"steps": 7}, {"steps": [7, {"rule": "lemma"}]})] == [[], [], []]


def test_the_statements_whose_certificates_are_cited_are_those_that_are_used() -> None:
    certificates = {"a": TRUE, "b": citing("a"), "helper": citing("b"), "c": citing("helper")}
    owners = {"a": {"p/lemma-1"}, "b": {"p/lemma-2"}, "c": {"p/theorem-3"}}
    assert instantiated(certificates, owners, ["c"]) == {"p/lemma-2"}
    assert instantiated(certificates, owners, ["b"]) == {"p/lemma-1"}
    assert instantiated(certificates, owners, ["a"]) == set()
    circle = {"x": citing("y"), "y": citing("x")}
    assert instantiated(circle, {}, ["x"]) == set()
