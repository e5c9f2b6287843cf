"""The reference names every word that a paper can be written in, and no word that is gone."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import checks.methods
import checks.paper
from checks.methods import Proof
from checks.outcome import Argument, Conclusion, Verdict

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = (DOCS / "reference.md").read_text(encoding="utf-8")
VERDICTS = (DOCS / "reading-verdicts.md").read_text(encoding="utf-8")


def code(text: str) -> str:
    return " ".join(re.findall(r"`+([^`]+)`+", text))


def test_every_word_of_a_statement_is_explained() -> None:
    fields = set(inspect.signature(checks.paper.Statement).parameters) - {"paper", "id", "kind", "label"}
    assert [f for f in sorted(fields) if f"| `{f}`" not in REFERENCE and f"`{f}`" not in REFERENCE] == []


def test_every_keyword_of_a_check_is_explained() -> None:
    keywords = set(inspect.signature(checks.paper.Statement._declare).parameters) - {"self", "role", "title"}
    assert [k for k in sorted(keywords) if f"{k}=" not in code(REFERENCE)] == []


@pytest.mark.parametrize("module", [checks.methods, checks.paper])
def test_every_public_name_is_mentioned(module) -> None:
    not_written = {"Check", "Claim", "DeclarationError", "Statement"}
    assert [n for n in sorted(set(module.__all__) - not_written) if not re.search(rf"\b{n}\b", code(REFERENCE))] == []


def test_every_line_of_a_proof_that_is_mentioned_exists() -> None:
    lines = set(re.findall(r"`p\.(\w+)", REFERENCE))
    assert {name for name in lines if not hasattr(Proof, name) and name not in ("goal", "goals")} == set()


@pytest.mark.parametrize("word", [*Verdict, *Conclusion, *Argument])
def test_every_verdict_is_explained(word) -> None:
    assert f"`{word}`" in VERDICTS


@pytest.mark.parametrize("gone", ["words=", "refutation(", "Finding.", "refutes="])
def test_words_that_are_gone_are_gone(gone: str) -> None:
    text = REFERENCE + VERDICTS + (DOCS / "tutorial.md").read_text(encoding="utf-8")
    assert gone not in text
