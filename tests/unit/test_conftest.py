"""The frame of the test suite, tested from outside: pytest run on a suite of its own."""

from pathlib import Path

import pytest
from hypothesis import settings

CONFTEST = (Path(__file__).resolve().parent.parent / "conftest.py").read_text("utf-8")


@pytest.mark.parametrize(
    ("ci", "thorough", "profile", "derandomised"),
    [("true", "", "ci", True), ("", "", "dev", False), ("true", "1", "thorough", False)],
)
def test_the_profile_follows_the_environment(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str, thorough: str, profile: str, derandomised: bool
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("THOROUGH", thorough)
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(
        f"""
        from hypothesis import settings

        def test_profile():
            assert settings.get_current_profile_name() == {profile!r}
            assert settings.default.derandomize is {derandomised}
            assert settings.default.suppress_health_check == ()
        """
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_a_leaked_precision_does_not_reach_the_next_test(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(
        """
        import flint, mpmath

        def test_first():
            flint.ctx.prec, mpmath.mp.prec = 17, 19

        def test_second():
            assert (flint.ctx.prec, mpmath.mp.prec) == (53, 53)
        """
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)


def test_this_very_run_has_one_of_the_two_profiles() -> None:
    assert settings.get_current_profile_name() in {"dev", "ci"}
