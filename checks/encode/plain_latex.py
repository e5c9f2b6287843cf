r"""LaTeX of a quote as a line of Unicode, for a terminal: `\theta_1^{t} \le \frac12` → θ₁ᵗ ≤ 1/2."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from checks.encode.characters import SUBSCRIPT, SUPERSCRIPT
from checks.encode.latex_formula import formula
from checks.encode.mathml import Unreadable, mathml

__all__ = ["plain_sentence", "spelled"]

_RAISED = {plain: char for char, plain in reversed(SUPERSCRIPT.items())} | {"−": "⁻", "′": "′"}
_LOWERED = {plain: char for char, plain in reversed(SUBSCRIPT.items())} | {"−": "₋"}
_LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Delta": "Δ", "Phi": "Φ", "Psi": "Ψ",
}  # fmt: skip
_NAME = re.compile(rf"(?<![A-Za-z0-9_])({'|'.join(_LETTERS)})(prime)?(?![a-z])")
_INDEXED = re.compile(r"(?<=[^\W\d])_(\d+)(?![\w])")


def plain_sentence(text: str) -> str:
    """A sentence with LaTeX between dollar signs, in Unicode; what cannot be read stays as it is."""
    pieces = text.replace(r"\$", "\N{FULLWIDTH DOLLAR SIGN}").split("$")
    if len(pieces) % 2 == 0:
        return text
    out = "".join(_plain(piece) if i % 2 else piece for i, piece in enumerate(pieces))
    return out.replace("\N{FULLWIDTH DOLLAR SIGN}", "$")


def spelled(text: str) -> str:
    """The kernel's text with Greek letters for their names, as the sentences around it have them: theta_1 → θ₁."""
    greek = _NAME.sub(lambda found: _LETTERS[found[1]] + ("′" if found[2] else ""), text)
    return _INDEXED.sub(lambda found: "".join(_LOWERED[digit] for digit in found[1]), greek)


def _plain(latex: str) -> str:
    try:
        tree = ElementTree.fromstring(mathml(formula(latex)))
    except (Unreadable, ElementTree.ParseError):
        return latex
    text = re.sub(r" +", " ", _text(tree)).strip()
    return re.sub(r"(^|[=<>≤≥≠≈∼→∈∝(,[] ?)− ", r"\1−", text)


def _text(node: ElementTree.Element) -> str:
    parts = [_text(child) for child in node]
    tag = node.tag
    if not parts:
        return _leaf(node)
    if tag == "mfrac":
        return f"{_closed(parts[0])}/{_closed(parts[1])}"
    if tag == "msqrt":
        return f"√({''.join(parts)})"
    if tag == "mroot":
        return f"root[{parts[1]}]({parts[0]})"
    if tag in ("msub", "munder"):
        return parts[0] + _script(parts[1], _LOWERED, "_") + (" " if tag == "munder" else "")
    if tag in ("msup", "mover"):
        return parts[0] + _script(parts[1], _RAISED, "^")
    if tag in ("msubsup", "munderover"):
        return parts[0] + _script(parts[1], _LOWERED, "_") + _script(parts[2], _RAISED, "^")
    if tag == "mtr":
        return "  ".join(parts)
    return ("; " if tag == "mtable" else "").join(parts)


def _leaf(node: ElementTree.Element) -> str:
    text = node.text or ""
    if node.tag == "mspace":
        return "" if (node.get("width") or "").startswith("-") else " "
    if node.tag == "mo" and text in "+−=<>≤≥≠≈∼→∈∝≪≫∧∨⟹⟺⇒⊂⊆∣":
        return f" {text} "
    return {",": ", ", "\u2061": ""}.get(text, text) if node.tag == "mo" else text


def _closed(text: str) -> str:
    inner = text.strip()
    return inner if re.fullmatch(r"(?:[^\W\d]|\d+(?:\.\d+)?)[′₀-₉⁰-⁹ᵗ]*|\([^()]*\)", inner) else f"({inner})"


def _script(text: str, table: dict[str, str], mark: str) -> str:
    inner = text.strip().replace(" ", "")
    if inner and all(char in table for char in inner):
        return "".join(table[char] for char in inner)
    return f"{mark}{inner}" if re.fullmatch(r"\w", inner) else f"{mark}({text.strip()})"
