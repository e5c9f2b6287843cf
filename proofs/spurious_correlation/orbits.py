"""The recursion (14) at particular parameters, enclosed step by step; β may be e, so the recursion is written out.

`gap_at` gives what a published orbit needs: the recursion, the parameters, and the error E[1 − p_y] at a gap.
"""

from dataclasses import dataclass

from sympy import E, Expr, Integer, Integral, Rational, exp, log

from checks.paper import eq
from proofs.spurious_correlation.notation import epsilon, gap, h, t, x0, z

HORIZON = 10**6


@dataclass(frozen=True)
class Case:
    """α, β, h, x₀ of an orbit; ε stays a parameter."""

    low: Expr
    high: Expr
    rate: Expr
    start: int = -1

    @property
    def spread(self) -> Expr:
        """ln(β/α)."""
        return log(self.high / self.low)

    @property
    def recursion(self) -> list:
        """Eq. (14) with both logarithms joined: x ← x − (εh/ln(β/α))·ln((1 + e^(2βx))/(1 + e^(2αx)))/x."""
        x = gap(t)
        ratio = (1 + exp(2 * self.high * x)) / (1 + exp(2 * self.low * x))
        return [eq(gap(t + 1), x - epsilon * h / self.spread * log(ratio) / x), eq(gap(0), x0)]

    def error(self, value: Expr) -> Expr:
        """E[1 − p_y] at a gap."""
        return Integral(1 / (z * (1 + exp(-2 * value * z))), (z, self.low, self.high)) / self.spread

    def at(self, share: Expr) -> dict:
        """Parameter values of the orbit."""
        return {epsilon: share, h: self.rate, x0: self.start}

    def rescaled(self, share: Expr, value: Expr, steps: int) -> Expr:
        """4α²εht·E[1 − p_y]."""
        return 4 * self.low**2 * share * self.rate * steps * self.error(value)


WORKED = Case(Rational(3, 2), Integer(3), Rational(1, 10))  # α = 3/2, β = 3, h = 1/10
PAPERS = Case(Integer(1), E, Rational(1, 10**4))  # Remark 2.5: α = 1, β = e, h = 10⁻⁴
SHARES = (Rational(1, 100), Rational(1, 20), Rational(1, 10), Rational(1, 5), Rational(3, 10), Rational(1, 2))
