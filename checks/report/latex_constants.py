r"""The constants of a statement as a table: what the source prints, what is verified, how sharp the bound is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from checks.encode.decimals import rounded_up
from checks.encode.latex_formula import fitted
from checks.encode.latex_numbers import enclosure, numeral
from checks.encode.latex_text import mono, prose

__all__ = ["constants"]

Record = Mapping[str, Any]


def constants(quantities: Sequence[Record]) -> str:
    """One row for each quantity."""
    rows = [
        rf"{fitted(q['symbol'])} & {prose(q['meaning'])} {mono(q['name'])} & {_printed_number(q['printed'])} & "
        rf"{enclosure(q['lower'], q['upper'])}{_caveat(q)} & {_tightness(q['tightness'])} \\"
        for q in quantities
    ]
    return "\n".join(
        [
            r"{\small\setlength{\tabcolsep}{4pt}\renewcommand{\arraystretch}{1.12}\begin{longtable}{@{}>{\raggedright}p{0.16\linewidth}>{\raggedright}p{0.24\linewidth}"
            r">{\raggedright}p{0.10\linewidth}>{\raggedright}p{0.315\linewidth}>{\raggedright\arraybackslash}p{0.105\linewidth}@{}}",
            r"Symbol & Meaning & Printed & Verified$\,{}^{\textrm{to}}_{\textrm{from}}$ & Tightness \\"
            r"\midrule\endhead \bottomrule\endfoot",
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


def _printed_number(text: str | None) -> str:
    """4.2e-2 as a power of ten, 1/72 as it stands."""
    if text is None:
        return "---"
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)[eE]([+-]?\d+)", text.strip())
    if match:
        return fitted(numeral(match.group(1), int(match.group(2))))
    return fitted(text) if re.fullmatch(r"-?[\d./]+", text) else prose(text)


def _tightness(text: str | None) -> str:
    """Five significant digits, rounded up: a bound is never called sharper than it is."""
    if text is None:
        return "---"
    try:
        return f"${numeral(*rounded_up(text, 5).parts())}$"
    except ValueError:
        return prose(text)
