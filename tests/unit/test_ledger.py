"""The ledger: what is recorded of a check, how the two axes follow, and what a reader refuses."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sympy as sp

from checks import ledger as ledger_module
from checks.ledger import (
    LedgerError,
    as_expected,
    assemble,
    canonical_json,
    certificates_of,
    digest,
    read,
    record_check,
    record_quantities,
    record_statement,
    validate,
    write,
)
from checks.outcome import Argument, Curve, Figure, Finding, Role, Trust, Verdict
from checks.paper import Check, Paper, Statement, real
from tests.unit.sample_ledger import CREATED, Established, enclosed, sample_ledger

x = real("x")


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return sample_ledger()


def statement_of(derivation: bool = True, uses: int = 0, words_only: bool = False) -> Statement:
    paper = Paper("demo", "Demo", symbols={x: sp.Reals})
    used = [paper.lemma(str(i), where="here", printed="0=0") for i in range(uses)]
    concludes = None if words_only else sp.And(sp.exp(x) >= 1 + x, sp.cos(x) < x + 9)
    return paper.theorem("9", where="here", printed="?", concludes=concludes, uses=used, derivation=derivation)


def found(
    verdict: str,
    role: str = "conclusion",
    closes: tuple[int, ...] = (),
    modulo: tuple[str, ...] = (),
    means: str = "flawed",
    trust: str = "exact",
) -> dict[str, Any]:
    check = Check("demo/theorem-9#a", "a", Role(role), lambda: finding, refutation_means=Argument(means))
    if verdict in ("proved", "refuted"):
        make = Finding.proved if verdict == "proved" else Finding.refuted
        finding = make(Established("x ∈ ℝ ⊢ x**2 >= 0", trust, modulo))
    else:
        finding = Finding(Verdict(verdict), Trust.NUMERICAL, scope="x ≤ 10", modulo=modulo)
    return record_check(check, finding, 0.0, closes=closes)


def judged(*checks: dict[str, Any], parts: int = 2, established: dict[str, str] | None = None, **how: Any) -> Any:
    return record_statement(statement_of(**how), checks, [], parts, established or {})


# ---------------------------------------------------------------------------------------------- first axis


@pytest.mark.parametrize(
    ("checks", "conclusion"),
    [
        ([], "unchecked"),
        ([found("proved", "argument")], "unchecked"),
        ([found("proved", closes=(0, 1))], "proved"),
        ([found("proved", closes=(0,)), found("proved", closes=(1,))], "proved"),
        ([found("proved", closes=(0,))], "supported"),
        ([found("proved", closes=(0, 1)), found("undecided")], "proved"),
        ([found("proved", closes=(0, 1)), found("refuted", closes=(1,))], "refuted"),
        ([found("refuted", modulo=("inference: one instance is enough",))], "refuted"),
        ([found("refuted")], "undecided"),
        ([found("proved", closes=(0, 1), modulo=("Banach",))], "proved"),
        ([found("proved")], "supported"),
        ([found("proved", modulo=("inference: a limit that is exact",))], "proved"),
        ([found("proved", modulo=("inference: a limit that is exact",)), found("supported")], "supported"),
        ([found("supported", modulo=("inference: a limit",))], "supported"),
        ([found("timeout"), found("undecided"), found("error")], "undecided"),
        ([found("proved", closes=(2,))], "supported"),
        ([found("supported", closes=(0, 1))], "supported"),
    ],
)
def test_the_conclusion_follows_from_the_findings(checks: list[dict[str, Any]], conclusion: str) -> None:
    assert judged(*checks)["conclusion"] == conclusion


def test_a_statement_in_words_is_proved_only_through_a_written_inference() -> None:
    assert judged(found("proved"), parts=0, words_only=True)["conclusion"] == "supported"
    inferred = found("proved", modulo=("inference: the pieces together are the sentence in print",))
    assert judged(inferred, found("proved"), parts=0, words_only=True)["conclusion"] == "proved"


def test_no_conclusion_is_better_than_what_it_uses() -> None:
    closed = found("proved", closes=(0, 1))
    assert (
        judged(closed, uses=2, established={"demo/lemma-0": "proved", "demo/lemma-1": "proved"})["conclusion"]
        == "proved"
    )
    record = judged(closed, uses=2, established={"demo/lemma-0": "proved", "demo/lemma-1": "supported"})
    assert record["conclusion"] == "supported"
    assert record["held_back_by"] == ["demo/lemma-1, which it uses, is supported"]
    record = judged(closed, uses=1, established={})
    assert (record["conclusion"], record["held_back_by"]) == (
        "supported",
        ["demo/lemma-0, which it uses, is not checked in this run"],
    )


def test_a_refutation_does_not_wait_for_what_is_used() -> None:
    record = judged(found("refuted", closes=(0,)), uses=1)
    assert (record["conclusion"], record["held_back_by"]) == ("refuted", [])


def test_what_is_not_closed_is_named() -> None:
    record = judged(found("proved", closes=(0,)))
    assert record["held_back_by"] == ["part 2 of 2 of the conclusion is closed by no finding"]


def test_trust_is_the_weakest_and_modulo_all_of_what_the_conclusion_rests_on() -> None:
    record = judged(
        found("proved", closes=(0,), modulo=("Banach",)),
        found("proved", closes=(1,), trust="enclosed", modulo=("Rolle", "Banach")),
        found("supported", modulo=("not needed",)),
        found("proved", "argument", modulo=("not the conclusion's",)),
    )
    assert (record["trust"], record["modulo"]) == ("enclosed", ["Banach", "Rolle"])
    assert judged(found("undecided"))["trust"] is None


# --------------------------------------------------------------------------------------------- second axis


@pytest.mark.parametrize(
    ("checks", "argument"),
    [
        ([], "unchecked"),
        ([found("proved", closes=(0, 1))], "unchecked"),
        ([found("proved", "argument")], "sound"),
        ([found("proved", "argument"), found("undecided", "argument")], "unchecked"),
        ([found("proved", "argument"), found("supported", "argument")], "unchecked"),
        ([found("refuted", "argument")], "flawed"),
        ([found("refuted", "argument", means="incomplete"), found("undecided", "argument")], "incomplete"),
        ([found("refuted", "argument", means="incomplete"), found("refuted", "argument")], "flawed"),
        ([found("refuted", "hypotheses"), found("proved", "argument")], "sound"),
    ],
)
def test_the_argument_follows_from_its_steps(checks: list[dict[str, Any]], argument: str) -> None:
    assert judged(*checks)["argument"] == argument


def test_without_a_derivation_there_is_no_argument() -> None:
    assert judged(found("refuted", "argument"), derivation=False)["argument"] == "none"


# ------------------------------------------------------------------------------------------------- records


def test_a_check_is_recorded_with_what_was_expected_of_it() -> None:
    check = Check("demo/theorem-9#a", "title", Role.SHARPNESS, lambda: finding, expected=Verdict.REFUTED)
    finding = Finding.proved(Established("x ∈ ℝ ⊢ x**2 >= 0"), witness={"x": "1/2"}, note="n")
    record = record_check(check, finding, 1.23456, closes=[1, 0, 1])
    assert record["as_expected"] is False
    assert (record["verdict"], record["expected"], record["role"]) == ("proved", "refuted", "sharpness")
    assert (record["scope"], record["seconds"], record["closes"]) == ("x ∈ ℝ", 1.235, [0, 1])
    assert record["certificate"] == digest(Established("x ∈ ℝ ⊢ x**2 >= 0").certificate)
    assert not any(isinstance(value, Verdict | Trust | Role) and type(value) is not str for value in record.values())


def test_certificates_are_filed_under_the_hash_of_their_content() -> None:
    quantity = enclosed("c", "c", "a number", "1", "2")
    finding = Finding.proved(Established("⊢ 0 = 0"), quantities=(quantity,))
    certificates = certificates_of(finding)
    assert len(certificates) == 2
    assert all(digest(certificate) == name for name, certificate in certificates.items())
    check = Check("demo/theorem-9#a", "t", Role.CONCLUSION, lambda: finding)
    assert record_quantities(check, finding)[0]["certificate"] in certificates


def test_the_canonical_form_does_not_depend_on_order_or_container() -> None:
    assert canonical_json({"b": (1, 2), "a": "ε"}) == canonical_json({"a": "ε", "b": [1, 2]}) == '{"a":"ε","b":[1,2]}'
    with pytest.raises(ValueError, match=r"nan|JSON"):
        canonical_json({"a": float("nan")})


def test_a_curve_has_a_gap_where_it_is_not_finite() -> None:
    figure = Figure("f", "t", "x", "y", (Curve("c", [0.0, 1.0, 2.0], [1.0, float("nan"), float("inf")]),))
    finding = Finding.evidence(Trust.NUMERICAL, scope="s", figures=(figure,))
    record = record_check(Check("demo/theorem-9#a", "t", Role.CONCLUSION, lambda: finding), finding, 0.0)
    assert record["figures"][0]["curves"][0]["y"] == [1.0, None, None]


def test_a_statement_is_recorded_in_latex_and_in_text(sample: dict[str, Any]) -> None:
    repair = next(s for s in sample["statements"] if s["id"].endswith("uniform-euler-bound"))
    assert r"\varepsilon \in \left(0, \frac{1}{2}\right]" in repair["symbols"]
    assert "varepsilon ∈ (0, 1/2]" in repair["text"]["symbols"]
    assert repair["repairs"] == "class_imbalance/assumption-1"
    assert repair["text"]["given"] == ["h <= 1/(2*varepsilon)"]


def test_what_a_used_statement_leans_on_is_passed_on() -> None:
    base = judged(found("proved", closes=(0, 1), trust="enclosed", modulo=("Banach",)))
    top = {**judged(found("proved", closes=(0, 1))), "id": "demo/theorem-10", "uses": [base["id"]]}
    last = {**judged(found("proved", closes=(0, 1))), "id": "demo/theorem-11", "uses": ["demo/theorem-10"]}
    ledger = assemble([], [last, top, base], {}, {}, {}, CREATED)
    assert [s["trust"] for s in ledger["statements"]] == ["enclosed"] * 3
    assert [s["modulo"] for s in ledger["statements"]] == [["Banach"]] * 3


# --------------------------------------------------------------------------------------- writing and reading


def test_a_ledger_is_read_as_it_was_written(sample: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    write(path, sample)
    assert read(path) == sample
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.json"]


def test_the_same_ledger_is_written_in_the_same_bytes(sample: dict[str, Any], tmp_path: Path) -> None:
    write(tmp_path / "a", sample)
    write(tmp_path / "b", sample_ledger())
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_an_empty_ledger_is_a_ledger(tmp_path: Path) -> None:
    write(tmp_path / "a", assemble([], [], {}, {}, {}, CREATED))
    assert as_expected(read(tmp_path / "a"))


def test_a_write_that_fails_leaves_the_old_file(sample: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    write(path, sample)
    with pytest.raises(ValueError, match="JSON"):
        write(path, {**sample, "settings": {"bad": float("nan")}})
    assert read(path) == sample
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.json"]


def test_a_single_finding_that_is_not_as_expected_is_noticed(sample: dict[str, Any]) -> None:
    assert not as_expected(sample)
    mended = copy.deepcopy(sample)
    for statement in mended["statements"]:
        for check in statement["checks"]:
            check["as_expected"] = True
    assert as_expected(mended)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no such ledger"),
        ("{", "not JSON"),
        ('{"schema": "referee-ledger/1", "created": NaN}', "NaN is not a JSON number"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a ledger"),
        ('{"schema": "referee-ledger/2"}', "'referee-ledger/2', expected 'referee-ledger/1'"),
        ('{"schema": "referee-ledger/1"}', r"\$: "),
    ],
)
def test_what_is_not_a_ledger_is_refused_in_one_line(content: str | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(LedgerError, match=message) as refused:
        read(path)
    assert "\n" not in str(refused.value)
    assert str(path) in str(refused.value)


def test_bytes_that_are_not_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "ledger.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LedgerError, match="cannot be read"):
        read(tmp_path / "ledger.json")


def first_check(ledger: Any) -> Any:
    return ledger["statements"][0]["checks"][0]


def quantity_of(ledger: Any) -> Any:
    return next(q for s in ledger["statements"] for q in s["quantities"])


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda led: first_check(led).update(verdict="maybe"), r"\$\.statements\[0\]\.checks\[0\]\.verdict"),
        (lambda led: first_check(led).update(surprise=1), "surprise"),
        (lambda led: first_check(led).pop("scope"), "scope"),
        (lambda led: first_check(led).update(trust="numerical"), "numerical"),
        (lambda led: first_check(led).update(certificate=None), "certificate"),
        (lambda led: led["statements"][0].update(id="No/Such id"), r"statements\[0\]\.id"),
        (lambda led: led["statements"].append(copy.deepcopy(led["statements"][0])), "occurs twice"),
        (lambda led: led.update(created="yesterday"), r"\$\.created"),
        (lambda led: quantity_of(led).update(lower="0.1 or so"), "lower"),
        (lambda led: quantity_of(led).update(lower="1/0"), "lower"),
        (lambda led: quantity_of(led).update(lower="5", upper="4"), "lower end above"),
        (lambda led: led["certificates"].pop(first_check(led)["certificate"]), "is not in this ledger"),
        (lambda led: led["certificates"][first_check(led)["certificate"]].update(claim="0 = 1"), "was changed"),
    ],
)
def test_a_spoilt_ledger_is_refused(sample: dict[str, Any], spoil: Callable[[Any], object], message: str) -> None:
    spoilt = copy.deepcopy(sample)
    spoil(spoilt)
    with pytest.raises(LedgerError, match=message):
        validate(spoilt)


def test_the_schema_is_itself_valid() -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(json.loads(ledger_module.SCHEMA_FILE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("number", ["0", "-3", "3/8", "-3/8", "0.5", "-1.25e-7", "1E+5"])
def test_enclosures_are_decimal_or_rational(sample: dict[str, Any], number: str) -> None:
    changed = copy.deepcopy(sample)
    quantity_of(changed).update(lower=number, upper=number)
    validate(changed)
