"""The corpus, and what `SPEC.md` promises of the checker as a program: small, alone, and judging by status."""

import ast
import io
import json
import os
import shutil
import subprocess
import sys
import time
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flint
import pytest

from checks.kernel.replay import EXTENSIONS, Language, replay
from checks.kernel.rules import LAWS
from checks.kernel.terms import RELATIONS, Rejected
from tests.soundness.corpus.cases import CASES, FOLDER, Case, read, verdict
from tests.source_tree import ROOT, Module, imported_at_import_time, imported_names, is_within, modules

ACCEPTED, REJECTED = ([case for case in CASES if case.rejected is half] for half in (False, True))
RULES = {*Language(EXTENSIONS).rules, ("lemma", "all"), ("lemma", "some")}
CORE_LINES, SECONDS = 1000, 10


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path.parent.name}/{case.name}")
def test_a_case_is_judged_rightly(case: Case) -> None:
    assert verdict(case) == ""


def test_all_of_it_takes_little_time() -> None:
    begun = time.process_time()
    for path in (path for half in ("accepted", "rejected") for path in sorted((FOLDER / half).glob("*.json"))):
        verdict(read(path))
    assert time.process_time() - begun < SECONDS


def test_every_attack_has_a_cause_and_an_honest_twin() -> None:
    honest = {case.name for case in ACCEPTED}
    assert [case.name for case in REJECTED if case.twin not in honest] == []
    assert [case.name for case in CASES if not case.says] == []
    vague = [case.name for case in REJECTED if not case.because]
    assert [name for name in vague if not name.startswith("root-exists-near-miss-at-")] == []


def _steps(certificate: Any) -> list[dict[str, Any]]:
    steps = certificate.get("steps") if isinstance(certificate, dict) else None
    return [s if isinstance(s, dict) else {} for s in steps] if isinstance(steps, list) else []


def _all_steps(cases: list[Case]) -> Iterator[dict[str, Any]]:
    return (s for case in cases for certificate in case.certificates.values() for s in _steps(certificate))


def _named(step: dict[str, Any]) -> tuple[str, str]:
    return str(step.get("rule")), "some" if step.get("some") is True else "all"


def test_every_rule_is_used_and_attacked() -> None:
    assert set(map(_named, _all_steps(ACCEPTED))) >= RULES
    assert set(map(_named, _all_steps(REJECTED))) >= RULES


def test_every_rule_turns_something_down_itself() -> None:
    found = set()
    for case in REJECTED:
        for name, answer in replay(case.certificates).items():
            at = str(answer).partition(" ")[2].partition(" ")[0]
            if isinstance(answer, Rejected) and str(answer).startswith("step ") and at.isdigit():
                found |= {_named(s) for s in _steps(case.certificates[name])[int(at) : int(at) + 1]}
    assert found >= RULES


def _heads(data: object) -> Iterator[str]:
    if isinstance(data, list):
        if data and isinstance(data[0], str):
            yield data[0]
        for part in data:
            yield from _heads(part)


def test_every_head_law_leaf_and_extension_is_met() -> None:
    steps = list(_all_steps(ACCEPTED))
    language = Language(EXTENSIONS)
    heads = {*language.heads, *RELATIONS, "v", "pi", "app", "^", "root", "**", "and", "or", "oo", *language.readers}
    assert {head for s in steps for head in _heads(s["shows"])} >= heads
    assert {s["name"] for s in steps if s["rule"] == "axiom"} == set(LAWS)
    assert set("".join(str(s["tree"]) for s in steps if s["rule"] == "enclosure")) >= {*language.leaves, "v"}
    assert set("".join(str(s["tree"]) for s in steps if s["rule"] == "roots")) >= {"x", "k"}
    named = {e for case in ACCEPTED for c in case.certificates.values() for e in c["extensions"]}
    assert named == set(EXTENSIONS)


# The checker as a program ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the kernel and python-flint, and nothing else that could be imported."""
    folder = tmp_path_factory.mktemp("alone")
    (folder / "checks").mkdir()
    (folder / "checks" / "__init__.py").touch()
    shutil.copytree(ROOT / "checks" / "kernel", folder / "checks" / "kernel")
    installed = Path(flint.__file__).parent.parent
    for part in ("flint", "python_flint.libs"):
        if (installed / part).exists():
            (folder / part).symlink_to(installed / part)
    return folder


def _answer(alone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-S", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(alone), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=alone, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_nothing_else_is_importable_there(alone: Path) -> None:
    for module in ("sympy", "mpmath", "checks.methods", "tests"):
        assert _answer(alone, "-c", f"import {module}").returncode == 1
    assert _answer(alone, "-c", "import checks.kernel").returncode == 0


def test_the_status_tells_what_the_checker_thinks(alone: Path, tmp_path: Path) -> None:
    accepted, rejected = FOLDER / "accepted" / "lemma.json", FOLDER / "rejected" / "zero-equals-one.json"
    answer = _answer(alone, "-m", "checks.kernel", str(accepted))
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "2 accepted, 0 rejected" in answer.stdout
    (certificate,) = read(FOLDER / "accepted" / "both.json").certificates.values()
    (tmp_path / "one.json").write_text(json.dumps(certificate))
    answer = _answer(alone, "-m", "checks.kernel", str(tmp_path / "one.json"))
    assert answer.returncode == 0
    assert "exact, modulo []" in answer.stdout
    answer = _answer(alone, "-m", "checks.kernel", str(rejected))
    assert (answer.returncode, answer.stderr) == (1, "")
    assert "0 accepted, 1 rejected" in answer.stdout
    assert "it is not known that" in answer.stdout
    answer = _answer(alone, "-m", "checks.kernel", str(accepted), str(rejected))
    assert answer.returncode == 1


@pytest.mark.parametrize(
    "content",
    ["{", "", '{"certificate": 2', "[" * 5000 + "]" * 5000, "\ud800", '{"certificate": NaN}', '"\\ud800"'],
    ids=["cut", "empty", "cut-short", "deep", "no-utf-8", "nan", "surrogate"],
)
def test_what_cannot_be_read_has_a_status_of_its_own(alone: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "file.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    answer = _answer(alone, "-m", "checks.kernel", str(tmp_path / "file.json"))
    assert answer.returncode == 2
    assert "cannot be read" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_file_that_is_not_there_cannot_be_read(alone: Path, tmp_path: Path) -> None:
    assert _answer(alone, "-m", "checks.kernel", str(tmp_path / "nothing.json")).returncode == 2


@pytest.mark.parametrize("content", ["null", "[]", "5", '{"certificates": {}}', '{"certificates": {"a": 5}}'])
def test_what_is_no_certificate_is_rejected(alone: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "file.json").write_text(content)
    answer = _answer(alone, "-m", "checks.kernel", str(tmp_path / "file.json"))
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr


def test_time_and_memory_are_bounded(alone: Path, tmp_path: Path) -> None:
    here = {"symbols": {}, "given": [], "evolves": [["=", ["app", "g", "0"], "0"]], "step": "n"}
    climb = ["=", ["app", "g", ["+", ["v", "n"], "1"]], ["sin", ["+", "1", ["exp", ["app", "g", ["v", "n"]]]]]]
    goal = ["<=", ["app", "g", "20000000"], "1"]
    slow = {
        "certificate": 2,
        "extensions": ["orbits", "functions"],
        "contexts": [{**here, "evolves": [*here["evolves"], climb]}],
        "steps": [{"rule": "orbit", "in": 0, "shows": goal, "bits": 8192}],
    }
    (tmp_path / "slow.json").write_text(json.dumps(slow))
    answer = _answer(alone, "-m", "checks.kernel", "--seconds", "1", str(tmp_path / "slow.json"))
    assert (answer.returncode, answer.stdout) == (4, "")
    assert "1 s of processor time are over" in answer.stderr


# What the checker is made of ----------------------------------------------------------------------------------------

KERNEL = modules("checks/kernel")
CORE = [m for m in KERNEL if m.path.parent.name == "kernel"]


def test_the_kernel_imports_the_standard_library_flint_and_itself() -> None:
    allowed = ("checks.kernel", "flint", *sys.stdlib_module_names)
    found = [f"{m.at(node)} imports {name}" for m in KERNEL for node, name in imported_names(m)]
    assert len(found) > 50
    wrong = [
        f"{m.at(node)} imports {name}"
        for m in KERNEL
        for node, name in imported_names(m)
        if not is_within(name, *allowed)
    ]
    assert wrong == []


def test_the_core_imports_no_extension() -> None:
    wrong = [m.at(n) for m in CORE for n, name in imported_names(m) if is_within(name, "checks.kernel.extensions")]
    assert wrong == []


def test_the_kernel_has_no_circle_of_imports() -> None:
    names = {m.name for m in KERNEL}

    def needed(module: Module) -> set[str]:
        """The kernel's modules that this one imports; `from a import b` names the module a.b or the module a."""
        found = set()
        for _, name in imported_at_import_time(module):
            parent = name.rpartition(".")[0]
            found |= {name} & names or {parent} & names
        return found - {module.name}

    graph = {m.name: needed(m) for m in KERNEL}
    assert sum(map(len, graph.values())) > 30
    while leaves := {name for name, others in graph.items() if not others}:
        graph = {name: others - leaves for name, others in graph.items() if name not in leaves}
    assert graph == {}


def test_the_core_is_small_enough_for_an_evening() -> None:
    assert sum(code_lines(m.path) for m in CORE) <= CORE_LINES


def code_lines(path: Path) -> int:
    """The lines of a file with code on them: no blank ones, no comments, no docstrings."""
    source = path.read_text("utf-8")
    documented = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    texts: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, documented) and ast.get_docstring(node) is not None:
            first = node.body[0]
            texts |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    empty = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    code: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in empty:
            code |= set(range(token.start[0], token.end[0] + 1))
    return len(code - texts)


def test_lines_are_counted_as_they_are_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "sample.py").write_text(
        '"""Text.\n\nMore."""\n\n# note\nx = """a\nb"""\n\n\ndef f():\n    """Text."""\n    return x  # note\n'
    )
    assert code_lines(tmp_path / "sample.py") == 4
