"""The rules of inference, each on its own page. `RULES` is the complete list: nothing else establishes anything."""

from __future__ import annotations

from collections.abc import Callable

from checks.kernel1.replay import Step
from checks.kernel1.rules import algebra, analysis, integrals, logic, points, roots, sequences

__all__ = ["RULES"]

RULES: dict[tuple[str, str], Callable[[Step], None]] = {
    ("identity", "all"): algebra.identity,
    ("linear", "all"): algebra.linear,
    ("rewrite", "all"): algebra.rewrite,
    ("enclosure", "all"): analysis.enclosure,
    ("endpoint", "all"): analysis.endpoint,
    ("limit", "all"): analysis.limit,
    ("given", "all"): logic.given,
    ("instance", "all"): logic.instance,
    ("cases", "all"): logic.cases,
    ("both", "all"): logic.both,
    ("axiom", "all"): logic.axiom,
    ("cited", "all"): logic.cited,
    ("induction", "all"): sequences.induction,
    ("each-step", "all"): sequences.each_step,
    ("orbit", "all"): sequences.orbit,
    ("comparison", "all"): integrals.comparison,
    ("antiderivative", "all"): integrals.antiderivative,
    ("tail", "all"): integrals.tail,
    ("witness", "some"): points.witness,
    ("roots", "all"): roots.nowhere_else,
    ("root", "some"): roots.exactly_there,
    ("root", "all"): roots.only_one,
}
