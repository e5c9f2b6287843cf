"""The rule `witness`: a statement about one exact point."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from flint import ctx

from checks.kernel1.boxes import decide
from checks.kernel1.calculus import expand_derivatives
from checks.kernel1.evaluate import ball_function, precision
from checks.kernel1.intervals import hull
from checks.kernel1.judgement import Context, Domain, sequence_values
from checks.kernel1.normal import TooLarge, equal
from checks.kernel1.replay import Step
from checks.kernel1.rules.logic import membership
from checks.kernel1.rules.sequences import Recursion
from checks.kernel1.terms import Term, conjuncts, exact, rational, sub, text


def witness(step: Step) -> None:
    """There is a point: the hypotheses hold there, and the formula.

    data: "at", for every symbol a rational number, or a term without variables (such as 1/(1 + e²)) where a hypothesis
    is an equation that no rational point fulfils. Relations are decided by exact cancellation (normal form) or by
    balls whose precision doubles up to 4096 bits. Sequences are followed from their starting values; where relations
    between sequences are assumed they must be explicit recursions that define a sequence at every natural number, or
    there might be no such sequence. A disjunction holds when one of its parts does; a part that is undefined does not
    count against the others.
    """
    at = {name: _value(step, value) for name, value in step.data["at"].items()}
    if set(at) != set(step.context.domains):
        raise step.reject("the point must give a value for each symbol, and for nothing else")
    for name, domain in step.context.symbols:
        if not _lies_in(at[name], domain):
            raise step.reject(f"{name} = {at[name]} is not in {domain}")
    if step.context.evolves:
        Recursion(step.context, at).require_total()
    for f in (*step.context.given, *conjuncts(step.goal)):
        outcome, exactly = decide_at(f, at, step.context)
        step.enclosed = step.enclosed or not exactly
        if outcome is not True:
            raise step.reject(f"{text(f)[:300]} is not certain at the point")


def _value(step: Step, data: object) -> Fraction | Term:
    if isinstance(data, str):
        return exact(data)
    t = step.term(data)
    if t.variables() or sequence_values(t):
        raise step.reject(f"the coordinate {text(t)[:100]} is not a number")
    return t


def _lies_in(value: Fraction | Term, domain: Domain) -> bool:
    if isinstance(value, Fraction):
        return value in domain
    (ball,) = ball_function([value], [])()
    sides = (decide_number(f.op, sub(f.args[1], f.args[0]))[0] for f in membership(value, domain))
    return not domain.whole and bool(ball.is_finite()) and all(outcome is True for outcome in sides)


def decide_at(formula: Term, at: Mapping[str, Fraction | Term], context: Context) -> tuple[bool | None, bool]:
    """(truth of a formula at a point or None, whether that was exact algebra). Undefined sides give None."""
    if formula.op in ("and", "or"):
        answers = [decide_at(f, at, context) for f in formula.args]
        decisive = formula.op == "or"
        for outcome, exactly in answers:
            if outcome is decisive:
                return decisive, exactly
        undecided = any(outcome is None for outcome, _ in answers)
        return (None if undecided else not decisive), all(exactly for _, exactly in answers)
    values = {name: q if isinstance(q, Term) else rational(q) for name, q in at.items()}
    closed = expand_derivatives(formula).substitute(values)
    if sequence_values(closed):
        return _decide_on_orbit(closed, context, at), False
    difference = sub(closed.args[1], closed.args[0])
    return decide_number(closed.op, difference)


def decide_number(op: str, difference: Term) -> tuple[bool | None, bool]:
    """Whether 0 op difference, for a term without variables; the second entry tells exact algebra from balls."""
    evaluate = ball_function([difference], [])
    bits = 64
    while bits <= 4096:
        with precision(max(bits, 64)):
            (d,) = ball_function([difference], [])() if bits > 64 else evaluate()
            if d.is_finite():
                outcome = decide(op, hull(d))
                if outcome is not None:
                    return outcome, _algebraic(difference)
                if bits == 256 and _cancels(difference):
                    return op in ("<=", "="), True
        bits *= 2
    return None, False


def _cancels(difference: Term) -> bool:
    try:
        return equal(difference, rational(0))
    except TooLarge:
        return False


def _algebraic(t: Term) -> bool:
    return all(u.op in ("q", "+", "*", "min", "max", "abs") or _whole_power(u) for u in t.subterms())


def _whole_power(u: Term) -> bool:
    return u.op == "^" and u.args[1].op == "q" and u.args[1].args[0].denominator == 1


def _decide_on_orbit(relation: Term, context: Context, at: Mapping[str, Fraction | Term]) -> bool | None:
    """Follow the sequences to the indices that the relation speaks of."""
    for bits in (ctx.prec, 4 * ctx.prec):
        with precision(bits):
            (d,) = Recursion(context, dict(at)).differences(relation)
            outcome = decide(relation.op, hull(d)) if d.is_finite() else None
            if outcome is not None:
                return outcome
    return None
