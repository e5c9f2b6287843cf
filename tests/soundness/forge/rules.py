# ruff: noqa: E501
"""The rules of the core but `given`: logic, algebra, laws, instances of lemmas, witnesses, citations."""

from __future__ import annotations

from typing import Any

from tests.soundness.forge import EMPTY, NATURAL, REAL, X, accept, cert, context, data, reject, some, step, v
from tests.soundness.forge.granted import ELSEWHERE, UNKNOWN, XY

UNIT = context({"x": "[0, 1]"})
POSITIVE = context({"x": "(0, oo)"})
UNDEFINED = "is defined only where"
FORMS = "the two sides have different normal forms"

# both -----------------------------------------------------------------------------------------------------------------

LOW, HIGH = step("given", "0 <= x"), step("given", "x <= 1")
accept(
    "both", "0 ≤ x and x ≤ 1 on [0, 1]", cert(UNIT, LOW, HIGH, step("both", "0 <= x and x <= 1", 0, 1)), label="exact"
)
ORDER = "the goal is not the conjunction of the premises in order"
for name, says, because, made in (
    ("one-more", "0 ≤ x and x ≤ 1 and x < 1 from its first two parts", ORDER, cert(UNIT, LOW, HIGH, step("both", "0 <= x and x <= 1 and x < 1", 0, 1))),
    ("another", "0 ≤ x and x < 1 from 0 ≤ x and x ≤ 1", ORDER, cert(UNIT, LOW, HIGH, step("both", "0 <= x and x < 1", 0, 1))),
    ("of-another-context", "0 ≤ x and x ≤ 1 for all real x", ELSEWHERE, cert([UNIT, X], LOW, HIGH, step("both", "0 <= x and x <= 1", 0, 1, at=1))),
    ("for-some", "x < 1 and x < 1 for all x ∈ [0, 1], because it is so at 0", ELSEWHERE, cert(UNIT, some("witness", "x < 1", at_={"x": "0"}), step("both", "x < 1 and x < 1", 0, 0))),
):  # fmt: skip
    reject(f"both-{name}", says, because, "both", made)

# either ---------------------------------------------------------------------------------------------------------------

accept(
    "either",
    "log x < 0 or x ≤ 1 on [0, 1], whatever log 0 is",
    cert(UNIT, HIGH, step("either", "log(x) < 0 or x <= 1", 0)),
    label="exact",
)
PART = "the premise is no part of the goal"
for name, says, because, made in (
    ("no-part", "x < 0 or 1 < x, from x ≤ 1", PART, cert(UNIT, HIGH, step("either", "x < 0 or 1 < x", 0))),
    ("weaker-part", "x < 1 or x < 0, from x ≤ 1", PART, cert(UNIT, HIGH, step("either", "x < 1 or x < 0", 0))),
    ("part-of-a-part", "(x ≤ 1 and x < 0) or x < 0, from x ≤ 1", PART, cert(UNIT, HIGH, step("either", "(x <= 1 and x < 0) or x < 0", 0))),
    ("for-a-conjunction", "x ≤ 1 and x < 0, from x ≤ 1", PART, cert(UNIT, HIGH, step("either", "x <= 1 and x < 0", 0))),
    ("side-of-a-relation", "x < 0, a premise that is a term of it", PART, cert(UNIT, HIGH, step("either", "x < 0", 0))),
    ("without-premise", "x < 0 or 1 < x, from nothing", "a premise is missing", cert(UNIT, step("either", "x < 0 or 1 < x"))),
    ("of-another-context", "x ≤ 1 or x < 0 for all real x", ELSEWHERE, cert([UNIT, X], HIGH, step("either", "x <= 1 or x < 0", 0, at=1))),
    ("for-some", "x = 0 or x < 0 for all x ∈ [0, 1], because it is so at 0", ELSEWHERE, cert(UNIT, some("witness", "x == 0", at_={"x": "0"}), step("either", "x == 0 or x < 0", 0))),
):  # fmt: skip
    reject(f"either-{name}", says, because, "either", made)

# cases ----------------------------------------------------------------------------------------------------------------

SPLIT = step("axiom", "x <= 0 or 0 < x", name="dichotomy", terms=[v("x"), "0"])
BELOW, ABOVE = context({"x": REAL}, ["x <= 0"]), context({"x": REAL}, ["0 < x"])
AT_MOST = step("axiom", "abs(x) == -x", at=1, name="abs-negative", terms=[v("x")])
MORE = step("axiom", "abs(x) == x", at=2, name="abs-positive", terms=[v("x")])
PROOF = [
    SPLIT,
    AT_MOST,
    step("given", "x <= 0", at=1),
    step("linear", "x <= abs(x)", 1, 2, at=1, multipliers=["-1", "2"]),
    MORE,
    step("given", "x <= abs(x)", 4, at=2),
]
GOAL = "x <= abs(x)"
accept(
    "cases",
    "x ≤ |x|, for x ≤ 0 and for 0 < x",
    cert([X, BELOW, ABOVE], *PROOF, step("cases", GOAL, 0, 3, 5)),
    label="exact",
)
accept(
    "cases-of-one",
    "x ≤ |x| for x > 0 by way of 0 ≤ x: one case is none",
    cert(
        [POSITIVE, context({"x": "(0, oo)"}, ["0 <= x"])],
        step("given", "0 <= x"),
        step("axiom", "abs(x) == x", at=1, name="abs-positive", terms=[v("x")]),
        step("given", GOAL, 1, at=1),
        step("cases", GOAL, 0, 2),
    ),
)
accept(
    "cases-of-three",
    "x³ = x for x ∈ {−1, 0, 1}",
    cert(
        [context({"x": REAL}, ["x == -1 or x == 0 or x == 1"])]
        + [context({"x": REAL}, ["x == -1 or x == 0 or x == 1", f"x == {k}"]) for k in (-1, 0, 1)],
        step("given", "x == -1 or x == 0 or x == 1"),
        *(
            line
            for i, (k, factor) in enumerate(((-1, "x**2 - x"), (0, "x**2 - 1"), (1, "x**2 + x")))
            for line in (
                step("given", f"x == {k}", at=i + 1),
                step("linear", "x**3 == x", 2 * i + 1, at=i + 1, multipliers=[data(factor)]),
            )
        ),
        step("cases", "x**3 == x", 0, 2, 4, 6),
    ),
)
COUNT = "as many premises as there are cases are needed"
OTHER = "a case shows another formula"
UP = step("given", "0 < x", at=2)
for name, says, because, made in (
    ("missing", "x > 0 for all real x, from the case 0 < x alone", COUNT, cert([X, BELOW, ABOVE], SPLIT, UP, step("cases", "0 < x", 0, 1))),
    ("one-twice", "x > 0 for all real x, from the case 0 < x taken twice", ELSEWHERE, cert([X, BELOW, ABOVE], SPLIT, UP, step("cases", "0 < x", 0, 1, 1))),
    ("of-another-formula", "x ≤ 0 for all x: in one case x ≤ 0, in the other x ≤ |x|", OTHER, cert([X, BELOW, ABOVE], *PROOF, step("cases", "x <= 0", 0, 2, 5))),
    ("with-a-gap", "x ≠ 0 for all x, from x < 0 and 0 < x, as if nothing lay between", ELSEWHERE, cert([X, context({"x": REAL}, ["x < 0"]), ABOVE], SPLIT, step("given", "x != 0", at=1), step("given", "x != 0", at=2), step("cases", "x != 0", 0, 1, 2))),
    ("with-a-hypothesis-more", "x ≤ 5 for all real x, by two cases that assume it, too", ELSEWHERE, cert([X, context({"x": REAL}, ["x <= 5", "x <= 0"]), context({"x": REAL}, ["x <= 5", "0 < x"])], SPLIT, step("given", "x <= 5", at=1), step("given", "x <= 5", at=2), step("cases", "x <= 5", 0, 1, 2))),
    ("in-a-smaller-domain", "x ≤ 5 for all real x, from two cases on (−∞, 5]", ELSEWHERE, cert([X, context({"x": "(-oo, 5]"}, ["x <= 0"]), context({"x": "(-oo, 5]"}, ["0 < x"])], SPLIT, step("given", "x <= 5", at=1), step("given", "x <= 5", at=2), step("cases", "x <= 5", 0, 1, 2))),
    ("from-another-context", "x = 1 or x = 2, for a real x as for one of the two", ELSEWHERE, cert([context({"x": REAL}, ["x == 1 or x == 2"]), X, context({"x": REAL}, ["x == 1"]), context({"x": REAL}, ["x == 2"])], step("given", "x == 1 or x == 2"), step("given", "x <= 2", at=2), step("given", "x <= 2", at=3), step("cases", "x <= 2", 0, 1, 2, at=1))),
    ("from-a-disjunction-for-some", "x > 0 for all x, since x > 0 or x > 1 at some point", ELSEWHERE, cert([X, ABOVE, context({"x": REAL}, ["1 < x"])], some("witness", "0 < x or 1 < x", at_={"x": "2"}), step("given", "0 < x", at=1), step("given", "0 < x", at=2), step("cases", "0 < x", 0, 1, 2))),
    ("without-disjunction", "x > 0 for all real x, under 0 < x", "a premise is missing", cert([X, ABOVE], step("cases", "0 < x"))),
    ("of-a-conjunction", "x < 0 from (0 ≤ 1 and 0 ≤ x), taken as two cases", COUNT, cert([POSITIVE, context({"x": "(0, oo)"}, ["0 <= x"]), context({"x": "(0, oo)"}, ["0 <= 1"])], step("given", "0 <= x and 0 < x"), step("given", "0 < x", at=1), step("given", "0 < x", at=2), step("cases", "0 < x", 0, 1, 2))),
):  # fmt: skip
    reject(f"cases-{name}", says, because, "cases", made)
reject(
    "cases-of-an-undefined-dichotomy",
    "log x ≤ 0 or 0 < log x for all real x, so that each x belongs to a case",
    UNDEFINED,
    "cases",
    cert(X, step("axiom", "log(x) <= 0 or 0 < log(x)", name="dichotomy", terms=[data("log(x)"), "0"])),
)

# absurd ---------------------------------------------------------------------------------------------------------------

IMPOSSIBLE = context({"x": REAL}, ["x < x"])
FALSE = [step("given", "x < x"), step("linear", "0 < 0", 0, multipliers=["1"])]
accept("absurd", "x = 7 wherever x < x", cert(IMPOSSIBLE, *FALSE, step("absurd", "x == 7", 1)), label="exact")
NOT_FALSE = "the premise is not a false relation between two numbers"
for name, says, because, made in (
    ("from-something-true", "0 = 1, since 0 < 1", NOT_FALSE, cert(EMPTY, step("given", "0 < 1"), step("absurd", "0 == 1", 0))),
    ("from-equal-numbers", "0 = 1, since 1 = 1", NOT_FALSE, cert(EMPTY, step("given", "1 == 1"), step("absurd", "0 == 1", 0))),
    ("from-different-numbers", "0 = 1, since 1 ≠ 2", NOT_FALSE, cert(EMPTY, step("given", "1 != 2"), step("absurd", "0 == 1", 0))),
    ("from-touching-numbers", "0 = 1, since 1 ≤ 1", NOT_FALSE, cert(EMPTY, step("given", "1 <= 1"), step("absurd", "0 == 1", 0))),
    ("from-a-hypothesis", "x = 7 wherever x < 0", NOT_FALSE, cert(context({"x": REAL}, ["x < 0"]), step("given", "x < 0"), step("absurd", "x == 7", 0))),
    ("from-terms-without-symbols", "0 = 1, since 0 < exp 0", NOT_FALSE, cert(EMPTY, step("given", "0 < exp(0)"), step("absurd", "0 == 1", 0))),
    ("from-a-conjunction", "x = 7 where 0 < 0 and x < 0, which is no relation", NOT_FALSE, cert(context({"x": REAL}, ["0 < 0 and x < 0"]), step("given", "0 < 0 and x < 0"), step("absurd", "x == 7", 0))),
    ("elsewhere", "x = 7 for all real x, since there is no x < x", ELSEWHERE, cert([IMPOSSIBLE, X], *FALSE, step("absurd", "x == 7", 1, at=1))),
    ("without-premise", "0 = 1", "a premise is missing", cert(EMPTY, step("absurd", "0 == 1"))),
    ("about-a-stranger", "y = 7 where x < x, without a domain for y", "no domain for y", cert(IMPOSSIBLE, *FALSE, step("absurd", "y == 7", 1))),
):  # fmt: skip
    reject(f"absurd-{name}", says, because, "absurd", made)

# identity -------------------------------------------------------------------------------------------------------------

BETWEEN = context({"x": "(1, 2)", "y": "(0, 1)"})
IDENTITIES = (
    ("binomial", "(x + y)**4 == x**4 + 4*x**3*y + 6*x**2*y**2 + 4*x*y**3 + y**4", "(x + y)**4 == x**4 + 4*x**3*y + 6*x**2*y**2 + 4*x*y**3 + y**4 + 1/1000000000000"),
    ("partial-fractions", "1/x - 1/(x + y) == y/(x**2 + x*y)", "1/x - 1/(x + y) == y/(x**2 + y)"),
    ("exponentials", "exp(2*x - y) == exp(x)**2/exp(y)", "exp(x)*exp(y) == exp(x*y)"),
    ("logistic", "1/(1 + exp(-x)) == exp(x)/(1 + exp(x))", "1/(1 + exp(-x)) == exp(x)/(2 + exp(x))"),
    ("roots", "sqrt(12) == 2*sqrt(3)", "sqrt(12) == 3*sqrt(2)"),
    ("negative-roots", "sqrt(x)*sqrt(x) == x", "sqrt(x)*sqrt(x) == -x"),
    ("root-of-a-square", "sqrt(x)**2 == x", "sqrt(x**2) == x - 2*y"),
    ("root-of-a-product", "sqrt(4)*sqrt(exp(x)) == 2*exp(x/2)", "sqrt(x)*sqrt(y) == -sqrt(x*y)"),
    ("cube-roots", "root(x, 3)**3 == x", "root(x, 3)**2 == x"),
    ("number-roots", "root(8, 3) == 2", "root(8, 3) == 3"),
    ("negative-number-roots", "sqrt(4) == 2", "sqrt(4) == -2"),
    ("exp-of-log", "exp(log(x)/2) == sqrt(x)", "exp(log(x)/2) == x/2"),
    ("exp-of-a-square-of-log", "exp(2*log(x)**2) == exp(log(x)**2)**2", "exp(log(x)**2) == x"),
    ("exp-of-a-product-of-logs", "exp(2*log(x)*log(y)) == exp(log(x)*log(y))**2", "exp(log(x)*log(y)) == x"),
    ("exp-of-a-quotient-in-lower-terms", "exp((x**2*y + x*y**2)/(x*y)) == exp(x)*exp(y)", "exp(x**2/y) == exp(x)"),
    ("exp-of-a-quotient", "exp((x + y)/(1 + x)) == exp(x/(1 + x))*exp(y/(1 + x))", "exp(x/(1 + x)) == exp(x)/exp(1 + x)"),
    ("log-of-exp", "log(exp(x*y)) == x*y", "log(x*y) == log(x)*log(y)"),
    ("log-of-a-product", "log(x) + log(y) == log(y) + log(x)", "log(x*y) == log(x) + log(y) + 1"),
    ("real-powers", "power(x, y)*x**2 == exp((y + 2)*log(x))", "power(x, y)*x**2 == exp((y + 1)*log(x))"),
    ("powers-of-two", "power(2, x + 3) == 8*power(2, x)", "power(2, x) == x**2"),
    ("square-of-abs", "abs(x)**3 == x**2*abs(x)", "abs(x - 2)**3 == (x - 2)**3"),
    ("abs", "abs(x - 2)**2 == (x - 2)**2", "abs(x - 2) == x - 2"),
    ("sine-and-cosine", "sin(x)**4 == 1 - 2*cos(x)**2 + cos(x)**4", "sin(x)**2 - cos(x)**2 == 1"),
    ("tangent", "tan(y)*cos(y) == sin(y)", "tan(y)**2 == sin(y)**2"),
    ("hyperbolic", "cosh(x)**2 - sinh(x)**2 == 1", "cosh(x)**2 - sinh(x)**2 == -1"),
    ("tanh", "tanh(x) == sinh(x)/cosh(x)", "tanh(x) == 2/(exp(-2*x) + 1)"),
    ("e", "exp(1/2)**2 == exp(1)", "exp(1/2) == exp(1)"),
    ("min-in-another-order", "min(x, y) == min(x, y)", "min(x, y) == min(y, x) + 1"),
    ("integrands", "integral(x*s, s, 0, 1) == integral(s*x, s, 0, 1)", "integral(x*s, s, 0, 1) == integral(y*s, s, 0, 1)"),
    ("integration-variables", "integral(s*y, s, 0, 1) == integral(y*s, s, 0, 1)", "integral(s*y, s, 0, 1) == integral(s*y, s, 0, 2)"),
    ("derivative", "D(x**3*exp(y*x), x) == 3*x**2*exp(y*x) + y*x**3*exp(y*x)", "D(x**3*exp(y*x), x) == 3*x**2*exp(y*x)"),
    ("values-of-sequences", "g[0] + g[1] == g[1] + g[0]", "g[0] == g[1]"),
    ("two-sequences", "g[0] + h[0] == h[0] + g[0]", "g[0] == h[0]"),
)  # fmt: skip
for name, true, false in IDENTITIES:
    says = true.replace("==", "=").replace("**", "^")
    accept(
        f"identity-{name}",
        f"{says} for 0 < y < 1 < x < 2",
        cert(BETWEEN, step("identity", true)),
        label="exact" if name.startswith("min") else "",
    )
    says = false.replace("==", "=").replace("**", "^")
    reject(f"identity-wrong-{name}", f"{says} for 0 < y < 1 < x < 2", FORMS, f"identity-{name}", cert(BETWEEN, step("identity", false)))  # fmt: skip
for op in ("<", "!="):
    reject(
        "identity-less" if op == "<" else "identity-unequal",
        f"x {op} x, since both sides have one normal form",
        "the goal is not an equation",
        "identity-binomial",
        cert(BETWEEN, step("identity", f"x {op} x")),
    )
accept(
    "identity-of-a-divisor-that-vanishes",
    "1/(|x| + 1) = (|x| + 1)/(x² + 2|x| + 1), with |x|² = x² in a divisor",
    cert(X, step("given", "0 < abs(x) + 1"), step("given", "0 < x**2 + 2*abs(x) + 1"),
         step("identity", "1/(abs(x) + 1) == (abs(x) + 1)/(x**2 + 2*abs(x) + 1)", 0, 1)),
)  # fmt: skip
reject(
    "identity-by-a-hidden-zero",
    "1 = 2, both divided by |x|² − x² = 0",
    UNDEFINED,
    "identity-of-a-divisor-that-vanishes",
    cert(X, step("identity", "1/(abs(x)**2 - x**2) == 2/(abs(x)**2 - x**2)")),
)
reject(
    "identity-by-a-hypothesis-that-hides-a-zero",
    "1 = 2 under a hypothesis that divides by 0: what divides by 0 has no normal form",
    FORMS,
    "identity-of-a-divisor-that-vanishes",
    cert(context({"x": REAL}, ["1/(x - x) < 1"]), step("identity", "1/(x - x) == 2/(x - x)")),
)

# linear ---------------------------------------------------------------------------------------------------------------

AT_MOST_Y = context({**XY, "k": "[0, oo)", "m": "(0, oo)"}, ["x <= y"])
LESS = context({**XY, "k": "[0, oo)", "m": "(0, oo)"}, ["x < y"])
KNOWN, STRICT = step("given", "x <= y"), step("given", "x < y")
accept(
    "linear",
    "3x < 3y + k/2 from x < y and 0 ≤ k",
    cert(LESS, STRICT, step("given", "0 <= k"), step("linear", "3*x < 3*y + k/2", 0, 1, multipliers=["3", "1/2"])),
    label="exact",
)
accept("linear-at-most", "k·x ≤ k·y from x < y and 0 ≤ k", cert(LESS, STRICT, step("linear", "k*x <= k*y", 0, multipliers=[v("k")])))  # fmt: skip
accept("linear-strict-by-a-positive-term", "m·x < m·y from x < y and 0 < m", cert(LESS, STRICT, step("linear", "m*x < m*y", 0, multipliers=[v("m")])))  # fmt: skip
accept(
    "linear-equation",
    "x² = y² from x = y, with the multiplier x + y of any sign",
    cert(
        context(XY, ["x == y"]), step("given", "x == y"), step("linear", "x**2 == y**2", 0, multipliers=[data("x + y")])
    ),
)
accept(
    "linear-with-facts",
    "x/k ≤ y/k from x ≤ y; the further premise 0 < k is a fact only",
    cert(
        context({**XY, "k": REAL}, ["x <= y", "0 < k"]),
        KNOWN,
        step("given", "0 < k"),
        step("given", "0 < 1/k", 1),
        step("linear", "x/k <= y/k", 0, 2, multipliers=[data("1/k")]),
    ),
)
accept("linear-from-nothing", "x ≤ x", cert(X, step("linear", "x <= x", multipliers=[])), label="exact")
ADDS = "the combination does not add up to the goal"
SIGN = "it is not known that ['<=', '0',"
NOT_STRICT = "the combination is not strict"
KIND = "a premise cannot be combined to such a goal"
for name, says, because, twin, made in (
    ("negative-multiplier", "−x ≤ −y from x ≤ y", SIGN, "linear", cert(AT_MOST_Y, KNOWN, step("linear", "-x <= -y", 0, multipliers=["-1"]))),
    ("multiplier-of-unknown-sign", "x·x ≤ x·y from x ≤ y, for negative x, too", SIGN, "linear", cert(AT_MOST_Y, KNOWN, step("linear", "x*x <= x*y", 0, multipliers=[v("x")]))),
    ("negative-multiplier-of-a-strict-premise", "−x < −y from x < y", SIGN, "linear", cert(LESS, STRICT, step("linear", "-x < -y", 0, multipliers=["-1"]))),
    ("multiplier-that-may-vanish", "k·x < k·y from x < y, at k = 0, too", NOT_STRICT, "linear-strict-by-a-positive-term", cert(LESS, STRICT, step("linear", "k*x < k*y", 0, multipliers=[v("k")]))),
    ("multiplier-zero", "0 < 0 from x < y", NOT_STRICT, "linear-strict-by-a-positive-term", cert(LESS, STRICT, step("linear", "0 < 0", 0, multipliers=["0"]))),
    ("strict-from-at-most", "x < y from x ≤ y", NOT_STRICT, "linear", cert(AT_MOST_Y, KNOWN, step("linear", "x < y", 0, multipliers=["1"]))),
    ("strict-from-nothing", "x < x", NOT_STRICT, "linear-from-nothing", cert(X, step("linear", "x < x", multipliers=[]))),
    ("strict-from-an-equation", "x < y from x = y", NOT_STRICT, "linear-equation", cert(context(XY, ["x == y"]), step("given", "x == y"), step("linear", "x < y", 0, multipliers=["1"]))),
    ("equation-from-an-inequality", "x = y from x ≤ y", KIND, "linear-equation", cert(AT_MOST_Y, KNOWN, step("linear", "x == y", 0, multipliers=["1"]))),
    ("from-an-inequation", "x ≤ y from x ≠ y", KIND, "linear", cert(context(XY, ["x != y"]), step("given", "x != y"), step("linear", "x <= y", 0, multipliers=["1"]))),
    ("from-a-disjunction", "x ≤ y from x ≤ y or y ≤ x", KIND, "linear", cert(context(XY, ["x <= y or y <= x"]), step("given", "x <= y or y <= x"), step("linear", "x <= y", 0, multipliers=["1"]))),
    ("from-a-conjunction", "x ≤ y from (x ≤ y and y ≤ 0), which is no relation", KIND, "linear", cert(context(XY, ["x <= y and y <= 0"]), step("given", "x <= y and y <= 0"), step("linear", "x <= y", 0, multipliers=["1"]))),
    ("to-an-inequation", "x ≠ y from x ≤ y", "the goal is not <, <= or =", "linear", cert(AT_MOST_Y, KNOWN, step("linear", "x != y", 0, multipliers=["1"]))),
    ("to-a-conjunction", "x ≤ y and y ≤ x from x ≤ y", "the goal is not <, <= or =", "linear", cert(AT_MOST_Y, KNOWN, step("linear", "x <= y and y <= x", 0, multipliers=["1"]))),
    ("sum-that-is-another", "x + 10⁻¹² ≤ y from x ≤ y", ADDS, "linear", cert(AT_MOST_Y, KNOWN, step("linear", "x + 1/1000000000000 <= y", 0, multipliers=["1"]))),
    ("without-its-premise", "x ≤ y from nothing", ADDS, "linear", cert(context(XY), step("linear", "x <= y", multipliers=[]))),
    ("fact-that-is-not-combined", "y ≤ x where x ≤ y, a premise without a multiplier", ADDS, "linear-with-facts", cert(AT_MOST_Y, KNOWN, step("linear", "y <= x", 0, multipliers=[]))),
    ("more-multipliers-than-premises", "x ≤ y with a multiplier for nothing", "more multipliers than premises", "linear", cert(context(XY), step("linear", "x <= y", multipliers=["1"]))),
    ("undefined-goal", "x/x ≤ x/x from nothing, at 0, too", UNDEFINED, "linear-from-nothing", cert(X, step("linear", "x/x <= x/x", multipliers=[]))),
    ("undefined-multiplier", "0 ≤ 0 from x ≤ y with the multiplier 0·log x", UNDEFINED, "linear-with-facts", cert(AT_MOST_Y, KNOWN, step("linear", "0 <= 0", 0, multipliers=[data("0*log(x)")]))),
    ("undefined-multiplier-of-an-equation", "0 = 1 from x = 0, divided by x", UNDEFINED, "linear-equation", cert(context({"x": "[0, 0]"}), step("given", "x == 0"), step("linear", "0 == 1", 0, multipliers=[data("-1/x")]))),
    ("of-another-context", "x ≤ y for all x, y, because it holds under a hypothesis", ELSEWHERE, "linear", cert([AT_MOST_Y, context(XY)], KNOWN, step("linear", "2*x <= 2*y", 0, at=1, multipliers=["2"]))),
    ("for-some", "x ≤ 0 for all x, because it is so at 0", ELSEWHERE, "linear", cert(X, some("witness", "x <= 0", at_={"x": "0"}), step("linear", "2*x <= 0", 0, multipliers=["2"]))),
    ("fact-of-another-context", "x/x ≤ 1 for all x, since x ≠ 0 elsewhere", ELSEWHERE, "linear-with-facts", cert([POSITIVE, X], step("given", "x != 0"), step("given", "0 <= 0", at=1), step("linear", "x/x <= x/x", 1, 0, at=1, multipliers=["1"]))),
):  # fmt: skip
    reject(f"linear-{name}", says, because, twin, made)

# rewrite --------------------------------------------------------------------------------------------------------------

EQUAL = context({**XY, "t": NATURAL}, ["x == y", "t == 2"])
accept(
    "rewrite",
    "x² + 1 ≤ y² + 1 from y² + 1 ≤ y² + 1 by x = y",
    cert(
        EQUAL,
        step("given", "x == y"),
        step("linear", "y**2 + 1 <= y**2 + 1", multipliers=[]),
        step("rewrite", "x**2 + 1 <= y**2 + 1", 1, 0),
    ),
    label="exact",
)
accept(
    "rewrite-index",
    "g(t) = g(2) where t = 2",
    cert(EQUAL, step("given", "t == 2"), step("identity", "g[2] == g[2]"), step("rewrite", "g[t] == g[2]", 1, 0)),
)
accept(
    "rewrite-one-after-the-other",
    "x ≤ z from x ≤ x by x = y, y = z",
    cert(
        context({**XY, "z": REAL}, ["x == y", "y == z"]),
        step("given", "x == y"),
        step("given", "y == z"),
        step("linear", "x <= x", multipliers=[]),
        step("rewrite", "x <= z", 2, 0, 1),
    ),
)
accept(
    "rewrite-under-an-integral",
    "∫₀¹ as ds = ∫₀¹ 2s ds where a = 2",
    cert(
        context({"a": REAL}, ["a == 2"]),
        step("given", "a == 2"),
        step("identity", "integral(a*s, s, 0, 1) == integral(a*s, s, 0, 1)"),
        step("rewrite", "integral(a*s, s, 0, 1) == integral(2*s, s, 0, 1)", 1, 0),
    ),
)
DIFFER = "goal and premise differ after the replacement"
for name, says, because, twin, made in (
    ("by-something-else", "y < x from y < y + 1 by x = y", DIFFER, "rewrite", cert(EQUAL, step("given", "x == y"), step("given", "0 < 1"), step("linear", "y < y + 1", 1, multipliers=["1"]), step("rewrite", "x < y", 2, 0))),
    ("of-another-relation", "x < y from x ≤ y", DIFFER, "rewrite", cert(EQUAL, step("given", "x == y"), step("linear", "y <= y", multipliers=[]), step("rewrite", "x < y", 1, 0))),
    ("without-equations", "x ≤ y from y ≤ y", DIFFER, "rewrite", cert(EQUAL, step("linear", "y <= y", multipliers=[]), step("rewrite", "x <= y", 0))),
    ("by-an-inequality", "−x ≤ −y from −y ≤ −y and x ≤ y", "a premise after the first is not an equation", "rewrite", cert(context(XY, ["x <= y"]), step("given", "x <= y"), step("linear", "-y <= -y", multipliers=[]), step("rewrite", "-x <= -y", 1, 0))),
    ("of-a-sum-in-an-index", "g(t + 1) = g(3), where t + 1 = 2 is put for a part of another sum", DIFFER, "rewrite-index", cert(context({"t": NATURAL}, ["t + 1 == 2"]), step("given", "t + 1 == 2"), step("identity", "g[3] == g[3]"), step("rewrite", "g[t + 1] == g[3]", 1, 0))),
    ("under-its-own-integral", "∫₀¹ s ds = ∫₀¹ 2 ds, since s = 2 for another s", "a variable of integration has another meaning here", "rewrite-under-an-integral", cert(context({"s": REAL}, ["s == 2"]), step("given", "s == 2"), step("identity", "integral(2, s, 0, 1) == integral(2, s, 0, 1)"), step("rewrite", "integral(s, s, 0, 1) == integral(2, s, 0, 1)", 1, 0))),
    ("of-a-bound-part", "∫₀¹ s ds = ∫₀¹ 1 ds: inside, s is no number of the context", "no domain for s", "rewrite-under-an-integral", cert(EMPTY, step("given", ["=", v("s"), "1"]), step("rewrite", "integral(s, s, 0, 1) == integral(1, s, 0, 1)", 0, 0))),
    ("of-another-context", "x ≤ y for all x, y, by x = y elsewhere", ELSEWHERE, "rewrite", cert([EQUAL, context(XY)], step("given", "x == y"), step("linear", "y <= y", at=1, multipliers=[]), step("rewrite", "x <= y", 1, 0, at=1))),
    ("for-some", "x = 0 for all x, because it is so at 0", ELSEWHERE, "rewrite", cert(X, some("witness", "x == 0", at_={"x": "0"}), step("given", "0 <= 0"), step("rewrite", "x <= 0", 1, 0))),
    ("without-premises", "x ≤ y", "malformed (ValueError", "rewrite", cert(context(XY), step("rewrite", "x <= y"))),
    ("that-adds-something-undefined", "0 ≤ x² + 0·log x from 0 ≤ x²", DIFFER, "rewrite", cert(X, step("given", "0 <= x**2"), step("given", "0 == 0"), step("rewrite", "0 <= x**2 + 0*log(x)", 0, 1))),
    ("of-a-name-of-a-sequence", "g(0) = h(0), since the numbers g and h are equal", DIFFER, "rewrite", cert(context({"g": REAL, "h": REAL}, ["g == h"]), step("given", "g == h"), step("identity", "g[0] == g[0]"), step("rewrite", "g[0] == h[0]", 1, 0))),
):  # fmt: skip
    reject(f"rewrite-{name}", says, because, twin, made)

# axiom: every law, where its hypotheses hold and where they do not --------------------------------------------------

U, V = v("x"), v("y")
LAWS: tuple[tuple[str, str, dict[str, str], list[str], list[Any], str, dict[str, str], list[str]], ...] = (
    ("apart", "x < y or y < x", {"x": REAL, "y": REAL}, ["x != y"], [U, V], "x < y or y < x for all x and y", {"x": REAL, "y": REAL}, []),
    ("exp-log", "exp(log(x)) == x", {"x": "(0, oo)"}, [], [U], "exp log x = x at 0", {"x": "[0, oo)"}, []),
    ("log-product", "log(x*y) == log(x) + log(y)", {"x": "(0, oo)", "y": "(0, oo)"}, [], [U, V], "log(xy) = log x + log y for negative x and y", {"x": "(-oo, 0)", "y": "(-oo, 0)"}, []),
    ("log-quotient", "log(x*y**-1) == log(x) - log(y)", {"x": "(0, oo)", "y": "(0, oo)"}, [], [U, V], "log(x/y) = log x − log y at y = 0", {"x": "(0, oo)", "y": "[0, oo)"}, []),
    ("abs-positive", "abs(x) == x", {"x": "[0, oo)"}, [], [U], "|x| = x for all real x", {"x": REAL}, []),
    ("abs-negative", "abs(x) == -x", {"x": "(-oo, 0]"}, [], [U], "|x| = −x for all real x", {"x": REAL}, []),
    ("abs-bound", "abs(x) <= y", {"x": REAL, "y": REAL}, ["x <= y", "-y <= x"], [U, V], "|x| ≤ y wherever x ≤ y", {"x": REAL, "y": REAL}, ["x <= y"]),
    ("abs-below", "-y <= x and x <= y", {"x": REAL, "y": REAL}, ["abs(x) <= y"], [U, V], "−y ≤ x ≤ y for all x and y", {"x": REAL, "y": REAL}, []),
    ("max-first", "max(x, y) == x", {"x": REAL, "y": REAL}, ["y <= x"], [U, V], "max(x, y) = x where x ≤ y", {"x": REAL, "y": REAL}, ["x <= y"]),
    ("max-second", "max(x, y) == y", {"x": REAL, "y": REAL}, ["x <= y"], [U, V], "max(x, y) = y where y ≤ x", {"x": REAL, "y": REAL}, ["y <= x"]),
    ("min-first", "min(x, y) == x", {"x": REAL, "y": REAL}, ["x <= y"], [U, V], "min(x, y) = x where y ≤ x", {"x": REAL, "y": REAL}, ["y <= x"]),
    ("min-second", "min(x, y) == y", {"x": REAL, "y": REAL}, ["y <= x"], [U, V], "min(x, y) = y where x ≤ y", {"x": REAL, "y": REAL}, ["x <= y"]),
    ("lambertw", "lambertw(x)*exp(lambertw(x)) == x", {"x": "[-1/3, oo)"}, [], [U], "W(x)·exp W(x) = x below −1/e", {"x": "[-1, oo)"}, []),
    ("lambertw-range", "-1 <= lambertw(x)", {"x": "[-1/3, oo)"}, [], [U], "−1 ≤ W(x) below −1/e, where W is undefined", {"x": "[-1, oo)"}, []),
    ("lambertw-inverse", "lambertw(x*exp(x)) == x", {"x": "[-1, oo)"}, [], [U], "W(x·eˣ) = x below −1, where W takes another branch", {"x": REAL}, []),
    ("arcsine", "asin(sin(x)) == x", {"x": "[-3/2, 3/2]"}, [], [U], "asin sin x = x beyond π/2", {"x": "[-3/2, 8/5]"}, []),
    ("arccosine", "acos(cos(x)) == x", {"x": "[0, 3]"}, [], [U], "acos cos x = x below 0", {"x": "[-1, 3]"}, []),
    ("arctangent", "atan(tan(x)) == x", {"x": "[-3/2, 3/2]"}, [], [U], "atan tan x = x beyond −π/2", {"x": "[-8/5, 3/2]"}, []),
)  # fmt: skip
ALWAYS: tuple[tuple[str, str, list[Any], str], ...] = (
    ("sine-odd", "sin(-x) == -sin(x)", [U], "sin(-x) == sin(x)"),
    ("cosine-even", "cos(-x) == cos(x)", [U], "cos(-x) == -cos(x)"),
    ("sine-turned", "sin(x + pi) == -sin(x)", [U], "sin(x + pi) == sin(x)"),
    ("cosine-by-sine", "cos(x) == sin(x + 1/2*pi)", [U], "cos(x) == sin(x - 1/2*pi)"),
    ("sine-sixth", "sin(1/6*pi) == 1/2", [], "sin(1/6*pi) == 1/3"),
    ("sine-quarter", "sin(1/4*pi) == 1/2*sqrt(2)", [], "sin(1/4*pi) == 1/2*sqrt(3)"),
    ("sine-third", "sin(1/3*pi) == 1/2*sqrt(3)", [], "sin(1/3*pi) == 1/2*sqrt(2)"),
    ("sine-of-sum", "sin(x + y) == sin(x)*cos(y) + cos(x)*sin(y)", [U, V], "sin(x + y) == sin(x)*cos(y) - cos(x)*sin(y)"),
    ("cosine-of-sum", "cos(x + y) == cos(x)*cos(y) - sin(x)*sin(y)", [U, V], "cos(x + y) == cos(x)*cos(y) + sin(x)*sin(y)"),
    ("max-of-three", "max(x, y, z) == max(x, max(y, z))", [U, V, v("z")], "max(x, y, z) == max(x, y)"),
    ("max-of-four", "max(x, y, z, t) == max(x, max(y, z, t))", [U, V, v("z"), v("t")], "max(x, y, z, t) == max(x, max(y, z))"),
    ("min-of-three", "min(x, y, z) == min(x, min(y, z))", [U, V, v("z")], "min(x, y, z) == min(x, max(y, z))"),
    ("min-of-four", "min(x, y, z, t) == min(x, min(y, z, t))", [U, V, v("z"), v("t")], "min(x, y, z, t) == min(x, max(y, z, t))"),
)  # fmt: skip
for law, says_law, symbols, given, terms, false, wide, less in LAWS:
    accept(f"axiom-{law}", f"{says_law} on {', '.join(symbols.values())}, {' and '.join(given)}".rstrip(", "), cert(context(symbols, given), step("axiom", says_law, name=law, terms=terms)))  # fmt: skip
    reject(f"axiom-{law}-too-widely", false, UNKNOWN, f"axiom-{law}", cert(context(wide, less), step("axiom", says_law, name=law, terms=terms)))  # fmt: skip
FOUR = context(dict.fromkeys("txyz", REAL))
for law, says_law, terms, false in ALWAYS:
    accept(
        f"axiom-{law}", f"{says_law} for all real numbers", cert(FOUR, step("axiom", says_law, name=law, terms=terms))
    )
    reject(f"axiom-{law}-wrongly", false, "the law says something else", f"axiom-{law}", cert(FOUR, step("axiom", false, name=law, terms=terms)))  # fmt: skip
accept("axiom-dichotomy", "x ≤ √y or √y < x for y ≥ 0", cert(context({"x": REAL, "y": "[0, oo)"}), step("axiom", "x <= sqrt(y) or sqrt(y) < x", name="dichotomy", terms=[U, data("sqrt(y)")])), label="exact")  # fmt: skip
THERE = context({"x": "[0, oo)"})
for name, says, because, twin, made in (
    ("dichotomy-of-something-undefined", "x ≤ √x or √x < x for all real x", UNDEFINED, "axiom-dichotomy", cert(X, step("axiom", "x <= sqrt(x) or sqrt(x) < x", name="dichotomy", terms=[U, data("sqrt(x)")]))),
    ("dichotomy-with-two-strict-sides", "x < 0 or 0 < x for all real x", "the law says something else", "axiom-dichotomy", cert(X, step("axiom", "x < 0 or 0 < x", name="dichotomy", terms=[U, "0"]))),
    ("with-something-added", "|x| = x + 1 for x ≥ 0", "the law says something else", "axiom-abs-positive", cert(THERE, step("axiom", "abs(x) == x + 1", name="abs-positive", terms=[U]))),
    ("with-something-undefined-added", "|x| = x + 0·log(x − 5) for x ≥ 0", "the law says something else", "axiom-abs-positive", cert(THERE, step("axiom", "abs(x) == x + 0*log(x - 5)", name="abs-positive", terms=[U]))),
    ("of-other-terms", "|−x| = x, as the law at −x says something else", UNKNOWN, "axiom-abs-positive", cert(THERE, step("axiom", "abs(-x) == x", name="abs-positive", terms=[data("-x")]))),
    ("of-something-undefined", "|log x| = log x under a hypothesis that is not there", UNDEFINED, "axiom-abs-positive", cert(X, step("axiom", "abs(log(x)) == log(x)", name="abs-positive", terms=[data("log(x)")]))),
    ("of-terms-in-another-order", "max(x, y) = y where y ≤ x", "the law says something else", "axiom-max-first", cert(context(XY, ["y <= x"]), step("axiom", "max(y, x) == y", name="max-first", terms=[U, V]))),
    ("with-a-term-too-many", "a law of one at two", "malformed (ValueError", "axiom-abs-positive", cert(THERE, step("axiom", "abs(x) == x", name="abs-positive", terms=[U, U]))),
    ("with-a-term-too-few", "a law of two at one", "malformed (ValueError", "axiom-log-product", cert(POSITIVE, step("axiom", "log(x*x) == log(x) + log(x)", name="log-product", terms=[U]))),
    ("that-nobody-knows", "0 = 1 by the axiom of choice", "malformed (KeyError: 'choice')", "axiom-abs-positive", cert(X, step("axiom", "0 == 1", name="choice", terms=[]))),
    ("at-a-formula", "|x < 1| = (x < 1)", "a term stands where a formula is expected", "axiom-abs-positive", cert(THERE, step("axiom", "abs(x) == x", name="abs-positive", terms=[data("x < 1")]))),
    ("by-a-premise-elsewhere", "|x| = x for all real x, since 0 ≤ x elsewhere", ELSEWHERE, "axiom-abs-positive", cert([THERE, X], step("given", "0 <= x"), step("axiom", "abs(x) == x", 0, at=1, name="abs-positive", terms=[U]))),
):  # fmt: skip
    reject(f"axiom-{name}", says, because, twin, made)

# instance -------------------------------------------------------------------------------------------------------------

BOUNDED = context({"a": "[0, 4]"}, ["a < 3"])
accept(
    "instance",
    "x²/2 + 1/2 ≤ 3 on [1, 2], the lemma a ≤ 3 where a < 3 at a = x²/2 + 1/2",
    cert([BOUNDED, context({"x": "[1, 2]"})], step("given", "a <= 3"), step("instance", "x**2/2 + 1/2 <= 3", 0, at=1, values={"a": data("x**2/2 + 1/2")})),
)  # fmt: skip
accept(
    "instance-part",
    "0 < x from 0 < a and a < 1 at a = x: one part of what the lemma shows",
    cert(
        [context({"a": REAL}, ["0 < a and a < 1"]), context({"x": REAL}, ["0 < x and x < 1"])],
        step("given", "0 < a and a < 1"),
        step("instance", "x < 1", 0, at=1, values={"a": v("x")}, part=1),
    ),
    label="exact",
)
accept(
    "instance-natural",
    "g(2t + 1) ≤ 1, the lemma for n ≥ 1 at n = 2t + 1",
    cert(
        [context({"n": "[1, oo) in N"}, ["g[n] <= 1"]), context({"t": NATURAL}, ["g[2*t + 1] <= 1"])],
        step("given", "g[n] <= 1"),
        step("instance", "g[2*t + 1] <= 1", 0, at=1, values={"n": data("2*t + 1")}),
    ),
)
accept(
    "instance-symbols-that-stay",
    "x·y ≤ 1 in a smaller domain, no value being needed",
    cert(
        [context({"x": "[0, 1]", "y": "[0, 1]"}), context({"x": "[0, 1/2]", "y": "(0, 1)", "z": REAL})],
        step("given", "x*y <= 1"),
        step("instance", "x*y <= 1", 0, at=1),
    ),
)
SEQUENCE = context({"a": "[0, 1]", "n": NATURAL}, (), ["g[0] == a", "g[t+1] == a*g[t]"])
MORE_RELATIONS = context({"b": "[0, 1]"}, (), ["h[0] == 1", "g[0] == b/2", "g[t+1] == b/2*g[t]"])
STARTS = step("unfold", "g[0] == a", relation=0)
accept(
    "instance-relations",
    "g(0) = b/2, from a lemma on g(0) = a, g(t+1) = a·g(t) at a = b/2, where these relations are among those assumed",
    cert([SEQUENCE, MORE_RELATIONS], STARTS, step("instance", "g[0] == b/2", 0, at=1, values={"a": data("b/2"), "n": "0"})),
)  # fmt: skip
accept(
    "instance-under-an-integral",
    "∫₀¹ (s + b) ds ≤ 3 for b ∈ [0, 1], from the same with a",
    cert(
        [context({"a": "[0, 2]"}), context({"b": "[0, 1]"})],
        step("given", "integral(s + a, s, 0, 1) <= 3"),
        step("instance", "integral(s + b, s, 0, 1) <= 3", 0, at=1, values={"a": v("b")}),
    ),
)
NO_NATURAL = "a value is not a natural number by its form"
HERE = context({"x": REAL, "n": NATURAL}, ["0 <= x"])
for name, says, because, domain, value in (
    ("at-an-open-end", "0 < 0, from 0 < a for a ∈ (0, ∞)", "it is not known that ['<', '0', '0']", "(0, oo)", "0"),
    ("below-the-domain", "a lemma for a > 0 at x ≥ 0", "it is not known that ['<', '0',", "(0, oo)", "x"),
    ("above-the-domain", "a lemma for a ≤ 1 at x ≥ 0", "it is not known that ['<=', ['v', 'x'], '1']", "[0, 1]", "x"),
    ("real-for-natural", "a lemma for natural numbers at x ≥ 0", NO_NATURAL, NATURAL, "x"),
    ("half-for-natural", "a lemma for natural numbers at 1/2", NO_NATURAL, NATURAL, "1/2"),
    ("difference-for-natural", "a lemma for natural numbers at n − 1, which may be −1", NO_NATURAL, NATURAL, "n - 1"),
    ("function-for-natural", "a lemma for natural numbers at |n|", NO_NATURAL, NATURAL, "abs(n)"),
    ("natural-below-the-domain", "a lemma for natural numbers ≥ 1 at n ≥ 0", "it is not known that ['<=', '1', ['v', 'n']]", "[1, oo) in N", "n"),
    ("natural-numeral-below-the-domain", "a lemma for natural numbers ≥ 1 at 0", "it is not known that ['<=', '1', '0']", "[1, oo) in N", "0"),
    ("undefined-value", "a lemma for real numbers at 1/x, with x = 0", UNDEFINED, REAL, "1/x"),
    ("undefined-log", "a lemma for real numbers at log x, with x = 0", UNDEFINED, REAL, "log(x)"),
):  # fmt: skip
    goal = ["=", data(value), data(value)] if name != "at-an-open-end" else data("0 == 0")
    reject(
        f"instance-{name}",
        says,
        because,
        "instance" if "natural" not in name else "instance-natural",
        cert(
            [context({"a": domain}), HERE],
            step("identity", "a == a"),
            step("instance", goal, 0, at=1, values={"a": data(value)}),
        ),
    )
SMALL = context({"a": REAL}, ["0 < a"])
for name, says, because, twin, made in (
    ("hypothesis-that-is-not-known", "0 < x for all real x, from 0 < a where 0 < a", UNKNOWN, "instance", cert([SMALL, X], step("given", "0 < a"), step("instance", "0 < x", 0, at=1, values={"a": U}))),
    ("hypothesis-known-elsewhere", "0 < x for all real x, since 0 < x elsewhere", ELSEWHERE, "instance", cert([SMALL, X, POSITIVE], step("given", "0 < a"), step("given", "0 < x", at=2), step("instance", "0 < x", 0, 1, at=1, values={"a": U}))),
    ("second-hypothesis-that-is-not-known", "x < 1 where 0 < x, from a < 1 where 0 < a < 1", UNKNOWN, "instance", cert([context({"a": REAL}, ["0 < a", "a < 1"]), POSITIVE], step("given", "a < 1"), step("instance", "x < 1", 0, at=1, values={"a": U}))),
    ("something-else", "x + 1 ≤ 3 from a ≤ 3 at a = x", "the lemma gives", "instance", cert([BOUNDED, context({"x": "[1, 2]"})], step("given", "a <= 3"), step("instance", "x + 1 <= 3", 0, at=1, values={"a": U}))),
    ("part-that-is-another", "x < 0, as the second part of 0 < a and a < 1", "the lemma gives", "instance-part", cert([context({"a": "(0, 1)"}), context({"x": "(0, 1)"})], step("given", "0 < a and a < 1"), step("instance", "x < 0", 0, at=1, values={"a": U}, part=1))),
    ("part-that-is-not-there", "a third part of 0 < a and a < 1", "numbers nothing that is there", "instance-part", cert([context({"a": "(0, 1)"}), context({"x": "(0, 1)"})], step("given", "0 < a and a < 1"), step("instance", "0 < x", 0, at=1, values={"a": U}, part=2))),
    ("part-of-a-disjunction", "x < 0, as a part of a < 0 or 0 ≤ a", "the lemma gives", "instance-part", cert([context({"a": REAL}), X], step("axiom", "0 <= a or a < 0", name="dichotomy", terms=["0", v("a")]), step("instance", "x < 0", 0, at=1, values={"a": U}, part=1))),
    ("for-some", "x < 1 for all real x, because a < 1 for some a", ELSEWHERE, "instance", cert([context({"a": REAL}), X], some("witness", "a < 1", at_={"a": "0"}), step("instance", "x < 1", 0, at=1, values={"a": U}))),
    ("without-lemma", "0 = 1", "malformed (IndexError", "instance", cert(EMPTY, step("instance", "0 == 1", values={}))),
    ("value-of-no-symbol", "a value for a symbol that the lemma does not have", "a value is given for no symbol of the lemma", "instance", cert([BOUNDED, context({"x": "[1, 2]"})], step("given", "a <= 3"), step("instance", "x <= 3", 0, at=1, values={"a": U, "b": "1"}))),
    ("symbol-that-is-not-here", "a ≤ 3 for an a that is not here", "no domain for a", "instance-symbols-that-stay", cert([BOUNDED, context({"x": "[1, 2]"})], step("given", "a <= 3"), step("instance", "x <= 3", 0, at=1))),
    ("symbol-that-stays-in-a-larger-domain", "x·y ≤ 1 on [0, 2]², from [0, 1]²", UNKNOWN, "instance-symbols-that-stay", cert([context({"x": "[0, 1]", "y": "[0, 1]"}), context({"x": "[0, 2]", "y": "[0, 2]"})], step("given", "x*y <= 1"), step("instance", "x*y <= 1", 0, at=1))),
    ("real-symbol-that-stays-for-a-natural-one", "a lemma for natural n at a real n", NO_NATURAL, "instance-natural", cert([context({"n": NATURAL}), context({"n": "[0, oo)"})], step("given", "0 <= n"), step("instance", "0 <= n", 0, at=1))),
    ("value-of-strangers", "a value with a symbol that is not here", "no domain for z", "instance", cert([BOUNDED, context({"x": "[1, 2]"})], step("given", "a <= 3"), step("instance", "x <= 3", 0, at=1, values={"a": v("z")}))),
    ("value-that-is-captured", "∫₀¹ (s + s) ds ≤ 3 from ∫₀¹ (s + a) ds ≤ 3 at a = s", "substitution would capture the variable of integration s", "instance-under-an-integral", cert([context({"a": "[0, 2]"}), context({"s": "[0, 1]"})], step("given", "integral(s + a, s, 0, 1) <= 3"), step("instance", "integral(r + s, r, 0, 1) <= 3", 0, at=1, values={"a": v("s")}))),
    ("relation-that-is-not-assumed", "g(0) = 5 for g(0) = n, since n may be 5", "a relation between sequences that the lemma assumes is not assumed here", "instance-relations", cert(context({"n": NATURAL}, (), ["g[0] == n"]), step("unfold", "g[0] == n", relation=0), step("instance", "g[0] == 5", 0, values={"n": "5"}))),
    ("one-relation-that-is-not-assumed", "g(1) = 0 for all g with g(0) = b/2", "a relation between sequences that the lemma assumes is not assumed here", "instance-relations", cert([SEQUENCE, context({"b": "[0, 1]"}, (), ["g[0] == b/2"])], STARTS, step("instance", "g[0] == b/2", 0, at=1, values={"a": data("b/2"), "n": "0"}))),
    ("relation-of-another-sequence", "h(0) = b/2, from a lemma on g", "the lemma gives", "instance-relations", cert([SEQUENCE, MORE_RELATIONS], STARTS, step("instance", "h[0] == b/2", 0, at=1, values={"a": data("b/2"), "n": "0"}))),
    ("parameter-that-becomes-the-step", "g(1) = 0·g(0) for g(t+1) = t·g(t), from a lemma on g(n+1) = a·g(n) for one a", "a relation between sequences that the lemma assumes is not assumed here", "instance-relations", cert([context({"a": NATURAL, "t": NATURAL}, (), ["g[n+1] == a*g[n]"], step="n"), context({"t": NATURAL}, (), ["g[t+1] == t*g[t]"])], step("unfold", "g[t+1] == a*g[t]", relation=0, at_=v("t")), step("instance", "g[t+1] == t*g[t]", 0, at=1, values={"a": v("t")}))),
    ("relation-at-one-step-for-all", "g(6) = 2·g(5), where g(t+1) = 2·g(t) for this one t", "a relation between sequences that the lemma assumes is not assumed here", "instance-relations", cert([context({"t": NATURAL}, (), ["g[t+1] == 2*g[t]"]), {"symbols": {"t": NATURAL}, "given": [], "evolves": [data("g[t+1] == 2*g[t]")]}], step("unfold", "g[6] == 2*g[5]", relation=0, at_="5"), step("instance", "g[6] == 2*g[5]", 0, at=1))),
):  # fmt: skip
    reject(f"instance-{name}", says, because, twin, made)

# witness --------------------------------------------------------------------------------------------------------------

accept(
    "witness",
    "exp x < n and x² = 1/4 for some x ∈ [0, 2], n with x < n",
    cert(context({"x": "[0, 2]", "n": NATURAL}, ["x < n"]), some("witness", "exp(x) < n and x**2 == 1/4", at_={"x": "1/2", "n": "2"})),
)  # fmt: skip
accept(
    "witness-algebraic",
    "x² = 2 for some x ∈ [1, 3/2], namely √2",
    cert(
        [context({"x": "[1, 3/2]"}), EMPTY],
        step("identity", "sqrt(2)**2 == 2", at=1),
        some("witness", "x**2 == 2", 0, at_={"x": data("sqrt(2)")}),
    ),
)
accept("witness-of-a-disjunction", "x < 0 or 1/x > 0 or x = 0 for some x, namely 0", cert(X, some("witness", "x < 0 or 1/x > 0 or x == 0", at_={"x": "0"})), label="exact")  # fmt: skip
accept("witness-at-an-end", "x = 1 for some x ∈ (0, 1]", cert(context({"x": "(0, 1]"}), some("witness", "x == 1", at_={"x": "1"})))  # fmt: skip
accept("witness-natural", "2n = 6 for some n ≥ 1", cert(context({"n": "[1, oo) in N"}), some("witness", "2*n == 6", at_={"n": "3"})))  # fmt: skip
accept("witness-modulo", "x ≤ 3 for some x, by a cited fact about 3", cert([X, EMPTY], step("cited", "sqrt(3) <= 2", at=1, theorem="a theorem on roots"), some("witness", "sqrt(x) <= 2", 0, at_={"x": "3"})))  # fmt: skip
for name, says, because, twin, here, shows, at in (
    ("at-an-open-end", "x = 0 for some x ∈ (0, 1]", "it is not known that ['<', '0', '0']", "witness-at-an-end", context({"x": "(0, 1]"}), "x == 0", {"x": "0"}),
    ("outside-of-the-domain", "x = 2 for some x ∈ (0, 1]", "it is not known that ['<=', '2', '1']", "witness-at-an-end", context({"x": "(0, 1]"}), "x == 2", {"x": "2"}),
    ("half-for-natural", "2n = 1 for some natural n", "a natural symbol needs a natural number", "witness-natural", context({"n": NATURAL}), "2*n == 1", {"n": "1/2"}),
    ("negative-for-natural", "n = −1 for some natural n", "a natural symbol needs a natural number", "witness-natural", context({"n": NATURAL}), "n == -1", {"n": "-1"}),
    ("term-for-natural", "n = 2 for some natural n, namely √4", "a natural symbol needs a natural number", "witness-natural", context({"n": NATURAL}), "n == n", {"n": data("sqrt(4)")}),
    ("natural-below-the-domain", "n = 0 for some n ≥ 1", "it is not known that ['<=', '1', '0']", "witness-natural", context({"n": "[1, oo) in N"}), "n == 0", {"n": "0"}),
    ("against-a-hypothesis", "x = 1 for some x < 1", "it is not known that ['<', '1', '1']", "witness", context({"x": REAL}, ["x < 1"]), "x == 1", {"x": "1"}),
    ("at-which-a-hypothesis-is-undefined", "x = 0 for some x with log x < 1", UNKNOWN, "witness", context({"x": REAL}, ["log(x) < 1"]), "x == 0", {"x": "0"}),
    ("against-the-second-hypothesis", "x = 1 for some x with 0 < x and x² < 1", UNKNOWN, "witness", context({"x": REAL}, ["0 < x", "x**2 < 1"]), "x == 1", {"x": "1"}),
    ("at-which-it-is-undefined", "1/x = 1/x for x = 0", UNKNOWN, "witness", X, "1/x == 1/x", {"x": "0"}),
    ("at-which-it-is-false", "x < 0 for x = 0", UNKNOWN, "witness", X, "x < 0", {"x": "0"}),
    ("at-which-one-part-is-false", "0 ≤ x and x < 0 for x = 0", UNKNOWN, "witness", X, "0 <= x and x < 0", {"x": "0"}),
    ("that-is-only-near", "exp x = 1 + 10⁻³⁰ for x = 0", UNKNOWN, "witness", X, "exp(x) == 1 + 1/10**30", {"x": "0"}),
    ("by-a-ball-that-holds-it", "exp(π√163) = 262537412640768744, to eleven digits", UNKNOWN, "witness", X, "exp(x*sqrt(163)) == 262537412640768744", {"x": data("pi")}),
    ("without-a-value", "x = x for some x, whatever it is", "the point must give a value for each symbol", "witness", X, "x == x", {}),
    ("with-a-value-too-many", "a value for y, which is not there", "the point must give a value for each symbol", "witness", X, "x == 1", {"x": "1", "y": "1"}),
    ("at-a-symbol", "x = x + 0 for x = x", "no domain for x", "witness-algebraic", X, "x == x", {"x": v("x")}),
    ("at-something-undefined", "0·x = 0 for x = log 0", UNDEFINED, "witness-algebraic", X, "0*x == 0", {"x": data("log(0)")}),
    ("at-the-root-of-a-negative-number", "0·x = 0 for x = √−1", UNDEFINED, "witness-algebraic", X, "0*x == 0", {"x": data("sqrt(-1)")}),
    ("outside-by-a-term", "x ≤ 7/5 for x = √2", UNKNOWN, "witness-algebraic", context({"x": "[1, 7/5]"}), "0 < x", {"x": data("sqrt(2)")}),
    ("at-a-formula", "x = x for x = (x < 1)", "a term stands where a formula is expected", "witness", X, "x == x", {"x": data("0 < 1")}),
    ("at-no-number", "x = 1 for x = 1e1", "is not a rational number", "witness", X, "x == 1", {"x": "1e1"}),
    ("of-a-value-of-a-sequence", "g(0) = 8 for some point, g being any sequence", UNKNOWN, "witness", X, "g[0] == 8", {"x": "0"}),
    ("of-a-sequence-that-obeys-relations", "0 ≤ 0 for some g with g(0) = 0 and g(0) = 1", "sequences that obey relations need the rule `run`", "witness", context({}, (), ["g[0] == 0", "g[0] == 1"]), "0 <= 0", {}),
):  # fmt: skip
    reject(f"witness-{name}", says, because, twin, cert(here, some("witness", shows, at_=at)))
ROOT_TWO = step("identity", "sqrt(2)**2 == 2", at=1)
for name, says, because, twin, made in (
    ("as-universal", "x = 1 for all real x, because it is so at 1", "('witness', 'all')", "witness", cert(X, step("witness", "x == 1", at_={"x": "1"}))),
    ("by-a-premise-of-its-context", "0 < x for x = 1 where x² = 2, by a premise in that context", UNKNOWN, "witness-algebraic", cert([context({"x": REAL}, ["x**2 == 2"]), EMPTY], step("given", "x**2 == 2"), some("witness", "0 < x", 0, at_={"x": "1"}))),
    ("by-a-premise-about-some-sequence", "g(0) = 5 for some x, by a premise on certain sequences", UNKNOWN, "witness-algebraic", cert([X, context({}, (), ["g[0] == 5"])], step("unfold", "g[0] == 5", at=1, relation=0), some("witness", "g[0] == 5", 0, at_={"x": "1"}))),
    ("by-a-premise-for-some", "x < 1 for some x, by a premise of kind some", ELSEWHERE, "witness-algebraic", cert([X, EMPTY], some("witness", "0 < 1", at=1, at_={}), some("witness", "x < 1", 0, at_={"x": "0"}))),
    ("with-strict-sides-of-an-equation", "x² < 2 for x = √2", UNKNOWN, "witness-algebraic", cert([X, EMPTY], ROOT_TWO, some("witness", "x**2 < 2", 0, at_={"x": data("sqrt(2)")}))),
    ("with-unequal-sides-of-an-equation", "x² ≠ 2 for x = √2", UNKNOWN, "witness-algebraic", cert([X, EMPTY], ROOT_TWO, some("witness", "x**2 != 2", 0, at_={"x": data("sqrt(2)")}))),
    ("without-point", "x = 1 for some x", "malformed (KeyError: 'at')", "witness", cert(X, some("witness", "x == 1"))),
):  # fmt: skip
    reject(f"witness-{name}", says, because, twin, made)
for rule in ("given", "identity", "absurd", "cited"):
    reject(
        f"rule-{rule}-for-some",
        "a rule for all points shows that there is one, perhaps in an empty domain",
        f"('{rule}', 'some')",
        "witness",
        cert(context({"x": "(0, 0)"}), some(rule, "x == x", theorem="a theorem")),
    )

# cited ----------------------------------------------------------------------------------------------------------------

accept(
    "cited",
    "1 + 2x ≤ (1 + x)² for x ≥ −1, modulo Bernoulli's inequality",
    cert(context({"x": "[-1, oo)"}), step("cited", "1 + 2*x <= (1 + x)**2", theorem="Bernoulli's inequality")),
)
for name, says, because, made in (
    ("without-name", "0 = 1 by a theorem without a name", "malformed (KeyError: 'theorem')", cert(EMPTY, step("cited", "0 == 1"))),
    ("with-an-empty-name", "0 = 1 by the theorem \"\"", "a cited theorem needs its name", cert(EMPTY, step("cited", "0 == 1", theorem=" "))),
    ("with-a-name-of-signs", "0 = 1 by the theorem (1)", "a cited theorem needs its name", cert(EMPTY, step("cited", "0 == 1", theorem="(1) … [2]"))),
    ("about-strangers", "y = 1 for a y without domain, by a theorem", "no domain for y", cert(EMPTY, step("cited", "y == 1", theorem="a theorem"))),
):  # fmt: skip
    reject(f"cited-{name}", says, because, "cited", made)
