"""Numbers in print: rounded outward from exact values, and named once each in constants.tex."""

import copy
import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.encode.decimals import rounded_down, rounded_up, shared_value
from checks.encode.latex_numbers import enclosure
from checks.report import constants
from tests.unit.sample_ledger import sample_ledger

decimals = st.builds(
    lambda digits, power: Fraction(digits) * Fraction(10) ** power, st.integers(-(10**25), 10**25), st.integers(-40, 10)
)
numbers = decimals | st.fractions(max_denominator=10**6)


@given(numbers, st.integers(1, 20))
def test_rounding_is_outward_and_short(number: Fraction, digits: int) -> None:
    low, high = rounded_down(number, digits), rounded_up(number, digits)
    assert low.value <= number <= high.value
    assert Fraction(low.plain()) == low.value
    assert Fraction(high.plain()) == high.value
    assert len(str(abs(low.digits))) <= digits + 1
    width = high.value - low.value
    assert width == 0 or width <= abs(number) * Fraction(10) ** (1 - digits)


@given(numbers, numbers)
def test_what_both_ends_share_is_within_half_a_digit_of_each(a: Fraction, b: Fraction) -> None:
    low, high = min(a, b), max(a, b)
    shared = shared_value(str(low), str(high))
    if shared is not None:
        half = Fraction(10) ** shared.exponent / 2
        assert abs(shared.value - low) <= half
        assert abs(shared.value - high) <= half


def ends_in_print(latex: str) -> tuple[Fraction, Fraction]:
    """What a reader takes from the printed form."""
    text = latex.strip("$").replace(r"\times 10^{", "e").replace("{}", "")
    if match := re.fullmatch(r"\[(\S+?)\}?,\\ (\S+?)\}?\]", text):
        return Fraction(match[1]), Fraction(match[2])
    if match := re.fullmatch(r"\\refenclosed\{(.*?)\}\{(.*?)\}\{(.*?)\}(?:e(-?\d+)\})?", text):
        power = f"e{match[4]}" if match[4] else ""
        return Fraction(match[1] + match[2] + power), Fraction(match[1] + match[3] + power)
    if match := re.fullmatch(r"\\frac\{(.*)\}\{(.*)\}", text):
        return Fraction(f"{match[1]}/{match[2]}"), Fraction(f"{match[1]}/{match[2]}")
    value = Fraction(text.rstrip("}"))
    return value, value


@given(numbers, numbers)
def test_a_printed_enclosure_encloses(a: Fraction, b: Fraction) -> None:
    low, high = ends_in_print(enclosure(str(min(a, b)), str(max(a, b))))
    assert low <= min(a, b)
    assert max(a, b) <= high


@given(decimals, st.integers(1, 30))
def test_a_narrow_enclosure_is_printed_narrowly(number: Fraction, digits: int) -> None:
    other = number + abs(number) * Fraction(10) ** -digits
    low, high = ends_in_print(enclosure(str(number), str(other)))
    assert high - low <= 2 * (other - number) + abs(number) * Fraction(10) ** -17


@pytest.mark.parametrize(
    ("lower", "upper", "latex"),
    [
        ("3/8", "3/8", r"$\frac{3}{8}$"),
        ("2", "2", "$2$"),
        ("4/2", "4/2", "$2$"),
        ("0.25", "0.25", "$0.25$"),
        ("0.9", "1.2", r"$[0.9,\ 1.2]$"),
        ("-1e-9", "2e-9", r"$[-1\times 10^{-9},\ 2\times 10^{-9}]$"),
        ("0.04199743416140260693", "0.04199743416140260694", r"$\refenclosed{0.0419974341614026069}{3}{4}$"),
        ("0.4999996", "0.5000004", r"$[0.4999996,\ 0.5000004]$"),
        ("-11", "-1", r"$[-11,\ -1]$"),
        ("10", "11", r"$\refenclosed{1}{0}{1}$"),
        ("-0.125", "-0.123", r"$\refenclosed{-0.12}{5}{3}$"),
        ("1.23456e-7", "1.23471e-7", r"$\refenclosed{1.234}{56}{71}\times 10^{-7}$"),
    ],
)
def test_enclosures_in_print(lower: str, upper: str, latex: str) -> None:
    assert enclosure(lower, upper) == latex


# ------------------------------------------------------------------------------------------- constants.tex


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return sample_ledger()


def test_each_quantity_has_a_command_and_its_two_ends(sample: dict[str, Any]) -> None:
    text = constants.document(sample)
    for line in (
        r"\newcommand{\ClassImbalanceAssumptionOneEulerL}{0.04199743416140260694}",
        r"\newcommand{\ClassImbalanceAssumptionOneEulerLLower}{0.041997434161402606939}",
        r"\newcommand{\ClassImbalanceAssumptionOneEulerLUpper}{0.04199743416140260694}",
        r"\newcommand{\ClassImbalanceAssumptionOneTiny}{\ensuremath{1.23456789012346\times 10^{-7}}}",
        r"\newcommand{\ClassImbalanceAssumptionOneLoss}{\ensuremath{[0.9,1.2]}}",
        r"\newcommand{\ClassImbalanceExperimentsPlateauOneTen}{1.1}",
        r"\csname verified:\detokenize{class_imbalance/assumption-1/euler_l/lower}\endcsname{0.041997434161402606939}",
    ):
        assert line in text
    assert "numerical: not enclosed" in text


def test_names_are_letters_and_unique(sample: dict[str, Any]) -> None:
    names = constants.macro_names(sample)
    every = [name + end for name in names.values() for end in ("", "Lower", "Upper")]
    assert all(re.fullmatch("[A-Za-z]+", name) for name in every)
    assert len(every) == len(set(every))


def test_names_that_would_clash_have_no_command_and_keep_their_own_name(sample: dict[str, Any]) -> None:
    clashing = copy.deepcopy(sample)
    id, quantities = next((s["id"], s["quantities"]) for s in clashing["statements"] if s["quantities"])
    model = quantities[0]
    quantities[:] = [{**model, "name": name} for name in ("gap", "gap_lower", "gap_1", "gap_one", "g_ap", "rest")]
    names = constants.macro_names(clashing)
    assert [names[id, name] for name in ("gap", "gap_lower", "gap_1", "gap_one")] == ["", "", "", ""]
    assert names[id, "g_ap"]
    assert names[id, "rest"]
    text = constants.document(clashing)
    assert all(rf"\detokenize{{{id}/{name}}}" in text for name in ("gap", "gap_lower", "gap_1", "gap_one"))


def test_a_constant_more_changes_no_other_name(sample: dict[str, Any]) -> None:
    more = copy.deepcopy(sample)
    quantities = next(s["quantities"] for s in more["statements"] if s["quantities"])
    quantities.insert(0, {**quantities[0], "name": "another"})
    before, after = constants.macro_names(sample), constants.macro_names(more)
    assert {key: after[key] for key in before} == before
    lines = set(constants.document(sample).splitlines())
    assert lines <= set(constants.document(more).splitlines())


def test_every_line_is_a_comment_or_one_definition(sample: dict[str, Any]) -> None:
    definition = r"\\newcommand\{\\[A-Za-z]+\}(\[1\])?\{.+\}|\\expandafter\\def\\csname verified:\S+\\endcsname\{.+\}"
    for line in constants.document(sample).splitlines():
        assert line.startswith("%") or re.fullmatch(definition, line)
        assert line.startswith("%") or line.isascii()
