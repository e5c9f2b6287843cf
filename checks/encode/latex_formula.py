r"""LaTeX of formulas, as printed by a source or written by SymPy, made safe to set and possible to break."""

from __future__ import annotations

import re
from itertools import zip_longest

from checks.encode.characters import SUBSCRIPT, SUPERSCRIPT
from checks.encode.latex_text import mono, piece_of_prose, set_character
from checks.encode.sentences import scripts, spans

__all__ = ["breakable", "breaking", "fitted", "formula", "mixed", "quoted"]

_LONG_INLINE = 34  # characters of LaTeX, beyond which a formula in a sentence may have to be broken


def formula(latex: str) -> str:
    r"""LaTeX of one formula, safe inside `$…$`.

    Unicode becomes commands, `\label` goes, `\tag{4}` becomes a trailing (4), top-level line breaks are put into an
    environment that knows them. A formula whose groups do not match is printed as typed.
    """
    text = " ".join(latex.split())
    text = re.sub(r"^(\$\$?|\\\[|\\\()\s*(.*?)\s*(\$\$?|\\\]|\\\))$", r"\2", text)
    text = re.sub(r"\\label\{[^{}]*\}|\\nonumber\b|\\notag\b", "", text)
    text = re.sub(r"\\(begin|end)\{(align|eqnarray|split)\*?\}", r"\\\1{aligned}", text)
    text = re.sub(r"\\(begin|end)\{(gather|multline)\*?\}", r"\\\1{gathered}", text)
    text = re.sub(r"\\(begin|end)\{(equation|displaymath|math)\*?\}", "", text)
    tags = re.findall(r"\\tag\*?\{([^{}]*)\}", text)
    text = re.sub(r"\s*\\tag\*?\{[^{}]*\}", "", text).strip()
    if not _well_formed(text):
        return rf"\text{{{mono(latex)}}}"
    if r"\\" in text and r"\begin" not in text:
        kind = "aligned" if re.search(r"(?<!\\)&", text) else "gathered"
        text = rf"\begin{{{kind}}} {text} \end{{{kind}}}"
    text += "".join(rf" \qquad \text{{({tag})}}" for tag in tags)
    return _math_only(text)


def breakable(latex: str) -> str:
    r"""The same formula without `\left … \right` and the groups around them, so that TeX may break it inside."""
    text = formula(latex)
    if r"\begin" in text or r"\middle" in text:
        return text
    text = _broken_at_spaces(_ungroup_arguments(text))
    text = re.sub(r"\\(left|right)\s*\.", "", text)
    text = re.sub(r"\\left\s*\|", r"\\lvert ", text)
    text = re.sub(r"\\right\s*\|", r"\\rvert ", text)
    text = re.sub(r"\\left(?![a-zA-Z])", r"\\bigl", text)
    return re.sub(r"\\right(?![a-zA-Z])", r"\\bigr", text)


def _broken_at_spaces(text: str) -> str:
    r"""A line ends best where the author put a wide space; and a `\text{…}` may be broken between its words."""

    def words(match: re.Match[str]) -> str:
        pieces = re.findall(r"^\s*\S+\s*|\S+\s*", match[1])
        return r"\allowbreak ".join(rf"\text{{{piece}}}" for piece in pieces) if len(pieces) > 1 else match[0]

    text = re.sub(r"\\text\{([^{}$\\]*)\}", words, text)
    out, depth = [], 0
    for token in re.findall(r"\\[A-Za-z]+|\\.|.", text, re.DOTALL):
        depth += (token == "{") - (token == "}")
        out.append(rf"\penalty-200{token}" if depth == 0 and token in (r"\quad", r"\qquad") else token)
    return "".join(out)


def fitted(latex: str) -> str:
    """A formula that is set on one line if it fits, and broken if not."""
    return rf"\fitformula{{{formula(latex)}}}{{{breakable(latex)}}}"


def breaking(latex: str) -> str:
    r"""A formula made here, without `\left … \right`, which TeX may break as it stands."""
    return rf"\fitformula{{{latex}}}{{{latex}}}"


def mixed(text: str) -> str:
    r"""Prose in which formulas stand between dollar signs; `\$` is a dollar. What closes a formula stays with it."""
    out, closed = [], ""
    pieces = spans(text)
    for span, after in zip_longest(pieces, pieces[1:]):
        if span.kind != "latex":
            out.append(piece_of_prose(span._replace(text=span.text.removeprefix(closed))))
            closed = ""
            continue
        found = re.match(r"\s*([.,;:])(?=\s|$)", after.text) if after is not None and after.kind == "text" else None
        closed = found[0] if found else ""
        out.append(_inline(span.text, found[1] if found else ""))
    return "".join(out)


def quoted(quote: str) -> str:
    """A quote: text with formulas between dollar signs; a formula alone is set as one."""
    alone = re.fullmatch(r"\$([^$]*)\$", quote.strip())
    return fitted(alone[1]) if alone else mixed(quote)


def _inline(latex: str, closed: str = "") -> str:
    if len(latex) <= _LONG_INLINE:
        return f"${formula(latex)}${closed}"
    mark = rf"\text{{{closed}}}" if closed else ""
    return rf"\refinline{{{formula(latex)}{mark}}}{{{breakable(latex)}{mark}}}"


def _math_only(text: str) -> str:
    r"""Unicode inside a formula, as commands; inside `\text{…}` a command still needs dollar signs."""
    if text.isascii():
        return text
    out, i = [], 0
    while i < len(text):
        char = text[i]
        if char.isascii():
            out.append(char)
            i += 1
        elif char in SUPERSCRIPT or char in SUBSCRIPT:
            inside = _in_text(text, i)
            script, i = scripts(text, i)
            out.append(f"${script}$" if inside else script.removeprefix("{}"))
        else:
            is_math, piece = set_character(char, False, set())
            if _in_text(text, i):
                out.append(f"${piece}$" if is_math else piece)
            else:
                out.append(f"{piece} " if is_math else rf"\text{{{piece}}}")
            i += 1
    return "".join(out)


def _in_text(text: str, place: int) -> bool:
    r"""Is this place inside the braces of a `\text{…}`?"""
    for match in re.finditer(r"\\(?:text\w*|mbox|mathrm)\s*\{", text[:place]):
        if _closing(text, match.end() - 1) >= place:
            return True
    return False


def _closing(text: str, opening: int) -> int:
    """Where the group that opens here closes; the end of the text if it does not."""
    depth = 0
    i = opening
    while i < len(text):
        if text[i] == "\\":
            i += 1
        elif text[i] == "{":
            depth += 1
        elif text[i] == "}":
            depth -= 1
            if depth == 0:
                return i
        i += 1
    return len(text)


_PROGRAM = re.compile(
    r"\\(?:loop|repeat|input|include|openin|openout|read|write|immediate|special|csname|expandafter|catcode|everypar"
    r"|def|edef|gdef|xdef|let|futurelet|newcommand|renewcommand|newcount|advance|output|shipout|end(?!\{))(?![A-Za-z])"
)


def _well_formed(text: str) -> bool:
    r"""Do braces, `\left … \right` and environments match, with no stray dollar, hash or percent sign?

    What commands TeX to do something, such as `\loop`, is no formula.
    """
    if _PROGRAM.search(text):
        return False
    stack: list[str] = []
    aligned = r"\\" in text
    for match in re.finditer(r"\\left(?![a-zA-Z])|\\right(?![a-zA-Z])|\\(begin|end)\{([^{}]*)\}|\\.|[{}$#%&]", text):
        token = match.group()
        if token in ("{", r"\left") or token.startswith(r"\begin{"):
            stack.append(f"env {match.group(2)}" if match.group(2) else token)
        elif token in ("}", r"\right") or token.startswith(r"\end{"):
            wanted = {"}": "{", r"\right": r"\left"}.get(token, f"env {match.group(2)}")
            if not stack or stack.pop() != wanted:
                return False
        elif (
            token in ("#", "%")
            or (token == "$" and r"\text" not in text)
            or (token == "&" and not aligned and not stack)
        ):
            return False
    return not stack and text != "" and len(re.findall(r"(?<!\\)\$", text)) % 2 == 0


def _ungroup_arguments(text: str) -> str:
    r"""`\log{\left(x \right)}` → `\log\left(x \right)`, where the group is the argument of a function."""
    applied = re.compile(
        r"(\\operatorname\*?\{\w+\}|\\(?:log|ln|exp|sin|cos|tan|sinh|cosh|tanh|min|max|phi|varphi|Phi|psi|sigma|Gamma|gamma"
        r"|delta|theta|mu|nu|rho)(?:_\{[^{}]*\})?|(?<![\\a-zA-Z])[a-zA-Z](?:_\{[^{}]*\})?)\s*(\{)\\left"
    )
    start = 0
    while match := applied.search(text, start):
        opening = match.start(2)
        closing = _closing(text, opening)
        if closing >= len(text):
            break
        text = text[:opening] + text[opening + 1 : closing] + text[closing + 1 :]
        start = match.end(1)
    return text
