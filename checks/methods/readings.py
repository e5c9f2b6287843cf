"""Quantities read off a proof in which values of sequences, or symbols, lie between numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flint import ctx

from checks.encode.contexts import hypotheses
from checks.encode.terms import conjunction
from checks.kernel import Rejected
from checks.kernel.functions import Evaluation
from checks.kernel.intervals import Undefined, from_ends
from checks.methods.argue import Line, Proof
from checks.methods.orbits import Wanted
from checks.methods.quantities import bounds_of, from_established, within
from checks.methods.sheet import Lemma
from checks.outcome import Quantity

__all__ = ["bounds_in", "read"]


def bounds_in(p: Proof, expression: Any, *facts: Line, digits: int = 30) -> tuple[str, str]:
    """Decimal bounds of an expression over the box that the hypotheses and the facts leave, at the precision of the
    proof. Raises Rejected where there are none."""
    box = p.context.narrowed([*hypotheses(p.context), *(line.formula for line in facts)])
    with ctx.workprec(p.bits):
        sides = {atom: from_ends(d.lo, d.hi, d.lo_open, d.hi_open) for atom, d in box.items()}
        try:
            return bounds_of(Evaluation(sides).term(p.term(expression)).ball(), digits)
        except Undefined as problem:
            raise Rejected(f"no finite bounds: {problem}") from None


def read(
    p: Proof, wanted: Sequence[Wanted], *facts: Line, beside: Sequence[Line] = ()
) -> tuple[Lemma, tuple[Quantity, ...]]:
    """Bounds of expressions from facts that put each of their symbols and values between two numbers: what is
    established, lower ≤ expression ≤ upper for all of them, and the quantities. beside: lines that are established
    with them, in one replay."""
    terms = [p.term(w.value) for w in wanted]
    bounds = [bounds_in(p, t, *facts, digits=w.digits) for t, w in zip(terms, wanted, strict=True)]
    with p.precision(p.bits + 16):
        shown = [p.write("given", within(t, *b), facts) for t, b in zip(terms, bounds, strict=True)]
        line = p.write("given", conjunction(f for part in shown for f in part.formula.args), shown)
        line = p.both(line, *beside) if beside else line
    established = p.sheet.alone(line)
    return established, tuple(
        from_established(w.name, established, *b, symbol=w.symbol, meaning=w.meaning, printed=w.printed, term=t)
        for w, b, t in zip(wanted, bounds, terms, strict=True)
    )
