"""What z3 makes of the textbook problems (extra `peers`): `python -m tests.benchmarks.peers [--seconds 20]`.

Only problems with sums, products, roots, absolute values, minima and maxima can be said in its language of real
arithmetic. It answers without a certificate; its answers are looked at beside ours and nothing rests on them.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from typing import Any

from checks.encode.grammar import parse_claim
from checks.kernel.rules import membership
from checks.kernel.terms import Term
from tests.benchmarks.bench_textbook import SECONDS, problems

HEADS = {"q", "v", "+", "*", "^", "root", "abs", "min", "max", "<", "<=", "=", "!=", "and", "or"}


class _Writer:
    """Terms and formulas as z3's; a root is a new number y ≥ 0 with yᵍ = u, collected in `given`."""

    def __init__(self) -> None:
        import z3

        self.z3, self.given = z3, list[Any]()
        self._roots: dict[Term, Any] = {}

    def of(self, t: Term) -> Any:
        """The same in z3."""
        z3 = self.z3
        if t.op == "q":
            return z3.Q(t.args[0].numerator, t.args[0].denominator)
        if t.op == "v":
            return z3.Real(t.args[0])
        if t.op == "^":
            base, n = self.of(t.args[0]), t.args[1]
            power = z3.Q(1, 1)
            for _ in range(abs(n)):
                power = power * base
            return power if n >= 0 else 1 / power
        if t.op == "root":
            if t not in self._roots:
                y = z3.Real(f"root {len(self._roots)}")
                self._roots[t] = y
                power = y
                for _ in range(t.args[1] - 1):
                    power = power * y
                self.given += [y >= 0, power == self.of(t.args[0])]
            return self._roots[t]
        a, *rest = map(self.of, t.args)
        if t.op == "abs":
            return z3.If(a >= 0, a, -a)
        if t.op in ("and", "or"):
            return (z3.And if t.op == "and" else z3.Or)(a, *rest)
        for b in rest:
            a = {
                "+": lambda a, b: a + b,
                "*": lambda a, b: a * b,
                "min": lambda a, b: z3.If(a <= b, a, b),
                "max": lambda a, b: z3.If(a >= b, a, b),
                "<": lambda a, b: a < b,
                "<=": lambda a, b: a <= b,
                "=": lambda a, b: a == b,
                "!=": lambda a, b: a != b,
            }[t.op](a, b)
        return a


def answer(claim: str, where: list[str], seconds: float) -> str:
    """proved, refuted, undecided, or "" where the problem cannot be said."""
    parsed = parse_claim(claim, where)
    context = parsed.context
    if not {u.op for f in (parsed.formula, *context.given) for u in f.subterms()} <= HEADS:
        return ""
    writer = _Writer()
    solver = writer.z3.Solver()
    solver.set("timeout", int(1000 * seconds))
    domains = [f for name, side in context.symbols for f in membership(Term("v", (name,)), side)]
    facts = [writer.of(f) for f in (*domains, *context.given)]
    wanted = writer.of(parsed.formula)
    solver.add(*facts, writer.z3.Not(wanted), *writer.given)
    return {"unsat": "proved", "sat": "refuted"}.get(str(solver.check()), "undecided")


def main() -> int:
    """Print one line for each problem that can be said, and the counts."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    seconds = parser.parse_args().seconds
    counts: dict[tuple[bool, str], list[float]] = {}
    for _, claim, where, true in problems():
        begun = time.process_time()
        found = answer(claim, where, seconds)
        if found:
            took = time.process_time() - begun
            counts.setdefault((true, found), []).append(took)
            print(f"{'true ' if true else 'false'} {found:9} {took:6.2f} s  {claim}")
    for (true, found), times in sorted(counts.items()):
        print(f"{'true' if true else 'false'}, {found}: {len(times)}, median {statistics.median(times):.3f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
