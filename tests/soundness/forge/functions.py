# ruff: noqa: E501
"""Every function over a box: bounds that it keeps, and bounds that it breaks by a hair, at an end, or beyond its domain."""

from __future__ import annotations

from tests.soundness.forge import REAL, accept, cert, context, reject, step
from tests.soundness.forge.granted import UNKNOWN

# name, domain, bounds that hold, then attacks: (what is wrong, domain, bound)
TABLE: tuple[tuple[str, str, str, tuple[tuple[str, str, str], ...]], ...] = (
    ("exp", REAL, "0 < exp(x)", (("attained-one", "[0, oo)", "1 < exp(x)"), ("a-hair-above", "[0, 1]", "exp(x) <= 2718281828/1000000000"), ("below-a-positive-number", REAL, "1/10**9 < exp(x)"))),
    ("log", "[1, 3]", "0 <= log(x) and log(x) < 11/10", (("at-zero", "[0, 1]", "log(x) <= 0"), ("of-negative-numbers", "[-2, -1]", "log(x) <= 10"), ("unbounded-at-zero", "(0, 1]", "-1000 < log(x)"), ("attained-zero", "[1, 3]", "0 < log(x)"))),
    ("abs", "[-1, 2]", "0 <= abs(x) and abs(x) <= 2", (("at-zero", "[-1, 2]", "0 < abs(x)"), ("on-the-left", "[-3, 2]", "abs(x) <= 2"), ("on-the-right", "[-1, 2]", "abs(x) <= 1"))),
    ("root", "[0, 4]", "0 <= sqrt(x) and sqrt(x) <= 2", (("of-negative-numbers", "[-1, 4]", "-1 <= sqrt(x)"), ("at-zero", "[0, 4]", "0 < sqrt(x)"), ("at-its-end", "[0, 4]", "sqrt(x) < 2"), ("cube-of-negative-numbers", "[-8, -1]", "root(x, 3) <= -1"))),
    ("inverse", "[1, 2]", "1/2 <= 1/x and 1/x <= 1", (("across-zero", "[-1, 2]", "-1 <= 1/x"), ("at-zero", "[0, 2]", "1/2 <= 1/x"), ("unbounded-at-zero", "(0, 2]", "1/x <= 10**12"), ("at-infinity", "[1, oo)", "1/10**12 <= 1/x"))),
    ("square", "[-2, 1]", "0 <= x**2 and x**2 <= 4", (("by-its-ends", "[-2, 1]", "1 <= x**2"), ("at-zero", "[-2, 1]", "0 < x**2"), ("at-its-left-end", "[-2, 1]", "x**2 <= 1"))),
    ("cube", "[-2, 1]", "-8 <= x**3 and x**3 <= 1", (("as-if-even", "[-2, 1]", "0 <= x**3"), ("at-its-left-end", "[-2, 1]", "-8 < x**3"))),
    ("inverse-square", "[-2, -1]", "1/4 <= x**-2 and x**-2 <= 1", (("across-zero", "[-2, 1]", "0 < x**-2"), ("at-its-end", "[-2, -1]", "1/4 < x**-2"))),
    ("power-zero", REAL, "x**0 == 1", (("of-something-undefined", "[-1, 1]", "(1/x)**0 == 1"), ("as-zero", REAL, "x**0 == 0"))),
    ("real-power", "[1, 4]", "power(x, 1/2) <= 2001/1000 and 1/2 < power(x, 0)", (("of-zero", "[0, 4]", "power(x, 2) <= 17"), ("of-negative-numbers", "[-4, -1]", "power(x, 2) <= 17"), ("beyond", "[1, 4]", "power(x, 2) <= 15"))),
    ("sin", REAL, "-1 <= sin(x) and sin(x) <= 1", (("attained-one", REAL, "sin(x) < 1"), ("attained-one-near-it", "[1, 2]", "sin(x) < 1"), ("by-its-ends", "[0, 3]", "sin(x) <= 1/4"), ("of-a-wide-range", "[-10, 10]", "-1 < sin(x)"))),
    ("cos", REAL, "-1 <= cos(x) and cos(x) <= 1", (("attained-one", "[-1, 1]", "cos(x) < 1"), ("by-its-ends", "[-1, 1]", "cos(x) <= 6/10"), ("of-a-wide-range", "[0, 100]", "-99/100 <= cos(x)"))),
    ("tan", "[-1, 1]", "-2 < tan(x) and tan(x) < 2", (("across-its-pole", "[1, 2]", "-3 < tan(x)"), ("at-its-pole-by-a-square", "[0, 2]", "0 <= tan(x)**2"), ("of-all-numbers", REAL, "0 <= tan(x)**2"))),
    ("asin", "[-1, 1]", "-158/100 < asin(x) and asin(x) < 158/100", (("beyond-one", "[0, 2]", "0 <= asin(x)"), ("below-minus-one", "[-2, 0]", "asin(x) <= 0"), ("at-its-end", "[-1, 1]", "asin(x) < 157/100"))),
    ("acos", "[-1, 1]", "0 <= acos(x) and acos(x) < 315/100", (("beyond-one", "[0, 2]", "0 <= acos(x)"), ("attained-zero", "[-1, 1]", "0 < acos(x)"), ("the-wrong-way", "[-1, 0]", "acos(x) <= 157/100"))),
    ("atan", REAL, "-158/100 < atan(x) and atan(x) < 158/100", (("near-its-limit", REAL, "atan(x) < 157/100"), ("below", REAL, "-157/100 < atan(x)"))),
    ("sinh", "[-1, 1]", "-12/10 < sinh(x) and sinh(x) < 12/10", (("as-if-even", "[-1, 1]", "0 <= sinh(x)"), ("at-infinity", REAL, "sinh(x) < 10**12"))),
    ("cosh", REAL, "1 <= cosh(x)", (("attained-one", REAL, "1 < cosh(x)"), ("by-its-ends", "[-1, 1]", "3/2 < cosh(x)"), ("as-if-odd", "[-2, 1]", "cosh(x) < 2"))),
    ("tanh", REAL, "-1 < tanh(x) and tanh(x) < 1", (("near-its-limit", REAL, "tanh(x) < 1 - 1/10**12"), ("below", REAL, "-1 + 1/10**12 < tanh(x)"))),
    ("asinh", "[-1, 1]", "-1 < asinh(x) and asinh(x) < 1", (("as-if-even", "[-1, 1]", "0 <= asinh(x)"), ("a-hair-above", "[-1, 1]", "asinh(x) < 88/100"))),
    ("acosh", "[1, 2]", "0 <= acosh(x) and acosh(x) < 132/100", (("below-one", "[0, 2]", "0 <= acosh(x)"), ("just-below-one", "[999999/1000000, 2]", "0 <= acosh(x)"), ("attained-zero", "[1, 2]", "0 < acosh(x)"))),
    ("atanh", "[-1/2, 1/2]", "-6/10 < atanh(x) and atanh(x) < 6/10", (("at-one", "[0, 1]", "0 <= atanh(x)"), ("at-minus-one", "[-1, 0]", "atanh(x) <= 0"), ("unbounded-at-one", "[0, 1)", "atanh(x) < 1000"))),
    ("erf", REAL, "-1 < erf(x) and erf(x) < 1", (("near-its-limit", REAL, "erf(x) < 1 - 1/10**12"), ("as-if-even", "[-1, 1]", "0 <= erf(x)"))),
    ("lambertw", "[-1/3, 1]", "-1 < lambertw(x) and lambertw(x) < 57/100", (("below-its-branch-point", "[-1/2, 1]", "-1 <= lambertw(x)"), ("a-hair-below-its-branch-point", "[-36787944118/100000000000, 0]", "-1 <= lambertw(x)"), ("a-hair-above", "[-1/3, 1]", "lambertw(x) < 567/1000"))),
    ("gamma", "(0, oo)", "879/1000 <= gamma(x)", (("above-its-least-value", "[1, 2]", "886/1000 < gamma(x)"), ("by-its-ends", "[1, 2]", "1 <= gamma(x)"), ("at-zero", "[0, 1]", "0 < gamma(x)"), ("of-negative-numbers", "[-3/2, -5/4]", "0 < gamma(x)"), ("as-if-increasing", "(0, 1]", "gamma(x) <= 1"))),
    ("min", "[0, 3]", "min(x, 2, 1 + x) <= 2 and 0 <= min(x, 2)", (("at-its-end", "[0, 3]", "0 < min(x, 2)"), ("as-maximum", "[0, 3]", "1 <= min(x, 2)"), ("with-something-undefined", "[0, 3]", "min(1, 1/x) <= 1"))),
    ("max", "[0, 3]", "2 <= max(x, 2) and max(x, 2, 1) <= 3", (("at-its-end", "[0, 3]", "max(x, 2) < 3"), ("as-minimum", "[0, 3]", "max(x, 2) <= 2"), ("with-something-undefined", "[0, 3]", "-1 <= max(0, 1/x)"), ("with-an-open-end", "[0, 3)", "max(x, 3) < 3"))),
    ("pi", REAL, "3 < pi and pi < 22/7", (("a-hair-above", REAL, "pi < 314159265358979/100000000000000"), ("a-hair-below", REAL, "314159265358980/100000000000000 < pi"))),
)  # fmt: skip
EXACTLY = {"abs", "root", "inverse", "square", "cube", "inverse-square", "power-zero", "min", "max"}  # without rounding
for name, domain, bound, attacks in TABLE:
    label = "exact" if name in EXACTLY else "enclosed"
    shown = step("given", bound)
    accept(f"range-of-{name}", f"{bound} on {domain}", cert(context({"x": domain}), shown), label=label)
    if label == "enclosed":
        reject(
            f"trust-exact-on-{name}",
            f"{bound} on {domain}, called exact",
            "says exact, but a rounded evaluation",
            f"range-of-{name}",
            cert(context({"x": domain}), shown, trust="exact"),
        )
    for wrong, there, claim in attacks:
        reject(
            f"range-of-{name}-{wrong}",
            f"{claim} on {there}",
            UNKNOWN,
            f"range-of-{name}",
            cert(context({"x": there}), step("given", claim)),
        )

accept(
    "range-of-functions-on-closed-ranges",
    "erf and tanh do not reach ±1 on [−100, 100]; sin x ≤ 1 and −1 ≤ cos x on [0, 100]; arctan x < 158/100 on [0, 9]",
    cert(
        [context({"x": "[-100, 100]"}), context({"x": "[0, 100]"}), context({"x": "[0, 9]"})],
        step("given", "-1 < erf(x) and erf(x) < 1 and -1 < tanh(x) and tanh(x) < 1"),
        step("given", "sin(x) <= 1 and -1 <= cos(x)", at=1),
        step("given", "atan(x) < 158/100 and 0 <= asinh(x) and 1 <= cosh(x) and 0 <= sinh(x)", at=2),
    ),
)
accept(
    "range-of-functions-up-to-their-ends",
    "artanh on (−1, 0] and [0, 1), arcsin and arccos at ±1, Γ on (0, 1], [1, 2] and [1, ∞), tan on (−3/2, 3/2)",
    cert(
        [context({"x": side}) for side in ("(-1, 0]", "[0, 1)", "(0, 1]", "[1, 2]", "[1, oo)", "(-3/2, 3/2)")],
        step("given", "atanh(x) <= 0 and asin(x) <= 0"),
        step("given", "0 <= atanh(x) and 0 < acos(x)", at=1),
        step("given", "879/1000 <= gamma(x) and 0 <= acos(x)", at=2),
        step("given", "879/1000 <= gamma(x) and gamma(x) <= 11/10", at=3, bits=53),
        step("given", "879/1000 <= gamma(x) and 0 <= acosh(x)", at=4),
        step("given", "-15 < tan(x) and tan(x) < 15", at=5),
    ),
)
for name, domain, claim in (
    ("tangent-on-a-wide-range", "[-3/2, 2]", "-1000000 < tan(x)"),
    ("inverse-hyperbolic-tangent-below-minus-one", "(-1001/1000, 0]", "atanh(x) <= 0"),
    ("inverse-hyperbolic-tangent-above-one", "[0, 1001/1000)", "0 <= atanh(x)"),
    ("arcsine-a-hair-above-one", "[0, 1000000001/1000000000]", "0 <= asin(x)"),
    ("arccosine-a-hair-below-minus-one", "[-1000000001/1000000000, 0]", "acos(x) <= 4"),
    ("gamma-across-zero", "(-1/2, 1]", "-4 <= gamma(x)"),
    ("gamma-at-an-attained-zero", "[0, oo)", "0 <= gamma(x)"),
):
    reject(
        f"range-of-functions-{name}",
        f"{claim} on {domain}",
        UNKNOWN,
        "range-of-functions-up-to-their-ends",
        cert(context({"x": domain}), step("given", claim)),
    )
for bits in (2, 3, 8, 53):
    reject(
        f"range-of-lambertw-below-its-branch-point-at-{bits}-bits",
        "W(x) ≤ 1 on [−3/8, 0], where W is undefined below −1/e = −0.3678…",
        UNKNOWN,
        "range-of-lambertw",
        cert(context({"x": "[-3/8, 0]"}), step("given", "lambertw(x) <= 1", bits=bits)),
    )
accept(
    "range-of-max-with-open-ends",
    "max(x, y) > 0 for x > 0 or y > 0, max(x, y) < 3 for x, y < 3, min(x, y) < 1 for x < 1 or y < 1",
    cert(
        [
            context({"x": x, "y": y})
            for x, y in (
                ("(0, 1]", "[0, 1]"),
                ("[0, 1]", "(0, 1]"),
                ("[0, 3)", "[0, 3)"),
                ("[0, 1)", "[0, 1]"),
                ("(1, 2]", "[0, 2]"),
            )
        ],
        step("given", "0 < max(x, y)"),
        step("given", "0 < max(x, y)", at=1),
        step("given", "max(x, y) < 3", at=2),
        step("given", "min(x, y) < 1", at=3),
        step("given", "1 < max(x, y)", at=4),
    ),
    label="exact",
)
for name, x, y, claim in (
    ("both-attained", "[0, 1]", "[0, 1]", "0 < max(x, y)"),
    ("one-attained-above", "[0, 3)", "[0, 3]", "max(x, y) < 3"),
    ("another-attained-above", "[0, 3]", "[0, 3)", "max(x, y) < 3"),
    ("greater-attained-below", "[1, 2]", "(0, 3)", "1 < max(x, y)"),
    ("other-greater-attained-below", "(0, 3)", "[1, 2]", "1 < max(x, y)"),
    ("lesser-attained-above", "[1, 2]", "(1, 3)", "min(x, y) < 2"),
    ("of-a-rounded-part", "[0, 1]", "[0, 1]", "max(x, y/3) < 1"),
):
    reject(
        f"range-of-max-with-open-ends-{name}",
        f"{claim} for x ∈ {x}, y ∈ {y}",
        UNKNOWN,
        "range-of-max-with-open-ends",
        cert(context({"x": x, "y": y}), step("given", claim)),
    )
for claim in ("max(x, y/3) <= 1", "max(y/3, x) <= 1", "min(y/3, x) <= 1"):
    name = claim[: claim.index(")")].replace("(", "-of-").replace("/", "-over-").replace(", ", "-and-")
    reject(
        f"trust-exact-on-{name}",
        f"{claim} on [0, 1]², called exact",
        "says exact, but a rounded evaluation",
        "range-of-max-with-open-ends",
        cert(context({"x": "[0, 1]", "y": "[0, 1]"}), step("given", claim), trust="exact"),
    )

for f in ("sin", "cos"):
    reject(
        f"trust-exact-on-{f}-over-a-box",
        f"{f} x ≤ 1 on [0, 1], called exact, though a rounded evaluation showed that it is defined",
        "says exact, but a rounded evaluation",
        f"range-of-{f}",
        cert(context({"x": "[0, 1]"}), step("given", f"{f}(x) <= 1"), trust="exact"),
    )

# Operations -----------------------------------------------------------------------------------------------------------

accept(
    "range-of-products",
    "−6 ≤ xy ≤ 4 for x ∈ [−2, 3], y ∈ [−2, 1]; x·y > 0 for x, y > 0",
    cert(
        [context({"x": "[-2, 3]", "y": "[-2, 1]"}), context({"x": "(0, oo)", "y": "(0, oo)"})],
        step("given", "-6 <= x*y and x*y <= 4"),
        step("given", "0 < x*y", at=1),
    ),
)
for name, x, y, claim in (
    ("by-two-ends", "[-2, 3]", "[-2, 1]", "x*y <= 3"),
    ("of-two-negative-factors", "[-2, 3]", "[-2, 1]", "x*y < 4"),
    ("with-an-attained-zero", "[0, 1]", "(0, oo)", "0 < x*y"),
    ("with-an-attained-zero-beside-an-open-end", "[0, 1]", "(1, 2)", "0 < x*y"),
    ("with-an-open-end-beside-an-attained-zero", "(1, 2)", "[0, 1]", "0 < x*y"),
    ("with-an-open-end-above-an-attained-zero", "(1, 2)", "[-1, 0]", "x*y < 0"),
    ("with-an-attained-zero-below-an-open-end", "[-1, 0]", "(1, 2)", "x*y < 0"),
    ("of-zero-and-infinity", "(0, 1]", "[1, oo)", "x*y <= 10**12"),
    ("of-infinity-and-zero", "(0, 1]", "[1, oo)", "1/10**12 <= x*y"),
    ("with-an-open-end-and-an-attained-zero", "(-1, 0]", "[0, 1)", "x*y < 0"),
    ("of-sums-at-open-and-closed-ends", "[0, 1]", "[0, 1]", "x + y < 2"),
    ("of-infinity-minus-infinity", "[0, oo)", "[0, oo)", "-(10**12) <= x - y"),
    ("of-a-difference-of-equals", "[0, 1]", "[0, 1]", "x - y <= 0"),
):
    reject(
        f"range-of-products-{name}",
        f"{claim} for x ∈ {x}, y ∈ {y}",
        UNKNOWN,
        "range-of-products",
        cert(context({"x": x, "y": y}), step("given", claim)),
    )

# False claims with a hair's breadth, and numbers ------------------------------------------------------------------------

accept(
    "range-of-numbers",
    "√2·√3 < √6 + 10⁻²⁰, e^(π√163) < 262537412640768744, at 256 bits",
    cert(
        context(),
        step("given", "sqrt(2)*sqrt(3) < sqrt(6) + 1/10**20", bits=256),
        step("given", "exp(pi*sqrt(163)) < 262537412640768744", bits=256),
    ),
)
for name, claim in (
    ("product-of-roots", "sqrt(2)*sqrt(3) < sqrt(6)"),
    ("square-of-a-root", "sqrt(2)*sqrt(2) < 2"),
    ("square-of-a-root-unequal", "sqrt(2)*sqrt(2) != 2"),
    ("e-and-e", "exp(1/2)*exp(1/2) != exp(1)"),
    ("almost-an-integer", "exp(pi*sqrt(163)) == 262537412640768744"),
    ("almost-an-integer-from-above", "262537412640768743 + 999999999999251/10**15 <= exp(pi*sqrt(163))"),
    ("real-power-of-a-negative-number", "power(-8, 1/3) == -2"),
    ("ball-that-touches", "sin(pi) == 0"),
):
    for bits in (2, 128):
        reject(
            f"range-of-numbers-{name}-at-{bits}-bits",
            f"{claim}",
            UNKNOWN,
            "range-of-numbers",
            cert(context(), step("given", claim, bits=bits)),
        )
