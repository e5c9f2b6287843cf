"""Sines and cosines: their values at multiples of π, and those of sums and multiples by those of single angles.

Everything is written by the kernel's laws (`sine-odd`, `sine-turned`, `cosine-by-sine`, `sine-of-sum`, …), so that a
value such as sin(5π/6) = 1/2 is a line of the proof like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import gcd

from checks.encode.terms import ONE, PI, ZERO, add, func, mul, neg, power, rational, relation, root
from checks.kernel import Rejected
from checks.kernel.intervals import Undefined
from checks.kernel.terms import Term
from checks.methods.elaborate import Scope
from checks.methods.likeness import equal
from checks.methods.polynomials import Monomial, quotients
from checks.methods.sheet import Line

__all__ = ["angle", "evaluated", "expanded", "plain_values"]

WAVES = ("sin", "cos")
INVERSE = {"asin": "arcsine", "acos": "arccosine", "atan": "arctangent"}
MOST = 8  # the largest multiple that is expanded
TABLE: dict[Fraction, tuple[str, Term]] = {
    Fraction(1, 6): ("sine-sixth", rational(Fraction(1, 2))),
    Fraction(1, 4): ("sine-quarter", mul(rational(Fraction(1, 2)), root(rational(2), 2))),
    Fraction(1, 3): ("sine-third", mul(rational(Fraction(1, 2)), root(rational(3), 2))),
}
SINES = {Fraction(0): ZERO, Fraction(1, 2): ONE, **{r: value for r, (_, value) in TABLE.items()}}


def angle(t: Term) -> Fraction | None:
    """r, if the closed term is plainly r·π."""
    if t.variables or not all(u.op in ("q", "pi", "+", "*", "^") for u in t.subterms()):
        return None
    try:
        form = quotients([t, PI])
    except Rejected:
        return None
    own, unit = form.numerators
    if any(any(m) for m in form.denominator) or len(own) > 1:
        return None
    ((m, c),) = unit.items()
    return own.get(m, Fraction(0)) / c if set(own) <= {m} else None


def sine(r: Fraction) -> Term | None:
    """sin(r·π), where it is in the table."""
    r %= 2
    value = SINES.get(min(r % 1, 1 - r % 1))
    return value if value is None or r < 1 else neg(value)


def value_of(t: Term) -> Term | None:
    """The exact value of a sine, cosine, tangent or of an inverse of one, at a number at which it is known."""
    if t.op in (*WAVES, "tan"):
        r = angle(t.args[0])
        if r is None:
            return None
        above, below = sine(r), sine(r + Fraction(1, 2))
        if t.op != "tan":
            return above if t.op == "sin" else below
        return None if above is None or below in (None, ZERO) else mul(above, power(below, -1))
    if t.op in INVERSE and not t.variables:
        r = _inverse_angle(t)
        return None if r is None else mul(rational(r), PI)
    return None


def _inverse_angle(t: Term) -> Fraction | None:
    """r with asin(s) = r·π and the like."""
    for q in (1, 2, 3, 4, 6):
        for p in range(-q // 2, q + 1):
            r = Fraction(p, q)
            inside = 0 <= r <= 1 if t.op == "acos" else 2 * abs(r) < 1 if t.op == "atan" else 2 * abs(r) <= 1
            value = value_of(func({"asin": "sin", "acos": "cos", "atan": "tan"}[t.op], mul(rational(r), PI)))
            if inside and value is not None and equal(value, t.args[0]):
                return r
    return None


def plain_values(t: Term) -> Term:
    """The term or formula with the exact values put in."""
    simpler = t.rebuild(plain_values) if t.children else t
    value = value_of(simpler)
    return simpler if value is None else value


# Lines ---------------------------------------------------------------------------------------------------------------


def evaluated(p: Scope, formula: Term) -> tuple[Term, list[Line]] | None:
    """The formula with exact values for sines, cosines, tangents and their inverses at numbers, and the equations by
    which it is rewritten; None where there are none."""
    lines: list[Line] = []
    simpler = formula
    while True:
        found = next((u for u in simpler.subterms() if u.op in (*WAVES, "tan", *INVERSE) and value_of(u)), None)
        if found is None:
            return (simpler, lines) if lines else None
        lines.append(_value_line(p, found))
        simpler = simpler.replace(*lines[-1].formula.args)


def _value_line(p: Scope, t: Term) -> Line:
    """t = its exact value."""
    value = value_of(t)
    assert value is not None
    wanted = relation("=", t, value)
    if t.op in INVERSE:
        return _inverse_line(p, t, wanted)
    r = angle(t.args[0])
    assert r is not None
    if t.op == "tan":
        above, below = _sine_line(p, r), _cosine_line(p, r)
        a, b = above.formula.args[1], below.formula.args[1]
        first = power(func("cos", t.args[0]), -1)
        multipliers = [first, neg(mul(a, power(b, -1), first))]
        premises = [above, below]
        p.define([wanted, *multipliers], premises)
        return p.write("linear", wanted, premises, multipliers=[m.to_json() for m in multipliers])
    line = _sine_line(p, r) if t.op == "sin" else _cosine_line(p, r)
    return _same(p, t, line)


def _same(p: Scope, t: Term, line: Line) -> Line:
    """t = value, from the line that says so of a term of the same normal form."""
    wanted = relation("=", t, line.formula.args[1])
    return line if line.formula == wanted else p.write("linear", wanted, [line], multipliers=["1"])


def _law(p: Scope, name: str, says: Term, *terms: Term, premises: tuple[Line, ...] = ()) -> Line:
    return p.write("axiom", says, list(premises), name=name, terms=[t.to_json() for t in terms])


def _sine_line(p: Scope, r: Fraction) -> Line:
    """sin(r·π) = its value."""
    t = mul(rational(r), PI)
    here, value = func("sin", t), sine(r)
    assert value is not None
    wanted = relation("=", here, value)
    known = next((line for line in p.lines() if line.formula == wanted), None)
    if known is not None:
        return known
    if r == 0:
        return p.write("given", wanted)
    if r in TABLE:
        return _law(p, TABLE[r][0], wanted)
    if r == Fraction(1, 2):  # cos 0 = sin(0 + π/2)
        right = func("sin", Term("+", (ZERO, t)))
        law = _law(p, "cosine-by-sine", relation("=", func("cos", ZERO), right), ZERO)
        one = p.write("given", relation("=", func("cos", ZERO), ONE))
        return p.write("linear", wanted, [law, one], multipliers=["-1", "1"])
    if r < 0:
        u = mul(rational(-r), PI)
        law = _odd(p, u)
        return p.write("linear", wanted, [law, _sine_line(p, -r)], multipliers=["1", "-1"])
    u = mul(rational(r - 1), PI)
    turned = relation("=", func("sin", Term("+", (u, PI))), neg(func("sin", u)))
    law = _law(p, "sine-turned", turned, u)
    return p.write("linear", wanted, [law, _sine_line(p, r - 1)], multipliers=["1", "-1"])


def _odd(p: Scope, u: Term) -> Line:
    minus = Term("*", (rational(-1), u))
    return _law(p, "sine-odd", relation("=", func("sin", minus), Term("*", (rational(-1), func("sin", u)))), u)


def _cosine_line(p: Scope, r: Fraction) -> Line:
    """cos(r·π) = its value."""
    u = mul(rational(r), PI)
    value = sine(r + Fraction(1, 2))
    assert value is not None
    moved = func("sin", Term("+", (u, mul(rational(Fraction(1, 2)), PI))))
    law = _law(p, "cosine-by-sine", relation("=", func("cos", u), moved), u)
    rest = _sine_line(p, r + Fraction(1, 2))
    return p.write("linear", relation("=", func("cos", u), value), [law, rest], multipliers=["1", "1"])


def _inverse_line(p: Scope, t: Term, wanted: Term) -> Line:
    r = _inverse_angle(t)
    assert r is not None
    u, inner = mul(rational(r), PI), {"asin": "sin", "acos": "cos", "atan": "tan"}[t.op]
    value = _value_line(p, func(inner, u))
    premises: list[Line] = []
    low, high = (
        (ZERO, PI) if t.op == "acos" else (mul(rational(Fraction(-1, 2)), PI), mul(rational(Fraction(1, 2)), PI))
    )
    strict = "<" if t.op == "atan" else "<="
    for f in (relation(strict, low, u), relation(strict, u, high)):
        if not p.facts(premises).granted(f):
            premises.append(p.write("linear", f, multipliers=[]) if low == u or u == high else p.line(f))
    law = p.write(
        "axiom",
        relation("=", func(t.op, func(inner, u)), u),
        premises,
        name=INVERSE[t.op],
        terms=[u.to_json()],
    )
    there = p.write("rewrite", relation("=", func(t.op, value.formula.args[1]), u), [law, value])
    if there.formula == wanted:
        return there
    more: list[Line] = [there]
    p.define([wanted], more)
    return p.write("linear", wanted, more, multipliers=["1"])


# Sums and multiples --------------------------------------------------------------------------------------------------


def expanded(p: Scope, goal: Term) -> tuple[Term, list[Line]] | None:
    """The goal with sines and cosines of sums and multiples expressed by those of single angles, and the equations by
    which it is rewritten; None where there is nothing to expand. Raises Rejected."""
    waves = [u for u in dict.fromkeys(goal.subterms()) if u.op in WAVES and u.variables]
    arguments = list(dict.fromkeys(u.args[0] for u in waves))
    if not arguments:
        return None
    forms = quotients([*arguments, PI])
    if any(any(m) for m in forms.denominator):
        return None
    ((pi, one),) = forms.numerators[-1].items()
    units: dict[Monomial, Fraction] = {}
    for n in forms.numerators[:-1]:
        for m, c in n.items():
            if m != pi:
                units[m] = _common(units.get(m, Fraction(0)), c)
    lines: list[Line] = []
    simpler = goal
    for u, n in ((u, forms.numerators[arguments.index(u.args[0])]) for u in waves):
        turns = n.get(pi, Fraction(0)) / one
        single = [(m, int(c / units[m])) for m, c in n.items() if m != pi]
        if turns == 0 and len(single) == 1 and single[0][1] == 1:
            continue
        if sum(abs(k) for _, k in single) > MOST or any(u in w.args for w in waves):
            return None
        pieces = [(forms.monomial(m, units[m]), k) for m, k in single]
        if turns:
            pieces.append((mul(rational(turns), PI), 1))
        equation = _same(p, u, _Angles(p).wave(u.op, pieces))
        lines.append(equation)
        simpler = simpler.replace(*equation.formula.args)
    return (simpler, lines) if lines else None


def _common(a: Fraction, b: Fraction) -> Fraction:
    """The greatest number of which both are whole multiples."""
    if a == 0:
        return abs(b)
    return Fraction(gcd(a.numerator * b.denominator, b.numerator * a.denominator), a.denominator * b.denominator)


class _Angles:
    """sin T = … and cos T = … for sums T of whole multiples of angles."""

    def __init__(self, p: Scope) -> None:
        self.p = p

    def wave(self, op: str, pieces: list[tuple[Term, int]]) -> Line:
        """The line for the sine or cosine of Σ k·u."""
        return self._of(pieces)[1][WAVES.index(op)]

    def _of(self, pieces: list[tuple[Term, int]]) -> tuple[Term, tuple[Line, Line]]:
        """The sum as a term, and its two lines."""
        singles = [(u if k > 0 else neg(u)) for u, k in pieces for _ in range(abs(k))]
        minus = {neg(u): u for u, k in pieces if k < 0}
        total, lines = singles[0], self._single(singles[0], minus)
        for u in singles[1:]:
            other = self._single(u, minus)
            together = Term("+", (total, u))
            s, c, t, d = (func(op, a) for a in (total, u) for op in WAVES)
            laws = (
                relation("=", func("sin", together), add(mul(s, d), mul(c, t))),
                relation("=", func("cos", together), add(mul(c, d), neg(mul(s, t)))),
            )
            made = []
            for law, says in zip(("sine-of-sum", "cosine-of-sum"), laws, strict=True):
                line = _law(self.p, law, self._exactly(law, total, u), total, u)
                values = [e.formula.args[1] for e in (*lines, *other)]
                a, b, x, y = values
                right = add(mul(a, y), mul(b, x)) if law == "sine-of-sum" else add(mul(b, y), neg(mul(a, x)))
                wanted = relation("=", says.args[0], right)
                made.append(self._joined(wanted, line, [*lines, *other]))
            total, lines = together, (made[0], made[1])
        return total, lines

    def _exactly(self, law: str, u: Term, v: Term) -> Term:
        """What the law says, literally."""
        (s, c), (t, d) = ((func("sin", a), func("cos", a)) for a in (u, v))
        together = Term("+", (u, v))
        if law == "sine-of-sum":
            return relation("=", func("sin", together), Term("+", (Term("*", (s, d)), Term("*", (c, t)))))
        right = Term("+", (Term("*", (c, d)), Term("*", (rational(-1), Term("*", (s, t))))))
        return relation("=", func("cos", together), right)

    def _joined(self, wanted: Term, line: Line, equations: list[Line]) -> Line:
        """The law with the values put in."""
        source = line.formula
        for e in equations:
            source = source.replace(*e.formula.args)
        used = [e for e in equations if e.formula.args[0] != e.formula.args[1]]
        there = self.p.write("rewrite", source, [line, *used]) if used else line
        if there.formula == wanted:
            return there
        return self.p.write("linear", wanted, [there], multipliers=["1"])

    def _single(self, u: Term, minus: Mapping[Term, Term]) -> tuple[Line, Line]:
        r = angle(u)
        if r is not None:
            try:
                return _same(self.p, func("sin", u), _sine_line(self.p, r)), _same(
                    self.p, func("cos", u), _cosine_line(self.p, r)
                )
            except (AssertionError, Undefined):
                raise Rejected("a multiple of π that is not in the table") from None
        sine, cosine = func("sin", u), func("cos", u)
        if u in minus:
            plain = minus[u]
            odd = relation("=", sine, neg(func("sin", plain)))
            even = relation("=", cosine, func("cos", plain))
            law = _law(
                self.p,
                "cosine-even",
                relation("=", func("cos", Term("*", (rational(-1), plain))), func("cos", plain)),
                plain,
            )
            return (
                self.p.write("linear", odd, [_odd(self.p, plain)], multipliers=["1"]),
                self.p.write("linear", even, [law], multipliers=["1"]),
            )
        return tuple(self.p.write("identity", relation("=", t, t)) for t in (sine, cosine))  # type: ignore[return-value]
