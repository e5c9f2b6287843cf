# ruff: noqa: E501
"""The extension `subdivision`: trees that cover a box, leaves that decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.soundness.certificates import grown
from tests.soundness.forge import NATURAL, X, accept, cert, context, data, reject, some, step, v
from tests.soundness.forge.granted import ELSEWHERE


def tree(here: Any, goal: str, split: Sequence[str] = ("x",), marks: str | None = None, **more: Any) -> Any:
    """A certificate of one step, by a tree that is grown unless it is written."""
    found = grown(here, goal, split) if marks is None else marks
    return cert(here, step("enclosure", goal, tree=found, split=[data(atom) for atom in split], **more))


UNIT, LINE = context({"x": "[0, 1]"}), context({"x": "[-1, 1]"})
PLANE = context({"x": "[0, 1]", "y": "[0, 1]"})
APART = context({"x": "[-1, 1]"}, ["1/4 <= x**2"])
DECIDES = "does not decide the goal"
accept("enclosure", "x(1 − x) < 3/10 on [0, 1], by parts", tree(UNIT, "x*(1 - x) < 3/10"))
accept("enclosure-one-leaf", "eˣ > 0 for all x, without parts", tree(X, "0 < exp(x)", ()))
accept("enclosure-exact", "x² ≤ 1 on [−1, 1], without rounding", tree(LINE, "x**2 <= 1", marks="0nn"), label="exact")
accept("enclosure-infinite-sides", "(x² + 1)e⁻ˣ > 0 for all x, by half-lines and their parts", tree(X, "0 < (x**2 + 1)*exp(-x)", marks="00n0nn0n0nn"))  # fmt: skip
accept("enclosure-vacuous-leaf", "1/5 < x² on [−1, 1] where 1/4 ≤ x²: nothing lies in the middle", tree(APART, "1/5 < x**2"))  # fmt: skip
accept("enclosure-splits-a-value", "g(0)(1 − g(0)) < 2/5 where 0 ≤ g(0) ≤ 1", tree(context({}, ["0 <= g[0]", "g[0] <= 1"]), "g[0]*(1 - g[0]) < 2/5", ["g[0]"]))  # fmt: skip
accept("enclosure-two-symbols", "xy(1 − xy) < 2/5 on [0, 1]², by parts of either side", tree(PLANE, "x*y*(1 - x*y) < 2/5", ["x", "y"]))  # fmt: skip
accept("enclosure-thirds", "3x ≤ 1 + 10⁻⁴ on [0, 1/3], whose end is no dyadic number", tree(context({"x": "[0, 1/3]"}), "3*x <= 10001/10000"))  # fmt: skip
accept(
    "enclosure-facts-of-premises",
    "x³ ≤ 1/8 on [0, 1] where x² ≤ 1/8: x ≤ 1/2 first, the rest of the box being empty",
    cert(
        context({"x": "[0, 1]"}, ["x**2 <= 1/8"]),
        step("enclosure", "x <= 1/2", tree="0nv", split=[v("x")]),
        step("enclosure", "x**3 <= 1/8", 0, tree="n"),
    ),
)

# The tree covers the box ----------------------------------------------------------------------------------------------

for name, marks, because in (
    ("without-leaves", "", "ends before it covers the box"),
    ("without-its-right-half", "0n", "ends before it covers the box"),
    ("with-only-splits", "00", "ends before it covers the box"),
    ("with-a-leaf-too-many", "0nnn", "goes on after its last leaf"),
    ("with-a-second-tree", "n0nn", "goes on after its last leaf"),
    ("that-splits-another-atom", "1nn", "the subdivision tree splits atom 1 of 1"),
    ("that-splits-a-square", "0²nn", "is of no kind that the certificate names"),
    ("with-an-unknown-leaf", "0nz", "is of no kind that the certificate names"),
    ("with-a-capital-leaf", "0nN", "is of no kind that the certificate names"),
    ("with-a-leaf-of-another-extension", "0nm", "is of no kind that the certificate names"),
    ("with-a-leaf-of-the-rule-for-zeros", "0nx", "is of no kind that the certificate names"),
):
    reject(
        f"enclosure-tree-{name}",
        "x² ≤ 1 on [−1, 1] by a tree that does not cover it, or not by leaves",
        because,
        "enclosure-exact",
        cert(LINE, step("enclosure", "x**2 <= 1", tree=marks, split=[v("x")]), extensions=["subdivision"]),
    )
reject(
    "enclosure-tree-that-is-a-list",
    "x² ≤ 1 on [−1, 1] by a list of leaves",
    "is no text, or too long",
    "enclosure-exact",
    cert(LINE, step("enclosure", "x**2 <= 1", tree=["0", "n", "n"], split=[v("x")])),
)
reject(
    "enclosure-tree-of-nothing-to-split",
    "x² ≤ 1 on [−1, 1] by halves of what is not named",
    "the subdivision tree splits atom 0 of 0",
    "enclosure-exact",
    cert(LINE, step("enclosure", "x**2 <= 1", tree="0nn")),
)
ONLY = "only symbols and values of sequences are split"
for name, says, because, atom in (
    ("a-term", "2x is halved, and x with it", ONLY, "2*x"),
    ("a-number", "the number 1 is halved", ONLY, ["*", "1", "1"]),
    ("a-stranger", "a symbol without domain is halved", "no domain for y", "y"),
    ("a-value-at-a-half", "g(1/2) is halved", "is not a natural number by its form", "g[1/2]"),
):
    reject(
        f"enclosure-splits-{name}",
        says,
        because,
        "enclosure-splits-a-value",
        cert(LINE, step("enclosure", "x**2 <= 1", tree="0nn", split=[data(atom)])),
    )

# Leaves decide --------------------------------------------------------------------------------------------------------

for name, says, here, goal, split, marks in (
    ("a-hair-short", "x(1 − x) < 1/4 − 10⁻¹² on [0, 1]", UNIT, "x*(1 - x) < 1/4 - 1/10**12", ("x",), "0000nn0nn00nn0nn000nn0nn00nn0nn"),
    ("touching-at-an-end", "0 < x on [0, 1]", UNIT, "0 < x", ("x",), "0nn"),
    ("touching-inside", "0 < (x − 1/2)² on [0, 1]", UNIT, "0 < (x - 1/2)**2", ("x",), "0nn"),
    ("touching-where-two-parts-meet", "x ≠ 1/2 on [0, 1], the point where two halves meet", UNIT, "x != 1/2", ("x",), "0nn"),
    ("right-half-only", "0 < x on [−1, 1]", LINE, "0 < x", ("x",), "0nn"),
    ("beyond-a-doubling", "x < 4 for x ≥ 1: the parts of a half-line end nowhere", context({"x": "[1, oo)"}), "x < 4", ("x",), "0n0n0nn"),
    ("below-a-doubling", "−4 < x for x ≤ −1", context({"x": "(-oo, -1]"}), "-4 < x", ("x",), "00nnn"),
    ("for-all-reals", "x < 1 for all x, cut at 0", X, "x < 1", ("x",), "0nn"),
    ("for-all-values", "g(0) < 1 for all sequences, cut at 0", context(), "g[0] < 1", ("g[0]",), "0nn"),
    ("one-value-for-another", "g(1) < 1 where g(0) < 1", context({}, ["g[0] < 1"]), "g[1] < 1", ("g[0]",), "0nn"),
    ("at-a-large-index", "t ≤ 10⁶ for all natural t", context({"t": NATURAL}), "t <= 1000000", ("t",), "0n0n0nn"),
    ("low-precision", "x < 1 − 10⁻³ on [0, 1] at two bits", UNIT, "x < 999/1000", ("x",), "0nn"),
):  # fmt: skip
    more = {"bits": 2} if name == "low-precision" else {}
    reject(f"enclosure-{name}", says, DECIDES, "enclosure", tree(here, goal, split, marks, **more))
for name, says, here, goal in (
    ("quotient-at-zero", "x/x ≤ 1 on [−1, 1]", LINE, "x/x <= 1"),
    ("inverse-at-zero", "1/x ≤ 2 + 1/x² on [−1, 1]", LINE, "1/x <= 2 + 1/x**2"),
    ("inverse-at-a-closed-end", "0 < 1/x on [0, 1]", UNIT, "0 < 1/x"),
    ("log-at-zero", "x·log x ≤ 0 on [0, 1]", UNIT, "x*log(x) <= 0"),
    ("root-below-zero", "−1 ≤ √x on [−1, 1]", LINE, "-1 <= sqrt(x)"),
    ("real-power-at-zero", "x ** 2 ≤ 1 on [0, 1]", UNIT, "power(x, 2) <= 1"),
    ("zero-times-something-undefined", "0·log x ≤ 1 on [−1, 1]", LINE, "0*log(x) <= 1"),
    ("arcsine-beyond-one", "arcsin x ≤ 2 on [0, 2]", context({"x": "[0, 2]"}), "asin(x) <= 2"),
    ("tangent-at-its-pole", "0 ≤ tan² x on [0, 2]", context({"x": "[0, 2]"}), "0 <= tan(x)**2"),
    ("derivative-where-the-function-is-not", "d/dx log x < 0 on [−2, −1]", context({"x": "[-2, -1]"}), "D(log(x), x) < 0"),
):  # fmt: skip
    for marks in ("n", "0nn"):
        reject(
            f"enclosure-undefined-{name}" + ("-by-halves" if len(marks) > 1 else ""),
            says,
            "the leaf 'n'",
            "enclosure",
            tree(here, goal, ("x",), marks),
        )

# Vacuous leaves and boxes ---------------------------------------------------------------------------------------------

for name, says, because, here, goal, marks in (
    ("without-facts", "x < −1 on [−1, 1], as if it were empty", DECIDES, LINE, "x < -1", "v"),
    ("with-a-fact-that-holds-somewhere", "1/5 < x² on [−1, 1] where 1/4 ≤ x², both halves being called empty", DECIDES, APART, "1/5 < x**2", "0vv"),
    ("with-a-fact-that-touches", "x < 0 on [0, 1] where 1 ≤ x: the point 1 is left", DECIDES, context({"x": "[0, 1]"}, ["1 <= x*x"]), "x < 0", "v"),
    ("with-a-fact-that-is-undefined-there", "2 < x on [−1, 1] where log x < 0", DECIDES, context({"x": "[-1, 1]"}, ["log(x) < 0"]), "2 < x", "v"),
    ("with-a-fact-that-is-undefined-in-part", "2 < x on [−1, 1] where 1 < √x", DECIDES, context({"x": "[-1, 1]"}, ["1 < sqrt(x) + 0*x"]), "2 < x", "v"),
    ("with-a-disjunction-that-holds-in-part", "2 < x on [0, 1] where x < 0 or x = 1", DECIDES, context({"x": "[0, 1]"}, ["x < 0 or x == 1"]), "2 < x", "v"),
    ("with-its-own-goal", "2 < x on [0, 1], since 2 < x is false there", DECIDES, UNIT, "2 < x", "v"),
):  # fmt: skip
    reject(f"enclosure-vacuous-{name}", says, because, "enclosure-vacuous-leaf", tree(here, goal, ("x",), marks))
accept("enclosure-vacuous-everywhere", "2 < x on [1, 2] where log x < 0", tree(context({"x": "[1, 2]"}, ["log(x) < 0"]), "2 < x", marks="v"))  # fmt: skip
for name, domain, given in (
    ("box", "[0, 1]", ["2 < x"]),
    ("domain", "(0, 0]", []),
    ("touching-box", "[0, 1)", ["1 <= x"]),
):
    reject(
        f"enclosure-empty-{name}",
        "eˣ < 0 on a box without points, of which nothing is decided by evaluation",
        "an empty range",
        "enclosure-vacuous-leaf",
        tree(context({"x": domain}, given), "exp(x) < 0", marks="n"),
    )
reject(
    "enclosure-empty-half",
    "eˣ < 0 where two halves meet, one being empty",
    "an empty range",
    "enclosure-vacuous-leaf",
    tree(context({"x": "(0, 1)"}, ["x <= 1/2", "1/2 < x"]), "exp(x) < 0", marks="0nn"),
)

# Facts ----------------------------------------------------------------------------------------------------------------

HALF = context({"x": "[0, 1/2]"})
for name, says, contexts, first, second in (
    ("of-another-context", "x² ≤ 1/4 on [0, 1], since x ≤ 1/2 elsewhere", [HALF, UNIT], step("given", "x <= 1/2"), step("enclosure", "x**2 <= 1/4", 0, at=1, tree="n")),
    ("for-some", "x² ≤ 1/4 on [0, 1], since x ≤ 1/2 at some point", [UNIT], some("witness", "x <= 1/2", at_={"x": "0"}), step("enclosure", "x**2 <= 1/4", 0, tree="n")),
    ("for-some-on-an-empty-leaf", "2 < x on [0, 1], since x < 0 at some point, so that the right half is empty", [LINE], some("witness", "x < 0", at_={"x": "-1"}), step("enclosure", "2 < x", 0, tree="0nv", split=[v("x")])),
):  # fmt: skip
    reject(f"enclosure-facts-{name}", says, ELSEWHERE, "enclosure-facts-of-premises", cert(contexts, first, second))
reject(
    "enclosure-facts-that-nobody-names",
    "x³ ≤ 1/8 on [0, 1] where x² ≤ 1/8, without naming x ≤ 1/2",
    DECIDES,
    "enclosure-facts-of-premises",
    cert(
        context({"x": "[0, 1]"}, ["x**2 <= 1/8"]),
        step("enclosure", "x <= 1/2", tree="0nv", split=[v("x")]),
        step("enclosure", "x**3 <= 1/8", tree="n"),
    ),
)
