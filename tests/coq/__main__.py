"""The corpus of `tests/soundness` through Coq: `python -m tests.coq [--accepted] [--only WORD] [--every N] [--jobs N]`.

Every certificate of the rejected half that can be exported is compiled. Coq accepts some of them: their claims are
true, and our kernel turns them down for their form, their label or their size, or because they prove something else.
What Coq accepts is printed, with what the case says, and tried by the oracle in mpmath: a counterexample means that a
false claim became a theorem, that is, that the export misstates it. Status 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from checks.encode.coq.compiler import Compiler
from checks.encode.coq.development import Exported, exported
from checks.kernel import Judgement, Language
from checks.kernel.replay import EXTENSIONS
from tests.soundness import oracle
from tests.soundness.corpus.cases import CASES, Case

POINTS = 200


def main() -> int:
    """Print what Coq accepts, and the numbers; status 1 if that is more than is known to be true."""
    parser = argparse.ArgumentParser(prog="python -m tests.coq", description=__doc__)
    parser.add_argument(
        "--accepted",
        action="store_true",
        help="the accepted half instead: how much of it Coq accepts",
    )
    parser.add_argument("--only", default="", help="cases whose name contains this")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th case")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--budget", type=float, default=1800.0)
    options = parser.parse_args()
    cases = [c for c in CASES if c.rejected is not options.accepted and options.only in c.name][:: options.every]
    done: dict[str, Exported] = {}
    ends: dict[str, str] = {}
    unfit = Counter[str]()
    for case in cases:
        if (end := _exported(case, done)) is None:
            unfit["not of a form that can be exported"] += 1
        elif done[end].problem:
            unfit[f"not expressible: {done[end].problem[:60]}"] += 1
        else:
            ends[case.name] = end
    with tempfile.TemporaryDirectory(prefix="referee-coq-") as folder:
        compiler = Compiler(Path(folder), None, options.jobs, options.budget, each=8)
        compiler.certificates(
            done,
            {d: f"case_{k}" for k, d in enumerate(done)},
            lambda name: print(name, file=sys.stderr),
        )
    results = {name: compiler.answers[end] for name, end in ends.items()}
    cases_by_name, wrong = {c.name: c for c in cases}, 0
    for name, answer in results.items():
        if (answer.result == "accepted") is options.accepted:
            continue
        against = None if options.accepted else _counterexample(cases_by_name[name].certificates[ends[name]])
        wrong += against is not None
        print(f"{name}: {answer.result}: {cases_by_name[name].says} {answer.why[:100]}")
        if against is not None:
            print(f"  FALSE at {against}")
    counts = Counter(a.result for a in results.values())
    print(f"{len(cases)} cases: {dict(counts)}; not applicable: {dict(unfit.most_common())}")
    print(f"{wrong} false claims became theorems")
    return 1 if wrong else 0


def _counterexample(certificate: dict[str, Any]) -> dict[str, Any] | None:
    """A point at which the claim is false, if the oracle finds one."""
    language, last = Language(EXTENSIONS), certificate["steps"][-1]
    context = language.context(certificate["contexts"][last["in"]])
    if last.get("some") is True:
        return None
    claim = Judgement("all", context, language.term(last["shows"], True))
    return oracle.counterexample(claim, random.Random(0), POINTS)


def _exported(case: Case, done: dict[str, Exported]) -> str | None:
    """The digest of the certificate that is claimed, or None where it is no certificate at all."""
    filed = case.certificates
    try:
        cited = {s.get("digest") for c in filed.values() for s in c["steps"]}
        end = [d for d in filed if d not in cited][-1]
        exported(filed, end, done)
    except Exception:  # malformed in one of many ways, which is what the case is about
        return None
    return end


if __name__ == "__main__":
    sys.exit(main())
