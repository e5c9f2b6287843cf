"""The checker: the only code whose errors could make a false claim look proved.

Read `SPEC.md` first, then terms, contexts, intervals, functions, normal, step, rules, replay; then the extensions that
you care for. It imports the standard library and python-flint, and nothing else of the project.
"""

from __future__ import annotations

from checks.kernel.contexts import Context, Domain, Judgement
from checks.kernel.replay import Established, Language, digest, establish, lemmas
from checks.kernel.terms import Rejected

__all__ = ["Context", "Domain", "Established", "Judgement", "Language", "Rejected", "digest", "establish", "lemmas"]
