"""What is printed: the table, what is not as expected, one statement in full; and JUnit for machines."""

import copy
import io
from typing import Any
from xml.etree import ElementTree

import pytest

from checks.report import junit, terminal
from tests.unit.sample_ledger import sample_ledger


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return sample_ledger()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_pipe_gets_aligned_plain_lines(sample: dict[str, Any]) -> None:
    out = io.StringIO()
    terminal.print_summary(sample, out)
    lines = out.getvalue().splitlines()
    column = lines[0].index("conclusion")
    assert all(line[column - 1] == " " and line[column] != " " for line in lines[1:8])
    assert "\x1b" not in out.getvalue()
    assert lines[-1].startswith("7 statements, 14 of 16 findings as expected")


def test_what_is_not_as_expected_comes_with_its_reason_and_the_command_to_see_it(sample: dict[str, Any]) -> None:
    text = terminal.plain_summary(sample)
    at = text.index("class_imbalance/uniform-euler-bound#fourth: timeout, expected proved")
    assert "300 s were not enough" in text[at:]
    assert "referee show class_imbalance/uniform-euler-bound" in text[at:]
    assert "#convexity" not in text


def test_a_terminal_gets_colour_unless_it_is_declined(sample: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured, plain = Terminal(), Terminal()
    terminal.print_summary(sample, coloured)
    monkeypatch.setenv("NO_COLOR", "1")
    terminal.print_summary(sample, plain)
    assert "\x1b[32m" in coloured.getvalue()
    assert "\x1b[32m" not in plain.getvalue()
    assert "class_imbalance/lemma-1" in plain.getvalue()


def test_one_statement_in_full(sample: dict[str, Any]) -> None:
    text = terminal.show_statement(sample, "class_imbalance/assumption-1")
    for part in (
        "conclusion     refuted (enclosed)",
        "argument       incomplete",
        "symbols        h ∈ (0, ∞)",
        "why            The theorem cited needs a Lipschitz constant",
        "fix            Use the uniform bound",
        "quote          |δₜ| = |gₜ − u(th)|",
        "reading        The gap stays within",
        "concludes      number: abs(u₀ − g(t)) ≤ 37/1000000",
        "existence      ° no sequence is shown",
        "repaired by    class_imbalance/uniform-euler-bound (argued)",
        "established    the contrary of part “number” of the encoded conclusion",
        "counterexample h = 1/10000, t = 1000000",
        "claims         h < exp(",
        "modulo         global error theorem for Euler's method",
        "[0.041997434161402606939, 0.041997434161402606940]",
        "tightness      1.0000",
    ):
        assert part in text
    assert max(map(len, text.splitlines())) <= 100


def test_ours_is_not_shown_as_a_quote_and_what_is_not_encoded_is_named(sample: dict[str, Any]) -> None:
    repair = terminal.show_statement(sample, "class_imbalance/uniform-euler-bound")
    assert "origin         ours, not in the source" in repair
    assert "quote" not in repair
    assert r"not encoded    the bound on $\Delta_t$" in terminal.show_statement(sample, "class_imbalance/proposition-2")


def test_what_a_statement_fails_to_say_is_printed_with_the_remedy(sample: dict[str, Any]) -> None:
    lacking = copy.deepcopy(sample)
    lacking["statements"][1]["failures"] = ["class_imbalance/assumption-1 is refuted: say what is wrong (why=)"]
    text = terminal.plain_summary(lacking)
    assert "\nclass_imbalance/assumption-1 is refuted: say what is wrong (why=)\n" in text
    assert "1 of the statements lack something" in text


def test_a_statement_that_may_speak_of_nothing_is_marked(sample: dict[str, Any]) -> None:
    lines = terminal.plain_summary(sample).splitlines()
    assert lines[1].startswith("class_imbalance/lemma-1 °")
    assert lines[-1].endswith("° may speak of nothing: no sequence is shown to obey its relations")


def test_a_statement_that_is_not_there_is_answered_with_those_that_are_near(sample: dict[str, Any]) -> None:
    with pytest.raises(terminal.UnknownStatement, match="did you mean class_imbalance/lemma-1"):
        terminal.show_statement(sample, "class_imbalance/lema-1")


def test_an_empty_ledger_can_be_shown(sample: dict[str, Any]) -> None:
    empty = {**sample, "statements": []}
    assert "0 statements, 0 of 0 findings as expected" in terminal.plain_summary(empty)
    terminal.print_summary(empty, Terminal())
    assert ElementTree.fromstring(junit.document(empty)).get("tests") == "0"


def test_junit_has_a_case_for_each_check_and_a_failure_for_each_surprise(sample: dict[str, Any]) -> None:
    root = ElementTree.fromstring(junit.document(sample))
    checks = [check for statement in sample["statements"] for check in statement["checks"]]
    cases = root.findall(".//testcase")
    assert len(cases) == len(checks) == int(root.get("tests", "0"))
    assert {case.get("classname") for case in cases} == {statement["id"] for statement in sample["statements"]}
    assert (root.get("failures"), root.get("errors")) == ("1", "1")
    (error,) = root.findall(".//error")
    assert error.get("message") == "timeout, expected proved"
    (failure,) = root.findall(".//failure")
    assert "referee show foundations/theorem-2" in (failure.text or "")


def test_junit_survives_characters_that_xml_cannot_carry(sample: dict[str, Any]) -> None:
    spoilt = copy.deepcopy(sample)
    check = spoilt["statements"][0]["checks"][0]
    check.update(title="bell \x07 & <tag> ]]>", note="\x00\x1b[31m\ud800", as_expected=False)
    root = ElementTree.fromstring(junit.document(spoilt))
    assert "& <tag> ]]>" in (root.findall(".//testcase")[0].get("name") or "")
