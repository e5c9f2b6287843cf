"""Rules of exact algebra: identity, linear, rewrite."""

from __future__ import annotations

from checks.kernel1.calculus import expand_derivatives
from checks.kernel1.normal import equal
from checks.kernel1.replay import Step
from checks.kernel1.rules.definedness import granted, require_defined
from checks.kernel1.terms import ZERO, Term, add, mul, relation, sub, text


def identity(step: Step) -> None:
    """a = b, because the numerator of a − b in normal form is the zero polynomial.

    Equal normal forms mean equal values wherever both sides are defined; that both are defined on the whole context
    is checked apart, premises may help with it.
    """
    facts = step.same_context()
    if step.goal.op != "=":
        raise step.reject("the goal is not an equation")
    left, right = (expand_derivatives(side) for side in step.goal.args)
    require_defined(step.goal, step.context, facts)
    if not equal(left, right):
        raise step.reject(f"the two sides of {text(step.goal)[:300]} have different normal forms")


def linear(step: Step) -> None:
    """The goal's difference is a combination of known differences: b − a = Σ mᵢ·(bᵢ − aᵢ), identically.

    Facts aᵢ ≤ bᵢ or aᵢ < bᵢ need multipliers mᵢ ≥ 0, equations take any multiplier. Then b − a ≥ 0; and b − a > 0 when
    some strict fact has a multiplier > 0. Products of facts enter as multipliers. Every multiplier must be defined.

    data: "multipliers", one term for each premise.
    """
    facts = step.same_context()
    multipliers = [expand_derivatives(step.term(m)) for m in step.data["multipliers"]]
    if len(multipliers) > len(facts):
        raise step.reject("more multipliers than premises")
    if step.goal.op not in ("<", "<=", "="):
        raise step.reject("the goal must be <, <= or =")
    total, strict, inequalities = ZERO, False, False
    for m, fact in zip(multipliers, facts, strict=False):
        if fact.op not in ("<", "<=", "="):
            raise step.reject(f"{text(fact)} cannot be combined; take it apart first")
        require_defined(m, step.context, facts)
        if fact.op != "=":
            inequalities = True
            positive = granted(step, relation("<", ZERO, m), facts)
            if not positive and not granted(step, relation("<=", ZERO, m), facts):
                raise step.reject(f"the multiplier {text(m)} of {text(fact)} is not known to be ≥ 0")
            strict = strict or (positive and fact.op == "<")
        total = add(total, mul(m, expand_derivatives(sub(fact.args[1], fact.args[0]))))
    if step.goal.op == "=" and inequalities:
        raise step.reject("an equation follows from equations only")
    if step.goal.op == "<" and not strict:
        raise step.reject("the combination is not strict")
    require_defined(step.goal, step.context, facts)
    if not equal(expand_derivatives(sub(step.goal.args[1], step.goal.args[0])), total):
        raise step.reject(f"the combination does not add up to {text(step.goal)[:300]}")


def rewrite(step: Step) -> None:
    """A formula from the same formula with equals put for equals.

    premises: the formula ψ, then equations l = r. Goal and ψ become the same formula when every l is replaced by r.
    """
    formulas = step.same_context()
    psi, equations = formulas[0], formulas[1:]
    goal = step.goal
    require_defined(goal, step.context, formulas)
    goal, psi = expand_derivatives(goal), expand_derivatives(psi)
    for equation in equations:
        if equation.op != "=":
            raise step.reject(f"{text(equation)} is not an equation")
        left, right = map(expand_derivatives, equation.args)
        goal, psi = goal.replace(left, right), psi.replace(left, right)
    if not same_formula(goal, psi):
        raise step.reject(f"{text(goal)[:200]} and {text(psi)[:200]} differ after rewriting")


def same_formula(a: Term, b: Term) -> bool:
    """The same relations between terms of equal normal form."""
    if a == b:
        return True
    if a.op != b.op or len(a.args) != len(b.args):
        return False
    if a.op in ("and", "or"):
        return all(same_formula(x, y) for x, y in zip(a.args, b.args, strict=True))
    if a.op in ("<", "<=", "=", "!="):
        return equal(sub(a.args[1], a.args[0]), sub(b.args[1], b.args[0]))
    return False
