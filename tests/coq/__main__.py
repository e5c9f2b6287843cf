"""The corpus of `tests/soundness` through Coq: `python -m tests.coq [--accepted] [--only WORD] [--jobs N]`.

Every certificate of the rejected half that can be exported is compiled. What Coq accepts must be true although our
kernel turns the certificate down for its form, its label, its size, or because it asks for more than the claim needs:
`true_claims.txt` lists these cases, each read by a person. Anything else that Coq accepts is a false claim that became
a theorem, or a claim that the export misstates: status 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from checks.encode.coq.compiler import Compiler
from checks.encode.coq.development import Exported, exported
from tests.soundness.corpus.cases import CASES, Case

TRUE = Path(__file__).with_name("true_claims.txt")


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
    known = {line.split()[0] for line in TRUE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"}
    says = {c.name: c.says for c in cases}
    wrong = [n for n, a in results.items() if (a.result == "accepted") is not options.accepted and n not in known]
    for name in wrong:
        print(f"{name}: {results[name].result}: {says[name]} {results[name].why[:100]}")
    counts = Counter(a.result for a in results.values())
    print(f"{len(cases)} cases: {dict(counts)}; not applicable: {dict(unfit.most_common())}")
    return 1 if wrong and not options.accepted else 0


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
