"""Subdivision and the mean value theorem in Coq."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from checks.encode.coq.bounds import Derivation, plainly
from checks.encode.coq.places import Facts, Place, chosen, only, together
from checks.encode.coq.prover import Prover, Table
from checks.encode.coq.terms import NotExpressible, atomic, number
from checks.kernel.contexts import REALS, Context, Domain
from checks.kernel.extensions.calculus import derivative
from checks.kernel.extensions.subdivision import atoms, cell_of, halves, having, hypotheses, without
from checks.kernel.functions import Evaluation, difference
from checks.kernel.intervals import Undefined
from checks.kernel.rules import membership
from checks.kernel.terms import RELATIONS, Term, literal

__all__ = ["TABLE", "differentiable", "moved_facts"]

MOST_LEAVES = 100


def enclosure(p: Prover) -> str:
    """A tree of case distinctions, each leaf closed by `interval`."""
    tree, split, facts = p.data["tree"], [p.term(a) for a in p.data.get("split", [])], p.facts

    def close(f: Term) -> str:
        if f in facts.weak or tree == "n":
            return facts.grant(f)
        if sum(not mark.isdigit() for mark in tree) > MOST_LEAVES:
            raise NotExpressible(f"a subdivision of more than {MOST_LEAVES} leaves")
        kept = [*facts.bounds(f, *split), *(facts.exact.values() if "v" in tree else [])]
        sides = {**dict.fromkeys((*split, *atoms(f)), REALS), **p.context.narrowed(facts.exact)}
        return f"{only(kept).replace(';', '.')} {_tree(p, f, tree, split, sides)}"

    return facts.each(p.goal, close)


def _tree(p: Prover, f: Term, tree: str, split: Sequence[Term], sides: dict[Term, Domain]) -> str:
    writer, marks, count = p.place.writer, iter(tree), iter(range(len(tree)))

    def go(here: dict[Term, Domain], facts: Facts) -> str:
        mark = next(marks)
        if not mark.isdigit():
            return _leaf(p, f, mark, split, here, facts)
        atom, k = split[int(mark)], next(count)
        left, right = halves(here[atom])
        at = literal(left.hi if left.hi is not None else Fraction(0))
        below, above = facts.copy(), facts.copy()
        below.know(Term("<=", (atom, at)), "", f"T{k}")
        above.know(Term("<", (at, atom)), "", f"T{k}")
        first, second = go({**here, atom: left}, below), go({**here, atom: right}, above)
        text = f"({writer.term(atom)}) {writer.term(at)}"
        return f"destruct (Rle_or_lt {text}) as [T{k}|T{k}]. {{ {first} }} {{ {second} }}"

    return go(sides, p.facts)


def _leaf(p: Prover, goal: Term, mark: str, split: Sequence[Term], here: dict[Term, Domain], facts: Facts) -> str:
    if mark == "v":
        fact = next((g for g in p.facts.exact if g.op in RELATIONS and _decided(g, here) is False), None)
        if fact is None:
            raise NotExpressible("a leaf without a fact that fails")
        a, b = fact.args
        contrary = {"<": ("<=", (b, a)), "<=": ("<", (b, a)), "=": ("!=", (a, b)), "!=": ("=", (a, b))}[fact.op]
        name = p.facts.exact[fact]
        text = p.place.writer.relation(Term(*contrary))
        return f"exfalso. assert (V : {text}). {{ clear {name}; leaf. }} revert V {name}; clear; lra."
    if mark == "t":
        raise NotExpressible("a Taylor leaf")
    choice, parts = "", [goal] if goal.op != "or" else []
    while goal.op == "or":
        k = next((k for k, part in enumerate(goal.args) if _decided(part, here)), 0)
        choice, goal = choice + chosen(k, len(goal.args)).replace("; ", ". "), goal.args[k]
    names = [p.place.names(a.args[0]) for a in split if a.op == "v"] if mark == "m" else []
    ways = ["leaf", *(f"gap; interval with (i_bisect {x}, i_autodiff {x})" for x in names)]
    closing = []
    for part in parts or atomic(goal):
        derived = None if names or plainly(part, here) else Derivation(p.place.writer, facts.exact).tactic(part)
        closing.append(derived or f"first [ {' | '.join(ways)} ].")
    return choice + together(closing)


def _decided(f: Term, sides: dict[Term, Domain]) -> bool | None:
    """Whether evaluation over a cell shows a formula, or its contrary."""
    try:
        return Evaluation(cell_of(sides)).formula(f)[0]
    except Undefined:
        return None


def endpoint(p: Prover) -> str:
    """From the value at an end and the sign of the derivative: `endpoint_lo` and its mirror images."""
    name, at_lo, goal = p.data["variable"], p.data["end"] == "lo", p.goal
    x, rest, writer, coq = Term("v", (name,)), without(p.context, name), p.place.writer, p.place.names(name)
    side = p.context.narrowed(f for f in hypotheses(p.context) if f.variables == {name})[x]
    end = side.lo if at_lo else side.hi
    if end is None:
        raise NotExpressible("an end point at infinity")
    a, f = number(end), difference(goal.args[1], goal.args[0])
    beside = replace(side, lo_open=side.lo_open or at_lo, hi_open=side.hi_open or not at_lo)
    whole = replace(side, lo_open=side.lo_open and not at_lo, hi_open=side.hi_open and at_lo)
    value, slope = p.premise(0), p.premise(1)
    strict = goal.op == "<" and value.op == "<="
    closed, open_ = (
        (f"{a} <= y <= {coq}", f"{a} < y <= {coq}") if at_lo else (f"{coq} <= y <= {a}", f"{coq} <= y < {a}")
    )
    rate = derivative(f, x)
    text = f"{writer.term(goal.args[1])} - ({writer.term(goal.args[0])})"
    bounds = p.facts.bounds(x)
    # f is differentiable between the end and x
    facts, lines = moved_facts(p, having(rest, name, whole), name, bounds, p.premises[2:])
    there = facts.place.writer
    out = [
        f"assert (Slope : forall y : R, {closed} -> is_derive (fun {coq} : R => {text}) y ({there.term(rate)})). "
        f"{{ intros y Hy. {lines} {differentiable(p, atomic(goal)[:-1], facts, f)} }}"
    ]
    # its derivative has one sign
    facts, lines = moved_facts(p, having(rest, name, beside), name, bounds, p.premises[1:2])
    sign, op = facts.place.writer.term(rate), "<" if strict else "<="
    shown = f"0 {op} {sign}" if at_lo else f"{sign} {op} 0"
    out.append(
        f"assert (Sign : forall y : R, {open_} -> {shown}). {{ intros y Hy. {lines} weak {facts.exact[slope]}. }}"
    )
    # the value at the end
    base = p.whole.place(rest)
    use, found = p.use(p.premises[0], base.arguments(), atomic(value))
    out.append(f"assert (CC : G{base.number} {base.arguments()}). {{ {p.from_facts(base, p.facts)} }} {use}")
    order = f"{a} {op} {coq}" if at_lo else f"{coq} {op} {a}"
    out.append(f"assert (Order : {order}). {{ {only(bounds)} lra. }}")
    lemma = f"endpoint_{'lo' if at_lo else 'hi'}{'_lt' if strict else ''}"
    functions = f"(fun {coq} : R => {text}) (fun y : R => {sign})"
    out.append(f"pose proof ({lemma} {functions} {a} {coq} Order Slope Sign) as M. cbv beta in M.")
    rule = {("<=", False): "end_le", ("<", False): "end_lt", ("<", True): "end_lt_slope"}[goal.op, strict]
    known = found[value] if value.op == "<=" or goal.op == "<" else f"(Rlt_le _ _ {found[value]})"
    return " ".join(out) + " " + p.finish(lambda _: f"exact ({rule} _ _ _ _ {known} M).")


def differentiable(p: Prover, conditions: Sequence[Term], facts: Facts, f: Term, slope: bool = True) -> str:
    """A tactic for `is_derive f y …` (or `ex_derive f y`): `auto_derive`, whose conditions are what makes f defined."""
    writer = facts.place.writer
    lines = [f"assert (N{k} : {writer.relation(g)}). {{ {facts.grant(g)} }}" for k, g in enumerate(conditions)]
    names = " ".join(f"N{k}" for k in range(len(conditions)))
    unfolded = "unfold Rpower. " if any(u.op == "**" for u in f.subterms()) else ""
    roots = list(dict.fromkeys(u for u in f.subterms() if u.op == "root"))
    squares = "".join(
        f"assert (Q{k} : {writer.term(u, 4)} ^ 2 = {writer.term(u.args[0])}) by (apply sqrt_squared; solve [signs]); "
        for k, u in enumerate(roots)
    )
    using = " ".join(f"Q{k}" for k in range(len(roots)))
    closing = f"{squares}first [ equal | field [{using}]; nonzero | rooted ]" if roots else "equal"
    if any(u.op == "exp" or u.op == "erf" for u in f.subterms()):
        closing = f"first [ solve [{closing}] | rewrite ?square_is, ?Rmult_1_r; {closing} ]"
    ways = (
        f"[ repeat split; solve [auto | nonzero | signs] | {closing} ]"
        if slope
        else ("repeat split; solve [auto | nonzero | signs]")
    )
    return f"{' '.join(lines)} clear - {names or 'y'}. {unfolded}auto_derive; {ways}."


def moved_facts(
    p: Prover, context: Context, name: str, bounds: Sequence[str], premises: Sequence[int]
) -> tuple[Facts, str]:
    """What is known at y, which stands for a symbol of a context that has the range of y: the facts, and the tactics
    that bring them about from Hy, where y lies between bounds and what is known of the symbol."""
    x = Term("v", (name,))
    place = Place(-1, context, p.place.names, p.place.sequences, ((name, "y"),))
    facts, lines = Facts(place, 1000, p.facts.existing), ["destruct Hy as [Hy1 Hy2]."]
    for g, text in p.place.assumed():
        if (g is None or name not in g.variables) and text in p.facts.texts:
            facts.know(g, text, p.facts.texts[text])
    for g in membership(x, context.domains[name]):
        text = place.writer.relation(g)
        lines.append(f"assert ({facts.add(g, text)} : {text}). {{ clear - Hy1 Hy2 {' '.join(bounds)}; lra. }}")
    if premises:
        there = p.whole.place(context)
        moved = Place(there.number, context, place.names, place.sequences, place.moved)
        lines.append(f"assert (CY : G{there.number} {moved.arguments()}). {{ {p.from_facts(moved, facts)} }}")
        for i in premises:
            pattern = facts.opened(place.writer.parts(p.whole.shown(i)[2]))
            lines.append(f"pose proof (s{i} {moved.arguments()} CY) as {pattern}.")
    return facts, " ".join(lines)


TABLE: Table = {("enclosure", "all"): enclosure, ("endpoint", "all"): endpoint}
