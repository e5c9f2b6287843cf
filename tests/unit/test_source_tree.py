"""The scanner behind the prohibitions must itself see what it is meant to see."""

import ast
from pathlib import Path

import pytest

from tests.source_tree import ROOT, Module, called_name, imported_at_import_time, imported_names, is_within

SOURCE = """
from typing import TYPE_CHECKING
import flint as f
from . import terms
from ..paper import Paper

if TYPE_CHECKING:
    import numpy

def late():
    import mpmath.libmp
    from .interval import *

class Now:
    import gmpy2
"""


def module(source: str, path: Path = ROOT / "checks" / "kernel" / "rules.py") -> Module:
    return Module(path, "checks.kernel.rules", ast.parse(source))


def test_imports_are_found_wherever_they_stand_and_made_absolute() -> None:
    assert [name for _, name in imported_names(module(SOURCE))] == [
        "typing.TYPE_CHECKING",
        "flint",
        "checks.kernel.terms",
        "checks.paper.Paper",
        "mpmath.libmp",
        "checks.kernel.interval",
        "gmpy2",
    ]


def test_the_body_of_a_function_does_not_run_at_import() -> None:
    names = [name for _, name in imported_at_import_time(module(SOURCE))]
    assert names == ["typing.TYPE_CHECKING", "flint", "checks.kernel.terms", "checks.paper.Paper", "gmpy2"]


def test_a_relative_import_in_a_package_starts_at_the_package() -> None:
    init = Module(ROOT / "checks" / "kernel" / "__init__.py", "checks.kernel", ast.parse("from .terms import Term"))
    assert [name for _, name in imported_names(init)] == ["checks.kernel.terms.Term"]


def test_a_package_is_not_a_prefix_of_letters() -> None:
    assert is_within("checks.kernel.terms", "checks.kernel")
    assert not is_within("checks.kernels", "checks.kernel")


@pytest.mark.parametrize(("call", "name"), [("f(1)", "f"), ("a.b.c(1)", "a.b.c"), ("g(2).h(1)", "h")])
def test_the_name_of_a_call(call: str, name: str) -> None:
    node = ast.parse(call, mode="eval").body
    assert isinstance(node, ast.Call)
    assert called_name(node) == name
