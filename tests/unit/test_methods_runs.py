"""`checks.methods.runs`: crossings are certified, and constant runs are examined relation by relation."""

import pytest
from sympy import Interval, Rational, S, oo

from checks.kernel import Rejected
from checks.methods.runs import along_in_balls, constant_run, crossing, first_positive
from checks.methods.search import NotFound
from checks.outcome import Verdict
from checks.paper import Paper, eq, le, natural, real, sequence

h, t = real("h"), natural("t")
g = sequence("g")
PAPER = Paper("runs", "Runs", symbols={h: Interval.open(0, oo), t: S.Naturals0})
CLIMB = PAPER.lemma(
    "1", where="here", printed="g", evolves=[eq(g(t + 1), g(t) + h), eq(g(0), Rational(-5, 2))], concludes=le(-3, g(t))
)
STAYS = PAPER.lemma("2", where="here", printed="g", evolves=[le(g(t + 1), g(t)), le(1, g(t))], concludes=le(1, g(t)))


def test_a_crossing_is_found_and_certified():
    step, established = crossing(CLIMB, g(t), t, {h: 1})
    assert step == 3
    assert "(−2·t + 5)·g(t) < 0" in established.text


def test_a_value_that_starts_positive_or_never_gets_there_is_refused():
    with pytest.raises(ValueError, match="not negative after the first step"):
        first_positive(CLIMB, g(t), {h: 3})
    with pytest.raises(ValueError, match="not positive within"):
        first_positive(CLIMB, g(t), {h: Rational(1, 1000)}, last=100)


def test_values_along_the_orbit_come_in_order():
    assert [float(a) for (a,) in along_in_balls(CLIMB, {h: 1}, [g(t)], last=3)] == [-2.5, -1.5, -0.5, 0.5]


def test_a_constant_run_is_proved_or_refused():
    assert constant_run(STAYS, {t: 0}, {g: 1}).verdict is Verdict.PROVED
    with pytest.raises((NotFound, Rejected)):
        constant_run(STAYS, {t: 0}, {g: 0})
