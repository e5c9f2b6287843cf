"""False and nearly false claims, with every certificate that one would try: none may be established.

A claim is perturbed by 10⁻¹², touches where it is said to be strict, fails at an open end, at infinity or at one point,
or is undefined somewhere. What is accepted in the random part must survive mpmath at many points.
"""

import itertools
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.kernel import Domain, Judgement, Rejected, establish
from checks.kernel.contexts import half_lines
from checks.kernel.extensions.calculus import derivative
from checks.kernel.extensions.subdivision import hypotheses
from checks.kernel.functions import ZERO, difference
from checks.kernel.terms import Term, literal
from tests.soundness import oracle
from tests.soundness.certificates import LANGUAGE, REAL, Json, certificate, context, data, grown, step, term
from tests.soundness.drawing import numbers, seeds, sides, terms, v

TINY = Fraction(1, 10**12)
RELATION = {"<": "<", "<=": "<=", ">": "<", ">=": "<="}
Certificate = dict[str, Any]


def full_trees(names: int, depth: int) -> Iterator[str]:
    """Trees of equal depth with equal leaves."""
    for level, leaf in itertools.product(range(depth + 1), "nmv"):
        yield _full(level, leaf, names)


def _full(level: int, leaf: str, names: int) -> str:
    return leaf if level == 0 else str((level - 1) % names) + 2 * _full(level - 1, leaf, names)


def relation(op: str, a: Term, b: Term) -> Json:
    """A relation as JSON."""
    return Term(op, (a, b)).to_json()


def proved(here: dict[str, Any], goal: Json, at: int, depth: int) -> dict[str, Any]:
    """The step that a hopeful author would write for a goal in a context: a tree grown by values and slopes."""
    split = sorted(here["symbols"])
    tree = grown(here, goal, split, "nmv", depth)
    return step("enclosure", goal, at=at, tree=tree, split=[["v", name] for name in split])


def attempts(symbols: dict[str, str], given: list[str], goal: Json, depth: int = 4) -> Iterator[Certificate]:
    """Certificates for a goal: every rule that could apply, with the data that fits best."""
    here, split = context(symbols, given), [["v", name] for name in sorted(symbols)]
    if symbols:
        for tree in full_trees(len(symbols), depth):
            yield certificate(here, step("enclosure", goal, tree=tree, split=split))
    yield certificate(here, proved(here, goal, 0, 8))
    for bits in (2, 53, 128, 1024):
        yield certificate(here, step("given", goal, bits=bits))
    yield certificate(here, step("linear", goal, multipliers=[]))
    equation = ["=", *goal[1:]]
    yield certificate(here, step("identity", equation), step("given", goal, 0))
    yield certificate(here, step("identity", equation), step("linear", goal, 0, multipliers=["1"]))
    yield certificate(here, step("rewrite", goal))
    for op in ("<=", "<"):
        weaker = [op, *goal[1:]]
        yield certificate(here, proved(here, weaker, 0, 8), step("given", goal, 0))
        yield certificate(here, proved(here, weaker, 0, 8), step("linear", goal, 0, multipliers=["1"]))
    for name, end in itertools.product(symbols, ("lo", "hi")):
        yield from _from_an_end(here, goal, name, end)
    for name, place in itertools.product(symbols, ("0", "1", "1/2")):
        split_ = ["or", ["<=", ["v", name], place], ["<", place, ["v", name]]]
        contexts = [here, *(context(symbols, [*given, case]) for case in split_[1:])]
        dichotomy = step("axiom", split_, name="dichotomy", terms=[["v", name], place])
        yield certificate(
            contexts, dichotomy, *(proved(contexts[i], goal, i, 6) for i in (1, 2)), step("cases", goal, 0, 1, 2)
        )


def _from_an_end(here: dict[str, Any], goal: Json, name: str, end: str) -> Iterator[Certificate]:
    """The rule `endpoint`, in all strictnesses, the premises by trees or as identities."""
    there, formula = LANGUAGE.context(here), LANGUAGE.term(goal, True)
    facts = hypotheses(there)
    side = there.narrowed(f for f in facts if f.variables == {name})[v(name)]
    number = side.lo if end == "lo" else side.hi
    if formula.op not in ("<", "<=") or number is None:
        return
    try:
        rate = derivative(difference(formula.args[1], formula.args[0]), v(name))
    except Rejected:
        return
    text = str(side)
    beside = "(" + text[1:] if end == "lo" else text[:-1] + ")"
    rest = [f for f, g in zip(here["given"], there.given, strict=True) if name not in g.variables]
    others = {n: d for n, d in here["symbols"].items() if n != name}
    contexts = [here, context(others, rest), context({**others, name: beside}, rest)]
    at_end = formula.substitute({name: literal(number)})
    signs = (ZERO, rate) if end == "lo" else (rate, ZERO)
    for first, second in itertools.product(("<", "<="), repeat=2):
        value, slope = relation(first, *at_end.args), relation(second, *signs)
        by_identity = [step("identity", ["=", *value[1:]], at=1), step("given", value, 0, at=1)]
        for start in ([proved(contexts[1], value, 1, 4)], by_identity):
            n = len(start)
            yield certificate(
                contexts,
                *start,
                proved(contexts[2], slope, 2, 6),
                step("endpoint", goal, n - 1, n, variable=name, end=end),
            )


# f ≥ 0 on the domain, with equality at some point of it, in the limit at an open end, or at infinity.
TOUCHING = [
    ("exp(x) - 1 - x", "(-oo, oo)"),
    ("exp(x) - 1 - x", "[0, oo)"),
    ("x**2", "[-1, 1]"),
    ("(x - 1/3)**2", "[0, 1]"),
    ("x*(1 - x)", "[0, 1]"),
    ("1 - sin(x)", "[0, 3]"),
    ("1 - cos(x)", "[-1, 1]"),
    ("x - sin(x)", "[0, oo)"),
    ("x - log(1 + x)", "[0, oo)"),
    ("1/x", "[1, oo)"),
    ("exp(-x)", "[0, oo)"),
    ("1 - tanh(x)", "(-oo, oo)"),
    ("sqrt(x)", "[0, 1]"),
    ("abs(x)", "[-1, 1]"),
    ("max(x, -x)", "[-1, 1]"),
    ("power(x, x) - exp(-exp(-1))", "(0, 1]"),
    ("x*exp(-1) - log(x)", "(0, oo)"),
    ("lambertw(x)", "[0, 1]"),
    ("1 - erf(x)", "[0, oo)"),
    ("x**4 - 4*x**3/3 + 1/3", "[0, 2]"),
    ("cosh(x) - 1 - x**2/2", "(-oo, oo)"),
    ("pi/2 - atan(x)", "[0, oo)"),
    ("x + 1/x - 2", "(0, oo)"),
]
NEVER = {"1/x", "exp(-x)", "1 - erf(x)", "pi/2 - atan(x)", "1 - tanh(x)"}  # 0 is only a limit


@pytest.mark.parametrize(("f", "domain"), TOUCHING)
def test_what_touches_is_not_strict_and_has_no_room(f: str, domain: str) -> None:
    tried = 0
    for op, bound in (("<", Fraction(0)), ("<=", TINY), ("<", TINY), ("<=", Fraction(1, 10**6))):
        if op == "<" and bound == 0 and f in NEVER:
            continue
        goal = relation(op, literal(bound), term(f))
        for attempt in attempts({"x": domain}, [], goal):
            tried += 1
            with pytest.raises(Rejected):
                establish(attempt)
    assert tried > 50


# Claims about two symbols, or with hypotheses: each fails at one point or on a thin set.
FALSE = [
    ({"x": REAL, "y": REAL}, [], "0 < x**2 + y**2"),
    ({"x": REAL, "y": REAL}, [], "2*x*y < x**2 + y**2"),
    ({"x": "[0, 1]", "y": "[0, 1]"}, [], "x*y < 1"),
    ({"x": "[0, 1]", "y": "[0, 1]"}, [], "x + y - x*y < 1"),
    ({"x": "[0, 1]", "y": "[0, 1]"}, ["x <= y"], "x < y"),
    ({"x": "[0, 1]", "y": "[0, 1]"}, ["x <= y"], "x + 1/1000000000000 <= y"),
    ({"x": "[-1, 1]"}, ["x != 0"], "0 < x"),
    ({"x": "[-1, 1]"}, ["0 <= x"], "0 < x"),
    ({"x": "[0, 2]"}, ["x**2 <= 2"], "x < 1414213562373/1000000000000"),
    ({"x": REAL}, [], "x <= 10**12"),
    ({"x": "(0, oo)"}, [], "1/x <= 10**12"),
    ({"x": "(0, 1]"}, [], "-1000 <= log(x)"),
    ({"x": "[-1, 1]"}, [], "1/x <= 2 + 1/x**2"),
    ({"x": "[-1, 1]"}, [], "-1 <= sqrt(x)"),
    ({"x": "[0, 1]"}, [], "x*log(x) <= 0"),
    ({"x": "[0, 1]"}, [], "x/x <= 1"),
    ({"x": "[0, 1]"}, [], "0 <= 1/sqrt(x)"),
    ({"x": "[-1, 1]"}, [], "0 <= x**3/x"),
    ({"x": "[0, 2]"}, [], "asin(x) <= 2"),
    ({"x": "[0, 2]"}, [], "0 <= tan(x)**2"),
    ({"x": "[-1, 1]"}, [], "power(x, 2) <= 1"),
    ({"x": "[0, oo)"}, [], "x*exp(-x) < 367879441171/1000000000000"),
    ({"x": "[1, oo)"}, [], "log(x)/x < 367879441171/1000000000000"),
    ({"x": REAL}, [], "-249999999999/1000000000000 <= x**4 - x**2"),
    ({"x": "[0, 1]"}, [], "x**100 <= 999999999999/1000000000000"),
    ({"x": "[1/10, 1]", "y": "[1/10, 1]"}, [], "x*exp(-y) + y*exp(-x) < 9048/10000*(x + y)"),
    ({}, [], "pi < 314159265358979/100000000000000"),
    ({}, [], "sqrt(2)*sqrt(3) < sqrt(6)"),
    ({}, [], "exp(1/2)*exp(1/2) != exp(1)"),
]


@pytest.mark.parametrize(("symbols", "given_", "claim"), FALSE, ids=lambda v: v if isinstance(v, str) else None)
def test_a_false_claim_is_not_established(symbols: dict[str, str], given_: list[str], claim: str) -> None:
    tried = 0
    for attempt in attempts(symbols, given_, data(claim), depth=4):
        tried += 1
        with pytest.raises(Rejected):
            establish(attempt)
    assert tried > 10


def test_the_attempts_would_establish_what_is_true() -> None:
    """The same certificates, for claims that hold: the tests above are not passing for want of trying."""
    succeeded, rules = 0, set()
    for f, domain in TOUCHING:
        accepted = 0
        for attempt in attempts({"x": domain}, [], relation("<=", literal(Fraction(-1, 1000)), term(f))):
            try:
                establish(attempt)
            except Rejected:
                continue
            accepted += 1
            rules.add(attempt["steps"][-1]["rule"])
        succeeded += accepted > 0
    assert succeeded >= len(TOUCHING) - 4
    assert rules >= {"enclosure", "given", "endpoint", "cases", "linear"}


# Identities ----------------------------------------------------------------------------------------------------------

IDENTITIES = [
    "(x + y)**4 == x**4 + 4*x**3*y + 6*x**2*y**2 + 4*x*y**3 + y**4",
    "1/x - 1/(x + y) == y/(x**2 + x*y)",
    "(x**3 - y**3)/(x - y) == x**2 + x*y + y**2",
    "exp(2*x - y) == exp(x)**2/exp(y)",
    "1/(1 + exp(-x)) == 1/2 + tanh(x/2)/2",
    "cosh(2*x) == 2*sinh(x)**2 + 1",
    "sqrt(x)*sqrt(x)**3 == x**2",
    "sin(x)**4 == 1 - 2*cos(x)**2 + cos(x)**4",
    "power(x, y)*x**2 == exp((y + 2)*log(x))",
    "power(2, x + 3) == 8*power(2, x)",
    "abs(x)**3 == x**2*abs(x)",
    "log(exp(x*y)) == x*y",
    "D(x**3*exp(y*x), x) == 3*x**2*exp(y*x) + y*x**3*exp(y*x)",
]


def numbers_in(t: Term, path: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """The places of the numbers in a term, written exponents among them."""
    if t.op == "q" or (t.op in ("^", "root") and path):
        yield path
    for i, a in enumerate(t.args):
        if isinstance(a, Term):
            yield from numbers_in(a, (*path, i))


def perturbed(t: Term, path: tuple[int, ...], by: Fraction) -> Term:
    if not path:
        if t.op == "q":
            return literal(t.args[0] + by)
        return Term(t.op, (t.args[0], max(t.args[1] + (1 if by > 0 else -1), 2 if t.op == "root" else -9)))
    i = path[0]
    return Term(t.op, (*t.args[:i], perturbed(t.args[i], path[1:], by), *t.args[i + 1 :]))


@pytest.mark.parametrize("claim", IDENTITIES)
def test_an_identity_with_one_number_changed_is_not_established(claim: str) -> None:
    here, equation = context({"x": "(1, oo)", "y": "(0, 1)"}), term(claim)
    apart = [step("given", "0 < x - y"), step("given", "0 < x"), step("given", "0 < x**2 + x*y")]
    known = range(len(apart))
    establish(certificate(here, *apart, step("identity", equation.to_json(), *known)))
    for path in numbers_in(equation):
        for by in (TINY, -TINY, Fraction(1), Fraction(-1), Fraction(1, 2)):
            false = perturbed(equation, path, by)
            if false == equation or _is_true(false):
                continue
            for rule, more in (
                ("identity", {}),
                ("linear", {"multipliers": []}),
                ("enclosure", {"tree": "n"}),
                ("given", {}),
            ):
                with pytest.raises(Rejected):
                    establish(certificate(here, *apart, step(rule, false.to_json(), *known, **more)))


def _is_true(equation: Term) -> bool:
    """Whether a change has no effect, as that of 0 in 0·f, or a square root's order in D."""
    here = LANGUAGE.context(context({"x": "(1, oo)", "y": "(0, 1)"}))
    return oracle.counterexample(Judgement("all", here, equation), random.Random(5), 6) is None


# Random claims -------------------------------------------------------------------------------------------------------

MANY = settings.default.max_examples * 5 if settings.default else 300


def _checked(judgement: Judgement, seed: int) -> None:
    at = oracle.counterexample(judgement, random.Random(seed), 40)
    assert at is None, f"{judgement.to_json()} fails at {at}"


@given(terms, terms, st.sampled_from(["<", "<=", "=", "!="]), sides, sides, seeds)
@settings(max_examples=MANY)
def test_what_an_enclosure_shows_is_true(a: Term, b: Term, op: str, x: Domain, y: Domain, seed: int) -> None:
    here, goal = context({"x": str(x), "y": str(y)}), relation(op, a, b)
    for made in (step("identity", goal), step("given", goal), proved(here, goal, 0, 3)):
        try:
            established = establish(certificate(here, made))
        except Rejected:
            continue
        _checked(established.claim, seed)


small = st.fractions(-2, 2, max_denominator=3)
unknowns = [term(s) for s in ("x", "y", "x*y", "x**2", "exp(x)", "log(x)", "1/y")] + [literal(1)]


@st.composite
def combinations(draw: st.DrawFn) -> Term:
    parts = st.tuples(small.map(literal), st.sampled_from(unknowns)).map(lambda p: Term("*", p))
    return Term("+", tuple(draw(st.lists(parts, min_size=1, max_size=3))))


@given(
    st.lists(
        st.tuples(st.sampled_from(["<", "<=", "=", "!="]), combinations(), combinations()), min_size=1, max_size=3
    ),
    st.lists(st.one_of(small.map(abs).map(literal), small.map(literal), combinations()), min_size=3, max_size=3),
    st.sampled_from(["<", "<=", "="]),
    sides,
    st.booleans(),
    seeds,
)
@settings(max_examples=MANY)
def test_what_follows_from_random_facts_by_random_multipliers_is_true(
    facts: list[tuple[str, Term, Term]], multipliers: list[Term], op: str, domain: Domain, slack: bool, seed: int
) -> None:
    here = context({"x": str(domain), "y": "[0, 1]"}, [relation(*fact) for fact in facts])
    total = Term(
        "+", (ZERO, *(Term("*", (m, difference(b, a))) for m, (_, a, b) in zip(multipliers, facts, strict=False)))
    )
    goal = relation(op, literal(-1 if slack else 0), total)
    steps = [step("given", f) for f in here["given"]]
    last = step("linear", goal, *range(len(steps)), multipliers=[m.to_json() for m in multipliers[: len(steps)]])
    try:
        established = establish(certificate(here, *steps, last))
    except Rejected:
        return
    _checked(established.claim, seed)


@given(terms, sides, st.sampled_from(["lo", "hi"]), st.sampled_from(["<", "<="]), seeds)
@settings(max_examples=MANY)
def test_what_an_end_point_shows_is_true(f: Term, domain: Domain, end: str, op: str, seed: int) -> None:
    here, goal = context({"x": str(domain), "y": "[1/2, 1]"}), relation(op, ZERO, f)
    for attempt in _from_an_end(here, goal, "x", end):
        try:
            established = establish(attempt)
        except Rejected:
            continue
        _checked(established.claim, seed)


@given(terms, terms, sides, seeds)
@settings(max_examples=MANY)
def test_what_is_put_for_an_equal_is_equal(f: Term, g: Term, domain: Domain, seed: int) -> None:
    """From y = g(x) and f ≤ f + 1: the same with g for y."""
    replaced, one = f.replace(v("y"), g), literal(1)
    here = context({"x": str(domain), "y": "[1/2, 1]"}, [relation("=", v("y"), g)])
    psi, goal = relation("<=", f, Term("+", (f, one))), relation("<=", replaced, Term("+", (replaced, one)))
    steps = [step("given", here["given"][0]), step("enclosure", psi, tree="n"), step("rewrite", goal, 1, 0)]
    try:
        established = establish(certificate(here, *steps))
    except Rejected:
        return
    _checked(established.claim, seed)


@given(terms, terms, terms, sides, sides, st.sampled_from(["<", "<=", "=", "!="]), seeds)
@settings(max_examples=MANY)
def test_what_an_instance_of_a_lemma_says_is_true(
    a: Term, b: Term, u: Term, x: Domain, z: Domain, op: str, seed: int
) -> None:
    """A lemma on z in its domain (where a ≤ b, moreover) at z = u(x)."""
    lemma_goal = relation(op, a.replace(v("x"), v("z")), b.replace(v("x"), v("z")))
    lemma = context({"y": "[1/2, 1]", "z": str(z)}, [lemma_goal])
    there = context({"x": str(x), "y": "[1/2, 1]"})
    goal = LANGUAGE.term(lemma_goal, True).substitute({"z": u}).to_json()
    for known in ([], [step("given", goal, at=1)]):
        more = [1] if known else []
        instance = step("instance", goal, 0, *more, at=1, values={"z": u.to_json()})
        try:
            established = establish(certificate([lemma, there], step("given", lemma_goal), *known, instance))
        except Rejected:
            continue
        _checked(established.claim, seed)


@given(terms, numbers, numbers, st.sampled_from(["<", "<=", "=", "!="]), numbers)
@settings(max_examples=MANY)
def test_what_a_witness_shows_is_so_there(t: Term, x: Fraction, y: Fraction, op: str, bound: Fraction) -> None:
    goal = relation(op, t, literal(bound))
    made = {**step("witness", goal, at_={"x": str(x), "y": str(y)}), "some": True}
    try:
        establish(certificate(context({"x": REAL, "y": REAL}), made))
    except Rejected:
        return
    try:
        assert oracle.holds(LANGUAGE.term(goal, True), {"x": x, "y": y})
    except (oracle.TooCloseError, OverflowError):
        return


def test_half_lines_are_what_a_relation_says_of_a_symbol() -> None:
    assert [str(d) for d in half_lines("<", Fraction(1), True)] == ["(-oo, 1)"]
    assert [str(d) for d in half_lines("<", Fraction(1), False)] == ["(1, oo)"]
    assert [str(d) for d in half_lines("<=", Fraction(1), True)] == ["(-oo, 1]"]
    assert [str(d) for d in half_lines("=", Fraction(1), True)] == ["(-oo, 1]", "[1, oo)"]
