"""Critical points of L₁ and L in pairs: one certificate for the whole pairing, and distances as quantities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flint import ctx

from checks.encode.contexts import context as made
from checks.encode.terms import add, power, root, sub, var
from checks.kernel import Domain, Rejected
from checks.kernel.extensions.subdivision import cell_of
from checks.kernel.terms import Term
from checks.methods.argue import Proof
from checks.methods.landscape import INDEX, Landscape, Pair
from checks.methods.quantities import bounds_of, from_established, within
from checks.methods.sheet import Lemma
from checks.methods.tape import Tape
from checks.methods.zeros import combined
from checks.outcome import Quantity

__all__ = ["extreme_distance", "paired"]

PAIRED = (
    "inference: the pairs exhaust both lists of critical points, the indices agree pair by pair, and each distance is "
    "at most the radius; " + INDEX.removeprefix("inference: ")
)


def paired(problem: Landscape, radius2: Any) -> tuple[list[Pair], Lemma]:
    """The pairs, and one certificate with both enumerations, all indices, and every squared distance ≤ radius2.

    Raises NotFound or Rejected where that fails.
    """
    pairs = problem.pairs(radius2)
    facts = [e for pair in pairs for e in (pair.majority.inertia, pair.total.inertia, pair.near)]
    return pairs, combined(PAIRED, problem.total_zeros.established, problem.majority_zeros.established, *facts)


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
        distances.append(root(add(*squares), 2))
    value = Term(which, tuple(distances))
    with ctx.workprec(bits):
        (found,) = Tape([value]).run(cell_of({var(n): d for n, d in domains.items()}))
        if found is None:
            raise Rejected("a distance that may be 0 has no enclosure here")
        lower, upper = bounds_of(found.ball(), 24)
    proof = Proof().sub(made(domains.items()), None)
    shown = proof.established(proof.enclose(within(value, lower, upper), bits=bits))
    return from_established(name, shown, lower, upper, symbol=symbol, meaning=meaning)
