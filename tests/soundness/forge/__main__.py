"""Write the cases, and say which of them this project's checker judges otherwise."""

from __future__ import annotations

import json
import sys

from tests.soundness.corpus.cases import FOLDER, read, verdict
from tests.soundness.forge import (
    CASES,
    audit,
    calculus,
    crossed,
    expectation,
    flows,
    functions,
    granted,
    integrals,
    language,
    layout,
    orbits,
    roots,
    rules,
    sequences,
    subdivision,
    taylor,
    vectors,
)

MODULES = (
    *(audit, language, granted, rules, sequences, subdivision, calculus, functions, integrals, orbits, roots),
    *(flows, expectation, vectors, taylor, crossed),
)


def main() -> int:
    """Write; status 1 if a case is judged otherwise than it says."""
    wrong = 0
    for (half, name), case in CASES.items():
        path = FOLDER / half / f"{name}.json"
        text = layout(case)
        assert json.loads(text) == case, name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        if half == "rejected" and ("accepted", case["twin"]) not in CASES:
            wrong += 1
            print(f"{path}: no twin {case['twin']}")
        if problem := verdict(read(path)):
            wrong += 1
            print(f"{half}/{name}: {problem}")
    kept = {(p.parent.name, p.stem) for half in ("accepted", "rejected") for p in (FOLDER / half).glob("*.json")}
    for half, name in sorted(kept - set(CASES)):
        path = FOLDER / half / f"{name}.json"
        path.write_text(layout(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
        print(f"{half}/{name}: not made here")
    print(f"{len(CASES)} cases from {len(MODULES)} modules, {wrong} judged wrongly")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
