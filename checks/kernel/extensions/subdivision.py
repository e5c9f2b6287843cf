"""The rule `enclosure`: a formula over the context's box, by subdivision. (One evaluation needs only `given`.)"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from checks.kernel.contexts import REALS, Context, Domain
from checks.kernel.functions import Evaluation
from checks.kernel.intervals import Interval, Undefined, from_ends
from checks.kernel.step import Step
from checks.kernel.terms import BINDERS, Rejected, Term, conjuncts, require

LONGEST_TREE = 2_000_000
Sides = dict[Term, Domain]
Leaf = Callable[[Term, Evaluation], tuple[bool, bool]]  # (goal, a cell) → (shown there?, without rounding?)


def halves(side: Domain) -> tuple[Domain, Domain]:
    """Two parts that cover a side: cut at the middle, or where an end is infinite at a point that doubles."""
    if side.lo is not None and side.hi is not None:
        at = (side.lo + side.hi) / 2
    elif side.lo is not None:
        at = max(2 * side.lo, side.lo + 1)
    elif side.hi is not None:
        at = min(2 * side.hi, side.hi - 1)
    else:
        at = Fraction(0)
    return replace(side, hi=at, hi_open=False, whole=False), replace(side, lo=at, lo_open=False, whole=False)


def leaves(tree: object, sides: Sides, split: Sequence[Term]) -> Iterator[tuple[str, Sides]]:
    """The leaves of a subdivision tree in preorder: a digit halves that atom's side, a letter is a leaf. The parts of
    a side cover it, its ends being exact; so the leaves cover the box."""
    if not isinstance(tree, str) or len(tree) > LONGEST_TREE:
        raise Rejected("the subdivision tree is no text, or too long")
    stack = [sides]
    for mark in tree:
        if not stack:
            raise Rejected("the subdivision tree goes on after its last leaf")
        here = stack.pop()
        if mark in "0123456789":
            if int(mark) >= len(split):
                raise Rejected(f"the subdivision tree splits atom {mark} of {len(split)}")
            atom = split[int(mark)]
            left, right = halves(here[atom])
            stack += [{**here, atom: right}, {**here, atom: left}]
        else:
            yield mark, here
    if stack:
        raise Rejected("the subdivision tree ends before it covers the box")


def cell_of(sides: Sides) -> dict[Term, Interval]:
    """The sides as intervals; the ends of natural symbols are taken for real ones. Raises Undefined if one is empty."""
    return {atom: from_ends(d.lo, d.hi, d.lo_open, d.hi_open) for atom, d in sides.items()}


def closed(side: Interval) -> Interval:
    """The side with its finite ends."""
    return side._replace(lo_open=not side.lo.is_finite(), hi_open=not side.hi.is_finite())


def natural(goal: Term, at: Evaluation) -> tuple[bool, bool]:
    """Evaluation over the cell decides the goal."""
    answer, exact = at.formula(goal)
    return answer is True, exact


LEAVES: dict[str, Leaf] = {"n": natural}


def hypotheses(context: Context) -> list[Term]:
    """The hypotheses, taken apart at `and`."""
    return [part for f in context.given for part in conjuncts(f)]


def without(context: Context, name: str) -> Context:
    """The context without a symbol, and without the hypotheses that contain it."""
    symbols = tuple((n, d) for n, d in context.symbols if n != name)
    return Context(symbols, tuple(f for f in context.given if name not in f.variables), context.evolves)


def having(context: Context, name: str, domain: Domain) -> Context:
    """The context with one more symbol; the name must be free."""
    taken = name in context.domains or any(name in f.variables for f in context.evolves)
    require(not taken, f"the symbol {name} is taken")
    return replace(context, symbols=tuple(sorted((*context.symbols, (name, domain)))))


def enclosure(step: Step) -> None:
    """A formula over the context's box, narrowed by the facts, leaf by leaf of a subdivision tree. The leaf `v` says
    that some fact is false on the whole leaf, so that no point of it meets the hypotheses; other leaves show the
    formula on it: `n` by evaluation, those of extensions as these say."""
    facts, goal = step.facts(), step.goal
    split = [step.term(atom) for atom in step.data.get("split", [])]
    if any(atom.op not in ("v", "app") for atom in split):
        raise Rejected("only symbols and values of sequences are split")
    sides = {**dict.fromkeys((*split, *atoms(goal)), REALS), **step.context.narrowed(facts.list)}
    for mark, here in leaves(step.data["tree"], sides, split):
        where = f"the leaf {mark!r} at {', '.join(f'{atom}: {here[atom]}' for atom in split)}"
        try:
            at = Evaluation(cell_of(here))
            if mark == "v":
                accepted, exact = any(_fails(fact, at) for fact in facts.list), False
            elif mark in step.leaves:
                accepted, exact = step.leaves[mark](goal, at)
            else:
                raise Rejected(f"{where} is of no kind that the certificate names")
        except Undefined as problem:
            raise Rejected(f"{where}: {problem}") from None
        if not accepted:
            raise Rejected(f"{where} does not decide the goal")
        step.enclosed = step.enclosed or not exact


def _fails(fact: Term, at: Evaluation) -> bool:
    """Whether a fact is false on the whole cell."""
    try:
        return at.formula(fact)[0] is False
    except Undefined:
        return False


def atoms(*terms: Term) -> list[Term]:
    """The symbols and values of sequences in terms, without those that are bound in them or stand in an index."""
    found: dict[Term, None] = {}
    for t in terms:
        inner = [t] if t.op in ("v", "app") else atoms(*t.children)
        found |= dict.fromkeys(a for a in inner if t.op not in BINDERS or a.args[0] != t.args[1] or a.op != "v")
    return list(found)


HEADS: frozenset[str] = frozenset()
RULES: dict[tuple[str, str], Callable[[Step], None]] = {("enclosure", "all"): enclosure}
