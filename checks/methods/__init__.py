"""How evidence is found. Free to be clever, never trusted: whatever settles a claim is replayed by the kernel.

handing     evidence, numbers, nothing: what a check returns
direct      identity, enclose, monotone, quadrature, cite: one call, one piece of evidence
argue       Proof: several lines, lemmas, inductions, cases
lemmas      proves: a proof that is a check of its statement and a lemma for others
points      witness, exists, satisfiable; strategies satisfying, violating
orbits      orbit, along, iterate: recursions in balls and, independently, in mpmath
vectors     inner, norm, same, gram, combined; smooth, convex, pl: vectors of any dimension
coordinates placed, met_in: vectors with coordinates, as witnesses
exact       exact numbers, points as text, what holds at every step
runs        crossing, constant_run, explicit_run: where orbits cross zero, sequences given by formulas
quantities  quantity: named constants with rigorous bounds
readings    bounds_in, read: quantities from facts that bound what they are made of
sampling    sample, hoeffding, clopper_pearson
prover      the search for a proof of one relation (calculus, algebra, reduce: its parts)
algebra     combinations of facts and sums of squares (combine, sos, polynomials: its parts)
automatic   decide: the search inside a paper
prove       what `referee prove` runs
script      a claim that was proved, as Python for a paper
"""

from __future__ import annotations

from checks.methods.argue import Line, Proof
from checks.methods.automatic import decide
from checks.methods.direct import cite, enclose, identity, monotone, quadrature
from checks.methods.handing import evidence, nothing, numbers
from checks.methods.lemmas import absolute, met_at, proves
from checks.methods.orbits import Leap, Wanted, along, iterate, mp_exp, orbit, values_along
from checks.methods.points import exists, satisfiable, satisfying, violating, witness
from checks.methods.quantities import quantity
from checks.methods.readings import bounds_in, read
from checks.methods.sampling import clopper_pearson, hoeffding, sample
from checks.methods.sheet import Lemma as Established  # what the kernel established, with all that it takes

__all__ = [
    "Established",
    "Leap",
    "Line",
    "Proof",
    "Wanted",
    "absolute",
    "along",
    "bounds_in",
    "cite",
    "clopper_pearson",
    "decide",
    "enclose",
    "evidence",
    "exists",
    "hoeffding",
    "identity",
    "iterate",
    "met_at",
    "monotone",
    "mp_exp",
    "nothing",
    "numbers",
    "orbit",
    "proves",
    "quadrature",
    "quantity",
    "read",
    "sample",
    "satisfiable",
    "satisfying",
    "values_along",
    "violating",
    "witness",
]
