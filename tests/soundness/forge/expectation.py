# ruff: noqa: E501
"""The extension `expectation`: what holds almost surely holds in the mean."""

from __future__ import annotations

from typing import Any

from tests.soundness.forge import EMPTY, REAL, accept, cert, context, data, reject, some, step, v
from tests.soundness.forge.granted import ELSEWHERE, UNKNOWN

UNDEFINED = "is not known to be defined"
MEAN = "E(r, r, m)"
ABOVE = "E(max(0, c - r), r, m) <= 0"  # c ≤ r almost surely
BELOW = "E(max(0, r - c), r, m) <= 0"
C = {"c": REAL}


def mean(goal: str, shown: Any, terms: Any, *, given: Any = (f"{MEAN} == {MEAN}",), symbols: Any = None, support: Any = (None, None), limits: Any = (), constant: Any = "0", how: Any = None, rule: str = "expect", **more: Any) -> Any:  # fmt: skip
    """A certificate that an expectation obeys what its argument obeys, in the support."""
    symbols = C if symbols is None else symbols
    contexts = [context(symbols, given), context({**symbols, "y": REAL}, [*given, *limits])]
    steps = how or [step("given", shown, at=1)]
    made = step(rule, goal, len(steps) - 1, variable="r", law="m", symbol="y", constant=data(constant) if constant not in ("0", "1", "-1") else constant, terms=[[data(f) if not f.lstrip("-").isdigit() else f for f in pair] for pair in terms], support=[None if e is None else v(e) for e in support])  # fmt: skip
    return cert(contexts, *steps, {**made, **more})


SQUARES = ("E(r**2, r, m) == E(r**2, r, m)", f"{MEAN} == {MEAN}")
EXPECT = accept("expect", "E r² ≥ 2·E r − 1, where both are defined", mean("2*E(r, r, m) - 1 <= E(r**2, r, m)", "", [["1", "y**2"], ["-2", "y"]], given=SQUARES, constant="1", how=[step("given", "0 <= (y - 1)**2", at=1)]))  # fmt: skip
SUPPORT = accept("expect-support", "E r ≥ c, where r ≥ c almost surely", mean(f"c <= {MEAN}", "c <= y", [["1", "y"]], given=(f"{MEAN} == {MEAN}", ABOVE), support=("c", None), limits=["c <= y"], constant="-c"))  # fmt: skip
accept("expect-support-above", "E r ≤ c, where r ≤ c almost surely", mean(f"{MEAN} <= c", "y <= c", [["-1", "y"]], given=(f"{MEAN} == {MEAN}", BELOW), support=(None, "c"), limits=["y <= c"], constant="c"))  # fmt: skip
LINEAR = accept("expect-linear", "E 2r = 2·E r, where both are defined", mean(f"E(2*r, r, m) == 2*{MEAN}", "", [["-1", "2*y"], ["2", "y"]], given=(f"{MEAN} == {MEAN}", "E(2*r, r, m) == E(2*r, r, m)"), how=[step("identity", "2*y == 2*y", at=1)]))  # fmt: skip
STRICT = accept("expect-strict", "E e^r > 0, where it is defined", mean("0 < E(exp(r), r, m)", "0 < exp(y)", [["1", "exp(y)"]], given=("E(exp(r), r, m) == E(exp(r), r, m)",)))  # fmt: skip
NOT_STRONG, COMPARES = "the premise is not strong enough", "premise and goal do not compare"
for name, says, because, twin, made in (
    ("that-may-not-exist", "E e^r > 0 for every law, also where it is infinite", UNDEFINED, STRICT, mean("0 < E(exp(r), r, m)", "0 < exp(y)", [["1", "exp(y)"]])),
    ("of-what-may-not-exist", "E 2r = 2·E r, also where E r is not defined", UNDEFINED, LINEAR, mean(f"E(2*r, r, m) == 2*{MEAN}", "", [["-1", "2*y"], ["2", "y"]], given=("E(2*r, r, m) == E(2*r, r, m)",), how=[step("identity", "2*y == 2*y", at=1)])),
    ("without-support", "E r ≥ c for every law, from c ≤ r somewhere", UNKNOWN, SUPPORT, mean(f"c <= {MEAN}", "c <= y", [["1", "y"]], support=("c", None), limits=["c <= y"], constant="-c")),
    ("with-the-support-of-another-law", "E r ≥ c, where r ≥ c by another law", UNKNOWN, SUPPORT, mean(f"c <= {MEAN}", "c <= y", [["1", "y"]], given=(f"{MEAN} == {MEAN}", ABOVE.replace("m)", "w)")), support=("c", None), limits=["c <= y"], constant="-c")),
    ("with-the-other-side-of-the-support", "E r ≥ c, where r ≤ c", UNKNOWN, SUPPORT, mean(f"c <= {MEAN}", "c <= y", [["1", "y"]], given=(f"{MEAN} == {MEAN}", BELOW), support=("c", None), limits=["c <= y"], constant="-c")),
    ("with-a-support-in-the-mean", "E r ≥ c, where c ≤ E r is all that is known of the support", UNKNOWN, SUPPORT, mean(f"c + 1 <= {MEAN}", "c <= y", [["1", "y"]], given=(f"c <= {MEAN}",), support=("c", None), limits=["c <= y"], constant="-c")),
    ("with-a-premise-in-a-smaller-support", "E r ≥ c, from a premise for r ≥ c", ELSEWHERE, SUPPORT, mean(f"c <= {MEAN}", "c <= y", [["1", "y"]], limits=["c <= y"], constant="-c")),
    ("strict-from-at-most", "E r² > 0, from r² ≥ 0: not if r = 0", NOT_STRONG, STRICT, mean("0 < E(r**2, r, m)", "0 <= y**2", [["1", "y**2"]], given=SQUARES)),
    ("equal-from-at-most", "E r² = 0, from r² ≥ 0", NOT_STRONG, LINEAR, mean("0 == E(r**2, r, m)", "0 <= y**2", [["1", "y**2"]], given=SQUARES)),
    ("unequal", "E (r − 1) ≠ 0 from r ≠ 1", "a relation <, <= or = is expected", STRICT, mean(f"{MEAN} != 0", "exp(y) != 0", [["1", "exp(y)"]], given=("E(exp(r), r, m) == 0", f"{MEAN} == {MEAN}"))),
    ("turned-round", "E r² ≤ 0, from r² ≥ 0", COMPARES, EXPECT, mean("E(r**2, r, m) <= 0", "0 <= y**2", [["1", "y**2"]], given=SQUARES)),
    ("of-a-product", "E r² = (E r)², from r² = r·r", COMPARES, LINEAR, mean(f"E(r**2, r, m) == {MEAN}**2", "", [["1", "y**2"]], given=SQUARES, how=[step("identity", "y**2 == y*y", at=1)])),
    ("of-two-laws", "E r under one law is E r under another", COMPARES, LINEAR, mean("E(r, r, w) == E(r, r, m)", "", [["1", "y"], ["-1", "y"]], given=(f"{MEAN} == {MEAN}", "E(r, r, w) == 0"), how=[step("identity", "y == y", at=1)])),
    ("with-a-factor-that-moves", "E r·r = r·E r", "no domain for y", LINEAR, mean(f"{MEAN} <= 0", "0 <= y**2", [["y", "y"]])),
    ("with-a-constant-that-moves", "E r = r", "no domain for y", LINEAR, mean(f"{MEAN} <= 0", "0 <= y**2", [["1", "y"]], constant="y")),
    ("with-an-undefined-factor", "E r/c, for c = 0, too", "is defined only where", LINEAR, mean(f"0 <= {MEAN}", "", [["1/c", "y"]], how=[step("cited", "0 <= y/c", at=1, theorem="stands for anything")])),
    ("with-its-own-variable", "r of the context for the r of the law", "has another meaning here", EXPECT, mean("E(r, r, m) <= r", "0 <= (y - r)**2", [["1", "y"]], symbols={"r": REAL}, given=())),
):  # fmt: skip
    reject(f"expect-{name}", says, because, twin, made)
BOUNDED = accept("expected", "E sin r is defined", mean("E(sin(r), r, m) == E(sin(r), r, m)", "abs(sin(y)) <= 1", [], given=(), constant="1", rule="expected"))  # fmt: skip
accept("expected-dominated", "E |r| is defined, where E r² is", mean("E(abs(r), r, m) == E(abs(r), r, m)", "", [["1", "y**2"]], given=SQUARES, constant="1", rule="expected", how=[step("cited", "abs(abs(y)) <= 1 + abs(y**2)", at=1, theorem="stands for what is true")]))  # fmt: skip
for name, says, because, made in (
    ("by-what-may-not-exist", "E r is defined, as |r| ≤ |r|", UNDEFINED, mean(f"{MEAN} == {MEAN}", "", [["1", "y"]], given=(), rule="expected", how=[step("identity", "abs(y) == abs(y)", at=1), step("given", "abs(y) <= abs(y)", 0, at=1)])),
    ("by-one-side", "E e^r is defined, as 0 ≤ e^r", "the premise does not bound", mean("E(exp(r), r, m) == E(exp(r), r, m)", "0 <= exp(y)", [], given=(), rule="expected")),
    ("by-a-bound-from-above", "E (−e^r) is defined, as it is ≤ 0", "the premise does not bound", mean("E(-exp(r), r, m) == E(-exp(r), r, m)", "-exp(y) <= 0", [], given=(), rule="expected")),
    ("by-another-bound", "E sin r is defined, by a bound that is not the one named", "the premise does not bound", mean("E(sin(r), r, m) == E(sin(r), r, m)", "abs(sin(y)) <= 2", [], given=(), constant="1", rule="expected")),
    ("by-the-bound-of-another", "E r is defined, as |sin r| ≤ 1", "the premise does not bound", mean(f"{MEAN} == {MEAN}", "abs(sin(y)) <= 1", [], given=(), constant="1", rule="expected")),
    ("equal-to-another", "E sin r = 0", "the goal must be", mean("E(sin(r), r, m) == 0", "abs(sin(y)) <= 1", [], given=(), constant="1", rule="expected")),
):  # fmt: skip
    reject(f"expected-{name}", says, because, BOUNDED, made)
MOVES = "that depends on"
for name, body in (("an-expectation", "E(r*s, s, w)"), ("an-improper-integral", "integral(r*exp(-r**2*s), s, 0, oo)"), ("a-start", "flow(-x, x, r, 1)")):  # fmt: skip
    reject(f"expectation-of-{name}", "E of what need not be measurable", MOVES, BOUNDED, cert(EMPTY, step("cited", f"E({body}, r, m) == 1", theorem="stands for anything")))  # fmt: skip
reject("expectation-inside-an-integral", "∫ over a parameter of an expectation", MOVES, BOUNDED, cert(EMPTY, step("cited", "integral(E(r*s, r, m), s, 0, 1) == 1", theorem="stands for anything")))  # fmt: skip
reject("expectation-that-binds-a-known-name", "a bound name with two meanings", "has another meaning here", BOUNDED, cert(context({"r": REAL}), step("cited", "E(r, r, m) == 1", theorem="stands for anything")))  # fmt: skip
reject("expectation-without-a-law", "E r, by no law", "a law is written", BOUNDED, cert(EMPTY, step("cited", ["=", ["E", v("r"), "r", "m"], "1"], theorem="stands for anything")))  # fmt: skip
reject("expectation-with-a-derivative", "d/dx E of it", "no derivative rule for E", BOUNDED, cert(context({"x": REAL}), step("identity", "D(E(r*x, r, m), x) == D(E(r*x, r, m), x)")))  # fmt: skip
reject("expectation-by-an-enclosure", "0·E e^r = 0 for every law", UNKNOWN, BOUNDED, cert(EMPTY, step("given", "0*E(exp(r), r, m) <= 1")))  # fmt: skip

AT = ["1 <= E(r, r, m)"]


def total(*parts: Any) -> Any:
    return ["+", *parts]


ATOMS = [["1/2", "0"], ["1/2", "3"]]
FIRST, SECOND = (total(["*", "1/2", a], ["*", "1/2", b]) for a, b in (("0", "3"), (["^", "0", "2"], ["^", "3", "2"])))
DISCRETE = accept("discrete", "a law with E r ≥ 1 and E r² ≤ 5: 0 or 3, each with probability 1/2", cert([context({}, [["<=", "1", FIRST]]), context({}, AT)], some("witness", ["<=", SECOND, "5"], at_={}), {**step("discrete", "E(r**2, r, m) <= 5", 0, at=1, laws={"m": ATOMS}), "some": True}))  # fmt: skip


def with_atoms(atoms: Any, weights: Any = None, *, source: Any = None) -> Any:
    first = total(*(["*", w, a] for w, a in (weights or atoms)))
    second = total(*(["*", w, ["^", a, "2"]] for w, a in (weights or atoms)))
    shown = source or some("witness", ["<=", second, "5"], at_={})
    last = {**step("discrete", "E(r**2, r, m) <= 5", 0, at=1, laws={"m": atoms}), "some": True}
    return cert([context({}, [["<=", "1", first]]), context({}, AT)], shown, last)


WEIGHTS, PREMISE = "the weights of a law are positive", "the premise does not say this"
for name, says, because, made in (
    ("of-mass-two", "weights whose sum is 2", WEIGHTS, with_atoms([["1", "1"], ["1", "1"]])),
    ("of-little-mass", "weights whose sum is 1/2", WEIGHTS, with_atoms([["1/2", "2"]])),
    ("of-negative-mass", "a negative weight", WEIGHTS, with_atoms([["2", "1"], ["-1", "1/2"]])),
    ("of-no-mass", "a weight 0, at which nothing need be defined", WEIGHTS, with_atoms([["1", "1"], ["0", "7"]])),
    ("of-nothing", "no atoms at all", WEIGHTS, with_atoms([], [["1", "1"]])),
    ("by-another-law", "atoms of another law", PREMISE, with_atoms(ATOMS, [["1", "1"]])),
    ("from-all", "a premise for all laws of a kind, of which there may be none", PREMISE, with_atoms(ATOMS, source=step("cited", ["<=", SECOND, "5"], theorem="stands for anything"))),
):  # fmt: skip
    reject(f"discrete-{name}", says, because, DISCRETE, made)

# What changes of the rules were not noticed without --------------------------------------------------------------------

WHERE = "is defined only where"
reject("expect-of-something-undefined", "E e^r + 0/c > 0, also for c = 0", WHERE, STRICT, mean("0 < E(exp(r), r, m) + 0/c", "0 < exp(y)", [["1", "exp(y)"]], given=("E(exp(r), r, m) == E(exp(r), r, m)",)))  # fmt: skip
reject("expected-smaller-than-itself", "E sin r < E sin r", "the goal must be", BOUNDED, mean("E(sin(r), r, m) < E(sin(r), r, m)", "abs(sin(y)) <= 1", [], given=(), constant="1", rule="expected"))  # fmt: skip
reject("expected-by-a-bound-that-is-none", "E r² is defined, as |r²| ≠ −1", "the premise does not bound", BOUNDED, mean("E(r**2, r, m) == E(r**2, r, m)", "abs(y**2) != -1", [], given=(), constant="-1", rule="expected"))  # fmt: skip
SUM_OF_THREE = ["+", "1", ["log", v("c")], "1"]
reject("expected-of-a-sum", "1 + log c + 1 is defined, as |1| ≤ 1", "the goal must be", BOUNDED, cert([context(C), context({**C, "y": REAL})], step("given", "abs(1) <= 1", at=1), step("expected", ["=", SUM_OF_THREE, SUM_OF_THREE], 0, variable="r", law="m", symbol="y", constant="1", terms=[], support=[None, None])))  # fmt: skip
for name, law in (("that-is-a-word", "law"), ("that-is-a-pair-of-letters", "lm"), ("without-a-name", ["law"]), ("with-two-names", ["law", "m", "w"]), ("that-is-a-function", ["fun", "m"]), ("that-is-no-list", {"law": "m", "of": "r"})):  # fmt: skip
    reject(f"expectation-by-a-law-{name}", "E r, by no law", "a law is written", BOUNDED, cert(EMPTY, step("cited", ["=", ["E", v("r"), "r", law], "1"], theorem="stands for anything")))  # fmt: skip
PLAIN, HALF = (
    context({}, [["<=", "1", FIRST], ["<=", "0", other]]) for other in (total(["*", "1", "7"]), data("E(r, r, w)"))
)
accept(
    "discrete-one-by-one",
    "laws m and w with E r ≥ 1 by the first and E r ≥ 0 by the second: 0 or 3, and 7",
    cert(
        [PLAIN, HALF, context({}, [["<=", "1", data(MEAN)], ["<=", "0", data("E(r, r, w)")]])],
        some("witness", ["<=", total(["*", "1", "7"]), "8"], at_={}),
        some("discrete", "E(r, r, w) <= 8", 0, at=1, laws={"w": [["1", "7"]]}),
        some("discrete", "E(r, r, w) <= 8", 1, at=2, laws={"m": ATOMS}),
    ),
)
