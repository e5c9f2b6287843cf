"""`referee prove --script`: the proof that was found, as lines that prove the claim again in a paper."""

from __future__ import annotations

from typing import Any

import pytest

from checks.encode.grammar import parse_claim
from checks.methods.prove import prove
from checks.methods.script import script


def printed(claim: str, *where: str) -> str:
    parsed = parse_claim(claim, where)
    established = prove(parsed.formula, parsed.context, 20.0).established
    return script(parsed.formula, parsed.context, None if established is None else established.certificate)


def run(text: str) -> Any:
    """What the check of the printed paper hands over."""
    names: dict[str, Any] = {"__name__": "printed"}
    exec(compile(text, "printed", "exec"), names)
    (check,) = (c for id, c in names["CLAIM"].checks.items() if not id.endswith("#hypotheses-satisfiable"))
    return check.run()


@pytest.mark.parametrize(
    ("claim", "where", "lines"),
    [
        ("exp(x) >= 1 + x", (), []),
        ("x*y <= (x^2+y^2)/2", (), ["p.linear("]),
        ("x/(1 + x) <= log(1 + x)", ("x > -1",), []),
        ("abs(x) <= x^2 + 1/4", (), ['p.axiom("abs-']),
        ("log(y) <= y/E", ("y > 0",), []),
        ("p*(1-p)*(a-b)^2 <= (a^2+b^2)/2", ("p in [0, 1]",), ["def claim(q):"]),
        ("sin(x) <= 1/2", (), ["witness(claim, at={x: 1})", "expect=Verdict.REFUTED"]),
    ],
)
def test_the_proof_is_printed_as_lines_that_establish_the_claim(
    claim: str, where: tuple[str, ...], lines: list[str]
) -> None:
    text = printed(claim, *where)
    assert "decide" not in text
    for line in lines:
        assert line in text
    assert run(text).certificate is not None
    assert max(map(len, text.splitlines())) <= 120


def test_names_that_python_needs_are_changed() -> None:
    text = printed("whole*le >= -1", "whole >= 0", "le >= 0")
    assert 'le_, whole_ = real("le whole")' in text
    assert run(text).certificate is not None


def test_a_claim_that_stays_open_is_printed_with_decide() -> None:
    parsed = parse_claim("x <= y", ())
    assert "return decide(claim)" in script(parsed.formula, parsed.context, None)
