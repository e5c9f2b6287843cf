r"""LaTeX of the kernel's terms and formulas, from the plain data in which a ledger holds them.

A term is read as it stands: nothing is simplified or proved here. The order of a sum may change (what is positive
comes first), fractions are built from negative powers, and brackets stand where a reader needs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from checks.encode import latex_names as names
from checks.encode.latex_numbers import enclosure
from checks.encode.plain import vector_equation

__all__ = ["chained", "conjuncts", "formula_latex", "size", "variables", "width"]

SUM, PRODUCT, POWER, ATOM = 3, 4, 6, 9
WIDEST_FRACTION = 42.0
WIDEST_EXPONENT = 14.0
DEEPEST = 120
_RELATIONS = {"<": "<", "<=": r"\le", "=": "=", "!=": r"\ne"}
_FUNCTIONS = {
    "log": r"\log", "sin": r"\sin", "cos": r"\cos", "tan": r"\tan", "sinh": r"\sinh", "cosh": r"\cosh",
    "tanh": r"\tanh", "min": r"\min", "max": r"\max", "gamma": r"\Gamma", "lambertw": "W", "exp": r"\exp",
    "asin": r"\arcsin", "acos": r"\arccos", "atan": r"\arctan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """LaTeX, how tightly it binds, about how many characters it is wide, and whether it begins with a minus."""

    latex: str
    level: float
    width: float

    @property
    def negative(self) -> bool:
        return self.latex.startswith("-")


def formula_latex(data: Any) -> str:
    r"""A term or a formula on one line, as wide as it is; `\bigl( … \bigr)` may be broken by TeX."""
    return _piece(data, False, 0).latex


def width(data: Any) -> float:
    """About how many characters wide the formula is."""
    return _piece(data, False, 0).width


def chained(formulas: Sequence[Any]) -> list[Any]:
    """The formulas, two neighbours a ≤ x and x ≤ b joined to the chain a ≤ x ≤ b."""
    joined: list[Any] = []
    for part in formulas:
        last = joined[-1] if joined else [""]
        orders = {last[0], part[0]} <= {"<", "<="}
        if orders and last[2] == part[1] and isinstance(last[1], str) and isinstance(part[2], str):
            joined[-1] = ["chain", last[0], last[1], part[0], part[1], part[2]]
        else:
            joined.append(part)
    return joined


def conjuncts(formula: Any) -> list[Any]:
    """What all holds where the formula does."""
    return list(formula[1:]) if isinstance(formula, list) and formula and formula[0] == "and" else [formula]


def size(data: Any) -> int:
    """How many symbols and numbers occur."""
    return sum(1 for node in _nodes(data) if isinstance(node, str) or node[0] in ("v", "pi", "e"))


def variables(data: Any) -> set[str]:
    """The names of the variables, those of sequences not among them."""
    return {node[1] for node in _nodes(data) if isinstance(node, list) and node[0] == "v"}


def _nodes(data: Any) -> Iterator[Any]:
    stack = [data]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, list) and node[0] not in ("v", "vec"):
            stack += reversed(_parts(node))


def _piece(data: Any, small: bool, depth: int) -> Piece:
    if depth > DEEPEST:
        return Piece(r"\cdots", ATOM, 3)
    if isinstance(data, str):
        latex = names.number(data, small=small)
        plain = latex.replace(r"\frac", "").replace(r"\cdot", "")
        fraction = Fraction(data)
        whole = fraction.denominator == 1 and "^" not in latex
        return Piece(latex, ATOM if whole and fraction >= 0 else PRODUCT if fraction >= 0 else SUM, len(plain) * 0.8)
    op, rest = data[0], data[1:]
    if op == "v":
        return Piece(names.name(rest[0]), ATOM, 1.0 + 0.6 * rest[0].count("_") + 0.6 * rest[0].count("^"))
    if op in ("pi", "e", "oo"):
        return Piece({"pi": r"\pi", "e": "e", "oo": r"\infty"}[op], ATOM, 1)
    if op in ("vec", "inner") or (op == "root" and rest[1] == "2" and isinstance(rest[0], list) and _squared(rest[0])):
        return _vectors(op, rest, depth)
    if op == "=" and rest[1] == "0" and (sides := vector_equation(rest[0])):
        left, right = (_piece(side, small, depth + 1) for side in sides)
        return Piece(f"{left.latex} = {right.latex}", 2, left.width + right.width + 2)
    if op in ("app", "fun"):
        at = _piece(rest[1], True, depth + 1)
        return Piece(names.index(rest[0].strip("<>"), at.latex), ATOM, 1.2 + 0.6 * at.width)
    if op == "+":
        return _sum(rest, small, depth)
    if op == "*":
        return _product(rest, small, depth)
    if op in ("^", "**"):
        return _power(rest[0], rest[1], small, depth)
    if op == "root":
        inner = _piece(rest[0], small, depth + 1)
        which = "" if rest[1] == "2" else f"[{rest[1]}]"
        return Piece(rf"\sqrt{which}{{{inner.latex}}}", ATOM, inner.width + 1)
    if op == "exp":
        return _exponential(rest[0], small, depth)
    if op in _RELATIONS:
        left, right = (_piece(side, small, depth + 1) for side in rest)
        return Piece(f"{left.latex} {_RELATIONS[op]} {right.latex}", 2, left.width + right.width + 2)
    if op == "chain":
        return _chain(rest, depth)
    if op in ("and", "or"):
        parts = [_within(_piece(part, small, depth + 1), 2) for part in rest]
        sign = r" \ \wedge\  " if op == "and" else r" \ \vee\  "
        return Piece(sign.join(p.latex for p in parts), 0, sum(p.width + 3 for p in parts))
    return _applied(op, rest, small, depth)


def _squared(data: list[Any]) -> bool:
    """Whether it is the inner product of a vector and itself."""
    return bool(data[0] == "inner" and data[1] == data[2])


def _vectors(op: str, rest: list[Any], depth: int) -> Piece:
    """A vector, an inner product, a length or its square."""
    if op == "vec":
        return Piece(names.name(rest[0]), ATOM, 1.0 + 0.6 * rest[0].count("_"))
    if op == "root" or rest[0] == rest[1]:
        length = _piece(rest[0][1] if op == "root" else rest[0], False, depth + 1)
        square = "" if op == "root" else "^{2}"
        return Piece(rf"\lVert {length.latex}\rVert{square}", ATOM if op == "root" else POWER, length.width + 2)
    left, right = (_piece(v, False, depth + 1) for v in rest)
    return Piece(rf"\langle {left.latex},\, {right.latex}\rangle", ATOM, left.width + right.width + 3)


def _chain(rest: list[Any], depth: int) -> Piece:
    """a ≤ x ≤ b; where both ends are long numbers, x and the digits that they share."""
    low, middle, high = (_piece(rest[i], False, depth + 1) for i in (1, 3, 4))
    if low.width + high.width > 24:
        ends = enclosure(rest[1], rest[4]).strip("$")
        return Piece(rf"{middle.latex} \in {ends}", 2, middle.width + 20)
    signs = [_RELATIONS[rest[i]] for i in (0, 2)]
    latex = f"{low.latex} {signs[0]} {middle.latex} {signs[1]} {high.latex}"
    return Piece(latex, 2, low.width + middle.width + high.width + 4)


def _applied(op: str, rest: list[Any], small: bool, depth: int) -> Piece:
    """Integrals, derivatives, absolute values, functions."""
    if op == "int":
        body, low, high = (_piece(term, small, depth + 1) for term in (rest[0], rest[2], rest[3]))
        inner = _within(body, PRODUCT)
        latex = rf"\int_{{{low.latex}}}^{{{high.latex}}} {inner.latex}\,d{names.name(rest[1])}"
        return Piece(latex, SUM, inner.width + 4)
    if op == "flow":
        drift, start, time = (_piece(term, small, depth + 1) for term in (rest[0], rest[2], rest[3]))
        x = names.name(rest[1])
        head = rf"\operatorname{{flow}}\bigl[{x}' = {drift.latex},\, {x}(0) = {start.latex}\bigr]"
        return Piece(head + _bracketed(time.latex, time.width), ATOM, drift.width + start.width + time.width + 10)
    if op == "E":
        inner = _piece(rest[0], small, depth + 1)
        head = rf"\mathbb{{E}}_{{{names.name(rest[1])} \sim {names.name(rest[2][1])}}}"
        return Piece(rf"{head}\bigl[{inner.latex}\bigr]", ATOM, inner.width + 4)
    if op == "D":
        order, inner = 1, rest[0]
        while isinstance(inner, list) and inner[0] == "D" and inner[2] == rest[1]:
            order, inner = order + 1, inner[1]
        body, power = _within(_piece(inner, small, depth + 1), ATOM), f"^{{{order}}}" if order > 1 else ""
        head = rf"\frac{{\partial{power}}}{{\partial {names.name(rest[1][1])}{power}}}"
        return Piece(f"{head} {body.latex}", PRODUCT, body.width + 3)
    parts = [_piece(term, small, depth + 1) for term in rest]
    inside = r",\, ".join(part.latex for part in parts)
    width = sum(part.width + 1 for part in parts)
    if op == "abs":
        return Piece(rf"\lvert {inside}\rvert", ATOM, width + 1)
    head = _FUNCTIONS.get(op, rf"\operatorname{{{op}}}")
    return Piece(head + _bracketed(inside, width), ATOM, width + 1 + len(op))


def _bracketed(latex: str, width: float) -> str:
    tall = r"\frac" in latex or r"\int" in latex
    return rf"\bigl({latex}\bigr)" if tall or width > 24 else f"({latex})"


def _within(piece: Piece, level: float) -> Piece:
    """The piece, in brackets where it binds less tightly than what stands around it."""
    if piece.level > level:
        return piece
    return Piece(_bracketed(piece.latex, piece.width), ATOM, piece.width + 2)


def _sum(terms: list[Any], small: bool, depth: int) -> Piece:
    parts = [_piece(term, small, depth + 1) for term in terms]
    growing = any(part.latex.lstrip("-").startswith(("e^", r"\exp")) for part in parts)  # 1 + e^x, but t + 1
    first = next((i for i, part in enumerate(parts) if not part.negative and isinstance(terms[i], str) and growing), -1)
    if first < 0:
        first = next((i for i, part in enumerate(parts) if not part.negative), 0)
    parts.insert(0, parts.pop(first))
    latex = parts[0].latex
    for part in parts[1:]:
        latex += f" - {part.latex[1:].lstrip()}" if part.negative else f" + {part.latex}"
    return Piece(latex, SUM, sum(part.width + 2 for part in parts) - 2)


def _product(factors: list[Any], small: bool, depth: int) -> Piece:
    """A coefficient, a numerator, a denominator."""
    coefficient, above, below = Fraction(1), [], []
    for factor in factors:
        if isinstance(factor, str):
            coefficient *= Fraction(factor)
        elif factor[0] == "^" and isinstance(factor[2], str) and Fraction(factor[2]) < 0:
            below.append(_power(factor[1], str(-Fraction(factor[2])), small, depth + 1))
        else:
            above.append(_piece(factor, small, depth + 1))
    sign = "-" if coefficient < 0 else ""
    coefficient = abs(coefficient)
    short = coefficient.denominator < 10_000 and coefficient.numerator < 1_000_000
    numerator, denominator = (coefficient.numerator, coefficient.denominator) if short else (1, 1)
    if not short or (denominator > 1 and not below and sum(p.width for p in above) > 12):
        # a long factor stays beside its coefficient
        above.insert(0, _piece(str(coefficient), small, depth + 1))
        numerator = denominator = 1
    if numerator != 1 or not above:
        above.insert(0, _piece(str(numerator), small, depth + 1))
    if denominator != 1:
        below.insert(0, _piece(str(denominator), small, depth + 1))
    if not below:
        top = _joined(above)
        return Piece(sign + top.latex, PRODUCT if not sign else SUM, top.width)
    top, bottom = (parts[0] if len(parts) == 1 else _joined(parts) for parts in (above, below))
    return _fraction(sign, top, bottom, small)


def _fraction(sign: str, top: Piece, bottom: Piece, small: bool) -> Piece:
    level = PRODUCT if not sign else SUM
    width = max(top.width, bottom.width)
    if small or width > WIDEST_FRACTION:
        a, b = _within(top, SUM), _within(bottom, PRODUCT)
        return Piece(f"{sign}{a.latex}/{b.latex}", level, a.width + b.width + 1)
    if top.negative and top.level > SUM and not sign:
        sign, level, top = "-", SUM, Piece(top.latex[1:].lstrip(), top.level, top.width)
    return Piece(rf"{sign}\frac{{{top.latex}}}{{{bottom.latex}}}", level, width)


def _joined(parts: list[Piece]) -> Piece:
    """Factors side by side, with a dot where two digits would meet."""
    latex, width = "", 0.0
    alone = len(parts) == 1
    for part in parts:
        piece = part if alone else _within(part, SUM)
        digit = piece.latex[:1].isdigit() or piece.latex.startswith((r"\frac{", "10^"))
        if latex and (digit or latex.endswith("\\ldots")):
            latex += r" \cdot " + piece.latex
        else:
            latex += (r"\," if latex else "") + piece.latex
        width += piece.width + 0.3
    return Piece(latex, parts[0].level if alone else PRODUCT, width)


def _power(base: Any, exponent: Any, small: bool, depth: int) -> Piece:
    root = _piece(base, small, depth + 1)
    if isinstance(exponent, str):
        value = Fraction(exponent)
        if value == 1:
            return root
        if value < 0:
            return _fraction("", Piece("1", ATOM, 1), _power(base, str(-value), small, depth), small)
        if value.denominator == 2 and value.numerator == 1 and root.width <= WIDEST_FRACTION:
            return Piece(rf"\sqrt{{{root.latex}}}", ATOM, root.width + 1)
    raised = _piece(exponent, True, depth + 1)
    if isinstance(base, list) and base[0] == "exp":
        root = Piece(f"({root.latex})", ATOM, root.width + 2)
    else:
        root = _within(root, POWER)
    if root.latex.endswith("}") and "^" in names_only(root.latex):
        root = Piece(f"({root.latex})", ATOM, root.width + 2)
    return Piece(f"{root.latex}^{{{raised.latex}}}", POWER, root.width + 0.7 * raised.width)


def names_only(latex: str) -> str:
    """The end of a piece that is a bare name, where a second exponent could not follow; nothing for other pieces."""
    return "" if latex.endswith((")", r"\rvert")) or latex.startswith(r"\sqrt") else latex


def _exponential(argument: Any, small: bool, depth: int) -> Piece:
    raised = _piece(argument, True, depth + 1)
    if raised.width <= WIDEST_EXPONENT and not (small and "^" in raised.latex):
        return Piece(f"e^{{{raised.latex}}}", POWER + 1, 1 + 0.7 * raised.width)
    inner = _piece(argument, small, depth + 1)
    return Piece(r"\exp" + _bracketed(inner.latex, inner.width), ATOM, inner.width + 4)


def _parts(node: list[Any]) -> list[Any]:
    """The terms in a node, without names that it binds and names of sequences, functions and laws."""
    match node[0]:
        case "app" | "fun":
            return node[2:]
        case "int" | "flow":
            return [node[1], *node[3:]]
        case "E":
            return [node[1]]
    return node[1:]
