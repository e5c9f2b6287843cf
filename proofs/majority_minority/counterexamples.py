r"""Counterexamples on the line: every hypothesis of the poster verified, in one judgement, and its conclusion denied.

The judgement is: for all x and x′ in K,

    c < |L₁′(x)| or δ ≤ |L₁″(x)|,   |L₁″(x) − L₁″(x′)| ≤ M|x − x′|,   |L₀″(x) − L₀″(x′)| ≤ M|x − x′|,
    |L₀′(x)| ≤ τ,   |L₀″(x)| ≤ τ,   τ < c/2,   τ < δ/8,   τ < δ²/(32M),   and what contradicts the theorem.
"""

from sympy import Abs, Ne, Or, Rational

from checks.methods import Proof
from checks.paper import eq, le, lt
from proofs.majority_minority.notation import TAU, slope, x, x_other


def small(delta=1, c=1, m=1, tau=TAU):
    """τ < min{c/2, δ/8, δ²/(32M)}, in numbers or symbols."""
    delta, c, m = Rational(delta), Rational(c), Rational(m)
    return [lt(tau, c / 2), lt(tau, delta / 8), lt(tau, delta**2 / (32 * m))]


def hypotheses(majority, minority, delta=1, c=1, m=1, tau=TAU):
    """All assumptions of the poster for losses on the line, at two points x, x′ of K."""

    def lipschitz(f):
        second = slope(f, x, x)
        return le(Abs(second - second.subs(x, x_other).doit() if False else _apart(f)), m * Abs(x - x_other))

    return [
        Or(lt(c, Abs(slope(majority, x))), le(delta, Abs(slope(majority, x, x)))),
        lipschitz(majority),
        lipschitz(minority),
        le(Abs(slope(minority, x)), tau),
        le(Abs(slope(minority, x, x)), tau),
        *small(delta, c, m, tau),
    ]


def _apart(f):
    """f″(x) − f″(x′)."""
    return slope(f, x, x) - slope(f.subs(x, x_other), x_other, x_other)
