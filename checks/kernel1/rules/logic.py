"""Rules of logic: hypotheses, instances of lemmas, cases, conjunction, defining equations, named theorems."""

from __future__ import annotations

from dataclasses import replace

from checks.kernel1.calculus import expand_derivatives
from checks.kernel1.judgement import Context, Domain, contrary
from checks.kernel1.replay import Step
from checks.kernel1.rules.algebra import same_formula
from checks.kernel1.rules.definedness import granted, require_defined
from checks.kernel1.terms import (
    MINUS_ONE,
    ONE,
    ZERO,
    E,
    Term,
    add,
    conjuncts,
    div,
    func,
    mul,
    neg,
    rational,
    relation,
    text,
    var,
)


def given(step: Step) -> None:
    """A hypothesis, or one conjunct of a premise, or something weaker than one of these (a < b gives a ≤ b)."""
    facts = [part for f in step.same_context() for part in conjuncts(f)]
    for part in conjuncts(step.goal):
        if not granted(step, part, facts):
            raise step.reject(f"{text(part)} is neither a hypothesis nor a premise")
    require_defined(step.goal, step.context, facts)


def both(step: Step) -> None:
    """A conjunction, from its parts."""
    facts = {part for f in step.same_context() for part in conjuncts(f)}
    for part in conjuncts(step.goal):
        if part not in facts:
            raise step.reject(f"{text(part)} is not among the premises")


def cases(step: Step) -> None:
    """A goal, from the case a ≤ b and the case b < a. data: "left" a and "right" b, defined in the context."""
    split = relation("<=", step.term(step.data["left"]), step.term(step.data["right"]))
    require_defined(split, step.context)
    first, second = step.premise(0), step.premise(1)
    for premise, case in ((first, split), (second, contrary(split))):
        if premise.context != step.context.assuming(case):
            raise step.reject(f"a premise does not stand in the case {text(case)}")
        if premise.formula != step.goal:
            raise step.reject("a premise shows another formula")


def instance(step: Step) -> None:
    """A lemma at particular terms.

    premises: the lemma, then facts of this context. data: "values", symbol of the lemma → term (the symbol itself when
    it is not named); "part", the number of the conjunct wanted, or none. Each value must be defined and lie in the
    symbol's domain, and each hypothesis of the lemma must follow, after substitution, from this context's hypotheses,
    from the facts, or from one evaluation over the box. The lemma's relations between sequences must be, after
    substitution, relations of this context too. The step symbol is bound in them: it is not substituted there, and no
    value put into them may contain it (with a = t, "g(t + 1) = a·g(t) for every t" would become another recursion).
    """
    lemma, facts = step.premise(0), step.same_context(1)
    values = {name: step.term(t) for name, t in step.data.get("values", {}).items()}
    unknown = set(values) - set(lemma.context.domains)
    if unknown:
        raise step.reject(f"the lemma has no symbol {', '.join(sorted(unknown))}")
    for name, domain in lemma.context.symbols:
        value = values.setdefault(name, var(name))
        step.context.require_known(value)
        require_defined(value, step.context, facts)
        if domain.whole and not step.context.natural(value):
            raise step.reject(f"{text(value)} is not known to be a natural number")
        for condition in membership(value, domain):
            if not (granted(step, condition, facts) or _inside(value, domain, step.context)):
                raise step.reject(f"the value {text(value)} of {name}: it is not known that {text(condition)}")
    bound = lemma.context.step_symbols | step.context.step_symbols
    for relation_ in lemma.context.evolves:
        kept = {name: values[name] for name in relation_.variables() - lemma.context.step_symbols}
        if any(v.variables() & bound for v in kept.values()):
            raise step.reject(f"a value for {text(relation_)} contains the step symbol")
        if relation_.substitute(kept) not in step.context.evolves:
            raise step.reject(f"the lemma assumes {text(relation_)}, which is not assumed here")
    for f in lemma.context.given:
        if not granted(step, f.substitute(values), facts):
            raise step.reject(f"the lemma's hypothesis {text(f.substitute(values))[:300]} is not known here")
    shown = lemma.formula
    if step.data.get("part") is not None:
        shown = conjuncts(shown)[int(step.data["part"])]
    shown = expand_derivatives(shown).substitute(values)
    if not same_formula(expand_derivatives(step.goal), shown):
        raise step.reject(f"the lemma gives {text(shown)[:300]}, not {text(step.goal)[:300]}")
    require_defined(step.goal, step.context, [*facts, *conjuncts(shown)])


def membership(value: Term, domain: Domain) -> list[Term]:
    """The inequalities that say that a value lies between the ends of a domain."""
    wanted = []
    if domain.lo is not None:
        wanted.append(relation("<" if domain.lo_open else "<=", rational(domain.lo), value))
    if domain.hi is not None:
        wanted.append(relation("<" if domain.hi_open else "<=", value, rational(domain.hi)))
    return wanted


def _inside(value: Term, domain: Domain, context: Context) -> bool:
    return value.op == "v" and context.box[value.args[0]].inside(replace(domain, whole=False))


# Defining equations of functions that the normal form leaves opaque: name → (hypothesis on u, v; formula).
def _axioms(u: Term, v: Term) -> dict[str, tuple[list[Term], Term]]:
    w = func("lambertw", u)
    branch = relation("<=", neg(div(ONE, E)), u)
    positive_u, positive_v = relation("<", ZERO, u), relation("<", ZERO, v)
    return {
        "lambertw": ([branch], relation("=", mul(w, func("exp", w)), u)),
        "lambertw-range": ([branch], relation("<=", MINUS_ONE, w)),
        "lambertw-inverse": (
            [relation("<=", MINUS_ONE, u)],
            relation("=", func("lambertw", mul(u, func("exp", u))), u),
        ),
        "exp-log": ([positive_u], relation("=", func("exp", func("log", u)), u)),
        "log-product": (
            [positive_u, positive_v],
            relation("=", func("log", mul(u, v)), add(func("log", u), func("log", v))),
        ),
        "log-quotient": (
            [positive_u, positive_v],
            relation("=", func("log", div(u, v)), add(func("log", u), neg(func("log", v)))),
        ),
        "abs-positive": ([relation("<=", ZERO, u)], relation("=", func("abs", u), u)),
        "abs-negative": ([relation("<=", u, ZERO)], relation("=", func("abs", u), neg(u))),
        "abs-bound": (
            [relation("<=", u, v), relation("<=", neg(v), u)],
            relation("<=", func("abs", u), v),
        ),
    }


def axiom(step: Step) -> None:
    """A defining equation. data: "name", and the terms "u" and "v" to which it is applied; premises may help to show
    its hypotheses. The list is `_axioms`: Lambert's W (W e^W = u on u ≥ −1/e, W ≥ −1), the logarithm, |u|."""
    facts = step.same_context()
    u, v = step.term(step.data["u"]), step.term(step.data.get("v", "1"))
    hypotheses, formula = _axioms(u, v)[str(step.data["name"])]
    for t in (u, v):
        require_defined(t, step.context, facts)
    for h in hypotheses:
        if not granted(step, h, facts):
            raise step.reject(f"it is not known that {text(h)[:300]}")
    if not same_formula(step.goal, formula):
        raise step.reject(f"it says {text(formula)[:300]}")
    require_defined(step.goal, step.context, [*facts, *hypotheses, formula])


def cited(step: Step) -> None:
    """A named theorem. data: "theorem", its name with the place where it is found, or `inference: …`, a sentence of
    mathematics that the reader is asked to follow. Its hypotheses are premises (in any context, of either kind); that
    they are the right ones is not checked here, which is why the name is carried along and printed at every verdict
    that rests on it."""
    name = " ".join(str(step.data["theorem"]).split())
    if sum(map(str.isalpha, name)) < 4:
        raise step.reject("a cited theorem needs its name")
    step.modulo.append(name)
