r"""Words for what SymPy has no notation: solutions of differential equations, continuous functions, expectations.

    u = flow(-exp(x), x, start=a, time=z)       # u(z), where u′ = −e^u, u(0) = a
    p = continuous("p")                          # any function that is continuous on ℝ: p(x)
    m = expectation(max(0, r), r, "m")           # E max(0, r), where r has the law m: any probability measure on ℝ

What they mean, and where they are defined, is said in `checks/kernel/SPEC.md`: a claim that contains them holds for all
such functions and laws. That a solution, or an expectation, exists is a hypothesis, unless it is shown.
"""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef, UndefinedFunction
from sympy.core.symbol import Str

__all__ = ["ContinuousValue", "Expectation", "Flow", "Shortfall", "almost_surely", "continuous", "expectation", "flow"]


class Flow(sp.Expr):  # type: ignore[misc]
    """u(z) for u′ = f(u), u(0) = a; arguments: the function x ↦ f(x), a, z."""

    is_commutative = True
    is_extended_real = True

    @property
    def drift(self) -> Any:
        """The function f."""
        return self.args[0]


class Expectation(sp.Expr):  # type: ignore[misc]
    """E f(r), where r has a law; arguments: the function r ↦ f(r), the name of the law."""

    is_commutative = True
    is_extended_real = True


class Shortfall(sp.Expr):  # type: ignore[misc]
    """max(0, a − b), its two arguments in their order."""

    is_commutative = True
    is_extended_real = True


class ContinuousValue(AppliedUndef):  # type: ignore[misc]
    """The value of a continuous function."""


def _function(x: Any, f: Any) -> Any:
    """The function x ↦ f(x). (SymPy writes the identity with a variable of its own, which has no name.)"""
    return sp.Basic.__new__(sp.Lambda, sp.Tuple(x), f) if f == x else sp.Lambda(x, f)


def flow(f: Any, x: Any, *, start: Any, time: Any) -> Any:
    """u(time), where u′ = f(u) and u(0) = start; f is an expression in the symbol x, which is bound."""
    return Flow(_function(x, f), *(sp.Integer(end) if isinstance(end, int) else end for end in (start, time)))


def continuous(name: str) -> Any:
    """Any real function that is continuous on ℝ, to be written p(x)."""
    return UndefinedFunction(name, bases=(ContinuousValue,), real=True)


def expectation(f: Any, r: Any, law: str) -> Any:
    """E f, where r, a symbol in the expression f, has the law of that name."""
    return Expectation(_function(r, f), Str(law))


def almost_surely(low: Any, high: Any, r: Any, law: str) -> Any:
    """The relation low ≤ high almost surely, as the kernel reads it: E max(0, low − high) ≤ 0. One of both is r."""
    return sp.Le(expectation(Shortfall(low, high), r, law), 0, evaluate=False)
