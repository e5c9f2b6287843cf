"""`checks.methods.runs`: crossings are certified, and constant runs are examined relation by relation."""

from dataclasses import replace

import pytest
from sympy import Interval, Rational, S, oo

from checks.kernel import Rejected
from checks.methods import evidence
from checks.methods.quantities import from_established
from checks.methods.runs import along_in_balls, constant_run, crossing, first_positive
from checks.methods.search import NotFound
from checks.methods.zeros import all_zeros
from checks.outcome import Verdict
from checks.paper import Paper, eq, le, natural, real, sequence
from tests.judged import judged

h, x, t = real("h"), real("x"), natural("t")
g = sequence("g")
PAPER = Paper("runs", "Runs", symbols={h: Interval.open(0, oo), t: S.Naturals0})
CLIMB = PAPER.lemma(
    "1", where="here", quote="g", evolves=[eq(g(t + 1), g(t) + h), eq(g(0), Rational(-5, 2))], concludes=[le(-3, g(t))]
)
STAYS = PAPER.lemma("2", where="here", quote="g", evolves=[le(g(t + 1), g(t)), le(1, g(t))], concludes=[le(1, g(t))])


def test_a_crossing_is_found_and_certified():
    step, established = crossing(CLIMB, g(t), t, {h: 1})
    assert step == 3
    assert "(−2·t + 5)·g(t) < 0" in established.text


def test_a_step_that_is_read_off_can_be_no_other_number():
    last, established = crossing(CLIMB, g(t), t, {h: 1})
    number = from_established("T", established, str(last), str(last), symbol="T", meaning="first step above zero")
    told = evidence(established, quantities=(number,))
    assert judged(told, None).verdict is Verdict.PROVED
    forged = replace(number, lower="4", upper="4")
    assert judged(evidence(established, quantities=(forged,)), None).verdict is Verdict.UNDECIDED


def test_bounds_that_were_not_established_are_not_published():
    _, established = crossing(CLIMB, g(t), t, {h: 1})
    with pytest.raises(ValueError, match="do not occur"):
        from_established("T", established, "7", "8", symbol="T", meaning="some step")


def test_zeros_are_counted_again():
    zeros = all_zeros([x**2 - Rational(1, 2)], {x: (-2, 2)})
    number = zeros.number("n", symbol="n", meaning="zeros of x² = 1/2")
    assert judged(evidence(zeros.established, quantities=(number,)), None).verdict is Verdict.PROVED
    forged = replace(number, lower="3", upper="3")
    assert judged(evidence(zeros.established, quantities=(forged,)), None).verdict is Verdict.UNDECIDED


def test_a_value_that_starts_positive_or_never_gets_there_is_refused():
    with pytest.raises(ValueError, match="not negative after the first step"):
        first_positive(CLIMB, g(t), {h: 3})
    with pytest.raises(ValueError, match="not positive within"):
        first_positive(CLIMB, g(t), {h: Rational(1, 1000)}, last=100)


def test_values_along_the_orbit_come_in_order():
    assert [float(a) for (a,) in along_in_balls(CLIMB, {h: 1}, [g(t)], last=3)] == [-2.5, -1.5, -0.5, 0.5]


def test_a_constant_run_is_established_or_refused():
    assert constant_run(STAYS, {t: 0}, {g: 1}).certificate is not None
    with pytest.raises((NotFound, Rejected)):
        constant_run(STAYS, {t: 0}, {g: 0})
