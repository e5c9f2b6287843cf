"""Bounds of terms, part by part, where the ends of ranges are open or infinite.

Coq's `interval` knows closed intervals only: it cannot see that 1/(1 + e^x) < 1 for all x. The kernel's evaluation can,
and here its way is followed in Coq: from bounds of the parts of a term, strict ones included, to bounds of the term.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, ctx, fmpq

from checks.encode.coq.terms import Writer, number
from checks.kernel.contexts import Domain
from checks.kernel.extensions.subdivision import atoms, cell_of, closed
from checks.kernel.functions import Evaluation
from checks.kernel.intervals import Undefined
from checks.kernel.terms import Term, literal

__all__ = ["Derivation", "plainly"]

DIGITS = 70
MOST_PARTS = 60


@dataclass(frozen=True)
class Bound:
    """lo ≤ t ≤ hi (< where open), with the hypotheses that say so; an end that is not known is None."""

    lo: Fraction | None = None
    lo_open: bool = False
    lo_name: str = ""
    hi: Fraction | None = None
    hi_open: bool = False
    hi_name: str = ""


class GiveUp(Exception):
    """The bounds cannot be had in this way."""


def plainly(f: Term, sides: dict[Term, Domain]) -> bool:
    """Whether evaluation in doubles over the closed box decides a formula, as Coq's `interval` does."""
    if any(u.op == "lambertw" for u in f.subterms()):
        return False
    if any(sides[a].lo is None or sides[a].hi is None for a in atoms(f) if a in sides):
        return False
    try:
        box = {atom: closed(side) for atom, side in cell_of(sides).items()}
        with ctx.workprec(53):
            return Evaluation(box).formula(f)[0] is True
    except Undefined:
        return False


class Derivation:
    """A proof of one relation from the hypotheses that bound its atoms."""

    def __init__(self, writer: Writer, known: Mapping[Term, str]) -> None:
        self.writer, self.lines = writer, list[str]()
        self.closed = False  # whether numbers are taken as a whole
        self.bounds: dict[Term, Bound] = {}
        for f, name in known.items():
            if f.op in ("<", "<=", "="):
                a, b = f.args
                if a.op in ("v", "app") and b.op == "q":
                    self._atom(a, Bound(hi=b.args[0], hi_open=f.op == "<", hi_name=name))
                    if f.op == "=":
                        self._atom(a, Bound(lo=b.args[0], lo_name=name))
                elif b.op in ("v", "app") and a.op == "q":
                    self._atom(b, Bound(lo=a.args[0], lo_open=f.op == "<", lo_name=name))

    def _atom(self, x: Term, new: Bound) -> None:
        old = self.bounds.get(x, Bound())
        lo, hi = old, old
        if new.lo is not None and (old.lo is None or (new.lo, new.lo_open) > (old.lo, old.lo_open)):
            lo = new
        if new.hi is not None and (old.hi is None or (-new.hi, new.hi_open) > (-old.hi, old.hi_open)):
            hi = new
        self.bounds[x] = Bound(lo.lo, lo.lo_open, lo.lo_name, hi.hi, hi.hi_open, hi.hi_name)

    def tactic(self, f: Term) -> str | None:
        """A tactic for a relation, or nothing."""
        if f.op not in ("<", "<=", "!="):
            return None
        a, b = f.args
        self.closed = any(u.op == "erf" for u in f.subterms())
        try:
            left, right = self.of(a), self.of(b)
        except GiveUp:
            return None
        if f.op == "!=":
            if self._below(left, right, True):
                return " ".join(
                    [
                        *self.lines,
                        f"apply Rlt_not_eq. {self._close([left.hi_name, right.lo_name])}",
                    ]
                )
            if self._below(right, left, True):
                return " ".join(
                    [
                        *self.lines,
                        f"apply Rgt_not_eq. {self._close([right.hi_name, left.lo_name])}",
                    ]
                )
            return None
        if not self._below(left, right, f.op == "<"):
            return None
        return " ".join([*self.lines, self._close([left.hi_name, right.lo_name])])

    def _below(self, a: Bound, b: Bound, strict: bool) -> bool:
        if a.hi is None or b.lo is None:
            return False
        return a.hi < b.lo or (a.hi == b.lo and (not strict or a.hi_open or b.lo_open))

    def _close(self, names: Iterable[str]) -> str:
        kept = " ".join(dict.fromkeys(n for n in names if n))
        return f"clear - {kept}; lra." if kept else "clear; lra."

    def _say(self, text: str, proof: str) -> str:
        name = f"U{len(self.lines)}"
        if len(self.lines) > MOST_PARTS:
            raise GiveUp
        self.lines.append(f"assert ({name} : {text}). {{ {proof} }}")
        return name

    def of(self, t: Term) -> Bound:
        """Bounds of a term."""
        if t not in self.bounds:
            self.bounds[t] = self._of(t)
        return self.bounds[t]

    def _of(self, t: Term) -> Bound:
        text = self.writer.term(t)
        if (
            self.closed
            and t.op != "q"
            and not any(u.op in ("v", "app", "inner", "int", "erf", "lambertw") for u in t.subterms())
        ):
            return self._number(t, text)
        match t.op:
            case "q":
                q = t.args[0]
                return Bound(q, False, "", q, False, "")
            case "v" | "app":
                return Bound()
            case "inner":
                square = t.args[0] == t.args[-1]
                return (
                    Bound(lo=Fraction(0), lo_name=self._say(f"0 <= {text}", "apply inner_square."))
                    if square
                    else Bound()
                )
            case "+":
                return self._sum(text, [self.of(a) for a in t.args])
            case "*":
                return self._product(t, text)
            case "^":
                return self._power(t)
            case "exp" | "log" | "root" | "erf":
                return self._increasing(t, text)
        if t.op == "lambertw":
            inner = self.of(t.args[0])
            if inner.lo is not None and inner.lo >= 0:
                start = f"clear - {inner.lo_name}; " if inner.lo_name else ""
                return Bound(Fraction(0), False, self._say(f"0 <= {text}", f"apply lambertw_nonneg. {start}lra."))
        raise GiveUp

    def _number(self, t: Term, text: str) -> Bound:
        """Bounds of a number in which no error function occurs, by `interval`."""
        try:
            with ctx.workprec(128):
                value = Evaluation({}).term(t)
                lo, hi = (_rational(end) for end in (value.lo, value.hi))
        except Undefined:
            raise GiveUp from None
        slack = max(abs(lo), abs(hi)) / 2**45
        lo, hi = lo - slack, hi + slack
        proof = "first [interval | interval with (i_prec 120)]."
        return self._ends(text, lo, False, proof, hi, False, proof)

    def _ends(self, text: str, lo: Fraction | None, lo_open: bool, lo_proof: str, hi: Fraction | None, hi_open: bool,
              hi_proof: str) -> Bound:  # fmt: skip
        """State the bounds of a term, rounded to shorter numbers."""
        lo_name = hi_name = ""
        if lo is not None:
            lo = _short(lo, down=True)
            lo_name = self._say(f"{number(lo)} {'<' if lo_open else '<='} {text}", lo_proof)
        if hi is not None:
            hi = _short(hi, down=False)
            hi_name = self._say(f"{text} {'<' if hi_open else '<='} {number(hi)}", hi_proof)
        return Bound(lo, lo_open, lo_name, hi, hi_open, hi_name)

    def _sum(self, text: str, parts: list[Bound]) -> Bound:
        lows, highs = [p.lo for p in parts], [p.hi for p in parts]
        lo = None if None in lows else sum((x for x in lows if x is not None), Fraction(0))
        hi = None if None in highs else sum((x for x in highs if x is not None), Fraction(0))
        return self._ends(
            text, lo, any(p.lo_open for p in parts), self._close(p.lo_name for p in parts),
            hi, any(p.hi_open for p in parts), self._close(p.hi_name for p in parts),
        )  # fmt: skip

    def _product(self, t: Term, text: str) -> Bound:
        first, *rest = t.args
        if first == literal(-1) and rest:
            one = self.of(Term("*", tuple(rest)) if len(rest) > 1 else rest[0])
            lo = None if one.hi is None else -one.hi
            hi = None if one.lo is None else -one.lo
            return self._ends(
                text,
                lo,
                one.hi_open,
                self._close([one.hi_name]),
                hi,
                one.lo_open,
                self._close([one.lo_name]),
            )
        total, so_far = self.of(first), self.writer.term(first, 2)
        for a in rest:
            factor = self.writer.term(a, 3)
            bound = self.of(a)
            total = self._times(so_far, total, factor, bound)
            so_far = f"{so_far} * {factor}"
        if not rest or so_far == text:
            return total
        lo_name = hi_name = ""
        if total.lo is not None:
            sign = "<" if total.lo_open else "<="
            lo_name = self._say(
                f"{number(total.lo)} {sign} {text}",
                f"unfold Rdiv; exact {total.lo_name}.",
            )
        if total.hi is not None:
            sign = "<" if total.hi_open else "<="
            hi_name = self._say(
                f"{text} {sign} {number(total.hi)}",
                f"unfold Rdiv; exact {total.hi_name}.",
            )
        return Bound(total.lo, total.lo_open, lo_name, total.hi, total.hi_open, hi_name)

    def _times(self, a_text: str, a: Bound, b_text: str, b: Bound) -> Bound:
        """Bounds of a product of two factors of known sign."""
        lo, hi, lo_open, hi_open = _corners(a, b)
        names = " ".join(dict.fromkeys(n for n in (a.lo_name, a.hi_name, b.lo_name, b.hi_name) if n))
        u, v = f"({a_text})", f"({b_text})"
        general = f"revert {names}; generalize {u}, {v}; " if names else ""
        start = f"clear - {names}; " if names else "clear; "
        proof = f"{start}first [ lra | nra | {general}clear; intros; nra | interval ]."
        return self._ends(f"{a_text} * {b_text}", lo, lo_open, proof, hi, hi_open, proof)

    def _power(self, t: Term) -> Bound:
        base, n = t.args
        if n == 0:
            raise GiveUp
        size = abs(n)
        x, inner = self.of(base), self.writer.term(base, 4)
        text = f"{inner} ^ {size}"
        if size == 1 and n < 0:
            power, text = x, self.writer.term(base, 3)
        elif x.lo is not None and x.lo >= 0:
            known, strict = self._given(x.lo_name), x.lo_open
            low = (
                f"apply {'Rle_lt_trans' if strict else 'Rle_trans'} with ({number(x.lo)} ^ {size}); "
                f"[first [lra | interval] | apply {f'(power_gt _ _ {size - 1})' if strict else 'power_ge'}]. "
                f"{{ lra. }} {{ {known} }}"
            )
            high = ""
            if x.hi is not None:
                positive = f"{{ clear - {x.lo_name}; lra. }}" if x.lo_name else "{ lra. }"
                high = (
                    f"apply {'Rlt_le_trans' if x.hi_open else 'Rle_trans'} with ({number(x.hi)} ^ {size}); "
                    f"[apply {f'(power_gt _ _ {size - 1})' if x.hi_open else 'power_ge'} | first [lra | interval]]. "
                    f"{positive} {{ {self._given(x.hi_name)} }}"
                )
            hi = None if x.hi is None else x.hi**size
            power = self._ends(text, x.lo**size, strict, low, hi, x.hi_open, high)
        elif size % 2 == 0:
            power = self._ends(
                text,
                Fraction(0),
                False,
                f"exact (square_nonneg _ {size // 2}).",
                None,
                False,
                "",
            )
        else:
            raise GiveUp
        if n > 0:
            return power
        if power.lo is None or power.lo < 0 or (power.lo == 0 and not power.lo_open):
            raise GiveUp
        whole = self.writer.term(t)
        lo = Fraction(0) if power.hi is None else _short(1 / power.hi, down=True)
        hi = None if power.lo == 0 else _short(1 / power.lo, down=False)
        positive = f"clear - {power.lo_name}; lra" if power.lo_name else "lra"
        low_proof = f"apply Rinv_0_lt_compat. {positive}."
        if power.hi is not None:
            law = f"inv_{'gt' if power.hi_open else 'ge'} _ {number(power.hi)}"
            low_proof = f"apply ({law}). {{ {positive}. }} {{ lra. }} {{ {self._given(power.hi_name)} }}"
        law = f"inv_{'lt' if power.lo_open else 'le'} _ {number(power.lo)}"
        high_proof = f"apply ({law}). {{ lra. }} {{ lra. }} {{ {self._given(power.lo_name)} }}"
        return self._ends(
            whole,
            lo,
            power.hi is None or power.hi_open,
            low_proof,
            hi,
            power.lo_open,
            high_proof,
        )

    def _given(self, name: str) -> str:
        return f"exact {name}." if name else "lra."

    def _increasing(self, t: Term, text: str) -> Bound:
        u = t.args[0]
        x, op = self.of(u), {"exp": "exp", "log": "ln", "root": "sqrt", "erf": "erf"}[t.op]
        if op in ("ln", "sqrt") and (x.lo is None or x.lo < 0 or (op == "ln" and x.lo == 0 and not x.lo_open)):
            raise GiveUp
        lo, lo_open, lo_proof = None, False, ""
        if x.lo is not None and not (op == "ln" and x.lo == 0):
            lo, lo_open = _value(op, x.lo, down=True), x.lo_open
            law = f"{op}_{'gt' if lo_open else 'ge'} _ {number(x.lo)}"
            lo_proof = f"apply ({law}). {self._sides(op, x.lo)} {{ {self._given(x.lo_name)} }}"
        elif op == "exp":
            lo, lo_open, lo_proof = Fraction(0), True, "apply exp_pos."
        hi, hi_open, hi_proof = None, False, ""
        if x.hi is not None:
            hi, hi_open = _value(op, x.hi, down=False), x.hi_open
            positive = "" if op in ("exp", "erf") else f"{{ clear - {x.lo_name}; lra. }} " if x.lo_name else "{ lra. } "
            law = f"{op}_{'lt' if hi_open else 'le'} _ {number(x.hi)}"
            hi_proof = f"apply ({law}). {positive}{self._sides(op, x.hi, True)} {{ {self._given(x.hi_name)} }}"
        return self._ends(text, lo, lo_open, lo_proof, hi, hi_open, hi_proof)

    def _sides(self, op: str, at: Fraction, upper: bool = False) -> str:
        law = _PLAIN.get((op, at))
        plain = f"rewrite {law[0]}; lra" if law else "first [interval | interval with (i_prec 120)]"
        if op == "erf" and not law:
            return f"{{ {_at_number(at, upper)} }}"
        return f"{'' if op in ('exp', 'erf') or upper else '{ lra. } '}{{ {plain}. }}"


_PLAIN = {
    ("exp", Fraction(0)): ("exp_0", 1),
    ("erf", Fraction(0)): ("erf_0", 0),
    ("ln", Fraction(1)): ("ln_1", 0),
    ("sqrt", Fraction(0)): ("sqrt_0", 0),
    ("sqrt", Fraction(1)): ("sqrt_1", 1),
}


def _corners(a: Bound, b: Bound) -> tuple[Fraction | None, Fraction | None, bool, bool]:
    """The ends of the product of two intervals, None where they are not known."""
    if a.lo == a.hi == 0 or b.lo == b.hi == 0:
        return Fraction(0), Fraction(0), False, False
    if a.lo is not None and a.lo >= 0 and b.lo is not None and b.lo >= 0:
        hi = None if a.hi is None or b.hi is None else a.hi * b.hi
        lo_open = (a.lo_open and (b.lo > 0 or b.lo_open)) or (b.lo_open and (a.lo > 0 or a.lo_open))
        return (
            a.lo * b.lo,
            hi,
            lo_open,
            hi is not None and (a.hi_open or b.hi_open) and _positive(a) and _positive(b),
        )
    if a.hi is not None and a.hi <= 0:
        lo, hi, lo_open, hi_open = _corners(_minus(a), b)
        return (
            None if hi is None else -hi,
            None if lo is None else -lo,
            hi_open,
            lo_open,
        )
    if b.hi is not None and b.hi <= 0:
        lo, hi, lo_open, hi_open = _corners(a, _minus(b))
        return (
            None if hi is None else -hi,
            None if lo is None else -lo,
            hi_open,
            lo_open,
        )
    return _mixed(a, b)


def _mixed(a: Bound, b: Bound) -> tuple[Fraction | None, Fraction | None, bool, bool]:
    if None in (a.lo, a.hi, b.lo, b.hi):
        return None, None, False, False
    corners = [x * y for x in (a.lo, a.hi) for y in (b.lo, b.hi) if x is not None and y is not None]
    return min(corners), max(corners), False, False


def _positive(a: Bound) -> bool:
    return a.lo is not None and (a.lo > 0 or (a.lo == 0 and a.lo_open))


def _minus(a: Bound) -> Bound:
    return Bound(
        None if a.hi is None else -a.hi,
        a.hi_open,
        "",
        None if a.lo is None else -a.lo,
        a.lo_open,
        "",
    )


def _short(q: Fraction, down: bool) -> Fraction:
    """The number, or one nearby on the safe side with fewer digits."""
    if q.denominator.bit_length() <= DIGITS and q.numerator.bit_length() <= 2 * DIGITS:
        return q
    shift = DIGITS - (q.numerator.bit_length() - q.denominator.bit_length())
    scale = Fraction(2) ** shift
    n = q * scale
    return Fraction(n.numerator // n.denominator if down else -((-n.numerator) // n.denominator)) / scale


def _rational(end: arb) -> Fraction:
    """An exact number."""
    if not end.is_finite():
        raise GiveUp
    m, e = end.man_exp()
    return Fraction(int(m)) * Fraction(2) ** int(e)


def _at_number(at: Fraction, upper: bool) -> str:
    """A tactic for a bound of the error function at a number, from one of the integral that lies between."""
    with ctx.workprec(64):
        x = arb(fmpq(at.numerator, at.denominator)).erf() * arb.pi().sqrt() / 2
    q = _rational(x.mid())
    between = _short(q + abs(q) / 2**25 * (1 if upper else -1), not upper)
    law = f"erf_at_{'le' if upper else 'ge'} {number(between)}"
    return f"apply ({law}); [integral with (i_prec 60) | interval with (i_prec 80)]."


def _value(op: str, at: Fraction, down: bool) -> Fraction:
    """A bound of exp, log or root at a number."""
    if (op, at) in _PLAIN:
        return Fraction(_PLAIN[op, at][1])
    with ctx.workprec(64):
        x = arb(fmpq(at.numerator, at.denominator))
        y = {"exp": x.exp, "ln": x.log, "sqrt": x.sqrt, "erf": x.erf}[op]()
        q = _rational(y.lower() if down else y.upper())
        slack = abs(q) / 2 ** (24 if op == "erf" else 45)
        return _short(q - slack if down else q + slack, down)
