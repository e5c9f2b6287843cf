"""The rules of inference of the core; `RULES` is the complete list. The mathematics of each is in its docstring; what a
certificate must contain is in `SPEC.md`. A rule accepts by returning, and rejects by raising."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from checks.kernel.contexts import Context, Domain
from checks.kernel.functions import MINUS_ONE, ONE, ZERO, difference
from checks.kernel.normal import vanishes
from checks.kernel.step import Facts, Step, place
from checks.kernel.terms import RELATIONS, Rejected, Term, literal, require


def given(step: Step) -> None:
    """Any granted formula: a hypothesis, (a conjunct of) a premise, something weaker, or plain from the box."""
    step.facts().grant(step.goal)


def both(step: Step) -> None:
    """`and` of the premises, in order."""
    require(step.goal == Term("and", step.facts().shown), "the goal is not the conjunction of the premises in order")


def either(step: Step) -> None:
    """A disjunction, from one of its parts: it is true where one part is true, whatever the others are."""
    part = step.premise(0, step.context)
    require(step.goal.op == "or" and part in step.goal.args, "the premise is no part of the goal")


def cases(step: Step) -> None:
    """F, from F₁ or … or Fₙ, and F under each further hypothesis Fᵢ: at each point some Fᵢ is true."""
    split = step.premise(0, step.context)
    parts = split.args if split.op == "or" else (split,)
    require(len(step.premises) == len(parts) + 1, "as many premises as there are cases are needed")
    for i, case in enumerate(parts, 1):
        require(step.premise(i, step.context.assuming(case)) == step.goal, "a case shows another formula")


def absurd(step: Step) -> None:
    """Any formula, from a relation between two written numbers that is false: then no point meets the hypotheses."""
    f = step.premise(0, step.context)
    numbers = f.op in RELATIONS and f.args[0].op == f.args[1].op == "q"
    require(numbers and not Facts(Context()).granted(f), "the premise is not a false relation between two numbers")


def identity(step: Step) -> None:
    """a = b: both sides are defined, and the normal form of a − b is 0; then a − b is 0 wherever it is defined."""
    require(step.goal.op == "=", "the goal is not an equation")
    step.facts().define(step.goal)
    require(vanishes((ONE, difference(*step.goal.args))), "the two sides have different normal forms")


def linear(step: Step) -> None:
    """b − a = Σ mᵢ·(bᵢ − aᵢ) wherever both are defined, by normal form; all terms in it are defined: those of the goal
    and the multipliers because that is asked, those of the premises because these are true. Every summand is ≥ 0 (= 0
    for equations); the sum is > 0 if one summand is, that of a strict premise with mᵢ > 0."""
    facts, goal = step.facts(), step.goal
    multipliers = [step.term(m) for m in step.data["multipliers"]]
    require(len(multipliers) <= len(facts.shown), "more multipliers than premises")
    require(goal.op in ("<", "<=", "="), "the goal is not <, <= or =")
    facts.define(goal, *multipliers)
    summands, strict = [(MINUS_ONE, difference(*goal.args))], False
    for m, fact in zip(multipliers, facts.shown, strict=False):
        usable = fact.op == "=" or (fact.op in ("<", "<=") and goal.op != "=")
        require(usable, "a premise cannot be combined to such a goal")
        if fact.op == "<" and facts.granted(Term("<", (ZERO, m))):
            strict = True
        elif fact.op != "=":
            facts.grant(Term("<=", (ZERO, m)))
        summands.append((m, difference(*fact.args)))
    require(strict or goal.op != "<", "the combination is not strict")
    require(vanishes(*summands), "the combination does not add up to the goal")


def rewrite(step: Step) -> None:
    """F, from F′ and equations: F and F′ become literally the same when left sides are replaced by right sides. Where
    l = r holds, both are defined and equal, so the replacement changes neither the truth nor the domain of a formula
    (no literal argument of a term can be replaced)."""
    source, *equations = step.facts().shown
    goal = step.goal
    for equation in equations:
        require(equation.op == "=", "a premise after the first is not an equation")
        goal, source = goal.replace(*equation.args), source.replace(*equation.args)
    require(goal == source, "goal and premise differ after the replacement")


LAWS = json.loads(Path(__file__).with_name("laws.json").read_text(encoding="utf-8"))


def axiom(step: Step) -> None:
    """A law of `laws.json` at terms that are defined, its hypotheses being granted. Under them every law is true, and
    its sides are defined, for all real numbers."""
    law, facts = LAWS[step.data["name"]], step.facts()
    values = {name: step.term(t) for name, t in zip(law["of"], step.data["terms"], strict=True)}
    facts.define(*values.values())
    for h in law["given"]:
        facts.grant(step.read(h, True).substitute(values))
    require(step.goal == step.read(law["says"], True).substitute(values), "the law says something else")


def instance(step: Step) -> None:
    """A lemma at particular terms. The lemma holds at every point of its domains and for all sequences that obey its
    relations, wherever its hypotheses hold. At any point of this context the values are real numbers in those domains,
    this context's sequences obey the relations, and the hypotheses hold, by what is asked. Putting a defined term for
    a variable keeps value and definedness, so what the lemma says at that point is the substituted formula."""
    premise = step.premises[0].judgement
    lemma, facts = premise.context, step.facts(1)
    step.premise(0)
    values = {str(name): step.term(t) for name, t in step.data.get("values", {}).items()}
    require(values.keys() <= lemma.domains.keys(), "a value is given for no symbol of the lemma")
    for name, domain in lemma.symbols:
        value = values.setdefault(name, Term("v", (name,)))
        step.context.require_known(value)
        facts.define(value)
        require(not domain.whole or step.context.natural(value), "a value is not a natural number by its form")
        if value.op != "v" or not step.context.domains[value.args[0]].inside(domain):
            for condition in membership(value, domain):
                facts.grant(condition)
    for relation in lemma.evolves:
        assumed = relation.substitute(values) in step.context.evolves
        require(assumed, "a relation between sequences that the lemma assumes is not assumed here")
    for f in lemma.given:
        facts.grant(f.substitute(values))
    shown = premise.formula
    if step.data.get("part") is not None and shown.op == "and":
        shown = shown.args[place(step.data["part"], shown.args)]
    if step.goal != (shown := shown.substitute(values)):
        raise Rejected(f"the lemma gives {str(shown)[:400]}")


def membership(value: Term, domain: Domain) -> list[Term]:
    """The inequalities that say that a value lies between the ends of a domain."""
    wanted = []
    if domain.lo is not None:
        wanted.append(Term("<" if domain.lo_open else "<=", (literal(domain.lo), value)))
    if domain.hi is not None:
        wanted.append(Term("<" if domain.hi_open else "<=", (value, literal(domain.hi))))
    return wanted


def witness(step: Step) -> None:
    """There is a point: `at` gives every symbol a number in its domain at which the hypotheses and the formula hold. No
    sequence obeys relations here (see the extension `orbits` for those)."""
    require(not step.context.evolves, "sequences that obey relations need the rule `run`")
    at, numbers = point(step)
    for f in (*step.context.given, step.goal):
        numbers.grant(f.substitute(at))


def point(step: Step) -> tuple[dict[str, Term], Facts]:
    """The values of `at`, one for each symbol: closed terms that are defined and lie in the symbol's domain. Premises
    about numbers stand in the empty context."""
    closed = Context()
    numbers = step.facts_in(closed)
    at = {str(symbol): step.term(value, closed) for symbol, value in step.data["at"].items()}
    require(at.keys() == step.context.domains.keys(), "the point must give a value for each symbol, and nothing else")
    for symbol, domain in step.context.symbols:
        numbers.define(at[symbol])
        require(not domain.whole or closed.natural(at[symbol]), "a natural symbol needs a natural number")
        for condition in membership(at[symbol], domain):
            numbers.grant(condition)
    return at, numbers


def cited(step: Step) -> None:
    """A named theorem, or `inference: …`, a sentence of mathematics that the reader is asked to follow. Nothing is
    checked here, which is why the name is carried along and printed at every verdict that rests on it."""
    name = " ".join(str(step.data["theorem"]).split())
    require(sum(map(str.isalpha, name)) >= 4, "a cited theorem needs its name")
    step.modulo.append(name)


_LOGIC = (given, both, either, cases, absurd, instance, axiom, cited)
_ALGEBRA = (identity, linear, rewrite)
RULES: dict[tuple[str, str], Callable[[Step], None]] = {(r.__name__, "all"): r for r in (*_LOGIC, *_ALGEBRA)}
RULES["witness", "some"] = witness
