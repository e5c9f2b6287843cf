r"""Verified numbers for use in a paper: one `\newcommand` per quantity.

An author who says `\input{constants}` can write `\ClassImbalanceAssumptionOneEulerM` in the text and get the digits
that are proved; with `Lower` or `Upper` at the end of the name, the end of the enclosure, rounded outward.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from checks.encode.decimals import Numeral, rounded_down, rounded_up, shared_value
from checks.encode.latex_text import ascii_text

__all__ = ["document", "macro_names"]

Record = Mapping[str, Any]

_DIGITS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
_ENDS = ("", "Lower", "Upper")


def document(ledger: Record) -> str:
    """The whole of `constants.tex`."""
    names = macro_names(ledger)
    lines = [
        "% Verified constants, from the ledger of " + ledger["created"] + ".",
        "% Each name gives the digits on which both ends of the enclosure agree;",
        "% the same name followed by Lower or Upper gives that end, rounded outward.",
        "%",
    ]
    definitions = []
    for statement in ledger["statements"]:
        for quantity in statement["quantities"]:
            name = names[statement["id"], quantity["name"]]
            trust = "" if quantity["trust"] in ("exact", "enclosed") else f" [{quantity['trust']}: not enclosed]"
            lines.append(f"%   \\{name}: {statement['id']}, {quantity['name']}: {_comment(quantity['meaning'])}{trust}")
            for end, value in zip(_ENDS, _values(quantity["lower"], quantity["upper"]), strict=True):
                definitions.append(rf"\newcommand{{\{name}{end}}}{{{value}}}")
    return "\n".join([*lines, *definitions]) + "\n"


def macro_names(ledger: Record) -> dict[tuple[str, str], str]:
    """(id of the statement, name of the quantity) → name of its command, without the backslash.

    Letters only, every word with a capital, digits spelled out. Names are unique also with `Lower` and `Upper` added;
    the few that would clash get `Second`, `Third`, … in the ledger's order.
    """
    taken: set[str] = set()
    names = {}
    for statement in ledger["statements"]:
        for quantity in statement["quantities"]:
            plain = _camel_case(f"{statement['id']}-{quantity['name']}")
            tries = [plain, *(plain + ordinal for ordinal in ("Second", "Third", "Fourth", "Fifth"))]
            tries += [plain + "Again" * count for count in range(1, len(taken) + 2)]
            name = next(name for name in tries if not any(name + end in taken for end in _ENDS))
            taken |= {name + end for end in _ENDS}
            names[statement["id"], quantity["name"]] = name
    return names


def _camel_case(text: str) -> str:
    """class_imbalance/lemma-1.2 → ClassImbalanceLemmaOnePointTwo."""
    spelled = re.sub(r"\d", lambda digit: f" {_DIGITS[int(digit.group())]} ", text.replace(".", " Point "))
    return "".join(word[0].upper() + word[1:] for word in re.findall(r"[A-Za-z]+", spelled))


def _values(lower: str, upper: str) -> tuple[str, str, str]:
    low, high = rounded_down(lower), rounded_up(upper)
    shared = shared_value(lower, upper)
    value = rf"\ensuremath{{[{_bare(low)},{_bare(high)}]}}" if shared is None else _text(shared)
    return value, _text(low), _text(high)


def _bare(numeral: Numeral) -> str:
    mantissa, power = numeral.parts()
    return rf"{mantissa}\times 10^{{{power}}}" if power else mantissa


def _text(numeral: Numeral) -> str:
    """Right in text and in mathematics alike."""
    bare = _bare(numeral)
    return rf"\ensuremath{{{bare}}}" if "\\" in bare or "-" in bare else bare


def _comment(text: str) -> str:
    return " ".join(ascii_text(text).split())
