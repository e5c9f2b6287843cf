"""The kernel's data as a reader would write it on one line: terms, formulas, judgements.

A term is read as it stands and nothing is simplified, so that the same data give the same text for ever.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

__all__ = ["context_text", "formula_text", "judgement_text", "symbol_text", "vector_equation"]

SUM, PRODUCT, POWER, ATOM = 3.0, 4.0, 6.0, 9.0
LEVEL = {
    "or": 0.0,
    "and": 1.0,
    "<": 2.0,
    "<=": 2.0,
    "=": 2.0,
    "!=": 2.0,
    "+": SUM,
    "*": PRODUCT,
    "^": POWER,
    "**": POWER,
}
RELATION = {"<": "<", "<=": "≤", "=": "=", "!=": "≠"}
NAME = {"lambertw": "W", "gamma": "Γ", "pi": "π", "e": "e", "oo": "∞"}
DEEPEST = 400


def formula_text(data: Any) -> str:
    """A term or a formula."""
    try:
        return _read(_written(data))
    except RecursionError:
        return _text(data, 0.0, 0)


_written = json.JSONEncoder(ensure_ascii=False).encode


@lru_cache(maxsize=8192)  # hypotheses stand in every claim of a statement, claims in what was established
def _read(written: str) -> str:
    return _text(json.loads(written), 0.0, 0)


def symbol_text(name: str, domain: str) -> str:
    """A symbol and where it ranges: "x ∈ (0, ∞)"."""
    if domain.endswith(" in N"):
        whole = domain.removesuffix(" in N")
        return f"{name} ∈ ℕ" + ("" if whole == "[0, oo)" else f" ∩ {_infinite(whole)}")
    return f"{name} ∈ " + ("ℝ" if domain == "(-oo, oo)" else _infinite(domain))


def context_text(context: Mapping[str, Any]) -> str:
    """The symbols with their domains, then what is assumed of them."""
    names = ", ".join(symbol_text(name, domain) for name, domain in context["symbols"].items())
    assumed = ", ".join(map(formula_text, (*context["given"], *context["evolves"])))
    return (names or "(no symbols)") + (f" with {assumed}" if assumed else "")


def judgement_text(judgement: Mapping[str, Any]) -> str:
    """What holds, and for which points: "for all x ∈ ℝ ⊢ 0 ≤ x^2"."""
    head = f"for {judgement['kind']} {context_text(judgement)}"
    if judgement["kind"] == "some" and judgement["concludes"] == ["=", "0", "0"]:
        return head  # nothing is asked of the point beyond the hypotheses
    return f"{head} ⊢ {formula_text(judgement['concludes'])}"


def _infinite(interval: str) -> str:
    return interval.replace("-oo", "−∞").replace("oo", "∞")


def _text(data: Any, level: float, depth: int) -> str:
    """A piece, in brackets where it binds less tightly than `level`."""
    if depth > DEEPEST:
        return "…"
    text, here = _piece(data, depth + 1)
    return f"({text})" if here < level else text


def _piece(data: Any, depth: int) -> tuple[str, float]:
    if isinstance(data, str):
        return data, _binding(data)
    op, rest = data[0], data[1:]
    if op == "v":
        return str(rest[0]), ATOM
    if op == "vec":
        return str(rest[0]), ATOM
    if op == "inner":
        return (f"‖{_text(rest[0], 0, depth)}‖²", POWER) if rest[0] == rest[1] else (_angles(rest, depth), ATOM)
    if op == "app":
        return f"{rest[0].strip('<>')}({_text(rest[1], 0, depth)})", ATOM
    if op == "int":
        body, bound, low, high = rest
        ends = f"{bound} from {_text(low, 0, depth)} to {_text(high, 0, depth)}"
        return f"∫[{ends}] {_text(body, PRODUCT, depth)}", SUM
    if op == "flow":
        drift, x, start, time = rest
        equation = f"{x}′ = {_text(drift, 0, depth)}, {x}(0) = {_text(start, 0, depth)}"
        return f"flow[{equation}]({_text(time, 0, depth)})", ATOM
    if op == "fun":
        return f"{rest[0]}({_text(rest[1], 0, depth)})", ATOM
    if op == "E":
        return f"E[{rest[1]} ~ {rest[2][1]}]({_text(rest[0], 0, depth)})", ATOM
    if op == "D":
        return f"d/d{_text(rest[1], 0, depth)}[{_text(rest[0], 0, depth)}]", ATOM
    if op == "+":
        return _sum(rest, depth), SUM
    if op == "*":
        return _product(rest, depth), PRODUCT
    if op == "root" and rest[1] == "2" and rest[0][0] == "inner" and rest[0][1] == rest[0][2]:
        return f"‖{_text(rest[0][1], 0, depth)}‖", ATOM
    if op == "root":
        sign = "√" if rest[1] == "2" else f"root[{rest[1]}]"
        return f"{sign}({_text(rest[0], 0, depth)})", ATOM
    if op in ("^", "**"):
        if rest[1] == "1/2":
            return f"√({_text(rest[0], 0, depth)})", ATOM
        return f"{_text(rest[0], 7, depth)}^{_text(rest[1], 7, depth)}", POWER
    if op == "=" and rest[1] == "0" and (sides := vector_equation(rest[0])):
        return " = ".join(_text(side, SUM, depth) for side in sides), LEVEL[op]
    if op in RELATION:
        return f" {RELATION[op]} ".join(_text(side, SUM, depth) for side in rest), LEVEL[op]
    if op in ("and", "or"):
        return f" {op} ".join(_text(part, LEVEL[op] + 1, depth) for part in rest), LEVEL[op]
    inside = ", ".join(_text(part, 0, depth) for part in rest)
    return NAME.get(op, str(op)) + (f"({inside})" if rest else ""), ATOM


@lru_cache(maxsize=4096)  # the same few numbers stand everywhere
def _binding(number: str) -> float:
    value = Fraction(number)
    return ATOM if value.denominator == 1 and value >= 0 else 3.5


@lru_cache(maxsize=4096)
def _factors(number: str) -> tuple[str, str, str]:
    """Sign, numerator and denominator, the latter two empty where they are 1."""
    value = Fraction(number)
    above, below = abs(value.numerator), value.denominator
    return "−" if value < 0 else "", "" if above == 1 else str(above), "" if below == 1 else str(below)


def _angles(pair: Iterable[Any], depth: int) -> str:
    return f"⟨{', '.join(_text(v, 0, depth) for v in pair)}⟩"


def vector_equation(square: Any) -> tuple[Any, Any] | None:
    """The two sides of v = w, where v is one vector and the square is |v − w|²; None if it is of no such form."""
    if not isinstance(square, list) or square[0] != "inner" or square[1] != square[2] or square[1][0] != "+":
        return None
    first, *others = square[1][1:]
    rest = [_opposite(v) for v in others]
    return (first, rest[0] if len(rest) == 1 else ["+", *rest]) if first[0] in ("vec", "app") else None


def _opposite(v: Any) -> Any:
    if v[0] != "*":
        return ["*", "-1", v]
    number, others = (v[1], v[2:]) if isinstance(v[1], str) else ("1", v[1:])
    if number == "-1":
        return others[0] if len(others) == 1 else ["*", *others]
    return ["*", str(-Fraction(number)), *others]


def _sum(terms: Iterable[Any], depth: int) -> str:
    first, *others = (_text(term, SUM, depth) for term in terms)
    for part in others:
        first += f" − {part[1:].lstrip()}" if part.startswith(("-", "−")) else f" + {part}"
    return first


def _product(factors: Iterable[Any], depth: int) -> str:
    above: list[Any] = []
    below: list[Any] = []
    for factor in factors:
        negative = isinstance(factor, list) and factor[0] == "^" and isinstance(factor[2], str) and factor[2][0] == "-"
        if negative:
            exponent = factor[2][1:]
            below.append(factor[1] if exponent == "1" else ["^", factor[1], exponent])
        else:
            above.append(factor)
    sign = ""
    if above and isinstance(above[0], str):
        sign, numerator, denominator = _factors(above.pop(0))
        below[:0] = [denominator] if denominator else []
        above[:0] = [numerator] if numerator else []
    text = sign + ("·".join(_text(part, 4.5, depth) for part in above) or "1")
    if below:
        single = _text(below[0], 5, depth) if len(below) == 1 else ""
        text += "/" + (single or "(" + "·".join(_text(part, 4.5, depth) for part in below) + ")")
    return text
