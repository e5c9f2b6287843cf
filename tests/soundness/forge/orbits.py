# ruff: noqa: E501
"""The extension `orbits`: explicit recursions followed step by step, and sequences that exist."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from mpmath import floor

from tests.soundness import oracle
from tests.soundness.certificates import LANGUAGE
from tests.soundness.forge import EMPTY, NATURAL, REAL, accept, cert, context, data, reject, some, step, v
from tests.soundness.forge.granted import ELSEWHERE, UNKNOWN

TIMES = {"t": NATURAL}
DOUBLING = ("g[0] == 1", "g[n+1] == 2*g[n]")
UNDEFINED = "is defined only where"
CERTAIN = "is not certain"


def following(goal: str, evolves: Any, symbols: Any = None, given: Any = (), **more: Any) -> Any:
    """One step by the rule `orbit`."""
    return cert(context(TIMES if symbols is None else symbols, given, evolves, step="n"), step("orbit", goal, **more))


# orbit ----------------------------------------------------------------------------------------------------------------

accept("orbit", "g(10) = 1024 for g(0) = 1, g(n+1) = 2·g(n)", following("g[10] == 1024", DOUBLING), label="enclosed")
accept("orbit-values-compared", "g(5) < g(6), g(3) ≤ 8 and g(3) ≠ 9", following("g[5] < g[6] and g[3] <= 8 and g[3] != 9", DOUBLING))  # fmt: skip
accept("orbit-window", "g(t) < 33 for t ≤ 5", following("g[t] < 33", DOUBLING, given=["t <= 5"]))
accept(
    "orbit-window-by-domain", "3 < g(t) for 2 ≤ t ≤ 9", following("3 < g[t]", DOUBLING, symbols={"t": "[2, 9] in N"})
)
accept("orbit-window-with-its-index", "g(t) ≤ 2t² + 2 for t ≤ 6", following("g[t] <= 2*t**2 + 2", DOUBLING, given=["t <= 6"]))  # fmt: skip
accept("orbit-window-open-below", "3 < g(t) for 1 < t < 6", following("3 < g[t]", DOUBLING, given=["1 < t", "t < 6"]))
accept("orbit-window-between-fractions", "1 < g(t) for 1/2 ≤ t ≤ 5/2", following("1 < g[t]", DOUBLING, given=["1/2 <= t", "t <= 5/2"]))  # fmt: skip
accept("orbit-parameter", "3·g(7) < 2 for g(0) = a = 1/3, resting", following("3*g[7] < 2", ("g[0] == a", "g[n+1] == g[n]"), {"t": NATURAL, "a": REAL}, ["a == 1/3"]))  # fmt: skip
accept("orbit-two-sequences", "Fibonacci: f(10) = 55", following("f[10] == 55", ("f[0] == 0", "h[0] == 1", "f[n+1] == h[n]", "h[n+1] == f[n] + h[n]")))  # fmt: skip
accept("orbit-with-the-step", "1 + 1/2 + … + 1/10 < 3", following("g[10] < 3 and 29/10 < g[10]", ("g[0] == 0", "g[n+1] == g[n] + 1/(n + 1)")))  # fmt: skip
accept("orbit-transcendental", "g(1) < g(3) < g(1) + 1/2 for g(n+1) = e^(−g(n))", following("g[1] < g[3] and g[3] < 1/2 + g[1]", ("g[0] == 1", "g[n+1] == exp(-g[n])")))  # fmt: skip
accept("orbit-relations-in-one", "g(3) = 8, start and step in one relation", following("g[3] == 8", ("g[0] == 1 and g[n+1] == 2*g[n]",)))  # fmt: skip
accept("orbit-of-an-integral", "0.24 < g(2) < 0.26 for g(n+1) = ∫₀¹ g(n)·s ds", following("24/100 < g[2] and g[2] < 26/100", ("g[0] == 1", "g[n+1] == integral(g[n]*s, s, 0, 1)")))  # fmt: skip
SHAPE = "is neither the one start g(0) = … nor the one step g(n + 1) = … of g"
WHOLE = "each sequence needs one start and one step, from values at the step before"
for name, says, because, twin, made in (
    ("another-value", "g(10) = 1023", CERTAIN, "orbit", following("g[10] == 1023", DOUBLING)),
    ("another-value-strictly", "g(10) < 1024", CERTAIN, "orbit", following("g[10] < 1024", DOUBLING)),
    ("another-value-unequal", "g(10) ≠ 1024", CERTAIN, "orbit-values-compared", following("g[10] != 1024", DOUBLING)),
    ("values-turned-round", "g(6) < g(5)", CERTAIN, "orbit-values-compared", following("g[6] < g[5]", DOUBLING)),
    ("one-of-two-relations", "g(10) = 1024 and g(9) = 1024", CERTAIN, "orbit-values-compared", following("g[10] == 1024 and g[9] == 1024", DOUBLING)),
    ("rounded-equation", "g(1) = 0.333…3 with 39 digits, by a ball around 1/3", CERTAIN, "orbit", following("g[1] == 333333333333333333333333333333333333333/10**39", ("g[0] == 0", "g[n+1] == g[n] + 1/3"))),
    ("at-low-precision", "g(40) < 1/3 for resting g(0) = 1/3, at two bits", CERTAIN, "orbit-parameter", following("g[40] < 1/3", ("g[0] == 1/3", "g[n+1] == g[n]"), bits=2)),
    ("with-two-steps", "g(10) = 1024, of two relations for g(n+1)", SHAPE, "orbit", following("g[10] == 1024", (*DOUBLING, "g[n+1] == 3*g[n]"))),
    ("with-two-starts", "g(10) = 1024, of two relations for g(0)", SHAPE, "orbit", following("g[10] == 1024", (*DOUBLING, "g[0] == 2"))),
    ("with-an-inequality", "g(10) = 1024, of a recursion that must stay below 5", SHAPE, "orbit", following("g[10] == 1024", (*DOUBLING, "g[n] <= 5"))),
    ("with-a-relation-at-other-indices", "g(4) = 16 by a relation for g(n+2)", SHAPE, "orbit", following("g[4] == 16", ("g[0] == 1", "g[n+2] == 4*g[n]"))),
    ("with-a-relation-at-every-index", "g(5) = 0, a step written as g(n) = 0·g(n)", SHAPE, "orbit", following("g[5] == 0", ("g[0] == 1", "g[n] == 0*g[n]"))),
    ("with-its-sides-turned-round", "g(0) = 1, written as 1 = g(0), where the rule reads no value", SHAPE, "orbit", following("g[0] == 2", ("1 == g[0]", "g[n+1] == g[n]"))),
    ("with-a-second-value-as-start", "g(1) = 1 as a start", SHAPE, "orbit", following("g[0] == 1", ("g[1] == 1", "g[n+1] == g[n]"))),
    ("without-step", "g(5) = 1, of a start alone", WHOLE, "orbit", following("g[5] == 1", ("g[0] == 1",))),
    ("without-start", "g(5) = 0, of a step alone", WHOLE, "orbit", following("g[5] == 0", ("g[n+1] == 2*g[n]",))),
    ("without-relations", "g(0) = 0 for every sequence", WHOLE, "orbit", following("g[0] == 0", ())),
    ("without-the-start-of-another", "g(1) = 1, of an h without start", WHOLE, "orbit-two-sequences", following("g[1] == 1", ("g[0] == 1", "g[n+1] == h[n]"))),
    ("from-a-value-to-come", "g(1) = g(1), defined by itself", WHOLE, "orbit", following("g[1] == 1", ("g[0] == 1", "g[n+1] == g[n+1]"))),
    ("from-the-start-at-every-step", "g(2) = 2, from g(0) instead of the step before", WHOLE, "orbit", following("g[2] == 2", ("g[0] == 1", "g[n+1] == g[0] + g[n]"))),
    ("with-a-start-that-is-a-symbol", "g(1) < 2 for g(0) = a ∈ [0, 1], following one value", "a start is not a number", "orbit-parameter", following("g[1] < 2", ("g[0] == a", "g[n+1] == g[n]"), {"t": NATURAL, "a": "[0, 1]"})),
    ("with-a-start-that-is-the-step", "g(0) = n at every step", "a start is not a number", "orbit-parameter", following("g[1] == 0", ("g[0] == n", "g[n+1] == g[n]"))),
    ("with-a-start-that-is-a-value", "g(0) = h(0)", "a start is not a number", "orbit-two-sequences", following("g[1] == 1", ("g[0] == h[0]", "h[0] == 1", "g[n+1] == g[n]", "h[n+1] == h[n]"))),
    ("with-a-parameter-without-number", "g(1) ≤ 2 for a ∈ [0, 1]", "a step contains a symbol that has no value", "orbit-parameter", following("g[1] <= 2", ("g[0] == 1", "g[n+1] == a*g[n]"), {"t": NATURAL, "a": "[0, 1]"})),
    ("with-a-parameter-of-an-equation", "g(1) = 1 for a² = 1", "a start is not a number", "orbit-parameter", following("g[1] == 1", ("g[0] == a", "g[n+1] == g[n]"), {"t": NATURAL, "a": REAL}, ["a**2 == 1"])),
    ("with-a-parameter-of-a-point-that-is-open", "g(1) = 1 for a ∈ (1, 1], that is, for no a", "a start is not a number", "orbit-parameter", following("g[1] == 1", ("g[0] == a", "g[n+1] == g[n]"), {"t": NATURAL, "a": "(1, 1]"})),
    ("with-a-parameter-given-elsewhere", "3·g(7) < 2 for g(0) = a, since a = 1/3 elsewhere", "a start is not a number", "orbit-parameter", following("3*g[7] < 2", ("g[0] == a", "g[n+1] == g[n]"), {"t": NATURAL, "a": REAL})),
    ("that-ends", "g(3) = g(3) of log(… log(2 − 1) − 1)", CERTAIN, "orbit-transcendental", following("g[3] == g[3]", ("g[0] == 2", "g[n+1] == log(g[n] - 1)"))),
    ("that-divides-by-zero", "0 ≤ (1/0)²", CERTAIN, "orbit-transcendental", following("0 <= g[1]**2", ("g[0] == 0", "g[n+1] == 1/g[n]"))),
    ("that-multiplies-something-undefined-by-zero", "g(1) = 0, being 0·(1/0)", CERTAIN, "orbit-transcendental", following("g[1] == 0", ("g[0] == 0", "g[n+1] == 0*(1/g[n])"))),
    ("that-takes-something-undefined-to-the-power-zero", "g(1) = 1, being (log 0)⁰", CERTAIN, "orbit-transcendental", following("g[1] == 1", ("g[0] == 0", "g[n+1] == log(g[n])**0"))),
    ("that-takes-a-least-of-something-undefined", "g(1) ≤ 1, being min(1, 1/0)", CERTAIN, "orbit-transcendental", following("g[1] <= 1", ("g[0] == 0", "g[n+1] == min(1, 1/g[n])"))),
    ("of-a-root-of-a-negative-number", "g(1)² = −1", CERTAIN, "orbit-transcendental", following("g[1]**2 == -1", ("g[0] == -1", "g[n+1] == sqrt(g[n])"))),
    ("of-a-cube-root-of-a-negative-number", "g(1) = −1, the cube root of −1", CERTAIN, "orbit-transcendental", following("g[1] == -1", ("g[0] == -1", "g[n+1] == root(g[n], 3)"))),
    ("of-gamma-of-a-negative-number", "Γ(−1/2) < 0", CERTAIN, "orbit-transcendental", following("g[1] < 0", ("g[0] == -1/2", "g[n+1] == gamma(g[n])"))),
    ("of-an-arcsine-beyond-one", "arcsin 2 ≤ 2", CERTAIN, "orbit-transcendental", following("g[1] <= 2", ("g[0] == 2", "g[n+1] == asin(g[n])"))),
    ("of-an-inverse-hyperbolic-cosine-below-one", "acosh 0 ≥ 0", CERTAIN, "orbit-transcendental", following("0 <= g[1]", ("g[0] == 0", "g[n+1] == acosh(g[n])"))),
    ("of-w-below-its-branch-point", "W(−1) ≥ −1", CERTAIN, "orbit-transcendental", following("-1 <= g[1]", ("g[0] == -1", "g[n+1] == lambertw(g[n])"))),
    ("of-an-undefined-goal", "0·log(g(0) − 1) = 0", CERTAIN, "orbit-values-compared", following("0*log(g[0] - 1) == 0", DOUBLING)),
    ("of-an-integral", "g(1) = 1/2 by an integral on the way, whose ball only holds it", CERTAIN, "orbit-of-an-integral", following("g[1] == 1/2", ("g[0] == 1", "g[n+1] == integral(s, s, 0, 1)*g[n]"))),
    ("of-an-integral-across-a-pole", "g(1) ≤ 0 by ∫₋₁¹ s⁻² ds on the way", CERTAIN, "orbit-of-an-integral", following("g[1] <= 0", ("g[0] == -1", "g[n+1] == integral(1/s**2, s, g[n], 1)"), bits=16)),
    ("of-an-integral-of-a-value-to-come", "g(1) = ∫₀¹ g(1)·s ds", WHOLE, "orbit-of-an-integral", following("g[1] == 0", ("g[0] == 1", "g[n+1] == integral(g[n + 1]*s, s, 0, 1)"))),
    ("of-an-improper-integral", "g(1) ≤ 2 by ∫₀^∞ e⁻ˢ ds on the way", CERTAIN, "orbit-of-an-integral", following("g[1] <= 2", ("g[0] == 1", "g[n+1] == integral(exp(-s), s, 0, oo)*g[n]"))),
    ("of-a-disjunction", "g(1) = 3 or g(1) = 2, a form that the rule does not read", "the goal must be a relation or a conjunction of relations", "orbit-values-compared", following("g[1] == 3 or g[1] == 4", DOUBLING)),
    ("of-another-sequence", "h(3) = 8, since g(3) = 8", "no recursion goes there", "orbit", following("h[3] == 8", DOUBLING)),
    ("too-long", "g(20000001) > 0 within the time of a human being", "no recursion goes there", "orbit", following("0 < g[20000001]", DOUBLING)),
    ("further-than-any-machine", "g(10^100) > 0", "no recursion goes there", "orbit", following("0 < g[1" + "0" * 100 + "]", DOUBLING)),
    ("window-off-by-one", "g(t) < 33 for t ≤ 6", f"{CERTAIN} at t = 6", "orbit-window", following("g[t] < 33", DOUBLING, given=["t <= 6"])),
    ("window-off-by-one-below", "3 < g(t) for 1 ≤ t < 6", f"{CERTAIN} at t = 1", "orbit-window-open-below", following("3 < g[t]", DOUBLING, given=["1 <= t", "t < 6"])),
    ("window-off-by-one-at-its-start", "1 < g(t) for t ≤ 5, at 0, too", f"{CERTAIN} at t = 0", "orbit-window", following("1 < g[t]", DOUBLING, given=["t <= 5"])),
    ("window-off-by-one-by-domain", "5 < g(t) for 2 ≤ t ≤ 9", f"{CERTAIN} at t = 2", "orbit-window-by-domain", following("5 < g[t]", DOUBLING, symbols={"t": "[2, 9] in N"})),
    ("window-fraction-below", "2 < g(t) for 1/2 ≤ t ≤ 5/2, at 1, too", f"{CERTAIN} at t = 1", "orbit-window-between-fractions", following("2 < g[t]", DOUBLING, given=["1/2 <= t", "t <= 5/2"])),
    ("window-fraction-above", "g(t) < 4 for 1/2 ≤ t ≤ 5/2, at 2, too", f"{CERTAIN} at t = 2", "orbit-window-between-fractions", following("g[t] < 4", DOUBLING, given=["1/2 <= t", "t <= 5/2"])),
    ("window-below-an-open-fraction", "g(t) < 4 for t < 5/2, at 2, too", f"{CERTAIN} at t = 2", "orbit-window-between-fractions", following("g[t] < 4", DOUBLING, given=["t < 5/2"])),
    ("window-above-an-open-fraction", "2 < g(t) for 1/2 < t ≤ 5/2, at 1, too", f"{CERTAIN} at t = 1", "orbit-window-between-fractions", following("2 < g[t]", DOUBLING, given=["1/2 < t", "t <= 5/2"])),
    ("window-of-the-index-itself", "t < 5 for t ≤ 5", f"{CERTAIN} at t = 5", "orbit-window-with-its-index", following("t < 5", DOUBLING, given=["t <= 5"])),
    ("window-with-its-index-further", "g(t) ≤ 2t² + 2 for t ≤ 8", f"{CERTAIN} at t = 7", "orbit-window-with-its-index", following("g[t] <= 2*t**2 + 2", DOUBLING, given=["t <= 8"])),
    ("window-without-end", "g(t) < 33 for all t", "needs a first and a last index among the hypotheses", "orbit-window", following("g[t] < 33", DOUBLING)),
    ("window-by-a-disjunction", "g(t) < 33 for t ≤ 5 or t ≤ 6", "needs a first and a last index among the hypotheses", "orbit-window", following("g[t] < 33", DOUBLING, given=["t <= 5 or t <= 6"])),
    ("window-of-a-real-symbol", "g(3) < x for real x ∈ [9, 10]", "needs a first and a last index among the hypotheses", "orbit-window", following("g[3] < x", DOUBLING, symbols={"x": "[9, 10]"})),
    ("window-of-two-symbols", "g(t) < g(s) + 33 for t, s ≤ 5", "malformed (ValueError", "orbit-window", following("g[t] < g[s] + 33", DOUBLING, symbols={"t": NATURAL, "s": NATURAL}, given=["t <= 5", "s <= 5"])),
    ("window-without-points", "g(t) < 0 for 5 ≤ t ≤ 4", "needs a first and a last index among the hypotheses", "orbit-window", following("g[t] < 0", DOUBLING, given=["5 <= t", "t <= 4"])),
    ("window-between-two-indices", "g(t) < 0 for 1/3 ≤ t ≤ 2/3", "no index from 1 to 0", "orbit-window-between-fractions", following("g[t] < 0", DOUBLING, given=["1/3 <= t", "t <= 2/3"])),
    ("window-open-on-both-sides", "g(t) < 0 for 4 < t < 5", "no index from 5 to 4", "orbit-window-open-below", following("g[t] < 0", DOUBLING, given=["4 < t", "t < 5"])),
    ("window-too-long", "0 < g(t) for t ≤ 10⁸", "or one beyond 20000000", "orbit-window", following("0 < g[t]", DOUBLING, given=["t <= 100000000"])),
    ("window-at-the-next-index", "g(t + 1) < 33 for t ≤ 5, at an index that is not followed", "no value for", "orbit-window", following("g[t + 1] < 33", DOUBLING, given=["t <= 5"])),
    ("window-of-a-start", "g(0) < g(t) for t ≤ 5, at t = 0", "no value for", "orbit-window", following("g[0] < g[t]", DOUBLING, given=["t <= 5"])),
):  # fmt: skip
    reject(f"orbit-{name}", says, because, twin, made)

# Every operation along an orbit, to nine digits -----------------------------------------------------------------------

ALONG = (
    ("exp", "exp(g[n])", "1/2"), ("log", "log(g[n])", "1/2"), ("abs", "abs(g[n])", "-7/3"), ("sin", "sin(g[n])", "1/2"),
    ("cos", "cos(g[n])", "1/2"), ("tan", "tan(g[n])", "1/2"), ("asin", "asin(g[n])", "1/2"), ("acos", "acos(g[n])", "1/2"),
    ("atan", "atan(g[n])", "1/2"), ("sinh", "sinh(g[n])", "1/2"), ("cosh", "cosh(g[n])", "1/2"),
    ("tanh", "tanh(g[n])", "1/2"), ("asinh", "asinh(g[n])", "1/2"), ("acosh", "acosh(g[n])", "5/2"),
    ("atanh", "atanh(g[n])", "1/2"), ("erf", "erf(g[n])", "1/2"), ("lambertw", "lambertw(g[n])", "1/2"),
    ("gamma", "gamma(g[n])", "1/2"), ("power-zero", "g[n]**0", "7/3"), ("power-one", "g[n]**1", "7/3"),
    ("square", "g[n]**2", "7/3"), ("cube", "g[n]**3", "7/3"), ("fourth-power", "g[n]**4", "7/3"),
    ("fifth-power", "g[n]**5", "7/3"), ("sixth-power", "g[n]**6", "-7/3"), ("inverse", "g[n]**-1", "7/3"),
    ("inverse-square", "g[n]**-2", "7/3"), ("inverse-cube", "g[n]**-3", "-7/3"), ("quotient", "2/g[n]/(g[n] + 1)", "7/3"),
    ("square-root", "sqrt(g[n])", "7/3"), ("cube-root", "root(g[n], 3)", "7/3"), ("real-power", "power(g[n], g[n])", "7/3"),
    ("min", "min(g[n], 3, 2)", "7/3"), ("max", "max(g[n], 1, 2)", "7/3"), ("pi", "pi*g[n]", "7/3"),
    ("fixed-parts", "(2 + pi)*g[n]*3*(1 + 5) + 2 + 3 + g[n]", "7/3"), ("difference", "g[n] - 5 - g[n]*2", "7/3"),
    ("step", "g[n] + n", "7/3"), ("step-in-a-product", "(n + 1)*g[n]/(n + 2)", "7/3"), ("step-alone", "n**2", "7/3"),
    ("constant", "5/7", "7/3"), ("itself", "g[n]", "7/3"),
)  # fmt: skip
for name, right, first in ALONG:
    start = LANGUAGE.term(first).args[0]
    follow = LANGUAGE.term(data(right.replace("g[n]", "x")))
    second = oracle.value(follow, {"x": start, "n": Fraction(0)})
    value = (
        oracle.value(follow, {"x": second, "n": Fraction(1)}) if name.startswith(("step", "itself", "cosh")) else second
    )
    index = 2 if name.startswith(("step", "itself", "cosh")) else 1
    below, above = (f"{int(floor(value * 10**9)) + k}/{10**9}" for k in (-1, 2))
    relations = (f"g[0] == {first}", f"g[n+1] == {right}")
    says = f"{below} < g({index}) < {above} for g(0) = {first}, g(n+1) = {right}"
    accept(f"orbit-through-{name}", says, following(f"{below} < g[{index}] and g[{index}] < {above}", relations))
    for side, false in (("above", f"g[{index}] < {below}"), ("below", f"{above} < g[{index}]")):
        reject(
            f"orbit-through-{name}-{side}",
            f"{false} for g(0) = {first}, g(n+1) = {right}",
            CERTAIN,
            f"orbit-through-{name}",
            following(false, relations),
        )
accept("orbit-window-of-one-index", "g(3) = 8 for 3 ≤ t ≤ 3", following("g[t] == 8", DOUBLING, symbols={"t": NATURAL, "s": NATURAL}, given=["3 <= t", "t < 4"]))  # fmt: skip
accept("orbit-window-at-zero", "g(0) = 1 for t ≤ 0", following("g[t] == 1", DOUBLING, given=["t < 1"]))
reject("orbit-window-of-one-index-off", "g(t) = 16 for 3 ≤ t < 4", CERTAIN, "orbit-window-of-one-index", following("g[t] == 16", DOUBLING, given=["3 <= t", "t < 4"]))  # fmt: skip

# run: explicit recursions ---------------------------------------------------------------------------------------------


def exists(
    goal: str, evolves: Any, at: Any, *steps: Any, symbols: Any = None, given: Any = (), contexts: Any = (), **more: Any
) -> Any:
    """One step by the rule `run`, with the steps that show something of the recursion with numbers."""
    here = context(TIMES if symbols is None else symbols, given, evolves, step="n")
    return cert([here, *contexts], *steps, {**some("run", goal, *range(len(steps)), at_=at), **more})


THERE = context({}, (), DOUBLING, step="n")
EIGHT = step("orbit", "g[3] == 8", at=1)
accept("run-recursion", "g(t) = 8 for some t, with g(0) = 1, g(n+1) = 2·g(n)", exists("g[t] == 8", DOUBLING, {"t": "3"}, EIGHT, contexts=[THERE]))  # fmt: skip
accept(
    "run-recursion-with-a-parameter",
    "g(2) = 1/4 for some a ∈ (0, 1) with g(0) = 1, g(n+1) = a·g(n), where g(1) ≤ a",
    exists(
        "g[2] == 1/4",
        ("g[0] == 1", "g[n+1] == a*g[n]"),
        {"a": "1/2"},
        step("orbit", "g[2] == 1/4", at=1),
        step("orbit", "g[1] <= 1/2", at=1),
        symbols={"a": "(0, 1)"},
        given=["g[1] <= a"],
        contexts=[context({}, (), ["g[0] == 1", "g[n+1] == 1/2*g[n]"], step="n")],
    ),
)
accept("run-recursion-total", "g(1) ≤ 1 for some g with g(n+1) = 1/(1 + g(n)²)", exists("g[1] <= 1", ("g[0] == 0", "g[n+1] == 1/(1 + g[n]**2)"), {"t": "0"}, step("orbit", "g[1] <= 1", at=1), contexts=[context({}, (), ["g[0] == 0", "g[n+1] == 1/(1 + g[n]**2)"], step="n")]))  # fmt: skip
for name, says, because, made in (
    ("another-value", "g(t) = 9 for some t, namely 3", UNKNOWN, exists("g[t] == 9", DOUBLING, {"t": "3"}, EIGHT, contexts=[THERE])),
    ("at-another-index", "g(t) = 8 for some t, namely 4", UNKNOWN, exists("g[t] == 8", DOUBLING, {"t": "4"}, EIGHT, contexts=[THERE])),
    ("without-its-premise", "g(t) = 8 for some t, of which nothing is shown", UNKNOWN, exists("g[t] == 8", DOUBLING, {"t": "3"})),
    ("of-another-recursion", "g(t) = 8 for some t of g(n+1) = 3·g(n), by the orbit of g(n+1) = 2·g(n)", UNKNOWN, exists("g[t] == 8", ("g[0] == 1", "g[n+1] == 3*g[n]"), {"t": "3"}, EIGHT, contexts=[THERE])),
    ("under-a-hypothesis-more", "g(3) = 9, where g(3) = 9", UNKNOWN, exists("g[3] == 9", DOUBLING, {"t": "0"}, step("given", "g[3] == 9", at=1), contexts=[context({}, ["g[3] == 9"], DOUBLING, step="n")])),
    ("with-two-starts", "0 ≤ 0 for some g with g(0) = 1 and g(0) = 2", "is neither the one start", exists("0 <= 0", (*DOUBLING, "g[0] == 2"), {"t": "0"})),
    ("with-an-inequality", "0 ≤ 0 for some g with g(0) = 1, g(n+1) = 2·g(n), g(n) < 0", "is neither the one start", exists("0 <= 0", (*DOUBLING, "g[n] < 0"), {"t": "0"})),
    ("without-start", "0 ≤ 0 for some g with g(n+1) = 2·g(n), of which no start is given", "each sequence needs one start", exists("0 <= 0", ("g[n+1] == 2*g[n]",), {"t": "0"})),
    ("that-is-not-total", "g(t) = 1 for some g with g(0) = 1, g(n+1) = 1/g(n) − 1: g(1) = 0, and then 1/0", UNDEFINED, exists("g[t] == 1", ("g[0] == 1", "g[n+1] == 1/g[n] - 1"), {"t": "0"}, step("orbit", "g[0] == 1", at=1), contexts=[context({}, (), ["g[0] == 1", "g[n+1] == 1/g[n] - 1"], step="n")])),
    ("that-takes-logarithms", "0 ≤ 0 for some g with g(0) = 2, g(n+1) = log g(n), which ends", UNDEFINED, exists("0 <= 0", ("g[0] == 2", "g[n+1] == log(g[n])"), {"t": "0"})),
    ("that-divides-by-the-step", "0 ≤ 0 for some g with g(n+1) = g(n)/n, undefined at n = 0", UNDEFINED, exists("0 <= 0", ("g[0] == 1", "g[n+1] == g[n]/n"), {"t": "0"})),
    ("that-starts-nowhere", "0 ≤ 0 for some g with g(0) = log 0", UNDEFINED, exists("0 <= 0", ("g[0] == log(0)", "g[n+1] == g[n]"), {"t": "0"})),
    ("whose-totality-is-a-premise", "0 ≤ 0 for some g with g(n+1) = 1/g(n), since 1/g(0) is defined under these relations", UNDEFINED, exists("0 <= 0", ("g[0] == 0", "g[n+1] == 1/g[n]"), {"t": "0"}, step("unfold", "g[0 + 1] == 1/g[0]", at=1, relation=1), contexts=[context({}, (), ["g[0] == 0", "g[n+1] == 1/g[n]"], step="n")])),
    ("against-a-hypothesis", "g(t) = 8 for some t ≤ 2, namely 3", "it is not known that ['<=', '3', '2']", exists("g[t] == 8", DOUBLING, {"t": "3"}, EIGHT, given=["t <= 2"], contexts=[THERE])),
    ("outside-of-the-domain", "g(t) = 8 for some t ≥ 4, namely 3", "it is not known that ['<=', '4', '3']", exists("g[t] == 8", DOUBLING, {"t": "3"}, EIGHT, symbols={"t": "[4, oo) in N"}, contexts=[THERE])),
    ("at-a-half", "g(t) = 8 for t = 7/2", "a natural symbol needs a natural number", exists("0 <= g[t]**2", DOUBLING, {"t": "7/2"})),
    ("with-a-parameter-without-number", "0 ≤ 0 for some a, whatever it is", "the point must give a value for each symbol", exists("0 <= 0", ("g[0] == a", "g[n+1] == g[n]"), {}, symbols={"a": REAL})),
    ("by-a-premise-for-some", "g(t) = 8 for some t, by a premise for some sequence", ELSEWHERE, exists("g[t] == 8", DOUBLING, {"t": "3"}, some("run", "0 <= 0", at=1, at_={}), contexts=[THERE])),
):  # fmt: skip
    reject(f"run-recursion-{name}", says, because, "run-recursion", made)

# run: sequences that are given --------------------------------------------------------------------------------------

STEPS = context({"n": NATURAL})
EXPLICIT = {"runs": {"g": data("power(2, n)")}, "index": "n"}
DOUBLES = step("identity", "power(2, n + 1) == 2*power(2, n)", at=1)
STARTS = step("identity", "power(2, 0) == 1", at=2)
accept(
    "run-explicit",
    "g(t) = 8 for some t and g with g(0) = 1, g(n+1) = 2·g(n), namely g(n) = 2ⁿ",
    exists("g[t] == 8", DOUBLING, {"t": "3"}, DOUBLES, STARTS, step("identity", "power(2, 3) == 8", at=2), contexts=[STEPS, EMPTY], **EXPLICIT),
)  # fmt: skip
accept(
    "run-explicit-inequality",
    "g(5) ≤ 0 for some g with g(n)² ≤ 1 at every n, namely 0",
    exists("g[5] <= 0", ("g[n]**2 <= 1",), {"t": "0"}, runs={"g": "0"}, index="n"),
)
for name, says, because, twin, made in (
    ("wrong", "g(t) = 9 for g(n) = 3ⁿ, which does not double", "it is not known that ['=', ['**', '3'", "run-explicit", exists("g[t] == 9", DOUBLING, {"t": "2"}, DOUBLES, STARTS, step("identity", "power(3, 2) == 9", at=2), contexts=[STEPS, EMPTY], runs={"g": data("power(3, n)")}, index="n")),
    ("with-another-start", "g(t) = 16 for g(n) = 2·2ⁿ, which starts at 2", "it is not known that ['=', ['*', '2', ['**', '2', '0']], '1']", "run-explicit", exists("g[3] == 16", DOUBLING, {"t": "3"}, step("identity", "2*power(2, n + 1) == 2*(2*power(2, n))", at=1), step("identity", "2*power(2, 3) == 16", at=2), contexts=[STEPS, EMPTY], runs={"g": data("2*power(2, n)")}, index="n")),
    ("shown-at-one-step", "g(3) = 8 for g(n) = 2ⁿ, whose doubling nobody shows", UNKNOWN, "run-explicit", exists("g[t] == 8", DOUBLING, {"t": "3"}, step("given", "0 <= 0", at=1), STARTS, step("identity", "power(2, 3) == 8", at=2), contexts=[STEPS, EMPTY], **EXPLICIT)),
    ("shown-from-one-on", "g doubles from step 1 on", UNKNOWN, "run-explicit", exists("g[t] == 8", DOUBLING, {"t": "3"}, DOUBLES, STARTS, step("identity", "power(2, 3) == 8", at=2), contexts=[context({"n": "[1, oo) in N"}), EMPTY], **EXPLICIT)),
    ("for-one-of-two", "h(n) ≥ 0 for h(0) = 5, h(n+1) = h(n) − 1, beside a run for g alone", "is neither the one start", "run-explicit", exists("g[t] == 8", (*DOUBLING, "h[0] == 5", "h[n+1] == h[n] - 1", "0 <= h[n]"), {"t": "3"}, DOUBLES, STARTS, step("identity", "power(2, 3) == 8", at=2), contexts=[STEPS, EMPTY], **EXPLICIT)),
    ("undefined", "g(5) ≤ 0 for g(n) = 0/n, undefined at n = 0", UNDEFINED, "run-explicit-inequality", exists("g[5] <= 0", ("g[n]**2 <= 1",), {"t": "0"}, runs={"g": data("0/n")}, index="n")),
    ("undefined-at-some-indices", "g(5) ≤ 0 for g(n) = √(3 − n)·0", UNDEFINED, "run-explicit-inequality", exists("g[5] <= 0", ("g[n]**2 <= 1",), {"t": "0"}, runs={"g": data("0*sqrt(3 - n)")}, index="n")),
    ("against-a-hypothesis", "g(5) ≤ 0 where g(2) = 1, for g(n) = 0", "it is not known that ['=', '0', '1']", "run-explicit-inequality", exists("g[5] <= 0", ("g[n]**2 <= 1",), {"t": "0"}, given=["g[2] == 1"], runs={"g": "0"}, index="n")),
    ("of-another-goal", "g(5) = 1 for g(n) = 0", "it is not known that ['=', '0', '1']", "run-explicit-inequality", exists("g[5] == 1", ("g[n]**2 <= 1",), {"t": "0"}, runs={"g": "0"}, index="n")),
    ("that-breaks-an-inequality", "g(5) = 2 for g(n) = 2, though g(n)² ≤ 1", UNKNOWN, "run-explicit-inequality", exists("g[5] == 2", ("g[n]**2 <= 1",), {"t": "0"}, runs={"g": "2"}, index="n")),
    ("in-a-stranger", "g(n) = m for an m of nowhere", "no domain for m", "run-explicit-inequality", exists("g[5] <= 0", ("g[n]**2 <= 1",), {"t": "0"}, runs={"g": v("m")}, index="n")),
    ("in-a-symbol-of-the-context", "g(n) = a, where a is a symbol that has a value elsewhere", "no domain for a", "run-explicit-inequality", exists("g[5] <= 1", ("g[n]**2 <= 1",), {"a": "1"}, symbols={"a": REAL}, runs={"g": v("a")}, index="n")),
    ("without-index", "g(n) = n in an n that nobody names", "malformed (KeyError: 'index')", "run-explicit-inequality", exists("g[5] <= 0", ("g[n]**2 <= 1",), {"t": "0"}, runs={"g": "0"})),
    ("by-a-premise-under-relations", "g(n) = 5 obeys g(n)² ≤ 1, since any sequence that does, does", "it is not known that", "run-explicit-inequality", exists("g[5] <= 5", ("g[n]**2 <= 1",), {"t": "0"}, step("unfold", "g[n]**2 <= 1", at=1, relation=0, at_=v("n")), contexts=[context({"n": NATURAL}, (), ["g[k]**2 <= 1"], step="k")], runs={"g": "5"}, index="n")),
    ("that-is-captured", "g(m) ≤ ∫₀¹ g(m)·m dm, where the m of the run is not that of the integral", "substitution would capture the variable of integration", "run-explicit-inequality", cert({"symbols": {}, "given": [], "evolves": [["<=", ["app", "g", v("k")], data("integral(g[k]*m, m, 0, 1)")]], "step": "k"}, some("run", "0 <= 0", at_={}, runs={"g": "0"}, index="m"))),
):  # fmt: skip
    reject(f"run-explicit-{name}", says, because, twin, made)
# run: some sequences given, the others left to their recursion -----------------------------------------------------------

HALVES = ("g[0] == 1", "g[n+1] == 1/2*g[n]")
BOTH = (*HALVES, "h[n] == g[n] + n", "h[0] == 1")
LEFT, LEFT_N = context({}, (), HALVES, step="n"), context({"n": NATURAL}, (), HALVES, step="n")


def mixed(goal: str, evolves: Any, value: Any, *steps: Any, contexts: Any = (LEFT, LEFT_N), **more: Any) -> Any:
    """h is given by g."""
    return exists(goal, evolves, {}, *steps, symbols={}, contexts=contexts, runs={"h": value}, index="n", **more)


SUM = step("identity", "g[n] + n == g[n] + n", at=2)
ONE, TWO = step("unfold", "g[0] == 1", at=1, relation=0), step("orbit", "g[2] == 1/4", at=1)
AT_ZERO, AT_TWO = step("linear", "g[0] + 0 == 1", 1, at=1, multipliers=["1"]), step("linear", "g[2] + 2 == 9/4", 3, at=1, multipliers=["1"])  # fmt: skip
accept("run-mixed", "h(2) = 9/4 for some g, h with g(0) = 1, g(n+1) = g(n)/2, h(n) = g(n) + n", mixed("h[2] == 9/4", BOTH, data("g[n] + n"), SUM, ONE, AT_ZERO, TWO, AT_TWO))  # fmt: skip
for name, says, because, made in (
    ("another-value", "h(2) = 5/4", UNKNOWN, mixed("h[2] == 5/4", BOTH, data("g[n] + n"), SUM, ONE, AT_ZERO, TWO, AT_TWO)),
    ("another-run", "h(n) = g(n) + n for h(n) = g(n)", UNKNOWN, mixed("0 <= 0", BOTH, data("g[n]"), SUM, ONE)),
    ("against-a-start", "h(0) = 2 for h(n) = g(n) + n", UNKNOWN, mixed("0 <= 0", (*HALVES, "h[n] == g[n] + n", "h[0] == 2"), data("g[n] + n"), SUM, ONE, AT_ZERO)),
    ("at-the-next-step", "h(n) = g(n + 1), a value to come", "a run is given by values at other steps", mixed("0 <= 0", (*HALVES, "h[n] == g[n + 1]"), data("g[n + 1]"), step("identity", "g[n + 1] == g[n + 1]", at=2))),
    ("at-the-start", "h(n) = g(0), a value at another step", "a run is given by values at other steps", mixed("0 <= 0", (*HALVES, "h[n] == g[0]"), data("g[0]"), step("identity", "g[0] == g[0]", at=2))),
    ("by-itself", "h(n) = h(n) for h(n) = h(n) + 0, which says nothing", "of sequences that are given by runs themselves", mixed("0 <= 0", (*HALVES, "h[n] == h[n] + 1"), data("h[n] + 1"), step("identity", "g[n] == g[n]", at=2))),
    ("undefined", "h(n) = 1/g(n), of which nobody shows that it is defined", UNDEFINED, mixed("0 <= 0", (*HALVES, "h[n]*g[n] == 1"), data("1/g[n]"), SUM)),
    ("by-a-recursion-that-is-not-total", "h(n) = g(n) for g(n+1) = 1/g(n), g(0) = 0", UNDEFINED, mixed("0 <= 0", ("g[0] == 0", "g[n+1] == 1/g[n]", "h[n] == g[n]"), data("g[n]"), step("identity", "g[n] == g[n]", at=1), contexts=[context({"n": NATURAL}, (), ["g[0] == 0", "g[n+1] == 1/g[n]"], step="n")])),
    ("with-a-recursion-that-depends-on-it", "g(n+1) = h(n)·g(n), where h(n) = g(n): the recursion is none", WHOLE, mixed("0 <= 0", ("g[0] == 1", "g[n+1] == h[n]*g[n]", "h[n] == g[n]"), data("g[n]"))),
    ("with-a-relation-that-is-not-shown", "h(n) ≤ 1 for h(n) = g(n) + n", UNKNOWN, mixed("0 <= 0", (*BOTH, "h[n] <= 1"), data("g[n] + n"), SUM, ONE, AT_ZERO)),
    ("with-a-relation-shown-for-another-recursion", "h(n) ≤ 1 for h(n) = g(n), shown where g(n) ≤ 1 at every n", UNKNOWN, mixed("0 <= 0", (*HALVES, "h[n] <= 1"), data("g[n]"), step("unfold", "g[n] <= 1", at=1, relation=2, at_=v("n")), contexts=[context({"n": NATURAL}, (), [*HALVES, "g[n] <= 1"], step="n")])),
    ("with-a-relation-shown-under-a-hypothesis", "h(n) ≤ 1 for h(n) = g(n), shown where g(n) ≤ 1", UNKNOWN, mixed("0 <= 0", (*HALVES, "h[n] <= 1"), data("g[n]"), step("given", "g[n] <= 1", at=1), contexts=[context({"n": NATURAL}, ["g[n] <= 1"], HALVES, step="n")])),
):  # fmt: skip
    reject(f"run-mixed-{name}", says, because, "run-mixed", made)
reject(
    "run-as-universal",
    "g(t) = 8 for all t, since it is so at 3",
    "('run', 'all')",
    "run-recursion",
    cert([context(TIMES, (), DOUBLING, step="n"), THERE], EIGHT, step("run", "g[t] == 8", 0, at_={"t": "3"})),
)
