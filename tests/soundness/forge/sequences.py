# ruff: noqa: E501
"""The extension `sequences`: a relation at an index, induction."""

from __future__ import annotations

from typing import Any

from tests.soundness.forge import NATURAL, REAL, accept, cert, context, data, reject, some, step, v
from tests.soundness.forge.granted import ELSEWHERE

DOUBLING = context({"t": NATURAL, "x": REAL}, (), ["g[0] == 1", "g[t+1] == 2*g[t]"])

# unfold ---------------------------------------------------------------------------------------------------------------

accept(
    "unfold",
    "g(t + 4) = 2·g(t + 3) and g(0) = 1, as assumed",
    cert(
        DOUBLING,
        step("unfold", "g[t + 4] == 2*g[t + 3]", relation=1, at_=data("t + 3")),
        step("unfold", "g[0] == 1", relation=0),
        step("both", "g[t + 4] == 2*g[t + 3] and g[0] == 1", 0, 1),
    ),
    label="exact",
)
accept(
    "unfold-a-relation-with-its-index",
    "g(3) ≤ 3² where g(n) ≤ n² at every n",
    cert(context({}, (), ["g[n] <= n**2"], step="n"), step("unfold", "g[3] <= 3**2", relation=0, at_="3")),
)
SAYS = "it says something else, or the index is not a natural number by its form"
for name, says, because, twin, made in (
    ("at-a-half", "g(3/2) = 2·g(1/2)", "is not a natural number by its form", "unfold", cert(DOUBLING, step("unfold", "g[1/2 + 1] == 2*g[1/2]", relation=1, at_="1/2"))),
    ("at-a-real-symbol", "n ≤ x² holds for a real number x", SAYS, "unfold-a-relation-with-its-index", cert(context({"x": REAL}, (), ["0 <= n"], step="n"), step("unfold", "0 <= x", relation=0, at_=v("x")))),
    ("at-minus-one", "−1 is a natural number: 0 ≤ −1", SAYS, "unfold-a-relation-with-its-index", cert(context({}, (), ["0 <= n"], step="n"), step("unfold", "0 <= -1", relation=0, at_="-1"))),
    ("at-one-half-without-sequence", "1/2 is a natural number", SAYS, "unfold-a-relation-with-its-index", cert(context({}, (), ["n**2 != 1/4"], step="n"), step("unfold", ["!=", ["^", "1/2", "2"], "1/4"], relation=0, at_="1/2"))),
    ("at-a-difference", "t − 1 is a natural number: 0 ≤ t − 1 at t = 0", SAYS, "unfold-a-relation-with-its-index", cert(context({"t": NATURAL}, (), ["0 <= n"], step="n"), step("unfold", "0 <= t - 1", relation=0, at_=data("t - 1")))),
    ("at-another-index", "g(1) = 2·g(1)", SAYS, "unfold", cert(DOUBLING, step("unfold", "g[1] == 2*g[1]", relation=1, at_="0"))),
    ("of-another-relation", "g(0) = 2", SAYS, "unfold", cert(DOUBLING, step("unfold", "g[0] == 2", relation=0))),
    ("of-a-start-at-every-index", "g(5) = 1, since g(0) = 1", SAYS, "unfold", cert(DOUBLING, step("unfold", "g[5] == 1", relation=0, at_="5"))),
    ("of-a-relation-that-is-not-there", "a third relation of two", "numbers nothing that is there", "unfold", cert(DOUBLING, step("unfold", "g[0] == 1", relation=2))),
    ("of-the-last-relation-by-minus-one", "relation −1", "numbers nothing that is there", "unfold", cert(DOUBLING, step("unfold", "g[1] == 2*g[0]", relation=-1, at_="0"))),
    ("of-a-relation-of-another-sequence", "h(1) = 2·h(0)", SAYS, "unfold", cert(DOUBLING, step("unfold", "h[1] == 2*h[0]", relation=1, at_="0"))),
    ("at-a-stranger", "0 ≤ m for an m without domain", "no domain for m", "unfold-a-relation-with-its-index", cert(context({}, (), ["0 <= n"], step="n"), step("unfold", "0 <= m", relation=0, at_=v("m")))),
    ("of-a-relation-at-one-step", "g(6) = 2·g(5), where g(t+1) = 2·g(t) is assumed for one t only", SAYS, "unfold", cert({"symbols": {"t": NATURAL}, "given": [], "evolves": [data("g[t+1] == 2*g[t]")]}, step("unfold", "g[6] == 2*g[5]", relation=0, at_="5"))),
):  # fmt: skip
    reject(f"unfold-{name}", says, because, twin, made)
reject(
    "unfold-in-another-context",
    "g(0) = 1 for every sequence",
    "numbers nothing that is there",
    "unfold",
    cert([DOUBLING, context({"t": NATURAL})], step("unfold", "g[0] == 1", at=1, relation=0)),
)

# induction ------------------------------------------------------------------------------------------------------------


def growing(domain: str, start: str, **more: Any) -> tuple[list[Any], list[Any]]:
    """Contexts and steps for: with g(n+1) = g(n) + 1 and 1 ≤ g(start), 1 ≤ g(t) for t in the domain."""
    here = context({"t": domain, "x": REAL}, ["x <= 1"], [f"1 <= g[{start}]", "g[n+1] == g[n] + 1"], step="n")
    here = {**here, **more}
    above = {**here, "given": [*here["given"], data("1 <= g[t]")]}
    steps = [
        step("unfold", f"1 <= g[{start}]", relation=0),
        step("given", "1 <= g[t]", at=1),
        step("unfold", "g[t + 1] == g[t] + 1", at=1, relation=1, at_=v("t")),
        step("given", "0 <= 1", at=1),
        step("linear", "1 <= g[t + 1]", 1, 2, 3, at=1, multipliers=["1", "-1", "1"]),
    ]
    return [here, above], steps


def inductive(domain: str, start: str, *last: Any, **more: Any) -> Any:
    contexts, steps = growing(domain, start, **more)
    return cert(contexts, *steps, *(last or (step("induction", "1 <= g[t]", 0, 4, symbol="t"),)))


FROM = {"[0, oo) in N": "0", "(-oo, oo) in N": "0", "(0, oo) in N": "1", "[1, oo) in N": "1", "[1/2, oo) in N": "1",
        "(1/2, oo) in N": "1", "[3, oo) in N": "3", "(3, oo) in N": "4", "(-1, oo) in N": "0", "[-7/2, oo) in N": "0"}  # fmt: skip
accept("induction", "1 ≤ g(t) for g(0) ≥ 1, g(t+1) = g(t) + 1", inductive(NATURAL, "0"), label="exact")
for i, (domain, first) in enumerate(FROM.items()):
    if i:
        name = ("all", "open-at-0", "from-1", "from-a-half", "open-at-a-half", "from-3", "open-at-3", "open-below", "from-below")[i - 1]  # fmt: skip
        accept(f"induction-{name}", f"1 ≤ g(t) for all t in {domain}, from t = {first} on", inductive(domain, first))
        late = str(int(first) + 1)
        reject(
            f"induction-late-{name}",
            f"1 ≤ g(t) for all t in {domain}, from t = {late} on",
            f"the base does not show the goal at {first}",
            f"induction-{name}",
            inductive(domain, late),
        )
reject("induction-late", "1 ≤ g(0), since 1 ≤ g(1)", "the base does not show the goal at 0", "induction", inductive(NATURAL, "1"))  # fmt: skip
accept(
    "induction-index-spelled-otherwise",
    "1 ≤ g(1 + t + 1), with indices in another order",
    cert(
        [context({"t": NATURAL}, (), ["1 <= g[1 + n + 1]"], step="n")],
        step("unfold", "1 <= g[2 + t]", relation=0, at_=v("t")),
    ),
)
contexts, steps = growing(NATURAL, "0")
INDUCTION = step("induction", "1 <= g[t]", 0, 4, symbol="t")
TIED = "a hypothesis or a relation between sequences contains t"
NO_RANGE = "does not range over all natural numbers from some one on"
EVEN = context({"t": NATURAL}, (), ["g[0] == 1", "g[2*n + 1] == 1"], step="n")
STEP = "the step does not show the goal at t + 1"


def with_hypothesis(hypothesis: str) -> Any:
    here, _ = contexts
    given = [data(hypothesis)]
    changed = [{**here, "given": given}, {**here, "given": [*given, data("1 <= g[t]")]}]
    return cert(changed, *steps, INDUCTION)


for name, says, because, made in (
    ("up-to-a-bound", "1 ≤ g(t) for t ≤ 3, where the step leads out of the domain", NO_RANGE, inductive("[0, 3] in N", "0")),
    ("over-the-reals", "x ≤ 0 for all real x ≥ 0, from x = 0 on", NO_RANGE, cert([context({"x": "[0, oo)"}), context({"x": "[0, oo)"}, ["x**2 <= x"])], step("given", ["<=", ["^", "0", "2"], "0"]), step("cited", "(x + 1)**2 <= x + 1", at=1, theorem="stands for any step"), step("induction", "x**2 <= x", 0, 1, symbol="x"))),
    ("with-a-hypothesis-on-its-symbol", "1 ≤ g(t) where t ≤ 3: g(t + 1) is not assumed beyond", TIED, with_hypothesis("t <= 3")),
    ("with-a-hypothesis-that-contains-its-symbol", "1 ≤ g(t) where g(t) ≤ 5: a hypothesis that moves with t", TIED, with_hypothesis("g[t] <= 5")),
    ("of-a-stranger", "an induction over a symbol that is not there", "malformed (KeyError: 's')", cert(contexts, *steps, {**INDUCTION, "symbol": "s"})),
    ("without-base", "1 ≤ g(t), from the step alone", "the base does not show the goal at 0", cert(contexts, step("given", "1 <= 1"), *steps[1:], step("induction", "1 <= g[t]", 0, 4, symbol="t"))),
    ("without-step", "1 ≤ g(t), from the base alone", ELSEWHERE, cert(contexts, *steps, step("induction", "1 <= g[t]", 0, 0, symbol="t"))),
    ("with-one-premise", "1 ≤ g(t), from the base alone", "a premise is missing", cert(contexts, *steps, step("induction", "1 <= g[t]", 0, symbol="t"))),
    ("of-another-goal", "2 ≤ g(t), from 1 ≤ g(0)", "the base does not show the goal at 0", cert(contexts, *steps, step("induction", "2 <= g[t]", 0, 4, symbol="t"))),
    ("step-to-itself", "1 ≤ g(t), since 1 ≤ g(t) gives 1 ≤ g(t)", STEP, cert(contexts, *steps, step("induction", "1 <= g[t]", 0, 1, symbol="t"))),
    ("step-of-two", "1 ≤ g(t), since it gives 1 ≤ g(t + 2)", STEP, cert(contexts, *steps, step("cited", "1 <= g[t + 2]", 4, at=1, theorem="stands for two steps"), step("induction", "1 <= g[t]", 0, 5, symbol="t"))),
    ("base-under-the-hypothesis", "1 ≤ g(0), shown where 1 ≤ g(t)", ELSEWHERE, cert(contexts, *steps, step("unfold", "1 <= g[0]", at=1, relation=0), step("induction", "1 <= g[t]", 5, 4, symbol="t"))),
    ("step-under-another-hypothesis", "1 ≤ g(t), since 3 ≤ g(t) gives 1 ≤ g(t + 1)", ELSEWHERE, cert([contexts[0], {**contexts[0], "given": [*contexts[0]["given"], data("3 <= g[t]")]}], steps[0], step("cited", "1 <= g[t + 1]", at=1, theorem="stands for any step"), step("induction", "1 <= g[t]", 0, 1, symbol="t"))),
    ("step-under-a-hypothesis-more", "1 ≤ g(t), since 1 ≤ g(t) and x = 0 give 1 ≤ g(t + 1)", ELSEWHERE, cert([contexts[0], {**contexts[0], "given": [*contexts[0]["given"], data("x == 0"), data("1 <= g[t]")]}], steps[0], step("cited", "1 <= g[t + 1]", at=1, theorem="stands for any step"), step("induction", "1 <= g[t]", 0, 1, symbol="t"))),
    ("step-in-a-smaller-domain", "1 ≤ g(t), by a step for t ≥ 1 only", ELSEWHERE, cert([contexts[0], {**contexts[1], "symbols": {"t": "[1, oo) in N", "x": REAL}}], *steps, INDUCTION)),
    ("step-with-other-relations", "1 ≤ g(t), by a step for other sequences", ELSEWHERE, cert([contexts[0], {**contexts[1], "evolves": [*contexts[1]["evolves"], data("1 <= g[n]")]}], *steps, INDUCTION)),
    ("step-for-some", "1 ≤ g(t), since 1 ≤ g(t + 1) at some t", ELSEWHERE, cert([context({"t": NATURAL}), context({"t": NATURAL}, ["t <= 0"])], step("given", "0 <= 0"), some("witness", "t + 1 <= 1", at=1, at_={"t": "0"}), step("induction", "t <= 0", 0, 1, symbol="t"))),
    ("at-an-index-that-is-no-successor", "g(2t) = 1, since g(2t + 1) = 1 for every t and g(2·0) = 1", STEP, cert([EVEN, {**EVEN, "given": [data("g[2*t] == 1")]}], step("unfold", "g[0] == 1", relation=0), step("identity", "2*0 == 0"), step("rewrite", "g[2*0] == 1", 0, 1), step("unfold", "g[2*t + 1] == 1", at=1, relation=1, at_=v("t")), step("induction", "g[2*t] == 1", 2, 3, symbol="t"))),
):  # fmt: skip
    reject(f"induction-{name}", says, because, "induction", made)
reject(
    "induction-by-the-bound-name",
    "g(t+1) = t·g(t) for every step, read with the t of the context: g(1) = 5·g(0) at t = 5",
    "it says something else",
    "unfold",
    cert(
        context({"t": "[5, 5] in N"}, (), ["g[t+1] == t*g[t]"], step="t"),
        step("unfold", "g[1] == t*g[0]", relation=0, at_="0"),
    ),
)
