r"""The words in which a paper is written: Paper, Statement, Check, Claim.

A module of a paper reads like the paper: it declares symbols and statements, and below each statement the checks that
examine it. Nothing is computed here or at import; a check runs only when the runner asks for it. Declarations are
validated on the spot, with a message that names the statement, the offending expression and the remedy.

    x, a = real("x"), real("a")
    PAPER = Paper(folder="my_paper", title="…", symbols={x: Reals, a: Interval.open(0, oo)})

    LEMMA_1 = PAPER.lemma("1", where="Section 2", quote=r"$e^x \ge 1 + x$", concludes=[ge(exp(x), 1 + x)])

    @LEMMA_1.conclusion("convexity of the exponential")
    def convexity(claim):
        return enclose(claim)

    @LEMMA_1.argument("the second derivative is positive", claims=[gt(exp(x), 0)])
    def curvature(claim):
        return enclose(claim)

A check says what it claims and returns evidence; `checks.verdict` compares the two, and that is the verdict.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from html import escape
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import Any

from checks.outcome import Argument, Evidence, Role, Verdict

__all__ = [
    "Check",
    "Claim",
    "DeclarationError",
    "Paper",
    "Statement",
    "eq",
    "eventually",
    "ge",
    "gt",
    "le",
    "lt",
    "natural",
    "real",
    "sequence",
    "tends",
    "unbounded",
]

Examination = Callable[[], Evidence]

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


ORIGINS = ("source", "reading", "derived")


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
class Word:
    """A limit in effective form: an ordinary relation, and symbols that must be free to go as far as the word says.

    reaches: symbol → "0" (every positive number is a value of it) or "oo" (it has no upper bound).
    """

    text: str
    relation: Any
    reaches: Mapping[Any, str]


def tends(e: Any, t: Any, *, to: Any, within: Any, from_: Any) -> Word:
    """e → to as t → ∞: for every δ > 0 (the symbol `within`) and all t ≥ T(δ) (`from_`), |e − to| ≤ δ.

    It stands for the relation t < T or |e − to| ≤ δ.
    """
    from sympy import Abs

    text = f"tends({e}, {t}, to={to})"
    _require_free(text, from_, t)
    _require_free(text, to, t, within)
    _require_free(text, e, within)
    return Word(text, _from_on(t, from_, le(Abs(e - to), within)), {within: "0", t: "oo"})


def unbounded(e: Any, t: Any, *, above: Any, from_: Any) -> Word:
    """e → ∞ as t → ∞: for every B (the symbol `above`) and all t ≥ T(B) (`from_`), e ≥ B.

    It stands for the relation t < T or B ≤ e. Unbounded below: `unbounded(-e, …)`.
    """
    text = f"unbounded({e}, {t})"
    _require_free(text, from_, t)
    _require_free(text, e, above)
    return Word(text, _from_on(t, from_, le(above, e)), {above: "oo", t: "oo"})


def eventually(relation: Any, t: Any, *, from_: Any) -> Word:
    """The relation for all t ≥ T (`from_`). It stands for the relation t < T or the given one."""
    text = f"eventually({relation}, {t})"
    _require_free(text, from_, t)
    return Word(text, _from_on(t, from_, relation), {t: "oo"})


def _from_on(t: Any, start: Any, relation: Any) -> Any:
    from sympy import Or

    return Or(lt(t, start), relation)


def _require_free(text: str, e: Any, *symbols: Any) -> None:
    for symbol in symbols:
        if not getattr(symbol, "is_Symbol", False):
            raise DeclarationError(f"{text}: {symbol} is not a symbol")
        if symbol in getattr(e, "free_symbols", ()):
            raise DeclarationError(f"{text}: {e} depends on {symbol}; in a limit it must not")


@dataclass(frozen=True, eq=False)
class Claim:
    """What a check claims: that the formulas hold at all points of a context, or at some point of it.

    kind: "all" or "some".
    symbols: SymPy symbol → set, every symbol of the context.
    parts: which entries of the statement's `concludes` the formulas are; None for a formula that is none of them.
    """

    statement: Statement = field(repr=False)
    formulas: tuple[Any, ...]
    kind: str
    symbols: Mapping[Any, Any]
    given: tuple[Any, ...]
    evolves: tuple[Any, ...]
    parts: tuple[int | None, ...]


@dataclass(frozen=True, eq=False)
class Check:
    """One function that examines one aspect of one statement.

    id: `<statement id>#<name of the function with dashes>`.
    run: the function, without arguments; it returns evidence.
    claim: what the evidence is compared with. None for one that publishes measured quantities or numbers only.
    expected: the verdict that the author expects to be computed; anything else fails the suite.
    refutation_means: for an argument check, what a refuted step says of the printed derivation (flawed: it is wrong;
    incomplete: a step or a hypothesis is missing).
    seconds: budget of wall time, after which the finding is `timeout`.
    module: where the check is declared.
    """

    id: str
    title: str
    role: Role
    run: Examination
    expected: Verdict = Verdict.PROVED
    refutation_means: Argument = Argument.FLAWED
    seconds: float = 300.0
    statement: Statement | None = field(default=None, repr=False)
    module: str = ""
    claim: Claim | None = field(default=None, repr=False)


class Statement:
    """What a paper asserts: hypotheses, conclusion, what is printed, and where it stands. Frozen once declared.

    origin: "source" (the paper says it), "reading" (a sense in which its words might be taken) or "derived" (ours).
    quote: what the source prints: text with LaTeX between dollar signs. Only for origin source, and required there.
    printed: a display formula in LaTeX, without dollars.
    reading: how we understand it, in our words, where that is not plain.
    given: relations that hold for the symbols (SymPy relationals, And, Or).
    evolves: relations in sequences that hold for every step t, such as Eq(g(t + 1), g(t) - h*phi(g(t))), and their
        starting values, such as Eq(g(0), g0).
    concludes: relations, or pairs (name, relation), in the author's order; `names` holds the names. Empty where the
        source asserts something in words only, which the checks then encode piece by piece.
    unexamined: clauses of the quote that the encoding leaves out.
    uses: statements that this one rests on; its conclusion is no better than theirs.
    repairs: the statement that this one mends.
    why, fix: one sentence each for the authors, where what the source says or argues does not hold.
    says: beside them, the clause of the quote that is meant: an excerpt, word for word, with … for what is left out.
    derivation: False when the source prints no argument for it (the second axis is then `none`).
    """

    checks: Mapping[str, Check]
    symbols: Mapping[Any, Any]

    def __init__(
        self,
        paper: Paper,
        id: str,
        kind: str,
        label: str,
        *,
        where: str,
        origin: str = "source",
        quote: str = "",
        printed: str = "",
        reading: str = "",
        over: Mapping[Any, Any] | None = None,
        given: Iterable[Any] = (),
        evolves: Iterable[Any] = (),
        concludes: Sequence[Any] = (),
        unexamined: Sequence[str] = (),
        uses: Sequence[Statement] = (),
        repairs: Statement | None = None,
        says: str = "",
        why: str = "",
        fix: str = "",
        derivation: bool = True,
        note: str = "",
    ) -> None:
        self.paper = paper
        self.id = id
        self.kind = kind
        self.label = label
        self.where = where
        self.origin = origin
        self.quote = quote
        self.printed = printed
        self.reading = reading
        self.given = _listed(id, "given", given)
        self.evolves = _listed(id, "evolves", evolves)
        named = _named(id, _listed(id, "concludes", concludes))
        self.names = tuple(named)
        self.concludes = tuple(_relation(f) for f in named.values())
        self.unexamined = tuple(_listed(id, "unexamined", unexamined))
        self.uses = tuple(_listed(id, "uses", uses))
        for used in self.uses:
            if not isinstance(used, Statement):
                raise DeclarationError(f"{id}: uses= is a list of statements; {used!r} is a {type(used).__name__}")
        self.repairs = repairs
        self.says = says
        self.why = why
        self.fix = fix
        self.derivation = derivation
        self.note = note
        self.module, self.line = _declared_at()
        _require_words(self)
        domains = {**paper.symbols, **dict(over or {})}
        self.symbols = MappingProxyType(
            _validated_symbols(
                f"{id}", domains, {"given": self.given, "evolves": self.evolves, "concludes": tuple(named.values())}
            )
        )
        self._checks: dict[str, Check] = {}
        self.checks = MappingProxyType(self._checks)
        self._frozen = True

    def __setattr__(self, name: str, value: object) -> None:
        if self.__dict__.get("_frozen"):
            raise DeclarationError(f"{self.id}: {name} cannot be changed; a statement is what it was declared to be")
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        raise DeclarationError(f"{self.id}: {name} cannot be taken away; a statement is what it was declared to be")

    def __repr__(self) -> str:
        return f"<Statement {self.id}>"

    def _repr_html_(self) -> str:
        """For a notebook: what it says, and its checks."""
        rows = [("says", escape(self.quote or self.reading)), ("symbols", _in_sets(self.symbols))]
        rows += [(place, "<br>".join(map(_in_latex, getattr(self, place)))) for place in ("given", "evolves")]
        rows += [("concludes", "<br>".join(map(_in_latex, self.concludes)))]
        rows += [("checks", "<br>".join(escape(c.title) for c in self.checks.values()))]
        told = "".join(f"<tr><th>{place}</th><td>{text}</td></tr>" for place, text in rows if text)
        return f"<table><caption>{escape(self.label)} ({escape(self.id)})</caption>{told}</table>"

    def part(self, name: str) -> Any:
        """The relation of `concludes` that has this name."""
        if name not in self.names:
            raise DeclarationError(f"{self.id}: no part {name!r} of the conclusion; its names are {list(self.names)}")
        return self.concludes[self.names.index(name)]

    @property
    def claim(self) -> Claim:
        """The whole statement as a claim."""
        parts = tuple(range(len(self.concludes)))
        return Claim(self, self.concludes, "all", self.symbols, self.given, self.evolves, parts)

    @property
    def inhabited(self) -> Claim:
        """That there is a point at which the hypotheses hold, the relations between sequences left aside."""
        return Claim(self, (), "some", self.symbols, self.given, (), ())

    def conclusion(self, title: str, **options: Any) -> Callable[[Callable[..., Evidence]], Examination]:
        """Declare a check of the statement itself, or of parts of it."""
        return self._declare(Role.CONCLUSION, title, **options)

    def argument(self, title: str, **options: Any) -> Callable[[Callable[..., Evidence]], Examination]:
        """Declare a check of one printed step, display, constant or sentence of the derivation."""
        return self._declare(Role.ARGUMENT, title, **options)

    def hypotheses(self, title: str, **options: Any) -> Callable[[Callable[..., Evidence]], Examination]:
        """Declare a check of the hypotheses: can they be met, which of them are necessary?"""
        return self._declare(Role.HYPOTHESES, title, **options)

    def sharpness(self, title: str, **options: Any) -> Callable[[Callable[..., Evidence]], Examination]:
        """Declare a check of how far a bound is from the best one."""
        return self._declare(Role.SHARPNESS, title, **options)

    def _declare(
        self,
        role: Role,
        title: str,
        *,
        claims: Sequence[Any] | None = None,
        exists: Sequence[Any] | None = None,
        given: Iterable[Any] | None = None,
        over: Mapping[Any, Any] | None = None,
        evolves: Iterable[Any] | None = None,
        expect: Verdict = Verdict.PROVED,
        refutation_means: Argument = Argument.FLAWED,
        seconds: float = 300.0,
    ) -> Callable[[Callable[..., Evidence]], Examination]:
        if not title:
            raise DeclarationError(f"{self.id}: a check needs a title that says what it examines")
        here = f"{self.id}, check {title!r}"
        if claims is None and exists is None and role is Role.CONCLUSION and self.concludes:
            claims = self.concludes
        claim = None
        if claims is not None or exists is not None:
            claim = self._claimed(here, claims, exists, given, over, evolves)
        elif not (given is over is evolves is None):
            raise DeclarationError(
                f"{here}: given=, over= and evolves= belong to claims= or exists=; nothing is claimed"
            )
        if not 0 < seconds < float("inf"):
            raise DeclarationError(f"{here}: seconds={seconds!r} is not a positive number of seconds")
        module = _declared_at()[0]

        def declare(function: Callable[..., Evidence]) -> Examination:
            if not (function.__name__.isidentifier() and function.__name__.isascii()):
                raise DeclarationError(f"{here}: a check has a name of its own in ASCII, for its id is made of it")
            check_id = f"{self.id}#{function.__name__.strip('_').replace('_', '-')}"
            if check_id in self._checks:
                raise DeclarationError(f"{check_id}: declared twice; ids are permanent, name the second function anew")
            run = _without_argument(check_id, function, claim)
            self._checks[check_id] = Check(
                check_id, title, role, run, Verdict(expect), Argument(refutation_means), seconds, self, module, claim
            )
            return run

        return declare

    def _claimed(
        self,
        here: str,
        claims: Sequence[Any] | None,
        exists: Sequence[Any] | None,
        given: Iterable[Any] | None,
        over: Mapping[Any, Any] | None,
        evolves: Iterable[Any] | None,
    ) -> Claim:
        if claims is not None and exists is not None:
            raise DeclarationError(f"{here}: claims= speaks of all points and exists= of some point; give one of them")
        place, written = ("claims", claims) if exists is None else ("exists", exists)
        stated = _listed(here, place, () if written is None else written)
        if not stated and exists is None:
            raise DeclarationError(
                f"{here}: claims=[] claims nothing; write a relation, or exists=[] (the hypotheses can be met)"
            )
        formulas = tuple(self.part(f) if isinstance(f, str) else f for f in stated)
        hypotheses = self.given if given is None else _listed(here, "given", given)
        relations = self.evolves if evolves is None else _listed(here, "evolves", evolves)
        domains = {**self.paper.symbols, **self.symbols, **dict(over or {})}
        used = _validated_symbols(here, domains, {"given": hypotheses, "evolves": relations, place: formulas})
        symbols = {s: domains[s] for s in sorted({*self.symbols, *used, *(over or {})}, key=str)}
        plain = tuple(map(_relation, formulas))
        parts = tuple(self.concludes.index(f) if f in self.concludes else None for f in plain)
        kind = "all" if exists is None else "some"
        return Claim(self, plain, kind, MappingProxyType(symbols), hypotheses, relations, parts)


def _without_argument(check_id: str, function: Callable[..., Evidence], claim: Claim | None) -> Examination:
    """The function of a check, called with its claim if it takes one argument."""
    parameters = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
    if len(parameters) > 1:
        raise DeclarationError(f"{check_id}: the function of a check takes no argument, or one: its claim")
    if parameters and claim is None:
        raise DeclarationError(f"{check_id}: it takes a claim, and none is declared; write claims=[…] or exists=[…]")

    @wraps(function)
    def run() -> Evidence:
        return function(claim) if parameters else function()

    return run


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

    def _repr_html_(self) -> str:
        """For a notebook: the statements in order."""
        rows = [
            f"<tr><td>{escape(s.id)}</td><td>{'<br>'.join(map(_in_latex, s.concludes)) or escape(s.quote)}</td></tr>"
            for s in self.in_order()
        ]
        return f"<table><caption>{escape(self.title)}</caption>{''.join(rows)}</table>"

    def statement(self, slug: str, *, kind: str = "section", label: str = "", **fields: Any) -> Statement:
        """Declare a statement whose id is descriptive, such as `generalization-gap`."""
        return self._add(slug, kind, label or slug.replace("-", " ").capitalize(), fields)

    def repair(self, slug: str, *, repairs: Statement | None, label: str = "", **fields: Any) -> Statement:
        """Declare a statement of ours: the mended, sharpened or missing form of what is printed."""
        fields.setdefault("where", f"repairs {repairs.label}" if repairs else "derived for this report")
        fields.setdefault("origin", "derived")
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
        known = set(inspect.signature(Statement).parameters) - {"paper", "id", "kind", "label"}
        for name in fields.keys() - known:
            raise DeclarationError(f"{id}: a statement has no {name}=; it has {', '.join(sorted(known))}")
        if not fields.get("where"):
            raise DeclarationError(f'{id}: say where it stands (where="Section 2")')
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


def _in_latex(e: Any) -> str:
    """An expression or a relation between dollar signs, for HTML."""
    from sympy import latex

    return f"${escape(str(latex(e)))}$"


def _in_sets(domains: Mapping[Any, Any]) -> str:
    return ", ".join(f"{_in_latex(symbol)} ∈ {_in_latex(domain)}" for symbol, domain in domains.items())


def _declared_at() -> tuple[str, int]:
    """Module and line of the declaration that is being carried out: the nearest frame outside this module."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_globals.get("__name__") == __name__:
        frame = frame.f_back
    return (str(frame.f_globals.get("__name__", "")), frame.f_lineno) if frame else ("", 0)


def _listed(here: str, place: str, given: Iterable[Any]) -> tuple[Any, ...]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise DeclarationError(f"{here}: {place}= is a list; write {place}=[{given}]")
    return tuple(given)


def _named(id: str, entries: Sequence[Any]) -> dict[str, Any]:
    """The entries of `concludes`, each under its name: the one given, or its number."""
    named: dict[str, Any] = {}
    for i, entry in enumerate(entries, 1):
        name, relation = entry if isinstance(entry, tuple) else (str(i), entry)
        if not isinstance(name, str) or not name or name in named:
            raise DeclarationError(f"{id}, concludes: {name!r} is not a name of its own for {relation}; choose another")
        named[name] = relation
    return named


def _relation(f: Any) -> Any:
    return f.relation if isinstance(f, Word) else f


def _require_words(statement: Statement) -> None:
    """Origin and quote fit together, and there is something to read."""
    id, origin = statement.id, statement.origin
    if origin not in ORIGINS:
        raise DeclarationError(f"{id}: origin={origin!r} is not one of {', '.join(ORIGINS)}")
    if origin == "source" and not statement.quote:
        raise DeclarationError(
            f'{id}: quote what the source prints (quote=), or say that it is ours (origin="derived" or "reading")'
        )
    if origin != "source" and statement.quote:
        raise DeclarationError(f"{id}: only what the source says is quoted; for origin={origin!r} use reading=")
    if not (statement.quote or statement.printed or statement.reading or statement.concludes):
        raise DeclarationError(f"{id}: say what is asserted, as a relation (concludes=) or in words (reading=)")
    if statement.quote.replace(r"\$", "").count("$") % 2:
        raise DeclarationError(f"{id}: the dollar signs of the quote do not match: {statement.quote}")
    for piece in filter(None, map(str.strip, statement.says.split("…"))):
        if piece not in statement.quote:
            raise DeclarationError(f"{id}: says= is an excerpt of the quote, word for word; this is not in it: {piece}")
    if statement.says.count("$") % 2:
        raise DeclarationError(f"{id}: the dollar signs of says= do not match: {statement.says}")
    if "$" in statement.printed:
        raise DeclarationError(f"{id}: printed= is a formula in LaTeX without dollar signs: {statement.printed}")
    for clause in statement.unexamined:
        if not isinstance(clause, str) or not clause:
            raise DeclarationError(f"{id}, unexamined: {clause!r} is not a clause of the quote in words")


def _validated_symbols(here: str, domains: Mapping[Any, Any], places: Mapping[str, Sequence[Any]]) -> dict[Any, Any]:
    """The domains of the symbols that occur, after every formula was looked at; raises DeclarationError."""
    used: set[Any] = set()
    bound: set[Any] = set()
    functions: set[Any] = set()
    for place, formulas in places.items():
        for f in formulas:
            formula = _relation(f)
            _require_relation(f"{here}, {place}", formula, claimed=place in ("concludes", "claims", "exists"))
            used |= formula.free_symbols
            bound |= _bound_symbols(formula)
            functions |= {type(value) for value in _values_of_sequences(formula)}
    for name in sorted(used - set(domains), key=str):
        if str(name) in map(str, domains):
            raise DeclarationError(
                f"{here}: this {name} is another symbol than the {name} that has a domain (SymPy tells them apart by "
                f'their assumptions); declare it once, {name} = real("{name}"), and use that one everywhere'
            )
        raise DeclarationError(
            f"{here}: the symbol {name} has no domain; give it one in Paper(symbols={{…}}) or over={{…}}"
        )
    _require_one_of_each_name(here, used | bound)
    _require_one_of_each_name(here, functions)
    for symbol in sorted(used, key=str):
        _require_implied(here, symbol, symbol.assumptions0, domains[symbol])
    for symbol in bound:
        _require_implied(here, symbol, symbol.assumptions0, None)
    for function in functions:
        _require_implied(here, function, dict(function.default_assumptions), None)
    for formulas in places.values():
        for word in (f for f in formulas if isinstance(f, Word)):
            _require_reach(here, word, domains, places.get("given", ()))
    return {symbol: domains[symbol] for symbol in sorted(used, key=str)}


def _require_relation(here: str, formula: Any, claimed: bool) -> None:
    """An exact relation, or And and Or of such; in a claim no conjunction, and no relation that is empty."""
    from sympy import Float
    from sympy.core.relational import Relational
    from sympy.logic.boolalg import And, Boolean, BooleanAtom, Or

    if isinstance(formula, bool | BooleanAtom):
        raise DeclarationError(
            f"{here}: {formula} is a bare truth value; SymPy decided the relation while it was being written. "
            "Write it with eq, le, lt, ge, gt of checks.paper, which leave it as it is"
        )
    if isinstance(formula, str):
        raise DeclarationError(f"{here}: {formula!r} is a text; write a relation, such as le(x, 1)")
    if formula is NotImplemented:
        raise DeclarationError(f"{here}: a side of a relation is no expression; a sequence needs its index, as in g(t)")
    if not isinstance(formula, Relational | Boolean):
        raise DeclarationError(f"{here}: {formula} is not a relation; write eq(a, b), le(a, b), And(…) or Or(…)")
    for part in formula.atoms(Float):
        raise DeclarationError(
            f"{here}: the float {part} stands in {formula}; write an exact number such as Rational(1, 10)"
        )
    if not isinstance(formula, Relational | And | Or):
        raise DeclarationError(f"{here}: {formula} is not built from relations with And and Or")
    if not claimed:
        return
    if isinstance(formula, And):
        raise DeclarationError(f"{here}: {formula} is a conjunction; write a list of relations, SymPy reorders And")
    for relation in formula.atoms(Relational):
        if relation.lhs == relation.rhs:
            raise DeclarationError(
                f"{here}: both sides of {relation} are the same; SymPy did this step before the kernel saw it. "
                "Keep the form with evaluate=False (eq(Mul(a, b, evaluate=False), c)), define what it stands for in "
                "given=, or drop it if it says nothing"
            )


def _bound_symbols(formula: Any) -> set[Any]:
    """Variables of integrals, and of derivatives taken at a point."""
    from sympy import Integral, Subs

    bound = {limit[0] for integral in formula.atoms(Integral) for limit in integral.limits}
    return bound | {v for at in formula.atoms(Subs) for v in at.variables}


def _values_of_sequences(formula: Any) -> set[Any]:
    from sympy.core.function import AppliedUndef

    return set(formula.atoms(AppliedUndef))


def _require_one_of_each_name(here: str, symbols: Iterable[Any]) -> None:
    """The kernel knows a symbol by its name; two of one name, told apart by SymPy's assumptions, would become one."""
    seen: dict[str, Any] = {}
    for symbol in symbols:
        name = str(getattr(symbol, "name", symbol))
        if seen.setdefault(name, symbol) != symbol:
            raise DeclarationError(
                f"{here}: two symbols are called {name}, with different assumptions; declare it once, or rename one"
            )


def _require_implied(here: str, symbol: Any, assumed: Mapping[str, Any], domain: Any) -> None:
    """What SymPy assumes of a symbol, and silently uses, must hold on its whole domain (None: the reals)."""
    from sympy import Dummy

    implied = Dummy(**_facts(domain)).assumptions0
    declared = getattr(symbol, "_assumptions_orig", {})
    for fact, value in sorted(
        assumed.items(), key=lambda f: (f[0] not in declared, not f[1], f[0][:3] in ("ext", "non"))
    ):
        if value is not None and implied.get(fact) is not value:
            where = f"its domain {domain}" if domain is not None else "that it has real values"
            known = ", ".join(f for f in _facts(domain) if f != "real") or "nothing but real"
            word = "sequence" if isinstance(symbol, type) else "real"
            raise DeclarationError(
                f"{here}: SymPy takes {symbol} to be {fact if value else f'not {fact}'}, and {where} does not say so "
                f'({known}); declare it with {word}("{symbol}"), or narrow its domain'
            )


def _facts(domain: Any) -> dict[str, bool]:
    """SymPy's names for what holds at every point of a domain."""
    from sympy import Interval, S

    if domain is S.Naturals:
        return {"integer": True, "positive": True}
    if domain is S.Naturals0:
        return {"integer": True, "nonnegative": True}
    if domain is S.Integers:
        return {"integer": True}
    facts = {"real": True}
    if isinstance(domain, Interval):
        if domain.start >= 0:
            facts["positive" if domain.start > 0 or domain.left_open else "nonnegative"] = True
        elif domain.end <= 0:
            facts["negative" if domain.end < 0 or domain.right_open else "nonpositive"] = True
    return facts


def _require_reach(here: str, word: Word, domains: Mapping[Any, Any], given: Iterable[Any]) -> None:
    """A limit is about all small δ and all large t: neither their domains nor a hypothesis may end before."""
    from sympy import Interval, S, oo

    for symbol, end in word.reaches.items():
        domain = domains[symbol]
        positive = isinstance(domain, Interval) and domain.end is oo and domain.start <= 0
        whole = domain in (S.Reals, S.Naturals0, S.Naturals) or (isinstance(domain, Interval) and domain.end is oo)
        if not (positive or domain is S.Reals if end == "0" else whole):
            wanted = "every positive number" if end == "0" else "arbitrarily large numbers"
            raise DeclarationError(f"{here}: {word.text} needs {wanted} for {symbol}, and its domain is {domain}")
        for relation in given:
            if symbol in relation.free_symbols and not (end == "oo" and _only_from_below(relation, symbol)):
                raise DeclarationError(
                    f"{here}: {word.text} must hold for {symbol} as far as it goes, and the hypothesis {relation} "
                    f"limits {symbol}; put a start into from_= instead"
                )


def _only_from_below(relation: Any, symbol: Any) -> bool:
    """Whether the relation is: something without the symbol < or ≤ the symbol."""
    from sympy import Ge, Gt, Le, Lt

    low, high = (relation.args[::-1] if isinstance(relation, Ge | Gt) else relation.args)[:2]
    return isinstance(relation, Le | Lt | Ge | Gt) and high == symbol and symbol not in low.free_symbols
