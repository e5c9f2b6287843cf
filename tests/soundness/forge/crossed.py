# ruff: noqa: E501
"""One extension against another: attacks by a reader of `flows`, `expectation`, `vectors` who wrote none of them."""

from __future__ import annotations

from typing import Any

from tests.soundness.forge import REAL, accept, cert, context, reject, step
from tests.soundness.forge.vectors import inner, mul, vec

UNDEFINED, FORMS = "is not known to be defined", "normal form"
HERE = {"a": REAL, "z": "[0, oo)"}


def defined(*terms: str, **symbols: str) -> Any:
    """The context in which some terms are defined."""
    return context({**HERE, **symbols}, [f"{t} == {t}" for t in terms])


# Equal drifts, and drifts that are equal where both are defined ----------------------------------------------------------

TWICE, ADDED, ONE, QUOTIENT = "flow(2*x, x, a, z)", "flow(x + x, x, a, z)", "flow(1, x, 0, z)", "flow(x/x, x, 0, z)"
SAME = accept(
    "crossed-drifts",
    "u′ = 2u and u′ = u + u are one equation, where both have a solution",
    cert(defined(TWICE, ADDED), step("identity", f"{TWICE} == {ADDED}")),
)
accept(
    "crossed-drift-rewritten",
    "u′ = a·u and u′ = z·u where a = z",
    cert(
        context(HERE, ["a == z", "flow(a*x, x, a, z) == 5"]),
        step("given", "a == z"),
        step("given", "flow(a*x, x, a, z) == 5"),
        step("rewrite", "flow(z*x, x, a, z) == 5", 1, 0),
    ),
)
MEANS = accept(
    "crossed-means",
    "E 2r = E (r + r), where both are defined",
    cert(defined("E(2*r, r, m)", "E(r + r, r, m)"), step("identity", "E(2*r, r, m) == E(r + r, r, m)")),
)
SCALARS = accept(
    "crossed-scalars",
    "E r⟨v, w⟩ is E ⟨v, w⟩r, where both are defined",
    cert(
        context(
            {},
            [
                ["=", ["E", mul(["v", "r"], inner(vec("v"), vec("w"))), "r", ["law", "m"]], "0"],
                [
                    "=",
                    ["E", mul(inner(vec("v"), vec("w")), ["v", "r"]), "r", ["law", "m"]],
                    ["E", mul(inner(vec("v"), vec("w")), ["v", "r"]), "r", ["law", "m"]],
                ],
            ],
        ),
        step(
            "identity",
            [
                "=",
                ["E", mul(["v", "r"], inner(vec("v"), vec("w"))), "r", ["law", "m"]],
                ["E", mul(inner(vec("v"), vec("w")), ["v", "r"]), "r", ["law", "m"]],
            ],
        ),
    ),
)
OUT = [
    "=",
    ["E", mul(["v", "r"], inner(vec("v"), vec("w"))), "r", ["law", "m"]],
    mul(["E", ["v", "r"], "r", ["law", "m"]], inner(vec("v"), vec("w"))),
]
NULL = ["E", mul("0", ["^", ["v", "r"], "-1"]), "r", ["law", "m"]]
for name, says, because, twin, made in (
    ("drift-undefined-at-its-start", "u′ = u/u has from 0 the solution of u′ = 1", UNDEFINED, SAME, cert(defined(ONE), step("identity", f"{QUOTIENT} == {ONE}"))),
    ("drift-times-zero", "0·u(z) = 0 for u′ = u², which may be infinite by then", UNDEFINED, SAME, cert(context(HERE), step("identity", "0*flow(x**2, x, a, z) == 0"))),
    ("drifts-that-differ", "u′ = 2u and u′ = u² + u are one equation", FORMS, SAME, cert(defined(TWICE, "flow(x**2 + x, x, a, z)"), step("identity", f"{TWICE} == flow(x**2 + x, x, a, z)"))),
    ("starts-that-differ", "u(z) from a is u(z) from z", FORMS, SAME, cert(defined(TWICE, "flow(2*x, x, z, z)"), step("identity", f"{TWICE} == flow(2*x, x, z, z)"))),
    ("mean-of-something-undefined", "E (0/r) = 0, also if r = 0 with a positive probability", UNDEFINED, MEANS, cert(context({}), step("identity", ["=", NULL, "0"]))),
    ("means-of-two-laws", "E r is the same under m and w", FORMS, MEANS, cert(defined("E(r, r, m)", "E(r, r, w)"), step("identity", "E(r, r, m) == E(r, r, w)"))),
    ("mean-of-a-constant", "E 1 by its normal form: that is a rule's business", FORMS, MEANS, cert(defined("E(1, r, m)"), step("identity", "E(1, r, m) == 2"))),
    ("mean-out-of-a-product", "E r⟨v, w⟩ = ⟨v, w⟩E r without a rule that says so, where E r need not be defined", UNDEFINED, SCALARS, cert(context({}, [["=", OUT[1], "0"]]), step("bilinear", OUT))),
    ("mean-of-lengths", "E ⟨r·v, v⟩ ≥ 0, as if it were a square", "it is not known that", SCALARS, cert(context({}, [["=", ["E", inner(mul(["v", "r"], vec("v")), vec("v")), "r", ["law", "m"]], "5"]]), step("given", ["<=", "6", ["E", inner(mul(["v", "r"], vec("v")), vec("v")), "r", ["law", "m"]]]))),
):  # fmt: skip
    reject(f"crossed-{name}", says, because, twin, made)

# Derivatives and boxes know nothing of the new heads -----------------------------------------------------------------------

reject(
    "crossed-slope-of-a-flow",
    "u(z) is differentiated by z as if it were free of it",
    "derivative",
    SAME,
    cert(defined(TWICE), step("identity", f"D({TWICE}, z) == 0")),
)
reject(
    "crossed-slope-by-the-start",
    "u(z) is differentiated by a as if it were free of it",
    "derivative",
    SAME,
    cert(defined(TWICE), step("identity", f"D({TWICE}, a) == 0")),
)
reject(
    "crossed-slope-of-a-mean",
    "E a·r is differentiated by a under the mean",
    "derivative",
    MEANS,
    cert(defined("E(a*r, r, m)", "E(r, r, m)"), step("identity", "D(E(a*r, r, m), a) == E(r, r, m)")),
)
reject(
    "crossed-mean-along-a-flow",
    "∫ of a mean along the time of a flow",
    "depends on s",
    SAME,
    cert(
        context(HERE),
        step("cited", "integral(E(r*flow(2*x, x, a, s), r, m), s, 0, z) == 1", theorem="stands for anything"),
    ),
)
reject(
    "crossed-flow-of-flows",
    "a drift that is a flow from the place where it is",
    "depends on x",
    SAME,
    cert(context(HERE), step("cited", "flow(flow(y, y, x, 1), x, a, z) == 1", theorem="stands for anything")),
)
