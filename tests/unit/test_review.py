"""What a ledger says is put together from evidence and answers: contradictions, selections, what may speak of nothing.

The kernel here believes whatever it is told (see `sample_ledger`); the verdicts themselves are tested in test_verdict.
"""

from typing import Any

import pytest
import sympy as sp

from checks.encode.claims import claim_json
from checks.ledger import digest
from checks.outcome import Evidence, Verdict
from checks.paper import Claim, Paper, eq, gt, le, natural, real, sequence
from checks.run.review import used_first
from tests.unit.sample_ledger import counterexample, established, put_together, stand_in

x, t, g = real("x"), natural("t"), sequence("g")

Record = dict[str, Any]


def paper(name: str = "demo") -> Paper:
    return Paper(name, "Demo", symbols={x: sp.Reals, t: sp.Naturals0})


def statement_of(demo: Paper, number: str = "1", **fields: Any) -> Any:
    fields.setdefault("concludes", [gt(sp.exp(x), 0)])
    return demo.lemma(number, where="here", origin="derived", derivation=False, **fields)


def records_of(*papers: Paper, **how: Any) -> tuple[dict[str, Record], list[str]]:
    _, contradictions, _, statements = put_together(papers, **how)
    return {s["id"]: s for s in statements}, contradictions


# ---------------------------------------------------------------------------------------------- contradictions


def test_a_proof_and_a_refutation_of_one_conclusion_are_a_contradiction() -> None:
    demo = paper()
    lemma = statement_of(demo)

    @lemma.conclusion("true")
    def true(c: Claim) -> Evidence:
        return Evidence(certificate=established(c))

    @lemma.conclusion("false", expect=Verdict.REFUTED)
    def false(c: Claim) -> Evidence:
        return Evidence(certificate=counterexample(c))

    found, (contradiction,) = records_of(demo)
    assert "demo/lemma-1" in contradiction
    record = found["demo/lemma-1"]
    assert (record["conclusion"], record["trust"]) == ("undecided", None)
    assert record["failures"][0].startswith("CONTRADICTION")


def test_a_claim_that_one_statement_proves_and_another_refutes_is_a_contradiction() -> None:
    demo = paper()
    one, two = statement_of(demo), statement_of(demo, "2", concludes=[gt(x, 0)])

    @one.argument("true", claims=[gt(x**2, 0), gt(x**4, 0)])
    def true(c: Claim) -> Evidence:
        return Evidence(certificate=established(c))

    @two.argument("false", claims=[gt(x**4, 0), gt(x**2, 0)], expect=Verdict.REFUTED)
    def false(c: Claim) -> Evidence:
        return Evidence(certificate=counterexample(c))

    _, (contradiction,) = records_of(demo)
    assert "demo/lemma-1#true is proved and demo/lemma-2#false, the same claim, is refuted" in contradiction


# --------------------------------------------------------------------------------------------------- selections


def test_a_conclusion_whose_checks_did_not_all_run_is_unchecked() -> None:
    demo = paper()
    lemma = statement_of(demo)

    @lemma.conclusion("true")
    def true(c: Claim) -> Evidence:
        return Evidence(certificate=established(c))

    @lemma.conclusion("also")
    def also(c: Claim) -> Evidence:
        return Evidence(certificate=established(c))

    whole, _ = records_of(demo)
    part, _ = records_of(demo, leaving_out=["demo/lemma-1#also"])
    assert whole["demo/lemma-1"]["conclusion"] == "proved"
    assert part["demo/lemma-1"]["conclusion"] == "unchecked"
    assert part["demo/lemma-1"]["held_back_by"] == ["1 of 2 conclusion checks were selected"]


# ---------------------------------------------------------------------------------------------------- existence


def recursion(demo: Paper, run: bool | None) -> None:
    """A statement about a recursion. run: is the automatic kind of check there, and does it keep the recursion?"""
    lemma = statement_of(demo, evolves=[eq(g(t + 1), g(t) / 2), eq(g(0), x)], concludes=[le(g(t), 1 + x**2)])

    @lemma.conclusion("by induction")
    def step(c: Claim) -> Evidence:
        return Evidence(certificate=established(c))

    if run is None:
        return

    @lemma.hypotheses("can be met", exists=[], evolves=[])
    def met(c: Claim) -> Evidence:
        whole = claim_json(lemma.claim)
        told = {**(whole if run else claim_json(c)), "kind": "some", "concludes": ["=", "0", "0"]}
        return Evidence(certificate=stand_in({**told, "symbols": whole["symbols"]}))


@pytest.mark.parametrize(("run", "existence"), [(True, "shown"), (False, "not shown"), (None, "not shown")])
def test_what_is_not_shown_to_have_a_run_is_marked(run: bool | None, existence: str) -> None:
    demo = paper()
    recursion(demo, run)
    found, _ = records_of(demo)
    assert (found["demo/lemma-1"]["existence"], found["demo/lemma-1"]["conclusion"]) == (existence, "proved")
    if run is not None:
        assert found["demo/lemma-1"]["checks"][-1]["verdict"] == "proved"


def test_a_statement_without_recursions_needs_no_run() -> None:
    demo = paper()
    statement_of(demo)
    assert records_of(demo)[0]["demo/lemma-1"]["existence"] == "not needed"


# --------------------------------------------------------------------------------------------------------- uses


@pytest.mark.parametrize("declared", [True, False])
def test_a_lemma_that_a_certificate_cites_must_be_among_the_uses(declared: bool) -> None:
    demo = paper()
    lemma = statement_of(demo)

    @lemma.conclusion("true")
    def true(c: Claim) -> Evidence:
        return Evidence(certificate=established(c))

    theorem = statement_of(demo, "2", concludes=[gt(sp.exp(x), -1)], uses=[lemma] if declared else [])

    @theorem.conclusion("from the lemma")
    def from_the_lemma(c: Claim) -> Evidence:
        certificate = established(c)
        certificate["steps"].insert(0, {"rule": "lemma", "digest": digest(true().certificate)})
        return Evidence(certificate=certificate)

    record = records_of(demo)[0]["demo/lemma-2"]
    said = "demo/lemma-1, which its certificates instantiate, is not among its uses; add it to uses=[…]"
    assert record["failures"] == ([] if declared else [said])


def test_statements_come_after_those_that_they_use_and_circles_are_named() -> None:
    assert list(used_first({"a": ["c", "b"], "b": ["c"], "c": ["elsewhere"]})) == ["c", "b", "a"]
    chain = {str(i): [str(i + 1)] for i in range(5000)}
    assert next(iter(used_first(chain))) == "4999"
    with pytest.raises(ValueError, match="a: rests on itself \\(a uses b uses a\\)"):
        list(used_first({"a": ["b"], "b": ["a"]}))


# ------------------------------------------------------------------------------------------------------ witness


def test_the_point_that_is_shown_is_that_of_the_certificate() -> None:
    demo = paper()
    lemma = statement_of(demo, concludes=[gt(x, 0)])

    @lemma.conclusion("fails", expect=Verdict.REFUTED)
    def fails(c: Claim) -> Evidence:
        certificate = counterexample(c)
        certificate["steps"].append({"rule": "witness", "at": {"x": ["*", "-1", ["exp", "2"]]}})
        return Evidence(certificate=certificate, witness={"x": "7", "y": "8"})

    record = records_of(demo)[0]["demo/lemma-1"]["checks"][-1]
    assert (record["verdict"], record["witness"]) == ("refuted", {"x": "−exp(2)"})
