"""Mistakes of new authors: each message says what was wanted, what was there, and what to try next."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from sympy import Interval, Naturals0, Piecewise, Reals, Sum, Symbol, exp, log, oo

from checks.methods import Proof, witness
from checks.paper import Paper, eq, le, lt, natural, real, sequence

x, y, z = real("x y z")
t, g = natural("t"), sequence("g")
POSITIVE = Interval.open(0, oo)
PAPER = Paper("errors", "Errors", symbols={x: Reals, y: POSITIVE, t: Naturals0})
numbers = count()


def declared(**fields: Any) -> Any:
    return PAPER.statement(f"s-{next(numbers)}", where="here", origin="derived", **fields)


def plain(given: list[Any] | None = None) -> Proof:
    return Proof({x: Reals, y: POSITIVE}, given or [])


def stepping() -> Proof:
    return Proof({t: Naturals0}, [], [eq(g(0), 1), eq(g(t + 1), g(t) / 2)])


def lemma() -> Any:
    p = Proof({x: POSITIVE})
    return p.established(p.enclose(lt(0, exp(x))))


def uncalled(*_: Any) -> Any:
    raise AssertionError("it is not called here")


def returning_nothing(q: Any) -> Any:
    return None


MISTAKES: list[tuple[Callable[[], Any], str]] = [
    (lambda: declared(concludes=[le(0.5 * x, 1)]), "the float 0.5.* write an exact number"),
    (lambda: declared(concludes=["x <= 1"]), "is a text; write a relation"),
    (lambda: declared(concludes=[le(g, 1)]), "a sequence needs its index, as in g"),
    (lambda: declared(concludes=[le(Symbol("x"), 1)]), r'another symbol than the x .* x = real\("x"\)'),
    (lambda: declared(concludes=[le(x, 1)], uses=["errors/s-1"]), "uses= is a list of statements; .* is a str"),
    (lambda: plain().enclose(le(Sum(1 / t**2, (t, 1, oo)), 2)), "sequence of partial sums"),
    (lambda: plain().enclose(le(0, Piecewise((x, x > 0), (0, True)))), "use Max, Min, Abs"),
    (lambda: plain().enclose("x <= y"), r"'x <= y' \(str\) is not a relation.* write le"),
    (lambda: plain().identity(x == y), r"write eq\(a, b\)"),
    (lambda: plain().enclose(lt(0, exp(z))), "no domain for z"),
    (lambda: plain().enclose(le(log(x), x)), r"log\(x\) is defined only where 0 < x; show that first"),
    (lambda: plain().linear(le(0, x * y), (lt(0, y), x)), "multiplier x of 0 < y is not known to be ≥ 0; .* using="),
    (lambda: plain().linear(le(y, 0), (lt(0, y), 1)), "leaves -2.y .*leave all multipliers out"),
    (lambda: plain([eq(x, y)]).linear(le(0, x), (eq(x, y), 1), lt(0, y)), "with -1 for x = y it adds up"),
    (lambda: plain().linear(le(0, x + y), le(0, x), lt(0, y)), r"not known that 0 ≤ x; show it first: p.enclose"),
    (lambda: plain().given(le(x, y)), "not known that x ≤ y; show it first"),
    (lambda: plain().instance(lemma(), u=x), "no symbol u; it has x"),
    (lambda: plain().instance(lemma(), x=x), "not known that 0 < x; the lemma assumes it.* hand it over"),
    (lambda: plain().instance(uncalled, x=y), r"uncalled is no lemma and no line; call it: p.instance\(uncalled"),
    (lambda: plain().by_derivatives(le(1 + x, exp(x)), x), "no finite lower end; tell two cases apart"),
    (lambda: plain().by_derivatives(le(log(y), y - 1), y, "low"), """the end is "lo" or "hi", not 'low'"""),
    (lambda: plain().axiom("log", x), "there is no law 'log'; there are"),
    (lambda: plain().axiom("log-product", y), "log-product is about 2 terms, u, v; 1 are given"),
    (lambda: plain().induction(le(0, y), uncalled, uncalled), r'declare natural\("t"\) with Naturals0'),
    (lambda: stepping().enclose(le(0, g(t))), r"of g\(t\) it knows only bounds by numbers, so use p.linear"),
    (lambda: stepping().linear(le(0, g(t) + 1), le(0, g(t))), "show it at every step first"),
    (
        lambda: stepping().induction(le(0, g(t)), lambda q: q.settle(q.goal), returning_nothing),
        "must return its last line",
    ),
    (lambda: plain().finding(le(x, y)), "a line of it, for instance p.linear"),
    (lambda: plain().linear(plain().goal, lt(0, y)), "no goal here, .* write the relation itself"),
    (lambda: plain().decide(le(x, y)), "x ≤ y fails at x = 1, y = "),
    (lambda: witness(declared(concludes=[le(1, y)]), at={y: 0.5}), r"0.5 is not an exact number; write Rational"),
]


@pytest.mark.parametrize(("mistake", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_remedy(mistake: Callable[[], Any], message: str) -> None:
    with pytest.raises(Exception, match=message):
        mistake()


def test_a_witness_outside_of_its_domain_is_told() -> None:
    note = witness(declared(concludes=[le(1, y)]), at={y: -1}).note
    assert "the point y = -1 is not confirmed: y lies outside of (0, oo)" in note
