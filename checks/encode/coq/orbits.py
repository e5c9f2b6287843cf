"""Orbits in Coq: enclosures of the values of explicit recursions, one lemma for each step, shown by `interval`."""

from __future__ import annotations

from fractions import Fraction

from flint import arb, ctx, fmpq

from checks.encode.coq.places import nested
from checks.encode.coq.prover import Prover, Table
from checks.encode.coq.terms import NotExpressible, atomic, natural, number
from checks.kernel.extensions.orbits import Recursion, pinned
from checks.kernel.intervals import Undefined
from checks.kernel.terms import BOUND, Term, literal

__all__ = ["TABLE"]

LONGEST = 1000


def orbit(p: Prover) -> str:
    """Relations between values at numbers, from an enclosure of the value at each step before."""
    numbers = pinned(p.context)
    values = [u for u in p.goal.subterms() if u.op == "app"]
    if any(u.args[1].op != "q" for u in values) or p.goal.variables - set(numbers):
        raise NotExpressible("an orbit along its steps, or to one that hypotheses give")
    last = max(int(u.args[1].args[0]) for u in values)
    if last > LONGEST:
        raise NotExpressible(f"an orbit of more than {LONGEST} steps")
    bits = int(p.data["bits"]) + 16 if "bits" in p.data else 53
    recursion = Recursion([f.substitute(numbers) for f in p.context.evolves])
    place, writer = p.place, p.place.writer
    relation: dict[str, tuple[str, int]] = {}  # sequence → the hypothesis that says its next value, and which part
    for f in p.context.evolves:
        text = place.evolving(f) if BOUND in f.variables else ""
        for k, part in enumerate(atomic(f)):
            if text and part.op == "=" and part.args[0].op == "app":
                relation[part.args[0].args[0]] = (p.facts.texts[text], k)
    sizes = {p.facts.texts[place.evolving(f)]: len(atomic(f)) for f in p.context.evolves if BOUND in f.variables}
    opening = " ".join(line for line in p.lines if "pose proof (s" not in line)
    box = dict(zip(recursion.names, (_around(x, bits) for x in recursion.start()), strict=True))
    for k in range(last + 1):
        said, proofs = [], []
        for g in recursion.names:
            value = writer.term(Term("app", (g, literal(k))))
            said.append(f"{number(box[g][0])} <= {value} <= {number(box[g][1])}")
            proofs.append(f"rewrite E{place.names(g, 'app')}" if k else f"rewrite {_start(p, g)}")
        both = " /\\ ".join(said)
        statement = f"{place.binders()} : G{place.number} {place.arguments()} ->\n  {both}"
        lines = [opening]
        bounds = [f"B{j}" for j in range(len(said))]
        if k:
            lines.append(f"pose proof (s{p.i}_at_{k - 1} {place.arguments()} C) as {nested(bounds)}.")
            for name, size in sizes.items():
                parts = [f"{name}_{j}" for j in range(size)]
                lines.append(f"pose proof ({name} {natural(k - 1)}) as {nested(parts)}.")
            for g, (name, j) in relation.items():
                turned = f"replace ({natural(k - 1)} + 1)%nat with {natural(k)} in {name}_{j} by lia."
                lines.append(f"{turned} rename {name}_{j} into E{place.names(g, 'app')}.")
        lines.append("clear C. pinned.")
        kept = f"clear - {' '.join(bounds)}; " if k else "clear; "
        closing = f"{kept}unfold Rpower; interval with (i_prec {bits})"
        *firsts, final = [f"{{ {q}; {closing}. }}" for q in proofs]
        lines.append("".join(f"split. {q} " for q in firsts) + final)
        p.before.append(f"Lemma s{p.i}_at_{k} {statement}.\nProof.\n{chr(10).join(lines)}\nQed.")
        if k < last:
            box = dict(zip(recursion.names, _next(recursion, box, k, bits), strict=True))
    used, tactics = list(dict.fromkeys(int(u.args[1].args[0]) for u in values)), []
    for k in used:
        names = [f"B{k}_{j}" for j in range(len(recursion.names))]
        tactics.append(f"pose proof (s{p.i}_at_{k} {place.arguments()} C) as {nested(names)}.")
    tactics.append("clear C. pinned.")
    closing = f"first [ unfold Rpower; interval with (i_prec {bits}) | box ]."
    return " ".join(tactics) + " " + p.facts.each(p.goal, lambda _: closing)


def _start(p: Prover, g: str) -> str:
    """The hypothesis that says where a sequence starts."""
    return next(name for f, name in p.facts.exact.items() if f.op == "=" and f.args[0] == Term("app", (g, literal(0))))


def _around(x: arb, bits: int) -> tuple[Fraction, Fraction]:
    """Short numbers on both sides of a ball."""
    if not x.is_finite():
        raise NotExpressible("an orbit that is not enclosed")
    if x.is_exact():
        m, e = x.man_exp()
        return (Fraction(int(m)) * Fraction(2) ** int(e),) * 2
    shift = Fraction(2) ** (bits - 8)
    lo, hi = (Fraction(int(m)) * Fraction(2) ** int(e) for m, e in (x.lower().man_exp(), x.upper().man_exp()))
    return Fraction(lo * shift // 1 - 1) / shift, Fraction(-(-hi * shift // 1) + 1) / shift


def _next(
    recursion: Recursion, box: dict[str, tuple[Fraction, Fraction]], k: int, bits: int
) -> list[tuple[Fraction, Fraction]]:
    with ctx.workprec(2 * bits):
        state = tuple(
            arb(fmpq(lo.numerator, lo.denominator)).union(arb(fmpq(hi.numerator, hi.denominator)))
            for lo, hi in (box[g] for g in recursion.names)
        )
        try:
            return [_around(x, bits) for x in recursion.advance(state, k, k + 1)]
        except Undefined:
            raise NotExpressible("an orbit that is not enclosed") from None


TABLE: Table = {("orbit", "all"): orbit}
