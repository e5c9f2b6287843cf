"""A disjunction from one of its parts, and what holds in each of its cases."""

from functools import cache

from sympy import Interval, Or, Reals, StrictLessThan, oo

from checks.methods import Proof
from checks.paper import le, lt, real

SIGNS = real("y_1 y_2")


@cache
def _one_part(strict, part):
    """0 < y₁ (or ≤) or 0 < y₂ (or ≤), over the domain on which the part with this number holds."""
    domain = Interval.open(0, oo) if strict[part] else Interval(0, oo)
    p = Proof({y: domain if i == part else Reals for i, y in enumerate(SIGNS)})
    return p.established(p.enclose(Or(*((lt if s else le)(0, y) for s, y in zip(strict, SIGNS, strict=True)))))


def either(p, goal, line):
    """The disjunction `goal` of two inequalities, of which the line is one."""
    if hasattr(p, "either"):
        return p.either(goal, line)
    order = p.formula(goal).args
    parts = sorted(goal.args, key=lambda f: order.index(p.formula(f)))
    strict = tuple(isinstance(f, StrictLessThan) for f in parts)
    values = {y.name: f.args[1] - f.args[0] for y, f in zip(SIGNS, parts, strict=True)}
    return p.instance(_one_part(strict, order.index(line.formula)), line, goal=goal, **values)


def in_each_case(p, disjunction, shows):
    """The goal of the proof from a disjunction; shows: part → its proof, in a sub-proof that assumes the part."""
    line, by_part = p.fact(disjunction), {p.formula(part): show for part, show in shows.items()}
    cases = [p.sub(p.context.assuming(part), p.goal).shown(by_part[part]) for part in line.formula.args]
    return p.write("cases", p.goal, [line, *cases])
