"""Honest certificates with one thing changed: a number, a relation, a leaf, a premise, a hypothesis, a domain.

The kernel must reject what results, or it must still be true; whether it is, mpmath says at many points.
"""

import copy
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import settings
from mpmath import mp, mpf

from checks.kernel import Established, Rejected, establish
from checks.kernel.judgement import Judgement
from checks.kernel.rules import RULES
from checks.kernel.terms import RELATIONS
from tests.soundness import oracle
from tests.soundness.honest import Certificate, honest

HONEST = honest()
SWAPS = {"exp": "sin", "log": "exp", "+": "*", "*": "+", "and": "or", "or": "and", "sin": "cos", "^": "+"}


def test_every_rule_has_an_honest_certificate() -> None:
    used = {(s["rule"], "some" if s.get("some") else "all") for c in HONEST.values() for s in c["steps"]}
    assert used == set(RULES)


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_certificate_is_accepted_and_true(name: str) -> None:
    established = establish(HONEST[name])
    assert disproof(established) is None
    assert Judgement.from_json(established.judgement) == established.claim
    again = establish(established.certificate)
    assert (again.claim, again.trust, again.modulo) == (established.claim, established.trust, established.modulo)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every place in a certificate with what stands there."""
    yield path, data
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*path, key))


def changed(data: Certificate, path: tuple[Any, ...], value: Any) -> Certificate:
    """A copy with another value at one place."""
    whole = copy.deepcopy(data)
    here: Any = whole
    for key in path[:-1]:
        here = here[key]
    here[path[-1]] = value
    return whole


def others(path: tuple[Any, ...], value: Any) -> Iterator[Any]:
    """What could stand there instead."""
    key = path[-1] if path else None
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif key == "tree":
        yield from (value[:-1], value + "n", "n", "m", "v", "x", "k", "", value.swapcase())
        for i, mark in enumerate(value[:40]):
            yield from (value[:i] + other + value[i + 1 :] for other in "nmvxk01" if other != mark)
    elif key == "rule":
        yield from (rule for rule, _ in RULES)
    elif key == "end":
        yield "hi" if value == "lo" else "lo"
    elif isinstance(value, str) and path[-2:-1] == ("symbols",):
        yield from (
            "(-oo, oo)",
            "[0, oo) in N",
            "[-10, 10]",
            value.replace("(", "[").replace("[-oo", "(-oo"),
            "[-1/10, 3]",
            "(0, oo)",
        )
    elif isinstance(value, str):
        if value in RELATIONS:
            yield from RELATIONS - {value}
        elif value in SWAPS:
            yield SWAPS[value]
        elif path[-1] != 0:
            try:
                q = Fraction(value)
            except (ValueError, ZeroDivisionError):
                yield from ("x", "y", "t", "zz")
            else:
                yield from map(
                    str, (q + 1, q - 1, -q, q / 2, 2 * q, Fraction(0), q + Fraction(1, 10**12), q - Fraction(1, 10**12))
                )
    elif isinstance(value, list):
        if (
            value
            and isinstance(value[0], str)
            and value[0] in {*RELATIONS, "+", "*", "^", "and", "or"}
            and len(value) > 2
        ):
            yield [value[0], *reversed(value[1:])]
            yield value[:-1]
        if not value or not isinstance(value[0], str):
            yield from (value[:i] + value[i + 1 :] for i in range(len(value)))
            yield value[::-1]


def disproof(established: Established) -> Any:
    """A reason why what was established is false, if one is met. (What rests on a cited theorem may be false.)"""
    claim = established.claim
    if established.modulo:
        return None
    random_ = random.Random(11)
    if claim.kind == "all":
        slow = any(t.op == "int" for t in claim.formula.subterms())
        return oracle.counterexample(claim, random_, 3 if slow else 60)
    if established.certificate["steps"][-1]["rule"] == "witness":
        return None if _holds_at(established) else claim
    ((name, domain),) = claim.context.symbols
    left, right = claim.formula.args  # one equation in one unknown: a change of sign between the ends of the box
    with mp.workdps(30):
        ends = [{name: mpf(q.numerator) / q.denominator} for q in (domain.lo, domain.hi) if q is not None]
        differences = [oracle.value(left, at) - oracle.value(right, at) for at in ends]
    return None if min(differences) <= 0 <= max(differences) else claim


def _holds_at(established: Established) -> bool:
    claim, data = established.claim, established.certificate["steps"][-1]
    at = {name: Fraction(q) for name, q in data["at"].items()}
    here: dict[str, Any] = dict(at)
    try:
        if claim.context.evolves:
            (t,) = claim.context.step_symbols
            here = oracle.orbit(claim.context, here, int(at[t]) + 3)
        inside = all(at[name] in domain for name, domain in claim.context.symbols)
        return inside and all(oracle.holds(f, here) for f in (*claim.context.given, claim.formula))
    except (oracle.TooCloseError, OverflowError):
        return True


def tampered_once(data: Certificate, random_: random.Random) -> Certificate:
    found = list(places(data))
    while True:
        path, value = random_.choice(found)
        if choices := list(others(path, value)):
            return changed(data, path, random_.choice(choices))


def tamperings(data: Certificate) -> Iterator[Certificate]:
    for path, value in places(data):
        for other in others(path, value):
            yield changed(data, path, other)


@pytest.mark.parametrize("name", HONEST)
def test_a_tampered_certificate_is_rejected_or_true(name: str) -> None:
    tried = accepted = 0
    for tampered in tamperings(HONEST[name]):
        tried += 1
        try:
            established = establish(tampered)
        except Rejected:
            continue
        accepted += 1
        assert disproof(established) is None, (established.text, tampered)
    assert tried > 30
    assert accepted < tried


@pytest.mark.parametrize("name", HONEST)
def test_a_certificate_tampered_with_twice_is_rejected_or_true(name: str) -> None:
    random_ = random.Random(name)
    for _ in range(settings.default.max_examples * 2 if settings.default else 80):
        tampered = tampered_once(tampered_once(HONEST[name], random_), random_)
        try:
            established = establish(tampered)
        except Rejected:
            continue
        assert disproof(established) is None, (established.text, tampered)


def test_the_judge_can_tell() -> None:
    """The oracle that passes tampered certificates finds what is wrong with false ones."""
    for name, false in {
        "enclosure": ["<", ["*", ["v", "x"], ["+", "1", ["*", "-1", ["v", "x"]]]], "1/4"],
        "identity": ["=", ["v", "x"], ["+", ["v", "x"], "1/1000000000000"]],
        "induction": ["<", ["app", "g", ["v", "t"]], "3/2"],
        "orbit": ["<", ["app", "g", ["v", "t"]], "3/2"],
        "antiderivative": ["=", ["int", "1", "s", "1", ["v", "b"]], ["v", "b"]],
        "roots": ["or", ["!=", ["^", ["v", "x"], "2"], "9/4"], ["<", ["v", "x"], "5/4"]],
    }.items():
        claim = establish(HONEST[name]).claim
        judgement = Judgement.from_json({**claim.to_json(), "concludes": false})
        assert oracle.counterexample(judgement, random.Random(3), 300) is not None, name
