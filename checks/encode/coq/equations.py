"""Equality of terms by the laws of exponentials, logarithms and roots, as rewriting steps before Coq's `field`.

Coq's `field` takes every exponential for a number of its own. The kernel's normal form writes exp(a) as a product of
powers of common exponentials; here the same is done in Coq: each exponential, logarithm and root of an identity is
rewritten to one spelling, inner ones first, and each rewriting is proved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from checks.encode.coq.terms import NotExpressible, Writer, number
from checks.kernel import normal
from checks.kernel.functions import FUNCTIONS
from checks.kernel.terms import Rejected, Term

__all__ = ["Canonical", "Rewriting", "opaque_suffices", "shared"]

MOST_SHARED = 8
_UNFOLDED = {"tanh": "tanh, sinh, cosh"}
_OPAQUE = {"int": "apply integral_ext; [intros; alike | equal | equal]", "inner": "bilinear; equal"}
_ARITHMETIC = frozenset({"+", "*", "^", "q", "v", "pi", "app"})


@dataclass(frozen=True)
class Rewriting:
    """`left = right`, with the tactic that shows it, for a sub-term."""

    left: str
    right: str
    proof: str


def _generic(t: Term, names: dict[Term, Term]) -> Term:
    """The term with every function of something taken for a symbol of its own."""
    if t.op in ("q", "v", "pi", "app"):
        return t
    if t.op in ("+", "*", "^"):
        return t.rebuild(lambda a: _generic(a, names))
    return names.setdefault(t, Term("v", (f"\0{len(names)}",)))


def opaque_suffices(a: Term, b: Term) -> bool:
    """Whether a = b holds already for any numbers in the places of functions."""
    names: dict[Term, Term] = {}
    one, minus = Term("q", (Fraction(1),)), Term("q", (Fraction(-1),))
    try:
        return normal.vanishes((one, _generic(a, names)), (minus, _generic(b, names)))
    except Rejected:
        return False


def shared(a: Term, b: Term, apart: Collection[Term] = ()) -> list[Term]:
    """Sums that stand in a = b more than once, and for which any number would do: the greatest first, and none inside
    another. To take them for numbers keeps Coq's `field` from multiplying them out."""
    counts: dict[Term, int] = {}
    for t in (a, b):
        for u in _outside_products(t):
            if u.op == "+" and u not in apart and any(v.op in ("v", "app", "inner") for v in u.subterms()):
                counts[u] = counts.get(u, 0) + 1
    chosen: dict[Term, Term] = {}
    for u in sorted((u for u, n in counts.items() if n > 1), key=lambda u: -sum(1 for _ in u.subterms())):
        trial = {**chosen, u: Term("v", (f"\0s{len(chosen)}",))}
        if opaque_suffices(_without(a, trial), _without(b, trial)):
            chosen = trial
        if len(chosen) == MOST_SHARED:
            break
    return list(chosen)


def _outside_products(t: Term) -> Iterator[Term]:
    """The sub-terms, without what stands in an inner product or is integrated."""
    yield t
    for u in t.args[2:] if t.op == "int" else () if t.op == "inner" else t.children:
        yield from _outside_products(u)


def _without(t: Term, names: Mapping[Term, Term]) -> Term:
    return names[t] if t in names else t.rebuild(lambda u: _without(u, names))


class _Recorder(normal._Field):
    """The kernel's normal form, which also remembers what each generator and each exponential is."""

    def __init__(self, size: int, units: dict[Any, Fraction]) -> None:
        super().__init__(size, units)
        self.first: dict[int, Term] = {}
        self.below: dict[str, Any] = {}

    def _form(self, t: Term) -> Any:
        before = len(self.numbers)
        form = super()._form(t)
        if t.op not in ("+", "*", "^", "q", "exp", "**", "root") and len(self.numbers) > before:
            self.first.setdefault(len(self.numbers) - 1, t)
        return form

    def _root(self, a: Any, q: int) -> Any:
        before = len(self.numbers)
        out = super()._root(a, q)
        if len(self.numbers) == before + 1 and self.numbers.get(("root", q, self._name(a))) == before:
            self.roots[before] = a
        return out

    roots: dict[int, Any]
    denominators: dict[str, Any]


class Canonical:
    """Texts of terms in which every function stands in one spelling, and the rewritings that lead there."""

    def __init__(self, writer: Writer, terms: Iterable[Term]) -> None:
        self.writer, self.rewritings = writer, list[Rewriting]()
        self.terms = list(terms)
        self.field = self._settled()
        self.texts: dict[int, str] = {}
        self.changed = Writer(writer.names, writer.natural, writer.changed)
        for t in self.terms:
            self._visit(t)

    def _settled(self) -> _Recorder:
        """A field whose units of exponents are fine enough for all terms."""
        size, units = 15, dict[Any, Fraction]()
        for _ in range(normal.MOST_PASSES):
            field = _Recorder(size, units)
            field.roots, field.denominators = {}, {}
            try:
                for t in self.terms:
                    field.form(t)
            except normal._Again:
                size = 4 * size if len(field.numbers) == size else size
                if size > normal.MOST_GENERATORS:
                    break
            else:
                return field
        raise NotExpressible("a normal form that is too large")

    def _visit(self, t: Term) -> None:
        if t in self.changed.changed or t.op in ("q", "v", "pi", "app"):
            return
        for child in t.args[2:] if t.op == "int" else () if t.op == "inner" else t.children:
            self._visit(child)
        if t.op in _ARITHMETIC:
            return
        if t.op in FUNCTIONS and (by_others := FUNCTIONS[t.op].form) is not None:
            form_of = by_others(t.args[0])
            texts = self.changed.term(t), self.changed.term(form_of)
            self.rewritings.append(Rewriting(*texts, f"unfold {_UNFOLDED.get(t.op, t.op)}; field"))
            self._visit(form_of)
            self.changed.changed[t] = self.changed.term(form_of)
            return
        left, form = self.changed.term(t), self.field.form(t)
        generator = self._is_generator(form)
        if generator is not None and self._head(generator) == ("exp" if t.op == "**" else t.op):
            right, proof = self.texts.setdefault(generator, left), "f_equal; first [equal | rooted]"
            proof = {"int": "apply integral_ext; [intros; alike | equal | equal]", "inner": "bilinear; equal"}.get(
                t.op, proof
            )
        elif t.op in ("exp", "**"):
            right, proof = self._exponential(t)
        elif t.op == "root":
            right, proof = self._text(form), "apply sqrt_is; [solve [signs] | first [equal | rooted]]"
        elif t.op == "log":
            right, proof = self._text(form), "rewrite ?ln_exp; equal"
        else:
            right, proof = self._text(form), "f_equal; first [equal | rooted]"
        if right != left:
            self.rewritings.append(Rewriting(left, right, proof))
            self.changed.changed[t] = right

    def _head(self, g: int) -> str:
        """The function that a generator is a value of."""
        if g in self.field.exponentials:
            return "exp"
        return self.field.first[g].op if g in self.field.first else "root"

    def _is_generator(self, form: Any) -> int | None:
        """The generator that a form is."""
        num, den = form
        if str(den) == "1" and len(num) == 1:
            ((monomial, c),) = num.to_dict().items()
            found = [(g, e) for g, e in enumerate(map(int, monomial)) if e]
            if c == 1 and len(found) == 1 and found[0][1] == 1:
                return found[0][0]
        return None

    def _generator(self, g: int) -> str:
        if g not in self.texts:
            self.texts[g] = self._generator_text(g)
        return self.texts[g]

    def _generator_text(self, g: int) -> str:
        if g in self.field.exponentials:
            m, below = self.field.exponentials[g]
            return f"exp ({self._exponent(m, below, self.field.units[m, below])})"
        if g in self.field.first:
            t = self.field.first[g]
            text = self.changed.term(t)
            return text
        if g in self.field.roots:
            text = f"sqrt ({self._text(self.field.roots[g])})"
            return text
        for key, at in self.field.numbers.items():
            if at == g and key[0] == "root of a number":
                return f"sqrt {key[2]}"
        raise NotExpressible("a generator of a normal form without a text")

    def _exponent(self, m: Any, below: str, unit: Fraction) -> str:
        factors = [number(unit)] if unit != 1 or not m else []
        text = " * ".join([*factors, *(self._factor(g, e) for g, e in m)])
        return text if below == "1" else f"{text} / ({self._polynomial(self.field.denominators[below])})"

    def _factor(self, g: int, e: int) -> str:
        return f"({self._generator(g)}) ^ {e}" if e > 1 else f"({self._generator(g)})"

    def _polynomial(self, p: Any) -> str:
        summands = []
        for monomial, c in p.to_dict().items():
            q = Fraction(int(c.p), int(c.q))
            factors = [self._factor(g, e) for g, e in enumerate(map(int, monomial)) if e]
            summands.append(" * ".join([number(q), *factors] if q != 1 or not factors else factors))
        return " + ".join(summands) or "0"

    def _text(self, form: Any) -> str:
        num, den = form
        text = self._polynomial(num)
        return text if str(den) == "1" else f"({text}) / ({self._polynomial(den)})"

    def _exponential(self, t: Term) -> tuple[str, str]:
        """exp(a) as a product of powers of exponentials (and of what logarithms are taken of), and why: a is written as
        a sum of whole multiples, and each law of the exponential is used once at each summand."""
        field = self.field
        argument = field.form(t.args[0])
        if t.op == "**":
            argument = field.mul(field.form(t.args[1]), field.form(Term("log", t.args[:1])))
        summands, factors, laws = list[str](), list[str](), list[str]()
        for monomial, q in argument[0].to_dict().items():
            term = field.context.from_dict({monomial: q}), argument[1]
            lowest = field.quotient(*term)
            above, low = lowest if len(lowest[0]) == 1 else term
            ((powers, coefficient),) = above.to_dict().items()
            m = tuple((g, e) for g, e in enumerate(map(int, powers)) if e)
            c, below = Fraction(int(coefficient.p), int(coefficient.q)), str(low)
            if below == "1" and len(m) == 1 and m[0][1] == 1 and m[0][0] in field.logs:
                if c.denominator != 1:
                    raise NotExpressible("a root by way of a logarithm")
                base = self.changed.term(field.logs[m[0][0]])
                x, n, factor = f"ln ({base})", int(c), base
                last = f"rewrite (exp_ln ({base})) by (solve [signs])"
            else:
                field.denominators[below] = low
                g = field.numbers["exp", m, below]
                n = int(c / field.units[m, below])
                factor = self._generator(g)
                x, last = factor.removeprefix("exp "), ""
            multiple = f"INR {abs(n)} * ({x})"
            summands.append(multiple if n > 0 else f"- ({multiple})")
            factors.append(f"({factor}) ^ {abs(n)}" if n > 0 else f"/ (({factor}) ^ {abs(n)})")
            laws += [f"rewrite (exp_Ropp ({multiple}))"] if n < 0 else []
            laws += [f"rewrite (exp_times {abs(n)} ({x}))", *([last] if last else [])]
        if not summands:
            return "1", "apply exp_is_1; equal"
        sums = [
            f"rewrite (exp_plus ({' + '.join(summands[:k])}) ({summands[k]}))" for k in range(len(summands) - 1, 0, -1)
        ]
        start = "unfold Rpower; " if t.op == "**" else ""
        proof = f"{start}transitivity (exp ({' + '.join(summands)})); [ f_equal; simpl INR; first [equal | rooted] | "
        return " * ".join(factors), proof + "; ".join([*sums, *laws, "reflexivity"]) + " ]"

    def squares(self) -> list[tuple[str, str]]:
        """Equations for the squares of roots and absolute values, each with its proof."""
        found = []
        for g, (order, *_) in self.field.powers.items():
            if order == 2 and g in self.texts:
                text = self.texts[g]
                proof = "apply abs_squared" if text.startswith("Rabs") else "apply sqrt_squared; solve [signs]"
                found.append((f"({text}) ^ 2 = {self._under(text)}", proof))
        return found

    def _under(self, text: str) -> str:
        """What stands under a root (or the square of what stands in an absolute value)."""
        if text.startswith("Rabs"):
            return f"{text.removeprefix('Rabs ')} ^ 2"
        return text.removeprefix("sqrt ")
