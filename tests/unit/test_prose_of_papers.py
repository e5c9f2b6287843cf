"""The sentences of the papers are whole: what a reader must believe is not cut off in the middle."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.source_tree import Module, modules

UNFINISHED = re.compile(r"\b(?:a|an|and|as|at|by|for|from|in|is|of|on|or|that|the|to|which|with)$|[,;(]$")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)


def stray(tree: ast.AST) -> Iterator[int]:
    """Lines of strings that stand by themselves and are no docstring: half of a sentence that lost its brackets."""
    for node in ast.walk(tree):
        body = getattr(node, "body", [])
        for i, line in enumerate(body if isinstance(body, list) else []):
            text = isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant | ast.JoinedStr)
            if text and not (i == 0 and isinstance(node, DOCUMENTED)):
                yield line.lineno


def unfinished(tree: ast.AST) -> Iterator[str]:
    """Inferences that end as no sentence does."""
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if text.startswith("inference: ") and (text != text.strip() or UNFINISHED.search(text)):
            yield text


@pytest.mark.parametrize("module", modules("proofs"), ids=lambda module: module.name)
def test_no_sentence_is_cut_off(module: Module) -> None:
    assert list(stray(module.tree)) == []
    assert list(unfinished(module.tree)) == []


def test_what_is_cut_off_is_found() -> None:
    cut = 'INFERENCE = "inference: along (19) and (20) to "\n"their values"\n'
    assert list(stray(ast.parse(cut))) == [2]
    assert len(list(unfinished(ast.parse(cut)))) == 1
    assert len(list(unfinished(ast.parse('x = "inference: along (19) to"')))) == 1
    assert list(unfinished(ast.parse('x = "inference: a sum of squares is not negative"'))) == []
    assert list(stray(ast.parse('"""A module."""\n\ndef f():\n    """Its words."""\n'))) == []
