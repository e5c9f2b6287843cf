# ruff: noqa: E501
"""The extension `integrals`: quadrature, and the rules `integrable`, `comparison`, `antiderivative`, `tail`."""

from __future__ import annotations

from typing import Any

from tests.soundness.forge import EMPTY, REAL, X, accept, cert, context, data, reject, some, step, v
from tests.soundness.forge.granted import ELSEWHERE, UNKNOWN

UNDEFINED = "is defined only where"

# Quadrature -----------------------------------------------------------------------------------------------------------

VALUES = (
    ("bell", "integral(exp(-s**2), s, 0, 1)", "747/1000", "746/1000"),
    ("turned-round", "integral(s, s, 1, 0)", "-4/10", "-6/10"),
    ("root", "integral(sqrt(s), s, 1, 4)", "47/10", "46/10"),
    ("inverse", "integral(1/s, s, 1, 2)", "694/1000", "693/1000"),
    ("inverse-to-the-left", "integral(1/s, s, -2, -1)", "-693/1000", "-694/1000"),
    ("log", "integral(log(s), s, 1, 2)", "387/1000", "386/1000"),
    ("real-power", "integral(power(s, 1/2), s, 1, 4)", "47/10", "46/10"),
    ("tangent", "integral(tan(s), s, 0, 1)", "616/1000", "615/1000"),
    ("error-function", "integral(erf(s), s, 0, 1)", "487/1000", "486/1000"),
    ("between-functions", "integral(sin(s), s, 0, pi)", "2001/1000", "1999/1000"),
    ("between-equal-limits", "integral(exp(s), s, 2, 2)", "1/1000", "-1/1000"),
)
for name, integral, above, below in VALUES:
    accept(f"quadrature-{name}", f"{integral} < {above}", cert(EMPTY, step("given", f"{integral} < {above}")), label="enclosed")  # fmt: skip
    reject(f"quadrature-{name}-too-small", f"{integral} < {below}", UNKNOWN, f"quadrature-{name}", cert(EMPTY, step("given", f"{integral} < {below}")))  # fmt: skip
for name, claim in (
    ("inverse-across-zero", "integral(1/s, s, -1, 1) <= 100"),
    ("inverse-square-across-zero", "integral(1/s**2, s, -1, 1) <= 0"),
    ("inverse-from-zero", "integral(1/s, s, 0, 1) <= 100"),
    ("inverse-at-zero", "integral(1/s, s, 0, 0) <= 100"),
    ("inverse-across-a-root", "integral(1/(s**2 - 2), s, 0, 2) <= 100"),
    ("tangent-across-its-pole", "integral(tan(s), s, 0, 3) <= 100"),
    ("log-of-negative-numbers", "integral(log(s), s, -2, -1) <= 100"),
    ("root-across-zero", "integral(sqrt(s), s, -1, 1) <= 100"),
    ("cube-root-of-negative-numbers", "integral(root(s, 3), s, -8, 0) <= 0"),
    ("root-of-a-square-across-zero", "integral(sqrt(s**2), s, -1, 1) <= -1"),
    ("square-of-a-root-across-zero", "integral(sqrt(s)**2, s, -1, 1) <= 100"),
    ("real-power-across-zero", "integral(power(s, 2), s, -1, 1) <= 100"),
    ("inverse-root-from-zero", "integral(1/sqrt(s), s, 0, 1) <= 100"),
    ("zero-times-a-logarithm", "integral(log(s - 1)*0, s, 0, 2) <= 100"),
    ("power-zero-of-a-logarithm", "integral(log(s - 1)**0, s, 0, 2) <= 100"),
    ("of-an-absolute-value", "integral(abs(s), s, -1, 1) <= 0"),
    ("of-a-bounded-function-of-a-pole", "integral(tanh(tan(s)), s, 1, 2) <= 10"),
    ("of-a-bounded-function-of-an-inverse", "integral(erf(1/s), s, -1, 2) <= 10"),
    ("of-a-bounded-function-of-a-logarithm", "integral(tanh(log(s)), s, 0, 2) <= 10"),
    ("of-an-integral", "integral(integral(s*r, r, 0, 1), s, 0, 1) <= 0"),
    ("of-gamma", "integral(gamma(s), s, 1, 2) <= 0"),
    ("to-infinity", "integral(exp(-s), s, 0, oo) <= 2"),
    ("from-minus-infinity-by-a-parameter", "integral(exp(s), s, x, 0) <= 1"),
):  # fmt: skip
    reject(f"quadrature-{name}", claim, UNKNOWN, "quadrature-inverse", cert(X, step("given", claim, bits=16)))
BOX = context({"a": "[0, 2]", "b": "[1, 3]"})
accept("quadrature-over-a-box", "∫₀^b a ds ≤ 13/2 for a ≤ 2, b ≤ 3", cert(BOX, step("given", "integral(a, s, 0, b) <= 13/2")))  # fmt: skip
accept("quadrature-with-a-value", "∫₀¹ g(0)·s ds ≤ 3 where g(0) = 5", cert(context({}, ["g[0] == 5"]), step("given", "integral(g[0]*s, s, 0, 1) <= 3")))  # fmt: skip
for name, says, here, claim in (
    ("parameter", "∫₀¹ a ds ≤ 1 for a ≤ 2", BOX, "integral(a, s, 0, 1) <= 1"),
    ("limit", "∫₀^b 1 ds ≤ 2 for b ≤ 3", BOX, "integral(1, s, 0, b) <= 2"),
    ("limit-and-parameter", "∫₀^b a ds ≤ 5 for a ≤ 2, b ≤ 3", BOX, "integral(a, s, 0, b) <= 5"),
    ("limits-that-cross", "∫_a^b 1 ds > 0 for a ≤ 2, b ≥ 1", BOX, "integral(1, s, a, b) > 0"),
    ("limit-across-a-pole", "∫_a³ 1/s ds < 100 for a ≥ −1", context({"a": "[-1, 2]"}), "integral(1/s, s, a, 3) < 100"),
    ("parameter-across-a-pole", "∫₁² 1/(s − a) ds < 100 for a ∈ [0, 3/2]", context({"a": "[0, 3/2]"}), "integral(1/(s - a), s, 1, 2) < 100"),
    ("unbounded-parameter", "∫₀¹ e^(−as) ds ≤ 1/2 for a ≥ 0", context({"a": "[0, oo)"}), "integral(exp(-a*s), s, 0, 1) <= 1/2"),
    ("value-of-a-sequence", "∫₀¹ g(0)·s ds ≤ 1 where g(0) = 5", context({}, ["g[0] == 5"]), "integral(g[0]*s, s, 0, 1) <= 1"),
    ("value-without-range", "∫₀¹ g(0)·s ds ≤ 10⁹ for every sequence", EMPTY, "integral(g[0]*s, s, 0, 1) <= 1000000000"),
    ("another-value-of-a-sequence", "∫₀¹ g(1)·s ds ≤ 3 where g(0) = 5", context({}, ["g[0] == 5"]), "integral(g[1]*s, s, 0, 1) <= 3"),
):  # fmt: skip
    reject(
        f"quadrature-over-a-box-{name}",
        says,
        UNKNOWN,
        "quadrature-over-a-box",
        cert(here, step("given", claim, bits=16)),
    )

reject(
    "trust-exact-on-an-integral",
    "∫₀¹ 1 ds ≤ 2 by quadrature, called exact",
    "says exact, but a rounded evaluation",
    "quadrature-bell",
    cert(EMPTY, step("given", "integral(1, s, 0, 1) <= 2"), trust="exact"),
)
reject(
    "trust-exact-on-an-integral-that-is-defined",
    "∫₀¹ s ds = itself, defined by quadrature, called exact",
    "says exact, but a rounded evaluation",
    "antiderivative",
    cert(EMPTY, step("identity", "integral(s, s, 0, 1) == integral(s, s, 0, 1)"), trust="exact"),
)

# integrable -----------------------------------------------------------------------------------------------------------


def between(lower: str, upper: str, symbols: dict[str, str] | None = None, given: Any = ()) -> Any:
    """The context with s between limits."""
    limits = [["<=", data(lower), v("s")], ["<=", v("s"), data(upper)]]
    return context({**(symbols or {}), "s": REAL}, [*given, *limits])


F = "integral(abs(s)/s, s, 1, b)"
LIMITS = {"b": "[1, oo)"}
accept(
    "integrable",
    "∫₁^b |s|/s ds has a value for b ≥ 1",
    cert(
        [context(LIMITS), between("1", "b", LIMITS)],
        step("given", "1 <= s", at=1),
        step("integrable", f"{F} == {F}", 0),
    ),
)
accept(
    "integrable-between-limits-of-a-context",
    "∫_a^b √(s − a) ds has a value where a ≤ b, by the premise 0 ≤ s − a between",
    cert(
        [context({"a": REAL, "b": REAL}, ["a <= b"]), between("a", "b", {"a": REAL, "b": REAL}, ["a <= b"])],
        step("given", "a <= s", at=1),
        step("linear", "0 <= s - a", 0, at=1, multipliers=["1"]),
        step("integrable", "integral(sqrt(s - a), s, a, b) == integral(sqrt(s - a), s, a, b)", 1),
    ),
)
GOAL = "the goal must be ∫f = ∫f with finite limits"
TWICE = {"a": REAL, "b": REAL}
for name, says, because, made in (
    ("across-a-pole", "∫₋₁¹ 1/s ds has a value", UNDEFINED, cert(EMPTY, step("integrable", "integral(1/s, s, -1, 1) == integral(1/s, s, -1, 1)"))),
    ("from-a-pole", "∫₀¹ 1/s ds has a value", UNDEFINED, cert(EMPTY, step("integrable", "integral(1/s, s, 0, 1) == integral(1/s, s, 0, 1)"))),
    ("with-a-zero-times-something-undefined", "∫₋₁¹ 0·log s ds has a value", UNDEFINED, cert(EMPTY, step("integrable", "integral(0*log(s), s, -1, 1) == integral(0*log(s), s, -1, 1)"))),
    ("limits-turned-round", "∫₁^(−1) 1/s ds has a value: nothing lies between 1 and −1", UNKNOWN, cert(EMPTY, step("integrable", "integral(1/s, s, 1, -1) == integral(1/s, s, 1, -1)"))),
    ("limits-of-unknown-order", "∫_a^b √(s − a) ds has a value for all a and b", UNKNOWN, cert([context(TWICE), between("a", "b", TWICE)], step("given", "a <= s", at=1), step("linear", "0 <= s - a", 0, at=1, multipliers=["1"]), step("integrable", "integral(sqrt(s - a), s, a, b) == integral(sqrt(s - a), s, a, b)", 1))),
    ("undefined-limit", "∫₀^(1/x) 1 ds has a value at x = 0", UNKNOWN, cert(context({"x": "[0, oo)"}), step("integrable", "integral(1, s, 0, 1/x) == integral(1, s, 0, 1/x)"))),
    ("to-infinity", "∫₁^∞ 1/s ds has a value", GOAL, cert(EMPTY, step("integrable", "integral(1/s, s, 1, oo) == integral(1/s, s, 1, oo)"))),
    ("of-another-integral", "∫₀¹ s ds = ∫₀¹ 2s ds, both being defined", GOAL, cert(EMPTY, step("integrable", "integral(s, s, 0, 1) == integral(2*s, s, 0, 1)"))),
    ("in-an-inequality", "∫₀¹ s ds < ∫₀¹ s ds, both being defined", GOAL, cert(EMPTY, step("integrable", "integral(s, s, 0, 1) < integral(s, s, 0, 1)"))),
    ("of-no-integral", "log x = log x for all real x, a form that the rule does not read", "an integral is expected", cert(X, step("integrable", "log(x) == log(x)"))),
    ("premise-between-other-limits", "∫₋₁^b |s|/s ds has a value, since s ≠ 0 for s ≥ 1", UNDEFINED, cert([context(LIMITS), between("1", "b", LIMITS)], step("given", "1 <= s", at=1), step("integrable", "integral(abs(s)/s, s, -1, b) == integral(abs(s)/s, s, -1, b)", 0))),
    ("premise-for-some", "∫₋₁¹ 1/s ds has a value, since s ≠ 0 at some s", ELSEWHERE, cert([EMPTY, between("-1", "1")], some("witness", "s != 0", at=1, at_={"s": "1"}), step("integrable", "integral(1/s, s, -1, 1) == integral(1/s, s, -1, 1)", 0))),
    ("over-a-symbol-of-the-context", "∫₀¹ s ds for an s that is a number of the context", "a variable of integration has another meaning here", cert(context({"s": REAL}), step("integrable", "integral(s, s, 0, 1) == integral(s, s, 0, 1)"))),
):  # fmt: skip
    reject(f"integrable-{name}", says, because, "integrable", made)

# comparison -----------------------------------------------------------------------------------------------------------

HERE, INSIDE = EMPTY, between("0", "1")
LESS = step("given", "s**2 <= 1", at=1)
accept("comparison", "∫₀¹ s² ds ≤ ∫₀¹ 1 ds", cert([HERE, INSIDE], LESS, step("comparison", "integral(s**2, s, 0, 1) <= integral(1, s, 0, 1)", 0)))  # fmt: skip
accept(
    "comparison-defined-by-premises",
    "∫₁^b |s|/s ds ≤ ∫₁^b 1 ds for b ≥ 1, of which an unbounded box shows nothing",
    cert(
        [context(LIMITS), between("1", "b", LIMITS)],
        step("given", "1 <= s", at=1),
        step("axiom", "abs(s) == s", 0, at=1, name="abs-positive", terms=[v("s")]),
        step("linear", "abs(s)/s <= 1", 1, 0, at=1, multipliers=[data("1/s")]),
        step("integrable", f"{F} == {F}", 0),
        step("integrable", "integral(1, s, 1, b) == integral(1, s, 1, b)"),
        step("comparison", f"{F} <= integral(1, s, 1, b)", 2, 3, 4),
    ),
)
SHAPE = "the goal must be ∫f ≤ ∫g with the same variable and finite limits"
INTEGRANDS = "the premise does not compare the integrands"
for name, says, because, made in (
    ("beyond-its-premise", "∫₀² s² ds ≤ ∫₀² 1 ds, since s² ≤ 1 on [0, 1]", ELSEWHERE, cert([HERE, INSIDE], LESS, step("comparison", "integral(s**2, s, 0, 2) <= integral(1, s, 0, 2)", 0))),
    ("turned-round", "∫₁⁰ s² ds ≤ ∫₁⁰ 1 ds, by a premise between 0 and 1", ELSEWHERE, cert([HERE, INSIDE], LESS, step("comparison", "integral(s**2, s, 1, 0) <= integral(1, s, 1, 0)", 0))),
    ("turned-round-by-nothing-between", "−1 = ∫₁⁰ 1 ds ≤ ∫₁⁰ 5 ds = −5, since 1 ≤ 5 between 1 and 0, where nothing lies", UNKNOWN, cert([HERE, between("1", "0")], step("given", "1 <= 5", at=1), step("comparison", "integral(1, s, 1, 0) <= integral(5, s, 1, 0)", 0))),
    ("the-other-way", "∫₀¹ 1 ds ≤ ∫₀¹ s² ds, since s² ≤ 1", INTEGRANDS, cert([HERE, INSIDE], LESS, step("comparison", "integral(1, s, 0, 1) <= integral(s**2, s, 0, 1)", 0))),
    ("strict", "∫₀¹ s² ds < ∫₀¹ 1 ds, since s² ≤ 1", SHAPE, cert([HERE, INSIDE], LESS, step("comparison", "integral(s**2, s, 0, 1) < integral(1, s, 0, 1)", 0))),
    ("as-equation", "∫₀¹ s² ds = ∫₀¹ 1 ds, since s² ≤ 1", SHAPE, cert([HERE, INSIDE], LESS, step("comparison", "integral(s**2, s, 0, 1) == integral(1, s, 0, 1)", 0))),
    ("to-infinity", "∫₀^∞ s² ds ≤ ∫₀^∞ 1 ds", SHAPE, cert([HERE, context({"s": REAL}, ["0 <= s"])], step("cited", "s**2 <= 1", at=1, theorem="anything"), step("comparison", "integral(s**2, s, 0, oo) <= integral(1, s, 0, oo)", 0))),
    ("of-other-limits", "∫₀¹ s² ds ≤ ∫₀^(1/2) 1 ds · 1/2, by s² ≤ 1", SHAPE, cert([HERE, INSIDE], LESS, step("comparison", "integral(s**2, s, 0, 1) <= integral(1, s, 0, 1/2)", 0))),
    ("of-other-variables", "∫₀¹ s² ds ≤ ∫₀¹ 1 dr with two variables", SHAPE, cert([HERE, INSIDE], LESS, step("comparison", "integral(s**2, s, 0, 1) <= integral(1, r, 0, 1)", 0))),
    ("of-other-integrands", "∫₀¹ s² + 1 ds ≤ ∫₀¹ 1 ds", INTEGRANDS, cert([HERE, INSIDE], LESS, step("comparison", "integral(s**2 + 1, s, 0, 1) <= integral(1, s, 0, 1)", 0))),
    ("of-an-undefined-integrand", "∫₀¹ s²/s·s ds ≤ ∫₀¹ 1 ds, though s²/s·s is undefined at 0", "is not known to be defined", cert([HERE, INSIDE], step("cited", "s**2/s*s <= 1", at=1, theorem="true where it is defined"), step("comparison", "integral(s**2/s*s, s, 0, 1) <= integral(1, s, 0, 1)", 0, bits=16))),
    ("of-an-undefined-bound", "∫₀¹ s ds ≤ ∫₀¹ 1/s ds, which diverges", "is not known to be defined", cert([HERE, INSIDE], step("cited", "s <= 1/s", at=1, theorem="true where it is defined"), step("comparison", "integral(s, s, 0, 1) <= integral(1/s, s, 0, 1)", 0, bits=16))),
    ("with-a-premise-for-some", "∫₀¹ 1 ds ≤ ∫₀¹ s² ds, since 1 ≤ s² at s = 1", ELSEWHERE, cert([HERE, INSIDE], some("witness", "1 <= s**2", at=1, at_={"s": "1"}), step("comparison", "integral(1, s, 0, 1) <= integral(s**2, s, 0, 1)", 0))),
    ("of-one-integral", "∫₀¹ s² ds ≤ 1/4, a number", SHAPE, cert([HERE, INSIDE], LESS, step("comparison", "integral(s**2, s, 0, 1) <= 1/4", 0))),
    ("without-premise", "∫₀¹ 1 ds ≤ ∫₀¹ s² ds", "a premise is missing", cert(HERE, step("comparison", "integral(1, s, 0, 1) <= integral(s**2, s, 0, 1)"))),
    ("with-an-inequation", "∫₀¹ 2 ds ≤ ∫₀¹ 1 ds, since 2 ≠ 1", INTEGRANDS, cert([HERE, INSIDE], step("given", "2 != 1", at=1), step("comparison", "integral(2, s, 0, 1) <= integral(1, s, 0, 1)", 0))),
):  # fmt: skip
    reject(f"comparison-{name}", says, because, "comparison", made)

# antiderivative -------------------------------------------------------------------------------------------------------

MINUS = data("-1/s")
accept("antiderivative", "∫₁^b s⁻² ds = 1 − 1/b for b ∈ [1, 5]", cert(context({"b": "[1, 5]"}), step("antiderivative", "integral(1/s**2, s, 1, b) == 1 - 1/b", antiderivative=MINUS)), label="exact")  # fmt: skip
accept(
    "antiderivative-by-premises",
    "∫_a^b (s − a + 1)⁻² ds = 1 − 1/(b − a + 1) where a ≤ b",
    cert(
        [context(TWICE, ["a <= b"]), between("a", "b", TWICE, ["a <= b"])],
        step("given", "a <= s", at=1),
        step("given", "0 < 1", at=1),
        step("linear", "0 < s - a + 1", 0, 1, at=1, multipliers=["1", "1"]),
        step("given", "a <= b"),
        step("given", "0 < 1"),
        step("linear", "0 < b - a + 1", 3, 4, multipliers=["1", "1"]),
        step("antiderivative", "integral((s - a + 1)**-2, s, a, b) == 1 - 1/(b - a + 1)", 2, 5, antiderivative=data("-1/(s - a + 1)")),
    ),
)  # fmt: skip
FUNCTION, VALUE = "the derivative of the antiderivative is another function", "the antiderivative gives another value"
for name, says, because, made in (
    ("across-a-pole", "∫₋₁¹ s⁻² ds = −2 by −1/s", UNDEFINED, cert(EMPTY, step("antiderivative", "integral(1/s**2, s, -1, 1) == -2", antiderivative=MINUS))),
    ("from-a-pole", "∫₀¹ s⁻² ds = −1 by −1/s", UNDEFINED, cert(EMPTY, step("antiderivative", "integral(1/s**2, s, 0, 1) == -1", antiderivative=MINUS))),
    ("undefined-inside", "∫₀¹ (1 + 0·log(s − 1/2)) ds = 1", UNDEFINED, cert(EMPTY, step("antiderivative", "integral(1 + 0*log(s - 1/2), s, 0, 1) == 1", antiderivative=v("s")))),
    ("that-is-undefined-inside", "∫₀¹ 1 ds = 1 by s + 0·log(s − 1/2): true, but by such a function anything might be", UNDEFINED, cert(EMPTY, step("antiderivative", "integral(1, s, 0, 1) == 1", antiderivative=data("s + 0*log(s - 1/2)")))),
    ("whose-slope-is-undefined", "∫₀¹ 0 ds = 1 by a function with a jump where its slope is undefined: |s − 1/2|/(s − 1/2)", "no derivative rule for abs", cert(EMPTY, step("antiderivative", "integral(0, s, 0, 1) == 2", antiderivative=data("abs(s - 1/2)/(s - 1/2)")))),
    ("whose-slope-is-undefined-at-an-end", "∫₀¹ 1/(2√s) ds = 1 by √s, at 0, too", UNDEFINED, cert(EMPTY, step("antiderivative", "integral(1/(2*sqrt(s)), s, 0, 1) == 1", antiderivative=data("sqrt(s)")))),
    ("of-another-value", "∫₁² s⁻² ds = 1/3", VALUE, cert(EMPTY, step("antiderivative", "integral(1/s**2, s, 1, 2) == 1/3", antiderivative=MINUS))),
    ("of-the-opposite-value", "∫₁² s⁻² ds = −1/2", VALUE, cert(EMPTY, step("antiderivative", "integral(1/s**2, s, 1, 2) == -1/2", antiderivative=MINUS))),
    ("of-another-function", "∫₁² 1/s ds = 1/2 by −1/s", FUNCTION, cert(EMPTY, step("antiderivative", "integral(1/s, s, 1, 2) == 1/2", antiderivative=MINUS))),
    ("of-twice-the-function", "∫₁² 2s⁻² ds = 1/2 by −1/s", FUNCTION, cert(EMPTY, step("antiderivative", "integral(2/s**2, s, 1, 2) == 1/2", antiderivative=MINUS))),
    ("limits-turned-round", "∫₁^(−1) s⁻² ds = 2, since nothing lies between 1 and −1", UNKNOWN, cert(EMPTY, step("antiderivative", "integral(1/s**2, s, 1, -1) == 2", antiderivative=MINUS))),
    ("limits-of-unknown-order", "∫_b^c s⁻² ds = 1/b − 1/c for b, c ≠ 0", UNKNOWN, cert(context({"b": REAL, "c": REAL}, ["b != 0", "c != 0"]), step("antiderivative", "integral(1/s**2, s, b, c) == 1/b - 1/c", antiderivative=MINUS))),
    ("to-infinity", "∫₁^∞ s⁻² ds = 1", "the goal must be ∫f = … with finite limits", cert(EMPTY, step("antiderivative", "integral(1/s**2, s, 1, oo) == 1", antiderivative=MINUS))),
    ("in-an-inequality", "∫₁² s⁻² ds < 1/2", "the goal must be ∫f = … with finite limits", cert(EMPTY, step("antiderivative", "integral(1/s**2, s, 1, 2) < 1/2", antiderivative=MINUS))),
    ("of-no-integral", "1 = 2 by s", "an integral is expected", cert(EMPTY, step("antiderivative", "1 == 2", antiderivative=v("s")))),
    ("with-an-undefined-value", "∫₀^x 1 ds = x + 0·log x at x = 0", UNDEFINED, cert(context({"x": "[0, oo)"}), step("antiderivative", "integral(1, s, 0, x) == x + 0*log(x)", antiderivative=v("s")))),
    ("that-is-an-integral", "∫₀¹ s ds by ∫₀^s r dr, whose slope would be read off without looking between 0 and s", "an antiderivative without integrals is expected", cert(EMPTY, step("antiderivative", "integral(s, s, 0, 1) == integral(r, r, 0, 1) - integral(r, r, 0, 0)", antiderivative=data("integral(r, r, 0, s)")))),
    ("with-a-stranger", "∫₀¹ 1 ds by s + z", "no domain for z", cert(EMPTY, step("antiderivative", "integral(1, s, 0, 1) == 1", antiderivative=data("s + z")))),
    ("over-a-symbol-of-the-context", "∫₁² s⁻² ds for an s that is a number of the context", "a variable of integration has another meaning here", cert(context({"s": REAL}), step("antiderivative", "integral(1/s**2, s, 1, 2) == 1/2", antiderivative=MINUS))),
    ("by-a-premise-between-other-limits", "∫₋₁¹ s⁻² ds = −2, since s ≠ 0 between 1 and 2", UNDEFINED, cert([EMPTY, between("1", "2")], step("given", "s != 0", at=1), step("antiderivative", "integral(1/s**2, s, -1, 1) == -2", 0, antiderivative=MINUS))),
    ("of-values-of-a-sequence", "∫₀¹ g(s) ds = g(1) by s·g(s), as if g had the slope 0", "is not a natural number by its form", cert(EMPTY, step("antiderivative", "integral(g[s], s, 0, 1) == g[1]", antiderivative=data("s*g[s]")))),
):  # fmt: skip
    reject(f"antiderivative-{name}", says, because, "antiderivative", made)

# tail -----------------------------------------------------------------------------------------------------------------

BEYOND = context({"s": REAL}, ["1 <= s"])
DECAY = "exp(-s)/(1 + s**2)"
ENVELOPE = {"bound": "1", "rate": "1", "from-point": "1"}
E_S, E_1 = ["*", "1", ["exp", ["*", "-1", "1", v("s")]]], ["*", ["^", "1", "-1"], ["*", "1", ["exp", ["*", "-1", "1", "1"]]]]  # fmt: skip


def rest(f: Any, lower: str = "0", middle: str = "1") -> Any:
    """∫_a^∞ f − ∫_a^b f."""
    return ["+", ["int", f, "s", lower, ["oo"]], ["*", "-1", ["int", f, "s", lower, middle]]]


def two_sided(f: Any, small: Any = E_1) -> Any:
    return ["and", ["<=", rest(f), small], ["<=", ["*", "-1", small], rest(f)]]


def tail(
    f: str, goal: Any = None, *, shown: str | None = None, at: Any = BEYOND, change: Any = None, more: Any = ()
) -> Any:
    """The certificate that an author would write, its two premises being cited."""
    body = data(shown or f)
    upper = step("cited", ["<=", body, E_S], at=1, theorem="assumed, as another rule's business")
    lower = step("cited", ["<=", ["*", "-1", E_S], body], at=1, theorem="assumed, as another rule's business")
    last = {**step("tail", two_sided(data(f)) if goal is None else goal, 0, 1), **ENVELOPE, **(change or {})}
    return cert([EMPTY, at], upper, lower, last, *more)


accept("tail", "|∫₀^∞ − ∫₀¹| e⁻ˢ/(1 + s²) ds ≤ e⁻¹", tail(DECAY))
accept(
    "tail-defines-the-improper-integral",
    "∫₀^∞ e⁻ˢ/(1 + s²) ds = itself, once its tail is known",
    tail(DECAY, more=[step("identity", ["=", ["int", data(DECAY), "s", "0", ["oo"]], ["int", data(DECAY), "s", "0", ["oo"]]], 2)]),
)  # fmt: skip
PREMISE = "does not bound the integrand"
BOUND = "the goal is not the two-sided bound of the rest"
IMPROPER = "no improper integral, or a bound that depends on the variable of integration"
GROWING = ["*", v("s"), ["exp", ["*", "-1", "1", v("s")]]]
for name, says, because, made in (
    ("by-rate-zero", "the rest is ≤ C/0·e⁰", BOUND, tail(DECAY, change={"rate": "0"})),
    ("by-a-rate-that-may-vanish", "the rest is ≤ (C/k)e^(−kb) for k = 0", "it is not known that ['<', '0', ['v', 'k']]", cert([context({"k": "[0, 1]"}), context({"k": "[0, 1]", "s": REAL}, ["1 <= s"])], *(step("cited", f, at=1, theorem="assumed") for f in (["<=", data("1/s"), ["*", "1", ["exp", ["*", "-1", v("k"), v("s")]]]], ["<=", ["*", "-1", ["*", "1", ["exp", ["*", "-1", v("k"), v("s")]]]], data("1/s")])), {**step("tail", two_sided(data("1/s"), ["*", ["^", v("k"), "-1"], ["*", "1", ["exp", ["*", "-1", v("k"), "1"]]]]), 0, 1), "bound": "1", "rate": v("k"), "from-point": "1"})),
    ("by-a-negative-rate", "the rest is ≤ −C·e", "it is not known that ['<', '0', '-1']", cert([EMPTY, BEYOND], *(step("cited", f, at=1, theorem="assumed") for f in (["<=", data("1/s"), ["*", "1", ["exp", ["*", "-1", "-1", v("s")]]]], ["<=", ["*", "-1", ["*", "1", ["exp", ["*", "-1", "-1", v("s")]]]], data("1/s")])), {**step("tail", two_sided(data("1/s"), ["*", ["^", "-1", "-1"], ["*", "1", ["exp", ["*", "-1", "-1", "1"]]]]), 0, 1), **ENVELOPE, "rate": "-1"})),
    ("from-another-point", "the rest from 2 on is known by what holds from 1 on: the goal is about 1", BOUND, tail(DECAY, change={"from-point": "2"})),
    ("by-another-bound", "the rest is ≤ e⁻¹, by bounds 2e⁻ˢ", BOUND, tail(DECAY, change={"bound": "2"})),
    ("by-half-of-the-bound", "the rest is ≤ e⁻¹/2", BOUND, tail(DECAY, two_sided(data(DECAY), ["*", "1/2", E_1]))),
    ("on-one-side-twice", "the rest is ≤ e⁻¹ and e⁻¹ ≤ the rest", BOUND, tail(DECAY, ["and", ["<=", rest(data(DECAY)), E_1], ["<=", E_1, rest(data(DECAY))]])),
    ("of-a-sum", "the sum of two integrals is small", BOUND, tail(DECAY, ["and", ["<=", ["+", ["int", data(DECAY), "s", "0", ["oo"]], ["int", data(DECAY), "s", "0", "1"]], E_1], ["<=", ["*", "-1", E_1], rest(data(DECAY))]])),
    ("between-other-limits", "∫₀^∞ − ∫₀² is what lies beyond 1", BOUND, tail(DECAY, ["and", ["<=", rest(data(DECAY), "0", "1/2"), E_1], ["<=", ["*", "-1", E_1], rest(data(DECAY), "0", "1/2")]])),
    ("of-another-integrand", "the rest of 1/s, by the bounds of e⁻ˢ/(1 + s²)", PREMISE, tail("1/s", shown=DECAY, change=None)),
    ("with-a-gap", "the rest of an integrand that is undefined at 5, by bounds of one that equals it elsewhere", PREMISE, tail("exp(-s)*(s - 5)/(s - 5)", shown="exp(-s)")),
    ("bounded-from-above-alone", "the rest of −1, which is ≤ e⁻ˢ", PREMISE, cert([EMPTY, BEYOND], step("cited", ["<=", "-1", E_S], at=1, theorem="true"), step("cited", ["<=", "-1", E_S], at=1, theorem="true"), {**step("tail", two_sided("-1"), 0, 1), **ENVELOPE})),
    ("bounded-from-below-alone", "the rest of 1, which is ≥ −e⁻ˢ", PREMISE, cert([EMPTY, BEYOND], step("cited", ["<=", ["*", "-1", E_S], "1"], at=1, theorem="true"), step("cited", ["<=", ["*", "-1", E_S], "1"], at=1, theorem="true"), {**step("tail", two_sided("1"), 0, 1), **ENVELOPE})),
    ("bounded-by-inequations", "the rest of 1, since 1 ≠ e⁻ˢ and −e⁻ˢ ≠ 1 beyond 1", PREMISE, cert([EMPTY, BEYOND], step("cited", ["!=", "1", E_S], at=1, theorem="true"), step("cited", ["!=", ["*", "-1", E_S], "1"], at=1, theorem="true"), {**step("tail", two_sided("1"), 0, 1), **ENVELOPE})),
    ("bounded-further-out", "the rest of f beyond 1, by bounds from 2 on", ELSEWHERE, tail(DECAY, at=context({"s": REAL}, ["2 <= s"]))),
    ("bounded-on-a-stretch", "the rest of f beyond 1, by bounds up to 5", ELSEWHERE, tail(DECAY, at=context({"s": REAL}, ["1 <= s", "s <= 5"]))),
    ("of-a-finite-integral", "∫₀¹ − ∫₀¹ is a rest", IMPROPER, tail(DECAY, ["and", ["<=", ["+", ["int", data(DECAY), "s", "0", "1"], ["*", "-1", ["int", data(DECAY), "s", "0", "1"]]], E_1], ["<=", ["*", "-1", E_1], rest(data(DECAY))]])),
    ("with-a-stranger-as-bound", "the rest is ≤ s·e⁻¹ for an s of nowhere", "no domain for s", tail(DECAY, change={"bound": v("s")})),
    ("with-a-stranger-as-rate", "the rest falls at a rate s of nowhere", "no domain for s", tail(DECAY, change={"rate": v("s")})),
    ("of-an-undefined-finite-part", "|∫₀^∞ − ∫₀¹| e⁻ˢ/s ds ≤ e⁻¹, both being infinite", "is not known to be defined", tail("exp(-s)/s", change={"bits": 16})),
    ("with-an-undefined-bound", "the rest is ≤ log(−1)·e⁻¹", UNDEFINED, cert([EMPTY, BEYOND], *(step("cited", f, at=1, theorem="assumed") for f in (["<=", data("exp(-s)"), ["*", data("log(-1)"), ["exp", ["*", "-1", "1", v("s")]]]], ["<=", ["*", "-1", ["*", data("log(-1)"), ["exp", ["*", "-1", "1", v("s")]]]], data("exp(-s)")])), {**step("tail", two_sided(data("exp(-s)"), ["*", ["^", "1", "-1"], ["*", data("log(-1)"), ["exp", ["*", "-1", "1", "1"]]]]), 0, 1), **ENVELOPE, "bound": data("log(-1)")})),
    ("with-a-premise-for-some", "the rest of 1, which is ≤ 3·e⁻ˢ at s = 1", ELSEWHERE, cert([EMPTY, BEYOND], some("witness", ["<=", data("exp(-s)/2"), E_S], at=1, at_={"s": "1"}), step("cited", ["<=", ["*", "-1", E_S], data("exp(-s)/2")], at=1, theorem="true"), {**step("tail", two_sided(data("exp(-s)/2")), 0, 1), **ENVELOPE})),
    ("without-its-second-premise", "the rest of f, which is bounded from above", "a premise is missing", tail(DECAY, change={"from": [0]})),
    ("without-an-integral", "0 ≤ e⁻¹ twice, without any integral", "malformed", tail(DECAY, ["and", ["<=", "0", E_1], ["<=", "0", E_1]])),
):  # fmt: skip
    reject(f"tail-{name}", says, because, "tail", made)
reject(
    "tail-and-something-undefined",
    "∫₀^∞ e⁻ˢ/(1 + s²) ds + 0·∫₀^∞ eˢ ds = the first, though the second diverges",
    "is not known to be defined",
    "tail-defines-the-improper-integral",
    tail(DECAY, more=[step("identity", ["=", ["+", ["int", data(DECAY), "s", "0", ["oo"]], ["*", "0", ["int", data("exp(s)"), "s", "0", ["oo"]]]], ["int", data(DECAY), "s", "0", ["oo"]]], 2)]),
)  # fmt: skip

# split ----------------------------------------------------------------------------------------------------------------

PIECES = "integral(1/s, s, 1, c) == integral(1/s, s, 1, b) + integral(1/s, s, b, c)"
ENDS = {"b": "[1, 2]", "c": "[2, oo)"}


def pieces(goal: str, symbols: dict[str, str], lower: str = "1") -> Any:
    here = [context(symbols), between(lower, "c", symbols)]
    return cert(here, step("given", f"{lower} <= s", at=1), step("split", goal, 0))


accept("split", "∫₁^c 1/s ds = ∫₁^b + ∫_b^c for 1 ≤ b ≤ 2 ≤ c", pieces(PIECES, ENDS))
for name, says, because, made in (
    ("before-the-start", "the same for b ≥ 1/2", UNKNOWN, pieces(PIECES, {"b": "[1/2, 2]", "c": "[2, oo)"})),
    ("after-the-end", "the same for b ≤ 3", UNKNOWN, pieces(PIECES, {"b": "[1, 3]", "c": "[2, oo)"})),
    ("across-a-pole", "∫₋₁^c 1/s ds in two parts", UNDEFINED, pieces(PIECES.replace("s, 1,", "s, -1,"), ENDS, "-1")),
    ("with-a-gap", "∫₁^c 1/s ds = ∫₁^b + ∫₂^c", "the goal must be", pieces(PIECES.replace("s, b, c", "s, 2, c"), ENDS)),
    ("of-two-functions", "∫₁^c 1/s ds = ∫₁^b 1/s ds + ∫_b^c s ds", "the goal must be", pieces(PIECES.replace("+ integral(1/s", "+ integral(s"), ENDS)),
    ("at-most", "an inequality", "the goal must be", pieces(PIECES.replace("==", "<="), ENDS)),
):  # fmt: skip
    reject(f"split-{name}", says, because, "split", made)
