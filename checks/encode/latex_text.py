r"""From the ledger's plain text to LaTeX: prose, and claims in typewriter.

Titles, scopes, claims and notes are plain text in which mathematics is written in Unicode (θ₁ᵗ, ε ≤ ½, 10⁻⁴);
`prose` and `mono` turn them into LaTeX that never overflows a line. A character without a translation is shown as its
code point and can be asked for with `untranslated`, so that nothing is dropped in silence.
"""

from __future__ import annotations

import re
import unicodedata

from checks.encode.characters import COMBINING, MATH, SUBSCRIPT, SUPERSCRIPT, TEXT
from checks.encode.sentences import Span, scripts, spans

__all__ = ["ascii_text", "mono", "piece_of_prose", "prose", "set_character", "untranslated", "words"]

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", '"': r"{\char34}",
}  # fmt: skip
_BREAK_AFTER = frozenset("+-*/=<>,;:|)]}·×")
_LONGEST_WORD = 24
_LONGEST_RUN = 14


def prose(text: str) -> str:
    """Plain text as LaTeX in the running font: formulas are set as such, a `span in backticks` in typewriter.

    A dollar sign is a dollar; where LaTeX may stand between two of them use `checks.encode.latex_formula.mixed`.
    """
    return "".join(piece_of_prose(span) for span in spans(text.replace("$", "\N{FULLWIDTH DOLLAR SIGN}")))


def words(text: str) -> str:
    """Names and titles: as prose, but nothing in them is a formula."""
    return _translate(text, typewriter=False)


def piece_of_prose(span: Span) -> str:
    """A piece of a sentence that is not LaTeX already."""
    if span.kind == "code":
        return mono(span.text)
    return f"${span.text}$" if span.kind == "formula" else _translate(span.text, typewriter=False)


def mono(text: str) -> str:
    r"""Plain text as LaTeX in typewriter that may be broken after every operator, and in long numbers anywhere."""
    return rf"\refmono{{{_translate(text, typewriter=True)}}}" if text else ""


def ascii_text(text: str) -> str:
    """The text in ASCII only, for bookmarks and comments: θ₁ → theta1, 10⁻⁴ → 10^-4."""
    raised = re.sub(f"[{re.escape(''.join(SUPERSCRIPT))}]+", lambda run: "^" + run.group(), text)
    out = []
    for char in raised:
        mapped = SUPERSCRIPT.get(char) or SUBSCRIPT.get(char) or char
        if not mapped.isascii():
            mapped = MATH.get(mapped) or TEXT.get(mapped) or _without_accents(mapped)
            mapped = re.sub(r"[\\{}~$]", "", mapped)
        out.append(mapped if mapped.isascii() else "?")
    return "".join(out)


def untranslated(text: str) -> set[str]:
    """The characters of a text for which there is no translation; they are printed as their code points."""
    _, missing = _tokens(unicodedata.normalize("NFC", text), typewriter=False)
    return missing


def _translate(text: str, *, typewriter: bool) -> str:
    tokens, _ = _tokens(unicodedata.normalize("NFC", text), typewriter=typewriter)
    merged: list[tuple[bool, str]] = []
    for is_math, piece in tokens:
        if is_math and merged and merged[-1][0]:
            merged[-1] = (True, f"{merged[-1][1]} {piece}".replace(" {}_", "_").replace(" {}^", "^"))
        else:
            merged.append((is_math, piece))
    return "".join(f"${piece}$" if is_math else piece for is_math, piece in merged)


def _tokens(text: str, *, typewriter: bool) -> tuple[list[tuple[bool, str]], set[str]]:
    """Pieces of LaTeX, each in mathematics or not, and the characters that have no translation."""
    tokens: list[tuple[bool, str]] = []
    missing: set[str] = set()
    for word in re.split(r"(\s+)", text):
        if not word or word.isspace():
            tokens.append((False, "~" if "\u00a0" in word else " " if word else ""))
            continue
        eager = typewriter or len(word) > _LONGEST_WORD
        run = 0
        i = 0
        while i < len(word):
            char = word[i]
            if i + 1 < len(word) and word[i + 1] in COMBINING and (char in MATH or char.isascii()):
                tokens.append((True, f"{COMBINING[word[i + 1]]}{{{MATH.get(char, char)}}}"))
                i += 2
                continue
            if char in SUPERSCRIPT or char in SUBSCRIPT:
                script, end = scripts(word, i)
                if not typewriter and _is_variable(word, i):
                    tokens[-1] = (True, word[i - 1])
                tokens.append((True, script))
                i = end
                run += 1
                continue
            tokens.append(set_character(char, typewriter, missing))
            run = run + 1 if char.isalnum() or char in "._" else 0
            if eager and (run >= _LONGEST_RUN or _may_break(word, i)):
                tokens.append((False, r"\allowbreak{}"))
                run = 0
            i += 1
    return tokens, missing


def _is_variable(word: str, i: int) -> bool:
    """Is the character before this one a letter that stands alone, as x in x₁?"""
    return word[max(i - 1, 0) : i].isalpha() and word[i - 1].isascii() and not word[max(i - 2, 0) : i - 1].isalnum()


def _may_break(word: str, i: int) -> bool:
    """May a line end after this character? Not inside `<=` or `**`, and not after a sign."""
    char, following = word[i], word[i + 1 : i + 2]
    if char not in _BREAK_AFTER or not following or (char in "*<>=" and following in "*=<>"):
        return False
    if char in ")]}|" and following in "*/^),;]":
        return False
    return not (char in "+-" and word[max(i - 1, 0) : i] in ("", "(", "[", ",", "e"))


def set_character(char: str, typewriter: bool, missing: set[str]) -> tuple[bool, str]:
    """One character as LaTeX, and whether that is mathematics; what has no translation is added to `missing`."""
    if char in MATH:
        return True, MATH[char]
    if char in TEXT:
        return False, TEXT[char]
    if char in _SPECIAL:
        return False, _SPECIAL[char]
    if char in "<>|":
        return (False, {"<": r"{<}", ">": r"{>}", "|": r"{|}"}[char]) if typewriter else (True, char)
    if typewriter and char in "-'`,":  # no ligatures in typewriter
        return False, {"'": r"\textquotesingle{}", "`": r"\textasciigrave{}"}.get(char, f"{{{char}}}")
    if " " <= char <= "~":
        return False, char
    apart = unicodedata.normalize("NFD", char)
    if char in "æœøåłÆŒØÅŁ" or ("\u00c0" <= char <= "\u017e" and apart[0].isascii()):
        return False, char  # Latin letters with accents, which LaTeX reads as they are
    if len(apart) == 2 and apart[1] in COMBINING:
        return True, f"{COMBINING[apart[1]]}{{{MATH.get(apart[0], apart[0])}}}"
    plain = unicodedata.normalize("NFKC", char)
    if plain != char and plain.isascii() and plain.isprintable():
        return False, "".join(_SPECIAL.get(c, c) for c in plain)
    missing.add(char)
    return False, rf"\fbox{{\tiny U+{ord(char):04X}}}"


def _without_accents(char: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
