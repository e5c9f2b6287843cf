"""Terms of the kernel in LaTeX, and findings without what their statement has said."""

import copy
from typing import Any

import pytest

from checks.encode import latex_names as names
from checks.encode.latex_terms import chained, formula_latex, size, variables
from checks.report.contexts import Relation, context_of, own_scope
from checks.report.latex_finding import finding, mathematics, point
from tests.unit.sample_ledger import sample_ledger

X, Y, T = ["v", "x"], ["v", "y"], ["v", "t"]


@pytest.mark.parametrize(
    ("term", "latex"),
    [
        ("-3/4", r"-\frac{3}{4}"),
        ("1000000", "10^{6}"),
        ("1/10000", "10^{-4}"),
        ("37/1000000", r"3.7\cdot 10^{-5}"),
        ("12345/100000", "0.12345"),
        (["v", "theta_1^0"], r"\theta^{0}_{1}"),
        (["v", "nprime"], "{n}'"),
        (["v", "epsilon"], r"\varepsilon"),
        (["app", "g", ["+", T, "1"]], "g_{t + 1}"),
        (["app", "g", "1000000"], "g_{10^{6}}"),
        (["app", "theta_1", "0"], r"\theta_{1,\,0}"),
        (["+", ["*", "-1", X], "1"], "1 - x"),
        (["+", ["exp", ["*", "-2", X]], "1"], r"1 + e^{-2\,x}"),
        (["*", X, ["^", Y, "-1"]], r"\frac{x}{y}"),
        (["*", "-1/2", X, ["^", Y, "-2"]], r"-\frac{x}{2\,y^{2}}"),
        (["*", ["+", X, "1"], Y], r"(x + 1)\,y"),
        (["*", "2", "3"], "6"),
        (["^", X, "1/2"], r"\sqrt{x}"),
        (["^", X, "3/2"], "x^{3/2}"),
        (["^", ["+", X, Y], "2"], "(x + y)^{2}"),
        (["^", ["v", "x^0"], "2"], "(x^{0})^{2}"),
        (["^", ["exp", X], "2"], "(e^{x})^{2}"),
        (["log", ["+", X, "1"]], r"\log(x + 1)"),
        (["abs", X], r"\lvert x\rvert"),
        (["max", X, Y], r"\max(x,\, y)"),
        (["D", ["log", X], X], r"\frac{\partial}{\partial x} (\log(x))"),
        (["int", ["exp", X], "x", "0", ["oo"]], r"\int_{0}^{\infty} e^{x}\,dx"),
        (["<=", "0", ["+", X, ["*", "-1", Y]]], r"0 \le x - y"),
        (["!=", X, ["pi"]], r"x \ne \pi"),
        (["or", ["<", X, Y], ["=", X, "0"]], r"(x < y) \ \vee\  (x = 0)"),
    ],
)
def test_terms(term: Any, latex: str) -> None:
    assert formula_latex(term) == latex


def test_a_number_with_more_digits_than_anyone_reads_ends_in_dots() -> None:
    assert names.number("1" * 40 + "/" + "3" * 41) == r"0.03333333333333333\ldots"
    assert names.number("7" * 60) == r"7.777777777777777\ldots\cdot 10^{59}"


@pytest.mark.parametrize(
    ("interval", "latex"),
    [
        ("(-oo, oo)", r"\in\mathbb{R}"),
        ("(0, oo)", ">0"),
        ("[0, oo) in N", r"\in\mathbb{N}_0"),
        ("[2, 5] in N", r"\in\{2,\dots,5\}"),
        ("(0, 1/2]", r"\in(0,\,\frac{1}{2}]"),
        ("(-oo, -1]", r"\le-1"),
    ],
)
def test_domains(interval: str, latex: str) -> None:
    assert names.domain(interval) == latex


def test_symbols_of_one_domain_stand_together() -> None:
    assert names.grouped([("h", "(0, oo)"), ("x", "(-oo, oo)"), ("n", "(0, oo)")]) == ["h,\\,n>0", r"x\in\mathbb{R}"]


def test_two_bounds_of_one_term_become_a_chain_or_an_enclosure() -> None:
    (short,) = chained([["<=", "0", X], ["<", X, "1"]])
    assert formula_latex(short) == r"0 \le x < 1"
    low, high = "123456789012345678901/100000000000000000000", "123456789012345678902/100000000000000000000"
    (long,) = chained([["<=", low, X], ["<=", X, high]])
    assert formula_latex(long) == r"x \in \refenclosed{1.234567890123456789}{0}{1}"


def test_size_and_variables_leave_out_names_of_sequences() -> None:
    term = ["+", ["app", "g", T], ["int", ["*", X, Y], "x", "0", "1"]]
    assert variables(term) == {"t", "x", "y"}
    assert size(term) == 5


def test_what_is_too_deep_ends_in_dots_and_what_is_long_gets_letters() -> None:
    deep: Any = X
    for _ in range(190):
        deep = ["sin", deep]
    assert "cdots" in formula_latex(deep)
    part = ["+", *(["exp", ["*", str(n), X]] for n in range(2, 9))]
    shown = mathematics([["<=", "0", ["+", *(["*", str(n), part] for n in range(2, 9))]]])
    assert r"0 \le 2\,A + 3\,A + 4\,A" in shown
    assert shown.count("A = e^{2\\,x} + e^{3\\,x}") == 2, "once on a line, once as it may be broken"


def test_symbols_with_one_value_stand_together() -> None:
    assert point({"a": "0", "b": "1/2", "c": "0", "f(x)": "?"}).startswith(r"$a = c = 0$, $b = \frac{1}{2}$")


# ------------------------------------------------------------------------------------------ what is repeated


@pytest.fixture
def statement() -> dict[str, Any]:
    return next(s for s in sample_ledger()["statements"] if s["id"] == "class_imbalance/lemma-1")


def changed(statement: dict[str, Any], **judgement: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    check = copy.deepcopy(next(c for c in statement["checks"] if c["id"].endswith("#step")))
    check["judgement"] = {**check["judgement"], **judgement}
    return check, statement


def test_what_the_statement_says_is_not_repeated(statement: dict[str, Any]) -> None:
    check, _ = changed(statement)
    assert own_scope(check) == ""
    assert "the encoded conclusion, under the statement's hypotheses" in finding(check, statement, {})
    context = context_of(check, statement)
    assert context is not None
    assert context.relation is Relation.SAME


@pytest.mark.parametrize(
    ("judgement", "relation"),
    [
        ({"evolves": []}, Relation.FEWER),
        ({"given": [["<", "5", T]]}, Relation.OTHER),
        ({"symbols": {"t": "[1, oo) in N"}}, Relation.OTHER),
        ({"symbols": {"t": "(-oo, oo)"}}, Relation.FEWER),
        ({"symbols": {"tau": "(-oo, oo)"}, "evolves": [], "concludes": ["<", "0", ["v", "tau"]]}, Relation.OTHER),
    ],
)
def test_other_points_than_the_statements_are_told_apart(
    statement: dict[str, Any], judgement: dict[str, Any], relation: Relation
) -> None:
    context = context_of(*changed(statement, **judgement))
    assert context is not None
    assert context.relation is relation


def test_an_authors_own_scope_is_kept(statement: dict[str, Any]) -> None:
    check, _ = changed(statement)
    check["scope"] = "every step up to 1000"
    assert r"\item[For] every step up to 1000" in finding(check, statement, {})
