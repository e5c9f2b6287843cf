"""Terms, domains, contexts, judgements and certificates as data: what is read, what is written, what is refused."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from checks.kernel import Context, Domain, Judgement, Language, Rejected, digest, establish, lemmas
from checks.kernel.contexts import exact
from checks.kernel.replay import EXTENSIONS, canonical, replay
from checks.kernel.terms import BOUND, Malformed, Term, conjuncts, index, literal, name, weaker
from tests.soundness.certificates import LANGUAGE, NATURAL, REAL, certificate, context, data, step, term

X = context({"x": REAL})
ONE = certificate(X, step("identity", "x == x"))


@pytest.mark.parametrize(
    "written",
    [
        "x - 1/2", "-x*y/2", "(x + y)**2", "x/(y*z)", "sqrt(1 + x)", "exp(-2*x) < 1", "x <= 1 and y != 0", "g[t + 1]",
        "integral(exp(-s), s, 0, oo)", "lambertw(x)", "power(x, y)", "min(x, y, 1)", "x == 1 or (y < 2 and x != y)",
        "pi",
    ],
)  # fmt: skip
def test_a_term_survives_json(written: str) -> None:
    t = term(written)
    assert LANGUAGE.term(t.to_json(), t.op in {"<", "<=", "=", "!=", "and", "or"}) == t
    assert repr(t) == str(t.to_json())


def test_terms_are_equal_by_structure_and_do_not_change() -> None:
    assert term("x + 1") == term("x + 1")
    assert hash(term("x + 1")) == hash(term("x + 1"))
    assert term("x + 1") != term("1 + x")
    assert term("x") != "x"
    with pytest.raises(AttributeError, match="immutable"):
        term("x").op = "exp"


def test_a_term_knows_its_free_variables_and_parts() -> None:
    t = term("integral(s*x, s, 0, y) + g[t]")
    assert t.variables == {"x", "y", "t"}
    assert term("s*x") in set(t.subterms())
    assert term("x**2").children == (term("x"),)
    assert [f.op for f in conjuncts(term("x < 1 and (y == 2 and x != y)"))] == ["<", "=", "!="]
    assert conjuncts(term("x < 1 or y < 1")) == [term("x < 1 or y < 1")]


def test_what_is_weaker_by_its_form() -> None:
    for fact, wanted in (
        ("x < y", {"x < y", "x <= y", "x != y", "y != x"}),
        ("x <= y", {"x <= y"}),
        ("x == y", {"x == y", "y == x", "x <= y", "y <= x"}),
        ("x != y", {"x != y", "y != x"}),
        ("x < y and y < x", {"x < y and y < x"}),
    ):
        assert set(weaker(term(fact))) == {term(f) for f in wanted}


def test_the_derivative_is_notation() -> None:
    assert term("D(x**3*y, x)") == term("3*x**2*y + 0*(x**3*y)")
    assert term("D(D(x**3, x), x)").op == "+"
    for wrong in ("D(g[t], a)", "D(abs(x), x)", "D(gamma(x), x)", "D(integral(exp(-x*s), s, 0, oo), x)"):
        with pytest.raises(Malformed):
            term(wrong)


def test_an_index_has_one_spelling() -> None:
    for one, other in (
        ("g[t + 1]", "g[1 + t]"),
        ("g[t + 2]", "g[t + 1 + 1]"),
        ("g[s + t + 3]", "g[1 + (t + (2 + s))]"),
        ("g[t]", "g[t + 0]"),
        ("g[0]", "g[0 + 0]"),
    ):
        assert term(one) == term(other)
    assert term("g[t + 1]").substitute({"t": term("t + 1")}) == term("g[t + 2]")
    assert term("g[2*t]") != term("g[t + t]")
    assert index(literal(0)) == literal(0)


# Numbers, names, domains ---------------------------------------------------------------------------------------------


def test_an_honest_number_is_read() -> None:
    assert exact("-22/7") == Fraction(-22, 7)
    assert exact("0005") == 5
    assert exact("9" * 4000) == 10**4000 - 1


@pytest.mark.parametrize(
    "number", ["0.5", "1e3", "1e999999999", "nan", "inf", "1/0", "--1", " 1", "1_0", "½", "٣", "9" * 4001, 0.5, True, 5]
)
def test_a_number_is_a_fraction_of_bounded_size(number: object) -> None:
    with pytest.raises(Malformed):
        exact(number)


@pytest.mark.parametrize("text", ["x", "x_1", "α", "x̂", "g[0]", "pi", "1", "a" * 100, "x·y"])
def test_a_name(text: str) -> None:
    assert name(text) == text


@pytest.mark.parametrize(
    "text", ["", "x y", "x'", '"', "<x>", "\n", "\u200b", "\u202e", "a" * 101, BOUND, 3, None, ["x"]]
)
def test_no_name(text: object) -> None:
    with pytest.raises(Malformed):
        name(text)


@pytest.mark.parametrize("interval", ["(0, 1]", "[-1/2, oo)", "(-oo, oo)", "[0, oo) in N", "[3, 3]", "(1, 0)"])
def test_a_domain_is_written_as_it_is_read(interval: str) -> None:
    assert str(Domain.parse(interval)) == interval


def test_domains_are_read_exactly() -> None:
    assert Domain.parse("(-1/3, oo)") == Domain(Fraction(-1, 3), None)
    for text in (
        "[0, 1.5]",
        "[0 1]",
        "[-oo, 1]",
        "(1e9, oo)",
        "[0, 1] in Z",
        "(0, oo]",
        "",
        "[1/0, 2]",
        "[٣, 4]",
        None,
    ):
        with pytest.raises(Malformed):
            Domain.parse(text)


def test_what_lies_in_a_domain() -> None:
    naturals, half_open = Domain.parse("[1, oo) in N"), Domain.parse("(0, 1]")
    assert Fraction(2) in naturals
    assert not any(Fraction(q) in naturals for q in ("0", "-1", "3/2"))
    assert Fraction(1) in half_open
    assert Fraction(1, 2) in half_open
    assert Fraction(-1) not in Domain.parse("(-oo, oo) in N")
    assert Fraction(10**9) in Domain.parse("(-oo, oo)")
    assert Fraction(0) not in half_open
    assert not naturals.inside(half_open)
    assert naturals.inside(Domain.parse("(0, oo)"))
    assert not Domain.parse("[1, 2]").inside(naturals)
    assert not half_open.inside(Domain.parse("(0, 1)"))
    assert half_open.inside(half_open)
    assert half_open.meet(Domain.parse("(0, 1)")) == Domain.parse("(0, 1)")
    assert half_open.meet(Domain.parse("(1, 2)")).empty


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        ("(-oo, oo)", "(-oo, oo)", "(-oo, oo)"),
        ("(-oo, 1]", "(-oo, 1)", "(-oo, 1)"),
        ("[0, oo)", "(0, oo)", "(0, oo)"),
        ("(-oo, 3)", "[1, oo)", "[1, 3)"),
        ("[0, 5]", "[1, 7) in N", "[1, 5] in N"),
        ("[1, 7) in N", "(-oo, oo)", "[1, 7) in N"),
    ],
)
def test_what_two_domains_share(one: str, other: str, met: str) -> None:
    a, b, both = map(Domain.parse, (one, other, met))
    assert a.meet(b) == b.meet(a) == both
    assert both.inside(a) == (both.whole or not a.whole)
    assert a.inside(a)
    assert a.meet(both) == both


@pytest.mark.parametrize("domain", ["(-oo, 5)", "(5, oo)", "(-oo, oo)", "[1, 1]", "[0, 1)", "(1/3, 1/2)"])
def test_a_domain_with_points(domain: str) -> None:
    assert not Domain.parse(domain).empty


@pytest.mark.parametrize("domain", ["(1, 1)", "[1, 1)", "(1, 1]", "[2, 1]", "(2, 1)"])
def test_a_domain_without_points(domain: str) -> None:
    assert Domain.parse(domain).empty


# Contexts and judgements ---------------------------------------------------------------------------------------------


def here(*arguments: Any, **more: Any) -> Context:
    return LANGUAGE.context(context(*arguments, **more))


def test_hypotheses_narrow_the_box() -> None:
    there = here({"x": "[0, 5]", "y": "(0, oo)"}, ["x < 3", "1 <= x", "y == 2", "x < y", "g[0] <= 1"])
    box = {str(atom.to_json()): str(side) for atom, side in there.narrowed(there.given).items()}
    assert box == {"['v', 'x']": "[1, 3)", "['v', 'y']": "[2, 2]", "['app', 'g', '0']": "(-oo, 1]"}


@pytest.mark.parametrize("step_name", ["t", "n", "k"])
def test_a_judgement_survives_json(step_name: str) -> None:
    there = here({"x": "(0, oo)", "t": NATURAL}, ["x < 1"], [f"g[{step_name} + 1] == x*g[{step_name}]"], step=step_name)
    written = Judgement("all", there, term("0 < x")).to_json()
    assert (written.pop("kind"), written.pop("concludes")) == ("all", data("0 < x"))
    assert LANGUAGE.context(written) == there


def test_the_name_of_the_steps_does_not_matter_and_is_free() -> None:
    one, other = here({}, (), ["g[t + 1] == g[t]"], step="t"), here({}, (), ["g[k + 1] == g[k]"], step="k")
    assert one == other
    taken = here({"n": REAL}, (), ["g[k + 1] == n*g[k] + integral(n_*k, n_, 0, 1)"], step="k")
    assert LANGUAGE.context(taken.to_json()) == taken
    assert taken.to_json()["step"] not in ("n", "n_")


def test_the_order_of_symbols_does_not_matter_that_of_hypotheses_does() -> None:
    assert here({"x": REAL, "a": NATURAL}) == here({"a": NATURAL, "x": REAL})
    assert here({"x": REAL}, ["x < 1", "x < 2"]) != here({"x": REAL}, ["x < 2", "x < 1"])


def test_without_a_step_a_relation_holds_at_one_index() -> None:
    loose = LANGUAGE.context({"symbols": {"t": NATURAL}, "given": [], "evolves": [data("g[t + 1] == g[t]")]})
    assert loose != here({"t": NATURAL}, (), ["g[t + 1] == g[t]"])
    assert loose.evolves[0].variables == {"t"}


def test_heads_belong_to_extensions() -> None:
    for head, extension in (("sin", "functions"), ("max", "functions"), ("int", "integrals"), ("D", "calculus")):
        made = data({"int": "integral(s, s, 0, 1)", "D": "D(x, x)"}.get(head, f"{head}(x)"))
        with pytest.raises(Malformed, match="unknown head"):
            Language().term(made)
        assert Language((extension,)).term(made) is not None
    with pytest.raises(Malformed, match="no such extension"):
        Language(("magic",))


# Certificates --------------------------------------------------------------------------------------------------------


def test_what_a_certificate_establishes() -> None:
    found = establish(ONE)
    assert (found.trust, found.modulo, found.digest) == ("exact", (), digest(ONE))
    assert found.claim == Judgement("all", LANGUAGE.context(X), term("x == x"))


def test_a_digest_does_not_depend_on_the_order_of_keys() -> None:
    turned = dict(reversed(ONE.items()))
    assert list(turned) != list(ONE)
    assert digest(turned) == digest(ONE)
    assert digest({**ONE, "trust": "exact"}) != digest(ONE)
    assert canonical({"b": ["½", 1], "a": None}) == '{"a":null,"b":["½",1]}'


def test_lemmas_are_found_by_their_digests() -> None:
    citing = certificate(X, step("lemma", "x == x", digest=digest(ONE)))
    assert lemmas(citing) == [digest(ONE)]
    assert lemmas(None) == lemmas([]) == lemmas({}) == []
    answers = replay({digest(citing): citing, digest(ONE): ONE}, want=[digest(citing)])
    assert {str(type(a).__name__) for a in answers.values()} == {"Established"}
    with pytest.raises(Rejected, match="no such lemma"):
        establish(citing)
    assert establish(citing, {digest(ONE): establish(ONE)}).claim == establish(ONE).claim


def test_certificates_are_kept_by_those_who_ask_for_some() -> None:
    other = certificate(X, step("identity", "x + x == 2*x"))
    both = {digest(ONE): ONE, digest(other): other}
    assert set(replay(both, want=[digest(ONE)])) == {digest(ONE)}
    known = {digest(ONE): establish(ONE)}
    assert replay({}, known, want=[digest(ONE)]) == known
    assert isinstance(replay({}, want=["sha256:nothing"])["sha256:nothing"], Rejected)


def test_modulo_is_carried_along_and_named_once() -> None:
    cited = [step("cited", f"x <= x + {k}", theorem=theorem) for k, theorem in ((1, "one  thing"), (2, "one thing"))]
    joined = certificate(X, *cited, step("both", "x <= x + 1 and x <= x + 2", 0, 1))
    assert establish(joined).modulo == ("one thing",)
    citing = certificate(X, step("lemma", "x <= x + 1 and x <= x + 2", digest=digest(joined)))
    answers = replay({digest(joined): joined, digest(citing): citing})
    assert answers[digest(citing)].modulo == ("one thing",)


def test_floats_and_what_is_no_json_are_rejected_wherever_they_stand() -> None:
    for odd in (64.0, float("nan"), float("inf"), -0.0, {1, 2}, object(), b"x", Fraction(1, 2)):
        with pytest.raises(Rejected):
            establish({**ONE, "steps": [{**ONE["steps"][0], "note": odd}]})


def test_circular_and_bottomless_data_are_rejected() -> None:
    circle: list[object] = []
    circle.append(circle)
    deep: object = []
    for _ in range(10**5):
        deep = [deep]
    for odd in (circle, deep):
        with pytest.raises(Rejected):
            establish({**ONE, "contexts": odd})
    tower: Any = "1"
    for _ in range(5000):
        tower = ["exp", tower]
    with pytest.raises(Rejected):
        establish(certificate(X, {"rule": "identity", "in": 0, "shows": ["=", tower, tower]}))


@pytest.mark.parametrize(
    "junk", [None, [], {}, "x", 5, {"certificate": 1}, {"certificate": 2, "contexts": [], "steps": []}]
)
def test_anything_else_is_rejected(junk: object) -> None:
    with pytest.raises(Rejected):
        establish(junk)


def test_a_tree_has_a_greatest_length() -> None:
    for marks, why in (("0" * 5000, "ends before it covers"), ("0" * 2_000_001, "too long")):
        with pytest.raises(Rejected, match=why):
            establish(certificate(X, step("enclosure", "0 <= x**2", tree=marks, split=[["v", "x"]])))


def test_what_is_rejected_says_where() -> None:
    with pytest.raises(Rejected, match=r"^step 1 \(given\): it is not known that"):
        establish(certificate(X, step("identity", "x == x"), step("given", "x < 1")))
    with pytest.raises(Rejected, match=r"^c"):
        establish(certificate({"symbols": {}, "given": []}, step("identity", "1 == 1")))
    with pytest.raises(Rejected, match=r"^certificate: "):
        establish({**ONE, "certificate": 3})


def test_all_extensions_can_be_named_together() -> None:
    assert establish({**ONE, "extensions": list(EXTENSIONS)}).claim == establish(ONE).claim


def test_a_term_without_heads_is_made_by_hand_only() -> None:
    assert Term("v", (BOUND,)).variables == {BOUND}
