# ruff: noqa: E501
"""Side conditions: what is granted, what is defined, and what an evaluation decides."""

from __future__ import annotations

from typing import Any

from tests.soundness.forge import EMPTY, NATURAL, REAL, X, accept, cert, context, data, reject, some, step, v

XY = {"x": REAL, "y": REAL}
UNKNOWN = "it is not known that"

# Facts and weaker forms -----------------------------------------------------------------------------------------------

accept(
    "given-hypothesis",
    "x + y < 1 under that hypothesis",
    cert(context(XY, ["x + y < 1"]), step("given", "x + y < 1")),
    label="exact",
)
accept(
    "given-premise",
    "x = |x| for x ≥ 0, once |x| = x is shown",
    cert(
        context({"x": "[0, oo)"}),
        step("axiom", "abs(x) == x", name="abs-positive", terms=[v("x")]),
        step("given", "x == abs(x)", 0),
    ),
    label="exact",
)
CONJUNCTS = accept(
    "given-conjuncts",
    "from (x < y and y < z) and z < w: y ≤ z and z ≠ w",
    cert(context({**XY, "z": REAL, "w": REAL}, ["(x < y and y < z) and z < w"]), step("given", "y <= z and z != w")),
    label="exact",
)
reject(
    "given-one-conjunct-too-many",
    "x < w, too, from (x < y and y < z) and z < w",
    UNKNOWN,
    CONJUNCTS,
    cert(
        context({**XY, "z": REAL, "w": REAL}, ["(x < y and y < z) and z < w"]),
        step("given", "y <= z and z != w and y < x"),
    ),
)
WORDS = {"<": "less", "<=": "at-most", "==": "equal", "!=": "unequal"}


def _in_words(formula: str) -> str:
    left, op, _ = formula.split(" ", 2)
    return WORDS[op] + ("-turned" if left == "y" else "")


for fact, goal in (
    ("x < y", "x <= y"), ("x < y", "x != y"), ("x < y", "y != x"), ("x == y", "x <= y"), ("x == y", "y <= x"),
    ("x == y", "y == x"), ("x != y", "y != x"),
):  # fmt: skip
    name = f"weaker-{_in_words(fact)}-gives-{_in_words(goal)}"
    accept(name, f"{goal} where {fact}", cert(context(XY, [fact]), step("given", goal)), label="exact")
for fact, goal in (
    ("x < y", "y < x"), ("x < y", "y <= x"), ("x < y", "x == y"),
    ("x <= y", "x < y"), ("x <= y", "y <= x"), ("x <= y", "x == y"), ("x <= y", "x != y"), ("x <= y", "y != x"),
    ("x == y", "x < y"), ("x == y", "y < x"), ("x == y", "x != y"),
    ("x != y", "x < y"), ("x != y", "x <= y"), ("x != y", "x == y"), ("x != y", "y < x"),
):  # fmt: skip
    twin = {"<": "weaker-less-gives-at-most", "=": "weaker-equal-gives-at-most", "!": "weaker-unequal-gives-unequal-turned"}  # fmt: skip
    kind = "<" if fact[2:4] in ("< ", "<=") else fact[2]
    name = f"weaker-{_in_words(fact)}-not-{_in_words(goal)}"
    reject(name, f"{goal} wherever {fact}", UNKNOWN, twin[kind], cert(context(XY, [fact]), step("given", goal)))
reject(
    "given-something-else",
    "2x < y wherever x < y",
    UNKNOWN,
    "given-hypothesis",
    cert(context(XY, ["x < y"]), step("given", "2*x < y")),
)
reject(
    "given-from-nothing",
    "x < 1 for all real x",
    UNKNOWN,
    "given-hypothesis",
    cert(X, step("given", "x < 1")),
)
reject(
    "given-part-of-a-disjunction",
    "x < y, wherever x < y or y < x",
    UNKNOWN,
    "given-conjuncts",
    cert(context(XY, ["x < y or y < x"]), step("given", "x < y")),
)
reject(
    "given-conjunct-of-a-disjunction",
    "x < y, wherever (x < y and x < 1) or y < x",
    UNKNOWN,
    "given-conjuncts",
    cert(context(XY, ["(x < y and x < 1) or y < x"]), step("given", "x < y")),
)
accept(
    "given-disjunction",
    "x < y or y < x under that hypothesis",
    cert(context(XY, ["x < y or y < x"]), step("given", "x < y or y < x")),
)
reject(
    "given-other-disjunction",
    "x < y or y < 0, wherever x < y or y < x",
    UNKNOWN,
    "given-disjunction",
    cert(context(XY, ["x < y or y < x"]), step("given", "x < y or y < 0")),
)
reject(
    "given-conjunction-for-a-disjunction",
    "x < y and y < x, wherever one of them holds",
    UNKNOWN,
    "given-disjunction",
    cert(context(XY, ["x < y or y < x"]), step("given", "x < y and y < x")),
)

# Premises -------------------------------------------------------------------------------------------------------------

ELSEWHERE = "a premise stands in another context, or says that something is so for some point only"
POSITIVE = context({"x": "(0, oo)"})
ATTAINED = some("witness", "x < 1", at_={"x": "0"})
for name, says, contexts, first, second in (
    ("of-another-context", "0 < x for all real x, because it holds for x > 0", [POSITIVE, X], step("given", "0 < x"), step("given", "0 < x", 0, at=1)),
    ("with-one-hypothesis-more", "y ≤ x² for all x, y because it holds where y < x²", [context(XY, ["y < x**2"]), context(XY)], step("given", "y <= x**2"), step("given", "y <= x**2", 0, at=1)),
    ("with-other-relations", "g(0) = 1 for all sequences", [context({}, (), ["g[0] == 1"]), EMPTY], step("unfold", "g[0] == 1", relation=0), step("given", "g[0] == 1", 0, at=1)),
    ("for-some", "x < 1 for all real x, because it is so at 0", [X], ATTAINED, step("given", "x < 1", 0)),
    ("for-some-that-narrows-the-box", "eˣ < 3 for all real x, because x < 1 somewhere", [X], ATTAINED, step("given", "exp(x) < 3", 0)),
    ("of-another-context-that-narrows-the-box", "eˣ > 1 for all real x, because 0 < x elsewhere", [POSITIVE, X], step("given", "0 < x"), step("given", "1 < exp(x)", 0, at=1)),
):  # fmt: skip
    reject(f"premise-{name}", says, ELSEWHERE, "given-premise", cert(contexts, first, second))

# Numbers, and symbols against numbers -------------------------------------------------------------------------------

PLAIN = accept(
    "plain-numbers",
    "1/3 < 1/2, 1/3 ≤ 1/3, 2/6 = 1/3, 1/3 ≠ 1/2, without any evaluation",
    cert(
        EMPTY,
        step("given", ["and", ["<", "1/3", "1/2"], ["<=", "1/3", "1/3"], ["=", "2/6", "1/3"], ["!=", "1/3", "1/2"]]),
    ),
    label="exact",
)
for name, formula in (
    ("less", ["<", "1/3", "1/3"]),
    ("at-most", ["<=", "1/2", "1/3"]),
    ("equal", ["=", "1/3", "333333333333333333333333333333333333333/1000000000000000000000000000000000000000"]),
    ("unequal", ["!=", "1/3", "2/6"]),
):
    reject(f"plain-numbers-not-{name}", f"{formula}", UNKNOWN, PLAIN, cert(EMPTY, step("given", formula)))
SHOWN = accept(
    "plain-domain",
    "what the domains (0, 1/3] of x and [1, ∞) ∩ ℕ of t show of them alone",
    cert(
        context({"x": "(0, 1/3]", "t": "[1, oo) in N"}),
        step(
            "given",
            "0 < x and 0 <= x and x <= 1/3 and x < 1/2 and x != 0 and 0 != x and x != 1/2 and -1 < x and 1 <= t and 0 < t",
        ),
    ),
    label="exact",
)
for name, goal in (
    ("end-that-is-attained", "x < 1/3"), ("end-as-unequal", "x != 1/3"), ("end-as-unequal-turned", "1/3 != x"),
    ("inside", "x < 1/4"), ("beyond", "1/3 <= x"), ("equal", "x == 1/3"), ("middle-as-unequal", "x != 1/6"),
    ("natural-end", "1 < t"), ("natural-end-as-unequal", "t != 1"), ("natural-above", "t <= 1000000"),
):  # fmt: skip
    reject(
        f"plain-domain-{name}",
        f"{goal} for all x ∈ (0, 1/3], t ≥ 1",
        UNKNOWN,
        SHOWN,
        cert(context({"x": "(0, 1/3]", "t": "[1, oo) in N"}), step("given", goal)),
    )

# Evaluation over the box ----------------------------------------------------------------------------------------------

NARROWED = accept(
    "box-narrowed",
    "eˣ < 21 where x < 3, 1 < eˣ where moreover g(0) = 1 and g(0) ≤ x",
    cert(
        context({"x": "[0, 5]"}, ["x < 3 and 1/2 <= x", "g[0] == 1"]),
        step("given", "exp(x) < 21 and 1 < exp(x) and g[0]**2 <= 1"),
    ),
    label="enclosed",
)
for name, says, given, goal in (
    ("by-nothing", "eˣ < 21 for x ∈ [0, 5]", [], "exp(x) < 21"),
    ("by-a-disjunction", "eˣ < 21 for x ∈ [0, 5] where x < 3 or x < 4", ["x < 3 or x < 4"], "exp(x) < 21"),
    ("by-another-symbol", "eˣ < 21 for x ∈ [0, 5] where x < y", ["x < y"], "exp(x) < 21"),
    ("by-an-inequation", "0 < x² for x ∈ [0, 5] where x ≠ 1", ["x != 1"], "0 < x**2"),
    ("to-the-wrong-side", "eˣ < 21 for x ∈ [0, 5] where 3 ≤ x", ["3 <= x"], "exp(x) < 21"),
    ("as-if-the-end-were-open", "x(3 − x) > 0 where 1 ≤ x ≤ 3, at x = 3, too", ["x <= 3", "1 <= x"], "0 < x*(3 - x)"),
    ("by-another-value", "g(1)² ≤ 1, since g(0) = 1", ["g[0] == 1"], "g[1]**2 <= 1"),
    ("by-a-value-at-a-symbol", "g(t)² ≤ 1 for all t, since g(0) = 1", ["g[0] == 1"], "g[t]**2 <= 1"),
):  # fmt: skip
    reject(
        f"box-narrowed-{name}",
        says,
        UNKNOWN,
        NARROWED,
        cert(context({"x": "[0, 5]", "y": "[0, 5]", "t": NATURAL}, given), step("given", goal)),
    )
OPEN = accept(
    "box-open-ends",
    "x(1 − x) > 0 on (0, 1), e⁻ˣ < 1 for x > 0, eˣ > 0 for all x: open ends are not attained",
    cert(
        [context({"x": "(0, 1)"}), context({"x": "(0, oo)"}), X],
        step("given", "0 < x*(1 - x)"),
        step("given", "exp(-x) < 1", at=1),
        step("given", "0 < exp(x)", at=2),
    ),
)
for name, domain, goal in (
    ("closed-above", "(0, 1]", "0 < x*(1 - x)"),
    ("closed-below", "[0, 1)", "0 < x*(1 - x)"),
    ("closed-at-zero", "[0, oo)", "exp(-x) < 1"),
    ("square-at-zero", "(-1, 1)", "0 < x**2"),
    ("absolute-value-at-zero", "(-1, 1)", "0 < abs(x)"),
    ("no-room-at-the-end", "(0, 1)", "1/1000000000000 < x*(1 - x)"),
    ("no-room-at-infinity", REAL, "1/1000000000000000000000000000000 < exp(x)"),
    ("sum-of-two-ends", "[0, 1]", "x + x < 2"),
    ("not-equal-at-an-end", "[0, 1)", "exp(x) != 1"),
):
    reject(
        f"box-open-ends-{name}", f"{goal} on {domain}", UNKNOWN, OPEN, cert(context({"x": domain}), step("given", goal))
    )
accept(
    "box-other-part-undefined",
    "x < 2 or log x < 0 on [−1, 1]: one part that is true is enough",
    cert(context({"x": "[-1, 1]"}), step("given", "log(x) < 0 or x < 2")),
)
for name, says, goal in (
    ("by-half", "x < 0 or log x < 0 on [−1, 1], undecided at 1", "x < 0 or log(x) < 0"),
    ("as-conjunction", "x < 2 and log x < 2 on [−1, 1], though log is undefined below 0", "x < 2 and log(x) < 2"),
    ("times-zero", "0·log x ≤ 1 on [−1, 1], though log is undefined below 0", "0*log(x) <= 1"),
    ("to-the-power-zero", "(log x)⁰ ≤ 1 on [−1, 1], though log is undefined below 0", "log(x)**0 <= 1"),
):
    reject(
        f"box-{name}-undefined",
        says,
        UNKNOWN,
        "box-other-part-undefined",
        cert(context({"x": "[-1, 1]"}), step("given", goal)),
    )
for name, says, domain, given in (
    ("box-without-points", "x < 0 on [0, 1] where 2 < x", "[0, 1]", ["2 < x"]),
    ("box-of-an-empty-domain", "x < −1 on (0, 0]", "(0, 0]", []),
    ("box-between-touching-ends", "x < 0 on [0, 1] where 1 < x", "[0, 1]", ["1 < x"]),
):
    reject(
        name,
        f"{says}: an empty box decides nothing, and a mistake in the ends would look the same",
        UNKNOWN,
        NARROWED,
        cert(context({"x": domain}, given), step("given", "exp(x) < 1")),
    )

# Definedness: the condition of every head, granted as a fact ---------------------------------------------------------

EDGES = (
    ("power-below-zero", "x**-2", "x != 0", "0 <= x"),
    ("power-below-zero-of-less", "x**-1", "x < 0", "x <= 0"),
    ("root", "sqrt(x)", "0 <= x", "-1 <= x"),
    ("inverse-root", "1/sqrt(x)", "0 <= x and sqrt(x) != 0", "0 <= x"),
    ("real-power", "power(x, 2)", "0 < x", "0 <= x"),
    ("log", "log(x)", "0 < x", "0 <= x"),
    ("log-of-log", "log(log(x))", "0 < log(x)", "0 < x"),
    ("gamma", "gamma(x)", "0 < x", "x != 0"),
    ("tan", "tan(x)", "cos(x) != 0", "cos(x) <= 1"),
    ("asin", "asin(x)", "-1 <= x and x <= 1", "-1 <= x"),
    ("acos", "acos(x)", "-1 <= x and x <= 1", "x <= 1"),
    ("acosh", "acosh(x)", "1 <= x", "-1 <= x"),
    ("atanh", "atanh(x)", "-1 < x and x < 1", "-1 < x and x <= 1"),
    ("atanh-below", "atanh(x)", "-1 < x and x < 1", "-1 <= x and x < 1"),
    ("lambertw", "lambertw(x)", "-exp(-1) <= x", "-1 <= x"),
    ("inverse-sine", "1/sin(x)", "sin(x) != 0", "x != 0"),
)
SUM = data("x + y")


def _of_a_sum(formula: str) -> Any:
    """x + y in the place of x, of which the box says nothing."""

    def put(part: Any) -> Any:
        if part == v("x"):
            return SUM
        return [put(item) for item in part] if isinstance(part, list) else part

    return put(data(formula))


for name, term, enough, short in EDGES:
    side = _of_a_sum(term)
    for accepted, fact in ((True, enough), (False, short)):
        made = cert(context(XY, [_of_a_sum(fact)]), step("identity", ["=", side, side]))
        says = f"{term} is defined at x + y where {fact} there"
        if accepted:
            accept(f"defined-{name}", says, made, label="exact")
        else:
            reject(f"defined-{name}-too-little", says, "is defined only where", f"defined-{name}", made)

accept(
    "defined-as-part-of-a-fact",
    "√(x + y) is defined where √(x + y) + 1 < 3",
    cert(
        context(XY, ["sqrt(x + y) + 1 < 3"]),
        step("identity", "sqrt(x + y) == sqrt(x + y)"),
    ),
    label="exact",
)
reject(
    "defined-as-part-of-a-disjunction",
    "√(x + y) is defined where √(x + y) < 2 or x + y < 0",
    "is defined only where",
    "defined-as-part-of-a-fact",
    cert(context(XY, ["sqrt(x + y) < 2 or x + y < 0"]), step("identity", "sqrt(x + y) == sqrt(x + y)")),
)
reject(
    "defined-as-part-of-the-goal",
    "√x = √x for all real x, since √x occurs in it",
    "is defined only where",
    "defined-as-part-of-a-fact",
    cert(X, step("identity", "sqrt(x) == sqrt(x)")),
)
reject(
    "defined-by-a-premise-elsewhere",
    "√x = √x for all real x, since it is defined for x ≥ 0",
    ELSEWHERE,
    "defined-as-part-of-a-fact",
    cert([context({"x": "[0, oo)"}), X], step("identity", "sqrt(x) == sqrt(x)"), step("identity", "sqrt(x) == sqrt(x)", 0, at=1)),
)  # fmt: skip
reject(
    "defined-beside-a-fact",
    "√(x − 1) is defined where √(x + 1) is",
    "is defined only where",
    "defined-as-part-of-a-fact",
    cert(context({"x": REAL}, ["0 <= sqrt(x + 1)"]), step("identity", "sqrt(x - 1) == sqrt(x - 1)")),
)

# Identities that hold wherever both sides are defined, said of too many points ----------------------------------------

SOMEWHERE = (
    ("quotient", "x/x == 1", "(0, oo)"),
    ("log-times-zero", "0*log(x) == 0", "(0, oo)"),
    ("inverse-of-inverse", "(1/x)**-1 == x", "(-oo, 0)"),
    ("square-of-root", "sqrt(x)**2 == x", "[0, oo)"),
    ("inverse-to-the-power-zero", "(1/x)**0 == 1", "(-oo, 0)"),
    ("log-to-the-power-zero", "log(x)**0 == 1", "(0, oo)"),
    ("exp-of-log", "exp(log(x)) == x", "(0, oo)"),
    ("log-of-exp-of-log", "log(exp(log(x))) == log(x)", "(0, oo)"),
    ("tan-times-cos", "tan(x)*cos(x) == sin(x)", "(-1, 1)"),
    ("asin-minus-itself", "asin(x) - asin(x) == 0", "[-1, 1]"),
    ("acosh", "acosh(x) == acosh(x)", "[1, 7]"),
    ("atanh", "atanh(x) == atanh(x)", "(-1, 1)"),
    ("lambertw", "lambertw(x) == lambertw(x)", "[-1/3, oo)"),
    ("gamma", "gamma(x) == gamma(x)", "(0, oo)"),
    ("real-power", "power(x, x) == exp(x*log(x))", "(0, oo)"),
    ("whole-exponent-of-a-real-power", "power(x, 2) == x**2", "(0, oo)"),
    ("integral-between-equal-limits", "integral(1/s, s, x, x) == integral(1/s, s, x, x)", "[1, 2]"),
    ("integrand-times-zero", "integral(0*log(s), s, 1, x) == integral(0*log(s), s, 1, x)", "[1, 2]"),
    ("derivative-of-log", "D(log(x), x) == 1/x", "(0, oo)"),
    ("derivative-of-log-times-x", "D(log(x), x)*x == 1", "(0, oo)"),
    ("derivative-of-a-root", "D(sqrt(x), x)*2*sqrt(x) == 1", "(0, oo)"),
)
for name, claim, domain in SOMEWHERE:
    accept(
        f"identity-where-defined-{name}", f"{claim} on {domain}", cert(context({"x": domain}), step("identity", claim))
    )
    because = "is not known to be defined" if "integral" in claim else "is defined only where"
    reject(
        f"identity-undefined-{name}",
        f"{claim} for all real x",
        because,
        f"identity-where-defined-{name}",
        cert(X, step("identity", claim)),
    )
for name, says, claim, domain, because in (
    ("derivative-of-something-undefined", "d/dx (log(−1) + x) = 1", "D(log(-1) + x, x) == 1", REAL, "is defined only where"),
    ("real-power-of-a-negative-number", "(−8)^x is defined for all x", "power(-8, x) == power(-8, x)", REAL, "is defined only where"),
    ("cube-root-of-a-negative-number", "the cube root of −8 is −2", "root(-8, 3) == -2", REAL, "is defined only where"),
    ("improper-integral", "∫₀^∞ e^(−s) ds is defined, of which nothing is shown", "integral(exp(-s), s, 0, oo) == integral(exp(-s), s, 0, oo)", REAL, "is not known to be defined"),
    ("divergent-integral", "∫₁^∞ 1 ds = ∫₁^∞ 1 ds", "integral(1, s, 1, oo) == integral(1, s, 1, oo)", REAL, "is not known to be defined"),
    ("division-by-a-hidden-zero", "1/(|x| − x) is defined for x > 0", "(abs(x) - x)/(abs(x) - x) == 1", "(0, oo)", "is defined only where"),
    ("division-by-zero", "1/(x − x) = 1/(x − x)", "1/(x - x) == 1/(x - x)", REAL, "is defined only where"),
    ("zero-to-the-power-zero", "0 ** 0 = 1 by the real power", "power(0, 0) == 1", REAL, "is defined only where"),
):  # fmt: skip
    reject(
        f"identity-undefined-{name}",
        says,
        because,
        "identity-where-defined-quotient",
        cert(context({"x": domain}), step("identity", claim)),
    )
