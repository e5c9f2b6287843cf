"""Judgements as plain data: domains, contexts, conjuncts, instances, boxes: where each holds and where not."""

from fractions import Fraction

import pytest

from checks.encode.judgements import Context, Domain, Judgement, conjuncts, filled, instance, number_of_boxes

X, Y = ["v", "x"], ["v", "y"]
A, B = ["<", X, "2"], ["<=", "0", Y]
REALS = "(-oo, oo)"


def context(given=(), evolves=(), **symbols):
    return {"symbols": symbols or {"x": REALS, "y": REALS}, "given": list(given), "evolves": list(evolves)}


def judgement(formula, kind="all", **more):
    return Judgement({"kind": kind, **context(**more), "concludes": formula})


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("[0, 1]", ["0", "1/2", "1"], ["-1", "2"]),
        ("(0, 1)", ["1/2"], ["0", "1"]),
        ("[0, 1)", ["0"], ["1"]),
        ("(0, 1]", ["1"], ["0"]),
        ("(-oo, 1]", ["-7", "1"], ["3/2"]),
        ("[-1, oo)", ["-1", "7"], ["-3/2"]),
        ("(-oo, oo)", ["-7", "1/3"], []),
        ("[0, oo) in N", ["0", "5"], ["-1", "1/2"]),
        ("(-oo, 3) in N", ["0", "2"], ["-1", "3", "5/2"]),
    ],
)
def test_points_lie_in_domains(text, inside, outside):
    domain = Domain.parse(text)
    assert all(Fraction(q) in domain for q in inside)
    assert not any(Fraction(q) in domain for q in outside)


@pytest.mark.parametrize(
    ("text", "inhabited"),
    [
        ("[1, 1]", True),
        ("(1, 1]", False),
        ("[1, 1)", False),
        ("(1, 1)", False),
        ("[2, 1]", False),
        ("(0, 1/100)", True),
        ("(-oo, 0)", True),
        ("(0, oo)", True),
        ("(-oo, oo)", True),
        ("(-oo, 0) in N", False),
        ("(-oo, 0] in N", True),
        ("(-5, 1/2) in N", True),
        ("(0, 1) in N", False),
        ("(0, 1] in N", True),
        ("[1/3, 2/3] in N", False),
        ("[1/3, 1] in N", True),
        ("[7, oo) in N", True),
        ("(7, oo) in N", True),
    ],
)
def test_a_domain_has_points_or_not(text, inhabited):
    assert Domain.parse(text).inhabited is inhabited


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("[0, 2]", "[1, 3]", "[1, 2]"),
        ("[0, 2)", "[0, 2]", "[0, 2)"),
        ("(0, 2]", "[0, 2]", "(0, 2]"),
        ("[0, 2]", "(0, 2)", "(0, 2)"),
        ("(-oo, 2]", "[0, oo)", "[0, 2]"),
        ("(-oo, oo)", "(-oo, 5) in N", "(-oo, 5) in N"),
        ("[0, 5] in N", "[1, 4]", "[1, 4] in N"),
    ],
)
def test_domains_meet(one, other, both):
    for a, b in ((one, other), (other, one)):
        assert Domain.parse(a).meet(Domain.parse(b)) == Domain.parse(both)


def test_what_is_no_interval_is_refused():
    with pytest.raises(ValueError, match="not an interval"):
        Domain.parse("0..1")


def test_contexts_are_compared_as_sets():
    both = Context(context(given=[["and", A, B]]))
    assert both == Context(context(given=[B, A]))
    assert both != Context(context(given=[A]))
    assert Context(context(x="[0, 1]")) != Context(context(x="[0, 2]"))
    assert Context(context(evolves=[A])) != Context(context())
    assert Context(context()) != context()
    assert hash(both) == hash(Context(context(given=[B, A])))


def test_a_context_is_plainly_inhabited_only_if_it_is_nothing_but_domains():
    assert Context(context()).inhabited
    assert not Context(context(given=[A])).inhabited
    assert not Context(context(evolves=[A])).inhabited
    assert not Context(context(x=REALS, y="(0, 0)")).inhabited


def test_judgements_are_compared_as_sets():
    assert judgement(["and", A, B]) == judgement(["and", B, A])
    assert judgement(A) != judgement(B)
    assert judgement(A) != judgement(A, "some")
    assert judgement(A) != judgement(A, given=[B])
    assert judgement(A) != A
    assert hash(judgement(["and", A, B])) == hash(judgement(["and", B, A]))


def test_a_conjunction_is_shown_only_whole():
    assert list(conjuncts(["and", A, ["and", B, A]])) == [A, B, A]
    assert judgement(["and", A, B]).shows(["and", B, A])
    assert not judgement(A).shows(["and", A, B])
    assert not judgement(["or", A, B]).shows(A)


def test_an_instance_is_the_formula_at_terms_of_its_symbols():
    claim = Context(context())
    assert instance(A, claim, judgement(["<", ["exp", Y], "2"]))
    assert not instance(A, claim, judgement(["<", ["exp", Y], "3"]))
    assert not instance(A, claim, judgement(["<=", ["exp", Y], "2"]))
    assert not instance(["<", ["exp", X], "2"], claim, judgement(["<", "1", "2"]))
    assert not instance(["<", ["+", X, "1"], "2"], claim, judgement(["<", ["+", X, "1", Y], "2"]))
    assert not instance(["<", ["v", "z"], "2"], claim, judgement(["<", "1", "2"]))
    assert not instance(["<", "1", X], claim, judgement(["<", ["exp", "0"], "2"]))


def test_an_instance_keeps_to_the_relations_of_the_claim_or_adds_to_them():
    one, other = ["=", ["app", "g", "0"], "1"], ["=", ["app", "g", "1"], "1"]
    for ours, theirs, kept in (
        ([one], [], True),
        ([], [one], True),
        ([one], [one, other], True),
        ([one], [other], False),
    ):
        assert instance(A, Context(context(evolves=ours)), judgement(A, evolves=theirs)) is kept


def test_an_instance_does_not_leave_the_hypotheses_as_far_as_can_be_told():
    above = Context(context(given=[["<", "1", X]]))
    assert instance(A, above, judgement(["<", "3/2", "2"]))
    assert not instance(A, above, judgement(["<", "1/2", "2"]))
    assert not instance(A, above, judgement(A, given=[["=", X, "1/2"]]))
    assert instance(A, above, judgement(A, given=[["<", X, "1/2"]]))
    assert instance(A, Context(context(given=[["<", "1", ["exp", X]]])), judgement(["<", "1/2", "2"]))
    for wrong in (["<", X, "1"], ["<=", X, "1/2"], ["=", X, "2"], ["!=", X, "1"]):
        assert not instance(["<=", X, "2"], Context(context(given=[wrong])), judgement(["<=", "1", "2"]))
    assert not instance(A, Context(context(given=[["=", X, "2"]])), judgement(["<", "1", "2"]))
    assert instance(
        A, Context(context(given=[["<=", X, "1"], ["!=", X, "2"], ["=", X, "1"]])), judgement(["<", "1", "2"])
    )
    assert instance(A, Context(context(given=[["or", ["<", X, "0"], B]])), judgement(["<", "1", "2"]))


def test_an_instance_lies_in_the_domains():
    claim = Context(context(x="[0, 1]", y=REALS))
    assert instance(A, claim, judgement(["<", Y, "2"], x=REALS, y="[1, 2]"))
    assert not instance(A, claim, judgement(["<", Y, "2"], x=REALS, y="(1, 2]"))
    assert instance(A, claim, judgement(["<", ["v", "z"], "2"], z="[1, 2]"))
    assert not instance(A, claim, judgement(["<", ["v", "z"], "2"], z="[5, 6]"))


def test_places_are_filled_with_numbers_that_matter():
    lower, upper = ["v", "lower"], ["v", "upper"]

    def template(formula, **symbols):
        return {"kind": "all", **context(**symbols), "concludes": formula}

    both = template(["and", ["<=", lower, X], ["<=", X, upper]])
    assert filled(both, Fraction(1), Fraction(2)) == judgement(["and", ["<=", "1", X], ["<=", X, "2"]])
    assert filled(template(["<=", lower, X]), Fraction(1), Fraction(2)) is None
    assert filled(template(["<=", X, upper]), Fraction(1), Fraction(2)) is None
    assert filled(template(["<=", X, upper]), Fraction(2), Fraction(2)) == judgement(["<=", X, "2"])
    assert filled(template(A), Fraction(2), Fraction(2)) is None
    ends = template(A, x="[lower, upper)")
    assert filled(ends, Fraction(1, 2), Fraction(2)) == judgement(A, x="[1/2, 2)")


def box(lo, hi, name="x"):
    return ["and", ["<=", lo, ["v", name]], ["<=", ["v", name], hi]]


@pytest.mark.parametrize(
    ("formula", "count"),
    [
        (["or", ["!=", X, "0"], box("0", "1")], 1),
        (["or", ["!=", X, "0"], box("0", "1"), box("2", "3")], 2),
        (["or", ["!=", X, "0"], box("2", "3"), box("0", "1")], 2),
        (["!=", X, "0"], 0),
        (["or", ["!=", X, "0"], box("0", "1"), box("1", "2")], None),
        (["or", box("0", "1"), ["!=", X, "0"]], None),
        (["or", ["!=", X, "0"], ["<=", "0", X]], None),
        (["or", ["!=", X, "0"], ["<=", X, "0"]], None),
        (["or", ["!=", X, "0"], ["and", ["<", "0", X], ["<=", X, "1"]]], None),
        (["or", ["!=", X, "0"], ["and", ["<=", "0", X], ["<", X, "1"]]], None),
        (["or", ["!=", X, "0"], ["and", ["<=", X, X], ["<=", X, "1"]]], None),
        (["or", ["!=", X, "0"], ["and", ["<=", "0", ["exp", "x"]], ["<=", X, "1"]]], None),
        (["or", ["!=", X, "0"], ["and", ["<=", "0", X], ["<=", ["exp", "x"], "1"]]], None),
        (["or", ["!=", X, "0"], box("0", "1", "y")], None),
        (["or", ["!=", X, "1"], box("0", "1")], None),
        (["and", ["!=", X, "0"], A], None),
    ],
)
def test_boxes_are_counted_where_they_are_boxes_and_apart(formula, count):
    assert number_of_boxes(judgement(formula, x=REALS), [X]) == count


def test_boxes_are_apart_if_they_are_in_one_coordinate():
    def square(lo, hi):
        return ["and", *box(lo, hi)[1:], *box("0", "1", "y")[1:]]

    formula = ["or", ["!=", X, "0"], ["!=", Y, "0"], square("0", "1"), square("2", "3")]
    assert number_of_boxes(judgement(formula), [X, Y]) == 2
    assert number_of_boxes(judgement(formula), [X]) is None
    assert number_of_boxes(judgement(formula, "some"), [X, Y]) is None
