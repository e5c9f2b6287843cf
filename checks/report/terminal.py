"""The ledger on a terminal: the table of statements, what is not as expected, one statement in full.

Where the output is a terminal the table is set by rich, in colour unless NO_COLOR is set; into a pipe go plain lines
with aligned columns.
"""

from __future__ import annotations

import os
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

from checks.encode.plain import formula_text
from checks.encode.plain_latex import plain_sentence, spelled
from checks.report.contexts import Relation, closed_parts, context_of, in_words, own_scope
from checks.report.message import shown_verdict
from checks.report.proofs import lemma_names, proof_of

__all__ = [
    "UnknownStatement",
    "coloured",
    "painted",
    "plain_summary",
    "print_summary",
    "show_statement",
    "unexpected",
]

Record = Mapping[str, Any]

LONGEST = 480  # characters of one formula
LABEL = 14  # the longest label, counterexample
_RECURSION = re.compile(r" (with )?[^\s,()]+\([^()]* \+ 1\) = ")

COLUMNS = ("statement", "conclusion", "argument", "trust", "checks", "seconds")
COLOUR = {
    "proved": "green", "sound": "green", "refuted": "red", "flawed": "red", "error": "bold red",
    "argued": "cyan", "disputed": "magenta", "supported": "yellow", "incomplete": "yellow", "timeout": "yellow",
}  # fmt: skip
ROLES = (
    ("conclusion", "Conclusion"),
    ("argument", "Printed argument"),
    ("hypotheses", "Hypotheses"),
    ("sharpness", "Sharpness"),
)


ORIGINS = {"reading": "a sense in which the source might be taken", "derived": "ours, not in the source"}


class _Proofs:
    """Proofs from the certificates of a ledger, for a terminal."""

    def __init__(self, ledger: Record) -> None:
        self.certificates: Record = ledger["certificates"]
        self.names = lemma_names(ledger)

    def steps(self, check: Record, width: int) -> Iterator[str]:
        """The numbered steps of a finding, each with its reason."""
        found = proof_of(self.certificates.get(check["certificate"], {}), self.names)
        if found is None:
            return
        whole = f"{found.total} steps" if found.whole else f"outline, {len(found.steps)} of {found.total} steps"
        yield f"    proof          {whole}"
        for step in found.steps:
            where = f", assuming {', '.join(map(formula_text, step.assumed))}" if step.assumed else ""
            values = [_value(name, term) for name, term in step.terms]
            premises = f", from {', '.join(f'({number})' for number in step.premises)}" if step.premises else ""
            lemma = f" {step.lemma}" if step.lemma else ""
            reason = f"{step.words}{lemma} {', '.join(values)}".rstrip() + premises + where
            some = "for some point " if step.some else ""
            line = _clipped(f"{some}{spelled(formula_text(step.formula))}   [{spelled(reason)}]")
            head = f"({step.number})".rjust(9) + " "
            yield from textwrap.wrap(
                line, width, initial_indent=head, subsequent_indent=" " * 14, break_on_hyphens=False
            )


def _value(name: str, term: Any) -> str:
    """What is put for a symbol, or what a premise is multiplied by."""
    return f"{name} = {formula_text(term)}" if name.isidentifier() else f"{name} {formula_text(term)}".strip()


class UnknownStatement(KeyError):
    """The ledger has no statement of this id; the message names those that come near."""

    def __str__(self) -> str:
        return str(self.args[0])


def print_summary(ledger: Record, stream: TextIO | None = None) -> None:
    """Print the summary, for the eye on a terminal and for `grep` in a pipe."""
    out = stream if stream is not None else sys.stdout
    if out.isatty():
        _print_rich(ledger, out)
    else:
        out.write(plain_summary(ledger))


def plain_summary(ledger: Record) -> str:
    """The table in aligned plain lines, what is not as expected, and one last line that sums up."""
    rows = [COLUMNS, *(_row(statement) for statement in ledger["statements"])]
    widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    lines = ["  ".join(_aligned(row[i], widths[i], i) for i in range(len(COLUMNS))).rstrip() for row in rows]
    return "\n".join([*lines, *_amiss(ledger), "", _total(ledger)]) + "\n"


def show_statement(ledger: Record, id: str, width: int = 100, *, full: bool = False, proof: bool = False) -> str:
    """One statement: what is claimed, each finding, quantities, repairs. Raises UnknownStatement.

    full: print the longest formulas too, and for each finding its whole claim. proof: the steps of each certificate.
    """
    by_id = {statement["id"]: statement for statement in ledger["statements"]}
    if id not in by_id:
        raise UnknownStatement(_suggestion(id, list(by_id)))
    proofs = _Proofs(ledger) if proof else None
    return "\n".join(_full(by_id[id], by_id, width, full, proofs)) + "\n"


def coloured(text: str) -> str:
    """What `show_statement` gives, with landmarks for a terminal: headings bold, labels faint, verdicts in colour."""
    return "\n".join(map(_marked, text.split("\n")))


def painted(text: str, style: str, stream: TextIO) -> str:
    """A word in a verdict's colour, bold or faint, where the stream is a terminal that is to show colours.

    style: a word of `COLOUR`, "bold" or "faint"; anything else leaves the text alone.
    """
    drawn = stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    code = {"bold": "1", "faint": "2"}.get(style) or _CODES.get(COLOUR.get(style, ""), "")
    return f"\x1b[{code}m{text}\x1b[0m" if drawn and code else text


_HEADINGS = frozenset(title for _, title in ROLES) | {"Quantities"}
_CODES = {"green": "32", "red": "31", "bold red": "1;31", "cyan": "36", "magenta": "35", "yellow": "33"}
_FINDING = re.compile(r"^  (?:([a-z ]+): )?([a-z]+)( \((?:exact|enclosed|numerical|sampled)\)  )(.*)$")
_LABELLED = re.compile(r"^( {2,4})([a-z][a-z ]{1,13})( +)(?=\S)")


def _marked(line: str) -> str:
    if line in _HEADINGS or re.search(r"   \(\w+/[\w.-]+\)$", line):
        return f"\x1b[1m{line}\x1b[0m"
    if found := _FINDING.match(line):
        code = _CODES.get(COLOUR.get(found[2], ""), "1")
        word = f"{found[1]}: {found[2]}" if found[1] else found[2]
        return f"  \x1b[{code}m{word}\x1b[0m{found[3]}\x1b[1m{found[4]}\x1b[0m"
    if found := _LABELLED.match(line):
        rest = line[found.end() :]
        word = rest.split(" ", 1)[0]
        if found[2].strip() in ("conclusion", "argument") and word in COLOUR:
            rest = f"\x1b[{_CODES[COLOUR[word]]}m{word}\x1b[0m{rest[len(word) :]}"
        return f"{found[1]}\x1b[2m{found[2]}\x1b[0m{found[3]}{rest}"
    return line


def _row(statement: Record) -> tuple[str, ...]:
    checks = statement["checks"]
    good = sum(check["as_expected"] for check in checks)
    seconds = sum(check["seconds"] for check in checks)
    return (
        statement["id"] + (" °" if statement["existence"] == "not shown" else ""),
        statement["conclusion"] + (" *" if statement["modulo"] else ""),
        statement["argument"],
        statement["trust"] or "-",
        f"{good}/{len(checks)}",
        f"{seconds:.2f}",
    )


def _aligned(text: str, width: int, column: int) -> str:
    return text.rjust(width) if COLUMNS[column] in ("checks", "seconds") else text.ljust(width)


def _amiss(ledger: Record) -> Iterator[str]:
    """Every finding that is not as expected, and what a statement fails to say: what, why, and how it is mended."""
    for statement in ledger["statements"]:
        for failure in statement["failures"]:
            yield ""
            yield failure if failure.startswith(statement["id"]) else f"{statement['id']}: {failure}"
        for check in statement["checks"]:
            if not check["as_expected"]:
                yield ""
                yield from unexpected(check)
                yield f"    referee show {statement['id']}"


def unexpected(check: Record) -> Iterator[str]:
    """What a check came to instead of what was expected, and why."""
    yield f"{check['id']}: {check['verdict']}, expected {check['expected']} ({check['title']})"
    reason = check["note"] or check["claim"] or check["scope"]
    if reason:
        yield from (f"    {line}" for line in reason.splitlines())


def _total(ledger: Record) -> str:
    checks = [check for statement in ledger["statements"] for check in statement["checks"]]
    good = sum(check["as_expected"] for check in checks)
    lacking = sum(bool(statement["failures"]) for statement in ledger["statements"])
    total = f"{len(ledger['statements'])} statements, {good} of {len(checks)} findings as expected"
    total += f", {lacking} of the statements lack something" if lacking else ""
    if any(s["modulo"] for s in ledger["statements"]):
        total += "; * modulo a cited theorem or an inference"
    if any(s["existence"] == "not shown" for s in ledger["statements"]):
        total += "; ° may speak of nothing: no sequence is shown to obey its relations"
    return total


def _print_rich(ledger: Record, stream: TextIO) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    plain = Console(file=stream, highlight=False, no_color="NO_COLOR" in os.environ, soft_wrap=False)
    rows = [COLUMNS, *(_row(statement) for statement in ledger["statements"])]
    needed = sum(max(len(row[i]) for row in rows) + 2 for i in range(len(COLUMNS)))
    # Wider than the window if it must be: the terminal folds the line, and an id can still be found and copied.
    console = Console(file=stream, highlight=False, no_color="NO_COLOR" in os.environ, width=max(plain.width, needed))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in COLUMNS:
        right = name in ("checks", "seconds")
        table.add_column(name, justify="right" if right else "left", no_wrap=True)
    for statement in ledger["statements"]:
        row = _row(statement)
        words = [escape(cell) for cell in row]
        for i, word in ((1, statement["conclusion"]), (2, statement["argument"])):
            if colour := COLOUR.get(word):
                words[i] = f"[{colour}]{words[i]}[/{colour}]"
        if statement["failures"] or any(not check["as_expected"] for check in statement["checks"]):
            words[4] = f"[bold red]{words[4]}[/bold red]"
        table.add_row(*words)
    console.print(table)
    for line in _amiss(ledger):
        plain.print(line, markup=False, style="red" if line and not line.startswith(" ") else None)
    plain.print()
    plain.print(_total(ledger), markup=False, style="bold")


def _full(
    statement: Record, by_id: Mapping[str, Record], width: int, full: bool, proofs: _Proofs | None
) -> Iterator[str]:
    text = statement["text"]
    yield f"{statement['label']}   ({statement['id']})"
    yield from _field("where", statement["where"], width)
    yield from _field("conclusion", _with_trust(statement), width)
    yield from _field("argument", statement["argument"], width)
    yield from _field("why", plain_sentence(statement["why"] or ""), width)
    yield from _field("fix", plain_sentence(statement["fix"] or ""), width)
    yield from _field("lacking", statement["failures"], width)
    yield from _field("modulo", statement["modulo"], width)
    yield from _field("held back", statement["held_back_by"], width)
    yield ""
    yield from _field("quote", plain_sentence(statement["quote"] or ""), width)
    yield from _field("origin", ORIGINS.get(statement["origin"], ""), width)
    yield from _field("formula", plain_sentence(f"${statement['printed']}$") if statement["printed"] else "", width)
    yield from _field("reading", plain_sentence(statement["reading"] or ""), width)
    yield from _field("not encoded", statement["unexamined"], width)
    for label in ("symbols", "given", "evolves"):
        lines = [spelled(line) for line in text[label]]
        yield from _field(label, lines if full else list(map(_clipped, lines)), width)
    named = len(statement["concludes"]) > 1
    parts = [f"{part['name']}: {part['text']}" if named else part["text"] for part in statement["concludes"]]
    parts = list(map(spelled, parts))
    yield from _field("concludes", parts if full else list(map(_clipped, parts)), width)
    if statement["existence"] == "not shown":
        yield from _field("existence", "° no sequence is shown to obey these relations; it may speak of nothing", width)
    yield from _field("uses", [_named(id, by_id) for id in statement["uses"]], width)
    yield from _field("repairs", [_named(statement["repairs"], by_id)] if statement["repairs"] else [], width)
    mended = [_named(id, by_id) for id, other in by_id.items() if other["repairs"] == statement["id"]]
    yield from _field("repaired by", mended, width)
    yield from _field("note", statement["note"], width)
    for role, title in ROLES:
        findings = [check for check in statement["checks"] if check["role"] == role]
        if findings:
            yield ""
            yield title
        for check in findings:
            yield from _finding(check, statement, width, full)
            yield from proofs.steps(check, width) if proofs is not None else ()
    if statement["quantities"]:
        yield ""
        yield "Quantities"
        for quantity in statement["quantities"]:
            yield from _quantity(quantity, width)


def _with_trust(statement: Record) -> str:
    return f"{statement['conclusion']} ({statement['trust']})" if statement["trust"] else str(statement["conclusion"])


def _finding(check: Record, statement: Record, width: int, full: bool) -> Iterator[str]:
    mark = "" if check["as_expected"] else f"   NOT AS EXPECTED: expected {check['expected']}"
    shown = shown_verdict(check, statement)
    verdict = check["verdict"] if shown == check["verdict"] else f"{shown}: {check['verdict']}"
    trust = ", ".join([check["trust"], *(f"also {name}" for name in check["also"])])
    head = f"  {verdict} ({trust})  {plain_sentence(check['title'])}{mark}"
    yield from textwrap.wrap(head, width, initial_indent="", subsequent_indent=" " * 6, break_on_hyphens=False)
    yield from _field("check", check["id"], width, indent=4)
    scope, claim = (check["scope"], check["claim"]) if full else _shortened(check, statement)
    if check["verdict"] != "proved" and (check["role"] != "conclusion" or not statement["concludes"]):
        claims = list(map(spelled, check["claims"]))
        yield from _field("claims", claims if full else list(map(_clipped, claims)), width, indent=4)
    points = spelled(scope.removeprefix("for "))
    yield from _field("for", "" if points == "all (no symbols)" else plain_sentence(points), width, indent=4)
    yield from _field("established", spelled(claim), width, indent=4)
    yield from _field("modulo", check["modulo"], width, indent=4)
    if check["witness"]:
        label = "counterexample" if check["verdict"] == "refuted" else "witness"
        yield from _field(
            label, spelled(", ".join(f"{name} = {value}" for name, value in check["witness"].items())), width, indent=4
        )
    yield from _field("note", plain_sentence(check["note"]), width, indent=4)


def _shortened(check: Record, statement: Record) -> tuple[str, str]:
    """For which points, and what was established, without repeating what the statement says."""
    points, _, formula = check["claim"].partition(" ⊢ ")
    scope = own_scope(check)
    context = context_of(check, statement)
    if context is None:
        return scope, _clipped(check["claim"])
    if not scope and context.relation is Relation.SAME:
        scope = (
            "the statement's hypotheses" if context.kind == "all" else "a point that meets the statement's hypotheses"
        )
    if context.with_evolves and (step := _RECURSION.search(points)):
        points = f"{points[: step.start()].removesuffix(',')} {step[1] or 'and '}the recursions of the statement"
    parts, more = closed_parts(check, statement)
    if parts and not more:
        formula = ("the contrary of " if check["verdict"] == "refuted" else "") + in_words(parts, statement)
    return scope or _clipped(points), _clipped(formula) or "there is such a point"


def _clipped(text: str) -> str:
    """The beginning of a text that is too long to be read on a terminal."""
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - 100].rpartition(' ')[0]} … ({len(text)} characters; --full prints them)"


def _quantity(quantity: Record, width: int) -> Iterator[str]:
    head = f"  {quantity['name']}: {plain_sentence(quantity['meaning'])}"
    yield from textwrap.wrap(head, width, subsequent_indent=" " * 6, break_on_hyphens=False)
    exact = quantity["lower"] == quantity["upper"]
    value = quantity["lower"] if exact else f"[{quantity['lower']}, {quantity['upper']}]"
    yield from _field("verified" if quantity["certificate"] else quantity["trust"], value, width, indent=4)
    yield from _field("printed", quantity["printed"] or "", width, indent=4)
    yield from _field("tightness", quantity["tightness"] or "", width, indent=4)


def _field(label: str, value: str | Sequence[str], width: int, indent: int = 2) -> Iterator[str]:
    """A label and its text, wrapped under itself; one line at least for each item; nothing where there is nothing."""
    items = [value] if isinstance(value, str) else list(value)
    margin = " " * (indent + LABEL + 1)
    head = " " * indent + label.ljust(LABEL) + " "
    for item in items:
        if not item:
            continue
        paragraphs = " ".join(item.split())
        head = head if len(head) <= len(margin) else head.rstrip() + " "
        yield from textwrap.wrap(
            paragraphs, width, initial_indent=head, subsequent_indent=margin, break_on_hyphens=False
        )
        head = margin


def _named(id: str, by_id: Mapping[str, Record]) -> str:
    return f"{id} ({by_id[id]['conclusion']})" if id in by_id else f"{id} (not in this ledger)"


def _suggestion(id: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(id, known, n=3) or [name for name in known if id in name][:3]
    hint = f"did you mean {', '.join(near)}?" if near else f"it has {len(known)} statements"
    return f"no statement {id} in this ledger; {hint}"
