"""Whether a formula holds at a point: True, False, or None where it cannot be told.

The kernel's own evaluation over a box of one point, at growing precision; two sides that stay together are compared by
normal form. Values of sequences are enclosed along the recursion. This is the search's view; whatever rests on it is
shown to the kernel afresh (`closed`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from flint import ctx

from checks.encode.terms import rational, sequence_values, var
from checks.kernel import Context, Rejected
from checks.kernel.extensions.orbits import Recursion
from checks.kernel.functions import Evaluation
from checks.kernel.intervals import Interval, Undefined, from_ends, hull
from checks.kernel.terms import Term
from checks.methods.angles import plain_values
from checks.methods.likeness import equal
from checks.methods.tape import Answers

__all__ = ["Formulas", "at_terms", "decide", "decide_along", "decide_at", "numbers_at"]

PRECISIONS = (64, 128, 256, 512, 1024, 2048, 4096)
BY_NORMAL_FORM = 256  # bits from which sides that stay together are compared by normal form
ORBIT_PRECISIONS = (128, 512)
Point = Mapping[str, Fraction | Term]


def at_terms(at: Point) -> dict[str, Term]:
    """The coordinates as terms."""
    return {name: q if isinstance(q, Term) else rational(q) for name, q in at.items()}


def numbers_at(at: Point) -> dict[Term, Interval]:
    """The box of one point with rational coordinates, at the precision in force."""
    return {var(name): from_ends(q, q, False, False) for name, q in at.items() if isinstance(q, Fraction)}


def decide(formula: Term) -> bool | None:
    """Whether a closed formula without values of sequences holds. A side that is not certainly defined gives None."""
    if formula.op in ("and", "or"):
        answers, decisive = [decide(f) for f in formula.args], formula.op == "or"
        return decisive if decisive in answers else None if None in answers else not decisive
    undefined = 0
    for bits in PRECISIONS:
        with ctx.workprec(bits):
            try:
                answer, _ = Evaluation({}).formula(formula)
            except Undefined:
                undefined += 1
                if undefined > 4:  # what is undefined at 512 bits is hardly defined at more
                    return None
                continue
        if answer is not None:
            return answer
        if bits == BY_NORMAL_FORM and equal(*(plain_values(t) for t in formula.args)):
            return formula.op in ("<=", "=")
    return None


def decide_at(formula: Term, at: Point, context: Context) -> bool | None:
    """Whether a formula holds at a point of a context; values of sequences are those of its recursions. Raises Rejected
    where these are not explicit."""
    values = at_terms(at)
    closed = formula.substitute(values)
    if not sequence_values(closed):
        return decide(closed)
    return decide_along(closed, Recursion([f.substitute(values) for f in context.evolves]))


def decide_along(closed: Term, recursion: Recursion, precisions: Sequence[int] = ORBIT_PRECISIONS) -> bool | None:
    """Whether a formula in values of sequences at numbers holds where these obey a recursion."""
    for bits in precisions:
        with ctx.workprec(bits):
            try:
                box = {value: hull(ball) for value, ball in recursion.values(list(sequence_values(closed))).items()}
                answer, _ = Evaluation(box).formula(closed)
            except Undefined:
                continue
        if answer is not None:
            return answer
    return None


class Formulas:
    """Several formulas at many points with rational coordinates: compiled once, evaluated in one pass."""

    def __init__(self, formulas: Sequence[Term], context: Context) -> None:
        self.formulas, self.context = list(formulas), context
        self._quick = Answers(self.formulas)

    def hold(self, point: Mapping[str, Fraction]) -> bool:
        """Whether all of them certainly hold. Those that the first pass leaves open are decided by themselves."""
        with ctx.workprec(128):
            found = self._quick.run(numbers_at(point))
        if False in found:
            return False
        rest = [f for f, answer in zip(self.formulas, found, strict=True) if answer is not True]
        try:
            return all(decide_at(f, point, self.context) is True for f in rest)
        except Rejected:
            return False
