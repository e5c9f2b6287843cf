"""The rules of inference of the core; `RULES` is the complete list. The mathematics of each is in its docstring; what a
certificate must contain is in `SPEC.md`. A rule accepts by returning, and rejects by raising."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from checks.kernel.contexts import BOUND, NATURALS, Context, Domain
from checks.kernel.functions import MINUS_ONE, ONE, ZERO, difference
from checks.kernel.normal import vanishes
from checks.kernel.step import Facts, Step
from checks.kernel.terms import RELATIONS, Rejected, Term, literal

__all__ = ["AXIOMS", "RULES", "membership"]


def given(step: Step) -> None:
    """Any granted formula: a hypothesis, (a conjunct of) a premise, something weaker, or plain from the box."""
    step.facts().grant(step.goal)


def both(step: Step) -> None:
    """`and` of the premises, in order."""
    if step.goal != Term("and", step.facts().shown):
        raise Rejected("the goal is not the conjunction of the premises in their order")


def either(step: Step) -> None:
    """A disjunction, from one of its parts: it is true where one part is true, whatever the others are."""
    if step.goal.op != "or" or step.premise(0, step.context) not in step.goal.args:
        raise Rejected("the premise is no part of the goal")


def cases(step: Step) -> None:
    """F, from F₁ or … or Fₙ, and F under each further hypothesis Fᵢ: at each point some Fᵢ is true."""
    split = step.premise(0, step.context)
    parts = split.args if split.op == "or" else (split,)
    if len(step.premises) != len(parts) + 1:
        raise Rejected("as many premises as there are cases are needed")
    for i, case in enumerate(parts, 1):
        if step.premise(i, step.context.assuming(case)) != step.goal:
            raise Rejected(f"premise {i} shows another formula")


def absurd(step: Step) -> None:
    """Any formula, from a relation between two written numbers that is false: then no point meets the hypotheses."""
    f = step.premise(0, step.context)
    if f.op not in RELATIONS or f.args[0].op != "q" or f.args[1].op != "q" or Facts(Context()).granted(f):
        raise Rejected("the premise is not a false relation between two numbers")


def identity(step: Step) -> None:
    """a = b: both sides are defined, and the normal form of a − b is 0; then a − b is 0 wherever it is defined."""
    if step.goal.op != "=":
        raise Rejected("the goal is not an equation")
    step.facts().define(step.goal)
    if not vanishes((ONE, difference(*step.goal.args))):
        raise Rejected("the two sides have different normal forms")


def linear(step: Step) -> None:
    """b − a = Σ mᵢ·(bᵢ − aᵢ) wherever both are defined, by normal form; all terms in it are defined: those of the goal
    and the multipliers because that is asked, those of the premises because these are true. Every summand is ≥ 0 (= 0
    for equations); the sum is > 0 if one summand is, that of a strict premise with mᵢ > 0."""
    facts, goal = step.facts(), step.goal
    multipliers = [step.term(m) for m in step.data["multipliers"]]
    if len(multipliers) > len(facts.shown) or goal.op not in ("<", "<=", "="):
        raise Rejected("more multipliers than premises, or a goal that is not <, <= or =")
    facts.define(goal, *multipliers)
    summands, strict = [(MINUS_ONE, difference(*goal.args))], False
    for m, fact in zip(multipliers, facts.shown, strict=False):
        if fact.op not in ("<", "<=", "=") or (goal.op == "=" and fact.op != "="):
            raise Rejected(f"{fact.op} cannot be combined to {goal.op}")
        if fact.op == "<" and facts.granted(Term("<", (ZERO, m))):
            strict = True
        elif fact.op != "=":
            facts.grant(Term("<=", (ZERO, m)))
        summands.append((m, difference(*fact.args)))
    if goal.op == "<" and not strict:
        raise Rejected("the combination is not strict")
    if not vanishes(*summands):
        raise Rejected("the combination does not add up to the goal")


def rewrite(step: Step) -> None:
    """F, from F′ and equations: F and F′ become literally the same when left sides are replaced by right sides. Where
    l = r holds, both are defined and equal, so the replacement changes neither the truth nor the domain of a formula
    (no literal argument of a term can be replaced)."""
    source, *equations = step.facts().shown
    goal = step.goal
    for equation in equations:
        if equation.op != "=":
            raise Rejected("a premise after the first is not an equation")
        goal, source = goal.replace(*equation.args), source.replace(*equation.args)
    if goal != source:
        raise Rejected("goal and premise differ after the replacement")


Axiom = Callable[..., tuple[tuple[Term, ...], Term]]
AXIOMS: dict[str, Axiom] = {}  # terms → (hypotheses, what follows from them)


def _relation(op: str) -> Callable[[Term, Term], Term]:
    return lambda a, b: Term(op, (a, b))


_lt, _le, _eq = map(_relation, ("<", "<=", "="))


def _minus(u: Term) -> Term:
    return Term("*", (MINUS_ONE, u))


def _log(u: Term) -> Term:
    return Term("log", (u,))


def _quotient(u: Term, v: Term) -> Term:
    return Term("*", (u, Term("^", (v, -1))))


def _size(u: Term) -> Term:
    return Term("abs", (u,))


def _extreme(op: str) -> Callable[[Term, Term], Term]:
    return lambda u, v: Term(op, (u, v))


_max, _min = map(_extreme, ("max", "min"))
AXIOMS |= {
    "dichotomy": lambda u, v: ((), Term("or", (_le(u, v), _lt(v, u)))),
    "exp-log": lambda u: ((_lt(ZERO, u),), _eq(Term("exp", (_log(u),)), u)),
    "log-product": lambda u, v: (
        (_lt(ZERO, u), _lt(ZERO, v)),
        _eq(_log(Term("*", (u, v))), Term("+", (_log(u), _log(v)))),
    ),
    "log-quotient": lambda u, v: (
        (_lt(ZERO, u), _lt(ZERO, v)),
        _eq(_log(_quotient(u, v)), difference(_log(u), _log(v))),
    ),
    "abs-positive": lambda u: ((_le(ZERO, u),), _eq(_size(u), u)),
    "abs-negative": lambda u: ((_le(u, ZERO),), _eq(_size(u), _minus(u))),
    "abs-bound": lambda u, v: ((_le(u, v), _le(_minus(v), u)), _le(_size(u), v)),
    "abs-below": lambda u, v: ((_le(_size(u), v),), Term("and", (_le(_minus(v), u), _le(u, v)))),
    "max-cases": lambda u, v: ((_le(v, u),), _eq(_max(u, v), u)),
    "max-swap": lambda u, v: ((_le(u, v),), _eq(_max(u, v), v)),
    "min-cases": lambda u, v: ((_le(v, u),), _eq(_min(u, v), v)),
    "min-swap": lambda u, v: ((_le(u, v),), _eq(_min(u, v), u)),
}


def axiom(step: Step) -> None:
    """A law of the table `AXIOMS` at terms that are defined, its hypotheses being granted. Under them every law is true
    (and its sides are defined) for all real numbers: elementary."""
    terms = [step.term(t) for t in step.data["terms"]]
    facts = step.facts()
    facts.define(*terms)
    hypotheses, formula = AXIOMS[step.data["name"]](*terms)
    for h in hypotheses:
        facts.grant(h)
    if step.goal != formula:
        raise Rejected("the law says something else")


def instance(step: Step) -> None:
    """A lemma at particular terms. The lemma holds at every point of its domains and for all sequences that obey its
    relations, wherever its hypotheses hold. At any point of this context the values are real numbers in those domains,
    this context's sequences obey the relations, and the hypotheses hold, by what is asked. Putting a defined term for
    a variable keeps value and definedness, so what the lemma says at that point is the substituted formula."""
    premise = step.premises[0].judgement
    lemma, facts = premise.context, step.facts(1)
    step.premise(0)
    values = {str(name): step.term(t) for name, t in step.data.get("values", {}).items()}
    if not values.keys() <= lemma.domains.keys():
        raise Rejected("a value is given for no symbol of the lemma")
    for name, domain in lemma.symbols:
        value = values.setdefault(name, Term("v", (name,)))
        step.context.require_known(value)
        facts.define(value)
        if domain.whole and not step.context.natural(value):
            raise Rejected(f"{value} is not a natural number by its form")
        if value.op != "v" or not step.context.domains[value.args[0]].inside(domain):
            for condition in membership(value, domain):
                facts.grant(condition)
    for relation in lemma.evolves:
        if relation.substitute(values) not in step.context.evolves:
            raise Rejected("a relation between sequences that the lemma assumes is not assumed here")
    for f in lemma.given:
        facts.grant(f.substitute(values))
    shown = premise.formula
    if step.data.get("part") is not None:
        shown = shown.args[_natural(step.data["part"])] if shown.op == "and" else shown
    if step.goal != shown.substitute(values):
        raise Rejected(f"the lemma gives {str(shown.substitute(values))[:400]}")


def membership(value: Term, domain: Domain) -> list[Term]:
    """The inequalities that say that a value lies between the ends of a domain."""
    wanted = []
    if domain.lo is not None:
        wanted.append(Term("<" if domain.lo_open else "<=", (literal(domain.lo), value)))
    if domain.hi is not None:
        wanted.append(Term("<" if domain.hi_open else "<=", (value, literal(domain.hi))))
    return wanted


def _natural(data: object) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or data < 0:
        raise Rejected(f"{str(data)[:60]} is not a natural number")
    return data


def unfold(step: Step) -> None:
    """A relation of `evolves` at a natural index: it is assumed for every natural number (and so defined there)."""
    relation = step.context.evolves[_natural(step.data["relation"])]
    at = step.term(step.data.get("at", "0"))
    if not step.context.natural(at) or step.goal != relation.substitute({BOUND: at}):
        raise Rejected("it says something else, or the index is not a natural number by its form")


def induction(step: Step) -> None:
    """P for all natural t ≥ a, from P at a and from P at t + 1 under P at t. No hypothesis contains t, so that they all
    stay true while t moves; sequences are the same for every t."""
    name = step.data["symbol"]
    domain = step.context.domains[name]
    if not domain.whole or domain.hi is not None or any(name in f.variables for f in step.context.given):
        raise Rejected(f"{name} does not range over all natural numbers from some one on, free of hypotheses")
    first = max(Fraction(0), domain.lo or Fraction(0))
    start = -(-first // 1) + (1 if domain.lo_open and domain.lo == first and first.denominator == 1 else 0)
    t = Term("v", (name,))
    if step.premise(0, step.context) != step.goal.substitute({name: literal(start)}):
        raise Rejected(f"the base does not show the goal at {start}")
    after = step.goal.substitute({name: Term("+", (t, ONE))})
    if step.premise(1, step.context.assuming(step.goal)) != after:
        raise Rejected(f"the step does not show the goal at {name} + 1")


def witness(step: Step) -> None:
    """There is a point: `at` gives every symbol a number in its domain, `runs` every sequence of `evolves` an explicit
    run n ↦ term (n is named by `index`) that obeys each relation at every natural n. The hypotheses and the formula
    hold for these numbers and sequences."""
    name = step.data.get("index", "n")
    closed, steps = Context(), Context(((name, NATURALS),))
    standing = {c: step.facts_in(c) for c in (closed, steps)}
    at = {str(symbol): step.term(value, closed) for symbol, value in step.data["at"].items()}
    if at.keys() != step.context.domains.keys():
        raise Rejected("the point must give a value for each symbol, and for nothing else")
    for symbol, domain in step.context.symbols:
        standing[closed].define(at[symbol])
        if domain.whole and not closed.natural(at[symbol]):
            raise Rejected(f"{symbol} needs a natural number")
        for condition in membership(at[symbol], domain):
            standing[closed].grant(condition)
    runs = {str(g): (name, step.term(value, steps)) for g, value in step.data.get("runs", {}).items()}
    for _, value in runs.values():
        standing[steps].define(value)
    for relation in step.context.evolves:
        if any(u.op == "app" and u.args[0] not in runs for u in relation.subterms()):
            raise Rejected("a sequence that obeys relations has no run here")
        here = relation.substitute({**at, BOUND: Term("v", (name,))}).with_runs(runs)
        standing[steps if BOUND in relation.variables else closed].grant(here)
    for f in (*step.context.given, step.goal):
        standing[closed].grant(f.substitute(at).with_runs(runs))


def cited(step: Step) -> None:
    """A named theorem, or `inference: …`, a sentence of mathematics that the reader is asked to follow. Nothing is
    checked here, which is why the name is carried along and printed at every verdict that rests on it."""
    name = " ".join(str(step.data["theorem"]).split())
    if sum(map(str.isalpha, name)) < 4:
        raise Rejected("a cited theorem needs its name")
    step.modulo.append(name)


RULES: dict[tuple[str, str], Callable[[Step], None]] = {
    (rule.__name__, "all"): rule
    for rule in (given, both, either, cases, absurd, identity, linear, rewrite, axiom, instance, unfold, induction, cited)
} | {("witness", "some"): witness}
