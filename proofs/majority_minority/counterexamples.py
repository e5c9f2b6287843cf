r"""Counterexamples on the line: every hypothesis of the poster verified, in one judgement, and its conclusion denied.

The judgement is: for all x and x′ in K,

    c < |L₁′(x)| or δ ≤ |L₁″(x)|,   |L₁″(x) − L₁″(x′)| ≤ M|x − x′|,   |L₀″(x) − L₀″(x′)| ≤ M|x − x′|,
    |L₀′(x)| ≤ τ,   |L₀″(x)| ≤ τ,   τ < c/2,   τ < δ/8,   τ < δ²/(32M),   and what contradicts the theorem.
"""

from sympy import Abs, Integer, Ne, Or

from checks.methods import Proof
from checks.paper import eq, le, lt
from proofs.majority_minority.notation import TAU, slope, x, x_other

ONE = Integer(1)


def small(delta=ONE, c=ONE, lipschitz=ONE, tau=TAU):
    """τ < min{c/2, δ/8, δ²/(32M)}."""
    return [lt(tau, c / 2), lt(tau, delta / 8), lt(tau, delta**2 / (32 * lipschitz))]


def hypotheses(majority, minority, delta=ONE, c=ONE, lipschitz=ONE, tau=TAU):
    """All assumptions of the poster about losses on the line, at two points x and x′ of K."""
    return [
        Or(lt(c, Abs(slope(majority, x))), le(delta, Abs(slope(majority, x, x)))),
        *(le(Abs(_second_differences(f)), lipschitz * Abs(x - x_other)) for f in (majority, minority)),
        le(Abs(slope(minority, x)), tau),
        le(Abs(slope(minority, x, x)), tau),
        *small(delta, c, lipschitz, tau),
    ]


def _second_differences(f):
    """f″(x) − f″(x′)."""
    return slope(f, x, x) - slope(f.subs(x, x_other), x_other, x_other)


def critical(f, at, rate=1):
    """f′(x) = rate·(x − at) for all x: the quadratic f has its only critical point there."""
    return eq(slope(f, x), rate * (x - at))


def not_critical(f):
    """f′(x) ≠ 0."""
    return Ne(slope(f, x), 0, evaluate=False)


def points_of(domain):
    """x and x′ in K (or in an interval that contains it, where `given` cuts out K)."""
    return {x: domain, x_other: domain}


def settled(claim, **more):
    """Every relation of the claim by the simplest rule that does it."""
    proof = Proof.about(claim)
    return proof.finding(proof.both(*map(proof.settle, proof.goals)), **more)
