# ruff: noqa: E501
"""The extension `calculus`: the notation D, mean-value leaves, inequalities from an end point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checks.kernel.extensions.calculus import derivative
from checks.kernel.functions import difference
from checks.kernel.terms import Term
from tests.soundness.certificates import LANGUAGE
from tests.soundness.forge import EMPTY, NATURAL, REAL, X, accept, cert, context, data, reject, some, step
from tests.soundness.forge.granted import ELSEWHERE
from tests.soundness.forge.subdivision import tree

UNDEFINED = "is defined only where"
FORMS = "the two sides have different normal forms"

# D --------------------------------------------------------------------------------------------------------------------

DERIVATIVES = (
    ("sum", "x**2 + 3*x", "2*x + 3", "2*x", REAL),
    ("product", "x**2*exp(x)", "2*x*exp(x) + x**2*exp(x)", "2*x*exp(x)", REAL),
    ("quotient", "1/(1 + x**2)", "-2*x/(1 + x**2)**2", "2*x/(1 + x**2)**2", REAL),
    ("power", "x**-3", "-3*x**-4", "-3*x**-2", "(0, oo)"),
    ("power-zero", "x**0", "0", "1", REAL),
    ("power-one", "x**1", "1", "0", REAL),
    ("of-another-symbol", "abs(a)*x", "abs(a)", "0", REAL),
    ("root", "root(x, 3)", "root(x, 3)/(3*x)", "3*root(x, 3)/x", "(0, oo)"),
    ("real-power", "power(x, a)", "a*power(x, a)/x", "a*power(x, a)", "(0, oo)"),
    ("real-power-in-the-exponent", "power(a, x)", "power(a, x)*log(a)", "x*power(a, x)/a", REAL),
    ("exp", "exp(a*x)", "a*exp(a*x)", "exp(a*x)", REAL),
    ("log", "log(x)", "1/x", "log(x)/x", "(0, oo)"),
    ("sin", "sin(a*x)", "a*cos(a*x)", "cos(a*x)", REAL),
    ("cos", "cos(x)", "-sin(x)", "sin(x)", REAL),
    ("tan", "tan(x)", "1 + tan(x)**2", "1 - tan(x)**2", "(-1, 1)"),
    ("asin", "asin(x)", "1/sqrt(1 - x**2)", "-1/sqrt(1 - x**2)", "(-1, 1)"),
    ("acos", "acos(x)", "-1/sqrt(1 - x**2)", "1/sqrt(1 - x**2)", "(-1, 1)"),
    ("atan", "atan(x)", "1/(1 + x**2)", "1/(1 - x**2)", "(-1, 1)"),
    ("sinh", "sinh(x)", "cosh(x)", "-cosh(x)", REAL),
    ("cosh", "cosh(x)", "sinh(x)", "-sinh(x)", REAL),
    ("tanh", "tanh(x)", "1 - tanh(x)**2", "1 + tanh(x)**2", REAL),
    ("asinh", "asinh(x)", "1/sqrt(1 + x**2)", "-1/sqrt(1 + x**2)", REAL),
    ("acosh", "acosh(x)", "1/sqrt(x**2 - 1)", "-1/sqrt(x**2 - 1)", "[2, 3]"),
    ("atanh", "atanh(x)", "1/(1 - x**2)", "1/(1 + x**2)", "(-1/2, 1/2)"),
    ("erf", "erf(x)", "2*exp(-x**2)/sqrt(pi)", "exp(-x**2)/sqrt(pi)", REAL),
    ("lambertw", "lambertw(x)", "1/(exp(lambertw(x))*(1 + lambertw(x)))", "1/(1 + lambertw(x))", "[0, 1]"),
    ("chain", "exp(exp(x))", "exp(x)*exp(exp(x))", "exp(exp(x))", REAL),
    ("second", "D(x**3, x)", "6*x", "3*x**2", REAL),
    ("constant", "exp(a)", "0", "exp(a)", REAL),
)
for name, f, slope, wrong, domain in DERIVATIVES:
    here = context({"x": domain, "a": "(1, 2)"})
    more = [step("enclosure", f"{part} > 0", tree="n") for part in ("1 - x**2", "x**2 - 1") if name in ("asin", "acos", "acosh") and f"sqrt({part})" in slope]  # fmt: skip
    facts = range(len(more))
    accept(f"derivative-{name}", f"d/dx {f} = {slope}", cert(here, *more, step("identity", f"D({f}, x) == {slope}", *facts)))  # fmt: skip
    reject(f"derivative-wrong-{name}", f"d/dx {f} = {wrong}", FORMS, f"derivative-{name}", cert(here, *more, step("identity", f"D({f}, x) == {wrong}", *facts)))  # fmt: skip
for f in ("abs(x)", "min(x, 1)", "max(x, 0)", "gamma(x)"):
    reject(
        f"derivative-of-{f[: f.index('(')]}",
        f"{f} has a derivative that the language can write",
        f"no derivative rule for {f[: f.index('(')]}",
        "derivative-exp",
        cert(context({"x": "(0, oo)"}), step("identity", f"D({f}, x) == D({f}, x)")),
    )
VALUE = "a derivative of a value of a sequence, which may depend on ['v', 'a']"
SEQUENCES = context({"a": REAL, "t": NATURAL}, (), ["g[0] == a", "g[t+1] == g[t]"])
for name, says, claim in (
    ("start", "d/da g(0) = 0 for g(0) = a", "D(g[0], a) == 0"),
    ("term", "d/da a·g(t) = g(t) for g(0) = a", "D(a*g[t], a) == g[t]"),
    ("exponent", "d/da (g(0)⁰) = 0, undefined or not", "D(g[0]**0, a) == 0"),
):
    reject(f"derivative-of-a-sequence-{name}", says, VALUE, "derivative-constant", cert(SEQUENCES, step("identity", claim)))  # fmt: skip
for name, says, made in (
    ("where-the-function-is-not", "d/dx log x = 1/x for x < 0", cert(context({"x": "(-oo, 0)"}), step("identity", "D(log(x), x) == 1/x"))),
    ("of-something-undefined", "d/dx log(−1) = 0", cert(X, step("identity", "D(log(-1), x) == 0"))),
    ("of-a-power-zero-of-something-undefined", "d/dx (log x)⁰ = 0 for all real x", cert(X, step("identity", "D(log(x)**0, x) == 0"))),
    ("of-zero-times-something-undefined", "d/dx (0·√x) = 0 for all real x", cert(X, step("identity", "D(0*sqrt(x), x) == 0"))),
):  # fmt: skip
    reject(f"derivative-{name}", says, UNDEFINED, "derivative-log", made)
reject(
    "derivative-where-the-function-is-not-at-a-point",
    "d/dx log x < 0 at x = −1",
    "it is not known that",
    "derivative-log",
    cert(X, some("witness", "D(log(x), x) < 0", at_={"x": "-1"})),
)

reject(
    "derivative-of-an-improper-integral",
    "d/dx ∫₀^∞ e^(−xs) ds, as if one might look for it under the integral",
    "no derivative rule for improper integrals",
    "derivative-exp",
    cert(
        context({"x": "[1, 2]"}),
        step("identity", "D(integral(exp(-x*s), s, 0, oo), x) == D(integral(exp(-x*s), s, 0, oo), x)"),
    ),
)
LEIBNIZ = context({"x": "[1, 2]"})
accept(
    "derivative-of-an-integral",
    "d/dx ∫_x^(x²) sx ds = 2x·x³ − x² + ∫_x^(x²) s ds",
    cert(
        LEIBNIZ,
        step(
            "identity",
            "D(integral(s*x, s, x, x**2), x) == 2*x*x**2*x - x*x + integral(s, s, x, x**2) + 0*integral(s*x, s, x, x**2)",
        ),
    ),
)
for name, slope in (
    ("without-its-lower-limit", "2*x*x**2*x + integral(s, s, x, x**2) + 0*integral(s*x, s, x, x**2)"),
    ("without-its-upper-limit", "-x*x + integral(s, s, x, x**2) + 0*integral(s*x, s, x, x**2)"),
    ("without-its-integrand", "2*x*x**2*x - x*x + 0*integral(s*x, s, x, x**2)"),
):
    reject(
        f"derivative-of-an-integral-{name}",
        f"d/dx ∫_x^(x²) sx ds = {slope}",
        FORMS,
        "derivative-of-an-integral",
        cert(LEIBNIZ, step("identity", f"D(integral(s*x, s, x, x**2), x) == {slope}")),
    )

# Mean-value leaves ----------------------------------------------------------------------------------------------------

LEAF = "does not decide the goal"
accept("mean-value", "x − x³/10 ≤ 19/20 on [−1, 1], in one leaf", tree(context({"x": "[-1, 1]"}), "x - x**3/10 <= 19/20", marks="m"))  # fmt: skip
accept("mean-value-centre", "x(1 − x) < 28/100 on [2/5, 3/5], where it neither rises nor falls", tree(context({"x": "[2/5, 3/5]"}), "x*(1 - x) < 28/100", marks="m"))  # fmt: skip
accept("mean-value-monotone", "log x ≤ 0 on (1/2, 1], rising to its end", tree(context({"x": "(1/2, 1]"}), "log(x) <= 0", marks="m"))  # fmt: skip
accept("mean-value-half-line", "x + 1/x ≥ 5/2 for x ≥ 2, from its end", tree(context({"x": "[2, oo)"}), "5/2 <= x + 1/x", marks="m"))  # fmt: skip
accept("mean-value-of-values", "g(0) − g(0)³/10 ≤ 19/20 where −1 ≤ g(0) ≤ 1", tree(context({}, ["-1 <= g[0] and g[0] <= 1"]), "g[0] - g[0]**3/10 <= 19/20", (), "m"))  # fmt: skip
accept("mean-value-two-symbols", "x − xy ≤ 1 on [0, 1]²", tree(context({"x": "[0, 1]", "y": "[0, 1]"}), "x - x*y <= 1", marks="m"))  # fmt: skip
for name, says, because, domain, goal in (
    ("across-a-pole", "1/x ≤ 1 on [−1, 1]: its slope −1/x² is negative on either side", "may be zero", "[-1, 1]", "1/x <= 1"),
    ("across-an-even-pole", "−1 < 1/x² on [−1, 1]", "may be zero", "[-1, 1]", "-1 < 1/x**2"),
    ("of-the-absolute-value", "|x| ≤ 1/2 on [−1/2, 1], as if it were smooth", "no derivative rule for abs", "[-1/2, 1]", "abs(x) <= 1/2"),
    ("of-a-minimum", "min(x, 0) ≤ −1/2 on [−1, 1]", "no derivative rule for min", "[-1, 1]", "min(x, 0) <= -1/2"),
    ("of-gamma", "Γ(x) ≤ 1 on [1, 3]", "no derivative rule for gamma", "[1, 3]", "gamma(x) <= 1"),
    ("of-a-root-at-zero", "√x ≤ 1/2 on [0, 1], without slope at 0", "may be zero", "[0, 1]", "sqrt(x) <= 1/2"),
    ("of-a-root-below-zero", "−1 ≤ x^(1/3) on [−1, 1]", "may be negative", "[-1, 1]", "-1 <= root(x, 3)"),
    ("of-log-at-an-open-end", "log x ≤ −1 on (0, 1], at 0 taken as closed", "may be ≤ 0", "(0, 1]", "log(x) <= -1"),
    ("of-the-tangent-at-its-pole", "tan x ≤ 10 on [0, 2]", "no finite enclosure", "[0, 2]", "tan(x) <= 10"),
    ("of-zero-times-something-undefined", "0·log x ≤ 1 on [−1, 1], whose slope is written 0", "may be ≤ 0", "[-1, 1]", "0*log(x) <= 1"),
    ("of-a-power-zero-of-something-undefined", "(log x)⁰ ≤ 1 on [−1, 1], whose slope is written 0", "may be ≤ 0", "[-1, 1]", "log(x)**0 <= 1"),
    ("without-room", "x(1 − x) < 1/4 on [0, 1], at 1/2, too", LEAF, "[0, 1]", "x*(1 - x) < 1/4"),
    ("strict-at-the-end", "x < 1 on [0, 1]", LEAF, "[0, 1]", "x < 1"),
    ("strict-at-an-open-end", "log x < 0 on [1/2, 1]", LEAF, "[1/2, 1]", "log(x) < 0"),
    ("to-the-wrong-end", "x² ≤ 1/4 on [−1, 0], falling to 0", LEAF, "[-1, 0]", "x**2 <= 1/4"),
    ("between-two-slopes", "x² ≥ 1/4 on [−1, 1]", LEAF, "[-1, 1]", "1/4 <= x**2"),
    ("at-infinity", "x ≤ 10⁶ for x ≥ 0, rising to no end", LEAF, "[0, oo)", "x <= 1000000"),
    ("both-ways-on-a-half-line", "sin x ≤ 1/2 for x ≥ 0", LEAF, "[0, oo)", "sin(x) <= 1/2"),
    ("of-an-equation", "x = x on [0, 1] by slopes", "a mean-value leaf needs a goal < or <=", "[0, 1]", "x == x"),
    ("of-an-inequation", "x ≠ 2/3 on [0, 1] by slopes", "a mean-value leaf needs a goal < or <=", "[0, 1]", "x != 2/3"),
    ("of-a-conjunction", "0 ≤ x and x ≤ 1/2 on [0, 1] by slopes", "a mean-value leaf needs a goal < or <=", "[0, 1]", "0 <= x and x <= 1/2"),
):  # fmt: skip
    reject(f"mean-value-{name}", says, because, "mean-value", tree(context({"x": domain}), goal, marks="m"))
reject("mean-value-at-the-wrong-corner", "x − xy ≤ 1/2 on [0, 1]², at (1, 0), too", LEAF, "mean-value-two-symbols", tree(context({"x": "[0, 1]", "y": "[0, 1]"}), "x - x*y <= 1/2", marks="m"))  # fmt: skip
reject("mean-value-of-values-at-large", "g(0) − g(0)³/10 ≤ 19/20 for all sequences", LEAF, "mean-value-of-values", tree(EMPTY, "g[0] - g[0]**3/10 <= 19/20", (), "m"))  # fmt: skip
reject("mean-value-of-an-index", "g(t) ≤ g(0) + t for all sequences, as if g(t) had the slope 0 in t", LEAF, "mean-value-of-values", tree(context({"t": "[0, 3] in N"}), "g[t] <= g[0] + t", (), "m"))  # fmt: skip

for name, domain, goal in (
    ("monotone", "[-1, 1]", "x - x**3/10 <= 19/20"),
    ("centre", "[2/5, 3/5]", "x*(1 - x) < 28/100"),
):
    reject(
        f"trust-exact-on-a-mean-value-{name}",
        f"{goal} on {domain} by slopes, called exact",
        "says exact, but a rounded evaluation",
        "mean-value",
        tree(context({"x": domain}), goal, marks="m") | {"trust": "exact"},
    )

# endpoint -------------------------------------------------------------------------------------------------------------


def slope_of(goal: Any, x: str) -> Any:
    """The formal derivative of the right side minus the left one, as the checker writes it."""
    formula = LANGUAGE.term(data(goal), True)
    return derivative(difference(formula.args[1], formula.args[0]), Term("v", (x,))).to_json()


def at_end(goal: Any, x: str, end: str) -> Any:
    return LANGUAGE.term(data(goal), True).substitute({x: LANGUAGE.term(end)}).to_json()


def endpoint(
    goal: Any,
    domain: str,
    beside: str,
    number: str,
    end: str = "lo",
    *,
    symbols: dict[str, str] | None = None,
    given: Sequence[str] = (),
    kept: Sequence[str] | None = None,
    evolves: Sequence[str] = (),
    elsewhere: Sequence[str] | None = None,
    value_op: str = "<=",
    slope_op: str = "<=",
    value: Any = None,
    slope: Any = None,
    rule: str = "cited",
    further: Sequence[Any] = (),
    contexts: Sequence[Any] = (),
    change: dict[str, Any] | None = None,
) -> Any:
    """The certificate that an author would write; `beside` is the range without its end."""
    others = symbols or {}
    rest = given if kept is None else kept
    here = [
        context({"x": domain, **others}, given, evolves),
        context(others, rest, evolves if elsewhere is None else elsewhere),
        context({"x": beside, **others}, rest, evolves if elsewhere is None else elsewhere),
        *contexts,
    ]
    rate = slope_of(goal, "x") if slope is None else slope
    sign = [slope_op, "0", rate] if end == "lo" else [slope_op, rate, "0"]
    value = [value_op, *at_end(goal, "x", number)[1:]] if value is None else value
    assumed = {"theorem": "assumed, as another rule's business"} if rule == "cited" else {}
    last = step("endpoint", goal, *range(len(further)), variable="x", end=end)
    last["from"] = [0, 1, *range(2, 2 + len(further))]
    return cert(
        here,
        step(rule, value, at=1, **assumed),
        step(rule, sign, at=2, **assumed),
        *further,
        {**last, **(change or {})},
    )


accept(
    "endpoint",
    "1 + x ≤ eˣ for x ≥ 0, from x = 0 on",
    cert(
        [context({"x": "[0, oo)"}), EMPTY, context({"x": "(0, oo)"})],
        step("identity", "1 + 0 == exp(0)", at=1),
        step("given", "1 + 0 <= exp(0)", 0, at=1),
        step("given", ["<=", "0", slope_of("1 + x <= exp(x)", "x")], at=2),
        step("endpoint", "1 + x <= exp(x)", 1, 2, variable="x", end="lo"),
    ),
)
accept("endpoint-upper", "0 ≤ 1 − x² on (0, 1], from x = 1 down", endpoint("0 <= 1 - x**2", "(0, 1]", "(0, 1)", "1", "hi", rule="given"))  # fmt: skip
accept("endpoint-strict-value", "0 < eˣ + x on [0, 1], from 0 < e⁰ + 0", endpoint("0 < exp(x) + x", "[0, 1]", "(0, 1]", "0", value_op="<", rule="given"))  # fmt: skip
accept("endpoint-strict-slope", "0 < x on (0, 1], from 0 ≤ 0 and a slope > 0", endpoint("0 < x", "(0, 1]", "(0, 1]", "0", slope_op="<", rule="given"))  # fmt: skip
accept("endpoint-other-symbols", "xy ≤ 3x for x ∈ [0, 1], y ≥ 0 where y ≤ 3", endpoint("x*y <= x*3", "[0, 1]", "(0, 1]", "0", symbols={"y": "[0, oo)"}, given=["y <= 3"], rule="cited"))  # fmt: skip
accept("endpoint-range-by-hypotheses", "1 ≤ x² where 1 ≤ x and x ≤ 5", endpoint("1 <= x**2", REAL, "(1, 5]", "1", given=["1 <= x and x <= 5"], kept=[], rule="given"))  # fmt: skip
accept("endpoint-defined-by-premises", "0 ≤ log(x·x·x) for x ≥ 1, which is defined by a premise on the range with its end", endpoint("0 <= log(x*x*x)", "[1, oo)", "(1, oo)", "1", contexts=[context({"x": "[1, oo)"})], further=[step("given", "0 < x*x*x", at=3)]))  # fmt: skip
accept("endpoint-beside-other-hypotheses", "0 ≤ xy for x ∈ [0, 1] where 0 ≤ y + z and z ≤ 0", endpoint("0 <= x*y", "[0, 1]", "(0, 1]", "0", symbols={"y": REAL, "z": REAL}, given=["0 <= y + z", "z <= 0"]))  # fmt: skip
accept("endpoint-defined-on-an-open-range", "0 ≤ log(x·x·x) on [1, 2), from its lower end", endpoint("0 <= log(x*x*x)", "[1, 2)", "(1, 2)", "1", contexts=[context({"x": "[1, 2)"})], further=[step("given", "0 < x*x*x", at=3)]))  # fmt: skip
accept("endpoint-defined-up-to-an-end-that-is-left-out", "0 ≤ log(x·x·x) on (1, 2), the end 1 being counted in", endpoint("0 <= log(x*x*x)", "(1, 2)", "(1, 2)", "1", contexts=[context({"x": "[1, 2)"})], further=[step("given", "0 < x*x*x", at=3)]))  # fmt: skip
accept("endpoint-upper-defined-on-an-open-range", "0 ≤ −log(x·x·x) on (0, 1], from its upper end", endpoint("0 <= -log(x*x*x)", "(0, 1]", "(0, 1)", "1", "hi", contexts=[context({"x": "(0, 1]"})], further=[step("given", "0 < x*x*x", at=3)]))  # fmt: skip
accept("endpoint-upper-up-to-an-end-that-is-left-out", "0 ≤ −log(x·x·x) on (0, 1), the end 1 being counted in", endpoint("0 <= -log(x*x*x)", "(0, 1)", "(0, 1)", "1", "hi", contexts=[context({"x": "(0, 1]"})], further=[step("given", "0 < x*x*x", at=3)]))  # fmt: skip
accept("endpoint-beside-sequences", "g(5) ≤ g(5) + x² for x ≥ 0, g having nothing to do with x", endpoint("g[5] <= g[5] + x**2", "[0, oo)", "(0, oo)", "0", evolves=["g[t+1] == g[t]"]))  # fmt: skip

FALLING = endpoint("0 <= x - 1", "[0, 1]", "[0, 1)", "1", "hi")
RISING = {
    **FALLING,
    "steps": [
        FALLING["steps"][0],
        step("cited", ["<=", "0", slope_of("0 <= x - 1", "x")], at=2, theorem="true"),
        FALLING["steps"][2],
    ],
}
STRICT = "the premises are not strict enough"
NO_RANGE = "the goal must be < or <=, and the range of the symbol real, not empty and with a finite end"
FIRST = "the first premise does not show"
SECOND = "the second premise does not compare"
for name, says, because, twin, made in (
    ("across-a-pole", "−1/x ≤ 1 on [−1, 1]: it rises on either side of 0 and falls over it", UNDEFINED, "endpoint", endpoint("-1/x <= 1", "[-1, 1]", "[-1, 1)", "1", "hi")),
    ("where-the-goal-is-undefined", "0 ≤ −log x on (−1, 1], from x = 1 down", UNDEFINED, "endpoint-upper", endpoint("0 <= -log(x)", "(-1, 1]", "(-1, 1)", "1", "hi")),
    ("undefined-at-its-end", "0 ≤ 1/x on (0, 1], from its value at 0", UNDEFINED, "endpoint", endpoint("0 <= 1/x", "(0, 1]", "(0, 1]", "0")),
    ("undefined-at-an-open-end", "0 < log x on (0, 1], from its value at 0", UNDEFINED, "endpoint-strict-slope", endpoint("0 < log(x)", "(0, 1]", "(0, 1]", "0", slope_op="<")),
    ("undefined-at-the-other-end", "0 ≤ log x on [0, 1], from x = 1 down, undefined at 0", UNDEFINED, "endpoint-upper", endpoint("0 <= -log(x)", "[0, 1]", "[0, 1)", "1", "hi")),
    ("undefined-at-the-other-upper-end", "0 ≤ −log(1 − x) on [0, 1], from x = 0 on, undefined at 1", UNDEFINED, "endpoint", endpoint("0 <= -log(1 - x)", "[0, 1]", "(0, 1]", "0")),
    ("undefined-at-its-upper-end", "0 ≤ 1/(1 − x) on [0, 1), from x = 1 down, undefined at 1", UNDEFINED, "endpoint-upper", endpoint("0 <= 1/(1 - x)", "[0, 1)", "[0, 1)", "1", "hi")),
    ("strict-at-its-own-end", "0 < x on [0, 1], at 0, too", STRICT, "endpoint-strict-slope", endpoint("0 < x", "[0, 1]", "(0, 1]", "0", slope_op="<")),
    ("strict-by-a-flat-slope", "0 < 0·x on (0, 1]", STRICT, "endpoint-strict-slope", endpoint("0 < 0*x", "(0, 1]", "(0, 1]", "0")),
    ("strict-at-its-upper-end", "0 < 1 − x on [0, 1], at 1, too", STRICT, "endpoint-strict-slope", endpoint("0 < 1 - x", "[0, 1]", "[0, 1)", "1", "hi", slope_op="<")),
    ("with-the-slope-of-the-other-side", "0 ≤ x(x − 1) on [0, 1], with the slope of x(1 − x)", SECOND, "endpoint", endpoint("0 <= x*(x - 1)", "[0, 1]", "(0, 1]", "0", slope=slope_of("x*(x - 1) <= 0", "x"))),
    ("from-the-wrong-end", "0 ≤ x − 1 on [0, 1], from x = 1 down, since the slope is ≥ 0", SECOND, "endpoint-upper", RISING),
    ("with-the-slope-of-another-function", "0 ≤ −x on [0, 1], with the slope of x", SECOND, "endpoint", endpoint("0 <= -x", "[0, 1]", "(0, 1]", "0", slope="1")),
    ("with-a-slope-by-another-symbol", "0 ≤ −x + y on [0, 1], with the slope by y", SECOND, "endpoint-other-symbols", endpoint("0 <= y - x", "[0, 1]", "(0, 1]", "0", symbols={"y": "[0, 1]"}, slope=slope_of("0 <= y - x", "y"))),
    ("with-the-value-elsewhere", "0 ≤ x − 1/2 on [0, 1], from its value at 1", FIRST, "endpoint", endpoint("0 <= x - 1/2", "[0, 1]", "(0, 1]", "1")),
    ("with-the-value-of-something-else", "0 ≤ x − 1/2 on [0, 1], from 0 ≤ 1", FIRST, "endpoint", endpoint("0 <= x - 1/2", "[0, 1]", "(0, 1]", "0", value=["<=", "0", "1"])),
    ("with-an-equation-as-value", "0 ≤ x from 0 = 0, which is no inequality", FIRST, "endpoint", endpoint("0 <= x", "[0, 1]", "(0, 1]", "0", value_op="=")),
    ("with-an-inequation-as-value", "0 ≤ x − 1 from 0 ≠ −1 at 0", FIRST, "endpoint", endpoint("0 <= x - 1", "[0, 1]", "(0, 1]", "0", value_op="!=")),
    ("with-an-inequation-as-slope", "0 ≤ −x from −1 ≠ 0", SECOND, "endpoint", endpoint("0 <= -x", "[0, 1]", "(0, 1]", "0", slope_op="!=")),
    ("of-an-equation", "0 = x on [0, 1], from its end", NO_RANGE, "endpoint", endpoint("0 == x", "[0, 1]", "(0, 1]", "0")),
    ("of-an-inequation", "1/2 ≠ x on [0, 1], from its end", NO_RANGE, "endpoint", endpoint("1/2 != x", "[0, 1]", "(0, 1]", "0")),
    ("without-an-end", "0 ≤ eˣ − 1 for all real x, from x = 0 on", NO_RANGE, "endpoint", endpoint("0 <= exp(x) - 1", REAL, "(0, oo)", "0")),
    ("at-infinity", "0 ≤ −x for x ≥ 0, from infinity down", NO_RANGE, "endpoint-upper", endpoint("0 <= -x", "[0, oo)", "[0, oo)", "0", "hi")),
    ("over-natural-numbers", "0 ≤ t for natural t, from slopes", NO_RANGE, "endpoint", endpoint("0 <= x", "[0, oo) in N", "(0, oo) in N", "0")),
    ("on-an-empty-range", "0 ≤ −1 on (0, 0], from nothing", NO_RANGE, "endpoint", endpoint("0 <= -1 + x", "(0, 0]", "(0, 0]", "0")),
    ("on-ranges-that-do-not-meet", "0 ≤ x − 1 where x ≤ 0 and 1 ≤ x", NO_RANGE, "endpoint-range-by-hypotheses", endpoint("0 <= x - 1", REAL, "(1, 0]", "1", given=["x <= 0", "1 <= x"], kept=[])),
    ("with-a-hypothesis-that-ties", "x moves along slopes while a hypothesis x ≤ y ties it to y", "a hypothesis ties x to other things", "endpoint-other-symbols", endpoint("0 <= y - x", "[0, 1]", "[0, 1)", "1", "hi", symbols={"y": REAL}, given=["x <= y"], kept=[])),
    ("with-a-hypothesis-on-a-term", "x moves over a range in which x² ≤ 1/4 does not hold", "a hypothesis ties x to other things", "endpoint-range-by-hypotheses", endpoint("0 <= 1/2 - x", "[0, 1]", "[0, 1)", "1", "hi", given=["x**2 <= 1/4"], kept=[])),
    ("with-a-gap", "x moves over 0 although x ≠ 0", "a hypothesis ties x to other things", "endpoint-range-by-hypotheses", endpoint("-1 <= x", "[-1, 1]", "(-1, 1]", "-1", given=["x != 0"], kept=[])),
    ("with-a-disjunction", "x moves from 1 to 2 although x < 1 or 2 < x", "a hypothesis ties x to other things", "endpoint-range-by-hypotheses", endpoint("-1 <= x", "[-1, 5]", "(-1, 5]", "-1", given=["x < 1 or 2 < x"], kept=[])),
    ("with-a-sequence-that-starts-at-its-symbol", "0 ≤ x − g(0) where g(0) = x, as if g rested while x moves", "a relation between sequences contains x", "endpoint-beside-sequences", endpoint("0 <= x - g[0]", "[0, 1]", "(0, 1]", "0", evolves=["g[0] == x"], elsewhere=["g[0] == 0"])),
    ("with-a-sequence-tied-in-a-conjunction", "0 ≤ x − g(0) where g(0) = x and g(1) = 0", "a relation between sequences contains x", "endpoint-beside-sequences", endpoint("0 <= x - g[0]", "[0, 1]", "(0, 1]", "0", evolves=["g[0] == x and g[1] == 0"], elsewhere=["g[0] == 0 and g[1] == 0"])),
    ("with-relations-on-a-stranger", "0 ≤ x − g(0) where g(0) = x, in a context in which there is no x", "no domain for x", "endpoint-beside-sequences", endpoint("0 <= x - g[0]", "[0, 1]", "(0, 1]", "0", evolves=["g[0] == x"])),
    ("with-a-value-tied-by-a-hypothesis", "0 ≤ x − g(0) where g(0) = x², as if g rested while x moves", "a hypothesis ties x to other things", "endpoint-beside-sequences", endpoint("0 <= x - g[0]", "[0, 1]", "(0, 1]", "0", given=["g[0] == x**2"], kept=[])),
    ("value-under-a-hypothesis-on-x", "0 ≤ x − 1/2 for x > 1/2, by a value that is shown under a hypothesis more", ELSEWHERE, "endpoint-range-by-hypotheses", endpoint("0 <= x - 1/2", "[0, 1]", "(1/2, 1]", "1/2", given=["1/2 < x"], kept=["1 < 0"])),
    ("slope-in-a-smaller-range", "0 ≤ x(1 − x) on [0, 2], from a slope ≥ 0 on (0, 1/2]", ELSEWHERE, "endpoint", endpoint("0 <= x*(1 - x)", "[0, 2]", "(0, 1/2]", "0")),
    ("slope-under-a-hypothesis", "0 ≤ x(1 − x) on [0, 2], from a slope where x ≤ 1/2", ELSEWHERE, "endpoint", endpoint("0 <= x*(1 - x)", "[0, 2]", "(0, 2]", "0", contexts=[context({"x": "(0, 2]"}, ["x <= 1/2"])], further=[step("cited", ["<=", "0", slope_of("0 <= x*(1 - x)", "x")], at=3, theorem="true there")], change={"from": [0, 2]})),
    ("slope-for-some", "0 ≤ 2x² − x on [0, 1], from a slope ≥ 0 at 1/2", ELSEWHERE, "endpoint", cert([context({"x": "[0, 1]"}), EMPTY, context({"x": "(0, 1]"})], step("given", at_end("0 <= 2*x*x - x", "x", "0"), at=1), some("witness", ["<=", "0", slope_of("0 <= 2*x*x - x", "x")], at=2, at_={"x": "1/2"}), step("endpoint", "0 <= 2*x*x - x", 0, 1, variable="x", end="lo"))),
    ("value-for-some", "0 ≤ x + y on [0, 1], from 0 ≤ 0 + y at y = 0", ELSEWHERE, "endpoint-other-symbols", cert([context({"x": "[0, 1]", "y": "[-1, 1]"}), context({"y": "[-1, 1]"}), context({"x": "(0, 1]", "y": "[-1, 1]"})], some("witness", "0 <= 0 + y", at=1, at_={"y": "0"}), step("given", ["<=", "0", slope_of("0 <= x + y", "x")], at=2), step("endpoint", "0 <= x + y", 0, 1, variable="x", end="lo"))),
    ("without-slope", "0 ≤ −x on [0, 1], from 0 ≤ 0", "a premise is missing", "endpoint", endpoint("0 <= -x", "[0, 1]", "(0, 1]", "0", change={"from": [0]})),
    ("of-a-stranger", "an end of the range of a symbol that is not there", "malformed (KeyError", "endpoint", endpoint("0 <= x", "[0, 1]", "(0, 1]", "0", change={"variable": "y"})),
    ("of-a-function-without-slope", "0 ≤ |x| on [0, 1], with a slope of somebody's own", "no derivative rule for abs", "endpoint", endpoint("0 <= abs(x)", "[0, 1]", "(0, 1]", "0", slope="1")),
    ("defined-elsewhere", "0 ≤ log x³ for x ≥ 1, defined by a premise on another range", ELSEWHERE, "endpoint-defined-by-premises", endpoint("0 <= log(x*x*x)", "[1, oo)", "(1, oo)", "1", contexts=[context({"x": "[2, oo)"})], further=[step("given", "0 < x*x*x", at=3)])),
):  # fmt: skip
    reject(f"endpoint-{name}", says, because, twin, made)
reject(
    "endpoint-of-an-index",
    "g(x) ≤ g(0) for a natural number x, moved along slopes",
    NO_RANGE,
    "endpoint-beside-sequences",
    endpoint("g[x] <= g[0]", NATURAL, "(0, oo) in N", "0"),
)
