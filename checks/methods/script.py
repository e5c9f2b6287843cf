"""A claim that was typed, as Python for a paper: its symbols, the statement, and the proof that was found, as lines.

What is printed was run before: it proves the claim again. A proof of more lines than anybody would read, or with a step
that `Proof` has no call for, is left to `decide`, and its steps follow as comments.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from typing import Any

from checks.encode.from_sympy import formula_of
from checks.encode.language import term_of_json
from checks.encode.terms import conjunction, number_of, text, var
from checks.encode.to_sympy import to_sympy
from checks.kernel import Context, Domain
from checks.kernel.terms import Malformed, Term, conjuncts
from checks.methods.calls import Unwritten, Writer
from checks.methods.likeness import equal

__all__ = ["script"]

WORDS = {"<": "lt", "<=": "le", "=": "eq"}
MOST_LINES, WIDEST = 60, 116
USED = re.compile(r"\b[A-Za-z_]\w*\b")
SYMPY = {"Rational", "sqrt", "exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh"}
SYMPY |= {"acosh", "atanh", "erf", "gamma", "LambertW", "Abs", "Min", "Max", "pi", "E", "And", "Or", "Ne", "Interval"}
SYMPY |= {"Naturals", "Naturals0", "Reals", "oo"}
PAPER = {"le", "lt", "eq", "real", "Paper"}
METHODS = {"Proof", "decide", "proves", "witness"}
TAKEN = SYMPY | PAPER | METHODS | {"PAPER", "CLAIM", "Verdict", "claim", "whole"}


def script(formula: Term, context: Context, certificate: Mapping[str, Any] | None) -> str:
    """Python that declares the claim in a paper and proves it, refutes it, or has it decided."""
    writer = _Script(formula, context)
    if certificate is not None:
        try:
            written = writer.whole(
                *(writer.refuted if certificate["steps"][-1].get("some") else writer.proved)(certificate)
            )
            _run(written, formula)
        except Exception:  # whatever goes wrong in a text that was made here, `decide` remains
            pass
        else:
            return written
    return writer.whole([], writer.decided(certificate))


def _run(written: str, formula: Term) -> None:
    """Run what is to be printed. Raises an exception where the claim is not the one typed, or is not established."""
    names: dict[str, Any] = {"__name__": "printed"}
    exec(compile(written, "printed", "exec"), names)
    claim = names["CLAIM"]
    declared = [formula_of(f) for f in claim.concludes]
    for a, b in zip(declared, conjuncts(formula), strict=True):
        if a.op != b.op or not all(map(equal, a.args, b.args)):
            raise Unwritten("SymPy changes the claim")
    (check,) = (c for id, c in claim.checks.items() if not id.endswith("#hypotheses-satisfiable"))
    found = check.run().certificate
    last = None if found is None else found["steps"][-1]
    if last is None or not (last.get("some") or last["shows"] == conjunction(declared).to_json()):
        raise Unwritten("the claim is not established")


class _Script:
    """Prints expressions, domains and the paper around a proof; symbols whose names Python or the script needs get an
    underscore."""

    def __init__(self, formula: Term, context: Context) -> None:
        self.formula, self.context = formula, context
        self.symbols = {name for name, _ in context.symbols}

    def proved(self, certificate: Mapping[str, Any]) -> tuple[list[str], list[str]]:
        """Lemmas, and the function that proves the claim."""
        self.symbols |= {name for c in certificate["contexts"] for name in c["symbols"]}
        taken = frozenset(map(self.name, self.symbols))
        writer = Writer(certificate, self.term, self.relation, self.proof, taken)
        if writer.contexts[certificate["steps"][-1]["in"]] != self.context:
            raise Unwritten("a proof in another context")
        body = writer.body()
        head = ['@proves(CLAIM, "as `referee prove` found it")', f"def claim({writer.proofs[0]}):"]
        return writer.lemmas, [*head, *(f"    {line}" for line in body)]

    def refuted(self, certificate: Mapping[str, Any]) -> tuple[list[str], list[str]]:
        """The point at which the claim fails."""
        at = certificate["steps"][-1]["at"].items()
        point = ", ".join(f"{self.name(name)}: {self.term(term_of_json(t))}" for name, t in at)
        head = ['@CLAIM.conclusion("as a whole", expect=Verdict.REFUTED)', "def whole(claim):"]
        return [], [*head, f"    return witness(claim, at={{{point}}})"]

    def decided(self, certificate: Mapping[str, Any] | None) -> list[str]:
        """The search inside a paper, with the lines of the proof that was found in the order of its certificate."""
        head = ['@CLAIM.conclusion("as a whole")', "def whole(claim):"]
        return [*head, *(f"    # {line}" for line in _steps(certificate)), "    return decide(claim)"]

    def whole(self, lemmas: list[str], check: list[str]) -> str:
        """The module: imports, symbols, statement, lemmas, check."""
        names = sorted(self.symbols)
        domains = ", ".join(f"{self.name(name)}: {_set(domain)}" for name, domain in self.context.symbols)
        given = ", ".join(self.relation(f) for f in self.context.given)
        concludes = ", ".join(self.relation(f) for f in conjuncts(self.formula))
        body = [
            *([f'{", ".join(map(self.name, names))} = real("{" ".join(names)}")'] if names else []),
            f'PAPER = Paper("my_paper", "A claim", symbols={{{domains}}})',
            "CLAIM = PAPER.lemma(",
            '    "1",',
            '    where="Section 1",',
            '    origin="derived",',
            *([f"    given=[{given}],"] if given else []),
            f"    concludes=[{concludes}],",
            ")",
            *(line for lemma in lemmas for line in ("", "", *lemma.split("\n"))),
            "",
            "",
            *check,
        ]
        code = [line for line in body if not line.lstrip().startswith("#")]
        used = {word for line in code for word in USED.findall(line)} - set(map(self.name, names))
        head = [
            *([f"from sympy import {_listed(used & SYMPY)}", ""] if used & SYMPY else []),
            f"from checks.methods import {_listed(used & METHODS)}",
            *(["from checks.outcome import Verdict"] if "Verdict" in used else []),
            f"from checks.paper import {_listed(used & PAPER)}",
            "",
        ]
        return "\n".join(line.rstrip() for line in [*head, *body])

    def name(self, symbol: str) -> str:
        """The Python name of a symbol."""
        return f"{symbol}_" if keyword.iskeyword(symbol) or symbol in TAKEN else symbol

    def relation(self, f: Term) -> str:
        """A relation in the words of `checks.paper`."""
        if f.op in ("or", "and"):
            return f"{f.op.capitalize()}({', '.join(self.relation(g) for g in f.args)})"
        a, b = (self.term(t) for t in f.args)
        return f"Ne({a}, {b}, evaluate=False)" if f.op == "!=" else f"{WORDS[f.op]}({a}, {b})"

    def term(self, t: Term) -> str:
        """An expression in SymPy, with exact numbers."""
        value = number_of(t)
        if value is not None:
            return str(value) if value.denominator == 1 else f"Rational({value.numerator}, {value.denominator})"
        renamed = t.substitute({n: var(self.name(n)) for n in t.variables if n != self.name(n)})
        try:
            written = str(to_sympy(renamed))
        except Malformed:
            raise Unwritten("a term without SymPy form") from None
        return re.sub(r"(?<![\w.*])(\d+)/(\d+)", r"Rational(\1, \2)", written)

    def proof(self, context: Context) -> str:
        """A proof in a context of its own."""
        domains = ", ".join(f"{self.name(name)}: {_set(domain)}" for name, domain in context.symbols)
        given = ", ".join(self.relation(f) for f in context.given)
        return f"Proof({{{domains}}}{f', [{given}]' if given else ''})"


def _listed(names: set[str]) -> str:
    """In the order of a formatter: names with capitals first."""
    return ", ".join(sorted(names, key=lambda name: (not name[0].isupper(), name)))


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


def _set(d: Domain) -> str:
    if d.whole and d.lo in (0, 1) and d.hi is None:
        return "Naturals0" if d.lo == 0 else "Naturals"
    if d.whole:
        raise Unwritten("a range of whole numbers")
    if d.lo is None and d.hi is None:
        return "Reals"
    ends = f"{'-oo' if d.lo is None else _end(d.lo)}, {'oo' if d.hi is None else _end(d.hi)}"
    low, high = d.lo_open or d.lo is None, d.hi_open or d.hi is None
    kind = {(True, True): ".open", (True, False): ".Lopen", (False, True): ".Ropen", (False, False): ""}[low, high]
    return f"Interval{kind}({ends})"


def _end(q: Any) -> str:
    return str(q) if q.denominator == 1 else f"Rational({q.numerator}, {q.denominator})"
