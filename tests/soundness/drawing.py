"""Terms, domains and points for property tests, and what it means that a number lies in an interval."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction
from typing import Any

from flint import arb
from hypothesis import strategies as st
from mpmath import mp

from checks.kernel import Domain
from checks.kernel import intervals as iv
from checks.kernel.functions import FUNCTIONS
from checks.kernel.intervals import Interval
from checks.kernel.terms import Term, literal
from tests.soundness.certificates import LANGUAGE
from tests.soundness.oracle import NEAR, draw

NAMES = sorted(set(FUNCTIONS) & LANGUAGE.heads)  # the functions of one argument
ENDS = [Fraction(n, d) for n, d in ((-3, 1), (-2, 1), (-1, 1), (-1, 3), (0, 1), (1, 3), (1, 2), (1, 1), (2, 1), (7, 2))]


def v(name: str) -> Term:
    """A variable."""
    return Term("v", (name,))


def _domains() -> list[Domain]:
    """Every interval between few numbers and ±∞, open and closed."""
    found = []
    for lo, hi in itertools.combinations_with_replacement([None, *ENDS, None], 2):
        for lo_open, hi_open in itertools.product((False, True), repeat=2):
            domain = Domain(lo, hi, lo_open, hi_open)
            infinite = (lo is None and not lo_open) or (hi is None and not hi_open)
            if not infinite and not domain.empty:
                found.append(domain)
    return list(dict.fromkeys(found))


DOMAINS = _domains()
LEAVES = [v("x"), v("y"), Term("pi", ())]
MOST_LEAVES, DEEPEST = 8, 5


def grown(choices: bytes) -> Term:
    """The term that a string of bytes chooses, byte by byte; where it ends every choice is the first one.

    One draw of bytes is many times faster than a draw for each node, and it shrinks: zeros choose the variable x.
    """
    stream = iter(choices)

    def chosen(options: list[Any]) -> Any:
        return options[next(stream, 0) % len(options)]

    def leaf() -> Term:
        number = chosen([False, True])
        return (
            literal(Fraction(chosen([*range(22)]) - 21 * chosen([0, 1]), 1 + chosen([*range(7)])))
            if number
            else chosen(LEAVES)
        )

    def term(leaves: int, depth: int) -> Term:
        kind = chosen(["leaf", "two", "function", "leaf", "two", "power", "root"]) if depth < DEEPEST else "leaf"
        if kind == "two" and leaves > 1:
            left = 1 + chosen([*range(leaves - 1)])
            return Term(chosen(["+", "*", "min", "max", "**"]), (term(left, depth + 1), term(leaves - left, depth + 1)))
        if kind == "function":
            return Term(chosen(NAMES), (term(leaves, depth + 1),))
        if kind == "power":
            return Term("^", (term(leaves, depth + 1), chosen([1, 2, 3, 4, 0, -1, -2, -3])))
        if kind == "root":
            return Term("root", (term(leaves, depth + 1), chosen([2, 3, 4])))
        return leaf()

    return term(MOST_LEAVES, 0)


terms = st.binary(min_size=40, max_size=40).map(grown)
sides = st.sampled_from(DOMAINS)
seeds = st.integers(0, 10**6)
numbers = st.fractions(-4, 4, max_denominator=9)


def exactly(x: arb) -> Fraction:
    """The value of a ball of radius zero."""
    assert x.rad() == 0
    mantissa, exponent = x.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def inside(number: Any, bounds: Interval, *, ends_count: bool = True) -> bool:
    """Whether an mpmath number lies in an interval, up to its own error."""
    error = NEAR * max(1, abs(number))
    for end, sign, is_open in ((bounds.lo, 1, bounds.lo_open), (bounds.hi, -1, bounds.hi_open)):
        if not end.is_finite():
            continue
        q = exactly(end)
        distance = sign * (number - mp.mpf(q.numerator) / q.denominator)
        if distance < -error or (ends_count and is_open and distance == 0 and abs(number) < 10**6):
            return False
    return True


def samples(domain: Domain, seed: int, count: int = 12) -> list[Fraction]:
    """Points of the domain: its closed ends and others near them."""
    drawn = [draw(domain, random.Random(seed + k)) for k in range(count)]
    ends = [e for e in (domain.lo, domain.hi, Fraction(0)) if e is not None and e in domain]
    return list(dict.fromkeys([*ends, *drawn]))


def box(**domains: Domain) -> dict[Term, Interval]:
    """Variables with their ranges."""
    return {v(name): iv.from_ends(d.lo, d.hi, d.lo_open, d.hi_open) for name, d in domains.items()}
