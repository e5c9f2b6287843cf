"""What the rules stand on, as properties.

To replace equals by equals changes neither value nor domain of definition; what is granted is true and defined; what is
taken for defined is; equal normal forms are equal values.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from flint import ctx
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from checks.kernel import Context, Domain, Judgement, Rejected
from checks.kernel.functions import MINUS_ONE, ONE, ZERO, difference
from checks.kernel.normal import vanishes
from checks.kernel.step import Facts, Sequent
from checks.kernel.terms import RELATIONS, Malformed, Term, index, literal
from tests.soundness import oracle
from tests.soundness.certificates import context, term
from tests.soundness.drawing import DOMAINS, NAMES, numbers, samples, seeds, sides, terms, v
from tests.soundness.oracle import NEAR, TooCloseError, UndefinedHereError, value

MANY = settings.default.max_examples if settings.default else 40
X, Y = v("x"), v("y")
Point = dict[str, Any]


def outcome(t: Term, at: Point) -> Any:
    """The value of a term at a point, None where it has none. Raises TooCloseError."""
    try:
        with mp.workdps(60):
            return value(t, at)
    except UndefinedHereError:
        return None
    except OverflowError:
        raise TooCloseError from None


def agree(a: Any, b: Any) -> bool:
    return (a is None) == (b is None) and (a is None or abs(a - b) <= NEAR * max(1, abs(a)))


# Substitution and replacement ----------------------------------------------------------------------------------------


@given(terms, terms, numbers, numbers)
@settings(max_examples=6 * MANY)
def test_a_defined_term_for_a_variable_keeps_value_and_domain(t: Term, u: Term, x: Fraction, y: Fraction) -> None:
    at = {"x": x, "y": y}
    try:
        put = outcome(u, at)
        if put is None:
            return
        assert agree(outcome(t.substitute({"x": u}), at), outcome(t, {**at, "x": put})), (t, u, at)
    except TooCloseError:
        return


@given(terms, st.integers(-6, 6), st.integers(-6, 6))
@settings(max_examples=6 * MANY)
def test_a_number_for_a_variable_keeps_value_and_domain(t: Term, x: int, y: int) -> None:
    """Whole numbers above all: an exponent 2 that is put for a variable is none that is written."""
    at = {"x": Fraction(x), "y": Fraction(y)}
    try:
        assert agree(outcome(t.substitute({"x": literal(x), "y": literal(y)}), {}), outcome(t, at)), (t, at)
    except TooCloseError:
        return


@given(terms, st.data(), numbers, numbers)
@settings(max_examples=6 * MANY)
def test_equals_for_equals_keep_value_and_domain(t: Term, data: st.DataObject, x: Fraction, y: Fraction) -> None:
    """z = a sub-term, at a point where the sub-term is defined; there and back."""
    at = {"x": x, "y": y}
    old = data.draw(st.sampled_from(sorted(set(t.subterms()), key=str)))
    try:
        put = outcome(old, at)
        if put is None:
            return
        there = {**at, "z": put}
        new = t.replace(old, v("z"))
        assert agree(outcome(new, there), outcome(t, at)), (t, old, at)
        assert agree(outcome(new.replace(v("z"), old), there), outcome(t, at)), (t, old, at)
    except TooCloseError:
        return


@given(terms, st.sampled_from([literal(2), literal(-1), literal(3), literal(0), literal(1)]), numbers, numbers)
@settings(max_examples=6 * MANY)
def test_numbers_are_replaced_only_where_they_are_terms(t: Term, old: Term, x: Fraction, y: Fraction) -> None:
    """From 2 = z, x² (an exponent that is written) must not become x^z (H2 of the audit)."""
    at = {"x": x, "y": y, "z": old.args[0]}
    try:
        assert agree(outcome(t.replace(old, v("z")), at), outcome(t, at)), (t, old, at)
    except TooCloseError:
        return


@pytest.mark.parametrize(
    ("t", "old", "new", "wanted"),
    [
        ("integral(s + a, s, s, 1)", "s", "2", "integral(s + a, s, 2, 1)"),
        ("integral(s + a, s, s, 1)", "a", "s", "integral(s + a, s, s, 1)"),
        ("integral(s + a, s, s, 1)", "a", "b", "integral(s + b, s, s, 1)"),
        ("integral(s*(a + b), s, 0, 1)", "a + b", "c", "integral(s*c, s, 0, 1)"),
        ("integral(s*a, s, 0, 1) + 1", "integral(s*a, s, 0, 1)", "s", "s + 1"),
        ("x**2 + 2", "2", "x", ["+", ["^", ["v", "x"], "2"], ["v", "x"]]),
        ("root(x, 2)*2", "2", "x", ["*", ["root", ["v", "x"], "2"], ["v", "x"]]),
        ("power(x, 2)*2", "2", "x", "power(x, x)*x"),
        ("g[t + 1] + t", "t", "2", "g[3] + 2"),
        ("g[t + 1] + t + 1", "t + 1", "u", "g[u] + t + 1"),
    ],
)
def test_replacing(t: str, old: str, new: str, wanted: Any) -> None:
    one = {"2": literal(2)}
    result = term(t).replace(*(one.get(side) or term(side) for side in (old, new)))
    assert result == term(wanted)


def test_a_substitution_does_not_capture() -> None:
    with pytest.raises(Rejected, match="capture"):
        term("integral(a*s, s, 0, 1)").substitute({"a": v("s")})
    assert term("integral(a*s, s, 0, b)").substitute({"b": v("s")}) == term("integral(a*s, s, 0, s)")
    assert term("integral(s, s, 0, 1)").substitute({"s": literal(5)}) == term("integral(s, s, 0, 1)")
    swapped = term("x + integral(y*s, s, 0, x)").substitute({"x": Y, "y": X})
    assert swapped == term("y + integral(x*s, s, 0, y)")


indices = st.recursive(
    st.one_of(st.sampled_from([v("t"), v("s")]), st.integers(0, 5).map(literal)),
    lambda inner: st.tuples(st.sampled_from("+*"), st.lists(inner, min_size=1, max_size=3)).map(
        lambda p: Term(p[0], tuple(p[1]))
    ),
    max_leaves=6,
)


@given(indices, st.integers(0, 7), st.integers(0, 7))
def test_the_one_spelling_of_an_index_has_its_value(i: Term, t: int, s: int) -> None:
    at = {"t": Fraction(t), "s": Fraction(s)}
    assert outcome(index(i), at) == outcome(i, at)
    assert index(index(i)) == index(i)
    here = Context((("s", Domain.parse("[0, oo) in N")), ("t", Domain.parse("[0, oo) in N"))))
    assert here.natural(i)
    assert here.natural(index(i))


# Side conditions -----------------------------------------------------------------------------------------------------

relations = st.builds(Term, st.sampled_from(sorted(RELATIONS)), st.tuples(terms, terms))
against_numbers = st.builds(
    lambda op, t, q, turned: Term(op, (q, t) if turned else (t, q)),
    st.sampled_from(sorted(RELATIONS)),
    terms,
    st.fractions(-2, 2, max_denominator=2).map(literal),
    st.booleans(),
)
formulas = st.recursive(
    st.one_of(relations, against_numbers, against_numbers),
    lambda inner: st.builds(
        lambda op, parts: Term(op, tuple(parts)),
        st.sampled_from(["and", "or"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=3,
)


def known(x: Domain, y: Domain, hypotheses: list[Term], premises: list[Term]) -> tuple[Facts, Context]:
    """Facts of a context, the premises being hypotheses as well, so that they are true in it."""
    here = Context((("x", x), ("y", y)), (*hypotheses, *premises))
    return Facts(here, [Sequent(Judgement("all", here, f)) for f in premises]), here


def related(formula: Term, facts: list[Term], draw: random.Random) -> Iterator[Term]:
    """The formula itself, and what may or may not follow from facts by their form."""
    yield formula
    for fact in facts:
        parts = [fact, *fact.args] if fact.op in ("and", "or") else [fact]
        for part in parts:
            if part.op in RELATIONS:
                sides_ = part.args if draw.random() < 0.5 else part.args[::-1]
                yield Term(draw.choice(sorted(RELATIONS)), sides_)
            yield Term(draw.choice(["and", "or"]), (part, formula))


@given(sides, sides, st.lists(formulas, max_size=2), st.lists(formulas, max_size=1), formulas, seeds)
@settings(max_examples=6 * MANY)
def test_what_is_granted_is_true_and_defined(
    x: Domain, y: Domain, hypotheses: list[Term], premises: list[Term], formula: Term, seed: int
) -> None:
    draw = random.Random(seed)
    for wanted in related(formula, [*hypotheses, *premises], draw):
        facts, here = known(x, y, hypotheses, premises)
        if facts.granted(wanted):
            against = oracle.counterexample(Judgement("all", here, wanted), draw, 25)
            assert against is None, (here, wanted, against)


@given(sides, sides, st.lists(formulas, max_size=2), terms, seeds)
@settings(max_examples=6 * MANY)
def test_what_is_taken_for_defined_is_defined(x: Domain, y: Domain, hypotheses: list[Term], t: Term, seed: int) -> None:
    draw = random.Random(seed)
    parts = [u for f in hypotheses for u in f.subterms() if u.op not in (*RELATIONS, "and", "or")]
    for wanted in (t, *draw.sample(parts, min(3, len(parts)))):
        facts, here = known(x, y, hypotheses, [])
        try:
            facts.define(wanted)
        except Rejected:
            continue
        against = oracle.counterexample(Judgement("all", here, Term("=", (wanted, wanted))), draw, 25)
        assert against is None, (here, wanted, against)


@given(sides, sides, st.lists(formulas, max_size=2), formulas)
@settings(max_examples=5 * MANY)
def test_what_is_granted_without_rounding_is_so_at_every_precision(
    x: Domain, y: Domain, hypotheses: list[Term], formula: Term
) -> None:
    facts, _ = known(x, y, hypotheses, [])
    if facts.granted(formula) and not facts.enclosed:
        with ctx.workprec(1000):
            again, _ = known(x, y, hypotheses, [])
            assert again.granted(formula)
            assert not again.enclosed


ends = st.fractions(-3, 3, max_denominator=2).map(literal)
bounds = st.builds(
    lambda op, atom, q, turned: Term(op, (q, atom) if turned else (atom, q)),
    st.sampled_from(sorted(RELATIONS)),
    st.sampled_from([X, Y]),
    ends,
    st.booleans(),
)


@given(sides, sides, st.lists(st.one_of(bounds, formulas), min_size=1, max_size=4), seeds)
@settings(max_examples=5 * MANY)
def test_the_box_leaves_out_no_point_at_which_the_facts_hold(
    x: Domain, y: Domain, facts: list[Term], seed: int
) -> None:
    here = Context((("x", x), ("y", y)), tuple(facts))
    ranges = here.narrowed(known(x, y, facts, [])[0].list)
    for at in ({"x": p, "y": q} for p in samples(x, seed, 4) for q in samples(y, seed, 4)):
        try:
            if all(oracle.holds(f, at) for f in facts):
                assert all(at[name] in ranges[v(name)] for name in "xy")
        except (UndefinedHereError, TooCloseError, OverflowError):
            continue


# Normal forms --------------------------------------------------------------------------------------------------------

SPOTS = [{"x": Fraction(a, 7), "y": Fraction(b, 5)} for a, b in ((3, 4), (15, -2), (-5, 7), (-9, -8), (22, 13), (2, 1))]


def equal_where_defined(a: Term, b: Term) -> bool:
    """Whether two terms agree at every spot at which both have a value."""
    for at in SPOTS:
        try:
            left, right = outcome(a, at), outcome(b, at)
        except TooCloseError:
            continue
        if left is not None and right is not None and not abs(left - right) <= NEAR * max(1, abs(left), abs(right)):
            return False
    return True


def same_form(a: Term, b: Term) -> bool:
    try:
        return vanishes((ONE, difference(a, b)))
    except Rejected:
        return False  # too large


def _times(*factors: Term) -> Term:
    return Term("*", factors)


def _power(a: Term, n: int) -> Term:
    return Term("^", (a, n))


def rewritten(t: Term, draw: random.Random) -> Term:
    """The term with one sub-term written otherwise, by an identity that holds always, somewhere, or never."""
    u = draw.choice(list(t.subterms()))
    a = u.args[0] if u.children else u
    b = u.args[1] if len(u.children) > 1 else X
    two = literal(2)
    options = [
        _times(u, ONE), Term("+", (u, ZERO)), _power(u, 1), _times(MINUS_ONE, MINUS_ONE, u),
        Term("root", (_power(u, 2), 2)), _power(Term("root", (u, 2)), 2), Term("abs", (u,)),
        Term("exp", (Term("log", (u,)),)), Term("log", (Term("exp", (u,)),)), _power(_power(u, -1), -1),
        Term("**", (u, ONE)), Term("root", (_power(u, 3), 3)), _times(u, _power(X, 0)), _times(u, X, _power(X, -1)),
        _times(two, u), Term("+", (u, literal(Fraction(1, 10**9)))), _times(MINUS_ONE, u),
    ]  # fmt: skip
    if u.op in ("+", "*", "**", "min", "max") and len(u.args) > 1:
        options += [Term(u.op, u.args[::-1])] * 3
    if u.op == "*":
        options += [
            Term("log", (Term("exp", (u,)),)),
            Term("+", (_times(a, Term("+", (b, ONE))), _times(MINUS_ONE, a))),
        ]
    if u.op == "exp":
        half = Term("exp", (_times(literal(Fraction(1, 2)), a),))
        options += [_times(half, half), _power(Term("exp", (_times(MINUS_ONE, a),)), -1), _power(half, 3)]
        if a.op == "+":
            options.append(_times(*(Term("exp", (part,)) for part in a.args)))
        if a.op == "*":
            options += [_times(*(Term("exp", (part,)) for part in a.args)), Term("**", (Term("exp", a.args[:1]), b))]
    if u.op == "log" and a.op == "*":
        options.append(Term("+", tuple(Term("log", (part,)) for part in a.args)))
    if u.op == "log" and a.op == "^":
        options.append(_times(literal(a.args[1]), Term("log", a.args[:1])))
    if u.op == "root" and a.op == "*":
        options.append(_times(*(Term("root", (part, u.args[1])) for part in a.args)))
    if u.op == "abs":
        options += [a, _times(MINUS_ONE, a), Term("root", (_power(a, 2), 2))]
    if u.op == "^":
        options += [Term("**", (a, literal(u.args[1]))), _power(Term("abs", (a,)), u.args[1]), _power(a, -u.args[1])]
    if u.op == "**":
        options += [Term("exp", (_times(b, Term("log", (a,))),)), Term("**", (Term("abs", (a,)), b))]
    if u.op in ("sin", "cos"):
        other = Term("cos" if u.op == "sin" else "sin", (a,))
        options += [Term("root", (difference(ONE, _power(other, 2)), 2)), other]
    if u.op == "tan":
        options.append(_times(Term("sin", (a,)), _power(Term("cos", (a,)), -1)))
    if u.op == "cosh":
        options.append(Term("root", (Term("+", (ONE, _power(Term("sinh", (a,)), 2))), 2)))
    return t.replace(u, draw.choice(options))


@given(terms, seeds, st.integers(1, 3))
@settings(max_examples=10 * MANY)
def test_equal_normal_forms_are_equal_values(t: Term, seed: int, times: int) -> None:
    draw = random.Random(seed)
    other = t
    for _ in range(times):
        other = rewritten(other, draw)
    if same_form(t, other):
        assert equal_where_defined(t, other), (t, other)


small = st.one_of(
    st.sampled_from([X, Y, MINUS_ONE, literal(2), literal(Fraction(1, 2))]),
    st.builds(lambda f, a: Term(f, (a,)), st.sampled_from(NAMES), st.sampled_from([X, Y, term("x*y"), term("x + y")])),
    st.builds(lambda a, n: _power(a, n), st.sampled_from([X, Y, term("x + y")]), st.sampled_from([-1, 2, 3])),
    st.builds(lambda a, q: Term("root", (a, q)), st.sampled_from([X, Y, term("x*y"), term("x**2")]), st.just(2)),
)


@given(st.lists(st.tuples(small, small, st.sampled_from("+*")), min_size=2, max_size=2))
@settings(max_examples=6 * MANY)
def test_small_terms_of_one_normal_form_are_equal(pairs: list[tuple[Term, Term, str]]) -> None:
    a, b = (Term(op, (left, right)) for left, right, op in pairs)
    if same_form(a, b):
        assert equal_where_defined(a, b), (a, b)


@given(terms, terms, terms)
@settings(max_examples=5 * MANY)
def test_a_combination_that_vanishes_is_zero(m: Term, a: Term, b: Term) -> None:
    """m·(a + b) − m·a − m·b, and the same with something changed."""
    for last in (b, a, Term("+", (b, ONE))):
        try:
            zero = vanishes((m, Term("+", (a, b))), (_times(MINUS_ONE, m), a), (m, _times(MINUS_ONE, last)))
        except Rejected:
            continue
        if zero:
            total = Term("+", (_times(m, a), _times(m, last)))
            assert equal_where_defined(_times(m, Term("+", (a, b))), total)


@pytest.mark.parametrize(
    "difference_",
    [
        "sqrt(x**2) - x",
        "log(x**2) - 2*log(x)",
        "log(x*y) - log(x) - log(y) + 1",
        "exp(x)*exp(y) - exp(x*y)",
        "abs(x) - x",
        "abs(x*y) + abs(x)*abs(y)",
        "abs(x)**3 - x**3",
        "sin(x)**2 + cos(x)**2",
        "sin(x)**2 - cos(x)**2 - 1",
        "tan(x)**2 - sin(x)**2",
        "sqrt(x)*sqrt(y) + sqrt(x*y)",
        "root(x**3, 3) + x",
        "root(x, 3)**2 - x",
        "exp(x/2)**2 + exp(x)",
        "power(2, x) - x**2",
        "root(8, 3) - 3",
        "sqrt(4) + 2",
        "sqrt(12) - 3*sqrt(2)",
        "sqrt(2)*sqrt(3) - sqrt(5)",
        "exp(1/2) - exp(1)",
        "lambertw(x)*exp(lambertw(x)) - x - 1",
        "x/sqrt(x) + sqrt(x)",
        "tanh(x) + 1 - 2/(exp(-2*x) + 2)",
        "cosh(x)**2 - sinh(x)**2 + 1",
        "min(x, y) - min(y, x) + 1",
        "integral(x*s, s, 0, 1) - integral(y*s, s, 0, 1)",
        "integral(s, s, 0, x) - integral(s, s, 0, y)",
        "g[0] - g[1]",
        "g[0] - h[0]",
    ],
)
def test_what_is_not_zero_has_no_zero_normal_form(difference_: str) -> None:
    assert not vanishes((ONE, term(difference_)))


@pytest.mark.parametrize(
    "difference_",
    [
        "(x + y)**3 - x**3 - 3*x**2*y - 3*x*y**2 - y**3",
        "1/(1 + exp(-x)) - exp(x)/(1 + exp(x))",
        "sqrt(x)**2 - x",
        "exp(log(x)/2) - sqrt(x)",
        "exp(x/2)**2 - exp(x)",
        "cosh(x)**2 - sinh(x)**2 - 1",
        "sqrt(12) - 2*sqrt(3)",
        "tan(x)*cos(x) - sin(x)",
        "abs(x)**2 - x**2",
        "power(x, y)*x - power(x, y + 1)",
        "1/sqrt(x) - sqrt(x)/x",
        "tanh(x) - sinh(x)/cosh(x)",
    ],
)
def test_what_is_zero_has(difference_: str) -> None:
    assert vanishes((ONE, term(difference_)))


def test_a_division_by_a_hidden_zero_has_no_normal_form() -> None:
    for t in ("1/(x - x)", "1/(abs(x)**2 - x**2) - 2", "0/(sin(x)**2 + cos(x)**2 - 1)"):
        assert not vanishes((ONE, term(t)))


def test_generators_of_different_terms_have_different_names() -> None:
    """Variables called like the printed form of something else."""
    tricky = ["pi", "exp1", "1", "exp", "v", "root2", "number", "g0"]
    several = [Term("pi", ()), term("exp(1)"), *map(v, tricky), *(Term("app", (name, v("n"))) for name in tricky)]
    several += [Term("sin", (v(name),)) for name in tricky] + [Term("root", (v(name), 2)) for name in tricky]
    for i, a in enumerate(several):
        for b in several[i + 1 :]:
            assert not vanishes((ONE, difference(a, b))), (a, b)


def test_what_is_too_large_is_turned_down() -> None:
    for t in ("(x + 1)**1000000", "(x + y + 1)**200", "exp(x)**100000", "2**1000000"):
        with pytest.raises(Rejected, match="too large"):
            vanishes((ONE, term(t)))


def test_the_table_of_domains_is_not_empty() -> None:
    assert len(DOMAINS) > 100
    assert context({}) == {"symbols": {}, "given": [], "evolves": []}
    with pytest.raises(Malformed):
        term("zeta(2)")
