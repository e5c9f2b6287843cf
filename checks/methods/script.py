"""A claim that was typed, as Python for a paper: its symbols, the statement, a check that decides it, and as comments
the lines of the proof that was found, in the order of its certificate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from checks.encode.language import term_of_json
from checks.encode.terms import number_of, text
from checks.encode.to_sympy import to_sympy
from checks.kernel import Context, Domain
from checks.kernel.terms import Term, conjuncts

__all__ = ["script"]

WORDS = {"<": "lt", "<=": "le", "=": "eq"}
MOST_LINES, WIDEST = 60, 116
USED = re.compile(r"\b[A-Za-z]\w*\b")
SYMPY = {"Rational", "sqrt", "exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh"}
SYMPY |= {"acosh", "atanh", "erf", "gamma", "LambertW", "Abs", "Min", "Max", "pi", "E", "Ne", "Interval", "Reals", "oo"}


def script(formula: Term, context: Context, certificate: Mapping[str, Any] | None) -> str:
    """Python that declares the claim in a paper and has it decided."""
    names = [name for name, _ in context.symbols]
    domains = ", ".join(f"{name}: {_set(domain)}" for name, domain in context.symbols)
    given = ", ".join(_relation(f) for f in context.given)
    concludes = ", ".join(_relation(f) for f in conjuncts(formula))
    body = [
        *(
            [f'{", ".join(names)} = real("{" ".join(names)}")']
            if len(names) > 1
            else [f'{n} = real("{n}")' for n in names]
        ),
        f'PAPER = Paper("my_paper", "A claim", symbols={{{domains}}})',
        "CLAIM = PAPER.lemma(",
        '    "1",',
        '    where="Section 1",',
        '    origin="derived",',
        *([f"    given=[{given}],"] if given else []),
        f"    concludes=[{concludes}],",
        ")",
        "",
        "",
        '@CLAIM.conclusion("as a whole")',
        "def whole(claim):",
        *(f"    # {line}" for line in _steps(certificate)),
        "    return decide(claim)",
    ]
    used = {w for line in body if not line.lstrip().startswith("#") for w in USED.findall(line)} - set(names)
    relations = sorted(used & {"le", "lt", "eq"})
    head = [
        *([f"from sympy import {', '.join(sorted(used & SYMPY, key=str.lower))}"] if used & SYMPY else []),
        "",
        "from checks.methods import decide",
        f"from checks.paper import {', '.join(['Paper', *relations, *(['real'] if names else [])])}",
        "",
    ]
    return "\n".join([*head, *body])


def _steps(certificate: Mapping[str, Any] | None) -> list[str]:
    """The proof line by line: number, rule, the lines that it uses, what it shows."""
    if certificate is None:
        return []
    out = []
    for k, step in enumerate(certificate["steps"], 1):
        used = ", ".join(str(i + 1) for i in step.get("from", ()))
        shown = text(term_of_json(step["shows"], True))
        line = f"{k}. {step['rule']}{f' from {used}' if used else ''}: {shown}"
        out.append(line if len(line) <= WIDEST else line[: WIDEST - 1] + "…")
    return out if len(out) <= MOST_LINES else [*out[:MOST_LINES], f"… {len(out) - MOST_LINES} more lines"]


def _relation(f: Term) -> str:
    if f.op in ("or", "and"):
        return f"{f.op.capitalize()}({', '.join(_relation(g) for g in f.args)})"
    a, b = (_expression(t) for t in f.args)
    return f"Ne({a}, {b}, evaluate=False)" if f.op == "!=" else f"{WORDS[f.op]}({a}, {b})"


def _expression(t: Term) -> str:
    value = number_of(t)
    if value is not None:
        return str(value) if value.denominator == 1 else f"Rational({value.numerator}, {value.denominator})"
    written = str(to_sympy(t))
    return re.sub(r"(?<![\w.*])(\d+)/(\d+)", r"Rational(\1, \2)", written)


def _set(d: Domain) -> str:
    if d.lo is None and d.hi is None:
        return "Reals"
    ends = ["-oo" if d.lo is None else _end(d.lo), "oo" if d.hi is None else _end(d.hi)]
    opened = [d.lo_open and d.lo is not None, d.hi_open and d.hi is not None]
    more = f", {opened[0]}, {opened[1]}" if any(opened) else ""
    return f"Interval({', '.join(ends)}{more})"


def _end(q: Any) -> str:
    return str(q) if q.denominator == 1 else f"Rational({q.numerator}, {q.denominator})"
