"""Where an orbit stands after any number of steps, 10¹⁰⁰ included, without following it.

Λ(g^T) = Λ(g^N) + 2a(T − N) up to (8/3)a³e^(6aφ)·φ², φ = φ(g^N) (see `potential`): the orbit is followed for N steps in
balls, or not at all, and the equation for g^T is solved by a subdivision that the kernel replays. Newton's method only
says where to look.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, getcontext, localcontext
from fractions import Fraction
from typing import Any

from sympy import And, Rational, ceiling

from checks.methods import Established, Line, Proof, bounds_in, values_along
from checks.methods.quantities import fraction_of, from_established, outward
from checks.outcome import Quantity
from checks.paper import eq, le
from proofs.class_imbalance.dynamics import REMARK_1
from proofs.class_imbalance.gap import doubled_start, gap_stays_below_start, symbols_of, weight_at_most
from proofs.class_imbalance.notation import Group, t
from proofs.class_imbalance.potential import (
    offset,
    potential,
    potential_grows,
    telescoping,
)
from proofs.foundations.notation import phi

DIGITS = 60  # of a value from an enclosed orbit


def proof_at(groups: Sequence[Group], values: Mapping[Any, Any], last: int, *, digits: int = 30) -> Proof:
    """A proof about the orbits of these groups at exact parameters and starts, with the precision for steps ≤ last."""
    symbols: dict[Any, Any] = {}
    for group in groups:
        symbols |= symbols_of(group)
    p = Proof(symbols, [eq(s, v) for s, v in values.items()], [f for group in groups for f in group.recursion])
    return set_precision(p, last, digits=digits)


def gap_between(
    p: Proof,
    group: Group,
    values: Mapping[Any, Any],
    last: int,
    *,
    followed: int = 0,
    digits: int = 30,
    put_in: bool = False,
) -> list[Line]:
    """lower ≤ g^last and g^last ≤ upper, in the context of `proof_at`.

    values: the group's parameters and start, exact. followed: after how many steps of the orbit the expansion takes
    over. digits: to which the bounds are sought; the error of the expansion may leave fewer. put_in: the context
    has the recursion with the values in it, and no symbols.
    """
    reached = min(followed, last)
    numbers = {s: v for s, v in values.items() if put_in and s != t}
    names = {str(s): v for s, v in numbers.items() if s in symbols_of(group)}
    known = _followed(p, group, values, reached, put_in)
    if reached == last:
        return known
    here, end, start = group.gap(reached), group.gap(last), Rational(group.start.subs(values))
    level, error = potential(group, here) + 2 * group.step * (last - reached), telescoping(group) * phi(here) ** 2
    least_error, reach = telescoping(group) * phi(end) ** 2, potential(group, end)
    level, error, less, reach = (e.subs(t, reached).subs(numbers) for e in (level, error, least_error, reach))
    precise = len(str(last)) + 2 * digits
    low, high = (bounds_in(p, level + sign * error, *known, digits=precise)[i] for i, sign in ((0, -1), (1, 1)))
    above, below = (p.instance(e, t=reached, j=last - reached, **names) for e in potential_grows(group))
    least, most = p.given(le(Rational(low), level - error), *known), p.given(le(level + error, Rational(high)), *known)
    at_least = p.linear(le(Rational(low), reach), least, below, (le(0, 1), less))
    at_most = p.linear(le(reach, Rational(high)), most, above, (le(0, 1), less))
    with localcontext(Context(prec=3 * digits + 30)):  # of x; the level may have many more
        lower, upper = (_solution(group.step.subs(values), Fraction(x)) for x in (high, low))
    ends = (
        Rational(outward(lower - _hair(lower, digits), digits + 4, False)),
        Rational(outward(upper + _hair(upper, digits), digits + 4, True)),
    )
    start_line = [] if put_in else [eq(group.start, start)]
    top = p.linear(le(end, start), p.instance(gap_stays_below_start(group), t=last, **names), *start_line)
    options = {"bits": p.bits, "depth": 600}
    rough = ends[0] - 2 - ceiling(doubled_start(group).subs(values))  # the factor q of `weight_at_most` costs aφ₀
    floor = p.enclose(le(rough, end), p.instance(weight_at_most(group), t=last, **names), **options)
    return [
        p.enclose(le(ends[0], end), at_most, top, floor, **options),
        p.enclose(le(end, ends[1]), at_least, top, floor, **options),
    ]


@dataclass(frozen=True)
class Enclosed:
    """Bounds of the constant c of `expansion`: of 1 + Λ(g) − 2ai − (1 − a)·log(2a), whose limit it is, at every step i
    from some step on, and the line that says so."""

    group: Group
    line: Line
    low: str
    high: str

    def quantity(self, established: Established) -> Quantity:
        """The constant, from something established that contains the line."""
        share, symbol = ("ε", "c") if self.group.name == "minority" else ("(1 − ε)", "c'")
        return from_established(
            f"constant_{self.group.name}",
            established,
            self.low,
            self.high,
            symbol=symbol,
            meaning=f"limit of 1/(1 − p_y) − 4{share}ht + (1 − 2{share}h)·log t on the {self.group.name}",
        )


def constant_in(p: Proof, group: Group, values: Mapping[Any, Any], followed: int) -> Enclosed:
    """The constant in the context of `proof_at`, after so many steps of the orbit."""
    known = _followed(p, group, values, followed)
    here = group.gap(followed)
    place, error = offset(group, here, followed), telescoping(group).subs(t, followed) * phi(here) ** 2
    low, high = (bounds_in(p, place + sign * error, *known)[i] for i, sign in ((0, -1), (1, 1)))
    above, below = (p.instance(e, t=followed, j=t) for e in potential_grows(group))
    value = offset(group, group.gap(t + followed), t + followed)
    less = le(0, 1), telescoping(group).subs(t, followed) * phi(group.gap(t + followed)) ** 2
    at_least = p.linear(le(Rational(low), value), p.given(le(Rational(low), place - error), *known), below, less)
    at_most = p.linear(le(value, Rational(high)), p.given(le(place + error, Rational(high)), *known), above, less)
    return Enclosed(group, p.both(at_least, at_most), low, high)


def constant_of(group: Group, values: Mapping[Any, Any], *, followed: int = 0) -> tuple[Established, Quantity]:
    """The constant c of a group alone, and what is established of it."""
    p = proof_at([group], values, followed)
    found = constant_in(p, group, values, followed)
    established = p.sheet.alone(found.line)
    return established, found.quantity(established)


def set_precision(p: Proof, last: int, *, digits: int = 30) -> Proof:
    """The precision for steps up to `last`."""
    p.bits = 128 + 4 * digits + 8 * last.bit_length()
    return p


def _followed(p: Proof, group: Group, values: Mapping[Any, Any], steps: int, put_in: bool = False) -> list[Line]:
    """The value after a few steps, from the enclosed orbit."""
    here, start = group.gap(steps), Rational(group.start.subs(values))
    if put_in and steps == 0:
        return [p.fact(eq(here, start))]
    if steps == 0:
        return [p.linear(eq(here, start), group.recursion[1], eq(group.start, start))]
    ((ball,),) = values_along(REMARK_1, values, [group.gap(t)], [steps], evolves=group.recursion, bits=p.bits)
    middle, radius = fraction_of(ball.mid()), fraction_of(ball.rad())
    low, high = outward(middle - radius, DIGITS, False), outward(middle + radius, DIGITS, True)
    line = p.orbit(And(le(Rational(low), here), le(here, Rational(high))), bits=p.bits + 16)
    return [p.given(le(Rational(low), here), line), p.given(le(here, Rational(high)), line)]


def gap_about(step: Any, start: Any, steps: int) -> Decimal:
    """The gap after so many steps, without an error bound, for figures."""
    a, x = _decimal(step), _decimal(start)
    return _root(a, _about(a, x) + 2 * a * steps)


def _solution(step: Any, level: Fraction) -> Fraction:
    """The x with Λ(x) = level, nearly."""
    return Fraction(_root(_decimal(step), Decimal(level.numerator) / level.denominator))


def _decimal(q: Any) -> Decimal:
    return Decimal(int(q.p)) / int(q.q)


def _about(a: Decimal, x: Decimal) -> Decimal:
    """Λ(x)."""
    w = (-2 * x).exp()
    f = 1 / (1 + w)
    return w - 2 * x - a * (1 + w).ln() + a * a * (2 * f / 3 - f * f / 2)


def _root(a: Decimal, level: Decimal) -> Decimal:
    """The x with Λ(x) = level, by Newton's method."""
    x = -level.ln() / 2 if level > 2 else -level / 2
    for _ in range(200):
        w = (-2 * x).exp()
        f = 1 / (1 + w)
        slope = -2 * (1 + w - a * (1 - f) - a * a * f * (1 - f) * (Decimal(2) / 3 - f))
        move = (_about(a, x) - level) / slope
        x -= move
        if abs(move) <= (1 + abs(x)).scaleb(4 - getcontext().prec):
            break
    return x


def _hair(x: Fraction, digits: int) -> Fraction:
    """A little: so far from x the bound is easily seen."""
    return (abs(x) + 1) / 10 ** (digits + 4)
