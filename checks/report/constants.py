r"""Verified numbers for use in a paper, under the names that the report shows.

An author who says `\input{constants}` can write `\verified{class_imbalance/assumption-1/euler_M}` in the text, in a
heading or in a formula, and gets the digits that are proved; with `/lower` or `/upper` at the end of the name, that
end of the enclosure, rounded outward. A name that is not there stops TeX, so that no number is out of date in silence.
Names are those of statement and quantity and of nothing else: adding a constant changes no other name. Beside them
stands a command for each quantity, `\ClassImbalanceAssumptionOneEulerM`; where two would have the same, neither does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from checks.encode.decimals import Numeral, rounded_down, rounded_up, shared_value

__all__ = ["document", "macro_names"]

Record = Mapping[str, Any]

_SMALL = (
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
    "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
)  # fmt: skip
_TENS = ("", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")
_ENDS = ("", "Lower", "Upper")


def document(ledger: Record) -> str:
    """The whole of `constants.tex`."""
    names = macro_names(ledger)
    lines = [
        "% Verified constants, from the ledger of " + ledger["created"] + ".",
        r"% \verified{NAME} gives the digits on which both ends of the enclosure agree,",
        r"% \verified{NAME/lower} and \verified{NAME/upper} its ends, rounded outward. The commands say the same.",
        "%",
    ]
    definitions = [_VERIFIED]
    for statement in ledger["statements"]:
        for quantity in statement["quantities"]:
            key = f"{statement['id']}/{quantity['name']}"
            name = names[statement["id"], quantity["name"]]
            trust = "" if quantity["trust"] in ("exact", "enclosed") else f" [{quantity['trust']}: not enclosed]"
            command = f", \\{name}" if name else ""
            lines.append(f"%   {key}{command}: {' '.join(quantity['meaning'].split())}{trust}")
            for end, value in zip(_ENDS, _values(quantity["lower"], quantity["upper"]), strict=True):
                place = f"{key}/{end.lower()}" if end else key
                definitions.append(rf"\expandafter\def\csname verified:\detokenize{{{place}}}\endcsname{{{value}}}")
                if name:
                    definitions.append(rf"\newcommand{{\{name}{end}}}{{{value}}}")
    return "\n".join([*lines, *definitions]) + "\n"


_VERIFIED = (
    r"\newcommand{\verified}[1]{\ifcsname verified:\detokenize{#1}\endcsname\csname verified:\detokenize{#1}\endcsname"
    r"\else\thereisnosuchverifiedconstant\fi}"
)


def macro_names(ledger: Record) -> dict[tuple[str, str], str]:
    """(id of the statement, name of the quantity) → its command without the backslash, or nothing.

    Letters only, every word with a capital, numbers up to 99 as words. A command that two quantities would share, the
    added `Lower` and `Upper` included, is given to none of them.
    """
    wanted = {
        (statement["id"], quantity["name"]): _camel_case(f"{statement['id']}-{quantity['name']}")
        for statement in ledger["statements"]
        for quantity in statement["quantities"]
    }
    uses = Counter(name + end for name in wanted.values() for end in _ENDS)
    return {key: name if all(uses[name + end] == 1 for end in _ENDS) else "" for key, name in wanted.items()}


def _camel_case(text: str) -> str:
    """class_imbalance/lemma-1.10 → ClassImbalanceLemmaOnePointTen."""
    spelled = re.sub(r"\d+", lambda number: f" {_in_words(number[0])} ", text.replace(".", " Point "))
    return "".join(word[0].upper() + word[1:] for word in re.findall(r"[A-Za-z]+", spelled))


def _in_words(digits: str) -> str:
    value = int(digits)
    if value > 99 or (digits[0] == "0" and len(digits) > 1):
        return " ".join(_SMALL[int(digit)] for digit in digits)
    if value < 20:
        return _SMALL[value]
    return _TENS[value // 10] + (f" {_SMALL[value % 10]}" if value % 10 else "")


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
