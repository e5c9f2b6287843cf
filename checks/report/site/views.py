"""What the pages of the site show, from a ledger: names of files, lists, and the pieces that templates ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from checks.encode import latex_names as names
from checks.encode.decimals import exact_value
from checks.encode.latex_formula import formula
from checks.encode.latex_numbers import enclosure
from checks.encode.latex_terms import variables
from checks.report.changes import changes
from checks.report.contexts import Relation, closed_parts, context_of, in_words, own_scope
from checks.report.graph import dependencies, graph_of
from checks.report.latex_decision import called
from checks.report.message import Message, fails_at, legible, message, papers, severity, shown_verdict
from checks.report.proofs import Proof, lemma_names, proof_of
from checks.report.site.markup import badge, drawing, latex, sentence, term

__all__ = ["View"]

Record = Mapping[str, Any]

ROLES = (
    ("conclusion", "The conclusion"),
    ("argument", "The printed argument, step by step"),
    ("hypotheses", "The hypotheses"),
    ("sharpness", "Sharpness"),
)
WIDEST_GRAPH = 24  # boxes around one statement
MOST = 26  # steps of a proof that is given whole: the pages of all papers stay below 12 MB


class View:
    """A ledger as the templates see it."""

    roles = ROLES
    badge = staticmethod(badge)
    sentence = staticmethod(sentence)
    term = staticmethod(term)
    severity = staticmethod(severity)
    called = staticmethod(called)
    shown_verdict = staticmethod(shown_verdict)

    def __init__(self, ledger: Record, earlier: Record | None = None) -> None:
        self.earlier = earlier
        self.changes = None if earlier is None else changes(earlier, ledger)
        self.ledger = legible(ledger)
        self.statements: list[Record] = self.ledger["statements"]
        self.by_id = {statement["id"]: statement for statement in self.statements}
        self.told = [message(self.ledger, p["folder"]) for p in papers(self.ledger) if self._own(p["folder"])]
        self.papers = {said.paper["folder"]: said.paper for said in self.told}
        self.resting = dependencies(self.ledger)
        self.lemmas = lemma_names(self.ledger)
        self.carried: dict[str, list[str]] = {}
        for id, used in self.resting.items():
            for other in used:
                self.carried.setdefault(other, []).append(id)

    def _own(self, folder: str) -> list[Record]:
        return [statement for statement in self.statements if statement["paper"] == folder]

    def own(self, said: Message) -> list[Record]:
        """All statements of a paper."""
        return self._own(said.paper["folder"])

    @staticmethod
    def file(id: str) -> str:
        """The page of a statement: class_imbalance/lemma-1 → s/class_imbalance/lemma-1.html."""
        return f"s/{id}.html"

    @staticmethod
    def anchor(check: Record) -> str:
        """The place of a finding on the page of its statement."""
        return str(check["id"]).partition("#")[2]

    def checks(self, statement: Record, role: str) -> list[Record]:
        """The findings of one role, what says only that the hypotheses can be met last."""
        own = [check for check in statement["checks"] if check["role"] == role]
        return sorted(own, key=lambda check: str(check["id"]).endswith("#hypotheses-satisfiable"))

    def failing(self, statement: Record) -> list[Record]:
        """Where it fails."""
        return fails_at(statement)

    def repairs(self, statement: Record) -> list[Record]:
        """The statements that mend this one."""
        return [other for other in self.statements if other["repairs"] == statement["id"]]

    def quote(self, statement: Record) -> Markup:
        """What the source prints; for a statement of ours its formula or its words."""
        if statement["quote"]:
            return sentence(statement["quote"])
        if statement["printed"]:
            return latex(formula(statement["printed"]), display=True, source=True)
        return sentence(statement["reading"])

    def repaired(self, statement: Record) -> Markup:
        """What a repair says: its formula, else what it encodes."""
        if statement["printed"]:
            return latex(formula(statement["printed"]), display=True, source=True)
        return Markup("").join(latex(part["latex"], display=True) for part in statement["concludes"])

    def domains(self, statement: Record) -> list[Markup]:
        """The symbols with their ranges, those of one range together."""
        judgement = statement["judgement"]
        formulas = (*judgement["given"], *judgement["evolves"], *judgement["concludes"])
        used: set[str] = set().union(*map(variables, formulas)) if formulas else set()
        symbols = [(symbol, domain) for symbol, domain in judgement["symbols"].items() if symbol in used]
        return [latex(group) for group in names.grouped(symbols)]

    def point(self, check: Record) -> Markup:
        """The exact point of a finding."""
        pieces = []
        for symbol, value in (check["witness"] or {}).items():
            if re.fullmatch(r"-?\d+(/\d+)?", value):
                pieces.append(latex(f"{names.name(symbol)} = {names.number(value)}"))
            else:
                pieces.append(sentence(f"`{symbol} = {value}`"))
        return Markup(", ").join(pieces)

    def established(self, check: Record, statement: Record) -> Markup:
        """What a finding established, or a reference to what the statement says."""
        context = context_of(check, statement)
        if context is None:
            return sentence(check["claim"])
        parts, more = closed_parts(check, statement)
        shown = [sentence(in_words(parts, statement))] if parts else []
        if parts and check["verdict"] == "refuted":
            shown = [sentence("the contrary of " + in_words(parts, statement))]
        shown += [term(part) for part in (more if parts else context.concludes)]
        return Markup(", ").join(shown) or Markup("there is such a point")

    def points(self, check: Record, statement: Record) -> Markup:
        """For which points it holds."""
        scope, context = own_scope(check), context_of(check, statement)
        if scope or context is None:
            return sentence(scope)
        some = "some " if context.kind == "some" else ""
        if context.relation is Relation.SAME:
            return sentence("a point that meets the hypotheses" if some else "the statement's hypotheses")
        pieces = [Markup(some) + latex(group) for group in names.grouped(context.symbols)]
        pieces += [sentence("the statement's hypotheses")] if context.with_given else []
        pieces += [term(part) for part in context.given]
        pieces += [sentence("its recursions")] if context.with_evolves else [term(part) for part in context.evolves]
        head = Markup("with fewer hypotheses: ") if context.relation is Relation.FEWER and pieces else Markup("")
        return head + Markup(", ").join(pieces)

    def proof(self, check: Record) -> Proof | None:
        """The numbered steps of a finding's certificate."""
        if check["certificate"] is None:
            return None
        return proof_of(self.ledger["certificates"][check["certificate"]], self.lemmas, most=MOST)

    def lemma(self, check_id: str) -> tuple[str, str]:
        """Page and label of the statement whose finding a proof uses."""
        id, _, place = check_id.partition("#")
        return f"{self.file(id)}#{place}", self.by_id[id]["label"]

    def at(self, symbol: str, value: Any) -> Markup:
        """`x = 1/2` in the reason of a step, or the value alone."""
        shown = term(value)
        if not symbol:
            return shown
        if symbol.startswith("("):
            return Markup(symbol + " by ") + shown
        return latex(names.name(symbol) + " =") + Markup(" ") + shown

    def symbol(self, quantity: Record) -> Markup:
        """The symbol of a constant."""
        return latex(formula(quantity["symbol"]))

    def value(self, quantity: Record) -> Markup:
        """A constant between its ends, rounded outward."""
        exact = exact_value(quantity["lower"], quantity["upper"])
        if exact is not None and len(quantity["lower"]) <= 24:
            return latex(
                names.number(quantity["lower"]) if "/" in quantity["lower"] else quantity["lower"].replace("-", "-")
            )
        return latex(enclosure(quantity["lower"], quantity["upper"]).strip("$"))

    def too_small(self, quantity: Record) -> bool:
        """Is the printed bound below the true value?"""
        try:
            return quantity["tightness"] is not None and float(quantity["tightness"]) < 1
        except ValueError:
            return False

    @staticmethod
    def macro(statement: Record, quantity: Record) -> str:
        """What gives the number in a paper that inputs constants.tex."""
        return f"\\verified{{{statement['id']}/{quantity['name']}}}"

    def graph(self, folder: str, root: str, around: str = "") -> Markup | None:
        """The graph of a paper, or the one around a statement where it is not too large."""
        found = graph_of(self.ledger, folder, around or None, main=not around, resting=self.resting)
        if found is None or (around and len(found.places) > WIDEST_GRAPH):
            return None
        return drawing(found, self.by_id, lambda id: root + self.file(id), around)

    def figures(self, statement: Record) -> list[Record]:
        """The figures of a statement with their files."""
        return [
            {**figure, "file": self.figure_files[check["id"], figure["name"]]}
            for check in statement["checks"]
            for figure in check["figures"]
        ]

    @cached_property
    def figure_files(self) -> dict[tuple[str, str], str]:
        """(check, figure) → file, relative to the root of the site."""
        from checks.report.figures import figure_files

        return {key: file.removesuffix(".pdf") + ".svg" for key, file in figure_files(self.ledger).items()}

    def draw_figures(self, directory: Path) -> list[Path]:
        """Draw what pages show."""
        from checks.report.figures import draw

        return draw(self.ledger, directory, kind="svg", graphs=False) if self.figure_files else []

    def believed(self) -> list[tuple[str, list[Record]]]:
        """Theorems and inferences, each with the statements that lean on it."""
        users: dict[str, list[Record]] = {}
        for statement in self.statements:
            for entry in statement["modulo"]:
                users.setdefault(entry, []).append(statement)
        return sorted(users.items(), key=lambda item: (item[0].startswith("inference:"), item[0]))

    def search_entries(self) -> list[dict[str, str]]:
        """What the search looks through: one entry for each statement."""

        def told(s: Record) -> str:
            words = [s["id"], s["where"], *(s[key] or "" for key in ("quote", "reading", "why", "fix"))]
            return " ".join([*words, *(check["title"] for check in s["checks"])]).lower()

        return [
            {
                "u": self.file(s["id"]),
                "t": s["label"],
                "p": self.papers[s["paper"]]["title"],
                "c": s["conclusion"],
                "o": s["origin"],
                "x": told(s),
            }
            for s in self.statements
        ]
