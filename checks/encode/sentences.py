r"""Which parts of a sentence are formulas, and what they are in LaTeX.

Titles, reasons and remarks are plain text in which mathematics is typed as it is read: `ε ≤ 1/2`, `e^(−2x)`,
`|δ_t| ≤ 5·10⁻⁵`. `spans` finds it, so that a page can set it as mathematics; `$…$` says outright that LaTeX stands
inside, and a `span in backticks` is code. Where it is not plain that something is a formula it stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checks.encode.characters import COMBINING, MATH, SUBSCRIPT, SUPERSCRIPT

__all__ = ["Span", "formula_of", "scripts", "spans"]


class Span(NamedTuple):
    """A piece of a sentence. kind: "text", "code", "formula" (LaTeX made here) or "latex" (as its author wrote it)."""

    kind: str
    text: str


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FUNCTIONS = _words(
    """
    log ln exp sin cos tan sinh cosh tanh min max sup inf lim arg deg det
    """
)
_GREEK = {
    "alpha": r"\alpha", "beta": r"\beta", "gamma": r"\gamma", "delta": r"\delta", "epsilon": r"\varepsilon",
    "theta": r"\theta", "kappa": r"\kappa", "lambda": r"\lambda", "rho": r"\rho", "sigma": r"\sigma", "tau": r"\tau",
    "phi": r"\varphi", "psi": r"\psi", "omega": r"\omega", "eta": r"\eta", "xi": r"\xi", "Delta": r"\Delta",
    "sqrt": r"\sqrt ",
}  # fmt: skip
_WORDS = _words(
    """
    a A I an as at be by do go he if in is it me my no of on or so to up us we and any are but can for has its let
    may nor not now one our out per set the too two via was who why yet cf vs eq al ie eg iff
    """
)
_OPERATORS = _words(
    """
    = < > ≤ ≥ ≠ ≈ ∼ ≃ ~ + − · × / → ← ⟹ ⇒ ⟺ ⇔ ↦ ∝ ≪ ≫ ≲ ≳ ∈ ∉ ⊂ ⊆ ± ∓ ∧ ∨ ∖ ∩ ∪ ≔ ≡ ⪰ ≽ ≼ ⊢ := <= >= != |
    """
)
_PLAIN = frozenset("+-*/=<>(),[]{}|^_.!'")
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b")
_ROMAN = re.compile(r"[(\[](?:[ivx]+|[a-h]|\d+)[)\]][,.;:]?")
_RELATIONS = _words(
    """
    = < > ≤ ≥ ≠ ≈ ∼ → ⟹ ∝ ≪ ≫ ∈ − ±
    """
)
_APPLIED = re.compile(rf"(?:^|.*[^A-Za-z_])(?:{'|'.join(sorted(_FUNCTIONS))})")
_OPENING, _CLOSING = "([{⟨⌊⌈", ")]}⟩⌋⌉"


def spans(text: str) -> list[Span]:
    """The sentence in pieces."""
    out: list[Span] = []
    for i, piece in enumerate(re.split(r"`([^`\n]+)`", text)):
        if i % 2:
            out.append(Span("code", piece))
            continue
        parts = piece.replace(r"\$", "\N{FULLWIDTH DOLLAR SIGN}").split("$")
        if len(parts) % 2 == 0:  # an odd dollar is a dollar
            parts = [piece.replace("$", "\N{FULLWIDTH DOLLAR SIGN}")]
        for j, part in enumerate(parts):
            out += [Span("latex", part)] if j % 2 else _plain(part)
    return [span for span in out if span.text]


def formula_of(text: str) -> str:
    """LaTeX of a formula typed in Unicode."""
    out: list[str] = []
    i = 0
    while i < len(text):
        char = text[i]
        if char in SUPERSCRIPT or char in SUBSCRIPT:
            script, i = scripts(text, i)
            out.append(script.removeprefix("{}") if out else script)
            continue
        if char in "^_" and out:
            inner, i = _script(text, i + 1)
            out.append(f"{char}{{{inner}}}" if inner else rf"\{char}" if char == "_" else r"\wedge ")
            continue
        if char == "*" and out and not re.match(r"[A-Za-z0-9(]", text[i + 1 :]):
            out.append("^{*}")
            i += 1
            continue
        if char in "′″" and out:
            out.append({"′": "'", "″": "''"}[char])
            i += 1
            continue
        if char == "√":
            inner, i = _script(text, i + 1)
            out.append(rf"\sqrt{{{inner}}}")
            continue
        if i + 1 < len(text) and text[i + 1] in COMBINING:
            out.append(rf"{COMBINING[text[i + 1]]}{{{MATH.get(char, char)}}}")
            i += 2
            continue
        letters = re.match(r"[A-Za-z]+", text[i:])
        if letters:
            out.append(_letters(letters[0]))
            i += len(letters[0])
            continue
        out.append(_character(char))
        i += 1
    return re.sub(r" +(?=[_^' ])", "", "".join(_separated(out))).strip()


def _separated(pieces: list[str]) -> Iterator[str]:
    """An empty group between two subscripts, or two exponents, of one base: TeX refuses both."""
    had: set[str] = set()
    for piece in pieces:
        marks = {piece[0]} if piece[:1] in ("_", "^") else {"^"} if piece[:1] == "'" else set()
        if marks == {"_"} and re.match(r"_\{[^{}]*\}\^", piece):
            marks = {"_", "^"}
        if marks & had and piece[:1] != "'":
            yield "{}"
            had = set()
        had = had | marks if marks else set()
        yield piece


def scripts(word: str, i: int) -> tuple[str, int]:
    """The run of raised and lowered characters that begins at i, as one sub- and superscript, and where it ends."""
    raised, lowered = "", ""
    while i < len(word) and (word[i] in SUPERSCRIPT or word[i] in SUBSCRIPT):
        if word[i] in SUPERSCRIPT:
            plain = SUPERSCRIPT[word[i]]
            raised += f" {MATH.get(plain, plain)}" if plain in MATH else plain
        else:
            if raised:
                break
            plain = SUBSCRIPT[word[i]]
            lowered += f" {MATH.get(plain, plain)}" if plain in MATH else plain
        i += 1
    return "{}" + (f"_{{{lowered}}}" if lowered else "") + (f"^{{{raised}}}" if raised else ""), i


def _character(char: str) -> str:
    if char in MATH:
        command = MATH[char]
        return f"{command} " if command[-1:].isalpha() and "\\" in command else command
    return _TYPED.get(char, char)


_TYPED = {
    "{": r"\{", "}": r"\}", "~": r"\sim ", "*": r"\ast ", "%": r"\%", "#": r"\#", "&": r"\&", "\\": r"\setminus ",
    "\u202f": r"\,", "\u2009": r"\,", "\u00a0": "~", "…": r"\ldots ", "$": r"\$",
}  # fmt: skip


def _letters(run: str) -> str:
    if run in _FUNCTIONS:
        return rf"\{run} "
    if run in _GREEK:
        return _GREEK[run] + " "
    return rf"\mathrm{{{run}}}" if len(run) > 3 else run


def _script(text: str, i: int) -> tuple[str, int]:
    """What follows ^, _ or √ at i, as LaTeX, and where it ends: a group, a number, or one letter with its scripts."""
    if text[i : i + 1] in ("(", "{"):
        end = _balanced(text, i)
        return formula_of(text[i + 1 : end]), min(end + 1, len(text))
    found = re.match(r"[−-]?\d+|[−-]?[A-Za-z]+|[−-]?[^\W\d_]|∞", text[i:])
    if not found:
        return "", i
    word = found[0]
    if len(word) > 1 and word.isalpha() and word.isascii():
        before = text[i - 1 : i]
        if before == "_":
            return (rf"\mathrm{{{word}}}" if len(word) > 2 else word), i + len(word)
        return word[0], i + 1
    return formula_of(word), i + len(word)


def _balanced(text: str, i: int) -> int:
    depth = 0
    for j in range(i, len(text)):
        depth += (text[j] in _OPENING) - (text[j] in _CLOSING)
        if depth == 0:
            return j
    return len(text)


def _plain(text: str) -> Iterator[Span]:
    """Text without markup: words that belong to one formula are taken together."""
    words = re.split(r"([ \n\t]+)", text)
    tokens, gaps = words[::2], [*words[1::2], ""]
    kinds = [_kind(token) for token in tokens]
    kinds = [
        "strong" if kind == "word" and _is_product(tokens[i]) and _beside_relation(tokens, i) else kind
        for i, kind in enumerate(kinds)
    ]
    said = ""
    i = 0
    while i < len(tokens):
        end = _run(tokens, kinds, i)
        if end == i:
            said += tokens[i] + gaps[i]
            i += 1
            continue
        run = "".join(tokens[j] + (gaps[j] if j < end - 1 else "") for j in range(i, end))
        before, formula, after = _trimmed(run)
        if not formula or not _worth(formula):
            said += run + gaps[end - 1]
        else:
            yield Span("text", said + before)
            yield Span("formula", formula_of(" ".join(formula.split())))
            said = after + gaps[end - 1]
        i = end
    yield Span("text", said)


def _run(tokens: list[str], kinds: list[str], i: int) -> int:
    """Where the formula that begins with this word ends; i if none does."""
    if kinds[i] == "word" or (kinds[i] in ("weak", "function", "operator") and not _starts(tokens, kinds, i)):
        return i
    j, depth = i + 1, _depth(tokens[i])
    while j < len(tokens) and kinds[j] != "word":
        last, this = kinds[j - 1], kinds[j]
        joined = "operator" in (last, this) or last == "function" or depth > 0
        if not joined or (depth <= 0 and tokens[j - 1][-1:] in ",.;:"):
            break
        if this == "operator" and (j + 1 == len(tokens) or kinds[j + 1] == "word"):
            break
        depth += _depth(tokens[j])
        j += 1
    while j > i + 1 and kinds[j - 1] == "function":
        j -= 1
    return j


def _starts(tokens: list[str], kinds: list[str], i: int) -> bool:
    """Does a word that is no formula by itself begin one? A number before an operator, a function before a variable."""
    if i + 1 >= len(tokens) or kinds[i + 1] == "word" or tokens[i][-1:] in ",.;:":
        return False
    if kinds[i] == "weak":
        return kinds[i + 1] == "operator" and i + 2 < len(tokens) and kinds[i + 2] != "word" and tokens[i + 1] != "/"
    return kinds[i] == "function" or tokens[i] in _RELATIONS


def _is_product(token: str) -> bool:
    """Two letters that are no word, such as Th, hL or qb."""
    core = token.rstrip(",.;:")
    return len(core) == 2 and core.isascii() and core.isalpha() and not core.isupper() and core.lower() not in _WORDS


def _beside_relation(tokens: list[str], i: int) -> bool:
    return (i > 0 and tokens[i - 1] in _RELATIONS) or (tokens[i + 1 : i + 2] != [] and tokens[i + 1] in _RELATIONS)


def _depth(token: str) -> int:
    return sum((char in _OPENING) - (char in _CLOSING) for char in token)


def _kind(token: str) -> str:
    """word, operator, function, strong (a formula by itself) or weak (part of one at most)."""
    if token in _OPERATORS:
        return "operator"
    core = token.strip('“”"‘’').rstrip(",.;:!?…").rstrip('“”"‘’')
    if not core or _ROMAN.fullmatch(token.strip("“”‘’")) or core.endswith(("-th", "’s", "'s")) or _ORDINAL.search(core):
        return "word"
    if core.strip("(") in ("a", "A", "I"):
        return "word" if core == "I" else "weak"
    if not all(_is_mathematical(char) for char in core):
        return "word"
    if re.search(r"[\w)\]]\^[({\w−-]", core):  # a raised part makes it a formula, whatever its letters spell
        return "strong"
    bare = re.sub(r"_\{?[A-Za-z]+\}?", "", core)
    runs = re.findall(r"[A-Za-z]+", bare)
    if any(not _may_stand(run, bare) for run in runs):
        return "word"
    if core == token and _APPLIED.fullmatch(core):
        return "function"
    inner = core.strip("()[],")
    if re.search(r"[A-Za-z]\.", core):  # J.-M., e.g.
        return "word"
    if re.fullmatch(r"[\d.,/-]*", inner):
        return "weak"
    return "strong"


def _may_stand(run: str, core: str) -> bool:
    """May these letters stand in a formula: one letter, a function, a Greek letter by name, or a short product?"""
    if run in _FUNCTIONS or (run in _GREEK and core != run) or run == "epsilon":
        return True
    if len(run) == 1:
        return True
    return (
        len(run) <= 3
        and run != core.strip("()[],.;:!?")
        and run not in _WORDS
        and not run.isupper()
        and "." not in core
    )


def _is_mathematical(char: str) -> bool:
    return (char.isascii() and char.isalnum()) or char in _PLAIN or char in MATH or char in SUPERSCRIPT \
        or char in SUBSCRIPT or char in COMBINING or char in "\u202f\u2009"  # fmt: skip


def _trimmed(run: str) -> tuple[str, str, str]:
    """Quotation marks, punctuation and brackets without partner around a formula are not part of it."""
    before, after = "", ""
    while run:
        if run[0] in '“”"‘,' or (run[0] in _OPENING and _balanced(run, 0) >= len(run)):
            before, run = before + run[0], run[1:]
        elif run[-1] in ',.;:!?…”"’' or (run[-1] in _CLOSING and _depth(run) < 0):
            after, run = run[-1] + after, run[:-1]
        else:
            break
    return before, run, after


def _worth(formula: str) -> bool:
    """Is there anything in it that is set otherwise than text?"""
    return not re.fullmatch(r"[\d.,/-]*", formula)
