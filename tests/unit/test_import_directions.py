"""Imports point one way: proofs → checks.paper, checks.methods → checks.kernel, and the kernel leans on very little."""

import ast
import subprocess
import sys
from collections.abc import Collection, Iterable
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.source_tree import (
    ROOT,
    Module,
    called_name,
    imported_at_import_time,
    imported_names,
    is_within,
    modules,
)

NUMERICS = ("mpmath", "numpy", "flint", "gmpy2", "scipy", "hypothesis", "matplotlib", "sklearn")

STANDARD_LIBRARY = tuple(sys.stdlib_module_names)


def outside(names: Iterable[tuple[ast.stmt, str]], module: Module, *allowed: str) -> list[str]:
    return [f"{module.at(node)} imports {name}" for node, name in names if not is_within(name, *allowed)]


def inside(names: Iterable[tuple[ast.stmt, str]], module: Module, *forbidden: str) -> list[str]:
    return [f"{module.at(node)} imports {name}" for node, name in names if is_within(name, *forbidden)]


def test_the_scan_finds_the_packages() -> None:
    names = {module.name for module in modules("checks", "proofs")}
    assert {"checks.paper", "checks.outcome", "checks.kernel", "proofs"} <= names


def test_the_referee_knows_no_paper() -> None:
    offences = [offence for m in modules("checks") for offence in inside(imported_names(m), m, "proofs")]
    offences += [
        f"{m.at(node)} imports {node.args[0].value!r}"
        for m in modules("checks")
        for node in ast.walk(m.tree)
        if isinstance(node, ast.Call)
        and called_name(node).rpartition(".")[2] in {"import_module", "__import__"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and is_within(str(node.args[0].value), "proofs")
    ]
    assert offences == []


def test_the_kernel_leans_on_the_standard_library_sympy_and_flint_alone() -> None:
    allowed = ("checks.kernel", "sympy", "flint", *STANDARD_LIBRARY)
    assert [o for m in modules("checks/kernel") for o in outside(imported_names(m), m, *allowed)] == []


@pytest.mark.parametrize("file", ["checks/outcome.py", "checks/paper.py"])
def test_declaring_a_statement_loads_no_numerics(file: str) -> None:
    (module,) = modules(file)
    assert inside(imported_at_import_time(module), module, *NUMERICS) == []


# Each room, and the rooms of the referee that it may lean on besides itself.
ROOMS = {
    "checks.kernel": (),
    "checks.complaints": (),
    "checks.writing": (),
    "checks.leash": (),
    "checks.outcome": (),
    "checks.notions": (),
    "checks.paper": ("checks.outcome",),
    "checks.vocabulary": ("checks.paper", "checks.outcome"),
    "checks.encode": ("checks.kernel", "checks.notions", "checks.outcome", "checks.paper", "checks.complaints"),
    "checks.verdict": ("checks.encode", "checks.outcome"),
    "checks.methods": (
        *("checks.encode", "checks.kernel", "checks.notions", "checks.outcome", "checks.paper", "checks.complaints"),
    ),
    "checks.records": ("checks.outcome",),
    "checks.ledger": ("checks.encode", "checks.outcome", "checks.records", "checks.complaints", "checks.writing"),
    "checks.report": ("checks.encode", "checks.ledger", "checks.writing", "checks.leash"),
    "checks.run": (
        "checks.__version__", "checks.verdict", "checks.ledger", "checks.encode", "checks.methods", "checks.kernel",
        "checks.outcome", "checks.paper", "checks.complaints", "checks.leash",
    ),
    "checks.commands": (
        "checks.__version__", "checks.run", "checks.report", "checks.ledger", "checks.verdict", "checks.encode",
        "checks.outcome", "checks.complaints", "checks.writing",
    ),
    "checks.pytest_plugin": ("checks.run", "checks.report", "checks.complaints"),
    "checks.cli": ("checks.__version__", "checks.commands", "checks.run", "checks.ledger", "checks.complaints"),
}  # fmt: skip


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_leans_only_on_those_below_it(room: str) -> None:
    allowed = (room, *ROOMS[room])
    offences = [
        f"{module.at(node)} imports {name}"
        for module in modules("checks")
        if is_within(module.name, room)
        for node, name in imported_names(module)
        if is_within(name, "checks") and name != "checks" and not is_within(name, *allowed)
    ]
    assert offences == []


def test_every_module_stands_in_a_room() -> None:
    assert [m.name for m in modules("checks") if m.name != "checks" and not is_within(m.name, *ROOMS)] == []


def test_only_the_kernels_process_and_the_methods_call_the_kernel() -> None:
    offences = [
        f"{module.at(node)} imports {name}"
        for module in modules("checks/run", "checks/commands", "checks/report")
        for node, name in imported_names(module)
        if is_within(name, "checks.kernel") and module.name != "checks.run.kernel_process"
    ]
    assert offences == []


def imported_modules(module: Module, known: Collection[str]) -> set[str]:
    """The modules of ours that a module imports, wherever in it; a package that it stands in is none."""
    names = {name if name in known else name.rpartition(".")[0] for _, name in imported_names(module)}
    return {name for name in names if name in known and not is_within(module.name, name)}


@pytest.mark.parametrize("folder", ["checks", "proofs"])
def test_no_module_imports_itself_in_a_circle(folder: str) -> None:
    known = {module.name for module in modules(folder)}
    graph = {module.name: imported_modules(module, known) for module in modules(folder)}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def test_a_paper_is_written_in_sympy_and_the_words_of_the_referee() -> None:
    sampling = ("numpy", "scipy", "sklearn")  # what can only be simulated; such findings are labelled `sampled`
    allowed = (
        "proofs",
        "checks.notions",
        "checks.paper",
        "checks.vocabulary",
        "checks.outcome",
        "checks.methods",
        "sympy",
        *sampling,
        *STANDARD_LIBRARY,
    )
    assert [o for m in modules("proofs") for o in outside(imported_names(m), m, *allowed)] == []


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        # `referee --help` answers at once because nothing heavy is loaded before a command needs it.
        ("checks.cli", ("sympy", *NUMERICS)),
        ("checks.outcome", ("sympy", *NUMERICS)),
        # SymPy itself loads mpmath, gmpy2 and python-flint where they are installed.
        ("checks.paper", ("numpy", "scipy", "hypothesis", "matplotlib", "checks.kernel", "checks.methods")),
    ],
)
def test_what_an_import_loads(module: str, unwanted: tuple[str, ...]) -> None:
    program = f"import sys, {module}; print(*(m for m in {unwanted!r} if m in sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (loaded.returncode, loaded.stdout.split(), loaded.stderr) == (0, [], "")
