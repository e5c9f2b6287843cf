"""What `referee prove` can do, and what it must never do."""

from __future__ import annotations

import pytest

from checks.encode.grammar import parse_claim
from checks.kernel import establish
from checks.methods.prove import Outcome, prove
from checks.outcome import Verdict

TRUE = [
    ("pi < 22/7", []),
    ("E**pi > pi**E", []),
    ("sqrt(2) + sqrt(3) > pi", []),
    ("exp(x) >= 1 + x", []),
    ("exp(x) >= 1 + x + x**2/2 + x**3/6", []),
    ("cos(x) >= 1 - x**2/2", []),
    ("x - x**3/6 <= sin(x)", ["x in [0, oo)"]),
    ("2*x/pi <= sin(x)", ["x in [0, 3/2]"]),
    ("log(x) <= x - 1", ["x in (0, oo)"]),
    ("log(x) < sqrt(x)", ["x in (0, oo)"]),
    ("x/(1 + x) <= log(1 + x)", ["x in (-1, oo)"]),
    ("x/(1 + x) < 1", ["x in [0, oo)"]),
    ("x + 1/x >= 2", ["x in (0, oo)"]),
    ("x**2 - 2*x + 1 >= 0", []),
    ("x**3 - 3*x + 2 >= 0", ["x in [-2, oo)"]),
    ("x*(1 - x) >= 0", ["x in [0, 1]"]),
    ("sqrt(x) <= (1 + x)/2", ["x in [0, oo)"]),
    ("tanh(x) <= x", ["x in [0, oo)"]),
    ("atan(x) <= x", ["x in [0, oo)"]),
    ("sinh(x) >= x", ["x >= 0"]),
    ("erf(x) < 1", []),
    ("LambertW(x) <= x", ["x in [0, oo)"]),
    ("sin(x)**2 + cos(x)**2 == 1", []),
    ("x**2 + y**2 >= 2*x*y", []),
    ("x**2 + y**2 + z**2 >= x*y + y*z + z*x", []),
    ("x*exp(-y) + y*exp(-z) + z*exp(-x) < 0.92*(x + y + z)", ["x, y, z in [1/10, 1]"]),
    ("x**2 + y**2 + z**2 + u**2 + v**2 < 6", ["x, y, z, u, v in [0, 1]"]),
    ("x**y > 0", ["x in (0, oo)"]),
    ("x > y", ["x > y"]),
]
FALSE = [
    ("pi < 3.14159265358", []),
    ("exp(x) >= 1 + 1.000000000001*x", []),
    ("sin(x) <= 0.999999999999", []),
    ("x*exp(-y) + y*exp(-z) + z*exp(-x) < 0.904*(x + y + z)", ["x, y, z in [1/10, 1]"]),
    ("x**2 == x", []),
    ("log(x) < x/3", ["x in (0, oo)"]),
    ("x**2 >= 1e-12", ["x in [0, 1]"]),
    ("x < 1", ["x in [0, 1]"]),
    ("1/x > 1/1000", ["x in (0, oo)"]),
    ("x*y <= 1/4", ["x in [0, 1]", "y in [0, 1]"]),
    ("sqrt(x) < 1000", ["x >= 0"]),
]
NEVER_PROVED = [
    ("1/x > 0", ["x in [0, 1]"]),
    ("x/x == 1", []),
    ("log(x) < x", []),
    ("sqrt(x) >= 0", []),
    ("tan(x) > 0", ["x in (0, 2]"]),
    ("x*(1/x) == 1", ["x in [0, 1]"]),
    ("0*log(x) == 0", ["x in [0, 1]"]),
    ("(x**2)**(1/2) == x", []),
    ("log(x**2) == 2*log(x)", []),
    ("exp(x) > 0.000000000001*exp(2*x)", []),
    ("x < 1", ["x in [0, 1]"]),
    ("gamma(x) > 0", ["x in [-1/2, 1]"]),
]


def decided(claim: str, where: list[str]) -> Outcome:
    parsed = parse_claim(claim, where)
    return prove(parsed.formula, parsed.context, 10)


@pytest.mark.parametrize(("claim", "where"), TRUE, ids=[c for c, _ in TRUE])
def test_true_claims_are_proved_and_replayed(claim: str, where: list[str]) -> None:
    outcome = decided(claim, where)
    assert outcome.verdict is Verdict.PROVED, outcome.note
    assert outcome.established is not None
    parsed = parse_claim(claim, where)
    assert outcome.established.claim.formula == parsed.formula
    assert outcome.established.claim.context == parsed.context
    assert establish(outcome.established.certificate).claim == outcome.established.claim


@pytest.mark.parametrize(("claim", "where"), FALSE, ids=[c for c, _ in FALSE])
def test_false_claims_are_refuted_at_an_exact_point(claim: str, where: list[str]) -> None:
    outcome = decided(claim, where)
    assert outcome.verdict is Verdict.REFUTED, outcome.note
    assert outcome.witness is not None
    assert outcome.established is not None
    assert outcome.established.claim.kind == "some"


@pytest.mark.parametrize(("claim", "where"), NEVER_PROVED, ids=[c for c, _ in NEVER_PROVED])
def test_claims_that_are_false_or_undefined_somewhere_are_not_proved(claim: str, where: list[str]) -> None:
    assert decided(claim, where).verdict is not Verdict.PROVED
