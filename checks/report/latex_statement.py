r"""One statement of the report in LaTeX: as printed, as encoded, what was found, its constants, its repair."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from checks.report.decimals import Numeral, exact_value, rounded_down, rounded_outward, rounded_up
from checks.report.latex_formula import breakable, formula
from checks.report.latex_text import ascii_text, mono, prose

__all__ = ["badge", "enclosure", "heading", "link", "link_text", "modulo", "statement_text", "titled"]

Record = Mapping[str, Any]

_STYLE = {
    "proved": "refgood",
    "sound": "refgood",
    "refuted": "refbad",
    "flawed": "refbad",
    "error": "refbad",
    "incomplete": "refhalf",
    "supported": "refhalf",
    "undecided": "refquiet",
    "unchecked": "refquiet",
    "timeout": "refquiet",
    "none": "refquiet",
}
_PARTS = (
    ("conclusion", "The conclusion"),
    ("argument", "The printed argument, step by step"),
    ("hypotheses", "The hypotheses: can they be met, which are needed?"),
    ("sharpness", "Sharpness"),
)
_SHORT_FORMULA = 46


def statement_text(statement: Record, by_id: Mapping[str, Record], figures: Mapping[tuple[str, str], str]) -> str:
    """The LaTeX of one statement.

    by_id: all statements of the ledger, for cross references.
    figures: (check id, name of a figure) → path of its file relative to the report.
    """
    blocks = [heading(statement), _verdicts(statement)]
    original = by_id.get(statement["repairs"] or "")
    blocks.append(_side_by_side(original, statement) if original else _printed(statement))
    blocks.append(_encoded(statement, by_id))
    for role, title in _PARTS:
        findings = [check for check in statement["checks"] if check["role"] == role]
        if findings:
            blocks += [rf"\refpart{{{title}}}", *(_finding(check) for check in findings)]
        elif role == "hypotheses" and statement["given"]:
            blocks += [rf"\refpart{{{title}}}", "No check examines them."]
    if statement["quantities"]:
        blocks += [r"\refpart{Constants}", _constants(statement["quantities"])]
    for check in statement["checks"]:
        blocks += [_figure(figures[check["id"], figure["name"]], figure, statement) for figure in check["figures"]]
    return "\n".join(block for block in blocks if block) + "\n"


def heading(statement: Record) -> str:
    """The heading, with the place in the source, and the label that cross references use."""
    title, where = statement["label"], statement["where"]
    tail = rf"\quad{{\normalfont\small\itshape {prose(where)}}}" if where else ""
    return rf"\subsection[{titled(title)}]{{{titled(title)}{tail}}}\label{{s:{statement['id']}}}"


def titled(text: str) -> str:
    """A title, with its ASCII form for the bookmarks of the PDF."""
    plain = re.sub(r"[\\{}$#%&~^_]", " ", ascii_text(text))
    set_in_latex = prose(text)
    return set_in_latex if set_in_latex == plain else rf"\texorpdfstring{{{set_in_latex}}}{{{plain}}}"


def badge(word: str) -> str:
    """A verdict, a conclusion or an argument as a small box with its word in it."""
    return rf"\{_STYLE[word]}{{{word}}}"


def link(id: str, by_id: Mapping[str, Record]) -> str:
    """A statement by its label, linked to its page; by its id where this ledger does not hold it."""
    target = by_id.get(id)
    if target is None:
        return mono(id)
    return rf"{link_text(target)} (p.~\pageref{{s:{id}}})"


def link_text(statement: Record) -> str:
    """The label of a statement, linked to its page."""
    return rf"\hyperref[s:{statement['id']}]{{{prose(statement['label'])}}}"


def modulo(entries: Sequence[str]) -> str:
    """The theorems and inferences that a verdict leans on, in words."""
    return "; ".join(prose(entry) for entry in entries)


def _verdicts(statement: Record) -> str:
    trust = rf"\ \reftrust{{{statement['trust']}}}" if statement["trust"] else ""
    return (
        rf"Conclusion {badge(statement['conclusion'])}{trust}\qquad Argument {badge(statement['argument'])}"
        rf"\hfill\refid{{{prose(statement['id'])}}}\par"
    )


def _printed(statement: Record) -> str:
    label = "Stated" if statement["repairs"] or statement["kind"] == "repair" else "As printed"
    return "\n".join([r"\begin{refitems}", rf"\item[{label}]", _shown(statement), r"\end{refitems}"])


def _shown(statement: Record) -> str:
    """What the source prints: its formula, else its words, else what the statement encodes."""
    parts = [prose(statement["words"])] if statement["words"] else []
    if statement["printed"]:
        parts.append(_fitted(statement["printed"]))
    elif not parts:
        parts = [_fitted(part) for part in statement["concludes"]]
    return "\\\\[3pt]\n".join(parts) or "---"


def _side_by_side(original: Record, repaired: Record) -> str:
    column = (
        r"\begin{minipage}[t]{0.465\linewidth}\raggedright{\small\itshape %s}\par\vskip 4pt" "\n%s\n" r"\end{minipage}"
    )
    left = column % (rf"As printed: {link_text(original)}"
                     rf" (p.~\pageref{{s:{original['id']}}})", _shown(original))  # fmt: skip
    right = column % ("Repaired", _shown(repaired))
    return rf"\vskip 6pt{{{left}\hfill\vrule width 0.3pt\hfill {right}\par}}\vskip 4pt"


def _encoded(statement: Record, by_id: Mapping[str, Record]) -> str:
    """Symbols, hypotheses and conclusion as the checks use them, and how the statement stands to others."""
    items = []
    for label, group in (("Symbols", "symbols"), ("Given", "given"), ("Evolves", "evolves"), ("Encoded", "concludes")):
        if statement[group]:
            items.append((label, _formulas(statement[group])))
    if not statement["concludes"]:
        items.append(("Encoded", "piece by piece, in the checks below"))
    items.append(("Uses", ", ".join(link(id, by_id) for id in statement["uses"])))
    repairs = [id for id, other in by_id.items() if other["repairs"] == statement["id"]]
    items.append(("Repaired by", ", ".join(link(id, by_id) for id in repairs)))
    if statement["repairs"] and statement["repairs"] not in by_id:
        items.append(("Repairs", mono(statement["repairs"])))
    items.append(("Modulo", modulo(statement["modulo"])))
    items.append(("Held back", "; ".join(prose(reason) for reason in statement["held_back_by"])))
    items.append(("Remark", prose(statement["note"])))
    return _items(items)


def _formulas(latex: Sequence[str]) -> str:
    """Short formulas run on, long ones stand on lines of their own."""
    lines: list[str] = []
    running: list[str] = []
    for one in latex:
        if len(one) <= _SHORT_FORMULA:
            running.append(f"${formula(one)}$")
            continue
        if running:
            lines.append(",\\quad ".join(running))
            running = []
        lines.append(_fitted(one))
    if running:
        lines.append(",\\quad ".join(running))
    return "\\\\[3pt]\n".join(lines)


def _fitted(latex: str) -> str:
    return rf"\fitformula{{{formula(latex)}}}{{{breakable(latex)}}}"


def _items(items: Sequence[tuple[str, str]]) -> str:
    rows = [rf"\item[{label}] {text}" for label, text in items if text]
    return "\n".join([r"\begin{refitems}", *rows, r"\end{refitems}"]) if rows else ""


def _finding(check: Record) -> str:
    name = prose("#" + check["id"].partition("#")[2])
    head = rf"\reffinding{{{prose(check['title'])}}}{{{name}}}{{{badge(check['verdict'])}}}{{{check['trust']}}}"
    scope, claim = check["scope"], check["claim"]
    if claim.startswith(f"{scope} ⊢ "):
        claim = claim[len(scope) + 3 :]
    items = [
        ("Not expected", "" if check["as_expected"] else f"The author expected {badge(check['expected'])}."),
        ("For", mono(scope) if _is_formula(scope) else prose(scope)),
        ("Established", mono(claim)),
        ("Modulo", modulo(check["modulo"])),
        ("Counterexample" if check["verdict"] == "refuted" else "Witness", _point(check["witness"])),
        ("Note", prose(check["note"])),
    ]
    return head + "\n" + _items(items)


def _is_formula(scope: str) -> bool:
    """Is the scope the kernel's own notation, rather than a sentence?"""
    return "∈" in scope and not re.search(r"[a-z]{3,} [a-z]{2,}", scope)


def _point(witness: Mapping[str, str] | None) -> str:
    if not witness:
        return ""
    return r",\quad ".join(mono(f"{name} = {value}") for name, value in witness.items())


def _constants(quantities: Sequence[Record]) -> str:
    rows = [
        rf"{_fitted(q['symbol'])} & {prose(q['meaning'])} {mono(q['name'])} & {_printed_number(q['printed'])} & "
        rf"{enclosure(q['lower'], q['upper'])}{_caveat(q)} & {_tightness(q['tightness'])} \\"
        for q in quantities
    ]
    return "\n".join(
        [
            r"{\small\setlength{\tabcolsep}{4pt}\renewcommand{\arraystretch}{1.12}\begin{longtable}{@{}>{\raggedright}p{0.12\linewidth}>{\raggedright}p{0.26\linewidth}"
            r">{\raggedright}p{0.11\linewidth}>{\raggedright}p{0.33\linewidth}>{\raggedright\arraybackslash}p{0.10\linewidth}@{}}",
            r"Symbol & Meaning & Printed & Verified & Tightness \\ \midrule\endhead \bottomrule\endfoot",
            *rows,
            r"\end{longtable}}",
        ]
    )


def _caveat(quantity: Record) -> str:
    return (
        ""
        if quantity["trust"] in ("exact", "enclosed")
        else rf" \reftrust{{{quantity['trust']}, no bound on the error}}"
    )


def enclosure(lower: str, upper: str) -> str:
    r"""An enclosure as LaTeX, at most 20 digits and rounded outward.

    Digits that both ends share are written once and the ends follow one above the other: 0.0419^{8}_{7} says that the
    number lies between 0.04197 and 0.04198. A single point is written as it is, a fraction as a fraction.
    """
    exact = exact_value(lower, upper)
    if exact is not None:
        if "/" in lower and exact.denominator != 1:
            return rf"$\frac{{{exact.numerator}}}{{{exact.denominator}}}$"
        if (point := rounded_down(exact)).value == exact:
            return f"${_numeral(*point.parts())}$"
    low, high = rounded_outward(lower, upper)
    (mantissa, power), (above, power_above) = low.parts(), high.parts()
    prefix, below_tail, above_tail = _shared(low, high)
    if power != power_above or not prefix.strip("-0."):
        return f"$[{_numeral(mantissa, power)},\\ {_numeral(above, power_above)}]$"
    tail = rf"\times 10^{{{power}}}" if power else ""
    return rf"$\refenclosed{{{prefix}}}{{{below_tail}}}{{{above_tail}}}{tail}$"


def _shared(low: Numeral, high: Numeral) -> tuple[str, str, str]:
    """What two mantissas begin with alike, and their two tails, equally long; alike in nothing if of unlike length."""
    a, b = low.parts()[0], high.parts()[0]
    (whole, _, fraction), (other_whole, _, other_fraction) = a.partition("."), b.partition(".")
    if len(whole) != len(other_whole):
        return "", a, b
    places = max(len(fraction), len(other_fraction))
    if places:
        a, b = f"{whole}.{fraction.ljust(places, '0')}", f"{other_whole}.{other_fraction.ljust(places, '0')}"
    count = next((i for i in range(len(a)) if a[i] != b[i]), len(a))
    return a[:count], a[count:], b[count:]


def _numeral(mantissa: str, power: int) -> str:
    return mantissa if power == 0 else rf"{mantissa}\times 10^{{{power}}}"


def _printed_number(text: str | None) -> str:
    """4.2e-2 as a power of ten, 1/72 as it stands."""
    if text is None:
        return "---"
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)[eE]([+-]?\d+)", text.strip())
    if match:
        return _fitted(_numeral(match.group(1), int(match.group(2))))
    return _fitted(text) if re.fullmatch(r"-?[\d./]+", text) else prose(text)


def _tightness(text: str | None) -> str:
    """Five significant digits, rounded up: a bound is never called sharper than it is."""
    if text is None:
        return "---"
    try:
        return f"${_numeral(*rounded_up(text, 5).parts())}$"
    except ValueError:
        return prose(text)


def _figure(path: str, figure: Record, statement: Record) -> str:
    """A figure may float; its caption says to which statement it belongs."""
    caption = f"{figure['title'].rstrip('.')}. {figure['caption']}".strip()
    return (
        r"\begin{figure}[!htbp]\centering"
        rf"\includegraphics[width=0.92\linewidth]{{{path}}}\par\vskip 2pt\refstepcounter{{figure}}"
        rf"\begin{{minipage}}{{0.92\linewidth}}\small\raggedright\textit{{Figure~\thefigure}}"
        rf" ({link_text(statement)}). {prose(caption)}\end{{minipage}}\end{{figure}}"
    )
