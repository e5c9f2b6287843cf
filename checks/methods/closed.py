"""Lines that show closed formulas (without symbols): exactly where numbers are rational, else at enough bits.

The kernel's step itself sees what one evaluation at its own precision decides. A `Closed` adds premises for the rest:

* relations between terms that are built from rational numbers by +, ·, whole powers, roots that come out even, exp 0,
  log 1 and |·|: `identity` says what number a side is, `linear` compares the numbers; no ball is rounded;
* equations between other terms that have one normal form: `identity`;
* relations that a higher precision decides: `given` at that precision;
* relations between values of a recursion: starting values by `unfold`, others by `orbit`.
"""

from __future__ import annotations

from fractions import Fraction

from flint import ctx

from checks.encode.terms import ONE, ZERO, contrary, rational, relation, sequence_values, text
from checks.kernel import Context, Rejected
from checks.kernel.extensions.orbits import Recursion
from checks.kernel.functions import SPECIAL, conditions
from checks.kernel.intervals import Undefined
from checks.kernel.terms import BINDERS, BOUND, RELATIONS, Term
from checks.methods.decide import decide, decide_along
from checks.methods.elaborate import Scope
from checks.methods.likeness import equal
from checks.methods.sheet import Line, Sheet

__all__ = ["Closed", "rational_value"]

PRECISIONS = (128, 256, 512, 1024, 2048, 4096, 8192)
ORBIT_PRECISIONS = (128, 512, 2048)
LARGEST_POWER = 64


class Closed(Scope):
    """What is shown of numbers in one context of a sheet, which has no symbol that they contain."""

    def __init__(self, sheet: Sheet, context: Context) -> None:
        super().__init__(sheet, context)
        self._recursion: Recursion | None = None

    def grant(self, formula: Term, premises: list[Line]) -> None:
        """Add to the premises what it takes for the kernel to grant the formula. Raises Rejected."""
        if formula.op == "and":
            for part in formula.args:
                self.grant(part, premises)
            return
        if self._granted(formula, exactly=True):
            return
        line = self.exactly(formula)
        if line is None and not self._granted(formula, exactly=False):
            line = self.show(formula)
        if line is not None and line not in premises:
            premises.append(line)

    def declare(self, t: Term, premises: list[Line]) -> None:
        """Add to the premises what it takes for the kernel to see that a term, or a formula, is defined."""
        facts, known = self.facts(()), True
        with ctx.workprec(PRECISIONS[0]):
            try:
                facts.define(t)
            except (Rejected, Undefined):
                known = False
        if known and not facts.enclosed:
            return
        if t.op in SPECIAL and not SPECIAL[t.op].total:
            if not known:
                self.define([t], premises)
            return
        for child in t.children:
            self.declare(child, premises)
        for condition in conditions(t):
            self.grant(condition, premises)

    def _granted(self, formula: Term, exactly: bool) -> bool:
        facts = self.facts(())
        with ctx.workprec(PRECISIONS[0]):
            return facts.granted(formula) and not (exactly and facts.enclosed)

    # exactly

    def exactly(self, formula: Term) -> Line | None:
        """A line that shows a relation without rounding; None where there is no such way."""
        known = next((line for line in self.lines() if line.formula == formula), None)
        if known is not None:
            return known
        try:
            if formula.op == "or":
                shown = next((line for line in map(self.exactly, formula.args) if line is not None), None)
                return None if shown is None else self.write("either", formula, [shown])
            if formula.op not in RELATIONS:
                return None
            return self._started(formula) or self._compared(formula)
        except Rejected:
            return None

    def _compared(self, formula: Term) -> Line | None:
        plain, moved = self._without_absolute_values(formula)
        if moved:
            shown = self._compared(plain)
            return None if shown is None else self.write("rewrite", formula, [shown, *moved])
        a, b = formula.args
        p, q = rational_value(a), rational_value(b)
        if p is None or q is None:
            return None
        if formula.op == "=":
            return self._equal(a, b) if p == q else None
        if formula.op == "!=":
            return self._apart(a, b, p, q) if p != q else None
        if p > q or (p == q and formula.op == "<"):
            return None
        if p == q:
            return self.write("given", formula, [self._equal(a, b)])
        premises = [self.write("given", relation(formula.op, ZERO, rational(q - p)))]
        self.declare(formula, premises)
        return self.write("linear", formula, premises, multipliers=[ONE.to_json()])

    def _equal(self, a: Term, b: Term) -> Line:
        """a = b by normal form, with what shows that both are defined."""
        premises: list[Line] = []
        formula = relation("=", a, b)
        self.declare(formula, premises)
        return self.write("identity", formula, premises)

    def _apart(self, a: Term, b: Term, p: Fraction, q: Fraction) -> Line:
        """a ≠ b from their values."""
        shown = self.write("given", relation("!=", rational(p), rational(q)))
        equations = [] if a.op == "q" else [self._equal(a, rational(p))]
        left = b.replace(a, rational(p))
        if left.op != "q":
            equations.append(self._equal(left, rational(q)))
        return self.write("rewrite", relation("!=", a, b), [shown, *equations]) if equations else shown

    def _without_absolute_values(self, formula: Term) -> tuple[Term, list[Line]]:
        """The formula with |u| replaced by u or −u where u is a rational number, and the equations that say so."""
        equations: list[Line] = []
        while True:
            inner = next((u for u in formula.subterms() if u.op == "abs" and _innermost(u)), None)
            value = None if inner is None else rational_value(inner.args[0])
            if inner is None or value is None:
                return formula, equations
            u = inner.args[0]
            sign = relation("<=", ZERO, u) if value >= 0 else relation("<=", u, ZERO)
            premises: list[Line] = []
            self.declare(u, premises)
            self.grant(sign, premises)
            plain = u if value >= 0 else Term("*", (rational(-1), u))
            name = "abs-positive" if value >= 0 else "abs-negative"
            line = self.write("axiom", relation("=", inner, plain), premises, name=name, terms=[u.to_json()])
            equations.append(line)
            formula = formula.replace(inner, plain)

    def _started(self, formula: Term) -> Line | None:
        """A relation between starting values, from what these are."""
        starts = [v for v in sequence_values(formula) if v.args[1] == ZERO]
        equations, plain = [], formula
        for k, f in enumerate(self.context.evolves):
            if f.op == "=" and f.args[0] in starts and BOUND not in f.variables:
                equations.append(self.write("unfold", f, relation=k, at="0"))
                plain = plain.replace(*f.args)
        if not equations:
            return None
        premises: list[Line] = []
        self.grant(plain, premises)
        shown = next((line for line in premises if line.formula == plain), None) or self.write("given", plain, premises)
        return self.write("rewrite", formula, [shown, *equations])

    # in balls

    def show(self, formula: Term) -> Line:
        """A line that shows a closed formula, at whatever precision it takes. Raises Rejected."""
        if formula.op == "or":
            return self._one_of(formula)
        if sequence_values(formula):
            return self._along(formula)
        for bits in PRECISIONS:
            try:
                return self.write("given", formula, bits=bits)
            except Rejected:
                pass
            if bits == 256 and formula.op in ("<=", "=") and equal(*formula.args):
                return self._from_equality(formula)
            if bits == 512 and decide(contrary(formula)) is True:
                break
        raise Rejected(f"{text(formula)[:300]} is not certain")

    def _from_equality(self, formula: Term) -> Line:
        line = self._equal(*formula.args)
        return line if formula.op == "=" else self.write("given", formula, [line])

    def _one_of(self, formula: Term) -> Line:
        for part in formula.args:
            premises: list[Line] = []
            try:
                self.grant(part, premises)
                shown = next((line for line in premises if line.formula == part), None)
                return self.write("either", formula, [shown or self.write("given", part, premises)])
            except Rejected:
                continue
        raise Rejected(f"{text(formula)[:300]}: no part is certain")

    def _along(self, formula: Term) -> Line:
        """A relation between values of the context's recursions."""
        started = self._started(formula) if all(v.args[1] == ZERO for v in sequence_values(formula)) else None
        if started is not None:
            return started
        if self._recursion is None:
            self._recursion = Recursion(self.context.evolves)
        for bits in ORBIT_PRECISIONS:
            with ctx.workprec(bits):
                if decide_along(formula, self._recursion, (bits,)) is True:
                    return self.write("orbit", formula, bits=bits)
        raise Rejected(f"{text(formula)[:300]} is not certain along the orbit")


def _innermost(u: Term) -> bool:
    return not any(v.op == "abs" for a in u.children for v in a.subterms())


def rational_value(t: Term) -> Fraction | None:
    """The value of a closed term that is plainly a rational number, as its normal form shows; None for others."""
    values = [rational_value(a) for a in t.children]
    known = [v for v in values if v is not None]
    if len(known) < len(values) or t.op in ("v", "app", "fun", *BINDERS):
        return None
    match t.op:
        case "q":
            return t.args[0]  # type: ignore[no-any-return]
        case "+":
            return sum(known, Fraction(0))
        case "*":
            total = Fraction(1)
            for v in known:
                total *= v
            return total
        case "^":
            n = t.args[1]
            return None if abs(n) > LARGEST_POWER or (known[0] == 0 and n < 0) else known[0] ** n
        case "root":
            return _root(known[0], t.args[1])
        case "exp":
            return Fraction(1) if known[0] == 0 else None
    return None


def _root(x: Fraction, q: int) -> Fraction | None:
    """The q-th root of x ≥ 0 where it is rational."""
    if x < 0 or max(x.numerator, x.denominator) >= 2**64:
        return None
    p, r = (round(n ** (1 / q)) for n in (x.numerator, x.denominator))
    return Fraction(p, r) if p**q == x.numerator and r**q == x.denominator else None
