r"""One statement of the report in LaTeX: as printed, as encoded, what was found, its constants, its repair."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from checks.encode import latex_names as names
from checks.encode.latex_formula import fitted, mixed, quoted
from checks.encode.latex_terms import size, variables
from checks.encode.latex_text import ascii_text, mono, prose
from checks.report.latex_constants import constants
from checks.report.latex_finding import badge, finding, items, mathematics, numbered
from checks.report.latex_proofs import proof_text
from checks.report.proofs import Proof

__all__ = ["heading", "link", "link_text", "statement_text", "titled"]

Record = Mapping[str, Any]

_PARTS = (
    ("conclusion", "The conclusion"),
    ("argument", "The printed argument, step by step"),
    ("hypotheses", "The hypotheses: can they be met, which are needed?"),
    ("sharpness", "Sharpness"),
)
_ORIGINS = {"source": "As printed", "reading": "Taken as", "derived": "Stated"}
_LONG_RECURSIONS = 60  # symbols
_WIDE_FORMULA = 130  # characters of LaTeX


def statement_text(
    statement: Record,
    by_id: Mapping[str, Record],
    figures: Mapping[tuple[str, str], str],
    proofs: Callable[[Record], Proof | None] = lambda check: None,
) -> str:
    """The LaTeX of one statement.

    by_id: all statements of the ledger, for cross references.
    figures: (check id, name of a figure) → path of its file relative to the report.
    proofs: what gives the steps of a finding; by default none are printed.
    """
    blocks = [heading(statement), _verdicts(statement)]
    blocks.append(items([("Why", mixed(statement["why"] or "")), ("Mend", mixed(statement["fix"] or ""))]))
    original = by_id.get(statement["repairs"] or "")
    blocks.append(_side_by_side(original, statement) if original else _printed(statement))
    blocks.append(_encoded(statement, by_id))
    for role, title in _PARTS:
        findings = [check for check in statement["checks"] if check["role"] == role]
        if findings:
            blocks.append(rf"\refpart{{{title}}}")
            for check in findings:
                blocks += [finding(check, statement, by_id), proof_text(proofs(check), by_id)]
        elif role == "hypotheses" and statement["given"]:
            blocks += [rf"\refpart{{{title}}}", "No check examines them."]
    if statement["quantities"]:
        blocks += [r"\refpart{Constants}", constants(statement["quantities"])]
    for check in statement["checks"]:
        blocks += [_figure(figures[check["id"], figure["name"]], figure, statement) for figure in check["figures"]]
    return "\n".join(block for block in blocks if block) + "\n"


def heading(statement: Record) -> str:
    """The heading, with the place in the source, and the label that cross references use."""
    title, where = statement["label"], statement["where"]
    tail = rf"\quad{{\normalfont\small\itshape {prose(where)}}}" if where else ""
    title = titled(title)
    return rf"\refneed{{11\baselineskip}}\subsection[{title}]{{{title}{tail}}}\label{{s:{statement['id']}}}"


def titled(text: str) -> str:
    """A title, with its ASCII form for the bookmarks of the PDF."""
    plain = re.sub(r"[\\{}$#%&~^_]", " ", ascii_text(text))
    set_in_latex = prose(text)
    return set_in_latex if set_in_latex == plain else rf"\texorpdfstring{{{set_in_latex}}}{{{plain}}}"


def link(id: str, by_id: Mapping[str, Record]) -> str:
    """A statement by its label, linked to its page; by its id where this ledger does not hold it."""
    target = by_id.get(id)
    if target is None:
        return mono(id)
    return rf"{link_text(target)} (p.~\pageref{{s:{id}}})"


def link_text(statement: Record) -> str:
    """The label of a statement, linked to its page."""
    return rf"\hyperref[s:{statement['id']}]{{{prose(statement['label'])}}}"


def _verdicts(statement: Record) -> str:
    mark = r"\,$^{\circ}$" if statement["existence"] == "not shown" else ""
    trust = rf"\ \reftrust{{{statement['trust']}}}" if statement["trust"] else ""
    return (
        rf"Conclusion {badge(statement['conclusion'])}{mark}{trust}\qquad Argument {badge(statement['argument'])}"
        rf"\hfill\refid{{{prose(statement['id'])}}}\par"
    )


def _printed(statement: Record) -> str:
    label = _ORIGINS[statement["origin"]]
    return "\n".join([r"\begin{refitems}", rf"\item[{label}]", _shown(statement), r"\end{refitems}"])


def _shown(statement: Record) -> str:
    """What the source prints, quoted; for a statement of ours its formula, else its words, else what it encodes."""
    if statement["quote"]:
        return quoted(statement["quote"])
    if statement["printed"]:
        return fitted(statement["printed"])
    if not statement["concludes"]:
        return mixed(statement["reading"] or "---")
    return "\\\\[3pt]\n".join(fitted(part["latex"]) for part in statement["concludes"])


def _side_by_side(original: Record, repaired: Record) -> str:
    """What is printed and its repair, side by side; one above the other where a formula is too wide for half a page."""
    if max(_longest(original), _longest(repaired)) > _WIDE_FORMULA:
        printed = rf"{link_text(original)} (p.~\pageref{{s:{original['id']}}}):\\[3pt]{_shown(original)}"
        return items([(_ORIGINS[original["origin"]], printed), ("Repaired", _shown(repaired))])
    column = (
        r"\begin{minipage}[t]{0.465\linewidth}\raggedright{\small\itshape %s}\par\vskip 4pt" "\n%s\n" r"\end{minipage}"
    )
    left = column % (rf"{_ORIGINS[original['origin']]}: {link_text(original)}"
                     rf" (p.~\pageref{{s:{original['id']}}})", _shown(original))  # fmt: skip
    right = column % ("Repaired", _shown(repaired))
    return rf"\vskip 6pt{{{left}\hfill\vrule width 0.3pt\hfill {right}\par}}\vskip 4pt"


def _longest(statement: Record) -> int:
    """How long the longest line is of what `_shown` shows, in characters of LaTeX."""
    lines = [statement["quote"] or statement["printed"] or statement["reading"] or ""]
    if not statement["quote"] and not statement["printed"]:
        lines += [part["latex"] for part in statement["concludes"]]
    return max(map(len, lines))


def _encoded(statement: Record, by_id: Mapping[str, Record]) -> str:
    """Symbols, hypotheses and conclusion as the checks use them, and how the statement stands to others."""
    rows = [("Read as", mixed(statement["reading"] or "") if statement["quote"] or statement["concludes"] else "")]
    rows += _formulas(statement, by_id)
    if not statement["concludes"]:
        rows.append(("Encoded", "piece by piece, in the checks below"))
    rows.append(("Not encoded", "; ".join(map(mixed, statement["unexamined"]))))
    if statement["existence"] == "not shown":
        rows.append(("Existence", "No sequence is shown to obey these relations: the statement may speak of nothing."))
    rows.append(("Uses", ", ".join(link(id, by_id) for id in statement["uses"])))
    repairs = [id for id, other in by_id.items() if other["repairs"] == statement["id"]]
    rows.append(("Repaired by", ", ".join(link(id, by_id) for id in repairs)))
    if statement["repairs"] and statement["repairs"] not in by_id:
        rows.append(("Repairs", mono(statement["repairs"])))
    rows.append(("Modulo", numbered(statement["modulo"])))
    rows.append(("Held back", "; ".join(map(mixed, statement["held_back_by"]))))
    rows.append(("Lacking", "; ".join(prose(failure) for failure in statement["failures"])))
    rows.append(("Remark", prose(statement["note"])))
    return items(rows)


def _formulas(statement: Record, by_id: Mapping[str, Record]) -> list[tuple[str, str]]:
    """The encoding, from the kernel's data; recursions that an earlier statement has shown are referred to."""
    judgement, id = statement["judgement"], statement["id"]
    used = set().union(
        *(variables(f) for f in (*judgement["given"], *judgement["evolves"], *judgement["concludes"])), set()
    )
    symbols = [(symbol, domain) for symbol, domain in judgement["symbols"].items() if symbol in used]
    evolves = mathematics(judgement["evolves"])
    if sum(size(f) for f in judgement["evolves"]) > _LONG_RECURSIONS:
        earlier = next(other for other in by_id.values() if _recursions(other) == judgement["evolves"])
        evolves = evolves if earlier["id"] == id else f"as in {link(earlier['id'], by_id)}"
    parts = [part["name"] for part in statement["concludes"]]
    return [
        ("Symbols", ", ".join(f"${group}$" for group in names.grouped(symbols))),
        ("Given", mathematics(judgement["given"])),
        ("Evolves", evolves),
        ("Encoded", mathematics(judgement["concludes"], called=parts)),
    ]


def _recursions(statement: Record) -> list[Any]:
    return list(statement["judgement"]["evolves"])


def _figure(path: str, figure: Record, statement: Record) -> str:
    """Where it belongs, never inside another statement; its caption says to which it belongs and can be read alone."""
    caption = f"{figure['title'].rstrip('.')}. {figure['caption']}".strip()
    return (
        r"\vskip 8pt\begin{minipage}{\linewidth}\centering"
        rf"\includegraphics[width=0.92\linewidth]{{{path}}}\par\vskip 2pt\refstepcounter{{figure}}"
        rf"\begin{{minipage}}{{0.92\linewidth}}\small\raggedright\textit{{Figure~\thefigure}}"
        rf" ({link_text(statement)}). {mixed(caption)}\end{{minipage}}\end{{minipage}}\par"
    )
