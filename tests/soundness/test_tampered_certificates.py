"""The honest certificates of the corpus with something changed: a number, a relation, a leaf, a premise, a domain.

The kernel must reject what results, or it must still be true; whether it is, mpmath says at many points, and for what
exists at the point that the certificate names. (`python -m tests.soundness.fuzz` does the same to ledgers.)
"""

import copy
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import settings
from mpmath import mp, mpf

from checks.kernel import Established, Judgement, Rejected, digest, establish
from checks.kernel.replay import replay
from checks.kernel.terms import BOUND, RELATIONS, Term
from tests.soundness import oracle
from tests.soundness.certificates import LANGUAGE
from tests.soundness.corpus.cases import CASES, Case
from tests.soundness.tampering import altered, places

Certificate = dict[str, Any]
HONEST = [case for case in CASES if not case.rejected]
LARGEST = 2500  # characters; longer certificates are altered at random only
TIMES = settings.default.max_examples if settings.default else 40
SWAPS = {"exp": "sin", "log": "exp", "+": "*", "*": "+", "and": "or", "or": "and", "sin": "cos", "^": "root"}


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
        for i, mark in enumerate(value[:12]):
            yield from (value[:i] + other + value[i + 1 :] for other in "nmvxk01" if other != mark)
    elif key == "rule":
        yield from sorted({rule for rule, _ in LANGUAGE.rules})
    elif key == "end":
        yield "hi" if value == "lo" else "lo"
    elif isinstance(value, str) and path[-2:-1] == ("symbols",):
        yield from (
            "(-oo, oo)",
            "[0, oo) in N",
            "[-10, 10]",
            value.replace("(", "[").replace("[-oo", "(-oo"),
            "(0, oo)",
        )
    elif isinstance(value, str):
        yield from _other_texts(path, value)
    elif isinstance(value, list):
        head = value[0] if value and isinstance(value[0], str) else ""
        if head in {*RELATIONS, "+", "*", "^", "and", "or"} and len(value) > 2:
            yield [head, *reversed(value[1:])]
            yield value[:-1]
        if not head:
            yield from (value[:i] + value[i + 1 :] for i in range(len(value)))
            yield value[::-1]


def _other_texts(path: tuple[Any, ...], value: str) -> Iterator[str]:
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
            near = Fraction(1, 10**12)
            yield from map(str, (q + 1, q - 1, -q, q / 2, 2 * q, Fraction(0), q + near, q - near))


def alterations(certificate: Certificate) -> Iterator[Certificate]:
    """Everything that can be changed at one place of contexts and steps."""
    for path, value in places(certificate):
        if path and path[0] in ("contexts", "steps"):
            for other in others(path, value):
                yield changed(certificate, path, other)


def disproof(established: Established, made: Certificate) -> Any:
    """A reason why what was established is false, if one is met. (What rests on a cited theorem may be false.)"""
    claim = established.claim
    if established.modulo or any(u.op == "int" for f in _formulas(claim) for u in f.subterms()):
        return None
    if claim.kind == "all":
        return oracle.counterexample(claim, random.Random(11), 30) if _is_explicit(claim) else None
    last = made["steps"][-1]
    if last["rule"] not in ("witness", "root") or claim.context.evolves:
        return None
    try:
        if last["rule"] == "witness":
            at = {name: _number(q) for name, q in last["at"].items()}
            return None if all(oracle.holds(f, at) for f in (*claim.context.given, claim.formula)) else claim
        return None if len(claim.context.symbols) > 1 else _without_change_of_sign(claim)
    except (oracle.TooCloseError, OverflowError, KeyError):
        return None


def _formulas(claim: Judgement) -> list[Term]:
    return [claim.formula, *claim.context.given, *claim.context.evolves]


def _number(data: Any) -> Any:
    return oracle.value(LANGUAGE.term(data), {})


def _is_explicit(claim: Judgement) -> bool:
    """Whether the oracle can follow the sequences: starts g(0) = number, steps g(n + 1) = …, and nothing else."""
    if any(u.op == "app" for f in _formulas(claim) for u in f.subterms()) and not claim.context.evolves:
        return False
    for f in claim.context.evolves:
        left, right = f.args if f.op == "=" else (f, f)
        start = left.op == "app" and left.args[1].op == "q" and left.args[1].args[0] == 0
        values = any(u.op == "app" for u in right.subterms())
        if left.op != "app" or (BOUND in right.variables and start) or (start and values):
            return False
        if not start and left.args[1] != LANGUAGE.term(["+", ["v", "n"], "1"]).substitute({"n": Term("v", (BOUND,))}):
            return False
    return True


def _without_change_of_sign(claim: Judgement) -> Any:
    """An equation in one unknown that has one sign at the ends and between: nothing in the box solves it."""
    ((name, domain),) = claim.context.symbols
    left, right = claim.formula.args
    assert domain.lo is not None
    assert domain.hi is not None
    with mp.workdps(30):
        points = [domain.lo + (domain.hi - domain.lo) * Fraction(k, 40) for k in range(41)]
        differences = [oracle.value(left, {name: q}) - oracle.value(right, {name: q}) for q in points]
    return None if min(differences) <= mpf(0) <= max(differences) else claim


@pytest.mark.parametrize("case", HONEST, ids=lambda case: case.name)
def test_an_honest_certificate_is_true(case: Case) -> None:
    for name, answer in replay(case.certificates).items():
        assert isinstance(answer, Established)
        assert disproof(answer, case.certificates[name]) is None


SHORT = [
    (case.name, certificate)
    for case in HONEST
    if len(case.certificates) == 1
    for certificate in case.certificates.values()
    if len(str(certificate)) < LARGEST
]


@pytest.mark.parametrize("rule", sorted({c["steps"][-1]["rule"] for _, c in SHORT}))
def test_a_certificate_with_one_change_is_rejected_or_true(rule: str) -> None:
    """All changes at one place, of the shortest certificates that end in the rule."""
    ending = sorted((len(str(c)), name) for name, c in SHORT if c["steps"][-1]["rule"] == rule)
    chosen = {name for _, name in ending[:3]}
    tried = accepted = 0
    for name, honest in SHORT:
        for tampered in alterations(honest) if name in chosen else ():
            tried += 1
            try:
                established = establish(tampered)
            except Rejected:
                continue
            accepted += 1
            assert disproof(established, tampered) is None, (name, tampered)
    assert tried > 30
    assert accepted < tried


@pytest.mark.parametrize("case", HONEST, ids=lambda case: case.name)
def test_a_certificate_with_several_changes_is_rejected_or_true(case: Case) -> None:
    random_ = random.Random(case.name)
    known = {name: a for name, a in replay(case.certificates).items() if isinstance(a, Established)}
    for certificate in case.certificates.values():
        if len(str(certificate)) > 4 * LARGEST:
            continue
        for _ in range(max(2, TIMES // 8)):
            tampered = altered(copy.deepcopy(certificate), random_)
            try:
                established = establish(tampered, known)
            except Rejected:
                continue
            assert established.digest == digest(tampered)
            assert disproof(established, tampered) is None, tampered


def test_the_judge_can_tell() -> None:
    """The oracle that passes tampered certificates finds what is wrong with false ones."""
    by_name = {case.name: case for case in HONEST}
    for name, false in {
        "enclosure": ["<", ["*", ["v", "x"], ["+", "1", ["*", "-1", ["v", "x"]]]], "1/4"],
        "given-hypothesis": ["<", ["+", ["v", "x"], ["v", "y"]], "0"],
        "induction-over-steps": ["<", ["app", "g", ["v", "t"]], "1"],
        "orbit-window": ["<", ["app", "g", ["v", "t"]], "32"],
        "roots": ["or", ["!=", ["^", ["v", "x"], "2"], "9/4"], ["<", ["v", "x"], "5/4"]],
    }.items():
        (certificate,) = by_name[name].certificates.values()
        claim = establish(certificate).claim
        judgement = Judgement("all", claim.context, LANGUAGE.term(false, True))
        assert _is_explicit(judgement)
        assert oracle.counterexample(judgement, random.Random(3), 300) is not None, name
