"""Terms, contexts and judgements as a reader meets them."""

import pytest

from checks.encode.language import context_of_json, term_of_json
from checks.encode.plain import judgement_text
from checks.encode.terms import contrary, func, text, var
from checks.kernel import Domain, Judgement
from checks.kernel.terms import Malformed
from tests.soundness.certificates import NATURAL, context, term


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("x - y", "x − y"),
        ("(x + y)**2", "(x + y)^2"),
        ("x/(y*z)", "x/(y·z)"),
        ("x**(y + 1)", "x^(y + 1)"),
        ("sqrt(1 + x)", "√(1 + x)"),
        ("exp(-2*x) < 1", "exp(−2·x) < 1"),
        ("x <= 1 and y != 0", "x ≤ 1 and y ≠ 0"),
        ("g[t + 1]", "g(t + 1)"),
        ("integral(exp(-s), s, 0, 1)", "∫[s from 0 to 1] exp(−s)"),
        ("lambertw(x)", "W(x)"),
    ],
)
def test_a_term_is_read_on_one_line_and_survives_json(written: str, read: str) -> None:
    t = term(written)
    assert text(t) == read
    assert term_of_json(t.to_json(), t.op in ("<", "and")) == t


@pytest.mark.parametrize("interval", ["(0, 1]", "[-1/2, oo)", "(-oo, oo)", "[0, oo) in N", "[3, 3]"])
def test_a_domain_is_written_as_it_is_read(interval: str) -> None:
    assert str(Domain.parse(interval)) == interval


def test_a_judgement_says_what_it_ranges_over() -> None:
    data = context({"x": "(0, oo)", "t": NATURAL}, ["x < 1"], ["g[n + 1] == x*g[n]"], step="n")
    here = context_of_json(data)
    claim = Judgement("all", here, term("0 < x")).to_json()
    assert judgement_text(claim) == "for all t ∈ ℕ, x ∈ (0, ∞) with x < 1, g(n + 1) = x·g(n) ⊢ 0 < x"
    assert context_of_json({key: claim[key] for key in ("symbols", "given", "evolves", "step")}) == here


def test_the_name_of_a_step_is_no_part_of_a_context() -> None:
    one = context({"x": "(0, oo)"}, [], ["g[t + 1] == x*g[t]"])
    other = context({"x": "(0, oo)"}, [], ["g[n + 1] == x*g[n]"], step="n")
    assert context_of_json(one) == context_of_json(other)
    assert context_of_json(context({"n": "[0, 1]"}, [], ["g[t + 1] == n*g[t]"])).to_json()["step"] == "n_"


def test_the_contrary_of_a_formula() -> None:
    for formula, negation in (
        ("x < y", "y <= x"),
        ("x <= y", "y < x"),
        ("x == y", "x != y"),
        ("x < y and x == 0", "y <= x or x != 0"),
    ):
        assert contrary(term(formula)) == term(negation)
        assert contrary(contrary(term(formula))) == term(formula)
    with pytest.raises((KeyError, ValueError, Malformed)):
        contrary(term("x"))


def test_a_value_of_a_sequence_has_one_name() -> None:
    shifted = term("g[t + 1]").substitute({"t": term("t + 1")})
    assert shifted == term("g[2 + t]") == term("g[t + 2]")
    assert text(shifted) == "g(t + 2)"
    assert term("g[t + 1]").replace(var("t"), func("exp", var("t"))).args[1].op == "+"


def test_hypotheses_narrow_the_box() -> None:
    here = context_of_json(context({"x": "[0, 5]", "y": "(0, oo)"}, ["x < 3", "1 <= x", "y == 2", "x < y"]))
    assert {text(atom): str(side) for atom, side in here.narrowed(here.given).items()} == {"x": "[1, 3)", "y": "[2, 2]"}
