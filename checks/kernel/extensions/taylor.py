"""Taylor leaves of subdivision trees: a relation on a cell by the Taylor polynomial at its middle and the remainder.

A series is a list of balls s₀, …, sₙ; it stands for all functions of t with Taylor coefficients in these balls. Sums,
products, quotients and functions of series are those of Arb: each result stands for the results of all functions that
its operands stand for.
"""

from __future__ import annotations

from collections.abc import Callable

from flint import arb, arb_series, fmpq

from checks.kernel.extensions.subdivision import Leaf, atoms, closed
from checks.kernel.functions import FUNCTIONS, Evaluation, difference
from checks.kernel.intervals import Undefined, hull
from checks.kernel.step import Step
from checks.kernel.terms import Rejected, Term, require

__all__ = ["HEADS", "LEAVES", "RULES", "taylor"]

HEADS: frozenset[str] = frozenset()
RULES: dict[tuple[str, str], Callable[[Step], None]] = {}
ORDER = 8
_OWN = {name: getattr(arb_series, name) for name in ("exp", "log", "sin", "cos", "tan", "atan", "asin", "acos", "erf")}


def taylor(goal: Term, at: Evaluation) -> tuple[bool, bool]:
    """a < b or a ≤ b on a finite cell X of one atom, with f = b − a. Let c be the middle of X. All parts of f are
    defined on X and have at each of its points a Taylor series of finite balls, so f is as often differentiable there
    as it needs to be, and f(x) = Σ_{j<k} f⁽ʲ⁾(c)/j!·(x − c)ʲ + f⁽ᵏ⁾(ξ)/k!·(x − c)ᵏ for some ξ in X if x is in X. The
    coefficients are those of f at the series c + t and, for the last one, at X + t: of f(ξ + t) for every ξ in X."""
    require(goal.op in ("<", "<="), "a Taylor leaf needs a goal < or <=")
    f = difference(goal.args[1], goal.args[0])
    inside = atoms(f)
    require(len(inside) == 1, "a Taylor leaf needs a goal in one atom")
    (atom,) = inside
    side = closed(at.box[atom])
    require(side.finite, "a Taylor leaf needs a finite cell")
    Evaluation({atom: side}).term(f)
    cell = side.ball()
    c = cell.mid()
    near, far, h = _Series(atom, c, ORDER).of(f), _Series(atom, cell, ORDER + 1).of(f), cell - c
    total: arb = far[ORDER]
    for j in reversed(range(ORDER)):
        total = near[j] + h * total
    value = hull(total)
    return value.positive() if goal.op == "<" else value.nonnegative(), False


class _Series:
    """Series of terms up to tⁿ⁻¹, where the atom is a + t for each number a in a ball."""

    def __init__(self, atom: Term, ball: arb, length: int) -> None:
        self.length = length
        self._known = {atom: arb_series([ball, 1], length)}

    def of(self, t: Term) -> arb_series:
        """The series of a term, with finite balls. Raises Undefined or Rejected."""
        if t not in self._known:
            try:
                made = self._made(t)
            except (ZeroDivisionError, ValueError) as problem:
                raise Undefined(f"no series of {str(t)[:200]}: {problem}") from None
            if made.prec < self.length or not all(made[j].is_finite() for j in range(self.length)):
                raise Undefined(f"no series of {str(t)[:200]}")
            self._known[t] = made
        return self._known[t]

    def _made(self, t: Term) -> arb_series:
        op, one = t.op, arb_series([1], self.length)
        if op == "q":
            return arb_series([arb(fmpq(t.args[0].numerator, t.args[0].denominator))], self.length)
        if op == "pi":
            return arb_series([arb.pi()], self.length)
        if op in ("+", "*"):
            total = self.of(t.args[0])
            for a in t.args[1:]:
                total = total + self.of(a) if op == "+" else total * self.of(a)
            return total
        if op == "^":
            base, n = self.of(t.args[0]), abs(t.args[1])
            power = one
            for bit in bin(n)[2:]:
                power = power * power * base if bit == "1" else power * power
            return power if t.args[1] >= 0 else one / power
        if op == "root":
            base, q = self.of(t.args[0]), t.args[1]
            return base.sqrt() if q == 2 else (base.log() / arb_series([q], self.length)).exp()
        if op == "**":
            return (self.of(t.args[1]) * self.of(t.args[0]).log()).exp()
        if op in _OWN:
            own: arb_series = _OWN[op](self.of(t.args[0]))
            return own
        form = FUNCTIONS[op].form if op in FUNCTIONS else None
        if form is None:
            raise Rejected(f"a Taylor leaf knows no series of {op}")
        return self.of(form(t.args[0]))


LEAVES: dict[str, Leaf] = {"t": taylor}
