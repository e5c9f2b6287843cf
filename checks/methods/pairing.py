"""Critical points of L₁ and L in pairs: one certificate for the whole pairing, and distances as quantities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checks.kernel import Context, Established
from checks.kernel.boxes import interval_of
from checks.kernel.evaluate import Tape, precision
from checks.kernel.judgement import Domain
from checks.kernel.terms import Term, add, power, rational, sub, var
from checks.methods.argue import Proof
from checks.methods.landscape import INDEX, Landscape, Pair, combined
from checks.methods.quantities import bounds_of, from_established, within
from checks.outcome import Quantity

__all__ = ["extreme_distance", "paired"]

PAIRED = (
    "inference: the pairs exhaust both lists of critical points, the indices agree pair by pair, and each distance is "
    "at most the radius; " + INDEX.removeprefix("inference: ")
)


def paired(problem: Landscape, radius2: Any) -> tuple[list[Pair], Established]:
    """The pairs, and one certificate with both enumerations, all indices, and every squared distance ≤ radius2.

    Raises NotFound or Rejected where that fails.
    """
    pairs = problem.pairs(radius2)
    facts = [problem.majority_zeros.established, problem.total_zeros.established]
    for pair in pairs:
        facts += [pair.majority.inertia, pair.total.inertia, pair.near]
    last = facts[1].claim
    return pairs, combined(PAIRED, last.formula, last.context, *facts)


def extreme_distance(
    pairs: Sequence[Pair], which: str, name: str, *, symbol: str, meaning: str, bits: int = 256
) -> Quantity:
    """The greatest ("max") or least ("min") distance of all pairs as a quantity: an enclosure over all small boxes."""
    domains: dict[str, Domain] = {}
    distances = []
    for k, pair in enumerate(pairs):
        names = pair.majority.zero.names
        domains |= pair.majority.zero.domains(f"_{k}") | pair.total.zero.domains(f"_total_{k}")
        squares = [power(sub(var(f"{n}_{k}"), var(f"{n}_total_{k}")), 2) for n in names]
        distances.append(power(add(*squares), rational("1/2")))
    value = Term(which, tuple(distances))
    order = sorted(domains)
    with precision(bits):
        (found,) = Tape([value], order).run([interval_of(domains[n]) for n in order])
        lower, upper = bounds_of(found.ball(), 24)
    proof = Proof()
    proof.context = Context.of(domains)
    shown = proof.established(proof.enclose(within(value, lower, upper), bits=bits))
    return from_established(name, shown, lower, upper, symbol=symbol, meaning=meaning)
