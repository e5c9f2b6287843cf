"""Terms, contexts and judgements as a reader meets them."""

import pytest

from checks.kernel import Context, Domain
from checks.kernel.judgement import Judgement, contrary, name_of_value
from checks.kernel.terms import MalformedTerm, from_json, text
from tests.soundness.certificates import NATURAL, context, term


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("x - 1/2", "x − 1/2"),
        ("-x*y/2", "−x·y/2"),
        ("(x + y)**2", "(x + y)^2"),
        ("x/(y*z)", "x/(y·z)"),
        ("sqrt(1 + x)", "√(x + 1)"),
        ("exp(-2*x) < 1", "exp(−2·x) < 1"),
        ("x <= 1 and y != 0", "x ≤ 1 and y ≠ 0"),
        ("g[t + 1]", "g(t + 1)"),
        ("integral(exp(-s), s, 0, oo)", "∫[s from 0 to ∞] exp(−s)"),
        ("D(x**2, x)", "d/dx[x^2]"),
        ("lambertw(x)", "W(x)"),
    ],
)
def test_a_term_is_read_on_one_line_and_survives_json(written: str, read: str) -> None:
    assert text(term(written)) == read
    assert from_json(term(written).to_json()) == term(written)


@pytest.mark.parametrize("interval", ["(0, 1]", "[-1/2, oo)", "(-oo, oo)", "[0, oo) in N", "[3, 3]"])
def test_a_domain_is_written_as_it_is_read(interval: str) -> None:
    assert str(Domain.parse(interval)) == interval


def test_a_judgement_says_what_it_ranges_over() -> None:
    data = context({"x": "(0, oo)", "t": NATURAL}, ["x < 1"], ["g[t + 1] == x*g[t]"])
    judgement = Judgement("all", Context.from_json(data), term("0 < x"))
    assert judgement.text == "for all t ∈ ℕ, x ∈ (0, ∞) with x < 1, g(t + 1) = x·g(t) ⊢ 0 < x"
    assert Judgement.from_json(judgement.to_json()) == judgement


def test_the_contrary_of_a_formula() -> None:
    for formula, negation in (
        ("x < y", "y <= x"),
        ("x <= y", "y < x"),
        ("x == y", "x != y"),
        ("x < y and x == 0", "y <= x or x != 0"),
    ):
        assert contrary(term(formula)) == term(negation)
        assert contrary(contrary(term(formula))) == term(formula)
    with pytest.raises(MalformedTerm):
        contrary(term("x"))


def test_a_value_of_a_sequence_has_one_name() -> None:
    assert name_of_value(term("g[t + 1]")) == "g[t+1]"
    assert name_of_value(term("g[t]").substitute({"t": term("t + 1")})) == "g[t+1]"
    shifted = term("g[t + 1]").substitute({"t": term("t + 1")})
    assert name_of_value(shifted) == "g[t+2]"


def test_hypotheses_narrow_the_box() -> None:
    here = Context.from_json(context({"x": "[0, 5]", "y": "(0, oo)"}, ["x < 3", "1 <= x", "y == 2", "x < y"]))
    assert {name: str(side) for name, side in here.box.items()} == {"x": "[1, 3)", "y": "[2, 2]"}
