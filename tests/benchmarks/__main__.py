"""`python -m tests.benchmarks [NAME ...]`: run the benchmarks, print a table, exit 1 if a limit is not kept."""

import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.timing import Row


def main(wanted: list[str]) -> int:
    """Run the benchmarks called `wanted` (all of them if none is named) and return the exit status."""
    known = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        print(f"no benchmark called {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    kept = True
    for name in wanted or known:
        module = import_module(f"tests.benchmarks.bench_{name}")
        print(f"{name}: {(module.__doc__ or '').splitlines()[0]}")
        for row in module.measure():
            kept &= row.kept
            print(line(row))
    return 0 if kept else 1


def line(row: Row) -> str:
    """One row of the table."""
    limits = [f"at most {row.at_most:g}"] if row.at_most is not None else []
    limits += [f"at least {row.at_least:g}"] if row.at_least is not None else []
    verdict = f"  ({', '.join(limits)}: {'kept' if row.kept else 'MISSED'})" if limits else ""
    return f"  {row.title:<48} {row.value:10.3f} {row.unit}{verdict}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
