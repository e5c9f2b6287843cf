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

from checks.kernel import Context, Rejected, establish
from checks.kernel.judgement import Domain, Judgement
from checks.kernel.rules.analysis import endpoint_premises
from checks.kernel.terms import MalformedTerm, Term, add, from_json, mul, rational, relation, sub, var
from tests.soundness import oracle
from tests.soundness.certificates import REAL, certificate, context, grown, step, term
from tests.soundness.honest import Certificate
from tests.soundness.test_kernel_evaluators import DOMAINS, terms

TINY = Fraction(1, 10**12)


def full_trees(names: int, depth: int) -> Iterator[str]:
    """Trees of equal depth with equal leaves, and grown ones."""
    for level, leaf in itertools.product(range(depth + 1), "nmv"):
        yield _full(level, leaf, names)


def _full(level: int, leaf: str, names: int) -> str:
    return leaf if level == 0 else str((level - 1) % names) + 2 * _full(level - 1, leaf, names)


def _proved(here: dict[str, Any], goal: Term, at: int, depth: int) -> list[dict[str, Any]]:
    """The steps that a hopeful author would write for a goal in a context: by normal form, by enclosure."""
    tree = grown(here["symbols"], [from_json(f) for f in here["given"]], goal, depth)
    return [step("enclosure", goal, at=at, tree=tree)]


def attempts(symbols: dict[str, str], given: list[str], goal: Term, depth: int = 4) -> Iterator[Certificate]:
    """Certificates for a goal: every rule that could apply, with the data that fits best."""
    here = context(symbols, given)
    for tree in full_trees(max(1, len(symbols)), depth):
        yield certificate(here, step("enclosure", goal, tree=tree))
    yield certificate(here, *_proved(here, goal, 0, 8))
    yield certificate(here, step("given", goal))
    yield certificate(here, step("linear", goal, multipliers=[]))
    equation = relation("=", *goal.args)
    yield certificate(here, step("identity", equation), step("given", goal, 0))
    yield certificate(here, step("rewrite", goal))
    for weaker in (relation("<=", *goal.args), relation("<", *goal.args)):
        yield certificate(here, *_proved(here, weaker, 0, 8), step("given", goal, 0))
        yield certificate(here, *_proved(here, weaker, 0, 8), step("linear", goal, 0, multipliers=["1"]))
    for name, at_lo in itertools.product(symbols, (True, False)):
        try:
            at_end, beside = endpoint_premises(Context.from_json(here), goal, name, at_lo)
        except (Rejected, ValueError, MalformedTerm):
            continue
        contexts = [here, at_end.context.to_json(), beside.context.to_json()]
        ends = [at_end.formula, relation("<=", *at_end.formula.args)]
        slopes = [beside.formula, relation("<", *beside.formula.args)]
        for first, second in itertools.product(ends, slopes):
            with_identity = [step("identity", relation("=", *first.args), at=1), step("given", first, 0, at=1)]
            for value in (_proved(contexts[1], first, 1, 4), with_identity):
                slope = _proved(contexts[2], second, 2, 6)
                last = step("endpoint", goal, len(value) - 1, len(value), variable=name, end="lo" if at_lo else "hi")
                yield certificate(contexts, *value, *slope, last)
    for name in symbols:
        for place in ("0", "1", "1/2"):
            cases = [term(f"{name} <= {place}"), term(f"{place} < {name}")]
            contexts = [here, *(context(symbols, [*given, case]) for case in cases)]
            try:
                steps = [s for i in (1, 2) for s in _proved(contexts[i], goal, i, 6)]
            except Rejected:
                continue
            yield certificate(contexts, *steps, step("cases", goal, 0, 1, left=var(name), right=term(place)))


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
    ("x**x - exp(-1/e)", "(0, 1]"),
    ("x*exp(-1) - log(x)", "(0, oo)"),
    ("lambertw(x)", "[0, 1]"),
    ("1 - erf(x)", "[0, oo)"),
    ("x**4 - 4*x**3/3 + 1/3", "[0, 2]"),
    ("cosh(x) - 1 - x**2/2", "(-oo, oo)"),
    ("pi/2 - atan(x)", "[0, oo)"),
    ("x + 1/x - 2", "(0, oo)"),
]


@pytest.mark.parametrize(("f", "domain"), TOUCHING)
def test_what_touches_is_not_strict_and_has_no_room(f: str, domain: str) -> None:
    attained = not domain.endswith("oo)") or f not in ("1/x", "exp(-x)", "1 - erf(x)", "pi/2 - atan(x)", "1 - tanh(x)")
    tried = 0
    for op, bound in (("<", Fraction(0)), ("<=", TINY), ("<", TINY), ("<=", Fraction(1, 10**6))):
        if op == "<" and bound == 0 and not attained:
            continue
        goal = relation(op, rational(bound), term(f))
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
    ({"x": "(0, 1]"}, [], "log(x) >= -1000"),
    ({"x": "[-1, 1]"}, [], "1/x <= 2 + 1/x**2"),
    ({"x": "[-1, 1]"}, [], "-1 <= sqrt(x)"),
    ({"x": "[0, 1]"}, [], "x*log(x) <= 0"),
    ({"x": "[0, 1]"}, [], "x/x <= 1"),
    ({"x": "[0, 1]"}, [], "0 <= x**(-1/2)"),
    ({"x": "[-1, 1]"}, [], "x**3/x >= 0"),
    ({"x": "[0, 2]"}, [], "asin(x) <= 2"),
    ({"x": "[0, 2]"}, [], "0 <= tan(x)**2"),
    ({"x": "[0, oo)"}, [], "x*exp(-x) < 367879441171/1000000000000"),
    ({"x": "[1, oo)"}, [], "log(x)/x < 367879441171/1000000000000"),
    ({"x": REAL}, [], "x**4 - x**2 >= -249999999999/1000000000000"),
    ({"x": "[0, 1]"}, [], "x**100 <= 999999999999/1000000000000"),
    ({"x": "[1/10, 1]", "y": "[1/10, 1]"}, [], "x*exp(-y) + y*exp(-x) < 9048/10000*(x + y)"),
    ({}, [], "pi < 314159265358979/100000000000000"),
    ({}, [], "sqrt(2)*sqrt(3) < sqrt(6)"),
    ({}, [], "exp(1) != e"),
]


@pytest.mark.parametrize(("symbols", "hypotheses", "claim"), FALSE, ids=lambda v: v if isinstance(v, str) else None)
def test_a_false_claim_is_not_established(symbols: dict[str, str], hypotheses: list[str], claim: str) -> None:
    tried = 0
    for attempt in attempts(symbols, hypotheses, term(claim), depth=4):
        tried += 1
        with pytest.raises(Rejected):
            establish(attempt)
    assert tried > 10


def test_the_attempts_would_establish_what_is_true() -> None:
    """The same certificates, for claims that hold: the tests above are not passing for want of trying."""
    succeeded = 0
    for f, domain in TOUCHING:
        accepted = 0
        for attempt in attempts({"x": domain}, [], term(f"-1/1000 <= {f}")):
            try:
                establish(attempt)
            except Rejected:
                continue
            accepted += 1
        succeeded += accepted > 0
    assert succeeded >= len(TOUCHING) - 4


# Identities ----------------------------------------------------------------------------------------------------------

IDENTITIES = [
    "(x + y)**4 == x**4 + 4*x**3*y + 6*x**2*y**2 + 4*x*y**3 + y**4",
    "1/x - 1/(x + y) == y/(x**2 + x*y)",
    "(x**3 - y**3)/(x - y) == x**2 + x*y + y**2",
    "exp(2*x - y) == exp(x)**2/exp(y)",
    "1/(1 + exp(-x)) == 1/2 + tanh(x/2)/2",
    "cosh(2*x) == 2*sinh(x)**2 + 1",
    "sqrt(x)*x**(3/2) == x**2",
    "sin(x)**4 == 1 - 2*cos(x)**2 + cos(x)**4",
    "x**y*x**2 == exp((y + 2)*log(x))",
    "2**(x + 3) == 8*2**x",
    "abs(x)**3 == x**2*abs(x)",
    "log(exp(x*y)) == x*y",
    "D(x**3*exp(y*x), x) == 3*x**2*exp(y*x) + y*x**3*exp(y*x)",
]


def rationals(t: Term, path: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """The places of the numbers in a term."""
    if t.op == "q":
        yield path
    for i, a in enumerate(t.args):
        if isinstance(a, Term):
            yield from rationals(a, (*path, i))


def perturbed(t: Term, path: tuple[int, ...], by: Fraction) -> Term:
    if not path:
        return rational(t.args[0] + by)
    i = path[0]
    return Term(t.op, (*t.args[:i], perturbed(t.args[i], path[1:], by), *t.args[i + 1 :]))


@pytest.mark.parametrize("claim", IDENTITIES)
def test_an_identity_with_one_number_changed_is_not_established(claim: str) -> None:
    here, equation = context({"x": "(1, oo)", "y": "(0, 1)"}), term(claim)
    establish(certificate(here, step("identity", equation)))
    for path in rationals(equation):
        for by in (TINY, -TINY, Fraction(1), Fraction(-1), Fraction(1, 2)):
            false = perturbed(equation, path, by)
            for rule, more in (
                ("identity", {}),
                ("linear", {"multipliers": []}),
                ("enclosure", {"tree": "n"}),
                ("given", {}),
            ):
                with pytest.raises(Rejected):
                    establish(certificate(here, step(rule, false, **more)))


# Random claims -------------------------------------------------------------------------------------------------------

MANY = settings.default.max_examples * 5 if settings.default else 300


def _checked(judgement: Judgement, seed: int) -> None:
    at = oracle.counterexample(judgement, random.Random(seed), 40)
    assert at is None, f"{judgement.text} fails at {at}"


@given(
    terms,
    terms,
    st.sampled_from(["<", "<=", "=", "!="]),
    st.sampled_from(DOMAINS),
    st.sampled_from(DOMAINS),
    st.integers(0, 10**6),
)
@settings(max_examples=MANY)
def test_what_an_enclosure_shows_is_true(a: Term, b: Term, op: str, x: Domain, y: Domain, seed: int) -> None:
    symbols = {"x": str(x), "y": str(y)}
    goal = relation(op, a, b)
    for rule, more in (("identity", {}), ("given", {}), ("enclosure", {"tree": grown(symbols, (), goal, 3)})):
        try:
            established = establish(certificate(context(symbols), step(rule, goal, **more)))  # type: ignore[arg-type]
        except Rejected:
            continue
        _checked(established.claim, seed)


small = st.fractions(-2, 2, max_denominator=3)
unknowns = [var("x"), var("y"), term("x*y"), term("x**2"), term("exp(x)"), rational(1)]


@st.composite
def combinations(draw: st.DrawFn) -> Term:
    return add(*(mul(rational(draw(small)), draw(st.sampled_from(unknowns))) for _ in range(draw(st.integers(1, 3)))))


@given(
    st.lists(
        st.tuples(st.sampled_from(["<", "<=", "=", "!="]), combinations(), combinations()), min_size=1, max_size=3
    ),
    st.lists(st.one_of(small.map(abs).map(rational), small.map(rational), combinations()), min_size=3, max_size=3),
    st.sampled_from(["<", "<=", "="]),
    st.sampled_from(DOMAINS),
    st.booleans(),
    st.integers(0, 10**6),
)
@settings(max_examples=MANY)
def test_what_follows_from_random_facts_by_random_multipliers_is_true(
    facts: list[tuple[str, Term, Term]], multipliers: list[Term], op: str, domain: Domain, slack: bool, seed: int
) -> None:
    hypotheses = [relation(*fact) for fact in facts]
    here = context({"x": str(domain), "y": "[0, 1]"}, hypotheses)
    total = add(*(mul(m, sub(f.args[1], f.args[0])) for m, f in zip(multipliers, hypotheses, strict=False)))
    goal = relation(op, rational(Fraction(-1) if slack else Fraction(0)), total)
    steps = [step("given", f) for f in hypotheses]
    last = step("linear", goal, *range(len(steps)), multipliers=[m.to_json() for m in multipliers[: len(steps)]])
    try:
        established = establish(certificate(here, *steps, last))
    except Rejected:
        return
    _checked(established.claim, seed)


@given(
    terms, st.sampled_from(DOMAINS), st.sampled_from(["lo", "hi"]), st.sampled_from(["<", "<="]), st.integers(0, 10**6)
)
@settings(max_examples=MANY)
def test_what_an_end_point_shows_is_true(f: Term, domain: Domain, end: str, op: str, seed: int) -> None:
    symbols = {"x": str(domain), "y": "[1/2, 1]"}
    here, goal = context(symbols), relation(op, rational(0), f)
    try:
        at_end, beside = endpoint_premises(Context.from_json(here), goal, "x", end == "lo")
        contexts = [here, at_end.context.to_json(), beside.context.to_json()]
        value, slope = _proved(contexts[1], at_end.formula, 1, 2), _proved(contexts[2], beside.formula, 2, 3)
        last = step("endpoint", goal, 0, 1, variable="x", end=end)
        established = establish(certificate(contexts, *value, *slope, last))
    except (Rejected, MalformedTerm, ValueError):
        return
    _checked(established.claim, seed)


@given(terms, terms, st.sampled_from(DOMAINS), st.integers(0, 10**6))
@settings(max_examples=MANY)
def test_what_is_put_for_an_equal_is_equal(f: Term, g: Term, domain: Domain, seed: int) -> None:
    """From y = g(x) and f ≤ f + 1: the same with g for y."""
    replaced = f.replace(var("y"), g)
    here = context({"x": str(domain), "y": "[1/2, 1]"}, [relation("=", var("y"), g)])
    psi, goal = relation("<=", f, add(f, rational(1))), relation("<=", replaced, add(f, rational(1)))
    steps = [
        step("given", relation("=", var("y"), g)),
        step("linear", psi, multipliers=[]),
        step("rewrite", goal, 1, 0),
    ]
    steps[1] = step("enclosure", psi, tree="n")
    try:
        established = establish(certificate(here, *steps))
    except Rejected:
        return
    _checked(established.claim, seed)
