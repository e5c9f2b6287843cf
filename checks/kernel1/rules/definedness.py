"""Side conditions that rules share: is a term defined, is a relation known?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checks.kernel1.boxes import box_of, holds_on_box, interval_of
from checks.kernel1.calculus import expand_derivatives, obligations
from checks.kernel1.evaluate import Tape
from checks.kernel1.intervals import Undefined
from checks.kernel1.judgement import REALS, Context, Rejected
from checks.kernel1.normal import TooLarge, equal
from checks.kernel1.replay import Step
from checks.kernel1.terms import Term, conjuncts, is_formula, relation, sub, text, var

__all__ = ["follows", "granted", "known", "require_defined"]

STRONGER = {"<": {"<"}, "<=": {"<", "<=", "="}, "=": {"="}, "!=": {"<", "!="}}


def _agree(a: Term, b: Term) -> bool:
    try:
        return equal(a, b)
    except TooLarge:
        return False


def known(formula: Term, facts: Iterable[Term]) -> bool:
    """Whether the formula is, up to normal form, one of the facts or weaker than one of them."""
    facts = list(facts)
    if formula in facts:
        return True
    if formula.op not in STRONGER:
        return False
    difference = sub(formula.args[1], formula.args[0])
    for fact in facts:
        if fact.op not in STRONGER[formula.op]:
            continue
        other = sub(fact.args[1], fact.args[0])
        if difference == other or _agree(difference, other):
            return True
        symmetric = formula.op == "!=" or fact.op == "="
        if symmetric and _agree(difference, sub(fact.args[0], fact.args[1])):
            return True
    return False


def granted(step: Step, formula: Term, facts: Sequence[Term]) -> bool:
    """`follows` in the context of a step, which then rests on rounded evaluation if the formula is not rational."""
    if formula.op == "and":
        return all(granted(step, f, facts) for f in formula.args)
    if known(formula, (*step.context.given, *facts)):
        return True
    if not holds_on_box(formula, step.context):
        return False
    step.enclosed = step.enclosed or not all(map(_rational, formula.subterms()))
    return True


def _rational(u: Term) -> bool:
    if u.op == "^":
        return bool(u.args[1].op == "q" and u.args[1].args[0].denominator == 1)
    return is_formula(u) or u.op in ("q", "v", "+", "*", "min", "max", "abs")


def follows(formula: Term, context: Context, facts: Sequence[Term]) -> bool:
    """Whether the formula is given, a fact, or plain from one interval evaluation over the whole box."""
    if formula.op == "and":
        return all(follows(f, context, facts) for f in formula.args)
    return known(formula, (*context.given, *facts)) or holds_on_box(formula, context)


def require_defined(t: Term, context: Context, facts: Sequence[Term] = ()) -> None:
    """The term (or formula) must be defined at every point at which the hypotheses hold. Raises Rejected."""
    t = expand_derivatives(t)
    if _defined_on_box(t, context):
        return
    shown = {u for f in (*context.given, *facts) for u in _defined_with(expand_derivatives(f))}
    for condition in obligations(t, shown):
        if condition.op == "=" and condition.args[0] == condition.args[1]:
            _require_integrable(condition.args[0], context, facts)
        elif not follows(condition, context, facts):
            raise Rejected(f"{text(t)[:200]} is defined only where {text(condition)}; show that first")


def _defined_with(t: Term) -> Iterator[Term]:
    """Terms that are defined wherever a formula holds: all but those under a disjunction or an integral sign."""
    if t.op == "or":
        return
    if not is_formula(t):
        yield t
    for child in t.args[2:] if t.op == "int" else t.children:
        yield from _defined_with(child)


def _defined_on_box(t: Term, context: Context) -> bool:
    names = sorted(t.variables())
    parts = [side for f in conjuncts(t) for side in f.args] if t.op in ("and", "<", "<=", "=", "!=") else [t]
    try:
        Tape(parts, names).run([interval_of(d) for d in box_of(context, names)])
    except (Undefined, KeyError):
        return False
    return True


def _require_integrable(t: Term, context: Context, facts: Sequence[Term]) -> None:
    """An integrand that is defined on the closed interval of integration is continuous there, hence integrable."""
    if _defined_on_box(t, context):
        return
    body, bound, lower, upper = t.args
    if upper.op == "oo":
        raise Rejected(f"the improper integral {text(t)} needs the rule `tail`")
    s = var(bound)
    if not follows(relation("<=", lower, upper), context, facts):
        raise Rejected(f"the limits of {text(t)} are not known to be in order")
    inner = context.with_symbols(**{bound: REALS}).assuming(relation("<=", lower, s), relation("<=", s, upper))
    require_defined(body, inner, facts)
