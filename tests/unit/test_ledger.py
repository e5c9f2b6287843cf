"""The ledger: how evidence is kept, how a file is written, and what a reader refuses."""

import copy
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import checks
from checks.ledger import (
    LedgerError,
    as_expected,
    assemble,
    canonical_json,
    certificates_of,
    digest,
    evidence_entry,
    failed_entry,
    is_entry,
    read,
    validate,
    write,
)
from checks.outcome import Curve, Evidence, Figure, Trust, Verdict
from checks.records import schema
from tests.unit.sample_ledger import CREATED, enclosed, sample_ledger, stand_in

EMPTY: dict[str, Any] = {"kind": "all", "symbols": {}, "given": [], "evolves": [], "concludes": ["=", "0", "0"]}


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return json.loads(json.dumps(sample_ledger()))


# ---------------------------------------------------------------------------------------------- evidence


def test_certificates_are_filed_under_the_hash_of_their_content() -> None:
    quantity = enclosed("c", "c", "a number", "1", "2")
    second = stand_in({**EMPTY, "kind": "some"})
    entry = evidence_entry(Evidence(certificate=stand_in(EMPTY), inhabited=second, quantities=(quantity,)), 1.23456)
    assert len(entry["certificates"]) == 3
    assert set(certificates_of(entry)) == set(entry["certificates"])
    assert all(digest(certificate) == name for name, certificate in entry["certificates"].items())
    assert entry["evidence"]["certificate"] == digest(stand_in(EMPTY))
    assert entry["evidence"]["inhabited"] == digest(second)
    assert entry["seconds"] == 1.235


def test_what_was_handed_over_is_plain_data() -> None:
    entry = evidence_entry(Evidence(trust=Trust.SAMPLED, scope="five points", witness={"x": "1"}), 0.0)
    assert json.loads(json.dumps(entry)) == entry
    assert type(entry["evidence"]["trust"]) is str


@pytest.mark.parametrize(
    "spoil",
    [
        lambda entry: entry.pop("evidence"),
        lambda entry: entry.pop("seconds"),
        lambda entry: entry.update(failed={"verdict": "error", "note": ""}),
        lambda entry: entry.update(evidence=None),
        lambda entry: entry.update(certificates={}),
        lambda entry: entry.update(certificates=[]),
        lambda entry: next(iter(entry["certificates"].values())).update(told={**EMPTY, "concludes": ["<", "1", "0"]}),
        lambda entry: entry["evidence"].update(note=7),
        lambda entry: entry["evidence"].update(quantities={}),
    ],
)
def test_an_entry_of_another_shape_or_with_another_certificate_is_none(spoil: Callable[[Any], object]) -> None:
    entry = evidence_entry(Evidence(certificate=stand_in(EMPTY)), 0.0)
    assert is_entry(entry)
    assert is_entry(failed_entry(Verdict.TIMEOUT, "late", 1.0))
    spoilt = copy.deepcopy(entry)
    spoil(spoilt)
    assert not is_entry(spoilt)
    others: list[Any] = [None, [], "proved", 1, {}]
    assert not any(map(is_entry, others))


def test_the_canonical_form_does_not_depend_on_order_or_container() -> None:
    assert canonical_json({"b": (1, 2), "a": "ε"}) == canonical_json({"a": "ε", "b": [1, 2]}) == '{"a":"ε","b":[1,2]}'
    with pytest.raises(ValueError, match=r"nan|JSON"):
        canonical_json({"a": float("nan")})


def test_a_curve_has_a_gap_where_it_is_not_finite() -> None:
    figure = Figure("f", "t", "x", "y", (Curve("c", [0.0, 1.0, 2.0], [1.0, float("nan"), float("inf")]),))
    entry = evidence_entry(Evidence(trust=Trust.NUMERICAL, scope="s", figures=(figure,)), 0.0)
    assert entry["figures"][0]["curves"][0]["y"] == [1.0, None, None]
    assert entry["figures"][0]["alt"] == "t: y against x; c"


def test_a_statement_is_recorded_in_latex_and_in_text(sample: dict[str, Any]) -> None:
    repair = next(s for s in sample["statements"] if s["id"].endswith("uniform-euler-bound"))
    assert r"\varepsilon\in(0,\,\frac{1}{2}]" in repair["symbols"]
    assert "varepsilon ∈ (0, 1/2]" in repair["text"]["symbols"]
    assert repair["repairs"] == "class_imbalance/assumption-1"
    assert repair["text"]["given"] == ["h ≤ 1/(2·varepsilon)"]
    assumption = next(s for s in sample["statements"] if s["id"].endswith("assumption-1"))
    assert [part["name"] for part in assumption["concludes"]] == ["number", "long bound"]
    assert assumption["concludes"][0]["text"] == "abs(u_0 − g(t)) ≤ 37/1000000"


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


def test_a_link_is_followed(sample: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "link.json").symlink_to(tmp_path / "store" / "real.json")
    write(tmp_path / "link.json", sample)
    write(tmp_path / "link.json", sample)
    assert (tmp_path / "link.json").is_symlink()
    assert read(tmp_path / "store" / "real.json") == sample
    assert [p.name for p in (tmp_path / "store").iterdir()] == ["real.json"]


def test_what_is_no_file_stays_what_it_is(sample: dict[str, Any], tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write(pipe, assemble([], [], {}, {}, {}, CREATED))
        assert json.loads(os.read(reader, 1 << 16))["statements"] == []
        assert stat.S_ISFIFO(pipe.stat().st_mode)
    finally:
        os.close(reader)
    assert [p.name for p in tmp_path.iterdir()] == ["pipe"]


def test_a_single_finding_that_is_not_as_expected_is_noticed(sample: dict[str, Any]) -> None:
    assert not as_expected(sample)
    mended = copy.deepcopy(sample)
    for statement in mended["statements"]:
        for check in statement["checks"]:
            check["as_expected"] = True
    assert as_expected(mended)
    mended["statements"][0]["failures"] = ["why= is missing"]
    assert not as_expected(mended)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no such ledger"),
        ("{", "not JSON"),
        ('{"schema": "referee-ledger/2", "created": NaN}', "NaN is not a JSON number"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a ledger"),
        ('{"schema": "referee-ledger/1"}', "'referee-ledger/1', expected 'referee-ledger/2'"),
        ('{"schema": "referee-ledger/2"}', r"\$: "),
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
        (lambda led: first_check(led).update(closes=[7]), "a part that the conclusion does not have"),
        (lambda led: first_check(led).update(id="demo/lemma-1#step"), "a check of another statement"),
        (lambda led: led["papers"].clear(), "belongs to no paper"),
        (lambda led: led["statements"][0]["judgement"]["concludes"].clear(), "not what its judgement concludes"),
        (lambda led: quantity_of(led).update(check="demo/lemma-1#a"), "belongs to no check of this statement"),
        (lambda led: led["statements"][0].update(id="No/Such id"), r"statements\[0\]\.id"),
        (lambda led: led["statements"].append(copy.deepcopy(led["statements"][0])), "occurs twice"),
        (lambda led: led.update(created="yesterday"), r"\$\.created"),
        (lambda led: quantity_of(led).update(lower="0.1 or so"), "lower"),
        (lambda led: quantity_of(led).update(lower="1/0"), "lower"),
        (lambda led: quantity_of(led).update(lower="5", upper="4"), "lower end above"),
        (lambda led: led["certificates"].pop(first_check(led)["certificate"]), "is not in this ledger"),
        (lambda led: led["certificates"][first_check(led)["certificate"]].update(told="0 = 1"), "was changed"),
    ],
)
def test_a_spoilt_ledger_is_refused(sample: dict[str, Any], spoil: Callable[[Any], object], message: str) -> None:
    spoilt = copy.deepcopy(sample)
    spoil(spoilt)
    with pytest.raises(LedgerError, match=message):
        validate(spoilt)


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(schema())


def test_the_schema_that_is_shipped_is_that_of_the_records() -> None:
    """If it is not: `python -m checks.records > checks/ledger.schema.json`."""
    shipped = Path(checks.__file__).with_name("ledger.schema.json")
    assert json.loads(shipped.read_text(encoding="utf-8")) == schema()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda led: first_check(led).update(surprise=1),
        lambda led: first_check(led).pop("scope"),
        lambda led: first_check(led).update(trust="numerical"),
        lambda led: first_check(led).update(certificate=None),
        lambda led: quantity_of(led).update(lower="1/0"),
        lambda led: quantity_of(led).update(trust="exact", certificate=None),
        lambda led: led["statements"][0].update(id="No/Such id"),
        lambda led: led["statements"][0]["judgement"].update(kind="most"),
        lambda led: led["statements"][0].update(conclusion="true"),
        lambda led: led.update(more=1),
    ],
)
def test_schema_and_reader_agree(sample: dict[str, Any], spoil: Callable[[Any], object]) -> None:
    judge = Draft202012Validator(schema())
    assert judge.is_valid(sample)
    spoilt = copy.deepcopy(sample)
    spoil(spoilt)
    assert not judge.is_valid(spoilt)
    with pytest.raises(LedgerError):
        validate(spoilt)


def test_no_ledger_is_written_that_could_not_be_read(sample: dict[str, Any], tmp_path: Path) -> None:
    spoilt = copy.deepcopy(sample)
    first_check(spoilt).update(surprise=1)
    with pytest.raises(LedgerError, match="surprise"):
        write(tmp_path / "ledger.json", spoilt)
    assert not (tmp_path / "ledger.json").exists()


@pytest.mark.parametrize("number", ["0", "-3", "3/8", "-3/8", "0.5", "-1.25e-7", "1E+5"])
def test_enclosures_are_decimal_or_rational(sample: dict[str, Any], number: str) -> None:
    changed = copy.deepcopy(sample)
    quantity_of(changed).update(lower=number, upper=number)
    validate(changed)
