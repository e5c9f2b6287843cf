"""Sentences, formulas and graphs of a ledger as HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from markupsafe import Markup

from checks.encode.abbreviations import abbreviated
from checks.encode.latex_formula import formula
from checks.encode.latex_names import name
from checks.encode.latex_terms import formula_latex
from checks.encode.mathml import Unreadable, mathml
from checks.encode.sentences import spans
from checks.report.graph import BOX, Graph

__all__ = ["badge", "drawing", "latex", "sentence", "term"]

Record = Mapping[str, Any]

GOOD = ("proved", "sound", "holds", "not needed", "can be met", "measured")
BAD = ("refuted", "flawed", "disputed", "error")
_SIGNS = {"good": "✓", "bad": "✗", "half": "◐", "quiet": "○", "step": "✗"}


def sentence(text: str | None) -> Markup:
    """Plain text in which formulas are found, with LaTeX between dollar signs and code in backticks."""
    out = []
    for span in spans(text or ""):
        if span.kind == "code":
            out.append(f"<code>{escape(span.text)}</code>")
        elif span.kind == "text":
            out.append(escape(span.text.replace("\N{FULLWIDTH DOLLAR SIGN}", "$"), quote=False))
        else:
            out.append(latex(formula(span.text) if span.kind == "latex" else span.text))
    return Markup("".join(out))


def latex(text: str, *, display: bool = False, source: bool = False) -> Markup:
    """A formula; one that cannot be read is shown as it was written."""
    try:
        return Markup(mathml(text, display=display, source=source))
    except Unreadable:
        return Markup(f'<code class="raw">{escape(text)}</code>')


def term(data: Any, *, display: bool = False) -> Markup:
    """A term or formula of the kernel; a long one with letters for its parts."""
    return _term(json.dumps(data), display)


@lru_cache(maxsize=2048)
def _term(written: str, display: bool) -> Markup:
    """The steps of a proof repeat what they assume."""
    data = json.loads(written)
    whole, parts = abbreviated(data)
    shown = latex(formula_latex(whole), display=display)
    if not parts:
        return shown
    meant = [latex(f"{name(letter)} = {formula_latex(part)}") for letter, part in parts.items()]
    listed = Markup("").join(Markup("<div>") + part + Markup("</div>") for part in reversed(meant))
    return shown + Markup('<div class="where">where ') + listed + Markup("</div>")


def badge(word: str, what: str = "") -> Markup:
    """A verdict: the word, a sign, and colour as a help. what: for a screen reader, of what it is the verdict."""
    kind = "good" if word in GOOD else "bad" if word in BAD else "step" if word == "fails" else "half"
    kind = "quiet" if word in ("none", "undecided", "unchecked", "timeout") else kind
    heard = f'<span class="heard">{escape(what)} </span>' if what else ""
    return Markup(
        f'<span class="badge {kind}">{heard}<span aria-hidden="true">{_SIGNS[kind]} </span>{escape(word)}</span>'
    )


def drawing(graph: Graph, by_id: Mapping[str, Record], link: Callable[[str], str], centre: str = "") -> Markup:
    """A graph as SVG: boxes are links; the border tells the conclusion, the fill the argument, the shape the origin."""
    width, height = graph.size
    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" class="graph" role="group" aria-label="What rests on what" '
        f'width="{width + 8:.0f}" height="{height + 8:.0f}" viewBox="-4 -4 {width + 8:.0f} {height + 8:.0f}">'
    ]
    for (_, _, kind), points in graph.paths.items():
        line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
        out.append(f'<polyline class="{kind}" points="{line}"/>')
        x, y = points[-1]
        out.append(f'<path class="tip" d="M{x:.0f} {y:.0f}l-7 -3.5v7z"/>')
    for id, (x, y) in graph.places.items():
        statement = by_id[id]
        round_ = 12 if statement["origin"] == "source" else 0
        states = f"{statement['conclusion']}; argument {statement['argument']}"
        classes = f"c-{statement['conclusion']} a-{statement['argument']}{' centre' if id == centre else ''}"
        out.append(
            f'<a href="{escape(link(id))}" class="{classes}"><title>{escape(statement["label"])}: {states}</title>'
            f'<rect x="{x:.0f}" y="{y:.0f}" width="{BOX[0]:.0f}" height="{BOX[1]:.0f}" rx="{round_}"/>'
        )
        out += _lines(graph.labels[id], x + BOX[0] / 2, y, statement["conclusion"])
    return Markup("".join([*out, "</svg>"]))


def _lines(label: Sequence[str], x: float, y: float, state: str) -> list[str]:
    first = 20.0 if len(label) == 1 else 14.0
    texts = [f'<text x="{x:.0f}" y="{y + first + 12 * i:.0f}">{escape(line)}</text>' for i, line in enumerate(label)]
    return [*texts, f'<text class="state" x="{x:.0f}" y="{y + 38:.0f}">{escape(state)}</text></a>']
