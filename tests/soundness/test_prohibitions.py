"""What no line of the project may contain, because a library below us makes it a trap.

`test_library_traps.py` shows the traps. Each prohibition is tested in both directions: it catches every sample of what
it forbids, lets the remedy through, and finds nothing in the project.
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement

from tests.source_tree import ROOT, Module, called_name, imported_names, is_within, modules

Finder = Callable[[Module], Iterable[ast.AST]]


@dataclass(frozen=True)
class Prohibition:
    """Something that must not occur in certain folders, and samples on both sides of the line."""

    title: str
    folders: tuple[str, ...]
    find: Finder
    caught: tuple[str, ...]
    allowed: tuple[str, ...]
    except_in: tuple[str, ...] = ()


def uses(*dotted: str, names: Iterable[str] = (), attributes: Iterable[str] = ()) -> Finder:
    """Imports of `dotted` names, bare mentions of `names`, and `attributes` of anything."""
    names, attributes = frozenset(names), frozenset(attributes)

    def find(module: Module) -> Iterator[ast.AST]:
        for statement, name in imported_names(module):
            if is_within(name, *dotted):
                yield statement
        for node in ast.walk(module.tree):
            if (isinstance(node, ast.Name) and node.id in names) or (
                isinstance(node, ast.Attribute) and node.attr in attributes
            ):
                yield node

    return find


def runs_text(module: Module) -> Iterator[ast.AST]:
    yield from uses(
        "sympy.sympify",
        "sympy.parse_expr",
        "sympy.parsing",
        "sympy.core.sympify",
        names=("eval", "exec"),
        attributes=("sympify", "parse_expr", "parse_latex"),
    )(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and called_name(node).rpartition(".")[2] == "S":
            yield from (a for a in node.args if isinstance(a, ast.JoinedStr | ast.Constant) and not _is_number(a))


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int)


def writes_floats(module: Module) -> Iterator[ast.AST]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield node


def makes_balls_of_floats(module: Module) -> Iterator[ast.AST]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and called_name(node).rpartition(".")[2] in {"arb", "acb", "arf"}:
            for part in (inner for argument in node.args for inner in ast.walk(argument)):
                if (isinstance(part, ast.Constant) and isinstance(part.value, float | complex)) or (
                    isinstance(part, ast.Call) and called_name(part) == "float"
                ):
                    yield part


def negates_comparisons(module: Module) -> Iterator[ast.AST]:
    """A comparison that is negated, unless nothing is concluded but that one stops: `if not a < b: raise …`."""
    refusals = {
        part
        for node in ast.walk(module.tree)
        if isinstance(node, ast.If) and isinstance(node.body[0], ast.Raise)
        for part in ast.walk(node.test)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and node not in refusals:
            yield from _comparisons(node.operand)


def _comparisons(node: ast.expr) -> Iterator[ast.AST]:
    if isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _comparisons(value)
    elif isinstance(node, ast.Compare) and not all(
        isinstance(op, ast.Is | ast.IsNot | ast.In | ast.NotIn) for op in node.ops
    ):
        yield node


def sets_precision(module: Module) -> Iterator[ast.AST]:
    """An assignment to a global precision, unless it stands in a context manager that can undo it."""

    def visit(node: ast.AST) -> Iterator[ast.AST]:
        for child in ast.iter_child_nodes(node):
            if not _is_context_manager(child):
                yield from visit(child)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in {"prec", "dps"}:
            yield node

    yield from visit(module.tree)


def _is_context_manager(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and (
        node.name in {"__enter__", "__exit__"}
        or any(ast.unparse(decorator).endswith("contextmanager") for decorator in node.decorator_list)
    )


def leaves_processes(module: Module) -> Iterator[ast.AST]:
    """A call of another program that could run for ever, or whose children could."""
    calls = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    has_time_out = any(
        isinstance(call.func, ast.Attribute)
        and call.func.attr in {"communicate", "wait"}
        and any(keyword.arg == "timeout" for keyword in call.keywords)
        for call in calls
    )
    for call in calls:
        name = called_name(call)
        keywords = {keyword.arg for keyword in call.keywords}
        one_shot = name in {f"subprocess.{f}" for f in ("run", "call", "check_call", "check_output", "getoutput")}
        process = name in {"subprocess.Popen", "Popen"}
        own_group = bool(keywords & {"start_new_session", "process_group"})
        if one_shot or name in {"os.system", "os.popen"} or (process and not (own_group and has_time_out)):
            yield call
    yield from uses(*(f"subprocess.{f}" for f in ("run", "call", "check_call", "check_output")))(module)


def silences_the_filter(module: Module) -> Iterator[ast.AST]:
    silencing = {"HealthCheck.filter_too_much", "HealthCheck.all", "list(HealthCheck)", "tuple(HealthCheck)"}
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Attribute | ast.Call)
            and ast.unparse(node).replace("hypothesis.HealthCheck", "HealthCheck") in silencing
        ):
            yield node


FINDERS_OF_SYMPY = ("simplify", "nsimplify", "limit", "integrate", "solve", "solveset", "nsolve", "ask", "refine", "N")

PROHIBITIONS = [
    Prohibition(
        "mpmath's intervals, which do not enclose",
        ("checks", "proofs"),
        uses("mpmath.iv", "mpmath.ctx_iv", "mpmath.libmp.libmpi", attributes=["iv"]),
        caught=("from mpmath import iv", "import mpmath\nmpmath.iv.exp(1)", "import mpmath as m\nm.iv.prec"),
        allowed=("from mpmath import mp", "import mpmath\nmpmath.exp(1)", "iv = 4"),
    ),
    Prohibition(
        "lambdify, which turns rationals into doubles",
        ("checks", "proofs"),
        uses("sympy.lambdify", "sympy.utilities.lambdify", names=["lambdify"], attributes=["lambdify"]),
        caught=("from sympy import lambdify", "import sympy\nf = sympy.lambdify", "sp.lambdify(x, x)"),
        allowed=("'lambdify'", "from sympy import Lambda"),
    ),
    Prohibition(
        "running text, or handing it to a parser that does",
        ("checks", "proofs"),
        runs_text,
        caught=(
            "eval('1')",
            "list(map(eval, a))",
            "exec(code)",
            "from sympy import sympify",
            "sympy.sympify('1')",
            "from sympy.parsing.sympy_parser import parse_expr as p",
            "S('x + 1')",
            "sympy.S(f'{a}')",
        ),
        allowed=("S(1)", "S.Half", "Rational('1/3')", "expression.evalf()", "ast.parse(text, mode='eval')"),
        except_in=("checks/methods/script.py",),  # runs what it has written itself, before it is printed
    ),
    Prohibition(
        "a floating-point literal where everything is exact",
        ("proofs",),
        writes_floats,
        caught=("a = 0.1", "f(1e-4)", "b = 2j"),
        allowed=("Rational(1, 10)", "'0.1'", "10**-4"),
    ),
    Prohibition(
        "a ball made from a double",
        ("checks", "proofs"),
        makes_balls_of_floats,
        caught=("arb(0.1)", "flint.arb(1, 2e-9)", "arb(float(a))", "arb(-0.5)", "acb(1, 0.5)"),
        allowed=("arb('0.1')", "arb(fmpq(1, 10))", "arb(a)", "time.sleep(0.1)"),
    ),
    Prohibition(
        "concluding from a comparison that was not true that its converse is",
        ("checks/kernel",),
        negates_comparisons,
        caught=("not (a < b)", "not a >= b", "not (0 < a < 1)", "not (done or a == b)", "if not a < b:\n    a = b"),
        allowed=(
            "a >= b",
            "not certainly_less(a, b)",
            "not isinstance(a, T)",
            "not (a is b)",
            "a not in b",
            "if done or not a < b:\n    raise Undefined",
        ),
    ),
    Prohibition(
        "a global precision that stays changed when something fails",
        ("checks", "proofs"),
        sets_precision,
        caught=("ctx.prec = 128", "mp.dps = 50", "def f():\n    flint.ctx.prec += 10"),
        allowed=(
            "with ctx.workprec(128):\n    pass",
            "bits = ctx.prec",
            "@contextmanager\ndef precision(bits):\n    ctx.prec = bits",
        ),
        # A worker process puts every global state back before each check.
        except_in=("checks/run/worker.py",),
    ),
    Prohibition(
        "SymPy's search where a verdict is made",
        ("checks/kernel",),
        uses(
            *(f"sympy.{name}" for name in FINDERS_OF_SYMPY),
            attributes=("simplify", "nsimplify", "trigsimp", "equals", "evalf", "nsolve", "solveset"),
        ),
        caught=("from sympy import simplify", "from sympy import ask as a", "expression.simplify()", "e.equals(f)"),
        allowed=("from sympy import Expr, Integral", "box.refine()", "integrate(term)"),
    ),
    Prohibition(
        "another program without a time-out, or whose children outlive it",
        ("checks", "proofs"),
        leaves_processes,
        caught=(
            "subprocess.run(command)",
            "subprocess.run(command, timeout=5)",
            "from subprocess import check_output",
            "os.system('true')",
            "subprocess.Popen(command).communicate(timeout=5)",
            "subprocess.Popen(command, start_new_session=True).communicate()",
        ),
        allowed=(
            "subprocess.Popen(command, start_new_session=True).communicate(timeout=5)",
            "p = Popen(command, process_group=0)\np.wait(timeout=5)",
        ),
    ),
    Prohibition(
        "silencing Hypothesis when it discards nearly every example",
        ("tests",),
        silences_the_filter,
        caught=(
            "settings(suppress_health_check=[HealthCheck.filter_too_much])",
            "settings(suppress_health_check=list(HealthCheck))",
        ),
        allowed=("settings(suppress_health_check=[HealthCheck.too_slow])",),
        # Shows what happens.
        except_in=("tests/soundness/test_library_traps.py",),
    ),
]


@pytest.mark.parametrize("prohibition", PROHIBITIONS, ids=lambda p: p.title)
def test_nothing_in_the_project_contains(prohibition: Prohibition) -> None:
    searched = [
        m for m in modules(*prohibition.folders) if m.path.relative_to(ROOT).as_posix() not in prohibition.except_in
    ]
    assert [m.at(node) for m in searched for node in prohibition.find(m)] == []


@pytest.mark.parametrize(
    ("prohibition", "sample"),
    [(p, sample) for p in PROHIBITIONS for sample in p.caught],
    ids=lambda value: value.title if isinstance(value, Prohibition) else value,
)
def test_a_prohibition_catches(prohibition: Prohibition, sample: str) -> None:
    assert list(prohibition.find(Module(ROOT / "sample.py", "sample", ast.parse(sample))))


@pytest.mark.parametrize(
    ("prohibition", "sample"),
    [(p, sample) for p in PROHIBITIONS for sample in p.allowed],
    ids=lambda value: value.title if isinstance(value, Prohibition) else value,
)
def test_a_prohibition_lets_pass(prohibition: Prohibition, sample: str) -> None:
    assert not list(prohibition.find(Module(ROOT / "sample.py", "sample", ast.parse(sample))))


def test_the_project_asks_for_versions_that_go_together() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {r.name: r.specifier for r in map(Requirement, project["dependencies"])}
    assert wanted["sympy"].contains("1.14.0")
    assert not wanted["sympy"].contains("1.12")
    assert not wanted["sympy"].contains("1.15.0")
    assert wanted["mpmath"].contains("1.3.0")
    assert not wanted["mpmath"].contains("1.4.0")
    assert wanted["sympy"].contains(version("sympy"))
    assert wanted["mpmath"].contains(version("mpmath"))


def test_the_constraints_say_which_versions_and_nothing_of_where_from() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)] == []
    assert [line for line in lines if "://" in line] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    pinned = dict(pin.lower().split("==") for pin in pins)
    wanted = [Requirement(one) for group in groups for one in group]
    for requirement in (one for one in wanted if one.name != project["name"]):
        assert requirement.specifier.contains(pinned[requirement.name.lower()]), requirement
