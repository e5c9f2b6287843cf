"""Where the corpus comes from: certificates written in the short notation of `tests.soundness.certificates`.

`python -m tests.soundness.forge` writes the cases into `tests/soundness/corpus`; what counts is what stands there. Each
module is about one part of `SPEC.md` and goes through it condition by condition: an honest certificate, and beside it
certificates that violate one condition each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.kernel.replay import digest
from tests.soundness.certificates import NATURAL, REAL, context, data, step

__all__ = [
    "CASES",
    "EMPTY",
    "NATURAL",
    "REAL",
    "X",
    "accept",
    "cert",
    "cite",
    "context",
    "data",
    "layout",
    "paired",
    "raw",
    "reject",
    "some",
    "step",
    "v",
]

CASES: dict[tuple[str, str], dict[str, Any]] = {}  # (half, name) → case
X = context({"x": REAL})
EMPTY = context()

RULES_OF = {
    "unfold": "sequences", "induction": "sequences", "enclosure": "subdivision", "endpoint": "calculus",
    "integrable": "integrals", "split": "integrals",
    "comparison": "integrals", "antiderivative": "integrals", "tail": "integrals",
    "flow": "flows", "along": "flows", "sooner": "flows", "later": "flows", "solution": "flows", "chosen": "flows",
    "expect": "expectation", "expected": "expectation", "discrete": "expectation",
    "orbit": "orbits", "run": "orbits", "roots": "roots", "root": "roots",
    "bilinear": "vectors", "combine": "vectors", "coordinates": "vectors",
}  # fmt: skip
FUNCTIONS = (
    "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "lambertw",
    "gamma", "min", "max",
)  # fmt: skip
SPECIAL = {"int": "integrals", "flow": "flows", "fun": "flows", "E": "expectation", "inner": "vectors"}
HEADS_OF = {"D": "calculus", **SPECIAL, **dict.fromkeys(FUNCTIONS, "functions")}


def v(name: str) -> Any:
    """A variable as JSON."""
    return ["v", name]


def some(rule: str, shows: Any, *sources: int, **more: Any) -> dict[str, Any]:
    """A step of kind *for some*."""
    return {**step(rule, shows, *sources, **more), "some": True}


def cite(digest_of: Any, shows: Any, **more: Any) -> dict[str, Any]:
    """A step that cites a certificate as a lemma."""
    return step("lemma", shows, digest=digest(digest_of), **more)


def cert(contexts: Sequence[Any] | Mapping[str, Any], *steps: Any, **more: Any) -> dict[str, Any]:
    """A certificate that names the extensions that it needs, unless some are named."""
    several = [contexts] if isinstance(contexts, Mapping) else list(contexts)
    parts = {"contexts": several, "steps": list(steps)}
    return {"certificate": 2, "extensions": sorted(set(_needed(parts))), **parts, **more}


def _needed(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("rule"), str):
            if part["rule"] in RULES_OF:
                yield RULES_OF[part["rule"]]
            if "m" in str(part.get("tree", "")):
                yield "calculus"
            if "t" in str(part.get("tree", "")):
                yield "taylor"
            if str(part.get("name")).startswith(("lambertw", "max", "min")):
                yield "functions"
        for value in part.values():
            yield from _needed(value)
    elif isinstance(part, list):
        if part and isinstance(part[0], str) and part[0] in HEADS_OF:
            yield HEADS_OF[part[0]]
        for value in part:
            yield from _needed(value)


def raw(certificates: Mapping[str, Any]) -> dict[str, Any]:
    """A bundle filed under names of one's own, instead of a certificate."""
    return {"bundle": dict(certificates)}


def accept(name: str, says: str, certificate: Any, *lemmas: Any, label: str = "") -> str:
    """An honest case; its name."""
    return _file("accepted", name, {"says": says, **({"label": label} if label else {})}, certificate, lemmas)


def reject(name: str, says: str, because: str, twin: str, certificate: Any, *lemmas: Any) -> str:
    """An attack: what would be false, the cause for which it is rejected, its honest counterpart."""
    return _file("rejected", name, {"says": says, "because": because, "twin": twin}, certificate, lemmas)


def paired(name: str, true: tuple[str, Any], false: tuple[str, str, Any]) -> None:
    """An honest case and one attack of the same name: (says, certificate), (says, because, certificate)."""
    accept(name, *true)
    reject(name, false[0], false[1], name, false[2])


def _file(half: str, name: str, head: dict[str, Any], certificate: Any, lemmas: Sequence[Any]) -> str:
    if (half, name) in CASES:
        raise ValueError(f"two cases are called {name}")
    bundle = certificate.get("bundle") if isinstance(certificate, dict) else None
    if bundle is None:
        bundle = {digest(c): c for c in (*lemmas, certificate)}
    CASES[half, name] = {**head, "certificates": bundle}
    return name


def layout(case: Mapping[str, Any]) -> str:
    """A case as text: one line for each context and each step."""

    def plain(value: Any) -> str:
        text = json.dumps(value, ensure_ascii=False)
        return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)

    lines = ["{"]
    for key, value in case.items():
        if key != "certificates":
            lines.append(f" {plain(key)}: {plain(value)},")
    lines.append(' "certificates": {')
    for i, (name, certificate) in enumerate(case["certificates"].items()):
        comma = "," if i + 1 < len(case["certificates"]) else ""
        if not isinstance(certificate, dict):
            lines.append(f"  {plain(name)}: {plain(certificate)}{comma}")
            continue
        lines.append(f"  {plain(name)}: {{")
        for j, (key, value) in enumerate(certificate.items()):
            end = "," if j + 1 < len(certificate) else ""
            if key in ("contexts", "steps") and isinstance(value, list) and value:
                inner = ",\n".join(f"    {plain(item)}" for item in value)
                lines.append(f"   {plain(key)}: [\n{inner}\n   ]{end}")
            else:
                lines.append(f"   {plain(key)}: {plain(value)}{end}")
        lines.append(f"  }}{comma}")
    return "\n".join([*lines, " }", "}", ""])
