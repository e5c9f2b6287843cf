"""Certificates as Coq theorems: what a theorem says, and that Coq accepts the true ones and no altered one."""

from __future__ import annotations

import argparse
import copy
import shutil
from pathlib import Path
from typing import Any

import pytest

from checks.commands import export as export_command
from checks.complaints import BadInput
from checks.encode.coq.compiler import Compiler, CoqAbsent, write_sources
from checks.encode.coq.development import Exported, exported
from checks.kernel.replay import digest

X = ["v", "x"]
LINE = {"symbols": {"x": "(0, oo)"}, "given": [], "evolves": []}


def certificate(*steps: dict[str, Any], contexts: list[Any] | None = None, extensions: list[str] | None = None) -> Any:
    return {"certificate": 2, "extensions": extensions or [], "contexts": contexts or [LINE], "steps": list(steps)}


def step(rule: str, shows: Any, premises: list[int] | None = None, **data: Any) -> dict[str, Any]:
    return {"rule": rule, "in": 0, "shows": shows, "from": premises or [], **data}


def export(*certificates: Any) -> dict[str, Exported]:
    """The certificates and those that they cite, by digest."""
    filed, done = {digest(c): c for c in certificates}, dict[str, Exported]()
    for name in filed:
        exported(filed, name, done)
    return done


def one(made: Any) -> Exported:
    (found,) = export(made).values()
    return found


INVERSE = certificate(step("given", ["<", "0", ["^", ["log", ["+", X, "2"]], "-1"]]))
COUNTING = {
    "symbols": {"t": "[0, oo) in N"},
    "given": [],
    "evolves": [
        ["=", ["app", "g", ["+", ["v", "n"], "1"]], ["+", ["app", "g", ["v", "n"]], "2"]],
        ["=", ["app", "g", "0"], "1"],
    ],
    "step": "n",
}


def test_what_makes_a_term_defined_stands_in_the_theorem() -> None:
    claim = one(INVERSE).claim
    assert "0 < x ->" in claim
    assert claim.endswith("0 < x + 2 /\\ ln (x + 2) <> 0 /\\ 0 < / ln (x + 2)")


def test_sequences_are_functions_on_the_natural_numbers() -> None:
    made = certificate(step("given", ["=", ["app", "g", "0"], "1"]), contexts=[COUNTING])
    claim = one(made).claim
    assert "(t : nat) (g : nat -> R)" in claim
    assert "(forall n : nat, g (n + 1)%nat = g n + 2) ->" in claim


def test_a_cited_theorem_is_a_hypothesis_of_the_theorem() -> None:
    found = one(certificate(step("cited", ["<", "0", X], theorem="Nobody's theorem")))
    ((name, says),) = found.cited
    assert name.startswith("Nobody_s_theorem")
    assert found.claim.startswith(f"forall ({name} : {says})")


def test_a_rule_without_an_exporter_is_named() -> None:
    made = certificate(step("roots", ["<", "0", X]), extensions=["roots"])
    assert one(made).problem == "the rule roots"
    pairs: dict[str, Any] = {"terms": [["2", X]], "symbol": "y", "variable": "r", "law": "m", "support": ["0", None]}
    made = certificate(step("expect", ["<", "0", X], **pairs), extensions=["expectation"])
    assert one(made).problem == "the rule expect"  # whose data is of another shape


def test_names_that_coq_does_not_know_are_replaced_and_kept_apart() -> None:
    context = {"symbols": {"exp": "(0, oo)", "a!": "(0, oo)", "a^": "(0, oo)"}, "given": [], "evolves": []}
    claim = one(certificate(step("given", ["<", "0", ["v", "exp"]]), contexts=[context])).claim
    assert "(a_ : R) (a__ : R) (exp_ : R)" in claim


NOTHING: dict[str, Any] = {"symbols": {}, "given": [], "evolves": []}
BELL = ["int", ["^", ["+", ["^", ["v", "z"], "2"], "1"], "-1"], "z", "0", "1"]
U, W = ["vec", "u"], ["vec", "w"]
BOTH, APART = ["+", U, W], ["+", U, ["*", "-1", W]]
PARALLELOGRAM = certificate(
    step(
        "bilinear",
        [
            "=",
            ["+", ["inner", BOTH, BOTH], ["inner", APART, APART]],
            ["+", ["*", "2", ["inner", U, U]], ["*", "2", ["inner", W, W]]],
        ],
        null=[],
    ),
    contexts=[NOTHING],
    extensions=["vectors"],
)


def test_vectors_are_those_of_any_real_inner_product_space() -> None:
    claim = one(PARALLELOGRAM).claim
    assert claim.startswith("forall (V_ : Space) (u : V_) (w : V_),")
    assert "inner (vadd u (vmul (-1) w)) (vadd u (vmul (-1) w))" in claim


def test_a_folder_that_is_no_export_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf-8")
    with pytest.raises(BadInput, match="not empty"):
        export_command._cleared(tmp_path)
    assert (tmp_path / "thesis.tex").is_file()


CLAIMS: dict[str, Any] = {
    "given": INVERSE,
    "an open end": certificate(step("given", ["<", ["^", ["+", "1", ["exp", X]], "-1"], "1/2"])),
    "identity": certificate(
        step("identity", ["=", ["exp", ["*", "2", X]], ["*", ["exp", ["*", "3", X]], ["^", ["exp", X], "-1"]]])
    ),
    "linear": certificate(
        step("given", ["<", "0", X]), step("linear", ["<", "1", ["+", X, "1"]], [0], multipliers=["1"])
    ),
    "enclosure": certificate(
        step("enclosure", ["<=", ["exp", X], "272/100"], tree="0nn", split=[X]),
        contexts=[{"symbols": {"x": "[0, 1]"}, "given": [], "evolves": []}],
        extensions=["subdivision"],
    ),
    "witness": certificate(
        {**step("witness", ["<", ["^", X, "2"], X], at={"x": "1/2"}), "some": True},
    ),
    "an integral": certificate(step("given", ["<=", BELL, BELL]), contexts=[NOTHING], extensions=["integrals"]),
    "the error function": certificate(
        step("given", ["<", ["erf", "1/2"], ["erf", "3/5"]]), contexts=[NOTHING], extensions=["functions"]
    ),
    "vectors": PARALLELOGRAM,
    "coordinates": certificate(
        {
            **step(
                "coordinates", ["=", "0", "0"], at={}, index="n", runs={}, vectors={"u": ["0", "2"], "w": ["1", "1"]}
            ),
            "some": True,
        },
        contexts=[{"symbols": {}, "given": [["<", "1", ["inner", U, W]]], "evolves": []}],
        extensions=["vectors"],
    ),
    "orbit": certificate(
        step("orbit", ["<", "2", ["app", "g", "25"]]),
        contexts=[{**COUNTING, "symbols": {}}],
        extensions=["orbits"],
    ),
}


def altered(made: Any) -> Any:
    """The same with the last claim turned round."""
    turned = copy.deepcopy(made)
    last = turned["steps"][-1]["shows"]
    last[1], last[2] = last[2], last[1]
    turned["steps"][-1]["at"] = {"x": "1/2"}
    return turned


LOPSIDED = copy.deepcopy(PARALLELOGRAM)
LOPSIDED["steps"][0]["shows"][2][1][1] = "3"


@pytest.mark.coq
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("coqc") is None, reason="Coq is not installed")
def test_coq_accepts_the_claims_and_none_that_is_turned_round(tmp_path: Path) -> None:
    true = export(*CLAIMS.values())
    false = export(*(altered(CLAIMS[name]) for name in ("linear", "witness", "the error function", "orbit")), LOPSIDED)
    done = {**true, **false}
    compiler = Compiler(tmp_path, None, 1, 600)
    compiler.certificates(done, dict.fromkeys(done, "toy"), lambda name: None)
    assert {compiler.answers[d].result for d in true} == {"accepted"}
    assert {compiler.answers[d].result for d in false} == {"failed"}
    problem, axioms = compiler.paper("toys", [(d, f"t{k}", e) for k, (d, e) in enumerate(true.items())])
    assert problem == ""
    assert "ClassicalDedekindReals.sig_forall_dec" in axioms


def test_without_coq_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(CoqAbsent, match="libcoq-interval"):
        Compiler(tmp_path, None, 1, 1)


@pytest.mark.parametrize(
    ("result", "accepted", "failing", "status"),
    [
        ("accepted", "a/b#c", "", 0),
        ("not expressible", "", "", 0),
        ("failed", "", "", 1),
        ("failed", "", "a/b#c  %% too weak", 0),
        ("failed", "a/b#c", "a/b#c", 1),
        ("not expressible", "a/b#c", "", 1),
        ("out of time", "a/b#c", "", 4),
        ("out of time", "", "", 0),
    ],
)
def test_what_is_rejected_or_no_longer_accepted_decides_the_exit_status(
    result: str, accepted: str, failing: str, status: int, tmp_path: Path
) -> None:
    lists = {"expected": accepted, "failing": failing}
    for name, text in lists.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    options = argparse.Namespace(**{name: str(tmp_path / name) for name in lists})
    assert export_command._status({"a/b#c": {"result": result, "why": ""}}, options, 0) == status


def test_the_sources_are_written_without_asking_coq(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    done = export(INVERSE)
    ((name, made),) = done.items()
    write_sources(tmp_path, done, {name: "toy"}, {"toy": [("a title (* here", "it_is_positive", made)]})
    assert "Theorem it_is_positive :" in (tmp_path / "toy.v").read_text(encoding="utf-8")
    assert made.text in (tmp_path / "toy_0_0.v").read_text(encoding="utf-8")
    assert not any("Admitted" in path.read_text(encoding="utf-8") for path in tmp_path.glob("*.v"))
