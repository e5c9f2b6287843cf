"""The rules of the core in Coq."""

from __future__ import annotations

from checks.encode.coq.places import Facts, Place, chosen, destructed, together
from checks.encode.coq.prover import Prover, Table, as_same, own
from checks.encode.coq.terms import NotExpressible, atomic, nothing
from checks.kernel.contexts import Context, Judgement
from checks.kernel.functions import difference
from checks.kernel.rules import LAWS
from checks.kernel.step import Facts as KernelFacts
from checks.kernel.step import Sequent
from checks.kernel.terms import BOUND, Term, literal

__all__ = ["TABLE"]


def given(p: Prover) -> str:
    """Each part of the goal is granted (also for `both`, whose premises are facts)."""
    return p.facts.all(p.goal)


def either(p: Prover) -> str:
    """One part of a disjunction."""
    part = p.premise(0)
    choice = chosen(p.goal.args.index(part), len(p.goal.args)).replace("; ", ". ")
    return f"{choice}{p.facts.all(part)}"


def cases(p: Prover) -> str:
    """The disjunction is taken apart; each premise is used in its own context."""
    split = p.premise(0)
    if split.op != "or":
        raise NotExpressible("cases of one formula")
    arms = []
    for k, case in enumerate(split.args):
        facts = p.facts.copy()
        opened = destructed("D", facts.opened(p.place.writer.parts(case)))
        place = p.whole.place(p.context.assuming(case))
        arms.append(
            f"{{ {opened} assert (CC : G{place.number} {place.arguments()}). {{ {p.from_facts(place, facts)} }} "
            f"exact (s{p.premises[k + 1]} {place.arguments()} CC). }}"
        )
    pattern = "D"
    for _ in split.args[1:]:
        pattern = f"[D|{pattern}]"
    return f"pose proof {p.facts.exact[split]} as D. destruct D as {pattern}. " + " ".join(arms)


def absurd(p: Prover) -> str:
    """A false relation between numbers."""
    name = p.facts.exact[p.premise(0)]
    return f"exfalso. clear - {name}. lra."


def identity(p: Prover) -> str:
    """`field`, after the laws of the functions."""
    return p.finish(lambda f: p.equation(*f.args))


def linear(p: Prover) -> str:
    """Each summand m·(b − a) has its sign, and the goal's difference is their sum by an identity."""
    multipliers = [p.term(m) for m in p.data["multipliers"]]
    shown = [p.premise(k) for k in range(len(multipliers))]
    writer, facts = p.place.writer, p.facts
    products = [
        f"{writer.term(m, 3)} * ({writer.term(f.args[1])} - ({writer.term(f.args[0])}))"
        for m, f in zip(multipliers, shown, strict=True)
    ]
    right = Term(
        "+", (literal(0), *(Term("*", (m, difference(*f.args))) for m, f in zip(multipliers, shown, strict=True)))
    )

    def last(goal: Term) -> str:
        lines, strict = [], goal.op != "<"
        for k, (m, fact, product) in enumerate(zip(multipliers, shown, products, strict=True)):
            known = facts.exact[fact]
            if fact.op == "=":
                lines.append(f"assert (M{k} : {product} = 0). {{ exact (summand_eq _ _ _ {known}). }}")
            elif not strict and fact.op == "<" and _positive(p, m):
                strict, sign = True, facts.grant(Term("<", (literal(0), m)))
                lines.append(f"assert (M{k} : 0 < {product}). {{ refine (summand_lt _ _ _ _ {known}). {sign} }}")
            else:
                sign = facts.grant(Term("<=", (literal(0), m)))
                weak = known if fact.op == "<=" else f"(Rlt_le _ _ {known})"
                lines.append(f"assert (M{k} : 0 <= {product}). {{ refine (summand_le _ _ _ _ {weak}). {sign} }}")
        a, b = goal.args
        apart = {difference(a, b), *(difference(*f.args) for f in shown)}
        equation = p.equation(difference(a, b), right, apart=apart)
        lines.append(
            f"assert (I : {writer.term(b)} - ({writer.term(a)}) = {' + '.join(products) or '0'}). {{ {equation} }}"
        )
        rule = {"<": "linear_lt", "<=": "linear_le", "=": "linear_eq"}[goal.op]
        names = " ".join(f"M{k}" for k in range(len(products)))
        lines.append(f"refine ({rule} _ _ _ I _). {f'clear - {names}.' if names else 'clear.'} summed.")
        return " ".join(lines)

    return p.finish(last)


def _positive(p: Prover, m: Term) -> bool:
    """Whether the kernel grants 0 < m (else only 0 ≤ m)."""
    here = [Sequent(Judgement("all", p.context, p.premise(k))) for k in range(len(p.premises))]
    return KernelFacts(p.context, here).granted(Term("<", (literal(0), m)))


def rewrite(p: Prover) -> str:
    """Left sides are rewritten in the goal and in the first premise, until they are the same."""
    equations = [p.premise(k) for k in range(1, len(p.premises))]
    names = [p.facts.exact[e] for e in equations]
    stated = dict(zip(own(p.goal), own(p.premise(0)), strict=False))

    def changed(f: Term, where: str) -> tuple[Term, str]:
        tactics = ""
        for e, name in zip(equations, names, strict=True):
            if (there := f.replace(*e.args)) != f:
                f, tactics = there, f"{tactics} rewrite {name}{where}."
        return f, tactics

    def close(f: Term) -> str:
        if f in p.facts.weak and f not in stated:
            return p.facts.grant(f)
        goal, tactics = changed(f, "")
        for g, name in ([(stated[f], p.facts.exact[stated[f]])] if f in stated and stated[f] in p.facts.exact else
                        list(p.facts.weak.items())):  # fmt: skip
            there, others = changed(g, " in S")
            if there == goal:
                return f"pose proof {name} as S.{tactics}{others} first [same S | weak S]."
        direct, after = (p.facts.grant(g).rstrip(".") for g in (f, goal))
        return f"first [ solve [{direct}] | {tactics.replace('.', ';')} {after} ]."

    return p.facts.each(p.goal, close)


_LAWS = {
    "exp-log": "exact (exp_ln {u} L0)",
    "log-product": "exact (ln_mult {u} {v} L0 L1)",
    "log-quotient": "exact (law_log_quotient {u} {v} L0 L1)",
    "abs-positive": "exact (Rabs_pos_eq {u} L0)",
    "abs-negative": "exact (Rabs_left1 {u} L0)",
    "abs-bound": "exact (law_abs_bound {u} {v} L0 L1)",
    "abs-below": "destruct (law_abs_below {u} {v} L0) as [A1 A2]; first [exact A1 | exact A2]",
    "max-first": "exact (Rmax_left {u} {v} L0)",
    "max-second": "exact (Rmax_right {u} {v} L0)",
    "min-first": "exact (Rmin_left {u} {v} L0)",
    "min-second": "exact (Rmin_right {u} {v} L0)",
    "lambertw": "exact (lambertw_exp {u} L0)",
    "lambertw-range": "exact (lambertw_range {u} L0)",
    "lambertw-inverse": "exact (lambertw_inverse {u} L0)",
}


def axiom(p: Prover) -> str:
    """A law of `laws.json`: a lemma of `Referee.v` or of Coq's library."""
    name, read, writer = p.data["name"], p.whole.language.term, p.place.writer
    if name not in _LAWS and name != "dichotomy":
        raise NotExpressible(f"the law {name}")
    values = {n: p.term(t) for n, t in zip(LAWS[name]["of"], p.data["terms"], strict=True)}
    u, v = (writer.term(values[n], 4) if n in values else "" for n in ("u", "v"))
    hypotheses = [read(h, True).substitute(values) for h in LAWS[name]["given"]]
    if name == "dichotomy":
        conditions = [c for f in p.goal.args for c in atomic(f)[:-1]]
        lines = [f"assert (L{k} : {writer.relation(c)}). {{ {p.facts.grant(c)} }}" for k, c in enumerate(conditions)]
        return " ".join([*lines, f"destruct (Rle_or_lt {u} {v}) as [A|A]; [left|right]; parts; assumption."])
    lines = [f"assert (L{k} : {writer.relation(h)}). {{ {p.facts.grant(h)} }}" for k, h in enumerate(hypotheses)]
    return " ".join([*lines, p.finish(lambda f: f"{_LAWS[name].format(u=u, v=v)}.")])


def instance(p: Prover) -> str:
    """The premise's lemma at other values; its context is proved first."""
    i = p.premises[0]
    _, lemma, shown = p.whole.shown(i)
    place, there, writer = p.place, p.whole.place(lemma), p.place.writer
    given_ = {str(n): p.term(t) for n, t in p.data.get("values", {}).items()}
    values = {n: given_.get(n, Term("v", (n,))) for n, _ in lemma.symbols}
    texts = {n: writer.index(values[n]) if d.whole else writer.term(values[n], 4) for n, d in lemma.symbols}
    evolving = {there.evolving(f): f for f in lemma.evolves if BOUND in f.variables}
    tactics = []
    for f, text in there.assumed():
        if f is not None:
            tactics.append(as_same(writer, p.facts, f.substitute(values)))
        else:
            name = p.facts.texts[place.evolving(evolving[text].substitute(values))]
            tactics.append(f"first [exact {name} | intros m; pose proof ({name} m) as S; same_parts S].")
    arguments = there.arguments(texts)
    use, found = p.use(i, arguments, [f.substitute(values) for f in atomic(shown)])
    start = f"assert (CC : G{there.number} {arguments}). {{ {there.proved(tactics)} }} {use} "
    return start + p.facts.each(p.goal, lambda f: f"same {found[f]}." if f in found else p.facts.grant(f))


def lemma(p: Prover) -> str:
    """The theorem of another certificate."""
    claim = p.whole.claims[p.data["digest"]]
    for hypothesis, says in claim.cited:
        p.whole.cited.setdefault(hypothesis, (says, ""))
    words = [f"{claim.module}.claim", *(hypothesis for hypothesis, _ in claim.cited)]
    if p.kind == "all":
        words += [p.place.names(n) for n, _ in p.context.symbols]
        words += [p.place.names(g, "app") for g in claim.sequences]
        words += [p.facts.texts[text] for _, text in p.place.assumed()]
    return f"exact ({' '.join(words)})."


def witness(p: Prover) -> str:
    """The point, and each hypothesis there."""
    at = {str(n): p.term(v) for n, v in p.data["at"].items()}
    place = Place(-1, Context(), p.whole.names, ())
    facts, writer = Facts(place, existing=p.facts.existing), place.writer
    zeros = [nothing(g) for g in p.place.sequences]
    values = [writer.index(at[n]) if d.whole else writer.term(at[n], 4) for n, d in p.context.symbols]
    values += zeros
    lines = [f"exists {', '.join(values)}."] if values else []
    for i in p.premises:
        kind, context, formula = p.whole.shown(i)
        if kind == "all" and context == Context():
            pattern = facts.opened(writer.parts(formula))
            lines.append(f"pose proof (s{i} {' '.join([*zeros, 'I'])}) as {pattern}.")
    wanted = {text: f for f, text in (*p.place.assumed(), *p.place.writer.parts(p.goal))}
    lines.append(together([as_same(writer, facts, f.substitute(at)) for f in wanted.values() if f is not None]))
    return "\n".join(lines)


def cited(p: Prover) -> str:
    """A hypothesis of the theorem, named after the theorem that is cited."""
    words = "_".join("".join(c if c.isascii() and c.isalnum() else " " for c in p.data["theorem"]).split())[:60]
    name, place = f"{words if words[:1].isalpha() else f'theorem_{words}'}_{p.whole.tag}_{p.i}", p.place
    premises, arguments = [], []
    for i in p.premises:
        kind, context, formula = p.whole.shown(i)
        there = p.whole.place(context)
        arguments.append(f"s{i}")
        if kind == "some":
            premises.append(f"({p.whole.existence(there, formula)})")
        elif context == p.context:
            premises.append(f"({place.writer.formula(formula)})")
            arguments[-1] = f"(s{i} {place.arguments()} C)"
        else:
            binders = f"forall {there.binders()}, " if there.binders() else ""
            premises.append(f"({binders}G{there.number} {there.arguments()} -> {there.writer.formula(formula)})")
    says = [f"G{place.number} {place.arguments()}", *premises, f"({place.writer.formula(p.goal)})"]
    binders = f"forall {place.binders()},\n  " if place.binders() else ""
    p.whole.cited[name] = (f"{name}_says", binders + " ->\n  ".join(says))
    return f"exact ({name} {place.arguments()} C {' '.join(arguments)})."


TABLE: Table = {
    **{(rule, "all"): given for rule in ("given", "both")},
    **{
        (rule.__name__, "all"): rule
        for rule in (either, cases, absurd, identity, linear, rewrite, axiom, instance, lemma, cited)
    },
    ("lemma", "some"): lemma,
    ("witness", "some"): witness,
}
