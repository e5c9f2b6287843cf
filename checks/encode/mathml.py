r"""MathML of the formulas on a page, from the LaTeX that our terms and the papers' quotes are written in.

`mathml(latex)` reads the part of LaTeX that formulas use and nothing that could run. A command that it does not know
raises `Unreadable`, and the page shows the LaTeX itself: a formula is never guessed at. What browsers need beyond the
standard is done here: letters of special alphabets are Unicode characters (`mathvariant` is ignored by some), functions
are followed by U+2061, and brackets around something tall are told to stretch.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from checks.encode.characters import MATH

__all__ = ["Unreadable", "mathml"]


class Unreadable(ValueError):
    """A formula uses a command that is not known here, or its groups do not match."""


_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\d+(?:\.\d+)?|[^\s]|\s+", re.DOTALL)
_CHARACTERS = {
    command: char for char, command in reversed(MATH.items()) if re.fullmatch(r"\\[A-Za-z]+", command)  # the first wins
} | {
    r"\phi": "ϕ", r"\varphi": "φ", r"\epsilon": "ϵ", r"\varepsilon": "ε", r"\Delta": "Δ",
    r"\Sigma": "Σ", r"\Omega": "Ω",
    r"\lvert": "|", r"\rvert": "|", r"\vert": "|", r"\lVert": "‖", r"\rVert": "‖", r"\Vert": "‖", r"\|": "‖",
    r"\{": "{", r"\}": "}", r"\lbrace": "{", r"\rbrace": "}", r"\langle": "⟨", r"\rangle": "⟩", r"\%": "%", r"\#": "#",
    r"\&": "&", r"\_": "_", r"\$": "$", r"\le": "≤", r"\leq": "≤", r"\ge": "≥", r"\geq": "≥", r"\ne": "≠", r"\neq": "≠",
    r"\to": "→", r"\iff": "⟺", r"\implies": "⟹", r"\cdot": "·", r"\ldots": "…", r"\cdots": "⋯", r"\dots": "…",
    r"\mid": "∣", r"\colon": ":", r"\lbrack": "[", r"\rbrack": "]", r"\land": "∧", r"\lor": "∨", r"\infty": "∞",
    r"\ell": "ℓ", r"\nabla": "∇", r"\partial": "∂", r"\angle": "∠", r"\top": "⊤", r"\square": "□", r"\setminus": "∖",
    r"\bigcup": "⋃", r"\bigcap": "⋂", r"\prime": "′", r"\star": "⋆", r"\dagger": "†", r"\hbar": "ℏ", r"\ast": "∗",
}  # fmt: skip
_FUNCTIONS = {
    "log", "ln", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan", "arg", "deg", "det",
    "dim", "ker", "gcd",
}  # fmt: skip
_LIMITS = {"min", "max", "sup", "inf", "lim", "liminf", "limsup"}
_LARGE = {r"\sum", r"\prod", r"\bigcup", r"\bigcap"}
_SPACES = {
    r"\,": "0.167em", r"\:": "0.222em", r"\;": "0.278em", r"\ ": "0.333em", r"\!": "-0.167em", r"\quad": "1em",
    r"\qquad": "2em", "~": "0.333em", r"\enspace": "0.5em",
}  # fmt: skip
_ACCENTS = {
    r"\hat": "^", r"\widehat": "^", r"\tilde": "~", r"\widetilde": "~", r"\bar": "¯", r"\overline": "‾", r"\dot": "˙",
    r"\ddot": "¨", r"\vec": "→", r"\check": "ˇ", r"\breve": "˘", r"\acute": "´", r"\grave": "`", r"\underline": "_",
}  # fmt: skip
_OPENING, _CLOSING = "([{⟨⌊⌈", ")]}⟩⌋⌉"
_OPERATORS = frozenset("+−=<>≤≥≠≈≃≅∼≡≪≫∝≲≳±∓×÷·∗∘⊕⊗⊙∖∈∉∋⊂⊆⊃⊇∪∩∧∨⊢⊨→←↔⇒⇐⇔↦⟶⟹⟺∣≔⪯⪰≺≻≼≽,;:!/¬∀∃⇉⋃⋂′")
_SIZES = {rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")}
_THIN = '<mspace width="0.167em"/>'
_TALL = ' fence="true" stretchy="true"'
_IGNORED = {r"\displaystyle", r"\textstyle", r"\limits", r"\nolimits", r"\allowbreak", r"\hline", r"\strut"}
_ALPHABETS = {
    r"\mathbb": "double",
    r"\mathcal": "script",
    r"\mathscr": "script",
    r"\mathbf": "bold",
    r"\boldsymbol": "bold",
}
_FIRST = {"double": (0x1D538, 0x1D552, 0x1D7D8), "script": (0x1D49C, 0x1D4B6, 0), "bold": (0x1D400, 0x1D41A, 0x1D7CE)}
_SCRIPT = dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True))
_DOUBLE = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))


@lru_cache(maxsize=4096)
def mathml(latex: str, *, display: bool = False, source: bool = False) -> str:
    r"""A `<math>` element. display: on a line of its own; source: with the LaTeX in it, for whoever copies it."""
    reader = _Reader(latex)
    pieces = reader.row(())
    body = _inferred(pieces)
    if source:
        body = _row(pieces)
        annotation = f'<annotation encoding="application/x-tex">{escape(latex, quote=False)}</annotation>'
        body = f"<semantics>{body}{annotation}</semantics>"
    block = ' display="block"' if display else ""
    return f"<math{block}>{body}</math>"


def _row(pieces: list[str]) -> str:
    return pieces[0] if len(pieces) == 1 else f"<mrow>{''.join(pieces)}</mrow>"


def _inferred(pieces: list[str]) -> str:
    """What stands in an element that is a row by itself, such as `<math>`."""
    (only,) = pieces if len(pieces) == 1 else [""]
    within = only.removeprefix("<mrow>").removesuffix("</mrow>")
    alone = len(within) == len(only) - 13 and "<mrow>" not in within  # one row, not two side by side
    return within if alone else "".join(pieces)


def _mo(char: str, more: str = "") -> str:
    return f"<mo{more}>{escape(char, quote=False)}</mo>"


def _letter(char: str, alphabet: str) -> str:
    """A letter or digit of a special alphabet, by its own code point."""
    upper, lower, digit = _FIRST[alphabet]
    special = {"double": _DOUBLE, "script": _SCRIPT}.get(alphabet, {}).get(char)
    if special:
        return special
    if "A" <= char <= "Z":
        return chr(upper + ord(char) - ord("A"))
    if "a" <= char <= "z":
        return chr(lower + ord(char) - ord("a"))
    return chr(digit + int(char)) if char.isdigit() and digit else char


class _Reader:
    """One pass over the tokens of a formula."""

    def __init__(self, latex: str) -> None:
        self.tokens = _TOKEN.findall(latex)
        self.at = 0

    def row(self, until: tuple[str, ...]) -> list[str]:
        """Everything up to one of these tokens, which is read as well. What stands in brackets is one piece."""
        pieces: list[str] = []
        opened: list[int] = []  # where brackets were opened that are not closed yet
        while True:
            token = self.next()
            if token is None:
                if until:
                    raise Unreadable(f"{until[0]} is missing")
                return pieces
            if token in until:
                return pieces
            if token in ("}", r"\right", r"\end", "&", r"\\"):
                raise Unreadable(f"{token} without a beginning")
            if token in ("^", "_", "'"):
                base = pieces.pop() if pieces else "<mrow></mrow>"
                self.at -= 1
                pieces.append(self.scripts(base, under=False))
                continue
            if token in _IGNORED:
                continue
            if token == r"\,":
                if self.is_space(pieces[-1] if pieces else ""):
                    pieces.append(_THIN)
                continue
            self.bracket = ""
            piece, under = self.atom(token)
            if self.bracket == "bar":
                self.bracket = "closing" if opened and pieces[opened[-1]] == piece else "opening"
            if self.bracket == "opening":
                opened.append(len(pieces))
                pieces.append(piece)
                continue
            if self.bracket == "closing" and opened:
                inner = pieces[opened[-1] :]
                del pieces[opened.pop() :]
                piece = f"<mrow>{''.join(inner)}{piece}</mrow>"
                self.function = False
            function = self.function  # what follows it, not what its scripts end with
            pieces.append(self.scripts(piece, under=under))
            if function and not self.ahead("(", "[", r"\bigl", r"\left", r"\Bigl", "^", "_", "}", ")", ",", "="):
                pieces.append(_THIN)

    bracket = ""  # of the piece read last: opening, closing, bar, or none
    function = False

    def is_space(self, before: str) -> bool:
        r"""Is a thin space to be seen? Between factors it says that they are multiplied, which goes without saying."""
        here = self.at
        following = self.next() or ""
        self.at = here
        return not before or following in ("", "d") or (before.startswith("<mn>") and following.isdigit())

    def next(self) -> str | None:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if not token.isspace():
                return str(token)
        return None

    def ahead(self, *tokens: str) -> bool:
        """Is the next token one of these?"""
        here = self.at
        found = self.next()
        self.at = here
        return found in tokens or found is None

    def argument(self) -> str:
        """A group, or the one token after a command."""
        token = self.next()
        if token is None:
            raise Unreadable("an argument is missing")
        if token.isdigit() and len(token) > 1:  # \frac12 takes one digit after the other
            self.at -= 1
            self.tokens[self.at] = token[1:]
            token = token[0]
        return _row(self.row(("}",))) if token == "{" else self.atom(token)[0]

    def verbatim(self) -> str:
        """The text of a group, or the one token that stands for it."""
        depth = 0
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        out: list[str] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            depth += (token == "{") - (token == "}")
            if depth == 0:
                return "".join(out)[1:] if out else str(token)
            out.append(token)
        raise Unreadable("} is missing")

    def scripts(self, base: str, *, under: bool) -> str:
        low = high = None
        primes = ""
        while self.at < len(self.tokens):
            here = self.at
            token = self.next()
            if token == "'":
                primes += "′"
            elif token == "_" and low is None:
                low = self.argument()
            elif token == "^" and high is None:
                high = self.argument()
            else:
                self.at = here
                break
        if primes:
            high = _mo(primes) if high is None else f"<mrow>{_mo(primes)}{high}</mrow>"
        names = ("munder", "mover", "munderover") if under else ("msub", "msup", "msubsup")
        if low is not None and high is not None:
            return f"<{names[2]}>{base}{low}{high}</{names[2]}>"
        if low is not None:
            return f"<{names[0]}>{base}{low}</{names[0]}>"
        return base if high is None else f"<{names[1]}>{base}{high}</{names[1]}>"

    def atom(self, token: str) -> tuple[str, bool]:
        """One piece, and whether its scripts stand below and above it."""
        self.function = False
        if token == "{":
            return _row(self.row(("}",))), False
        if token[0].isdigit():
            return f"<mn>{token}</mn>", False
        if token[0] != "\\" or (len(token) == 2 and token in _CHARACTERS):
            return self.character(_CHARACTERS.get(token, token)), False
        if token in _SPACES:
            return f'<mspace width="{_SPACES[token]}"/>', False
        name = token[1:]
        if name in _FUNCTIONS or name in _LIMITS:
            self.function = True
            return (
                f"<mrow><mi>{name}</mi><mo>\u2061</mo></mrow>" if name in _FUNCTIONS else f"<mi>{name}</mi>",
                name in _LIMITS,
            )
        if token in _LARGE:
            return _mo(_CHARACTERS[token]), True
        return self.command(token)

    def character(self, char: str) -> str:
        if char == "-":
            char = "−"
        if char == "*":
            char = "∗"
        if char in _OPENING or char in _CLOSING or char in "|‖":
            self.bracket = "bar" if char in "|‖" else "opening" if char in _OPENING else "closing"
            return _mo(char)
        if char == "~":
            return '<mspace width="0.333em"/>'
        if char in _OPERATORS or not (char.isalnum() or char in "∞∂∇%#_ℓ℘…⋯.$&⊤∠□ℏ"):
            return _mo(char)
        return f"<mi>{escape(char, quote=False)}</mi>"

    def command(self, token: str) -> tuple[str, bool]:
        if token in (r"\frac", r"\tfrac", r"\dfrac"):
            return f"<mfrac>{self.argument()}{self.argument()}</mfrac>", False
        if token == r"\sqrt":
            if self.ahead("[") and self.at < len(self.tokens):
                self.next()
                index = _row(self.row(("]",)))
                return f"<mroot>{self.argument()}{index}</mroot>", False
            return f"<msqrt>{self.argument()}</msqrt>", False
        if token in _SIZES:
            piece = self.character(self.delimiter())
            if token[-1] in "lr" and self.bracket:
                self.bracket = "opening" if token[-1] == "l" else "closing"
            return piece, False
        if token == r"\left":
            return self.fenced(), False
        if token == r"\begin":
            return self.environment(), False
        if token in _ALPHABETS:
            return f"<mi>{''.join(_letter(c, _ALPHABETS[token]) for c in self.symbols())}</mi>", False
        if token in (r"\mathrm", r"\operatorname", r"\operatorname*", r"\mathit", r"\mathsf"):
            self.function = token.startswith(r"\operatorname")
            words = re.sub(r"\\[,; ]|~", " ", self.verbatim())
            return f'<mi mathvariant="normal">{escape(words, quote=False)}</mi>', token.endswith("*")
        if token in (r"\text", r"\textrm", r"\mbox", r"\textit"):
            return self.words(), False
        if token in _ACCENTS:
            accent = _mo(_ACCENTS[token], ' stretchy="false"' if token not in (r"\overline", r"\underline") else "")
            kind = "munder" if token == r"\underline" else "mover"
            return f'<{kind} accent="true">{self.argument()}{accent}</{kind}>', False
        if token == r"\refenclosed":
            shared, low, high = self.argument(), self.argument(), self.argument()
            return f"<mrow>{shared}<msubsup><mrow></mrow>{low}{high}</msubsup></mrow>", False
        if token in _CHARACTERS:
            piece = self.character(_CHARACTERS[token])
            if token in (r"\lvert", r"\lVert", r"\rvert", r"\rVert"):
                self.bracket = "opening" if token[1] == "l" else "closing"
            return piece, False
        raise Unreadable(f"{token} is not known")

    def symbols(self) -> str:
        text = self.verbatim()
        return _CHARACTERS.get(text.strip(), text.strip())

    def words(self) -> str:
        """Text in a formula, in which formulas may stand between dollar signs."""
        pieces = self.verbatim().split("$")
        out = []
        for i, piece in enumerate(pieces):
            if i % 2:
                out.append(_row(_Reader(piece).row(())))
            elif piece:
                plain = re.sub(r"\\ttfamily\s*|\\[a-z]+\{\}", "", piece).replace("~", "\u00a0")
                plain = re.sub(r"\\([{}$&#%_ ])", r"\1", plain).replace("{", "").replace("}", "")
                plain = re.sub(r"^ | $", "\u00a0", plain.replace("``", "“").replace("''", "”"))
                out.append(f"<mtext>{escape(plain, quote=False)}</mtext>")
        return _row(out)

    def delimiter(self) -> str:
        token = self.next()
        if token is None:
            raise Unreadable("a bracket is missing")
        return "" if token == "." else _CHARACTERS.get(token, token)

    def fenced(self) -> str:
        opening = self.delimiter()
        inner = self.row((r"\right",))
        closing = self.delimiter()
        ends = (_mo(opening, _TALL) if opening else "", _mo(closing, _TALL) if closing else "")
        return f"<mrow>{ends[0]}{''.join(inner)}{ends[1]}</mrow>"

    def environment(self) -> str:
        kind = self.verbatim()
        columns = self.verbatim() if kind == "array" else ""
        rows: list[list[str]] = [[]]
        cell: list[str] = []
        while True:
            token = self.next()
            if token is None:
                raise Unreadable(rf"\end{{{kind}}} is missing")
            if token in ("&", r"\\", r"\end"):
                rows[-1].append(_row(cell))
                cell = []
                if token == r"\\":
                    rows.append([])
                if token == r"\end":
                    if self.verbatim() != kind:
                        raise Unreadable(rf"\end{{{kind}}} is missing")
                    break
                continue
            if token in _IGNORED:
                continue
            if token in ("^", "_", "'"):
                self.at -= 1
                cell.append(self.scripts(cell.pop() if cell else "<mrow></mrow>", under=False))
                continue
            piece, under = self.atom(token)
            cell.append(self.scripts(piece, under=under))
        return _table(kind, columns, [row for row in rows if row != ["<mrow></mrow>"]])


def _table(kind: str, columns: str, rows: list[list[str]]) -> str:
    if kind not in ("aligned", "gathered", "cases", "array", "pmatrix", "bmatrix", "matrix", "align", "split"):
        raise Unreadable(f"the environment {kind} is not known")
    sides = {"l": "left", "r": "right", "c": "center"}
    wanted = [sides[c] for c in columns if c in sides]
    lines = "".join(
        "<mtr>"
        + "".join(
            f'<mtd style="text-align:{wanted[i] if i < len(wanted) else _side(kind, i)}">{cell}</mtd>'
            for i, cell in enumerate(row)
        )
        + "</mtr>"
        for row in rows
    )
    table = f"<mtable>{lines}</mtable>"
    fences = {"pmatrix": "()", "bmatrix": "[]", "cases": "{"}.get(kind, "")
    if not fences:
        return table
    return f"<mrow>{_mo(fences[0], _TALL)}{table}{_mo(fences[1], _TALL) if len(fences) > 1 else ''}</mrow>"


def _side(kind: str, column: int) -> str:
    if kind in ("aligned", "align", "split"):
        return "left" if column % 2 else "right"
    return "left" if kind == "cases" else "center"
