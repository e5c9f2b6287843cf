"""Rules of real analysis: enclosure over a box, inequalities from an end point, limits at infinity."""

from __future__ import annotations

from checks.kernel1.boxes import Decider, Inequality, box_of, interval_of, leaves
from checks.kernel1.calculus import derivative, expand_derivatives
from checks.kernel1.intervals import Undefined
from checks.kernel1.judgement import Context, Domain, sequence_values
from checks.kernel1.normal import equal
from checks.kernel1.replay import Step
from checks.kernel1.rules.definedness import require_defined
from checks.kernel1.terms import Term, exact, rational, relation, sub, text


def enclosure(step: Step) -> None:
    """A formula over the context's box, by a subdivision tree.

    data: "tree", the tree in preorder: a digit i splits the i-th symbol (in alphabetical order of those that occur in
    the goal or in a hypothesis), a letter is a leaf:
      n  natural interval evaluation decides the goal on the leaf;
      m  the mean-value form does (single relations < and <= only), see `Inequality.mean_value`;
      v  some hypothesis is certainly false on the leaf.
    The leaves cover the box because a split side is the union of its two parts, all ends being exact.
    """
    step.enclosed = True
    goal = expand_derivatives(step.goal)
    names = box_names(step.context, goal)
    decider = Decider([goal], names)
    hypotheses = Decider([f for f in step.context.given if f.variables() <= set(names)], names)
    inequality: Inequality | None = None
    for mark, here in leaves(str(step.data["tree"]), box_of(step.context, names), names):
        box = [interval_of(d) for d in here]
        try:
            if mark == "n":
                accepted = decider.run(box) == [True]
            elif mark == "m":
                inequality = inequality or Inequality(goal, names)
                if not inequality.differentiable:
                    raise step.reject(f"{text(goal)} is not differentiated here")
                accepted = inequality.mean_value(box)[0]
            elif mark == "v":
                accepted = False in hypotheses.run(box)
            else:
                raise step.reject(f"unknown leaf {mark!r}")
        except Undefined as problem:
            raise step.reject(f"on {_place(names, here)}: {problem}") from None
        if not accepted:
            raise step.reject(f"the leaf {mark} on {_place(names, here)} does not decide the goal")


def box_names(context: Context, goal: Term) -> list[str]:
    """The symbols that a subdivision may split: those of the goal and of hypotheses about nothing else."""
    names = set(goal.variables())
    for f in context.given:
        if f.variables() & names:
            names |= f.variables()
    return sorted(names)


def _place(names: list[str], here: tuple[Domain, ...]) -> str:
    return ", ".join(f"{n} ∈ {d}" for n, d in zip(names, here, strict=True)) or "no symbols"


def endpoint(step: Step) -> None:
    """f ≥ 0 on an interval, from f ≥ 0 at one end and a derivative of one sign.

    data: "variable" x and "end" ("lo" or "hi"), a finite rational end a of x's box. premises: the goal at x = a, and
    0 ≤ f′ (end lo) or f′ ≤ 0 (end hi) on the interval with a taken away. Here f is the difference of the goal's
    sides. f is continuous where it is defined, so it need only be defined up to a, and by the mean value theorem
    f(x) ≥ f(a). It is > 0 if f(a) > 0, or if the derivative's sign is strict and x = a is not in the domain.
    """
    x, at_lo = str(step.data["variable"]), step.data["end"] == "lo"
    goal = expand_derivatives(step.goal)
    if goal.op not in ("<", "<="):
        raise step.reject("the goal must be < or <=")
    side = step.context.box[x]
    at_end, slope = endpoint_premises(step.context, goal, x, at_lo)
    first, second = step.premise(0), step.premise(1)
    if first.context != at_end.context or second.context != slope.context:
        raise step.reject("a premise stands in another context")
    strict_at_end = first.formula.op == "<"
    if first.formula.op not in ("<", "<=") or not equal(_difference(first.formula), _difference(at_end.formula)):
        raise step.reject(f"the first premise does not say {text(at_end.formula)}")
    if second.formula.op not in ("<", "<=") or not equal(_difference(second.formula), _difference(slope.formula)):
        raise step.reject(f"the second premise does not say {text(slope.formula)[:300]}")
    require_defined(goal, closed_at(step.context, x, at_lo))
    require_defined(slope.formula, second.context)
    left_out = side.lo_open if at_lo else side.hi_open
    strict_slope = second.formula.op == "<" and left_out
    if goal.op == "<" and not (strict_at_end or strict_slope):
        raise step.reject("the premises are not strict enough")


class Wanted:
    """A context and the formula that is to be shown in it."""

    def __init__(self, context: Context, formula: Term) -> None:
        self.context = context
        self.formula = formula


def endpoint_premises(context: Context, goal: Term, x: str, at_lo: bool) -> tuple[Wanted, Wanted]:
    """What the rule `endpoint` needs: the goal at the end, and the derivative's sign beside it."""
    side = context.box[x]
    a = side.lo if at_lo else side.hi
    if a is None:
        raise MalformedHypothesis(f"the range of {x} has no finite end there")
    rest = {name: d for name, d in context.symbols if name != x}
    others = [f for f in context.given if x not in f.variables()]
    _require_untied(context, x)
    at_end = Wanted(Context.of(rest, others, context.evolves), goal.substitute({x: rational(a)}))
    beside = Domain(side.lo, side.hi, side.lo_open or at_lo, side.hi_open or not at_lo)
    zero, slope = rational(0), derivative(_difference(goal), x)
    formula = relation("<=", zero, slope) if at_lo else relation("<=", slope, zero)
    return at_end, Wanted(Context.of({**rest, x: beside}, others, context.evolves), formula)


def _require_untied(context: Context, x: str) -> None:
    """x must be free to move while everything else rests: no hypothesis ties it to other symbols or to sequences."""
    tied = [f for f in context.given if x in f.variables() and (len(f.variables()) > 1 or sequence_values(f))]
    tied += [f for f in context.evolves if x in f.variables()]
    if tied:
        raise MalformedHypothesis(f"the hypothesis {text(tied[0])} ties {x} to other symbols; substitute first")


class MalformedHypothesis(ValueError):
    """A hypothesis does not fit the rule."""


def closed_at(context: Context, x: str, at_lo: bool) -> Context:
    """The context with one end of x's range included."""
    side = context.box[x]
    closed = Domain(side.lo, side.hi, side.lo_open and not at_lo, side.hi_open and at_lo)
    others = [f for f in context.given if x not in f.variables()]
    return Context.of({**context.domains, x: closed}, others, context.evolves)


def _difference(formula: Term) -> Term:
    return expand_derivatives(sub(formula.args[1], formula.args[0]))


def limit(step: Step) -> None:
    """f ≥ 0 on [a, ∞), from f decreasing and bounded below by something that tends to 0.

    premises: f′ ≤ 0 on the whole range of x between its ends (hypotheses about x that only narrow it further are left
    out: f must decrease across gaps, too), and −C·x^(−p) ≤ f for all x ≥ x₀, with rational C ≥ 0, p > 0 and x₀ > 0.
    Were f(x₁) = −η < 0, then f ≤ −η ever after, against the second premise for large x.
    data: "variable", "constant" (C), "exponent" (p), "from" is used for premises, "start" (x₀).
    """
    x = str(step.data["variable"])
    goal = expand_derivatives(step.goal)
    if goal.op != "<=":
        raise step.reject("the goal must be <=")
    side = step.context.box[x]
    if side.hi is not None:
        raise step.reject(f"{x} does not go to infinity")
    _require_untied(step.context, x)
    p, start, c = (exact(step.data[key]) for key in ("exponent", "start", "constant"))
    if p <= 0 or c < 0 or start <= 0:
        raise step.reject("needs exponent > 0, constant ≥ 0, start > 0")
    first, second = step.premise(0), step.premise(1)
    slope = relation("<=", derivative(_difference(goal), x), rational(0))
    others = _without(step.context, x)
    ray = Context.of({**step.context.domains, x: Domain(side.lo, None, side.lo_open)}, others, step.context.evolves)
    if first.context != ray or first.formula.op not in ("<", "<="):
        raise step.reject("the first premise stands in another context")
    if not equal(_difference(first.formula), _difference(slope)):
        raise step.reject(f"the first premise does not say {text(slope)[:200]}")
    far = Context.of({**step.context.domains, x: Domain(start, None, False)}, others)
    tail = relation("<=", Term("*", (rational(-c), Term("^", (Term("v", (x,)), rational(-p))))), _difference(goal))
    if second.context != far or second.formula.op not in ("<", "<="):
        raise step.reject("the second premise stands in another context")
    if not equal(_difference(second.formula), _difference(tail)):
        raise step.reject(f"the second premise does not say {text(tail)[:200]}")
    require_defined(goal, ray)
    require_defined(slope, ray)


def _without(context: Context, x: str) -> list[Term]:
    return [f for f in context.given if x not in f.variables()]
