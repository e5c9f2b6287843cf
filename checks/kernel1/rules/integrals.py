"""Rules for definite and improper integrals. (Finite ones are also evaluated by certified quadrature inside terms.)"""

from __future__ import annotations

from checks.kernel1.calculus import derivative, expand_derivatives
from checks.kernel1.judgement import REALS, Context, Domain
from checks.kernel1.normal import equal
from checks.kernel1.replay import Step
from checks.kernel1.rules.definedness import granted, require_defined
from checks.kernel1.terms import Term, add, div, func, mul, neg, rational, relation, sub, text, var


def _between(context: Context, s: str, lower: Term, upper: Term) -> Context:
    """The context with s between the limits of integration."""
    wider = context.with_symbols(**{s: REALS})
    return wider.assuming(relation("<=", lower, var(s)), relation("<=", var(s), upper))


def comparison(step: Step) -> None:
    """∫f ≤ ∫g over the same limits, from f ≤ g between them.

    premises: f ≤ g (or <) in this context with the variable of integration added between the limits; then facts of
    this context that may help to see that lower ≤ upper. A side of the goal may carry no integral: c ≤ ∫g is written
    with f = c/(upper − lower) on both sides by the author.
    """
    facts = step.same_context(1)
    left, right = step.goal.args
    if step.goal.op != "<=" or left.op != "int" or right.op != "int" or left.args[1:] != right.args[1:]:
        raise step.reject("the goal must be ∫f ≤ ∫g with the same variable and limits")
    f, s, lower, upper = left.args
    g = right.args[0]
    if not granted(step, relation("<=", lower, upper), facts):
        raise step.reject("the limits are not known to be in order")
    first = step.premise(0)
    if first.context != _between(step.context, s, lower, upper) or first.formula.op not in ("<", "<="):
        raise step.reject("the premise stands in another context")
    if not equal(sub(first.formula.args[1], first.formula.args[0]), sub(g, f)):
        raise step.reject(f"the premise does not say {text(f)[:100]} ≤ {text(g)[:100]}")
    require_defined(step.goal, step.context, facts)


def antiderivative(step: Step) -> None:
    """∫_a^b f ds = F(b) − F(a), from dF/ds = f between the limits (the fundamental theorem of calculus).

    data: "antiderivative" F. premises: facts of this context that may help to see that a ≤ b. F and f must be defined
    on the closed interval.
    """
    facts = step.same_context()
    left, right = step.goal.args
    if step.goal.op != "=" or left.op != "int":
        raise step.reject("the goal must be ∫f = …")
    f, s, lower, upper = left.args
    if not granted(step, relation("<=", lower, upper), facts):
        raise step.reject("the limits are not known to be in order")
    inner = _between(step.context, s, lower, upper)
    primitive = step.term(step.data["antiderivative"], inner)
    slope = derivative(primitive, s)
    for t in (primitive, slope, f):
        require_defined(t, inner, facts)
    if not equal(slope, expand_derivatives(f)):
        raise step.reject("the derivative of the antiderivative is another function")
    value = sub(primitive.substitute({s: upper}), primitive.substitute({s: lower}))
    if not equal(value, expand_derivatives(right)):
        raise step.reject(f"the antiderivative gives {text(value)[:200]}")
    require_defined(right, step.context, facts)


def tail(step: Step) -> None:
    """|∫_a^∞ f ds − ∫_a^b f ds| ≤ (C/k)·e^(−k b), from |f| ≤ C·e^(−k s) for all s ≥ b.

    Goal: the conjunction of ∫_a^∞ f − ∫_a^b f ≤ (C/k) e^(−kb) and its mirror image −(C/k) e^(−kb) ≤ …, with k > 0.
    premises: f ≤ C e^(−ks) and −C e^(−ks) ≤ f with s ≥ b added to this context; then facts. data: "bound" C, "rate" k,
    "from-point" b. f must be defined on [a, b] and beyond b; it is continuous there, and integrable by comparison.
    """
    facts = step.same_context(2)
    c, k, b = (step.term(step.data[key]) for key in ("bound", "rate", "from-point"))
    if not granted(step, relation("<", rational(0), k), facts):
        raise step.reject("the rate is not known to be positive")
    if step.goal.op != "and" or len(step.goal.args) != 2:
        raise step.reject("the goal must be the two-sided bound")
    improper = next((t for t in step.goal.subterms() if t.op == "int" and t.args[3].op == "oo"), None)
    if improper is None:
        raise step.reject("no improper integral in the goal")
    f, s, lower, _ = improper.args
    if {s} & (c.variables() | k.variables() | b.variables()):
        raise step.reject("the bound must not depend on the variable of integration")
    beyond = step.context.with_symbols(**{s: Domain()}).assuming(relation("<=", b, var(s)))
    envelope = mul(c, func("exp", neg(mul(k, var(s)))))
    for i, (low, high) in enumerate(((f, envelope), (neg(envelope), f))):
        p = step.premise(i)
        if p.context != beyond or p.formula.op not in ("<", "<="):
            raise step.reject("a premise stands in another context")
        if not equal(sub(p.formula.args[1], p.formula.args[0]), sub(high, low)):
            raise step.reject(f"premise {i} does not say {text(low)[:100]} ≤ {text(high)[:100]}")
    rest = sub(improper, Term("int", (f, s, lower, b)))
    small = mul(div(c, k), func("exp", neg(mul(k, b))))
    for part, wanted in zip(
        step.goal.args, (relation("<=", rest, small), relation("<=", neg(small), rest)), strict=True
    ):
        if part.op != "<=" or not equal(
            add(sub(part.args[1], part.args[0]), sub(wanted.args[0], wanted.args[1])), rational(0)
        ):
            raise step.reject(f"the goal is not {text(wanted)[:200]}")
    require_defined(Term("int", (f, s, lower, b)), step.context, facts)
    require_defined(f, beyond, [*facts, step.premise(0).formula, step.premise(1).formula])
    converges = relation("=", improper, improper)  # shown by now: a fact in which the improper integral is defined
    require_defined(step.goal, step.context, [*facts, converges])
    require_defined(small, step.context, facts)
