"""The oracle itself: it knows solutions, laws and functions otherwise than by the kernel, and contradicts lies."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from mpmath import mp, mpf

from checks.kernel import Judgement
from tests.soundness import oracle
from tests.soundness.certificates import LANGUAGE, context, data, term
from tests.soundness.solutions import NoDigitsError, solution

HERE = {"a": "[1/2, 3/2]", "z": "[0, 2]"}


@pytest.mark.parametrize(
    ("drift", "known"),
    [
        (lambda u: -u, lambda t: mp.exp(-t) / 2),
        (lambda u: mp.exp(-u), lambda t: mp.log(t + mp.exp(mpf(1) / 2))),
        (lambda u: u * (1 - u), lambda t: 1 / (1 + mp.exp(-t))),
        (lambda u: mpf(3), lambda t: mpf(1) / 2 + 3 * t),
    ],
    ids=["decay", "logarithm", "logistic", "constant"],
)
def test_solutions_in_closed_form(drift: Callable[[Any], Any], known: Callable[[Any], Any]) -> None:
    with mp.workdps(oracle.DIGITS):
        for time in (mpf(0), mpf(1) / 3, mpf(1)):
            assert abs(solution(drift, mpf(1) / 2, time) - known(time)) < mpf(10) ** -42


def test_a_solution_that_explodes_has_no_digits() -> None:
    with mp.workdps(oracle.DIGITS), pytest.raises(NoDigitsError):
        solution(lambda u: u * u, mpf(2), mpf(1))


@pytest.mark.parametrize(
    ("claim", "true"),
    [
        ("flow(-x, x, a, z) <= a", True),
        ("flow(-x, x, a, z) <= a - a*z/2", False),
        ("flow(x*(1 - x), x, 1, z) == 1", True),
        ("E(r**2, r, m) >= E(r, r, m)**2", True),
        ("E(r, r, m) <= E(r, r, w)", False),
        ("E(max(0, r), r, m) > 0", False),
        ("fun(p, a) == fun(p, a*1)", True),
        ("fun(p, a) <= fun(p, z)", False),
    ],
)
def test_claims_about_solutions_laws_and_functions(claim: str, true: bool) -> None:
    judgement = Judgement("all", LANGUAGE.context(context(HERE)), term(claim))
    assert (oracle.counterexample(judgement, random.Random(5), 100) is None) == true


def test_what_may_have_no_solution_is_not_decided() -> None:
    for drift in ("sqrt(x)", "1/(x - 1/4)"):  # it may leave 0 at any time; it falls towards the pole
        with pytest.raises(oracle.TooCloseError):
            oracle.value(term(["flow", data(drift), "x", "0", "1"]), {})
