"""What is written in SymPy arrives in the kernel's language as it was written, or is refused."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from sympy import (
    And,
    Derivative,
    Dummy,
    E,
    Eq,
    Float,
    Integral,
    Interval,
    Max,
    Mul,
    Or,
    Pow,
    Rational,
    Reals,
    S,
    Subs,
    cosh,
    exp,
    log,
    oo,
    pi,
    sech,
    sqrt,
)

from checks.encode.claims import claim_json, context_of
from checks.encode.from_sympy import formula_of, json_of, term_of
from checks.encode.language import context_of_json, extensions_for, term_of_json
from checks.encode.terms import contrary, mul, number_of, power, rational, sequence_values, text, var
from checks.encode.to_sympy import to_sympy
from checks.kernel.terms import BOUND, Malformed
from checks.paper import DeclarationError, Paper, eq, ge, le, lt, natural, real, sequence

x, y = real("x y")
t, s = natural("t s")
g = sequence("g")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (x**3, ["^", ["v", "x"], "3"]),
        (1 / x, ["^", ["v", "x"], "-1"]),
        (sqrt(x), ["root", ["v", "x"], "2"]),
        (x ** Rational(2, 3), ["^", ["root", ["v", "x"], "3"], "2"]),
        (Pow(x, Rational(-1, 2), evaluate=False), ["^", ["root", ["v", "x"], "2"], "-1"]),
        (Pow(x, 0, evaluate=False), ["^", ["v", "x"], "0"]),
        (x**y, ["**", ["v", "x"], ["v", "y"]]),
        (x**pi, ["**", ["v", "x"], ["pi"]]),
        (E**x, ["exp", ["v", "x"]]),
        (E, ["exp", "1"]),
        (sech(x), ["^", ["cosh", ["v", "x"]], "-1"]),
        (g(1 + t), ["app", "g", ["+", ["v", "t"], "1"]]),
        (Max(x, 1), ["max", "1", ["v", "x"]]),
        (Integral(exp(-y), (y, 0, oo)), ["int", ["exp", ["*", "-1", ["v", "y"]]], "y", "0", ["oo"]]),
    ],
)
def test_an_operator_of_the_kernel_is_chosen_by_what_is_written(written: Any, read: Any) -> None:
    term = term_of(written)
    assert term.to_json() == read
    assert term_of_json(read) == term


def test_a_real_power_is_not_confused_with_a_written_one() -> None:
    assert term_of(x**y).substitute({"y": rational(2)}) != term_of(x**2)


@pytest.mark.parametrize("strange", [0.5, Float("0.1") * x, x > y, True, Dummy("x"), Subs(x, x, Float("0.5"))])
def test_what_is_not_exact_or_not_a_number_is_refused(strange: Any) -> None:
    with pytest.raises(Malformed):
        term_of(strange)


def test_a_bare_truth_value_is_no_formula() -> None:
    with pytest.raises(Malformed, match="truth value"):
        formula_of(S.true)


def test_a_derivative_is_shown_as_written_and_read_as_expanded() -> None:
    relation = eq(Derivative(x**2, x), 2 * x)
    assert json_of(relation)[1] == ["D", ["^", ["v", "x"], "2"], ["v", "x"]]
    assert not any(u.op == "D" for u in formula_of(relation).subterms())
    assert term_of_json(json_of(relation), True) == formula_of(relation)


def test_a_factor_zero_stays_beside_what_may_be_undefined() -> None:
    inverse = power(var("x"), -1)
    assert mul(rational(0), inverse).op == "*"
    assert mul(rational(0), var("x")) == rational(0)
    assert power(inverse, -1) != var("x")


def test_numbers_are_worked_out_only_where_they_are_numbers() -> None:
    assert number_of(term_of(Mul(2, Pow(3, -2, evaluate=False), evaluate=False))) == Fraction(2, 9)
    assert number_of(power(var("x"), 2).substitute({"x": rational(0)})) == 0
    assert number_of(power(var("x"), -1).substitute({"x": rational(0)})) is None
    assert number_of(term_of(exp(2))) is None


def test_the_contrary_of_a_disjunction_is_the_conjunction_of_contraries() -> None:
    formula = formula_of(Or(lt(x, 1), Eq(y, 2)))
    assert contrary(contrary(formula)) == formula
    assert {f.op for f in contrary(formula).args} == {"<=", "!="}


def test_a_term_goes_to_sympy_and_back() -> None:
    for e in (sqrt(x) * exp(-(y**2)) / 3, log(x) ** 2 + x**y, g(t + 1) - g(t)):
        there = to_sympy(term_of(e))
        assert term_of(there) == term_of(to_sympy(term_of(there)))


def test_the_step_symbol_is_bound_in_what_sequences_obey() -> None:
    domains = {x: Reals, t: S.Naturals0}
    context = context_of(domains, [ge(x, 0)], [eq(g(t + 1), g(t) * x), eq(g(0), x)])
    assert context.evolves[0].variables == {BOUND, "x"}
    assert context_of_json(context.to_json()) == context


def test_relations_numbered_by_two_symbols_are_refused() -> None:
    domains = {s: S.Naturals0, t: S.Naturals0}
    with pytest.raises(DeclarationError, match="one step symbol"):
        context_of(domains, [], [eq(g(t + 1), g(s))])


def test_a_claim_becomes_data_in_the_order_of_its_author() -> None:
    paper = Paper("demo", "Demo", symbols={x: Reals, y: Interval(0, 1)})
    statement = paper.lemma(
        "1", where="Section 1", quote="p", given=[And(ge(x, 2), lt(x, 3))], concludes=[le(y, x), lt(0, x)]
    )
    data = claim_json(statement.claim)
    assert [text(term_of_json(f, True)) for f in data["concludes"]] == ["y ≤ x", "0 < x"]
    assert data["symbols"] == {"x": "(-oo, oo)", "y": "[0, 1]"}
    assert len(data["given"]) == 2


def test_both_sides_the_same_after_encoding_is_refused() -> None:
    paper = Paper("demo", "Demo", symbols={x: Reals})
    statement = paper.lemma("1", where="here", quote="p", concludes=[eq(sech(x), 1 / cosh(x))])
    with pytest.raises(DeclarationError, match="are the same once written out"):
        claim_json(statement.claim)


def test_extensions_are_those_whose_heads_rules_and_leaves_occur() -> None:
    step = {"rule": "enclosure", "shows": ["<", "0", ["sin", ["v", "x"]]], "tree": "0nm"}
    assert set(extensions_for([], [step])) == {"functions", "subdivision", "calculus"}
    assert extensions_for([], [{"rule": "given", "shows": ["<", "0", ["exp", ["v", "x"]]]}]) == []


def test_values_of_sequences_are_found_under_functions() -> None:
    assert {text(v) for v in sequence_values(term_of(exp(g(t) + x * g(0))))} == {"g(t)", "g(0)"}
