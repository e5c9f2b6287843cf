"""Claim beside what was established: every row of the comparison, in both directions."""

import pytest

from checks.encode.judgements import Domain, Judgement, contrary, number_of_boxes
from checks.outcome import Trust, Verdict
from checks.verdict import (
    Contradiction,
    conclude,
    failed,
    idle,
    judge,
    lacking,
    require_consistent,
    run_shown,
    unenclosed,
)

PROVED, REFUTED, SUPPORTED, UNDECIDED = Verdict.PROVED, Verdict.REFUTED, Verdict.SUPPORTED, Verdict.UNDECIDED

X, Y, T = ["v", "x"], ["v", "y"], ["v", "t"]
UNIT, REALS, NATURALS = "[0, 1]", "(-oo, oo)", "[0, oo) in N"
SMALL = ["<", X, Y]  # a hypothesis
A, B = ["<", X, "2"], ["<=", "0", Y]
NOT_A, NOT_B = ["<=", "2", X], ["<", Y, "0"]
OTHER = ["<", Y, "7"]


def claim(*concludes, kind="all", symbols=None, given=(), evolves=()):
    symbols = {"x": UNIT, "y": REALS} if symbols is None else symbols
    return {
        "kind": kind,
        "symbols": symbols,
        "given": list(given),
        "evolves": list(evolves),
        "concludes": list(concludes),
    }


def answer(formula, kind="all", trust="exact", modulo=(), **context):
    judgement = {**claim(kind=kind, **context), "concludes": formula}
    return {"judgement": judgement, "trust": trust, "modulo": list(modulo), "text": f"for {kind} … ⊢ {formula}"}


def evidence(certificate="sha256:1", **more):
    nothing: dict[str, object] = {
        "inhabited": None,
        "trust": None,
        "scope": "",
        "witness": None,
        "note": "",
        "modulo": [],
        "quantities": [],
    }
    return {"certificate": certificate, **nothing, **more}


def verdict(asked, told, **more):
    return judge(asked, evidence(), told, **more).verdict


# a claim about all points


def test_the_claim_itself_proves_it():
    assert verdict(claim(A), answer(A)) is PROVED
    assert verdict(claim(A, B), answer(["and", B, A])) is PROVED
    assert verdict(claim(A), answer(["and", A, B])) is PROVED


def test_a_proof_may_assume_less():
    asked = claim(A, given=[SMALL])
    assert verdict(asked, answer(A)) is PROVED
    assert verdict(asked, answer(A, given=[SMALL])) is PROVED
    assert verdict(asked, answer(A, given=[SMALL], symbols={"x": "[0, 2)", "y": REALS})) is PROVED
    assert verdict(asked, answer(A, symbols={"x": UNIT})) is PROVED


def test_a_proof_may_not_assume_more():
    assert verdict(claim(A), answer(A, given=[SMALL])) is SUPPORTED
    assert verdict(claim(A), answer(A, symbols={"x": "[0, 1)", "y": REALS})) is SUPPORTED
    assert verdict(claim(A), answer(A, symbols={"x": "[0, 1] in N", "y": REALS})) is SUPPORTED
    assert verdict(claim(A), answer(A, symbols={"x": UNIT, "y": REALS, "z": REALS})) is SUPPORTED
    moving = claim(A, evolves=[["=", ["app", "g", "0"], "1"]])
    assert verdict(claim(A), answer(A, evolves=moving["evolves"])) is SUPPORTED
    assert verdict(moving, answer(A, evolves=moving["evolves"])) is PROVED
    assert verdict(moving, answer(A)) is PROVED


def test_something_else_decides_nothing():
    assert verdict(claim(A), answer(OTHER)) is UNDECIDED
    assert verdict(claim(A), answer(["<=", X, "2"])) is UNDECIDED
    assert verdict(claim(A), answer(["or", A, B])) is UNDECIDED
    assert verdict(claim(A), answer(["<", "0", "1"], symbols={})) is UNDECIDED


def test_a_part_of_the_claim_supports_it():
    assert verdict(claim(A, B), answer(A)) is SUPPORTED


def test_an_instance_supports_the_claim():
    at_a_point = answer(["<", "1/2", "2"], symbols={})
    assert verdict(claim(A), at_a_point) is SUPPORTED
    assert verdict(claim(A), answer(A, kind="some")) is SUPPORTED
    assert verdict(claim(A), answer(A, given=[["=", X, "1/2"]])) is SUPPORTED
    assert verdict(claim(["<", X, Y]), answer(["<", "1/2", ["exp", Y]])) is SUPPORTED


def test_an_instance_outside_of_the_hypotheses_is_something_else():
    assert verdict(claim(A), answer(["<", "3/2", "2"], symbols={})) is UNDECIDED
    assert verdict(claim(A), answer(A, symbols={"x": "[3/2, 2)", "y": REALS})) is UNDECIDED
    assert verdict(claim(A, given=[["<", X, "1/4"]]), answer(["<", "1/2", "2"], symbols={})) is UNDECIDED
    assert verdict(claim(A, given=[["<", X, "1/4"]]), answer(A, given=[["=", X, "1/2"]])) is UNDECIDED
    one, other = ["=", ["app", "g", "0"], "1"], ["=", ["app", "g", "0"], "2"]
    at_g = ["<", ["app", "g", T], "2"]
    asked = claim(at_g, symbols={"t": NATURALS}, evolves=[one])
    assert verdict(asked, answer(at_g, symbols={"t": "[0, 9] in N"}, evolves=[one])) is SUPPORTED
    assert verdict(asked, answer(at_g, symbols={"t": "[0, 9] in N"}, evolves=[other])) is UNDECIDED


def test_an_instance_puts_one_term_for_one_symbol():
    twice = ["<", ["*", X, X], Y]
    assert verdict(claim(twice), answer(["<", ["*", "1/2", "1/2"], "5"], symbols={})) is SUPPORTED
    assert verdict(claim(twice), answer(["<", ["*", "1/2", "1/3"], "5"], symbols={})) is UNDECIDED


# refutations


def test_a_witness_refutes():
    asked = claim(A, B, given=[SMALL])
    for contradicted in (NOT_A, NOT_B, ["and", NOT_A, OTHER], ["or", NOT_A, NOT_B]):
        assert verdict(asked, answer(contradicted, kind="some", given=[SMALL])) is REFUTED
    assert verdict(asked, answer(NOT_A, kind="some", given=[SMALL], symbols={"x": "[0, 1/2]", "y": UNIT})) is REFUTED


def test_a_witness_must_meet_all_hypotheses():
    asked = claim(A, given=[SMALL])
    assert verdict(asked, answer(NOT_A, kind="some")) is UNDECIDED
    wide = {"x": "[0, 3]", "y": REALS}
    assert verdict(asked, answer(NOT_A, kind="some", given=[SMALL], symbols=wide)) is UNDECIDED
    assert verdict(asked, answer(NOT_A, kind="some", given=[SMALL], symbols={"x": UNIT})) is UNDECIDED
    moving = claim(A, evolves=[["=", ["app", "g", "0"], "1"]])
    assert verdict(moving, answer(NOT_A, kind="some")) is UNDECIDED


def test_a_witness_against_something_else_decides_nothing():
    assert verdict(claim(A), answer(NOT_B, kind="some")) is UNDECIDED
    assert verdict(claim(A), answer(["or", NOT_A, NOT_B], kind="some")) is UNDECIDED


def test_the_contrary_at_all_points_refutes_where_there_are_points():
    asked = claim(A, given=[SMALL])
    everywhere = answer(NOT_A, given=[SMALL])
    point = answer(["=", "0", "0"], kind="some", given=[SMALL], trust="enclosed", modulo=["Brouwer"])
    assert verdict(asked, everywhere) is UNDECIDED
    assert "hypotheses" in judge(asked, evidence(), everywhere).note
    found = judge(asked, evidence(), everywhere, inhabited=[point])
    assert (found.verdict, found.trust, found.modulo) == (REFUTED, Trust.ENCLOSED, ("Brouwer",))


def test_a_disjunction_fails_only_where_both_parts_do():
    either = claim(["or", A, B])
    assert verdict(either, answer(NOT_A, kind="some")) is UNDECIDED
    assert verdict(either, answer(["and", NOT_A, NOT_B], kind="some")) is REFUTED
    assert verdict(either, answer(A)) is UNDECIDED
    assert verdict(either, answer(["or", A, B])) is PROVED


def test_sequences_must_be_shown_to_exist_before_a_contrary_refutes():
    moving = {"evolves": [["=", ["app", "g", "0"], "1"]]}
    assert verdict(claim(A, **moving), answer(NOT_A, **moving)) is UNDECIDED
    assert verdict(claim(A, **moving), answer(NOT_A)) is UNDECIDED
    point = answer(["=", "0", "0"], kind="some", **moving)
    assert verdict(claim(A, **moving), answer(NOT_A, **moving), inhabited=[point]) is REFUTED


def test_the_note_says_what_is_missing():
    def note(asked, told):
        return judge(asked, evidence(), told).note

    nowhere = claim(A, given=[SMALL])
    assert note(nowhere, answer(NOT_A, given=[SMALL])).startswith("the contrary is established, but not that any point")
    for told in (answer(OTHER), answer(NOT_A, kind="some")):
        assert note(nowhere, told) == "the certificate establishes something else than the claim"
    assert note(claim(A), answer(A)) == ""
    assert judge(claim(A), evidence(note="by hand"), answer(OTHER)).note.startswith("by hand; the certificate")


def test_points_of_something_else_do_not_count():
    asked, everywhere = claim(A, given=[SMALL]), answer(NOT_A, given=[SMALL])
    elsewhere = answer(["=", "0", "0"], kind="some", given=[OTHER])
    assert verdict(asked, answer(NOT_A), inhabited=[elsewhere]) is UNDECIDED
    assert verdict(claim(A), everywhere, inhabited=[elsewhere]) is UNDECIDED
    assert verdict(claim(A), everywhere) is UNDECIDED
    for point in (
        answer(["=", "0", "0"], kind="some"),
        answer(["=", "0", "0"], given=[SMALL]),
        answer(["=", "0", "0"], kind="some", given=[SMALL], symbols={"x": "[0, 3]", "y": REALS}),
        {"rejected": "no such rule"},
    ):
        assert verdict(asked, everywhere, inhabited=[point]) is UNDECIDED


def test_domains_alone_have_points_without_a_certificate():
    assert verdict(claim(A), answer(NOT_A)) is REFUTED
    assert verdict(claim(A, symbols={"x": "(1, 1)"}), answer(NOT_A, symbols={"x": "(1, 1)"})) is UNDECIDED
    assert verdict(claim(A, symbols={"x": "[1/3, 2/3] in N"}), answer(NOT_A, symbols={"x": REALS})) is UNDECIDED
    assert verdict(claim(A, symbols={"x": "(0, 1] in N"}), answer(NOT_A, symbols={"x": REALS})) is REFUTED


def test_the_contrary_on_a_region_refutes_where_a_point_lies_in_it_and_in_the_claim():
    """As along an orbit at particular parameters."""
    asked, pinned = claim(A, given=[SMALL]), [SMALL, ["=", X, "1/2"]]
    region = answer(NOT_A, given=pinned)
    assert verdict(asked, region) is UNDECIDED
    assert verdict(asked, region, inhabited=[answer(["=", "0", "0"], kind="some", given=[SMALL])]) is UNDECIDED
    assert verdict(asked, region, inhabited=[answer(["=", "0", "0"], kind="some", given=pinned)]) is REFUTED


# a claim about some point


def test_an_existential_claim_is_proved_by_a_point():
    asked = claim(A, B, kind="some", given=[SMALL])
    assert verdict(asked, answer(["and", A, B], kind="some", given=[SMALL])) is PROVED
    assert verdict(asked, answer(["and", A, B, OTHER], kind="some", given=[SMALL, OTHER])) is PROVED
    assert verdict(asked, answer(A, kind="some", given=[SMALL])) is UNDECIDED
    assert verdict(asked, answer(["and", A, B], kind="some")) is UNDECIDED
    assert verdict(asked, answer(["and", A, B], given=[SMALL])) is UNDECIDED


def test_that_hypotheses_can_be_met_is_proved_by_any_point_of_them():
    asked = claim(kind="some", given=[SMALL])
    assert verdict(asked, answer(["=", "0", "0"], kind="some", given=[SMALL])) is PROVED
    assert verdict(asked, answer(A, kind="some", given=[SMALL, OTHER])) is PROVED
    assert verdict(asked, answer(["=", "0", "0"], kind="some")) is UNDECIDED
    assert verdict(asked, answer(["=", "0", "0"])) is UNDECIDED


def test_an_existential_claim_is_refuted_by_the_contrary_everywhere():
    asked = claim(A, B, kind="some", given=[SMALL])
    assert verdict(asked, answer(NOT_A)) is REFUTED
    assert verdict(asked, answer(["or", NOT_A, NOT_B], given=[SMALL])) is REFUTED
    assert verdict(asked, answer(NOT_A, given=[SMALL, OTHER])) is UNDECIDED
    assert verdict(asked, answer(NOT_A, kind="some", given=[SMALL])) is UNDECIDED


# what a finding carries


def test_a_finding_carries_what_the_kernel_and_the_author_lean_on():
    told = answer(A, trust="enclosed", modulo=["Banach"])
    found = judge(
        claim(A), evidence(modulo=["inference: so it is", "Banach"], note="by hand", witness={"x": "1"}), told
    )
    assert (found.verdict, found.trust) == (PROVED, Trust.ENCLOSED)
    assert found.modulo == ("Banach", "inference: so it is")
    assert (found.scope, found.claim) == ("for all …", told["text"])
    assert found.judgement == told["judgement"]
    assert judge(claim(A), evidence(scope="at 3 points"), told).scope == "at 3 points"
    assert found.record()["witness"] == {"x": "1"}


def test_a_rejected_certificate_decides_nothing():
    found = judge(claim(A), evidence(), {"rejected": "step 0: no"})
    assert found.verdict is UNDECIDED
    assert "step 0: no" in found.note


def test_numbers_support_and_a_note_decides_nothing():
    numbers = evidence(None, trust="sampled", scope="500 points, seed 0")
    for asked in (claim(A), None):
        found = judge(asked, numbers, None)
        assert (found.verdict, found.trust, found.supports) == (SUPPORTED, Trust.SAMPLED, True)
        assert judge(asked, evidence(None, note="tried 3 things"), None).verdict is UNDECIDED


def test_a_certificate_without_a_claim_decides_nothing():
    found = judge(None, evidence(), answer(A))
    assert found.verdict is UNDECIDED
    assert "claims=" in found.note


def test_only_failures_fail():
    assert failed(Verdict.ERROR, "out of memory").verdict is Verdict.ERROR
    assert failed(Verdict.TIMEOUT, "after 3 s").verdict is Verdict.TIMEOUT
    with pytest.raises(ValueError, match="no failure"):
        failed(PROVED, "")


# quantities

VALUE = ["exp", "1"]
EMPTY: dict[str, object] = {"symbols": {}, "given": [], "evolves": []}


def quantity(lower="2.71", upper="2.72", term=VALUE, trust="enclosed", context=EMPTY, certificate="sha256:2"):
    names = {"name": "e", "symbol": "e", "meaning": "Euler's number", "printed": None, "tightness": None}
    bounds = {"lower": lower, "upper": upper, "trust": trust}
    return {**names, **bounds, "term": term, "context": context, "certificate": certificate}


def within(lower, upper, term=VALUE):
    return answer(["and", ["<=", lower, term], ["<=", term, upper]], symbols={}, trust="enclosed")


def test_a_quantity_lies_between_bounds_that_are_established():
    assert unenclosed(quantity(), within("271/100", "68/25")) == ""
    assert unenclosed(quantity("2", "3"), within("271/100", "68/25")) == ""
    assert "does not establish" in unenclosed(quantity("2.715", "2.72"), within("271/100", "68/25"))
    assert "does not establish" in unenclosed(quantity("2.71", "2.715"), within("271/100", "68/25"))
    for half in (["<=", "271/100", VALUE], ["<", VALUE, "68/25"], ["!=", "271/100", VALUE], ["<=", VALUE, VALUE]):
        assert "does not establish" in unenclosed(quantity(), answer(half, symbols={}, trust="enclosed"))
    beside = answer(["and", ["<=", X, VALUE], ["<=", VALUE, X], ["<=", "2", VALUE]], symbols={}, trust="enclosed")
    assert unenclosed(quantity(), beside) != ""
    strict = answer(["and", ["<", "271/100", VALUE], ["<", VALUE, "68/25"]], symbols={}, trust="enclosed")
    assert unenclosed(quantity(), strict) == ""
    unequal = answer(["and", ["!=", "271/100", VALUE], ["!=", VALUE, "68/25"]], symbols={}, trust="enclosed")
    assert unenclosed(quantity(), unequal) != ""
    somewhere = answer(["and", ["<=", "271/100", VALUE], ["<=", VALUE, "68/25"]], "some", "enclosed", symbols={})
    assert "other points" in unenclosed(quantity(), somewhere)
    assert "does not establish" in unenclosed(quantity(), within("271/100", "68/25", ["exp", "2"]))
    assert "does not establish" in unenclosed(
        quantity(), answer(["<=", "271/100", VALUE], symbols={}, trust="enclosed")
    )


def test_whole_numbers_are_compared_as_well():
    told = within("1000", "1001")
    assert unenclosed(quantity("1000", "1001"), told) == ""
    assert unenclosed(quantity("1001", "1001"), told) != ""
    assert unenclosed(quantity("1000", "1000"), told) != ""
    for exact in (answer(["=", VALUE, "3"], symbols={}), answer(["=", "3", VALUE], symbols={})):
        assert unenclosed(quantity("3", "3"), exact) == ""
        assert unenclosed(quantity("3", "4"), exact) == ""
        assert unenclosed(quantity("4", "4"), exact) != ""
        assert unenclosed(quantity("2", "2"), exact) != ""
    one = answer(["and", ["<=", "1", ["v", "read"]], ["<=", ["v", "read"], "1"]], symbols={"read": REALS})
    context = {"symbols": {"read": REALS}, "given": [], "evolves": []}
    assert unenclosed(quantity("1", "1", ["v", "read"], "exact", context), one) == ""


def test_a_quantity_is_about_its_own_points_and_no_more_trusted_than_its_certificate():
    told = within("271/100", "68/25")
    told["judgement"]["given"] = [["=", X, "1"]]
    assert "other points" in unenclosed(quantity(), told)
    assert "published as exact" in unenclosed(quantity(trust="exact"), within("271/100", "68/25"))
    assert "no certificate" in unenclosed(quantity(), None)
    assert "no certificate" in unenclosed(quantity(certificate=None), None)
    assert "no certificate" in unenclosed(quantity(trust="sampled"), None)
    assert unenclosed(quantity(trust="sampled", certificate=None), None) == ""
    assert "rejects" in unenclosed(quantity(), {"rejected": "no"})


def zeros(n, modulo=("inference: as many as boxes",)):
    boxes = [["and", ["<=", str(2 * i), X], ["<=", X, str(2 * i + 1)]] for i in range(n)]
    return answer(["or", ["!=", ["sin", X], "0"], *boxes], symbols={"x": "[0, 9]"}, trust="enclosed", modulo=modulo)


def test_a_number_of_zeros_is_counted_again():
    context = {"symbols": {"x": "[0, 9]"}, "given": [], "evolves": []}
    three = quantity("3", "3", {"count": [["sin", X]]}, context=context)
    assert unenclosed(three, zeros(3)) == ""
    assert unenclosed(three, zeros(2)) != ""
    assert unenclosed(three, zeros(3, modulo=())) != ""
    assert unenclosed({**three, "lower": "2"}, zeros(3)) != ""
    assert unenclosed({**three, "term": {"count": [["cos", X]]}}, zeros(3)) != ""


def test_boxes_that_meet_are_not_counted():
    boxes = [["and", ["<=", "0", X], ["<=", X, "1"]], ["and", ["<=", "1", X], ["<=", X, "2"]]]
    told = answer(["or", ["!=", X, "0"], *boxes], symbols={"x": REALS})
    assert number_of_boxes(Judgement(told["judgement"]), [X]) is None
    half = answer(["or", ["!=", X, "0"], ["<=", "0", X]], symbols={"x": REALS})
    assert number_of_boxes(Judgement(half["judgement"]), [X]) is None
    none = answer(["!=", X, "0"], symbols={"x": UNIT})
    assert number_of_boxes(Judgement(none["judgement"]), [X]) == 0


def test_a_value_that_is_read_off_fills_its_places():
    told = answer(["<", X, "17"], symbols={"x": "[0, 17]"}, trust="enclosed")
    template = {**told["judgement"], "symbols": {"x": "[0, upper]"}, "concludes": ["<", X, ["v", "upper"]]}
    context = {k: told["judgement"][k] for k in ("symbols", "given", "evolves")}
    read = quantity("17", "17", {"read": template}, context=context)
    assert unenclosed(read, told) == ""
    assert unenclosed({**read, "lower": "18", "upper": "18"}, told) != ""
    assert unenclosed({**read, "lower": "16"}, told) != ""  # the lower end is nowhere in what was established
    assert unenclosed({**read, "term": {"read": told["judgement"]}}, told) != ""


def test_hypotheses_of_its_own_need_a_point():
    statement, own = claim(A), claim(A, given=[SMALL])
    some = answer(A, kind="some", given=[SMALL])
    assert "no point" in idle(own, statement, [])
    assert "no point" in idle(own, statement, [answer(A, given=[SMALL])])  # for all points is not for some
    assert "no point" in idle(own, statement, [answer(A, kind="some")])  # a point that need not meet them
    assert "no point" in idle(own, statement, [{"rejected": "why"}])
    assert idle(own, statement, [some]) == ""
    assert idle(own, own, []) == ""  # what is true of the statement is told there
    assert idle({**own, "kind": "some"}, statement, []) == ""
    assert idle(None, statement, []) == ""
    assert idle(claim(A, symbols={"x": UNIT}), statement, []) == ""  # nothing but domains with points in them
    moving = claim(A, evolves=[["=", ["app", "g", "0"], "1"]])
    assert "no run" in idle(moving, statement, [some])
    assert idle(moving, statement, [answer(A, kind="some", evolves=moving["evolves"])]) == ""


def test_a_measurement_is_proved_by_its_quantities():
    told = within("271/100", "68/25")
    found = judge(None, evidence(quantities=[quantity()]), told, quantities=[told])
    assert (found.verdict, found.trust, found.claim) == (PROVED, Trust.ENCLOSED, "e ∈ [2.71, 2.72]")
    assert judge(None, evidence(scope="in balls", quantities=[quantity()]), told, quantities=[told]).scope == "in balls"
    assert found.modulo == ()
    assert found.supports
    assert judge(None, evidence(None, note="none"), None).note == "none"
    mixed = [quantity(), quantity(trust="sampled", certificate=None)]
    found = judge(None, evidence(quantities=mixed), told, quantities=[told, None])
    assert (found.verdict, found.trust) == (SUPPORTED, Trust.SAMPLED)


def test_a_measurement_that_is_read_off_says_so():
    told = answer(["<", X, "17"], symbols={"x": "[0, 17]"}, trust="enclosed")
    template = {**told["judgement"], "symbols": {"x": "[0, upper]"}, "concludes": ["<", X, ["v", "upper"]]}
    context = {k: told["judgement"][k] for k in ("symbols", "given", "evolves")}
    read = quantity("17", "17", {"read": template}, context=context)
    plain = within("271/100", "68/25")
    found = judge(None, evidence(quantities=[quantity(), read]), told, quantities=[plain, told])
    assert (found.verdict, len(found.modulo)) == (PROVED, 1)
    assert found.modulo[0].startswith("inference:")
    named = quantity("1", "1", ["v", "read"], context={"symbols": {"read": REALS}, "given": [], "evolves": []})
    one = answer(["=", ["v", "read"], "1"], symbols={"read": REALS}, trust="enclosed")
    for other, its in ((quantity(), plain), (named, one)):
        assert judge(None, evidence(quantities=[other]), its, quantities=[its]).modulo == ()
    context = {"symbols": {"x": "[0, 9]"}, "given": [], "evolves": []}
    counted = quantity("3", "3", {"count": [["sin", X]]}, context=context)
    found = judge(None, evidence(quantities=[counted]), zeros(3), quantities=[zeros(3)])
    assert (found.verdict, found.modulo) == (PROVED, ("inference: as many as boxes",))


def test_a_wrong_quantity_takes_the_verdict_from_its_check():
    told = within("271/100", "68/25")
    found = judge(claim(A), evidence(quantities=[quantity("2.715", "2.72")]), answer(A), quantities=[told])
    assert found.verdict is UNDECIDED
    assert "the quantity e" in found.note
    with pytest.raises(ValueError, match="zip"):
        judge(claim(A), evidence(quantities=[quantity()]), answer(A))


# parts of the statement


def test_a_finding_closes_the_parts_that_it_establishes_under_the_statements_own_hypotheses():
    whole = claim(A, B, given=[SMALL])
    found = judge(claim(B, given=[SMALL]), evidence(), answer(B, given=[SMALL]), statement=whole)
    assert (found.verdict, found.closes, found.refutes, found.supports) == (PROVED, (1,), (), True)
    narrower = claim(B, given=[SMALL, OTHER])
    found = judge(narrower, evidence(), answer(B, given=[SMALL, OTHER]), statement=whole)
    assert (found.verdict, found.closes, found.supports) == (PROVED, (), True)
    found = judge(claim(OTHER), evidence(), answer(OTHER), statement=whole)
    assert (found.verdict, found.closes, found.supports) == (PROVED, (), False)


def test_a_point_closes_nothing():
    found = judge(claim(A), evidence(), answer(A, kind="some"), statement=claim(A))
    assert (found.verdict, found.closes, found.supports) == (SUPPORTED, (), True)


def test_a_finding_refutes_parts_in_groups():
    whole = claim(A, B)
    both = answer(["and", NOT_A, ["or", NOT_A, NOT_B]], kind="some")
    assert judge(whole, evidence(), both, statement=whole).refutes == ((0,),)
    found = judge(whole, evidence(), answer(NOT_B, kind="some"), statement=whole)
    assert (found.verdict, found.refutes) == (REFUTED, ((1,),))
    found = judge(whole, evidence(), answer(["or", NOT_A, NOT_B], kind="some"), statement=whole)
    assert (found.verdict, found.refutes) == (REFUTED, ((0, 1),))
    without = claim(A, B, given=[])
    found = judge(without, evidence(), answer(NOT_B, kind="some"), statement=claim(A, B, given=[SMALL]))
    assert (found.verdict, found.refutes) == (REFUTED, ())


# conclusions


def check(id="s#a", verdict="proved", role="conclusion", **more):
    usual = {"trust": "exact", "modulo": [], "judgement": {}, "refutation_means": "flawed"}
    parts = {
        "closes": [0] if verdict == "proved" else [],
        "refutes": [[0]] if verdict == "refuted" else [],
        "supports": True,
    }
    return {"id": id, "verdict": verdict, "role": role, **usual, **parts, **more}


def concluded(*checks, names=("1",), unexamined=(), uses=(), used=None, derivation=True, declared=None):
    statement = {"id": "s", "derivation": derivation, "names": names, "unexamined": unexamined, "uses": uses}
    counts = {role: sum(c["role"] == role for c in checks) for role in ("conclusion", "argument")}
    return conclude(statement, checks, used or {}, declared=declared or counts)


BY_HAND = ["Banach", "inference: hence the sentence"]


def test_a_statement_is_proved_when_every_part_is_closed():
    found = concluded(check(trust="enclosed", modulo=["Banach"]), check("s#b", closes=[1]), names=("1", "2"))
    assert (found["conclusion"], found["trust"], found["modulo"]) == ("proved", "enclosed", ["Banach"])
    found = concluded(check(), names=("1", "second"))
    assert found["conclusion"] == "supported"
    assert found["held_back_by"] == ["no finding closes part second"]


def test_one_check_may_close_all_parts_and_other_roles_close_none():
    assert concluded(check(closes=[0, 1]), names=("1", "2"))["conclusion"] == "proved"
    aside = check("s#b", "refuted", "argument", closes=[], refutes=[])
    found = concluded(check(), aside)
    assert (found["conclusion"], found["argument"]) == ("proved", "flawed")
    assert (
        concluded(check("s#b", role="sharpness"), check(verdict="undecided", supports=False))["conclusion"]
        == "undecided"
    )
    flawed = check(verdict="refuted", refutation_means="flawed")
    assert concluded(flawed, check("s#b", role="argument", closes=[]))["argument"] == "sound"


def test_an_inference_in_one_part_argues():
    by_hand = check("s#b", closes=[1], modulo=BY_HAND)
    assert concluded(check(), by_hand, names=("1", "2"))["conclusion"] == "argued"


def test_an_inference_argues():
    found = concluded(check(modulo=BY_HAND))
    assert found["conclusion"] == "argued"
    assert found["held_back_by"]
    assert concluded(check(modulo=BY_HAND), check("s#b"))["conclusion"] == "proved"


def test_a_clause_that_is_not_encoded_argues():
    found = concluded(check(), unexamined=["and it is unique"])
    assert (found["conclusion"], found["held_back_by"]) == ("argued", ["not encoded: and it is unique"])


def test_a_sentence_in_words_is_argued_at_best():
    words = {"names": ()}
    for verdicts, said in ((["undecided"], 0), (["proved"], 1), (["proved", "undecided"], 2)):
        checks = [check(f"s#{i}", v, closes=[]) for i, v in enumerate(verdicts)]
        assert len(concluded(*checks, **words)["held_back_by"]) == said
    assert concluded(check(closes=[]), **words)["conclusion"] == "argued"
    assert concluded(check(closes=[]), check("s#b", "supported"), **words)["conclusion"] == "supported"
    assert concluded(check(closes=[]), check("s#b", "undecided"), **words)["conclusion"] == "supported"
    assert concluded(check("s#b", "undecided"), **words)["conclusion"] == "undecided"
    assert concluded(check(verdict="refuted", refutes=[]), check("s#b", closes=[]), **words)["conclusion"] == "disputed"


def test_instances_support_and_unrelated_evidence_does_not():
    assert concluded(check(closes=[]))["conclusion"] == "supported"
    assert concluded(check(closes=[], supports=False))["conclusion"] == "undecided"
    assert concluded(check(verdict="supported", trust="sampled"))["conclusion"] == "supported"
    assert concluded(check(verdict="timeout", supports=False))["conclusion"] == "undecided"


def test_one_refuted_part_refutes():
    found = concluded(check(), check("s#b", "refuted", refutes=[[1]], trust="enclosed"), names=("1", "2"))
    assert (found["conclusion"], found["trust"]) == ("refuted", "enclosed")
    assert concluded(check(verdict="refuted", modulo=BY_HAND))["conclusion"] == "disputed"
    assert concluded(check(verdict="proved", closes=[], refutes=[[0]]))["conclusion"] == "refuted"


def test_what_is_refuted_must_bear_on_the_statement():
    aside = check(verdict="refuted", refutes=[])
    assert concluded(aside)["conclusion"] == "undecided"
    assert concluded(aside, unexamined=["and it is unique"])["conclusion"] == "disputed"
    assert concluded({**aside, "modulo": BY_HAND})["conclusion"] == "disputed"


def test_a_selection_never_strengthens():
    for c in (check(), check(verdict="refuted")):
        found = concluded(c, declared={"conclusion": 3, "argument": 0})
        assert (found["conclusion"], found["trust"]) == ("unchecked", None)
        assert found["held_back_by"] == ["1 of 3 conclusion checks were selected"]
    assert concluded(check(role="sharpness"))["held_back_by"] == ["no check examines the conclusion"]
    assert concluded(check(), declared={"argument": 0})["conclusion"] == "unchecked"
    assert concluded(check("s#b", role="argument", closes=[]), declared={"conclusion": 0})["argument"] == "sound"
    step = check("s#b", role="argument", closes=[])
    assert concluded(step, declared={"conclusion": 0, "argument": 2})["argument"] == "unchecked"


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("proved", "proved"),
        ("argued", "argued"),
        ("supported", "supported"),
        ("refuted", "supported"),
        (None, "supported"),
    ],
)
def test_a_conclusion_is_no_better_than_what_it_uses(theirs, ours):
    used = {"r": {"conclusion": theirs, "trust": "enclosed", "modulo": ["Picard–Lindelöf"]}} if theirs else {}
    found = concluded(check(), uses=["r"], used=used)
    assert found["conclusion"] == ours
    assert bool(found["held_back_by"]) is (theirs != "proved")
    if used:
        assert (found["trust"], found["modulo"]) == ("enclosed", ["Picard–Lindelöf"])
    assert concluded(check(verdict="refuted"), uses=["r"], used=used)["conclusion"] == "refuted"


# arguments


def test_what_is_supported_stays_so_beside_what_is_argued():
    used = {"r": {"conclusion": "argued", "trust": "exact", "modulo": []}}
    assert concluded(check(closes=[]), uses=["r"], used=used)["conclusion"] == "supported"


def test_what_is_used_may_have_no_trust():
    used: dict[str, dict[str, object]] = {"r": {"conclusion": "unchecked", "trust": None, "modulo": []}}
    found = concluded(check(trust="exact"), uses=["r"], used=used)
    assert (found["conclusion"], found["trust"]) == ("supported", "exact")
    assert found["held_back_by"] == ["r, which it uses, is unchecked"]


def test_an_argument_is_sound_only_if_every_step_is_proved():
    def argument(*verdicts, derivation=True, **more):
        steps = [check(f"s#{i}", v, "argument", closes=[], refutes=[], **more) for i, v in enumerate(verdicts)]
        return concluded(*steps, derivation=derivation)["argument"]

    assert argument("proved", "proved") == "sound"
    assert argument("proved", "undecided") == "unchecked"
    assert argument("proved", "supported") == "unchecked"
    assert argument("proved", "refuted") == "flawed"
    assert argument("proved", "refuted", refutation_means="incomplete") == "incomplete"
    assert argument() == "unchecked"
    assert argument("refuted", derivation=False) == "none"
    numbers = check("s#n", "supported", "argument", closes=[], judgement=None)
    assert concluded(check("s#0", role="argument", closes=[]), numbers)["argument"] == "sound"
    assert concluded(numbers)["argument"] == "unchecked"
    assert concluded(check("s#m", role="argument", closes=[], judgement=None))["argument"] == "sound"


# reasons, runs, contradictions


def test_what_is_wrong_in_a_source_says_why_and_how_to_mend_it():
    said = {"id": "s", "origin": "source", "why": "", "fix": ""}
    for wrong in (
        {"conclusion": "refuted"},
        {"conclusion": "disputed"},
        {"argument": "flawed"},
        {"argument": "incomplete"},
    ):
        state = {"conclusion": "proved", "argument": "sound", **wrong}
        assert len(lacking(said, state)) == 2
        assert len(lacking({**said, "why": "because"}, state)) == 1
        assert lacking({**said, "origin": "reading"}, state) == []
    assert lacking(said, {"conclusion": "argued", "argument": "sound"}) == []
    assert lacking(said, {"conclusion": "disputed", "argument": "flawed"})[0].startswith("s is disputed: ")
    assert lacking(said, {"conclusion": "argued", "argument": "flawed"})[1].startswith("s is argument flawed: ")
    assert "(why=)" in lacking({**said, "fix": "so"}, {"conclusion": "refuted", "argument": "none"})[0]


def test_a_run_is_shown_by_a_point_that_has_the_relations():
    start = [["=", ["app", "g", "0"], "1"]]
    asked = claim(A, evolves=start)
    assert run_shown(claim(A), [])
    assert not run_shown(asked, [])
    assert not run_shown(asked, [{"rejected": "no"}])
    assert not run_shown(asked, [answer(["=", "0", "0"], kind="some")])
    assert not run_shown(asked, [answer(["=", "0", "0"], evolves=start)])
    assert run_shown(asked, [answer(["=", "0", "0"], kind="some", evolves=start)])


def test_a_proof_and_a_refutation_of_one_part_stop_everything():
    with pytest.raises(Contradiction, match="s#a and refuted by s#b"):
        concluded(check(), check("s#b", "refuted"))
    with pytest.raises(Contradiction, match="part 1"):
        concluded(check(closes=[0, 1]), check("s#b", "refuted", refutes=[[0, 1]]), names=("1", "2"))
    assert concluded(check(), check("s#b", "refuted", refutes=[[0, 1]]), names=("1", "2"))["conclusion"] == "refuted"
    require_consistent("run", [check(), check("r#b", "refuted")])


def test_a_proof_and_a_refutation_of_one_claim_stop_everything():
    def found(id, verdict, asked):
        return check(id, verdict, "argument", closes=[], refutes=[], asked=asked)

    one = found("s#a", "proved", claim(A, B, given=[SMALL]))
    with pytest.raises(Contradiction, match="r#b"):
        require_consistent("run", [one, found("r#b", "refuted", claim(B, A, given=[SMALL]))])
    require_consistent("run", [one, found("r#b", "refuted", claim(A, B))])
    require_consistent("run", [one, found("r#b", "undecided", claim(A, B, given=[SMALL]))])
    with pytest.raises(Contradiction):
        require_consistent("run", [found("s#a", "proved", claim(A)), found("r#b", "proved", claim(NOT_A, kind="some"))])
    require_consistent("run", [found("s#a", "refuted", claim(A)), found("r#b", "proved", claim(NOT_A, kind="some"))])
    with pytest.raises(Contradiction):
        require_consistent(
            "run", [found("r#b", "refuted", claim(NOT_A, kind="some")), found("s#a", "refuted", claim(A))]
        )
    with pytest.raises(Contradiction):
        require_consistent("run", [found("r#b", "proved", claim(NOT_A, kind="some")), found("s#a", "proved", claim(A))])
    require_consistent("run", [found(f"s#{k}", "proved", claim(f, kind="some")) for k, f in enumerate((A, NOT_A))])
    require_consistent(
        "run", [found("s#a", "refuted", claim(A, B)), found("r#b", "refuted", claim(NOT_A, kind="some"))]
    )
    require_consistent("run", [found("s#a", "refuted", claim(A)), found("r#b", "refuted", claim(NOT_A))])
    require_consistent("run", [found("s#a", "proved", claim(kind="some")), found("r#b", "proved", claim(A))])
    require_consistent("run", [check(), check("s#c", closes=[1], asked=None)])


# plain data


@pytest.mark.parametrize(
    ("one", "other", "inside"),
    [
        ("[0, 1]", "[0, 1]", True),
        ("(0, 1)", "[0, 1]", True),
        ("[0, 1]", "(0, 1]", False),
        ("[0, 1]", "[0, 1)", False),
        ("[0, oo)", "(-oo, oo)", True),
        ("(-oo, oo)", "[0, oo)", False),
        ("[0, oo) in N", "[0, oo)", True),
        ("[0, oo)", "[0, oo) in N", False),
        ("[1, oo) in N", "[0, oo) in N", True),
        ("[-1/2, 1/3]", "[-1, 1/2]", True),
    ],
)
def test_domains_lie_in_one_another(one, other, inside):
    assert Domain.parse(one).inside(Domain.parse(other)) is inside


def test_the_contrary_is_that_of_the_producers():
    from checks.encode.terms import contrary as of_the_producers
    from checks.kernel import Language

    for formula in (A, B, ["=", X, Y], ["!=", X, "1"], ["or", A, ["and", B, ["=", X, Y]]], ["and", A, B]):
        assert contrary(formula) == of_the_producers(Language().term(formula, True)).to_json()
        assert contrary(contrary(formula)) == formula


def test_the_name_of_a_bound_step_is_no_part_of_the_meaning():
    def moving(step):
        relation = ["=", ["app", "g", ["+", ["v", step], "1"]], ["app", "g", ["v", step]]]
        return {**answer(A, evolves=[relation])["judgement"], "step": step}

    assert Judgement(moving("n")) == Judgement(moving("k"))
    assert Judgement(moving("n")) != Judgement({**moving("n"), "evolves": []})
