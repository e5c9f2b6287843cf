"""A benchmark compares like with like only if both sides compute the same thing."""

import pytest
from flint import arb

from tests.benchmarks import __main__ as command
from tests.benchmarks.bench_bare_orbit import in_flint, in_mpmath
from tests.benchmarks.timing import Row, best_seconds


def test_both_bare_loops_follow_the_same_orbit() -> None:
    ball, number = in_flint(200), in_mpmath(200)
    assert abs(ball - arb(str(number))) < arb("1e-14")
    assert ball < -1


def test_contestants_take_turns() -> None:
    order: list[str] = []
    seconds = best_seconds([lambda: order.append("a"), lambda: order.append("b")], turns=2)
    assert order == ["a", "b", "a", "b"]
    assert all(0 <= s < 1 for s in seconds)


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (Row("t", 1.2, "×"), True),
        (Row("t", 1.2, "×", at_most=1.3), True),
        (Row("t", 1.4, "×", at_most=1.3), False),
        (Row("t", 4.9, "×", at_least=5), False),
    ],
)
def test_a_limit_is_kept_or_missed(row: Row, kept: bool) -> None:
    assert row.kept is kept
    assert ("MISSED" in command.line(row)) is not kept


def test_an_unknown_benchmark_is_named_with_those_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["nothing"]) == 2
    assert "nothing; there are: bare_orbit" in capsys.readouterr().err
