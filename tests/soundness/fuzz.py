"""False claims by the thousand: certificates are made at random for claims that are false, and the kernel is asked.

    python -m tests.soundness.fuzz --claims 10000 --seed 1         certificates of false claims, made from templates
    python -m tests.soundness.fuzz --altered 20000 --from LEDGER   certificates of a ledger with something changed

A claim is false because its right side lies 1 … 10⁻²⁰ beyond a value of the left side at a rational point, or because
the left side is undefined at that point. What is accepted all the same is tried by an independent oracle (mpmath at 60
digits, many points); what the oracle contradicts or cannot judge is printed, and the status is 1 if it contradicts.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from mpmath import mp, mpf

from checks.kernel import Established, Rejected, establish
from checks.kernel.extensions.calculus import derivative
from checks.kernel.functions import difference
from checks.kernel.replay import EXTENSIONS, digest, lemmas, replay
from checks.kernel.terms import Term
from tests.soundness import oracle
from tests.soundness.certificates import LANGUAGE, certificate
from tests.soundness.tampering import altered

X = ["v", "x"]
DOMAINS = ["(-oo, oo)", "[0, oo)", "(0, oo)", "[-1, 1]", "(0, 1]", "[1/3, 7/2]", "(-oo, 0)", "[-1, 0]", "(-1, 1)",
           "[2, 2]", "(-2, 5]", "[1, oo)", "(1/10, 1/9)", "[-7, -1/2)", "(0, 100)", "[0, 1]"]  # fmt: skip
UNARY = ["exp", "log", "abs", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh",
         "atanh", "erf", "lambertw", "gamma"]  # fmt: skip


def random_term(draw: random.Random, depth: int) -> Any:
    """A term in x, as JSON."""
    kind = draw.random()
    if depth == 0 or kind < 0.15:
        return X if draw.random() < 0.6 else str(Fraction(draw.randint(-6, 6), draw.choice([1, 1, 2, 3])))
    if kind < 0.45:
        return [draw.choice(["+", "*"]), *(random_term(draw, depth - 1) for _ in range(draw.choice([2, 2, 3])))]
    if kind < 0.6:
        return ["^", random_term(draw, depth - 1), str(draw.choice([-2, -1, 0, 1, 2, 3, 4]))]
    if kind < 0.68:
        return ["root", random_term(draw, depth - 1), str(draw.choice([2, 3, 4]))]
    if kind < 0.73:
        return ["**", random_term(draw, depth - 1), random_term(draw, depth - 1)]
    if kind < 0.77:
        return [draw.choice(["min", "max"]), random_term(draw, depth - 1), random_term(draw, depth - 1)]
    return [draw.choice(UNARY), random_term(draw, depth - 1)]


def false_claims(draw: random.Random) -> Iterator[tuple[dict[str, Any], Any]]:
    """(context, formula) whose universal judgement is false."""
    while True:
        domain = draw.choice(DOMAINS)
        here = {"symbols": {"x": domain}, "given": [], "evolves": []}
        left = random_term(draw, draw.choice([1, 2, 2, 3, 3]))
        try:
            t = LANGUAGE.term(left)
            point = oracle.draw(LANGUAGE.context(here).domains["x"], draw)
            value = oracle.value(t, {"x": point})
        except oracle.UndefinedHereError:
            yield here, draw.choice([["<=", left, left], ["=", left, left], ["<", left, ["+", left, "1"]]])
            continue
        except (oracle.TooCloseError, ValueError, ZeroDivisionError, OverflowError, Rejected):
            continue
        gap = Fraction(1, 10 ** draw.choice([0, 1, 3, 6, 12, 20]))
        with mp.workdps(2 * oracle.DIGITS):
            near = Fraction(int(value * mpf(10) ** 30), 10**30)
        below, above = str(near - gap), str(near + gap)
        yield (
            here,
            draw.choice(
                [["<=", left, below], ["<", left, below], ["<=", above, left], ["<", above, left], ["=", left, below]]
            ),
        )


def attempts(here: dict[str, Any], goal: Any, draw: random.Random) -> Iterator[dict[str, Any]]:
    """Certificates for a claim, from templates: evaluation, trees, end points, algebra on top of evaluation."""
    formula = LANGUAGE.term(goal, True)
    bits = draw.choice([2, 8, 30, 64, 128])
    given = {"rule": "given", "in": 0, "shows": goal, "from": [], "bits": bits}
    yield certificate(here, given)
    for leaf in ("n", "m", "t"):
        for tree in (leaf, f"0{leaf}{leaf}", f"00{leaf}{leaf}0{leaf}{leaf}", f"000{leaf}{leaf}{leaf}{leaf}"):
            yield certificate(here, {**given, "rule": "enclosure", "tree": tree, "split": [X]})
    if goal[0] == "=":
        yield certificate(here, {**given, "rule": "identity"})
        return
    twice = {
        "rule": "linear",
        "in": 0,
        "shows": goal,
        "from": [0],
        "multipliers": [draw.choice(["1", "-1", "0", "1/2"])],
    }
    weak = {**given, "shows": ["<=", goal[1], ["+", goal[2], draw.choice(["0", "1/1000000", "-1"])]]}
    yield certificate(here, weak, twice)
    yield from _from_an_end(here, goal, formula, bits)


def _from_an_end(here: dict[str, Any], goal: Any, formula: Term, bits: int) -> Iterator[dict[str, Any]]:
    domain = LANGUAGE.context(here).domains["x"]
    try:
        rate = derivative(difference(formula.args[1], formula.args[0]), Term("v", ("x",))).to_json()
    except Rejected:
        return
    for end, number in (("lo", domain.lo), ("hi", domain.hi)):
        if number is None:
            continue
        at_end = formula.substitute({"x": Term("q", (number,))}).to_json()
        text = str(domain)
        beside = ("(" + text[1:]) if end == "lo" else (text[:-1] + ")")
        slope = ["<=", "0", rate] if end == "lo" else ["<=", rate, "0"]
        contexts = [here, {**here, "symbols": {}}, {**here, "symbols": {"x": beside}}]
        value = {"rule": "given", "in": 1, "shows": at_end, "from": [], "bits": bits}
        sign = {"rule": "given", "in": 2, "shows": slope, "from": [], "bits": bits}
        last = {"rule": "endpoint", "in": 0, "shows": goal, "from": [0, 1], "variable": "x", "end": end}
        yield certificate(contexts, value, sign, last)


def main() -> int:
    """Run; print what was accepted and is not certainly true."""
    parser = argparse.ArgumentParser(prog="python -m tests.soundness.fuzz", description="Attack the kernel at random.")
    parser.add_argument("--claims", type=int, default=0, help="number of false claims")
    parser.add_argument("--altered", type=int, default=0, help="number of altered certificates")
    parser.add_argument("--from", dest="ledger", help="ledger whose certificates are altered")
    parser.add_argument("--largest", type=int, default=6000, help="certificates longer than this are left alone")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    draw = random.Random(options.seed)
    _claims(options.claims, draw, counts)
    if options.altered:
        with open(options.ledger, encoding="utf-8") as stream:
            _altered(json.load(stream)["certificates"], options, draw, counts)
    print(", ".join(f"{number} {what}" for what, number in sorted(counts.items())))
    return 1 if counts["contradicted"] else 0


def _claims(number: int, draw: random.Random, counts: Counter[str]) -> None:
    claims = false_claims(draw)
    for _ in range(number):
        here, goal = next(claims)
        counts["claims"] += 1
        for attempt in attempts(here, goal, draw):
            counts["certificates of false claims"] += 1
            try:
                found = establish(attempt)
            except Rejected:
                continue
            counts["accepted (false claims)"] += 1
            print(json.dumps({"accepted": goal, "domain": here["symbols"]["x"]}))
            _judge(found, attempt, draw, counts)


def _altered(
    certificates: dict[str, Any], options: argparse.Namespace, draw: random.Random, counts: Counter[str]
) -> None:
    short = [n for n in sorted(certificates) if len(json.dumps(certificates[n])) < options.largest]
    known = {name: a for name, a in replay(certificates, None, short).items() if isinstance(a, Established)}
    small = [n for n in short if n in known]
    claims = {(e.claim, e.trust, e.modulo) for e in known.values()}
    for _ in range(options.altered):
        name = draw.choice(small)
        changed = altered(copy.deepcopy(certificates[name]), draw)
        counts["altered"] += 1
        try:
            found = establish(changed, known)
        except Rejected:
            continue
        counts["altered, accepted"] += 1
        if found.claim == known[name].claim or (found.claim, found.trust, found.modulo) in claims:
            counts["altered, accepted, claim of the ledger"] += 1
            continue
        _judge(found, changed, draw, counts)


def _judge(found: Established, made: Any, draw: random.Random, counts: Counter[str]) -> None:
    opinion = oracle.opinion(found, draw, made)
    counts[opinion] += 1
    if opinion != "agreed":
        print(json.dumps({"opinion": opinion, "certificate": made, "cites": lemmas(made), "digest": digest(made)}))


if __name__ == "__main__":
    assert set(EXTENSIONS)
    sys.exit(main())
