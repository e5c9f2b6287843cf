r"""The words in which a paper is written: Paper, Statement, Check.

A module of a paper reads like the paper: it declares symbols and statements, and below each statement the checks that
examine it. Nothing is computed here or at import; a check runs only when the runner asks for it. Declarations are
validated on the spot, with a message that names the statement, the offending expression and the remedy.

    x, a = real("x"), real("a")
    PAPER = Paper(folder="my_paper", title="…", symbols={x: Reals, a: Interval.open(0, oo)})

    LEMMA_1 = PAPER.lemma("1", where="Section 2", printed=r"e^x \\ge 1 + x", concludes=exp(x) >= 1 + x)

    @LEMMA_1.conclusion("convexity of the exponential")
    def convexity():
        return enclose(LEMMA_1)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from checks.outcome import Argument, Finding, Role, Verdict

if TYPE_CHECKING:
    import sympy as sp

__all__ = [
    "Check",
    "DeclarationError",
    "Paper",
    "Statement",
    "eq",
    "ge",
    "gt",
    "le",
    "lt",
    "natural",
    "real",
    "sequence",
]

KINDS = {
    "assumption": "Assumption",
    "corollary": "Corollary",
    "definition": "Definition",
    "equation": "Equation",
    "lemma": "Lemma",
    "proposition": "Proposition",
    "remark": "Remark",
    "section": "Section",
    "theorem": "Theorem",
}


class DeclarationError(ValueError):
    """A paper says something that cannot be checked as written; the message names the place and the remedy."""


def real(names: str) -> Any:
    """One or several real symbols, as `sympy.symbols(names, real=True)`; their domains are given to the Paper."""
    from sympy import symbols

    return symbols(names, real=True)


def natural(names: str) -> Any:
    """Symbols for step counts 0, 1, 2, …; give the Paper the domain Naturals0."""
    from sympy import symbols

    return symbols(names, integer=True, nonnegative=True)


def sequence(name: str) -> Any:
    """A real sequence, to be written g(t), g(t + 1), g(0) in `evolves` and `concludes`."""
    from sympy import Function

    return Function(name, real=True)


def eq(a: Any, b: Any) -> Any:
    """a = b as written; SymPy's own `Eq` may decide or rewrite a relation while it is being declared."""
    from sympy import Eq

    return Eq(a, b, evaluate=False)


def le(a: Any, b: Any) -> Any:
    """a ≤ b as written."""
    from sympy import Le

    return Le(a, b, evaluate=False)


def lt(a: Any, b: Any) -> Any:
    """a < b as written."""
    from sympy import Lt

    return Lt(a, b, evaluate=False)


def ge(a: Any, b: Any) -> Any:
    """a ≥ b as written."""
    return le(b, a)


def gt(a: Any, b: Any) -> Any:
    """a > b as written."""
    return lt(b, a)


@dataclass(frozen=True, eq=False)
class Check:
    """One function that examines one aspect of one statement.

    id: `<statement id>#<name of the function with dashes>`.
    expected: the verdict that the author expects; anything else fails the suite.
    refutation_means: for an argument check, what a refuted step says of the printed derivation (flawed: it is wrong;
    incomplete: a step or a hypothesis is missing).
    seconds: budget of wall time, after which the finding is `timeout`.
    module: where the check is declared.
    """

    id: str
    title: str
    role: Role
    run: Callable[[], Finding]
    expected: Verdict = Verdict.PROVED
    refutation_means: Argument = Argument.FLAWED
    seconds: float = 300.0
    statement: Statement | None = field(default=None, repr=False)
    module: str = ""


class Statement:
    """What a paper asserts: hypotheses, conclusion, the formula as printed, and where it stands.

    given: relations that hold for the symbols (SymPy relationals, And, Or).
    evolves: relations in sequences that hold for every step t, such as Eq(g(t + 1), g(t) - h*phi(g(t))), and their
        starting values, such as Eq(g(0), g0).
    concludes: a SymPy relational or an And of them; None where the source asserts something in words only, which the
        checks then encode piece by piece.
    words: what is asserted in words, where no formula is printed.
    uses: statements that this one rests on; its conclusion is no better than theirs.
    repairs: the statement that this one mends.
    derivation: False when the source prints no argument for it (the second axis is then `none`).
    """

    def __init__(
        self,
        paper: Paper,
        id: str,
        kind: str,
        label: str,
        *,
        where: str,
        printed: str = "",
        words: str = "",
        given: Iterable[Any] = (),
        evolves: Iterable[Any] = (),
        concludes: Any = None,
        over: Mapping[Any, Any] | None = None,
        uses: Sequence[Statement] = (),
        repairs: Statement | None = None,
        derivation: bool = True,
        note: str = "",
    ) -> None:
        self.paper = paper
        self.id = id
        self.kind = kind
        self.label = label
        self.where = where
        self.printed = printed
        self.words = words
        self.given = tuple(given)
        self.evolves = tuple(evolves)
        self.concludes = concludes
        self.uses = tuple(uses)
        self.repairs = repairs
        self.derivation = derivation
        self.note = note
        self.checks: dict[str, Check] = {}
        self.module, self.line = _declared_at()
        self.symbols: dict[sp.Symbol, Any] = _validated_symbols(self, {**paper.symbols, **dict(over or {})})

    def __repr__(self) -> str:
        return f"<Statement {self.id}>"

    def conclusion(self, title: str, **options: Any) -> Callable[[Callable[[], Finding]], Callable[[], Finding]]:
        """Declare a check of the statement itself, or of one conjunct of it."""
        return self._declare(Role.CONCLUSION, title, **options)

    def argument(self, title: str, **options: Any) -> Callable[[Callable[[], Finding]], Callable[[], Finding]]:
        """Declare a check of one printed step, display, constant or sentence of the derivation."""
        return self._declare(Role.ARGUMENT, title, **options)

    def hypotheses(self, title: str, **options: Any) -> Callable[[Callable[[], Finding]], Callable[[], Finding]]:
        """Declare a check of the hypotheses: can they be met, which of them are necessary?"""
        return self._declare(Role.HYPOTHESES, title, **options)

    def sharpness(self, title: str, **options: Any) -> Callable[[Callable[[], Finding]], Callable[[], Finding]]:
        """Declare a check of how far a bound is from the best one."""
        return self._declare(Role.SHARPNESS, title, **options)

    def _declare(
        self,
        role: Role,
        title: str,
        *,
        expect: Verdict = Verdict.PROVED,
        refutation_means: Argument = Argument.FLAWED,
        seconds: float = 300.0,
    ) -> Callable[[Callable[[], Finding]], Callable[[], Finding]]:
        if not title:
            raise DeclarationError(f"{self.id}: a check needs a title that says what it examines")

        module = _declared_at()[0]

        def declare(run: Callable[[], Finding]) -> Callable[[], Finding]:
            check_id = f"{self.id}#{run.__name__.strip('_').replace('_', '-')}"
            if check_id in self.checks:
                raise DeclarationError(f"{check_id}: declared twice; ids are permanent, name the second function anew")
            self.checks[check_id] = Check(
                check_id, title, role, run, Verdict(expect), Argument(refutation_means), seconds, self, module
            )
            return run

        return declare


class Paper:
    """A paper: its bibliographic line, its notation with the domain of every symbol, and its statements.

    folder: name of the folder, the first part of every id.
    symbols: SymPy symbol → SymPy set (Interval, Reals, Naturals0, …); a statement may narrow it with `over=`.
    contents: names of the modules in the paper's order; the report follows it.
    """

    def __init__(
        self,
        folder: str,
        title: str,
        *,
        authors: str = "",
        source: str = "",
        about: str = "",
        symbols: Mapping[Any, Any] | None = None,
        contents: Sequence[str] = (),
    ) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", folder):
            raise DeclarationError(f"paper folder {folder!r}: use lower case letters, digits and underscores")
        self.folder = folder
        self.title = title
        self.authors = authors
        self.source = source
        self.about = about
        self.symbols = dict(symbols or {})
        self.contents = tuple(contents)
        self.statements: dict[str, Statement] = {}
        self.path = Path(str(sys._getframe(1).f_globals.get("__file__", "."))).parent

    def __repr__(self) -> str:
        return f"<Paper {self.folder}: {len(self.statements)} statements>"

    def statement(self, slug: str, *, kind: str = "section", label: str = "", **fields: Any) -> Statement:
        """Declare a statement whose id is descriptive, such as `generalization-gap`."""
        return self._add(slug, kind, label or slug.replace("-", " ").capitalize(), fields)

    def repair(self, slug: str, *, repairs: Statement | None, label: str = "", **fields: Any) -> Statement:
        """Declare a statement of ours: the mended, sharpened or missing form of what is printed."""
        fields.setdefault("where", f"repairs {repairs.label}" if repairs else "derived for this report")
        fields.setdefault("derivation", False)
        return self._add(slug, "repair", label or slug.replace("-", " ").capitalize(), {**fields, "repairs": repairs})

    def in_order(self) -> list[Statement]:
        """The statements in the paper's order: by `contents`, then by line."""
        modules = list(dict.fromkeys(s.module for s in self.statements.values()))
        last = len(self.contents)

        def place(s: Statement) -> tuple[int, int, int]:
            name = s.module.rpartition(".")[2]
            return (self.contents.index(name) if name in self.contents else last, modules.index(s.module), s.line)

        return sorted(self.statements.values(), key=place)

    def _add(self, slug: str, kind: str, label: str, fields: dict[str, Any]) -> Statement:
        slug = slug.lower()
        if not re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", slug):
            raise DeclarationError(f"{self.folder}: the id {slug!r} must be lower case words joined by - or .")
        id = f"{self.folder}/{slug}"
        if id in self.statements:
            raise DeclarationError(f"{id}: declared twice; ids are permanent and unique, choose another number")
        statement = Statement(self, id, kind, label, **fields)
        self.statements[id] = statement
        return statement

    def __getattr__(self, kind: str) -> Callable[..., Statement]:
        """`PAPER.lemma("1", …)`, `PAPER.theorem("1.3", …)`: one word for every kind of statement in `KINDS`."""
        if kind not in KINDS:
            raise AttributeError(f"a paper has no {kind!r}; statements are declared with {', '.join(sorted(KINDS))}")

        def declare(number: str, **fields: Any) -> Statement:
            return self._add(f"{kind}-{number}", kind, f"{KINDS[kind]} {number}", fields)

        return declare


def _declared_at() -> tuple[str, int]:
    """Module and line of the declaration that is being carried out: the nearest frame outside this module."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_globals.get("__name__") == __name__:
        frame = frame.f_back
    return (str(frame.f_globals.get("__name__", "")), frame.f_lineno) if frame else ("", 0)


def _validated_symbols(statement: Statement, domains: Mapping[Any, Any]) -> dict[Any, Any]:
    """The domains of the symbols that occur, after every formula was looked at; raises DeclarationError."""
    from sympy import Float
    from sympy.core.relational import Relational
    from sympy.logic.boolalg import And, Boolean, BooleanAtom, Or

    if not (statement.printed or statement.words):
        raise DeclarationError(f"{statement.id}: say what is asserted, in LaTeX (printed=) or in words (words=)")
    used: set[Any] = set()
    formulas = [("given", f) for f in statement.given] + [("evolves", f) for f in statement.evolves]
    if statement.concludes is not None:
        formulas.append(("concludes", statement.concludes))
    for place, formula in formulas:
        here = f"{statement.id}, {place}"
        if isinstance(formula, bool | BooleanAtom):
            raise DeclarationError(
                f"{here}: {formula} is a bare truth value; SymPy decided the relation while it was being written. "
                "Write it with evaluate=False, e.g. Ge(a, b, evaluate=False)"
            )
        if not isinstance(formula, Relational | Boolean):
            raise DeclarationError(f"{here}: {formula} is not a relation; write Eq(a, b), a <= b, And(…) or Or(…)")
        for part in formula.atoms(Float):
            raise DeclarationError(
                f"{here}: the float {part} stands in {formula}; write an exact number such as Rational(1, 10)"
            )
        if not isinstance(formula, Relational | And | Or):
            raise DeclarationError(f"{here}: {formula} is not built from relations with And and Or")
        used |= _free_symbols(formula)
    for name in sorted(used - set(domains), key=str):
        raise DeclarationError(
            f"{statement.id}: the symbol {name} has no domain; give it one in Paper(symbols={{…}}) or over={{…}}"
        )
    return {symbol: domains[symbol] for symbol in sorted(used, key=str)}


def _free_symbols(formula: Any) -> set[Any]:
    return set(formula.free_symbols)
