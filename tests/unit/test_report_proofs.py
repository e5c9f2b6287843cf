"""Certificates as numbered steps: which rule, from what, and an outline where there are many."""

from typing import Any

from checks.report.proofs import lemma_names, proof_of

X = ["v", "x"]
POSITIVE = ["<", "0", X]


def certificate(*steps: dict[str, Any], given: tuple[Any, ...] = ()) -> dict[str, Any]:
    outer = {"symbols": {"x": "(-oo, oo)"}, "given": list(given), "evolves": []}
    inner = {**outer, "given": [*given, POSITIVE]}
    return {"certificate": 2, "contexts": [outer, inner], "steps": [{"in": 0, **step} for step in steps]}


def test_every_step_of_a_short_proof_says_its_rule_and_what_it_comes_from() -> None:
    shown = proof_of(
        certificate(
            {"rule": "given", "shows": POSITIVE, "in": 1},
            {"rule": "lemma", "shows": POSITIVE, "digest": "sha256:a"},
            {"rule": "linear", "shows": ["<", "0", ["*", "2", X]], "from": [0, 1], "multipliers": ["1", "2"]},
            {"rule": "enclosure", "shows": POSITIVE, "tree": "0nn", "split": [X]},
        ),
        {"sha256:a": "p/lemma-1#step"},
    )
    assert shown is not None
    assert shown.whole
    first, second, third, last = shown.steps
    assert (first.words, first.assumed) == ("a hypothesis", (POSITIVE,))
    assert (second.words, second.lemma) == ("proved elsewhere", "p/lemma-1#step")
    assert (third.words, third.premises, third.terms) == ("added up, multiplied by", (1, 2), (("(2)", "2"),))
    assert last.words == "by interval evaluation over 2 boxes"
    assert [step.number for step in shown.steps] == [1, 2, 3, 4]


def test_a_long_proof_is_an_outline_that_says_what_is_left_out() -> None:
    plain: list[dict[str, Any]] = [{"rule": "identity", "shows": ["=", X, X]}] * 80
    steps = [*plain, {"rule": "induction", "shows": POSITIVE, "symbol": "t", "from": [0, 1]}, *plain]
    shown = proof_of(certificate(*steps), {})
    assert shown is not None
    assert not shown.whole
    assert [(step.number, step.left_out) for step in shown.steps] == [(81, 80), (161, 79)]
    assert shown.rules == {"identity": 160, "induction": 1}


def test_what_is_no_certificate_has_no_proof() -> None:
    assert proof_of({"certificate": 0, "steps": [{"rule": "stand-in"}]}, {}) is None


def test_a_certificate_is_named_after_the_first_finding_that_rests_on_it() -> None:
    check = {"id": "p/a#x", "certificate": "sha256:1"}
    ledger = {"statements": [{"checks": [check, {**check, "id": "p/a#y"}, {"id": "p/a#z", "certificate": None}]}]}
    assert lemma_names(ledger) == {"sha256:1": "p/a#x"}
